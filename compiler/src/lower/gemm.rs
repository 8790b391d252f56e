//! Convolution and fully connected: output tiles in registers, weights streamed in panels, epilogue on the tile.
//!
//! Loops, outermost first: images, weight panels, tile rows, tile columns, kernel rows, taps, steps of a run. Loops of one trip vanish.

use super::Context;
use super::builder::{KernelBuilder, Place};
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode, pack_channels};
use super::program::{CallBuilder, ProgramBuilder};
use super::weights::{self, Packing};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Node, Op, TensorData, ValueId};
use crate::loop_ir::{Access, Argument, Base, BinaryOp, BufferId, Call, CounterId, Kernel, LoadForm, Register, RegisterKind, Source, UnaryOp, VectorOp};
use crate::numerics::requantize_bound;
use crate::plan::geometry::{self, GemmGeometry, PositionStrides, Run};
use crate::plan::{GemmCall, GemmPlan, WindowOrder, layout};

/// Steps of a run that one loop iteration takes: enough to hide the loop, few enough to keep the loop small.
const UNROLL: [usize; 6] = [4, 6, 5, 3, 8, 7];
/// A run of at most this many operations is not a loop at all.
const STRAIGHT_LINE_OPERATIONS: usize = 192;

/// Lowers a node of the matrix family.
pub fn lower(context: &Context, value: ValueId, node: &Node, plan: &GemmPlan, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let geometry = geometry::of(context.graph, &context.plan.values, value, node)?;
    let rounding_fits = requantize_bound(context.graph, value);
    let mut calls = Vec::new();
    for group in 0..geometry.groups {
        for call in &plan.calls {
            calls.push(Gemm { context, value, node, geometry: &geometry, group, call, rounding_fits }.lower(program)?);
        }
    }
    Ok(calls)
}

/// The kernel of a call without its contraction: tiles start at zero and run through the epilogue. No part of the whole kernel needs more
/// vector registers, as far as they do not depend on the epilogue.
pub fn epilogue_kernel(context: &Context, value: ValueId, node: &Node, geometry: &GemmGeometry, call: &GemmCall) -> Result<Kernel> {
    let gemm = Gemm { context, value, node, geometry, group: 0, call, rounding_fits: false };
    let mut program = ProgramBuilder::default();
    let vector_bytes = context.target.vector_bytes();
    gemm.tiles(CallBuilder::new(gemm.name(vector_bytes as usize / 4), vector_bytes), Start::Zero, None, &mut program)?;
    program.kernels.pop().ok_or_else(|| Diagnostic::error(Code::Invalid, "a matrix node without a kernel").at(context.graph.value(value).name.clone()))
}

/// How the accumulators of a tile begin.
enum Start {
    Zero,
    /// An array of s32 by output channel, padded to whole vectors.
    Array(BufferId),
    /// A run-time bias (exactly as many entries as channels) plus constant zero-point terms.
    RunTime {
        bias: BufferId,
        terms: Option<BufferId>,
    },
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
}

/// What a tile contracts.
struct Streams {
    input: BufferId,
    weights: BufferId,
    packed: weights::Packed,
}

/// Counters that move a tile, where their loops exist.
#[derive(Clone, Copy)]
struct Position {
    image: Option<CounterId>,
    panel: Option<CounterId>,
    row: Option<CounterId>,
    column: Option<CounterId>,
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
        let (graph, plan) = (self.context.graph, self.context.plan);
        let geometry = self.geometry;
        let class = &self.call.class;
        let vector_bytes = self.context.target.vector_bytes();
        let lanes = vector_bytes as usize / 4;
        let block = &self.call.block;
        let taps = [class.rows.taps.clone(), class.columns.taps.clone()];
        let empty = taps.iter().any(|t| t.is_empty());

        let mut call = CallBuilder::new(self.name(lanes), vector_bytes);
        let packed = weights::pack(&Packing { graph, weight: self.node.inputs[1], geometry, group: self.group, block, taps: taps.clone(), lanes }, program)?;
        let streams = if empty {
            None
        } else {
            let mut input = program.locate(graph, plan, self.node.inputs[0]);
            let start = geometry.origin
                + (self.group * geometry.group[0]
                    + class.rows.outputs.start * geometry.input.row
                    + class.columns.outputs.start * geometry.input.column
                    + taps[0].start * geometry.tap[0]
                    + taps[1].start * geometry.tap[1]) as i64;
            input.offset = usize::try_from(input.offset as i64 + start)
                .map_err(|_| Diagnostic::error(Code::Invalid, "a valid tap lies before its tensor").at(graph.value(self.value).name.clone()))?;
            let weight = Argument { base: Base::Constant(packed.constant), offset: packed.offset };
            Some(Streams { input: call.buffer("input", Access::Read, input), weights: call.buffer("weights", Access::Read, weight), packed })
        };
        let start = self.start(&mut call, program, taps)?;
        self.tiles(call, start, streams, program)
    }

    /// Loops over tiles: start, contraction, epilogue.
    fn tiles(&self, mut call: CallBuilder, start: Start, streams: Option<Streams>, program: &mut ProgramBuilder) -> Result<Call> {
        let (graph, plan) = (self.context.graph, self.context.plan);
        let geometry = self.geometry;
        let class = &self.call.class;
        let tile = self.call.tile;
        let lanes = call.kernel.lanes();
        let block = &self.call.block;
        let (rows, columns) = (class.rows.outputs.clone(), class.columns.outputs.clone());
        let value_strides = self.position_strides(self.value);
        let at = |strides: PositionStrides| rows.start * strides.row + columns.start * strides.column;
        let binding = Binding {
            axis: ChannelAxis::Lanes(WindowOrder::Linear),
            first_channel: self.first_channel(),
            valid_taps: class.rows.taps.len() * class.columns.taps.len(),
            rounding_fits: self.rounding_fits,
        };
        let epilogue = EpilogueCode::bind(graph, plan, self.node, binding, &mut call, program, |residual| {
            Ok(at(self.position_strides(residual)) + self.first_channel() * graph.ty(residual).dtype.bytes())
        })?;
        let mut output = program.locate(graph, plan, self.value);
        output.offset += self.group * geometry.group[1] + block.first * graph.ty(self.value).dtype.bytes() + at(value_strides);
        let output = call.buffer("output", Access::Write, output);
        let residual_strides = epilogue.elementwise.iter().map(|r| self.position_strides(r.value)).collect::<Vec<_>>();

        // The longest loop over the output is the one that workers share.
        let trips = [geometry.images, block.panels(lanes), rows.len() / tile.rows, columns.len() / tile.columns];
        let longest = (0..4).rev().max_by_key(|&i| trips[i]).unwrap_or(0);
        let kernel = &mut call.kernel;
        kernel.repeat_or_share(longest == 0, trips[0], |kernel, image| {
            kernel.repeat_or_share(longest == 1, trips[1], |kernel, panel| {
                kernel.repeat_or_share(longest == 2, trips[2], |kernel, row| {
                    kernel.repeat_or_share(longest == 3, trips[3], |kernel, column| {
                        let position = Position { image, panel, row, column };
                        let channels = ChannelPosition::new(block.channels.min(block.panel(lanes))).along(panel, block.panel(lanes));
                        let accumulators = self.start_tile(kernel, &start, &channels);
                        if let Some(streams) = &streams {
                            self.contract(kernel, &accumulators, streams, position);
                        }
                        let hoisted = epilogue.prepare(kernel, self.call.loading, &channels, block.vectors);
                        for (index, group) in accumulators.iter().enumerate() {
                            let (tile_row, tile_column) = (index / tile.columns, index % tile.columns);
                            let place = |buffer: BufferId, strides: PositionStrides, element: usize| {
                                Place::start(buffer)
                                    .plus(tile_row * strides.row + tile_column * strides.column)
                                    .along(image, strides.image)
                                    .along(panel, block.panel(lanes) * element)
                                    .along(row, tile.rows * strides.row)
                                    .along(column, tile.columns * strides.column)
                            };
                            let results: Vec<Register> = group
                                .iter()
                                .enumerate()
                                .map(|(vector, &accumulator)| {
                                    epilogue.steps(kernel, accumulator, vector, &channels, hoisted.as_ref(), |kernel, index| {
                                        let residual = epilogue.elementwise[index];
                                        let element = residual.dtype.bytes();
                                        let place = place(residual.buffer, residual_strides[index], element).plus(vector * lanes * element);
                                        super::load_lanes(kernel, residual.dtype, &place, (channels.valid - vector * lanes).min(lanes))
                                    })
                                })
                                .collect();
                            let destination = place(output, value_strides, graph.ty(self.value).dtype.bytes());
                            epilogue.end_and_store(kernel, &results, geometry.dtype, &destination, channels.valid);
                        }
                    });
                });
            });
        });
        Ok(call.finish(program))
    }

    fn name(&self, lanes: usize) -> String {
        let class = &self.call.class;
        let family = match (&self.node.op, self.is_float()) {
            (Op::FullyConnected, false) => "fc",
            (Op::FullyConnected, true) => "fc_f32",
            (_, false) => "conv",
            (_, true) => "conv_f32",
        };
        format!(
            "{family} taps {}x{} channels {} tile {}x{}x{} on {}x{}",
            class.rows.taps.len(),
            class.columns.taps.len(),
            self.geometry.channels,
            self.call.tile.rows,
            self.call.tile.columns,
            self.call.block.panel(lanes),
            class.rows.outputs.len(),
            class.columns.outputs.len(),
        )
    }

    /// Strides of a tensor of the output's shape, in the positions of this geometry.
    fn position_strides(&self, id: ValueId) -> PositionStrides {
        let strides = layout::strides(self.context.graph.ty(id), self.context.plan.value(id).layout);
        let column = if matches!(self.node.op, Op::FullyConnected) { strides.batch } else { strides.column };
        PositionStrides { image: strides.batch, row: strides.row, column }
    }

    fn start(&self, call: &mut CallBuilder, program: &mut ProgramBuilder, taps: [std::ops::Range<usize>; 2]) -> Result<Start> {
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
        let (kernel, taps) = match self.geometry.run {
            Run::Tap | Run::TapRow => (self.geometry.taps, taps),
            Run::Image | Run::Channel => ([1, 1], [0..1, 0..1]),
        };
        let terms = (zero_point != 0).then(|| weights::zero_point_terms(weights, outputs, kernel, taps, zero_point));
        let array = |program: &mut ProgramBuilder, numbers: Vec<i64>| -> Result<Argument> {
            let numbers: Vec<i32> = numbers.into_iter().map(|n| i32::try_from(n).map_err(|_| self.overflow())).collect::<Result<_>>()?;
            let bytes = pack_channels(&numbers, WindowOrder::Linear, lanes).iter().flat_map(|x| x.to_le_bytes()).collect();
            let constant = program.constant(format!("{} bias", graph.value(self.value).name), bytes);
            Ok(Argument { base: Base::Constant(constant), offset: self.first_channel() * 4 })
        };
        match (bias, bias.and_then(|id| graph.constant(id)), terms) {
            (None, _, None) => Ok(Start::Zero),
            (None, _, Some(terms)) => Ok(Start::Array(call.buffer("bias", Access::Read, array(program, terms)?))),
            (Some(_), Some(TensorData::S32(bias)), terms) => {
                let sums = (0..outputs).map(|o| i64::from(bias[o]) + terms.as_ref().map_or(0, |t| t[o])).collect();
                Ok(Start::Array(call.buffer("bias", Access::Read, array(program, sums)?)))
            }
            (Some(id), None, terms) => {
                let mut argument = program.locate(graph, self.context.plan, id);
                argument.offset += self.first_channel() * 4;
                let bias = call.buffer("bias", Access::Read, argument);
                let terms = match terms {
                    Some(terms) => Some(call.buffer("zero_point_terms", Access::Read, array(program, terms)?)),
                    None => None,
                };
                Ok(Start::RunTime { bias, terms })
            }
            _ => Err(Diagnostic::error(Code::Invalid, "a bias must be s32").at(graph.value(self.value).name.clone())),
        }
    }

    fn overflow(&self) -> Diagnostic {
        Diagnostic::error(Code::Overflow, "bias and zero-point terms do not fit in 32 bits")
            .at(self.context.graph.value(self.value).name.clone())
            .hint("the weights are too large for a 32-bit accumulator; quantize this layer with fewer input channels or leave it in float")
    }

    /// Accumulators by position, then vector.
    fn start_tile(&self, kernel: &mut KernelBuilder, start: &Start, channels: &ChannelPosition) -> Vec<Vec<Register>> {
        let positions = self.call.tile.rows * self.call.tile.columns;
        let vectors = self.call.block.vectors;
        let lanes = kernel.lanes();
        let kind = if self.is_float() { RegisterKind::F32 } else { RegisterKind::I32 };
        let first: Vec<Register> = (0..vectors)
            .map(|vector| match start {
                Start::Zero if self.is_float() => kernel.splat_f32(0.0),
                Start::Zero => kernel.splat_i32(0),
                Start::Array(buffer) => kernel.load(kind, LoadForm::Full, &channels.place(*buffer, 4).plus(vector * lanes * 4), lanes),
                Start::RunTime { bias, terms } => {
                    let count = (channels.valid - vector * lanes).min(lanes);
                    let sum = kernel.load(kind, LoadForm::Full, &channels.place(*bias, 4).plus(vector * lanes * 4), count);
                    if let Some(terms) = terms {
                        let term = kernel.load(kind, LoadForm::Full, &channels.place(*terms, 4).plus(vector * lanes * 4), lanes);
                        kernel.update(BinaryOp::AddI32, sum, term);
                    }
                    sum
                }
            })
            .collect();
        let mut accumulators = vec![first.clone()];
        for _ in 1..positions {
            accumulators.push(
                first
                    .iter()
                    .map(|&from| match start {
                        Start::Zero if self.is_float() => kernel.splat_f32(0.0),
                        Start::Zero => kernel.splat_i32(0),
                        _ => kernel.unary(UnaryOp::Copy, kind, from),
                    })
                    .collect(),
            );
        }
        accumulators
    }

    /// Adds every product of the window to the accumulators.
    fn contract(&self, kernel: &mut KernelBuilder, accumulators: &[Vec<Register>], streams: &Streams, position: Position) {
        let Streams { input, weights, packed } = streams;
        let geometry = self.geometry;
        let tile = self.call.tile;
        let taps = [self.call.class.rows.taps.len(), self.call.class.columns.taps.len()];
        let steps = geometry.run_steps(taps[1]);
        let columns = geometry.looped_columns(taps[1]);
        let vectors = self.call.block.vectors;
        let operations = accumulators.len() * vectors;
        let input = Place::start(*input)
            .along(position.image, geometry.input.image)
            .along(position.row, tile.rows * geometry.input.row)
            .along(position.column, tile.columns * geometry.input.column);
        let weights = Place::start(*weights).along(position.panel, packed.panel_bytes);
        // Taps whose runs are short are written out; long runs of several taps become a loop over taps.
        let straight_taps = columns * steps * operations <= STRAIGHT_LINE_OPERATIONS;
        kernel.repeat(taps[0], |kernel, tap_row| {
            let input = input.clone().along(tap_row, geometry.tap[0]);
            let weights = weights.clone().along(tap_row, packed.row_bytes);
            if straight_taps {
                for column in 0..columns {
                    let input = input.clone().plus(column * geometry.tap[1]);
                    let weights = weights.clone().plus(column * packed.tap_bytes);
                    self.run(kernel, accumulators, &input, &weights, packed.step_bytes, 0..steps);
                }
                return;
            }
            kernel.repeat(columns, |kernel, tap_column| {
                let input = input.clone().along(tap_column, geometry.tap[1]);
                let weights = weights.clone().along(tap_column, packed.tap_bytes);
                if steps * operations <= STRAIGHT_LINE_OPERATIONS || steps < 4 {
                    return self.run(kernel, accumulators, &input, &weights, packed.step_bytes, 0..steps);
                }
                let unroll = UNROLL.into_iter().find(|&u| steps.is_multiple_of(u) && u * operations <= STRAIGHT_LINE_OPERATIONS).unwrap_or(UNROLL[0]);
                kernel.repeat(steps / unroll, |kernel, counter| {
                    let input = input.clone().along(counter, unroll * geometry.step);
                    let weights = weights.clone().along(counter, unroll * packed.step_bytes);
                    self.run(kernel, accumulators, &input, &weights, packed.step_bytes, 0..unroll);
                });
                self.run(kernel, accumulators, &input, &weights, packed.step_bytes, steps / unroll * unroll..steps);
            });
        });
    }

    /// Straight-line steps of a run.
    fn run(
        &self,
        kernel: &mut KernelBuilder,
        accumulators: &[Vec<Register>],
        input: &Place,
        weights: &Place,
        step_bytes: usize,
        steps: std::ops::Range<usize>,
    ) {
        let (input_kind, weight_kind) = if self.is_float() { (RegisterKind::F32, RegisterKind::F32) } else { (RegisterKind::U8, RegisterKind::S8) };
        let tile = self.call.tile;
        let vector_bytes = kernel.lanes() * 4;
        for step in steps {
            let weights = |vector: usize| weights.clone().plus(step * step_bytes + vector * vector_bytes);
            let vectors = accumulators[0].len();
            // One position uses each weight once: no register needed.
            let sources: Vec<Source> = (0..vectors)
                .map(|vector| match accumulators.len() {
                    1 if !self.is_float() => kernel.memory(&weights(vector)),
                    _ => Source::Register(kernel.load(weight_kind, LoadForm::Full, &weights(vector), vector_bytes / if self.is_float() { 4 } else { 1 })),
                })
                .collect();
            for (index, group) in accumulators.iter().enumerate() {
                let offset = index / tile.columns * self.geometry.input.row + index % tile.columns * self.geometry.input.column;
                let place = input.clone().plus(offset + step * self.geometry.step);
                let data = kernel.load(input_kind, LoadForm::Broadcast4, &place, 1);
                for (&to, b) in group.iter().zip(&sources) {
                    kernel.emit(match self.is_float() {
                        true => VectorOp::Fma { to, a: data, b: b.clone(), c: to },
                        false => VectorOp::Dot4 { to, a: data, b: b.clone() },
                    });
                }
            }
        }
    }
}
