//! Steps and ends in the literal form.

use super::accumulation::Accumulator;
use super::writer::{element_type, float, integer};
use super::{Exporter, window};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Comparison, DType, End, Epilogue, Function, Node, Op, Operand, Shape, Step, TABLE_ENTRIES, TensorType, ValueId};
use crate::numerics::reciprocal;
use crate::onnx_file::{Array, ElementType};

/// What the steps of one node share.
struct Context<'n> {
    node: &'n Node,
    shape: Shape,
    /// Whether integers come out, so that the last bit of a float may decide one.
    exact: bool,
    name: &'n str,
}

impl Exporter<'_> {
    /// A node step by step.
    pub(super) fn literally(&mut self, id: ValueId, node: &Node, epilogue: &Epilogue, name: &str) -> Result<String> {
        let ty = self.graph.ty(id).clone();
        let begun = self.accumulation(id, node, epilogue, name)?;
        let mut y = match begun.accumulator {
            Accumulator::S32(sum) if epilogue.steps.is_empty() => return self.end_of_integer(&sum, epilogue.end, &ty, name),
            Accumulator::S32(sum) => self.writer.cast(name, &sum, ElementType::F32),
            Accumulator::Float(y) => y,
        };
        let context = Context { node, shape: ty.shape.clone(), exact: ty.dtype != DType::F32, name };
        let mut steps = epilogue.steps[begun.steps..].iter().peekable();
        while let Some(step) = steps.next() {
            if let (Step::Maximum(Operand::Constant(lo)), Some(Step::Minimum(Operand::Constant(hi)))) = (step, steps.peek())
                && lo <= hi
            {
                y = self.clip(&y, *lo, *hi, name);
                steps.next();
                continue;
            }
            y = self.step(&y, step, &context)?;
        }
        self.end(&y, epilogue.end, &ty, name)
    }

    /// `Clip` of floats.
    pub(super) fn clip(&mut self, y: &str, lo: f32, hi: f32, name: &str) -> String {
        let (lo, hi) = (self.writer.number("least", lo), self.writer.number("most", hi));
        self.writer.apply(name, "Clip", &[y, &lo, &hi], [])
    }

    fn operand(&mut self, operand: Operand, context: &Context) -> Result<String> {
        let taps = |of: fn(f32) -> f32| {
            let Op::Pool { window, .. } = &context.node.op else { return None };
            let image = self.graph.ty(context.node.inputs[0]).shape.as_image()?;
            let (shape, counts) = window::valid_taps(window, image)?;
            Some((shape, counts.into_iter().map(of).collect::<Vec<f32>>()))
        };
        let taps = match operand {
            Operand::Constant(number) => return Ok(self.writer.number("number", number)),
            Operand::Elementwise(element) => return self.element(element, context.name),
            Operand::Affine { element, multiplier, addend } => {
                let element = self.element(element, context.name)?;
                let (multiplier, addend) = (self.writer.number("number", multiplier), self.writer.number("number", addend));
                return Ok(self.multiply_add(&element, &multiplier, &addend, context));
            }
            Operand::Value(id) => {
                let inner = context.shape.rank().saturating_sub(2);
                let scalar = self.graph.ty(id).shape.rank() == 0;
                return Ok(if scalar { self.value(id) } else { self.per_channel(id, inner, context.name) });
            }
            Operand::ValidTaps => taps(|n| n),
            Operand::ReciprocalTaps => taps(reciprocal),
        };
        let (shape, numbers) = taps.ok_or_else(|| Diagnostic::error(Code::Invalid, "'taps' has a meaning in pooling nodes only"))?;
        self.writer.floats(&format!("{}.taps", context.name), &shape, numbers)
    }

    fn step(&mut self, y: &str, step: &Step, context: &Context) -> Result<String> {
        let name = context.name;
        let operands = step.operands().map(|o| self.operand(o, context)).collect::<Result<Vec<String>>>()?;
        let first = operands.first().map_or("", String::as_str);
        let second = operands.get(1).map_or("", String::as_str);
        let binary = |e: &mut Self, operator: &str, a: &str, b: &str| e.writer.apply(name, operator, &[a, b], []);
        Ok(match *step {
            // The conversion is part of the accumulator.
            Step::Convert => y.to_owned(),
            Step::Multiply(_) => binary(self, "Mul", y, first),
            Step::Divide(_) => binary(self, "Div", y, first),
            Step::DivideInto(_) => binary(self, "Div", first, y),
            Step::Add(_) => binary(self, "Add", y, first),
            Step::Subtract(_) => binary(self, "Sub", y, first),
            Step::MultiplyAdd(m, b) => match (self.channels(m, context), self.channels(b, context)) {
                (Some(m), Some(b)) if !context.exact => self.normalize(y, m, b, name)?,
                _ => self.multiply_add(y, first, second, context),
            },
            Step::Residual { multiplier: Operand::Constant(1.0), .. } => binary(self, "Add", y, first),
            Step::Residual { .. } => self.multiply_add(first, second, y, context),
            Step::Maximum(Operand::Constant(0.0)) => self.writer.apply(name, "Relu", &[y], []),
            Step::Maximum(_) => binary(self, "Max", y, first),
            Step::Minimum(_) => binary(self, "Min", y, first),
            Step::LeakyRelu { slope: Operand::Constant(slope) } => self.writer.apply(name, "LeakyRelu", &[y], [float("alpha", slope)]),
            Step::LeakyRelu { .. } => binary(self, "PRelu", y, first),
            Step::Elu { alpha: Operand::Constant(alpha) } => self.writer.apply(name, "Elu", &[y], [float("alpha", alpha)]),
            Step::Elu { .. } => {
                // What is below 0 of the function with 1 in place of alpha lacks the factor.
                let unit = self.writer.apply(name, "Elu", &[y], [float("alpha", 1.0)]);
                binary(self, "PRelu", &unit, first)
            }
            Step::Compare(comparison, _) => self.compare(y, comparison, first, name),
            Step::Where { .. } => {
                let condition = self.writer.cast(name, first, ElementType::Bool);
                self.writer.apply(name, "Where", &[&condition, y, second], [])
            }
            Step::Apply(function) => self.function(y, function, name),
            Step::Narrow { lo, hi } => {
                let nearest = self.writer.apply(name, "Round", &[y], []);
                self.clip(&nearest, lo as f32, hi as f32, name)
            }
            Step::Lookup(table) => {
                let nearest = self.writer.apply(name, "Round", &[y], []);
                let place = self.clip(&nearest, 0.0, (TABLE_ENTRIES - 1) as f32, name);
                let place = self.writer.cast(name, &place, ElementType::S32);
                let table = self.value(table);
                self.writer.apply(name, "Gather", &[&table, &place], [integer("axis", 0)])
            }
        })
    }

    /// A constant operand of one float for each channel.
    fn channels(&self, operand: Operand, context: &Context) -> Option<ValueId> {
        match operand {
            Operand::Value(id) if self.graph.constant(id).is_some() && self.graph.ty(id).shape.rank() == 1 && context.shape.rank() >= 2 => Some(id),
            _ => None,
        }
    }

    /// `y · m + b` for each channel as `BatchNormalization` with mean 0 and variance 1.
    fn normalize(&mut self, y: &str, m: ValueId, b: ValueId, name: &str) -> Result<String> {
        let channels = self.graph.ty(m).shape.extents().to_vec();
        let (m, b) = (self.value(m), self.value(b));
        let volume = channels.iter().product();
        let mean = self.writer.floats(&format!("{name}.mean"), &channels, vec![0.0; volume])?;
        let variance = self.writer.floats(&format!("{name}.variance"), &channels, vec![1.0; volume])?;
        Ok(self.writer.apply(name, "BatchNormalization", &[y, &m, &b, &mean, &variance], [float("epsilon", 0.0)]))
    }

    /// `a · m + b`. Where integers follow it is rounded once: a product of two f32 is exact in double precision.
    fn multiply_add(&mut self, a: &str, m: &str, b: &str, context: &Context) -> String {
        let name = context.name;
        if !context.exact {
            let product = self.writer.apply(name, "Mul", &[a, m], []);
            return self.writer.apply(name, "Add", &[&product, b], []);
        }
        let [a, m, b] = [a, m, b].map(|tensor| self.writer.cast(name, tensor, ElementType::F64));
        let product = self.writer.apply(name, "Mul", &[&a, &m], []);
        let sum = self.writer.apply(name, "Add", &[&product, &b], []);
        self.writer.cast(name, &sum, ElementType::F32)
    }

    fn compare(&mut self, y: &str, comparison: Comparison, a: &str, name: &str) -> String {
        let (operator, negated) = match comparison {
            Comparison::Equal => ("Equal", false),
            Comparison::NotEqual => ("Equal", true),
            Comparison::Less => ("Less", false),
            Comparison::LessOrEqual => ("LessOrEqual", false),
            Comparison::Greater => ("Greater", false),
            Comparison::GreaterOrEqual => ("GreaterOrEqual", false),
        };
        let mut holds = self.writer.apply(name, operator, &[y, a], []);
        if negated {
            holds = self.writer.apply(name, "Not", &[&holds], []);
        }
        self.writer.cast(name, &holds, ElementType::F32)
    }

    /// A function of one number by the operator of that name, or by its definition.
    pub(super) fn function(&mut self, y: &str, function: Function, name: &str) -> String {
        let operator = match function {
            Function::Absolute => "Abs",
            Function::SquareRoot => "Sqrt",
            Function::Floor => "Floor",
            Function::Ceiling => "Ceil",
            Function::Round => "Round",
            Function::Exponential => "Exp",
            Function::Logarithm => "Log",
            Function::HyperbolicTangent => "Tanh",
            Function::Logistic => "Sigmoid",
            Function::Softplus => "Softplus",
            Function::Error => "Erf",
            Function::Truncate => {
                let magnitude = self.writer.apply(name, "Abs", &[y], []);
                let whole = self.writer.apply(name, "Floor", &[&magnitude], []);
                let sign = self.writer.apply(name, "Sign", &[y], []);
                return self.writer.apply(name, "Mul", &[&whole, &sign], []);
            }
            Function::Gelu => {
                let root = self.writer.number("number", std::f32::consts::SQRT_2);
                let (one, half) = (self.writer.number("number", 1.0), self.writer.number("number", 0.5));
                let quotient = self.writer.apply(name, "Div", &[y, &root], []);
                let error = self.writer.apply(name, "Erf", &[&quotient], []);
                let sum = self.writer.apply(name, "Add", &[&error, &one], []);
                let product = self.writer.apply(name, "Mul", &[y, &sum], []);
                return self.writer.apply(name, "Mul", &[&product, &half], []);
            }
        };
        self.writer.apply(name, operator, &[y], [])
    }

    fn end(&mut self, y: &str, end: End, ty: &TensorType, name: &str) -> Result<String> {
        match end {
            End::F32 => Ok(y.to_owned()),
            End::Saturate { zero_point, lo, hi } if ty.dtype.integer_bounds().is_some_and(|(least, most)| (least..=most).contains(&zero_point)) => {
                let q = self.writer.quantize(name, y, ty.dtype, 1.0, zero_point)?;
                self.narrowed(q, ty.dtype, lo, hi, name)
            }
            End::Saturate { zero_point, lo, hi } => {
                let nearest = self.writer.apply(name, "Round", &[y], []);
                let near = self.clip(&nearest, (lo - zero_point) as f32, (hi - zero_point) as f32, name);
                let zero = self.writer.number("zero_point", zero_point as f32);
                let q = self.writer.apply(name, "Add", &[&near, &zero], []);
                Ok(self.writer.cast(name, &q, element_type(ty.dtype)))
            }
            End::S32 { lo, hi } => {
                let nearest = self.writer.apply(name, "Round", &[y], []);
                // Floats do not have every s32; s64 does, once what is far beyond is cut off.
                let near = self.clip(&nearest, -4e9, 4e9, name);
                let wide = self.writer.cast(name, &near, ElementType::S64);
                let (lo, hi) = (self.writer.integer("least", ElementType::S64, lo.into())?, self.writer.integer("most", ElementType::S64, hi.into())?);
                let bounded = self.writer.apply(name, "Clip", &[&wide, &lo, &hi], []);
                Ok(self.writer.cast(name, &bounded, ElementType::S32))
            }
        }
    }

    /// Bounds narrower than the type.
    pub(super) fn narrowed(&mut self, q: String, dtype: DType, lo: i32, hi: i32, name: &str) -> Result<String> {
        if dtype.integer_bounds() == Some((lo, hi)) {
            return Ok(q);
        }
        let ty = element_type(dtype);
        let (lo, hi) = (self.writer.integer("least", ty, lo.into())?, self.writer.integer("most", ty, hi.into())?);
        Ok(self.writer.apply(name, "Clip", &[&q, &lo, &hi], []))
    }

    /// The end on an s32 accumulator without steps: nothing is rounded.
    fn end_of_integer(&mut self, sum: &str, end: End, ty: &TensorType, name: &str) -> Result<String> {
        let bounded = |e: &mut Self, lo: i64, hi: i64| -> Result<String> {
            let (lo, hi) = (e.writer.integer("least", ElementType::S32, lo)?, e.writer.integer("most", ElementType::S32, hi)?);
            Ok(e.writer.apply(name, "Clip", &[sum, &lo, &hi], []))
        };
        match end {
            End::S32 { lo: i32::MIN, hi: i32::MAX } => Ok(sum.to_owned()),
            End::S32 { lo, hi } => bounded(self, lo.into(), hi.into()),
            End::Saturate { zero_point, lo, hi } => {
                let z = i64::from(zero_point);
                let centred = bounded(self, i64::from(lo) - z, i64::from(hi) - z)?;
                let zero = self.writer.initializer("zero_point", &Array::integers(ElementType::S32, [], [z])?);
                let q = self.writer.apply(name, "Add", &[&centred, &zero], []);
                Ok(self.writer.cast(name, &q, element_type(ty.dtype)))
            }
            End::F32 => Ok(self.writer.cast(name, sum, ElementType::F32)),
        }
    }
}
