//! What integers do to the results of layers.
//!
//! Three measures of a layer's result against the same in floats, over some samples. `mean_square` is that of Neural Compressor's `mse`: the mean square of the
//! difference after each of both tensors was scaled to 0..1 by its own extremes. `share` is the power of the difference as a share of the signal's, channel by channel,
//! a channel counting 1 at most: a channel of small numbers that drowns in the steps of large ones shows, whatever the large ones are. `rounding` is the share that
//! storing the result in 8 bits has alone.

use super::accuracy::on_workers;
use super::engine::{Build, Engine, floats};
use super::network::{Network, Quantized};
use super::space::{Configuration, INPUT};
use super::statistics::Statistics;
use crate::diagnostic::Result;
use crate::graph::{Output, Quantization, TensorType, ValueId};
use crate::quantize::{Range, Span};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The noise of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LayerNoise {
    /// Whether an integer operator computes it.
    pub integer: bool,
    pub mean_square: f32,
    pub share: f32,
    pub rounding: f32,
}

/// Numbers whose channels are looked at at most: a channel's share is known well enough then.
const MOST_NUMBERS: usize = 1 << 18;

/// Measures a configuration: one for each layer of the space.
///
/// # Errors
/// Those of the compiler.
pub fn measure(network: &Network, statistics: &Statistics, configuration: &Configuration, build: Build) -> Result<Vec<LayerNoise>> {
    let ranges = network.ranges(configuration, statistics, 1)?;
    let Quantized { mut graph, places } = network.quantize(configuration, &ranges)?;
    let watched: Vec<(usize, ValueId)> = places.iter().enumerate().filter_map(|(at, (value, _))| Some((at, (*value)?))).collect();
    graph.outputs = watched.iter().map(|&(_, value)| Output { name: graph.value(value).name.clone(), value }).collect();
    let types: Vec<TensorType> = watched.iter().map(|&(_, value)| graph.ty(value).clone()).collect();
    let engine = Engine::compile(graph, build)?;
    let mut runner = engine.runner()?;
    let mut noises: Vec<LayerNoise> = places.iter().map(|&(_, integer)| LayerNoise { integer, ..LayerNoise::default() }).collect();
    for example in &statistics.examples {
        let outputs = runner.run(&example.inputs)?;
        for ((&(at, _), ty), bytes) in watched.iter().zip(&types).zip(outputs) {
            let value = network.values[at];
            let real = &example.values[statistics.place(value)?];
            let found = reals(ty, bytes);
            let channels = channels(network, value);
            noises[at].mean_square += normalised(real, &found);
            noises[at].share += channel_share(real, channels, |index, _| found[index]);
            if let Some(range) = ranges.get(&network.floats.value(value).name) {
                let span =
                    if network.space.layers[at].variants[usize::from(configuration.choices[at].variant)].symmetric { Span::Symmetric } else { Span::Any };
                noises[at].rounding += rounding(real, channels, *range, span);
            }
        }
    }
    let count = statistics.examples.len().max(1) as f32;
    for (noise, layer) in noises.iter_mut().zip(&network.space.layers) {
        noise.mean_square /= count;
        noise.rounding /= count;
        // An input is what it is; only its readers round it.
        noise.share = if layer.operator == INPUT { 0.0 } else { noise.share / count };
    }
    Ok(noises)
}

/// What storing each layer's result does, for each of its variants; infinite where `asked` is not interested.
///
/// # Errors
/// As [`Statistics::range`].
pub fn roundings(
    network: &Network,
    statistics: &Statistics,
    samples: usize,
    workers: usize,
    asked: impl Fn(usize, usize) -> bool + Sync,
) -> Result<Vec<Vec<f32>>> {
    let of = |at: usize, variant: usize| {
        if !asked(at, variant) {
            return Ok(f32::INFINITY);
        }
        let (value, variant) = (network.values[at], network.space.layers[at].variants[variant]);
        let span = if variant.symmetric { Span::Symmetric } else { Span::Any };
        let range = statistics.range(samples, value, variant.calibration, span)?;
        let place = statistics.place(value)?;
        let shares = statistics.examples.iter().map(|example| rounding(&example.values[place], channels(network, value), range, span));
        Ok(shares.sum::<f32>() / statistics.examples.len().max(1) as f32)
    };
    let table: Vec<Mutex<Vec<f32>>> = network.space.layers.iter().map(|_| Mutex::default()).collect();
    let next = AtomicUsize::new(0);
    on_workers(workers.min(table.len()), || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(row) = table.get(at) else { return Ok(()) };
            *row.lock().unwrap_or_else(PoisonError::into_inner) =
                (0..network.space.layers[at].variants.len()).map(|variant| of(at, variant)).collect::<Result<_>>()?;
        }
    })?;
    Ok(table.into_iter().map(|row| row.into_inner().unwrap_or_else(PoisonError::into_inner)).collect())
}

/// The mean square of the difference between the network's outputs and those of `floats` for the same examples, over all outputs.
///
/// # Errors
/// Those of running.
pub fn output_error(engine: &Engine, floats_of: &[Vec<Vec<f32>>], statistics: &Statistics) -> Result<f32> {
    let mut runner = engine.runner()?;
    let (mut sum, mut count) = (0.0f64, 0usize);
    for (example, expected) in statistics.examples.iter().zip(floats_of) {
        for ((bytes, (_, dtype, _)), expected) in runner.run(&example.inputs)?.iter().zip(&engine.outputs).zip(expected) {
            sum += floats(*dtype, bytes).iter().zip(expected).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>();
            count += expected.len();
        }
    }
    Ok((sum / count.max(1) as f64) as f32)
}

/// What the network computes for the examples: for each of them all outputs.
///
/// # Errors
/// Those of running.
pub fn outputs(engine: &Engine, statistics: &Statistics) -> Result<Vec<Vec<Vec<f32>>>> {
    let mut runner = engine.runner()?;
    let mut all = Vec::new();
    for example in &statistics.examples {
        all.push(runner.run(&example.inputs)?.iter().zip(&engine.outputs).map(|(bytes, (_, dtype, _))| floats(*dtype, bytes)).collect());
    }
    Ok(all)
}

/// Numbers of a channel that lie side by side, and channels.
pub fn channels(network: &Network, value: ValueId) -> (usize, usize) {
    match network.floats.ty(value).shape.extents() {
        [_, channels, rest @ ..] => (rest.iter().product::<usize>().max(1), *channels),
        _ => (1, 1),
    }
}

/// The share of the noise, the mean of all channels.
fn channel_share(real: &[f32], (pitch, channels): (usize, usize), found: impl Fn(usize, f32) -> f32) -> f32 {
    let (mut signal, mut noise) = (vec![0.0f64; channels], vec![0.0f64; channels]);
    // An odd step meets every position of an even pattern.
    let step = (real.len() / MOST_NUMBERS) | 1;
    for index in (0..real.len()).step_by(step) {
        let (channel, number) = (index / pitch % channels, real[index]);
        signal[channel] += f64::from(number).powi(2);
        noise[channel] += f64::from(number - found(index, number)).powi(2);
    }
    let share = |(signal, noise): (&f64, &f64)| if *signal > 0.0 { (noise / signal).min(1.0) } else { f64::from(u8::from(*noise > 0.0)) };
    let lively = signal.iter().filter(|signal| **signal > 0.0).count().max(1);
    (signal.iter().zip(&noise).map(share).sum::<f64>() / lively as f64) as f32
}

/// The same for numbers that are only rounded. A range that no integers hold is none to choose.
fn rounding(real: &[f32], channels: (usize, usize), range: Range, span: Span) -> f32 {
    rounded(range, span).map_or(f32::INFINITY, |round| channel_share(real, channels, |_, number| round(number)))
}

/// What storing a number in 8 bits makes of it; `None` where no integers hold the range.
pub fn rounded(range: Range, span: Span) -> Option<impl Fn(f32) -> f32> {
    let quantized = if span == Span::Symmetric { range.quantized_signed() } else { range.quantized() }.ok()?;
    let (scale, zero_point) = (quantized.scale.get(), quantized.zero_point as f32);
    let (lo, hi) = (quantized.lo as f32, quantized.hi as f32);
    Some(move |number: f32| (((number / scale).round_ties_even() + zero_point).clamp(lo, hi) - zero_point) * scale)
}

/// The mean square of the difference after both were scaled to 0..1 (`mse.py` of Neural Compressor).
fn normalised(a: &[f32], b: &[f32]) -> f32 {
    let extremes = |numbers: &[f32]| {
        let range = Range::of(numbers.iter().copied());
        let width = f64::from(range.max) - f64::from(range.min);
        (f64::from(range.min), if width > 0.0 { width } else { 1.0 })
    };
    let ((a_min, a_width), (b_min, b_width)) = (extremes(a), extremes(b));
    let square = |(a, b): (&f32, &f32)| ((f64::from(*a) - a_min) / a_width - (f64::from(*b) - b_min) / b_width).powi(2);
    (a.iter().zip(b).map(square).sum::<f64>() / a.len().max(1) as f64) as f32
}

/// The real numbers of a tensor.
fn reals(ty: &TensorType, bytes: &[u8]) -> Vec<f32> {
    let (scale, zero_point) = match ty.quantization {
        Quantization::PerTensor { scale, zero_point } => (scale.get(), zero_point as f32),
        _ => (1.0, 0.0),
    };
    floats(ty.dtype, bytes).into_iter().map(|number| (number - zero_point) * scale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_channels_count_as_much_as_large_ones() {
        // A channel of large numbers beside one of small ones, which a step of 100/255 swallows.
        let real = [100.0, 50.0, 0.1, 0.05];
        let range = Range { min: 0.0, max: 100.0 };
        let both = rounding(&real, (2, 2), range, Span::Any);
        assert!((both - 0.5).abs() < 1e-3, "{both}");
        assert!(rounding(&real, (4, 1), range, Span::Any) < 1e-3);
        assert!(rounding(&real[2..], (2, 1), Range { min: 0.0, max: 0.1 }, Span::Any) < 1e-4);
        // Cut off: 100 becomes 0.1, and 50 too; of the other channel nothing is lost.
        assert!((rounding(&real, (2, 2), Range { min: 0.0, max: 0.1 }, Span::Any) - 0.5).abs() < 1e-2);
        assert_eq!(rounding(&real, (2, 2), Range::EMPTY, Span::Any), f32::INFINITY);
    }

    #[test]
    fn errors_of_scale_are_not_seen() {
        assert_eq!(normalised(&[0.0, 1.0, 2.0], &[0.0, 10.0, 20.0]), 0.0);
        assert_eq!(normalised(&[0.0, 1.0], &[1.0, 0.0]), 1.0);
        assert_eq!(normalised(&[3.0, 3.0], &[4.0, 4.0]), 0.0);
    }
}
