//! Epilogues: what happens to an accumulator before it is stored, as data.
//!
//! An epilogue is an ordered list of [`Step`]s and exactly one [`End`]. The list is the whole law of a fused node: a frontend writes
//! down what its framework computes, `numerics` defines each step once, and reference interpreter, loop IR and machine code obey.
//! Each step rounds once, to nearest even, to f32. The accumulator is an exact s32 (integer nodes) or an f32 (float nodes); on an
//! s32 the first step is [`Step::Convert`], unless there is no step at all.
//!
//! Text: ` | cvt | mul %conv0.multiplier | max 0.0 | sat z=0 [0, 255]`.

use super::ValueId;

/// The right-hand side of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operand {
    /// The same number for every element.
    Constant(f32),
    /// An f32 value of the graph: rank 0 is a scalar (perhaps known at run time only), rank 1 has one element for each channel
    /// (axis 1 of the node's output).
    Value(ValueId),
    /// Number of window taps inside the image at this output position; legal in pooling nodes only.
    ValidTaps,
    /// One divided by that number, rounded to f32: what engines multiply by that avoid a division. Legal in pooling nodes only.
    ReciprocalTaps,
}

/// One step; `y` is the running f32 value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// `cvt`: s32 accumulator to f32.
    Convert,
    /// `mul m`: y · m
    Multiply(Operand),
    /// `div d`: y / d
    Divide(Operand),
    /// `add b`: y + b
    Add(Operand),
    /// `fma m, b`: y · m + b, rounded once
    MultiplyAdd(Operand, Operand),
    /// `residual %r, m`: (r − z_r) · m + y, rounded once. `r` has the shape of the output; an f32 `r` has no zero point.
    Residual { value: ValueId, multiplier: Operand },
    /// `max a`: the larger of y and a; NaN becomes a
    Maximum(Operand),
    /// `min a`: the smaller of y and a; NaN becomes a
    Minimum(Operand),
    /// `leaky s`: y > 0 ? y : y · s
    LeakyRelu { slope: Operand },
    /// `narrow [lo, hi]`: round to the nearest even integer, saturate, continue as f32 (an intermediate requantization)
    Narrow { lo: i32, hi: i32 },
}

/// What a step reads a graph value as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepUse {
    /// The tensor of a residual.
    Residual,
    /// A scalar, or one number for each channel.
    Operand,
}

impl Step {
    /// The same step with every graph value replaced.
    pub fn map_values(&self, mut map: impl FnMut(StepUse, ValueId) -> ValueId) -> Self {
        // A closure would keep `map` borrowed where the residual needs it too.
        macro_rules! operand {
            ($o:expr) => {
                match $o {
                    Operand::Value(v) => Operand::Value(map(StepUse::Operand, v)),
                    other => other,
                }
            };
        }
        match *self {
            Step::Convert => Step::Convert,
            Step::Multiply(o) => Step::Multiply(operand!(o)),
            Step::Divide(o) => Step::Divide(operand!(o)),
            Step::Add(o) => Step::Add(operand!(o)),
            Step::MultiplyAdd(m, b) => Step::MultiplyAdd(operand!(m), operand!(b)),
            Step::Residual { value, multiplier } => Step::Residual { value: map(StepUse::Residual, value), multiplier: operand!(multiplier) },
            Step::Maximum(o) => Step::Maximum(operand!(o)),
            Step::Minimum(o) => Step::Minimum(operand!(o)),
            Step::LeakyRelu { slope } => Step::LeakyRelu { slope: operand!(slope) },
            Step::Narrow { lo, hi } => Step::Narrow { lo, hi },
        }
    }

    /// The operands of the step, in order; the residual tensor itself is not one of them.
    pub fn operands(&self) -> impl Iterator<Item = Operand> + use<> {
        let (first, second) = match *self {
            Step::Convert | Step::Narrow { .. } => (None, None),
            Step::Multiply(o) | Step::Divide(o) | Step::Add(o) | Step::Maximum(o) | Step::Minimum(o) | Step::LeakyRelu { slope: o } => (Some(o), None),
            Step::Residual { multiplier, .. } => (Some(multiplier), None),
            Step::MultiplyAdd(m, b) => (Some(m), Some(b)),
        };
        first.into_iter().chain(second)
    }
}

/// How the result is stored. Bounds are explicit and may be narrower than the type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// `sat z=Z [lo, hi]`: clamp(rne(y) + z, lo, hi), into u8 or s8. On an s32 accumulator without steps there is nothing to round.
    /// NaN becomes `lo`.
    Saturate { zero_point: i32, lo: i32, hi: i32 },
    /// `f32`: y as it is
    F32,
    /// `s32 [lo, hi]`: clamp(rne(y), lo, hi); on an s32 accumulator without steps clamp(acc, lo, hi). NaN becomes `lo`.
    S32 { lo: i32, hi: i32 },
}

/// Steps and end of a fused node.
#[derive(Debug, Clone, PartialEq)]
pub struct Epilogue {
    pub steps: Vec<Step>,
    pub end: End,
}

impl Epilogue {
    pub fn new(steps: impl Into<Vec<Step>>, end: End) -> Self {
        Self { steps: steps.into(), end }
    }

    /// Every graph value that the epilogue reads, in order, with repetitions.
    pub fn values(&self) -> impl Iterator<Item = ValueId> + '_ {
        self.steps.iter().flat_map(|step| {
            let residual = match *step {
                Step::Residual { value, .. } => Some(value),
                _ => None,
            };
            let operands = step.operands().filter_map(|operand| match operand {
                Operand::Value(value) => Some(value),
                _ => None,
            });
            residual.into_iter().chain(operands)
        })
    }

    /// The same epilogue with every graph value replaced.
    pub fn map_values(&self, mut map: impl FnMut(ValueId) -> ValueId) -> Self {
        Self { steps: self.steps.iter().map(|step| step.map_values(|_, id| map(id))).collect(), end: self.end }
    }
}
