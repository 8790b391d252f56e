//! What a model says about itself, in Rust types.

use crate::abi::{ModelInfo, Status, TensorInfo, dtype, quantization};
use crate::error::{Error, Result};
use std::ffi::CStr;
use std::fmt;

/// Element type of an input or output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ElementType {
    F32,
    U8,
    S8,
    S32,
}

impl ElementType {
    /// Bytes of one element.
    pub fn bytes(self) -> usize {
        match self {
            ElementType::F32 | ElementType::S32 => 4,
            ElementType::U8 | ElementType::S8 => 1,
        }
    }

    fn from_number(number: u32) -> Option<Self> {
        Some(match number {
            dtype::F32 => ElementType::F32,
            dtype::U8 => ElementType::U8,
            dtype::S8 => ElementType::S8,
            dtype::S32 => ElementType::S32,
            _ => return None,
        })
    }
}

impl fmt::Display for ElementType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ElementType::F32 => "f32",
            ElementType::U8 => "u8",
            ElementType::S8 => "s8",
            ElementType::S32 => "s32",
        })
    }
}

/// What the integers of a tensor mean: `real = scale · (integer − zero point)`.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantization {
    /// Plain numbers
    Plain,
    PerTensor {
        scale: f32,
        zero_point: i32,
    },
    /// One scale for each index of `axis`, zero point 0
    PerAxis {
        axis: usize,
        scales: Vec<f32>,
    },
    /// The scale is known only while the model runs
    RunTime {
        zero_point: i32,
    },
}

/// An input or output; data is in C order of `shape`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    pub name: String,
    pub element: ElementType,
    /// Extents, outermost first; none for a scalar
    pub shape: Vec<usize>,
    /// Size of the tensor
    pub bytes: usize,
    pub quantization: Quantization,
}

impl fmt::Display for Tensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape: Vec<String> = self.shape.iter().map(usize::to_string).collect();
        write!(f, "'{}' ({} {}, {} bytes)", self.name, self.element, shape.join("x"), self.bytes)
    }
}

/// One fused layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Name of the graph node that it computes
    pub name: String,
    /// What it is, for tables
    pub description: String,
    /// Multiply-accumulates over whole windows, padding included
    pub nominal_macs: u64,
    /// Multiply-accumulates on taps inside the image
    pub valid_macs: u64,
    /// Inputs, weights and outputs, each once: the least that must be moved
    pub bytes: u64,
}

/// A whole model.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    pub name: String,
    pub inputs: Vec<Tensor>,
    pub outputs: Vec<Tensor>,
    pub stages: Vec<Stage>,
    /// Working memory of one run
    pub arena_bytes: usize,
    /// Weights, biases, multipliers and tables
    pub constant_bytes: u64,
    /// Machine code of all kernels
    pub code_bytes: u64,
    /// Bits of [`crate::abi::features`]
    pub required_features: u64,
}

impl Description {
    /// Copies what `NAME_describe` filled in.
    ///
    /// # Safety
    /// `info` must come from a compiled model that is still loaded.
    pub(crate) unsafe fn read(info: &ModelInfo) -> Result<Self> {
        // SAFETY: the model says how many records follow each address, and that every name ends in a zero byte.
        unsafe {
            let text = |at: u32| CStr::from_ptr(info.text.add(at as usize)).to_string_lossy().into_owned();
            let tensors = |first: *const TensorInfo, count: u64| -> Result<Vec<Tensor>> {
                slice(first, count)
                    .iter()
                    .map(|t| {
                        let name = text(t.name);
                        let unknown = |what: &str| Error::new(Status::NotAModel, format!("tensor '{name}' of the model has an unknown {what}"));
                        let scales = || (0..t.scale_count as usize).map(|i| info.scales.add(t.first_scale as usize + i).read_unaligned());
                        Ok(Tensor {
                            element: ElementType::from_number(t.dtype).ok_or_else(|| unknown("element type"))?,
                            shape: t.shape.get(..t.rank as usize).ok_or_else(|| unknown("rank"))?.iter().map(|&e| e as usize).collect(),
                            bytes: t.bytes as usize,
                            quantization: match t.quantization {
                                quantization::PLAIN => Quantization::Plain,
                                quantization::PER_TENSOR => {
                                    Quantization::PerTensor { scale: scales().next().ok_or_else(|| unknown("scale"))?, zero_point: t.zero_point }
                                }
                                quantization::PER_AXIS => Quantization::PerAxis { axis: t.axis as usize, scales: scales().collect() },
                                quantization::RUN_TIME => Quantization::RunTime { zero_point: t.zero_point },
                                _ => return Err(unknown("quantization")),
                            },
                            name,
                        })
                    })
                    .collect()
            };
            Ok(Self {
                name: text(info.name),
                inputs: tensors(info.inputs, info.input_count)?,
                outputs: tensors(info.outputs, info.output_count)?,
                stages: slice(info.stages, info.stage_count)
                    .iter()
                    .map(|s| Stage {
                        name: text(s.name),
                        description: text(s.description),
                        nominal_macs: s.nominal_macs,
                        valid_macs: s.valid_macs,
                        bytes: s.bytes,
                    })
                    .collect(),
                arena_bytes: info.arena_bytes as usize,
                constant_bytes: info.constant_bytes,
                code_bytes: info.code_bytes,
                required_features: info.required_features,
            })
        }
    }
}

/// # Safety
/// `count` records must lie at `first`, or `count` must be 0.
unsafe fn slice<'a, T>(first: *const T, count: u64) -> &'a [T] {
    if count == 0 {
        return &[];
    }
    // SAFETY: as the caller promises.
    unsafe { std::slice::from_raw_parts(first, count as usize) }
}
