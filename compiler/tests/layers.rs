//! The bundled digits network in floats, quantized in every way and judged: accuracy, noise layer by layer, times layer by layer.

mod command;

use command::{graver, shipped, succeeds};
use serde_json::Value;
use std::path::PathBuf;

fn digits(file: &str) -> String {
    shipped(&format!("examples/digits/{file}"))
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, file: &str) -> String {
        self.0.path().join(file).display().to_string()
    }

    /// The quantized network, calibrated with the first hundred images.
    fn quantized(&self, model: &str, file: &str, options: &[&str]) -> String {
        let out = self.path(file);
        succeeds(&[&["quantize", model, "--calib", &digits("images.npy"), "--samples", "100", "-o", &out][..], options].concat());
        out
    }

    /// The network as ONNX.
    fn onnx(&self) -> String {
        let path = self.path("digits.onnx");
        succeeds(&["export", &digits("digits-fp32-symbol.json"), "--input-shape", "data=1,1,8,8", "-o", &path]);
        path
    }
}

fn judged(model: &str, baseline: &str, options: &[&str]) -> Value {
    let (images, labels) = (digits("images.npy"), digits("labels.npy"));
    let fixed = ["eval", model, "--numerics", "ideal", "--input", &images, "--labels", &labels, "--baseline", baseline, "--json", "-"];
    serde_json::from_str(&succeeds(&[&fixed[..], options].concat())).unwrap()
}

#[test]
fn every_calibrated_mode_keeps_the_accuracy() {
    let folder = Folder::new();
    let (symbol, onnx) = (digits("digits-fp32-symbol.json"), folder.onnx());
    for mode in ["naive", "entropy", "percentile", "mse"] {
        for (dtype, granularity) in [("auto", "tensor"), ("int8", "channel")] {
            for (model, file) in [(&symbol, "int8-symbol.json"), (&onnx, "int8.onnx")] {
                let quantized = folder.quantized(model, file, &["--calib-mode", mode, "--dtype", dtype, "--granularity", granularity]);
                let report = judged(&quantized, model, &["--max-drop", "0.5"]);
                let (sqnr, agreement) = (report["sqnr_db"].as_f64().unwrap(), report["agreement"].as_f64().unwrap());
                assert!(sqnr > 27.0 && agreement >= 99.0, "{file} {mode} {dtype} {granularity}: {report}");
            }
        }
    }
}

#[test]
fn noise_is_found_layer_by_layer() {
    let folder = Folder::new();
    let (symbol, onnx) = (digits("digits-fp32-symbol.json"), folder.onnx());
    for (model, file) in [(&symbol, "int8-symbol.json"), (&onnx, "int8.onnx")] {
        let quantized = folder.quantized(model, file, &["--mode", "full"]);
        let svg = folder.path("layers.svg");
        let report = judged(&quantized, model, &["--per-layer", "--svg", &svg]);
        let layers = report["per_layer"]["layers"].as_array().unwrap();
        let ratios: Vec<f64> = layers.iter().map(|layer| layer["sqnr_db"].as_f64().unwrap_or(f64::INFINITY)).collect();
        assert!(ratios.len() >= 8 && ratios.is_sorted() && ratios[0] > 20.0, "{file}: {ratios:?}");
        let suggested: Vec<String> = report["per_layer"]["suggested"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
        assert!(!suggested.is_empty() && layers.iter().all(|layer| layer["operator"] != "concat"), "{report}");
        let picture = std::fs::read_to_string(&svg).unwrap();
        assert!(picture.starts_with("<svg") && layers.iter().all(|layer| picture.contains(layer["name"].as_str().unwrap())));
        // What is suggested is what --exclude takes. In the symbol it helps; in the model, whose sums then read what was integers as integers of their own, it need not.
        let mut excluded = vec!["--mode", "full"];
        suggested.iter().for_each(|name| excluded.extend(["--exclude", name]));
        let other = judged(&folder.quantized(model, file, &excluded), model, &[]);
        let (before, after) = (report["sqnr_db"].as_f64().unwrap(), other["sqnr_db"].as_f64().unwrap());
        assert!(after > if file.ends_with("json") { before } else { 30.0 }, "{file}: {before} dB, without {suggested:?} {after} dB");
    }
    let text = succeeds(&["eval", &folder.path("int8.onnx"), "--input", &digits("images.npy"), "--baseline", &onnx, "--per-layer"]);
    assert!(text.contains("of its own") && text.contains("graver quantize --exclude"), "{text}");
}

#[test]
fn layers_need_model_files_that_belong_together() {
    let folder = Folder::new();
    let model = digits("digits-fp32-symbol.json");
    let library = folder.path("digits.so");
    succeeds(&["compile", &model, "--input-shape", "data=1,1,8,8", "-o", &library, "--emit", "so"]);
    let fails = |model: &str, baseline: &str| {
        let output = graver(&["eval", model, "--input", &digits("images.npy"), "--baseline", baseline, "--per-layer"]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(fails(&library, &model).contains("has no layers to look into"));
    let other = PathBuf::from(&model).with_file_name("digits-symbol.json").display().to_string();
    let text = succeeds(&["eval", &other, "--input", &digits("images.npy"), "--baseline", &model, "--per-layer", "--quiet"]);
    assert!(text.contains("dense0"), "{text}");
}

#[test]
fn times_stand_side_by_side() {
    let folder = Folder::new();
    let model = digits("digits-fp32-symbol.json");
    let quantized = folder.quantized(&model, "int8-symbol.json", &[]);
    let bench = ["bench", &quantized, "--input-shape", "data=1,1,8,8", "--compare", &model, "--per-layer", "--seconds", "0.1"];
    let report: Value = serde_json::from_str(&succeeds(&[&bench[..], &["--json", "-"]].concat())).unwrap();
    let run = &report["runs"][0];
    let layers = run["layers"].as_array().unwrap();
    let both: Vec<&Value> = layers.iter().filter(|layer| !layer["min_ms"].is_null() && !layer["baseline_min_ms"].is_null()).collect();
    assert!(both.len() >= 6 && both.iter().all(|layer| layer["ratio"].as_f64().unwrap() > 0.0), "{report}");
    let sum = |key: &str| layers.iter().filter_map(|layer| layer[key].as_f64()).sum::<f64>();
    assert!((sum("min_ms") / run["layers_min_ms"].as_f64().unwrap() - 1.0).abs() < 1e-3, "{report}");
    assert!((sum("baseline_min_ms") / run["baseline_layers_min_ms"].as_f64().unwrap() - 1.0).abs() < 1e-3, "{report}");
    let text = succeeds(&bench);
    assert!(text.contains("all layers") && text.contains("relu0_fwd"), "{text}");
}
