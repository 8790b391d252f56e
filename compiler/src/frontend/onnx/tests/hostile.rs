//! Operands and attributes that no exporter writes.

use super::*;
use crate::diagnostic::Code;
use std::panic::catch_unwind;

/// Constants that a few bytes of a file ask for.
#[test]
fn huge_constants_are_refused() {
    let scalar = |i: i64| Operand::Known(Array::list([i]).reshaped([]).unwrap());
    let far = 1i64 << 40;
    let cases: Vec<(&str, Vec<Operand>)> = vec![
        ("ConstantOfShape", vec![known(&[far])]),
        ("ConstantOfShape", vec![known(&[1 << 30])]),
        ("ConstantOfShape", vec![known(&[i64::MAX, i64::MAX, 0])]),
        ("Range", vec![scalar(0), scalar(i64::MAX), scalar(1)]),
        ("Range", vec![scalar(i64::MIN), scalar(i64::MAX), scalar(1)]),
        ("Range", vec![scalar(0), scalar(9), scalar(0)]),
        ("Expand", vec![known(&[1]), known(&[far])]),
        ("Tile", vec![known(&[1]), known(&[i64::MAX])]),
        ("OneHot", vec![known(&[1]), known(&[far]), known(&[0, 1])]),
        ("Reshape", vec![known(&[1]), known(&[far, far, -1])]),
        ("Pad", vec![known(&[1]), known(&[i64::MAX, i64::MAX])]),
        ("Pad", vec![known(&[1]), known(&[i64::MIN, i64::MIN])]),
        ("Unsqueeze", vec![known(&[1]), known(&[i64::MIN])]),
        ("Div", vec![known(&[1]), known(&[0])]),
    ];
    for (operator, operands) in cases {
        let error = one(18, operator, &operands, vec![]).unwrap_err();
        assert!(matches!(error.code, Code::Overflow | Code::Shape | Code::Range | Code::Malformed | Code::Unsupported), "{operator}: {error}");
        assert!(error.message.contains(operator), "{error}");
    }
}

/// All constants together are bounded too.
#[test]
fn many_large_constants_are_refused() {
    let mut model = Model::new(18);
    model.constant("shape", &Array::list([1 << 25]));
    let names: Vec<String> = (0..20).map(|i| format!("c{i}")).collect();
    for name in &names {
        model.node("ConstantOfShape", &["shape"], name, vec![]);
    }
    let inputs: Vec<&str> = names.iter().map(String::as_str).collect();
    model.node("Sum", &inputs, "y", vec![]).output("y");
    let error = model.imported().unwrap_err();
    assert_eq!(error.code, Code::Overflow, "{error}");
}

/// A small generator of numbers, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }

    fn integer(&mut self) -> i64 {
        [0, 1, -1, 2, 3, 4, -2, 7, 1 << 20, i64::from(i32::MAX), i64::MAX, i64::MIN][self.below(12)]
    }

    fn float(&mut self) -> f32 {
        [0.0, 1.0, -1.0, 0.5, 2.0, 1e30, -1e30, f32::INFINITY, f32::NAN, 1e-40][self.below(10)]
    }

    fn operand(&mut self) -> Operand {
        match self.below(9) {
            0 => Operand::Absent,
            1 => counting(&[1, 4, 4, 4]),
            2 => counting(&[2, 3]),
            3 => Operand::Live(Array::integers(ElementType::U8, [1, 4, 2, 2], vec![3; 16]).unwrap()),
            4 => Operand::Live(Array::integers(ElementType::Bool, [2, 3], vec![1; 6]).unwrap()),
            5 => floats(&[4], &[self.float(), 1.0, 2.0, self.float()]),
            6 => floats(&[], &[self.float()]),
            7 => known(&[]),
            _ => {
                let count = 1 + self.below(4);
                known(&(0..count).map(|_| self.integer()).collect::<Vec<_>>())
            }
        }
    }

    fn attribute(&mut self) -> Attribute {
        let modes = ["linear", "cubic", "nearest", "reflect", "wrap", "edge", "SAME_UPPER", "SAME_LOWER", "VALID", "CRD", "tf_crop_and_resize", "x"];
        match self.below(4) {
            0 => Int(self.integer()),
            1 => Float(self.float()),
            2 => Text(modes[self.below(modes.len())]),
            _ => {
                let count = self.below(5);
                Ints((0..count).map(|_| self.integer()).collect())
            }
        }
    }
}

const OPERATORS: [&str; 109] = [
    "Abs",
    "Add",
    "And",
    "ArgMax",
    "ArgMin",
    "AveragePool",
    "BatchNormalization",
    "Cast",
    "CastLike",
    "Ceil",
    "Celu",
    "CenterCropPad",
    "Clip",
    "Concat",
    "Constant",
    "ConstantOfShape",
    "Conv",
    "ConvInteger",
    "ConvTranspose",
    "CumSum",
    "DepthToSpace",
    "DequantizeLinear",
    "Div",
    "Dropout",
    "DynamicQuantizeLinear",
    "Elu",
    "Equal",
    "Erf",
    "Exp",
    "Expand",
    "EyeLike",
    "Flatten",
    "Floor",
    "Gather",
    "Gelu",
    "Gemm",
    "GlobalAveragePool",
    "GlobalMaxPool",
    "Greater",
    "GreaterOrEqual",
    "GroupNormalization",
    "HardSigmoid",
    "HardSwish",
    "Identity",
    "InstanceNormalization",
    "LRN",
    "LayerNormalization",
    "LeakyRelu",
    "Less",
    "LessOrEqual",
    "Log",
    "LogSoftmax",
    "LpNormalization",
    "MatMul",
    "MatMulInteger",
    "Max",
    "MaxPool",
    "Mean",
    "Min",
    "Mish",
    "Mod",
    "Mul",
    "Neg",
    "NonZero",
    "Not",
    "OneHot",
    "Or",
    "PRelu",
    "Pad",
    "Pow",
    "QLinearConv",
    "QLinearMatMul",
    "QuantizeLinear",
    "Range",
    "Reciprocal",
    "ReduceL1",
    "ReduceL2",
    "ReduceLogSum",
    "ReduceLogSumExp",
    "ReduceMax",
    "ReduceMean",
    "ReduceMin",
    "ReduceProd",
    "ReduceSum",
    "ReduceSumSquare",
    "Relu",
    "Reshape",
    "Resize",
    "Round",
    "Selu",
    "Shape",
    "Sigmoid",
    "Sign",
    "Size",
    "Slice",
    "Softmax",
    "Softplus",
    "Softsign",
    "SpaceToDepth",
    "Split",
    "Sqrt",
    "Squeeze",
    "Sub",
    "Sum",
    "ThresholdedRelu",
    "Tile",
    "Transpose",
    "Upsample",
    "Where",
];

const ATTRIBUTES: [&str; 34] = [
    "axis",
    "axes",
    "keepdims",
    "perm",
    "mode",
    "pads",
    "kernel_shape",
    "strides",
    "dilations",
    "auto_pad",
    "ceil_mode",
    "count_include_pad",
    "group",
    "output_shape",
    "output_padding",
    "blocksize",
    "to",
    "alpha",
    "beta",
    "epsilon",
    "size",
    "value",
    "start",
    "end",
    "k",
    "coordinate_transformation_mode",
    "nearest_mode",
    "scales",
    "shape",
    "num_groups",
    "broadcast",
    "split",
    "allowzero",
    "noop_with_empty_axes",
];

/// Every operator with operands and attributes at random: a graph that verifies, or a diagnostic.
#[test]
fn random_operands_and_attributes() {
    let (mut imported, mut refused, mut failures) = (0, 0, Vec::new());
    for seed in 0..60 * OPERATORS.len() as u64 {
        let mut random = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let operator = OPERATORS[seed as usize % OPERATORS.len()];
        let operands: Vec<Operand> = (0..random.below(5)).map(|_| random.operand()).collect();
        let attributes: Vec<_> = (0..random.below(5)).map(|_| (ATTRIBUTES[random.below(ATTRIBUTES.len())], random.attribute())).collect();
        let version = [6, 9, 10, 11, 13, 18, 21][random.below(7)];
        let case = format!("seed {seed}: {operator} of version {version} on {operands:?} with {attributes:?}");
        let (model, _) = model_of(version, operator, &operands, attributes);
        // A number that is not finite is found where the graph is verified.
        let result = catch_unwind(|| model.imported().map(|result| verify(&result.graph).err().filter(|error| error.code != Code::Range)));
        match result {
            Err(_) => failures.push(format!("{case}: panicked")),
            Ok(Ok(Some(error))) => failures.push(format!("{case}: {error}")),
            Ok(Ok(None)) => imported += 1,
            Ok(Err(error)) if error.code == Code::Invalid => failures.push(format!("{case}: {error}")),
            Ok(Err(_)) => refused += 1,
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(imported > 500 && refused > 500, "{imported} imported, {refused} refused");
}
