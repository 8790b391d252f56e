//! What the MXNet frontend says about models that it cannot read as they are, and what it does where MXNet departs from its own ranges.

use graver::diagnostic::{Code, Diagnostic};
use graver::frontend::{ImportOptions, Imported, Numerics, import, mxnet};
use graver::graph::{DType, Shape, Tensor, TensorData, verify};
use graver::reference;
use graver_tests::digits_example;
use graver_tests::mxnet_model::{dense_layer, every_operator};
use serde_json::{Value, json};

fn options(extents: &[usize]) -> ImportOptions {
    let mut options = ImportOptions::default();
    options.input_shapes.insert("data".into(), Shape::new(extents).unwrap());
    options
}

fn import_with(symbol: &Value, params: &[u8], options: &ImportOptions) -> Result<Imported, Diagnostic> {
    let imported = mxnet::import_bytes(symbol.to_string().as_bytes(), params.to_vec(), "m", options)?;
    verify(&imported.graph).unwrap_or_else(|d| panic!("{d}"));
    Ok(imported)
}

/// The node of that name.
fn node<'a>(symbol: &'a mut Value, name: &str) -> &'a mut Value {
    symbol["nodes"].as_array_mut().unwrap().iter_mut().find(|n| n["name"] == name).unwrap_or_else(|| panic!("there is no {name}"))
}

/// Operator `index` of the chain that was fused into a node.
fn inner<'a>(symbol: &'a mut Value, name: &str, index: usize) -> &'a mut Value {
    &mut node(symbol, name)["subgraphs"][0]["nodes"][index + 1]
}

type Edit = fn(&mut Value);

#[test]
fn each_defect_names_its_node() {
    let cases: &[(&str, Code, &str, Edit)] = &[
        ("c1", Code::Unsupported, "'_my_operator' is not read", |s| node(s, "c1")["op"] = json!("_my_operator")),
        ("c1", Code::Missing, "does not hold 'c1_other'", |s| node(s, "c1_weight")["name"] = json!("c1_other")),
        ("c1", Code::Shape, "must have the shape [9, 4, 3, 3], found [8, 4", |s| inner(s, "c1", 0)["attrs"]["num_filter"] = json!("9")),
        ("c1", Code::Shape, "must have the shape [8, 4, 5, 3]", |s| inner(s, "c1", 0)["attrs"]["kernel"] = json!("(5, 3)")),
        ("c1", Code::Shape, "'stride' must lie in 1..", |s| inner(s, "c1", 0)["attrs"]["stride"] = json!("(0, 1)")),
        ("c1", Code::Shape, "'pad' must lie in 0..", |s| inner(s, "c1", 0)["attrs"]["pad"] = json!("(2147483648, 0)")),
        ("c1", Code::Overflow, "more than 2^31", |s| inner(s, "c1", 0)["attrs"]["pad"] = json!("(1048576, 1048576)")),
        ("c1", Code::Shape, "does not fit into 6", |s| inner(s, "c1", 0)["attrs"]["dilate"] = json!("(9, 9)")),
        ("c2", Code::Shape, "num_group = 3 does not divide", |s| inner(s, "c2", 0)["attrs"]["num_group"] = json!("3")),
        ("c2", Code::Shape, "num_group = 0 does not divide", |s| inner(s, "c2", 0)["attrs"]["num_group"] = json!("0")),
        ("c1", Code::Unsupported, "layout NHWC", |s| inner(s, "c1", 0)["attrs"]["layout"] = json!("NHWC")),
        ("c1", Code::Malformed, "'with_bn' contradicts", |s| node(s, "c1")["attrs"]["with_bn"] = json!("false")),
        ("c1", Code::Malformed, "one subgraph, found 0", |s| node(s, "c1")["subgraphs"] = json!([])),
        ("c1", Code::Unsupported, "holds Pooling where", |s| inner(s, "c1", 0)["op"] = json!("Pooling")),
        ("c1", Code::Unsupported, "of the kind softsign", |s| inner(s, "c1", 2)["attrs"]["act_type"] = json!("softsign")),
        ("c1", Code::Malformed, "(number 7) is missing", |s| drop(node(s, "c1")["inputs"].as_array_mut().unwrap().pop())),
        ("c1", Code::Range, "is not finite", |s| node(s, "c1")["attrs"]["max_calib_range"] = json!("nan")),
        ("c1", Code::Range, "minimum is larger", |s| node(s, "c1")["attrs"]["max_calib_range"] = json!("-1.0")),
        ("c1", Code::Range, "has no scale", |s| node(s, "c1")["attrs"]["max_calib_range"] = json!("0.000000")),
        ("c1", Code::Malformed, "only one of", |s| drop(node(s, "c1")["attrs"].as_object_mut().unwrap().remove("max_calib_range"))),
        ("c2", Code::Range, "MXNet refuses to run this", |s| node(s, "c1")["attrs"]["min_calib_range"] = json!("-1.0")),
        ("c3", Code::Malformed, "a tensor where a range is expected", |s| node(s, "c3")["inputs"][4][1] = json!(0)),
        ("bn", Code::Unsupported, "needs a calibrated range", |s| node(s, "bn")["attrs"] = json!({"eps": "1e-05"})),
        ("bn", Code::Range, "no square root", |s| node(s, "bn")["attrs"]["eps"] = json!("-1")),
        ("p1", Code::Unsupported, "the type 'sum'", |s| node(s, "p1")["attrs"]["pool_type"] = json!("sum")),
        ("p1", Code::Shape, "in the padding altogether", |s| node(s, "p1")["attrs"]["pad"] = json!("(3, 3)")),
        ("p1", Code::Shape, "does not fit", |s| node(s, "p1")["attrs"]["kernel"] = json!("(100000, 100000)")),
        ("cat", Code::Malformed, "num_args = 9", |s| node(s, "cat")["attrs"]["num_args"] = json!("9")),
        ("cat", Code::Malformed, "an axis of a tensor with 4 axes", |s| node(s, "cat")["attrs"]["dim"] = json!("4")),
        ("fc2", Code::Shape, "must have the shape [4, 6], found [3, 6]", |s| inner(s, "fc2", 0)["attrs"]["num_hidden"] = json!("4")),
        ("fc1", Code::Unsupported, "shifted_output", |s| node(s, "fc1")["attrs"]["shifted_output"] = json!("True")),
        ("q", Code::Malformed, "must be auto, int8 or uint8", |s| node(s, "q")["attrs"]["out_type"] = json!("int4")),
        ("f1", Code::Unsupported, "'q' is computed by the network", |s| node(s, "f1")["inputs"][1] = json!([1, 0, 0])),
    ];
    for (name, code, message, edit) in cases {
        let (mut symbol, params) = every_operator();
        edit(&mut symbol);
        let found = import_with(&symbol, &params, &options(&[1, 4, 6, 6])).map(drop).expect_err(message);
        assert!(found.node.as_deref() == Some(name) && found.code == *code && found.message.contains(message), "expected '{message}' at '{name}':\n{found}");
    }
}

/// What older and newer versions of MXNet wrote for the same network.
#[test]
fn every_spelling_means_the_same() {
    let (symbol, params) = every_operator();
    let expected = import_with(&symbol, &params, &options(&[1, 4, 6, 6])).unwrap();
    let each = |symbol: &mut Value, edit: &dyn Fn(&mut Value)| {
        for node in symbol["nodes"].as_array_mut().unwrap() {
            for inner in node.get_mut("subgraphs").and_then(Value::as_array_mut).into_iter().flatten().flat_map(|g| g["nodes"].as_array_mut().unwrap()) {
                edit(inner);
            }
            edit(node);
        }
    };
    let rename = |node: &mut Value, old: &str, new: &str| {
        let object = node.as_object_mut().unwrap();
        if let Some(value) = object.remove(old) {
            object.insert(new.into(), value);
        }
    };
    let values = |node: &mut Value, map: &dyn Fn(&str) -> String| {
        for value in node.get_mut("attrs").and_then(Value::as_object_mut).into_iter().flat_map(|attributes| attributes.values_mut()) {
            *value = json!(map(value.as_str().unwrap()));
        }
    };
    type Respelling<'a> = (&'a str, &'a dyn Fn(&mut Value));
    let edits: [Respelling; 9] = [
        ("attr", &|node| rename(node, "attrs", "attr")),
        ("param", &|node| rename(node, "attrs", "param")),
        ("two elements", &|node| node["inputs"].as_array_mut().unwrap().iter_mut().for_each(|entry| drop(entry.as_array_mut().unwrap().pop()))),
        ("1 and 0", &|node| values(node, &|v| v.replace("true", "1").replace("True", "1").replace("False", "0"))),
        ("TRUE", &|node| values(node, &|v| v.replace("true", "TRUE").replace("True", "TRUE").replace("False", "FALSE"))),
        ("lists", &|node| values(node, &|v| v.replace('(', "[").replace(')', "]"))),
        ("long integers", &|node| values(node, &|v| if v.starts_with('(') { v.replace(',', "L,").replace(')', "L)") } else { v.to_string() })),
        ("relu flags", &|node| {
            if let Some(attributes) = node.get_mut("attrs").filter(|a| a.is_object()) {
                rename(attributes, "with_act", "with_relu");
                rename(attributes, "with_postsum_act", "with_postsum_relu");
                rename(attributes, "with_eltwise", "with_relu");
            }
        }),
        ("None", &|node| {
            if let Some(attributes) = node.get_mut("attrs").and_then(Value::as_object_mut) {
                attributes.insert("cudnn_tune".into(), json!("None"));
                attributes.insert("layout".into(), json!("None"));
            }
        }),
    ];
    for (spelling, edit) in edits {
        let mut symbol = symbol.clone();
        each(&mut symbol, edit);
        let found = import_with(&symbol, &params, &options(&[1, 4, 6, 6])).unwrap_or_else(|d| panic!("{spelling}: {d}"));
        assert_eq!((&found.graph, &found.warnings), (&expected.graph, &expected.warnings), "{spelling}");
    }
    let mut bare = symbol.clone();
    for key in ["attrs", "arg_nodes"] {
        bare.as_object_mut().unwrap().remove(key);
    }
    assert_eq!(import_with(&bare, &params, &options(&[1, 4, 6, 6])).unwrap().graph, expected.graph);
}

#[test]
fn shapes_of_inputs() {
    let (symbol, params) = every_operator();
    let found = import_with(&symbol, &params, &ImportOptions::default()).unwrap_err();
    assert!(found.code == Code::Missing && found.node.as_deref() == Some("data") && found.hint.unwrap().contains("--input-shape data="));
    let mut wrong = options(&[1, 4, 6, 6]);
    wrong.input_shapes.insert("image".into(), Shape::new([1]).unwrap());
    let found = import_with(&symbol, &params, &wrong).unwrap_err();
    assert!(found.code == Code::Usage && found.message.contains("no input 'image'") && found.hint.unwrap().contains("data"));
    let found = import_with(&symbol, &params, &options(&[1, 3, 6, 6])).unwrap_err();
    assert!(found.code == Code::Shape && found.node.is_some() && found.hint.unwrap().contains("--input-shape"));
    let mut batch = options(&[1, 4, 6, 6]);
    batch.batch = Some(3);
    let graph = import_with(&symbol, &params, &batch).unwrap().graph;
    assert_eq!(graph.ty(graph.outputs[0].value).shape.extents(), [3, 3]);
    batch.batch = Some(usize::MAX);
    assert_eq!(import_with(&symbol, &params, &batch).unwrap_err().code, Code::Overflow);
}

#[test]
fn files_are_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let symbol = folder.path().join("my-net-symbol.json");
    std::fs::copy(digits_example().join("digits-symbol.json"), &symbol).unwrap();
    let found = import(&symbol, &ImportOptions::default()).unwrap_err();
    assert!(found.code == Code::Missing && found.message.contains("my-net-0000.params") && found.hint.unwrap().contains("--params"), "{}", found.message);
    let mut options = ImportOptions { params: Some(digits_example().join("digits-0000.params")), ..ImportOptions::default() };
    assert_eq!(import(&symbol, &options).unwrap().graph.name, "my_net");
    std::fs::copy(digits_example().join("digits-0000.params"), folder.path().join("my-net-0000.params")).unwrap();
    options.params = None;
    options.name = Some("1 other".into());
    assert_eq!(import(&symbol, &options).unwrap().graph.name, "model_1_other");
    options.params = Some(folder.path().join("absent.params"));
    assert_eq!(import(&symbol, &options).unwrap_err().code, Code::Io);
}

#[test]
fn each_quirk_is_reported_once_and_ideal_has_none() {
    let (symbol, params) = every_operator();
    let imported = import_with(&symbol, &params, &options(&[1, 4, 6, 6])).unwrap();
    let quirks: Vec<&str> = imported.warnings.iter().map(|w| w.node.as_deref().unwrap()).collect();
    assert_eq!(quirks, ["c2", "c3", "c4", "act_unsigned", "u1"]);
    assert!(imported.warnings.iter().all(|w| w.code == Code::Quirk && w.hint.as_ref().unwrap().contains("--numerics ideal")));
    let ideal = ImportOptions { numerics: Numerics::Ideal, ..options(&[1, 4, 6, 6]) };
    assert_eq!(import_with(&symbol, &params, &ideal).unwrap().warnings, []);
}

fn image() -> Tensor {
    let data: Vec<f32> = (0..144).map(|i| ((i * 53 + 17) % 101) as f32 / 20.0 - 2.5).collect();
    Tensor::new(Shape::new([1, 4, 6, 6]).unwrap(), TensorData::F32(data.into())).unwrap()
}

/// Elements of a tensor of integers, whatever its dtype.
fn integers(tensor: &Tensor) -> Vec<i32> {
    match &tensor.data {
        TensorData::U8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S32(v) => v.to_vec(),
        TensorData::F32(v) => v.iter().map(|&x| if x.fract() == 0.0 { x as i32 } else { panic!("{x} is no integer") }).collect(),
    }
}

/// The values of some nodes, with MXNet's arithmetic and with the ideal one.
fn both(name: &str) -> [(DType, Vec<i32>); 2] {
    let (symbol, params) = every_operator();
    [Numerics::Source, Numerics::Ideal].map(|numerics| {
        let graph = import_with(&symbol, &params, &ImportOptions { numerics, ..options(&[1, 4, 6, 6]) }).unwrap().graph;
        let evaluation = reference::run(&graph, &[image()]).unwrap();
        let tensor = evaluation.value(graph.find(name).unwrap());
        (tensor.dtype(), integers(tensor))
    })
}

#[test]
fn a_signed_sum_operand_caps_an_unsigned_result() {
    let [(source, capped), (ideal, whole)] = both("c3");
    assert_eq!((source, ideal), (DType::U8, DType::U8));
    assert!(whole.iter().any(|&q| q > 127), "the data does not reach the quirk");
    assert!(capped.iter().zip(&whole).filter(|(_, w)| **w > 127).all(|(c, _)| *c <= 127));
}

#[test]
fn an_unsigned_sum_operand_makes_a_signed_result_wrap() {
    let [(source, wrapped), (ideal, whole)] = both("c4");
    assert_eq!((source, ideal), (DType::S8, DType::S8));
    let (symbol, params) = every_operator();
    let graph = import_with(&symbol, &params, &options(&[1, 4, 6, 6])).unwrap().graph;
    let evaluation = reference::run(&graph, &[image()]).unwrap();
    let bytes = integers(evaluation.value(graph.find("c4.bytes").unwrap()));
    assert!(bytes.iter().any(|&b| b > 127) && bytes.contains(&0), "the data does not reach the quirk");
    assert!(bytes.iter().zip(&wrapped).all(|(&byte, &q)| i32::from(byte as u8 as i8) == q));
    assert!(whole.iter().any(|&q| q < 0));
}

#[test]
fn an_uncalibrated_clip_does_nothing() {
    let [(_, source), (_, ideal)] = both("u1");
    assert!(source.iter().any(|&q| q < 0));
    assert!(ideal.iter().all(|&q| q >= 0));
}

/// Scales that are known only at run time give the integers that constants give, ties of the bias included.
#[test]
fn run_time_scales_compute_what_constants_compute() {
    let shape = [1, 8];
    let mut ties = 0;
    for step in 0..300 {
        // Every third ratio of bias to accumulator steps, 127.5 / range, is an odd number of halves: odd biases are ties.
        let range = if step % 3 == 0 { 127.5 / (step as f32 + 0.5) } else { 0.037 * (step as f32 + 1.0) };
        let data: Vec<f32> = (0..8).map(|i| if i == 3 { -range } else { range * ((i * 31 + step) % 17) as f32 / 17.0 }).collect();
        let data = Tensor::new(Shape::new(shape).unwrap(), TensorData::F32(data.into())).unwrap();
        let run = |range: Option<f32>| {
            let (symbol, params) = dense_layer(range, 0.5);
            let graph = import_with(&symbol, &params, &options(&shape)).unwrap().graph;
            let evaluation = reference::run(&graph, std::slice::from_ref(&data)).unwrap();
            let value = |name: &str| integers(evaluation.value(graph.find(name).unwrap()));
            (value("q"), value("fc.bias"), value("fc"))
        };
        assert_eq!(run(None), run(Some(range)), "range {range}");
        ties += usize::from((127.5 / range).fract() == 0.5);
    }
    assert!(ties > 50, "{ties} ratios with ties");
}
