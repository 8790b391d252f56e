//! Numbers of constants.

use crate::graph::{Graph, Operand, TensorData};

/// The elements of an f32 constant.
pub fn as_floats(data: &TensorData) -> Option<&[f32]> {
    match data {
        TensorData::F32(numbers) => Some(numbers),
        _ => None,
    }
}

/// One number for each channel, where the operand is constant.
pub fn per_channel(graph: &Graph, operand: Operand, channels: usize) -> Option<Vec<f32>> {
    match operand {
        Operand::Constant(number) => Some(vec![number; channels]),
        Operand::Value(value) => match *as_floats(graph.constant(value)?)? {
            [number] if graph.ty(value).shape.rank() == 0 => Some(vec![number; channels]),
            ref numbers => (numbers.len() == channels).then(|| numbers.to_vec()),
        },
        _ => None,
    }
}
