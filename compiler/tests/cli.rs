//! The command as a person types it, on the bundled digits network.

mod command;

use command::{fails, graver, machine_code_runs, shipped, succeeds, texts};
use graver::graph::{Shape, Tensor, TensorData};
use graver::onnx_file::{self, Dimension, ModelFile};
use std::path::PathBuf;
use tempfile::TempDir;

fn digits(file: &str) -> String {
    shipped(&format!("examples/digits/{file}"))
}

fn path(folder: &TempDir, file: &str) -> String {
    folder.path().join(file).display().to_string()
}

#[test]
fn demo_reports_accuracy_and_equal_bits() {
    if !machine_code_runs("demo") {
        return;
    }
    let out = succeeds(&["demo", "--seconds", "0"]);
    for expected in ["accuracy  399 of 400 images (MXNet: 399)", "logits    4000 of 4000 have the bits that MXNet computed", "latency", "conv 3x3"] {
        assert!(out.contains(expected), "{expected} is missing in\n{out}");
    }
}

#[test]
fn demo_leaves_its_files_where_asked() {
    if !machine_code_runs("demo_leaves_its_files_where_asked") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    succeeds(&["-q", "demo", "--seconds", "0", "--extract", &path(&folder, "digits")]);
    assert_eq!(std::fs::read(folder.path().join("digits/digits-0000.params")).unwrap(), std::fs::read(digits("digits-0000.params")).unwrap());
    assert!(folder.path().join("digits/digits-symbol.json").is_file());
}

#[test]
fn compile_writes_what_was_asked_for_and_the_same_bytes_twice() {
    let folder = tempfile::tempdir().unwrap();
    let compile = |name: &str| {
        let out = path(&folder, &format!("{name}/net.so"));
        let all = "so,obj,header,manifest";
        succeeds(&["compile", &digits("digits-symbol.json"), "-o", &out, "--emit", all, "--target", "avx512vnni"])
    };
    let summary = compile("one");
    for expected in ["model    net for avx512vnni", "layers", "kernels", "MACs", "weights", "arena", "code", "time", "conv 3x3/2 1x16x8x8 → 1x32x4x4"] {
        assert!(summary.contains(expected), "{expected} is missing in\n{summary}");
    }
    compile("two");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.path().join("one")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["net.h", "net.hpp", "net.json", "net.o", "net.so"]);
    for file in &files {
        let twin = folder.path().join("two").join(file.file_name().unwrap());
        assert!(std::fs::read(file).unwrap() == std::fs::read(twin).unwrap(), "{} differs", file.display());
    }
    assert!(std::fs::read_to_string(&files[0]).unwrap().contains("net_infer("));
}

#[test]
fn compile_summary_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let out = path(&folder, "d.so");
    let text = succeeds(&["compile", &digits("digits-symbol.json"), "-o", &out, "--name", "other", "--emit", "header", "--json", "--target", "avx512vnni"]);
    let summary: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(summary["model"], "other");
    assert_eq!(summary["inputs"][0]["shape"], serde_json::json!([1, 1, 8, 8]));
    assert!(summary["macs"].as_u64().unwrap() > 500_000);
    assert!(folder.path().join("other.h").is_file() && folder.path().join("other.hpp").is_file(), "one header includes the other by name");
}

#[test]
fn run_gives_the_same_rows_from_model_and_shared_object_in_any_batch() {
    if !machine_code_runs("run") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let library = path(&folder, "digits.so");
    succeeds(&["compile", &digits("digits-symbol.json"), "-o", &library, "--emit", "so", "-q"]);
    let expected = std::fs::read(digits("expected.npy")).unwrap();
    // NumPy pads headers as this program does, so equal arrays are equal files but for the writer's header; the numbers come last.
    let numbers = |bytes: &[u8]| bytes[bytes.len() - 400 * 10 * 4..].to_vec();
    let images = digits("images.npy");
    let named = format!("data={images}");
    let model = digits("digits-symbol.json");
    let cases: [&[&str]; 4] = [
        &["run", &library, "--input", &images],
        &["run", &library, "--input", &named, "--threads", "2"],
        &["run", &model, "--input", &images, "--batch", "7"],
        &["run", &model, "--input", &images, "--batch", "3", "--threads", "3"],
    ];
    for (index, case) in cases.iter().enumerate() {
        let results = path(&folder, &format!("results{index}"));
        succeeds(&[case, ["--output-dir", &results].as_slice()].concat());
        let file = std::fs::read_dir(&results).unwrap().next().unwrap().unwrap().path();
        assert!(numbers(&std::fs::read(file).unwrap()) == numbers(&expected), "case {index} differs");
    }
    let printed = succeeds(&["run", &library, "--input", &images]);
    assert!(printed.contains("f32<400x10>") && printed.contains("[0] 6.70264"), "{printed}");
    let (_, err) = fails(1, &["run", &library, "--input", &images, "--batch", "4"]);
    assert!(err.contains("--batch was decided when"), "{err}");
}

#[test]
fn verify_agrees_with_mxnet_and_reports_differences() {
    let (model, images) = (digits("digits-symbol.json"), digits("images.npy"));
    let (expected, layers) = (digits("expected.npy"), digits("layers.npz"));
    let arguments = ["verify", &model, "--input", &images, "--expect", &expected, "--layers", &layers];
    let out = succeeds(&arguments);
    let last = out.lines().last().unwrap();
    assert!(last.starts_with("all agree bit for bit: reference, canonical graph, loop-IR interpreter (1, 3 workers)"), "{last}");
    assert!(last.contains("(4000 values)") && last.contains("10 of 29 recorded tensors"), "{last}");
    if machine_code_runs("verify") {
        for target in graver::codegen::target::Target::all_here() {
            assert!(last.contains(&format!("{target} (1, 2, 3 workers)")), "{last}");
        }
    }

    let (out, _) = fails(1, &[arguments.as_slice(), &["--numerics", "ideal"]].concat());
    let last = out.lines().last().unwrap();
    assert!(last.starts_with("DIFFERENT: "), "{last}");
    let row = out.lines().find(|l| l.contains("quantized_sg_mkldnn_conv_bn_add_act_4_output")).unwrap();
    assert!(row.contains("differ"), "the output that saturates at 127 in MXNet: {row}");
}

#[test]
fn a_model_is_cut_and_fed_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let model = digits("digits-symbol.json");
    let pixels = path(&folder, "pixels.npy");
    let tensor = Tensor::new(Shape::new([2, 1, 8, 8]).unwrap(), TensorData::U8((0..128).collect())).unwrap();
    graver::tensor_file::write_npy(pixels.as_ref(), &tensor).unwrap();
    let out = succeeds(&["inspect", &model, "--stage", "graph", "--input-dtype", "data=u8", "--output", "quantized_sg_mkldnn_conv_bn_act_0"]);
    assert!(out.contains("u8<1x1x8x8>") && out.contains("quantized_sg_mkldnn_conv_bn_act_0_output"), "{out}");
    let cut = ["--input", &pixels, "--output", "quantized_sg_mkldnn_conv_bn_act_0", "--output", "digits_dense0_fwd", "--target", "avx512vnni"];
    let (_, err) = fails(1, &[["verify", &model].as_slice(), &cut].concat());
    assert!(err.contains("similar names:"), "{err}");
    let cut = [["verify", &model].as_slice(), &cut[..4], &["--target", "avx512vnni"]].concat();
    let out = succeeds(&cut);
    assert!(out.contains("quantized_sg_mkldnn_conv_bn_act_0_output") && out.contains("all agree bit for bit"), "{out}");
    let bytes = succeeds(&[cut.as_slice(), &["--input-dtype", "u8"]].concat());
    assert!(bytes.contains("all agree bit for bit"), "{bytes}");
    let lonely = path(&folder, "lonely-symbol.json");
    std::fs::copy(&model, &lonely).unwrap();
    let out = succeeds(&["compile", &lonely, "--random-weights", "7", "-o", &path(&folder, "d.so"), "--emit", "header", "--target", "avx512vnni"]);
    assert!(!out.is_empty());
}

#[test]
fn targets_are_listed_and_go_together_in_one_artifact() {
    let list = succeeds(&["--list-targets"]);
    for target in ["avx512vnni ", "avx512vnni-novbmi", "portable-x86_64", "portable-aarch64"] {
        assert!(list.contains(target), "{target} is missing in\n{list}");
    }
    let folder = tempfile::tempdir().unwrap();
    let model = digits("digits-symbol.json");
    let out = succeeds(&["compile", &model, "-o", &path(&folder, "both.o"), "--emit", "obj,header,manifest", "--target", "portable-x86_64,avx512vnni"]);
    assert!(out.contains("both for avx512vnni, portable-x86_64"), "{out}");
    let header = std::fs::read_to_string(path(&folder, "both.h")).unwrap();
    assert!(header.contains("avx512vnni or better") && header.contains("or else   portable-x86_64"), "{header}");
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(path(&folder, "both.json")).unwrap()).unwrap();
    assert_eq!((&manifest["target"], &manifest["fallbacks"][0]["target"]), (&"avx512vnni".into(), &"portable-x86_64".into()));
    let (_, err) = fails(1, &["compile", &model, "-o", &path(&folder, "no.o"), "--emit", "obj", "--target", "avx512vnni,aarch64-unknown-linux-gnu"]);
    assert!(err.contains("different architectures"), "{err}");
    let (_, err) = fails(1, &["run", &model, "--input", &digits("images.npy"), "--target", "avx512vnni,portable"]);
    assert!(err.contains("only `graver compile` takes several targets"), "{err}");
    let (_, err) = fails(2, &["compile", &model, "--target", "sparc"]);
    assert!(err.contains("there is no target 'sparc'"), "{err}");
}

/// The variable hides targets from `auto`, and only from `auto`.
#[test]
fn the_environment_restricts_what_auto_sees() {
    let compile = |restriction: &str, target: &str| {
        let folder = tempfile::tempdir().unwrap();
        let out = path(&folder, "m.o");
        let arguments = ["compile", &digits("digits-symbol.json"), "-o", &out, "--emit", "obj", "--target", target];
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_graver")).args(arguments).env("GRAVER_TARGET", restriction).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
    };
    if graver::codegen::target::Target::PORTABLE_X86_64.runs_here() {
        let (code, text) = compile("portable", "auto");
        assert!(code == Some(0) && text.contains("for portable-x86_64"), "{text}");
    }
    let (code, text) = compile("portable", "avx512vnni");
    assert!(code == Some(0) && text.contains("for avx512vnni"), "{text}");
    let (code, text) = compile("none", "auto");
    assert!(code == Some(1) && text.contains("GRAVER_TARGET=none: there is no target 'none'"), "{text}");
    let (code, text) = compile("portable,", "portable");
    assert!(code == Some(1) && text.contains("there is no target ''"), "{text}");
    let elsewhere = if cfg!(target_arch = "aarch64") { "portable-x86_64" } else { "portable-aarch64" };
    let (code, text) = compile(elsewhere, "auto");
    assert!(code == Some(1) && text.contains("runs none of the targets"), "{text}");
}

#[test]
fn bench_writes_the_documented_json() {
    if !machine_code_runs("bench") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = path(&folder, "bench.json");
    let out = succeeds(&["bench", &digits("digits-symbol.json"), "--threads", "1,2", "--seconds", "0", "--per-layer", "--json", &file]);
    assert!(out.contains("of peak") && out.contains("conv 3x3"), "{out}");
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(report["model"], "digits");
    assert!(report["machine"].is_string() && report["peak_gops"].as_f64().unwrap() > 0.0);
    let runs = report["runs"].as_array().unwrap();
    assert_eq!(runs.iter().map(|r| r["threads"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    for run in runs {
        for key in ["min_ms", "median_ms", "gops", "peak_share", "limit_share"] {
            assert!(run[key].as_f64().unwrap() > 0.0, "{key}");
        }
        assert_eq!(run["layers"].as_array().unwrap().len(), 9);
    }
}

#[test]
fn inspect_shows_every_stage() {
    let model = digits("digits-symbol.json");
    let marks = [
        ("graph", "auto", "graph \"digits\""),
        ("fused", "auto", "z=128"),
        ("plan", "auto", "conv"),
        ("memory", "auto", "arena"),
        ("loops", "auto", "dot4"),
        ("asm", "avx512vnni", "vpdpbusd"),
        ("asm", "portable-x86_64", "pmaddwd"),
    ];
    for (stage, target, mark) in marks {
        let out = succeeds(&["inspect", &model, "--stage", stage, "--target", target]);
        assert!(out.contains(mark), "{stage} for {target}: {mark} is missing");
        let layer = succeeds(&["inspect", &model, "--stage", stage, "--target", target, "--layer", "quantized_sg_mkldnn_conv_bn_5"]);
        assert!(!layer.trim().is_empty() && layer.len() < out.len(), "{stage} of one layer");
    }
    let explained = succeeds(&["inspect", &model, "--explain", "--target", "avx512vnni"]);
    assert!(explained.contains("\nstage without tiles") && explained.contains("\nwhole network on generic: "), "{explained}");
    assert!(succeeds(&["inspect", &model, "--format", "svg"]).starts_with("<svg"));
    assert!(succeeds(&["inspect", &model, "--stage", "memory", "--format", "dot"]).starts_with("digraph"));
}

#[test]
fn a_batch_that_is_open_is_one_in_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let whole = path(&folder, "digits.onnx");
    succeeds(&["export", &digits("digits-fp32-symbol.json"), "--input-shape", "1,1,8,8", "-o", &whole]);
    let open = |axes: &[usize], file: &str| {
        let mut model = ModelFile::read(whole.as_ref()).unwrap().model;
        let inputs = &mut model.graph.as_mut().unwrap().input;
        let ty = inputs[0].r#type.as_mut().and_then(|ty| ty.tensor_type.as_mut()).unwrap();
        let extents = &mut ty.shape.as_mut().unwrap().dim;
        axes.iter().for_each(|&axis| extents[axis].value = Some(Dimension::Symbol(["N", "channels", "height", "width"][axis].into())));
        onnx_file::write(path(&folder, file).as_ref(), &model).unwrap();
        path(&folder, file)
    };
    let (model, images) = (open(&[0], "open.onnx"), digits("images.npy"));
    let (out, compiled, exported) = (path(&folder, "int8.onnx"), path(&folder, "open.so"), path(&folder, "again.onnx"));
    let said = |arguments: &[&str]| {
        let output = graver(arguments);
        let (_, err) = texts(&output);
        assert!(output.status.success(), "{arguments:?}: {err}");
        err
    };
    for command in [
        &["inspect", &model][..],
        &["inspect", &model, "--stage", "plan"],
        &["inspect", &model, "--explain"],
        &["compile", &model, "--emit", "header", "--target", "avx512vnni", "-o", &compiled],
        &["verify", &model, "--target", "portable"],
        &["export", &model, "-o", &exported],
    ] {
        let err = said(command);
        assert!(err.contains("leaves the batch of this input open: it is 1") && err.contains("--batch N"), "{command:?}: {err}");
        assert!(!said(&[command, &["--batch", "1"]].concat()).contains("leaves the batch"));
    }
    if machine_code_runs("an open batch") {
        assert!(said(&["bench", &model, "--seconds", "0"]).contains("it is 1"));
        // Data says how many rows there are.
        assert_eq!(said(&["quantize", &model, "--calib", &images, "-o", &out]), "");
    }
    let (_, err) = fails(1, &["inspect", &open(&[0, 2, 3], "images.onnx")]);
    assert!(err.contains("N x 1 x height x width") && err.contains("--input-shape data=1,1,height,width"), "{err}");
    let (_, err) = fails(1, &["inspect", &shipped("tests/fixtures/mxnet_flow/joins-symbol.json")]);
    assert!(err.contains("error[missing] at 'data'") && err.contains("--input-shape data=1,3,224,224"), "{err}");
}

#[test]
fn errors_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (_, err) = fails(1, &["compile", &path(&folder, "absent-symbol.json")]);
    assert!(err.contains("error[io]") && err.contains("hint:"), "{err}");
    let lonely = path(&folder, "lonely-symbol.json");
    std::fs::copy(digits("digits-symbol.json"), &lonely).unwrap();
    let (_, err) = fails(1, &["inspect", &lonely]);
    assert!(err.contains("error[missing]") && err.contains("--params"), "{err}");
    let (_, err) = fails(1, &["inspect", &digits("digits-symbol.json"), "--layer", "conv_bn"]);
    assert!(err.contains("layers: quantized_sg_mkldnn_conv_bn_act_0"), "{err}");
    let (_, err) = fails(1, &["verify", &digits("digits-symbol.json"), "--input", &digits("labels.npy")]);
    assert!(err.contains("error[shape] at 'data'"), "{err}");
    fails(2, &["compile", &lonely, "--emit", "exe"]);
    fails(2, &["compile", &lonely, "--name", "not a name"]);
    fails(2, &["frobnicate"]);
}

#[test]
fn networks_of_the_zoo_stand_for_files() {
    let small = ["--input-shape", "1,3,48,48"];
    let with = |arguments: &[&'static str]| [arguments, &small[..]].concat();
    let float = succeeds(&with(&["inspect", "zoo:squeezenet1_1-fp32"]));
    assert!(float.contains("graph \"squeezenet1_1_fp32\"") && float.contains("input %data: f32<1x3x48x48>") && !float.contains("u8<"), "{float}");
    let integer = succeeds(&with(&["inspect", "zoo:squeezenet1_1"]));
    assert!(integer.contains("graph \"squeezenet1_1\"") && integer.contains("u8<1x1000x"), "{integer}");
    let folder = tempfile::tempdir().unwrap();
    let out = path(&folder, "net.h");
    succeeds(&[&with(&["compile", "zoo:squeezenet1_1-fp32", "--emit", "header", "--target", "avx512vnni"])[..], &["-o", &out]].concat());
    assert!(folder.path().join("net.hpp").is_file());
    assert!(succeeds(&["--help"]).contains("zoo:NAME") && succeeds(&["bench", "--help"]).contains("zoo:resnet50_v1"));

    let (_, err) = fails(1, &["bench", "zoo:alexnet"]);
    assert!(err.contains("zoo:alexnet") && err.contains("mobilenet_v2"), "{err}");
    let (_, err) = fails(1, &["run", "zoo:vgg16", "--params", "x.params", "--input", &digits("images.npy")]);
    assert!(err.contains("--params") && err.contains("hint:"), "{err}");
}

#[test]
fn quiet_says_nothing_but_errors_and_results() {
    let folder = tempfile::tempdir().unwrap();
    let output = graver(&["-q", "compile", &digits("digits-symbol.json"), "-o", &path(&folder, "d.so"), "--target", "avx512vnni"]);
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty());
    assert!(folder.path().join("d.so").is_file() && folder.path().join("d.h").is_file());
}
