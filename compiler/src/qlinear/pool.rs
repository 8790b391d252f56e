//! Pooling of integers.

use super::{Quantized, scale_of};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Graph, Op, Operand, PoolReduction, Reduction, Step, TensorType, ValueId, Window, infer_shape};

/// By what an average divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divisor {
    /// All taps of the window, padding included.
    Window,
    /// The taps inside the image.
    ValidTaps,
}

/// QLinearAveragePool of images: F(sx · (x − zx)) summed up in window order, divided by the count, then by sy; the zero point is added before
/// rounding. A window that covers the whole image is [`mean`].
///
/// # Errors
/// `Shape` where the window does not fit, `Invalid` where the value has no scale.
pub fn average_pool(graph: &mut Graph, name: &str, value: ValueId, window: Window, divisor: Divisor, to: &Quantized) -> Result<ValueId> {
    let image = graph.ty(value).shape.as_image().map(|i| [i.height, i.width]);
    if Some(window.kernel) == image && window.pad_before == [0; 2] && window.pad_after == [0; 2] {
        return mean(graph, name, value, &[2, 3], to);
    }
    let real = super::dequantize(graph, &format!("{name}.real"), value)?;
    let op = Op::Pool { reduction: PoolReduction::RunningSum, window };
    let shape = infer_shape(&op, &[graph.ty(real)])?;
    let divide = match divisor {
        Divisor::Window => Step::Divide(Operand::Constant((window.kernel[0] * window.kernel[1]) as f32)),
        Divisor::ValidTaps => Step::Divide(Operand::ValidTaps),
    };
    let steps = [vec![divide], to.round_last_steps()].concat();
    Ok(graph.push_node(name, to.ty(shape), op, [real], Some(Epilogue::new(steps, to.round_last()))))
}

/// QLinearGlobalAveragePool, over any axes (ascending): F(F(Σ (x − zx)) · m), m = F(sx / F(sy · n)).
///
/// # Errors
/// `Invalid` where the value has no scale, `Range` where the multiplier leaves f32.
pub fn mean(graph: &mut Graph, name: &str, value: ValueId, axes: &[usize], to: &Quantized) -> Result<ValueId> {
    let ty = graph.ty(value).clone();
    let scale = scale_of(&ty)?;
    let extents = ty.shape.extents();
    let count: usize = axes.iter().filter_map(|&axis| extents.get(axis)).product();
    let multiplier = scale / (to.scale.get() * count as f32);
    if !multiplier.is_finite() {
        return Err(Diagnostic::error(Code::Range, format!("the scales give the multiplier {multiplier}")).hint("calibrate the model again"));
    }
    // Images are pooled, other tensors reduced: the sum is exact either way.
    let op = match (extents, axes) {
        (&[_, _, height, width], [2, 3]) => {
            let window = Window { kernel: [height, width], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
            Op::Pool { reduction: PoolReduction::Sum, window }
        }
        _ => Op::Reduce { reduction: Reduction::Sum, axes: axes.to_vec() },
    };
    let shape = infer_shape(&op, &[&ty])?;
    let steps = [Step::Convert, Step::Multiply(Operand::Constant(multiplier))];
    Ok(graph.push_node(name, to.ty(shape), op, [value], Some(Epilogue::new(steps, to.store()))))
}

/// Largest integers of each window; scale and zero point stay.
///
/// # Errors
/// `Shape` where the window does not fit.
pub fn max_pool(graph: &mut Graph, name: &str, value: ValueId, window: Window) -> Result<ValueId> {
    let op = Op::Pool { reduction: PoolReduction::Maximum, window };
    let ty = TensorType { shape: infer_shape(&op, &[graph.ty(value)])?, ..graph.ty(value).clone() };
    let (end, steps) = match ty.dtype.integer_bounds().filter(|_| ty.dtype != DType::S32) {
        Some((lo, hi)) => (End::Saturate { zero_point: ty.zero_point(), lo, hi }, vec![]),
        None => (End::F32, vec![]),
    };
    Ok(graph.push_node(name, ty, op, [value], Some(Epilogue::new(steps, end))))
}
