//! `basic` of Neural Compressor: the best of what can be chosen for all layers alike, then floats layer by layer.

use super::known::{Answer, Known, Script};
use crate::tune::space::Configuration;

#[derive(Debug)]
pub struct Basic;

impl Script for Basic {
    fn run(&self, known: &Known) -> Answer<()> {
        let best = uniform(known)?;
        // Each layer on its own, from the last to the first.
        let layers: Vec<usize> = known.facts.space.open().rev().filter(|&layer| !best.choices[layer].float).collect();
        let alone: Vec<Configuration> = layers.iter().map(|&layer| best.with_float(layer, true)).collect();
        let trials = known.trials(&alone, true)?;
        let mut ranked: Vec<(usize, f64)> = layers.iter().copied().zip(trials.iter().map(|trial| known.accuracy(trial))).collect();
        let sign = if known.facts.criterion.higher_is_better { 1.0 } else { -1.0 };
        ranked.sort_by(|a, b| (sign * b.1).total_cmp(&(sign * a.1)));
        let order: Vec<usize> = ranked.into_iter().map(|(layer, _)| layer).collect();
        accumulate(known, &best, &order)
    }
}

/// Every variant for all layers alike, with every number of samples: the most accurate one, of equal ones the last.
pub fn uniform(known: &Known) -> Answer<Configuration> {
    let space = &known.facts.space;
    let all: Vec<Configuration> =
        (0..space.samples.len()).flat_map(|samples| space.variants().into_iter().map(move |variant| space.uniform(samples, variant))).collect();
    let trials = known.trials(&all, false)?;
    let best = trials.into_iter().reduce(|best, trial| if known.better(known.accuracy(best), known.accuracy(trial)) { best } else { trial });
    Ok(best.map_or_else(|| all[0].clone(), |trial| trial.configuration.clone()))
}

/// Floats for one layer after the other, in this order: first each is kept where it makes the network more accurate, then all are, until something ends it.
pub fn accumulate(known: &Known, best: &Configuration, order: &[usize]) -> Answer<()> {
    let (mut current, mut accuracy) = (best.clone(), known.accuracy(known.trial(best)?));
    for &layer in order {
        let next = current.with_float(layer, true);
        let found = known.accuracy(known.trial(&next)?);
        if known.better(found, accuracy) {
            (current, accuracy) = (next, found);
        }
    }
    let mut current = best.clone();
    for &layer in order {
        current = current.with_float(layer, true);
        known.trial(&current)?;
    }
    Ok(())
}
