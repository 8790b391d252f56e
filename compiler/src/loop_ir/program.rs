//! A whole model as loop IR: kernels, constants, and the order in which kernels run on which memory.

use super::kernel::{Access, Kernel};
use crate::graph::{DType, Quantization, Shape};
use std::sync::Arc;

/// Index into [`Program::kernels`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KernelId(pub u32);

/// Index into [`Program::constants`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConstantId(pub u32);

/// Read-only bytes of the model, aligned to 64 bytes: packed weights, biases, multipliers, tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstantBlob {
    pub name: String,
    pub bytes: Arc<[u8]>,
}

/// A tensor that the caller hands in or receives: C order of the logical shape, no alignment needed.
#[derive(Debug, Clone, PartialEq)]
pub struct Port {
    pub name: String,
    pub dtype: DType,
    pub shape: Shape,
    pub quantization: Quantization,
}

impl Port {
    pub fn bytes(&self) -> usize {
        self.shape.volume() * self.dtype.bytes()
    }
}

/// The memory that a kernel argument lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// The caller's arena of [`Program::arena_bytes`], aligned to 64 bytes.
    Arena,
    Constant(ConstantId),
    Input(u32),
    Output(u32),
    /// Memory of the worker that runs the call, [`Program::scratch_bytes`], aligned to 64 bytes.
    Scratch,
}

/// A kernel argument: the address `base + offset`, given for one buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Argument {
    pub base: Base,
    pub offset: usize,
}

/// One run of a kernel, shared by all workers: worker w of W takes `range · w / W .. range · (w + 1) / W`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub kernel: KernelId,
    /// One for each of the kernel's buffers.
    pub arguments: Vec<Argument>,
}

/// Calls that may run at the same time, perhaps after some that prepare them; all workers meet in between, and before the next stage begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Name of the graph node that the stage computes.
    pub name: String,
    /// What it is, for tables: `conv 3x3/2 64x32x32 → 128x16x16`.
    pub description: String,
    /// Multiply-accumulates counted over the nominal window, padding included.
    pub nominal_macs: u64,
    /// Multiply-accumulates on taps inside the image.
    pub valid_macs: u64,
    /// Bytes that the stage must move at least: inputs, weights and outputs, each once.
    pub bytes: u64,
    /// Run before `calls`. Mostly none.
    pub preparation: Vec<Call>,
    pub calls: Vec<Call>,
}

impl Stage {
    /// Calls that may run at the same time; workers meet after each of these parts.
    pub fn phases(&self) -> impl Iterator<Item = &[Call]> {
        [self.preparation.as_slice(), self.calls.as_slice()].into_iter().filter(|calls| !calls.is_empty())
    }

    /// Every call in order.
    pub fn all_calls(&self) -> impl Iterator<Item = &Call> {
        self.preparation.iter().chain(&self.calls)
    }
}

/// A model, ready for code generation.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    pub name: String,
    pub kernels: Vec<Kernel>,
    pub constants: Vec<ConstantBlob>,
    pub inputs: Vec<Port>,
    pub outputs: Vec<Port>,
    /// Bytes of working memory, a multiple of 64. The first [`Program::ARENA_HEADER`] bytes belong to the driver.
    pub arena_bytes: usize,
    pub stages: Vec<Stage>,
}

impl Program {
    /// Bytes at the start of the arena that no kernel touches: the driver notes there that the CPU was checked.
    pub const ARENA_HEADER: usize = 64;

    pub fn kernel(&self, id: KernelId) -> &Kernel {
        &self.kernels[id.0 as usize]
    }

    pub fn constant(&self, id: ConstantId) -> &ConstantBlob {
        &self.constants[id.0 as usize]
    }

    /// Bytes of memory that each worker needs for itself, a multiple of 64.
    pub fn scratch_bytes(&self) -> usize {
        let scratch = self.kernels.iter().flat_map(|k| &k.buffers).filter(|b| b.access == Access::Scratch);
        scratch.map(|b| b.bytes.next_multiple_of(64)).max().unwrap_or(0)
    }

    /// Bytes that lie behind a base.
    pub fn base_bytes(&self, base: Base) -> usize {
        match base {
            Base::Arena => self.arena_bytes,
            Base::Constant(id) => self.constant(id).bytes.len(),
            Base::Input(i) => self.inputs[i as usize].bytes(),
            Base::Output(i) => self.outputs[i as usize].bytes(),
            Base::Scratch => self.scratch_bytes(),
        }
    }

    /// The share of worker `worker` of `workers` in a parallel range.
    pub fn share(range: u32, worker: u32, workers: u32) -> std::ops::Range<u32> {
        let at = |w: u32| (u64::from(range) * u64::from(w) / u64::from(workers)) as u32;
        at(worker)..at(worker + 1)
    }
}
