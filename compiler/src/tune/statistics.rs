//! What calibration saw, gathered once: the ranges of every configuration follow from it.

use super::accuracy::on_workers;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, Tensor, ValueId};
use crate::quantize::{Histogram, Range, Span, Threshold, gather_shown, range};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Samples whose tensors are kept whole: enough to see what rounding does to each channel.
pub const EXAMPLES: usize = 2;

/// Histograms of some tensors after some numbers of samples.
#[derive(Debug)]
pub struct Statistics {
    /// The index of each value in the lists below.
    values: BTreeMap<ValueId, usize>,
    /// For each number of samples, one for each value.
    histograms: Vec<Vec<Histogram>>,
    /// For each of the first samples, the inputs and then each value, f32.
    pub examples: Vec<Example>,
    /// Ranges that were found already.
    found: Mutex<BTreeMap<(usize, usize, u64, bool), Range>>,
}

/// A sample with what the network computes for it.
#[derive(Debug, Clone)]
pub struct Example {
    pub inputs: Vec<Vec<u8>>,
    /// In the order of [`Statistics::gather`]'s values.
    pub values: Vec<Vec<f32>>,
}

impl Statistics {
    /// Runs `graph` on samples, as many as the last of `counts` (ascending) says.
    ///
    /// # Errors
    /// As [`gather_shown`].
    pub fn gather(
        graph: &Graph,
        values: &[ValueId],
        counts: &[usize],
        samples: impl Iterator<Item = Result<Vec<Tensor>>>,
        mut seen: impl FnMut(u64),
    ) -> Result<Self> {
        let most = counts.last().copied().unwrap_or(0);
        let inputs = Mutex::new(Vec::new());
        let samples = samples.take(most).inspect(|sample| {
            let mut inputs = inputs.lock().unwrap_or_else(PoisonError::into_inner);
            if let (Ok(tensors), true) = (sample, inputs.len() < EXAMPLES) {
                inputs.push(tensors.iter().map(|tensor| tensor.data.to_bytes()).collect::<Vec<_>>());
            }
        });
        let mut histograms: Vec<Vec<Histogram>> = Vec::new();
        let mut examples: Vec<Vec<Vec<f32>>> = Vec::new();
        gather_shown(graph, values, samples, |done, so_far, outputs| {
            if done <= EXAMPLES {
                examples.push(outputs.iter().map(|bytes| bytes.as_chunks::<4>().0.iter().map(|&word| f32::from_le_bytes(word)).collect()).collect());
            }
            histograms.extend(counts.iter().filter(|&&count| count == done).map(|_| so_far.to_vec()));
            seen(done as u64);
            Ok(())
        })?;
        if histograms.len() != counts.len() {
            return Err(Diagnostic::error(Code::Usage, format!("there are fewer calibration samples than {most}")));
        }
        let inputs = inputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Self {
            values: values.iter().enumerate().map(|(at, &value)| (value, at)).collect(),
            histograms,
            examples: inputs.into_iter().zip(examples).map(|(inputs, values)| Example { inputs, values }).collect(),
            found: Mutex::default(),
        })
    }

    /// Where a value lies among those that were gathered.
    ///
    /// # Errors
    /// `Missing` where it was not.
    pub fn place(&self, value: ValueId) -> Result<usize> {
        let missing = || Diagnostic::error(Code::Missing, format!("calibration did not look at value {}", value.index()));
        self.values.get(&value).copied().ok_or_else(missing)
    }

    /// The range of a value after the first, second … number of samples.
    ///
    /// # Errors
    /// `Missing` where the value was not gathered.
    pub fn range(&self, samples: usize, value: ValueId, threshold: Threshold, span: Span) -> Result<Range> {
        let at = self.place(value)?;
        let key = (samples, at, number(threshold), span == Span::Symmetric);
        let found = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(range) = found().get(&key) {
            return Ok(*range);
        }
        let range = range(threshold, span, &self.histograms[samples][at]);
        found().insert(key, range);
        Ok(range)
    }

    /// Finds many ranges at once, on several workers.
    ///
    /// # Errors
    /// As [`Statistics::range`].
    pub fn find(&self, samples: usize, wanted: &[(ValueId, Threshold, Span)], workers: usize) -> Result<()> {
        let next = AtomicUsize::new(0);
        on_workers(workers.min(wanted.len()), || {
            while let Some(&(value, threshold, span)) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
                self.range(samples, value, threshold, span)?;
            }
            Ok(())
        })
    }
}

/// A number for each threshold.
fn number(threshold: Threshold) -> u64 {
    match threshold {
        Threshold::Naive => 0,
        Threshold::Entropy => 1,
        Threshold::MeanSquare => 2,
        // Above the bits of every small float.
        Threshold::Percentile(share) => share.to_bits(),
    }
}
