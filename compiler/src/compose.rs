//! Operators of source frameworks as compositions of graph nodes: broadcasting, movement along several axes, softmax.
//!
//! In: the graph so far and values of it. Out: values that compute the composition; several nodes of one composition are called
//! `NAME.part`, the last one `NAME`. It never knows a source framework. What changes nothing gives the value back as it is.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{
    Comparison, DType, Definition, End, Epilogue, Function, Graph, Node, Op, Operand, Reduction, Shape, Step, Tensor, TensorData, TensorType, ValueId,
    infer_shape,
};

/// A `map` node from floats to floats.
pub fn map(graph: &mut Graph, name: &str, value: ValueId, steps: impl Into<Vec<Step>>) -> ValueId {
    let ty = TensorType::plain(DType::F32, graph.ty(value).shape.clone());
    graph.push_node(name, ty, Op::Map, [value], Some(Epilogue::new(steps, End::F32)))
}

/// A node that moves elements.
fn movement(graph: &mut Graph, name: &str, op: Op, values: &[ValueId]) -> Result<ValueId> {
    let types: Vec<&TensorType> = values.iter().map(|&v| graph.ty(v)).collect();
    let ty = TensorType { shape: infer_shape(&op, &types)?, ..types[0].clone() };
    Ok(graph.push_node(name, ty, op, values, None))
}

/// The same elements in another shape. A constant is reshaped at once.
pub fn reshape(graph: &mut Graph, name: &str, value: ValueId, extents: impl Into<Vec<usize>>) -> Result<ValueId> {
    let shape = Shape::new(extents)?;
    let ty = graph.ty(value).clone();
    if ty.shape == shape {
        return Ok(value);
    }
    if ty.shape.volume() != shape.volume() {
        return Err(Diagnostic::error(
            Code::Shape,
            format!("{ty} cannot be reshaped to {shape}: it has {} elements, not {}", ty.shape.volume(), shape.volume()),
        ));
    }
    match graph.constant(value).cloned() {
        Some(data) => Ok(graph.push(name, TensorType { shape, ..ty }, Definition::Constant(data))),
        None => Ok(graph.push_node(name, TensorType { shape, ..ty }, Op::Reshape, [value], None)),
    }
}

/// Axis i of the result is axis `permutation[i]` of the value.
pub fn transpose(graph: &mut Graph, name: &str, value: ValueId, permutation: &[usize]) -> Result<ValueId> {
    if permutation.iter().copied().eq(0..graph.ty(value).shape.rank()) {
        return Ok(value);
    }
    movement(graph, name, Op::Transpose { permutation: permutation.to_vec() }, &[value])
}

/// Elements `start`, `start + step`, … of an axis, `count` of them.
pub fn slice(graph: &mut Graph, name: &str, value: ValueId, axis: usize, [start, count]: [usize; 2], step: isize) -> Result<ValueId> {
    if start == 0 && step == 1 && graph.ty(value).shape.extents().get(axis) == Some(&count) {
        return Ok(value);
    }
    movement(graph, name, Op::Slice { axis, start, step, count }, &[value])
}

/// Each element of an axis `count` times in a row.
pub fn repeat(graph: &mut Graph, name: &str, value: ValueId, axis: usize, count: usize) -> Result<ValueId> {
    if count == 1 {
        return Ok(value);
    }
    movement(graph, name, Op::Repeat { axis, count }, &[value])
}

/// The whole axis `count` times in a row.
pub fn tile(graph: &mut Graph, name: &str, value: ValueId, axis: usize, count: usize) -> Result<ValueId> {
    let extents = graph.ty(value).shape.extents().to_vec();
    if extents[axis] == 1 || count == 1 {
        return repeat(graph, name, value, axis, count);
    }
    let mut apart = extents.clone();
    apart.insert(axis, 1);
    let apart = reshape(graph, &format!("{name}.apart"), value, apart)?;
    let repeated = repeat(graph, &format!("{name}.repeated"), apart, axis, count)?;
    let mut joined = extents;
    joined[axis] = joined[axis].checked_mul(count).ok_or_else(|| Diagnostic::error(Code::Overflow, "a tiled axis becomes too long"))?;
    reshape(graph, name, repeated, joined)
}

/// Elements around and between those of an axis.
#[derive(Debug, Clone, Copy, Default)]
pub struct Padding {
    pub before: usize,
    pub after: usize,
    pub interior: usize,
}

/// Fills an axis up with a number.
pub fn pad(graph: &mut Graph, name: &str, value: ValueId, axis: usize, padding: Padding, number: f32) -> Result<ValueId> {
    let Padding { before, after, interior } = padding;
    if before == 0 && after == 0 && (interior == 0 || graph.ty(value).shape.extents().get(axis) == Some(&1)) {
        return Ok(value);
    }
    movement(graph, name, Op::Pad { axis, before, after, interior, value: number }, &[value])
}

/// Tensors side by side.
pub fn concat(graph: &mut Graph, name: &str, values: &[ValueId], axis: usize) -> Result<ValueId> {
    match *values {
        [value] => Ok(value),
        _ => movement(graph, name, Op::Concat { axis }, values),
    }
}

/// Joins the elements along `axes` (ascending), whose extents become 1; then the steps. No axis leaves the elements alone.
pub fn reduce(graph: &mut Graph, name: &str, value: ValueId, reduction: Reduction, axes: &[usize], steps: impl Into<Vec<Step>>) -> Result<ValueId> {
    if axes.is_empty() {
        return Ok(map(graph, name, value, steps));
    }
    let op = Op::Reduce { reduction, axes: axes.to_vec() };
    let ty = TensorType::plain(DType::F32, infer_shape(&op, &[graph.ty(value)])?);
    Ok(graph.push_node(name, ty, op, [value], Some(Epilogue::new(steps, End::F32))))
}

/// The shape of which two shapes are parts, aligned at their last axes (NumPy's rule).
pub fn broadcast_shape(a: &Shape, b: &Shape) -> Result<Shape> {
    let rank = a.rank().max(b.rank());
    let (left, right) = (aligned(a.extents(), rank), aligned(b.extents(), rank));
    let joined: Option<Vec<usize>> = left.iter().zip(&right).map(|(&x, &y)| (x == y || x == 1 || y == 1).then_some(x.max(y))).collect();
    joined.map_or_else(|| Err(Diagnostic::error(Code::Shape, format!("the shapes {a} and {b} cannot be broadcast to one"))), Shape::new)
}

/// Extents with 1 in front up to a rank.
fn aligned(extents: &[usize], rank: usize) -> Vec<usize> {
    let mut all = vec![1; rank.saturating_sub(extents.len())];
    all.extend(extents);
    all
}

/// Repeats a value along the axes where it has one element and `shape` more.
pub fn broadcast(graph: &mut Graph, name: &str, value: ValueId, shape: &Shape) -> Result<ValueId> {
    let from = graph.ty(value).shape.clone();
    if &from == shape {
        return Ok(value);
    }
    if broadcast_shape(&from, shape)? != *shape {
        return Err(Diagnostic::error(Code::Shape, format!("the shape {from} cannot be broadcast to {shape}")));
    }
    let extents = aligned(from.extents(), shape.rank());
    let mut current = reshape(graph, &format!("{name}.aligned"), value, extents.clone())?;
    for (axis, (&from, &to)) in extents.iter().zip(shape.extents()).enumerate() {
        if from != to {
            current = repeat(graph, &format!("{name}.axis{axis}"), current, axis, to)?;
        }
    }
    Ok(current)
}

/// The number that every element of a value is, where that is plain to see: a constant, perhaps moved.
fn uniform(graph: &Graph, value: ValueId) -> Option<f32> {
    match &graph.value(value).definition {
        Definition::Constant(TensorData::F32(numbers)) => {
            let first = *numbers.first()?;
            numbers.iter().all(|n| n.to_bits() == first.to_bits()).then_some(first)
        }
        Definition::Node(Node { op: Op::Repeat { .. } | Op::Reshape | Op::Transpose { .. } | Op::Slice { .. }, inputs, .. }) => {
            uniform(graph, *inputs.first()?)
        }
        _ => None,
    }
}

/// A value of floats as the right-hand side of a step of a node whose result has this shape: a number, one number for each channel, or
/// element by element.
pub fn operand(graph: &mut Graph, name: &str, value: ValueId, shape: &Shape) -> Result<Operand> {
    let ty = graph.ty(value).clone();
    if let Some(number) = uniform(graph, value)
        && broadcast_shape(&ty.shape, shape)? == *shape
    {
        return Ok(Operand::Constant(number));
    }
    if &ty.shape == shape && shape.rank() > 0 {
        return Ok(graph.each(value));
    }
    if ty.shape.volume() == 1 && ty.dtype == DType::F32 {
        return Ok(Operand::Value(reshape(graph, &format!("{name}.scalar"), value, [])?));
    }
    let extents = aligned(ty.shape.extents(), shape.rank());
    let channels = shape.extents().get(1).copied();
    if Some(ty.shape.volume()) == channels && extents.get(1) == channels.as_ref() && ty.dtype == DType::F32 {
        return Ok(Operand::Value(reshape(graph, &format!("{name}.channels"), value, [ty.shape.volume()])?));
    }
    let broadcast = broadcast(graph, name, value, shape)?;
    Ok(graph.each(broadcast))
}

/// One number for each channel, as the right-hand side of a step: a plain constant where all are equal.
pub fn channel_operand(graph: &mut Graph, name: &str, values: Vec<f32>) -> Result<Operand> {
    match values.first() {
        Some(&first) if values.iter().all(|v| v.to_bits() == first.to_bits()) => Ok(Operand::Constant(first)),
        _ => Ok(Operand::Value(graph.push_constant(name, Tensor::new(Shape::new([values.len()])?, TensorData::F32(values.into()))?))),
    }
}

/// An operation on two tensors, element by element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Maximum,
    Minimum,
    Compare(Comparison),
}

impl Binary {
    /// `y ∘ rhs`
    pub fn step(self, rhs: Operand) -> Step {
        match (self, rhs) {
            // The sum of two tensors is what kernels know as a residual.
            (Binary::Add, Operand::Elementwise(element)) => Step::Residual { element, multiplier: Operand::Constant(1.0) },
            (Binary::Add, rhs) => Step::Add(rhs),
            (Binary::Subtract, rhs) => Step::Subtract(rhs),
            (Binary::Multiply, rhs) => Step::Multiply(rhs),
            (Binary::Divide, rhs) => Step::Divide(rhs),
            (Binary::Maximum, rhs) => Step::Maximum(rhs),
            (Binary::Minimum, rhs) => Step::Minimum(rhs),
            (Binary::Compare(comparison), rhs) => Step::Compare(comparison, rhs),
        }
    }

    /// `lhs ∘ y`. A difference negates first: −y + lhs rounds as lhs − y does.
    pub fn reversed(self, lhs: Operand) -> Vec<Step> {
        match self {
            Binary::Add | Binary::Multiply | Binary::Maximum | Binary::Minimum => vec![self.step(lhs)],
            Binary::Subtract => vec![Step::Multiply(Operand::Constant(-1.0)), Binary::Add.step(lhs)],
            Binary::Divide => vec![Step::DivideInto(lhs)],
            Binary::Compare(comparison) => vec![Step::Compare(mirrored(comparison), lhs)],
        }
    }
}

/// The comparison of y with x that holds where the given one of x with y does.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => comparison,
    }
}

/// `lhs ∘ rhs` of floats, each broadcast to what both give.
pub fn binary(graph: &mut Graph, name: &str, op: Binary, lhs: ValueId, rhs: ValueId) -> Result<ValueId> {
    let shape = broadcast_shape(&graph.ty(lhs).shape, &graph.ty(rhs).shape)?;
    // The node goes over an operand that has the result's shape and is not known in advance, where there is one.
    let suits = |graph: &Graph, value: ValueId| graph.ty(value).shape == shape && graph.constant(value).is_none();
    if !suits(graph, lhs) && suits(graph, rhs) {
        let lhs = operand(graph, &format!("{name}.lhs"), lhs, &shape)?;
        return Ok(map(graph, name, rhs, op.reversed(lhs)));
    }
    let lhs = broadcast(graph, &format!("{name}.lhs"), lhs, &shape)?;
    let rhs = operand(graph, &format!("{name}.rhs"), rhs, &shape)?;
    Ok(map(graph, name, lhs, [op.step(rhs)]))
}

/// e^y / Σ e^y over `axes` (ascending), or its logarithm; y is multiplied by `factor` first. The largest y is subtracted from all, which
/// keeps the powers from overflowing.
pub fn softmax(graph: &mut Graph, name: &str, value: ValueId, axes: &[usize], factor: f32, logarithm: bool) -> Result<ValueId> {
    let part = |part: &str| format!("{name}.{part}");
    let value = if factor == 1.0 { value } else { map(graph, &part("scaled"), value, [Step::Multiply(Operand::Constant(factor))]) };
    let shape = graph.ty(value).shape.clone();
    let largest = reduce(graph, &part("largest"), value, Reduction::Maximum, axes, [])?;
    let largest = operand(graph, &part("largest"), largest, &shape)?;
    let power = Step::Apply(Function::Exponential);
    if logarithm {
        let shifted = map(graph, &part("shifted"), value, [Step::Subtract(largest)]);
        let powers = map(graph, &part("powers"), shifted, [power]);
        let sum = reduce(graph, &part("sum"), powers, Reduction::Sum, axes, [Step::Apply(Function::Logarithm)])?;
        let sum = operand(graph, &part("sum"), sum, &shape)?;
        return Ok(map(graph, name, shifted, [Step::Subtract(sum)]));
    }
    let powers = map(graph, &part("powers"), value, [Step::Subtract(largest), power]);
    let sum = reduce(graph, &part("sum"), powers, Reduction::Sum, axes, [])?;
    let sum = operand(graph, &part("sum"), sum, &shape)?;
    Ok(map(graph, name, powers, [Step::Divide(sum)]))
}

/// −1 below 0, 1 above, 0 at 0.
pub fn sign(graph: &mut Graph, name: &str, value: ValueId) -> ValueId {
    let compare = |comparison| Step::Compare(comparison, Operand::Constant(0.0));
    let positive = map(graph, &format!("{name}.positive"), value, [compare(Comparison::Greater)]);
    let steps = [compare(Comparison::Less), Step::Multiply(Operand::Constant(-1.0)), graph.residual(positive, Operand::Constant(1.0))];
    map(graph, name, value, steps)
}

/// (x − mean) / √(variance + ε) over `axes` (ascending), with the mean of squares of x − mean as the variance.
pub fn normalize(graph: &mut Graph, name: &str, value: ValueId, axes: &[usize], epsilon: f32) -> Result<ValueId> {
    let part = |part: &str| format!("{name}.{part}");
    let shape = graph.ty(value).shape.clone();
    let joined: usize = axes.iter().filter_map(|&axis| shape.extents().get(axis)).product();
    let count = Operand::Constant(joined as f32);
    let mean = reduce(graph, &part("mean"), value, Reduction::Sum, axes, [Step::Divide(count)])?;
    let mean = operand(graph, &part("mean"), mean, &shape)?;
    let centred = map(graph, &part("centred"), value, [Step::Subtract(mean)]);
    let own = graph.each(centred);
    let squares = map(graph, &part("squares"), centred, [Step::Multiply(own)]);
    let steps = [Step::Divide(count), Step::Add(Operand::Constant(epsilon)), Step::Apply(Function::SquareRoot)];
    let deviation = reduce(graph, &part("deviation"), squares, Reduction::Sum, axes, steps)?;
    let deviation = operand(graph, &part("deviation"), deviation, &shape)?;
    Ok(map(graph, name, centred, [Step::Divide(deviation)]))
}

/// A tensor of one number everywhere.
pub fn filled(graph: &mut Graph, name: &str, shape: &Shape, number: f32) -> Result<ValueId> {
    let ones = Shape::new(vec![1; shape.rank()])?;
    let one = graph.push_constant(format!("{name}.one"), Tensor::new(ones, TensorData::F32([number].into()))?);
    broadcast(graph, name, one, shape)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Output, verify};
    use crate::reference;

    fn shape(extents: &[usize]) -> Shape {
        Shape::new(extents).unwrap()
    }

    /// Builds a graph on inputs of these shapes and computes it on 1, 2, 3, …
    fn computed(shapes: &[&[usize]], build: impl FnOnce(&mut Graph, &[ValueId]) -> Result<ValueId>) -> Result<(Vec<usize>, Vec<f32>)> {
        let mut graph = Graph::new("g");
        let inputs: Vec<ValueId> = shapes.iter().map(|s| graph.push_input("x", TensorType::plain(DType::F32, shape(s)))).collect();
        let value = build(&mut graph, &inputs)?;
        graph.outputs.push(Output { name: "y".into(), value });
        verify(&graph)?;
        let tensors: Vec<Tensor> =
            shapes.iter().map(|s| Tensor::new(shape(s), TensorData::F32((1..=shape(s).volume()).map(|i| i as f32).collect())).unwrap()).collect();
        let evaluation = reference::run(&graph, &tensors)?;
        let tensor = evaluation.value(value);
        let TensorData::F32(numbers) = &tensor.data else { panic!("{:?}", tensor.dtype()) };
        Ok((tensor.shape.extents().to_vec(), numbers.to_vec()))
    }

    #[test]
    fn operands_are_as_small_as_they_can_be() {
        let mut graph = Graph::new("g");
        let value = |graph: &mut Graph, extents: &[usize]| graph.push_input("x", TensorType::plain(DType::F32, shape(extents)));
        let image = shape(&[2, 3, 4, 5]);
        for (extents, expected) in [(&[1, 1][..], "0"), (&[3, 1, 1], "1"), (&[1, 3, 1, 1], "1"), (&[2, 3, 4, 5], "4"), (&[5], "4"), (&[2, 3, 1, 1], "4")] {
            let x = value(&mut graph, extents);
            let v = match operand(&mut graph, "o", x, &image).unwrap() {
                Operand::Value(value) => value,
                other => other.element().unwrap().value,
            };
            assert_eq!(graph.ty(v).shape.rank().to_string(), expected, "{extents:?}");
        }
        let three = filled(&mut graph, "three", &shape(&[2, 3]), 3.0).unwrap();
        assert_eq!(operand(&mut graph, "o", three, &shape(&[2, 3])).unwrap(), Operand::Constant(3.0));
        let x = value(&mut graph, &[4]);
        assert_eq!(operand(&mut graph, "o", x, &shape(&[2, 3])).unwrap_err().code, Code::Shape);
    }

    #[test]
    fn either_side_is_broadcast() {
        let of = |op, shapes: [&[usize]; 2]| computed(&shapes, |g, v| binary(g, "y", op, v[0], v[1])).unwrap();
        assert_eq!(of(Binary::Subtract, [&[2, 2], &[2]]), (vec![2, 2], vec![0.0, 0.0, 2.0, 2.0]));
        assert_eq!(of(Binary::Subtract, [&[2, 1], &[2, 2]]), (vec![2, 2], vec![0.0, -1.0, -1.0, -2.0]));
        assert_eq!(of(Binary::Divide, [&[1], &[2, 2]]), (vec![2, 2], vec![1.0, 0.5, 1.0 / 3.0, 0.25]));
        assert_eq!(of(Binary::Compare(Comparison::Less), [&[2, 1], &[1, 3]]), (vec![2, 3], vec![0.0, 1.0, 1.0, 0.0, 0.0, 1.0]));
        assert!(computed(&[&[2], &[3]], |g, v| binary(g, "y", Binary::Add, v[0], v[1])).is_err());
    }

    #[test]
    fn tiles_and_softmax() {
        let tiled = computed(&[&[1, 2]], |g, v| tile(g, "y", v[0], 1, 2)).unwrap();
        assert_eq!(tiled, (vec![1, 4], vec![1.0, 2.0, 1.0, 2.0]));
        for logarithm in [false, true] {
            let (_, found) = computed(&[&[2, 3]], |g, v| softmax(g, "y", v[0], &[1], 1.0, logarithm)).unwrap();
            let total: f32 = [0f32, -1.0, -2.0].iter().map(|x| x.exp()).sum();
            for (i, found) in found.iter().enumerate() {
                let expected = (i as f32 % 3.0 - 2.0).exp() / total;
                let expected = if logarithm { expected.ln() } else { expected };
                assert!((found - expected).abs() < 1e-6, "{found} {expected}");
            }
        }
    }
}
