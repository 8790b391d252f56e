//! Our own strategy: the fastest configuration that is predicted to reach the goal, from what layers take and from what each does to the outputs.
//!
//! Each tensor gets the variant whose steps disturb it least. What each layer does alone, the margins of the answers in floats and what layers take, all measured, predict
//! what a configuration loses and takes ([`Model`]). Integers everywhere are tried first unless they are predicted to be hopeless; a trial that misses the goal says by how
//! much the noise was underestimated, and the fastest configuration with the noise that remains is next. With time left after a success the same is asked
//! with what that trial says, and then layers become integers again one by one, those first that save most, as long as the goal is still reached.

use super::known::{Answer, Known, Script};
use super::model::Model;
use crate::quantize::Threshold;
use crate::tune::facts::Judged;
use crate::tune::space::{Choice, Configuration};
use std::collections::BTreeSet;

#[derive(Debug)]
pub struct Auto;

/// The part of the allowed loss that is aimed at: as far as a prediction is wrong where a trial has corrected it.
const AIM: f64 = 0.75;
/// Predicted to lose so many times what is allowed, a configuration is not tried.
const HOPELESS: f64 = 4.0;
/// A trial that misses the goal makes the next one ask for less than this share of its noise, and for more than that.
const LEAST_CHANGE: f64 = 0.7;
const MOST_CHANGE: f64 = 0.1;
/// How wrong predictions of noise are taken to be at most, up or down.
const MOST_WRONG: f64 = 64.0;

impl Script for Auto {
    fn run(&self, known: &Known) -> Answer<()> {
        let base = least_rounding(known)?;
        let search = Goal::new(known, Model::new(known.facts, known.times()?, known.influences(&base)?));
        let (mut current, met) = search.reach(&base)?;
        if !met {
            return Ok(());
        }
        if let Some(faster) = search.faster(&base, &current)? {
            current = faster;
        }
        let times = known.times()?;
        let mut refused = BTreeSet::new();
        loop {
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

/// A loss that is allowed, and what is predicted.
struct Goal<'k> {
    known: &'k Known<'k>,
    model: Model<'k>,
    /// The share of the baseline's accuracy that may be lost.
    allowed: f64,
}

impl<'k> Goal<'k> {
    fn new(known: &'k Known<'k>, model: Model<'k>) -> Self {
        Self { known, model, allowed: known.facts.criterion.allowed(known.facts.baseline.accuracy) }
    }

    /// The noise that is aimed at, if predictions were right.
    fn aim(&self) -> f64 {
        self.known.facts.baseline.margins.noise(AIM * self.allowed)
    }

    /// By what factor there is more noise than predicted, from what a trial lost.
    fn underestimated(&self, configuration: &Configuration, judged: &Judged) -> f64 {
        let (predicted, facts) = (self.model.noise(configuration), self.known.facts);
        // As if half a row more had been lost: of a loss of nothing follows no noise of nothing.
        let lost = facts.loss(judged).max(0.0) + 0.5 / judged.rows.max(1) as f64;
        let found = facts.baseline.margins.noise(lost);
        if predicted > 0.0 { (found / predicted).clamp(1.0 / MOST_WRONG, MOST_WRONG) } else { MOST_WRONG }
    }

    /// The first configuration that reaches the goal; or the last that was tried, and that it does not.
    fn reach(&self, base: &Configuration) -> Answer<(Configuration, bool)> {
        let margins = &self.known.facts.baseline.margins;
        // Without margins a loss is only guessed at, and integers everywhere may well be good enough.
        let predicts = self.allowed > 0.0 && !margins.numbers().is_empty();
        let hopeless = predicts && margins.lost(self.model.noise(base)) > HOPELESS * self.allowed;
        let mut current = if hopeless { self.model.fastest(base, self.aim()) } else { base.clone() };
        loop {
            let trial = self.known.trial(&current)?;
            if trial.met() {
                return Ok((current, true));
            }
            let noise = self.model.noise(&current);
            let limit = trial.judged().map_or(0.0, |judged| self.aim() / self.underestimated(&current, judged));
            let next = self.model.fastest(base, limit.clamp(MOST_CHANGE * noise, LEAST_CHANGE * noise));
            if next == current {
                // Nothing is left that is predicted to help; floats do.
                let floats = self.known.facts.space.open().fold(current.clone(), |floats, layer| floats.with_float(layer, true));
                let met = self.known.trial(&floats)?.met();
                return Ok((floats, met));
            }
            current = next;
        }
    }

    /// A faster configuration that reaches the goal too, where a trial that does says that there is less noise than predicted.
    fn faster(&self, base: &Configuration, reached: &Configuration) -> Answer<Option<Configuration>> {
        let Some(judged) = self.known.trial(reached)?.judged() else { return Ok(None) };
        let next = self.model.fastest(base, self.aim() / self.underestimated(reached, judged));
        if self.model.time(&next) >= self.model.time(reached) {
            return Ok(None);
        }
        Ok(self.known.trial(&next)?.met().then_some(next))
    }
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
