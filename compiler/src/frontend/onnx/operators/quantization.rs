//! QuantizeLinear and DequantizeLinear: the borders between real numbers and integers.

use super::super::fold::movement;
use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::tensor::{QuantizedArray, Tensor};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, End, Epilogue, Op, Operand, Quantization, Scale, Shape, Step, TensorType, ValueId};
use crate::onnx_file::{Array, ElementType};
use crate::qlinear::{self, Quantized};

/// `DequantizeLinear`: f32(q − z) · s.
pub fn dequantize<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "x")?;
    let scale = importer.required(node, 1, "x_scale")?;
    let zero_point = importer.known(node, 2, "x_zero_point")?;
    match data {
        Tensor::Known(integers) => {
            require_whole(node)?;
            let axis = axis(node, integers.shape.len(), &scale)?;
            Ok(vec![Tensor::KnownReal(QuantizedArray::new(integers, &scale, zero_point.as_ref(), axis)?)])
        }
        Tensor::Live { value, ty: ElementType::U8 | ElementType::S8 | ElementType::S16 | ElementType::U16 | ElementType::S32 } => {
            live(importer, node, value, &scale, zero_point.as_ref()).map(|t| vec![t])
        }
        Tensor::Live { .. } | Tensor::KnownReal(_) | Tensor::Real(_) => {
            Err(Diagnostic::error(Code::Malformed, "DequantizeLinear reads integers, found floats").hint("the file is damaged; export the model again"))
        }
    }
}

fn live<'m>(importer: &mut Importer<'m>, node: &Node<'m>, value: ValueId, scale: &Array, zero_point: Option<&Array>) -> Result<Tensor> {
    let ty = importer.graph.ty(value).clone();
    if let (1, DType::U8 | DType::S8) = (scale.len(), ty.dtype) {
        let zero_point = zero_point.map_or(Ok(0), Array::single_integer)?;
        let zero_point = i32::try_from(zero_point).map_err(|_| Diagnostic::error(Code::Range, format!("the zero point is {zero_point}")))?;
        let quantized = Quantized::new(ty.dtype, Scale::new(scale.single_float()?)?, zero_point)?;
        return Ok(Tensor::Real(meaning(importer, node.result()?, value, &quantized)));
    }
    // One scale for each slice, or integers of more bits: plain arithmetic.
    let name = node.result()?.to_owned();
    let shape = ty.shape.clone();
    let mut steps = vec![Step::Convert];
    if let Some(numbers) = zero_point.map(zero_points_as_floats).transpose()?
        && numbers.as_floats()?.iter().any(|&z| z != 0.0)
    {
        steps.push(Step::Subtract(along(importer, node, &format!("{name}.zero_point"), &numbers, scale, &shape)?));
    }
    steps.push(Step::Multiply(along(importer, node, &format!("{name}.scale"), scale, scale, &shape)?));
    let plain = qlinear::plain(&mut importer.graph, &format!("{name}.integers"), value);
    let result = importer.graph.push_node(name, TensorType::plain(DType::F32, shape), Op::Map, [plain], Some(Epilogue::new(steps, End::F32)));
    Ok(Tensor::float(result))
}

/// Zero points as the numbers that they are.
fn zero_points_as_floats(zero_points: &Array) -> Result<Array> {
    Array::floats(zero_points.shape.clone(), zero_points.to_integers()?.iter().map(|&z| z as f32).collect::<Vec<f32>>())
}

/// Scales or zero points as the right-hand side of a step on a tensor of this shape: one number for all, one for each slice along an axis, or one for each
/// block of elements along it. There are as many of them as scales.
fn along(importer: &mut Importer, node: &Node, name: &str, numbers: &Array, scales: &Array, shape: &Shape) -> Result<Operand> {
    if numbers.len() != scales.len() {
        return Err(Diagnostic::error(Code::Shape, format!("there are {} scales and {} zero points", scales.len(), numbers.len()))
            .hint("quantize the model again: both have the same shape"));
    }
    let block = node.integer("block_size").unwrap_or(0);
    let numbers = match usize::try_from(block) {
        Ok(0) => {
            let mut extents = vec![1; shape.rank()];
            if numbers.len() > 1 {
                extents[axis(node, shape.rank(), numbers)?] = numbers.len();
            }
            numbers.reshaped(extents)?
        }
        Ok(block) if numbers.shape.len() == shape.rank() => {
            let axis = axis_of(node.integer("axis").unwrap_or(1), shape.rank())?;
            let extent = shape.extents()[axis];
            let fits =
                numbers.shape.iter().zip(shape.extents()).enumerate().all(|(i, (&own, &whole))| own == if i == axis { whole.div_ceil(block) } else { whole });
            if !fits || !importer.may_fold(numbers.len().saturating_mul(block)) {
                let message = format!("scales of the shape {:?} do not fit blocks of {block} elements along axis {axis} of {shape}", numbers.shape);
                return Err(Diagnostic::error(Code::Shape, message).hint("quantize the model again"));
            }
            movement::sliced(&movement::repeated(numbers, axis, block)?, axis, [0, extent], 1)?
        }
        _ => return Err(node.unsupported(format!("block_size = {block} and scales of the shape {:?}", numbers.shape))),
    };
    let constant = importer.graph.push_constant(name, numbers.to_tensor()?);
    compose::operand(&mut importer.graph, name, constant, shape)
}

/// The same integers with this scale and zero point.
pub fn meaning(importer: &mut Importer, name: &str, value: ValueId, quantized: &Quantized) -> ValueId {
    let wanted = quantized.ty(importer.graph.ty(value).shape.clone());
    if *importer.graph.ty(value) == wanted {
        return value;
    }
    // An input that nobody has given a meaning yet takes this one.
    if importer.graph.value(value).definition == Definition::Input
        && importer.graph.ty(value).quantization == Quantization::None
        && !importer.graph.nodes().any(|(_, node)| node.uses().any(|used| used == value))
    {
        *importer.graph.values.get_mut(value).0 = wanted;
        return value;
    }
    qlinear::reinterpret(&mut importer.graph, &format!("{name}.integers"), value, quantized)
}

/// `QuantizeLinear`: rounds x / s to nearest even, adds z, saturates.
pub fn quantize<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "x")?;
    let scale = importer.required(node, 1, "y_scale")?;
    if let Some(array) = data.to_array()? {
        require_whole(node)?;
        return known(importer, node, &array, &scale).map(|a| vec![Tensor::Known(a)]);
    }
    let zero_point = importer.known(node, 2, "y_zero_point")?;
    let ty = stored_type(node, zero_point.as_ref())?;
    let name = node.result()?;
    if scale.len() > 1 || matches!(ty, ElementType::U16 | ElementType::S16) {
        return plain_integers(importer, node, &data, &scale, zero_point.as_ref(), ty).map(|t| vec![t]);
    }
    let quantized = importer.quantized_type(node).map_err(|reason| Diagnostic::error(Code::Unsupported, format!("QuantizeLinear {reason}")))?;
    let value = match data {
        Tensor::Real(value) => {
            let same = qlinear::requantize(&mut importer.graph, name, value, &quantized)?;
            if same == value {
                importer.name_integers(value, name);
            }
            same
        }
        _ => {
            let value = importer.float_value(name, &data)?;
            qlinear::quantize(&mut importer.graph, name, value, &quantized)
        }
    };
    Ok(vec![Tensor::Live { value, ty }])
}

/// The type that QuantizeLinear gives.
fn stored_type(node: &Node, zero_point: Option<&Array>) -> Result<ElementType> {
    match (zero_point, node.integer("output_dtype").filter(|&t| t != 0)) {
        (Some(zero_point), _) => Ok(zero_point.ty),
        (None, Some(number)) => ElementType::from_number(i32::try_from(number).unwrap_or(0)),
        (None, None) => Ok(ElementType::U8),
    }
}

/// More scales than one, or 16 bits: integers without a single meaning. Those of 16 bits are s32 in the graph.
fn plain_integers<'m>(
    importer: &mut Importer<'m>,
    node: &Node<'m>,
    data: &Tensor,
    scale: &Array,
    zero_point: Option<&Array>,
    ty: ElementType,
) -> Result<Tensor> {
    let name = node.result()?.to_owned();
    let (dtype, lo, hi) = match ty {
        ElementType::U8 => (DType::U8, 0, 255),
        ElementType::S8 => (DType::S8, -128, 127),
        ElementType::U16 => (DType::S32, 0, 65535),
        ElementType::S16 => (DType::S32, -32768, 32767),
        _ => return Err(node.unsupported(format!("the type {}", ty.name()))),
    };
    let value = importer.float_value(&name, data)?;
    let shape = importer.graph.ty(value).shape.clone();
    let mut steps = vec![Step::Divide(along(importer, node, &format!("{name}.scale"), scale, scale, &shape)?)];
    if let Some(zero_point) = zero_point {
        let numbers = zero_points_as_floats(zero_point)?;
        // Rounded before the zero point is added.
        steps.push(Step::Narrow { lo: -(1 << 24), hi: 1 << 24 });
        steps.push(Step::Add(along(importer, node, &format!("{name}.zero_point"), &numbers, scale, &shape)?));
    }
    let end = if dtype == DType::S32 { End::S32 { lo, hi } } else { End::Saturate { zero_point: 0, lo, hi } };
    let value = importer.graph.push_node(name, TensorType::plain(dtype, shape), Op::Map, [value], Some(Epilogue::new(steps, end)));
    Ok(Tensor::Live { value, ty })
}

/// Quantized at once.
fn known<'m>(importer: &mut Importer<'m>, node: &Node<'m>, data: &Array, scale: &Array) -> Result<Array> {
    let zero_point = importer.known(node, 2, "y_zero_point")?;
    let ty = stored_type(node, zero_point.as_ref())?;
    let (lo, hi) = ty.integer_bounds().ok_or_else(|| node.unsupported(format!("the type {}", ty.name())))?;
    let axis = axis(node, data.shape.len(), scale)?;
    let inner: usize = data.shape.iter().skip(axis + 1).product();
    let scales = scale.as_floats()?;
    let zero_points = zero_point.map_or_else(|| Ok(vec![0; scales.len()]), |z| z.to_integers())?;
    if zero_points.len() != scales.len() || (scales.len() != 1 && data.shape.get(axis) != Some(&scales.len())) {
        return Err(Diagnostic::error(Code::Shape, format!("{} scales and {} zero points do not fit {}", scales.len(), zero_points.len(), data.describe())));
    }
    let quantized: Vec<i64> = data
        .as_floats()?
        .iter()
        .enumerate()
        .map(|(i, &x)| {
            let slice = if scales.len() == 1 { 0 } else { i / inner.max(1) % scales.len() };
            let z = zero_points[slice];
            (((x / scales[slice]).max((lo - z) as f32).min((hi - z) as f32).round_ties_even() as i64) + z).clamp(lo, hi)
        })
        .collect();
    Array::integers(ty, data.shape.clone(), quantized)
}

/// One scale for each block of elements is read where the tensor is computed when the model runs.
fn require_whole(node: &Node) -> Result<()> {
    match node.integer("block_size").unwrap_or(0) {
        0 => Ok(()),
        size => Err(node.unsupported(format!("one scale for each block of {size} elements of a constant"))),
    }
}

/// The axis along which there is one scale for each slice.
fn axis(node: &Node, rank: usize, scale: &Array) -> Result<usize> {
    if scale.len() == 1 {
        return Ok(0);
    }
    if scale.shape.len() != 1 {
        return Err(node.unsupported(format!("scales of the shape {:?}", scale.shape)));
    }
    axis_of(node.integer("axis").unwrap_or(1), rank)
}
