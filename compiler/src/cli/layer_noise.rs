//! `graver eval --per-layer`: the tensors that a quantized network and its baseline have in common, sample by sample.

use super::data::{self, DataOptions};
use super::engine::{Engine, Runner};
use super::float_names::FloatNames;
use crate::compile::{CompileOptions, Observer, compile_graph, generate, read_model};
use crate::dataset::{NamedSource, Rows};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Graph, Node, Op, Output, Quantization, Tensor, TensorData, TensorType, ValueId};
use crate::report::layer_noise::{LayerNoise, LayerNoises};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One network of the two.
struct Side {
    graph: Graph,
    options: CompileOptions,
}

impl Side {
    fn read(path: &Path, options: &CompileOptions, loaded: &[NamedSource]) -> Result<Self> {
        let mut options = options.clone();
        options.import.fallback_shapes = data::fallback_shapes(loaded, 1);
        Ok(Self { graph: read_model(path, &options.import)?.graph, options })
    }

    /// The network with values as its only outputs, compiled, and the data that it reads.
    fn engine<'s>(&self, values: impl Iterator<Item = ValueId>, loaded: &'s [NamedSource], options: &DataOptions) -> Result<(Runner, Rows<'s>)> {
        let mut graph = self.graph.clone();
        graph.outputs = values.map(|value| Output { name: graph.value(value).name.clone(), value }).collect();
        let mut observer = Observer::default();
        let compiled = compile_graph(graph, &self.options, &mut observer)?;
        let engine = Engine::load(&generate(compiled.program, self.options.target, &mut observer)?)?;
        Ok((engine.runner(1)?, data::rows(&engine.inputs, loaded, options, usize::MAX)?))
    }
}

/// A value of the baseline and the same one of the quantized network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    float: ValueId,
    quantized: ValueId,
}

/// Runs `model` and `baseline` on all rows, one row at a time where the models leave the batch open, and adds up what their common tensors differ by. Memory is
/// that of one batch. `seen` is told how many of how many runs are done.
///
/// # Errors
/// Those of the compiler; `Missing` where the networks have no tensor in common, `Shape` where their batches differ.
pub fn layer_noises(
    (model, options): (&Path, &CompileOptions),
    (baseline, baseline_options): (&Path, &CompileOptions),
    loaded: &[NamedSource],
    data_options: &DataOptions,
    mut seen: impl FnMut(u64, u64),
) -> Result<LayerNoises> {
    let quantized = Side::read(model, options, loaded)?;
    let float = Side::read(baseline, baseline_options, loaded)?;
    let pairs = pairs(&float.graph, &quantized.graph, &FloatNames::of(model)?);
    if !pairs.iter().any(|pair| matches!(float.graph.value(pair.float).definition, Definition::Node(_))) {
        return Err(Diagnostic::error(Code::Missing, "no tensor of the model has the name of one of the baseline")
            .hint("name the network in floats that the model was made from; `graver inspect --stage graph` prints the names of both"));
    }
    let (mut float_runner, float_rows) = float.engine(pairs.iter().map(|pair| pair.float), loaded, data_options)?;
    let (mut quantized_runner, quantized_rows) = quantized.engine(pairs.iter().map(|pair| pair.quantized), loaded, data_options)?;
    if float_rows.batch() != quantized_rows.batch() {
        let message = format!("the model computes batches of {}, the baseline of {}", quantized_rows.batch(), float_rows.batch());
        return Err(Diagnostic::error(Code::Shape, message).hint("state one for both: --batch N"));
    }
    let mut noises = LayerNoises { layers: layers(&float.graph, &quantized.graph, &pairs) };
    let runs = float_rows.runs() as u64;
    for (done, (inputs, quantized_inputs)) in float_rows.samples().zip(quantized_rows.samples()).enumerate() {
        seen(done as u64, runs);
        let (floats, integers) = (float_runner.run(&inputs?)?, quantized_runner.run(&quantized_inputs?)?);
        for (((layer, pair), float), found) in noises.layers.iter_mut().zip(&pairs).zip(&floats).zip(&integers) {
            if let TensorData::F32(numbers) = &float.data {
                layer.add(numbers, reals(found, quantized.graph.ty(pair.quantized)));
            }
        }
    }
    Ok(noises)
}

/// The values that stand for the same tensor, the likeliest where there are several. Those that only move elements are left out: they differ by what they move.
fn pairs(float: &Graph, quantized: &Graph, names: &FloatNames) -> Vec<Pair> {
    let mut found: BTreeMap<ValueId, (usize, ValueId)> = BTreeMap::new();
    for (id, _) in quantized.nodes() {
        let partner = |name: &str| float.find(name).filter(|&value| comparable(float, value, quantized.ty(id)));
        let candidates = names.candidates(&quantized.value(id).name).enumerate();
        if let Some((rank, other)) = candidates.filter_map(|(rank, name)| Some((rank, partner(name)?))).next() {
            let place = found.entry(other).or_insert((rank, id));
            if rank < place.0 {
                *place = (rank, id);
            }
        }
    }
    found.into_iter().map(|(float, (_, quantized))| Pair { float, quantized }).collect()
}

fn comparable(float: &Graph, value: ValueId, quantized: &TensorType) -> bool {
    let computed = match &float.value(value).definition {
        Definition::Input => quantized.dtype != DType::F32,
        Definition::Constant(_) => false,
        Definition::Node(node) => !node.op.moves(),
    };
    let real = quantized.dtype == DType::F32 || matches!(quantized.quantization, Quantization::PerTensor { .. });
    computed && real && float.ty(value).dtype == DType::F32 && float.ty(value).shape.volume() == quantized.shape.volume()
}

/// A row for each pair; rows read those that are nearest before them in the network of floats.
fn layers(float: &Graph, quantized: &Graph, pairs: &[Pair]) -> Vec<LayerNoise> {
    let mut sources: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); float.values.len()];
    let mut layers = Vec::with_capacity(pairs.len());
    for id in float.ids() {
        let node = match &float.value(id).definition {
            Definition::Node(node) => Some(node),
            _ => None,
        };
        let before: BTreeSet<usize> = node.iter().flat_map(|node| node.uses()).flat_map(|used| sources[used.index()].iter().copied()).collect();
        match pairs.iter().position(|pair| pair.float == id) {
            None => sources[id.index()] = before,
            Some(row) => {
                sources[id.index()] = BTreeSet::from([row]);
                let of = quantized.value(pairs[row].quantized);
                layers.push(LayerNoise {
                    name: float.value(id).name.clone(),
                    quantized_name: of.name.clone(),
                    operator: node.map_or("input", |node| node.op.name()).to_owned(),
                    integers: of.ty.dtype != DType::F32 || multiplies_integers(quantized, pairs[row].quantized),
                    sources: before.into_iter().collect(),
                    ..LayerNoise::default()
                });
            }
        }
    }
    layers
}

/// Whether a value is the sum of products of integers, whatever it is stored as.
fn multiplies_integers(graph: &Graph, id: ValueId) -> bool {
    match &graph.value(id).definition {
        Definition::Node(Node { op: Op::Convolution { .. } | Op::FullyConnected, inputs, .. }) => {
            inputs.iter().all(|&input| graph.ty(input).dtype != DType::F32)
        }
        _ => false,
    }
}

/// The real numbers of a tensor of type `ty`.
fn reals<'a>(tensor: &'a Tensor, ty: &TensorType) -> Box<dyn Iterator<Item = f64> + 'a> {
    let (scale, zero_point) = match ty.quantization {
        Quantization::PerTensor { scale, zero_point } => (f64::from(scale.get()), f64::from(zero_point)),
        _ => (1.0, 0.0),
    };
    let real = move |integer: f64| (integer - zero_point) * scale;
    match &tensor.data {
        TensorData::F32(numbers) => Box::new(numbers.iter().map(|&x| x.into())),
        TensorData::U8(numbers) => Box::new(numbers.iter().map(move |&x| real(x.into()))),
        TensorData::S8(numbers) => Box::new(numbers.iter().map(move |&x| real(x.into()))),
        TensorData::S32(numbers) => Box::new(numbers.iter().map(move |&x| real(x.into()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Shape;
    use crate::transform::testing::graph;

    fn networks() -> (Graph, Graph) {
        let float = graph(
            r#"
            input %x: f32<1x2>
            const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
            %a: f32<1x2> = fc %x, %w | f32
            %norm: f32<1x2> = map %a | add 1.0 | f32
            %r: f32<1x2> = map %norm | max 0.0 | f32
            %flat: f32<2> = reshape %r
            %e: f32<2> = map %flat | exp | f32
            output "e" = %e
            "#,
        );
        let quantized = graph(
            r#"
            input %x: f32<1x2>
            const %w: s8<2x2> = [1, 2, 3, 4]
            %x.quantized: u8<1x2; s=0.5 z=0> = map %x | mul 2.0 | sat z=0 [0, 255]
            %r.quantizelinear: u8<1x2; s=0.5 z=3> = fc %x.quantized, %w | cvt | sat z=3 [0, 255]
            %r: u8<1x2; s=0.5 z=3> = map %r.quantizelinear | sat z=3 [3, 255]
            %flat: u8<2; s=0.5 z=3> = reshape %r
            %flat.real: f32<2> = map %flat | cvt | mul 0.5 | f32
            %e: f32<2> = map %flat.real | exp | f32
            output "e" = %e
            "#,
        );
        (float, quantized)
    }

    #[test]
    fn tensors_are_matched_by_name() {
        let (float, quantized) = networks();
        let named = |pairs: &[Pair]| {
            let text = |pair: &Pair| format!("{}={}", float.value(pair.float).name, quantized.value(pair.quantized).name);
            pairs.iter().map(text).collect::<Vec<_>>().join(" ")
        };
        let found = pairs(&float, &quantized, &FloatNames::default());
        assert_eq!(named(&found), "x=x.quantized r=r e=e");
        let rows = layers(&float, &quantized, &found);
        let row = |layer: &LayerNoise| (layer.operator.clone(), layer.integers, layer.sources.clone());
        let expected =
            [("input", true, vec![]), ("map", true, vec![0]), ("map", false, vec![1])].map(|(op, integers, sources)| (op.to_owned(), integers, sources));
        assert_eq!(rows.iter().map(row).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn integers_stand_for_real_numbers() {
        let (_, quantized) = networks();
        let ty = quantized.ty(quantized.find("r").unwrap());
        let tensor = Tensor::new(Shape::new([1, 2]).unwrap(), TensorData::U8([3, 0].into())).unwrap();
        assert_eq!(reals(&tensor, ty).collect::<Vec<_>>(), [0.0, -1.5]);
    }
}
