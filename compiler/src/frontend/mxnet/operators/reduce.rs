//! Operators that join the elements along axes, and those that divide by what they join.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use super::float_tensor;
use crate::compose::{self, Binary};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Function, Operand, Reduction, Step, ValueId};

/// What is computed from the elements that are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    Of(Reduction),
    Mean,
    /// The root of the sum of squares.
    Norm,
}

/// `sum`, `mean`, `max`, `min`, `norm`.
pub fn reduce(importer: &mut Importer, node: &Node, join: Join) -> Result<Vec<NodeOutput>> {
    let attributes = &node.attributes;
    let mut operands = Operands::new(node);
    let mut value = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    if join == Join::Norm && attributes.count("ord")?.unwrap_or(2) != 2 {
        return Err(Diagnostic::error(Code::Unsupported, "only the norm of the order 2 is read"));
    }
    let extents = importer.ty(value).shape.extents().to_vec();
    let named = attributes.axes("axis", extents.len())?;
    let exclude = attributes.boolean("exclude", false)?;
    let joins = |axis: usize| named.as_ref().is_none_or(|named| named.contains(&axis) != exclude);
    let axes: Vec<usize> = (0..extents.len()).filter(|&axis| joins(axis)).collect();
    let joined: usize = axes.iter().map(|&axis| extents[axis]).product();
    let (reduction, steps) = match join {
        Join::Of(reduction) => (reduction, vec![]),
        Join::Mean => (Reduction::Sum, vec![Step::Divide(Operand::Constant(joined as f32))]),
        Join::Norm => {
            let square = Step::Multiply(importer.each(value));
            value = compose::map(importer.graph(), &format!("{}.squares", node.name), value, [square]);
            (Reduction::Sum, vec![Step::Apply(Function::SquareRoot)])
        }
    };
    if attributes.boolean("keepdims", false)? {
        return Ok(vec![NodeOutput::Tensor(compose::reduce(importer.graph(), &node.name, value, reduction, &axes, steps)?)]);
    }
    let reduced = compose::reduce(importer.graph(), &format!("{}.joined", node.name), value, reduction, &axes, steps)?;
    let mut kept: Vec<usize> = (0..extents.len()).filter(|&axis| !joins(axis)).map(|axis| extents[axis]).collect();
    if kept.is_empty() {
        kept.push(1);
    }
    Ok(vec![NodeOutput::Tensor(compose::reshape(importer.graph(), &node.name, reduced, kept)?)])
}

/// `L2Normalization`: x / √(Σ x² + eps), with the sum over all axes but the first, over channels, or over pixels.
pub fn l2_normalization(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let value = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    let rank = importer.ty(value).shape.rank();
    let axes: Vec<usize> = match node.attributes.text("mode") {
        None | Some("instance") => (1..rank).collect(),
        Some("channel") => (1..rank.min(2)).collect(),
        Some("spatial") => (2..rank).collect(),
        Some(other) => return Err(Diagnostic::error(Code::Malformed, format!("attribute 'mode' must be instance, channel or spatial, found '{other}'"))),
    };
    let epsilon = node.attributes.float("eps")?.unwrap_or(1e-10);
    let part = |part: &str| format!("{}.{part}", node.name);
    let square = Step::Multiply(importer.each(value));
    let squares = compose::map(importer.graph(), &part("squares"), value, [square]);
    let steps = [Step::Add(Operand::Constant(epsilon)), Step::Apply(Function::SquareRoot)];
    let norm = compose::reduce(importer.graph(), &part("norm"), squares, Reduction::Sum, &axes, steps)?;
    Ok(vec![NodeOutput::Tensor(compose::binary(importer.graph(), &node.name, Binary::Divide, value, norm)?)])
}

/// `softmax`, `softmin` (of −x) and `log_softmax`, along one axis.
pub fn softmax(importer: &mut Importer, node: &Node, sign: f32, logarithm: bool) -> Result<Vec<NodeOutput>> {
    let attributes = &node.attributes;
    if attributes.boolean("use_length", false)? {
        return Err(Diagnostic::error(Code::Unsupported, "a softmax over a part of the axis (use_length) is not read"));
    }
    if let Some(dtype) = attributes.text("dtype").filter(|&dtype| dtype != "float32") {
        return Err(Diagnostic::error(Code::Unsupported, format!("a softmax in {dtype} is not read; only float32 is")));
    }
    let mut operands = Operands::new(node);
    let value = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    let rank = importer.ty(value).shape.rank();
    let axis = attributes.axis("axis", rank.saturating_sub(1), rank)?;
    let temperature = attributes.float("temperature")?.unwrap_or(1.0);
    let factor = sign / temperature;
    super::require_finite("1 / temperature", &[factor])?;
    over(importer, node, value, &[axis], factor, logarithm)
}

fn over(importer: &mut Importer, node: &Node, value: ValueId, axes: &[usize], factor: f32, logarithm: bool) -> Result<Vec<NodeOutput>> {
    Ok(vec![NodeOutput::Tensor(compose::softmax(importer.graph(), &node.name, value, axes, factor, logarithm)?)])
}

/// `SoftmaxActivation`: over the last axis (which is what oneDNN, and so MXNet on a CPU, makes of "instance"), or over channels.
pub fn softmax_activation(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let value = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    let rank = importer.ty(value).shape.rank();
    let axes: Vec<usize> = match node.attributes.text("mode") {
        None | Some("instance") => (rank.saturating_sub(1)..rank).collect(),
        Some("channel") => (1..rank.min(2)).collect(),
        Some(other) => return Err(Diagnostic::error(Code::Malformed, format!("attribute 'mode' must be instance or channel, found '{other}'"))),
    };
    over(importer, node, value, &axes, 1.0, false)
}

/// `SoftmaxOutput`: over everything of a sample, over channels (`multi_output`) or over the last axis (`preserve_shape`). The label is
/// for training alone.
pub fn softmax_output(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let value = without_label(importer, node)?;
    let rank = importer.ty(value).shape.rank();
    let axes: Vec<usize> = if node.attributes.boolean("multi_output", false)? {
        (1..rank.min(2)).collect()
    } else if node.attributes.boolean("preserve_shape", false)? {
        (rank.saturating_sub(1)..rank).collect()
    } else {
        (1..rank).collect()
    };
    over(importer, node, value, &axes, 1.0, false)
}

/// `LinearRegressionOutput`, `MAERegressionOutput`: the data; `LogisticRegressionOutput`: its sigmoid. The label is for training alone.
pub fn regression_output(importer: &mut Importer, node: &Node, logistic: bool) -> Result<Vec<NodeOutput>> {
    let value = without_label(importer, node)?;
    let value = if logistic { compose::map(importer.graph(), &node.name, value, [Step::Apply(Function::Logistic)]) } else { value };
    Ok(vec![NodeOutput::Tensor(value)])
}

/// The data of a training output; its label, if the file names one, is never looked at.
fn without_label(importer: &mut Importer, node: &Node) -> Result<ValueId> {
    let mut operands = Operands::new(node);
    let value = float_tensor(importer, operands.next("data")?)?;
    if node.inputs.len() > 1 {
        operands.next("label")?;
    }
    operands.finish()?;
    Ok(value)
}
