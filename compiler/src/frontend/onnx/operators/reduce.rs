//! Operators that join the elements along axes, and those that divide by what they join.

use super::super::axes;
use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::tensor::Tensor;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Comparison, DType, End, Epilogue, Function, Op, Operand, Reduction, Shape, Step, TensorType, ValueId, infer_shape};
use crate::onnx_file::{Array, ElementType};

/// Joined axes have the extent 1, or are dropped.
fn with_or_without<'m>(importer: &mut Importer<'m>, node: &Node<'m>, joined: Tensor, axes: &[usize]) -> Result<Vec<Tensor>> {
    if node.boolean("keepdims", true) {
        return Ok(vec![joined]);
    }
    let extents = importer.extents(&joined);
    let kept: Vec<usize> = (0..extents.len()).filter(|axis| !axes.contains(axis)).map(|axis| extents[axis]).collect();
    Ok(vec![importer.reshaped(node.result()?, &joined, &kept)?])
}

/// The name of the node that joins, where another one follows that drops the axes.
fn joined_name(node: &Node) -> Result<String> {
    let name = node.result()?;
    Ok(if node.boolean("keepdims", true) { name.to_owned() } else { format!("{name}.joined") })
}

/// `ReduceMean` of floats.
pub fn mean<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    sums(importer, node)
}

/// `ReduceSum`, `ReduceMean`, `ReduceL1`, `ReduceL2`, `ReduceSumSquare`, `ReduceLogSum`, `ReduceLogSumExp` of floats.
pub fn sums<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let mut value = importer.float_operand(node, 0, "data")?;
    let extents = importer.graph.ty(value).shape.extents().to_vec();
    let (axes, _) = axes::reduced(importer, node)?;
    let name = joined_name(node)?;
    let count: usize = axes.iter().map(|&axis| extents[axis]).product();
    let own = importer.graph.each(value);
    let root = Step::Apply(Function::SquareRoot);
    let logarithm = Step::Apply(Function::Logarithm);
    let (before, after): (Option<Step>, Vec<Step>) = match node.operator() {
        "ReduceSum" => (None, vec![]),
        "ReduceMean" => (None, vec![Step::Divide(Operand::Constant(count as f32))]),
        "ReduceL1" => (Some(Step::Apply(Function::Absolute)), vec![]),
        "ReduceL2" => (Some(Step::Multiply(own)), vec![root]),
        "ReduceSumSquare" => (Some(Step::Multiply(own)), vec![]),
        "ReduceLogSum" => (None, vec![logarithm]),
        "ReduceLogSumExp" => (Some(Step::Apply(Function::Exponential)), vec![logarithm]),
        other => return Err(Diagnostic::error(Code::Invalid, format!("{other} is no sum"))),
    };
    if let Some(step) = before {
        value = compose::map(&mut importer.graph, &format!("{name}.elements"), value, [step]);
    }
    let joined = compose::reduce(&mut importer.graph, &name, value, Reduction::Sum, &axes, after)?;
    with_or_without(importer, node, Tensor::float(joined), &axes)
}

/// `ReduceMax` and `ReduceMin`, on floats and on integers.
pub fn extremes<'m>(importer: &mut Importer<'m>, node: &Node<'m>, reduction: Reduction) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let data = importer.live(node.input(0).unwrap_or("data"), &data)?;
    let (axes, _) = axes::reduced(importer, node)?;
    let joined = extreme(importer, &joined_name(node)?, &data, reduction, &axes)?;
    with_or_without(importer, node, joined, &axes)
}

/// The largest or smallest element along axes; integers keep their type and meaning.
pub fn extreme(importer: &mut Importer, name: &str, data: &Tensor, reduction: Reduction, axes: &[usize]) -> Result<Tensor> {
    let value = importer.value(name, data)?;
    if axes.is_empty() {
        return Ok(data.clone());
    }
    let op = Op::Reduce { reduction, axes: axes.to_vec() };
    let from = importer.graph.ty(value).clone();
    let ty = TensorType { shape: infer_shape(&op, &[&from])?, ..from };
    let end = match (ty.dtype, ty.dtype.integer_bounds()) {
        (DType::S32, _) => End::S32 { lo: i32::MIN, hi: i32::MAX },
        (_, Some((lo, hi))) => End::Saturate { zero_point: ty.zero_point(), lo, hi },
        (_, None) => End::F32,
    };
    data.with_value(importer.graph.push_node(name, ty, op, [value], Some(Epilogue::new([], end))))
}

/// `ArgMax` and `ArgMin`: the place of the largest (or smallest) element along an axis, the first of equal ones or the last.
///
/// Elements that equal the largest are multiplied by numbers that fall along the axis (or rise), and the largest product tells the place.
pub fn argument<'m>(importer: &mut Importer<'m>, node: &Node<'m>, reduction: Reduction) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let data = importer.live(node.input(0).unwrap_or("data"), &data)?;
    let extents = importer.extents(&data);
    let axis = axis_of(node.integer("axis").unwrap_or(0), extents.len())?;
    let count = extents[axis];
    if count >= 1 << 24 {
        return Err(node.unsupported(format!("an axis of {count} elements")));
    }
    let last = node.boolean("select_last_index", false);
    let name = node.result()?.to_owned();
    let part = |part: &str| format!("{name}.{part}");
    let best = extreme(importer, &part("best"), &data, reduction, &[axis])?;
    let (value, best) = (importer.value(&name, &data)?, importer.value(&name, &best)?);
    let mut steps = match importer.graph.ty(value).dtype {
        DType::F32 => vec![],
        DType::U8 | DType::S8 => vec![Step::Convert],
        DType::S32 => return Err(node.unsupported("integers of 32 bits or more").hint("end the network before it with --output")),
    };
    let shape = importer.graph.ty(value).shape.clone();
    let mut ramp_extents = vec![1; extents.len()];
    ramp_extents[axis] = count;
    let ramp: Vec<f32> = (0..count).map(|i| if last { i + 1 } else { count - i } as f32).collect();
    let ramp = Array::floats(ramp_extents, ramp)?.to_tensor()?;
    let graph = &mut importer.graph;
    let best = compose::broadcast(graph, &part("best"), best, &shape)?;
    let ramp = graph.push_constant(part("ramp"), ramp);
    let ramp = compose::operand(graph, &part("ramp"), ramp, &shape)?;
    steps.extend([Step::Compare(Comparison::Equal, graph.each(best)), Step::Multiply(ramp)]);
    let places = graph.push_node(part("places"), TensorType::plain(DType::F32, shape), Op::Map, [value], Some(Epilogue::new(steps, End::F32)));
    let op = Op::Reduce { reduction: Reduction::Maximum, axes: vec![axis] };
    let ty = TensorType::plain(DType::S32, infer_shape(&op, &[graph.ty(places)])?);
    let steps = match last {
        true => vec![Step::Subtract(Operand::Constant(1.0))],
        false => vec![Step::Multiply(Operand::Constant(-1.0)), Step::Add(Operand::Constant(count as f32))],
    };
    // Where every element is NaN the place is one of the axis still.
    let end = End::S32 { lo: 0, hi: count as i32 - 1 };
    let value = graph.push_node(joined_name(node)?, ty, op, [places], Some(Epilogue::new(steps, end)));
    with_or_without(importer, node, Tensor::Live { value, ty: ElementType::S64 }, &[axis])
}

/// The axes over which softmax runs: one axis, or before version 13 that axis and all after it.
pub fn softmax_axes(node: &Node, rank: usize) -> Result<Vec<usize>> {
    if node.version >= 13 {
        return Ok(vec![axis_of(node.integer("axis").unwrap_or(-1), rank)?]);
    }
    Ok((axis_of(node.integer("axis").unwrap_or(1), rank)?..rank).collect())
}

/// `Softmax` and `LogSoftmax` of floats.
pub fn softmax<'m>(importer: &mut Importer<'m>, node: &Node<'m>, logarithm: bool) -> Result<Vec<Tensor>> {
    let value = importer.float_operand(node, 0, "input")?;
    let axes = softmax_axes(node, importer.graph.ty(value).shape.rank())?;
    Ok(vec![Tensor::float(compose::softmax(&mut importer.graph, node.result()?, value, &axes, 1.0, logarithm)?)])
}

/// `LpNormalization`: x / ‖x‖ along an axis.
pub fn lp_normalization<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let value = importer.float_operand(node, 0, "input")?;
    let shape: Shape = importer.graph.ty(value).shape.clone();
    let axis = axis_of(node.integer("axis").unwrap_or(-1), shape.rank())?;
    let name = node.result()?;
    let part = |part: &str| format!("{name}.{part}");
    let (element, after): (Step, Vec<Step>) = match node.integer("p").unwrap_or(2) {
        1 => (Step::Apply(Function::Absolute), vec![]),
        2 => (Step::Multiply(importer.graph.each(value)), vec![Step::Apply(Function::SquareRoot)]),
        other => return Err(node.unsupported(format!("p = {other}"))),
    };
    let elements = compose::map(&mut importer.graph, &part("elements"), value, [element]);
    let norm: ValueId = compose::reduce(&mut importer.graph, &part("norm"), elements, Reduction::Sum, &[axis], after)?;
    let norm = compose::operand(&mut importer.graph, &part("norm"), norm, &shape)?;
    Ok(vec![Tensor::float(compose::map(&mut importer.graph, name, value, [Step::Divide(norm)]))])
}
