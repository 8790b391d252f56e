//! Transpose, slice, repetition and padding: by hand, and against loops over coordinates.

use super::*;
use crate::graph::infer_shape;
use crate::graph::random::Random;
use proptest::prelude::*;

/// Runs one movement of `data`, whose zero point is `z`.
fn moved(op: Op, data: &Tensor, z: i32) -> Result<Tensor> {
    let ty = type_of(data, z);
    let ty = TensorType { shape: infer_shape(&op, &[&ty])?, ..ty };
    run_node(op, (data, z), &[], ty, None)
}

#[test]
fn transposes() {
    let data = s32s(&[2, 3], &[1, 2, 3, 4, 5, 6]);
    let out = moved(Op::Transpose { permutation: vec![1, 0] }, &data, 0).unwrap();
    assert_eq!(out, s32s(&[3, 2], &[1, 4, 2, 5, 3, 6]));
    // Axis i of the result is axis p[i] of the input: out[c, a, b] = data[a, b, c].
    let data = u8s(&[2, 1, 3], &[1, 2, 3, 4, 5, 6]);
    assert_eq!(moved(Op::Transpose { permutation: vec![2, 0, 1] }, &data, 9).unwrap(), u8s(&[3, 2, 1], &[1, 4, 2, 5, 3, 6]));
    let scalar = f32s(&[], &[7.0]);
    assert_eq!(moved(Op::Transpose { permutation: vec![] }, &scalar, 0).unwrap(), scalar);
}

#[test]
fn slices_in_both_directions() {
    let data = f32s(&[2, 5], &[0.0, 1.0, 2.0, 3.0, 4.0, 10.0, 11.0, 12.0, 13.0, 14.0]);
    let slice = |start, step, count| moved(Op::Slice { axis: 1, start, step, count }, &data, 0).map(|t| floats(&t).to_vec());
    assert_eq!(slice(1, 1, 3).unwrap(), [1.0, 2.0, 3.0, 11.0, 12.0, 13.0]);
    assert_eq!(slice(0, 2, 3).unwrap(), [0.0, 2.0, 4.0, 10.0, 12.0, 14.0]);
    assert_eq!(slice(4, -1, 5).unwrap(), [4.0, 3.0, 2.0, 1.0, 0.0, 14.0, 13.0, 12.0, 11.0, 10.0]);
    assert_eq!(slice(3, -3, 2).unwrap(), [3.0, 0.0, 13.0, 10.0]);
    // A step beyond the tensor is never taken where there is one element.
    assert_eq!(slice(4, 1000, 1).unwrap(), [4.0, 14.0]);
    let rows = moved(Op::Slice { axis: 0, start: 1, step: -1, count: 2 }, &data, 0).unwrap();
    assert_eq!(floats(&rows)[..6], [10.0, 11.0, 12.0, 13.0, 14.0, 0.0]);
    for (start, step, count) in [(0, 1, 6), (5, 1, 1), (1, -1, 3), (0, 1, 0)] {
        assert_eq!(slice(start, step, count).unwrap_err().code, Code::Shape);
    }
}

#[test]
fn repeats_each_element_in_place() {
    let data = s8s(&[2, 2], &[1, 2, 3, 4]);
    let repeat = |axis, count| integers(&moved(Op::Repeat { axis, count }, &data, 0).unwrap());
    assert_eq!(repeat(1, 3), [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    assert_eq!(repeat(0, 2), [1, 2, 1, 2, 3, 4, 3, 4]);
    assert_eq!(repeat(0, 1), [1, 2, 3, 4]);
}

#[test]
fn pads_outside_and_between() {
    let data = f32s(&[1, 3], &[1.0, 2.0, 3.0]);
    let pad = |axis, before, after, interior, value| moved(Op::Pad { axis, before, after, interior, value }, &data, 0).unwrap();
    assert_eq!(*floats(&pad(1, 1, 2, 0, 0.5)), [0.5, 1.0, 2.0, 3.0, 0.5, 0.5]);
    assert_eq!(*floats(&pad(1, 0, 1, 2, -1.0)), [1.0, -1.0, -1.0, 2.0, -1.0, -1.0, 3.0, -1.0]);
    // One row has no neighbours to be apart from.
    assert_eq!(pad(0, 1, 0, 5, 9.0), f32s(&[2, 3], &[9.0, 9.0, 9.0, 1.0, 2.0, 3.0]));
    assert_eq!(floats(&pad(1, 1, 0, 0, -0.0))[0].to_bits(), (-0.0f32).to_bits());
}

#[test]
fn integer_padding_is_around_the_zero_point() {
    let data = s8s(&[2], &[-100, 100]);
    let pad = |value, z| moved(Op::Pad { axis: 0, before: 1, after: 0, interior: 1, value }, &data, z);
    assert_eq!(integers(&pad(0.0, -7).unwrap()), [-7, -100, -7, 100]);
    assert_eq!(integers(&pad(-121.0, -7).unwrap()), [-128, -100, -128, 100]);
    assert_eq!(pad(-122.0, -7).unwrap_err().code, Code::Range);
    let data = s32s(&[1], &[5]);
    assert_eq!(integers(&moved(Op::Pad { axis: 0, before: 0, after: 1, interior: 0, value: -3.0 }, &data, 0).unwrap()), [5, -3]);
}

/// The elements of a tensor with their coordinates in place of numbers: what a movement does to them shows where each one went.
fn numbered(extents: &[usize]) -> Tensor {
    s32s(extents, &(1..=extents.iter().product::<usize>() as i32).collect::<Vec<_>>())
}

fn coordinates(extents: &[usize], mut element: usize) -> Vec<usize> {
    let mut at = vec![0; extents.len()];
    for axis in (0..extents.len()).rev() {
        at[axis] = element % extents[axis];
        element /= extents[axis];
    }
    at
}

proptest! {
    #[test]
    fn every_element_comes_from_where_the_operator_says(extents in prop::collection::vec(1usize..5, 1..6), kind in 0..4, seed: u64) {
        let mut random = Random::new(seed);
        let axis = random.below(extents.len());
        let extent = extents[axis];
        let op = match kind {
            0 => {
                let mut permutation: Vec<usize> = (0..extents.len()).collect();
                (1..extents.len()).for_each(|i| permutation.swap(i, random.below(i + 1)));
                Op::Transpose { permutation }
            }
            1 => {
                let (first, last) = (random.below(extent), random.below(extent));
                let step = if last >= first { 1 } else { -1 };
                Op::Slice { axis, start: first, step, count: first.abs_diff(last) + 1 }
            }
            2 => Op::Repeat { axis, count: 1 + random.below(4) },
            _ => Op::Pad { axis, before: random.below(3), after: random.below(3), interior: random.below(3), value: -1.0 },
        };
        let data = numbered(&extents);
        let out = moved(op.clone(), &data, 0).unwrap();
        for (element, &found) in integers(&out).iter().enumerate() {
            let mut at = coordinates(out.shape.extents(), element);
            let source = match &op {
                Op::Transpose { permutation } => {
                    let to = at.clone();
                    permutation.iter().zip(to).for_each(|(&from, i)| at[from] = i);
                    Some(at)
                }
                Op::Slice { start, step, .. } => {
                    at[axis] = (*start as isize + at[axis] as isize * step) as usize;
                    Some(at)
                }
                Op::Repeat { count, .. } => {
                    at[axis] /= count;
                    Some(at)
                }
                Op::Pad { before, interior, .. } => {
                    let (inner, apart) = (at[axis].wrapping_sub(*before), interior + 1);
                    at[axis] = inner / apart;
                    (inner % apart == 0 && at[axis] < extent).then_some(at)
                }
                _ => unreachable!("four kinds are drawn"),
            };
            let expected = source.map_or(-1, |at| at.iter().zip(&extents).fold(0, |sum, (&i, &extent)| sum * extent + i) as i64 + 1);
            prop_assert_eq!(found, expected, "{:?} of {:?}", op, extents);
        }
    }
}
