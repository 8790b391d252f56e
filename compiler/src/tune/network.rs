//! The network in floats, what there is to choose in it, and the network of integers for a configuration.

use super::settings::Settings;
use super::space::{Configuration, Space};
use super::statistics::Statistics;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Definition, Graph, ValueId};
use crate::quantize::{Choices, Coverage, Granularity, Quantizable, Quantizer, Ranges, Span, Threshold, fold_batch_norm};
use std::collections::{BTreeMap, BTreeSet};

/// How the layers of a space hang together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    /// For each layer, those whose results it reads as integers.
    pub reads: Vec<Vec<usize>>,
    /// For each layer, those that are nearest before it, whatever lies between.
    pub sources: Vec<Vec<usize>>,
}

/// A network that is tuned.
#[derive(Debug)]
pub struct Network {
    pub floats: Graph,
    pub space: Space,
    pub structure: Structure,
    /// The value of each layer.
    pub values: Vec<ValueId>,
    /// Layers by the names of nodes that are part of them.
    parts: BTreeMap<String, usize>,
}

/// A network of integers.
#[derive(Debug)]
pub struct Quantized {
    pub graph: Graph,
    /// For each layer the value that stands for its result, and whether an integer operator computes it.
    pub places: Vec<(Option<ValueId>, bool)>,
}

impl Network {
    /// `samples` are the numbers of calibration samples to choose from.
    ///
    /// # Errors
    /// As [`Space::new`].
    pub fn new(graph: &Graph, samples: Vec<usize>, settings: &Settings) -> Result<Self> {
        Self::with(graph, settings.coverage, |tensors, layers| Space::new(tensors, layers, samples, settings.coverage, &settings.restrictions))
    }

    /// The same with a space that is known, of which no other layers have been decided.
    ///
    /// # Errors
    /// `Mismatch` where the network has other layers.
    pub fn with_space(graph: &Graph, space: Space) -> Result<Self> {
        Self::with(graph, space.coverage, |tensors, layers| {
            let names = tensors.iter().map(|(name, _)| *name).chain(layers.iter().map(|(names, _)| names[0]));
            match names.eq(space.layers.iter().map(|layer| layer.result.as_str())) {
                true => Ok(space),
                false => Err(Diagnostic::error(Code::Mismatch, "the network has other layers than that of the history").hint("pass the model that was tuned")),
            }
        })
    }

    fn with(graph: &Graph, coverage: Coverage, space: impl FnOnce(&[(&str, bool)], &[(Vec<&str>, &Quantizable)]) -> Result<Space>) -> Result<Self> {
        let floats = fold_batch_norm(graph)?;
        let quantizer = Quantizer::new(&floats, &everything(coverage))?;
        let layers = quantizer.quantizable();
        let name = |id: ValueId| floats.value(id).name.as_str();
        // Tensors that become integers but that no layer computes.
        let computed: BTreeSet<ValueId> = layers.iter().map(|layer| quantizer.range_of(layer.value)).collect();
        let tensors: BTreeSet<ValueId> = quantizer.needed().into_iter().map(|id| quantizer.range_of(id)).filter(|id| !computed.contains(id)).collect();
        let named: Vec<(&str, bool)> = tensors.iter().map(|&id| (name(id), floats.value(id).definition == Definition::Input)).collect();
        let kinds: Vec<(Vec<&str>, &Quantizable)> = layers.iter().map(|layer| (quantizer.names(layer.value), layer)).collect();
        let space = space(&named, &kinds)?;
        let values: Vec<ValueId> = tensors.iter().copied().chain(layers.iter().map(|layer| layer.value)).collect();
        let structure = structure(&floats, &quantizer, &values, &layers);
        let parts = parts(&floats, &quantizer, &values);
        Ok(Self { floats, space, structure, values, parts })
    }

    /// The values whose ranges some configurations need: those that all layers as integers need, and those that any one of them in floats needs beyond that.
    ///
    /// # Errors
    /// As [`Quantizer::new`].
    pub fn observed(&self) -> Result<Vec<ValueId>> {
        let base = self.space.uniform(0, self.space.layers[0].variants[0]);
        let mut all: BTreeSet<ValueId> = self.quantizer(&base)?.needed().into_iter().collect();
        for layer in self.space.open() {
            all.extend(self.quantizer(&base.with_float(layer, true))?.needed());
        }
        all.extend(self.values.iter().copied());
        Ok(all.into_iter().collect())
    }

    fn quantizer(&self, configuration: &Configuration) -> Result<Quantizer<'_>> {
        Quantizer::new(&self.floats, &self.space.choices(configuration))
    }

    /// The ranges that a configuration needs, found on several workers.
    ///
    /// # Errors
    /// As [`Statistics::range`].
    pub fn ranges(&self, configuration: &Configuration, statistics: &Statistics, workers: usize) -> Result<Ranges> {
        let quantizer = self.quantizer(configuration)?;
        let wanted: Vec<(ValueId, Threshold, Span)> =
            quantizer.needed().into_iter().map(|id| (id, quantizer.range_law(id).0, quantizer.range_law(id).1)).collect();
        statistics.find(configuration.samples, &wanted, workers)?;
        let range = |id: ValueId| {
            let (threshold, span) = quantizer.range_law(id);
            Ok((self.floats.value(id).name.clone(), statistics.range(configuration.samples, id, threshold, span)?))
        };
        quantizer.needed().into_iter().map(range).collect()
    }

    /// The network of integers.
    ///
    /// # Errors
    /// As [`Quantizer::rewrite`].
    pub fn quantize(&self, configuration: &Configuration, ranges: &Ranges) -> Result<Quantized> {
        let quantizer = self.quantizer(configuration)?;
        let (graph, places) = quantizer.rewrite_traced(ranges)?;
        let stored = quantizer.stored();
        let place = |value: &ValueId| (places[value.index()], stored.computed[value.index()]);
        Ok(Quantized { graph, places: self.values.iter().map(place).collect() })
    }

    /// What each stage of this network computes, or of one of integers, by the names of all its stages. A stage has the name of its last value, and does what no stage
    /// before it has done: a layer and what follows it in floats, perhaps.
    pub fn owners(&self, stages: &[&str]) -> Vec<Owner> {
        let own: Vec<Option<ValueId>> = stages.iter().map(|stage| self.floats.find(plain(stage))).collect();
        let owner = |(stage, id): (&&str, &Option<ValueId>)| {
            let Some(id) = *id else { return Owner::Other };
            let name = plain(stage);
            let converts = name != *stage && !stage.ends_with(WHOLE);
            let is_computed = || stages.iter().any(|other| *other == name || other.strip_suffix(WHOLE) == Some(name));
            if converts && (self.floats.value(id).definition == Definition::Input || is_computed()) {
                return Owner::Conversion(id);
            }
            let mut left = vec![id];
            let mut seen = BTreeSet::new();
            while let Some(id) = left.pop() {
                if let Some(&layer) = self.parts.get(&self.floats.value(id).name).filter(|layer| !self.space.layers[**layer].is_tensor()) {
                    return Owner::Layer(layer);
                }
                if let Definition::Node(node) = &self.floats.value(id).definition {
                    left.extend(node.uses().filter(|used| !own.contains(&Some(*used)) && seen.insert(*used)));
                }
            }
            Owner::Other
        };
        stages.iter().zip(&own).map(owner).collect()
    }
}

/// What a stage computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Layer(usize),
    /// A value becomes integers, or real numbers, and nothing else.
    Conversion(ValueId),
    /// What is no layer.
    Other,
}

/// What the quantizer hangs on a name where bounds follow.
const WHOLE: &str = ".whole";

/// A name without what the quantizer hangs on it.
fn plain(name: &str) -> &str {
    [WHOLE, ".quantized", ".real"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

fn everything(coverage: Coverage) -> Choices {
    Choices { threshold: Some(Threshold::Naive), coverage, granularity: Granularity::Channel, ..Choices::default() }
}

fn structure(graph: &Graph, quantizer: &Quantizer, values: &[ValueId], layers: &[Quantizable]) -> Structure {
    // The layer whose result has the range of a value.
    let owner: BTreeMap<ValueId, usize> = values.iter().enumerate().rev().map(|(at, &value)| (quantizer.range_of(value), at)).collect();
    let mut reads = vec![Vec::new(); values.len()];
    let first = values.len() - layers.len();
    for (at, layer) in layers.iter().enumerate() {
        let mut read: Vec<usize> = layer.reads.iter().filter_map(|&id| owner.get(&quantizer.range_of(id)).copied()).collect();
        read.sort_unstable();
        read.dedup();
        reads[first + at] = read;
    }
    let of_value: BTreeMap<ValueId, usize> = values.iter().enumerate().map(|(at, &value)| (value, at)).collect();
    let mut nearest: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); graph.values.len()];
    let mut sources = vec![Vec::new(); values.len()];
    for id in graph.ids() {
        let before: BTreeSet<usize> = match &graph.value(id).definition {
            Definition::Node(node) => node.uses().flat_map(|used| nearest[used.index()].iter().copied()).collect(),
            _ => BTreeSet::new(),
        };
        nearest[id.index()] = match of_value.get(&id) {
            Some(&at) => {
                sources[at] = before.into_iter().collect();
                BTreeSet::from([at])
            }
            None => before,
        };
    }
    Structure { reads, sources }
}

fn parts(graph: &Graph, quantizer: &Quantizer, values: &[ValueId]) -> BTreeMap<String, usize> {
    let of_value: BTreeMap<ValueId, usize> = values.iter().enumerate().map(|(at, &value)| (value, at)).collect();
    graph.nodes().filter_map(|(id, _)| Some((graph.value(id).name.clone(), *of_value.get(&quantizer.result_of(id))?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_compute_layers_and_what_joined_them() {
        let graph = crate::transform::testing::graph(
            r#"
            input %x: f32<1x2>
            const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
            %a: f32<1x2> = fc %x, %w | f32
            %a.relu: f32<1x2> = map %a | max 0.0 | f32
            %e: f32<1x2> = map %a.relu | exp | f32
            %b: f32<1x2> = fc %e, %w | f32
            output "b" = %b
            "#,
        );
        let network = Network::new(&graph, vec![1], &Settings::default()).unwrap();
        let of = |name: &str| network.floats.find(name).unwrap();
        let layer = |name: &str| Owner::Layer(network.values.iter().position(|&value| value == of(name)).unwrap());
        for (stages, expected) in [
            (vec!["a.relu", "e", "b"], vec![layer("a.relu"), Owner::Other, layer("b")]),
            // The exponential has joined the layer before it.
            (vec!["e", "b"], vec![layer("a.relu"), layer("b")]),
            (
                vec!["x.quantized", "e.quantized", "b.whole", "b.real"],
                vec![Owner::Conversion(of("x")), layer("a.relu"), layer("b"), Owner::Conversion(of("b"))],
            ),
            (vec!["a.relu", "a.relu.real", "e.quantized", "b.real"], vec![layer("a.relu"), Owner::Conversion(of("a.relu")), Owner::Other, layer("b")]),
            (vec!["copy of x"], vec![Owner::Other]),
        ] {
            assert_eq!(network.owners(&stages), expected, "{stages:?}");
        }
    }
}
