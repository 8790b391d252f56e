//! Operators of MXNet → nodes of the graph. One family a file; this page lists the quantized ones, `float` the others.

mod accumulator;
mod activation;
mod batch_norm;
mod binary;
mod boundary;
mod channel_scales;
mod combine;
mod convolution;
mod deconvolution;
mod elementwise;
mod embedding;
mod float;
mod fully_connected;
mod fused;
mod fused_convolution;
mod pooling;
mod quantized_elementwise;
mod quantized_movement;
mod reduce;
mod repetition;
mod shape;
mod slice;
mod spatial;
mod unary;
mod unfused;

use super::import::{Importer, NodeOutput};
use super::symbol_json::Node;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, TensorType, ValueId};

/// Imports one node and says what its outputs are.
pub fn import(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    match node.operator.as_str() {
        "_sg_mkldnn_conv" => fused_convolution::import(importer, node),
        "_sg_mkldnn_fully_connected" => fully_connected::fused(importer, node),
        "_contrib_quantize" => boundary::quantize_with_range(importer, node),
        "_contrib_quantize_v2" => boundary::quantize(importer, node),
        "_contrib_dequantize" => boundary::dequantize(importer, node),
        "_contrib_requantize" => boundary::requantize(importer, node),
        "_contrib_quantized_pooling" => pooling::quantized(importer, node),
        "_contrib_quantized_flatten" => elementwise::quantized_flatten(importer, node),
        "_contrib_quantized_act" => elementwise::quantized_activation(importer, node),
        "_contrib_quantized_concat" => combine::quantized_concat(importer, node),
        "_contrib_quantized_elemwise_add" => quantized_elementwise::add(importer, node),
        "_contrib_quantized_batch_norm" => batch_norm::quantized(importer, node, false),
        "_contrib_quantized_batch_norm_relu" => batch_norm::quantized(importer, node, true),
        "_contrib_quantized_npi_add" => quantized_elementwise::broadcast_add(importer, node),
        "_contrib_quantized_elemwise_mul" => quantized_elementwise::multiply(importer, node),
        "_contrib_quantized_conv" => unfused::convolution(importer, node),
        "_contrib_quantized_fully_connected" => unfused::fully_connected(importer, node),
        "_contrib_quantized_reshape" => quantized_movement::reshape(importer, node),
        "_contrib_quantized_transpose" => quantized_movement::transpose(importer, node),
        "_npx_quantized_reshape" => quantized_movement::numpy_reshape(importer, node),
        "_npx_reshape" => quantized_movement::unquantized_numpy_reshape(importer, node),
        "_contrib_quantized_embedding" => embedding::quantized(importer, node),
        _ => float::import(importer, node),
    }
}

/// Rounds, and saturates at the ends of a byte.
fn saturate(dtype: DType) -> End {
    let (lo, hi) = if dtype == DType::U8 { (0, 255) } else { (-128, 127) };
    End::Saturate { zero_point: 0, lo, hi }
}

/// Checks that a value holds floats.
fn require_float(ty: &TensorType) -> Result<()> {
    match ty.dtype {
        DType::F32 => Ok(()),
        _ => Err(Diagnostic::error(Code::Shape, format!("the operand must be f32, found {ty}")).hint("the symbol file is damaged; quantize the network again")),
    }
}

/// Checks that a value holds u8 or s8, and says which.
fn require_byte(ty: &TensorType) -> Result<DType> {
    match ty.dtype {
        DType::U8 | DType::S8 => Ok(ty.dtype),
        _ => {
            Err(Diagnostic::error(Code::Shape, format!("the operand must be u8 or s8, found {ty}"))
                .hint("the symbol file is damaged; quantize the network again"))
        }
    }
}

/// A tensor operand of a float operator.
fn float_tensor(importer: &mut Importer, entry: super::symbol_json::Entry) -> Result<ValueId> {
    let value = importer.tensor(entry)?;
    require_float(importer.ty(value)).map(|()| value)
}

/// Checks that numbers computed from a model's parameters are finite.
fn require_finite(what: &str, values: &[f32]) -> Result<()> {
    match values.iter().find(|v| !v.is_finite()) {
        None => Ok(()),
        Some(bad) => Err(Diagnostic::error(Code::Range, format!("{what} comes out as {bad}"))
            .hint("check the layer's parameters and ranges; train, calibrate or export the model again")),
    }
}
