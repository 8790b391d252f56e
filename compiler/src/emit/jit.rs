//! A model in this process's memory.

use crate::codegen::{CompiledProgram, driver};
use crate::diagnostic::{Code, Diagnostic, Result};
use cranelift_jit::{ArenaMemoryProvider, JITBuilder, JITModule};
use graver_runtime::abi::{AbiVersionFunction, ArenaSizeFunction, DescribeFunction, EntryPoints, RunFunction, RunWorkerFunction};
use std::fmt;
use std::mem::transmute;

/// Pages that a mapping is made of; also what the memory provider rounds every region up to.
const PAGE: u64 = 4096;

/// Code and constants must lie within reach of a signed 32-bit displacement.
const MOST_BYTES: u64 = 1 << 31;

/// A model that is ready to run. Its memory is freed when it is dropped.
pub struct JitModel {
    /// Taken out only by `drop`.
    module: Option<JITModule>,
    entry_points: EntryPoints,
}

// SAFETY: after `load` the module is only an owner of read-only and executable pages; nothing calls its methods until `drop`, which
// has it alone. The generated functions write no globals, so any thread may call them.
unsafe impl Sync for JitModel {}

impl fmt::Debug for JitModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JitModel").field("entry_points", &self.entry_points).finish_non_exhaustive()
    }
}

impl JitModel {
    /// Places a compiled program in memory: one reservation, written first, then executable or read-only, never both.
    pub fn load(compiled: &CompiledProgram) -> Result<Self> {
        let host = target_lexicon::Triple::host();
        if host.architecture != compiled.target.triple().architecture {
            let message = format!("code for {} cannot run in a process on {host}", compiled.target);
            return Err(Diagnostic::error(Code::Machine, message).hint("compile to a shared object and run it on the machine it is for"));
        }
        let mut builder = JITBuilder::with_isa(driver::isa(host)?, cranelift_module::default_libcall_names());
        let memory = ArenaMemoryProvider::new_with_size(reservation(compiled)?)
            .map_err(|e| Diagnostic::error(Code::Machine, format!("no memory for the model's code and constants: {e}")))?;
        builder.memory_provider(Box::new(memory));
        let mut module = JITModule::new(builder);
        let defined = driver::define(&mut module, compiled).and_then(|ids| {
            module.finalize_definitions().map_err(|e| Diagnostic::error(Code::Machine, format!("memory cannot be made executable: {e}")))?;
            Ok(ids)
        });
        let ids = match defined {
            Ok(ids) => ids,
            Err(diagnostic) => {
                // SAFETY: no address inside has been given to anybody.
                unsafe { module.free_memory() };
                return Err(diagnostic);
            }
        };
        let address = |id| module.get_finalized_function(id);
        // SAFETY: each address is that of a function which `driver::define` gave the signature of this field.
        let entry_points = unsafe {
            EntryPoints {
                abi_version: transmute::<*const u8, AbiVersionFunction>(address(ids.abi_version)),
                describe: transmute::<*const u8, DescribeFunction>(address(ids.describe)),
                arena_size: transmute::<*const u8, ArenaSizeFunction>(address(ids.arena_size)),
                run: transmute::<*const u8, RunFunction>(address(ids.run)),
                run_worker: transmute::<*const u8, RunWorkerFunction>(address(ids.run_worker)),
            }
        };
        Ok(Self { module: Some(module), entry_points })
    }

    /// The model's functions. They are valid as long as `self` lives.
    pub fn entry_points(&self) -> &EntryPoints {
        &self.entry_points
    }

    /// The model for the runtime library, which keeps the code in memory as long as it needs it.
    pub fn into_model(self) -> Result<graver_runtime::Model> {
        let entry_points = self.entry_points;
        // SAFETY: the functions belong to `self`, which is handed over with them.
        unsafe { graver_runtime::Model::from_entry_points(entry_points, self) }.map_err(|e| Diagnostic::error(Code::Invalid, e.message))
    }
}

impl Drop for JitModel {
    fn drop(&mut self) {
        if let Some(module) = self.module.take() {
            // SAFETY: whoever calls an entry point promised (they are unsafe to call) that the model outlives the call.
            unsafe { module.free_memory() };
        }
    }
}

/// Address space for everything, with room for the driver (a few dozen bytes for each argument of each call, twice) and for regions
/// that begin on pages of their own. Unused pages cost nothing.
fn reservation(compiled: &CompiledProgram) -> Result<usize> {
    let room = |variant: &CompiledProgram| {
        let program = &variant.program;
        let sizes = variant.kernels.iter().map(Vec::len).chain(program.constants.iter().map(|c| c.bytes.len()));
        let pieces: u64 = sizes.map(|size| (size as u64).next_multiple_of(PAGE) + PAGE).sum();
        let arguments: u64 = program.stages().flat_map(|s| s.all_calls()).map(|c| c.arguments.len() as u64 + 4).sum();
        let ports = (program.inputs.len() + program.outputs.len()) as u64;
        pieces + 256 * (arguments + program.stages().count() as u64 + ports)
    };
    let total = compiled.variants().map(room).sum::<u64>() + (4 << 20);
    if total > MOST_BYTES {
        return Err(Diagnostic::error(Code::Overflow, format!("code and constants take {total} bytes, more than 2 GiB")));
    }
    usize::try_from(total).map_err(|_| Diagnostic::error(Code::Overflow, "code and constants exceed the address space"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::driver::tests::{ELEMENTS, doubling};
    use graver_runtime::{Session, Status, bytes_of, bytes_of_mut};
    use std::sync::Arc;

    #[test]
    fn runs_under_the_runtime_library() {
        let compiled = doubling("doubling");
        let model = Arc::new(JitModel::load(&compiled).unwrap().into_model().unwrap());
        assert_eq!(model.description().name, "doubling");
        for workers in [1, 2, 3, 8] {
            let mut session = Session::new(&model, workers).unwrap();
            session.set_profiling(true);
            let input: Vec<f32> = (0..ELEMENTS).map(|i| i as f32).collect();
            for _ in 0..10 {
                let mut output = vec![0.0f32; ELEMENTS];
                let result = session.run(&[bytes_of(&input)], &mut [bytes_of_mut(&mut output)]);
                if compiled.target.runs_here() {
                    result.unwrap();
                    assert!(output.iter().zip(&input).all(|(y, x)| *y == 2.0 * x), "{workers} workers");
                    assert!(session.stage_seconds().iter().all(|&s| s > 0.0 && s < 10.0));
                } else {
                    assert_eq!(result.unwrap_err().status, Status::Cpu);
                }
            }
        }
    }
}
