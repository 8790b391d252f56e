//! A symbol in floats → a symbol of integer operators with calibrated ranges, as MXNet's own flow makes it, for MXNet to load and run.
//!
//! In: a symbol and its parameters, [`Choices`], and the ranges of tensors that somebody observed. Out: the bytes of the two files. It never runs a
//! network: [`Network::graph`] is what is to be run, [`Network::observed`] the tensors whose ranges are needed.
//!
//! * `fuse` layers with what follows them · `choose` which become integer operators · `rewrite` the quantized symbol

mod choose;
mod fuse;
mod rewrite;

use super::cut::output_name;
use super::import::import_symbol;
use super::params::Parameters;
use super::symbol_json::{Entry, Node, Symbol};
use super::write::{Record, write_params, write_symbol};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::ImportOptions;
use crate::graph::{Graph, ValueId};
use crate::quantize::{self, Choices, Histogram, IntegerType, Range, Ranges, Span, Threshold};
use rewrite::{Rewritten, Source, rewrite};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A tensor whose range is needed.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Its name as MXNet's collectors know it.
    pub name: String,
    pub value: ValueId,
    /// Which ranges its integers can hold.
    pub span: Span,
    /// The same where it has no negative numbers.
    pub span_of_positive: Span,
    /// How its range is found, where that is decided for it alone.
    pub threshold: Option<Threshold>,
}

impl Observed {
    /// The range of the tensor, from what was seen of it.
    pub fn range(&self, threshold: Threshold, histogram: &Histogram) -> Range {
        let span = if histogram.range().min >= 0.0 { self.span_of_positive } else { self.span };
        quantize::range(self.threshold.unwrap_or(threshold), span, histogram)
    }
}

/// A network in floats that is about to be quantized.
#[derive(Debug)]
pub struct Network {
    symbol: Symbol,
    parameters: Parameters,
    choices: Choices,
    quantized: Vec<bool>,
    graph: Graph,
    observed: Vec<Observed>,
}

/// The two files of a quantized network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub symbol: Vec<u8>,
    pub params: Vec<u8>,
}

impl Network {
    /// Reads `path` and its parameters, fuses and decides.
    ///
    /// # Errors
    /// As [`super::import`]; `Usage` where the network is quantized already or an exclusion means no node, `Unsupported` for files of MXNet 2.x.
    pub fn open(path: &Path, options: &ImportOptions, choices: &Choices) -> Result<Self> {
        let (symbol, parameters, name) = super::read_pair(path, options)?;
        Self::new(&symbol, parameters, &name, options, choices)
    }

    fn new(symbol: &Symbol, parameters: Parameters, name: &str, options: &ImportOptions, choices: &Choices) -> Result<Self> {
        if symbol.second_generation {
            return Err(Diagnostic::error(Code::Unsupported, "this symbol was written by MXNet 2.x, whose operators MXNet 1.x does not read back")
                .hint("export the network as ONNX and quantize that"));
        }
        if let Some(node) = symbol.nodes.iter().find(|node| node.operator.contains("quantize")) {
            return Err(Diagnostic::error(Code::Usage, "the network is quantized already").at(&node.name).hint("pass the network in floats"));
        }
        let symbol = fuse::fuse(symbol)?;
        // Ranks decide about fully connected layers, and the import knows them.
        let heads = ImportOptions { outputs: Vec::new(), ..options.clone() };
        let whole = import_symbol(&symbol, &parameters, name, &heads)?.graph;
        let rank = |entry: Entry| whole.find(&symbol.nodes[entry.node].name).map(|value| whole.ty(value).shape.rank());
        let rows_alone = |node: &Node| {
            let inner = node.subgraphs.iter().flat_map(|s| &s.nodes).find(|n| n.operator == "FullyConnected");
            let flat = inner.is_none_or(|inner| inner.attributes.boolean("flatten", true).unwrap_or(true));
            flat || node.inputs.first().is_some_and(|&entry| rank(entry) == Some(2))
        };
        let quantized = choose::choose(&symbol, choices, rows_alone)?;
        let wanted = observed_entries(&symbol, &quantized);
        let mut tensors: Vec<(String, Span, Option<Threshold>)> = Vec::new();
        let mut outputs = Vec::new();
        for (entry, declared_unsigned) in wanted {
            let node = &symbol.nodes[entry.node];
            let name = output_name(node, entry.output);
            let (names, operators) = choose::known_as(node);
            let layer = choices.layer(&names, &operators);
            let positive = if declared_unsigned || layer.integers != IntegerType::Signed { Span::FromZero } else { Span::Symmetric };
            if tensors.iter().all(|(other, ..)| *other != name) {
                tensors.push((name, positive, layer.threshold));
                outputs.push(if entry.output == 0 { node.name.clone() } else { format!("{}:{}", node.name, entry.output) });
            }
        }
        let exposed = import_symbol(&symbol, &parameters, name, &ImportOptions { outputs, ..options.clone() })?.graph;
        let values: Vec<ValueId> = exposed.outputs.iter().map(|output| output.value).collect();
        let observed = tensors.into_iter().zip(values);
        let observed =
            observed.map(|((name, span_of_positive, threshold), value)| Observed { name, value, span: Span::Symmetric, span_of_positive, threshold });
        let observed = observed.collect();
        Ok(Self { symbol, parameters, choices: choices.clone(), quantized, graph: exposed, observed })
    }

    /// The network in floats. Its outputs are the tensors that are to be observed.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The tensors whose ranges [`Network::quantize`] needs.
    pub fn observed(&self) -> &[Observed] {
        &self.observed
    }

    /// The tensors that a file of ranges may name, with their values as far as [`Network::graph`] computes them.
    pub fn tensors(&self) -> BTreeMap<String, Option<ValueId>> {
        let results = (0..self.symbol.nodes.len()).map(|node| Entry { node, output: 0 });
        let entries = results.chain(self.symbol.nodes.iter().flat_map(|node| node.inputs.iter().copied()));
        let of_entry = |entry: Entry| {
            let node = &self.symbol.nodes[entry.node];
            (output_name(node, entry.output), self.graph.find(&node.name).filter(|_| entry.output == 0))
        };
        entries.map(of_entry).chain(self.observed.iter().map(|observed| (observed.name.clone(), Some(observed.value)))).collect()
    }

    /// Names of the nodes that become integer operators, and of operators that stay in floats.
    pub fn decisions(&self) -> (Vec<&str>, Vec<&str>) {
        let names = |quantized: bool| {
            let nodes = self.symbol.nodes.iter().zip(&self.quantized).filter(|(node, _)| !node.is_variable());
            nodes.filter(|(_, of_node)| **of_node == quantized).map(|(node, _)| node.name.as_str()).collect()
        };
        (names(true), names(false))
    }

    /// The quantized network. `ranges` are not looked at where the choices leave them to the run time.
    ///
    /// # Errors
    /// `Missing` where a range is, `Range` where it is empty or not finite.
    pub fn quantize(&self, ranges: &Ranges) -> Result<Files> {
        for (name, range) in ranges {
            if !range.min.is_finite() || !range.max.is_finite() || range.min > range.max {
                return Err(Diagnostic::error(Code::Range, format!("[{:?}, {:?}] is no range", range.min, range.max)).at(name));
            }
        }
        let floats = |name: &str| {
            let missing = || Diagnostic::error(Code::Missing, format!("the parameter file does not hold '{name}'")).hint("pass its parameters: --params FILE");
            let array = self.parameters.get(name).ok_or_else(missing)?;
            let numbers = self.parameters.floats(array).ok_or_else(|| Diagnostic::error(Code::Shape, "this parameter must hold floats").at(name))?;
            Ok((array.shape.clone(), numbers))
        };
        // A tensor of zeros has no scale; any other range holds its numbers as well.
        let range = |name: &str| ranges.get(name).map(|range| if range.magnitude() == 0.0 { Range { min: 0.0, max: 1.0 } } else { *range });
        let source = Source { symbol: &self.symbol, quantized: &self.quantized, choices: &self.choices, ranges: &range, floats: &floats };
        let Rewritten { symbol, parameters } = rewrite(&source)?;
        let states = auxiliary_states(&symbol);
        let mut records: BTreeMap<String, Record> = BTreeMap::new();
        for node in symbol.nodes.iter().filter(|node| node.is_variable()) {
            let prefix = if states.contains(node.name.as_str()) { "aux" } else { "arg" };
            let record = match parameters.get(&node.name) {
                Some(record) => record.clone(),
                None if self.parameters.get(&node.name).is_some() => {
                    let (shape, numbers) = floats(&node.name)?;
                    Record::Floats(shape, numbers)
                }
                // An input.
                None => continue,
            };
            records.insert(format!("{prefix}:{}", node.name), record);
        }
        Ok(Files { symbol: write_symbol(&symbol), params: write_params(&records) })
    }
}

/// Tensors that integers are made of: what a quantized node reads of others, and the results of layers, sums and norms. With it whether the integers are
/// u8 whatever a person wishes, because an activation leaves no negative numbers.
fn observed_entries(symbol: &Symbol, quantized: &[bool]) -> Vec<(Entry, bool)> {
    let mut entries = Vec::new();
    for (index, node) in symbol.nodes.iter().enumerate().filter(|(index, _)| quantized[*index]) {
        let data: Vec<Entry> = match node.operator.as_str() {
            "_sg_mkldnn_conv" => {
                let summed = node.attributes.text("with_sum").is_some();
                node.inputs.first().copied().into_iter().chain(node.inputs.last().copied().filter(|_| summed)).collect()
            }
            "_sg_mkldnn_fully_connected" | "BatchNorm" => node.inputs.first().copied().into_iter().collect(),
            _ => node.inputs.clone(),
        };
        entries.extend(data.into_iter().filter(|entry| !quantized[entry.node]).map(|entry| (entry, false)));
        if matches!(node.operator.as_str(), "_sg_mkldnn_conv" | "_sg_mkldnn_fully_connected" | "elemwise_add" | "elemwise_mul" | "BatchNorm") {
            let last = node.subgraphs.iter().flat_map(|s| &s.nodes).rfind(|n| !n.is_variable());
            let unsigned = last.is_some_and(|n| matches!(n.operator.as_str(), "Activation" | "clip" | "abs"));
            entries.push((Entry { node: index, output: 0 }, unsigned));
        }
    }
    entries
}

/// Variables that hold the statistics of norms, which MXNet keeps apart.
fn auxiliary_states(symbol: &Symbol) -> BTreeSet<&str> {
    let mut states = BTreeSet::new();
    for node in &symbol.nodes {
        let inputs: Vec<&str> = node.inputs.iter().map(|entry| symbol.nodes[entry.node].name.as_str()).collect();
        let own: Vec<&str> = match node.operator.as_str() {
            "BatchNorm" | "_contrib_quantized_batch_norm" => inputs.iter().copied().skip(3).take(2).collect(),
            // The variables of the subgraph stand for the inputs, in order.
            _ => {
                let Some(inner) = node.subgraphs.first() else { continue };
                let variables: Vec<usize> = (0..inner.nodes.len()).filter(|&index| inner.nodes[index].is_variable()).collect();
                let norms = inner.nodes.iter().filter(|n| n.operator == "BatchNorm");
                norms
                    .flat_map(|norm| norm.inputs.iter().skip(3).take(2))
                    .filter_map(|entry| inputs.get(variables.iter().position(|&variable| variable == entry.node)?).copied())
                    .collect()
            }
        };
        states.extend(own);
    }
    states
}
