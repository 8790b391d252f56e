//! Graphs in the language of Graphviz.

use super::picture::{BoxKind, Picture};
use crate::graph::Graph;
use std::fmt::Write;

/// The graph as a Graphviz `digraph`: a box for each input, node and output.
pub fn graph_dot(graph: &Graph) -> String {
    let picture = Picture::of(graph);
    let mut text = format!("digraph {} {{\n  rankdir=TB;\n  node [shape=box, style=filled, fontname=\"monospace\", fontsize=10];\n", quoted(&[&picture.name]));
    for (at, element) in picture.boxes.iter().enumerate() {
        let lines: Vec<&str> = element.lines.iter().map(String::as_str).collect();
        let shape = if matches!(element.kind, BoxKind::Input | BoxKind::Output) { ", shape=ellipse" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  n{at} [label={}, fillcolor=\"{}\"{shape}];", quoted(&lines), element.kind.colour());
    }
    for arrow in &picture.arrows {
        let style = if arrow.epilogue { " [style=dashed]" } else { "" };
        let _ = writeln!(text, "  n{} -> n{}{style};", arrow.from, arrow.to);
    }
    text += "}\n";
    text
}

/// Lines as a string of the language. A backslash always escapes there, so one that is meant is doubled.
fn quoted(lines: &[&str]) -> String {
    let escaped: Vec<String> = lines.iter().map(|line| line.replace('\\', "\\\\").replace('"', "\\\"").replace(char::is_control, " ")).collect();
    format!("\"{}\"", escaped.join("\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::text;
    use std::collections::BTreeMap;

    #[test]
    fn boxes_and_arrows() {
        let graph = text::parse(
            r#"graph "a\"\\b\u{a}" {
              input %"x\"\\\u{a}": u8<1x2x4x4; s=0.5 z=0>
              const %w: s8<2x1x3x3> = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]
              %c: u8<1x2x2x2; s=1.0 z=0> = conv %"x\"\\\u{a}", %w {kernel 3x3, stride 2x2, dilation 1x1, pad 1x1..1x1, groups 2} | cvt | mul 0.5 | sat z=0 [0, 127]
              %y: f32<1x2x2x2> = map %c | cvt | residual %c, 1.0 | f32
              output "out" = %y
            }"#,
            &BTreeMap::new(),
        )
        .unwrap();
        let expected = r##"digraph "a\"\\b " {
  rankdir=TB;
  node [shape=box, style=filled, fontname="monospace", fontsize=10];
  n0 [label="x\"\\�\ninput\nu8<1x2x4x4; s=0.5 z=0; [0, 127.5]>", fillcolor="#e8e8e8", shape=ellipse];
  n1 [label="c\nconv 3x3/2 pad 1, depthwise\ncvt · mul · sat [0, 127]\nu8<1x2x2x2; s=1.0 z=0; [0, 255.0]>", fillcolor="#cfe3f7"];
  n2 [label="y\nmap\ncvt · residual · f32\nf32<1x2x2x2>", fillcolor="#fbe3c8"];
  n3 [label="out\noutput", fillcolor="#e8e8e8", shape=ellipse];
  n0 -> n1;
  n1 -> n2;
  n1 -> n2 [style=dashed];
  n2 -> n3;
}
"##;
        assert_eq!(graph_dot(&graph), expected);
    }
}
