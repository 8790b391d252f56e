//! Functions of one number, each a fixed sequence of operations that round once.
//!
//! A sequence is written once, over an [`Arithmetic`]: plain numbers here, vector registers where kernels are built. So a function is the
//! same on every target. The polynomials are those of the Cephes library (Moshier, single precision), evaluated with fused multiply-adds.

use super::step::{maximum, minimum};
use crate::graph::Function;

/// What a sequence is made of. Every operation rounds to nearest even.
pub trait Arithmetic {
    type Float: Copy;
    /// 32 bits, wrapping.
    type Integer: Copy;

    fn float(&mut self, value: f32) -> Self::Float;
    fn integer(&mut self, value: i32) -> Self::Integer;
    fn add(&mut self, a: Self::Float, b: Self::Float) -> Self::Float;
    fn subtract(&mut self, a: Self::Float, b: Self::Float) -> Self::Float;
    fn multiply(&mut self, a: Self::Float, b: Self::Float) -> Self::Float;
    fn divide(&mut self, a: Self::Float, b: Self::Float) -> Self::Float;
    /// a · b + c, rounded once
    fn multiply_add(&mut self, a: Self::Float, b: Self::Float, c: Self::Float) -> Self::Float;
    /// a > b ? a : b
    fn maximum(&mut self, a: Self::Float, b: Self::Float) -> Self::Float;
    /// a < b ? a : b
    fn minimum(&mut self, a: Self::Float, b: Self::Float) -> Self::Float;
    /// condition > 0 ? a : b
    fn select_positive(&mut self, condition: Self::Float, a: Self::Float, b: Self::Float) -> Self::Float;
    fn absolute(&mut self, a: Self::Float) -> Self::Float;
    fn square_root(&mut self, a: Self::Float) -> Self::Float;
    fn floor(&mut self, a: Self::Float) -> Self::Float;
    fn ceiling(&mut self, a: Self::Float) -> Self::Float;
    /// The nearest integer, ties to even.
    fn nearest(&mut self, a: Self::Float) -> Self::Float;
    fn truncate(&mut self, a: Self::Float) -> Self::Float;
    /// An integral number within i32 as an integer.
    fn to_integer(&mut self, a: Self::Float) -> Self::Integer;
    fn to_float(&mut self, a: Self::Integer) -> Self::Float;
    fn bits(&mut self, a: Self::Float) -> Self::Integer;
    fn reinterpreted(&mut self, a: Self::Integer) -> Self::Float;
    fn add_integers(&mut self, a: Self::Integer, b: Self::Integer) -> Self::Integer;
    fn and(&mut self, a: Self::Integer, b: Self::Integer) -> Self::Integer;
    fn or(&mut self, a: Self::Integer, b: Self::Integer) -> Self::Integer;
    /// Logical; negative is right.
    fn shift_left(&mut self, a: Self::Integer, by: i8) -> Self::Integer;

    /// Σ coefficients · xⁱ, highest power first, in one chain.
    fn polynomial(&mut self, x: Self::Float, coefficients: &[f32]) -> Self::Float {
        let mut sum = self.float(coefficients.first().copied().unwrap_or(0.0));
        for &coefficient in coefficients.iter().skip(1) {
            let coefficient = self.float(coefficient);
            sum = self.multiply_add(sum, x, coefficient);
        }
        sum
    }
}

/// `function` of `y` as a sequence over `a`.
pub fn sequence<A: Arithmetic>(a: &mut A, function: Function, y: A::Float) -> A::Float {
    match function {
        Function::Absolute => a.absolute(y),
        Function::SquareRoot => a.square_root(y),
        Function::Floor => a.floor(y),
        Function::Ceiling => a.ceiling(y),
        Function::Round => a.nearest(y),
        Function::Truncate => a.truncate(y),
        Function::Exponential => exponential(a, y),
        Function::Logarithm => logarithm(a, y),
        Function::HyperbolicTangent => hyperbolic_tangent(a, y),
        Function::Logistic => logistic(a, y),
        Function::Softplus => softplus(a, y),
        Function::Error => error_function(a, y),
        Function::Gelu => gelu(a, y),
    }
}

/// `elu alpha` as a sequence: y > 0 ? y : (eʸ − 1) · alpha.
pub fn elu_sequence<A: Arithmetic>(a: &mut A, y: A::Float, alpha: A::Float) -> A::Float {
    // Below, eʸ − 1 is −1.
    let lowest = a.float(-80.0);
    let x = a.maximum(lowest, y);
    let (n, fraction) = reduced_exponential(a, x);
    let scale = power_of_two(a, n);
    let one = a.float(1.0);
    let whole = a.subtract(scale, one);
    let below = a.multiply_add(fraction, scale, whole);
    let below = a.multiply(below, alpha);
    a.select_positive(y, y, below)
}

/// ln 2 in two parts: the first has so few bits that its products with exponents are exact.
const LN2_HIGH: f32 = 355.0 / 512.0;
const LN2_LOW: f32 = -2.121_944_4e-4;

/// n and eʳ − 1 where x = n · ln 2 + r and n is the integer nearest to x / ln 2: so eˣ = 2ⁿ · eʳ. Both NaN for NaN.
fn reduced_exponential<A: Arithmetic>(a: &mut A, x: A::Float) -> (A::Float, A::Float) {
    let reciprocal = a.float(std::f32::consts::LOG2_E);
    let n = a.multiply(x, reciprocal);
    let n = a.nearest(n);
    let (high, low) = (a.float(-LN2_HIGH), a.float(-LN2_LOW));
    let r = a.multiply_add(n, high, x);
    let r = a.multiply_add(n, low, r);
    let p = a.polynomial(r, &[1.987_569_1e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 5.0e-1]);
    let square = a.multiply(r, r);
    (n, a.multiply_add(p, square, r))
}

/// eˣ. NaN stays NaN.
fn exponential<A: Arithmetic>(a: &mut A, x: A::Float) -> A::Float {
    // Beyond these bounds the result is 0 or infinite anyway; NaN is the second operand, which both pass on.
    let (lowest, highest) = (a.float(-104.0), a.float(89.0));
    let x = a.maximum(lowest, x);
    let x = a.minimum(highest, x);
    let (n, fraction) = reduced_exponential(a, x);
    // 2ⁿ in two factors, neither of which leaves the normal numbers: the last multiplication alone rounds to a subnormal number.
    let half = a.float(0.5);
    let first = a.multiply(n, half);
    let first = a.nearest(first);
    let second = a.subtract(n, first);
    let (first, second) = (power_of_two(a, first), power_of_two(a, second));
    let p = a.multiply_add(fraction, first, first);
    a.multiply(p, second)
}

/// eˣ where it lies within 2⁻¹²⁶ ..= 2¹²⁷·⁵: smaller results become 2⁻¹²⁶, larger ones infinite. NaN stays NaN.
fn normal_exponential<A: Arithmetic>(a: &mut A, x: A::Float) -> A::Float {
    let (lowest, highest) = (a.float(-87.336_54), a.float(89.0));
    let x = a.maximum(lowest, x);
    let x = a.minimum(highest, x);
    let (n, fraction) = reduced_exponential(a, x);
    // n = 128 gives an infinite factor, which is why 1 is added first.
    let factor = power_of_two(a, n);
    let one = a.float(1.0);
    let p = a.add(fraction, one);
    a.multiply(p, factor)
}

/// 2ⁿ for an integral n within −126 ..= 127, and infinity for 128.
fn power_of_two<A: Arithmetic>(a: &mut A, n: A::Float) -> A::Float {
    let n = a.to_integer(n);
    let bias = a.integer(127);
    let n = a.add_integers(n, bias);
    let n = a.shift_left(n, 23);
    a.reinterpreted(n)
}

/// The bits of the largest number below √½, and how far they are below those of 1.
const ROOT_BITS: i32 = 0x3f35_04f3;
const BELOW_ONE: i32 = 0x3f80_0000 - ROOT_BITS;

/// ln x + offset · ln 2 of a positive normal number: ln m + e · ln 2 with x = m · 2ᵉ and m between √½ and √2. Any number for other x.
fn normal_logarithm<A: Arithmetic>(a: &mut A, x: A::Float, offset: Option<A::Float>) -> A::Float {
    let bits = a.bits(x);
    let below_one = a.integer(BELOW_ONE);
    let bits = a.add_integers(bits, below_one);
    let exponent = a.shift_left(bits, -23);
    let bias = a.integer(-127);
    let exponent = a.add_integers(exponent, bias);
    let exponent = a.to_float(exponent);
    let exponent = match offset {
        Some(offset) => a.add(exponent, offset),
        None => exponent,
    };
    let (fraction, root) = (a.integer(0x007f_ffff), a.integer(ROOT_BITS));
    let m = a.and(bits, fraction);
    let m = a.add_integers(m, root);
    let m = a.reinterpreted(m);
    let one = a.float(1.0);
    let m = a.subtract(m, one);
    let square = a.multiply(m, m);
    let p = a.polynomial(
        m,
        &[7.037_683_6e-2, -1.151_461e-1, 1.167_699_9e-1, -1.242_014_1e-1, 1.424_932_3e-1, -1.666_805_8e-1, 2.000_071_5e-1, -2.499_999_4e-1, 3.333_333e-1],
    );
    let p = a.multiply(p, m);
    let p = a.multiply(p, square);
    let low = a.float(LN2_LOW);
    let p = a.multiply_add(exponent, low, p);
    let half = a.float(-0.5);
    let p = a.multiply_add(square, half, p);
    let sum = a.add(m, p);
    let high = a.float(LN2_HIGH);
    a.multiply_add(exponent, high, sum)
}

/// ln x. NaN below 0, −∞ at both zeros.
fn logarithm<A: Arithmetic>(a: &mut A, x: A::Float) -> A::Float {
    // Subnormal numbers are scaled up by 2²³ first.
    let least = a.float(f32::MIN_POSITIVE);
    let below = a.subtract(least, x);
    let scale = a.float(8_388_608.0);
    let scaled = a.multiply(x, scale);
    let scaled = a.select_positive(below, scaled, x);
    let (offset, none) = (a.float(-23.0), a.float(0.0));
    let offset = a.select_positive(below, offset, none);
    let result = normal_logarithm(a, scaled, Some(offset));
    // x itself where it is infinite.
    let largest = a.float(f32::MAX);
    let infinite = a.subtract(x, largest);
    let result = a.select_positive(infinite, x, result);
    // x − ∞ is −∞ at 0 and NaN for NaN; what is below 0 is NaN.
    let infinity = a.float(f32::INFINITY);
    let special = a.subtract(x, infinity);
    let result = a.select_positive(x, result, special);
    let negated = a.subtract(none, x);
    let nan = a.float(f32::NAN);
    a.select_positive(negated, nan, result)
}

/// `magnitude`, which is not negative, with the sign of x.
fn with_sign<A: Arithmetic>(a: &mut A, magnitude: A::Float, x: A::Float) -> A::Float {
    let sign = a.integer(i32::MIN);
    let bits = a.bits(x);
    let sign = a.and(bits, sign);
    let bits = a.bits(magnitude);
    let bits = a.or(bits, sign);
    a.reinterpreted(bits)
}

/// Around 0 a polynomial, elsewhere 1 − 2 / (e²ˣ + 1).
fn hyperbolic_tangent<A: Arithmetic>(a: &mut A, x: A::Float) -> A::Float {
    let magnitude = a.absolute(x);
    let (one, two) = (a.float(1.0), a.float(2.0));
    let twice = a.add(magnitude, magnitude);
    let e = normal_exponential(a, twice);
    let e = a.add(e, one);
    let quotient = a.divide(two, e);
    let far = a.subtract(one, quotient);
    let square = a.multiply(x, x);
    let p = a.polynomial(square, &[-5.704_988_7e-3, 2.063_909e-2, -5.373_971_6e-2, 1.333_144_2e-1, -3.333_328e-1]);
    let p = a.multiply(p, square);
    let near = a.multiply_add(p, magnitude, magnitude);
    let border = a.float(0.625);
    let beyond = a.subtract(magnitude, border);
    let result = a.select_positive(beyond, far, near);
    with_sign(a, result, x)
}

fn logistic<A: Arithmetic>(a: &mut A, x: A::Float) -> A::Float {
    let (zero, one) = (a.float(0.0), a.float(1.0));
    let negated = a.subtract(zero, x);
    let e = normal_exponential(a, negated);
    let sum = a.add(e, one);
    a.divide(one, sum)
}

/// max(x, 0) + ln(1 + e^−|x|)
fn softplus<A: Arithmetic>(a: &mut A, x: A::Float) -> A::Float {
    let (zero, one) = (a.float(0.0), a.float(1.0));
    let magnitude = a.absolute(x);
    let negated = a.subtract(zero, magnitude);
    let e = exponential(a, negated);
    let sum = a.add(e, one);
    let logarithm = normal_logarithm(a, sum, None);
    // What the sum lost: to first order the logarithm lacks as much. NaN comes through here.
    let kept = a.subtract(sum, one);
    let lost = a.subtract(e, kept);
    let logarithm = a.add(logarithm, lost);
    let positive = a.maximum(zero, x);
    a.add(positive, logarithm)
}

/// Up to 0.9 a polynomial in x², beyond 1 − e^−P(|x|). Both polynomials minimise the largest error of the result, up to 0.9 relative to it.
fn error_function<A: Arithmetic>(a: &mut A, x: A::Float) -> A::Float {
    let magnitude = a.absolute(x);
    let square = a.multiply(x, x);
    let p = a.polynomial(square, &[-6.090_372_6e-4, 5.011_965_6e-3, -2.677_891e-2, 1.128_214_1e-1, -3.761_252_3e-1, 1.283_791_5e-1]);
    let near = a.multiply_add(p, magnitude, magnitude);
    let p = a.polynomial(magnitude, &[-1.043_290_2e-5, 3.148_561e-4, -3.610_334_2e-3, 2.369_455e-2, -1.061_590_3e-1, -6.351_980_4e-1, -1.128_637_1]);
    let exponent = a.multiply(p, magnitude);
    let e = normal_exponential(a, exponent);
    let one = a.float(1.0);
    let far = a.subtract(one, e);
    let border = a.float(0.9);
    let beyond = a.subtract(magnitude, border);
    let result = a.select_positive(beyond, far, near);
    with_sign(a, result, x)
}

fn gelu<A: Arithmetic>(a: &mut A, x: A::Float) -> A::Float {
    // −∞ would meet 0; NaN is the second operand.
    let lowest = a.float(f32::MIN);
    let x = a.maximum(lowest, x);
    let root = a.float(std::f32::consts::FRAC_1_SQRT_2);
    let scaled = a.multiply(x, root);
    let error = error_function(a, scaled);
    let half = a.float(0.5);
    let halved = a.multiply(x, half);
    a.multiply_add(halved, error, halved)
}

/// Plain numbers.
pub(super) struct Numbers;

impl Arithmetic for Numbers {
    type Float = f32;
    type Integer = i32;

    fn float(&mut self, value: f32) -> f32 {
        value
    }
    fn integer(&mut self, value: i32) -> i32 {
        value
    }
    fn add(&mut self, a: f32, b: f32) -> f32 {
        a + b
    }
    fn subtract(&mut self, a: f32, b: f32) -> f32 {
        a - b
    }
    fn multiply(&mut self, a: f32, b: f32) -> f32 {
        a * b
    }
    fn divide(&mut self, a: f32, b: f32) -> f32 {
        a / b
    }
    fn multiply_add(&mut self, a: f32, b: f32, c: f32) -> f32 {
        a.mul_add(b, c)
    }
    fn maximum(&mut self, a: f32, b: f32) -> f32 {
        maximum(a, b)
    }
    fn minimum(&mut self, a: f32, b: f32) -> f32 {
        minimum(a, b)
    }
    fn select_positive(&mut self, condition: f32, a: f32, b: f32) -> f32 {
        if condition > 0.0 { a } else { b }
    }
    fn absolute(&mut self, a: f32) -> f32 {
        a.abs()
    }
    fn square_root(&mut self, a: f32) -> f32 {
        a.sqrt()
    }
    fn floor(&mut self, a: f32) -> f32 {
        a.floor()
    }
    fn ceiling(&mut self, a: f32) -> f32 {
        a.ceil()
    }
    fn nearest(&mut self, a: f32) -> f32 {
        a.round_ties_even()
    }
    fn truncate(&mut self, a: f32) -> f32 {
        a.trunc()
    }
    fn to_integer(&mut self, a: f32) -> i32 {
        // What does not fit becomes −2³¹, as the instruction has it.
        let integer = a.round_ties_even() as i64;
        if a.is_nan() { i32::MIN } else { i32::try_from(integer).unwrap_or(i32::MIN) }
    }
    fn to_float(&mut self, a: i32) -> f32 {
        a as f32
    }
    fn bits(&mut self, a: f32) -> i32 {
        a.to_bits() as i32
    }
    fn reinterpreted(&mut self, a: i32) -> f32 {
        f32::from_bits(a as u32)
    }
    fn add_integers(&mut self, a: i32, b: i32) -> i32 {
        a.wrapping_add(b)
    }
    fn and(&mut self, a: i32, b: i32) -> i32 {
        a & b
    }
    fn or(&mut self, a: i32, b: i32) -> i32 {
        a | b
    }
    fn shift_left(&mut self, a: i32, by: i8) -> i32 {
        let bits = a as u32;
        (if by >= 0 { bits << by } else { bits >> -by }) as i32
    }
}

/// How far a result may lie from the exact one: |found − exact| ≤ relative · |exact| + absolute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErrorBound {
    pub relative: f64,
    pub absolute: f64,
}

/// 2⁻²²: twice the distance of two neighbouring numbers at most.
const RELATIVE: f64 = 1.0 / 4_194_304.0;

/// The error of `function` on any number where the exact result is finite and within f32.
pub fn error_bound(function: Function) -> ErrorBound {
    match function {
        Function::Absolute | Function::Floor | Function::Ceiling | Function::Round | Function::Truncate => ErrorBound { relative: 0.0, absolute: 0.0 },
        // 1 + erf cancels below 0.
        Function::Gelu => ErrorBound { relative: RELATIVE, absolute: RELATIVE },
        // Results below the normal numbers may be any of those.
        Function::SquareRoot
        | Function::Exponential
        | Function::Logarithm
        | Function::HyperbolicTangent
        | Function::Logistic
        | Function::Softplus
        | Function::Error => ErrorBound { relative: RELATIVE, absolute: f32::MIN_POSITIVE as f64 },
    }
}

/// The error of eʸ − 1 in `elu`.
pub const ELU_ERROR: ErrorBound = ErrorBound { relative: RELATIVE, absolute: f32::MIN_POSITIVE as f64 };

/// `function` of one number.
pub fn apply(function: Function, y: f32) -> f32 {
    sequence(&mut Numbers, function, y)
}

/// `elu alpha` of one number.
pub fn elu(y: f32, alpha: f32) -> f32 {
    elu_sequence(&mut Numbers, y, alpha)
}

#[cfg(test)]
mod tests;
