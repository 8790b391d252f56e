//! What a picture of a graph shows, whatever draws it: boxes with a few short lines, and arrows.

use crate::graph::{Definition, End, Epilogue, Graph, Node, Op, PoolReduction, Step, TensorType, ValueId, Window};

/// The family that a box belongs to; decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxKind {
    Input,
    Constant,
    /// Convolution and fully connected.
    Weighted,
    Pool,
    Map,
    /// Concatenation and reshape: nothing is computed.
    Movement,
    /// A run-time scalar.
    Scalar,
    Output,
}

impl BoxKind {
    /// A fill colour on which black text reads well.
    pub fn colour(self) -> &'static str {
        match self {
            BoxKind::Input | BoxKind::Output => "#e8e8e8",
            BoxKind::Constant => "#f7f3e3",
            BoxKind::Weighted => "#cfe3f7",
            BoxKind::Pool => "#d8f0d2",
            BoxKind::Map => "#fbe3c8",
            BoxKind::Movement => "#ece1f5",
            BoxKind::Scalar => "#f7d6d9",
        }
    }
}

/// A value of the graph, or an output.
#[derive(Debug, Clone)]
pub struct PictureBox {
    pub kind: BoxKind,
    /// Name, operator, epilogue, type; none is empty, and none is long.
    pub lines: Vec<String>,
}

/// An arrow between boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrow {
    pub from: usize,
    pub to: usize,
    /// Read by the epilogue, not by the operator.
    pub epilogue: bool,
}

/// Boxes in topological order: an arrow leads to a later box.
#[derive(Debug, Clone)]
pub struct Picture {
    pub name: String,
    pub boxes: Vec<PictureBox>,
    pub arrows: Vec<Arrow>,
}

/// Characters of a line.
const LINE: usize = 60;

impl Picture {
    /// Weights, biases and the like stand in the box of the node that reads them; only constants that are data get a box.
    pub fn of(graph: &Graph) -> Self {
        let mut picture = Self { name: graph.name.clone(), boxes: Vec::new(), arrows: Vec::new() };
        let mut is_data = vec![false; graph.values.len()];
        for (_, node) in graph.nodes() {
            if let Some(&first) = node.inputs.first() {
                is_data[first.index()] = true;
            }
        }
        for output in &graph.outputs {
            is_data[output.value.index()] = true;
        }
        let mut box_of: Vec<Option<usize>> = vec![None; graph.values.len()];
        for id in graph.ids() {
            let value = graph.value(id);
            let (kind, middle) = match &value.definition {
                Definition::Input => (BoxKind::Input, vec!["input".into()]),
                Definition::Constant(_) if !is_data[id.index()] => continue,
                Definition::Constant(_) => (BoxKind::Constant, vec!["constant".into()]),
                Definition::Node(node) => (node_kind(node, &value.ty), node_lines(graph, node)),
            };
            let mut lines = vec![value.name.clone()];
            lines.extend(middle);
            lines.push(value.ty.to_string());
            let at = picture.push(kind, lines);
            box_of[id.index()] = Some(at);
            if let Definition::Node(node) = &value.definition {
                picture.connect(&box_of, &node.inputs, at, false);
                let operands: Vec<ValueId> = node.epilogue.iter().flat_map(Epilogue::values).collect();
                picture.connect(&box_of, &operands, at, true);
            }
        }
        for output in &graph.outputs {
            let at = picture.push(BoxKind::Output, vec![output.name.clone(), "output".into()]);
            picture.connect(&box_of, &[output.value], at, false);
        }
        picture
    }

    fn push(&mut self, kind: BoxKind, lines: Vec<String>) -> usize {
        self.boxes.push(PictureBox { kind, lines: lines.into_iter().map(|line| short(&line)).collect() });
        self.boxes.len() - 1
    }

    fn connect(&mut self, box_of: &[Option<usize>], from: &[ValueId], to: usize, epilogue: bool) {
        for id in from {
            if let Some(from) = box_of[id.index()] {
                self.arrows.push(Arrow { from, to, epilogue });
            }
        }
    }
}

fn node_kind(node: &Node, ty: &TensorType) -> BoxKind {
    match node.op {
        Op::Convolution { .. } | Op::FullyConnected => BoxKind::Weighted,
        Op::Pool { .. } => BoxKind::Pool,
        Op::Concat { .. } | Op::Reshape | Op::Transpose { .. } | Op::Slice { .. } | Op::Repeat { .. } | Op::Pad { .. } => BoxKind::Movement,
        Op::Reduce { .. } => BoxKind::Pool,
        Op::AbsMax => BoxKind::Scalar,
        Op::Map if ty.shape.rank() == 0 => BoxKind::Scalar,
        Op::Map => BoxKind::Map,
    }
}

/// The operator with its geometry, and the words of its epilogue.
fn node_lines(graph: &Graph, node: &Node) -> Vec<String> {
    let operator = match &node.op {
        Op::Convolution { window, groups } => {
            let channels = node.inputs.first().and_then(|&data| graph.ty(data).shape.as_image()).map_or(0, |image| image.channels);
            let groups = match *groups {
                1 => String::new(),
                g if g == channels => ", depthwise".into(),
                g => format!(", {g} groups"),
            };
            format!("conv {}{groups}", window_text(window))
        }
        Op::FullyConnected => match node.inputs.get(1) {
            Some(&weight) => format!("fc {}", graph.ty(weight).shape),
            None => "fc".into(),
        },
        Op::Pool { reduction: PoolReduction::Maximum, window } => format!("max pool {}", window_text(window)),
        Op::Pool { reduction: PoolReduction::Sum | PoolReduction::RunningSum, window } => format!("sum pool {}", window_text(window)),
        Op::Concat { axis } => format!("concat axis {axis}"),
        Op::Slice { axis, .. } | Op::Repeat { axis, .. } | Op::Pad { axis, .. } => format!("{} axis {axis}", node.op.name()),
        Op::Transpose { permutation: axes } => format!("transpose {axes:?}"),
        Op::Reduce { reduction, axes } => format!("reduce {} {axes:?}", reduction.name()),
        Op::Map | Op::Reshape | Op::AbsMax => node.op.name().into(),
    };
    let mut lines = vec![operator];
    lines.extend(node.epilogue.as_ref().map(epilogue_text));
    lines
}

/// `3x3/2 pad 1 dilation 2`: what is usual is left out, numbers that agree appear once.
fn window_text(window: &Window) -> String {
    let pair = |[a, b]: [usize; 2]| if a == b { a.to_string() } else { format!("{a}x{b}") };
    let mut text = format!("{}x{}", window.kernel[0], window.kernel[1]);
    if window.stride != [1, 1] {
        text += &format!("/{}", pair(window.stride));
    }
    if window.pad_before != window.pad_after {
        text += &format!(" pad {}..{}", pair(window.pad_before), pair(window.pad_after));
    } else if window.pad_before != [0, 0] {
        text += &format!(" pad {}", pair(window.pad_before));
    }
    if window.dilation != [1, 1] {
        text += &format!(" dilation {}", pair(window.dilation));
    }
    text
}

fn epilogue_text(epilogue: &Epilogue) -> String {
    let mut words: Vec<String> = epilogue
        .steps
        .iter()
        .map(|step| match step {
            Step::Narrow { lo, hi } => format!("narrow [{lo}, {hi}]"),
            other => other.name().into(),
        })
        .collect();
    words.push(match epilogue.end {
        End::Saturate { lo, hi, .. } => format!("sat [{lo}, {hi}]"),
        End::F32 => "f32".into(),
        End::S32 { .. } => "s32".into(),
    });
    words.join(" · ")
}

/// At most [`LINE`] characters, none of which a terminal or an XML reader stumbles over.
fn short(line: &str) -> String {
    let visible = |c: char| if c.is_alphanumeric() || (' '..='~').contains(&c) || c == '·' { c } else { '\u{fffd}' };
    if line.chars().count() <= LINE {
        return line.chars().map(visible).collect();
    }
    line.chars().take(LINE - 1).map(visible).chain(['…']).collect()
}
