//! Operators with windows read images (N C H W) or rows (N C W). A row is an image of height 1: this page goes there and back.

use super::super::attributes::Attributes;
use super::super::import::Importer;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::compose;
use crate::graph::{TensorType, ValueId, Window};

/// An operand of a windowed operator, seen as images.
#[derive(Debug, Clone, Copy)]
pub struct Spatial {
    batch: usize,
    pub channels: usize,
    /// Height and width.
    pub image: [usize; 2],
    rows: bool,
}

impl Spatial {
    pub fn of(ty: &TensorType) -> Result<Self> {
        match *ty.shape.extents() {
            [batch, channels, height, width] => Ok(Self { batch, channels, image: [height, width], rows: false }),
            [batch, channels, width] => Ok(Self { batch, channels, image: [1, width], rows: true }),
            _ => Err(Diagnostic::error(Code::Shape, format!("the operator reads images (N C H W) or rows (N C W), found {ty}"))
                .hint("check the shape of the input: --input-shape NAME=1,3,224,224")),
        }
    }

    /// The same, if these are images.
    pub fn require_images(self) -> Result<Self> {
        match self.rows {
            false => Ok(self),
            true => Err(Diagnostic::error(Code::Unsupported, "a quantized operator reads images (N C H W), found rows (N C W)")
                .hint("exclude this layer from quantization")),
        }
    }

    /// An attribute with one extent for each axis of the image, each from `least` to [`Window::LIMIT`].
    pub fn window(&self, attributes: &Attributes, key: &str, least: usize, default: usize) -> Result<[usize; 2]> {
        if !self.rows {
            return attributes.window(key, least, default);
        }
        let neutral = if least == 0 { 0 } else { 1 };
        match attributes.tuple(key)?.as_deref() {
            None => Ok([neutral, default]),
            Some(&[extent]) if (least..=Window::LIMIT).contains(&extent) => Ok([neutral, extent]),
            Some(other) => Err(Diagnostic::error(Code::Shape, format!("attribute '{key}' must be one extent in {least}..={}, found {other:?}", Window::LIMIT))),
        }
    }

    /// The shape that a weight of these four extents has in the file.
    pub fn weight_extents(&self, extents: [usize; 4]) -> Vec<usize> {
        let [filters, channels, height, width] = extents;
        if self.rows { vec![filters, channels, width] } else { vec![filters, channels, height, width] }
    }

    /// The operand as images.
    pub fn enter(&self, importer: &mut Importer, name: &str, value: ValueId) -> Result<ValueId> {
        let [height, width] = self.image;
        compose::reshape(importer.graph(), &format!("{name}.images"), value, [self.batch, self.channels, height, width])
    }

    /// The result as the operator's users expect it.
    pub fn leave(&self, importer: &mut Importer, name: &str, value: ValueId) -> Result<ValueId> {
        match *importer.ty(value).shape.extents() {
            [batch, channels, _, width] if self.rows => compose::reshape(importer.graph(), &format!("{name}.rows"), value, [batch, channels, width]),
            _ => Ok(value),
        }
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
