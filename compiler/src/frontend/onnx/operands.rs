//! Operands of a node as its operator wants them: known arrays, values of the graph, floats.

use super::import::Importer;
use super::node::{Node, axis_of};
use super::tensor::Tensor;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::ValueId;
use crate::onnx_file::{Array, ElementType};

impl<'m> Importer<'m> {
    /// Operand `index` of a node.
    ///
    /// # Errors
    /// `Malformed` where it is left out.
    pub fn operand(&mut self, node: &Node<'m>, index: usize, what: &str) -> Result<Tensor> {
        match node.input(index) {
            Some(name) => self.tensor(name),
            None => Err(Diagnostic::error(Code::Malformed, format!("the operand '{what}' (number {index}) is missing"))),
        }
    }

    /// An operand that may be left out and must be known while compiling: axes, shapes, scales.
    ///
    /// # Errors
    /// `Unsupported` where it is computed when the model runs.
    pub fn known(&mut self, node: &Node<'m>, index: usize, what: &str) -> Result<Option<Array>> {
        let Some(name) = node.input(index) else { return Ok(None) };
        match self.tensor(name)?.to_array()? {
            Some(array) => Ok(Some(array)),
            None => {
                let hint = match self.initializers.contains_key(name) || self.producers.contains_key(name) {
                    true => "export the model with fixed shapes".to_owned(),
                    false => format!("fix this input: --constant {name}=FILE with a .npy or .pb file"),
                };
                Err(Diagnostic::error(
                    Code::Unsupported,
                    format!("{} needs '{what}' while compiling, but '{name}' is computed when the model runs", node.operator()),
                )
                .hint(hint))
            }
        }
    }

    /// As [`Importer::known`], for operands that the operator cannot do without.
    pub fn required(&mut self, node: &Node<'m>, index: usize, what: &str) -> Result<Array> {
        self.operand(node, index, what)?;
        self.known(node, index, what)?.ok_or_else(|| Diagnostic::error(Code::Invalid, "an operand that is there is not there"))
    }

    /// The extents of a tensor.
    pub fn extents(&self, tensor: &Tensor) -> Vec<usize> {
        match tensor {
            Tensor::Known(array) => array.shape.clone(),
            Tensor::KnownReal(quantized) => quantized.integers.shape.clone(),
            Tensor::Live { value, .. } | Tensor::Real(value) => self.graph.ty(*value).shape.extents().to_vec(),
        }
    }

    /// The element type as the model sees it.
    pub fn element_type(&self, tensor: &Tensor) -> ElementType {
        match tensor {
            Tensor::Known(array) => array.ty,
            Tensor::KnownReal(_) | Tensor::Real(_) => ElementType::F32,
            Tensor::Live { ty, .. } => *ty,
        }
    }

    /// A tensor as a value of the graph, of whatever type: known ones become constants, real numbers stay integers.
    pub fn value(&mut self, name: &str, tensor: &Tensor) -> Result<ValueId> {
        match tensor {
            Tensor::Live { value, .. } | Tensor::Real(value) => Ok(*value),
            Tensor::Known(array) => Ok(self.graph.push_constant(name, array.to_tensor()?)),
            Tensor::KnownReal(quantized) => {
                let tensor = quantized.to_floats()?.to_tensor()?;
                Ok(self.graph.push_constant(name, tensor))
            }
        }
    }

    /// A tensor as f32 values: real numbers are computed from their integers.
    ///
    /// # Errors
    /// `Unsupported` for integers without a scale: arithmetic on them would wrap.
    pub fn float_value(&mut self, name: &str, tensor: &Tensor) -> Result<ValueId> {
        let ty = self.element_type(tensor);
        if !ty.is_float() && ty != ElementType::Bool {
            return Err(Diagnostic::error(Code::Unsupported, format!("arithmetic on {} is not compiled; floats are expected", ty.name()))
                .hint("fix the operands where they are always the same: --constant NAME=FILE"));
        }
        match tensor {
            Tensor::Real(value) => crate::qlinear::dequantize(&mut self.graph, &format!("{name}.real"), *value),
            Tensor::Known(array) if ty == ElementType::Bool => {
                let floats: Vec<f32> = array.to_integers()?.iter().map(|&i| i as f32).collect();
                let array = Array::floats(array.shape.clone(), floats)?;
                Ok(self.graph.push_constant(name, array.to_tensor()?))
            }
            _ => self.value(name, tensor),
        }
    }

    /// Integers that an operand gives, or in older operator sets an attribute: axes, pads, repeats. `None` where there is neither.
    pub fn list(&mut self, node: &Node<'m>, index: usize, key: &str) -> Result<Option<Vec<i64>>> {
        match node.integers(key) {
            Some(list) => Ok(Some(list.to_vec())),
            None => self.known(node, index, key)?.map(|array| array.to_integers()).transpose(),
        }
    }

    /// Axes in ascending order, from an operand or an attribute, for a tensor of some rank.
    pub fn axes(&mut self, node: &Node<'m>, index: usize, rank: usize) -> Result<Option<Vec<usize>>> {
        let Some(list) = self.list(node, index, "axes")? else { return Ok(None) };
        let mut axes = list.iter().map(|&axis| axis_of(axis, rank)).collect::<Result<Vec<_>>>()?;
        axes.sort_unstable();
        if axes.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Diagnostic::error(Code::Malformed, format!("{list:?} names an axis twice")).hint("export the model again"));
        }
        Ok(Some(axes))
    }

    /// Operand `index` as f32 values.
    pub fn float_operand(&mut self, node: &Node<'m>, index: usize, what: &str) -> Result<ValueId> {
        let tensor = self.operand(node, index, what)?;
        let name = node.input(index).unwrap_or(what);
        self.float_value(name, &tensor)
    }
}
