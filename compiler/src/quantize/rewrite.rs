//! A network of floats becomes one of integers.

use super::choices::{Choices, Coverage, Granularity, IntegerType, Layer};
use super::histogram::Histogram;
use super::range::Range;
use super::threshold::{Span, Threshold, range};
use super::units::{Form, Unit, shared_ranges, units};
use super::{Ranges, constants, weights};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Graph, Op, Operand, Output, Quantization, Step, TensorType, ValueId};
use crate::qlinear::{self, Bias, Contraction, Quantized};

/// A network of floats that is about to become one of integers.
#[derive(Debug)]
pub struct Quantizer<'g> {
    pub(super) graph: &'g Graph,
    pub(super) units: Vec<Unit>,
    /// What goes for each value.
    layers: Vec<Layer>,
    /// For each value, the one whose range it has.
    pub(super) shared: Vec<ValueId>,
}

impl<'g> Quantizer<'g> {
    /// Decides which operators get an integer form.
    ///
    /// # Errors
    /// `Usage` where an exclusion means no node.
    pub fn new(graph: &'g Graph, choices: &Choices) -> Result<Self> {
        let units = decide(graph, choices)?;
        let layers = graph.ids().map(|id| choices.layer(&known_as(graph, &units, id), units[id.index()].form.operators())).collect();
        Ok(Self { graph, shared: shared_ranges(&units), units, layers })
    }

    /// The range of a value, from what was seen of it.
    pub fn range(&self, id: ValueId, histogram: &Histogram) -> Range {
        let (threshold, span) = self.range_law(id);
        range(threshold, span, histogram)
    }

    /// How the range of a value is found.
    pub fn range_law(&self, id: ValueId) -> (Threshold, Span) {
        let layer = self.layers[self.shared[id.index()].index()];
        let span = if layer.integers == IntegerType::Signed { Span::Symmetric } else { Span::Any };
        (layer.threshold.unwrap_or(Threshold::Naive), span)
    }

    /// The values whose ranges [`Quantizer::rewrite`] needs. What moves or chooses elements has the range of its operands.
    pub fn observed(&self) -> Vec<ValueId> {
        let graph = self.graph;
        let needed = |unit: &Unit, id: ValueId| match unit.form {
            Form::Absorbed | Form::MaxPool { .. } | Form::Move { .. } => false,
            Form::Leaf => graph.constant(id).is_none(),
            _ => true,
        };
        let is_tensor = |ty: &TensorType| ty.dtype == DType::F32 && ty.shape.rank() > 0;
        self.units.iter().zip(graph.ids()).filter(|&(unit, id)| needed(unit, id) && is_tensor(graph.ty(id))).map(|(_, id)| id).collect()
    }

    /// Names of the nodes that get an integer form, and of those that stay in floats.
    pub fn decisions(&self) -> (Vec<&str>, Vec<&str>) {
        let names = |wanted: fn(&Form) -> bool| {
            let chosen = self.units.iter().zip(self.graph.ids()).filter(move |(unit, _)| wanted(&unit.form));
            chosen.map(|(_, id)| self.graph.value(id).name.as_str()).collect()
        };
        (names(|form| !matches!(form, Form::Float | Form::Leaf | Form::Absorbed)), names(|form| *form == Form::Float))
    }

    /// Puts integer operators in the place of those on floats, as `quantize_static` of ONNX Runtime does: between operators every tensor is 8-bit. Unlike
    /// there, what is joined by a concatenation has one range, so that it only moves bytes. Nodes without an integer form read real numbers and give
    /// real numbers; so do inputs and outputs.
    ///
    /// # Errors
    /// `Missing` where a range is, `Range` where one is not finite.
    pub fn rewrite(&self, ranges: &Ranges) -> Result<Graph> {
        Ok(self.rewrite_traced(ranges)?.0)
    }

    /// The same, and for each value of the network of floats the one that stands for it: its integers where there are any.
    ///
    /// # Errors
    /// As [`Quantizer::rewrite`].
    pub fn rewrite_traced(&self, ranges: &Ranges) -> Result<(Graph, Vec<Option<ValueId>>)> {
        let Self { graph, units, layers, shared } = self;
        let store = |root: &ValueId| match layers[root.index()].integers {
            IntegerType::Signed => Range::quantized_signed as fn(Range) -> Result<Quantized>,
            _ => Range::quantized,
        };
        let law = Law {
            stores: shared.iter().map(store).collect(),
            granularities: layers.iter().map(|layer| layer.granularity).collect(),
            floats_suffice: vec![false; graph.values.len()],
            real_biases: false,
        };
        write(graph, units, joined(graph, shared, ranges), law)
    }
}

/// The range of each value, where values that share one have the union of theirs.
pub(super) fn joined(graph: &Graph, shared: &[ValueId], ranges: &Ranges) -> Vec<Range> {
    let mut joined = vec![Range::EMPTY; graph.values.len()];
    for (id, root) in graph.ids().zip(shared) {
        if let Some(&range) = ranges.get(&graph.value(id).name) {
            joined[root.index()] = joined[root.index()].union(range);
        }
    }
    shared.iter().map(|root| joined[root.index()]).collect()
}

/// How numbers become integers.
pub(super) struct Law {
    /// For each value the integers for its range.
    pub stores: Vec<fn(Range) -> Result<Quantized>>,
    pub granularities: Vec<Granularity>,
    /// For each value whether the result of a weighted layer stays as it is, because nobody needs integers.
    pub floats_suffice: Vec<bool>,
    /// Whether biases stay real numbers instead of becoming part of the sum.
    pub real_biases: bool,
}

/// Writes the integer network, and says which of its values stands for each one of `graph`.
pub(super) fn write(graph: &Graph, units: &[Unit], ranges: Vec<Range>, law: Law) -> Result<(Graph, Vec<Option<ValueId>>)> {
    let count = graph.values.len();
    let result = Graph::new(graph.name.clone());
    let mut rewriter = Rewriter { graph, ranges, law, result, floats: vec![None; count], integers: vec![None; count] };
    for (id, unit) in graph.ids().zip(units) {
        rewriter.unit(id, unit).map_err(|d| if d.node.is_none() { d.at(&graph.value(id).name) } else { d })?;
    }
    for output in &graph.outputs {
        let value = rewriter.float(output.value)?;
        rewriter.result.outputs.push(Output { name: output.name.clone(), value });
    }
    let places = rewriter.integers.iter().zip(&rewriter.floats).map(|(integer, float)| integer.or(*float)).collect();
    Ok((rewriter.result, places))
}

/// The units of a graph, without those that are excluded or that no weighted layer needs.
fn decide(graph: &Graph, choices: &Choices) -> Result<Vec<Unit>> {
    let all = units(graph, |_| false);
    let mut stays = vec![false; all.len()];
    let mut candidates = Vec::new();
    let mut members = Vec::new();
    for (unit, id) in all.iter().zip(graph.ids()).filter(|(unit, _)| !matches!(unit.form, Form::Float | Form::Leaf | Form::Absorbed)) {
        let chain = chain(graph, &all, id);
        candidates.push((chain.iter().map(|&id| graph.value(id).name.as_str()).collect::<Vec<_>>(), unit.form.operators().to_vec()));
        members.push(chain);
    }
    let inputs: Vec<&str> = graph.inputs().map(|id| graph.value(id).name.as_str()).collect();
    choices.check(&candidates, &inputs)?;
    for ((names, operators), chain) in candidates.iter().zip(&members) {
        if choices.leave(names, operators) {
            chain.iter().for_each(|id| stays[id.index()] = true);
        }
    }
    let chosen = units(graph, |id| stays[id.index()]);
    if choices.coverage == Coverage::Full {
        return Ok(chosen);
    }
    // A sum or an average pays where a weighted layer is reached through integers on both sides.
    let is_layer = |id: ValueId| matches!(chosen[id.index()].form, Form::Contraction { .. });
    let passes = |id: ValueId| !matches!(chosen[id.index()].form, Form::Float | Form::Leaf);
    let (mut after, mut before) = (vec![false; chosen.len()], vec![false; chosen.len()]);
    let reaches = |reached: &[bool], id: ValueId| is_layer(id) || (passes(id) && reached[id.index()]);
    for (id, node) in graph.nodes() {
        after[id.index()] = node.uses().any(|used| reaches(&after, used));
    }
    for (id, node) in graph.nodes().collect::<Vec<_>>().into_iter().rev() {
        if reaches(&before, id) {
            node.uses().for_each(|used| before[used.index()] = true);
        }
    }
    for id in graph.ids() {
        let support = matches!(chosen[id.index()].form, Form::Add { .. } | Form::Average { .. });
        stays[id.index()] |= support && !(after[id.index()] && before[id.index()]);
    }
    Ok(units(graph, |id| stays[id.index()]))
}

/// A value and those before it that became part of its unit.
pub(super) fn chain(graph: &Graph, units: &[Unit], id: ValueId) -> Vec<ValueId> {
    let mut chain = vec![id];
    while let Definition::Node(node) = &graph.value(chain[chain.len() - 1]).definition
        && let Some(&before) = node.inputs.first()
        && units[before.index()].form == Form::Absorbed
    {
        chain.push(before);
    }
    chain
}

/// The names by which a person may mean a unit.
fn known_as<'g>(graph: &'g Graph, units: &[Unit], id: ValueId) -> Vec<&'g str> {
    chain(graph, units, id).into_iter().map(|id| graph.value(id).name.as_str()).collect()
}

/// [`Quantizer::rewrite`] of everything that has an integer form, with u8 activations and s8 weights for each channel.
///
/// # Errors
/// As there.
pub fn rewrite(graph: &Graph, ranges: &Ranges) -> Result<Graph> {
    Quantizer::new(graph, &everything())?.rewrite(ranges)
}

/// The values whose ranges [`rewrite`] needs.
pub fn observed(graph: &Graph) -> Result<Vec<ValueId>> {
    Ok(Quantizer::new(graph, &everything())?.observed())
}

fn everything() -> Choices {
    Choices { coverage: Coverage::Full, granularity: Granularity::Channel, ..Choices::default() }
}

struct Rewriter<'a> {
    graph: &'a Graph,
    ranges: Vec<Range>,
    law: Law,
    result: Graph,
    /// Each value of `graph` in real numbers and in integers, as far as somebody needed it.
    floats: Vec<Option<ValueId>>,
    integers: Vec<Option<ValueId>>,
}

impl Rewriter<'_> {
    /// How a value is stored.
    fn quantized(&self, id: ValueId) -> Result<Quantized> {
        let (name, range) = (&self.graph.value(id).name, self.ranges[id.index()]);
        if range == Range::EMPTY {
            return Err(Diagnostic::error(Code::Missing, "no range is known of this tensor").at(name).hint("calibrate the network with some inputs"));
        }
        (self.law.stores[id.index()])(range).map_err(|d| d.at(name))
    }

    fn integer(&mut self, id: ValueId) -> Result<ValueId> {
        if let Some(integer) = self.integers[id.index()] {
            return Ok(integer);
        }
        let (to, float) = (self.quantized(id)?, self.float(id)?);
        let integer = qlinear::quantize(&mut self.result, &format!("{}.quantized", self.graph.value(id).name), float, &to);
        self.integers[id.index()] = Some(integer);
        Ok(integer)
    }

    fn float(&mut self, id: ValueId) -> Result<ValueId> {
        if let Some(float) = self.floats[id.index()] {
            return Ok(float);
        }
        let value = self.graph.value(id);
        let float = match (&value.definition, self.integers[id.index()]) {
            (Definition::Constant(_), _) => self.result.push(value.name.clone(), value.ty.clone(), value.definition.clone()),
            (_, Some(integer)) => qlinear::dequantize(&mut self.result, &format!("{}.real", value.name), integer)?,
            _ => return Err(Diagnostic::error(Code::Invalid, "a node reads a value that comes after it").at(&value.name)),
        };
        self.floats[id.index()] = Some(float);
        Ok(float)
    }

    fn unit(&mut self, id: ValueId, unit: &Unit) -> Result<()> {
        let graph = self.graph;
        let value = graph.value(id);
        let name = &value.name;
        let is_integer = |rewriter: &Self, id: &ValueId| rewriter.integers[id.index()].is_some();
        let integer = match &unit.form {
            Form::Absorbed => return Ok(()),
            Form::Leaf => {
                if value.definition == Definition::Input {
                    self.floats[id.index()] = Some(self.result.push_input(name.clone(), value.ty.clone()));
                }
                return Ok(());
            }
            Form::Contraction { op, data, weight, bias } if self.law.floats_suffice[id.index()] => {
                let data = self.integer(*data)?;
                let bounds = [(unit.bounds.lo, Step::Maximum as fn(Operand) -> Step), (unit.bounds.hi, Step::Minimum)];
                let cut: Vec<Step> = bounds.into_iter().filter(|(end, _)| end.is_finite()).map(|(end, step)| step(Operand::Constant(end))).collect();
                let label = if cut.is_empty() { name.clone() } else { format!("{name}.whole") };
                let float = self.contraction((id, &label), op, data, *weight, bias.as_deref(), None)?;
                self.floats[id.index()] = Some(if cut.is_empty() { float } else { compose::map(&mut self.result, name, float, cut) });
                return Ok(());
            }
            Form::Contraction { op, data, weight, bias } => {
                let (data, to) = (self.integer(*data)?, self.bounded(id, unit)?);
                self.contraction((id, name), op, data, *weight, bias.as_deref(), Some(&to))?
            }
            &Form::Add { lhs, rhs } => {
                let (lhs, rhs, to) = (self.integer(lhs)?, self.integer(rhs)?, self.bounded(id, unit)?);
                qlinear::add(&mut self.result, name, lhs, rhs, &to)?
            }
            &Form::Average { data, window, divisor } => {
                let (data, to) = (self.integer(data)?, self.bounded(id, unit)?);
                qlinear::average_pool(&mut self.result, name, data, window, divisor, &to)?
            }
            Form::Clamp { data } if is_integer(self, data) => {
                let (data, to) = (self.integer(*data)?, self.bounded(id, unit)?);
                qlinear::requantize(&mut self.result, name, data, &to)?
            }
            Form::MaxPool { data, window } if is_integer(self, data) => {
                let data = self.integer(*data)?;
                qlinear::max_pool(&mut self.result, name, data, *window)?
            }
            Form::Move { op, data } if data.iter().any(|id| is_integer(self, id)) => {
                let operands = data.iter().map(|&id| self.integer(id)).collect::<Result<Vec<_>>>()?;
                let ty = TensorType { shape: value.ty.shape.clone(), ..self.result.ty(operands[0]).clone() };
                self.result.push_node(name.clone(), ty, op.clone(), operands, None)
            }
            Form::Float | Form::Clamp { .. } | Form::MaxPool { .. } | Form::Move { .. } => return self.copy(id),
        };
        self.integers[id.index()] = Some(integer);
        Ok(())
    }

    /// How the result of a unit is stored, with its bounds.
    fn bounded(&self, id: ValueId, unit: &Unit) -> Result<Quantized> {
        let to = self.quantized(id)?;
        to.clamped(unit.bounds.lo, unit.bounds.hi).ok_or_else(|| Diagnostic::error(Code::Range, "nothing is left between the bounds of a clamp"))
    }

    fn contraction(
        &mut self,
        (id, name): (ValueId, &str),
        op: &Op,
        data: ValueId,
        weight: ValueId,
        bias: Option<&[f32]>,
        to: Option<&Quantized>,
    ) -> Result<ValueId> {
        let Quantization::PerTensor { scale, .. } = self.result.ty(data).quantization else {
            return Err(Diagnostic::error(Code::Invalid, format!("a tensor with one scale is expected, found {}", self.result.ty(data))));
        };
        let floats = self.graph.constant(weight).and_then(constants::as_floats).unwrap_or_default();
        let granularity = match self.law.granularities[id.index()] {
            Granularity::Tensor if *op != Op::FullyConnected => Granularity::Channel,
            other => other,
        };
        let shape = &self.graph.ty(weight).shape;
        let (weight, bias) = if self.law.real_biases {
            let (weight, _) = weights::quantize(shape, floats, None, scale, granularity)?;
            (weight, bias.map(|bias| Bias::Real(bias.to_vec())))
        } else {
            let (weight, bias) = weights::quantize(shape, floats, bias, scale, granularity)?;
            (weight, bias.map(Bias::Summed))
        };
        let contraction = Contraction { op: op.clone(), weight, bias, alpha: 1.0 };
        qlinear::contraction(&mut self.result, name, data, contraction, to)
    }

    /// The node as it is, on real numbers.
    fn copy(&mut self, id: ValueId) -> Result<()> {
        let value = self.graph.value(id);
        let Definition::Node(node) = &value.definition else { return Ok(()) };
        node.uses().try_for_each(|used| self.float(used).map(drop))?;
        let at = |used: ValueId| self.floats[used.index()].unwrap_or(used);
        let node = node.map_uses(at);
        self.floats[id.index()] = Some(self.result.push(value.name.clone(), value.ty.clone(), Definition::Node(node)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{text, verify};
    use crate::quantize::Pattern;
    use crate::transform::testing::graph;

    fn ranges(ranges: &[(&str, f32, f32)]) -> Ranges {
        ranges.iter().map(|&(name, min, max)| (name.to_owned(), Range { min, max })).collect()
    }

    #[test]
    fn operators_become_integer_operators() {
        let before = graph(
            r#"
            input %x: f32<1x2x2x2>
            const %w: f32<2x2x1x1> = [1.27, 0.64, -2.54, 1.0]
            %conv: f32<1x2x2x2> = conv %x, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | add 0.1 | f32
            %relu: f32<1x2x2x2> = map %conv | max 0.0 | f32
            %sum: f32<1x2x2x2> = map %relu | residual %x, 1.0 | f32
            %pool: f32<1x2x1x1> = pool %sum {max, kernel 2x2, stride 1x1, dilation 1x1, pad 0x0..0x0} | f32
            %power: f32<1x2x1x1> = map %pool | exp | f32
            %both: f32<1x4x1x1> = concat %power, %pool {axis 1}
            %mean: f32<1x4x1x1> = pool %both {sum, kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0} | div 1.0 | f32
            %flat: f32<1x4> = reshape %mean
            output "flat" = %flat
            "#,
        );
        let names: Vec<&str> = observed(&before).unwrap().iter().map(|&id| before.value(id).name.as_str()).collect();
        assert_eq!(names, ["x", "relu", "sum", "power", "mean"]);
        let known = ranges(&[("x", -1.0, 1.55), ("relu", 0.0, 5.1), ("sum", -1.0, 1.55), ("power", 0.5, 5.1), ("mean", 0.0, 2.55)]);
        let after = rewrite(&before, &known).unwrap();
        verify(&after).unwrap();
        let expected = graph(
            r#"
            input %x: f32<1x2x2x2>
            %x.quantized: u8<1x2x2x2; s=0.01 z=100> = map %x | div 0.01 | sat z=100 [0, 255]
            const %relu.weight: s8<2x2x1x1; s=[0.01, 0.02] axis=0> = [127, 64, -127, 50]
            const %relu.bias: s32<2> = [1000, 500]
            const %relu.multiplier: f32<2> = [0.005, 0.01]
            %relu: u8<1x2x2x2; s=0.02 z=0> = conv %x.quantized, %relu.weight, %relu.bias {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | cvt | mul %relu.multiplier | sat z=0 [0, 255]
            %sum: u8<1x2x2x2; s=0.023921568 z=42> = map %relu | cvt | add 0.0 | fma 0.8360656, each %x.quantized z=0 * 0.4180328 + 0.19672012 | sat z=0 [0, 255]
            %pool: u8<1x2x1x1; s=0.023921568 z=42> = pool %sum {max, kernel 2x2, stride 1x1, dilation 1x1, pad 0x0..0x0} | sat z=42 [0, 255]
            %pool.real: f32<1x2x1x1> = map %pool | cvt | mul 0.023921568 | f32
            %power: f32<1x2x1x1> = map %pool.real | exp | f32
            %power.quantized: u8<1x2x1x1; s=0.023921568 z=42> = map %power | div 0.023921568 | sat z=42 [0, 255]
            %both: u8<1x4x1x1; s=0.023921568 z=42> = concat %power.quantized, %pool {axis 1}
            %mean: u8<1x4x1x1; s=0.01 z=0> = pool %both {sum, kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0} | cvt | mul 2.3921568 | sat z=0 [0, 255]
            %flat: u8<1x4; s=0.01 z=0> = reshape %mean
            %flat.real: f32<1x4> = map %flat | cvt | mul 0.01 | f32
            output "flat" = %flat.real
            "#,
        );
        assert_eq!(text::print(&after).text, text::print(&expected).text);
    }

    #[test]
    fn what_is_excluded_or_alone_stays_in_floats() {
        let before = graph(
            r#"
            input %x: f32<1x2>
            const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
            %first: f32<1x2> = map %x | residual %x, 1.0 | f32
            %a: f32<1x2> = fc %first, %w | f32
            %a.relu: f32<1x2> = map %a | max 0.0 | f32
            %sum: f32<1x2> = map %a.relu | residual %first, 1.0 | f32
            %b: f32<1x2> = fc %sum, %w | f32
            %last: f32<1x2> = map %b | residual %x, 1.0 | f32
            output "last" = %last
            "#,
        );
        let integers = |choices: &Choices| Quantizer::new(&before, choices).unwrap().decisions().0.join(" ");
        assert_eq!(integers(&everything()), "first a.relu sum b last");
        assert_eq!(integers(&Choices::default()), "a.relu sum b");
        let excluded = |pattern: &str| Choices { excluded: vec![Pattern::parse(pattern)], ..Choices::default() };
        assert_eq!(integers(&excluded("a")), "b");
        assert_eq!(integers(&excluded("op:add")), "a.relu b");
        assert!(Quantizer::new(&before, &excluded("c")).unwrap_err().hint.unwrap().contains("did you mean"));
        let known = ranges(&[("x", -1.0, 1.0), ("first", -2.0, 2.0), ("sum", -1.0, 3.0), ("b", -1.0, 1.0), ("a.relu", 0.0, 1.0)]);
        for choices in [excluded("a"), Choices { integers: IntegerType::Signed, ..Choices::default() }] {
            let after = Quantizer::new(&before, &choices).unwrap().rewrite(&known).unwrap();
            verify(&after).unwrap();
        }
    }

    #[test]
    fn ranges_must_be_known() {
        let before = graph("input %x: f32<1x2> %y: f32<1x2> = map %x | residual %x, 1.0 | f32 output \"y\" = %y");
        assert_eq!(rewrite(&before, &ranges(&[("x", 0.0, 1.0)])).unwrap_err().code, Code::Missing);
        let infinite = rewrite(&before, &ranges(&[("x", 0.0, f32::INFINITY), ("y", 0.0, 1.0)])).unwrap_err();
        assert_eq!((infinite.code, infinite.node.as_deref()), (Code::Range, Some("x")));
    }
}
