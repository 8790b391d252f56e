//! Attributes of operators with windows: `kernel_shape`, `strides`, `dilations`, `pads`, `auto_pad`.

use super::super::node::Node;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::spatial::Spatial;
use crate::graph::Window;

/// A window over images or rows. `kernel` is the one that a weight implies where the attribute is left out.
///
/// # Errors
/// `Malformed` for attributes that do not fit, `Shape` where the window does not fit into the image.
pub fn read(node: &Node, view: &Spatial, kernel: Option<[usize; 2]>) -> Result<Window> {
    let axes = view.axes();
    let kernel = match (node.extents("kernel_shape", axes, 1)?, kernel) {
        (Some(declared), kernel) => {
            let declared = view.both(&declared, 1);
            if kernel.is_some_and(|kernel| kernel != declared) {
                return Err(Diagnostic::error(Code::Malformed, format!("kernel_shape {declared:?} is not that of the weight, {kernel:?}")));
            }
            declared
        }
        (None, Some(kernel)) => kernel,
        (None, None) => return Err(Diagnostic::error(Code::Malformed, "the attribute 'kernel_shape' is missing")),
    };
    let along = |key: &str| Ok::<_, Diagnostic>(node.extents(key, axes, 1)?.map_or([1; 2], |e| view.both(&e, 1)));
    let mut window = Window { kernel, stride: along("strides")?, dilation: along("dilations")?, pad_before: [0; 2], pad_after: [0; 2] };
    match node.text("auto_pad")?.unwrap_or("NOTSET") {
        "NOTSET" => {
            if let Some(pads) = node.extents("pads", 2 * axes, 0)? {
                window.pad_before = view.both(&pads[..axes], 0);
                window.pad_after = view.both(&pads[axes..], 0);
            }
        }
        "VALID" => {}
        mode @ ("SAME_UPPER" | "SAME_LOWER") => {
            for axis in 0..2 {
                let total = same_padding(&window, axis, view.image[axis])?;
                let (less, more) = (total / 2, total - total / 2);
                (window.pad_before[axis], window.pad_after[axis]) = if mode == "SAME_UPPER" { (less, more) } else { (more, less) };
            }
        }
        other => return Err(Diagnostic::error(Code::Malformed, format!("auto_pad is '{other}'"))),
    }
    Ok(window)
}

/// Padding that makes the output as long as the image, divided by the stride and rounded up.
fn same_padding(window: &Window, axis: usize, image: usize) -> Result<usize> {
    let reach = window.reach(axis).ok_or_else(|| Diagnostic::error(Code::Overflow, "the window is too large"))?;
    let outputs = image.div_ceil(window.stride[axis]);
    Ok(((outputs - 1) * window.stride[axis] + reach).saturating_sub(image))
}
