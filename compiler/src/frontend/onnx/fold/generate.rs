//! Constants and tensors that follow from a few numbers.

use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::{operand, reserve};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::{Array, ElementType, Elements, volume};

/// Whether [`evaluate`] knows the operator.
pub fn evaluates(operator: &str) -> bool {
    matches!(operator, "Constant" | "ConstantOfShape" | "Range" | "NonZero" | "EyeLike" | "Trilu" | "OneHot" | "CumSum")
}

/// The result of a node that [`evaluates`] knows.
pub fn evaluate<'m>(importer: &mut Importer<'m>, node: &Node<'m>, operands: &[Option<Array>]) -> Result<Array> {
    match node.operator() {
        "Constant" => constant(importer, node),
        "ConstantOfShape" => constant_of_shape(importer, node, operand(node, operands, 0)?),
        "Range" => range(importer, operand(node, operands, 0)?, operand(node, operands, 1)?, operand(node, operands, 2)?),
        "NonZero" => non_zero(importer, operand(node, operands, 0)?),
        "EyeLike" => eye_like(importer, node, operand(node, operands, 0)?),
        "Trilu" => {
            let offset = operands.get(1).and_then(Option::as_ref).map_or(Ok(0), Array::single_integer)?;
            triangle(importer, operand(node, operands, 0)?, node.boolean("upper", true), offset)
        }
        "OneHot" => one_hot(importer, node, operands),
        _ => cumulative_sum(importer, node, operands),
    }
}

fn constant<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Array> {
    match node.tensor("value") {
        Some(tensor) => importer.array(tensor),
        None => match (node.float("value_float"), node.integer("value_int"), node.floats("value_floats"), node.integers("value_ints")) {
            (Some(number), ..) => Array::floats([], [number]),
            (_, Some(number), ..) => Array::list([number]).reshaped([]),
            (_, _, Some(numbers), _) => Array::floats([numbers.len()], numbers),
            (_, _, _, Some(numbers)) => Ok(Array::list(numbers)),
            _ => Err(node.unsupported("a value that is no tensor of numbers")),
        },
    }
}

/// Copies of one number.
fn filled(importer: &mut Importer, number: &Array, shape: Vec<usize>) -> Result<Array> {
    let count = volume(&shape)?;
    reserve(importer, count)?;
    match &number.elements {
        Elements::Floats(numbers) => {
            let first = numbers.first().copied().unwrap_or(0.0);
            Ok(Array { ty: number.ty, shape, elements: Elements::Floats(vec![first; count].into()) })
        }
        _ => Array::integers(number.ty, shape, vec![number.to_integers()?.first().copied().unwrap_or(0); count]),
    }
}

fn constant_of_shape<'m>(importer: &mut Importer<'m>, node: &Node<'m>, shape: &Array) -> Result<Array> {
    let list = shape.to_integers()?;
    let extents: Option<Vec<usize>> = list.iter().map(|&e| usize::try_from(e).ok()).collect();
    let extents = extents.ok_or_else(|| Diagnostic::error(Code::Shape, format!("{list:?} is no shape")))?;
    let number = match node.tensor("value") {
        Some(tensor) => importer.array(tensor)?,
        None => Array::floats([1], [0.0])?,
    };
    filled(importer, &number, extents)
}

fn range(importer: &mut Importer, start: &Array, limit: &Array, delta: &Array) -> Result<Array> {
    let wrong = |what: String| Diagnostic::error(Code::Shape, format!("a range {what} has no length that can be built"));
    if start.ty.is_float() {
        let (start, limit, delta, ty) = (start.single_float()?, limit.single_float()?, delta.single_float()?, start.ty);
        let count = ((f64::from(limit) - f64::from(start)) / f64::from(delta)).ceil().max(0.0);
        if count.is_nan() || count > f64::from(i32::MAX) {
            return Err(wrong(format!("from {start} to {limit} in steps of {delta}")));
        }
        reserve(importer, count as usize)?;
        let numbers: Vec<f32> = (0..count as usize).map(|i| start + i as f32 * delta).collect();
        return Ok(Array { ty, shape: vec![numbers.len()], elements: Elements::Floats(numbers.into()) });
    }
    let (first, limit, step) = (start.single_integer()?, limit.single_integer()?, delta.single_integer()?);
    let span = if step > 0 { i128::from(limit) - i128::from(first) } else { i128::from(first) - i128::from(limit) };
    let count = match i128::from(step.unsigned_abs()) {
        0 => return Err(wrong(format!("from {first} to {limit} in steps of 0"))),
        step => span.max(0).div_euclid(step) + i128::from(span.max(0).rem_euclid(step) != 0),
    };
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    reserve(importer, count)?;
    let numbers: Vec<i64> = (0..count as i64).map(|i| first.wrapping_add(i.wrapping_mul(step))).collect();
    super::elementwise::wrapped(start.ty, vec![count], numbers)
}

/// One row for each axis, one column for each element that is not 0.
fn non_zero(importer: &mut Importer, array: &Array) -> Result<Array> {
    let rank = array.shape.len();
    reserve(importer, array.len().saturating_mul(rank.max(1)))?;
    let places: Vec<usize> = match &array.elements {
        Elements::Floats(numbers) => (0..array.len()).filter(|&i| numbers[i] != 0.0).collect(),
        _ => array.to_integers()?.iter().enumerate().filter(|(_, number)| **number != 0).map(|(i, _)| i).collect(),
    };
    let mut indices = Vec::with_capacity(rank * places.len());
    for axis in 0..rank {
        let inner: usize = array.shape[axis + 1..].iter().product();
        indices.extend(places.iter().map(|&place| (place / inner % array.shape[axis]) as i64));
    }
    Array::integers(ElementType::S64, [rank, places.len()], indices)
}

/// Numbers of a type.
fn of_type(ty: ElementType, shape: Vec<usize>, numbers: Vec<i64>) -> Result<Array> {
    super::elementwise::cast(&Array::integers(ElementType::S64, shape, numbers)?, ty)
}

fn eye_like(importer: &mut Importer, node: &Node, like: &Array) -> Result<Array> {
    let &[rows, columns] = &like.shape[..] else { return Err(Diagnostic::error(Code::Shape, format!("a matrix is expected, found {}", like.describe()))) };
    reserve(importer, like.len().max(rows))?;
    let offset = node.integer("k").unwrap_or(0);
    let ty = match node.integer("dtype") {
        Some(number) => ElementType::from_number(i32::try_from(number).unwrap_or(0))?,
        None => like.ty,
    };
    let numbers = (0..rows as i64).flat_map(|row| (0..columns as i64).map(move |column| i64::from(column.wrapping_sub(row) == offset))).collect();
    of_type(ty, like.shape.clone(), numbers)
}

/// The elements above (or below) a diagonal of the last two axes, 0 elsewhere.
fn triangle(importer: &mut Importer, array: &Array, upper: bool, offset: i64) -> Result<Array> {
    let &[.., rows, columns] = &array.shape[..] else {
        return Err(Diagnostic::error(Code::Shape, format!("matrices are expected, found {}", array.describe())));
    };
    reserve(importer, array.len())?;
    let keeps = |i: usize| {
        let distance = (i % columns) as i64 - (i / columns % rows) as i64;
        if upper { distance >= offset } else { distance <= offset }
    };
    match &array.elements {
        Elements::Floats(numbers) => {
            let kept = numbers.iter().enumerate().map(|(i, &x)| if keeps(i) { x } else { 0.0 });
            Ok(Array { elements: Elements::Floats(kept.collect()), ..array.clone() })
        }
        _ => {
            let numbers: Vec<i64> = array.to_integers()?.iter().enumerate().map(|(i, &x)| if keeps(i) { x } else { 0 }).collect();
            Array::integers(array.ty, array.shape.clone(), numbers)
        }
    }
}

fn one_hot(importer: &mut Importer, node: &Node, operands: &[Option<Array>]) -> Result<Array> {
    let (indices, depth, values) = (operand(node, operands, 0)?, operand(node, operands, 1)?, operand(node, operands, 2)?);
    let integers = |array: &Array| super::elementwise::cast(array, ElementType::S64)?.to_integers();
    let depth = match integers(depth)?[..] {
        [depth] if depth > 0 => depth,
        ref other => return Err(Diagnostic::error(Code::Shape, format!("the depth of OneHot is {other:?}"))),
    };
    let mut shape = indices.shape.clone();
    let axis = axis_of(node.integer("axis").unwrap_or(-1), shape.len() + 1)?;
    shape.insert(axis, depth as usize);
    let count = volume(&shape)?;
    reserve(importer, count)?;
    if values.len() != 2 {
        return Err(Diagnostic::error(Code::Shape, format!("OneHot needs two values, found {}", values.describe())));
    }
    let inner: usize = shape[axis + 1..].iter().product();
    let indices = integers(indices)?;
    let hot = |i: usize| {
        let index = indices[i / (inner * depth as usize) * inner + i % inner];
        let wrapped = if index < 0 { index.saturating_add(depth) } else { index };
        usize::from(wrapped == (i / inner) as i64 % depth)
    };
    super::movement::gathered(&values.reshaped([2])?, 0, &(0..count).map(hot).collect::<Vec<_>>())?.reshaped(shape)
}

fn cumulative_sum(importer: &mut Importer, node: &Node, operands: &[Option<Array>]) -> Result<Array> {
    let array = operand(node, operands, 0)?;
    let axis = axis_of(operand(node, operands, 1)?.single_integer()?, array.shape.len())?;
    if node.boolean("exclusive", false) || node.boolean("reverse", false) {
        return Err(node.unsupported("exclusive or reverse sums"));
    }
    reserve(importer, array.len())?;
    let step: usize = if array.is_empty() { 1 } else { array.shape[axis + 1..].iter().product() };
    let begins = |i: usize| (i / step).is_multiple_of(array.shape[axis]);
    match &array.elements {
        Elements::Floats(numbers) => {
            let mut sums = numbers.to_vec();
            (0..sums.len()).filter(|&i| !begins(i)).for_each(|i| sums[i] += sums[i - step]);
            Ok(Array { elements: Elements::Floats(sums.into()), ..array.clone() })
        }
        _ => {
            let mut sums = array.to_integers()?;
            (0..sums.len()).filter(|&i| !begins(i)).for_each(|i| sums[i] = sums[i].wrapping_add(sums[i - step]));
            super::elementwise::wrapped(array.ty, array.shape.clone(), sums)
        }
    }
}
