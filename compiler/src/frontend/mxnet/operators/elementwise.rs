//! Operators that read one tensor and keep its elements in place: quantized activations, flatten, identity.

use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::symbol_json::Node;
use super::activation::Activation;
use super::{float_tensor, require_byte, saturate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Op, Operand, Shape, Step, TensorType, ValueId};

/// `Dropout` and copies do nothing at inference.
pub fn identity(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    Ok(vec![NodeOutput::Tensor(data)])
}

/// `Flatten`: all axes after the first become one.
pub fn flatten(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    Ok(vec![NodeOutput::Tensor(push_flatten(importer, &node.name, data)?)])
}

/// `_contrib_quantized_flatten`.
pub fn quantized_flatten(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    require_byte(importer.ty(data))?;
    let range = importer.range(operands.next("min_data")?, operands.next("max_data")?)?;
    operands.finish()?;
    Ok(triplet(push_flatten(importer, &node.name, data)?, range))
}

fn push_flatten(importer: &mut Importer, name: &str, data: ValueId) -> Result<ValueId> {
    let ty = importer.ty(data).clone();
    let [batch, rest @ ..] = ty.shape.extents() else {
        return Err(Diagnostic::error(Code::Shape, "flatten reads a tensor with at least one axis, found a scalar"));
    };
    let shape = Shape::new([*batch, rest.iter().product()])?;
    Ok(importer.push_node(name, TensorType { shape, ..ty }, Op::Reshape, vec![data], None))
}

/// `_contrib_quantized_act`: relu on integers. MXNet declares s8 whatever the operand is; u8 data keeps its bytes, so values from 128
/// on become negative (`mkldnn_quantized_act.cc` with the type rule of `quantized_activation.cc`).
pub fn quantized_activation(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    if Activation::read(&Node { operator: "Activation".into(), ..node.clone() })? != Activation::Relu {
        return Err(Diagnostic::error(Code::Unsupported, "only relu is read as a quantized activation"));
    }
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    let range = importer.range(operands.next("min_data")?, operands.next("max_data")?)?;
    operands.finish()?;
    let shape = importer.ty(data).shape.clone();
    let value = match require_byte(importer.ty(data))? {
        DType::U8 if importer.ideal() => data,
        DType::U8 => {
            importer.quirk(node, "MXNet declares the result of this relu s8 although its operand is u8: values above 127 become negative");
            let ty = range.tensor_type(DType::S8, shape)?;
            reinterpret(importer, &node.name, data, ty)
        }
        _ => {
            let ty = range.tensor_type(DType::S8, shape)?;
            importer.push_map(&node.name, ty, data, [], End::Saturate { zero_point: 0, lo: 0, hi: 127 })
        }
    };
    Ok(triplet(value, range))
}

/// The bytes of a tensor (zero point 0) read as the other byte type, that of `ty`: u8 as s8 gives q − 256 where q > 127, s8 as u8 gives q + 256 where q < 0. All
/// steps are exact.
pub fn reinterpret(importer: &mut Importer, name: &str, bytes: ValueId, ty: TensorType) -> ValueId {
    let constant = Operand::Constant;
    // 1 for every value above 127 and −1 for every value below 0, else 0.
    let beyond = match ty.dtype {
        DType::U8 => vec![Step::Narrow { lo: -1, hi: 0 }],
        _ => vec![Step::Add(constant(-127.0)), Step::Narrow { lo: 0, hi: 1 }],
    };
    let turn = [Step::Multiply(constant(-256.0)), importer.residual(bytes, constant(1.0))];
    let end = saturate(ty.dtype);
    importer.push_map(name, ty, bytes, [&[Step::Convert], &beyond[..], &turn].concat(), end)
}
