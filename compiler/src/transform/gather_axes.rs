//! A float reduction along axes in more than two places has its axes moved together first: the order of a float sum is that of the joined
//! elements, and its kernel has code for each way in which the lengths of such places shift that order.

use crate::diagnostic::Result;
use crate::graph::{DType, Definition, End, Epilogue, Graph, Node, Op, Shape, TensorType};

/// Places that a kernel takes as they are.
const MOST_PLACES: usize = 2;

pub fn run(graph: Graph) -> Result<Graph> {
    let mut result = Graph::new(graph.name.clone());
    let mut placed = Vec::with_capacity(graph.values.len());
    for id in graph.ids() {
        let value = graph.value(id);
        let mut definition = value.definition.clone();
        if let Definition::Node(node) = &mut definition {
            *node = node.map_uses(|used| placed[used.index()]);
            let data = result.ty(node.inputs[0]).clone();
            if is_scattered(&result, node)
                && let Op::Reduce { reduction, axes } = &node.op
            {
                let (reduction, rank) = (*reduction, data.shape.rank());
                let kept = (0..rank).filter(|axis| !axes.contains(axis));
                let permutation: Vec<usize> = kept.chain(axes.iter().copied()).collect();
                let first = rank - axes.len();
                let extents: Vec<usize> = permutation.iter().map(|&axis| data.shape.extents()[axis]).collect();
                let reduced: Vec<usize> = extents.iter().enumerate().map(|(axis, &extent)| if axis < first { extent } else { 1 }).collect();
                let ty = |extents: Vec<usize>| Ok(TensorType::plain(DType::F32, Shape::new(extents)?));
                let name = |what: &str| format!("{}.{what}", value.name);
                let gathered = result.push_node(name("gathered"), ty(extents)?, Op::Transpose { permutation }, node.inputs.clone(), None);
                let op = Op::Reduce { reduction, axes: (first..rank).collect() };
                let joined = result.push_node(name("joined"), ty(reduced)?, op, [gathered], Some(Epilogue::new([], End::F32)));
                let shape = TensorType::plain(DType::F32, value.ty.shape.clone());
                let shaped = result.push_node(name("shaped"), shape, Op::Reshape, [joined], None);
                *node = Node { op: Op::Map, inputs: vec![shaped], epilogue: node.epilogue.clone() };
            }
        }
        placed.push(result.push(value.name.clone(), value.ty.clone(), definition));
    }
    result.outputs = graph.outputs;
    result.outputs.iter_mut().for_each(|output| output.value = placed[output.value.index()]);
    Ok(result)
}

/// Whether a node is a float reduction that this pass takes apart.
pub(super) fn is_scattered(graph: &Graph, node: &Node) -> bool {
    let Op::Reduce { axes, .. } = &node.op else { return false };
    let data = graph.ty(node.inputs[0]);
    data.dtype == DType::F32 && places(data.shape.extents(), axes) > MOST_PLACES
}

/// Stretches of neighbouring axes; axes of one element do not part them.
fn places(extents: &[usize], axes: &[usize]) -> usize {
    let joined: Vec<bool> = (0..extents.len()).filter(|&axis| extents[axis] > 1).map(|axis| axes.contains(&axis)).collect();
    joined.iter().enumerate().filter(|&(at, &joined_here)| joined_here && (at == 0 || !joined[at - 1])).count()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn axes_in_three_places_move_together() {
        check(
            super::run,
            r#"
            input %x: f32<2x3x2x3x2>
            const %m: f32<3> = [1.0, 2.0, 3.0]
            %y: f32<1x3x1x3x1> = reduce %x {sum, axes [0, 2, 4]} | mul %m | f32
            output "y" = %y
            "#,
            r#"
            input %x: f32<2x3x2x3x2>
            const %m: f32<3> = [1.0, 2.0, 3.0]
            %y.gathered: f32<3x3x2x2x2> = transpose %x {axes [1, 3, 0, 2, 4]}
            %y.joined: f32<3x3x1x1x1> = reduce %y.gathered {sum, axes [2, 3, 4]} | f32
            %y.shaped: f32<1x3x1x3x1> = reshape %y.joined
            %y: f32<1x3x1x3x1> = map %y.shaped | mul %m | f32
            output "y" = %y
            "#,
        );
    }

    #[test]
    fn other_reductions_stay() {
        for reduce in [
            "input %x: f32<2x3x2x3x1> %y: f32<1x3x1x3x1> = reduce %x {sum, axes [0, 2, 4]} | f32",
            "input %x: f32<2x1x2x3x2> %y: f32<1x1x1x3x1> = reduce %x {max, axes [0, 2, 4]} | f32",
            "input %x: s32<2x3x2x3x2> %y: f32<1x3x1x3x1> = reduce %x {max, axes [0, 2, 4]} | cvt | f32",
        ] {
            let body = format!("{reduce} output \"y\" = %y");
            check(super::run, &body, &body);
        }
    }
}
