//! Comparing tensors bit by bit, and logits as a person would.

use graver::graph::{Tensor, TensorData};
use std::fmt;

/// How two tensors of one type differ.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Difference {
    pub elements: usize,
    /// Elements whose bits differ.
    pub differing: usize,
    pub largest: f64,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} differ, at most by {:e}", self.differing, self.elements, self.largest)
    }
}

/// Compares element by element.
///
/// # Errors
/// Where dtype or shape differ.
pub fn difference(found: &Tensor, expected: &Tensor) -> Result<Difference, String> {
    if found.dtype() != expected.dtype() || found.shape != expected.shape {
        return Err(format!("expected {}<{}>, found {}<{}>", expected.dtype(), expected.shape, found.dtype(), found.shape));
    }
    let (found_bits, expected_bits) = (found.data.to_bytes(), expected.data.to_bytes());
    let size = found.dtype().bytes();
    let differing = found_bits.chunks(size).zip(expected_bits.chunks(size)).filter(|(a, b)| a != b).count();
    let largest = numbers(found).iter().zip(numbers(expected)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    Ok(Difference { elements: found.shape.volume(), differing, largest })
}

/// The elements as f64, which holds each exactly.
pub fn numbers(tensor: &Tensor) -> Vec<f64> {
    match &tensor.data {
        TensorData::F32(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::U8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S32(v) => v.iter().map(|&x| x.into()).collect(),
    }
}

/// Signal-to-quantization-noise ratio in dB: energy of `exact` over energy of the difference.
pub fn sqnr_db(exact: &Tensor, found: &Tensor) -> f64 {
    let (exact, found) = (numbers(exact), numbers(found));
    let signal: f64 = exact.iter().map(|x| x * x).sum();
    let noise: f64 = exact.iter().zip(&found).map(|(a, b)| (a - b) * (a - b)).sum();
    10.0 * (signal / noise.max(1e-30)).log10()
}

/// How many rows of `logits` (N × classes) are largest at their label. The first of equal numbers counts.
pub fn correct(logits: &Tensor, labels: &[i32]) -> usize {
    let numbers = numbers(logits);
    let classes = numbers.len() / labels.len();
    let largest = |row: &[f64]| row.iter().enumerate().fold(0, |best, (i, x)| if *x > row[best] { i } else { best });
    numbers.chunks_exact(classes).zip(labels).filter(|(row, label)| largest(row) as i32 == **label).count()
}
