//! Accuracy against f64, special values, order.

use super::*;
use crate::graph::random::Random;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// 2 / √π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, whose terms all have one sign.
fn exact_error_function(x: f64) -> f64 {
    if x.abs() > 6.0 {
        return x.signum();
    }
    let (mut sum, mut term, mut n) = (x, x, 0.0);
    while term.abs() > sum.abs() * 1e-18 {
        n += 1.0;
        term *= 2.0 * x * x / (2.0 * n + 1.0);
        sum += term;
    }
    FRAC_2_SQRT_PI * (-x * x).exp() * sum
}

fn exact(function: Function, x: f64) -> f64 {
    match function {
        Function::Absolute => x.abs(),
        Function::SquareRoot => x.sqrt(),
        Function::Floor => x.floor(),
        Function::Ceiling => x.ceil(),
        Function::Round => x.round_ties_even(),
        Function::Truncate => x.trunc(),
        Function::Exponential => x.exp(),
        Function::Logarithm => x.ln(),
        Function::HyperbolicTangent => x.tanh(),
        Function::Logistic => 1.0 / (1.0 + (-x).exp()),
        Function::Softplus => x.max(0.0) + (-x.abs()).exp().ln_1p(),
        Function::Error => exact_error_function(x),
        Function::Gelu if x == f64::NEG_INFINITY => 0.0,
        Function::Gelu => 0.5 * x * (1.0 + exact_error_function(x * FRAC_1_SQRT_2)),
    }
}

/// Numbers of every exponent, of ordinary size, and close to each other.
fn sample(seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut numbers = vec![0.0, -0.0, 1.0, -1.0, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, f32::MIN_POSITIVE, f32::from_bits(1)];
    for _ in 0..20_000 {
        numbers.extend([f32::from_bits(random.bits() as u32), random.float(-1.0, 1.0), random.float(-10.0, 10.0), random.float(-110.0, 110.0)]);
    }
    for border in [0.625, 0.9, 87.33, 88.37, 88.72, 103.97, std::f32::consts::FRAC_1_SQRT_2, std::f32::consts::SQRT_2, 1.0, f32::MIN_POSITIVE] {
        let bits = f32::to_bits(border);
        numbers.extend((bits - 50..bits + 50).flat_map(|bits| [f32::from_bits(bits), -f32::from_bits(bits)]));
    }
    numbers.retain(|x| !x.is_nan());
    numbers
}

#[test]
fn every_function_is_as_accurate_as_it_says() {
    for function in Function::ALL {
        let ErrorBound { relative, absolute } = error_bound(function);
        for x in sample(function as u64) {
            let (found, exact) = (apply(function, x), exact(function, x.into()));
            if exact.is_nan() || (exact as f32).is_infinite() {
                let fits = if exact.is_nan() { found.is_nan() } else { found == exact as f32 };
                assert!(fits, "{function:?} of {x:?} is {found:?}, not {exact:?}");
            } else {
                let error = (f64::from(found) - exact).abs();
                assert!(error <= exact.abs() * relative + absolute, "{function:?} of {x:?} is {found:?}, not {exact:?}");
            }
        }
    }
}

#[test]
fn elu_is_accurate_around_zero() {
    for x in sample(7).into_iter().filter(|x| *x <= 0.0) {
        let exact = f64::from(x).exp_m1();
        assert!((f64::from(elu(x, 1.0)) - exact).abs() <= exact.abs() * ELU_ERROR.relative + ELU_ERROR.absolute, "elu of {x:?}");
    }
    assert_eq!(elu(3.0, 0.5), 3.0);
    assert_eq!(elu(f32::INFINITY, f32::NAN), f32::INFINITY);
    assert_eq!(elu(f32::NEG_INFINITY, 0.5), -0.5);
    assert_eq!(elu(f32::MAX, 1.0), f32::MAX);
    assert_eq!(elu(0.0, 1.0), 0.0);
    assert!(elu(f32::NAN, 1.0).is_nan());
    assert!(elu(-1.0, f32::NAN).is_nan());
}

#[test]
fn nan_stays_nan() {
    for nan in [f32::NAN, -f32::NAN, f32::from_bits(0x7f80_0001), f32::from_bits(0xffff_ffff)] {
        for function in Function::ALL {
            assert!(apply(function, nan).is_nan(), "{function:?} of {nan:?}");
        }
    }
}

#[test]
fn values_at_the_ends_are_exact() {
    let (infinity, least) = (f32::INFINITY, f32::from_bits(1));
    for (function, x, expected) in [
        (Function::Exponential, 0.0, 1.0),
        (Function::Exponential, -infinity, 0.0),
        (Function::Exponential, infinity, infinity),
        (Function::Exponential, 88.73, infinity),
        (Function::Exponential, -103.9, least),
        (Function::Exponential, -104.0, 0.0),
        (Function::Logarithm, 1.0, 0.0),
        (Function::Logarithm, 0.0, -infinity),
        (Function::Logarithm, -0.0, -infinity),
        (Function::Logarithm, infinity, infinity),
        (Function::HyperbolicTangent, infinity, 1.0),
        (Function::HyperbolicTangent, -infinity, -1.0),
        (Function::HyperbolicTangent, least, least),
        (Function::Logistic, 0.0, 0.5),
        (Function::Logistic, infinity, 1.0),
        (Function::Logistic, -infinity, 0.0),
        (Function::Softplus, infinity, infinity),
        (Function::Softplus, -infinity, 0.0),
        (Function::Error, infinity, 1.0),
        (Function::Error, -infinity, -1.0),
        (Function::Gelu, infinity, infinity),
        (Function::Gelu, -infinity, 0.0),
        (Function::Gelu, f32::MAX, f32::MAX),
        (Function::Gelu, f32::MIN, 0.0),
        (Function::Round, 2.5, 2.0),
        (Function::Round, -3.5, -4.0),
        (Function::Truncate, -3.5, -3.0),
        (Function::Floor, -3.5, -4.0),
        (Function::Ceiling, 3.25, 4.0),
        (Function::Absolute, -infinity, infinity),
        (Function::SquareRoot, 2.0, std::f32::consts::SQRT_2),
    ] {
        assert_eq!(apply(function, x), expected, "{function:?} of {x:?}");
    }
    for function in [Function::Logarithm, Function::SquareRoot] {
        for below in [-least, -1.0, f32::MIN, -infinity] {
            assert!(apply(function, below).is_nan(), "{function:?} of {below:?}");
        }
    }
}

/// Odd functions keep the sign of zero.
#[test]
fn odd_functions_are_odd() {
    for function in [Function::HyperbolicTangent, Function::Error] {
        for x in sample(3) {
            assert_eq!(apply(function, -x).to_bits(), (-apply(function, x)).to_bits(), "{function:?} of {x:?}");
        }
    }
}

#[test]
fn results_stay_in_range() {
    for x in sample(4) {
        assert!(apply(Function::Exponential, x) >= 0.0);
        assert!((0.0..=1.0).contains(&apply(Function::Logistic, x)));
        assert!(apply(Function::HyperbolicTangent, x).abs() <= 1.0);
        assert!(apply(Function::Error, x).abs() <= 1.0);
        assert!(apply(Function::Softplus, x) >= x.max(0.0));
        assert!(elu(x, 1.0) >= -1.0);
        assert!(x > 0.0 || apply(Function::Gelu, x) <= 0.0);
    }
}

/// The exact functions are monotone, and these sequences are so between any two numbers that are not neighbours within rounding.
#[test]
fn larger_arguments_give_no_smaller_results() {
    let mut numbers = sample(5);
    numbers.sort_by(f32::total_cmp);
    for function in [Function::Exponential, Function::HyperbolicTangent, Function::Logistic, Function::Error] {
        for pair in numbers.windows(2) {
            assert!(apply(function, pair[0]) <= apply(function, pair[1]), "{function:?} at {:?} and {:?}", pair[0], pair[1]);
        }
    }
}
