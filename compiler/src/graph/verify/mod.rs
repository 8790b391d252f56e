//! The invariants of a graph. Every stage may rely on them; a broken one is an error that names the value.

use super::infer::{infer_shape, reshaped};
use super::{
    DType, Definition, Element, End, Epilogue, Graph, Node, Op, Operand, PoolReduction, Quantization, Reduction, Step, TABLE_ENTRIES, TensorData, TensorType,
    Value, ValueId,
};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::numerics::proof::stored_bounds;
use std::collections::BTreeSet;

/// Checks a whole graph.
///
/// * Names are unique and not empty; there is at least one output and every output exists, under a name of its own.
/// * A node reads only values before it, as many and of such types as its operator takes; its shape is the inferred one.
/// * A constant has the elements that its type says; floats are finite.
/// * A zero point lies within its dtype and is 0 for s32; f32 has no quantization; only constants have scales along an axis.
/// * The steps of an epilogue fit the accumulator, and its end fits the type of the value.
pub fn verify(graph: &Graph) -> Result<()> {
    for id in graph.ids() {
        let value = graph.value(id);
        verify_value(graph, id, value).map_err(|d| if d.node.is_some() { d } else { d.at(&value.name) })?;
    }
    if graph.outputs.is_empty() {
        return Err(invalid("a graph must have at least one output"));
    }
    let mut names = BTreeSet::new();
    for output in &graph.outputs {
        if output.name.is_empty() || !names.insert(&output.name) {
            return Err(invalid("every output must have a name of its own").at(&output.name));
        }
        if output.value.index() >= graph.values.len() {
            return Err(invalid(format!("the output reads value {}, but the graph has {}", output.value.0, graph.values.len())).at(&output.name));
        }
    }
    Ok(())
}

fn invalid(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Invalid, message)
}

fn verify_value(graph: &Graph, id: ValueId, value: &Value) -> Result<()> {
    if value.name.is_empty() {
        return Err(invalid(format!("value {} has no name", id.0)));
    }
    if graph.find(&value.name) != Some(id) {
        return Err(invalid("two values have this name"));
    }
    verify_quantization(value)?;
    match &value.definition {
        Definition::Input => Ok(()),
        Definition::Constant(data) => verify_constant(&value.ty, data),
        Definition::Node(node) => {
            if let Some(used) = node.uses().find(|&used| used >= id) {
                let name = graph.values.get(used.index()).map_or("a value that does not exist", |v| &v.name);
                return Err(invalid(format!("a node must read values before it only, found '{name}'")));
            }
            verify_node(graph, node, &value.ty)
        }
    }
}

fn verify_quantization(value: &Value) -> Result<()> {
    let ty = &value.ty;
    let (lo, hi) = match (ty.dtype.integer_bounds(), ty.dtype) {
        (None, _) if ty.quantization == Quantization::None => return Ok(()),
        (None, _) => return Err(invalid(format!("f32 has neither scale nor zero point, found {ty}"))),
        (Some(_), DType::S32) => (0, 0),
        (Some(bounds), _) => bounds,
    };
    if !(lo..=hi).contains(&ty.zero_point()) {
        return Err(Diagnostic::error(Code::Range, format!("the zero point must be within {lo}..={hi}, found {ty}")));
    }
    if let Quantization::PerAxis { axis, scales } = &ty.quantization {
        if !matches!(value.definition, Definition::Constant(_)) {
            return Err(invalid("only constants have scales along an axis"));
        }
        if ty.shape.extents().get(*axis) != Some(&scales.len()) {
            return Err(invalid(format!("{} scales do not fit axis {axis} of {}", scales.len(), ty.shape)));
        }
    }
    Ok(())
}

fn verify_constant(ty: &TensorType, data: &TensorData) -> Result<()> {
    if data.dtype() != ty.dtype || data.len() != ty.shape.volume() {
        return Err(invalid(format!("expected {} elements of {}, found {} of {}", ty.shape.volume(), ty.dtype, data.len(), data.dtype())));
    }
    match data {
        TensorData::F32(numbers) => match numbers.iter().position(|x| !x.is_finite()) {
            Some(at) => Err(Diagnostic::error(Code::Range, format!("constants must be finite, element {at} is {:?}", numbers[at]))),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn verify_node(graph: &Graph, node: &Node, ty: &TensorType) -> Result<()> {
    let inputs: Vec<&TensorType> = node.inputs.iter().map(|&input| graph.ty(input)).collect();
    if node.op == Op::Reshape {
        let &[input] = &inputs[..] else { return Err(invalid(format!("'reshape' takes 1 operand, found {}", inputs.len()))) };
        reshaped(&input.shape, &ty.shape)?;
    } else {
        let shape = infer_shape(&node.op, &inputs)?;
        if shape != ty.shape {
            return Err(Diagnostic::error(Code::Shape, format!("the operands give the shape {shape}, declared is {}", ty.shape)));
        }
    }
    match (&node.op, &node.epilogue) {
        (op, Some(_)) if op.moves() => return Err(invalid(format!("'{}' has no epilogue", node.op.name()))),
        (op, None) if op.moves() => {
            verify_padding(op, ty)?;
            return match inputs.iter().find(|input| input.dtype != ty.dtype || input.quantization != ty.quantization) {
                Some(input) => Err(invalid(format!("'{}' keeps dtype, scale and zero point: found {input} and {ty}", node.op.name()))),
                None => Ok(()),
            };
        }
        (_, None) => return Err(invalid(format!("'{}' needs an epilogue", node.op.name()))),
        (_, Some(_)) => {}
    }
    verify_operands(graph, node, &inputs)?;
    let Some(epilogue) = &node.epilogue else { return Ok(()) };
    let context = EpilogueContext { graph, node, ty, float: inputs[0].dtype == DType::F32 };
    context.verify(epilogue)
}

/// What fills the gaps must be a number of the tensor.
fn verify_padding(op: &Op, ty: &TensorType) -> Result<()> {
    let &Op::Pad { value, .. } = op else { return Ok(()) };
    let stored = f64::from(value) + f64::from(ty.zero_point());
    let fits = match ty.dtype.integer_bounds() {
        None => value.is_finite(),
        Some((lo, hi)) => value.fract() == 0.0 && (f64::from(lo)..=f64::from(hi)).contains(&stored),
    };
    if fits { Ok(()) } else { Err(Diagnostic::error(Code::Range, format!("{ty} cannot hold the padding {value:?}"))) }
}

/// Dtypes of data, weight and bias, and the windows of pooling.
fn verify_operands(graph: &Graph, node: &Node, inputs: &[&TensorType]) -> Result<()> {
    let data = inputs[0];
    match &node.op {
        Op::Convolution { .. } | Op::FullyConnected => {
            let expected = match data.dtype {
                DType::F32 => DType::F32,
                DType::U8 | DType::S8 => DType::S8,
                DType::S32 => return Err(invalid(format!("'{}' reads f32, u8 or s8 data, found {data}", node.op.name()))),
            };
            let weight = inputs[1];
            if weight.dtype != expected || weight.zero_point() != 0 {
                return Err(invalid(format!("{} data needs a weight of {expected} with zero point 0, found {weight}", data.dtype)));
            }
            if graph.constant(node.inputs[1]).is_none() {
                return Err(invalid("the weight must be a constant").at(&graph.value(node.inputs[1]).name));
            }
            match inputs.get(2) {
                Some(_) if data.dtype == DType::F32 => Err(invalid("a float node adds its bias in the epilogue, not as an operand")),
                Some(bias) if bias.dtype != DType::S32 => Err(invalid(format!("the bias must be s32, found {bias}"))),
                _ => Ok(()),
            }
        }
        Op::Pool { reduction, window } => {
            let Some(image) = data.shape.as_image() else { return Ok(()) };
            if data.dtype == DType::S32 {
                return Err(invalid(format!("'pool' reads f32, u8 or s8 data, found {data}")));
            }
            if *reduction == PoolReduction::RunningSum && data.dtype != DType::F32 {
                return Err(invalid(format!("a running sum is one of floats, found {data}; a sum of integers has no order")));
            }
            let extents = [image.height, image.width];
            if *reduction == PoolReduction::Maximum && (0..2).any(|axis| window.has_empty_outputs(axis, extents[axis])) {
                return Err(Diagnostic::error(Code::Shape, "a window lies in the padding altogether: it has no maximum"));
            }
            let taps = (0..2).map(|axis| window.kernel[axis].min(extents[axis]) as u128).product::<u128>();
            if *reduction == PoolReduction::Sum && taps * 255 >= 1 << 31 {
                return Err(Diagnostic::error(Code::Overflow, format!("the sum of {taps} elements may exceed 32 bits")));
            }
            Ok(())
        }
        Op::Reduce { reduction: Reduction::Sum, axes } => {
            let joined: usize = axes.iter().filter_map(|&axis| data.shape.extents().get(axis)).product();
            let bounds = if data.dtype == DType::S32 { stored_bounds(graph, node.inputs[0]).unwrap_or((i64::MIN, i64::MAX)) } else { (0, 255) };
            let largest = bounds.0.unsigned_abs().max(bounds.1.unsigned_abs());
            if data.dtype != DType::F32 && joined as u128 * u128::from(largest) >= 1 << 31 {
                return Err(Diagnostic::error(Code::Overflow, format!("the sum of {joined} elements of {} may exceed 32 bits", data.dtype)));
            }
            Ok(())
        }
        Op::Reduce { .. } | Op::Map | Op::AbsMax => Ok(()),
        // These have no accumulator.
        Op::Concat { .. } | Op::Reshape | Op::Transpose { .. } | Op::Slice { .. } | Op::Repeat { .. } | Op::Pad { .. } => Ok(()),
    }
}

/// How far the zero point that an element is read with, and the number that a saturation adds, may be from the bytes of their type: as far as
/// any two of these are apart.
const FARTHEST: i32 = 255;

struct EpilogueContext<'a> {
    graph: &'a Graph,
    node: &'a Node,
    /// Type of the node's value.
    ty: &'a TensorType,
    /// Whether the accumulator is f32.
    float: bool,
}

impl EpilogueContext<'_> {
    fn verify(&self, epilogue: &Epilogue) -> Result<()> {
        for (at, step) in epilogue.steps.iter().enumerate() {
            let convert_expected = at == 0 && !self.float;
            if (*step == Step::Convert) != convert_expected {
                return Err(invalid(match (convert_expected, self.float) {
                    (true, _) => "the first step on an s32 accumulator must be 'cvt'".to_string(),
                    (false, true) => "an f32 accumulator needs no 'cvt'".to_string(),
                    (false, false) => format!("step {} is a second 'cvt'", at + 1),
                }));
            }
            self.verify_step(step)?;
        }
        self.verify_end(epilogue)
    }

    fn verify_step(&self, step: &Step) -> Result<()> {
        match *step {
            Step::Narrow { lo, hi } if lo > hi => Err(invalid(format!("'narrow' has an empty range [{lo}, {hi}]"))),
            Step::Lookup(id) if self.graph.table(id).is_none() => {
                let value = self.graph.value(id);
                Err(invalid(format!("the table '{}' of 'lookup' must be a constant f32<{TABLE_ENTRIES}>, found {}", value.name, value.ty)))
            }
            _ => step.operands().try_for_each(|operand| self.operand(operand)),
        }
    }

    fn elementwise(&self, Element { value, zero_point }: Element) -> Result<()> {
        let ty = self.graph.ty(value);
        if ty.shape != self.ty.shape {
            return Err(Diagnostic::error(Code::Shape, format!("an elementwise operand must have the shape of the output, {}, found {ty}", self.ty.shape)));
        }
        let (least, largest) = match ty.dtype.integer_bounds() {
            Some((least, largest)) if ty.dtype.bytes() == 1 => (least - FARTHEST, largest + FARTHEST),
            _ => (0, 0),
        };
        if !(least..=largest).contains(&zero_point) {
            return Err(Diagnostic::error(Code::Range, format!("an element of {ty} is read with a zero point of {least}..={largest}, found {zero_point}")));
        }
        Ok(())
    }

    fn operand(&self, operand: Operand) -> Result<()> {
        match operand {
            Operand::Constant(number) if !number.is_finite() => Err(Diagnostic::error(Code::Range, format!("constants must be finite, found {number:?}"))),
            Operand::Constant(_) => Ok(()),
            Operand::Elementwise(element) => self.elementwise(element),
            Operand::Affine { element, multiplier, addend } => {
                [multiplier, addend].into_iter().try_for_each(|number| self.operand(Operand::Constant(number)))?;
                self.elementwise(element)
            }
            Operand::Value(id) => {
                let value = self.graph.value(id);
                let channels = self.ty.shape.extents().get(1);
                let fits = match value.ty.shape.extents() {
                    [] => true,
                    [extent] => channels == Some(extent),
                    _ => false,
                };
                if value.ty.dtype != DType::F32 || !fits {
                    let channels = channels.map_or("it has no channels".to_string(), |c| format!("{c} channels"));
                    return Err(invalid(format!(
                        "the operand '{}' of an epilogue on {} ({channels}) must be an f32 scalar or one f32 for each channel, found {}",
                        value.name, self.ty.shape, value.ty
                    )));
                }
                Ok(())
            }
            Operand::ValidTaps | Operand::ReciprocalTaps if matches!(self.node.op, Op::Pool { .. }) => Ok(()),
            Operand::ValidTaps | Operand::ReciprocalTaps => Err(invalid("'taps' has a meaning in pooling nodes only")),
        }
    }

    fn verify_end(&self, epilogue: &Epilogue) -> Result<()> {
        match epilogue.end {
            End::Saturate { zero_point, lo, hi } => {
                let bounds = self.ty.dtype.integer_bounds().filter(|_| self.ty.dtype.bytes() == 1);
                let Some((least, largest)) = bounds else { return Err(invalid(format!("'sat' gives u8 or s8, declared is {}", self.ty))) };
                if lo < least || hi > largest || lo > hi {
                    return Err(invalid(format!("the bounds of 'sat' must be a range within [{least}, {largest}], found [{lo}, {hi}]")));
                }
                if !(least - FARTHEST..=largest + FARTHEST).contains(&zero_point) {
                    return Err(Diagnostic::error(Code::Range, format!("'sat' into {} cannot add {zero_point}", self.ty)));
                }
                Ok(())
            }
            End::F32 if self.ty.dtype != DType::F32 => Err(invalid(format!("'f32' gives f32, declared is {}", self.ty))),
            End::F32 if !self.float && epilogue.steps.is_empty() => Err(invalid("an s32 accumulator must be converted by 'cvt' before it ends as f32")),
            End::F32 => Ok(()),
            End::S32 { .. } if self.ty.dtype != DType::S32 => Err(invalid(format!("'s32' gives s32, declared is {}", self.ty))),
            End::S32 { lo, hi } if lo > hi => Err(invalid(format!("'s32' has an empty range [{lo}, {hi}]"))),
            End::S32 { .. } => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
