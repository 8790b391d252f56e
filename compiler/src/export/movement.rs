//! Operators that only move elements.
//!
//! A tensor with a scale is moved between `DequantizeLinear` and `QuantizeLinear` with that scale, as other programs expect a quantized network to look;
//! the integers survive this exactly. Other tensors are moved as they are.

use super::Exporter;
use super::writer::{element_type, integer, integers, word};
use crate::diagnostic::Result;
use crate::graph::{DType, Node, Op, Quantization, Shape, ValueId};
use crate::onnx_file::{Array, ElementType, Elements};

impl Exporter<'_> {
    pub(super) fn movement(&mut self, id: ValueId, node: &Node, name: &str) -> Result<String> {
        let ty = self.graph.ty(id).clone();
        let mut tensors: Vec<String> = node.inputs.iter().map(|&input| self.value(input)).collect();
        let scale = match ty.quantization {
            Quantization::PerTensor { scale, zero_point } if ty.dtype.bytes() == 1 && !self.options.literal => Some((scale.get(), zero_point)),
            _ => None,
        };
        if let Some((scale, zero_point)) = scale {
            for tensor in &mut tensors {
                *tensor = self.writer.dequantize(name, tensor, ty.dtype, scale, zero_point)?;
            }
        }
        let from = self.graph.ty(node.inputs[0]).shape.clone();
        let moved = match &node.op {
            Op::Concat { axis } => {
                let tensors: Vec<&str> = tensors.iter().map(String::as_str).collect();
                self.writer.apply(name, "Concat", &tensors, [integer("axis", *axis as i64)])
            }
            Op::Transpose { permutation } => self.writer.apply(name, "Transpose", &[&tensors[0]], [integers("perm", permutation.iter().copied())]),
            Op::Slice { axis, start, step, count } => self.slice(name, &tensors[0], *axis, [*start as i64, *count as i64], *step as i64),
            Op::Repeat { axis, count } => self.repeat(name, &tensors[0], &from, *axis, *count)?,
            Op::Pad { axis, before, after, interior, value } => {
                let zero_point = if scale.is_some() || ty.dtype == DType::F32 { 0 } else { ty.zero_point() };
                let filling = match scale {
                    Some((scale, _)) => value * scale,
                    None => *value,
                };
                let dtype = if scale.is_some() { DType::F32 } else { ty.dtype };
                let filling = Filling { dtype, number: filling, zero_point };
                self.pad(name, &tensors[0], &from, *axis, [*before, *after, *interior], filling)?
            }
            // Everything else that has no epilogue keeps its elements in order.
            _ => self.writer.reshape(name, &tensors[0], ty.shape.extents()),
        };
        match scale {
            Some((scale, zero_point)) => self.writer.quantize(name, &moved, ty.dtype, scale, zero_point),
            None => Ok(moved),
        }
    }

    /// A concatenation of operands that have scales of their own.
    pub(super) fn concat(&mut self, id: ValueId, node: &Node, parts: &[(ValueId, f32)], name: &str) -> Result<String> {
        let ty = self.graph.ty(id).clone();
        let (Op::Concat { axis }, Quantization::PerTensor { scale, zero_point }) = (&node.op, &ty.quantization) else { return self.movement(id, node, name) };
        let tensors = parts.iter().map(|&(part, scale)| self.real_tensor(part, Some(scale), name)).collect::<Result<Vec<_>>>()?;
        let tensors: Vec<&str> = tensors.iter().map(String::as_str).collect();
        let joined = self.writer.apply(name, "Concat", &tensors, [integer("axis", *axis as i64)]);
        self.writer.quantize(name, &joined, ty.dtype, scale.get(), *zero_point)
    }

    fn slice(&mut self, name: &str, tensor: &str, axis: usize, [start, count]: [i64; 2], step: i64) -> String {
        let end = start + step * count;
        // What lies before the beginning counts from the end; far below zero means the beginning.
        let end = if end < 0 { i64::from(i32::MIN) } else { end };
        let [start, end, axis, step] = [("starts", start), ("ends", end), ("axes", axis as i64), ("steps", step)].map(|(base, n)| self.writer.list(base, [n]));
        self.writer.apply(name, "Slice", &[tensor, &start, &end, &axis, &step], [])
    }

    fn repeat(&mut self, name: &str, tensor: &str, from: &Shape, axis: usize, count: usize) -> Result<String> {
        let extents = from.extents();
        let mut result = extents.to_vec();
        result[axis] *= count;
        if extents[axis] == 1 {
            let shape = self.writer.list("shape", result.iter().map(|&e| e as i64));
            return Ok(self.writer.apply(name, "Expand", &[tensor, &shape], []));
        }
        if extents.len() == 4 && axis >= 2 {
            let mut factors = vec![1.0; 4];
            factors[axis] = count as f32;
            let factors = self.writer.floats("scales", &[4], factors)?;
            let nearest = [word("mode", "nearest"), word("coordinate_transformation_mode", "asymmetric"), word("nearest_mode", "floor")];
            return Ok(self.writer.apply(name, "Resize", &[tensor, "", &factors], nearest));
        }
        // Element by element: an axis of its own behind this one is expanded and joined with it.
        let apart: Vec<usize> = [&extents[..=axis], &[1], &extents[axis + 1..]].concat();
        let mut expanded = apart.clone();
        expanded[axis + 1] = count;
        let split = self.writer.reshape(name, tensor, &apart);
        let shape = self.writer.list("shape", expanded.iter().map(|&e| e as i64));
        let wide = self.writer.apply(name, "Expand", &[&split, &shape], []);
        Ok(self.writer.reshape(name, &wide, &result))
    }

    /// Gaps between neighbours are an axis of their own with the element in front; what follows the last element is cut off.
    fn pad(&mut self, name: &str, tensor: &str, from: &Shape, axis: usize, [before, after, interior]: [usize; 3], filling: Filling) -> Result<String> {
        let extents = from.extents();
        let mut tensor = tensor.to_owned();
        let filling = self.writer.initializer("padding", &filling.array());
        if interior > 0 && extents[axis] > 1 {
            let apart: Vec<usize> = [&extents[..=axis], &[1], &extents[axis + 1..]].concat();
            let split = self.writer.reshape(name, &tensor, &apart);
            let gaps = self.pad_ends(name, &split, apart.len(), axis + 1, [0, interior], &filling);
            let mut joined = extents.to_vec();
            joined[axis] *= interior + 1;
            tensor = self.writer.reshape(name, &gaps, &joined);
            tensor = self.slice(name, &tensor, axis, [0, (joined[axis] - interior) as i64], 1);
        }
        if before > 0 || after > 0 {
            tensor = self.pad_ends(name, &tensor, extents.len(), axis, [before, after], &filling);
        }
        Ok(tensor)
    }

    /// `Pad` along one axis.
    fn pad_ends(&mut self, name: &str, tensor: &str, rank: usize, axis: usize, ends: [usize; 2], filling: &str) -> String {
        let mut pads = vec![0; 2 * rank];
        (pads[axis], pads[rank + axis]) = (ends[0] as i64, ends[1] as i64);
        let pads = self.writer.list("pads", pads);
        self.writer.apply(name, "Pad", &[tensor, &pads, filling], [word("mode", "constant")])
    }
}

/// What fills the gaps.
struct Filling {
    dtype: DType,
    /// In units of the tensor, without its zero point.
    number: f32,
    zero_point: i32,
}

impl Filling {
    fn array(&self) -> Array {
        let elements = |integer: i64| match self.dtype {
            DType::F32 => Elements::Floats([self.number].into()),
            DType::U8 => Elements::U8(vec![integer as u8].into()),
            DType::S8 => Elements::S8(vec![integer as u8].into()),
            DType::S32 => Elements::Integers([integer].into()),
        };
        let ty: ElementType = element_type(self.dtype);
        Array { ty, shape: Vec::new(), elements: elements(self.number as i64 + i64::from(self.zero_point)) }
    }
}
