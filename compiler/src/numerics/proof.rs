//! What can be proved about a node before it runs: that its accumulator fits in 32 bits, and how far its epilogue can reach.
//!
//! The accumulator of a convolution, for output channel c, lies in
//! `bias[c] + Σ min(0, w·(q_min − z), w·(q_max − z)) ..= bias[c] + Σ max(0, w·(q_min − z), w·(q_max − z))`
//! over the weights of the channel: 0 stands for a tap outside the image. Code that adds in another order or leaves the zero point to the
//! bias may wrap in between; modulo 2³² it arrives at the same accumulator.

use super::interval::{Interval, IntervalStep};
use super::step::reciprocal;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Element, End, Epilogue, Graph, Node, Op, Operand, PoolReduction, Reduction, Step, TensorData, ValueId, Window};

/// Smallest and largest integer, of a tensor or an accumulator.
pub type Bounds = (i64, i64);

/// The integers that value `id` can hold, as stored: its type's, or narrower where the epilogue that makes it clamps. `None` for f32.
pub fn stored_bounds(graph: &Graph, id: ValueId) -> Option<Bounds> {
    let (lo, hi) = graph.ty(id).dtype.integer_bounds()?;
    let (lo, hi) = (i64::from(lo), i64::from(hi));
    let Definition::Node(node) = &graph.value(id).definition else { return Some((lo, hi)) };
    match (&node.op, &node.epilogue) {
        (_, Some(Epilogue { end: End::Saturate { lo: a, hi: b, .. } | End::S32 { lo: a, hi: b }, .. })) => Some((lo.max(i64::from(*a)), hi.min(i64::from(*b)))),
        (Op::Reshape | Op::Transpose { .. } | Op::Slice { .. } | Op::Repeat { .. }, None) => {
            node.inputs.first().map_or(Some((lo, hi)), |&input| stored_bounds(graph, input))
        }
        _ => Some((lo, hi)),
    }
}

/// The range of `q − z` of value `id`; `None` for f32.
pub fn centred_bounds(graph: &Graph, id: ValueId) -> Option<Bounds> {
    let zero_point = i64::from(graph.ty(id).zero_point());
    stored_bounds(graph, id).map(|(lo, hi)| (lo - zero_point, hi - zero_point))
}

/// The range of the integer accumulator of node `id`: one entry for each output channel of a convolution or fully connected node, else one
/// entry for all. `None` where the accumulator is f32, where weights are not constants, where nothing bounds the bias, or where the operator has no accumulator.
pub fn accumulator_bounds(graph: &Graph, id: ValueId) -> Option<Vec<Bounds>> {
    let Definition::Node(node) = &graph.value(id).definition else { return None };
    let centred = centred_bounds(graph, *node.inputs.first()?)?;
    match &node.op {
        Op::Convolution { .. } | Op::FullyConnected => weighted_bounds(graph, node, centred),
        Op::Pool { reduction: PoolReduction::Maximum, .. } | Op::Map => Some(vec![centred]),
        Op::Pool { reduction: PoolReduction::Sum | PoolReduction::RunningSum, window } => {
            let taps = (window.kernel[0] * window.kernel[1]) as i64;
            Some(vec![(centred.0.min(0).saturating_mul(taps), centred.1.max(0).saturating_mul(taps))])
        }
        Op::AbsMax => Some(vec![(0, centred.0.saturating_abs().max(centred.1.saturating_abs()).min(i64::from(i32::MAX)))]),
        Op::Reduce { reduction: Reduction::Sum, axes } => {
            let shape = &graph.ty(*node.inputs.first()?).shape;
            let count = axes.iter().map(|&axis| shape.extents().get(axis).copied().unwrap_or(1) as i64).product();
            Some(vec![(centred.0.saturating_mul(count), centred.1.saturating_mul(count))])
        }
        Op::Reduce { .. } => Some(vec![centred]),
        Op::Concat { .. } | Op::Reshape | Op::Transpose { .. } | Op::Slice { .. } | Op::Repeat { .. } | Op::Pad { .. } => None,
    }
}

fn weighted_bounds(graph: &Graph, node: &Node, centred: Bounds) -> Option<Vec<Bounds>> {
    let weight = *node.inputs.get(1)?;
    let channels = *graph.ty(weight).shape.extents().first()?;
    let TensorData::S8(weights) = graph.constant(weight)? else { return None };
    let bias: Vec<Bounds> = match node.inputs.get(2) {
        None => vec![(0, 0); channels],
        Some(&bias) => match graph.constant(bias) {
            Some(TensorData::S32(bias)) if bias.len() == channels => bias.iter().map(|&b| (b.into(), b.into())).collect(),
            Some(_) => return None,
            // A bias that arrives at run time says nothing unless the node that computes it bounds it.
            None => vec![centred_bounds(graph, bias).filter(|&(lo, hi)| lo > i64::from(i32::MIN) && hi < i64::from(i32::MAX))?; channels],
        },
    };
    let depth = (weights.len() / channels).max(1);
    let bounds = weights.chunks_exact(depth).enumerate().map(|(channel, row)| {
        // Of a positive weight the smallest product is that with the smallest number, of a negative one that with the largest.
        let (positive, negative) = signed_sums(row);
        let (least, most) = (centred.0.min(0), centred.1.max(0));
        (bias[channel].0 + positive * least + negative * most, bias[channel].1 + positive * most + negative * least)
    });
    Some(bounds.collect())
}

/// The sums of the positive and of the negative weights.
fn signed_sums(weights: &[i8]) -> (i64, i64) {
    // So few that 32 bits hold their sum.
    const PIECE: usize = 1 << 20;
    weights.chunks(PIECE).fold((0, 0), |(positive, negative), piece| {
        let sum = |pick: fn(i8) -> i8| piece.iter().map(|&w| i32::from(pick(w))).sum::<i32>();
        (positive + i64::from(sum(|w| w.max(0))), negative + i64::from(sum(|w| w.min(0))))
    })
}

/// Shows that the integer accumulator of node `id` fits in 32 bits whatever the input is. `Ok(None)` where there is no integer accumulator
/// to show it for.
///
/// # Errors
/// `Overflow`, with the first channel whose bound is too large.
pub fn prove_accumulator(graph: &Graph, id: ValueId) -> Result<Option<Vec<Bounds>>> {
    let Some(bounds) = accumulator_bounds(graph, id) else { return Ok(None) };
    let fits = |&(lo, hi): &Bounds| lo >= i64::from(i32::MIN) && hi <= i64::from(i32::MAX);
    match bounds.iter().position(|b| !fits(b)) {
        None => Ok(Some(bounds)),
        Some(channel) => {
            let (lo, hi) = bounds[channel];
            let message = format!("the accumulator of channel {channel} may reach [{lo}, {hi}], which 32 bits do not hold");
            Err(Diagnostic::error(Code::Overflow, message)
                .at(&graph.value(id).name)
                .hint("quantize this layer's weights with a larger scale, or leave the layer in f32"))
        }
    }
}

/// The ranges of `y` after each step of the epilogue of node `id`, over all channels: one entry for each step. `None` where the node
/// has no epilogue.
///
/// Constant operands count with their values, channel by channel; a scalar known at run time only may be anything, and so may the
/// accumulator of a float node.
pub fn epilogue_intervals(graph: &Graph, id: ValueId) -> Option<Vec<Interval>> {
    let Definition::Node(node) = &graph.value(id).definition else { return None };
    let epilogue = node.epilogue.as_ref()?;
    let bounds = accumulator_bounds(graph, id);
    let channels = graph.ty(id).shape.extents().get(1).copied().unwrap_or(1);
    let mut all: Option<Vec<Interval>> = None;
    for channel in 0..channels {
        let accumulator = match &bounds {
            None => Interval::ANY,
            Some(bounds) => {
                let (lo, hi) = *bounds.get(channel).or(bounds.first())?;
                Interval::integers(lo, hi)
            }
        };
        let steps = channel_intervals(graph, node, epilogue, accumulator, channel);
        all = Some(match all {
            None => steps,
            Some(before) => before.into_iter().zip(steps).map(|(a, b)| a.union(b)).collect(),
        });
    }
    all
}

fn channel_intervals(graph: &Graph, node: &Node, epilogue: &Epilogue, accumulator: Interval, channel: usize) -> Vec<Interval> {
    let mut y = accumulator;
    let mut after = Vec::with_capacity(epilogue.steps.len());
    for step in &epilogue.steps {
        if *step != Step::Convert {
            let operand = |index| step.operands().nth(index).map_or(Interval::ANY, |o| operand_interval(graph, node, o, channel));
            let table = step.table().and_then(|id| graph.table(id));
            y = IntervalStep::of(step, operand, table).map_or(Interval::ANY, |step| y.apply(step));
        }
        after.push(y);
    }
    after
}

/// The numbers that an operand can be in one channel.
pub fn operand_interval(graph: &Graph, node: &Node, operand: Operand, channel: usize) -> Interval {
    match operand {
        Operand::Constant(value) => Interval::point(value),
        Operand::Elementwise(element) => element_interval(graph, element),
        Operand::Affine { element, multiplier, addend } => element_interval(graph, element).affine(multiplier, addend),
        Operand::Value(id) => match graph.constant(id) {
            Some(TensorData::F32(values)) => values.get(if values.len() == 1 { 0 } else { channel }).map_or(Interval::ANY, |&v| Interval::point(v)),
            _ => Interval::ANY,
        },
        Operand::ValidTaps => match &node.op {
            Op::Pool { window, .. } => valid_tap_interval(graph, node, window).unwrap_or(Interval::ANY),
            _ => Interval::ANY,
        },
        Operand::ReciprocalTaps => match &node.op {
            Op::Pool { window, .. } => valid_tap_interval(graph, node, window)
                .filter(|taps| taps.lo > 0.0)
                .map_or(Interval::ANY, |taps| Interval::point(reciprocal(taps.hi)).union(Interval::point(reciprocal(taps.lo)))),
            _ => Interval::ANY,
        },
    }
}

fn element_interval(graph: &Graph, Element { value, zero_point }: Element) -> Interval {
    let z = i64::from(zero_point);
    stored_bounds(graph, value).map_or(Interval::ANY, |(lo, hi)| Interval::integers(lo - z, hi - z))
}

fn valid_tap_interval(graph: &Graph, node: &Node, window: &Window) -> Option<Interval> {
    let image = graph.ty(*node.inputs.first()?).shape.as_image()?;
    let mut least = 1;
    let mut most = 1;
    for (axis, extent) in [image.height, image.width].into_iter().enumerate() {
        let counts = (0..window.output_extent(axis, extent)?).map(|output| window.valid_taps(axis, extent, output).len());
        least *= counts.clone().min()?;
        most *= counts.max()?;
    }
    Some(Interval::integers(least as i64, most as i64))
}

/// The range of the elements of an f32 value; anything for inputs and for what its producers say nothing about.
pub fn float_interval(graph: &Graph, id: ValueId) -> Interval {
    // How many nodes that keep elements as they are may lie in between.
    const DEPTH: usize = 16;
    float_interval_within(graph, id, DEPTH)
}

fn float_interval_within(graph: &Graph, id: ValueId, depth: usize) -> Interval {
    let Definition::Node(node) = &graph.value(id).definition else { return Interval::ANY };
    if depth == 0 || graph.ty(id).dtype != DType::F32 {
        return Interval::ANY;
    }
    let of_operand = || node.inputs.first().map_or(Interval::ANY, |&input| float_interval_within(graph, input, depth - 1));
    match &node.op {
        Op::Reshape | Op::Transpose { .. } | Op::Slice { .. } | Op::Repeat { .. } => of_operand(),
        Op::Pool { reduction: PoolReduction::Maximum, .. } if node.epilogue.as_ref().is_some_and(|e| e.steps.is_empty()) => of_operand(),
        _ => epilogue_intervals(graph, id).and_then(|steps| steps.last().copied()).unwrap_or(Interval::ANY),
    }
}

/// Whether the end of node `id` can round with a plain conversion to i32 and add its zero point without leaving 32 bits, for every input:
/// then machine code needs no clamp before the conversion (`max|acc| · |m| < 2³¹` where the steps are one multiplication).
pub fn requantize_bound(graph: &Graph, id: ValueId) -> bool {
    let Definition::Node(Node { epilogue: Some(epilogue), .. }) = &graph.value(id).definition else { return false };
    let zero_point = match epilogue.end {
        End::Saturate { zero_point, .. } => zero_point,
        End::S32 { .. } => 0,
        End::F32 => return false,
    };
    if epilogue.steps.is_empty() {
        // Nothing is rounded: what counts is that the accumulator and its sum with the zero point fit.
        return accumulator_bounds(graph, id).is_some_and(|all| {
            let fits = |n: i64| i32::try_from(n).is_ok();
            let z = i64::from(zero_point);
            all.iter().all(|&(lo, hi)| fits(lo) && fits(hi) && fits(lo + z) && fits(hi + z))
        });
    }
    epilogue_intervals(graph, id).and_then(|steps| steps.last().copied()).is_some_and(|y| y.rounds_into_i32(zero_point))
}

/// The bits of [`FLOAT_BITS_VALUE`]; the floats that follow count up by one.
pub const FLOAT_BITS: i32 = 0x4b00_0000;

/// 2²³.
pub const FLOAT_BITS_VALUE: f32 = 8_388_608.0;

/// Whether node `id` may accumulate from [`FLOAT_BITS`] on, take the sum for the bits of a float f, and compute `f · m − 2²³ · m`, rounded once,
/// for its first two steps, which convert and multiply by m > 0.
///
/// An accumulator x in 0 ..< 2²³ makes f = 2²³ + x, so that the difference is x · m exactly before it is rounded. A negative x makes a smaller f
/// and no positive number, as x · m would be; what follows must not tell such numbers apart.
pub fn accumulates_float_bits(graph: &Graph, id: ValueId) -> bool {
    let Definition::Node(Node { epilogue: Some(epilogue), .. }) = &graph.value(id).definition else { return false };
    let [Step::Convert, Step::Multiply(multiplier), after @ ..] = &epilogue.steps[..] else { return false };
    let positive = |m: &f32| *m > 0.0 && (*m * FLOAT_BITS_VALUE).is_finite();
    let multiplies = match multiplier {
        Operand::Constant(m) => positive(m),
        Operand::Value(value) => matches!(graph.constant(*value), Some(TensorData::F32(all)) if all.iter().all(positive)),
        _ => false,
    };
    let drops_negative = match (after.first(), epilogue.end) {
        (Some(Step::Maximum(Operand::Constant(least))), _) => *least >= 0.0,
        (None, End::Saturate { zero_point, lo, .. }) => lo >= zero_point,
        _ => false,
    };
    let fits = |&(lo, hi): &Bounds| lo > -(1 << 30) && hi < 1 << 23;
    multiplies && drops_negative && accumulator_bounds(graph, id).is_some_and(|all| all.iter().all(fits))
}

/// Whether every element of value `id` is an integer type: its nodes accumulate in s32.
pub fn accumulates_integers(graph: &Graph, node: &Node) -> bool {
    node.inputs.first().is_some_and(|&input| graph.ty(input).dtype != DType::F32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Quantization, Scale, Shape, Tensor, TensorType};

    fn ty(dtype: DType, extents: &[usize], zero_point: i32) -> TensorType {
        TensorType { dtype, shape: Shape::new(extents).unwrap(), quantization: Quantization::PerTensor { scale: Scale::new(1.0).unwrap(), zero_point } }
    }

    fn constant(extents: &[usize], data: TensorData) -> Tensor {
        Tensor::new(Shape::new(extents).unwrap(), data).unwrap()
    }

    /// Data u8<1x2> around `z`, weights (1, −2) and (3, 4), bias (10, −10), one multiplier a channel.
    fn network(z: i32, multipliers: [f32; 2], end: End) -> (Graph, ValueId) {
        let mut graph = Graph::new("g");
        let x = graph.push_input("x", ty(DType::U8, &[1, 2], z));
        let w = graph.push_constant("w", constant(&[2, 2], TensorData::S8([1, -2, 3, 4].into())));
        let b = graph.push_constant("b", constant(&[2], TensorData::S32([10, -10].into())));
        let m = graph.push_constant("m", constant(&[2], TensorData::F32(multipliers.into())));
        let steps = [Step::Convert, Step::Multiply(Operand::Value(m)), Step::Maximum(Operand::Constant(0.0))];
        let fc = graph.push_node("fc", ty(DType::U8, &[1, 2], 0), Op::FullyConnected, [x, w, b], Some(Epilogue::new(steps, end)));
        (graph, fc)
    }

    const U8: End = End::Saturate { zero_point: 0, lo: 0, hi: 255 };

    #[test]
    fn bounds_by_hand() {
        let (graph, fc) = network(5, [1.0, 1.0], U8);
        // q − z lies in [−5, 250].
        assert_eq!(accumulator_bounds(&graph, fc).unwrap(), [(10 - 5 - 500, 10 + 250 + 10), (-10 - 35, -10 + 1750)]);
        assert_eq!(prove_accumulator(&graph, fc).unwrap(), accumulator_bounds(&graph, fc));
    }

    #[test]
    fn intervals_are_per_channel_before_they_are_joined() {
        let (graph, fc) = network(0, [2.0, -1.0], U8);
        let steps = epilogue_intervals(&graph, fc).unwrap();
        // Channel 0: acc in [−500, 265]; channel 1: [−10, 1775].
        assert_eq!(steps[0], Interval { lo: -500.0, hi: 1775.0, nan: false });
        assert_eq!(steps[1], Interval { lo: -1775.0, hi: 530.0, nan: false });
        assert_eq!(steps[2], Interval { lo: 0.0, hi: 530.0, nan: false });
    }

    #[test]
    fn a_plain_conversion_is_proved_or_not() {
        let fits = |m: f32, end| {
            let (graph, fc) = network(0, [m, 1.0], end);
            requantize_bound(&graph, fc)
        };
        assert!(fits(0.01, U8));
        assert!(fits(8.0e6, U8));
        assert!(!fits(8.2e6, U8), "265 · 8.2e6 is more than 2³¹");
        assert!(!fits(f32::NAN, U8));
        assert!(!fits(f32::INFINITY, U8));
        assert!(!fits(1.0, End::F32));
    }

    #[test]
    fn floats_that_are_made_of_accumulators() {
        let with = |z: i32, m: [f32; 2], end| {
            let (mut graph, fc) = network(z, m, end);
            let allowed = accumulates_float_bits(&graph, fc);
            let Definition::Node(node) = &mut graph.values.get_mut(fc).1 else { unreachable!() };
            node.epilogue = Some(Epilogue::new([Step::Convert, Step::Multiply(node.epilogue.as_ref().unwrap().steps[1].operands().next().unwrap())], end));
            (allowed, accumulates_float_bits(&graph, fc))
        };
        assert_eq!(with(5, [0.01, 2.0], U8), (true, true));
        assert_eq!(with(5, [0.01, 2.0], End::Saturate { zero_point: 7, lo: 7, hi: 255 }), (true, true));
        // Without the maximum a negative number is told apart from zero.
        assert_eq!(with(5, [0.01, 2.0], End::Saturate { zero_point: 7, lo: 6, hi: 255 }), (true, false));
        assert_eq!(with(5, [0.01, 0.0], U8), (false, false));
        assert_eq!(with(5, [0.01, -1.0], U8), (false, false));
        assert_eq!(with(5, [0.01, f32::MAX], U8), (false, false));
        assert_eq!(with(5, [0.01, f32::NAN], U8), (false, false));
    }

    #[test]
    fn what_is_computed_from_the_bits_of_a_float_is_the_product_rounded_once() {
        for m in [0.0039_f32, 1.0, 3.7e-5, 255.99, 1e-44, 0.1] {
            for x in (0..1 << 23).step_by(977).chain([1, 2, (1 << 23) - 1]) {
                let f = f32::from_bits((FLOAT_BITS + x) as u32);
                assert_eq!(f.mul_add(m, -m * FLOAT_BITS_VALUE).to_bits(), (x as f32 * m).to_bits(), "{x} · {m}");
            }
            for x in [-1, -1000, -(1 << 23), -(1 << 30) + 1] {
                let f = f32::from_bits((FLOAT_BITS + x) as u32);
                assert!(f.mul_add(m, -m * FLOAT_BITS_VALUE) <= 0.0, "{x} · {m}");
            }
        }
    }

    #[test]
    fn what_arrives_at_run_time_may_be_anything() {
        let (mut graph, fc) = network(0, [1.0, 1.0], U8);
        let scale = graph.push_input("scale", TensorType::plain(DType::F32, Shape::scalar()));
        let steps = [Step::Convert, Step::Multiply(Operand::Value(scale)), Step::Maximum(Operand::Constant(0.0)), Step::Minimum(Operand::Constant(127.0))];
        let map = graph.push_node("map", ty(DType::U8, &[1, 2], 0), Op::Map, [fc], Some(Epilogue::new(steps, U8)));
        let after = epilogue_intervals(&graph, map).unwrap();
        assert_eq!(after[1], Interval::ANY);
        assert_eq!(after[3], Interval { lo: 0.0, hi: 127.0, nan: false });
        assert!(requantize_bound(&graph, map));
    }

    #[test]
    fn clamped_producers_narrow_what_a_reader_sees() {
        let (mut graph, fc) = network(0, [1.0, 1.0], End::Saturate { zero_point: 3, lo: 3, hi: 100 });
        *graph.values.get_mut(fc).0 = ty(DType::U8, &[1, 2], 3);
        let flat = graph.push_node("flat", ty(DType::U8, &[2], 3), Op::Reshape, [fc], None);
        assert_eq!(centred_bounds(&graph, flat), Some((0, 97)));
    }

    #[test]
    fn an_accumulator_that_may_overflow_is_named() {
        let mut graph = Graph::new("g");
        let x = graph.push_input("x", ty(DType::U8, &[1, 1], 0));
        let w = graph.push_constant("w", constant(&[2, 1], TensorData::S8([1, 1].into())));
        let b = graph.push_constant("b", constant(&[2], TensorData::S32([i32::MAX - 255, i32::MAX - 254].into())));
        let end = Epilogue::new([], End::S32 { lo: i32::MIN, hi: i32::MAX });
        let fc = graph.push_node("fc", TensorType::plain(DType::S32, Shape::new([1, 2]).unwrap()), Op::FullyConnected, [x, w, b], Some(end));
        let error = prove_accumulator(&graph, fc).unwrap_err();
        assert_eq!((error.code, error.node.as_deref()), (Code::Overflow, Some("fc")));
        assert!(error.message.contains("channel 1"), "{error}");
        assert!(!requantize_bound(&graph, fc));
    }

    #[test]
    fn valid_taps_range_over_the_borders() {
        let mut graph = Graph::new("g");
        let x = graph.push_input("x", ty(DType::U8, &[1, 1, 3, 3], 0));
        let window = Window { kernel: [3, 3], stride: [1, 1], dilation: [1, 1], pad_before: [1, 1], pad_after: [1, 1] };
        let steps = [Step::Convert, Step::Divide(Operand::ValidTaps)];
        let op = Op::Pool { reduction: PoolReduction::Sum, window };
        let pool = graph.push_node("pool", ty(DType::U8, &[1, 1, 3, 3], 0), op, [x], Some(Epilogue::new(steps, U8)));
        assert_eq!(epilogue_intervals(&graph, pool).unwrap()[1], Interval { lo: 0.0, hi: 9.0 * 255.0 / 4.0, nan: false });
    }
}
