//! Operators that only move elements, on whatever a tensor stands for: known arrays are moved at once, values of the graph by a node. Real numbers stay
//! the integers that they are stored as.

use super::fold::movement as known;
use super::import::Importer;
use super::tensor::{QuantizedArray, Tensor};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, ValueId};
use crate::onnx_file::{Array, ElementType, volume};
use crate::qlinear;

/// Parts that one tensor may be taken apart into: each becomes a node.
const MOST_PARTS: usize = 1 << 12;

/// How the elements of one tensor move. Axes are those of the tensor.
#[derive(Debug, Clone, Copy)]
enum Move<'a> {
    Reshape(&'a [usize]),
    /// Axis i of the result is axis `permutation[i]` of the tensor.
    Transpose(&'a [usize]),
    Slice {
        axis: usize,
        start: usize,
        count: usize,
        step: isize,
    },
    Repeat {
        axis: usize,
        count: usize,
    },
    /// Elements of an axis by their indices.
    Gather {
        axis: usize,
        indices: &'a [usize],
    },
}

impl Move<'_> {
    fn on_array(self, array: &Array) -> Result<Array> {
        match self {
            Move::Reshape(extents) => array.reshaped(extents),
            Move::Transpose(permutation) => known::transposed(array, permutation),
            Move::Slice { axis, start, count, step } => known::sliced(array, axis, [start, count], step),
            Move::Repeat { axis, count } => known::repeated(array, axis, count),
            Move::Gather { axis, indices } => known::gathered(array, axis, indices),
        }
    }

    fn on_value(self, graph: &mut Graph, name: &str, value: ValueId) -> Result<ValueId> {
        match self {
            Move::Reshape(extents) => compose::reshape(graph, name, value, extents),
            Move::Transpose(permutation) => compose::transpose(graph, name, value, permutation),
            Move::Slice { count: 0, .. } => Err(empty()),
            Move::Slice { axis, start, count, step } => compose::slice(graph, name, value, axis, [start, count], step),
            Move::Repeat { count: 0, .. } => Err(empty()),
            Move::Repeat { axis, count } => compose::repeat(graph, name, value, axis, count),
            Move::Gather { axis, indices } => gather(graph, name, value, axis, indices),
        }
    }

    /// How many elements the result has, where it is not as many.
    fn grown(self, shape: &[usize]) -> Result<usize> {
        let mut shape = shape.to_vec();
        match self {
            Move::Repeat { axis, count } => shape[axis] = shape[axis].saturating_mul(count),
            Move::Gather { axis, indices } => shape[axis] = indices.len(),
            _ => {}
        }
        volume(&shape)
    }

    /// Where the axis of scales of a quantized array is afterwards; `None` where its slices do not stay together.
    fn axis(self, axis: usize) -> Option<usize> {
        match self {
            Move::Transpose(permutation) => permutation.iter().position(|&a| a == axis),
            Move::Slice { axis: sliced, .. } | Move::Repeat { axis: sliced, .. } | Move::Gather { axis: sliced, .. } if sliced != axis => Some(axis),
            _ => None,
        }
    }
}

fn empty() -> Diagnostic {
    Diagnostic::error(Code::Unsupported, "a tensor without elements that is computed when the model runs is not compiled")
        .hint("remove the part of the model that computes it, or fix its shape: --input-shape NAME=1,3,224,224")
}

/// A part of indices: `count` indices from `start` in steps, each `times` times in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    start: usize,
    step: isize,
    count: usize,
    times: usize,
}

/// Indices as runs, each as long as can be. `indices` must not be empty.
fn runs(indices: &[usize]) -> Vec<Run> {
    // Groups of equal neighbours first.
    let groups: Vec<(usize, usize)> = indices.chunk_by(|a, b| a == b).map(|group| (group[0], group.len())).collect();
    let mut runs: Vec<Run> = Vec::new();
    for &(index, times) in &groups {
        if let Some(run) = runs.last_mut()
            && run.times == times
        {
            let step = index as isize - (run.start as isize + run.step * (run.count as isize - 1));
            if run.count == 1 || run.step == step {
                (run.step, run.count) = (step, run.count + 1);
                continue;
            }
        }
        runs.push(Run { start: index, step: 1, count: 1, times });
    }
    runs
}

/// Elements of an axis by their indices: slices and repetitions side by side.
fn gather(graph: &mut Graph, name: &str, value: ValueId, axis: usize, indices: &[usize]) -> Result<ValueId> {
    if indices.is_empty() {
        return Err(empty());
    }
    let runs = runs(indices);
    if runs.len() > MOST_PARTS {
        return Err(Diagnostic::error(Code::Unsupported, format!("indices in {} parts are not compiled; {MOST_PARTS} are", runs.len()))
            .hint("end the network before it with --output"));
    }
    let mut parts = Vec::with_capacity(runs.len());
    for (part, run) in runs.iter().enumerate() {
        let part_name = if runs.len() == 1 { name.to_owned() } else { format!("{name}.part{part}") };
        let sliced_name = if run.times == 1 { part_name.clone() } else { format!("{part_name}.once") };
        let slice = compose::slice(graph, &sliced_name, value, axis, [run.start, run.count], run.step)?;
        parts.push(compose::repeat(graph, &part_name, slice, axis, run.times)?);
    }
    compose::concat(graph, name, &parts, axis)
}

impl Importer<'_> {
    fn moved(&mut self, name: &str, tensor: &Tensor, movement: Move) -> Result<Tensor> {
        let grown = movement.grown(&self.extents(tensor))?;
        match tensor {
            Tensor::Live { value, .. } | Tensor::Real(value) => tensor.with_value(movement.on_value(&mut self.graph, name, *value)?),
            // A reshape shares the elements.
            Tensor::Known(array) if matches!(movement, Move::Reshape(_)) || self.may_fold(grown) => Ok(Tensor::Known(movement.on_array(array)?)),
            Tensor::KnownReal(quantized) if self.may_fold(grown) => {
                let axis = if quantized.scales.len() == 1 { Some(0) } else { movement.axis(quantized.axis) };
                Ok(match axis {
                    Some(axis) => Tensor::KnownReal(QuantizedArray { integers: movement.on_array(&quantized.integers)?, axis, ..quantized.clone() }),
                    None => Tensor::Known(movement.on_array(&quantized.to_floats()?)?),
                })
            }
            Tensor::Known(_) | Tensor::KnownReal(_) => {
                let live = self.live(&format!("{name}.constant"), tensor)?;
                self.moved(name, &live, movement)
            }
        }
    }

    /// The tensor as one that is computed when the model runs, although it is known.
    pub fn live(&mut self, name: &str, tensor: &Tensor) -> Result<Tensor> {
        Ok(match tensor {
            Tensor::Live { .. } | Tensor::Real(_) => tensor.clone(),
            Tensor::Known(array) if array.ty == ElementType::Bool => Tensor::Live { value: self.float_value(name, tensor)?, ty: ElementType::Bool },
            Tensor::Known(array) if !array.ty.is_float() => Tensor::Live { value: self.value(name, tensor)?, ty: array.ty },
            Tensor::Known(_) | Tensor::KnownReal(_) => Tensor::float(self.value(name, tensor)?),
        })
    }

    /// The same elements in C order with other extents.
    pub fn reshaped(&mut self, name: &str, tensor: &Tensor, extents: &[usize]) -> Result<Tensor> {
        if self.extents(tensor) == extents {
            return Ok(tensor.clone());
        }
        self.moved(name, tensor, Move::Reshape(extents))
    }

    /// Axis i of the result is axis `permutation[i]`.
    pub fn transposed(&mut self, name: &str, tensor: &Tensor, permutation: &[usize]) -> Result<Tensor> {
        self.moved(name, tensor, Move::Transpose(permutation))
    }

    /// `count` elements of an axis from `start`, in steps; all of them must be there.
    pub fn sliced(&mut self, name: &str, tensor: &Tensor, axis: usize, [start, count]: [usize; 2], step: isize) -> Result<Tensor> {
        if (start, step, self.extents(tensor)[axis]) == (0, 1, count) {
            return Ok(tensor.clone());
        }
        self.moved(name, tensor, Move::Slice { axis, start, count, step })
    }

    /// Each element of an axis `count` times in a row.
    pub fn repeated(&mut self, name: &str, tensor: &Tensor, axis: usize, count: usize) -> Result<Tensor> {
        if count == 1 {
            return Ok(tensor.clone());
        }
        self.moved(name, tensor, Move::Repeat { axis, count })
    }

    /// Elements of an axis by their indices, each of which must be one of the axis.
    pub fn gathered(&mut self, name: &str, tensor: &Tensor, axis: usize, indices: &[usize]) -> Result<Tensor> {
        self.moved(name, tensor, Move::Gather { axis, indices })
    }

    /// Repeats along axes of one element up to a shape that the tensor's extents are part of (NumPy's rule).
    pub fn broadcast(&mut self, name: &str, tensor: &Tensor, shape: &[usize]) -> Result<Tensor> {
        let mut extents = self.extents(tensor);
        extents.splice(0..0, std::iter::repeat_n(1, shape.len().saturating_sub(extents.len())));
        if extents.len() != shape.len() || extents.iter().zip(shape).any(|(&from, &to)| from != to && from != 1) {
            return Err(Diagnostic::error(Code::Shape, format!("the shape {extents:?} cannot be broadcast to {shape:?}")));
        }
        let mut current = self.reshaped(&format!("{name}.aligned"), tensor, &extents)?;
        for axis in 0..shape.len() {
            if extents[axis] != shape[axis] {
                current = self.repeated(&format!("{name}.axis{axis}"), &current, axis, shape[axis])?;
            }
        }
        Ok(current)
    }

    /// Tensors side by side. Real numbers stay integers where all have one type; empty tensors take no part.
    pub fn concatenated(&mut self, name: &str, tensors: &[Tensor], axis: usize) -> Result<Tensor> {
        let extents: Vec<Vec<usize>> = tensors.iter().map(|t| self.extents(t)).collect();
        if extents.iter().any(|e| axis >= e.len()) {
            return Err(Diagnostic::error(Code::Shape, format!("axis {axis} is not one of what is joined")));
        }
        let arrays: Option<Vec<Array>> = tensors.iter().map(Tensor::to_array).collect::<Result<_>>()?;
        let total = extents.iter().map(|e| e.iter().product::<usize>()).fold(0usize, usize::saturating_add);
        if let Some(arrays) = arrays
            && self.may_fold(total)
        {
            return Ok(Tensor::Known(known::concatenated(&arrays, axis)?));
        }
        let mut parts: Vec<Tensor> = tensors.iter().zip(&extents).filter(|(_, extents)| extents[axis] > 0).map(|(tensor, _)| tensor.clone()).collect();
        let first_ty = parts.iter().find_map(|t| if let Tensor::Real(value) = t { Some(self.graph.ty(*value).clone()) } else { None });
        let of_one_type = |importer: &Self, t: &Tensor| match (t, &first_ty) {
            (Tensor::Real(value), Some(first)) => {
                let ty = importer.graph.ty(*value);
                ty.dtype == first.dtype && ty.quantization == first.quantization
            }
            _ => false,
        };
        let stays_real = first_ty.is_some() && parts.iter().all(|t| of_one_type(self, t));
        let types: Vec<ElementType> = parts.iter().map(|t| self.element_type(t)).collect();
        let ty = types.first().copied().unwrap_or(ElementType::F32);
        if types.iter().any(|&t| t != ty && !(t.is_float() && ty.is_float())) {
            return Err(Diagnostic::error(Code::Malformed, format!("{} and other types are joined", ty.name())).hint("export the model again"));
        }
        let mut values = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter_mut().enumerate() {
            let part_name = format!("{name}.part{index}");
            *part = if stays_real || !ty.is_float() { self.live(&part_name, part)? } else { Tensor::float(self.float_value(&part_name, part)?) };
            match part {
                Tensor::Live { value, .. } | Tensor::Real(value) => values.push(*value),
                Tensor::Known(_) | Tensor::KnownReal(_) => return Err(Diagnostic::error(Code::Invalid, "a value is expected")),
            }
        }
        let first = parts.first().ok_or_else(empty)?.clone();
        // Stored integers side by side, whatever each part means by them.
        if !stays_real && values.iter().any(|&v| self.graph.ty(v).quantization != self.graph.ty(values[0]).quantization) {
            values = values.iter().map(|&v| qlinear::plain(&mut self.graph, &format!("{name}.plain"), v)).collect();
        }
        first.with_value(compose::concat(&mut self.graph, name, &values, axis)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_as_runs() {
        let run = |start, step, count, times| Run { start, step, count, times };
        assert_eq!(runs(&[0, 1, 2, 3]), [run(0, 1, 4, 1)]);
        assert_eq!(runs(&[6, 4, 2, 0]), [run(6, -2, 4, 1)]);
        assert_eq!(runs(&[0, 0, 1, 1, 2, 2]), [run(0, 1, 3, 2)]);
        assert_eq!(runs(&[5, 5, 5]), [run(5, 1, 1, 3)]);
        assert_eq!(runs(&[0, 1, 3]), [run(0, 1, 2, 1), run(3, 1, 1, 1)]);
        assert_eq!(runs(&[0, 0, 1, 2, 2]), [run(0, 1, 1, 2), run(1, 1, 1, 1), run(2, 1, 1, 2)]);
    }
}
