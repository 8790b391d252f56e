//! Programs made here, by hand.

use super::*;
use crate::diagnostic::Code;
use crate::frontend::Numerics;
use crate::graph::{DType, Graph, Node, Op, Shape, Tensor, TensorData, verify};
use crate::onnx_file::Array;
use crate::paddle_file::{Attribute, AttributeKind, BlockDesc, LodTensorDesc, OpDesc, ProgramDesc, Slot, TensorDesc, VarDesc, VarType, write_record};
use crate::reference;
use prost::Message;
use std::collections::BTreeMap;

/// A program that is being written.
#[derive(Default)]
struct Program {
    block: BlockDesc,
    parameters: BTreeMap<String, Vec<u8>>,
}

enum Value {
    I(i32),
    F(f32),
    L(&'static [i32]),
    S(&'static str),
}
use Value::{F, I, L, S};

impl Program {
    /// A network that reads `x` of this shape.
    fn of(shape: &[i64]) -> Self {
        let mut program = Self::default();
        program.variable("x", shape);
        program.operator("feed", &[("X", "feed")], &[("Out", "x")], &[]);
        program
    }

    fn variable(&mut self, name: &str, dims: &[i64]) -> &mut VarDesc {
        let tensor = TensorDesc { data_type: 5, dims: dims.into() };
        let ty = VarType { r#type: VarType::LOD_TENSOR, lod_tensor: Some(LodTensorDesc { tensor: Some(tensor) }) };
        self.block.vars.push(VarDesc { name: name.into(), r#type: Some(ty), persistable: false });
        self.block.vars.last_mut().unwrap()
    }

    fn parameter(&mut self, name: &str, shape: &[usize], numbers: &[f32]) {
        let dims: Vec<i64> = shape.iter().map(|&e| e as i64).collect();
        self.variable(name, &dims).persistable = true;
        self.parameters.insert(name.into(), write_record(&Array::floats(shape, numbers).unwrap()).unwrap());
    }

    fn operator(&mut self, kind: &str, inputs: &[(&str, &str)], outputs: &[(&str, &str)], attributes: &[(&str, Value)]) {
        let slots = |slots: &[(&str, &str)]| slots.iter().map(|(slot, name)| Slot { parameter: (*slot).into(), arguments: vec![(*name).into()] }).collect();
        let attribute = |(name, value): &(&str, Value)| {
            let empty = Attribute { name: (*name).into(), ..Attribute::default() };
            match *value {
                I(i) => Attribute { kind: AttributeKind::Int as i32, i, ..empty },
                F(f) => Attribute { kind: AttributeKind::Float as i32, f, ..empty },
                L(list) => Attribute { kind: AttributeKind::Ints as i32, ints: list.into(), ..empty },
                S(text) => Attribute { kind: AttributeKind::String as i32, s: text.as_bytes().into(), ..empty },
            }
        };
        let attrs = attributes.iter().map(attribute).collect();
        self.block.ops.push(OpDesc { inputs: slots(inputs), outputs: slots(outputs), r#type: kind.into(), attrs });
    }

    fn import(mut self, output: &str, options: &ImportOptions) -> Result<Imported> {
        self.operator("fetch", &[("X", output)], &[("Out", "fetch")], &[]);
        let params: Vec<u8> = self.parameters.into_values().flatten().collect();
        let imported = import_bytes(ProgramDesc { blocks: vec![self.block] }.encode_to_vec(), params, "program", options)?;
        verify(&imported.graph)?;
        Ok(imported)
    }
}

fn compute(graph: &Graph, shape: &[usize], numbers: &[f32]) -> (Vec<usize>, Vec<f32>) {
    let input = Tensor::new(Shape::new(shape).unwrap(), TensorData::F32(numbers.into())).unwrap();
    let evaluation = reference::run(graph, &[input]).unwrap();
    let (_, tensor) = evaluation.outputs().next().unwrap();
    let TensorData::F32(numbers) = &tensor.data else { panic!("{}", tensor.dtype()) };
    (tensor.shape.extents().to_vec(), numbers.to_vec())
}

/// A layer `y = relu(x · w + b)` whose operands are quantized, in the form of a network that was frozen after training.
fn frozen() -> Program {
    let mut program = Program::of(&[-1, 2]);
    program.parameter("s", &[1], &[1.27]);
    program.parameter("w", &[2, 2], &[127.0, -64.0, 1.0, 32.0]);
    program.parameter("c", &[2], &[1.27, 2.54]);
    program.parameter("b", &[2], &[0.25, -0.5]);
    for name in ["q", "m", "d", "a", "y"] {
        program.variable(name, &[-1, 2]);
    }
    program.operator("fake_quantize_moving_average_abs_max", &[("X", "x"), ("InScale", "s")], &[("Out", "q")], &[("bit_length", I(8))]);
    program.operator("mul", &[("X", "q"), ("Y", "w")], &[("Out", "m")], &[]);
    program.block.ops.push(OpDesc {
        inputs: vec![Slot { parameter: "X".into(), arguments: vec!["m".into()] }, Slot { parameter: "Scales".into(), arguments: vec!["c".into(), "s".into()] }],
        outputs: vec![Slot { parameter: "Out".into(), arguments: vec!["d".into()] }],
        r#type: "fake_channel_wise_dequantize_max_abs".into(),
        attrs: vec![],
    });
    program.operator("elementwise_add", &[("X", "d"), ("Y", "b")], &[("Out", "a")], &[("axis", I(1))]);
    program.operator("relu", &[("X", "a")], &[("Out", "y")], &[]);
    program
}

#[test]
fn a_frozen_layer_becomes_an_integer_layer() {
    let graph = frozen().import("y", &ImportOptions { batch: Some(1), ..ImportOptions::default() }).unwrap().graph;
    let layer = graph.nodes().find(|(_, node)| matches!(node.op, Op::FullyConnected)).unwrap().1;
    assert_eq!((graph.ty(layer.inputs[0]).dtype, graph.ty(layer.inputs[1]).dtype), (DType::S8, DType::S8));
    // Beyond the scale numbers are cut off. Columns: 1.27 · 1.27 + 0.01 · 0.5 + 0.25 and −1.28 · 1.27 + 0.64 · 0.5 − 0.5, below 0.
    let (shape, found) = compute(&graph, &[1, 2], &[9.0, 0.5]);
    assert_eq!(shape, [1, 2]);
    assert!((found[0] - 1.8679).abs() < 1e-4 && found[1] == 0.0, "{found:?}");
}

#[test]
fn an_observed_range_serves_where_there_is_no_other() {
    let program = |threshold: f32| {
        let mut program = Program::of(&[1, 2]);
        program.parameter("w", &[2, 2], &[1.27, -0.64, 0.01, 0.32]);
        for name in ["r", "v", "y"] {
            program.variable(name, &[1, 2]);
        }
        program.operator("relu", &[("X", "x")], &[("Out", "r")], &[("out_threshold", F(threshold))]);
        program.operator("fake_channel_wise_quantize_dequantize_abs_max", &[("X", "w")], &[("Out", "v")], &[("bit_length", I(8)), ("quant_axis", I(1))]);
        program.operator("matmul_v2", &[("X", "r"), ("Y", "v")], &[("Out", "y")], &[]);
        program.import("y", &ImportOptions::default()).unwrap()
    };
    let data = |graph: &Graph| graph.nodes().find(|(_, node)| node.op == Op::FullyConnected).map(|(_, node)| graph.ty(node.inputs[0]).dtype).unwrap();
    let observed = program(2.54);
    assert_eq!((data(&observed.graph), observed.unfused.len()), (DType::U8, 0));
    // 127 steps of 0.02, cut off at 2.54.
    let (_, found) = compute(&observed.graph, &[1, 2], &[1.005, 9.0]);
    assert!((found[0] - (1.0 * 1.27 + 2.54 * 0.01)).abs() < 1e-5, "{found:?}");
    let unknown = program(0.0);
    assert_eq!(data(&unknown.graph), DType::F32);
}

#[test]
fn thresholds_of_the_run_are_warned_of_once() {
    // Two layers, one after the other, whose data is quantized by what a run finds; and one with a known threshold.
    let program = |known: bool| {
        let mut program = Program::of(&[1, 2]);
        program.parameter("w", &[2, 2], &[1.27, -0.64, 0.01, 0.32]);
        program.parameter("s", &[1], &[1.27]);
        for name in ["v", "q", "a", "r", "b", "t", "y"] {
            program.variable(name, &[1, 2]);
        }
        program.operator("fake_channel_wise_quantize_dequantize_abs_max", &[("X", "w")], &[("Out", "v")], &[("bit_length", I(8)), ("quant_axis", I(1))]);
        program.operator("fake_quantize_dequantize_abs_max", &[("X", "x")], &[("Out", "q"), ("OutScale", "found")], &[("bit_length", I(8))]);
        program.operator("matmul_v2", &[("X", "q"), ("Y", "v")], &[("Out", "a")], &[]);
        program.operator("fake_quantize_dequantize_abs_max", &[("X", "a")], &[("Out", "r"), ("OutScale", "found.too")], &[("bit_length", I(8))]);
        program.operator("matmul_v2", &[("X", "r"), ("Y", "v")], &[("Out", "b")], &[]);
        let kind = "fake_quantize_dequantize_moving_average_abs_max";
        program.operator(
            kind,
            &[("X", "b"), if known { ("InScale", "s") } else { ("Y", "s") }],
            &[("Out", "t")],
            &[("bit_length", I(8)), ("round_type", I(1))],
        );
        program.operator("matmul_v2", &[("X", "t"), ("Y", "v")], &[("Out", "y")], &[]);
        program.import("y", &ImportOptions::default()).unwrap()
    };
    let partly = program(true);
    let [warning] = &partly.warnings[..] else { panic!("{:?}", partly.warnings) };
    assert!(warning.message.contains("runs: 2 (a, x);") && warning.hint.is_some(), "{warning}");
    assert_eq!((partly.unfused.len(), partly.notes.len()), (2, 1));
    let integers = |imported: &Imported| {
        imported.graph.nodes().filter(|(_, node)| node.op == Op::FullyConnected && imported.graph.ty(node.inputs[0]).dtype == DType::S8).count()
    };
    assert_eq!(integers(&partly), 1);
    let floats = program(false);
    assert_eq!((floats.warnings.len(), integers(&floats)), (1, 0));
    assert!(floats.warnings[0].message.contains("runs: 3 ("), "{:?}", floats.warnings);
}

#[test]
fn of_two_thresholds_the_first_one_counts() {
    let mut program = Program::of(&[1, 2]);
    program.parameter("first", &[1], &[1.27]);
    program.parameter("second", &[1], &[12.7]);
    program.parameter("w", &[2, 2], &[1.27, -0.64, 0.01, 0.32]);
    for name in ["v", "q", "r", "y", "z", "sum"] {
        program.variable(name, &[1, 2]);
    }
    let bits = &[("bit_length", I(8))][..];
    program.operator("fake_channel_wise_quantize_dequantize_abs_max", &[("X", "w")], &[("Out", "v")], &[("bit_length", I(8)), ("quant_axis", I(1))]);
    for (scale, quantized, result) in [("first", "q", "y"), ("second", "r", "z")] {
        program.operator("fake_quantize_dequantize_moving_average_abs_max", &[("X", "x"), ("InScale", scale)], &[("Out", quantized)], bits);
        program.operator("matmul_v2", &[("X", quantized), ("Y", "v")], &[("Out", result)], &[]);
    }
    program.operator("elementwise_add", &[("X", "y"), ("Y", "z")], &[("Out", "sum")], &[]);
    let graph = program.import("sum", &ImportOptions::default()).unwrap().graph;
    // Both layers read 1.27 · 1.27.
    let (_, found) = compute(&graph, &[1, 2], &[9.0, 0.0]);
    assert!((found[0] - 2.0 * 1.27 * 1.27).abs() < 1e-4, "{found:?}");
}

#[test]
fn zero_points_are_refused() {
    let mut program = Program::of(&[1, 2]);
    program.parameter("s", &[1], &[1.27]);
    program.parameter("z", &[1], &[3.0]);
    program.variable("q", &[1, 2]);
    program.operator("quantize_linear", &[("X", "x"), ("Scale", "s"), ("ZeroPoint", "z")], &[("Y", "q")], &[("bit_length", I(8))]);
    let error = program.import("q", &ImportOptions::default()).unwrap_err();
    assert!(error.code == Code::Unsupported && error.message.contains("a zero point"), "{error}");
}

#[test]
fn operators_can_be_left_in_floats() {
    let quantizes = |options: ImportOptions| {
        let graph = frozen().import("y", &ImportOptions { batch: Some(1), ..options }).unwrap().graph;
        graph.nodes().any(|(_, node): (_, &Node)| node.op == Op::FullyConnected && graph.ty(node.inputs[0]).dtype != DType::F32)
    };
    let only = |names: &[&str]| ImportOptions { quantized_operators: Some(names.iter().map(|n| (*n).to_owned()).collect()), ..ImportOptions::default() };
    assert!(quantizes(only(&["conv2d", "fc"])));
    assert!(quantizes(ImportOptions { numerics: Numerics::Ideal, ..ImportOptions::default() }));
    assert!(!quantizes(only(&["conv2d", "pool2d"])));
    let error = frozen().import("y", &ImportOptions { batch: Some(1), ..only(&["conv2"]) }).unwrap_err();
    assert!(error.code == Code::Usage && error.hint.unwrap().contains("conv2d"));
}

#[test]
fn operators_of_floats() {
    let compute_one = |kind: &str, shape: &[i64], numbers: &[f32], attributes: &[(&str, Value)]| {
        let mut program = Program::of(shape);
        program.variable("y", &[]);
        program.operator(kind, &[("X", "x"), ("Input", "x")], &[("Out", "y")], attributes);
        let graph = program.import("y", &ImportOptions::default()).unwrap_or_else(|e| panic!("{kind}: {e}")).graph;
        compute(&graph, &shape.iter().map(|&e| e as usize).collect::<Vec<_>>(), numbers)
    };
    let four = [1.0, 2.0, 3.0, 4.0];
    let image = &[1, 1, 2, 2][..];
    /// Operator, shape of its input, attributes, shape and numbers of what comes out.
    type Case<'a> = (&'a str, &'a [i64], &'a [(&'a str, Value)], &'a [usize], &'a [f32]);
    let cases: [Case; 14] = [
        ("relu6", &[4], &[("threshold", F(3.0))], &[4], &[1.0, 2.0, 3.0, 3.0]),
        ("scale", &[4], &[("scale", F(2.0)), ("bias", F(1.0))], &[4], &[3.0, 5.0, 7.0, 9.0]),
        ("scale", &[4], &[("scale", F(2.0)), ("bias", F(1.0)), ("bias_after_scale", I(0))], &[4], &[4.0, 6.0, 8.0, 10.0]),
        ("dropout", &[4], &[("dropout_prob", F(0.5))], &[4], &[0.5, 1.0, 1.5, 2.0]),
        ("dropout", &[4], &[("dropout_prob", F(0.5)), ("dropout_implementation", S("upscale_in_train"))], &[4], &four),
        ("pool2d", image, &[("pooling_type", S("avg")), ("global_pooling", I(1))], &[1, 1, 1, 1], &[2.5]),
        ("pool2d", image, &[("pooling_type", S("max")), ("ksize", L(&[2, 1])), ("adaptive", I(1))], &[1, 1, 2, 1], &[2.0, 4.0]),
        (
            "pool2d",
            image,
            &[("pooling_type", S("avg")), ("ksize", L(&[2, 2])), ("strides", L(&[2, 2])), ("paddings", L(&[1, 1])), ("exclusive", I(0))],
            &[1, 1, 2, 2],
            &[0.25, 0.5, 0.75, 1.0],
        ),
        ("transpose2", &[2, 2], &[("axis", L(&[1, 0]))], &[2, 2], &[1.0, 3.0, 2.0, 4.0]),
        ("flatten_contiguous_range", image, &[("start_axis", I(1)), ("stop_axis", I(3))], &[1, 4], &four),
        ("slice", &[4], &[("axes", L(&[0])), ("starts", L(&[1])), ("ends", L(&[3]))], &[2], &[2.0, 3.0]),
        ("pad2d", image, &[("paddings", L(&[1, 0, 0, 0]))], &[1, 1, 3, 2], &[0.0, 0.0, 1.0, 2.0, 3.0, 4.0]),
        ("nearest_interp_v2", image, &[("out_h", I(2)), ("out_w", I(4)), ("align_corners", I(0))], &[1, 1, 2, 4], &[1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0]),
        ("shuffle_channel", &[1, 4, 1, 1], &[("group", I(2))], &[1, 4, 1, 1], &[1.0, 3.0, 2.0, 4.0]),
    ];
    for (kind, shape, attributes, extents, expected) in cases {
        assert_eq!(compute_one(kind, shape, &four, attributes), (extents.to_vec(), expected.to_vec()), "{kind}");
    }
}

#[test]
fn what_is_not_read_says_so() {
    let error = |kind: &str| {
        let mut program = Program::of(&[1, 4]);
        program.operator(kind, &[("X", "x")], &[("Out", "y")], &[]);
        program.import("y", &ImportOptions::default()).unwrap_err()
    };
    assert!(error("nonsense").hint.unwrap().contains("--output x"));
    assert!(error("while").message.contains("as data decides"));
    // What decides comes first, but is not what is wrong.
    let mut program = Program::of(&[1, 4]);
    program.operator("greater_than", &[("X", "x"), ("Y", "x")], &[("Out", "c")], &[]);
    program.operator("conditional_block_infer", &[("Cond", "c"), ("Input", "x")], &[("Out", "y")], &[]);
    let decided = program.import("y", &ImportOptions::default()).unwrap_err();
    assert!(decided.message.contains("'conditional_block_infer' runs another part"), "{decided}");
    let absent = Program::of(&[1, 4]).import("z", &ImportOptions::default()).unwrap_err();
    assert_eq!(absent.code, Code::Malformed);
    let scales = ImportOptions { quantized_operators: Some(vec!["conv2d".into()]), ..ImportOptions::default() };
    let mut floats = Program::of(&[1, 4]);
    floats.operator("relu", &[("X", "x")], &[("Out", "y")], &[]);
    assert_eq!(floats.import("y", &scales).unwrap_err().code, Code::Usage);
}
