//! Every step and kind of operand of an epilogue.

use super::*;
use crate::graph::{Comparison, Function, Operand, Step};
use crate::numerics::function;

/// `map` of f32 numbers with these steps, one row, one channel each.
fn mapped(numbers: &[f32], steps: &[Step]) -> Vec<f32> {
    let extents = [1, numbers.len()];
    let epilogue = Some(Epilogue::new(steps, End::F32));
    floats(&run_node(Op::Map, (&f32s(&extents, numbers), 0), &[], plain(DType::F32, &extents), epilogue).unwrap()).to_vec()
}

fn constant(number: f32) -> Operand {
    Operand::Constant(number)
}

#[test]
fn arithmetic_in_both_directions() {
    assert_eq!(mapped(&[1.0, 4.0], &[Step::Subtract(constant(3.0))]), [-2.0, 1.0]);
    assert_eq!(mapped(&[1.0, 4.0], &[Step::DivideInto(constant(2.0))]), [2.0, 0.5]);
    assert_eq!(mapped(&[0.0, -0.0], &[Step::DivideInto(constant(2.0))]), [f32::INFINITY, f32::NEG_INFINITY]);
}

#[test]
fn elu_has_a_slope_below_zero() {
    let found = mapped(&[2.0, 0.0, -1.0, -100.0], &[Step::Elu { alpha: constant(0.5) }]);
    assert_eq!(found, [2.0, 0.0, function::elu(-1.0, 0.5), -0.5]);
    assert!((found[2] - 0.5 * (std::f32::consts::E.recip() - 1.0)).abs() < 1e-7);
}

#[test]
fn comparisons_give_one_or_zero() {
    for (comparison, expected) in [
        (Comparison::Equal, [0.0, 1.0, 0.0, 0.0]),
        (Comparison::NotEqual, [1.0, 0.0, 1.0, 1.0]),
        (Comparison::Less, [1.0, 0.0, 0.0, 0.0]),
        (Comparison::LessOrEqual, [1.0, 1.0, 0.0, 0.0]),
        (Comparison::Greater, [0.0, 0.0, 1.0, 0.0]),
        (Comparison::GreaterOrEqual, [0.0, 1.0, 1.0, 0.0]),
    ] {
        assert_eq!(mapped(&[-1.0, -0.0, 1.0, f32::NAN], &[Step::Compare(comparison, constant(0.0))]), expected, "{comparison:?}");
    }
}

#[test]
fn where_takes_the_number_unless_the_condition_is_zero() {
    let pick = |condition| mapped(&[7.0], &[Step::Where { condition: constant(condition), otherwise: constant(9.0) }])[0];
    assert_eq!([pick(1.0), pick(-0.5), pick(0.0), pick(-0.0)], [7.0, 7.0, 9.0, 9.0]);
    let mut graph = Graph::new("g");
    let x = graph.push_input("x", plain(DType::F32, &[1, 3]));
    let c = graph.push_input("c", plain(DType::F32, &[1, 3]));
    let o = graph.push_input("o", quantized(DType::U8, &[1, 3], 100));
    let steps = [Step::Where { condition: graph.each(c), otherwise: graph.each(o) }];
    let y = graph.push_node("y", plain(DType::F32, &[1, 3]), Op::Map, [x], Some(Epilogue::new(steps, End::F32)));
    let result = run(&graph, &[f32s(&[1, 3], &[1.0, 2.0, 3.0]), f32s(&[1, 3], &[0.0, f32::NAN, 1e-40]), u8s(&[1, 3], &[90, 0, 0])]).unwrap();
    assert_eq!(*floats(result.value(y)), [-10.0, 2.0, 3.0]);
}

#[test]
fn functions_apply_to_every_element() {
    let numbers = [-1.5, -0.25, 0.0, 0.5, 2.5, 30.0];
    for function in Function::ALL {
        let found: Vec<u32> = mapped(&numbers, &[Step::Apply(function)]).iter().map(|y| y.to_bits()).collect();
        assert_eq!(found, numbers.map(|x| function::apply(function, x).to_bits()), "{function:?}");
    }
    assert_eq!(mapped(&numbers, &[Step::Apply(Function::Absolute), Step::Apply(Function::Ceiling)]), [2.0, 1.0, 0.0, 1.0, 3.0, 30.0]);
}

/// A softmax over 3 channels as frontends write it.
#[test]
fn a_softmax_is_a_composition() {
    let mut graph = Graph::new("g");
    let row = || plain(DType::F32, &[1, 3]);
    let one = || plain(DType::F32, &[1, 1]);
    let x = graph.push_input("x", row());
    let reduce = |reduction| Op::Reduce { reduction, axes: vec![1] };
    let repeat = || Op::Repeat { axis: 1, count: 3 };
    let largest = graph.push_node("largest", one(), reduce(crate::graph::Reduction::Maximum), [x], all_f32());
    let largest = graph.push_node("largest.all", row(), repeat(), [largest], None);
    let steps = [Step::Subtract(graph.each(largest)), Step::Apply(Function::Exponential)];
    let e = graph.push_node("e", row(), Op::Map, [x], Some(Epilogue::new(steps, End::F32)));
    let sum = graph.push_node("sum", one(), reduce(crate::graph::Reduction::Sum), [e], all_f32());
    let sum = graph.push_node("sum.all", row(), repeat(), [sum], None);
    let y = graph.push_node("y", row(), Op::Map, [e], Some(Epilogue::new([Step::Divide(graph.each(sum))], End::F32)));
    let result = run(&graph, &[f32s(&[1, 3], &[1000.0, 1001.0, 999.0])]).unwrap();
    let exact = [1f64.exp(), 2f64.exp(), 1.0].map(|e| e / (1f64.exp() + 2f64.exp() + 1.0));
    floats(result.value(y)).iter().zip(exact).for_each(|(found, exact)| assert!((f64::from(*found) - exact).abs() < 1e-7));
}

#[test]
fn elementwise_operands_are_without_their_zero_point() {
    for (operand, z, expected) in [
        (f32s(&[1, 2, 1, 1], &[0.5, -2.0]), 0, [0.5, -2.0]),
        (u8s(&[1, 2, 1, 1], &[0, 255]), 128, [-128.0, 127.0]),
        (s8s(&[1, 2, 1, 1], &[-128, 127]), -3, [-125.0, 130.0]),
        (s32s(&[1, 2, 1, 1], &[16_777_217, -5]), 0, [16_777_216.0, -5.0]),
    ] {
        let mut graph = Graph::new("g");
        let x = graph.push_input("x", quantized(DType::S8, &[1, 2, 1, 1], 1));
        let o = graph.push_input("o", type_of(&operand, z));
        let each = graph.each(o);
        let out = |graph: &mut Graph, name: &str, steps: &[Step]| {
            let steps = [&[Step::Convert], steps].concat();
            graph.push_node(name, plain(DType::F32, &[1, 2, 1, 1]), Op::Map, [x], Some(Epilogue::new(steps, End::F32)))
        };
        let sum = out(&mut graph, "sum", &[Step::Add(each)]);
        let product = out(&mut graph, "product", &[Step::MultiplyAdd(each, each)]);
        let largest = out(&mut graph, "largest", &[Step::Maximum(each)]);
        let result = run(&graph, &[s8s(&[1, 2, 1, 1], &[3, 4]), operand]).unwrap();
        let [a, b] = expected;
        assert_eq!(*floats(result.value(sum)), [2.0 + a, 3.0 + b]);
        assert_eq!(*floats(result.value(product)), [2f32.mul_add(a, a), 3f32.mul_add(b, b)]);
        assert_eq!(*floats(result.value(largest)), [2f32.max(a), 3f32.max(b)]);
    }
}

/// Sums of quantized tensors as ONNX Runtime's `QLinearAdd` computes them: the zero point of the result is added before it is rounded, so the
/// tie goes to the even stored integer. Added after rounding it goes to the even number of steps.
#[test]
fn an_end_adds_what_it_says_and_the_type_says_what_is_stored() {
    let mut graph = Graph::new("g");
    let a = graph.push_input("a", quantized(DType::U8, &[1, 3], 10));
    let b = graph.push_input("b", quantized(DType::S8, &[1, 3], -20));
    let element = crate::graph::Element { value: b, zero_point: 0 };
    // 0.5 (a − 10) + 0.25 (b + 20) + 121, of the stored integers.
    let affine = Operand::Affine { element, multiplier: 0.25, addend: 121.0 };
    let steps = [Step::Convert, Step::MultiplyAdd(constant(0.5), affine), Step::Add(constant(5.0))];
    let end = |zero_point| End::Saturate { zero_point, lo: 0, hi: 255 };
    let last = graph.push_node("last", quantized(DType::U8, &[1, 3], 121), Op::Map, [a], Some(Epilogue::new(steps, end(0))));
    let steps = [Step::Convert, Step::Multiply(constant(0.5)), graph.residual(b, constant(0.25))];
    let first = graph.push_node("first", quantized(DType::U8, &[1, 3], 121), Op::Map, [a], Some(Epilogue::new(steps, end(121))));
    let read = graph.push_node("read", plain(DType::F32, &[1, 3]), Op::Map, [last], Some(Epilogue::new([Step::Convert], End::F32)));
    let result = run(&graph, &[u8s(&[1, 3], &[11, 10, 255]), s8s(&[1, 3], &[-20, -18, 127])]).unwrap();
    assert_eq!(result.value(last).data, TensorData::U8([122, 122, 255].into()));
    assert_eq!(result.value(first).data, TensorData::U8([121, 121, 255].into()));
    assert_eq!(*floats(result.value(read)), [1.0, 1.0, 134.0]);
}

#[test]
fn elements_are_read_with_the_zero_point_that_is_written() {
    let mut graph = Graph::new("g");
    let x = graph.push_input("x", plain(DType::F32, &[1, 2]));
    let r = graph.push_input("r", quantized(DType::U8, &[1, 2], 7));
    let element = |zero_point| crate::graph::Element { value: r, zero_point };
    let steps = [
        Step::Add(graph.each(r)),
        Step::Add(Operand::Elementwise(element(0))),
        Step::Residual { element: element(-255), multiplier: constant(100.0) },
        Step::Subtract(Operand::Affine { element: element(255), multiplier: -2.0, addend: 0.5 }),
    ];
    let y = graph.push_node("y", plain(DType::F32, &[1, 2]), Op::Map, [x], Some(Epilogue::new(steps, End::F32)));
    let result = run(&graph, &[f32s(&[1, 2], &[0.0, 1000.0]), u8s(&[1, 2], &[10, 255])]).unwrap();
    // 3 + 10 + 26500 − 490.5 and 1000 + 248 + 255 + 51000 − 0.5.
    assert_eq!(*floats(result.value(y)), [26022.5, 52502.5]);
}

#[test]
fn lookups_take_the_nearest_of_256_entries() {
    let entries: Vec<f32> = (0..256).map(|entry| (entry * entry) as f32).collect();
    let mut graph = Graph::new("g");
    let x = graph.push_input("x", plain(DType::F32, &[1, 6]));
    let t = graph.push_constant("t", f32s(&[256], &entries));
    let y = graph.push_node("y", plain(DType::F32, &[1, 6]), Op::Map, [x], Some(Epilogue::new([Step::Lookup(t), Step::Add(constant(1.0))], End::F32)));
    let result = run(&graph, &[f32s(&[1, 6], &[2.5, 3.5, -1.0, 300.0, f32::NAN, 254.6])]).unwrap();
    assert_eq!(*floats(result.value(y)), [5.0, 17.0, 1.0, 65026.0, 1.0, 65026.0]);
    let short = graph.push_constant("short", f32s(&[255], &entries[..255]));
    graph.push_node("z", plain(DType::F32, &[1, 6]), Op::Map, [x], Some(Epilogue::new([Step::Lookup(short)], End::F32)));
    assert_eq!(run(&graph, &[f32s(&[1, 6], &[0.0; 6])]).unwrap_err().code, Code::Invalid);
}
