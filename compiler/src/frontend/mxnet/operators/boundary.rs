//! The borders between floats, bytes and accumulators: quantize, dequantize, requantize.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar, ScalarStep};
use super::super::symbol_json::{Entry, Node};
use super::{float_tensor, require_byte, saturate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Function, Op, Operand, Shape, Step, TensorType, ValueId};

/// `out_type`: `auto` is u8 exactly if the calibrated minimum is not negative (`GetQuantizeOutputType`, `quantization_utils.h`).
fn output_dtype(node: &Node, calibration: Option<(f32, f32)>) -> Result<DType> {
    match node.attributes.text("out_type") {
        None | Some("int8") => Ok(DType::S8),
        Some("uint8") => Ok(DType::U8),
        Some("auto") => Ok(if calibration.is_some_and(|(min, _)| min >= 0.0) { DType::U8 } else { DType::S8 }),
        Some(other) => Err(Diagnostic::error(Code::Malformed, format!("attribute 'out_type' must be auto, int8 or uint8, found '{other}'"))),
    }
}

/// `_contrib_quantize`: sat(rint(x · (127 or 255 / absmax))), whatever the sign of the minimum (`mkldnn_quantize-inl.h`). Inputs: data, min_range, max_range,
/// which are parameters or, in graphs of before 1.5 without calibration, computed by the network.
pub fn quantize_with_range(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = float_tensor(importer, operands.next("data")?)?;
    let ends = (operands.next("min_range")?, operands.next("max_range")?);
    operands.finish()?;
    let dtype = match node.attributes.text("out_type") {
        None => DType::U8,
        Some(_) => output_dtype(node, None)?,
    };
    let computed = |importer: &mut Importer, end: Entry| if importer.is_variable(end) { None } else { importer.tensor(end).ok() };
    let range = match (computed(importer, ends.0), computed(importer, ends.1)) {
        (Some(min), Some(max)) => computed_range(importer, node, min, max)?,
        _ => importer.range(ends.0, ends.1)?,
    };
    let constant = if importer.ideal() { arithmetic::range_constant(dtype) } else { arithmetic::integer_constant(dtype) };
    let scale = importer.scale(&format!("{}.scale", node.name), constant, &range);
    let ty = range.tensor_type(dtype, importer.ty(data).shape.clone())?;
    let value = importer.push_map(&node.name, ty, data, [Step::Multiply(scale.operand())], saturate(dtype));
    Ok(triplet(value, reported(dtype, range)?))
}

/// The range between two tensors of one element each.
fn computed_range(importer: &mut Importer, node: &Node, min: ValueId, max: ValueId) -> Result<Range> {
    let mut ends = Vec::with_capacity(2);
    for (end, part) in [(min, "min"), (max, "max")] {
        super::require_float(importer.ty(end))?;
        if importer.ty(end).shape.volume() != 1 {
            return Err(Diagnostic::error(Code::Shape, format!("an end of a range must be one number, found {}", importer.ty(end))));
        }
        let ty = TensorType::plain(DType::F32, Shape::scalar());
        ends.push(importer.push_node(&format!("{}.{part}", node.name), ty.clone(), Op::Reshape, vec![end], None));
    }
    let ty = TensorType::plain(DType::F32, Shape::scalar());
    let magnitude = [Step::Apply(Function::Absolute)];
    let smaller = importer.push_map(&format!("{}.min_magnitude", node.name), ty.clone(), ends[0], magnitude, End::F32);
    let steps = [Step::Apply(Function::Absolute), Step::Maximum(Operand::Value(smaller))];
    Ok(Range::RunTime { absmax: importer.push_map(&format!("{}.absmax", node.name), ty, ends[1], steps, End::F32) })
}

/// The range beside quantized floats: that of s8 is symmetric.
fn reported(dtype: DType, range: Range) -> Result<Range> {
    match (dtype, range.absmax()) {
        (DType::S8, Scalar::Known(absmax)) => Range::known(-absmax, absmax),
        _ => Ok(range),
    }
}

/// `_contrib_quantize_v2` of a tensor that is quantized already: the same integers, with the calibrated range or that of integers.
fn keep_integers(importer: &mut Importer, node: &Node, data: ValueId) -> Result<Vec<NodeOutput>> {
    let dtype = require_byte(importer.ty(data))?;
    let calibration = node.attributes.calibration()?;
    if output_dtype(node, calibration)? != dtype {
        return Err(Diagnostic::error(Code::Shape, format!("the operand is {dtype} already, which the attributes of this node contradict"))
            .hint("the symbol file is damaged; quantize the network again"));
    }
    let range = match (calibration, dtype) {
        (Some((min, max)), _) => Range::known(min, max)?,
        (None, DType::U8) => Range::known(0.0, arithmetic::UNSIGNED_RANGE)?,
        (None, _) => Range::known(-arithmetic::SIGNED_RANGE, arithmetic::SIGNED_RANGE)?,
    };
    let ty = range.tensor_type(dtype, importer.ty(data).shape.clone())?;
    Ok(triplet(importer.push_map(&node.name, ty, data, [], saturate(dtype)), range))
}

/// `_contrib_quantize_v2`: sat(rint(x · scale)) (`mkldnn_quantize_v2-inl.h`). Without calibration the scale follows from each input.
pub fn quantize(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    if matches!(importer.ty(data).dtype, DType::U8 | DType::S8) {
        return keep_integers(importer, node, data);
    }
    super::require_float(importer.ty(data))?;
    if node.attributes.boolean("shifted_output", false)? {
        return Err(Diagnostic::error(Code::Unsupported, "asymmetric quantization (shifted_output) is not read; no release of MXNet has it")
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
    Ok(triplet(value, reported(dtype, range)?))
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
