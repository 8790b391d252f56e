use super::{INLINE_ELEMENTS, Text};
use crate::graph::{Definition, Element, End, Epilogue, Graph, Node, Op, Operand, Step, TensorData, ValueId, Window};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};

/// Prints a graph; [`super::parse`] gives an equal one.
pub fn print(graph: &Graph) -> Text {
    let mut tensors = BTreeMap::new();
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_graph(graph, &mut text, &mut tensors);
    Text { text, tensors }
}

fn write_graph(graph: &Graph, out: &mut String, tensors: &mut BTreeMap<String, TensorData>) -> fmt::Result {
    writeln!(out, "graph {} {{", Quoted(&graph.name))?;
    for value in &graph.values {
        let name = Name(&value.name);
        let ty = &value.ty;
        match &value.definition {
            Definition::Input => writeln!(out, "  input {name}: {ty}")?,
            Definition::Constant(data) if data.len() <= INLINE_ELEMENTS => writeln!(out, "  const {name}: {ty} = {}", Elements(data))?,
            Definition::Constant(data) => {
                writeln!(out, "  const {name}: {ty} = @{}", Quoted(&value.name))?;
                tensors.insert(value.name.clone(), data.clone());
            }
            Definition::Node(node) => writeln!(out, "  {name}: {ty} = {}", NodeText { graph, node })?,
        }
    }
    for output in &graph.outputs {
        writeln!(out, "  output {} = {}", Quoted(&output.name), Reference { graph, id: output.value })?;
    }
    writeln!(out, "}}")
}

/// Whether a character stands in a name without quotes.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-')
}

/// The name of a value behind `%`, in quotes where it must be.
pub(crate) struct Name<'a>(pub &'a str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.is_empty() && self.0.chars().all(is_plain) { write!(f, "%{}", self.0) } else { write!(f, "%{}", Quoted(self.0)) }
    }
}

/// A string in quotes. What a terminal or editor might not show as it is (controls, marks that change the writing direction) is
/// escaped, so that no name can forge a line.
pub(crate) struct Quoted<'a>(pub &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                ' '..='~' => f.write_char(c)?,
                '×' | '←'..='⇿' => f.write_char(c)?,
                _ if c.is_alphanumeric() => f.write_char(c)?,
                _ => write!(f, "\\u{{{:x}}}", u32::from(c))?,
            }
        }
        f.write_char('"')
    }
}

struct Reference<'a> {
    graph: &'a Graph,
    id: ValueId,
}

impl Display for Reference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.graph.values.get(self.id.index()) {
            Some(value) => Name(&value.name).fmt(f),
            // Only in a graph that does not verify; printed for the person who debugs it.
            None => write!(f, "%<value {}>", self.id.0),
        }
    }
}

struct Elements<'a>(&'a TensorData);

impl Display for Elements<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |numbers: Vec<String>| numbers.join(", ");
        let text = match self.0 {
            TensorData::F32(v) => joined(v.iter().map(|x| format!("{x:?}")).collect()),
            TensorData::U8(v) => joined(v.iter().map(u8::to_string).collect()),
            TensorData::S8(v) => joined(v.iter().map(i8::to_string).collect()),
            TensorData::S32(v) => joined(v.iter().map(i32::to_string).collect()),
        };
        write!(f, "[{text}]")
    }
}

struct NodeText<'a> {
    graph: &'a Graph,
    node: &'a Node,
}

impl Display for NodeText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { graph, node } = *self;
        f.write_str(node.op.name())?;
        for (at, &id) in node.inputs.iter().enumerate() {
            write!(f, "{} {}", if at == 0 { "" } else { "," }, Reference { graph, id })?;
        }
        match &node.op {
            Op::Convolution { window, groups } => write!(f, " {{{}, groups {groups}}}", WindowText(window))?,
            Op::Pool { reduction, window } => write!(f, " {{{}, {}}}", reduction.name(), WindowText(window))?,
            Op::Concat { axis } => write!(f, " {{axis {axis}}}")?,
            Op::Transpose { permutation } => write!(f, " {{axes {permutation:?}}}")?,
            Op::Slice { axis, start, step, count } => write!(f, " {{axis {axis}, from {start}, step {step}, count {count}}}")?,
            Op::Repeat { axis, count } => write!(f, " {{axis {axis}, count {count}}}")?,
            Op::Pad { axis, before, after, interior, value } => write!(f, " {{axis {axis}, pad {before}..{after}, interior {interior}, value {value:?}}}")?,
            Op::Reduce { reduction, axes } => write!(f, " {{{}, axes {axes:?}}}", reduction.name())?,
            Op::FullyConnected | Op::Map | Op::Reshape | Op::AbsMax => {}
        }
        match &node.epilogue {
            Some(epilogue) => EpilogueText { graph, epilogue }.fmt(f),
            None => Ok(()),
        }
    }
}

struct WindowText<'a>(&'a Window);

impl Display for WindowText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Window { kernel: k, stride: s, dilation: d, pad_before: b, pad_after: a } = self.0;
        write!(f, "kernel {}x{}, stride {}x{}, dilation {}x{}, ", k[0], k[1], s[0], s[1], d[0], d[1])?;
        write!(f, "pad {}x{}..{}x{}", b[0], b[1], a[0], a[1])
    }
}

/// The zero point is written where it is not that of the type.
struct ElementText<'a> {
    graph: &'a Graph,
    element: Element,
}

impl Display for ElementText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { graph, element: Element { value: id, zero_point } } = *self;
        Reference { graph, id }.fmt(f)?;
        match graph.values.get(id.index()) {
            Some(value) if value.ty.zero_point() == zero_point => Ok(()),
            _ => write!(f, " z={zero_point}"),
        }
    }
}

struct EpilogueText<'a> {
    graph: &'a Graph,
    epilogue: &'a Epilogue,
}

impl Display for EpilogueText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let graph = self.graph;
        let text = |operand: Operand| match operand {
            Operand::Constant(number) => format!("{number:?}"),
            Operand::Value(id) => Reference { graph, id }.to_string(),
            Operand::Elementwise(element) => format!("each {}", ElementText { graph, element }),
            Operand::Affine { element, multiplier, addend } => format!("each {} * {multiplier:?} + {addend:?}", ElementText { graph, element }),
            Operand::ValidTaps => "taps".to_string(),
            Operand::ReciprocalTaps => "reciprocal_taps".to_string(),
        };
        for step in &self.epilogue.steps {
            write!(f, " | {}", step.name())?;
            for (index, operand) in step.operands().enumerate() {
                let separator = if index == 0 { " " } else { ", " };
                match (step, operand) {
                    // The word of the step says already how the first is read.
                    (Step::Residual { .. }, Operand::Elementwise(element)) if index == 0 => write!(f, "{separator}{}", ElementText { graph, element })?,
                    _ => write!(f, "{separator}{}", text(operand))?,
                }
            }
            match *step {
                Step::Narrow { lo, hi } => write!(f, " [{lo}, {hi}]")?,
                Step::Lookup(id) => write!(f, " {}", Reference { graph, id })?,
                _ => {}
            }
        }
        match self.epilogue.end {
            End::Saturate { zero_point, lo, hi } => write!(f, " | sat z={zero_point} [{lo}, {hi}]"),
            End::F32 => write!(f, " | f32"),
            End::S32 { lo, hi } => write!(f, " | s32 [{lo}, {hi}]"),
        }
    }
}
