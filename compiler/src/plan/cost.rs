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

    fn count(&mut self, op: &VectorOp, kinds: &[RegisterKind]) {
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

    /// Cycles that these operations take between dot products.
    pub fn cycles(&self, machine: &Machine) -> f64 {
        let classes: [(f64, Slots); 5] = [
            (self.float, machine.float),
            (self.convert, machine.convert),
            (self.integer, machine.integer),
            (self.shuffle, machine.shuffle),
            (self.divide, machine.divide),
        ];
        let taken: f64 = classes.iter().map(|(count, slots)| count * slots.products / machine.products_per_cycle).sum();
        let slowest = classes.iter().map(|(count, slots)| count / slots.per_cycle).fold(0.0, f64::max);
        let operations: f64 = classes.iter().map(|(count, _)| count).sum::<f64>() + self.moves + self.loads + self.stores;
        // What does not meet the products runs beside them as far as the core looks ahead; half of it does.
        let beside = slowest.max(operations / machine.width).max(self.loads / machine.loads_per_cycle).max(self.stores / machine.stores_per_cycle);
        taken.max((taken + beside) / 2.0)
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
    /// Waiting for caches and memory.
    pub memory: f64,
    /// Calls, loops, beginnings and ends of tiles.
    pub overhead: f64,
}

impl Estimate {
    pub fn cycles(&self) -> f64 {
        self.products + self.epilogue + self.memory + self.overhead
    }
}

impl Add for Estimate {
    type Output = Estimate;

    fn add(self, other: Estimate) -> Estimate {
        Estimate {
            products: self.products + other.products,
            epilogue: self.epilogue + other.epilogue,
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

/// Share of a cache that data which is read again may fill.
const CACHE_SHARE: f64 = 0.75;
/// Cycles in which a tile begins and ends.
const TILE_CYCLES: f64 = 4.0;
/// Trips from which on the end of a loop is not foreseen.
const FORESEEN_TRIPS: usize = 28;
/// Steps of a run that one iteration takes, mostly.
const UNROLL: usize = 4;
/// Code for a section that no other section has.
const SECTION_CYCLES: f64 = 40.0;

/// One tile of a section.
struct TileCost {
    products: f64,
    epilogue: f64,
    overhead: f64,
    /// Bytes of weights that it reads.
    weights: f64,
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
                (products / machine.products_per_cycle).max(loads / machine.loads_per_cycle).max(width).max(machine.product_latency)
            }
            // A product is four instructions, an operand is loaded and split by three or four; three of them a cycle.
            TargetKind::Portable(_) => ((4.0 * products + 3.5 * loads) / 3.0).max(1.0),
        }
    }

    /// The level of the caches whose share holds so many bytes: 0 to 2, or 3 for memory.
    fn level(&self, bytes: f64) -> usize {
        self.machine.caches.iter().position(|cache| bytes <= CACHE_SHARE * cache.bytes as f64).unwrap_or(3)
    }

    /// Cycles for reading bytes from a level.
    fn read_cycles(&self, bytes: f64, level: usize) -> f64 {
        match self.machine.caches.get(level) {
            // Loads from the first cache are counted where they are issued.
            Some(_) if level == 0 => 0.0,
            Some(cache) => bytes / cache.bandwidth,
            None => bytes / self.machine.memory_bandwidth,
        }
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
        let mut cost = TileCost { products: 0.0, epilogue: self.epilogue_cycles(epilogue), overhead: TILE_CYCLES, weights: 0.0 };
        for active_rows in rows.active() {
            for &(steps, active_columns) in &runs {
                cost.products += steps as f64 * self.step_cycles(active_rows * active_columns, vectors);
                cost.weights += (steps * vectors) as f64 * vector_bytes;
                if steps / UNROLL >= FORESEEN_TRIPS {
                    cost.overhead += self.machine.misprediction;
                }
            }
        }
        cost
    }

    fn epilogue_cycles(&self, counts: Counts) -> f64 {
        match self.target.kind {
            TargetKind::Avx512Vnni => counts.cycles(self.machine),
            // Every operation is one or two instructions of 16 bytes, three a cycle.
            TargetKind::Portable(_) => {
                (counts.float + counts.convert + counts.integer + counts.shuffle + 8.0 * counts.divide + counts.loads + counts.stores) / 2.0
            }
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
            estimate.overhead += times * tile.overhead + SECTION_CYCLES;
        }
        estimate.memory = self.waiting(call, &tiles, panels, images);
        estimate
    }

    /// Cycles in which tiles wait for weights and activations.
    fn waiting(&self, call: &GemmCall, tiles: &[(f64, TileCost)], panels: f64, images: f64) -> f64 {
        let panel = tiles.iter().map(|(_, tile)| tile.weights).fold(0.0, f64::max);
        let share = self.share(call);
        let (input, output) = (self.input_bytes as f64 * share, self.output_bytes as f64 * share);
        let from = self.level(self.model_bytes as f64).max(1);
        let count: f64 = tiles.iter().map(|(count, _)| count).sum();
        // Activations of the layer before are where they fit.
        let activations = self.level(input + output).max(1);
        let written = self.read_cycles(output / (count * panels * images), activations);
        let mut waiting = 0.0;
        match call.order {
            LoopOrder::Panels => {
                let again = self.level(panel + input.min(self.machine.caches[0].bytes as f64) / 4.0);
                let input_level = if panels > 1.0 { self.level(input + if again == 0 { panel } else { 0.0 }) } else { activations };
                let input_cycles = self.read_cycles(input / (count * images), input_level) + written;
                let mut first = true;
                for (count, tile) in tiles {
                    let computing = tile.products + tile.epilogue;
                    let wait = |level: usize| (self.read_cycles(tile.weights, level) + input_cycles - computing).max(0.0);
                    let once = if std::mem::take(&mut first) { 1.0 } else { 0.0 };
                    waiting += panels * (once * wait(from.max(again)) + (count * images - once) * wait(again));
                }
            }
            LoopOrder::Positions => {
                let again = self.level(panel * panels + input / count);
                let input_cycles = self.read_cycles(input / (count * panels * images), activations) + written;
                for (count, tile) in tiles {
                    let computing = tile.products + tile.epilogue;
                    let wait = |level: usize| (self.read_cycles(tile.weights, level) + input_cycles - computing).max(0.0);
                    waiting += panels * (wait(from.max(again)) + (count * images - 1.0) * wait(again));
                }
            }
        }
        waiting
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
