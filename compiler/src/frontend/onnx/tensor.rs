//! What the name of a tensor stands for while the nodes are walked.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::ValueId;
use crate::onnx_file::{Array, ElementType};
use std::sync::Arc;

/// A tensor of the model.
#[derive(Debug, Clone, PartialEq)]
pub enum Tensor {
    /// Known while compiling.
    Known(Array),
    /// The same, as DequantizeLinear gives it: weights and biases.
    KnownReal(QuantizedArray),
    /// Computed when the model runs. Integers of 16 and 64 bits are s32 in the graph, truth values are f32 0 and 1.
    Live { value: ValueId, ty: ElementType },
    /// The real numbers that an integer tensor with a scale and zero point stands for, not yet computed: what DequantizeLinear gives. Operators that
    /// only move or compare elements work on the integers; where floats are asked for, they are computed.
    Real(ValueId),
}

/// Integers with what they mean.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantizedArray {
    pub integers: Array,
    /// One for all, or one for each index of `axis`.
    pub scales: Arc<[f32]>,
    /// As many as scales.
    pub zero_points: Arc<[i64]>,
    pub axis: usize,
}

impl QuantizedArray {
    /// Integers of a known array with the scales and zero points of a DequantizeLinear.
    pub fn new(integers: Array, scales: &Array, zero_points: Option<&Array>, axis: usize) -> Result<Self> {
        let scales = scales.as_floats()?.clone();
        let zero_points: Arc<[i64]> = match zero_points {
            Some(array) => array.to_integers()?.into(),
            None => vec![0; scales.len()].into(),
        };
        let fits = scales.len() == 1 || integers.shape.get(axis) == Some(&scales.len());
        if zero_points.len() != scales.len() || !fits {
            return Err(Diagnostic::error(
                Code::Shape,
                format!("{} scales and {} zero points do not fit axis {axis} of {}", scales.len(), zero_points.len(), integers.describe()),
            ));
        }
        Ok(Self { integers, scales, zero_points, axis })
    }

    /// Elements that follow each other with the same scale and zero point.
    fn run(&self) -> usize {
        let behind = if self.scales.len() == 1 { 0 } else { self.axis + 1 };
        self.integers.shape[behind.min(self.integers.shape.len())..].iter().product::<usize>().max(1)
    }

    /// The real numbers: f32(q − z) · s.
    pub fn to_floats(&self) -> Result<Array> {
        let integers = self.integers.to_integers()?;
        let mut floats: Vec<f32> = Vec::with_capacity(integers.len());
        for (index, run) in integers.chunks(self.run()).enumerate() {
            let slice = index % self.scales.len();
            let (zero_point, scale) = (self.zero_points[slice], self.scales[slice]);
            floats.extend(run.iter().map(|q| q.wrapping_sub(zero_point) as f32 * scale));
        }
        Array::floats(self.integers.shape.clone(), floats)
    }

    /// q − z of 8-bit integers; otherwise why not.
    pub fn centred(&self) -> Result<Vec<i16>, String> {
        let bytes = matches!(self.integers.ty, ElementType::U8 | ElementType::S8);
        let centred = if bytes { self.integers.to_small_integers() } else { None };
        let mut centred = centred.ok_or_else(|| format!("its weight is {}", self.integers.describe()))?;
        let beyond = || "a zero point of its weight is beyond the weight's type".to_owned();
        let run = self.run();
        for (index, run) in centred.chunks_mut(run).enumerate() {
            let zero_point = self.zero_points[index % self.zero_points.len()];
            let zero_point = i16::try_from(zero_point).ok().filter(|z| (-128..=255).contains(z)).ok_or_else(beyond)?;
            // Both have 9 bits.
            run.iter_mut().for_each(|q| *q -= zero_point);
        }
        if centred.iter().all(|w| w.abs() <= 255) { Ok(centred) } else { Err(beyond()) }
    }
}

impl Tensor {
    /// A tensor of floats that is computed when the model runs.
    pub fn float(value: ValueId) -> Self {
        Tensor::Live { value, ty: ElementType::F32 }
    }

    /// Known numbers, quantized or not.
    pub fn to_array(&self) -> Result<Option<Array>> {
        match self {
            Tensor::Known(array) => Ok(Some(array.clone())),
            Tensor::KnownReal(quantized) => quantized.to_floats().map(Some),
            Tensor::Live { .. } | Tensor::Real(_) => Ok(None),
        }
    }

    /// The value and its kind, for operators that only move elements: applied to integers, it is the same on the real numbers.
    pub fn with_value(&self, value: ValueId) -> Result<Self> {
        match self {
            Tensor::Live { ty, .. } => Ok(Tensor::Live { value, ty: *ty }),
            Tensor::Real(_) => Ok(Tensor::Real(value)),
            Tensor::Known(_) | Tensor::KnownReal(_) => Err(Diagnostic::error(Code::Invalid, "a known tensor has no value in the graph")),
        }
    }
}
