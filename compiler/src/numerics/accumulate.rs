//! Accumulations whose order is part of the result, and reductions to one number.
//!
//! Integer sums are exact, so only float accumulation has an order to fix.

/// The number of numbers that [`Partials`] keeps.
pub const PARTIALS: usize = 16;

/// Joins floats in an order that vectors can follow: element `i` joins partial result `i mod 16`, each of which takes its elements in ascending
/// order; [`Partials::total`] then folds halves: `x[i]` and `x[i + 8]`, then `+ 4`, `+ 2`, `+ 1`.
///
/// In a pooling window element `i` is tap `ky · kw + kx` of the whole kernel; a tap outside the image adds nothing, and the other taps
/// keep their place.
#[derive(Debug, Clone, Copy)]
pub struct Partials {
    numbers: [f32; PARTIALS],
    join: fn(f32, f32) -> f32,
}

impl Partials {
    /// Sums, from +0.
    pub fn sums() -> Self {
        Self { numbers: [0.0; PARTIALS], join: |sum, number| sum + number }
    }

    /// Maxima, from −∞, by [`maximum_tap`].
    pub fn maxima() -> Self {
        Self { numbers: [f32::NEG_INFINITY; PARTIALS], join: maximum_tap }
    }

    /// Minima, from ∞, by [`minimum_tap`].
    pub fn minima() -> Self {
        Self { numbers: [f32::INFINITY; PARTIALS], join: minimum_tap }
    }

    /// Takes element number `index`.
    pub fn take(&mut self, index: usize, number: f32) {
        let partial = &mut self.numbers[index % PARTIALS];
        *partial = (self.join)(*partial, number);
    }

    /// All partial results as one.
    pub fn total(mut self) -> f32 {
        let mut half = PARTIALS / 2;
        while half > 0 {
            for i in 0..half {
                self.numbers[i] = (self.join)(self.numbers[i], self.numbers[i + half]);
            }
            half /= 2;
        }
        self.numbers[0]
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

/// Likewise the smaller one.
pub fn minimum_tap(running: f32, tap: f32) -> f32 {
    if tap < running { tap } else { running }
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
        let mut sums = Partials::sums();
        sums.take(0, 16_777_216.0);
        sums.take(16, 1.0);
        sums.take(8, 1.0);
        assert_eq!(sums.total(), 16_777_216.0);
        // 1 + 1 meet in one partial sum before they meet 2²⁴.
        let mut sums = Partials::sums();
        sums.take(0, 16_777_216.0);
        sums.take(1, 1.0);
        sums.take(17, 1.0);
        assert_eq!(sums.total(), 16_777_218.0);
        // Elements 1 and 9 meet in the first fold.
        let mut sums = Partials::sums();
        sums.take(0, 16_777_216.0);
        sums.take(1, 1.0);
        sums.take(9, 1.0);
        assert_eq!(sums.total(), 16_777_218.0);
    }

    #[test]
    fn partial_sums_add_everything_up() {
        let mut sums = Partials::sums();
        (0..100).for_each(|i| sums.take(i, i as f32));
        assert_eq!(sums.total(), 4950.0);
    }

    #[test]
    fn extremes_fold_like_sums() {
        let of = |mut partials: Partials, numbers: &[f32]| {
            numbers.iter().enumerate().for_each(|(i, &x)| partials.take(i, x));
            partials.total()
        };
        let numbers: Vec<f32> = (0..40).map(|i| ((i * 7) % 40) as f32).chain([f32::NAN]).collect();
        assert_eq!((of(Partials::maxima(), &numbers), of(Partials::minima(), &numbers)), (39.0, 0.0));
        assert_eq!(of(Partials::maxima(), &[f32::NAN]), f32::NEG_INFINITY);
        // Of zeros that meet, that of the lower partial result stays: 4 meets 0 before 3 does.
        let mut zeros = [-1.0; 5];
        (zeros[3], zeros[4]) = (-0.0, 0.0);
        assert_eq!(of(Partials::maxima(), &zeros).to_bits(), 0.0f32.to_bits());
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
        assert_eq!(minimum_tap(f32::INFINITY, f32::NAN), f32::INFINITY);
        assert_eq!(minimum_tap(1.0, -1.0), -1.0);
        assert_eq!(absmax_f32([1.0, f32::NAN, -3.0, 2.0]), 3.0);
        assert_eq!(absmax_s32([1, i32::MIN, 5]), i32::MAX);
        assert_eq!(absmax_s32([-7, 5]), 7);
    }
}
