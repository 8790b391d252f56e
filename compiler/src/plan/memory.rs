//! The arena: values that are alive at the same time lie apart.

use super::layout::{self, Placement, ValuePlan};
use crate::graph::Graph;
use crate::loop_ir::Program;

/// Values start on cache lines.
const ALIGNMENT: usize = 64;
/// Bytes behind each value that a kernel may read (never use): vectors and groups of four channels reach over the end.
pub const SLACK: usize = 64;

/// Gives every arena value its offset; returns the arena's size.
///
/// Largest value first, each at the lowest offset that is free during its whole life. A value lives from its node to its last reader,
/// both included: kernels of one stage never write what the same stage reads.
pub fn assign(graph: &Graph, values: &mut [ValuePlan]) -> usize {
    struct Item {
        index: usize,
        bytes: usize,
        first: usize,
        last: usize,
        offset: usize,
    }
    let mut items: Vec<Item> = Vec::new();
    let mut last_use: Vec<usize> = (0..values.len()).collect();
    for (id, node) in graph.nodes() {
        for used in node.uses() {
            last_use[used.index()] = last_use[used.index()].max(id.index());
        }
    }
    for (index, value) in values.iter().enumerate() {
        if matches!(value.placement, Placement::Arena(_)) {
            let bytes = (layout::bytes(&graph.values[index].ty, value.layout) + SLACK).next_multiple_of(ALIGNMENT);
            items.push(Item { index, bytes, first: index, last: last_use[index], offset: 0 });
        }
    }
    items.sort_by_key(|item| (std::cmp::Reverse(item.bytes), item.index));
    let mut total = Program::ARENA_HEADER;
    for current in 0..items.len() {
        let (placed, rest) = items.split_at_mut(current);
        let item = &mut rest[0];
        let mut busy: Vec<(usize, usize)> =
            placed.iter().filter(|p| p.first <= item.last && item.first <= p.last).map(|p| (p.offset, p.offset + p.bytes)).collect();
        busy.sort_unstable();
        let mut offset = Program::ARENA_HEADER;
        for (start, end) in busy {
            if offset + item.bytes <= start {
                break;
            }
            offset = offset.max(end);
        }
        item.offset = offset;
        total = total.max(offset + item.bytes);
    }
    for item in &items {
        values[item.index].placement = Placement::Arena(item.offset);
    }
    total.next_multiple_of(ALIGNMENT)
}
