//! What each node of a network of floats becomes, and which values share a range.

use super::constants::{as_floats, per_channel};
use crate::graph::{DType, Definition, Element, End, Graph, Node, Op, Operand, PoolReduction, Step, ValueId, Window};
use crate::qlinear::Divisor;

/// The integer operator that a node stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A convolution or fully connected layer with constant weights and perhaps a bias for each channel.
    Contraction {
        op: Op,
        data: ValueId,
        weight: ValueId,
        bias: Option<Vec<f32>>,
    },
    Add {
        lhs: ValueId,
        rhs: ValueId,
    },
    Average {
        data: ValueId,
        window: Window,
        divisor: Divisor,
    },
    MaxPool {
        data: ValueId,
        window: Window,
    },
    /// Elements move or are cut off; integers do the same.
    Move {
        op: Op,
        data: Vec<ValueId>,
    },
    Clamp {
        data: ValueId,
    },
    /// None: the node stays in floats.
    Float,
    /// An input or a constant.
    Leaf,
    /// Part of the one node that reads it.
    Absorbed,
}

impl Form {
    /// What people call the operator.
    pub fn operators(&self) -> &'static [&'static str] {
        match self {
            Form::Contraction { op: Op::Convolution { .. }, .. } => &["Conv", "Convolution"],
            Form::Contraction { .. } => &["Gemm", "MatMul", "FullyConnected", "fc"],
            Form::Add { .. } => &["Add"],
            Form::Average { .. } => &["AveragePool", "GlobalAveragePool", "Pooling"],
            Form::MaxPool { .. } => &["MaxPool", "GlobalMaxPool", "Pooling"],
            Form::Move { .. } => &["Reshape", "Transpose", "Concat", "Flatten"],
            Form::Clamp { .. } => &["Relu", "Clip"],
            Form::Float | Form::Leaf | Form::Absorbed => &[],
        }
    }
}

/// A node with the bounds that cut its result off.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    pub form: Form,
    pub bounds: Bounds,
}

/// y becomes min(max(y, lo), hi).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    pub lo: f32,
    pub hi: f32,
}

impl Bounds {
    const NONE: Self = Self { lo: f32::NEG_INFINITY, hi: f32::INFINITY };

    fn then(self, after: Self) -> Self {
        let cut = |end: f32| end.max(after.lo).min(after.hi);
        Self { lo: cut(self.lo), hi: cut(self.hi) }
    }
}

/// One unit for each value of a graph. A clamp takes the place of the operator before it, where nothing else reads that. What `stays` in floats has no
/// integer form.
pub fn units(graph: &Graph, stays: impl Fn(ValueId) -> bool) -> Vec<Unit> {
    let mut uses = vec![0u32; graph.values.len()];
    graph.nodes().flat_map(|(_, node)| node.uses()).chain(graph.outputs.iter().map(|o| o.value)).for_each(|used| uses[used.index()] += 1);
    let mut units: Vec<Unit> = Vec::with_capacity(graph.values.len());
    for id in graph.ids() {
        let mut unit = unit(graph, id);
        if stays(id) && unit.form != Form::Leaf {
            unit = Unit { form: Form::Float, bounds: Bounds::NONE };
        }
        if let Form::Clamp { data } = unit.form
            && uses[data.index()] == 1
            && matches!(units[data.index()].form, Form::Contraction { .. } | Form::Add { .. } | Form::Average { .. } | Form::Clamp { .. })
        {
            let before = std::mem::replace(&mut units[data.index()], Unit { form: Form::Absorbed, bounds: Bounds::NONE });
            unit = Unit { form: before.form, bounds: before.bounds.then(unit.bounds) };
        }
        units.push(unit);
    }
    units
}

/// The unit of a value by itself.
pub fn unit(graph: &Graph, id: ValueId) -> Unit {
    let leaf = Unit { form: Form::Leaf, bounds: Bounds::NONE };
    let Definition::Node(node) = &graph.value(id).definition else { return leaf };
    let float = Unit { form: Form::Float, ..leaf };
    if graph.ty(id).dtype != DType::F32 || node.inputs.iter().any(|&input| graph.ty(input).dtype != DType::F32) {
        return float;
    }
    if node.op.moves() {
        // Zeros become zero points; other numbers might not be integers of any scale.
        let moves = !matches!(node.op, Op::Pad { value, .. } if value != 0.0) && node.inputs.iter().all(|&input| graph.constant(input).is_none());
        return if moves { Unit { form: Form::Move { op: node.op.clone(), data: node.inputs.clone() }, ..leaf } } else { float };
    }
    let steps = match &node.epilogue {
        Some(epilogue) if epilogue.end == End::F32 => &epilogue.steps[..],
        _ => return float,
    };
    let (steps, bounds) = split_bounds(steps);
    form(graph, id, node, steps).map_or(float, |form| Unit { form, bounds })
}

/// Steps before the last ones that only cut off, and the bounds of those.
fn split_bounds(steps: &[Step]) -> (&[Step], Bounds) {
    let bounds = |step: &Step| match *step {
        Step::Maximum(Operand::Constant(lo)) => Some(Bounds { lo, ..Bounds::NONE }),
        Step::Minimum(Operand::Constant(hi)) => Some(Bounds { hi, ..Bounds::NONE }),
        _ => None,
    };
    let count = steps.iter().rev().take_while(|step| bounds(step).is_some()).count();
    let (before, after) = steps.split_at(steps.len() - count);
    (before, after.iter().filter_map(bounds).fold(Bounds::NONE, Bounds::then))
}

fn form(graph: &Graph, id: ValueId, node: &Node, steps: &[Step]) -> Option<Form> {
    let data = *node.inputs.first()?;
    match &node.op {
        op @ (Op::Convolution { .. } | Op::FullyConnected) => {
            let weight = *node.inputs.get(1)?;
            as_floats(graph.constant(weight)?)?;
            let bias = match *steps {
                [] => None,
                [Step::Add(bias)] => Some(per_channel(graph, bias, *graph.ty(id).shape.extents().get(1)?)?),
                _ => return None,
            };
            Some(Form::Contraction { op: op.clone(), data, weight, bias })
        }
        &Op::Pool { reduction: PoolReduction::Maximum, window } => steps.is_empty().then_some(Form::MaxPool { data, window }),
        &Op::Pool { reduction: PoolReduction::Sum, window } => {
            let [height, width] = window.kernel;
            let divisor = match *steps {
                [Step::Divide(Operand::Constant(count))] if count == (height * width) as f32 => Divisor::Window,
                [Step::Divide(Operand::ValidTaps)] => Divisor::ValidTaps,
                _ => return None,
            };
            Some(Form::Average { data, window, divisor })
        }
        Op::Map => match *steps {
            [] => Some(Form::Clamp { data }),
            [Step::Residual { element: Element { value, .. }, multiplier: Operand::Constant(1.0) }] => {
                let plain = graph.ty(value).dtype == DType::F32 && [data, value].iter().all(|&operand| graph.constant(operand).is_none());
                plain.then_some(Form::Add { lhs: data, rhs: value })
            }
            _ => None,
        },
        _ => None,
    }
}

/// For each value, one that has the same range: nodes that move or choose elements give their result that of their operands.
pub fn shared_ranges(units: &[Unit]) -> Vec<ValueId> {
    let mut same: Vec<ValueId> = (0..units.len() as u32).map(ValueId).collect();
    fn root(same: &[ValueId], mut id: ValueId) -> ValueId {
        while same[id.index()] != id {
            id = same[id.index()];
        }
        id
    }
    for (at, unit) in units.iter().enumerate() {
        let operands = match &unit.form {
            Form::MaxPool { data, .. } => std::slice::from_ref(data),
            Form::Move { data, .. } => data,
            _ => continue,
        };
        for &operand in operands {
            let (a, b) = (root(&same, ValueId(at as u32)), root(&same, operand));
            // The older one stands for both.
            same[a.max(b).index()] = a.min(b);
        }
    }
    (0..units.len() as u32).map(|id| root(&same, ValueId(id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::graph;

    #[test]
    fn clamps_belong_to_what_they_cut_off() {
        let graph = graph(
            r#"
            input %x: f32<1x2>
            const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
            %a: f32<1x2> = fc %x, %w | add 0.5 | f32
            %a.relu: f32<1x2> = map %a | max 0.0 | f32
            %a.clip: f32<1x2> = map %a.relu | min 6.0 | f32
            %b: f32<1x2> = map %a.clip | residual %x, 1.0 | max 1.0 | f32
            %b.relu: f32<1x2> = map %b | min 3.0 | f32
            %c: f32<1x2> = map %b | exp | f32
            %d: f32<2x2> = concat %b.relu, %c {axis 0}
            output "d" = %d
            "#,
        );
        let units = units(&graph, |_| false);
        let unit = |name: &str| &units[graph.find(name).unwrap().index()];
        assert_eq!((&unit("a").form, &unit("a.relu").form), (&Form::Absorbed, &Form::Absorbed));
        assert!(matches!(&unit("a.clip").form, Form::Contraction { bias: Some(bias), .. } if bias == &[0.5, 0.5]));
        assert_eq!(unit("a.clip").bounds, Bounds { lo: 0.0, hi: 6.0 });
        assert!(matches!(unit("b"), Unit { form: Form::Add { .. }, bounds: Bounds { lo: 1.0, .. } }));
        assert!(matches!(unit("b.relu"), Unit { form: Form::Clamp { .. }, bounds: Bounds { hi: 3.0, .. } }));
        assert_eq!(unit("c").form, Form::Float);
        let shared = shared_ranges(&units);
        let class = |name: &str| graph.value(shared[graph.find(name).unwrap().index()]).name.as_str();
        assert_eq!([class("d"), class("c"), class("b.relu"), class("b")], ["b.relu", "b.relu", "b.relu", "b"]);
    }
}
