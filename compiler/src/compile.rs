//! The whole way from a model file to machine code, for programs that do not want to call stage by stage.
//!
//! In: a path and [`CompileOptions`]. Out: [`Compiled`], what every stage made, for inspection and for the interpreters; and
//! [`generate`], machine code for [`crate::emit`]. It decides nothing.

use crate::codegen::CompiledProgram;
use crate::codegen::target::Target;
use crate::diagnostic::{Diagnostic, Result};
use crate::frontend::{self, ImportOptions, Imported};
use crate::graph::Graph;
use crate::loop_ir::Program;
use crate::plan::{self, Choices, Machine, Plan};
use crate::transform::pipeline;
use crate::{loop_ir, lower, zoo};
use std::path::Path;
use std::time::{Duration, Instant};

/// How a model is compiled.
#[derive(Debug, Clone)]
pub struct CompileOptions {
    pub import: ImportOptions,
    pub target: Target,
    /// Whose figures plans are estimated with: for speed alone.
    pub machine: &'static Machine,
    /// Shapes of layers that measurements have found.
    pub choices: Choices,
    /// Values that become outputs too, under their own names, for comparisons. It may keep passes from fusing nodes.
    pub keep: Vec<String>,
}

impl CompileOptions {
    /// The model as it is, for `target` on no machine in particular.
    pub fn new(target: Target) -> Self {
        Self { import: ImportOptions::default(), target, machine: &Machine::GENERIC, choices: Choices::default(), keep: Vec::new() }
    }
}

/// A stage of the compiler, for progress and timings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Import,
    Transform,
    Plan,
    Lower,
    Generate,
    Emit,
}

impl Step {
    pub const ALL: [Step; 6] = [Step::Import, Step::Transform, Step::Plan, Step::Lower, Step::Generate, Step::Emit];

    pub fn name(self) -> &'static str {
        match self {
            Step::Import => "import",
            Step::Transform => "transform",
            Step::Plan => "plan",
            Step::Lower => "lower",
            Step::Generate => "generate",
            Step::Emit => "emit",
        }
    }
}

/// Told before each step begins, and takes its time afterwards.
#[derive(Default)]
pub struct Observer<'a> {
    announce: Option<Box<dyn FnMut(Step) + 'a>>,
    pub timings: Vec<(Step, Duration)>,
}

impl std::fmt::Debug for Observer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Observer").field("timings", &self.timings).finish_non_exhaustive()
    }
}

impl<'a> Observer<'a> {
    /// Calls `announce` before each step.
    pub fn new(announce: impl FnMut(Step) + 'a) -> Self {
        Self { announce: Some(Box::new(announce)), timings: Vec::new() }
    }

    /// Runs one step.
    pub fn step<T>(&mut self, step: Step, work: impl FnOnce() -> Result<T>) -> Result<T> {
        if let Some(announce) = &mut self.announce {
            announce(step);
        }
        let begin = Instant::now();
        let result = work();
        self.timings.push((step, begin.elapsed()));
        result
    }
}

/// What every stage made of a model.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The graph as the frontend wrote it, with the kept values as outputs.
    pub imported: Graph,
    /// The same in canonical form: what was planned.
    pub graph: Graph,
    pub plan: Plan,
    pub program: Program,
    pub warnings: Vec<Diagnostic>,
}

/// Reads a model file, or builds the network that `zoo:NAME` stands for.
///
/// # Errors
/// What the frontend or the zoo says about it.
pub fn read_model(path: &Path, options: &ImportOptions) -> Result<Imported> {
    if zoo::is_name(path) { zoo::import(path, options) } else { frontend::import(path, options) }
}

/// Reads a model, a file or a network of the zoo, and takes it to loop IR.
///
/// # Errors
/// What each stage says about the model.
pub fn compile_model(path: &Path, options: &CompileOptions, observer: &mut Observer) -> Result<Compiled> {
    let imported = observer.step(Step::Import, || read_model(path, &options.import))?;
    let compiled = compile_graph(imported.graph, options, observer)?;
    Ok(Compiled { warnings: imported.warnings, ..compiled })
}

/// The same for a graph that is in memory. `options.import` is not looked at.
///
/// # Errors
/// As [`compile_model`].
pub fn compile_graph(graph: Graph, options: &CompileOptions, observer: &mut Observer) -> Result<Compiled> {
    let imported = pipeline::expose(graph, &options.keep)?;
    let graph = observer.step(Step::Transform, || pipeline::canonical_form(imported.clone()))?;
    let plan = observer.step(Step::Plan, || plan::plan(&graph, &options.target, options.machine, &options.choices))?;
    let program = observer.step(Step::Lower, || {
        let program = lower::lower(&graph, &plan, &options.target)?;
        loop_ir::verify::verify_program(&program)?;
        Ok(program)
    })?;
    Ok(Compiled { imported, graph, plan, program, warnings: Vec::new() })
}

/// Machine code for every kernel of a program that was planned for `target`.
///
/// # Errors
/// `Invalid` for a program that was planned for another target or that a verifier would refuse.
pub fn generate(program: Program, target: Target, observer: &mut Observer) -> Result<CompiledProgram> {
    observer.step(Step::Generate, || CompiledProgram::compile(program, target))
}
