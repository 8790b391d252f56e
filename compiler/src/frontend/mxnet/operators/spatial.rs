//! What MXNet's attributes say about windows.

use super::super::attributes::Attributes;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::spatial::Spatial;
use crate::graph::Window;

/// Quantized operators read images.
pub fn require_images(view: Spatial) -> Result<Spatial> {
    match view.rows {
        false => Ok(view),
        true => Err(Diagnostic::error(Code::Unsupported, "a quantized operator reads images (N C H W), found rows (N C W)")
            .hint("exclude this layer from quantization")),
    }
}

/// An attribute with one extent for each axis of the image, each from `least` to [`Window::LIMIT`].
pub fn window(view: &Spatial, attributes: &Attributes, key: &str, least: usize, default: usize) -> Result<[usize; 2]> {
    if !view.rows {
        return attributes.window(key, least, default);
    }
    let neutral = if least == 0 { 0 } else { 1 };
    match attributes.tuple(key)?.as_deref() {
        None => Ok([neutral, default]),
        Some(&[extent]) if (least..=Window::LIMIT).contains(&extent) => Ok([neutral, extent]),
        Some(other) => Err(Diagnostic::error(Code::Shape, format!("attribute '{key}' must be one extent in {least}..={}, found {other:?}", Window::LIMIT))),
    }
}

/// The layout must have channels on axis 1 where one is given.
pub fn require_channels_first(attributes: &Attributes) -> Result<()> {
    match attributes.text("layout") {
        None | Some("NCHW" | "NCW") => Ok(()),
        Some(layout) => {
            Err(Diagnostic::error(Code::Unsupported, format!("layout {layout} is not read; NCHW and NCW are")).hint("export the model with layout NCHW"))
        }
    }
}
