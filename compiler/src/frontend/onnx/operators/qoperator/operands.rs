//! Integers whose scale and zero point are operands beside them.

use super::super::super::import::Importer;
use super::super::super::node::Node;
use super::super::super::tensor::{QuantizedArray, Tensor};
use super::super::quantization::meaning;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Scale, Step, ValueId};
use crate::onnx_file::{Array, ElementType};
use crate::qlinear::{self, Data, Quantized};

/// Numbers of operands: integers, and what they mean.
#[derive(Debug, Clone, Copy)]
pub struct Places {
    pub data: usize,
    pub scale: usize,
    pub zero_point: usize,
}

impl Places {
    /// Three operands in a row.
    pub fn from(data: usize) -> Self {
        Self { data, scale: data + 1, zero_point: data + 2 }
    }
}

/// An operand of 8-bit integers, of whatever kind.
pub fn bytes<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, what: &str) -> Result<(Tensor, ElementType)> {
    let tensor = importer.operand(node, index, what)?;
    match importer.element_type(&tensor) {
        ty @ (ElementType::U8 | ElementType::S8) => Ok((tensor, ty)),
        other => Err(Diagnostic::error(Code::Malformed, format!("'{what}' (operand {index}) is {}; uint8 or int8 is expected", other.name()))
            .hint("put a QuantizeLinear before the operator, or quantize the model again")),
    }
}

/// A zero point of the type that its data has. None where it is left out: 0.
fn zero_points<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, what: &str, of: ElementType) -> Result<Option<Array>> {
    let zero_point = importer.known(node, index, &format!("{what}_zero_point"))?;
    match &zero_point {
        Some(array) if array.ty != of => {
            Err(Diagnostic::error(Code::Malformed, format!("the zero point of '{what}' is {}, its integers are {}", array.describe(), of.name()))
                .hint("quantize the model again: a zero point has the type of what it belongs to"))
        }
        _ => Ok(zero_point),
    }
}

fn single(array: Option<&Array>, what: &str) -> Result<i32> {
    let Some(array) = array else { return Ok(0) };
    let number = array.single_integer().map_err(|_| {
        Diagnostic::error(Code::Unsupported, format!("'{what}' has {} zero points; one for the whole tensor is read", array.len()))
            .hint("quantize activations per tensor")
    })?;
    i32::try_from(number).map_err(|_| Diagnostic::error(Code::Range, format!("the zero point of '{what}' is {number}")))
}

fn scale<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, what: &str) -> Result<Scale> {
    let array = importer.required(node, index, &format!("{what}_scale"))?;
    let number = array.single_float().map_err(|_| {
        Diagnostic::error(Code::Unsupported, format!("'{what}' has the scales {}; one for the whole tensor is read", array.describe()))
            .hint("quantize activations per tensor")
    })?;
    Scale::new(number).map_err(|d| d.hint(format!("the scale of '{what}' is damaged; quantize the model again")))
}

/// Activations as integers of the graph with scale and zero point; known ones become a constant.
pub fn integers<'m>(importer: &mut Importer<'m>, node: &Node<'m>, places: Places, what: &str) -> Result<ValueId> {
    let (tensor, ty) = bytes(importer, node, places.data, what)?;
    let scale = scale(importer, node, places.scale, what)?;
    let zero_point = zero_points(importer, node, places.zero_point, what, ty)?;
    let zero_point = single(zero_point.as_ref(), what)?;
    let name = node.input(places.data).unwrap_or(what);
    let quantized = Quantized::new(if ty == ElementType::U8 { DType::U8 } else { DType::S8 }, scale, zero_point)?;
    if let Tensor::Known(array) = tensor {
        let tensor = array.to_tensor()?;
        return Ok(importer.graph.push(name, quantized.ty(tensor.shape), Definition::Constant(tensor.data)));
    }
    let value = importer.value(name, &tensor)?;
    Ok(meaning(importer, name, value, &quantized))
}

/// Integers without a scale, with a zero point that may be known at run time only.
pub fn data<'m>(importer: &mut Importer<'m>, node: &Node<'m>, data: usize, zero_point: usize, what: &str) -> Result<Data> {
    let (tensor, ty) = bytes(importer, node, data, what)?;
    let name = node.input(data).unwrap_or(what).to_owned();
    let value = importer.value(&name, &tensor)?;
    let live = match node.input(zero_point).map(|zero_point| importer.tensor(zero_point)).transpose()? {
        Some(Tensor::Live { value, ty: of }) if of == ty => Some(value),
        _ => None,
    };
    if let Some(live) = live {
        let scalar = scalar(importer, live, &format!("{name}.zero_point"), what)?;
        return Ok(Data { value: qlinear::plain(&mut importer.graph, &format!("{name}.plain"), value), zero_point: Some(scalar) });
    }
    let zero_point = zero_points(importer, node, zero_point, what, ty)?;
    let zero_point = single(zero_point.as_ref(), what)?;
    check_zero_point(ty, zero_point, what)?;
    Ok(Data { value: qlinear::with_zero_point(&mut importer.graph, &format!("{name}.integers"), value, zero_point), zero_point: None })
}

fn check_zero_point(ty: ElementType, zero_point: i32, what: &str) -> Result<()> {
    match ty.integer_bounds() {
        Some((lo, hi)) if (lo..=hi).contains(&zero_point.into()) => Ok(()),
        _ => Err(Diagnostic::error(Code::Range, format!("the zero point of '{what}' is {zero_point}, which {} does not hold", ty.name()))),
    }
}

/// A tensor of one element as an f32 scalar of the graph.
fn scalar(importer: &mut Importer, value: ValueId, name: &str, what: &str) -> Result<ValueId> {
    let ty = importer.graph.ty(value).clone();
    if ty.shape.volume() != 1 {
        return Err(Diagnostic::error(
            Code::Unsupported,
            format!("'{what}' has {} scales or zero points; one for the whole tensor is read", ty.shape.volume()),
        )
        .hint("quantize activations per tensor"));
    }
    let plain = qlinear::plain(&mut importer.graph, &format!("{name}.plain"), value);
    let plain = compose::reshape(&mut importer.graph, &format!("{name}.single"), plain, [])?;
    Ok(if ty.dtype == DType::F32 { plain } else { compose::map(&mut importer.graph, name, plain, [Step::Convert]) })
}

/// A scale that may be known at run time only, as an f32 scalar of the graph.
pub fn live_scale<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, what: &str) -> Result<ValueId> {
    let tensor = importer.operand(node, index, &format!("{what}_scale"))?;
    let value = importer.float_value(&format!("{what}_scale"), &tensor)?;
    scalar(importer, value, &format!("{}.{what}_scale", node.result()?), what)
}

/// A known weight with its zero points and, where it has any, scales: one for all or one for each index of `axis`.
pub fn weight<'m>(importer: &mut Importer<'m>, node: &Node<'m>, places: Places, with_scale: bool, axis: usize, what: &str) -> Result<QuantizedArray> {
    bytes(importer, node, places.data, what)?;
    let integers = importer.required(node, places.data, what)?;
    let zero_points = zero_points(importer, node, places.zero_point, what, integers.ty)?;
    let scales = if with_scale { importer.required(node, places.scale, &format!("{what}_scale"))?.as_floats()?.to_vec() } else { vec![1.0] };
    let zero_points = zero_points.map_or_else(|| Ok(vec![0]), |z| z.to_integers())?;
    let slices = integers.shape.get(axis).copied().unwrap_or(1);
    let count = scales.len().max(zero_points.len());
    if [scales.len(), zero_points.len()].iter().any(|&n| n != 1 && n != slices) {
        let message = format!("{} scales and {} zero points do not fit axis {axis} of '{what}', {}", scales.len(), zero_points.len(), integers.describe());
        return Err(Diagnostic::error(Code::Shape, message).hint("give one for the whole tensor, or one for each output channel"));
    }
    if let Some(bad) = scales.iter().find(|scale| Scale::new(**scale).is_err()) {
        return Err(Diagnostic::error(Code::Range, format!("a scale of '{what}' is {bad:?}; finite numbers greater than zero are expected"))
            .hint("the scales are damaged; quantize the model again"));
    }
    let each = |i: usize, count: usize| if count == 1 { 0 } else { i };
    Ok(QuantizedArray {
        scales: (0..count).map(|i| scales[each(i, scales.len())]).collect(),
        zero_points: (0..count).map(|i| zero_points[each(i, zero_points.len())]).collect(),
        integers,
        axis,
    })
}

/// How the result is stored: its type is that of its zero point.
pub fn result<'m>(importer: &mut Importer<'m>, node: &Node<'m>, scale_index: usize, zero_index: usize, what: &str) -> Result<Quantized> {
    let scale = scale(importer, node, scale_index, what)?;
    let zero_point = importer.known(node, zero_index, &format!("{what}_zero_point"))?;
    let dtype = match zero_point.as_ref().map_or(ElementType::U8, |z| z.ty) {
        ElementType::U8 => DType::U8,
        ElementType::S8 => DType::S8,
        other => {
            return Err(Diagnostic::error(Code::Malformed, format!("the zero point of '{what}' is {}; uint8 or int8 is expected", other.name()))
                .hint("quantize the model again: the zero point of a result says which 8-bit type it has"));
        }
    };
    Quantized::new(dtype, scale, single(zero_point.as_ref(), what)?)
}

/// Integers of the graph with the type that the model gives them.
pub fn stored(importer: &Importer, value: ValueId) -> Tensor {
    let ty = if importer.graph.ty(value).dtype == DType::S8 { ElementType::S8 } else { ElementType::U8 };
    Tensor::Live { value, ty }
}
