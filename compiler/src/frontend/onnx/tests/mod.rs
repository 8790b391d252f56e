//! Small models made of messages, imported and computed by the reference interpreter.

mod hostile;
mod old_versions;
mod operators;
mod qoperator;
mod quantized;

use super::import_bytes;
use crate::diagnostic::Result;
use crate::frontend::{ImportOptions, Imported};
use crate::graph::{Graph, Tensor, TensorData, verify};
use crate::onnx_file::{
    Array, AttributeKind, AttributeProto, Dimension, DimensionProto, ElementType, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorShapeProto,
    TensorTypeProto, TypeProto, ValueInfoProto,
};
use crate::reference;
use prost::Message;

/// The value of an attribute.
#[derive(Debug, Clone)]
enum Attribute {
    Int(i64),
    Ints(Vec<i64>),
    Float(f32),
    Floats(Vec<f32>),
    Text(&'static str),
    Tensor(Array),
}

use Attribute::{Float, Floats, Int, Ints, Text};

fn attribute(name: &str, value: Attribute) -> AttributeProto {
    let mut proto = AttributeProto { name: name.into(), ..AttributeProto::default() };
    let kind = match value {
        Int(i) => {
            proto.i = i;
            AttributeKind::Int
        }
        Ints(ints) => {
            proto.ints = ints;
            AttributeKind::Ints
        }
        Float(f) => {
            proto.f = f;
            AttributeKind::Float
        }
        Floats(floats) => {
            proto.floats = floats;
            AttributeKind::Floats
        }
        Text(text) => {
            proto.s = text.into();
            AttributeKind::String
        }
        Attribute::Tensor(array) => {
            proto.t = Some(array.to_message(""));
            AttributeKind::Tensor
        }
    };
    proto.set_kind(kind);
    proto
}

/// A model under construction.
#[derive(Debug, Clone)]
struct Model {
    version: i64,
    graph: GraphProto,
}

impl Model {
    fn new(version: i64) -> Self {
        Self { version, graph: GraphProto::default() }
    }

    fn input(&mut self, name: &str, ty: ElementType, extents: &[usize]) -> &mut Self {
        let dim = extents.iter().map(|&e| DimensionProto { value: Some(Dimension::Extent(e as i64)) }).collect();
        let tensor_type = TensorTypeProto { elem_type: ty.number(), shape: Some(TensorShapeProto { dim }) };
        self.graph.input.push(ValueInfoProto { name: name.into(), r#type: Some(TypeProto { tensor_type: Some(tensor_type) }) });
        self
    }

    fn constant(&mut self, name: &str, array: &Array) -> &mut Self {
        self.graph.initializer.push(array.to_message(name));
        self
    }

    fn node(&mut self, operator: &str, inputs: &[&str], output: &str, attributes: Vec<(&str, Attribute)>) -> &mut Self {
        self.graph.node.push(NodeProto {
            input: inputs.iter().map(|&name| name.into()).collect(),
            output: output.split(' ').map(String::from).collect(),
            op_type: operator.into(),
            attribute: attributes.into_iter().map(|(name, value)| attribute(name, value)).collect(),
            ..NodeProto::default()
        });
        self
    }

    fn output(&mut self, name: &str) -> &mut Self {
        self.graph.output.push(ValueInfoProto { name: name.into(), r#type: None });
        self
    }

    fn imported(&self) -> Result<Imported> {
        let opset = OperatorSetIdProto { domain: String::new(), version: self.version };
        let model = ModelProto { ir_version: 8, graph: Some(self.graph.clone()), opset_import: vec![opset], ..ModelProto::default() };
        import_bytes(model.encode_to_vec(), "model", &ImportOptions::default())
    }

    /// The graph, verified.
    fn graph(&self) -> Result<Graph> {
        let graph = self.imported()?.graph;
        verify(&graph)?;
        Ok(graph)
    }

    fn computed(&self, inputs: &[Tensor]) -> Result<Vec<Tensor>> {
        let evaluation = reference::run(&self.graph()?, inputs)?;
        Ok(evaluation.outputs().map(|(_, tensor)| tensor.clone()).collect())
    }
}

/// An operand of [`one`].
#[derive(Debug, Clone)]
enum Operand {
    /// Handed in when the model runs.
    Live(Array),
    Known(Array),
    Absent,
}

fn live(extents: &[usize], numbers: &[f32]) -> Operand {
    Operand::Live(Array::floats(extents, numbers).unwrap())
}

/// 1, 2, 3 …
fn counting(extents: &[usize]) -> Operand {
    let numbers: Vec<f32> = (1..=extents.iter().product()).map(|i: usize| i as f32).collect();
    live(extents, &numbers)
}

fn known(numbers: &[i64]) -> Operand {
    Operand::Known(Array::list(numbers))
}

fn floats(extents: &[usize], numbers: &[f32]) -> Operand {
    Operand::Known(Array::floats(extents, numbers).unwrap())
}

/// The model of one operator, whose output is `y`.
fn model_of(version: i64, operator: &str, operands: &[Operand], attributes: Vec<(&str, Attribute)>) -> (Model, Vec<Tensor>) {
    let mut model = Model::new(version);
    let names: Vec<String> = (0..operands.len()).map(|i| format!("x{i}")).collect();
    let mut inputs = Vec::new();
    for (name, operand) in names.iter().zip(operands) {
        match operand {
            Operand::Live(array) => {
                inputs.extend(array.to_tensor());
                model.input(name, array.ty, &array.shape);
            }
            Operand::Known(array) => {
                model.constant(name, array);
            }
            Operand::Absent => {}
        }
    }
    let inputs_of_node: Vec<&str> = names.iter().zip(operands).map(|(name, operand)| if matches!(operand, Operand::Absent) { "" } else { name }).collect();
    model.node(operator, &inputs_of_node, "y", attributes).output("y");
    (model, inputs)
}

/// What one operator computes: extents and elements of its result.
fn one(version: i64, operator: &str, operands: &[Operand], attributes: Vec<(&str, Attribute)>) -> Result<(Vec<usize>, Vec<f64>)> {
    let (model, inputs) = model_of(version, operator, operands, attributes);
    let results = model.computed(&inputs)?;
    Ok((results[0].shape.extents().to_vec(), numbers(&results[0])))
}

fn numbers(tensor: &Tensor) -> Vec<f64> {
    match &tensor.data {
        TensorData::F32(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::U8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S32(v) => v.iter().map(|&x| x.into()).collect(),
    }
}

/// Checks extents exactly and elements within rounding.
#[track_caller]
fn assert_one(version: i64, operator: &str, operands: &[Operand], attributes: Vec<(&str, Attribute)>, extents: &[usize], expected: &[f64]) {
    let (shape, found) = one(version, operator, operands, attributes).unwrap_or_else(|d| panic!("{operator}: {d}"));
    assert_eq!(shape, extents, "{operator}");
    for (i, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= 2e-6 * b.abs().max(1.0), "{operator}: element {i} is {a}, expected {b}: {found:?}");
    }
    assert_eq!(found.len(), expected.len(), "{operator}");
}
