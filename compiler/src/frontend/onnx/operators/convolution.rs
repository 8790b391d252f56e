//! `Conv`, on integers and on floats.

use super::super::import::Importer;
use super::super::node::Node;
use super::super::tensor::Tensor;
use super::weight;
use super::window;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::spatial::Spatial;
use crate::graph::{DType, End, Epilogue, Op, Shape, Step, TensorType, infer_shape};
use crate::qlinear::{self, Bias, Contraction};

/// How the weights of a convolution meet its data.
#[derive(Debug)]
pub struct Geometry {
    pub view: Spatial,
    pub op: Op,
    /// `O C/groups kh kw`.
    pub weight: Shape,
}

impl Geometry {
    /// From the attributes of a node and the extents of data and weight, `N C H W` and `O C/groups kh kw` or both without height.
    ///
    /// # Errors
    /// `Malformed` and `Shape` for what does not fit together.
    pub fn read(node: &Node, data: &[usize], weight: &[usize]) -> Result<Self> {
        if data.len() > 4 {
            return Err(node.unsupported(format!("a tensor of {} axes", data.len())).hint("images (N C H W) and rows (N C W) are read"));
        }
        let view = Spatial::of(&TensorType::plain(DType::F32, Shape::new(data)?))?;
        let extents = match *weight {
            [filters, channels, height, width] if !view.rows => [filters, channels, height, width],
            [filters, channels, width] if view.rows => [filters, channels, 1, width],
            _ => return Err(Diagnostic::error(Code::Shape, format!("the weight has the shape {weight:?}, the data {data:?}")).hint("export the model again")),
        };
        let groups = usize::try_from(node.integer("group").unwrap_or(1)).ok().filter(|&g| g > 0);
        let groups = groups.ok_or_else(|| Diagnostic::error(Code::Malformed, "attribute 'group' must be at least 1"))?;
        let op = Op::Convolution { window: window::read(node, &view, Some([extents[2], extents[3]]))?, groups };
        Ok(Self { view, op, weight: Shape::new(extents)? })
    }
}

/// `Conv`.
pub fn convolution<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?.to_owned();
    let data = importer.operand(node, 0, "X")?;
    let weight = importer.operand(node, 1, "W")?;
    let Geometry { view, op, weight: weight_shape } = Geometry::read(node, &importer.extents(&data), &importer.extents(&weight))?;
    let filters = weight_shape.extents()[0];

    if let Tensor::Real(integers) = data {
        match weight::quantized(importer, node, integers, 2, &weight, weight_shape.clone()) {
            Ok((weight, bias)) => {
                let images = view.enter(&mut importer.graph, &name, integers)?;
                let target = weight::target(importer, node);
                let to = target.as_ref().map(|t| t.quantized);
                let label = weight::label(&name, target.as_ref(), view.rows);
                let value = qlinear::contraction(
                    &mut importer.graph,
                    &label,
                    images,
                    Contraction { op, weight, bias: bias.map(Bias::Summed), alpha: 1.0 },
                    to.as_ref(),
                )?;
                let value = view.leave(&mut importer.graph, &label, value)?;
                return Ok(vec![if to.is_some() { Tensor::Real(value) } else { Tensor::float(value) }]);
            }
            Err(reason) => importer.unfused(node, reason),
        }
    }
    let data = importer.float_value(node.input(0).unwrap_or(&name), &data)?;
    let weight = weight::floats(importer, node, 1, "W")?;
    let weight = importer.graph.push_constant(format!("{name}.weight"), weight.reshaped(weight_shape.extents())?.to_tensor()?);
    let bias = match importer.known(node, 2, "B")? {
        Some(bias) if bias.shape == [filters] => {
            vec![Step::Add(compose::channel_operand(&mut importer.graph, &format!("{name}.bias"), bias.as_floats()?.to_vec())?)]
        }
        Some(bias) => return Err(Diagnostic::error(Code::Shape, format!("the bias must have {filters} elements, found {}", bias.describe()))),
        None => vec![],
    };
    let images = view.enter(&mut importer.graph, &name, data)?;
    let shape = infer_shape(&op, &[importer.graph.ty(images), importer.graph.ty(weight)])?;
    let ty = TensorType::plain(DType::F32, shape);
    let label = if view.rows { format!("{name}.images") } else { name.clone() };
    let value = importer.graph.push_node(label, ty, op, [images, weight], Some(Epilogue::new(bias, End::F32)));
    Ok(vec![Tensor::float(view.leave(&mut importer.graph, &name, value)?)])
}
