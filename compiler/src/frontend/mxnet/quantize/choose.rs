//! Which nodes of a fused symbol become integer operators (`MarkQuantizedNodes`, `quantize_graph_pass.cc`).

use super::super::symbol_json::{Node, Symbol};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::quantize::{Choices, Coverage};

/// What there is to an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A weighted layer.
    Must,
    /// Integers pass through where a layer is on either side.
    Support,
    Float,
}

fn role(node: &Node, choices: &Choices) -> Result<Role> {
    let text = |key: &str| node.attributes.text(key);
    Ok(match node.operator.as_str() {
        "_sg_mkldnn_conv" | "_sg_mkldnn_fully_connected" => Role::Must,
        "Pooling" if matches!(text("pool_type"), None | Some("max" | "avg")) => Role::Support,
        "Activation" if text("act_type") == Some("relu") => Role::Support,
        "Flatten" | "elemwise_add" | "elemwise_mul" => Role::Support,
        "Concat" | "concat" if text("dim").is_none_or(|dim| dim.parse::<i64>().is_ok_and(|dim| dim > 0)) => Role::Support,
        // MXNet gives up on a norm whose range is not calibrated.
        "BatchNorm" if choices.threshold.is_some() && node.attributes.axis("axis", 1, 4)? == 1 => Role::Support,
        _ => Role::Float,
    })
}

/// Whether each node is quantized. `rows_alone` says of a fully connected layer whether it reads one row for each sample.
///
/// # Errors
/// `Usage` where an exclusion means no node.
pub fn choose(symbol: &Symbol, choices: &Choices, rows_alone: impl Fn(&Node) -> bool) -> Result<Vec<bool>> {
    let mut roles = symbol.nodes.iter().map(|node| role(node, choices)).collect::<Result<Vec<_>>>()?;
    let candidates: Vec<(Vec<&str>, Vec<&str>)> =
        symbol.nodes.iter().zip(&roles).filter(|(_, role)| **role != Role::Float).map(|(node, _)| known_as(node)).collect();
    if candidates.is_empty() {
        return Err(Diagnostic::error(Code::Unsupported, "the network has no layer that could be quantized")
            .hint("convolutions and fully connected layers are; `graver inspect` lists the operators"));
    }
    let variables: Vec<&str> = symbol.nodes.iter().filter(|node| node.is_variable()).map(|node| node.name.as_str()).collect();
    choices.check(&candidates, &variables)?;
    let excluded = |node: &Node| {
        let (names, operators) = known_as(node);
        choices.leave(&names, &operators)
    };
    for (node, role) in symbol.nodes.iter().zip(&mut roles) {
        if excluded(node) || (node.operator == "_sg_mkldnn_fully_connected" && !rows_alone(node)) {
            *role = Role::Float;
        }
    }
    if choices.coverage == Coverage::Full {
        return Ok(roles.iter().map(|role| *role != Role::Float).collect());
    }
    // References point backwards: one sweep in each direction finds what a layer is reached from.
    let count = roles.len();
    let (mut after, mut before) = (vec![false; count], vec![false; count]);
    for index in 0..count {
        after[index] = symbol.nodes[index].inputs.iter().any(|entry| reaches(roles[entry.node], after[entry.node]));
    }
    for index in (0..count).rev() {
        if reaches(roles[index], before[index]) {
            symbol.nodes[index].inputs.iter().for_each(|entry| before[entry.node] = true);
        }
    }
    Ok((0..count).map(|index| roles[index] == Role::Must || (roles[index] == Role::Support && after[index] && before[index])).collect())
}

fn reaches(role: Role, reached: bool) -> bool {
    role == Role::Must || (role == Role::Support && reached)
}

/// The names and operators by which a node may be excluded: its own and those of what it was fused from.
pub fn known_as(node: &Node) -> (Vec<&str>, Vec<&str>) {
    let inner = || node.subgraphs.iter().flat_map(|symbol| &symbol.nodes).filter(|node| !node.is_variable());
    let names = std::iter::once(node.name.as_str()).chain(inner().map(|node| node.name.as_str())).collect();
    let operators = std::iter::once(node.operator.as_str()).chain(inner().map(|node| node.operator.as_str())).collect();
    (names, operators)
}
