//! What a person can say about a model beside its file: where it ends, how its inputs come, what to do without parameters.

use graver::diagnostic::Code;
use graver::frontend::{ImportOptions, import, mxnet};
use graver::graph::{DType, Graph, Shape, Tensor, TensorData, verify};
use graver::reference;
use graver_tests::agreement;
use graver_tests::digits_example;
use graver_tests::mxnet_model::{MxnetModel, every_operator};
use graver_tests::recorded::{mxnet_layers, read, rows};
use serde_json::json;

fn digits(options: &ImportOptions) -> Result<Graph, graver::diagnostic::Diagnostic> {
    let graph = import(&digits_example().join("digits-symbol.json"), options)?.graph;
    verify(&graph).map(|()| graph)
}

fn run(graph: &Graph, input: &Tensor) -> Vec<(String, Tensor)> {
    let evaluation = reference::run(graph, std::slice::from_ref(input)).unwrap();
    evaluation.outputs().map(|(name, tensor)| (name.to_string(), tensor.clone())).collect()
}

#[test]
fn a_network_ends_at_any_tensor() {
    let recorded = mxnet_layers(&digits_example().join("layers.npz")).unwrap();
    let images = rows(&read(&digits_example().join("images.npy")).unwrap(), 0, 16);
    let mut compared = 0;
    for (node, expected) in &recorded {
        let options = ImportOptions { outputs: vec![node.clone()], batch: Some(16), ..ImportOptions::default() };
        let graph = digits(&options).unwrap();
        let found = run(&graph, &images);
        assert!(found.len() == 1 && found[0].0.starts_with(&format!("{node}_output")), "{}", found[0].0);
        assert_eq!(found[0].1, *expected, "'{node}'");
        agreement::check(&graph, std::slice::from_ref(&images), &[1], &[1, 2]).unwrap_or_else(|d| panic!("{d}"));
        compared += usize::from(expected.dtype() != DType::F32);
    }
    assert!(compared > 5, "{compared} tensors of integers");
    let several = ImportOptions { outputs: vec![format!("{}_output", recorded[0].0), format!("{}:0", recorded[3].0)], ..ImportOptions::default() };
    assert_eq!(digits(&several).unwrap().outputs.len(), 2);
}

#[test]
fn places_where_no_network_can_end_are_named() {
    let error = |name: &str| digits(&ImportOptions { outputs: vec![name.into()], ..ImportOptions::default() }).unwrap_err();
    let unknown = error("quantized_sg_mkldnn_conv_bn_act_9");
    assert!(unknown.code == Code::Usage && unknown.hint.unwrap().contains("quantized_sg_mkldnn_conv_bn_act_0"));
    let range = error("quantized_sg_mkldnn_conv_bn_act_0:1");
    assert!(range.message.contains("a range"), "{range}");
    assert!(error("quantized_sg_mkldnn_conv_bn_act_0:7").message.contains("an output that this node does not have"));
    assert!(error("quantized_sg_mkldnn_conv_bn_act_0:x").code == Code::Usage);
    let twice = ["quantized_sg_mkldnn_conv_bn_act_0", "quantized_sg_mkldnn_conv_bn_act_0_output"].map(String::from).to_vec();
    let error = digits(&ImportOptions { outputs: twice, ..ImportOptions::default() }).unwrap_err();
    assert!(error.message.contains("listed twice"), "{error}");
}

/// An operator that is not read matters only to what depends on it.
#[test]
fn a_network_ends_before_what_is_not_read() {
    let mut model = MxnetModel::default();
    let data = model.input("data");
    let first = model.node("exp", "first", &[], &[data], None);
    let split = model.node("SliceChannel", "parts", &[("num_outputs", "2")], &[first], None);
    let boxes = model.node("_contrib_box_nms", "boxes", &[], &[(split.0, 1), first, data], None);
    let (symbol, params) = model.finish(&[boxes]);
    let mut options = ImportOptions::default();
    options.input_shapes.insert(String::new(), Shape::new([1, 4]).unwrap());
    let import = |options: &ImportOptions| mxnet::import_bytes(symbol.to_string().as_bytes(), params.clone(), "m", options);
    let error = import(&options).unwrap_err();
    assert!(error.code == Code::Unsupported && error.node.as_deref() == Some("boxes"));
    assert!(error.hint.unwrap().ends_with("--output parts:1 --output first"));
    options.outputs = vec!["parts:1".into(), "first".into()];
    let graph = import(&options).unwrap().graph;
    let names: Vec<&str> = graph.outputs.iter().map(|o| o.name.as_str()).collect();
    assert_eq!(names, ["parts_output1", "first_output"]);
}

#[test]
fn bytes_enter_where_the_model_reads_floats() {
    let shape = Shape::new([3, 1, 8, 8]).unwrap();
    let bytes: Vec<u8> = (0..192).map(|i| (i * 37 % 256) as u8).collect();
    let floats = Tensor::new(shape.clone(), TensorData::F32(bytes.iter().map(|&b| b.into()).collect())).unwrap();
    let mut options = ImportOptions { batch: Some(3), ..ImportOptions::default() };
    let expected = run(&digits(&options).unwrap(), &floats);
    for (key, dtype, data) in
        [("data", DType::U8, TensorData::U8(bytes.clone().into())), ("", DType::S8, TensorData::S8(bytes.iter().map(|&b| (b / 2) as i8).collect()))]
    {
        options.input_dtypes = [(key.to_string(), dtype)].into();
        let graph = digits(&options).unwrap();
        let input = graph.inputs().next().unwrap();
        assert_eq!((graph.value(input).name.as_str(), graph.ty(input).dtype), ("data", dtype));
        let input = Tensor::new(shape.clone(), data).unwrap();
        let found = run(&graph, &input);
        if dtype == DType::U8 {
            assert_eq!(found, expected);
        }
        agreement::check(&graph, &[input], &[1, 3], &[1, 2]).unwrap_or_else(|d| panic!("{d}"));
    }
    options.input_dtypes = [("image".to_string(), DType::U8)].into();
    let error = digits(&options).unwrap_err();
    assert!(error.code == Code::Usage && error.message.contains("no input 'image'"), "{error}");
    options.input_dtypes = [("data".to_string(), DType::S32)].into();
    assert_eq!(digits(&options).unwrap_err().code, Code::Usage);
}

/// Inputs whose symbol file says that they hold integers, and operators that turn them into floats.
#[test]
fn a_model_declares_integers() {
    for (flag, dtype) in [("3", DType::U8), ("5", DType::S8), ("4", DType::S32)] {
        let mut model = MxnetModel::default();
        let data = model.input("data");
        let cast = model.node("Cast", "cast", &[("dtype", "float32")], &[data], None);
        let scaled = model.node("_mul_scalar", "scaled", &[("scalar", "0.5")], &[cast], None);
        let (mut symbol, params) = model.finish(&[scaled]);
        symbol["nodes"][0]["attrs"] = json!({"__dtype__": flag, "__shape__": "(0, 3)"});
        let options = ImportOptions { batch: Some(2), ..ImportOptions::default() };
        let graph = mxnet::import_bytes(symbol.to_string().as_bytes(), params.clone(), "m", &options).unwrap().graph;
        assert_eq!(graph.ty(graph.inputs().next().unwrap()).to_string(), format!("{}<2x3>", dtype.name()));
        let import = |symbol: &serde_json::Value| mxnet::import_bytes(symbol.to_string().as_bytes(), params.clone(), "m", &ImportOptions::default());
        let imported = import(&symbol).unwrap();
        let input = imported.graph.inputs().next().unwrap();
        assert_eq!((imported.graph.ty(input).to_string(), imported.warnings.len()), (format!("{}<1x3>", dtype.name()), 1));
        symbol["nodes"][0]["attrs"]["__shape__"] = json!("(0, 3, 0)");
        let missing = import(&symbol).unwrap_err();
        assert!(missing.code == Code::Missing && missing.hint.unwrap().contains("--input-shape data=1,3,?"));
    }
}

#[test]
fn made_up_weights_are_the_same_every_time() {
    let folder = tempfile::tempdir().unwrap();
    let symbol = folder.path().join("lonely-symbol.json");
    std::fs::copy(digits_example().join("digits-symbol.json"), &symbol).unwrap();
    let read = |seed| import(&symbol, &ImportOptions { random_weights: Some(seed), ..ImportOptions::default() }).unwrap().graph;
    assert_eq!(read(1), read(1));
    assert_ne!(read(1), read(2));
    // The ranges were calibrated for other weights; the made-up ones fill them all the same.
    let images = rows(&graver_tests::recorded::read(&digits_example().join("images.npy")).unwrap(), 0, 1);
    let graph = read(1);
    let evaluation = reference::run(&graph, std::slice::from_ref(&images)).unwrap();
    for (id, _) in graph.nodes().filter(|&(id, _)| graph.ty(id).dtype.bytes() == 1) {
        let tensor = evaluation.value(id);
        let mut bytes = tensor.data.to_bytes();
        bytes.sort_unstable();
        bytes.dedup();
        assert!(bytes.len() * 8 > tensor.data.len().min(128), "'{}' holds {} distinct integers", graph.value(id).name, bytes.len());
    }
    agreement::check(&graph, &[images], &[1], &[1, 2]).unwrap_or_else(|d| panic!("{d}"));
    // What the file holds is not made up.
    let with = ImportOptions { random_weights: Some(1), params: Some(digits_example().join("digits-0000.params")), ..ImportOptions::default() };
    assert_eq!(import(&symbol, &with).unwrap().graph.values, digits(&ImportOptions::default()).unwrap().values);
}

/// Every operator takes made-up parameters of every kind.
#[test]
fn every_parameter_can_be_made_up() {
    let (symbol, _) = every_operator();
    let mut options = ImportOptions { random_weights: Some(3), ..ImportOptions::default() };
    options.input_shapes.insert("data".into(), Shape::new([1, 4, 6, 6]).unwrap());
    let none: Vec<u8> = [0x112u64, 0, 0, 0].iter().flat_map(|word| word.to_le_bytes()).collect();
    let graph = mxnet::import_bytes(symbol.to_string().as_bytes(), none.clone(), "m", &options).unwrap().graph;
    verify(&graph).unwrap_or_else(|d| panic!("{d}"));
    options.random_weights = None;
    let error = mxnet::import_bytes(symbol.to_string().as_bytes(), none, "m", &options).unwrap_err();
    assert!(error.code == Code::Missing && error.hint.unwrap().contains("--random-weights"));
}
