use super::*;
use crate::graph::verify;
use crate::graph::{DType, Graph, Output, Shape, Tensor, TensorType};
use proptest::prelude::*;

/// Every operator, step, end, kind of type and spelling of a name.
const EVERYTHING: &str = r#"graph "all \"of\" it" {
  input %data: f32<1x2x4x4>
  input %"a:0": u8<1x2x4x4; s=0.5 z=3; [-1.500, 126.0]>
  const %w: s8<2x2x1x1; s=[0.5, 1e-7] axis=0> = [1, -2, 3, -128]
  const %b: s32<2> = [-2147483648, 2147483647]
  const %large: f32<2x32> = @"large"
  const %slope/x-1: f32<2> = [-0.0, 3.4028235e38]
  %m: f32<> = absmax %data | div 255.5 | f32
  %q: s8<1x2x4x4; s=? z=0> = map %data | div %m | sat z=0 [-127, 127]
  %c: u8<1x2x2x3; s=1.5 z=0; [0, 382.5]> = conv %q, %w, %b {kernel 1x1, stride 2x2, dilation 1x1, pad 0x0..0x1, groups 1} | cvt | mul %slope/x-1 | leaky 0.5 | sat z=0 [0, 127]
  %s: s32<1x2x2x3> = conv %q, %w {kernel 1x1, stride 2x2, dilation 1x1, pad 0x0..0x1, groups 1} | s32 [-2147483648, 2147483647]
  %p: u8<1x2x4x4; s=0.5 z=3; [-1.500, 126.0]> = pool %"a:0" {sum, kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1} | cvt | div taps | sat z=3 [0, 255]
  %x: f32<1x2x4x4> = pool %data {max, kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1} | f32
  %cat: u8<1x4x4x4; s=0.5 z=3; [-1.500, 126.0]> = concat %"a:0", %p {axis 1}
  %flat: f32<1x32> = reshape %x
  %fc: f32<1x2> = fc %flat, %large | add %slope/x-1 | max 0.0 | min 6.0 | f32
  %sum: u8<1x2x4x4; s=0.5 z=3; [-1.500, 126.0]> = map %p | cvt | fma %slope/x-1, -1.5 | residual %"a:0", %m | narrow [-128, 127] | sat z=3 [0, 255]
  %turned: u8<4x1x2x4; s=0.5 z=3; [-1.500, 126.0]> = transpose %sum {axes [3, 0, 1, 2]}
  %back: u8<4x1x2x2; s=0.5 z=3; [-1.500, 126.0]> = slice %turned {axis 3, from 3, step -2, count 2}
  %twice: u8<4x3x2x2; s=0.5 z=3; [-1.500, 126.0]> = repeat %back {axis 1, count 3}
  %apart: u8<4x3x7x2; s=0.5 z=3; [-1.500, 126.0]> = pad %twice {axis 2, pad 1..2, interior 2, value -3.0}
  %total: s32<1x3x1x2> = reduce %apart {sum, axes [0, 2]} | s32 [-2147483648, 2147483647]
  %most: f32<1x2x1x4> = reduce %data {max, axes [2]} | f32
  %least: f32<1x1x1x1> = reduce %data {min, axes [1, 2, 3]} | f32
  %each: f32<1x2x4x4> = map %data | sub each %x | rdiv each %"a:0" | elu 0.5 | where each %sum, %slope/x-1 | add %m | f32
  %yes: u8<1x2x4x4> = map %data | eq 1.0 | ne each %x | lt 2.0 | le %slope/x-1 | gt -1.0 | ge 0.5 | sat z=0 [0, 255]
  %apply: f32<1x2x4x4> = map %data | abs | sqrt | floor | ceil | round | trunc | exp | log | tanh | logistic | softplus | erf | gelu | f32
  const %table: f32<256> = @"table"
  %stored: u8<1x2x4x4; s=0.5 z=3; [-1.500, 126.0]> = map %p | cvt | add each %"a:0" z=0 | residual %q z=-5, 1.0 | fma 0.5, each %p * 0.25 + -3.5 | fma each %x * 1.0 + 0.0, each %q z=1 * -2.0 + 1.5 | sat z=0 [0, 255]
  %found: f32<1x2x4x4> = map %stored | cvt | lookup %table | f32
  output "y\u{a}" = %fc
  output "é" = %cat
}
"#;

fn everything() -> Graph {
    parse(EVERYTHING, &tensors()).unwrap()
}

fn tensors() -> BTreeMap<String, TensorData> {
    [("large", 64), ("table", 256)].into_iter().map(|(name, count)| (name.to_string(), TensorData::F32(vec![0.25; count].into()))).collect()
}

#[test]
fn parses_and_prints_everything() {
    let graph = everything();
    verify(&graph).unwrap();
    let printed = print(&graph);
    assert_eq!(printed.text, EVERYTHING);
    assert_eq!(printed.tensors.keys().collect::<Vec<_>>(), ["large", "table"]);
    assert_eq!(parse(&printed.text, &printed.tensors).unwrap(), graph);
}

#[test]
fn comments_and_missing_ranges_are_fine() {
    let text = "// a comment\ngraph \"g\" { // another\n input %x : u8<2;s=1 z=0> output \"x\"=%x }//end";
    let graph = parse(text, &BTreeMap::new()).unwrap();
    assert_eq!(print(&graph).text, "graph \"g\" {\n  input %x: u8<2; s=1.0 z=0; [0, 255.0]>\n  output \"x\" = %x\n}\n");
}

#[test]
fn errors_say_where_and_what() {
    let message = |body: &str| parse(&format!("graph \"g\" {{\n  input %x: f32<1x2>\n  {body}\n}}"), &BTreeMap::new()).unwrap_err().message;
    assert_eq!(message("%y: f32<1x2> = map %z | f32"), "line 3, column 22: no value 'z' is defined before here");
    assert_eq!(message("input %x: f32<1>"), "line 3, column 9: there is a value 'x' already");
    assert_eq!(message("%y: f32<1x2> = mapp %x | f32"), "line 3, column 18: there is no operator 'mapp'");
    assert_eq!(message("%y: f32<1x2> = map %x | mull 2.0"), "line 3, column 27: there is no step 'mull'");
    assert_eq!(message("%y: f32<1x2> = map %x | max | f32"), "line 3, column 31: expected a number, found '|'");
    assert_eq!(message("%y: f32<1x2> = map %x"), "line 4, column 1: expected '|', found '}'");
    assert_eq!(message("input %y: f64<1>"), "line 3, column 13: expected f32, u8, s8 or s32, found 'f64'");
    assert_eq!(message("input %y: f32<0>"), "line 3, column 17: shape 0 has an extent of 0");
    assert_eq!(message("input %y: f32<65536x65536>"), "line 3, column 17: shape 65536x65536 has more than 2^31 elements");
    assert_eq!(message("input %y: f32<99999999999999999999>"), "line 3, column 17: expected an integer in range, found '99999999999999999999'");
    assert_eq!(message("input %y: u8<1; s=-1.0 z=0>"), "line 3, column 21: a scale must be finite and greater than zero, found -1.0");
    assert_eq!(message("const %y: u8<1> = [256]"), "line 3, column 22: expected an integer in range, found '256]'");
    assert_eq!(message("const %y: u8<1> = @\"y\""), "line 3, column 22: there is no tensor 'y' beside the text");
    assert_eq!(message("output \"a\\q\" = %x"), "line 3, column 12: expected \\\", \\\\ or \\u{hexadecimal digits}");
    assert_eq!(message("what"), "line 3, column 3: expected 'input', 'const', 'output', a value (%name) or '}', found 'what'");
    // movement and reductions
    assert_eq!(message("%y: f32<2x1> = transpose %x {axis 1}"), "line 3, column 32: expected 'axes', found 'axis'");
    assert_eq!(message("%y: f32<2x1> = transpose %x {axes [1, -1]}"), "line 3, column 41: expected an integer in range, found '-1]}'");
    assert_eq!(message("%y: f32<1x2> = slice %x {axis 1, from 0, step 1}"), "line 3, column 50: expected ',', found '}'");
    assert_eq!(message("%y: f32<1x2> = slice %x {axis 1, from -1, step 1, count 1}"), "line 3, column 41: expected an integer in range, found '-1,'");
    assert_eq!(
        message("%y: f32<1x2> = slice %x {axis 1, from 1, step -9223372036854775809, count 1}"),
        "line 3, column 49: expected an integer in range, found '-9223372036854775809'"
    );
    assert_eq!(message("%y: f32<1x2> = repeat %x {count 1}"), "line 3, column 29: expected 'axis', found 'count'");
    assert_eq!(
        message("%y: f32<1x2> = repeat %x {axis 1, count 18446744073709551616}"),
        "line 3, column 43: expected an integer in range, found '18446744073709551616'"
    );
    assert_eq!(message("%y: f32<1x2> = pad %x {axis 1, pad 1, interior 0, value 0.0}"), "line 3, column 39: expected '..', found ','");
    assert_eq!(message("%y: f32<1x2> = pad %x {axis 1, pad 0..0, interior 0, value x}"), "line 3, column 62: expected a number, found 'x}'");
    assert_eq!(message("%y: f32<1x1> = reduce %x {mean, axes [1]} | f32"), "line 3, column 29: expected 'sum', 'max' or 'min', found 'mean,'");
    assert_eq!(message("%y: f32<1x1> = reduce %x {sum, axes 1} | f32"), "line 3, column 39: expected '[', found '1}'");
    assert_eq!(message("%y: f32<1x1> = reduce %x {sum, axes [1]}"), "line 4, column 1: expected '|', found '}'");
    assert_eq!(
        message("%y: f32<1x2> = repeat %x {axis 1, count 1} | f32"),
        "line 3, column 46: expected 'input', 'const', 'output', a value (%name) or '}', found '|'"
    );
    // steps and operands
    assert_eq!(message("%y: f32<1x2> = map %x | add each 1.0 | f32"), "line 3, column 36: expected the name of a value (%name), found '1.0'");
    assert_eq!(message("%y: f32<1x2> = map %x | add each %y | f32"), "line 3, column 36: no value 'y' is defined before here");
    assert_eq!(message("%y: f32<1x2> = map %x | where 1.0 | f32"), "line 3, column 37: expected ',', found '|'");
    assert_eq!(message("%y: f32<1x2> = map %x | exp 1.0 | f32"), "line 3, column 31: expected '|', found '1.0'");
    assert_eq!(message("%y: f32<1x2> = map %x | add each %x * | f32"), "line 3, column 41: expected a number, found '|'");
    assert_eq!(message("%y: f32<1x2> = map %x | add each %x * 1.0 - 2.0 | f32"), "line 3, column 45: expected '+', found '-'");
    assert_eq!(message("%y: f32<1x2> = map %x | add each %x z | f32"), "line 3, column 41: expected '=', found '|'");
    assert_eq!(message("%y: f32<1x2> = map %x | lookup 1.0 | f32"), "line 3, column 34: expected the name of a value (%name), found '1.0'");
    assert_eq!(message("%y: f32<1x2> = map %x | sin | f32"), "line 3, column 27: there is no step 'sin'");
    assert_eq!(
        parse("graph \"open", &BTreeMap::new()).unwrap_err().message,
        "line 1, column 12: expected '\"' at the end of a string, found the end of the text"
    );
    assert_eq!(parse("", &BTreeMap::new()).unwrap_err().message, "line 1, column 1: expected 'graph', found the end of the text");
}

proptest! {
    #[test]
    fn any_name_survives(name in any::<String>(), output in any::<String>(), model in any::<String>()) {
        let mut graph = Graph::new(model);
        let value = graph.push_input(name, TensorType::plain(DType::F32, Shape::scalar()));
        graph.outputs.push(Output { name: output, value });
        let printed = print(&graph);
        prop_assert_eq!(printed.text.lines().count(), 4);
        prop_assert_eq!(parse(&printed.text, &printed.tensors).unwrap(), graph);
    }

    #[test]
    fn any_float_survives(numbers in prop::collection::vec(any::<f32>().prop_filter("finite", |x| x.is_finite()), 1..40)) {
        let mut graph = Graph::new("g");
        let shape = Shape::new([numbers.len()]).unwrap();
        let value = graph.push_constant("c", Tensor::new(shape, TensorData::F32(numbers.into())).unwrap());
        graph.outputs.push(Output { name: "c".into(), value });
        let printed = print(&graph);
        prop_assert_eq!(parse(&printed.text, &printed.tensors).unwrap(), graph);
    }

    /// Cut, doubled, replaced pieces: an error or another graph, never a panic, in parser and verifier.
    #[test]
    fn mutated_text_never_panics(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0usize..4, any::<char>()), 1..6)) {
        let mut text: Vec<char> = EVERYTHING.chars().collect();
        for (at, other, what, c) in cuts {
            let (at, other) = (at.index(text.len()), other.index(text.len()));
            match what {
                0 => text[at] = c,
                1 => text.insert(at, text[other]),
                2 => text[at] = text[other],
                _ => { text.remove(at); }
            }
        }
        let text: String = text.into_iter().collect();
        if let Ok(graph) = parse(&text, &tensors()) {
            let _ = verify(&graph);
            let printed = print(&graph);
            prop_assert_eq!(parse(&printed.text, &printed.tensors).unwrap(), graph);
        }
    }
}
