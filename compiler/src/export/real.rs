//! Nodes whose meaning is known: `DequantizeLinear`, operators on real numbers, `QuantizeLinear`.

use super::meaning::{Base, Bias, Factor, Meaning, Operation, Store};
use super::writer::{element_type, float, integer, integers};
use super::{Exporter, window};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Node, Op, Operand, PoolReduction, Reduction, Shape, ValueId};
use crate::onnx_file::{Array, ElementType};

impl Exporter<'_> {
    pub(super) fn real(&mut self, id: ValueId, node: &Node, meaning: &Meaning, name: &str) -> Result<String> {
        let ty = self.graph.ty(id).clone();
        let data = self.graph.ty(node.inputs[0]).dtype;
        let mut y = match &meaning.base {
            Base::Weighted { scale, weight_scales, bias } => self.quantized_weights(node, *scale, weight_scales, bias, name)?,
            Base::FloatWeighted { bias } => {
                let weight = self.value(node.inputs[1]);
                let bias = bias.as_ref().map(|bias| self.writer.floats(&format!("{name}.bias"), &[bias.len()], bias.clone())).transpose()?;
                self.weighted(node, None, [&weight, bias.as_deref().unwrap_or_default()], name)?
            }
            Base::Plain { scale, inside_alone } => self.plain(node, *scale, *inside_alone, name)?,
        };
        let mut operations = meaning.operations.iter().peekable();
        while let Some(operation) = operations.next() {
            if let (Operation::Multiply(m), Some(Operation::Add(b))) = (operation, operations.peek())
                && ty.shape.rank() >= 2
            {
                y = self.normalized(&y, m, b, ty.shape.extents()[1], name)?;
                operations.next();
                continue;
            }
            y = self.operation(&y, operation, (data, &ty.shape), name)?;
        }
        match meaning.store {
            None => Ok(y),
            Some(store) => {
                let q = self.writer.quantize(name, &y, ty.dtype, store.scale, store.zero_point)?;
                self.narrowed(q, ty.dtype, store.lo, store.hi, name)
            }
        }
    }

    /// The softmax of rows.
    pub(super) fn softmax(&mut self, id: ValueId, rows: ValueId, scale: f32, store: &Store, name: &str) -> Result<String> {
        let dtype = self.graph.ty(id).dtype;
        let x = self.real_tensor(rows, Some(scale), name)?;
        let y = self.writer.apply(name, "Softmax", &[&x], [integer("axis", 1)]);
        let q = self.writer.quantize(name, &y, dtype, store.scale, store.zero_point)?;
        self.narrowed(q, dtype, store.lo, store.hi, name)
    }

    /// A tensor in real numbers; f32 has no scale.
    pub(super) fn real_tensor(&mut self, id: ValueId, scale: Option<f32>, name: &str) -> Result<String> {
        let tensor = self.value(id);
        self.dequantized(id, &tensor, scale, name)
    }

    fn dequantized(&mut self, id: ValueId, tensor: &str, scale: Option<f32>, name: &str) -> Result<String> {
        let ty = self.graph.ty(id);
        match scale {
            None => Ok(tensor.to_owned()),
            Some(scale) => self.writer.dequantize(name, tensor, ty.dtype, scale, ty.zero_point()),
        }
    }

    fn quantized_weights(&mut self, node: &Node, scale: f32, weight_scales: &[f32], bias: &Bias, name: &str) -> Result<String> {
        let channels = self.graph.ty(node.inputs[1]).shape.extents()[0];
        let weight = self.value(node.inputs[1]);
        let weight = self.dequantize_channels(&format!("{name}.weight"), &weight, ElementType::S8, weight_scales)?;
        let bias = match bias {
            Bias::None => String::new(),
            Bias::Floats(bias) => self.writer.floats(&format!("{name}.bias"), &[channels], bias.clone())?,
            Bias::Integers(bias) => {
                let list: Vec<i64> = bias.iter().map(|&b| b.into()).collect();
                let tensor = self.writer.initializer(&format!("{name}.bias"), &Array::integers(ElementType::S32, [channels], list)?);
                let scales: Vec<f32> = weight_scales.iter().map(|w| scale * w).collect();
                self.dequantize_channels(&format!("{name}.bias"), &tensor, ElementType::S32, &scales)?
            }
        };
        self.weighted(node, Some(scale), [&weight, &bias], name)
    }

    /// `DequantizeLinear` with one scale, or one for each index of axis 0.
    fn dequantize_channels(&mut self, base: &str, tensor: &str, ty: ElementType, scales: &[f32]) -> Result<String> {
        let (shape, attributes) = match scales.len() {
            1 => (vec![], vec![]),
            channels => (vec![channels], vec![integer("axis", 0)]),
        };
        let zeros = vec![0; scales.len()];
        let scales = self.writer.floats(&format!("{base}.scale"), &shape, scales.to_vec())?;
        let zeros = self.writer.initializer("zero_point", &Array::integers(ty, shape, zeros)?);
        Ok(self.writer.apply(base, "DequantizeLinear", &[tensor, &scales, &zeros], attributes))
    }

    /// `Conv` or `Gemm` of data with this scale; an empty bias is none.
    fn weighted(&mut self, node: &Node, scale: Option<f32>, [weight, bias]: [&str; 2], name: &str) -> Result<String> {
        let data = node.inputs[0];
        let shape = self.graph.ty(data).shape.clone();
        let tensor = self.value(data);
        // The data takes its shape as integers, so that nothing stands between its scale and the operator.
        let (tensor, operator, attributes) = match (&node.op, shape.as_image()) {
            (Op::Convolution { window, groups }, Some(image)) => {
                (self.as_image(name, &tensor, shape.rank(), image), "Conv", window::convolution_attributes(window, *groups))
            }
            (Op::FullyConnected, _) => (self.as_matrix(name, &tensor, shape.rank()), "Gemm", vec![integer("transB", 1)]),
            _ => return Err(Diagnostic::error(Code::Invalid, "the operand is no image")),
        };
        let x = self.dequantized(data, &tensor, scale, name)?;
        let operands = if bias.is_empty() { vec![x.as_str(), weight] } else { vec![x.as_str(), weight, bias] };
        Ok(self.writer.apply(name, operator, &operands, attributes))
    }

    /// Operators without weights. A sum is written as an average, which is what its scale takes it for.
    fn plain(&mut self, node: &Node, scale: Option<f32>, inside_alone: bool, name: &str) -> Result<String> {
        let data = node.inputs[0];
        let ty = self.graph.ty(data).clone();
        let no_image = || Diagnostic::error(Code::Invalid, "the operand is no image");
        match &node.op {
            Op::Pool { reduction, window } => {
                let image = ty.shape.as_image().ok_or_else(no_image)?;
                let tensor = self.value(data);
                let tensor = self.as_image(name, &tensor, ty.shape.rank(), image);
                let x = self.dequantized(data, &tensor, scale, name)?;
                Ok(match reduction {
                    PoolReduction::Maximum => self.maximum_of_windows(&x, DType::F32, window, image, name),
                    PoolReduction::Sum | PoolReduction::RunningSum => {
                        let padded = window.pad_before != [0; 2] || window.pad_after != [0; 2];
                        self.average(&x, window, image, padded && !inside_alone, name)
                    }
                })
            }
            Op::Reduce { reduction, axes } => {
                let x = self.real_tensor(data, scale, name)?;
                let operator = match reduction {
                    Reduction::Sum if ty.shape.rank() == 4 && axes[..] == [2, 3] => return Ok(self.writer.apply(name, "GlobalAveragePool", &[&x], [])),
                    Reduction::Sum => "ReduceMean",
                    Reduction::Maximum => "ReduceMax",
                    Reduction::Minimum => "ReduceMin",
                };
                Ok(self.writer.apply(name, operator, &[&x], [integers("axes", axes.iter().copied())]))
            }
            _ => self.real_tensor(data, scale, name),
        }
    }

    /// Numbers for all elements or for each channel of a result of this shape.
    fn numbers(&mut self, numbers: &[f32], shape: &Shape, name: &str) -> Result<String> {
        if let [number] = numbers {
            return Ok(self.writer.number("number", *number));
        }
        let extents = [&[numbers.len()][..], &vec![1; shape.rank().saturating_sub(2)]].concat();
        self.writer.floats(&format!("{name}.numbers"), &extents, numbers.to_vec())
    }

    /// `y · m + b` for each channel.
    fn normalized(&mut self, y: &str, m: &[f32], b: &[f32], channels: usize, name: &str) -> Result<String> {
        let mut list = |part: &str, numbers: &[f32]| {
            let numbers = if numbers.len() == 1 { vec![numbers[0]; channels] } else { numbers.to_vec() };
            self.writer.floats(&format!("{name}.{part}"), &[channels], numbers)
        };
        let (m, b, mean, variance) = (list("multiplier", m)?, list("addend", b)?, list("mean", &[0.0])?, list("variance", &[1.0])?);
        Ok(self.writer.apply(name, "BatchNormalization", &[y, &m, &b, &mean, &variance], [float("epsilon", 0.0)]))
    }

    /// A quantized constant of the element type of `data`.
    fn quantized_factor(&mut self, factor: &Factor, data: DType, shape: &Shape, name: &str) -> Result<String> {
        let (lowest, highest) = data.integer_bounds().unwrap_or((i32::MIN, i32::MAX));
        let zero_point = 0.max(lowest.saturating_sub(factor.least)).min(highest.saturating_sub(factor.most));
        let tensor = match factor.operand {
            // Zero points are exact in floats, and so is a quantization with scale 1.
            Operand::Elementwise(element) => {
                let number = self.value(element.value);
                self.writer.quantize(name, &number, data, 1.0, zero_point)?
            }
            _ => {
                let stored: Vec<i64> = factor.integers.iter().map(|&i| i64::from(i + zero_point)).collect();
                let extents = match stored.len() {
                    1 => vec![],
                    channels => [&[channels][..], &vec![1; shape.rank().saturating_sub(2)]].concat(),
                };
                self.writer.initializer(&format!("{name}.factor"), &Array::integers(element_type(data), extents, stored)?)
            }
        };
        self.writer.dequantize(name, &tensor, data, factor.scale, zero_point)
    }

    fn operation(&mut self, y: &str, operation: &Operation, (data, shape): (DType, &Shape), name: &str) -> Result<String> {
        let (operator, operand) = match operation {
            Operation::Add(numbers) => ("Add", self.numbers(numbers, shape, name)?),
            Operation::Multiply(numbers) => ("Mul", self.numbers(numbers, shape, name)?),
            Operation::AddTensor { value, scale, last } => {
                let tensor = self.real_tensor(*value, *scale, name)?;
                // One element and one element: the operands change roles.
                let first = *last != (shape.volume() == 1);
                let operands = if first { [tensor.as_str(), y] } else { [y, tensor.as_str()] };
                return Ok(self.writer.apply(name, "Add", &operands, []));
            }
            Operation::MultiplyQuantized(factor) => ("Mul", self.quantized_factor(factor, data, shape, name)?),
            Operation::MultiplyTensor(id, scale) => ("Mul", self.real_tensor(*id, *scale, name)?),
            Operation::Maximum(bound) => {
                let bound = self.writer.number("least", *bound);
                return Ok(self.writer.apply(name, "Clip", &[y, &bound], []));
            }
            Operation::Minimum(bound) => {
                let bound = self.writer.number("most", *bound);
                return Ok(self.writer.apply(name, "Clip", &[y, "", &bound], []));
            }
            Operation::Relu => return Ok(self.writer.apply(name, "Relu", &[y], [])),
            Operation::LeakyRelu(slope) => return Ok(self.writer.apply(name, "LeakyRelu", &[y], [float("alpha", *slope)])),
            Operation::Elu(alpha) => return Ok(self.writer.apply(name, "Elu", &[y], [float("alpha", *alpha)])),
            Operation::HardSigmoid(alpha, beta) => {
                return Ok(self.writer.apply(name, "HardSigmoid", &[y], [float("alpha", *alpha), float("beta", *beta)]));
            }
            Operation::HardSwish => {
                let gate = self.writer.apply(name, "HardSigmoid", &[y], [float("alpha", 1.0 / 6.0), float("beta", 0.5)]);
                ("Mul", gate)
            }
            Operation::Apply(function) => return Ok(self.function(y, *function, name)),
        };
        Ok(self.writer.apply(name, operator, &[y, &operand], []))
    }
}
