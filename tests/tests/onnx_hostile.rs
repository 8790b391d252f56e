//! Damaged and hostile ONNX files: whatever comes in, the frontend gives one clear diagnostic or a graph that verifies, and never panics, runs long or
//! takes much memory. `GRAVER_MUTATIONS` says how many files are made, of how many it is 5,000.

use graver::diagnostic::{Code, Severity};
use graver::frontend::{ImportOptions, Numerics, onnx};
use graver::graph::{Shape, verify};
use graver::onnx_file::{AttributeProto, Dimension, ModelProto, NodeProto, TensorProto};
use graver::transform::pipeline::canonical_form;
use graver_tests::mutation::{Choices, NUMBERS, damage};
use graver_tests::shared;
use proptest::test_runner::{RngAlgorithm, TestRng};
use prost::Message;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Real files: the project's own networks, and where they are there a face detector in four forms, digit readers and test cases of the ONNX project.
fn sound_models() -> Vec<(PathBuf, Vec<u8>)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths: Vec<PathBuf> = ["onnx_qdq", "onnx_digits"].iter().flat_map(|folder| files(&fixtures.join(folder))).collect();
    if let Some(root) = shared::root() {
        paths.extend(files(&root.join("models/onnx_ultraface_int8")));
        paths.extend(files(&root.join("models/onnx_mnist_small")));
        paths.extend(["onnx_digits_dw", "onnx_digits_plain", "onnx_digits_resnet"].iter().flat_map(|d| files(&root.join("oracles/fixtures/onnx").join(d))));
        for case in ["test_resize_upsample_scales_linear", "test_slice_neg_steps", "test_split_variable_parts_2d_opset18", "test_convtranspose_pads"] {
            paths.push(root.join("models/conf_onnx_node").join(case).join("model.onnx"));
        }
    }
    paths.into_iter().filter_map(|path| std::fs::read(&path).ok().map(|bytes| (path, bytes))).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    found.retain(|path| path.extension().is_some_and(|e| e == "onnx"));
    found.sort();
    found
}

const OPERATORS: [&str; 49] = [
    "QLinearConv",
    "QLinearMatMul",
    "ConvInteger",
    "MatMulInteger",
    "DynamicQuantizeLinear",
    "QGemm",
    "QLinearAdd",
    "QLinearConcat",
    "QLinearAveragePool",
    "QuantizeLinear",
    "DequantizeLinear",
    "Conv",
    "MatMul",
    "Gemm",
    "Add",
    "Mul",
    "Relu",
    "Clip",
    "Softmax",
    "Concat",
    "MaxPool",
    "AveragePool",
    "GlobalAveragePool",
    "ReduceMean",
    "Pad",
    "Resize",
    "Reshape",
    "Flatten",
    "Transpose",
    "Squeeze",
    "Unsqueeze",
    "Slice",
    "Split",
    "Gather",
    "ArgMax",
    "Shape",
    "ConstantOfShape",
    "Expand",
    "Tile",
    "Range",
    "Where",
    "Cast",
    "ConvTranspose",
    "BatchNormalization",
    "Constant",
    "NonZero",
    "DepthToSpace",
    "Upsample",
    "Nonsense",
];

/// Changes a model, so that most of it stays sound and the change reaches deep into the import.
fn mutate(model: &mut ModelProto, choices: &mut Choices) {
    let Some(graph) = &mut model.graph else { return };
    for _ in 0..1 + choices.below(3) {
        let count = graph.node.len();
        if count == 0 {
            return;
        }
        let names: Vec<String> = graph.node.iter().flat_map(|n| n.output.clone()).chain(graph.initializer.iter().map(|t| t.name.clone())).collect();
        let index = choices.below(count);
        match choices.below(14) {
            0 => graph.node[index].op_type = (*choices.of(&OPERATORS)).to_owned(),
            1 | 2 => mutate_attribute(&mut graph.node[index], choices),
            3 | 4 => {
                let inputs = &mut graph.node[index].input;
                let place = choices.below(inputs.len());
                if let Some(input) = inputs.get_mut(place) {
                    *input = if choices.below(8) == 0 { String::new() } else { choices.of(&names).clone() };
                }
            }
            5 => {
                let inputs = &mut graph.node[index].input;
                if choices.below(2) == 0 {
                    inputs.pop();
                } else {
                    inputs.push(choices.of(&names).clone());
                }
            }
            6 => graph.node.swap(index, choices.below(count)),
            7 => drop(graph.node.remove(index)),
            8 => {
                let mut copy: NodeProto = graph.node[index].clone();
                copy.output.iter_mut().for_each(|output| output.push_str(".copy"));
                graph.node.insert(index, copy);
            }
            9 | 10 => {
                let place = choices.below(graph.initializer.len());
                if let Some(tensor) = graph.initializer.get_mut(place) {
                    mutate_tensor(tensor, choices);
                }
            }
            11 => {
                let place = choices.below(graph.output.len());
                if let Some(output) = graph.output.get_mut(place) {
                    output.name.clone_from(choices.of(&names));
                }
            }
            12 => {
                let shape = graph.input.iter_mut().filter_map(|i| i.r#type.as_mut()?.tensor_type.as_mut()?.shape.as_mut()).next();
                let Some(shape) = shape else { continue };
                let place = choices.below(shape.dim.len());
                if let Some(dimension) = shape.dim.get_mut(place) {
                    dimension.value = Some(Dimension::Extent(*choices.of(&NUMBERS)));
                }
            }
            _ => {
                let place = choices.below(model.opset_import.len());
                if let Some(opset) = model.opset_import.get_mut(place) {
                    opset.version = *choices.of(&[1, 6, 9, 10, 11, 13, 18, 21, 25, 1000, i64::MIN]);
                }
            }
        }
    }
}

fn mutate_attribute(node: &mut NodeProto, choices: &mut Choices) {
    if node.attribute.is_empty() {
        let name = (*choices.of(&["axis", "axes", "pads", "group", "auto_pad", "to", "mode", "perm", "keepdims"])).to_owned();
        let ints = (0..choices.below(5)).map(|_| *choices.of(&NUMBERS)).collect();
        node.attribute.push(AttributeProto { name, i: *choices.of(&NUMBERS), ints, ..AttributeProto::default() });
        return;
    }
    let place = choices.below(node.attribute.len());
    let attribute = &mut node.attribute[place];
    match choices.below(6) {
        0 => drop(node.attribute.remove(place)),
        1 => attribute.i = *choices.of(&NUMBERS),
        2 => {
            let at = choices.below(attribute.ints.len());
            if let Some(number) = attribute.ints.get_mut(at) {
                *number = *choices.of(&NUMBERS);
            }
        }
        3 => attribute.ints.push(*choices.of(&NUMBERS)),
        4 => drop(attribute.ints.pop()),
        _ => attribute.f = *choices.of(&[0.0, -1.0, f32::NAN, f32::INFINITY, f32::MIN_POSITIVE, 1e38]),
    }
}

fn mutate_tensor(tensor: &mut TensorProto, choices: &mut Choices) {
    match choices.below(6) {
        0 => {
            let at = choices.below(tensor.dims.len());
            if let Some(extent) = tensor.dims.get_mut(at) {
                *extent = *choices.of(&NUMBERS);
            }
        }
        1 => tensor.dims.push(1),
        2 => drop(tensor.dims.pop()),
        3 => tensor.data_type = *choices.of(&[0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 14, 16, 21, 99]),
        4 => tensor.data_location = 1,
        _ => {
            let mut raw = tensor.raw_data.clone().unwrap_or_default().to_vec();
            for _ in 0..1 + choices.below(2) {
                if raw.len() >= 4 {
                    let at = choices.below(raw.len() / 4) * 4;
                    let end = (at + 8).min(raw.len());
                    let word = match choices.below(2) {
                        0 => choices.of(&NUMBERS).to_le_bytes(),
                        _ => (u64::from(choices.of(&[f32::NAN, f32::INFINITY, 0.0, -1.0, 1e-40]).to_bits())).to_le_bytes(),
                    };
                    raw[at..end].copy_from_slice(&word[..end - at]);
                }
            }
            tensor.raw_data = Some(raw.into());
        }
    }
}

/// Imports and checks what came out. Gives whether a graph did.
fn check(bytes: &[u8], choices: &mut Choices) -> Result<bool, String> {
    let mut options = ImportOptions { numerics: *choices.of(&[Numerics::Source, Numerics::Ideal]), ..ImportOptions::default() };
    options.batch = *choices.of(&[None, None, None, Some(1), Some(3), Some(0), Some(usize::MAX)]);
    if choices.below(4) == 0 {
        options.fallback_shapes.insert(String::new(), Shape::new([1, 3, 12, 12]).expect("a small shape"));
    }
    let start = Instant::now();
    let result = onnx::import_bytes(bytes.to_vec(), "model", &options);
    let took = start.elapsed();
    if took > Duration::from_secs(20) {
        return Err(format!("importing took {took:?}"));
    }
    match result {
        Err(d) if d.severity != Severity::Error || d.message.is_empty() || d.code == Code::Invalid => Err(format!("{d}")),
        Err(d) if d.to_string().len() > 4000 => {
            Err(format!("a message of {} bytes: {}", d.to_string().len(), d.to_string().chars().take(300).collect::<String>()))
        }
        Err(_) => Ok(false),
        Ok(imported) => {
            verify(&imported.graph).map_err(|d| format!("an imported graph does not verify: {d}"))?;
            let small = imported.graph.values.iter().map(|v| v.ty.bytes()).sum::<usize>() < 1 << 22;
            if small && choices.below(16) == 0 {
                match canonical_form(imported.graph) {
                    Err(d) if d.code == Code::Invalid => return Err(format!("canonical form: {d}")),
                    _ => {}
                }
            }
            Ok(true)
        }
    }
}

/// The most memory that this process had at once, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[test]
fn whatever_comes_in_there_is_a_graph_or_a_diagnostic() {
    let count: u64 = std::env::var("GRAVER_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(5000);
    let models = sound_models();
    assert!(models.len() >= 8, "only {} sound models were found", models.len());
    let mut graphs = 0;
    let mut failures: Vec<String> = Vec::new();
    for seed in 0..count {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut choices = Choices(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
        let (path, sound) = &models[choices.below(models.len())];
        let mut file = sound.clone();
        if choices.below(3) > 0 {
            let mut model = ModelProto::decode(&sound[..]).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            mutate(&mut model, &mut choices);
            file = model.encode_to_vec();
        } else {
            damage(&mut file, &mut choices);
        }
        match check(&file, &mut choices) {
            Ok(graph) => graphs += u64::from(graph),
            Err(error) => failures.push(format!("mutation {seed} of {}: {error}", path.display())),
        }
    }
    assert!(failures.is_empty(), "{} failures, the first of them:\n{}", failures.len(), failures[..failures.len().min(12)].join("\n"));
    let peak = peak_memory();
    println!("{count} mutations of {} files: {graphs} graphs, {} diagnostics, peak memory {:?} MB", models.len(), count - graphs, peak.map(|b| b >> 20));
    assert!(graphs * 20 > count, "{graphs} of {count} mutations became graphs: they do not reach deep enough");
    assert!(peak.is_none_or(|bytes| bytes < 3 << 30), "{peak:?} bytes of memory");
}
