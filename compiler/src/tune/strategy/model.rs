//! What a configuration is predicted to take and to lose, and the fastest one that is predicted to lose little.
//!
//! Noise of the outputs is the sum of what each rounded result and each layer's rounded weights bring ([`crate::tune::influence`]); what it loses follows from the
//! margins of the network in floats. A result is rounded where its layer is computed in integers, or any of its readers.

use crate::tune::facts::{Facts, Influences};
use crate::tune::space::Configuration;
use crate::tune::times::Times;

/// Predictions from what was measured.
#[derive(Debug)]
pub struct Model<'f> {
    facts: &'f Facts,
    times: &'f Times,
    influences: &'f Influences,
    /// For each layer, those that read its result as integers.
    readers: Vec<Vec<usize>>,
}

/// Of the time of a network: what a layer costs at least that goes to floats. A prediction may be wrong by as much.
const LEAST_COST: f64 = 1e-3;

impl<'f> Model<'f> {
    pub fn new(facts: &'f Facts, times: &'f Times, influences: &'f Influences) -> Self {
        let mut readers = vec![Vec::new(); facts.space.layers.len()];
        for (reader, reads) in facts.structure.reads.iter().enumerate() {
            reads.iter().for_each(|&read| readers[read].push(reader));
        }
        Self { facts, times, influences, readers }
    }

    fn is_integer(&self, configuration: &Configuration, layer: usize) -> bool {
        !self.facts.space.layers[layer].is_tensor() && !configuration.choices[layer].float
    }

    fn is_rounded(&self, configuration: &Configuration, layer: usize) -> bool {
        self.is_integer(configuration, layer) || self.readers[layer].iter().any(|&reader| self.is_integer(configuration, reader))
    }

    /// The noise of the outputs.
    pub fn noise(&self, configuration: &Configuration) -> f64 {
        let of = |layer: usize| {
            let own = self.influences.layers[layer];
            let brings = |does: bool, noise: f32| if does { f64::from(noise) } else { 0.0 };
            brings(self.is_rounded(configuration, layer), own.rounding) + brings(self.is_integer(configuration, layer), own.weights)
        };
        (0..self.readers.len()).map(of).sum()
    }

    /// Nanoseconds.
    pub fn time(&self, configuration: &Configuration) -> f64 {
        let of = |layer: usize| {
            let is_tensor = self.facts.space.layers[layer].is_tensor();
            let integer = self.is_integer(configuration, layer);
            let integer_read = self.readers[layer].iter().any(|&reader| self.is_integer(configuration, reader));
            let float_read = self.readers[layer].iter().any(|&reader| !self.is_integer(configuration, reader));
            let (as_integers, as_floats) = self.times.layers[layer];
            // A tensor takes what it does in the network of integers where nothing else is read of it.
            let own = if integer || is_tensor && !float_read { as_integers } else { as_floats };
            let converts = !is_tensor && if integer { float_read } else { integer_read };
            let conversion = self.facts.elements[layer] as f64 * self.times.conversion as f64 / 1e6;
            own as f64 + if converts { conversion } else { 0.0 }
        };
        (0..self.readers.len()).map(of).sum()
    }

    /// The fastest configuration whose noise is not above `limit`, or as little above as there is: layers of `base` go to floats by the noise that they take away
    /// for the time that they cost, then back to integers where the others suffice, those first that save most time.
    pub fn fastest(&self, base: &Configuration, limit: f64) -> Configuration {
        let mut current = base.clone();
        while self.noise(&current) > limit {
            let Some(next) = self.best_move(&current, limit) else { break };
            current = next;
        }
        let limit = limit.max(self.noise(&current));
        let mut taken: Vec<usize> = (0..self.readers.len()).filter(|&layer| current.choices[layer].float && !base.choices[layer].float).collect();
        let saved = |layer: usize| self.times.layers[layer].1.saturating_sub(self.times.layers[layer].0);
        taken.sort_by_key(|&layer| (std::cmp::Reverse(saved(layer)), layer));
        for layer in taken {
            let next = current.with_float(layer, false);
            if self.noise(&next) <= limit && self.time(&next) < self.time(&current) {
                current = next;
            }
        }
        current
    }

    /// The change that takes away most of the noise above `limit` for the time that it costs: a layer, a layer with all that read it, or all that read a tensor.
    /// `None` where nothing takes any away.
    fn best_move(&self, configuration: &Configuration, limit: f64) -> Option<Configuration> {
        let (noise, time) = (self.noise(configuration), self.time(configuration));
        let open = |layer: &usize| self.facts.space.layers[*layer].is_open() && !configuration.choices[*layer].float;
        let mut best: Option<(f64, Configuration)> = None;
        for layer in 0..self.readers.len() {
            let own: Vec<usize> = [layer].into_iter().filter(open).collect();
            let with_readers: Vec<usize> = own.iter().copied().chain(self.readers[layer].iter().copied().filter(open)).collect();
            for group in [own, with_readers].into_iter().filter(|group| !group.is_empty()) {
                let changed = group.iter().fold(configuration.clone(), |changed, &layer| changed.with_float(layer, true));
                let gain = noise - self.noise(&changed).max(limit);
                let cost = (self.time(&changed) - time).max(LEAST_COST * time) + 1.0;
                if gain > 0.0 && best.as_ref().is_none_or(|(ratio, _)| gain / cost > *ratio) {
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
    use crate::tune::influence::Influence;

    fn influences(rows: [(f32, f32); 6], configuration: &Configuration) -> Influences {
        Influences { configuration: configuration.clone(), layers: rows.map(|(rounding, weights)| Influence { rounding, weights }).into() }
    }

    #[test]
    fn the_cheapest_noise_goes_first() {
        let facts = facts();
        let base = facts.space.uniform(1, facts.space.layers[0].variants[0]);
        let times = Times { layers: vec![(0, 0), (10, 40), (10, 40), (10, 4000), (1, 2), (5, 6)], whole: (36, 4088), conversion: 0 };
        // What b adds is large and cheap to take away; c adds as much, but costs more.
        let influences = influences([(0.0, 0.0), (0.0, 0.01), (0.0, 0.4), (0.0, 0.4), (0.0, 0.0), (0.0, 0.0)], &base);
        let model = Model::new(&facts, &times, &influences);
        let floats = |limit: f64| facts.space.floats(&model.fastest(&base, limit)).join(" ");
        assert_eq!([0.9, 0.5, 0.405, 0.1, 0.001, 0.0].map(floats), ["", "b", "a b", "b c", "a b c", "a b c"]);
        assert!((model.noise(&base) - 0.81).abs() < 1e-6);
    }

    #[test]
    fn a_result_stops_being_rounded_when_nobody_needs_integers() {
        let facts = facts();
        let base = facts.space.uniform(1, facts.space.layers[0].variants[0]);
        let times = Times { layers: vec![(10, 40); 6], whole: (60, 240), conversion: 10 };
        // The result of a has channels that drown when it is stored. b and the sum read it.
        let influences = influences([(0.0, 0.0), (0.9, 0.0), (0.01, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], &base);
        let model = Model::new(&facts, &times, &influences);
        assert_eq!(facts.space.floats(&model.fastest(&base, 0.5)), ["a", "b", "sum"]);
        assert!(model.time(&base.with_float(2, true)) > model.time(&base));
    }
}
