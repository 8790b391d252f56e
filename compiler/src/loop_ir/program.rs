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

/// Who takes what is left over of iterations that workers cannot share evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leftover {
    /// Worker w of W begins at `total · w / W`, rounded up.
    First,
    /// The same, rounded down.
    Last,
}

/// One run of a kernel, shared by all workers as [`Program::portions`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub kernel: KernelId,
    /// One for each of the kernel's buffers.
    pub arguments: Vec<Argument>,
    /// Whether workers share its iterations together with those of the call before, as if they followed them in one range: parts of an image one
    /// below the other, so that each worker has neighbouring ones. An iteration costs about as much as one of the call before.
    pub continues: bool,
}

/// The iterations of one call among those that workers share together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    /// Iterations of the calls before it.
    pub before: u32,
    pub range: u32,
    /// Iterations of all.
    pub total: u32,
    pub leftover: Leftover,
}

impl Portion {
    /// A call for itself.
    pub fn whole(range: u32) -> Self {
        Self { before: 0, range, total: range, leftover: Leftover::Last }
    }

    /// What worker `worker` of `workers` runs.
    pub fn share(&self, worker: u32, workers: u32) -> std::ops::Range<u32> {
        let rounding = match self.leftover {
            Leftover::First => u64::from(workers) - 1,
            Leftover::Last => 0,
        };
        let at = |w: u32| ((u64::from(self.total) * u64::from(w) + rounding) / u64::from(workers)) as u32;
        let within = |iteration: u32| iteration.saturating_sub(self.before).min(self.range);
        within(at(worker))..within(at(worker + 1))
    }
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

    /// The calls of a phase with what workers share together. Who takes what is left over changes from one such range to the next, so that many
    /// small ones do not all fall to one worker.
    pub fn portions<'a>(&self, calls: &'a [Call]) -> Vec<(&'a Call, Portion)> {
        let mut portions: Vec<(&Call, Portion)> = Vec::with_capacity(calls.len());
        let mut next = Leftover::First;
        let mut rest = calls;
        while !rest.is_empty() {
            let mut total = 0u32;
            let first = portions.len();
            for call in rest {
                let range = self.kernels.get(call.kernel.0 as usize).map_or(0, |kernel| kernel.range);
                let Some(sum) = total.checked_add(range).filter(|_| portions.len() == first || call.continues) else { break };
                portions.push((call, Portion { before: total, range, total: 0, leftover: next }));
                total = sum;
            }
            portions[first..].iter_mut().for_each(|(_, portion)| portion.total = total);
            rest = &calls[portions.len()..];
            if total % 2 == 1 {
                next = if next == Leftover::First { Leftover::Last } else { Leftover::First };
            }
        }
        portions
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
                    let shares: Vec<_> = (0..workers).map(|worker| Portion { leftover, ..Portion::whole(range) }.share(worker, workers)).collect();
                    assert!(shares.iter().flat_map(Clone::clone).eq(0..range), "{range} trips: {shares:?}");
                    assert!(shares.iter().all(|share| share.len() as u32 - range / workers <= 1), "{range} trips: {shares:?}");
                }
            }
        }
        assert_eq!(Portion { leftover: Leftover::First, ..Portion::whole(5) }.share(0, 2), 0..3);
        assert_eq!(Portion::whole(5).share(0, 2), 0..2);
    }

    #[test]
    fn calls_that_continue_are_one_range() {
        for ranges in [[1, 5, 1], [4, 4, 4], [0, 3, 0], [7, 1, 2]] {
            let total: u32 = ranges.iter().sum();
            for workers in 1..6 {
                let mut run = Vec::new();
                for worker in 0..workers {
                    let mut before = 0;
                    for range in ranges {
                        let share = Portion { before, range, total, leftover: Leftover::Last }.share(worker, workers);
                        run.extend(share.map(|iteration| before + iteration));
                        before += range;
                    }
                }
                assert!(run.iter().copied().eq(0..total), "{ranges:?} by {workers}: {run:?}");
            }
        }
    }
}
