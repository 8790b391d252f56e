//! What operators compute, where the ONNX project's own cases do not look.

use super::*;

const NEWEST: i64 = 21;

fn one_of(operator: &str, numbers: &[f32], attributes: Vec<(&str, Attribute)>, expected: &[f64]) {
    assert_one(NEWEST, operator, &[live(&[1, numbers.len()], numbers)], attributes, &[1, numbers.len()], expected);
}

#[test]
fn functions_of_one_number() {
    one_of("Sign", &[-2.0, 0.0, 3.0], vec![], &[-1.0, 0.0, 1.0]);
    one_of("Reciprocal", &[2.0, -4.0], vec![], &[0.5, -0.25]);
    one_of("Round", &[0.5, 1.5, -2.5], vec![], &[0.0, 2.0, -2.0]);
    one_of("Softsign", &[1.0, -3.0], vec![], &[0.5, -0.75]);
    one_of("Celu", &[1.0, -1.0], vec![("alpha", Float(2.0))], &[1.0, 2.0 * ((-0.5f64).exp() - 1.0)]);
    one_of("Selu", &[1.0, -1.0], vec![], &[1.050_701, 1.050_701 * 1.673_263_2 * ((-1f64).exp() - 1.0)]);
    one_of("ThresholdedRelu", &[1.0, 1.5], vec![], &[0.0, 1.5]);
    one_of("Mish", &[1.0], vec![], &[1f64.exp().ln_1p().tanh()]);
    one_of("Gelu", &[1.0], vec![], &[0.841_344_746]);
    one_of("Gelu", &[1.0], vec![("approximate", Text("tanh"))], &[0.841_191_99]);
    one_of("HardSwish", &[-4.0, 1.0, 4.0], vec![], &[0.0, 2.0 / 3.0, 4.0]);
    one_of("LogSoftmax", &[1.0, 2.0], vec![], &[-1.313_261_7, -0.313_261_7]);
    one_of("LpNormalization", &[3.0, 4.0], vec![], &[0.6, 0.8]);
}

#[test]
fn powers() {
    let power = |exponent: f32, expected: &[f64]| assert_one(NEWEST, "Pow", &[live(&[2], &[4.0, 0.25]), floats(&[], &[exponent])], vec![], &[2], expected);
    power(2.0, &[16.0, 0.0625]);
    power(0.5, &[2.0, 0.5]);
    power(-1.0, &[0.25, 4.0]);
    power(0.0, &[1.0, 1.0]);
    power(1.5, &[8.0, 0.125]);
    power(-0.5, &[0.5, 2.0]);
    let error = one(NEWEST, "Pow", &[live(&[2], &[1.0, 2.0]), floats(&[2], &[1.0, 2.0])], vec![]).unwrap_err();
    assert!(error.message.contains("different exponents"), "{error}");
}

#[test]
fn reductions() {
    let numbers = counting(&[2, 3]);
    let along = |operator: &str, axis: i64, expected: &[f64]| {
        assert_one(NEWEST, operator, &[numbers.clone(), known(&[axis])], vec![("keepdims", Int(0))], &[expected.len()], expected);
    };
    along("ReduceSum", 0, &[5.0, 7.0, 9.0]);
    along("ReduceMax", -1, &[3.0, 6.0]);
    along("ReduceMin", -1, &[1.0, 4.0]);
    along("ReduceL1", 1, &[6.0, 15.0]);
    along("ReduceL2", 1, &[14f64.sqrt(), 77f64.sqrt()]);
    along("ReduceSumSquare", 1, &[14.0, 77.0]);
    along("ReduceLogSum", 1, &[6f64.ln(), 15f64.ln()]);
    assert_one(NEWEST, "ReduceSum", std::slice::from_ref(&numbers), vec![("keepdims", Int(0))], &[], &[21.0]);
    assert_one(NEWEST, "ReduceSum", &[numbers.clone(), known(&[])], vec![("noop_with_empty_axes", Int(1))], &[2, 3], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_one(11, "ReduceMean", &[numbers], vec![("axes", Ints(vec![1]))], &[2, 1], &[2.0, 5.0]);
}

#[test]
fn places_of_extremes() {
    let numbers = live(&[2, 4], &[1.0, 3.0, 3.0, 0.0, -1.0, -1.0, -2.0, -2.0]);
    let place = |operator: &str, attributes, expected: &[f64]| {
        let attributes = [vec![("axis", Int(1)), ("keepdims", Int(0))], attributes].concat();
        assert_one(NEWEST, operator, std::slice::from_ref(&numbers), attributes, &[2], expected);
    };
    place("ArgMax", vec![], &[1.0, 0.0]);
    place("ArgMax", vec![("select_last_index", Int(1))], &[2.0, 1.0]);
    place("ArgMin", vec![], &[3.0, 2.0]);
    place("ArgMin", vec![("select_last_index", Int(1))], &[3.0, 3.0]);
}

#[test]
fn truth_values() {
    let mut model = Model::new(NEWEST);
    model.input("x", ElementType::F32, &[4]).constant("two", &Array::floats([], [2.0]).unwrap()).constant("three", &Array::floats([], [3.0]).unwrap());
    model.node("GreaterOrEqual", &["x", "two"], "a", vec![]).node("Less", &["x", "three"], "b", vec![]);
    model.node("And", &["a", "b"], "both", vec![]).node("Or", &["a", "b"], "any", vec![]).node("Xor", &["a", "b"], "one", vec![]);
    model.node("Not", &["both"], "neither", vec![]).node("Where", &["neither", "x", "two"], "chosen", vec![]);
    model.node("Cast", &["one"], "cast", vec![("to", Int(1))]);
    for name in ["both", "any", "one", "chosen", "cast"] {
        model.output(name);
    }
    let input = Array::floats([4], [1.0, 2.0, 2.5, 3.0]).unwrap().to_tensor().unwrap();
    let found: Vec<Vec<f64>> = model.computed(&[input]).unwrap().iter().map(numbers).collect();
    let one = [1.0, 0.0, 0.0, 1.0];
    assert_eq!(found, [vec![0.0, 1.0, 1.0, 0.0], vec![1.0; 4], one.to_vec(), vec![1.0, 2.0, 2.0, 3.0], one.to_vec()]);
}

#[test]
fn normalizations() {
    let numbers = live(&[1, 2, 1, 2], &[1.0, 3.0, 10.0, 30.0]);
    let (ones, halves) = (floats(&[2], &[1.0, 2.0]), floats(&[2], &[0.5, 0.0]));
    let epsilon = || vec![("epsilon", Float(0.0))];
    assert_one(NEWEST, "InstanceNormalization", &[numbers.clone(), ones.clone(), halves.clone()], epsilon(), &[1, 2, 1, 2], &[-0.5, 1.5, -2.0, 2.0]);
    assert_one(NEWEST, "LayerNormalization", &[live(&[1, 2], &[1.0, 3.0]), ones.clone(), halves.clone()], epsilon(), &[1, 2], &[-0.5, 2.0]);
    let attributes = [epsilon(), vec![("num_groups", Int(2))]].concat();
    assert_one(NEWEST, "GroupNormalization", &[numbers.clone(), ones, halves], attributes, &[1, 2, 1, 2], &[-0.5, 1.5, -2.0, 2.0]);
    let parameters = [&[2.0f32, 1.0][..], &[0.0, 1.0], &[1.0, 10.0], &[4.0, 100.0]].map(|p| floats(&[2], p));
    let operands = [std::slice::from_ref(&numbers), &parameters[..]].concat();
    assert_one(NEWEST, "BatchNormalization", &operands, epsilon(), &[1, 2, 1, 2], &[0.0, 2.0, 1.0, 3.0]);
    let (model, _) = model_of(NEWEST, "BatchNormalization", &operands, epsilon());
    assert_eq!(model.graph().unwrap().nodes().count(), 1);
}

#[test]
fn movement() {
    let numbers = counting(&[2, 3]);
    assert_one(NEWEST, "Expand", &[counting(&[2, 1]), known(&[1, 3])], vec![], &[2, 3], &[1.0, 1.0, 1.0, 2.0, 2.0, 2.0]);
    assert_one(NEWEST, "Tile", &[counting(&[1, 2]), known(&[2, 2])], vec![], &[2, 4], &[1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0]);
    assert_one(NEWEST, "Gather", &[numbers.clone(), known(&[2, 0, -1])], vec![("axis", Int(1))], &[2, 3], &[3.0, 1.0, 3.0, 6.0, 4.0, 6.0]);
    let matrix = Operand::Known(Array::list([0, 2, 1, 1]).reshaped([2, 2]).unwrap());
    assert_one(NEWEST, "Gather", &[counting(&[3]), matrix], vec![], &[2, 2], &[1.0, 3.0, 2.0, 2.0]);
    let scalar = Operand::Known(Array::list([1]).reshaped([]).unwrap());
    assert_one(NEWEST, "Gather", &[numbers.clone(), scalar], vec![], &[3], &[4.0, 5.0, 6.0]);
    let blocks = [1.0, 2.0, 3.0, 4.0];
    assert_one(NEWEST, "SpaceToDepth", &[counting(&[1, 1, 2, 2])], vec![("blocksize", Int(2))], &[1, 4, 1, 1], &blocks);
    assert_one(NEWEST, "DepthToSpace", &[counting(&[1, 4, 1, 1])], vec![("blocksize", Int(2))], &[1, 1, 2, 2], &blocks);
    assert_one(NEWEST, "Pad", &[counting(&[3]), known(&[-1, 2]), floats(&[], &[9.0])], vec![], &[4], &[2.0, 3.0, 9.0, 9.0]);
    assert_one(NEWEST, "Pad", &[counting(&[3]), known(&[2, 1])], vec![("mode", Text("reflect"))], &[6], &[3.0, 2.0, 1.0, 2.0, 3.0, 2.0]);
    let error = one(NEWEST, "Pad", &[numbers, known(&[0, 5, 0, 0])], vec![("mode", Text("reflect"))]).unwrap_err();
    assert!(error.message.contains("longer than 3"), "{error}");
}

#[test]
fn resizing() {
    let scaled = |attributes: Vec<(&'static str, Attribute)>, scale: f32, expected: &[f64]| {
        let operands = [live(&[1, 1, 1, 3], &[0.0, 2.0, 6.0]), Operand::Absent, floats(&[4], &[1.0, 1.0, 1.0, scale])];
        assert_one(NEWEST, "Resize", &operands, attributes, &[1, 1, 1, expected.len()], expected);
    };
    scaled(vec![("mode", Text("linear"))], 2.0, &[0.0, 0.5, 1.5, 3.0, 5.0, 6.0]);
    scaled(vec![("mode", Text("nearest"))], 2.0, &[0.0, 0.0, 2.0, 2.0, 6.0, 6.0]);
    scaled(vec![("mode", Text("nearest")), ("nearest_mode", Text("ceil")), ("coordinate_transformation_mode", Text("asymmetric"))], 1.5, &[0.0, 2.0, 6.0, 6.0]);
    let corners = |mode| vec![("mode", Text(mode)), ("coordinate_transformation_mode", Text("align_corners"))];
    scaled(corners("linear"), 5.0 / 3.0, &[0.0, 1.0, 2.0, 4.0, 6.0]);
    scaled(corners("cubic"), 5.0 / 3.0, &[0.0, 0.625, 2.0, 4.1875, 6.0]);
    let error = one(NEWEST, "Resize", &[counting(&[1, 1, 2, 2]), Operand::Absent, floats(&[4], &[1.0, 1.0, f32::NAN, 1.0])], vec![]).unwrap_err();
    assert!(error.message.contains("cannot be scaled"), "{error}");
}

/// What exporters write for `x.reshape(x.shape[0], -1)`, `torch.arange` and their like.
#[test]
fn shape_arithmetic() {
    let scalar = |i: i64| Array::list([i]).reshaped([]).unwrap();
    let mut model = Model::new(NEWEST);
    model.input("x", ElementType::F32, &[2, 3, 4]).constant("zero", &scalar(0)).constant("axes", &Array::list([0])).constant("minus", &Array::list([-1]));
    model.node("Shape", &["x"], "shape", vec![]).node("Gather", &["shape", "zero"], "batch", vec![]);
    model.node("Unsqueeze", &["batch", "axes"], "first", vec![]).node("Concat", &["first", "minus"], "target", vec![("axis", Int(0))]);
    model.node("Reshape", &["x", "target"], "flat", vec![]).output("flat");
    // 0, 1, 2 … as long as the last axis, plus 1, as floats.
    model.node("Size", &["x"], "size", vec![]).constant("six", &scalar(6)).node("Div", &["size", "six"], "four", vec![]);
    model.constant("one", &scalar(1)).node("Range", &["zero", "four", "one"], "range", vec![]).node("Add", &["range", "one"], "counted", vec![]);
    model.node("Cast", &["counted"], "numbers", vec![("to", Int(1))]).node("Mul", &["x", "numbers"], "scaled", vec![]);
    model.node("ConstantOfShape", &["shape"], "zeros", vec![("value", Attribute::Tensor(Array::floats([1], [0.5]).unwrap()))]);
    model.node("Equal", &["shape", "shape"], "equal", vec![]).node("Where", &["equal", "shape", "minus"], "same", vec![]);
    model.node("Expand", &["scaled", "same"], "expanded", vec![]).node("Sub", &["expanded", "zeros"], "y", vec![]).output("y");
    let graph = model.graph().unwrap();
    assert_eq!(graph.nodes().count(), 5, "{}", crate::graph::text::print(&graph).text);
    let input = Array::floats([2, 3, 4], vec![1.0; 24]).unwrap().to_tensor().unwrap();
    let results = model.computed(&[input]).unwrap();
    assert_eq!(results[0].shape.extents(), [2, 12]);
    assert_eq!(numbers(&results[1])[..5], [0.5, 1.5, 2.5, 3.5, 0.5]);
}

#[test]
fn known_tensors_are_evaluated() {
    let result = |operator: &str, operands: &[Operand], attributes| {
        let (model, _) = model_of(NEWEST, operator, operands, attributes);
        assert_eq!(model.graph().unwrap().nodes().count(), 0, "{operator}");
        numbers(&model.computed(&[]).unwrap()[0])
    };
    assert_eq!(result("ReduceProd", &[known(&[2, 3, 4])], vec![]), [24.0]);
    assert_eq!(result("NonZero", &[known(&[0, 5, 0, 7])], vec![]), [1.0, 3.0]);
    assert_eq!(result("CumSum", &[known(&[1, 2, 3]), Operand::Known(Array::list([0]).reshaped([]).unwrap())], vec![]), [1.0, 3.0, 6.0]);
    assert_eq!(result("OneHot", &[known(&[1, -1]), known(&[3]), floats(&[2], &[0.0, 5.0])], vec![]), [0.0, 5.0, 0.0, 0.0, 0.0, 5.0]);
    let square = Operand::Known(Array::list([1, 2, 3, 4]).reshaped([2, 2]).unwrap());
    assert_eq!(result("EyeLike", std::slice::from_ref(&square), vec![("k", Int(1))]), [0.0, 1.0, 0.0, 0.0]);
    assert_eq!(result("Trilu", &[square], vec![("upper", Int(0))]), [1.0, 0.0, 3.0, 4.0]);
    assert_eq!(result("Clip", &[known(&[-5, 5]), known(&[0])], vec![]), [0.0, 5.0]);
    assert_eq!(result("Mean", &[floats(&[2], &[1.0, 2.0]), floats(&[], &[3.0])], vec![]), [2.0, 2.5]);
    assert_eq!(result("Mod", &[known(&[-7, 7]), known(&[3])], vec![]), [2.0, 1.0]);
}

/// Padding counts where the model says so, what a window sees beyond it does not (checked with ONNX Runtime 1.31).
#[test]
fn averages_over_the_edge() {
    let average = |pads: &[i64], extent: usize, extents: &[usize], expected: &[f64]| {
        let attributes = vec![
            ("kernel_shape", Ints(vec![2, 2])),
            ("strides", Ints(vec![2, 2])),
            ("pads", Ints(pads.to_vec())),
            ("ceil_mode", Int(1)),
            ("count_include_pad", Int(1)),
        ];
        assert_one(19, "AveragePool", &[counting(&[1, 1, extent, extent])], attributes, extents, expected);
    };
    average(&[0, 0, 0, 0], 3, &[1, 1, 2, 2], &[3.0, 4.5, 7.5, 9.0]);
    average(&[1, 1, 1, 1], 4, &[1, 1, 3, 3], &[0.25, 1.25, 1.0, 3.5, 8.5, 5.0, 3.25, 7.25, 4.0]);
}
