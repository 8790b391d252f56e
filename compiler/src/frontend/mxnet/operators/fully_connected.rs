//! Fully connected layers: the float operator, and `_sg_mkldnn_fully_connected`, quantized for the tensor or for each channel, or not.
//!
//! Arithmetic of the quantized form: `mkldnn_fc.cc`.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar, ScalarStep};
use super::super::symbol_json::{Entry, Node};
use super::accumulator::{accumulator_range, levels};
use super::activation::Activation;
use super::fused::{Fused, check_flags};
use super::{require_byte, require_finite, require_float};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{self, DType, End, Epilogue, Op, Operand, Quantization, Scale, Shape, Step, TensorData, TensorType, ValueId, infer_shape};

/// Data and shapes of a layer.
pub struct Layer {
    pub data: ValueId,
    pub weight: Entry,
    pub bias: Option<Entry>,
    pub outputs: usize,
    pub depth: usize,
    pub output_shape: Shape,
    /// All extents but the last of data whose rows are layers' inputs each (`flatten=False`); `data` is a matrix then.
    leading: Option<Vec<usize>>,
}

impl Layer {
    /// Reads `num_hidden`, `no_bias`, `flatten` of the operator `FullyConnected` and takes data, weight and bias.
    pub fn read(importer: &mut Importer, root: &Node, operands: &mut Operands) -> Result<Self> {
        let attributes = &root.attributes;
        let outputs = attributes.count("num_hidden")?.filter(|&n| n > 0);
        let outputs = outputs.ok_or_else(|| Diagnostic::error(Code::Malformed, "the layer has no attribute 'num_hidden'").hint("correct the model file"))?;
        let data = importer.tensor(operands.next("data")?)?;
        let weight = operands.next("weight")?;
        let bias = if attributes.boolean("no_bias", false)? { None } else { Some(operands.next("bias")?) };
        let (data, leading) = match importer.ty(data).shape.extents().to_vec().split_last() {
            Some((&depth, leading)) if !attributes.boolean("flatten", true)? && leading.len() != 1 => {
                let rows = [leading.iter().product(), depth];
                (compose::reshape(importer.graph(), &format!("{}.matrix", root.name), data, rows)?, Some(leading.to_vec()))
            }
            _ => (data, None),
        };
        let ty = importer.ty(data);
        let [_, contracted @ ..] = ty.shape.extents() else {
            return Err(Diagnostic::error(Code::Shape, format!("a fully connected layer reads tensors with a batch axis, found {ty}")));
        };
        let depth = contracted.iter().product();
        let weight_type = TensorType::plain(DType::F32, Shape::new([outputs, depth])?);
        let output_shape = infer_shape(&Op::FullyConnected, &[ty, &weight_type])?;
        Ok(Self { data, weight, bias, outputs, depth, output_shape, leading })
    }

    /// Checks that the layer reads one row for each sample.
    pub fn require_flat(&self) -> Result<()> {
        match &self.leading {
            None => Ok(()),
            Some(leading) => {
                Err(Diagnostic::error(Code::Unsupported, format!("a quantized layer with flatten=False on {} axes is not read", leading.len() + 1))
                    .hint("exclude this layer from quantization"))
            }
        }
    }

    fn float_weight(&self, importer: &Importer) -> Result<Vec<f32>> {
        importer.floats(self.weight, &[self.outputs, self.depth])
    }

    fn float_bias(&self, importer: &Importer) -> Result<Option<Vec<f32>>> {
        self.bias.map(|entry| importer.floats(entry, &[self.outputs])).transpose()
    }

    fn push_float(self, importer: &mut Importer, name: &str, function: Function, sum: Option<ValueId>) -> Result<Vec<NodeOutput>> {
        require_float(importer.ty(self.data))?;
        let weight = self.float_weight(importer)?;
        let weight = importer.push_constant(&format!("{name}.weight"), Shape::new([self.outputs, self.depth])?, TensorData::F32(weight.into()))?;
        let mut before = Vec::new();
        if let Some(bias) = self.float_bias(importer)? {
            before.push(Step::Add(importer.channel_operand(&format!("{name}.bias"), bias)?));
        }
        let after = sum.map(|value| importer.residual(value, Operand::Constant(1.0))).into_iter().collect();
        let ty = TensorType::plain(DType::F32, self.output_shape);
        let value = function.push(importer, name, ty, vec![self.data, weight], [before, after], End::F32);
        let value = match self.leading {
            None => value,
            Some(leading) => compose::reshape(importer.graph(), &format!("{name}.rows"), value, [leading, vec![self.outputs]].concat())?,
        };
        Ok(vec![NodeOutput::Tensor(value)])
    }
}

/// What is fused behind a layer, element by element.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Function {
    None,
    Activation(Activation),
    Square,
}

impl Function {
    fn of(parts: &Fused) -> Self {
        match parts.activation {
            _ if parts.squared => Function::Square,
            Some(activation) => Function::Activation(activation),
            None => Function::None,
        }
    }

    /// Whether MXNet declares u8 for a calibrated layer that ends in this (`IsOutputUint8`, `mkldnn_fc-inl.h`), whatever the slope of a leaky relu is;
    /// `ideal` keeps negative numbers.
    fn gives_unsigned(self, ideal: bool) -> bool {
        match self {
            Function::Square => true,
            Function::Activation(Activation::Leaky { slope }) => slope == 0.0 || !ideal,
            Function::Activation(Activation::Relu | Activation::Clip { .. }) => true,
            Function::Activation(Activation::Function(f)) => matches!(
                f,
                graph::Function::Logistic | graph::Function::Softplus | graph::Function::SquareRoot | graph::Function::Exponential | graph::Function::Absolute
            ),
            Function::None | Function::Activation(Activation::Elu { .. } | Activation::Selu) => false,
        }
    }

    /// A layer that ends in the function, with steps before and after it. The square is a node of its own.
    fn push(self, importer: &mut Importer, name: &str, ty: TensorType, inputs: Vec<ValueId>, steps: [Vec<Step>; 2], end: End) -> ValueId {
        let [mut all, after] = steps;
        match self {
            Function::Square => {
                let linear = TensorType::plain(DType::F32, ty.shape.clone());
                let linear = importer.push_node(&format!("{name}.linear"), linear, Op::FullyConnected, inputs, Some(Epilogue::new(all, End::F32)));
                let squared = [vec![Step::Multiply(importer.each(linear))], after].concat();
                importer.push_map(name, ty, linear, squared, end)
            }
            Function::None | Function::Activation(_) => {
                if let Function::Activation(activation) = self {
                    all.extend(activation.steps());
                }
                all.extend(after);
                importer.push_node(name, ty, Op::FullyConnected, inputs, Some(Epilogue::new(all, end)))
            }
        }
    }
}

/// `FullyConnected`.
pub fn float(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let layer = Layer::read(importer, node, &mut operands)?;
    operands.finish()?;
    layer.push_float(importer, &node.name, Function::None, None)
}

/// `_sg_mkldnn_fully_connected`. Inputs: data, weight, \[bias\], \[sum\], and if quantized data_min, data_max, for tensor-wise weights
/// weight_min, weight_max, \[bias_min, bias_max\], and for a quantized sum sum_min, sum_max.
pub fn fused(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let attributes = &node.attributes;
    let parts = Fused::read(node, "FullyConnected")?;
    let function = Function::of(&parts);
    check_flags(node, &[(["with_eltwise", "with_relu"], function != Function::None), (["with_sum", "with_sum"], parts.sum)])?;
    if attributes.boolean("shifted_output", false)? {
        return Err(Diagnostic::error(Code::Unsupported, "a fully connected layer with an asymmetric output (shifted_output) is not read")
            .hint("quantize with MXNET_DISABLE_SHIFTED_QUANTIZATION_OPTIMIZATIONS=1, which is the default"));
    }
    let mut operands = Operands::new(node);
    let layer = Layer::read(importer, parts.root, &mut operands)?;
    let sum = if parts.sum { Some(importer.tensor(operands.next("sum")?)?) } else { None };
    if let Some(sum) = sum.map(|sum| importer.ty(sum)).filter(|ty| ty.shape != layer.output_shape || layer.leading.is_some()) {
        return Err(Diagnostic::error(Code::Shape, format!("the operand 'sum' must have the shape of the output, {}, found {sum}", layer.output_shape)));
    }
    let float_sum = |importer: &Importer| sum.map_or(Ok(()), |sum| require_float(importer.ty(sum)));
    if !attributes.boolean("quantized", false)? {
        operands.finish()?;
        float_sum(importer)?;
        return layer.push_float(importer, &node.name, function, sum);
    }
    layer.require_flat()?;
    let dtype = require_byte(importer.ty(layer.data))?;
    let range = importer.range(operands.next("data_min")?, operands.next("data_max")?)?;
    let data_scale = importer.scale(&format!("{}.data_scale", node.name), arithmetic::range_constant(dtype), &range);
    let channel_wise = attributes.boolean("channel_wise_quantize", false)?;
    let tensors = if channel_wise {
        channel_wise_tensors(importer, node, &layer, data_scale)?
    } else {
        tensor_wise_tensors(importer, node, &layer, &mut operands, data_scale)?
    };
    let mut quantized = Quantized { node, layer, function, data: (dtype, range), data_scale, tensors, sum: None };
    if attributes.float_output()? {
        operands.finish()?;
        float_sum(importer)?;
        return quantized.float_output(importer, sum);
    }
    if let Some(value) = sum {
        let dtype = require_byte(importer.ty(value))?;
        quantized.sum = Some(Sum { value, dtype, range: importer.range(operands.next("sum_min")?, operands.next("sum_max")?)? });
    }
    operands.finish()?;
    match attributes.calibration()? {
        Some((min, max)) => quantized.calibrated(importer, Range::known(min, max)?),
        None => quantized.accumulator_output(importer),
    }
}

/// Weight and bias as values of the graph.
struct Tensors {
    /// The weight, and a bias that is a constant.
    inputs: Vec<ValueId>,
    /// A bias whose scale is known at run time only: integers in f32, one for each output.
    added: Option<ValueId>,
    /// One scale, or one for each output.
    weight_scales: Vec<f32>,
    /// Magnitude that the model declares for tensor-wise weights.
    weight_absmax: Option<f32>,
}

fn channel_wise_tensors(importer: &mut Importer, node: &Node, layer: &Layer, data_scale: Scalar) -> Result<Tensors> {
    let Scalar::Known(data_scale) = data_scale else {
        return Err(Diagnostic::error(Code::Unsupported, "channel-wise weights need a calibrated input; MXNet cannot run this either")
            .hint("calibrate the network, or quantize it tensor-wise"));
    };
    let weight = layer.float_weight(importer)?;
    let bias = layer.float_bias(importer)?;
    let scales = arithmetic::channel_weight_scales(&weight, layer.outputs, bias.as_deref(), data_scale);
    let steps = scales.iter().map(|s| Scale::new(1.0 / s)).collect::<Result<Vec<_>>>()?;
    let quantization = Quantization::PerAxis { axis: 0, scales: steps.into() };
    let ty = TensorType { dtype: DType::S8, shape: Shape::new([layer.outputs, layer.depth])?, quantization };
    let weight = TensorData::S8(arithmetic::quantize_weight(&weight, &scales).into());
    let mut inputs = vec![importer.push_typed_constant(&format!("{}.weight", node.name), ty, weight)];
    if let Some(bias) = bias {
        let bias = TensorData::S32(arithmetic::quantize_bias(&bias, &scales, data_scale).into());
        inputs.push(importer.push_constant(&format!("{}.bias", node.name), Shape::new([layer.outputs])?, bias)?);
    }
    Ok(Tensors { inputs, added: None, weight_scales: scales, weight_absmax: None })
}

fn tensor_wise_tensors(importer: &mut Importer, node: &Node, layer: &Layer, operands: &mut Operands, data_scale: Scalar) -> Result<Tensors> {
    let weight = importer.signed_bytes(layer.weight, &[layer.outputs, layer.depth])?;
    let (min, max) = importer.parameter_pair(operands.next("weight_min")?, operands.next("weight_max")?)?;
    let weight_absmax = arithmetic::absmax(min, max);
    // The integers of the file were made with 127 (`_contrib_quantize`); MXNet reads them with 127.5.
    let constant = if importer.ideal() { arithmetic::integer_constant(DType::S8) } else { arithmetic::SIGNED_RANGE };
    let weight_scale = arithmetic::scale(constant, weight_absmax);
    let bias = match layer.bias {
        None => None,
        Some(entry) => {
            let bias = importer.signed_bytes(entry, &[layer.outputs])?;
            let (min, max) = importer.parameter_pair(operands.next("bias_min")?, operands.next("bias_max")?)?;
            let absmax = arithmetic::absmax(min, max);
            Some((bias, arithmetic::scale(constant, absmax), absmax))
        }
    };
    let name = |part: &str| format!("{}.{part}", node.name);
    let mut added = None;
    let (weight, weight_scale, bias) = match (data_scale, bias) {
        (Scalar::Known(data_scale), bias) => {
            let bias = bias.as_ref().map(|(b, scale, absmax)| (&b[..], *scale, *absmax));
            let tensors = arithmetic::rescale_dense(weight, weight_scale, bias, data_scale);
            let bias = match tensors.bias {
                None => None,
                Some(bias) => Some(importer.push_constant(&name("bias"), Shape::new([layer.outputs])?, TensorData::S32(bias.into()))?),
            };
            (tensors.weight, tensors.weight_scale, bias)
        }
        (Scalar::RunTime(_), None) => (weight, weight_scale, None),
        (Scalar::RunTime(_), Some((bias, bias_scale, _))) => {
            let steps = [ScalarStep::Multiply(Scalar::Known(weight_scale)), ScalarStep::Divide(Scalar::Known(bias_scale))];
            let ratio = importer.scalar(&name("bias_ratio"), data_scale, &steps);
            added = Some(push_rescaled_bias(importer, &name("bias"), &bias, ratio)?);
            (weight, weight_scale, None)
        }
    };
    let ty = TensorType::quantized(DType::S8, Shape::new([layer.outputs, layer.depth])?, Scale::new(1.0 / weight_scale)?, 0);
    let mut inputs = vec![importer.push_typed_constant(&name("weight"), ty, TensorData::S8(weight.into()))];
    inputs.extend(bias);
    Ok(Tensors { inputs, added, weight_scales: vec![weight_scale], weight_absmax: Some(weight_absmax) })
}

/// `round(b · ratio)`, half away from zero (`std::round`), with a ratio that is known at run time only; as integers in f32.
///
/// Magnitudes first: t = |b| · ratio is rounded to even; where that dropped exactly one half (t − rne(t) = ½, an exact difference),
/// half a step is added before the final rounding. The sign of b is known now and multiplied last.
fn push_rescaled_bias(importer: &mut Importer, name: &str, bias: &[i8], ratio: Scalar) -> Result<ValueId> {
    let constant = Operand::Constant;
    let row = Shape::new([1, bias.len()])?;
    let magnitudes: Vec<f32> = bias.iter().map(|b| f32::from(*b).abs()).collect();
    let signs: Vec<f32> = bias.iter().map(|b| if *b < 0 { -1.0 } else { 1.0 }).collect();
    let real = importer.push_constant(&format!("{name}.magnitude"), row.clone(), TensorData::F32(magnitudes.into()))?;
    let float_row = TensorType::plain(DType::F32, row.clone());
    let scaled = importer.push_map(&format!("{name}.scaled"), float_row, real, [Step::Multiply(ratio.operand())], End::F32);
    let sign = importer.channel_operand(&format!("{name}.sign"), signs)?;
    let steps = [
        Step::Narrow { lo: 0, hi: i32::MAX },
        Step::Multiply(constant(-1.0)),
        importer.residual(scaled, constant(1.0)),
        // The difference is at most ½; the largest number below ½ is ½ − 2⁻²⁵.
        Step::Add(constant(2f32.powi(-25) - 0.5)),
        Step::Multiply(constant(2f32.powi(25))),
        Step::Narrow { lo: 0, hi: 1 },
        Step::Multiply(constant(0.5)),
        importer.residual(scaled, constant(1.0)),
        Step::Multiply(sign),
        Step::Narrow { lo: i32::MIN, hi: arithmetic::LARGEST_ACCUMULATOR },
    ];
    let rounded = importer.push_map(&format!("{name}.row"), TensorType::plain(DType::F32, row), scaled, steps, End::F32);
    let ty = TensorType::plain(DType::F32, Shape::new([bias.len()])?);
    Ok(importer.push_node(name, ty, Op::Reshape, vec![rounded], None))
}

/// A quantized operand that is added behind the function.
struct Sum {
    value: ValueId,
    dtype: DType,
    range: Range,
}

struct Quantized<'n> {
    node: &'n Node,
    layer: Layer,
    function: Function,
    data: (DType, Range),
    data_scale: Scalar,
    tensors: Tensors,
    sum: Option<Sum>,
}

impl Quantized<'_> {
    /// The steps before the function follow the conversion to f32 and the bias.
    fn push(mut self, importer: &mut Importer, ty: TensorType, before: Vec<Step>, after: Vec<Step>, end: End) -> ValueId {
        self.tensors.inputs.insert(0, self.layer.data);
        let bias = self.tensors.added.map(|bias| Step::Add(Operand::Value(bias)));
        let before: Vec<Step> = [Step::Convert].into_iter().chain(bias).chain(before).collect();
        self.function.push(importer, &self.node.name, ty, self.tensors.inputs, [before, after], end)
    }

    /// F(F(numerator / ds) / ws), for the tensor or for each output.
    fn multiplier(&self, importer: &mut Importer, numerator: f32) -> Result<Operand> {
        let name = format!("{}.multiplier", self.node.name);
        match (&self.tensors.weight_scales[..], self.data_scale) {
            (&[weight_scale], data_scale) => {
                let steps = [ScalarStep::Divide(data_scale), ScalarStep::Divide(Scalar::Known(weight_scale))];
                let multiplier = importer.scalar(&name, Scalar::Known(numerator), &steps);
                require_finite("a requantization multiplier", &[multiplier.known().unwrap_or(0.0)])?;
                Ok(multiplier.operand())
            }
            (scales, Scalar::Known(data_scale)) => {
                let multipliers: Vec<f32> = scales.iter().map(|ws| numerator / data_scale / ws).collect();
                require_finite("a requantization multiplier", &multipliers)?;
                importer.channel_operand(&name, multipliers)
            }
            (_, Scalar::RunTime(_)) => Err(Diagnostic::error(Code::Unsupported, "channel-wise weights need a calibrated input")),
        }
    }

    /// f32 output in real units (the last layer, usually), where a sum operand is f32 too.
    fn float_output(self, importer: &mut Importer, sum: Option<ValueId>) -> Result<Vec<NodeOutput>> {
        let before = vec![Step::Multiply(self.multiplier(importer, 1.0)?)];
        let after = sum.map(|value| importer.residual(value, Operand::Constant(1.0))).into_iter().collect();
        let ty = TensorType::plain(DType::F32, self.layer.output_shape.clone());
        Ok(vec![NodeOutput::Tensor(self.push(importer, ty, before, after, End::F32))])
    }

    /// The step that adds the sum operand, in units of `output_scale` (`PrepareOutputWithSum`, `dnnl_fc.cc`: a u8 operand of an s8 result is halved
    /// first).
    fn sum_step(&self, importer: &mut Importer, dtype: DType, output_scale: Scalar) -> Result<Option<Step>> {
        let Some(sum) = &self.sum else { return Ok(None) };
        let name = |part: &str| format!("{}.{part}", self.node.name);
        let scale = importer.scale(&name("sum_scale"), arithmetic::range_constant(sum.dtype), &sum.range);
        let multiplier = importer.scalar(&name("sum_multiplier"), output_scale, &[ScalarStep::Divide(scale)]);
        if (sum.dtype, dtype) != (DType::U8, DType::S8) || importer.ideal() {
            return Ok(Some(importer.residual(sum.value, multiplier.operand())));
        }
        let steps = [Step::Convert, Step::Multiply(Operand::Constant(0.5))];
        let ty = TensorType::plain(DType::S8, self.layer.output_shape.clone());
        let value = importer.push_map(&name("sum_halved"), ty, sum.value, steps, End::Saturate { zero_point: 0, lo: -128, hi: 127 });
        let multiplier = importer.scalar(&name("sum_doubled"), multiplier, &[ScalarStep::Multiply(Scalar::Known(2.0))]);
        Ok(Some(importer.residual(value, multiplier.operand())))
    }

    /// u8 or s8 output. A function runs in real units, before the output scale.
    fn calibrated(self, importer: &mut Importer, output: Range) -> Result<Vec<NodeOutput>> {
        let unsigned = self.function.gives_unsigned(importer.ideal()) && self.sum.as_ref().is_none_or(|sum| sum.dtype == DType::U8);
        let dtype = if unsigned { DType::U8 } else { DType::S8 };
        let Scalar::Known(output_scale) = importer.scale("", arithmetic::range_constant(dtype), &output) else {
            return Err(Diagnostic::error(Code::Invalid, "a calibrated range has no constant scale"));
        };
        let end = if unsigned { End::Saturate { zero_point: 0, lo: 0, hi: 255 } } else { End::Saturate { zero_point: 0, lo: -128, hi: 127 } };
        let (before, mut after) = match self.function {
            Function::None => (self.multiplier(importer, output_scale)?, vec![]),
            _ => (self.multiplier(importer, 1.0)?, vec![Step::Multiply(Operand::Constant(output_scale))]),
        };
        let sum_units = if self.function == Function::None || self.sum.is_none() || importer.ideal() {
            output_scale
        } else {
            importer.quirk(self.node, "MXNet adds the sum behind a function as if the scale of the output were 1, and accuracy suffers");
            1.0
        };
        after.extend(self.sum_step(importer, dtype, Scalar::Known(sum_units))?);
        let ty = output.tensor_type(dtype, self.layer.output_shape.clone())?;
        Ok(triplet(self.push(importer, ty, vec![Step::Multiply(before)], after, end), output))
    }

    /// s32 output; `_contrib_requantize` follows. MXNet runs the function on accumulators as they are.
    fn accumulator_output(mut self, importer: &mut Importer) -> Result<Vec<NodeOutput>> {
        let (Some(weight_absmax), &[weight_scale]) = (self.tensors.weight_absmax, &self.tensors.weight_scales[..]) else {
            return Err(Diagnostic::error(Code::Unsupported, "an uncalibrated layer with channel-wise weights has no declared range")
                .hint("calibrate the network, or quantize it tensor-wise"));
        };
        let (dtype, range) = &self.data;
        // `mkldnn_fc.cc` hands data and weight to the formula for (s8, u8) in the order (data, weight): with u8 data the two level counts
        // are swapped, which changes the rounding of the product alone.
        let mut levels = (levels(importer, *dtype), levels(importer, DType::S8));
        if !importer.ideal() {
            levels = (levels.1, levels.0);
        }
        let output = accumulator_range(importer, &self.node.name, (range, levels.0), (weight_absmax, levels.1))?;
        let ty = output.tensor_type(DType::S32, self.layer.output_shape.clone())?;
        let name = format!("{}.accumulator_scale", self.node.name);
        let mut lo = i32::MIN;
        let (mut before, mut after) = (vec![], vec![]);
        let in_accumulators = match self.function {
            Function::None => true,
            Function::Activation(activation) => activation.homogeneous() || !importer.ideal(),
            Function::Square => !importer.ideal(),
        };
        if self.function == Function::Activation(Activation::Relu) && self.sum.is_none() {
            (lo, self.function) = (0, Function::None);
        } else if !in_accumulators {
            let scale = importer.scalar(&name, self.data_scale, &[ScalarStep::Multiply(Scalar::Known(weight_scale))]);
            before.push(Step::Divide(scale.operand()));
            after.push(Step::Multiply(scale.operand()));
        }
        if self.sum.is_some() {
            let scale = importer.scalar(&name, self.data_scale, &[ScalarStep::Multiply(Scalar::Known(weight_scale))]);
            after.extend(self.sum_step(importer, DType::S32, scale)?);
        }
        let end = End::S32 { lo, hi: arithmetic::LARGEST_ACCUMULATOR };
        Ok(triplet(self.push(importer, ty, before, after, end), output))
    }
}
