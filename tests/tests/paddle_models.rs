//! Networks that PaddlePaddle saved against what Paddle computed with them: its float execution of the operators that simulate integers.

use graver::codegen::{CompiledProgram, target::Target};
use graver::emit::jit::JitModel;
use graver::frontend::{ImportOptions, import};
use graver::graph::{DType, Graph, Node, Op, Tensor, TensorData, verify};
use graver::plan::machine::Machine;
use graver::reference;
use graver_tests::agreement::{run_model, to_program};
use graver_tests::compare::{correct, numbers, sqnr_db};
use graver_tests::recorded::{read, read_labels, rows};
use graver_tests::shared::Cases;
use std::path::Path;
use std::sync::Arc;

fn text(e: graver::diagnostic::Diagnostic) -> String {
    e.to_string()
}

/// What the network computes for rows that it takes together.
fn computed(model: &Path, options: ImportOptions, input: &Tensor) -> Result<(Graph, Tensor), String> {
    let options = ImportOptions { batch: Some(input.shape.extents()[0]), ..options };
    let graph = import(model, &options).map_err(text)?.graph;
    verify(&graph).map_err(text)?;
    let output = match Target::best_here() {
        Ok(target) => {
            let compiled = CompiledProgram::compile(to_program(&graph, &target, &Machine::GENERIC).map_err(text)?, target).map_err(text)?;
            let model = Arc::new(JitModel::load(&compiled).map_err(text)?.into_model().map_err(text)?);
            run_model(&model, &compiled.program, std::slice::from_ref(input), 1).map_err(text)?.remove(0)
        }
        Err(_) => reference::run(&graph, std::slice::from_ref(input)).map_err(text)?.outputs().next().ok_or("no output")?.1.clone(),
    };
    Ok((graph, output))
}

/// How many weighted layers compute with integers, and how many there are.
fn integer_layers(graph: &Graph) -> (usize, usize) {
    let is_layer = |node: &Node| matches!(node.op, Op::Convolution { .. } | Op::FullyConnected);
    let layers: Vec<bool> = graph.nodes().filter(|(_, node)| is_layer(node)).map(|(_, node)| graph.ty(node.inputs[0]).dtype != DType::F32).collect();
    (layers.iter().filter(|is| **is).count(), layers.len())
}

/// Compares with a recorded output: at least `least` dB, and all of the weighted layers in integers or none.
fn agrees(model: &Path, input: &Tensor, expected: &Tensor, least: f64, integer: bool) -> Result<(Tensor, String), String> {
    let (graph, found) = computed(model, ImportOptions::default(), input)?;
    if found.shape != expected.shape {
        return Err(format!("the shape {} instead of {}", found.shape, expected.shape));
    }
    let (integers, layers) = integer_layers(&graph);
    if integers != if integer { layers } else { 0 } {
        return Err(format!("{integers} of {layers} layers in integers"));
    }
    let found_db = sqnr_db(expected, &found);
    match found_db >= least {
        true => Ok((found, format!("{found_db:.1} dB, {integers} of {layers} layers in integers"))),
        false => Err(format!("{found_db:.1} dB, at least {least} are expected")),
    }
}

/// Rows whose largest number is at the same place.
fn same_labels(a: &Tensor, b: &Tensor) -> usize {
    let classes = a.shape.extents()[1];
    let label = |row: &[f64]| row.iter().enumerate().fold(0, |best, (i, x)| if *x > row[best] { i } else { best });
    numbers(a).chunks_exact(classes).zip(numbers(b).chunks_exact(classes)).filter(|(a, b)| label(a) == label(b)).count()
}

fn digits(folder: &Path, name: &str, integer: bool) -> Result<String, String> {
    let input = read(&folder.join("x_heldout_f32_first500.npy")).map_err(text)?;
    let count = input.shape.extents()[0];
    let recorded = rows(&read(&folder.join(format!("{name}.out_heldout2000.npy"))).map_err(text)?, 0, count);
    let labels = read_labels(&folder.join("y_heldout.npy")).map_err(text)?;
    let (found, line) = agrees(&folder.join(format!("{name}.pdmodel")), &input, &recorded, if integer { 30.0 } else { 100.0 }, integer)?;
    let (same, ours, theirs) = (same_labels(&found, &recorded), correct(&found, &labels[..count]), correct(&recorded, &labels[..count]));
    let drop = (theirs as f64 - ours as f64) / count as f64 * 100.0;
    match same * 1000 >= count * 995 && drop.abs() <= 0.3 {
        true => Ok(format!("{line}; {same} of {count} labels equal, {ours} right, Paddle {theirs}")),
        false => Err(format!("{line}; {same} of {count} labels equal, {ours} right, Paddle {theirs}")),
    }
}

#[test]
fn networks_that_were_trained_for_integers() {
    let mut cases = Cases::new("paddle_models: digits");
    cases.run_shared("models/paddle_qat_mnist", |folder| digits(folder, "fp32", false));
    cases.run_shared("models/paddle_qat_mnist", |folder| digits(folder, "qat_fakequant", true));
    cases.finish();
}

/// The photos as the network reads them; `folder` holds the models.
fn photos(folder: &Path) -> Result<Tensor, String> {
    let bytes = rows(&read(&folder.join("paddle_mobilenetv1_trunc_fp32/x_u8_bgr_nchw_14.npy")).map_err(text)?, 0, 4);
    let TensorData::U8(bytes_of) = &bytes.data else { return Err(format!("{} photos", bytes.dtype())) };
    let floats: Vec<f32> = bytes_of.iter().map(|&b| f32::from(b) / SCALE).collect();
    Tensor::new(bytes.shape.clone(), TensorData::F32(floats.into())).map_err(text)
}

/// Photos are handed in from 0 to 1.
const SCALE: f32 = 255.0;

fn photos_through(folder: &Path, program: &str, recorded: &str, least: f64, integer: bool) -> Result<String, String> {
    let expected = read(&folder.join(recorded)).map_err(text)?;
    agrees(&folder.join(program), &photos(folder.ancestors().nth(2).ok_or("no parent")?)?, &expected, least, integer).map(|(_, line)| line)
}

#[test]
fn mobilenet_in_floats_and_in_two_forms_of_integers() {
    let mut cases = Cases::new("paddle_models: mobilenet");
    cases.run_shared("models/paddle_mobilenetv1_trunc_fp32", |folder| {
        let expected = read(&folder.join("out_fp32_first4.npy")).map_err(text)?;
        let input = photos(folder.parent().ok_or("no parent")?)?;
        agrees(&folder.join("mobilenetv1_trunc.pdmodel"), &input, &expected, 100.0, false).map(|(_, line)| line)
    });
    // The old layout lacks the weights of the layer after the last one that is recorded.
    cases.run_shared("models/paddle_mobilenetv1_trunc_fp32", |folder| {
        let expected = read(&folder.join("out_fp32_first4.npy")).map_err(text)?;
        let options = ImportOptions { outputs: vec!["batch_norm_25.tmp_3".into()], ..ImportOptions::default() };
        let (_, found) = computed(&folder.join("orig"), options, &photos(folder.parent().ok_or("no parent")?)?)?;
        let db = sqnr_db(&expected, &found);
        if db >= 100.0 { Ok(format!("{db:.1} dB")) } else { Err(format!("{db:.1} dB")) }
    });
    for form in ["abs_max_fakequant", "hist_qdq_cw"] {
        cases.run_shared(&format!("models/paddle_mobilenetv1_trunc_int8/{form}"), |folder| {
            photos_through(folder, "model.pdmodel", "out_paddle_first4.npy", 30.0, true)
        });
    }
    cases.finish();
}

#[test]
fn small_networks_of_every_form() {
    let mut cases = Cases::new("paddle_models: small");
    for network in ["paddle_cnn_cw", "paddle_cnn_tensor", "paddle_cnn_onnxfmt", "paddle_mobilenet_cw", "paddle_mobilenet_tensor"] {
        for (program, recorded, integer) in [
            ("fp32/model.pdmodel", "fp32_out.npy", false),
            ("qat/model.pdmodel", "qat_out.npy", true),
            ("qat_oldstyle", "qat_out.npy", true),
            ("ptq/model.pdmodel", "ptq_out.npy", true),
        ] {
            let folder = format!("oracles/fixtures/paddle/{network}");
            if program.starts_with("ptq") && network != "paddle_cnn_cw" {
                continue;
            }
            cases.run_shared(&folder, |folder| {
                let input = read(&folder.join("input.npy")).map_err(text)?;
                let expected = read(&folder.join(recorded)).map_err(text)?;
                let (found, line) = agrees(&folder.join(program), &input, &expected, if integer { 30.0 } else { 100.0 }, integer)?;
                let same = same_labels(&found, &expected);
                if same == 16 { Ok(format!("{program}: {line}")) } else { Err(format!("{program}: {line}, {same} of 16 labels equal")) }
            });
        }
    }
    cases.finish();
}
