//! Operators on tensors that are known while compiling: shape arithmetic, and constants that exporters left unfolded.
//!
//! In: a node and its operands as [`Array`]s. Out: its results. It never sees the graph.

use super::import::Importer;
use super::node::Node;
use crate::diagnostic::Result;
use crate::onnx_file::Array;

/// Whether [`evaluate`] knows the operator.
pub fn evaluates(node: &Node) -> bool {
    node.is_standard() && matches!(node.operator(), "Constant")
}

/// The results of a node that [`evaluates`] knows.
///
/// # Errors
/// `Malformed`, `Shape` or `Unsupported`, without the node's name.
pub fn evaluate<'m>(importer: &mut Importer<'m>, node: &Node<'m>, _operands: &[Option<Array>]) -> Result<Vec<Array>> {
    match node.tensor("value") {
        Some(tensor) => Ok(vec![importer.array(tensor)?]),
        None => match (node.float("value_float"), node.integer("value_int"), node.floats("value_floats"), node.integers("value_ints")) {
            (Some(number), ..) => Ok(vec![Array::floats([], [number])?]),
            (_, Some(number), ..) => Ok(vec![Array::list([number]).reshaped([])?]),
            (_, _, Some(numbers), _) => Ok(vec![Array::floats([numbers.len()], numbers)?]),
            (_, _, _, Some(numbers)) => Ok(vec![Array::list(numbers)]),
            _ => Err(node.unsupported("a value that is no tensor of numbers")),
        },
    }
}
