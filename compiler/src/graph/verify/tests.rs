use super::*;
use crate::graph::{Output, Shape, Tensor, text};
use std::collections::BTreeMap;
use std::sync::Arc;

const DECLARATIONS: &str = r#"
  input %x: u8<1x2x4x4; s=0.5 z=3>
  input %signed: s8<1x2x4x4; s=0.5 z=0>
  input %f: f32<1x2x4x4>
  input %acc: s32<1x2x4x4>
  const %w: s8<2x2x1x1> = [1, 2, 3, 4]
  const %wf: f32<2x2x1x1> = [1.0, 2.0, 3.0, 4.0]
  const %b: s32<2> = [1, 2]
  const %m: f32<2> = [1.0, 2.0]
  const %m3: f32<3> = [1.0, 2.0, 3.0]
  const %w32: s32<2x2x1x1> = [1, 2, 3, 4]
  const %wz: s8<2x2x1x1; s=0.5 z=1> = [1, 2, 3, 4]
  input %dynamic: s8<2x2x1x1>
"#;

/// A table for lookups.
fn table() -> TensorData {
    TensorData::F32((0..TABLE_ENTRIES).map(|entry| entry as f32).collect())
}

fn check(body: &str) -> Result<()> {
    let text = format!("graph \"g\" {{{DECLARATIONS}  const %t: f32<256> = @\"t\"  {body}\n  output \"o\" = %y\n}}");
    verify(&text::parse(&text, &BTreeMap::from([("t".to_string(), table())]))?)
}

const ONE: &str = "{kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1}";

#[test]
fn accepts() {
    for body in [
        "%y: u8<1x2x4x4> = map %x | sat z=0 [0, 255]",
        "%y: f32<1x2x4x4> = map %f | f32",
        "%y: s32<1x2x4x4> = map %f | s32 [-5, -5]",
        "%y: f32<1x2x4x4> = map %x | cvt | mul 0.5 | f32",
        "%y: u8<1x2x4x4> = map %acc | cvt | residual %x, %m | residual %f, 1.0 | residual %acc, 1.0 | sat z=0 [0, 255]",
        "%r: f32<> = absmax %x | cvt | f32 %y: f32<1x2x4x4> = map %f | div %r | f32",
        "%r: f32<> = absmax %f | f32 %y: f32<> = map %r | div %r | f32",
        "%y: u8<1x2x4x4; s=? z=7> = pool %x {sum, kernel 3x3, stride 1x1, dilation 1x1, pad 2x2..0x0} | cvt | div taps | sat z=7 [7, 8]",
        "%bias: s32<2> = map %m | mul 3.0 | s32 [-9, 9] %y: s32<1x2x4x4> = conv %x, %w, %bias {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | s32 [0, 9]",
        "%y: u8<4x2x1x4; s=0.5 z=3> = transpose %x {axes [3, 1, 0, 2]}",
        "%y: u8<1x2x4x1; s=0.5 z=3> = slice %x {axis 3, from 3, step 9223372036854775807, count 1}",
        "%y: u8<1x2x4x4; s=0.5 z=3> = slice %x {axis 3, from 3, step -1, count 4}",
        "%y: s32<1x2x4x8> = repeat %acc {axis 3, count 2}",
        "%y: u8<1x2x4x7; s=0.5 z=3> = pad %x {axis 3, pad 0..0, interior 1, value -3.0}",
        "%y: u8<1x2x4x5; s=0.5 z=3> = pad %x {axis 3, pad 1..0, interior 0, value 252.0}",
        "%y: f32<1x2x4x5> = pad %f {axis 3, pad 1..0, interior 0, value -3.4028235e38}",
        "%y: s32<1x1x4x1> = reduce %x {sum, axes [1, 3]} | s32 [-9, 9]",
        "%y: u8<1x2x4x1; s=0.5 z=3> = reduce %x {max, axes [3]} | sat z=3 [0, 255]",
        "%y: s32<1x2x4x1> = reduce %acc {min, axes [3]} | s32 [-9, 9]",
        "%y: u8<1x2x4x4; s=0.5 z=121> = map %x | cvt | mul 0.5 | add 121.0 | sat z=0 [0, 255]",
        "%y: u8<1x2x4x4> = map %f | sat z=-255 [0, 0] %y2: s8<1x2x4x4> = map %f | sat z=382 [0, 0]",
        "%y: f32<1x2x4x4> = map %f | add each %x z=-255 | residual %signed z=-383, 1.0 | fma each %x * 0.5 + -1.0, each %f * 2.0 + 0.0 | f32",
        "%y: f32<1x2x4x4> = map %x | cvt | lookup %t | mul %m | lookup %t | f32",
        "%y: f32<1x2x4x4> = map %f | sub each %x | where each %acc, each %f | elu each %signed | eq 0.0 | logistic | f32",
    ] {
        check(body).unwrap_or_else(|d| panic!("{body}\n{d}"));
    }
}

#[test]
fn rejects() {
    let conv = |ty: &str, operands: &str, epilogue: &str| format!("%y: {ty} = conv {operands} {ONE} | {epilogue}");
    for (body, code, expected) in [
        // epilogues
        ("%y: u8<1x2x4x4> = map %x | mul 2.0 | sat z=0 [0, 255]".into(), Code::Invalid, "must be 'cvt'"),
        ("%y: u8<1x2x4x4> = map %x | cvt | cvt | sat z=0 [0, 255]".into(), Code::Invalid, "second 'cvt'"),
        ("%y: f32<1x2x4x4> = map %f | cvt | f32".into(), Code::Invalid, "needs no 'cvt'"),
        ("%y: f32<1x2x4x4> = map %x | f32".into(), Code::Invalid, "converted by 'cvt'"),
        ("%y: u8<1x2x4x4> = map %f | f32".into(), Code::Invalid, "'f32' gives f32"),
        ("%y: f32<1x2x4x4> = map %f | sat z=0 [0, 255]".into(), Code::Invalid, "'sat' gives u8 or s8"),
        ("%y: s32<1x2x4x4> = map %f | sat z=0 [0, 255]".into(), Code::Invalid, "'sat' gives u8 or s8"),
        ("%y: u8<1x2x4x4> = map %f | s32 [0, 255]".into(), Code::Invalid, "'s32' gives s32"),
        ("%y: s32<1x2x4x4> = map %f | s32 [1, 0]".into(), Code::Invalid, "empty range"),
        ("%y: u8<1x2x4x4> = map %f | sat z=0 [0, 256]".into(), Code::Invalid, "within [0, 255]"),
        ("%y: s8<1x2x4x4> = map %f | sat z=0 [-129, 0]".into(), Code::Invalid, "within [-128, 127]"),
        ("%y: u8<1x2x4x4> = map %f | sat z=0 [2, 1]".into(), Code::Invalid, "must be a range"),
        ("%y: u8<1x2x4x4> = map %f | sat z=-256 [0, 255]".into(), Code::Range, "cannot add -256"),
        ("%y: u8<1x2x4x4> = map %f | sat z=511 [0, 255]".into(), Code::Range, "cannot add 511"),
        ("%y: s8<1x2x4x4> = map %f | sat z=-2147483648 [0, 127]".into(), Code::Range, "cannot add"),
        ("%y: u8<1x2x4x4> = map %f | narrow [1, 0] | sat z=0 [0, 255]".into(), Code::Invalid, "empty range"),
        ("%y: f32<1x2x4x4> = map %f | mul inf | f32".into(), Code::Range, "finite, found inf"),
        ("%y: f32<1x2x4x4> = map %f | fma 1.0, NaN | f32".into(), Code::Range, "finite, found NaN"),
        ("%y: f32<1x2x4x4> = map %f | mul %m3 | f32".into(), Code::Invalid, "(2 channels)"),
        ("%y: f32<1x2x4x4> = map %f | mul %b | f32".into(), Code::Invalid, "the operand 'b'"),
        ("%y: f32<1x2x4x4> = map %f | fma 1.0, %f | f32".into(), Code::Invalid, "the operand 'f'"),
        ("%y: f32<2> = map %m | mul %m | f32".into(), Code::Invalid, "it has no channels"),
        ("%y: f32<1x2x4x4> = map %f | div taps | f32".into(), Code::Invalid, "'taps'"),
        ("%y: f32<1x2x4x4> = map %f | residual %m, 1.0 | f32".into(), Code::Shape, "shape of the output"),
        // operators
        (conv("s32<1x2x4x4>", "%x, %wf", "s32 [0, 1]"), Code::Invalid, "needs a weight of s8"),
        (conv("f32<1x2x4x4>", "%f, %w", "f32"), Code::Invalid, "needs a weight of f32"),
        (conv("s32<1x2x4x4>", "%x, %wz", "s32 [0, 1]"), Code::Invalid, "with zero point 0"),
        (conv("s32<1x2x4x4>", "%acc, %w32", "s32 [0, 1]"), Code::Invalid, "reads f32, u8 or s8"),
        (conv("s32<1x2x4x4>", "%x, %dynamic", "s32 [0, 1]"), Code::Invalid, "must be a constant"),
        (conv("s32<1x2x4x4>", "%x, %w, %m", "s32 [0, 1]"), Code::Invalid, "bias must be s32"),
        (conv("f32<1x2x4x4>", "%f, %wf, %b", "f32"), Code::Invalid, "adds its bias in the epilogue"),
        (conv("s32<1x2x4x5>", "%x, %w", "s32 [0, 1]"), Code::Shape, "give the shape 1x2x4x4"),
        ("%y: s32<1x2> = fc %x, %w | s32 [0, 1]".into(), Code::Shape, "rank 2 (O K)"),
        ("%y: f32<1x2x6x6> = pool %f {max, kernel 1x1, stride 1x1, dilation 1x1, pad 1x1..1x1} | f32".into(), Code::Shape, "no maximum"),
        ("%y: s32<1x2x4x4> = pool %acc {max, kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0} | s32 [0, 1]".into(), Code::Invalid, "reads f32, u8 or s8"),
        ("%y: u8<1x3x4x4; s=0.5 z=3> = concat %x, %x {axis 1}".into(), Code::Shape, "give the shape 1x4x4x4"),
        ("%y: u8<1x4x4x4; s=0.5 z=2> = concat %x, %x {axis 1}".into(), Code::Invalid, "keeps dtype"),
        ("%y: u8<1x4x4x4; s=0.5 z=3> = concat %x, %signed {axis 1}".into(), Code::Invalid, "keeps dtype"),
        ("%y: u8<32> = reshape %x".into(), Code::Invalid, "keeps dtype"),
        ("%y: u8<33; s=0.5 z=3> = reshape %x".into(), Code::Shape, "number of elements"),
        ("%y: u8<32; s=0.5 z=3> = reshape %x, %x".into(), Code::Invalid, "1 operand"),
        ("%y: f32<1> = absmax %f | f32".into(), Code::Shape, "give the shape"),
        // movement and reductions
        ("%y: u8<4x2x1x4; s=0.5 z=3> = transpose %x {axes [3, 1, 0]}".into(), Code::Shape, "no permutation"),
        ("%y: u8<4x2x1x4; s=0.5 z=3> = transpose %x {axes [3, 1, 1, 2]}".into(), Code::Shape, "no permutation"),
        ("%y: u8<4x2x1x4; s=0.5 z=3> = transpose %x {axes [0, 1, 2, 18446744073709551615]}".into(), Code::Shape, "no permutation"),
        ("%y: u8<4x2x1x4> = transpose %x {axes [3, 1, 0, 2]}".into(), Code::Invalid, "keeps dtype"),
        ("%y: u8<1x2x4x1; s=0.5 z=3> = slice %x {axis 18446744073709551615, from 0, step 1, count 1}".into(), Code::Shape, "is not one of"),
        ("%y: u8<1x2x4x1; s=0.5 z=3> = slice %x {axis 3, from 4, step 1, count 1}".into(), Code::Shape, "leaves axis 3"),
        ("%y: u8<1x2x4x1; s=0.5 z=3> = slice %x {axis 3, from 0, step 0, count 1}".into(), Code::Shape, "leaves axis 3"),
        ("%y: u8<1x2x4x1; s=0.5 z=3> = slice %x {axis 3, from 0, step 1, count 0}".into(), Code::Shape, "leaves axis 3"),
        ("%y: u8<1x2x4x3; s=0.5 z=3> = slice %x {axis 3, from 1, step -1, count 3}".into(), Code::Shape, "leaves axis 3"),
        ("%y: u8<1x2x4x3; s=0.5 z=3> = slice %x {axis 3, from 1, step 9223372036854775807, count 3}".into(), Code::Shape, "leaves axis 3"),
        ("%y: u8<1x2x4x3; s=0.5 z=3> = slice %x {axis 3, from 18446744073709551615, step 1, count 2}".into(), Code::Shape, "leaves axis 3"),
        ("%y: u8<1x2x4x4; s=0.5 z=3> = repeat %x {axis 4, count 1}".into(), Code::Shape, "is not one of"),
        ("%y: u8<1x2x4x4; s=0.5 z=3> = repeat %x {axis 3, count 0}".into(), Code::Shape, "extent of 0"),
        ("%y: u8<1x2x4x4; s=0.5 z=3> = repeat %x {axis 3, count 18446744073709551615}".into(), Code::Overflow, "axis 3 becomes too long"),
        ("%y: u8<1x2x4x4; s=0.5 z=3> = repeat %x {axis 3, count 1073741824}".into(), Code::Overflow, "2^31"),
        ("%y: u8<1x2x4x4; s=0.5 z=3> = repeat %x, %x {axis 3, count 1}".into(), Code::Shape, "takes 1 operands"),
        ("%y: u8<1x2x4x5; s=0.5 z=3> = pad %x {axis 4, pad 0..1, interior 0, value 0.0}".into(), Code::Shape, "is not one of"),
        ("%y: u8<1x2x4x5; s=0.5 z=3> = pad %x {axis 3, pad 0..18446744073709551615, interior 0, value 0.0}".into(), Code::Overflow, "too long"),
        ("%y: u8<1x2x4x5; s=0.5 z=3> = pad %x {axis 3, pad 0..1, interior 18446744073709551615, value 0.0}".into(), Code::Overflow, "too long"),
        ("%y: u8<1x2x4x5; s=0.5 z=3> = pad %x {axis 3, pad 0..1, interior 0, value -4.0}".into(), Code::Range, "cannot hold the padding"),
        ("%y: u8<1x2x4x5; s=0.5 z=3> = pad %x {axis 3, pad 0..1, interior 0, value 0.5}".into(), Code::Range, "cannot hold the padding"),
        ("%y: u8<1x2x4x5; s=0.5 z=3> = pad %x {axis 3, pad 0..1, interior 0, value inf}".into(), Code::Range, "cannot hold the padding"),
        ("%y: f32<1x2x4x5> = pad %f {axis 3, pad 0..1, interior 0, value NaN}".into(), Code::Range, "cannot hold the padding"),
        ("%y: s32<1x2x4x5> = pad %acc {axis 3, pad 0..1, interior 0, value 2147483648.0}".into(), Code::Range, "cannot hold the padding"),
        ("%y: f32<1x2x4x4> = reduce %f {sum, axes []} | f32".into(), Code::Shape, "axes"),
        ("%y: f32<1x2x1x1> = reduce %f {sum, axes [3, 2]} | f32".into(), Code::Shape, "ascending"),
        ("%y: f32<1x2x1x4> = reduce %f {sum, axes [2, 2]} | f32".into(), Code::Shape, "ascending"),
        ("%y: f32<1x2x4x4> = reduce %f {sum, axes [18446744073709551615]} | f32".into(), Code::Shape, "axes"),
        ("%y: f32<1x2x4x4> = reduce %f {sum, axes [3]} | f32".into(), Code::Shape, "give the shape 1x2x4x1"),
        ("%y: f32<1x2x4x1> = reduce %acc {sum, axes [3]} | cvt | f32".into(), Code::Overflow, "may exceed 32 bits"),
        ("%y: f32<1x2x4x1> = reduce %x {sum, axes [3]} | f32".into(), Code::Invalid, "converted by 'cvt'"),
        // elementwise operands
        ("%y: f32<1x2x4x4> = map %f | add each %m | f32".into(), Code::Shape, "shape of the output"),
        ("%y: f32<1x2x4x1> = reduce %f {sum, axes [3]} | add each %f | f32".into(), Code::Shape, "shape of the output"),
        ("%y: f32<1x2x4x4> = map %f | where %f, 0.0 | f32".into(), Code::Invalid, "the operand 'f'"),
        ("%y: f32<1x2x4x4> = map %f | where 0.0, inf | f32".into(), Code::Range, "finite, found inf"),
        ("%y: f32<1x2x4x4> = map %f | elu NaN | f32".into(), Code::Range, "finite, found NaN"),
        ("%y: f32<1x2x4x4> = map %x | exp | f32".into(), Code::Invalid, "must be 'cvt'"),
        ("%y: f32<1x2x4x4> = map %f | lt taps | f32".into(), Code::Invalid, "'taps'"),
        ("%y: f32<1x2x4x4> = map %f | add each %f z=1 | f32".into(), Code::Range, "zero point of 0..=0, found 1"),
        ("%y: f32<1x2x4x4> = map %f | residual %acc z=-1, 1.0 | f32".into(), Code::Range, "zero point of 0..=0, found -1"),
        ("%y: f32<1x2x4x4> = map %f | add each %x z=511 | f32".into(), Code::Range, "zero point of -255..=510, found 511"),
        ("%y: f32<1x2x4x4> = map %f | add each %x z=-2147483648 | f32".into(), Code::Range, "found -2147483648"),
        ("%y: f32<1x2x4x4> = map %f | add each %x z=511 * 1.0 + 1.0 | f32".into(), Code::Range, "found 511"),
        ("%y: f32<1x2x4x4> = map %f | add each %x * inf + 1.0 | f32".into(), Code::Range, "finite, found inf"),
        ("%y: f32<1x2x4x4> = map %f | add each %x * 1.0 + NaN | f32".into(), Code::Range, "finite, found NaN"),
        ("%y: f32<1x2x4x4> = map %f | add each %m * 1.0 + 1.0 | f32".into(), Code::Shape, "shape of the output"),
        ("%y: f32<1x2x4x4> = map %f | add %t | f32".into(), Code::Invalid, "the operand 't'"),
        ("%y: f32<1x2x4x4> = map %f | lookup %m | f32".into(), Code::Invalid, "must be a constant f32<256>, found f32<2>"),
        ("input %u: f32<256> %y: f32<1x2x4x4> = map %f | lookup %u | f32".into(), Code::Invalid, "must be a constant"),
        ("%u: f32<16x16> = reshape %t %y: f32<1x2x4x4> = map %f | lookup %u | f32".into(), Code::Invalid, "must be a constant"),
        // types and constants
        ("input %y: u8<1; s=1.0 z=256>".into(), Code::Range, "within 0..=255"),
        ("input %y: s8<1; s=? z=-129>".into(), Code::Range, "within -128..=127"),
        ("input %y: s32<1; s=1.0 z=1>".into(), Code::Range, "within 0..=0"),
        ("input %y: f32<1; s=1.0 z=0>".into(), Code::Invalid, "neither scale nor zero point"),
        ("input %y: s8<2; s=[1.0, 2.0] axis=0>".into(), Code::Invalid, "only constants"),
        ("const %y: s8<2; s=[1.0, 2.0] axis=1> = [1, 2]".into(), Code::Invalid, "axis 1"),
        ("const %y: s8<2; s=[1.0] axis=0> = [1, 2]".into(), Code::Invalid, "1 scales"),
        ("const %y: s8<2> = [1, 2, 3]".into(), Code::Invalid, "found 3 of s8"),
        ("const %y: f32<2> = [1.0, NaN]".into(), Code::Range, "element 1 is NaN"),
    ] {
        let diagnostic = check(&body).expect_err(&body);
        assert!(diagnostic.code == code && diagnostic.message.contains(expected), "{body}\n{diagnostic}");
        assert!(diagnostic.node.is_some(), "{body}\n{diagnostic}");
    }
}

fn scalar() -> TensorType {
    TensorType::plain(DType::F32, Shape::scalar())
}

/// What text cannot say, because a name must be defined before it is used.
#[test]
fn rejects_what_only_a_builder_can_say() {
    let output = |name: &str, value: u32| Output { name: name.into(), value: ValueId(value) };
    let mut graph = Graph::new("g");
    assert!(verify(&graph).unwrap_err().message.contains("at least one output"));
    graph.push_input("x", scalar());
    graph.outputs = vec![output("o", 1)];
    assert!(verify(&graph).unwrap_err().message.contains("reads value 1"));
    graph.outputs = vec![output("o", 0), output("o", 0)];
    assert!(verify(&graph).unwrap_err().message.contains("name of its own"));
    graph.outputs = vec![output("", 0)];
    assert!(verify(&graph).unwrap_err().message.contains("name of its own"));
    graph.outputs = vec![output("o", 0)];
    verify(&graph).unwrap();

    for used in [1, 2] {
        let mut graph = graph.clone();
        graph.push_node("y", scalar(), Op::Map, [ValueId(used)], Some(Epilogue::new([], End::F32)));
        assert!(verify(&graph).unwrap_err().message.contains("values before it"));
    }
    let mut without = graph.clone();
    without.push_node("y", scalar(), Op::Map, [ValueId(0)], None);
    assert!(verify(&without).unwrap_err().message.contains("needs an epilogue"));
    let mut with = graph.clone();
    with.push_node("y", scalar(), Op::Reshape, [ValueId(0)], Some(Epilogue::new([], End::F32)));
    assert!(verify(&with).unwrap_err().message.contains("has no epilogue"));
    graph.push_input("", scalar());
    assert!(verify(&graph).unwrap_err().message.contains("has no name"));
}

#[test]
fn a_sum_that_may_overflow_is_rejected() {
    let mut graph = Graph::new("g");
    let shape = Shape::new([1, 1, 4096, 4096]).unwrap();
    let x = graph.push_input("x", TensorType::plain(DType::U8, shape));
    let window = crate::graph::Window { kernel: [4096; 2], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
    let ty = TensorType::plain(DType::S32, Shape::new([1, 1, 1, 1]).unwrap());
    let op = Op::Pool { reduction: PoolReduction::Sum, window };
    let value = graph.push_node("y", ty, op, [x], Some(Epilogue::new([], End::S32 { lo: 0, hi: 1 })));
    graph.outputs.push(Output { name: "o".into(), value });
    assert_eq!(verify(&graph).unwrap_err().code, Code::Overflow);
}

#[test]
fn a_constant_holds_what_its_type_says() {
    let mut graph = Graph::new("g");
    let tensor = Tensor::new(Shape::new([2]).unwrap(), TensorData::F32(vec![1.0, 2.0].into())).unwrap();
    let value = graph.push_constant("c", tensor);
    graph.outputs.push(Output { name: "o".into(), value });
    verify(&graph).unwrap();
    *graph.values.get_mut(value).1 = Definition::Constant(TensorData::U8(Arc::new([1, 2])));
    assert!(verify(&graph).unwrap_err().message.contains("found 2 of u8"));
}
