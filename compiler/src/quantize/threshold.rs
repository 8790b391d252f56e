//! The range that a tensor is quantized with, from what was seen of its numbers.

use super::histogram::Histogram;
use super::range::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How a range follows from the numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Threshold {
    /// Smallest and largest number.
    Naive,
    /// The symmetric range whose integers lose the least information (Kullback–Leibler divergence), as MXNet's `calibrate_entropy` finds it.
    Entropy,
    /// The numbers but for a share of the outermost ones; 99.99 keeps 9999 of 10000.
    Percentile(f64),
    /// The range whose integers have the smallest mean square error.
    MeanSquare,
}

impl Threshold {
    /// Whether extremes are enough to know.
    pub fn needs_histogram(self) -> bool {
        self != Threshold::Naive
    }
}

/// Which ranges integers can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Signed integers around 0: −t to t.
    Symmetric,
    /// Unsigned integers from 0: 0 to t. Of numbers that are not negative.
    FromZero,
    /// Integers with a zero point: any range that holds 0.
    Any,
}

/// `of` each tensor's index and histogram, on all processors.
pub fn ranges(histograms: &[Histogram], of: impl Fn(usize, &Histogram) -> Range + Sync) -> Vec<Range> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut found = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(histogram) = histograms.get(at) else { return found };
            found.push((at, of(at, histogram)));
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get().min(histograms.len()));
    let mut ranges = vec![Range::EMPTY; histograms.len()];
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(worker)).collect();
        let own = worker();
        let found = own.into_iter().chain(others.into_iter().flat_map(|other| other.join().unwrap_or_default()));
        found.for_each(|(at, range)| ranges[at] = range);
    });
    ranges
}

/// The range for a tensor. A naive range is what was seen, whatever the span.
pub fn range(threshold: Threshold, span: Span, histogram: &Histogram) -> Range {
    let seen = histogram.range();
    if seen == Range::EMPTY || seen.magnitude() == 0.0 {
        return seen;
    }
    match threshold {
        Threshold::Naive => seen,
        Threshold::Entropy => {
            let unsigned = span == Span::FromZero || (span == Span::Any && seen.min >= 0.0);
            let largest = least_divergence(histogram, if unsigned { 511 } else { 255 });
            symmetric(largest, span, seen)
        }
        Threshold::Percentile(share) => percentile(histogram, span, share),
        Threshold::MeanSquare => least_square(histogram, span),
    }
}

/// −t to t, or as much of it as the span holds.
fn symmetric(t: f32, span: Span, seen: Range) -> Range {
    match span {
        Span::Symmetric => Range { min: -t, max: t },
        Span::FromZero => Range { min: 0.0, max: t },
        Span::Any => Range { min: seen.min.max(-t).min(0.0), max: seen.max.min(t).max(0.0) },
    }
}

/// The threshold that minimises the divergence between the numbers, cut off there, and the same in `levels` integers: `calibrate.cc` of MXNet 1.9, whose sums of
/// f32 and ties are kept.
fn least_divergence(histogram: &Histogram, levels: usize) -> f32 {
    let counts = histogram.counts();
    let zero = counts.len() / 2;
    let totals: Vec<u64> = std::iter::once(0)
        .chain(counts.iter().scan(0, |sum, &count| {
            *sum += count;
            Some(*sum)
        }))
        .collect();
    let mut best = (f32::INFINITY, levels / 2);
    let mut work = Work::default();
    for half in levels / 2..=zero {
        let divergence = work.divergence(counts, &totals, zero - half, zero + half + 1, levels);
        if divergence < best.0 {
            best = (divergence, half);
        }
    }
    histogram.edge(zero + best.1 + 1)
}

/// Distributions of one candidate, kept for the next one.
#[derive(Debug, Default)]
struct Work {
    numbers: Vec<f32>,
    integers: Vec<f32>,
}

impl Work {
    /// Divergence of the bins `start..stop` with all others counted into the outermost two, from the same in `levels` integers.
    fn divergence(&mut self, counts: &[u64], totals: &[u64], start: usize, stop: usize, levels: usize) -> f32 {
        let length = stop - start;
        // The integers do not see what was cut off, nor the first bin.
        let kept = |index: usize| if index == 0 { 0 } else { counts[start + index] };
        let sum = |from: usize, to: usize| totals[start + to] - totals[start + from] - if from == 0 && to > 0 { counts[start] } else { 0 };
        self.numbers.clear();
        self.numbers.extend((0..length).map(|index| kept(index) as f32));
        self.numbers[0] = counts[..=start].iter().fold(0.0, |sum, &count| sum + count as f32);
        self.numbers[length - 1] = counts[stop..].iter().fold(self.numbers[length - 1], |sum, &count| sum + count as f32);
        self.integers.clear();
        self.integers.resize(length, 0.0);
        let merged = length / levels;
        for level in 0..levels {
            let (from, to) = (level * merged, if level + 1 == levels { length } else { (level + 1) * merged });
            let filled = (from..to).filter(|&index| kept(index) != 0).count();
            if filled > 0 {
                let share = sum(from, to) as f32 / filled as f32;
                for index in from..to {
                    if self.numbers[index] != 0.0 {
                        self.integers[index] = share;
                    }
                }
            }
        }
        match smooth(&mut self.numbers).and_then(|()| smooth(&mut self.integers)) {
            Some(()) => relative_entropy(&mut self.numbers, &mut self.integers),
            None => f32::INFINITY,
        }
    }
}

/// Gives every zero a little of what the others have, so that logarithms exist; `None` where too few others are there (`SmoothDistribution`).
fn smooth(distribution: &mut [f32]) -> Option<()> {
    const LITTLE: f32 = 0.0001;
    let zeros = distribution.iter().filter(|&&p| p == 0.0).count();
    let others = distribution.len() - zeros;
    let taken = LITTLE * zeros as f32 / others as f32;
    if others == 0 || taken >= 1.0 {
        return None;
    }
    distribution.iter_mut().for_each(|p| *p += if *p == 0.0 { LITTLE } else { -taken });
    Some(())
}

/// Σ p ln(p / q) of both distributions, normalised, in f32 and in order (`ComputeEntropy`).
fn relative_entropy(p: &mut [f32], q: &mut [f32]) -> f32 {
    for distribution in [&mut *p, &mut *q] {
        let sum = distribution.iter().fold(0.0, |sum, &number| sum + number);
        distribution.iter_mut().for_each(|number| *number /= sum);
    }
    // Neighbours are mostly equal, and a logarithm takes long.
    let mut last = (f32::NAN, f32::NAN, 0.0);
    p.iter().zip(q.iter()).fold(0.0, |sum, (&p, &q)| {
        if (p, q) != (last.0, last.1) {
            last = (p, q, p * f64::from(p / q).ln() as f32);
        }
        sum + last.2
    })
}

fn percentile(histogram: &Histogram, span: Span, share: f64) -> Range {
    let counts = histogram.counts();
    let total: u64 = counts.iter().sum();
    let zero = counts.len() / 2;
    let seen = histogram.range();
    let outside = total as f64 * (1.0 - share / 100.0);
    if span != Span::Any {
        // Bins join in pairs around 0 until few enough numbers are left outside.
        let mut left = total as f64 - counts[zero] as f64;
        let mut half = 0;
        while left > outside && half < zero {
            half += 1;
            left -= (counts[zero - half] + counts[zero + half]) as f64;
        }
        return symmetric(histogram.edge(zero + half + 1).min(seen.magnitude()), span, seen);
    }
    // A range ends at 0 on the side where there is nothing: all that is left out lies on the other one.
    let (below, above) = if seen.min >= 0.0 {
        (0.0, outside)
    } else if seen.max <= 0.0 {
        (outside, 0.0)
    } else {
        (outside / 2.0, outside / 2.0)
    };
    let low = reached(counts.iter(), below).map_or(seen.min, |bin| histogram.edge(bin));
    let high = reached(counts.iter().rev(), above).map_or(seen.max, |bin| histogram.edge(counts.len() - bin));
    Range { min: low.max(seen.min).min(0.0), max: high.min(seen.max).max(0.0) }
}

/// The first bin with which more than `outside` numbers are counted.
fn reached<'a>(counts: impl Iterator<Item = &'a u64>, outside: f64) -> Option<usize> {
    let mut passed = 0.0;
    counts.enumerate().find_map(|(bin, &count)| {
        passed += count as f64;
        (passed > outside).then_some(bin)
    })
}

/// The best of ranges that are the one seen, shrunk. Numbers inside lie anywhere between two integers: error step² / 12; those outside become the end.
fn least_square(histogram: &Histogram, span: Span) -> Range {
    const CANDIDATES: usize = 256;
    let counts = histogram.counts();
    let seen = histogram.range();
    let middles: Vec<f64> = (0..counts.len()).map(|bin| (f64::from(histogram.edge(bin)) + f64::from(histogram.edge(bin + 1))) / 2.0).collect();
    let whole = symmetric(seen.magnitude(), span, seen);
    let error = |range: Range| {
        let (min, max) = (f64::from(range.min), f64::from(range.max));
        let step = (max - min) / 255.0;
        let of_bin = |(&count, &middle): (&u64, &f64)| {
            let away = (middle - middle.clamp(min, max)).abs();
            count as f64 * if away > 0.0 { away * away } else { step * step / 12.0 }
        };
        counts.iter().zip(&middles).filter(|(count, _)| **count > 0).map(of_bin).sum::<f64>()
    };
    // The widest of equally good ones.
    let mut best = (f64::INFINITY, whole);
    for candidate in (1..=CANDIDATES).rev() {
        let factor = candidate as f32 / CANDIDATES as f32;
        let range = Range { min: whole.min * factor, max: whole.max * factor };
        let error = error(range);
        if error < best.0 {
            best = (error, range);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers like those of an activation: most are small. `rows` of them in (0, 1), then `outlier`.
    fn histogram(signed: bool, outlier: f32) -> Histogram {
        let mut histogram = Histogram::empty();
        let numbers: Vec<f32> = (0..20_000u32)
            .map(|i| {
                let uniform = (i.wrapping_mul(2_654_435_761) >> 8) as f32 / (1 << 24) as f32;
                let sign = if signed && i % 2 == 1 { -1.0 } else { 1.0 };
                sign * uniform * uniform * uniform
            })
            .chain([outlier])
            .collect();
        histogram.add(&numbers).unwrap();
        histogram
    }

    #[test]
    fn outliers_are_cut_off() {
        for (signed, span) in [(true, Span::Symmetric), (false, Span::FromZero), (true, Span::Any), (false, Span::Any)] {
            let histogram = histogram(signed, 30.0);
            assert_eq!(range(Threshold::Naive, span, &histogram).max, 30.0);
            for threshold in [Threshold::Entropy, Threshold::Percentile(99.9), Threshold::MeanSquare] {
                let found = range(threshold, span, &histogram);
                // One number in 20000 is beyond 1. Its square error is worth more than the steps of all others.
                let most = if threshold == Threshold::MeanSquare { 30.0 } else { 4.0 };
                assert!(found.max > 0.5 && found.max <= most, "{threshold:?} {span:?} {found:?}");
                let least = match (span, signed) {
                    (Span::Symmetric, _) => -found.max,
                    (Span::Any, true) => histogram.range().min.max(-found.max),
                    _ => 0.0,
                };
                assert!((found.min - least).abs() <= 0.02 + 0.9 * f32::from(threshold == Threshold::MeanSquare), "{threshold:?} {span:?} {found:?} {least}");
            }
        }
    }

    #[test]
    fn percentiles_leave_out_as_many_numbers_as_they_say() {
        // Evenly spread, so that a share of the numbers is a share of the range.
        for (from, to, expected) in [(0, 1000, (0.0, 0.9)), (-1000, 0, (-0.9, 0.0)), (-1000, 1000, (-0.9, 0.9))] {
            let mut histogram = Histogram::empty();
            histogram.add(&(from..=to).map(|i| i as f32 / 1000.0).collect::<Vec<_>>()).unwrap();
            let found = range(Threshold::Percentile(90.0), Span::Any, &histogram);
            assert!((found.min - expected.0).abs() < 0.01 && (found.max - expected.1).abs() < 0.01, "{found:?} {expected:?}");
        }
    }

    #[test]
    fn ranges_are_in_the_order_of_histograms() {
        let histograms: Vec<Histogram> = (0..20).map(|i| Histogram::of_range(Range { min: 0.0, max: i as f32 })).collect();
        let expected: Vec<Range> = (0..20).map(|i| Range { min: i as f32, max: i as f32 }).collect();
        assert_eq!(ranges(&histograms, |at, histogram| Range { min: at as f32, max: histogram.range().max }), expected);
        assert_eq!(ranges(&[], |_, _| Range::EMPTY), []);
    }

    #[test]
    fn few_large_numbers_stay() {
        let mut histogram = Histogram::empty();
        histogram.add(&[-1.0, 1.0, 0.5, 0.25]).unwrap();
        for threshold in [Threshold::Naive, Threshold::Percentile(100.0), Threshold::MeanSquare] {
            assert_eq!(range(threshold, Span::Symmetric, &histogram), Range { min: -1.0, max: 1.0 }, "{threshold:?}");
            assert_eq!(range(threshold, Span::Any, &histogram), Range { min: -1.0, max: 1.0 }, "{threshold:?}");
        }
    }

    #[test]
    fn constants_and_nothing_have_ranges() {
        let mut zeros = Histogram::empty();
        zeros.add(&[0.0; 4]).unwrap();
        for threshold in [Threshold::Naive, Threshold::Entropy, Threshold::Percentile(99.0), Threshold::MeanSquare] {
            assert_eq!(range(threshold, Span::Any, &zeros), Range { min: 0.0, max: 0.0 });
            assert_eq!(range(threshold, Span::Any, &Histogram::empty()), Range::EMPTY);
            let mut fives = Histogram::empty();
            fives.add(&[5.0; 100]).unwrap();
            let found = range(threshold, Span::FromZero, &fives);
            assert!(found.min >= 0.0 && found.max >= 0.3, "{threshold:?} {found:?}");
        }
    }
}
