//! The C and C++ headers say what the Rust types say, as a C compiler sees it.

use graver_runtime::abi::{
    ABI_VERSION, ARENA_ALIGNMENT, Args, EntryPoints, ModelInfo, Profile, StageInfo, Status, Sync, TensorInfo, dtype, features, quantization,
};
use std::io::Write;
use std::mem::offset_of;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lines of a C program, and the lines that it should print.
#[derive(Default)]
struct Probe {
    program: String,
    expected: String,
}

impl Probe {
    fn number(&mut self, expression: &str, value: u64) {
        self.program += &format!("    printf(\"%s %llu\\n\", \"{expression}\", (unsigned long long)({expression}));\n");
        self.expected += &format!("{expression} {value}\n");
    }
}

macro_rules! structs {
    ($probe:ident, $($rust:ident = $c:literal { $($field:ident),* $(,)? })*) => {
        $(
            $probe.number(concat!("sizeof(", $c, ")"), size_of::<$rust>() as u64);
            $($probe.number(concat!("offsetof(", $c, ", ", stringify!($field), ")"), offset_of!($rust, $field) as u64);)*
        )*
    };
}

/// Compiles a program with `compiler`; `None` where there is no such compiler.
fn compile(compiler: &str, flags: &[&str], extension: &str, source: &str) -> Option<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::tempdir().unwrap();
    let (file, program) = (folder.path().join(format!("probe.{extension}")), folder.path().join("probe"));
    std::fs::write(&file, source).unwrap();
    let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("include");
    let warnings = ["-Wall", "-Wextra", "-Werror", "-pedantic"];
    let Ok(compiled) = Command::new(compiler).args(flags).args(warnings).arg("-I").arg(include).arg(&file).arg("-o").arg(&program).output() else {
        // Written past the test runner, which hides what passing tests print.
        let _ = writeln!(std::io::stdout(), "header: (skipped 1 cases: no {compiler} on this machine)");
        return None;
    };
    assert!(compiled.status.success(), "{compiler} refuses the header: {}", String::from_utf8_lossy(&compiled.stderr));
    Some((folder, program))
}

#[test]
fn structs_and_numbers_are_those_of_c() {
    let mut probe = Probe::default();
    structs! { probe,
        TensorInfo = "graver_tensor_info" { shape, bytes, name, rank, dtype, quantization, axis, zero_point, first_scale, scale_count }
        StageInfo = "graver_stage_info" { nominal_macs, valid_macs, bytes, name, description }
        ModelInfo = "graver_model_info" {
            struct_size, text, inputs, outputs, stages, scales, input_count, output_count, stage_count, arena_bytes, constant_bytes, code_bytes,
            required_features, name, abi_version,
        }
        Profile = "graver_profile" { struct_size, ticks, capacity }
        Args = "graver_args" {
            struct_size, hidden_features, inputs, input_bytes, input_count, outputs, output_bytes, output_count, arena, arena_bytes, profile,
        }
        Sync = "graver_sync" { arrived, padding_0, generation, padding_1, spin_limit, reserved, wait, wake, user }
        EntryPoints = "graver_entry_points" { abi_version, describe, arena_size, run, run_worker }
    }
    probe.number("GRAVER_ABI_VERSION", u64::from(ABI_VERSION));
    probe.number("GRAVER_ARENA_ALIGNMENT", ARENA_ALIGNMENT as u64);
    for (name, value) in [("GRAVER_F32", dtype::F32), ("GRAVER_U8", dtype::U8), ("GRAVER_S8", dtype::S8), ("GRAVER_S32", dtype::S32)] {
        probe.number(name, u64::from(value));
    }
    for (name, value) in [
        ("GRAVER_PLAIN", quantization::PLAIN),
        ("GRAVER_PER_TENSOR", quantization::PER_TENSOR),
        ("GRAVER_PER_AXIS", quantization::PER_AXIS),
        ("GRAVER_RUN_TIME", quantization::RUN_TIME),
    ] {
        probe.number(name, u64::from(value));
    }
    for (bit, name) in features::NAMES {
        probe.number(&format!("GRAVER_FEATURE_{}", name.to_uppercase().replace('-', "_")), bit);
    }
    let errors = [
        ("GRAVER_OK", Status::Ok),
        ("GRAVER_ERROR_NULL_POINTER", Status::NullPointer),
        ("GRAVER_ERROR_COUNT", Status::Count),
        ("GRAVER_ERROR_SIZE", Status::Size),
        ("GRAVER_ERROR_ALIGNMENT", Status::Alignment),
        ("GRAVER_ERROR_CPU", Status::Cpu),
        ("GRAVER_ERROR_VERSION", Status::Version),
        ("GRAVER_ERROR_ARGUMENT", Status::Argument),
        ("GRAVER_ERROR_FILE", Status::File),
        ("GRAVER_ERROR_NOT_A_MODEL", Status::NotAModel),
        ("GRAVER_ERROR_MEMORY", Status::Memory),
        ("GRAVER_ERROR_THREAD", Status::Thread),
        ("GRAVER_ERROR_INTERNAL", Status::Internal),
    ];
    assert_eq!(errors.map(|(_, status)| status), Status::ALL);
    for (name, status) in errors {
        probe.number(name, status as u64);
    }
    for status in Status::ALL {
        probe.program += &format!("    puts(graver_status_string({}));\n", status as i32);
        probe.expected += &format!("{}\n", status.sentence());
    }
    let source = format!("#include \"graver.h\"\n#include <stdio.h>\nint main(void) {{\n{}    return 0;\n}}\n", probe.program);
    for (compiler, flags, extension) in [("cc", &["-std=c99"][..], "c"), ("c++", &["-std=c++17"][..], "cpp")] {
        if let Some((_folder, program)) = compile(compiler, flags, extension, &source) {
            let ran = Command::new(&program).output().unwrap();
            assert!(ran.status.success());
            assert_eq!(String::from_utf8(ran.stdout).unwrap(), probe.expected);
        }
    }
}

#[test]
fn the_cpp_header_compiles_without_warnings() {
    let source = "#include \"graver.hpp\"\n#include <array>\n#include <cstdio>\n\
        // Never called: instantiates every member.\n\
        void use(graver::model &model) {\n    graver::session session(model, 2);\n    std::array<float, 4> in{};\n    std::vector<float> out(4);\n\
            float plain[4] = {};\n    session.run({in, plain}, {out, graver::buffer(plain, sizeof plain)});\n    graver::session other(std::move(session));\n\
            session = std::move(other);\n    session.set_profiling(true);\n    for (const auto &t : session.profile()) std::puts(t.name.c_str());\n\
            graver::model second(std::move(model));\n    model = std::move(second);\n    std::printf(\"%zu %s\", model.inputs().size() + model.outputs().size(), model.name().c_str());\n}\n";
    // Not linked: that would need the library.
    compile("c++", &["-std=c++17", "-c"], "cpp", source);
}
