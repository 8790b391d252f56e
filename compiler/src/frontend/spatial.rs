//! Operators with windows read images (N C H W) or rows (N C W). A row is an image of height 1: this page goes there and back.

use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, TensorType, ValueId};

/// An operand of a windowed operator, seen as images.
#[derive(Debug, Clone, Copy)]
pub struct Spatial {
    batch: usize,
    pub channels: usize,
    /// Height and width.
    pub image: [usize; 2],
    /// Whether the operand holds rows.
    pub rows: bool,
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

    /// The axes of the window: two for images, one for rows.
    pub fn axes(&self) -> usize {
        if self.rows { 1 } else { 2 }
    }

    /// Numbers along the axes of the window as `[vertical, horizontal]`; rows get `neutral` for the other axis.
    pub fn both(&self, along: &[usize], neutral: usize) -> [usize; 2] {
        match *along {
            [vertical, horizontal] => [vertical, horizontal],
            [horizontal] => [neutral, horizontal],
            _ => [neutral; 2],
        }
    }

    /// The shape that a weight of these four extents has in the file.
    pub fn weight_extents(&self, extents: [usize; 4]) -> Vec<usize> {
        let [filters, channels, height, width] = extents;
        if self.rows { vec![filters, channels, width] } else { vec![filters, channels, height, width] }
    }

    /// The operand as images.
    pub fn enter(&self, graph: &mut Graph, name: &str, value: ValueId) -> Result<ValueId> {
        let [height, width] = self.image;
        compose::reshape(graph, &format!("{name}.images"), value, [self.batch, self.channels, height, width])
    }

    /// The result as the operator's users expect it.
    pub fn leave(&self, graph: &mut Graph, name: &str, value: ValueId) -> Result<ValueId> {
        match *graph.ty(value).shape.extents() {
            [batch, channels, _, width] if self.rows => compose::reshape(graph, &format!("{name}.rows"), value, [batch, channels, width]),
            _ => Ok(value),
        }
    }
}
