//! Every way to run a matrix layer that the planner thinks of computes what the reference computes, bit for bit.

use graver::codegen::CompiledProgram;
use graver::codegen::target::Target;
use graver::diagnostic::Result;
use graver::emit::jit::JitModel;
use graver::graph::{Graph, Tensor, random::random_inputs, text};
use graver::loop_ir::{interp, verify::verify_program};
use graver::plan::{self, Choices, Family, Machine, NodePlan};
use graver::{lower, reference, transform};
use graver_tests::agreement::run_model;
use std::collections::BTreeSet;
use std::sync::Arc;

/// More candidates than any layer has.
const ALL: usize = 10_000;

/// Runs a graph in the shape of each rank of candidates, and gives the shapes.
fn run_all(graph: &Graph, inputs: &[Tensor], target: &Target, machine: &Machine) -> Result<BTreeSet<String>> {
    let expected: Vec<Tensor> = reference::run(graph, inputs)?.outputs().map(|(_, tensor)| tensor.clone()).collect();
    let canonical = transform::pipeline::canonical_form(graph.clone())?;
    let first = plan::plan(&canonical, target, machine, &Choices::default())?;
    let thoughts = plan::explain(&canonical, &first, target, machine, &Choices::default(), ALL)?;
    let ranks = thoughts.iter().map(|thought| thought.candidates.len()).max().unwrap_or(0);
    let mut shapes = BTreeSet::new();
    for rank in 0..ranks {
        let of_rank = thoughts.iter().map(|thought| (thought.layer.clone(), thought.candidates[rank % thought.candidates.len()].shape));
        let choices = Choices(of_rank.collect());
        let planned = plan::plan(&canonical, target, machine, &choices)?;
        assert_eq!(plan::text::parse(&plan::text::print(&canonical, &planned), &canonical)?, planned);
        let taken = plan::explain(&canonical, &planned, target, machine, &choices, 1)?;
        for thought in &taken {
            let taken = &thought.candidates[thought.taken];
            assert!(thought.chosen && choices.0[&thought.layer] == taken.shape, "{}", thought.layer);
            let prefetches = |node: &NodePlan| matches!(&node.family, Family::Gemm(gemm) if gemm.calls.iter().any(|call| call.prefetch));
            let halved = |node: &NodePlan| matches!(&node.family, Family::Gemm(gemm) if gemm.calls.windows(2).any(|pair| pair[0].precedes(&pair[1])));
            let is = |what: &dyn Fn(&NodePlan) -> bool| planned.nodes().any(|node| node.value == thought.value && what(node));
            let words = [(is(&prefetches), " prefetching"), (is(&halved), " in halves")];
            shapes.insert(words.into_iter().filter(|(is, _)| *is).fold(taken.shape.to_string(), |words, (_, word)| words + word));
        }
        let program = lower::lower(&canonical, &planned, target)?;
        verify_program(&program)?;
        let words: Vec<String> = choices.0.values().map(ToString::to_string).collect();
        assert_eq!(interp::run_program(&program, inputs, 3)?, expected, "interpreter, {words:?}");
        if target.runs_here() {
            let compiled = CompiledProgram::compile(program, *target)?;
            let model = Arc::new(JitModel::load(&compiled)?.into_model()?);
            for workers in [1, 2] {
                assert_eq!(run_model(&model, &compiled.program, inputs, workers)?, expected, "{target}, {workers} workers, {words:?}");
            }
        }
    }
    Ok(shapes)
}

/// A convolution of square images, padded by half of its kernel.
fn layer([channels, outputs, groups]: [usize; 3], [size, kernel, stride]: [usize; 3], batch: usize, zero_point: u8) -> Graph {
    let pad = kernel / 2;
    let out = (size + 2 * pad - kernel) / stride + 1;
    let body = format!(
        "graph \"g\" {{
  input %data: f32<{batch}x{channels}x{size}x{size}>
  const %w: s8<{outputs}x{}x{kernel}x{kernel}> = @\"w\"
  const %b: s32<{outputs}> = @\"b\"
  const %m: f32<{outputs}> = @\"m\"
  %q: u8<{batch}x{channels}x{size}x{size}; s=0.01 z={zero_point}> = map %data | mul 127.0 | sat z={zero_point} [0, 255]
  %c: u8<{batch}x{outputs}x{out}x{out}; s=0.01 z=7> = conv %q, %w, %b {{kernel {kernel}x{kernel}, stride {stride}x{stride}, dilation 1x1, pad {pad}x{pad}..{pad}x{pad}, groups {groups}}} | cvt | mul %m | sat z=7 [0, 250]
  %f: f32<{batch}x{outputs}x{out}x{out}> = map %c | cvt | mul 0.5 | f32
  output \"y\" = %f
}}",
        channels / groups
    );
    let tensors = graver_codegen_tests::seeded_tensors(&body).unwrap();
    text::parse(&body, &tensors).unwrap()
}

/// A machine whose caches hold next to nothing: weights come from memory, and panels are asked for ahead.
fn without_caches() -> Machine {
    let mut machine = Machine::GENERIC;
    machine.caches.iter_mut().enumerate().for_each(|(level, cache)| cache.bytes = 64 << level);
    machine
}

#[test]
fn every_candidate_computes_the_same() {
    let mut shapes = BTreeSet::new();
    let small = without_caches();
    for (machine, layers) in [
        (
            &Machine::GENERIC,
            vec![
                layer([8, 40, 1], [5, 3, 1], 1, 3),
                layer([3, 20, 1], [7, 3, 2], 2, 5),
                layer([12, 136, 1], [4, 1, 1], 2, 0),
                layer([8, 36, 2], [6, 3, 1], 1, 9),
                layer([16, 320, 1], [8, 1, 1], 1, 3),
            ],
        ),
        (
            &small,
            vec![
                layer([8, 130, 1], [4, 3, 1], 1, 3),
                layer([36, 129, 1], [3, 1, 1], 1, 1),
                layer([4, 33, 1], [6, 5, 1], 1, 2),
                layer([64, 256, 1], [1, 1, 1], 3, 0),
            ],
        ),
    ] {
        for graph in layers {
            let inputs = random_inputs(&graph, 7);
            for target in [Target::AVX512_VNNI, Target::PORTABLE_X86_64] {
                shapes.extend(run_all(&graph, &inputs, &target, machine).unwrap_or_else(|d| panic!("{target}: {d}\n{}", text::print(&graph).text)));
            }
        }
    }
    // What the layers are there for.
    for words in ["positions", "across rows", "across columns", "across both", "prefetching", "in halves", "by 1 ", "by 2 ", "by 3 ", "by 4 "] {
        assert!(shapes.iter().any(|shape| shape.contains(words)), "no candidate with '{words}' in {shapes:?}");
    }
}

#[test]
fn every_schedule_of_a_matrix_unit_computes_the_same() {
    let mut shapes = BTreeSet::new();
    for (graph, machine) in [
        (layer([64, 64, 1], [10, 3, 1], 1, 3), &Machine::SAPPHIRE_RAPIDS),
        (layer([128, 96, 1], [12, 1, 1], 1, 0), &without_caches()),
        (layer([32, 160, 1], [9, 3, 2], 3, 5), &without_caches()),
    ] {
        let inputs = random_inputs(&graph, 7);
        shapes.extend(run_all(&graph, &inputs, &Target::AMX, machine).unwrap_or_else(|d| panic!("{d}\n{}", text::print(&graph).text)));
    }
    for words in ["block 10x", "block 1x", "steps of 2x", "by 2 ", "by 4 ", "panels"] {
        assert!(shapes.iter().any(|shape| shape.contains(words)), "no schedule with '{words}' in {shapes:?}");
    }
}
