//! Damaged and hostile MXNet files: whatever comes in, the frontend gives one clear diagnostic or a graph that verifies, and never
//! panics, runs long or allocates more than the files hold.

use graver::diagnostic::{Code, Severity};
use graver::frontend::{ImportOptions, Numerics, mxnet};
use graver::graph::{Definition, Shape, verify};
use graver::tensor_file::write_npz;
use graver_tests::digits_example;
use graver_tests::mxnet_model::{every_operator, listed_arrays};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// A sound model: its symbol, its parameters.
struct Model {
    symbol: Value,
    text: Vec<u8>,
    params: Vec<u8>,
}

/// How many there are.
const COUNT: usize = 9;

static MODELS: LazyLock<[Model; COUNT]> = LazyLock::new(|| {
    let read = |name: &str| std::fs::read(digits_example().join(name)).expect("the bundled example is complete");
    let bundled = |name: &str| {
        let text = read(&format!("{name}-symbol.json"));
        Model { symbol: serde_json::from_slice(&text).expect("the bundled symbol is JSON"), text, params: read(&format!("{name}-0000.params")) }
    };
    let (symbol, params) = every_operator();
    let everything = Model { text: symbol.to_string().into_bytes(), symbol, params };
    let judged = |name: &str, archive: bool| {
        let read =
            |end: &str| std::fs::read(format!("{}/fixtures/mxnet_quantized/{name}-{end}", env!("CARGO_MANIFEST_DIR"))).expect("the fixtures are complete");
        // As 2.x writes it: its names, and an archive of parameters.
        let mut text = String::from_utf8(read("symbol.json")).expect("the symbol is text");
        let mut params = read("0000.params");
        if archive {
            text = text.replace("\"_sg_mkldnn_", "\"_sg_onednn_").replace("\"_contrib_quantized_", "\"_npx_quantized_").replace("10901", "20000");
            params = as_archive(&params);
        }
        Model { symbol: serde_json::from_str(&text).expect("the symbol is JSON"), text: text.into_bytes(), params }
    };
    let [elements, second_elements] = [false, true].map(|archive| judged("elements", archive));
    let [plain, boundaries, uncalibrated] = ["plain", "boundaries", "uncalibrated"].map(|name| judged(name, false));
    [bundled("digits"), bundled("digits-fp32"), everything, elements, second_elements, plain, boundaries, uncalibrated, judged("dense_layers", true)]
});

/// A list of arrays as an archive.
fn as_archive(list: &[u8]) -> Vec<u8> {
    let arrays = listed_arrays(list);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("params");
    write_npz(&path, arrays.iter().map(|(name, tensor)| (name.as_str(), tensor))).expect("an archive");
    std::fs::read(path).expect("the archive")
}

/// Shapes that a person may ask for, sensible and not; `None` leaves the question to the file.
fn shape(choice: u32) -> Option<Shape> {
    let extents: &[usize] = match choice % 64 {
        0 => &[1, 1, 8, 8],
        1 => &[3, 4, 6, 6],
        2 => &[1, 1, 1, 1],
        3 => &[1, 4, 100_000, 5000],
        4 => &[1, 4],
        5 => &[1, 4, 6],
        6 => &[],
        7 => &[1 << 29, 4, 1, 1],
        _ => return None,
    };
    Shape::new(extents).ok()
}

fn options(choice: u32) -> ImportOptions {
    let mut options = ImportOptions { numerics: if choice.is_multiple_of(2) { Numerics::Source } else { Numerics::Ideal }, ..ImportOptions::default() };
    options.fallback_shapes.insert(String::new(), Shape::new([1, 4, 6, 6]).expect("a small shape"));
    options.input_shapes.extend(shape(choice / 2).map(|shape| (String::new(), shape)));
    options.batch = match choice / 128 % 32 {
        0 => Some(0),
        1 => Some(usize::MAX),
        2 => Some(7),
        _ => None,
    };
    options
}

/// Imports and checks what came out. Gives whether a graph did.
fn check(symbol: &[u8], params: &[u8], options: &ImportOptions) -> Result<bool, TestCaseError> {
    let start = Instant::now();
    let result = mxnet::import_bytes(symbol, params.to_vec(), "model", options);
    prop_assert!(start.elapsed() < Duration::from_secs(10), "importing took {:?}", start.elapsed());
    match result {
        Err(d) => {
            prop_assert!(d.severity == Severity::Error && !d.message.is_empty() && d.code != Code::Invalid, "{d}");
            prop_assert!(d.to_string().len() < 2000, "{d}");
            Ok(false)
        }
        Ok(imported) => {
            verify(&imported.graph).map_err(|d| TestCaseError::fail(format!("an imported graph does not verify: {d}")))?;
            let constants: usize = imported.graph.values.iter().filter(|v| matches!(v.definition, Definition::Constant(_))).map(|v| v.ty.bytes()).sum();
            prop_assert!(constants <= 64 * (symbol.len() + params.len()), "{constants} bytes of constants");
            Ok(true)
        }
    }
}

/// Values for attributes: extremes, other spellings, nonsense.
const VALUES: [&str; 46] = [
    "0",
    "-1",
    "1",
    "2",
    "7",
    "True",
    "False",
    "None",
    "",
    "nan",
    "inf",
    "-inf",
    "1e-45",
    "1e38",
    "1e400",
    "0.000000",
    "-0.0",
    "2147483648",
    "18446744073709551615",
    "99999999999999999999999999",
    "(0, 0)",
    "(1, 1)",
    "(2, 2)",
    "(3, 3)",
    "(5, 1)",
    "(100000, 100000)",
    "(2147483648, 2147483648)",
    "(-1, -1)",
    "(1,)",
    "(1, 1, 1)",
    "()",
    "[2,2]",
    "(1L, 1L)",
    "auto",
    "uint8",
    "int8",
    "avg",
    "full",
    "float32",
    "sigmoid",
    "softrelu",
    "elu",
    "gelu",
    "relu",
    "12",
    "16777217",
];

const OPERATORS: [&str; 37] = [
    "null",
    "_sg_mkldnn_conv",
    "_sg_mkldnn_fully_connected",
    "_contrib_quantize_v2",
    "_contrib_dequantize",
    "_contrib_requantize",
    "_contrib_quantized_pooling",
    "_contrib_quantized_flatten",
    "_contrib_quantized_act",
    "_contrib_quantized_concat",
    "_contrib_quantized_elemwise_add",
    "_contrib_quantized_batch_norm",
    "Convolution",
    "FullyConnected",
    "BatchNorm",
    "Pooling",
    "Activation",
    "LeakyReLU",
    "clip",
    "Concat",
    "elemwise_add",
    "_sg_onednn_conv",
    "_sg_onednn_fully_connected",
    "_contrib_quantize",
    "_contrib_quantized_conv",
    "_contrib_quantized_fully_connected",
    "_contrib_quantized_elemwise_mul",
    "_contrib_quantized_embedding",
    "_contrib_quantized_npi_add",
    "_contrib_quantized_batch_norm_relu",
    "square",
    "exp",
    "_npx_quantized_pooling",
    "_npx_quantized_reshape",
    "_contrib_quantized_reshape",
    "_contrib_quantized_transpose",
    "_npx_reshape",
];

/// One change of a graph's structure. The numbers choose what and where; changes that leave most of the graph sound are the most frequent,
/// so that they reach deep into the import.
type Change = (u8, u32, u32, u32);

fn pick(list: &mut [Value], choice: u32) -> Option<&mut Value> {
    let index = choice as usize % list.len().max(1);
    list.get_mut(index)
}

/// A field of a node, if it is there.
fn field<'a>(graph: &'a mut Value, index: usize, key: &str) -> Option<&'a mut Value> {
    graph.get_mut("nodes")?.get_mut(index)?.get_mut(key)
}

/// Renumbers references after a node was inserted at (`+1`) or removed from (`−1`) an index.
fn shift_references(graph: &mut Value, from: usize, by: i64) {
    let shift = |entry: &mut Value| {
        if let Some(node) = entry.get_mut(0)
            && let Some(index) = node.as_i64().filter(|&i| i >= from as i64)
        {
            *node = json!((index + by).max(0));
        }
    };
    let entries = |owner: &mut Value, key: &str| owner.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().for_each(shift);
    for node in graph.get_mut("nodes").and_then(Value::as_array_mut).into_iter().flatten() {
        entries(node, "inputs");
    }
    entries(graph, "heads");
}

fn mutate(graph: &mut Value, (kind, a, b, c): Change) {
    let Some(count) = graph["nodes"].as_array().map(Vec::len).filter(|&n| n > 0) else { return };
    let index = a as usize % count;
    match kind % 40 {
        // Remove a node, with and without renumbering.
        0 => {
            graph["nodes"].as_array_mut().map(|nodes| nodes.remove(index));
            if b % 8 != 0 {
                shift_references(graph, index + 1, -1);
            }
        }
        // Duplicate a node under its name or another.
        1 => {
            let mut copy = graph["nodes"][index].clone();
            if b % 8 != 0 {
                copy["name"] = json!(format!("copy{c}"));
                shift_references(graph, index + 1, 1);
            }
            if let Some(nodes) = graph["nodes"].as_array_mut() {
                nodes.insert(index + 1, copy);
            }
        }
        2 => {
            if let Some(nodes) = graph["nodes"].as_array_mut() {
                nodes.swap(index, b as usize % count);
            }
        }
        // Point an input or a head somewhere else.
        3 | 4 => {
            let target = json!([b as usize % (count + 1), c % 4, 0]);
            let list = if kind % 40 == 3 { field(graph, index, "inputs") } else { graph.get_mut("heads") };
            if let Some(entry) = list.and_then(Value::as_array_mut).and_then(|l| pick(l, c / 4)) {
                *entry = target;
            }
        }
        5 => {
            if let Some(inputs) = field(graph, index, "inputs").and_then(Value::as_array_mut).filter(|i| !i.is_empty()) {
                let length = inputs.len();
                inputs.swap(b as usize % length, c as usize % length);
            }
        }
        6 => {
            if let Some(inputs) = field(graph, index, "inputs").and_then(Value::as_array_mut).filter(|i| !i.is_empty()) {
                inputs.remove(b as usize % inputs.len());
            }
        }
        7 => {
            if let Some(inputs) = field(graph, index, "inputs").and_then(Value::as_array_mut) {
                inputs.push(json!([b as usize % count, c % 3, 0]));
            }
        }
        // Change or drop an attribute of a node or of a fused operator.
        14..=27 => {
            // Not those of a variable, most of which mean nothing.
            let operators: Vec<usize> = (0..count).filter(|&i| graph["nodes"][i]["op"] != "null").collect();
            let index = operators.get(a as usize % operators.len().max(1)).copied().unwrap_or(index);
            if let Some(attributes) = field(graph, index, "attrs").and_then(Value::as_object_mut).filter(|m| !m.is_empty()) {
                let key = attributes.keys().nth(b as usize % attributes.len()).cloned().unwrap_or_default();
                if c % 8 == 0 {
                    attributes.remove(&key);
                } else {
                    attributes.insert(key, json!(VALUES[c as usize / 8 % VALUES.len()]));
                }
            }
        }
        8 | 9 => graph["nodes"][index]["op"] = json!(OPERATORS[b as usize % OPERATORS.len()]),
        10 => graph["nodes"][index]["name"] = graph["nodes"][b as usize % count]["name"].clone(),
        // Another JSON type where one is expected.
        11 => {
            let key = ["inputs", "attrs", "subgraphs", "name", "op"][b as usize % 5];
            graph["nodes"][index][key] = [json!(null), json!(-1), json!("x"), json!([]), json!({}), json!(1e300), json!([[[0, 0, 0]]])][c as usize % 7].clone();
        }
        // Into the subgraph of a fused node.
        _ => {
            let fused: Vec<usize> = (0..count).filter(|&i| graph["nodes"][i]["subgraphs"].is_array()).collect();
            let index = fused.get(a as usize % fused.len().max(1)).copied().unwrap_or(index);
            if let Some(subgraph) = field(graph, index, "subgraphs").and_then(|list| list.get_mut(0)) {
                mutate(subgraph, ((b % 28) as u8, b / 28, c, c / 7));
            }
        }
    }
}

/// One change of bytes: where, how, with what.
type ByteChange = (u8, u32, u64);

/// Words that look like counts, extents and floats that nothing can hold.
const WORDS: [u64; 10] = [0, 1, u64::MAX, 1 << 63, 1 << 40, 0x112, 0xF993_FAC8, 0xF993_FACA, 0x7FC0_0000_7FC0_0000, 0x7F80_0000_FF80_0000];

fn damage(bytes: &mut Vec<u8>, (kind, at, value): ByteChange) {
    if bytes.is_empty() {
        return;
    }
    // Some changes hit the front, where headers are.
    let range = if value % 8 != 0 { bytes.len() } else { bytes.len().min(400) };
    let at = at as usize % range;
    match kind / 2 % 16 {
        0 => bytes.truncate(at),
        1 => {
            bytes.remove(at);
        }
        2 => bytes.insert(at, value as u8),
        3..=8 => {
            let end = (at + 8).min(bytes.len());
            let word = if value % 2 == 0 { WORDS[(value / 2) as usize % WORDS.len()] } else { value };
            bytes[at..end].copy_from_slice(&word.to_le_bytes()[..end - at]);
        }
        9..=14 => bytes[at] ^= (value % 255) as u8 + 1,
        _ => {
            let end = (at + (value % 200) as usize).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
    }
}

#[test]
fn the_sound_models_import() {
    for model in &*MODELS {
        let mut options = ImportOptions::default();
        options.fallback_shapes.insert(String::new(), Shape::new([1, 4, 6, 6]).unwrap());
        if model.params == MODELS[1].params {
            options.input_shapes.insert(String::new(), Shape::new([1, 1, 8, 8]).unwrap());
        }
        for numerics in [Numerics::Source, Numerics::Ideal] {
            options.numerics = numerics;
            let imported = mxnet::import_bytes(&model.text, model.params.clone(), "model", &options).unwrap_or_else(|d| panic!("{d}"));
            verify(&imported.graph).unwrap_or_else(|d| panic!("{d}"));
        }
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(8000))]

    #[test]
    fn changed_structure(which in 0..COUNT, changes in vec(any::<Change>(), 1..4), choice in any::<u32>()) {
        let model = &MODELS[which];
        let mut symbol = model.symbol.clone();
        changes.into_iter().for_each(|change| mutate(&mut symbol, change));
        check(symbol.to_string().as_bytes(), &model.params, &options(choice))?;
    }
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn damaged_symbol_bytes(which in 0..COUNT, changes in vec(any::<ByteChange>(), 1..4)) {
        let model = &MODELS[which];
        let mut text = model.text.clone();
        changes.into_iter().for_each(|change| damage(&mut text, change));
        check(&text, &model.params, &options(4095))?;
    }

    #[test]
    fn damaged_parameter_bytes(which in 0..COUNT, changes in vec(any::<ByteChange>(), 1..4)) {
        let model = &MODELS[which];
        let mut params = model.params.clone();
        changes.into_iter().for_each(|change| damage(&mut params, change));
        check(&model.text, &params, &options(4095))?;
    }
}
