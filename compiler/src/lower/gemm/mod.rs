//! Convolution and fully connected: output tiles in registers, weights streamed in panels, epilogue on the tile.
//!
//! Loops, outermost first: images, weight panels, sections, tile rows, tile columns (or panels after the columns, where the plan says so), kernel
//! rows, taps, steps of a run. Loops of one trip vanish.
//!
//! * here calls, starts and ends of tiles · `section` valid taps of each position · `contract` products

mod contract;
mod section;

use super::Context;
use super::blocks::shared_by_position;
use super::builder::{KernelBuilder, Place};
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode, pack_channels, packed_channels};
use super::program::{CallBuilder, ProgramBuilder};
use super::weights::{self, Packing};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Graph, Node, Op, TensorData, ValueId};
use crate::loop_ir::{Access, Argument, Base, BinaryOp, BufferId, Call, CounterId, Kernel, LoadForm, Register, RegisterKind, UnaryOp};
use crate::numerics::{FLOAT_BITS, accumulates_float_bits, requantize_bound};
use crate::plan::geometry::{self, GemmGeometry, PositionStrides, Run};
use crate::plan::tiling::Tile;
use crate::plan::{GemmCall, GemmPlan, LoopOrder, OperandLoading, SharedLoop, WindowOrder, layout};
use section::Positions;
use std::collections::BTreeMap;
use std::ops::Range;

/// Lowers a node of the matrix family.
pub fn lower(context: &Context, value: ValueId, node: &Node, plan: &GemmPlan, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let geometry = geometry::of(context.graph, &context.plan.values, value, node)?;
    let rounding_fits = requantize_bound(context.graph, value);
    let float_bits = takes_float_bits(context.graph, value, node);
    let mut calls = Vec::new();
    for group in 0..geometry.groups {
        for (index, call) in plan.calls.iter().enumerate() {
            let lowered = Gemm { context, value, node, geometry: &geometry, group, call, rounding_fits, float_bits }.lower(program)?;
            let continues = index > 0 && plan.calls[index - 1].precedes(call);
            calls.push(Call { continues, ..lowered });
        }
    }
    Ok(calls)
}

/// The kernel of a call without its contraction: tiles start at zero and run through the epilogue. No part of the whole kernel needs more
/// vector registers, as far as they do not depend on the epilogue. `rounding_fits` where rounding is not to be guarded.
pub fn epilogue_kernel(context: &Context, value: ValueId, node: &Node, geometry: &GemmGeometry, call: &GemmCall, rounding_fits: bool) -> Result<Kernel> {
    let gemm = Gemm { context, value, node, geometry, group: 0, call, rounding_fits, float_bits: takes_float_bits(context.graph, value, node) };
    let sections = gemm.sections()?;
    let mut program = ProgramBuilder::default();
    let vector_bytes = context.target.vector_bytes();
    gemm.tiles(&sections, CallBuilder::new("epilogue".to_owned(), vector_bytes), Start::Zero, None, &mut program)?;
    program.kernels.pop().ok_or_else(|| Diagnostic::error(Code::Invalid, "a matrix node without a kernel").at(context.graph.value(value).name.clone()))
}

/// Whether accumulators start as the bits of floats, with a bias that is known.
pub fn takes_float_bits(graph: &Graph, value: ValueId, node: &Node) -> bool {
    node.inputs.get(2).is_none_or(|&bias| graph.constant(bias).is_some()) && accumulates_float_bits(graph, value)
}

/// Valid taps, vertical and horizontal.
pub type Taps = [Range<usize>; 2];

/// How the accumulators of a tile begin. Where zero-point terms are part of it, they depend on the valid taps of a position.
enum Start {
    Zero,
    /// An array of s32 by output channel, padded, for each set of taps.
    Arrays {
        buffer: BufferId,
        sets: Vec<Taps>,
    },
    /// A run-time bias (exactly as many entries as channels) plus constant zero-point terms for each set of taps.
    RunTime {
        bias: BufferId,
        terms: Option<BufferId>,
        sets: Vec<Taps>,
    },
}

impl Start {
    /// The index of the array that positions with these taps start from.
    fn set_of(&self, taps: &Taps) -> usize {
        match self {
            Start::Zero => 0,
            Start::Arrays { sets, .. } | Start::RunTime { sets, .. } => sets.iter().position(|set| set == taps).unwrap_or(0),
        }
    }
}

struct Gemm<'a> {
    context: &'a Context<'a>,
    value: ValueId,
    node: &'a Node,
    geometry: &'a GemmGeometry,
    group: usize,
    call: &'a GemmCall,
    /// Interval analysis has shown that rounding cannot overflow.
    rounding_fits: bool,
    /// Accumulators start as the bits of floats.
    float_bits: bool,
}

/// What the tiles of a call contract.
struct Streams {
    input: BufferId,
    weights: BufferId,
    packed: weights::Packed,
    /// Bytes from (output 0, tap 0) to the start of the input argument, along each axis.
    first_read: [usize; 2],
    /// Taps ahead of the start of the weights argument.
    first_tap: [usize; 2],
    /// Steps of all tiles of a panel that ask for weights; none where nothing is asked for.
    asking_steps: Option<usize>,
}

/// Counters that move a tile, where their loops exist.
#[derive(Clone, Copy, Default)]
struct Counters {
    image: Option<CounterId>,
    panel: Option<CounterId>,
    row: Option<CounterId>,
    column: Option<CounterId>,
    /// Steps of the panel's tiles in sections before.
    steps_before: usize,
}

/// What every tile of a call uses.
struct Body<'a> {
    start: Start,
    streams: Option<Streams>,
    epilogue: EpilogueCode<'a>,
    output: BufferId,
    output_strides: PositionStrides,
    elementwise_strides: Vec<PositionStrides>,
    /// First output row and column of the call.
    first: [usize; 2],
}

impl Gemm<'_> {
    fn is_float(&self) -> bool {
        self.geometry.dtype == DType::F32
    }

    /// First output channel of the call, counted through all groups.
    fn first_channel(&self) -> usize {
        self.group * self.geometry.group_outputs + self.call.block.first
    }

    fn lower(&self, program: &mut ProgramBuilder) -> Result<Call> {
        let sections = self.sections()?;
        let vector_bytes = self.context.target.vector_bytes();
        let mut call = CallBuilder::new(self.name(&sections, vector_bytes as usize / 4), vector_bytes);
        let streams = self.streams(&sections, &mut call, program)?;
        let start = self.start(&sections, &mut call, program)?;
        self.tiles(&sections, call, start, streams, program)
    }

    fn sections(&self) -> Result<Vec<Positions<'_>>> {
        let sections = self.call.sections.iter().map(Positions::of).collect::<Result<Vec<_>>>()?;
        let order_fits = self.call.order == LoopOrder::Panels || sections.len() == 1;
        if sections.is_empty() || !order_fits {
            return Err(Diagnostic::error(Code::Invalid, format!("a matrix call in this loop order with {} sections", sections.len())));
        }
        Ok(sections)
    }

    /// Input and weights, from the first byte that some section reads.
    fn streams(&self, sections: &[Positions], call: &mut CallBuilder, program: &mut ProgramBuilder) -> Result<Option<Streams>> {
        let (graph, plan, geometry) = (self.context.graph, self.context.plan, self.geometry);
        let reading: Vec<&Positions> = sections.iter().filter(|section| !section.is_empty()).collect();
        let Some(any) = reading.first() else { return Ok(None) };
        let strides = [geometry.input.row, geometry.input.column];
        let first_read = [0, 1].map(|axis| reading.iter().filter_map(|section| section.first_read(axis, strides[axis], geometry.tap[axis])).min().unwrap_or(0));
        let first_tap = [0, 1].map(|axis| reading.iter().map(|section| section.all_taps()[axis].start).min().unwrap_or(0));
        let packing = Packing {
            graph,
            weight: self.node.inputs[1],
            geometry,
            group: self.group,
            block: &self.call.block,
            taps: any.all_taps(),
            lanes: call.kernel.lanes(),
            run_steps: None,
        };
        // Steps that begin inside a pixel serve the windows of one set of columns only.
        if !geometry.taps_share_weights() && (reading.len() > 1 || any.groups(1).len() > 1) {
            return Err(Diagnostic::error(Code::Invalid, "windows with different columns cannot share these weights"));
        }
        let packed = weights::pack(&packing, program)?;
        let mut input = program.locate(graph, plan, self.node.inputs[0]);
        let start = geometry.origin + (self.group * geometry.group[0] + first_read[0] + first_read[1]) as i64;
        input.offset = usize::try_from(input.offset as i64 + start)
            .map_err(|_| Diagnostic::error(Code::Invalid, "a valid tap lies before its tensor").at(graph.value(self.value).name.clone()))?;
        let first_tap = if geometry.taps_share_weights() { first_tap } else { [first_tap[0], any.all_taps()[1].start] };
        let skipped = first_tap[0] * packed.row_bytes + if geometry.taps_share_weights() { first_tap[1] * packed.tap_bytes } else { 0 };
        let weight = Argument::at(Base::Constant(packed.constant), skipped);
        let (input, weights) = (call.buffer("input", Access::Read, input), call.buffer("weights", Access::Read, weight));
        let steps = |section: &Positions| section.tiles[0] * section.tiles[1] * self.tile_steps(section);
        let asking_steps = self.call.prefetch.then(|| sections.iter().map(steps).sum());
        Ok(Some(Streams { input, weights, packed, first_read, first_tap, asking_steps }))
    }

    /// Loops over tiles: start, contraction, epilogue.
    fn tiles(&self, sections: &[Positions], mut call: CallBuilder, start: Start, streams: Option<Streams>, program: &mut ProgramBuilder) -> Result<Call> {
        let (graph, plan) = (self.context.graph, self.context.plan);
        let geometry = self.geometry;
        let lanes = call.kernel.lanes();
        let block = &self.call.block;
        let first = [0, 1].map(|axis| sections.iter().map(|section| section.start[axis]).min().unwrap_or(0));
        let output_strides = self.position_strides(self.value);
        let at = |strides: PositionStrides| first[0] * strides.row + first[1] * strides.column;
        // Nodes that count valid taps are none of the matrix family.
        let binding = Binding {
            axis: ChannelAxis::Lanes(WindowOrder::Linear),
            first_channel: self.first_channel(),
            valid_taps: geometry.taps[0] * geometry.taps[1],
            rounding_fits: self.rounding_fits,
        };
        let mut epilogue = EpilogueCode::bind(graph, plan, self.node, binding, &mut call, program, |residual| {
            Ok(at(self.position_strides(residual)) + self.first_channel() * graph.ty(residual).dtype.bytes())
        })?;
        if self.float_bits {
            epilogue.take_float_bits(graph, binding, &mut call, program);
        }
        let mut output = program.locate(graph, plan, self.value);
        output.offset += self.group * geometry.group[1] + block.first * graph.ty(self.value).dtype.bytes() + at(output_strides);
        let output = call.buffer("output", Access::Write, output);
        let elementwise_strides = epilogue.elementwise.iter().map(|r| self.position_strides(r.value)).collect();
        let body = Body { start, streams, epilogue, output, output_strides, elementwise_strides, first };

        let panels = block.panels(lanes);
        let kernel = &mut call.kernel;
        match sections {
            [only] => {
                let [rows, columns] = only.tiles;
                let (trips, panel_loop, positions) = match self.call.order {
                    LoopOrder::Panels => ([geometry.images, panels, rows, columns], 1, [0, 2, 3]),
                    LoopOrder::Positions => ([geometry.images, rows, columns, panels], 3, [0, 1, 2]),
                };
                let shared = match self.call.shared {
                    SharedLoop::Panels => panel_loop,
                    SharedLoop::Positions => shared_by_position(&trips, &positions),
                    SharedLoop::Longest => shared_by_position(&trips, &[]),
                };
                nest(kernel, trips, shared, &mut |kernel, [image, a, b, c]| {
                    let counters = match self.call.order {
                        LoopOrder::Panels => Counters { image, panel: a, row: b, column: c, steps_before: 0 },
                        LoopOrder::Positions => Counters { image, row: a, column: b, panel: c, steps_before: 0 },
                    };
                    self.tile(kernel, only, &body, counters);
                });
            }
            // All sections meet inside the loop that workers share.
            sections => nest(kernel, [geometry.images, panels], usize::from(panels >= geometry.images), &mut |kernel, [image, panel]| {
                let mut steps_before = 0;
                for section in sections {
                    let [rows, columns] = section.tiles;
                    kernel.repeat(rows, |kernel, row| {
                        kernel.repeat(columns, |kernel, column| self.tile(kernel, section, &body, Counters { image, panel, row, column, steps_before }));
                    });
                    steps_before += rows * columns * self.tile_steps(section);
                }
            }),
        }
        Ok(call.finish(program))
    }

    fn tile(&self, kernel: &mut KernelBuilder, section: &Positions, body: &Body, counters: Counters) {
        let Body { start, streams, epilogue, output, output_strides, elementwise_strides, first } = body;
        let Counters { image, panel, row, column, .. } = counters;
        let tile = section.section.tile;
        let lanes = kernel.lanes();
        let block = &self.call.block;
        let channels = ChannelPosition::new(block.channels.min(block.panel(lanes))).along(panel, block.panel(lanes));
        let accumulators = self.start_tile(kernel, start, section, &channels);
        if let Some(streams) = streams {
            self.contract(kernel, section, &accumulators, streams, counters);
        }
        // Without other tensors to read, the operands of one vector serve all positions, and only they are in registers.
        let by_vector = section.section.loading == OperandLoading::Hoisted && epilogue.elementwise.is_empty();
        let mut results = if by_vector { self.steps_by_vector(kernel, epilogue, &accumulators, &channels) } else { Vec::new() }.into_iter();
        let loading = if by_vector { OperandLoading::Reloaded } else { section.section.loading };
        let hoisted = epilogue.prepare(kernel, loading, &channels, block.vectors);
        for (index, group) in accumulators.iter().enumerate() {
            let tile_row = section.start[0] - first[0] + index / tile.columns;
            let tile_column = section.start[1] - first[1] + index % tile.columns;
            let place = |buffer: BufferId, strides: PositionStrides, element: usize| {
                Place::start(buffer)
                    .plus(tile_row * strides.row + tile_column * strides.column)
                    .along(image, strides.image)
                    .along(panel, block.panel(lanes) * element)
                    .along(row, tile.rows * strides.row)
                    .along(column, tile.columns * strides.column)
            };
            let results: Vec<Register> = results.next().unwrap_or_else(|| {
                let steps = group.iter().enumerate().map(|(vector, &accumulator)| {
                    epilogue.steps(kernel, accumulator, vector, &channels, hoisted.as_ref(), |kernel, index| {
                        let residual = epilogue.elementwise[index];
                        let element = residual.dtype.bytes();
                        let place = place(residual.buffer, elementwise_strides[index], element).plus(vector * lanes * element);
                        super::load_lanes(kernel, residual.dtype, &place, (channels.valid - vector * lanes).min(lanes))
                    })
                });
                steps.collect()
            });
            let destination = place(*output, *output_strides, self.context.graph.ty(self.value).dtype.bytes());
            epilogue.end_and_store(kernel, &results, self.geometry.dtype, &destination, channels.valid);
        }
    }

    /// The steps of the epilogue on all accumulators of a tile, by position, then vector.
    fn steps_by_vector(
        &self,
        kernel: &mut KernelBuilder,
        epilogue: &EpilogueCode,
        accumulators: &[Vec<Register>],
        channels: &ChannelPosition,
    ) -> Vec<Vec<Register>> {
        let mut results = vec![Vec::new(); accumulators.len()];
        for vector in 0..self.call.block.vectors {
            let operands = epilogue.hoist_vector(kernel, channels, vector);
            for (result, group) in results.iter_mut().zip(accumulators) {
                let unread = |_: &mut KernelBuilder, _| unreachable!("no other tensor is read");
                result.push(epilogue.steps(kernel, group[vector], vector, channels, Some(&operands), unread));
            }
        }
        results
    }

    fn name(&self, sections: &[Positions], lanes: usize) -> String {
        let family = match (&self.node.op, self.is_float()) {
            (Op::FullyConnected, false) => "fc",
            (Op::FullyConnected, true) => "fc_f32",
            (_, false) => "conv",
            (_, true) => "conv_f32",
        };
        let taps = [0, 1].map(|axis| {
            let all: Vec<_> = sections.iter().map(|section| section.all_taps()[axis].clone()).collect();
            all.iter().map(|taps| taps.end).max().unwrap_or(0) - all.iter().map(|taps| taps.start).min().unwrap_or(0)
        });
        let extents = [0, 1].map(|axis| {
            let all: Vec<_> = sections.iter().map(|section| section.section.outputs()[axis].clone()).collect();
            all.iter().map(|outputs| outputs.end).max().unwrap_or(0) - all.iter().map(|outputs| outputs.start).min().unwrap_or(0)
        });
        let covers = |section: &&Positions| section.section.outputs().iter().map(|outputs| outputs.len()).product::<usize>();
        let tile = sections.iter().rev().max_by_key(covers).map_or(Tile { rows: 1, columns: 1 }, |section| section.section.tile);
        format!(
            "{family} taps {}x{} channels {} tile {}x{}x{} on {}x{}",
            taps[0],
            taps[1],
            self.geometry.channels,
            tile.rows,
            tile.columns,
            self.call.block.panel(lanes),
            extents[0],
            extents[1],
        )
    }

    /// Strides of a tensor of the output's shape, in the positions of this geometry.
    fn position_strides(&self, id: ValueId) -> PositionStrides {
        position_strides(self.context, self.node, id)
    }

    /// What accumulators start with: an array of all channels for each set of valid taps, one behind the other.
    fn start(&self, sections: &[Positions], call: &mut CallBuilder, program: &mut ProgramBuilder) -> Result<Start> {
        if self.is_float() {
            return Ok(Start::Zero);
        }
        let graph = self.context.graph;
        let lanes = call.kernel.lanes();
        let (data, weight) = (self.node.inputs[0], self.node.inputs[1]);
        let zero_point = graph.ty(data).zero_point();
        let bias = self.node.inputs.get(2).copied();
        let outputs = self.geometry.groups * self.geometry.group_outputs;
        let Some(TensorData::S8(weights)) = graph.constant(weight) else {
            return Err(Diagnostic::error(Code::Invalid, "an integer node needs s8 weights").at(graph.value(self.value).name.clone()));
        };
        let sets = if zero_point == 0 { vec![[0..0, 0..0]] } else { self.tap_sets(sections) };
        let arrays = |program: &mut ProgramBuilder, bias: Option<&[i32]>| -> Result<Argument> {
            let mut bytes = Vec::new();
            for set in &sets {
                let first = if self.float_bits { FLOAT_BITS } else { 0 };
                let sums = first_sums(self.geometry, weights, bias, set, zero_point).map_err(|d| d.at(graph.value(self.value).name.clone()))?;
                let sums: Vec<i32> = sums.into_iter().map(|sum| sum.wrapping_add(first)).collect();
                bytes.extend(pack_channels(&sums, WindowOrder::Linear, lanes).iter().flat_map(|x| x.to_le_bytes()));
            }
            let constant = program.constant(format!("{} bias", graph.value(self.value).name), bytes);
            Ok(Argument::at(Base::Constant(constant), self.first_channel() * 4))
        };
        match (bias, bias.and_then(|id| graph.constant(id))) {
            (None, _) if zero_point == 0 && !self.float_bits => Ok(Start::Zero),
            (None, _) => {
                let array = arrays(program, None)?;
                Ok(Start::Arrays { buffer: call.buffer("bias", Access::Read, array), sets })
            }
            (Some(_), Some(TensorData::S32(bias))) if bias.len() == outputs => {
                let array = arrays(program, Some(bias))?;
                Ok(Start::Arrays { buffer: call.buffer("bias", Access::Read, array), sets })
            }
            (Some(id), None) => {
                let mut argument = program.locate(graph, self.context.plan, id);
                argument.offset += self.first_channel() * 4;
                let bias = call.buffer("bias", Access::Read, argument);
                let terms = match zero_point {
                    0 => None,
                    _ => {
                        let array = arrays(program, None)?;
                        Some(call.buffer("zero_point_terms", Access::Read, array))
                    }
                };
                Ok(Start::RunTime { bias, terms, sets })
            }
            _ => Err(Diagnostic::error(Code::Invalid, "a bias must be s32, one for each output channel").at(graph.value(self.value).name.clone())),
        }
    }

    /// Each set of valid taps that positions of the sections have, once, in order of appearance.
    fn tap_sets(&self, sections: &[Positions]) -> Vec<Taps> {
        let mut sets: Vec<Taps> = Vec::new();
        for section in sections {
            for row in 0..section.section.tile.rows {
                for column in 0..section.section.tile.columns {
                    let taps = section.taps(row, column);
                    if !sets.contains(&taps) {
                        sets.push(taps);
                    }
                }
            }
        }
        sets
    }

    /// Accumulators by position, then vector.
    fn start_tile(&self, kernel: &mut KernelBuilder, start: &Start, section: &Positions, channels: &ChannelPosition) -> Vec<Vec<Register>> {
        let tile = section.section.tile;
        // The first position of each set reads, the others copy.
        let mut read: BTreeMap<usize, Vec<Register>> = BTreeMap::new();
        let mut accumulators = Vec::with_capacity(tile.rows * tile.columns);
        for index in 0..tile.rows * tile.columns {
            let set = start.set_of(&section.taps(index / tile.columns, index % tile.columns));
            let registers = match read.get(&set) {
                Some(first) => first.iter().map(|&from| self.start_again(kernel, start, from)).collect(),
                None => (0..self.call.block.vectors).map(|vector| self.start_vector(kernel, start, set, channels, vector)).collect::<Vec<_>>(),
            };
            read.entry(set).or_insert_with(|| registers.clone());
            accumulators.push(registers);
        }
        accumulators
    }

    fn start_vector(&self, kernel: &mut KernelBuilder, start: &Start, set: usize, channels: &ChannelPosition, vector: usize) -> Register {
        let lanes = kernel.lanes();
        let outputs = self.geometry.groups * self.geometry.group_outputs;
        let of_set = |buffer: BufferId| channels.place(buffer, 4).plus((set * packed_channels(outputs) + vector * lanes) * 4);
        match start {
            Start::Zero if self.is_float() => kernel.splat_f32(0.0),
            Start::Zero => kernel.splat_i32(0),
            Start::Arrays { buffer, .. } => kernel.load(RegisterKind::I32, LoadForm::Full, &of_set(*buffer), lanes),
            Start::RunTime { bias, terms, .. } => {
                let count = (channels.valid - vector * lanes).min(lanes);
                let sum = kernel.load(RegisterKind::I32, LoadForm::Full, &channels.place(*bias, 4).plus(vector * lanes * 4), count);
                if let Some(terms) = terms {
                    let term = kernel.load(RegisterKind::I32, LoadForm::Full, &of_set(*terms), lanes);
                    kernel.update(BinaryOp::AddI32, sum, term);
                }
                sum
            }
        }
    }

    fn start_again(&self, kernel: &mut KernelBuilder, start: &Start, from: Register) -> Register {
        match start {
            Start::Zero if self.is_float() => kernel.splat_f32(0.0),
            Start::Zero => kernel.splat_i32(0),
            _ => kernel.unary(UnaryOp::Copy, RegisterKind::I32, from),
        }
    }
}

/// What the accumulators of all output channels start with where these taps are inside the image: the bias, and what the zero point takes off.
///
/// # Errors
/// `Overflow` where a sum does not fit in 32 bits.
pub fn first_sums(geometry: &GemmGeometry, weights: &[i8], bias: Option<&[i32]>, taps: &Taps, zero_point: i32) -> Result<Vec<i32>> {
    let outputs = geometry.groups * geometry.group_outputs;
    let terms = match geometry.run {
        _ if zero_point == 0 => vec![0; outputs],
        Run::Tap | Run::TapRow => weights::zero_point_terms(weights, outputs, geometry.taps, taps.clone(), zero_point),
        Run::Image | Run::Channel => weights::zero_point_terms(weights, outputs, [1, 1], [0..1, 0..1], zero_point),
    };
    let sums = terms.into_iter().enumerate().map(|(o, term)| i32::try_from(bias.map_or(0, |bias| i64::from(bias[o])) + term));
    sums.collect::<Result<_, _>>().map_err(|_| {
        Diagnostic::error(Code::Overflow, "bias and zero-point terms do not fit in 32 bits")
            .hint("the weights are too large for a 32-bit accumulator; quantize this layer with fewer input channels or leave it in float")
    })
}

/// Strides of a tensor of a matrix node's output shape, from output position to output position.
pub fn position_strides(context: &Context, node: &Node, id: ValueId) -> PositionStrides {
    let strides = layout::strides(context.graph.ty(id), context.plan.value(id).layout);
    let column = if matches!(node.op, Op::FullyConnected) { strides.batch } else { strides.column };
    PositionStrides { image: strides.batch, row: strides.row, column }
}

/// Loops inside each other, outermost first, of which one is shared by the workers.
fn nest<const LOOPS: usize>(
    kernel: &mut KernelBuilder,
    trips: [usize; LOOPS],
    shared: usize,
    body: &mut impl FnMut(&mut KernelBuilder, [Option<CounterId>; LOOPS]),
) {
    fn inner<const LOOPS: usize>(
        kernel: &mut KernelBuilder,
        trips: [usize; LOOPS],
        shared: usize,
        at: usize,
        counters: [Option<CounterId>; LOOPS],
        body: &mut impl FnMut(&mut KernelBuilder, [Option<CounterId>; LOOPS]),
    ) {
        if at == LOOPS {
            return body(kernel, counters);
        }
        kernel.repeat_or_share(at == shared, trips[at], |kernel, counter| {
            let mut counters = counters;
            counters[at] = counter;
            inner(kernel, trips, shared, at + 1, counters, body);
        });
    }
    inner(kernel, trips, shared, 0, [None; LOOPS], body);
}
