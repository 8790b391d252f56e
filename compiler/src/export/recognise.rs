//! What an epilogue means in real numbers.
//!
//! In: a node with integers. Out: a [`Meaning`]: an operator on real numbers, operations on its result, and how that is stored; or a reason why there is
//! none.
//!
//! The steps are read backwards. Behind the last one a number y stands for the real number u · y, where the unit u is the scale of the result. Each
//! step says what the unit before it was: multiplied by m it is u · m, a function that is not homogeneous demands 1. The unit that
//! is left at the beginning is the real number that 1 in the accumulator stands for, and so decides the scales of the operands.

use super::fit::{function_of, weight_scale};
use super::meaning::{Base, Bias, Factor, Meaning, Operation, Store};
use super::window;
use crate::graph::{
    DType, Definition, Element, End, Epilogue, Function, Graph, Node, Op, Operand, PoolReduction, Quantization, Reduction, Step, TABLE_ENTRIES, TensorData,
    TensorType, ValueId,
};
use crate::numerics::{ScalarStep, apply_step};

/// Scales that differ by no more, relatively, are one scale: a few roundings to f32.
pub const SAME_SCALE: f64 = 2e-6;
/// A sum of constants is zero where the rounding of its parts explains what is left, relative to their magnitudes.
const CANCELLED: f64 = 4e-6;
/// Share of a step of the result that a constant may be rounded by.
const NEGLIGIBLE: f64 = 1e-5;

/// One number for all, or one for each channel.
type Channels = Vec<f64>;

/// Each number of `a` with that of `b` for the same channel.
fn zip(a: &[f64], b: &[f64], f: impl Fn(f64, f64) -> f64) -> Channels {
    let of = |list: &[f64], i: usize| if list.len() == 1 { list[0] } else { list[i] };
    (0..a.len().max(b.len())).map(|i| f(of(a, i), of(b, i))).collect()
}

fn floats(numbers: &[f64]) -> Vec<f32> {
    numbers.iter().map(|&n| n as f32).collect()
}

/// The one number of a list that has only one, or the same one everywhere.
fn uniform(numbers: &[f64]) -> Option<f64> {
    let first = *numbers.first()?;
    numbers.iter().all(|&n| (n - first).abs() <= SAME_SCALE * first.abs()).then_some(first)
}

pub fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME_SCALE * b.abs()
}

/// The scale that operands of this type have in arithmetic; 1 for plain numbers.
fn declared_scale(ty: &TensorType) -> Result<f32, String> {
    match &ty.quantization {
        Quantization::None => Ok(1.0),
        Quantization::PerTensor { scale, .. } => Ok(scale.get()),
        Quantization::PerAxis { .. } => Err("an activation has scales along an axis".into()),
        Quantization::RunTime { .. } => Err("a scale is known at run time only".into()),
    }
}

/// The meaning of a node, or why it has none.
pub fn recognise(graph: &Graph, id: ValueId, node: &Node, epilogue: &Epilogue) -> Result<Meaning, String> {
    let ty = graph.ty(id);
    if node.op == Op::AbsMax {
        return Err("it computes a scale at run time".into());
    }
    let (store, steps) = match epilogue.end {
        End::S32 { .. } => return Err("it ends in 32-bit integers".into()),
        End::F32 => (None, epilogue.steps.clone()),
        End::Saturate { zero_point, .. } => {
            let (steps, lo, hi) = bounded(epilogue);
            (Some((Store { scale: declared_scale(ty)?, zero_point: ty.zero_point(), lo, hi }, zero_point)), steps)
        }
    };
    let floats = node.op == Op::Map && graph.ty(node.inputs[0]).dtype == DType::F32;
    if floats && steps.iter().any(|step| matches!(step, Step::Multiply(_) | Step::MultiplyAdd(..))) {
        // Pixels often lie on a grid of half steps, so this decides.
        return Err("floats are multiplied by the reciprocal of the scale, which rounds otherwise than the division by it".into());
    }
    let mut reader = Reader { graph, node, unit: vec![1.0], operations: Vec::new(), inside_alone: false, step: store.map_or(1.0, |(s, _)| s.scale) };
    if let Some((store, added)) = store {
        reader.unit = vec![f64::from(store.scale)];
        reader.add(vec![f64::from(store.scale) * f64::from(added - store.zero_point)]);
    }
    let mut place = steps.len();
    while place > 0 {
        place -= 1;
        place -= reader.step(&steps[..=place])?;
    }
    let store = store.map(|(store, _)| store);
    let step = f64::from(store.map_or(0.0, |s| s.scale));
    reader.operations.reverse();
    let (first, operations) = joined(&reader.operations, step);
    reader.base(ty, first, operations, store)
}

/// Bounds and constants at the end of the steps become bounds of the stored integer, because rounding and adding keep the order: the steps without those
/// bounds, and the bounds.
fn bounded(epilogue: &Epilogue) -> (Vec<Step>, i32, i32) {
    let End::Saturate { zero_point, lo: least, hi: most } = epilogue.end else { return (epilogue.steps.clone(), i32::MIN, i32::MAX) };
    let scalar = |step: &Step| match *step {
        Step::Maximum(Operand::Constant(n)) => Some((ScalarStep::Maximum(n), true)),
        Step::Minimum(Operand::Constant(n)) => Some((ScalarStep::Minimum(n), true)),
        Step::Add(Operand::Constant(n)) => Some((ScalarStep::Add(n), false)),
        Step::Subtract(Operand::Constant(n)) => Some((ScalarStep::Subtract(n), false)),
        Step::Multiply(Operand::Constant(n)) if n > 0.0 => Some((ScalarStep::Multiply(n), false)),
        Step::Divide(Operand::Constant(n)) if n > 0.0 => Some((ScalarStep::Divide(n), false)),
        _ => None,
    };
    let ordered = epilogue.steps.iter().rev().take_while(|step| scalar(step).is_some()).count();
    let (head, tail) = epilogue.steps.split_at(epilogue.steps.len() - ordered);
    let tail: Vec<(ScalarStep, bool)> = tail.iter().filter_map(scalar).collect();
    let (mut lo, mut hi) = (i64::MIN, i64::MAX);
    for (i, (step, bounds)) in tail.iter().enumerate() {
        let (ScalarStep::Maximum(bound) | ScalarStep::Minimum(bound)) = *step else { continue };
        debug_assert!(bounds);
        let stored = tail[i + 1..].iter().filter(|(_, bounds)| !bounds).fold(bound, |y, (step, _)| apply_step(y, *step));
        let stored = (stored.round_ties_even() as i64).saturating_add(zero_point.into());
        (lo, hi) = match step {
            ScalarStep::Maximum(_) => (lo.max(stored), hi.max(stored)),
            _ => (lo.min(stored), hi.min(stored)),
        };
    }
    let within = |n: i64| n.clamp(least.into(), most.into()) as i32;
    let steps = epilogue.steps.iter().enumerate().filter(|(i, s)| *i < head.len() || scalar(s).is_some_and(|(_, bounds)| !bounds));
    (steps.map(|(_, step)| *step).collect(), within(lo), within(hi))
}

/// An operation with its constants in full precision.
enum Exact {
    /// With the magnitude of what cancelled in it.
    Add(Channels, f64),
    Other(Operation),
}

/// Constants of each linear run of operations as one, those of the first run apart; sums of nothing are left out. `step` is that of the result.
fn joined(operations: &[Exact], step: f64) -> (Channels, Vec<Operation>) {
    let mut first: Option<Channels> = None;
    let mut result = Vec::new();
    let (mut sum, mut magnitude) = (vec![0.0], 0.0);
    let flush = |sum: &mut Channels, magnitude: &mut f64, result: &mut Vec<Operation>, first: &mut Option<Channels>| {
        let rest = CANCELLED * *magnitude + NEGLIGIBLE * step;
        let sum = std::mem::replace(sum, vec![0.0]);
        *magnitude = 0.0;
        let sum = if sum.iter().all(|s| s.abs() <= rest) { vec![0.0] } else { sum };
        if first.is_none() {
            *first = Some(sum);
        } else if sum != [0.0] {
            result.push(Operation::Add(floats(&sum)));
        }
    };
    for operation in operations {
        match operation {
            Exact::Add(numbers, cancelled) => {
                sum = zip(&sum, numbers, |a, b| a + b);
                magnitude += cancelled;
            }
            Exact::Other(operation @ Operation::AddTensor { .. }) => result.push(operation.clone()),
            Exact::Other(operation) => {
                flush(&mut sum, &mut magnitude, &mut result, &mut first);
                result.push(operation.clone());
            }
        }
    }
    flush(&mut sum, &mut magnitude, &mut result, &mut first);
    (first.unwrap_or_else(|| vec![0.0]), result)
}

/// Goes backwards through the steps.
struct Reader<'g> {
    graph: &'g Graph,
    node: &'g Node,
    /// The real number that 1 stands for before the steps that were read.
    unit: Channels,
    /// Last one first.
    operations: Vec<Exact>,
    /// Whether a sum was divided by the taps inside the image.
    inside_alone: bool,
    /// The scale of the result; 1 for f32.
    step: f32,
}

impl Reader<'_> {
    fn add(&mut self, numbers: Channels) {
        let magnitude = numbers.iter().fold(0.0f64, |m, n| m.max(n.abs()));
        self.operations.push(Exact::Add(numbers, magnitude));
    }

    fn push(&mut self, operation: Operation) {
        self.operations.push(Exact::Other(operation));
    }

    /// The numbers of an operand that are known now.
    fn numbers(&self, operand: Operand) -> Result<Channels, String> {
        match operand {
            Operand::Constant(number) => Ok(vec![number.into()]),
            Operand::Value(id) => match self.graph.constant(id) {
                Some(TensorData::F32(numbers)) => Ok(numbers.iter().map(|&n| n.into()).collect()),
                _ => Err(format!("'{}' is known at run time only", self.graph.value(id).name)),
            },
            Operand::Elementwise(_) | Operand::Affine { .. } | Operand::ValidTaps | Operand::ReciprocalTaps => Err("a step computes with a tensor".into()),
        }
    }

    fn positive_unit(&self) -> Result<(), String> {
        let positive = self.unit.iter().all(|u| u.is_finite() && *u > 0.0);
        if positive { Ok(()) } else { Err("a multiplier is not positive".into()) }
    }

    fn uniform_unit(&self) -> Result<f64, String> {
        self.positive_unit()?;
        uniform(&self.unit).ok_or_else(|| "channels have different units where they must have one".into())
    }

    /// For functions that mean what they say on real numbers only.
    fn demand_real(&mut self, what: &str) -> Result<(), String> {
        if !is_same(self.uniform_unit()?, 1.0) {
            return Err(format!("'{what}' runs on numbers that are not real ones"));
        }
        self.unit = vec![1.0];
        Ok(())
    }

    /// Reads the last of these steps, and says how many more it took.
    fn step(&mut self, steps: &[Step]) -> Result<usize, String> {
        let Some((&step, before)) = steps.split_last() else { return Ok(0) };
        match step {
            Step::Convert => {}
            Step::Divide(Operand::ValidTaps) | Step::Multiply(Operand::ReciprocalTaps) => {
                if before.iter().any(|s| *s != Step::Convert) || self.inside_alone {
                    return Err("the division by the taps comes late".into());
                }
                self.inside_alone = true;
            }
            Step::Multiply(o) if self.is_product(before, o) => self.product(o)?,
            Step::Multiply(Operand::Elementwise(element)) => {
                let ty = self.graph.ty(element.value);
                let scale = declared_scale(ty)?;
                if element.zero_point != ty.zero_point() {
                    return Err("a factor is read without its zero point".into());
                }
                self.push(Operation::MultiplyTensor(element.value, (ty.dtype != DType::F32).then_some(scale)));
                self.unit.iter_mut().for_each(|u| *u /= f64::from(scale));
            }
            Step::Multiply(o) => self.unit = zip(&self.unit, &self.numbers(o)?, |u, m| u * m),
            Step::Divide(o) => self.unit = zip(&self.unit, &self.numbers(o)?, |u, d| u / d),
            Step::Add(o) => self.addend(o, 1.0)?,
            Step::Subtract(o) => self.addend(o, -1.0)?,
            Step::MultiplyAdd(m, b) => {
                self.addend(b, 1.0)?;
                self.unit = zip(&self.unit, &self.numbers(m)?, |u, m| u * m);
            }
            Step::Residual { element, multiplier } => {
                let multiplier = uniform(&self.numbers(multiplier)?).ok_or("a residual has multipliers along the channels")?;
                self.tensor(element, multiplier, true)?;
            }
            Step::Maximum(Operand::Constant(0.0)) => {
                self.positive_unit()?;
                self.push(Operation::Relu);
            }
            Step::Maximum(Operand::Constant(bound)) => {
                let bound = (self.uniform_unit()? * f64::from(bound)) as f32;
                self.push(Operation::Maximum(bound));
            }
            Step::Minimum(Operand::Constant(bound)) => {
                let bound = (self.uniform_unit()? * f64::from(bound)) as f32;
                self.push(Operation::Minimum(bound));
            }
            Step::LeakyRelu { slope: Operand::Constant(slope) } => {
                self.positive_unit()?;
                self.push(Operation::LeakyRelu(slope));
            }
            Step::Elu { alpha: Operand::Constant(alpha) } => {
                self.demand_real(step.name())?;
                self.push(Operation::Elu(alpha));
            }
            Step::Apply(Function::Absolute) => {
                self.positive_unit()?;
                self.push(Operation::Apply(Function::Absolute));
            }
            Step::Apply(function) => {
                self.demand_real(step.name())?;
                self.push(Operation::Apply(function));
            }
            Step::Lookup(table) => {
                self.lookup(table, before)?;
                return Ok(before.len());
            }
            _ => return Err(format!("the step '{}' has no meaning in real numbers", step.name())),
        }
        Ok(0)
    }

    /// What a step adds, times `sign`.
    fn addend(&mut self, operand: Operand, sign: f64) -> Result<(), String> {
        match operand {
            Operand::Elementwise(element) => self.tensor(element, sign, false),
            Operand::Affine { element, multiplier, addend } => {
                self.tensor(element, sign * f64::from(multiplier), false)?;
                self.add(self.unit.iter().map(|u| u * sign * f64::from(addend)).collect());
                Ok(())
            }
            _ => {
                let numbers = self.numbers(operand)?;
                self.add(zip(&self.unit, &numbers, |u, n| u * sign * n));
                Ok(())
            }
        }
    }

    /// A tensor that is added, times `multiplier`, after the rest or before.
    fn tensor(&mut self, element: Element, multiplier: f64, last: bool) -> Result<(), String> {
        let needed = self.uniform_unit()? * multiplier;
        let ty = self.graph.ty(element.value);
        let scale = scale_for(ty, needed)?;
        // What the arithmetic takes off instead of the zero point.
        let shift = f64::from(ty.zero_point() - element.zero_point);
        if shift != 0.0 {
            self.add(vec![needed * shift]);
        }
        self.push(Operation::AddTensor { value: element.value, scale, last });
        Ok(())
    }

    /// The numbers of a factor that is a constant, perhaps a repeated one.
    fn factor_numbers(&self, operand: Operand) -> Result<Channels, String> {
        let Operand::Elementwise(Element { mut value, .. }) = operand else { return self.numbers(operand) };
        while let Definition::Node(Node { op: Op::Repeat { .. } | Op::Reshape | Op::Transpose { .. }, inputs, .. }) = &self.graph.value(value).definition {
            value = inputs[0];
        }
        self.numbers(Operand::Value(value))
    }

    /// Whether a multiplication by this behind these steps is the first of two, by the integers of a quantized constant and by the scales.
    fn is_product(&self, before: &[Step], factor: Operand) -> bool {
        let steps = self.node.epilogue.as_ref().map_or(&[][..], |e| &e.steps);
        let bytes = self.graph.ty(self.node.inputs[0]).dtype.bytes() == 1;
        let product = matches!(steps, [_, _, Step::Multiply(Operand::Constant(_)), Step::Add(Operand::Constant(_))]);
        let are_bytes = |numbers: Channels| {
            let (least, most) = numbers.iter().fold((0.0f64, 0.0f64), |(least, most), &n| (least.min(n), most.max(n)));
            most - least <= 255.0 && numbers.iter().all(|n| n.fract() == 0.0)
        };
        let fits = self.node.op == Op::Map && bytes && product && *before == [Step::Convert];
        fits && self.factor_numbers(factor).is_ok_and(are_bytes)
    }

    /// Multiplies by a quantized constant.
    fn product(&mut self, operand: Operand) -> Result<(), String> {
        let integers: Vec<i32> = self.factor_numbers(operand)?.iter().map(|&n| n as i32).collect();
        let scale = declared_scale(self.graph.ty(self.node.inputs[0]))?;
        let (least, most) = integers.iter().fold((0, 0), |(least, most), &i| (least.min(i), most.max(i)));
        // The products of the scales are those of weights.
        let factor_scale = weight_scale(None, scale, self.step, self.uniform_unit()?);
        self.push(Operation::MultiplyQuantized(Factor { operand, integers, least, most, scale: factor_scale }));
        self.unit = vec![scale.into()];
        Ok(())
    }

    /// A table of a function of the stored byte: only as the first thing that happens to a tensor.
    fn lookup(&mut self, table: ValueId, before: &[Step]) -> Result<(), String> {
        let data = self.graph.ty(self.node.inputs[0]);
        let (&[Step::Convert, Step::Add(Operand::Constant(place))], Op::Map, Some(table)) = (before, &self.node.op, self.graph.table(table)) else {
            return Err("a table stands for no function of the input".into());
        };
        let scale = declared_scale(data)?;
        let unit = self.uniform_unit()?;
        let points: [(f64, f64); TABLE_ENTRIES] = std::array::from_fn(|i| (f64::from(scale) * (i as f64 - f64::from(place)), unit * f64::from(table[i])));
        let stored = |slope: f32| (0..TABLE_ENTRIES).all(|i| points[i].0 >= 0.0 || points[i].0 as f32 * slope / self.step == table[i]);
        let operations = function_of(&points, &stored).ok_or("a table is none of the functions that have an operator")?;
        operations.into_iter().rev().for_each(|operation| self.push(operation));
        self.unit = vec![scale.into()];
        Ok(())
    }

    /// The operator, from the unit of the accumulator.
    fn base(&self, ty: &TensorType, first: Channels, mut operations: Vec<Operation>, store: Option<Store>) -> Result<Meaning, String> {
        let data = self.graph.ty(self.node.inputs[0]);
        let weighted = matches!(self.node.op, Op::Convolution { .. } | Op::FullyConnected);
        if weighted && data.dtype == DType::F32 {
            if !is_same(self.uniform_unit()?, 1.0) {
                return Err("the result of a float operator is scaled".into());
            }
            let bias = (first != [0.0]).then(|| floats(&zip(&first, &vec![0.0; ty.shape.extents()[1]], |a, b| a + b)));
            return Ok(Meaning { base: Base::FloatWeighted { bias }, operations, store });
        }
        if weighted {
            return Ok(Meaning { base: self.weighted(ty, &first, store)?, operations, store });
        }
        let count = self.count()?;
        let needed = self.uniform_unit().map(|u| u * count);
        let scale = match needed.and_then(|needed| scale_for(data, needed)) {
            Ok(scale) => {
                if first != [0.0] {
                    operations.insert(0, Operation::Add(floats(&first)));
                }
                scale
            }
            // One multiplier for each channel: the operand keeps its scale.
            Err(reason) => {
                let scale = declared_scale(data)?;
                if data.dtype == DType::F32 || self.unit.len() == 1 || self.unit.iter().any(|u| !u.is_finite()) {
                    return Err(reason);
                }
                let multipliers: Channels = self.unit.iter().map(|u| u * count / f64::from(scale)).collect();
                operations.splice(0..0, [Operation::Multiply(floats(&multipliers)), Operation::Add(floats(&first))]);
                Some(scale)
            }
        };
        Ok(Meaning { base: Base::Plain { scale, inside_alone: self.inside_alone }, operations, store })
    }

    /// By what a sum is divided to be an average.
    fn count(&self) -> Result<f64, String> {
        let data = self.graph.ty(self.node.inputs[0]);
        match &self.node.op {
            Op::Pool { reduction: PoolReduction::Sum | PoolReduction::RunningSum, window } => {
                let image = data.shape.as_image().ok_or("the operand is no image")?;
                let extents = [image.height, image.width];
                if window.dilation != [1; 2] || !window::padding_is_small(window) || (0..2).any(|axis| window.has_empty_outputs(axis, extents[axis])) {
                    return Err("no average pooling has this window".into());
                }
                Ok(if self.inside_alone { 1.0 } else { (window.kernel[0] * window.kernel[1]) as f64 })
            }
            Op::Reduce { reduction: Reduction::Sum, axes } => Ok(axes.iter().map(|&axis| data.shape.extents()[axis] as f64).product()),
            _ => Ok(1.0),
        }
    }

    fn weighted(&self, ty: &TensorType, first: &[f64], store: Option<Store>) -> Result<Base, String> {
        self.positive_unit()?;
        let data = self.graph.ty(self.node.inputs[0]);
        let scale = declared_scale(data)?;
        let result_scale = store.map_or(1.0, |s| s.scale);
        let channels = ty.shape.extents()[1];
        let declared: Vec<Option<f32>> = match &self.graph.ty(self.node.inputs[1]).quantization {
            Quantization::PerTensor { scale, .. } => vec![Some(scale.get())],
            Quantization::PerAxis { axis: 0, scales } => scales.iter().map(|s| Some(s.get())).collect(),
            _ => vec![None],
        };
        let one = self.unit.len() == 1 && declared.len() == 1;
        let of = |c: usize| (self.unit[c.min(self.unit.len() - 1)], declared[c.min(declared.len() - 1)]);
        let weight_scales: Vec<f32> = (0..if one { 1 } else { channels })
            .map(|c| {
                let (unit, declared) = of(c);
                weight_scale(declared, scale, result_scale, unit)
            })
            .collect();
        if weight_scales.iter().any(|s| !s.is_finite() || *s <= 0.0) {
            return Err("a multiplier is too extreme for a scale of weights".into());
        }
        Ok(Base::Weighted { scale, weight_scales, bias: self.bias(channels, first, result_scale)? })
    }

    /// The s32 bias and the constants that the steps add: integers where they are.
    fn bias(&self, channels: usize, first: &[f64], result_scale: f32) -> Result<Bias, String> {
        let integers: Vec<i32> = match self.node.inputs.get(2).map(|&bias| &self.graph.value(bias).definition) {
            None => vec![0; channels],
            Some(Definition::Constant(TensorData::S32(bias))) => bias.to_vec(),
            Some(_) => return Err("the bias is known at run time only".into()),
        };
        let units = zip(first, &self.unit, |b, u| b / u);
        let units = zip(&units, &vec![0.0; channels], |a, b| a + b);
        let unit = zip(&self.unit, &vec![0.0; channels], |a, b| a + b);
        let sums: Option<Vec<i32>> = (0..channels)
            .map(|c| {
                let whole = units[c].round();
                let sum = whole + f64::from(integers[c]);
                let exact = (units[c] - whole).abs() * unit[c] <= NEGLIGIBLE * f64::from(result_scale);
                (exact && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&sum)).then_some(sum as i32)
            })
            .collect();
        Ok(match sums {
            Some(sums) if sums.iter().all(|&b| b == 0) => Bias::None,
            Some(sums) => Bias::Integers(sums),
            None => Bias::Floats((0..channels).map(|c| (unit[c] * (f64::from(integers[c]) + units[c])) as f32).collect()),
        })
    }
}

/// The scale of an operand that must have `needed`: that of its type where they agree. `None` for f32, which has none.
fn scale_for(ty: &TensorType, needed: f64) -> Result<Option<f32>, String> {
    let declared = declared_scale(ty)?;
    if ty.dtype == DType::F32 {
        return if is_same(needed, 1.0) { Ok(None) } else { Err("the multiplier of a float is not the reciprocal of the scale".into()) };
    }
    let scale = if is_same(needed, declared.into()) { declared } else { needed as f32 };
    if scale.is_finite() && scale > 0.0 { Ok(Some(scale)) } else { Err("a multiplier is not positive".into()) }
}
