//! Reference interpreter: runs every graph operator, plainly, by the law in [`crate::numerics`]. The oracle for every later stage.
//!
//! In: a verified [`Graph`] and one tensor for each input. Out: every value of the graph, in C order of its logical shape. It never
//! optimises, never sees a plan, and never wraps silently: an accumulator that leaves 32 bits is a diagnostic.
//!
//! * `weighted` convolution and fully connected · `pool` pooling · `elementwise` map, absolute maximum, concatenation
//! * `reduce` sums and extremes along axes · `movement` transpose, slice, repetition, padding
//! * `epilogue` from accumulators to stored numbers

mod elementwise;
mod epilogue;
mod movement;
mod pool;
mod reduce;
mod weighted;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Definition, Graph, Node, Op, Shape, Tensor, TensorData, TensorType, ValueId};
use std::collections::BTreeMap;

/// Every value of a graph after one run.
#[derive(Debug, Clone)]
pub struct Evaluation {
    values: Vec<Tensor>,
    outputs: Vec<(String, ValueId)>,
}

impl Evaluation {
    /// The tensor of a value: an input, a constant or a node's result. Cheap to clone.
    pub fn value(&self, id: ValueId) -> &Tensor {
        &self.values[id.index()]
    }

    /// The outputs in the graph's order, each with the name that the source model gives it.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = (&str, &Tensor)> {
        self.outputs.iter().map(|(name, id)| (name.as_str(), self.value(*id)))
    }
}

/// One number for each output element before the epilogue, in C order of the output's shape.
#[derive(Debug, Clone, PartialEq)]
enum Accumulators {
    S32(Vec<i32>),
    F32(Vec<f32>),
}

/// Runs `graph`. `inputs` come in the order of [`Graph::inputs`], each with the dtype and shape of its value.
///
/// # Errors
/// `Usage` or `Shape` where the inputs do not fit, `Overflow` where an accumulator leaves 32 bits, `Invalid` where the graph breaks a rule
/// that its verifier enforces.
pub fn run(graph: &Graph, inputs: &[Tensor]) -> Result<Evaluation> {
    run_beside(graph, inputs, &BTreeMap::new())
}

/// Runs `graph` beside what somebody else has computed: each value is computed, but a node reads the recorded tensor of another value where
/// there is one. So a difference in one layer is not one in the next.
///
/// # Errors
/// As [`run`], and `Shape` where a recorded tensor does not fit its value.
pub fn run_beside(graph: &Graph, inputs: &[Tensor], recorded: &BTreeMap<ValueId, Tensor>) -> Result<Evaluation> {
    let expected = graph.inputs().count();
    if inputs.len() != expected {
        let names: Vec<&str> = graph.inputs().map(|id| graph.value(id).name.as_str()).collect();
        let message = format!("the model has {expected} inputs ({}), {} tensors were given", names.join(", "), inputs.len());
        return Err(Diagnostic::error(Code::Usage, message).hint("give one tensor for each input, in this order"));
    }
    let mut given = inputs.iter();
    // What the nodes after a value read of it, and what was computed.
    let mut read: Vec<Tensor> = Vec::with_capacity(graph.values.len());
    let mut values: Vec<Tensor> = Vec::with_capacity(if recorded.is_empty() { 0 } else { graph.values.len() });
    for (id, value) in graph.ids().zip(&graph.values) {
        let tensor = match &value.definition {
            Definition::Input => given.next().map(|tensor| check(tensor, &value.ty)).unwrap_or_else(|| Err(invalid("an input is missing"))),
            Definition::Constant(data) => Tensor::new(value.ty.shape.clone(), data.clone()).and_then(|tensor| check(&tensor, &value.ty)),
            Definition::Node(node) => evaluate(graph, &read, node, &value.ty),
        };
        let tensor = tensor.map_err(|diagnostic| diagnostic.at(&value.name))?;
        if recorded.is_empty() {
            read.push(tensor);
            continue;
        }
        read.push(match recorded.get(&id) {
            Some(other) => check(other, &value.ty).map_err(|diagnostic| diagnostic.at(&value.name))?,
            None => tensor.clone(),
        });
        values.push(tensor);
    }
    let values = if recorded.is_empty() { read } else { values };
    let outputs = graph.outputs.iter().map(|output| (output.name.clone(), output.value)).collect::<Vec<_>>();
    if outputs.iter().any(|(_, id)| id.index() >= values.len()) {
        return Err(invalid("an output refers to a value that does not exist"));
    }
    Ok(Evaluation { values, outputs })
}

/// The error for a graph that its verifier would have refused.
fn invalid(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Invalid, message).hint("verify the graph before running it")
}

fn check(tensor: &Tensor, ty: &TensorType) -> Result<Tensor> {
    if tensor.dtype() != ty.dtype || tensor.shape != ty.shape {
        let message = format!("expected {}<{}>, found {}<{}>", ty.dtype, ty.shape, tensor.dtype(), tensor.shape);
        return Err(Diagnostic::error(Code::Shape, message).hint("convert the data to this type and shape, or compile the model for the other shape"));
    }
    Ok(tensor.clone())
}

/// A tensor that was computed before, with the integer that stands for its zero.
#[derive(Debug, Clone, Copy)]
struct Operand<'a> {
    shape: &'a Shape,
    data: &'a TensorData,
    zero_point: i32,
}

fn operand<'a>(graph: &'a Graph, values: &'a [Tensor], id: ValueId) -> Result<Operand<'a>> {
    let tensor = values.get(id.index()).ok_or_else(|| invalid("a node reads a value that comes after it"))?;
    Ok(Operand { shape: &tensor.shape, data: &tensor.data, zero_point: graph.ty(id).zero_point() })
}

fn evaluate(graph: &Graph, values: &[Tensor], node: &Node, ty: &TensorType) -> Result<Tensor> {
    let operands = node.inputs.iter().map(|&id| operand(graph, values, id)).collect::<Result<Vec<_>>>()?;
    let first = *operands.first().ok_or_else(|| invalid(format!("'{}' has no input", node.op.name())))?;
    let accumulators = match &node.op {
        Op::Convolution { window, groups } => weighted::convolution(&operands, window, *groups, &ty.shape)?,
        Op::FullyConnected => weighted::fully_connected(&operands, &ty.shape)?,
        Op::Pool { reduction, window } => pool::pool(first, *reduction, window, &ty.shape)?,
        Op::Map => elementwise::map(first, &ty.shape)?,
        Op::Transpose { .. } | Op::Slice { .. } | Op::Repeat { .. } | Op::Pad { .. } => return movement::run(&node.op, first, ty),
        Op::Reduce { reduction, axes } => reduce::reduce(first, *reduction, axes, &ty.shape)?,
        Op::AbsMax => elementwise::absmax(first, &ty.shape)?,
        Op::Concat { axis } => return elementwise::concat(&operands, *axis, ty),
        Op::Reshape => return Tensor::new(ty.shape.clone(), first.data.clone()).and_then(|tensor| check(&tensor, ty)),
    };
    let epilogue = node.epilogue.as_ref().ok_or_else(|| invalid(format!("'{}' has no epilogue", node.op.name())))?;
    let valid_taps = match &node.op {
        Op::Pool { window, .. } => Some(pool::valid_taps(first, window, &ty.shape)?),
        _ => None,
    };
    epilogue::finish(graph, values, epilogue, accumulators, valid_taps.as_deref(), ty)
}

/// Narrows an exact accumulator.
fn accumulator(exact: i64) -> Result<i32> {
    i32::try_from(exact).map_err(|_| {
        Diagnostic::error(Code::Overflow, format!("the accumulator {exact} does not fit in 32 bits"))
            .hint("quantize this layer's weights with a larger scale, or leave the layer in f32")
    })
}

fn expect_shape(found: &Shape, expected: &[usize]) -> Result<()> {
    if found.extents() == expected {
        return Ok(());
    }
    Err(invalid(format!("the node computes the shape {expected:?}, its type says {found}")))
}
