//! Operators of ONNX → nodes of the graph. One family a file; this page lists them.

mod activation;
mod convolution;
mod elementwise;
mod matrix;
mod normalization;
mod pad;
mod parts;
mod pooling;
mod qoperator;
mod quantization;
mod quantized;
mod reduce;
mod resize;
mod shape;
mod transposed_convolution;
mod weight;
mod window;

use super::import::Importer;
use super::node::Node;
use super::tensor::Tensor;
use crate::compose::Binary;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Comparison, Reduction};

/// Imports one node and says what its results are.
pub fn import<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    if let Some(results) = qoperator::import(importer, node)? {
        return Ok(results);
    }
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
        "ConvTranspose" => transposed_convolution::import(importer, node),
        "MatMul" => matrix::matmul(importer, node),
        "Gemm" => matrix::gemm(importer, node),
        "Relu" => activation::relu(importer, node),
        "Clip" => activation::clip(importer, node),
        "PRelu" => activation::parametric_relu(importer, node),
        "Cast" | "CastLike" => activation::cast(importer, node),
        operator if activation::is_function(operator) => activation::function(importer, node),

        "Add" => elementwise::add(importer, node),
        "Sub" => elementwise::binary(importer, node, Binary::Subtract),
        "Mul" => elementwise::multiply(importer, node),
        "Div" => elementwise::binary(importer, node, Binary::Divide),
        "Pow" => elementwise::power(importer, node),
        "Max" => elementwise::variadic(importer, node, Binary::Maximum),
        "Min" => elementwise::variadic(importer, node, Binary::Minimum),
        "Sum" | "Mean" => elementwise::variadic(importer, node, Binary::Add),
        "Equal" => elementwise::compare(importer, node, Comparison::Equal),
        "Less" => elementwise::compare(importer, node, Comparison::Less),
        "LessOrEqual" => elementwise::compare(importer, node, Comparison::LessOrEqual),
        "Greater" => elementwise::compare(importer, node, Comparison::Greater),
        "GreaterOrEqual" => elementwise::compare(importer, node, Comparison::GreaterOrEqual),
        "And" => elementwise::logic(importer, node, Binary::Multiply),
        "Or" => elementwise::logic(importer, node, Binary::Maximum),
        "Xor" => elementwise::logic(importer, node, Binary::Compare(Comparison::NotEqual)),
        "Not" => elementwise::not(importer, node),
        "Where" => elementwise::select(importer, node),

        "MaxPool" => pooling::max_pool(importer, node),
        "AveragePool" => pooling::average_pool(importer, node),
        "GlobalAveragePool" => pooling::global_average_pool(importer, node),
        "GlobalMaxPool" => pooling::global_max_pool(importer, node),
        "ReduceMean" => reduce::mean(importer, node),
        "ReduceSum" | "ReduceL1" | "ReduceL2" | "ReduceSumSquare" | "ReduceLogSum" | "ReduceLogSumExp" => reduce::sums(importer, node),
        "ReduceMax" => reduce::extremes(importer, node, Reduction::Maximum),
        "ReduceMin" => reduce::extremes(importer, node, Reduction::Minimum),
        "ArgMax" => reduce::argument(importer, node, Reduction::Maximum),
        "ArgMin" => reduce::argument(importer, node, Reduction::Minimum),
        "Softmax" => reduce::softmax(importer, node, false),
        "LogSoftmax" => reduce::softmax(importer, node, true),
        "LpNormalization" => reduce::lp_normalization(importer, node),
        "BatchNormalization" => normalization::batch_normalization(importer, node),
        "InstanceNormalization" => normalization::instance_normalization(importer, node),
        "LayerNormalization" => normalization::layer_normalization(importer, node),
        "GroupNormalization" => normalization::group_normalization(importer, node),
        "LRN" => normalization::local_response(importer, node),

        "Reshape" => shape::reshape(importer, node),
        "Flatten" => shape::flatten(importer, node),
        "Transpose" => shape::transpose(importer, node),
        "Squeeze" => shape::squeeze(importer, node),
        "Unsqueeze" => shape::unsqueeze(importer, node),
        "Identity" => shape::identity(importer, node),
        "Dropout" => shape::dropout(importer, node),
        "Shape" => shape::shape(importer, node),
        "Size" => shape::size(importer, node),
        "DepthToSpace" => shape::depth_to_space(importer, node),
        "SpaceToDepth" => shape::space_to_depth(importer, node),
        "Slice" => parts::slice(importer, node),
        "Split" => parts::split(importer, node),
        "Concat" => parts::concat(importer, node),
        "Gather" => parts::gather(importer, node),
        "Expand" => parts::expand(importer, node),
        "Tile" => parts::tile(importer, node),
        "Pad" => pad::pad(importer, node),
        "CenterCropPad" => pad::center(importer, node),
        "Resize" | "Upsample" => resize::resize(importer, node),
        _ => Err(unsupported(importer, node)),
    }
}

/// Whether an operator is a function of one number, or says itself why it is computed in f32.
pub fn is_function_or_noted(node: &Node) -> bool {
    activation::is_function(node.operator())
        || matches!(node.operator(), "Relu" | "Clip" | "Cast" | "CastLike" | "DequantizeLinear" | "QuantizeLinear")
        || matches!(node.operator(), "Conv" | "MatMul" | "Gemm" | "Add" | "Mul" | "Concat" | "AveragePool" | "GlobalAveragePool" | "ReduceMean" | "Softmax")
}

/// Says where the network can be cut instead.
fn unsupported(importer: &mut Importer, node: &Node) -> Diagnostic {
    let domain = if node.proto.domain.is_empty() { String::new() } else { format!("{}.", node.proto.domain) };
    let shown: String = format!("{domain}{}", node.operator()).chars().take(60).collect();
    let diagnostic = Diagnostic::error(Code::Unsupported, format!("the operator '{shown}' is not read"));
    let is_integer = ["QLinear", "QGemm", "QAttention", "QEmbed", "DynamicQuantize"].iter().any(|begin| node.operator().starts_with(begin));
    if is_integer {
        return diagnostic.hint("quantize the model in the QDQ format: onnxruntime.quantization.quantize_static(…, quant_format=QuantFormat.QDQ)");
    }
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
