//! The quantized symbol (`QuantizeGraph` and `SetCalibTableToQuantizedGraph`, `quantize_graph_pass.cc`, and the fusion of requantization behind them).

use super::super::attributes::Attributes;
use super::super::cut::output_name;
use super::super::symbol_json::{Entry, Node, Symbol};
use super::super::write::Record;
use super::choose::known_as;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::quantize::{Choices, Granularity, IntegerType, Layer, Range};
use std::collections::BTreeMap;

/// A quantized symbol and the parameters that it has beside those of the network in floats.
#[derive(Debug)]
pub struct Rewritten {
    pub symbol: Symbol,
    pub parameters: BTreeMap<String, Record>,
}

/// Extents and elements of an array.
pub type Floats = (Vec<usize>, Vec<f32>);

/// What a rewrite reads.
pub struct Source<'a> {
    pub symbol: &'a Symbol,
    pub quantized: &'a [bool],
    pub choices: &'a Choices,
    /// By the name of the tensor; `None` without calibration.
    pub ranges: &'a dyn Fn(&str) -> Option<Range>,
    /// Elements of a parameter.
    pub floats: &'a dyn Fn(&str) -> Result<Floats>,
}

/// Where the integers of a tensor are: outputs 0, 1, 2 of a node are the integers and the ends of their range.
#[derive(Debug, Clone, Copy)]
struct Integers(usize);

impl Integers {
    fn data(self) -> Entry {
        Entry { node: self.0, output: 0 }
    }

    fn range(self) -> [Entry; 2] {
        [1, 2].map(|output| Entry { node: self.0, output })
    }
}

struct Rewriter<'a> {
    source: &'a Source<'a>,
    nodes: Vec<Node>,
    parameters: BTreeMap<String, Record>,
    /// Each node's outputs in floats and integers, as far as somebody needed them.
    floats: BTreeMap<(usize, usize), Entry>,
    integers: BTreeMap<(usize, usize), Integers>,
}

/// Builds the quantized symbol.
pub fn rewrite(source: &Source) -> Result<Rewritten> {
    let mut rewriter = Rewriter { source, nodes: Vec::new(), parameters: BTreeMap::new(), floats: BTreeMap::new(), integers: BTreeMap::new() };
    let float_outputs = float_outputs(source);
    for (index, node) in source.symbol.nodes.iter().enumerate() {
        match (source.quantized[index], node.is_variable()) {
            // Parameters of quantized layers may vanish, so variables come when they are read.
            (_, true) => {}
            (false, false) => {
                let inputs = node.inputs.iter().map(|&entry| rewriter.float(entry)).collect::<Result<Vec<_>>>()?;
                let at = rewriter.push(Node { inputs, ..node.clone() });
                // Outputs are numbered as before.
                let outputs = source.symbol.nodes.iter().flat_map(|n| &n.inputs).chain(&source.symbol.heads).filter(|entry| entry.node == index);
                for entry in outputs.copied().chain([Entry { node: index, output: 0 }]).collect::<Vec<_>>() {
                    rewriter.floats.insert((index, entry.output), Entry { node: at, ..entry });
                }
            }
            (true, false) => rewriter.quantized(index, node, float_outputs[index]).map_err(|d| if d.node.is_none() { d.at(&node.name) } else { d })?,
        }
    }
    let heads = source.symbol.heads.iter().map(|&head| rewriter.float(head)).collect::<Result<Vec<_>>>()?;
    let Rewriter { nodes, parameters, .. } = rewriter;
    let mut symbol = Symbol { nodes, heads, second_generation: false };
    align_concatenations(&mut symbol);
    Ok(Rewritten { symbol, parameters })
}

/// Fully connected layers whose results are read as floats alone give floats, without a range. Without calibration MXNet leaves them their range.
fn float_outputs(source: &Source) -> Vec<bool> {
    let mut wanted = vec![source.choices.threshold.is_some(); source.symbol.nodes.len()];
    for (index, node) in source.symbol.nodes.iter().enumerate() {
        node.inputs.iter().filter(|_| source.quantized[index]).for_each(|entry| wanted[entry.node] = false);
    }
    let layer = |node: &Node| node.operator == "_sg_mkldnn_fully_connected";
    source.symbol.nodes.iter().zip(wanted).map(|(node, wanted)| wanted && layer(node)).collect()
}

impl Rewriter<'_> {
    fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn node(&mut self, operator: &str, name: String, attributes: Attributes, inputs: Vec<Entry>) -> usize {
        self.push(Node { operator: operator.into(), spelling: operator.into(), name, attributes, inputs, subgraphs: Vec::new() })
    }

    /// A tensor in floats.
    fn float(&mut self, entry: Entry) -> Result<Entry> {
        if let Some(&float) = self.floats.get(&(entry.node, entry.output)) {
            return Ok(float);
        }
        let node = &self.source.symbol.nodes[entry.node];
        let at = if node.is_variable() {
            self.push(node.clone())
        } else {
            let integers = self.integer(entry)?;
            let inputs = [&[integers.data()][..], &integers.range()].concat();
            self.node("_contrib_dequantize", format!("{}_dequantize", node.name), Attributes::default(), inputs)
        };
        let float = Entry { node: at, output: 0 };
        self.floats.insert((entry.node, entry.output), float);
        Ok(float)
    }

    /// A tensor in integers.
    fn integer(&mut self, entry: Entry) -> Result<Integers> {
        if let Some(&integers) = self.integers.get(&(entry.node, entry.output)) {
            return Ok(integers);
        }
        let float = self.float(entry)?;
        let node = &self.source.symbol.nodes[entry.node];
        let tensor = output_name(node, entry.output);
        let mut attributes = Attributes::default();
        let range = self.range(&tensor)?;
        attributes.set("out_type", out_type(self.layer(node).integers, range));
        if let Some(range) = range {
            calibrate(&mut attributes, range);
        }
        let integers = Integers(self.node("_contrib_quantize_v2", format!("{tensor}_quantize"), attributes, vec![float]));
        self.integers.insert((entry.node, entry.output), integers);
        Ok(integers)
    }

    /// The calibrated range of a tensor; `None` where ranges are found at run time.
    fn range(&self, tensor: &str) -> Result<Option<Range>> {
        if self.source.choices.threshold.is_none() {
            return Ok(None);
        }
        (self.source.ranges)(tensor)
            .map(Some)
            .ok_or_else(|| Diagnostic::error(Code::Missing, "no range is known of this tensor").at(tensor).hint("calibrate the network with some inputs"))
    }

    /// What a person decided about a node.
    fn layer(&self, node: &Node) -> Layer {
        let (names, operators) = known_as(node);
        self.source.choices.layer(&names, &operators)
    }

    fn quantized(&mut self, index: usize, node: &Node, float_output: bool) -> Result<()> {
        let operator = match node.operator.as_str() {
            "_sg_mkldnn_conv" => return self.convolution(index, node),
            "_sg_mkldnn_fully_connected" => return self.fully_connected(index, node, float_output),
            "BatchNorm" => return self.batch_norm(index, node),
            "Pooling" => "_contrib_quantized_pooling",
            "Activation" => "_contrib_quantized_act",
            "Flatten" => "_contrib_quantized_flatten",
            "Concat" | "concat" => "_contrib_quantized_concat",
            "elemwise_add" => "_contrib_quantized_elemwise_add",
            "elemwise_mul" => "_contrib_quantized_elemwise_mul",
            other => return Err(Diagnostic::error(Code::Invalid, format!("the operator {other} has no integer form"))),
        };
        let data = node.inputs.iter().map(|&entry| self.integer(entry)).collect::<Result<Vec<_>>>()?;
        let inputs = data.iter().map(|i| i.data()).chain(data.iter().flat_map(|i| i.range())).collect();
        let requantized = matches!(node.operator.as_str(), "elemwise_add" | "elemwise_mul");
        self.finish(index, node, operator, node.attributes.clone(), inputs, requantized)
    }

    fn convolution(&mut self, index: usize, node: &Node) -> Result<()> {
        let mut inputs = Vec::new();
        let mut ranges = Vec::new();
        let summed = node.attributes.boolean("with_sum", false)?.then(|| node.inputs.len() - 1);
        for (position, &entry) in node.inputs.iter().enumerate() {
            if position == 0 || Some(position) == summed {
                let integers = self.integer(entry)?;
                inputs.push(integers.data());
                ranges.extend(integers.range());
            } else {
                inputs.push(self.float(entry)?);
            }
        }
        inputs.extend(ranges);
        let mut attributes = node.attributes.clone();
        attributes.set("quantized", "true");
        self.finish(index, node, "_sg_mkldnn_conv", attributes, inputs, true)
    }

    fn fully_connected(&mut self, index: usize, node: &Node, float_output: bool) -> Result<()> {
        let channels = self.layer(node).granularity == Granularity::Channel && self.source.choices.threshold.is_some();
        let mut attributes = node.attributes.clone();
        attributes.set("quantized", "True");
        let (&data, parameters) = node.inputs.split_first().ok_or_else(|| Diagnostic::error(Code::Malformed, "the layer has no inputs"))?;
        let data = self.integer(data)?;
        let mut inputs = vec![data.data()];
        let mut ranges = data.range().to_vec();
        for &entry in parameters {
            if channels {
                inputs.push(self.float(entry)?);
            } else {
                let [integers, range @ ..] = self.offline(entry)?;
                inputs.push(integers);
                ranges.extend(range);
            }
        }
        inputs.extend(ranges);
        if channels {
            attributes.set("channel_wise_quantize", "True");
        }
        if float_output {
            attributes.set("enable_float_output", "True");
            let at = self.push(Node { name: format!("quantized_{}", node.name), attributes, inputs, ..node.clone() });
            self.floats.insert((index, 0), Entry { node: at, output: 0 });
            return Ok(());
        }
        self.finish(index, node, "_sg_mkldnn_fully_connected", attributes, inputs, true)
    }

    /// A parameter in s8 with its range: 127 / largest magnitude, rounded to even (`_contrib_quantize`).
    fn offline(&mut self, entry: Entry) -> Result<[Entry; 3]> {
        let node = &self.source.symbol.nodes[entry.node];
        let (shape, numbers) = (self.source.floats)(&node.name)?;
        let largest = numbers.iter().fold(0.0f32, |largest, number| largest.max(number.abs()));
        let scale = if largest == 0.0 { 0.0 } else { 127.0 / largest };
        let integers = numbers.iter().map(|number| (number * scale).round_ties_even() as i8).collect();
        let name = format!("{}_quantize", node.name);
        let parts = [("", Record::Bytes(shape, integers)), ("_min", Record::Floats(vec![1], vec![-largest])), ("_max", Record::Floats(vec![1], vec![largest]))];
        Ok(parts.map(|(suffix, record)| {
            let name = format!("{name}{suffix}");
            let at = match self.nodes.iter().position(|node| node.name == name) {
                Some(at) => at,
                None => self.node("null", name.clone(), Attributes::default(), Vec::new()),
            };
            self.parameters.insert(name, record);
            Entry { node: at, output: 0 }
        }))
    }

    fn batch_norm(&mut self, index: usize, node: &Node) -> Result<()> {
        let (&data, parameters) = node.inputs.split_first().ok_or_else(|| Diagnostic::error(Code::Malformed, "the norm has no inputs"))?;
        let data = self.integer(data)?;
        let mut inputs = vec![data.data()];
        for &entry in parameters {
            inputs.push(self.float(entry)?);
        }
        inputs.extend(data.range());
        self.finish(index, node, "_contrib_quantized_batch_norm", node.attributes.clone(), inputs, true)
    }

    /// Adds the integer operator. Where it makes a range of its own, that is calibrated, or found by a node behind it.
    fn finish(&mut self, index: usize, node: &Node, operator: &str, mut attributes: Attributes, inputs: Vec<Entry>, requantized: bool) -> Result<()> {
        let range = if requantized { self.range(&output_name(node, 0))? } else { None };
        if let Some(range) = range {
            calibrate(&mut attributes, range);
        }
        let name = format!("quantized_{}", node.name);
        let mut at = self.push(Node { operator: operator.into(), spelling: operator.into(), name, attributes, inputs, subgraphs: node.subgraphs.clone() });
        if requantized && range.is_none() {
            let mut attributes = Attributes::default();
            attributes.set("out_type", out_type(self.layer(node).integers, None));
            let integers = Integers(at);
            at = self.node("_contrib_requantize", format!("requantize_{}", node.name), attributes, [&[integers.data()][..], &integers.range()].concat());
        }
        self.integers.insert((index, 0), Integers(at));
        Ok(())
    }
}

/// Negative numbers cannot be u8: MXNet would make them 0.
fn out_type(integers: IntegerType, range: Option<Range>) -> &'static str {
    match integers {
        IntegerType::Unsigned if range.is_some_and(|range| range.min < 0.0) => "int8",
        IntegerType::Auto => "auto",
        IntegerType::Signed => "int8",
        IntegerType::Unsigned => "uint8",
    }
}

/// Six digits behind the point, as MXNet writes them, and more where these would lose what there is.
fn calibrate(attributes: &mut Attributes, range: Range) {
    let text = |number: f32| if number != 0.0 && range.magnitude() < 0.01 { format!("{number:e}") } else { format!("{number:.6}") };
    attributes.set("min_calib_range", &text(range.min));
    attributes.set("max_calib_range", &text(range.max));
}

/// What is concatenated, and read by nothing else, gets one range, so that joining it only moves bytes
/// (`mkldnn_post_quantize_align_scale_property.h`).
fn align_concatenations(symbol: &mut Symbol) {
    let mut readers = vec![0u32; symbol.nodes.len()];
    let data = symbol.nodes.iter().flat_map(|node| &node.inputs).chain(&symbol.heads).filter(|entry| entry.output == 0);
    data.for_each(|entry| readers[entry.node] += 1);
    for index in 0..symbol.nodes.len() {
        if symbol.nodes[index].operator != "_contrib_quantized_concat" {
            continue;
        }
        let inputs: Vec<usize> = symbol.nodes[index].inputs.iter().filter(|entry| entry.output == 0).map(|entry| entry.node).collect();
        let ranges: Vec<(usize, (f32, f32))> = inputs
            .into_iter()
            .filter(|&input| readers[input] == 1)
            .filter_map(|input| Some((input, symbol.nodes[input].attributes.calibration().ok().flatten()?)))
            .collect();
        let joined = ranges.iter().fold(Range::EMPTY, |joined, &(_, (min, max))| joined.union(Range { min, max }));
        ranges.iter().for_each(|&(input, _)| calibrate(&mut symbol.nodes[input].attributes, joined));
    }
}
