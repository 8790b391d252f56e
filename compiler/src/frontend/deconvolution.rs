//! Transposed convolution: a convolution of the image with gaps between its pixels.

use super::spatial::Spatial;
use crate::compose::{self, Padding};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Graph, Op, Shape, Step, Tensor, TensorData, TensorType, ValueId, Window, infer_shape};

/// What the weights are spread over. Arrays are `[vertical, horizontal]`.
#[derive(Debug, Clone, Copy)]
pub struct Geometry {
    pub kernel: [usize; 2],
    pub stride: [usize; 2],
    pub dilation: [usize; 2],
    /// Taken away from the result at the upper left.
    pub pad_before: [usize; 2],
    /// Taken away at the lower right.
    pub pad_after: [usize; 2],
    /// Added to it at the lower right.
    pub adjust: [usize; 2],
    pub filters: usize,
    pub groups: usize,
}

impl Geometry {
    /// Extent before padding takes some away: (in − 1) · stride + dilated kernel.
    pub fn whole_extent(&self, axis: usize, input: usize) -> Result<usize> {
        let reach = (self.kernel[axis] - 1).checked_mul(self.dilation[axis]).and_then(|reach| reach.checked_add(1));
        let whole = (input - 1).checked_mul(self.stride[axis]).and_then(|spread| spread.checked_add(reach?));
        whole.ok_or_else(|| Diagnostic::error(Code::Overflow, "the result of the transposed convolution is too large"))
    }

    /// C, O / groups, kh, kw.
    pub fn weight_extents(&self, view: &Spatial) -> Result<[usize; 4]> {
        let (groups, filters) = (self.groups, self.filters);
        if groups == 0 || !view.channels.is_multiple_of(groups) || !filters.is_multiple_of(groups) {
            let message = format!("{groups} groups do not divide {} input channels and {filters} filters", view.channels);
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

/// The transposed convolution of float images with weights (C, O / groups, kh, kw), which must have as many elements as
/// [`Geometry::weight_extents`] says; one bias for each filter.
///
/// # Errors
/// `Shape` where the padding leaves nothing of the result, `Overflow` where it is too large.
pub fn push(graph: &mut Graph, name: &str, image: ValueId, geometry: &Geometry, weight: &[f32], bias: Option<Vec<f32>>) -> Result<ValueId> {
    let view = Spatial::of(graph.ty(image))?;
    let extents = geometry.weight_extents(&view)?;
    let mut window = Window { kernel: geometry.kernel, stride: [1; 2], dilation: geometry.dilation, pad_before: [0; 2], pad_after: [0; 2] };
    let mut spread = image;
    // For each axis the first pixel that is kept, and their number.
    let mut kept = [[0; 2]; 2];
    for (axis, kept) in kept.iter_mut().enumerate() {
        let padding = Padding { interior: geometry.stride[axis] - 1, ..Padding::default() };
        spread = compose::pad(graph, &format!("{name}.spread{axis}"), spread, axis + 2, padding, 0.0)?;
        let whole = geometry.whole_extent(axis, view.image[axis])?;
        let (before, after, adjust) = (geometry.pad_before[axis], geometry.pad_after[axis], geometry.adjust[axis]);
        let wanted = (whole + adjust)
            .checked_sub(before + after)
            .filter(|&wanted| wanted > 0)
            .ok_or_else(|| Diagnostic::error(Code::Shape, format!("paddings of {before} and {after} leave nothing of {whole} rows or columns")))?;
        let reach = (geometry.kernel[axis] - 1) * geometry.dilation[axis];
        // Padding beyond the kernel's reach takes whole pixels away, which a slice does afterwards.
        window.pad_before[axis] = reach.saturating_sub(before);
        window.pad_after[axis] = (reach + adjust).saturating_sub(after);
        *kept = [before.saturating_sub(reach), wanted];
    }
    let weight_shape = Shape::new([geometry.filters, view.channels / geometry.groups, geometry.kernel[0], geometry.kernel[1]])?;
    let weight = Tensor::new(weight_shape, TensorData::F32(turned(weight, extents, geometry.groups).into()))?;
    let weight = graph.push_constant(format!("{name}.weight"), weight);
    let op = Op::Convolution { window, groups: geometry.groups };
    let shape = infer_shape(&op, &[graph.ty(spread), graph.ty(weight)])?;
    let mut steps = Vec::new();
    if let Some(bias) = bias {
        steps.push(Step::Add(compose::channel_operand(graph, &format!("{name}.bias"), bias)?));
    }
    let mut value = graph.push_node(name, TensorType::plain(DType::F32, shape), op, [spread, weight], Some(Epilogue::new(steps, End::F32)));
    for (axis, range) in kept.into_iter().enumerate() {
        value = compose::slice(graph, &format!("{name}.cut{axis}"), value, axis + 2, range, 1)?;
    }
    Ok(value)
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
