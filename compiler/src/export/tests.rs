//! Small graphs and the operators that they become.

use super::{ExportOptions, Exported, export};
use crate::diagnostic::Code;
use crate::graph::{text, verify};
use crate::onnx_file::{Array, GraphProto};
use std::collections::BTreeMap;

fn written(body: &str, literal: bool) -> Exported {
    let graph = text::parse(&format!("graph \"g\" {{{body}\n}}"), &BTreeMap::new()).unwrap();
    verify(&graph).unwrap();
    export(&graph, ExportOptions { literal }).unwrap()
}

fn graph(exported: &Exported) -> &GraphProto {
    exported.model.graph.as_ref().unwrap()
}

/// Operators in order, in the form that is written by default.
fn operators(body: &str) -> String {
    let exported = written(body, false);
    graph(&exported).node.iter().map(|n| n.op_type.as_str()).collect::<Vec<_>>().join(" ")
}

/// The numbers of an initializer that an operator reads.
fn constant(exported: &Exported, operator: &str, which: usize, input: usize) -> Vec<f64> {
    let node = graph(exported).node.iter().filter(|n| n.op_type == operator).nth(which).unwrap();
    let message = graph(exported).initializer.iter().find(|i| i.name == node.input[input]).unwrap();
    let array = Array::of_message(message, None).unwrap();
    match array.as_floats() {
        Ok(floats) => floats.iter().map(|&x| x.into()).collect(),
        Err(_) => array.to_integers().unwrap().into_iter().map(|i| i as f64).collect(),
    }
}

const CONVOLUTION: &str = r#"
    input %x: u8<1x2x4x4; s=0.5 z=3>
    input %r: u8<1x2x4x4; s=0.125 z=9>
    const %w: s8<2x2x1x1; s=[0.25, 0.5] axis=0> = [1, 2, 3, 4]
    const %b: s32<2> = [5, -6]
    const %m: f32<2> = [0.125, 0.25]
    %y: u8<1x2x4x4; s=1.0 z=7> = conv %x, %w, %b {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | STEPS
    output "out" = %y"#;

fn convolution(steps: &str) -> String {
    CONVOLUTION.replace("STEPS", steps)
}

#[test]
fn a_requantized_convolution_stands_between_its_scales() {
    let exported = written(&convolution("cvt | mul %m | sat z=7 [0, 255]"), false);
    assert_eq!((exported.recognised, exported.literal.len()), (1, 0));
    assert_eq!(operators(&convolution("cvt | mul %m | sat z=7 [0, 255]")), "DequantizeLinear DequantizeLinear DequantizeLinear Conv QuantizeLinear");
    assert_eq!(constant(&exported, "DequantizeLinear", 0, 1), [0.25, 0.5], "weights");
    assert_eq!(constant(&exported, "DequantizeLinear", 1, 0), [5.0, -6.0], "bias");
    assert_eq!(constant(&exported, "DequantizeLinear", 1, 1), [0.125, 0.25], "bias");
    assert_eq!(constant(&exported, "DequantizeLinear", 2, 2), [3.0], "data");
    assert_eq!(constant(&exported, "QuantizeLinear", 0, 2), [7.0]);
    let last = graph(&exported).node.last().unwrap();
    assert_eq!(last.output, ["out"]);
}

#[test]
fn a_multiplier_that_contradicts_the_types_changes_the_scale_of_the_weights() {
    let exported = written(&convolution("cvt | mul 0.375 | sat z=7 [0, 255]"), false);
    assert_eq!(constant(&exported, "DequantizeLinear", 0, 1), [0.75, 0.75]);
}

/// The number that is added before rounding is the zero point of the type; bounds in front of it are bounds of the integer.
#[test]
fn bounds_and_zero_points_in_the_steps() {
    let plain = "DequantizeLinear DequantizeLinear DequantizeLinear Conv QuantizeLinear";
    assert_eq!(operators(&convolution("cvt | mul %m | add 7.0 | sat z=0 [0, 255]")), plain);
    assert_eq!(operators(&convolution("cvt | mul %m | max -7.0 | sat z=7 [0, 255]")), plain);
    let exported = written(&convolution("cvt | mul %m | max 0.0 | min 6.0 | add 7.0 | sat z=0 [0, 255]"), false);
    assert_eq!((constant(&exported, "Clip", 0, 1), constant(&exported, "Clip", 0, 2)), (vec![7.0], vec![13.0]));
    assert_eq!(operators(&convolution("cvt | mul %m | add 6.0 | sat z=0 [0, 255]")), plain, "a whole number of the bias");
    assert_eq!(constant(&written(&convolution("cvt | mul %m | add 6.0 | sat z=0 [0, 255]"), false), "DequantizeLinear", 1, 0), [-3.0, -10.0]);
}

#[test]
fn sums_beside_a_convolution() {
    let steps = "cvt | mul %m | leaky 0.25 | residual %r, 0.125 | max 0.0 | sat z=7 [0, 255]";
    let expected = "DequantizeLinear DequantizeLinear DequantizeLinear Conv LeakyRelu DequantizeLinear Add QuantizeLinear Clip";
    assert_eq!(operators(&convolution(steps)), expected);
}

#[test]
fn what_has_no_meaning_is_written_step_by_step() {
    for (steps, reason) in [
        ("cvt | mul %m | exp | mul 2.0 | sat z=7 [0, 255]", "'exp' runs on numbers that are not real ones"),
        ("cvt | mul %m | narrow [0, 9] | sat z=7 [0, 255]", "the step 'narrow' has no meaning in real numbers"),
        ("cvt | mul -1.0 | sat z=7 [0, 255]", "a multiplier is not positive"),
        ("cvt | mul %m | residual %r, -1.0 | sat z=7 [0, 255]", "a multiplier is not positive"),
    ] {
        let exported = written(&convolution(steps), false);
        assert_eq!(exported.literal.iter().map(|l| l.reason.as_str()).collect::<Vec<_>>(), [reason], "{steps}");
        assert_eq!(graph(&exported).node[0].op_type, "ConvInteger");
    }
}

#[test]
fn the_literal_form_rounds_with_scale_one() {
    let exported = written(&convolution("cvt | mul %m | sat z=7 [0, 200]"), true);
    let operators: Vec<&str> = graph(&exported).node.iter().map(|n| n.op_type.as_str()).collect();
    assert_eq!(operators, ["ConvInteger", "Add", "Cast", "Mul", "QuantizeLinear", "Clip"]);
    assert_eq!(constant(&exported, "QuantizeLinear", 0, 1), [1.0]);
    assert_eq!(constant(&exported, "Clip", 0, 2), [200.0]);
}

#[test]
fn sums_of_bytes_in_the_order_of_their_operands() {
    let body = |steps: &str| {
        format!(
            r#"
    input %a: u8<1x6; s=0.5 z=3>
    input %b: u8<1x6; s=0.25 z=4>
    %y: u8<1x6; s=1.0 z=7> = map %a | {steps} | sat z=0 [0, 255]
    output "y" = %y"#
        )
    };
    let first = |steps: &str| {
        let exported = written(&body(steps), false);
        assert_eq!(exported.literal, [], "{steps}");
        let nodes = &graph(&exported).node;
        assert_eq!(nodes.iter().map(|n| n.op_type.as_str()).collect::<Vec<_>>(), ["DequantizeLinear", "DequantizeLinear", "Add", "QuantizeLinear"]);
        let operand = &nodes[2].input[0];
        nodes.iter().find(|n| n.output[0] == *operand).unwrap().input[0].clone()
    };
    // k = 7 − (0.5 · 3 + 0.25 · 4)
    assert_eq!(first("cvt | add 3.0 | fma 0.5, each %b z=0 * 0.25 + 4.5"), "a");
    assert_eq!(first("cvt | add 3.0 | fma 0.5, 4.5 | residual %b z=0, 0.25"), "b");
}

#[test]
fn tables_of_known_functions() {
    let entries = |g: &dyn Fn(f32) -> f32| (0..256).map(|i| format!("{:?}", g((i - 128) as f32 * 0.125) / 0.5)).collect::<Vec<_>>().join(", ");
    let body = |g: &dyn Fn(f32) -> f32| {
        format!(
            r#"
    input %x: u8<1x6; s=0.125 z=128>
    const %t: f32<256> = [{}]
    %y: u8<1x6; s=0.5 z=9> = map %x | cvt | add 128.0 | lookup %t | sat z=9 [0, 255]
    output "y" = %y"#,
            entries(g)
        )
    };
    assert_eq!(operators(&body(&|x| x)), "DequantizeLinear QuantizeLinear");
    assert_eq!(operators(&body(&|x| if x < 0.0 { x * 0.1 } else { x })), "DequantizeLinear LeakyRelu QuantizeLinear");
    assert_eq!(operators(&body(&crate::qlinear::sigmoid)), "DequantizeLinear Sigmoid QuantizeLinear");
    let odd = written(&body(&|x| x * x), false);
    assert_eq!(odd.literal[0].reason, "a table is none of the functions that have an operator");
    assert!(graph(&odd).node.iter().any(|n| n.op_type == "Gather"));
}

#[test]
fn float_layers_are_what_peers_fuse() {
    let body = r#"
    input %x: f32<1x2x4x4>
    const %w: f32<2x2x3x3> = [WEIGHTS]
    const %b: f32<2> = [1.0, 2.0]
    const %m: f32<2> = [0.5, 2.0]
    %c: f32<1x2x4x4> = conv %x, %w {kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1, groups 1} | add %b | f32
    %n: f32<1x2x4x4> = map %c | fma %m, %b | max 0.0 | min 6.0 | max 0.0 | f32
    %p: f32<1x2x2x2> = pool %n {sum, kernel 3x3, stride 2x2, dilation 1x1, pad 1x1..1x1} | div taps | f32
    %g: f32<1x2x1x1> = pool %p {sum, kernel 2x2, stride 1x1, dilation 1x1, pad 0x0..0x0} | div 4.0 | f32
    output "y" = %g"#;
    let body = body.replace("WEIGHTS", &vec!["0.5"; 36].join(", "));
    assert_eq!(operators(&body), "Conv BatchNormalization Clip Relu AveragePool GlobalAveragePool");
}

#[test]
fn names_of_the_interface_stay() {
    let body = r#"
    input %x: f32<1x2>
    %y: f32<1x2> = map %x | mul 2.0 | f32
    %z: f32<1x2> = map %y | add 1.0 | f32
    %unused: f32<1x2> = map %y | exp | f32
    output "z" = %y
    output "first" = %z
    output "second" = %z
    output "input" = %x"#;
    let exported = written(body, false);
    let nodes: Vec<(&str, &str)> = graph(&exported).node.iter().map(|n| (n.op_type.as_str(), n.output[0].as_str())).collect();
    assert_eq!(nodes, [("Mul", "z"), ("Add", "first"), ("Identity", "second"), ("Identity", "input")]);
    let taken = text::parse("graph \"g\" { input %x: f32<2>\n %y: f32<2> = map %x | exp | f32\n output \"x\" = %y }", &BTreeMap::new()).unwrap();
    assert_eq!(export(&taken, ExportOptions::default()).unwrap_err().code, Code::Unsupported);
}
