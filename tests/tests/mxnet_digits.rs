//! The digits networks that MXNet quantized and ran: import, reference interpreter, every recorded tensor.

use graver::diagnostic::Code;
use graver::frontend::Numerics;
use graver::graph::{DType, Graph, Tensor, TensorData};
use graver::reference::{self, Evaluation};
use graver::tensor_file::Npz;
use graver::transform::expose;
use graver_tests::agreement;
use graver_tests::compare::{correct, difference, numbers, sqnr_db};
use graver_tests::recorded::{import_for, mxnet_layers, read, read_labels, rows};
use graver_tests::shared::{Cases, root};
use std::path::Path;

const FOLDER: &str = "oracles/fixtures/mxnet";

/// Quantized networks that MXNet itself can run, with the images of 500 that it classifies correctly. `excl0` and `excl4` keep one
/// convolution in f32, `none` has no calibrated ranges.
const NETWORKS: [(&str, usize); 29] = [
    ("digits_dw-entropy-auto-tw", 484),
    ("digits_dw-naive-auto-cw", 483),
    ("digits_dw-naive-auto-full", 483),
    ("digits_dw-naive-auto-tw", 483),
    ("digits_dw-naive-int8-tw", 485),
    ("digits_dw-none-auto-tw", 361),
    ("digits_ops-entropy-auto-tw", 491),
    ("digits_ops-naive-auto-cw", 489),
    ("digits_ops-naive-auto-full", 489),
    ("digits_ops-naive-auto-tw", 489),
    ("digits_ops-naive-int8-tw", 489),
    ("digits_plain-entropy-auto-tw", 492),
    ("digits_plain-naive-auto-cw", 492),
    ("digits_plain-naive-auto-full", 492),
    ("digits_plain-naive-auto-tw", 492),
    ("digits_plain-naive-int8-tw", 492),
    ("digits_plain-none-auto-tw", 490),
    ("digits_resnet-entropy-auto-tw", 493),
    ("digits_resnet-entropy-uint8-tw", 493),
    ("digits_resnet-naive-auto-cw", 493),
    ("digits_resnet-naive-auto-excl0", 493),
    ("digits_resnet-naive-auto-excl4", 494),
    ("digits_resnet-naive-auto-full", 493),
    ("digits_resnet-naive-auto-tw", 493),
    ("digits_resnet-naive-int8-tw", 493),
    ("digits_resnet-naive-uint8-tw", 493),
    ("digits_resnet-none-auto-tw", 493),
    ("digits_resnet-none-int8-tw", 493),
    ("digits_resnet-none-uint8-tw", 496),
];
/// FP32 networks.
const FLOAT_NETWORKS: [(&str, usize); 4] = [("digits_dw-fp32", 484), ("digits_ops-fp32", 493), ("digits_plain-fp32", 492), ("digits_resnet-fp32", 494)];

fn text(e: impl std::fmt::Display) -> String {
    e.to_string()
}

struct Network {
    graph: Graph,
    input: Tensor,
    layers: Vec<(String, Tensor)>,
    output: Tensor,
}

/// `flow` is `qv2` or `fp32`.
fn open(folder: &Path, flow: &str) -> Result<Network, String> {
    let input = read(&folder.join("input.npy")).map_err(text)?;
    let symbol = folder.join(format!("{flow}-symbol.json"));
    let imported = import_for(&symbol, &folder.join(format!("{flow}-0000.params")), &input.shape, Numerics::Source).map_err(text)?;
    let output = folder.join(if flow == "fp32" { "fp32_out.npy".into() } else { format!("int8_out_{flow}.npy") });
    Ok(Network {
        graph: imported.graph,
        input,
        layers: mxnet_layers(&folder.join(format!("inter_{flow}.npz"))).map_err(text)?,
        output: read(&output).map_err(text)?,
    })
}

/// Compares every recorded tensor and the output bit for bit, and says how much that was.
fn compare_all(network: &Network, evaluation: &Evaluation) -> Result<String, String> {
    let (mut integers, mut floats, mut wrong) = (0, 0, Vec::new());
    for (node, expected) in &network.layers {
        let id = network.graph.find(node).ok_or_else(|| format!("no value '{node}'"))?;
        let difference = difference(evaluation.value(id), expected).map_err(|e| format!("'{node}': {e}"))?;
        if difference.differing > 0 {
            wrong.push(format!("'{node}': {difference}"));
        }
        *(if expected.dtype() == DType::F32 { &mut floats } else { &mut integers }) += difference.elements;
    }
    let output = difference(logits(evaluation), &network.output)?;
    if output.differing > 0 {
        wrong.push(format!("output: {output}"));
    }
    match wrong.is_empty() {
        true => Ok(format!("{} tensors, {integers} integers and {floats} floats equal", network.layers.len())),
        false => Err(wrong.join("\n    ")),
    }
}

fn logits(evaluation: &Evaluation) -> &Tensor {
    evaluation.outputs().next().expect("a network has an output").1
}

#[test]
fn every_integer_equals_mxnet() {
    let mut cases = Cases::new("every_integer_equals_mxnet");
    for (name, _) in NETWORKS {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let network = open(folder, "qv2")?;
            compare_all(&network, &reference::run(&network.graph, std::slice::from_ref(&network.input)).map_err(text)?)
        });
    }
    cases.finish();
}

/// The two flows of MXNet write the same network.
#[test]
fn the_symbolic_flow_gives_the_same_graph() {
    let mut cases = Cases::new("the_symbolic_flow_gives_the_same_graph");
    for (name, _) in NETWORKS {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let input = read(&folder.join("input.npy")).map_err(text)?;
            let own = folder.join("qsym-0000.params");
            let params = if own.exists() { own } else { folder.join("qv2-0000.params") };
            let symbolic = import_for(&folder.join("qsym-symbol.json"), &params, &input.shape, Numerics::Source).map_err(text)?.graph;
            let block = import_for(&folder.join("qv2-symbol.json"), &folder.join("qv2-0000.params"), &input.shape, Numerics::Source).map_err(text)?.graph;
            if symbolic.values != block.values || symbolic.outputs != block.outputs {
                return Err("the graphs differ".to_string());
            }
            Ok(format!("{} values", block.values.len()))
        });
    }
    cases.finish();
}

/// In FP32 networks MXNet sums some layers in another order, so numbers differ by rounding: here by less than 2 · 10⁻⁶ of the largest
/// number of a tensor, some sixteen units in its last place.
#[test]
fn float_networks_agree_to_rounding() {
    let mut cases = Cases::new("float_networks_agree_to_rounding");
    for (name, right) in FLOAT_NETWORKS {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let network = open(folder, "fp32")?;
            let evaluation = reference::run(&network.graph, std::slice::from_ref(&network.input)).map_err(text)?;
            let (mut compared, mut worst) = (0, 0.0f64);
            for (node, expected) in &network.layers {
                // MXNet's monitor shows its own fused nodes; values of the same name are the same tensors.
                let Some(id) = network.graph.find(node) else { continue };
                let difference = difference(evaluation.value(id), expected).map_err(|e| format!("'{node}': {e}"))?;
                let scale = numbers(expected).iter().fold(f64::MIN_POSITIVE, |m, x| m.max(x.abs()));
                worst = worst.max(difference.largest / scale);
                compared += 1;
            }
            let db = sqnr_db(&network.output, logits(&evaluation));
            let found = classify(folder, "fp32", 100)?;
            if compared == 0 || worst > 2e-6 || db < 110.0 || found != right {
                return Err(format!("{compared} tensors compared, largest difference {worst:e} of the largest number, {db:.1} dB, {found} correct"));
            }
            Ok(format!("{compared} tensors within {worst:.1e}, logits {db:.1} dB, {found} of 500 correct"))
        });
    }
    cases.finish();
}

/// Correctly classified test images, in slices of `batch`.
fn classify(folder: &Path, flow: &str, batch: usize) -> Result<usize, String> {
    let root = root().ok_or("no reference data")?.join("oracles/fixtures");
    let images = read(&root.join("x_test.npy")).map_err(text)?;
    let labels = read_labels(&root.join("y_test.npy")).map_err(text)?;
    let symbol = folder.join(format!("{flow}-symbol.json"));
    let graph = import_for(&symbol, &folder.join(format!("{flow}-0000.params")), &rows(&images, 0, batch).shape, Numerics::Source).map_err(text)?.graph;
    let mut right = 0;
    for (first, labels) in (0..labels.len()).step_by(batch).zip(labels.chunks(batch)) {
        let evaluation = reference::run(&graph, &[rows(&images, first, batch)]).map_err(text)?;
        right += correct(logits(&evaluation), labels);
    }
    Ok(right)
}

/// MXNet's accuracy over the 500 test images, in its slices of 100.
#[test]
fn accuracy_equals_mxnet() {
    let mut cases = Cases::new("accuracy_equals_mxnet");
    for (name, right) in NETWORKS {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let found = classify(folder, "qv2", 100)?;
            if found == right { Ok(format!("{found} of 500 correct")) } else { Err(format!("expected {right} of 500 correct, found {found}")) }
        });
    }
    cases.finish();
}

/// Networks that MXNet quantizes but refuses to run are refused with the node's name. (No parameters of theirs are recorded; those of a
/// sister network have the same names and shapes.)
#[test]
fn what_mxnet_refuses_is_diagnosed() {
    let mut cases = Cases::new("what_mxnet_refuses_is_diagnosed");
    let refused = [
        ("digits_ops-none-auto-tw", "digits_ops-naive-auto-tw", Code::Unsupported, "quantized_hybridsequential0_preact0_batchnorm0_fwd"),
        ("digits_resnet-entropy-int8-tw", "digits_resnet-entropy-auto-tw", Code::Range, "quantized_sg_mkldnn_conv_bn_act_1"),
    ];
    for (name, sister, code, node) in refused {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let input = read(&folder.join("input.npy")).map_err(text)?;
            let params = folder.with_file_name(sister).join("qv2-0000.params");
            match import_for(&folder.join("qsym-symbol.json"), &params, &input.shape, Numerics::Source) {
                Ok(_) => Err("it was accepted".to_string()),
                Err(error) if error.code == code && error.node.as_deref() == Some(node) && error.hint.is_some() => Ok(error.to_string()),
                Err(error) => Err(format!("another error: {error}")),
            }
        });
    }
    cases.finish();
}

/// `--numerics source` shows the noise of MXNet's quirks, `--numerics ideal` that of INT8.
#[test]
fn ideal_numerics_repair_the_quirks() {
    let mut cases = Cases::new("ideal_numerics_repair_the_quirks");
    for (name, source, ideal) in [("digits_resnet-naive-auto-tw", 21.5, 36.0), ("digits_ops-naive-auto-tw", 11.5, 23.0)] {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let input = read(&folder.join("input.npy")).map_err(text)?;
            let exact = read(&folder.join("fp32_out.npy")).map_err(text)?;
            let ratio = |numerics| -> Result<f64, String> {
                let imported = import_for(&folder.join("qv2-symbol.json"), &folder.join("qv2-0000.params"), &input.shape, numerics).map_err(text)?;
                Ok(sqnr_db(&exact, logits(&reference::run(&imported.graph, std::slice::from_ref(&input)).map_err(text)?)))
            };
            let (found_source, found_ideal) = (ratio(Numerics::Source)?, ratio(Numerics::Ideal)?);
            let line = format!("source {found_source:.2} dB, ideal {found_ideal:.2} dB");
            if (found_source - source).abs() < 0.1 && found_ideal >= ideal { Ok(line) } else { Err(line) }
        });
    }
    cases.finish();
}

/// Every network here with its flow.
fn every_network() -> impl Iterator<Item = (&'static str, &'static str)> {
    NETWORKS.into_iter().map(|(name, _)| (name, "qv2")).chain(FLOAT_NETWORKS.into_iter().map(|(name, _)| (name, "fp32")))
}

/// Reference, canonical graph, loop IR and machine code give the same bits: as the network is compiled, and with every recorded tensor
/// made an output. The reference itself is compared with MXNet above.
#[test]
fn every_way_to_run_agrees() {
    let mut cases = Cases::new("every_way_to_run_agrees");
    for (name, flow) in every_network() {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let network = open(folder, flow)?;
            let input = std::slice::from_ref(&network.input);
            let fused = agreement::check(&network.graph, input, &[1, 3], &[1, 2, 3, 8]).map_err(text)?;
            let recorded = network.layers.iter().map(|(node, _)| node.clone()).filter(|node| network.graph.find(node).is_some());
            let exposed = expose(network.graph.clone(), &recorded.collect::<Vec<_>>()).map_err(text)?;
            let all = agreement::check(&exposed, input, &[1], &[1, 2]).map_err(text)?;
            let (interpreted, executed) = (fused.interpreter_runs + all.interpreter_runs, fused.machine_runs + all.machine_runs);
            Ok(format!("{} numbers in {} outputs agree; {interpreted} runs of loop IR, {executed} of machine code", all.elements, exposed.outputs.len()))
        });
    }
    cases.finish();
}

/// The same for what `--numerics ideal` makes of the networks.
#[test]
fn every_way_to_run_agrees_with_ideal_numerics() {
    let mut cases = Cases::new("every_way_to_run_agrees_with_ideal_numerics");
    for (name, _) in NETWORKS {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let input = read(&folder.join("input.npy")).map_err(text)?;
            let imported = import_for(&folder.join("qv2-symbol.json"), &folder.join("qv2-0000.params"), &input.shape, Numerics::Ideal).map_err(text)?;
            let agreement = agreement::check(&imported.graph, &[input], &[1], &[1, 2]).map_err(text)?;
            Ok(format!("{} numbers agree", agreement.elements))
        });
    }
    cases.finish();
}

#[test]
fn every_stage_prints_and_parses_back() {
    let mut cases = Cases::new("every_stage_prints_and_parses_back");
    for (name, flow) in every_network() {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let network = open(folder, flow)?;
            agreement::check_texts(&network.graph).map_err(text)?;
            Ok("graph, canonical graph, loop IR".to_string())
        });
    }
    cases.finish();
}

/// The ranges that an uncalibrated network finds at run time.
#[test]
fn run_time_ranges_equal_mxnet() {
    let mut cases = Cases::new("run_time_ranges_equal_mxnet");
    for (name, _) in NETWORKS.into_iter().filter(|(name, _)| name.contains("-none-")) {
        cases.run_shared(&format!("{FOLDER}/{name}"), |folder| {
            let network = open(folder, "qv2")?;
            let evaluation = reference::run(&network.graph, std::slice::from_ref(&network.input)).map_err(text)?;
            let mut archive = Npz::open(&folder.join("inter_qv2.npz")).map_err(text)?;
            let mut compared = 0;
            for (node, _) in &network.layers {
                // The larger end of a symmetric range is the largest absolute value.
                let Some(id) = network.graph.find(&format!("{node}.absmax")) else { continue };
                let names = ["output2", "output_max", "max_output"].map(|end| format!("{node}_{end}"));
                let name = names.iter().find(|name| archive.names().contains(name)).ok_or_else(|| format!("no range of '{node}' is recorded"))?.clone();
                let recorded = archive.read(&name).and_then(|array| array.to_tensor(DType::F32)).map_err(text)?;
                match (&evaluation.value(id).data, &recorded.data) {
                    (TensorData::F32(found), TensorData::F32(expected)) if found[0].to_bits() == expected[0].to_bits() => compared += 1,
                    (found, expected) => return Err(format!("the range of '{node}': expected {expected:?}, found {found:?}")),
                }
            }
            if compared == 0 { Err("no range was compared".to_string()) } else { Ok(format!("{compared} ranges equal")) }
        });
    }
    cases.finish();
}
