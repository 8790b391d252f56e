//! What a fused node consists of: the chain of operators in its subgraph.

use super::super::symbol_json::{Node, Symbol};
use super::activation::Activation;
use crate::diagnostic::{Code, Diagnostic, Result};

/// The operators of a fused node in the order in which they run.
#[derive(Debug)]
pub struct Fused<'n> {
    /// The convolution or fully connected layer.
    pub root: &'n Node,
    pub batch_norm: Option<&'n Node>,
    /// Before the sum, if there is one.
    pub activation: Option<Activation>,
    /// The square stands where an activation would; no step computes it, as it reads its argument twice.
    pub squared: bool,
    pub sum: bool,
    pub post_sum_activation: Option<Activation>,
}

impl<'n> Fused<'n> {
    /// Reads the one subgraph of `node`, whose first operator must be `root`, and checks that each further one consumes the one before.
    pub fn read(node: &'n Node, root: &str) -> Result<Self> {
        let [subgraph] = &node.subgraphs[..] else {
            return Err(Diagnostic::error(Code::Malformed, format!("a fused node has one subgraph, found {}", node.subgraphs.len()))
                .hint("the symbol file is damaged; export the model again"));
        };
        let chain = chain(subgraph)?;
        let Some((&first, rest)) = chain.split_first() else { return Err(unexpected("nothing", root)) };
        if first.operator != root {
            return Err(unexpected(&first.spelling, root));
        }
        let convolution = root == "Convolution";
        let mut fused = Fused { root: first, batch_norm: None, activation: None, squared: false, sum: false, post_sum_activation: None };
        for inner in rest {
            let function = fused.activation.is_some() || fused.squared;
            match inner.operator.as_str() {
                "BatchNorm" if convolution && fused.batch_norm.is_none() && !function && !fused.sum => fused.batch_norm = Some(inner),
                "elemwise_add" | "broadcast_add" if !fused.sum => fused.sum = true,
                "Activation" | "LeakyReLU" | "clip" if !fused.sum && !function => fused.activation = Some(activation(inner)?),
                "Activation" | "LeakyReLU" | "clip" if convolution && fused.sum && fused.post_sum_activation.is_none() => {
                    fused.post_sum_activation = Some(activation(inner)?);
                }
                "sqrt" | "exp" | "abs" if !convolution && !fused.sum && !function => fused.activation = Some(activation(inner)?),
                "square" if !convolution && !fused.sum && !function => fused.squared = true,
                other => return Err(unexpected(other, "batch norm, activation, sum, activation")),
            }
        }
        Ok(fused)
    }
}

/// A fused clip is a bounded relu: its lower bound is 0.
fn activation(node: &Node) -> Result<Activation> {
    match Activation::read(node)? {
        Activation::Clip { min, .. } if min != 0.0 => {
            Err(Diagnostic::error(Code::Unsupported, format!("a fused clip begins at 0, found {min}")).hint("quantize the network with MXNet's own passes"))
        }
        activation => Ok(activation),
    }
}

/// Checks flags of a fused node, each under its name and an old one, against what its subgraph holds.
pub fn check_flags(node: &Node, flags: &[([&str; 2], bool)]) -> Result<()> {
    for &([name, old], found) in flags {
        if (node.attributes.boolean(name, false)? || node.attributes.boolean(old, false)?) != found {
            return Err(Diagnostic::error(Code::Malformed, format!("attribute '{name}' contradicts the node's subgraph"))
                .hint("the symbol file is damaged; export the model again"));
        }
    }
    Ok(())
}

/// The operators of a subgraph, if they form one chain that ends in its output.
fn chain(subgraph: &Symbol) -> Result<Vec<&Node>> {
    let mut previous: Option<usize> = None;
    let mut chain = Vec::new();
    for (index, node) in subgraph.nodes.iter().enumerate().filter(|(_, n)| !n.is_variable()) {
        if previous.is_some_and(|p| !node.inputs.iter().any(|e| e.node == p && e.output == 0)) {
            return Err(Diagnostic::error(Code::Unsupported, format!("the fused operator '{}' does not follow the one before it", node.name)));
        }
        previous = Some(index);
        chain.push(node);
    }
    match subgraph.heads[..] {
        [head] if Some(head.node) == previous && head.output == 0 => Ok(chain),
        _ => Err(Diagnostic::error(Code::Unsupported, "the subgraph of a fused node must end in its last operator")),
    }
}

fn unexpected(found: &str, expected: &str) -> Diagnostic {
    Diagnostic::error(Code::Unsupported, format!("the subgraph holds {found} where {expected} is expected"))
        .hint("quantize the network with MXNet's own passes")
}
