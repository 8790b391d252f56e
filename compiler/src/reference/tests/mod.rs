//! Hand-computed cases of every operator, and properties against formulations that are as plain as can be.

mod movement;
mod naive;
mod operators;
mod proofs;
mod reduce;
mod steps;

use super::*;
use crate::graph::{DType, End, Epilogue, Quantization, Scale};
use std::sync::Arc;

pub fn shape(extents: &[usize]) -> Shape {
    Shape::new(extents).unwrap()
}

pub fn f32s(extents: &[usize], values: &[f32]) -> Tensor {
    Tensor::new(shape(extents), TensorData::F32(values.into())).unwrap()
}

pub fn u8s(extents: &[usize], values: &[u8]) -> Tensor {
    Tensor::new(shape(extents), TensorData::U8(values.into())).unwrap()
}

pub fn s8s(extents: &[usize], values: &[i8]) -> Tensor {
    Tensor::new(shape(extents), TensorData::S8(values.into())).unwrap()
}

pub fn s32s(extents: &[usize], values: &[i32]) -> Tensor {
    Tensor::new(shape(extents), TensorData::S32(values.into())).unwrap()
}

/// The type of `tensor` with zero point `z` if it is an 8-bit one.
pub fn type_of(tensor: &Tensor, z: i32) -> TensorType {
    match tensor.dtype() {
        DType::U8 | DType::S8 => TensorType::quantized(tensor.dtype(), tensor.shape.clone(), Scale::new(1.0).unwrap(), z),
        dtype => TensorType::plain(dtype, tensor.shape.clone()),
    }
}

/// The whole accumulator, stored as it is.
pub fn all_s32() -> Option<Epilogue> {
    Some(Epilogue::new([], End::S32 { lo: i32::MIN, hi: i32::MAX }))
}

pub fn all_f32() -> Option<Epilogue> {
    Some(Epilogue::new([], End::F32))
}

/// Runs one node whose first operand is the graph's input and whose other operands are constants.
pub fn run_node(op: Op, data: (&Tensor, i32), constants: &[Tensor], ty: TensorType, epilogue: Option<Epilogue>) -> Result<Tensor> {
    let mut graph = Graph::new("one node");
    let mut inputs = vec![graph.push_input("data", type_of(data.0, data.1))];
    for constant in constants {
        inputs.push(graph.push_constant("constant", constant.clone()));
    }
    let node = graph.push_node("node", ty, op, inputs, epilogue);
    graph.outputs.push(crate::graph::Output { name: "out".into(), value: node });
    Ok(run(&graph, std::slice::from_ref(data.0))?.outputs().next().unwrap().1.clone())
}

pub fn plain(dtype: DType, extents: &[usize]) -> TensorType {
    TensorType::plain(dtype, shape(extents))
}

pub fn quantized(dtype: DType, extents: &[usize], z: i32) -> TensorType {
    TensorType { dtype, shape: shape(extents), quantization: Quantization::PerTensor { scale: Scale::new(1.0).unwrap(), zero_point: z } }
}

pub fn floats(tensor: &Tensor) -> Arc<[f32]> {
    match &tensor.data {
        TensorData::F32(v) => v.clone(),
        other => panic!("expected f32, found {}", other.dtype()),
    }
}

pub fn integers(tensor: &Tensor) -> Vec<i64> {
    match &tensor.data {
        TensorData::U8(v) => v.iter().map(|&q| q.into()).collect(),
        TensorData::S8(v) => v.iter().map(|&q| q.into()).collect(),
        TensorData::S32(v) => v.iter().map(|&q| q.into()).collect(),
        TensorData::F32(_) => panic!("expected integers, found f32"),
    }
}
