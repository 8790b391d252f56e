//! A `map` joins the epilogue of the node before it, where nothing else reads that node: one pass over memory less.
//!
//! What lies between is a number that the first node would have stored. An f32 is stored as it is, so the steps follow each other. A byte
//! was rounded and saturated, which `narrow` does in the middle of an epilogue: clamp(rne(y) + e, lo, hi) − z = clamp(rne(y), lo − e, hi − e) + (e − z)
//! where the end adds e and the type has zero point z.
//! A map that only clamps narrows the bounds: clamp(clamp(v, a, b), c, d) = clamp(v, max(a, c), min(b, d)) as long as the two ranges meet.
//! Where NaN became a, it became clamp(a, c, d) = max(a, c) after the second clamp, which is the lower bound of the one clamp.
//!
//! A function from byte to byte stays one where it looks numbers up: it becomes a table of bytes, so nothing is looked up at run time.

use super::dead_code;
use crate::diagnostic::Result;
use crate::graph::{DType, Definition, End, Epilogue, Graph, Node, Op, Operand, Step, TensorType, ValueId};

/// Integers up to here give exact sums with bytes.
const EXACT_SUMMAND: f32 = 65536.0;

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
    let (ty, producer_ty) = (graph.ty(id), graph.ty(producer));
    let epilogue = if after.steps.is_empty() {
        if ty.dtype != producer_ty.dtype {
            return None;
        }
        clamped(before, producer_ty.zero_point(), after.end)?
    } else {
        let integer = graph.ty(*node.inputs.first()?).dtype != DType::F32;
        joined(before, integer, producer_ty.zero_point(), after)?
    };
    let joined = Node { epilogue: Some(epilogue), ..node.clone() };
    let kept = after.looks_up() || before.looks_up() && is_byte_function(graph, node, producer_ty);
    let fits = !kept || is_byte_function(graph, &joined, ty);
    fits.then_some((producer, joined))
}

/// Whether a map makes a byte of a byte and nothing else. An s8 input stays s8, for which there are no tables.
fn is_byte_function(graph: &Graph, node: &Node, ty: &TensorType) -> bool {
    let data = graph.value(node.inputs[0]);
    let bytes = match data.ty.dtype {
        DType::U8 => true,
        DType::S8 => matches!(data.definition, Definition::Node(_)),
        DType::F32 | DType::S32 => false,
    };
    bytes && ty.dtype.bytes() == 1 && node.op == Op::Map && node.epilogue.as_ref().is_some_and(|epilogue| graph.is_function(epilogue))
}

/// `before` with the bounds of an end that only clamps what is stored with this zero point.
fn clamped(before: &Epilogue, stored_zero_point: i32, end: End) -> Option<Epilogue> {
    let end = match (before.end, end) {
        (End::Saturate { zero_point, lo: a, hi: b }, End::Saturate { zero_point: added, lo: c, hi: d }) if added == stored_zero_point => {
            let (lo, hi) = (a.max(c), b.min(d));
            (lo <= hi).then_some(End::Saturate { zero_point, lo, hi })?
        }
        (End::F32, End::F32) => End::F32,
        _ => return None,
    };
    Some(Epilogue { steps: before.steps.clone(), end })
}

/// `after` applied to what `before` stores with this zero point. `integer`: the accumulator of `before` is s32.
fn joined(before: &Epilogue, integer: bool, stored_zero_point: i32, after: &Epilogue) -> Option<Epilogue> {
    let mut steps = before.steps.clone();
    match before.end {
        End::F32 => steps.extend(after.steps.iter().copied()),
        // Bytes that were moved or compared, not rounded: kernels of their own handle them four times as fast.
        End::Saturate { .. } if integer && steps.is_empty() => return None,
        End::Saturate { zero_point, lo, hi } => {
            let (Step::Convert, rest) = after.steps.split_first()? else { return None };
            steps.push(Step::Narrow { lo: lo - zero_point, hi: hi - zero_point });
            // Sums of small integers are exact, so one step adds what several would.
            let mut shift = (zero_point - stored_zero_point) as f32;
            let rest = match rest {
                [Step::Add(Operand::Constant(next)), rest @ ..] if shift != 0.0 && next.fract() == 0.0 && next.abs() <= EXACT_SUMMAND => {
                    shift += next;
                    rest
                }
                _ => rest,
            };
            if shift != 0.0 {
                steps.push(Step::Add(Operand::Constant(shift)));
            }
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
    use crate::graph::{TABLE_ENTRIES, TensorData, text, verify};
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

    /// An end that adds another number than the zero point of its type.
    #[test]
    fn the_zero_point_of_the_type_is_taken_off() {
        check(
            run,
            r#"
            input %x: u8<1x2; s=0.5 z=0>
            input %f: f32<1x2>
            %sum: u8<1x2; s=0.5 z=121> = map %x | cvt | add 121.0 | sat z=0 [0, 255]
            %relu: u8<1x2; s=0.5 z=121> = map %sum | sat z=121 [121, 250]
            %y: f32<1x2> = map %relu | cvt | mul 0.5 | f32
            %q: u8<1x2; s=0.5 z=5> = map %f | sat z=7 [1, 255]
            %moved: u8<1x2; s=0.5 z=9> = map %q | sat z=5 [0, 200]
            %z: f32<1x2> = map %moved | cvt | add each %x z=3 | f32
            %stored: u8<1x2; s=0.5 z=5> = map %f | mul 3.0 | add 5.0 | sat z=0 [1, 255]
            %w: f32<1x2> = map %stored | cvt | add 5.0 | mul 0.25 | f32
            %half: u8<1x2; s=0.5 z=5> = map %f | mul 4.0 | sat z=0 [1, 255]
            %v: f32<1x2> = map %half | cvt | add 5.5 | f32
            output "y" = %y
            output "z" = %z
            output "w" = %w
            output "v" = %v
            "#,
            r#"
            input %x: u8<1x2; s=0.5 z=0>
            input %f: f32<1x2>
            %y: f32<1x2> = map %x | cvt | add 121.0 | narrow [121, 250] | add -121.0 | mul 0.5 | f32
            %z: f32<1x2> = map %f | narrow [-6, 193] | add -2.0 | add each %x z=3 | f32
            %w: f32<1x2> = map %f | mul 3.0 | add 5.0 | narrow [1, 255] | mul 0.25 | f32
            %v: f32<1x2> = map %f | mul 4.0 | narrow [1, 255] | add -5.0 | add 5.5 | f32
            output "y" = %y
            output "z" = %z
            output "w" = %w
            output "v" = %v
            "#,
        );
        let stays = r#"
            input %x: u8<1x2; s=0.5 z=0>
            %sum: u8<1x2; s=0.5 z=121> = map %x | cvt | sat z=121 [0, 255]
            %shifted: u8<1x2; s=0.5 z=121> = map %sum | sat z=0 [0, 255]
            output "y" = %shifted
            "#;
        check(run, stays, stays);
    }

    #[test]
    fn lookups_join_bytes_only() {
        let tensors = [("t".to_string(), TensorData::F32([0.5; TABLE_ENTRIES].into()))].into();
        let parse = |body: &str| {
            let graph = text::parse(&format!("graph \"g\" {{const %t: f32<256> = @\"t\" {body}}}"), &tensors).unwrap();
            verify(&graph).unwrap();
            graph
        };
        let check = |before: &str, after: &str| assert_eq!(text::print(&run(parse(before)).unwrap()).text, text::print(&parse(after)).text);
        check(
            r#"
            input %x: u8<1x2; s=0.5 z=3>
            %a: u8<1x2; s=0.25 z=9> = map %x | cvt | add 3.0 | lookup %t | sat z=9 [0, 255]
            %b: u8<1x2; s=0.125 z=8> = map %a | cvt | mul 2.0 | sat z=8 [0, 255]
            %c: u8<1x2; s=0.125 z=8> = map %b | cvt | lookup %t | sat z=8 [0, 255]
            output "y" = %c
            "#,
            r#"
            input %x: u8<1x2; s=0.5 z=3>
            %c: u8<1x2; s=0.125 z=8> = map %x | cvt | add 3.0 | lookup %t | narrow [-9, 246] | mul 2.0 | narrow [-8, 247] | lookup %t | sat z=8 [0, 255]
            output "y" = %c
            "#,
        );
        for stays in [
            "input %x: f32<1x2> %a: u8<1x2; s=0.5 z=9> = map %x | mul 2.0 | sat z=9 [0, 255]
             %b: u8<1x2; s=0.5 z=8> = map %a | cvt | lookup %t | sat z=8 [0, 255] output \"y\" = %b",
            "input %x: u8<1x2> const %w: s8<2x2> = [1, 2, 3, 4] %a: u8<1x2; s=0.5 z=9> = fc %x, %w | cvt | mul 2.0 | sat z=9 [0, 255]
             %b: u8<1x2; s=0.5 z=8> = map %a | cvt | lookup %t | sat z=8 [0, 255] output \"y\" = %b",
            "input %x: u8<1x2> input %f: f32<1x2> %a: u8<1x2; s=0.5 z=9> = map %x | cvt | lookup %t | sat z=9 [0, 255]
             %b: f32<1x2> = map %a | cvt | mul 0.5 | add each %f | f32 output \"y\" = %b",
        ] {
            check(stays, stays);
        }
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
