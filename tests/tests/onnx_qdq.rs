//! QDQ networks whose integer tensors ONNX Runtime 1.31 computed with all optimizations on (`tests/onnxruntime/random_graphs.py --keep`): every integer
//! tensor computed from ONNX Runtime's own tensors before it equals it, and every way to run the network gives the same bits.

use graver::frontend::{ImportOptions, onnx};
use graver::graph::{Tensor, TensorData};
use graver::reference;
use graver::tensor_file::{Npz, read_npy};
use graver_tests::agreement;
use graver_tests::onnx_layers::Recorded;
use graver_tests::shared::Cases;
use std::path::{Path, PathBuf};

fn read(model: &Path, input: &Path, layers: &Path) -> Result<Recorded, String> {
    let said = |d: graver::diagnostic::Diagnostic| d.to_string();
    let graph = onnx::import(model, &ImportOptions::default()).map_err(said)?.graph;
    let array = read_npy(input).map_err(said)?;
    let input = array.to_tensor(array.natural_dtype()).map_err(said)?;
    let mut archive = Npz::open(layers).map_err(said)?;
    let names = archive.names().to_vec();
    let tensors = names.into_iter().map(|name| archive.read(&name).map(|array| (name, array))).collect::<Result<Vec<_>, _>>().map_err(said)?;
    Recorded::new(graph, input, tensors)
}

fn seeds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/onnx_qdq");
    let mut models: Vec<PathBuf> = std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("a file").path()).collect();
    models.retain(|path| path.extension().is_some_and(|e| e == "onnx"));
    models.sort();
    models
}

#[test]
fn random_networks_equal_onnx_runtime() {
    let mut cases = Cases::new("random_networks_equal_onnx_runtime");
    let models = seeds();
    assert!(models.len() >= 24);
    for model in models {
        cases.run(&model.file_stem().unwrap_or_default().to_string_lossy(), || {
            let recorded = read(&model, &model.with_extension("npy"), &model.with_extension("npz"))?;
            let values = recorded.check()?;
            if recorded.layers.len() < recorded.passed_over {
                return Err(format!("only {} of {} recorded tensors have a value", recorded.layers.len(), recorded.layers.len() + recorded.passed_over));
            }
            let agreement = agreement::check(&recorded.graph, std::slice::from_ref(&recorded.input), &[1, 3], &[1, 2]).map_err(|d| d.to_string())?;
            Ok(format!("{} tensors, {values} values; {} runs of machine code", recorded.layers.len(), agreement.machine_runs))
        });
    }
    cases.finish();
}

fn largest_difference(a: &Tensor, b: &Tensor) -> Result<f32, String> {
    match (&a.data, &b.data) {
        (TensorData::F32(a), TensorData::F32(b)) if a.len() == b.len() => Ok(a.iter().zip(b.iter()).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)),
        _ => Err("the outputs have other types".into()),
    }
}

/// Digit networks that `onnxruntime.quantization` quantized, with ONNX Runtime's results.
#[test]
fn quantized_digits_equal_onnx_runtime() {
    let mut cases = Cases::new("quantized_digits_equal_onnx_runtime");
    for network in ["onnx_digits_dw", "onnx_digits_plain", "onnx_digits_resnet"] {
        for form in ["qdq_u8s8_pc", "qdq_u8s8_pc_entropy", "qdq_s8s8_pt"] {
            cases.run_shared(&format!("oracles/fixtures/onnx/{network}/{form}.onnx"), |model| {
                let said = |d: graver::diagnostic::Diagnostic| d.to_string();
                let folder = model.parent().ok_or("no folder")?;
                let graph = onnx::import(model, &ImportOptions { batch: Some(16), ..ImportOptions::default() }).map_err(said)?.graph;
                let read = |file: String| read_npy(&folder.join(file)).and_then(|a| a.to_tensor(a.natural_dtype())).map_err(said);
                let input = read("input.npy".into())?;
                let [optimized, plain] = ["out", "out_noopt"].map(|end| read(format!("{form}_{end}.npy")));
                let (optimized, plain) = (optimized?, plain?);
                let evaluation = reference::run(&graph, std::slice::from_ref(&input)).map_err(said)?;
                let (_, found) = evaluation.outputs().next().ok_or("no output")?;
                if form == "qdq_s8s8_pt" {
                    // Recorded without the option that lets ONNX Runtime fuse signed activations. So it is held against the unoptimized run, from which
                    // the optimized one differs too, where a sum in f32 or an average is a tie.
                    let [own, optimized] = [largest_difference(found, &plain)?, largest_difference(&optimized, &plain)?];
                    if own > optimized {
                        return Err(format!("the outputs differ by {own} from the unoptimized ones, those of ONNX Runtime by {optimized}"));
                    }
                } else if found.data != optimized.data {
                    return Err("the outputs differ".into());
                }
                agreement::check(&graph, std::slice::from_ref(&input), &[1], &[1]).map_err(said)?;
                Ok(format!("{} logits", optimized.data.len()))
            });
        }
    }
    cases.finish();
}
