//! The quantized layers of MXNet's first quantization flow: convolution and fully connected layer on bytes, with nothing fused, that give s32.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar};
use super::super::symbol_json::Node;
use super::accumulator::accumulator_range;
use super::convolution::Geometry;
use super::fully_connected::Layer;
use super::spatial;
use super::{require_byte, require_finite};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::spatial::Spatial;
use crate::graph::{DType, End, Epilogue, Op, Operand, Scale, Shape, Step, TensorData, TensorType, ValueId, infer_shape};

/// A constant weight in units of its own range.
fn push_weight(importer: &mut Importer, name: &str, extents: &[usize], weight: Vec<i8>, absmax: f32) -> Result<ValueId> {
    let scale = Scale::new(1.0 / arithmetic::scale(arithmetic::SIGNED_RANGE, absmax))?;
    let ty = TensorType::quantized(DType::S8, Shape::new(extents)?, scale, 0);
    Ok(importer.push_typed_constant(&format!("{name}.weight"), ty, TensorData::S8(weight.into())))
}

/// The accumulator as it is. A bias is added in f32, through which oneDNN's accumulators pass.
fn push(importer: &mut Importer, node: &Node, op: Op, inputs: Vec<ValueId>, shape: Shape, bias: Option<Operand>, output: Range) -> Result<Vec<NodeOutput>> {
    let ty = output.tensor_type(DType::S32, shape)?;
    let steps: Vec<Step> = [Step::Convert].into_iter().chain(bias.map(Step::Add)).collect();
    let end = End::S32 { lo: i32::MIN, hi: arithmetic::LARGEST_ACCUMULATOR };
    let value = importer.push_node(&node.name, ty, op, inputs, Some(Epilogue::new(steps, end)));
    Ok(triplet(value, output))
}

fn levels(importer: &Importer, dtype: DType) -> f32 {
    if importer.ideal() { arithmetic::range_constant(dtype) } else { arithmetic::integer_constant(dtype) }
}

/// `_contrib_quantized_conv` (`mkldnn_quantized_conv.cc`). Inputs: data, weight, \[bias\], then the range of each. The data is u8, though the range of
/// the result is computed as if it were s8, and the integers of the bias are added as they are.
pub fn convolution(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    let ty = importer.ty(data).clone();
    let view = spatial::require_images(Spatial::of(&ty)?)?;
    let geometry = Geometry::read(node, &view)?;
    if require_byte(&ty)? != DType::U8 {
        return Err(Diagnostic::error(Code::Unsupported, "an unfused quantized convolution reads u8 data; MXNet refuses to run s8")
            .hint("quantize the network with MXNet's fused operators: sym.optimize_for(backend='MKLDNN_QUANTIZE') first"));
    }
    if geometry.groups != 1 {
        return Err(Diagnostic::error(Code::Unsupported, format!("an unfused quantized convolution has one group, found {}", geometry.groups))
            .hint("quantize the network with MXNet's fused operators"));
    }
    let extents = geometry.weight_extents(&view)?;
    let weight = importer.signed_bytes(operands.next("weight")?, &extents)?;
    let bias = if geometry.bias { Some(importer.signed_bytes(operands.next("bias")?, &[geometry.filters])?) } else { None };
    let range = importer.range(operands.next("data_min")?, operands.next("data_max")?)?;
    let (min, max) = importer.parameter_pair(operands.next("weight_min")?, operands.next("weight_max")?)?;
    let weight_absmax = arithmetic::absmax(min, max);
    let bias_absmax = match bias {
        None => 0.0,
        Some(_) => {
            let (min, max) = importer.parameter_pair(operands.next("bias_min")?, operands.next("bias_max")?)?;
            arithmetic::absmax(min, max)
        }
    };
    operands.finish()?;
    let bias = match bias {
        None => None,
        Some(bias) => Some(convolution_bias(importer, node, &bias, bias_absmax, &range, weight_absmax)?),
    };
    let data_levels = if importer.ideal() { arithmetic::UNSIGNED_RANGE } else { arithmetic::integer_constant(DType::S8) };
    let weight_levels = levels(importer, DType::S8);
    let output = accumulator_range(importer, &node.name, (&range, data_levels), (weight_absmax, weight_levels))?;
    let op = Op::Convolution { window: geometry.window, groups: 1 };
    let inputs = vec![data, push_weight(importer, &node.name, &extents, weight, weight_absmax)?];
    let shape = infer_shape(&op, &[&ty, importer.ty(inputs[1])])?;
    push(importer, node, op, inputs, shape, bias, output)
}

fn convolution_bias(importer: &mut Importer, node: &Node, bias: &[i8], absmax: f32, range: &Range, weight_absmax: f32) -> Result<Operand> {
    let name = format!("{}.bias", node.name);
    if !importer.ideal() {
        importer
            .quirk(node, "MXNet adds the integers of the bias to the accumulators as they are, and computes the range of the result as if the data were s8");
        return importer.channel_operand(&name, bias.iter().map(|&b| b.into()).collect());
    }
    let Scalar::Known(data_scale) = importer.scale(&name, arithmetic::UNSIGNED_RANGE, range) else {
        return Err(Diagnostic::error(Code::Unsupported, "an unfused quantized convolution with a bias needs a calibrated input").hint("calibrate the network"));
    };
    let ratio = data_scale * arithmetic::scale(arithmetic::SIGNED_RANGE, weight_absmax) / arithmetic::scale(arithmetic::SIGNED_RANGE, absmax);
    require_finite("the scale of a bias", &[ratio])?;
    importer.channel_operand(&name, bias.iter().map(|&b| (f32::from(b) * ratio).round_ties_even()).collect())
}

/// `_contrib_quantized_fully_connected` (`mkldnn_quantized_fully_connected.cc`). Inputs as above. The bias is rescaled to the accumulator and cut off.
pub fn fully_connected(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let layer = Layer::read(importer, node, &mut operands)?;
    layer.require_flat()?;
    let extents = [layer.outputs, layer.depth];
    let dtype = require_byte(importer.ty(layer.data))?;
    let weight = importer.signed_bytes(layer.weight, &extents)?;
    let bias = layer.bias.map(|entry| importer.signed_bytes(entry, &[layer.outputs])).transpose()?;
    let range = importer.range(operands.next("data_min")?, operands.next("data_max")?)?;
    let (min, max) = importer.parameter_pair(operands.next("weight_min")?, operands.next("weight_max")?)?;
    let weight_absmax = arithmetic::absmax(min, max);
    let bias = match bias {
        None => None,
        Some(bias) => {
            let (min, max) = importer.parameter_pair(operands.next("bias_min")?, operands.next("bias_max")?)?;
            Some(dense_bias(importer, node, &bias, arithmetic::absmax(min, max), (dtype, &range), weight_absmax)?)
        }
    };
    operands.finish()?;
    let mut levels = (levels(importer, dtype), levels(importer, DType::S8));
    if !importer.ideal() {
        // As in the fused layer: the two level counts are swapped.
        levels = (levels.1, levels.0);
    }
    let output = accumulator_range(importer, &node.name, (&range, levels.0), (weight_absmax, levels.1))?;
    let inputs = vec![layer.data, push_weight(importer, &node.name, &extents, weight, weight_absmax)?];
    push(importer, node, Op::FullyConnected, inputs, layer.output_shape, bias, output)
}

/// trunc(b · (ds · ws · absmax / 127.5)): a C++ cast to an integer.
fn dense_bias(importer: &mut Importer, node: &Node, bias: &[i8], absmax: f32, data: (DType, &Range), weight_absmax: f32) -> Result<Operand> {
    let name = format!("{}.bias", node.name);
    let Scalar::Known(data_scale) = importer.scale(&name, arithmetic::range_constant(data.0), data.1) else {
        return Err(Diagnostic::error(Code::Unsupported, "an unfused fully connected layer with a bias needs a calibrated input").hint("calibrate the network"));
    };
    let ratio = data_scale * arithmetic::scale(arithmetic::SIGNED_RANGE, weight_absmax) * absmax / arithmetic::SIGNED_RANGE;
    require_finite("the scale of a bias", &[ratio])?;
    let ideal = importer.ideal();
    let integer = |&b: &i8| {
        let exact = f32::from(b) * ratio;
        (if ideal { exact.round_ties_even() } else { exact.trunc() }).clamp(-2f32.powi(31), arithmetic::LARGEST_ACCUMULATOR as f32)
    };
    importer.channel_operand(&name, bias.iter().map(integer).collect())
}
