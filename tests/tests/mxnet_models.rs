//! Published networks with trained weights, FP32 and quantized by MXNet, against what MXNet computed for real photos; and quantized
//! symbols that were published without weights.

use graver::codegen::{CompiledProgram, target::Target};
use graver::diagnostic::{Code, Diagnostic};
use graver::emit::jit::JitModel;
use graver::frontend::{ImportOptions, import};
use graver::graph::random::random_inputs;
use graver::graph::{Node, Op, Shape, Tensor, TensorData, verify};
use graver::plan::Machine;
use graver::{reference, transform};
use graver_tests::agreement;
use graver_tests::compare::numbers;
use graver_tests::recorded::read;
use graver_tests::shared::Cases;
use std::path::Path;
use std::sync::Arc;

/// A network and what is recorded of it.
struct Model {
    /// `FOLDER/NAME-symbol.json` among the models.
    symbol: &'static str,
    params: &'static str,
    /// `FOLDER/NAME`: `NAME.KIND_nchw.npy` is the input, `NAME.out0_NUMBERS.npy` the first output.
    recorded: &'static str,
    kind: &'static str,
    numbers: Numbers,
    /// Where the recorded network ended, if not where the file does.
    ends: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq)]
enum Numbers {
    Int8,
    Fp32,
}

impl Numbers {
    fn name(self) -> &'static str {
        match self {
            Numbers::Int8 => "int8",
            Numbers::Fp32 => "fp32",
        }
    }

    /// How near the outputs must come, as a fraction of each tensor's largest magnitude.
    fn bound(self) -> f64 {
        match self {
            Numbers::Int8 => 1e-5,
            Numbers::Fp32 => 1e-4,
        }
    }
}

/// The largest difference, as a fraction of the largest magnitude.
fn distance(found: &Tensor, expected: &Tensor) -> Result<f64, String> {
    if found.shape != expected.shape {
        return Err(format!("the shape {} instead of {}", found.shape, expected.shape));
    }
    let (found, expected) = (numbers(found), numbers(expected));
    let largest = expected.iter().fold(f64::MIN_POSITIVE, |largest: f64, x| largest.max(x.abs()));
    let worst = found.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    if found.iter().any(|x| !x.is_finite()) { Err("an output is not finite".into()) } else { Ok(worst / largest) }
}

/// The u8 or f32 numbers of a file, as floats.
fn floats(path: &Path) -> Result<Tensor, Diagnostic> {
    let tensor = read(path)?;
    let numbers: Vec<f32> = numbers(&tensor).into_iter().map(|x| x as f32).collect();
    Tensor::new(tensor.shape, TensorData::F32(numbers.into()))
}

fn check(models: &Path, model: &Model) -> Result<String, String> {
    let text = |d: Diagnostic| d.to_string();
    let recorded = |ending: &str| models.join(format!("{}.{ending}.npy", model.recorded));
    let input = floats(&recorded(&format!("input_{}_nchw", model.kind))).map_err(text)?;
    let mut options = ImportOptions { params: Some(models.join(model.params)), ..ImportOptions::default() };
    options.input_shapes.insert("data".into(), input.shape.clone());
    options.outputs = model.ends.iter().map(|name| name.to_string()).collect();
    let graph = import(&models.join(model.symbol), &options).map_err(text)?.graph;
    verify(&graph).map_err(text)?;
    let inputs = [input];
    let evaluation = reference::run(&graph, &inputs).map_err(text)?;
    let mut worst: f64 = 0.0;
    let mut count = 0;
    for (name, found) in evaluation.outputs() {
        let expected = read(&recorded(&format!("out{count}_{}", model.numbers.name()))).map_err(text)?;
        let distance = distance(found, &expected).map_err(|e| format!("'{name}': {e}"))?;
        if distance > model.numbers.bound() {
            return Err(format!("'{name}' is {distance:e} of its largest magnitude away"));
        }
        worst = worst.max(distance);
        count += 1;
    }
    if recorded(&format!("out{count}_{}", model.numbers.name())).exists() {
        return Err(format!("there are recordings of more than {count} outputs"));
    }
    let agreement = agreement::check(&graph, &inputs, &[], &[1, 2]).map_err(text)?;
    Ok(format!("{count} outputs within {worst:e}, {} elements bit for bit in machine code", agreement.elements))
}

fn check_all(test: &'static str, models: &[Model]) {
    let mut cases = Cases::new(test);
    for model in models {
        cases.run_shared(&format!("models/{}", model.symbol), |path| check(path.ancestors().nth(2).expect("models/FOLDER/FILE"), model));
    }
    cases.finish();
}

#[test]
fn quantized_models_equal_mxnet() {
    let model = |symbol, params, recorded, kind| Model { symbol, params, recorded, kind, numbers: Numbers::Int8, ends: &[] };
    check_all(
        "quantized_models_equal_mxnet",
        &[
            model(
                "mxnet_mtcnn_int8/mtcnn_det1-quantized-symbol.json",
                "mxnet_mtcnn_int8/mtcnn_det1-quantized-0000.params",
                "mxnet_mtcnn_int8/mtcnn_det1",
                "f32",
            ),
            model(
                "mxnet_mtcnn_int8/mtcnn_det2-quantized-symbol.json",
                "mxnet_mtcnn_int8/mtcnn_det2-quantized-0000.params",
                "mxnet_mtcnn_int8/mtcnn_det2",
                "f32",
            ),
            model(
                "mxnet_mtcnn_int8/mtcnn_det3-quantized-symbol.json",
                "mxnet_mtcnn_int8/mtcnn_det3-quantized-0000.params",
                "mxnet_mtcnn_int8/mtcnn_det3",
                "f32",
            ),
            model(
                "mxnet_mobileface_int8/mobileface_v1-quantized-symbol.json",
                "mxnet_mobileface_int8/mobileface_v1-quantized-0000.params",
                "mxnet_mobileface_int8/mobileface_v1",
                "f32",
            ),
            model(
                "mxnet_mobileface_int8/mobileface_v3-quantized-symbol.json",
                "mxnet_mobileface_int8/mobileface_v3-quantized-0000.params",
                "mxnet_mobileface_int8/mobileface_v3",
                "u8",
            ),
        ],
    );
}

/// The recorded FP32 networks of MTCNN end where the quantized ones do, before the last softmax.
#[test]
fn float_models_come_near_mxnet() {
    let model = |symbol, params, recorded, kind, ends| Model { symbol, params, recorded, kind, numbers: Numbers::Fp32, ends };
    check_all(
        "float_models_come_near_mxnet",
        &[
            model("mxnet_mtcnn_fp32/det1-symbol.json", "mxnet_mtcnn_fp32/det1-0001.params", "mxnet_mtcnn_int8/mtcnn_det1", "f32", &[]),
            model("mxnet_mtcnn_fp32/det2-symbol.json", "mxnet_mtcnn_fp32/det2-0001.params", "mxnet_mtcnn_int8/mtcnn_det2", "f32", &["conv5_1", "conv5_2"]),
            model(
                "mxnet_mtcnn_fp32/det3-symbol.json",
                "mxnet_mtcnn_fp32/det3-0001.params",
                "mxnet_mtcnn_int8/mtcnn_det3",
                "f32",
                &["conv6_1", "conv6_2_output", "conv6_3:0"],
            ),
            model(
                "mxnet_mobileface_fp32/MobileFace_Identification_V1-symbol.json",
                "mxnet_mobileface_fp32/MobileFace_Identification_V1-0000.params",
                "mxnet_mobileface_int8/mobileface_v1",
                "f32",
                &[],
            ),
            model(
                "mxnet_mobileface_fp32/MobileFace_Identification_V3-symbol.json",
                "mxnet_mobileface_fp32/MobileFace_Identification_V3-0000.params",
                "mxnet_mobileface_int8/mobileface_v3",
                "u8",
                &[],
            ),
        ],
    );
}

/// Networks without recordings: every way to run them agrees. The labels that old files list are no inputs.
#[test]
fn old_files_read_whole() {
    let mut cases = Cases::new("old_files_read_whole");
    for (name, shape, outputs) in [("det2", [2, 3, 24, 24], 2), ("det3", [2, 3, 48, 48], 3), ("det4", [2, 15, 24, 24], 5)] {
        cases.run_shared(&format!("models/mxnet_mtcnn_fp32/{name}-symbol.json"), |path| {
            let text = |d: Diagnostic| d.to_string();
            let mut options = ImportOptions { params: Some(path.with_file_name(format!("{name}-0001.params"))), ..ImportOptions::default() };
            options.input_shapes.insert(String::new(), Shape::new(shape).map_err(text)?);
            let graph = import(path, &options).map_err(text)?.graph;
            let inputs: Vec<&str> = graph.inputs().map(|id| graph.value(id).name.as_str()).collect();
            if inputs != ["data"] || graph.outputs.len() != outputs {
                return Err(format!("the inputs {inputs:?} and {} outputs", graph.outputs.len()));
            }
            let agreement = agreement::check(&graph, &random_inputs(&graph, 4), &[1], &[1, 2]).map_err(text)?;
            Ok(format!("{} elements bit for bit", agreement.elements))
        });
    }
    cases.finish();
}

/// Symbols without weights: import names the operator that is not read and where to end before it; with that and made-up weights they
/// compile, and their numbers are neither all alike nor infinite.
#[test]
fn symbols_without_weights_run() {
    let mut cases = Cases::new("symbols_without_weights_run");
    for (name, extent, end) in [
        ("mobilenet1.0_int8", 224, None),
        ("ssd_300_vgg16_atrous_voc_int8", 300, Some("ssd0_concat23")),
        ("ssd_512_mobilenet1.0_voc_int8", 512, Some("ssd0_concat23")),
    ] {
        cases.run_shared(&format!("models/mxnet_gluoncv_quantized_symbols/{name}-symbol.json"), |path| run_made_up(path, extent, end));
    }
    cases.finish();
}

fn run_made_up(path: &Path, extent: usize, end: Option<&str>) -> Result<String, String> {
    let text = |d: Diagnostic| d.to_string();
    let mut options = ImportOptions { random_weights: Some(1), ..ImportOptions::default() };
    options.input_shapes.insert("data".into(), Shape::new([1, 3, extent, extent]).map_err(text)?);
    if let Some(end) = end {
        let error = import(path, &options).map(drop).expect_err("boxes are not suppressed");
        let hint = error.hint.clone().unwrap_or_default();
        if error.code != Code::Unsupported || !hint.contains(&format!("--output {end}")) {
            return Err(error.to_string());
        }
        options.outputs = vec![end.to_string()];
    }
    let graph = import(path, &options).map_err(text)?.graph;
    verify(&graph).map_err(text)?;
    // The anchors of a detector are known before it runs.
    let canonical = transform::canonical_form(graph.clone()).map_err(text)?;
    let known = |node: &Node| node.uses().all(|used| canonical.constant(used).is_some());
    let copies = |node: &Node| node.op == Op::Map && node.epilogue.as_ref().is_some_and(|epilogue| epilogue.steps.is_empty());
    if let Some((id, _)) = canonical.nodes().find(|(_, node)| known(node) && !copies(node)) {
        return Err(format!("'{}' computes with nothing but constants", canonical.value(id).name));
    }
    let nodes = format!("{} nodes, {} of them canonical", graph.nodes().count(), canonical.nodes().count());
    let program = agreement::to_program(&graph, &Target::AVX512_VNNI, &Machine::GENERIC).map_err(text)?;
    if !Target::AVX512_VNNI.runs_here() {
        return Ok("compiled; this machine cannot run it".into());
    }
    let compiled = CompiledProgram::compile(program, Target::AVX512_VNNI).map_err(text)?;
    let model = Arc::new(JitModel::load(&compiled).and_then(|jit| jit.into_model()).map_err(text)?);
    let outputs = agreement::run_model(&model, &compiled.program, &random_inputs(&graph, 9), 2).map_err(text)?;
    let all = numbers(&outputs[0]);
    let mut distinct: Vec<u64> = all.iter().map(|x| x.to_bits()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if all.iter().any(|x| !x.is_finite()) || distinct.len() < all.len().min(1000) / 2 {
        return Err(format!("{} distinct numbers of {}", distinct.len(), all.len()));
    }
    Ok(format!("{nodes}, {} numbers, {} of them distinct", all.len(), distinct.len()))
}
