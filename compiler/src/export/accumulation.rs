//! Accumulators in the literal form: integers exactly, floats by the operators that peers have for them.

use super::writer::{Writer, element_type, integer, integers};
use super::{Exporter, window};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Element, Epilogue, ImageShape, Node, Op, Operand, PoolReduction, Reduction, Step, Tensor, TensorData, ValueId, Window};
use crate::onnx_file::{Array, ElementType, Elements};

/// Integers up to here are exact as floats.
const EXACT: usize = 1 << 24;

/// The number that an epilogue begins with.
pub enum Accumulator {
    /// f32; integers in it are exact.
    Float(String),
    S32(String),
}

/// An accumulator, and how many of the first steps are in it already.
pub struct Begun {
    pub accumulator: Accumulator,
    pub steps: usize,
}

impl From<Accumulator> for Begun {
    fn from(accumulator: Accumulator) -> Self {
        Self { accumulator, steps: 0 }
    }
}

impl Exporter<'_> {
    pub(super) fn accumulation(&mut self, id: ValueId, node: &Node, epilogue: &Epilogue, name: &str) -> Result<Begun> {
        let data = node.inputs[0];
        let image = self.graph.ty(data).shape.as_image();
        let no_image = || Diagnostic::error(Code::Invalid, "the operand is no image");
        Ok(match &node.op {
            Op::Convolution { window, groups } => self.convolution(id, node, epilogue, (window, *groups, image.ok_or_else(no_image)?), name)?,
            Op::FullyConnected => self.fully_connected(id, node, epilogue, name)?,
            Op::Pool { reduction: PoolReduction::Maximum, window } => self.maximum_pool(data, window, image.ok_or_else(no_image)?, name)?.into(),
            Op::Pool { reduction: PoolReduction::Sum | PoolReduction::RunningSum, window } => {
                self.sum_pool(data, epilogue, window, image.ok_or_else(no_image)?, name)?
            }
            Op::Reduce { reduction, axes } => self.reduce(data, *reduction, axes, name)?.into(),
            Op::AbsMax => self.absmax(data, epilogue, name)?.into(),
            // `map`; movements have no accumulator.
            _ => match self.graph.ty(data).dtype {
                DType::S32 => Accumulator::S32(self.value(data)).into(),
                _ => Accumulator::Float(self.centred(data, name)?).into(),
            },
        })
    }

    /// A tensor without its zero point, as floats, which for bytes are exact.
    fn centred(&mut self, id: ValueId, name: &str) -> Result<String> {
        self.element(self.graph.element(id), name)
    }

    /// The same without any other number.
    pub(super) fn element(&mut self, Element { value, zero_point }: Element, name: &str) -> Result<String> {
        let tensor = self.value(value);
        let dtype = self.graph.ty(value).dtype;
        match dtype.integer_bounds() {
            None => Ok(tensor),
            Some((lo, hi)) if dtype != DType::S32 && (lo..=hi).contains(&zero_point) => self.writer.dequantize(name, &tensor, dtype, 1.0, zero_point),
            Some(_) => {
                let number = self.writer.cast(name, &tensor, ElementType::F32);
                if zero_point == 0 {
                    return Ok(number);
                }
                let zero = self.writer.number("zero_point", zero_point as f32);
                Ok(self.writer.apply(name, "Sub", &[&number, &zero], []))
            }
        }
    }

    /// A tensor of integers without its zero point, as s32.
    fn centred_s32(&mut self, id: ValueId, name: &str) -> Result<String> {
        let tensor = self.value(id);
        let ty = self.graph.ty(id);
        if ty.dtype == DType::S32 {
            return Ok(tensor);
        }
        let wide = self.writer.cast(name, &tensor, ElementType::S32);
        if ty.zero_point() == 0 {
            return Ok(wide);
        }
        let zero = self.writer.integer("zero_point", ElementType::S32, ty.zero_point().into())?;
        Ok(self.writer.apply(name, "Sub", &[&wide, &zero], []))
    }

    /// A bias that the first step adds: one constant for each channel.
    fn bias(&mut self, id: ValueId, epilogue: &Epilogue) -> Option<String> {
        let Some(Step::Add(Operand::Value(bias))) = epilogue.steps.first() else { return None };
        let channels = self.graph.ty(id).shape.extents().get(1)?;
        (self.graph.constant(*bias).is_some() && self.graph.ty(*bias).shape.extents() == [*channels]).then(|| self.value(*bias))
    }

    fn convolution(
        &mut self,
        id: ValueId,
        node: &Node,
        epilogue: &Epilogue,
        (window, groups, image): (&Window, usize, ImageShape),
        name: &str,
    ) -> Result<Begun> {
        let ty = self.graph.ty(node.inputs[0]).clone();
        let data = self.value(node.inputs[0]);
        let data = self.as_image(name, &data, ty.shape.rank(), image);
        let weight = self.value(node.inputs[1]);
        let attributes = window::convolution_attributes(window, groups);
        if ty.dtype == DType::F32 {
            return Ok(match self.bias(id, epilogue) {
                Some(bias) => Begun { accumulator: Accumulator::Float(self.writer.apply(name, "Conv", &[&data, &weight, &bias], attributes)), steps: 1 },
                None => Accumulator::Float(self.writer.apply(name, "Conv", &[&data, &weight], attributes)).into(),
            });
        }
        let zero = self.writer.integer("zero_point", element_type(ty.dtype), ty.zero_point().into())?;
        let sum = self.writer.apply(name, "ConvInteger", &[&data, &weight, &zero], attributes);
        Ok(Accumulator::S32(self.integer_bias(node, sum, 2, name)).into())
    }

    fn fully_connected(&mut self, id: ValueId, node: &Node, epilogue: &Epilogue, name: &str) -> Result<Begun> {
        let ty = self.graph.ty(node.inputs[0]).clone();
        let data = self.value(node.inputs[0]);
        let data = self.as_matrix(name, &data, ty.shape.rank());
        if ty.dtype == DType::F32 {
            let weight = self.value(node.inputs[1]);
            let transposed = [integer("transB", 1)];
            return Ok(match self.bias(id, epilogue) {
                Some(bias) => Begun { accumulator: Accumulator::Float(self.writer.apply(name, "Gemm", &[&data, &weight, &bias], transposed)), steps: 1 },
                None => Accumulator::Float(self.writer.apply(name, "Gemm", &[&data, &weight], transposed)).into(),
            });
        }
        let weight = self.transposed_weight(node.inputs[1], name)?;
        let zero = self.writer.integer("zero_point", element_type(ty.dtype), ty.zero_point().into())?;
        let sum = self.writer.apply(name, "MatMulInteger", &[&data, &weight, &zero], []);
        Ok(Accumulator::S32(self.integer_bias(node, sum, 0, name)).into())
    }

    /// An s8 weight `O K` as `K O`.
    fn transposed_weight(&mut self, id: ValueId, name: &str) -> Result<String> {
        let (Some(TensorData::S8(data)), [outputs, depth]) = (self.graph.constant(id), self.graph.ty(id).shape.extents()) else {
            return Err(Diagnostic::error(Code::Invalid, "the weight must be a constant s8 matrix"));
        };
        let transposed = (0..data.len()).map(|i| data[i % outputs * depth + i / outputs] as u8).collect();
        let array = Array { ty: ElementType::S8, shape: vec![*depth, *outputs], elements: Elements::S8(transposed) };
        Ok(self.writer.initializer(&format!("{name}.weight"), &array))
    }

    /// `sum` with the s32 bias of a node, if it has one; `inner` axes follow the channels.
    fn integer_bias(&mut self, node: &Node, sum: String, inner: usize, name: &str) -> String {
        let Some(&bias) = node.inputs.get(2) else { return sum };
        let bias = self.per_channel(bias, inner, name);
        self.writer.apply(name, "Add", &[&sum, &bias], [])
    }

    /// A value of one number for each channel, with as many axes of extent 1 as follow the channels.
    pub(super) fn per_channel(&mut self, id: ValueId, inner: usize, name: &str) -> String {
        let extents: Vec<usize> = [self.graph.ty(id).shape.extents(), &vec![1; inner]].concat();
        if inner == 0 {
            return self.value(id);
        }
        match self.graph.constant(id) {
            Some(data) => {
                let message = Array { shape: extents, ..Array::of_tensor(&Tensor { shape: self.graph.ty(id).shape.clone(), data: data.clone() }) };
                self.writer.initializer(&self.graph.value(id).name, &message)
            }
            None => {
                let tensor = self.value(id);
                self.writer.reshape(name, &tensor, &extents)
            }
        }
    }

    fn maximum_pool(&mut self, data: ValueId, window: &Window, image: ImageShape, name: &str) -> Result<Accumulator> {
        let ty = self.graph.ty(data).clone();
        let tensor = self.value(data);
        let tensor = self.as_image(name, &tensor, ty.shape.rank(), image);
        let largest = self.maximum_of_windows(&tensor, ty.dtype, window, image, name);
        Ok(Accumulator::Float(match ty.dtype {
            DType::U8 | DType::S8 => self.writer.dequantize(name, &largest, ty.dtype, 1.0, ty.zero_point())?,
            _ => largest,
        }))
    }

    /// `MaxPool`. Padding as large as the kernel becomes smallest numbers, which never win.
    pub(super) fn maximum_of_windows(&mut self, tensor: &str, dtype: DType, window: &Window, image: ImageShape, name: &str) -> String {
        let mut window = *window;
        let mut tensor = tensor.to_owned();
        if !window::padding_is_small(&window) {
            tensor = self.surrounded(name, &tensor, dtype, &window, image);
            (window.pad_before, window.pad_after) = ([0; 2], [0; 2]);
        }
        self.writer.apply(name, "MaxPool", &[&tensor], window::attributes(&window))
    }

    /// The image with the window's padding around it. Not by `Pad`, which ONNX Runtime gives back to the pooling whether that takes it or not.
    fn surrounded(&mut self, name: &str, tensor: &str, dtype: DType, window: &Window, image: ImageShape) -> String {
        let elements = match dtype.integer_bounds() {
            None => Elements::Floats([f32::NEG_INFINITY].into()),
            Some((least, _)) if dtype == DType::S32 => Elements::Integers([i64::from(least)].into()),
            Some((least, _)) if dtype == DType::S8 => Elements::S8(vec![least as u8].into()),
            Some((least, _)) => Elements::U8(vec![least as u8].into()),
        };
        let least = self.writer.initializer("least", &Array { ty: element_type(dtype), shape: Vec::new(), elements });
        let mut extents = [image.batch, image.channels, image.height, image.width];
        let mut tensor = tensor.to_owned();
        for axis in 0..2 {
            let border = |writer: &mut Writer, depth: usize| {
                let mut extents = extents;
                extents[axis + 2] = depth;
                let shape = writer.list("shape", extents.map(|e| e as i64));
                (depth > 0).then(|| writer.apply(name, "Expand", &[&least, &shape], []))
            };
            let (before, after) = (border(&mut self.writer, window.pad_before[axis]), border(&mut self.writer, window.pad_after[axis]));
            let parts: Vec<&str> = [before.as_deref(), Some(&tensor), after.as_deref()].into_iter().flatten().collect();
            tensor = self.writer.apply(name, "Concat", &parts, [integer("axis", axis as i64 + 2)]);
            extents[axis + 2] += window.pad_before[axis] + window.pad_after[axis];
        }
        tensor
    }

    fn sum_pool(&mut self, data: ValueId, epilogue: &Epilogue, window: &Window, image: ImageShape, name: &str) -> Result<Begun> {
        let ty = self.graph.ty(data).clone();
        let global = window::is_global(window, image);
        if ty.dtype != DType::F32 {
            if global {
                let tensor = self.centred_s32(data, name)?;
                let tensor = self.as_image(name, &tensor, ty.shape.rank(), image);
                let axes = self.writer.list("axes", [2, 3]);
                return Ok(Accumulator::S32(self.writer.apply(name, "ReduceSum", &[&tensor, &axes], [])).into());
            }
            // A sum is a convolution with ones, channel by channel.
            let tensor = self.value(data);
            let tensor = self.as_image(name, &tensor, ty.shape.rank(), image);
            let shape = vec![image.channels, 1, window.kernel[0], window.kernel[1]];
            let ones = Elements::S8(vec![1; shape.iter().product()].into());
            let ones = self.writer.initializer(&format!("{name}.ones"), &Array { ty: ElementType::S8, shape, elements: ones });
            let zero = self.writer.integer("zero_point", element_type(ty.dtype), ty.zero_point().into())?;
            let attributes = window::convolution_attributes(window, image.channels);
            return Ok(Accumulator::S32(self.writer.apply(name, "ConvInteger", &[&tensor, &ones, &zero], attributes)).into());
        }
        let tensor = self.value(data);
        let tensor = self.as_image(name, &tensor, ty.shape.rank(), image);
        let taps = (window.kernel[0] * window.kernel[1]) as f32;
        let padded = window.pad_before != [0; 2] || window.pad_after != [0; 2];
        // Whether an average divides by the taps inside the image alone.
        let average = match epilogue.steps.first() {
            Some(Step::Divide(Operand::ValidTaps) | Step::Multiply(Operand::ReciprocalTaps)) => Some(true),
            Some(Step::Divide(Operand::Constant(n))) if *n == taps => Some(false),
            Some(Step::Multiply(Operand::Constant(m))) if *m == 1.0 / taps => Some(false),
            _ => None,
        };
        let averages_directly = window.dilation == [1; 2] && window::padding_is_small(window) && !(0..2).any(|a| self.sees_nothing(window, image, a));
        if let (Some(inside_alone), true) = (average, averages_directly) {
            return Ok(Begun { accumulator: Accumulator::Float(self.average(&tensor, window, image, padded && !inside_alone, name)), steps: 1 });
        }
        let shape = [image.channels, 1, window.kernel[0], window.kernel[1]];
        let ones = self.writer.floats(&format!("{name}.ones"), &shape, vec![1.0; shape.iter().product()])?;
        let attributes = window::convolution_attributes(window, image.channels);
        Ok(Accumulator::Float(self.writer.apply(name, "Conv", &[&tensor, &ones], attributes)).into())
    }

    /// Whether some position of the result has no tap in the image, which average pooling would divide by.
    fn sees_nothing(&self, window: &Window, image: ImageShape, axis: usize) -> bool {
        window.has_empty_outputs(axis, [image.height, image.width][axis])
    }

    /// `AveragePool`, or its name for whole images.
    pub(super) fn average(&mut self, tensor: &str, window: &Window, image: ImageShape, includes_padding: bool, name: &str) -> String {
        if window::is_global(window, image) {
            return self.writer.apply(name, "GlobalAveragePool", &[tensor], []);
        }
        let mut attributes = window::pool_attributes(window);
        attributes.push(integer("count_include_pad", includes_padding.into()));
        self.writer.apply(name, "AveragePool", &[tensor], attributes)
    }

    fn reduce(&mut self, data: ValueId, reduction: Reduction, axes: &[usize], name: &str) -> Result<Accumulator> {
        let ty = self.graph.ty(data);
        let joined: usize = axes.iter().map(|&axis| ty.shape.extents()[axis]).product();
        let float = match ty.dtype {
            DType::F32 => true,
            DType::S32 => false,
            DType::U8 | DType::S8 => reduction != Reduction::Sum || joined * 255 < EXACT,
        };
        let tensor = if float { self.centred(data, name)? } else { self.centred_s32(data, name)? };
        let reduced = match reduction {
            Reduction::Sum => {
                let axes = self.writer.list("axes", axes.iter().map(|&a| a as i64));
                self.writer.apply(name, "ReduceSum", &[&tensor, &axes], [])
            }
            Reduction::Maximum => self.writer.apply(name, "ReduceMax", &[&tensor], [integers("axes", axes.iter().copied())]),
            Reduction::Minimum => self.writer.apply(name, "ReduceMin", &[&tensor], [integers("axes", axes.iter().copied())]),
        };
        Ok(if float { Accumulator::Float(reduced) } else { Accumulator::S32(reduced) })
    }

    fn absmax(&mut self, data: ValueId, epilogue: &Epilogue, name: &str) -> Result<Accumulator> {
        let scalar = || [integer("keepdims", 0)];
        if self.graph.ty(data).dtype != DType::S32 || !epilogue.steps.is_empty() {
            // Of s32 too: rounding to a float keeps the order, and 2³¹ − 1 and 2³¹ are the same float.
            let tensor = self.centred(data, name)?;
            let magnitude = self.writer.apply(name, "Abs", &[&tensor], []);
            return Ok(Accumulator::Float(self.writer.apply(name, "ReduceMax", &[&magnitude], scalar())));
        }
        let tensor = self.value(data);
        let wide = self.writer.cast(name, &tensor, ElementType::S64);
        let magnitude = self.writer.apply(name, "Abs", &[&wide], []);
        let largest = self.writer.apply(name, "ReduceMax", &[&magnitude], scalar());
        let most = self.writer.integer("most", ElementType::S64, i32::MAX.into())?;
        let bounded = self.writer.apply(name, "Min", &[&largest, &most], []);
        Ok(Accumulator::S32(self.writer.cast(name, &bounded, ElementType::S32)))
    }
}
