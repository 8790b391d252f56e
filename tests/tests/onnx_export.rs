//! Graphs written as ONNX: the files are in order, and where this compiler reads them back, they compute what the graph computed.
//!
//! With `GRAVER_EXPORTED=DIR` the models are left in that folder with inputs and results, for `tests/onnxruntime/check_export.py`.

use graver::export::{ExportOptions, Exported, export};
use graver::frontend::{self, ImportOptions, onnx};
use graver::graph::random::{Limits, Random, random_inputs, random_network};
use graver::graph::{DType, Graph, Op, Output, Scale, Shape, Tensor, TensorType, ValueId, Window, verify};
use graver::onnx_file::{self, Dimension, ModelFile, ModelProto, ValueInfoProto};
use graver::qlinear::{self, Bias, Contraction, Divisor, Quantized, Weight};
use graver::reference;
use graver::tensor_file::write_npy;
use graver_tests::compare::{difference, numbers};
use graver_tests::digits_example;
use prost::Message;
use std::collections::BTreeSet;
use std::path::Path;

fn written(graph: &Graph, literal: bool) -> Exported {
    export(graph, ExportOptions { literal }).unwrap_or_else(|d| panic!("{}: {d}", graph.name))
}

fn extents(info: &ValueInfoProto) -> Vec<i64> {
    let shape = info.r#type.as_ref().and_then(|t| t.tensor_type.as_ref()).and_then(|t| t.shape.as_ref()).expect("a shape");
    let extent = |d: &Option<Dimension>| if let Some(Dimension::Extent(extent)) = d { *extent } else { panic!("{d:?}") };
    shape.dim.iter().map(|d| extent(&d.value)).collect()
}

/// Every tensor has one definition before its first use, and the interface is that of the graph.
fn check_structure(graph: &Graph, model: &ModelProto) {
    let onnx = model.graph.as_ref().expect("a graph");
    let given = || onnx.input.iter().map(|i| &i.name).chain(onnx.initializer.iter().map(|i| &i.name));
    let mut names = BTreeSet::new();
    for name in given().chain(onnx.node.iter().flat_map(|n| &n.output)) {
        assert!(names.insert(name) && !name.is_empty(), "{}: '{name}' is defined twice", graph.name);
    }
    let mut defined: BTreeSet<&String> = given().collect();
    let mut node_names = BTreeSet::new();
    for node in &onnx.node {
        for input in node.input.iter().filter(|i| !i.is_empty()) {
            assert!(defined.contains(input), "{}: '{}' reads '{input}' too early", graph.name, node.name);
        }
        assert!(node_names.insert(&node.name) && node.domain.is_empty(), "{}", node.name);
        defined.extend(&node.output);
    }
    let interface = |infos: &[ValueInfoProto]| infos.iter().map(|i| (i.name.clone(), extents(i))).collect::<Vec<_>>();
    let described = |name: &str, id: ValueId| (name.to_owned(), graph.ty(id).shape.extents().iter().map(|&e| e as i64).collect::<Vec<_>>());
    assert_eq!(interface(&onnx.input), graph.inputs().map(|id| described(&graph.value(id).name, id)).collect::<Vec<_>>());
    assert_eq!(interface(&onnx.output), graph.outputs.iter().map(|o| described(&o.name, o.value)).collect::<Vec<_>>());
    assert!(onnx.output.iter().all(|o| defined.contains(&o.name)));
}

fn computed(graph: &Graph, inputs: &[Tensor]) -> Vec<Tensor> {
    let evaluation = reference::run(graph, inputs).unwrap_or_else(|d| panic!("{}: {d}", graph.name));
    evaluation.outputs().map(|(_, tensor)| tensor.clone()).collect()
}

/// Leaves a model with data where the environment asks for it.
fn leave(name: &str, graph: &Graph, model: &ModelProto, inputs: &[Tensor], outputs: &[Tensor]) {
    let Some(folder) = std::env::var_os("GRAVER_EXPORTED") else { return };
    let folder = Path::new(&folder).join(name);
    for part in ["inputs", "outputs"] {
        std::fs::create_dir_all(folder.join(part)).expect("the folder can be written");
    }
    onnx_file::write(&folder.join("model.onnx"), model).expect("the model can be written");
    let file = |part: &str, name: &str, tensor: &Tensor| write_npy(&folder.join(part).join(format!("{name}.npy")), tensor).expect("a tensor can be written");
    graph.inputs().zip(inputs).for_each(|(id, tensor)| file("inputs", &graph.value(id).name, tensor));
    graph.outputs.iter().zip(outputs).for_each(|(output, tensor)| file("outputs", &output.name, tensor));
}

/// What a graph of any operators, steps and types looks like in both forms. The literal form computes the same integers when it is read back, where the
/// reader knows its operators.
#[test]
fn random_networks_are_written_in_order() {
    let mut read_back = 0;
    for seed in 0..120 {
        let graph = random_network(seed, Limits { volume: 1 << 10, ..Limits::default() });
        let inputs = random_inputs(&graph, seed);
        let expected = computed(&graph, &inputs);
        for literal in [false, true] {
            let exported = written(&graph, literal);
            check_structure(&graph, &exported.model);
            let bytes = exported.model.encode_to_vec();
            assert!(bytes == written(&graph, literal).model.encode_to_vec(), "seed {seed}: other bytes");
            leave(&format!("random-{}-{seed}", if literal { "literal" } else { "recognised" }), &graph, &exported.model, &inputs, &expected);
            if !literal {
                continue;
            }
            if let Ok(imported) = onnx::import_bytes(bytes, "g", &ImportOptions::default()) {
                for (found, expected) in computed(&imported.graph, &inputs).iter().zip(&expected) {
                    // Floats are multiplied and added in two steps, and functions are those of the other program.
                    let magnitude = numbers(expected).iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
                    let most = if expected.dtype() == DType::F32 { 1e-6 * magnitude } else { 0.0 };
                    let difference = difference(found, expected).unwrap();
                    assert!(difference.largest <= most, "seed {seed}: {difference}, of {magnitude:e}");
                }
                read_back += 1;
            }
        }
    }
    println!("{read_back} of 120 networks were read back");
    assert!(read_back > 0);
}

/// Networks of the integer operators of [`qlinear`].
struct Generator {
    random: Random,
    graph: Graph,
    dtype: DType,
    values: Vec<ValueId>,
}

impl Generator {
    fn quantized(&mut self, low: f32, high: f32) -> Quantized {
        let scale = Scale::new(self.random.float(low, high)).unwrap();
        let (lo, hi) = self.dtype.integer_bounds().unwrap();
        let zero_point = self.random.integer(lo.into(), hi.into()) as i32;
        Quantized::new(self.dtype, scale, zero_point).expect("the zero point is one of the type")
    }

    fn extents(&self, id: ValueId) -> [usize; 4] {
        self.graph.ty(id).shape.extents().try_into().expect("images only")
    }

    fn node(&mut self, number: usize) {
        let name = format!("node{number}");
        let value = self.random.pick(&self.values);
        let [_, channels, height, width] = self.extents(value);
        let to = self.quantized(0.02, 0.3);
        let graph = &mut self.graph;
        let result = match self.random.below(8) {
            0 | 1 => {
                let (groups, outputs) = if self.random.chance(30) { (channels, channels) } else { (1, 1 + self.random.below(9)) };
                let kernel = if height.min(width) >= 3 { self.random.pick(&[1, 3]) } else { 1 };
                let [stride, pad] = [1 + self.random.below(2), kernel / 2];
                let window = Window { kernel: [kernel; 2], stride: [stride; 2], dilation: [1; 2], pad_before: [pad; 2], pad_after: [pad; 2] };
                let shape = Shape::new([outputs, channels / groups, kernel, kernel]).unwrap();
                let integers = (0..shape.volume()).map(|_| self.random.integer(-127, 127) as i16).collect();
                let scales = (0..if self.random.chance(50) { outputs } else { 1 }).map(|_| Scale::new(self.random.float(0.001, 0.02)).unwrap()).collect();
                let bias = self.random.chance(50).then(|| Bias::Summed((0..outputs).map(|_| self.random.integer(-9999, 9999) as i32).collect()));
                let contraction = Contraction { op: Op::Convolution { window, groups }, weight: Weight { shape, integers, scales }, bias, alpha: 1.0 };
                qlinear::contraction(graph, &name, value, contraction, Some(&to)).unwrap()
            }
            2 => {
                let same: Vec<ValueId> = self.values.iter().copied().filter(|&v| graph.ty(v).shape == graph.ty(value).shape).collect();
                let other = self.random.pick(&same);
                qlinear::add(graph, &name, value, other, &to).unwrap()
            }
            3 => {
                let same: Vec<ValueId> = self.values.iter().copied().filter(|&v| graph.ty(v).shape == graph.ty(value).shape).collect();
                let other = self.random.pick(&same);
                qlinear::multiply(graph, &name, value, other, &to).unwrap()
            }
            4 if height.min(width) >= 2 => {
                let window = Window { kernel: [2; 2], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [1; 2] };
                match self.random.below(3) {
                    0 => qlinear::max_pool(graph, &name, value, window).unwrap(),
                    1 => qlinear::average_pool(graph, &name, value, window, Divisor::ValidTaps, &to).unwrap(),
                    _ => qlinear::average_pool(graph, &name, value, window, Divisor::Window, &to).unwrap(),
                }
            }
            5 => qlinear::function(graph, &name, value, qlinear::sigmoid, &to).unwrap(),
            6 => {
                let slope = self.random.pick(&[0.1, 0.01, 0.2, 0.333]);
                qlinear::function(graph, &name, value, |x| if x >= 0.0 { x } else { x * slope }, &to).unwrap()
            }
            7 => {
                let parts = [value, value].map(|part| qlinear::requantize(graph, &format!("{name}.part"), part, &to).unwrap());
                let shape = Shape::new([1, 2 * channels, height, width]).unwrap();
                graph.push_node(&name, to.ty(shape), Op::Concat { axis: 1 }, parts, None)
            }
            _ => qlinear::mean(graph, &name, value, &[2, 3], &to).unwrap(),
        };
        self.values.push(result);
    }
}

fn quantized_network(seed: u64) -> Graph {
    let mut random = Random::new(seed);
    let dtype = random.pick(&[DType::U8, DType::S8]);
    let shape = Shape::new([1, 1 + random.below(8), 1 + random.below(8), 1 + random.below(8)]).unwrap();
    let mut generator = Generator { random, graph: Graph::new(format!("quantized{seed}")), dtype, values: Vec::new() };
    let input = generator.graph.push_input("x", TensorType::plain(DType::F32, shape));
    let to = generator.quantized(0.03, 0.1);
    let first = qlinear::quantize(&mut generator.graph, "quantized", input, &to);
    generator.values.push(first);
    let nodes = 2 + generator.random.below(11);
    (0..nodes).for_each(|number| generator.node(number));
    let Generator { mut graph, values, .. } = generator;
    let read: BTreeSet<ValueId> = graph.nodes().flat_map(|(_, node)| node.uses().collect::<Vec<_>>()).collect();
    for (number, value) in values.into_iter().filter(|v| !read.contains(v)).enumerate() {
        let real = qlinear::dequantize(&mut graph, &format!("real{number}"), value).unwrap();
        graph.outputs.push(Output { name: format!("y{number}"), value: real });
    }
    verify(&graph).unwrap();
    graph
}

/// What ONNX Runtime's operators compute is written so that it is recognised again, here and there: the same bits come back.
#[test]
fn quantized_networks_come_back_the_same() {
    for seed in 0..200 {
        let graph = quantized_network(seed);
        let inputs = random_inputs(&graph, seed);
        let expected = computed(&graph, &inputs);
        let exported = written(&graph, false);
        check_structure(&graph, &exported.model);
        leave(&format!("quantized-{seed}"), &graph, &exported.model, &inputs, &expected);
        assert_eq!(exported.literal, [], "seed {seed}");
        let imported = onnx::import_bytes(exported.model.encode_to_vec(), "g", &ImportOptions::default()).unwrap_or_else(|d| panic!("seed {seed}: {d}"));
        for (found, expected) in computed(&imported.graph, &inputs).iter().zip(&expected) {
            let difference = difference(found, expected).unwrap();
            assert_eq!(difference.differing, 0, "seed {seed}: {difference}");
        }
    }
}

/// The bundled network as a file. Sums beside a convolution are float operators there, so results may be off by steps of quantization.
#[test]
fn digits_as_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("digits.onnx");
    let graph = frontend::import(&digits_example().join("digits-symbol.json"), &ImportOptions::default()).unwrap().graph;
    let exported = written(&graph, false);
    check_structure(&graph, &exported.model);
    assert_eq!(exported.literal.iter().map(|l| l.node.as_str()).collect::<Vec<_>>(), ["data_quantize"]);
    onnx_file::write(&path, &exported.model).unwrap();
    let read = ModelFile::read(&path).unwrap().model;
    assert_eq!(read, exported.model);
    assert_eq!(read.producer_name, "graver");
    let operators: Vec<&str> = read.graph.as_ref().unwrap().node.iter().map(|n| n.op_type.as_str()).collect();
    assert_eq!(operators.iter().filter(|o| **o == "Conv").count(), 6);
    assert!(operators.contains(&"Gemm") && operators.contains(&"GlobalAveragePool"), "{operators:?}");
}
