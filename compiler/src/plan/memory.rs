//! The arena: values that are alive at the same time lie apart.

use super::layout::{self, Placement};
use super::matrix_unit::TilePlan;
use super::{Family, Plan, matrix_unit, parts};
use crate::diagnostic::Result;
use crate::graph::{Definition, Graph, ValueId};
use crate::loop_ir::{Lanes, Program};
use std::ops::RangeInclusive;

/// Values start on cache lines.
const ALIGNMENT: usize = 64;
/// Bytes behind each value that a kernel may read (never use): vectors and groups of four channels reach over the end.
pub const SLACK: usize = 64;

/// Who has bytes in the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    /// Index of a value.
    Value(usize),
    /// The node whose input is copied: indices of its pass, and of the node in it.
    Copy(usize, usize),
}

/// Bytes that are needed during a stretch of the graph.
#[derive(Debug)]
struct Item {
    owner: Owner,
    bytes: usize,
    /// First and last index of a value that is computed meanwhile.
    life: RangeInclusive<usize>,
    offset: usize,
}

/// Gives every arena value and every copied input its offset, and the arena and its lanes their sizes.
///
/// Largest first, each at the lowest offset that is free during its whole life. A value lives from its node to its last reader,
/// both included: kernels of one stage never write what the same stage reads. Parts of a value are its own bytes. A copy lives while its node runs. What only the nodes of one
/// repetition see lies in its lane; what goes from one pass to another lies in the arena during the whole of those passes.
///
/// # Errors
/// None for a plan of this graph.
pub fn assign(graph: &Graph, plan: &mut Plan) -> Result<()> {
    // By value: the nodes that its memory is needed for, those of its parts included.
    let mut lives: Vec<RangeInclusive<usize>> = (0..graph.values.len()).map(|index| index..=index).collect();
    let mut extend = |id: ValueId, by: usize| {
        let life = &mut lives[parts::memory(&plan.values, id).0.index()];
        *life = *life.start().min(&by)..=*life.end().max(&by);
    };
    for (id, node) in graph.nodes() {
        extend(id, id.index());
        node.uses().for_each(|used| extend(used, id.index()));
    }
    // By value: the pass of its node, and the values that are computed meanwhile.
    let mut pass_of: Vec<Option<usize>> = vec![None; graph.values.len()];
    let mut spans = Vec::new();
    for (index, pass) in plan.passes.iter().enumerate() {
        pass.nodes.iter().for_each(|node| pass_of[node.value.index()] = Some(index));
        let [first, last] = [pass.nodes.first(), pass.nodes.last()].map(|node| node.map_or(0, |node| node.value.index()));
        spans.push((pass.repetitions > 1).then_some(first..=last));
    }
    let span = |value: usize| pass_of[value].and_then(|pass| spans[pass].clone());
    let room = |bytes: usize| (bytes + SLACK).next_multiple_of(ALIGNMENT);

    let mut arena = Vec::new();
    let mut lanes: Vec<Vec<Item>> = plan.passes.iter().map(|_| Vec::new()).collect();
    for (index, value) in plan.values.iter().enumerate().filter(|(_, value)| matches!(value.placement, Placement::Arena(_))) {
        let (owner, bytes, life) = (Owner::Value(index), layout::bytes(&graph.values[index].ty, value.layout), lives[index].clone());
        let (first, last) = (*life.start(), *life.end());
        match (pass_of[index], span(index)) {
            (Some(pass), Some(span)) if span.contains(&first) && span.contains(&last) => {
                let bytes = room(bytes / plan.passes[pass].repetitions);
                lanes[pass].push(Item { owner, bytes, life, offset: 0 });
            }
            _ => {
                let first = span(first).map_or(first, |span| *span.start());
                let last = span(last).map_or(last, |span| *span.end());
                arena.push(Item { owner, bytes: room(bytes), life: first..=last, offset: 0 });
            }
        }
    }
    for (index, pass) in plan.passes.iter().enumerate() {
        let part = pass.graph(graph)?;
        for (number, node) in pass.nodes.iter().enumerate() {
            if let (Family::Tiles(tiles), Definition::Node(definition)) = (&node.family, &part.value(node.value).definition) {
                let bytes = matrix_unit::workspace_bytes(&part, definition, tiles);
                let life = node.value.index()..=node.value.index();
                let item = Item { owner: Owner::Copy(index, number), bytes: room(bytes), life, offset: 0 };
                match bytes {
                    0 => {}
                    _ if pass.repetitions > 1 => lanes[index].push(item),
                    _ => arena.push(item),
                }
            }
        }
    }

    let shared_bytes = pack(&mut arena, Program::ARENA_HEADER);
    let lane_bytes = lanes.iter_mut().map(|items| pack(items, 0)).max().unwrap_or(0);
    let count = plan.passes.iter().map(|pass| pass.repetitions).filter(|&repetitions| repetitions > 1).max().unwrap_or(0);
    for (items, place) in std::iter::once((&arena, Placement::Arena as fn(usize) -> Placement)).chain(lanes.iter().map(|items| (items, Placement::Lane as _))) {
        for item in items {
            match item.owner {
                Owner::Value(index) => plan.values[index].placement = place(item.offset),
                Owner::Copy(pass, node) => {
                    if let Family::Tiles(TilePlan { copy: Some(copy), .. }) = &mut plan.passes[pass].nodes[node].family {
                        copy.placement = place(item.offset);
                    }
                }
            }
        }
    }
    plan.lanes = if count > 0 { Lanes { count: count as u32, bytes: lane_bytes } } else { Lanes::default() };
    plan.arena_bytes = shared_bytes + plan.lanes.total();
    Ok(())
}

/// Gives every item an offset from `first` on; returns the end of all, a multiple of 64.
fn pack(items: &mut [Item], first: usize) -> usize {
    items.sort_by_key(|item| (std::cmp::Reverse(item.bytes), item.owner));
    let mut total = first;
    for current in 0..items.len() {
        let (placed, rest) = items.split_at_mut(current);
        let item = &mut rest[0];
        let overlaps = |other: &&Item| other.life.start() <= item.life.end() && item.life.start() <= other.life.end();
        let mut busy: Vec<(usize, usize)> = placed.iter().filter(overlaps).map(|p| (p.offset, p.offset + p.bytes)).collect();
        busy.sort_unstable();
        let mut offset = first;
        for (start, end) in busy {
            if offset + item.bytes <= start {
                break;
            }
            offset = offset.max(end);
        }
        item.offset = offset;
        total = total.max(offset + item.bytes);
    }
    total.next_multiple_of(ALIGNMENT)
}
