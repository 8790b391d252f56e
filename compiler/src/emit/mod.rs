//! Code and constants → something to call: JIT memory, object file, shared object, headers, manifest.
//!
//! In: a [`CompiledProgram`](crate::codegen::CompiledProgram). Out: bytes or text, the same for the same input, or functions in
//! memory. It writes no file that (the linker's temporaries aside) and never looks into a kernel.

//! * `jit` memory · `object` relocatable object · `shared_object` through the system's linker · `header` C · `header_cpp` C++ ·
//!   `manifest` JSON

pub mod header;
pub mod header_cpp;
pub mod jit;
pub mod manifest;
pub mod object;
pub mod shared_object;

pub use header::c_header;
pub use header_cpp::cpp_header;
pub use jit::JitModel;
pub use manifest::manifest;
pub use object::object_file;
pub use shared_object::shared_object;
