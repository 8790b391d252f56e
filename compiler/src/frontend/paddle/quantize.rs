//! A network in floats with the scales of its tensors → a network of integers.

use super::translate::Translated;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::{ImportOptions, Imported, Numerics};
use crate::graph::{Definition, End, Function, Graph, Node, Op, Operand, Step, ValueId};
use crate::quantize::{Grid, Range, Ranges, fold_batch_norm, rewrite_known};
use crate::similar::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// Names that `--quantized-ops` knows, each with the operators of programs that it means.
const QUANTIZABLE: [(&str, &[&str]); 14] = [
    ("conv2d", &["conv2d", "depthwise_conv2d", "fused_conv2d"]),
    ("depthwise_conv2d", &["depthwise_conv2d"]),
    ("fc", &["fc", "mul", "matmul", "matmul_v2"]),
    ("mul", &["mul"]),
    ("matmul", &["matmul", "matmul_v2"]),
    ("matmul_v2", &["matmul_v2"]),
    ("pool2d", &["pool2d"]),
    ("elementwise_add", &["elementwise_add", "sum"]),
    ("concat", &["concat", "stack"]),
    ("reshape2", &["reshape", "reshape2", "flatten", "flatten2", "flatten_contiguous_range", "squeeze2", "unsqueeze2"]),
    ("transpose2", &["transpose", "transpose2"]),
    ("slice", &["slice", "strided_slice"]),
    ("split", &["split"]),
    ("nearest_interp", &["nearest_interp", "nearest_interp_v2"]),
];

impl Translated {
    /// Every tensor whose value in the graph is asked for.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        let scales = self.scales.thresholds.keys().chain(self.scales.observed.keys()).chain(&self.scales.at_run_time);
        let names: BTreeSet<&str> = self.operators.keys().chain(scales).map(String::as_str).collect();
        names.into_iter()
    }
}

/// Puts integer operators where scales are known. `values` are the names in the graph of the program's tensors. A program without scales stays as it is.
pub fn quantize(imported: Imported, translated: &Translated, values: &BTreeMap<String, String>, options: &ImportOptions) -> Result<Imported> {
    let scales = &translated.scales;
    let wanted = options.quantized_operators.as_deref().map(wanted).transpose()?;
    if scales.thresholds.is_empty() && (scales.observed.is_empty() || !scales.has_integer_weights()) {
        return match wanted {
            None => Ok(Imported { warnings: [imported.warnings, found_at_run_time(&scales.at_run_time)].concat(), ..imported }),
            Some(_) => Err(Diagnostic::error(Code::Usage, "the model has no scales: there is nothing to quantize it with")
                .hint("train or calibrate it with PaddleSlim first, or calibrate it with `graver quantize`")),
        };
    }
    let graph = &imported.graph;
    let stays = translated.scales.stays.iter().chain(translated.operators.iter().filter_map(|(tensor, kind)| {
        let unwanted = wanted.as_ref().is_some_and(|wanted| is_quantizable(kind) && !wanted.contains(kind.as_str()));
        // The sum of a layer and its bias is a part of the layer.
        (unwanted && !(is_sum(kind) && values.get(tensor).and_then(|value| graph.find(value)).is_some_and(|id| reads_one(graph, id)))).then_some(tensor)
    }));
    let stays: Vec<ValueId> = stays.filter_map(|tensor| graph.find(values.get(tensor)?)).collect();
    let stays = with_folded(graph, stays);
    // First biases, then norms.
    let folded = fold_batch_norm(&fold_batch_norm(graph)?)?;
    let positive = never_negative(&folded);
    let mut ranges = Ranges::new();
    let mut reach_128 = BTreeSet::new();
    for (tensor, &threshold) in &scales.thresholds {
        let Some(id) = values.get(tensor).and_then(|value| folded.find(value)) else { continue };
        let least = if positive[id.index()] { 0.0 } else { -threshold };
        ranges.insert(folded.value(id).name.clone(), Range { min: least, max: threshold });
        if scales.reach_128.contains(tensor) {
            reach_128.insert(folded.value(id).name.as_str());
        }
    }
    let of_observed: BTreeMap<&str, f32> = scales.observed.iter().filter_map(|(tensor, &threshold)| Some((values.get(tensor)?.as_str(), threshold))).collect();
    // Paddle's own pass takes 255 steps after a relu, which differs from what the network was trained with.
    let grid = |name: &str| match options.numerics {
        Numerics::Source if reach_128.contains(name) => Grid::TrainedTo128,
        Numerics::Source => Grid::Trained,
        _ => Grid::Finest,
    };
    let mut rewritten = rewrite_known(&folded, &ranges, &grid, &|name| stays.contains(name))?;
    // Layers with integers as weights whose data has no threshold of its own: the one that was observed.
    let observed = observed_ranges(&folded, rewritten.1.iter().filter(|name| !stays.contains(*name)), |id| {
        let threshold = of_observed.get(folded.value(id).name.as_str()).copied()?;
        Some(Range { min: if positive[id.index()] { 0.0 } else { -threshold }, max: threshold })
    });
    if !observed.is_empty() {
        observed.into_iter().for_each(|(name, range)| {
            ranges.entry(name).or_insert(range);
        });
        rewritten = rewrite_known(&folded, &ranges, &grid, &|name| stays.contains(name))?;
    }
    let (graph, left) = rewritten;
    let reason = |name: String| Diagnostic::warning(Code::Unfused, "the model says no scale of its data; it is computed in f32").at(name);
    let left: Vec<String> = left.into_iter().filter(|name| !stays.contains(name)).collect();
    let at_run_time = |id: ValueId| scales.at_run_time.iter().any(|tensor| values.get(tensor).is_some_and(|value| *value == folded.value(id).name));
    let read = observed_ranges(&folded, left.iter(), |id| at_run_time(id).then_some(Range::EMPTY));
    let is_read = |tensor: &&String| values.get(*tensor).is_some_and(|value| read.contains_key(value));
    let warnings = [imported.warnings, found_at_run_time(&scales.at_run_time.iter().filter(is_read).cloned().collect())].concat();
    let notes = rounded_otherwise(scales.halves_away.len());
    Ok(Imported { graph, warnings, unfused: left.into_iter().map(reason).collect(), notes })
}

/// Warns of tensors, if there are any, whose thresholds Paddle finds when it runs the network.
fn found_at_run_time(tensors: &BTreeSet<String>) -> Vec<Diagnostic> {
    const NAMED: usize = 3;
    if tensors.is_empty() {
        return Vec::new();
    }
    let named: Vec<&str> = tensors.iter().take(NAMED).map(String::as_str).collect();
    let others = if tensors.len() > NAMED { ", …" } else { "" };
    let message = format!(
        "tensors with scales that are found when the network runs: {} ({}{others}); what reads them is computed in f32",
        tensors.len(),
        named.join(", ")
    );
    let hint = "train it with moving_average_abs_max or range_abs_max, or calibrate the network in floats: `graver quantize`";
    vec![Diagnostic::warning(Code::Unfused, message).hint(hint)]
}

/// Says where integers of `halves` tensors may be a step away from Paddle's.
fn rounded_otherwise(halves: usize) -> Vec<Diagnostic> {
    let message = format!(
        "Paddle rounds the integers of {halves} tensors away from 0 where a number lies exactly between two (round_type 1); here it goes to the even one"
    );
    if halves == 0 { Vec::new() } else { vec![Diagnostic::warning(Code::Unfused, message)] }
}

/// Ranges for the data of these layers, of values that `range` knows one for: the data itself, or what it was moved or chosen from.
fn observed_ranges<'n>(graph: &Graph, layers: impl Iterator<Item = &'n String>, range: impl Fn(ValueId) -> Option<Range>) -> Ranges {
    let mut found = Ranges::new();
    let node = |id: ValueId| match &graph.value(id).definition {
        Definition::Node(node) => Some(node),
        _ => None,
    };
    let mut open: Vec<ValueId> = layers.filter_map(|name| node(graph.find(name)?)?.inputs.first().copied()).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match (range(id), node(id)) {
            (Some(range), _) => {
                found.insert(graph.value(id).name.clone(), range);
            }
            (None, Some(node)) if node.epilogue.is_none() || matches!(node.op, Op::Pool { .. }) => open.extend(node.inputs.iter().copied()),
            _ => {}
        }
    }
    found
}

fn is_quantizable(kind: &str) -> bool {
    QUANTIZABLE.iter().any(|(_, kinds)| kinds.contains(&kind))
}

fn is_sum(kind: &str) -> bool {
    QUANTIZABLE.iter().any(|&(name, kinds)| name == "elementwise_add" && kinds.contains(&kind))
}

/// Whether only one of the values that a node reads is computed.
fn reads_one(graph: &Graph, id: ValueId) -> bool {
    let Definition::Node(node) = &graph.value(id).definition else { return false };
    node.uses().filter(|&used| graph.constant(used).is_none()).count() == 1
}

/// The operators that a list of names means.
fn wanted(names: &[String]) -> Result<BTreeSet<&'static str>> {
    let mut kinds = BTreeSet::new();
    for name in names {
        let Some((_, found)) = QUANTIZABLE.iter().find(|(known, _)| known == name) else {
            let similar = nearest(name, QUANTIZABLE.iter().map(|(known, _)| *known), 3);
            let known = QUANTIZABLE.map(|(known, _)| known).join(", ");
            return Err(Diagnostic::error(Code::Usage, format!("'{name}' is no operator that can be quantized")).hint(if similar.is_empty() {
                format!("these can: {known}")
            } else {
                format!("did you mean {}?", similar.join(", "))
            }));
        };
        kinds.extend(found.iter().copied());
    }
    Ok(kinds)
}

/// Names of values, and of what alone reads them and is folded into them.
fn with_folded(graph: &Graph, values: Vec<ValueId>) -> BTreeSet<String> {
    let mut readers: Vec<Vec<ValueId>> = vec![Vec::new(); graph.values.len()];
    for (id, node) in graph.nodes() {
        node.uses().for_each(|used| readers[used.index()].push(id));
    }
    let mut names = BTreeSet::new();
    for mut id in values {
        while names.insert(graph.value(id).name.clone()) {
            let &[reader] = &readers[id.index()][..] else { break };
            let Definition::Node(Node { op: Op::Map | Op::Reshape, epilogue, .. }) = &graph.value(reader).definition else { break };
            if !epilogue.as_ref().is_none_or(|epilogue| matches!(epilogue.steps[..], [Step::Add(_)] | [Step::MultiplyAdd(..)])) {
                break;
            }
            id = reader;
        }
    }
    names
}

/// For each value whether its numbers are 0 or more, whatever the network's inputs are.
fn never_negative(graph: &Graph) -> Vec<bool> {
    let mut positive: Vec<bool> = Vec::with_capacity(graph.values.len());
    for value in graph.values.iter() {
        let of = |id: ValueId| positive[id.index()];
        positive.push(match &value.definition {
            Definition::Node(node) => match &node.epilogue {
                None => !matches!(node.op, Op::Pad { value, .. } if value < 0.0) && node.inputs.iter().all(|&input| of(input)),
                Some(epilogue) => {
                    epilogue.end == End::F32 && {
                        let sums = matches!(node.op, Op::Map | Op::Reduce { .. } | Op::Pool { .. });
                        let start = sums && node.inputs.first().is_some_and(|&input| of(input));
                        epilogue.steps.iter().fold(start, |is, step| after(is, step, &of))
                    }
                }
            },
            _ => false,
        });
    }
    positive
}

/// Whether a number is 0 or more after a step.
fn after(is: bool, step: &Step, of: &impl Fn(ValueId) -> bool) -> bool {
    let operand = |operand: &Operand| match operand {
        Operand::Constant(number) => *number >= 0.0,
        Operand::ValidTaps | Operand::ReciprocalTaps => true,
        Operand::Elementwise(element) => element.zero_point == 0 && of(element.value),
        Operand::Value(_) | Operand::Affine { .. } => false,
    };
    match step {
        Step::Maximum(other) => is || operand(other),
        Step::Add(other) | Step::Multiply(other) | Step::Divide(other) | Step::Minimum(other) => is && operand(other),
        Step::Residual { element, multiplier } => is && element.zero_point == 0 && of(element.value) && operand(multiplier),
        Step::Apply(function) => match function {
            Function::Absolute | Function::SquareRoot | Function::Exponential | Function::Logistic | Function::Softplus => true,
            Function::Floor | Function::Ceiling | Function::Round | Function::Truncate => is,
            Function::HyperbolicTangent | Function::Error | Function::Gelu => is,
            Function::Logarithm => false,
        },
        Step::LeakyRelu { .. } | Step::Elu { .. } => is,
        Step::Compare(..) => true,
        _ => false,
    }
}
