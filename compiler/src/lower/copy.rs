//! Concatenation: stretches of bytes, one input after the other.

use super::Context;
use super::builder::{KernelBuilder, Place};
use super::program::{CallBuilder, ProgramBuilder};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Node, Op, ValueId};
use crate::loop_ir::{Access, BufferId, Call, CounterId, LoadForm, RegisterKind, StoreForm};
use crate::plan::{geometry, layout};

/// `count` stretches of `bytes`, so many bytes apart in source and destination.
struct Stretches {
    count: usize,
    bytes: usize,
    source: usize,
    destination: usize,
    /// Where this input's first stretch goes.
    offset: usize,
    /// Bytes from this input's first stretch to the next input's.
    advance: usize,
}

/// Lowers a concatenation.
pub fn lower(context: &Context, value: ValueId, node: &Node, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let Op::Concat { axis } = node.op else {
        return Err(Diagnostic::error(Code::Invalid, format!("'{}' is not a concatenation", node.op.name())));
    };
    let mut calls = Vec::new();
    let mut offset = 0;
    for &input in &node.inputs {
        let stretches = stretches(context, value, input, axis, offset)?;
        offset += stretches.advance;
        calls.extend(copy(context, value, input, &stretches, program));
    }
    Ok(calls)
}

fn stretches(context: &Context, value: ValueId, input: ValueId, axis: usize, offset: usize) -> Result<Stretches> {
    let (graph, plan) = (context.graph, context.plan);
    let size = graph.ty(value).dtype.bytes();
    let pitch = |id: ValueId| geometry::interleaved_pitch(graph, &plan.values, id);
    let (whole, part) = (graph.ty(value).shape.extents(), graph.ty(input).shape.extents());
    if let (Some(to), Some(from), Some(image), Some(all)) = (pitch(value), pitch(input), graph.ty(input).shape.as_image(), graph.ty(value).shape.as_image()) {
        let pixels = [image.batch, image.height, image.width];
        // N H W C order: the axes outside the concatenated one count stretches, those inside make them longer.
        return Ok(match axis {
            0 | 1 => {
                let count = pixels.iter().product::<usize>();
                let bytes = image.channels * size;
                let advance = if axis == 1 { bytes } else { count * to * size };
                Stretches { count, bytes, source: from * size, destination: to * size, offset, advance }
            }
            _ => {
                let (count, inside, all_inside) = match axis {
                    2 => (image.batch, image.height * image.width, all.height * all.width),
                    _ => (image.batch * image.height, image.width, all.width),
                };
                if from != to {
                    return Err(Diagnostic::error(Code::Invalid, "a concatenation of rows or columns changes the distance of pixels"));
                }
                let bytes = inside * from * size;
                Stretches { count, bytes, source: bytes, destination: all_inside * to * size, offset, advance: bytes }
            }
        });
    }
    if plan.value(value).layout != layout::Layout::Dense || plan.value(input).layout != layout::Layout::Dense {
        return Err(Diagnostic::error(Code::Unsupported, "a concatenation mixes layouts").hint("concatenate tensors of rank 2 or 4"));
    }
    let inner = |extents: &[usize]| extents[axis..].iter().product::<usize>() * size;
    let bytes = inner(part);
    Ok(Stretches { count: part[..axis].iter().product(), bytes, source: bytes, destination: inner(whole), offset, advance: bytes })
}

fn copy(context: &Context, value: ValueId, input: ValueId, stretches: &Stretches, program: &mut ProgramBuilder) -> Vec<Call> {
    let (graph, plan) = (context.graph, context.plan);
    let vector = context.target.vector_bytes() as usize;
    let mut calls = Vec::new();
    for (first, lanes, blocks) in [(0, vector, stretches.bytes / vector), (stretches.bytes / vector * vector, stretches.bytes % vector, 1)] {
        if lanes * blocks == 0 {
            continue;
        }
        let mut call = CallBuilder::new(format!("copy {lanes}x{blocks} on {}", stretches.count), vector as u32);
        let mut argument = program.locate(graph, plan, input);
        argument.offset += first;
        let source = call.buffer("input", Access::Read, argument);
        let mut argument = program.locate(graph, plan, value);
        argument.offset += stretches.offset + first;
        let destination = call.buffer("output", Access::Write, argument);
        let share_blocks = blocks > stretches.count;
        call.kernel.repeat_or_share(!share_blocks, stretches.count, |kernel, stretch| {
            kernel.repeat_or_share(share_blocks, blocks, |kernel, block| {
                let place = |buffer: BufferId, stride: usize, block: Option<CounterId>| Place::start(buffer).along(stretch, stride).along(block, vector);
                move_bytes(kernel, &place(source, stretches.source, block), &place(destination, stretches.destination, block), lanes);
            });
        });
        calls.push(call.finish(program));
    }
    calls
}

fn move_bytes(kernel: &mut KernelBuilder, from: &Place, to: &Place, lanes: usize) {
    let bytes = kernel.load(RegisterKind::U8, LoadForm::Full, from, lanes);
    kernel.store(bytes, StoreForm::Full, to, lanes);
}
