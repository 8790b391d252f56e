//! A relocatable object file: position independent, for a C or C++ program to link in, or for the linker to make a shared object of.

use crate::codegen::{CompiledProgram, driver};
use crate::diagnostic::{Code, Diagnostic, Result};
use cranelift_object::{ObjectBuilder, ObjectModule, ObjectProduct};
use std::fmt::Display;
use std::io::Write;

/// The bytes of `NAME.o`. Its entry points are global, everything else is local, so that several models fit into one program.
pub fn object_file(compiled: &CompiledProgram) -> Result<Vec<u8>> {
    product(compiled)?.emit().map_err(|e| refused(&e))
}

/// Writes the same bytes, which never lie in memory as a whole beside the sections that they are made of.
pub fn write_object_file(compiled: &CompiledProgram, to: impl Write) -> Result<()> {
    product(compiled)?.object.write_stream(to).map_err(|e| refused(&e))
}

fn refused(error: &dyn Display) -> Diagnostic {
    Diagnostic::error(Code::Invalid, format!("the object file cannot be written: {error}"))
}

fn product(compiled: &CompiledProgram) -> Result<ObjectProduct> {
    let isa = driver::isa(compiled.target.triple())?;
    let builder = ObjectBuilder::new(isa, compiled.identifier(), cranelift_module::default_libcall_names()).map_err(|e| refused(&e))?;
    let mut module = ObjectModule::new(builder);
    driver::define(&mut module, compiled)?;
    Ok(module.finish())
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
        let bytes = object_file(&doubling("m")).unwrap();
        assert_eq!(bytes, object_file(&doubling("m")).unwrap());
        let mut written = Vec::new();
        write_object_file(&doubling("m"), &mut written).unwrap();
        assert_eq!(bytes, written);
    }
}
