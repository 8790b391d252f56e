//! A reshape that mixes the channels and pixels of both its sides goes through one dimension, so that each half either flattens images or
//! unfolds them.

use crate::diagnostic::Result;
use crate::graph::{Definition, Graph, ImageShape, Op, Shape, TensorType};

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
    Ok(result)
}

/// Whether neither side is a plain sequence of elements per image.
fn mixes(from: &Shape, to: &Shape) -> bool {
    match (from.as_image(), to.as_image()) {
        (Some(from), Some(to)) => {
            let scrambled = |image: ImageShape| image.channels > 1 && image.height * image.width > 1;
            from.batch != to.batch || (scrambled(from) && scrambled(to))
        }
        _ => false,
    }
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
             %r: f32<1x4x2x3> = reshape %m
             output \"y\" = %r",
            "input %x: f32<1x2x3x4>
             %m: f32<1x2x3x4> = map %x | mul 2.0 | f32
             %r.flat: f32<24> = reshape %m
             %r: f32<1x4x2x3> = reshape %r.flat
             output \"y\" = %r",
        );
    }

    #[test]
    fn flattening_stays() {
        let flatten = "input %x: f32<2x2x3x4>
             %r: f32<2x24> = reshape %x
             output \"y\" = %r";
        check(super::run, flatten, flatten);
    }
}
