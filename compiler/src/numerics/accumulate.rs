//! Accumulations whose order is part of the result, and reductions to one number.
//!
//! Integer sums are exact, so only float accumulation has an order to fix.

/// The number of partial sums of [`PartialSums`].
const PARTIALS: usize = 16;

/// Sum of floats: element `i` goes to partial sum `i mod 16`, each partial sum starts at +0 and takes its elements in ascending order;
/// [`PartialSums::total`] then folds halves: `x[i] + x[i + 8]`, then `+ 4`, `+ 2`, `+ 1`.
///
/// In a pooling window element `i` is tap `ky · kw + kx` of the whole kernel; a tap outside the image adds nothing, and the other taps
/// keep their place.
#[derive(Debug, Clone, Copy)]
pub struct PartialSums([f32; PARTIALS]);

impl Default for PartialSums {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialSums {
    pub fn new() -> Self {
        Self([0.0; PARTIALS])
    }

    /// Adds element number `index`.
    pub fn add(&mut self, index: usize, value: f32) {
        self.0[index % PARTIALS] += value;
    }

    /// The sum of all partial sums.
    pub fn total(mut self) -> f32 {
        let mut half = PARTIALS / 2;
        while half > 0 {
            for i in 0..half {
                self.0[i] += self.0[i + half];
            }
            half /= 2;
        }
        self.0[0]
    }
}

/// One chain of fused multiply-adds in slice order, continuing from `start`. The shorter slice ends it.
pub fn dot_f32(start: f32, data: &[f32], weights: &[f32]) -> f32 {
    data.iter().zip(weights).fold(start, |sum, (&x, &w)| x.mul_add(w, sum))
}

/// The running maximum of a pooling window after one more tap, starting from −∞ and going through the window in order: NaN is passed over,
/// and of two zeros the first stays.
pub fn maximum_tap(running: f32, tap: f32) -> f32 {
    if tap > running { tap } else { running }
}

/// The largest |x|, at least +0; NaN is passed over.
pub fn absmax_f32(values: impl IntoIterator<Item = f32>) -> f32 {
    values.into_iter().fold(0.0, |largest, x| maximum_tap(largest, x.abs()))
}

/// The largest |q|, where |−2³¹| counts as 2³¹ − 1.
pub fn absmax_s32(values: impl IntoIterator<Item = i32>) -> i32 {
    values.into_iter().fold(0, |largest, q| largest.max(q.saturating_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_sums_follow_the_tree() {
        // 2²⁴ + 1 is not an f32, so the order shows: elements 0 and 16 meet first (and lose 1), 8 joins afterwards.
        let mut sums = PartialSums::new();
        sums.add(0, 16_777_216.0);
        sums.add(16, 1.0);
        sums.add(8, 1.0);
        assert_eq!(sums.total(), 16_777_216.0);
        // 1 + 1 meet in one partial sum before they meet 2²⁴.
        let mut sums = PartialSums::new();
        sums.add(0, 16_777_216.0);
        sums.add(1, 1.0);
        sums.add(17, 1.0);
        assert_eq!(sums.total(), 16_777_218.0);
        // Elements 1 and 9 meet in the first fold.
        let mut sums = PartialSums::new();
        sums.add(0, 16_777_216.0);
        sums.add(1, 1.0);
        sums.add(9, 1.0);
        assert_eq!(sums.total(), 16_777_218.0);
    }

    #[test]
    fn partial_sums_add_everything_up() {
        let mut sums = PartialSums::new();
        (0..100).for_each(|i| sums.add(i, i as f32));
        assert_eq!(sums.total(), 4950.0);
    }

    #[test]
    fn a_chain_rounds_once_per_element() {
        let x = 1.0 + f32::EPSILON;
        assert_eq!(dot_f32(0.0, &[1.0, x], &[-1.0 - 2.0 * f32::EPSILON, x]), f32::EPSILON * f32::EPSILON);
    }

    #[test]
    fn maxima_pass_over_nan() {
        assert_eq!(maximum_tap(f32::NEG_INFINITY, f32::NAN), f32::NEG_INFINITY);
        assert_eq!(maximum_tap(-0.0, 0.0).to_bits(), (-0.0f32).to_bits());
        assert_eq!(absmax_f32([1.0, f32::NAN, -3.0, 2.0]), 3.0);
        assert_eq!(absmax_s32([1, i32::MIN, 5]), i32::MAX);
        assert_eq!(absmax_s32([-7, 5]), 7);
    }
}
