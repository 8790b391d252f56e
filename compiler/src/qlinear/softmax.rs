//! QLinearSoftmax.

use super::elementwise::table;
use super::{Quantized, scale_of};
use crate::compose;
use crate::diagnostic::Result;
use crate::graph::{DType, End, Epilogue, Graph, Op, Operand, Reduction, Shape, Step, Tensor, TensorData, TensorType, ValueId};

/// Over the last axis of a matrix of rows. Entry i of a table is e^((i − 255 + shift) · sx); x takes the entry 255 − (largest x of its row − x). The result
/// is F(F(t · M) / S), with S the running sum of the row's entries and M = ⌊1 / sy⌋. `shift` keeps the sums of long rows from overflowing.
///
/// # Errors
/// `Invalid` where the value has no scale, `Shape` for another rank than 2.
pub fn softmax(graph: &mut Graph, name: &str, rows: ValueId, to: &Quantized) -> Result<ValueId> {
    let part = |part: &str| format!("{name}.{part}");
    let ty = graph.ty(rows).clone();
    let scale = scale_of(&ty)?;
    let length = ty.shape.extents().last().copied().unwrap_or(1);
    let shift = f64::from(((f32::MAX / length as f32).ln() - 5.0).max(0.0)) / f64::from(scale);
    let entries = (0..256).map(|i| ((f64::from(i) - 255.0 + shift) * f64::from(scale)).exp() as f32).collect();
    let powers_of = table(graph, &part("table"), entries)?;

    let largest = compose::reduce(graph, &part("largest"), rows, Reduction::Maximum, &[1], [Step::Convert])?;
    let largest = compose::broadcast(graph, &part("largest.row"), largest, &ty.shape)?;
    let steps = [Step::Convert, Step::Subtract(graph.each(largest)), Step::Add(Operand::Constant(255.0)), Step::Lookup(powers_of)];
    let real = TensorType::plain(DType::F32, ty.shape.clone());
    let powers = graph.push_node(part("powers"), real, Op::Map, [rows], Some(Epilogue::new(steps, End::F32)));
    // A product with ones adds one element after the other.
    let ones = graph.push_constant(part("ones"), Tensor::new(Shape::new([1, length])?, TensorData::F32(vec![1.0; length].into()))?);
    let sums = TensorType::plain(DType::F32, Shape::new([ty.shape.extents()[0], 1])?);
    let sums = graph.push_node(part("sum"), sums, Op::FullyConnected, [powers, ones], Some(Epilogue::new([], End::F32)));
    let sums = compose::broadcast(graph, &part("sum.row"), sums, &ty.shape)?;
    let steps = [Step::Multiply(Operand::Constant((1.0 / to.scale.get()).floor())), Step::Divide(graph.each(sums))];
    Ok(graph.push_node(name, to.ty(ty.shape), Op::Map, [powers], Some(Epilogue::new(steps, to.store()))))
}
