//! What a layer with one weight scale for each output channel needs beside its weights: the bias in units of the accumulator, and the
//! multipliers from the accumulator to the output. Constants where the scale of the data is known, computed for each input otherwise.

use super::super::arithmetic;
use super::super::import::Importer;
use super::super::range::{Scalar, ScalarStep};
use super::require_finite;
use crate::diagnostic::Result;
use crate::graph::{DType, End, Operand, Shape, Step, TensorData, TensorType, ValueId};

/// MXNet keeps a bias below 2³⁰ steps of the accumulator (`GetWeightScales`, `mkldnn_common.h`).
const LARGEST_BIAS: i32 = 1 << 30;

/// The scale of a layer's data.
#[derive(Debug, Clone, Copy)]
enum DataScale {
    Known(f32),
    /// A scalar of the graph, beside the scales of the weights as a value of the graph.
    RunTime {
        data: ValueId,
        weights: ValueId,
    },
}

/// Scales of one layer.
#[derive(Debug)]
pub struct ChannelScales {
    data: DataScale,
    /// By which weights are multiplied, one for each output channel.
    pub weights: Vec<f32>,
}

impl ChannelScales {
    /// From float weights (output channel first) and bias. Where the scale of the data is not known, MXNet's scales would follow a bias
    /// beyond 2³⁰ steps; here the bias saturates there.
    pub fn new(importer: &mut Importer, name: &str, weight: &[f32], bias: Option<&[f32]>, channels: usize, data: Scalar) -> Result<Self> {
        match data {
            Scalar::Known(scale) => {
                let weights = arithmetic::channel_weight_scales(weight, channels, bias, scale);
                Ok(Self { data: DataScale::Known(scale), weights })
            }
            Scalar::RunTime(data) => {
                let weights = arithmetic::channel_weight_scales(weight, channels, None, 1.0);
                let value = importer.push_constant(&format!("{name}.weight_scales"), Shape::new([channels])?, TensorData::F32(weights.clone().into()))?;
                Ok(Self { data: DataScale::RunTime { data, weights: value }, weights })
            }
        }
    }

    /// The bias as an s32 operand: rint(b · F(weight scale · data scale)).
    pub fn bias(&self, importer: &mut Importer, name: &str, bias: &[f32]) -> Result<ValueId> {
        let shape = Shape::new([bias.len()])?;
        match self.data {
            DataScale::Known(data_scale) => {
                let integers = arithmetic::quantize_bias(bias, &self.weights, data_scale);
                importer.push_constant(name, shape, TensorData::S32(integers.into()))
            }
            DataScale::RunTime { data, weights } => {
                let real = importer.push_constant(&format!("{name}.real"), shape.clone(), TensorData::F32(bias.into()))?;
                let ty = TensorType::plain(DType::F32, shape.clone());
                let steps = [Step::Multiply(Operand::Value(data))];
                let accumulator_scale = importer.push_map(&format!("{name}.scale"), ty, weights, steps, End::F32);
                let ty = TensorType::plain(DType::S32, shape);
                let end = End::S32 { lo: -LARGEST_BIAS, hi: LARGEST_BIAS };
                Ok(importer.push_map(name, ty, real, [Step::Multiply(importer.each(accumulator_scale))], end))
            }
        }
    }

    /// Factors from the accumulator to numbers of this scale.
    pub fn multipliers(&self, importer: &mut Importer, name: &str, output_scale: f32) -> Result<Operand> {
        match self.data {
            DataScale::RunTime { data, weights } => {
                let rate = importer.scalar(&format!("{name}.rate"), Scalar::Known(output_scale), &[ScalarStep::Divide(Scalar::RunTime(data))]);
                let ty = importer.ty(weights).clone();
                Ok(Operand::Value(importer.push_map(name, ty, weights, [Step::DivideInto(rate.operand())], End::F32)))
            }
            DataScale::Known(data_scale) => {
                let rule = importer.rules.multiplier;
                let multipliers: Vec<f32> = self.weights.iter().map(|&ws| rule.of(output_scale, data_scale, ws)).collect();
                require_finite("a requantization multiplier", &multipliers)?;
                importer.channel_operand(name, multipliers)
            }
        }
    }
}
