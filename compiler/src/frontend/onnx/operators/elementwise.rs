//! Operators on two or more tensors, element by element, by NumPy's broadcasting.

use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::tensor::Tensor;
use crate::compose::{self, Binary};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Comparison, DType, End, Epilogue, Function, Op, Operand, Shape, Step, TensorType, ValueId};
use crate::onnx_file::ElementType;
use crate::qlinear;

/// `Add`.
pub fn add<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    binary(importer, node, Binary::Add)
}

/// `Mul`.
pub fn multiply<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    binary(importer, node, Binary::Multiply)
}

/// `Sub`, `Div`, and what [`add`] and [`multiply`] come to: two operands as floats.
pub fn binary<'m>(importer: &mut Importer<'m>, node: &Node<'m>, op: Binary) -> Result<Vec<Tensor>> {
    let lhs = importer.float_operand(node, 0, "A")?;
    let rhs = importer.float_operand(node, 1, "B")?;
    let rhs = if node.boolean("broadcast", false) { begin_at_axis(importer, node, lhs, rhs, node.integer("axis"))? } else { rhs };
    Ok(vec![Tensor::float(compose::binary(&mut importer.graph, node.result()?, op, lhs, rhs)?)])
}

/// Before version 7 the right operand may stand for the axes from one of the left operand's on; by default for the last ones.
pub fn begin_at_axis(importer: &mut Importer, node: &Node, lhs: ValueId, rhs: ValueId, axis: Option<i64>) -> Result<ValueId> {
    let (rank, mut extents) = (importer.graph.ty(lhs).shape.rank(), importer.graph.ty(rhs).shape.extents().to_vec());
    let Some(axis) = axis.filter(|_| node.version < 7) else { return Ok(rhs) };
    let behind = axis_of(axis, rank)? + extents.len();
    if behind > rank {
        return Err(Diagnostic::error(Code::Shape, format!("an operand of {} axes does not fit axis {axis} of a tensor of rank {rank}", extents.len())));
    }
    extents.resize(extents.len() + rank - behind, 1);
    compose::reshape(&mut importer.graph, &format!("{}.aligned", node.result()?), rhs, extents)
}

/// Stored integers as plain numbers, if all operands are of that 8-bit type; otherwise all as floats.
fn numbers<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<(Vec<ValueId>, ElementType)> {
    let operands = (0..node.proto.input.len()).map(|index| importer.operand(node, index, "data")).collect::<Result<Vec<_>>>()?;
    let ty = operands.first().map_or(ElementType::F32, |operand| importer.element_type(operand));
    if operands.iter().any(|operand| importer.element_type(operand) != ty) && !ty.is_float() {
        return Err(Diagnostic::error(Code::Malformed, format!("operands of {} and other types", ty.name())).hint("export the model again"));
    }
    let mut values = Vec::with_capacity(operands.len());
    for (index, operand) in operands.iter().enumerate() {
        let name = node.input(index).unwrap_or("data").to_owned();
        values.push(match ty {
            ElementType::U8 | ElementType::S8 => {
                let value = importer.value(&name, operand)?;
                qlinear::plain(&mut importer.graph, &format!("{name}.plain"), value)
            }
            _ => importer.float_value(&name, operand)?,
        });
    }
    Ok((values, ty))
}

/// A node over `y` whose result has the type of the operands: floats, or bytes without a scale, which steps read as numbers.
fn map_numbers(importer: &mut Importer, name: &str, y: ValueId, ty: ElementType, steps: Vec<Step>) -> Tensor {
    let from = importer.graph.ty(y).clone();
    let bounds = from.dtype.integer_bounds().filter(|_| from.dtype != DType::S32);
    let (end, steps) = match bounds {
        Some((lo, hi)) => (End::Saturate { zero_point: 0, lo, hi }, [vec![Step::Convert], steps].concat()),
        None => (End::F32, steps),
    };
    let value = importer.graph.push_node(name, TensorType::plain(from.dtype, from.shape), Op::Map, [y], Some(Epilogue::new(steps, end)));
    Tensor::Live { value, ty: if ty.is_float() { ElementType::F32 } else { ty } }
}

/// `Max`, `Min` (of bytes too), `Sum` and `Mean` of any number of operands.
pub fn variadic<'m>(importer: &mut Importer<'m>, node: &Node<'m>, op: Binary) -> Result<Vec<Tensor>> {
    let name = node.result()?.to_owned();
    let (values, ty) = numbers(importer, node)?;
    let ordered = matches!(op, Binary::Maximum | Binary::Minimum);
    if !ty.is_float() && !ordered {
        return Err(node.unsupported(format!("operands of {}", ty.name())).hint("arithmetic on integers without a scale is not compiled"));
    }
    let shape = values.iter().try_fold(Shape::scalar(), |shape, &v| compose::broadcast_shape(&shape, &importer.graph.ty(v).shape))?;
    let (&first, rest) = values.split_first().ok_or_else(|| Diagnostic::error(Code::Malformed, "the node has no operands"))?;
    let y = compose::broadcast(&mut importer.graph, &format!("{name}.first"), first, &shape)?;
    let mut steps = Vec::new();
    for (index, &value) in rest.iter().enumerate() {
        let operand = compose::operand(&mut importer.graph, &format!("{name}.operand{}", index + 1), value, &shape)?;
        steps.push(op.step(operand));
    }
    if node.is("Mean") {
        steps.push(Step::Divide(Operand::Constant(values.len() as f32)));
    }
    if steps.is_empty() {
        return Ok(vec![Tensor::Live { value: y, ty }]);
    }
    Ok(vec![map_numbers(importer, &name, y, ty, steps)])
}

/// `Equal`, `Less` …: 1 where it is so, else 0.
pub fn compare<'m>(importer: &mut Importer<'m>, node: &Node<'m>, comparison: Comparison) -> Result<Vec<Tensor>> {
    let name = node.result()?.to_owned();
    let (values, ty) = numbers(importer, node)?;
    let &[lhs, rhs] = &values[..] else { return Err(Diagnostic::error(Code::Malformed, "two operands are expected")) };
    let [lhs, rhs] = [(lhs, "lhs"), (rhs, "rhs")].map(|(value, part)| as_floats(importer, &format!("{name}.{part}"), value, ty));
    let value = compose::binary(&mut importer.graph, &name, Binary::Compare(comparison), lhs, rhs)?;
    Ok(vec![Tensor::Live { value, ty: ElementType::Bool }])
}

/// Bytes as the numbers they are.
fn as_floats(importer: &mut Importer, name: &str, value: ValueId, ty: ElementType) -> ValueId {
    match ty {
        ElementType::U8 | ElementType::S8 => compose::map(&mut importer.graph, name, value, [Step::Convert]),
        _ => value,
    }
}

/// An operand that holds truth values, as floats 0 and 1.
fn truth<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize) -> Result<ValueId> {
    let operand = importer.operand(node, index, "condition")?;
    match importer.element_type(&operand) {
        ElementType::Bool => importer.float_value(node.input(index).unwrap_or("condition"), &operand),
        other => Err(Diagnostic::error(Code::Malformed, format!("{} reads truth values, found {}", node.operator(), other.name()))),
    }
}

/// `And`, `Or` and `Xor` of truth values.
pub fn logic<'m>(importer: &mut Importer<'m>, node: &Node<'m>, op: Binary) -> Result<Vec<Tensor>> {
    let (lhs, rhs) = (truth(importer, node, 0)?, truth(importer, node, 1)?);
    let value = compose::binary(&mut importer.graph, node.result()?, op, lhs, rhs)?;
    Ok(vec![Tensor::Live { value, ty: ElementType::Bool }])
}

/// `Not`.
pub fn not<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let y = truth(importer, node, 0)?;
    let value = compose::map(&mut importer.graph, node.result()?, y, [Step::Compare(Comparison::Equal, Operand::Constant(0.0))]);
    Ok(vec![Tensor::Live { value, ty: ElementType::Bool }])
}

/// `Where`: x where the condition holds, else y.
pub fn select<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?.to_owned();
    let condition = truth(importer, node, 0)?;
    let x = importer.float_operand(node, 1, "X")?;
    let y = importer.float_operand(node, 2, "Y")?;
    let shapes = [condition, x, y].map(|v| importer.graph.ty(v).shape.clone());
    let shape = compose::broadcast_shape(&compose::broadcast_shape(&shapes[0], &shapes[1])?, &shapes[2])?;
    let graph = &mut importer.graph;
    let x = compose::broadcast(graph, &format!("{name}.x"), x, &shape)?;
    let condition = compose::operand(graph, &format!("{name}.condition"), condition, &shape)?;
    let otherwise = compose::operand(graph, &format!("{name}.otherwise"), y, &shape)?;
    Ok(vec![Tensor::float(compose::map(graph, &name, x, [Step::Where { condition, otherwise }]))])
}

/// `Pow` with a known exponent: small integers by multiplication, halves by roots, others as e^(p · ln x).
pub fn power<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    /// Powers that are written as products.
    const MOST_FACTORS: i32 = 8;
    let base = importer.float_operand(node, 0, "X")?;
    let exponent = importer.required(node, 1, "Y")?;
    let exponent = super::super::fold::cast(&exponent, ElementType::F32)?;
    let numbers = exponent.as_floats()?;
    let power = match numbers.first() {
        Some(&first) if numbers.iter().all(|&n| n == first) => first,
        _ => return Err(node.unsupported("different exponents").hint("write the power as Exp and Log, or end the network before it with --output")),
    };
    let shape = importer.graph.ty(base).shape.clone();
    let joined = compose::broadcast_shape(&shape, &Shape::new(exponent.shape.clone())?)?;
    if joined != shape {
        return Err(node.unsupported(format!("an exponent of the shape {:?} for data of the shape {shape}", exponent.shape)));
    }
    let (own, one) = (importer.graph.each(base), Operand::Constant(1.0));
    let root = Step::Apply(Function::SquareRoot);
    let magnitude = power.abs();
    let mut steps = match magnitude {
        0.0 => vec![Step::Multiply(Operand::Constant(0.0)), Step::Add(one)],
        0.5 => vec![root],
        whole if whole.fract() == 0.0 && whole <= MOST_FACTORS as f32 => vec![Step::Multiply(own); whole as usize - 1],
        // Negative numbers have no such power: their logarithm is NaN, and so is the result, as it must be.
        other if other.fract() != 0.0 => {
            vec![Step::Apply(Function::Logarithm), Step::Multiply(Operand::Constant(other)), Step::Apply(Function::Exponential)]
        }
        other => {
            let message = format!("Pow with the exponent {other} is not read; integers up to {MOST_FACTORS} and fractions are");
            return Err(Diagnostic::error(Code::Unsupported, message).hint("end the network before it with --output"));
        }
    };
    if power < 0.0 {
        steps.push(Step::DivideInto(one));
    }
    Ok(vec![Tensor::float(compose::map(&mut importer.graph, node.result()?, base, steps))])
}
