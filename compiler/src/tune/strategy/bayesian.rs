//! Configurations where a Gaussian process over those tried expects the largest improvement in accuracy (Mockus; Jones, Schonlau and Welch 1998).

use super::random::draw;
use super::{Ask, Proposal, Strategy};
use crate::diagnostic::Result;
use crate::tune::data::Random;
use crate::tune::facts::Facts;
use crate::tune::margins::{density, normal};
use crate::tune::space::Configuration;
use std::collections::BTreeSet;

#[derive(Debug)]
pub struct Bayesian;

/// Trials by chance before the process is asked.
const FIRST: usize = 5;
/// Configurations by chance, and changes of the best one, that it is asked about.
const DRAWN: usize = 256;
/// Share of a unit variance that answers are taken to be wrong by.
const JITTER: f64 = 1e-4;

impl Strategy for Bayesian {
    fn next(&mut self, facts: &Facts) -> Result<Ask> {
        let space = &facts.space;
        let tried: BTreeSet<&Configuration> = facts.trials.iter().map(|trial| &trial.configuration).collect();
        // What is drawn depends on how many trials there are, not on how they came about.
        let mut random = Random::new(facts.seed.wrapping_add((facts.trials.len() as u64).wrapping_mul(0xa076_1d64_78bd_642f)));
        let mut candidates: Vec<Configuration> = Vec::new();
        if facts.trials.is_empty() {
            candidates.push(space.uniform(space.samples.len() - 1, space.layers[0].variants[0]));
        } else {
            candidates.extend((0..DRAWN).map(|_| draw(facts, &mut random)));
            if let Some(best) = most_accurate(facts) {
                candidates.extend((0..DRAWN).map(|_| changed(facts, best, &mut random)));
            }
            candidates.retain(|candidate| !tried.contains(candidate));
        }
        let chosen = if facts.trials.len() < FIRST { candidates.into_iter().next() } else { most_promising(facts, candidates) };
        Ok(chosen.map_or(Ask::Done, |configuration| Ask::Trials(vec![Proposal { configuration, whole: false }])))
    }
}

fn most_accurate(facts: &Facts) -> Option<&Configuration> {
    let better = |a: &f64, b: &f64| if facts.criterion.higher_is_better { a.total_cmp(b) } else { b.total_cmp(a) };
    facts.trials.iter().max_by(|a, b| better(&facts.accuracy(a), &facts.accuracy(b))).map(|trial| &trial.configuration)
}

/// A configuration with one to three layers drawn anew.
fn changed(facts: &Facts, from: &Configuration, random: &mut Random) -> Configuration {
    let mut changed = from.clone();
    let other = draw(facts, random);
    for _ in 0..=random.below(3) {
        let layer = random.below(changed.choices.len());
        changed.choices[layer] = other.choices[layer];
    }
    changed
}

/// How alike two configurations are, from 0 to 1. Floats or integers matters more than how.
fn kernel(a: &Configuration, b: &Configuration) -> f64 {
    let distance = a.choices.iter().zip(&b.choices).map(|(a, b)| if a.float != b.float { 1.0 } else { 0.25 * f64::from(u8::from(a.variant != b.variant)) });
    let scale = 0.25 * a.choices.len() as f64;
    (-(distance.sum::<f64>() + f64::from(u8::from(a.samples != b.samples))) / scale.max(1.0)).exp()
}

/// The candidate with the largest expected improvement.
fn most_promising(facts: &Facts, candidates: Vec<Configuration>) -> Option<Configuration> {
    let points: Vec<&Configuration> = facts.trials.iter().map(|trial| &trial.configuration).collect();
    let sign = if facts.criterion.higher_is_better { 1.0 } else { -1.0 };
    let raw: Vec<f64> = facts.trials.iter().map(|trial| sign * facts.accuracy(trial)).collect();
    // What failed is as bad as the worst that did not.
    let worst = raw.iter().copied().filter(|y| y.is_finite()).fold(f64::INFINITY, f64::min);
    let known: Vec<f64> = raw
        .iter()
        .map(|&y| {
            if y.is_finite() {
                y
            } else if worst.is_finite() {
                worst
            } else {
                0.0
            }
        })
        .collect();
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    let deviation = (known.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / known.len() as f64).sqrt().max(1e-12);
    let y: Vec<f64> = known.iter().map(|y| (y - mean) / deviation).collect();
    let best = y.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let factor = cholesky(&points);
    let weights = solve_transposed(&factor, &solve(&factor, &y));
    let improvement = |candidate: &Configuration| {
        let alike: Vec<f64> = points.iter().map(|point| kernel(point, candidate)).collect();
        let expected: f64 = alike.iter().zip(&weights).map(|(a, b)| a * b).sum();
        let explained = solve(&factor, &alike);
        let spread = (1.0 - explained.iter().map(|x| x * x).sum::<f64>()).max(1e-12).sqrt();
        let z = (expected - best) / spread;
        spread * (z * normal(z) + density(z))
    };
    // The first of equal ones.
    let mut chosen: Option<(f64, Configuration)> = None;
    for candidate in candidates {
        let found = improvement(&candidate);
        if chosen.as_ref().is_none_or(|(most, _)| found > *most) {
            chosen = Some((found, candidate));
        }
    }
    chosen.map(|(_, candidate)| candidate)
}

/// The lower triangle whose product with its transpose is the kernel of all pairs, row by row.
fn cholesky(points: &[&Configuration]) -> Vec<Vec<f64>> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(points.len());
    for (i, point) in points.iter().enumerate() {
        let mut row = Vec::with_capacity(i + 1);
        for j in 0..=i {
            let product = |other: &[f64], row: &[f64]| row.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
            let entry = kernel(point, points[j]);
            row.push(if i == j {
                (entry + JITTER - product(&row, &row)).max(JITTER * JITTER).sqrt()
            } else {
                (entry - product(&factor[j][..j], &row)) / factor[j][j]
            });
        }
        factor.push(row);
    }
    factor
}

fn solve(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = Vec::with_capacity(right.len());
    for (row, right) in factor.iter().zip(right) {
        let known: f64 = row.iter().zip(&x).map(|(a, b)| a * b).sum();
        x.push((right - known) / row[x.len()]);
    }
    x
}

fn solve_transposed(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x = right.to_vec();
    for i in (0..x.len()).rev() {
        let known: f64 = (i + 1..x.len()).map(|j| factor[j][i] * x[j]).sum();
        x[i] = (x[i] - known) / factor[i][i];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tune::facts::testing::{facts, trial};

    #[test]
    fn triangles_solve_the_kernel() {
        let facts = facts();
        let mut random = Random::new(3);
        let points: Vec<Configuration> = (0..6).map(|_| draw(&facts, &mut random)).collect();
        let points: Vec<&Configuration> = points.iter().collect();
        let factor = cholesky(&points);
        let right = [1.0, -2.0, 0.5, 3.0, 0.0, 1.5];
        let x = solve_transposed(&factor, &solve(&factor, &right));
        for (point, right) in points.iter().zip(right) {
            let product: f64 =
                points.iter().zip(&x).map(|(other, x)| (kernel(point, other) + if std::ptr::eq(*point, *other) { JITTER } else { 0.0 }) * x).sum();
            assert!((product - right).abs() < 1e-9, "{product} {right}");
        }
    }

    #[test]
    fn what_is_like_the_best_is_promising() {
        let mut facts = facts();
        let base = facts.space.uniform(1, facts.space.layers[0].variants[0]);
        for layer in 1..6 {
            // Floats for b help, and nothing else does.
            facts.trials.push(trial(base.with_float(layer, true), if layer == 2 { 0.9 } else { 0.3 }, 10, false));
        }
        let with = |a: usize, b: usize| base.with_float(a, true).with_float(b, true);
        assert_eq!(most_promising(&facts, vec![with(1, 3), with(2, 3), with(3, 4)]), Some(with(2, 3)));
    }
}
