//! Operators that join tensors: concatenation and sum, on floats and on bytes.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar, ScalarStep};
use super::super::symbol_json::Node;
use super::{float_tensor, require_byte};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Op, Operand, Step, TensorType, ValueId, infer_shape};

fn saturate(dtype: DType) -> End {
    let (lo, hi) = if dtype == DType::U8 { (0, 255) } else { (-128, 127) };
    End::Saturate { zero_point: 0, lo, hi }
}

/// `Concat`.
pub fn concat(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let count = operand_count(node, node.inputs.len())?;
    let values = (0..count).map(|i| float_tensor(importer, operands.next(&format!("arg{i}"))?)).collect::<Result<Vec<_>>>()?;
    operands.finish()?;
    let (op, shape) = joined(importer, node, &values)?;
    let value = importer.push_node(&node.name, TensorType::plain(DType::F32, shape), op, values, None);
    Ok(vec![NodeOutput::Tensor(value)])
}

/// `num_args`, which must fit the inputs.
fn operand_count(node: &Node, limit: usize) -> Result<usize> {
    let count = node.attributes.count("num_args")?.unwrap_or(limit);
    if count == 0 || count > limit {
        return Err(Diagnostic::error(Code::Malformed, format!("num_args = {count} does not fit a node with {} inputs", node.inputs.len()))
            .hint("the symbol file is damaged; export the model again"));
    }
    Ok(count)
}

fn joined(importer: &Importer, node: &Node, values: &[ValueId]) -> Result<(Op, crate::graph::Shape)> {
    let types: Vec<&TensorType> = values.iter().map(|&v| importer.ty(v)).collect();
    let axis = node.attributes.axis("dim", 1, types[0].shape.rank())?;
    let op = Op::Concat { axis };
    let shape = infer_shape(&op, &types)?;
    Ok((op, shape))
}

/// `_contrib_quantized_concat`: s8 if any operand is, over the union of the ranges; operands with another scale are rescaled and rounded
/// first (`mkldnn_quantized_concat.cc`). Inputs: all tensors, then a (min, max) pair for each.
pub fn quantized_concat(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let count = operand_count(node, node.inputs.len() / 3)?;
    let values = (0..count).map(|i| importer.tensor(operands.next(&format!("arg{i}"))?)).collect::<Result<Vec<_>>>()?;
    let mut ranges = Vec::with_capacity(count);
    for i in 0..count {
        ranges.push(importer.range(operands.next(&format!("arg{i}_min"))?, operands.next(&format!("arg{i}_max"))?)?);
    }
    operands.finish()?;
    let dtypes = values.iter().map(|&v| require_byte(importer.ty(v))).collect::<Result<Vec<_>>>()?;
    let dtype = if dtypes.contains(&DType::S8) { DType::S8 } else { DType::U8 };
    let output = union(importer, node, &ranges)?;
    let output_scale = importer.scale(&format!("{}.scale", node.name), arithmetic::range_constant(dtype), &output);
    let mut rescaled = Vec::with_capacity(count);
    for (i, (&value, range)) in values.iter().zip(&ranges).enumerate() {
        let ty = output.tensor_type(dtype, importer.ty(value).shape.clone())?;
        if importer.ty(value) == &ty && matches!(range, Range::Known { .. }) {
            rescaled.push(value);
            continue;
        }
        let name = format!("{}.arg{i}", node.name);
        let scale = importer.scale(&format!("{name}.scale"), arithmetic::range_constant(dtypes[i]), range);
        let multiplier = importer.scalar(&format!("{name}.multiplier"), output_scale, &[ScalarStep::Divide(scale)]);
        let steps = match multiplier {
            Scalar::Known(m) if scale == output_scale => {
                super::require_finite("a rescaling multiplier", &[m])?;
                vec![]
            }
            multiplier => vec![Step::Convert, Step::Multiply(multiplier.operand())],
        };
        rescaled.push(importer.push_map(&name, ty, value, steps, saturate(dtype)));
    }
    let (op, shape) = joined(importer, node, &rescaled)?;
    let ty = output.tensor_type(dtype, shape)?;
    Ok(triplet(importer.push_node(&node.name, ty, op, rescaled, None), output))
}

/// (min(0, all minima), max(0, all maxima)). At run time every range is symmetric: the largest magnitude of all.
fn union(importer: &mut Importer, node: &Node, ranges: &[Range]) -> Result<Range> {
    let mut known = (0f32, 0f32);
    let mut run_time: Option<ValueId> = None;
    for (i, range) in ranges.iter().enumerate() {
        match *range {
            Range::Known { min, max } => known = (known.0.min(min), known.1.max(max)),
            Range::RunTime { absmax } => {
                run_time = Some(match run_time {
                    None => absmax,
                    Some(so_far) => larger(importer, &format!("{}.absmax{i}", node.name), so_far, Operand::Value(absmax)),
                });
            }
        }
    }
    match run_time {
        None => Range::known(known.0, known.1),
        Some(absmax) if known == (0.0, 0.0) => Ok(Range::RunTime { absmax }),
        Some(absmax) => {
            let constant = Operand::Constant(arithmetic::absmax(known.0, known.1));
            Ok(Range::RunTime { absmax: larger(importer, &format!("{}.absmax", node.name), absmax, constant) })
        }
    }
}

fn larger(importer: &mut Importer, name: &str, a: ValueId, b: Operand) -> ValueId {
    let ty = importer.ty(a).clone();
    importer.push_map(name, ty, a, [Step::Maximum(b)], End::F32)
}

/// `elemwise_add`.
pub fn add(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let lhs = float_tensor(importer, operands.next("lhs")?)?;
    let rhs = float_tensor(importer, operands.next("rhs")?)?;
    operands.finish()?;
    require_equal_shapes(importer, lhs, rhs)?;
    let ty = importer.ty(lhs).clone();
    let steps = [Step::Residual { value: rhs, multiplier: Operand::Constant(1.0) }];
    Ok(vec![NodeOutput::Tensor(importer.push_map(&node.name, ty, lhs, steps, End::F32))])
}

fn require_equal_shapes(importer: &Importer, lhs: ValueId, rhs: ValueId) -> Result<()> {
    let (lhs, rhs) = (importer.ty(lhs), importer.ty(rhs));
    if lhs.shape == rhs.shape {
        return Ok(());
    }
    Err(Diagnostic::error(Code::Shape, format!("the operands of a sum must have one shape, found {lhs} and {rhs}")))
}

/// `_contrib_quantized_elemwise_add`: sat(rint(fma(b, kb, F(a · ka)))) with k = output scale / operand scale
/// (`mkldnn_quantized_elemwise_add.cc`). Inputs: lhs, rhs, lhs_min, lhs_max, rhs_min, rhs_max.
pub fn quantized_add(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let lhs = importer.tensor(operands.next("lhs")?)?;
    let rhs = importer.tensor(operands.next("rhs")?)?;
    let lhs_range = importer.range(operands.next("lhs_min")?, operands.next("lhs_max")?)?;
    let rhs_range = importer.range(operands.next("rhs_min")?, operands.next("rhs_max")?)?;
    operands.finish()?;
    require_equal_shapes(importer, lhs, rhs)?;
    let dtypes = (require_byte(importer.ty(lhs))?, require_byte(importer.ty(rhs))?);
    let Some((min, max)) = node.attributes.calibration()? else {
        return uncalibrated_add(importer, node, [(lhs, dtypes.0, lhs_range), (rhs, dtypes.1, rhs_range)]);
    };
    let output = Range::known(min, max)?;
    let dtype = if dtypes == (DType::U8, DType::U8) { DType::U8 } else { DType::S8 };
    let output_scale = importer.scale("", arithmetic::range_constant(dtype), &output);
    let multiplier = |importer: &mut Importer, part: &str, dtype: DType, range: &Range| {
        let scale = importer.scale(&format!("{}.{part}_scale", node.name), arithmetic::range_constant(dtype), range);
        importer.scalar(&format!("{}.{part}_multiplier", node.name), output_scale, &[ScalarStep::Divide(scale)])
    };
    let mut lhs_term = (lhs, multiplier(importer, "lhs", dtypes.0, &lhs_range));
    let mut rhs_term = (rhs, multiplier(importer, "rhs", dtypes.1, &rhs_range));
    for (term, own, part) in [(&mut lhs_term, dtypes.0, "lhs"), (&mut rhs_term, dtypes.1, "rhs")] {
        if dtypes.0 != dtypes.1 && own == DType::U8 {
            // Beside an s8 operand a u8 one is first rescaled and rounded on its own, then added as it is.
            let ty = output.tensor_type(DType::S8, importer.ty(term.0).shape.clone())?;
            let steps = [Step::Convert, Step::Multiply(term.1.operand())];
            let converted = importer.push_map(&format!("{}.{part}", node.name), ty, term.0, steps, saturate(DType::S8));
            *term = (converted, Scalar::Known(1.0));
        }
    }
    for term in [lhs_term, rhs_term] {
        super::require_finite("a rescaling multiplier", &[term.1.known().unwrap_or(0.0)])?;
    }
    let ty = output.tensor_type(dtype, importer.ty(lhs).shape.clone())?;
    let value = push_sum(importer, &node.name, ty, lhs_term, rhs_term, saturate(dtype));
    Ok(triplet(value, output))
}

fn push_sum(importer: &mut Importer, name: &str, ty: TensorType, lhs: (ValueId, Scalar), rhs: (ValueId, Scalar), end: End) -> ValueId {
    let steps = [Step::Convert, Step::Multiply(lhs.1.operand()), Step::Residual { value: rhs.0, multiplier: rhs.1.operand() }];
    importer.push_map(name, ty, lhs.0, steps, end)
}

/// Without calibration: s32 output over ± the sum of both magnitudes, in steps of 2⁻³¹ of it. Both terms are rounded before they are
/// added here, F(F(a · ka) + F(b · kb)), unlike in the calibrated sum.
fn uncalibrated_add(importer: &mut Importer, node: &Node, terms: [(ValueId, DType, Range); 2]) -> Result<Vec<NodeOutput>> {
    let [(lhs, lhs_dtype, lhs_range), (rhs, rhs_dtype, rhs_range)] = terms;
    if lhs_dtype != rhs_dtype {
        return Err(Diagnostic::error(Code::Unsupported, "an uncalibrated sum of u8 and s8 has no meaning in MXNet").hint("calibrate the network"));
    }
    let name = |part: &str| format!("{}.{part}", node.name);
    let (lhs_absmax, rhs_absmax) = (lhs_range.absmax(), rhs_range.absmax());
    let output = match (lhs_absmax, rhs_absmax) {
        (Scalar::Known(a), Scalar::Known(b)) => Range::known(-(a + b), a + b)?,
        (Scalar::RunTime(value), other) | (other, Scalar::RunTime(value)) => {
            let ty = importer.ty(value).clone();
            Range::RunTime { absmax: importer.push_map(&name("absmax"), ty, value, [Step::Add(other.operand())], End::F32) }
        }
    };
    let integer_range = Scalar::Known(arithmetic::range_constant(lhs_dtype));
    let denominator = importer.scalar(&name("denominator"), output.absmax(), &[ScalarStep::Multiply(integer_range)]);
    let to_steps = [ScalarStep::Multiply(Scalar::Known(arithmetic::ACCUMULATOR_RANGE)), ScalarStep::Divide(denominator)];
    let lhs_multiplier = importer.scalar(&name("lhs_multiplier"), lhs_absmax, &to_steps);
    let rhs_multiplier = importer.scalar(&name("rhs_multiplier"), rhs_absmax, &to_steps);
    let shape = importer.ty(lhs).shape.clone();
    let rhs_steps = [Step::Convert, Step::Multiply(rhs_multiplier.operand())];
    let rhs = importer.push_map(&name("rhs"), TensorType::plain(DType::F32, shape.clone()), rhs, rhs_steps, End::F32);
    let ty = output.tensor_type(DType::S32, shape)?;
    let end = End::S32 { lo: i32::MIN, hi: arithmetic::LARGEST_ACCUMULATOR };
    let value = push_sum(importer, &node.name, ty, (lhs, lhs_multiplier), (rhs, Scalar::Known(1.0)), end);
    Ok(triplet(value, output))
}
