//! C and C++ programs, built with the machine's compilers, link and load a compiled model: the programs in `tests/programs` check it
//! from their side of the interface, the examples run as a user would run them.

use graver::codegen::CompiledProgram;
use graver::codegen::target::Target;
use graver::emit;
use graver::graph::{DType, Quantization, Shape};
use graver::loop_ir::{
    Access, Address, Argument, Base, BinaryOp, Buffer, BufferId, Call, CounterId, Kernel, KernelId, LoadForm, Loop, Port, Program, Register, RegisterKind,
    Source, Stage, Statement, StoreForm, Trips, VectorOp,
};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A model with the digits network's inputs and outputs in the place of the network itself: the logits are four times the first ten
/// pixels, by way of the arena. So these tests look at the interface alone, and know every answer.
fn digits() -> CompiledProgram {
    let buffer = |name: &str, bytes, access| Buffer { name: name.into(), bytes, access };
    let at = |buffer| Address::new(BufferId(buffer), 0, []);
    let [x, f] = [Register(0), Register(1)];
    let body = vec![
        Statement::Op(VectorOp::Load { to: x, form: LoadForm::Full, address: at(0), lanes: 10 }),
        Statement::Op(VectorOp::Splat { to: f, bits: 2.0f32.to_bits() }),
        Statement::Op(VectorOp::Binary { to: x, op: BinaryOp::MulF32, a: x, b: Source::Register(f) }),
        Statement::Op(VectorOp::Store { from: x, form: StoreForm::Full, address: at(1), lanes: 10 }),
    ];
    let kernel = Kernel {
        name: "double 10".into(),
        vector_bytes: 64,
        buffers: vec![buffer("from", 40, Access::Read), buffer("to", 40, Access::Write)],
        range: 1,
        registers: vec![RegisterKind::F32; 2],
        body: vec![Statement::Loop(Loop { counter: CounterId(0), trips: Trips::Share, body })],
    };
    let port = |name: &str, shape: &[usize]| Port { name: name.into(), dtype: DType::F32, shape: Shape::new(shape).unwrap(), quantization: Quantization::None };
    let stage = |name: &str, from, to| Stage {
        name: name.into(),
        description: "double".into(),
        nominal_macs: 0,
        valid_macs: 0,
        bytes: 80,
        calls: vec![Call { kernel: KernelId(0), arguments: vec![from, to] }],
    };
    let middle = Argument { base: Base::Arena, offset: 64 };
    let program = Program {
        name: "digits".into(),
        kernels: vec![kernel],
        constants: Vec::new(),
        inputs: vec![port("data", &[1, 1, 8, 8])],
        outputs: vec![port("logits", &[1, 10])],
        arena_bytes: 128,
        stages: vec![stage("a", Argument { base: Base::Input(0), offset: 0 }, middle), stage("b", middle, Argument { base: Base::Output(0), offset: 0 })],
    };
    CompiledProgram::compile(program, Target::AVX512_VNNI).unwrap()
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
    fn new() -> Self {
        let compiled = digits();
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("digits.o"), emit::object_file(&compiled).unwrap()).unwrap();
        std::fs::write(path("digits.h"), emit::c_header(&compiled)).unwrap();
        std::fs::write(path("digits.hpp"), emit::cpp_header(&compiled)).unwrap();
        std::fs::write(path("renamed-model.so"), emit::shared_object(&compiled).unwrap()).unwrap();
        let images: Vec<f32> = (0..10 * 64).map(|i| i as f32 / 16.0).collect();
        let logits: Vec<f32> = images.chunks(64).flat_map(|c| c[..10].iter().map(|x| x * 4.0)).collect();
        std::fs::write(path("images.raw"), graver_runtime::bytes_of(&images)).unwrap();
        std::fs::write(path("expected.raw"), graver_runtime::bytes_of(&logits)).unwrap();
        Self { images: path("images.raw"), expected: path("expected.raw"), count: images.len() / 64, folder }
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

/// Whether to skip, with a line that says why.
fn skipped(compiler: &str) -> bool {
    if !Target::AVX512_VNNI.runs_here() {
        eprintln!("skipped: this processor lacks AVX-512 VNNI");
        return true;
    }
    if Command::new(compiler).arg("--version").output().is_err() {
        eprintln!("skipped: no {compiler} on this machine");
        return true;
    }
    false
}

#[test]
fn a_c_program_links_the_object_file() {
    if skipped("cc") {
        return;
    }
    let workshop = Workshop::new();
    let program = workshop.build("cc", &root().join("tests/programs/embedded.c"), &["-std=c11", "-pedantic", "digits.o"]);
    let printed = output_of(Command::new(program).arg(&workshop.images).arg(&workshop.expected));
    println!("{printed}");
    assert!(printed.contains(&format!("{} images agree", workshop.count)));
}

#[test]
fn a_cpp_program_loads_the_shared_object() {
    if skipped("c++") {
        return;
    }
    let workshop = Workshop::new();
    let folder = runtime_folder();
    let (search, run_path) = (format!("-L{}", folder.display()), format!("-Wl,-rpath,{}", folder.display()));
    let arguments = ["-std=c++17", "-pedantic", "digits.o", &search, "-lgraver_runtime", &run_path];
    let program = workshop.build("c++", &root().join("tests/programs/loaded.cpp"), &arguments);
    let printed = output_of(Command::new(program).arg(workshop.path("renamed-model.so")).arg(&workshop.images).arg(&workshop.expected));
    println!("{printed}");
    assert!(printed.contains(&format!("{} images agree", workshop.count)));
}

/// A generated header needs no other file, and goes together with the library's and with that of another model.
#[test]
fn headers_stand_alone_and_together() {
    if skipped("cc") || skipped("c++") {
        return;
    }
    let workshop = Workshop::new();
    let mut other = digits();
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
}

#[test]
fn the_examples_run() {
    if skipped("cc") || skipped("c++") {
        return;
    }
    let workshop = Workshop::new();
    let embed = workshop.build("cc", &root().join("examples/c/embed.c"), &["-std=c11", "digits.o"]);
    let printed = output_of(&mut Command::new(embed));
    println!("{printed}");
    assert!(printed.ends_with("digit 2 (logit 2.500)\n"), "{printed}");
    let folder = runtime_folder();
    let (search, run_path) = (format!("-L{}", folder.display()), format!("-Wl,-rpath,{}", folder.display()));
    let load = workshop.build("c++", &root().join("examples/cpp/load.cpp"), &["-std=c++17", &search, "-lgraver_runtime", &run_path]);
    let printed = output_of(Command::new(load).arg(workshop.path("renamed-model.so")));
    println!("{printed}");
    assert!(printed.ends_with("digit 4 (logit 3.500)\n"), "{printed}");
}
