//! An ONNX graph under construction: names, nodes, initializers.

use crate::diagnostic::Result;
use crate::graph::{DType, Tensor, TensorType};
use crate::onnx_file::{
    Array, AttributeKind, AttributeProto, Dimension, DimensionProto, ElementType, Elements, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto,
    TensorShapeProto, TensorTypeProto, TypeProto, ValueInfoProto,
};
use bytes::Bytes;
use std::collections::{HashMap, HashSet};

/// The operator set that is written: the first one with scales along an axis, read by every tool since.
pub const OPSET: i64 = 13;
/// The version of the file format that came with it.
const IR_VERSION: i64 = 7;
/// Initializers of at most so many bytes are written once, however many nodes read them.
const SHARED_BYTES: usize = 64;

/// Identity of a small initializer: element type, shape, bytes.
type Small = (i32, Vec<i64>, Bytes);

/// Nodes in order, with names that are unique.
#[derive(Debug, Default)]
pub struct Writer {
    nodes: Vec<NodeProto>,
    initializers: Vec<TensorProto>,
    inputs: Vec<ValueInfoProto>,
    outputs: Vec<ValueInfoProto>,
    taken: HashSet<String>,
    /// The suffix that was given last for a name asked for more than once.
    suffixes: HashMap<String, u32>,
    small: HashMap<Small, String>,
    /// How many nodes are complete: their results have the names of values.
    complete: usize,
}

impl Writer {
    /// Keeps a name for its owner; false where it is taken.
    pub fn reserve(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// `base`, with a suffix where it is taken.
    pub fn fresh(&mut self, base: &str) -> String {
        if self.reserve(base) {
            return base.to_owned();
        }
        loop {
            let suffix = self.suffixes.entry(base.to_owned()).or_insert(1);
            *suffix += 1;
            let name = format!("{base}.{suffix}");
            if self.reserve(&name) {
                return name;
            }
        }
    }

    /// Appends a node of one result, whose name follows from `base` and the operator.
    pub fn apply(&mut self, base: &str, operator: &str, inputs: &[&str], attributes: impl Into<Vec<AttributeProto>>) -> String {
        let output = self.fresh(&format!("{base}.{}", operator.to_lowercase()));
        self.nodes.push(NodeProto {
            input: inputs.iter().map(|&i| i.to_owned()).collect(),
            output: vec![output.clone()],
            name: output.clone(),
            op_type: operator.to_owned(),
            attribute: attributes.into(),
            ..NodeProto::default()
        });
        output
    }

    /// Gives what was computed last the name of a value. The name must be reserved, and nothing else may have read the tensor.
    pub fn finish(&mut self, tensor: &str, name: &str) {
        let open = self.nodes.len() > self.complete;
        match self.nodes.last_mut() {
            Some(node) if open && node.output == [tensor] => node.output = vec![name.to_owned()],
            _ => {
                self.apply(name, "Identity", &[tensor], []);
                if let Some(copy) = self.nodes.last_mut() {
                    copy.output = vec![name.to_owned()];
                }
            }
        }
        self.complete = self.nodes.len();
    }

    /// An initializer; small equal ones are one.
    pub fn initializer(&mut self, base: &str, array: &Array) -> String {
        let message = array.to_message("");
        let raw = message.raw_data.clone().unwrap_or_default();
        let small = (raw.len() <= SHARED_BYTES).then(|| (message.data_type, message.dims.clone(), raw));
        if let Some(name) = small.as_ref().and_then(|small| self.small.get(small)) {
            return name.clone();
        }
        let name = self.fresh(base);
        if let Some(small) = small {
            self.small.insert(small, name.clone());
        }
        self.initializers.push(TensorProto { name: name.clone(), ..message });
        name
    }

    /// A graph's constant under its own name, which must be reserved.
    pub fn own_initializer(&mut self, name: &str, tensor: &Tensor) {
        self.initializers.push(Array::of_tensor(tensor).to_message(name));
    }

    /// One float, of rank 0.
    pub fn number(&mut self, base: &str, number: f32) -> String {
        self.initializer(base, &Array { ty: ElementType::F32, shape: Vec::new(), elements: Elements::Floats([number].into()) })
    }

    /// One integer of any type, of rank 0.
    pub fn integer(&mut self, base: &str, ty: ElementType, number: i64) -> Result<String> {
        Ok(self.initializer(base, &Array::integers(ty, [], [number])?))
    }

    /// Floats of a shape that they fill.
    pub fn floats(&mut self, base: &str, shape: &[usize], numbers: Vec<f32>) -> Result<String> {
        Ok(self.initializer(base, &Array::floats(shape, numbers)?))
    }

    /// A list of `int64`.
    pub fn list(&mut self, base: &str, numbers: impl IntoIterator<Item = i64>) -> String {
        self.initializer(base, &Array::list(numbers.into_iter().collect::<Vec<_>>()))
    }

    /// `Cast`.
    pub fn cast(&mut self, base: &str, tensor: &str, to: ElementType) -> String {
        self.apply(base, "Cast", &[tensor], [integer("to", to.number().into())])
    }

    /// `Reshape`.
    pub fn reshape(&mut self, base: &str, tensor: &str, extents: &[usize]) -> String {
        let shape = self.list("shape", extents.iter().map(|&e| e as i64));
        self.apply(base, "Reshape", &[tensor, &shape], [])
    }

    /// `DequantizeLinear` with one scale.
    pub fn dequantize(&mut self, base: &str, tensor: &str, dtype: DType, scale: f32, zero_point: i32) -> Result<String> {
        let scale = self.number("scale", scale);
        let zero = self.integer("zero_point", element_type(dtype), zero_point.into())?;
        Ok(self.apply(base, "DequantizeLinear", &[tensor, &scale, &zero], []))
    }

    /// `QuantizeLinear` with one scale.
    pub fn quantize(&mut self, base: &str, tensor: &str, dtype: DType, scale: f32, zero_point: i32) -> Result<String> {
        let scale = self.number("scale", scale);
        let zero = self.integer("zero_point", element_type(dtype), zero_point.into())?;
        Ok(self.apply(base, "QuantizeLinear", &[tensor, &scale, &zero], []))
    }

    /// An input of the model. Its name must be reserved.
    pub fn input(&mut self, name: &str, ty: &TensorType) {
        self.inputs.push(value_info(name, ty));
    }

    /// An output of the model.
    pub fn output(&mut self, name: &str, ty: &TensorType) {
        self.outputs.push(value_info(name, ty));
    }

    /// Everything as a model.
    pub fn into_model(self, name: &str) -> ModelProto {
        let graph = GraphProto {
            node: self.nodes,
            name: name.to_owned(),
            initializer: self.initializers,
            input: self.inputs,
            output: self.outputs,
            ..GraphProto::default()
        };
        ModelProto {
            ir_version: IR_VERSION,
            producer_name: "graver".into(),
            producer_version: env!("CARGO_PKG_VERSION").into(),
            graph: Some(graph),
            opset_import: vec![OperatorSetIdProto { domain: String::new(), version: OPSET }],
        }
    }
}

/// The element type of the specification.
pub fn element_type(dtype: DType) -> ElementType {
    match dtype {
        DType::F32 => ElementType::F32,
        DType::U8 => ElementType::U8,
        DType::S8 => ElementType::S8,
        DType::S32 => ElementType::S32,
    }
}

fn value_info(name: &str, ty: &TensorType) -> ValueInfoProto {
    let dim = ty.shape.extents().iter().map(|&e| DimensionProto { value: Some(Dimension::Extent(e as i64)) }).collect();
    let tensor_type = TensorTypeProto { elem_type: element_type(ty.dtype).number(), shape: Some(TensorShapeProto { dim }) };
    ValueInfoProto { name: name.to_owned(), r#type: Some(TypeProto { tensor_type: Some(tensor_type) }) }
}

/// An attribute of one integer.
pub fn integer(name: &str, number: i64) -> AttributeProto {
    AttributeProto { name: name.into(), i: number, kind: AttributeKind::Int as i32, ..AttributeProto::default() }
}

/// An attribute of several integers.
pub fn integers(name: &str, numbers: impl IntoIterator<Item = usize>) -> AttributeProto {
    let ints = numbers.into_iter().map(|n| n as i64).collect();
    AttributeProto { name: name.into(), ints, kind: AttributeKind::Ints as i32, ..AttributeProto::default() }
}

/// An attribute of one float.
pub fn float(name: &str, number: f32) -> AttributeProto {
    AttributeProto { name: name.into(), f: number, kind: AttributeKind::Float as i32, ..AttributeProto::default() }
}

/// An attribute of a word.
pub fn word(name: &str, word: &'static str) -> AttributeProto {
    AttributeProto { name: name.into(), s: Bytes::from_static(word.as_bytes()), kind: AttributeKind::String as i32, ..AttributeProto::default() }
}
