//! Between real numbers and integers.

use super::{Quantized, scale_of};
use crate::diagnostic::Result;
use crate::graph::{DType, End, Epilogue, Graph, Op, Operand, Quantization, Step, TensorType, ValueId};

/// QuantizeLinear of f32 values: F(x / s), a true division, rounded, plus the zero point.
pub fn quantize(graph: &mut Graph, name: &str, value: ValueId, to: &Quantized) -> ValueId {
    let ty = to.ty(graph.ty(value).shape.clone());
    let steps = [Step::Divide(Operand::Constant(to.scale.get()))];
    graph.push_node(name, ty, Op::Map, [value], Some(Epilogue::new(steps, to.store())))
}

/// The steps from a stored integer to its real number: F(F(q − z) · s).
pub(super) fn real_steps(ty: &TensorType) -> Result<[Step; 2]> {
    Ok([Step::Convert, Step::Multiply(Operand::Constant(scale_of(ty)?))])
}

/// DequantizeLinear.
///
/// # Errors
/// `Invalid` where the value's type has no scale.
pub fn dequantize(graph: &mut Graph, name: &str, value: ValueId) -> Result<ValueId> {
    let ty = graph.ty(value).clone();
    let steps = real_steps(&ty)?;
    Ok(graph.push_node(name, TensorType::plain(DType::F32, ty.shape), Op::Map, [value], Some(Epilogue::new(steps, End::F32))))
}

/// DequantizeLinear followed by QuantizeLinear; the value itself where both have the same scale and zero point.
///
/// # Errors
/// `Invalid` where the value's type has no scale.
pub fn requantize(graph: &mut Graph, name: &str, value: ValueId, to: &Quantized) -> Result<ValueId> {
    let ty = graph.ty(value).clone();
    let wanted = to.ty(ty.shape.clone());
    if ty == wanted && Some((to.lo, to.hi)) == to.dtype.integer_bounds() {
        return Ok(value);
    }
    let [convert, multiply] = real_steps(&ty)?;
    let steps = [convert, multiply, Step::Divide(Operand::Constant(to.scale.get()))];
    Ok(graph.push_node(name, wanted, Op::Map, [value], Some(Epilogue::new(steps, to.store()))))
}

/// The same stored integers, with another meaning.
pub fn reinterpret(graph: &mut Graph, name: &str, value: ValueId, to: &Quantized) -> ValueId {
    let wanted = to.ty(graph.ty(value).shape.clone());
    relabel(graph, name, value, wanted)
}

/// The stored integers as plain numbers, without scale and zero point.
pub fn plain(graph: &mut Graph, name: &str, value: ValueId) -> ValueId {
    let ty = graph.ty(value);
    let wanted = TensorType::plain(ty.dtype, ty.shape.clone());
    relabel(graph, name, value, wanted)
}

/// The same stored integers with this zero point and a scale that nobody asks for; the value itself where it has that zero point.
pub fn with_zero_point(graph: &mut Graph, name: &str, value: ValueId, zero_point: i32) -> ValueId {
    let ty = graph.ty(value);
    if ty.zero_point() == zero_point {
        return value;
    }
    let wanted = TensorType { quantization: Quantization::RunTime { zero_point }, ..ty.clone() };
    relabel(graph, name, value, wanted)
}

fn relabel(graph: &mut Graph, name: &str, value: ValueId, wanted: TensorType) -> ValueId {
    let ty = graph.ty(value);
    if *ty == wanted {
        return value;
    }
    // The accumulator is q − z of the old meaning; adding the old z gives back the integer that is stored.
    let zero_point = ty.zero_point();
    let end = match wanted.dtype.integer_bounds() {
        Some((lo, hi)) if wanted.dtype != DType::S32 => End::Saturate { zero_point, lo, hi },
        _ => End::S32 { lo: i32::MIN, hi: i32::MAX },
    };
    graph.push_node(name, wanted, Op::Map, [value], Some(Epilogue::new([], end)))
}
