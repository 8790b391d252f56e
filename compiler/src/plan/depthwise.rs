//! Depthwise convolution of bytes, and convolution in groups of four channels: how many rows and columns of outputs one pass computes from
//! interleaved input columns.
//!
//! Four input rows are interleaved byte by byte, one column of pixels at a time, so that one dot product takes a channel's four rows of a
//! column. Neighbouring outputs share that work: the rows of a *group* read the same four-row bundles, the columns of a tile (and, where columns
//! are carried, of the next tile) the same columns. Of groups of four channels a column of one input row is such a bundle by itself: its
//! four-byte groups are spread over the lanes of their outputs.

use super::borders::{self, BorderClass, Span};
use super::families::{ChannelBlock, OperandLoading, channel_blocks, suits_blocked_order};
use super::geometry;
use super::{Plan, layout};
use crate::codegen::target::{Target, TargetKind};
use crate::diagnostic::Result;
use crate::graph::{Graph, Node, Op, ValueId, Window};
use crate::lower;
use std::ops::Range;

/// One call: a channel block of all positions in some rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    /// Channels of `pixels` pixels side by side, gaps included.
    pub block: ChannelBlock,
    /// Pixels that share a vector as if they were one. More than one needs a horizontal stride of 1.
    pub pixels: usize,
    /// Output rows, all groups.
    pub rows: Range<usize>,
    /// For each row of a group, its vertical taps inside the image.
    pub row_taps: Vec<Range<usize>>,
    /// Output columns from left to right with their horizontal taps; a multiple of `pixels` each, or no fewer where the block is one panel.
    pub columns: Vec<Span>,
    /// Pixels (or sets of `pixels`) from left to right that one tile computes.
    pub tile: usize,
    /// Interleaved columns that the next tile reads as well stay in registers.
    pub carried: bool,
    pub loading: OperandLoading,
    /// Vectors of weights, and of what accumulators start with, that stay in registers.
    pub held: usize,
}

/// The four bytes of an output's lane that one dot product takes from a column of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bundle {
    /// A channel's bytes of four rows (every output channel reads its own input channel).
    Rows,
    /// The four channels of a group, of one row (groups of four channels to four).
    Channels,
}

impl Bundle {
    /// Input rows that a bundle takes.
    pub fn rows(self) -> usize {
        match self {
            Bundle::Rows => 4,
            Bundle::Channels => 1,
        }
    }

    /// Shuffles that make the four registers of a bundle.
    fn shuffles(self) -> usize {
        match self {
            Bundle::Rows => 8,
            Bundle::Channels => 4,
        }
    }

    /// What the inputs of a convolution allow.
    pub fn of(graph: &Graph, node: &Node) -> Option<(Bundle, Window)> {
        if let Some(window) = geometry::is_depthwise(graph, node) {
            return Some((Bundle::Rows, window));
        }
        let Op::Convolution { window, groups } = node.op else { return None };
        let channels = graph.ty(node.inputs[0]).shape.as_image()?.channels;
        let outputs = graph.ty(node.inputs[1]).shape.extents()[0];
        (groups > 1 && channels == 4 * groups && outputs == channels).then_some((Bundle::Channels, window))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct DepthwisePlan {
    pub bundle: Bundle,
    pub walks: Vec<Walk>,
    /// Rows of a whole group: weights are packed for so many.
    pub group: usize,
}

/// What a plan is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Choice {
    pixels: usize,
    group: usize,
    tile: usize,
    carried: bool,
}

/// Vectors of a panel: bytes of four registers make one register of bytes.
const VECTORS: usize = 4;
/// Most pixels side by side, rows of a group, columns of a tile.
const MOST: [usize; 3] = [4, 4, 4];
/// Instructions of an epilogue for the outputs of one register of bytes, roughly.
const EPILOGUE: usize = 12;
/// Choices that are lowered on trial.
const TRIALS: usize = 6;
/// Taps of a window that is written out.
const MOST_TAPS: usize = 64;

/// The walks of a convolution whose operands suit the blocked order; `None` where this family has no kernel for it.
pub fn choose(graph: &Graph, plan: &Plan, value: ValueId, node: &Node, target: &Target) -> Result<Option<DepthwisePlan>> {
    let Some((bundle, window)) = Bundle::of(graph, node) else { return Ok(None) };
    let window = &window;
    let interleaved = |id: ValueId| geometry::interleaved_pitch(graph, &plan.values, id);
    if !suits_blocked_order(graph, node) || interleaved(node.inputs[0]).is_none() || interleaved(value).is_none() {
        return Ok(None);
    }
    let (Some(input), Some(output)) = (graph.ty(node.inputs[0]).shape.as_image(), graph.ty(value).shape.as_image()) else { return Ok(None) };
    let empty = window.has_empty_outputs(0, input.height) || window.has_empty_outputs(1, input.width);
    if target.kind != TargetKind::Avx512Vnni || empty || window.kernel[0] * window.kernel[1] > MOST_TAPS {
        return Ok(None);
    }
    let lanes = target.vector_bytes() as usize / 4;
    let strides = |id: ValueId| layout::strides(graph.ty(id), plan.value(id).layout);
    let pitch = strides(node.inputs[0]).column;
    // Classes of a whole image bound the number of kernels.
    borders::classes(window, [input.height, input.width], [output.height, output.width])?;
    let columns = borders::spans(window, 1, input.width, output.width);
    let longest = columns.iter().map(|span| span.outputs.len()).max().unwrap_or(0);
    let alike = interleaved(value) == Some(pitch) && !plan.value(value).is_part() && node.epilogue.as_ref().is_some_and(|e| e.elementwise().next().is_none());
    let mut choices = Vec::new();
    for pixels in 1..=MOST[0] {
        if pixels > 1 && (window.stride[1] > 1 || pixels > longest || !alike) {
            continue;
        }
        for group in 1..=MOST[1].min(output.height) {
            for (tile, carried) in (1..=MOST[2]).flat_map(|tile| [(tile, false), (tile, true)]) {
                let choice = Choice { pixels, group, tile, carried };
                if registers(window, bundle, choice) <= target.vector_registers() as usize {
                    choices.push((cycles(window, bundle, pitch, choice), choice));
                }
            }
        }
    }
    choices.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, choice) in choices.into_iter().take(TRIALS) {
        for loading in [OperandLoading::Hoisted, OperandLoading::Reloaded] {
            let channels = if choice.pixels > 1 { choice.pixels * pitch } else { output.channels };
            let mut chosen = DepthwisePlan {
                bundle,
                walks: walks(window, choice, loading, [input.height, output.height], &columns, [channels, output.channels], lanes),
                group: choice.group,
            };
            let needed = |chosen: &DepthwisePlan| -> Result<u32> {
                let kernels = lower::depthwise_kernels(graph, plan, target, value, node, chosen)?;
                kernels.iter().try_fold(0, |most, kernel| Ok(most.max(target.vector_registers_of(kernel)?)))
            };
            let Some(left) = target.vector_registers().checked_sub(needed(&chosen)?) else { continue };
            // Registers that are left spare loads.
            for held in (0..=left as usize).rev() {
                chosen.walks.iter_mut().for_each(|walk| walk.held = held);
                if held == 0 || needed(&chosen)? <= target.vector_registers() {
                    return Ok(Some(chosen));
                }
            }
        }
    }
    Ok(None)
}

/// Input columns of a tile, counted from its first: those that it computes with, without padding.
fn tile_columns(window: &Window, choice: Choice) -> Vec<usize> {
    let mut columns: Vec<usize> = (0..choice.tile)
        .flat_map(|set| (0..window.kernel[1]).map(move |tap| (set, tap)))
        .map(|(set, tap)| set * choice.pixels * window.stride[1] + tap * window.dilation[1])
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Of them, those that the next tile reads as well.
fn shared_columns(window: &Window, choice: Choice) -> usize {
    let columns = tile_columns(window, choice);
    let step = choice.tile * choice.pixels * window.stride[1];
    columns.iter().filter(|&column| columns.contains(&(column + step))).count()
}

/// Bundles of a column that a group reads.
fn bundles(window: &Window, bundle: Bundle, group: usize) -> usize {
    input_rows(window, group).len().div_ceil(bundle.rows())
}

/// Input rows that a group of output rows reads, counted from the first tap of the first.
pub fn input_rows(window: &Window, group: usize) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..group).flat_map(|row| (0..window.kernel[0]).map(move |tap| row * window.stride[0] + tap * window.dilation[0])).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Vector registers that the choice takes beside what an epilogue wants, roughly.
fn registers(window: &Window, bundle: Bundle, choice: Choice) -> usize {
    let accumulators = VECTORS * choice.group * choice.tile;
    let held = if choice.carried { VECTORS * bundles(window, bundle, choice.group) * shared_columns(window, choice) } else { 0 };
    accumulators + held + 6
}

/// Cycles for each byte of output where two pipes do all arithmetic and one of them all shuffles.
fn cycles(window: &Window, bundle: Bundle, pitch: usize, choice: Choice) -> f64 {
    let rows = input_rows(window, choice.group);
    let carried = if choice.carried { shared_columns(window, choice) } else { 0 };
    let columns = tile_columns(window, choice).len() - carried;
    let shuffles = bundle.shuffles() * bundles(window, bundle, choice.group) * columns;
    let products: usize = (0..choice.group)
        .map(|row| {
            let reads = |rows: &&[usize]| (0..window.kernel[0]).any(|tap| rows.contains(&(row * window.stride[0] + tap * window.dilation[0])));
            VECTORS * window.kernel[1] * choice.tile * rows.chunks(bundle.rows()).filter(reads).count()
        })
        .sum();
    let outputs = choice.group * choice.tile;
    let all = (shuffles + products + EPILOGUE * outputs) as f64 / 2.0;
    let one = (shuffles + 3 * outputs) as f64;
    let bytes = choice.pixels * pitch;
    let vectors = bytes.div_ceil(64);
    // Copies of carried columns are free but for the space in the pipeline.
    all.max(one) * vectors as f64 / (bytes * outputs) as f64 + if choice.tile > 1 { 1e-6 } else { 0.0 }
}

/// Groups of rows with equal taps: outputs and the taps of one group.
fn row_groups(window: &Window, [input, outputs]: [usize; 2], group: usize) -> Vec<(Range<usize>, Vec<Range<usize>>)> {
    let mut groups: Vec<(Range<usize>, Vec<Range<usize>>)> = Vec::new();
    for first in (0..outputs).step_by(group) {
        let end = (first + group).min(outputs);
        let taps: Vec<Range<usize>> = (first..end).map(|row| window.valid_taps(0, input, row)).collect();
        match groups.last_mut() {
            Some((rows, known)) if *known == taps => rows.end = end,
            _ => groups.push((first..end, taps)),
        }
    }
    groups
}

fn walks(window: &Window, choice: Choice, loading: OperandLoading, rows: [usize; 2], columns: &[Span], channels: [usize; 2], lanes: usize) -> Vec<Walk> {
    let (mut wide, mut narrow) = (Vec::new(), Vec::new());
    for span in columns {
        let Range { start, end } = span.outputs;
        // A last set that overlaps the one before would write into the channels of other panels.
        let overlaps = channels[0] <= VECTORS * lanes && end - start >= choice.pixels;
        let middle = if overlaps { end } else { start + (end - start) / choice.pixels * choice.pixels };
        wide.extend((start < middle).then(|| Span { outputs: start..middle, taps: span.taps.clone() }));
        narrow.extend((middle < end).then(|| Span { outputs: middle..end, taps: span.taps.clone() }));
    }
    let mut groups = row_groups(window, rows, choice.group);
    if !geometry::are_many(rows[1].div_ceil(choice.group)) {
        // Each a call of its own, so that workers share panels of the same rows.
        let apart = |(rows, taps): (Range<usize>, Vec<Range<usize>>)| rows.step_by(taps.len()).map(move |row| (row..row + taps.len(), taps.clone()));
        groups = groups.into_iter().flat_map(apart).collect();
    }
    let mut walks = Vec::new();
    for (columns, pixels, channels) in [(&wide, choice.pixels, channels[0]), (&narrow, 1, channels[1])] {
        for mut block in channel_blocks(channels, lanes) {
            block.vectors = VECTORS;
            for (rows, row_taps) in groups.iter().filter(|_| !columns.is_empty()) {
                walks.push(Walk {
                    block,
                    pixels,
                    rows: rows.clone(),
                    row_taps: row_taps.clone(),
                    columns: columns.clone(),
                    tile: choice.tile,
                    carried: choice.carried,
                    loading,
                    held: 0,
                });
            }
        }
    }
    walks
}

impl Walk {
    /// Whether another walk covers the same columns and channels of the rows that follow.
    pub fn precedes(&self, other: &Self) -> bool {
        self.rows.end == other.rows.start && self.block == other.block && self.columns == other.columns
    }

    /// The positions of one row of a group over one span.
    pub fn class(&self, row: usize, columns: &Span) -> BorderClass {
        BorderClass { rows: Span { outputs: self.rows.clone(), taps: self.row_taps[row].clone() }, columns: columns.clone() }
    }
}
