//! Constants that an instruction reads from memory itself (`{1to16}`) instead of from a register that was filled for it.
//!
//! In: an outline with its live ranges. Out: the splats that need no register, and the operations that read them. A splat is folded if all
//! its uses stand in the same body and can take it: one that was moved out of a loop is meant to stay in a register.

use super::outline::{Outline, Position, source_register};
use super::ranges::{RangeId, Ranges, operations, reads};
use super::select::takes_repeated_memory;
use crate::diagnostic::Result;
use crate::loop_ir::VectorOp;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(super) struct Folds {
    /// Values without a register.
    pub ranges: BTreeSet<RangeId>,
    /// Splats that vanish.
    pub splats: BTreeSet<Position>,
    /// Second operands that are constants.
    pub operands: BTreeMap<Position, u32>,
}

/// A splat and the operations that can read its constant.
struct Candidate {
    bits: u32,
    position: Position,
    uses: Vec<Position>,
}

impl Folds {
    pub fn of(outline: &Outline, ranges: &Ranges) -> Result<Self> {
        let mut candidates: BTreeMap<RangeId, Candidate> = BTreeMap::new();
        let mut written: BTreeSet<RangeId> = BTreeSet::new();
        let mut rejected: BTreeSet<RangeId> = BTreeSet::new();
        for (point, position, op) in operations(outline) {
            for register in reads(op) {
                let range = ranges.at(outline, register, point)?;
                let takes = match op {
                    VectorOp::Binary { op, a, b, .. } => *a != register && source_register(b) == Some(register) && takes_repeated_memory(*op),
                    _ => false,
                };
                match candidates.get_mut(&range) {
                    Some(candidate) if takes && outline.body_of(candidate.position) == outline.body_of(position) => candidate.uses.push(position),
                    _ => {
                        rejected.insert(range);
                    }
                }
            }
            if let Some(to) = op.destination() {
                let range = ranges.at(outline, to, point + 1)?;
                if !written.insert(range) {
                    rejected.insert(range);
                }
                // Zero and all ones come without memory.
                if let VectorOp::Splat { bits, .. } = op
                    && !matches!(*bits, 0 | u32::MAX)
                {
                    candidates.entry(range).or_insert(Candidate { bits: *bits, position, uses: Vec::new() });
                }
            }
        }
        let mut folds = Self::default();
        for (range, candidate) in candidates {
            if !rejected.contains(&range) {
                folds.ranges.insert(range);
                folds.splats.insert(candidate.position);
                folds.operands.extend(candidate.uses.iter().map(|&position| (position, candidate.bits)));
            }
        }
        Ok(folds)
    }
}
