//! The list of operators on floats, and what is said of those that are not read.

use super::super::import::{Importer, NodeOutput};
use super::super::symbol_json::Node;
use super::binary::{self, Operator};
use super::reduce::{self, Join};
use super::{activation, batch_norm, combine, convolution, deconvolution, elementwise, fully_connected, pooling, repetition, shape, slice, unary};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Reduction;

/// Imports a node that is not quantized.
pub fn import(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    match node.operator.as_str() {
        "Convolution" => convolution::float(importer, node),
        "FullyConnected" => fully_connected::float(importer, node),
        "BatchNorm" => batch_norm::float(importer, node),
        "Pooling" => pooling::float(importer, node),
        "Activation" | "LeakyReLU" | "clip" => activation::float(importer, node),
        "Flatten" | "flatten" => elementwise::flatten(importer, node),
        "Dropout" | "_copy" | "identity" | "BlockGrad" | "stop_gradient" | "MakeLoss" | "make_loss" => elementwise::identity(importer, node),
        "Concat" | "concat" => combine::concat(importer, node),
        "Deconvolution" => deconvolution::deconvolution(importer, node),
        "UpSampling" => deconvolution::upsampling(importer, node),
        "add_n" | "ElementWiseSum" | "_sum" => binary::sum_of_all(importer, node),
        "where" => binary::select(importer, node),
        "Reshape" | "reshape" => shape::reshape(importer, node),
        "reshape_like" => shape::reshape_like(importer, node),
        "transpose" => shape::transpose(importer, node),
        "SwapAxis" | "swapaxes" => shape::swap_axes(importer, node),
        "expand_dims" => shape::expand(importer, node),
        "squeeze" => shape::squeeze(importer, node),
        "stack" => shape::stack(importer, node),
        "depth_to_space" => shape::blocks(importer, node, true),
        "space_to_depth" => shape::blocks(importer, node, false),
        "slice" | "crop" => slice::slice(importer, node),
        "slice_axis" => slice::slice_axis(importer, node),
        "slice_like" => slice::slice_like(importer, node),
        "SliceChannel" | "split" => slice::split(importer, node),
        "reverse" | "flip" => slice::reverse(importer, node),
        "Crop" => slice::crop(importer, node),
        "Pad" | "pad" => repetition::pad(importer, node),
        "tile" => repetition::tile(importer, node),
        "repeat" => repetition::repeat(importer, node),
        "broadcast_to" => repetition::broadcast_to(importer, node),
        "broadcast_like" => repetition::broadcast_like(importer, node),
        "broadcast_axis" | "broadcast_axes" => repetition::broadcast_axis(importer, node),
        "sum" | "sum_axis" => reduce::reduce(importer, node, Join::Of(Reduction::Sum)),
        "max" | "max_axis" => reduce::reduce(importer, node, Join::Of(Reduction::Maximum)),
        "min" | "min_axis" => reduce::reduce(importer, node, Join::Of(Reduction::Minimum)),
        "mean" => reduce::reduce(importer, node, Join::Mean),
        "norm" => reduce::reduce(importer, node, Join::Norm),
        "L2Normalization" => reduce::l2_normalization(importer, node),
        "softmax" => reduce::softmax(importer, node, 1.0, false),
        "softmin" => reduce::softmax(importer, node, -1.0, false),
        "log_softmax" => reduce::softmax(importer, node, 1.0, true),
        "SoftmaxActivation" => reduce::softmax_activation(importer, node),
        "SoftmaxOutput" | "Softmax" => reduce::softmax_output(importer, node),
        "LinearRegressionOutput" | "MAERegressionOutput" => reduce::regression_output(importer, node, false),
        "LogisticRegressionOutput" => reduce::regression_output(importer, node, true),
        "Cast" | "cast" | "amp_cast" => unary::cast(importer, node),
        "zeros_like" => unary::filled_like(importer, node, 0.0),
        "ones_like" => unary::filled_like(importer, node, 1.0),
        "_zeros" => unary::filled(importer, node, Some(0.0)),
        "_ones" => unary::filled(importer, node, Some(1.0)),
        "_full" => unary::filled(importer, node, None),
        "_arange" => unary::range(importer, node),
        name => match Operator::named(name) {
            Some(operator) => binary::import(importer, node, operator),
            None => unary::function(importer, node)?.map_or_else(|| Err(unsupported(importer, node)), Ok),
        },
    }
}

/// Says where the network can be cut instead.
fn unsupported(importer: &Importer, node: &Node) -> Diagnostic {
    let shown: String = node.spelling.chars().take(60).collect();
    let diagnostic = Diagnostic::error(Code::Unsupported, format!("the operator '{shown}' is not read"));
    if ["selfatt", "batch_dot", "rnn", "quantize_asym"].iter().any(|part| node.operator.contains(part)) {
        return diagnostic.hint("attention and recurrent layers are not compiled; exclude them from quantization and run them outside");
    }
    let producers = importer.producers(node);
    if producers.is_empty() {
        return diagnostic.hint("it reads inputs and parameters alone: compute it outside, and make its result the model's input");
    }
    let options: Vec<String> = producers.iter().map(|name| format!("--output {name}")).collect();
    diagnostic.hint(format!("end the network before it and compute the rest outside: {}", options.join(" ")))
}
