//! Ranges: the (min, max) pair that travels beside every quantized tensor of an MXNet graph, and the scalars computed from it.
//!
//! Calibrated pairs are constants and every scale is folded at import. Uncalibrated pairs are known at run time only; they are always
//! symmetric, so their largest magnitude, a rank-0 value of the graph, is all of them.

use super::arithmetic;
use super::import::Importer;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Op, Operand, Quantization, Scale, Shape, Step, TensorType, ValueId};

/// An f32 number, known now or a rank-0 value of the graph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar {
    Known(f32),
    RunTime(ValueId),
}

impl Scalar {
    pub fn known(self) -> Option<f32> {
        match self {
            Scalar::Known(value) => Some(value),
            Scalar::RunTime(_) => None,
        }
    }

    /// The scalar as the right-hand side of a step.
    pub fn operand(self) -> Operand {
        match self {
            Scalar::Known(value) => Operand::Constant(value),
            Scalar::RunTime(value) => Operand::Value(value),
        }
    }
}

/// One operation on a running scalar; each rounds to f32.
#[derive(Debug, Clone, Copy)]
pub enum ScalarStep {
    Multiply(Scalar),
    Divide(Scalar),
    Minimum(f32),
}

/// The range beside a quantized tensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// A finite pair with `min <= max` whose scales are finite.
    Known { min: f32, max: f32 },
    /// ± a value of the graph.
    RunTime { absmax: ValueId },
}

impl Range {
    /// Checks a pair that comes from the model file.
    pub fn known(min: f32, max: f32) -> Result<Self> {
        let recalibrate = "calibrate the model again with representative data";
        if !(min.is_finite() && max.is_finite()) {
            return Err(Diagnostic::error(Code::Range, format!("the range [{min}, {max}] is not finite")).hint(recalibrate));
        }
        if min > max {
            return Err(Diagnostic::error(Code::Range, format!("the range [{min}, {max}] is empty: its minimum is larger than its maximum")).hint(recalibrate));
        }
        let absmax = arithmetic::absmax(min, max);
        if absmax == 0.0 {
            return Err(Diagnostic::error(
                Code::Range,
                "the range [0, 0] has no scale: the tensor was always zero, or its threshold was below 5e-7 and was written as 0.000000",
            )
            .hint("calibrate the model again with representative data, or exclude this layer from quantization"));
        }
        // Every scale and its reciprocal must be a normal number.
        if !(1e-28..=1e28).contains(&absmax) {
            return Err(Diagnostic::error(Code::Range, format!("the range [{min}, {max}] is too extreme for a scale")).hint(recalibrate));
        }
        Ok(Range::Known { min, max })
    }

    pub fn absmax(&self) -> Scalar {
        match *self {
            Range::Known { min, max } => Scalar::Known(arithmetic::absmax(min, max)),
            Range::RunTime { absmax } => Scalar::RunTime(absmax),
        }
    }

    /// Type of a tensor of integers with this range.
    pub fn tensor_type(&self, dtype: DType, shape: Shape) -> Result<TensorType> {
        Ok(match self.absmax() {
            Scalar::Known(absmax) => TensorType::quantized(dtype, shape, Scale::new(absmax / arithmetic::range_constant(dtype))?, 0),
            Scalar::RunTime(_) => TensorType { dtype, shape, quantization: Quantization::RunTime { zero_point: 0 } },
        })
    }
}

impl Importer<'_> {
    /// Applies steps to a scalar: constants are folded as far as they go, the rest becomes one `map` node named `name`.
    pub fn scalar(&mut self, name: &str, start: Scalar, steps: &[ScalarStep]) -> Scalar {
        let mut running = start;
        let mut pending = Vec::new();
        for &step in steps {
            let known = running.known().filter(|_| pending.is_empty());
            match (known, step) {
                (Some(y), ScalarStep::Multiply(Scalar::Known(m))) => running = Scalar::Known(y * m),
                (Some(y), ScalarStep::Divide(Scalar::Known(d))) => running = Scalar::Known(y / d),
                (Some(y), ScalarStep::Minimum(a)) => running = Scalar::Known(y.min(a)),
                (_, ScalarStep::Multiply(m)) => pending.push(Step::Multiply(m.operand())),
                (_, ScalarStep::Divide(d)) => pending.push(Step::Divide(d.operand())),
                (_, ScalarStep::Minimum(a)) => pending.push(Step::Minimum(Operand::Constant(a))),
            }
        }
        if pending.is_empty() {
            return running;
        }
        let input = match running {
            Scalar::Known(value) => self.scalar_constant(value),
            Scalar::RunTime(value) => value,
        };
        let ty = TensorType::plain(DType::F32, Shape::scalar());
        Scalar::RunTime(self.push_node(name, ty, Op::Map, vec![input], Some(Epilogue::new(pending, End::F32))))
    }

    /// Real → integer multiplier of a range (`GetQuantizeScale`, `quantization_utils.h`). A tensor of zeros at run time has the scale
    /// INT32_MAX there; the minimum gives the same, and differs only for magnitudes below 6e-8.
    pub fn scale(&mut self, name: &str, range_constant: f32, range: &Range) -> Scalar {
        let steps = [ScalarStep::Divide(range.absmax()), ScalarStep::Minimum(arithmetic::ACCUMULATOR_RANGE)];
        let exact = if range.absmax().known().is_some() { &steps[..1] } else { &steps[..] };
        self.scalar(name, Scalar::Known(range_constant), exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_ranges_are_refused() {
        for (min, max, word) in [
            (f32::NAN, 1.0, "finite"),
            (0.0, f32::INFINITY, "finite"),
            (1.0, -1.0, "empty"),
            (0.0, 0.0, "no scale"),
            (-0.0, 0.0, "no scale"),
            (0.0, 1e-40, "extreme"),
            (-3e38, 0.0, "extreme"),
        ] {
            let error = Range::known(min, max).unwrap_err();
            assert!(error.code == Code::Range && error.message.contains(word) && error.hint.is_some(), "{error}");
        }
        assert_eq!(Range::known(-2.0, 1.0).unwrap().absmax(), Scalar::Known(2.0));
    }

    #[test]
    fn types_carry_the_declared_scale() {
        let ty = Range::known(0.0, 5.11).unwrap().tensor_type(DType::U8, Shape::new([1, 2]).unwrap()).unwrap();
        assert_eq!(ty.quantization, Quantization::PerTensor { scale: Scale::new(5.11 / 255.5).unwrap(), zero_point: 0 });
    }
}
