//! Blocks, steps and panels: the cheapest by an estimate of cycles.

use super::super::choice::{Shape, UnitShape};
use super::super::cost::Estimate;
use super::super::families::{ChannelBlock, LoopOrder, OperandLoading};
use super::super::geometry::{GemmGeometry, are_many, are_similar, divides_well};
use super::super::machine::Machine;
use super::{Overlap, TileCall, depth, shares_positions};
use crate::diagnostic::Result;
use crate::loop_ir::tile::MOST_TILE_ROWS;
use std::ops::Range;

/// Memory between tiles and vectors: what the first cache holds beside weights and input.
const MOST_SCRATCH: usize = 16 << 10;
/// Vectors of the widest panel: their bytes fill one.
const WIDEST_PANEL: usize = 4;
/// Vectors of a panel whose sums all lie in tiles at once.
const PANEL_OF_TILES: usize = 2;
/// Weights that the first cache keeps while positions pass.
const KEPT_WEIGHTS: usize = 24 << 10;
/// Inputs that the second cache keeps while panels pass.
const KEPT_INPUT: usize = 1 << 20;
/// Iterations that workers can share well.
const SHARED: usize = 4;
/// Steps of a block, the fewest for which overlapping pays.
const FEWEST_STEPS: usize = 3;

/// Cycles from one product of whole tiles to the next.
const PRODUCT: f64 = 17.5;
/// Cycles that a product waits for half of an operand where operands come from the second cache.
const SECOND_CACHE: f64 = 3.0;
/// The part of the first cache that weights and input of a pair of tiles can count on.
const KEPT_FIRST: f64 = 0.8;
/// The part of the shorter of two times, computing and reading weights from far away, that the longer does not hide.
const UNHIDDEN: f64 = 0.4;
/// Bytes of a copy that are read and written in a cycle.
const COPIED: f64 = 24.0;
/// Cycles to store the sums of one tile.
const STORE: f64 = 17.0;
/// Cycles until the unit is configured and runs at full speed.
const START: f64 = 3000.0;
/// What epilogues take that have nothing but each other to run beside.
const APART: f64 = 1.8;
/// The part of an epilogue that products do not hide.
const EXPOSED: f64 = 0.2;
/// What blocks may cost more for workers to take rows of their own.
const MEETING: f64 = 1.06;

/// How the positions of a node are covered.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Vectors of a panel.
    pub width: usize,
    block: Block,
    order: LoopOrder,
}

#[derive(Debug, Clone, PartialEq)]
enum Block {
    /// Rows and columns of positions; what is left over is covered by smaller blocks.
    Apart([usize; 2]),
    /// Blocks that divide all positions.
    Overlapped { extents: [usize; 2], tile_rows: usize, overlap: Overlap },
}

/// A call of one position, to be extended.
pub fn single(block: ChannelBlock) -> TileCall {
    TileCall {
        block,
        rows: 0..1,
        columns: 0..1,
        block_rows: 1,
        block_columns: 1,
        tile_rows: 1,
        order: LoopOrder::Panels,
        loading: OperandLoading::Hoisted,
        interleaved: 1,
        overlap: None,
    }
}

impl Schedule {
    pub fn shape(&self) -> Shape {
        let (block, overlapped) = match self.block {
            Block::Apart(extents) => (extents, None),
            Block::Overlapped { extents, tile_rows, overlap } => (extents, Some([overlap.steps, tile_rows])),
        };
        Shape::MatrixUnit(UnitShape { vectors: self.width, block, overlapped, order: self.order })
    }

    /// The calls for one block of channels.
    pub fn calls(&self, geometry: &GemmGeometry, block: ChannelBlock) -> Vec<TileCall> {
        let whole = TileCall { rows: 0..geometry.rows, columns: 0..geometry.columns, order: self.order, ..single(block) };
        match self.block {
            Block::Overlapped { extents: [block_rows, block_columns], tile_rows, overlap } => {
                let whole = TileCall { block_rows, block_columns, tile_rows, overlap: Some(overlap), ..whole };
                if !shares_positions(geometry) {
                    return vec![whole];
                }
                // Few blocks below each other, each a call of its own, so that workers share panels of the same rows.
                if geometry.rows > 1 {
                    let starts = whole.rows.clone().step_by(block_rows);
                    return if !are_many(starts.len()) {
                        starts.map(|row| TileCall { rows: row..row + block_rows, ..whole.clone() }).collect()
                    } else {
                        vec![whole]
                    };
                }
                let starts = whole.columns.clone().step_by(block_columns);
                if !are_many(starts.len()) {
                    starts.map(|column| TileCall { columns: column..column + block_columns, ..whole.clone() }).collect()
                } else {
                    vec![whole]
                }
            }
            Block::Apart([rows, columns]) => {
                let mut calls = Vec::new();
                for (rows, block_rows) in cut(0..geometry.rows, rows) {
                    for (columns, block_columns) in cut(0..geometry.columns, columns) {
                        let mut call = TileCall { rows: rows.clone(), columns, block_rows, block_columns, ..whole.clone() };
                        let positions = call.positions(row_of(geometry));
                        call.tile_rows = positions.div_ceil(positions.div_ceil(MOST_TILE_ROWS as usize));
                        calls.push(call);
                    }
                }
                calls
            }
        }
    }
}

/// Positions from row to row, as the input lies.
fn row_of(geometry: &GemmGeometry) -> usize {
    geometry.input.row / geometry.input.column.max(1)
}

/// Where operands come from.
#[derive(Debug, Clone, Copy)]
pub struct Memory<'a> {
    pub machine: &'a Machine,
    /// Weights of the whole model: between two inferences all of them are read.
    pub model_bytes: usize,
    /// Bytes of the input's copy; 0 where there is none.
    pub copied_bytes: usize,
    /// Bytes of input, output and residuals.
    pub activation_bytes: usize,
}

/// Schedules with their estimates in cycles, the cheapest first; `epilogue` tells the cycles of that of one vector in a panel of so many. There
/// always is a schedule, the block of one position.
pub fn candidates(geometry: &GemmGeometry, lanes: usize, memory: &Memory, epilogue: impl Fn(usize) -> Result<f64>) -> Result<Vec<(Estimate, Schedule)>> {
    // Weights that come from far away are read in one go.
    let weights = geometry.weight_bytes() / geometry.groups;
    let widest = geometry.group_outputs.div_ceil(lanes).min(if weights > KEPT_INPUT / 4 { PANEL_OF_TILES } else { WIDEST_PANEL });
    let mut candidates = Vec::new();
    for width in [widest, PANEL_OF_TILES].into_iter().filter(|&width| width <= widest) {
        let work = Work::new(geometry, width, lanes, epilogue(width)?);
        let apart = work.apart_blocks().into_iter().map(|block| (work.apart(block), Block::Apart(block), order(geometry)));
        let overlapped = work.overlapped_blocks().into_iter().map(|(block, order)| (work.overlapped(&block), block, order));
        candidates.extend(apart.chain(overlapped).map(|(estimate, block, order)| {
            let [near, memory] = work.waiting(&estimate, memory);
            let estimate = Estimate { near, memory, ..estimate };
            let meeting = if work.leaves_rows_apart(&block) { 1.0 } else { MEETING };
            (estimate.cycles() * meeting, estimate, Schedule { width, block, order })
        }));
        if width == PANEL_OF_TILES {
            break;
        }
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(candidates.into_iter().map(|(_, estimate, schedule)| (estimate, schedule)).collect())
}

/// Cycles below which a matrix unit serves a node better than vectors do: a little less than those take, two dot products a cycle and
/// their epilogue. Padding is no work for vectors, but here counts little.
pub fn vectors(geometry: &GemmGeometry, lanes: usize, epilogue: f64) -> f64 {
    let sums = geometry.images * geometry.rows * geometry.columns * geometry.group_outputs.div_ceil(lanes);
    let products = geometry.steps(geometry.taps) as f64 * 0.55;
    0.85 * sums as f64 * (products + epilogue)
}

fn order(geometry: &GemmGeometry) -> LoopOrder {
    let weights = geometry.weight_bytes() / geometry.groups;
    if weights <= KEPT_WEIGHTS || (input_bytes(geometry) > KEPT_INPUT && weights <= KEPT_INPUT) { LoopOrder::Positions } else { LoopOrder::Panels }
}

fn input_bytes(geometry: &GemmGeometry) -> usize {
    geometry.images * geometry.rows * geometry.input.row.max(geometry.columns * geometry.input.column)
}

/// What all positions and channels of a node ask for.
struct Work<'a> {
    geometry: &'a GemmGeometry,
    width: usize,
    lanes: usize,
    /// Products of tiles for one tile of sums.
    products: f64,
    panels: usize,
    /// Cycles of the epilogue of one vector.
    epilogue: f64,
}

impl<'a> Work<'a> {
    fn new(geometry: &'a GemmGeometry, width: usize, lanes: usize, epilogue: f64) -> Self {
        let steps = geometry.taps[0] * geometry.looped_columns(geometry.taps[1]) * depth(geometry).tiles;
        let panels = geometry.group_outputs.div_ceil(width * lanes);
        Self { geometry, width, lanes, products: steps as f64, panels, epilogue }
    }

    /// Cycles of `tiles` left tiles against a panel.
    fn tiles(&self, tiles: f64) -> f64 {
        tiles * self.width as f64 * (self.products * PRODUCT + STORE + 8.0)
    }

    /// Whether workers that each take some rows have about as much to do, where that is what they had better share.
    fn leaves_rows_apart(&self, block: &Block) -> bool {
        let (&Block::Apart(extents) | &Block::Overlapped { extents, .. }) = block;
        let geometry = self.geometry;
        let (extent, piece) = if geometry.rows > 1 { (geometry.rows, extents[0]) } else { (geometry.columns, extents[1]) };
        let halves = extent.div_ceil(piece) == 2 && are_similar(extent - piece, piece);
        divides_well(geometry.images) || divides_well(extent / piece) || halves || !shares_positions(geometry)
    }

    fn apart_blocks(&self) -> Vec<[usize; 2]> {
        let geometry = self.geometry;
        let most = MOST_SCRATCH / (self.width * self.lanes * 4);
        if geometry.rows > 1 {
            let rows = geometry.rows.min(most.saturating_sub(geometry.columns) / row_of(geometry).max(1) + 1);
            return (1..=rows).map(|rows| [rows, geometry.columns.min(most)]).collect();
        }
        (1..=geometry.columns.min(most)).map(|columns| [1, columns]).collect()
    }

    /// All blocks of products and epilogues one after the other.
    fn apart(&self, [rows, columns]: [usize; 2]) -> Estimate {
        let mut estimate = Estimate::default();
        let images = self.geometry.images as f64;
        for (row_blocks, rows) in pieces(self.geometry.rows, rows) {
            for (column_blocks, columns) in pieces(self.geometry.columns, columns) {
                if row_blocks * column_blocks > 0 {
                    let tiles = ((rows - 1) * row_of(self.geometry) + columns).div_ceil(MOST_TILE_ROWS as usize) as f64;
                    let epilogues = (rows * columns * self.width) as f64 * self.epilogue;
                    let times = (row_blocks * column_blocks * self.panels) as f64 * images;
                    estimate.products += times * self.tiles(tiles);
                    estimate.epilogue += times * APART * epilogues;
                    estimate.overhead += times * 40.0;
                }
            }
        }
        estimate
    }

    /// Cycles in which products wait for the unit and for operands, where they would otherwise take so long: those nearby, and those beyond.
    fn waiting(&self, computing: &Estimate, memory: &Memory) -> [f64; 2] {
        let Work { geometry, .. } = self;
        let machine = memory.machine;
        let taps = (geometry.taps[0] * geometry.looped_columns(geometry.taps[1])) as f64;
        let depth = depth(geometry);
        let pair = (2 * MOST_TILE_ROWS as usize * depth.tiles * depth.steps * 4) as f64;
        let panel = (self.products as usize * depth.steps * 4 * self.width * self.lanes) as f64;
        // Of what a window reads, its neighbours have read most.
        let left = 1.0 / taps.sqrt();
        let right = f64::from(u8::from(panel + pair > KEPT_FIRST * machine.caches[0].bytes as f64));
        let products = computing.products / PRODUCT;
        let near = products * SECOND_CACHE * (left + right) + memory.copied_bytes as f64 / COPIED;
        let activations = memory.activation_bytes as f64;
        let activations = UNHIDDEN * activations / machine.bandwidth(machine.level(activations).max(1));
        let from = machine.level(memory.model_bytes as f64);
        let far = if from > 1 { geometry.weight_bytes() as f64 / machine.bandwidth(from) } else { 0.0 };
        let computing = computing.cycles() + near;
        [START + near, activations + (far - computing).max(0.0) + UNHIDDEN * far.min(computing)]
    }

    fn overlapped_blocks(&self) -> Vec<(Block, LoopOrder)> {
        let geometry = self.geometry;
        if self.width > PANEL_OF_TILES {
            return Vec::new();
        }
        let mut blocks = Vec::new();
        for tile_rows in (1..=MOST_TILE_ROWS as usize).rev() {
            if geometry.rows == 1 {
                for parts in (1..=geometry.columns).take(256).filter(|&parts| geometry.columns.is_multiple_of(parts)) {
                    let columns = geometry.columns / parts;
                    let steps = columns.div_ceil(2 * tile_rows);
                    let Some(rest) = columns.checked_sub(2 * tile_rows).filter(|_| steps >= FEWEST_STEPS) else { continue };
                    if rest.is_multiple_of(steps - 1) {
                        let overlap = Overlap { steps, step: [0, rest / (steps - 1)], second: [0, tile_rows] };
                        blocks.extend(self.divided(Block::Overlapped { extents: [1, columns], tile_rows, overlap }, parts));
                    }
                }
            } else if geometry.columns.is_multiple_of(tile_rows) {
                for parts in (1..=geometry.rows / 2).filter(|&parts| geometry.rows.is_multiple_of(2 * parts)) {
                    let steps = geometry.rows / (2 * parts);
                    if steps >= FEWEST_STEPS {
                        let overlap = Overlap { steps, step: [2, 0], second: [1, 0] };
                        let extents = [2 * steps, tile_rows];
                        blocks.extend(self.divided(Block::Overlapped { extents, tile_rows, overlap }, parts * geometry.columns / tile_rows));
                    }
                }
            }
        }
        blocks
    }

    /// The block with an order of loops, if that leaves workers enough to share and caches what they hold.
    fn divided(&self, block: Block, parts: usize) -> Option<(Block, LoopOrder)> {
        let shared = parts.max(self.panels).max(self.geometry.images);
        let positions = self.geometry.images * self.geometry.rows * self.geometry.columns;
        let enough = shared >= SHARED || positions <= SHARED * 2 * MOST_TILE_ROWS as usize;
        let large = input_bytes(self.geometry) > KEPT_INPUT;
        let kept = !large || input_bytes(self.geometry) / parts <= KEPT_INPUT / 4;
        let order = if large { LoopOrder::Positions } else { LoopOrder::Panels };
        (enough && kept).then_some((block, order))
    }

    /// Steps in which an epilogue runs beside the products.
    fn overlapped(&self, block: &Block) -> Estimate {
        let Block::Overlapped { extents: [rows, columns], tile_rows, overlap } = block else { return Estimate::default() };
        let blocks = (self.geometry.rows / rows * (self.geometry.columns / columns)) as f64;
        let products = self.tiles(2.0);
        let epilogue = (2 * tile_rows * self.width) as f64 * self.epilogue;
        let hidden = 2.0 * self.width as f64 * (self.products * PRODUCT + STORE);
        let images = self.geometry.images as f64;
        let times = images * blocks * self.panels as f64;
        Estimate {
            products: times * overlap.steps as f64 * products,
            epilogue: times * ((overlap.steps - 1) as f64 * (epilogue - hidden).max(EXPOSED * epilogue) + epilogue),
            overhead: times * 60.0,
            ..Estimate::default()
        }
    }
}

/// Pieces of an extent when cut: so many of one size, and the rest.
fn pieces(extent: usize, piece: usize) -> [(usize, usize); 2] {
    [(extent / piece, piece), ((!extent.is_multiple_of(piece)) as usize, extent % piece)]
}

fn cut(range: Range<usize>, piece: usize) -> Vec<(Range<usize>, usize)> {
    let middle = range.start + range.len() / piece * piece;
    [(range.start..middle, piece), (middle..range.end, range.end - middle)].into_iter().filter(|(range, _)| !range.is_empty()).collect()
}
