//! Sums and products of quantized tensors, element by element.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar, ScalarStep};
use super::super::rules::MixedSum;
use super::super::symbol_json::Node;
use super::{require_byte, require_finite, saturate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Function, Op, Operand, Shape, Step, TensorType, ValueId};

/// One side of an operation on two quantized tensors.
#[derive(Debug, Clone, Copy)]
struct Term {
    value: ValueId,
    dtype: DType,
    range: Range,
}

/// Reads lhs, rhs, lhs_min, lhs_max, rhs_min, rhs_max.
fn terms(importer: &mut Importer, node: &Node) -> Result<[Term; 2]> {
    let mut operands = Operands::new(node);
    let lhs = importer.tensor(operands.next("lhs")?)?;
    let rhs = importer.tensor(operands.next("rhs")?)?;
    let mut term = |importer: &mut Importer, value: ValueId, min: &str, max: &str| {
        let range = importer.range(operands.next(min)?, operands.next(max)?)?;
        Ok::<_, Diagnostic>(Term { value, dtype: require_byte(importer.ty(value))?, range })
    };
    let terms = [term(importer, lhs, "lhs_min", "lhs_max")?, term(importer, rhs, "rhs_min", "rhs_max")?];
    operands.finish()?;
    Ok(terms)
}

fn require_equal_shapes(importer: &Importer, [lhs, rhs]: &[Term; 2]) -> Result<()> {
    let (lhs, rhs) = (importer.ty(lhs.value), importer.ty(rhs.value));
    if lhs.shape == rhs.shape {
        return Ok(());
    }
    Err(Diagnostic::error(Code::Shape, format!("the operands must have one shape, found {lhs} and {rhs}")))
}

/// `_contrib_quantized_elemwise_add`: sat(rint(fma(b, kb, F(a · ka)))) with k = output scale / operand scale
/// (`mkldnn_quantized_elemwise_add.cc`).
pub fn add(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let terms = terms(importer, node)?;
    require_equal_shapes(importer, &terms)?;
    match node.attributes.calibration()? {
        None => uncalibrated_add(importer, node, terms),
        Some((min, max)) => calibrated_add(importer, node, terms, Range::known(min, max)?),
    }
}

/// output scale / operand scale
fn multiplier(importer: &mut Importer, name: &str, output_scale: Scalar, term: &Term) -> Result<Scalar> {
    let scale = importer.scale(&format!("{name}_scale"), arithmetic::range_constant(term.dtype), &term.range);
    let multiplier = importer.scalar(&format!("{name}_multiplier"), output_scale, &[ScalarStep::Divide(scale)]);
    require_finite("a rescaling multiplier", &[multiplier.known().unwrap_or(0.0)])?;
    Ok(multiplier)
}

fn calibrated_add(importer: &mut Importer, node: &Node, terms: [Term; 2], output: Range) -> Result<Vec<NodeOutput>> {
    let dtype = if terms.iter().all(|t| t.dtype == DType::U8) { DType::U8 } else { DType::S8 };
    let output_scale = importer.scale("", arithmetic::range_constant(dtype), &output);
    let mixed = terms[0].dtype != terms[1].dtype;
    let mut scaled = Vec::with_capacity(2);
    for (term, part) in terms.iter().zip(["lhs", "rhs"]) {
        let name = format!("{}.{part}", node.name);
        let multiplier = multiplier(importer, &name, output_scale, term)?;
        if !mixed || term.dtype == DType::S8 {
            scaled.push((term.value, multiplier));
            continue;
        }
        // Beside an s8 operand a u8 one is rounded on its own first.
        let shape = importer.ty(term.value).shape.clone();
        let (ty, own, rest) = match importer.rules.mixed_sum {
            MixedSum::Rescaled => (output.tensor_type(DType::S8, shape)?, multiplier, Scalar::Known(1.0)),
            MixedSum::Halved => {
                let doubled = importer.scalar(&format!("{name}_doubled"), multiplier, &[ScalarStep::Multiply(Scalar::Known(2.0))]);
                (TensorType::plain(DType::S8, shape), Scalar::Known(0.5), doubled)
            }
        };
        let steps = [Step::Convert, Step::Multiply(own.operand())];
        scaled.push((importer.push_map(&name, ty, term.value, steps, saturate(DType::S8)), rest));
    }
    let ty = output.tensor_type(dtype, importer.ty(terms[0].value).shape.clone())?;
    let value = push_sum(importer, &node.name, ty, scaled[0], scaled[1], saturate(dtype));
    Ok(triplet(value, output))
}

fn push_sum(importer: &mut Importer, name: &str, ty: TensorType, lhs: (ValueId, Scalar), rhs: (ValueId, Scalar), end: End) -> ValueId {
    let steps = [Step::Convert, Step::Multiply(lhs.1.operand()), importer.residual(rhs.0, rhs.1.operand())];
    importer.push_map(name, ty, lhs.0, steps, end)
}

/// Without calibration: s32 output over ± the sum of both magnitudes, in steps of 2⁻³¹ of it. Both terms are rounded before they are
/// added here, F(F(a · ka) + F(b · kb)), unlike in the calibrated sum.
fn uncalibrated_add(importer: &mut Importer, node: &Node, [lhs, rhs]: [Term; 2]) -> Result<Vec<NodeOutput>> {
    if lhs.dtype != rhs.dtype {
        return Err(Diagnostic::error(Code::Unsupported, "an uncalibrated sum of u8 and s8 has no meaning in MXNet").hint("calibrate the network"));
    }
    let name = |part: &str| format!("{}.{part}", node.name);
    let (lhs_absmax, rhs_absmax) = (lhs.range.absmax(), rhs.range.absmax());
    let output = match (lhs_absmax, rhs_absmax) {
        (Scalar::Known(a), Scalar::Known(b)) => Range::known(-(a + b), a + b)?,
        (Scalar::RunTime(value), other) | (other, Scalar::RunTime(value)) => {
            let ty = importer.ty(value).clone();
            Range::RunTime { absmax: importer.push_map(&name("absmax"), ty, value, [Step::Add(other.operand())], End::F32) }
        }
    };
    let integer_range = Scalar::Known(arithmetic::range_constant(lhs.dtype));
    let denominator = importer.scalar(&name("denominator"), output.absmax(), &[ScalarStep::Multiply(integer_range)]);
    let to_steps = [ScalarStep::Multiply(Scalar::Known(arithmetic::ACCUMULATOR_RANGE)), ScalarStep::Divide(denominator)];
    let lhs_multiplier = importer.scalar(&name("lhs_multiplier"), lhs_absmax, &to_steps);
    let rhs_multiplier = importer.scalar(&name("rhs_multiplier"), rhs_absmax, &to_steps);
    let shape = importer.ty(lhs.value).shape.clone();
    let rhs_steps = [Step::Convert, Step::Multiply(rhs_multiplier.operand())];
    let rhs = importer.push_map(&name("rhs"), TensorType::plain(DType::F32, shape.clone()), rhs.value, rhs_steps, End::F32);
    let ty = output.tensor_type(DType::S32, shape)?;
    let end = End::S32 { lo: i32::MIN, hi: arithmetic::LARGEST_ACCUMULATOR };
    let value = push_sum(importer, &node.name, ty, (lhs.value, lhs_multiplier), (rhs, Scalar::Known(1.0)), end);
    Ok(triplet(value, output))
}

/// `_contrib_quantized_npi_add` of 2.x: as [`add`], but that shapes may broadcast. Then oneDNN's binary primitive adds,
/// sat(rint(F(F(a · ka) + F(b · kb)))), with operands of any type.
pub fn broadcast_add(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let terms = terms(importer, node)?;
    if importer.ty(terms[0].value).shape == importer.ty(terms[1].value).shape {
        return add(importer, node);
    }
    let Some((min, max)) = node.attributes.calibration()? else {
        return Err(Diagnostic::error(Code::Unsupported, "an uncalibrated sum of tensors of different shapes is not read").hint("calibrate the network"));
    };
    let output = Range::known(min, max)?;
    let dtype = if terms.iter().all(|t| t.dtype == DType::U8) { DType::U8 } else { DType::S8 };
    let output_scale = importer.scale("", arithmetic::range_constant(dtype), &output);
    let shape = broadcast_shape(importer, &terms)?;
    let [lhs, rhs] = [("lhs", terms[0]), ("rhs", terms[1])].map(|(part, term)| {
        let name = format!("{}.{part}", node.name);
        let multiplier = multiplier(importer, &name, output_scale, &term)?;
        Ok::<_, Diagnostic>((broadcast(importer, &name, term.value, &shape)?, multiplier))
    });
    let (lhs, rhs) = (lhs?, rhs?);
    let float = TensorType::plain(DType::F32, shape.clone());
    let steps = [Step::Convert, Step::Multiply(rhs.1.operand())];
    let scaled = importer.push_map(&format!("{}.rhs_scaled", node.name), float, rhs.0, steps, End::F32);
    let steps = [Step::Convert, Step::Multiply(lhs.1.operand()), Step::Add(importer.each(scaled))];
    let value = importer.push_map(&node.name, output.tensor_type(dtype, shape)?, lhs.0, steps, saturate(dtype));
    Ok(triplet(value, output))
}

/// NumPy's rule: shapes are aligned at their ends, and an extent of 1 stretches.
fn broadcast_shape(importer: &Importer, terms: &[Term; 2]) -> Result<Shape> {
    let [lhs, rhs] = [terms[0], terms[1]].map(|term| importer.ty(term.value).shape.extents().to_vec());
    let rank = lhs.len().max(rhs.len());
    let at = |extents: &[usize], axis: usize| (axis + extents.len()).checked_sub(rank).map_or(1, |i| extents[i]);
    let mut shape = Vec::with_capacity(rank);
    for axis in 0..rank {
        shape.push(match (at(&lhs, axis), at(&rhs, axis)) {
            (a, b) if a == b => a,
            (1, other) | (other, 1) => other,
            (a, b) => return Err(Diagnostic::error(Code::Shape, format!("the operands do not broadcast: axis {axis} has {a} and {b} elements"))),
        });
    }
    Shape::new(shape)
}

/// The tensor with extents of 1 repeated up to `shape`.
fn broadcast(importer: &mut Importer, name: &str, value: ValueId, shape: &Shape) -> Result<ValueId> {
    let ty = importer.ty(value).clone();
    let mut extents = vec![1; shape.rank() - ty.shape.rank()];
    extents.extend(ty.shape.extents());
    let mut value = value;
    if extents.len() != ty.shape.rank() {
        let aligned = TensorType { shape: Shape::new(extents.clone())?, ..ty.clone() };
        value = importer.push_node(&format!("{name}.aligned"), aligned, Op::Reshape, vec![value], None);
    }
    for (axis, &count) in shape.extents().iter().enumerate() {
        if extents[axis] != count {
            extents[axis] = count;
            let repeated = TensorType { shape: Shape::new(extents.clone())?, ..ty.clone() };
            value = importer.push_node(&format!("{name}.axis{axis}"), repeated, Op::Repeat { axis, count }, vec![value], None);
        }
    }
    Ok(value)
}

/// `_contrib_quantized_elemwise_mul` of two s8 tensors (`quantized_elemwise_mul.cc`): F(F(a · b) · scale), stored as f32, or cut off to an integer; an s8
/// takes its low byte, so that products beyond the calibrated range wrap. Without calibration a · b in s32.
pub fn multiply(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let terms = terms(importer, node)?;
    require_equal_shapes(importer, &terms)?;
    if terms.iter().any(|t| t.dtype != DType::S8) {
        return Err(Diagnostic::error(Code::Unsupported, "a quantized product reads s8 operands; MXNet refuses to run others")
            .hint("quantize the network with quantized_dtype='int8'"));
    }
    let [lhs, rhs] = terms;
    let shape = importer.ty(lhs.value).shape.clone();
    let product = [Step::Convert, Step::Multiply(importer.each(rhs.value))];
    let name = |part: &str| format!("{}.{part}", node.name);
    let mut scales = [0.0; 2];
    let known = |importer: &mut Importer, scales: &mut [f32; 2]| {
        for ((scale, term), part) in scales.iter_mut().zip([&lhs, &rhs]).zip(["lhs", "rhs"]) {
            let Scalar::Known(number) = importer.scale(&format!("{}.{part}_scale", node.name), arithmetic::SIGNED_RANGE, &term.range) else {
                return Err(Diagnostic::error(Code::Unsupported, "the product is calibrated but its operands are not").hint("calibrate all layers, or none"));
            };
            *scale = number;
        }
        Ok(())
    };
    if node.attributes.float_output()? {
        known(importer, &mut scales)?;
        let scale = (1.0 / f64::from(scales[0]) / f64::from(scales[1])) as f32;
        let steps = [&product[..], &[Step::Multiply(Operand::Constant(scale))]].concat();
        return Ok(vec![NodeOutput::Tensor(importer.push_map(&node.name, TensorType::plain(DType::F32, shape), lhs.value, steps, End::F32))]);
    }
    let Some((min, max)) = node.attributes.calibration()? else {
        let levels = Scalar::Known(if importer.ideal() { arithmetic::SIGNED_RANGE } else { arithmetic::integer_constant(DType::S8) });
        // 2³¹ steps of (absmax / levels) · (absmax / levels), as for a layer.
        let level = importer.scalar(&name("rhs_level"), rhs.range.absmax(), &[ScalarStep::Divide(levels)]);
        let steps = [ScalarStep::Divide(levels), ScalarStep::Multiply(level), ScalarStep::Multiply(Scalar::Known(arithmetic::ACCUMULATOR_RANGE))];
        let output = match importer.scalar(&name("absmax"), lhs.range.absmax(), &steps) {
            Scalar::Known(absmax) => Range::known(-absmax, absmax)?,
            Scalar::RunTime(absmax) => Range::RunTime { absmax },
        };
        let ty = output.tensor_type(DType::S32, shape)?;
        let end = End::S32 { lo: i32::MIN, hi: arithmetic::LARGEST_ACCUMULATOR };
        return Ok(triplet(importer.push_map(&node.name, ty, lhs.value, product, end), output));
    };
    let output = Range::known(min, max)?;
    known(importer, &mut scales)?;
    let scale = arithmetic::SIGNED_RANGE / arithmetic::absmax(min, max) / scales[0] / scales[1];
    require_finite("a rescaling multiplier", &[scale])?;
    let ty = output.tensor_type(DType::S8, shape.clone())?;
    let scaled = [&product[..], &[Step::Multiply(Operand::Constant(scale))]].concat();
    if importer.ideal() {
        return Ok(triplet(importer.push_map(&node.name, ty, lhs.value, scaled, saturate(DType::S8)), output));
    }
    importer.quirk(node, "MXNet cuts products off instead of rounding them, and those beyond the calibrated range wrap around");
    let whole = [&scaled[..], &[Step::Apply(Function::Truncate)]].concat();
    let whole = importer.push_map(&name("whole"), TensorType::plain(DType::F32, shape), lhs.value, whole, End::F32);
    Ok(triplet(low_byte(importer, &node.name, whole, ty), output))
}

/// Integers in f32 without all but their low byte, as s8: w − 256 · floor((w + 128) / 256). Exact for magnitudes below 2²⁴.
fn low_byte(importer: &mut Importer, name: &str, whole: ValueId, ty: TensorType) -> ValueId {
    let constant = Operand::Constant;
    let steps = [
        Step::Add(constant(128.0)),
        Step::Multiply(constant(1.0 / 256.0)),
        Step::Apply(Function::Floor),
        Step::Multiply(constant(-256.0)),
        Step::Add(importer.each(whole)),
    ];
    importer.push_map(name, ty, whole, steps, saturate(DType::S8))
}
