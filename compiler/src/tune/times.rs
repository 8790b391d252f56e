//! What layers take, as integers and as floats, measured in the compiled code of both networks.

use super::engine::Engine;
use super::network::{Network, Owner};
use crate::diagnostic::Result;
use crate::measure::StageTimer;

/// Times of layers, in nanoseconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Times {
    /// For each layer, as integers and in floats.
    pub layers: Vec<(u64, u64)>,
    /// All stages of the network of integers and of that in floats.
    pub whole: (u64, u64),
    /// What turning a million numbers from one into the other takes.
    pub conversion: u64,
}

/// Runs of each network; a layer's time is the least.
const ROUNDS: usize = 12;
/// Where no stage of the network only converts.
const CONVERSION: f64 = 150e3;

/// Measures both networks in turn: `integers` has every layer that may be so as integers.
///
/// # Errors
/// `Machine` where a model cannot run here.
pub fn measure(network: &Network, integers: &Engine, floats: &Engine) -> Result<Times> {
    let mut timers = [StageTimer::new(&integers.model)?, StageTimer::new(&floats.model)?];
    let mut stages: [Vec<(String, f64)>; 2] = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (timer, stages) in timers.iter_mut().zip(&mut stages) {
            // The first run brings weights back into the caches.
            let found = timer.run(2)?;
            if stages.is_empty() {
                *stages = found;
            } else {
                stages.iter_mut().zip(found).for_each(|(least, (_, seconds))| least.1 = least.1.min(seconds));
            }
        }
    }
    let owners = stages.each_ref().map(|stages| {
        let names: Vec<&str> = stages.iter().map(|(name, _)| name.as_str()).collect();
        network.owners(&names)
    });
    let sum = |side: usize| {
        let mut layers = vec![0.0; network.values.len()];
        stages[side].iter().zip(&owners[side]).for_each(|((_, seconds), owner)| {
            if let Owner::Layer(at) = owner {
                layers[*at] += seconds;
            }
        });
        layers
    };
    let sums = [sum(0), sum(1)];
    // The dearest stage that only converts; small ones measure a call.
    let elements = |owner: &Owner| if let Owner::Conversion(id) = owner { Some(network.floats.ty(*id).shape.volume()) } else { None };
    let conversions = stages[0].iter().zip(&owners[0]).filter_map(|((_, seconds), owner)| Some((*seconds, elements(owner)?)));
    let conversion = conversions.max_by(|a, b| a.0.total_cmp(&b.0));
    let conversion = conversion.filter(|(_, count)| *count >= 10_000).map_or(CONVERSION, |(seconds, count)| seconds * 1e9 / count as f64 * 1e6);
    let nanoseconds = |seconds: f64| (seconds * 1e9).round() as u64;
    let whole = stages.each_ref().map(|stages| nanoseconds(stages.iter().map(|(_, seconds)| seconds).sum()));
    let layers = sums[0].iter().zip(&sums[1]).map(|(&integer, &float)| (nanoseconds(integer), nanoseconds(float))).collect();
    Ok(Times { layers, whole: whole.into(), conversion: conversion.round() as u64 })
}
