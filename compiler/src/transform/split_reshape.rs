//! Reshapes that the planner needs.
//!
//! * Where batch, channels and pixels of one side of a reshape have no axes in common with those of the other, it goes through one dimension.
//! * An `fc` on data that are neither images nor vectors reads them as vectors.

use super::dead_code;
use crate::diagnostic::Result;
use crate::graph::infer::common_axes;
use crate::graph::{Definition, Graph, Node, Op, Shape, TensorType};

pub fn run(graph: Graph) -> Result<Graph> {
    let mut result = Graph::new(graph.name.clone());
    let mut placed = Vec::with_capacity(graph.values.len());
    for id in graph.ids() {
        let value = graph.value(id);
        let mut definition = value.definition.clone();
        if let Definition::Node(node) = &mut definition {
            *node = node.map_uses(|used| placed[used.index()]);
            if node.op == Op::Reshape && mixes(&result.ty(node.inputs[0]).shape, &value.ty.shape) {
                let flat = TensorType { shape: Shape::new([value.ty.shape.volume()])?, ..value.ty.clone() };
                node.inputs[0] = result.push_node(format!("{}.flat", value.name), flat, Op::Reshape, node.inputs.clone(), None);
            }
            let data = result.ty(node.inputs[0]);
            if node.op == Op::FullyConnected && data.shape.as_image().is_none() {
                let samples = data.shape.extents()[0];
                let rows = TensorType { shape: Shape::new([samples, data.shape.volume() / samples])?, ..data.clone() };
                let whole = match &result.value(node.inputs[0]).definition {
                    Definition::Node(Node { op: Op::Reshape, inputs, .. }) => inputs[0],
                    _ => node.inputs[0],
                };
                node.inputs[0] = result.push_node(format!("{}.rows", value.name), rows, Op::Reshape, [whole], None);
            }
        }
        placed.push(result.push(value.name.clone(), value.ty.clone(), definition));
    }
    result.outputs = graph
        .outputs
        .into_iter()
        .map(|mut output| {
            output.value = placed[output.value.index()];
            output
        })
        .collect();
    dead_code::run(result)
}

/// Whether both sides are images that do not divide alike.
fn mixes(from: &Shape, to: &Shape) -> bool {
    let axes = |shape: &Shape| shape.as_image().map(|image| [image.batch, image.channels, image.height * image.width]);
    axes(from).zip(axes(to)).is_some_and(|(from, to)| common_axes(&from, &to).is_none())
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn images_to_other_images_go_through_one_dimension() {
        check(
            super::run,
            "input %x: f32<1x2x3x4>
             %m: f32<1x2x3x4> = map %x | mul 2.0 | f32
             %r: f32<1x3x2x4> = reshape %m
             output \"y\" = %r",
            "input %x: f32<1x2x3x4>
             %m: f32<1x2x3x4> = map %x | mul 2.0 | f32
             %r.flat: f32<24> = reshape %m
             %r: f32<1x3x2x4> = reshape %r.flat
             output \"y\" = %r",
        );
    }

    #[test]
    fn vectors_of_another_rank_go_into_fc_as_rows() {
        check(
            super::run,
            "input %x: f32<2x1x3>
             const %w: f32<1x3> = [1.0, 2.0, 3.0]
             %m: f32<2x1x3> = map %x | mul 2.0 | f32
             %y: f32<2x1> = fc %m, %w | f32
             output \"y\" = %y",
            "input %x: f32<2x1x3>
             const %w: f32<1x3> = [1.0, 2.0, 3.0]
             %m: f32<2x1x3> = map %x | mul 2.0 | f32
             %y.rows: f32<2x3> = reshape %m
             %y: f32<2x1> = fc %y.rows, %w | f32
             output \"y\" = %y",
        );
    }

    #[test]
    fn flattening_stays() {
        for to in ["2x24", "2x1x2x12", "1x4x3x4", "4x12", "2x2x12x1"] {
            let flatten = format!("input %x: f32<2x2x3x4> %r: f32<{to}> = reshape %x output \"y\" = %r");
            check(super::run, &flatten, &flatten);
        }
    }
}
