//! Operators with scales that are no products of matrices: sums, products and functions of elements, concatenation, poolings, softmax.

use super::super::super::import::Importer;
use super::super::super::node::{Node, axis_of};
use super::super::super::tensor::Tensor;
use super::super::{pooling, quantized};
use super::convolution::{channels_first, channels_last, has_channels_last};
use super::operands::{self, Places};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, ValueId};
use crate::qlinear::{self, Quantized};

/// `QLinearAdd`.
pub fn add<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    binary(importer, node, qlinear::add)
}

/// `QLinearMul`.
pub fn multiply<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    binary(importer, node, qlinear::multiply)
}

type Binary = fn(&mut Graph, &str, ValueId, ValueId, &Quantized) -> Result<ValueId>;

fn binary<'m>(importer: &mut Importer<'m>, node: &Node<'m>, operator: Binary) -> Result<Vec<Tensor>> {
    let a = operands::integers(importer, node, Places::from(0), "A")?;
    let b = operands::integers(importer, node, Places::from(3), "B")?;
    let to = operands::result(importer, node, 6, 7, "C")?;
    let value = operator(&mut importer.graph, node.result()?, a, b, &to)?;
    Ok(vec![operands::stored(importer, value)])
}

/// Operand and result of an operator on one tensor.
fn unary<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<(ValueId, Quantized)> {
    let x = operands::integers(importer, node, Places::from(0), "X")?;
    Ok((x, operands::result(importer, node, 3, 4, "Y")?))
}

/// `QLinearLeakyRelu`.
pub fn leaky_relu<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let (x, to) = unary(importer, node)?;
    let alpha = node.float("alpha").unwrap_or(0.01);
    let value = qlinear::function(&mut importer.graph, node.result()?, x, |x| if x >= 0.0 { x } else { alpha * x }, &to)?;
    Ok(vec![operands::stored(importer, value)])
}

/// `QLinearSigmoid`.
pub fn sigmoid<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let (x, to) = unary(importer, node)?;
    let value = qlinear::function(&mut importer.graph, node.result()?, x, qlinear::sigmoid, &to)?;
    Ok(vec![operands::stored(importer, value)])
}

/// `QLinearConcat`: scale and zero point of the result, then each operand with its own.
pub fn concat<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let to = operands::result(importer, node, 0, 1, "Y")?;
    let name = node.result()?;
    let operands = node.proto.input.len().saturating_sub(2);
    if operands == 0 || !operands.is_multiple_of(3) {
        return Err(Diagnostic::error(Code::Malformed, format!("QLinearConcat has {} operands; 2 and 3 for each tensor are expected", operands + 2))
            .hint("the file is damaged; quantize the model again"));
    }
    let mut parts = Vec::with_capacity(operands / 3);
    for part in 0..operands / 3 {
        let value = operands::integers(importer, node, Places::from(2 + 3 * part), &format!("X{part}"))?;
        parts.push(qlinear::requantize(&mut importer.graph, &format!("{name}.part{part}"), value, &to)?);
    }
    let axis = axis_of(node.integer("axis").unwrap_or(0), importer.graph.ty(parts[0]).shape.rank())?;
    let value = compose::concat(&mut importer.graph, name, &parts, axis)?;
    Ok(vec![operands::stored(importer, value)])
}

/// An operator on images, wherever their channels are.
fn on_images<'m>(
    importer: &mut Importer<'m>,
    node: &Node<'m>,
    operator: impl FnOnce(&mut Graph, &str, ValueId, &Quantized) -> Result<ValueId>,
) -> Result<Vec<Tensor>> {
    let (x, to) = unary(importer, node)?;
    let name = node.result()?;
    let graph = &mut importer.graph;
    let value = match has_channels_last(node) {
        true => {
            let x = channels_first(graph, &format!("{name}.channels_first"), x)?;
            let y = operator(graph, &format!("{name}.images"), x, &to)?;
            channels_last(graph, name, y)?
        }
        false => operator(graph, name, x, &to)?,
    };
    graph.values.rename(value, name);
    Ok(vec![operands::stored(importer, value)])
}

/// `QLinearAveragePool`.
pub fn average_pool<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    on_images(importer, node, |graph, name, x, to| pooling::quantized_average(graph, node, name, x, to))
}

/// `QLinearGlobalAveragePool`.
pub fn global_average_pool<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    on_images(importer, node, |graph, name, x, to| {
        let axes = pooling::spatial_axes(node, graph.ty(x).shape.rank())?;
        qlinear::mean(graph, name, x, &axes, to)
    })
}

/// `QLinearSoftmax`: over one axis, or as before opset 13 over `axis` and all axes behind it. The attribute `opset` says which.
pub fn softmax<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let (x, to) = unary(importer, node)?;
    let opset = node.integer("opset").unwrap_or(13);
    let axis = node.integer("axis").unwrap_or(-1);
    let name = node.result()?.to_owned();
    let value = quantized::softmax_along(importer, node, &name, x, axis, opset >= 13, &to)?;
    Ok(vec![operands::stored(importer, value)])
}
