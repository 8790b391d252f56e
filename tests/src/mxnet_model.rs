//! Hand-made MXNet models: a symbol and a parameter file in memory, with every operator that the frontend reads.

use graver::graph::{DType, Shape, Tensor, TensorData};
use serde_json::{Map, Value, json};

/// A symbol file and a parameter file under construction.
#[derive(Debug, Clone, Default)]
pub struct MxnetModel {
    nodes: Vec<Value>,
    /// Name, dims, element type flag, little-endian bytes.
    arrays: Vec<(String, Vec<usize>, i32, Vec<u8>)>,
}

/// An output of a node: index of the node, index of the output.
pub type Reference = (usize, usize);

/// Attributes as MXNet writes them.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl MxnetModel {
    /// A variable that is no parameter: an input.
    pub fn input(&mut self, name: &str) -> Reference {
        self.push("null", name, &[], &[], None)
    }

    /// A float parameter whose elements are a fixed pattern between −`magnitude` and `magnitude`.
    pub fn floats(&mut self, name: &str, dims: &[usize], magnitude: f32) -> Reference {
        let count: usize = dims.iter().product();
        let element = |i: usize| magnitude * (((i * 37 + 11) % 64) as f32 / 32.0 - 1.0);
        let bytes = (0..count).flat_map(|i| element(i).to_le_bytes()).collect();
        self.arrays.push((format!("arg:{name}"), dims.to_vec(), 0, bytes));
        self.push("null", name, &[], &[], None)
    }

    /// A float parameter with one value everywhere.
    pub fn constant(&mut self, name: &str, dims: &[usize], value: f32) -> Reference {
        let count: usize = dims.iter().product();
        let bytes = std::iter::repeat_n(value.to_le_bytes(), count).flatten().collect();
        self.arrays.push((format!("aux:{name}"), dims.to_vec(), 0, bytes));
        self.push("null", name, &[], &[], None)
    }

    /// An s8 parameter whose elements are a fixed pattern.
    pub fn signed_bytes(&mut self, name: &str, dims: &[usize]) -> Reference {
        let count: usize = dims.iter().product();
        self.arrays.push((format!("arg:{name}"), dims.to_vec(), 5, (0..count).map(|i| (i * 29 + 3) as u8).collect()));
        self.push("null", name, &[], &[], None)
    }

    /// Four batch norm parameters.
    pub fn batch_norm(&mut self, name: &str, channels: usize) -> Vec<Reference> {
        let floats = ["gamma", "beta"].map(|part| self.floats(&format!("{name}_{part}"), &[channels], 0.8));
        let constants = [("mean", 0.1), ("var", 0.7)].map(|(part, value)| self.constant(&format!("{name}_{part}"), &[channels], value));
        [floats, constants].concat()
    }

    /// An operator; `fused` is the chain of operators in its subgraph.
    pub fn node(&mut self, operator: &str, name: &str, attributes: Attributes, inputs: &[Reference], fused: Option<&[(&str, Attributes)]>) -> Reference {
        self.push(operator, name, attributes, inputs, fused.map(|chain| subgraph(name, chain)))
    }

    fn push(&mut self, operator: &str, name: &str, attributes: Attributes, inputs: &[Reference], subgraph: Option<Value>) -> Reference {
        let inputs: Vec<Value> = inputs.iter().map(|(node, output)| json!([node, output, 0])).collect();
        let mut node = json!({"op": operator, "name": name, "inputs": inputs});
        if !attributes.is_empty() {
            node["attrs"] = map(attributes);
        }
        if let Some(subgraph) = subgraph {
            node["subgraphs"] = json!([subgraph]);
        }
        self.nodes.push(node);
        (self.nodes.len() - 1, 0)
    }

    /// The symbol file and the parameter file.
    pub fn finish(&self, heads: &[Reference]) -> (Value, Vec<u8>) {
        let variables: Vec<usize> = (0..self.nodes.len()).filter(|&i| self.nodes[i]["op"] == "null").collect();
        let heads: Vec<Value> = heads.iter().map(|(node, output)| json!([node, output, 0])).collect();
        let symbol = json!({"nodes": self.nodes, "arg_nodes": variables, "heads": heads, "attrs": {"mxnet_version": ["int", 10901]}});
        let mut params = [0x112u64, 0, self.arrays.len() as u64].map(u64::to_le_bytes).concat();
        for (_, dims, flag, bytes) in &self.arrays {
            params.extend([0xF993_FAC9u32, 0, dims.len() as u32].map(u32::to_le_bytes).concat());
            params.extend(dims.iter().flat_map(|&d| (d as u64).to_le_bytes()));
            params.extend([1, 0, *flag].map(i32::to_le_bytes).concat());
            params.extend(bytes);
        }
        params.extend((self.arrays.len() as u64).to_le_bytes());
        for (name, ..) in &self.arrays {
            params.extend((name.len() as u64).to_le_bytes());
            params.extend(name.as_bytes());
        }
        (symbol, params)
    }
}

/// The arrays of a parameter file that MXNet 1.x or [`MxnetModel::finish`] wrote, by name: V2 records of f32 or s8.
pub fn listed_arrays(list: &[u8]) -> Vec<(String, Tensor)> {
    let word = |at: usize| u32::from_le_bytes(list[at..at + 4].try_into().unwrap()) as usize;
    let (count, mut at) = (word(16), 24);
    let mut tensors = Vec::new();
    for _ in 0..count {
        let rank = word(at + 8);
        let extents: Vec<usize> = (0..rank).map(|axis| word(at + 12 + 8 * axis)).collect();
        let dtype = if word(at + 20 + 8 * rank) == 0 { DType::F32 } else { DType::S8 };
        let begin = at + 24 + 8 * rank;
        let shape = Shape::new(extents).unwrap();
        at = begin + shape.volume() * dtype.bytes();
        tensors.push(Tensor::new(shape, TensorData::from_bytes(dtype, &list[begin..at])).unwrap());
    }
    at += 8;
    let names = tensors.iter().map(|_| {
        let length = word(at);
        at += 8 + length;
        String::from_utf8(list[at - length..at].to_vec()).unwrap()
    });
    let names: Vec<String> = names.collect();
    names.into_iter().zip(tensors).collect()
}

fn map(attributes: Attributes) -> Value {
    Value::Object(attributes.iter().map(|(key, value)| (key.to_string(), json!(value))).collect::<Map<_, _>>())
}

/// A chain of operators, each on the result of the one before.
fn subgraph(name: &str, chain: &[(&str, Attributes)]) -> Value {
    let mut nodes = vec![json!({"op": "null", "name": format!("{name}_data0"), "inputs": []})];
    for (i, (operator, attributes)) in chain.iter().enumerate() {
        nodes.push(json!({"op": operator, "name": format!("{name}_inner{i}"), "attrs": map(attributes), "inputs": [[i, 0, 0]]}));
    }
    json!({"nodes": nodes, "arg_nodes": [0], "heads": [[chain.len(), 0, 0]]})
}

const RELU: (&str, Attributes) = ("Activation", &[("act_type", "relu")]);
const LEAKY: (&str, Attributes) = ("LeakyReLU", &[("act_type", "leaky"), ("slope", "0.1")]);
const CLIP: (&str, Attributes) = ("clip", &[("a_min", "0"), ("a_max", "6")]);
const NORM: (&str, Attributes) = ("BatchNorm", &[("eps", "1e-05"), ("fix_gamma", "False"), ("axis", "1")]);
const SUM: (&str, Attributes) = ("elemwise_add", &[]);
const WIDE: Attributes = &[("min_calib_range", "-3.5"), ("max_calib_range", "4.25")];
const POSITIVE: Attributes = &[("min_calib_range", "0.000000"), ("max_calib_range", "5.5")];

/// Data, and the range beside it: the three outputs of a quantized node.
fn with_range((node, _): Reference) -> [Reference; 3] {
    [(node, 0), (node, 1), (node, 2)]
}

/// Data operands first, then their ranges.
fn operands(tensors: &[Reference], parameters: &[Reference]) -> Vec<Reference> {
    let ranges = tensors.iter().flat_map(|&t| with_range(t).into_iter().skip(1));
    tensors[..1].iter().copied().chain(parameters.iter().copied()).chain(tensors[1..].iter().copied()).chain(ranges).collect()
}

/// Every operator on an input `data` of 1×4×6×6: a calibrated, an uncalibrated and a float branch, one output each.
pub fn every_operator() -> MxnetModelFiles {
    let mut model = MxnetModel::default();
    let data = model.input("data");
    let heads = [calibrated(&mut model, data), uncalibrated(&mut model, data), float(&mut model, data)];
    model.finish(&heads)
}

/// Symbol and parameters.
pub type MxnetModelFiles = (Value, Vec<u8>);

fn convolution<'a>(filters: &'a str, groups: &'a str, no_bias: &'a str) -> [(&'a str, &'a str); 7] {
    [("kernel", "(3, 3)"), ("stride", "(1, 1)"), ("pad", "(1, 1)"), ("dilate", "(1, 1)"), ("num_filter", filters), ("num_group", groups), ("no_bias", no_bias)]
}

fn fused_attributes<'a>(flags: &[&'a str], calibration: Attributes<'a>) -> Vec<(&'a str, &'a str)> {
    flags.iter().map(|&flag| (flag, "true")).chain([("quantized", "true")]).chain(calibration.iter().copied()).collect()
}

fn calibrated(model: &mut MxnetModel, data: Reference) -> Reference {
    let quantize = model.node("_contrib_quantize_v2", "q", &[&[("out_type", "auto")], WIDE].concat(), &[data], None);
    let weight = model.floats("c1_weight", &[8, 4, 3, 3], 0.5);
    let norm = model.batch_norm("c1", 8);
    let chain = [("Convolution", &convolution("8", "1", "True")[..]), NORM, RELU];
    let inputs = operands(&[quantize], &[&[weight], &norm[..]].concat());
    let first = model.node("_sg_mkldnn_conv", "c1", &fused_attributes(&["with_bn", "with_act"], POSITIVE), &inputs, Some(&chain));

    let (weight, bias) = (model.floats("c2_weight", &[8, 4, 3, 3], 0.4), model.floats("c2_bias", &[8], 0.3));
    let chain = [("Convolution", &convolution("8", "2", "False")[..]), LEAKY];
    let grouped = model.node("_sg_mkldnn_conv", "c2", &fused_attributes(&["with_act"], WIDE), &operands(&[first], &[weight, bias]), Some(&chain));

    let weight = model.floats("c3_weight", &[8, 8, 3, 3], 0.4);
    let chain = [("Convolution", &convolution("8", "1", "True")[..]), SUM, RELU];
    let attributes = fused_attributes(&["with_sum", "with_postsum_act"], POSITIVE);
    let capped = model.node("_sg_mkldnn_conv", "c3", &attributes, &operands(&[first, grouped], &[weight]), Some(&chain));

    let weight = model.floats("c4_weight", &[8, 8, 3, 3], 0.4);
    let chain = [("Convolution", &convolution("8", "1", "True")[..]), SUM];
    let wrapped = model.node("_sg_mkldnn_conv", "c4", &fused_attributes(&["with_sum"], WIDE), &operands(&[grouped, capped], &[weight]), Some(&chain));

    let pooling = [("kernel", "(3, 3)"), ("pad", "(1, 1)"), ("stride", "(2, 2)")];
    let maximum = [&pooling[..], &[("pool_type", "max"), ("pooling_convention", "full")]].concat();
    let maximum = model.node("_contrib_quantized_pooling", "p1", &maximum, &with_range(wrapped), None);
    let average = [&pooling[..], &[("pool_type", "avg"), ("pooling_convention", "full"), ("count_include_pad", "False")]].concat();
    let average = model.node("_contrib_quantized_pooling", "p2", &average, &with_range(capped), None);
    let add = model.node("_contrib_quantized_elemwise_add", "add", WIDE, &operands(&[maximum, average], &[]), None);
    let norm = model.batch_norm("bn", 8);
    let norm = model.node("_contrib_quantized_batch_norm", "bn", &[&[("eps", "1e-05"), ("fix_gamma", "False")], WIDE].concat(), &operands(&[add], &norm), None);
    let act = model.node("_contrib_quantized_act", "act", &[("act_type", "relu")], &with_range(norm), None);
    let act_unsigned = model.node("_contrib_quantized_act", "act_unsigned", &[("act_type", "relu")], &with_range(average), None);
    let concat = model.node("_contrib_quantized_concat", "cat", &[("num_args", "3"), ("dim", "1")], &operands(&[act, average, act_unsigned], &[]), None);
    let global = [("global_pool", "True"), ("kernel", "(1, 1)"), ("pool_type", "avg")];
    let global = model.node("_contrib_quantized_pooling", "gap", &global, &with_range(concat), None);
    let flat = model.node("_contrib_quantized_flatten", "flat", &[], &with_range(global), None);
    let dense = dense(model, "fc1", flat, 24, &[("with_eltwise", "True")], POSITIVE);
    let (weight, bias) = (model.floats("fc2_weight", &[3, 6], 0.2), model.floats("fc2_bias", &[3], 0.2));
    let attributes = [("quantized", "True"), ("channel_wise_quantize", "True"), ("enable_float_output", "True")];
    let chain: [(&str, Attributes); 1] = [("FullyConnected", &[("num_hidden", "3"), ("no_bias", "False")])];
    model.node("_sg_mkldnn_fully_connected", "fc2", &attributes, &operands(&[dense], &[weight, bias]), Some(&chain))
}

/// One tensor-wise quantized layer with six s32 outputs on an input `data` of 1 × 8, quantized within ± `range`, or within its own
/// largest magnitude. The weights declare ± 0.5, the bias `bias_range`.
pub fn dense_layer(range: Option<f32>, bias_range: f32) -> MxnetModelFiles {
    let mut model = MxnetModel::default();
    let data = model.input("data");
    let bounds = range.map(|r| [format!("{:?}", -r), format!("{r:?}")]);
    let calibration: Vec<(&str, &str)> = bounds.iter().flat_map(|[min, max]| [("min_calib_range", &min[..]), ("max_calib_range", &max[..])]).collect();
    let quantize = model.node("_contrib_quantize_v2", "q", &[&[("out_type", "int8")], &calibration[..]].concat(), &[data], None);
    let dense = dense_with_ranges(&mut model, "fc", quantize, 8, [&[], &[]], [-0.5, 0.5, -bias_range, bias_range]);
    model.finish(&[dense])
}

/// A tensor-wise quantized layer with six outputs.
fn dense(model: &mut MxnetModel, name: &str, data: Reference, depth: usize, flags: Attributes, calibration: Attributes) -> Reference {
    dense_with_ranges(model, name, data, depth, [flags, calibration], [-0.5, 0.4, -0.2, 0.3])
}

/// The same with the ranges of weight and bias.
fn dense_with_ranges(model: &mut MxnetModel, name: &str, data: Reference, depth: usize, [flags, calibration]: [Attributes; 2], ranges: [f32; 4]) -> Reference {
    let parameters = ["weight", "bias"].map(|part| {
        let dims = if part == "weight" { vec![6, depth] } else { vec![6] };
        model.signed_bytes(&format!("{name}_{part}_quantize"), &dims)
    });
    let parts = ["weight_min", "weight_max", "bias_min", "bias_max"].into_iter().zip(ranges);
    let ranges: Vec<Reference> = parts.map(|(part, value)| model.constant(&format!("{name}_{part}"), &[1], value)).collect();
    let mut inputs = operands(&[data], &parameters);
    inputs.extend(ranges);
    let chain: &[(&str, Attributes)] = &[("FullyConnected", &[("num_hidden", "6"), ("no_bias", "False")]), RELU];
    let attributes = [&[("quantized", "True")], flags, calibration].concat();
    model.node("_sg_mkldnn_fully_connected", name, &attributes, &inputs, Some(if flags.is_empty() { &chain[..1] } else { chain }))
}

fn uncalibrated(model: &mut MxnetModel, data: Reference) -> Reference {
    let quantize = model.node("_contrib_quantize_v2", "uq", &[("out_type", "int8")], &[data], None);
    let (weight, bias) = (model.floats("u1_weight", &[4, 4, 3, 3], 0.5), model.floats("u1_bias", &[4], 0.3));
    let chain = [("Convolution", &convolution("4", "1", "False")[..]), CLIP];
    let clipped = model.node("_sg_mkldnn_conv", "u1", &fused_attributes(&["with_act"], &[]), &operands(&[quantize], &[weight, bias]), Some(&chain));
    let first = model.node("_contrib_requantize", "u1_requantize", &[("out_type", "auto")], &with_range(clipped), None);
    let weight = model.floats("u2_weight", &[4, 1, 3, 3], 0.5);
    let chain = [("Convolution", &convolution("4", "4", "True")[..]), SUM, RELU];
    let attributes = fused_attributes(&["with_sum", "with_postsum_act"], &[]);
    let summed = model.node("_sg_mkldnn_conv", "u2", &attributes, &operands(&[first, quantize], &[weight]), Some(&chain));
    let second = model.node("_contrib_requantize", "u2_requantize", &[("out_type", "uint8")], &with_range(summed), None);
    let third = model.node("_contrib_requantize", "u3_requantize", &[&[("out_type", "int8")], WIDE].concat(), &with_range(summed), None);
    let add = model.node("_contrib_quantized_elemwise_add", "uadd", &[], &operands(&[first, quantize], &[]), None);
    let fourth = model.node("_contrib_requantize", "uadd_requantize", &[], &with_range(add), None);
    let concat = model.node("_contrib_quantized_concat", "ucat", &[("num_args", "3"), ("dim", "1")], &operands(&[second, third, fourth], &[]), None);
    let dense = dense(model, "ufc", concat, 432, &[], &[]);
    let last = model.node("_contrib_requantize", "ufc_requantize", &[("out_type", "int8")], &with_range(dense), None);
    model.node("_contrib_dequantize", "deq", &[], &with_range(last), None)
}

fn float(model: &mut MxnetModel, data: Reference) -> Reference {
    let (weight, bias) = (model.floats("f1_weight", &[4, 4, 3, 3], 0.5), model.floats("f1_bias", &[4], 0.3));
    let convolution_attributes = convolution("4", "1", "False");
    let first = model.node("Convolution", "f1", &convolution_attributes, &[data, weight, bias], None);
    let norm = model.batch_norm("f1", 4);
    let norm = model.node("BatchNorm", "fbn", NORM.1, &[&[first], &norm[..]].concat(), None);
    let relu = model.node("Activation", "frelu", RELU.1, &[norm], None);
    let leaky = model.node("LeakyReLU", "fleaky", LEAKY.1, &[relu], None);
    let clip = model.node("clip", "fclip", CLIP.1, &[leaky], None);
    let sum = model.node("elemwise_add", "fadd", &[], &[clip, norm], None);
    let weight = model.floats("f2_weight", &[4, 4, 3, 3], 0.5);
    let chain = [("Convolution", &convolution("4", "1", "True")[..]), SUM, RELU];
    let flags = [("with_sum", "true"), ("with_postsum_act", "true")];
    let fused = model.node("_sg_mkldnn_conv", "f2", &flags, &[sum, weight, clip], Some(&chain));
    let attributes = [("kernel", "(2, 2)"), ("stride", "(2, 2)"), ("pool_type", "avg")];
    let pool = model.node("Pooling", "fpool", &attributes, &[fused], None);
    let concat = model.node("Concat", "fcat", &[("num_args", "2"), ("dim", "1")], &[pool, pool], None);
    let dropout = model.node("Dropout", "fdrop", &[("p", "0.5")], &[concat], None);
    let flat = model.node("Flatten", "fflat", &[], &[dropout], None);
    let weight = model.floats("ffc_weight", &[5, 72], 0.2);
    let dense = model.node("FullyConnected", "ffc", &[("num_hidden", "5"), ("no_bias", "True")], &[flat, weight], None);
    let (weight, bias) = (model.floats("ffc2_weight", &[2, 5], 0.2), model.floats("ffc2_bias", &[2], 0.2));
    let chain: [(&str, Attributes); 2] = [("FullyConnected", &[("num_hidden", "2"), ("no_bias", "False")]), RELU];
    model.node("_sg_mkldnn_fully_connected", "ffc2", &[("with_eltwise", "true")], &[dense, weight, bias], Some(&chain))
}
