//! Steps that take a tensor element by element, compare, choose, look up, or apply a function.

use super::{Generator, Magnitude};
use crate::graph::{Comparison, Element, Function, Operand, Shape, Step, TABLE_ENTRIES, TensorData, ValueId};

/// Products with a tensor stay below this, so that no intermediate number overflows.
const PRODUCT_BOUND: f64 = 1e20;

impl Generator {
    /// Appends one of them to `steps`.
    pub(super) fn newer_step(&mut self, steps: &mut Vec<Step>, y: &mut Magnitude, shape: &Shape) {
        match self.random.below(100) {
            0..22 => self.elementwise_step(steps, y, shape),
            22..30 => {
                let (operand, b) = self.summand(shape, y.typical);
                steps.push(Step::Subtract(operand));
                *y = y.plus(b);
            }
            30..38 => {
                // Kept from 0, whose reciprocal is infinite.
                let least = (0.1 * y.typical).clamp(1e-3, 1e6) as f32;
                let (operand, a) = self.summand(shape, 10.0 * y.typical);
                steps.extend([Step::Maximum(Operand::Constant(least)), Step::DivideInto(operand)]);
                *y = Magnitude { bound: a.bound / f64::from(least), typical: a.typical / y.typical.max(1e-3) };
            }
            38..46 => {
                self.bring_to_unit(steps, y, shape);
                let (alpha, m) = self.factor(shape, 1.0);
                steps.push(Step::Elu { alpha });
                y.bound = y.bound.max(m.bound);
            }
            46..56 => {
                let operand = self.summand_or_tensor(shape, y.typical);
                steps.push(Step::Compare(self.random.pick(&Comparison::ALL), operand));
                *y = Magnitude { bound: 1.0, typical: 0.5 };
            }
            56..64 => {
                let condition = match self.same_shape(shape) {
                    Some(value) if self.random.chance(80) => self.each(value).0,
                    _ => Operand::Constant(self.random.pick(&[0.0, -0.0, 1.0])),
                };
                let (otherwise, b) = match self.same_shape(shape) {
                    Some(value) if self.random.chance(50) => self.each(value),
                    _ => self.summand(shape, y.typical),
                };
                steps.push(Step::Where { condition, otherwise });
                y.bound = y.bound.max(b.bound);
            }
            64..72 => {
                if self.random.chance(80) {
                    // About the middle of the table.
                    let (multiplier, m) = self.factor(shape, (60.0 / y.typical.max(1e-3)).clamp(1e-9, 1e9) as f32);
                    steps.push(Step::MultiplyAdd(multiplier, Operand::Constant(self.random.pick(&[0.0, 128.0, 255.0]))));
                    *y = y.times(m);
                }
                *y = self.lookup(steps);
            }
            _ => self.function(steps, y, shape),
        }
    }

    /// A lookup in a table of any shape, with the magnitude of what it gives.
    pub(super) fn lookup(&mut self, steps: &mut Vec<Step>) -> Magnitude {
        let largest = self.random.pick(&[1.0, 20.0, 1000.0]);
        let slope = self.random.float(-largest, largest) / TABLE_ENTRIES as f32;
        let numbers = (0..TABLE_ENTRIES).map(|entry| entry as f32 * slope + self.random.float(-0.1, 0.1) * largest).collect();
        let bound = 2.0 * f64::from(largest);
        steps.push(Step::Lookup(self.add_constant("table", &[TABLE_ENTRIES], TensorData::F32(numbers), bound)));
        Magnitude { bound, typical: bound / 4.0 }
    }

    /// A tensor as it is read element by element: sometimes with another zero point than its own.
    pub(super) fn element(&mut self, value: ValueId) -> (Element, Magnitude) {
        let (element, magnitude) = (self.graph.element(value), self.magnitudes[value.index()]);
        if !self.limits.functions || self.graph.ty(value).dtype.bytes() > 1 || self.random.chance(75) {
            return (element, magnitude);
        }
        let zero_point = if self.random.chance(50) { 0 } else { self.random.integer(-255, 255) as i32 };
        (Element { zero_point, ..element }, Magnitude { bound: 510.0, typical: 130.0 })
    }

    /// The same as an operand, sometimes as an affine one.
    fn each(&mut self, value: ValueId) -> (Operand, Magnitude) {
        let (element, magnitude) = self.element(value);
        if self.random.chance(70) {
            return (Operand::Elementwise(element), magnitude);
        }
        let limit = 2.0 * magnitude.typical.clamp(1e-3, 1e8) as f32;
        let (multiplier, addend) = (self.random.float(-2.0, 2.0), self.random.float(-limit, limit));
        let summand = Magnitude { bound: limit.into(), typical: magnitude.typical };
        (Operand::Affine { element, multiplier, addend }, magnitude.times(Magnitude { bound: 2.0, typical: 1.0 }).plus(summand))
    }

    fn function(&mut self, steps: &mut Vec<Step>, y: &mut Magnitude, shape: &Shape) {
        let function = self.random.pick(&Function::ALL);
        if self.random.chance(70) {
            self.bring_to_unit(steps, y, shape);
        }
        // Each within the numbers for which it is finite.
        match function {
            Function::SquareRoot => steps.push(Step::Maximum(Operand::Constant(0.0))),
            Function::Logarithm => steps.push(Step::Maximum(Operand::Constant(1e-3))),
            Function::Exponential => steps.push(Step::Minimum(Operand::Constant(10.0))),
            _ => {}
        }
        steps.push(Step::Apply(function));
        *y = match function {
            Function::Absolute | Function::Gelu => *y,
            Function::Floor | Function::Ceiling | Function::Round | Function::Truncate | Function::Softplus => Magnitude { bound: y.bound + 1.0, ..*y },
            Function::SquareRoot => Magnitude { bound: y.bound.sqrt(), typical: y.typical.sqrt() },
            Function::Logarithm => Magnitude { bound: y.bound.max(1.0).ln() + 7.0, typical: 3.0 },
            Function::Exponential => Magnitude { bound: 22_027.0, typical: 5.0 },
            Function::HyperbolicTangent | Function::Logistic | Function::Error => Magnitude { bound: 1.0, typical: 0.5 },
        };
    }

    /// Arithmetic with the element of another tensor.
    fn elementwise_step(&mut self, steps: &mut Vec<Step>, y: &mut Magnitude, shape: &Shape) {
        let Some(value) = self.same_shape(shape) else { return };
        let (each, of_value) = self.each(value);
        match self.random.below(9) {
            0 | 1 => {
                steps.push(Step::Add(each));
                *y = y.plus(of_value);
            }
            2 | 3 => {
                steps.push(Step::Subtract(each));
                *y = y.plus(of_value);
            }
            4 if y.bound * of_value.bound < PRODUCT_BOUND => {
                steps.push(Step::Multiply(each));
                *y = y.times(of_value);
            }
            5 if y.bound * of_value.bound < PRODUCT_BOUND => {
                let (summand, b) = self.summand(shape, y.typical);
                steps.push(Step::MultiplyAdd(each, summand));
                *y = y.times(of_value).plus(b);
            }
            6 if y.bound * of_value.bound < PRODUCT_BOUND => {
                steps.push(Step::LeakyRelu { slope: each });
                y.bound = y.bound.max(y.times(of_value).bound);
            }
            7 => {
                steps.push(Step::Minimum(each));
                y.bound = y.bound.max(of_value.bound);
            }
            _ => {
                steps.push(Step::Maximum(each));
                y.bound = y.bound.max(of_value.bound);
            }
        }
    }

    fn summand_or_tensor(&mut self, shape: &Shape, size: f64) -> Operand {
        match self.same_shape(shape) {
            Some(value) if self.random.chance(50) => self.each(value).0,
            _ => self.summand(shape, size).0,
        }
    }

    fn same_shape(&mut self, shape: &Shape) -> Option<ValueId> {
        self.pick_activation(|ty| ty.shape == *shape)
    }

    /// Brings what is typical to about 1, where functions bend.
    fn bring_to_unit(&mut self, steps: &mut Vec<Step>, y: &mut Magnitude, shape: &Shape) {
        let (operand, m) = self.factor(shape, (1.5 / y.typical.max(1e-3)).clamp(1e-9, 1e9) as f32);
        steps.push(Step::Multiply(operand));
        *y = y.times(m);
    }
}
