//! Concatenations that copy nothing: operands that are written where the result has them.
//!
//! In: the layouts of all values. Out: operands of concatenations along the channels as parts of the result's memory, with its distance from
//! pixel to pixel. A concatenation of concatenations is one memory. Operands that cannot lie there are copied, as anything else is that moves.

use super::families;
use super::layout::{Layout, Placement, ValuePlan};
use crate::codegen::target::Target;
use crate::graph::{Definition, Graph, Node, Op, ValueId};

/// Channels of byte tensors are read in groups that start at multiples of this, and a writer of fewer may fill up the last group.
const GROUP: usize = 4;

/// Makes operands of concatenations parts of the result where their readers and writers can deal with that.
pub fn place(graph: &Graph, values: &mut [ValuePlan], target: &Target) {
    let nodes: Vec<(ValueId, &Node)> = graph.nodes().collect();
    if !nodes.iter().any(|(_, node)| matches!(node.op, Op::Concat { axis: 1 })) {
        return;
    }
    let mut readers: Vec<Vec<(ValueId, &Node)>> = vec![Vec::new(); values.len()];
    for &(id, node) in &nodes {
        node.uses().for_each(|used| readers[used.index()].push((id, node)));
    }
    // Results before their operands: where an operand is a result itself, its memory is known by then.
    for &(whole, node) in nodes.iter().rev() {
        for (operand, place) in places(graph, values, whole, node) {
            let before = values[operand.index()];
            let (Layout::Interleaved { .. }, Placement::Arena(_), Definition::Node(maker)) =
                (before.layout, before.placement, &graph.value(operand).definition)
            else {
                continue;
            };
            // Tables run over memory without gaps, and are so much faster than arithmetic that a copy is cheap.
            if families::suits_table(graph, maker, operand, target) {
                continue;
            }
            values[operand.index()] = place;
            let aligned = matches!(place.placement, Placement::Part { offset, .. } if offset % (GROUP * graph.ty(operand).dtype.bytes()) == 0);
            if !aligned || std::iter::once(&(operand, maker)).chain(&readers[operand.index()]).any(|&(id, node)| overlaps(graph, values, id, node)) {
                values[operand.index()] = before;
            }
        }
    }
}

/// The value that has the memory of `id`, and how far from its start `id` lies there.
pub fn memory(values: &[ValuePlan], id: ValueId) -> (ValueId, usize) {
    match values[id.index()].placement {
        Placement::Part { of, offset } => (of, offset),
        _ => (id, 0),
    }
}

/// The operands that a node needs not copy, because they are parts of its result.
pub fn in_place(graph: &Graph, values: &[ValuePlan], whole: ValueId, node: &Node) -> Vec<bool> {
    places(graph, values, whole, node).iter().map(|&(operand, place)| values[operand.index()] == place).collect()
}

/// Where each operand of a concatenation along the channels would be in place; nothing for other nodes.
fn places(graph: &Graph, values: &[ValuePlan], whole: ValueId, node: &Node) -> Vec<(ValueId, ValuePlan)> {
    let (Op::Concat { axis: 1 }, layout @ Layout::Interleaved { .. }) = (&node.op, values[whole.index()].layout) else { return Vec::new() };
    let (of, start) = memory(values, whole);
    let mut channel = 0;
    let place = |&operand: &ValueId| {
        let offset = start + channel * graph.ty(whole).dtype.bytes();
        channel += graph.ty(operand).shape.extents()[1];
        (operand, ValuePlan { layout, placement: Placement::Part { of, offset } })
    };
    node.inputs.iter().map(place).collect()
}

/// Whether a node would write into a memory that it also reads: vectors reach over the end of what they read.
fn overlaps(graph: &Graph, values: &[ValuePlan], id: ValueId, node: &Node) -> bool {
    let (root, _) = memory(values, id);
    let places = places(graph, values, id, node);
    let in_place = |at: usize, used: ValueId| places.get(at).is_some_and(|&(_, place)| values[used.index()] == place);
    node.uses().enumerate().any(|(at, used)| memory(values, used).0 == root && !in_place(at, used))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::text;
    use crate::plan::layout;

    /// Where the values of a graph lie whose inputs `x` and `y` have 8 and 6 channels.
    fn placed(nodes: &str, output: &str) -> Vec<(String, usize, Option<usize>)> {
        let ty = |channels: usize| format!("u8<1x{channels}x5x5; s=1 z=0>");
        let mut source = format!("graph \"g\" {{\n  input %x: {}\n  input %y: {}\n", ty(8), ty(6));
        for (name, channels, node) in nodes.lines().map(|line| {
            let mut words = line.trim().splitn(3, ' ');
            let mut next = || words.next().unwrap().to_owned();
            (next(), next().parse::<usize>().unwrap(), next())
        }) {
            let node = match node.starts_with("concat") {
                true => format!("{node} {{axis 1}}"),
                false => format!("{node} {{max, kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1}} | sat z=0 [0, 255]"),
            };
            source += &format!("  %{name}: {} = {node}\n", ty(channels));
        }
        source += &format!("  output \"{output}\" = %{output}\n}}\n");
        let graph = text::parse(&source, &Default::default()).unwrap();
        let values = layout::choose(&graph, &Target::AVX512_VNNI).unwrap();
        let memory = |id: ValueId| match values[id.index()].placement {
            Placement::Part { offset, .. } => Some(offset),
            _ => None,
        };
        let pitch = |id: ValueId| match values[id.index()].layout {
            Layout::Interleaved { pitch } => pitch,
            Layout::Dense => 0,
        };
        graph.nodes().map(|(id, _)| (graph.value(id).name.clone(), pitch(id), memory(id))).collect()
    }

    #[test]
    fn operands_lie_where_the_result_has_them() {
        let nodes = "a 8 pool %x\nb 6 pool %y\nc 14 concat %a, %b\nd 8 pool %x\ne 22 concat %d, %c\nz 22 pool %e";
        let expected = [("a", 24, Some(8)), ("b", 24, Some(16)), ("c", 24, Some(8)), ("d", 24, Some(0)), ("e", 24, None), ("z", 0, None)];
        assert_eq!(placed(nodes, "z"), expected.map(|(name, pitch, offset)| (name.to_owned(), pitch, offset)));
    }

    #[test]
    fn what_cannot_lie_there_is_copied() {
        let offset = |nodes: &str, name: &str| placed(nodes, "z").into_iter().find(|(known, ..)| known == name).unwrap().2;
        // Twice in one result; behind a number of channels that is no multiple of four; read where its own memory is written.
        assert_eq!(offset("a 8 pool %x\nb 16 concat %a, %a\nz 16 pool %b", "a"), None);
        assert_eq!(offset("a 6 pool %y\nb 8 pool %x\nc 14 concat %a, %b\nz 14 pool %c", "b"), None);
        let chained = "a 8 pool %x\nb 8 pool %a\nc 16 concat %b, %a\nz 16 pool %c";
        assert_eq!([offset(chained, "a"), offset(chained, "b")], [None, Some(0)]);
    }
}
