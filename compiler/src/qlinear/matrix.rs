//! QLinearConv, QLinearMatMul and QGemm: an exact integer sum, one multiplication.

use super::accumulation::{Accumulation, Data, Weight};
use super::{Quantized, scale_of};
use crate::diagnostic::Result;
use crate::graph::{Graph, Op, Step, ValueId};

/// What is added for each output channel.
#[derive(Debug)]
pub enum Bias {
    /// Part of the sum, in its units sx · sw.
    Summed(Vec<i32>),
    /// A real number, added in the same rounding that multiplies.
    Real(Vec<f32>),
}

/// What is multiplied and summed up.
#[derive(Debug)]
pub struct Contraction {
    /// `Op::Convolution` or `Op::FullyConnected`.
    pub op: Op,
    pub weight: Weight,
    pub bias: Option<Bias>,
    /// Multiplies sx first (QGemm).
    pub alpha: f32,
}

/// Σ (x − zx)(w − zw) + bias over the windows of a convolution, or over the elements of a sample, then one multiplication by
/// `m = F(F(sx · sw) / sy)` for each output channel; without `to` by `m = F(sx · sw)`, and the result is f32. A real bias b is added as F(b / sy), or as b.
///
/// # Errors
/// `Shape` where operands do not fit, `Invalid` where the data has no scale, `Range` where a multiplier leaves f32.
pub fn contraction(graph: &mut Graph, name: &str, data: ValueId, contraction: Contraction, to: Option<&Quantized>) -> Result<ValueId> {
    let Contraction { op, weight, bias, alpha } = contraction;
    let scale = scale_of(graph.ty(data))?;
    let multipliers = multipliers(alpha * scale, weight.scales.iter().map(|s| s.get()), to);
    let (summed, real) = match bias {
        None => (None, None),
        Some(Bias::Summed(bias)) => (Some(bias), None),
        Some(Bias::Real(bias)) => (None, Some(bias)),
    };
    let sum = Accumulation::weighted(graph, name, Data { value: data, zero_point: None }, op, &weight, summed)?;
    let Some(bias) = real else {
        return match to {
            Some(to) => sum.stored(graph, name, multipliers, to),
            None => {
                let multiplier = sum.along_outputs(graph, &format!("{name}.multiplier"), multipliers)?;
                Ok(sum.real(graph, name, [Step::Multiply(multiplier)]))
            }
        };
    };
    let multiplier = sum.along_outputs(graph, &format!("{name}.multiplier"), multipliers)?;
    let addends = bias.into_iter().map(|bias| to.map_or(bias, |to| bias / to.scale.get())).collect();
    let addend = sum.along_outputs(graph, &format!("{name}.addend"), addends)?;
    let steps = [Step::MultiplyAdd(multiplier, addend)];
    Ok(match to {
        Some(to) => sum.rounded(graph, name, steps, to),
        None => sum.real(graph, name, steps),
    })
}

/// F(F(sx · sw) / sy) of each weight's scale, or F(sx · sw).
pub fn multipliers(data: f32, weights: impl Iterator<Item = f32>, to: Option<&Quantized>) -> Vec<f32> {
    weights.map(|weight| to.map_or(data * weight, |to| data * weight / to.scale.get())).collect()
}
