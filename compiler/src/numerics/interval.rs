//! Ranges of f32 numbers carried through the steps of an epilogue.
//!
//! Rounding to nearest is monotone, and each step is monotone in every operand where the others keep their sign. So the rounded results at
//! the corners of the operand ranges enclose every result, without widening. Only the functions that are sequences of roundings need it:
//! the exact function is monotone, so results lie within twice its error of those at the ends.

use super::function::{self, ELU_ERROR, ErrorBound, error_bound};
use super::step::{ResolvedStep, leaky_relu, round_clamp};
use crate::graph::{Function, TABLE_ENTRIES};

/// Every number from `lo` to `hi` (infinities included where an end is infinite), and NaN if `nan`. Says nothing about the sign of zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub lo: f32,
    pub hi: f32,
    /// Whether the number may be NaN.
    pub nan: bool,
}

/// A step with a range for each operand.
pub type IntervalStep<'a> = ResolvedStep<'a, Interval>;

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
        match (self.positive(), self.not_positive().map(|rest| rest.multiply(slope))) {
            (Some(a), Some(b)) => a.union(b),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => self,
        }
    }

    /// The part of it that is not above 0; NaN stays.
    fn not_positive(self) -> Option<Self> {
        (self.lo <= 0.0 || self.nan).then(|| Self { lo: self.lo.min(0.0), hi: self.hi.min(0.0), nan: self.nan })
    }

    /// The part above 0.
    fn positive(self) -> Option<Self> {
        (self.hi > 0.0).then_some(Self { lo: self.lo.max(0.0), hi: self.hi, nan: false })
    }

    fn elu(self, alpha: Self) -> Self {
        let below = self.not_positive().map(|y| {
            let exponential = |y: f32| function::elu(y.min(0.0), 1.0);
            widened(exponential(y.lo), exponential(y.hi), ELU_ERROR, y.nan).within(-1.0, 0.0).multiply(alpha)
        });
        match (self.positive(), below) {
            (Some(a), Some(b)) => a.union(b),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => self,
        }
    }

    /// The same range cut to lo..=hi, outside which there is no result.
    fn within(self, lo: f32, hi: f32) -> Self {
        Self { lo: self.lo.clamp(lo, hi), hi: self.hi.clamp(lo, hi), nan: self.nan }
    }

    fn function(self, function: Function) -> Self {
        let of = |y: f32| function::apply(function, y);
        let error = error_bound(function);
        let ends = |argument: Self| widened(of(argument.lo), of(argument.hi), error, self.nan);
        match function {
            Function::Absolute => {
                let lo = if self.contains(0.0) { 0.0 } else { of(self.lo).min(of(self.hi)) };
                Self { lo, hi: of(self.lo).max(of(self.hi)), nan: self.nan }
            }
            // Rounded correctly, so monotone as they are.
            Function::Floor | Function::Ceiling | Function::Round | Function::Truncate => Self { lo: of(self.lo), hi: of(self.hi), nan: self.nan },
            Function::SquareRoot | Function::Logarithm if self.lo < 0.0 => match self.hi < 0.0 {
                // Nothing but NaN.
                true => Self::ANY,
                false => Self { nan: true, ..Self { lo: 0.0, ..self }.function(function) },
            },
            Function::SquareRoot => Self { lo: of(self.lo), hi: of(self.hi), nan: self.nan },
            Function::Exponential | Function::Softplus => ends(self).within(0.0, f32::INFINITY),
            Function::Logarithm => ends(self),
            Function::HyperbolicTangent | Function::Error => ends(self).within(-1.0, 1.0),
            Function::Logistic => ends(self).within(0.0, 1.0),
            Function::Gelu => {
                // It falls to its least value, −0.1700 at −0.7518, and rises from there.
                let least = Interval::point(-0.751_791_5);
                let around = match self.contains(least.lo) {
                    true => Self::enclose(&[of(self.lo), of(least.lo), of(self.hi)], false),
                    false => Self::enclose(&[of(self.lo), of(self.hi)], false),
                };
                widened(around.lo, around.hi, error, self.nan)
            }
        }
    }

    fn narrow(self, lo: i32, hi: i32) -> Self {
        let smallest = if self.nan { lo } else { round_clamp(self.lo, 0, lo, hi) };
        Self::integers(i64::from(smallest), i64::from(round_clamp(self.hi, 0, lo, hi)))
    }

    fn lookup(self, table: &[f32; TABLE_ENTRIES]) -> Self {
        let entries = self.narrow(0, TABLE_ENTRIES as i32 - 1);
        Self::around(table[entries.lo as usize..=entries.hi as usize].iter().copied()).unwrap_or(Self::ANY)
    }

    /// The range of e · multiplier + addend where e is in this one.
    pub fn affine(self, multiplier: f32, addend: f32) -> Self {
        self.multiply_add(Self::point(multiplier), Self::point(addend))
    }

    /// The range after one step.
    pub fn apply(self, step: IntervalStep) -> Self {
        match step {
            IntervalStep::Multiply(m) => self.multiply(m),
            IntervalStep::Divide(d) => self.divide(d),
            IntervalStep::Add(b) => self.add(b),
            IntervalStep::Subtract(b) => self.add(Self { lo: -b.hi, hi: -b.lo, nan: b.nan }),
            IntervalStep::DivideInto(a) => a.divide(self),
            IntervalStep::Elu { alpha } => self.elu(alpha),
            IntervalStep::Compare(..) => Self { lo: 0.0, hi: 1.0, nan: false },
            IntervalStep::Where { otherwise, .. } => self.union(otherwise),
            IntervalStep::Apply(function) => self.function(function),
            IntervalStep::MultiplyAdd(m, b) => self.multiply_add(m, b),
            IntervalStep::Residual { residual, multiplier } => residual.multiply_add(multiplier, self),
            IntervalStep::Maximum(a) => self.maximum(a),
            IntervalStep::Minimum(a) => self.minimum(a),
            IntervalStep::LeakyRelu { slope } => self.leaky(slope),
            IntervalStep::Narrow { lo, hi } => self.narrow(lo, hi),
            IntervalStep::Lookup(table) => self.lookup(table),
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

/// What a function gives between two arguments, if it gave `lo` and `hi` there and the exact one is monotone.
fn widened(lo: f32, hi: f32, error: ErrorBound, nan: bool) -> Interval {
    // Found and exact result at an end are one error apart, exact and found result inside another one; and the errors are relative to
    // numbers that are themselves off, hence the third. An infinite result may stand for an exact one that is finite.
    let slack = |end: f64| 3.0 * (error.relative * end.abs() + error.absolute);
    let finite = |end: f32| f64::from(end.clamp(f32::MIN, f32::MAX));
    // Conversion to f32 rounds to nearest: one number further out is beyond the sum.
    let below = |end: f32| if end == f32::NEG_INFINITY { end } else { ((finite(end) - slack(finite(end))) as f32).next_down() };
    let above = |end: f32| if end == f32::INFINITY { end } else { ((finite(end) + slack(finite(end))) as f32).next_up() };
    Interval { lo: below(lo), hi: above(hi), nan }
}

#[cfg(test)]
mod tests;
