//! Where the elements of a value lie in memory.

use super::{matrix_unit, parts};
use crate::codegen::target::Target;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Graph, ImageShape, Node, Op, Shape, TensorType, ValueId};

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
    /// Byte offset in the lane of a repetition: the images of that repetition.
    Lane(usize),
    /// The caller's input tensor of this index.
    Input(u32),
    /// The caller's output tensor of this index.
    Output(u32),
    /// Baked into the model, packed as its readers want it.
    Constant,
    /// Byte offset in the memory of another value, which is no part itself: an operand of a concatenation, where the result has it.
    Part { of: ValueId, offset: usize },
}

/// Layout and place of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValuePlan {
    pub layout: Layout,
    pub placement: Placement,
}

impl ValuePlan {
    /// Whether other values lie between the pixels of this one, so that nothing may be written there.
    pub fn is_part(&self) -> bool {
        matches!(self.placement, Placement::Part { .. })
    }
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
pub fn pixel_pitch(dtype: DType, channels: usize, target: &Target) -> usize {
    match dtype {
        DType::U8 | DType::S8 if target.matrix_unit => matrix_unit::pixel_pitch(channels),
        DType::U8 | DType::S8 if channels > 1 => channels.next_multiple_of(4),
        _ => channels,
    }
}

/// A shape of any rank seen as images: axis 1 is that of the channels, what lies behind it are pixels. A vector is one pixel.
pub fn image(shape: &Shape) -> ImageShape {
    match *shape.extents() {
        [batch, channels, ref pixels @ ..] => {
            let (&width, rows) = pixels.split_last().unwrap_or((&1, &[]));
            ImageShape { batch, channels, height: rows.iter().product(), width }
        }
        _ => ImageShape { batch: 1, channels: shape.volume(), height: 1, width: 1 },
    }
}

/// Distances between the elements of a value seen as [`image`]s.
pub fn strides(ty: &TensorType, layout: Layout) -> Strides {
    let image = image(&ty.shape);
    let size = ty.dtype.bytes();
    let pixels = image.height * image.width;
    match layout {
        Layout::Dense => Strides { batch: image.channels * pixels * size, channel: pixels * size, row: image.width * size, column: size },
        Layout::Interleaved { pitch } => Strides { batch: pixels * pitch * size, channel: size, row: image.width * pitch * size, column: pitch * size },
    }
}

/// Distances in bytes between neighbours along each axis of a value, of any rank.
pub fn axis_strides(ty: &TensorType, layout: Layout) -> Vec<usize> {
    if let Layout::Interleaved { .. } = layout {
        let Strides { batch, channel, row, column } = strides(ty, layout);
        return [batch, channel, row, column].into_iter().take(ty.shape.rank()).collect();
    }
    let extents = ty.shape.extents();
    (0..extents.len()).map(|axis| extents[axis + 1..].iter().product::<usize>() * ty.dtype.bytes()).collect()
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
pub fn choose(graph: &Graph, target: &Target) -> Result<Vec<ValuePlan>> {
    let mut inputs = 0;
    let side_by_side = reads_channels(graph);
    let mut values: Vec<ValuePlan> = Vec::with_capacity(graph.values.len());
    for (value, side_by_side) in graph.values.iter().zip(side_by_side) {
        let plan = match &value.definition {
            Definition::Input => {
                inputs += 1;
                ValuePlan { layout: Layout::Dense, placement: Placement::Input(inputs - 1) }
            }
            Definition::Constant(_) => ValuePlan { layout: Layout::Dense, placement: Placement::Constant },
            Definition::Node(node) => {
                let layout = match value.ty.shape.as_image() {
                    Some(image) if side_by_side || value.ty.shape.rank() == 2 || follows_interleaved(node, &values) => {
                        Layout::Interleaved { pitch: pixel_pitch(value.ty.dtype, image.channels, target) }
                    }
                    _ => Layout::Dense,
                };
                ValuePlan { layout, placement: Placement::Arena(0) }
            }
        };
        values.push(plan);
    }
    for (index, output) in graph.outputs.iter().enumerate() {
        let plan = &mut values[output.value.index()];
        if !matches!(plan.placement, Placement::Arena(_)) {
            return Err(Diagnostic::error(Code::Invalid, "an output is not computed by a node of its own; run the canonical-form passes first")
                .at(graph.value(output.value).name.clone()));
        }
        *plan = ValuePlan { layout: Layout::Dense, placement: Placement::Output(index as u32) };
    }
    parts::place(graph, &mut values, target);
    Ok(values)
}

/// For each value, whether a node that slides windows or multiplies matrices reads or makes it: these have the channels of a pixel side by side.
fn reads_channels(graph: &Graph) -> Vec<bool> {
    let mut needed = vec![false; graph.values.len()];
    for (id, node) in graph.nodes() {
        if let Op::Convolution { .. } | Op::FullyConnected | Op::Pool { .. } = node.op {
            let elementwise = node.epilogue.iter().flat_map(|epilogue| epilogue.elementwise());
            node.inputs.iter().take(1).copied().chain(elementwise).chain([id]).for_each(|id| needed[id.index()] = true);
        }
    }
    needed
}

/// Whether a node that may choose gives its images the interleaved layout: what is between such nodes stays in the layout that it has, and
/// an order that a network asks for by a transpose or a reshape is the order in memory.
fn follows_interleaved(node: &Node, values: &[ValuePlan]) -> bool {
    let of_data = node.inputs.first().map(|data| values[data.index()]);
    match node.op {
        Op::Transpose { .. } | Op::Reshape => false,
        _ => of_data.is_none_or(|data| !matches!(data.placement, Placement::Arena(_)) || data.layout != Layout::Dense),
    }
}
