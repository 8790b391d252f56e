//! Parameters made up for a network whose own are not at hand: enough to measure its speed and to see that it is read.
//!
//! In: a seed, names and shapes. Out: numbers; it never knows a network. Each parameter depends on the seed and its name alone. Magnitudes are such that activations neither vanish nor overflow: He's rule
//! (He et al. 2015: variance 2 / fan-in keeps the energy of a layer with a relu) in float layers, and in calibrated ones the same
//! relative to the ranges that the model declares, so that signals fill them.

use crate::graph::random::Random;

/// What a parameter is for, as far as its magnitude is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    /// Weights of a layer; axis 0 counts its outputs, all other axes are summed over.
    Weight,
    /// Added to the result of a layer: small against it.
    Offset,
    /// Multiplied in, or a variance: around 1 and never near 0.
    Factor,
    /// Slopes of an activation: between 0 and ½.
    Slope,
    /// Anything else: between 0 and 1.
    Unit,
}

/// Largest magnitudes that a calibrated layer declares for its data and its result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signal {
    input: f32,
    output: f32,
}

impl Signal {
    /// `None` for magnitudes that are no ranges.
    pub fn new(input: f32, output: f32) -> Option<Self> {
        let usable = |x: f32| x.is_normal() && (1e-28..1e28).contains(&x);
        (usable(input) && usable(output) && usable(output / input)).then_some(Self { input, output })
    }
}

/// A source of parameters.
#[derive(Debug, Clone)]
pub struct RandomWeights {
    seed: u64,
    /// Of the layer whose parameters are asked for, where it is calibrated.
    pub signal: Option<Signal>,
}

/// Real magnitude of a tensor-wise quantized weight whose range is made up, for a gain of 1.
const QUANTIZED_MAGNITUDE: f32 = 0.1;

impl RandomWeights {
    pub fn new(seed: u64) -> Self {
        Self { seed, signal: None }
    }

    /// FNV-1a of the name, mixed with the seed.
    fn generator(&self, name: &str) -> Random {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Random::new(hash ^ self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Elements of a parameter of this shape, which is a legal one.
    pub fn floats(&self, name: &str, shape: &[usize], distribution: Distribution) -> Vec<f32> {
        let (gain, magnitude) = self.signal.map_or((1.0, 1.0), |s| (s.output / s.input, s.output));
        let (lo, hi) = match distribution {
            Distribution::Weight => {
                let fan_in = shape.iter().skip(1).product::<usize>().max(1);
                let limit = gain * (6.0 / fan_in as f32).sqrt();
                (-limit, limit)
            }
            Distribution::Offset => (-0.1 * magnitude, 0.1 * magnitude),
            Distribution::Factor => (0.5, 1.5),
            Distribution::Slope => (0.0, 0.5),
            Distribution::Unit => (0.0, 1.0),
        };
        self.uniform(name, shape.iter().product(), lo, hi)
    }

    /// Numbers of `lo..hi`.
    pub fn uniform(&self, name: &str, count: usize, lo: f32, hi: f32) -> Vec<f32> {
        let mut random = self.generator(name);
        (0..count).map(|_| random.float(lo, hi)).collect()
    }

    pub fn signed_bytes(&self, name: &str, count: usize) -> Vec<i8> {
        let mut random = self.generator(name);
        (0..count).map(|_| random.integer(-127, 127) as i8).collect()
    }

    /// The smaller end of a range if the name says so, else the larger.
    pub fn end_of_range(&self, name: &str) -> f32 {
        let magnitude = QUANTIZED_MAGNITUDE * self.signal.map_or(1.0, |s| s.output / s.input);
        if name.ends_with("_min") { -magnitude } else { magnitude }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_follow_seed_and_name_alone() {
        let weights = |seed, name| RandomWeights::new(seed).floats(name, &[4, 8], Distribution::Weight);
        assert_eq!(weights(1, "a"), weights(1, "a"));
        assert_ne!(weights(1, "a"), weights(2, "a"));
        assert_ne!(weights(1, "a"), weights(1, "b"));
    }

    #[test]
    fn weights_keep_the_energy_of_a_signal() {
        let mut random = RandomWeights::new(7);
        let energy = |random: &RandomWeights| {
            let weights = random.floats("w", &[64, 256], Distribution::Weight);
            weights.iter().map(|w| w * w).sum::<f32>() / 64.0
        };
        assert!((energy(&random) - 2.0).abs() < 0.1);
        random.signal = Signal::new(10.0, 40.0);
        assert!((energy(&random) - 32.0).abs() < 2.0);
        assert!(random.floats("v", &[100], Distribution::Factor).iter().all(|v| (0.5..=1.5).contains(v)));
        assert_eq!(Signal::new(0.0, 1.0), None);
        assert_eq!(Signal::new(1.0, f32::NAN), None);
    }

    #[test]
    fn ranges_of_quantized_weights_are_not_empty() {
        let random = RandomWeights::new(0);
        assert!(random.end_of_range("w_quantize_min") < random.end_of_range("w_quantize_max"));
        assert!(random.signed_bytes("w", 1000).iter().any(|&b| b < -100));
    }
}
