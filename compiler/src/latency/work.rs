//! What one run of a kernel computes, in cycles: its operations by the resource that they need, loop by loop.

use crate::codegen::target::Target;
use crate::loop_ir::{Kernel, Statement, TileOp, Trips, VectorOp};
use crate::plan::Machine;
use crate::plan::cost::{Counts, FETCH, FORESEEN_TRIPS};
use std::ops::Add;

/// Instructions that a trip of a loop takes for itself: pointers, counter, branch.
const LOOP_CONTROL: f64 = 3.0;

/// Cycles of one core.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Work {
    /// What the operations keep busy.
    pub computing: f64,
    /// Ends of loops, and code that is fetched.
    pub overhead: f64,
}

impl Add for Work {
    type Output = Work;

    fn add(self, other: Work) -> Work {
        Work { computing: self.computing + other.computing, overhead: self.overhead + other.overhead }
    }
}

impl Work {
    /// One run over the whole parallel range.
    pub fn of(kernel: &Kernel, target: &Target, machine: &Machine) -> Work {
        let mut operations = 0.0;
        kernel.visit_ops(&mut |_| operations += 1.0);
        let fetched = Work { computing: 0.0, overhead: operations * FETCH };
        fetched + Body { kernel, target, machine }.work(&kernel.body, 0.0)
    }
}

/// What all bodies of a kernel have in common.
struct Body<'a> {
    kernel: &'a Kernel,
    target: &'a Target,
    machine: &'a Machine,
}

impl Body<'_> {
    /// One trip; `control` instructions are the loop's own.
    fn work(&self, body: &[Statement], control: f64) -> Work {
        let mut counts = Counts { moves: control, ..Counts::default() };
        let mut inside = Work::default();
        for statement in body {
            match statement {
                Statement::Op(VectorOp::Tile(op)) => inside.computing += self.tile(op),
                Statement::Op(op) => counts.count(op, &self.kernel.registers),
                Statement::Loop(inner) => {
                    let trips = match inner.trips {
                        Trips::Fixed(trips) => trips,
                        Trips::Share => self.kernel.range,
                    };
                    let (control, times) = (if trips > 1 { LOOP_CONTROL } else { 0.0 }, f64::from(trips));
                    let trip = self.work(&inner.body, control);
                    inside.computing += times * trip.computing;
                    inside.overhead += times * trip.overhead;
                    if trips as usize >= FORESEEN_TRIPS {
                        inside.overhead += self.machine.misprediction;
                    }
                }
            }
        }
        Work { computing: counts.alone(self.target, self.machine), overhead: 0.0 } + inside
    }

    fn tile(&self, op: &TileOp) -> f64 {
        self.machine.matrix_unit.map_or(0.0, |unit| match op {
            TileOp::Zero { .. } => 1.0,
            TileOp::Load { .. } => unit.load_cycles,
            // A row at a time.
            TileOp::Store { from, .. } => f64::from(self.kernel.tiles[from.0 as usize].rows) / self.machine.stores_per_cycle,
            TileOp::Dot4 { .. } => unit.product_cycles,
        })
    }
}
