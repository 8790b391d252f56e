//! The tensor graph: what a frontend builds, transforms rewrite, the reference interpreter runs and the planner reads.
//!
//! In: builder calls or text. Out: a verified list of values in topological order. It never knows a source framework, a kernel,
//! a memory layout or a target: shapes are logical (`N C H W`), epilogues are data.
//!
//! * `types` element types, shapes, scales, tensors · `ops` operators · `epilogue` the steps after an accumulation · `values` the list of values
//! * `batch` images of a batch and nodes that keep them apart · `infer` shape rules of each operator · `verify` the invariants · `text` printing and parsing · `random` networks for property tests

pub mod batch;
pub mod epilogue;
pub mod infer;
pub mod ops;
pub mod random;
pub mod text;
pub mod types;
pub mod values;
pub mod verify;

pub use epilogue::{Comparison, Element, End, Epilogue, Function, Operand, Step, TABLE_ENTRIES};
pub use infer::{Macs, infer_shape};
pub use ops::{Node, Op, PoolReduction, Reduction, Window};
pub use types::{DType, ImageShape, Quantization, Scale, Shape, Tensor, TensorData, TensorType};
pub use values::Values;
pub use verify::verify;

/// Index of a value in its graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub u32);

impl ValueId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Definition {
    /// The caller hands it in, in C order of its logical shape.
    Input,
    /// Baked into the model.
    Constant(TensorData),
    Node(Node),
}

/// A named, typed tensor of the graph. Names are unique, come from the source model and carry no meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    pub name: String,
    pub ty: TensorType,
    pub definition: Definition,
}

/// A value that the caller receives, under the name the source model gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    pub name: String,
    pub value: ValueId,
}

/// A network. Values are in topological order: a node reads only values before it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    pub name: String,
    pub values: Values,
    pub outputs: Vec<Output>,
}

impl Graph {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    pub fn value(&self, id: ValueId) -> &Value {
        &self.values[id.index()]
    }

    pub fn ty(&self, id: ValueId) -> &TensorType {
        &self.value(id).ty
    }

    /// All ids in topological order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = ValueId> + use<> {
        (0..self.values.len() as u32).map(ValueId)
    }

    /// The values that the caller hands in, in order.
    pub fn inputs(&self) -> impl Iterator<Item = ValueId> + '_ {
        self.ids().filter(|&id| matches!(self.value(id).definition, Definition::Input))
    }

    /// The nodes in execution order.
    pub fn nodes(&self) -> impl Iterator<Item = (ValueId, &Node)> + '_ {
        self.ids().filter_map(|id| match &self.value(id).definition {
            Definition::Node(node) => Some((id, node)),
            _ => None,
        })
    }

    /// Elements of a constant value.
    pub fn constant(&self, id: ValueId) -> Option<&TensorData> {
        match &self.value(id).definition {
            Definition::Constant(data) => Some(data),
            _ => None,
        }
    }

    /// What an epilogue reads of a tensor element by element: its integers without the zero point of its type.
    pub fn element(&self, value: ValueId) -> Element {
        Element { value, zero_point: self.ty(value).zero_point() }
    }

    /// [`Graph::element`] as an operand.
    pub fn each(&self, value: ValueId) -> Operand {
        Operand::Elementwise(self.element(value))
    }

    /// [`Graph::element`] as a residual.
    pub fn residual(&self, value: ValueId, multiplier: Operand) -> Step {
        Step::Residual { element: self.element(value), multiplier }
    }

    /// The entries of a constant that is a table of [`Step::Lookup`].
    pub fn table(&self, id: ValueId) -> Option<&[f32; TABLE_ENTRIES]> {
        match self.constant(id)? {
            TensorData::F32(entries) if self.ty(id).shape.rank() == 1 => entries[..].try_into().ok(),
            _ => None,
        }
    }

    /// Whether an epilogue computes with nothing but scalars that are known now, so that its result is a function of the accumulator alone.
    pub fn is_function(&self, epilogue: &Epilogue) -> bool {
        epilogue.steps.iter().flat_map(Step::operands).all(|operand| match operand {
            Operand::Constant(_) => true,
            Operand::Value(id) => self.ty(id).shape.rank() == 0 && self.constant(id).is_some(),
            Operand::Elementwise(_) | Operand::Affine { .. } | Operand::ValidTaps | Operand::ReciprocalTaps => false,
        })
    }

    pub fn find(&self, name: &str) -> Option<ValueId> {
        self.values.find(name)
    }

    /// Appends a value; its name is made unique by a suffix where it is taken.
    pub fn push(&mut self, name: impl Into<String>, ty: TensorType, definition: Definition) -> ValueId {
        self.values.push(name, ty, definition)
    }

    pub fn push_input(&mut self, name: impl Into<String>, ty: TensorType) -> ValueId {
        self.push(name, ty, Definition::Input)
    }

    /// A constant of plain numbers.
    pub fn push_constant(&mut self, name: impl Into<String>, tensor: Tensor) -> ValueId {
        let ty = TensorType::plain(tensor.dtype(), tensor.shape);
        self.push(name, ty, Definition::Constant(tensor.data))
    }

    pub fn push_node(&mut self, name: impl Into<String>, ty: TensorType, op: Op, inputs: impl Into<Vec<ValueId>>, epilogue: Option<Epilogue>) -> ValueId {
        self.push(name, ty, Definition::Node(Node { op, inputs: inputs.into(), epilogue }))
    }
}
