//! The axes that a reduction joins: an attribute in old operator sets, an operand in newer ones.

use super::import::Importer;
use super::node::{Node, axis_of};
use crate::diagnostic::Result;

/// Axes in ascending order, and whether they stay with one element.
///
/// # Errors
/// `Unsupported` where they are computed when the model runs, `Shape` where they are not axes of the operand.
pub fn reduced<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<(Vec<usize>, bool)> {
    let data = importer.operand(node, 0, "data")?;
    let rank = importer.extents(&data).len();
    let given = match (node.integers("axes"), importer.known(node, 1, "axes")?) {
        (Some(axes), _) => axes.to_vec(),
        (None, Some(axes)) => axes.to_integers()?,
        (None, None) => Vec::new(),
    };
    let kept = node.boolean("keepdims", true);
    if given.is_empty() {
        let none = node.boolean("noop_with_empty_axes", false);
        return Ok((if none { Vec::new() } else { (0..rank).collect() }, kept));
    }
    let mut axes = given.iter().map(|&axis| axis_of(axis, rank)).collect::<Result<Vec<_>>>()?;
    axes.sort_unstable();
    axes.dedup();
    Ok((axes, kept))
}
