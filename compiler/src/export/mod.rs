//! A graph as an ONNX model, so that another program can run the same network.
//!
//! In: a verified [`Graph`] as a frontend made it. Out: [`Exported`], a model of the standard operators (operator set 13) and what is worth saying about
//! it. It never knows a source framework, a plan or a kernel.
//!
//! ONNX has no epilogues, so a node with integers is written in one of two forms.
//!
//! * **Recognised**: the steps mean "requantize". Then the node is `DequantizeLinear → Conv, Gemm, Add … → QuantizeLinear`, the form that other
//!   programs fuse into integer operators. The meaning is derived, not guessed: from the result's scale backwards each step says what one unit of
//!   its number is in real numbers, and so which scale an operand must have. That is the scale of its type, or, where the source framework's
//!   multiplier disagrees with it, the scale that the multiplier implies: the integers are right in either case, up to the rounding of the
//!   multiplier. Bounds behind the last step become bounds of the integers. ONNX Runtime's optimizer joins requantizations that follow each other,
//!   which rounds once where the graph rounds twice; everything else it fuses gives the same integers.
//! * **Literal**: every step is the float operator that rounds in the same way, on an exact accumulator (`ConvInteger`, `MatMulInteger`, integers as
//!   floats), and a `QuantizeLinear` of scale 1 rounds and saturates. What ONNX does not define to the last bit stays open: the order of float
//!   sums, functions like `Exp`, and NaN, which `Max` and `Min` pass on.
//!
//! Float nodes have one form: what peers fuse where there is such an operator (`Conv` with a bias, `Gemm`, `BatchNormalization`, `Relu`, `Clip`,
//! `AveragePool`), the literal steps otherwise.
//!
//! * `writer` names, nodes, initializers · `accumulation` accumulators, and `steps` what follows them, literally · `window` attributes of windows
//! * `movement` operators that move elements · `form` which form a node has · `meaning` a node in real numbers,
//!   `recognise` finds it, `fit` its numbers, `real` writes it

mod accumulation;
mod fit;
mod form;
mod meaning;
mod movement;
mod real;
mod recognise;
mod steps;
mod window;
mod writer;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Definition, Graph, Node, Tensor, ValueId};
use crate::onnx_file::ModelProto;
use form::Form;
use writer::Writer;

pub use writer::OPSET;

/// How a graph is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct ExportOptions {
    /// Writes every node literally, for comparisons to the last bit.
    pub literal: bool,
}

/// A node with integers that is written step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    pub node: String,
    /// Why its meaning was not recognised.
    pub reason: String,
}

/// A model, and how it came to be.
#[derive(Debug, Clone)]
pub struct Exported {
    pub model: ModelProto,
    /// Nodes with integers and an epilogue whose meaning was recognised.
    pub recognised: usize,
    /// The others.
    pub literal: Vec<Literal>,
}

/// Writes a graph as a model. Values, inputs and outputs keep their names; a value that is an output goes by the output's name. The same graph gives
/// the same model.
///
/// # Errors
/// `Unsupported` where no standard operator computes a node.
pub fn export(graph: &Graph, options: ExportOptions) -> Result<Exported> {
    let mut exporter = Exporter::new(graph, options);
    for (id, form) in graph.ids().zip(form::forms(graph, options)) {
        match (&graph.value(id).definition, form) {
            (Definition::Input, _) => exporter.writer.input(&exporter.names[id.index()], graph.ty(id)),
            (Definition::Node(node), Some(form)) => {
                exporter.node(id, node, &form).map_err(|d| if d.node.is_some() { d } else { d.at(&graph.value(id).name) })?;
            }
            (Definition::Node(_) | Definition::Constant(_), _) => {}
        }
    }
    for output in &graph.outputs {
        let tensor = exporter.value(output.value);
        if tensor != output.name {
            if graph.inputs().any(|id| graph.value(id).name == output.name) {
                return Err(Diagnostic::error(Code::Unsupported, "an output has the name of an input, which ONNX does not allow").at(&output.name));
            }
            exporter.writer.finish(&tensor, &output.name);
        }
        exporter.writer.output(&output.name, graph.ty(output.value));
    }
    let Exporter { writer, recognised, literal, .. } = exporter;
    Ok(Exported { model: writer.into_model(&graph.name), recognised, literal })
}

/// A graph on its way.
struct Exporter<'g> {
    graph: &'g Graph,
    options: ExportOptions,
    writer: Writer,
    /// The tensor of each value.
    names: Vec<String>,
    /// Whether a constant has been written.
    written: Vec<bool>,
    recognised: usize,
    literal: Vec<Literal>,
}

impl<'g> Exporter<'g> {
    fn new(graph: &'g Graph, options: ExportOptions) -> Self {
        let mut writer = Writer::default();
        let mut names: Vec<Option<String>> = vec![None; graph.values.len()];
        // The interface has the first choice of names, inputs before outputs.
        for id in graph.inputs() {
            let name = &graph.value(id).name;
            writer.reserve(name);
            names[id.index()] = Some(name.clone());
        }
        for output in &graph.outputs {
            if writer.reserve(&output.name) {
                let is_node = matches!(graph.value(output.value).definition, Definition::Node(_));
                names[output.value.index()].get_or_insert_with(|| if is_node { output.name.clone() } else { writer.fresh(&graph.value(output.value).name) });
            }
        }
        let names = graph.ids().map(|id| names[id.index()].take().unwrap_or_else(|| writer.fresh(&graph.value(id).name))).collect();
        Self { graph, options, writer, names, written: vec![false; graph.values.len()], recognised: 0, literal: Vec::new() }
    }

    /// The tensor of a value; a constant is written when it is first read.
    fn value(&mut self, id: ValueId) -> String {
        let name = self.names[id.index()].clone();
        if let (Some(data), false) = (self.graph.constant(id), self.written[id.index()]) {
            self.written[id.index()] = true;
            let shape = self.graph.ty(id).shape.clone();
            self.writer.own_initializer(&name, &Tensor { shape, data: data.clone() });
        }
        name
    }

    fn node(&mut self, id: ValueId, node: &Node, form: &Form) -> Result<()> {
        let name = self.names[id.index()].clone();
        let tensor = match (form, &node.epilogue) {
            (Form::Copy, _) => self.value(node.inputs[0]),
            (Form::Real(meaning), _) => self.real(id, node, meaning, &name)?,
            (Form::Softmax { rows, scale, store }, _) => self.softmax(id, *rows, *scale, store, &name)?,
            (Form::Concat(parts), _) => self.concat(id, node, parts, &name)?,
            (Form::Literal(_), Some(epilogue)) => self.literally(id, node, epilogue, &name)?,
            (Form::Movement | Form::Literal(_), _) => self.movement(id, node, &name)?,
        };
        match form {
            Form::Copy | Form::Real(_) | Form::Softmax { .. } => self.recognised += 1,
            Form::Literal(Some(reason)) => self.literal.push(Literal { node: self.graph.value(id).name.clone(), reason: reason.clone() }),
            Form::Movement | Form::Concat(_) | Form::Literal(None) => {}
        }
        self.writer.finish(&tensor, &name);
        Ok(())
    }
}
