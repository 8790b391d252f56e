//! Exact integer sums of products that wait for their epilogue: QLinearConv, QLinearMatMul, ConvInteger and their like up to where they differ.

use super::Quantized;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{
    DType, Definition, End, Epilogue, Graph, Op, Operand, Quantization, Reduction, Scale, Shape, Step, Tensor, TensorData, TensorType, ValueId, infer_shape,
};
use std::sync::Arc;

/// Weights without zero point: `O C/groups kh kw` of a convolution, `O K` of a matrix.
#[derive(Debug, Clone)]
pub struct Weight {
    pub shape: Shape,
    /// w − zw, within −255..=255.
    pub integers: Arc<[i16]>,
    /// One for all, or one for each output channel.
    pub scales: Vec<Scale>,
}

impl Weight {
    /// How many products a number of the data takes part in for each weight. A weight that s8 does not hold is a sum of two or three that it holds.
    pub fn products(&self) -> usize {
        digits(&self.integers, 1).len()
    }

    /// The same as numbers of s8, `parts` after one another for each output.
    fn constant(&self, integers: Vec<i8>, parts: usize) -> Result<(TensorType, TensorData)> {
        let mut extents = self.shape.extents().to_vec();
        extents[1] = extents[1].checked_mul(parts).ok_or_else(|| Diagnostic::error(Code::Overflow, "the weight is too large"))?;
        let quantization = match self.scales[..] {
            [scale] => Quantization::PerTensor { scale, zero_point: 0 },
            _ => Quantization::PerAxis { axis: 0, scales: self.scales.clone().into() },
        };
        Ok((TensorType { dtype: DType::S8, shape: Shape::new(extents)?, quantization }, TensorData::S8(integers.into())))
    }
}

/// Numbers of s8 whose sum is `sign` times each integer, as few for each as the largest magnitude asks for.
fn digits(integers: &[i16], sign: i16) -> Vec<Vec<i8>> {
    let mut rest: Vec<i16> = integers.iter().map(|w| w * sign).collect();
    let mut digits = Vec::new();
    while digits.is_empty() || rest.iter().any(|&w| w != 0) {
        digits.push(rest.iter().map(|&w| w.clamp(i8::MIN.into(), i8::MAX.into()) as i8).collect::<Vec<_>>());
        rest.iter_mut().for_each(|w| *w -= (*w).clamp(i8::MIN.into(), i8::MAX.into()));
    }
    digits
}

/// 8-bit data with its zero point.
#[derive(Debug, Clone, Copy)]
pub struct Data {
    pub value: ValueId,
    /// A zero point that is known at run time only, an f32 scalar; otherwise it is that of the value's type.
    pub zero_point: Option<ValueId>,
}

impl Data {
    /// Values without zero point and the sign with which each takes part: x itself, or max(x − zx, 0) − max(zx − x, 0) where the zero point is known
    /// at run time only. Padding is 0 in all of them.
    fn terms(self, graph: &mut Graph, name: &str) -> Vec<(ValueId, i16)> {
        let Some(zero_point) = self.zero_point else { return vec![(self.value, 1)] };
        let ty = TensorType::plain(DType::U8, graph.ty(self.value).shape.clone());
        let mut term = |part: &str, steps: &[Step]| {
            let steps = [&[Step::Convert, Step::Subtract(Operand::Value(zero_point))], steps].concat();
            let end = End::Saturate { zero_point: 0, lo: 0, hi: 255 };
            graph.push_node(format!("{name}.{part}"), ty.clone(), Op::Map, [self.value], Some(Epilogue::new(steps, end)))
        };
        vec![(term("above", &[]), 1), (term("below", &[Step::Multiply(Operand::Constant(-1.0))]), -1)]
    }
}

/// An exact sum of 32 bits for each element of the result.
#[derive(Debug)]
pub struct Accumulation {
    op: Op,
    inputs: Vec<ValueId>,
    shape: Shape,
    /// The axis of the result along which scales of weights count.
    axis: usize,
}

impl Accumulation {
    /// Σ (x − zx)(w − zw) + bias over the windows of a convolution, or over the elements of a sample. Where s8 does not hold w − zw, or the zero point
    /// of the data is known at run time only, the data lies side by side several times, and each copy meets a part of the weights.
    ///
    /// # Errors
    /// `Shape` where operands do not fit.
    pub fn weighted(graph: &mut Graph, name: &str, data: Data, op: Op, weight: &Weight, bias: Option<Vec<i32>>) -> Result<Self> {
        let (outputs, depth) = match weight.shape.extents() {
            &[outputs, ref depth @ ..] if !depth.is_empty() => (outputs, depth.iter().product::<usize>()),
            _ => return Err(Diagnostic::error(Code::Shape, format!("the weight {} is no matrix and no convolution's", weight.shape))),
        };
        let mut values = Vec::new();
        let mut parts: Vec<Vec<i8>> = Vec::new();
        for (value, sign) in data.terms(graph, name) {
            for part in digits(&weight.integers, sign) {
                values.push(value);
                parts.push(part);
            }
        }
        let (ty, constant) = match &mut parts[..] {
            [only] => weight.constant(std::mem::take(only), 1)?,
            _ => {
                // What follows would multiply by more data than there is.
                let groups = if let Op::Convolution { groups, .. } = op { groups } else { 1 };
                let expected = TensorType::plain(DType::S8, weight.shape.clone());
                infer_shape(&op, &[graph.ty(values[0]), &expected])?;
                values = vec![side_by_side(graph, name, &values, groups)?];
                let row = |output: usize| parts.iter().flat_map(move |part| part[output * depth..(output + 1) * depth].iter().copied());
                weight.constant((0..outputs).flat_map(row).collect(), parts.len())?
            }
        };
        let shape = infer_shape(&op, &[graph.ty(values[0]), &ty])?;
        let mut inputs = vec![values[0], graph.push(format!("{name}.weight"), ty, Definition::Constant(constant))];
        if let Some(bias) = bias.filter(|b| b.iter().any(|&b| b != 0)) {
            inputs.push(graph.push_constant(format!("{name}.bias"), Tensor::new(Shape::new([bias.len()])?, TensorData::S32(bias.into()))?));
        }
        Ok(Self { op, inputs, shape, axis: 1 })
    }

    /// Σ (a − za)(b − zb) over the last axis of `… M 1 K` and `… 1 N K`, both known at run time only; the result is `… M N 1`. All products come first.
    ///
    /// # Errors
    /// `Shape` where operands do not fit.
    pub fn pairwise(graph: &mut Graph, name: &str, a: Data, b: Data) -> Result<Self> {
        // The product of two differences of bytes.
        const LARGEST: i32 = 255 * 255;
        let shape = compose::broadcast_shape(&graph.ty(a.value).shape, &graph.ty(b.value).shape)?;
        let left = compose::broadcast(graph, &format!("{name}.left"), a.value, &shape)?;
        let right = compose::broadcast(graph, &format!("{name}.right"), b.value, &shape)?;
        let right = match b.zero_point {
            None => graph.each(right),
            Some(zero_point) => {
                let steps = [Step::Convert, Step::Subtract(Operand::Value(zero_point))];
                let centred = compose::map(graph, &format!("{name}.right.centred"), right, steps);
                graph.each(centred)
            }
        };
        let mut steps = vec![Step::Convert];
        steps.extend(a.zero_point.map(|zero_point| Step::Subtract(Operand::Value(zero_point))));
        steps.push(Step::Multiply(right));
        let end = End::S32 { lo: -LARGEST, hi: LARGEST };
        let last = shape.rank() - 1;
        let ty = TensorType::plain(DType::S32, shape);
        let products = graph.push_node(format!("{name}.products"), ty, Op::Map, [left], Some(Epilogue::new(steps, end)));
        let op = Op::Reduce { reduction: Reduction::Sum, axes: vec![last] };
        let shape = infer_shape(&op, &[graph.ty(products)])?;
        Ok(Self { op, inputs: vec![products], shape, axis: last - 1 })
    }

    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// One number for all, or one for each output, as the right-hand side of a step.
    ///
    /// # Errors
    /// `Shape` where there are as many as neither asks for, `Range` where a number is not finite.
    pub fn along_outputs(&self, graph: &mut Graph, name: &str, numbers: Vec<f32>) -> Result<Operand> {
        if let Some(bad) = numbers.iter().find(|m| !m.is_finite()) {
            return Err(Diagnostic::error(Code::Range, format!("the scales multiply to {bad}")).hint("calibrate the model again"));
        }
        if self.axis == 1 {
            return compose::channel_operand(graph, name, numbers);
        }
        let mut extents = vec![1; self.shape.rank()];
        extents[self.axis] = numbers.len();
        let constant = graph.push_constant(name, Tensor::new(Shape::new(extents)?, TensorData::F32(numbers.into()))?);
        compose::operand(graph, name, constant, &self.shape)
    }

    /// F(F(sum) · m), rounded and stored; a multiplier for all or one for each output.
    ///
    /// # Errors
    /// As [`Accumulation::along_outputs`].
    pub fn stored(self, graph: &mut Graph, name: &str, multipliers: Vec<f32>, to: &Quantized) -> Result<ValueId> {
        let multiplier = self.along_outputs(graph, &format!("{name}.multiplier"), multipliers)?;
        Ok(self.rounded(graph, name, [Step::Multiply(multiplier)], to))
    }

    /// The sum as f32, then the steps, rounded and stored.
    pub fn rounded(self, graph: &mut Graph, name: &str, steps: impl IntoIterator<Item = Step>, to: &Quantized) -> ValueId {
        let steps: Vec<Step> = [Step::Convert].into_iter().chain(steps).collect();
        graph.push_node(name, to.ty(self.shape), self.op, self.inputs, Some(Epilogue::new(steps, to.store())))
    }

    /// The sum as f32, then the steps.
    pub fn real(self, graph: &mut Graph, name: &str, steps: impl IntoIterator<Item = Step>) -> ValueId {
        let steps: Vec<Step> = [Step::Convert].into_iter().chain(steps).collect();
        graph.push_node(name, TensorType::plain(DType::F32, self.shape), self.op, self.inputs, Some(Epilogue::new(steps, End::F32)))
    }

    /// The sum itself.
    pub fn integers(self, graph: &mut Graph, name: &str) -> ValueId {
        let end = End::S32 { lo: i32::MIN, hi: i32::MAX };
        graph.push_node(name, TensorType::plain(DType::S32, self.shape), self.op, self.inputs, Some(Epilogue::new([], end)))
    }
}

/// Values along axis 1, those of a group of channels together. What follows contracts them all.
fn side_by_side(graph: &mut Graph, name: &str, values: &[ValueId], groups: usize) -> Result<ValueId> {
    let extents = graph.ty(values[0]).shape.extents().to_vec();
    let Some((&batch, samples)) = extents.split_first() else { return Err(Diagnostic::error(Code::Shape, "data must have rank 2 or more, found a scalar")) };
    if groups == 1 {
        return compose::concat(graph, &format!("{name}.parts"), values, 1);
    }
    let apart = [&[batch, groups, samples[0] / groups], &samples[1..]].concat();
    let mut parts = Vec::with_capacity(values.len());
    for &value in values {
        parts.push(compose::reshape(graph, &format!("{name}.apart"), value, apart.clone())?);
    }
    let joined = compose::concat(graph, &format!("{name}.parts.apart"), &parts, 2)?;
    let whole = [&[batch, samples[0] * values.len()], &samples[1..]].concat();
    compose::reshape(graph, &format!("{name}.parts"), joined, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_sums_of_numbers_that_fit() {
        for (integers, sign, count) in [(&[-128i16, 127, 0][..], 1, 1), (&[-128, 127], -1, 2), (&[128, -255], 1, 2), (&[255], 1, 3), (&[0], 1, 1)] {
            let digits = digits(integers, sign);
            assert_eq!(digits.len(), count, "{integers:?}");
            for (i, &w) in integers.iter().enumerate() {
                assert_eq!(digits.iter().map(|digit| i16::from(digit[i])).sum::<i16>(), w * sign);
            }
        }
    }
}
