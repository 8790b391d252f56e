//! Operators that take parts of tensors, put parts together, and repeat them.

use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::tensor::Tensor;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Shape;
use crate::onnx_file::{Array, volume};

/// Elements from `start` to before `end` of an axis, as Python counts: first index and number of elements, of which there may be none.
fn elements(extent: usize, start: i64, end: i64, step: i64) -> Result<[usize; 2]> {
    let length = extent as i64;
    let resolve = |index: i64, least: i64, most: i64| if index < 0 { index.saturating_add(length) } else { index }.clamp(least, most);
    let (first, span) = match step {
        0 => return Err(Diagnostic::error(Code::Malformed, "a slice has the step 0").hint("export the model again")),
        1.. => {
            let first = resolve(start, 0, length);
            (first, resolve(end, 0, length) - first)
        }
        _ => {
            let first = resolve(start, -1, length - 1);
            (first, first - resolve(end, -1, length - 1))
        }
    };
    let count = if span <= 0 { 0 } else { 1 + (span - 1) / step.saturating_abs() };
    Ok([first.max(0) as usize, count as usize])
}

/// `Slice`.
pub fn slice<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let mut data = importer.operand(node, 0, "data")?;
    let rank = importer.extents(&data).len();
    let missing = |what: &str| Diagnostic::error(Code::Malformed, format!("Slice has no '{what}'"));
    let starts = importer.list(node, 1, "starts")?.ok_or_else(|| missing("starts"))?;
    let ends = importer.list(node, 2, "ends")?.ok_or_else(|| missing("ends"))?;
    let axes = match importer.list(node, 3, "axes")? {
        Some(axes) => axes.iter().map(|&axis| axis_of(axis, rank)).collect::<Result<Vec<_>>>()?,
        None => (0..starts.len()).collect(),
    };
    let steps = importer.list(node, 4, "steps")?.unwrap_or_else(|| vec![1; starts.len()]);
    if ends.len() != starts.len() || axes.len() != starts.len() || steps.len() != starts.len() || axes.iter().any(|&axis| axis >= rank) {
        let message = format!("starts {starts:?}, ends {ends:?}, axes {axes:?} and steps {steps:?} do not fit a tensor of rank {rank}");
        return Err(Diagnostic::error(Code::Malformed, message));
    }
    let name = node.result()?;
    let last = axes.len().saturating_sub(1);
    for (place, &axis) in axes.iter().enumerate() {
        let extent = importer.extents(&data)[axis];
        let range = elements(extent, starts[place], ends[place], steps[place])?;
        // Where one element is taken the step does not matter.
        let step = if range[1] > 1 { steps[place] as isize } else { 1 };
        let part = if place == last { name.to_owned() } else { format!("{name}.axis{axis}") };
        data = importer.sliced(&part, &data, axis, range, step)?;
    }
    Ok(vec![data])
}

/// `Split`: an axis in parts of the lengths that are given, or in equal ones, of which the last may be shorter.
pub fn split<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "input")?;
    let extents = importer.extents(&data);
    let axis = axis_of(node.integer("axis").unwrap_or(0), extents.len())?;
    let count = node.proto.output.len();
    let lengths: Vec<usize> = match importer.list(node, 1, "split")? {
        Some(lengths) => lengths.iter().map(|&length| usize::try_from(length).unwrap_or(usize::MAX)).collect(),
        None => {
            let each = extents[axis].div_ceil(count.max(1));
            (0..count).map(|part| each.min(extents[axis].saturating_sub(part * each))).collect()
        }
    };
    let total = lengths.iter().fold(0usize, |sum, &length| sum.saturating_add(length));
    if lengths.len() != count || total != extents[axis] {
        let message = format!("axis {axis} of {extents:?} cannot be split into {count} parts of {lengths:?}");
        return Err(Diagnostic::error(Code::Shape, message));
    }
    let mut start = 0;
    let mut parts = Vec::with_capacity(count);
    for (part, &length) in lengths.iter().enumerate() {
        let name = match node.output(part) {
            Some(name) => name.to_owned(),
            None => format!("{}.part{part}", node.name()),
        };
        parts.push(importer.sliced(&name, &data, axis, [start, length], 1)?);
        start += length;
    }
    Ok(parts)
}

/// `Concat`.
pub fn concat<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let parts = (0..node.proto.input.len()).map(|index| importer.operand(node, index, "inputs")).collect::<Result<Vec<_>>>()?;
    let rank = parts.first().map_or(0, |part| importer.extents(part).len());
    // Before version 4 of the operators the axis had a default.
    let axis = axis_of(node.integer("axis").unwrap_or(1), rank)?;
    Ok(vec![importer.concatenated(node.result()?, &parts, axis)?])
}

/// `Gather`: elements of an axis by indices that are known while compiling; the axis becomes those of the indices.
pub fn gather<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let indices = importer.required(node, 1, "indices")?;
    let extents = importer.extents(&data);
    let axis = axis_of(node.integer("axis").unwrap_or(0), extents.len())?;
    let places = indices
        .to_integers()?
        .iter()
        .map(|&index| axis_of(index, extents[axis]).map_err(|_| index))
        .collect::<Result<Vec<_>, i64>>()
        .map_err(|index| Diagnostic::error(Code::Shape, format!("index {index} is not one of {} elements along axis {axis}", extents[axis])))?;
    let mut target = extents;
    target.splice(axis..=axis, indices.shape.iter().copied());
    let name = node.result()?;
    let gathered = importer.gathered(&format!("{name}.gathered"), &data, axis, &places)?;
    Ok(vec![importer.reshaped(name, &gathered, &target)?])
}

/// `Expand`: broadcast with a shape.
pub fn expand<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "input")?;
    let wanted = importer.required(node, 1, "shape")?;
    let wanted = extents_of(&wanted)?;
    let own = importer.extents(&data);
    let target = joined_shape(&own, &wanted)?;
    Ok(vec![importer.broadcast(node.result()?, &data, &target)?])
}

/// Extents that a known tensor holds.
pub fn extents_of(array: &Array) -> Result<Vec<usize>> {
    let list = array.to_integers()?;
    let extents: Option<Vec<usize>> = list.iter().map(|&extent| usize::try_from(extent).ok()).collect();
    let extents = extents.ok_or_else(|| Diagnostic::error(Code::Shape, format!("{list:?} is no shape")))?;
    volume(&extents)?;
    Ok(extents)
}

/// The shape of which two shapes are parts (NumPy's rule), where extents may be 0.
fn joined_shape(a: &[usize], b: &[usize]) -> Result<Vec<usize>> {
    if !a.contains(&0) && !b.contains(&0) {
        return Ok(compose::broadcast_shape(&Shape::new(a)?, &Shape::new(b)?)?.extents().to_vec());
    }
    super::super::fold::broadcast_shape(a, b)
}

/// `Tile`: the whole tensor several times along each axis.
pub fn tile<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let mut data = importer.operand(node, 0, "input")?;
    let counts = extents_of(&importer.required(node, 1, "repeats")?)?;
    let rank = importer.extents(&data).len();
    if counts.len() != rank {
        return Err(Diagnostic::error(Code::Shape, format!("repeats {counts:?} do not fit a tensor of rank {rank}")));
    }
    let name = node.result()?;
    for (axis, &count) in counts.iter().enumerate().filter(|(_, count)| **count != 1) {
        let mut apart = importer.extents(&data);
        let mut joined = apart.clone();
        joined[axis] = joined[axis].checked_mul(count).ok_or_else(|| Diagnostic::error(Code::Overflow, "a tiled axis becomes too long"))?;
        apart.insert(axis, 1);
        data = importer.reshaped(&format!("{name}.apart{axis}"), &data, &apart)?;
        data = importer.repeated(&format!("{name}.repeated{axis}"), &data, axis, count)?;
        data = importer.reshaped(&format!("{name}.axis{axis}"), &data, &joined)?;
    }
    Ok(vec![data])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_count_as_in_python() {
        let of = |start, end, step| elements(5, start, end, step).map_err(|d| d.code);
        assert_eq!(of(0, i64::MAX, 1), Ok([0, 5]));
        assert_eq!(of(1, -1, 2), Ok([1, 2]));
        assert_eq!(of(-2, 99, 1), Ok([3, 2]));
        assert_eq!(of(-1, i64::MIN, -1), Ok([4, 5]));
        assert_eq!(of(3, 0, -2), Ok([3, 2]));
        assert_eq!(of(3, 3, 1).map(|[_, count]| count), Ok(0));
        assert_eq!(of(9, 12, 1).map(|[_, count]| count), Ok(0));
        assert_eq!(of(0, 1, i64::MIN).map(|[_, count]| count), Ok(0));
        assert_eq!(of(4, 0, i64::MIN), Ok([4, 1]));
        assert_eq!(of(0, 1, 0), Err(Code::Malformed));
    }
}
