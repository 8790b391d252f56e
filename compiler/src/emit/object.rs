//! A relocatable object file: position independent, for a C or C++ program to link in, or for the linker to make a shared object of.

use crate::codegen::{CompiledProgram, driver};
use crate::diagnostic::{Code, Diagnostic, Result};
use cranelift_object::{ObjectBuilder, ObjectModule};

/// The bytes of `NAME.o`. Its entry points are global, everything else is local, so that several models fit into one program.
pub fn object_file(compiled: &CompiledProgram) -> Result<Vec<u8>> {
    let refused = |e: &dyn std::fmt::Display| Diagnostic::error(Code::Invalid, format!("the object file cannot be written: {e}"));
    let isa = driver::isa(compiled.target.triple())?;
    let builder = ObjectBuilder::new(isa, compiled.identifier(), cranelift_module::default_libcall_names()).map_err(|e| refused(&e))?;
    let mut module = ObjectModule::new(builder);
    driver::define(&mut module, compiled)?;
    module.finish().emit().map_err(|e| refused(&e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::driver::tests::doubling;
    use object::{Object, ObjectSection, ObjectSymbol, RelocationKind};

    #[test]
    fn holds_pc_relative_relocations_alone_and_nothing_writable() {
        let bytes = object_file(&doubling("doubling")).unwrap();
        let file = object::File::parse(&*bytes).unwrap();
        let mut relocations = 0;
        for section in file.sections() {
            assert!(!matches!(section.kind(), object::SectionKind::Data | object::SectionKind::UninitializedData | object::SectionKind::ReadOnlyDataWithRel));
            for (_, relocation) in section.relocations() {
                assert!(matches!(relocation.kind(), RelocationKind::Relative | RelocationKind::PltRelative), "{relocation:?}");
                relocations += 1;
            }
        }
        assert!(relocations > 0);
        let mut global: Vec<&str> = file.symbols().filter(|s| s.is_global()).map(|s| s.name().unwrap()).collect();
        global.sort_unstable();
        assert_eq!(global, ["doubling_abi_version", "doubling_arena_size", "doubling_describe", "doubling_run", "doubling_run_worker"]);
        assert!(file.symbols().all(|s| !s.is_undefined() || s.name() == Ok("")), "imports something");
        assert!(file.symbols().any(|s| s.name() == Ok("doubling.scale_f32_37") && s.address() % 64 == 0));
    }

    #[test]
    fn is_the_same_twice() {
        assert_eq!(object_file(&doubling("m")).unwrap(), object_file(&doubling("m")).unwrap());
    }
}
