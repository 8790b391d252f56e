//! Networks in floats through the whole flow, against what MXNet 1.9.1 makes of them (`tests/fixtures/mxnet_flow.py`).

use graver::frontend::mxnet::{import_bytes, quantize::Network};
use graver::frontend::{ImportOptions, Numerics, import};
use graver::graph::{Shape, Tensor, TensorData};
use graver::quantize::{Choices, Coverage, Granularity, Histogram, IntegerType, Pattern, Ranges, Span, Threshold, gather, range};
use graver::reference;
use graver::tensor_file::{Npz, read_npy};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn fixture(file: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/mxnet_flow")).join(file)
}

/// The collectors of MXNet saw the same numbers.
#[test]
fn thresholds_are_those_of_the_collectors() {
    let mut archive = Npz::open(&fixture("thresholds.npz")).unwrap();
    let names: Vec<String> = archive.names().to_vec();
    let mut floats = |name: &str| {
        let array = archive.read(name).unwrap();
        let integers = array.to_integers();
        match integers {
            Ok(integers) => integers.into_iter().map(|i| i as f32).collect::<Vec<_>>(),
            Err(_) => match array.to_tensor(graver::graph::DType::F32).unwrap().data {
                TensorData::F32(numbers) => numbers.to_vec(),
                _ => unreachable!(),
            },
        }
    };
    let tensors: Vec<&str> = names.iter().filter_map(|name| name.strip_suffix(".step")).collect();
    let (mut compared, mut wrong) = (0, Vec::new());
    for tensor in tensors {
        let step = floats(&format!("{tensor}.step"))[0];
        let mut histogram = Histogram::empty();
        for batch in (0..).map(|index| format!("{tensor}.{index}")).take_while(|name| names.contains(name)) {
            let numbers: Vec<f32> = floats(&batch).into_iter().map(|integer| integer * step).collect();
            histogram.add(&numbers).unwrap();
        }
        for (mode, threshold, positive) in
            [("naive", Threshold::Naive, Span::Any), ("auto", Threshold::Entropy, Span::FromZero), ("int8", Threshold::Entropy, Span::Symmetric)]
        {
            let span = if histogram.range().min >= 0.0 { positive } else { Span::Symmetric };
            let found = range(threshold, span, &histogram);
            let expected = floats(&format!("{tensor}.{mode}"));
            compared += 1;
            if [found.min, found.max] != expected[..] {
                wrong.push(format!("{tensor} {mode}: {found:?}, MXNet {expected:?}"));
            }
        }
    }
    println!("{compared} ranges, {} differ", wrong.len());
    assert!(compared == 42 && wrong.is_empty(), "{wrong:#?}");
}

/// Batches as MXNet's iterator made them.
fn batches() -> Vec<Vec<Tensor>> {
    let array = read_npy(&fixture("images.npy")).unwrap().to_tensor(graver::graph::DType::F32).unwrap();
    let TensorData::F32(numbers) = &array.data else { unreachable!() };
    let shape = Shape::new([4, 3, 8, 8]).unwrap();
    numbers.chunks_exact(shape.volume()).map(|batch| vec![Tensor::new(shape.clone(), TensorData::F32(batch.into())).unwrap()]).collect()
}

fn options() -> ImportOptions {
    let mut options = ImportOptions::default();
    options.input_shapes.insert("data".into(), Shape::new([4, 3, 8, 8]).unwrap());
    options
}

fn calibrated(network: &Network, threshold: Threshold) -> Ranges {
    let values: Vec<_> = network.observed().iter().map(|observed| observed.value).collect();
    let histograms = gather(network.graph(), &values, threshold.needs_histogram(), batches().into_iter().map(Ok), |_| ()).unwrap();
    network.observed().iter().zip(&histograms).map(|(observed, histogram)| (observed.name.clone(), observed.range(threshold, histogram))).collect()
}

/// What a symbol says of one node, in a form that does not depend on the order of nodes.
#[derive(Debug, PartialEq)]
struct Described {
    operator: String,
    attributes: BTreeMap<String, String>,
    inputs: Vec<(String, u64)>,
    inner: Vec<(String, String, BTreeMap<String, String>)>,
    /// Ends of the calibrated range.
    range: Option<(f64, f64)>,
}

fn attributes(node: &Value) -> BTreeMap<String, String> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    node.get("attrs").and_then(Value::as_object).map(|map| map.iter().map(|(k, v)| (k.clone(), text(v))).collect()).unwrap_or_default()
}

fn describe(symbol: &[u8]) -> BTreeMap<String, Described> {
    let symbol: Value = serde_json::from_slice(symbol).unwrap();
    let nodes = symbol["nodes"].as_array().unwrap();
    let text = |node: &Value, key: &str| node[key].as_str().unwrap().to_owned();
    let described = |node: &Value| {
        let mut attributes_of = attributes(node);
        let ends: Vec<f64> = ["min_calib_range", "max_calib_range"].iter().filter_map(|key| attributes_of.remove(*key)?.parse().ok()).collect();
        let inputs = node["inputs"].as_array().unwrap().iter();
        let inputs = inputs.map(|e| (text(&nodes[e[0].as_u64().unwrap() as usize], "name"), e[1].as_u64().unwrap())).collect();
        let inner = node.get("subgraphs").and_then(Value::as_array).into_iter().flatten().flat_map(|s| s["nodes"].as_array().unwrap());
        let inner = inner.filter(|n| n["op"] != "null").map(|n| (text(n, "op"), text(n, "name"), attributes(n))).collect();
        Described { operator: text(node, "op"), attributes: attributes_of, inputs, inner, range: if let [a, b] = ends[..] { Some((a, b)) } else { None } }
    };
    nodes.iter().filter(|node| node["op"] != "null").map(|node| (text(node, "name"), described(node))).collect()
}

/// Quantizes as the configuration says, compares with MXNet's symbol, and gives the number of ranges and those that differ.
fn check(network: &str, configuration: &str, choices: &Choices) -> (usize, Vec<String>) {
    let opened = Network::open(&fixture(&format!("{network}-symbol.json")), &options(), choices).unwrap_or_else(|d| panic!("{network} {configuration}: {d}"));
    let ranges = choices.threshold.map(|threshold| calibrated(&opened, threshold)).unwrap_or_default();
    let files = opened.quantize(&ranges).unwrap_or_else(|d| panic!("{network} {configuration}: {d}"));
    let expected = describe(&std::fs::read(fixture(&format!("{network}.{configuration}.json"))).unwrap());
    let mut found = describe(&files.symbol);
    let mut differing = Vec::new();
    let mut compared = 0;
    for (name, expected) in expected {
        let mut found = found.remove(&name).unwrap_or_else(|| panic!("{network} {configuration}: no node {name}"));
        if let (Some((a, b)), Some((c, d))) = (found.range, expected.range) {
            // Float sums have another order than MXNet's.
            let bound = 1e-5 * c.abs().max(d.abs()) + 1e-6;
            compared += 1;
            if (a - c).abs() > bound || (b - d).abs() > bound {
                differing.push(format!("{name}: [{a}, {b}], MXNet [{c}, {d}]"));
            }
            found.range = expected.range;
        }
        assert_eq!(found, expected, "{network} {configuration} {name}");
    }
    assert!(found.is_empty(), "{network} {configuration}: MXNet has no {:?}", found.keys());
    // What was written is read back and runs.
    let graph = import_bytes(&files.symbol, files.params, "quantized", &options()).unwrap_or_else(|d| panic!("{network} {configuration}: {d}")).graph;
    reference::run(&graph, &batches()[0]).unwrap_or_else(|d| panic!("{network} {configuration}: {d}"));
    (compared, differing)
}

#[test]
fn symbols_are_those_of_the_flow() {
    let naive = Choices { threshold: Some(Threshold::Naive), ..Choices::default() };
    let excluded = |patterns: &[&str]| Choices { excluded: patterns.iter().map(|p| Pattern::parse(p)).collect(), ..naive.clone() };
    for network in ["joins", "residual"] {
        let names: &[&str] = if network == "joins" { &["pm"] } else { &["sg_mkldnn_conv_bn_add_act_2"] };
        let mut configurations = vec![
            ("naive", naive.clone()),
            ("int8", Choices { integers: IntegerType::Signed, ..naive.clone() }),
            ("channels", Choices { granularity: Granularity::Channel, ..naive.clone() }),
            ("full", Choices { coverage: Coverage::Full, ..naive.clone() }),
            ("excluded", excluded(names)),
            ("operators", excluded(&["op:Pooling", "op:_sg_mkldnn_fully_connected"])),
        ];
        // A norm on its own without a range stops MXNet; ours stays in floats.
        if network == "residual" {
            configurations.push(("none", Choices { threshold: None, ..naive.clone() }));
        }
        for (configuration, choices) in configurations {
            let (compared, differing) = check(network, configuration, &choices);
            println!("{network} {configuration}: {compared} ranges");
            assert!(differing.is_empty() && (compared > 8 || configuration == "none"), "{network} {configuration}: {differing:#?}");
        }
    }
}

#[test]
fn entropy_is_that_of_the_flow() {
    let choices = Choices { threshold: Some(Threshold::Entropy), ..Choices::default() };
    let (mut all, mut wrong) = (0, Vec::new());
    for network in ["joins", "residual"] {
        let (compared, differing) = check(network, "entropy", &choices);
        all += compared;
        wrong.extend(differing);
    }
    println!("{all} ranges, {} differ", wrong.len());
    assert!(all > 20 && wrong.is_empty(), "{wrong:#?}");
}

/// What MXNet's own flow cannot do (`none` with a norm on its own, `none` channel-wise, entropy with s8), without the defects of its operators.
#[test]
fn flows_that_stop_mxnet_work() {
    let none = Choices { threshold: None, coverage: Coverage::Full, granularity: Granularity::Channel, ..Choices::default() };
    let entropy = Choices { threshold: Some(Threshold::Entropy), integers: IntegerType::Signed, ..Choices::default() };
    for network in ["joins", "residual"] {
        let exact = import(&fixture(&format!("{network}-symbol.json")), &options()).unwrap().graph;
        for choices in [&none, &entropy] {
            let opened = Network::open(&fixture(&format!("{network}-symbol.json")), &options(), choices).unwrap();
            let ranges = choices.threshold.map(|threshold| calibrated(&opened, threshold)).unwrap_or_default();
            let files = opened.quantize(&ranges).unwrap();
            let graph = import_bytes(&files.symbol, files.params, "quantized", &ImportOptions { numerics: Numerics::Ideal, ..options() }).unwrap().graph;
            for batch in batches() {
                let numbers = |graph: &_| match reference::run(graph, &batch).unwrap().outputs().next().unwrap().1.data {
                    TensorData::F32(ref numbers) => numbers.to_vec(),
                    _ => unreachable!(),
                };
                let (found, expected) = (numbers(&graph), numbers(&exact));
                let power = |numbers: &mut dyn Iterator<Item = f32>| numbers.map(|x| f64::from(x) * f64::from(x)).sum::<f64>();
                let noise = power(&mut found.iter().zip(&expected).map(|(a, b)| a - b));
                let sqnr = 10.0 * (power(&mut expected.iter().copied()) / noise).log10();
                println!("{network} {:?}: {sqnr:.1} dB", choices.threshold);
                assert!(sqnr > 8.0, "{network} {:?}: {sqnr} dB", choices.threshold);
            }
        }
    }
}

#[test]
fn wrong_choices_are_named() {
    let path = fixture("joins-symbol.json");
    let error = |choices: Choices| Network::open(&path, &options(), &choices).unwrap_err();
    let excluded = |pattern: &str| error(Choices { excluded: vec![Pattern::parse(pattern)], ..Choices::default() });
    assert!(excluded("sg_mkldnn_conv_bn_akt_0").hint.unwrap().contains("did you mean sg_mkldnn_conv_bn_act_0"));
    assert!(excluded("op:Poolink").hint.unwrap().contains("Pooling"));
    let quantized = Network::open(&fixture("../mxnet_quantized/flow_tensors-symbol.json"), &options(), &Choices::default()).unwrap_err();
    assert!(quantized.message.contains("already"), "{quantized}");
    let network = Network::open(&path, &options(), &Choices { threshold: Some(Threshold::Naive), ..Choices::default() }).unwrap();
    assert!(network.quantize(&Ranges::new()).unwrap_err().hint.unwrap().contains("calibrate"));
}
