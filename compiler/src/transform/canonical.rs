//! The canonical form as rules that can be checked: what the planner relies on.

use super::edges::{is_windowed, reads_copy, roles};
use super::gather_axes::is_scattered;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Graph, Node, Op, ValueId, verify};

/// Checks that a graph verifies and has the form that [`super`] describes.
pub fn verify_canonical(graph: &Graph) -> Result<()> {
    verify(graph)?;
    let mut readers = vec![0usize; graph.values.len()];
    let mut outputs = vec![0usize; graph.values.len()];
    for output in &graph.outputs {
        outputs[output.value.index()] += 1;
    }
    for (id, node) in graph.nodes() {
        let error = |message: String| Err(Diagnostic::error(Code::Invalid, message).at(&graph.value(id).name));
        for (role, used) in roles(node) {
            readers[used.index()] += 1;
            if reads_copy(graph.value(used), role) {
                let what = if graph.value(used).definition == Definition::Input { "input" } else { "constant" };
                return error(format!("the {what} '{}' must be copied by 'map' first", graph.value(used).name));
            }
        }
        if graph.ty(id).dtype == DType::S8 && outputs[id.index()] == 0 {
            return error("an s8 value between nodes must be u8 with a zero point".into());
        }
        if matches!(node.op, Op::Reshape) && is_reshape(graph, node.inputs[0]) && graph.ty(node.inputs[0]).shape.rank() != 1 {
            return error("a reshape must not read a reshape".into());
        }
        if is_scattered(graph, node) {
            return error("a float reduction must not join axes in more than two places".into());
        }
        if matches!(node.op, Op::FullyConnected) && is_reshape(graph, node.inputs[0]) && reshape_keeps_samples(graph, node.inputs[0]) {
            return error("'fc' must read what the reshape reads".into());
        }
    }
    for output in &graph.outputs {
        let value = graph.value(output.value);
        let fit = match &value.definition {
            Definition::Node(node) => !is_windowed(&node.op) || value.ty.shape.rank() <= 2,
            Definition::Input | Definition::Constant(_) => false,
        };
        if !fit || readers[output.value.index()] > 0 || outputs[output.value.index()] > 1 {
            return Err(Diagnostic::error(Code::Invalid, "an output must be a node of its own, and a 'map' where it would be 'conv' or 'pool' above rank 2")
                .at(&output.name));
        }
    }
    match graph.nodes().find(|(id, _)| readers[id.index()] + outputs[id.index()] == 0) {
        Some((id, _)) => Err(Diagnostic::error(Code::Invalid, "no output needs this value").at(&graph.value(id).name)),
        None => Ok(()),
    }
}

fn is_reshape(graph: &Graph, id: ValueId) -> bool {
    matches!(graph.value(id).definition, Definition::Node(Node { op: Op::Reshape, .. }))
}

/// Whether a reshape of images or vectors keeps the first extent of what it reads.
fn reshape_keeps_samples(graph: &Graph, id: ValueId) -> bool {
    let Definition::Node(node) = &graph.value(id).definition else { return false };
    let (from, to) = (&graph.ty(node.inputs[0]).shape, &graph.ty(id).shape);
    from.as_image().is_some() && from.extents().first() == to.extents().first()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::graph;

    #[test]
    fn says_what_is_not_canonical() {
        for (body, expected) in [
            ("input %x: s8<1x2> %f: s8<2> = reshape %x output \"f\" = %f", "the input 'x'"),
            ("const %c: s8<1x2> = [1, 2] %f: s8<2> = reshape %c output \"f\" = %f", "the constant 'c'"),
            ("input %x: f32<1x2> %a: s8<1x2> = map %x | sat z=0 [0, 1] %y: u8<1x2> = map %a | sat z=0 [0, 1] output \"y\" = %y", "s8 value"),
            ("input %x: f32<1x2> %a: f32<1x2> = map %x | f32 %b: f32<2x1> = reshape %a %c: f32<1x2x1> = reshape %b output \"c\" = %c", "read a reshape"),
            (
                "input %x: f32<1x2> const %w: f32<1x2> = [1.0, 2.0] %a: f32<1x2> = map %x | f32 %b: f32<1x2x1x1> = reshape %a %c: f32<1x1> = fc %b, %w | f32
                 output \"c\" = %c",
                "what the reshape reads",
            ),
            ("input %x: f32<2x2x2x2x2> %a: f32<1x2x1x2x1> = reduce %x {max, axes [0, 2, 4]} | f32 output \"a\" = %a", "two places"),
            ("input %x: f32<1x2> output \"x\" = %x", "node of its own"),
            ("input %x: f32<1x2> %a: f32<1x2> = map %x | f32 output \"a\" = %a output \"b\" = %a", "node of its own"),
            ("input %x: f32<1x2> %a: f32<1x2> = map %x | f32 %b: f32<2> = reshape %a output \"a\" = %a output \"b\" = %b", "node of its own"),
            (
                "input %x: f32<1x2x1x1> %a: f32<1x2x1x1> = map %x | f32
                 %b: f32<1x2x1x1> = pool %a {max, kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0} | f32 output \"b\" = %b",
                "node of its own",
            ),
            ("input %x: f32<1x2> %a: f32<1x2> = map %x | f32 %b: f32<1x2> = map %x | f32 output \"b\" = %b", "no output needs"),
        ] {
            let diagnostic = verify_canonical(&graph(body)).expect_err(body);
            assert!(diagnostic.message.contains(expected), "{body}\n{diagnostic}");
        }
    }
}
