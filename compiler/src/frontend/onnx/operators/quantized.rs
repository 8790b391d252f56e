//! Operators between DequantizeLinear and QuantizeLinear that ONNX Runtime computes on the integers themselves, but for the products of matrices.

use super::super::axes;
use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::target::Target;
use super::super::tensor::Tensor;
use super::pooling;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Scale, TensorData, TensorType, ValueId};
use crate::onnx_file::Elements;
use crate::qlinear::{self, Quantized, Softmax};

/// The integer operator, where the node has one and its operands and its result are quantized as that asks for.
pub fn import<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Option<Vec<Tensor>>> {
    type Operator = for<'a, 'm> fn(&'a mut Importer<'m>, &Node<'m>, &[ValueId], &Target) -> Result<ValueId>;
    let operator: Operator = match node.operator() {
        "Add" => |importer, _, operands, target| qlinear::add(&mut importer.graph, &target.name, operands[0], operands[1], &target.quantized),
        "Mul" => |importer, _, operands, target| qlinear::multiply(&mut importer.graph, &target.name, operands[0], operands[1], &target.quantized),
        "Concat" => concat,
        "AveragePool" => average_pool,
        "GlobalAveragePool" => |importer, _, operands, target| {
            let axes: Vec<usize> = (2..importer.graph.ty(operands[0]).shape.rank()).collect();
            qlinear::mean(&mut importer.graph, &target.name, operands[0], &axes, &target.quantized)
        },
        "ReduceMean" => mean,
        // ONNX Runtime's integer softmax overflows where scales are fine; the one on floats is what the scales declare.
        "Softmax" if !importer.ideal() => softmax,
        "Sigmoid" => |importer, _, operands, target| qlinear::function(&mut importer.graph, &target.name, operands[0], qlinear::sigmoid, &target.quantized),
        _ => return Ok(None),
    };
    let tensors = match node.operator() {
        "ReduceMean" => vec![importer.operand(node, 0, "data")?],
        _ => (0..node.proto.input.len()).map(|index| importer.operand(node, index, "data")).collect::<Result<Vec<_>>>()?,
    };
    if !tensors.iter().any(|tensor| matches!(tensor, Tensor::Real(_))) {
        return Ok(None);
    }
    match recognised(importer, node, &tensors) {
        Ok((operands, target)) => {
            importer.absorb(&target);
            let value = operator(importer, node, &operands, &target)?;
            Ok(Some(vec![Tensor::Real(value)]))
        }
        Err(reason) => {
            importer.unfused(node, reason);
            Ok(None)
        }
    }
}

/// The operands as integers and the QuantizeLinear behind the node, or what is missing.
fn recognised<'m>(importer: &mut Importer<'m>, node: &Node<'m>, tensors: &[Tensor]) -> Result<(Vec<ValueId>, Target), String> {
    let is_binary = matches!(node.operator(), "Add" | "Mul");
    if is_binary && tensors.len() != 2 {
        return Err(format!("it has {} operands", tensors.len()));
    }
    let target = importer.target(node)?;
    if node.operator() == "ReduceMean" {
        match axes::reduced(importer, node) {
            Ok((axes, _)) if !axes.is_empty() => {}
            Ok(_) => return Err("it joins no axes".into()),
            Err(error) => return Err(error.message),
        }
    }
    let operands = tensors.iter().enumerate().map(|(index, tensor)| integers(importer, node, index, tensor)).collect::<Result<Vec<_>, _>>()?;
    let dtypes: Vec<DType> = operands.iter().map(|&value| importer.graph.ty(value).dtype).chain([target.quantized.dtype]).collect();
    match dtypes.windows(2).all(|pair| pair[0] == pair[1]) {
        true => Ok((operands, target)),
        false => Err(format!("its operands and its result have different types: {dtypes:?}")),
    }
}

/// One operand as integers with a scale; constants too.
fn integers<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, tensor: &Tensor) -> Result<ValueId, String> {
    let quantized = match tensor {
        Tensor::Real(value) => return Ok(*value),
        Tensor::KnownReal(quantized) if quantized.scales.len() == 1 => quantized,
        Tensor::KnownReal(_) => return Err(format!("operand {index} has more than one scale")),
        Tensor::Known(_) | Tensor::Live { .. } => return Err(format!("operand {index} is not quantized")),
    };
    let tensor = quantized.integers.to_tensor().map_err(|d| d.message)?;
    if !matches!(quantized.integers.elements, Elements::U8(_) | Elements::S8(_)) {
        return Err(format!("operand {index} is {}", quantized.integers.describe()));
    }
    let scale = Scale::new(quantized.scales[0]).map_err(|d| d.message)?;
    let zero_point = i32::try_from(quantized.zero_points[0]).map_err(|_| format!("operand {index} has a zero point beyond its type"))?;
    let ty = Quantized::new(tensor.dtype(), scale, zero_point).map_err(|d| d.message)?.ty(tensor.shape);
    let data: TensorData = tensor.data;
    Ok(importer.graph.push(node.input(index).unwrap_or("constant"), ty, Definition::Constant(data)))
}

/// Each operand with the scale of the result, side by side.
fn concat<'m>(importer: &mut Importer<'m>, node: &Node<'m>, operands: &[ValueId], target: &Target) -> Result<ValueId> {
    let axis = axis_of(node.integer("axis").unwrap_or(1), importer.graph.ty(operands[0]).shape.rank())?;
    let mut parts = Vec::with_capacity(operands.len());
    for (index, &operand) in operands.iter().enumerate() {
        parts.push(qlinear::requantize(&mut importer.graph, &format!("{}.part{index}", target.name), operand, &target.quantized)?);
    }
    compose::concat(&mut importer.graph, &target.name, &parts, axis)
}

fn average_pool<'m>(importer: &mut Importer<'m>, node: &Node<'m>, operands: &[ValueId], target: &Target) -> Result<ValueId> {
    pooling::quantized_average(&mut importer.graph, node, &target.name, operands[0], &target.quantized)
}

fn mean<'m>(importer: &mut Importer<'m>, node: &Node<'m>, operands: &[ValueId], target: &Target) -> Result<ValueId> {
    let (axes, kept) = axes::reduced(importer, node)?;
    let label = if kept { target.name.clone() } else { format!("{}.kept", target.name) };
    let value = qlinear::mean(&mut importer.graph, &label, operands[0], &axes, &target.quantized)?;
    let extents = importer.graph.ty(value).shape.extents().to_vec();
    match kept {
        true => Ok(value),
        false => {
            let rest: Vec<usize> = (0..extents.len()).filter(|axis| !axes.contains(axis)).map(|axis| extents[axis]).collect();
            compose::reshape(&mut importer.graph, &format!("{}.rest", target.name), value, rest)
        }
    }
}

/// Before opset 13 over `axis` and all axes behind it.
fn softmax<'m>(importer: &mut Importer<'m>, node: &Node<'m>, operands: &[ValueId], target: &Target) -> Result<ValueId> {
    let alone = node.version >= 13;
    let axis = node.integer("axis").unwrap_or(if alone { -1 } else { 1 });
    softmax_along(importer, node, &target.name, operands[0], axis, alone, &target.quantized)
}

/// ONNX Runtime's softmax of integers over an axis, alone or with all axes behind it.
pub fn softmax_along(importer: &mut Importer, node: &Node, name: &str, value: ValueId, axis: i64, alone: bool, to: &Quantized) -> Result<ValueId> {
    let ty: TensorType = importer.graph.ty(value).clone();
    let extents = ty.shape.extents().to_vec();
    let axis = axis_of(axis, extents.len())?;
    let graph = &mut importer.graph;
    let part = |part: &str| format!("{name}.{part}");
    let inner: usize = if alone { extents[axis + 1..].iter().product() } else { 1 };
    let length = if alone { extents[axis] } else { extents[axis..].iter().product() };
    let outer = ty.shape.volume() / (length * inner);
    // Rows are what the softmax goes over.
    let apart = compose::reshape(graph, &part("apart"), value, [outer, length, inner])?;
    let turned = if inner == 1 { apart } else { compose::transpose(graph, &part("turned"), apart, &[0, 2, 1])? };
    let rows = compose::reshape(graph, &part("rows"), turned, [outer * inner, length])?;
    let Softmax { value: shares, overflows } = qlinear::softmax(graph, &part("of_rows"), rows, to)?;
    let shares = compose::reshape(graph, &part("shares"), shares, [outer, inner, length])?;
    let back = if inner == 1 { shares } else { compose::transpose(graph, &part("back"), shares, &[0, 2, 1])? };
    let whole = compose::reshape(graph, &part("whole"), back, extents)?;
    if overflows {
        let message = "the output scale is so fine that ONNX Runtime's softmax overflows: its largest elements come out as an end of the range";
        importer.warn(Diagnostic::warning(Code::Quirk, message).at(node.name()).hint("--numerics ideal computes what the scales declare"));
    }
    importer.graph.values.rename(whole, name);
    Ok(whole)
}
