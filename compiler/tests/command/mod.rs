//! How the programs of this folder start the command.

#![allow(dead_code, reason = "each program needs a part of it")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

/// The command with what a person types after its name.
pub fn graver(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_graver")).args(arguments).output().expect("the command starts")
}

/// Standard output and standard error.
pub fn texts(output: &Output) -> (String, String) {
    (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Standard output of a command that must succeed.
pub fn succeeds(arguments: &[&str]) -> String {
    let output = graver(arguments);
    let (out, err) = texts(&output);
    assert!(output.status.success(), "graver {}\n{out}\n{err}", arguments.join(" "));
    out
}

/// Standard output and standard error of a command that must end with `code`.
pub fn fails(code: i32, arguments: &[&str]) -> (String, String) {
    let output = graver(arguments);
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(code), "graver {}\n{out}\n{err}", arguments.join(" "));
    (out, err)
}

/// Whether machine code can run here; says so where the test runner would hide it.
pub fn machine_code_runs(test: &str) -> bool {
    let runs = graver::codegen::target::Target::best_here().is_ok();
    if !runs {
        let line = format!("{test}: 0 passed, 0 failed, 1 skipped (skipped 1 cases: no target runs here)\n");
        std::io::stderr().write_all(line.as_bytes()).expect("stderr is open");
    }
    runs
}

/// A file of the project, by its path from the root.
pub fn shipped(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path).display().to_string()
}
