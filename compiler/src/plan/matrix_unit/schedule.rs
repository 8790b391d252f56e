//! Blocks, steps and panels: the cheapest by an estimate of cycles.

use super::super::families::{ChannelBlock, LoopOrder, OperandLoading};
use super::super::geometry::{GemmGeometry, are_many, divides_well};
use super::{Overlap, TileCall, are_similar, depth};
use crate::diagnostic::Result;
use crate::loop_ir::tile::MOST_TILE_ROWS;
use std::fmt;
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
/// Cycles to store the sums of one tile.
const STORE: f64 = 17.0;
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
    /// The calls for one block of channels.
    pub fn calls(&self, geometry: &GemmGeometry, block: ChannelBlock) -> Vec<TileCall> {
        let whole = TileCall { rows: 0..geometry.rows, columns: 0..geometry.columns, order: self.order, ..single(block) };
        match self.block {
            Block::Overlapped { extents: [block_rows, block_columns], tile_rows, overlap } => {
                let whole = TileCall { block_rows, block_columns, tile_rows, overlap: Some(overlap), ..whole };
                if !geometry.activations_outweigh_weights() {
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

impl fmt::Display for Schedule {
    /// `by 2 vectors, 98 steps of 2x16 positions` or `by 4 vectors, blocks of 7x7 positions`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "by {} ", self.width)?;
        match &self.block {
            Block::Apart([rows, columns]) => write!(f, "blocks {rows}x{columns}"),
            Block::Overlapped { extents: [rows, columns], tile_rows, overlap } => {
                write!(f, "blocks {rows}x{columns} in {} steps of 2x{tile_rows}", overlap.steps)
            }
        }
    }
}

/// Schedules with their estimates in cycles, the cheapest first; `operations` counts those of the epilogue of one vector in a panel of so many.
pub fn candidates(geometry: &GemmGeometry, lanes: usize, operations: impl Fn(usize) -> Result<f64>) -> Result<Vec<(f64, Schedule)>> {
    // Weights that come from far away are read in one go.
    let weights = geometry.weight_bytes() / geometry.groups;
    let widest = geometry.group_outputs.div_ceil(lanes).min(if weights > KEPT_INPUT / 4 { PANEL_OF_TILES } else { WIDEST_PANEL });
    let mut candidates = Vec::new();
    for width in [widest, PANEL_OF_TILES].into_iter().filter(|&width| width <= widest) {
        let work = Work::new(geometry, width, lanes, operations(width)?);
        let apart = work.apart_blocks().into_iter().map(|block| (work.apart(block), Block::Apart(block), order(geometry)));
        let overlapped = work.overlapped_blocks().into_iter().map(|(block, order)| (work.overlapped(&block), block, order));
        let shared = |block: &Block| if work.leaves_rows_apart(block) { 1.0 } else { MEETING };
        candidates.extend(apart.chain(overlapped).map(|(cost, block, order)| (cost * shared(&block), Schedule { width, block, order })));
        if width == PANEL_OF_TILES {
            break;
        }
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(candidates)
}

/// The first of the [`candidates`].
pub fn cheapest(geometry: &GemmGeometry, lanes: usize, operations: impl Fn(usize) -> Result<f64>) -> Result<(f64, Schedule)> {
    let first = candidates(geometry, lanes, operations)?.into_iter().next();
    // There always is the block of one position.
    Ok(first.unwrap_or((f64::INFINITY, Schedule { width: 1, block: Block::Apart([1, 1]), order: order(geometry) })))
}

/// Cycles below which a matrix unit serves a node better than vectors do: a little less than those take, two dot products and two operations of an
/// epilogue a cycle. Padding is no work for vectors, but here counts little.
pub fn vectors(geometry: &GemmGeometry, lanes: usize, operations: f64) -> f64 {
    let sums = geometry.images * geometry.rows * geometry.columns * geometry.group_outputs.div_ceil(lanes);
    let products = geometry.steps(geometry.taps) as f64 * 0.55;
    0.85 * sums as f64 * (products + operations / 2.0)
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
    /// Cycles of the epilogue of one vector: two operations a cycle.
    epilogue: f64,
}

impl<'a> Work<'a> {
    fn new(geometry: &'a GemmGeometry, width: usize, lanes: usize, operations: f64) -> Self {
        let steps = geometry.taps[0] * geometry.looped_columns(geometry.taps[1]) * depth(geometry).tiles;
        let panels = geometry.group_outputs.div_ceil(width * lanes);
        Self { geometry, width, lanes, products: steps as f64, panels, epilogue: operations / 2.0 }
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
        divides_well(geometry.images) || divides_well(extent / piece) || halves || !geometry.activations_outweigh_weights()
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

    /// Cycles of all blocks of products and epilogues one after the other.
    fn apart(&self, [rows, columns]: [usize; 2]) -> f64 {
        let mut total = 0.0;
        for (row_blocks, rows) in pieces(self.geometry.rows, rows) {
            for (column_blocks, columns) in pieces(self.geometry.columns, columns) {
                if row_blocks * column_blocks > 0 {
                    let tiles = ((rows - 1) * row_of(self.geometry) + columns).div_ceil(MOST_TILE_ROWS as usize) as f64;
                    let epilogues = (rows * columns * self.width) as f64 * self.epilogue;
                    total += (row_blocks * column_blocks * self.panels) as f64 * (self.tiles(tiles) + epilogues + 40.0) + 150.0;
                }
            }
        }
        total * self.geometry.images as f64
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

    /// Cycles of steps in which an epilogue runs beside the products.
    fn overlapped(&self, block: &Block) -> f64 {
        let Block::Overlapped { extents: [rows, columns], tile_rows, overlap } = block else { return f64::INFINITY };
        let blocks = (self.geometry.rows / rows * (self.geometry.columns / columns)) as f64;
        let products = self.tiles(2.0);
        let epilogue = (2 * tile_rows * self.width) as f64 * self.epilogue;
        let hidden = 2.0 * self.width as f64 * self.products * PRODUCT;
        let step = products + (epilogue - hidden).max(EXPOSED * epilogue);
        let block = (overlap.steps - 1) as f64 * step + products + epilogue + 60.0;
        self.geometry.images as f64 * blocks * self.panels as f64 * block + 150.0
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
