//! Attributes that newer operator sets replaced by operands.

use super::*;

#[test]
fn attributes_of_old_files() {
    let numbers = counting(&[2, 3]);
    assert_one(
        9,
        "Slice",
        std::slice::from_ref(&numbers),
        vec![("starts", Ints(vec![1])), ("ends", Ints(vec![9])), ("axes", Ints(vec![1]))],
        &[2, 2],
        &[2.0, 3.0, 5.0, 6.0],
    );
    assert_one(10, "Clip", std::slice::from_ref(&numbers), vec![("min", Float(2.0)), ("max", Float(4.0))], &[2, 3], &[2.0, 2.0, 3.0, 4.0, 4.0, 4.0]);
    assert_one(10, "Pad", &[counting(&[2])], vec![("pads", Ints(vec![1, 0])), ("value", Float(7.0))], &[3], &[7.0, 1.0, 2.0]);
    assert_one(11, "Unsqueeze", &[counting(&[2])], vec![("axes", Ints(vec![0, 2]))], &[1, 2, 1], &[1.0, 2.0]);
    assert_one(11, "Squeeze", &[counting(&[1, 2, 1])], vec![("axes", Ints(vec![-1]))], &[1, 2], &[1.0, 2.0]);
    assert_one(11, "Split", &[counting(&[3])], vec![("split", Ints(vec![3]))], &[3], &[1.0, 2.0, 3.0]);
    assert_one(
        9,
        "Upsample",
        &[counting(&[1, 1, 1, 2]), floats(&[4], &[1.0, 1.0, 2.0, 2.0])],
        vec![],
        &[1, 1, 2, 4],
        &[1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0],
    );
    assert_one(8, "Upsample", &[counting(&[1, 1, 1, 2])], vec![("scales", Floats(vec![1.0, 1.0, 1.0, 2.0]))], &[1, 1, 1, 4], &[1.0, 1.0, 2.0, 2.0]);
}

/// Before version 13 softmax goes over the axis and all after it.
#[test]
fn softmax_over_several_axes() {
    let (_, old) = one(11, "Softmax", &[counting(&[1, 2, 2])], vec![]).unwrap();
    assert!((old.iter().sum::<f64>() - 1.0).abs() < 1e-6);
    let (_, new) = one(13, "Softmax", &[counting(&[1, 2, 2])], vec![]).unwrap();
    assert!((new.iter().sum::<f64>() - 2.0).abs() < 1e-6);
}

/// Before version 7 the right operand says where it begins.
#[test]
fn explicit_broadcasting() {
    let attributes = vec![("broadcast", Int(1)), ("axis", Int(1))];
    assert_one(6, "Add", &[counting(&[1, 2, 2]), floats(&[2], &[10.0, 20.0])], attributes, &[1, 2, 2], &[11.0, 12.0, 23.0, 24.0]);
    assert_one(6, "PRelu", &[live(&[1, 2, 1, 1], &[-1.0, -1.0]), floats(&[2], &[0.5, 0.25])], vec![], &[1, 2, 1, 1], &[-0.5, -0.25]);
}
