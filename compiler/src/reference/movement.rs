//! Operators that only move elements: each output element is one input element, or padding.

use super::{Operand, check, invalid};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Op, Shape, Tensor, TensorData, TensorType};

/// Runs a transpose, slice, repetition or padding.
pub fn run(op: &Op, data: Operand, ty: &TensorType) -> Result<Tensor> {
    let sources = sources(op, data.shape)?;
    let outside = || Diagnostic::error(Code::Range, format!("{ty} cannot hold the padding of this node"));
    let padding = match *op {
        Op::Pad { value, .. } => value,
        _ => 0.0,
    };
    macro_rules! moved {
        ($values:expr, $variant:ident, $padding:expr) => {{
            let padding = $padding;
            TensorData::$variant(offsets(&sources).map(|at| at.map_or(padding, |at| $values[at])).collect())
        }};
    }
    let stored = i64::from(data.zero_point) + padding as i64;
    let moved = match data.data {
        TensorData::F32(values) => moved!(values, F32, padding),
        TensorData::U8(values) => moved!(values, U8, u8::try_from(stored).map_err(|_| outside())?),
        TensorData::S8(values) => moved!(values, S8, i8::try_from(stored).map_err(|_| outside())?),
        TensorData::S32(values) => moved!(values, S32, i32::try_from(stored).map_err(|_| outside())?),
    };
    check(&Tensor::new(ty.shape.clone(), moved)?, ty)
}

/// For each axis of the output and each coordinate on it, how many elements it moves the place in the input; `None` is padding.
type Sources = Vec<Vec<Option<usize>>>;

fn sources(op: &Op, input: &Shape) -> Result<Sources> {
    let extents = input.extents();
    let strides: Vec<usize> = (0..extents.len()).map(|axis| extents[axis + 1..].iter().product()).collect();
    let straight = |axis: usize| (0..extents[axis]).map(|i| Some(i * strides[axis])).collect::<Vec<_>>();
    let mut sources: Sources = (0..extents.len()).map(straight).collect();
    let stray = |axis: usize| invalid(format!("axis {axis} of a tensor of rank {}", extents.len()));
    match *op {
        Op::Transpose { ref permutation } => {
            sources = permutation.iter().map(|&axis| if axis < extents.len() { Ok(straight(axis)) } else { Err(stray(axis)) }).collect::<Result<_>>()?;
        }
        Op::Slice { axis, start, step, count } => {
            let whole = sources.get(axis).ok_or_else(|| stray(axis))?;
            let element = |i: usize| whole.get(start.wrapping_add_signed(step.wrapping_mul(i as isize))).copied();
            sources[axis] = (0..count).map(element).collect::<Option<_>>().ok_or_else(|| invalid("a slice leaves its tensor"))?;
        }
        Op::Repeat { axis, count } => {
            let whole = sources.get(axis).ok_or_else(|| stray(axis))?;
            sources[axis] = whole.iter().flat_map(|&source| std::iter::repeat_n(source, count)).collect();
        }
        Op::Pad { axis, before, after, interior, .. } => {
            let whole = sources.get(axis).ok_or_else(|| stray(axis))?;
            let mut padded = vec![None; before];
            for (i, &source) in whole.iter().enumerate() {
                padded.extend(std::iter::repeat_n(None, if i > 0 { interior } else { 0 }));
                padded.push(source);
            }
            padded.extend(std::iter::repeat_n(None, after));
            sources[axis] = padded;
        }
        _ => return Err(invalid(format!("'{}' does not only move elements", op.name()))),
    }
    Ok(sources)
}

/// The place of every output element in the input, in C order of the output.
fn offsets(sources: &Sources) -> impl Iterator<Item = Option<usize>> + '_ {
    let volume: usize = sources.iter().map(Vec::len).product();
    (0..volume).map(|element| {
        let mut rest = element;
        let mut offset = Some(0);
        for axis in sources.iter().rev() {
            offset = offset.zip(axis[rest % axis.len()]).map(|(sum, part)| sum + part);
            rest /= axis.len();
        }
        offset
    })
}
