//! The largest magnitude of a tensor, as a scalar.

use super::builder::{KernelBuilder, Place};
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode};
use super::program::{CallBuilder, ProgramBuilder};
use super::{Context, centre, load_lanes};
use crate::diagnostic::Result;
use crate::graph::{DType, Node, ValueId};
use crate::loop_ir::{Access, Argument, Base, BinaryOp, BufferId, Call, Register, RegisterKind, Source, UnaryOp, VectorOp};
use crate::numerics::requantize_bound;
use crate::plan::families::image_of;
use crate::plan::{WindowOrder, geometry, layout};

/// Independent running maxima, to hide the latency of one.
const CHAINS: usize = 4;

/// Lowers `absmax`. One worker does it: the result is one number, and it comes before everything that needs it.
pub fn lower(context: &Context, value: ValueId, node: &Node, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let (graph, plan) = (context.graph, context.plan);
    let data = node.inputs[0];
    let ty = graph.ty(data);
    let image = image_of(graph, data);
    let mut call = CallBuilder::new(format!("absmax {} of {}", ty.dtype, ty.shape), context.target.vector_bytes());
    let argument = program.locate(graph, plan, data);
    let input = call.buffer("input", Access::Read, argument);
    let binding = Binding { axis: ChannelAxis::Lanes(WindowOrder::Linear), first_channel: 0, valid_taps: 1, rounding_fits: requantize_bound(graph, value) };
    let epilogue = EpilogueCode::bind(graph, plan, node, binding, &mut call, program, |_| Ok(0))?;
    let argument = program.locate(graph, plan, value);
    let output = call.buffer("output", Access::Write, argument);
    let lanes = call.kernel.lanes();
    // All ones in the first half, zeros in the second: from the right place it keeps any number of lanes.
    let bits: Vec<u8> = (0..8 * lanes).map(|i| if i < 4 * lanes { 0xff } else { 0 }).collect();
    let mask = (ty.zero_point() != 0).then(|| program.constant("lane mask".into(), bits));
    let mask = mask.map(|constant| call.buffer("mask", Access::Read, Argument { base: Base::Constant(constant), offset: 0 }));

    // Rows of elements without gaps: the whole tensor, or the channels of each pixel.
    let pitch = geometry::interleaved_pitch(graph, &plan.values, data);
    let gaps = pitch.is_some_and(|p| p != image.channels);
    let (rows, row, stride) = if gaps {
        (image.batch * image.height * image.width, image.channels, pitch.unwrap_or(0) * ty.dtype.bytes())
    } else {
        (1, layout::bytes(ty, plan.value(data).layout) / ty.dtype.bytes(), 0)
    };
    let reduction = Reduction { dtype: ty.dtype, zero_point: ty.zero_point(), mask };
    call.kernel.share(1, |kernel, _| {
        let running: Vec<Register> = (0..CHAINS).map(|_| reduction.zero(kernel)).collect();
        let chunk = CHAINS * lanes;
        kernel.repeat(rows, |kernel, counter| {
            let source = Place::start(input).along(counter, stride);
            if row / chunk > 0 {
                kernel.repeat(row / chunk, |kernel, block| {
                    for (chain, &to) in running.iter().enumerate() {
                        let place = source.clone().along(block, chunk * ty.dtype.bytes()).plus(chain * lanes * ty.dtype.bytes());
                        reduction.take(kernel, to, &place, lanes);
                    }
                });
            }
            let rest = source.plus(row / chunk * chunk * ty.dtype.bytes());
            for (chain, first) in (0..row % chunk).step_by(lanes).enumerate() {
                reduction.take(kernel, running[chain], &rest.clone().plus(first * ty.dtype.bytes()), (row % chunk - first).min(lanes));
            }
        });
        for &other in &running[1..] {
            reduction.larger(kernel, running[0], other);
        }
        let (op, kind) = match ty.dtype {
            DType::F32 => (UnaryOp::ReduceMaxF32, RegisterKind::F32),
            _ => (UnaryOp::ReduceMaxI32, RegisterKind::I32),
        };
        let accumulator = kernel.unary(op, kind, running[0]);
        let scalar = ChannelPosition::new(1);
        let y = epilogue.steps(kernel, accumulator, 0, &scalar, None, |kernel, index| {
            let residual = epilogue.elementwise[index];
            load_lanes(kernel, residual.dtype, &Place::start(residual.buffer), 1)
        });
        epilogue.end_and_store(kernel, &[y], ty.dtype, &Place::start(output), 1);
    });
    Ok(vec![call.finish(program)])
}

struct Reduction {
    dtype: DType,
    zero_point: i32,
    /// Where there is a zero point.
    mask: Option<BufferId>,
}

impl Reduction {
    fn zero(&self, kernel: &mut KernelBuilder) -> Register {
        if self.dtype == DType::F32 { kernel.splat_f32(0.0) } else { kernel.splat_i32(0) }
    }

    /// Takes up to a register's worth of elements into `to`. Lanes that are not read count as zero.
    fn take(&self, kernel: &mut KernelBuilder, to: Register, place: &Place, lanes: usize) {
        let loaded = load_lanes(kernel, self.dtype, place, lanes);
        if self.dtype == DType::F32 {
            let magnitude = kernel.unary(UnaryOp::AbsF32, RegisterKind::F32, loaded);
            return self.larger(kernel, to, magnitude);
        }
        let mut centred = centre(kernel, loaded, self.dtype, self.zero_point);
        if let (Some(mask), true) = (self.mask, lanes < kernel.lanes()) {
            // Lanes that were not read are zero as stored, which is not zero in value.
            let keep = kernel.memory(&Place::start(mask).plus((kernel.lanes() - lanes) * 4));
            let to = kernel.register(RegisterKind::I32);
            kernel.emit(VectorOp::Binary { to, op: BinaryOp::AndI32, a: centred, b: keep });
            centred = to;
        }
        if self.dtype == DType::S32 {
            // |−2³¹| counts as 2³¹ − 1.
            let lowest = kernel.splat_i32(-i32::MAX);
            centred = kernel.binary(BinaryOp::MaxI32, RegisterKind::I32, centred, lowest);
        }
        let magnitude = kernel.unary(UnaryOp::AbsI32, RegisterKind::I32, centred);
        self.larger(kernel, to, magnitude);
    }

    /// `to = other > to ? other : to`: NaN is passed over.
    fn larger(&self, kernel: &mut KernelBuilder, to: Register, other: Register) {
        let op = if self.dtype == DType::F32 { BinaryOp::MaxF32 } else { BinaryOp::MaxI32 };
        kernel.emit(VectorOp::Binary { to, op, a: other, b: Source::Register(to) });
    }
}
