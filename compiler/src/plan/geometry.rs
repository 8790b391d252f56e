//! Convolution and fully connected nodes seen as one matrix product: output positions × output channels, contracted over taps and runs.
//!
//! A *run* is a stretch of input that one output position reads with a constant distance from step to step; a step is four bytes of a
//! byte tensor or one float.

use super::borders::{self, BorderClass, Span};
use super::layout::{self, Layout, ValuePlan};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Graph, Node, Op, ValueId, Window};

/// Distances in bytes from one output position to the next, on the side of a tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PositionStrides {
    pub image: usize,
    pub row: usize,
    pub column: usize,
}

/// What a run contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// The channels of one tap.
    Tap,
    /// All valid taps of one kernel row: neighbouring pixels without gaps.
    TapRow,
    /// A whole image, pixel by pixel (fully connected, bytes).
    Image,
    /// One channel of a whole image (fully connected, floats: the law wants C order). The channels are the vertical "taps".
    Channel,
}

#[derive(Debug, Clone, PartialEq)]
pub struct GemmGeometry {
    pub dtype: DType,
    /// Output positions.
    pub images: usize,
    pub rows: usize,
    pub columns: usize,
    pub input: PositionStrides,
    pub output: PositionStrides,
    /// Bytes from tap to tap, vertically and horizontally.
    pub tap: [usize; 2],
    pub taps: [usize; 2],
    pub run: Run,
    /// Bytes from step to step of a run.
    pub step: usize,
    /// Elements of one pixel that belong to a run, and elements from pixel to pixel.
    pub channels: usize,
    pub pitch: usize,
    /// Pixels of one image (fully connected).
    pub pixels: usize,
    pub groups: usize,
    /// Output channels of one group.
    pub group_outputs: usize,
    /// Bytes from group to group in a pixel of input and output.
    pub group: [usize; 2],
    /// Input offset in bytes of (row 0, column 0, tap 0, 0); negative inside the padding.
    pub origin: i64,
    pub classes: Vec<BorderClass>,
}

impl GemmGeometry {
    /// Elements that one step reads.
    pub fn step_elements(&self) -> usize {
        match self.dtype {
            DType::F32 => 1,
            _ => 4,
        }
    }

    /// Steps of one run where `columns` horizontal taps are valid.
    pub fn run_steps(&self, columns: usize) -> usize {
        let elements = match self.run {
            Run::Tap => self.channels,
            // The last pixel needs its channels only, not the gap behind them.
            Run::TapRow => columns.saturating_sub(1) * self.pitch + if columns > 0 { self.channels } else { 0 },
            Run::Image => (self.pixels - 1) * self.pitch + self.channels,
            Run::Channel => self.pixels,
        };
        elements.div_ceil(self.step_elements())
    }

    /// Horizontal taps that are loop iterations (those that a run does not contain).
    pub fn looped_columns(&self, columns: usize) -> usize {
        match self.run {
            Run::TapRow => columns.min(1),
            _ => columns,
        }
    }

    /// Whether packed weights serve every set of valid columns: not where steps begin inside a pixel.
    pub fn taps_share_weights(&self) -> bool {
        self.run != Run::TapRow || self.pitch.is_multiple_of(self.step_elements())
    }

    /// Steps that one output position takes with these valid taps.
    pub fn steps(&self, taps: [usize; 2]) -> usize {
        taps[0] * self.looped_columns(taps[1]) * self.run_steps(taps[1])
    }

    /// Bytes of the weights, as packed.
    pub fn weight_bytes(&self) -> usize {
        self.steps(self.taps) * 4 * self.group_outputs * self.groups
    }

    /// Bytes of inputs and outputs.
    pub fn activation_bytes(&self) -> usize {
        let bytes = |strides: PositionStrides| self.images * self.rows * strides.row.max(self.columns * strides.column);
        bytes(self.input) + bytes(self.output)
    }
}

fn whole(rows: usize, columns: usize, taps: [usize; 2]) -> Vec<BorderClass> {
    vec![BorderClass { rows: Span { outputs: 0..rows, taps: 0..taps[0] }, columns: Span { outputs: 0..columns, taps: 0..taps[1] } }]
}

/// The geometry of a convolution or fully connected node.
pub fn of(graph: &Graph, values: &[ValuePlan], value: ValueId, node: &Node) -> Result<GemmGeometry> {
    let (data, weight) = (node.inputs[0], node.inputs[1]);
    let input = layout::strides(graph.ty(data), values[data.index()].layout);
    let output = layout::strides(graph.ty(value), values[value.index()].layout);
    let dtype = graph.ty(data).dtype;
    let size = dtype.bytes();
    let image = graph.ty(data).shape.as_image().ok_or_else(|| invalid(graph, value))?;
    let result = graph.ty(value).shape.as_image().ok_or_else(|| invalid(graph, value))?;
    let pitch = input.column / size;
    let step = 4;
    let outputs = graph.ty(weight).shape.extents()[0];
    if output.channel != graph.ty(value).dtype.bytes() && outputs > 1 {
        return Err(invalid(graph, value));
    }
    match &node.op {
        Op::FullyConnected => {
            let pixels = image.height * image.width;
            let by_channel = dtype == DType::F32 && pixels > 1;
            let taps = [if by_channel { image.channels } else { 1 }, 1];
            Ok(GemmGeometry {
                dtype,
                images: 1,
                rows: 1,
                columns: image.batch,
                input: PositionStrides { image: 0, row: 0, column: input.batch },
                output: PositionStrides { image: 0, row: 0, column: output.batch },
                tap: [input.channel, 0],
                taps,
                run: if by_channel { Run::Channel } else { Run::Image },
                step: if by_channel { input.column } else { step },
                channels: image.channels,
                pitch,
                pixels,
                groups: 1,
                group_outputs: outputs,
                group: [0, 0],
                origin: 0,
                classes: whole(1, image.batch, taps),
            })
        }
        Op::Convolution { window, groups } => {
            let channels = image.channels / groups;
            let flat = window.kernel == [1, 1] && window.stride == [1, 1] && window.pad_before == [0, 0] && window.pad_after == [0, 0];
            let small_gaps = dtype != DType::F32 && pitch.is_multiple_of(4) && !values[data.index()].is_part();
            let gapless = pitch == image.channels || small_gaps;
            let run = if *groups == 1 && window.dilation[1] == 1 && gapless && window.kernel[1] > 1 { Run::TapRow } else { Run::Tap };
            let mut geometry = GemmGeometry {
                dtype,
                images: image.batch,
                rows: result.height,
                columns: result.width,
                input: PositionStrides { image: input.batch, row: input.row * window.stride[0], column: input.column * window.stride[1] },
                output: PositionStrides { image: output.batch, row: output.row, column: output.column },
                tap: [input.row * window.dilation[0], input.column * window.dilation[1]],
                taps: window.kernel,
                run,
                step,
                channels,
                pitch,
                pixels: 1,
                groups: *groups,
                group_outputs: outputs / groups,
                group: [channels * size, outputs / groups * graph.ty(value).dtype.bytes()],
                origin: -((window.pad_before[0] * input.row + window.pad_before[1] * input.column) as i64),
                classes: if flat { Vec::new() } else { borders::classes(window, [image.height, image.width], [result.height, result.width])? },
            };
            if flat {
                // Pixels of interleaved tensors follow each other without gaps through rows and images.
                geometry.columns = image.batch * result.height * result.width;
                geometry.images = 1;
                geometry.rows = 1;
                geometry.classes = whole(1, geometry.columns, [1, 1]);
            }
            Ok(geometry)
        }
        _ => Err(invalid(graph, value)),
    }
}

fn invalid(graph: &Graph, value: ValueId) -> Diagnostic {
    Diagnostic::error(Code::Invalid, "this node is not in the form that the planner expects; run the canonical-form passes first")
        .at(graph.value(value).name.clone())
}

/// Whether a convolution is depthwise: every output channel reads its own input channel.
pub fn is_depthwise(graph: &Graph, node: &Node) -> Option<Window> {
    let Op::Convolution { window, groups } = node.op else { return None };
    let channels = graph.ty(node.inputs[0]).shape.as_image()?.channels;
    let outputs = graph.ty(node.inputs[1]).shape.extents()[0];
    (groups > 1 && groups == channels && outputs == channels).then_some(window)
}

/// Whether few workers have about as much to do each when they share so many iterations.
pub fn divides_well(trips: usize) -> bool {
    trips == 4 || trips >= 6
}

/// Whether so many parts of an image are as many iterations as workers may ever want to share; fewer become calls of their own, so that workers
/// also share what each part consists of.
pub fn are_many(parts: usize) -> bool {
    parts >= 16
}

/// Whether two amounts of work are about the same.
pub fn are_similar(a: usize, b: usize) -> bool {
    4 * a.min(b) >= 3 * a.max(b)
}

/// Pixel pitch in elements where a value has its channels side by side, whatever its layout is called.
pub fn interleaved_pitch(graph: &Graph, values: &[ValuePlan], id: ValueId) -> Option<usize> {
    let image = graph.ty(id).shape.as_image()?;
    match values[id.index()].layout {
        Layout::Interleaved { pitch } => Some(pitch),
        Layout::Dense if layout::dense_is_interleaved(&graph.ty(id).shape) => Some(image.channels),
        Layout::Dense => None,
    }
}
