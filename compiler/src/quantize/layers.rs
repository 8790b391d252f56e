//! What there is to decide about a network of floats, and what follows from decisions, before anything is written.

use super::rewrite::{Quantizer, chain};
use super::units::{Form, Unit};
use crate::graph::{Op, ValueId};

/// An operator about which it can be decided whether it becomes an integer operator. What only moves, chooses or cuts off elements is none: it follows what it reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantizable {
    /// Its result.
    pub value: ValueId,
    /// What people call the operator, the most usual name first.
    pub operators: &'static [&'static str],
    /// Whether it has weights, and whether those may have one scale for all channels.
    pub weighted: bool,
    pub fully_connected: bool,
    /// The values that it reads.
    pub reads: Vec<ValueId>,
}

/// How each value of a network of floats comes out of the rewrite.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Whether an integer operator computes it.
    pub computed: Vec<bool>,
    /// Whether it exists as integers: computed so, or rounded because an integer operator reads it.
    pub rounded: Vec<bool>,
}

impl Quantizer<'_> {
    /// The operators that become integer operators by the choices that this was made with, in the order of the network.
    pub fn quantizable(&self) -> Vec<Quantizable> {
        let of = |(unit, value): (&Unit, ValueId)| {
            let reads = match &unit.form {
                Form::Contraction { data, .. } | Form::Average { data, .. } => vec![*data],
                Form::Add { lhs, rhs } => vec![*lhs, *rhs],
                _ => return None,
            };
            let weighted = matches!(unit.form, Form::Contraction { .. });
            let fully_connected = matches!(unit.form, Form::Contraction { op: Op::FullyConnected, .. });
            Some(Quantizable { value, operators: unit.form.operators(), weighted, fully_connected, reads })
        };
        self.units.iter().zip(self.graph.ids()).filter_map(of).collect()
    }

    /// The names by which a person may mean the operator whose result is `id`: first that of the result, last that of the operator itself, bounds between them.
    pub fn names(&self, id: ValueId) -> Vec<&str> {
        chain(self.graph, &self.units, id).into_iter().map(|id| self.graph.value(id).name.as_str()).collect()
    }

    /// The value whose range `id` has: what moves or chooses elements shares that of its operands.
    pub fn range_of(&self, id: ValueId) -> ValueId {
        self.shared[id.index()]
    }

    /// The result of the operator that `id` has become a part of: itself, or the bound that cuts it off.
    pub fn result_of(&self, id: ValueId) -> ValueId {
        let is_part = |result: &ValueId| self.units[result.index()].form != Form::Absorbed && chain(self.graph, &self.units, *result).contains(&id);
        self.graph.ids().skip(id.index()).find(is_part).unwrap_or(id)
    }

    /// What will be integers.
    pub fn stored(&self) -> Stored {
        let count = self.units.len();
        let mut stored = Stored { computed: vec![false; count], rounded: vec![false; count] };
        for (at, unit) in self.units.iter().enumerate() {
            let read: &[ValueId] = match &unit.form {
                Form::Contraction { data, .. } | Form::Average { data, .. } => &[*data],
                Form::Add { lhs, rhs } => &[*lhs, *rhs],
                Form::Clamp { data } | Form::MaxPool { data, .. } if stored.rounded[data.index()] => &[*data],
                Form::Move { data, .. } if data.iter().any(|id| stored.rounded[id.index()]) => data,
                _ => continue,
            };
            read.iter().for_each(|id| stored.rounded[id.index()] = true);
            (stored.computed[at], stored.rounded[at]) = (true, true);
        }
        stored
    }

    /// Those of [`Quantizer::observed`] whose ranges [`Quantizer::rewrite`] looks at: they stand for what will be integers.
    pub fn needed(&self) -> Vec<ValueId> {
        let stored = self.stored();
        let mut classes = vec![false; self.units.len()];
        self.graph.ids().filter(|id| stored.rounded[id.index()]).for_each(|id| classes[self.range_of(id).index()] = true);
        let mut observed = self.observed();
        observed.retain(|&id| classes[self.range_of(id).index()]);
        observed
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Choices, Coverage, Pattern, Range, Ranges};
    use super::*;
    use crate::graph::Graph;
    use crate::transform::testing::graph;

    fn network() -> Graph {
        graph(
            r#"
            input %x: f32<1x2>
            const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
            %a: f32<1x2> = fc %x, %w | f32
            %a.relu: f32<1x2> = map %a | max 0.0 | f32
            %flat: f32<2> = reshape %a.relu
            %back: f32<1x2> = reshape %flat
            %b: f32<1x2> = fc %back, %w | f32
            %e: f32<1x2> = map %b | exp | f32
            output "e" = %e
            "#,
        )
    }

    #[test]
    fn what_is_integers_follows_from_decisions() {
        let network = network();
        let names = |ids: &[ValueId]| ids.iter().map(|id| network.value(*id).name.clone()).collect::<Vec<_>>().join(" ");
        for (excluded, layers, computed, needed) in
            [("none", "a.relu b", "a.relu flat back b", "x a.relu b"), ("a", "b", "b", "a.relu b"), ("b", "a.relu", "a.relu flat back", "x a.relu")]
        {
            let excluded = if excluded == "none" { Vec::new() } else { vec![Pattern::parse(excluded)] };
            let choices = Choices { coverage: Coverage::Full, excluded, ..Choices::default() };
            let quantizer = Quantizer::new(&network, &choices).unwrap();
            let found: Vec<ValueId> = quantizer.quantizable().iter().map(|layer| layer.value).collect();
            let stored = quantizer.stored();
            let integers: Vec<ValueId> = network.ids().filter(|id| stored.computed[id.index()]).collect();
            assert_eq!((names(&found), names(&integers), names(&quantizer.needed())), (layers.into(), computed.into(), needed.into()));
            let ranges: Ranges = quantizer.needed().iter().map(|id| (network.value(*id).name.clone(), Range { min: -1.0, max: 1.0 })).collect();
            let (rewritten, places) = quantizer.rewrite_traced(&ranges).unwrap();
            for id in network.ids().filter(|id| stored.rounded[id.index()]) {
                assert!(rewritten.ty(places[id.index()].unwrap()).dtype != crate::graph::DType::F32, "{}", network.value(id).name);
            }
        }
        let quantizer = Quantizer::new(&network, &Choices { coverage: Coverage::Full, ..Choices::default() }).unwrap();
        assert_eq!(quantizer.names(network.find("a.relu").unwrap()), ["a.relu", "a"]);
        let result = |name: &str| network.value(quantizer.result_of(network.find(name).unwrap())).name.clone();
        assert_eq!((result("a"), result("a.relu"), result("e")), ("a.relu".into(), "a.relu".into(), "e".into()));
    }
}
