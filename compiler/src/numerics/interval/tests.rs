//! Ranges by hand, and every result within its range.

use super::super::step::{ScalarStep, apply_step};
use super::*;
use crate::graph::Comparison;
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
fn ranges_of_functions() {
    let of = |function, lo, hi| between(lo, hi).apply(IntervalStep::Apply(function));
    let close = |found: Interval, lo: f32, hi: f32| {
        let near = |found: f32, expected: f32| (found - expected).abs() <= 2e-6 * expected.abs().max(1.0);
        assert!(near(found.lo, lo) && near(found.hi, hi) && !found.nan, "{found:?} is not [{lo}, {hi}]");
    };
    assert_eq!(of(Function::Absolute, -3.0, 2.0), between(0.0, 3.0));
    assert_eq!(of(Function::Absolute, -3.0, -2.0), between(2.0, 3.0));
    assert_eq!(of(Function::Floor, -3.5, 2.5), between(-4.0, 2.0));
    assert_eq!(of(Function::Ceiling, -3.5, 2.5), between(-3.0, 3.0));
    assert_eq!(of(Function::SquareRoot, 4.0, 9.0), between(2.0, 3.0));
    assert!(of(Function::SquareRoot, -1.0, 9.0).nan);
    assert_eq!(of(Function::Logarithm, -2.0, -1.0), Interval::ANY);
    assert_eq!(of(Function::Logarithm, 0.0, 1.0).lo, f32::NEG_INFINITY);
    close(of(Function::Exponential, -1.0, 1.0), 0.367_879_4, 2.718_281_7);
    close(of(Function::HyperbolicTangent, -1e9, 1e9), -1.0, 1.0);
    close(of(Function::Error, -1e9, 0.0), -1.0, 0.0);
    close(of(Function::Softplus, -1e9, 0.0), 0.0, std::f32::consts::LN_2);
    close(of(Function::Gelu, -2.0, 1.0), -0.169_971, 0.841_344_7);
    close(of(Function::Gelu, -9.0, -2.0), -0.045_500_3, 0.0);
    assert_eq!(Interval { nan: true, ..Interval::ANY }.apply(IntervalStep::Apply(Function::Logistic)), Interval { lo: 0.0, hi: 1.0, nan: true });
    close(between(-1e9, 3.0).apply(IntervalStep::Elu { alpha: Interval::point(2.0) }), -2.0, 3.0);
    assert_eq!(between(1.0, 3.0).apply(IntervalStep::Elu { alpha: Interval::ANY }), between(1.0, 3.0));
    assert_eq!(between(1.0, 4.0).apply(IntervalStep::DivideInto(Interval::point(2.0))), between(0.5, 2.0));
    assert_eq!(between(1.0, 4.0).apply(IntervalStep::Subtract(between(-1.0, 2.0))), between(-1.0, 5.0));
    assert_eq!(Interval::ANY.apply(IntervalStep::Compare(Comparison::Less, Interval::ANY)), between(0.0, 1.0));
}

#[test]
fn ranges_of_lookups() {
    let table: [f32; TABLE_ENTRIES] = std::array::from_fn(|i| if i == 7 { -5.0 } else { i as f32 });
    let of = |y: Interval| y.apply(IntervalStep::Lookup(&table));
    assert_eq!(of(between(5.5, 6.5)), between(6.0, 6.0));
    assert_eq!(of(between(6.0, 9.0)), between(-5.0, 9.0));
    assert_eq!(of(between(200.0, 1e9)), between(200.0, 255.0));
    assert_eq!(of(Interval { nan: true, ..between(254.0, 255.0) }), between(-5.0, 255.0));
    assert_eq!(of(Interval::ANY), between(-5.0, 255.0));
    assert_eq!(between(-2.0, 3.0).affine(-0.5, 1.0), between(-0.5, 2.0));
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
    prop_oneof![any::<u32>().prop_map(f32::from_bits), -300.0f32..300.0, prop::sample::select(vec![0.0, -0.0, 1.0, f32::INFINITY, f32::NEG_INFINITY, f32::MAX])]
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
        // Up and down again, steeper on one side.
        let table: [f32; TABLE_ENTRIES] = std::array::from_fn(|i| if i < 100 { i as f32 } else { 300.0 - 2.0 * i as f32 });
        let mut cases = vec![
            (ScalarStep::Multiply(a.1), IntervalStep::Multiply(a.0)),
            (ScalarStep::Divide(a.1), IntervalStep::Divide(a.0)),
            (ScalarStep::Add(a.1), IntervalStep::Add(a.0)),
            (ScalarStep::Subtract(a.1), IntervalStep::Subtract(a.0)),
            (ScalarStep::DivideInto(a.1), IntervalStep::DivideInto(a.0)),
            (ScalarStep::Elu { alpha: a.1 }, IntervalStep::Elu { alpha: a.0 }),
            (ScalarStep::MultiplyAdd(a.1, b.1), IntervalStep::MultiplyAdd(a.0, b.0)),
            (ScalarStep::Residual { residual: a.1, multiplier: b.1 }, IntervalStep::Residual { residual: a.0, multiplier: b.0 }),
            (ScalarStep::Maximum(a.1), IntervalStep::Maximum(a.0)),
            (ScalarStep::Minimum(a.1), IntervalStep::Minimum(a.0)),
            (ScalarStep::LeakyRelu { slope: a.1 }, IntervalStep::LeakyRelu { slope: a.0 }),
            (ScalarStep::Narrow { lo, hi }, IntervalStep::Narrow { lo, hi }),
            (ScalarStep::Where { condition: a.1, otherwise: b.1 }, IntervalStep::Where { condition: a.0, otherwise: b.0 }),
            (ScalarStep::Lookup(&table), IntervalStep::Lookup(&table)),
        ];
        cases.extend(Comparison::ALL.map(|comparison| (ScalarStep::Compare(comparison, a.1), IntervalStep::Compare(comparison, a.0))));
        cases.extend(Function::ALL.map(|function| (ScalarStep::Apply(function), IntervalStep::Apply(function))));
        for (scalar, interval) in cases {
            let result = apply_step(y.1, scalar);
            prop_assert!(y.0.apply(interval).contains(result), "{:?} of {} gave {result}, outside {:?}", scalar, y.1, y.0.apply(interval));
        }
    }
}
