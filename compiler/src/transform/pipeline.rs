//! The list of passes and what runs them.

use super::{canonical::verify_canonical, canonicalize, dead_code, edges, flatten_into_fc, fold_constants, fold_map, gather_axes, split_reshape};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, Output, verify};

/// A verified graph becomes another one that computes the same numbers.
pub type Pass = fn(Graph) -> Result<Graph>;

/// Every pass under its name, in the order in which they lead to the canonical form.
pub const PASSES: &[(&str, Pass)] = &[
    ("dead_code", dead_code::run),
    ("fold_constants", fold_constants::run),
    ("flatten_into_fc", flatten_into_fc::run),
    ("fold_map", fold_map::run),
    ("gather_axes", gather_axes::run),
    ("edges", edges::run),
    ("canonicalize", canonicalize::run),
    ("split_reshape", split_reshape::run),
];

/// Runs all passes. In: any graph that verifies. Out: a graph that [`verify_canonical`] accepts.
///
/// # Errors
/// Those of the verifier, before the first pass and after the last; in a debug build after each.
pub fn canonical_form(graph: Graph) -> Result<Graph> {
    verify(&graph)?;
    let mut graph = graph;
    for (name, pass) in PASSES {
        graph = pass(graph)?;
        if cfg!(debug_assertions) {
            verify(&graph).map_err(|d| broken(name, d))?;
        }
    }
    verify_canonical(&graph).map_err(|d| broken("the last", d))?;
    Ok(graph)
}

/// Every signed activation between nodes as an unsigned one with a zero point, and nothing else changed.
///
/// # Errors
/// Those of the verifier, before and after.
pub fn unsigned_activations(graph: Graph) -> Result<Graph> {
    verify(&graph)?;
    let graph = canonicalize::run(edges::run(graph)?)?;
    verify(&graph).map_err(|d| broken("canonicalize", d))?;
    Ok(graph)
}

fn broken(pass: &str, diagnostic: Diagnostic) -> Diagnostic {
    let message = format!("after pass {pass}: {}", diagnostic.message);
    Diagnostic { message, ..diagnostic }
}

/// Makes values of the graph outputs too, under their own names. What is an output already stays as it is.
///
/// # Errors
/// `Missing` where there is no such value, `Usage` where another output has that name.
pub fn expose(mut graph: Graph, names: &[String]) -> Result<Graph> {
    for name in names {
        let value = graph
            .find(name)
            .ok_or_else(|| Diagnostic::error(Code::Missing, format!("the model has no value '{name}'")).hint("`graver inspect` lists the values of a model"))?;
        match graph.outputs.iter().find(|output| output.name == *name) {
            None => graph.outputs.push(Output { name: name.clone(), value }),
            Some(output) if output.value == value => {}
            Some(_) => return Err(Diagnostic::error(Code::Usage, format!("an output that is another value is called '{name}' already"))),
        }
    }
    Ok(graph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::text;
    use crate::transform::testing::graph;

    #[test]
    fn exposes_values() {
        let body = "input %x: f32<1x2> %y: f32<1x2> = map %x | f32 %z: f32<1x2> = map %y | f32 output \"z\" = %z output \"x\" = %y";
        let names = |names: &[&str]| names.iter().map(|n| n.to_string()).collect::<Vec<_>>();
        let exposed = expose(graph(body), &names(&["y", "z", "y"])).unwrap();
        assert_eq!(exposed.outputs.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["z", "x", "y"]);
        assert_eq!(expose(graph(body), &names(&["w"])).unwrap_err().code, Code::Missing);
        assert_eq!(expose(graph(body), &names(&["x"])).unwrap_err().code, Code::Usage);
    }

    #[test]
    fn all_passes_together() {
        let before = graph(
            r#"
            input %data: f32<2x3x2x2>
            const %w: s8<2x3x1x1> = [1, 2, 3, 4, 5, 6]
            const %fcw: s8<1x8> = [1, 2, 3, 4, 5, 6, 7, 8]
            %q: s8<2x3x2x2; s=0.5 z=0> = map %data | mul 2.0 | sat z=0 [-127, 127]
            %conv: s8<2x2x2x2; s=0.25 z=0> = conv %q, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | cvt | sat z=0 [-128, 127]
            %relu: s8<2x2x2x2; s=0.25 z=0> = map %conv | sat z=0 [0, 127]
            %flat: s8<2x8; s=0.25 z=0> = reshape %relu
            %fc: f32<2x1> = fc %flat, %fcw | cvt | mul 0.125 | f32
            output "relu_output" = %relu
            output "fc_output" = %fc
            "#,
        );
        let after = canonical_form(before).unwrap();
        let expected = graph(
            r#"
            input %data: f32<2x3x2x2>
            const %w: s8<2x3x1x1> = [1, 2, 3, 4, 5, 6]
            const %fcw: s8<1x8> = [1, 2, 3, 4, 5, 6, 7, 8]
            %q: u8<2x3x2x2; s=0.5 z=128> = map %data | mul 2.0 | sat z=128 [1, 255]
            %relu: u8<2x2x2x2; s=0.25 z=128> = conv %q, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | cvt | sat z=128 [128, 255]
            %relu.output: s8<2x2x2x2; s=0.25 z=0> = map %relu | sat z=0 [-128, 127]
            %fc: f32<2x1> = fc %relu, %fcw | cvt | mul 0.125 | f32
            output "relu_output" = %relu.output
            output "fc_output" = %fc
            "#,
        );
        assert_eq!(text::print(&after).text, text::print(&expected).text);
        assert_eq!(canonical_form(after.clone()).unwrap(), after);
    }
}
