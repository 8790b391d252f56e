//! In which form each node is written, and which nodes are then needed at all.

use super::ExportOptions;
use super::meaning::{Base, Meaning, Store};
use super::recognise;
use crate::graph::{DType, Definition, End, Epilogue, Graph, Node, Op, Operand, Quantization, Reduction, Step, ValueId};

/// How a node is written.
pub enum Form {
    /// It moves elements.
    Movement,
    /// A concatenation that also brings its operands to one scale: what it reads instead of them, with their scales.
    Concat(Vec<(ValueId, f32)>),
    /// It gives bytes another meaning, and nothing else.
    Copy,
    /// In real numbers.
    Real(Meaning),
    /// The softmax of the rows of this matrix, with their scale.
    Softmax { rows: ValueId, scale: f32, store: Store },
    /// Step by step; a node with integers for this reason.
    Literal(Option<String>),
}

impl Form {
    /// What the node reads in this form.
    fn uses(&self, node: &Node) -> Vec<ValueId> {
        match self {
            Form::Concat(parts) => parts.iter().map(|(part, _)| *part).collect(),
            Form::Softmax { rows, .. } => vec![*rows],
            Form::Movement | Form::Copy | Form::Real(_) | Form::Literal(_) => node.uses().collect(),
        }
    }
}

/// The form of each node that the outputs need; `None` for everything else.
pub fn forms(graph: &Graph, options: ExportOptions) -> Vec<Option<Form>> {
    let mut forms: Vec<Option<Form>> = Vec::with_capacity(graph.values.len());
    for id in graph.ids() {
        let form = match &graph.value(id).definition {
            Definition::Node(node) => Some(form(graph, id, node, options, &forms)),
            Definition::Input | Definition::Constant(_) => None,
        };
        forms.push(form);
    }
    let mut needed = vec![false; graph.values.len()];
    graph.outputs.iter().for_each(|output| needed[output.value.index()] = true);
    for id in graph.ids().rev() {
        let (Definition::Node(node), Some(form), true) = (&graph.value(id).definition, &forms[id.index()], needed[id.index()]) else { continue };
        form.uses(node).into_iter().for_each(|used| needed[used.index()] = true);
    }
    forms.into_iter().zip(needed).map(|(form, needed)| form.filter(|_| needed)).collect()
}

fn form(graph: &Graph, id: ValueId, node: &Node, options: ExportOptions, earlier: &[Option<Form>]) -> Form {
    let Some(epilogue) = &node.epilogue else {
        let parts = if options.literal { None } else { requantizing_concat(graph, id, node, earlier) };
        return parts.map_or(Form::Movement, Form::Concat);
    };
    if copies_bytes(graph, id, node, epilogue) {
        return Form::Copy;
    }
    if graph.ty(id).dtype == DType::F32 && graph.ty(node.inputs[0]).dtype == DType::F32 {
        return Form::Literal(None);
    }
    if options.literal {
        return Form::Literal(Some("asked for".into()));
    }
    if let Some(softmax) = softmax(graph, id, node, epilogue) {
        return softmax;
    }
    recognise::recognise(graph, id, node, epilogue).map_or_else(|reason| Form::Literal(Some(reason)), Form::Real)
}

fn copies_bytes(graph: &Graph, id: ValueId, node: &Node, epilogue: &Epilogue) -> bool {
    let (from, to) = (graph.ty(node.inputs[0]), graph.ty(id));
    let whole = |lo, hi| to.dtype.integer_bounds() == Some((lo, hi));
    let same = matches!(epilogue.end, End::Saturate { zero_point, lo, hi } if zero_point == from.zero_point() && whole(lo, hi));
    node.op == Op::Map && epilogue.steps.is_empty() && from.dtype == to.dtype && same
}

/// The operands of a concatenation before they were brought to its scale.
fn requantizing_concat(graph: &Graph, id: ValueId, node: &Node, earlier: &[Option<Form>]) -> Option<Vec<(ValueId, f32)>> {
    let ty = graph.ty(id);
    let Quantization::PerTensor { scale: own, .. } = ty.quantization else { return None };
    if ty.dtype.bytes() != 1 || !matches!(node.op, Op::Concat { .. }) {
        return None;
    }
    let whole = |store: &Store| ty.dtype.integer_bounds() == Some((store.lo, store.hi));
    let source = |part: ValueId| match (&graph.value(part).definition, &earlier[part.index()]) {
        (Definition::Node(producer), Some(Form::Real(Meaning { base: Base::Plain { scale: Some(scale), .. }, operations, store: Some(store) })))
            if producer.op == Op::Map && operations.is_empty() && whole(store) && graph.ty(producer.inputs[0]).dtype == ty.dtype =>
        {
            Some((producer.inputs[0], *scale))
        }
        _ => None,
    };
    let sources: Vec<Option<(ValueId, f32)>> = node.inputs.iter().map(|&part| source(part)).collect();
    sources.iter().any(Option::is_some).then(|| sources.into_iter().zip(&node.inputs).map(|(source, &part)| source.unwrap_or((part, own.get()))).collect())
}

/// What a value repeats along axes.
fn unrepeated(graph: &Graph, mut id: ValueId) -> ValueId {
    while let Definition::Node(Node { op: Op::Repeat { .. }, inputs, .. }) = &graph.value(id).definition {
        id = inputs[0];
    }
    id
}

/// ONNX Runtime's softmax of bytes as [`crate::qlinear::softmax`] writes it: from a table of powers, over the largest and the sum of a row.
fn softmax(graph: &Graph, id: ValueId, node: &Node, epilogue: &Epilogue) -> Option<Form> {
    let (&[Step::Multiply(Operand::Constant(levels)), Step::Divide(Operand::Elementwise(sums))], End::Saturate { zero_point, lo, hi }) =
        (&epilogue.steps[..], epilogue.end)
    else {
        return None;
    };
    let ty = graph.ty(id);
    let Quantization::PerTensor { scale: result, .. } = ty.quantization else { return None };
    let powers = *node.inputs.first()?;
    let Definition::Node(Node { op: Op::Map, inputs, epilogue: Some(steps) }) = &graph.value(powers).definition else { return None };
    let [Step::Convert, Step::Subtract(Operand::Elementwise(largest)), Step::Add(Operand::Constant(255.0)), Step::Lookup(table)] = steps.steps[..] else {
        return None;
    };
    let rows = inputs[0];
    let Quantization::PerTensor { scale, .. } = graph.ty(rows).quantization else { return None };
    let Definition::Node(Node { op: Op::FullyConnected, inputs: summed, .. }) = &graph.value(unrepeated(graph, sums.value)).definition else { return None };
    let Definition::Node(Node { op: Op::Reduce { reduction: Reduction::Maximum, axes }, inputs: compared, .. }) =
        &graph.value(unrepeated(graph, largest.value)).definition
    else {
        return None;
    };
    // The table holds powers: neighbours have one ratio, e to the scale.
    let table = graph.table(table)?;
    let ratio = f64::from(scale.get()).exp();
    let is_power = |pair: &[f32]| (f64::from(pair[1]) - f64::from(pair[0]) * ratio).abs() <= 1e-5 * f64::from(pair[1]);
    let normal: Vec<f32> = table.iter().copied().filter(|entry| *entry >= f32::MIN_POSITIVE).collect();
    let fits = node.op == Op::Map
        && graph.ty(rows).shape.rank() == 2
        && axes[..] == [1]
        && compared[0] == rows
        && summed[0] == powers
        && largest.zero_point == 0
        && normal.len() >= 2
        && normal.windows(2).all(is_power)
        && levels == (1.0 / result.get()).floor()
        && zero_point == ty.zero_point();
    fits.then(|| Form::Softmax { rows, scale: scale.get(), store: Store { scale: result.get(), zero_point, lo, hi } })
}
