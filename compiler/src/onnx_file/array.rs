//! Tensors of ONNX files in memory: any element type, any shape, extents of 0 included.

use super::messages::TensorProto;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Shape, Tensor, TensorData};
use bytes::Bytes;
use half::{bf16, f16};
use std::sync::Arc;

/// Element types of the specification (`TensorProto.DataType`), but for strings, complex and 8-bit or smaller floats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ElementType {
    F32,
    F64,
    F16,
    BF16,
    U8,
    S8,
    U16,
    S16,
    S32,
    S64,
    U32,
    U64,
    Bool,
    U4,
    S4,
}

impl ElementType {
    const NUMBERS: [(i32, Self); 15] = [
        (1, Self::F32),
        (2, Self::U8),
        (3, Self::S8),
        (4, Self::U16),
        (5, Self::S16),
        (6, Self::S32),
        (7, Self::S64),
        (9, Self::Bool),
        (10, Self::F16),
        (11, Self::F64),
        (12, Self::U32),
        (13, Self::U64),
        (16, Self::BF16),
        (21, Self::U4),
        (22, Self::S4),
    ];

    /// Inverse of [`ElementType::number`].
    ///
    /// # Errors
    /// `Unsupported` for strings, complex numbers and types that this version does not know.
    pub fn from_number(number: i32) -> Result<Self> {
        Self::NUMBERS.iter().find(|(n, _)| *n == number).map(|(_, ty)| *ty).ok_or_else(|| {
            let name = match number {
                0 => "undefined",
                8 => "string",
                14 | 15 => "complex",
                17..=20 | 23 | 24 => "a float of 8 bits or less",
                _ => "unknown",
            };
            Diagnostic::error(Code::Unsupported, format!("the element type {number} ({name}) is not read"))
        })
    }

    /// The number in the file.
    pub fn number(self) -> i32 {
        Self::NUMBERS.iter().find(|(_, ty)| *ty == self).map_or(0, |(n, _)| *n)
    }

    pub fn is_float(self) -> bool {
        matches!(self, Self::F32 | Self::F64 | Self::F16 | Self::BF16)
    }

    /// Bits of one element in `raw_data`.
    fn bits(self) -> usize {
        match self {
            Self::F64 | Self::S64 | Self::U64 => 64,
            Self::F32 | Self::S32 | Self::U32 => 32,
            Self::F16 | Self::BF16 | Self::U16 | Self::S16 => 16,
            Self::U8 | Self::S8 | Self::Bool => 8,
            Self::U4 | Self::S4 => 4,
        }
    }

    /// The name as people write it: `float32`, `int64` …
    pub fn name(self) -> &'static str {
        match self {
            Self::F32 => "float32",
            Self::F64 => "float64",
            Self::F16 => "float16",
            Self::BF16 => "bfloat16",
            Self::U8 => "uint8",
            Self::S8 => "int8",
            Self::U16 => "uint16",
            Self::S16 => "int16",
            Self::S32 => "int32",
            Self::S64 => "int64",
            Self::U32 => "uint32",
            Self::U64 => "uint64",
            Self::Bool => "bool",
            Self::U4 => "uint4",
            Self::S4 => "int4",
        }
    }

    /// Smallest and largest number of an integer type; u64 is cut off at the largest s64.
    pub fn integer_bounds(self) -> Option<(i64, i64)> {
        Some(match self {
            Self::F32 | Self::F64 | Self::F16 | Self::BF16 => return None,
            Self::U8 => (0, 255),
            Self::S8 => (-128, 127),
            Self::U16 => (0, 65535),
            Self::S16 => (-32768, 32767),
            Self::S32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Self::U32 => (0, i64::from(u32::MAX)),
            Self::S64 => (i64::MIN, i64::MAX),
            Self::U64 => (0, i64::MAX),
            Self::Bool => (0, 1),
            Self::U4 => (0, 15),
            Self::S4 => (-8, 7),
        })
    }
}

/// Elements in C order, in the plainest form that holds them: every float type as f32, every integer type but 8-bit ones as i64.
#[derive(Debug, Clone, PartialEq)]
pub enum Elements {
    Floats(Arc<[f32]>),
    Integers(Arc<[i64]>),
    /// `uint8`; may lie in the mapped file.
    U8(Bytes),
    /// `int8`, as the bytes of two's complement; may lie in the mapped file.
    S8(Bytes),
}

/// A tensor of a file, or what was computed from such tensors.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    pub ty: ElementType,
    pub shape: Vec<usize>,
    pub elements: Elements,
}

/// Elements that one array may have.
pub const MAX_ELEMENTS: usize = Shape::MAX_VOLUME;

/// Number of elements of a shape that may come from a file. Extents beside one of 0 are bounded too, so that no product of some of them overflows.
pub fn volume(shape: &[usize]) -> Result<usize> {
    let volume = shape.iter().filter(|e| **e > 0).try_fold(1usize, |v, &e| v.checked_mul(e)).filter(|&v| v <= MAX_ELEMENTS);
    let volume = volume.ok_or_else(|| Diagnostic::error(Code::Overflow, format!("a tensor of the shape {shape:?} is too large")))?;
    Ok(if shape.contains(&0) { 0 } else { volume })
}

impl Array {
    /// Floats of type `float32`. The elements must fill the shape.
    pub fn floats(shape: impl Into<Vec<usize>>, elements: impl Into<Arc<[f32]>>) -> Result<Self> {
        Self::new(ElementType::F32, shape, Elements::Floats(elements.into()))
    }

    /// Integers of any type; those of 8 bits are packed. Numbers that the type cannot hold are wrapped, as a cast does.
    pub fn integers(ty: ElementType, shape: impl Into<Vec<usize>>, elements: impl Into<Arc<[i64]>>) -> Result<Self> {
        let elements: Arc<[i64]> = elements.into();
        let elements = match ty {
            ElementType::U8 => Elements::U8(elements.iter().map(|&e| e as u8).collect()),
            ElementType::S8 => Elements::S8(elements.iter().map(|&e| e as u8).collect()),
            _ => Elements::Integers(elements),
        };
        Self::new(ty, shape, elements)
    }

    /// A list of `int64`, as shapes and axes are.
    pub fn list(elements: impl Into<Arc<[i64]>>) -> Self {
        let elements: Arc<[i64]> = elements.into();
        Self { ty: ElementType::S64, shape: vec![elements.len()], elements: Elements::Integers(elements) }
    }

    fn new(ty: ElementType, shape: impl Into<Vec<usize>>, elements: Elements) -> Result<Self> {
        let array = Self { ty, shape: shape.into(), elements };
        let expected = volume(&array.shape)?;
        if expected != array.len() {
            return Err(Diagnostic::error(Code::Malformed, format!("{} elements do not fill the shape {:?}", array.len(), array.shape)));
        }
        Ok(array)
    }

    pub fn len(&self) -> usize {
        match &self.elements {
            Elements::Floats(e) => e.len(),
            Elements::Integers(e) => e.len(),
            Elements::U8(e) | Elements::S8(e) => e.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `float32<2x3>`
    pub fn describe(&self) -> String {
        let extents: Vec<String> = self.shape.iter().map(usize::to_string).collect();
        format!("{}<{}>", self.ty.name(), extents.join("x"))
    }

    /// The numbers of a float array.
    pub fn as_floats(&self) -> Result<&Arc<[f32]>> {
        match &self.elements {
            Elements::Floats(e) => Ok(e),
            _ => Err(Diagnostic::error(Code::Shape, format!("floats are expected, found {}", self.describe()))),
        }
    }

    /// The numbers of an integer or bool array.
    pub fn to_integers(&self) -> Result<Vec<i64>> {
        match &self.elements {
            Elements::Floats(_) => Err(Diagnostic::error(Code::Shape, format!("integers are expected, found {}", self.describe()))),
            Elements::Integers(e) => Ok(e.to_vec()),
            Elements::U8(e) => Ok(e.iter().map(|&b| i64::from(b)).collect()),
            Elements::S8(e) => Ok(e.iter().map(|&b| i64::from(b as i8)).collect()),
        }
    }

    /// The elements of an array of 8-bit integers; `None` for other types.
    pub fn to_small_integers(&self) -> Option<Vec<i16>> {
        match &self.elements {
            Elements::U8(e) => Some(e.iter().map(|&b| i16::from(b)).collect()),
            Elements::S8(e) => Some(e.iter().map(|&b| i16::from(b as i8)).collect()),
            Elements::Floats(_) | Elements::Integers(_) => None,
        }
    }

    /// The only element of an array of one float.
    pub fn single_float(&self) -> Result<f32> {
        match self.as_floats()?[..] {
            [one] => Ok(one),
            _ => Err(Diagnostic::error(Code::Shape, format!("one number is expected, found {}", self.describe()))),
        }
    }

    /// The only element of an array of one integer.
    pub fn single_integer(&self) -> Result<i64> {
        match self.to_integers()?[..] {
            [one] => Ok(one),
            _ => Err(Diagnostic::error(Code::Shape, format!("one integer is expected, found {}", self.describe()))),
        }
    }

    /// The same elements in another shape.
    pub fn reshaped(&self, shape: impl Into<Vec<usize>>) -> Result<Self> {
        Self::new(self.ty, shape, self.elements.clone())
    }

    /// The tensor as graphs know it: floats as f32, bytes as they are, every other integer as s32.
    ///
    /// # Errors
    /// `Range` where an integer does not fit in 32 bits, `Shape` for extents of 0.
    pub fn to_tensor(&self) -> Result<Tensor> {
        let data = match &self.elements {
            Elements::Floats(e) => TensorData::F32(e.clone()),
            Elements::U8(e) => TensorData::U8(e[..].into()),
            Elements::S8(e) => TensorData::S8(e.iter().map(|&b| b as i8).collect()),
            Elements::Integers(e) if self.ty == ElementType::Bool => TensorData::U8(e.iter().map(|&i| i as u8).collect()),
            Elements::Integers(e) => {
                let narrow: Option<Arc<[i32]>> = e.iter().map(|&i| i32::try_from(i).ok()).collect();
                TensorData::S32(narrow.ok_or_else(|| Diagnostic::error(Code::Range, format!("{} holds an integer beyond 32 bits", self.describe())))?)
            }
        };
        Tensor::new(Shape::new(self.shape.clone())?, data)
    }

    /// A tensor of a graph as a file holds it.
    pub fn of_tensor(tensor: &Tensor) -> Self {
        let (ty, elements) = match &tensor.data {
            TensorData::F32(e) => (ElementType::F32, Elements::Floats(e.clone())),
            TensorData::U8(e) => (ElementType::U8, Elements::U8(Bytes::copy_from_slice(e))),
            TensorData::S8(e) => (ElementType::S8, Elements::S8(e.iter().map(|&b| b as u8).collect())),
            TensorData::S32(e) => (ElementType::S32, Elements::Integers(e.iter().map(|&i| i64::from(i)).collect())),
        };
        Self { ty, shape: tensor.shape.extents().to_vec(), elements }
    }

    /// Reads a tensor whose data lies in the message; `external` holds it where it lies in a file of its own.
    pub fn of_message(message: &TensorProto, external: Option<Bytes>) -> Result<Self> {
        let ty = ElementType::from_number(message.data_type)?;
        let shape: Option<Vec<usize>> = message.dims.iter().map(|&d| usize::try_from(d).ok()).collect();
        let shape = shape.ok_or_else(|| Diagnostic::error(Code::Malformed, format!("the tensor has the shape {:?}", message.dims)))?;
        let count = volume(&shape)?;
        let raw = external.or_else(|| message.raw_data.clone());
        let elements = match raw {
            Some(raw) => from_raw(ty, count, &raw),
            None => from_typed(ty, count, message),
        };
        let elements =
            elements.ok_or_else(|| Diagnostic::error(Code::Malformed, format!("the data does not fill a tensor of {} with the shape {shape:?}", ty.name())))?;
        Self::new(ty, shape, elements)
    }

    /// The tensor as a message, with its data in `raw_data`.
    pub fn to_message(&self, name: impl Into<String>) -> TensorProto {
        let raw: Bytes = match (&self.elements, self.ty) {
            (Elements::U8(e) | Elements::S8(e), _) => e.clone(),
            (Elements::Floats(e), ElementType::F64) => e.iter().flat_map(|&x| f64::from(x).to_le_bytes()).collect(),
            (Elements::Floats(e), ElementType::F16) => e.iter().flat_map(|&x| f16::from_f32(x).to_le_bytes()).collect(),
            (Elements::Floats(e), ElementType::BF16) => e.iter().flat_map(|&x| bf16::from_f32(x).to_le_bytes()).collect(),
            (Elements::Floats(e), _) => e.iter().flat_map(|x| x.to_le_bytes()).collect(),
            (Elements::Integers(e), ty) if ty.bits() == 4 => {
                e.chunks(2).map(|pair| (pair[0] & 15) as u8 | (pair.get(1).copied().unwrap_or(0) as u8) << 4).collect()
            }
            (Elements::Integers(e), ty) => e.iter().flat_map(|x| x.to_le_bytes().into_iter().take(ty.bits() / 8)).collect(),
        };
        TensorProto {
            dims: self.shape.iter().map(|&e| e as i64).collect(),
            data_type: self.ty.number(),
            name: name.into(),
            raw_data: Some(raw),
            ..TensorProto::default()
        }
    }
}

fn from_raw(ty: ElementType, count: usize, raw: &Bytes) -> Option<Elements> {
    if raw.len() != count.checked_mul(ty.bits())?.div_ceil(8) {
        return None;
    }
    fn words<const N: usize, T>(raw: &[u8], element: impl Fn([u8; N]) -> T) -> Arc<[T]> {
        raw.as_chunks::<N>().0.iter().map(|&word| element(word)).collect()
    }
    Some(match ty {
        ElementType::F32 => Elements::Floats(words(raw, f32::from_le_bytes)),
        ElementType::F64 => Elements::Floats(words(raw, |w| f64::from_le_bytes(w) as f32)),
        ElementType::F16 => Elements::Floats(words(raw, |w| f16::from_le_bytes(w).to_f32())),
        ElementType::BF16 => Elements::Floats(words(raw, |w| bf16::from_le_bytes(w).to_f32())),
        ElementType::U8 => Elements::U8(raw.clone()),
        ElementType::S8 => Elements::S8(raw.clone()),
        ElementType::Bool => Elements::Integers(raw.iter().map(|&b| i64::from(b != 0)).collect()),
        ElementType::U16 => Elements::Integers(words(raw, |w| i64::from(u16::from_le_bytes(w)))),
        ElementType::S16 => Elements::Integers(words(raw, |w| i64::from(i16::from_le_bytes(w)))),
        ElementType::S32 => Elements::Integers(words(raw, |w| i64::from(i32::from_le_bytes(w)))),
        ElementType::U32 => Elements::Integers(words(raw, |w| i64::from(u32::from_le_bytes(w)))),
        ElementType::S64 | ElementType::U64 => Elements::Integers(words(raw, i64::from_le_bytes)),
        ElementType::U4 => Elements::Integers((0..count).map(|i| i64::from(nibble(raw, i))).collect()),
        ElementType::S4 => Elements::Integers((0..count).map(|i| i64::from(((nibble(raw, i) << 4) as i8) >> 4)).collect()),
    })
}

/// Element `index` of 4-bit elements, the first in the low half of a byte.
fn nibble(raw: &[u8], index: usize) -> u8 {
    (raw[index / 2] >> (4 * (index % 2))) & 15
}

/// Elements in the typed fields of the message.
fn from_typed(ty: ElementType, count: usize, message: &TensorProto) -> Option<Elements> {
    let whole = |len: usize| (len == count).then_some(());
    let narrow = &message.int32_data;
    Some(match ty {
        ElementType::F32 => {
            whole(message.float_data.len())?;
            Elements::Floats(message.float_data.as_slice().into())
        }
        ElementType::F64 => {
            whole(message.double_data.len())?;
            Elements::Floats(message.double_data.iter().map(|&x| x as f32).collect())
        }
        ElementType::S64 => {
            whole(message.int64_data.len())?;
            Elements::Integers(message.int64_data.as_slice().into())
        }
        ElementType::U64 | ElementType::U32 => {
            whole(message.uint64_data.len())?;
            Elements::Integers(message.uint64_data.iter().map(|&x| x as i64).collect())
        }
        ElementType::F16 => {
            whole(narrow.len())?;
            Elements::Floats(narrow.iter().map(|&bits| f16::from_bits(bits as u16).to_f32()).collect())
        }
        ElementType::BF16 => {
            whole(narrow.len())?;
            Elements::Floats(narrow.iter().map(|&bits| bf16::from_bits(bits as u16).to_f32()).collect())
        }
        ElementType::U4 | ElementType::S4 => {
            // Each number holds a byte of two elements.
            let packed: Bytes = narrow.iter().map(|&b| b as u8).collect();
            return from_raw(ty, count, &packed);
        }
        ElementType::U8 => {
            whole(narrow.len())?;
            Elements::U8(narrow.iter().map(|&x| x as u8).collect())
        }
        ElementType::S8 => {
            whole(narrow.len())?;
            Elements::S8(narrow.iter().map(|&x| x as u8).collect())
        }
        ElementType::Bool => {
            whole(narrow.len())?;
            Elements::Integers(narrow.iter().map(|&x| i64::from(x != 0)).collect())
        }
        ElementType::S32 | ElementType::S16 | ElementType::U16 => {
            whole(narrow.len())?;
            Elements::Integers(narrow.iter().map(|&x| i64::from(x)).collect())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_survives_a_message() {
        for (_, ty) in ElementType::NUMBERS {
            let array = match ty.integer_bounds() {
                None => Array { ty, ..Array::floats([3], [1.5, -2.0, 0.25]).unwrap() },
                Some((lo, hi)) => Array::integers(ty, [3], [lo, hi, 1]).unwrap(),
            };
            let message = array.to_message("x");
            assert_eq!(Array::of_message(&message, None).unwrap(), array, "{}", ty.name());
            let short = TensorProto { dims: vec![4], ..message };
            if ty.bits() != 4 {
                assert_eq!(Array::of_message(&short, None).unwrap_err().code, Code::Malformed);
            }
        }
    }

    #[test]
    fn typed_fields() {
        let message = TensorProto { dims: vec![2], data_type: 3, int32_data: vec![-1, 5], ..TensorProto::default() };
        assert_eq!(Array::of_message(&message, None).unwrap().to_integers().unwrap(), [-1, 5]);
        let message = TensorProto { dims: vec![2], data_type: 10, int32_data: vec![0x3c00, 0xc000], ..TensorProto::default() };
        assert_eq!(&Array::of_message(&message, None).unwrap().as_floats().unwrap()[..], [1.0, -2.0]);
        let message = TensorProto { dims: vec![3], data_type: 22, int32_data: vec![0x2f, 0x08], ..TensorProto::default() };
        assert_eq!(Array::of_message(&message, None).unwrap().to_integers().unwrap(), [-1, 2, -8]);
    }

    #[test]
    fn hostile_shapes_allocate_nothing() {
        for dims in [vec![i64::MAX], vec![1 << 20, 1 << 20], vec![-1], vec![1 << 30]] {
            let message = TensorProto { dims, data_type: 1, ..TensorProto::default() };
            assert!(Array::of_message(&message, None).is_err());
        }
        let empty = TensorProto { dims: vec![0, 5], data_type: 1, ..TensorProto::default() };
        assert!(Array::of_message(&empty, None).unwrap().is_empty());
    }
}
