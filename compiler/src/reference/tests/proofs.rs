//! What `numerics` proves about a node holds for what the node computes, on random networks.

use super::*;
use crate::graph::random::{Limits, random_inputs, random_network};
use crate::graph::{Output, Step, text};
use crate::numerics::{accumulator_bounds, epilogue_intervals, requantize_bound};
use crate::transform::dead_code;
use proptest::prelude::*;

/// The numbers of node `id` after its first `count` steps (none: the accumulator itself).
fn after_steps(graph: &Graph, inputs: &[Tensor], id: ValueId, count: usize) -> Tensor {
    let mut graph = graph.clone();
    let (ty, definition) = graph.values.get_mut(id);
    let Definition::Node(Node { epilogue: Some(epilogue), .. }) = definition else { unreachable!("only nodes with an epilogue are asked for") };
    let integers = count == 0 && matches!(epilogue.steps.first(), Some(Step::Convert));
    epilogue.steps.truncate(count);
    (epilogue.end, *ty) = match integers {
        true => (End::S32 { lo: i32::MIN, hi: i32::MAX }, TensorType::plain(DType::S32, ty.shape.clone())),
        false => (End::F32, TensorType::plain(DType::F32, ty.shape.clone())),
    };
    graph.outputs = vec![Output { name: "y".into(), value: id }];
    let graph = dead_code::run(graph).unwrap();
    run(&graph, inputs).unwrap_or_else(|d| panic!("{d}\n{}", text::print(&graph).text)).outputs().next().unwrap().1.clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn bounds_and_intervals_hold(seed: u64) {
        let graph = random_network(seed, Limits { nodes: 5, volume: 1 << 10, ..Limits::default() });
        let inputs = random_inputs(&graph, seed);
        for (id, node) in graph.nodes() {
            let Some(epilogue) = node.epilogue.as_ref().filter(|epilogue| !epilogue.steps.is_empty()) else { continue };
            let channels = graph.ty(id).shape.extents().get(1).copied().unwrap_or(1);
            if let Some(bounds) = accumulator_bounds(&graph, id) {
                let accumulators = integers(&after_steps(&graph, &inputs, id, 0));
                let plane = accumulators.len() / channels / graph.ty(id).shape.extents().first().map_or(1, |&n| n.min(accumulators.len()));
                for (i, acc) in accumulators.iter().enumerate() {
                    let (lo, hi) = if bounds.len() == 1 { bounds[0] } else { bounds[i / plane % channels] };
                    prop_assert!(lo <= *acc && *acc <= hi, "accumulator {acc} of {} outside [{lo}, {hi}]", graph.value(id).name);
                }
            }
            let intervals = epilogue_intervals(&graph, id).unwrap();
            prop_assert_eq!(intervals.len(), epilogue.steps.len());
            for (count, interval) in (1..).zip(&intervals) {
                for &y in floats(&after_steps(&graph, &inputs, id, count)).iter() {
                    prop_assert!(interval.contains(y), "{y} of {} after step {count} outside {interval:?}", graph.value(id).name);
                    if count == intervals.len() && requantize_bound(&graph, id) {
                        prop_assert!(y.abs() <= 2_147_483_648.0);
                    }
                }
            }
        }
    }
}
