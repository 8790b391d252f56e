//! The arena: values that are alive at the same time lie apart.

use super::layout::{self, Placement};
use super::matrix_unit::TilePlan;
use super::{Family, Plan, matrix_unit};
use crate::graph::{Definition, Graph};
use crate::loop_ir::Program;

/// Values start on cache lines.
const ALIGNMENT: usize = 64;
/// Bytes behind each value that a kernel may read (never use): vectors and groups of four channels reach over the end.
pub const SLACK: usize = 64;

/// Who has bytes in the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    /// Index of a value.
    Value(usize),
    /// Index in the plan of the node whose input is copied.
    Copy(usize),
}

/// Gives every arena value and every copied input its offset, and the arena its size.
///
/// Largest first, each at the lowest offset that is free during its whole life. A value lives from its node to its last reader,
/// both included: kernels of one stage never write what the same stage reads. A copy lives while its node runs.
pub fn assign(graph: &Graph, plan: &mut Plan) {
    let values = &mut plan.values;
    struct Item {
        owner: Owner,
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
            items.push(Item { owner: Owner::Value(index), bytes, first: index, last: last_use[index], offset: 0 });
        }
    }
    for (index, node) in plan.nodes.iter().enumerate() {
        if let (Family::Tiles(tiles), Definition::Node(definition)) = (&node.family, &graph.value(node.value).definition) {
            let bytes = matrix_unit::workspace_bytes(graph, definition, tiles);
            if bytes > 0 {
                let (bytes, life) = ((bytes + SLACK).next_multiple_of(ALIGNMENT), node.value.index());
                items.push(Item { owner: Owner::Copy(index), bytes, first: life, last: life, offset: 0 });
            }
        }
    }
    items.sort_by_key(|item| (std::cmp::Reverse(item.bytes), item.owner));
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
        match item.owner {
            Owner::Value(index) => values[index].placement = Placement::Arena(item.offset),
            Owner::Copy(index) => {
                if let Family::Tiles(TilePlan { copy: Some(copy), .. }) = &mut plan.nodes[index].family {
                    copy.offset = item.offset;
                }
            }
        }
    }
    plan.arena_bytes = total.next_multiple_of(ALIGNMENT);
}
