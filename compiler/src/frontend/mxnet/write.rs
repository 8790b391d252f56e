//! Symbol and parameter files, written.

use super::symbol_json::{Entry, Node, Symbol};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The version that files are written for: 1.9.1.
const VERSION: u32 = 10901;

/// The bytes of a symbol file. Each node is a line, so that a person finds what there is to edit.
pub fn write_symbol(symbol: &Symbol) -> Vec<u8> {
    let lines = |values: Vec<Value>| values.iter().map(Value::to_string).collect::<Vec<_>>().join(",\n    ");
    let text = format!(
        "{{\n  \"nodes\": [\n    {}\n  ],\n  \"arg_nodes\": {},\n  \"heads\": {},\n  \"attrs\": {{\"mxnet_version\": [\"int\", {VERSION}]}}\n}}\n",
        lines(symbol.nodes.iter().map(node).collect()),
        variables(symbol),
        entries(&symbol.heads)
    );
    text.into_bytes()
}

fn graph(symbol: &Symbol) -> Value {
    json!({ "nodes": symbol.nodes.iter().map(node).collect::<Vec<_>>(), "arg_nodes": variables(symbol), "heads": entries(&symbol.heads) })
}

fn node(node: &Node) -> Value {
    let mut object = Map::new();
    object.insert("op".into(), json!(node.spelling));
    object.insert("name".into(), json!(node.name));
    if !node.attributes.0.is_empty() {
        object.insert("attrs".into(), json!(node.attributes.0));
    }
    object.insert("inputs".into(), entries(&node.inputs));
    if !node.subgraphs.is_empty() {
        object.insert("subgraphs".into(), node.subgraphs.iter().map(graph).collect());
    }
    Value::Object(object)
}

fn variables(symbol: &Symbol) -> Value {
    symbol.nodes.iter().enumerate().filter(|(_, node)| node.is_variable()).map(|(index, _)| index).collect::<Vec<_>>().into()
}

fn entries(entries: &[Entry]) -> Value {
    entries.iter().map(|entry| json!([entry.node, entry.output, 0])).collect()
}

/// One array of a parameter file, in C order of its shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    Floats(Vec<usize>, Vec<f32>),
    Bytes(Vec<usize>, Vec<i8>),
}

/// The bytes of a parameter file: arrays by their names, which begin with `arg:` or `aux:`.
pub fn write_params(records: &BTreeMap<String, Record>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let word = |bytes: &mut Vec<u8>, number: u64| bytes.extend(number.to_le_bytes());
    [super::params::LIST_MAGIC, 0, records.len() as u64].into_iter().for_each(|number| word(&mut bytes, number));
    for record in records.values() {
        // A dense array on the CPU, device 0; the last number is the element type.
        let (shape, flag) = match record {
            Record::Floats(shape, _) => (shape, 0u32),
            Record::Bytes(shape, _) => (shape, 5u32),
        };
        bytes.extend(super::params::RECORD_V2.to_le_bytes());
        bytes.extend(0u32.to_le_bytes());
        bytes.extend((shape.len() as u32).to_le_bytes());
        shape.iter().for_each(|&extent| word(&mut bytes, extent as u64));
        [1, 0, flag].into_iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        match record {
            Record::Floats(_, numbers) => numbers.iter().for_each(|number| bytes.extend(number.to_le_bytes())),
            Record::Bytes(_, numbers) => bytes.extend(numbers.iter().map(|&number| number as u8)),
        }
    }
    word(&mut bytes, records.len() as u64);
    for name in records.keys() {
        word(&mut bytes, name.len() as u64);
        bytes.extend(name.as_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::params::Parameters;
    use super::*;

    #[test]
    fn written_files_are_read_back() {
        let json = r#"{"nodes": [{"op": "null", "name": "x", "attrs": {"__shape__": "(1,)"}},
            {"op": "_sg_mkldnn_conv", "name": "y", "attrs": {"with_act": "true"}, "inputs": [[0, 0, 0]], "subgraphs": [
                {"nodes": [{"op": "null", "name": "x0"}, {"op": "relu", "name": "r", "inputs": [[0, 0]]}], "heads": [[1, 0]]}]}], "heads": [[1, 2]]}"#;
        let symbol = Symbol::parse(json.as_bytes()).unwrap();
        assert_eq!(Symbol::parse(&write_symbol(&symbol)).unwrap(), symbol);
        let records = BTreeMap::from([
            ("arg:w".to_owned(), Record::Floats(vec![1, 2], vec![1.5, -2.0])),
            ("aux:q".to_owned(), Record::Bytes(vec![3], vec![-128, 0, 127])),
        ]);
        let parameters = Parameters::parse(write_params(&records)).unwrap();
        let (w, q) = (parameters.get("w").unwrap(), parameters.get("q").unwrap());
        assert_eq!((w.shape.as_slice(), parameters.floats(w).unwrap()), (&[1, 2][..], vec![1.5, -2.0]));
        assert_eq!((q.shape.as_slice(), parameters.signed_bytes(q).unwrap()), (&[3][..], vec![-128, 0, 127]));
    }
}
