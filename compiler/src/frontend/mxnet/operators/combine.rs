//! Operators that join tensors: concatenation on floats and on bytes, and the sum of floats.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar, ScalarStep};
use super::super::symbol_json::Node;
use super::{float_tensor, require_byte, saturate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Op, Operand, Step, TensorType, ValueId, infer_shape};

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
