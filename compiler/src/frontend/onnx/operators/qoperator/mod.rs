//! Operators that compute with integers by name (the QOperator format): those of ONNX, and those that ONNX Runtime adds under `com.microsoft`. Scales and
//! zero points are operands of theirs.
//!
//! Each means what ONNX Runtime computes for it, which is [`crate::qlinear`], as it is for operators between DequantizeLinear and QuantizeLinear.
//!
//! * `operands` integers with scale and zero point · `convolution` · `matrix` products of matrices · `elements` everything else with a scale
//! * `dynamic` ranges that are found when the model runs

mod convolution;
mod dynamic;
mod elements;
mod matrix;
mod operands;

use super::super::import::Importer;
use super::super::node::Node;
use super::super::tensor::Tensor;
use crate::diagnostic::Result;

type Operator = for<'a, 'm> fn(&'a mut Importer<'m>, &Node<'m>) -> Result<Vec<Tensor>>;

/// The operator of a node, if it is one of these.
fn operator(node: &Node) -> Option<Operator> {
    let is_standard = node.is_standard();
    if !is_standard && node.proto.domain != "com.microsoft" {
        return None;
    }
    Some(match node.operator() {
        "QLinearConv" => convolution::qlinear,
        "ConvInteger" if is_standard => convolution::integer,
        "QLinearMatMul" if is_standard => matrix::qlinear,
        "MatMulInteger" if is_standard => matrix::integer,
        "DynamicQuantizeLinear" if is_standard => dynamic::quantize,
        _ if is_standard => return None,
        "QGemm" => matrix::gemm,
        "MatMulIntegerToFloat" => matrix::to_float,
        "DynamicQuantizeMatMul" => matrix::dynamic,
        "QLinearAdd" => elements::add,
        "QLinearMul" => elements::multiply,
        "QLinearConcat" => elements::concat,
        "QLinearAveragePool" => elements::average_pool,
        "QLinearGlobalAveragePool" => elements::global_average_pool,
        "QLinearLeakyRelu" => elements::leaky_relu,
        "QLinearSigmoid" => elements::sigmoid,
        "QLinearSoftmax" => elements::softmax,
        _ => return None,
    })
}

/// Imports a node that is one of these.
pub fn import<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Option<Vec<Tensor>>> {
    operator(node).map(|operator| operator(importer, node)).transpose()
}
