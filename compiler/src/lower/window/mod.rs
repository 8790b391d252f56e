//! Depthwise convolution and pooling: channels across lanes, one output position at a time, one call for each border class and channel
//! block.

mod operands;

use super::blocks::shared_by_position;
use super::builder::{KernelBuilder, Place};
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode, clamp_bytes};
use super::program::{CallBuilder, ProgramBuilder};
use super::{Context, centre, load_lanes};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Node, Op, PoolReduction, ValueId, Window};
use crate::loop_ir::{Access, BinaryOp, BufferId, Call, LoadForm, Register, RegisterKind, Source, StoreForm, VectorOp};
use crate::numerics::{PARTIALS, requantize_bound};
use crate::plan::layout::Strides;
use crate::plan::{BorderClass, ChannelBlock, WindowOrder, WindowPlan, families, layout};
use operands::Buffers;

/// Taps that are written out; more become loops where the accumulation allows it.
const STRAIGHT_LINE_TAPS: usize = 64;
/// Taps that may be written out where there is no loop form: interleaved products and float sums.
const MOST_STRAIGHT_LINE_TAPS: usize = 1 << 14;

/// What a window does with its taps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accumulation {
    /// Σ q · w through interleaved bytes of four taps.
    BlockedProducts,
    /// Σ q · w, one tap at a time.
    Products,
    Sum,
    /// Floats, one after the other.
    RunningSum,
    Maximum,
    /// Maximum of stored bytes, stored as they are.
    MaximumBytes,
}

/// Lowers a node of the window family.
pub fn lower(context: &Context, value: ValueId, node: &Node, plan: &WindowPlan, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let graph = context.graph;
    let (window, accumulation) = match &node.op {
        Op::Convolution { window, .. } if plan.order == WindowOrder::Blocked => (*window, Accumulation::BlockedProducts),
        Op::Convolution { window, .. } => (*window, Accumulation::Products),
        Op::Pool { window, .. } if families::compares_bytes(graph, value, node) => (*window, Accumulation::MaximumBytes),
        Op::Pool { window, reduction: PoolReduction::Maximum } => (*window, Accumulation::Maximum),
        Op::Pool { window, reduction: PoolReduction::Sum } => (*window, Accumulation::Sum),
        Op::Pool { window, reduction: PoolReduction::RunningSum } => (*window, Accumulation::RunningSum),
        _ => return Err(Diagnostic::error(Code::Invalid, format!("'{}' is not a windowed operator", node.op.name()))),
    };
    let data = node.inputs[0];
    let windowed = Windowed {
        context,
        value,
        node,
        window,
        accumulation,
        order: plan.order,
        dtype: graph.ty(data).dtype,
        input: layout::strides(graph.ty(data), context.plan.value(data).layout),
        output: layout::strides(graph.ty(value), context.plan.value(value).layout),
        images: families::image_of(graph, value).batch,
        channels: families::image_of(graph, value).channels,
    };
    let mut calls = Vec::new();
    for block in &plan.blocks {
        for class in &plan.classes {
            calls.push(windowed.call(block, class, program)?);
        }
    }
    Ok(calls)
}

struct Windowed<'a> {
    context: &'a Context<'a>,
    value: ValueId,
    node: &'a Node,
    window: Window,
    accumulation: Accumulation,
    order: WindowOrder,
    dtype: DType,
    input: Strides,
    output: Strides,
    images: usize,
    channels: usize,
}

/// One valid tap: where it reads, and its number in the whole kernel.
struct Tap {
    offset: usize,
    number: usize,
}

impl Windowed<'_> {
    fn call(&self, block: &ChannelBlock, class: &BorderClass, program: &mut ProgramBuilder) -> Result<Call> {
        let (graph, plan) = (self.context.graph, self.context.plan);
        let rows = class.rows.outputs.clone();
        let columns = class.columns.outputs.clone();
        let vector_bytes = self.context.target.vector_bytes();
        let lanes = vector_bytes as usize / 4;
        let taps = self.taps(class);
        if taps.is_empty() && matches!(self.accumulation, Accumulation::Maximum | Accumulation::MaximumBytes) {
            return Err(Diagnostic::error(Code::Shape, "a pooling window lies entirely outside the image: it has no maximum")
                .hint("use a smaller padding, or the 'valid' pooling convention"));
        }
        let straight = self.accumulation == Accumulation::BlockedProducts || (self.accumulation == Accumulation::Sum && self.dtype == DType::F32);
        if straight && taps.len() > MOST_STRAIGHT_LINE_TAPS {
            let message = format!("a window of {} taps is more than {MOST_STRAIGHT_LINE_TAPS}", taps.len());
            return Err(Diagnostic::error(Code::Unsupported, message).hint("pool or convolve in two steps"));
        }
        let mut call = CallBuilder::new(self.name(block, class, lanes), vector_bytes);
        let buffers = self.buffers(&mut call, block, class, &taps, program)?;
        let binding = Binding {
            axis: ChannelAxis::Lanes(self.order),
            first_channel: block.first,
            valid_taps: taps.len(),
            rounding_fits: requantize_bound(graph, self.value),
        };
        let at = |strides: &Strides| rows.start * strides.row + columns.start * strides.column;
        let strides_of = |id: ValueId| layout::strides(graph.ty(id), plan.value(id).layout);
        let mut epilogue = EpilogueCode::bind(graph, plan, self.node, binding, &mut call, program, |residual| {
            Ok(at(&strides_of(residual)) + block.first * graph.ty(residual).dtype.bytes())
        })?;
        let residual_strides = epilogue.elementwise.iter().map(|r| strides_of(r.value)).collect::<Vec<_>>();
        let mut output = program.locate(graph, plan, self.value);
        output.offset += at(&self.output) + block.first * graph.ty(self.value).dtype.bytes();
        let output = call.buffer("output", Access::Write, output);

        let element = self.dtype.bytes();
        let result_element = graph.ty(self.value).dtype.bytes();
        let panel = block.panel(lanes);
        let trips = [self.images, block.panels(lanes), rows.len(), columns.len()];
        let shared = shared_by_position(&trips, &[0, 2, 3]);
        if self.accumulation != Accumulation::MaximumBytes {
            epilogue.preload(&mut call.kernel);
        }
        call.kernel.repeat_or_share(shared == 0, trips[0], |kernel, image| {
            kernel.repeat_or_share(shared == 1, trips[1], |kernel, block_panel| {
                kernel.repeat_or_share(shared == 2, trips[2], |kernel, row| {
                    kernel.repeat_or_share(shared == 3, trips[3], |kernel, column| {
                        let place = |buffer: BufferId, strides: &Strides, step: [usize; 2], element: usize| {
                            Place::start(buffer)
                                .along(image, strides.batch)
                                .along(block_panel, panel * element)
                                .along(row, step[0] * strides.row)
                                .along(column, step[1] * strides.column)
                        };
                        let channels = ChannelPosition::new(block.channels.min(panel)).along(block_panel, panel);
                        let source = buffers.input.map(|buffer| place(buffer, &self.input, self.window.stride, element));
                        let destination = place(output, &self.output, [1, 1], result_element);
                        if self.accumulation == Accumulation::MaximumBytes {
                            let source = source.expect("a maximum has at least one tap");
                            return self.maximum_bytes(kernel, class, &taps, &source, &destination, channels.valid);
                        }
                        let accumulators = self.accumulate(kernel, class, &taps, source.as_ref(), &buffers, &channels, block.vectors, panel);
                        let mut unpacked: Vec<Option<Vec<Register>>> = vec![None; epilogue.elementwise.len()];
                        let results: Vec<Register> = accumulators
                            .iter()
                            .enumerate()
                            .map(|(vector, &accumulator)| {
                                epilogue.steps(kernel, accumulator, vector, &channels, None, |kernel, index| {
                                    let residual = epilogue.elementwise[index];
                                    let bytes = residual.dtype.bytes();
                                    let place = place(residual.buffer, &residual_strides[index], [1, 1], bytes);
                                    match self.order {
                                        WindowOrder::Linear => {
                                            let count = (channels.valid - vector * lanes).min(lanes);
                                            load_lanes(kernel, residual.dtype, &place.plus(vector * lanes * bytes), count)
                                        }
                                        WindowOrder::Blocked => {
                                            let registers = unpacked[index].get_or_insert_with(|| unpack_bytes(kernel, &place, channels.valid));
                                            registers[vector]
                                        }
                                    }
                                })
                            })
                            .collect();
                        epilogue.end_and_store(kernel, &results, self.dtype, &destination, channels.valid);
                    });
                });
            });
        });
        Ok(call.finish(program))
    }

    fn name(&self, block: &ChannelBlock, class: &BorderClass, lanes: usize) -> String {
        let family = match self.accumulation {
            Accumulation::BlockedProducts | Accumulation::Products => "depthwise",
            Accumulation::Sum | Accumulation::RunningSum => "sum_pool",
            Accumulation::Maximum | Accumulation::MaximumBytes => "max_pool",
        };
        format!(
            "{family} {} taps {}x{}/{} by {} on {}x{}",
            self.dtype,
            class.rows.taps.len(),
            class.columns.taps.len(),
            self.window.stride[0],
            block.panel(lanes),
            class.rows.outputs.len(),
            class.columns.outputs.len(),
        )
    }

    fn taps(&self, class: &BorderClass) -> Vec<Tap> {
        let columns = class.columns.taps.clone();
        let (first_row, first_column) = (class.rows.taps.start, columns.start);
        class
            .rows
            .taps
            .clone()
            .flat_map(|row| columns.clone().map(move |column| (row, column)))
            .map(|(row, column)| Tap {
                offset: (row - first_row) * self.window.dilation[0] * self.input.row + (column - first_column) * self.window.dilation[1] * self.input.column,
                number: row * self.window.kernel[1] + column,
            })
            .collect()
    }

    #[expect(clippy::too_many_arguments, reason = "the loop position of one accumulation")]
    fn accumulate(
        &self,
        kernel: &mut KernelBuilder,
        class: &BorderClass,
        taps: &[Tap],
        source: Option<&Place>,
        buffers: &Buffers,
        channels: &ChannelPosition,
        vectors: usize,
        panel: usize,
    ) -> Vec<Register> {
        let lanes = kernel.lanes();
        let integer = self.dtype != DType::F32;
        let weight_place = |panel_bytes: usize| {
            buffers.weights.map(|buffer| {
                let mut place = Place::start(buffer);
                for &(counter, stride) in &channels.terms {
                    place = place.along(Some(counter), stride / panel * panel_bytes);
                }
                place
            })
        };
        if self.accumulation == Accumulation::Sum && !integer {
            return (0..vectors).map(|vector| self.float_sum(kernel, taps, source, vector, channels)).collect();
        }
        let accumulators: Vec<Register> = (0..vectors).map(|vector| self.start(kernel, buffers, channels, vector, taps.len())).collect();
        let Some(source) = source else { return self.finish_maximum(kernel, accumulators) };
        match self.accumulation {
            Accumulation::BlockedProducts => {
                let weights = weight_place(taps.len().div_ceil(4) * panel * 4).expect("taps have weights");
                for (index, quad) in taps.chunks(4).enumerate() {
                    let bytes: Vec<Register> =
                        quad.iter().map(|tap| kernel.load(RegisterKind::U8, LoadForm::Full, &source.clone().plus(tap.offset), lanes * 4)).collect();
                    // Weights of missing taps are zero, so any bytes do.
                    let at = |i: usize| *bytes.get(i).unwrap_or(&bytes[0]);
                    let interleaved = interleave(kernel, [at(0), at(1), at(2), at(3)]);
                    for (vector, (&to, a)) in accumulators.iter().zip(interleaved).enumerate() {
                        let b = kernel.memory(&weights.clone().plus((index * 4 + vector) * lanes * 4));
                        kernel.emit(VectorOp::Dot4 { to, a, b });
                    }
                }
            }
            _ if taps.len() <= STRAIGHT_LINE_TAPS => {
                let weights = weight_place(taps.len() * panel * 4);
                for (index, tap) in taps.iter().enumerate() {
                    let weights = weights.clone().map(|w| w.plus(index * panel * 4));
                    self.tap(kernel, &accumulators, &source.clone().plus(tap.offset), weights, channels);
                }
            }
            _ => {
                let weights = weight_place(taps.len() * panel * 4);
                let width = class.columns.taps.len();
                kernel.repeat(class.rows.taps.len(), |kernel, row| {
                    kernel.repeat(width, |kernel, column| {
                        let source =
                            source.clone().along(row, self.window.dilation[0] * self.input.row).along(column, self.window.dilation[1] * self.input.column);
                        let weights = weights.map(|w| w.along(row, width * panel * 4).along(column, panel * 4));
                        self.tap(kernel, &accumulators, &source, weights, channels);
                    });
                });
            }
        }
        self.finish_maximum(kernel, accumulators)
    }

    /// One tap of every vector.
    fn tap(&self, kernel: &mut KernelBuilder, accumulators: &[Register], source: &Place, weights: Option<Place>, channels: &ChannelPosition) {
        let lanes = kernel.lanes();
        for (vector, &to) in accumulators.iter().enumerate() {
            let count = (channels.valid - vector * lanes).min(lanes);
            let data = load_lanes(kernel, self.dtype, &source.clone().plus(vector * lanes * self.dtype.bytes()), count);
            match (self.accumulation, self.dtype) {
                (Accumulation::Products, DType::F32) => {
                    let w = weights.as_ref().expect("products have weights").clone().plus(vector * lanes * 4);
                    let w = kernel.load(RegisterKind::F32, LoadForm::Full, &w, lanes);
                    kernel.emit(VectorOp::Fma { to, a: data, b: Source::Register(w), c: to });
                }
                (Accumulation::Products, _) => {
                    let w = weights.as_ref().expect("products have weights").clone().plus(vector * lanes * 4);
                    let b = kernel.memory(&w);
                    let product = kernel.register(RegisterKind::I32);
                    kernel.emit(VectorOp::Binary { to: product, op: BinaryOp::MulI32, a: data, b });
                    kernel.update(BinaryOp::AddI32, to, product);
                }
                (Accumulation::Maximum, DType::F32) => {
                    kernel.emit(VectorOp::Binary { to, op: BinaryOp::MaxF32, a: data, b: Source::Register(to) });
                }
                (Accumulation::Maximum, _) => kernel.update(BinaryOp::MaxI32, to, data),
                (Accumulation::RunningSum, _) => kernel.update(BinaryOp::AddF32, to, data),
                _ => kernel.update(BinaryOp::AddI32, to, data),
            }
        }
    }

    /// The accumulator before the first tap.
    fn start(&self, kernel: &mut KernelBuilder, buffers: &Buffers, channels: &ChannelPosition, vector: usize, taps: usize) -> Register {
        let lanes = kernel.lanes();
        let zero_point = self.context.graph.ty(self.node.inputs[0]).zero_point();
        match (self.accumulation, self.dtype) {
            (Accumulation::Maximum, DType::F32) => kernel.splat_f32(f32::NEG_INFINITY),
            (Accumulation::Maximum, _) => kernel.splat_i32(i32::MIN),
            (Accumulation::Sum, _) => kernel.splat_i32(-zero_point * taps as i32),
            (_, DType::F32) => kernel.splat_f32(0.0),
            _ => {
                let bias = buffers.bias.as_ref().expect("integer products have a bias entry");
                let read = |kernel: &mut KernelBuilder, buffer, count| {
                    kernel.load(RegisterKind::I32, LoadForm::Full, &channels.place(buffer, 4).plus(vector * lanes * 4), count)
                };
                let array = bias.array.map(|buffer| read(kernel, buffer, lanes));
                let run_time = bias.run_time.map(|buffer| read(kernel, buffer, (channels.valid - vector * lanes).min(lanes)));
                match (array, run_time) {
                    (Some(a), Some(b)) => kernel.binary(BinaryOp::AddI32, RegisterKind::I32, a, b),
                    (Some(a), None) | (None, Some(a)) => a,
                    (None, None) => kernel.splat_i32(0),
                }
            }
        }
    }

    /// Takes the zero point off an integer maximum.
    fn finish_maximum(&self, kernel: &mut KernelBuilder, accumulators: Vec<Register>) -> Vec<Register> {
        if self.accumulation != Accumulation::Maximum {
            return accumulators;
        }
        let zero_point = self.context.graph.ty(self.node.inputs[0]).zero_point();
        accumulators.into_iter().map(|a| centre(kernel, a, self.dtype, zero_point)).collect()
    }

    /// A float sum by the law of partial sums: tap number i of the whole kernel belongs to partial sum i mod 16; sums that no tap
    /// reaches are +0 and change nothing.
    fn float_sum(&self, kernel: &mut KernelBuilder, taps: &[Tap], source: Option<&Place>, vector: usize, channels: &ChannelPosition) -> Register {
        let lanes = kernel.lanes();
        let mut partial: Vec<Option<Register>> = vec![None; PARTIALS];
        if let Some(source) = source {
            for tap in taps {
                let count = (channels.valid - vector * lanes).min(lanes);
                let data = load_lanes(kernel, self.dtype, &source.clone().plus(tap.offset + vector * lanes * 4), count);
                let slot = &mut partial[tap.number % PARTIALS];
                let sum = slot.unwrap_or_else(|| kernel.splat_f32(0.0));
                kernel.update(BinaryOp::AddF32, sum, data);
                *slot = Some(sum);
            }
        }
        let mut half = PARTIALS / 2;
        while half > 0 {
            for i in 0..half {
                partial[i] = match (partial[i], partial[i + half]) {
                    (Some(a), Some(b)) => {
                        kernel.update(BinaryOp::AddF32, a, b);
                        Some(a)
                    }
                    (a, b) => a.or(b),
                };
            }
            half /= 2;
        }
        partial[0].unwrap_or_else(|| kernel.splat_f32(0.0))
    }

    /// Maximum of bytes over all taps, clamped and stored.
    fn maximum_bytes(&self, kernel: &mut KernelBuilder, class: &BorderClass, taps: &[Tap], source: &Place, destination: &Place, valid: usize) {
        let bytes = kernel.lanes() * 4;
        let count = valid.min(bytes);
        let result = kernel.load(RegisterKind::U8, LoadForm::Full, source, count);
        let tap = |kernel: &mut KernelBuilder, place: &Place| {
            let data = kernel.load(RegisterKind::U8, LoadForm::Full, place, count);
            kernel.update(BinaryOp::MaxU8, result, data);
        };
        if taps.len() <= STRAIGHT_LINE_TAPS {
            for t in &taps[1..] {
                tap(kernel, &source.clone().plus(t.offset));
            }
        } else {
            kernel.repeat(class.rows.taps.len(), |kernel, row| {
                kernel.repeat(class.columns.taps.len(), |kernel, column| {
                    let place = source.clone().along(row, self.window.dilation[0] * self.input.row).along(column, self.window.dilation[1] * self.input.column);
                    tap(kernel, &place);
                });
            });
        }
        let Some(End::Saturate { lo, hi, .. }) = self.node.epilogue.as_ref().map(|e| e.end) else { unreachable!("byte maxima end in bytes") };
        let result = clamp_bytes(kernel, result, lo, hi);
        kernel.store(result, StoreForm::Full, destination, count);
    }
}

/// Bytes of four registers, one from each, side by side: i32 lane = channel, in the blocked order.
fn interleave(kernel: &mut KernelBuilder, [a, b, c, d]: [Register; 4]) -> [Register; 4] {
    use BinaryOp::{UnpackHighU8, UnpackHighU16, UnpackLowU8, UnpackLowU16};
    let mut bytes = |op, a, b| kernel.binary(op, RegisterKind::U8, a, b);
    let (ab_low, ab_high) = (bytes(UnpackLowU8, a, b), bytes(UnpackHighU8, a, b));
    let (cd_low, cd_high) = (bytes(UnpackLowU8, c, d), bytes(UnpackHighU8, c, d));
    [bytes(UnpackLowU16, ab_low, cd_low), bytes(UnpackHighU16, ab_low, cd_low), bytes(UnpackLowU16, ab_high, cd_high), bytes(UnpackHighU16, ab_high, cd_high)]
}

/// A residual's bytes as four registers of i32 lanes in the blocked order.
pub fn unpack_bytes(kernel: &mut KernelBuilder, place: &Place, valid: usize) -> Vec<Register> {
    let count = valid.min(kernel.lanes() * 4);
    let bytes = kernel.load(RegisterKind::U8, LoadForm::Full, place, count);
    let zero = kernel.splat_u8(0);
    let low = kernel.binary(BinaryOp::UnpackLowU8, RegisterKind::U8, bytes, zero);
    let high = kernel.binary(BinaryOp::UnpackHighU8, RegisterKind::U8, bytes, zero);
    let mut words = |op, a| kernel.binary(op, RegisterKind::I32, a, zero);
    vec![words(BinaryOp::UnpackLowU16, low), words(BinaryOp::UnpackHighU16, low), words(BinaryOp::UnpackLowU16, high), words(BinaryOp::UnpackHighU16, high)]
}
