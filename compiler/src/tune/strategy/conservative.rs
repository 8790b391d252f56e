//! `conservative` of Neural Compressor: from floats to integers, one kind of operator after the other, and only what keeps the goal.

use super::known::{Answer, Known, Script};

#[derive(Debug)]
pub struct Conservative;

impl Script for Conservative {
    const ENDS_AT_SUCCESS: bool = false;

    fn run(&self, known: &Known) -> Answer<()> {
        let space = &known.facts.space;
        let mut current = space.uniform(space.samples.len() - 1, space.layers[0].variants[0]);
        let layers: Vec<usize> = space.open().collect();
        layers.iter().for_each(|&layer| current.choices[layer].float = true);
        let mut kinds: Vec<&str> = Vec::new();
        for &layer in &layers {
            let kind = space.layers[layer].operator.as_str();
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        // Weighted layers first: they are what takes time.
        kinds.sort_by_key(|kind| !["Conv", "Gemm"].contains(kind));
        for kind in kinds {
            let of_kind: Vec<usize> = layers.iter().copied().filter(|&layer| space.layers[layer].operator == kind).collect();
            let all = of_kind.iter().fold(current.clone(), |next, &layer| next.with_float(layer, false));
            if known.trial(&all)?.met() {
                current = all;
                continue;
            }
            for layer in of_kind {
                let next = current.with_float(layer, false);
                if known.trial(&next)?.met() {
                    current = next;
                }
            }
        }
        Ok(())
    }
}
