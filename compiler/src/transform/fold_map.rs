//! A `map` joins the epilogue of the node before it, where nothing else reads that node: one pass over memory less.
//!
//! What lies between is a number that the first node would have stored. An f32 is stored as it is, so the steps follow each other. A byte
//! was rounded and saturated, which `narrow` does in the middle of an epilogue: clamp(rne(y) + z, lo, hi) − z = clamp(rne(y), lo − z, hi − z).
//! A map that only clamps narrows the bounds: clamp(clamp(v, a, b), c, d) = clamp(v, max(a, c), min(b, d)) as long as the two ranges meet.
//! Where NaN became a, it became clamp(a, c, d) = max(a, c) after the second clamp, which is the lower bound of the one clamp.

use super::dead_code;
use crate::diagnostic::Result;
use crate::graph::{DType, Definition, End, Epilogue, Graph, Node, Op, Step, ValueId};

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
        let Some((producer, node)) = folded(&graph, id) else { continue };
        // A map that is nothing but an output above rank 2 is there to be one: see `edges`.
        let stays_map = is_output[id.index()] && uses[id.index()] == 0 && graph.ty(id).shape.rank() > 2 && node.op != Op::Map;
        if uses[producer.index()] == 1 && !is_output[producer.index()] && !stays_map {
            *graph.values.get_mut(id).1 = Definition::Node(node);
        }
    }
    dead_code::run(graph)
}

/// The node before `id` with the epilogue of both, if `id` is a map and the two can be one.
fn folded(graph: &Graph, id: ValueId) -> Option<(ValueId, Node)> {
    let Definition::Node(Node { op: Op::Map, inputs, epilogue: Some(after) }) = &graph.value(id).definition else { return None };
    let producer = *inputs.first()?;
    let Definition::Node(node @ Node { epilogue: Some(before), .. }) = &graph.value(producer).definition else { return None };
    let epilogue = if after.steps.is_empty() {
        let (ty, producer_ty) = (graph.ty(id), graph.ty(producer));
        if ty.dtype != producer_ty.dtype || ty.zero_point() != producer_ty.zero_point() {
            return None;
        }
        clamped(before, after.end)?
    } else {
        let integer = graph.ty(*node.inputs.first()?).dtype != DType::F32;
        joined(before, integer, after)?
    };
    Some((producer, Node { epilogue: Some(epilogue), ..node.clone() }))
}

/// `before` with the bounds of an end that only clamps.
fn clamped(before: &Epilogue, end: End) -> Option<Epilogue> {
    let end = match (before.end, end) {
        (End::Saturate { zero_point, lo: a, hi: b }, End::Saturate { lo: c, hi: d, .. }) => {
            let (lo, hi) = (a.max(c), b.min(d));
            (lo <= hi).then_some(End::Saturate { zero_point, lo, hi })?
        }
        (End::F32, End::F32) => End::F32,
        _ => return None,
    };
    Some(Epilogue { steps: before.steps.clone(), end })
}

/// `after` applied to what `before` stores. `integer`: the accumulator of `before` is s32.
fn joined(before: &Epilogue, integer: bool, after: &Epilogue) -> Option<Epilogue> {
    let mut steps = before.steps.clone();
    match before.end {
        End::F32 => steps.extend(after.steps.iter().copied()),
        // Bytes that were moved or compared, not rounded: kernels of their own handle them four times as fast.
        End::Saturate { .. } if integer && steps.is_empty() => return None,
        End::Saturate { zero_point, lo, hi } => {
            let (Step::Convert, rest) = after.steps.split_first()? else { return None };
            steps.push(Step::Narrow { lo: lo - zero_point, hi: hi - zero_point });
            steps.extend(rest.iter().copied());
        }
        // `narrow` saturates in f32, which does not hold every s32.
        End::S32 { .. } => return None,
    }
    Some(Epilogue { steps, end: after.end })
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
            input %x: u8<1x2; s=0.5 z=0>
            %bn: s8<1x2; s=0.5 z=-3> = map %x | cvt | fma 2.0, 1.0 | sat z=-3 [-128, 100]
            %relu: s8<1x2; s=0.5 z=-3> = map %bn | sat z=-3 [-3, 127]
            %renamed: s8<1x2; s=0.25 z=-3> = map %relu | sat z=-3 [-128, 127]
            output "y" = %renamed
            "#,
            r#"
            input %x: u8<1x2; s=0.5 z=0>
            %renamed: s8<1x2; s=0.25 z=-3> = map %x | cvt | fma 2.0, 1.0 | sat z=-3 [-3, 100]
            output "y" = %renamed
            "#,
        );
    }

    #[test]
    fn steps_follow_steps() {
        check(
            run,
            r#"
            input %x: f32<1x2x1x1>
            const %w: f32<2x2x1x1> = [1.0, 2.0, 3.0, 4.0]
            const %a: f32<2> = [1.0, 2.0]
            %side: f32<1x2x1x1> = map %x | abs | f32
            %conv: f32<1x2x1x1> = conv %x, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | f32
            %bn: f32<1x2x1x1> = map %conv | fma %a, %a | f32
            %sum: f32<1x2x1x1> = map %bn | add each %side | f32
            %q: u8<1x2x1x1; s=0.5 z=7> = map %sum | mul 2.0 | sat z=7 [1, 255]
            %dq: f32<1x2x1x1> = map %q | cvt | mul 0.5 | f32
            %leaky: f32<1x2x1x1> = map %dq | leaky %a | f32
            output "y" = %leaky
            "#,
            r#"
            input %x: f32<1x2x1x1>
            const %w: f32<2x2x1x1> = [1.0, 2.0, 3.0, 4.0]
            const %a: f32<2> = [1.0, 2.0]
            %side: f32<1x2x1x1> = map %x | abs | f32
            %dq: f32<1x2x1x1> = conv %x, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | fma %a, %a | add each %side | mul 2.0 | narrow [-6, 248] | mul 0.5 | f32
            %leaky: f32<1x2x1x1> = map %dq | leaky %a | f32
            output "y" = %leaky
            "#,
        );
    }

    #[test]
    fn what_would_change_a_number_stays() {
        let body = r#"
            input %x: u8<1x2>
            %twice: f32<1x2> = map %x | cvt | f32
            %a: f32<1x2> = map %twice | mul 2.0 | f32
            %b: f32<1x2> = map %twice | add each %twice | f32
            %shown: f32<1x2> = map %x | cvt | f32
            %c: f32<1x2> = map %shown | mul 3.0 | f32
            %low: u8<1x2> = map %x | sat z=0 [0, 9]
            %d: u8<1x2> = map %low | sat z=0 [10, 20]
            %shift: u8<1x2> = map %x | sat z=0 [0, 255]
            %e: u8<1x2; s=? z=4> = map %shift | sat z=4 [0, 255]
            %bytes: u8<1x2> = map %x | sat z=0 [1, 255]
            %f: f32<1x2> = map %bytes | cvt | mul 2.0 | f32
            %wide: s32<1x2> = map %x | s32 [0, 1000]
            %g: s32<1x2> = map %wide | cvt | mul 0.5 | s32 [0, 10]
            %y: f32<1x2> = map %x | cvt | residual %a, 1.0 | residual %b, 1.0 | residual %c, 1.0 | residual %d, 1.0 | residual %e, 1.0 | residual %f, 1.0 | residual %g, 1.0 | f32
            output "shown" = %shown
            output "y" = %y
            "#;
        check(run, body, body);
    }
}
