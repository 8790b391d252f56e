//! Attributes of sliding windows.

use super::Exporter;
use super::writer::{integer, integers};
use crate::graph::{ImageShape, Window};
use crate::onnx_file::AttributeProto;

/// Kernel, strides, dilations and padding as `Conv`, `ConvInteger` and `MaxPool` take them.
pub fn attributes(window: &Window) -> Vec<AttributeProto> {
    let mut attributes = pool_attributes(window);
    attributes.push(integers("dilations", window.dilation));
    attributes
}

/// The same for `AveragePool`, which has no dilation.
pub fn pool_attributes(window: &Window) -> Vec<AttributeProto> {
    vec![integers("kernel_shape", window.kernel), integers("strides", window.stride), integers("pads", [window.pad_before, window.pad_after].concat())]
}

/// Of a convolution with groups.
pub fn convolution_attributes(window: &Window, groups: usize) -> Vec<AttributeProto> {
    let mut attributes = attributes(window);
    attributes.push(integer("group", groups as i64));
    attributes
}

/// Whether a window lies over the whole image.
pub fn is_global(window: &Window, image: ImageShape) -> bool {
    window.kernel == [image.height, image.width] && window.dilation == [1; 2] && window.pad_before == [0; 2] && window.pad_after == [0; 2]
}

/// Whether pooling operators take this padding: implementations want it smaller than the kernel.
pub fn padding_is_small(window: &Window) -> bool {
    (0..2).all(|axis| window.pad_before[axis].max(window.pad_after[axis]) < window.kernel[axis])
}

/// The number of taps that lie inside the image, for each position of the result.
pub fn valid_taps(window: &Window, image: ImageShape) -> Option<(Vec<usize>, Vec<f32>)> {
    let extents = [window.output_extent(0, image.height)?, window.output_extent(1, image.width)?];
    let mut counts = Vec::with_capacity(extents[0] * extents[1]);
    for y in 0..extents[0] {
        let rows = window.valid_taps(0, image.height, y).len();
        counts.extend((0..extents[1]).map(|x| (rows * window.valid_taps(1, image.width, x).len()) as f32));
    }
    Some((vec![1, 1, extents[0], extents[1]], counts))
}

impl Exporter<'_> {
    /// The tensor as `N C H W`: convolution and pooling read rank 2 as images of one pixel.
    pub(super) fn as_image(&mut self, name: &str, tensor: &str, rank: usize, image: ImageShape) -> String {
        if rank == 4 {
            return tensor.to_owned();
        }
        self.writer.reshape(name, tensor, &[image.batch, image.channels, image.height, image.width])
    }

    /// The tensor as `N K`: everything behind the first axis is contracted.
    pub(super) fn as_matrix(&mut self, name: &str, tensor: &str, rank: usize) -> String {
        if rank == 2 {
            return tensor.to_owned();
        }
        self.writer.apply(name, "Flatten", &[tensor], [integer("axis", 1)])
    }
}
