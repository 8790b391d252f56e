//! What a tensor's numbers were seen to be, and the integers that hold them.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Scale};
use crate::qlinear::Quantized;

/// Smallest and largest number of a tensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub min: f32,
    pub max: f32,
}

impl Range {
    /// The range that has seen nothing.
    pub const EMPTY: Self = Self { min: f32::INFINITY, max: f32::NEG_INFINITY };

    /// What both ranges have seen.
    pub fn union(self, other: Self) -> Self {
        Self { min: self.min.min(other.min), max: self.max.max(other.max) }
    }

    /// The largest magnitude of the two ends.
    pub fn magnitude(self) -> f32 {
        self.min.abs().max(self.max.abs())
    }

    /// The range of some numbers; NaN is passed over.
    pub fn of(numbers: impl IntoIterator<Item = f32>) -> Self {
        numbers.into_iter().fold(Self::EMPTY, |range, number| range.union(Self { min: number, max: number }))
    }

    /// u8 with a zero point that stands for 0 exactly, as `compute_scale_zp` of `onnxruntime.quantization` chooses them: the range is widened to hold 0,
    /// scale = (max − min) / 255 and zero point = rne(−min / scale) in f64; where the scale is no normal f32, scale 1 and zero point 0.
    ///
    /// # Errors
    /// `Range` where an end is not finite: nothing was seen, or infinities were.
    pub fn quantized(self) -> Result<Quantized> {
        self.require_finite()?;
        let (min, max) = (f64::from(self.min.min(0.0)), f64::from(self.max.max(0.0)));
        let scale = (max - min) / 255.0;
        if scale < f64::from(f32::MIN_POSITIVE) {
            return Quantized::new(DType::U8, Scale::new(1.0)?, 0);
        }
        let zero_point = (-min / scale).round_ties_even().clamp(0.0, 255.0) as i32;
        Quantized::new(DType::U8, Scale::new(scale as f32)?, zero_point)
    }

    /// s8 around 0: scale = largest magnitude / 127.
    ///
    /// # Errors
    /// As [`Range::quantized`].
    pub fn quantized_signed(self) -> Result<Quantized> {
        self.require_finite()?;
        let scale = self.magnitude() / 127.0;
        Quantized::new(DType::S8, Scale::new(if scale < f32::MIN_POSITIVE { 1.0 } else { scale })?, 0)
    }

    /// u8 from 0 with scale = max / 255 where nothing is below 0, else [`Range::quantized_signed`].
    ///
    /// # Errors
    /// As [`Range::quantized`].
    pub fn quantized_symmetric(self) -> Result<Quantized> {
        if self.min >= 0.0 { self.quantized() } else { self.quantized_signed() }
    }

    /// The integers that a network was trained with: scale = largest magnitude / 127 and nothing beyond ±127; u8 0..127 where nothing is below 0, else s8.
    ///
    /// # Errors
    /// As [`Range::quantized`].
    pub fn quantized_as_trained(self) -> Result<Quantized> {
        let signed = self.quantized_signed()?;
        Ok(match self.min >= 0.0 {
            true => Quantized { dtype: DType::U8, lo: 0, hi: 127, ..signed },
            false => Quantized { lo: -127, ..signed },
        })
    }

    /// The same, but for s8 down to −128: networks whose integers are cut off after rounding.
    ///
    /// # Errors
    /// As [`Range::quantized`].
    pub fn quantized_as_trained_to_128(self) -> Result<Quantized> {
        let trained = self.quantized_as_trained()?;
        Ok(Quantized { lo: if trained.dtype == DType::S8 { -128 } else { trained.lo }, ..trained })
    }

    fn require_finite(self) -> Result<()> {
        if self.min.is_finite() && self.max.is_finite() {
            return Ok(());
        }
        Err(Diagnostic::error(Code::Range, format!("the numbers of this tensor reach from {:?} to {:?}", self.min, self.max))
            .hint("calibrate with inputs for which the network computes finite numbers"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_zero_and_their_ends() {
        let quantized = |min, max| {
            let q = Range { min, max }.quantized().unwrap();
            (q.scale.get(), q.zero_point)
        };
        assert_eq!(quantized(0.0, 2.55), (0.01, 0));
        assert_eq!(quantized(1.0, 2.55), (0.01, 0));
        assert_eq!(quantized(-2.55, -1.0), (0.01, 255));
        assert_eq!(quantized(-1.0, 1.0), (2.0 / 255.0, 128));
        assert_eq!(quantized(0.0, 0.0), (1.0, 0));
        assert_eq!(quantized(f32::MIN, f32::MAX), ((2.0 * f64::from(f32::MAX) / 255.0) as f32, 128));
        for range in [Range::EMPTY, Range { min: 0.0, max: f32::INFINITY }, Range::of([f32::NAN])] {
            assert_eq!(range.quantized().unwrap_err().code, Code::Range);
        }
    }

    #[test]
    fn signed_integers_lie_around_zero() {
        let q = Range { min: -1.27, max: 0.5 }.quantized_signed().unwrap();
        assert_eq!((q.scale.get(), q.zero_point, q.dtype), (0.01, 0, DType::S8));
        assert_eq!(Range { min: 0.0, max: 0.0 }.quantized_signed().unwrap().scale.get(), 1.0);
        assert_eq!(Range::EMPTY.quantized_signed().unwrap_err().code, Code::Range);
    }

    #[test]
    fn ranges_grow() {
        let range = Range::of([1.0, f32::NAN, -3.0]);
        assert_eq!(range, Range { min: -3.0, max: 1.0 });
        assert_eq!(range.union(Range { min: 0.0, max: 7.0 }), Range { min: -3.0, max: 7.0 });
    }
}
