//! The borders between floats, bytes and accumulators: quantize, dequantize, requantize.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar, ScalarStep};
use super::super::symbol_json::Node;
use super::float_tensor;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Op, Operand, Shape, Step, TensorType};

/// `out_type`: `auto` is u8 exactly if the calibrated minimum is not negative (`GetQuantizeOutputType`, `quantization_utils.h`).
fn output_dtype(node: &Node, calibration: Option<(f32, f32)>) -> Result<DType> {
    match node.attributes.text("out_type") {
        None | Some("int8") => Ok(DType::S8),
        Some("uint8") => Ok(DType::U8),
        Some("auto") => Ok(if calibration.is_some_and(|(min, _)| min >= 0.0) { DType::U8 } else { DType::S8 }),
        Some(other) => Err(Diagnostic::error(Code::Malformed, format!("attribute 'out_type' must be auto, int8 or uint8, found '{other}'"))),
    }
}

fn saturate(dtype: DType) -> End {
    let (lo, hi) = if dtype == DType::U8 { (0, 255) } else { (-128, 127) };
    End::Saturate { zero_point: 0, lo, hi }
}

/// `_contrib_quantize_v2`: sat(rint(x · scale)) (`mkldnn_quantize_v2-inl.h`). Without calibration the scale follows from each input.
pub fn quantize(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    if node.attributes.boolean("shifted_output", false)? {
        return Err(Diagnostic::error(Code::Unsupported, "asymmetric quantization (shifted_output) is not read")
            .hint("quantize with MXNET_DISABLE_SHIFTED_QUANTIZATION_OPTIMIZATIONS=1, which is the default"));
    }
    let calibration = node.attributes.calibration()?;
    let dtype = output_dtype(node, calibration)?;
    let range = match calibration {
        Some((min, max)) => Range::known(min, max)?,
        None => {
            let ty = TensorType::plain(DType::F32, Shape::scalar());
            let absmax = importer.push_node(&format!("{}.absmax", node.name), ty, Op::AbsMax, vec![data], Some(Epilogue::new([], End::F32)));
            Range::RunTime { absmax }
        }
    };
    let scale = importer.scale(&format!("{}.scale", node.name), arithmetic::range_constant(dtype), &range);
    let ty = range.tensor_type(dtype, importer.ty(data).shape.clone())?;
    let value = importer.push_map(&node.name, ty, data, [Step::Multiply(scale.operand())], saturate(dtype));
    // s8 reports a symmetric range.
    let reported = match (dtype, range.absmax()) {
        (DType::S8, Scalar::Known(absmax)) => Range::known(-absmax, absmax)?,
        _ => range,
    };
    Ok(triplet(value, reported))
}

/// `_contrib_dequantize`: q · (absmax / range constant) (`mkldnn_dequantize-inl.h`).
pub fn dequantize(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    let range = importer.range(operands.next("min_range")?, operands.next("max_range")?)?;
    operands.finish()?;
    let ty = importer.ty(data).clone();
    if ty.dtype == DType::F32 {
        return Err(Diagnostic::error(Code::Shape, format!("the operand must be quantized, found {ty}")));
    }
    let constant = ScalarStep::Divide(Scalar::Known(arithmetic::range_constant(ty.dtype)));
    let step = importer.scalar(&format!("{}.step", node.name), range.absmax(), &[constant]);
    let steps = [Step::Convert, Step::Multiply(step.operand())];
    let value = importer.push_map(&node.name, TensorType::plain(DType::F32, ty.shape), data, steps, End::F32);
    Ok(vec![NodeOutput::Tensor(value)])
}

/// `_contrib_requantize`: s32 → bytes (`mkldnn_requantize-inl.h`). The constant of the result is 127 or 255 here; without calibration
/// its range is the largest magnitude found.
pub fn requantize(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    let input = importer.range(operands.next("min_range")?, operands.next("max_range")?)?;
    operands.finish()?;
    if importer.ty(data).dtype != DType::S32 {
        return Err(Diagnostic::error(Code::Shape, format!("the operand must be s32, found {}", importer.ty(data))));
    }
    let calibration = node.attributes.calibration()?;
    let dtype = output_dtype(node, calibration)?;
    let output = match calibration {
        Some((min, max)) => Range::known(min, max)?,
        None => {
            let steps = [Step::Convert, Step::Multiply(input.absmax().operand()), Step::Divide(Operand::Constant(arithmetic::ACCUMULATOR_RANGE))];
            let ty = TensorType::plain(DType::F32, Shape::scalar());
            let absmax = importer.push_node(&format!("{}.absmax", node.name), ty, Op::AbsMax, vec![data], Some(Epilogue::new(steps, End::F32)));
            Range::RunTime { absmax }
        }
    };
    let name = |part: &str| format!("{}.{part}", node.name);
    let constant = if importer.ideal() { arithmetic::range_constant(dtype) } else { arithmetic::integer_constant(dtype) };
    let first = importer.scalar(&name("input_step"), input.absmax(), &[ScalarStep::Divide(Scalar::Known(arithmetic::ACCUMULATOR_RANGE))]);
    // A tensor of zeros has no scale; the bound keeps it a tensor of zeros.
    let second = importer.scalar(&name("scale"), Scalar::Known(constant), &[ScalarStep::Divide(output.absmax()), ScalarStep::Minimum(f32::MAX)]);
    let multiplier = importer.scalar(&name("multiplier"), first, &[ScalarStep::Multiply(second)]);
    if let Scalar::Known(m) = multiplier {
        super::require_finite("a requantization multiplier", &[m])?;
    }
    let ty = output.tensor_type(dtype, importer.ty(data).shape.clone())?;
    let steps = [Step::Convert, Step::Multiply(multiplier.operand())];
    let value = importer.push_map(&node.name, ty, data, steps, saturate(dtype));
    let reported = match (dtype, output.absmax()) {
        (DType::S8, Scalar::Known(absmax)) => Range::known(-absmax, absmax)?,
        (_, Scalar::Known(absmax)) => Range::known(0.0, absmax)?,
        _ => output,
    };
    Ok(triplet(value, reported))
}
