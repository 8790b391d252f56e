//! A shared object, made of the object file by the linker that the machine has.

use super::object::write_object_file;
use crate::codegen::CompiledProgram;
use crate::diagnostic::{Code, Diagnostic, Result};
use std::fs::File;
use std::io::{BufWriter, ErrorKind};
use std::path::Path;
use std::process::Command;

/// Linker options of every shared object: everything bound and read-only once loaded, no executable stack, code on pages of its own,
/// text relocations and undefined symbols are errors, and an identity that follows from the contents.
const OPTIONS: [&str; 11] = ["-z", "now", "-z", "relro", "-z", "noexecstack", "-z", "text", "--no-undefined", "--build-id=sha1", "--hash-style=gnu"];

/// Compiler drivers, tried in this order after `$CC`.
const DRIVERS: [&str; 3] = ["cc", "gcc", "clang"];

/// Linkers, tried where there is no driver.
const LINKERS: [&str; 3] = ["ld", "ld.lld", "mold"];

/// A program that links, and how it takes the linker's options.
struct Linker {
    program: String,
    arguments: Vec<String>,
}

impl Linker {
    /// A compiler driver passes options on after `-Wl,`.
    fn driver(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        let program = words.next()?;
        let mut arguments: Vec<String> = words.collect();
        arguments.extend(["-shared", "-nostdlib", "-nostartfiles"].map(String::from));
        Some(Self { program, arguments })
    }

    fn bare(program: &str) -> Self {
        Self { program: program.into(), arguments: vec!["-shared".into()] }
    }
}

/// The bytes of `NAME.so`. It exports the entry points alone and needs no other library.
pub fn shared_object(compiled: &CompiledProgram) -> Result<Vec<u8>> {
    let write = |file: File| write_object_file(compiled, BufWriter::new(file));
    link(write, &format!("{}.so", compiled.identifier()), &linkers(std::env::var("CC").ok().as_deref()))
}

fn linkers(cc: Option<&str>) -> Vec<(Linker, bool)> {
    let drivers = cc.into_iter().chain(DRIVERS).filter_map(Linker::driver).map(|linker| (linker, true));
    drivers.chain(LINKERS.map(Linker::bare).map(|linker| (linker, false))).collect()
}

/// Has `write` write the object file, and links it.
fn link(write: impl FnOnce(File) -> Result<()>, soname: &str, linkers: &[(Linker, bool)]) -> Result<Vec<u8>> {
    let io = |what: &str, e: std::io::Error| Diagnostic::error(Code::Io, format!("{what} for the linker: {e}"));
    let folder = tempfile::Builder::new().prefix("graver-").tempdir().map_err(|e| io("no temporary folder", e))?;
    write(File::create(folder.path().join("model.o")).map_err(|e| io("cannot write the object file", e))?)?;
    let mut refusals = Vec::new();
    for (linker, is_driver) in linkers {
        match run(linker, *is_driver, soname, folder.path()) {
            Ok(None) => return std::fs::read(folder.path().join("model.so")).map_err(|e| io("cannot read the shared object", e)),
            Ok(Some(refusal)) => refusals.push(format!("{}: {refusal}", linker.program)),
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => refusals.push(format!("{}: {e}", linker.program)),
        }
    }
    if refusals.is_empty() {
        let tried: Vec<&str> = linkers.iter().map(|(linker, _)| linker.program.as_str()).collect();
        let message = format!("a shared object needs a linker, and none was found (tried {})", tried.join(", "));
        return Err(Diagnostic::error(Code::Machine, message).hint("install gcc or binutils, or make an object file with --emit obj"));
    }
    let message = format!("no linker could make the shared object:\n{}", refusals.join("\n"));
    Err(Diagnostic::error(Code::Machine, message).hint("set CC to a compiler for this platform, or make an object file with --emit obj"))
}

/// Runs one linker in `folder`, by relative names, so that no path gets into its output. `Some` is what it complains of.
fn run(linker: &Linker, is_driver: bool, soname: &str, folder: &Path) -> std::io::Result<Option<String>> {
    let options: Vec<&str> = OPTIONS.into_iter().chain(["-z", "separate-code", "-soname", soname]).collect();
    let mut command = Command::new(&linker.program);
    command.args(&linker.arguments);
    if is_driver {
        command.arg(format!("-Wl,{}", options.join(",")));
    } else {
        command.args(options);
    }
    // LD_RUN_PATH would become part of the file.
    let output = command.args(["-o", "model.so", "model.o"]).current_dir(folder).env_remove("LD_RUN_PATH").output()?;
    Ok((!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::driver::tests::{ELEMENTS, doubling};
    use object::elf;
    use object::read::elf::{ElfFile64, ProgramHeader};
    use object::{Endianness, Object, ObjectSection};
    use std::io::Write;

    fn skipped() -> bool {
        let missing = linkers(None).iter().all(|(linker, _)| Command::new(&linker.program).arg("--version").output().is_err());
        if missing {
            // Written past the test runner, which hides what passing tests print.
            let _ = writeln!(std::io::stdout(), "shared_object: (skipped 1 cases: no linker on this machine)");
        }
        missing
    }

    #[test]
    fn exports_the_api_alone_and_is_hardened() {
        if skipped() {
            return;
        }
        let bytes = shared_object(&doubling("doubling")).unwrap();
        let file = ElfFile64::<Endianness>::parse(&*bytes).unwrap();
        let exports: std::collections::BTreeSet<String> = file.exports().unwrap().iter().map(|e| String::from_utf8_lossy(e.name()).into_owned()).collect();
        let expected = ["doubling_abi_version", "doubling_arena_size", "doubling_describe", "doubling_run", "doubling_run_worker"];
        assert_eq!(exports.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(file.imports().unwrap().len(), 0, "undefined symbols");
        assert!(file.dynamic_relocations().is_none_or(|mut r| r.next().is_none()), "relocations");
        assert!(file.build_id().unwrap().is_some_and(|id| id.len() == 20));
        let endian = file.endian();
        let headers = file.elf_program_headers();
        assert!(headers.iter().any(|h| h.p_type(endian) == elf::PT_GNU_RELRO));
        let stack = headers.iter().find(|h| h.p_type(endian) == elf::PT_GNU_STACK).unwrap();
        assert_eq!(stack.p_flags(endian) & elf::PF_X, 0);
        assert!(headers.iter().all(|h| h.p_flags(endian) & (elf::PF_W | elf::PF_X) != elf::PF_W | elf::PF_X));
        let dynamic = headers.iter().find_map(|h| h.dynamic(endian, &*bytes).unwrap()).unwrap();
        let entries: Vec<(i64, u64)> = dynamic.iter().map(|d| (d.d_tag.get(endian) as i64, d.d_val.get(endian))).collect();
        let value = |tag: i64| entries.iter().find(|(t, _)| *t == tag).map(|(_, v)| *v);
        assert_eq!(value(elf::DT_TEXTREL), None);
        assert_eq!(value(elf::DT_NEEDED), None);
        assert_eq!(value(elf::DT_RUNPATH).or(value(elf::DT_RPATH)), None);
        assert!(value(elf::DT_FLAGS_1).is_some_and(|f| f & u64::from(elf::DF_1_NOW) != 0), "lazy binding");
        let strings = file.section_by_name(".dynstr").unwrap().data().unwrap().to_vec();
        let soname = value(elf::DT_SONAME).unwrap() as usize;
        assert!(strings[soname..].starts_with(b"doubling.so\0"));
        assert!(!bytes.windows(8).any(|w| w == b"graver-\0" || w.starts_with(b"/tmp/")), "a path of the build leaked");
    }

    #[test]
    fn is_the_same_twice() {
        if !skipped() {
            assert_eq!(shared_object(&doubling("m")).unwrap(), shared_object(&doubling("m")).unwrap());
        }
    }

    #[test]
    fn opens_under_any_file_name() {
        if skipped() {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("renamed.bin");
        std::fs::write(&file, shared_object(&doubling("doubling")).unwrap()).unwrap();
        for model in [graver_runtime::Model::open(&file).unwrap(), graver_runtime::Model::open_named(&file, "doubling").unwrap()] {
            assert_eq!(model.description().name, "doubling");
            let mut session = graver_runtime::Session::new(&std::sync::Arc::new(model), 2).unwrap();
            let (input, mut output) = ([1.5f32; ELEMENTS], [0.0f32; ELEMENTS]);
            let result = session.run(&[graver_runtime::bytes_of(&input)], &mut [graver_runtime::bytes_of_mut(&mut output)]);
            if crate::codegen::driver::tests::TARGET.runs_here() {
                result.unwrap();
                assert_eq!(output, [3.0; ELEMENTS]);
            } else {
                assert_eq!(result.unwrap_err().status, graver_runtime::Status::Cpu);
            }
        }
        let error = graver_runtime::Model::open_named(&file, "other").unwrap_err();
        assert_eq!(error.status, graver_runtime::Status::NotAModel);
    }

    #[test]
    fn without_a_linker_the_diagnostic_says_what_to_do() {
        let nothing = [(Linker::bare("graver-has-no-such-linker"), false)];
        let diagnostic = link(|_| Ok(()), "m.so", &nothing).unwrap_err();
        assert_eq!(diagnostic.code, Code::Machine);
        assert!(diagnostic.hint.unwrap().contains("--emit obj"));
    }

    #[test]
    fn what_a_linker_complains_of_is_shown() {
        if !skipped() {
            let diagnostic = link(|mut file| file.write_all(b"not an object file").map_err(|e| panic!("{e}")), "m.so", &linkers(None)).unwrap_err();
            assert_eq!(diagnostic.code, Code::Machine);
            assert!(diagnostic.message.contains("model.o"), "{diagnostic}");
        }
    }
}
