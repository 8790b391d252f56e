//! Convolution: the float operator, and `_sg_mkldnn_conv` with all that MXNet fuses into it, quantized or not.
//!
//! Arithmetic of the quantized form: `mkldnn_conv.cc`, with the scales of `mkldnn_common.h` and oneDNN 2.4's order of operations:
//! activation, sum, activation on `F(acc) · F(F(os / ds) / ws)`.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::{Range, Scalar, ScalarStep};
use super::super::symbol_json::{Entry, Node};
use super::activation::Activation;
use super::batch_norm;
use super::elementwise::reinterpret_as_signed;
use super::fused::Fused;
use super::{float_tensor, require_byte, require_finite};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Function, Op, Operand, Quantization, Scale, Shape, Step, TensorData, TensorType, ValueId, Window, infer_shape};

/// Attributes of the operator `Convolution`.
struct Geometry {
    window: Window,
    filters: usize,
    groups: usize,
    bias: bool,
}

impl Geometry {
    fn read(node: &Node) -> Result<Self> {
        let attributes = &node.attributes;
        attributes.require_nchw()?;
        let required = |key: &str| Diagnostic::error(Code::Malformed, format!("the convolution has no attribute '{key}'")).hint("correct the model file");
        if attributes.text("kernel").is_none() {
            return Err(required("kernel"));
        }
        let pad = attributes.window("pad", 0, 0)?;
        Ok(Self {
            window: Window {
                kernel: attributes.window("kernel", 1, 1)?,
                stride: attributes.window("stride", 1, 1)?,
                dilation: attributes.window("dilate", 1, 1)?,
                pad_before: pad,
                pad_after: pad,
            },
            filters: attributes.count("num_filter")?.filter(|&f| f > 0).ok_or_else(|| required("num_filter"))?,
            groups: attributes.count("num_group")?.unwrap_or(1),
            bias: !attributes.boolean("no_bias", false)?,
        })
    }
}

/// A convolution with batch norm folded into float weights and bias.
struct Folded {
    geometry: Geometry,
    data: ValueId,
    weight_shape: Shape,
    weight: Vec<f32>,
    bias: Option<Vec<f32>>,
    output_shape: Shape,
}

/// Reads data, weight, bias and batch norm, and folds.
fn fold(importer: &mut Importer, root: &Node, batch_norm: Option<&Node>, operands: &mut Operands) -> Result<Folded> {
    let geometry = Geometry::read(root)?;
    let data = importer.tensor(operands.next("data")?)?;
    let weight_entry = operands.next("weight")?;
    let shape = &importer.ty(data).shape;
    let &[_, channels, _, _] = shape.extents() else {
        return Err(Diagnostic::error(Code::Shape, format!("a convolution reads images (N C H W), found {}", importer.ty(data)))
            .hint("check the shape of the input: --input-shape NAME=1,3,224,224"));
    };
    if geometry.groups == 0 || channels % geometry.groups != 0 || geometry.filters % geometry.groups != 0 {
        let (groups, filters) = (geometry.groups, geometry.filters);
        return Err(Diagnostic::error(Code::Shape, format!("num_group = {groups} does not divide {channels} input channels and {filters} filters"))
            .hint("check the shape of the input: --input-shape NAME=1,3,224,224"));
    }
    let extents = [geometry.filters, channels / geometry.groups, geometry.window.kernel[0], geometry.window.kernel[1]];
    let mut weight = importer.floats(weight_entry, &extents)?;
    let mut bias = if geometry.bias { Some(importer.floats(operands.next("bias")?, &[geometry.filters])?) } else { None };
    if let Some(node) = batch_norm {
        let tensors = [operands.next("gamma")?, operands.next("beta")?, operands.next("moving_mean")?, operands.next("moving_var")?];
        let norm = batch_norm::read_fixed(importer, node, tensors, geometry.filters)?;
        bias = Some(norm.fold(&mut weight, bias.as_deref()));
    }
    require_finite("a weight with batch norm folded into it", &weight)?;
    require_finite("a bias with batch norm folded into it", bias.as_deref().unwrap_or_default())?;
    let weight_shape = Shape::new(extents)?;
    let op = Op::Convolution { window: geometry.window, groups: geometry.groups };
    let weight_type = TensorType::plain(DType::F32, weight_shape.clone());
    let output_shape = infer_shape(&op, &[importer.ty(data), &weight_type])?;
    Ok(Folded { geometry, data, weight_shape, weight, bias, output_shape })
}

impl Folded {
    fn op(&self) -> Op {
        Op::Convolution { window: self.geometry.window, groups: self.geometry.groups }
    }

    /// A float node: bias and the given steps follow the accumulation.
    fn push_float(self, importer: &mut Importer, name: &str, steps: Vec<Step>) -> Result<Vec<NodeOutput>> {
        super::require_float(importer.ty(self.data))?;
        let op = self.op();
        let weight = importer.push_constant(&format!("{name}.weight"), self.weight_shape, TensorData::F32(self.weight.into()))?;
        let mut all = Vec::with_capacity(steps.len() + 1);
        if let Some(bias) = self.bias {
            all.push(Step::Add(importer.channel_operand(&format!("{name}.bias"), bias)?));
        }
        all.extend(steps);
        let ty = TensorType::plain(DType::F32, self.output_shape);
        Ok(vec![NodeOutput::Tensor(importer.push_node(name, ty, op, vec![self.data, weight], Some(Epilogue::new(all, End::F32))))])
    }
}

/// `Convolution`.
pub fn float(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let folded = fold(importer, node, None, &mut operands)?;
    operands.finish()?;
    folded.push_float(importer, &node.name, Vec::new())
}

/// `_sg_mkldnn_conv`. Inputs: data, weight, \[bias\], \[gamma, beta, mean, var\], \[sum\], and if quantized data_min, data_max, \[sum_min, sum_max\].
pub fn fused(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let attributes = &node.attributes;
    let parts = Fused::read(node, "Convolution")?;
    let flag = |names: [&str; 2]| Ok(attributes.boolean(names[0], false)? || attributes.boolean(names[1], false)?);
    for (names, found) in [
        (["with_bn", "with_bn"], parts.batch_norm.is_some()),
        (["with_sum", "with_sum"], parts.sum),
        (["with_act", "with_relu"], parts.activation.is_some()),
        (["with_postsum_act", "with_postsum_relu"], parts.post_sum_activation.is_some()),
    ] {
        if flag(names)? != found {
            return Err(Diagnostic::error(Code::Malformed, format!("attribute '{}' contradicts the node's subgraph", names[0]))
                .hint("the symbol file is damaged; export the model again"));
        }
    }
    if attributes.boolean("dedup_sum", false)? {
        return Err(Diagnostic::error(Code::Unsupported, "dedup_sum belongs to MXNet 2.x").hint("quantize the network with MXNet 1.x"));
    }
    let mut operands = Operands::new(node);
    let folded = fold(importer, parts.root, parts.batch_norm, &mut operands)?;
    let sum = if parts.sum { Some(operands.next("sum")?) } else { None };
    if !attributes.boolean("quantized", false)? {
        operands.finish()?;
        return fused_float(importer, &node.name, folded, &parts, sum);
    }
    let range = importer.range(operands.next("data_min")?, operands.next("data_max")?)?;
    let sum = match sum {
        None => None,
        Some(entry) => {
            let value = importer.tensor(entry)?;
            let dtype = require_byte(importer.ty(value)).map_err(|d| d.hint("the operand 'sum' must be quantized"))?;
            require_same_shape(importer.ty(value), &folded.output_shape)?;
            Some(Sum { value, dtype, range: importer.range(operands.next("sum_min")?, operands.next("sum_max")?)? })
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
    let quantized = Quantized { node, folded, parts, dtype, range, sum };
    match attributes.calibration()? {
        Some((min, max)) => quantized.calibrated(importer, Range::known(min, max)?),
        None => quantized.uncalibrated(importer),
    }
}

fn fused_float(importer: &mut Importer, name: &str, folded: Folded, parts: &Fused, sum: Option<Entry>) -> Result<Vec<NodeOutput>> {
    let mut steps = parts.activation.map(Activation::steps).unwrap_or_default();
    if let Some(entry) = sum {
        let value = float_tensor(importer, entry)?;
        require_same_shape(importer.ty(value), &folded.output_shape)?;
        steps.push(Step::Residual { value, multiplier: Operand::Constant(1.0) });
    }
    steps.extend(parts.post_sum_activation.map(Activation::steps).unwrap_or_default());
    folded.push_float(importer, name, steps)
}

/// Whether MXNet declares u8 for a quantized convolution that ends in this (`IsOutputUInt8`, `mkldnn_conv-inl.h`).
fn gives_unsigned(activation: Activation) -> bool {
    match activation {
        Activation::Relu | Activation::Function(Function::Logistic | Function::Softplus) => true,
        Activation::Leaky { slope } => slope == 0.0,
        Activation::Clip { min, .. } => min >= 0.0,
        Activation::Elu { .. } | Activation::Selu | Activation::Function(_) => false,
    }
}

fn require_same_shape(sum: &TensorType, output: &Shape) -> Result<()> {
    if &sum.shape == output {
        return Ok(());
    }
    Err(Diagnostic::error(Code::Shape, format!("the operand 'sum' must have the shape of the output, {output}, found {sum}")))
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

    /// The last activation, which decides between u8 and s8 (`mkldnn_conv.cc`, `SgMKLDNNConvInferType`).
    fn declared_dtype(&self) -> Result<DType> {
        let last = if self.sum.is_some() { self.parts.post_sum_activation } else { self.parts.activation };
        if self.parts.post_sum_activation.is_some_and(|a| a != Activation::Relu) {
            return Err(
                Diagnostic::error(Code::Unsupported, "only relu can follow the sum of a quantized convolution").hint("exclude this layer from quantization")
            );
        }
        Ok(if last.is_some_and(gives_unsigned) { DType::U8 } else { DType::S8 })
    }

    fn weight_type(&self, scales: &[f32]) -> Result<TensorType> {
        let scales = scales.iter().map(|s| Scale::new(1.0 / s)).collect::<Result<Vec<_>>>()?;
        let quantization = Quantization::PerAxis { axis: 0, scales: scales.into() };
        Ok(TensorType { dtype: DType::S8, shape: self.folded.weight_shape.clone(), quantization })
    }

    /// u8 or s8 output with scales per output channel.
    fn calibrated(self, importer: &mut Importer, output: Range) -> Result<Vec<NodeOutput>> {
        let Scalar::Known(data_scale) = importer.scale(&self.name("data_scale"), arithmetic::range_constant(self.dtype), &self.range) else {
            return Err(Diagnostic::error(Code::Unsupported, "the layer is calibrated but its input is not: its weight scales would change with each input")
                .hint("calibrate all layers, or none"));
        };
        let dtype = self.declared_dtype()?;
        let filters = self.folded.geometry.filters;
        let scales = arithmetic::channel_weight_scales(&self.folded.weight, filters, self.folded.bias.as_deref(), data_scale);
        let weight_scales = self.stored_weight_scales(importer, &scales);
        let weight = arithmetic::quantize_weight(&self.folded.weight, &weight_scales);
        let mut inputs = vec![self.folded.data];
        inputs.push(importer.push_typed_constant(&self.name("weight"), self.weight_type(&weight_scales)?, TensorData::S8(weight.into())));
        if let Some(bias) = &self.folded.bias {
            let bias = arithmetic::quantize_bias(bias, &scales, data_scale);
            inputs.push(importer.push_constant(&self.name("bias"), Shape::new([filters])?, TensorData::S32(bias.into()))?);
        }
        let Scalar::Known(output_scale) = importer.scale("", arithmetic::range_constant(dtype), &output) else {
            return Err(Diagnostic::error(Code::Invalid, "a calibrated range has no constant scale"));
        };
        let multipliers: Vec<f32> = scales.iter().map(|ws| output_scale / data_scale / ws).collect();
        require_finite("a requantization multiplier", &multipliers)?;
        let mut steps = vec![Step::Convert, Step::Multiply(importer.channel_operand(&self.name("multiplier"), multipliers)?)];
        steps.extend(self.calibrated_activation(importer, output_scale));
        if let Some(sum) = &self.sum {
            let sum_scale = importer.scale(&self.name("sum_scale"), arithmetic::range_constant(sum.dtype), &sum.range);
            let multiplier = importer.scalar(&self.name("sum_multiplier"), Scalar::Known(output_scale), &[ScalarStep::Divide(sum_scale)]).operand();
            steps.push(Step::Residual { value: sum.value, multiplier });
        }
        steps.extend(self.parts.post_sum_activation.map(Activation::steps).unwrap_or_default());
        let value = self.push_saturated(importer, inputs, steps, dtype, &output)?;
        Ok(triplet(value, output))
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

    /// The activation on values in units of the output. Homogeneous ones need no more; a bounded relu is not executed by MXNet: the
    /// saturation at the calibrated maximum stands for it.
    fn calibrated_activation(&self, importer: &Importer, output_scale: f32) -> Vec<Step> {
        match self.parts.activation {
            None => Vec::new(),
            Some(Activation::Clip { min, max }) if importer.ideal() => {
                vec![Step::Maximum(Operand::Constant(min * output_scale)), Step::Minimum(Operand::Constant(max * output_scale))]
            }
            Some(Activation::Clip { .. }) => Vec::new(),
            Some(homogeneous) => homogeneous.steps(),
        }
    }

    /// The rounded result. MXNet sums in place, in the memory and hence the type of the sum operand: a signed operand caps an unsigned
    /// result at 127, an unsigned one makes a signed result wrap.
    fn push_saturated(&self, importer: &mut Importer, inputs: Vec<ValueId>, steps: Vec<Step>, dtype: DType, output: &Range) -> Result<ValueId> {
        let in_place = self.sum.as_ref().map_or(dtype, |s| s.dtype);
        let ty = output.tensor_type(dtype, self.folded.output_shape.clone())?;
        let saturate = |lo, hi| End::Saturate { zero_point: 0, lo, hi };
        let (name, op) = (&self.node.name, self.folded.op());
        Ok(match (dtype, in_place) {
            (DType::U8, DType::S8) if !importer.ideal() => {
                importer.quirk(self.node, "MXNet sums in place in a signed tensor, so this unsigned result saturates at 127, half of its calibrated range");
                importer.push_node(name, ty, op, inputs, Some(Epilogue::new(steps, saturate(0, 127))))
            }
            (DType::S8, DType::U8) if !importer.ideal() => {
                importer
                    .quirk(self.node, "MXNet sums in place in an unsigned tensor, so values of this signed result below 0 become 0 and values above 127 wrap");
                let bytes = TensorType::plain(DType::U8, self.folded.output_shape.clone());
                let bytes = importer.push_node(&self.name("bytes"), bytes, op, inputs, Some(Epilogue::new(steps, saturate(0, 255))));
                reinterpret_as_signed(importer, name, bytes, ty)
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
            Some(Activation::Clip { min, max }) if importer.ideal() => {
                let bound = |importer: &mut Importer, part: &str, value| {
                    importer.scalar(&self.name(part), Scalar::Known(value), &[ScalarStep::Multiply(accumulator_scale)]).operand()
                };
                steps.extend([Step::Maximum(bound(importer, "clip_min", min)), Step::Minimum(bound(importer, "clip_max", max))]);
            }
            Some(Activation::Clip { .. }) => {
                importer.quirk(self.node, "MXNet executes neither this clip nor its lower bound without calibration, and accuracy suffers");
            }
            Some(homogeneous) => steps.extend(homogeneous.steps()),
        }
        if let Some(sum) = &self.sum {
            let sum_scale = importer.scale(&self.name("sum_scale"), arithmetic::range_constant(sum.dtype), &sum.range);
            let multiplier = importer.scalar(&self.name("sum_multiplier"), accumulator_scale, &[ScalarStep::Divide(sum_scale)]).operand();
            steps.push(Step::Residual { value: sum.value, multiplier });
            match self.parts.post_sum_activation {
                None => {}
                Some(Activation::Relu) => least = 0,
                Some(_) => {
                    self.declared_dtype()?;
                }
            }
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
}

/// `rint(b · scale)` for each channel, as oneDNN adds it to an uncalibrated accumulator: an s32 that was saturated and converted to f32.
fn scaled_bias(importer: &mut Importer, name: &str, bias: &[f32], scale: Scalar) -> Result<Operand> {
    match scale {
        Scalar::Known(scale) => {
            let integers = arithmetic::quantize_bias(bias, &vec![scale; bias.len()], 1.0);
            importer.channel_operand(name, integers.into_iter().map(|b| b as f32).collect())
        }
        Scalar::RunTime(_) => {
            let shape = Shape::new([bias.len()])?;
            let real = importer.push_constant(&format!("{name}.real"), shape.clone(), TensorData::F32(bias.into()))?;
            let steps = [Step::Multiply(scale.operand()), Step::Narrow { lo: i32::MIN, hi: arithmetic::LARGEST_ACCUMULATOR }];
            Ok(Operand::Value(importer.push_map(name, TensorType::plain(DType::F32, shape), real, steps, End::F32)))
        }
    }
}

/// Range beside an s32 result (`QuantizationRangeForMultiplication`, `quantization_utils.h`): 2³¹ steps of (data absmax / `data_levels`) ·
/// (weight absmax / `weight_levels`).
pub fn accumulator_range(importer: &mut Importer, name: &str, data: (&Range, f32), weight: (f32, f32)) -> Result<Range> {
    let steps = [
        ScalarStep::Divide(Scalar::Known(data.1)),
        ScalarStep::Multiply(Scalar::Known(weight.0 / weight.1)),
        ScalarStep::Multiply(Scalar::Known(arithmetic::ACCUMULATOR_RANGE)),
    ];
    match importer.scalar(&format!("{name}.absmax"), data.0.absmax(), &steps) {
        Scalar::Known(absmax) => Range::known(-absmax, absmax),
        Scalar::RunTime(absmax) => Ok(Range::RunTime { absmax }),
    }
}

/// Levels of data and weight in [`accumulator_range`]: 127 or 255 in MXNet, although the accumulator's own steps are those of 127.5 and
/// 255.5, which `ideal` uses here too.
pub fn levels(importer: &Importer, dtype: DType) -> f32 {
    if importer.ideal() { arithmetic::range_constant(dtype) } else { arithmetic::integer_constant(dtype) }
}
