//! The numbers that flow through a network of floats, for some inputs.
//!
//! Where ranges are all that is asked for, each value gets two reductions, which become the outputs of the network: what leaves it are extremes, not tensors. Several
//! samples run at the same time, each in a lane of its own, and are looked at in their order.

use super::histogram::Histogram;
use super::range::Range;
use crate::codegen::target::Target;
use crate::compile::{CompileOptions, Observer, compile_graph, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::emit::jit::JitModel;
use crate::graph::{DType, Definition, End, Epilogue, Graph, Op, Output, Reduction, Tensor, TensorType, ValueId, infer_shape};
use crate::measure::runtime_diagnostic;
use crate::reference;
use graver_runtime::Session;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Runs `graph` on each of `inputs` (tensors in the order of [`Graph::inputs`]) and gives the range of each of `values`, all of f32. Computes with
/// machine code where this machine runs any, else with the reference interpreter; the numbers are the same.
///
/// # Errors
/// Those of the compiler, and `Shape` where tensors do not fit.
pub fn observe(graph: &Graph, values: &[ValueId], inputs: &[Vec<Tensor>]) -> Result<Vec<Range>> {
    let mut engine = Engine::new(with_extremes(graph, values)?)?;
    let mut ranges = vec![Range::EMPTY; values.len()];
    for tensors in inputs.chunks(engine.lanes()) {
        for outputs in engine.run(tensors)? {
            for (range, extremes) in ranges.iter_mut().zip(outputs.chunks_exact(2)) {
                *range = extremes.iter().fold(*range, |range, numbers| range.union(Range::of(floats(numbers))));
            }
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
    seen: impl FnMut(u64),
) -> Result<Vec<Histogram>> {
    let engine = Engine::new(if counts { with_numbers(graph, values)? } else { with_extremes(graph, values)? })?;
    let mut histograms = vec![if counts { Histogram::empty() } else { Histogram::of_range(Range::EMPTY) }; values.len()];
    each_sample(engine, samples, seen, |outputs| {
        if counts {
            return count(&mut histograms, outputs).map_err(|(at, d)| d.at(&graph.value(values[at]).name));
        }
        for ((histogram, extremes), value) in histograms.iter_mut().zip(outputs.chunks_exact(2)).zip(values) {
            let range = extremes.iter().fold(histogram.range(), |range, numbers| range.union(Range::of(floats(numbers))));
            if !range.magnitude().is_finite() {
                let message = format!("the numbers of this tensor reach from {:?} to {:?}", range.min, range.max);
                let hint = "calibrate with inputs for which the network computes finite numbers";
                return Err(Diagnostic::error(Code::Range, message).at(&graph.value(*value).name).hint(hint));
            }
            *histogram = Histogram::of_range(range);
        }
        Ok(())
    })?;
    Ok(histograms)
}

/// Gathers counts as [`gather`] does, and shows after each sample how many there were, the histograms so far, and the values of that sample: f32, little-endian,
/// in C order.
///
/// # Errors
/// As there, and those of `see`.
pub fn gather_shown(
    graph: &Graph,
    values: &[ValueId],
    samples: impl IntoIterator<Item = Result<Vec<Tensor>>>,
    mut see: impl FnMut(usize, &[Histogram], &[Vec<u8>]) -> Result<()>,
) -> Result<()> {
    let mut histograms = vec![Histogram::empty(); values.len()];
    let mut done = 0;
    each_sample(
        Engine::new(with_values(graph, values)?)?,
        samples,
        |_| (),
        |outputs| {
            count(&mut histograms, outputs).map_err(|(at, d)| d.at(&graph.value(values[at]).name))?;
            done += 1;
            see(done, &histograms, outputs)
        },
    )
}

/// Runs `graph` on samples as [`gather`] does, and shows all `values` of each sample: the index of the value and its numbers in C order.
///
/// # Errors
/// As there, and those of `see`.
pub fn show(
    graph: &Graph,
    values: &[ValueId],
    samples: impl IntoIterator<Item = Result<Vec<Tensor>>>,
    seen: impl FnMut(u64),
    mut see: impl FnMut(usize, &[f32]) -> Result<()>,
) -> Result<()> {
    let mut numbers = Vec::new();
    each_sample(Engine::new(with_values(graph, values)?)?, samples, seen, |outputs| {
        outputs.iter().enumerate().try_for_each(|(at, bytes)| {
            numbers.clear();
            numbers.extend(floats(bytes));
            see(at, &numbers)
        })
    })
}

fn each_sample(
    mut engine: Engine,
    samples: impl IntoIterator<Item = Result<Vec<Tensor>>>,
    mut seen: impl FnMut(u64),
    mut take: impl FnMut(&[Vec<u8>]) -> Result<()>,
) -> Result<()> {
    let mut count = 0;
    let mut samples = samples.into_iter();
    loop {
        let tensors = samples.by_ref().take(engine.lanes()).collect::<Result<Vec<_>>>()?;
        if tensors.is_empty() {
            break;
        }
        for outputs in engine.run(&tensors)? {
            take(outputs)?;
            count += 1;
            seen(count);
        }
    }
    match count {
        0 => Err(Diagnostic::error(Code::Usage, "there is no calibration data").hint("give at least one sample; some hundred typical ones are customary")),
        _ => Ok(()),
    }
}

/// Counts each output into its histogram, on all processors; the first output that is wrong with what is wrong.
fn count(histograms: &mut [Histogram], outputs: &[Vec<u8>]) -> Result<(), (usize, Diagnostic)> {
    let mut work: Vec<(usize, &mut Histogram, &[u8])> = histograms.iter_mut().zip(outputs).enumerate().map(|(at, (h, bytes))| (at, h, &bytes[..])).collect();
    // Large ones are taken first, so that all processors end together.
    work.sort_by_key(|(at, _, bytes)| (bytes.len(), *at));
    let work = Mutex::new(work);
    let take = || work.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let worker = || {
        let mut wrong: Vec<(usize, Diagnostic)> = Vec::new();
        while let Some((at, histogram, bytes)) = take() {
            wrong.extend(histogram.add_words(bytes.as_chunks().0).err().map(|d| (at, d)));
        }
        wrong
    };
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get().min(outputs.len()));
    let wrong: Vec<(usize, Diagnostic)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(worker)).collect();
        let own = worker();
        own.into_iter().chain(others.into_iter().flat_map(|other| other.join().unwrap_or_default())).collect()
    });
    wrong.into_iter().min_by_key(|(at, _)| *at).map_or(Ok(()), Err)
}

fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.as_chunks::<4>().0.iter().map(|&word| f32::from_le_bytes(word))
}

/// The same network, but its outputs are the values.
fn with_values(graph: &Graph, values: &[ValueId]) -> Result<Graph> {
    with_nodes_behind(graph, values, |_, _, id| Ok([id].into()))
}

/// The same network, but its outputs are the numbers of each value, those of a position side by side as they lie in memory.
fn with_numbers(graph: &Graph, values: &[ValueId]) -> Result<Graph> {
    with_nodes_behind(graph, values, |result, name, id| {
        let ty = result.ty(id).clone();
        if ty.shape.rank() != 4 {
            return Ok([id].into());
        }
        let op = Op::Transpose { permutation: [0, 2, 3, 1].into() };
        let ty = TensorType::plain(ty.dtype, infer_shape(&op, &[&ty])?);
        Ok([result.push_node(format!("{name}.numbers"), ty, op, [id], None)].into())
    })
}

/// The same network, but its outputs are the smallest and the largest numbers of each value, one for each channel.
fn with_extremes(graph: &Graph, values: &[ValueId]) -> Result<Graph> {
    with_nodes_behind(graph, values, |result, name, id| {
        let ty = result.ty(id).clone();
        if ty.dtype != DType::F32 || ty.shape.rank() == 0 {
            return Err(Diagnostic::error(Code::Invalid, format!("tensors of floats have ranges, found {ty}")).at(name));
        }
        // Channels stay: they lie side by side in memory.
        let axes: Vec<usize> = (0..ty.shape.rank()).filter(|&axis| axis != 1).collect();
        let mut reduce = |reduction: Reduction| {
            let op = Op::Reduce { reduction, axes: axes.clone() };
            let ty = TensorType::plain(DType::F32, infer_shape(&op, &[&ty])?);
            Ok(result.push_node(format!("{name}.{}", reduction.name()), ty, op, [id], Some(Epilogue::new([], End::F32))))
        };
        Ok([reduce(Reduction::Minimum)?, reduce(Reduction::Maximum)?].into())
    })
}

/// The same network, but its outputs are what `push` adds behind each value, given its name and itself: there the value is near, and its memory is free for others
/// afterwards.
fn with_nodes_behind(graph: &Graph, values: &[ValueId], mut push: impl FnMut(&mut Graph, &str, ValueId) -> Result<Vec<ValueId>>) -> Result<Graph> {
    let asked: BTreeSet<ValueId> = values.iter().copied().collect();
    let mut result = Graph::new(graph.name.clone());
    let mut placed = Vec::with_capacity(graph.values.len());
    let mut behind = BTreeMap::new();
    for id in graph.ids() {
        let value = graph.value(id);
        let definition = match &value.definition {
            Definition::Node(node) => Definition::Node(node.map_uses(|used: ValueId| placed[used.index()])),
            other => other.clone(),
        };
        let itself = result.push(value.name.clone(), value.ty.clone(), definition);
        placed.push(itself);
        if asked.contains(&id) {
            behind.insert(id, push(&mut result, &value.name, itself)?);
        }
    }
    let outputs = values.iter().flat_map(|value| &behind[value]);
    result.outputs = outputs.map(|&value| Output { name: result.value(value).name.clone(), value }).collect();
    Ok(result)
}

/// Samples that are computed at the same time, at most: each needs memory of its own.
const MOST_LANES: usize = 8;

/// A network of f32 outputs that runs, on several samples at the same time.
enum Engine {
    /// Each lane runs a sample of its own; the processors are divided among them.
    Machine(Vec<Lane>),
    Interpreter(Box<Graph>, Vec<Vec<u8>>),
}

/// What one sample at a time needs.
struct Lane {
    session: Session,
    /// The bytes of each output, f32 in C order.
    results: Vec<Vec<u8>>,
}

impl Lane {
    fn run(&mut self, inputs: &[Tensor]) -> Result<()> {
        let inputs: Vec<Vec<u8>> = inputs.iter().map(|tensor| tensor.data.to_bytes()).collect();
        let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
        let mut views: Vec<&mut [u8]> = self.results.iter_mut().map(Vec::as_mut_slice).collect();
        self.session.run(&inputs, &mut views).map_err(runtime_diagnostic)
    }
}

impl Engine {
    fn new(graph: Graph) -> Result<Self> {
        let Ok(target) = Target::best_here() else { return Ok(Engine::Interpreter(Box::new(graph), Vec::new())) };
        let results: Vec<Vec<u8>> = graph.outputs.iter().map(|output| vec![0; graph.ty(output.value).bytes()]).collect();
        let mut observer = Observer::default();
        let compiled = compile_graph(graph, &CompileOptions::new(target), &mut observer)?;
        let model = Arc::new(JitModel::load(&generate(compiled.program, target, &mut observer)?)?.into_model()?);
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let lanes = processors.min(MOST_LANES);
        let lane = |_| {
            let session = Session::new(&model, (processors / lanes).min(64) as u32).map_err(runtime_diagnostic)?;
            Ok(Lane { session, results: results.clone() })
        };
        Ok(Engine::Machine((0..lanes).map(lane).collect::<Result<_>>()?))
    }

    /// Samples that [`Engine::run`] takes at most.
    fn lanes(&self) -> usize {
        match self {
            Engine::Machine(lanes) => lanes.len(),
            Engine::Interpreter(..) => 1,
        }
    }

    /// The bytes of each output, f32 in C order, for each of at most as many samples as there are lanes.
    fn run(&mut self, samples: &[Vec<Tensor>]) -> Result<Vec<&[Vec<u8>]>> {
        match self {
            Engine::Interpreter(graph, results) => {
                for inputs in samples {
                    *results = reference::run(graph, inputs)?.outputs().map(|(_, tensor)| tensor.data.to_bytes()).collect();
                }
                Ok(vec![results.as_slice(); samples.len()])
            }
            Engine::Machine(lanes) => {
                let lanes = &mut lanes[..samples.len()];
                let panicked = || Diagnostic::error(Code::Invalid, "a thread that ran the network ended early");
                std::thread::scope(|scope| {
                    let mut work = lanes.iter_mut().zip(samples);
                    let own = work.next();
                    let others: Vec<_> = work.map(|(lane, inputs)| scope.spawn(|| lane.run(inputs))).collect();
                    let own = own.map_or(Ok(()), |(lane, inputs)| lane.run(inputs));
                    others.into_iter().map(|other| other.join().unwrap_or_else(|_| Err(panicked()))).fold(own, Result::and)
                })?;
                Ok(lanes.iter().map(|lane| lane.results.as_slice()).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::TensorData;
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
        assert_eq!((extremes.iter().map(Histogram::range).collect::<Vec<_>>(), told), (expected.clone(), vec![1, 2, 3]));
        assert_eq!(gather(&graph, &values, false, [], |_| ()).unwrap_err().code, Code::Usage);

        let mut shown = Vec::new();
        gather_shown(&graph, &values, samples(), |done, histograms, outputs| {
            shown.push((done, histograms[0].range(), outputs.len()));
            Ok(())
        })
        .unwrap();
        assert_eq!((shown.len(), shown[2]), (3, (3, expected[0], 4)));

        let mut interpreter = Engine::Interpreter(Box::new(with_extremes(&graph, &values).unwrap()), Vec::new());
        let found = interpreter.run(&inputs[..1]).unwrap();
        assert_eq!(found[0].iter().map(|bytes| bytes.len() / 4).collect::<Vec<_>>(), [3, 3, 2, 2, 12, 12, 1, 1]);

        let mut shown = vec![Range::EMPTY; values.len()];
        show(
            &graph,
            &values,
            samples(),
            |_| (),
            |at, numbers| {
                shown[at] = shown[at].union(Range::of(numbers.iter().copied()));
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(shown, expected);
    }
}
