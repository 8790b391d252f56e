//! Operators that only move elements: transpose, slice, repetition, padding, concatenation, reshape.
//!
//! In: such a node. Out: calls that copy elements between the places where layouts put them, and calls that fill the gaps of padding; no two of
//! them write the same byte. It never looks at what the elements mean.
//!
//! * `axes` a copy as nested steps through two tensors · `kernel` the loops and vectors that run it

mod axes;
mod kernel;

use super::Context;
use super::program::ProgramBuilder;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Node, Op, ValueId};
use crate::loop_ir::{Argument, Call};
use crate::plan::memory::SLACK;
use crate::plan::{Placement, layout, parts};
pub use axes::Axis;
use axes::{reshape, simplified};

/// Where the elements of a movement come from.
#[derive(Debug, Clone, Copy)]
pub enum Origin {
    /// A tensor that begins at `argument`, of whose memory `readable` bytes may be read.
    Memory { argument: Argument, readable: usize },
    /// The same element everywhere; bytes are repeated through the word.
    Fill { word: u32 },
}

/// A copy of elements of 1 or 4 bytes. The source strides of a fill are 0.
#[derive(Debug, Clone)]
pub struct Movement {
    pub element: usize,
    pub axes: Vec<Axis>,
    pub origin: Origin,
    /// Bytes from the start of either tensor to the first element.
    pub source: i64,
    pub destination: i64,
}

/// Lowers a node that has no epilogue.
pub fn lower(context: &Context, value: ValueId, node: &Node, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let mut calls = Vec::new();
    for movement in movements(context, value, node, program)? {
        calls.extend(lower_movement(context, program.locate(context.graph, context.plan, value), movement, program)?);
    }
    Ok(calls)
}

/// Lowers one copy to a tensor at `output`.
pub fn lower_movement(context: &Context, output: Argument, mut movement: Movement, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    movement.axes = simplified(movement.axes);
    kernel::lower(context, output, &movement, program)
}

/// Bytes from element to element along each axis of a value.
fn strides(context: &Context, id: ValueId) -> Vec<i64> {
    let strides = layout::axis_strides(context.graph.ty(id), context.plan.value(id).layout);
    strides.into_iter().map(|stride| stride as i64).collect()
}

/// A value as what elements come from.
pub fn origin(context: &Context, id: ValueId, program: &mut ProgramBuilder) -> Origin {
    let (graph, plan) = (context.graph, context.plan);
    let bytes = |id: ValueId| layout::bytes(graph.ty(id), plan.value(id).layout);
    let readable = match plan.value(id).placement {
        Placement::Arena(_) | Placement::Lane(_) => bytes(id) + SLACK,
        Placement::Part { of, offset } => bytes(of) - offset + SLACK,
        Placement::Input(_) | Placement::Output(_) | Placement::Constant => bytes(id),
    };
    Origin::Memory { argument: program.locate(graph, plan, id), readable }
}

fn movements(context: &Context, value: ValueId, node: &Node, program: &mut ProgramBuilder) -> Result<Vec<Movement>> {
    let (graph, plan) = (context.graph, context.plan);
    let ty = graph.ty(value);
    let to = strides(context, value);
    let mut concatenated = 0;
    let mut list = Vec::new();
    let in_place = parts::in_place(graph, &plan.values, value, node);
    for (at, &input) in node.inputs.iter().enumerate() {
        let extents = graph.ty(input).shape.extents();
        let from = strides(context, input);
        let origin = origin(context, input, program);
        let mut copy = Movement { element: ty.dtype.bytes(), axes: Vec::new(), origin, source: 0, destination: 0 };
        if let Op::Reshape = node.op {
            let whole = |extents: &[usize], strides: &[i64]| extents.iter().copied().zip(strides.iter().copied()).collect::<Vec<_>>();
            copy.axes = reshape(&whole(extents, &from), &whole(ty.shape.extents(), &to))
                .ok_or_else(|| Diagnostic::error(Code::Invalid, "this reshape has no axes in common with its operand; run the canonical-form passes first"))?;
            list.push(copy);
            continue;
        }
        let straight = |axis: usize| Axis { extent: extents[axis], source: from[axis], destination: to[axis] };
        copy.axes = (0..extents.len()).map(straight).collect();
        match node.op {
            Op::Transpose { ref permutation } => {
                let moved = |(at, &axis): (usize, &usize)| Axis { destination: to[at], ..straight(axis) };
                copy.axes = permutation.iter().enumerate().map(moved).collect();
            }
            Op::Slice { axis, start, step, count } => {
                // Of one element, any step was legal.
                let source = if count > 1 { from[axis] * step as i64 } else { 0 };
                copy.axes[axis] = Axis { extent: count, source, destination: to[axis] };
                copy.source = start as i64 * from[axis];
            }
            Op::Repeat { axis, count } => {
                copy.axes[axis].destination *= count as i64;
                copy.axes.push(Axis { extent: count, source: 0, destination: to[axis] });
            }
            Op::Concat { axis } => {
                copy.destination = concatenated as i64 * to[axis];
                concatenated += extents[axis];
                if in_place.get(at) == Some(&true) {
                    continue;
                }
            }
            Op::Pad { axis, before, after, interior, value } => {
                // Without neighbours, any number of elements between them was legal.
                let interior = if extents[axis] > 1 { interior } else { 0 };
                let word = padding(ty.dtype, ty.zero_point(), value);
                let filled: Vec<Axis> = copy.axes.iter().map(|&axis| Axis { source: 0, ..axis }).collect();
                copy.axes[axis].destination *= interior as i64 + 1;
                copy.destination = before as i64 * to[axis];
                let inside = (extents[axis] - 1) * (interior + 1) + 1;
                // The elements before the first and behind the last, and those between neighbours.
                for (first, gaps, length) in [(0, 1, before), (before + inside, 1, after), (before + 1, extents[axis] - 1, interior)] {
                    if gaps * length > 0 {
                        let mut axes = filled.clone();
                        axes[axis].extent = length;
                        axes.push(Axis { extent: gaps, source: 0, destination: to[axis] * (interior as i64 + 1) });
                        list.push(Movement { axes, origin: Origin::Fill { word }, destination: first as i64 * to[axis], ..copy.clone() });
                    }
                }
            }
            _ => return Err(Diagnostic::error(Code::Invalid, format!("'{}' does not only move elements", node.op.name()))),
        }
        list.push(copy);
    }
    Ok(list)
}

/// The stored element that stands for the real number `value`, repeated through a word.
pub fn padding(dtype: DType, zero_point: i32, value: f32) -> u32 {
    let stored = zero_point.wrapping_add(value as i32);
    match dtype {
        DType::F32 => value.to_bits(),
        DType::S32 => stored as u32,
        DType::U8 | DType::S8 => u32::from_le_bytes([stored as u8; 4]),
    }
}
