//! `mse` of Neural Compressor: as `basic`, but layers go to floats in the order of what integers do to their results in one run.

use super::basic::{accumulate, uniform};
use super::known::{Answer, Known, Script};

#[derive(Debug)]
pub struct Mse;

impl Script for Mse {
    fn run(&self, known: &Known) -> Answer<()> {
        let best = uniform(known)?;
        let noise = known.noise(&best)?;
        let mut order: Vec<usize> = known.facts.space.open().filter(|&layer| !best.choices[layer].float).collect();
        order.sort_by(|&a, &b| noise.layers[b].mean_square.total_cmp(&noise.layers[a].mean_square));
        accumulate(known, &best, &order)
    }
}
