//! A program with the machine code of its kernels: what the driver and every emitter start from.

use super::driver::symbol::c_identifier;
use super::target::{Target, TargetKind};
use super::x86;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::{Base, Program};

/// A model, compiled but for its driver.
#[derive(Debug, Clone, PartialEq)]
pub struct CompiledProgram {
    pub program: Program,
    pub target: Target,
    /// Machine code of each of the program's kernels: a leaf function without relocations,
    /// `extern "C" fn(frame: *mut u64, begin: u64, end: u64)`, that may begin at any multiple of 64.
    pub kernels: Vec<Vec<u8>>,
}

impl CompiledProgram {
    /// Generates code for every kernel of a verified program.
    pub fn compile(program: Program, target: Target) -> Result<Self> {
        let code = |kernel| match target.kind {
            TargetKind::Avx512Vnni => x86::compile(kernel, &target).map(|code| code.bytes),
        };
        let kernels = program.kernels.iter().map(code).collect::<Result<Vec<_>>>()?;
        let compiled = Self { program, target, kernels };
        compiled.check()?;
        Ok(compiled)
    }

    /// Prefix of the model's entry points: its name as a C identifier.
    pub fn identifier(&self) -> String {
        c_identifier(&self.program.name)
    }

    /// Bytes of all kernels.
    pub fn code_bytes(&self) -> u64 {
        self.kernels.iter().map(|k| k.len() as u64).sum()
    }

    /// Bytes of weights, biases, multipliers and tables.
    pub fn constant_bytes(&self) -> u64 {
        self.program.constants.iter().map(|c| c.bytes.len() as u64).sum()
    }

    /// Whether every index leads somewhere and every argument has the bytes that its kernel may touch. The driver relies on it.
    pub fn check(&self) -> Result<()> {
        let program = &self.program;
        let invalid = |message: String| Err(Diagnostic::error(Code::Invalid, message));
        if self.kernels.len() != program.kernels.len() {
            return invalid(format!("{} kernels have code for {}", program.kernels.len(), self.kernels.len()));
        }
        if program.arena_bytes < Program::ARENA_HEADER || !program.arena_bytes.is_multiple_of(64) {
            return invalid(format!("an arena of {} bytes is not a multiple of 64, at least {}", program.arena_bytes, Program::ARENA_HEADER));
        }
        for stage in &program.stages {
            for call in &stage.calls {
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
                    };
                    let fits = exists && argument.offset.checked_add(buffer.bytes).is_some_and(|end| end <= program.base_bytes(argument.base));
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
