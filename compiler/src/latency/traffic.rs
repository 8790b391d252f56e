//! Which cache the bytes of each stage come from: the smallest that holds what has been touched since they were touched last.
//!
//! In: a program and a machine. Out: cycles for each stage. Memory is followed page by page through two inferences, so that inputs and weights are
//! where the one before has left them. A call goes through all of its buffers at the same time, each from its first byte to its last.

use crate::diagnostic::Result;
use crate::loop_ir::footprint::{buffer_bytes, footprints};
use crate::loop_ir::{Access, Base, Call, Kernel, Program};
use crate::plan::Machine;
use std::collections::BTreeMap;
use std::ops::{AddAssign, Range};

/// Bytes that are followed as one.
const PAGE: i64 = 4096;

/// Cycles in which bytes come from beyond the first cache, and go there.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Traffic {
    /// Weights and other constants.
    pub constants: f64,
    /// Everything else that is read.
    pub read: f64,
    pub written: f64,
}

impl Traffic {
    pub fn cycles(&self) -> f64 {
        self.constants + self.read + self.written
    }
}

impl AddAssign for Traffic {
    fn add_assign(&mut self, other: Traffic) {
        self.constants += other.constants;
        self.read += other.read;
        self.written += other.written;
    }
}

/// What one run of a kernel touches of a buffer.
struct Touched {
    buffer: usize,
    write: bool,
    intervals: Vec<Range<i64>>,
}

impl Touched {
    fn placed(&self, call: &Call, repetition: usize) -> Placed<'_> {
        let argument = &call.arguments[self.buffer];
        Placed { base: argument.base, offset: (argument.offset + repetition * argument.step) as i64, touched: self }
    }
}

/// The same in memory.
struct Placed<'a> {
    base: Base,
    offset: i64,
    touched: &'a Touched,
}

impl Placed<'_> {
    fn bytes(&self) -> f64 {
        self.touched.intervals.iter().map(|interval| interval.end - interval.start).sum::<i64>() as f64
    }

    /// Pages in order, with the bytes that are touched of them.
    fn pages(&self) -> impl Iterator<Item = ((Base, i64), f64)> + '_ {
        let &Placed { base, offset, touched } = self;
        touched.intervals.iter().flat_map(move |interval| {
            let (start, end) = (interval.start + offset, interval.end + offset);
            let first = start.div_euclid(PAGE);
            let bytes = move |page: i64| (end.min((page + 1) * PAGE) - start.max(page * PAGE)) as f64;
            (first..=(end - 1).div_euclid(PAGE)).map(move |page| ((base, page), bytes(page)))
        })
    }
}

/// The traffic of every stage in a whole inference, in order.
///
/// # Errors
/// None for a program that was verified.
pub fn traffic(program: &Program, machine: &Machine) -> Result<Vec<Traffic>> {
    let kernels = program.kernels.iter().map(touched).collect::<Result<Vec<_>>>()?;
    let mut memory = Memory { machine, clock: 0.0, last: BTreeMap::new() };
    let mut stages = Vec::new();
    for _ in 0..2 {
        stages.clear();
        for pass in &program.passes {
            let first = stages.len();
            stages.resize(first + pass.stages.len(), Traffic::default());
            for repetition in 0..pass.repetitions as usize {
                for (stage, sum) in pass.stages.iter().zip(&mut stages[first..]) {
                    let begin = memory.clock;
                    for call in stage.all_calls() {
                        let touched: Vec<Placed> = kernels[call.kernel.0 as usize].iter().map(|touched| touched.placed(call, repetition)).collect();
                        let fresh = memory.fresh(&touched, begin);
                        for placed in &touched {
                            *sum += memory.pass(placed, fresh);
                        }
                        memory.clock += fresh;
                    }
                }
            }
        }
    }
    Ok(stages)
}

/// The buffers of a kernel but for its scratch memory.
fn touched(kernel: &Kernel) -> Result<Vec<Touched>> {
    let footprints = footprints(kernel);
    let mut touched = Vec::new();
    for buffer in (0..kernel.buffers.len()).filter(|&buffer| kernel.buffers[buffer].access != Access::Scratch) {
        for write in [false, true] {
            touched.push(Touched { buffer, write, intervals: buffer_bytes(kernel, &footprints, buffer, write)? });
        }
    }
    Ok(touched)
}

/// When each page was touched last, in bytes that were touched before.
struct Memory<'a> {
    machine: &'a Machine,
    clock: f64,
    last: BTreeMap<(Base, i64), f64>,
}

impl Memory<'_> {
    /// Bytes that nobody has touched since `begin`.
    fn fresh(&self, touched: &[Placed], begin: f64) -> f64 {
        let mut pages: BTreeMap<(Base, i64), f64> = BTreeMap::new();
        for (page, bytes) in touched.iter().flat_map(Placed::pages) {
            if self.last.get(&page).is_none_or(|&then| then < begin) {
                let known = pages.entry(page).or_default();
                *known = (*known + bytes).min(PAGE as f64);
            }
        }
        pages.values().sum()
    }

    /// Goes through a buffer while `fresh` bytes are touched for the first time.
    fn pass(&mut self, placed: &Placed, fresh: f64) -> Traffic {
        let all = placed.bytes();
        let mut traffic = Traffic::default();
        let mut before = 0.0;
        for (page, bytes) in placed.pages() {
            let now = self.clock + fresh * before / all;
            before += bytes;
            let distance = self.last.insert(page, now).map_or(f64::INFINITY, |then| (now - then).max(0.0));
            let level = self.machine.level(distance);
            let cycles = if level == 0 { 0.0 } else { bytes / self.machine.bandwidth(level) };
            match (placed.touched.write, placed.base) {
                (true, _) => traffic.written += cycles,
                (false, Base::Constant(_)) => traffic.constants += cycles,
                (false, _) => traffic.read += cycles,
            }
        }
        traffic
    }
}
