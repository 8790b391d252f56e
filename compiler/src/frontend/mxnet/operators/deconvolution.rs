//! Deconvolution and scaling up: a convolution of the image with gaps between its pixels.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use super::float_tensor;
use super::spatial;
use crate::compose::{self, Padding};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::spatial::Spatial;
use crate::graph::{End, Epilogue, Op, Operand, Shape, Step, TensorData, TensorType, ValueId, Window, infer_shape};

/// What the weights are spread over.
struct Geometry {
    kernel: [usize; 2],
    stride: [usize; 2],
    dilation: [usize; 2],
    /// Taken away from the result at the upper left.
    pad: [usize; 2],
    /// Added to it at the lower right.
    adjust: [usize; 2],
    filters: usize,
    groups: usize,
}

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
    let mut geometry = Geometry {
        kernel: spatial::window(&view, attributes, "kernel", 1, 1)?,
        stride: spatial::window(&view, attributes, "stride", 1, 1)?,
        dilation: spatial::window(&view, attributes, "dilate", 1, 1)?,
        pad: spatial::window(&view, attributes, "pad", 0, 0)?,
        adjust: spatial::window(&view, attributes, "adj", 0, 0)?,
        filters,
        groups: attributes.count("num_group")?.unwrap_or(1),
    };
    if attributes.text("target_shape").is_some() {
        let target = spatial::window(&view, attributes, "target_shape", 0, 0)?;
        if target != [0, 0] {
            geometry.fit_target(&view, target)?;
        }
    }
    let extents = geometry.weight_extents(&view)?;
    let weight = importer.floats(weight, &view.weight_extents(extents))?;
    let bias = bias.map(|entry| importer.floats(entry, &[filters])).transpose()?;
    let image = view.enter(importer.graph(), &node.name, data)?;
    let value = push(importer, &node.name, image, &geometry, &weight, bias)?;
    Ok(vec![NodeOutput::Tensor(view.leave(importer.graph(), &node.name, value)?)])
}

impl Geometry {
    /// Padding and adjustment that give the target shape (`DeconvolutionParam::InferPad`).
    fn fit_target(&mut self, view: &Spatial, target: [usize; 2]) -> Result<()> {
        for axis in 0..2 {
            // A target along one axis of a 1-D operator leaves the other one alone.
            if target[axis] == 0 {
                continue;
            }
            let whole = self.whole_extent(axis, view.image[axis])?;
            let rest = whole.checked_sub(target[axis]).ok_or_else(|| {
                Diagnostic::error(Code::Shape, format!("the target {target:?} is larger than what {} pixels give, {whole}", view.image[axis]))
            })?;
            (self.pad[axis], self.adjust[axis]) = (rest.div_ceil(2), rest % 2);
        }
        Ok(())
    }

    /// Extent before padding takes some away: (in − 1) · stride + dilated kernel.
    fn whole_extent(&self, axis: usize, input: usize) -> Result<usize> {
        let reach = (self.kernel[axis] - 1).checked_mul(self.dilation[axis]).and_then(|reach| reach.checked_add(1));
        let whole = (input - 1).checked_mul(self.stride[axis]).and_then(|spread| spread.checked_add(reach?));
        whole.ok_or_else(|| Diagnostic::error(Code::Overflow, "the deconvolution's result is too large"))
    }

    fn weight_extents(&self, view: &Spatial) -> Result<[usize; 4]> {
        let (groups, filters) = (self.groups, self.filters);
        if groups == 0 || !view.channels.is_multiple_of(groups) || !filters.is_multiple_of(groups) {
            let message = format!("num_group = {groups} does not divide {} input channels and {filters} filters", view.channels);
            return Err(Diagnostic::error(Code::Shape, message));
        }
        Ok([view.channels, filters / groups, self.kernel[0], self.kernel[1]])
    }
}

/// Weights for a convolution: (C, O / g, kh, kw) → (O, C / g, kh, kw), each kernel turned by 180°.
fn turned(weight: &[f32], [channels, filters, height, width]: [usize; 4], groups: usize) -> Vec<f32> {
    let group_channels = channels / groups;
    let mut result = Vec::with_capacity(weight.len());
    for group in 0..groups {
        for filter in 0..filters {
            for channel in group * group_channels..(group + 1) * group_channels {
                let begin = (channel * filters + filter) * height * width;
                result.extend(weight[begin..begin + height * width].iter().rev());
            }
        }
    }
    result
}

fn push(importer: &mut Importer, name: &str, image: ValueId, geometry: &Geometry, weight: &[f32], bias: Option<Vec<f32>>) -> Result<ValueId> {
    let view = Spatial::of(importer.ty(image))?;
    let extents = geometry.weight_extents(&view)?;
    let mut window = Window { kernel: geometry.kernel, stride: [1; 2], dilation: geometry.dilation, pad_before: [0; 2], pad_after: [0; 2] };
    let mut spread = image;
    let mut surplus = [0; 2];
    for (axis, surplus) in surplus.iter_mut().enumerate() {
        let padding = Padding { interior: geometry.stride[axis] - 1, ..Padding::default() };
        spread = compose::pad(importer.graph(), &format!("{name}.spread{axis}"), spread, axis + 2, padding, 0.0)?;
        let whole = geometry.whole_extent(axis, view.image[axis])?;
        let (pad, adjust) = (geometry.pad[axis], geometry.adjust[axis]);
        if whole + adjust <= 2 * pad {
            return Err(Diagnostic::error(Code::Shape, format!("a padding of {pad} leaves nothing of {whole} rows or columns")));
        }
        let reach = (geometry.kernel[axis] - 1) * geometry.dilation[axis];
        // Padding beyond the kernel's reach takes whole pixels away, which a slice does afterwards.
        window.pad_before[axis] = reach.saturating_sub(pad);
        window.pad_after[axis] = (reach + adjust).saturating_sub(pad);
        *surplus = pad.saturating_sub(reach);
    }
    let weight_shape = Shape::new([geometry.filters, view.channels / geometry.groups, geometry.kernel[0], geometry.kernel[1]])?;
    let weight = importer.push_constant(&format!("{name}.weight"), weight_shape, TensorData::F32(turned(weight, extents, geometry.groups).into()))?;
    let op = Op::Convolution { window, groups: geometry.groups };
    let shape = infer_shape(&op, &[importer.ty(spread), importer.ty(weight)])?;
    let mut steps = Vec::new();
    if let Some(bias) = bias {
        steps.push(Step::Add(importer.channel_operand(&format!("{name}.bias"), bias)?));
    }
    let ty = crate::graph::TensorType::plain(crate::graph::DType::F32, shape);
    let mut value = importer.push_node(name, ty, op, vec![spread, weight], Some(Epilogue::new(steps, End::F32)));
    for (axis, surplus) in surplus.into_iter().enumerate() {
        let wanted = geometry.whole_extent(axis, view.image[axis])? + geometry.adjust[axis] - 2 * geometry.pad[axis];
        value = compose::slice(importer.graph(), &format!("{name}.cut{axis}"), value, axis + 2, [surplus, wanted], 1)?;
    }
    Ok(value)
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
        pad: [(scale - 1).div_ceil(2); 2],
        adjust: [0; 2],
        filters: channels,
        groups: channels,
    };
    let weight = importer.floats(weight, &[channels, 1, kernel, kernel])?;
    Ok(vec![NodeOutput::Tensor(push(importer, &node.name, data, &geometry, &weight, None)?)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_turned_within_their_group() {
        // Two groups of one channel and two filters, kernels of 1 × 2.
        let weight = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
        assert_eq!(turned(&weight, [2, 2, 1, 2], 2), [2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 8.0, 7.0]);
        // One group: filters become the outer axis.
        assert_eq!(turned(&weight, [2, 2, 1, 2], 1), [2.0, 1.0, 6.0, 5.0, 4.0, 3.0, 8.0, 7.0]);
    }
}
