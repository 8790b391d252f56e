//! Layers with what follows them become fused nodes, as MXNet's passes for quantization make them (`mkldnn_conv_property.h`, `mkldnn_fc_property.h`):
//! convolution, norm, sum, activation; fully connected layer, activation. What does nothing at inference goes.

use super::super::attributes::Attributes;
use super::super::symbol_json::{Entry, Node, Symbol};
use crate::diagnostic::Result;

/// The fused symbol of a network in floats.
///
/// # Errors
/// `Malformed` where an attribute that decides about fusing cannot be read.
pub fn fuse(symbol: &Symbol) -> Result<Symbol> {
    let symbol = without_identities(symbol);
    let chains = chains(&symbol)?;
    let mut absorbed = vec![false; symbol.nodes.len()];
    chains.iter().flat_map(|chain| &chain.nodes[..chain.nodes.len() - 1]).for_each(|&inner| absorbed[inner] = true);
    let mut moved: Vec<usize> = Vec::with_capacity(symbol.nodes.len());
    let mut nodes: Vec<Node> = Vec::new();
    for (index, node) in symbol.nodes.iter().enumerate() {
        moved.push(nodes.len());
        if absorbed[index] {
            continue;
        }
        let chain = chains.iter().find(|chain| chain.nodes.last() == Some(&index));
        let mut node = chain.map_or_else(|| node.clone(), |chain| chain.fused(&symbol));
        node.inputs.iter_mut().for_each(|entry| entry.node = moved[entry.node]);
        nodes.push(node);
    }
    let heads = symbol.heads.iter().map(|head| Entry { node: moved[head.node], ..*head }).collect();
    Ok(Symbol { nodes, heads, second_generation: symbol.second_generation })
}

/// Dropout and copies pass their input on.
fn without_identities(symbol: &Symbol) -> Symbol {
    let mut entries: Vec<Option<Entry>> = Vec::with_capacity(symbol.nodes.len());
    let mut nodes: Vec<Node> = Vec::new();
    let at = |entries: &[Option<Entry>], entry: Entry| entries[entry.node].map_or(entry, |to| Entry { output: to.output + entry.output, ..to });
    for node in &symbol.nodes {
        let identity = matches!(node.operator.as_str(), "Dropout" | "_copy" | "identity" | "BlockGrad") && node.inputs.len() == 1;
        let inputs: Vec<Entry> = node.inputs.iter().map(|&entry| at(&entries, entry)).collect();
        if identity {
            entries.push(Some(inputs[0]));
        } else {
            entries.push(Some(Entry { node: nodes.len(), output: 0 }));
            nodes.push(Node { inputs, ..node.clone() });
        }
    }
    Symbol { nodes, heads: symbol.heads.iter().map(|&head| at(&entries, head)).collect(), second_generation: symbol.second_generation }
}

/// Nodes that become one.
struct Chain {
    /// From the layer to the last one, each reading the one before.
    nodes: Vec<usize>,
    convolution: bool,
    /// The operand of the sum that is not the chain.
    sum: Option<Entry>,
    /// How many layers of its kind came before.
    number: usize,
}

/// The only node that reads a node, if there is one and the network's outputs do not.
fn only_readers(symbol: &Symbol) -> Vec<Option<usize>> {
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); symbol.nodes.len()];
    for (index, node) in symbol.nodes.iter().enumerate() {
        node.inputs.iter().for_each(|entry| readers[entry.node].push(if entry.output == 0 { index } else { usize::MAX }));
    }
    symbol.heads.iter().for_each(|head| readers[head.node].push(usize::MAX));
    readers.into_iter().map(|list| if let [reader] = list[..] { Some(reader).filter(|&r| r != usize::MAX) } else { None }).collect()
}

fn chains(symbol: &Symbol) -> Result<Vec<Chain>> {
    let readers = only_readers(symbol);
    let mut taken = vec![false; symbol.nodes.len()];
    let mut chains = Vec::new();
    let mut numbers = [0, 0];
    for (index, node) in symbol.nodes.iter().enumerate() {
        let convolution = match node.operator.as_str() {
            "Convolution" => node.attributes.tuple("kernel")?.is_some_and(|kernel| kernel.len() == 2),
            "FullyConnected" => false,
            _ => continue,
        };
        if node.operator == "Convolution" && !convolution {
            continue;
        }
        let number = &mut numbers[usize::from(convolution)];
        let mut chain = Chain { nodes: vec![index], convolution, sum: None, number: *number };
        *number += 1;
        let (mut normed, mut ended) = (false, false);
        while let Some(next) = readers[chain.nodes[chain.nodes.len() - 1]].filter(|&next| !ended && !taken[next]) {
            let last = chain.nodes[chain.nodes.len() - 1];
            let follower = &symbol.nodes[next];
            match follower.operator.as_str() {
                "BatchNorm" if convolution && !normed && chain.sum.is_none() && follower.inputs.first().is_some_and(|entry| entry.node == last) => {
                    normed = true
                }
                "elemwise_add" if convolution && chain.sum.is_none() => match follower.inputs[..] {
                    [a, b] => chain.sum = Some(if a.node == last { b } else { a }),
                    _ => break,
                },
                _ if is_fused_activation(follower, convolution, chain.sum.is_some()).map_err(|d| d.at(&follower.name))? => ended = true,
                _ => break,
            }
            chain.nodes.push(next);
        }
        chain.nodes.iter().for_each(|&inner| taken[inner] = true);
        chains.push(chain);
    }
    Ok(chains)
}

/// Whether MXNet's integer kernels compute this behind a layer.
fn is_fused_activation(node: &Node, convolution: bool, after_sum: bool) -> Result<bool> {
    let kind = node.attributes.text("act_type");
    Ok(match node.operator.as_str() {
        "Activation" => kind == Some("relu"),
        "LeakyReLU" => matches!(kind, None | Some("leaky" | "gelu")) || (!convolution && kind == Some("elu")),
        "clip" => !after_sum && node.attributes.double("a_min")? == Some(0.0),
        "abs" => !convolution,
        _ => false,
    })
}

impl Chain {
    fn fused(&self, symbol: &Symbol) -> Node {
        let inner: Vec<&Node> = self.nodes.iter().map(|&index| &symbol.nodes[index]).collect();
        let has = |operator: &str| inner.iter().any(|node| node.operator == operator);
        let (norm, sum) = (has("BatchNorm"), self.sum.is_some());
        let last = inner[inner.len() - 1];
        let activation = !matches!(last.operator.as_str(), "Convolution" | "FullyConnected" | "BatchNorm" | "elemwise_add");
        let mut name = String::from(if self.convolution { "sg_mkldnn_conv" } else { "sg_mkldnn_fully_connected" });
        let mut attributes = Attributes::default();
        let mut flag = |name: &str| attributes.set(name, if self.convolution { "true" } else { "True" });
        for (present, suffix, attribute) in [
            (norm, "_bn", "with_bn"),
            (sum, "_add", "with_sum"),
            (activation && !self.convolution, "_eltwise", "with_eltwise"),
            (activation && self.convolution && !sum, "_act", "with_act"),
            (activation && self.convolution && sum, "_act", "with_postsum_act"),
        ] {
            if present {
                name.push_str(suffix);
                flag(attribute);
            }
        }
        let name = format!("{name}_{}", self.number);
        let operator = if self.convolution { "_sg_mkldnn_conv" } else { "_sg_mkldnn_fully_connected" };
        // The operand of the sum comes last.
        let own = |position: usize, node: &Node| if position == 0 { node.inputs.clone() } else { node.inputs[1.min(node.inputs.len())..].to_vec() };
        let inputs = inner.iter().enumerate().filter(|(_, node)| node.operator != "elemwise_add").flat_map(|(position, node)| own(position, node));
        let inputs: Vec<Entry> = inputs.chain(self.sum).collect();
        Node { operator: operator.into(), spelling: operator.into(), name, attributes, inputs, subgraphs: vec![self.subgraph(symbol, &inner)] }
    }

    /// The chain over variables that stand, in order, for the inputs of the fused node.
    fn subgraph(&self, symbol: &Symbol, inner: &[&Node]) -> Symbol {
        let mut nodes: Vec<Node> = Vec::new();
        let mut previous = None;
        let variable = |nodes: &mut Vec<Node>, entry: Entry| {
            let outer = &symbol.nodes[entry.node];
            let name = if outer.is_variable() { format!("{}0", outer.name) } else { format!("{}_output{}", outer.name, entry.output) };
            // One node may be read twice, and names are unique.
            let name = if nodes.iter().any(|node| node.name == name) { format!("{name}_{}", nodes.len()) } else { name };
            let null = "null".to_owned();
            nodes.push(Node { operator: null.clone(), spelling: null, name, attributes: Attributes::default(), inputs: Vec::new(), subgraphs: Vec::new() });
            Entry { node: nodes.len() - 1, output: 0 }
        };
        for node in inner {
            let mut inputs = Vec::new();
            match (previous, self.sum) {
                (None, _) => node.inputs.iter().for_each(|&entry| inputs.push(variable(&mut nodes, entry))),
                (Some(before), Some(sum)) if node.operator == "elemwise_add" => inputs.extend([before, variable(&mut nodes, sum)]),
                (Some(before), _) => {
                    inputs.push(before);
                    node.inputs.iter().skip(1).for_each(|&entry| inputs.push(variable(&mut nodes, entry)));
                }
            }
            nodes.push(Node { inputs, ..(*node).clone() });
            previous = Some(Entry { node: nodes.len() - 1, output: 0 });
        }
        Symbol { nodes, heads: previous.into_iter().collect(), second_generation: symbol.second_generation }
    }
}
