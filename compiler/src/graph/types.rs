//! Tensor types: element type, shape, and what its integers mean.

use crate::diagnostic::{Code, Diagnostic, Result};
use std::fmt;
use std::sync::Arc;

/// Element type of a tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DType {
    F32,
    U8,
    S8,
    S32,
}

impl DType {
    /// Bytes of one element.
    pub fn bytes(self) -> usize {
        match self {
            DType::F32 | DType::S32 => 4,
            DType::U8 | DType::S8 => 1,
        }
    }

    /// The smallest and largest integer of an integer type; `None` for `f32`.
    pub fn integer_bounds(self) -> Option<(i32, i32)> {
        match self {
            DType::F32 => None,
            DType::U8 => Some((0, 255)),
            DType::S8 => Some((-128, 127)),
            DType::S32 => Some((i32::MIN, i32::MAX)),
        }
    }

    /// The name used in every text format: `f32`, `u8`, `s8`, `s32`.
    pub fn name(self) -> &'static str {
        match self {
            DType::F32 => "f32",
            DType::U8 => "u8",
            DType::S8 => "s8",
            DType::S32 => "s32",
        }
    }

    /// Inverse of [`DType::name`].
    pub fn parse(name: &str) -> Option<Self> {
        [DType::F32, DType::U8, DType::S8, DType::S32].into_iter().find(|d| d.name() == name)
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Extents of a tensor, outermost first. Rank 0 is a scalar (a run-time scale, for example); rank 4 is `N C H W`.
///
/// Every extent is at least 1 and the volume is at most [`Shape::MAX_VOLUME`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shape(Vec<usize>);

impl Shape {
    /// Elements that one tensor may have: large networks need a few hundred million, and byte offsets of such a tensor stay far from overflow.
    pub const MAX_VOLUME: usize = 1 << 31;
    pub const MAX_RANK: usize = 8;

    /// Checks extents that come from outside.
    pub fn new(extents: impl Into<Vec<usize>>) -> Result<Self> {
        let extents = extents.into();
        if extents.len() > Self::MAX_RANK {
            return Err(Diagnostic::error(Code::Shape, format!("rank {} is more than {}", extents.len(), Self::MAX_RANK)));
        }
        let mut volume = 1usize;
        for &extent in &extents {
            if extent == 0 {
                return Err(Diagnostic::error(Code::Shape, format!("shape {} has an extent of 0", join(&extents))));
            }
            volume = volume
                .checked_mul(extent)
                .filter(|&v| v <= Self::MAX_VOLUME)
                .ok_or_else(|| Diagnostic::error(Code::Overflow, format!("shape {} has more than 2^31 elements", join(&extents))))?;
        }
        Ok(Self(extents))
    }

    /// The shape of a scalar.
    pub fn scalar() -> Self {
        Self(Vec::new())
    }

    pub fn extents(&self) -> &[usize] {
        &self.0
    }

    pub fn rank(&self) -> usize {
        self.0.len()
    }

    /// Number of elements; 1 for a scalar.
    pub fn volume(&self) -> usize {
        self.0.iter().product()
    }

    /// Batch, channels, height and width of an activation: rank 4 as it is, rank 2 with 1 × 1 pixels, other ranks `None`.
    pub fn as_image(&self) -> Option<ImageShape> {
        match self.0[..] {
            [batch, channels, height, width] => Some(ImageShape { batch, channels, height, width }),
            [batch, channels] => Some(ImageShape { batch, channels, height: 1, width: 1 }),
            _ => None,
        }
    }
}

/// An activation seen as images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImageShape {
    pub batch: usize,
    pub channels: usize,
    pub height: usize,
    pub width: usize,
}

fn join(extents: &[usize]) -> String {
    extents.iter().map(usize::to_string).collect::<Vec<_>>().join("x")
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&join(&self.0))
    }
}

/// Real value of one quantization step: `real = scale · (q − zero point)`. Finite and greater than zero.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Scale(f32);

impl Scale {
    pub fn new(value: f32) -> Result<Self> {
        if value.is_finite() && value > 0.0 {
            Ok(Self(value))
        } else {
            Err(Diagnostic::error(Code::Range, format!("a scale must be finite and greater than zero, found {value:?}")))
        }
    }

    pub fn get(self) -> f32 {
        self.0
    }
}

/// What the integers of a tensor mean.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantization {
    /// Plain numbers: floats, accumulators, packed integers with a meaning that only an epilogue knows.
    None,
    /// One scale and zero point for the tensor.
    PerTensor { scale: Scale, zero_point: i32 },
    /// One scale for each index of `axis`, zero point 0 (weights).
    PerAxis { axis: usize, scales: Arc<[Scale]> },
    /// The scale is known at run time only (uncalibrated graphs, dynamic quantization).
    RunTime { zero_point: i32 },
}

impl Quantization {
    /// The integer that stands for real zero.
    pub fn zero_point(&self) -> i32 {
        match self {
            Quantization::PerTensor { zero_point, .. } | Quantization::RunTime { zero_point } => *zero_point,
            Quantization::None | Quantization::PerAxis { .. } => 0,
        }
    }
}

/// Type of a tensor. Prints as `u8<1x56x56x64; s=0.0234 z=0; [0.0, 5.967]>`: the real range is part of the text so that a person
/// sees a calibration mistake at a glance (and is recomputed, not trusted, when parsed).
#[derive(Debug, Clone, PartialEq)]
pub struct TensorType {
    pub dtype: DType,
    pub shape: Shape,
    pub quantization: Quantization,
}

impl TensorType {
    /// A tensor of plain numbers.
    pub fn plain(dtype: DType, shape: Shape) -> Self {
        Self { dtype, shape, quantization: Quantization::None }
    }

    /// A tensor with one scale and zero point.
    pub fn quantized(dtype: DType, shape: Shape, scale: Scale, zero_point: i32) -> Self {
        Self { dtype, shape, quantization: Quantization::PerTensor { scale, zero_point } }
    }

    pub fn bytes(&self) -> usize {
        self.shape.volume() * self.dtype.bytes()
    }

    pub fn zero_point(&self) -> i32 {
        self.quantization.zero_point()
    }

    /// Smallest and largest real value that a per-tensor quantized type can hold.
    pub fn real_range(&self) -> Option<(f32, f32)> {
        match (&self.quantization, self.dtype.integer_bounds()) {
            (Quantization::PerTensor { scale, zero_point }, Some((lo, hi))) => {
                let real = |q: i32| (f64::from(scale.get()) * (f64::from(q) - f64::from(*zero_point))) as f32;
                Some((real(lo), real(hi)))
            }
            _ => None,
        }
    }
}

impl fmt::Display for TensorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}<{}", self.dtype, self.shape)?;
        match &self.quantization {
            Quantization::None => {}
            Quantization::PerTensor { scale, zero_point } => {
                write!(f, "; s={:?} z={zero_point}", scale.get())?;
                if let Some((lo, hi)) = self.real_range() {
                    write!(f, "; [{}, {}]", significant(lo), significant(hi))?;
                }
            }
            Quantization::PerAxis { axis, scales } => {
                let scales: Vec<String> = scales.iter().map(|s| format!("{:?}", s.get())).collect();
                write!(f, "; s=[{}] axis={axis}", scales.join(", "))?;
            }
            Quantization::RunTime { zero_point } => write!(f, "; s=? z={zero_point}")?,
        }
        f.write_str(">")
    }
}

/// Four significant digits, for people.
fn significant(value: f32) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let digits = (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    format!("{value:.digits$}")
}

/// Elements of a constant or of a tensor at run time, in C order of the logical shape.
#[derive(Debug, Clone, PartialEq)]
pub enum TensorData {
    F32(Arc<[f32]>),
    U8(Arc<[u8]>),
    S8(Arc<[i8]>),
    S32(Arc<[i32]>),
}

impl TensorData {
    pub fn dtype(&self) -> DType {
        match self {
            TensorData::F32(_) => DType::F32,
            TensorData::U8(_) => DType::U8,
            TensorData::S8(_) => DType::S8,
            TensorData::S32(_) => DType::S32,
        }
    }

    pub fn len(&self) -> usize {
        match self {
            TensorData::F32(v) => v.len(),
            TensorData::U8(v) => v.len(),
            TensorData::S8(v) => v.len(),
            TensorData::S32(v) => v.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements as little-endian bytes, as they lie in the memory of a caller.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            TensorData::F32(v) => v.iter().flat_map(|x| x.to_le_bytes()).collect(),
            TensorData::U8(v) => v.to_vec(),
            TensorData::S8(v) => v.iter().flat_map(|x| x.to_le_bytes()).collect(),
            TensorData::S32(v) => v.iter().flat_map(|x| x.to_le_bytes()).collect(),
        }
    }

    /// Inverse of [`TensorData::to_bytes`]; bytes that do not fill an element are dropped.
    pub fn from_bytes(dtype: DType, bytes: &[u8]) -> Self {
        fn words<T>(bytes: &[u8], element: impl Fn([u8; 4]) -> T) -> Arc<[T]> {
            bytes.as_chunks::<4>().0.iter().map(|&word| element(word)).collect()
        }
        match dtype {
            DType::F32 => TensorData::F32(words(bytes, f32::from_le_bytes)),
            DType::U8 => TensorData::U8(bytes.into()),
            DType::S8 => TensorData::S8(bytes.iter().map(|&b| b as i8).collect()),
            DType::S32 => TensorData::S32(words(bytes, i32::from_le_bytes)),
        }
    }
}

/// A tensor with its shape, as it enters and leaves an interpreter.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    pub shape: Shape,
    pub data: TensorData,
}

impl Tensor {
    /// `data` must have as many elements as `shape`.
    pub fn new(shape: Shape, data: TensorData) -> Result<Self> {
        if shape.volume() != data.len() {
            return Err(Diagnostic::error(Code::Shape, format!("{} elements do not fill the shape {shape} ({} elements)", data.len(), shape.volume())));
        }
        Ok(Self { shape, data })
    }

    pub fn dtype(&self) -> DType {
        self.data.dtype()
    }
}
