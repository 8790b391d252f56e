//! QLinearConv, QLinearMatMul and QGemm: an exact integer sum, one multiplication.

use super::accumulation::{Accumulation, Data, Weight};
use super::{Quantized, scale_of};
use crate::diagnostic::Result;
use crate::graph::{Graph, Op, Step, ValueId};

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
    let scale = scale_of(graph.ty(data))?;
    let multipliers = multipliers(alpha * scale, weight.scales.iter().map(|s| s.get()), to);
    let sum = Accumulation::weighted(graph, name, Data { value: data, zero_point: None }, op, &weight, bias)?;
    match to {
        Some(to) => sum.stored(graph, name, multipliers, to),
        None => {
            let multiplier = sum.along_outputs(graph, &format!("{name}.multiplier"), multipliers)?;
            Ok(sum.real(graph, name, [Step::Multiply(multiplier)]))
        }
    }
}

/// F(F(sx · sw) / sy) of each weight's scale, or F(sx · sw).
pub fn multipliers(data: f32, weights: impl Iterator<Item = f32>, to: Option<&Quantized>) -> Vec<f32> {
    weights.map(|weight| to.map_or(data * weight, |to| data * weight / to.scale.get())).collect()
}
