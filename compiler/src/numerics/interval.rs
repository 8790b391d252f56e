//! Ranges of f32 numbers carried through the steps of an epilogue.
//!
//! Rounding to nearest is monotone, and each step is monotone in every operand where the others keep their sign. So the rounded results at
//! the corners of the operand ranges enclose every result, without widening.

use super::step::{leaky_relu, round_clamp};
use crate::graph::Function;

/// Every number from `lo` to `hi` (infinities included where an end is infinite), and NaN if `nan`. Says nothing about the sign of zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub lo: f32,
    pub hi: f32,
    /// Whether the number may be NaN.
    pub nan: bool,
}

/// [`super::ScalarStep`] with a range for each operand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum IntervalStep {
    Multiply(Interval),
    Divide(Interval),
    Add(Interval),
    Subtract(Interval),
    DivideInto(Interval),
    Elu {
        alpha: Interval,
    },
    /// Any comparison.
    Compare,
    Apply(Function),
    MultiplyAdd(Interval, Interval),
    Residual {
        residual: Interval,
        multiplier: Interval,
    },
    Maximum(Interval),
    Minimum(Interval),
    LeakyRelu {
        slope: Interval,
    },
    Narrow {
        lo: i32,
        hi: i32,
    },
}

impl Interval {
    /// Any f32 at all: what is known about a number that only arrives at run time.
    pub const ANY: Interval = Interval { lo: f32::NEG_INFINITY, hi: f32::INFINITY, nan: true };

    /// Exactly this number.
    pub fn point(value: f32) -> Self {
        if value.is_nan() { Self::ANY } else { Self { lo: value, hi: value, nan: false } }
    }

    /// The integers `lo..=hi` after conversion to f32.
    pub fn integers(lo: i64, hi: i64) -> Self {
        Self { lo: lo as f32, hi: hi as f32, nan: false }
    }

    /// The smallest interval around all of `values`.
    pub fn around(values: impl IntoIterator<Item = f32>) -> Option<Self> {
        values.into_iter().map(Self::point).reduce(Self::union)
    }

    /// The smallest interval around both.
    pub fn union(self, other: Self) -> Self {
        Self { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi), nan: self.nan || other.nan }
    }

    pub fn contains(self, value: f32) -> bool {
        if value.is_nan() { self.nan } else { self.lo <= value && value <= self.hi }
    }

    fn is_finite(self) -> bool {
        self.lo.is_finite() && self.hi.is_finite()
    }

    /// Encloses `corners`; a NaN corner means that nothing is known.
    fn enclose(corners: &[f32], nan: bool) -> Self {
        if corners.iter().any(|c| c.is_nan()) {
            return Self::ANY;
        }
        let lo = corners.iter().copied().fold(f32::INFINITY, f32::min);
        let hi = corners.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        Self { lo, hi, nan }
    }

    fn multiply(self, m: Self) -> Self {
        if (!self.is_finite() && m.contains(0.0)) || (!m.is_finite() && self.contains(0.0)) {
            return Self::ANY;
        }
        Self::enclose(&[self.lo * m.lo, self.lo * m.hi, self.hi * m.lo, self.hi * m.hi], self.nan || m.nan)
    }

    fn divide(self, d: Self) -> Self {
        if d.contains(0.0) || (!self.is_finite() && !d.is_finite()) {
            return Self::ANY;
        }
        Self::enclose(&[self.lo / d.lo, self.lo / d.hi, self.hi / d.lo, self.hi / d.hi], self.nan || d.nan)
    }

    fn add(self, b: Self) -> Self {
        if !self.is_finite() && !b.is_finite() {
            return Self::ANY;
        }
        Self::enclose(&[self.lo + b.lo, self.hi + b.hi], self.nan || b.nan)
    }

    fn multiply_add(self, m: Self, b: Self) -> Self {
        if !(self.is_finite() && m.is_finite() && b.is_finite()) {
            return Self::ANY;
        }
        let mut corners = [0.0; 8];
        for (i, corner) in corners.iter_mut().enumerate() {
            let end = |interval: Self, bit: usize| if i & bit == 0 { interval.lo } else { interval.hi };
            *corner = end(self, 1).mul_add(end(m, 2), end(b, 4));
        }
        Self::enclose(&corners, self.nan || m.nan || b.nan)
    }

    fn maximum(self, a: Self) -> Self {
        // NaN in y becomes a, and NaN in a is the result whatever y is.
        let lo = if self.nan { a.lo } else { self.lo.max(a.lo) };
        Self { lo, hi: self.hi.max(a.hi), nan: a.nan }
    }

    fn minimum(self, a: Self) -> Self {
        let hi = if self.nan { a.hi } else { self.hi.min(a.hi) };
        Self { lo: self.lo.min(a.lo), hi, nan: a.nan }
    }

    fn leaky(self, slope: Self) -> Self {
        if slope.lo == slope.hi && !slope.nan && slope.lo >= 0.0 && slope.lo.is_finite() && self.is_finite() {
            // Monotone: the common case, without a union through zero.
            return Self { lo: leaky_relu(self.lo, slope.lo), hi: leaky_relu(self.hi, slope.lo), nan: self.nan };
        }
        let positive = (self.hi > 0.0).then_some(Self { lo: self.lo.max(0.0), hi: self.hi, nan: false });
        let rest = (self.lo <= 0.0 || self.nan).then(|| Self { lo: self.lo.min(0.0), hi: self.hi.min(0.0), nan: self.nan }.multiply(slope));
        match (positive, rest) {
            (Some(a), Some(b)) => a.union(b),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => self,
        }
    }

    fn narrow(self, lo: i32, hi: i32) -> Self {
        let smallest = if self.nan { lo } else { round_clamp(self.lo, 0, lo, hi) };
        Self::integers(i64::from(smallest), i64::from(round_clamp(self.hi, 0, lo, hi)))
    }

    /// The range after one step.
    pub fn apply(self, step: IntervalStep) -> Self {
        match step {
            IntervalStep::Multiply(m) => self.multiply(m),
            IntervalStep::Divide(d) => self.divide(d),
            IntervalStep::Add(b) => self.add(b),
            IntervalStep::Subtract(b) => self.add(Self { lo: -b.hi, hi: -b.lo, nan: b.nan }),
            IntervalStep::DivideInto(a) => a.divide(self),
            IntervalStep::Elu { .. } => Self::ANY,
            IntervalStep::Compare => Self { lo: 0.0, hi: 1.0, nan: false },
            IntervalStep::Apply(_) => Self::ANY,
            IntervalStep::MultiplyAdd(m, b) => self.multiply_add(m, b),
            IntervalStep::Residual { residual, multiplier } => residual.multiply_add(multiplier, self),
            IntervalStep::Maximum(a) => self.maximum(a),
            IntervalStep::Minimum(a) => self.minimum(a),
            IntervalStep::LeakyRelu { slope } => self.leaky(slope),
            IntervalStep::Narrow { lo, hi } => self.narrow(lo, hi),
        }
    }

    /// Whether a plain conversion to i32 (nearest even) is exact for every number of the interval, and stays so after `zero_point` is
    /// added: then no clamp is needed before the conversion.
    pub fn rounds_into_i32(self, zero_point: i32) -> bool {
        let fits = |y: f32| {
            let rounded = y.round_ties_even() as i64;
            i32::try_from(rounded).is_ok() && i32::try_from(rounded.saturating_add(i64::from(zero_point))).is_ok()
        };
        !self.nan && self.is_finite() && fits(self.lo) && fits(self.hi)
    }
}

#[cfg(test)]
mod tests {
    use super::super::step::{ScalarStep, apply_step};
    use super::*;
    use proptest::prelude::*;

    fn between(lo: f32, hi: f32) -> Interval {
        Interval { lo, hi, nan: false }
    }

    #[test]
    fn hand_computed_ranges() {
        assert_eq!(between(-2.0, 3.0).apply(IntervalStep::Multiply(between(-1.0, 4.0))), between(-8.0, 12.0));
        assert_eq!(between(1.0, 4.0).apply(IntervalStep::Divide(between(2.0, 4.0))), between(0.25, 2.0));
        assert_eq!(between(1.0, 4.0).apply(IntervalStep::Divide(between(-1.0, 4.0))), Interval::ANY);
        assert_eq!(Interval::ANY.apply(IntervalStep::Maximum(Interval::point(0.0))), between(0.0, f32::INFINITY));
        assert_eq!(between(0.0, f32::INFINITY).apply(IntervalStep::Minimum(Interval::point(6.0))), between(0.0, 6.0));
        assert_eq!(between(-4.0, 2.0).apply(IntervalStep::LeakyRelu { slope: Interval::point(0.25) }), between(-1.0, 2.0));
        assert_eq!(between(-4.0, 2.0).apply(IntervalStep::LeakyRelu { slope: Interval::point(-1.0) }), between(-0.0, 4.0));
        assert_eq!(Interval::ANY.apply(IntervalStep::Narrow { lo: -128, hi: 127 }), between(-128.0, 127.0));
        assert_eq!(between(f32::MIN, f32::MAX).apply(IntervalStep::Multiply(Interval::point(2.0))), between(f32::NEG_INFINITY, f32::INFINITY));
    }

    #[test]
    fn infinity_times_zero_is_not_forgotten() {
        assert!(between(f32::NEG_INFINITY, f32::INFINITY).apply(IntervalStep::Multiply(between(-1.0, 1.0))).nan);
        assert!(between(0.0, f32::INFINITY).apply(IntervalStep::Add(between(f32::NEG_INFINITY, 0.0))).nan);
    }

    #[test]
    fn conversion_limits() {
        assert!(between(-2_147_483_648.0, 2_147_483_520.0).rounds_into_i32(0));
        assert!(!between(0.0, 2_147_483_648.0).rounds_into_i32(0));
        assert!(!between(0.0, 2_147_483_520.0).rounds_into_i32(128));
        assert!(!between(-2_147_483_648.0, 0.0).rounds_into_i32(-1));
        assert!(!Interval::ANY.rounds_into_i32(0));
    }

    /// Any f32, with ordinary, huge, zero and special ones all likely.
    fn number() -> impl Strategy<Value = f32> {
        prop_oneof![
            any::<u32>().prop_map(f32::from_bits),
            -300.0f32..300.0,
            prop::sample::select(vec![0.0, -0.0, 1.0, f32::INFINITY, f32::NEG_INFINITY, f32::MAX])
        ]
    }

    /// An interval with one of its members.
    fn sampled() -> impl Strategy<Value = (Interval, f32)> {
        (number(), number(), number(), any::<bool>()).prop_map(|(a, b, c, nan)| {
            let around = Interval::around([a, b]).unwrap_or(Interval::ANY);
            let interval = Interval { nan: around.nan || nan, ..around };
            let inside = if interval.contains(c) { c } else { a };
            (interval, if interval.contains(inside) { inside } else { interval.lo })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn every_result_lies_in_the_interval(y in sampled(), a in sampled(), b in sampled(), lo in -300i32..0, hi in 0i32..300) {
            let cases = [
                (ScalarStep::Multiply(a.1), IntervalStep::Multiply(a.0)),
                (ScalarStep::Divide(a.1), IntervalStep::Divide(a.0)),
                (ScalarStep::Add(a.1), IntervalStep::Add(a.0)),
                (ScalarStep::MultiplyAdd(a.1, b.1), IntervalStep::MultiplyAdd(a.0, b.0)),
                (ScalarStep::Residual { residual: a.1, multiplier: b.1 }, IntervalStep::Residual { residual: a.0, multiplier: b.0 }),
                (ScalarStep::Maximum(a.1), IntervalStep::Maximum(a.0)),
                (ScalarStep::Minimum(a.1), IntervalStep::Minimum(a.0)),
                (ScalarStep::LeakyRelu { slope: a.1 }, IntervalStep::LeakyRelu { slope: a.0 }),
                (ScalarStep::Narrow { lo, hi }, IntervalStep::Narrow { lo, hi }),
            ];
            for (scalar, interval) in cases {
                let result = apply_step(y.1, scalar);
                prop_assert!(y.0.apply(interval).contains(result), "{:?} of {} gave {result}, outside {:?}", scalar, y.1, y.0.apply(interval));
            }
        }
    }
}
