//! Convolution: geometry, parameters with batch norm folded into them, and the float operator.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use super::batch_norm;
use super::require_finite;
use super::spatial;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::spatial::Spatial;
use crate::graph::{DType, End, Epilogue, Op, Shape, Step, TensorData, TensorType, ValueId, Window, infer_shape};

/// Attributes of the operator `Convolution`.
pub struct Geometry {
    pub window: Window,
    pub filters: usize,
    pub groups: usize,
    pub bias: bool,
}

impl Geometry {
    pub fn read(node: &Node, view: &Spatial) -> Result<Self> {
        let attributes = &node.attributes;
        spatial::require_channels_first(attributes)?;
        let required = |key: &str| Diagnostic::error(Code::Malformed, format!("the convolution has no attribute '{key}'")).hint("correct the model file");
        if attributes.text("kernel").is_none() {
            return Err(required("kernel"));
        }
        let pad = spatial::window(view, attributes, "pad", 0, 0)?;
        Ok(Self {
            window: Window {
                kernel: spatial::window(view, attributes, "kernel", 1, 1)?,
                stride: spatial::window(view, attributes, "stride", 1, 1)?,
                dilation: spatial::window(view, attributes, "dilate", 1, 1)?,
                pad_before: pad,
                pad_after: pad,
            },
            filters: attributes.count("num_filter")?.filter(|&f| f > 0).ok_or_else(|| required("num_filter"))?,
            groups: attributes.count("num_group")?.unwrap_or(1),
            bias: !attributes.boolean("no_bias", false)?,
        })
    }

    /// Extents of the weight for data of this shape.
    pub fn weight_extents(&self, view: &Spatial) -> Result<[usize; 4]> {
        let check = "check the shape of the input: --input-shape NAME=1,3,224,224";
        let channels = view.channels;
        let (groups, filters) = (self.groups, self.filters);
        if groups == 0 || !channels.is_multiple_of(groups) || !filters.is_multiple_of(groups) {
            return Err(
                Diagnostic::error(Code::Shape, format!("num_group = {groups} does not divide {channels} input channels and {filters} filters")).hint(check)
            );
        }
        Ok([filters, channels / groups, self.window.kernel[0], self.window.kernel[1]])
    }
}

/// A convolution with batch norm folded into float weights and bias.
pub struct Folded {
    pub geometry: Geometry,
    pub view: Spatial,
    /// The images.
    pub data: ValueId,
    pub weight_shape: Shape,
    pub weight: Vec<f32>,
    pub bias: Option<Vec<f32>>,
    pub output_shape: Shape,
}

/// Reads data, weight, bias and batch norm, and folds.
pub fn fold(importer: &mut Importer, root: &Node, batch_norm: Option<&Node>, operands: &mut Operands) -> Result<Folded> {
    let data = importer.tensor(operands.next("data")?)?;
    let view = Spatial::of(importer.ty(data))?;
    let geometry = Geometry::read(root, &view)?;
    let weight_entry = operands.next("weight")?;
    let extents = geometry.weight_extents(&view)?;
    let mut weight = importer.floats(weight_entry, &view.weight_extents(extents))?;
    let mut bias = if geometry.bias { Some(importer.floats(operands.next("bias")?, &[geometry.filters])?) } else { None };
    if let Some(node) = batch_norm {
        let tensors = [operands.next("gamma")?, operands.next("beta")?, operands.next("moving_mean")?, operands.next("moving_var")?];
        batch_norm::require_channels_first(node, 4)?;
        let norm = batch_norm::read_fixed(importer, node, tensors, geometry.filters)?;
        bias = Some(norm.fold(&mut weight, bias.as_deref()));
    }
    require_finite("a weight with batch norm folded into it", &weight)?;
    require_finite("a bias with batch norm folded into it", bias.as_deref().unwrap_or_default())?;
    let weight_shape = Shape::new(extents)?;
    let data = view.enter(importer.graph(), &root.name, data)?;
    let op = Op::Convolution { window: geometry.window, groups: geometry.groups };
    let weight_type = TensorType::plain(DType::F32, weight_shape.clone());
    let output_shape = infer_shape(&op, &[importer.ty(data), &weight_type])?;
    Ok(Folded { geometry, view, data, weight_shape, weight, bias, output_shape })
}

impl Folded {
    pub fn op(&self) -> Op {
        Op::Convolution { window: self.geometry.window, groups: self.geometry.groups }
    }

    /// A float node: bias and the given steps follow the accumulation.
    pub fn push_float(self, importer: &mut Importer, name: &str, steps: Vec<Step>) -> Result<ValueId> {
        super::require_float(importer.ty(self.data))?;
        let op = self.op();
        let weight = importer.push_constant(&format!("{name}.weight"), self.weight_shape, TensorData::F32(self.weight.into()))?;
        let mut all = Vec::with_capacity(steps.len() + 1);
        if let Some(bias) = self.bias {
            all.push(Step::Add(importer.channel_operand(&format!("{name}.bias"), bias)?));
        }
        all.extend(steps);
        let ty = TensorType::plain(DType::F32, self.output_shape);
        Ok(importer.push_node(name, ty, op, vec![self.data, weight], Some(Epilogue::new(all, End::F32))))
    }
}

/// `Convolution`.
pub fn float(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let folded = fold(importer, node, None, &mut operands)?;
    operands.finish()?;
    let view = folded.view;
    let value = folded.push_float(importer, &node.name, Vec::new())?;
    Ok(vec![NodeOutput::Tensor(view.leave(importer.graph(), &node.name, value)?)])
}
