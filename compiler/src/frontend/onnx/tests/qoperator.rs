//! Operators of integers by name.

use super::*;
use crate::diagnostic::Code;
use crate::graph::{DType, Op};

fn integers(ty: ElementType, extents: &[usize], numbers: &[i64]) -> Operand {
    Operand::Known(Array::integers(ty, extents, numbers).unwrap())
}

fn live_integers(ty: ElementType, extents: &[usize], numbers: &[i64]) -> Operand {
    Operand::Live(Array::integers(ty, extents, numbers).unwrap())
}

fn scale(s: f32) -> Operand {
    floats(&[], &[s])
}

const U8: ElementType = ElementType::U8;
const S8: ElementType = ElementType::S8;

/// Weights as far from their zero point as they can be, in three numbers of s8 each.
#[test]
fn weights_beyond_s8() {
    let data = live_integers(U8, &[2, 2], &[0, 255, 7, 9]);
    let weight = integers(U8, &[2, 2], &[255, 0, 1, 200]);
    let sums = |zero_point: i64| {
        let z = integers(U8, &[], &[zero_point]);
        one(13, "MatMulInteger", &[data.clone(), weight.clone(), integers(U8, &[], &[3]), z], vec![]).unwrap().1
    };
    assert_eq!(sums(0), [-3.0 * 255.0 + 252.0, 252.0 * 200.0, 4.0 * 255.0 + 6.0, 6.0 * 200.0]);
    assert_eq!(sums(255), [252.0 * -254.0, -3.0 * -255.0 + 252.0 * -55.0, 6.0 * -254.0, 4.0 * -255.0 + 6.0 * -55.0]);
}

/// A depthwise convolution whose weights are sums keeps the channels of each group together.
#[test]
fn grouped_weights_beyond_s8() {
    let data = live_integers(S8, &[1, 2, 1, 2], &[-1, 2, 3, -4]);
    let weight = integers(U8, &[2, 1, 1, 2], &[255, 1, 2, 250]);
    assert_one(10, "ConvInteger", &[data, weight], vec![("group", Int(2))], &[1, 2, 1, 1], &[-253.0, 6.0 - 1000.0]);
}

/// The zero point follows from the data. Padding is real zero, not the integer 0.
#[test]
fn zero_points_of_the_run() {
    let mut model = Model::new(13);
    model.input("x", ElementType::F32, &[1, 1, 1, 3]).constant("w", &Array::integers(S8, [1, 1, 1, 3], [-128, 5, 7]).unwrap());
    model.node("DynamicQuantizeLinear", &["x"], "q s z", vec![]);
    model.node("ConvInteger", &["q", "w", "z"], "y", vec![("pads", Ints(vec![0, 1, 0, 1]))]).output("y").output("q").output("z");
    let x = Tensor::new(crate::graph::Shape::new([1, 1, 1, 3]).unwrap(), TensorData::F32([-55.0, 200.0, 10.0].into())).unwrap();
    let found: Vec<Vec<f64>> = model.computed(&[x]).unwrap().iter().map(numbers).collect();
    assert_eq!(found[1..], [vec![0.0, 255.0, 65.0], vec![55.0]]);
    assert_eq!(found[0], [-55.0 * 5.0 + 200.0 * 7.0, 55.0 * 128.0 + 1000.0 + 70.0, 200.0 * -128.0 + 50.0]);
}

/// What is never negative has the zero point 0, which needs no second product.
#[test]
fn zero_points_that_follow() {
    let mut model = Model::new(13);
    model.input("x", ElementType::F32, &[1, 4]).constant("w", &Array::integers(S8, [4, 2], [1; 8]).unwrap());
    model.node("Relu", &["x"], "r", vec![]).node("DynamicQuantizeLinear", &["r"], "q s z", vec![]);
    model.node("MatMulInteger", &["q", "w", "z"], "y", vec![]).output("y");
    let graph = model.graph().unwrap();
    assert!(!graph.nodes().any(|(_, node)| matches!(node.op, Op::Concat { .. })), "{}", crate::graph::text::print(&graph).text);
}

/// Both matrices are computed when the model runs; the sums are exact beyond 2²⁴.
#[test]
fn two_matrices_of_the_run() {
    const DEPTH: usize = 300;
    let a = live_integers(U8, &[1, DEPTH], &[255; DEPTH]);
    let b = live_integers(U8, &[DEPTH, 2], &[vec![255; 2 * DEPTH - 1], vec![254]].concat());
    let sum = (DEPTH * 255 * 255) as f64;
    assert_one(13, "MatMulInteger", &[a, b], vec![], &[1, 2], &[sum, sum - 255.0]);
}

/// An operator whose operands are all right, and each of them wrong.
#[test]
fn operands_that_do_not_fit() {
    let good = || {
        vec![
            live_integers(U8, &[1, 1, 2, 2], &[1, 2, 3, 4]),
            scale(0.5),
            integers(U8, &[], &[3]),
            integers(S8, &[1, 1, 1, 1], &[2]),
            scale(0.25),
            integers(S8, &[], &[0]),
            scale(1.0),
            integers(U8, &[], &[7]),
            Operand::Known(Array::integers(ElementType::S32, [1], [4]).unwrap()),
        ]
    };
    assert_eq!(one(13, "QLinearConv", &good(), vec![]).unwrap().0, [1, 1, 2, 2]);
    let cases: Vec<(usize, Operand, Code, &str)> = vec![
        (0, Operand::Absent, Code::Malformed, "missing"),
        (0, counting(&[1, 1, 2, 2]), Code::Malformed, "uint8 or int8"),
        (0, live_integers(U8, &[1, 2], &[1, 2]), Code::Shape, "images"),
        (1, Operand::Absent, Code::Malformed, "x_scale"),
        (1, scale(0.0), Code::Range, "greater than zero"),
        (1, scale(f32::NAN), Code::Range, "greater than zero"),
        (1, floats(&[2], &[0.5, 0.5]), Code::Unsupported, "one for the whole tensor"),
        (1, live(&[], &[0.5]), Code::Unsupported, "while compiling"),
        (2, integers(S8, &[], &[3]), Code::Malformed, "the zero point of 'x'"),
        (2, integers(U8, &[2], &[3, 4]), Code::Unsupported, "zero points"),
        (3, integers(S8, &[1, 2, 1, 1], &[2, 3]), Code::Shape, "channels"),
        (3, integers(S8, &[1, 1], &[2]), Code::Shape, "the weight has the shape"),
        (3, live_integers(S8, &[1, 1, 1, 1], &[2]), Code::Unsupported, "while compiling"),
        (4, floats(&[3], &[0.5; 3]), Code::Shape, "3 scales"),
        (4, scale(-1.0), Code::Range, "greater than zero"),
        (5, integers(U8, &[], &[3]), Code::Malformed, "the zero point of 'w'"),
        (7, integers(ElementType::S32, &[], &[3]), Code::Malformed, "uint8 or int8"),
        (8, integers(ElementType::S32, &[2], &[3, 4]), Code::Shape, "the bias"),
        (8, floats(&[1], &[3.0]), Code::Shape, "the bias"),
    ];
    for (place, operand, code, expected) in cases {
        let mut operands = good();
        operands[place] = operand;
        let error = one(13, "QLinearConv", &operands, vec![]).unwrap_err();
        assert!(error.code == code && error.message.contains(expected), "operand {place}: {error}");
    }
}

/// The result has the type of its zero point.
#[test]
fn results_have_the_type_of_their_zero_point() {
    let operands = [
        live_integers(S8, &[1, 2], &[1, -2]),
        scale(0.5),
        integers(S8, &[], &[0]),
        integers(S8, &[2, 1], &[4, 5]),
        scale(1.0),
        integers(S8, &[], &[0]),
        scale(1.0),
        integers(S8, &[], &[-7]),
    ];
    let (model, inputs) = model_of(13, "QLinearMatMul", &operands, vec![]);
    let found = model.computed(&inputs).unwrap();
    assert_eq!((found[0].dtype(), numbers(&found[0])), (DType::S8, vec![-10.0]));
}
