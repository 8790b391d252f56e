//! Reshapes that compute nothing. A chain of reshapes is one reshape; a reshape to the same shape is its operand; and since `fc`
//! contracts every axis after the first, a reshape of images or vectors that keeps the first axis means nothing to it.

use super::dead_code;
use crate::diagnostic::Result;
use crate::graph::{Definition, Graph, Node, Op, ValueId};

pub fn run(mut graph: Graph) -> Result<Graph> {
    // The value that stands for each value; only reshapes are replaced.
    let mut stands_for: Vec<ValueId> = graph.ids().collect();
    for id in graph.ids() {
        let Definition::Node(node) = &graph.value(id).definition else { continue };
        let mut node = node.map_uses(|used| stands_for[used.index()]);
        match node.op {
            Op::Reshape => {
                if let Some(source) = reshaped(&graph, node.inputs[0]) {
                    node.inputs[0] = source;
                }
                if graph.ty(node.inputs[0]).shape == graph.ty(id).shape {
                    stands_for[id.index()] = node.inputs[0];
                }
            }
            Op::FullyConnected => {
                // A reshape reads no reshape here, so there is one at most.
                if let Some(source) = reshaped(&graph, node.inputs[0])
                    && graph.ty(source).shape.as_image().is_some()
                    && graph.ty(source).shape.extents()[0] == graph.ty(id).shape.extents()[0]
                {
                    node.inputs[0] = source;
                }
            }
            _ => {}
        }
        *graph.values.get_mut(id).1 = Definition::Node(node);
    }
    for output in &mut graph.outputs {
        output.value = stands_for[output.value.index()];
    }
    dead_code::run(graph)
}

/// What `id` reshapes, if it is a reshape.
fn reshaped(graph: &Graph, id: ValueId) -> Option<ValueId> {
    match &graph.value(id).definition {
        Definition::Node(Node { op: Op::Reshape, inputs, .. }) => inputs.first().copied(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::check;

    #[test]
    fn a_flattened_image_goes_into_fc_as_it_is() {
        check(
            run,
            r#"
            input %x: f32<2x2x1x2>
            const %w: f32<1x4> = [1.0, 2.0, 3.0, 4.0]
            %rows: f32<2x2x2> = reshape %x
            %flat: f32<2x4> = reshape %rows
            %same: f32<2x4> = reshape %flat
            %y: f32<2x1> = fc %same, %w | f32
            output "y" = %y
            "#,
            r#"
            input %x: f32<2x2x1x2>
            const %w: f32<1x4> = [1.0, 2.0, 3.0, 4.0]
            %y: f32<2x1> = fc %x, %w | f32
            output "y" = %y
            "#,
        );
    }

    #[test]
    fn a_reshape_that_mixes_samples_stays() {
        check(
            run,
            r#"
            input %x: f32<2x4>
            const %w: f32<1x8> = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
            %one: f32<8> = reshape %x
            %two: f32<1x8> = reshape %one
            %y: f32<1x1> = fc %two, %w | f32
            %z: f32<2x4> = reshape %two
            output "y" = %y
            output "z" = %z
            output "two" = %two
            "#,
            r#"
            input %x: f32<2x4>
            const %w: f32<1x8> = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
            %two: f32<1x8> = reshape %x
            %y: f32<1x1> = fc %two, %w | f32
            output "y" = %y
            output "z" = %x
            output "two" = %two
            "#,
        );
    }
}
