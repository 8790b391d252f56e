//! The walk over a symbol: what each node's outputs are in the graph, and how operators find their operands.

use super::cut;
use super::operators;
use super::params::Parameters;
use super::range::Range;
use super::rules::Rules;
use super::symbol_json::{Entry, Node, Symbol};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::random_weights::{RandomWeights, Signal};
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
    pub(super) symbol: &'a Symbol,
    pub(super) parameters: &'a Parameters,
    pub(super) options: &'a ImportOptions,
    pub(super) rules: Rules,
    pub(super) graph: Graph,
    pub(super) warnings: Vec<Diagnostic>,
    /// For each node before the current one; `None` for variables, which their consumers turn into constants or inputs.
    outputs: Vec<Option<Vec<NodeOutput>>>,
    /// Variables that became values: inputs, and parameters used as activations.
    pub(super) variables: BTreeMap<usize, ValueId>,
    scalar_constants: BTreeMap<u32, ValueId>,
    /// Keys of the person's input shapes and element types that found their input.
    pub(super) used_shapes: BTreeSet<String>,
    pub(super) used_dtypes: BTreeSet<String>,
    /// Makes up parameters that the file does not hold, where the person asks for it.
    pub(super) random: Option<RandomWeights>,
}

/// Builds the graph of a symbol.
pub fn import_symbol(symbol: &Symbol, parameters: &Parameters, name: &str, options: &ImportOptions) -> Result<Imported> {
    let heads = cut::heads(symbol, &options.outputs)?;
    let mut importer = Importer {
        symbol,
        parameters,
        options,
        rules: Rules::of(symbol, options.numerics),
        graph: Graph::new(name),
        warnings: if symbol.second_generation && options.numerics == Numerics::Source { vec![second_generation()] } else { Vec::new() },
        outputs: Vec::with_capacity(symbol.nodes.len()),
        variables: BTreeMap::new(),
        scalar_constants: BTreeMap::new(),
        used_shapes: BTreeSet::new(),
        used_dtypes: BTreeSet::new(),
        random: options.random_weights.map(RandomWeights::new),
    };
    let live = live_nodes(symbol, &heads);
    for (node, &live) in symbol.nodes.iter().zip(&live) {
        let outputs = if node.is_variable() || !live {
            None
        } else {
            importer.expect_signal(node);
            Some(operators::import(&mut importer, node).map_err(|d| if d.node.is_none() { d.at(&node.name) } else { d })?)
        };
        importer.outputs.push(outputs);
    }
    importer.finish(&heads)
}

fn second_generation() -> Diagnostic {
    Diagnostic::warning(
        Code::Unverified,
        "MXNet 2.x wrote this model: its arithmetic follows the source code of 2.x, and was not compared with a running MXNet as that of 1.x was",
    )
    .hint("compare a few outputs with your own MXNet: graver verify")
}

/// Which nodes some head depends on; references point backwards, so one sweep from the end finds them.
fn live_nodes(symbol: &Symbol, heads: &[Entry]) -> Vec<bool> {
    let mut live = vec![false; symbol.nodes.len()];
    for head in heads {
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
    fn finish(mut self, heads: &[Entry]) -> Result<Imported> {
        for head in heads {
            let node = &self.symbol.nodes[head.node];
            let value = self.tensor(*head).map_err(|d| d.at(&node.name))?;
            let name = cut::output_name(node, head.output);
            if self.graph.outputs.iter().any(|o| o.name == name) {
                return Err(Diagnostic::error(Code::Malformed, "this output is listed twice").at(name));
            }
            self.graph.outputs.push(Output { name, value });
        }
        let inputs: Vec<&str> = self.graph.inputs().map(|id| self.graph.value(id).name.as_str()).collect();
        let shapes = self.options.input_shapes.keys().map(|key| ("shape", key, self.used_shapes.contains(key)));
        let dtypes = self.options.input_dtypes.keys().map(|key| ("element type", key, self.used_dtypes.contains(key)));
        if let Some((what, unused, _)) = shapes.chain(dtypes).find(|(_, _, used)| !used) {
            let message = match (unused.is_empty(), inputs.len()) {
                (true, 0) => format!("there is {what} for an input, but the model has none"),
                (true, count) => format!("the {what} without a name needs a model with one input; this one has {count}"),
                _ => format!("the model has no input '{unused}'"),
            };
            return Err(Diagnostic::error(Code::Usage, message).hint(format!("its inputs are: {}", inputs.join(", "))));
        }
        Ok(Imported { graph: self.graph, warnings: self.warnings, unfused: Vec::new(), notes: Vec::new() })
    }

    /// Tells the random weights how large the tensors before and after a calibrated node are.
    fn expect_signal(&mut self, node: &Node) {
        let Some(random) = &mut self.random else { return };
        let input = node.inputs.first().and_then(|entry| match self.outputs.get(entry.node)?.as_ref()?.get(1)? {
            NodeOutput::Minimum(range) => range.absmax().known(),
            _ => None,
        });
        let output = node.attributes.calibration().ok().flatten().map(|(min, max)| min.abs().max(max.abs()));
        random.signal = input.zip(output).and_then(|(input, output)| Signal::new(input, output));
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

    /// What a node reads of other nodes, as `--output` names it.
    pub fn producers(&self, node: &Node) -> Vec<String> {
        let mut names = Vec::new();
        for entry in &node.inputs {
            let producer = &self.symbol.nodes[entry.node];
            let name = if entry.output == 0 { producer.name.clone() } else { format!("{}:{}", producer.name, entry.output) };
            // Ranges come with the tensor that they belong to.
            let is_tensor = self.outputs[entry.node].as_ref().is_some_and(|o| matches!(o.get(entry.output), Some(NodeOutput::Tensor(_))));
            if !producer.is_variable() && is_tensor && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The graph as far as it is built.
    pub fn graph(&mut self) -> &mut Graph {
        &mut self.graph
    }

    /// The element of a value as an operand.
    pub fn each(&self, value: ValueId) -> Operand {
        self.graph.each(value)
    }

    /// The element of a value as a residual.
    pub fn residual(&self, value: ValueId, multiplier: Operand) -> Step {
        self.graph.residual(value, multiplier)
    }

    pub fn is_variable(&self, entry: Entry) -> bool {
        self.symbol.nodes[entry.node].is_variable()
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

    pub(super) fn bad_reference(&self, entry: Entry, what: &str) -> Diagnostic {
        let name = &self.symbol.nodes[entry.node].name;
        Diagnostic::error(Code::Malformed, format!("output {} of '{name}' is {what}", entry.output)).hint("the symbol file is damaged; export the model again")
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
            return Ok(Bound::Known(self.parameter_number(entry)?));
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

    /// One number for each channel, as the right-hand side of a step.
    pub fn channel_operand(&mut self, name: &str, values: Vec<f32>) -> Result<Operand> {
        compose::channel_operand(&mut self.graph, name, values)
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
