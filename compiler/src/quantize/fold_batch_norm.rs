//! Batch norm becomes part of the weighted layer before it.
//!
//! (Σ w · x + b) · m + a = Σ (w · m) · x + (b · m + a): products and sums of f32, as ONNX Runtime's `ConvBatchNormFusion` rounds them.

use super::constants::{as_floats, per_channel};
use crate::diagnostic::Result;
use crate::graph::{Definition, End, Epilogue, Graph, Node, Op, Operand, Output, Shape, Step, Tensor, TensorData, ValueId};
use crate::transform::dead_code;

/// Multiplies norms (a `map` that is one `fma`, or adds a number for each channel, perhaps before one) into the convolution or fully connected layer before them,
/// where nothing else reads that layer. The result has the name of the last norm.
///
/// # Errors
/// None for a graph that verifies.
pub fn fold_batch_norm(graph: &Graph) -> Result<Graph> {
    let mut folded = fold_once(graph)?;
    // What was two maps in a row takes two rounds.
    while folded.ids().any(|id| fold(&folded, id).is_some_and(|(layer, _)| uses(&folded)[layer.index()] == 1)) {
        folded = fold_once(&folded)?;
    }
    Ok(folded)
}

/// How often each value is read.
fn uses(graph: &Graph) -> Vec<u32> {
    let mut uses = vec![0u32; graph.values.len()];
    graph.nodes().flat_map(|(_, node)| node.uses()).chain(graph.outputs.iter().map(|o| o.value)).for_each(|used| uses[used.index()] += 1);
    uses
}

fn fold_once(graph: &Graph) -> Result<Graph> {
    let uses = uses(graph);
    let folds: Vec<Option<(ValueId, Layer)>> = graph.ids().map(|id| fold(graph, id).filter(|(layer, _)| uses[layer.index()] == 1)).collect();
    let mut absorbed = vec![false; graph.values.len()];
    folds.iter().flatten().for_each(|(layer, _)| absorbed[layer.index()] = true);

    let mut result = Graph::new(graph.name.clone());
    let mut moved: Vec<ValueId> = Vec::with_capacity(graph.values.len());
    for (id, fold) in graph.ids().zip(folds) {
        let value = graph.value(id);
        let at = |old: ValueId| moved[old.index()];
        moved.push(match (&value.definition, fold) {
            // Nothing reads it but the norm, which stands for both.
            _ if absorbed[id.index()] => ValueId(u32::MAX),
            (_, Some((_, Layer { op, data, weight, bias }))) => {
                let name = &value.name;
                let data = at(data);
                let weight = result.push_constant(format!("{name}.weight"), weight);
                let bias = result.push_constant(format!("{name}.bias"), bias);
                let epilogue = Epilogue::new([Step::Add(Operand::Value(bias))], End::F32);
                result.push_node(name.clone(), value.ty.clone(), op, [data, weight], Some(epilogue))
            }
            (Definition::Node(node), None) => result.push(value.name.clone(), value.ty.clone(), Definition::Node(node.map_uses(at))),
            (other, None) => result.push(value.name.clone(), value.ty.clone(), other.clone()),
        });
    }
    result.outputs = graph.outputs.iter().map(|output| Output { name: output.name.clone(), value: moved[output.value.index()] }).collect();
    dead_code::run(result)
}

/// A layer with a norm multiplied in.
struct Layer {
    op: Op,
    data: ValueId,
    weight: Tensor,
    bias: Tensor,
}

/// The layer before a norm, and what it becomes; `None` for any other value.
fn fold(graph: &Graph, id: ValueId) -> Option<(ValueId, Layer)> {
    let Definition::Node(Node { op: Op::Map, inputs, epilogue: Some(norm) }) = &graph.value(id).definition else { return None };
    if norm.end != End::F32 {
        return None;
    }
    let layer = *inputs.first()?;
    let Definition::Node(Node { op: op @ (Op::Convolution { .. } | Op::FullyConnected), inputs, epilogue: Some(epilogue) }) = &graph.value(layer).definition
    else {
        return None;
    };
    let &[data, weight] = &inputs[..] else { return None };
    let weight_shape = graph.ty(weight).shape.clone();
    let channels = *weight_shape.extents().first()?;
    let numbers = |operand| per_channel(graph, operand, channels);
    let (scale, shift) = match norm.steps[..] {
        [Step::MultiplyAdd(scale, shift)] => (numbers(scale)?, numbers(shift)?),
        [Step::Add(shift)] => (vec![1.0; channels], numbers(shift)?),
        [Step::Add(before), Step::MultiplyAdd(scale, shift)] => {
            let (before, scale, shift) = (numbers(before)?, numbers(scale)?, numbers(shift)?);
            let shift = before.iter().zip(&scale).zip(&shift).map(|((before, scale), shift)| before * scale + shift).collect();
            (scale, shift)
        }
        _ => return None,
    };
    let bias = match (&epilogue.steps[..], epilogue.end) {
        ([], End::F32) => vec![0.0; channels],
        (&[Step::Add(bias)], End::F32) => per_channel(graph, bias, channels)?,
        _ => return None,
    };
    let weight = as_floats(graph.constant(weight)?)?;
    let depth = weight.len() / channels;
    let weight: Vec<f32> = weight.chunks_exact(depth).zip(&scale).flat_map(|(row, scale)| row.iter().map(move |w| w * scale)).collect();
    let bias: Vec<f32> = bias.iter().zip(&scale).zip(&shift).map(|((b, scale), shift)| b * scale + shift).collect();
    let tensor = |shape, numbers: Vec<f32>| Tensor::new(shape, TensorData::F32(numbers.into())).ok();
    Some((layer, Layer { op: op.clone(), data, weight: tensor(weight_shape, weight)?, bias: tensor(Shape::new([channels]).ok()?, bias)? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::graph;

    #[test]
    fn norms_join_the_layer_that_they_alone_read() {
        let before = graph(
            r#"
            input %x: f32<1x2>
            const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
            const %b: f32<2> = [0.5, -0.5]
            const %scale: f32<2> = [2.0, -1.0]
            const %shift: f32<2> = [1.0, 3.0]
            %first: f32<1x2> = fc %x, %w | add %b | f32
            %first.norm: f32<1x2> = map %first | fma %scale, %shift | f32
            %second: f32<1x2> = fc %first.norm, %w | f32
            %second.norm: f32<1x2> = map %second | fma %scale, 0.0 | f32
            %sum: f32<1x2> = map %second.norm | residual %second, 1.0 | f32
            output "y" = %sum
            "#,
        );
        let expected = graph(
            r#"
            input %x: f32<1x2>
            const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
            const %scale: f32<2> = [2.0, -1.0]
            const %first.norm.weight: f32<2x2> = [2.0, 4.0, -3.0, -4.0]
            const %first.norm.bias: f32<2> = [2.0, 3.5]
            %first.norm: f32<1x2> = fc %x, %first.norm.weight | add %first.norm.bias | f32
            %second: f32<1x2> = fc %first.norm, %w | f32
            %second.norm: f32<1x2> = map %second | fma %scale, 0.0 | f32
            %sum: f32<1x2> = map %second.norm | residual %second, 1.0 | f32
            output "y" = %sum
            "#,
        );
        assert_eq!(fold_batch_norm(&before).unwrap(), expected);
    }

    #[test]
    fn norms_that_take_the_mean_off_first_join_too() {
        let network = |norm: &str| {
            graph(&format!(
                r#"
                input %x: f32<1x2>
                const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
                const %mean: f32<2> = [0.5, -0.5]
                const %scale: f32<2> = [2.0, -1.0]
                const %shift: f32<2> = [1.0, 3.0]
                %first: f32<1x2> = fc %x, %w | f32
                {norm}
                output "y" = %norm
                "#
            ))
        };
        let expected = graph(
            r#"
            input %x: f32<1x2>
            const %norm.weight: f32<2x2> = [2.0, 4.0, -3.0, -4.0]
            const %norm.bias: f32<2> = [2.0, 3.5]
            %norm: f32<1x2> = fc %x, %norm.weight | add %norm.bias | f32
            output "y" = %norm
            "#,
        );
        let together = network("%norm: f32<1x2> = map %first | add %mean | fma %scale, %shift | f32");
        assert_eq!(fold_batch_norm(&together).unwrap(), expected);
        let apart = network("%centred: f32<1x2> = map %first | add %mean | f32 %norm: f32<1x2> = map %centred | fma %scale, %shift | f32");
        assert_eq!(fold_batch_norm(&apart).unwrap(), expected);
    }
}
