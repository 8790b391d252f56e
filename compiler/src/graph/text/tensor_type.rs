use super::cursor::Cursor;
use crate::diagnostic::Result;
use crate::graph::{DType, Quantization, Scale, Shape, TensorType};

impl Cursor<'_> {
    /// A type as [`TensorType`] prints it; the real range may be left out, and is not read back.
    pub fn tensor_type(&mut self) -> Result<TensorType> {
        let at = self.offset();
        let word = self.word()?;
        let dtype = DType::parse(word).ok_or_else(|| self.error_at(at, format!("expected f32, u8, s8 or s32, found '{word}'")))?;
        self.expect("<")?;
        let at = self.offset();
        let mut extents = Vec::new();
        if self.at_digit() {
            extents.push(self.integer()?);
            while self.take("x") {
                extents.push(self.integer()?);
            }
        }
        let shape = Shape::new(extents).map_err(|d| self.error_at(at, d.message))?;
        let quantization = if self.take(";") { self.quantization()? } else { Quantization::None };
        self.expect(">")?;
        Ok(TensorType { dtype, shape, quantization })
    }

    /// `s=0.5 z=0; [0, 127.5]`, `s=[0.5, 0.25] axis=0` or `s=? z=0`.
    fn quantization(&mut self) -> Result<Quantization> {
        self.expect_word("s")?;
        self.expect("=")?;
        if self.take("?") {
            return Ok(Quantization::RunTime { zero_point: self.zero_point()? });
        }
        if self.take("[") {
            let mut scales = vec![self.scale()?];
            while self.take(",") {
                scales.push(self.scale()?);
            }
            self.expect("]")?;
            self.expect_word("axis")?;
            self.expect("=")?;
            return Ok(Quantization::PerAxis { axis: self.integer()?, scales: scales.into() });
        }
        let scale = self.scale()?;
        let zero_point = self.zero_point()?;
        if self.take(";") {
            // The real range follows from scale and zero point; a hand-written one must not contradict them silently, so it is not kept.
            self.expect("[")?;
            self.float()?;
            self.expect(",")?;
            self.float()?;
            self.expect("]")?;
        }
        Ok(Quantization::PerTensor { scale, zero_point })
    }

    fn scale(&mut self) -> Result<Scale> {
        let at = self.offset();
        let value = self.float()?;
        Scale::new(value).map_err(|d| self.error_at(at, d.message))
    }

    /// `z=0`, if it comes next
    pub fn take_zero_point(&mut self) -> Result<Option<i32>> {
        if !self.take_word("z") {
            return Ok(None);
        }
        self.expect("=")?;
        self.integer().map(Some)
    }

    /// `z=0`
    pub fn zero_point(&mut self) -> Result<i32> {
        self.expect_word("z")?;
        self.expect("=")?;
        self.integer()
    }
}
