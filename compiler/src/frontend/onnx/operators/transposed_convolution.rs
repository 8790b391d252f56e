//! `ConvTranspose`, on floats.

use super::super::import::Importer;
use super::super::node::Node;
use super::super::tensor::Tensor;
use super::pooling;
use super::weight;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::deconvolution::{self, Geometry};
use crate::frontend::spatial::Spatial;

/// `ConvTranspose`. The weight has the shape (C, filters / groups, kh, kw).
pub fn import<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let (_, view) = pooling::view(importer, node)?;
    let weight = weight::floats(importer, node, 1, "W")?;
    let groups = usize::try_from(node.integer("group").unwrap_or(1)).ok().filter(|&g| g > 0);
    let groups = groups.ok_or_else(|| Diagnostic::error(Code::Malformed, "attribute 'group' must be at least 1"))?;
    let (filters, kernel) = match weight.shape[..] {
        [_, filters, height, width] if !view.rows => (filters, [height, width]),
        [_, filters, width] if view.rows => (filters, [1, width]),
        _ => return Err(Diagnostic::error(Code::Shape, format!("the weight {} does not fit the data", weight.describe()))),
    };
    let filters = filters.saturating_mul(groups);
    let geometry = geometry(node, &view, kernel, filters, groups)?;
    let expected = view.weight_extents(geometry.weight_extents(&view)?);
    if weight.shape != expected || weight.is_empty() {
        return Err(Diagnostic::error(Code::Shape, format!("the weight must have the shape {expected:?}, found {}", weight.describe())));
    }
    let bias = match importer.known(node, 2, "B")? {
        Some(bias) if bias.shape == [filters] => Some(bias.as_floats()?.to_vec()),
        Some(bias) => return Err(Diagnostic::error(Code::Shape, format!("the bias must have {filters} elements, found {}", bias.describe()))),
        None => None,
    };
    let data = importer.float_operand(node, 0, "X")?;
    let name = node.result()?;
    let graph = &mut importer.graph;
    let images = view.enter(graph, &format!("{name}.data"), data)?;
    let label = if view.rows { format!("{name}.images") } else { name.to_owned() };
    let value = deconvolution::push(graph, &label, images, &geometry, weight.as_floats()?, bias)?;
    Ok(vec![Tensor::float(view.leave(graph, name, value)?)])
}

fn geometry(node: &Node, view: &Spatial, kernel: [usize; 2], filters: usize, groups: usize) -> Result<Geometry> {
    let axes = view.axes();
    let along = |key: &str, least: i64, neutral: usize| Ok::<_, Diagnostic>(node.extents(key, axes, least)?.map_or([neutral; 2], |e| view.both(&e, neutral)));
    if node.extents("kernel_shape", axes, 1)?.is_some_and(|declared| view.both(&declared, 1) != kernel) {
        return Err(Diagnostic::error(Code::Malformed, format!("kernel_shape is not that of the weight, {kernel:?}")));
    }
    let mut geometry = Geometry {
        kernel,
        stride: along("strides", 1, 1)?,
        dilation: along("dilations", 1, 1)?,
        pad_before: [0; 2],
        pad_after: [0; 2],
        adjust: along("output_padding", 0, 0)?,
        filters,
        groups,
    };
    let mode = node.text("auto_pad")?.unwrap_or("NOTSET");
    if !["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"].contains(&mode) {
        return Err(Diagnostic::error(Code::Malformed, format!("auto_pad is '{mode}'")));
    }
    let target = match node.extents("output_shape", axes, 1)? {
        Some(target) => Some(view.both(&target, 1)),
        // The image times the stride.
        None if mode.starts_with("SAME") => Some([0, 1].map(|axis| view.image[axis].saturating_mul(geometry.stride[axis]))),
        None => None,
    };
    match target {
        Some(target) => {
            for (axis, target) in target.into_iter().enumerate() {
                let whole = geometry.whole_extent(axis, view.image[axis])?;
                let total = (whole + geometry.adjust[axis]).saturating_sub(target);
                let (less, more) = (total / 2, total - total / 2);
                (geometry.pad_before[axis], geometry.pad_after[axis]) = if mode == "SAME_UPPER" { (less, more) } else { (more, less) };
                // Rows and columns that nothing is spread over.
                geometry.adjust[axis] = (target + total).saturating_sub(whole);
            }
        }
        None => {
            if let Some(pads) = node.extents("pads", 2 * axes, 0)? {
                geometry.pad_before = view.both(&pads[..axes], 0);
                geometry.pad_after = view.both(&pads[axes..], 0);
            }
        }
    }
    Ok(geometry)
}
