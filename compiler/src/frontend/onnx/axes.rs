//! The axes that a reduction joins: an attribute in old operator sets, an operand in newer ones.

use super::import::Importer;
use super::node::Node;
use crate::diagnostic::Result;

/// Axes in ascending order, and whether they stay with one element.
///
/// # Errors
/// `Unsupported` where they are computed when the model runs, `Shape` where they are not axes of the operand.
pub fn reduced<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<(Vec<usize>, bool)> {
    let data = importer.operand(node, 0, "data")?;
    let rank = importer.extents(&data).len();
    let axes = importer.axes(node, 1, rank)?.unwrap_or_default();
    let kept = node.boolean("keepdims", true);
    if axes.is_empty() && !node.boolean("noop_with_empty_axes", false) {
        return Ok(((0..rank).collect(), kept));
    }
    Ok((axes, kept))
}
