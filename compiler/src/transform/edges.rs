//! Separates the tensors that a caller sees from those between nodes, so that only nodes for which the layout does not matter stand between.
//!
//! * An input, and a constant that is data, gets a copy (an identity `map`) for every reader but those that take it as the first
//!   operand of `map`, `absmax` or `reduce`, or only move its elements. The elements of s8 do not move before they are copied, since
//!   [`super::canonicalize`] changes them.
//! * An output that is an input, a constant, read by other nodes, or an output already, gets a copy; so does one above rank 2 that a
//!   convolution or pooling makes, and an s8 one whose dtype follows from operands, which [`super::canonicalize`] is going to change.

use crate::diagnostic::Result;
use crate::graph::epilogue::StepUse;
use crate::graph::{DType, Definition, End, Epilogue, Graph, Node, Op, Output, Quantization, TensorType, Value, ValueId};

pub fn run(graph: Graph) -> Result<Graph> {
    let readers = Readers::find(&graph);
    let mut outputs_of: Vec<Vec<usize>> = vec![Vec::new(); graph.values.len()];
    for (at, output) in graph.outputs.iter().enumerate() {
        outputs_of[output.value.index()].push(at);
    }
    let mut result = Graph::new(graph.name.clone());
    let mut placed: Vec<Placed> = Vec::with_capacity(graph.values.len());
    let mut outputs: Vec<Option<ValueId>> = vec![None; graph.outputs.len()];
    for id in graph.ids() {
        let value = graph.value(id);
        let definition = match &value.definition {
            Definition::Node(node) => Definition::Node(place(node, &graph, &placed)),
            other => other.clone(),
        };
        let itself = result.push(value.name.clone(), value.ty.clone(), definition);
        let copy = readers.of_copy[id.index()].then(|| push_copy(&mut result, itself, format!("{}.input", value.name)));
        placed.push(Placed { itself, copy });

        let shared = readers.any[id.index()] || outputs_of[id.index()].len() > 1;
        for &output in &outputs_of[id.index()] {
            let fit = !shared && may_be_output(&value.definition, &value.ty);
            outputs[output] = Some(if fit { itself } else { push_copy(&mut result, itself, format!("{}.output", value.name)) });
        }
    }
    let outputs = graph.outputs.iter().zip(outputs);
    result.outputs = outputs.filter_map(|(output, value)| Some(Output { name: output.name.clone(), value: value? })).collect();
    Ok(result)
}

/// What a node reads a value as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// First operand of `map`, `absmax` or `reduce`.
    Direct,
    /// Operand of a node that only moves elements.
    Moved,
    /// Weight, bias, operand of a step.
    Parameter,
    /// Any other tensor: it stands between nodes.
    Data,
}

/// Whether a reader of this role gets the copy of a value.
pub(super) fn reads_copy(value: &Value, role: Role) -> bool {
    match (&value.definition, role) {
        (Definition::Node(_), _) | (_, Role::Direct) => false,
        (_, Role::Moved) => value.ty.dtype == DType::S8,
        (_, Role::Data) => true,
        (definition, Role::Parameter) => *definition == Definition::Input,
    }
}

/// The role of operand number `slot`.
fn operand_role(op: &Op, slot: usize) -> Role {
    match op {
        Op::Map | Op::AbsMax | Op::Reduce { .. } => Role::Direct,
        op if op.moves() => Role::Moved,
        Op::Convolution { .. } | Op::FullyConnected if slot > 0 => Role::Parameter,
        _ => Role::Data,
    }
}

fn step_role(used: StepUse) -> Role {
    match used {
        StepUse::Elementwise => Role::Data,
        StepUse::Operand | StepUse::Table => Role::Parameter,
    }
}

/// For each value, whether nodes read it, and whether some of them read a copy.
struct Readers {
    any: Vec<bool>,
    of_copy: Vec<bool>,
}

impl Readers {
    fn find(graph: &Graph) -> Self {
        let mut readers = Self { any: vec![false; graph.values.len()], of_copy: vec![false; graph.values.len()] };
        for (_, node) in graph.nodes() {
            for (role, id) in roles(node) {
                readers.any[id.index()] = true;
                readers.of_copy[id.index()] |= reads_copy(graph.value(id), role);
            }
        }
        readers
    }
}

/// Where an old value went.
struct Placed {
    itself: ValueId,
    copy: Option<ValueId>,
}

fn place(node: &Node, graph: &Graph, placed: &[Placed]) -> Node {
    replace(node, |role, id| {
        let Placed { itself, copy } = placed[id.index()];
        copy.filter(|_| reads_copy(graph.value(id), role)).unwrap_or(itself)
    })
}

/// The same node with every value that it reads replaced, by role.
fn replace(node: &Node, mut map: impl FnMut(Role, ValueId) -> ValueId) -> Node {
    let inputs = node.inputs.iter().enumerate().map(|(slot, &id)| map(operand_role(&node.op, slot), id)).collect();
    let epilogue = node.epilogue.as_ref().map(|epilogue| Epilogue {
        steps: epilogue.steps.iter().map(|step| step.map_values(|used, id| map(step_role(used), id))).collect(),
        end: epilogue.end,
    });
    Node { op: node.op.clone(), inputs, epilogue }
}

/// Everything that a node reads, with what it reads it as.
pub(super) fn roles(node: &Node) -> Vec<(Role, ValueId)> {
    let mut all = Vec::new();
    replace(node, |role, id| {
        all.push((role, id));
        id
    });
    all
}

/// Whether a value that no node reads may be an output as it is.
fn may_be_output(definition: &Definition, ty: &TensorType) -> bool {
    match definition {
        Definition::Input | Definition::Constant(_) => false,
        Definition::Node(Node { op, .. }) if op.moves() => ty.dtype != DType::S8,
        Definition::Node(Node { op, .. }) => ty.shape.rank() <= 2 || !is_windowed(op),
    }
}

/// Whether a node makes pixels with their channels side by side.
pub(super) fn is_windowed(op: &Op) -> bool {
    matches!(op, Op::Convolution { .. } | Op::Pool { .. } | Op::FullyConnected)
}

fn push_copy(graph: &mut Graph, of: ValueId, name: String) -> ValueId {
    let ty = graph.ty(of).clone();
    let end = match ty.dtype.integer_bounds() {
        None => End::F32,
        Some((lo, hi)) if ty.dtype == DType::S32 => End::S32 { lo, hi },
        Some((lo, hi)) => End::Saturate { zero_point: ty.zero_point(), lo, hi },
    };
    // Only weights have scales along an axis; where one is read as data, its integers stay what they are.
    let ty = match ty.quantization {
        Quantization::PerAxis { .. } => TensorType::plain(ty.dtype, ty.shape),
        _ => ty,
    };
    graph.push_node(name, ty, Op::Map, [of], Some(Epilogue::new([], end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::check;

    #[test]
    fn inputs_are_copied_for_those_who_do_not_map_them() {
        check(
            run,
            r#"
            input %x: u8<1x2x1x1; s=0.5 z=3>
            input %scale: f32<>
            const %shift: s8<1x2x1x1> = [1, 2]
            const %w: s8<2x2x1x1> = [1, 2, 3, 4]
            %c: s32<1x2x1x1> = conv %x, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | s32 [-9, 9]
            %m: f32<1x2x1x1> = map %x | cvt | mul %scale | residual %shift, 0.5 | residual %x, 1.0 | residual %c, 1.0 | f32
            %range: f32<> = absmax %x | cvt | mul %scale | f32
            %sum: f32<1x1x1x1> = reduce %x {sum, axes [1]} | cvt | f32
            %flat: u8<2; s=0.5 z=3> = reshape %x
            %signed: s8<2> = reshape %shift
            %flatter: f32<2> = map %flat | cvt | residual %signed, 1.0 | f32
            output "m" = %m
            output "range" = %range
            output "sum" = %sum
            output "flatter" = %flatter
            "#,
            r#"
            input %x: u8<1x2x1x1; s=0.5 z=3>
            %x.input: u8<1x2x1x1; s=0.5 z=3> = map %x | sat z=3 [0, 255]
            input %scale: f32<>
            %scale.input: f32<> = map %scale | f32
            const %shift: s8<1x2x1x1> = [1, 2]
            %shift.input: s8<1x2x1x1> = map %shift | sat z=0 [-128, 127]
            const %w: s8<2x2x1x1> = [1, 2, 3, 4]
            %c: s32<1x2x1x1> = conv %x.input, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | s32 [-9, 9]
            %m: f32<1x2x1x1> = map %x | cvt | mul %scale.input | residual %shift.input, 0.5 | residual %x.input, 1.0 | residual %c, 1.0 | f32
            %range: f32<> = absmax %x | cvt | mul %scale.input | f32
            %sum: f32<1x1x1x1> = reduce %x {sum, axes [1]} | cvt | f32
            %flat: u8<2; s=0.5 z=3> = reshape %x
            %signed: s8<2> = reshape %shift.input
            %flatter: f32<2> = map %flat | cvt | residual %signed, 1.0 | f32
            output "m" = %m
            output "range" = %range
            output "sum" = %sum
            output "flatter" = %flatter
            "#,
        );
    }

    #[test]
    fn outputs_are_values_of_their_own() {
        check(
            run,
            r#"
            input %x: f32<1x2>
            const %c: s32<2> = [1, 2]
            %conv: u8<1x2> = map %x | sat z=0 [0, 255]
            %read: s8<1x2> = map %x | sat z=0 [-128, 127]
            %flat: u8<2> = reshape %conv
            %tall: u8<1x1x2> = reshape %conv
            %signed: s8<2> = reshape %read
            %sum: s32<1x2> = map %x | s32 [0, 9]
            output "x" = %x
            output "c" = %c
            output "flat" = %flat
            output "tall" = %tall
            output "signed" = %signed
            output "read" = %read
            output "sum" = %sum
            output "again" = %sum
            "#,
            r#"
            input %x: f32<1x2>
            %x.output: f32<1x2> = map %x | f32
            const %c: s32<2> = [1, 2]
            %c.output: s32<2> = map %c | s32 [-2147483648, 2147483647]
            %conv: u8<1x2> = map %x | sat z=0 [0, 255]
            %read: s8<1x2> = map %x | sat z=0 [-128, 127]
            %read.output: s8<1x2> = map %read | sat z=0 [-128, 127]
            %flat: u8<2> = reshape %conv
            %tall: u8<1x1x2> = reshape %conv
            %signed: s8<2> = reshape %read
            %signed.output: s8<2> = map %signed | sat z=0 [-128, 127]
            %sum: s32<1x2> = map %x | s32 [0, 9]
            %sum.output: s32<1x2> = map %sum | s32 [-2147483648, 2147483647]
            %sum.output.2: s32<1x2> = map %sum | s32 [-2147483648, 2147483647]
            output "x" = %x.output
            output "c" = %c.output
            output "flat" = %flat
            output "tall" = %tall
            output "signed" = %signed.output
            output "read" = %read.output
            output "sum" = %sum.output
            output "again" = %sum.output.2
            "#,
        );
    }
}
