//! Products of tiles: pairs of left tiles against pairs of right tiles, their sums to scratch memory.

use super::{Counters, Tiles};
use crate::loop_ir::{BufferId, CounterId, RegisterKind, TileId, TileOp};
use crate::lower::ahead::{Ahead, Weights};
use crate::lower::builder::{KernelBuilder, Place};
use crate::lower::weights;
use crate::plan::LoopOrder;
use crate::plan::matrix_unit::{Depth, shares_positions};

/// Products of tiles that are written out one after the other; more become loops.
pub(super) const STRAIGHT_LINE_STEPS: usize = 9;
/// The same where an epilogue runs beside them.
pub(super) const STRAIGHT_LINE_STEPS_BESIDE: usize = 36;
/// Products ahead of which weights are asked for that are read soon: the latency of a third cache.
const STEPS_AHEAD: usize = 6;
/// Weights of a panel that the second cache keeps beside those of the one before it, until they are read.
const MOST_AHEAD: usize = 512 << 10;
/// Right tiles of a step.
const VECTORS_AT_ONCE: usize = 2;
/// Depths of a run in one iteration.
const UNROLL: [usize; 4] = [4, 3, 2, 1];

/// The memory that products read.
pub(super) struct Streams {
    pub input: BufferId,
    pub weights: BufferId,
    pub bias: Option<BufferId>,
    pub packed: weights::Packed,
    pub depth: Depth,
}

/// The tiles of a kernel: sums of two left by two right tiles.
pub(super) struct Registers {
    sums: [[TileId; 2]; 2],
    left: [TileId; 2],
    right: [TileId; 2],
}

/// How the pairs of left tiles of a block ask for weights, which come from far away the first time. A pair runs through a panel in passes of two vectors.
#[derive(Debug, Clone)]
pub(super) enum Asking {
    /// All of them for the next panel.
    NextPanel { ahead: Ahead, pass_steps: usize, passes: usize },
    /// The first pass of the first of them for what it is about to read.
    Soon(Ahead),
}

/// The place of a pair of left tiles in its block.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pair {
    /// Pairs before it, and one more with each trip of a loop.
    pub before: usize,
    pub counter: Option<CounterId>,
}

impl Asking {
    /// What a pass of a pair asks for.
    pub(super) fn pass(&self, pair: Pair, pass: usize) -> Option<Ahead> {
        match self {
            Asking::NextPanel { ahead, pass_steps, passes } => {
                Some(ahead.clone().plus((pair.before * passes + pass) * pass_steps).along(pair.counter, passes * pass_steps))
            }
            Asking::Soon(ahead) => (pair.before + pass == 0).then(|| ahead.clone()),
        }
    }
}

/// Where a left tile begins, and where its sums go.
#[derive(Debug, Clone)]
pub(super) struct LeftTile {
    pub input: Place,
    pub sums: Place,
}

impl Tiles<'_> {
    /// The tiles of the kernel.
    pub(super) fn registers(&self, kernel: &mut KernelBuilder, depth: Depth) -> Registers {
        let rows = self.call.tile_rows as u32;
        let bytes = 4 * depth.steps as u32;
        let columns = kernel.lanes() as u32 * 4;
        Registers {
            sums: std::array::from_fn(|_| std::array::from_fn(|_| kernel.tile(RegisterKind::I32, rows, columns))),
            left: std::array::from_fn(|_| kernel.tile(RegisterKind::U8, rows, bytes)),
            right: std::array::from_fn(|_| kernel.tile(RegisterKind::S8, depth.steps as u32, columns)),
        }
    }

    /// The input at the first position of a block.
    pub(super) fn block_input(&self, streams: &Streams, counters: Counters) -> Place {
        let input = self.geometry.input;
        Place::start(streams.input)
            .along(counters.image, input.image)
            .along(counters.row, self.call.block_rows * input.row)
            .along(counters.column, self.call.block_columns * input.column)
    }

    /// How the pairs of a block ask for weights. Where weights are more than activations, workers share panels, and few pairs have one to themselves:
    /// then the next one comes meanwhile.
    pub(super) fn asking(&self, streams: &Streams, counters: Counters) -> Asking {
        let (geometry, depth, bytes) = (self.geometry, streams.depth, streams.packed.panel_bytes);
        let here = Place::start(streams.weights).along(counters.panel, bytes);
        let pass_steps = geometry.taps[0] * geometry.looped_columns(geometry.taps[1]) * depth.tiles;
        let [rows, columns] = [self.call.rows.len() / self.call.block_rows, self.call.columns.len() / self.call.block_columns];
        let pairs = geometry.images * rows * columns * self.pairs();
        if self.call.order == LoopOrder::Positions || shares_positions(geometry) || pairs == 1 || bytes > MOST_AHEAD {
            return Asking::Soon(Ahead::new(here.plus(STEPS_AHEAD * depth.steps * streams.packed.step_bytes), bytes, pass_steps));
        }
        let passes = self.call.block.vectors.div_ceil(VECTORS_AT_ONCE);
        let block_steps = self.pairs() * passes * pass_steps;
        let ahead = Ahead::new(here.plus(bytes), bytes, pairs * passes * pass_steps)
            .along(counters.image, rows * columns * block_steps)
            .along(counters.row, columns * block_steps)
            .along(counters.column, block_steps);
        Asking::NextPanel { ahead, pass_steps, passes }
    }

    /// Pairs of left tiles of a block; the last one may be a single tile.
    fn pairs(&self) -> usize {
        match &self.call.overlap {
            Some(overlap) => overlap.steps,
            None => self.call.positions(self.geometry.input.row / self.geometry.input.column.max(1)).div_ceil(self.call.tile_rows).div_ceil(2),
        }
    }

    /// The sums of every position of a block, in scratch: position, then vector.
    pub(super) fn block_products(&self, kernel: &mut KernelBuilder, streams: &Streams, tiles: &Registers, scratch: BufferId, counters: Counters) {
        let column = self.geometry.input.column;
        let tile_rows = self.call.tile_rows;
        let positions = self.call.positions(self.geometry.input.row / column.max(1));
        let position_bytes = self.call.block.vectors * kernel.lanes() * 4;
        let first = LeftTile { input: self.block_input(streams, counters), sums: Place::start(scratch) };
        let asking = self.asking(streams, counters);
        // Tiles one after the other; the last one ends with the block and may overlap the one before it.
        let count = positions.div_ceil(tile_rows);
        let exact = count * tile_rows == positions;
        let pairs = if exact { count / 2 } else { (count - 1) / 2 };
        let at = |tile: &LeftTile, position: usize| LeftTile {
            input: tile.input.clone().plus(position * column),
            sums: tile.sums.clone().plus(position * position_bytes),
        };
        if pairs > 0 {
            self.against_panel(kernel, streams, tiles, counters.panel, &[at(&first, 0), at(&first, tile_rows)], &asking, Pair::default());
        }
        if pairs > 1 {
            kernel.repeat(pairs - 1, |kernel, pair| {
                let tile = LeftTile {
                    input: first.input.clone().along(pair, 2 * tile_rows * column),
                    sums: first.sums.clone().along(pair, 2 * tile_rows * position_bytes),
                };
                let pair_of_tiles = [at(&tile, 2 * tile_rows), at(&tile, 3 * tile_rows)];
                self.against_panel(kernel, streams, tiles, counters.panel, &pair_of_tiles, &asking, Pair { before: 1, counter: pair });
            });
        }
        let start = |tile: usize| if tile + 1 == count { positions - tile_rows } else { tile * tile_rows };
        let rest: Vec<LeftTile> = (2 * pairs..count).map(|tile| at(&first, start(tile))).collect();
        if !rest.is_empty() {
            self.against_panel(kernel, streams, tiles, counters.panel, &rest, &asking, Pair { before: pairs, counter: None });
        }
    }

    /// One or two left tiles against every vector of the panel.
    #[expect(clippy::too_many_arguments, reason = "what a product of tiles reads")]
    fn against_panel(
        &self,
        kernel: &mut KernelBuilder,
        streams: &Streams,
        tiles: &Registers,
        panel: Option<CounterId>,
        left: &[LeftTile],
        asking: &Asking,
        pair: Pair,
    ) {
        for (pass, first) in (0..self.call.block.vectors).step_by(VECTORS_AT_ONCE).enumerate() {
            let vectors = first..(first + VECTORS_AT_ONCE).min(self.call.block.vectors);
            self.multiply(kernel, streams, tiles, panel, left, vectors.clone(), STRAIGHT_LINE_STEPS, asking.pass(pair, pass));
            self.store(kernel, tiles, left, vectors);
        }
    }

    /// The sums of one or two left tiles for one or two vectors of a panel; up to `straight` products are written out.
    #[expect(clippy::too_many_arguments, reason = "what a product of tiles reads")]
    pub(super) fn multiply(
        &self,
        kernel: &mut KernelBuilder,
        streams: &Streams,
        tiles: &Registers,
        panel: Option<CounterId>,
        left: &[LeftTile],
        vectors: std::ops::Range<usize>,
        straight: usize,
        ahead: Option<Ahead>,
    ) {
        let vector_bytes = kernel.lanes() * 4;
        for row in 0..left.len() {
            for (column, vector) in vectors.clone().enumerate() {
                let to = tiles.sums[row][column];
                match streams.bias {
                    Some(bias) => {
                        let place = Place::start(bias).along(panel, self.call.block.vectors * vector_bytes).plus(vector * vector_bytes);
                        kernel.load_tile(to, &place, 0);
                    }
                    None => kernel.emit_tile(TileOp::Zero { to }),
                }
            }
        }
        let weights = Place::start(streams.weights).along(panel, streams.packed.panel_bytes).plus(vectors.start * vector_bytes);
        let inputs: Vec<Place> = left.iter().map(|tile| tile.input.clone()).collect();
        let right = Weights { here: weights, ahead };
        Contraction { tiles: self, streams, registers: tiles, vectors: vectors.len() }.contract(kernel, &inputs, &right, straight);
    }

    /// The sums to scratch memory.
    pub(super) fn store(&self, kernel: &mut KernelBuilder, tiles: &Registers, left: &[LeftTile], vectors: std::ops::Range<usize>) {
        let vector_bytes = kernel.lanes() * 4;
        for (row, tile) in left.iter().enumerate() {
            for (column, vector) in vectors.clone().enumerate() {
                let stride = (self.call.block.vectors * vector_bytes) as i64;
                kernel.store_tile(tiles.sums[row][column], &tile.sums.clone().plus(vector * vector_bytes), stride);
            }
        }
    }
}

/// The products of up to two left tiles by up to two vectors.
struct Contraction<'a> {
    tiles: &'a Tiles<'a>,
    streams: &'a Streams,
    registers: &'a Registers,
    vectors: usize,
}

fn move_all(left: &[Place], counter: Option<CounterId>, bytes: usize) -> Vec<Place> {
    left.iter().map(|place| place.clone().along(counter, bytes)).collect()
}

fn shift_all(left: &[Place], bytes: usize) -> Vec<Place> {
    left.iter().map(|place| place.clone().plus(bytes)).collect()
}

impl Contraction<'_> {
    /// Kernel rows and taps that are visited one by one.
    fn taps(&self) -> [usize; 2] {
        let geometry = self.tiles.geometry;
        [geometry.taps[0], geometry.looped_columns(geometry.taps[1])]
    }

    /// Every product of the windows, kernel row by kernel row. As many as `straight` are written out; of more, those of the last kernel row,
    /// if they are not more than that.
    fn contract(&self, kernel: &mut KernelBuilder, left: &[Place], right: &Weights, straight: usize) {
        let [rows, columns] = self.taps();
        let of_row = columns * self.streams.depth.tiles;
        let looped = if rows * of_row <= straight {
            0
        } else if rows > 1 && of_row <= straight && straight > STRAIGHT_LINE_STEPS {
            rows - 1
        } else {
            rows
        };
        let (tap, row_bytes) = (self.tiles.geometry.tap[0], self.streams.packed.row_bytes);
        if looped > 0 {
            kernel.repeat(looped, |kernel, row| self.row(kernel, &move_all(left, row, tap), &right.clone().along(row, row_bytes, of_row)));
        }
        for row in looped..rows {
            for column in 0..columns {
                let left = shift_all(left, row * tap + column * self.tiles.geometry.tap[1]);
                let right = right.clone().plus(row * row_bytes + column * self.streams.packed.tap_bytes, row * of_row + column * self.streams.depth.tiles);
                self.run(kernel, &left, &right, self.streams.depth.tiles);
            }
        }
    }

    /// One kernel row in loops.
    fn row(&self, kernel: &mut KernelBuilder, left: &[Place], right: &Weights) {
        let depth = self.streams.depth;
        let unroll = UNROLL.into_iter().find(|&u| depth.tiles.is_multiple_of(u)).unwrap_or(1);
        kernel.repeat(self.taps()[1], |kernel, column| {
            let left = move_all(left, column, self.tiles.geometry.tap[1]);
            let right = right.clone().along(column, self.streams.packed.tap_bytes, depth.tiles);
            kernel.repeat(depth.tiles / unroll, |kernel, counter| {
                let left = move_all(&left, counter, unroll * depth.steps * 4);
                let right = right.clone().along(counter, unroll * depth.steps * self.streams.packed.step_bytes, unroll);
                self.run(kernel, &left, &right, unroll);
            });
        });
    }

    /// Tiles of one run, one after the other.
    fn run(&self, kernel: &mut KernelBuilder, left: &[Place], right: &Weights, count: usize) {
        let depth = self.streams.depth;
        for tile in 0..count {
            let right = right.clone().plus(tile * depth.steps * self.streams.packed.step_bytes, tile);
            self.step(kernel, &shift_all(left, tile * depth.steps * 4), &right);
        }
    }

    /// Up to two by two products.
    fn step(&self, kernel: &mut KernelBuilder, left: &[Place], right: &Weights) {
        let vector_bytes = kernel.lanes() * 4;
        let column = self.tiles.geometry.input.column as i64;
        let Registers { sums, left: left_tiles, right: right_tiles } = self.registers;
        right.ask(kernel, 0..1);
        for (row, place) in left.iter().enumerate() {
            kernel.load_tile(left_tiles[row], place, column);
            for vector in 0..self.vectors {
                if row == 0 {
                    kernel.load_tile(right_tiles[vector], &right.here.clone().plus(vector * vector_bytes), self.streams.packed.step_bytes as i64);
                }
                kernel.emit_tile(TileOp::Dot4 { to: sums[row][vector], a: left_tiles[row], b: right_tiles[vector] });
            }
        }
    }
}
