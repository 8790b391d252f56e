//! Models of MXNet 2.x: its names mean what those of 1.x mean, its arithmetic is that of its own source code, and one warning says that nobody ran it
//! beside this.

use graver::diagnostic::{Code, Diagnostic};
use graver::frontend::{ImportOptions, Imported, Numerics, mxnet};
use graver::graph::{DType, Function, Shape, Tensor, TensorData, verify};
use graver::numerics::function;
use graver::{reference, tensor_file};
use graver_tests::compare::numbers;
use graver_tests::mxnet_model::{Attributes, MxnetModel, Reference, listed_arrays};
use serde_json::{Value, json};

const SHAPE: [usize; 4] = [1, 4, 5, 5];
const WIDE: Attributes = &[("min_calib_range", "-3.5"), ("max_calib_range", "4.25")];
const POSITIVE: Attributes = &[("min_calib_range", "0.000000"), ("max_calib_range", "2.5")];

fn import(symbol: &Value, params: &[u8], numerics: Numerics) -> Result<Imported, Diagnostic> {
    let mut options = ImportOptions { numerics, ..ImportOptions::default() };
    options.fallback_shapes.insert(String::new(), Shape::new(SHAPE).unwrap());
    let imported = mxnet::import_bytes(symbol.to_string().as_bytes(), params.to_vec(), "m", &options)?;
    verify(&imported.graph).unwrap_or_else(|d| panic!("{d}"));
    Ok(imported)
}

fn image() -> Tensor {
    let data: Vec<f32> = (0..100).map(|i| ((i * 53 + 17) % 101) as f32 / 25.0 - 2.0).collect();
    Tensor::new(Shape::new(SHAPE).unwrap(), TensorData::F32(data.into())).unwrap()
}

/// A model of 2.x on one image and its quantized forms, s8 and u8.
struct Second {
    model: MxnetModel,
    data: Reference,
    signed: Reference,
    unsigned: Reference,
}

impl Second {
    fn new() -> Self {
        let mut model = MxnetModel::default();
        let data = model.input("data");
        let signed = model.node("_contrib_quantize_v2", "signed", &[&[("out_type", "auto")], WIDE].concat(), &[data], None);
        let unsigned = model.node("_npx_contrib_quantize_v2", "unsigned", &[&[("out_type", "auto")], POSITIVE].concat(), &[data], None);
        Self { model, data, signed, unsigned }
    }

    /// The tensors of the outputs, in order.
    fn run(&self, heads: &[Reference]) -> Vec<Tensor> {
        let (mut symbol, params) = self.model.finish(heads);
        symbol["attrs"]["mxnet_version"] = json!(["int", 20000]);
        let imported = import(&symbol, &params, Numerics::Source).unwrap_or_else(|d| panic!("{d}"));
        assert_eq!(imported.warnings.iter().filter(|w| w.code == Code::Unverified).count(), 1);
        reference::run(&imported.graph, &[image()]).unwrap().outputs().map(|(_, tensor)| tensor.clone()).collect()
    }

    /// A convolution of four filters; all of one `weights` are the same.
    fn convolution(
        &mut self,
        name: &str,
        weights: &str,
        data: Reference,
        sum: Option<Reference>,
        flags: Attributes,
        chain: &[(&str, Attributes)],
    ) -> Reference {
        let weight = self.model.floats(&format!("{name}_{weights}"), &[4, 4, 3, 3], 0.3);
        let convolution = [("kernel", "(3, 3)"), ("pad", "[1, 1]"), ("num_filter", "4"), ("no_bias", "True")];
        let whole: Vec<(&str, Attributes)> = [("_npx_convolution", &convolution[..])].into_iter().chain(chain.iter().copied()).collect();
        let mut inputs = vec![data, weight];
        inputs.extend(sum);
        for tensor in [Some(data), sum].into_iter().flatten() {
            inputs.extend([(tensor.0, 1), (tensor.0, 2)]);
        }
        self.model.node("_sg_onednn_conv", name, &[&[("quantized", "1")], flags].concat(), &inputs, Some(&whole))
    }
}

/// A quantized tensor with its range.
fn with_range((node, _): Reference) -> [Reference; 3] {
    [(node, 0), (node, 1), (node, 2)]
}

fn pair(lhs: Reference, rhs: Reference) -> [Reference; 6] {
    [lhs, rhs, (lhs.0, 1), (lhs.0, 2), (rhs.0, 1), (rhs.0, 2)]
}

fn saturated(y: f32, dtype: DType) -> f64 {
    let (lo, hi) = dtype.integer_bounds().unwrap();
    f64::from(y.round_ties_even().clamp(lo as f32, hi as f32))
}

#[test]
fn the_names_of_both_generations_are_one() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/mxnet_quantized");
    for (network, renamed) in [
        ("convolutions", &[("\"_sg_mkldnn_", "\"_sg_onednn_"), ("\"_contrib_quantize_v2", "\"_npx_contrib_quantize_v2")][..]),
        ("dense_layers", &[("\"_sg_mkldnn_", "\"_sg_dnnl_"), ("\"FullyConnected", "\"_npx_fully_connected"), ("\"Activation", "\"_npx_activation")]),
        ("elements", &[("\"_contrib_quantized_", "\"_npx_quantized_")]),
        ("float_layers", &[("\"Convolution", "\"_npx_convolution"), ("\"BatchNorm", "\"_npx_batch_norm"), ("\"LeakyReLU", "\"_npx_leaky_relu")]),
    ] {
        let text = std::fs::read_to_string(format!("{folder}/{network}-symbol.json")).unwrap();
        let params = std::fs::read(format!("{folder}/{network}-0000.params")).unwrap();
        let new = renamed.iter().fold(text.clone(), |text, (old, new)| text.replace(old, new));
        assert_ne!(new, text);
        let [old, new] = [&text, &new].map(|text| serde_json::from_str::<Value>(text).unwrap());
        let graph = |symbol: &Value| import(symbol, &params, Numerics::Ideal).unwrap_or_else(|d| panic!("{network}: {d}"));
        let (old_graph, new_graph) = (graph(&old), graph(&new));
        assert_eq!(old_graph.graph, new_graph.graph, "{network}");
        assert_eq!(new_graph.warnings, [], "ideal numerics do not depend on the generation");
        let warnings = |symbol: &Value| {
            let warnings = import(symbol, &params, Numerics::Source).unwrap_or_else(|d| panic!("{network}: {d}")).warnings;
            warnings.iter().filter(|w| w.code == Code::Unverified).count()
        };
        assert_eq!((warnings(&old), warnings(&new)), (0, 1), "{network}");
    }
}

/// The same network with its parameters as 2.x stores them.
#[test]
fn archives_hold_the_same_parameters() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/mxnet_quantized");
    let symbol: Value = serde_json::from_slice(&std::fs::read(format!("{folder}/dense_layers-symbol.json")).unwrap()).unwrap();
    let list = std::fs::read(format!("{folder}/dense_layers-0000.params")).unwrap();
    let expected = import(&symbol, &list, Numerics::Source).unwrap().graph;
    let arrays = listed_arrays(&list);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dense.params");
    tensor_file::write_npz(&path, arrays.iter().map(|(name, tensor)| (name.as_str(), tensor))).unwrap();
    assert_eq!(import(&symbol, &std::fs::read(path).unwrap(), Numerics::Source).unwrap_or_else(|d| panic!("{d}")).graph, expected);
}

/// An activation runs on real numbers; the scale of the output follows it. A float output has the scale 1.
#[test]
fn activations_run_on_real_numbers() {
    let mut second = Second::new();
    let data = second.signed;
    let linear = second.convolution("linear", "weight", data, None, &[("enabled_float_output", "float32")], &[]);
    let sigmoid: (&str, Attributes) = ("_npx_activation", &[("act_type", "sigmoid")]);
    let range: Attributes = &[("with_act", "true"), ("min_calib_range", "0.0"), ("max_calib_range", "0.8")];
    let quantized = second.convolution("sigmoid", "weight", data, None, range, &[sigmoid]);
    let clip: (&str, Attributes) = ("clip", &[("a_min", "0"), ("a_max", "0.3")]);
    let range: Attributes = &[("with_act", "true"), ("min_calib_range", "0.0"), ("max_calib_range", "1.2")];
    let clipped = second.convolution("clip", "weight", data, None, range, &[clip]);
    let [linear, quantized, clipped] = &second.run(&[linear, quantized, clipped])[..] else { panic!("three outputs") };
    let mut distinct = std::collections::BTreeSet::new();
    for ((y, q), c) in numbers(linear).into_iter().zip(numbers(quantized)).zip(numbers(clipped)) {
        let expected = function::apply(Function::Logistic, y as f32) * (255.5 / 0.8);
        assert_eq!(q, saturated(expected, DType::U8), "sigmoid of {y}");
        assert_eq!(c, saturated((y as f32).clamp(0.0, 0.3) * (255.5 / 1.2), DType::U8), "clip of {y}");
        distinct.insert(q as u8);
    }
    assert!(distinct.len() > 20, "{distinct:?}");
}

#[test]
fn the_data_itself_can_be_the_sum_operand() {
    let mut second = Second::new();
    let (data, sum): (Reference, (&str, Attributes)) = (second.signed, ("_npi_add", &[]));
    let flags = [&[("with_sum", "true")], WIDE].concat();
    let listed = second.convolution("listed", "weight", data, Some(data), &flags, &[sum]);
    let implied = second.convolution("implied", "weight", data, None, &[&flags[..], &[("dedup_sum", "True")]].concat(), &[sum]);
    let outputs = second.run(&[listed, implied]);
    assert_eq!(outputs[0], outputs[1]);
    assert!(numbers(&outputs[0]).iter().any(|&q| q != 0.0));
}

/// Beside an s8 operand a u8 one is halved, not rescaled.
#[test]
fn mixed_sums_halve_the_unsigned_operand() {
    let mut second = Second::new();
    let inputs = pair(second.signed, second.unsigned);
    let sum = second.model.node("_npx_quantized_elemwise_add", "sum", WIDE, &inputs, None);
    let outputs = second.run(&[second.signed, second.unsigned, sum]);
    let (output, signed, unsigned) = (127.5f32 / 4.25, 127.5f32 / 4.25, 255.5f32 / 2.5);
    for ((a, b), q) in numbers(&outputs[0]).into_iter().zip(numbers(&outputs[1])).zip(numbers(&outputs[2])) {
        let halved = saturated(b as f32 * 0.5, DType::S8) as f32;
        let expected = halved.mul_add(output / unsigned * 2.0, a as f32 * (output / signed));
        assert_eq!(q, saturated(expected, DType::S8), "{a} + {b}");
    }
}

#[test]
fn sums_broadcast() {
    let mut second = Second::new();
    let pooling: Attributes = &[("global_pool", "True"), ("kernel", "(1, 1)"), ("pool_type", "max")];
    let inputs = with_range(second.unsigned);
    let pooled = second.model.node("_npx_quantized_pooling", "pooled", pooling, &inputs, None);
    let inputs = pair(second.signed, pooled);
    let sum = second.model.node("_contrib_quantized_npi_add", "sum", WIDE, &inputs, None);
    let outputs = second.run(&[second.signed, pooled, sum]);
    let (signed, pooled) = (numbers(&outputs[0]), numbers(&outputs[1]));
    for (i, q) in numbers(&outputs[2]).into_iter().enumerate() {
        let expected = signed[i] as f32 * ((127.5f32 / 4.25) / (127.5f32 / 4.25)) + pooled[i / 25] as f32 * ((127.5f32 / 4.25) / (255.5f32 / 2.5));
        assert_eq!(q, saturated(expected, DType::S8), "element {i}");
    }
}

#[test]
fn batch_norm_with_relu_is_never_negative() {
    let mut second = Second::new();
    let mut norm = |name: &str, operator: &str| {
        let parameters = second.model.batch_norm(name, 4);
        let inputs = [&[second.signed], &parameters[..], &[(second.signed.0, 1), (second.signed.0, 2)]].concat();
        second.model.node(operator, name, &[&[("eps", "1e-05"), ("fix_gamma", "False")], WIDE].concat(), &inputs, None)
    };
    let heads = [norm("plain", "_npx_quantized_batch_norm"), norm("relu", "_contrib_quantized_batch_norm_relu")];
    let outputs = second.run(&heads);
    let plain = numbers(&outputs[0]);
    assert!(plain.iter().any(|&q| q < 0.0) && plain.iter().any(|&q| q > 0.0));
    assert_eq!(plain.into_iter().map(|q| q.max(0.0)).collect::<Vec<_>>(), numbers(&outputs[1]));
}

/// Movement of bytes: both spellings of a shape, and an order.
#[test]
fn bytes_move_with_their_range() {
    let mut second = Second::new();
    let inputs = with_range(second.signed);
    let codes = second.model.node("_npx_quantized_reshape", "numpy", &[("newshape", "(-2, -1, 25)")], &inputs, None);
    let legacy = second.model.node("_contrib_quantized_reshape", "legacy", &[("shape", "(0, 4, -1)")], &inputs, None);
    let turned = second.model.node("_npx_quantized_transpose", "turned", &[("axes", "(0, 2, 3, 1)")], &inputs, None);
    let back = second.model.node("_contrib_dequantize", "back", &[], &with_range(turned), None);
    let outputs = second.run(&[second.signed, codes, legacy, turned, back]);
    let bytes = numbers(&outputs[0]);
    for reshaped in [&outputs[1], &outputs[2]] {
        assert_eq!((reshaped.shape.extents(), numbers(reshaped)), (&[1, 4, 25][..], bytes.clone()));
    }
    let expected: Vec<f64> = (0..100).map(|i| bytes[i % 4 * 25 + i / 4]).collect();
    assert_eq!((outputs[3].shape.extents(), numbers(&outputs[3])), (&[1, 5, 5, 4][..], expected.clone()));
    assert_eq!(numbers(&outputs[4]), expected.iter().map(|&q| f64::from(q as f32 * (4.25 / 127.5))).collect::<Vec<_>>());
}

/// Fully connected layers with a sum behind them: floats as they are, bytes in units of the output.
#[test]
fn dense_layers_add() {
    let mut second = Second::new();
    let inputs = with_range(second.signed);
    let flat = second.model.node("_npx_quantized_flatten", "flat", &[], &inputs, None);
    let chain: &[(&str, Attributes)] = &[("_npx_fully_connected", &[("num_hidden", "100"), ("no_bias", "True")]), ("elemwise_add", &[])];
    let plain = &chain[..1];
    let mut layer = |name: &str, flags: Attributes, sum: &[Reference], ranges: &[Reference], chain: &[(&str, Attributes)]| {
        let weight = second.model.floats(&format!("{name}_weight"), &[100, 100], 0.05);
        let inputs = [&[flat, weight], sum, &[(flat.0, 1), (flat.0, 2)], ranges].concat();
        let flags = [&[("quantized", "True"), ("channel_wise_quantize", "True")], flags].concat();
        second.model.node("_sg_onednn_fully_connected", name, &flags, &inputs, Some(chain))
    };
    let float: Attributes = &[("enabled_float_output", "float32")];
    let alone = layer("alone", float, &[], &[], plain);
    let added = layer("added", &[float, &[("with_sum", "True")]].concat(), &[alone], &[], chain);
    let bytes = layer("bytes", WIDE, &[], &[], plain);
    let summed = layer("summed", &[WIDE, &[("with_sum", "True")]].concat(), &[flat], &[(flat.0, 1), (flat.0, 2)], chain);
    let outputs = second.run(&[alone, added, flat, bytes, summed]);
    let [alone, added, flat, bytes, summed] = &outputs.iter().map(numbers).collect::<Vec<_>>()[..] else { panic!("five outputs") };
    assert!(alone.iter().zip(added).all(|(y, sum)| *sum == f64::from((*y as f32) + (*y as f32))));
    for ((q, r), s) in bytes.iter().zip(flat).zip(summed) {
        assert!((q + r - s).abs() <= 1.0 || s.abs() >= 127.0, "{q} + {r} became {s}");
    }
}

#[test]
fn what_is_not_compiled_says_so() {
    for operator in ["_sg_onednn_selfatt_qk", "_sg_mkldnn_selfatt_valatt", "_sg_onednn_batch_dot", "_contrib_quantized_rnn", "_contrib_quantize_asym"] {
        let mut second = Second::new();
        let data = second.data;
        let node = second.model.node(operator, "attention", &[], &[data], None);
        let (symbol, params) = second.model.finish(&[node]);
        let error = import(&symbol, &params, Numerics::Source).unwrap_err();
        assert!(error.code == Code::Unsupported && error.message.contains(operator) && error.hint.unwrap().contains("attention and recurrent"), "{operator}");
    }
}
