//! Weights in the order in which matrix kernels stream them, and biases with the zero-point terms folded in.

use super::program::ProgramBuilder;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, TensorData, ValueId};
use crate::loop_ir::ConstantId;
use crate::plan::ChannelBlock;
use crate::plan::geometry::{GemmGeometry, Run};
use std::ops::Range;

/// Weight elements by output channel and position in the contraction.
pub trait Element: Copy + Default {
    fn bytes(self) -> [u8; 4];
    /// Bytes of one element.
    const SIZE: usize;
}

impl Element for i8 {
    fn bytes(self) -> [u8; 4] {
        [self as u8, 0, 0, 0]
    }
    const SIZE: usize = 1;
}

impl Element for f32 {
    fn bytes(self) -> [u8; 4] {
        self.to_le_bytes()
    }
    const SIZE: usize = 4;
}

/// Packed weights of one channel block of one group: panels of `[kernel row][looped tap][step][lane][element]`.
#[derive(Debug, Clone, Copy)]
pub struct Packed {
    pub constant: ConstantId,
    pub panel_bytes: usize,
    pub row_bytes: usize,
    pub tap_bytes: usize,
    pub step_bytes: usize,
}

/// A channel block of a weight, as one border class of one group streams it.
#[derive(Debug)]
pub struct Packing<'a> {
    pub graph: &'a Graph,
    pub weight: ValueId,
    pub geometry: &'a GemmGeometry,
    pub group: usize,
    pub block: &'a ChannelBlock,
    /// Valid taps, vertical and horizontal; looked at where windows do not share weights.
    pub taps: [Range<usize>; 2],
    /// 32-bit lanes of a register.
    pub lanes: usize,
    /// Steps of one run, where zero weights follow those of the geometry; of a run that is a row of taps they are the geometry's.
    pub run_steps: Option<usize>,
}

/// Packs weights; border classes share a blob wherever their taps start at whole steps.
pub fn pack(packing: &Packing, program: &mut ProgramBuilder) -> Result<Packed> {
    let Packing { graph, weight, .. } = *packing;
    match graph.constant(weight) {
        Some(TensorData::S8(data)) => Ok(pack_elements(data, packing, program)),
        Some(TensorData::F32(data)) => Ok(pack_elements(data, packing, program)),
        _ => Err(Diagnostic::error(Code::Unsupported, format!("weights must be s8 or f32 constants, found {}", graph.ty(weight)))
            .at(graph.value(weight).name.clone())),
    }
}

fn pack_elements<T: Element>(data: &[T], packing: &Packing, program: &mut ProgramBuilder) -> Packed {
    let Packing { graph, weight, geometry, group, block, ref taps, lanes, run_steps } = *packing;
    let elements = geometry.step_elements();
    let outputs = block.panel(lanes);
    let contraction = data.len() / (geometry.groups * geometry.group_outputs);
    let shared = geometry.taps_share_weights();
    let columns = if shared { 0..geometry.taps[1] } else { taps[1].clone() };
    let tap_steps = match geometry.run {
        Run::TapRow if shared => geometry.pitch / elements,
        Run::TapRow => geometry.run_steps(columns.len()),
        _ => run_steps.unwrap_or_else(|| geometry.run_steps(1)),
    };
    let looped = if geometry.run == Run::TapRow && !shared { 1 } else { columns.len() };
    let step_bytes = outputs * elements * T::SIZE;
    let tap_bytes = tap_steps * step_bytes;
    let row_bytes = looped * tap_bytes;
    let panel_bytes = geometry.taps[0] * row_bytes;
    // Index into one output channel's weights of element `e` of a run that starts at tap (row, column); None in a gap.
    let kernel_columns = geometry.taps[1];
    let index = |row: usize, column: usize, e: usize| -> Option<usize> {
        let (pixel, channel) = (e / geometry.pitch, e % geometry.pitch);
        match geometry.run {
            Run::Image => (channel < geometry.channels && pixel < geometry.pixels).then(|| channel * geometry.pixels + pixel),
            Run::Channel => Some(row * geometry.pixels + e),
            Run::Tap => (e < geometry.channels).then(|| (e * geometry.taps[0] + row) * kernel_columns + column),
            Run::TapRow => {
                let column = column + pixel;
                (channel < geometry.channels && column < columns.end).then(|| (channel * geometry.taps[0] + row) * kernel_columns + column)
            }
        }
    };
    let mut bytes = vec![0u8; block.panels(lanes) * panel_bytes];
    let mut position = 0;
    for panel in 0..block.panels(lanes) {
        let first = block.first + panel * outputs;
        let exist = outputs.min(block.first + block.channels - first);
        for row in 0..geometry.taps[0] {
            for tap in 0..looped {
                for step in 0..tap_steps {
                    for e in step * elements..(step + 1) * elements {
                        // Within a shared row each tap keeps its own steps, gaps included.
                        let limit = if geometry.run == Run::TapRow && shared { e < geometry.pitch } else { true };
                        let Some(offset) = index(row, columns.start + tap, e).filter(|_| limit) else { continue };
                        for output in 0..exist {
                            let value = data[(group * geometry.group_outputs + first + output) * contraction + offset];
                            let at = position + (output * elements + e % elements) * T::SIZE;
                            bytes[at..at + T::SIZE].copy_from_slice(&value.bytes()[..T::SIZE]);
                        }
                    }
                    position += step_bytes;
                }
            }
        }
    }
    let name = format!("{} {}..{}", graph.value(weight).name, block.first, block.first + block.channels);
    let constant = program.constant(name, bytes);
    Packed { constant, panel_bytes, row_bytes, tap_bytes, step_bytes }
}

/// −z · Σ w over the valid taps of a class, for each output channel of a convolution weight `O I kh kw` (or `O K` with one tap).
pub fn zero_point_terms(weights: &[i8], outputs: usize, kernel: [usize; 2], taps: [Range<usize>; 2], zero_point: i32) -> Vec<i64> {
    let contraction = weights.len() / outputs;
    weights
        .chunks_exact(contraction)
        .map(|channel| {
            let mut sum = 0i64;
            for window in channel.chunks_exact(kernel[0] * kernel[1]) {
                for row in taps[0].clone() {
                    sum += window[row * kernel[1]..][taps[1].clone()].iter().map(|&w| i64::from(w)).sum::<i64>();
                }
            }
            -i64::from(zero_point) * sum
        })
        .collect()
}
