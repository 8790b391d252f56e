//! Numbers that an operator's attributes must have so that it computes what a node computes.

use super::meaning::Operation;
use super::recognise::{SAME_SCALE, is_same};
use crate::graph::{Function, TABLE_ENTRIES};
use crate::numerics::{ScalarStep, apply_step};

/// A scale of weights with which F(F(sx · sw) / sy), the multiplier of fused operators, is the one that the unit stands for.
pub fn weight_scale(declared: Option<f32>, scale: f32, result_scale: f32, unit: f64) -> f32 {
    let multiplier = (unit / f64::from(result_scale)) as f32;
    let exact = |weight: &f32| scale * weight / result_scale == multiplier;
    let near = (unit / f64::from(scale)) as f32;
    let around = (-4i32..=4).map(|ulps| f32::from_bits(near.to_bits().wrapping_add_signed(ulps)));
    let same = |declared: &f32| is_same(f64::from(scale) * f64::from(*declared), unit);
    declared.filter(exact).or_else(|| around.into_iter().find(exact)).or(declared.filter(same)).unwrap_or(near)
}

/// The function through these points (x, g(x)), as operations. `exact` says whether a slope below 0 gives the table to the last bit.
pub fn function_of(points: &[(f64, f64); TABLE_ENTRIES], exact: &dyn Fn(f32) -> bool) -> Option<Vec<Operation>> {
    let largest = points.iter().fold(0.0f64, |m, (_, g)| m.max(g.abs()));
    let fits = |g: &dyn Fn(f32) -> f32| points.iter().all(|&(x, expected)| (f64::from(g(x as f32)) - expected).abs() <= SAME_SCALE * largest);
    let slope = (points[0].1 / points[0].0) as f32;
    let apply = |function: Function| move |x: f32| apply_step(x, ScalarStep::Apply(function));
    let hard = |alpha: f32, beta: f32| move |x: f32| (alpha * x + beta).clamp(0.0, 1.0);
    const SIXTH: f32 = 1.0 / 6.0;
    if fits(&|x| x) {
        return Some(vec![]);
    }
    if fits(&|x| x.max(0.0)) {
        return Some(vec![Operation::Relu]);
    }
    if slope.is_finite() && fits(&|x| apply_step(x, ScalarStep::LeakyRelu { slope })) {
        // People write slopes with few digits.
        let short = format!("{slope:.5e}").parse().unwrap_or(slope);
        let around = (-4i32..=4).map(|ulps| f32::from_bits(slope.to_bits().wrapping_add_signed(ulps)));
        let slope = [short].into_iter().chain(around).find(|slope| exact(*slope)).unwrap_or(slope);
        return Some(vec![Operation::LeakyRelu(slope)]);
    }
    for function in [Function::Logistic, Function::HyperbolicTangent, Function::Softplus, Function::Gelu, Function::Exponential] {
        if fits(&apply(function)) {
            return Some(vec![Operation::Apply(function)]);
        }
    }
    for (alpha, beta) in [(0.2, 0.5), (SIXTH, 0.5)] {
        if fits(&hard(alpha, beta)) {
            return Some(vec![Operation::HardSigmoid(alpha, beta)]);
        }
    }
    if fits(&|x| x * hard(SIXTH, 0.5)(x)) {
        return Some(vec![Operation::HardSwish]);
    }
    fits(&|x| apply_step(x, ScalarStep::Elu { alpha: 1.0 })).then(|| vec![Operation::Elu(1.0)])
}
