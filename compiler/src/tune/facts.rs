//! What is known so far: all that a strategy sees, and all that a history holds.

use super::accuracy::share;
use super::engine::Cost;
use super::influence::Influence;
use super::margins::Margins;
use super::network::Structure;
use super::noise::LayerNoise;
use super::settings::{Criterion, Objective};
use super::space::{Configuration, Space};
use super::times::Times;
use crate::quantize::Ranges;

/// The network in floats.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    pub accuracy: f64,
    /// Rows that accuracy was counted on.
    pub rows: usize,
    pub cost: Cost,
    pub margins: Margins,
}

/// What became of a configuration.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was judged.
    Judged(Judged),
    /// It could not be built; why.
    Failed(String),
}

/// How good a configuration is.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Of the rows that were looked at.
    pub accuracy: f64,
    pub rows: usize,
    /// Whether these are all; else it was certain, or certain enough, that the accuracy is of no interest.
    pub whole: bool,
    /// Whether it reaches the goal.
    pub met: bool,
    pub cost: Cost,
    /// Digest of the model file.
    pub digest: String,
}

/// A configuration that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    pub configuration: Configuration,
    pub outcome: Outcome,
    /// The ranges that it was built with.
    pub ranges: Ranges,
    /// Milliseconds since the search began, over all its sessions.
    pub elapsed: u64,
}

impl Trial {
    pub fn judged(&self) -> Option<&Judged> {
        match &self.outcome {
            Outcome::Judged(judged) => Some(judged),
            Outcome::Failed(_) => None,
        }
    }

    pub fn met(&self) -> bool {
        self.judged().is_some_and(|judged| judged.met)
    }
}

/// The noise of every layer in one configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct Noise {
    pub configuration: Configuration,
    pub layers: Vec<LayerNoise>,
}

/// What each layer alone does to the outputs, as one configuration has it as integers.
#[derive(Debug, Clone, PartialEq)]
pub struct Influences {
    pub configuration: Configuration,
    pub layers: Vec<Influence>,
}

/// What the outputs of a configuration differ by from those in floats, with one layer changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    pub configuration: Configuration,
    /// Whether each layer was taken to floats, or else to integers.
    pub to_floats: bool,
    /// For each layer that was changed, the mean square error.
    pub errors: Vec<Option<f32>>,
}

/// Everything.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    pub space: Space,
    pub structure: Structure,
    /// Numbers of each layer's result, for what conversions take.
    pub elements: Vec<usize>,
    pub criterion: Criterion,
    pub objective: Objective,
    pub seed: u64,
    pub baseline: Baseline,
    pub trials: Vec<Trial>,
    pub noises: Vec<Noise>,
    pub influences: Vec<Influences>,
    pub sensitivities: Vec<Sensitivity>,
    pub times: Option<Times>,
    /// For each number of samples that was asked about, layer and variant, what storing in 8 bits does.
    pub roundings: Vec<(usize, Vec<Vec<f32>>)>,
}

impl Facts {
    /// How a trial's accuracy compares; what failed is the worst.
    pub fn accuracy(&self, trial: &Trial) -> f64 {
        let worst = if self.criterion.higher_is_better { f64::NEG_INFINITY } else { f64::INFINITY };
        trial.judged().map_or(worst, |judged| judged.accuracy)
    }

    /// What the objective makes of a trial: less is better.
    pub fn price(&self, cost: &Cost) -> u64 {
        match self.objective {
            Objective::Performance => cost.latency,
            Objective::Footprint => cost.memory,
            Objective::ModelSize => cost.constants,
        }
    }

    /// The trial that would be taken now: of those that reach the goal the last one whose objective is not worse than that of the one before, as Neural Compressor has it;
    /// where none does, the most accurate, and of equal ones the best by the objective.
    pub fn best(&self) -> Option<usize> {
        let mut best: Option<(usize, &Judged)> = None;
        for (at, judged) in self.trials.iter().enumerate().filter_map(|(at, trial)| Some((at, trial.judged()?))) {
            let replaces = match best {
                None => true,
                Some((_, other)) => match (judged.met, other.met) {
                    (true, true) => self.price(&judged.cost) <= self.price(&other.cost),
                    (true, false) => true,
                    (false, true) => false,
                    (false, false) => {
                        // What was not seen whole was less accurate than something before it.
                        let better = judged.whole && self.criterion.better(judged.accuracy, other.accuracy);
                        let equal = judged.whole && judged.accuracy == other.accuracy && self.price(&judged.cost) < self.price(&other.cost);
                        better || equal || (judged.whole && !other.whole)
                    }
                },
            };
            if replaces {
                best = Some((at, judged));
            }
        }
        best.map(|(at, _)| at)
    }

    /// Right answers of the most accurate trial that was seen whole.
    pub fn most_right(&self) -> Option<usize> {
        let right = |judged: &Judged| (judged.accuracy * judged.rows as f64).round() as usize;
        self.trials.iter().filter_map(Trial::judged).filter(|judged| judged.whole).map(right).max()
    }

    /// Trials that nothing beats in both accuracy and latency, the fastest first.
    pub fn front(&self) -> Vec<usize> {
        let mut judged: Vec<(usize, &Judged)> =
            self.trials.iter().enumerate().filter_map(|(at, trial)| Some((at, trial.judged().filter(|j| j.whole)?))).collect();
        let accuracy = |judged: &Judged| if self.criterion.higher_is_better { judged.accuracy } else { -judged.accuracy };
        judged.sort_by(|(_, a), (_, b)| a.cost.latency.cmp(&b.cost.latency).then(accuracy(b).total_cmp(&accuracy(a))));
        let mut front = Vec::new();
        let mut highest = f64::NEG_INFINITY;
        for (at, judged) in judged {
            if accuracy(judged) > highest {
                highest = accuracy(judged);
                front.push(at);
            }
        }
        front
    }

    /// The share of the baseline's accuracy that a trial loses.
    pub fn loss(&self, judged: &Judged) -> f64 {
        self.criterion.relative_loss(judged.accuracy, self.baseline.accuracy)
    }

    /// The accuracy of so many right answers.
    pub fn accuracy_of(&self, right: usize) -> f64 {
        share(right, self.baseline.rows)
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::tune::space::testing::space;

    /// What is known before anything was tried, of the space that tests share.
    pub fn facts() -> Facts {
        let space = space(&[]).unwrap();
        let reads = vec![vec![], vec![0], vec![1], vec![2], vec![1, 3], vec![4]];
        Facts {
            structure: Structure { reads: reads.clone(), sources: reads },
            elements: vec![1000; space.layers.len()],
            space,
            criterion: Criterion::default(),
            objective: Objective::Performance,
            seed: 7,
            baseline: Baseline { accuracy: 0.9, rows: 1000, cost: Cost { latency: 6000, constants: 60, memory: 600 }, margins: Margins::default() },
            trials: Vec::new(),
            noises: Vec::new(),
            influences: Vec::new(),
            sensitivities: Vec::new(),
            times: None,
            roundings: Vec::new(),
        }
    }

    pub fn trial(configuration: Configuration, accuracy: f64, latency: u64, met: bool) -> Trial {
        let cost = Cost { latency, ..Cost::default() };
        let judged = Judged { accuracy, rows: 1000, whole: true, met, cost, digest: String::new() };
        Trial { configuration, outcome: Outcome::Judged(judged), ranges: Ranges::new(), elapsed: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{facts, trial};
    use super::*;

    #[test]
    fn the_best_trial() {
        let mut facts = facts();
        let base = facts.space.uniform(0, facts.space.layers[0].variants[0]);
        let mut best = |accuracy: f64, latency: u64, met: bool| {
            facts.trials.push(trial(base.clone(), accuracy, latency, met));
            facts.best().unwrap()
        };
        assert_eq!([best(0.5, 10, false), best(0.7, 20, false), best(0.6, 5, false), best(0.7, 15, false)], [0, 1, 1, 3]);
        assert_eq!([best(0.9, 40, true), best(0.95, 50, true), best(0.89, 40, true), best(0.89, 30, true), best(0.99, 99, false)], [4, 4, 6, 7, 7]);
        assert_eq!(facts.front(), [2, 3, 7, 4, 5, 8]);
        assert_eq!(facts.most_right(), Some(990));
        facts.trials.push(Trial { outcome: Outcome::Failed("why".into()), ..facts.trials[0].clone() });
        assert_eq!((facts.best(), facts.accuracy(&facts.trials[9])), (Some(7), f64::NEG_INFINITY));
    }
}
