//! One node of a model with typed access to its attributes.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::{AttributeProto, NodeProto, TensorProto};

/// A node as its operator reads it.
#[derive(Debug, Clone, Copy)]
pub struct Node<'m> {
    pub proto: &'m NodeProto,
    /// Place in the file's list.
    pub index: usize,
    /// Version of the operator set that the node's domain has in this model.
    pub version: i64,
}

impl<'m> Node<'m> {
    pub fn operator(&self) -> &'m str {
        &self.proto.op_type
    }

    /// Whether this is a standard operator of that name.
    pub fn is(&self, operator: &str) -> bool {
        self.is_standard() && self.proto.op_type == operator
    }

    /// Whether the operator is one of ONNX itself. ONNX Runtime's own QuantizeLinear and DequantizeLinear are read like those.
    pub fn is_standard(&self) -> bool {
        matches!(self.proto.domain.as_str(), "" | "ai.onnx") || (self.proto.domain == "com.microsoft" && self.is_boundary())
    }

    fn is_boundary(&self) -> bool {
        matches!(self.proto.op_type.as_str(), "QuantizeLinear" | "DequantizeLinear")
    }

    /// The name for messages: the node's, or that of its first output.
    pub fn name(&self) -> &'m str {
        match self.proto.name.as_str() {
            "" => self.output(0).unwrap_or("(a node without outputs)"),
            name => name,
        }
    }

    /// Name of an operand; `None` where it is left out.
    pub fn input(&self, index: usize) -> Option<&'m str> {
        self.proto.input.get(index).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// Name of a result; `None` where nobody wants it.
    pub fn output(&self, index: usize) -> Option<&'m str> {
        self.proto.output.get(index).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// Name of the first result, which nearly every operator has.
    pub fn result(&self) -> Result<&'m str> {
        self.output(0).ok_or_else(|| Diagnostic::error(Code::Malformed, "the node has no output"))
    }

    fn attribute(&self, key: &str) -> Option<&'m AttributeProto> {
        self.proto.attribute.iter().find(|a| a.name == key)
    }

    pub fn integer(&self, key: &str) -> Option<i64> {
        self.attribute(key).map(|a| a.i)
    }

    pub fn boolean(&self, key: &str, default: bool) -> bool {
        self.integer(key).map_or(default, |i| i != 0)
    }

    pub fn float(&self, key: &str) -> Option<f32> {
        self.attribute(key).map(|a| a.f)
    }

    pub fn integers(&self, key: &str) -> Option<&'m [i64]> {
        self.attribute(key).map(|a| a.ints.as_slice())
    }

    pub fn floats(&self, key: &str) -> Option<&'m [f32]> {
        self.attribute(key).map(|a| a.floats.as_slice())
    }

    pub fn tensor(&self, key: &str) -> Option<&'m TensorProto> {
        self.attribute(key)?.t.as_ref()
    }

    /// A text attribute.
    ///
    /// # Errors
    /// `Malformed` where it is not UTF-8.
    pub fn text(&self, key: &str) -> Result<Option<&'m str>> {
        self.attribute(key)
            .map(|a| std::str::from_utf8(&a.s).map_err(|_| Diagnostic::error(Code::Malformed, format!("attribute '{key}' is not text"))))
            .transpose()
    }

    /// Positive or not negative numbers, one for each axis.
    ///
    /// # Errors
    /// `Malformed` for another count or numbers below `least` or absurdly large.
    pub fn extents(&self, key: &str, count: usize, least: i64) -> Result<Option<Vec<usize>>> {
        let Some(numbers) = self.integers(key) else { return Ok(None) };
        if numbers.len() != count || numbers.iter().any(|n| !(least..1 << 20).contains(n)) {
            return Err(Diagnostic::error(Code::Malformed, format!("attribute '{key}' must have {count} numbers of at least {least}, found {numbers:?}")));
        }
        Ok(Some(numbers.iter().map(|&n| n as usize).collect()))
    }

    /// An attribute value that this version does not read.
    pub fn unsupported(&self, what: impl std::fmt::Display) -> Diagnostic {
        Diagnostic::error(Code::Unsupported, format!("{} with {what} is not read", self.operator()))
    }
}

/// An axis of a tensor of some rank; negative ones count from the end.
///
/// # Errors
/// `Shape` where there is no such axis.
pub fn axis_of(axis: i64, rank: usize) -> Result<usize> {
    let found = if axis < 0 { axis + rank as i64 } else { axis };
    usize::try_from(found)
        .ok()
        .filter(|&a| a < rank)
        .ok_or_else(|| Diagnostic::error(Code::Shape, format!("axis {axis} is not one of a tensor of rank {rank}")))
}
