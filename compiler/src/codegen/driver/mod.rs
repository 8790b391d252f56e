//! The driver: the functions that a host calls, which check arguments and call the kernels in order.
//!
//! In: a [`CompiledProgram`]. Out: kernels, constants and entry points defined in any Cranelift module, in memory or in an object
//! file. What it makes imports nothing, holds no relocation but PC-relative ones, writes no global, and uses no stack but its own
//! frames. It knows the C ABI of `graver.h` (from `graver_runtime::abi`) and the ABI of kernels; it never looks into a kernel.
//!
//! * `symbol` names · `leaf` functions in assembly · `function` phrases of Cranelift IR · `description` what `NAME_describe` tells ·
//!   `entry` checks and entry points · `stages` the calls · `meet` waiting for each other

mod description;
mod entry;
mod function;
mod leaf;
mod meet;
mod stages;
pub mod symbol;

use super::CompiledProgram;
use super::target::Architecture;
use crate::diagnostic::{Code, Diagnostic, Result};
use cranelift_codegen::Context;
use cranelift_codegen::ir::{AbiParam, Signature, Type, UserFuncName, types};
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_module::{DataDescription, DataId, FuncId, Linkage, Module, ModuleError};
use description::Description;
use entry::Guards;
use function::Body;
use graver_runtime::abi::{ABI_VERSION, ENTRY_POINT_SUFFIXES};
use stages::{Crew, Pieces};
use symbol::SymbolNames;

/// Slots at the start of a kernel's frame in which it may keep registers that belong to its caller.
pub const SCRATCH_SLOTS: usize = 8;

/// Alignment of kernels and constants: a cache line, and a vector register.
pub const ALIGNMENT: u64 = 64;

/// The five entry points in a module, in the order of `graver_runtime::abi::EntryPoints`.
#[derive(Debug, Clone, Copy)]
pub struct EntryIds {
    pub abi_version: FuncId,
    pub describe: FuncId,
    pub arena_size: FuncId,
    pub run: FuncId,
    pub run_worker: FuncId,
}

/// The compiler for the driver's own functions. Baseline code: the driver must run on a processor that the kernels would crash.
///
/// `is_pic` would fetch the address of every constant from a global offset table. All that the driver refers to is defined beside it
/// and local, so without `is_pic` Cranelift uses 32-bit PC-relative displacements alone, which is as position independent.
pub fn isa(triple: target_lexicon::Triple) -> Result<OwnedTargetIsa> {
    let mut flags = settings::builder();
    let chosen = [
        ("is_pic", "false"),
        ("opt_level", "speed"),
        // A stack probe would be a call to a symbol that nobody defines.
        ("enable_probestack", "false"),
        // Lets profilers walk through the driver.
        ("preserve_frame_pointers", "true"),
        ("enable_verifier", if cfg!(debug_assertions) { "true" } else { "false" }),
    ];
    for (name, value) in chosen {
        flags.set(name, value).map_err(|e| Diagnostic::error(Code::Invalid, format!("Cranelift has no setting {name}={value}: {e}")))?;
    }
    let builder = cranelift_codegen::isa::lookup(triple.clone())
        .map_err(|e| Diagnostic::error(Code::Machine, format!("no code can be generated for {triple}: {e}")).hint("use a target for x86-64"))?;
    builder.finish(settings::Flags::new(flags)).map_err(|e| Diagnostic::error(Code::Invalid, format!("Cranelift refused its settings: {e}")))
}

/// Defines everything in `module`: kernels and constants (local symbols), the driver, and the exported entry points.
pub fn define<M: Module>(module: &mut M, compiled: &CompiledProgram) -> Result<EntryIds> {
    compiled.check()?;
    let mut driver = Driver { module, compiled, model: compiled.identifier(), names: SymbolNames::default(), context: FunctionBuilderContext::new() };
    let leaves = driver.define_leaves(compiled.target.architecture())?;
    let description = Description::new(compiled)?;
    let data = driver.define_constant("description", &description.bytes)?;
    let meet = driver.define_meet(&leaves)?;
    let (mut whole, mut gang) = (Vec::new(), Vec::new());
    for variant in compiled.variants() {
        let pieces = driver.define_pieces(variant)?;
        whole.push(driver.define_stages(variant, Crew::Alone, &pieces, &leaves)?);
        gang.push(driver.define_stages(variant, Crew::Gang { meet }, &pieces, &leaves)?);
    }
    let guards =
        Guards { check: driver.define_check()?, choose: driver.define_choose(&leaves)?, set_modes: leaves.set_modes, restore_modes: leaves.restore_modes };
    let [version_name, describe_name, arena_name, run_name, worker_name] = ENTRY_POINT_SUFFIXES.map(|suffix| format!("{}{suffix}", driver.model));
    Ok(EntryIds {
        abi_version: driver.define_number(&version_name, types::I32, u64::from(ABI_VERSION))?,
        describe: driver.define_describe(&describe_name, &description, data)?,
        arena_size: driver.define_number(&arena_name, types::I64, compiled.arena_bytes() as u64)?,
        run: driver.define_run(&run_name, &guards, &whole)?,
        run_worker: driver.define_run_worker(&worker_name, &guards, &whole, &gang)?,
    })
}

/// The functions of [`leaf`].
struct Leaves {
    cpu_features: FuncId,
    ticks: FuncId,
    spin: FuncId,
    set_modes: FuncId,
    restore_modes: FuncId,
}

/// A module that is being filled.
struct Driver<'a, M: Module> {
    module: &'a mut M,
    compiled: &'a CompiledProgram,
    /// The model's name as a C identifier.
    model: String,
    names: SymbolNames,
    context: FunctionBuilderContext,
}

fn refused(error: ModuleError) -> Diagnostic {
    Diagnostic::error(Code::Invalid, format!("Cranelift refused a definition: {error:?}"))
}

impl<M: Module> Driver<'_, M> {
    fn signature(&self, parameters: &[Type], result: Option<Type>) -> Signature {
        let mut signature = Signature::new(self.module.isa().default_call_conv());
        signature.params.extend(parameters.iter().map(|&ty| AbiParam::new(ty)));
        signature.returns.extend(result.map(AbiParam::new));
        signature
    }

    /// Declares a function that the host calls.
    fn export(&mut self, name: &str, parameters: &[Type], result: Type) -> Result<FuncId> {
        let signature = self.signature(parameters, Some(result));
        self.module.declare_function(name, Linkage::Export, &signature).map_err(refused)
    }

    /// Declares a function that only the model calls.
    fn local(&mut self, name: &str, parameters: &[Type], result: Option<Type>) -> Result<FuncId> {
        let signature = self.signature(parameters, result);
        let name = self.names.local(&self.model, name);
        self.module.declare_function(&name, Linkage::Local, &signature).map_err(refused)
    }

    fn define_function(&mut self, id: FuncId, write: impl FnOnce(&mut Self, &mut Body)) -> Result<FuncId> {
        let mut context = Context::new();
        context.func.signature = self.module.declarations().get_function_decl(id).signature.clone();
        context.func.name = UserFuncName::user(0, id.as_u32());
        let mut builder_context = std::mem::take(&mut self.context);
        let mut body = Body::new(FunctionBuilder::new(&mut context.func, &mut builder_context));
        write(self, &mut body);
        body.finish(self.module.target_config());
        self.context = builder_context;
        self.module.define_function(id, &mut context).map_err(refused)?;
        Ok(id)
    }

    /// A local function of ready machine code.
    fn define_bytes(&mut self, name: &str, parameters: &[Type], result: Option<Type>, bytes: &[u8]) -> Result<FuncId> {
        let id = self.local(name, parameters, result)?;
        self.module.define_function_bytes(id, ALIGNMENT, bytes, &[]).map_err(refused)?;
        Ok(id)
    }

    fn define_constant(&mut self, name: &str, bytes: &[u8]) -> Result<DataId> {
        let name = self.names.local(&self.model, name);
        let id = self.module.declare_data(&name, Linkage::Local, false, false).map_err(refused)?;
        let mut data = DataDescription::new();
        // An object of no bytes could share its address with the next one, or lie behind the end of the section.
        data.define(if bytes.is_empty() { Box::new([0]) } else { bytes.into() });
        data.set_align(ALIGNMENT);
        self.module.define_data(id, &data).map_err(refused)?;
        Ok(id)
    }

    fn define_leaves(&mut self, architecture: Architecture) -> Result<Leaves> {
        let code = leaf::leaves(architecture)?;
        Ok(Leaves {
            cpu_features: self.define_bytes("driver.cpu_features", &[types::I64], Some(types::I64), &code.cpu_features)?,
            ticks: self.define_bytes("driver.ticks", &[], Some(types::I64), &code.ticks)?,
            spin: self.define_bytes("driver.spin", &[types::I64, types::I32, types::I32], Some(types::I32), &code.spin)?,
            set_modes: self.define_bytes("driver.set_modes", &[], Some(types::I64), &code.set_modes)?,
            restore_modes: self.define_bytes("driver.restore_modes", &[types::I64], None, &code.restore_modes)?,
        })
    }

    fn define_pieces(&mut self, compiled: &CompiledProgram) -> Result<Pieces> {
        let mut kernels = Vec::with_capacity(compiled.kernels.len());
        for (kernel, code) in compiled.program.kernels.iter().zip(&compiled.kernels) {
            kernels.push(self.define_bytes(&kernel.name, &[types::I64, types::I64, types::I64], None, code)?);
        }
        let mut constants = Vec::with_capacity(compiled.program.constants.len());
        for constant in &compiled.program.constants {
            constants.push(self.define_constant(&constant.name, &constant.bytes)?);
        }
        Ok(Pieces { kernels, constants })
    }

    /// A function without parameters that returns a number.
    fn define_number(&mut self, name: &str, ty: Type, number: u64) -> Result<FuncId> {
        use cranelift_codegen::ir::InstBuilder;
        let id = self.export(name, &[], ty)?;
        self.define_function(id, |_, body| {
            let value = body.builder.ins().iconst(ty, number.cast_signed());
            body.builder.ins().return_(&[value]);
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
