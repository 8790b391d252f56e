//! Where the elements of a value lie in memory.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Graph, Shape, TensorType};

/// Order of a value's elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// C order of the logical shape, without gaps: the caller's tensors, constants, scalars and vectors.
    Dense,
    /// Batch, row, column, channel (`N H W C`), `pitch` elements from pixel to pixel. What lies between the last channel and the next
    /// pixel has no meaning. Rank 2 and 4 only.
    Interleaved { pitch: usize },
}

/// The memory of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Byte offset in the arena.
    Arena(usize),
    /// The caller's input tensor of this index.
    Input(u32),
    /// The caller's output tensor of this index.
    Output(u32),
    /// Baked into the model, packed as its readers want it.
    Constant,
}

/// Layout and place of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValuePlan {
    pub layout: Layout,
    pub placement: Placement,
}

/// Distances in bytes between neighbours of a value seen as images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strides {
    pub batch: usize,
    pub channel: usize,
    pub row: usize,
    pub column: usize,
}

/// Elements from pixel to pixel of an internal activation: byte tensors are read four channels at a time, so their pixels start at
/// multiples of four; a single channel stays tight so that neighbouring pixels share one read.
pub fn pixel_pitch(dtype: DType, channels: usize) -> usize {
    match dtype {
        DType::U8 | DType::S8 if channels > 1 => channels.next_multiple_of(4),
        _ => channels,
    }
}

/// Distances between the elements of a value of rank 2 or 4.
pub fn strides(ty: &TensorType, layout: Layout) -> Result<Strides> {
    let image = ty.shape.as_image().ok_or_else(|| {
        Diagnostic::error(Code::Unsupported, format!("a tensor of rank {} cannot be seen as images", ty.shape.rank()))
            .hint("reshape it to rank 2 or 4 before this node")
    })?;
    let size = ty.dtype.bytes();
    let pixels = image.height * image.width;
    Ok(match layout {
        Layout::Dense => Strides { batch: image.channels * pixels * size, channel: pixels * size, row: image.width * size, column: size },
        Layout::Interleaved { pitch } => Strides { batch: pixels * pitch * size, channel: size, row: image.width * pitch * size, column: pitch * size },
    })
}

/// Bytes that a value covers in its layout.
pub fn bytes(ty: &TensorType, layout: Layout) -> usize {
    match layout {
        Layout::Dense => ty.bytes(),
        Layout::Interleaved { pitch } => ty.shape.as_image().map_or(ty.bytes(), |i| i.batch * i.height * i.width * pitch * ty.dtype.bytes()),
    }
}

/// Whether a dense tensor of this shape has its channels side by side, like an interleaved one.
pub fn dense_is_interleaved(shape: &Shape) -> bool {
    shape.as_image().is_some_and(|i| i.height * i.width == 1 || i.channels == 1)
}

/// Layout and (for the caller's tensors and constants) place of every value; the arena comes later.
pub fn choose(graph: &Graph) -> Result<Vec<ValuePlan>> {
    let mut inputs = 0;
    let mut values: Vec<ValuePlan> = graph
        .values
        .iter()
        .map(|value| {
            let placement = match value.definition {
                Definition::Input => {
                    inputs += 1;
                    Placement::Input(inputs - 1)
                }
                Definition::Constant(_) => Placement::Constant,
                Definition::Node(_) => Placement::Arena(0),
            };
            let layout = match (placement, value.ty.shape.as_image()) {
                (Placement::Arena(_), Some(image)) => Layout::Interleaved { pitch: pixel_pitch(value.ty.dtype, image.channels) },
                _ => Layout::Dense,
            };
            ValuePlan { layout, placement }
        })
        .collect();
    for (index, output) in graph.outputs.iter().enumerate() {
        let plan = &mut values[output.value.index()];
        if !matches!(plan.placement, Placement::Arena(_)) {
            return Err(Diagnostic::error(Code::Invalid, "an output is not computed by a node of its own; run the canonical-form passes first")
                .at(graph.value(output.value).name.clone()));
        }
        *plan = ValuePlan { layout: Layout::Dense, placement: Placement::Output(index as u32) };
    }
    Ok(values)
}
