//! Which configuration to try next.
//!
//! In: the facts so far. Out: what to try or to measure next. A strategy is a function of those facts alone: the same history, seed and data lead to the same trials,
//! however often the search was interrupted. It never runs a network.
//!
//! * here what all have in common · `known` facts for strategies that are written as if everything was known · `model` what configurations are predicted to take · one file a strategy

mod auto;
mod basic;
mod bayesian;
mod command;
mod conservative;
mod exhaustive;
mod known;
mod model;
mod mse;
mod mse_v2;
mod random;

use super::facts::Facts;
use super::settings::Method;
use super::space::Configuration;
use crate::diagnostic::Result;
use known::{Known, Script};

pub use auto::measures_rounding;

/// A configuration to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub configuration: Configuration,
    /// Whether all rows are to be evaluated, however bad it looks: its accuracy will be compared with others.
    pub whole: bool,
}

/// What a strategy wants next.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Trials, in this order; which ones they are does not depend on what any of them gives.
    Trials(Vec<Proposal>),
    /// The noise of every layer.
    Noise(Configuration),
    /// What each layer alone does to the outputs.
    Influences(Configuration),
    /// What changing each layer that may change does to the outputs: those as integers taken to floats, or the other way round.
    Sensitivity { configuration: Configuration, to_floats: bool },
    /// What layers take.
    Times,
    /// What storing each result in 8 bits does, after so many samples (an index).
    Roundings(usize),
    /// There is nothing left to try.
    Done,
}

/// Proposes configurations.
pub trait Strategy: Sync {
    /// What to do next.
    ///
    /// # Errors
    /// `Usage` where a command of a person's own answers wrongly.
    fn next(&mut self, facts: &Facts) -> Result<Ask>;

    /// Whether the first success may end the search; else it has its own end.
    fn ends_at_success(&self) -> bool {
        true
    }
}

/// The strategy of a name.
///
/// # Errors
/// `Machine` where a command cannot be started.
pub fn strategy(method: &Method) -> Result<Box<dyn Strategy>> {
    Ok(match method {
        Method::Auto => Box::new(Scripted(auto::Auto)),
        Method::Basic => Box::new(Scripted(basic::Basic)),
        Method::Mse => Box::new(Scripted(mse::Mse)),
        Method::MseV2 => Box::new(Scripted(mse_v2::MseV2)),
        Method::Bayesian => Box::new(bayesian::Bayesian),
        Method::Random => Box::new(Scripted(random::Random)),
        Method::Exhaustive => Box::new(Scripted(exhaustive::Exhaustive)),
        Method::Conservative => Box::new(Scripted(conservative::Conservative)),
        Method::Command(command) => Box::new(command::External::start(command)?),
    })
}

/// A strategy that is written as a script.
struct Scripted<S>(S);

impl<S: Script> Strategy for Scripted<S> {
    fn next(&mut self, facts: &Facts) -> Result<Ask> {
        Ok(match self.0.run(&Known::new(facts)) {
            Ok(()) => Ask::Done,
            Err(ask) => *ask,
        })
    }

    fn ends_at_success(&self) -> bool {
        S::ENDS_AT_SUCCESS
    }
}

#[cfg(test)]
mod testing;
