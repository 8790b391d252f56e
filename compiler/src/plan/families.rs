//! Which kernel family serves a node, with its tiles.

use super::borders::{BorderClass, Span};
use super::depthwise::{self, DepthwisePlan};
use super::layout::ValuePlan;
use super::matrix_unit::TilePlan;
use super::tiling::Tile;
use super::{Plan, borders, geometry, layout, matrix};
use crate::codegen::target::Target;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Graph, ImageShape, Node, Op, Operand, PoolReduction, Step, ValueId};
use std::ops::Range;

/// Output channels `first .. first + channels` in panels of `vectors` registers. Either whole panels, or one with unused lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelBlock {
    pub first: usize,
    pub channels: usize,
    pub vectors: usize,
}

impl ChannelBlock {
    /// Channels of a whole panel, for vectors of `lanes` 32-bit lanes.
    pub fn panel(&self, lanes: usize) -> usize {
        self.vectors * lanes
    }

    /// Number of panels.
    pub fn panels(&self, lanes: usize) -> usize {
        self.channels.div_ceil(self.panel(lanes))
    }
}

/// Whether epilogue operands stay in registers for a whole tile or are read again for every vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OperandLoading {
    Hoisted,
    Reloaded,
}

/// Which of its loops a matrix kernel runs outermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoopOrder {
    /// Each panel of weights serves all positions before the next one is read.
    Panels,
    /// Each tile of positions meets all panels before the next tile is read. A call in this order has one section.
    Positions,
}

/// Which of its loops the iterations are that workers share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SharedLoop {
    /// One over positions, so that each worker has the same part of the image in every layer and reads what it wrote itself.
    Positions,
    /// That over panels. Calls for neighbouring parts of an image are one range then.
    Panels,
    /// Whichever is the longest.
    Longest,
}

/// A rectangle of output positions that one tile covers.
///
/// Along an axis with one span the tile is repeated as often as it divides the span. Along an axis with several spans, which follow each other,
/// the tile is as long as all of them together, and each of its positions takes the taps of its own span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub rows: Vec<Span>,
    pub columns: Vec<Span>,
    pub tile: Tile,
    pub loading: OperandLoading,
}

impl Section {
    /// Output rows and columns.
    pub fn outputs(&self) -> [Range<usize>; 2] {
        [extent(&self.rows), extent(&self.columns)]
    }
}

/// Outputs of spans that follow each other.
pub fn extent(spans: &[Span]) -> Range<usize> {
    match spans {
        [first, .., last] => first.outputs.start..last.outputs.end,
        [only] => only.outputs.clone(),
        [] => 0..0,
    }
}

/// Output rows and columns of sections that make up a rectangle.
pub fn covered(sections: &[Section]) -> [Range<usize>; 2] {
    [0, 1].map(|axis| {
        let along = || sections.iter().map(|section| section.outputs()[axis].clone());
        along().map(|outputs| outputs.start).min().unwrap_or(0)..along().map(|outputs| outputs.end).max().unwrap_or(0)
    })
}

/// One call of a matrix kernel for every group: a channel block over sections of the positions.
#[derive(Debug, Clone, PartialEq)]
pub struct GemmCall {
    pub block: ChannelBlock,
    pub order: LoopOrder,
    /// Whether the tiles of a panel ask for the next one while they compute.
    pub prefetch: bool,
    pub shared: SharedLoop,
    /// At least one; in a call with several, workers share the panels.
    pub sections: Vec<Section>,
}

impl GemmCall {
    /// Whether another call computes the same channels of about as many positions behind these, and workers share the panels of both.
    pub fn precedes(&self, other: &Self) -> bool {
        let panels = |call: &Self| call.shared == SharedLoop::Panels;
        let [own, behind] = [self, other].map(|call| covered(&call.sections));
        let follows = [0, 1].into_iter().any(|axis| own[axis].end == behind[axis].start && own[1 - axis] == behind[1 - axis]);
        let size = |outputs: &[Range<usize>; 2]| outputs[0].len() * outputs[1].len();
        panels(self) && panels(other) && self.block == other.block && follows && geometry::are_similar(size(&own), size(&behind))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct GemmPlan {
    pub calls: Vec<GemmCall>,
}

/// Order of channels in the registers of a windowed kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowOrder {
    /// Register j holds channels 16 j … 16 j + 15, one tap at a time.
    Linear,
    /// Bytes of four taps are interleaved within blocks so that one dot product takes all four: block k of register j holds channels
    /// 16 k + 4 j … 16 k + 4 j + 3.
    Blocked,
}

/// Pooling, and depthwise convolution that has no family of its own: one call for each border class and channel block.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowPlan {
    pub order: WindowOrder,
    pub blocks: Vec<ChannelBlock>,
    pub classes: Vec<BorderClass>,
}

/// The kernel family of a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Family {
    /// Convolution and fully connected, as a matrix product.
    Gemm(GemmPlan),
    /// Depthwise convolution of bytes, and convolution in groups of four channels.
    Depthwise(DepthwisePlan),
    /// The same as `Gemm` on a matrix unit.
    Tiles(TilePlan),
    /// Pooling and other depthwise convolution.
    Window(WindowPlan),
    /// Element by element over memory of equal order. Flat where no operand depends on the channel and the gaps agree.
    Elementwise { flat: bool },
    /// A byte to a byte through 256 entries.
    Table,
    /// Any order to interleaved pixels, with an epilogue.
    Interleave,
    /// Any order to dense channels (planes), with an epilogue.
    Deinterleave,
    /// Elements from place to place, as they are.
    Move,
    /// Sums and extremes along axes.
    Reduce,
}

/// Tensors that a kernel in the blocked order reads element by element: all four registers of each are there at once.
const MOST_BLOCKED_OPERANDS: usize = 2;

/// Vectors of channels that one iteration of a kernel without tiles works on, so that their bytes fill one.
const BYTE_VECTORS: usize = 4;

/// Cuts `channels` into panels of at most four vectors: whole panels of the widest kind, then one for the rest.
pub fn channel_blocks(channels: usize, lanes: usize) -> Vec<ChannelBlock> {
    panels(channels, lanes, BYTE_VECTORS)
}

/// Cuts `channels` into panels of at most `vectors` vectors.
pub fn panels(channels: usize, lanes: usize, vectors: usize) -> Vec<ChannelBlock> {
    let widest = vectors * lanes;
    let whole = channels / widest * widest;
    let mut blocks = Vec::new();
    if whole > 0 {
        blocks.push(ChannelBlock { first: 0, channels: whole, vectors });
    }
    if whole < channels {
        blocks.push(ChannelBlock { first: whole, channels: channels - whole, vectors: (channels - whole).div_ceil(lanes) });
    }
    blocks
}

/// A value of any rank seen as images.
pub fn image_of(graph: &Graph, id: ValueId) -> ImageShape {
    layout::image(&graph.ty(id).shape)
}

/// Chooses the family of a node; of `plan` it reads the layouts.
pub fn choose(graph: &Graph, plan: &Plan, value: ValueId, node: &Node, target: &Target, matrices: &mut matrix::Chooser) -> Result<Family> {
    let values = &plan.values;
    let lanes = target.vector_bytes() as usize / 4;
    match &node.op {
        Op::Convolution { .. } | Op::FullyConnected => {
            if let Some(walks) = depthwise::choose(graph, plan, value, node, target)? {
                return Ok(Family::Depthwise(walks));
            }
            if let Some(window) = geometry::is_depthwise(graph, node) {
                return window_plan(graph, values, value, node, window, lanes);
            }
            match matrices.unit.choose(plan, value, node)? {
                Some(tiles) => Ok(Family::Tiles(tiles)),
                None => matrices.choose(plan, value, node).map(Family::Gemm),
            }
        }
        Op::Pool { window, .. } => window_plan(graph, values, value, node, *window, lanes),
        Op::Map => map(graph, values, value, node, target),
        Op::Concat { .. } | Op::Reshape | Op::Transpose { .. } | Op::Slice { .. } | Op::Repeat { .. } | Op::Pad { .. } => Ok(Family::Move),
        Op::AbsMax | Op::Reduce { .. } => Ok(Family::Reduce),
    }
}

fn window_plan(graph: &Graph, values: &[ValuePlan], value: ValueId, node: &Node, window: crate::graph::Window, lanes: usize) -> Result<Family> {
    let data = image_of(graph, node.inputs[0]);
    let result = image_of(graph, value);
    if geometry::interleaved_pitch(graph, values, value).is_none() || geometry::interleaved_pitch(graph, values, node.inputs[0]).is_none() {
        return Err(Diagnostic::error(Code::Invalid, "a windowed node needs interleaved tensors; run the canonical-form passes first")
            .at(graph.value(value).name.clone()));
    }
    let order = match node.op {
        Op::Convolution { .. } if suits_blocked_order(graph, node) => WindowOrder::Blocked,
        _ => WindowOrder::Linear,
    };
    let blocks = match order {
        WindowOrder::Linear => channel_blocks(result.channels, lanes),
        WindowOrder::Blocked => {
            let mut blocks = channel_blocks(result.channels, lanes);
            for block in &mut blocks {
                block.vectors = BYTE_VECTORS;
            }
            blocks
        }
    };
    let classes = borders::classes(&window, [data.height, data.width], [result.height, result.width])?;
    Ok(Family::Window(WindowPlan { order, blocks, classes }))
}

/// Whether a convolution can have its channels in the blocked order: bytes in, bytes out.
pub fn suits_blocked_order(graph: &Graph, node: &Node) -> bool {
    let bytes = graph.ty(node.inputs[0]).dtype != DType::F32;
    let constant = |id: ValueId| graph.constant(id).is_some();
    // The blocked order permutes per-channel arrays when they are packed, so they must be known now.
    let permutable = node.uses().skip(1).all(|id| constant(id) || graph.ty(id).shape.rank() != 1);
    // It reads and writes whole groups of bytes, of each tensor four registers.
    let groups = residuals(node).count() <= MOST_BLOCKED_OPERANDS
        && residuals(node).all(|id| graph.ty(id).dtype == DType::U8)
        && matches!(node.epilogue.as_ref().map(|e| e.end), Some(End::Saturate { lo, .. }) if lo >= 0);
    bytes && permutable && groups
}

fn map(graph: &Graph, values: &[ValuePlan], value: ValueId, node: &Node, target: &Target) -> Result<Family> {
    let data = node.inputs[0];
    let pitch = |id| geometry::interleaved_pitch(graph, values, id);
    let dense = |id: ValueId| values[id.index()].layout == layout::Layout::Dense;
    let residuals: Vec<ValueId> = residuals(node).collect();
    let mut operands = node.epilogue.iter().flat_map(|epilogue| &epilogue.steps).flat_map(Step::operands);
    let per_channel = operands.any(|operand| matches!(operand, Operand::Value(id) if graph.ty(id).shape.rank() == 1));
    let part = [data, value].iter().any(|id| values[id.index()].is_part());
    if suits_table(graph, node, value, target) && pitch(data).is_some() && pitch(data) == pitch(value) && !part {
        return Ok(Family::Table);
    }
    let all = [data, value].into_iter().chain(residuals.iter().copied());
    if all.clone().all(|id| pitch(id).is_some()) {
        let channels = image_of(graph, value).channels;
        let equal = all.clone().all(|id| pitch(id) == pitch(value) && !values[id.index()].is_part());
        // Gaps of the caller's tensors do not exist, so a flat pass may not write over them either; equal pitches mean equal extents.
        return Ok(Family::Elementwise { flat: equal && !per_channel && channels > 0 });
    }
    if all.clone().all(dense) && !per_channel {
        return Ok(Family::Elementwise { flat: true });
    }
    if graph.ty(value).shape.rank() == 1 {
        return Ok(Family::Elementwise { flat: false });
    }
    if dense(value) {
        return Ok(Family::Deinterleave);
    }
    Ok(Family::Interleave)
}

/// The residual operands of a node.
pub fn residuals(node: &Node) -> impl Iterator<Item = ValueId> + '_ {
    node.epilogue.iter().flat_map(|e| e.elementwise())
}

/// Whether a node is a map from byte to byte that a table serves better than arithmetic.
pub fn suits_table(graph: &Graph, node: &Node, value: ValueId, target: &Target) -> bool {
    let Some(epilogue) = &node.epilogue else { return false };
    let bytes = node.op == Op::Map && graph.ty(node.inputs[0]).dtype == DType::U8 && graph.ty(value).dtype == DType::U8;
    target.vbmi && bytes && graph.is_function(epilogue) && !epilogue.steps.is_empty() && matches!(epilogue.end, End::Saturate { .. })
}

/// Whether a pool only compares stored bytes: the order of bytes is the order of their meaning.
pub fn compares_bytes(graph: &Graph, value: ValueId, node: &Node) -> bool {
    let Op::Pool { reduction: PoolReduction::Maximum, .. } = node.op else { return false };
    let zero_point = graph.ty(node.inputs[0]).zero_point();
    graph.ty(node.inputs[0]).dtype == DType::U8
        && graph.ty(value).dtype == DType::U8
        && node.epilogue.as_ref().is_some_and(|e| e.steps.is_empty() && matches!(e.end, End::Saturate { zero_point: z, .. } if z == zero_point))
}
