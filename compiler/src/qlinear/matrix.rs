//! QLinearConv, QLinearMatMul and QGemm: an exact integer sum, one multiplication.

use super::{Quantized, scale_of};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Graph, Op, Quantization, Scale, Shape, Step, Tensor, TensorData, TensorType, ValueId, infer_shape};
use std::sync::Arc;

/// Weights without zero point: `O C/groups kh kw` of a convolution, `O K` of a matrix.
#[derive(Debug, Clone)]
pub struct Weight {
    pub shape: Shape,
    pub integers: Arc<[i8]>,
    /// One for all, or one for each output channel.
    pub scales: Vec<Scale>,
}

impl Weight {
    fn ty(&self) -> TensorType {
        let quantization = match self.scales[..] {
            [scale] => Quantization::PerTensor { scale, zero_point: 0 },
            _ => Quantization::PerAxis { axis: 0, scales: self.scales.clone().into() },
        };
        TensorType { dtype: DType::S8, shape: self.shape.clone(), quantization }
    }
}

/// What is multiplied and summed up.
#[derive(Debug)]
pub struct Contraction {
    /// `Op::Convolution` or `Op::FullyConnected`.
    pub op: Op,
    pub weight: Weight,
    /// In units of the accumulator, sx · sw; one for each output channel.
    pub bias: Option<Vec<i32>>,
    /// Multiplies sx first (QGemm).
    pub alpha: f32,
}

/// Σ (x − zx)(w − zw) + bias over the windows of a convolution, or over the elements of a sample, then one multiplication by
/// `m = F(F(sx · sw) / sy)` for each output channel; without `to` by `m = F(sx · sw)`, and the result is f32.
///
/// # Errors
/// `Shape` where operands do not fit, `Invalid` where the data has no scale, `Range` where a multiplier leaves f32.
pub fn contraction(graph: &mut Graph, name: &str, data: ValueId, contraction: Contraction, to: Option<&Quantized>) -> Result<ValueId> {
    let Contraction { op, weight, bias, alpha } = contraction;
    let data_type = graph.ty(data).clone();
    let scale = scale_of(&data_type)?;
    let shape = infer_shape(&op, &[&data_type, &weight.ty()])?;
    let multiplier = |weight: &Scale| {
        let product = alpha * scale * weight.get();
        to.map_or(product, |to| product / to.scale.get())
    };
    let multipliers: Vec<f32> = weight.scales.iter().map(multiplier).collect();
    if let Some(bad) = multipliers.iter().find(|m| !m.is_finite()) {
        return Err(Diagnostic::error(Code::Range, format!("the scales multiply to {bad}")).hint("calibrate the model again"));
    }
    let weight = graph.push(format!("{name}.weight"), weight.ty(), crate::graph::Definition::Constant(TensorData::S8(weight.integers.clone())));
    let mut inputs = vec![data, weight];
    if let Some(bias) = bias.filter(|b| b.iter().any(|&b| b != 0)) {
        inputs.push(graph.push_constant(format!("{name}.bias"), Tensor::new(Shape::new([bias.len()])?, TensorData::S32(bias.into()))?));
    }
    let multiplier = compose::channel_operand(graph, &format!("{name}.multiplier"), multipliers)?;
    let steps = [Step::Convert, Step::Multiply(multiplier)];
    let (ty, end) = match to {
        Some(to) => (to.ty(shape), to.store()),
        None => (TensorType::plain(DType::F32, shape), End::F32),
    };
    Ok(graph.push_node(name, ty, op, inputs, Some(Epilogue::new(steps, end))))
}
