//! Where a network ends: the outputs of its file, or those that a person names with `--output`.

use super::symbol_json::{Entry, Node, Symbol};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::similar;

/// The name under which MXNet's `list_outputs` shows an output of a node.
pub fn output_name(node: &Node, output: usize) -> String {
    match node.operator.as_str() {
        "null" => node.name.clone(),
        "_contrib_quantize_v2" | "_contrib_requantize" | "SliceChannel" | "split" | "_split_v2" => format!("{}_output{output}", node.name),
        _ if output == 0 => format!("{}_output", node.name),
        _ => format!("{}_output{output}", node.name),
    }
}

/// The references that become outputs: those of the file, or the ones named `NODE`, `NODE:1`, `NODE_output` or `NODE_output1`.
pub fn heads(symbol: &Symbol, outputs: &[String]) -> Result<Vec<Entry>> {
    if outputs.is_empty() {
        return Ok(symbol.heads.clone());
    }
    outputs.iter().map(|name| find(symbol, name)).collect()
}

fn find(symbol: &Symbol, name: &str) -> Result<Entry> {
    let node = |wanted: &str| symbol.nodes.iter().position(|n| n.name == wanted);
    let numbered = |text: &'_ str, separator: &str| {
        let (stem, number) = text.rsplit_once(separator)?;
        let output = if number.is_empty() { 0 } else { number.parse().ok()? };
        Some(Entry { node: node(stem)?, output })
    };
    node(name)
        .map(|node| Entry { node, output: 0 })
        .or_else(|| numbered(name, ":"))
        .or_else(|| numbered(name, "_output"))
        .ok_or_else(|| Diagnostic::error(Code::Usage, format!("the model has no node '{name}' to end at")).hint(nearest(symbol, name)))
}

/// Names of operators near the one that was asked for.
fn nearest(symbol: &Symbol, name: &str) -> String {
    let operators = symbol.nodes.iter().filter(|n| !n.is_variable()).map(|n| n.name.as_str());
    let nearest = similar::nearest(name, operators, 4);
    match nearest[..] {
        [] => "it has no operators at all".to_string(),
        _ => format!("similar names: {}; `graver inspect` lists all", nearest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYMBOL: &str = r#"{"nodes": [{"op": "null", "name": "data"}, {"op": "split", "name": "s", "inputs": [[0, 0]]},
        {"op": "relu", "name": "act_output", "inputs": [[1, 1]]}, {"op": "conv", "name": "stage1_conv0", "inputs": [[2, 0]]}], "heads": [[3, 0]]}"#;

    #[test]
    fn outputs_are_named_in_every_spelling() {
        let symbol = Symbol::parse(SYMBOL.as_bytes()).unwrap();
        let found = |name: &str| find(&symbol, name).map(|e| (e.node, e.output)).unwrap_or_else(|d| panic!("{d}"));
        for name in ["s", "s:0", "s_output", "s_output0"] {
            assert_eq!(found(name), (1, 0), "{name}");
        }
        assert_eq!((found("s:2"), found("s_output2")), ((1, 2), (1, 2)));
        assert_eq!((found("act_output"), found("act_output_output"), found("data")), ((2, 0), (2, 0), (0, 0)));
        let heads = heads(&symbol, &[]).unwrap();
        assert_eq!(output_name(&symbol.nodes[heads[0].node], 0), "stage1_conv0_output");
        assert_eq!(output_name(&symbol.nodes[1], 2), "s_output2");
    }

    #[test]
    fn unknown_names_are_met_with_similar_ones() {
        let symbol = Symbol::parse(SYMBOL.as_bytes()).unwrap();
        let error = find(&symbol, "stage1_conv").unwrap_err();
        assert!(error.code == Code::Usage && error.hint.unwrap().starts_with("similar names: stage1_conv0"));
    }
}
