//! Facts for a strategy that is written from the beginning to the end, as if everything it asks for was known. What is not known yet ends it with the question; the
//! next time it runs from the beginning again, and gets further.

use super::{Ask, Proposal};
use crate::tune::facts::{Facts, Influences, Noise, Sensitivity, Trial};
use crate::tune::space::Configuration;
use crate::tune::times::Times;
use std::collections::BTreeMap;

/// What is known, or what to ask.
pub type Answer<T> = Result<T, Box<Ask>>;

/// A strategy from the beginning to the end.
pub trait Script: Sync {
    /// Whether the first success may end the search.
    const ENDS_AT_SUCCESS: bool = true;

    /// Ends where there is nothing left to try.
    fn run(&self, known: &Known) -> Answer<()>;
}

/// The facts, with trials by their configurations.
#[derive(Debug)]
pub struct Known<'f> {
    pub facts: &'f Facts,
    trials: BTreeMap<&'f Configuration, &'f Trial>,
}

impl<'f> Known<'f> {
    pub fn new(facts: &'f Facts) -> Self {
        Self { facts, trials: facts.trials.iter().map(|trial| (&trial.configuration, trial)).collect() }
    }

    /// The trial of a configuration that was tried already.
    pub fn tried(&self, configuration: &Configuration) -> Option<&'f Trial> {
        self.trials.get(configuration).copied()
    }

    /// The trial of a configuration.
    pub fn trial(&self, configuration: &Configuration) -> Answer<&'f Trial> {
        self.tried(configuration).ok_or_else(|| Box::new(Ask::Trials(vec![Proposal { configuration: configuration.clone(), whole: false }])))
    }

    /// The trials of several; `whole` where their accuracies will be compared.
    pub fn trials(&self, configurations: &[Configuration], whole: bool) -> Answer<Vec<&'f Trial>> {
        let mut missing: Vec<Proposal> = Vec::new();
        for configuration in configurations.iter().filter(|configuration| !self.trials.contains_key(configuration)) {
            let proposal = Proposal { configuration: configuration.clone(), whole };
            if !missing.contains(&proposal) {
                missing.push(proposal);
            }
        }
        match missing.is_empty() {
            true => Ok(configurations.iter().filter_map(|configuration| self.trials.get(configuration).copied()).collect()),
            false => Err(Box::new(Ask::Trials(missing))),
        }
    }

    /// The noise of every layer in a configuration.
    pub fn noise(&self, configuration: &Configuration) -> Answer<&'f Noise> {
        let found = self.facts.noises.iter().find(|noise| noise.configuration == *configuration);
        found.ok_or_else(|| Box::new(Ask::Noise(configuration.clone())))
    }

    /// What each layer alone does to the outputs, as this configuration has it.
    pub fn influences(&self, configuration: &Configuration) -> Answer<&'f Influences> {
        let found = self.facts.influences.iter().find(|known| known.configuration == *configuration);
        found.ok_or_else(|| Box::new(Ask::Influences(configuration.clone())))
    }

    /// What changing one layer does.
    pub fn sensitivity(&self, configuration: &Configuration, to_floats: bool) -> Answer<&'f Sensitivity> {
        let found = self.facts.sensitivities.iter().find(|known| known.to_floats == to_floats && known.configuration == *configuration);
        found.ok_or_else(|| Box::new(Ask::Sensitivity { configuration: configuration.clone(), to_floats }))
    }

    /// What layers take.
    pub fn times(&self) -> Answer<&'f Times> {
        self.facts.times.as_ref().ok_or_else(|| Box::new(Ask::Times))
    }

    /// What storing each result in 8 bits does.
    pub fn roundings(&self, samples: usize) -> Answer<&'f [Vec<f32>]> {
        let found = self.facts.roundings.iter().find(|(known, _)| *known == samples);
        found.map(|(_, table)| &table[..]).ok_or_else(|| Box::new(Ask::Roundings(samples)))
    }

    pub fn accuracy(&self, trial: &Trial) -> f64 {
        self.facts.accuracy(trial)
    }

    pub fn better(&self, accuracy: f64, other: f64) -> bool {
        self.facts.criterion.better(accuracy, other)
    }
}
