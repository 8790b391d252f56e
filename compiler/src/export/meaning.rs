//! A node in real numbers: what [`super::recognise`] finds and [`super::real`] writes.

use crate::graph::{Function, Operand, ValueId};

/// A node in real numbers.
#[derive(Debug, PartialEq)]
pub struct Meaning {
    pub base: Base,
    pub operations: Vec<Operation>,
    /// `None` for a result in f32.
    pub store: Option<Store>,
}

/// The operator, on real numbers.
#[derive(Debug, PartialEq)]
pub enum Base {
    /// Convolution or product with quantized data and weights; one scale of the weights for each output channel, or one for all.
    Weighted { scale: f32, weight_scales: Vec<f32>, bias: Bias },
    /// The same in f32.
    FloatWeighted { bias: Option<Vec<f32>> },
    /// Everything else, on data of this scale (`None`: f32). A sum is an average, over the taps inside the image alone where `inside_alone` says so.
    Plain { scale: Option<f32>, inside_alone: bool },
}

/// What a convolution or product adds.
#[derive(Debug, PartialEq)]
pub enum Bias {
    None,
    /// In units of the accumulator.
    Integers(Vec<i32>),
    /// Real numbers.
    Floats(Vec<f32>),
}

/// An operation on real numbers. Lists have one number for all or one for each channel.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    Add(Vec<f32>),
    Multiply(Vec<f32>),
    /// A tensor of the result's shape, with this scale (`None`: f32). `last` says that the arithmetic adds it last, after the other operand:
    /// that is the first operand of ONNX Runtime's sums.
    AddTensor {
        value: ValueId,
        scale: Option<f32>,
        last: bool,
    },
    /// A tensor of the result's shape, with this scale.
    MultiplyTensor(ValueId, Option<f32>),
    /// A quantized constant.
    MultiplyQuantized(Factor),
    Relu,
    LeakyRelu(f32),
    Maximum(f32),
    Minimum(f32),
    Elu(f32),
    HardSigmoid(f32, f32),
    HardSwish,
    Apply(Function),
}

/// A constant of integers without a zero point, and their scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// An operand of the numbers as floats.
    pub operand: Operand,
    /// The same numbers, of an operand that is no tensor.
    pub integers: Vec<i32>,
    /// The smallest and the largest one, or 0.
    pub least: i32,
    pub most: i32,
    pub scale: f32,
}

/// How the result is quantized. The bounds may be narrower than the type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Store {
    pub scale: f32,
    pub zero_point: i32,
    pub lo: i32,
    pub hi: i32,
}
