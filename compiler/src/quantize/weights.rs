//! Weights and biases as integers.

use super::choices::Granularity;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Scale, Shape};
use crate::qlinear::Weight;

/// The largest bias in steps of the accumulator; leaves as much again for the products.
const MOST_BIAS: f64 = (1u32 << 30) as f64;

/// s8 weights −127..127 with one scale for each channel (axis 0), the largest magnitude / 127, and the bias in steps sx · sw, as `quantize_static` of
/// ONNX Runtime computes them; of granularity `Tensor` that of the largest channel is for all. A channel whose bias would have too many steps gets a larger scale.
///
/// # Errors
/// `Range` where a weight or bias is not finite.
pub fn quantize(shape: &Shape, weights: &[f32], bias: Option<&[f32]>, data_scale: Scale, granularity: Granularity) -> Result<(Weight, Option<Vec<i32>>)> {
    if let Some(bad) = weights.iter().chain(bias.unwrap_or_default()).find(|number| !number.is_finite()) {
        return Err(Diagnostic::error(Code::Range, format!("a weight or bias is {bad}")).hint("the parameters are damaged; train or export again"));
    }
    let channels = shape.extents().first().copied().unwrap_or(1);
    let depth = (weights.len() / channels).max(1);
    let mut integers = Vec::with_capacity(weights.len());
    let mut scales = Vec::with_capacity(channels);
    let magnitude = |numbers: &[f32]| numbers.iter().fold(0.0f32, |largest, w| largest.max(w.abs()));
    for (channel, row) in weights.chunks_exact(depth).enumerate() {
        let largest = magnitude(if granularity == Granularity::Tensor { weights } else { row });
        let steps = if granularity == Granularity::Trained { steps_of(row, largest) } else { 127.0 };
        let least = bias.map_or(0.0, |bias| f64::from(bias[channel].abs()) / (f64::from(data_scale.get()) * MOST_BIAS));
        let scale = (f64::from(largest) / steps).max(least) as f32;
        let scale = if scale < f32::MIN_POSITIVE { 1.0 } else { scale };
        integers.extend(row.iter().map(|w| i16::from((w / scale).round_ties_even() as i8)));
        scales.push(Scale::new(scale)?);
    }
    let steps = |(bias, scale): (&f32, &Scale)| (f64::from(*bias) / f64::from(data_scale.get() * scale.get())).round_ties_even() as i32;
    let bias = bias.map(|bias| bias.iter().zip(&scales).map(steps).collect());
    Ok((Weight { shape: shape.clone(), integers: integers.into(), scales }, bias))
}

/// How many steps the largest weight of a channel has: the fewest by which every weight is an integer already, else 127.
fn steps_of(row: &[f32], largest: f32) -> f64 {
    // Far more than products of f32 are off, far less than weights that were never rounded.
    const TOLERANCE: f64 = 1.0 / 1024.0;
    let is_integer = |w: f64| (w - w.round_ties_even()).abs() <= TOLERANCE;
    let fits = |steps: &u8| row.iter().all(|&w| is_integer(f64::from(w) / f64::from(largest) * f64::from(*steps)));
    // s8 has −128 and not 128.
    let most = if row.contains(&largest) { 127 } else { 128 };
    if largest == 0.0 { 127.0 } else { f64::from((1..=most).find(fits).unwrap_or(127)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_have_scales_of_their_own() {
        let shape = Shape::new([3, 2]).unwrap();
        let scale = Scale::new(0.5).unwrap();
        let (weight, bias) = quantize(&shape, &[1.27, -0.64, 12.7, 3.0, 0.0, 0.0], Some(&[1.0, -0.05, 0.0]), scale, Granularity::Channel).unwrap();
        assert_eq!(*weight.integers, [127, -64, 127, 30, 0, 0]);
        assert_eq!(weight.scales.iter().map(|s| s.get()).collect::<Vec<_>>(), [0.01, 0.1, 1.0]);
        assert_eq!(bias.unwrap(), [200, -1, 0]);
        let (weight, _) = quantize(&shape, &[1.27, -0.64, 12.7, 3.0, 0.0, 0.0], None, scale, Granularity::Tensor).unwrap();
        assert_eq!(*weight.integers, [13, -6, 127, 30, 0, 0]);
        let trained = |weights: &[f32]| quantize(&shape, weights, None, scale, Granularity::Trained).unwrap().0;
        let weight = trained(&[-1.28, 0.01, 1.28, 0.01, -1.28, 1.28]);
        assert_eq!(*weight.integers, [-128, 1, 127, 1, -1, 1]);
        assert_eq!(quantize(&shape, &[f32::NAN; 6], None, scale, Granularity::Channel).unwrap_err().code, Code::Range);
    }

    #[test]
    fn large_biases_make_scales_large() {
        let shape = Shape::new([1, 1]).unwrap();
        let (weight, bias) = quantize(&shape, &[1e-9], Some(&[1e6]), Scale::new(1.0).unwrap(), Granularity::Channel).unwrap();
        let steps = bias.unwrap()[0];
        assert!((f64::from(steps) - MOST_BIAS).abs() < 200.0, "{steps}");
        assert_eq!(*weight.integers, [0]);
    }
}
