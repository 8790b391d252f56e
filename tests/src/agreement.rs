//! Reference, loop-IR interpreter and machine code on the same network and the same inputs.

use graver::codegen::{CompiledProgram, target::Target};
use graver::diagnostic::{Code, Diagnostic, Result};
use graver::emit::jit::JitModel;
use graver::graph::{self, Graph, Tensor, TensorData};
use graver::loop_ir::{self, Program, interp, verify};
use graver::plan::machine::{Level, Machine};
use graver::{lower, plan, reference, transform};
use graver_runtime::{Model, Session};
use std::sync::Arc;

/// What [`check`] compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    pub elements: usize,
    pub interpreter_runs: usize,
    pub machine_runs: usize,
    /// Programs in which images of a batch go through several layers on their own.
    pub image_by_image: usize,
}

/// A machine whose caches hold so little that even small networks fall into passes over few images.
const SMALL_CACHES: Machine = Machine { caches: small_caches(Machine::GENERIC.caches), call: 0.5, ..Machine::GENERIC };

const fn small_caches([first, second, third]: [Level; 3]) -> [Level; 3] {
    [first, Level { bytes: 768, ..second }, Level { bytes: 8192, ..third }]
}

/// A graph as far as loop IR, verified.
pub fn to_program(graph: &Graph, target: &Target, machine: &Machine) -> Result<Program> {
    let canonical = transform::pipeline::canonical_form(graph.clone())?;
    let planned = plan::plan(&canonical, target, machine, &plan::Choices::default())?;
    let program = lower::lower(&canonical, &planned, target)?;
    program.kernels.iter().try_for_each(|kernel| verify::verify_kernel(kernel).map_err(|e| e.at(kernel.name.clone())))?;
    verify::verify_program(&program)?;
    Ok(program)
}

/// Runs machine code through the runtime.
pub fn run_model(model: &Arc<Model>, program: &Program, inputs: &[Tensor], workers: u32) -> Result<Vec<Tensor>> {
    let machine = |e: graver_runtime::Error| Diagnostic::error(Code::Machine, e.to_string());
    let mut session = Session::new(model, workers).map_err(machine)?;
    let inputs: Vec<Vec<u8>> = inputs.iter().map(|t| t.data.to_bytes()).collect();
    let mut outputs: Vec<Vec<u8>> = program.outputs.iter().map(|port| vec![0x5a; port.bytes()]).collect();
    let input_slices: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    let mut output_slices: Vec<&mut [u8]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    session.run(&input_slices, &mut output_slices).map_err(machine)?;
    program.outputs.iter().zip(outputs).map(|(port, bytes)| Tensor::new(port.shape.clone(), TensorData::from_bytes(port.dtype, &bytes))).collect()
}

/// Targets with different plans: what [`check`] compares.
pub const TARGETS: [Target; 3] = [Target::AMX, Target::AVX512_VNNI, Target::PORTABLE_X86_64];

/// Compares every output of every way to run a graph, bit for bit: the canonical graph, loop IR for each target with each of
/// `interpreter_workers`, and machine code with each of `machine_workers` where this machine can run it. Batches also in passes over few images.
pub fn check(graph: &Graph, inputs: &[Tensor], interpreter_workers: &[u32], machine_workers: &[u32]) -> Result<Agreement> {
    Target::check_restriction()?;
    let expected = reference::run(graph, inputs)?;
    let expected: Vec<(String, Tensor)> = expected.outputs().map(|(name, tensor)| (name.to_string(), tensor.clone())).collect();
    let canonical = reference::run(&transform::pipeline::canonical_form(graph.clone())?, inputs)?;
    compare("canonical graph", &expected, canonical.outputs().map(|(_, tensor)| tensor))?;
    let mut agreement = Agreement { elements: expected.iter().map(|(_, t)| t.data.len()).sum(), ..Agreement::default() };
    for (target, machine, for_passes) in TARGETS.into_iter().flat_map(|target| [(target, Machine::GENERIC, false), (target, SMALL_CACHES, true)]) {
        let program = to_program(graph, &target, &machine).map_err(|d| Diagnostic { message: format!("{target}: {}", d.message), ..d })?;
        let image_by_image = program.passes.iter().any(|pass| pass.repetitions > 1);
        if for_passes && !image_by_image {
            continue;
        }
        agreement.image_by_image += usize::from(image_by_image);
        for &workers in interpreter_workers {
            let outputs = interp::run_program(&program, inputs, workers)?;
            compare(&format!("loop IR for {target}, {workers} workers"), &expected, outputs.iter())?;
            agreement.interpreter_runs += 1;
        }
        let compiled = CompiledProgram::compile(program, target)?;
        if target.runs_here() {
            let model = JitModel::load(&compiled)?.into_model()?;
            let model = Arc::new(model);
            for &workers in machine_workers {
                let outputs = run_model(&model, &compiled.program, inputs, workers)?;
                compare(&format!("{target}, {workers} workers"), &expected, outputs.iter())?;
                agreement.machine_runs += 1;
            }
        }
    }
    Ok(agreement)
}

/// Parses the body of a graph whose large constants are only named, compares every way to run it, and reads every text back.
///
/// # Panics
/// Where anything differs or fails, with the body.
pub fn check_body(body: &str) {
    let run = || -> Result<()> {
        let text = format!("graph \"g\" {{{body}}}");
        let tensors = graver_codegen_tests::seeded_tensors(&text).map_err(|e| Diagnostic::error(Code::Malformed, e))?;
        let graph = graph::text::parse(&text, &tensors)?;
        graph::verify(&graph)?;
        check(&graph, &graph::random::random_inputs(&graph, 2), &[1, 3], &[1, 2])?;
        check_texts(&graph)
    };
    run().unwrap_or_else(|d| panic!("{body}\n{d}"));
}

/// Prints the graph, its canonical form, its plan and its loop IR, and reads each back: the same must come out.
///
/// # Errors
/// `Mismatch`, with the stage whose text means something else.
pub fn check_texts(graph: &Graph) -> Result<()> {
    let canonical = transform::pipeline::canonical_form(graph.clone())?;
    for (stage, graph) in [("graph", graph), ("canonical graph", &canonical)] {
        let printed = graph::text::print(graph);
        if graph::text::parse(&printed.text, &printed.tensors)? != *graph {
            return Err(Diagnostic::error(Code::Mismatch, format!("the text of the {stage} reads back as something else")));
        }
    }
    for machine in [Machine::GENERIC, SMALL_CACHES] {
        let planned = plan::plan(&canonical, &Target::AVX512_VNNI, &machine, &plan::Choices::default())?;
        if plan::text::parse(&plan::text::print(&canonical, &planned), &canonical)? != planned {
            return Err(Diagnostic::error(Code::Mismatch, "the text of the plan reads back as something else"));
        }
        let program = to_program(graph, &Target::AVX512_VNNI, &machine)?;
        let printed = loop_ir::text::print_program(&program);
        if loop_ir::text::parse_program(&printed.text, &printed.constants)? != program {
            return Err(Diagnostic::error(Code::Mismatch, "the text of the loop IR reads back as something else"));
        }
    }
    Ok(())
}

fn compare<'a>(who: &str, expected: &[(String, Tensor)], found: impl Iterator<Item = &'a Tensor>) -> Result<()> {
    for ((name, expected), found) in expected.iter().zip(found) {
        let difference = crate::compare::difference(found, expected).map_err(|e| Diagnostic::error(Code::Mismatch, format!("{who}: {e}")).at(name.clone()))?;
        if difference.differing > 0 {
            let first =
                found.data.to_bytes().chunks(expected.dtype().bytes()).zip(expected.data.to_bytes().chunks(expected.dtype().bytes())).position(|(a, b)| a != b);
            return Err(Diagnostic::error(Code::Mismatch, format!("{who}: {difference}; first at {first:?} of {}", expected.shape)).at(name.clone()));
        }
    }
    Ok(())
}
