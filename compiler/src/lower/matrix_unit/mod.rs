//! Convolution and fully connected on a matrix unit: products of tiles into scratch memory, epilogue from there.
//!
//! Loops, outermost first: weight panels and blocks of positions (as the plan says), then either pairs of left tiles, pairs of right tiles, kernel
//! rows, taps, depth, and behind them for the same block rows and columns of the epilogue; or steps of two tiles, in each of which the epilogue
//! of the step before runs beside the products.
//!
//! * here calls, blocks, epilogues · `copy` the input with padding around it · `products` tiles

mod copy;
mod products;

use super::Context;
use super::blocks::shared_by_position;
use super::builder::{KernelBuilder, Place};
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode, Hoisted, pack_channels};
use super::gemm;
use super::program::{CallBuilder, ProgramBuilder, locate_copy};
use super::weights::{self, Packing};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Node, TensorData, ValueId};
use crate::loop_ir::{Access, Argument, Base, BufferId, Call, CounterId, Kernel, LoadForm, Register, RegisterKind};
use crate::numerics::{FLOAT_BITS, requantize_bound};
use crate::plan::geometry::{GemmGeometry, PositionStrides};
use crate::plan::matrix_unit::{self, CopiedInput, Overlap, TileCall, TilePlan};
use crate::plan::{LoopOrder, WindowOrder};
use copy::copy_input;
use products::{LeftTile, Pair, Registers, STRAIGHT_LINE_STEPS, STRAIGHT_LINE_STEPS_BESIDE, Streams};

/// Calls that copy the input, and calls that multiply.
pub struct Lowered {
    pub preparation: Vec<Call>,
    pub calls: Vec<Call>,
}

pub fn lower(context: &Context, value: ValueId, node: &Node, plan: &TilePlan, program: &mut ProgramBuilder) -> Result<Lowered> {
    let geometry = matrix_unit::geometry(context.graph, context.plan, value, node, plan.copy.as_ref())?;
    let rounding_fits = requantize_bound(context.graph, value);
    let preparation = match &plan.copy {
        Some(copy) => copy_input(context, node, copy, program)?,
        None => Vec::new(),
    };
    let mut calls = Vec::new();
    for group in 0..geometry.groups {
        for (index, call) in plan.calls.iter().enumerate() {
            let lowered = Tiles { context, value, node, geometry: &geometry, group, call, copy: plan.copy.as_ref(), rounding_fits }.lower(program)?;
            let continues = index > 0 && plan.calls[index - 1].precedes(call);
            calls.push(Call { continues, ..lowered });
        }
    }
    Ok(Lowered { preparation, calls })
}

/// The kernel of a call without its products: what its epilogue asks of registers.
pub fn epilogue_kernel(context: &Context, value: ValueId, node: &Node, geometry: &GemmGeometry, call: &TileCall) -> Result<Kernel> {
    let tiles = Tiles { context, value, node, geometry, group: 0, call, copy: None, rounding_fits: false };
    let mut program = ProgramBuilder::default();
    tiles.kernel(CallBuilder::new("epilogue".into(), context.target.vector_bytes()), None, &mut program)?;
    program.kernels.pop().ok_or_else(|| Diagnostic::error(Code::Invalid, "a matrix node without a kernel").at(context.graph.value(value).name.clone()))
}

struct Tiles<'a> {
    context: &'a Context<'a>,
    value: ValueId,
    node: &'a Node,
    geometry: &'a GemmGeometry,
    group: usize,
    call: &'a TileCall,
    copy: Option<&'a CopiedInput>,
    /// Interval analysis has shown that rounding cannot overflow.
    rounding_fits: bool,
}

/// Counters that move a block, where their loops exist.
#[derive(Clone, Copy)]
struct Counters {
    image: Option<CounterId>,
    panel: Option<CounterId>,
    row: Option<CounterId>,
    column: Option<CounterId>,
}

impl Tiles<'_> {
    /// First output channel of the call, counted through all groups.
    fn first_channel(&self) -> usize {
        self.group * self.geometry.group_outputs + self.call.block.first
    }

    fn lower(&self, program: &mut ProgramBuilder) -> Result<Call> {
        let geometry = self.geometry;
        let Tiles { context, node, group, .. } = *self;
        let mut call = CallBuilder::new(self.name(), context.target.vector_bytes());
        let lanes = call.kernel.lanes();
        let taps = geometry.taps.map(|taps| 0..taps);
        let depth = matrix_unit::depth(geometry);
        let packing = Packing {
            graph: context.graph,
            weight: node.inputs[1],
            geometry,
            group,
            block: &self.call.block,
            taps: taps.clone(),
            lanes,
            run_steps: Some(depth.tiles * depth.steps),
        };
        let packed = weights::pack(&packing, program)?;
        let mut input = match self.copy {
            Some(copy) => locate_copy(copy)?,
            None => program.locate(context.graph, context.plan, node.inputs[0]),
        };
        input.offset += group * geometry.group[0] + self.call.rows.start * geometry.input.row + self.call.columns.start * geometry.input.column;
        let weights = Argument::at(Base::Constant(packed.constant), 0);
        let (input, weights) = (call.buffer("input", Access::Read, input), call.buffer("weights", Access::Read, weights));
        let bias = self.bias(&taps, lanes, program)?.map(|bias| call.buffer("bias", Access::Read, bias));
        self.kernel(call, Some(Streams { input, weights, bias, packed, depth }), program)
    }

    /// What the sums of all channels start with; none where that is 0.
    fn bias(&self, taps: &gemm::Taps, lanes: usize, program: &mut ProgramBuilder) -> Result<Option<Argument>> {
        let graph = self.context.graph;
        let invalid =
            |what: &str| Diagnostic::error(Code::Invalid, format!("a matrix unit needs {what} that are known")).at(graph.value(self.value).name.clone());
        let zero_point = graph.ty(self.node.inputs[0]).zero_point();
        let bias = match self.node.inputs.get(2).map(|&id| graph.constant(id)) {
            None => None,
            Some(Some(TensorData::S32(bias))) => Some(&bias[..]),
            Some(_) => return Err(invalid("biases of s32")),
        };
        let first = if gemm::takes_float_bits(graph, self.value, self.node) { FLOAT_BITS } else { 0 };
        if bias.is_none() && zero_point == 0 && first == 0 {
            return Ok(None);
        }
        let Some(TensorData::S8(weights)) = graph.constant(self.node.inputs[1]) else { return Err(invalid("weights of s8")) };
        let sums = gemm::first_sums(self.geometry, weights, bias, taps, zero_point).map_err(|d| d.at(graph.value(self.value).name.clone()))?;
        let sums: Vec<i32> = sums.into_iter().map(|sum| sum.wrapping_add(first)).collect();
        let bytes = pack_channels(&sums, WindowOrder::Linear, lanes).iter().flat_map(|x| x.to_le_bytes()).collect();
        let constant = program.constant(format!("{} bias", graph.value(self.value).name), bytes);
        Ok(Some(Argument::at(Base::Constant(constant), self.first_channel() * 4)))
    }

    fn name(&self) -> String {
        let TileCall { block, rows, columns, block_rows, block_columns, tile_rows, .. } = self.call;
        let geometry = self.geometry;
        format!(
            "tiles taps {}x{} channels {} block {block_rows}x{block_columns} by {tile_rows}x{} on {}x{}",
            geometry.taps[0],
            geometry.taps[1],
            geometry.channels,
            block.panel(16),
            rows.len(),
            columns.len(),
        )
    }

    /// Loops over panels and blocks, products of tiles, epilogue. Without streams, the epilogue alone.
    fn kernel(&self, mut call: CallBuilder, streams: Option<Streams>, program: &mut ProgramBuilder) -> Result<Call> {
        let geometry = self.geometry;
        let Tiles { context, value, node, group, .. } = *self;
        let (graph, plan) = (context.graph, context.plan);
        let TileCall { block, rows, columns, block_rows, block_columns, .. } = self.call;
        let lanes = call.kernel.lanes();
        let value_strides = gemm::position_strides(context, node, value);
        let at = |strides: PositionStrides| rows.start * strides.row + columns.start * strides.column;
        let binding = Binding {
            axis: ChannelAxis::Lanes(WindowOrder::Linear),
            first_channel: self.first_channel(),
            valid_taps: geometry.taps[0] * geometry.taps[1],
            rounding_fits: self.rounding_fits,
        };
        let mut epilogue = EpilogueCode::bind(graph, plan, node, binding, &mut call, program, |residual| {
            Ok(at(gemm::position_strides(context, node, residual)) + self.first_channel() * graph.ty(residual).dtype.bytes())
        })?;
        if gemm::takes_float_bits(graph, value, node) {
            epilogue.take_float_bits(graph, binding, &mut call, program);
        }
        let mut output = program.locate(graph, plan, value);
        output.offset += group * geometry.group[1] + block.first * graph.ty(value).dtype.bytes() + at(value_strides);
        let output = call.buffer("output", Access::Write, output);
        let scratch = call.buffer("scratch", Access::Scratch, Argument::at(Base::Scratch, 0));
        let elementwise_strides = epilogue.elementwise.iter().map(|r| gemm::position_strides(context, node, r.value)).collect::<Vec<_>>();
        let products = streams.map(|streams| {
            let registers = self.registers(&mut call.kernel, streams.depth);
            (streams, registers)
        });
        let results = Results { epilogue, output, output_strides: value_strides, elementwise_strides, scratch };

        let trips = [geometry.images, block.panels(lanes), rows.len() / block_rows, columns.len() / block_columns];
        let positions: &[usize] = if matrix_unit::shares_positions(geometry) { &[0, 2, 3] } else { &[] };
        let shared = shared_by_position(&trips, positions);
        let order = match self.call.order {
            LoopOrder::Panels => [1, 0, 2, 3],
            LoopOrder::Positions => [0, 2, 3, 1],
        };
        nest(&mut call.kernel, &order, &trips, shared, [None; 4], &mut |kernel, [image, panel, row, column]| {
            let counters = Counters { image, panel, row, column };
            let products = products.as_ref().map(|(streams, registers)| (streams, registers));
            match &self.call.overlap {
                None => self.apart(kernel, products, &results, counters),
                Some(overlap) => self.overlapped(kernel, overlap, products, &results, counters),
            }
        });
        Ok(call.finish(program))
    }

    /// Products of all positions of a block, those between its rows included, then the epilogues.
    fn apart(&self, kernel: &mut KernelBuilder, products: Option<(&Streams, &Registers)>, results: &Results, counters: Counters) {
        if let Some((streams, registers)) = products {
            self.block_products(kernel, streams, registers, results.scratch, counters);
        }
        let position_bytes = self.call.block.vectors * kernel.lanes() * 4;
        let scratch_row = self.geometry.input.row / self.geometry.input.column.max(1) * position_bytes;
        let hoisted = self.prepare(kernel, results, counters);
        let unroll = self.call.interleaved;
        kernel.repeat(self.call.block_rows, |kernel, y| {
            kernel.repeat(self.call.block_columns / unroll, |kernel, x| {
                kernel.interleave(unroll, |kernel, position| {
                    let sums = Place::start(results.scratch).along(y, scratch_row).along(x, unroll * position_bytes).plus(position * position_bytes);
                    let beside =
                        |place: Place, strides: PositionStrides| place.along(y, strides.row).along(x, unroll * strides.column).plus(position * strides.column);
                    self.finish(kernel, results, hoisted.as_ref(), counters, &sums, beside);
                });
            });
        });
    }

    /// Steps of two left tiles. The sums of a step are stored when the epilogues of the step before have read theirs.
    fn overlapped(&self, kernel: &mut KernelBuilder, overlap: &Overlap, products: Option<(&Streams, &Registers)>, results: &Results, counters: Counters) {
        let tile_rows = self.call.tile_rows;
        let position_bytes = self.call.block.vectors * kernel.lanes() * 4;
        let hoisted = self.prepare(kernel, results, counters);
        let bytes = |[rows, columns]: [usize; 2], strides: PositionStrides| rows * strides.row + columns * strides.column;
        let sums = |tile: usize| Place::start(results.scratch).plus(tile * tile_rows * position_bytes);
        // The tiles of step `counter + ahead`.
        let left = |streams: &Streams, counter: Option<CounterId>, ahead: usize| -> Vec<LeftTile> {
            let step = bytes(overlap.step, self.geometry.input);
            let input = self.block_input(streams, counters).along(counter, step).plus(ahead * step);
            let second = input.clone().plus(bytes(overlap.second, self.geometry.input));
            [input, second].into_iter().enumerate().map(|(tile, input)| LeftTile { input, sums: sums(tile) }).collect()
        };
        let epilogues = |kernel: &mut KernelBuilder, counter: Option<CounterId>, ahead: usize| {
            for first in (0..2 * tile_rows).step_by(self.call.interleaved) {
                kernel.interleave(self.call.interleaved.min(2 * tile_rows - first), |kernel, position| {
                    let (tile, column) = ((first + position) / tile_rows, (first + position) % tile_rows);
                    let sums = sums(tile).plus(column * position_bytes);
                    let beside = |place: Place, strides: PositionStrides| {
                        let step = bytes(overlap.step, strides);
                        place.along(counter, step).plus(ahead * step + tile * bytes(overlap.second, strides) + column * strides.column)
                    };
                    self.finish(kernel, results, hoisted.as_ref(), counters, &sums, beside);
                });
            }
        };
        let vectors = 0..self.call.block.vectors;
        if let Some((streams, registers)) = products {
            let (left, ahead) = (left(streams, None, 0), self.asking(streams, counters).pass(Pair::default(), 0));
            self.multiply(kernel, streams, registers, counters.panel, &left, vectors.clone(), STRAIGHT_LINE_STEPS, ahead);
            self.store(kernel, registers, &left, vectors.clone());
        }
        if overlap.steps > 1 {
            kernel.repeat(overlap.steps - 1, |kernel, counter| {
                let Some((streams, registers)) = products else { return epilogues(kernel, counter, 0) };
                let (left, ahead) = (left(streams, counter, 1), self.asking(streams, counters).pass(Pair { before: 1, counter }, 0));
                kernel.interleave(2, |kernel, chain| match chain {
                    0 => self.multiply(kernel, streams, registers, counters.panel, &left, vectors.clone(), STRAIGHT_LINE_STEPS_BESIDE, ahead.clone()),
                    _ => epilogues(kernel, counter, 0),
                });
                self.store(kernel, registers, &left, vectors.clone());
            });
        }
        epilogues(kernel, None, overlap.steps - 1);
    }

    /// The channels of a panel.
    fn channels(&self, lanes: usize, counters: Counters) -> ChannelPosition {
        let panel = self.call.block.panel(lanes);
        ChannelPosition::new(self.call.block.channels.min(panel)).along(counters.panel, panel)
    }

    fn prepare(&self, kernel: &mut KernelBuilder, results: &Results, counters: Counters) -> Option<Hoisted> {
        let channels = self.channels(kernel.lanes(), counters);
        results.epilogue.prepare(kernel, self.call.loading, &channels, self.call.block.vectors)
    }

    /// The epilogue of the position whose sums lie at `sums`; `beside` moves from the first position of the block to it.
    fn finish(
        &self,
        kernel: &mut KernelBuilder,
        results: &Results,
        hoisted: Option<&Hoisted>,
        counters: Counters,
        sums: &Place,
        beside: impl Fn(Place, PositionStrides) -> Place,
    ) {
        let lanes = kernel.lanes();
        let TileCall { block, block_rows, block_columns, .. } = self.call;
        let channels = self.channels(lanes, counters);
        let place = |strides: PositionStrides, buffer: BufferId, element: usize| {
            let block_place = Place::start(buffer)
                .along(counters.image, strides.image)
                .along(counters.panel, block.panel(lanes) * element)
                .along(counters.row, block_rows * strides.row)
                .along(counters.column, block_columns * strides.column);
            beside(block_place, strides)
        };
        let registers: Vec<Register> = kernel.interleave(block.vectors, |kernel, vector| {
            let sum = kernel.load(RegisterKind::I32, LoadForm::Full, &sums.clone().plus(vector * lanes * 4), lanes);
            results.epilogue.steps(kernel, sum, vector, &channels, hoisted, |kernel, index| {
                let elementwise = results.epilogue.elementwise[index];
                let element = elementwise.dtype.bytes();
                let place = place(results.elementwise_strides[index], elementwise.buffer, element).plus(vector * lanes * element);
                super::load_lanes(kernel, elementwise.dtype, &place, (channels.valid - vector * lanes).min(lanes))
            })
        });
        let element = self.context.graph.ty(self.value).dtype.bytes();
        results.epilogue.end_and_store(kernel, &registers, self.geometry.dtype, &place(results.output_strides, results.output, element), channels.valid);
    }
}

/// Where sums lie and results go.
struct Results<'a> {
    epilogue: EpilogueCode<'a>,
    output: BufferId,
    output_strides: PositionStrides,
    elementwise_strides: Vec<PositionStrides>,
    scratch: BufferId,
}

/// Opens the loops in this order, one of them the share.
fn nest(
    kernel: &mut KernelBuilder,
    order: &[usize],
    trips: &[usize; 4],
    shared: usize,
    counters: [Option<CounterId>; 4],
    body: &mut dyn FnMut(&mut KernelBuilder, [Option<CounterId>; 4]),
) {
    let Some((&first, rest)) = order.split_first() else { return body(kernel, counters) };
    kernel.repeat_or_share(first == shared, trips[first], |kernel, counter| {
        let mut counters = counters;
        counters[first] = counter;
        nest(kernel, rest, trips, shared, counters, body);
    });
}
