//! The numbers that flow through a network of floats, for some inputs.
//!
//! Each value that is asked for gets two reductions, which become the outputs of the network: what leaves it are extremes, not tensors.

use super::histogram::Histogram;
use super::range::Range;
use crate::codegen::target::Target;
use crate::compile::{CompileOptions, Observer, compile_graph, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::emit::jit::JitModel;
use crate::graph::{DType, End, Epilogue, Graph, Op, Output, Reduction, Tensor, TensorData, TensorType, ValueId, infer_shape};
use crate::measure::runtime_diagnostic;
use crate::reference;
use graver_runtime::Session;
use std::sync::Arc;

/// Runs `graph` on each of `inputs` (tensors in the order of [`Graph::inputs`]) and gives the range of each of `values`, all of f32. Computes with
/// machine code where this machine runs any, else with the reference interpreter; the numbers are the same.
///
/// # Errors
/// Those of the compiler, and `Shape` where tensors do not fit.
pub fn observe(graph: &Graph, values: &[ValueId], inputs: &[Vec<Tensor>]) -> Result<Vec<Range>> {
    let extremes = with_extremes(graph, values)?;
    let mut engine = Engine::new(extremes)?;
    let mut ranges = vec![Range::EMPTY; values.len()];
    for tensors in inputs {
        let found = engine.run(tensors)?;
        for (range, extremes) in ranges.iter_mut().zip(found.chunks_exact(2)) {
            *range = extremes.iter().fold(*range, |range, numbers| range.union(Range::of(numbers.iter().copied())));
        }
    }
    Ok(ranges)
}

/// Runs `graph` on samples (each the tensors in the order of [`Graph::inputs`]) and gathers what is seen of each of `values`: how often which numbers occur,
/// or their extremes alone, which is faster. Memory does not grow with the number of samples. `seen` is told how many samples are done.
///
/// # Errors
/// Those of the compiler and of the samples, `Shape` where tensors do not fit, `Range` where numbers are not finite, `Usage` where there is no sample.
pub fn gather(
    graph: &Graph,
    values: &[ValueId],
    counts: bool,
    samples: impl IntoIterator<Item = Result<Vec<Tensor>>>,
    mut seen: impl FnMut(u64),
) -> Result<Vec<Histogram>> {
    let mut engine = Engine::new(if counts { with_values(graph, values)? } else { with_extremes(graph, values)? })?;
    let mut histograms = vec![if counts { Histogram::empty() } else { Histogram::of_range(Range::EMPTY) }; values.len()];
    let named = |value: &ValueId, d: Diagnostic| if d.node.is_none() { d.at(&graph.value(*value).name) } else { d };
    let mut count = 0;
    for tensors in samples {
        let found = engine.run(&tensors?)?;
        if counts {
            for ((histogram, numbers), value) in histograms.iter_mut().zip(&found).zip(values) {
                histogram.add(numbers).map_err(|d| named(value, d))?;
            }
        } else {
            for ((histogram, extremes), value) in histograms.iter_mut().zip(found.chunks_exact(2)).zip(values) {
                let range = extremes.iter().fold(histogram.range(), |range, numbers| range.union(Range::of(numbers.iter().copied())));
                if !range.magnitude().is_finite() {
                    let message = format!("the numbers of this tensor reach from {:?} to {:?}", range.min, range.max);
                    let hint = "calibrate with inputs for which the network computes finite numbers";
                    return Err(Diagnostic::error(Code::Range, message).at(&graph.value(*value).name).hint(hint));
                }
                *histogram = Histogram::of_range(range);
            }
        }
        count += 1;
        seen(count);
    }
    match count {
        0 => Err(Diagnostic::error(Code::Usage, "there is no calibration data").hint("give at least one sample; some hundred typical ones are customary")),
        _ => Ok(histograms),
    }
}

/// The same network, but its outputs are the values.
fn with_values(graph: &Graph, values: &[ValueId]) -> Result<Graph> {
    let mut graph = graph.clone();
    graph.outputs = values.iter().map(|&value| Output { name: graph.value(value).name.clone(), value }).collect();
    Ok(graph)
}

/// The same network, but its outputs are the smallest and the largest numbers of each value, one for each channel.
fn with_extremes(graph: &Graph, values: &[ValueId]) -> Result<Graph> {
    let mut graph = graph.clone();
    graph.outputs.clear();
    for &value in values {
        let (name, ty) = (graph.value(value).name.clone(), graph.ty(value).clone());
        if ty.dtype != DType::F32 || ty.shape.rank() == 0 {
            return Err(Diagnostic::error(Code::Invalid, format!("tensors of floats have ranges, found {ty}")).at(name));
        }
        // Channels stay: they lie side by side in memory.
        let axes: Vec<usize> = (0..ty.shape.rank()).filter(|&axis| axis != 1).collect();
        for reduction in [Reduction::Minimum, Reduction::Maximum] {
            let op = Op::Reduce { reduction, axes: axes.clone() };
            let ty = TensorType::plain(DType::F32, infer_shape(&op, &[&ty])?);
            let id = graph.push_node(format!("{name}.{}", reduction.name()), ty, op, [value], Some(Epilogue::new([], End::F32)));
            let name = graph.value(id).name.clone();
            graph.outputs.push(Output { name, value: id });
        }
    }
    Ok(graph)
}

/// A network of f32 outputs that runs.
enum Engine {
    Machine { session: Box<Session>, outputs: Vec<usize> },
    Interpreter(Graph),
}

impl Engine {
    fn new(graph: Graph) -> Result<Self> {
        let Ok(target) = Target::best_here() else { return Ok(Engine::Interpreter(graph)) };
        let outputs = graph.outputs.iter().map(|output| graph.ty(output.value).bytes()).collect();
        let mut observer = Observer::default();
        let compiled = compile_graph(graph, &CompileOptions::new(target), &mut observer)?;
        let model = Arc::new(JitModel::load(&generate(compiled.program, target, &mut observer)?)?.into_model()?);
        let workers = std::thread::available_parallelism().map_or(1, |count| count.get().min(64) as u32);
        Ok(Engine::Machine { session: Box::new(Session::new(&model, workers).map_err(runtime_diagnostic)?), outputs })
    }

    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Vec<f32>>> {
        let floats = |data: &TensorData| match data {
            TensorData::F32(numbers) => numbers.to_vec(),
            _ => Vec::new(),
        };
        match self {
            Engine::Interpreter(graph) => Ok(reference::run(graph, inputs)?.outputs().map(|(_, tensor)| floats(&tensor.data)).collect()),
            Engine::Machine { session, outputs } => {
                let inputs: Vec<Vec<u8>> = inputs.iter().map(|tensor| tensor.data.to_bytes()).collect();
                let mut results: Vec<Vec<u8>> = outputs.iter().map(|&bytes| vec![0; bytes]).collect();
                let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
                let mut views: Vec<&mut [u8]> = results.iter_mut().map(Vec::as_mut_slice).collect();
                session.run(&inputs, &mut views).map_err(runtime_diagnostic)?;
                Ok(results.iter().map(|bytes| floats(&TensorData::from_bytes(DType::F32, bytes))).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::random::random_inputs;
    use crate::transform::testing::graph;

    #[test]
    fn extremes_of_every_value_whoever_computes() {
        let graph = graph(
            r#"
            input %x: f32<2x3x4x5>
            const %w: f32<2x3x3x3> = [0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25, -0.5, 1.0, 0.5, 0.25]
            %conv: f32<2x2x2x3> = conv %x, %w {kernel 3x3, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | f32
            %flat: f32<2x12> = reshape %conv
            %row: f32<24> = reshape %conv
            output "flat" = %flat
            "#,
        );
        let values: Vec<ValueId> = ["x", "conv", "flat", "row"].map(|name| graph.find(name).unwrap()).into();
        let inputs: Vec<Vec<Tensor>> = (0..3).map(|seed| random_inputs(&graph, seed)).collect();
        let mut expected = vec![Range::EMPTY; values.len()];
        for tensors in &inputs {
            let evaluation = reference::run(&graph, tensors).unwrap();
            for (range, &value) in expected.iter_mut().zip(&values) {
                let TensorData::F32(numbers) = &evaluation.value(value).data else { panic!() };
                *range = range.union(Range::of(numbers.iter().copied()));
            }
        }
        assert!(expected[1].min < 0.0 && expected[1].max > 0.0 && expected[1] == expected[3], "{expected:?}");
        assert_eq!(observe(&graph, &values, &inputs).unwrap(), expected);

        let samples = || inputs.iter().cloned().map(Ok);
        for (histogram, range) in gather(&graph, &values, true, samples(), |_| ()).unwrap().iter().zip(&expected) {
            assert_eq!(histogram.range(), *range);
        }
        let mut told = Vec::new();
        let extremes = gather(&graph, &values, false, samples(), |count| told.push(count)).unwrap();
        assert_eq!((extremes.iter().map(Histogram::range).collect::<Vec<_>>(), told), (expected, vec![1, 2, 3]));
        assert_eq!(gather(&graph, &values, false, [], |_| ()).unwrap_err().code, Code::Usage);

        let mut interpreter = Engine::Interpreter(with_extremes(&graph, &values).unwrap());
        let found = interpreter.run(&inputs[0]).unwrap();
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 2, 2, 12, 12, 1, 1]);
    }
}
