//! Time and memory of the compiler: `cargo run --release -p graver-benches --bin compiling -- --help`.

use clap::Parser;
use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, Step, compile_model, generate};
use graver::diagnostic::{Code, Diagnostic, Result};
use graver::emit;
use graver::report::quantity;
use graver::report::table::{Side, table};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Time the compiler from a model file to a shared object, each time in a fresh process
#[derive(Debug, Parser)]
struct Arguments {
    /// Model files, or zoo:NAME (which is also quantized, as a part of the import)
    #[arg(required = true)]
    models: Vec<PathBuf>,
    /// Processes to start for each model; the fastest counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=1000))]
    processes: u32,
    /// Write everything to FILE as well
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Compile once in this process and print what was found
    #[arg(long, hide = true)]
    once: bool,
}

fn failed(path: &Path, what: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::Io, format!("{}: {what}", path.display()))
}

/// Bytes of memory of this process that no file stands behind.
fn own_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("RssAnon:")?.split_whitespace().next()?.parse::<u64>().ok());
    1024 * kilobytes.unwrap_or(0)
}

/// Runs `work`; the most memory that it had, looked at every millisecond.
fn watched<T>(work: impl FnOnce() -> T) -> (T, u64) {
    const PERIOD: Duration = Duration::from_millis(1);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut most = 0;
            while !done.load(Ordering::Relaxed) {
                most = most.max(own_bytes());
                std::thread::sleep(PERIOD);
            }
            most
        });
        let result = work();
        done.store(true, Ordering::Relaxed);
        (result, watcher.join().unwrap_or(0))
    })
}

/// What one process found, in milliseconds and bytes.
fn compile(path: &Path) -> Result<Value> {
    let begin = Instant::now();
    let target = Target::best_here()?;
    let mut observer = Observer::default();
    let (sizes, most) = watched(|| {
        let program = compile_model(path, &CompileOptions::new(target), &mut observer)?.program;
        let code = generate(program, target, &mut observer)?;
        let file = observer.step(Step::Emit, || emit::shared_object(&code))?;
        Ok((code.constant_bytes(), code.code_bytes(), code.arena_bytes(), file.len()))
    });
    let (constants, code, arena, file) = sizes?;
    let total = begin.elapsed().as_secs_f64() * 1e3;
    let steps: serde_json::Map<String, Value> = observer.timings.iter().map(|(step, time)| (step.name().to_owned(), json!(time.as_secs_f64() * 1e3))).collect();
    let sizes = json!({ "memory": most, "constants": constants, "code": code, "arena": arena, "file": file });
    Ok(json!({ "model": path.display().to_string(), "total": total, "steps": steps, "bytes": sizes }))
}

/// The fastest of some processes.
fn fastest(arguments: &Arguments, model: &Path) -> Result<Value> {
    let program = std::env::current_exe().map_err(|e| failed(model, e))?;
    let mut best: Option<Value> = None;
    for _ in 0..arguments.processes {
        let output = Command::new(&program).arg("--once").arg(model).output().map_err(|e| failed(model, e))?;
        if !output.status.success() {
            return Err(failed(model, String::from_utf8_lossy(&output.stderr)));
        }
        let found: Value = serde_json::from_slice(&output.stdout).map_err(|e| failed(model, e))?;
        if best.as_ref().is_none_or(|best| found["total"].as_f64() < best["total"].as_f64()) {
            best = Some(found);
        }
    }
    best.ok_or_else(|| failed(model, "nothing was measured"))
}

fn row(found: &Value) -> Vec<String> {
    let milliseconds = |value: &Value| quantity::seconds(value.as_f64().unwrap_or(0.0) / 1e3);
    let bytes = |name: &str| found["bytes"][name].as_u64().unwrap_or(0);
    let name = found["model"].as_str().unwrap_or_default();
    let mut cells = vec![Path::new(name).file_name().map_or(name.to_owned(), |n| n.to_string_lossy().into_owned()), milliseconds(&found["total"])];
    cells.extend(Step::ALL.iter().map(|step| milliseconds(&found["steps"][step.name()])));
    let multiple = bytes("memory") as f64 / bytes("constants").max(1) as f64;
    cells.extend([quantity::bytes(bytes("memory")), format!("{multiple:.2}")]);
    cells.extend(["constants", "code", "arena"].map(|name| quantity::bytes(bytes(name))));
    cells
}

fn run(arguments: &Arguments) -> Result<()> {
    if let (true, [model]) = (arguments.once, &arguments.models[..]) {
        println!("{}", compile(model)?);
        return Ok(());
    }
    let found = arguments.models.iter().map(|model| fastest(arguments, model)).collect::<Result<Vec<_>>>()?;
    let names = ["model", "total"].into_iter().chain(Step::ALL.iter().map(|step| step.name()));
    let names = names.chain(["memory", "x constants", "constants", "code", "arena"]);
    let columns: Vec<(&str, Side)> = names.map(|name| (name, if name == "model" { Side::Left } else { Side::Right })).collect();
    println!("{}, fastest of {} processes", graver::measure::machine(), arguments.processes);
    println!("{}", table(&columns, found.iter().map(row)));
    if let Some(path) = &arguments.json {
        let value = json!({ "machine": graver::measure::machine(), "models": found });
        std::fs::write(path, format!("{value:#}\n")).map_err(|e| failed(path, e))?;
    }
    Ok(())
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
