//! Operators that give the same elements another shape or order, and those that ask for a shape.

use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::tensor::Tensor;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::{Array, ElementType, volume};

/// `Reshape`.
pub fn reshape<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let codes = importer.list(node, 1, "shape")?.ok_or_else(|| Diagnostic::error(Code::Malformed, "the operand 'shape' (number 1) is missing"))?;
    let extents = importer.extents(&data);
    let target = reshape_target(&codes, &extents, node.boolean("allowzero", false)).ok_or_else(|| {
        Diagnostic::error(Code::Shape, format!("the shape {codes:?} does not fit a tensor of the shape {extents:?}"))
            .hint("the model may have been exported for another shape of its inputs: --input-shape NAME=1,3,224,224")
    })?;
    Ok(vec![importer.reshaped(node.result()?, &data, &target)?])
}

/// 0 keeps an extent (unless `literal_zero`), −1 is what is left. `None` where the codes do not fit.
fn reshape_target(codes: &[i64], extents: &[usize], literal_zero: bool) -> Option<Vec<usize>> {
    let elements: usize = volume(extents).ok()?;
    let mut target = Vec::with_capacity(codes.len());
    let mut inferred = None;
    for (axis, &code) in codes.iter().enumerate() {
        target.push(match code {
            0 if !literal_zero => *extents.get(axis)?,
            -1 => {
                if inferred.replace(axis).is_some() {
                    return None;
                }
                1
            }
            code => usize::try_from(code).ok()?,
        });
    }
    let others = volume(&target).ok()?;
    if let Some(axis) = inferred {
        target[axis] = elements.checked_div(others)?;
    }
    (volume(&target).ok()? == elements).then_some(target)
}

/// `Flatten`: all axes before `axis` become the first one, the others the second.
pub fn flatten<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "input")?;
    let extents = importer.extents(&data);
    let axis = node.integer("axis").unwrap_or(1);
    // The axis behind the last one is allowed here.
    let axis = if axis == extents.len() as i64 { extents.len() } else { axis_of(axis, extents.len())? };
    let target = [volume(&extents[..axis])?, volume(&extents[axis..])?];
    Ok(vec![importer.reshaped(node.result()?, &data, &target)?])
}

/// `Transpose`; without `perm` the axes are reversed.
pub fn transpose<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let rank = importer.extents(&data).len();
    let permutation: Vec<usize> = match node.integers("perm") {
        Some(axes) => axes.iter().map(|&axis| axis_of(axis, rank)).collect::<Result<_>>()?,
        None => (0..rank).rev().collect(),
    };
    let mut sorted = permutation.clone();
    sorted.sort_unstable();
    if !sorted.iter().copied().eq(0..rank) {
        return Err(Diagnostic::error(Code::Malformed, format!("perm = {permutation:?} is no permutation of the axes of a tensor of rank {rank}")));
    }
    Ok(vec![importer.transposed(node.result()?, &data, &permutation)?])
}

/// `Squeeze`: drops axes of one element; all of them where none is named.
pub fn squeeze<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let extents = importer.extents(&data);
    let axes = importer.axes(node, 1, extents.len())?;
    if let Some(&wrong) = axes.iter().flatten().find(|&&axis| extents[axis] != 1) {
        return Err(Diagnostic::error(Code::Shape, format!("axis {wrong} of {extents:?} has not one element and cannot be dropped")));
    }
    let drops = |axis: usize| axes.as_ref().map_or(extents[axis] == 1, |axes| axes.contains(&axis));
    let kept: Vec<usize> = (0..extents.len()).filter(|&axis| !drops(axis)).map(|axis| extents[axis]).collect();
    Ok(vec![importer.reshaped(node.result()?, &data, &kept)?])
}

/// `Unsqueeze`: new axes of one element, named by their places in the result.
pub fn unsqueeze<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let mut extents = importer.extents(&data);
    let count = importer.list(node, 1, "axes")?.map_or(0, |axes| axes.len());
    // Ascending, so that each place is one of the result when its turn comes.
    let axes = importer.axes(node, 1, extents.len() + count)?;
    let axes = axes.ok_or_else(|| Diagnostic::error(Code::Malformed, "Unsqueeze has no axes").hint("export the model again"))?;
    axes.into_iter().for_each(|axis| extents.insert(axis, 1));
    Ok(vec![importer.reshaped(node.result()?, &data, &extents)?])
}

/// `Identity`.
pub fn identity<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    Ok(vec![importer.operand(node, 0, "input")?])
}

/// `Dropout`, which does nothing while a network is not trained; its mask says that everything is kept.
pub fn dropout<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    if importer.known(node, 2, "training_mode")?.is_some_and(|mode| mode.single_integer().unwrap_or(1) != 0) {
        return Err(node.unsupported("training_mode = 1").hint("export the model for inference: model.eval()"));
    }
    let mut results = vec![data];
    if node.output(1).is_some() {
        let extents = importer.extents(&results[0]);
        let elements = volume(&extents)?;
        if !importer.may_fold(elements) {
            return Err(node.unsupported("so large a mask").hint("remove the output 'mask' from the model"));
        }
        results.push(Tensor::Known(Array::integers(ElementType::Bool, extents, vec![1; elements])?));
    }
    Ok(results)
}

/// `Shape`, perhaps of some axes alone, and `Size`: known before the tensor is.
pub fn shape<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let extents: Vec<i64> = importer.extents(&data).iter().map(|&e| e as i64).collect();
    let rank = extents.len() as i64;
    let place = |key: &str, default: i64| {
        let place = node.integer(key).unwrap_or(default);
        (if place < 0 { place.saturating_add(rank) } else { place }).clamp(0, rank) as usize
    };
    let (start, end) = (place("start", 0), place("end", rank));
    Ok(vec![Tensor::Known(Array::list(&extents[start..end.max(start)]))])
}

/// `Size`: the number of elements.
pub fn size<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "data")?;
    let elements = volume(&importer.extents(&data))?;
    Ok(vec![Tensor::Known(Array::list([elements as i64]).reshaped([])?)])
}

/// `DepthToSpace`: channels to blocks of pixels. The block's position is the outer part of a channel (DCR) or the inner one (CRD).
pub fn depth_to_space<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let (data, [batch, channels, height, width], block) = blocks(importer, node)?;
    let depth = channels / (block * block);
    if depth * block * block != channels {
        return Err(Diagnostic::error(Code::Shape, format!("blocks of {block} x {block} do not divide {channels} channels")));
    }
    let (apart, permutation) = match node.text("mode")?.unwrap_or("DCR") {
        "DCR" => ([batch, block, block, depth, height, width], [0, 3, 4, 1, 5, 2]),
        "CRD" => ([batch, depth, block, block, height, width], [0, 1, 4, 2, 5, 3]),
        other => return Err(node.unsupported(format!("mode = '{other}'"))),
    };
    rearranged(importer, node, &data, &apart, &permutation, &[batch, depth, height * block, width * block])
}

/// `SpaceToDepth`: blocks of pixels to channels, the block's position being the outer part of a channel.
pub fn space_to_depth<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let (data, [batch, channels, height, width], block) = blocks(importer, node)?;
    let (rows, columns) = (height / block, width / block);
    if rows * block != height || columns * block != width {
        return Err(Diagnostic::error(Code::Shape, format!("blocks of {block} x {block} do not divide an image of {height} x {width}")));
    }
    let apart = [batch, channels, rows, block, columns, block];
    rearranged(importer, node, &data, &apart, &[0, 3, 5, 1, 2, 4], &[batch, channels * block * block, rows, columns])
}

/// The images of an operator that moves blocks of pixels, their extents and that of a block.
fn blocks<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<(Tensor, [usize; 4], usize)> {
    let data = importer.operand(node, 0, "input")?;
    let extents = importer.extents(&data);
    let extents: [usize; 4] =
        extents.try_into().map_err(|e| Diagnostic::error(Code::Shape, format!("{} reads images (N C H W), found {e:?}", node.operator())))?;
    match node.integer("blocksize") {
        Some(block @ 1..65536) => Ok((data, extents, block as usize)),
        other => Err(Diagnostic::error(Code::Malformed, format!("attribute 'blocksize' is {other:?}")).hint("export the model again")),
    }
}

fn rearranged(importer: &mut Importer, node: &Node, data: &Tensor, apart: &[usize], permutation: &[usize], joined: &[usize]) -> Result<Vec<Tensor>> {
    let name = node.result()?;
    let apart = importer.reshaped(&format!("{name}.apart"), data, apart)?;
    let moved = importer.transposed(&format!("{name}.moved"), &apart, permutation)?;
    Ok(vec![importer.reshaped(name, &moved, joined)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_shape() {
        let of = |codes: &[i64]| reshape_target(codes, &[2, 3, 4], false);
        assert_eq!(of(&[4, 0, 2]), Some(vec![4, 3, 2]));
        assert_eq!(of(&[0, -1]), Some(vec![2, 12]));
        assert_eq!(of(&[-1]), Some(vec![24]));
        for wrong in [&[-1, -1][..], &[5, -1], &[0, 0, 0, 0], &[-2, 12], &[i64::MAX, i64::MAX], &[7]] {
            assert_eq!(of(wrong), None, "{wrong:?}");
        }
        assert_eq!(reshape_target(&[0, 5], &[0, 3], true), Some(vec![0, 5]));
        assert_eq!(reshape_target(&[-1, 0], &[0, 3], true), None);
    }
}
