//! Deconvolution and scaling up: a convolution of the image with gaps between its pixels.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use super::float_tensor;
use super::spatial;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::deconvolution::{self, Geometry};
use crate::frontend::spatial::Spatial;
use crate::graph::{Operand, Step, TensorType, Window};

/// `Deconvolution`. The weight has the shape (C, filters / groups, kh, kw); there is no bias unless `no_bias` says so.
pub fn deconvolution(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = float_tensor(importer, operands.next("data")?)?;
    let weight = operands.next("weight")?;
    let bias = if node.attributes.boolean("no_bias", true)? { None } else { Some(operands.next("bias")?) };
    operands.finish()?;
    let attributes = &node.attributes;
    let view = Spatial::of(importer.ty(data))?;
    spatial::require_channels_first(attributes)?;
    let filters = attributes.required("num_filter", attributes.count("num_filter")?.filter(|&f| f > 0))?;
    attributes.required("kernel", attributes.text("kernel"))?;
    let pad = spatial::window(&view, attributes, "pad", 0, 0)?;
    let mut geometry = Geometry {
        kernel: spatial::window(&view, attributes, "kernel", 1, 1)?,
        stride: spatial::window(&view, attributes, "stride", 1, 1)?,
        dilation: spatial::window(&view, attributes, "dilate", 1, 1)?,
        pad_before: pad,
        pad_after: pad,
        adjust: spatial::window(&view, attributes, "adj", 0, 0)?,
        filters,
        groups: attributes.count("num_group")?.unwrap_or(1),
    };
    if attributes.text("target_shape").is_some() {
        let target = spatial::window(&view, attributes, "target_shape", 0, 0)?;
        if target != [0, 0] {
            fit_target(&mut geometry, &view, target)?;
        }
    }
    let extents = geometry.weight_extents(&view)?;
    let weight = importer.floats(weight, &view.weight_extents(extents))?;
    let bias = bias.map(|entry| importer.floats(entry, &[filters])).transpose()?;
    let image = view.enter(importer.graph(), &node.name, data)?;
    let value = deconvolution::push(importer.graph(), &node.name, image, &geometry, &weight, bias)?;
    Ok(vec![NodeOutput::Tensor(view.leave(importer.graph(), &node.name, value)?)])
}

/// Padding and adjustment that give the target shape (`DeconvolutionParam::InferPad`).
fn fit_target(geometry: &mut Geometry, view: &Spatial, target: [usize; 2]) -> Result<()> {
    for axis in 0..2 {
        // A target along one axis of a 1-D operator leaves the other one alone.
        if target[axis] == 0 {
            continue;
        }
        let whole = geometry.whole_extent(axis, view.image[axis])?;
        let rest = whole
            .checked_sub(target[axis])
            .ok_or_else(|| Diagnostic::error(Code::Shape, format!("the target {target:?} is larger than what {} pixels give, {whole}", view.image[axis])))?;
        let pad = rest.div_ceil(2);
        (geometry.pad_before[axis], geometry.pad_after[axis], geometry.adjust[axis]) = (pad, pad, rest % 2);
    }
    Ok(())
}

/// `UpSampling`: each pixel several times, or the bilinear kernel that the model holds. Several images are scaled to the size of the
/// first one's result, and joined.
pub fn upsampling(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let attributes = &node.attributes;
    let scale = attributes.required("scale", attributes.count("scale")?.filter(|s| (1..=Window::LIMIT).contains(s)))?;
    match attributes.required("sample_type", attributes.text("sample_type"))? {
        "nearest" => nearest(importer, node, scale),
        "bilinear" => bilinear(importer, node, scale),
        other => Err(Diagnostic::error(Code::Malformed, format!("attribute 'sample_type' must be nearest or bilinear, found '{other}'"))),
    }
}

fn nearest(importer: &mut Importer, node: &Node, scale: usize) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let mut parts = Vec::with_capacity(node.inputs.len());
    let mut target = None;
    for index in 0..node.inputs.len() {
        let mut value = float_tensor(importer, operands.next(&format!("arg{index}"))?)?;
        let image = require_image(importer.ty(value))?;
        let target = *target.get_or_insert(image.map(|extent| extent.saturating_mul(scale)));
        for axis in 0..2 {
            if !target[axis].is_multiple_of(image[axis]) {
                return Err(Diagnostic::error(Code::Shape, format!("{} pixels cannot be scaled to {}", image[axis], target[axis])));
            }
            let name = format!("{}.arg{index}.axis{}", node.name, axis + 2);
            value = compose::repeat(importer.graph(), &name, value, axis + 2, target[axis] / image[axis])?;
        }
        parts.push(value);
    }
    operands.finish()?;
    let value = match (node.attributes.text("multi_input_mode"), &parts[..]) {
        (_, []) => return Err(Diagnostic::error(Code::Malformed, "the node has no inputs")),
        (None | Some("concat"), parts) => compose::concat(importer.graph(), &node.name, parts, 1)?,
        (Some("sum"), &[first, ref rest @ ..]) => {
            for &value in rest {
                if importer.ty(value).shape != importer.ty(first).shape {
                    return Err(Diagnostic::error(Code::Shape, format!("images that are added must have one shape, found {}", importer.ty(value))));
                }
            }
            let steps: Vec<Step> = rest.iter().map(|&value| importer.residual(value, Operand::Constant(1.0))).collect();
            compose::map(importer.graph(), &node.name, first, steps)
        }
        (Some(other), _) => return Err(Diagnostic::error(Code::Malformed, format!("attribute 'multi_input_mode' must be concat or sum, found '{other}'"))),
    };
    Ok(vec![NodeOutput::Tensor(value)])
}

fn require_image(ty: &TensorType) -> Result<[usize; 2]> {
    match ty.shape.extents() {
        &[_, _, height, width] => Ok([height, width]),
        _ => Err(Diagnostic::error(Code::Shape, format!("scaling up reads images (N C H W), found {ty}"))),
    }
}

/// A deconvolution channel by channel (`upsampling-inl.h`).
fn bilinear(importer: &mut Importer, node: &Node, scale: usize) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = float_tensor(importer, operands.next("data")?)?;
    let weight = operands.next("weight")?;
    operands.finish()?;
    require_image(importer.ty(data))?;
    let channels = Spatial::of(importer.ty(data))?.channels;
    let kernel = 2 * scale - scale % 2;
    let geometry = Geometry {
        kernel: [kernel; 2],
        stride: [scale; 2],
        dilation: [1; 2],
        pad_before: [(scale - 1).div_ceil(2); 2],
        pad_after: [(scale - 1).div_ceil(2); 2],
        adjust: [0; 2],
        filters: channels,
        groups: channels,
    };
    let weight = importer.floats(weight, &[channels, 1, kernel, kernel])?;
    Ok(vec![NodeOutput::Tensor(deconvolution::push(importer.graph(), &node.name, data, &geometry, &weight, None)?)])
}
