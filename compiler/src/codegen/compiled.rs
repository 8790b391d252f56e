//! A program with the machine code of its kernels: what the driver and every emitter start from.

use super::driver::symbol::c_identifier;
use super::target::{Target, TargetKind};
use super::{portable, x86};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::{Base, Kernel, Program};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A model, compiled but for its driver.
#[derive(Debug, Clone, PartialEq)]
pub struct CompiledProgram {
    pub program: Program,
    pub target: Target,
    /// The machine whose figures the plan was made with, where somebody has said so: for people, in the manifest.
    pub planned_for: Option<&'static str>,
    /// Machine code of each of the program's kernels: a leaf function without relocations,
    /// `extern "C" fn(frame: *mut u64, begin: u64, end: u64)`, that may begin at any multiple of 64.
    pub kernels: Vec<Vec<u8>>,
    /// The same model for processors that lack what `target` needs, each with a plan of its own and no fallbacks; the first one whose
    /// features are there is taken.
    pub fallbacks: Vec<CompiledProgram>,
}

/// Machine code of kernels that were compiled before: programs that differ in a few layers share the others. Any number of threads may use it.
#[derive(Debug, Default)]
pub struct KnownCode(Mutex<CodeOfKernels>);

type CodeOfKernels = HashMap<(Target, Kernel), Arc<[u8]>>;

/// Kernels that are kept; where there are more, all are forgotten.
const MOST_KNOWN: usize = 1 << 12;

impl KnownCode {
    /// The code of a kernel, compiled if it is not known. Names are no part of it.
    fn code(&self, kernel: &Kernel, target: Target, compile: impl FnOnce(&Kernel) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (target, Kernel { name: String::new(), ..kernel.clone() });
        if let Some(code) = lock().get(&key) {
            return Ok(code.to_vec());
        }
        // Not while others wait: two threads may compile the same, to the same bytes.
        let code = compile(kernel)?;
        let mut known = lock();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(key, code.as_slice().into());
        Ok(code)
    }
}

impl CompiledProgram {
    /// Generates code for every kernel of a verified program.
    pub fn compile(program: Program, target: Target) -> Result<Self> {
        Self::compile_with(program, target, None)
    }

    /// The same, bit for bit, with code that is known already.
    pub fn compile_with(program: Program, target: Target, known: Option<&KnownCode>) -> Result<Self> {
        let code = |kernel: &Kernel, compile: &dyn Fn(&Kernel) -> Result<Vec<u8>>| match known {
            Some(known) => known.code(kernel, target, compile),
            None => compile(kernel),
        };
        let kernels = match target.kind {
            TargetKind::Avx512Vnni => {
                let compile = |kernel: &Kernel| x86::compile(kernel, &target).map(|code| code.bytes);
                program.kernels.iter().map(|kernel| code(kernel, &compile)).collect::<Result<Vec<_>>>()?
            }
            TargetKind::Portable(_) => {
                let compiler = portable::Compiler::new(&target)?;
                program.kernels.iter().map(|kernel| code(kernel, &|kernel| compiler.compile(kernel))).collect::<Result<Vec<_>>>()?
            }
        };
        let compiled = Self { program, target, planned_for: None, kernels, fallbacks: Vec::new() };
        compiled.check()?;
        Ok(compiled)
    }

    /// The same with code for more targets in it, to be taken in this order where the processor lacks the features of those before.
    ///
    /// # Errors
    /// `Invalid` where they are not the same model on the same architecture.
    pub fn with_fallbacks(mut self, fallbacks: Vec<CompiledProgram>) -> Result<Self> {
        self.fallbacks.extend(fallbacks);
        self.check()?;
        Ok(self)
    }

    /// The program and code of each target, first choice first.
    pub fn variants(&self) -> impl Iterator<Item = &CompiledProgram> {
        std::iter::once(self).chain(&self.fallbacks)
    }

    /// Bytes of the arena that every target can work in.
    pub fn arena_bytes(&self) -> usize {
        self.variants().map(|v| v.program.arena_bytes).max().unwrap_or(0)
    }

    /// What the processor must have: the features of the least demanding target.
    pub fn required_features(&self) -> u64 {
        self.fallbacks.last().unwrap_or(self).target.features()
    }

    /// Prefix of the model's entry points: its name as a C identifier.
    pub fn identifier(&self) -> String {
        c_identifier(&self.program.name)
    }

    /// Bytes of all kernels of all targets.
    pub fn code_bytes(&self) -> u64 {
        self.variants().flat_map(|v| &v.kernels).map(|k| k.len() as u64).sum()
    }

    /// Bytes of weights, biases, multipliers and tables of all targets.
    pub fn constant_bytes(&self) -> u64 {
        self.variants().flat_map(|v| &v.program.constants).map(|c| c.bytes.len() as u64).sum()
    }

    /// Whether every index leads somewhere and every argument has the bytes that its kernel may touch. The driver relies on it.
    pub fn check(&self) -> Result<()> {
        for fallback in &self.fallbacks {
            self.check_fallback(fallback)?;
            fallback.check_calls()?;
        }
        self.check_calls()
    }

    /// Whether another target's code is the same model seen from outside.
    fn check_fallback(&self, other: &CompiledProgram) -> Result<()> {
        let invalid = |what: &str| Err(Diagnostic::error(Code::Invalid, format!("code for {} and for {} {what}", self.target, other.target)));
        if !other.fallbacks.is_empty() {
            return invalid("has fallbacks of its own");
        }
        if other.target.architecture() != self.target.architecture() {
            return invalid("is for different architectures: make an object file for each");
        }
        let stages = |program: &Program| program.stages().map(|s| s.name.clone()).collect::<Vec<_>>();
        if self.program.inputs != other.program.inputs || self.program.outputs != other.program.outputs || stages(&self.program) != stages(&other.program) {
            return invalid("is not for the same model");
        }
        Ok(())
    }

    fn check_calls(&self) -> Result<()> {
        let program = &self.program;
        let invalid = |message: String| Err(Diagnostic::error(Code::Invalid, message));
        if self.kernels.len() != program.kernels.len() {
            return invalid(format!("{} kernels have code for {}", program.kernels.len(), self.kernels.len()));
        }
        if program.arena_bytes < Program::ARENA_HEADER || !program.arena_bytes.is_multiple_of(64) {
            return invalid(format!("an arena of {} bytes is not a multiple of 64, at least {}", program.arena_bytes, Program::ARENA_HEADER));
        }
        if program.lanes.total() > program.arena_bytes - Program::ARENA_HEADER {
            return invalid(format!("{} lanes of {} bytes in an arena of {}", program.lanes.count, program.lanes.bytes, program.arena_bytes));
        }
        for pass in &program.passes {
            if pass.repetitions > 1 && pass.repetitions > program.lanes.count {
                return invalid(format!("a pass of {} repetitions in {} lanes", pass.repetitions, program.lanes.count));
            }
        }
        let stages = program.passes.iter().flat_map(|pass| pass.stages.iter().map(move |stage| (pass.repetitions, stage)));
        for (repetitions, stage) in stages {
            for call in stage.all_calls() {
                let Some(kernel) = program.kernels.get(call.kernel.0 as usize) else {
                    return invalid(format!("stage '{}' calls kernel {} of {}", stage.name, call.kernel.0, program.kernels.len()));
                };
                if call.arguments.len() != kernel.buffers.len() {
                    let (found, expected) = (call.arguments.len(), kernel.buffers.len());
                    return invalid(format!("stage '{}' calls '{}' with {found} arguments, expected {expected}", stage.name, kernel.name));
                }
                for (argument, buffer) in call.arguments.iter().zip(&kernel.buffers) {
                    let exists = match argument.base {
                        Base::Arena => argument.offset >= Program::ARENA_HEADER,
                        Base::Constant(id) => (id.0 as usize) < program.constants.len(),
                        Base::Input(i) => (i as usize) < program.inputs.len(),
                        Base::Output(i) => (i as usize) < program.outputs.len(),
                        Base::Lane => argument.step == 0,
                        Base::Scratch => true,
                    };
                    let fits = exists && argument.end(buffer.bytes, repetitions).is_some_and(|end| end <= program.base_bytes(argument.base));
                    if !fits {
                        let (name, kernel) = (&buffer.name, &kernel.name);
                        return invalid(format!(
                            "stage '{}' gives '{kernel}' {:?} at {} for the {} bytes of '{name}': outside",
                            stage.name, argument.base, argument.offset, buffer.bytes
                        ));
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{CompileOptions, Observer, compile_graph};

    #[test]
    fn known_code_is_the_code() {
        for target in ["avx512vnni", "portable"].map(|name| Target::parse(name).unwrap()) {
            let known = KnownCode::default();
            let mut kernels = 0;
            for bound in ["0.0", "1.0", "0.0"] {
                let graph = crate::transform::testing::graph(&format!(
                    r#"
                    input %x: f32<1x2>
                    const %w: f32<2x2> = [1.0, 2.0, 3.0, 4.0]
                    %a: f32<1x2> = fc %x, %w | f32
                    %e: f32<1x2> = map %a | exp | f32
                    %b: f32<1x2> = fc %e, %w | max {bound} | f32
                    output "b" = %b
                    "#
                ));
                let program = compile_graph(graph, &CompileOptions::new(target), &mut Observer::default()).unwrap().program;
                kernels += program.kernels.len();
                assert_eq!(CompiledProgram::compile_with(program.clone(), target, Some(&known)).unwrap(), CompiledProgram::compile(program, target).unwrap());
            }
            let kept = known.0.into_inner().unwrap();
            assert!(kept.len() < kernels && kept.len() > kernels / 3 && kept.keys().all(|(_, kernel)| kernel.name.is_empty()), "{} of {kernels}", kept.len());
        }
    }
}
