//! Operators on tensors that are known while compiling: shape arithmetic, and constants that exporters left unfolded.
//!
//! In: a node and its operands as [`Array`]s. Out: its results. It never sees the graph. Operators that only move elements are not listed here: they
//! treat known and other tensors alike (`super::movement`) and use the page `movement` of this folder.
//!
//! * `elementwise` arithmetic by NumPy's broadcasting · `generate` constants and ranges · `reduce` sums and their like · `movement`

mod elementwise;
mod generate;
pub mod movement;
mod reduce;

pub use elementwise::{broadcast_shape, cast};

use super::import::Importer;
use super::node::Node;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::Array;

/// Whether [`evaluate`] knows the operator.
pub fn evaluates(node: &Node) -> bool {
    let operator = node.operator();
    let known = elementwise::evaluates(operator) || generate::evaluates(operator) || reduce::Join::named(operator).is_some();
    node.is_standard() && known
}

/// The results of a node that [`evaluates`] knows.
///
/// # Errors
/// `Malformed`, `Shape` or `Unsupported`, without the node's name.
pub fn evaluate<'m>(importer: &mut Importer<'m>, node: &Node<'m>, operands: &[Option<Array>]) -> Result<Vec<Array>> {
    let operator = node.operator();
    if generate::evaluates(operator) {
        generate::evaluate(importer, node, operands)
    } else if let Some(join) = reduce::Join::named(operator) {
        reduce::evaluate(node, operands, join)
    } else {
        elementwise::evaluate(importer, node, operands)
    }
    .map(|array| vec![array])
}

/// Operand `index`.
fn operand<'a>(node: &Node, operands: &'a [Option<Array>], index: usize) -> Result<&'a Array> {
    operands
        .get(index)
        .and_then(Option::as_ref)
        .ok_or_else(|| Diagnostic::error(Code::Malformed, format!("operand {index} of {} is missing", node.operator())).hint("export the model again"))
}

/// Counts a constant that is about to be computed.
///
/// # Errors
/// `Overflow` where it is too large.
fn reserve(importer: &mut Importer, elements: usize) -> Result<()> {
    match importer.may_fold(elements) {
        true => Ok(()),
        false => Err(Diagnostic::error(Code::Overflow, format!("the model asks for a constant of {elements} elements"))
            .hint("make the input shape smaller, or export the model without computed constants")),
    }
}
