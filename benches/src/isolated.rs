//! One node of a network as a graph of its own.

use graver::graph::{Definition, Graph, Node, Output, ValueId};
use std::collections::BTreeMap;

/// The node that makes `value`, under its name. What other nodes compute for it is handed in; its constants stay.
pub fn isolated(graph: &Graph, value: ValueId, node: &Node) -> Graph {
    let own = graph.value(value);
    let mut alone = Graph::new(own.name.clone());
    let mut places = BTreeMap::new();
    for id in node.uses() {
        places.entry(id).or_insert_with(|| {
            let read = graph.value(id);
            let definition = match &read.definition {
                Definition::Constant(data) => Definition::Constant(data.clone()),
                Definition::Input | Definition::Node(_) => Definition::Input,
            };
            alone.push(read.name.clone(), read.ty.clone(), definition)
        });
    }
    let result = alone.push(own.name.clone(), own.ty.clone(), Definition::Node(node.map_uses(|id| places[&id])));
    alone.outputs.push(Output { name: own.name.clone(), value: result });
    alone
}

#[cfg(test)]
mod tests {
    use super::*;
    use graver::graph::random::{Limits, random_network};
    use graver::graph::verify;

    #[test]
    fn every_node_stands_alone() {
        let mut nodes = 0;
        for seed in 0..50 {
            let graph = random_network(seed, Limits::default());
            for (value, node) in graph.nodes() {
                let alone = isolated(&graph, value, node);
                verify(&alone).unwrap_or_else(|d| panic!("seed {seed}: {d}"));
                assert_eq!(alone.nodes().count(), 1);
                nodes += 1;
            }
        }
        assert!(nodes > 50, "{nodes}");
    }
}
