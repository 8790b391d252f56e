//! An ONNX network with tensors that ONNX Runtime computed for one input.

use crate::compare::{difference, numbers};
use graver::diagnostic::Diagnostic;
use graver::graph::{DType, Graph, Tensor, ValueId};
use graver::reference;
use graver::tensor_file::Array;
use std::collections::BTreeMap;

/// What a float may be away from ONNX Runtime's, as a share of the largest magnitude of its tensor.
pub const FLOAT_SHARE: f64 = 1e-6;

/// A network with its recorded tensors by value.
#[derive(Debug)]
pub struct Recorded {
    pub graph: Graph,
    pub input: Tensor,
    pub layers: BTreeMap<ValueId, (String, Tensor)>,
    /// Recorded tensors that the graph has no value for, because only elements are moved there or scale and zero point stay.
    pub passed_over: usize,
}

impl Recorded {
    /// # Errors
    /// Text that names the tensor whose shape is another one.
    pub fn new(graph: Graph, input: Tensor, tensors: impl IntoIterator<Item = (String, Array)>) -> Result<Self, String> {
        let mut recorded = Self { graph, input, layers: BTreeMap::new(), passed_over: 0 };
        for (name, array) in tensors {
            let Some(id) = recorded.graph.find(&name) else {
                recorded.passed_over += 1;
                continue;
            };
            let said = |d: Diagnostic| format!("{name}: {d}");
            let data = array.to_tensor(array.natural_dtype()).map_err(said)?.data;
            let tensor = Tensor::new(recorded.graph.ty(id).shape.clone(), data).map_err(said)?;
            recorded.layers.insert(id, (name, tensor));
        }
        Ok(recorded)
    }

    /// Computes every recorded tensor from the recorded ones before it; says how many values were compared. Integers must be equal.
    ///
    /// # Errors
    /// The first tensor that differs.
    pub fn check(&self) -> Result<usize, String> {
        let tensors = self.layers.iter().map(|(&id, (_, tensor))| (id, tensor.clone())).collect();
        let evaluation = reference::run_beside(&self.graph, std::slice::from_ref(&self.input), &tensors).map_err(|d| d.to_string())?;
        let mut values = 0;
        for (&id, (name, expected)) in &self.layers {
            let found = evaluation.value(id);
            let difference = difference(found, expected).map_err(|e| format!("{name}: {e}"))?;
            let largest = numbers(expected).iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
            let near = expected.dtype() == DType::F32 && difference.largest <= FLOAT_SHARE * largest;
            if difference.differing > 0 && !near {
                return Err(format!("{name}: {difference}"));
            }
            values += expected.data.len();
        }
        Ok(values)
    }
}
