//! Where each value of a planned graph lies, and how long.

use super::table::{Side, table};
use crate::graph::{Graph, ValueId};
use crate::plan::{Layout, Placement, Plan, layout};
use std::collections::BTreeMap;

/// A table of all values that take memory at run time, in execution order; with `only`, of that value. A life is counted in nodes: from
/// the one that computes the value to the last one that reads it.
pub fn memory_map(graph: &Graph, plan: &Plan, only: Option<ValueId>) -> String {
    let mut step_of = vec![0usize; graph.values.len()];
    for (step, (id, _)) in graph.nodes().enumerate() {
        step_of[id.index()] = step;
    }
    let mut last = step_of.clone();
    for (id, node) in graph.nodes() {
        for used in node.uses() {
            last[used.index()] = last[used.index()].max(step_of[id.index()]);
        }
    }
    let nodes = plan.passes.iter().flat_map(|pass| pass.nodes.iter().map(move |node| (node.value, pass.repetitions)));
    let repetitions: BTreeMap<ValueId, usize> = nodes.collect();
    let rows = graph.ids().filter(|&id| only.is_none_or(|o| o == id)).filter_map(|id| {
        let value = plan.value(id);
        let place = match value.placement {
            Placement::Arena(offset) => format!("arena + {offset}"),
            Placement::Lane(offset) => format!("lane + {offset}"),
            Placement::Input(index) => format!("input {index}"),
            Placement::Output(index) => format!("output {index}"),
            Placement::Part { of, offset } => format!("{} + {offset}", graph.value(of).name),
            Placement::Constant => return None,
        };
        let order = match value.layout {
            Layout::Dense => "dense".to_owned(),
            Layout::Interleaved { pitch } => format!("channels last, pitch {pitch}"),
        };
        let images = repetitions.get(&id).filter(|_| matches!(value.placement, Placement::Lane(_))).copied().unwrap_or(1);
        let bytes = layout::bytes(graph.ty(id), value.layout) / images;
        let life = format!("{}..{}", step_of[id.index()], last[id.index()]);
        Some(vec![graph.value(id).name.clone(), format!("{}<{}>", graph.ty(id).dtype, graph.ty(id).shape), order, place, bytes.to_string(), life])
    });
    let columns = [("value", Side::Left), ("type", Side::Left), ("layout", Side::Left), ("place", Side::Left), ("bytes", Side::Right), ("nodes", Side::Right)];
    let lanes = match plan.lanes.count {
        0 => String::new(),
        count => format!(", {} of them {count} lanes of {} for images that run apart", plan.lanes.total(), plan.lanes.bytes),
    };
    format!("arena of {} bytes{lanes}\n{}", plan.arena_bytes, table(&columns, rows))
}
