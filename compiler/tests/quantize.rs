//! `graver quantize` and `graver eval` as a person types them, on a small network with branches, sums and norms.

use graver::graph::{Shape, Tensor, TensorData};
use graver::tensor_file::{read_npy, write_npy};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn graver(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_graver")).args(arguments).output().expect("the command starts")
}

fn texts(output: &Output) -> (String, String) {
    (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn succeeds(arguments: &[&str]) -> String {
    let output = graver(arguments);
    let (out, err) = texts(&output);
    assert!(output.status.success(), "graver {}\n{out}\n{err}", arguments.join(" "));
    out
}

/// Standard error of a command that must end with `code`.
fn fails(code: i32, arguments: &[&str]) -> String {
    let output = graver(arguments);
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(code), "graver {}\n{out}\n{err}", arguments.join(" "));
    err
}

/// A folder with the network, as MXNet wrote it, and its data.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/mxnet_flow");
        for file in ["joins-symbol.json", "joins-0000.params", "images.npy"] {
            std::fs::copy(fixtures.join(file), folder.path().join(file)).unwrap();
        }
        Self(folder)
    }

    fn path(&self, file: &str) -> String {
        self.0.path().join(file).display().to_string()
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn read(&self, file: &str) -> Vec<u8> {
        std::fs::read(self.0.path().join(file)).unwrap()
    }

    fn write(&self, file: &str, tensor: Tensor) -> String {
        write_npy(&PathBuf::from(self.path(file)), &tensor).unwrap();
        self.path(file)
    }

    /// The network in floats as ONNX.
    fn onnx(&self) -> String {
        let path = self.path("joins.onnx");
        succeeds(&["export", &self.path("joins-symbol.json"), "--input-shape", "1,3,8,8", "-o", &path]);
        path
    }
}

#[test]
fn symbols_become_quantized_symbols() {
    let folder = Folder::new();
    let (model, images, out) = (folder.path("joins-symbol.json"), folder.path("images.npy"), folder.path("int8-symbol.json"));
    for mode in ["naive", "entropy", "percentile", "mse"] {
        let text = succeeds(&["quantize", &model, "--calib", &images, "--calib-mode", mode, "--dtype", "auto", "--mode", "full", "-o", &out]);
        assert!(text.contains("integer operators") && text.contains("int8-0000.params"), "{text}");
        succeeds(&["run", &out, "--input", &images]);
    }
    assert_eq!(folder.files(), ["images.npy", "int8-0000.params", "int8-symbol.json", "joins-0000.params", "joins-symbol.json"]);
    let none = succeeds(&["quantize", &model, "--calib-mode", "none", "--input-shape", "1,3,8,8", "-o", &out]);
    assert!(none.contains("0 ranges"), "{none}");
}

#[test]
fn ranges_are_saved_edited_and_read() {
    let folder = Folder::new();
    let (model, images, out, ranges) =
        (folder.path("joins-symbol.json"), folder.path("images.npy"), folder.path("int8-symbol.json"), folder.path("ranges.json"));
    succeeds(&["quantize", &model, "--calib", &images, "--save-ranges", &ranges, "-o", &out]);
    let calibrated = folder.read("int8-symbol.json");
    succeeds(&["quantize", &model, "--calib-mode", "custom", "--config", &ranges, "--input-shape", "1,3,8,8", "-o", &out]);
    assert_eq!(folder.read("int8-symbol.json"), calibrated);
    let edited = folder.path("edited.json");
    std::fs::write(&edited, r#"{"ranges": {"data": [-7.5, 7.5]}, "exclude": ["op:Pooling"]}"#).unwrap();
    succeeds(&["quantize", &model, "--calib", &images, "--config", &edited, "-o", &out]);
    let text = String::from_utf8(folder.read("int8-symbol.json")).unwrap();
    assert!(text.contains("7.500000") && !text.contains("quantized_pooling"), "{text}");
    std::fs::write(&edited, r#"{"ranges": {"dota": [-7.5, 7.5]}}"#).unwrap();
    assert!(fails(1, &["quantize", &model, "--calib", &images, "--config", &edited, "-o", &out]).contains("did you mean data"));
}

#[test]
fn onnx_models_become_qdq_models_that_are_judged() {
    let folder = Folder::new();
    let (model, images, out) = (folder.onnx(), folder.path("images.npy"), folder.path("int8.onnx"));
    succeeds(&["quantize", &model, "--calib", &images, "--granularity", "channel", "-o", &out]);
    let answers: Vec<i32> = vec![0; 8];
    let labels = folder.write("labels.npy", Tensor::new(Shape::new([8]).unwrap(), TensorData::S32(answers.into())).unwrap());
    let report = folder.path("eval.json");
    let judged = |extra: &[&str]| succeeds(&[&["eval", &out, "--input", &images, "--labels", &labels, "--baseline", &model][..], extra].concat());
    let text = judged(&["--top", "1,5", "--json", &report]);
    assert!(text.contains("top-5 accuracy") && text.contains("SQNR"), "{text}");
    let report: serde_json::Value = serde_json::from_slice(&folder.read("eval.json")).unwrap();
    assert!(report["sqnr_db"].as_f64().unwrap() > 15.0 && report["agreement"].as_f64().unwrap() >= 75.0, "{report}");
    for dtype in ["int8", "uint8"] {
        succeeds(&["quantize", &model, "--calib", &images, "--dtype", dtype, "--mode", "full", "--exclude", "op:Gemm", "-o", &out]);
        judged(&[]);
    }
    // Labels that the baseline meets and another network does not.
    let baseline: serde_json::Value = serde_json::from_str(&succeeds(&["eval", &model, "--input", &images, "--labels", &labels, "--json", "-"])).unwrap();
    let met = baseline["accuracy"][0]["accuracy"].as_f64().unwrap();
    if met > 0.0 {
        let zeros = folder.write("zeros.npy", Tensor::new(Shape::new([8, 3, 8, 8]).unwrap(), TensorData::F32(vec![0.0; 1536].into())).unwrap());
        succeeds(&["eval", &model, "--input", &zeros, "--labels", &labels, "--baseline", &model, "--max-drop", "0"]);
    }
    assert!(fails(2, &["eval", &model, "--input", &images, "--max-drop", "1"]).contains("--baseline"));
    let few = folder.write("few.npy", Tensor::new(Shape::new([7]).unwrap(), TensorData::S32(vec![0; 7].into())).unwrap());
    assert!(fails(1, &["eval", &model, "--input", &images, "--labels", &few]).contains("7 labels for 8 rows"));
}

#[test]
fn a_drop_is_an_exit_code() {
    let folder = Folder::new();
    let (model, images) = (folder.onnx(), folder.path("images.npy"));
    let run = folder.path("run");
    succeeds(&["run", &model, "--input", &images, "--output-dir", &run]);
    let file = std::fs::read_dir(&run).unwrap().next().unwrap().unwrap().path();
    let logits = read_npy(&file).unwrap().to_tensor(graver::graph::DType::F32).unwrap();
    let TensorData::F32(numbers) = &logits.data else { panic!() };
    let best = |row: &[f32]| (0..row.len()).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap() as i32;
    let answers: Vec<i32> = numbers.chunks_exact(6).map(best).collect();
    let labels = folder.write("labels.npy", Tensor::new(Shape::new([8]).unwrap(), TensorData::S32(answers.into())).unwrap());
    // Ranges so narrow that nothing is left of the network.
    let (config, out) = (folder.path("config.json"), folder.path("int8.onnx"));
    std::fs::write(&config, r#"{"ranges": {"data": [-1e-6, 1e-6]}}"#).unwrap();
    succeeds(&["quantize", &model, "--calib", &images, "--config", &config, "-o", &out]);
    let error = fails(1, &["eval", &out, "--input", &images, "--labels", &labels, "--baseline", &model, "--max-drop", "0.5"]);
    assert!(error.contains("points below the baseline"), "{error}");
    succeeds(&["eval", &out, "--input", &images, "--labels", &labels, "--baseline", &model, "--max-drop", "100"]);
}

#[test]
fn what_is_wrong_is_named() {
    let folder = Folder::new();
    let (model, images, out) = (folder.path("joins-symbol.json"), folder.path("images.npy"), folder.path("int8-symbol.json"));
    let quantize = |extra: &[&str]| fails(1, &[&["quantize", &model, "-o", &out][..], extra].concat());
    assert!(quantize(&[]).contains("--calib x.npy"));
    assert!(quantize(&["--calib-mode", "custom"]).contains("--config"));
    assert!(quantize(&["--calib", &images, "--exclude", "sg_mkldnn_konv_bn_act_0"]).contains("did you mean sg_mkldnn_conv_bn_act_0"));
    assert!(fails(1, &["quantize", &model, "--calib", &images, "-o", &folder.path("x.onnx")]).contains("graver export"));
    let bad = |name: &str, extents: &[usize], number: f32| {
        let shape = Shape::new(extents).unwrap();
        let numbers = vec![number; shape.volume()];
        folder.write(name, Tensor::new(shape, TensorData::F32(numbers.into())).unwrap())
    };
    assert!(quantize(&["--calib", &bad("nan.npy", &[2, 3, 8, 8], f32::NAN)]).contains("row 0 of the data holds NaN"));
    assert!(quantize(&["--calib", &bad("inf.npy", &[2, 3, 8, 8], f32::INFINITY)]).contains("holds inf"));
    assert!(quantize(&["--calib", &bad("shape.npy", &[2, 4, 8, 8], 1.0)]).contains("error"));
    assert_eq!(folder.files().iter().filter(|name| name.contains("int8") || name.contains("partial")).count(), 0);
    // Constant data gives a network all the same, and a warning.
    let output = graver(&["quantize", &model, "--calib", &bad("zeros.npy", &[2, 3, 8, 8], 0.0), "-o", &out]);
    let (_, err) = texts(&output);
    assert!(output.status.success() && err.contains("2 rows of calibration data"), "{err}");
    succeeds(&["run", &out, "--input", &images]);
}
