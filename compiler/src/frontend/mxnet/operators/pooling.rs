//! Pooling, on floats and on bytes. The range of a quantized operand passes through.

use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::symbol_json::Node;
use super::spatial;
use super::{float_tensor, require_byte};
use crate::compose::{self, Padding};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::spatial::Spatial;
use crate::graph::{DType, End, Epilogue, Op, Operand, PoolReduction, Step, TensorType, ValueId, Window, infer_shape};

/// Attributes of `Pooling` for an operand of some shape.
struct Pooling {
    reduction: PoolReduction,
    window: Window,
    /// By what a sum is divided for an average.
    divisor: Option<Divisor>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Divisor {
    /// All taps of the window, padding included.
    Window(usize),
    /// The taps inside the image.
    ValidTaps,
}

fn read(node: &Node, view: &Spatial) -> Result<Pooling> {
    let attributes = &node.attributes;
    spatial::require_channels_first(attributes)?;
    let image = view.image;
    let (reduction, average) = match attributes.text("pool_type") {
        None | Some("max") => (PoolReduction::Maximum, false),
        Some("avg") => (PoolReduction::Sum, true),
        Some("sum") => (PoolReduction::Sum, false),
        Some(other) => {
            return Err(Diagnostic::error(Code::Unsupported, format!("pooling of the type '{other}' is not read; max, avg and sum are"))
                .hint("end the network before it with --output"));
        }
    };
    let ceil = match attributes.text("pooling_convention") {
        None | Some("valid") => false,
        // MXNet 1.x knows `same` in one dimension only, where it rounds up too, with the padding that is given.
        Some("full" | "same") => true,
        Some(other) => return Err(Diagnostic::error(Code::Unsupported, format!("the pooling convention '{other}' is not read; valid and full are"))),
    };
    let global = attributes.boolean("global_pool", false)?;
    let window = if global {
        Window { kernel: image, stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] }
    } else {
        if attributes.text("kernel").is_none() {
            return Err(Diagnostic::error(Code::Malformed, "pooling has no attribute 'kernel'").hint("correct the model file"));
        }
        let pad = spatial::window(view, attributes, "pad", 0, 0)?;
        let window = Window {
            kernel: spatial::window(view, attributes, "kernel", 1, 1)?,
            stride: spatial::window(view, attributes, "stride", 1, 1)?,
            dilation: [1; 2],
            pad_before: pad,
            pad_after: pad,
        };
        if ceil { window.rounding_up(image) } else { window }
    };
    let includes_padding = global || attributes.boolean("count_include_pad", true)?;
    let empty = (0..2).any(|axis| window.has_empty_outputs(axis, image[axis]));
    if empty && (reduction == PoolReduction::Maximum || average && !includes_padding) {
        return Err(Diagnostic::error(Code::Shape, "a window lies in the padding altogether: it has neither a maximum nor an average")
            .hint("make the padding smaller than the kernel, or use pooling_convention 'valid'"));
    }
    let divisor = match includes_padding {
        true => Divisor::Window(window.kernel[0] * window.kernel[1]),
        false => Divisor::ValidTaps,
    };
    Ok(Pooling { reduction, window, divisor: average.then_some(divisor) })
}

/// `Pooling`.
pub fn float(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    let view = Spatial::of(importer.ty(data))?;
    let mut pooling = read(node, &view)?;
    let mut image = view.enter(importer.graph(), &node.name, data)?;
    let Window { pad_before, pad_after, .. } = pooling.window;
    // Padding counts in an average, what `full` looks at beyond it does not (`pool.h`): zeros take the place of the padding.
    if let Some(Divisor::Window(_)) = pooling.divisor
        && pad_before != pad_after
    {
        for axis in 0..2 {
            let pad = pad_before[axis];
            let padding = Padding { before: pad, after: pad, interior: 0 };
            image = compose::pad(importer.graph(), &format!("{}.padded{axis}", node.name), image, axis + 2, padding, 0.0)?;
            (pooling.window.pad_before[axis], pooling.window.pad_after[axis]) = (0, pad_after[axis] - pad);
        }
        pooling.divisor = Some(Divisor::ValidTaps);
    }
    let steps = match pooling.divisor {
        None => vec![],
        Some(Divisor::Window(taps)) => vec![Step::Divide(Operand::Constant(taps as f32))],
        Some(Divisor::ValidTaps) => vec![Step::Divide(Operand::ValidTaps)],
    };
    let value = push(importer, &node.name, &pooling, image, steps, End::F32)?;
    Ok(vec![NodeOutput::Tensor(view.leave(importer.graph(), &node.name, value)?)])
}

/// `_contrib_quantized_pooling`: an average is sat(rint(F(F(sum) · F(1 / n)))) (`jit_uni_i8i8_pooling.cpp` of oneDNN,
/// which runs on the channels-last tensors of a graph), with n the taps of the window or those inside the image.
pub fn quantized(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    let range = importer.range(operands.next("min_data")?, operands.next("max_data")?)?;
    operands.finish()?;
    let (lo, hi) = if require_byte(importer.ty(data))? == DType::U8 { (0, 255) } else { (-128, 127) };
    let view = spatial::require_images(Spatial::of(importer.ty(data))?)?;
    let pooling = read(node, &view)?;
    if pooling.reduction == PoolReduction::Sum && pooling.divisor.is_none() {
        return Err(Diagnostic::error(Code::Unsupported, "quantized pooling of the type 'sum' is not read; max and avg are")
            .hint("exclude this layer from quantization"));
    }
    let steps = match pooling.divisor {
        None => vec![],
        Some(Divisor::Window(taps)) => vec![Step::Convert, Step::Multiply(Operand::Constant(1.0 / taps as f32))],
        Some(Divisor::ValidTaps) => vec![Step::Convert, Step::Multiply(Operand::ReciprocalTaps)],
    };
    let value = push(importer, &node.name, &pooling, data, steps, End::Saturate { zero_point: 0, lo, hi })?;
    Ok(triplet(value, range))
}

/// The result has the dtype and meaning of its operand.
fn push(importer: &mut Importer, name: &str, pooling: &Pooling, data: ValueId, steps: Vec<Step>, end: End) -> Result<ValueId> {
    let op = Op::Pool { reduction: pooling.reduction, window: pooling.window };
    let ty = importer.ty(data);
    let ty = TensorType { shape: infer_shape(&op, &[ty])?, ..ty.clone() };
    Ok(importer.push_node(name, ty, op, vec![data], Some(Epilogue::new(steps, end))))
}
