//! The live ranges of a kernel, by register and time.
//!
//! In: an outline. Out: the ranges of [`crate::loop_ir::liveness`], found by what is read or written when.

use super::outline::{Event, Outline, Position};
use crate::diagnostic::Result;
use crate::loop_ir::{LiveRange, Register, VectorOp, live_ranges};

/// Index into [`Ranges::list`].
pub(super) type RangeId = usize;

#[derive(Debug)]
pub(super) struct Ranges {
    pub list: Vec<LiveRange>,
    of_register: Vec<Vec<RangeId>>,
}

impl Ranges {
    /// Fails where a register is read before it is set.
    pub fn of(outline: &Outline) -> Result<Self> {
        let list = live_ranges(outline.kernel);
        if let Some(unset) = list.iter().find(|range| range.start() == 0) {
            return Err(outline.invalid(format!("reads register {} before it is set", unset.register.0)));
        }
        let mut of_register: Vec<Vec<RangeId>> = vec![Vec::new(); outline.kernel.registers.len()];
        for (id, range) in list.iter().enumerate() {
            of_register[range.register.0 as usize].push(id);
        }
        Ok(Self { list, of_register })
    }

    /// The range of the value that a register holds at a point.
    pub fn at(&self, outline: &Outline, register: Register, point: u32) -> Result<RangeId> {
        let found = self.of_register[register.0 as usize].iter().copied().find(|&id| self.list[id].covers(point));
        found.ok_or_else(|| outline.invalid(format!("has no live range for register {} at point {point}", register.0)))
    }
}

/// All operations in order: the point at which each reads (it writes at the next), its position, and itself.
pub(super) fn operations<'o>(outline: &'o Outline) -> impl Iterator<Item = (u32, Position, &'o VectorOp)> {
    let operations = outline.events.iter().enumerate().filter_map(|(position, event)| match event {
        Event::Op(op) => Some((position, *op)),
        _ => None,
    });
    (0u32..).step_by(2).zip(operations).map(|(point, (position, op))| (point, position, op))
}

/// The distinct registers that an operation reads.
pub(super) fn reads(op: &VectorOp) -> Vec<Register> {
    let mut registers = Vec::new();
    op.visit_reads(|register| {
        if !registers.contains(&register) {
            registers.push(register);
        }
    });
    registers
}
