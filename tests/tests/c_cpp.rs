//! C and C++ programs, built with the machine's compilers, link and load a compiled model: the programs in `tests/programs` check it
//! from their side of the interface, the examples run as a user would run them.

use graver::codegen::CompiledProgram;
use graver::codegen::target::{Architecture, Target};
use graver::compile::{CompileOptions, Observer, compile_model, generate};
use graver::emit;
use graver_tests::digits_example;
use graver_tests::recorded::read;
use graver_tests::shared::Cases;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The bundled network, for the first target and for others where the processor lacks its features.
fn digits(targets: &[Target]) -> CompiledProgram {
    let code = |&target: &Target| {
        let mut options = CompileOptions::new(target);
        options.import.name = Some("digits".into());
        let compiled = compile_model(&digits_example().join("digits-symbol.json"), &options, &mut Observer::default()).unwrap();
        generate(compiled.program, options.target, &mut Observer::default()).unwrap()
    };
    code(&targets[0]).with_fallbacks(targets[1..].iter().map(code).collect()).unwrap()
}

/// A compiled model with everything a C or C++ program needs, in a folder of its own.
struct Workshop {
    folder: TempDir,
    /// Paths of raw images and of the logits that belong to them.
    images: PathBuf,
    expected: PathBuf,
    count: usize,
}

impl Workshop {
    /// For the best target of this machine.
    fn new() -> Self {
        Self::for_targets(&[Target::best_here().unwrap()])
    }

    fn for_targets(targets: &[Target]) -> Self {
        let compiled = digits(targets);
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("digits.o"), emit::object_file(&compiled).unwrap()).unwrap();
        std::fs::write(path("digits.h"), emit::c_header(&compiled)).unwrap();
        std::fs::write(path("digits.hpp"), emit::cpp_header(&compiled)).unwrap();
        // The machine's linker knows its own architecture.
        if Some(targets[0].architecture()) == Architecture::host() {
            std::fs::write(path("renamed-model.so"), emit::shared_object(&compiled).unwrap()).unwrap();
        }
        // All test images, and the logits that MXNet computed for them.
        let [images, expected] = ["images.npy", "expected.npy"].map(|name| read(&digits_example().join(name)).unwrap());
        std::fs::write(path("images.raw"), images.data.to_bytes()).unwrap();
        std::fs::write(path("expected.raw"), expected.data.to_bytes()).unwrap();
        Self { images: path("images.raw"), expected: path("expected.raw"), count: images.shape.extents()[0], folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Builds a program with all warnings as errors.
    fn build(&self, compiler: &str, source: &Path, arguments: &[&str]) -> PathBuf {
        let program = self.path(source.file_stem().unwrap().to_str().unwrap());
        let output = Command::new(compiler)
            .args(["-O1", "-g", "-Wall", "-Wextra", "-Werror", "-pthread", "-I"])
            .arg(self.folder.path())
            .arg("-I")
            .arg(root().join("runtime/include"))
            .arg("-o")
            .arg(&program)
            .arg(source)
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{compiler} {}:\n{}", source.display(), String::from_utf8_lossy(&output.stderr));
        program
    }
}

/// Runs a program that must succeed; what it prints.
fn output_of(command: &mut Command) -> String {
    // Cargo puts folders there in which an older runtime library may lie.
    let output = command.env_remove("LD_LIBRARY_PATH").output().unwrap();
    let (printed, complaints) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{printed}\n{complaints}", output.status);
    printed.into_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The folder of `libgraver_runtime.so`: cargo builds it there, as a dependency of this test.
fn runtime_folder() -> PathBuf {
    let folder = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    assert!(folder.join("libgraver_runtime.so").exists(), "no runtime library in {}", folder.display());
    folder
}

/// Runs a test where the machine can; counts it as skipped otherwise.
fn with_compilers(test: &'static str, compilers: &[&str], check: impl FnOnce() -> String) {
    let mut cases = Cases::new(test);
    match compilers.iter().find(|compiler| Command::new(compiler).arg("--version").output().is_err()) {
        Some(missing) => cases.skip(format!("no {missing} on this machine")),
        None if Target::best_here().is_err() => cases.skip("no target runs here".into()),
        None => cases.run(test, || Ok::<_, String>(check())),
    }
    cases.finish();
}

/// Options that link a program with the runtime library.
fn runtime_options() -> [String; 3] {
    let folder = runtime_folder();
    [format!("-L{}", folder.display()), "-lgraver_runtime".into(), format!("-Wl,-rpath,{}", folder.display())]
}

#[test]
fn a_c_program_links_the_object_file() {
    with_compilers("a_c_program_links_the_object_file", &["cc"], || {
        let here: Vec<Target> = Target::all_here().collect();
        // Each target alone, and all in one object.
        for targets in here.chunks(1).chain([&here[..]]) {
            let workshop = Workshop::for_targets(targets);
            let program = workshop.build("cc", &root().join("tests/programs/embedded.c"), &["-std=c11", "-pedantic", "digits.o"]);
            let printed = output_of(Command::new(program).arg(&workshop.images).arg(&workshop.expected));
            assert!(printed.contains(&format!("{} images agree", workshop.count)), "{printed}");
        }
        format!("{here:?}")
    });
}

/// The example in C under a checker of every memory access, which knows no AVX-512.
#[test]
fn valgrind_finds_no_error_in_portable_code() {
    with_compilers("valgrind_finds_no_error_in_portable_code", &["cc", "valgrind"], || {
        let portable = Target::parse("portable").unwrap();
        if !portable.runs_here() {
            return "no portable target runs here".into();
        }
        let workshop = Workshop::for_targets(&[portable]);
        let embed = workshop.build("cc", &root().join("examples/c/embed.c"), &["-std=c11", "digits.o"]);
        let printed = output_of(Command::new("valgrind").args(["--error-exitcode=9", "--leak-check=full"]).arg(embed));
        assert!(printed.contains("\ndigit 0 (logit 6.703)\n"), "{printed}");
        printed
    });
}

/// An object for another architecture, made here, linked by a cross compiler and run by an emulator: the same bits.
#[test]
fn aarch64_code_gives_the_same_bits() {
    with_compilers("aarch64_code_gives_the_same_bits", &["aarch64-linux-gnu-gcc", "qemu-aarch64"], || {
        let workshop = Workshop::for_targets(&[Target::PORTABLE_AARCH64]);
        let program = workshop.build("aarch64-linux-gnu-gcc", &root().join("tests/programs/embedded.c"), &["-std=c11", "-pedantic", "-static", "digits.o"]);
        let printed = output_of(Command::new("qemu-aarch64").arg(program).arg(&workshop.images).arg(&workshop.expected));
        assert!(printed.contains(&format!("{} images agree", workshop.count)), "{printed}");
        printed
    });
}

#[test]
fn a_cpp_program_loads_the_shared_object() {
    with_compilers("a_cpp_program_loads_the_shared_object", &["c++"], || {
        let workshop = Workshop::new();
        let [search, library, run_path] = runtime_options();
        let arguments = ["-std=c++17", "-pedantic", "digits.o", &search, &library, &run_path];
        let program = workshop.build("c++", &root().join("tests/programs/loaded.cpp"), &arguments);
        let printed = output_of(Command::new(program).arg(workshop.path("renamed-model.so")).arg(&workshop.images).arg(&workshop.expected));
        assert!(printed.contains(&format!("{} images agree", workshop.count)), "{printed}");
        printed
    });
}

/// A generated header needs no other file, and goes together with the library's and with that of another model.
#[test]
fn headers_stand_alone_and_together() {
    with_compilers("headers_stand_alone_and_together", &["cc", "c++"], || {
        let workshop = Workshop::new();
        let mut other = digits(&[Target::best_here().unwrap()]);
        other.program.name = "other".into();
        std::fs::write(workshop.path("other.h"), emit::c_header(&other)).unwrap();
        std::fs::write(workshop.path("other.hpp"), emit::cpp_header(&other)).unwrap();
        let c: [&[&str]; 4] = [&["digits.h"], &["digits.h", "graver.h"], &["graver.h", "digits.h"], &["digits.h", "other.h", "digits.h"]];
        let cpp: [&[&str]; 2] = [&["digits.hpp"], &["digits.hpp", "other.hpp", "graver.hpp"]];
        for (compiler, flags, extension, sets) in [
            ("cc", ["-std=c99", "-pedantic", "-c"], "c", &c[..]),
            ("c++", ["-std=c++11", "-pedantic", "-c"], "cpp", &c[..]),
            ("c++", ["-std=c++17", "-pedantic", "-c"], "cpp", &cpp[..]),
        ] {
            for headers in sets {
                let source = workshop.path(&format!("headers.{extension}"));
                std::fs::write(&source, headers.iter().map(|h| format!("#include \"{h}\"\n")).collect::<String>()).unwrap();
                workshop.build(compiler, &source, &flags);
            }
        }
        "C99, C++11, C++17".into()
    });
}

#[test]
fn the_examples_run() {
    with_compilers("the_examples_run", &["cc", "c++"], || {
        let workshop = Workshop::new();
        let embed = workshop.build("cc", &root().join("examples/c/embed.c"), &["-std=c11", "digits.o"]);
        let c = output_of(&mut Command::new(embed));
        assert!(c.contains("\ndigit 0 (logit 6.703)\n"), "{c}");
        let [search, library, run_path] = runtime_options();
        let load = workshop.build("c++", &root().join("examples/cpp/load.cpp"), &["-std=c++17", &search, &library, &run_path]);
        let cpp = output_of(Command::new(load).arg(workshop.path("renamed-model.so")));
        assert!(cpp.contains("\ndigit 8 (logit "), "{cpp}");
        format!("{c}{cpp}")
    });
}
