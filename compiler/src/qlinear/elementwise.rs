//! QLinearAdd, QLinearMul, and functions of one byte.

use super::{Quantized, scale_of};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Element, Epilogue, Graph, Op, Operand, Shape, Step, Tensor, TensorData, TensorType, ValueId};

/// One operand of a sum: its integers with the scale relative to the result's.
struct Term {
    value: ValueId,
    zero_point: i32,
    /// F(s / sc)
    ratio: f32,
}

/// QLinearAdd: with ra = F(sa / sc), rb = F(sb / sc) and k = F(zc − fma(ra, za, F(rb · zb))) the result is fma(a, ra, fma(b, rb, k)) of the stored integers,
/// rounded with the zero point in it. Where a is the same along the innermost axis in which they differ, the operands change roles.
///
/// # Errors
/// `Shape` where the operands cannot be broadcast, `Invalid` where one has no scale.
pub fn add(graph: &mut Graph, name: &str, a: ValueId, b: ValueId, to: &Quantized) -> Result<ValueId> {
    let (a, b) = if repeats_inside(graph, a, b) { (b, a) } else { (a, b) };
    let shape = compose::broadcast_shape(&graph.ty(a).shape, &graph.ty(b).shape)?;
    let term = |graph: &Graph, value: ValueId| {
        Ok::<_, Diagnostic>(Term { value, zero_point: graph.ty(value).zero_point(), ratio: scale_of(graph.ty(value))? / to.scale.get() })
    };
    let (a, b) = (term(graph, a)?, term(graph, b)?);
    let folded = to.zero_point as f32 - a.ratio.mul_add(a.zero_point as f32, b.ratio * b.zero_point as f32);
    if ![a.ratio, b.ratio, folded].iter().all(|number| number.is_finite()) {
        return Err(Diagnostic::error(Code::Range, "the scales of a sum leave f32").hint("calibrate the model again"));
    }
    // The node goes over the operand whose producer it can join: the one that is computed last.
    let is_whole = |graph: &Graph, term: &Term| graph.ty(term.value).shape == shape && graph.constant(term.value).is_none();
    let over_a = match (is_whole(graph, &a), is_whole(graph, &b)) {
        (true, true) => joins(graph, a.value) >= joins(graph, b.value),
        (_, whole) => !whole,
    };
    let (base, other) = if over_a { (&a, &b) } else { (&b, &a) };
    let base_value = compose::broadcast(graph, &format!("{name}.base"), base.value, &shape)?;
    let other_value = compose::broadcast(graph, &format!("{name}.other"), other.value, &shape)?;
    let element = Element { value: other_value, zero_point: 0 };
    let stored = Step::Add(Operand::Constant(base.zero_point as f32));
    let steps = match over_a {
        true => {
            let addend = Operand::Affine { element, multiplier: b.ratio, addend: folded };
            vec![Step::Convert, stored, Step::MultiplyAdd(Operand::Constant(a.ratio), addend)]
        }
        false => {
            let sum = Step::MultiplyAdd(Operand::Constant(b.ratio), Operand::Constant(folded));
            vec![Step::Convert, stored, sum, Step::Residual { element, multiplier: Operand::Constant(a.ratio) }]
        }
    };
    Ok(graph.push_node(name, to.ty(shape), Op::Map, [base_value], Some(Epilogue::new(steps, to.round_last()))))
}

/// How well a map over this value can join its producer: accumulations first, later ones before earlier ones.
fn joins(graph: &Graph, value: ValueId) -> (bool, ValueId) {
    let accumulates = matches!(&graph.value(value).definition, Definition::Node(node) if matches!(node.op, Op::Convolution { .. } | Op::FullyConnected));
    (accumulates, value)
}

/// Whether `a` has one element along the innermost axis in which the two have more than one.
fn repeats_inside(graph: &Graph, a: ValueId, b: ValueId) -> bool {
    let (a, b) = (graph.ty(a).shape.extents(), graph.ty(b).shape.extents());
    let extent = |extents: &[usize], from_end: usize| extents.len().checked_sub(from_end + 1).map_or(1, |i| extents[i]);
    let innermost = (0..a.len().max(b.len())).map(|i| (extent(a, i), extent(b, i))).find(|pair| *pair != (1, 1));
    innermost.is_none_or(|(a, b)| a == 1 && b > 1)
}

/// QLinearMul: F(F((a − za)(b − zb) · r) + zc) with r = F(F(sa · sb) / sc), rounded with the zero point in it.
///
/// # Errors
/// As [`add`].
pub fn multiply(graph: &mut Graph, name: &str, a: ValueId, b: ValueId, to: &Quantized) -> Result<ValueId> {
    let ratio = scale_of(graph.ty(a))? * scale_of(graph.ty(b))? / to.scale.get();
    if !ratio.is_finite() {
        return Err(Diagnostic::error(Code::Range, "the scales of a product leave f32").hint("calibrate the model again"));
    }
    let shape = compose::broadcast_shape(&graph.ty(a).shape, &graph.ty(b).shape)?;
    let rank = |graph: &Graph, value: ValueId| (graph.ty(value).shape == shape && graph.constant(value).is_none(), joins(graph, value));
    let (base, other) = if rank(graph, a) >= rank(graph, b) { (a, b) } else { (b, a) };
    let base = compose::broadcast(graph, &format!("{name}.base"), base, &shape)?;
    let factor = match centred(graph, other) {
        Some(numbers) => {
            let constant = graph.push_constant(format!("{name}.factor"), numbers);
            compose::operand(graph, &format!("{name}.factor"), constant, &shape)?
        }
        None => {
            let other = compose::broadcast(graph, &format!("{name}.other"), other, &shape)?;
            graph.each(other)
        }
    };
    let steps = [Step::Convert, Step::Multiply(factor), Step::Multiply(Operand::Constant(ratio)), to.add_zero_point()];
    Ok(graph.push_node(name, to.ty(shape), Op::Map, [base], Some(Epilogue::new(steps, to.round_last()))))
}

/// f32(q − z) of a constant.
fn centred(graph: &Graph, value: ValueId) -> Option<Tensor> {
    let ty = graph.ty(value);
    let z = ty.zero_point();
    let numbers: Vec<f32> = match graph.constant(value)? {
        TensorData::U8(data) => data.iter().map(|&q| (i32::from(q) - z) as f32).collect(),
        TensorData::S8(data) => data.iter().map(|&q| (i32::from(q) - z) as f32).collect(),
        TensorData::F32(_) | TensorData::S32(_) => return None,
    };
    Tensor::new(ty.shape.clone(), TensorData::F32(numbers.into())).ok()
}

/// The step from q − z to the place of a stored byte in a table, smallest integer first.
pub(super) fn place_in_table(ty: &TensorType) -> Step {
    let smallest = if ty.dtype == DType::S8 { -128 } else { 0 };
    Step::Add(Operand::Constant((ty.zero_point() - smallest) as f32))
}

/// A table of 256 numbers.
pub(super) fn table(graph: &mut Graph, name: &str, entries: Vec<f32>) -> Result<ValueId> {
    Ok(graph.push_constant(name, Tensor::new(Shape::new([entries.len()])?, TensorData::F32(entries.into()))?))
}

/// A function of real numbers by way of a table over all integers: F(g(F(sx · (x − zx))) / sy), rounded, plus the zero point.
///
/// # Errors
/// `Invalid` where the value has no scale, `Range` where the function gives numbers that are not finite.
pub fn function(graph: &mut Graph, name: &str, value: ValueId, g: impl Fn(f32) -> f32, to: &Quantized) -> Result<ValueId> {
    let ty = graph.ty(value).clone();
    let scale = scale_of(&ty)?;
    let (lo, hi) = ty.dtype.integer_bounds().unwrap_or((0, 255));
    let entries: Vec<f32> = (lo..=hi).map(|q| g((q - ty.zero_point()) as f32 * scale) / to.scale.get()).collect();
    if entries.len() != 256 || entries.iter().any(|e| !e.is_finite()) {
        return Err(Diagnostic::error(Code::Range, format!("a function of {ty} has no table of finite numbers")));
    }
    let place = place_in_table(&ty);
    let table = table(graph, &format!("{name}.table"), entries)?;
    let steps = [Step::Convert, place, Step::Lookup(table)];
    Ok(graph.push_node(name, to.ty(ty.shape), Op::Map, [value], Some(Epilogue::new(steps, to.store()))))
}

/// QLinearSigmoid's g: a rational approximation of 1 / (1 + e⁻ˣ) with fused multiply-adds.
pub fn sigmoid(x: f32) -> f32 {
    const NUMERATOR: [f32; 5] = [4.37031e-11, 1.1562732e-07, 6.085749e-05, 0.008513771, 0.24828795];
    const DENOMINATOR: [f32; 6] = [6.1024737e-13, 5.7610214e-09, 6.291068e-06, 0.0017019882, 0.11681765, 0.9931519];
    let x = x.clamp(-18.0, 18.0);
    let square = x * x;
    let horner = |coefficients: &[f32]| coefficients.iter().skip(1).fold(coefficients[0], |sum, &c| sum.mul_add(square, c));
    (x * horner(&NUMERATOR) / horner(&DENOMINATOR) + 0.5).max(0.0)
}
