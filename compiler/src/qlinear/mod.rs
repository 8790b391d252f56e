//! Integer operators on tensors with one scale and zero point, with exactly the numbers of ONNX Runtime 1.31's quantized CPU operators on x86-64 with VNNI
//! (QLinearConv, QLinearMatMul, QLinearAdd …).
//!
//! In: the graph so far, values of it whose types carry scale and zero point, and the type of the result. Out: a value that computes it. Several
//! nodes of one operator are called `NAME.part`, the last one `NAME`. It knows no file format.
//!
//! In the formulas F(x) rounds to f32; sx, zx are scale and zero point of x. Two ends occur. Most operators round first and add the zero point as an
//! integer: `sat z=Z`. Addition, multiplication and average pooling add it before rounding, so that ties go to an even stored integer:
//! `add Z | sat z=0`. ONNX Runtime gives the smallest integer for a number beyond 2³¹ there; this does not.

mod accumulation;
mod boundary;
mod dynamic;
mod elementwise;
mod matrix;
mod pool;
mod softmax;

pub use accumulation::{Accumulation, Data, Weight};
pub use boundary::{dequantize, plain, quantize, reinterpret, requantize, with_zero_point};
pub use dynamic::{Dynamic, dynamic_quantize};
pub use elementwise::{add, function, multiply, sigmoid};
pub use matrix::{Bias, Contraction, contraction, multipliers};
pub use pool::{Divisor, average_pool, max_pool, mean};
pub use softmax::{Softmax, softmax};

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Operand, Quantization, Scale, Shape, Step, TensorType};

/// How a result is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantized {
    pub dtype: DType,
    pub scale: Scale,
    pub zero_point: i32,
    /// Bounds of the stored integer: those of the type, or narrower where an activation cuts off.
    pub lo: i32,
    pub hi: i32,
}

impl Quantized {
    /// All integers of an 8-bit type.
    ///
    /// # Errors
    /// `Range` for a zero point that the type does not hold, and for types of another width.
    pub fn new(dtype: DType, scale: Scale, zero_point: i32) -> Result<Self> {
        match dtype.integer_bounds().filter(|_| dtype.bytes() == 1) {
            Some((lo, hi)) if (lo..=hi).contains(&zero_point) => Ok(Self { dtype, scale, zero_point, lo, hi }),
            Some((lo, hi)) => Err(Diagnostic::error(Code::Range, format!("the zero point {zero_point} is not within {lo}..={hi}"))),
            None => Err(Diagnostic::error(Code::Range, format!("{dtype} is no type of 8 bits"))),
        }
    }

    /// The same with real numbers outside `[lo, hi]` cut off; `None` where nothing is left. A clamp before rounding is one after it, because
    /// rounding keeps the order.
    pub fn clamped(self, lo: f32, hi: f32) -> Option<Self> {
        let stored = |real: f32| -> i32 { (real / self.scale.get()).round_ties_even().clamp(-1e6, 1e6) as i32 + self.zero_point };
        let clamped = Self { lo: stored(lo).clamp(self.lo, self.hi), hi: stored(hi).clamp(self.lo, self.hi), ..self };
        (lo <= hi).then_some(clamped)
    }

    pub fn ty(&self, shape: Shape) -> TensorType {
        TensorType::quantized(self.dtype, shape, self.scale, self.zero_point)
    }

    /// Rounds, then adds the zero point.
    fn store(&self) -> End {
        End::Saturate { zero_point: self.zero_point, lo: self.lo, hi: self.hi }
    }

    /// The steps to a stored integer where the zero point is added before rounding: division by the scale first.
    fn round_last_steps(&self) -> Vec<Step> {
        vec![Step::Divide(Operand::Constant(self.scale.get())), self.add_zero_point()]
    }

    fn add_zero_point(&self) -> Step {
        Step::Add(Operand::Constant(self.zero_point as f32))
    }

    /// Rounds a number that the zero point is part of.
    fn round_last(&self) -> End {
        End::Saturate { zero_point: 0, lo: self.lo, hi: self.hi }
    }
}

/// The scale of a tensor that has one.
fn scale_of(ty: &TensorType) -> Result<f32> {
    match ty.quantization {
        Quantization::PerTensor { scale, .. } => Ok(scale.get()),
        _ => Err(Diagnostic::error(Code::Invalid, format!("a tensor with one scale is expected, found {ty}"))),
    }
}
