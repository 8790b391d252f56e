//! What the rounding of each layer does to the outputs of the network, all others being floats.
//!
//! Noise of layers that is small adds up at the outputs. So the noise of a configuration follows from that of each layer alone, which is measured in the network in floats:
//! to the result of a layer is added what storing it in 8 bits would change, and the outputs are looked at. What the rounding of weights adds is told from
//! that, by the power of both: that of the rounding of weights follows from their steps.

use super::accuracy::on_workers;
use super::engine::{Build, Engine, Runner, floats};
use super::network::Network;
use super::noise::{channels, rounded};
use super::space::Configuration;
use super::statistics::{Example, Statistics};
use crate::compose::{Binary, binary};
use crate::diagnostic::Result;
use crate::graph::{DType, Definition, Graph, Node, Op, Output, TensorData, ValueId};
use crate::quantize::{Granularity, Span};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What a layer adds to the noise of the outputs, in the unit of [`Judge`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Influence {
    /// Where its result is stored in 8 bits.
    pub rounding: f32,
    /// Where its weights are.
    pub weights: f32,
}

/// What counts at the outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judge {
    /// The order of the best scores of each of so many rows: the variance of the difference of two of them.
    Scores { rows: usize },
    /// All numbers alike: the mean square, as a share of their variance.
    Numbers,
}

/// Scores that compete for being the best.
const RIVALS: usize = 16;
/// Steps of s8 weights from 0.
const WEIGHT_STEPS: f64 = 127.0;

impl Judge {
    fn noise(self, expected: &[f32], found: &[f32]) -> f64 {
        let difference = |at: usize| f64::from(found[at]) - f64::from(expected[at]);
        match self {
            Judge::Numbers => {
                let square = (0..expected.len()).map(|at| difference(at).powi(2)).sum::<f64>() / expected.len().max(1) as f64;
                let variance = variance(expected.iter().map(|&number| f64::from(number)));
                if variance > 0.0 { square / variance } else { square }
            }
            Judge::Scores { rows } => {
                let classes = expected.len() / rows.max(1);
                let of_row = |row: usize| {
                    let mut best: Vec<usize> = (row * classes..(row + 1) * classes).collect();
                    best.sort_by(|&a, &b| expected[b].total_cmp(&expected[a]));
                    best.truncate(RIVALS);
                    2.0 * variance(best.into_iter().map(difference))
                };
                (0..rows).map(of_row).sum::<f64>() / rows.max(1) as f64
            }
        }
    }
}

fn variance(numbers: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = numbers.clone().count().max(1) as f64;
    let mean = numbers.clone().sum::<f64>() / count;
    numbers.map(|number| (number - mean).powi(2)).sum::<f64>() / count
}

/// Where an input of the disturbed network comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The sample's input of this index.
    Sample(usize),
    /// What is added to the result of this layer.
    Noise(usize),
}

/// Measures a configuration: one for each layer of the space. `seen` is told how many runs are done; there is one for each layer and sample.
///
/// # Errors
/// Those of the compiler and of running.
pub fn measure(
    network: &Network,
    statistics: &Statistics,
    configuration: &Configuration,
    build: Build,
    judge: Judge,
    workers: usize,
    seen: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Influence>> {
    let ranges = network.ranges(configuration, statistics, workers)?;
    let (graph, sources) = disturbed(&network.floats, &network.values)?;
    let largest = sources.iter().zip(graph.inputs()).map(|(_, id)| graph.ty(id).bytes()).max().unwrap_or(0);
    let engine = Engine::compile(graph, build)?;
    let silence = vec![0u8; largest];
    // A worker's run with something added to one layer's result.
    let run = |runner: &mut Runner, example: &Example, noise: Option<(usize, &[u8])>| -> Result<Vec<f32>> {
        let of = |source: &Source| match (*source, noise) {
            (Source::Sample(at), _) => &example.inputs[at][..],
            (Source::Noise(at), Some((layer, bytes))) if at == layer => bytes,
            (Source::Noise(at), _) => &silence[..4 * network.floats.ty(network.values[at]).shape.volume()],
        };
        let inputs: Vec<&[u8]> = sources.iter().map(of).collect();
        let outputs = runner.run(&inputs)?;
        let count = if judge == Judge::Numbers { outputs.len() } else { 1 };
        Ok(outputs.iter().zip(&engine.outputs).take(count).flat_map(|(bytes, (_, dtype, _))| floats(*dtype, bytes)).collect())
    };
    let mut first = engine.runner()?;
    let expected = statistics.examples.iter().map(|example| run(&mut first, example, None)).collect::<Result<Vec<_>>>()?;
    let layers = network.values.len();
    let samples = statistics.examples.len();
    let tasks = layers * samples;
    // Noise of the outputs, and its power in the result; summed in order, whoever is done first.
    let found = Mutex::new(vec![(0.0f64, 0.0f64); tasks]);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    on_workers(workers.min(tasks), || {
        let mut runner = engine.runner()?;
        loop {
            let task = next.fetch_add(1, Ordering::Relaxed);
            if task >= tasks {
                return Ok(());
            }
            let (layer, sample) = (task / samples, task % samples);
            let value = network.values[layer];
            let span = span(network, configuration, layer);
            let round = ranges.get(&network.floats.value(value).name).and_then(|range| rounded(*range, span));
            if let Some(round) = round {
                let example = &statistics.examples[sample];
                let real = &example.values[statistics.place(value)?];
                let noise: Vec<u8> = real.iter().flat_map(|&number| (round(number) - number).to_le_bytes()).collect();
                let outputs = run(&mut runner, example, Some((layer, &noise)))?;
                let power = real.iter().map(|&number| f64::from(round(number) - number).powi(2)).sum();
                found.lock().unwrap_or_else(PoisonError::into_inner)[task] = (judge.noise(&expected[sample], &outputs), power);
            }
            seen(done.fetch_add(1, Ordering::Relaxed) + 1);
        }
    })?;
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let of = |layer: usize| {
        let (noise, power) = found[layer * samples..(layer + 1) * samples].iter().fold((0.0, 0.0), |(a, b), (noise, power)| (a + noise, b + power));
        let rounding = noise / samples.max(1) as f64;
        let weights = if power > 0.0 { rounding * weight_power(network, statistics, configuration, layer)? / power } else { 0.0 };
        Ok(Influence { rounding: rounding as f32, weights: weights as f32 })
    };
    (0..layers).map(of).collect()
}

fn span(network: &Network, configuration: &Configuration, layer: usize) -> Span {
    let variant = network.space.layers[layer].variants[usize::from(configuration.choices[layer].variant)];
    if variant.symmetric { Span::Symmetric } else { Span::Any }
}

/// The network with an input added to each of `values`, and what each of its inputs is.
fn disturbed(graph: &Graph, values: &[ValueId]) -> Result<(Graph, Vec<Source>)> {
    let mut result = Graph::new(graph.name.clone());
    let mut map: Vec<ValueId> = Vec::with_capacity(graph.values.len());
    let (mut sources, mut samples) = (Vec::new(), 0);
    for id in graph.ids() {
        let value = graph.value(id);
        let definition = match &value.definition {
            Definition::Node(node) => Definition::Node(node.map_uses(|used| map[used.index()])),
            other => other.clone(),
        };
        if definition == Definition::Input {
            sources.push(Source::Sample(samples));
            samples += 1;
        }
        let mut own = result.push(value.name.clone(), value.ty.clone(), definition);
        if let Some(layer) = values.iter().position(|&layer| layer == id).filter(|_| value.ty.dtype == DType::F32) {
            let noise = result.push_input(format!("{}.noise", value.name), value.ty.clone());
            sources.push(Source::Noise(layer));
            own = binary(&mut result, &format!("{}.disturbed", value.name), Binary::Add, own, noise)?;
        }
        map.push(own);
    }
    result.outputs = graph.outputs.iter().map(|output| Output { name: output.name.clone(), value: map[output.value.index()] }).collect();
    Ok((result, sources))
}

/// The power of the noise that the rounding of a layer's weights has in its result, summed over all samples: each product of an input and a weight is wrong by an error
/// that is spread evenly over a step. Where an activation gives 0 it hides that.
fn weight_power(network: &Network, statistics: &Statistics, configuration: &Configuration, layer: usize) -> Result<f64> {
    let (Some(weights), Some(&read)) = (weights(&network.floats, network.values[layer]), network.structure.reads[layer].first()) else { return Ok(0.0) };
    let value = network.values[layer];
    let (pitch, count) = channels(network, value);
    if count == 0 || weights.len() % count != 0 {
        return Ok(0.0);
    }
    let products = weights.len() / count;
    let largest = |weights: &[f32]| f64::from(weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs())));
    let variant = network.space.layers[layer].variants[usize::from(configuration.choices[layer].variant)];
    let of_channels: Vec<f64> = match variant.granularity {
        Granularity::Tensor => vec![largest(weights); count],
        Granularity::Channel | Granularity::Trained => weights.chunks_exact(products).map(largest).collect(),
    };
    let mut power = 0.0;
    for example in &statistics.examples {
        let input = &example.values[statistics.place(network.values[read])?];
        let square = input.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>() / input.len().max(1) as f64;
        let mut lively = vec![0usize; count];
        let real = &example.values[statistics.place(value)?];
        real.iter().enumerate().filter(|(_, number)| **number != 0.0).for_each(|(index, _)| lively[index / pitch % count] += 1);
        let steps = of_channels.iter().zip(&lively).map(|(largest, &lively)| (largest / WEIGHT_STEPS).powi(2) / 12.0 * lively as f64);
        power += steps.sum::<f64>() * products as f64 * square;
    }
    Ok(power)
}

/// The weights of the operator whose result, perhaps cut off, a value is; output channels first.
fn weights(graph: &Graph, value: ValueId) -> Option<&[f32]> {
    let Definition::Node(Node { op, inputs, .. }) = &graph.value(value).definition else { return None };
    match (op, graph.constant(*inputs.get(1).unwrap_or(&value))) {
        (Op::Convolution { .. } | Op::FullyConnected, Some(TensorData::F32(weights))) => Some(weights),
        (Op::Map, _) => weights(graph, *inputs.first()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_counts_where_it_changes_the_order_of_the_best() {
        let scores = Judge::Scores { rows: 2 };
        // What moves all scores alike changes no answer.
        assert_eq!(scores.noise(&[1.0, 2.0, 5.0, 6.0], &[2.0, 3.0, 5.0, 6.0]), 0.0);
        // A difference of 1 between two scores: half of its square is each one's variance.
        assert!((scores.noise(&[1.0, 2.0, 5.0, 6.0], &[1.5, 1.5, 5.0, 6.0]) - 0.25).abs() < 1e-12);
        // Scores far from the best do not count.
        let (mut many, mut other) = (vec![0.0; 40], vec![0.0; 40]);
        (0..RIVALS).for_each(|at| many[at] = 5.0);
        other.copy_from_slice(&many);
        other[30] = 4.0;
        assert_eq!(Judge::Scores { rows: 1 }.noise(&many, &other), 0.0);
        assert!((Judge::Numbers.noise(&[0.0, 2.0], &[1.0, 1.0]) - 1.0).abs() < 1e-12);
    }
}
