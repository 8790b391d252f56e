//! Tensors in files: NumPy's `.npy` and `.npz`.
//!
//! In: paths or bytes, which are not trusted. Out: [`Array`]s as the file stores them, and [`Tensor`]s of the dtype that is asked for. It
//! never allocates more than a small multiple of the bytes that are really there, whatever a header claims.
//!
//! * `npy` one array · `npz` a zip archive of named arrays

mod npy;
mod npz;

pub use npy::{NpyFile, npy_bytes, parse_npy, read_npy, write_npy};
pub use npz::{Npz, write_npz};

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Shape, Tensor, TensorData};

/// Elements in C order, in the narrowest of these types that holds what the file stores: f16 becomes f32; bool u8; i16 and u16 s32;
/// u32 and u64 s64.
#[derive(Debug, Clone, PartialEq)]
enum Elements {
    F32(Vec<f32>),
    F64(Vec<f64>),
    U8(Vec<u8>),
    S8(Vec<i8>),
    S32(Vec<i32>),
    S64(Vec<i64>),
}

/// An array as a file stores it.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    shape: Shape,
    elements: Elements,
}

impl Array {
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The elements from `first` on, in C order, as an array of this shape.
    ///
    /// # Errors
    /// `Invalid` beyond the end.
    pub fn part(&self, first: usize, shape: Shape) -> Result<Self> {
        let Some(range) = first.checked_add(shape.volume()).filter(|&end| end <= self.shape.volume()).map(|end| first..end) else {
            return Err(Diagnostic::error(Code::Invalid, format!("{shape} from element {first} is beyond the array {}", self.shape)));
        };
        let elements = match &self.elements {
            Elements::F32(v) => Elements::F32(v[range].to_vec()),
            Elements::F64(v) => Elements::F64(v[range].to_vec()),
            Elements::U8(v) => Elements::U8(v[range].to_vec()),
            Elements::S8(v) => Elements::S8(v[range].to_vec()),
            Elements::S32(v) => Elements::S32(v[range].to_vec()),
            Elements::S64(v) => Elements::S64(v[range].to_vec()),
        };
        Ok(Self { shape, elements })
    }

    /// The tensor type nearest to what the file stores: f32 for floats, u8 and s8 as they are (bool is u8), s32 for wider integers.
    pub fn natural_dtype(&self) -> DType {
        match self.elements {
            Elements::F32(_) | Elements::F64(_) => DType::F32,
            Elements::U8(_) => DType::U8,
            Elements::S8(_) => DType::S8,
            Elements::S32(_) | Elements::S64(_) => DType::S32,
        }
    }

    /// The array as a tensor of `dtype`. To f32, numbers round to nearest even; to an integer type, each number must be an integer that
    /// the type holds.
    ///
    /// # Errors
    /// `Range`, with the first number that the type does not hold.
    pub fn to_tensor(&self, dtype: DType) -> Result<Tensor> {
        let data = match (dtype, &self.elements) {
            (DType::F32, Elements::F32(v)) => TensorData::F32(v.as_slice().into()),
            (DType::F32, Elements::F64(v)) => TensorData::F32(v.iter().map(|&x| x as f32).collect()),
            (DType::F32, Elements::U8(v)) => TensorData::F32(v.iter().map(|&x| x.into()).collect()),
            (DType::F32, Elements::S8(v)) => TensorData::F32(v.iter().map(|&x| x.into()).collect()),
            (DType::F32, Elements::S32(v)) => TensorData::F32(v.iter().map(|&x| x as f32).collect()),
            (DType::F32, Elements::S64(v)) => TensorData::F32(v.iter().map(|&x| x as f32).collect()),
            (DType::U8, Elements::U8(v)) => TensorData::U8(v.as_slice().into()),
            (DType::U8, _) => TensorData::U8(self.integers(dtype)?.into()),
            (DType::S8, Elements::S8(v)) => TensorData::S8(v.as_slice().into()),
            (DType::S8, _) => TensorData::S8(self.integers(dtype)?.into()),
            (DType::S32, Elements::S32(v)) => TensorData::S32(v.as_slice().into()),
            (DType::S32, _) => TensorData::S32(self.integers(dtype)?.into()),
        };
        Tensor::new(self.shape.clone(), data)
    }

    /// The elements as integers of 64 bits: shapes and axes may count beyond 32 bits.
    ///
    /// # Errors
    /// `Range` for a number that is no integer.
    pub fn to_integers(&self) -> Result<Vec<i64>> {
        self.integers(DType::S32)
    }

    /// The elements as integers of type `T`, whose name is `dtype`.
    fn integers<T: TryFrom<i64>>(&self, dtype: DType) -> Result<Vec<T>> {
        let refuse = |x: &dyn std::fmt::Display| {
            Diagnostic::error(Code::Range, format!("{x} is not a number of type {dtype}")).hint("store the data in the type that the model expects")
        };
        let integer = |x: i64| T::try_from(x).map_err(|_| refuse(&x));
        let float = |x: f64| {
            let fits = x.fract() == 0.0 && x.abs() < 2f64.powi(53);
            if fits { integer(x as i64) } else { Err(refuse(&x)) }
        };
        match &self.elements {
            Elements::F32(v) => v.iter().map(|&x| float(x.into())).collect(),
            Elements::F64(v) => v.iter().map(|&x| float(x)).collect(),
            Elements::U8(v) => v.iter().map(|&x| integer(x.into())).collect(),
            Elements::S8(v) => v.iter().map(|&x| integer(x.into())).collect(),
            Elements::S32(v) => v.iter().map(|&x| integer(x.into())).collect(),
            Elements::S64(v) => v.iter().map(|&x| integer(x)).collect(),
        }
    }
}

impl From<Tensor> for Array {
    fn from(tensor: Tensor) -> Self {
        let elements = match &tensor.data {
            TensorData::F32(v) => Elements::F32(v.to_vec()),
            TensorData::U8(v) => Elements::U8(v.to_vec()),
            TensorData::S8(v) => Elements::S8(v.to_vec()),
            TensorData::S32(v) => Elements::S32(v.to_vec()),
        };
        Self { shape: tensor.shape, elements }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(elements: Elements, extent: usize) -> Array {
        Array { shape: Shape::new([extent]).unwrap(), elements }
    }

    #[test]
    fn numbers_convert_where_they_fit() {
        let doubles = array(Elements::F64(vec![0.0, 1.0, 255.0]), 3);
        assert_eq!(doubles.natural_dtype(), DType::F32);
        assert_eq!(doubles.to_tensor(DType::U8).unwrap().data, TensorData::U8([0, 1, 255].into()));
        assert_eq!(doubles.to_tensor(DType::F32).unwrap().data, TensorData::F32([0.0, 1.0, 255.0].into()));
        assert_eq!(doubles.to_tensor(DType::S8).unwrap_err().code, Code::Range);
        let wide = array(Elements::S64(vec![-1, 1 << 24 | 1]), 2);
        assert_eq!(wide.to_tensor(DType::S32).unwrap().data, TensorData::S32([-1, 16_777_217].into()));
        assert_eq!(wide.to_tensor(DType::F32).unwrap().data, TensorData::F32([-1.0, 16_777_216.0].into()));
        assert_eq!(array(Elements::S64(vec![1 << 40]), 1).to_tensor(DType::S32).unwrap_err().code, Code::Range);
    }

    #[test]
    fn fractions_and_nan_are_no_integers() {
        for x in [0.5, f32::NAN, f32::INFINITY, -1.0] {
            let error = array(Elements::F32(vec![x]), 1).to_tensor(DType::U8).unwrap_err();
            assert_eq!(error.code, Code::Range);
            assert!(error.message.contains("u8"), "{error}");
        }
    }
}
