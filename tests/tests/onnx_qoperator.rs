//! Networks of integer operators (QOperator, dynamic quantization) whose tensors ONNX Runtime 1.31 computed without any optimization: every integer computed
//! from ONNX Runtime's own tensors before it equals it, and every way to run a network gives the same bits.

use graver::diagnostic::Diagnostic;
use graver::frontend::{ImportOptions, onnx};
use graver::graph::Tensor;
use graver::reference;
use graver::tensor_file::{Array, Npz, read_npy};
use graver_tests::compare::numbers;
use graver_tests::onnx_layers::{FLOAT_SHARE, Recorded};
use graver_tests::recorded::{read, rows};
use graver_tests::shared::Cases;
use graver_tests::{agreement, digits_example};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn said(diagnostic: Diagnostic) -> String {
    diagnostic.to_string()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn tensor(array: &Array) -> Result<Tensor, String> {
    array.to_tensor(array.natural_dtype()).map_err(said)
}

/// 300 networks of one to three operators (`tests/onnxruntime/qoperator_graphs.py --archive`).
#[test]
fn random_networks_equal_onnx_runtime() {
    let mut cases = Cases::new("random_integer_networks_equal_onnx_runtime");
    let mut archive = Npz::open(&fixtures().join("onnx_qoperator.npz")).expect("the fixtures are there");
    let mut networks: BTreeMap<String, BTreeMap<String, Array>> = BTreeMap::new();
    for name in archive.names().to_vec() {
        let (seed, part) = name.split_once('/').expect("a seed and a part");
        networks.entry(seed.to_owned()).or_default().insert(part.to_owned(), archive.read(&name).expect("an array"));
    }
    assert!(networks.len() >= 300);
    let (mut compared, mut passed_over) = (0, 0);
    for (seed, mut parts) in networks {
        cases.run(&seed, || {
            let model = parts.remove("model").ok_or("no model")?;
            let input = tensor(&parts.remove("input").ok_or("no input")?)?;
            let graph = onnx::import_bytes(tensor(&model)?.data.to_bytes(), "network", &ImportOptions::default()).map_err(said)?.graph;
            let layers = parts.into_iter().filter_map(|(name, array)| Some((name.strip_prefix("tensor/")?.to_owned(), array)));
            let recorded = Recorded::new(graph, input, layers)?;
            let values = recorded.check()?;
            compared += recorded.layers.len();
            passed_over += recorded.passed_over;
            let agreement = agreement::check(&recorded.graph, std::slice::from_ref(&recorded.input), &[3], &[2]).map_err(said)?;
            Ok(format!("{} tensors, {values} values; {} runs of machine code", recorded.layers.len(), agreement.machine_runs))
        });
    }
    println!("{compared} tensors compared, {passed_over} without a value of their own");
    assert!(compared > 4 * passed_over);
    cases.finish();
}

/// The digits example that `onnxruntime.quantization` quantized in four ways (`tests/onnxruntime/digits_qoperator.py`).
#[test]
fn digits_equal_onnx_runtime() {
    let mut cases = Cases::new("integer_digits_equal_onnx_runtime");
    let images = read(&digits_example().join("images.npy")).expect("the images are there");
    for form in ["u8s8", "u8u8", "s8s8", "dynamic"] {
        cases.run(form, || {
            let model = fixtures().join("onnx_digits").join(form).with_extension("onnx");
            let graph = onnx::import(&model, &ImportOptions::default()).map_err(said)?.graph;
            let recorded = with_layers(graph, rows(&images, 0, 4), &model.with_extension("npz"), str::to_owned)?;
            let values = recorded.check()?;
            agreement::check(&recorded.graph, std::slice::from_ref(&recorded.input), &[3], &[2]).map_err(said)?;
            Ok(format!("{} tensors, {values} values", recorded.layers.len()))
        });
    }
    cases.finish();
}

fn with_layers(graph: graver::graph::Graph, input: Tensor, layers: &Path, name: impl Fn(&str) -> String) -> Result<Recorded, String> {
    let mut archive = Npz::open(layers).map_err(said)?;
    let stored = archive.names().to_vec();
    let tensors = stored.iter().map(|stored| archive.read(stored).map(|array| (name(stored), array))).collect::<Result<Vec<_>, _>>().map_err(said)?;
    Recorded::new(graph, input, tensors)
}

/// Other digit networks, with all of their tensors.
#[test]
fn trained_networks_equal_onnx_runtime() {
    let mut cases = Cases::new("trained_integer_networks_equal_onnx_runtime");
    for network in ["onnx_digits_dw", "onnx_digits_plain", "onnx_digits_resnet"] {
        for form in ["qop_u8s8_pc", "qop_u8u8_pt"] {
            cases.run_shared(&format!("oracles/fixtures/onnx/{network}/{form}.onnx"), |model| {
                let folder = model.parent().ok_or("no folder")?;
                let input = tensor(&read_npy(&folder.join("input.npy")).map_err(said)?)?;
                let options = ImportOptions { batch: input.shape.extents().first().copied(), ..ImportOptions::default() };
                let graph = onnx::import(model, &options).map_err(said)?.graph;
                let recorded = with_layers(graph, input, &folder.join(format!("inter_{form}.npz")), |name| name.replace('|', "/"))?;
                let values = recorded.check()?;
                agreement::check(&recorded.graph, std::slice::from_ref(&recorded.input), &[1], &[1]).map_err(said)?;
                Ok(format!("{} tensors, {values} values", recorded.layers.len()))
            });
        }
    }
    cases.finish();
}

/// A real face detector: its outputs for the first image.
#[test]
fn face_detector_equals_onnx_runtime() {
    let mut cases = Cases::new("face_detector_of_integers");
    for form in ["qop_u8s8_pc", "qop_u8u8_pt"] {
        cases.run_shared(&format!("models/onnx_ultraface_int8/version-slim-320.{form}.onnx"), |model| {
            let folder = model.parent().ok_or("no folder")?;
            let images = read(&folder.join("../onnx_ultraface_fp32/x_f32_nchw_320x240_first6.npy")).map_err(said)?;
            let graph = onnx::import(model, &ImportOptions::default()).map_err(said)?.graph;
            let input = rows(&images, 0, 1);
            let evaluation = reference::run(&graph, std::slice::from_ref(&input)).map_err(said)?;
            let mut worst: f64 = 0.0;
            for (name, found) in evaluation.outputs() {
                let expected = rows(&read(&folder.join(format!("version-slim-320.{form}.{name}_noopt_first6.npy"))).map_err(said)?, 0, 1);
                if found.shape != expected.shape {
                    return Err(format!("{name}: the shape {} instead of {}", found.shape, expected.shape));
                }
                let (found, expected) = (numbers(found), numbers(&expected));
                let largest = expected.iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
                worst = worst.max(found.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) / largest);
            }
            agreement::check(&graph, &[input], &[2], &[2]).map_err(said)?;
            match worst <= FLOAT_SHARE {
                true => Ok(format!("within {worst:.1e} of the largest magnitude")),
                false => Err(format!("{worst:e} of the largest magnitude away")),
            }
        });
    }
    cases.finish();
}
