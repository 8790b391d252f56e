//! The walk over a symbol: what each node's outputs are in the graph, and how operators find their operands.

use super::operators;
use super::params::Parameters;
use super::range::Range;
use super::symbol_json::{Entry, Node, Symbol};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::{ImportOptions, Imported, Numerics};
use crate::graph::{DType, Definition, End, Epilogue, Graph, Op, Operand, Output, Shape, Step, Tensor, TensorData, TensorType, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// What one output of a node is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NodeOutput {
    Tensor(ValueId),
    /// The smaller end of the range beside a quantized tensor.
    Minimum(Range),
    /// The larger end.
    Maximum(Range),
}

/// A quantized tensor with its range, in MXNet's order of outputs.
pub fn triplet(value: ValueId, range: Range) -> Vec<NodeOutput> {
    vec![NodeOutput::Tensor(value), NodeOutput::Minimum(range), NodeOutput::Maximum(range)]
}

/// State of one import.
#[derive(Debug)]
pub struct Importer<'a> {
    symbol: &'a Symbol,
    parameters: &'a Parameters,
    options: &'a ImportOptions,
    graph: Graph,
    warnings: Vec<Diagnostic>,
    /// For each node before the current one; `None` for variables, which their consumers turn into constants or inputs.
    outputs: Vec<Option<Vec<NodeOutput>>>,
    /// Variables that became values: inputs, and parameters used as activations.
    variables: BTreeMap<usize, ValueId>,
    scalar_constants: BTreeMap<u32, ValueId>,
    used_shapes: BTreeSet<String>,
}

/// Builds the graph of a symbol.
pub fn import_symbol(symbol: &Symbol, parameters: &Parameters, name: &str, options: &ImportOptions) -> Result<Imported> {
    let mut importer = Importer {
        symbol,
        parameters,
        options,
        graph: Graph::new(name),
        warnings: Vec::new(),
        outputs: Vec::with_capacity(symbol.nodes.len()),
        variables: BTreeMap::new(),
        scalar_constants: BTreeMap::new(),
        used_shapes: BTreeSet::new(),
    };
    let live = live_nodes(symbol);
    for (node, &live) in symbol.nodes.iter().zip(&live) {
        let outputs = if node.is_variable() || !live {
            None
        } else {
            Some(operators::import(&mut importer, node).map_err(|d| if d.node.is_none() { d.at(&node.name) } else { d })?)
        };
        importer.outputs.push(outputs);
    }
    importer.finish()
}

/// Which nodes some head depends on; references point backwards, so one sweep from the end finds them.
fn live_nodes(symbol: &Symbol) -> Vec<bool> {
    let mut live = vec![false; symbol.nodes.len()];
    for head in &symbol.heads {
        live[head.node] = true;
    }
    for index in (0..symbol.nodes.len()).rev() {
        if live[index] {
            for input in &symbol.nodes[index].inputs {
                live[input.node] = true;
            }
        }
    }
    live
}

impl<'a> Importer<'a> {
    fn finish(mut self) -> Result<Imported> {
        for head in &self.symbol.heads {
            let node = &self.symbol.nodes[head.node];
            let value = self.tensor(*head).map_err(|d| d.at(&node.name))?;
            let name = output_name(node);
            if self.graph.outputs.iter().any(|o| o.name == name) {
                return Err(Diagnostic::error(Code::Malformed, "the symbol lists this output twice").at(name));
            }
            self.graph.outputs.push(Output { name, value });
        }
        if let Some(unused) = self.options.input_shapes.keys().find(|k| !self.used_shapes.contains(*k)) {
            let inputs: Vec<&str> = self.graph.inputs().map(|id| self.graph.value(id).name.as_str()).collect();
            let message = if unused.is_empty() {
                format!("a shape without a name needs a model with one input; this one has {}", inputs.len())
            } else {
                format!("the model has no input '{unused}'")
            };
            return Err(Diagnostic::error(Code::Usage, message).hint(format!("its inputs are: {}", inputs.join(", "))));
        }
        Ok(Imported { graph: self.graph, warnings: self.warnings })
    }

    pub fn ideal(&self) -> bool {
        self.options.numerics == Numerics::Ideal
    }

    /// Notes that MXNet's arithmetic departs from the declared ranges at this node.
    pub fn quirk(&mut self, node: &Node, message: impl Into<String>) {
        let hint = "--numerics ideal computes what the ranges declare";
        self.warnings.push(Diagnostic::warning(Code::Quirk, message).at(&node.name).hint(hint));
    }

    pub fn ty(&self, value: ValueId) -> &TensorType {
        self.graph.ty(value)
    }

    /// The value that a reference means, as an activation.
    pub fn tensor(&mut self, entry: Entry) -> Result<ValueId> {
        match &self.outputs[entry.node] {
            Some(outputs) => match outputs.get(entry.output) {
                Some(NodeOutput::Tensor(value)) => Ok(*value),
                Some(_) => Err(self.bad_reference(entry, "a range where a tensor is expected")),
                None => Err(self.bad_reference(entry, "an output that this node does not have")),
            },
            None if entry.output != 0 => Err(self.bad_reference(entry, "an output that a variable does not have")),
            None => self.variable(entry.node),
        }
    }

    fn bad_reference(&self, entry: Entry, what: &str) -> Diagnostic {
        let name = &self.symbol.nodes[entry.node].name;
        Diagnostic::error(Code::Malformed, format!("output {} of '{name}' is {what}", entry.output)).hint("the symbol file is damaged; export the model again")
    }

    fn variable(&mut self, index: usize) -> Result<ValueId> {
        if let Some(&value) = self.variables.get(&index) {
            return Ok(value);
        }
        let node = &self.symbol.nodes[index];
        let value = if self.parameters.get(&node.name).is_some() {
            let (shape, data) = self.float_parameter(&node.name)?;
            self.push_constant(&node.name, Shape::new(shape).map_err(|d| d.at(&node.name))?, TensorData::F32(data.into()))?
        } else {
            let shape = self.input_shape(node)?;
            self.graph.push_input(&node.name, TensorType::plain(DType::F32, shape))
        };
        self.variables.insert(index, value);
        Ok(value)
    }

    fn input_shape(&mut self, node: &Node) -> Result<Shape> {
        let missing = || {
            Diagnostic::error(Code::Missing, "the model file does not say the shape of this input")
                .at(&node.name)
                .hint(format!("pass it: --input-shape {}=1,3,224,224 (batch, channels, height, width)", node.name))
        };
        if let Some(flag) = node.attributes.text("__dtype__").filter(|&f| f != "0" && f != "-1") {
            return Err(Diagnostic::error(Code::Unsupported, format!("an input of MXNet's element type {flag}; only f32 (0) is read")).at(&node.name));
        }
        let options = self.options;
        let key = [node.name.as_str(), ""].into_iter().find(|k| options.input_shapes.contains_key(*k) && (!k.is_empty() || !self.used_shapes.contains("")));
        let shape = match key {
            Some(key) => {
                self.used_shapes.insert(key.to_string());
                options.input_shapes[key].clone()
            }
            None => {
                let mut declared = node.attributes.tuple("__shape__").map_err(|d| d.at(&node.name))?.unwrap_or_default();
                if let (Some(first), Some(batch)) = (declared.first_mut(), options.batch) {
                    *first = batch;
                }
                if declared.is_empty() || declared.contains(&0) {
                    let fallback = [node.name.as_str(), ""].into_iter().find_map(|k| options.fallback_shapes.get(k));
                    fallback.ok_or_else(missing)?.clone()
                } else {
                    Shape::new(declared).map_err(|d| d.at(&node.name))?
                }
            }
        };
        match options.batch {
            Some(batch) if shape.rank() > 0 => {
                let mut extents = shape.extents().to_vec();
                extents[0] = batch;
                Shape::new(extents).map_err(|d| d.at(&node.name))
            }
            _ => Ok(shape),
        }
    }

    /// The name of a variable that must be a parameter.
    fn parameter_name(&self, entry: Entry) -> Result<&'a str> {
        let node = &self.symbol.nodes[entry.node];
        if !node.is_variable() || entry.output != 0 {
            return Err(Diagnostic::error(Code::Unsupported, format!("'{}' is computed by the network where a parameter is expected", node.name)));
        }
        Ok(&node.name)
    }

    fn float_parameter(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>)> {
        let array = self.parameters.get(name).ok_or_else(|| missing_parameter(name))?;
        let data = self.parameters.floats(array).ok_or_else(|| {
            Diagnostic::error(Code::Shape, format!("the parameter '{name}' must hold floats, found {:?}", array.element))
                .hint("pass the parameters that belong to this symbol")
        })?;
        if let Some(bad) = data.iter().find(|v| !v.is_finite()) {
            return Err(Diagnostic::error(Code::Range, format!("the parameter '{name}' holds {bad}")).hint("the parameters are damaged; train or export again"));
        }
        Ok((array.shape.clone(), data))
    }

    /// Elements of a float parameter of the given shape. All are finite.
    pub fn floats(&self, entry: Entry, shape: &[usize]) -> Result<Vec<f32>> {
        let name = self.parameter_name(entry)?;
        let array = self.parameters.get(name).ok_or_else(|| missing_parameter(name))?;
        check_shape(name, &array.shape, shape)?;
        Ok(self.float_parameter(name)?.1)
    }

    /// Elements of an s8 parameter of the given shape.
    pub fn signed_bytes(&self, entry: Entry, shape: &[usize]) -> Result<Vec<i8>> {
        let name = self.parameter_name(entry)?;
        let array = self.parameters.get(name).ok_or_else(|| missing_parameter(name))?;
        check_shape(name, &array.shape, shape)?;
        self.parameters.signed_bytes(array).ok_or_else(|| {
            Diagnostic::error(Code::Shape, format!("the parameter '{name}' must hold s8 integers, found {:?}", array.element))
                .hint("pass the parameters that belong to this symbol")
        })
    }

    /// A pair of numbers that are parameters, as the ranges of quantized weights are. Unlike the range of an activation it may be (0, 0).
    pub fn parameter_pair(&self, min: Entry, max: Entry) -> Result<(f32, f32)> {
        let one = |entry| -> Result<f32> {
            let name = self.parameter_name(entry)?;
            let (shape, data) = self.float_parameter(name)?;
            match data[..] {
                [value] => Ok(value),
                _ => Err(Diagnostic::error(Code::Shape, format!("the parameter '{name}' must hold one number, found the shape {shape:?}"))),
            }
        };
        let (min, max) = (one(min)?, one(max)?);
        if min == 0.0 && max == 0.0 {
            return Ok((min, max));
        }
        Range::known(min, max).map(|_| (min, max))
    }

    /// The range that two references mean.
    pub fn range(&mut self, min: Entry, max: Entry) -> Result<Range> {
        match (self.bound(min)?, self.bound(max)?) {
            (Bound::Known(min), Bound::Known(max)) => Range::known(min, max),
            (Bound::RunTime(min), Bound::RunTime(max)) if min == max => Ok(Range::RunTime { absmax: min }),
            _ => Err(Diagnostic::error(Code::Malformed, "the two ends of a range come from different nodes")
                .hint("the symbol file is damaged; export the model again")),
        }
    }

    fn bound(&self, entry: Entry) -> Result<Bound> {
        let Some(outputs) = &self.outputs[entry.node] else {
            return Ok(Bound::Known(self.parameter_pair(entry, entry)?.0));
        };
        match outputs.get(entry.output) {
            Some(NodeOutput::Minimum(Range::Known { min, .. })) => Ok(Bound::Known(*min)),
            Some(NodeOutput::Maximum(Range::Known { max, .. })) => Ok(Bound::Known(*max)),
            Some(NodeOutput::Minimum(Range::RunTime { absmax }) | NodeOutput::Maximum(Range::RunTime { absmax })) => Ok(Bound::RunTime(*absmax)),
            Some(NodeOutput::Tensor(_)) => Err(self.bad_reference(entry, "a tensor where a range is expected")),
            None => Err(self.bad_reference(entry, "an output that this node does not have")),
        }
    }

    pub fn push_node(&mut self, name: &str, ty: TensorType, op: Op, inputs: Vec<ValueId>, epilogue: Option<Epilogue>) -> ValueId {
        self.graph.push_node(name, ty, op, inputs, epilogue)
    }

    /// A `map` node over one tensor, of the same shape.
    pub fn push_map(&mut self, name: &str, ty: TensorType, input: ValueId, steps: impl Into<Vec<Step>>, end: End) -> ValueId {
        self.push_node(name, ty, Op::Map, vec![input], Some(Epilogue::new(steps, end)))
    }

    /// A constant of plain numbers.
    pub fn push_constant(&mut self, name: &str, shape: Shape, data: TensorData) -> Result<ValueId> {
        Ok(self.graph.push_constant(name, Tensor::new(shape, data)?))
    }

    /// A constant with a type of its own (quantized weights).
    pub fn push_typed_constant(&mut self, name: &str, ty: TensorType, data: TensorData) -> ValueId {
        self.graph.push(name, ty, Definition::Constant(data))
    }

    /// One number for each channel, as the right-hand side of a step: a plain constant where all are equal.
    pub fn channel_operand(&mut self, name: &str, values: Vec<f32>) -> Result<Operand> {
        match values.first() {
            Some(&first) if values.iter().all(|v| v.to_bits() == first.to_bits()) => Ok(Operand::Constant(first)),
            _ => Ok(Operand::Value(self.push_constant(name, Shape::new([values.len()])?, TensorData::F32(values.into()))?)),
        }
    }

    /// A rank-0 constant; equal numbers are one value.
    pub fn scalar_constant(&mut self, value: f32) -> ValueId {
        if let Some(&id) = self.scalar_constants.get(&value.to_bits()) {
            return id;
        }
        let ty = TensorType::plain(DType::F32, Shape::scalar());
        let id = self.graph.push(format!("constant.{value:?}"), ty, Definition::Constant(TensorData::F32([value].into())));
        self.scalar_constants.insert(value.to_bits(), id);
        id
    }
}

enum Bound {
    Known(f32),
    RunTime(ValueId),
}

/// The references of a node in the order of its operands, with errors that name the operand.
#[derive(Debug)]
pub struct Operands<'n> {
    rest: std::slice::Iter<'n, Entry>,
    count: usize,
    taken: usize,
}

impl<'n> Operands<'n> {
    pub fn new(node: &'n Node) -> Self {
        Self { rest: node.inputs.iter(), count: node.inputs.len(), taken: 0 }
    }

    pub fn next(&mut self, operand: &str) -> Result<Entry> {
        let entry = self.rest.next().copied().ok_or_else(|| {
            Diagnostic::error(Code::Malformed, format!("the operand '{operand}' (number {}) is missing: the node has {} inputs", self.taken, self.count))
        })?;
        self.taken += 1;
        Ok(entry)
    }

    /// Checks that nothing is left over.
    pub fn finish(self) -> Result<()> {
        if self.taken == self.count {
            return Ok(());
        }
        Err(Diagnostic::error(Code::Malformed, format!("the node has {} inputs; its attributes account for {}", self.count, self.taken)))
    }
}

/// The name under which MXNet's `list_outputs` shows the first output of a node.
fn output_name(node: &Node) -> String {
    match node.operator.as_str() {
        "null" => node.name.clone(),
        "_contrib_quantize_v2" | "_contrib_requantize" => format!("{}_output0", node.name),
        _ => format!("{}_output", node.name),
    }
}

fn missing_parameter(name: &str) -> Diagnostic {
    Diagnostic::error(Code::Missing, format!("the parameter file does not hold '{name}'")).hint("pass the parameters that belong to this symbol: --params FILE")
}

fn check_shape(name: &str, found: &[usize], expected: &[usize]) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    Err(Diagnostic::error(Code::Shape, format!("the parameter '{name}' must have the shape {expected:?}, found {found:?}"))
        .hint("pass the parameters that belong to this symbol (--params) and the right input shape (--input-shape)"))
}
