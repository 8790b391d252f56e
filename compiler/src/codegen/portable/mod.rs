//! Loop IR for 16-byte vectors → machine code by Cranelift, for any architecture it knows vectors of.
//!
//! In: a [`Kernel`] planned for 16-byte vectors. Out: the bytes of a leaf function with the calling convention of every kernel,
//! `extern "C" fn(frame: *mut u64, begin: u64, end: u64)`: it runs the share `begin..end` of the parallel range, nothing at all if
//! `begin >= end`; `frame[8 + i]` is the address of buffer i. The code has no relocations and calls nothing. Its instructions round as
//! the processor's control register says; the driver sees to it that this is to nearest even, without flushing. It never asks what
//! the host can do: the same kernel gives the same bytes everywhere.
//!
//! * `translate` loops and pointers · `memory` loads and stores · `select` operations

mod memory;
mod select;
#[cfg(test)]
mod tests;
mod translate;

use super::driver::SCRATCH_SLOTS;
use super::target::{Architecture, Target, TargetKind};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::Kernel;
use crate::loop_ir::verify::verify_kernel;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::{AbiParam, Signature, UserFuncName, types};
use cranelift_codegen::isa::{CallConv, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};
use cranelift_codegen::{CompiledCode, Context, ir};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};

/// What x86-64-v3 has beyond baseline x86-64, as far as code for vectors uses it.
const X86_64_FEATURES: [&str; 9] = ["has_sse3", "has_ssse3", "has_sse41", "has_sse42", "has_avx", "has_avx2", "has_fma", "has_bmi1", "has_bmi2"];

/// Compiles kernels of one target.
pub struct Compiler {
    architecture: Architecture,
    isa: OwnedTargetIsa,
}

impl std::fmt::Debug for Compiler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiler").field("architecture", &self.architecture).finish_non_exhaustive()
    }
}

impl Compiler {
    /// Sets Cranelift up for a portable target.
    ///
    /// # Errors
    /// `Invalid` for another target, `Machine` where this build of Cranelift has no code generator for the architecture.
    pub fn new(target: &Target) -> Result<Self> {
        let TargetKind::Portable(architecture) = target.kind else {
            return Err(Diagnostic::error(Code::Invalid, format!("{target} is not a portable target")));
        };
        let refused = |e: &dyn std::fmt::Display| Diagnostic::error(Code::Invalid, format!("Cranelift refused its settings: {e}"));
        let mut flags = settings::builder();
        let chosen = [
            ("opt_level", "speed"),
            // A stack probe would be a call to a symbol that nobody defines.
            ("enable_probestack", "false"),
            ("enable_verifier", if cfg!(debug_assertions) { "true" } else { "false" }),
        ];
        for (name, value) in chosen {
            flags.set(name, value).map_err(|e| refused(&e))?;
        }
        let triple = target.triple();
        let mut builder = cranelift_codegen::isa::lookup(triple.clone())
            .map_err(|e| Diagnostic::error(Code::Machine, format!("no code can be generated for {triple}: {e}")))?;
        if architecture == Architecture::X86_64 {
            for feature in X86_64_FEATURES {
                builder.enable(feature).map_err(|e| refused(&e))?;
            }
        }
        let isa = builder.finish(settings::Flags::new(flags)).map_err(|e| refused(&e))?;
        Ok(Self { architecture, isa })
    }

    /// Generates code for one kernel.
    ///
    /// # Errors
    /// `Invalid` for a kernel that is planned for another vector width or that a verifier refuses.
    pub fn compile(&self, kernel: &Kernel) -> Result<Vec<u8>> {
        Ok(self.generate(kernel, false)?.code_buffer().to_vec())
    }

    /// The instructions of a kernel's code in Cranelift's words, with the registers they got.
    ///
    /// # Errors
    /// As [`Compiler::compile`].
    pub fn listing(&self, kernel: &Kernel) -> Result<String> {
        Ok(self.generate(kernel, true)?.vcode.unwrap_or_default())
    }

    fn generate(&self, kernel: &Kernel, in_words: bool) -> Result<CompiledCode> {
        if kernel.vector_bytes != memory::VECTOR_BYTES {
            let message = format!("kernel '{}' has vectors of {} bytes, a portable target has {}", kernel.name, kernel.vector_bytes, memory::VECTOR_BYTES);
            return Err(Diagnostic::error(Code::Invalid, message).hint("plan for the target that code is generated for"));
        }
        verify_kernel(kernel)?;
        let refused = |what: String| Diagnostic::error(Code::Invalid, format!("kernel '{}': {what}", kernel.name));
        let mut context = Context::for_function(self.function());
        context.set_disasm(in_words);
        let mut builder_context = FunctionBuilderContext::new();
        translate::translate(kernel, self.architecture, FunctionBuilder::new(&mut context.func, &mut builder_context), self.isa.frontend_config())?;
        context.compile(&*self.isa, &mut ControlPlane::default()).map_err(|e| refused(format!("Cranelift refused it: {:?}", e.inner)))?;
        let code = context.take_compiled_code().ok_or_else(|| refused("Cranelift made no code of it".to_owned()))?;
        if !code.buffer.relocs().is_empty() {
            return Err(refused("its code refers to something outside".to_owned()));
        }
        Ok(code)
    }

    fn function(&self) -> ir::Function {
        let mut signature = Signature::new(CallConv::SystemV);
        signature.params.extend([AbiParam::new(types::I64); 3]);
        ir::Function::with_name_signature(UserFuncName::default(), signature)
    }
}

/// Generates code for one kernel.
///
/// # Errors
/// As [`Compiler::new`] and [`Compiler::compile`].
pub fn compile(kernel: &Kernel, target: &Target) -> Result<Vec<u8>> {
    Compiler::new(target)?.compile(kernel)
}

/// Offset of a buffer's address in the frame.
fn frame_offset(buffer: usize) -> i32 {
    8 * (SCRATCH_SLOTS + buffer) as i32
}
