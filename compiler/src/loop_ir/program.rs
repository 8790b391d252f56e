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
    /// The caller's arena, aligned to 64 bytes, up to where its lanes begin.
    Arena,
    /// Memory of one repetition of a pass: a lane of the arena ([`Lanes`]), aligned to 64 bytes.
    Lane,
    Constant(ConstantId),
    Input(u32),
    Output(u32),
    /// Memory of the worker that runs the call, [`Program::scratch_bytes`], aligned to 64 bytes.
    Scratch,
}

/// A kernel argument: the address `base + offset`, given for one buffer; in repetition i of a pass `base + offset + i · step`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Argument {
    pub base: Base,
    pub offset: usize,
    /// Bytes from one repetition to the next. 0 for what they share, and in a lane.
    pub step: usize,
}

impl Argument {
    /// The same address in every repetition.
    pub fn at(base: Base, offset: usize) -> Self {
        Self { base, offset, step: 0 }
    }

    /// The end of a buffer of so many bytes in the last of the repetitions; `None` beyond what a number holds.
    pub fn end(&self, bytes: usize, repetitions: u32) -> Option<usize> {
        let last = self.step.checked_mul(repetitions.saturating_sub(1) as usize)?;
        self.offset.checked_add(last)?.checked_add(bytes)
    }
}

/// Who takes what is left over of a range that workers cannot share evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leftover {
    /// Worker w of W begins at `range · w / W`, rounded up.
    First,
    /// The same, rounded down.
    Last,
}

/// One run of a kernel, shared by all workers as [`Program::share`] and [`Program::leftovers`] say.
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
    /// Multiply-accumulates counted over the nominal window, padding included, in all repetitions.
    pub nominal_macs: u64,
    /// Multiply-accumulates on taps inside the image.
    pub valid_macs: u64,
    /// Bytes that the stage must move at least: inputs, weights and outputs, each once, of the whole batch.
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

/// Stages that run one after the other, `repetitions` times: each time on the next images of a batch.
///
/// Repetitions do not depend on each other. Workers of a gang run as many as there are workers at the same time, each in a lane of its own
/// and without meeting, as often as that comes out even; the repetitions that are left, all workers run together, in the first lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Pass {
    /// At least 1.
    pub repetitions: u32,
    pub stages: Vec<Stage>,
}

/// The end of an arena: memory for repetitions that run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lanes {
    pub count: u32,
    /// Bytes of each, a multiple of 64.
    pub bytes: usize,
}

impl Lanes {
    /// Bytes of all of them.
    pub fn total(&self) -> usize {
        self.bytes.saturating_mul(self.count as usize)
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
    /// Bytes of working memory, lanes included, a multiple of 64. The first [`Program::ARENA_HEADER`] bytes belong to the driver.
    pub arena_bytes: usize,
    pub lanes: Lanes,
    pub passes: Vec<Pass>,
}

impl Program {
    /// Bytes at the start of the arena that no kernel touches: the driver notes there that the CPU was checked.
    pub const ARENA_HEADER: usize = 64;

    /// All stages in order, those of a pass once.
    pub fn stages(&self) -> impl Iterator<Item = &Stage> + Clone {
        self.passes.iter().flat_map(|pass| &pass.stages)
    }

    /// Where the lanes begin in the arena.
    pub fn first_lane(&self) -> usize {
        self.arena_bytes.saturating_sub(self.lanes.total())
    }

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
            Base::Arena => self.first_lane(),
            Base::Lane => self.lanes.bytes,
            Base::Constant(id) => self.constant(id).bytes.len(),
            Base::Input(i) => self.inputs[i as usize].bytes(),
            Base::Output(i) => self.outputs[i as usize].bytes(),
            Base::Scratch => self.scratch_bytes(),
        }
    }

    /// The share of worker `worker` of `workers` in a parallel range.
    pub fn share(range: u32, leftover: Leftover, worker: u32, workers: u32) -> std::ops::Range<u32> {
        let rounding = match leftover {
            Leftover::First => u64::from(workers) - 1,
            Leftover::Last => 0,
        };
        let at = |w: u32| ((u64::from(range) * u64::from(w) + rounding) / u64::from(workers)) as u32;
        at(worker)..at(worker + 1)
    }

    /// Who takes what is left over of each of some calls that run at the same time: the workers in turn, so that many small calls do not all fall to one.
    pub fn leftovers<'a>(&self, calls: &'a [Call]) -> impl Iterator<Item = (&'a Call, Leftover)> {
        let mut next = Leftover::First;
        calls.iter().map(move |call| {
            let leftover = next;
            if self.kernels.get(call.kernel.0 as usize).is_some_and(|kernel| kernel.range % 2 == 1) {
                next = if leftover == Leftover::First { Leftover::Last } else { Leftover::First };
            }
            (call, leftover)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trip_has_one_worker() {
        for range in 0..20 {
            for workers in 1..8 {
                for leftover in [Leftover::First, Leftover::Last] {
                    let shares: Vec<_> = (0..workers).map(|worker| Program::share(range, leftover, worker, workers)).collect();
                    assert!(shares.iter().flat_map(Clone::clone).eq(0..range), "{range} trips: {shares:?}");
                    assert!(shares.iter().all(|share| share.len() as u32 - range / workers <= 1), "{range} trips: {shares:?}");
                }
            }
        }
        assert_eq!(Program::share(5, Leftover::First, 0, 2), 0..3);
        assert_eq!(Program::share(5, Leftover::Last, 0, 2), 0..2);
    }
}
