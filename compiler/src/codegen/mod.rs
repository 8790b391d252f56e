//! Loop IR → machine code, and the driver that calls it.
//!
//! In: a verified [`crate::loop_ir::Program`] and a [`target::Target`]. Out: bytes of kernels and functions defined in a Cranelift
//! module. It never sees the graph and decides nothing: tiles and order are the planner's.

pub mod compiled;
pub mod driver;
pub mod target;
pub mod x86;

pub use compiled::CompiledProgram;

use crate::diagnostic::Result;
use crate::loop_ir::Program;
use target::Target;

/// Generates the machine code of every kernel of a program.
pub fn compile(program: Program, target: Target) -> Result<CompiledProgram> {
    let kernels = program.kernels.iter().map(|kernel| Ok(x86::compile(kernel, &target)?.bytes)).collect::<Result<_>>()?;
    Ok(CompiledProgram { program, target, kernels })
}
