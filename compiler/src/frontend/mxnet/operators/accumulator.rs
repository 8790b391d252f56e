//! What surrounds an s32 accumulator that MXNet stores as it is: the range beside it and the bias that is added to it.

use super::super::arithmetic;
use super::super::import::Importer;
use super::super::range::{Range, Scalar, ScalarStep};
use crate::diagnostic::Result;
use crate::graph::{DType, End, Operand, Shape, Step, TensorData, TensorType};

/// `rint(b · scale)` for each channel, as oneDNN adds it to an uncalibrated accumulator: an s32 that was saturated and converted to f32.
pub fn scaled_bias(importer: &mut Importer, name: &str, bias: &[f32], scale: Scalar) -> Result<Operand> {
    match scale {
        Scalar::Known(scale) => {
            let integers = arithmetic::quantize_bias(bias, &vec![scale; bias.len()], 1.0);
            importer.channel_operand(name, integers.into_iter().map(|b| b as f32).collect())
        }
        Scalar::RunTime(_) => {
            let shape = Shape::new([bias.len()])?;
            let real = importer.push_constant(&format!("{name}.real"), shape.clone(), TensorData::F32(bias.into()))?;
            let steps = [Step::Multiply(scale.operand()), Step::Narrow { lo: i32::MIN, hi: arithmetic::LARGEST_ACCUMULATOR }];
            Ok(Operand::Value(importer.push_map(name, TensorType::plain(DType::F32, shape), real, steps, End::F32)))
        }
    }
}

/// Range beside an s32 result (`QuantizationRangeForMultiplication`, `quantization_utils.h`): 2³¹ steps of (data absmax / `data_levels`) ·
/// (weight absmax / `weight_levels`).
pub fn accumulator_range(importer: &mut Importer, name: &str, data: (&Range, f32), weight: (f32, f32)) -> Result<Range> {
    let steps = [
        ScalarStep::Divide(Scalar::Known(data.1)),
        ScalarStep::Multiply(Scalar::Known(weight.0 / weight.1)),
        ScalarStep::Multiply(Scalar::Known(arithmetic::ACCUMULATOR_RANGE)),
    ];
    match importer.scalar(&format!("{name}.absmax"), data.0.absmax(), &steps) {
        Scalar::Known(absmax) => Range::known(-absmax, absmax),
        Scalar::RunTime(absmax) => Ok(Range::RunTime { absmax }),
    }
}

/// Levels of data and weight in [`accumulator_range`]: 127 or 255 in MXNet, although the accumulator's own steps are those of 127.5 and
/// 255.5, which `ideal` uses here too.
pub fn levels(importer: &Importer, dtype: DType) -> f32 {
    if importer.ideal() { arithmetic::range_constant(dtype) } else { arithmetic::integer_constant(dtype) }
}
