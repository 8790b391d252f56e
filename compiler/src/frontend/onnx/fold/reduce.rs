//! Sums, products, maxima and their like of known arrays.

use super::super::node::{Node, axis_of};
use super::elementwise::wrapped;
use super::operand;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::{Array, Elements, volume};

/// What is computed from the elements that are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    Sum,
    Mean,
    Product,
    Maximum,
    Minimum,
}

impl Join {
    pub fn named(operator: &str) -> Option<Self> {
        Some(match operator {
            "ReduceSum" => Join::Sum,
            "ReduceMean" => Join::Mean,
            "ReduceProd" => Join::Product,
            "ReduceMax" => Join::Maximum,
            "ReduceMin" => Join::Minimum,
            _ => return None,
        })
    }

    fn floats(self, numbers: impl Iterator<Item = f32>, count: usize) -> f32 {
        match self {
            Join::Sum => numbers.fold(0.0, |a, b| a + b),
            Join::Mean => numbers.fold(0.0, |a, b| a + b) / count as f32,
            Join::Product => numbers.fold(1.0, |a, b| a * b),
            Join::Maximum => numbers.fold(f32::NEG_INFINITY, f32::max),
            Join::Minimum => numbers.fold(f32::INFINITY, f32::min),
        }
    }

    fn integers(self, numbers: impl Iterator<Item = i64>, count: usize) -> i64 {
        match self {
            Join::Sum => numbers.fold(0, i64::wrapping_add),
            Join::Mean => numbers.fold(0, i64::wrapping_add) / count.max(1) as i64,
            Join::Product => numbers.fold(1, i64::wrapping_mul),
            Join::Maximum => numbers.fold(i64::MIN, i64::max),
            Join::Minimum => numbers.fold(i64::MAX, i64::min),
        }
    }
}

/// The result of a reduction; axes come as an attribute or as an operand.
pub fn evaluate(node: &Node, operands: &[Option<Array>], join: Join) -> Result<Array> {
    let array = operand(node, operands, 0)?;
    let rank = array.shape.len();
    let list = match (node.integers("axes"), operands.get(1).and_then(Option::as_ref)) {
        (Some(axes), _) => axes.to_vec(),
        (None, Some(axes)) => axes.to_integers()?,
        (None, None) => vec![],
    };
    if list.is_empty() && node.boolean("noop_with_empty_axes", false) {
        return Ok(array.clone());
    }
    let mut joins = vec![list.is_empty(); rank];
    for axis in list {
        joins[axis_of(axis, rank)?] = true;
    }
    // The product of extents with a 0 among them may overflow before it is reached.
    if volume(&array.shape)? == 0 {
        return Err(Diagnostic::error(Code::Unsupported, format!("{} of no elements is not computed", node.operator())));
    }
    // Steps of each axis, those that stay first.
    let mut steps = vec![1usize; rank];
    for axis in (1..rank).rev() {
        steps[axis - 1] = steps[axis] * array.shape[axis];
    }
    let places = |joined: bool| {
        let mut places = vec![0usize];
        for axis in (0..rank).filter(|&axis| joins[axis] == joined) {
            places = places.iter().flat_map(|&place| (0..array.shape[axis]).map(move |i| (place, i))).map(|(place, i)| place + i * steps[axis]).collect();
        }
        places
    };
    let (kept, joined) = (places(false), places(true));
    let keeps = node.boolean("keepdims", true);
    let shape: Vec<usize> = (0..rank).filter(|&axis| keeps || !joins[axis]).map(|axis| if joins[axis] { 1 } else { array.shape[axis] }).collect();
    match &array.elements {
        Elements::Floats(numbers) => {
            let results = kept.iter().map(|&base| join.floats(joined.iter().map(|&place| numbers[base + place]), joined.len()));
            Ok(Array { ty: array.ty, shape, elements: Elements::Floats(results.collect()) })
        }
        _ => {
            let numbers = array.to_integers()?;
            let results = kept.iter().map(|&base| join.integers(joined.iter().map(|&place| numbers[base + place]), joined.len()));
            wrapped(array.ty, shape, results.collect())
        }
    }
}
