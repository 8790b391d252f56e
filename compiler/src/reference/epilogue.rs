//! From accumulators to stored numbers, by `numerics`.

use super::{Accumulators, check, invalid, operand};
use crate::diagnostic::Result;
use crate::graph::{DType, Element, End, Epilogue, Graph, Operand, Shape, Step, Tensor, TensorData, TensorType};
use crate::numerics::{ScalarStep, Stored, affine, apply_end, apply_end_s32, apply_step, centred, convert, reciprocal};

/// An operand of a step, looked up.
#[derive(Debug, Clone, Copy)]
enum Resolved<'a> {
    Scalar(f32),
    /// One number for each channel.
    Channel(&'a [f32]),
    /// One number for each position of a plane.
    Position(&'a [f32]),
    /// One over the number for each position of a plane.
    Reciprocal(&'a [f32]),
    /// One number for each element.
    Element {
        data: &'a TensorData,
        zero_point: i32,
    },
    /// The same, times the first number plus the second.
    Affine {
        data: &'a TensorData,
        zero_point: i32,
        multiplier: f32,
        addend: f32,
    },
}

/// Where an element stands: in the tensor, its channel, and its place within the channel's plane.
#[derive(Debug, Clone, Copy)]
struct Place {
    element: usize,
    channel: usize,
    position: usize,
}

impl Resolved<'_> {
    fn at(&self, place: Place) -> f32 {
        match self {
            Resolved::Scalar(value) => *value,
            Resolved::Channel(values) => values[place.channel],
            Resolved::Position(values) => values[place.position],
            Resolved::Reciprocal(values) => reciprocal(values[place.position]),
            Resolved::Element { data, zero_point } => number(data, *zero_point, place.element),
            Resolved::Affine { data, zero_point, multiplier, addend } => affine(number(data, *zero_point, place.element), *multiplier, *addend),
        }
    }
}

/// An element as epilogues read it.
fn number(data: &TensorData, zero_point: i32, element: usize) -> f32 {
    match data {
        TensorData::F32(values) => values[element],
        TensorData::U8(values) => centred(values[element].into(), zero_point),
        TensorData::S8(values) => centred(values[element].into(), zero_point),
        TensorData::S32(values) => centred(values[element], zero_point),
    }
}

/// How a tensor divides into planes of one channel each. Rank 0 and 1 are one plane: they have no channel axis.
#[derive(Debug, Clone, Copy)]
struct Planes {
    channels: usize,
    plane: usize,
}

impl Planes {
    fn of(shape: &Shape) -> Self {
        match shape.extents() {
            [_, channels, rest @ ..] => Self { channels: *channels, plane: rest.iter().product() },
            _ => Self { channels: 1, plane: shape.volume() },
        }
    }

    /// `y[i] = f(y[i], i, place)` for every element.
    fn update(self, y: &mut [f32], mut f: impl FnMut(f32, Place) -> f32) {
        for (number, plane) in y.chunks_exact_mut(self.plane).enumerate() {
            let channel = number % self.channels;
            for (position, value) in plane.iter_mut().enumerate() {
                *value = f(*value, Place { element: number * self.plane + position, channel, position });
            }
        }
    }
}

/// Applies steps and end, and checks that the result is what `ty` says.
pub fn finish(
    graph: &Graph,
    values: &[Tensor],
    epilogue: &Epilogue,
    accumulators: Accumulators,
    valid_taps: Option<&[f32]>,
    ty: &TensorType,
) -> Result<Tensor> {
    let planes = Planes::of(&ty.shape);
    let stored: Vec<Stored> = match accumulators {
        Accumulators::S32(acc) if epilogue.steps.is_empty() => acc.into_iter().map(|acc| apply_end_s32(acc, epilogue.end)).collect(),
        Accumulators::S32(acc) => {
            let Some((Step::Convert, steps)) = epilogue.steps.split_first() else {
                return Err(invalid("the first step on an s32 accumulator must be 'cvt'"));
            };
            finish_floats(graph, values, steps, epilogue.end, acc.into_iter().map(convert).collect(), valid_taps, planes, ty)?
        }
        Accumulators::F32(acc) => finish_floats(graph, values, &epilogue.steps, epilogue.end, acc, valid_taps, planes, ty)?,
    };
    let data = pack(&stored, ty.dtype)?;
    check(&Tensor::new(ty.shape.clone(), data)?, ty)
}

#[expect(clippy::too_many_arguments, reason = "the context of one node, passed on unchanged")]
fn finish_floats(
    graph: &Graph,
    values: &[Tensor],
    steps: &[Step],
    end: End,
    mut y: Vec<f32>,
    valid_taps: Option<&[f32]>,
    planes: Planes,
    ty: &TensorType,
) -> Result<Vec<Stored>> {
    let resolve = |o: Operand| resolve(graph, values, o, valid_taps, ty);
    for step in steps {
        if *step == Step::Convert {
            return Err(invalid("'cvt' stands after another step or on an f32 accumulator"));
        }
        let operands = step.operands().map(resolve).collect::<Result<Vec<_>>>()?;
        let table = match step.table() {
            Some(id) => Some(graph.table(id).ok_or_else(|| invalid("the table of a lookup must be a constant of 256 f32"))?),
            None => None,
        };
        planes.update(&mut y, |y, place| ScalarStep::of(step, |i| operands[i].at(place), table).map_or(y, |step| apply_step(y, step)));
    }
    Ok(y.into_iter().map(|y| apply_end(y, end)).collect())
}

fn resolve<'a>(graph: &'a Graph, values: &'a [Tensor], of: Operand, valid_taps: Option<&'a [f32]>, ty: &TensorType) -> Result<Resolved<'a>> {
    let planes = Planes::of(&ty.shape);
    let element = |value| {
        let tensor = operand(graph, values, value)?;
        if *tensor.shape != ty.shape {
            return Err(invalid(format!("an elementwise operand of the shape {} meets {}", tensor.shape, ty.shape)));
        }
        Ok(tensor.data)
    };
    match of {
        Operand::Elementwise(Element { value, zero_point }) => Ok(Resolved::Element { data: element(value)?, zero_point }),
        Operand::Affine { element: Element { value, zero_point }, multiplier, addend } => {
            Ok(Resolved::Affine { data: element(value)?, zero_point, multiplier, addend })
        }
        Operand::Constant(value) => Ok(Resolved::Scalar(value)),
        Operand::ValidTaps => valid_taps.map(Resolved::Position).ok_or_else(|| invalid("the number of valid taps is known in pooling nodes only")),
        Operand::ReciprocalTaps => valid_taps.map(Resolved::Reciprocal).ok_or_else(|| invalid("the number of valid taps is known in pooling nodes only")),
        Operand::Value(id) => {
            let tensor = values.get(id.index()).ok_or_else(|| invalid("an epilogue reads a value that comes after its node"))?;
            match (&tensor.data, tensor.shape.extents()) {
                (TensorData::F32(values), []) => Ok(Resolved::Scalar(values[0])),
                (TensorData::F32(values), [channels]) if *channels == planes.channels => Ok(Resolved::Channel(values)),
                _ => Err(invalid(format!(
                    "an operand of an epilogue must be an f32 scalar or have one f32 for each of the {} channels, found {}<{}>",
                    planes.channels,
                    tensor.dtype(),
                    tensor.shape
                ))),
            }
        }
    }
}

/// The stored numbers as elements of the output's type.
fn pack(stored: &[Stored], dtype: DType) -> Result<TensorData> {
    let integer = |s: &Stored| match s {
        Stored::Integer(q) => Ok(*q),
        Stored::Float(_) => Err(invalid(format!("an epilogue that ends in f32 makes a tensor of {dtype}"))),
    };
    let too_wide = |_| invalid(format!("the bounds of an epilogue's end are wider than {dtype}"));
    Ok(match dtype {
        DType::F32 => {
            let float = |s: &Stored| match s {
                Stored::Float(y) => Ok(*y),
                Stored::Integer(_) => Err(invalid("an epilogue that ends in integers makes a tensor of f32")),
            };
            TensorData::F32(stored.iter().map(float).collect::<Result<_>>()?)
        }
        DType::U8 => TensorData::U8(stored.iter().map(|s| u8::try_from(integer(s)?).map_err(too_wide)).collect::<Result<_>>()?),
        DType::S8 => TensorData::S8(stored.iter().map(|s| i8::try_from(integer(s)?).map_err(too_wide)).collect::<Result<_>>()?),
        DType::S32 => TensorData::S32(stored.iter().map(integer).collect::<Result<_>>()?),
    })
}
