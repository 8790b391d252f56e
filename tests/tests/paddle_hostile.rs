//! Damaged and hostile Paddle files: whatever comes in, the frontend gives one clear diagnostic or a graph that verifies, and never panics, runs long or
//! takes much memory. `GRAVER_MUTATIONS` says how many files are made, of how many it is 6,000.

use graver::diagnostic::Severity;
use graver::frontend::{ImportOptions, Numerics, paddle};
use graver::graph::verify;
use graver::paddle_file::{Attribute, AttributeKind, OpDesc, ProgramDesc, Slot};
use graver::transform::pipeline::canonical_form;
use graver_tests::fixtures::all;
use graver_tests::mutation::{Choices, NUMBERS, damage};
use graver_tests::shared;
use proptest::test_runner::{RngAlgorithm, TestRng};
use prost::Message;
use std::time::{Duration, Instant};

/// A program and its parameters.
type Model = (Vec<u8>, Vec<u8>);

/// One program that is made here, those of single operators, and real networks, where they are there; each kind as often.
fn sound_models() -> Vec<Model> {
    let operators: Vec<Model> = all("paddle_operators.npz").into_iter().map(|(_, fixture)| (fixture.symbol, fixture.params)).collect();
    let mut models = vec![made_here()];
    if let Some(root) = shared::root() {
        for program in
            ["oracles/fixtures/paddle/paddle_cnn_cw/qat/model", "oracles/fixtures/paddle/paddle_cnn_tensor/qat/model", "models/paddle_qat_mnist/qat_fakequant"]
        {
            let read = |extension: &str| std::fs::read(root.join(program).with_extension(extension)).ok();
            models.extend(read("pdmodel").zip(read("pdiparams")));
        }
    }
    let times = operators.len().div_ceil(models.len());
    let networks = models.iter().cycle().take(models.len() * times).cloned().collect();
    [operators, networks].concat()
}

fn slot(parameter: &str, arguments: &[&str]) -> Slot {
    Slot { parameter: parameter.into(), arguments: arguments.iter().map(|a| (*a).to_owned()).collect() }
}

fn operator(kind: &str, inputs: &[(&str, &str)], outputs: &[(&str, &str)], attrs: Vec<Attribute>) -> OpDesc {
    let slots = |slots: &[(&str, &str)]| slots.iter().map(|(parameter, name)| slot(parameter, &[name])).collect();
    OpDesc { inputs: slots(inputs), outputs: slots(outputs), r#type: kind.into(), attrs }
}

fn integers(name: &str, ints: &[i32]) -> Attribute {
    Attribute { name: name.into(), kind: AttributeKind::Ints as i32, ints: ints.into(), ..Attribute::default() }
}

/// A convolution that simulates integers, with an activation and a pooling behind it.
fn made_here() -> Model {
    use graver::onnx_file::Array;
    use graver::paddle_file::{BlockDesc, LodTensorDesc, TensorDesc, VarDesc, VarType, write_record};
    let var = |name: &str, dims: &[i64], persistable: bool| {
        let tensor = TensorDesc { data_type: 5, dims: dims.into() };
        let ty = VarType { r#type: VarType::LOD_TENSOR, lod_tensor: Some(LodTensorDesc { tensor: Some(tensor) }) };
        VarDesc { name: name.into(), r#type: Some(ty), persistable }
    };
    let mut vars = vec![var("s", &[1], true), var("w", &[4, 3, 3, 3], true), var("x", &[-1, 3, 8, 8], false)];
    vars.extend(["q", "c", "r", "p"].map(|name| var(name, &[-1, 4, 6, 6], false)));
    let pooling = Attribute { name: "pooling_type".into(), kind: AttributeKind::String as i32, s: b"avg"[..].into(), ..Attribute::default() };
    let ops = vec![
        operator("feed", &[("X", "feed")], &[("Out", "x")], vec![]),
        operator("fake_quantize_dequantize_moving_average_abs_max", &[("X", "x"), ("InScale", "s")], &[("Out", "q")], vec![]),
        operator("fake_channel_wise_quantize_dequantize_abs_max", &[("X", "w")], &[("Out", "v")], vec![]),
        operator("conv2d", &[("Input", "q"), ("Filter", "v")], &[("Output", "c")], vec![integers("paddings", &[1, 1])]),
        operator("relu", &[("X", "c")], &[("Out", "r")], vec![]),
        operator("pool2d", &[("X", "r")], &[("Out", "p")], vec![integers("ksize", &[2, 2]), integers("strides", &[2, 2]), pooling]),
        operator("fetch", &[("X", "p")], &[("Out", "fetch")], vec![]),
    ];
    let program = ProgramDesc { blocks: vec![BlockDesc { vars, ops }] };
    let record = |shape: &[usize], numbers: Vec<f32>| write_record(&Array::floats(shape, numbers).unwrap()).unwrap();
    let weights: Vec<f32> = (0..108).map(|i| (i % 17) as f32 / 8.0 - 1.0).collect();
    (program.encode_to_vec(), [record(&[1], vec![2.0]), record(&[4, 3, 3, 3], weights)].concat())
}

const OPERATORS: [&str; 40] = [
    "conv2d",
    "depthwise_conv2d",
    "conv2d_transpose",
    "mul",
    "matmul",
    "matmul_v2",
    "fc",
    "pool2d",
    "batch_norm",
    "relu6",
    "leaky_relu",
    "hard_swish",
    "prelu",
    "elementwise_add",
    "elementwise_mul",
    "scale",
    "concat",
    "split",
    "slice",
    "reshape2",
    "flatten2",
    "flatten_contiguous_range",
    "transpose2",
    "squeeze2",
    "unsqueeze2",
    "dropout",
    "softmax",
    "mean",
    "reduce_mean",
    "arg_max",
    "pad2d",
    "nearest_interp",
    "bilinear_interp_v2",
    "shuffle_channel",
    "cast",
    "fill_constant",
    "while",
    "fake_dequantize_max_abs",
    "quantize_linear",
    "dequantize_linear",
];

/// Changes a program, so that most of it stays sound and the change reaches deep into the import.
fn mutate(program: &mut ProgramDesc, choices: &mut Choices) {
    for _ in 0..1 + choices.below(3) {
        let block = &mut program.blocks[0];
        let names: Vec<String> = block.vars.iter().map(|var| var.name.clone()).collect();
        let (at, var) = (choices.below(block.ops.len()), choices.below(block.vars.len()));
        match choices.below(9) {
            0 => block.ops[at].r#type = (*choices.of(&OPERATORS)).into(),
            1 => drop(block.ops.remove(at)),
            2 => {
                let other = choices.below(block.ops.len());
                block.ops.swap(at, other);
            }
            3 | 4 => {
                let slots = &mut block.ops[at].inputs;
                let place = choices.below(slots.len());
                if let Some(slot) = slots.get_mut(place) {
                    slot.arguments = vec![choices.of(&names).clone()];
                }
            }
            5 | 6 => {
                let attributes = &mut block.ops[at].attrs;
                let place = choices.below(attributes.len());
                if let Some(attribute) = attributes.get_mut(place) {
                    let number = *choices.of(&NUMBERS);
                    attribute.i = number as i32;
                    attribute.l = number;
                    attribute.f = *choices.of(&[0.0, -1.0, f32::NAN, f32::INFINITY, 1e-40]);
                    attribute.ints = (0..choices.below(5)).map(|_| *choices.of(&NUMBERS) as i32).collect();
                    attribute.b = !attribute.b;
                }
            }
            7 => {
                if let Some(tensor) = block.vars[var].r#type.as_mut().and_then(|ty| ty.lod_tensor.as_mut()).and_then(|lod| lod.tensor.as_mut()) {
                    tensor.dims = (0..choices.below(6)).map(|_| *choices.of(&NUMBERS)).collect();
                    tensor.data_type = choices.below(24) as i32;
                }
            }
            _ => block.vars[var].persistable = !block.vars[var].persistable,
        }
        if block.ops.is_empty() {
            return;
        }
    }
}

#[test]
fn damaged_files_give_one_diagnostic_or_a_sound_graph() {
    let models = sound_models();
    let count: usize = std::env::var("GRAVER_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(6_000);
    let mut choices = Choices(TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut sound, mut refused) = (0, 0);
    for _ in 0..count {
        let (mut program, mut params) = choices.of(&models).clone();
        match choices.below(4) {
            0 => damage(&mut program, &mut choices),
            1 => damage(&mut params, &mut choices),
            _ => {
                let mut decoded = ProgramDesc::decode(&program[..]).unwrap();
                mutate(&mut decoded, &mut choices);
                program = decoded.encode_to_vec();
            }
        }
        let numerics = *choices.of(&[Numerics::Source, Numerics::Ideal]);
        let options = ImportOptions { numerics, batch: Some(1), ..ImportOptions::default() };
        let begin = Instant::now();
        match paddle::import_bytes(program, params, "hostile", &options) {
            Ok(imported) => {
                verify(&imported.graph).unwrap();
                // Large images are legal; what they compute is not the reader's matter.
                if imported.graph.values.iter().all(|value| value.ty.shape.volume() < 1 << 20) {
                    canonical_form(imported.graph).unwrap();
                }
                sound += 1;
            }
            Err(error) => {
                assert_eq!(error.severity, Severity::Error);
                assert!(!error.message.is_empty() && error.message.len() < 2000, "{error}");
                refused += 1;
            }
        }
        assert!(begin.elapsed() < Duration::from_secs(20), "a damaged file took {:?}", begin.elapsed());
    }
    assert!(sound > 0 && refused > 0, "{sound} sound, {refused} refused");
}
