//! A `map` that only narrows bounds (a quantized relu after a batch normalization, say) becomes the bounds of the node before it.
//!
//! clamp(clamp(v, a, b), c, d) = clamp(v, max(a, c), min(b, d)) as long as the two ranges meet. Where NaN became a, it became
//! clamp(a, c, d) = max(a, c) after the second clamp, which is the lower bound of the one clamp.

use super::dead_code;
use crate::diagnostic::Result;
use crate::graph::{Definition, End, Epilogue, Graph, Node, Op, ValueId};

pub fn run(mut graph: Graph) -> Result<Graph> {
    let mut uses = vec![0u32; graph.values.len()];
    for (_, node) in graph.nodes() {
        node.uses().for_each(|used| uses[used.index()] += 1);
    }
    let mut is_output = vec![false; graph.values.len()];
    for output in &graph.outputs {
        is_output[output.value.index()] = true;
    }
    for id in graph.ids() {
        // A map that is nothing but an output is there to be one: see `edges`.
        if is_output[id.index()] && uses[id.index()] == 0 {
            continue;
        }
        let Some((producer, node)) = folded(&graph, id) else { continue };
        if uses[producer.index()] == 1 && !is_output[producer.index()] {
            *graph.values.get_mut(id).1 = Definition::Node(node);
        }
    }
    dead_code::run(graph)
}

/// The node before `id` with the bounds of both, if `id` is a map that only clamps.
fn folded(graph: &Graph, id: ValueId) -> Option<(ValueId, Node)> {
    let Definition::Node(Node { op: Op::Map, inputs, epilogue: Some(Epilogue { steps, end }) }) = &graph.value(id).definition else { return None };
    let producer = *inputs.first()?;
    let (ty, producer_ty) = (graph.ty(id), graph.ty(producer));
    if !steps.is_empty() || ty.dtype != producer_ty.dtype || ty.zero_point() != producer_ty.zero_point() {
        return None;
    }
    let Definition::Node(node @ Node { epilogue: Some(before), .. }) = &graph.value(producer).definition else { return None };
    let (End::Saturate { zero_point, lo: a, hi: b }, End::Saturate { lo: c, hi: d, .. }) = (before.end, *end) else { return None };
    let (lo, hi) = (a.max(c), b.min(d));
    if lo > hi {
        return None;
    }
    let epilogue = Epilogue { steps: before.steps.clone(), end: End::Saturate { zero_point, lo, hi } };
    Some((producer, Node { epilogue: Some(epilogue), ..node.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::check;

    #[test]
    fn relu_becomes_a_bound() {
        check(
            run,
            r#"
            input %x: f32<1x2>
            %bn: s8<1x2; s=0.5 z=-3> = map %x | fma 2.0, 1.0 | sat z=-3 [-128, 100]
            %relu: s8<1x2; s=0.5 z=-3> = map %bn | sat z=-3 [-3, 127]
            %renamed: s8<1x2; s=0.25 z=-3> = map %relu | sat z=-3 [-128, 127]
            %y: f32<1x2> = map %renamed | cvt | f32
            output "y" = %y
            "#,
            r#"
            input %x: f32<1x2>
            %renamed: s8<1x2; s=0.25 z=-3> = map %x | fma 2.0, 1.0 | sat z=-3 [-3, 100]
            %y: f32<1x2> = map %renamed | cvt | f32
            output "y" = %y
            "#,
        );
    }

    #[test]
    fn what_would_change_a_number_stays() {
        let body = r#"
            input %x: f32<1x2>
            %twice: u8<1x2> = map %x | sat z=0 [0, 255]
            %a: u8<1x2> = map %twice | sat z=0 [1, 255]
            %b: u8<1x2> = map %twice | sat z=0 [2, 255]
            %shown: u8<1x2> = map %x | sat z=0 [0, 255]
            %c: u8<1x2> = map %shown | sat z=0 [3, 255]
            %low: u8<1x2> = map %x | sat z=0 [0, 9]
            %d: u8<1x2> = map %low | sat z=0 [10, 20]
            %shift: u8<1x2> = map %x | sat z=0 [0, 255]
            %e: u8<1x2; s=? z=4> = map %shift | sat z=4 [0, 255]
            %step: u8<1x2> = map %x | sat z=0 [0, 255]
            %f: u8<1x2> = map %step | cvt | mul 2.0 | sat z=0 [0, 255]
            %wide: s32<1x2> = map %x | s32 [0, 1000]
            %g: s32<1x2> = map %wide | s32 [0, 10]
            %last: u8<1x2> = map %x | sat z=0 [0, 255]
            %h: u8<1x2> = map %last | sat z=0 [9, 255]
            %y: f32<1x2> = map %x | residual %a, 1.0 | residual %b, 1.0 | residual %c, 1.0 | residual %d, 1.0 | residual %e, 1.0 | residual %f, 1.0 | residual %g, 1.0 | f32
            output "shown" = %shown
            output "h" = %h
            output "y" = %y
            "#;
        check(run, body, body);
    }
}
