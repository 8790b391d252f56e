//! `_sg_mkldnn_conv`: a convolution with all that MXNet fuses into it, quantized or not.
//!
//! Arithmetic of the quantized form: `mkldnn_conv.cc` of 1.x and `dnnl_conv.cc` of 2.x, with the scales of `mkldnn_common.h` and oneDNN's order of
//! operations: F(acc) · multiplier, activation, sum, activation.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar, ScalarStep};
use super::super::rules::ActivationUnits;
use super::super::symbol_json::{Entry, Node};
use super::accumulator::{accumulator_range, levels, scaled_bias};
use super::activation::Activation;
use super::channel_scales::ChannelScales;
use super::convolution::{Folded, fold};
use super::elementwise::reinterpret;
use super::fused::{Fused, check_flags};
use super::spatial;
use super::{float_tensor, require_byte};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Function, Operand, Quantization, Scale, Shape, Step, TensorData, TensorType, ValueId};

/// `_sg_mkldnn_conv`. Inputs: data, weight, \[bias\], \[gamma, beta, mean, var\], \[sum\], and if quantized data_min, data_max, \[sum_min, sum_max\];
/// `dedup_sum` says that the sum operand is the data, and is not listed.
pub fn import(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let attributes = &node.attributes;
    let parts = Fused::read(node, "Convolution")?;
    check_flags(
        node,
        &[
            (["with_bn", "with_bn"], parts.batch_norm.is_some()),
            (["with_sum", "with_sum"], parts.sum),
            (["with_act", "with_relu"], parts.activation.is_some()),
            (["with_postsum_act", "with_postsum_relu"], parts.post_sum_activation.is_some()),
        ],
    )?;
    let data_is_summed = attributes.boolean("dedup_sum", false)?;
    let mut operands = Operands::new(node);
    let folded = fold(importer, parts.root, parts.batch_norm, &mut operands)?;
    spatial::require_images(folded.view)?;
    let sum = match (parts.sum, data_is_summed) {
        (false, _) => None,
        (true, true) => node.inputs.first().copied(),
        (true, false) => Some(operands.next("sum")?),
    };
    if !attributes.boolean("quantized", false)? {
        operands.finish()?;
        return float(importer, &node.name, folded, &parts, sum);
    }
    let range = importer.range(operands.next("data_min")?, operands.next("data_max")?)?;
    let sum = match sum {
        None => None,
        Some(entry) => {
            let value = importer.tensor(entry)?;
            let dtype = require_byte(importer.ty(value)).map_err(|d| d.hint("the operand 'sum' must be quantized"))?;
            require_same_shape(importer.ty(value), &folded.output_shape)?;
            let range = if data_is_summed { range } else { importer.range(operands.next("sum_min")?, operands.next("sum_max")?)? };
            Some(Sum { value, dtype, range })
        }
    };
    operands.finish()?;
    let dtype = require_byte(importer.ty(folded.data))?;
    if let (DType::U8, Range::Known { min, .. }, false) = (dtype, range, importer.ideal())
        && min < 0.0
    {
        return Err(Diagnostic::error(Code::Range, format!("the data is u8 but its declared minimum is {min}; MXNet refuses to run this"))
            .hint("quantize the network with quantized_dtype='auto', or pass --numerics ideal"));
    }
    if parts.post_sum_activation.is_some_and(|a| !matches!(a, Activation::Relu | Activation::Leaky { .. })) && !importer.rules.any_activation_after_sum {
        return Err(Diagnostic::error(Code::Unsupported, "only relu can follow the sum of a quantized convolution; MXNet 1.x refuses to run this")
            .hint("exclude this layer from quantization"));
    }
    let quantized = Quantized { node, folded, parts, dtype, range, sum };
    if attributes.float_output()? {
        return quantized.float_output(importer);
    }
    match attributes.calibration()? {
        Some((min, max)) => quantized.calibrated(importer, Range::known(min, max)?),
        None => quantized.uncalibrated(importer),
    }
}

fn float(importer: &mut Importer, name: &str, folded: Folded, parts: &Fused, sum: Option<Entry>) -> Result<Vec<NodeOutput>> {
    let mut steps = parts.activation.map(Activation::steps).unwrap_or_default();
    if let Some(entry) = sum {
        let value = float_tensor(importer, entry)?;
        require_same_shape(importer.ty(value), &folded.output_shape)?;
        steps.push(importer.residual(value, Operand::Constant(1.0)));
    }
    steps.extend(parts.post_sum_activation.map(Activation::steps).unwrap_or_default());
    Ok(vec![NodeOutput::Tensor(folded.push_float(importer, name, steps)?)])
}

fn require_same_shape(sum: &TensorType, output: &Shape) -> Result<()> {
    if &sum.shape == output {
        return Ok(());
    }
    Err(Diagnostic::error(Code::Shape, format!("the operand 'sum' must have the shape of the output, {output}, found {sum}")))
}

/// Whether MXNet declares u8 for a quantized convolution that ends in this (`IsOutputUInt8`, `mkldnn_conv-inl.h`).
fn gives_unsigned(activation: Activation) -> bool {
    match activation {
        Activation::Relu | Activation::Clip { .. } | Activation::Function(Function::Logistic | Function::Softplus) => true,
        Activation::Leaky { slope } => slope == 0.0,
        Activation::Elu { .. } | Activation::Selu | Activation::Function(_) => false,
    }
}

/// The operand that is added before the result is rounded.
struct Sum {
    value: ValueId,
    dtype: DType,
    range: Range,
}

struct Quantized<'n> {
    node: &'n Node,
    folded: Folded,
    parts: Fused<'n>,
    /// Of the data.
    dtype: DType,
    range: Range,
    sum: Option<Sum>,
}

impl Quantized<'_> {
    fn name(&self, part: &str) -> String {
        format!("{}.{part}", self.node.name)
    }

    /// The last activation decides between u8 and s8.
    fn declared_dtype(&self) -> DType {
        let last = if self.sum.is_some() { self.parts.post_sum_activation } else { self.parts.activation };
        if last.is_some_and(gives_unsigned) { DType::U8 } else { DType::S8 }
    }

    /// What runs behind the sum. oneDNN 2.4 keeps the parameters of one function of each kind: a relu behind the sum takes the slope of the leaky relu
    /// before it, which is a relu of that slope to it.
    fn post_sum_activation(&self, importer: &mut Importer) -> Option<Activation> {
        let slope = |activation| match activation {
            Some(Activation::Relu) => Some(0.0),
            Some(Activation::Leaky { slope }) => Some(slope),
            _ => None,
        };
        let declared = self.parts.post_sum_activation;
        match (slope(self.parts.activation), slope(declared)) {
            (Some(first), Some(second)) if first != second && importer.rules.one_slope && !importer.ideal() => {
                importer.quirk(self.node, format!("MXNet runs the relu behind the sum with the slope {first} of the one before it, and accuracy suffers"));
                Some(Activation::Leaky { slope: first })
            }
            _ => declared,
        }
    }

    fn weight_type(&self, scales: &[f32]) -> Result<TensorType> {
        let scales = scales.iter().map(|s| Scale::new(1.0 / s)).collect::<Result<Vec<_>>>()?;
        let quantization = Quantization::PerAxis { axis: 0, scales: scales.into() };
        Ok(TensorType { dtype: DType::S8, shape: self.folded.weight_shape.clone(), quantization })
    }

    /// u8 or s8 output with scales per output channel.
    fn calibrated(self, importer: &mut Importer, output: Range) -> Result<Vec<NodeOutput>> {
        let dtype = self.declared_dtype();
        let Scalar::Known(output_scale) = importer.scale("", arithmetic::range_constant(dtype), &output) else {
            return Err(Diagnostic::error(Code::Invalid, "a calibrated range has no constant scale"));
        };
        let (inputs, steps) = self.scaled(importer, output_scale)?;
        let value = self.push_saturated(importer, inputs, steps, dtype, &output)?;
        Ok(triplet(value, output))
    }

    /// f32 output in real units (2.x, before a float operator): the scale of the output is 1.
    fn float_output(self, importer: &mut Importer) -> Result<Vec<NodeOutput>> {
        let (inputs, steps) = self.scaled(importer, 1.0)?;
        let ty = TensorType::plain(DType::F32, self.folded.output_shape.clone());
        let value = importer.push_node(&self.node.name, ty, self.folded.op(), inputs, Some(Epilogue::new(steps, End::F32)));
        Ok(vec![NodeOutput::Tensor(value)])
    }

    /// Data, weight and bias as values, and the steps from the accumulator to the numbers that are stored.
    fn scaled(&self, importer: &mut Importer, output_scale: f32) -> Result<(Vec<ValueId>, Vec<Step>)> {
        let data_scale = importer.scale(&self.name("data_scale"), arithmetic::range_constant(self.dtype), &self.range);
        let Folded { weight, bias, geometry, .. } = &self.folded;
        let scales = ChannelScales::new(importer, &self.node.name, weight, bias.as_deref(), geometry.filters, data_scale)?;
        let weight_scales = self.stored_weight_scales(importer, &scales.weights);
        let weight = arithmetic::quantize_weight(weight, &weight_scales);
        let mut inputs = vec![self.folded.data];
        inputs.push(importer.push_typed_constant(&self.name("weight"), self.weight_type(&weight_scales)?, TensorData::S8(weight.into())));
        if let Some(bias) = bias {
            inputs.push(scales.bias(importer, &self.name("bias"), bias)?);
        }
        // A function that is not homogeneous means what it says on real numbers only; elsewhere one multiplication does.
        let real =
            importer.rules.convolution_activation == ActivationUnits::Real && self.parts.activation.is_some_and(|a| !importer.ideal() || !a.homogeneous());
        let scale_first = if real { 1.0 } else { output_scale };
        let mut steps = vec![Step::Convert, Step::Multiply(scales.multipliers(importer, &self.name("multiplier"), scale_first)?)];
        steps.extend(self.activation_steps(importer, output_scale));
        if real {
            steps.push(Step::Multiply(Operand::Constant(output_scale)));
        }
        if let Some(sum) = &self.sum {
            let sum_scale = importer.scale(&self.name("sum_scale"), arithmetic::range_constant(sum.dtype), &sum.range);
            let multiplier = importer.scalar(&self.name("sum_multiplier"), Scalar::Known(output_scale), &[ScalarStep::Divide(sum_scale)]).operand();
            steps.push(importer.residual(sum.value, multiplier));
        }
        if let Some(activation) = self.post_sum_activation(importer) {
            let own_units = importer.ideal() && !activation.homogeneous();
            if own_units {
                steps.push(Step::Divide(Operand::Constant(output_scale)));
            }
            steps.extend(activation.steps());
            if own_units {
                steps.push(Step::Multiply(Operand::Constant(output_scale)));
            }
        }
        Ok((inputs, steps))
    }

    /// Scales by which the weights are multiplied. For more than one group MXNet reorders them as a 5-D tensor with a mask on its first
    /// axis, so that every channel of group g takes the g-th entry of the list, while bias and result keep their own.
    fn stored_weight_scales(&self, importer: &mut Importer, scales: &[f32]) -> Vec<f32> {
        let per_group = scales.len() / self.folded.geometry.groups;
        if per_group == 1 || self.folded.geometry.groups == 1 || importer.ideal() {
            return scales.to_vec();
        }
        let groups = self.folded.geometry.groups;
        importer.quirk(
            self.node,
            format!("MXNet quantizes the weights of all {per_group} channels of group g with the scale of channel g ({groups} groups), and accuracy suffers"),
        );
        (0..scales.len()).map(|c| scales[c / per_group]).collect()
    }

    /// The activation before the sum. MXNet gives its own functions the numbers that it has, in whatever units; a bounded relu it either
    /// leaves to the saturation at the calibrated maximum, or runs with a bound that beside a sum is multiplied by the output's scale.
    fn activation_steps(&self, importer: &mut Importer, output_scale: f32) -> Vec<Step> {
        let Some(activation) = self.parts.activation else { return Vec::new() };
        if importer.ideal() {
            return activation.steps();
        }
        if let Activation::Clip { min, max } = activation {
            return match (self.sum.is_some(), importer.rules.executes_clip) {
                (false, false) => Vec::new(),
                (false, true) => activation.steps(),
                (true, _) => Activation::Clip { min, max: max * output_scale }.steps(),
            };
        }
        if importer.rules.convolution_activation == ActivationUnits::Output && !activation.homogeneous() {
            importer.quirk(self.node, "MXNet runs this activation on integers of the output rather than on real numbers, and accuracy suffers");
        }
        activation.steps()
    }

    /// The rounded result. MXNet sums in place, in the memory and hence the type of the sum operand: a signed operand caps an unsigned
    /// result at 127 and makes it wrap below 0, an unsigned one makes a signed result wrap.
    fn push_saturated(&self, importer: &mut Importer, inputs: Vec<ValueId>, steps: Vec<Step>, dtype: DType, output: &Range) -> Result<ValueId> {
        let in_place = self.sum.as_ref().map_or(dtype, |s| s.dtype);
        let ty = output.tensor_type(dtype, self.folded.output_shape.clone())?;
        let saturate = |lo, hi| End::Saturate { zero_point: 0, lo, hi };
        let (name, op) = (&self.node.name, self.folded.op());
        Ok(match (dtype, in_place) {
            (DType::U8, DType::S8) if !importer.ideal() => {
                importer.quirk(self.node, "MXNet sums in place in a signed tensor, so this unsigned result saturates at 127, half of its calibrated range");
                if matches!(steps.last(), Some(Step::Maximum(Operand::Constant(0.0)))) {
                    return Ok(importer.push_node(name, ty, op, inputs, Some(Epilogue::new(steps, saturate(0, 127)))));
                }
                let bytes = TensorType::plain(DType::S8, self.folded.output_shape.clone());
                let bytes = importer.push_node(&self.name("bytes"), bytes, op, inputs, Some(Epilogue::new(steps, saturate(-128, 127))));
                reinterpret(importer, name, bytes, ty)
            }
            (DType::S8, DType::U8) if !importer.ideal() => {
                importer
                    .quirk(self.node, "MXNet sums in place in an unsigned tensor, so values of this signed result below 0 become 0 and values above 127 wrap");
                let bytes = TensorType::plain(DType::U8, self.folded.output_shape.clone());
                let bytes = importer.push_node(&self.name("bytes"), bytes, op, inputs, Some(Epilogue::new(steps, saturate(0, 255))));
                reinterpret(importer, name, bytes, ty)
            }
            (DType::U8, _) => importer.push_node(name, ty, op, inputs, Some(Epilogue::new(steps, saturate(0, 255)))),
            _ => importer.push_node(name, ty, op, inputs, Some(Epilogue::new(steps, saturate(-128, 127)))),
        })
    }

    /// s32 output with one weight scale; `_contrib_requantize` follows.
    fn uncalibrated(self, importer: &mut Importer) -> Result<Vec<NodeOutput>> {
        let filters = self.folded.geometry.filters;
        let weight_absmax = arithmetic::largest_magnitude(&self.folded.weight);
        let weight_scale = arithmetic::scale(arithmetic::SIGNED_RANGE, weight_absmax);
        let weight = arithmetic::quantize_weight(&self.folded.weight, &vec![weight_scale; filters]);
        let data_scale = importer.scale(&self.name("data_scale"), arithmetic::range_constant(self.dtype), &self.range);
        let ty = TensorType::quantized(DType::S8, self.folded.weight_shape.clone(), Scale::new(1.0 / weight_scale)?, 0);
        let inputs = vec![self.folded.data, importer.push_typed_constant(&self.name("weight"), ty, TensorData::S8(weight.into()))];
        let accumulator_scale = importer.scalar(&self.name("accumulator_scale"), data_scale, &[ScalarStep::Multiply(Scalar::Known(weight_scale))]);
        let mut steps = vec![Step::Convert];
        if let Some(bias) = &self.folded.bias {
            steps.push(Step::Add(scaled_bias(importer, &self.name("bias"), bias, accumulator_scale)?));
        }
        let mut least = i32::MIN;
        match self.parts.activation {
            None => {}
            Some(Activation::Relu) if self.sum.is_none() => least = 0,
            Some(activation) => steps.extend(self.accumulator_activation(importer, activation, accumulator_scale)),
        }
        if let Some(sum) = &self.sum {
            let sum_scale = importer.scale(&self.name("sum_scale"), arithmetic::range_constant(sum.dtype), &sum.range);
            let multiplier = importer.scalar(&self.name("sum_multiplier"), accumulator_scale, &[ScalarStep::Divide(sum_scale)]).operand();
            steps.push(importer.residual(sum.value, multiplier));
        }
        match self.post_sum_activation(importer) {
            None => {}
            Some(Activation::Relu) => least = 0,
            Some(activation) => steps.extend(in_units(importer, activation, accumulator_scale)),
        }
        let output = {
            let levels = (levels(importer, self.dtype), levels(importer, DType::S8));
            accumulator_range(importer, &self.node.name, (&self.range, levels.0), (weight_absmax, levels.1))?
        };
        let ty = output.tensor_type(DType::S32, self.folded.output_shape.clone())?;
        let epilogue = Epilogue::new(steps, End::S32 { lo: least, hi: arithmetic::LARGEST_ACCUMULATOR });
        let value = importer.push_node(&self.node.name, ty, self.folded.op(), inputs, Some(epilogue));
        Ok(triplet(value, output))
    }

    /// The activation before the sum on numbers in units of the accumulator, which is how MXNet runs it; a clip as in
    /// [`Self::activation_steps`].
    fn accumulator_activation(&self, importer: &mut Importer, activation: Activation, accumulator_scale: Scalar) -> Vec<Step> {
        let Activation::Clip { min, max } = activation else { return in_units(importer, activation, accumulator_scale) };
        if importer.ideal() {
            return in_units(importer, activation, accumulator_scale);
        }
        match (self.sum.is_some(), importer.rules.executes_clip) {
            (false, false) => {
                importer.quirk(self.node, "MXNet executes neither this clip nor its lower bound without calibration, and accuracy suffers");
                Vec::new()
            }
            (false, true) => activation.steps(),
            (true, _) => {
                let bound = importer.scalar(&self.name("clip_max"), Scalar::Known(max), &[ScalarStep::Multiply(accumulator_scale)]);
                vec![Step::Maximum(Operand::Constant(min)), Step::Minimum(bound.operand())]
            }
        }
    }
}

/// A function on numbers that are `scale` times too large: MXNet runs it on them as they are.
fn in_units(importer: &Importer, activation: Activation, scale: Scalar) -> Vec<Step> {
    if !importer.ideal() || activation.homogeneous() {
        return activation.steps();
    }
    let mut steps = vec![Step::Divide(scale.operand())];
    steps.extend(activation.steps());
    steps.push(Step::Multiply(scale.operand()));
    steps
}
