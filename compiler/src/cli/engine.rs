//! A model that can be run, whether it was compiled in this process or opened from a shared object.

use super::rows::Slot;
use crate::codegen::CompiledProgram;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::emit::jit::JitModel;
use crate::graph::{DType, Shape, Tensor, TensorData};
use crate::loop_ir::Port;
use crate::measure::runtime_diagnostic;
use graver_runtime::{ElementType, Model, Session};
use std::path::Path;
use std::sync::Arc;

/// A loaded model with its inputs and outputs.
#[derive(Debug)]
pub struct Engine {
    pub model: Arc<Model>,
    pub inputs: Vec<Slot>,
    pub outputs: Vec<Slot>,
}

impl Engine {
    /// Opens what `graver compile` wrote.
    pub fn open(path: &Path) -> Result<Self> {
        Self::new(Model::open(path).map_err(runtime_diagnostic)?)
    }

    /// Loads machine code into this process.
    pub fn load(compiled: &CompiledProgram) -> Result<Self> {
        Self::new(JitModel::load(compiled)?.into_model()?)
    }

    fn new(model: Model) -> Result<Self> {
        let slots = |tensors: &[graver_runtime::Tensor]| tensors.iter().map(slot).collect::<Result<Vec<_>>>();
        let (inputs, outputs) = (slots(&model.description().inputs)?, slots(&model.description().outputs)?);
        Ok(Self { model: Arc::new(model), inputs, outputs })
    }

    /// Workers and an arena for runs of the model.
    pub fn runner(&self, workers: u32) -> Result<Runner> {
        Ok(Runner { session: Session::new(&self.model, workers).map_err(runtime_diagnostic)?, outputs: self.outputs.clone() })
    }
}

/// Runs a model, one batch at a time.
#[derive(Debug)]
pub struct Runner {
    session: Session,
    outputs: Vec<Slot>,
}

impl Runner {
    /// `inputs` in the order, types and shapes of [`Engine::inputs`].
    pub fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>> {
        let inputs: Vec<Vec<u8>> = inputs.iter().map(|t| t.data.to_bytes()).collect();
        let mut outputs: Vec<Vec<u8>> = self.outputs.iter().map(|slot| vec![0; slot.bytes()]).collect();
        let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
        let mut views: Vec<&mut [u8]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
        self.session.run(&inputs, &mut views).map_err(runtime_diagnostic)?;
        let tensor = |(slot, bytes): (&Slot, &Vec<u8>)| Tensor::new(slot.shape.clone(), TensorData::from_bytes(slot.dtype, bytes));
        self.outputs.iter().zip(&outputs).map(tensor).collect()
    }
}

/// The same for inputs and outputs of loop IR.
pub fn port_slots(ports: &[Port]) -> Vec<Slot> {
    ports.iter().map(|p| Slot { name: p.name.clone(), dtype: p.dtype, shape: p.shape.clone() }).collect()
}

fn slot(tensor: &graver_runtime::Tensor) -> Result<Slot> {
    let dtype = match tensor.element {
        ElementType::F32 => DType::F32,
        ElementType::U8 => DType::U8,
        ElementType::S8 => DType::S8,
        ElementType::S32 => DType::S32,
    };
    let slot = Slot { name: tensor.name.clone(), dtype, shape: Shape::new(tensor.shape.clone())? };
    if slot.bytes() != tensor.bytes {
        return Err(Diagnostic::error(Code::Malformed, format!("the model describes {tensor}, whose size does not fit")).at(&tensor.name));
    }
    Ok(slot)
}
