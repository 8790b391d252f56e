//! Virtual vector registers → zmm registers.
//!
//! In: an outline, the kernel's [live ranges](crate::loop_ir::live_ranges) but for those that are folded away, and what each operation asks of
//! its registers while it runs ([`Demands`]). Out: one physical register for each live range, and the temporaries of each operation. Ranges that do not meet may
//! share a register; a range has holes where its value is not needed. Nothing is ever spilled: what does not fit is an error, and
//! the planner never asks for it.

use super::folds::Folds;
use super::outline::{Outline, Position};
use super::ranges::{Ranges, operations, reads};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::{Register, VectorOp};
use std::collections::BTreeMap;
use std::ops::Range;

/// What the expansion of an operation into instructions asks for beyond its operands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Demands {
    /// Registers that hold something only during the operation.
    pub temporaries: usize,
    /// Operands that are read after the destination is written, so that the two must differ.
    pub apart: Vec<Register>,
    /// Operands whose register the destination takes if it can, best first: saves a copy.
    pub prefer: Vec<Register>,
}

/// Physical registers by number.
#[derive(Debug)]
pub(super) struct Assignment {
    reads: BTreeMap<(Position, Register), u32>,
    writes: BTreeMap<Position, u32>,
    temporaries: BTreeMap<Position, Vec<u32>>,
    /// How many physical registers are used.
    pub used: u32,
}

impl Assignment {
    /// Where the operation at a position finds a register that it reads.
    pub fn read(&self, position: Position, register: Register) -> Option<u32> {
        self.reads.get(&(position, register)).copied()
    }

    /// Where the operation at a position puts its result.
    pub fn written(&self, position: Position) -> Option<u32> {
        self.writes.get(&position).copied()
    }

    /// The first temporary of the operation at a position.
    pub fn temporary(&self, position: Position) -> Option<u32> {
        self.temporaries.get(&position)?.first().copied()
    }
}

/// The live range of one value, or a temporary: what wants a physical register.
struct Value {
    /// In the points of [`crate::loop_ir::liveness`]; empty where no register is wanted.
    times: Vec<Range<u32>>,
    /// Ranges whose register it takes if it can, best first.
    prefer: Vec<usize>,
}

/// The ranges of a kernel and where they are used.
struct Values {
    list: Vec<Value>,
    reads: BTreeMap<(Position, Register), usize>,
    writes: BTreeMap<Position, usize>,
    temporaries: BTreeMap<Position, Vec<usize>>,
}

impl Values {
    fn of(outline: &Outline, ranges: &Ranges, folds: &Folds, demands: impl Fn(&VectorOp) -> Demands) -> Result<Self> {
        let list = ranges.list.iter().map(|range| Value { times: range.intervals.clone(), prefer: Vec::new() }).collect();
        let mut values = Values { list, reads: BTreeMap::new(), writes: BTreeMap::new(), temporaries: BTreeMap::new() };
        for &folded in &folds.ranges {
            values.list[folded].times.clear();
        }
        for (point, position, op) in operations(outline) {
            let demands = demands(op);
            for register in reads(op) {
                values.reads.insert((position, register), ranges.at(outline, register, point)?);
            }
            for &register in &demands.apart {
                let id = ranges.at(outline, register, point)?;
                insert(&mut values.list[id].times, point..point + 2);
            }
            if let Some(to) = op.destination() {
                let id = ranges.at(outline, to, point + 1)?;
                values.writes.insert(position, id);
                for &register in &demands.prefer {
                    values.list[id].prefer.push(ranges.at(outline, register, point)?);
                }
            }
            for _ in 0..demands.temporaries {
                values.temporaries.entry(position).or_default().push(values.list.len());
                values.list.push(Value { times: std::iter::once(point..point + 2).collect(), prefer: Vec::new() });
            }
        }
        Ok(values)
    }

    /// First fit in the given order, with as many registers as it takes.
    fn place(&self, order: &[usize]) -> (Vec<u32>, u32) {
        let mut busy: Vec<BTreeMap<u32, u32>> = Vec::new();
        let mut places: Vec<Option<u32>> = vec![None; self.list.len()];
        for &index in order {
            let value = &self.list[index];
            let free = |&p: &u32| busy.get(p as usize).is_none_or(|taken| value.times.iter().all(|time| is_free(taken, time)));
            let wishes = value.prefer.iter().filter_map(|&other| places[other]);
            let new = busy.len() as u32;
            let physical = wishes.chain(0..new).find(free).unwrap_or(new);
            if physical == new {
                busy.push(BTreeMap::new());
            }
            busy[physical as usize].extend(value.times.iter().map(|time| (time.start, time.end)));
            places[index] = Some(physical);
        }
        (places.into_iter().map(|place| place.unwrap_or(0)).collect(), busy.len() as u32)
    }
}

fn is_free(taken: &BTreeMap<u32, u32>, time: &Range<u32>) -> bool {
    taken.range(..time.end).next_back().is_none_or(|(_, &end)| end <= time.start)
}

/// Adds `time` to sorted intervals that it overlaps or touches.
fn insert(times: &mut Vec<Range<u32>>, time: Range<u32>) {
    times.push(time);
    times.sort_by_key(|t| t.start);
    times.dedup_by(|next, previous| {
        let touching = previous.end >= next.start;
        if touching {
            previous.end = previous.end.max(next.end);
        }
        touching
    });
}

/// Assigns with as few registers as two orders of first fit find.
pub(super) fn assign(outline: &Outline, ranges: &Ranges, folds: &Folds, demands: impl Fn(&VectorOp) -> Demands) -> Result<Assignment> {
    let values = Values::of(outline, ranges, folds, demands)?;
    let start = |i: &usize| values.list[*i].times[0].start;
    let length = |i: &usize| values.list[*i].times.iter().map(|t| t.end - t.start).sum::<u32>();
    // In order of start, first fit colours ranges without holes with the fewest registers. Holes and loops can defeat it, so the
    // longest-lived-first order is the second try.
    let mut order: Vec<usize> = (0..values.list.len()).filter(|&i| !values.list[i].times.is_empty()).collect();
    order.sort_by_key(|i| (start(i), *i));
    let by_start = values.place(&order);
    order.sort_by_key(|i| (std::cmp::Reverse(length(i)), start(i), *i));
    let by_length = values.place(&order);
    let (places, used) = if by_length.1 < by_start.1 { by_length } else { by_start };
    Ok(Assignment {
        reads: values.reads.into_iter().map(|(at, index)| (at, places[index])).collect(),
        writes: values.writes.into_iter().map(|(at, index)| (at, places[index])).collect(),
        temporaries: values.temporaries.into_iter().map(|(at, list)| (at, list.into_iter().map(|index| places[index]).collect())).collect(),
        used,
    })
}

/// The error of a kernel that needs more registers than there are.
pub(super) fn too_many(outline: &Outline, used: u32, available: u32) -> Diagnostic {
    Diagnostic::error(Code::Overflow, format!("kernel '{}' needs {used} vector registers, the target has {available}", outline.kernel.name))
        .hint("plan a smaller tile")
}
