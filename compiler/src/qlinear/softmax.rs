//! QLinearSoftmax.

use super::elementwise::table;
use super::{Quantized, scale_of};
use crate::compose;
use crate::diagnostic::Result;
use crate::graph::{DType, End, Epilogue, Graph, Op, Operand, Reduction, Shape, Step, Tensor, TensorData, TensorType, ValueId};

/// A softmax, and whether ONNX Runtime's arithmetic overflows for its largest elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Softmax {
    pub value: ValueId,
    /// The largest elements come out as an end of the range: the zero point for u8.
    pub overflows: bool,
}

/// Over the last axis of a matrix of rows. Entry i of a table T is e^((i − 255 + shift) · sx); x takes the entry 255 − (largest x of its row − x). The
/// result is F(F(T · M) / S), with S the running sum of the row's entries and M = ⌊1 / sy⌋. `shift` keeps the sums of long rows from overflowing; in short
/// rows with a fine scale T · M overflows.
///
/// # Errors
/// `Invalid` where the value has no scale, `Shape` for another rank than 2.
pub fn softmax(graph: &mut Graph, name: &str, rows: ValueId, to: &Quantized) -> Result<Softmax> {
    let part = |part: &str| format!("{name}.{part}");
    let ty = graph.ty(rows).clone();
    let scale = scale_of(&ty)?;
    let length = ty.shape.extents().last().copied().unwrap_or(1);
    let shift = f64::from(((f32::MAX / length as f32).ln() - 5.0).max(0.0)) / f64::from(scale);
    let powers: Vec<f32> = (0..256).map(|i| ((f64::from(i) - 255.0 + shift) * f64::from(scale)).exp() as f32).collect();
    let factor = (1.0 / to.scale.get()).floor();
    let scaled: Vec<f32> = powers.iter().map(|power| power * factor).collect();
    let overflows = scaled.iter().any(|s| s.is_infinite());
    // What is stored for an infinite quotient: converting it to s32 gives −2³¹. Of that u8 keeps the lowest byte, 0; s8 adds the zero point, which
    // wraps where it is negative, and saturates.
    let infinite = match (to.dtype, to.zero_point < 0) {
        (DType::S8, true) => f32::MAX,
        (DType::S8, false) => f32::MIN,
        _ => 0.0,
    };
    // A quarter of each entry, so that what stands for infinity is beyond every quotient of the others: S is at most f32::MAX / e⁵.
    let quarters = scaled.into_iter().map(|s| if s.is_finite() { s * 0.25 } else { infinite }).collect();

    let largest = compose::reduce(graph, &part("largest"), rows, Reduction::Maximum, &[1], [Step::Convert])?;
    let largest = compose::broadcast(graph, &part("largest.row"), largest, &ty.shape)?;
    let place = [Step::Convert, Step::Subtract(graph.each(largest)), Step::Add(Operand::Constant(255.0))];
    let real = TensorType::plain(DType::F32, ty.shape.clone());
    let powers = table(graph, &part("power_table"), powers)?;
    let steps = [&place[..], &[Step::Lookup(powers)]].concat();
    let powers = graph.push_node(part("powers"), real, Op::Map, [rows], Some(Epilogue::new(steps, End::F32)));
    // A product with ones adds one element after the other.
    let ones = graph.push_constant(part("ones"), Tensor::new(Shape::new([1, length])?, TensorData::F32(vec![1.0; length].into()))?);
    let sums = TensorType::plain(DType::F32, Shape::new([ty.shape.extents()[0], 1])?);
    let sums = graph.push_node(part("sum"), sums, Op::FullyConnected, [powers, ones], Some(Epilogue::new([], End::F32)));
    let sums = compose::broadcast(graph, &part("sum.row"), sums, &ty.shape)?;
    let quarters = table(graph, &part("table"), quarters)?;
    let steps = [&place[..], &[Step::Lookup(quarters), Step::Divide(graph.each(sums)), Step::Multiply(Operand::Constant(4.0))]].concat();
    let value = graph.push_node(name, to.ty(ty.shape), Op::Map, [rows], Some(Epilogue::new(steps, to.store())));
    Ok(Softmax { value, overflows })
}
