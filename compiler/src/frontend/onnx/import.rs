//! The walk over the nodes of a model: what each name stands for.

use super::node::Node;
use super::tensor::Tensor;
use super::{ends, fold, operators};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::{ImportOptions, Imported, Numerics};
use crate::graph::{Definition, Graph, ValueId};
use crate::onnx_file::{Array, ElementType, GraphProto, ModelFile, ModelProto, TensorProto};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The oldest operator set whose attributes are understood.
const OLDEST_OPERATOR_SET: i64 = 6;

/// Elements that a computed constant may have where nothing in the file has as many.
const FOLDED_ELEMENTS: usize = 1 << 26;

/// Elements that all computed constants together may have: more than the weights of large networks, and little enough for memory.
const ALL_FOLDED_ELEMENTS: usize = 1 << 28;

/// State of one import.
#[derive(Debug)]
pub struct Importer<'m> {
    pub graph: Graph,
    pub options: &'m ImportOptions,
    pub nodes: Vec<Node<'m>>,
    file: &'m mut ModelFile,
    pub(super) initializers: HashMap<&'m str, &'m TensorProto>,
    pub(super) tensors: HashMap<String, Tensor>,
    /// For each name the nodes that read it, once for each time.
    consumers: HashMap<&'m str, Vec<usize>>,
    /// Which node computes a name.
    pub(super) producers: HashMap<&'m str, usize>,
    /// Names of the network's outputs.
    pub outputs: BTreeSet<String>,
    /// Activations that the node before them computes too.
    pub absorbed: HashSet<usize>,
    pub(super) warnings: Vec<Diagnostic>,
    pub(super) unfused: Vec<Diagnostic>,
    /// Elements of the constants that were computed so far.
    folded_elements: usize,
}

/// Builds the graph of a model. Also gives the names of the values that some tensors became.
pub fn import_model(
    model: &ModelProto,
    file: &mut ModelFile,
    name: &str,
    options: &ImportOptions,
    tensors: &[&str],
) -> Result<(Imported, Vec<Option<String>>)> {
    let graph = model.graph.as_ref().ok_or_else(|| {
        Diagnostic::error(Code::Malformed, "the file holds no network")
            .hint("pass a .onnx file that an exporter wrote; .pb files with tensors go to --constant")
    })?;
    if !graph.sparse_initializer.is_empty() {
        return Err(Diagnostic::error(Code::Unsupported, "sparse tensors are not read").hint("export the model with dense weights"));
    }
    let nodes = nodes(model, graph)?;
    let mut producers = HashMap::new();
    for node in &nodes {
        for output in node.proto.output.iter().filter(|o| !o.is_empty()) {
            if producers.insert(output.as_str(), node.index).is_some() {
                return Err(Diagnostic::error(Code::Malformed, format!("two nodes compute '{output}'")).hint("the file is damaged; export the model again"));
            }
        }
    }
    let outputs = ends::outputs(graph, &producers, options)?;
    let live = live_nodes(&nodes, &producers, &outputs);
    let mut consumers: HashMap<&str, Vec<usize>> = HashMap::new();
    for node in nodes.iter().filter(|n| live[n.index]) {
        for input in node.proto.input.iter().filter(|i| !i.is_empty()) {
            consumers.entry(input).or_default().push(node.index);
        }
    }
    let mut importer = Importer {
        graph: Graph::new(name),
        options,
        nodes,
        file,
        initializers: graph.initializer.iter().map(|t| (t.name.as_str(), t)).collect(),
        tensors: HashMap::new(),
        consumers,
        producers,
        outputs: outputs.iter().cloned().collect(),
        absorbed: HashSet::new(),
        warnings: Vec::new(),
        unfused: Vec::new(),
        folded_elements: 0,
    };
    importer.inputs(graph)?;
    let live: Vec<Node> = importer.nodes.iter().zip(live).filter(|(_, live)| *live).map(|(node, _)| *node).collect();
    for node in &live {
        importer.node(node).map_err(|d| located(d, node))?;
    }
    let value = |tensor: &&str| match importer.tensors.get(*tensor) {
        Some(Tensor::Live { value, .. }) => Some(importer.graph.value(*value).name.clone()),
        _ => None,
    };
    let values = tensors.iter().map(value).collect();
    Ok((importer.finish(&outputs)?, values))
}

/// Says which node and which operator a diagnostic is about.
fn located(mut diagnostic: Diagnostic, node: &Node) -> Diagnostic {
    if !diagnostic.message.contains(node.operator()) {
        diagnostic.message = format!("{}: {}", node.operator(), diagnostic.message);
    }
    let diagnostic = diagnostic.shortened();
    if diagnostic.node.is_none() { diagnostic.at(node.name()) } else { diagnostic }
}

/// The nodes with the version of their operator set.
fn nodes<'m>(model: &'m ModelProto, graph: &'m GraphProto) -> Result<Vec<Node<'m>>> {
    let version = |domain: &str| {
        let canonical = |d: &str| if d == "ai.onnx" { String::new() } else { d.to_owned() };
        model.opset_import.iter().filter(|o| canonical(&o.domain) == canonical(domain)).map(|o| o.version).max()
    };
    let standard = version("").unwrap_or(1);
    if graph.node.iter().any(|n| n.domain.is_empty()) && standard < OLDEST_OPERATOR_SET {
        return Err(Diagnostic::error(
            Code::Unsupported,
            format!("the model uses version {standard} of the operators; {OLDEST_OPERATOR_SET} and newer are read"),
        )
        .hint("convert it: onnx.version_converter.convert_version(model, 13)"));
    }
    // The versions of ONNX Runtime's own QuantizeLinear and DequantizeLinear are those that the standard ones had in opset 13.
    Ok(graph
        .node
        .iter()
        .enumerate()
        .map(|(index, proto)| Node { proto, index, version: if proto.domain == "com.microsoft" { 13 } else { version(&proto.domain).unwrap_or(standard) } })
        .collect())
}

/// Which nodes some output depends on.
fn live_nodes(nodes: &[Node], producers: &HashMap<&str, usize>, outputs: &[String]) -> Vec<bool> {
    let mut live = vec![false; nodes.len()];
    let mut open: Vec<usize> = outputs.iter().filter_map(|name| producers.get(name.as_str()).copied()).collect();
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut live[index], true) {
            open.extend(nodes[index].proto.input.iter().filter_map(|name| producers.get(name.as_str()).copied()));
        }
    }
    live
}

impl<'m> Importer<'m> {
    /// Imports one node, or takes note of what it is where everything is known.
    fn node(&mut self, node: &Node<'m>) -> Result<()> {
        let names: Vec<&'m str> = node.proto.output.iter().map(String::as_str).collect();
        if names.iter().all(|name| name.is_empty() || self.tensors.contains_key(*name)) {
            return Ok(());
        }
        let results = match self.folded(node)? {
            Some(arrays) => arrays.into_iter().map(Tensor::Known).collect(),
            None => {
                let results = operators::import(self, node)?;
                self.note_arithmetic(node, &results)?;
                results
            }
        };
        self.define(node, &names, results)
    }

    /// Notes that an operator without an integer form computes floats from quantized operands. Functions of one number are part of the
    /// node before or after them, or a table.
    fn note_arithmetic(&mut self, node: &Node<'m>, results: &[Tensor]) -> Result<()> {
        let mut operands = node.proto.input.iter().filter(|name| !name.is_empty());
        let reads_integers = operands.any(|name| matches!(self.tensors.get(name), Some(Tensor::Real(_))));
        let computes_floats = matches!(results.first(), Some(Tensor::Live { ty: ElementType::F32, .. }));
        if reads_integers && computes_floats && !operators::is_function_or_noted(node) {
            self.unfused(node, "ONNX Runtime has no integer operator for it; its elements are computed in f32");
        }
        Ok(())
    }

    fn define(&mut self, node: &Node<'m>, names: &[&'m str], results: Vec<Tensor>) -> Result<()> {
        for (place, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let tensor = results.get(place).cloned().ok_or_else(|| {
                if self.consumers.contains_key(name) || self.outputs.contains(*name) {
                    node.unsupported(format!("its output {}, '{name}',", place + 1))
                } else {
                    Diagnostic::error(Code::Invalid, "")
                }
            });
            match tensor {
                Ok(tensor) => drop(self.tensors.insert((*name).to_owned(), tensor)),
                // Nobody reads it.
                Err(error) if error.code == Code::Invalid => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The results where all operands are known and the operator can be evaluated at once.
    fn folded(&mut self, node: &Node<'m>) -> Result<Option<Vec<Array>>> {
        if !fold::evaluates(node) {
            return Ok(None);
        }
        let mut operands = Vec::with_capacity(node.proto.input.len());
        for name in &node.proto.input {
            if name.is_empty() {
                operands.push(None);
                continue;
            }
            match self.tensor(name)?.to_array()? {
                Some(array) if array.len() <= FOLDED_ELEMENTS || self.initializers.contains_key(name.as_str()) => operands.push(Some(array)),
                _ => return Ok(None),
            }
        }
        fold::evaluate(self, node, &operands).map(Some)
    }

    /// Whether a constant of that many elements may be computed; counts it where it may.
    pub fn may_fold(&mut self, elements: usize) -> bool {
        let all = self.folded_elements.saturating_add(elements);
        let fits = elements <= FOLDED_ELEMENTS && all <= ALL_FOLDED_ELEMENTS;
        if fits {
            self.folded_elements = all;
        }
        fits
    }

    /// Reads a tensor of the file.
    pub fn array(&mut self, tensor: &TensorProto) -> Result<Array> {
        self.file.array(tensor)
    }

    /// What a name stands for.
    ///
    /// # Errors
    /// `Malformed` for a name that nothing before has computed.
    pub fn tensor(&mut self, name: &str) -> Result<Tensor> {
        if let Some(tensor) = self.tensors.get(name) {
            return Ok(tensor.clone());
        }
        if let Some(&initializer) = self.initializers.get(name) {
            let tensor = Tensor::Known(self.file.array(initializer).map_err(|d| d.at(name))?);
            self.tensors.insert(name.to_owned(), tensor.clone());
            return Ok(tensor);
        }
        let reason = if self.producers.contains_key(name) { "is computed by a node after the one that reads it" } else { "is computed by no node" };
        Err(Diagnostic::error(Code::Malformed, format!("the tensor '{name}' {reason}")).hint("the file is damaged; export the model again"))
    }

    /// The array of a name that may be computed later in the file, where it follows from constants alone.
    pub fn ahead(&mut self, name: &str) -> Option<Array> {
        // How deep an expression of constants may be.
        const DEPTH: usize = 16;
        self.ahead_within(name, DEPTH)
    }

    fn ahead_within(&mut self, name: &str, depth: usize) -> Option<Array> {
        if let Ok(tensor) = self.tensor(name) {
            return match tensor {
                Tensor::Known(array) => Some(array),
                _ => None,
            };
        }
        let node = self.nodes[*self.producers.get(name)?];
        let inputs = node.proto.input.iter().filter(|i| !i.is_empty());
        let known = depth > 0 && inputs.clone().count() > 0 || node.is("Constant");
        if !known || !inputs.clone().all(|i| self.ahead_within(i, depth - 1).is_some()) {
            return None;
        }
        self.node(&node).ok()?;
        self.ahead_within(name, 0)
    }

    /// The nodes that read a tensor, once for each time.
    pub fn consumers(&self, name: &str) -> &[usize] {
        self.consumers.get(name).map_or(&[], Vec::as_slice)
    }

    /// Calls integers that QuantizeLinear leaves as they are by the name of its result, under which the model knows them.
    pub fn name_integers(&mut self, value: ValueId, name: &str) {
        let current = self.graph.value(value).name.as_str();
        let is_known = self.producers.get(current).is_some_and(|&producer| self.nodes[producer].is("QuantizeLinear"));
        if !is_known && matches!(self.graph.value(value).definition, Definition::Node(_)) {
            self.graph.values.rename(value, name);
        }
    }

    /// Notes why a node with quantized operands is computed in f32.
    pub fn unfused(&mut self, node: &Node, reason: impl Into<String>) {
        self.unfused.push(Diagnostic::warning(Code::Unfused, format!("{}: {}", node.operator(), reason.into())).at(node.name()));
    }

    pub fn warn(&mut self, warning: Diagnostic) {
        self.warnings.push(warning);
    }

    pub fn ideal(&self) -> bool {
        self.options.numerics == Numerics::Ideal
    }
}
