//! The rows that networks are judged by, in a shuffled order, kept in memory as far as they fit.

use crate::dataset::Rows;
use crate::diagnostic::Result;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Bytes of decoded data that are kept.
const MOST_KEPT: u64 = 2 << 30;

/// Data for many evaluations.
#[derive(Debug)]
pub struct EvaluationData<'a> {
    rows: &'a Rows<'a>,
    /// The order of the runs.
    order: Vec<usize>,
    kept: Vec<OnceLock<Arc<Vec<Vec<u8>>>>>,
    bytes: AtomicU64,
}

impl<'a> EvaluationData<'a> {
    /// All rows, their runs in an order that `seed` decides: whatever the first rows show holds of the others then.
    pub fn new(rows: &'a Rows<'a>, seed: u64) -> Self {
        let mut order: Vec<usize> = (0..rows.runs()).collect();
        let mut random = Random::new(seed);
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        Self { rows, kept: order.iter().map(|_| OnceLock::new()).collect(), order, bytes: AtomicU64::new(0) }
    }

    /// Rows in all.
    pub fn rows(&self) -> usize {
        self.rows.rows()
    }

    /// Rows of one run.
    pub fn batch(&self) -> usize {
        self.rows.batch()
    }

    pub fn runs(&self) -> usize {
        self.order.len()
    }

    /// The indices of the rows of a run; the last run of the file may have fewer.
    pub fn rows_of(&self, run: usize) -> std::ops::Range<usize> {
        let first = self.order[run] * self.batch();
        first..(first + self.batch()).min(self.rows())
    }

    /// The bytes of each input for a run.
    ///
    /// # Errors
    /// Those of reading and of decoding.
    pub fn inputs(&self, run: usize) -> Result<Arc<Vec<Vec<u8>>>> {
        if let Some(kept) = self.kept[run].get() {
            return Ok(kept.clone());
        }
        let inputs = Arc::new(self.rows.run(self.order[run])?.iter().map(|tensor| tensor.data.to_bytes()).collect::<Vec<_>>());
        let bytes = inputs.iter().map(|input| input.len() as u64).sum();
        if self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes <= MOST_KEPT {
            return Ok(self.kept[run].get_or_init(|| inputs).clone());
        }
        Ok(inputs)
    }
}

/// The numbers of a seed: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `count` numbers from 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.next()) * count as u128) >> 64) as usize
    }

    /// A number from 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_seed() {
        let mut random = Random::new(1_234_567);
        // The reference implementation's first numbers for this seed.
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        let mut counts = [0; 3];
        (0..3000).for_each(|_| counts[random.below(3)] += 1);
        assert!(counts.iter().all(|count| (900..1100).contains(count)), "{counts:?}");
        assert!((0..100).all(|_| (0.0..1.0).contains(&random.share())));
    }

    #[test]
    fn threads_read_the_rows_that_they_ask_for() {
        use crate::dataset::{Input, NamedSource, Preparation};
        use crate::graph::{DType, Shape, Tensor, TensorData};
        use crate::tensor_file::write_npy;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.npy");
        let numbers: Vec<f32> = (0..400).flat_map(|row| [row as f32; 100]).collect();
        write_npy(&path, &Tensor::new(Shape::new([400, 100]).unwrap(), TensorData::F32(numbers.into())).unwrap()).unwrap();
        let sources = NamedSource::open(&path, None, usize::MAX).unwrap();
        let input = Input { name: "x".into(), dtype: DType::F32, shape: Shape::new([1, 100]).unwrap() };
        let rows = Rows::new(&[input], &sources, Preparation::default(), usize::MAX).unwrap();
        let data = EvaluationData::new(&rows, 3);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for run in 0..data.runs() {
                        let row = data.rows_of(run).start as f32;
                        let inputs = data.inputs(run).unwrap();
                        assert!(inputs[0].as_chunks::<4>().0.iter().all(|word| f32::from_le_bytes(*word) == row));
                    }
                });
            }
        });
    }
}
