//! The layers that networks have: each kind once, with the number of times that it occurs.

use crate::isolated::isolated;
use crate::layer::Layer;
use graver::compile::Compiled;
use graver::graph::{DType, Definition, Graph, Node, Op, PoolReduction, ValueId};
use std::collections::BTreeMap;

/// A layer that is timed alone.
#[derive(Debug, Clone)]
pub struct DistinctLayer {
    /// What kind of kernel serves it, as people say it.
    pub family: &'static str,
    /// Its shapes and operands.
    pub description: String,
    /// The first network that has it, and its name there.
    pub origin: String,
    /// How often the networks have it, all together.
    pub count: u64,
    /// The layer alone; its node carries `name`.
    pub graph: Graph,
    pub name: String,
}

/// Layers by what tells them apart.
#[derive(Debug, Default)]
pub struct DistinctLayers {
    layers: BTreeMap<(&'static str, String), DistinctLayer>,
}

impl DistinctLayers {
    /// Adds every stage of a compiled network.
    pub fn add_network(&mut self, network: &str, compiled: &Compiled) {
        for stage in compiled.program.stages() {
            let Some(value) = compiled.graph.find(&stage.name) else { continue };
            let Definition::Node(node) = &compiled.graph.value(value).definition else { continue };
            let family = family(&compiled.graph, node);
            let description = format!("{}{}", stage.description, operands(&compiled.graph, value, node));
            let make = || (format!("{network} {}", stage.name), isolated(&compiled.graph, value, node), stage.name.clone());
            self.add(family, description, 1, make);
        }
    }

    /// Adds a layer of a benchmark.
    ///
    /// # Errors
    /// Where its window does not fit its image.
    pub fn add_layer(&mut self, origin: &str, layer: &Layer, count: u64) -> Result<(), String> {
        let notation = layer.to_string();
        let graph = layer.graph(&notation)?;
        let family = graph.nodes().next().map_or("", |(_, node)| family(&graph, node));
        self.add(family, notation.clone(), count, || (origin.to_owned(), graph, notation));
        Ok(())
    }

    fn add(&mut self, family: &'static str, description: String, count: u64, make: impl FnOnce() -> (String, Graph, String)) {
        let entry = self.layers.entry((family, description.clone())).or_insert_with(|| {
            let (origin, graph, name) = make();
            DistinctLayer { family, description, origin, count: 0, graph, name }
        });
        entry.count += count;
    }

    /// By family, then by description.
    pub fn into_layers(self) -> Vec<DistinctLayer> {
        self.layers.into_values().collect()
    }
}

/// Channels up to which a convolution is a first layer, with kernels of its own.
const FIRST_LAYER_CHANNELS: usize = 4;

fn family(graph: &Graph, node: &Node) -> &'static str {
    match &node.op {
        Op::Convolution { window, groups } => {
            let channels = graph.ty(node.inputs[0]).shape.as_image().map_or(1, |image| image.channels);
            match (*groups, window.kernel) {
                (1, _) if channels <= FIRST_LAYER_CHANNELS => "convolution, first layer",
                (1, [1, 1]) => "convolution 1x1",
                (1, [3, 3]) => "convolution 3x3",
                (1, _) => "convolution, other windows",
                (groups, _) if groups == channels => "convolution, depthwise",
                _ => "convolution, groups",
            }
        }
        Op::FullyConnected => "fully connected",
        Op::Pool { reduction: PoolReduction::Maximum, .. } => "pooling, maximum",
        Op::Pool { .. } => "pooling, sum",
        Op::Map | Op::AbsMax => "element by element",
        Op::Reduce { .. } => "reduction",
        _ => "movement",
    }
}

/// What a description of shapes leaves out: tensors that are added, and types that are not bytes.
fn operands(graph: &Graph, value: ValueId, node: &Node) -> String {
    let residuals = node.epilogue.iter().flat_map(|epilogue| epilogue.elementwise()).count();
    let types = [graph.ty(node.inputs[0]).dtype, graph.ty(value).dtype];
    let added = if residuals > 0 { " + residual".repeat(residuals) } else { String::new() };
    let floats = if types.iter().all(|ty| *ty == DType::U8) { String::new() } else { format!(", {} to {}", types[0].name(), types[1].name()) };
    format!("{added}{floats}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use graver::codegen::target::Target;
    use graver::compile::{CompileOptions, Observer, compile_graph};

    #[test]
    fn equal_layers_are_one() {
        let layer: Layer = "ic16ih6oc16kh3ph1res".parse().unwrap();
        let target = Target::AVX512_VNNI;
        let compiled = compile_graph(layer.graph("layer").unwrap(), &CompileOptions::new(target), &mut Observer::default()).unwrap();
        let mut layers = DistinctLayers::default();
        layers.add_network("a", &compiled);
        layers.add_network("b", &compiled);
        layers.add_layer("c", &layer, 3).unwrap();
        let found = layers.into_layers();
        assert!(found.iter().all(|l| l.count >= 2), "{found:?}");
        let own: Vec<_> = found.iter().filter(|l| l.family == "convolution 3x3").collect();
        assert_eq!(own.iter().map(|l| l.count).collect::<Vec<_>>(), [2, 3]);
        assert!(own[0].description.ends_with("+ residual"), "{}", own[0].description);
        assert_eq!((own[0].origin.as_str(), own[0].name.as_str()), ("a layer", "layer"));
    }
}
