//! Where the generations of MXNet compute the same operator differently. Chosen once for a file.

use super::symbol_json::Symbol;
use crate::frontend::Numerics;

/// In which units an activation runs that is fused into a quantized convolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivationUnits {
    /// On numbers already scaled to the integers of the output, where only homogeneous functions mean what they say.
    Output,
    /// On real numbers; the scale of the output follows.
    Real,
}

/// How the factor from an accumulator to the numbers of a convolution's output is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiplier {
    /// F(F(os / ds) / ws)
    EachDivision,
    /// F(F(1 / ds / ws) · os), the divisions in double precision
    DoubleReciprocal,
}

impl Multiplier {
    /// From the scales of output, data and weights.
    pub fn of(self, output_scale: f32, data_scale: f32, weight_scale: f32) -> f32 {
        match self {
            Multiplier::EachDivision => output_scale / data_scale / weight_scale,
            Multiplier::DoubleReciprocal => (1.0 / f64::from(data_scale) / f64::from(weight_scale)) as f32 * output_scale,
        }
    }
}

/// What happens to a u8 operand beside an s8 one in a quantized sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MixedSum {
    /// It is rescaled to the output and rounded on its own, then added as it is.
    Rescaled,
    /// It is halved and rounded, then takes twice its multiplier.
    Halved,
}

/// The arithmetic of one generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    pub convolution_activation: ActivationUnits,
    pub multiplier: Multiplier,
    /// Whether a clip fused into a quantized convolution without a sum is executed, rather than left to the saturation of the result.
    pub executes_clip: bool,
    pub mixed_sum: MixedSum,
    /// Whether other activations than relu may follow the sum in a quantized convolution.
    pub any_activation_after_sum: bool,
    /// Whether two relus fused into one convolution share the slope of the first.
    pub one_slope: bool,
}

impl Rules {
    /// MXNet 1.9.1 (`mkldnn_conv.cc`, `mkldnn_quantized_elemwise_add.cc`), which also runs the files of every earlier version.
    const FIRST: Rules = Rules {
        convolution_activation: ActivationUnits::Output,
        multiplier: Multiplier::EachDivision,
        executes_clip: false,
        mixed_sum: MixedSum::Rescaled,
        any_activation_after_sum: false,
        one_slope: true,
    };

    /// MXNet 2.x (`dnnl_conv.cc`, `dnnl_quantized_elemwise_add.cc`).
    const SECOND: Rules = Rules {
        convolution_activation: ActivationUnits::Real,
        multiplier: Multiplier::DoubleReciprocal,
        executes_clip: true,
        mixed_sum: MixedSum::Halved,
        any_activation_after_sum: true,
        one_slope: false,
    };

    /// What the ranges declare, with one rounding.
    const IDEAL: Rules = Rules { multiplier: Multiplier::EachDivision, mixed_sum: MixedSum::Rescaled, ..Self::SECOND };

    pub fn of(symbol: &Symbol, numerics: Numerics) -> Self {
        match (numerics, symbol.second_generation) {
            (Numerics::Ideal, _) => Self::IDEAL,
            (Numerics::Source, false) => Self::FIRST,
            (Numerics::Source, true) => Self::SECOND,
        }
    }
}
