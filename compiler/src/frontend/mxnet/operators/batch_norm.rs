//! Batch norm at inference: the float operator and the stand-alone quantized one.

use super::super::arithmetic::{BatchNorm, SIGNED_RANGE, UNSIGNED_RANGE};
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar};
use super::super::symbol_json::{Entry, Node};
use super::{float_tensor, require_byte, require_finite};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::random_weights::Distribution;
use crate::graph::{DType, End, Operand, Step, TensorType};

/// Reads the four tensors gamma, beta, mean and variance of `channels` numbers each, and the attributes of `node`.
fn read(importer: &Importer, node: &Node, tensors: [Entry; 4], channels: usize) -> Result<BatchNorm> {
    let attributes = &node.attributes;
    // The default is a single-precision number in a double (`batch_norm-inl.h`).
    let epsilon = attributes.double("eps")?.unwrap_or(f64::from(1e-3f32));
    let floats = |entry: Entry, distribution: Distribution| importer.floats_or_random(entry, &[&[channels]], distribution);
    let (gamma, beta) = (floats(tensors[0], Distribution::Factor)?, floats(tensors[1], Distribution::Offset)?);
    let (mean, variance) = (floats(tensors[2], Distribution::Offset)?, floats(tensors[3], Distribution::Factor)?);
    if let Some(bad) = variance.iter().find(|&&v| f64::from(v) + epsilon <= 0.0) {
        return Err(Diagnostic::error(Code::Range, format!("batch norm has the variance {bad} with eps {epsilon}: it has no square root"))
            .hint("the parameters are damaged; train or export again"));
    }
    Ok(BatchNorm { gamma, beta, mean, variance, epsilon })
}

/// As [`read`], with γ = 1 where `fix_gamma` asks for it.
pub fn read_fixed(importer: &Importer, node: &Node, tensors: [Entry; 4], channels: usize) -> Result<BatchNorm> {
    let mut norm = read(importer, node, tensors, channels)?;
    if node.attributes.boolean("fix_gamma", true)? {
        norm.gamma.fill(1.0);
    }
    Ok(norm)
}

/// Checks that channels lie on axis 1, where layers have theirs.
pub fn require_channels_first(node: &Node, rank: usize) -> Result<()> {
    if node.attributes.axis("axis", 1, rank)? == 1 {
        return Ok(());
    }
    Err(Diagnostic::error(Code::Unsupported, "a fused or quantized batch norm along another axis than 1 is not read").hint("export the model with layout NCHW"))
}

fn channels(ty: &TensorType) -> Result<usize> {
    ty.shape.extents().get(1).copied().ok_or_else(|| Diagnostic::error(Code::Shape, format!("batch norm reads tensors with channels on axis 1, found {ty}")))
}

/// `BatchNorm`: fma(x − mean, γ / sqrt(σ² + ε), β), as oneDNN computes it.
pub fn float(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = float_tensor(importer, operands.next("data")?)?;
    let tensors = [operands.next("gamma")?, operands.next("beta")?, operands.next("moving_mean")?, operands.next("moving_var")?];
    operands.finish()?;
    let rank = importer.ty(data).shape.rank();
    let axis = node.attributes.axis("axis", 1, rank.max(1))?;
    // Channels are axis 1 in the graph; a permutation that swaps two axes is its own inverse.
    let mut permutation: Vec<usize> = (0..rank).collect();
    let swaps = axis != 1 && rank > 1;
    if swaps {
        permutation.swap(axis, 1);
    }
    let first = compose::transpose(importer.graph(), &format!("{}.channels_first", node.name), data, &permutation)?;
    let ty = importer.ty(first).clone();
    let norm = read_fixed(importer, node, tensors, channels(&ty)?)?;
    let multipliers = norm.float_multipliers();
    require_finite("a multiplier of batch norm", &multipliers)?;
    let part = |part: &str| format!("{}.{part}", node.name);
    let shift = importer.channel_operand(&part("negative_mean"), norm.mean.iter().map(|m| -m).collect())?;
    let multiplier = importer.channel_operand(&part("multiplier"), multipliers)?;
    let beta = importer.channel_operand(&part("beta"), norm.beta)?;
    let steps = [Step::Add(shift), Step::MultiplyAdd(multiplier, beta)];
    if swaps {
        let value = importer.push_map(&part("normalized"), ty, first, steps, End::F32);
        return Ok(vec![NodeOutput::Tensor(compose::transpose(importer.graph(), &node.name, value, &permutation)?)]);
    }
    Ok(vec![NodeOutput::Tensor(importer.push_map(&node.name, ty, first, steps, End::F32))])
}

/// `_contrib_quantized_batch_norm` and `_contrib_quantized_batch_norm_relu`, which saturates at 0: s8 output. Inputs: data, gamma, beta, mean, var,
/// data_min, data_max.
pub fn quantized(importer: &mut Importer, node: &Node, relu: bool) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    let tensors = [operands.next("gamma")?, operands.next("beta")?, operands.next("moving_mean")?, operands.next("moving_var")?];
    let range = importer.range(operands.next("data_min")?, operands.next("data_max")?)?;
    operands.finish()?;
    let Some((min, max)) = node.attributes.calibration()? else {
        return Err(Diagnostic::error(Code::Unsupported, "a quantized batch norm needs a calibrated range; MXNet cannot run this either")
            .hint("calibrate the network, or exclude its batch norms from quantization"));
    };
    let output = Range::known(min, max)?;
    let (Scalar::Known(input_absmax), Scalar::Known(output_absmax)) = (range.absmax(), output.absmax()) else {
        return Err(Diagnostic::error(Code::Unsupported, "the layer is calibrated but its input is not").hint("calibrate all layers, or none"));
    };
    let dtype = require_byte(importer.ty(data))?;
    let shape = importer.ty(data).shape.clone();
    require_channels_first(node, shape.rank())?;
    let mut norm = read(importer, node, tensors, channels(importer.ty(data))?)?;
    if node.attributes.boolean("fix_gamma", true)? && norm.gamma.iter().any(|&g| g != 1.0) {
        if importer.ideal() {
            norm.gamma.fill(1.0);
        } else {
            importer.quirk(node, "MXNet ignores fix_gamma in a quantized batch norm and multiplies by the stored gamma, which is not 1");
        }
    }
    let (multipliers, addends) = norm.quantized(input_absmax, output_absmax);
    require_finite("a multiplier of batch norm", &multipliers)?;
    require_finite("an addend of batch norm", &addends)?;
    let mut steps = vec![Step::Convert];
    if dtype == DType::U8 {
        // oneDNN's batch norm reads s8: u8 data is converted on its own first.
        steps.extend([Step::Multiply(Operand::Constant(SIGNED_RANGE / UNSIGNED_RANGE)), Step::Narrow { lo: -128, hi: 127 }]);
    }
    let multiplier = importer.channel_operand(&format!("{}.multiplier", node.name), multipliers)?;
    let addend = importer.channel_operand(&format!("{}.addend", node.name), addends)?;
    steps.push(Step::MultiplyAdd(multiplier, addend));
    let ty = output.tensor_type(DType::S8, shape)?;
    let value = importer.push_map(&node.name, ty, data, steps, End::Saturate { zero_point: 0, lo: if relu { 0 } else { -128 }, hi: 127 });
    Ok(triplet(value, output))
}
