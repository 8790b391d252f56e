//! One kernel: loops, definitions, and that every access stays inside its buffer.

use super::operation::{verify_operation, verify_width};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::kernel::{Access, CounterId, Kernel, Loop, Statement, Trips};
use crate::loop_ir::op::VectorOp;
use crate::loop_ir::operands::Touch;
use crate::loop_ir::tile::TileId;
use std::collections::BTreeSet;

/// Loops inside each other; a bound on the recursion of everything that walks a kernel.
pub const MOST_OPEN_LOOPS: usize = 32;

/// Bytes of one buffer: far more than any tensor, and far from overflow in address arithmetic.
pub const MOST_BUFFER_BYTES: usize = 1 << 40;

fn invalid<T>(message: String) -> Result<T> {
    Err(Diagnostic::error(Code::Invalid, message))
}

struct Checker<'k> {
    kernel: &'k Kernel,
    /// Counters of the open loops with their trip counts.
    open: Vec<(CounterId, u32)>,
    counters: BTreeSet<CounterId>,
    in_share: bool,
    shares: usize,
    /// Which registers are set on every path to here.
    defined: Vec<bool>,
    /// Within the share loop: registers read before the iteration sets them, and registers set.
    exposed: Vec<bool>,
    set: Vec<bool>,
}

/// Tiles are numbered behind the registers.
fn number_of(kernel: &Kernel, tile: TileId) -> usize {
    kernel.registers.len() + tile.0 as usize
}

impl Checker<'_> {
    fn body(&mut self, body: &[Statement]) -> Result<()> {
        body.iter().try_for_each(|statement| match statement {
            Statement::Loop(l) => self.repeat(l),
            Statement::Op(op) => self.operation(op),
        })
    }

    fn repeat(&mut self, l: &Loop) -> Result<()> {
        if self.open.len() == MOST_OPEN_LOOPS {
            return invalid(format!("more than {MOST_OPEN_LOOPS} loops inside each other"));
        }
        if !self.counters.insert(l.counter) {
            return invalid(format!("counter c{} belongs to two loops", l.counter.0));
        }
        let trips = match l.trips {
            Trips::Fixed(0) => return invalid(format!("the loop of c{} has no iteration", l.counter.0)),
            Trips::Fixed(trips) => trips,
            Trips::Share => self.kernel.range,
        };
        self.open.push((l.counter, trips));
        if l.trips == Trips::Share {
            self.shares += 1;
            let before = self.defined.clone();
            self.in_share = true;
            self.body(&l.body)?;
            self.in_share = false;
            if let Some(carried) = (0..self.set.len()).find(|&r| self.exposed[r] && self.set[r]) {
                return invalid(format!("{} carries a value from one iteration of the share loop to the next", self.name(carried)));
            }
            // The share may be empty.
            self.defined = before;
        } else {
            self.body(&l.body)?;
        }
        self.open.pop();
        Ok(())
    }

    fn operation(&mut self, op: &VectorOp) -> Result<()> {
        verify_operation(self.kernel, op)?;
        let mut undefined = None;
        let mut read = |at: usize| {
            if !self.defined[at] {
                undefined.get_or_insert(at);
            }
            if self.in_share && !self.set[at] {
                self.exposed[at] = true;
            }
        };
        op.visit_reads(|register| read(register.0 as usize));
        if let VectorOp::Tile(op) = op {
            op.visit_reads(|tile| read(number_of(self.kernel, tile)));
        }
        if let Some(undefined) = undefined {
            return invalid(format!("{} is read before it is set", self.name(undefined)));
        }
        if let Some(touch) = op.touch(self.kernel) {
            self.touch(touch)?;
        }
        let tile = |op: &VectorOp| match op {
            VectorOp::Tile(op) => op.destination().map(|to| number_of(self.kernel, to)),
            _ => None,
        };
        if let Some(to) = op.destination().map(|to| to.0 as usize).or_else(|| tile(op)) {
            self.defined[to] = true;
            self.set[to] |= self.in_share;
        }
        Ok(())
    }

    /// A register or tile by its number.
    fn name(&self, number: usize) -> String {
        match number.checked_sub(self.kernel.registers.len()) {
            None => format!("register v{number}"),
            Some(tile) => format!("tile t{tile}"),
        }
    }

    fn touch(&self, touch: Touch) -> Result<()> {
        if touch.write && !self.in_share {
            return invalid("a store outside the share loop would be run by every worker".into());
        }
        // At most MOST_OPEN_LOOPS products of 64 by 32 bits: far from overflow in 128 bits.
        let (mut first, mut last) = (i128::from(touch.address.offset), i128::from(touch.address.offset));
        let mut widen = |coefficient: i64, trips: u32| {
            let reach = i128::from(coefficient) * i128::from(trips - 1);
            first += reach.min(0);
            last += reach.max(0);
        };
        widen(touch.stride, touch.count);
        for &(counter, coefficient) in &touch.address.terms {
            match self.open.iter().find(|o| o.0 == counter) {
                Some(&(_, trips)) => widen(coefficient, trips),
                None => return invalid(format!("counter c{} is used outside its loop", counter.0)),
            }
        }
        let buffer = &self.kernel.buffers[touch.address.buffer.0 as usize];
        let end = last + i128::from(touch.bytes);
        if first < 0 || end > buffer.bytes as i128 {
            return invalid(format!("access to bytes {first}..{end} of %{}, which has {} bytes", buffer.name, buffer.bytes));
        }
        Ok(())
    }
}

/// Checks everything that a kernel must hold on its own:
///
/// * ids, kinds, lane counts and tables fit each operation; buffers have distinct names; no store to a read-only buffer
/// * exactly one share loop; counters belong to one loop and are used inside it; every loop has an iteration
/// * registers and tiles are set before they are read, where the share loop may run no iteration
/// * stores lie in the share loop, and no register and no tile carries a value between its iterations: the result does not depend on how the
///   range is divided, as long as iterations do not store different values to the same byte
/// * every access stays inside its buffer, whatever the counters
pub fn verify_kernel(kernel: &Kernel) -> Result<()> {
    verify(kernel).map_err(|d| d.at(&kernel.name))
}

fn verify(kernel: &Kernel) -> Result<()> {
    verify_width(kernel)?;
    if kernel.range == 0 {
        return invalid("the parallel range is empty".into());
    }
    let mut names = BTreeSet::new();
    for buffer in &kernel.buffers {
        if !names.insert(&buffer.name) {
            return invalid(format!("two buffers have the name %{}", buffer.name));
        }
        if buffer.bytes > MOST_BUFFER_BYTES {
            return invalid(format!("%{} has {} bytes, expected at most 2^40", buffer.name, buffer.bytes));
        }
    }
    if kernel.buffers.iter().filter(|b| b.access == Access::Scratch).count() > 1 {
        return invalid("two scratch buffers, expected one".into());
    }
    let none = vec![false; kernel.registers.len() + kernel.tiles.len()];
    let mut checker =
        Checker { kernel, open: Vec::new(), counters: BTreeSet::new(), in_share: false, shares: 0, defined: none.clone(), exposed: none.clone(), set: none };
    checker.body(&kernel.body)?;
    if checker.shares != 1 {
        return invalid(format!("{} share loops, expected one", checker.shares));
    }
    Ok(())
}
