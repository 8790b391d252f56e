//! What a matrix call costs on a machine, in cycles of one core.
//!
//! A tile takes as long as the resource that it needs most: the ports of the dot products, loads, the width of the core, the latency of its
//! accumulators. Its epilogue adds what its operations keep from the dot products. Weights and activations come from the cache that
//! holds what is read between two uses of them; a tile waits for them where they come more slowly than it computes.

use super::families::{ChannelBlock, GemmCall, LoopOrder, Section};
use super::geometry::GemmGeometry;
use super::machine::{Machine, Slots};
use super::tiling::Piece;
use crate::codegen::target::{Target, TargetKind};
use crate::loop_ir::{BinaryOp, Kernel, LoadForm, Register, RegisterKind, Source, UnaryOp, VectorOp};
use std::ops::{Add, Mul};

/// Vector operations by what they keep busy.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    pub float: f64,
    pub convert: f64,
    pub integer: f64,
    pub shuffle: f64,
    pub divide: f64,
    pub loads: f64,
    pub stores: f64,
    /// Instructions that only enter the core: copies and zeros.
    pub moves: f64,
}

impl Counts {
    /// The operations of a kernel, each once.
    pub fn of(kernel: &Kernel) -> Self {
        let mut counts = Self::default();
        kernel.visit_ops(&mut |op| counts.count(op, &kernel.registers));
        counts
    }

    /// One more operation.
    pub fn count(&mut self, op: &VectorOp, kinds: &[RegisterKind]) {
        let is_float = |Register(register): Register| kinds.get(register as usize) == Some(&RegisterKind::F32);
        match op {
            VectorOp::Load { form, lanes, .. } => match form {
                LoadForm::Full | LoadForm::Broadcast4 => self.loads += 1.0,
                LoadForm::WidenU8 => {
                    self.loads += 1.0;
                    self.shuffle += 1.0;
                }
                LoadForm::Strided { .. } => {
                    self.loads += f64::from(*lanes);
                    self.shuffle += f64::from(*lanes) / 2.0;
                }
            },
            VectorOp::Store { form, lanes, .. } => match form {
                crate::loop_ir::StoreForm::Full => self.stores += 1.0,
                crate::loop_ir::StoreForm::Narrow8 => {
                    self.stores += 1.0;
                    self.shuffle += 2.0;
                }
                crate::loop_ir::StoreForm::Strided { .. } => self.stores += f64::from(*lanes),
            },
            // Tiles are no part of an epilogue.
            VectorOp::Tile(_) => {}
            // Mostly an operand in memory of the instruction that reads it.
            VectorOp::Splat { .. } => self.moves += 1.0,
            VectorOp::Unary { op, .. } => match op {
                UnaryOp::ConvertF32 | UnaryOp::RoundI32 => self.convert += 1.0,
                UnaryOp::AbsF32 | UnaryOp::AbsI32 => self.integer += 1.0,
                UnaryOp::SquareRootF32 => self.divide += 1.0,
                UnaryOp::FloorF32 | UnaryOp::CeilingF32 | UnaryOp::NearestF32 | UnaryOp::TruncateF32 => self.float += 2.0,
                UnaryOp::ReduceMaxF32 | UnaryOp::ReduceMaxI32 | UnaryOp::ReduceAddI32 => {
                    self.shuffle += 4.0;
                    self.integer += 4.0;
                }
                UnaryOp::Copy => self.moves += 1.0,
            },
            VectorOp::Binary { op, b, .. } => {
                self.loads += f64::from(u8::from(matches!(b, Source::Memory(_))));
                match op {
                    BinaryOp::AddF32 | BinaryOp::SubF32 | BinaryOp::MulF32 | BinaryOp::MaxF32 | BinaryOp::MinF32 => self.float += 1.0,
                    BinaryOp::EqualF32 | BinaryOp::NotEqualF32 | BinaryOp::LessF32 | BinaryOp::LessOrEqualF32 => {
                        self.shuffle += 1.0;
                        self.integer += 1.0;
                    }
                    BinaryOp::DivF32 => self.divide += 1.0,
                    BinaryOp::MulI32 => self.float += 2.0,
                    BinaryOp::PackI16
                    | BinaryOp::PackU8
                    | BinaryOp::UnpackLowU8
                    | BinaryOp::UnpackHighU8
                    | BinaryOp::UnpackLowU16
                    | BinaryOp::UnpackHighU16 => self.shuffle += 1.0,
                    _ => self.integer += 1.0,
                }
            }
            VectorOp::Fma { b, .. } | VectorOp::Dot4 { b, .. } => {
                self.loads += f64::from(u8::from(matches!(b, Source::Memory(_))));
                self.float += 1.0;
            }
            VectorOp::Prefetch { .. } => self.moves += 1.0,
            VectorOp::Shift { .. } => self.integer += 1.0,
            VectorOp::SelectPositive { condition, .. } => {
                self.shuffle += 1.0;
                self.integer += if is_float(*condition) { 1.0 } else { 2.0 };
            }
            VectorOp::Permute32 { .. } => self.shuffle += 1.0,
            VectorOp::Lookup { .. } => self.shuffle += 6.0,
            VectorOp::LookupWords { .. } => {
                self.loads += 16.0;
                self.shuffle += 8.0;
            }
        }
    }

    /// All of them.
    fn operations(&self) -> f64 {
        self.float + self.convert + self.integer + self.shuffle + self.divide + self.moves + self.loads + self.stores
    }

    /// Cycles that these operations take where nothing else runs.
    pub fn alone(&self, target: &Target, machine: &Machine) -> f64 {
        match target.kind {
            TargetKind::Avx512Vnni => {
                let ports: f64 = self.classes(machine).iter().map(|(count, slots)| count * slots.products / machine.products_per_cycle).sum();
                self.slowest(machine).max(ports)
            }
            TargetKind::Portable(_) => self.portable_cycles(),
        }
    }

    /// On 16-byte vectors every operation is one or two instructions, three a cycle.
    fn portable_cycles(&self) -> f64 {
        (self.float + self.convert + self.integer + self.shuffle + 8.0 * self.divide + self.loads + self.stores) / 2.0
    }

    fn classes(&self, machine: &Machine) -> [(f64, Slots); 5] {
        [
            (self.float, machine.float),
            (self.convert, machine.convert),
            (self.integer, machine.integer),
            (self.shuffle, machine.shuffle),
            (self.divide, machine.divide),
        ]
    }

    /// Cycles that the resource takes which is needed most.
    fn slowest(&self, machine: &Machine) -> f64 {
        let classes = self.classes(machine).iter().map(|(count, slots)| count / slots.per_cycle).fold(0.0, f64::max);
        classes.max(self.operations() / machine.width).max(self.loads / machine.loads_per_cycle).max(self.stores / machine.stores_per_cycle)
    }

    /// Cycles that these operations take between dot products.
    pub fn cycles(&self, machine: &Machine) -> f64 {
        let taken: f64 = self.classes(machine).iter().map(|(count, slots)| count * slots.products / machine.products_per_cycle).sum();
        // What does not meet the products runs beside them as far as the core looks ahead; half of it does. Results wait for loads.
        taken.max((taken + self.slowest(machine)) / 2.0) + self.loads / machine.loads_per_cycle / 2.0
    }
}

impl Add for Counts {
    type Output = Counts;

    fn add(self, other: Counts) -> Counts {
        Counts {
            float: self.float + other.float,
            convert: self.convert + other.convert,
            integer: self.integer + other.integer,
            shuffle: self.shuffle + other.shuffle,
            divide: self.divide + other.divide,
            loads: self.loads + other.loads,
            stores: self.stores + other.stores,
            moves: self.moves + other.moves,
        }
    }
}

impl Mul<f64> for Counts {
    type Output = Counts;

    fn mul(self, by: f64) -> Counts {
        Counts {
            float: self.float * by,
            convert: self.convert * by,
            integer: self.integer * by,
            shuffle: self.shuffle * by,
            divide: self.divide * by,
            loads: self.loads * by,
            stores: self.stores * by,
            moves: self.moves * by,
        }
    }
}

/// Cycles of a call or a layer, by where they go.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// Products and what they wait for inside the core.
    pub products: f64,
    pub epilogue: f64,
    /// Waiting for a unit to start and for operands in the second cache, where products do not say it.
    pub near: f64,
    /// Waiting for caches and memory.
    pub memory: f64,
    /// Calls, loops, beginnings and ends of tiles.
    pub overhead: f64,
}

impl Estimate {
    pub fn cycles(&self) -> f64 {
        self.products + self.epilogue + self.near + self.memory + self.overhead
    }
}

impl Mul<f64> for Estimate {
    type Output = Estimate;

    fn mul(self, by: f64) -> Estimate {
        Estimate { products: self.products * by, epilogue: self.epilogue * by, near: self.near * by, memory: self.memory * by, overhead: self.overhead * by }
    }
}

impl Add for Estimate {
    type Output = Estimate;

    fn add(self, other: Estimate) -> Estimate {
        Estimate {
            products: self.products + other.products,
            epilogue: self.epilogue + other.epilogue,
            near: self.near + other.near,
            memory: self.memory + other.memory,
            overhead: self.overhead + other.overhead,
        }
    }
}

/// What the estimates of a layer's calls have in common.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    pub geometry: &'a GemmGeometry,
    pub target: &'a Target,
    pub machine: &'a Machine,
    /// Weights of the whole model: between two inferences all of them are read.
    pub model_bytes: usize,
    /// Bytes of input, output and residuals.
    pub input_bytes: usize,
    pub output_bytes: usize,
}

/// Cycles in which a tile begins and ends.
const TILE_CYCLES: f64 = 4.0;
/// Trips from which on the end of a loop is not foreseen.
pub const FORESEEN_TRIPS: usize = 28;
/// Steps of a run that one iteration takes, mostly.
const UNROLL: usize = 4;
/// Cycles for an operation of code that is fetched for the first time, and for one that is decoded again.
pub const FETCH: f64 = 0.25;
const DECODE: f64 = 0.4;
/// A run of at most this many products is straight-line code.
const STRAIGHT_LINE: usize = 192;

/// Where more tiles share a panel, it comes soon enough by itself.
const MOST_PREFETCHING_TILES: usize = 32;
/// Share of the time that reading takes which computing does not hide, where nothing is asked for ahead.
const EXPOSED: f64 = 0.5;
/// The same where each panel is asked for ahead.
const PREFETCHED: f64 = 0.15;
/// What the second loop order costs beside the first: each tile streams all weights.
const POSITIONS_OUTERMOST: f64 = 0.02;

/// One tile of a section.
struct TileCost {
    products: f64,
    epilogue: f64,
    overhead: f64,
    /// Bytes of weights that it reads.
    weights: f64,
    /// Operations of its code.
    code: f64,
}

impl Layer<'_> {
    /// Cycles for one step of four input channels (or one float) of a tile.
    fn step_cycles(&self, positions: usize, vectors: usize) -> f64 {
        let products = (positions * vectors) as f64;
        let loads = (positions + vectors) as f64;
        match self.target.kind {
            TargetKind::Avx512Vnni => {
                let machine = self.machine;
                let width = (products + loads + 1.0) / machine.width;
                let lost = machine.word_load * positions as f64 + machine.vector_load * vectors as f64;
                ((products + lost) / machine.products_per_cycle).max(loads / machine.loads_per_cycle).max(width).max(machine.product_latency)
            }
            // A product is four instructions, an operand is loaded and split by three or four; three of them a cycle.
            TargetKind::Portable(_) => ((4.0 * products + 3.5 * loads) / 3.0).max(1.0),
        }
    }

    /// Cycles for reading bytes from a level. Loads from the first cache are counted where they are issued.
    fn read_cycles(&self, bytes: f64, level: usize) -> f64 {
        if level == 0 { 0.0 } else { bytes / self.machine.bandwidth(level) }
    }

    /// One tile of the pieces along both axes.
    fn tile(&self, rows: &Piece, columns: &Piece, vectors: usize, epilogue: Counts) -> TileCost {
        let geometry = self.geometry;
        let vector_bytes = self.target.vector_bytes() as f64;
        // Steps of a kernel row and the columns of the tile that take part.
        let runs: Vec<(usize, usize)> = match &columns.spans[..] {
            [only] if only.taps.is_empty() => Vec::new(),
            [only] => vec![(geometry.looped_columns(only.taps.len()) * geometry.run_steps(only.taps.len()), columns.tile)],
            _ => {
                let mut runs: Vec<(usize, usize)> = Vec::new();
                for active in columns.active() {
                    match runs.last_mut() {
                        Some((steps, same)) if *same == active => *steps += geometry.run_steps(1),
                        _ => runs.push((geometry.run_steps(1), active)),
                    }
                }
                runs
            }
        };
        let mut cost = TileCost { products: 0.0, epilogue: self.epilogue_cycles(epilogue), overhead: TILE_CYCLES, weights: 0.0, code: epilogue.operations() };
        let mut before = None;
        for active_rows in rows.active() {
            for &(steps, active_columns) in &runs {
                let positions = active_rows * active_columns;
                let written = if steps * positions * vectors <= STRAIGHT_LINE { steps } else { steps.min(UNROLL) };
                // Kernel rows with the same positions are a loop.
                if before != Some(active_rows) {
                    cost.code += (written * (positions * vectors + positions + vectors)) as f64;
                }
                cost.products += steps as f64 * self.step_cycles(positions, vectors);
                cost.weights += (steps * vectors) as f64 * vector_bytes;
                if steps / UNROLL >= FORESEEN_TRIPS {
                    cost.overhead += self.machine.misprediction;
                }
            }
            before = Some(active_rows);
        }
        cost
    }

    fn epilogue_cycles(&self, counts: Counts) -> f64 {
        match self.target.kind {
            TargetKind::Avx512Vnni => counts.cycles(self.machine),
            TargetKind::Portable(_) => counts.portable_cycles(),
        }
    }

    /// The sections of a call, each with the operations of its epilogue.
    pub fn estimate(&self, call: &GemmCall, epilogue: impl Fn(&Section) -> Counts) -> Estimate {
        let block = &call.block;
        let lanes = self.target.vector_bytes() as usize / 4;
        let (panels, images) = (block.panels(lanes) as f64, self.geometry.images as f64);
        let tiles: Vec<(f64, TileCost)> = call
            .sections
            .iter()
            .map(|section| {
                let rows = Piece { spans: section.rows.clone(), tile: section.tile.rows };
                let columns = Piece { spans: section.columns.clone(), tile: section.tile.columns };
                ((rows.tiles() * columns.tiles()) as f64, self.tile(&rows, &columns, block.vectors, epilogue(section)))
            })
            .collect();
        let mut estimate = Estimate { overhead: self.machine.call, ..Estimate::default() };
        for (count, tile) in &tiles {
            let times = count * panels * images;
            estimate.products += times * tile.products;
            estimate.epilogue += times * tile.epilogue;
            estimate.overhead += times * tile.overhead + tile.code * FETCH;
        }
        let code: f64 = tiles.iter().map(|(_, tile)| tile.code).sum();
        if code > self.machine.decoded {
            estimate.overhead += code * DECODE * panels * images;
        }
        estimate.memory = self.waiting(call, &tiles, panels, images);
        estimate
    }

    /// Cycles in which tiles wait for weights and activations.
    fn waiting(&self, call: &GemmCall, tiles: &[(f64, TileCost)], panels: f64, images: f64) -> f64 {
        let panel = tiles.iter().map(|(_, tile)| tile.weights).fold(0.0, f64::max);
        let share = self.share(call);
        let (input, output) = (self.input_bytes as f64 * share, self.output_bytes as f64 * share);
        let from = self.machine.level(self.model_bytes as f64).max(1);
        let count: f64 = tiles.iter().map(|(count, _)| count).sum();
        // Activations of the layer before are where they fit.
        let activations = self.machine.level(input + output).max(1);
        let written = self.read_cycles(output / (count * panels * images), activations);
        let mut waiting = 0.0;
        match call.order {
            LoopOrder::Panels => {
                let again = self.machine.level(panel + input.min(self.machine.caches[0].bytes as f64) / 4.0);
                let input_level = if panels > 1.0 { self.machine.level(input + if again == 0 { panel } else { 0.0 }) } else { activations };
                let input_cycles = self.read_cycles(input / (count * images), input_level) + written;
                let mut all = 0.0;
                for (count, tile) in tiles {
                    let computing = tile.products + tile.epilogue;
                    let wait = (self.read_cycles(tile.weights, again) + input_cycles - computing).max(0.0);
                    waiting += panels * count * images * wait;
                    all += count * images * computing;
                }
                let reading = self.read_cycles(panel, from);
                let beyond = from > again.max(1);
                waiting += match (beyond, call.prefetch) {
                    (false, _) => 0.0,
                    (true, true) => panels * (reading - all).max(PREFETCHED * reading),
                    (true, false) => panels * (reading - all).max(EXPOSED * reading),
                };
            }
            LoopOrder::Positions => {
                let again = self.machine.level(panel * panels + input / count);
                let input_cycles = self.read_cycles(input / (count * panels * images), activations) + written;
                for (count, tile) in tiles {
                    let computing = tile.products + tile.epilogue;
                    let wait = (self.read_cycles(tile.weights, again) + input_cycles - computing).max(0.0);
                    waiting += panels * count * images * (wait + POSITIONS_OUTERMOST * tile.products);
                }
                if from > again.max(1) {
                    let computing: f64 = tiles.first().map_or(0.0, |(_, tile)| tile.products + tile.epilogue);
                    let reading = self.read_cycles(panel, from);
                    waiting += panels * (reading - computing).max(EXPOSED * reading);
                }
            }
        }
        waiting
    }

    /// Whether a call is to ask for each panel of weights while the one before is multiplied: where they come from beyond the second cache, and
    /// few tiles share a panel.
    pub fn prefetches(&self, call: &GemmCall) -> bool {
        let lanes = self.target.vector_bytes() as usize / 4;
        let tiles = |section: &Section| {
            let [rows, columns] = section.outputs();
            (rows.len() / section.tile.rows) * (columns.len() / section.tile.columns)
        };
        let beyond = matches!(self.target.kind, TargetKind::Avx512Vnni) && self.machine.level(self.model_bytes as f64) >= 2;
        let tiles = call.sections.iter().map(tiles).sum::<usize>() * self.geometry.images;
        beyond && call.order == LoopOrder::Panels && call.block.panels(lanes) > 1 && tiles <= MOST_PREFETCHING_TILES
    }

    /// The share of the layer's positions that a call covers.
    fn share(&self, call: &GemmCall) -> f64 {
        let of = |section: &Section| section.outputs().iter().map(|outputs| outputs.len()).product::<usize>();
        call.sections.iter().map(of).sum::<usize>() as f64 / (self.geometry.rows * self.geometry.columns).max(1) as f64
    }

    /// Weights of a block, as they are packed.
    pub fn weight_bytes(&self, block: &ChannelBlock) -> usize {
        let lanes = self.target.vector_bytes() as usize / 4;
        block.panels(lanes) * block.vectors * self.target.vector_bytes() as usize * self.geometry.steps(self.geometry.taps)
    }
}

#[cfg(test)]
mod tests {
    use super::super::borders::{BorderClass, Span};
    use super::super::families::OperandLoading;
    use super::super::geometry::{PositionStrides, Run};
    use super::super::tiling::Tile;
    use super::*;
    use crate::graph::DType;
    use crate::plan::families::SharedLoop;

    const EPILOGUE: Counts = Counts { float: 28.0, convert: 56.0, integer: 0.0, shuffle: 28.0, divide: 0.0, loads: 2.0, stores: 14.0, moves: 0.0 };

    /// A 1x1 convolution of 14x14 pixels.
    fn geometry(channels: usize, outputs: usize) -> GemmGeometry {
        let strides = |pitch: usize| PositionStrides { image: 196 * pitch, row: 0, column: pitch };
        let span = |outputs: usize| Span { outputs: 0..outputs, taps: 0..1 };
        GemmGeometry {
            dtype: DType::U8,
            images: 1,
            rows: 1,
            columns: 196,
            input: strides(channels),
            output: strides(outputs),
            tap: [0, 0],
            taps: [1, 1],
            run: Run::Tap,
            step: 4,
            channels,
            pitch: channels,
            pixels: 1,
            groups: 1,
            group_outputs: outputs,
            group: [0, 0],
            origin: 0,
            classes: vec![BorderClass { rows: span(1), columns: span(196) }],
        }
    }

    fn call(outputs: usize, columns: usize) -> GemmCall {
        let span = |outputs: usize| vec![Span { outputs: 0..outputs, taps: 0..1 }];
        let section = Section { rows: span(1), columns: span(196), tile: Tile { rows: 1, columns }, loading: OperandLoading::Hoisted };
        GemmCall {
            block: ChannelBlock { first: 0, channels: outputs, vectors: 2 },
            order: LoopOrder::Panels,
            prefetch: false,
            shared: SharedLoop::Panels,
            sections: vec![section],
        }
    }

    fn estimate(channels: usize, call: &GemmCall, machine: &Machine, model_bytes: usize, epilogue: Counts) -> Estimate {
        let geometry = geometry(channels, call.block.channels);
        let (input_bytes, output_bytes) = (196 * channels, 196 * call.block.channels);
        let layer = Layer { geometry: &geometry, target: &Target::AVX512_VNNI, machine, model_bytes, input_bytes, output_bytes };
        layer.estimate(call, |_| epilogue)
    }

    #[test]
    fn products_take_what_their_ports_allow() {
        let machine = &Machine::SAPPHIRE_RAPIDS;
        // 14 positions of 2 vectors are 28 products, and the loads of 14 words and 2 vectors; 64 steps, 14 tiles, 8 panels.
        let step = (28.0 + 14.0 * machine.word_load + 2.0 * machine.vector_load) / machine.products_per_cycle;
        let estimate = estimate(256, &call(256, 14), machine, 1 << 16, Counts::default());
        let products = step * 64.0 * 14.0 * 8.0;
        assert!((estimate.products - products).abs() < 1e-9 * products && estimate.epilogue == 0.0, "{estimate:?}");
        assert!(step >= 14.0, "two products a cycle");
        let parts = estimate.products + estimate.epilogue + estimate.memory + estimate.overhead;
        assert_eq!(estimate.cycles(), parts);
    }

    #[test]
    fn more_work_takes_longer() {
        let machine = &Machine::GENERIC;
        let cycles =
            |channels: usize, outputs: usize, bytes: usize, epilogue: Counts| estimate(channels, &call(outputs, 14), machine, bytes, epilogue).cycles();
        let plain = cycles(256, 256, 1 << 16, EPILOGUE);
        assert!(plain < cycles(512, 256, 1 << 16, EPILOGUE));
        assert!(plain < cycles(256, 512, 1 << 16, EPILOGUE));
        assert!(plain < cycles(256, 256, 1 << 16, EPILOGUE * 2.0));
        assert!(plain < cycles(256, 256, 1 << 26, EPILOGUE), "weights from memory");
        // Four positions of two vectors cannot hide the latency of their sums.
        assert!(plain < estimate(256, &call(256, 4), machine, 1 << 16, EPILOGUE * (4.0 / 14.0)).cycles());
    }

    #[test]
    fn panels_that_are_asked_for_ahead_are_waited_for_less() {
        let ahead = GemmCall { prefetch: true, ..call(512, 14) };
        let waiting = |call: &GemmCall| estimate(256, call, &Machine::SAPPHIRE_RAPIDS, 1 << 26, EPILOGUE).memory;
        assert!(waiting(&ahead) < waiting(&call(512, 14)));
    }

    #[test]
    fn machines_differ_where_their_ports_do() {
        let cycles = |machine: &Machine| estimate(64, &call(256, 14), machine, 1 << 16, EPILOGUE).cycles();
        assert!(cycles(&Machine::ZEN5) < cycles(&Machine::SAPPHIRE_RAPIDS), "conversions run beside products");
        assert!(cycles(&Machine::SAPPHIRE_RAPIDS) < cycles(&Machine::ZEN4), "half as many products a cycle");
    }
}
