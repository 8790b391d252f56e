//! How often the numbers of a tensor lie where, gathered batch by batch in bounded memory.

use super::range::Range;
use crate::diagnostic::{Code, Diagnostic, Result};

/// Counts of numbers in bins of equal width around 0, from −threshold to threshold.
///
/// The first numbers decide the width of a bin: their largest magnitude over [`Histogram::BINS`] bins. Larger numbers later add bins of that width on both
/// sides, as MXNet's collector does (`combine_histogram`, `quantization.py`), so that old counts stay where they are; beyond [`Histogram::MOST_BINS`]
/// the old counts move to the bins of a wider histogram, and memory stays bounded.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    counts: Vec<u64>,
    threshold: f64,
    /// Where each bin begins; behind the last one there is no end. None before any number but 0.
    edges: Vec<f32>,
    range: Range,
}

impl Histogram {
    /// Bins of the first numbers, an odd number: 0 lies in the middle of one.
    pub const BINS: usize = 8001;
    /// Bins of any histogram.
    pub const MOST_BINS: usize = 4 * Self::BINS + 1;

    /// The histogram that has seen nothing.
    pub fn empty() -> Self {
        Self { counts: vec![0; Self::BINS], threshold: 0.0, edges: Vec::new(), range: Range::EMPTY }
    }

    /// Extremes alone, without counts.
    pub fn of_range(range: Range) -> Self {
        Self { counts: Vec::new(), threshold: 0.0, edges: Vec::new(), range }
    }

    /// Counts, in ascending order of the numbers.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Smallest and largest number seen.
    pub fn range(&self) -> Range {
        self.range
    }

    /// Where bin `index` begins; the end of the last one is that of `counts().len()`. The arithmetic of `numpy.linspace` for f32 bounds.
    pub fn edge(&self, index: usize) -> f32 {
        edge(self.threshold, self.counts.len(), index)
    }

    /// Counts numbers in.
    ///
    /// # Errors
    /// `Range` where one is not finite.
    pub fn add(&mut self, numbers: &[f32]) -> Result<()> {
        let words: Vec<[u8; 4]> = numbers.iter().map(|number| number.to_le_bytes()).collect();
        self.add_words(&words)
    }

    /// The same for numbers as they lie in memory, little-endian.
    ///
    /// # Errors
    /// `Range` where one is not finite.
    pub fn add_words(&mut self, words: &[[u8; 4]]) -> Result<()> {
        if words.is_empty() {
            return Ok(());
        }
        let seen = extremes(words);
        if !seen.magnitude().is_finite() {
            let bad = words.iter().map(|&word| f32::from_le_bytes(word)).find(|number| !number.is_finite()).unwrap_or(f32::NAN);
            return Err(Diagnostic::error(Code::Range, format!("the network computes {bad} here for some input"))
                .hint("calibrate with inputs for which the network computes finite numbers"));
        }
        let largest = f64::from(seen.magnitude());
        if largest > self.threshold {
            self.widen(largest);
            // Whatever is beyond the last edge is in the last bin.
            self.edges = (0..self.counts.len()).map(|index| self.edge(index)).chain([f32::INFINITY]).collect();
        }
        self.range = self.range.union(seen);
        if self.threshold == 0.0 {
            self.counts[Self::BINS / 2] += words.len() as u64;
            return Ok(());
        }
        let bins = self.counts.len();
        let edges = &self.edges;
        let first = edges[0];
        let per_unit = (bins as f64 / (2.0 * self.threshold)) as f32;
        // Differences, products and edges are each off by half a unit in the last place at most: so far is a place, in bins, from where it should be.
        let uncertain = 4.0 * bins as f32 * f32::EPSILON;
        let mut places = [(0.0, 0); BLOCK];
        // Equal numbers that follow each other are counted in different places, as no count waits for the one before; few numbers are not worth the places.
        let mut counts = if words.len() > bins { vec![[0u32; COPIES]; bins] } else { Vec::new() };
        for block in words.chunks(BLOCK) {
            // Arithmetic for many numbers at once, then the counts one after the other.
            for (place, &word) in places.iter_mut().zip(block) {
                let at = (f32::from_le_bytes(word) - first) * per_unit;
                // A sum of this size has no room for fractions: the nearest integer to at + 1/2 stands in its lowest bits.
                let rounded = at + 0.5 + INTEGERS;
                let fraction = at - (rounded - INTEGERS - 1.0);
                let sure = fraction > uncertain && fraction < 1.0 - uncertain;
                *place = (at, if sure { rounded.to_bits() & INTEGER_BITS } else { 0 });
            }
            for (i, (&(at, place), &word)) in places.iter().zip(block).enumerate() {
                let bin = match place {
                    0 => {
                        // One off at most; the edges decide.
                        let number = f32::from_le_bytes(word);
                        let bin = (at.max(0.0) as usize).min(bins - 1);
                        bin + usize::from(number >= edges[bin + 1]) - usize::from(number < edges[bin])
                    }
                    behind => behind as usize - 1,
                };
                match counts.get_mut(bin) {
                    Some(copies) => copies[i % COPIES] += 1,
                    None => self.counts[bin] += 1,
                }
            }
        }
        for (sum, copies) in self.counts.iter_mut().zip(counts) {
            *sum += copies.into_iter().map(u64::from).sum::<u64>();
        }
        Ok(())
    }

    /// Makes room for numbers up to `largest`.
    fn widen(&mut self, largest: f64) {
        let bins = self.counts.len();
        if self.threshold > 0.0 {
            let width = 2.0 * self.threshold / bins as f64;
            let added = ((largest - self.threshold) / width).floor() + 1.0;
            if added <= (Self::MOST_BINS - bins) as f64 / 2.0 {
                let added = added as usize;
                let mut counts = vec![0; bins + 2 * added];
                counts[added..added + bins].copy_from_slice(&self.counts);
                self.counts = counts;
                self.threshold += added as f64 * width;
                return;
            }
        }
        // Each old bin goes where its middle lies; before any number but 0 that is the middle.
        let middle = bins / 2;
        let old_width = 2.0 * self.threshold / bins as f64;
        let new_width = 2.0 * largest / Self::BINS as f64;
        let mut counts = vec![0; Self::BINS];
        for (index, &count) in self.counts.iter().enumerate() {
            let away = ((index as f64 - middle as f64) * old_width / new_width).round();
            counts[(Self::BINS as f64 / 2.0 + away).clamp(0.0, (Self::BINS - 1) as f64) as usize] += count;
        }
        self.counts = counts;
        self.threshold = largest;
    }
}

/// Numbers that are looked at together.
const BLOCK: usize = 64;
/// Places where one bin is counted.
const COPIES: usize = 4;
/// 2^23: floats from here to twice as much are the integers.
const INTEGERS: f32 = 8_388_608.0;
/// Bits of a float that say which of those integers it is.
const INTEGER_BITS: u32 = 0x7f_ffff;

/// Smallest and largest of some numbers; an end that is not finite where one of them is not. Compared as integers, whose order is that of the numbers, in lanes
/// that a compiler makes vectors of.
fn extremes(words: &[[u8; 4]]) -> Range {
    const LANES: usize = 16;
    // Positive numbers are ordered as their bits; negative ones the other way round.
    let key = |word: [u8; 4]| {
        let bits = i32::from_le_bytes(word);
        bits ^ ((bits >> 31) & i32::MAX)
    };
    let (mut least, mut most) = ([i32::MAX; LANES], [i32::MIN; LANES]);
    let (blocks, rest) = words.as_chunks::<LANES>();
    for block in blocks {
        for ((&word, least), most) in block.iter().zip(&mut least).zip(&mut most) {
            let key = key(word);
            *least = (*least).min(key);
            *most = (*most).max(key);
        }
    }
    let least = rest.iter().map(|&word| key(word)).chain(least).min();
    let most = rest.iter().map(|&word| key(word)).chain(most).max();
    let (Some(least), Some(most), false) = (least, most, words.is_empty()) else { return Range::EMPTY };
    let number = |key: i32| f32::from_bits((key ^ ((key >> 31) & i32::MAX)) as u32);
    // A zero has no sign here, and NaN is an end beyond infinity.
    let end = |key: i32, infinity: f32| if number(key).is_nan() { infinity } else { number(key) + 0.0 };
    Range { min: end(least, f32::NEG_INFINITY), max: end(most, f32::INFINITY) }
}

fn edge(threshold: f64, bins: usize, index: usize) -> f32 {
    if index == bins { threshold as f32 } else { (index as f64 * (2.0 * threshold / bins as f64) - threshold) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(batches: &[&[f32]]) -> Histogram {
        let mut histogram = Histogram::empty();
        batches.iter().for_each(|batch| histogram.add(batch).unwrap());
        histogram
    }

    #[test]
    fn numbers_are_counted_between_edges() {
        let histogram = histogram(&[&[-1.0, -0.999, 0.0, 0.0, 1.0], &[0.5]]);
        let filled: Vec<(usize, u64)> = histogram.counts().iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
        assert_eq!(filled, [(0, 1), (4, 1), (4000, 2), (6000, 1), (8000, 1)]);
        assert_eq!((histogram.edge(0), histogram.edge(8001), histogram.range()), (-1.0, 1.0, Range { min: -1.0, max: 1.0 }));
    }

    /// Numbers on edges, beside them and anywhere, beside a search among the edges.
    #[test]
    fn every_number_is_in_the_bin_between_its_edges() {
        for threshold in [1.0f32, 0.3, 6.7e-4, 12345.678] {
            let mut histogram = Histogram::empty();
            histogram.add(&[threshold]).unwrap();
            let edges: Vec<f32> = (0..=8001).map(|index| histogram.edge(index)).collect();
            let near = |x: f32| [x, x.next_up(), x.next_down(), x + 1e-6 * threshold, x - 1e-6 * threshold];
            let anywhere = (0..20000).map(|i| threshold * ((i as f32 * 0.618_034).fract() * 2.0 - 1.0));
            let numbers: Vec<f32> = edges.iter().flat_map(|&x| near(x)).chain(anywhere).filter(|x| x.abs() <= threshold).collect();
            let mut together = histogram.clone();
            together.add(&numbers).unwrap();
            let mut expected = vec![0u64; 8001];
            expected[8000] = 1;
            for number in numbers {
                let bin = edges.partition_point(|&edge| edge <= number) - 1;
                expected[bin.min(8000)] += 1;
                histogram.add(&[number]).unwrap();
            }
            assert!(histogram.counts() == expected && together == histogram, "{threshold}");
        }
    }

    #[test]
    fn wider_numbers_add_bins_or_make_them_wider() {
        let grown = histogram(&[&[1.0], &[-1.5]]);
        assert_eq!(grown.counts().len(), 8001 + 2 * 2001);
        assert_eq!((grown.counts()[2001 + 8000], grown.counts().iter().sum::<u64>()), (1, 2));
        let wide = histogram(&[&[1e-3, -1e-3], &[1000.0]]);
        assert_eq!((wide.counts().len(), wide.counts()[4000], wide.counts()[8000]), (8001, 2, 1));
        let mut many = Histogram::empty();
        (0..200).for_each(|step| many.add(&[1.1f32.powi(step)]).unwrap());
        assert!(many.counts().len() <= Histogram::MOST_BINS && many.counts().iter().sum::<u64>() == 200);
    }

    #[test]
    fn zeros_come_first_or_alone() {
        let zeros = histogram(&[&[0.0; 3]]);
        assert_eq!((zeros.counts()[4000], zeros.range()), (3, Range { min: 0.0, max: 0.0 }));
        let then = histogram(&[&[0.0; 3], &[2.0]]);
        assert_eq!((then.counts()[4000], then.counts()[8000], then.edge(8001)), (3, 1, 2.0));
    }

    #[test]
    fn extremes_of_any_number_of_numbers() {
        for count in [1, 15, 16, 17, 50] {
            let numbers: Vec<f32> = (0..count).map(|i| ((i * 37 % 50) as f32 - 20.0) * 0.3).collect();
            let words: Vec<[u8; 4]> = numbers.iter().map(|number| number.to_le_bytes()).collect();
            assert_eq!(extremes(&words), Range::of(numbers), "{count}");
        }
        assert_eq!(extremes(&[(-0.0f32).to_le_bytes()]).min.to_bits(), 0);
        assert!(Histogram::empty().add(&[]).is_ok());
    }

    #[test]
    fn numbers_must_be_finite() {
        for bad in [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            assert_eq!(Histogram::empty().add(&[1.0, bad]).unwrap_err().code, Code::Range);
            assert_eq!(Histogram::empty().add(&[&[1.0; 40][..], &[bad], &[0.0; 40]].concat()).unwrap_err().code, Code::Range);
        }
    }
}
