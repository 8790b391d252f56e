//! Passes keep every bit of every output, on random networks.

use super::*;
use crate::graph::random::{Limits, random_inputs, random_network};
use crate::graph::{Graph, text, verify};
use crate::reference;
use proptest::prelude::*;

fn assert_same_outputs(before: &Graph, after: &Graph, seed: u64) {
    let inputs = random_inputs(before, seed);
    let run = |graph: &Graph| -> Vec<(String, Vec<u8>)> {
        let evaluation = reference::run(graph, &inputs).unwrap_or_else(|d| panic!("{d}\n{}", text::print(graph).text));
        evaluation.outputs().map(|(name, tensor)| (name.to_string(), tensor.data.to_bytes())).collect()
    };
    let (expected, found) = (run(before), run(after));
    assert!(expected == found, "outputs differ\n{}\n{}", text::print(before).text, text::print(after).text);
}

/// Names and types of inputs and outputs, which no pass may change.
fn interface(graph: &Graph) -> Vec<String> {
    let inputs = graph.inputs().map(|id| format!("{}: {}", graph.value(id).name, graph.ty(id)));
    let outputs = graph.outputs.iter().map(|output| format!("{}: {}", output.name, graph.ty(output.value)));
    inputs.chain(outputs).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_pass_keeps_every_bit(seed in any::<u64>()) {
        let mut graph = random_network(seed, Limits::default());
        for (name, pass) in PASSES {
            let after = pass(graph.clone()).unwrap();
            verify(&after).unwrap_or_else(|d| panic!("{name}: {d}\n{}", text::print(&after).text));
            assert_same_outputs(&graph, &after, seed);
            prop_assert_eq!(interface(&graph), interface(&after), "{}", name);
            graph = after;
        }
    }

    #[test]
    fn the_canonical_form_is_its_own(seed in any::<u64>()) {
        let graph = random_network(seed, Limits::default());
        let names: Vec<String> = graph.nodes().map(|(id, _)| graph.value(id).name.clone()).collect();
        let canonical = canonical_form(graph.clone()).unwrap();
        prop_assert_eq!(canonical_form(canonical.clone()).unwrap(), canonical);

        let exposed = expose(graph, &names).unwrap();
        let canonical = canonical_form(exposed.clone()).unwrap();
        assert_same_outputs(&exposed, &canonical, seed);
        prop_assert_eq!(interface(&exposed), interface(&canonical));
    }
}
