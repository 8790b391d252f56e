//! Normalizations: by statistics of the training data, and by those of the tensor itself.

use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::tensor::Tensor;
use crate::compose::{self, Binary};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Function, Op, Operand, PoolReduction, Step, TensorType, ValueId, Window, infer_shape};

/// `BatchNormalization` at inference: x · scale + shift for each channel, rounded once.
pub fn batch_normalization<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    if node.boolean("training_mode", false) || (node.version < 9 && !node.boolean("spatial", true)) {
        let what = if node.boolean("training_mode", false) { "training_mode = 1" } else { "spatial = 0" };
        return Err(node.unsupported(what).hint("export the model for inference: model.eval()"));
    }
    let value = importer.float_operand(node, 0, "X")?;
    let shape = importer.graph.ty(value).shape.clone();
    // A vector is one sample for each element, of one channel.
    let channels = if shape.rank() == 1 { 1 } else { shape.extents().get(1).copied().unwrap_or(1) };
    let mut operand = |index: usize, what: &str| {
        let array = importer.required(node, index, what)?;
        match array.as_floats()? {
            numbers if numbers.len() == channels => Ok(numbers.clone()),
            _ => Err(Diagnostic::error(Code::Shape, format!("'{what}' must have {channels} elements, found {}", array.describe()))),
        }
    };
    let (gamma, beta) = (operand(1, "scale")?, operand(2, "B")?);
    let (mean, variance) = (operand(3, "input_mean")?, operand(4, "input_var")?);
    let epsilon = node.float("epsilon").unwrap_or(1e-5);
    let scale: Vec<f32> = gamma.iter().zip(variance.iter()).map(|(g, v)| 1.0 / (v + epsilon).sqrt() * g).collect();
    let shift: Vec<f32> = (0..channels).map(|c| beta[c] - mean[c] * scale[c]).collect();
    if let Some(channel) = (0..channels).find(|&c| !scale[c].is_finite() || !shift[c].is_finite()) {
        return Err(Diagnostic::error(
            Code::Range,
            format!("channel {channel} has the variance {} with epsilon {epsilon}: there is no scale", variance[channel]),
        )
        .hint("the parameters are damaged; train or export again"));
    }
    let name = node.result()?;
    let scale = compose::channel_operand(&mut importer.graph, &format!("{name}.scale"), scale)?;
    let shift = compose::channel_operand(&mut importer.graph, &format!("{name}.shift"), shift)?;
    Ok(vec![Tensor::float(compose::map(&mut importer.graph, name, value, [Step::MultiplyAdd(scale, shift)]))])
}

/// One number for each channel (axis 1), as a value with as many axes as the data.
fn along_channels<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, what: &str, extents: &[usize]) -> Result<ValueId> {
    let value = importer.float_operand(node, index, what)?;
    let channels = extents.get(1).copied().unwrap_or(1);
    let shape = importer.graph.ty(value).shape.clone();
    if shape.volume() != channels {
        return Err(Diagnostic::error(Code::Shape, format!("'{what}' must have {channels} elements, found {shape}")));
    }
    let mut aligned = vec![1; extents.len()];
    aligned[1] = channels;
    compose::reshape(&mut importer.graph, &format!("{}.{what}", node.result()?), value, aligned)
}

/// Applies scale and bias.
fn scaled(importer: &mut Importer, name: &str, value: ValueId, scale: ValueId, bias: Option<ValueId>) -> Result<Vec<Tensor>> {
    let scaled_name = if bias.is_some() { format!("{name}.scaled") } else { name.to_owned() };
    let mut result = compose::binary(&mut importer.graph, &scaled_name, Binary::Multiply, value, scale)?;
    if let Some(bias) = bias {
        result = compose::binary(&mut importer.graph, name, Binary::Add, result, bias)?;
    }
    Ok(vec![Tensor::float(result)])
}

/// `InstanceNormalization`: by mean and variance of each channel of each sample.
pub fn instance_normalization<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let value = importer.float_operand(node, 0, "input")?;
    let extents = importer.graph.ty(value).shape.extents().to_vec();
    if extents.len() < 3 {
        return Err(Diagnostic::error(Code::Shape, format!("InstanceNormalization reads images (N C H W), found {extents:?}")));
    }
    let scale = along_channels(importer, node, 1, "scale", &extents)?;
    let bias = along_channels(importer, node, 2, "B", &extents)?;
    let name = node.result()?;
    let axes: Vec<usize> = (2..extents.len()).collect();
    let normal = compose::normalize(&mut importer.graph, &format!("{name}.normal"), value, &axes, node.float("epsilon").unwrap_or(1e-5))?;
    scaled(importer, name, normal, scale, Some(bias))
}

/// `LayerNormalization`: by mean and variance over an axis and all after it.
pub fn layer_normalization<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let value = importer.float_operand(node, 0, "X")?;
    let rank = importer.graph.ty(value).shape.rank();
    let axes: Vec<usize> = (axis_of(node.integer("axis").unwrap_or(-1), rank)?..rank).collect();
    let scale = importer.float_operand(node, 1, "Scale")?;
    let bias = match node.input(2) {
        Some(_) => Some(importer.float_operand(node, 2, "B")?),
        None => None,
    };
    let name = node.result()?;
    let normal = compose::normalize(&mut importer.graph, &format!("{name}.normal"), value, &axes, node.float("epsilon").unwrap_or(1e-5))?;
    scaled(importer, name, normal, scale, bias)
}

/// `GroupNormalization`: as over instances, but with the channels of a group together.
pub fn group_normalization<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let value = importer.float_operand(node, 0, "X")?;
    let extents = importer.graph.ty(value).shape.extents().to_vec();
    let groups = node.integer("num_groups").and_then(|g| usize::try_from(g).ok()).unwrap_or(0);
    let (&[batch, channels], true) = (&extents[..extents.len().min(2)], groups > 0) else {
        return Err(Diagnostic::error(Code::Shape, format!("GroupNormalization with {groups} groups reads images (N C H W), found {extents:?}")));
    };
    if !channels.is_multiple_of(groups) {
        return Err(Diagnostic::error(Code::Shape, format!("{groups} groups do not divide {channels} channels")));
    }
    if node.version < 21 {
        return Err(node.unsupported("one scale for each group").hint("export the model with opset 21 or newer"));
    }
    let scale = along_channels(importer, node, 1, "scale", &extents)?;
    let bias = along_channels(importer, node, 2, "bias", &extents)?;
    let name = node.result()?;
    let inside: usize = extents[1..].iter().product::<usize>() / groups;
    let graph = &mut importer.graph;
    let grouped = compose::reshape(graph, &format!("{name}.groups"), value, [batch, groups, inside])?;
    let normal = compose::normalize(graph, &format!("{name}.normal"), grouped, &[2], node.float("epsilon").unwrap_or(1e-5))?;
    let normal = compose::reshape(graph, &format!("{name}.channels"), normal, extents)?;
    scaled(importer, name, normal, scale, Some(bias))
}

/// `LRN`: x / (bias + alpha / size · Σ x²)^beta, the sum over neighbouring channels.
pub fn local_response<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let value = importer.float_operand(node, 0, "X")?;
    let extents = importer.graph.ty(value).shape.extents().to_vec();
    let size = match node.integer("size") {
        Some(size @ 1..65536) => size as usize,
        other => return Err(Diagnostic::error(Code::Malformed, format!("attribute 'size' is {other:?}")).hint("export the model again")),
    };
    let (alpha, beta, bias) = (node.float("alpha").unwrap_or(1e-4), node.float("beta").unwrap_or(0.75), node.float("bias").unwrap_or(1.0));
    if [alpha, beta, bias].iter().any(|number| !number.is_finite()) {
        return Err(Diagnostic::error(Code::Range, format!("LRN with alpha {alpha}, beta {beta} and bias {bias}")));
    }
    let &[batch, channels, ref pixels @ ..] = &extents[..] else {
        return Err(Diagnostic::error(Code::Shape, format!("LRN reads images (N C H W), found {extents:?}")));
    };
    let name = node.result()?;
    let part = |part: &str| format!("{name}.{part}");
    let graph = &mut importer.graph;
    let squares = compose::map(graph, &part("squares"), value, [Step::Multiply(graph.each(value))]);
    // Channels as the height of an image, over which a window slides.
    let rows = compose::reshape(graph, &part("rows"), squares, [batch, 1, channels, pixels.iter().product()])?;
    let window = neighbours(size, channels);
    let constant = Operand::Constant;
    let power = match beta {
        0.75 => vec![Step::Apply(Function::SquareRoot), Step::Apply(Function::SquareRoot)],
        _ => vec![Step::Apply(Function::Logarithm), Step::Multiply(constant(beta)), Step::Apply(Function::Exponential)],
    };
    let op = Op::Pool { reduction: PoolReduction::Sum, window };
    let ty = TensorType::plain(DType::F32, infer_shape(&op, &[graph.ty(rows)])?);
    let steps = [vec![Step::Multiply(constant(alpha / size as f32)), Step::Add(constant(bias))], power].concat();
    let divisor = graph.push_node(part("divisor"), ty, op, [rows], Some(Epilogue::new(steps, End::F32)));
    let divisor = compose::reshape(graph, &part("images"), divisor, extents.clone())?;
    let divisor = graph.each(divisor);
    // s^¾ is the cube of s^¼.
    let times = if beta == 0.75 { 3 } else { 1 };
    Ok(vec![Tensor::float(compose::map(graph, name, value, vec![Step::Divide(divisor); times]))])
}

/// A window over `size` channels, no larger than what it can see.
fn neighbours(size: usize, channels: usize) -> Window {
    let (before, after) = (((size - 1) / 2).min(channels), (size / 2).min(channels));
    Window { kernel: [before + after + 1, 1], stride: [1; 2], dilation: [1; 2], pad_before: [before, 0], pad_after: [after, 0] }
}
