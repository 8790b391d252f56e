//! A kernel as a flat list of instructions: ids are checked once, counters have slots, addresses lie in one array.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::kernel::{Address, CounterId, Kernel, Statement, Trips};
use crate::loop_ir::op::VectorOp;
use crate::loop_ir::verify::{verify_operation, verify_width};
use std::ops::Range;

/// An address with its counters as slots. `bytes` is what one access touches from there on (strided forms: one piece).
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub buffer: usize,
    pub offset: i64,
    first_term: usize,
    terms: usize,
}

#[derive(Debug)]
pub(super) enum Instruction<'k> {
    /// Starts the counter of `slot`, or jumps to `end` if there is no iteration.
    Enter {
        slot: usize,
        trips: Trips,
        end: usize,
    },
    /// Steps the counter and jumps to `body` while iterations are left.
    Again {
        slot: usize,
        body: usize,
        /// Whether this is the share loop.
        share: bool,
    },
    Operation {
        op: &'k VectorOp,
        place: Place,
    },
}

/// A kernel ready to run.
#[derive(Debug)]
pub(super) struct Resolved<'k> {
    pub kernel: &'k Kernel,
    pub code: Vec<Instruction<'k>>,
    pub slots: usize,
    terms: Vec<(usize, i64)>,
}

impl<'k> Resolved<'k> {
    /// Errors: an id, kind or lane count out of range, or a counter outside its loop.
    pub fn new(kernel: &'k Kernel) -> Result<Self> {
        let mut resolved = Self { kernel, code: Vec::new(), slots: 0, terms: Vec::new() };
        verify_width(kernel).and_then(|()| resolved.body(&kernel.body, &mut Vec::new())).map_err(|d| d.at(&kernel.name))?;
        Ok(resolved)
    }

    fn body(&mut self, body: &'k [Statement], open: &mut Vec<CounterId>) -> Result<()> {
        for statement in body {
            match statement {
                Statement::Op(op) => {
                    verify_operation(self.kernel, op)?;
                    let place = match op.address() {
                        Some(address) => self.place(address, open)?,
                        None => Place { buffer: 0, offset: 0, first_term: 0, terms: 0 },
                    };
                    self.code.push(Instruction::Operation { op, place });
                }
                Statement::Loop(l) => {
                    let (slot, head) = (open.len(), self.code.len());
                    self.slots = self.slots.max(slot + 1);
                    self.code.push(Instruction::Enter { slot, trips: l.trips, end: 0 });
                    open.push(l.counter);
                    self.body(&l.body, open)?;
                    open.pop();
                    self.code.push(Instruction::Again { slot, body: head + 1, share: l.trips == Trips::Share });
                    self.code[head] = Instruction::Enter { slot, trips: l.trips, end: self.code.len() };
                }
            }
        }
        Ok(())
    }

    fn place(&mut self, address: &Address, open: &[CounterId]) -> Result<Place> {
        let first_term = self.terms.len();
        for &(counter, coefficient) in &address.terms {
            let slot = open
                .iter()
                .rposition(|&c| c == counter)
                .ok_or_else(|| Diagnostic::error(Code::Invalid, format!("counter c{} is used outside its loop", counter.0)))?;
            self.terms.push((slot, coefficient));
        }
        Ok(Place { buffer: address.buffer.0 as usize, offset: address.offset, first_term, terms: address.terms.len() })
    }

    /// The byte offset of a place in its buffer; `None` where it overflows.
    pub fn offset(&self, place: Place, counters: &[Range<i64>]) -> Option<i64> {
        let terms = &self.terms[place.first_term..place.first_term + place.terms];
        terms.iter().try_fold(place.offset, |offset, &(slot, coefficient)| offset.checked_add(coefficient.checked_mul(counters[slot].start)?))
    }
}
