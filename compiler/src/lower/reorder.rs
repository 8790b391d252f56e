//! Planes to interleaved pixels and back, with an epilogue on the way: the edges of the model, and maps that change the layout.
//!
//! Lanes are neighbouring pixels, so each register belongs to one channel.

use super::blocks::shared_by_position;
use super::builder::{KernelBuilder, Place};
use super::elementwise::steps_name;
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode};
use super::program::{CallBuilder, ProgramBuilder};
use super::{Context, centre, load_pixels};
use crate::diagnostic::Result;
use crate::graph::{DType, ImageShape, Node, ValueId};
use crate::loop_ir::{Access, BinaryOp, BufferId, Call, CounterId, Register, RegisterKind, StoreForm, VectorOp};
use crate::numerics::requantize_bound;
use crate::plan::families::image_of;
use crate::plan::layout::{self, Strides};

/// Channels that one iteration handles: as many as fit in 32 bits as bytes.
const QUAD: usize = 4;

/// Anything becomes interleaved pixels.
pub fn interleave(context: &Context, value: ValueId, node: &Node, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    Reorder::new(context, value, node).calls(true, program)
}

/// Anything becomes dense planes.
pub fn deinterleave(context: &Context, value: ValueId, node: &Node, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    Reorder::new(context, value, node).calls(false, program)
}

struct Reorder<'a> {
    context: &'a Context<'a>,
    value: ValueId,
    node: &'a Node,
    image: ImageShape,
    input: Strides,
    output: Strides,
}

/// Part of the channels and pixels: every kernel handles whole groups or one rest of either.
#[derive(Clone, Copy)]
struct Part {
    first_channel: usize,
    channels: usize,
    groups: usize,
    first_pixel: usize,
    lanes: usize,
    blocks: usize,
}

/// Counters of one iteration.
#[derive(Clone, Copy)]
struct Position {
    image: Option<CounterId>,
    group: Option<CounterId>,
    block: Option<CounterId>,
}

impl<'a> Reorder<'a> {
    fn new(context: &'a Context<'a>, value: ValueId, node: &'a Node) -> Self {
        let (graph, plan) = (context.graph, context.plan);
        let data = node.inputs[0];
        let strides = |id: ValueId| layout::strides(graph.ty(id), plan.value(id).layout);
        Self { context, value, node, image: image_of(graph, value), input: strides(data), output: strides(value) }
    }

    fn calls(&self, interleave: bool, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
        let lanes = self.context.target.vector_bytes() as usize / 4;
        let pixels = self.image.height * self.image.width;
        let halves = |extent: usize, group: usize| [(0, group, extent / group), (extent / group * group, extent % group, 1)];
        let mut calls = Vec::new();
        for (first_channel, channels, groups) in halves(self.image.channels, QUAD) {
            for (first_pixel, lanes, blocks) in halves(pixels, lanes) {
                if channels * groups * lanes * blocks > 0 {
                    let part = Part { first_channel, channels, groups, first_pixel, lanes, blocks };
                    calls.push(self.call(interleave, part, program)?);
                }
            }
        }
        Ok(calls)
    }

    fn call(&self, interleave: bool, part: Part, program: &mut ProgramBuilder) -> Result<Call> {
        let (graph, plan) = (self.context.graph, self.context.plan);
        let data = self.node.inputs[0];
        let (source, result) = (graph.ty(data), graph.ty(self.value));
        let name = format!(
            "{} {} to {} {} channels {}x{} pixels {}x{}",
            if interleave { "interleave" } else { "deinterleave" },
            source.dtype,
            result.dtype,
            steps_name(self.node),
            part.channels,
            part.groups,
            part.lanes,
            part.blocks
        );
        let mut call = CallBuilder::new(name, self.context.target.vector_bytes());
        let offset = |strides: &Strides| part.first_channel * strides.channel + part.first_pixel * strides.column;
        let mut argument = program.locate(graph, plan, data);
        argument.offset += offset(&self.input);
        let input = call.buffer("input", Access::Read, argument);
        let strides_of = |id: ValueId| layout::strides(graph.ty(id), plan.value(id).layout);
        let binding =
            Binding { axis: ChannelAxis::Uniform, first_channel: part.first_channel, valid_taps: 1, rounding_fits: requantize_bound(graph, self.value) };
        let mut epilogue = EpilogueCode::bind(graph, plan, self.node, binding, &mut call, program, |id| Ok(offset(&strides_of(id))))?;
        let residual_strides = epilogue.elementwise.iter().map(|r| strides_of(r.value)).collect::<Vec<_>>();
        let mut argument = program.locate(graph, plan, self.value);
        argument.offset += offset(&self.output);
        let output = call.buffer("output", Access::Write, argument);
        let trips = [self.image.batch, part.groups, part.blocks];
        let shared = shared_by_position(&trips, &[0, 2]);
        let lanes = call.kernel.lanes();
        epilogue.preload(&mut call.kernel);
        call.kernel.repeat_or_share(shared == 0, trips[0], |kernel, image| {
            kernel.repeat_or_share(shared == 1, trips[1], |kernel, group| {
                kernel.repeat_or_share(shared == 2, trips[2], |kernel, block| {
                    let position = Position { image, group, block };
                    let place = |buffer: BufferId, strides: &Strides| {
                        Place::start(buffer)
                            .along(position.image, strides.batch)
                            .along(position.group, QUAD * strides.channel)
                            .along(position.block, lanes * strides.column)
                    };
                    let results: Vec<Register> = (0..part.channels)
                        .map(|channel| {
                            let register = load_channel(kernel, source.dtype, &place(input, &self.input), &self.input, channel, part.lanes);
                            let accumulator = centre(kernel, register, source.dtype, source.zero_point());
                            let mut channels = ChannelPosition::new(1).along(group, QUAD);
                            channels.offset = channel;
                            let y = epilogue.steps(kernel, accumulator, 0, &channels, None, |kernel, index| {
                                let (residual, strides) = (epilogue.elementwise[index], &residual_strides[index]);
                                load_channel(kernel, residual.dtype, &place(residual.buffer, strides), strides, channel, part.lanes)
                            });
                            epilogue.end_lanes(kernel, y, source.dtype)
                        })
                        .collect();
                    self.store(kernel, &results, &place(output, &self.output), part.lanes);
                });
            });
        });
        Ok(call.finish(program))
    }

    /// Stores the pixels of up to four channels.
    fn store(&self, kernel: &mut KernelBuilder, results: &[Register], place: &Place, lanes: usize) {
        let dtype = self.context.graph.ty(self.value).dtype;
        let adjacent = self.output.column == dtype.bytes();
        match dtype {
            DType::U8 | DType::S8 if !adjacent => {
                let mut word = masked(kernel, results[0], dtype);
                for (index, &byte) in results.iter().enumerate().skip(1) {
                    let from = masked(kernel, byte, dtype);
                    let to = kernel.register(RegisterKind::I32);
                    kernel.emit(VectorOp::Shift { to, from, left: 8 * index as i8 });
                    word = kernel.binary(BinaryOp::OrI32, RegisterKind::I32, word, to);
                }
                let form = if self.output.column == 4 { StoreForm::Full } else { StoreForm::Strided { stride: self.output.column as i64 } };
                kernel.store(word, form, place, lanes);
            }
            _ => {
                let form = match (dtype, adjacent) {
                    (DType::U8 | DType::S8, _) => StoreForm::Narrow8,
                    (_, true) => StoreForm::Full,
                    (_, false) => StoreForm::Strided { stride: self.output.column as i64 },
                };
                for (channel, &register) in results.iter().enumerate() {
                    kernel.store(register, form, &place.clone().plus(channel * self.output.channel), lanes);
                }
            }
        }
    }
}

/// The low byte of lanes that may be negative.
fn masked(kernel: &mut KernelBuilder, register: Register, dtype: DType) -> Register {
    if dtype == DType::U8 {
        return register;
    }
    let mask = kernel.splat_i32(255);
    kernel.binary(BinaryOp::AndI32, RegisterKind::I32, register, mask)
}

/// Neighbouring pixels of channel `channel` of the group of four that starts at `place`.
fn load_channel(kernel: &mut KernelBuilder, dtype: DType, place: &Place, strides: &Strides, channel: usize, lanes: usize) -> Register {
    if dtype.bytes() == 1 && strides.column > 1 {
        load_pixels(kernel, dtype, place, strides.column, channel, lanes)
    } else {
        load_pixels(kernel, dtype, &place.clone().plus(channel * strides.channel), strides.column, 0, lanes)
    }
}
