//! Collects kernels, constants and calls of a program; equal kernels and equal constants become one.

use super::Context;
use super::builder::KernelBuilder;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, TensorData, ValueId};
use crate::loop_ir::{Access, Argument, Base, BufferId, Call, ConstantBlob, ConstantId, Kernel, KernelId};
use crate::plan::matrix_unit::CopiedInput;
use crate::plan::{Placement, Plan, layout};
use std::collections::HashMap;
use std::sync::Arc;

/// Kernels and constants of the program so far.
#[derive(Debug, Default)]
pub struct ProgramBuilder {
    pub kernels: Vec<Kernel>,
    pub constants: Vec<ConstantBlob>,
    /// Kernels by everything but their name.
    known_kernels: HashMap<Kernel, KernelId>,
    known_constants: HashMap<Arc<[u8]>, ConstantId>,
    names: HashMap<String, usize>,
    /// By value: bytes from one repetition of the current pass to the next, for those that it does not share and that lie outside of its lane.
    steps: Vec<usize>,
}

impl ProgramBuilder {
    /// Begins a pass, for which the context's graph has the types of one repetition.
    pub fn enter(&mut self, graph: &Graph, context: &Context) {
        let step = |id: ValueId| {
            let part = context.graph.ty(id);
            if part.shape == graph.ty(id).shape { 0 } else { layout::bytes(part, context.plan.value(id).layout) }
        };
        self.steps = graph.ids().map(step).collect();
    }

    /// Adds a kernel, or finds its equal.
    pub fn kernel(&mut self, mut kernel: Kernel) -> KernelId {
        let name = std::mem::take(&mut kernel.name);
        if let Some(&id) = self.known_kernels.get(&kernel) {
            return id;
        }
        let id = KernelId(self.kernels.len() as u32);
        self.known_kernels.insert(kernel.clone(), id);
        kernel.name = self.unique(name);
        self.kernels.push(kernel);
        id
    }

    /// The name, with a number where it is taken.
    fn unique(&mut self, name: String) -> String {
        let count = self.names.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { name } else { format!("{name} #{count}") }
    }

    /// Adds read-only bytes, or finds their equal.
    pub fn constant(&mut self, name: String, bytes: Vec<u8>) -> ConstantId {
        let bytes: Arc<[u8]> = bytes.into();
        if let Some(&id) = self.known_constants.get(&bytes) {
            return id;
        }
        let id = ConstantId(self.constants.len() as u32);
        self.known_constants.insert(bytes.clone(), id);
        let name = self.unique(name);
        self.constants.push(ConstantBlob { name, bytes });
        id
    }

    /// Where a value lies; a constant value becomes a dense blob.
    pub fn locate(&mut self, graph: &Graph, plan: &Plan, id: ValueId) -> Argument {
        let step = self.steps.get(id.index()).copied().unwrap_or(0);
        match plan.value(id).placement {
            Placement::Arena(offset) => Argument { base: Base::Arena, offset, step },
            Placement::Lane(offset) => Argument::at(Base::Lane, offset),
            Placement::Input(index) => Argument { base: Base::Input(index), offset: 0, step },
            Placement::Output(index) => Argument { base: Base::Output(index), offset: 0, step },
            Placement::Constant => {
                let data = graph.constant(id).expect("only constants are placed as constants");
                let constant = self.constant(graph.value(id).name.clone(), dense_bytes(data));
                Argument::at(Base::Constant(constant), 0)
            }
            Placement::Part { of, offset } => {
                let whole = self.locate(graph, plan, of);
                Argument { offset: whole.offset + offset, ..whole }
            }
        }
    }
}

/// Where the copied input of a node begins.
///
/// # Errors
/// `Invalid` where that is not the arena's.
pub fn locate_copy(copy: &CopiedInput) -> Result<Argument> {
    match copy.placement {
        Placement::Arena(offset) => Ok(Argument::at(Base::Arena, offset)),
        Placement::Lane(offset) => Ok(Argument::at(Base::Lane, offset)),
        _ => Err(Diagnostic::error(Code::Invalid, "the plan puts the copy of an input outside of the arena")),
    }
}

/// Little-endian bytes in C order.
fn dense_bytes(data: &TensorData) -> Vec<u8> {
    match data {
        TensorData::F32(v) => v.iter().flat_map(|x| x.to_le_bytes()).collect(),
        TensorData::S32(v) => v.iter().flat_map(|x| x.to_le_bytes()).collect(),
        TensorData::U8(v) => v.to_vec(),
        TensorData::S8(v) => v.iter().map(|&x| x as u8).collect(),
    }
}

/// A kernel under construction together with the arguments of its call.
#[derive(Debug)]
pub struct CallBuilder {
    pub kernel: KernelBuilder,
    arguments: Vec<Argument>,
}

impl CallBuilder {
    pub fn new(name: String, vector_bytes: u32) -> Self {
        Self { kernel: KernelBuilder::new(name, vector_bytes), arguments: Vec::new() }
    }

    /// A buffer of the kernel, given as `argument` in this call.
    pub fn buffer(&mut self, name: &str, access: Access, argument: Argument) -> BufferId {
        self.arguments.push(argument);
        self.kernel.buffer(name, access)
    }

    pub fn finish(self, program: &mut ProgramBuilder) -> Call {
        let kernel = program.kernel(self.kernel.finish());
        Call { kernel, arguments: self.arguments, continues: false }
    }
}
