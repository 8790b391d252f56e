//! Collects kernels, constants and calls of a program; equal kernels and equal constants become one.

use super::builder::KernelBuilder;
use crate::graph::{Graph, TensorData, ValueId};
use crate::loop_ir::{Access, Argument, Base, BufferId, Call, ConstantBlob, ConstantId, Kernel, KernelId};
use crate::plan::{Placement, Plan};
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
}

impl ProgramBuilder {
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
        match plan.value(id).placement {
            Placement::Arena(offset) => Argument { base: Base::Arena, offset },
            Placement::Input(index) => Argument { base: Base::Input(index), offset: 0 },
            Placement::Output(index) => Argument { base: Base::Output(index), offset: 0 },
            Placement::Constant => {
                let data = graph.constant(id).expect("only constants are placed as constants");
                let constant = self.constant(graph.value(id).name.clone(), dense_bytes(data));
                Argument { base: Base::Constant(constant), offset: 0 }
            }
        }
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
        Call { kernel, arguments: self.arguments }
    }
}
