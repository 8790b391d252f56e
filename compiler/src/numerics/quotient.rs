//! Quotients by a constant without a division.

use super::function::Arithmetic;

/// Dividends and quotients up to this power of two, and divisors between it and its reciprocal, keep every intermediate result of
/// [`quotient`] in range.
const EXPONENT: i32 = 40;

/// Whether [`quotient`] may divide by this constant.
pub fn has_quotient(divisor: f32) -> bool {
    let bound = 2f32.powi(EXPONENT);
    (1.0 / bound..=bound).contains(&divisor.abs())
}

/// The largest dividend of [`quotient`].
pub fn largest_dividend(divisor: f32) -> f32 {
    2f32.powi(EXPONENT) * divisor.abs()
}

/// What [`quotient`] multiplies with: the reciprocal of the divisor rounded to nearest, and the divisor with the other sign.
pub fn quotient_factors(divisor: f32) -> [f32; 2] {
    [divisor.recip(), -divisor]
}

/// Steps that [`quotient`] needs for this divisor. The first product is off by half a unit of its last place and by what the reciprocal is off,
/// which at most 2⁻²⁵ of the quotient make another half: then it is one of the two neighbours of the exact quotient.
pub fn quotient_steps(divisor: f32) -> usize {
    let error = f64::from(divisor.recip()) * f64::from(divisor) - 1.0;
    if error.abs() <= 2f64.powi(-25) { 1 } else { 2 }
}

/// `y / divisor` rounded to nearest: [`quotient_steps`] of Newton's iteration with exact remainders (Markstein, Computation of elementary functions
/// on the IBM RISC System/6000 processor, 1990, theorem 5: from a quotient that is one of the two neighbours of the exact one, and the
/// reciprocal rounded to nearest, the last step rounds correctly). Where the quotient is below 2⁻⁴⁰ a remainder may be rounded, and the
/// result is another number below 2⁻³⁹.
///
/// `|y|` is at most [`largest_dividend`].
pub fn quotient<A: Arithmetic>(a: &mut A, y: A::Float, [reciprocal, negated]: [A::Float; 2], steps: usize) -> A::Float {
    let mut quotient = a.multiply(y, reciprocal);
    for _ in 0..steps {
        let remainder = a.multiply_add(quotient, negated, y);
        quotient = a.multiply_add(remainder, reciprocal, quotient);
    }
    quotient
}

#[cfg(test)]
mod tests {
    use super::super::function::Numbers;
    use super::*;

    fn found(y: f32, divisor: f32) -> f32 {
        quotient(&mut Numbers, y, quotient_factors(divisor), quotient_steps(divisor))
    }

    #[test]
    fn every_significand_divides_correctly() {
        // Divisors near powers of two, with few and with many bits, and scales as calibrations give them.
        let divisors = [1.0f32, 1.000_000_1, 1.999_999_9, 1.5, 3.0, 0.1, 0.007_843_137, 0.023_529_41, 1.666_666_6, 1.333_333_4, 16_777_215.0, 7.629_394_5e-6];
        for divisor in divisors {
            assert!(has_quotient(divisor) && has_quotient(-divisor));
            // Every seventh significand, and all near the ends.
            let significands = (0..1u32 << 23).filter(|s| s % 7 == 0 || *s < 4096 || *s > (1 << 23) - 4096);
            for significand in significands {
                let y = f32::from_bits(127 << 23 | significand);
                assert_eq!(found(y, divisor).to_bits(), (y / divisor).to_bits(), "{y} / {divisor}");
            }
        }
    }

    #[test]
    fn every_size_divides_correctly() {
        let mut state = 1u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 32) as u32
        };
        for _ in 0..2_000_000 {
            let divisor = f32::from_bits(random());
            let y = f32::from_bits(random());
            if !has_quotient(divisor) || y.is_nan() || y.abs() > largest_dividend(divisor) {
                continue;
            }
            let exact = y / divisor;
            if exact.abs() >= 2f32.powi(-EXPONENT) {
                assert_eq!(found(y, divisor).to_bits(), exact.to_bits(), "{y} / {divisor}");
            } else {
                assert!(found(y, divisor).abs() < 2f32.powi(1 - EXPONENT), "{y} / {divisor}");
            }
        }
    }
}
