//! Operators that make a tensor larger by elements that it has, or by a number.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use super::float_tensor;
use crate::compose::{self, Padding};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Shape, ValueId};

fn data(importer: &mut Importer, node: &Node) -> Result<(ValueId, Vec<usize>)> {
    let mut operands = Operands::new(node);
    let value = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    Ok((value, importer.ty(value).shape.extents().to_vec()))
}

fn one(value: ValueId) -> Vec<NodeOutput> {
    vec![NodeOutput::Tensor(value)]
}

/// `Pad`: around each axis a number, the outermost element, or what lies inside, mirrored.
pub fn pad(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let mut value = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    let attributes = &node.attributes;
    let mode = attributes.required("mode", attributes.text("mode"))?;
    let widths = attributes.required("pad_width", attributes.tuple("pad_width")?)?;
    let extents = importer.ty(value).shape.extents().to_vec();
    if widths.len() != 2 * extents.len() {
        let message = format!("pad_width must hold two numbers for each axis of {extents:?}, found {}", widths.len());
        return Err(Diagnostic::error(Code::Malformed, message));
    }
    let number = attributes.float("constant_value")?.unwrap_or(0.0);
    for (axis, width) in widths.chunks_exact(2).enumerate() {
        let (before, after) = (width[0], width[1]);
        let name = format!("{}.axis{axis}", node.name);
        value = match mode {
            "constant" => compose::pad(importer.graph(), &name, value, axis, Padding { before, after, interior: 0 }, number)?,
            "edge" | "reflect" => mirrored(importer, &name, value, axis, [before, after], mode == "reflect")?,
            other => return Err(Diagnostic::error(Code::Unsupported, format!("padding of the mode '{other}' is not read; constant, edge and reflect are"))),
        };
    }
    Ok(one(value))
}

fn mirrored(importer: &mut Importer, name: &str, value: ValueId, axis: usize, [before, after]: [usize; 2], reflect: bool) -> Result<ValueId> {
    let extent = importer.ty(value).shape.extents()[axis];
    if reflect && before.max(after) >= extent {
        return Err(Diagnostic::error(Code::Shape, format!("{} mirrored elements need an axis longer than that, found {extent}", before.max(after))));
    }
    let mut parts = Vec::new();
    for (part, count) in [("before", before), ("inside", 0), ("after", after)] {
        let name = format!("{name}.{part}");
        match (part, count) {
            ("inside", _) => parts.push(value),
            (_, 0) => {}
            (part, count) if reflect => {
                let start = if part == "before" { count } else { extent - 2 };
                parts.push(compose::slice(importer.graph(), &name, value, axis, [start, count], -1)?);
            }
            (part, count) => {
                let start = if part == "before" { 0 } else { extent - 1 };
                let edge = compose::slice(importer.graph(), &format!("{name}.edge"), value, axis, [start, 1], 1)?;
                parts.push(compose::repeat(importer.graph(), &name, edge, axis, count)?);
            }
        }
    }
    compose::concat(importer.graph(), name, &parts, axis)
}

/// `tile`: the whole tensor several times along each axis.
pub fn tile(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (mut value, mut extents) = data(importer, node)?;
    let mut counts = node.attributes.tuple("reps")?.unwrap_or_default();
    let rank = extents.len().max(counts.len());
    extents.splice(0..0, std::iter::repeat_n(1, rank - extents.len()));
    counts.splice(0..0, std::iter::repeat_n(1, rank - counts.len()));
    value = compose::reshape(importer.graph(), &format!("{}.aligned", node.name), value, extents)?;
    for (axis, count) in counts.into_iter().enumerate() {
        value = compose::tile(importer.graph(), &format!("{}.axis{axis}", node.name), value, axis, count)?;
    }
    Ok(one(value))
}

/// `repeat`: each element several times in a row, along an axis or of the flattened tensor.
pub fn repeat(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (value, extents) = data(importer, node)?;
    let attributes = &node.attributes;
    let count = attributes.required("repeats", attributes.count("repeats")?)?;
    if attributes.text("axis").is_none() {
        let flat = compose::reshape(importer.graph(), &format!("{}.flat", node.name), value, [extents.iter().product()])?;
        return Ok(one(compose::repeat(importer.graph(), &node.name, flat, 0, count)?));
    }
    let axis = attributes.axis("axis", 0, extents.len())?;
    Ok(one(compose::repeat(importer.graph(), &node.name, value, axis, count)?))
}

/// `broadcast_to`: axes of one element repeated; 0 keeps an extent.
pub fn broadcast_to(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (value, extents) = data(importer, node)?;
    let mut target = node.attributes.required("shape", node.attributes.tuple("shape")?)?;
    for (axis, extent) in target.iter_mut().enumerate().filter(|(_, extent)| **extent == 0) {
        *extent = extents.get(axis).copied().unwrap_or(0);
    }
    let target = Shape::new(target)?;
    Ok(one(compose::broadcast(importer.graph(), &node.name, value, &target)?))
}

/// `broadcast_like`: axes of one element repeated up to the shape of the second operand.
pub fn broadcast_like(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let value = importer.tensor(operands.next("lhs")?)?;
    let like = importer.tensor(operands.next("rhs")?)?;
    operands.finish()?;
    let (from, like) = (importer.ty(value).shape.extents().to_vec(), importer.ty(like).shape.extents().to_vec());
    let mut target = from.clone();
    match (node.attributes.axes("lhs_axes", from.len())?, node.attributes.axes("rhs_axes", like.len())?) {
        (None, None) => target = like,
        (Some(own), Some(other)) if own.len() == other.len() => own.iter().zip(&other).for_each(|(&own, &other)| target[own] = like[other]),
        _ => return Err(Diagnostic::error(Code::Malformed, "lhs_axes and rhs_axes must name equally many axes")),
    }
    let target = Shape::new(target)?;
    Ok(one(compose::broadcast(importer.graph(), &node.name, value, &target)?))
}

/// `broadcast_axis`: named axes of one element repeated.
pub fn broadcast_axis(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (value, mut extents) = data(importer, node)?;
    let axes = node.attributes.axes("axis", extents.len())?.unwrap_or_default();
    let sizes = node.attributes.tuple("size")?.unwrap_or_default();
    if axes.len() != sizes.len() {
        return Err(Diagnostic::error(Code::Malformed, format!("there are {} axes but {} sizes", axes.len(), sizes.len())));
    }
    axes.iter().zip(&sizes).for_each(|(&axis, &size)| extents[axis] = size);
    let target = Shape::new(extents)?;
    Ok(one(compose::broadcast(importer.graph(), &node.name, value, &target)?))
}
