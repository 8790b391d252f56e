//! Quantized operators of MXNet, one by one: small networks whose every tensor MXNet 1.9.1 computed (`tests/fixtures/mxnet_quantized.py`).

use graver::frontend::{ImportOptions, Imported, Numerics, import};
use graver::graph::{DType, Graph, Shape, Tensor};
use graver::reference;
use graver::tensor_file::Npz;
use graver_tests::agreement;
use graver_tests::compare::{difference, numbers, sqnr_db};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn fixture(file: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/mxnet_quantized")).join(file)
}

struct Network {
    graph: Graph,
    inputs: Vec<Tensor>,
    /// By the name of the operator.
    recorded: BTreeMap<String, Tensor>,
    /// The last output in floats.
    exact: Option<Tensor>,
}

fn open(name: &str, numerics: Numerics) -> Network {
    // An exported block does not say the shape of its input, and has one output.
    let mut options = ImportOptions { numerics, ..ImportOptions::default() };
    options.fallback_shapes.insert("data".into(), Shape::new([2, 3, 8, 8]).unwrap());
    let Imported { graph, .. } = import(&fixture(&format!("{name}-symbol.json")), &options).unwrap_or_else(|d| panic!("{d}"));
    let mut archive = Npz::open(&fixture(&format!("{name}.npz"))).unwrap();
    let names = archive.names().to_vec();
    let mut recorded: BTreeMap<String, Tensor> = names
        .into_iter()
        .map(|name| {
            let array = archive.read(&name).unwrap();
            let tensor = array.to_tensor(array.natural_dtype()).unwrap();
            (name, tensor)
        })
        .collect();
    let inputs = graph.inputs().map(|id| recorded.remove(&graph.value(id).name).expect("every input is recorded")).collect();
    let exact = recorded.remove("exact");
    Network { graph, inputs, recorded, exact }
}

/// What one tensor differs by.
struct Outcome {
    operator: String,
    dtype: DType,
    differing: usize,
    elements: usize,
    /// Largest difference; of floats relative to the largest magnitude.
    largest: f64,
}

/// Runs the network; every output of it is a recorded tensor.
fn outcomes(network: &Network) -> Vec<Outcome> {
    let evaluation = reference::run(&network.graph, &network.inputs).unwrap_or_else(|d| panic!("{d}"));
    let mut outcomes = Vec::new();
    for (output, found) in evaluation.outputs() {
        let operator = output.strip_suffix("_output0").or_else(|| output.strip_suffix("_output")).unwrap_or(output);
        let expected = network.recorded.get(operator).unwrap_or_else(|| panic!("'{operator}' is not recorded"));
        let d = difference(found, expected).unwrap_or_else(|e| panic!("'{operator}': {e}"));
        let scale = match expected.dtype() {
            DType::F32 => numbers(expected).iter().fold(f64::MIN_POSITIVE, |m, x| m.max(x.abs())),
            _ => 1.0,
        };
        outcomes.push(Outcome { operator: operator.into(), dtype: expected.dtype(), differing: d.differing, elements: d.elements, largest: d.largest / scale });
    }
    assert_eq!(outcomes.len(), network.recorded.len(), "every operator is an output");
    outcomes
}

/// Every integer equal but for the given tensors, which may differ by a unit in the given number of elements; floats within 2 · 10⁻⁶ of the largest.
fn check(name: &str, exceptions: &[(&str, usize)]) {
    let network = open(name, Numerics::Source);
    let mut wrong = Vec::new();
    let (mut integers, mut worst) = (0, 0f64);
    for o in outcomes(&network) {
        let allowed = exceptions.iter().find(|(operator, _)| *operator == o.operator).map_or(0, |(_, count)| *count);
        match o.dtype {
            DType::F32 if o.largest > 2e-6 => wrong.push(format!("{}: {:e} of the largest number", o.operator, o.largest)),
            DType::F32 => worst = worst.max(o.largest),
            _ if o.differing > allowed || (o.differing > 0 && o.largest > 1.0) => {
                wrong.push(format!("{}: {} of {} differ, at most by {}", o.operator, o.differing, o.elements, o.largest));
            }
            _ => integers += o.elements,
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{name}: {integers} integers equal, floats within {worst:.1e}");
}

#[test]
fn boundaries() {
    check("boundaries", &[]);
}

/// Where the sum makes an exact tie, oneDNN's own polynomial for softrelu, 5 · 10⁻⁷ off, decides.
#[test]
fn fused_convolutions() {
    check("convolutions", &[("sum_softrelu", 2)]);
}

#[test]
fn uncalibrated_convolutions() {
    check("uncalibrated", &[]);
}

#[test]
fn fused_dense_layers() {
    check("dense_layers", &[]);
}

#[test]
fn unfused_layers() {
    check("plain", &[]);
}

#[test]
fn operators_between_layers() {
    check("elements", &[]);
}

#[test]
fn fused_float_layers() {
    check("float_layers", &[]);
}

/// What MXNet's own passes write, calibrated for tensors and for channels, and not.
#[test]
fn networks_of_the_quantization_flow() {
    check("flow_tensors", &[]);
    check("flow_channels", &[]);
    check("flow_none", &[]);
}

/// Ideal numerics repair what MXNet's quirks do to these networks: a GELU on integers of the output, products cut off.
#[test]
fn ideal_numerics_are_nearer_to_floats() {
    for (name, least) in [("flow_tensors", 20.0), ("flow_channels", 20.0), ("flow_none", 20.0)] {
        let ratio = |numerics| {
            let network = open(name, numerics);
            let evaluation = reference::run(&network.graph, &network.inputs).unwrap_or_else(|d| panic!("{d}"));
            sqnr_db(&network.exact.unwrap(), evaluation.outputs().last().unwrap().1)
        };
        let (source, ideal) = (ratio(Numerics::Source), ratio(Numerics::Ideal));
        println!("{name}: source {source:.1} dB, ideal {ideal:.1} dB");
        assert!(ideal > source && ideal > least, "{name}: source {source:.1} dB, ideal {ideal:.1} dB");
    }
}

/// Reference, loop IR and machine code give the same bits.
fn agrees(name: &str) {
    let network = open(name, Numerics::Source);
    agreement::check(&network.graph, &network.inputs, &[1, 3], &[1, 2]).unwrap_or_else(|d| panic!("{name}: {d}"));
}

#[test]
fn boundaries_compile() {
    agrees("boundaries");
}

#[test]
fn convolutions_compile() {
    agrees("convolutions");
}

#[test]
fn uncalibrated_convolutions_compile() {
    agrees("uncalibrated");
}

#[test]
fn dense_layers_compile() {
    agrees("dense_layers");
}

#[test]
fn unfused_layers_compile() {
    agrees("plain");
}

#[test]
fn operators_between_layers_compile() {
    agrees("elements");
}

#[test]
fn float_layers_compile() {
    agrees("float_layers");
}

#[test]
fn flow_tensors_compile() {
    agrees("flow_tensors");
}

#[test]
fn flow_channels_compile() {
    agrees("flow_channels");
}

#[test]
fn flow_none_compile() {
    agrees("flow_none");
}
