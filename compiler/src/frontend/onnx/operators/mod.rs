//! Operators of ONNX → nodes of the graph. One family a file; this page lists them.

mod convolution;
mod matrix;
mod quantization;
mod quantized;
mod weight;
mod window;

use super::import::Importer;
use super::node::Node;
use super::tensor::Tensor;
use crate::diagnostic::{Code, Diagnostic, Result};

/// Imports one node and says what its results are.
pub fn import<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    if !node.is_standard() {
        return Err(unsupported(importer, node));
    }
    if let Some(results) = quantized::import(importer, node)? {
        return Ok(results);
    }
    match node.operator() {
        "QuantizeLinear" => quantization::quantize(importer, node),
        "DequantizeLinear" => quantization::dequantize(importer, node),
        "Conv" => convolution::convolution(importer, node),
        "MatMul" => matrix::matmul(importer, node),
        "Gemm" => matrix::gemm(importer, node),
        _ => Err(unsupported(importer, node)),
    }
}

/// Says where the network can be cut instead.
fn unsupported(importer: &mut Importer, node: &Node) -> Diagnostic {
    let domain = if node.proto.domain.is_empty() { String::new() } else { format!("{}.", node.proto.domain) };
    let shown: String = format!("{domain}{}", node.operator()).chars().take(60).collect();
    let diagnostic = Diagnostic::error(Code::Unsupported, format!("the operator '{shown}' is not read"));
    let live: Vec<String> = node
        .proto
        .input
        .iter()
        .filter(|name| matches!(importer.tensor(name), Ok(Tensor::Live { .. } | Tensor::Real(_))))
        .map(|name| format!("--output {name}"))
        .collect();
    match live.is_empty() {
        true => diagnostic.hint("it reads constants alone: fold them with onnxsim or ONNX Runtime's offline optimization"),
        false => diagnostic.hint(format!("end the network before it and compute the rest outside: {}", live.join(" "))),
    }
}
