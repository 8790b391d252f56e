//! The list of operators on floats, and what is said of those that are not read.

use super::super::import::{Importer, NodeOutput};
use super::super::symbol_json::Node;
use super::{activation, batch_norm, combine, convolution, elementwise, fully_connected, pooling};
use crate::diagnostic::{Code, Diagnostic, Result};

/// Imports a node that is not quantized.
pub fn import(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    match node.operator.as_str() {
        "Convolution" => convolution::float(importer, node),
        "FullyConnected" => fully_connected::float(importer, node),
        "BatchNorm" => batch_norm::float(importer, node),
        "Pooling" => pooling::float(importer, node),
        "Activation" | "LeakyReLU" | "clip" => activation::float(importer, node),
        "Flatten" | "flatten" => elementwise::flatten(importer, node),
        "Dropout" | "_copy" | "identity" => elementwise::identity(importer, node),
        "Concat" | "concat" => combine::concat(importer, node),
        "elemwise_add" | "_plus" | "_Plus" => combine::add(importer, node),
        _ => Err(unsupported(importer, node)),
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
