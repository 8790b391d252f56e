//! Weights and biases of convolutions and matrix products.

use super::super::import::Importer;
use super::super::node::Node;
use super::super::target::Target;
use super::super::tensor::{QuantizedArray, Tensor};
use crate::diagnostic::Result;
use crate::graph::{Quantization, Scale, Shape, ValueId};
use crate::onnx_file::Array;
use crate::qlinear::Weight;

/// Weights as floats.
///
/// # Errors
/// `Unsupported` where they are computed when the model runs.
pub fn floats<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, what: &str) -> Result<Array> {
    let array = importer.required(node, index, what)?;
    array.as_floats()?;
    Ok(array)
}

/// The QuantizeLinear behind a node whose operands are integers; notes why there is none.
pub fn target<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Option<Target> {
    match importer.target(node) {
        Ok(target) => {
            importer.absorb(&target);
            Some(target)
        }
        Err(reason) => {
            importer.unfused(node, format!("{reason}; the sums are integers, the result is f32"));
            None
        }
    }
}

/// Name of the node: that of the tensor that it computes.
pub fn label(result: &str, target: Option<&Target>, reshaped: bool) -> String {
    let name = target.map_or(result, |t| &t.name);
    if reshaped { format!("{name}.matrix") } else { name.to_owned() }
}

/// Weight and bias (operand `bias_index`) as integers in the shape of the kernels; otherwise why not.
pub fn quantized<'m>(
    importer: &mut Importer<'m>,
    node: &Node<'m>,
    data: ValueId,
    bias_index: usize,
    weight: &Tensor,
    shape: Shape,
) -> Result<(Weight, Option<Vec<i32>>), String> {
    let Tensor::KnownReal(quantized) = weight else { return Err("its weight is not quantized".into()) };
    let weight = without_zero_point(quantized, shape)?;
    note_products(importer, node, &weight);
    let bias = match node.input(bias_index) {
        None => None,
        Some(name) => Some(bias(importer, data, &weight, name)?),
    };
    Ok((weight, bias))
}

/// w − zw, with one scale for all or for each output channel (axis 0).
pub fn without_zero_point(quantized: &QuantizedArray, shape: Shape) -> Result<Weight, String> {
    let QuantizedArray { scales, axis, .. } = quantized;
    let outputs = shape.extents()[0];
    if scales.len() != 1 && (*axis != 0 || scales.len() != outputs) {
        return Err(format!("its weight has {} scales along axis {axis}", scales.len()));
    }
    let centred = quantized.centred()?;
    let scales = scales.iter().map(|&s| Scale::new(s)).collect::<Result<Vec<_>>>().map_err(|d| d.message)?;
    Ok(Weight { shape, integers: centred.into(), scales })
}

/// Says where weights take more products than one.
pub fn note_products(importer: &mut Importer, node: &Node, weight: &Weight) {
    let products = weight.products();
    if products > 1 {
        importer.unfused(node, format!("s8 does not hold its weights without their zero point; they are sums, with {products} times the products"));
    }
}

/// The bias in units of the accumulator. One that is not quantized is rounded to them, as ONNX Runtime does before it fuses.
fn bias<'m>(importer: &mut Importer<'m>, data: ValueId, weight: &Weight, name: &str) -> Result<Vec<i32>, String> {
    let outputs = weight.shape.extents()[0];
    let tensor = importer.tensor(name).map_err(|d| d.message)?;
    if importer.extents(&tensor).iter().product::<usize>() != outputs {
        return Err(format!("its bias has the shape {:?}", importer.extents(&tensor)));
    }
    match tensor {
        Tensor::KnownReal(bias) => {
            let integers = bias.integers.to_integers().map_err(|d| d.message)?;
            let integers = integers.iter().enumerate().map(|(i, &b)| i32::try_from(b - bias.zero_points[if bias.zero_points.len() == 1 { 0 } else { i }]).ok());
            integers.collect::<Option<_>>().ok_or("its bias does not fit in 32 bits".into())
        }
        Tensor::Known(bias) => {
            let Quantization::PerTensor { scale, .. } = importer.graph.ty(data).quantization else { return Err("its data has no scale".into()) };
            let floats = bias.as_floats().map_err(|d| d.message)?.clone();
            let of = |i: usize| weight.scales[if weight.scales.len() == 1 { 0 } else { i }].get();
            let steps = floats.iter().enumerate().map(|(i, &b)| (f64::from(b) / f64::from(scale.get() * of(i))).round_ties_even());
            let integers = steps.map(|b| (b.abs() < f64::from(1 << 30)).then_some(b as i32));
            integers.collect::<Option<_>>().ok_or("its bias is far larger than its weights".into())
        }
        Tensor::Live { .. } | Tensor::Real(_) => Err("its bias is computed when the model runs".into()),
    }
}
