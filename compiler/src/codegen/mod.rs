//! Loop IR → machine code, and the driver that calls it.
//!
//! In: a verified [`crate::loop_ir::Program`] and a [`target::Target`]. Out: bytes of kernels and functions defined in a Cranelift
//! module. It never sees the graph and decides nothing: tiles and order are the planner's.

pub mod compiled;
pub mod driver;
#[cfg(all(test, target_arch = "x86_64", unix))]
mod execute;
pub mod portable;
pub mod target;
pub mod x86;

pub use compiled::{CompiledProgram, KnownCode};
