//! Steps and ends of an epilogue on one number. The operands are resolved: each is the number that applies to this element.

use super::function;
use crate::graph::{Comparison, End, Function, Step, TABLE_ENTRIES};

/// A step with its operands looked up: the counterpart of [`crate::graph::Step`] without the conversion, which changes the type and is
/// [`convert`]. `N` is what is known about each operand: the number itself, or a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ResolvedStep<'a, N> {
    Multiply(N),
    Divide(N),
    Add(N),
    Subtract(N),
    DivideInto(N),
    MultiplyAdd(N, N),
    /// `residual` is `f32(r − z)`: see [`centred`].
    Residual {
        residual: N,
        multiplier: N,
    },
    Maximum(N),
    Minimum(N),
    LeakyRelu {
        slope: N,
    },
    Elu {
        alpha: N,
    },
    Compare(Comparison, N),
    Where {
        condition: N,
        otherwise: N,
    },
    Apply(Function),
    Narrow {
        lo: i32,
        hi: i32,
    },
    Lookup(&'a [f32; TABLE_ENTRIES]),
}

/// A step for one element.
pub type ScalarStep<'a> = ResolvedStep<'a, f32>;

impl<'a, N> ResolvedStep<'a, N> {
    /// A step of an epilogue, where operand number i of [`Step::operands`] is `number(i)` and `table` the table of a lookup. `None` for the
    /// conversion, and for a lookup without a table.
    pub fn of(step: &Step, number: impl Fn(usize) -> N, table: Option<&'a [f32; TABLE_ENTRIES]>) -> Option<Self> {
        Some(match *step {
            Step::Convert => return None,
            Step::Multiply(_) => Self::Multiply(number(0)),
            Step::Divide(_) => Self::Divide(number(0)),
            Step::Add(_) => Self::Add(number(0)),
            Step::Subtract(_) => Self::Subtract(number(0)),
            Step::DivideInto(_) => Self::DivideInto(number(0)),
            Step::MultiplyAdd(..) => Self::MultiplyAdd(number(0), number(1)),
            Step::Residual { .. } => Self::Residual { residual: number(0), multiplier: number(1) },
            Step::Maximum(_) => Self::Maximum(number(0)),
            Step::Minimum(_) => Self::Minimum(number(0)),
            Step::LeakyRelu { .. } => Self::LeakyRelu { slope: number(0) },
            Step::Elu { .. } => Self::Elu { alpha: number(0) },
            Step::Compare(comparison, _) => Self::Compare(comparison, number(0)),
            Step::Where { .. } => Self::Where { condition: number(0), otherwise: number(1) },
            Step::Apply(function) => Self::Apply(function),
            Step::Narrow { lo, hi } => Self::Narrow { lo, hi },
            Step::Lookup(_) => Self::Lookup(table?),
        })
    }
}

/// What an epilogue stores: an integer that the output type can hold, or a float.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stored {
    Integer(i32),
    Float(f32),
}

/// `cvt`: the accumulator as f32, rounded to nearest even (exact up to 2²⁴).
pub fn convert(accumulator: i32) -> f32 {
    accumulator as f32
}

/// A stored integer without its zero point, as f32. Exact for 8-bit types; an s32 is rounded once.
pub fn centred(stored: i32, zero_point: i32) -> f32 {
    (i64::from(stored) - i64::from(zero_point)) as f32
}

/// An affine operand: the element as it is read (see [`centred`]) times `multiplier` plus `addend`, rounded once.
pub fn affine(element: f32, multiplier: f32, addend: f32) -> f32 {
    element.mul_add(multiplier, addend)
}

/// `lookup`: the entry whose number is the integer nearest to `y`; beyond the ends the first or last one, and the first for NaN.
pub fn lookup(y: f32, table: &[f32; TABLE_ENTRIES]) -> f32 {
    table[round_clamp(y, 0, 0, TABLE_ENTRIES as i32 - 1) as usize]
}

/// One over a count, rounded once.
pub fn reciprocal(count: f32) -> f32 {
    1.0 / count
}

/// `max a`: y > a ? y : a. So NaN becomes `a`, and of two zeros `a` wins: what `vmaxps y, a` does.
pub fn maximum(y: f32, a: f32) -> f32 {
    if y > a { y } else { a }
}

/// `min a`: y < a ? y : a.
pub fn minimum(y: f32, a: f32) -> f32 {
    if y < a { y } else { a }
}

/// `leaky s`: y > 0 ? y : y · s. NaN stays NaN.
pub fn leaky_relu(y: f32, slope: f32) -> f32 {
    if y > 0.0 { y } else { y * slope }
}

/// `eq a`, `lt a` …: 1 or 0.
pub fn compare(y: f32, comparison: Comparison, a: f32) -> f32 {
    let holds = match comparison {
        Comparison::Equal => y == a,
        Comparison::NotEqual => y != a,
        Comparison::Less => y < a,
        Comparison::LessOrEqual => y <= a,
        Comparison::Greater => y > a,
        Comparison::GreaterOrEqual => y >= a,
    };
    f32::from(u8::from(holds))
}

/// The integer nearest to `y` (ties to even) plus `zero_point`, clamped to `lo..=hi`; NaN gives `lo`, infinities saturate.
///
/// Exact for every f32 and every zero point: an f32 beyond the i64 range saturates there, far outside any bound.
pub fn round_clamp(y: f32, zero_point: i32, lo: i32, hi: i32) -> i32 {
    if y.is_nan() {
        return lo;
    }
    clamp_i64((y.round_ties_even() as i64).saturating_add(i64::from(zero_point)), lo, hi)
}

fn clamp_i64(value: i64, lo: i32, hi: i32) -> i32 {
    // Not `clamp`: that panics where a hand-written graph has lo > hi.
    value.min(i64::from(hi)).max(i64::from(lo)) as i32
}

/// One step.
///
/// `narrow` goes through an integer, so its result is never −0.
pub fn apply_step(y: f32, step: ScalarStep) -> f32 {
    match step {
        ScalarStep::Multiply(m) => y * m,
        ScalarStep::Divide(d) => y / d,
        ScalarStep::Add(b) => y + b,
        ScalarStep::Subtract(b) => y - b,
        ScalarStep::DivideInto(a) => a / y,
        ScalarStep::Elu { alpha } => function::elu(y, alpha),
        ScalarStep::Compare(comparison, a) => compare(y, comparison, a),
        ScalarStep::Where { condition, otherwise } => {
            if condition != 0.0 {
                y
            } else {
                otherwise
            }
        }
        ScalarStep::Apply(function) => function::apply(function, y),
        ScalarStep::MultiplyAdd(m, b) => y.mul_add(m, b),
        ScalarStep::Residual { residual, multiplier } => residual.mul_add(multiplier, y),
        ScalarStep::Maximum(a) => maximum(y, a),
        ScalarStep::Minimum(a) => minimum(y, a),
        ScalarStep::LeakyRelu { slope } => leaky_relu(y, slope),
        ScalarStep::Narrow { lo, hi } => convert(round_clamp(y, 0, lo, hi)),
        ScalarStep::Lookup(table) => lookup(y, table),
    }
}

/// The end on a float.
pub fn apply_end(y: f32, end: End) -> Stored {
    match end {
        End::Saturate { zero_point, lo, hi } => Stored::Integer(round_clamp(y, zero_point, lo, hi)),
        End::F32 => Stored::Float(y),
        End::S32 { lo, hi } => Stored::Integer(round_clamp(y, 0, lo, hi)),
    }
}

/// The end on an s32 accumulator without steps: nothing is rounded. (`End::F32` needs a conversion first, which the graph verifier
/// demands; should it be missing, the accumulator is converted.)
pub fn apply_end_s32(accumulator: i32, end: End) -> Stored {
    match end {
        End::Saturate { zero_point, lo, hi } => Stored::Integer(clamp_i64(i64::from(accumulator) + i64::from(zero_point), lo, hi)),
        End::F32 => Stored::Float(convert(accumulator)),
        End::S32 { lo, hi } => Stored::Integer(clamp_i64(i64::from(accumulator), lo, hi)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn conversion_rounds_to_nearest_even() {
        assert_eq!(convert(16_777_217), 16_777_216.0);
        assert_eq!(convert(16_777_219), 16_777_220.0);
        assert_eq!(convert(i32::MAX), 2_147_483_648.0);
        assert_eq!(centred(i32::MIN, i32::MAX), -4_294_967_296.0);
        assert_eq!(centred(3, 128), -125.0);
    }

    #[test]
    fn multiply_add_and_residual_round_once() {
        let y = 1.0 + f32::EPSILON;
        // y·y = 1 + 2ε + ε²: the product rounded first would lose ε².
        assert_eq!(apply_step(y, ScalarStep::MultiplyAdd(y, -1.0 - 2.0 * f32::EPSILON)), f32::EPSILON * f32::EPSILON);
        assert_eq!(apply_step(-1.0 - 2.0 * f32::EPSILON, ScalarStep::Residual { residual: y, multiplier: y }), f32::EPSILON * f32::EPSILON);
    }

    #[test]
    fn maximum_and_minimum_replace_nan_and_let_the_operand_win_ties() {
        assert_eq!(apply_step(f32::NAN, ScalarStep::Maximum(2.0)), 2.0);
        assert_eq!(apply_step(f32::NAN, ScalarStep::Minimum(2.0)), 2.0);
        assert!(apply_step(1.0, ScalarStep::Maximum(f32::NAN)).is_nan());
        assert_eq!(apply_step(-0.0, ScalarStep::Maximum(0.0)).to_bits(), 0.0f32.to_bits());
        assert_eq!(apply_step(0.0, ScalarStep::Minimum(-0.0)).to_bits(), (-0.0f32).to_bits());
        assert_eq!(apply_step(3.0, ScalarStep::Maximum(2.0)), 3.0);
        assert_eq!(apply_step(3.0, ScalarStep::Minimum(2.0)), 2.0);
    }

    #[test]
    fn leaky_relu_keeps_positive_and_scales_the_rest() {
        assert_eq!(apply_step(3.0, ScalarStep::LeakyRelu { slope: 0.25 }), 3.0);
        assert_eq!(apply_step(-3.0, ScalarStep::LeakyRelu { slope: 0.25 }), -0.75);
        assert!(apply_step(f32::NAN, ScalarStep::LeakyRelu { slope: 0.25 }).is_nan());
        assert_eq!(apply_step(0.0, ScalarStep::LeakyRelu { slope: -1.0 }).to_bits(), (-0.0f32).to_bits());
    }

    #[test]
    fn saturation_rounds_ties_to_even_before_the_zero_point_is_added() {
        let u8_end = End::Saturate { zero_point: 1, lo: 0, hi: 255 };
        assert_eq!(apply_end(0.5, u8_end), Stored::Integer(1));
        assert_eq!(apply_end(1.5, u8_end), Stored::Integer(3));
        assert_eq!(apply_end(2.5, u8_end), Stored::Integer(3));
        assert_eq!(apply_end(-0.5, u8_end), Stored::Integer(1));
        assert_eq!(apply_end(254.5, u8_end), Stored::Integer(255));
        assert_eq!(apply_end(f32::NAN, u8_end), Stored::Integer(0));
        assert_eq!(apply_end(f32::INFINITY, u8_end), Stored::Integer(255));
        assert_eq!(apply_end(f32::NEG_INFINITY, u8_end), Stored::Integer(0));
        assert_eq!(apply_end(f32::MAX, End::S32 { lo: i32::MIN, hi: i32::MAX }), Stored::Integer(i32::MAX));
        assert_eq!(apply_end(2_147_483_648.0, End::Saturate { zero_point: -1, lo: i32::MIN, hi: i32::MAX }), Stored::Integer(i32::MAX));
        assert_eq!(apply_end(-2_147_483_648.0, End::Saturate { zero_point: i32::MIN, lo: i32::MIN, hi: i32::MAX }), Stored::Integer(i32::MIN));
    }

    #[test]
    fn ends_on_an_accumulator_do_not_round() {
        assert_eq!(apply_end_s32(16_777_217, End::S32 { lo: 0, hi: i32::MAX }), Stored::Integer(16_777_217));
        assert_eq!(apply_end_s32(-5, End::S32 { lo: 0, hi: i32::MAX }), Stored::Integer(0));
        assert_eq!(apply_end_s32(i32::MAX, End::Saturate { zero_point: 128, lo: 0, hi: 255 }), Stored::Integer(255));
        assert_eq!(apply_end_s32(-128, End::Saturate { zero_point: 128, lo: 0, hi: 255 }), Stored::Integer(0));
    }

    #[test]
    fn narrow_never_gives_negative_zero() {
        assert_eq!(apply_step(-0.25, ScalarStep::Narrow { lo: -128, hi: 127 }).to_bits(), 0.0f32.to_bits());
        assert_eq!(apply_step(200.0, ScalarStep::Narrow { lo: -128, hi: 127 }), 127.0);
        assert_eq!(apply_step(f32::NAN, ScalarStep::Narrow { lo: -128, hi: 127 }), -128.0);
    }

    #[test]
    fn lookup_takes_the_nearest_entry() {
        let table: [f32; TABLE_ENTRIES] = std::array::from_fn(|i| i as f32 * 0.5 - 7.0);
        for (y, entry) in [(0.0, 0), (-0.5, 0), (0.5, 0), (1.5, 2), (254.5, 254), (254.6, 255), (1e30, 255), (-1e30, 0), (f32::NAN, 0), (f32::INFINITY, 255)] {
            assert_eq!(apply_step(y, ScalarStep::Lookup(&table)), table[entry], "{y}");
        }
    }

    #[test]
    fn affine_rounds_once() {
        let y = 1.0 + f32::EPSILON;
        assert_eq!(affine(y, y, -1.0 - 2.0 * f32::EPSILON), f32::EPSILON * f32::EPSILON);
    }

    proptest! {
        /// Against exact arithmetic: the nearest integer is found by comparing distances in f64, where small f32 are exact.
        #[test]
        fn round_clamp_is_the_nearest_even_integer(y in -1.0e6f32..1.0e6, zero_point in -300i32..300, lo in -256i32..0, span in 0i32..512) {
            let hi = lo + span;
            let exact = f64::from(y);
            let below = exact.floor();
            let nearest = match (exact - below).partial_cmp(&0.5).unwrap() {
                std::cmp::Ordering::Less => below,
                std::cmp::Ordering::Greater => below + 1.0,
                std::cmp::Ordering::Equal if below % 2.0 == 0.0 => below,
                std::cmp::Ordering::Equal => below + 1.0,
            };
            let expected = (nearest as i64 + i64::from(zero_point)).clamp(i64::from(lo), i64::from(hi));
            prop_assert_eq!(i64::from(round_clamp(y, zero_point, lo, hi)), expected);
        }

        #[test]
        fn any_bits_stay_within_the_bounds(bits: u32, zero_point: i32, a: i32, b: i32) {
            let (lo, hi) = (a.min(b), a.max(b));
            let q = round_clamp(f32::from_bits(bits), zero_point, lo, hi);
            prop_assert!(lo <= q && q <= hi);
        }
    }
}
