//! Operators that take parts of a tensor.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::ValueId;

/// Elements `begin`, `begin + step`, … before `end` of an axis, as Python counts: first index and number of elements.
fn elements(extent: usize, begin: Option<i64>, end: Option<i64>, step: i64) -> Result<[usize; 2]> {
    let length = extent as i64;
    let (least, most) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let resolve = |index: Option<i64>, open: i64| index.map_or(open, |i| if i < 0 { i.saturating_add(length) } else { i }.clamp(least, most));
    let (first, last) = if step > 0 { (resolve(begin, 0), resolve(end, length)) } else { (resolve(begin, length - 1), resolve(end, -1)) };
    let span = if step > 0 { last - first } else { first - last };
    let count = if step == 0 || span <= 0 { 0 } else { 1 + (span - 1) / step.saturating_abs() };
    match (usize::try_from(first), usize::try_from(count)) {
        (Ok(first), Ok(count)) if count > 0 => Ok([first, count]),
        _ => {
            let show = |index: Option<i64>| index.map_or("".to_string(), |i| i.to_string());
            Err(Diagnostic::error(Code::Shape, format!("the slice {}:{}:{step} of {extent} elements is empty", show(begin), show(end))))
        }
    }
}

/// `slice`: begin, end and step of the first axes.
pub fn slice(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let mut value = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    let attributes = &node.attributes;
    let begin = attributes.required("begin", attributes.integers("begin")?)?;
    let end = attributes.required("end", attributes.integers("end")?)?;
    let steps = attributes.integers("step")?.unwrap_or_default();
    let extents = importer.ty(value).shape.extents().to_vec();
    if begin.len() != end.len() || begin.len() > extents.len() || steps.len() > begin.len() {
        return Err(Diagnostic::error(Code::Malformed, format!("begin, end and step do not fit a tensor of the shape {extents:?}")));
    }
    for (axis, (&begin, &end)) in begin.iter().zip(&end).enumerate() {
        let step = steps.get(axis).copied().flatten().unwrap_or(1);
        let range = elements(extents[axis], begin, end, step)?;
        value = compose::slice(importer.graph(), &format!("{}.axis{axis}", node.name), value, axis, range, step as isize)?;
    }
    Ok(vec![NodeOutput::Tensor(value)])
}

/// `slice_axis`.
pub fn slice_axis(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let value = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    let attributes = &node.attributes;
    let extents = importer.ty(value).shape.extents().to_vec();
    attributes.required("axis", attributes.text("axis"))?;
    let axis = attributes.axis("axis", 0, extents.len())?;
    let range = elements(extents[axis], attributes.integer("begin")?, attributes.integer("end")?, 1)?;
    Ok(vec![NodeOutput::Tensor(compose::slice(importer.graph(), &node.name, value, axis, range, 1)?)])
}

/// `slice_like`: as long as the second operand along some axes, or along all.
pub fn slice_like(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let value = importer.tensor(operands.next("data")?)?;
    let like = importer.tensor(operands.next("shape_like")?)?;
    operands.finish()?;
    let like = importer.ty(like).shape.extents().to_vec();
    let rank = importer.ty(value).shape.rank();
    let axes = node.attributes.axes("axes", rank)?.unwrap_or_else(|| (0..rank).collect());
    shorten(importer, node, value, axes.into_iter().map(|axis| (axis, 0, like.get(axis).copied())))
}

/// Keeps `count` elements from `start` of some axes.
fn shorten(importer: &mut Importer, node: &Node, mut value: ValueId, axes: impl Iterator<Item = (usize, usize, Option<usize>)>) -> Result<Vec<NodeOutput>> {
    for (axis, start, count) in axes {
        let extents = importer.ty(value).shape.extents();
        let count = count.filter(|count| start.checked_add(*count).is_some_and(|end| end <= extents[axis]));
        let count = count.ok_or_else(|| Diagnostic::error(Code::Shape, format!("the part that is asked for leaves axis {axis} of {extents:?}")))?;
        value = compose::slice(importer.graph(), &format!("{}.axis{axis}", node.name), value, axis, [start, count], 1)?;
    }
    Ok(vec![NodeOutput::Tensor(value)])
}

/// `Crop`: a window of the image, as large as `h_w` or as the second operand.
pub fn crop(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let value = importer.tensor(operands.next("data")?)?;
    let extents = importer.ty(value).shape.extents().to_vec();
    let pair = |key: &str| -> Result<[usize; 2]> {
        let list = node.attributes.tuple(key)?.unwrap_or_else(|| vec![0, 0]);
        list.try_into().map_err(|list| Diagnostic::error(Code::Malformed, format!("attribute '{key}' must have two extents, found {list:?}")))
    };
    let window = if node.inputs.len() > 1 {
        let like = importer.tensor(operands.next("crop_like")?)?;
        match importer.ty(like).shape.extents() {
            &[_, _, height, width] => [height, width],
            other => return Err(Diagnostic::error(Code::Shape, format!("crop reads images (N C H W), found {other:?}"))),
        }
    } else {
        pair("h_w")?
    };
    operands.finish()?;
    let [_, _, height, width] = extents[..] else {
        return Err(Diagnostic::error(Code::Shape, format!("crop reads images (N C H W), found {extents:?}")));
    };
    let offset = if node.attributes.boolean("center_crop", false)? {
        [height.saturating_sub(window[0]) / 2, width.saturating_sub(window[1]) / 2]
    } else {
        pair("offset")?
    };
    shorten(importer, node, value, (0..2).map(|i| (i + 2, offset[i], Some(window[i]))))
}

/// `SliceChannel`: equal parts of an axis, which each part may lose.
pub fn split(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    /// More parts than any network asks for.
    const MOST_PARTS: usize = 1 << 12;
    let mut operands = Operands::new(node);
    let value = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    let attributes = &node.attributes;
    let extents = importer.ty(value).shape.extents().to_vec();
    let axis = attributes.axis("axis", 1, extents.len())?;
    let parts = attributes.required("num_outputs", attributes.count("num_outputs")?)?;
    let Some(&extent) = extents.get(axis).filter(|&&extent| (1..=MOST_PARTS).contains(&parts) && extent % parts == 0) else {
        return Err(Diagnostic::error(Code::Shape, format!("axis {axis} of {extents:?} cannot be split into {parts} equal parts")));
    };
    let count = extent / parts;
    let squeeze = attributes.boolean("squeeze_axis", false)?;
    if squeeze && count != 1 {
        return Err(Diagnostic::error(Code::Shape, format!("parts of {count} elements cannot lose their axis")));
    }
    let mut outputs = Vec::with_capacity(parts);
    for part in 0..parts {
        let name = format!("{}.{part}", node.name);
        let mut piece = compose::slice(importer.graph(), &name, value, axis, [part * count, count], 1)?;
        if squeeze {
            let mut kept = extents.clone();
            kept.remove(axis);
            piece = compose::reshape(importer.graph(), &format!("{name}.squeezed"), piece, kept)?;
        }
        outputs.push(NodeOutput::Tensor(piece));
    }
    Ok(outputs)
}

/// `reverse`: some axes backwards.
pub fn reverse(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let mut value = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    let extents = importer.ty(value).shape.extents().to_vec();
    for axis in node.attributes.required("axis", node.attributes.axes("axis", extents.len())?)? {
        value = compose::slice(importer.graph(), &format!("{}.axis{axis}", node.name), value, axis, [extents[axis] - 1, extents[axis]], -1)?;
    }
    Ok(vec![NodeOutput::Tensor(value)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_count_as_in_python() {
        let of = |begin, end, step| elements(5, begin, end, step).map_err(|d| d.code);
        assert_eq!(of(None, None, 1), Ok([0, 5]));
        assert_eq!(of(Some(1), Some(-1), 2), Ok([1, 2]));
        assert_eq!(of(Some(-2), Some(99), 1), Ok([3, 2]));
        assert_eq!(of(None, None, -1), Ok([4, 5]));
        assert_eq!(of(Some(3), Some(0), -2), Ok([3, 2]));
        for (begin, end, step) in [(Some(3), Some(3), 1), (Some(4), Some(1), 1), (None, None, 0), (Some(9), None, 1), (Some(i64::MIN), Some(i64::MIN), -1)] {
            assert_eq!(of(begin, end, step), Err(Code::Shape), "{begin:?} {end:?} {step}");
        }
        assert_eq!(of(Some(0), None, i64::MIN), Ok([0, 1]));
    }
}
