//! Products of a tile: every valid tap of every position, steps of a run in registers.

use super::section::{Positions, TapGroup};
use super::{Counters, Gemm, Streams};
use crate::loop_ir::{LoadForm, Register, RegisterKind, Source, VectorOp};
use crate::lower::ahead::{Ahead, Weights};
use crate::lower::builder::{KernelBuilder, Place};
use std::ops::Range;

/// Steps of a run that one loop iteration takes: enough to hide the loop, few enough to keep the loop small.
const UNROLL: [usize; 6] = [4, 6, 5, 3, 8, 7];
/// A run of at most this many operations is not a loop at all.
const STRAIGHT_LINE_OPERATIONS: usize = 192;
/// How far ahead a tile asks for weights that it reads once.
const BYTES_AHEAD: usize = 8192;

/// A position of a tile that takes part, by the bytes from the tile's first.
struct Active<'a> {
    accumulators: &'a [Register],
    offset: usize,
}

impl Gemm<'_> {
    /// Adds every product of the windows to the accumulators.
    pub(super) fn contract(&self, kernel: &mut KernelBuilder, section: &Positions, accumulators: &[Vec<Register>], streams: &Streams, counters: Counters) {
        let geometry = self.geometry;
        let tile = section.section.tile;
        let packed = &streams.packed;
        let mut input = Place::start(streams.input)
            .along(counters.image, geometry.input.image)
            .along(counters.row, tile.rows * geometry.input.row)
            .along(counters.column, tile.columns * geometry.input.column);
        input.offset += (section.start[0] * geometry.input.row + section.start[1] * geometry.input.column) as i64;
        input.offset -= (streams.first_read[0] + streams.first_read[1]) as i64;
        let weights = Weights {
            here: Place::start(streams.weights).along(counters.panel, packed.panel_bytes),
            ahead: streams.asking_steps.map(|steps| self.ahead(steps, section, streams, counters)),
        };
        let columns = section.groups(1);
        let row_steps: usize = columns.iter().map(|columns| self.group_steps(columns)).sum();
        let mut steps_before = 0;
        for rows in section.groups(0) {
            let input = input.clone().plus(rows.taps.start * geometry.tap[0]);
            let skipped_rows = (rows.taps.start - streams.first_tap[0]) * packed.row_bytes;
            let weights = weights.clone().plus(skipped_rows, steps_before);
            kernel.repeat(rows.taps.len(), |kernel, tap_row| {
                let input = input.clone().along(tap_row, geometry.tap[0]);
                let mut steps_before = 0;
                for columns in &columns {
                    let active: Vec<Active> = self.active(section, accumulators, &rows, columns);
                    let input = input.clone().plus(columns.taps.start * geometry.tap[1]);
                    let skipped = if geometry.taps_share_weights() { columns.taps.start - streams.first_tap[1] } else { 0 };
                    let weights = weights.clone().along(tap_row, packed.row_bytes, row_steps).plus(skipped * packed.tap_bytes, steps_before);
                    self.taps(kernel, &active, &input, &weights, streams, columns.taps.len());
                    steps_before += self.group_steps(columns);
                }
            });
            steps_before += rows.taps.len() * row_steps;
        }
    }

    /// Steps that a tile of the section takes.
    pub(super) fn tile_steps(&self, section: &Positions) -> usize {
        let rows: usize = section.groups(0).iter().map(|rows| rows.taps.len()).sum();
        rows * section.groups(1).iter().map(|columns| self.group_steps(columns)).sum::<usize>()
    }

    /// Steps for the taps of a group in one kernel row.
    fn group_steps(&self, columns: &TapGroup) -> usize {
        self.geometry.looped_columns(columns.taps.len()) * self.geometry.run_steps(columns.taps.len())
    }

    /// What a tile asks for: the panel that follows, together with the other tiles of this one. A tile that has the panel for itself runs through it
    /// once, and asks for what it reads soon; a whole panel ahead would be more than the second cache keeps.
    fn ahead(&self, asking_steps: usize, section: &Positions, streams: &Streams, counters: Counters) -> Ahead {
        let (steps, bytes) = (self.tile_steps(section), streams.packed.panel_bytes);
        let distance = if steps == asking_steps { BYTES_AHEAD.min(bytes) } else { bytes };
        let first = Place::start(streams.weights).plus(distance).along(counters.panel, bytes);
        let of_panel = Ahead::new(first, bytes, asking_steps).plus(counters.steps_before);
        of_panel.along(counters.row, section.tiles[1] * steps).along(counters.column, steps)
    }

    /// The positions that have the taps of both groups.
    fn active<'a>(&self, section: &Positions, accumulators: &'a [Vec<Register>], rows: &TapGroup, columns: &TapGroup) -> Vec<Active<'a>> {
        let pairs = rows.positions.iter().flat_map(|&row| columns.positions.iter().map(move |&column| (row, column)));
        pairs
            .map(|(row, column)| Active {
                accumulators: &accumulators[row * section.section.tile.columns + column],
                offset: row * self.geometry.input.row + column * self.geometry.input.column,
            })
            .collect()
    }

    /// So many neighbouring taps of one kernel row.
    fn taps(&self, kernel: &mut KernelBuilder, active: &[Active], input: &Place, weights: &Weights, streams: &Streams, taps: usize) {
        let (geometry, packed) = (self.geometry, &streams.packed);
        let steps = geometry.run_steps(taps);
        let columns = geometry.looped_columns(taps);
        let operations = active.len() * self.call.block.vectors;
        // Taps whose runs are short are written out; long runs of several taps become a loop over taps.
        if columns * steps * operations <= STRAIGHT_LINE_OPERATIONS {
            for column in 0..columns {
                let input = input.clone().plus(column * geometry.tap[1]);
                let weights = weights.clone().plus(column * packed.tap_bytes, column * steps);
                self.run(kernel, active, &input, &weights, streams, 0..steps);
            }
            return;
        }
        kernel.repeat(columns, |kernel, tap_column| {
            let input = input.clone().along(tap_column, geometry.tap[1]);
            let weights = weights.clone().along(tap_column, packed.tap_bytes, steps);
            if steps * operations <= STRAIGHT_LINE_OPERATIONS || steps < 4 {
                return self.run(kernel, active, &input, &weights, streams, 0..steps);
            }
            let unroll = UNROLL.into_iter().find(|&u| steps.is_multiple_of(u) && u * operations <= STRAIGHT_LINE_OPERATIONS).unwrap_or(UNROLL[0]);
            kernel.repeat(steps / unroll, |kernel, counter| {
                let input = input.clone().along(counter, unroll * geometry.step);
                let weights = weights.clone().along(counter, unroll * packed.step_bytes, unroll);
                self.run(kernel, active, &input, &weights, streams, 0..unroll);
            });
            self.run(kernel, active, &input, &weights, streams, steps / unroll * unroll..steps);
        });
    }

    /// Straight-line steps of a run.
    fn run(&self, kernel: &mut KernelBuilder, active: &[Active], input: &Place, weights: &Weights, streams: &Streams, steps: Range<usize>) {
        let (input_kind, weight_kind) = if self.is_float() { (RegisterKind::F32, RegisterKind::F32) } else { (RegisterKind::U8, RegisterKind::S8) };
        let vector_bytes = kernel.lanes() * 4;
        let step_bytes = streams.packed.step_bytes;
        weights.ask(kernel, steps.clone());
        for step in steps {
            let weights = |vector: usize| weights.here.clone().plus(step * step_bytes + vector * vector_bytes);
            // One position uses each weight once: no register needed.
            let sources: Vec<Source> = (0..self.call.block.vectors)
                .map(|vector| match active.len() {
                    1 if !self.is_float() => kernel.memory(&weights(vector)),
                    _ => Source::Register(kernel.load(weight_kind, LoadForm::Full, &weights(vector), vector_bytes / if self.is_float() { 4 } else { 1 })),
                })
                .collect();
            for position in active {
                let place = input.clone().plus(position.offset + step * self.geometry.step);
                let data = kernel.load(input_kind, LoadForm::Broadcast4, &place, 1);
                for (&to, b) in position.accumulators.iter().zip(&sources) {
                    kernel.emit(match self.is_float() {
                        true => VectorOp::Fma { to, a: data, b: b.clone(), c: to },
                        false => VectorOp::Dot4 { to, a: data, b: b.clone() },
                    });
                }
            }
        }
    }
}
