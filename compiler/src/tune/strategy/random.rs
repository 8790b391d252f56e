//! Configurations by chance. Each draws how many of its layers are floats, so that few and many are tried.

use super::exhaustive::choices;
use super::known::{Answer, Known, Script};
use crate::tune::data;
use crate::tune::facts::Facts;
use crate::tune::space::{Choice, Configuration};
use std::collections::BTreeSet;

#[derive(Debug)]
pub struct Random;

/// Draws of known configurations after which the space is taken to be exhausted.
const MOST_REPEATED: usize = 1000;
/// Configurations that are proposed together.
const TOGETHER: usize = 16;

impl Script for Random {
    fn run(&self, known: &Known) -> Answer<()> {
        let mut random = data::Random::new(known.facts.seed);
        let mut drawn = BTreeSet::new();
        let (mut together, mut repeated) = (Vec::new(), 0);
        while repeated < MOST_REPEATED {
            let next = draw(known.facts, &mut random);
            if !drawn.insert(next.clone()) {
                repeated += 1;
                continue;
            }
            repeated = 0;
            together.push(next);
            if together.len() == TOGETHER {
                known.trials(&together, false)?;
                together.clear();
            }
        }
        known.trials(&together, false).map(drop)
    }
}

/// A configuration by chance.
pub fn draw(facts: &Facts, random: &mut data::Random) -> Configuration {
    let space = &facts.space;
    let samples = random.below(space.samples.len());
    let floats = random.share().powi(2);
    let mut choice = |layer: usize| {
        let all = choices(space, layer);
        let wanted: Vec<Choice> = match space.layers[layer].is_open() {
            true => {
                let float = random.share() < floats;
                all.into_iter().filter(|choice| choice.float == float).collect()
            }
            false => all,
        };
        wanted[random.below(wanted.len())]
    };
    Configuration { samples, choices: (0..space.layers.len()).map(&mut choice).collect() }
}
