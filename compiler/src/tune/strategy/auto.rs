//! Our own strategy: the fastest configuration that is predicted to reach the goal, from what layers take and from the noise that they add.
//!
//! Each tensor gets the variant whose steps disturb it least. Where that is not accurate enough, the noise of every layer is measured and taken apart: what storing a
//! result in 8 bits does, which goes away where neither its layer nor any of its readers are integers, and what the layer adds beyond that. Layers go to floats by the
//! noise that they take away for the time that they cost, a knapsack that is filled greedily; what that did is measured before more of them follow, because noise
//! before a layer hides its own. Once the noise of the outputs is predicted to be small enough, a trial verifies it; where it fails, the next prediction is bolder. Once the
//! goal is reached, layers whose time is worth most become integers again, one by one, as long as it still is and there is time.

use super::known::{Answer, Known, Script};
use crate::quantize::Threshold;
use crate::tune::facts::{Facts, Noise};
use crate::tune::space::{Choice, Configuration};
use crate::tune::times::Times;
use std::collections::BTreeSet;

#[derive(Debug)]
pub struct Auto;

/// Noise is taken to be proportional to the accuracy that is lost; but no trial asks for less than this share of the noise before, and none for more than that.
const BOLDEST: f32 = 0.25;
const MOST_CAREFUL: f32 = 0.7;
/// Noise may grow by so much on its way through a layer without the layer having added any.
const GROWTH: f32 = 1.5;

impl Script for Auto {
    fn run(&self, known: &Known) -> Answer<()> {
        let mut current = least_rounding(known)?;
        loop {
            let trial = known.trial(&current)?;
            if trial.met() {
                break;
            }
            let lost = trial.judged().map_or(1.0, |judged| known.facts.loss(judged));
            let allowed = known.facts.criterion.allowed(known.facts.baseline.accuracy);
            let ratio = ((allowed.max(0.0) / lost.max(1e-9)) as f32).clamp(BOLDEST, MOST_CAREFUL);
            let Some(next) = quieter(known, &current, ratio)? else { return Ok(()) };
            current = next;
        }
        let mut refused = BTreeSet::new();
        loop {
            let times = known.times()?;
            let saved = |layer: usize| times.layers[layer].1.saturating_sub(times.layers[layer].0);
            let candidates = known.facts.space.open().filter(|layer| current.choices[*layer].float && !refused.contains(layer) && saved(*layer) > 0);
            let Some(layer) = candidates.max_by_key(|&layer| (saved(layer), layer)) else { return Ok(()) };
            let next = current.with_float(layer, false);
            if known.trial(&next)?.met() {
                current = next;
            } else {
                refused.insert(layer);
            }
        }
    }
}

/// Floats for more layers, until the outputs' noise is at most this share of what it is now. `None` where no layer is left.
fn quieter(known: &Known, current: &Configuration, share: f32) -> Answer<Option<Configuration>> {
    let times = known.times()?;
    let target = share * outputs(known.facts, known.noise(current)?);
    let mut next = current.clone();
    let mut moves = 1;
    loop {
        let noise = known.noise(&next)?;
        if next != *current && outputs(known.facts, noise) <= target {
            return Ok(Some(next));
        }
        let model = Model { facts: known.facts, times, noise };
        let before = next.clone();
        for _ in 0..moves {
            next = model.best_move(&next).unwrap_or(next);
        }
        if next == before {
            return Ok((next != *current).then_some(next));
        }
        // Where many layers share the noise, each measurement may follow more of them.
        moves *= 2;
    }
}

/// The noise of the layers that nothing else in the space reads.
fn outputs(facts: &Facts, noise: &Noise) -> f32 {
    let sinks = (0..facts.space.layers.len()).filter(|layer| facts.structure.sources.iter().all(|sources| !sources.contains(layer)));
    sinks.map(|layer| noise.layers[layer].share).fold(0.0, f32::max)
}

/// Integers everywhere, each tensor in the variant that disturbs it least; of equal ones the first.
fn least_rounding(known: &Known) -> Answer<Configuration> {
    let space = &known.facts.space;
    let samples = space.samples.len() - 1;
    let roundings = known.roundings(samples)?;
    let choice = |(layer, shares): (&crate::tune::space::Layer, &Vec<f32>)| {
        let variant = (0..shares.len()).min_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(a.cmp(&b))).unwrap_or(0);
        Choice { float: !layer.may_be_integer && !layer.is_tensor(), variant: variant as u16 }
    };
    Ok(Configuration { samples, choices: space.layers.iter().zip(roundings).map(choice).collect() })
}

/// Whether the rounding of a variant is worth measuring. The least divergence cuts off more than the least square error does, which is measured here.
pub fn measures_rounding(calibration: Threshold, others: impl Iterator<Item = Threshold>) -> bool {
    calibration != Threshold::Entropy || others.into_iter().all(|other| other == Threshold::Entropy)
}

/// What a configuration is predicted to take and to disturb.
struct Model<'f> {
    facts: &'f Facts,
    times: &'f Times,
    noise: &'f Noise,
}

impl Model<'_> {
    fn count(&self) -> usize {
        self.facts.space.layers.len()
    }

    fn is_integer(&self, configuration: &Configuration, layer: usize) -> bool {
        !self.facts.space.layers[layer].is_tensor() && !configuration.choices[layer].float
    }

    /// The layers that read the result of another one as integers.
    fn readers(&self, configuration: &Configuration, layer: usize) -> Vec<usize> {
        (0..self.count()).filter(|&reader| self.is_integer(configuration, reader) && self.facts.structure.reads[reader].contains(&layer)).collect()
    }

    /// What a layer adds as integers beyond what it reads and what its result's rounding does.
    fn added(&self, layer: usize) -> f32 {
        let own = self.noise.layers[layer];
        let brought = self.facts.structure.sources[layer].iter().map(|&source| self.noise.layers[source].share).fold(0.0, f32::max);
        if own.integer { (own.share - GROWTH * brought - own.rounding).max(0.0) } else { 0.0 }
    }

    fn total(&self, configuration: &Configuration) -> f32 {
        let of = |layer: usize| {
            let integer = self.is_integer(configuration, layer);
            let rounded = integer || !self.readers(configuration, layer).is_empty();
            f32::from(u8::from(integer)) * self.added(layer)
                + if rounded && self.noise.layers[layer].rounding.is_finite() { self.noise.layers[layer].rounding } else { 0.0 }
        };
        (0..self.count()).map(of).sum()
    }

    /// Nanoseconds.
    fn time(&self, configuration: &Configuration) -> f64 {
        let of = |layer: usize| {
            let integer = self.is_integer(configuration, layer);
            let (as_integers, as_floats) = self.times.layers[layer];
            let as_integer_read = !self.readers(configuration, layer).is_empty();
            let float_read = (0..self.count()).any(|reader| {
                !self.facts.space.layers[reader].is_tensor() && configuration.choices[reader].float && self.facts.structure.reads[reader].contains(&layer)
            });
            let converted = if integer { float_read } else { as_integer_read };
            let conversion = self.facts.elements[layer] as f64 * self.times.conversion as f64 / 1e6;
            (if integer { as_integers } else { as_floats }) as f64 + if converted { conversion } else { 0.0 }
        };
        (0..self.count()).map(of).sum()
    }

    /// The change that takes away most noise for the time that it costs: a layer, a layer with all that read it, or all that read a tensor.
    fn best_move(&self, configuration: &Configuration) -> Option<Configuration> {
        let (noise, time) = (self.total(configuration), self.time(configuration));
        let open = |layer: &usize| self.facts.space.layers[*layer].is_open() && !configuration.choices[*layer].float;
        let mut best: Option<(f64, Configuration)> = None;
        for layer in 0..self.count() {
            let own: Vec<usize> = [layer].into_iter().filter(open).collect();
            let with_readers: Vec<usize> = own.iter().copied().chain(self.readers(configuration, layer).into_iter().filter(open)).collect();
            for group in [own, with_readers].into_iter().filter(|group| !group.is_empty()) {
                let changed = group.iter().fold(configuration.clone(), |changed, &layer| changed.with_float(layer, true));
                let gain = f64::from((noise - self.total(&changed)).max(0.0));
                // A layer that is not slower in floats still costs a trial's worth of doubt.
                let cost = (self.time(&changed) - time).max(1e-3 * time) + 1.0;
                if best.as_ref().is_none_or(|(ratio, _)| gain / cost > *ratio) {
                    best = Some((gain / cost, changed));
                }
            }
        }
        best.map(|(_, changed)| changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tune::facts::testing::facts;
    use crate::tune::noise::LayerNoise;

    fn noise(rows: [(f32, f32); 6], configuration: &Configuration) -> Noise {
        let layer = |(share, rounding)| LayerNoise { integer: true, share, rounding, mean_square: 0.0 };
        Noise { configuration: configuration.clone(), layers: rows.map(layer).into() }
    }

    #[test]
    fn the_cheapest_noise_goes_first() {
        let facts = facts();
        let base = facts.space.uniform(1, facts.space.layers[0].variants[0]);
        let times = Times { layers: vec![(0, 0), (10, 40), (10, 40), (10, 4000), (1, 2), (5, 6)], whole: (36, 4088), conversion: 0 };
        // What b adds is large and cheap to take away; c adds as much, but costs more.
        let noise = noise([(0.0, 0.0), (0.01, 0.0), (0.4, 0.0), (0.95, 0.0), (0.95, 0.0), (0.95, 0.0)], &base);
        let model = Model { facts: &facts, times: &times, noise: &noise };
        let first = model.best_move(&base).unwrap();
        assert_eq!(facts.space.floats(&first), ["b"]);
        assert_eq!(facts.space.floats(&model.best_move(&model.best_move(&first).unwrap()).unwrap()), ["a", "b", "c"]);
        assert_eq!(outputs(&facts, &noise), 0.95);
        let all = facts.space.open().fold(base.clone(), |all, layer| all.with_float(layer, true));
        assert_eq!(model.best_move(&all), None);
        // Something changes, however little it promises.
        let silent = self::noise([(0.0, 0.0); 6], &base);
        assert!(Model { facts: &facts, times: &times, noise: &silent }.best_move(&base).is_some());
    }

    #[test]
    fn a_result_stops_being_rounded_when_nobody_needs_integers() {
        let facts = facts();
        let base = facts.space.uniform(1, facts.space.layers[0].variants[0]);
        let times = Times { layers: vec![(10, 40); 6], whole: (60, 240), conversion: 10 };
        // The result of a has channels that drown when it is stored. b and the sum read it.
        let noise = noise([(0.0, 0.0), (0.9, 0.9), (0.95, 0.01), (0.95, 0.0), (0.95, 0.0), (0.95, 0.0)], &base);
        let model = Model { facts: &facts, times: &times, noise: &noise };
        assert_eq!(facts.space.floats(&model.best_move(&base).unwrap()), ["a", "b", "sum"]);
        assert!(model.time(&base.with_float(2, true)) > model.time(&base));
    }
}
