//! One small case after the other, computed by hand.

use super::*;
use crate::graph::{Operand, PoolReduction, Step, Window};

const UNIT: Window = Window { kernel: [1, 1], stride: [1, 1], dilation: [1, 1], pad_before: [0, 0], pad_after: [0, 0] };

#[test]
fn convolution_skips_padding_whatever_the_zero_point() {
    // Data 1 2 / 3 4 around zero point 10, kernel 1 10 / 100 1000, one row and column of padding before.
    let data = u8s(&[1, 1, 2, 2], &[11, 12, 13, 14]);
    let window = Window { kernel: [2, 2], pad_before: [1, 1], ..UNIT };
    let weight = s8s(&[1, 1, 2, 2], &[1, 10, 50, 100]);
    let bias = s32s(&[1], &[7]);
    let out = run_node(Op::Convolution { window, groups: 1 }, (&data, 10), &[weight, bias], plain(DType::S32, &[1, 1, 2, 2]), all_s32()).unwrap();
    assert_eq!(integers(&out), [7 + 100, 7 + 50 + 200, 7 + 10 + 300, 7 + 1 + 20 + 150 + 400]);
}

#[test]
fn convolution_strides_dilates_and_groups() {
    // Two groups of one channel; kernel 1 x 2 with dilation 2 and stride 2 over 5 columns: columns (0, 2) and (2, 4).
    let data = s8s(&[1, 2, 1, 5], &[1, 2, 3, 4, 5, -1, -2, -3, -4, -5]);
    let window = Window { kernel: [1, 2], stride: [1, 2], dilation: [1, 2], ..UNIT };
    let weight = s8s(&[4, 1, 1, 2], &[1, 0, 0, 1, 1, 1, 2, -1]);
    let out = run_node(Op::Convolution { window, groups: 2 }, (&data, 0), &[weight], plain(DType::S32, &[1, 4, 1, 2]), all_s32()).unwrap();
    assert_eq!(integers(&out), [1, 3, 3, 5, -4, -8, 1, -1]);
}

#[test]
fn float_convolution_is_one_chain_in_kernel_then_channel_order() {
    // (kh, kw, channel) order visits 2²⁴ (channel 0), 1 (channel 1), then −2²⁴ (next column, channel 0): the 1 is lost on the way.
    // (channel, kh, kw) order would end in 1.
    let big = 16_777_216.0;
    let data = f32s(&[1, 2, 1, 2], &[big, -big, 1.0, 0.0]);
    let window = Window { kernel: [1, 2], ..UNIT };
    let weight = f32s(&[1, 2, 1, 2], &[1.0; 4]);
    let out = run_node(Op::Convolution { window, groups: 1 }, (&data, 0), &[weight], plain(DType::F32, &[1, 1, 1, 1]), all_f32()).unwrap();
    assert_eq!(*floats(&out), [0.0]);
}

#[test]
fn float_padding_is_skipped_not_multiplied() {
    let data = f32s(&[1, 1, 1, 1], &[2.0]);
    let window = Window { kernel: [3, 3], pad_before: [1, 1], pad_after: [1, 1], ..UNIT };
    let mut weights = [f32::INFINITY; 9];
    weights[4] = 3.0;
    let out =
        run_node(Op::Convolution { window, groups: 1 }, (&data, 0), &[f32s(&[1, 1, 3, 3], &weights)], plain(DType::F32, &[1, 1, 1, 1]), all_f32()).unwrap();
    assert_eq!(*floats(&out), [6.0]);
}

#[test]
fn fully_connected_contracts_everything_after_the_batch() {
    let data = u8s(&[2, 2, 1, 1], &[1, 2, 3, 4]);
    let weight = s8s(&[3, 2], &[1, 0, 0, 1, 10, -10]);
    let bias = s32s(&[3], &[0, 100, 0]);
    let out = run_node(Op::FullyConnected, (&data, 1), &[weight, bias], plain(DType::S32, &[2, 3]), all_s32()).unwrap();
    assert_eq!(integers(&out), [0, 101, -10, 2, 103, -10]);
}

#[test]
fn a_reciprocal_of_the_taps_rounds_where_a_division_would_not() {
    let window = Window { kernel: [7, 2], ..UNIT };
    let end = End::Saturate { zero_point: 0, lo: 0, hi: 255 };
    let mut moved = 0;
    for q in 0..255u8 {
        // Seven of q and seven of q + 1 average to a tie.
        let bytes: Vec<u8> = (0..14).map(|i| q + u8::from(i % 2 == 0)).collect();
        let data = Tensor::new(Shape::new([1, 1, 7, 2]).unwrap(), TensorData::U8(bytes.into())).unwrap();
        let pool = |step| {
            let op = Op::Pool { reduction: PoolReduction::Sum, window };
            integers(&run_node(op, (&data, 0), &[], quantized(DType::U8, &[1, 1, 1, 1], 0), Some(Epilogue::new([Step::Convert, step], end))).unwrap())[0]
        };
        let (divided, multiplied) = (pool(Step::Divide(Operand::ValidTaps)), pool(Step::Multiply(Operand::ReciprocalTaps)));
        let sum = 14.0 * f32::from(q) + 7.0;
        assert_eq!(divided, (sum / 14.0).round_ties_even() as i64);
        assert_eq!(multiplied, (sum * (1.0 / 14.0)).round_ties_even() as i64);
        moved += i32::from(divided != multiplied);
    }
    assert!(moved > 0, "14 is a count whose reciprocal moves ties");
}

#[test]
fn pooling_takes_the_maximum_or_the_sum_of_taps_inside() {
    let data = s8s(&[1, 1, 2, 2], &[-1, -2, -3, -4]);
    let window = Window { kernel: [2, 2], pad_before: [1, 1], ..UNIT };
    let pool = |reduction, epilogue| run_node(Op::Pool { reduction, window }, (&data, 3), &[], quantized(DType::S8, &[1, 1, 2, 2], 0), Some(epilogue));
    let keep = Epilogue::new([], End::Saturate { zero_point: 3, lo: -128, hi: 127 });
    assert_eq!(integers(&pool(PoolReduction::Maximum, keep).unwrap()), [-1, -1, -1, -1]);
    // Σ(q − 3) over the valid taps: −4, −9, −10, −22.
    let sum = Epilogue::new([], End::Saturate { zero_point: 0, lo: -20, hi: 127 });
    assert_eq!(integers(&pool(PoolReduction::Sum, sum).unwrap()), [-4, -9, -10, -20]);
    let average = |divisor| Epilogue::new([Step::Convert, Step::Divide(divisor)], End::Saturate { zero_point: 0, lo: -128, hi: 127 });
    assert_eq!(integers(&pool(PoolReduction::Sum, average(Operand::ValidTaps)).unwrap()), [-4, -4, -5, -6]);
    assert_eq!(integers(&pool(PoolReduction::Sum, average(Operand::Constant(4.0))).unwrap()), [-1, -2, -2, -6]);
}

#[test]
fn a_window_outside_the_image_has_no_maximum() {
    let data = f32s(&[1, 1, 1, 1], &[1.0]);
    let window = Window { kernel: [1, 1], pad_after: [0, 1], ..UNIT };
    let error = run_node(Op::Pool { reduction: PoolReduction::Maximum, window }, (&data, 0), &[], plain(DType::F32, &[1, 1, 1, 2]), all_f32()).unwrap_err();
    assert_eq!((error.code, error.node.as_deref()), (Code::Shape, Some("node")));
}

#[test]
fn float_average_uses_partial_sums_by_place_in_the_window() {
    // A window of 1 x 17: taps 0 and 16 share a partial sum. Outside taps keep their place: with 1 tap of padding the values of columns
    // 0..16 are taps 1..17, and taps 0 (outside) and 16 (column 15) share one.
    let mut values = [0.0f32; 17];
    (values[0], values[8], values[16]) = (16_777_216.0, 1.0, 1.0);
    let data = f32s(&[1, 1, 1, 17], &values);
    let window = Window { kernel: [1, 17], pad_before: [0, 1], ..UNIT };
    let out = run_node(Op::Pool { reduction: PoolReduction::Sum, window }, (&data, 0), &[], plain(DType::F32, &[1, 1, 1, 2]), all_f32()).unwrap();
    // Position 0: taps 1 (2²⁴), 9 (1): they meet in the first fold and the 1 is lost. Position 1: 0 with 16 lose 1, then 8 is lost too.
    assert_eq!(*floats(&out), [16_777_216.0, 16_777_216.0]);
    (values[1], values[8], values[16]) = (1.0, 0.0, 1.0);
    let window = Window { kernel: [1, 17], ..UNIT };
    let out =
        run_node(Op::Pool { reduction: PoolReduction::Sum, window }, (&f32s(&[1, 1, 1, 17], &values), 0), &[], plain(DType::F32, &[1, 1, 1, 1]), all_f32())
            .unwrap();
    assert_eq!(*floats(&out), [16_777_216.0]);
}

#[test]
fn map_quantizes_and_takes_channels_from_axis_1() {
    let data = f32s(&[2, 2], &[0.5, 1.5, -3.0, f32::NAN]);
    let mut graph = Graph::new("g");
    let x = graph.push_input("x", plain(DType::F32, &[2, 2]));
    let m = graph.push_constant("m", f32s(&[2], &[1.0, 10.0]));
    let steps = [Step::Multiply(Operand::Value(m))];
    let q = graph.push_node("q", quantized(DType::U8, &[2, 2], 5), Op::Map, [x], Some(Epilogue::new(steps, End::Saturate { zero_point: 5, lo: 3, hi: 19 })));
    let result = run(&graph, &[data]).unwrap();
    assert_eq!(integers(result.value(q)), [5, 19, 3, 3]);
}

#[test]
fn residual_is_added_with_one_rounding() {
    let mut graph = Graph::new("g");
    let a = graph.push_input("a", quantized(DType::U8, &[1, 3], 1));
    let b = graph.push_input("b", quantized(DType::S8, &[1, 3], -2));
    let steps = [Step::Convert, Step::Multiply(Operand::Constant(2.0)), graph.residual(b, Operand::Constant(0.5))];
    let sum =
        graph.push_node("sum", quantized(DType::S8, &[1, 3], 0), Op::Map, [a], Some(Epilogue::new(steps, End::Saturate { zero_point: 0, lo: -128, hi: 127 })));
    // 2·(0, 9, 254) + 0.5·(0, 5, 129)
    let result = run(&graph, &[u8s(&[1, 3], &[1, 10, 255]), s8s(&[1, 3], &[-2, 3, 127])]).unwrap();
    assert_eq!(integers(result.value(sum)), [0, 20, 127]);
}

#[test]
fn run_time_scalars_flow_from_absmax_into_epilogues() {
    let mut graph = Graph::new("g");
    let x = graph.push_input("x", plain(DType::S32, &[1, 4]));
    let convert = |steps: &[Step]| Some(Epilogue::new([&[Step::Convert], steps].concat(), End::F32));
    let largest = graph.push_node("largest", plain(DType::F32, &[]), Op::AbsMax, [x], convert(&[]));
    let scale = graph.push_node("scale", plain(DType::F32, &[]), Op::Map, [largest], Some(Epilogue::new([Step::Divide(Operand::Constant(127.0))], End::F32)));
    let ty = TensorType { quantization: Quantization::RunTime { zero_point: 0 }, ..plain(DType::S8, &[1, 4]) };
    let steps = [Step::Convert, Step::Divide(Operand::Value(scale))];
    let q = graph.push_node("q", ty, Op::Map, [x], Some(Epilogue::new(steps, End::Saturate { zero_point: 0, lo: -128, hi: 127 })));
    let result = run(&graph, &[s32s(&[1, 4], &[254, -508, 1, 3])]).unwrap();
    assert_eq!(*floats(result.value(largest)), [508.0]);
    assert_eq!(integers(result.value(q)), [64, -127, 0, 1]);
    let result = run(&graph, &[s32s(&[1, 4], &[i32::MIN, 0, 0, 0])]).unwrap();
    assert_eq!(*floats(result.value(largest)), [2_147_483_648.0]);
}

#[test]
fn concat_and_reshape_move_elements() {
    let mut graph = Graph::new("g");
    let a = graph.push_input("a", plain(DType::S32, &[2, 1, 2]));
    let b = graph.push_input("b", plain(DType::S32, &[2, 2, 2]));
    let joined = graph.push_node("joined", plain(DType::S32, &[2, 3, 2]), Op::Concat { axis: 1 }, [a, b], None);
    let flat = graph.push_node("flat", plain(DType::S32, &[2, 6]), Op::Reshape, [joined], None);
    let result = run(&graph, &[s32s(&[2, 1, 2], &[0, 1, 2, 3]), s32s(&[2, 2, 2], &[10, 11, 12, 13, 14, 15, 16, 17])]).unwrap();
    assert_eq!(integers(result.value(flat)), [0, 1, 10, 11, 12, 13, 2, 3, 14, 15, 16, 17]);
}

#[test]
fn an_accumulator_that_leaves_32_bits_is_an_error() {
    let data = u8s(&[1, 2], &[255, 255]);
    let weight = s8s(&[1, 2], &[127, 127]);
    let exact = s32s(&[1], &[i32::MAX - 2 * 255 * 127]);
    let run_with = |bias: &Tensor| run_node(Op::FullyConnected, (&data, 0), &[weight.clone(), bias.clone()], plain(DType::S32, &[1, 1]), all_s32());
    assert_eq!(integers(&run_with(&exact).unwrap()), [i64::from(i32::MAX)]);
    let error = run_with(&s32s(&[1], &[i32::MAX - 2 * 255 * 127 + 1])).unwrap_err();
    assert_eq!((error.code, error.node.as_deref()), (Code::Overflow, Some("node")));
}

#[test]
fn long_sums_are_exact() {
    // 2 · 10⁵ products of 255 · 127 pass 2³¹ on the way to the bias that brings them back.
    let depth = 200_000;
    let data = u8s(&[1, depth], &vec![255; depth]);
    let bias = s32s(&[1], &[i32::MIN]);
    let out = run_node(Op::FullyConnected, (&data, 0), &[s8s(&[1, depth], &vec![127; depth]), bias], plain(DType::S32, &[1, 1]), all_s32());
    assert_eq!(out.unwrap_err().code, Code::Overflow);
    let bias = s32s(&[1], &[i32::MIN]);
    let out = run_node(Op::FullyConnected, (&data, 0), &[s8s(&[1, depth], &vec![100; depth]), bias], plain(DType::S32, &[1, 1]), all_s32());
    assert_eq!(out.unwrap_err().code, Code::Overflow);
    let bias = s32s(&[1], &[i32::MIN]);
    let out = run_node(Op::FullyConnected, (&data, 0), &[s8s(&[1, depth], &vec![80; depth]), bias], plain(DType::S32, &[1, 1]), all_s32());
    assert_eq!(integers(&out.unwrap()), [200_000 * 255 * 80 + i64::from(i32::MIN)]);
}

#[test]
fn inputs_are_checked() {
    let mut graph = Graph::new("g");
    graph.push_input("data", plain(DType::F32, &[1, 2]));
    assert_eq!(run(&graph, &[]).unwrap_err().code, Code::Usage);
    let error = run(&graph, &[f32s(&[2, 1], &[0.0; 2])]).unwrap_err();
    assert_eq!((error.code, error.node.as_deref()), (Code::Shape, Some("data")));
    assert!(error.message.contains("f32<1x2>") && error.message.contains("f32<2x1>"), "{error}");
    assert_eq!(run(&graph, &[s32s(&[1, 2], &[0; 2])]).unwrap_err().code, Code::Shape);
}
