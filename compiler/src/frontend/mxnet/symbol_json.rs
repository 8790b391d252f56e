//! Symbol files: the JSON of a network's structure.
//!
//! In: bytes. Out: [`Symbol`], whose references are proven to point backwards. Format as written by `saveload_json.cc` of nnvm, which
//! MXNet links; spellings of older files as `legacy_json_util.cc` accepts them.

use super::attributes::Attributes;
use super::spelling;
use crate::diagnostic::{Code, Diagnostic, Result};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};

/// A graph of operators. Each entry of a node points to a node before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    pub nodes: Vec<Node>,
    pub heads: Vec<Entry>,
    /// Whether MXNet 2.x wrote the file: its version says so, or an operator's name that 1.x does not have.
    pub second_generation: bool,
}

/// One operator or, if `operator` is `null`, a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// One name for each meaning, however the file spells it.
    pub operator: String,
    /// The operator's name in the file.
    pub spelling: String,
    pub name: String,
    pub attributes: Attributes,
    pub inputs: Vec<Entry>,
    /// The nodes that were fused into this one.
    pub subgraphs: Vec<Symbol>,
}

/// Output `output` of node `node`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub node: usize,
    pub output: usize,
}

impl Node {
    pub fn is_variable(&self) -> bool {
        self.operator == "null"
    }
}

/// Fused operators hold one level of subgraphs; control flow, which is not read, nests them.
const MAX_NESTING: usize = 4;

impl Symbol {
    /// Reads a symbol file.
    ///
    /// # Errors
    /// `Malformed` with the node's name where anything departs from the format.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let value: Value =
            serde_json::from_slice(bytes).map_err(|e| malformed(format!("not a JSON file: {e}")).hint("pass the NAME-symbol.json file that MXNet exported"))?;
        graph(&value, 0)
    }
}

fn graph(value: &Value, depth: usize) -> Result<Symbol> {
    if depth > MAX_NESTING {
        return Err(malformed(format!("subgraphs nest deeper than {MAX_NESTING} levels")));
    }
    let object = value.as_object().ok_or_else(|| malformed("a symbol must be a JSON object"))?;
    let list = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_array)
            .ok_or_else(|| malformed(format!("the symbol has no list '{key}'")).hint("pass the NAME-symbol.json file that MXNet exported"))
    };
    let mut names = HashSet::new();
    let mut nodes = Vec::new();
    for (index, value) in list("nodes")?.iter().enumerate() {
        let node = node(value, index, depth)?;
        if !names.insert(node.name.clone()) {
            return Err(malformed("two nodes have this name").at(node.name).hint("give every layer its own name and export the model again"));
        }
        nodes.push(node);
    }
    let heads = list("heads")?.iter().map(|head| entry(head, nodes.len())).collect::<Result<Vec<_>>>()?;
    if heads.is_empty() {
        return Err(malformed("the symbol has no outputs (its list 'heads' is empty)"));
    }
    let (nodes, heads) = with_auxiliary_states(nodes, heads, &names);
    let named = |node: &Node| spelling::is_second_generation(&node.spelling) || node.subgraphs.iter().any(|inner| inner.second_generation);
    let second_generation = version(object).is_some_and(|v| v >= SECOND_GENERATION) || nodes.iter().any(named);
    Ok(Symbol { nodes, heads, second_generation })
}

/// Files of before 0.9 do not list the auxiliary states of an operator among its inputs; MXNet adds variables named after the node
/// (`UpgradeJSON_000800_000900`, `legacy_json_util.cc`). Of the operators that are read, batch norm has such states.
fn with_auxiliary_states(nodes: Vec<Node>, heads: Vec<Entry>, names: &HashSet<String>) -> (Vec<Node>, Vec<Entry>) {
    let states = |node: &Node| ["moving_mean", "moving_var"].map(|state| format!("{}_{state}", node.name));
    let lacks = |node: &Node| node.operator == "BatchNorm" && node.inputs.len() == 3 && states(node).iter().all(|name| !names.contains(name));
    if !nodes.iter().any(lacks) {
        return (nodes, heads);
    }
    let mut moved = Vec::with_capacity(nodes.len());
    let mut upgraded: Vec<Node> = Vec::with_capacity(nodes.len());
    let place = |moved: &[usize], entry: Entry| Entry { node: moved[entry.node], ..entry };
    for mut node in nodes {
        let added = if lacks(&node) { states(&node).to_vec() } else { Vec::new() };
        node.inputs.iter_mut().for_each(|entry| *entry = place(&moved, *entry));
        for name in added {
            node.inputs.push(Entry { node: upgraded.len(), output: 0 });
            let null = "null".to_string();
            upgraded.push(Node { operator: null.clone(), spelling: null, name, attributes: Attributes::default(), inputs: Vec::new(), subgraphs: Vec::new() });
        }
        moved.push(upgraded.len());
        upgraded.push(node);
    }
    let heads = heads.into_iter().map(|head| place(&moved, head)).collect();
    (upgraded, heads)
}

/// Versions are major · 10000 + minor · 100 + patch.
const SECOND_GENERATION: u64 = 20_000;

/// `attrs.mxnet_version`: a number with its type before it. Files older than 0.9 have none.
fn version(object: &Map<String, Value>) -> Option<u64> {
    match object.get("attrs")?.get("mxnet_version")? {
        Value::Array(tagged) => tagged.last()?.as_u64(),
        other => other.as_u64(),
    }
}

fn node(value: &Value, index: usize, depth: usize) -> Result<Node> {
    let object = value.as_object().ok_or_else(|| malformed(format!("node {index} is not a JSON object")))?;
    let string =
        |key: &str| object.get(key).and_then(Value::as_str).map(str::to_string).ok_or_else(|| malformed(format!("node {index} has no string '{key}'")));
    let name = string("name")?;
    if name.is_empty() {
        return Err(malformed(format!("node {index} has an empty name")));
    }
    let operator = string("op").map_err(|d| d.at(&name))?;
    body(object, operator, &name, index, depth).map_err(|d| if d.node.is_none() { d.at(&name) } else { d })
}

fn body(object: &Map<String, Value>, operator: String, name: &str, index: usize, depth: usize) -> Result<Node> {
    let list = |key: &str| match object.get(key) {
        None => Ok(&[][..]),
        Some(Value::Array(list)) => Ok(&list[..]),
        Some(_) => Err(malformed(format!("'{key}' is not a list"))),
    };
    let inputs = list("inputs")?.iter().map(|input| entry(input, index)).collect::<Result<Vec<_>>>()?;
    if operator == "null" && !inputs.is_empty() {
        return Err(malformed("a variable has inputs"));
    }
    let subgraphs = list("subgraphs")?.iter().map(|g| graph(g, depth + 1)).collect::<Result<Vec<_>>>()?;
    Ok(Node { operator: spelling::canonical(&operator), spelling: operator, name: name.to_string(), attributes: attributes(object)?, inputs, subgraphs })
}

/// Files of several generations call the same map `attrs`, `attr` or `param`.
fn attributes(object: &Map<String, Value>) -> Result<Attributes> {
    let mut merged = BTreeMap::new();
    for key in ["param", "attr", "attrs"] {
        match object.get(key) {
            None => {}
            Some(Value::Object(map)) => {
                for (name, value) in map {
                    let text = value.as_str().ok_or_else(|| malformed(format!("attribute '{name}' is not a string")))?;
                    merged.insert(name.clone(), text.to_string());
                }
            }
            Some(_) => return Err(malformed(format!("'{key}' is not an object"))),
        }
    }
    Ok(Attributes(merged))
}

/// `[node, output]` or `[node, output, version]`; the node must lie before `limit`.
fn entry(value: &Value, limit: usize) -> Result<Entry> {
    let number = |v: &Value| v.as_u64().and_then(|v| usize::try_from(v).ok());
    let parts: Option<Vec<usize>> = value.as_array().and_then(|list| list.iter().map(number).collect());
    let parts = parts.filter(|p| p.len() == 2 || p.len() == 3).ok_or_else(|| malformed("a reference must be [node, output] or [node, output, version]"))?;
    if parts[0] >= limit {
        return Err(malformed(format!("a reference points to node {}, but only nodes 0..{limit} come before it", parts[0]))
            .hint("the nodes must stand in topological order; export the model again"));
    }
    Ok(Entry { node: parts[0], output: parts[1] })
}

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(json: &str) -> Diagnostic {
        Symbol::parse(json.as_bytes()).unwrap_err()
    }

    #[test]
    fn merges_the_three_attribute_maps_and_reads_short_references() {
        let json = r#"{"nodes": [{"op": "null", "name": "x", "inputs": [], "attr": {"__shape__": "(1,)"}},
            {"op": "f", "name": "y", "param": {"a": "1"}, "attrs": {"b": "2"}, "inputs": [[0, 0]], "backward_source_id": -1}],
            "arg_nodes": [0], "heads": [[1, 0, 0]]}"#;
        let symbol = Symbol::parse(json.as_bytes()).unwrap();
        assert_eq!(symbol.nodes[0].attributes.text("__shape__"), Some("(1,)"));
        assert_eq!(symbol.nodes[1].attributes.text("a"), Some("1"));
        assert_eq!(symbol.nodes[1].attributes.text("b"), Some("2"));
        assert_eq!(symbol.nodes[1].inputs, [Entry { node: 0, output: 0 }]);
        assert_eq!(symbol.heads, [Entry { node: 1, output: 0 }]);
    }

    #[test]
    fn old_files_get_their_auxiliary_states() {
        let json = r#"{"nodes": [{"op": "null", "name": "x"}, {"op": "null", "name": "g"}, {"op": "null", "name": "b"},
            {"op": "BatchNorm", "name": "n", "param": {}, "inputs": [[0, 0], [1, 0], [2, 0]]},
            {"op": "Flatten", "name": "f", "inputs": [[3, 0]]}], "heads": [[4, 0]]}"#;
        let symbol = Symbol::parse(json.as_bytes()).unwrap();
        let names: Vec<&str> = symbol.nodes.iter().map(|n| n.name.as_str()).collect();
        assert_eq!(names, ["x", "g", "b", "n_moving_mean", "n_moving_var", "n", "f"]);
        let inputs = |index: usize| symbol.nodes[index].inputs.iter().map(|e| e.node).collect::<Vec<_>>();
        assert_eq!((inputs(5), inputs(6), symbol.heads[0].node), (vec![0, 1, 2, 3, 4], vec![5], 6));
        assert!(symbol.nodes[3].is_variable());
    }

    #[test]
    fn the_generation_is_told_by_version_or_by_names() {
        let second = |version: &str, operator: &str| {
            let json =
                format!(r#"{{"nodes": [{{"op": "null", "name": "x"}}, {{"op": "{operator}", "name": "y", "inputs": [[0, 0]]}}], "heads": [[1, 0]]{version}}}"#);
            Symbol::parse(json.as_bytes()).unwrap().second_generation
        };
        assert!(!second("", "Flatten"));
        assert!(!second(r#", "attrs": {"mxnet_version": ["int", 10901]}"#, "_sg_mkldnn_conv"));
        assert!(second(r#", "attrs": {"mxnet_version": ["int", 20000]}"#, "Flatten"));
        assert!(second(r#", "attrs": {"mxnet_version": 20000}"#, "Flatten"));
        assert!(second(r#", "attrs": {"mxnet_version": "?"}"#, "_sg_onednn_conv"));
        assert!(second(r#", "attrs": []"#, "_npx_relu"));
    }

    #[test]
    fn broken_structure_is_named() {
        let cases = [
            ("", "not a JSON file"),
            ("[1]", "JSON object"),
            (r#"{"nodes": {}, "heads": []}"#, "no list 'nodes'"),
            (r#"{"nodes": [], "heads": []}"#, "no outputs"),
            (r#"{"nodes": [], "heads": [[0, 0, 0]]}"#, "points to node 0"),
            (r#"{"nodes": [1], "heads": []}"#, "node 0 is not"),
            (r#"{"nodes": [{"op": "null"}], "heads": []}"#, "no string 'name'"),
            (r#"{"nodes": [{"op": "null", "name": ""}], "heads": []}"#, "empty name"),
            (r#"{"nodes": [{"name": "x"}], "heads": []}"#, "no string 'op'"),
            (r#"{"nodes": [{"op": "f", "name": "x", "inputs": [[0, 0]]}], "heads": []}"#, "points to node 0"),
            (r#"{"nodes": [{"op": "f", "name": "x", "inputs": [[1, 0]]}, {"op": "null", "name": "y"}], "heads": []}"#, "points to node 1"),
            (r#"{"nodes": [{"op": "f", "name": "x", "inputs": 3}], "heads": []}"#, "'inputs' is not a list"),
            (r#"{"nodes": [{"op": "f", "name": "x", "inputs": [[-1, 0]]}], "heads": []}"#, "a reference must be"),
            (r#"{"nodes": [{"op": "f", "name": "x", "inputs": [[0]]}], "heads": []}"#, "a reference must be"),
            (r#"{"nodes": [{"op": "f", "name": "x", "attrs": []}], "heads": []}"#, "'attrs' is not an object"),
            (r#"{"nodes": [{"op": "f", "name": "x", "attrs": {"a": 1}}], "heads": []}"#, "'a' is not a string"),
            (r#"{"nodes": [{"op": "null", "name": "x"}, {"op": "null", "name": "x"}], "heads": [[0, 0]]}"#, "two nodes"),
            (r#"{"nodes": [{"op": "null", "name": "x"}], "heads": [[18446744073709551615, 0]]}"#, "points to node"),
            (r#"{"nodes": [{"op": "null", "name": "x"}], "heads": [[1e99, 0]]}"#, "a reference must be"),
        ];
        for (json, expected) in cases {
            let found = error(json);
            assert!(found.message.contains(expected) && found.code == Code::Malformed, "{json}: {found}");
        }
        assert_eq!(error(r#"{"nodes": [{"op": "f", "name": "x", "inputs": [[7, 0]]}], "heads": []}"#).node.as_deref(), Some("x"));
    }

    #[test]
    fn nesting_is_limited() {
        let mut json = r#"{"nodes": [{"op": "null", "name": "x"}], "heads": [[0, 0]]}"#.to_string();
        for _ in 0..6 {
            json = format!(r#"{{"nodes": [{{"op": "f", "name": "x", "subgraphs": [{json}]}}], "heads": [[0, 0]]}}"#);
        }
        assert!(error(&json).message.contains("nest deeper"));
        let deep = "[".repeat(100_000);
        assert!(error(&deep).message.contains("not a JSON file"));
    }
}
