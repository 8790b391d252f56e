//! What depends on constants only is computed here, once, by the reference interpreter: scales made of scales, anchors of detectors, the
//! shapes of broadcasts.
//!
//! A map without steps stays: it is the copy that [`super::edges`] makes of a constant for readers that want it laid out as activations are.
//! A result that is not finite stays a node, since constants are finite; so does what costs more than [`MOST_WORK`], whose memory a model
//! could otherwise ask for without having it in its file.

use super::dead_code;
use crate::diagnostic::Result;
use crate::graph::{Definition, Graph, Node, Op, TensorData, ValueId};
use crate::reference;

/// Elements of one result.
const MOST_ELEMENTS: usize = 1 << 24;

/// Elements read and written, steps applied and products added for all results together.
const MOST_WORK: u64 = 1 << 26;

pub fn run(mut graph: Graph) -> Result<Graph> {
    let mut left = MOST_WORK;
    for id in graph.ids() {
        let Definition::Node(node) = &graph.value(id).definition else { continue };
        let copies = node.op == Op::Map && node.epilogue.as_ref().is_none_or(|epilogue| epilogue.steps.is_empty());
        let known = node.uses().all(|used| graph.constant(used).is_some());
        let cost = work(&graph, id, node);
        if copies || !known || cost > left || graph.ty(id).shape.volume() > MOST_ELEMENTS {
            continue;
        }
        left -= cost;
        if let Some(data) = evaluate(&graph, id, node) {
            *graph.values.get_mut(id).1 = Definition::Constant(data);
        }
    }
    dead_code::run(graph)
}

/// What a node costs to evaluate, in the units of [`MOST_WORK`].
fn work(graph: &Graph, id: ValueId, node: &Node) -> u64 {
    let elements = |id: ValueId| graph.ty(id).shape.volume() as u64;
    let read: u64 = node.uses().map(elements).fold(0, u64::saturating_add);
    let taps = match &node.op {
        Op::Pool { window, .. } => (window.kernel[0] as u64).saturating_mul(window.kernel[1] as u64),
        _ => 1,
    };
    let steps = node.epilogue.as_ref().map_or(0, |epilogue| epilogue.steps.len() as u64);
    elements(id).saturating_mul(taps.saturating_add(steps)).saturating_add(read).saturating_add(graph.macs(id).valid)
}

/// The elements of a node that reads constants; `None` where they are no constant, or where the node fails (which is for the planner to report).
fn evaluate(graph: &Graph, id: ValueId, node: &Node) -> Option<TensorData> {
    let mut alone = Graph::new("constant");
    let node = node.map_uses(|used| {
        let value = graph.value(used);
        alone.push(value.name.clone(), value.ty.clone(), value.definition.clone())
    });
    let result = alone.push(graph.value(id).name.clone(), graph.ty(id).clone(), Definition::Node(node));
    let data = reference::run(&alone, &[]).ok()?.value(result).data.clone();
    match &data {
        TensorData::F32(numbers) if numbers.iter().any(|x| !x.is_finite()) => None,
        _ => Some(data),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::check;

    #[test]
    fn what_reads_constants_becomes_one() {
        check(
            run,
            r#"
            input %x: u8<1x2; s=0.5 z=3>
            const %a: f32<> = [0.5]
            const %b: s32<2> = [3, -4]
            const %q: u8<1x2; s=0.25 z=7> = [9, 5]
            %scale: f32<> = map %a | mul 3.0 | div %a | f32
            %range: f32<> = absmax %b | cvt | mul %scale | f32
            %reals: f32<2> = map %b | cvt | mul %range | f32
            %m: f32<2> = map %reals | add 1.0 | abs | f32
            %wide: u8<1x6; s=0.25 z=7> = repeat %q {axis 1, count 3}
            %some: u8<1x2; s=0.25 z=7> = slice %wide {axis 1, from 4, step -3, count 2}
            %y: f32<1x2> = map %x | cvt | mul %m | mul %range | residual %some, %scale | f32
            output "y" = %y
            "#,
            r#"
            input %x: u8<1x2; s=0.5 z=3>
            const %scale: f32<> = [3.0]
            const %range: f32<> = [12.0]
            const %m: f32<2> = [37.0, 47.0]
            const %some: u8<1x2; s=0.25 z=7> = [5, 9]
            %y: f32<1x2> = map %x | cvt | mul %m | mul %range | residual %some, %scale | f32
            output "y" = %y
            "#,
        );
    }

    #[test]
    fn an_output_may_become_a_constant() {
        check(
            run,
            "input %x: f32<1x2> const %a: f32<2> = [1.0, 2.0] %y: s32<2> = map %a | mul 2.0 | s32 [-9, 9] output \"y\" = %y",
            "input %x: f32<1x2> const %y: s32<2> = [2, 4] output \"y\" = %y",
        );
    }

    #[test]
    fn copies_infinities_and_large_results_stay() {
        for body in [
            "const %a: f32<1x2> = [1.0, 2.0] %y: f32<1x2> = map %a | f32 output \"y\" = %y",
            "const %a: s8<1x2> = [1, 2] %y: u8<1x2; s=? z=128> = map %a | sat z=128 [0, 255] output \"y\" = %y",
            "const %a: f32<1x2> = [0.0, 2.0] %y: f32<1x2> = map %a | rdiv 1.0 | f32 output \"y\" = %y",
            "const %a: f32<1x2> = [1.0, 2.0] %y: f32<1x16777218> = repeat %a {axis 1, count 8388609} output \"y\" = %y",
            "const %a: s32<1x1x1> = [2147483647] %y: f32<1x1x1> = map %a | cvt | mul 2.0 | mul 3.4028235e38 | f32 output \"y\" = %y",
        ] {
            check(run, body, body);
        }
    }

    /// Many results that are small enough each are too much together.
    #[test]
    fn all_results_together_are_bounded() {
        let repeats: String = (0..5).map(|i| format!(" %r{i}: u8<1x16777216> = repeat %a {{axis 1, count 16777216}} output \"r{i}\" = %r{i}")).collect();
        let graph = crate::transform::testing::graph(&format!("const %a: u8<1x1> = [1] {repeats}"));
        let folded = run(graph).unwrap();
        assert_eq!(folded.nodes().count(), 2);
    }
}
