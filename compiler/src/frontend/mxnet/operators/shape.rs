//! Operators that give the same elements another shape or order.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use crate::compose;
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

/// `Reshape` with its special codes, and with the attributes of files before 0.9.
pub fn reshape(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (value, extents) = data(importer, node)?;
    let attributes = &node.attributes;
    let target = match attributes.integers("shape")? {
        Some(codes) => {
            let codes = codes.into_iter().collect::<Option<Vec<i64>>>().ok_or_else(|| unreadable(node, &extents))?;
            target_shape(&codes, &extents, attributes.boolean("reverse", false)?)
        }
        None => {
            let codes = attributes.required("shape", attributes.tuple("target_shape")?)?;
            legacy_target(&codes, &extents, attributes.boolean("keep_highest", false)?)
        }
    };
    let target = target.ok_or_else(|| unreadable(node, &extents))?;
    Ok(one(compose::reshape(importer.graph(), &node.name, value, target)?))
}

fn unreadable(node: &Node, extents: &[usize]) -> Diagnostic {
    let text = node.attributes.text("shape").or(node.attributes.text("target_shape")).unwrap_or_default();
    let shown: String = text.chars().take(60).collect();
    Diagnostic::error(Code::Shape, format!("the shape '{shown}' does not fit a tensor of the shape {extents:?}"))
}

/// `InferReshapeShape` of `matrix_op-inl.h`: 0 keeps an extent, −1 is what is left, −2 keeps the rest, −3 joins two, −4 splits one.
/// `None` where the codes do not fit.
fn target_shape(codes: &[i64], extents: &[usize], reverse: bool) -> Option<Vec<usize>> {
    let (mut codes, mut extents) = (codes.to_vec(), extents.to_vec());
    if reverse {
        codes.reverse();
        extents.reverse();
    }
    let volume: usize = extents.iter().product();
    let mut source = extents.iter().copied();
    let mut codes = codes.into_iter();
    let mut target: Vec<usize> = Vec::new();
    let mut inferred = None;
    while let Some(code) = codes.next() {
        match code {
            0 => target.push(source.next()?),
            -1 => {
                if inferred.replace(target.len()).is_some() {
                    return None;
                }
                target.push(1);
                source.next();
            }
            -2 => target.extend(source.by_ref()),
            -3 => target.push(source.next()?.checked_mul(source.next()?)?),
            -4 => {
                let whole = source.next()?;
                let part = |code: i64, other: i64| match code {
                    -1 => whole.checked_div(usize::try_from(other).ok()?),
                    code => usize::try_from(code).ok(),
                };
                let (first, second) = (codes.next()?, codes.next()?);
                let (first, second) = (part(first, second)?, part(second, first)?);
                (first.checked_mul(second)? == whole).then_some(())?;
                target.extend([first, second]);
            }
            code => {
                target.push(usize::try_from(code).ok()?);
                source.next();
            }
        }
        if target.len() > Shape::MAX_RANK {
            return None;
        }
    }
    if let Some(place) = inferred {
        let others = target.iter().try_fold(1usize, |product, &extent| product.checked_mul(extent))?;
        target[place] = volume.checked_div(others)?;
    }
    if reverse {
        target.reverse();
    }
    Some(target)
}

/// `target_shape`: one extent may be 0, which is what is left; `keep_highest` keeps the first one.
fn legacy_target(codes: &[usize], extents: &[usize], keep_highest: bool) -> Option<Vec<usize>> {
    let mut target = codes.to_vec();
    if keep_highest {
        *target.first_mut()? = *extents.first()?;
    }
    let places: Vec<usize> = (0..target.len()).filter(|&i| target[i] == 0).collect();
    if let Some(&place) = places.first() {
        let others = target.iter().filter(|&&e| e != 0).try_fold(1usize, |product, &extent| product.checked_mul(extent))?;
        target[place] = extents.iter().product::<usize>().checked_div(others)?;
    }
    (places.len() <= 1).then_some(target)
}

/// `reshape_like`: the shape of the second operand.
pub fn reshape_like(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let value = importer.tensor(operands.next("lhs")?)?;
    let like = importer.tensor(operands.next("rhs")?)?;
    operands.finish()?;
    for key in ["lhs_begin", "lhs_end", "rhs_begin", "rhs_end"] {
        if node.attributes.text(key).is_some() {
            return Err(Diagnostic::error(Code::Unsupported, format!("reshape_like of a part of the axes ('{key}') is not read")));
        }
    }
    let target = importer.ty(like).shape.extents().to_vec();
    Ok(one(compose::reshape(importer.graph(), &node.name, value, target)?))
}

/// `transpose`; without axes all are reversed.
pub fn transpose(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (value, extents) = data(importer, node)?;
    let permutation = match node.attributes.axes("axes", extents.len())? {
        Some(axes) => axes,
        None => (0..extents.len()).rev().collect(),
    };
    Ok(one(compose::transpose(importer.graph(), &node.name, value, &permutation)?))
}

/// `SwapAxis`.
pub fn swap_axes(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (value, extents) = data(importer, node)?;
    let axis = |key: &str| node.attributes.axis(key, 0, extents.len());
    let mut permutation: Vec<usize> = (0..extents.len()).collect();
    permutation.swap(axis("dim1")?, axis("dim2")?);
    Ok(one(compose::transpose(importer.graph(), &node.name, value, &permutation)?))
}

/// `expand_dims`: an axis of one element before `axis`.
pub fn expand(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (value, mut extents) = data(importer, node)?;
    node.attributes.required("axis", node.attributes.text("axis"))?;
    let axis = node.attributes.axis("axis", 0, extents.len() + 1)?;
    extents.insert(axis, 1);
    Ok(one(compose::reshape(importer.graph(), &node.name, value, extents)?))
}

/// `squeeze`: drops axes of one element, all of them where none is named.
pub fn squeeze(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let (value, extents) = data(importer, node)?;
    let axes = node.attributes.axes("axis", extents.len())?;
    if let Some(&wrong) = axes.iter().flatten().find(|&&axis| extents[axis] != 1) {
        return Err(Diagnostic::error(Code::Shape, format!("axis {wrong} of {extents:?} has more than one element and cannot be dropped")));
    }
    let drops = |axis: usize| axes.as_ref().map_or(extents[axis] == 1, |axes| axes.contains(&axis));
    let mut kept: Vec<usize> = (0..extents.len()).filter(|&axis| !drops(axis)).map(|axis| extents[axis]).collect();
    if kept.is_empty() {
        kept.push(1);
    }
    Ok(one(compose::reshape(importer.graph(), &node.name, value, kept)?))
}

/// `stack`: joins tensors along a new axis.
pub fn stack(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let mut parts = Vec::with_capacity(node.inputs.len());
    let mut axis = 0;
    for index in 0..node.inputs.len() {
        let value = importer.tensor(operands.next(&format!("arg{index}"))?)?;
        let mut extents = importer.ty(value).shape.extents().to_vec();
        axis = node.attributes.axis("axis", 0, extents.len() + 1)?;
        extents.insert(axis, 1);
        parts.push(compose::reshape(importer.graph(), &format!("{}.arg{index}", node.name), value, extents)?);
    }
    operands.finish()?;
    if parts.is_empty() {
        return Err(Diagnostic::error(Code::Malformed, "the node has no inputs"));
    }
    Ok(one(compose::concat(importer.graph(), &node.name, &parts, axis)?))
}

/// `depth_to_space` and `space_to_depth`: blocks of pixels to channels and back, the block's position being the outer part of a channel.
pub fn blocks(importer: &mut Importer, node: &Node, to_space: bool) -> Result<Vec<NodeOutput>> {
    let (value, extents) = data(importer, node)?;
    let block = node.attributes.required("block_size", node.attributes.count("block_size")?)?;
    let [batch, channels, height, width] = extents[..] else {
        return Err(Diagnostic::error(Code::Shape, format!("{} reads images (N C H W), found {extents:?}", node.operator)));
    };
    let fits = match block.checked_mul(block) {
        Some(area) if area > 0 && to_space => channels.is_multiple_of(area),
        Some(area) if area > 0 => height.is_multiple_of(block) && width.is_multiple_of(block),
        _ => false,
    };
    if !fits {
        return Err(Diagnostic::error(Code::Shape, format!("blocks of {block} x {block} do not divide {extents:?}")));
    }
    let (apart, permutation, joined) = if to_space {
        let depth = channels / (block * block);
        ([batch, block, block, depth, height, width], [0, 3, 4, 1, 5, 2], [batch, depth, height * block, width * block])
    } else {
        let (height, width) = (height / block, width / block);
        ([batch, channels, height, block, width, block], [0, 3, 5, 1, 2, 4], [batch, channels * block * block, height, width])
    };
    let part = |part: &str| format!("{}.{part}", node.name);
    let apart = compose::reshape(importer.graph(), &part("apart"), value, apart)?;
    let moved = compose::transpose(importer.graph(), &part("moved"), apart, &permutation)?;
    Ok(one(compose::reshape(importer.graph(), &node.name, moved, joined)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_codes() {
        let shape = |codes: &[i64], reverse| target_shape(codes, &[2, 3, 4], reverse);
        assert_eq!(shape(&[4, 0, 2], false), Some(vec![4, 3, 2]));
        assert_eq!(shape(&[6, 1, -1], false), Some(vec![6, 1, 4]));
        assert_eq!(shape(&[-2, 1, 1], false), Some(vec![2, 3, 4, 1, 1]));
        assert_eq!(shape(&[-3, 4], false), Some(vec![6, 4]));
        assert_eq!(shape(&[-4, 1, 2, -2], false), Some(vec![1, 2, 3, 4]));
        assert_eq!(shape(&[2, -4, -1, 3, -2], false), Some(vec![2, 1, 3, 4]));
        assert_eq!(target_shape(&[-1, 0], &[10, 5, 4], true), Some(vec![50, 4]));
        assert_eq!(target_shape(&[-1, 0], &[10, 5, 4], false), Some(vec![40, 5]));
        for (codes, reverse) in [
            (&[-1, -1][..], false),
            (&[0, 0, 0, 0], false),
            (&[-4, 2], false),
            (&[-4, -1, -1], false),
            (&[-4, 5, -1], false),
            (&[-5], false),
            (&[-4, 0, -1], true),
        ] {
            assert_eq!(shape(codes, reverse), None, "{codes:?}");
        }
        assert_eq!(target_shape(&[0; 9], &[1; 9], false), None);
    }

    #[test]
    fn codes_of_old_files() {
        assert_eq!(legacy_target(&[0, 6], &[2, 3, 4], false), Some(vec![4, 6]));
        assert_eq!(legacy_target(&[0, 0], &[2, 3, 4], true), Some(vec![2, 12]));
        assert_eq!(legacy_target(&[0, 0], &[2, 3, 4], false), None);
    }
}
