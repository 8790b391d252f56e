//! `QLinearConv` and `ConvInteger`.

use super::super::super::import::Importer;
use super::super::super::node::Node;
use super::super::super::tensor::{QuantizedArray, Tensor};
use super::super::convolution::Geometry;
use super::super::weight;
use super::operands::{self, Places};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, ValueId};
use crate::onnx_file::ElementType;
use crate::qlinear::{self, Accumulation, Bias, Contraction, Data, Weight};

/// Images with channels last as images with channels first.
pub fn channels_first(graph: &mut Graph, name: &str, value: ValueId) -> Result<ValueId> {
    let rank = graph.ty(value).shape.rank();
    if rank < 3 {
        return Err(Diagnostic::error(Code::Shape, format!("images with channels last have rank 3 or 4, found {}", graph.ty(value))));
    }
    let permutation: Vec<usize> = [0, rank - 1].into_iter().chain(1..rank - 1).collect();
    compose::transpose(graph, name, value, &permutation)
}

/// The other way.
pub fn channels_last(graph: &mut Graph, name: &str, value: ValueId) -> Result<ValueId> {
    let permutation: Vec<usize> = [0].into_iter().chain(2..graph.ty(value).shape.rank()).chain([1]).collect();
    compose::transpose(graph, name, value, &permutation)
}

/// Whether the node reads and writes images with channels last.
pub fn has_channels_last(node: &Node) -> bool {
    !node.is_standard() && node.boolean("channels_last", false)
}

/// Geometry and weight of a node whose data has these extents.
fn weighted<'m>(importer: &mut Importer<'m>, node: &Node<'m>, data: &[usize], stored: &QuantizedArray) -> Result<(Geometry, Weight)> {
    let geometry = Geometry::read(node, data, &stored.integers.shape)?;
    let malformed = |reason| Diagnostic::error(Code::Malformed, reason).hint("quantize the model again");
    let weight = weight::without_zero_point(stored, geometry.weight.clone()).map_err(malformed)?;
    weight::note_products(importer, node, &weight);
    Ok((geometry, weight))
}

/// `QLinearConv`: x, w and y with scale and zero point, and a bias in units of sx · sw.
pub fn qlinear<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?.to_owned();
    let x = operands::integers(importer, node, Places::from(0), "x")?;
    let stored = operands::weight(importer, node, Places::from(3), true, 0, "w")?;
    let to = operands::result(importer, node, 6, 7, "y")?;
    let last = has_channels_last(node);
    let x = if last { channels_first(&mut importer.graph, &format!("{name}.channels_first"), x)? } else { x };
    let extents = importer.graph.ty(x).shape.extents().to_vec();
    let (Geometry { view, op, .. }, weight) = weighted(importer, node, &extents, &stored)?;
    let bias = match importer.known(node, 8, "B")? {
        None => None,
        Some(bias) if bias.ty == ElementType::S32 && bias.shape == [weight.shape.extents()[0]] => {
            Some(bias.to_integers()?.iter().map(|&b| b as i32).collect::<Vec<i32>>())
        }
        Some(bias) => {
            let message = format!("the bias must be int32<{}>, found {}", weight.shape.extents()[0], bias.describe());
            return Err(Diagnostic::error(Code::Shape, message).hint("quantize the model again: a bias counts in units of x_scale · w_scale"));
        }
    };
    let label = if last || view.rows { format!("{name}.images") } else { name.clone() };
    let images = view.enter(&mut importer.graph, &name, x)?;
    let value = qlinear::contraction(&mut importer.graph, &label, images, Contraction { op, weight, bias: bias.map(Bias::Summed), alpha: 1.0 }, Some(&to))?;
    let value = view.leave(&mut importer.graph, &name, value)?;
    let value = if last { channels_last(&mut importer.graph, &name, value)? } else { value };
    importer.graph.values.rename(value, &name);
    Ok(vec![operands::stored(importer, value)])
}

/// `ConvInteger`: the sums as they are.
pub fn integer<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?.to_owned();
    let data = operands::data(importer, node, 0, 2, "x")?;
    let stored = operands::weight(importer, node, Places { data: 1, scale: 1, zero_point: 3 }, false, 0, "w")?;
    let extents = importer.graph.ty(data.value).shape.extents().to_vec();
    let (Geometry { view, op, .. }, weight) = weighted(importer, node, &extents, &stored)?;
    let label = if view.rows { format!("{name}.images") } else { name.clone() };
    let graph = &mut importer.graph;
    let images = Data { value: view.enter(graph, &name, data.value)?, ..data };
    let value = Accumulation::weighted(graph, &label, images, op, &weight, None)?.integers(graph, &label);
    let value = view.leave(graph, &name, value)?;
    graph.values.rename(value, &name);
    Ok(vec![Tensor::Live { value, ty: ElementType::S32 }])
}
