//! Networks of the sizes that people use, quantized and run by MXNet: every recorded tensor, as machine code computes it.
//!
//! The recordings are large (2 GB), so they are made where they are needed: `tests/mxnet_networks.sh` runs MXNet 1.9.1, and
//! `GRAVER_MXNET_RUNS=DIRECTORY` lets these tests find them. Without it every network counts as skipped.

use graver::codegen::{CompiledProgram, target::Target};
use graver::diagnostic::Result;
use graver::emit::jit::JitModel;
use graver::frontend::Numerics;
use graver::graph::{DType, Graph, Tensor};
use graver::plan::Machine;
use graver::transform::expose;
use graver_tests::agreement::{run_model, to_program};
use graver_tests::compare::{difference, numbers, sqnr_db};
use graver_tests::recorded::{import_for, mxnet_layers, read, rows};
use graver_tests::shared::Cases;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `MODEL-CALIBRATION-DTYPE`, `cw` with channel-wise fully connected layers, `excl0` with the first convolution left in f32.
const NETWORKS: [&str; 15] = [
    "resnet18_v1-naive-auto",
    "resnet18_v1-naive-int8",
    "resnet18_v1-entropy-auto",
    "resnet18_v1-none-auto",
    "resnet18_v1-naive-auto-cw",
    "mobilenet1.0-naive-auto",
    "mobilenet1.0-entropy-auto",
    "mobilenet1.0-none-auto",
    "resnet50_v1-naive-auto",
    "resnet101_v1-naive-auto",
    "vgg16-naive-auto",
    "squeezenet1.1-naive-auto",
    "mobilenetv2_1.0-naive-auto",
    "resnet50_v2-naive-auto",
    "resnet50_v2-excl0",
];

/// The recording of a network.
fn recording(name: &str) -> std::result::Result<PathBuf, String> {
    let root = std::env::var_os("GRAVER_MXNET_RUNS").ok_or("GRAVER_MXNET_RUNS is not set")?;
    let folder = Path::new(&root).join(name);
    if folder.join("inter_qv2.npz").exists() { Ok(folder) } else { Err(format!("{} has no recording", folder.display())) }
}

fn run_recorded(test: &'static str, names: &[&str], run: impl Fn(&Path) -> std::result::Result<String, String>) {
    let mut cases = Cases::new(test);
    for name in names {
        if Target::best_here().is_err() {
            cases.skip(format!("{name}: no target runs here"));
            continue;
        }
        match recording(name) {
            Ok(folder) => cases.run(name, || run(&folder)),
            Err(reason) => cases.skip(format!("{name}: {reason}")),
        }
    }
    cases.finish();
}

fn text(e: impl std::fmt::Display) -> String {
    e.to_string()
}

fn import(folder: &Path, input: &Tensor, numerics: Numerics) -> Result<Graph> {
    Ok(import_for(&folder.join("qv2-symbol.json"), &folder.join("qv2-0000.params"), &input.shape, numerics)?.graph)
}

/// Every output of a graph as machine code gives it, with the graph's names.
fn execute(graph: &Graph, input: &Tensor, workers: u32) -> Result<Vec<(String, Tensor)>> {
    let target = Target::best_here()?;
    let compiled = CompiledProgram::compile(to_program(graph, &target, &Machine::GENERIC)?, target)?;
    let model = Arc::new(JitModel::load(&compiled)?.into_model()?);
    let outputs = run_model(&model, &compiled.program, std::slice::from_ref(input), workers)?;
    Ok(graph.outputs.iter().map(|output| output.name.clone()).zip(outputs).collect())
}

/// MXNet sums a float pooling window in another order: its results may differ by so much of the tensor's largest number.
const FLOAT_BOUND: f64 = 2e-6;

fn largest(tensor: &Tensor) -> f64 {
    numbers(tensor).iter().fold(0.0, |largest, x| largest.max(x.abs()))
}

#[test]
fn every_recorded_tensor_equals_mxnet() {
    run_recorded("every_recorded_tensor_equals_mxnet", &NETWORKS, |folder| {
        let input = read(&folder.join("input.npy")).map_err(text)?;
        let graph = import(folder, &input, Numerics::Source).map_err(text)?;
        let layers = mxnet_layers(&folder.join("inter_qv2.npz")).map_err(text)?;
        let names: Vec<String> = layers.iter().map(|(name, _)| name.clone()).collect();
        let exposed = expose(graph.clone(), &names).map_err(text)?;
        let found = execute(&exposed, &input, 2).map_err(text)?;
        let (mut integers, mut floats, mut rounded, mut wrong) = (0, 0, 0, Vec::new());
        for (name, expected) in &layers {
            let (_, found) = found.iter().find(|(found, _)| found == name).ok_or_else(|| format!("no output '{name}'"))?;
            let difference = difference(found, expected).map_err(|e| format!("'{name}': {e}"))?;
            let float = expected.dtype() == DType::F32;
            let bound = if float { FLOAT_BOUND * largest(expected) } else { 0.0 };
            if difference.largest > bound || (difference.differing > 0 && !float) {
                wrong.push(format!("'{name}': {} {difference}", expected.dtype()));
            }
            *(if float { &mut floats } else { &mut integers }) += difference.elements;
            rounded += difference.differing;
        }
        // The network as it is compiled, with its fusions, gives the same result.
        let fused = execute(&graph, &input, 1).map_err(text)?;
        let exposed = found.iter().find(|(name, _)| *name == fused[0].0).ok_or("the output is not exposed")?;
        let output = difference(&fused[0].1, &exposed.1)?;
        if output.differing > 0 {
            wrong.push(format!("output without the others: {output}"));
        }
        match wrong.is_empty() {
            true => Ok(format!("{} tensors, {integers} integers equal, {} of {floats} floats equal", layers.len(), floats - rounded)),
            false => Err(wrong.join("\n    ")),
        }
    });
}

/// What the calibrated ranges declare, without MXNet's quirks, is at least 33 dB from the FP32 network.
#[test]
fn ideal_numerics_reach_33_db() {
    run_recorded("ideal_numerics_reach_33_db", &["resnet18_v1-naive-auto", "resnet50_v1-naive-auto"], |folder| {
        let input = read(&folder.join("input.npy")).map_err(text)?;
        let exact = read(&folder.join("fp32_out.npy")).map_err(text)?;
        let ratio = |numerics| -> std::result::Result<f64, String> {
            let graph = import(folder, &input, numerics).map_err(text)?;
            Ok(sqnr_db(&exact, &execute(&graph, &input, 1).map_err(text)?[0].1))
        };
        let line = format!("source {:.2} dB, ideal {:.2} dB", ratio(Numerics::Source)?, ratio(Numerics::Ideal)?);
        if ratio(Numerics::Ideal)? >= 33.0 { Ok(line) } else { Err(line) }
    });
}

/// Images that are computed together give what each gives alone.
#[test]
fn batches_of_4_and_16_equal_single_images() {
    run_recorded("batches_of_4_and_16_equal_single_images", &["resnet50_v1-naive-auto"], |folder| {
        let images = read(&folder.join("x_calib.npy")).map_err(text)?;
        let logits = |batch: usize| -> std::result::Result<Vec<u8>, String> {
            let graph = import(folder, &rows(&images, 0, batch), Numerics::Source).map_err(text)?;
            let target = Target::best_here().map_err(text)?;
            let compiled = CompiledProgram::compile(to_program(&graph, &target, &Machine::GENERIC).map_err(text)?, target).map_err(text)?;
            let model = Arc::new(JitModel::load(&compiled).map_err(text)?.into_model().map_err(text)?);
            let mut all = Vec::new();
            for first in (0..16).step_by(batch) {
                let outputs = run_model(&model, &compiled.program, &[rows(&images, first, batch)], 2).map_err(text)?;
                all.extend(outputs[0].data.to_bytes());
            }
            Ok(all)
        };
        let single = logits(1)?;
        let differing: Vec<usize> = [4, 16].into_iter().filter(|&batch| logits(batch).as_ref() != Ok(&single)).collect();
        if differing.is_empty() { Ok(format!("{} logits equal", single.len() / 4)) } else { Err(format!("batches of {differing:?} differ")) }
    });
}
