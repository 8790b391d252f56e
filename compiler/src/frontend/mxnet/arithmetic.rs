//! The numbers that MXNet 1.9.1 computes when it first runs a quantized graph: scales, folded batch norms, quantized weights and
//! biases. Plain functions on constants; each operation rounds to f32 in the order in which MXNet's C++ does it.
//!
//! Sources are named by file: `quantization_utils.h`, `mkldnn_conv.cc`, `mkldnn_fc.cc`, `mkldnn_common.h`, `mkldnn_batch_norm-inl.h`.

use crate::graph::DType;

/// Integer range of s8 and u8 in scales (`kInt8Range`, `kUint8Range` of `quantization_utils.h`): half a step above the largest integer.
pub const SIGNED_RANGE: f32 = 127.5;
pub const UNSIGNED_RANGE: f32 = 255.5;
/// `kInt32Range` = 0x7fffffff, which as an f32 is 2³¹.
pub const ACCUMULATOR_RANGE: f32 = 2147483648.0;

/// Largest s32 that oneDNN stores: accumulators pass through f32 even where no scale follows, and this is the largest f32 below 2³¹.
pub const LARGEST_ACCUMULATOR: i32 = 2147483520;

/// The range constant in the scale of a type.
pub fn range_constant(dtype: DType) -> f32 {
    match dtype {
        DType::S8 => SIGNED_RANGE,
        DType::U8 => UNSIGNED_RANGE,
        DType::S32 | DType::F32 => ACCUMULATOR_RANGE,
    }
}

/// Largest integer of a type, which some formulas use in place of [`range_constant`].
pub fn integer_constant(dtype: DType) -> f32 {
    match dtype {
        DType::S8 => 127.0,
        DType::U8 => 255.0,
        DType::S32 | DType::F32 => ACCUMULATOR_RANGE,
    }
}

/// `MaxAbs` of `quantization_utils.h`.
pub fn absmax(min: f32, max: f32) -> f32 {
    min.abs().max(max.abs())
}

/// Largest magnitude in a list; 0 for an empty one.
pub fn largest_magnitude(values: &[f32]) -> f32 {
    values.iter().fold(0.0, |largest, v| largest.max(v.abs()))
}

/// `GetScale` of `quantization_utils.h`: `range / absmax`, or INT32_MAX for a tensor of zeros.
pub fn scale(range: f32, absmax: f32) -> f32 {
    if absmax == 0.0 { ACCUMULATOR_RANGE } else { range / absmax }
}

/// Batch normalization at inference, one number for each channel.
#[derive(Debug, Clone)]
pub struct BatchNorm {
    pub gamma: Vec<f32>,
    pub beta: Vec<f32>,
    pub mean: Vec<f32>,
    pub variance: Vec<f32>,
    pub epsilon: f64,
}

impl BatchNorm {
    /// Multiplies each output channel's weights and returns the new bias (`ConvFusionFallBack`'s `UpdateConvWeightBias`, `mkldnn_conv.cc`):
    /// α = γ / sqrt(σ² + ε) in double (ε is a C++ double), then f32.
    pub fn fold(&self, weight: &mut [f32], bias: Option<&[f32]>) -> Vec<f32> {
        let channels = self.gamma.len();
        let mut folded = Vec::with_capacity(channels);
        for (c, weights) in weight.chunks_exact_mut(weight.len() / channels).enumerate() {
            let alpha = (f64::from(self.gamma[c]) / (f64::from(self.variance[c]) + self.epsilon).sqrt()) as f32;
            weights.iter_mut().for_each(|w| *w *= alpha);
            folded.push(match bias {
                Some(bias) => self.beta[c] + alpha * (bias[c] - self.mean[c]),
                None => self.beta[c] - alpha * self.mean[c],
            });
        }
        folded
    }

    /// Multiplier and addend of the stand-alone quantized operator (`mkldnn_quantized_batch_norm.cc`): the range ratio is folded into
    /// γ and β, and oneDNN, which gets mean 0 and variance 1, still divides by sqrt(1 + ε).
    pub fn quantized(&self, input_absmax: f32, output_absmax: f32) -> (Vec<f32>, Vec<f32>) {
        let unit = (1.0 + self.epsilon as f32).sqrt();
        let channel = |c: usize| {
            let inverse = (1.0 / (f64::from(self.variance[c]) + self.epsilon).sqrt()) as f32;
            let multiplier = self.gamma[c] * inverse * input_absmax / output_absmax / unit;
            let addend = (self.beta[c] - self.mean[c] * self.gamma[c] * inverse) * SIGNED_RANGE / output_absmax;
            (multiplier, addend)
        };
        (0..self.gamma.len()).map(channel).unzip()
    }

    /// γ / sqrt(σ² + ε) of the float operator, in f32 as oneDNN's kernel computes it (`jit_uni_batch_normalization.cpp`).
    pub fn float_multipliers(&self) -> Vec<f32> {
        self.gamma.iter().zip(&self.variance).map(|(gamma, variance)| gamma / (variance + self.epsilon as f32).sqrt()).collect()
    }
}

/// Weight scale of each output channel (`GetWeightScales`, `mkldnn_common.h`), made small enough that the s32 bias stays below 2³⁰.
pub fn channel_weight_scales(weight: &[f32], channels: usize, bias: Option<&[f32]>, data_scale: f32) -> Vec<f32> {
    let channel = |(c, weights): (usize, &[f32])| {
        let scale = scale(SIGNED_RANGE, largest_magnitude(weights));
        match bias.map(|b| b[c]) {
            Some(bias) if bias != 0.0 => scale.min(2f32.powi(30) / bias.abs() / data_scale),
            _ => scale,
        }
    };
    weight.chunks_exact(weight.len() / channels).enumerate().map(channel).collect()
}

/// Weights times the scale of their output channel, rounded and saturated. The largest magnitude becomes 127.5, hence 127 or −128.
pub fn quantize_weight(weight: &[f32], scales: &[f32]) -> Vec<i8> {
    let channel = |(weights, &scale): (&[f32], &f32)| weights.iter().map(|w| (w * scale).round_ties_even() as i8).collect::<Vec<_>>();
    weight.chunks_exact(weight.len() / scales.len()).zip(scales).flat_map(channel).collect()
}

/// Bias in units of the accumulator: `rint(b · (weight scale · data scale))`.
pub fn quantize_bias(bias: &[f32], weight_scales: &[f32], data_scale: f32) -> Vec<i32> {
    let integer = |(b, scale): (&f32, &f32)| ((b * (scale * data_scale)).round_ties_even() as i32).min(LARGEST_ACCUMULATOR);
    bias.iter().zip(weight_scales).map(integer).collect()
}

/// The integer tensors of a tensor-wise quantized fully connected layer, in units of its accumulator.
#[derive(Debug, Clone, PartialEq)]
pub struct DenseTensors {
    pub weight: Vec<i8>,
    pub weight_scale: f32,
    pub bias: Option<Vec<i32>>,
}

/// Bias from its own s8 scale into the accumulator's, rounded half away from zero (`std::round`); where it would pass 2³⁰ the
/// weights are rescaled instead (`QuantizeFcParam`, `mkldnn_fc.cc`).
pub fn rescale_dense(weight: Vec<i8>, weight_scale: f32, bias: Option<(&[i8], f32, f32)>, data_scale: f32) -> DenseTensors {
    let Some((bias, bias_scale, bias_absmax)) = bias else { return DenseTensors { weight, weight_scale, bias: None } };
    let (mut weight, mut weight_scale) = (weight, weight_scale);
    let mut ratio = data_scale * weight_scale / bias_scale;
    let limit = 2f32.powi(30) / bias_absmax / bias_scale;
    if ratio > limit {
        let shrink = limit * bias_scale / data_scale / weight_scale;
        weight.iter_mut().for_each(|w| *w = (f32::from(*w) * shrink).round() as i8);
        weight_scale *= shrink;
        ratio = limit;
    }
    let bias = bias.iter().map(|&b| (f32::from(b) * ratio).round() as i32).collect();
    DenseTensors { weight, weight_scale, bias: Some(bias) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_use_half_a_step_more_than_the_largest_integer() {
        assert_eq!(scale(range_constant(DType::U8), absmax(0.0, 1.0)), 255.5);
        assert_eq!(scale(range_constant(DType::S8), absmax(-2.0, 1.0)), 63.75);
        assert_eq!(scale(SIGNED_RANGE, 0.0), 2147483648.0);
    }

    #[test]
    fn the_largest_weight_saturates() {
        let weight = [1.0, -1.0, 0.5, 0.0];
        let scales = channel_weight_scales(&weight, 1, None, 1.0);
        assert_eq!(scales, [127.5]);
        assert_eq!(quantize_weight(&weight, &scales), [127, -128, 64, 0]);
    }

    #[test]
    fn a_large_bias_shrinks_its_channel_alone() {
        let scales = channel_weight_scales(&[1.0, 1.0], 2, Some(&[1e9, 0.0]), 2.0);
        assert_eq!(scales, [2f32.powi(30) / 1e9 / 2.0, 127.5]);
        assert!(quantize_bias(&[1e9, 0.0], &scales, 2.0)[0].abs_diff(1 << 30) < 128);
    }

    #[test]
    fn folding_is_double_then_single() {
        let norm = BatchNorm { gamma: vec![2.0], beta: vec![0.5], mean: vec![1.0], variance: vec![4.0], epsilon: 0.0 };
        let mut weight = [3.0, -1.0];
        assert_eq!(norm.fold(&mut weight, None), [-0.5]);
        assert_eq!(weight, [3.0, -1.0]);
        assert_eq!(norm.fold(&mut weight, Some(&[2.0])), [1.5]);
    }

    #[test]
    fn dense_bias_rounds_half_away_and_is_bounded() {
        let plain = rescale_dense(vec![100], 1.0, Some((&[1, -1, 3], 2.0, 1.0)), 1.0);
        assert_eq!(plain.bias, Some(vec![1, -1, 2]));
        let large = rescale_dense(vec![100], 1e6, Some((&[127], 1.0, 127.0)), 1e3);
        assert!(large.bias.unwrap()[0] <= 1 << 30 && large.weight_scale < 1e6 && large.weight[0] == 1);
    }
}
