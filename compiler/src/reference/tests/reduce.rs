//! Reductions along axes.

use super::*;
use crate::graph::Reduction;
use proptest::prelude::*;

fn reduced(reduction: Reduction, axes: &[usize], data: (&Tensor, i32), ty: TensorType, epilogue: Option<Epilogue>) -> Result<Tensor> {
    run_node(Op::Reduce { reduction, axes: axes.to_vec() }, data, &[], ty, epilogue)
}

#[test]
fn integers_join_without_their_zero_point() {
    let data = u8s(&[2, 3], &[10, 11, 12, 20, 9, 10]);
    let rows = |reduction| integers(&reduced(reduction, &[1], (&data, 10), plain(DType::S32, &[2, 1]), all_s32()).unwrap());
    assert_eq!(rows(Reduction::Sum), [3, 9]);
    assert_eq!(rows(Reduction::Maximum), [2, 10]);
    assert_eq!(rows(Reduction::Minimum), [0, -1]);
    let columns = |reduction| integers(&reduced(reduction, &[0], (&data, 10), plain(DType::S32, &[1, 3]), all_s32()).unwrap());
    assert_eq!(columns(Reduction::Sum), [10, 0, 2]);
    assert_eq!(columns(Reduction::Maximum), [10, 1, 2]);
    let all = reduced(Reduction::Sum, &[0, 1], (&data, 10), plain(DType::S32, &[1, 1]), all_s32()).unwrap();
    assert_eq!(integers(&all), [12]);
}

#[test]
fn axes_that_are_apart_join_in_c_order() {
    // 2 x 2 x 2, axes 0 and 2: elements 0 1 4 5 and 2 3 6 7.
    let data = s8s(&[2, 2, 2], &[1, 2, 3, 4, 50, 60, 70, 80]);
    let out = reduced(Reduction::Sum, &[0, 2], (&data, 0), plain(DType::S32, &[1, 2, 1]), all_s32()).unwrap();
    assert_eq!(integers(&out), [113, 157]);
    // In floats the order shows: element 8 of a group of 16 meets element 0 in the first fold, element 1 later.
    let big = 16_777_216.0;
    let mut values = [0.0f32; 16];
    (values[0], values[8], values[1]) = (big, 1.0, 0.0);
    let sum = |values: &[f32]| floats(&reduced(Reduction::Sum, &[0, 1], (&f32s(&[4, 4], values), 0), plain(DType::F32, &[1, 1]), all_f32()).unwrap())[0];
    assert_eq!(sum(&values), big);
    (values[8], values[1], values[9]) = (0.0, 1.0, 1.0);
    assert_eq!(sum(&values), big + 2.0);
}

#[test]
fn float_extremes_pass_over_nan_and_keep_the_first_zero() {
    let data = f32s(&[3, 3], &[f32::NAN, 1.0, -2.0, -0.0, 0.0, -0.0, f32::NAN, f32::NAN, f32::NAN]);
    let rows = |reduction| floats(&reduced(reduction, &[1], (&data, 0), plain(DType::F32, &[3, 1]), all_f32()).unwrap()).to_vec();
    let bits = |numbers: &[f32]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&rows(Reduction::Maximum)), bits(&[1.0, -0.0, f32::NEG_INFINITY]));
    assert_eq!(bits(&rows(Reduction::Minimum)), bits(&[-2.0, -0.0, f32::INFINITY]));
    assert!(rows(Reduction::Sum)[0].is_nan());
}

#[test]
fn the_epilogue_sees_the_reduced_shape() {
    let mut graph = Graph::new("g");
    let x = graph.push_input("x", plain(DType::F32, &[1, 2, 2]));
    let m = graph.push_constant("m", f32s(&[2], &[0.5, 10.0]));
    let steps = [crate::graph::Step::Multiply(crate::graph::Operand::Value(m))];
    let op = Op::Reduce { reduction: Reduction::Sum, axes: vec![2] };
    let y = graph.push_node("y", plain(DType::F32, &[1, 2, 1]), op, [x], Some(Epilogue::new(steps, End::F32)));
    let result = run(&graph, &[f32s(&[1, 2, 2], &[1.0, 2.0, 3.0, 4.0])]).unwrap();
    assert_eq!(*floats(result.value(y)), [1.5, 70.0]);
}

#[test]
fn a_sum_that_leaves_32_bits_is_an_error() {
    let data = s32s(&[2], &[i32::MAX, 1]);
    let error = reduced(Reduction::Sum, &[0], (&data, 0), plain(DType::S32, &[1]), all_s32()).unwrap_err();
    assert_eq!(error.code, Code::Overflow);
}

proptest! {
    /// Each group as a list of its own, found by taking coordinates apart.
    #[test]
    fn any_axes(extents in prop::collection::vec(1usize..6, 1..5), chosen in 1u32..32, which in 0usize..3, numbers in prop::collection::vec(-8.0f32..8.0, 1..80)) {
        let axes: Vec<usize> = (0..extents.len()).filter(|axis| chosen >> axis & 1 == 1).collect();
        prop_assume!(!axes.is_empty());
        let volume: usize = extents.iter().product();
        let values: Vec<f32> = (0..volume).map(|i| numbers[i % numbers.len()] * (i as f32 + 0.5)).collect();
        let output: Vec<usize> = (0..extents.len()).map(|axis| if axes.contains(&axis) { 1 } else { extents[axis] }).collect();
        let mut groups: std::collections::BTreeMap<Vec<usize>, Vec<f32>> = Default::default();
        for (element, &value) in values.iter().enumerate() {
            let mut rest = element;
            let mut at = vec![0; extents.len()];
            for axis in (0..extents.len()).rev() {
                at[axis] = rest % extents[axis];
                rest /= extents[axis];
            }
            axes.iter().for_each(|&axis| at[axis] = 0);
            groups.entry(at).or_default().push(value);
        }
        let reduction = [Reduction::Sum, Reduction::Maximum, Reduction::Minimum][which];
        // A map of coordinates in order is C order.
        let expected: Vec<u32> = groups.values().map(|group| match reduction {
            Reduction::Maximum => group.iter().copied().fold(f32::NEG_INFINITY, f32::max),
            Reduction::Minimum => group.iter().copied().fold(f32::INFINITY, f32::min),
            Reduction::Sum => {
                let mut lanes = [0.0f32; 16];
                group.iter().enumerate().for_each(|(i, x)| lanes[i % 16] += x);
                let fold = |x: &[f32]| x[..x.len() / 2].iter().zip(&x[x.len() / 2..]).map(|(a, b)| a + b).collect::<Vec<f32>>();
                fold(&fold(&fold(&fold(&lanes))))[0]
            }
        }.to_bits()).collect();
        let found = reduced(reduction, &axes, (&f32s(&extents, &values), 0), plain(DType::F32, &output), all_f32()).unwrap();
        prop_assert_eq!(floats(&found).iter().map(|y| y.to_bits()).collect::<Vec<_>>(), expected);
    }
}
