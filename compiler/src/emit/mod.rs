//! Code and constants → something to call: JIT memory, object file, shared object, headers, manifest.
//!
//! In: a [`CompiledProgram`](crate::codegen::CompiledProgram). Out: bytes or text, the same for the same input, or functions in
//! memory. It writes no file that it is not given (the linker's own temporaries aside) and never looks into a kernel.

pub mod jit;
pub mod object;
