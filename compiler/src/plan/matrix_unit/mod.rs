//! Convolution and fully connected nodes on a matrix unit: which of them, from which memory, in which blocks.
//!
//! The left factor's rows are output positions a constant distance apart, so a block is output rows whose positions are counted on through
//! the input that lies between them; what falls there is computed and left out by the epilogue. Where that pays, and where a window hangs over
//! the edge, the node first copies its input: padding becomes pixels that hold the zero point, which adds nothing to any sum.
//!
//! * here geometry and copies · `schedule` blocks, steps and panels, by an estimate of cycles

mod schedule;

use super::choice::{Choices, layer_name};
use super::cost::{Counts, Estimate};
use super::families::{ChannelBlock, LoopOrder, OperandLoading, panels, residuals};
use super::geometry::{self, GemmGeometry, PositionStrides, Run, are_similar};
use super::layout::{self, Layout, Placement};
use super::machine::Machine;
use super::matrix::{Candidate, Thought};
use super::room::signature;
use super::{Plan, borders};
use crate::codegen::target::Target;
use crate::diagnostic::Result;
use crate::graph::{DType, Graph, Node, Op, Operand, Step, TensorData, ValueId, Window};
use crate::loop_ir::Kernel;
use crate::loop_ir::tile::MOST_TILE_ROW_BYTES;
use crate::lower;
use schedule::{Memory, Schedule};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// A copy of the node's input, with padding around it, or of the pixels that its windows read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopiedInput {
    /// In the arena, or in a lane of it.
    pub placement: Placement,
    /// Bytes from pixel to pixel.
    pub pitch: usize,
    /// Every so many rows and columns are copied; more than 1 only where a window is one pixel.
    pub step: [usize; 2],
    /// Pixels above and left of the image.
    pub before: [usize; 2],
    /// Rows and columns of the copy, padding included.
    pub extents: [usize; 2],
}

impl CopiedInput {
    /// Bytes of the whole copy.
    pub fn bytes(&self, images: usize) -> usize {
        images * self.extents[0] * self.extents[1] * self.pitch
    }
}

/// One call of a kernel for every group: a channel block over output rows that `block_rows` divides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileCall {
    pub block: ChannelBlock,
    pub rows: Range<usize>,
    /// Columns of those rows.
    pub columns: Range<usize>,
    /// Output rows of one block.
    pub block_rows: usize,
    /// Columns of one block: all, or where the rows are one a part of it.
    pub block_columns: usize,
    /// Rows of a left tile.
    pub tile_rows: usize,
    pub order: LoopOrder,
    pub loading: OperandLoading,
    /// Positions whose epilogues run side by side: each is a chain of operations that wait for each other.
    pub interleaved: usize,
    /// Epilogues beside products; without it they follow the products of a whole block.
    pub overlap: Option<Overlap>,
}

/// A block as steps of two left tiles: the epilogue of a step runs beside the products of the next. Distances are rows and columns of positions.
/// Steps may cover a position twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    pub steps: usize,
    /// From step to step.
    pub step: [usize; 2],
    /// From the first tile of a step to the second.
    pub second: [usize; 2],
}

/// How a node runs on the matrix unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TilePlan {
    pub copy: Option<CopiedInput>,
    pub calls: Vec<TileCall>,
}

/// Positions below which weights are not read often enough to pay for their tiles.
const FEWEST_POSITIONS: usize = 6;
/// How an epilogue may run, the best first.
const CHOICES: [(OperandLoading, usize); 6] = [
    (OperandLoading::Hoisted, 4),
    (OperandLoading::Hoisted, 3),
    (OperandLoading::Hoisted, 2),
    (OperandLoading::Reloaded, 2),
    (OperandLoading::Hoisted, 1),
    (OperandLoading::Reloaded, 1),
];
impl TileCall {
    /// Whether another call computes the same channels of the positions that follow, and its iterations are about as much work: the same blocks,
    /// or one block of about the same size.
    pub fn precedes(&self, other: &Self) -> bool {
        let follows = if self.rows == other.rows { self.columns.end == other.columns.start } else { self.rows.end == other.rows.start };
        let alike = Self { rows: other.rows.clone(), columns: other.columns.clone(), ..self.clone() } == *other && self.size() == other.size();
        let single = |call: &Self| call.block_rows * call.block_columns == call.size();
        follows && self.block == other.block && (alike || (single(self) && single(other) && are_similar(self.size(), other.size())))
    }

    /// Output positions of all blocks.
    fn size(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    /// Positions that a block runs through, from its first to its last, of rows that begin `row` positions apart.
    pub fn positions(&self, row: usize) -> usize {
        (self.block_rows - 1) * row + self.block_columns
    }
}

/// Whether workers had better read all weights each than exchange what they write: inputs and outputs are as many bytes.
pub fn shares_positions(geometry: &GemmGeometry) -> bool {
    geometry.activation_bytes() >= geometry.weight_bytes()
}

/// Bytes of a pixel that suit tiles: rows of a tile seldom cross a cache line, and little is added to what other kernels read.
pub fn pixel_pitch(channels: usize) -> usize {
    const LINE: usize = 64;
    if channels <= 1 {
        channels
    } else if channels <= LINE {
        channels.next_power_of_two().max(4)
    } else {
        let whole = channels.next_multiple_of(LINE);
        if whole - channels <= channels / 8 { whole } else { channels.next_multiple_of(LINE / 2) }
    }
}

/// The contraction of one output position as steps of tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Tiles of one run.
    pub tiles: usize,
    /// Groups of four input channels in a tile: rows of the right tile.
    pub steps: usize,
}

/// Cuts a run into tiles of equal depth, the last perhaps with steps of zero weights.
pub fn depth(geometry: &GemmGeometry) -> Depth {
    let steps = geometry.run_steps(geometry.taps[1]);
    let tiles = steps.div_ceil((MOST_TILE_ROW_BYTES / 4) as usize).max(1);
    Depth { tiles, steps: steps.div_ceil(tiles).max(1) }
}

/// The geometry of a node whose input lies as `copy` says, with every tap inside the image.
pub fn geometry(graph: &Graph, plan: &Plan, value: ValueId, node: &Node, copy: Option<&CopiedInput>) -> Result<GemmGeometry> {
    let mut geometry = geometry::of(graph, &plan.values, value, node)?;
    let Op::Convolution { window, groups } = &node.op else { return Ok(geometry) };
    if let Some(copy) = copy {
        let row = copy.extents[1] * copy.pitch;
        let stride = [0, 1].map(|axis| if copy.step[axis] > 1 { 1 } else { window.stride[axis] });
        geometry.input = PositionStrides { image: copy.extents[0] * row, row: row * stride[0], column: copy.pitch * stride[1] };
        geometry.tap = [row * window.dilation[0], copy.pitch * window.dilation[1]];
        geometry.pitch = copy.pitch;
        geometry.origin = 0;
    }
    // A row of taps is one run where a tile holds it.
    let whole_row = window.kernel[1] * geometry.pitch <= MOST_TILE_ROW_BYTES as usize && geometry.pitch.is_multiple_of(4);
    geometry.run = if *groups == 1 && window.kernel[1] > 1 && window.dilation[1] == 1 && whole_row { Run::TapRow } else { Run::Tap };
    flatten(&mut geometry);
    let taps = geometry.taps;
    geometry.classes = vec![borders::BorderClass {
        rows: borders::Span { outputs: 0..geometry.rows, taps: 0..taps[0] },
        columns: borders::Span { outputs: 0..geometry.columns, taps: 0..taps[1] },
    }];
    Ok(geometry)
}

/// Rows that follow each other without a gap, on both sides, are one row; so are images.
fn flatten(geometry: &mut GemmGeometry) {
    let follows = |outer: usize, inner: usize, count: usize| outer == inner * count;
    let GemmGeometry { input, output, rows, columns, images, .. } = geometry;
    if *rows > 1 && follows(input.row, input.column, *columns) && follows(output.row, output.column, *columns) {
        *columns *= *rows;
        *rows = 1;
    }
    if *rows == 1 && *images > 1 && follows(input.image, input.column, *columns) && follows(output.image, output.column, *columns) {
        *columns *= *images;
        *images = 1;
    }
}

/// What was thought about a layer that a matrix unit serves.
#[derive(Debug)]
struct Known {
    layer: String,
    /// The cheapest first by estimate.
    candidates: Vec<(Estimate, Schedule)>,
    taken: usize,
    /// Whether that is somebody's choice.
    chosen: bool,
    calls: Vec<TileCall>,
}

/// Chooses the schedules of nodes, one after another; equal layers are thought about once.
#[derive(Debug)]
pub struct Chooser<'a> {
    graph: &'a Graph,
    target: &'a Target,
    machine: &'a Machine,
    choices: &'a Choices,
    model_bytes: usize,
    /// `None` where vectors do better.
    known: BTreeMap<String, Option<Rc<Known>>>,
}

impl<'a> Chooser<'a> {
    pub fn new(graph: &'a Graph, target: &'a Target, machine: &'a Machine, choices: &'a Choices, model_bytes: usize) -> Self {
        Self { graph, target, machine, choices, model_bytes, known: BTreeMap::new() }
    }

    /// The plan of a node that a matrix unit serves; `None` for the others. Of `plan` it reads the layouts. The copy has no place yet.
    pub fn choose(&mut self, plan: &Plan, value: ValueId, node: &Node) -> Result<Option<TilePlan>> {
        let copy = copied_input(self.graph, plan, value, node);
        Ok(self.think(plan, value, node, copy.as_ref())?.map(|known| TilePlan { copy, calls: known.calls.clone() }))
    }

    /// The schedule that is taken and, beside it, others, at most `count` in all.
    pub fn thought(&mut self, plan: &Plan, value: ValueId, node: &Node, count: usize) -> Result<Option<Thought>> {
        let copy = copied_input(self.graph, plan, value, node);
        let Some(known) = self.think(plan, value, node, copy.as_ref())? else { return Ok(None) };
        // One place is kept for the one that is taken.
        let taken = known.taken.min(count.max(1) - 1);
        let shown = (0..known.candidates.len()).take(count.max(1)).map(|index| if index == taken { known.taken } else { index });
        let candidate = |index: usize| Candidate { shape: known.candidates[index].1.shape(), estimate: known.candidates[index].0 };
        let candidates = shown.map(candidate).collect();
        Ok(Some(Thought { value, layer: known.layer.clone(), candidates, taken, chosen: known.chosen }))
    }

    fn think(&mut self, plan: &Plan, value: ValueId, node: &Node, copy: Option<&CopiedInput>) -> Result<Option<Rc<Known>>> {
        let (graph, target) = (self.graph, self.target);
        if !target.matrix_unit || !suits(graph, plan, value, node) {
            return Ok(None);
        }
        let geometry = geometry(graph, plan, value, node, copy)?;
        let needed = depth(&geometry).tiles * depth(&geometry).steps * 4;
        let outside =
            matches!(geometry.run, Run::Tap) && needed > geometry.pitch || matches!(geometry.run, Run::Image) && needed > geometry.pixels * geometry.pitch;
        let positions = geometry.images * geometry.rows * geometry.columns;
        if outside || positions < FEWEST_POSITIONS || geometry.input.row % geometry.input.column.max(1) != 0 {
            return Ok(None);
        }
        let key = format!("{geometry:?} {}", signature(graph, value, node, &geometry));
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let bytes = |id: ValueId| layout::bytes(graph.ty(id), plan.value(id).layout);
        let memory = Memory {
            machine: self.machine,
            model_bytes: self.model_bytes,
            copied_bytes: copy.map_or(0, |copy| copy.bytes(layout::image(&graph.ty(node.inputs[0]).shape).batch)),
            activation_bytes: bytes(node.inputs[0]) + bytes(value) + residuals(node).map(bytes).sum::<usize>(),
        };
        let known = self.cheapest(&Room { graph, plan, target, value, node, geometry: &geometry }, &memory, &key)?.map(Rc::new);
        self.known.insert(key, known.clone());
        Ok(known)
    }

    /// The schedule that is chosen for the layer, or the cheapest; `None` where vectors do better.
    fn cheapest(&self, room: &Room, memory: &Memory, key: &str) -> Result<Option<Known>> {
        let (geometry, lanes) = (room.geometry, room.target.vector_bytes() as usize / 4);
        let candidates = schedule::candidates(geometry, lanes, memory, |width| room.epilogue_cycles(memory.machine, width))?;
        let Some((cheapest, _)) = candidates.first() else { return Ok(None) };
        if cheapest.products + cheapest.epilogue + cheapest.overhead > schedule::vectors(geometry, lanes, room.epilogue_cycles(memory.machine, 1)?) {
            return Ok(None);
        }
        let layer = layer_name(room.target, room.node, geometry, key);
        let chosen = self.choices.0.get(&layer).and_then(|shape| candidates.iter().position(|(_, schedule)| schedule.shape() == *shape));
        let taken = chosen.unwrap_or(0);
        let calls = room.calls(&candidates[taken].1)?;
        Ok(Some(Known { layer, candidates, taken, chosen: chosen.is_some(), calls }))
    }
}

/// What lowering says about the epilogue of a node.
struct Room<'a> {
    graph: &'a Graph,
    plan: &'a Plan,
    target: &'a Target,
    value: ValueId,
    node: &'a Node,
    geometry: &'a GemmGeometry,
}

impl Room<'_> {
    fn kernel(&self, call: &TileCall) -> Result<Kernel> {
        lower::tile_epilogue_kernel(self.graph, self.plan, self.target, self.value, self.node, self.geometry, call)
    }

    /// The calls of a schedule.
    fn calls(&self, schedule: &Schedule) -> Result<Vec<TileCall>> {
        let lanes = self.target.vector_bytes() as usize / 4;
        let mut calls = Vec::new();
        // What was found for calls, wherever their channels begin.
        let mut found: Vec<(TileCall, (OperandLoading, usize))> = Vec::new();
        for block in panels(self.geometry.group_outputs, lanes, schedule.width) {
            for mut call in schedule.calls(self.geometry, block) {
                let anywhere = TileCall { block: ChannelBlock { first: 0, ..call.block }, ..call.clone() };
                (call.loading, call.interleaved) = match found.iter().find(|(other, _)| *other == anywhere) {
                    Some(&(_, epilogue)) => epilogue,
                    None => {
                        let epilogue = self.epilogue(&call)?;
                        found.push((anywhere, epilogue));
                        epilogue
                    }
                };
                calls.push(call);
            }
        }
        Ok(calls)
    }

    /// Cycles of the epilogue of one vector, in a panel of `width` vectors.
    fn epilogue_cycles(&self, machine: &Machine, width: usize) -> Result<f64> {
        let lanes = self.target.vector_bytes() as usize / 4;
        let block = ChannelBlock { first: 0, channels: (width * lanes).min(self.geometry.group_outputs), vectors: width };
        let of = |columns: usize| {
            let call = TileCall { block_columns: columns, columns: 0..columns, interleaved: columns, ..schedule::single(block) };
            Ok(Counts::of(&self.kernel(&call)?))
        };
        // What is read once for all positions falls out.
        let of_position = of(2)? + of(1)? * -1.0;
        Ok(of_position.cycles(machine) / width as f64)
    }

    /// The best way to run the epilogue that fits in the registers.
    fn epilogue(&self, call: &TileCall) -> Result<(OperandLoading, usize)> {
        for (loading, interleaved) in CHOICES {
            let divides = call.overlap.is_some() || call.block_columns.is_multiple_of(interleaved);
            let call = TileCall { loading, interleaved, ..call.clone() };
            if divides && self.target.vector_registers_of(&self.kernel(&call)?)? <= self.target.vector_registers() {
                return Ok((loading, interleaved));
            }
        }
        Ok((OperandLoading::Reloaded, 1))
    }
}

/// Bytes times constant bytes, with a bias that is known, and an epilogue that does not ask which taps are inside the image.
fn suits(graph: &Graph, plan: &Plan, value: ValueId, node: &Node) -> bool {
    let (data, weight) = (node.inputs[0], node.inputs[1]);
    let bytes = graph.ty(data).dtype == DType::U8 && matches!(graph.constant(weight), Some(TensorData::S8(_)));
    let bias = node.inputs.get(2).is_none_or(|&bias| graph.constant(bias).is_some());
    let channels = |id: ValueId| graph.ty(id).shape.as_image().map_or(0, |image| image.channels);
    let groups = match node.op {
        Op::Convolution { groups, .. } => groups,
        _ => 1,
    };
    // A group is as deep and as wide as a tile can use.
    let wide = groups == 1 || (channels(data) / groups >= 16 && channels(value) / groups >= 16);
    let mut operands = node.epilogue.iter().flat_map(|epilogue| &epilogue.steps).flat_map(Step::operands);
    let taps = operands.any(|operand| matches!(operand, Operand::ValidTaps | Operand::ReciprocalTaps));
    let interleaved = |id: ValueId| geometry::interleaved_pitch(graph, &plan.values, id).is_some();
    bytes && bias && wide && !taps && interleaved(data) && interleaved(value)
}

/// Where padding, or pixels that nobody reads, call for a copy of the input.
fn copied_input(graph: &Graph, plan: &Plan, value: ValueId, node: &Node) -> Option<CopiedInput> {
    let Op::Convolution { window, .. } = &node.op else { return None };
    let (image, result) = (graph.ty(node.inputs[0]).shape.as_image()?, graph.ty(value).shape.as_image()?);
    let padded = window.pad_before != [0, 0] || window.pad_after != [0, 0];
    let pitch = pixel_pitch(image.channels).max(4);
    if !padded && window.kernel == [1, 1] && window.stride != [1, 1] {
        return Some(CopiedInput { placement: Placement::Arena(0), pitch, step: window.stride, before: [0, 0], extents: [result.height, result.width] });
    }
    let Layout::Interleaved { pitch: present } = plan.value(node.inputs[0]).layout else {
        return padded.then(|| padded_input(window, [image.height, image.width], pitch));
    };
    (padded || present < pitch).then(|| padded_input(window, [image.height, image.width], pitch))
}

fn padded_input(window: &Window, image: [usize; 2], pitch: usize) -> CopiedInput {
    let extents = [0, 1].map(|axis| image[axis] + window.pad_before[axis] + window.pad_after[axis]);
    CopiedInput { placement: Placement::Arena(0), pitch, step: [1, 1], before: window.pad_before, extents }
}

/// Bytes that the copy of a node takes, with what tiles may read behind it.
pub fn workspace_bytes(graph: &Graph, node: &Node, plan: &TilePlan) -> usize {
    let images = layout::image(&graph.ty(node.inputs[0]).shape).batch;
    plan.copy.map_or(0, |copy| copy.bytes(images))
}
