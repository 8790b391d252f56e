//! `graver quantize` and `graver eval` as a person types them, on a small network with branches, sums and norms.

mod command;

use command::{graver, succeeds, texts};
use graver::graph::{Shape, Tensor, TensorData};
use graver::onnx_file::{self, ModelFile};
use graver::tensor_file::{read_npy, write_npy};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Standard error of a command that must end with `code`.
fn fails(code: i32, arguments: &[&str]) -> String {
    command::fails(code, arguments).1
}

/// A folder with the network, as MXNet wrote it, and its data.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fixtures = PathBuf::from(command::shipped("tests/fixtures/mxnet_flow"));
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

/// A data set as Paddle's scripts write it: a count, images, classes.
fn counted(images: &[f32], labels: &[i64]) -> Vec<u8> {
    let mut bytes = (labels.len() as i64).to_le_bytes().to_vec();
    bytes.extend(images.iter().flat_map(|x| x.to_le_bytes()));
    bytes.extend(labels.iter().flat_map(|x| x.to_le_bytes()));
    bytes
}

#[test]
fn data_sets_of_paddle_bring_their_labels() {
    let folder = Folder::new();
    let (model, images, run) = (folder.onnx(), folder.path("images.npy"), folder.path("run"));
    let floats = |path: &Path| match read_npy(path).unwrap().to_tensor(graver::graph::DType::F32).unwrap().data {
        TensorData::F32(numbers) => numbers.to_vec(),
        _ => panic!("floats were asked for"),
    };
    succeeds(&["run", &model, "--input", &images, "--output-dir", &run]);
    let scores = floats(&std::fs::read_dir(&run).unwrap().next().unwrap().unwrap().path());
    let answers: Vec<i64> = scores.chunks_exact(6).map(|row| (0..6).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap() as i64).collect();
    let numbers = floats(Path::new(&images));
    let (data, out) = (folder.path("int8_full_val.bin"), folder.path("int8.onnx"));
    let write = |bytes: &[u8]| std::fs::write(&data, bytes).unwrap();
    write(&counted(&numbers, &answers));
    succeeds(&["quantize", &model, "--calib", &data, "-o", &out]);
    let options = ["--input", &data, "--baseline", &model, "--max-drop", "100", "--speed", "--json", "-"];
    let report: serde_json::Value = serde_json::from_str(&succeeds(&[&["eval", &out][..], &options].concat())).unwrap();
    assert_eq!((&report["rows"], &report["accuracy"][0]["baseline_accuracy"]), (&serde_json::json!(8), &serde_json::json!(100.0)));
    let latency = &report["latency"];
    assert!(
        latency["ratio"].as_f64().unwrap() > 0.0 && latency["model"]["fastest_seconds"].as_f64() <= latency["model"]["median_seconds"].as_f64(),
        "{latency}"
    );
    assert_eq!(report["agreement"], report["accuracy"][0]["accuracy"]);
    // Wrong answers to everything but the first image.
    let wrong: Vec<i64> = answers.iter().enumerate().map(|(row, answer)| if row == 0 { *answer } else { (answer + 1) % 6 }).collect();
    write(&counted(&numbers, &wrong));
    let report: serde_json::Value = serde_json::from_str(&succeeds(&["eval", &model, "--input", &data, "--json", "-"])).unwrap();
    assert_eq!(report["accuracy"][0]["accuracy"], serde_json::json!(12.5));
    let refused = |bytes: &[u8]| {
        write(bytes);
        fails(1, &["eval", &model, "--input", &data])
    };
    assert!(refused(&[1, 2, 3]).contains("too few"));
    assert!(refused(&[&[0xff; 8][..], &counted(&numbers, &answers)[8..]].concat()).contains("the number of images is -1"));
    assert!(refused(&counted(&numbers[1..], &answers)).contains("are no 8 images of equal size"));
    assert!(refused(&counted(&numbers[8..], &answers)).contains("each of the 8 images has 191 numbers"));
    assert!(refused(&counted(&numbers, &[6; 8])).contains("the label 6 is none of 6 classes"));
    assert!(refused(&counted(&numbers, &[-1; 8])).contains("the class of image 0 is -1"));
}

#[test]
fn what_is_wrong_is_named() {
    let folder = Folder::new();
    let (model, images, out) = (folder.path("joins-symbol.json"), folder.path("images.npy"), folder.path("int8-symbol.json"));
    let quantize = |extra: &[&str]| fails(1, &[&["quantize", &model, "-o", &out][..], extra].concat());
    assert!(quantize(&[]).contains("--calib x.npy"));
    assert!(quantize(&["--calib-mode", "custom"]).contains("--config"));
    assert!(quantize(&["--calib", &images, "--observer", "true"]).contains("--calib-mode custom"));
    assert!(quantize(&["--calib", &images, "--calibrate-only", "op:Poolin"]).contains("did you mean Pooling"));
    std::fs::create_dir(folder.path("empty")).unwrap();
    assert!(quantize(&["--calib", &folder.path("empty")]).contains("holds no .jpg"));
    assert!(quantize(&["--calib", &folder.path("none.rec")]).contains("cannot open"));
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
    assert!(output.status.success() && err.contains("2 rows of calibration data") && err.contains("all numbers of this tensor are the same"), "{err}");
    succeeds(&["run", &out, "--input", &images]);
}

#[test]
fn channels_without_a_weight_and_constant_data() {
    let folder = Folder::new();
    let (images, out, path) = (folder.path("images.npy"), folder.path("int8.onnx"), PathBuf::from(folder.onnx()));
    // The first channel of every convolution multiplies by nothing but 0.
    let mut model = ModelFile::read(&path).unwrap().model;
    let weights = model.graph.as_mut().unwrap().initializer.iter_mut().filter(|tensor| tensor.dims.len() == 4);
    let emptied = weights.map(|tensor| {
        let mut bytes = tensor.raw_data.as_ref().expect("export writes bytes").to_vec();
        let channel = bytes.len() / tensor.dims[0] as usize;
        bytes[..channel].fill(0);
        tensor.raw_data = Some(bytes.into());
    });
    assert!(emptied.count() > 2);
    let emptied = folder.path("emptied.onnx");
    onnx_file::write(Path::new(&emptied), &model).unwrap();
    for mode in ["naive", "entropy", "percentile", "mse"] {
        succeeds(&["quantize", &emptied, "--calib", &images, "--calib-mode", mode, "-o", &out]);
        let report: serde_json::Value = serde_json::from_str(&succeeds(&["eval", &out, "--input", &images, "--baseline", &emptied, "--json", "-"])).unwrap();
        // The equal numbers of such a channel fill one bin, which the divergence takes for most of what there is.
        let least = if mode == "entropy" { 0.0 } else { 15.0 };
        assert!(report["sqnr_db"].as_f64().unwrap() > least, "{mode}: {report}");
    }
    // Data that never changes calibrates it, with a warning, and is computed exactly enough.
    let shape = Shape::new([8, 3, 8, 8]).unwrap();
    let constant = folder.write("constant.npy", Tensor::new(shape, TensorData::F32(vec![0.5; 1536].into())).unwrap());
    for mode in ["naive", "entropy", "percentile", "mse"] {
        let output = graver(&["quantize", &emptied, "--calib", &constant, "--calib-mode", mode, "-o", &out]);
        let (_, err) = texts(&output);
        assert!(output.status.success() && err.contains("all numbers of this tensor are the same"), "{mode}: {err}");
        succeeds(&["run", &out, "--input", &images]);
    }
}

#[test]
fn only_what_is_asked_for_is_observed() {
    let folder = Folder::new();
    let (model, images, out, ranges) = (folder.onnx(), folder.path("images.npy"), folder.path("int8.onnx"), folder.path("ranges.json"));
    let count = |extra: &[&str]| {
        succeeds(&[&["quantize", &model, "--calib", &images, "--save-ranges", &ranges, "-o", &out][..], extra].concat());
        let saved: serde_json::Value = serde_json::from_slice(&folder.read("ranges.json")).unwrap();
        saved["ranges"].as_object().unwrap().len()
    };
    let (all, one) = (count(&[]), count(&["--calibrate-only", "op:Gemm"]));
    // What the layer reads, the two tensors that this is joined from and that share its range, and its result.
    assert_eq!((one, all), (4, 17));
    // A range of what stays in floats is passed over.
    let mut saved: serde_json::Value = serde_json::from_slice(&folder.read("ranges.json")).unwrap();
    saved["ranges"]["r0"] = serde_json::json!([0.0, 1.0]);
    std::fs::write(&ranges, saved.to_string()).unwrap();
    succeeds(&["quantize", &model, "--calib-mode", "custom", "--config", &ranges, "--calibrate-only", "op:Gemm", "--input-shape", "1,3,8,8", "-o", &out]);
    succeeds(&["run", &out, "--input", &images]);
}

#[test]
fn ranges_of_any_run_serve_for_runs_that_need_fewer_tensors() {
    let folder = Folder::new();
    let (images, ranges, again) = (folder.path("images.npy"), folder.path("ranges.json"), folder.path("again.json"));
    for (model, out) in [(folder.onnx(), folder.path("int8.onnx")), (folder.path("joins-symbol.json"), folder.path("int8-symbol.json"))] {
        let quantize = |extra: &[&str]| succeeds(&[&["quantize", &model, "-o", &out][..], extra].concat());
        let saved = |file: &str| serde_json::from_slice::<serde_json::Value>(&folder.read(file)).unwrap()["ranges"].as_object().unwrap().clone();
        // What the layer after a maximum or a mean of joined tensors reads has no range of its own where all are integers.
        quantize(&["--calib", &images, "--mode", "full", "--save-ranges", &ranges]);
        for only in [&["cc"][..], &["ce"], &["d0"], &["d0", "ch"], &["op:Pooling"], &["s0"]] {
            let only: Vec<&str> = only.iter().flat_map(|name| ["--calibrate-only", name]).collect();
            quantize(&[&["--calib", &images, "--mode", "full", "--save-ranges", &again], &only[..]].concat());
            let needed = saved("again.json");
            quantize(
                &[&["--calib-mode", "custom", "--config", &ranges, "--input-shape", "1,3,8,8", "--mode", "full", "--save-ranges", &again], &only[..]].concat(),
            );
            let (found, whole) = (saved("again.json"), saved("ranges.json"));
            assert!(found.keys().eq(needed.keys()), "{only:?}: {found:?} {needed:?}");
            for (name, range) in &needed {
                let end = |ranges: &serde_json::Map<String, serde_json::Value>, end: usize| ranges[name][end].as_f64().unwrap();
                // A tensor that the file names has that range; another one at least its own.
                let enough = end(&found, 0) <= end(&needed, 0) && end(&found, 1) >= end(&needed, 1);
                assert!(if whole.contains_key(name) { found[name] == whole[name] } else { enough }, "{only:?} {name}: {range} {}", found[name]);
            }
            succeeds(&["run", &out, "--input", &images]);
            // What such a run writes is no obstacle for a whole one.
            quantize(&["--calib", &images, "--mode", "full", "--config", &again]);
        }
    }
}

/// The numbers of the fixture's images.
fn pixels(folder: &Folder) -> Vec<f32> {
    match read_npy(&folder.0.path().join("images.npy")).unwrap().to_tensor(graver::graph::DType::F32).unwrap().data {
        TensorData::F32(numbers) => numbers.to_vec(),
        _ => unreachable!(),
    }
}

#[test]
fn archives_and_records_are_data_as_arrays_are() {
    let folder = Folder::new();
    let (model, images, out) = (folder.path("joins-symbol.json"), folder.path("images.npy"), folder.path("int8-symbol.json"));
    let text = succeeds(&["quantize", &model, "--calib", &images, "-o", &out]);
    assert!(text.contains("8 samples in") && text.contains("a second"), "{text}");
    let expected = folder.read("int8-symbol.json");
    let array = Tensor::new(Shape::new([8, 3, 8, 8]).unwrap(), TensorData::F32(pixels(&folder).into())).unwrap();
    graver::tensor_file::write_npz(Path::new(&folder.path("images.npz")), [("unused", &array), ("data", &array)]).unwrap();
    succeeds(&["quantize", &model, "--calib", &folder.path("images.npz"), "-o", &out]);
    assert_eq!(folder.read("int8-symbol.json"), expected);
    // Records: magic, length, a header with a label, and here raw numbers.
    let record = |(label, image): (usize, &[f32])| {
        let numbers: Vec<u8> = image.iter().flat_map(|number| number.to_le_bytes()).collect();
        let data = [&[0; 4][..], &(label as f32 / 2.0).floor().to_le_bytes(), &[0; 16], &numbers].concat();
        [&0xced7_230au32.to_le_bytes()[..], &(data.len() as u32).to_le_bytes(), &data].concat()
    };
    let records: Vec<u8> = pixels(&folder).chunks_exact(192).enumerate().flat_map(record).collect();
    std::fs::write(folder.path("images.rec"), &records).unwrap();
    let shape = ["--input-shape", "1,3,8,8"];
    succeeds(&[&["quantize", &model, "--calib", &folder.path("images.rec"), "-o", &out][..], &shape].concat());
    assert_eq!(folder.read("int8-symbol.json"), expected);
    // Their labels are those of `eval`.
    let labels = folder.write("labels.npy", Tensor::new(Shape::new([8]).unwrap(), TensorData::S32([0, 0, 1, 1, 2, 2, 3, 3].into())).unwrap());
    let judge = |data: &str, labels: &[&str]| -> serde_json::Value {
        serde_json::from_str(&succeeds(&[&["eval", &model, "--input", data, "--json", "-"][..], &shape, labels].concat())).unwrap()
    };
    let (of_records, of_array) = (judge(&folder.path("images.rec"), &[]), judge(&images, &["--labels", &labels]));
    assert!(of_records["accuracy"][0]["accuracy"].is_number() && of_records["accuracy"] == of_array["accuracy"], "{of_records} {of_array}");
    std::fs::write(folder.path("images.rec"), &records[..records.len() - 9]).unwrap();
    let error = fails(1, &[&["quantize", &model, "--calib", &folder.path("images.rec"), "-o", &out][..], &shape].concat());
    assert!(error.contains("record 7") && error.contains("more than the file has"), "{error}");
}

#[test]
fn layers_are_chosen_one_by_one() {
    let folder = Folder::new();
    let (model, images, out) = (folder.onnx(), folder.path("images.npy"), folder.path("int8.onnx"));
    let all = succeeds(&["quantize", &model, "--calib", &images, "--mode", "full", "-o", &out]);
    let only = succeeds(&["quantize", &model, "--calib", &images, "--mode", "full", "--calibrate-only", "op:Gemm", "-o", &out]);
    assert!(all != only && only.starts_with("8 samples") && only.contains("3 integer operators"), "{only}");
    succeeds(&["run", &out, "--input", &images]);
    let ranges = |config: &str, name: &str| {
        std::fs::write(folder.path(name), config).unwrap();
        let saved = folder.path("ranges.json");
        succeeds(&["quantize", &model, "--calib", &images, "--save-ranges", &saved, "--config", &folder.path(name), "-o", &out]);
        serde_json::from_slice::<serde_json::Value>(&folder.read("ranges.json")).unwrap()["ranges"].as_object().unwrap().clone()
    };
    let (naive, mixed) = (ranges("", "none.yaml"), ranges("layers:\n  ce: {calib-mode: mse, dtype: int8}\n", "layers.yml"));
    let differing: Vec<&String> = naive.iter().filter(|(name, range)| mixed[*name] != **range).map(|(name, _)| name).collect();
    assert_eq!(differing, ["ce"]);
    // Signed integers have a range around 0, and some of its numbers are cut off.
    let ends = |ranges: &serde_json::Map<String, serde_json::Value>| [0, 1].map(|end| ranges["ce"][end].as_f64().unwrap());
    assert!(ends(&mixed)[0] == -ends(&mixed)[1] && ends(&mixed)[1] < ends(&naive)[1], "{mixed:?}");
    // The same for a symbol.
    let (symbol, of_symbol) = (folder.path("joins-symbol.json"), folder.path("int8-symbol.json"));
    let text = |config: &str| {
        std::fs::write(folder.path("symbol.yaml"), config).unwrap();
        succeeds(&["quantize", &symbol, "--calib", &images, "--config", &folder.path("symbol.yaml"), "-o", &of_symbol]);
        String::from_utf8(folder.read("int8-symbol.json")).unwrap()
    };
    let (plain, decided) = (text(""), text("layers: {data: {dtype: int8}, 'op:FullyConnected': {granularity: channel}}"));
    let count = |text: &str, what: &str| text.matches(what).count();
    assert!(count(&plain, "channel_wise_quantize") == 0 && count(&decided, "channel_wise_quantize") > 0, "{decided}");
    assert_eq!((count(&plain, r#""out_type":"int8""#), count(&decided, r#""out_type":"int8""#)), (0, 1));
    let wrong = folder.path("wrong.json");
    std::fs::write(&wrong, r#"{"layers": {"dta": {"dtype": "int8"}}}"#).unwrap();
    let error = fails(1, &["quantize", &model, "--calib", &images, "--config", &wrong, "-o", &out]);
    assert!(error.contains("did you mean data"), "{error}");
}

#[cfg(unix)]
#[test]
fn commands_observe() {
    let folder = Folder::new();
    let (model, images, out) = (folder.path("joins-symbol.json"), folder.path("images.npy"), folder.path("int8-symbol.json"));
    let ranges = folder.path("ranges.json");
    succeeds(&["quantize", &model, "--calib", &images, "--save-ranges", &ranges, "-o", &out]);
    let expected = folder.read("int8-symbol.json");
    let observe = |command: &str| ["quantize", &model, "--calib", &images, "--calib-mode", "custom", "--observer", command, "-o", &out].map(str::to_owned);
    let run = |command: &str| graver(&observe(command).iter().map(String::as_str).collect::<Vec<_>>());
    // It sees each tensor of each sample, and its ranges are used.
    let seen = folder.path("seen");
    let output = run(&format!("cat > '{seen}'; cat '{ranges}'"));
    assert!(output.status.success(), "{:?}", texts(&output));
    assert_eq!(folder.read("int8-symbol.json"), expected);
    let seen = folder.read("seen");
    let first = seen.iter().position(|&byte| byte == b'\n').unwrap();
    let header: serde_json::Value = serde_json::from_slice(&seen[..first]).unwrap();
    assert!(header["name"].is_string() && header["shape"].is_array(), "{header}");
    let volume: usize = header["shape"].as_array().unwrap().iter().map(|extent| extent.as_u64().unwrap() as usize).product();
    assert!(seen[first + 1 + 4 * volume..].starts_with(b"{\"name\":"));
    for (command, expected) in [
        ("exit 3", "exit status: 3"),
        ("cat > /dev/null; echo hello", "did not answer with JSON"),
        ("cat > /dev/null; echo '{}'", "found no range"),
        ("cat > /dev/null; echo '{\"data\": [1, 0]}'", "answered wrongly"),
    ] {
        let output = run(command);
        let (_, err) = texts(&output);
        assert!(output.status.code() == Some(1) && (err.contains(expected) || err.contains("reads no more")), "{command}: {err}");
    }
    // Nothing is left of a run that is interrupted, and what was there before stays.
    let started = folder.path("started");
    let arguments = observe(&format!("touch '{started}'; sleep 3"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_graver")).args(&arguments).spawn().unwrap();
    while !Path::new(&started).exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was interrupted");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(folder.read("int8-symbol.json"), expected);
    assert_eq!(
        folder.files(),
        ["images.npy", "int8-0000.params", "int8-symbol.json", "joins-0000.params", "joins-symbol.json", "ranges.json", "seen", "started"]
    );
}
