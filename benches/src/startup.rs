//! From the start of a process to the first result of a network, and the memory that it takes: `cargo run --release -p graver-benches --bin startup --
//! --help`.

use clap::Parser;
use graver::codegen::driver::symbol::c_identifier;
use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, compile_model, generate};
use graver::emit;
use graver::report::quantity;
use graver::report::table::{Side, table};
use graver_runtime::{Model, Session};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Time fresh processes from their start to the first result of a network, and show what memory they hold
#[derive(Debug, Parser)]
#[command(after_help = "Three kinds of programs: in C with the network linked in, in C with dlopen, in Rust with the runtime library. The first needs a \
model (NAME.onnx, NAME-symbol.json, zoo:NAME), which is compiled here; of a shared object there are the other two. Needs a C compiler, $CC or cc.")]
struct Arguments {
    /// Model file or zoo:NAME, compiled here, or shared object made by `graver compile`
    model: PathBuf,
    /// Processes to start of each kind
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    processes: u32,
    /// Write everything to FILE as well
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Measure once in this process and print what was found
    #[arg(long, hide = true)]
    once: bool,
}

/// What one process tells: the byte for its first result, then numbers with names.
#[derive(Debug, Clone)]
struct Process {
    /// From before its start until there is a result.
    result: Duration,
    numbers: BTreeMap<String, u64>,
}

impl Process {
    /// Starts a process and listens to it.
    fn start(mut command: Command) -> Result<Self, String> {
        let failed = |e: std::io::Error| e.to_string();
        let begin = Instant::now();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
        let mut stdout = child.stdout.take().ok_or("the process has no output")?;
        let mut first = [0];
        let listened = stdout.read_exact(&mut first);
        let result = begin.elapsed();
        let mut text = String::new();
        stdout.read_to_string(&mut text).map_err(failed)?;
        let output = child.wait_with_output().map_err(failed)?;
        if listened.is_err() || !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let numbers = text.lines().filter_map(|line| line.split_once(' ').and_then(|(name, number)| Some((name.to_owned(), number.parse().ok()?))));
        Ok(Self { result, numbers: numbers.collect() })
    }

    fn number(&self, name: &str) -> u64 {
        self.numbers.get(name).copied().unwrap_or(0)
    }

    /// What start-up costs beyond an inference.
    fn beyond(&self) -> Duration {
        self.result.saturating_sub(Duration::from_nanos(self.number("later")))
    }

    fn resident(&self) -> u64 {
        1024 * self.number("VmRSS")
    }

    /// Bytes of weights and arena.
    fn needed(&self) -> u64 {
        self.number("constants") + self.number("arena")
    }
}

/// Inferences after the first, to know what one takes; as many as `startup.c` runs.
const STEADY_RUNS: usize = 30;

/// The same as `programs/startup.c`, with the runtime library.
fn measure(path: &Path) -> Result<(), String> {
    let failed = |e: graver_runtime::Error| e.to_string();
    let start = Instant::now();
    let model = Arc::new(Model::open(path).map_err(failed)?);
    let mut session = Session::new(&model, 1).map_err(failed)?;
    let description = model.description();
    let inputs: Vec<Vec<u8>> = description.inputs.iter().map(|port| vec![1; port.bytes]).collect();
    let mut outputs: Vec<Vec<u8>> = description.outputs.iter().map(|port| vec![0; port.bytes]).collect();
    let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    let mut outputs: Vec<&mut [u8]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    let open = start.elapsed();
    let mut timed = || -> Result<Duration, String> {
        let start = Instant::now();
        session.run(&inputs, &mut outputs).map_err(failed)?;
        Ok(start.elapsed())
    };
    let first = timed()?;
    let mut stdout = std::io::stdout();
    stdout.write_all(b"\n").and_then(|()| stdout.flush()).map_err(|e| e.to_string())?;
    let mut later = first;
    for _ in 0..STEADY_RUNS {
        later = later.min(timed()?);
    }
    println!("open {}\nfirst {}\nlater {}", open.as_nanos(), first.as_nanos(), later.as_nanos());
    println!("constants {}\narena {}", description.constant_bytes, description.arena_bytes);
    let status = std::fs::read_to_string("/proc/self/status").map_err(|e| e.to_string())?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next());
    println!("VmRSS {}", resident.unwrap_or("0"));
    Ok(())
}

/// Builds the C program in a folder; `linked` is the object file of the model.
fn build(folder: &Path, name: &str, linked: Option<&Path>) -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = folder.join(if linked.is_some() { "linked" } else { "opening" });
    let mut command = Command::new(std::env::var("CC").unwrap_or_else(|_| "cc".to_owned()));
    command.args(["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", &format!("-DMODEL={name}")]).arg("-I").arg(root.join("../runtime/include"));
    command.args(linked.is_none().then_some("-DOPENED")).arg("-o").arg(&program).arg(root.join("programs/startup.c")).args(linked).arg("-ldl");
    let output = command.output().map_err(|e| format!("{:?}: {e}", command.get_program()))?;
    if output.status.success() { Ok(program) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// A kind of program: what people call it, and how it is started.
struct Program {
    kind: &'static str,
    file: PathBuf,
    parameters: Vec<PathBuf>,
}

impl Program {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.file);
        command.args(&self.parameters);
        command
    }
}

/// The kinds of programs that there are for a model.
fn programs(arguments: &Arguments, folder: &Path) -> Result<Vec<Program>, String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut programs = Vec::new();
    let shared = if arguments.model.extension().is_some_and(|e| e == "so") {
        std::path::absolute(&arguments.model).map_err(|e| e.to_string())?
    } else {
        let target = Target::best_here().map_err(|d| d.to_string())?;
        let mut observer = Observer::default();
        let compiled = compile_model(&arguments.model, &CompileOptions::new(target), &mut observer).map_err(|d| d.to_string())?;
        let code = generate(compiled.program, target, &mut observer).map_err(|d| d.to_string())?;
        let write = |file: &str, bytes: Vec<u8>| {
            let path = folder.join(file);
            std::fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display())).map(|()| path)
        };
        let object = write("model.o", emit::object_file(&code).map_err(|d| d.to_string())?)?;
        programs.push(Program { kind: "C, linked", file: build(folder, &code.identifier(), Some(&object))?, parameters: Vec::new() });
        write("model.so", emit::shared_object(&code).map_err(|d| d.to_string())?)?
    };
    let name = c_identifier(&Model::open(&shared).map_err(|e| e.to_string())?.description().name);
    programs.push(Program { kind: "C, dlopen", file: build(folder, &name, None)?, parameters: vec![shared.clone()] });
    programs.push(Program { kind: "Rust, runtime library", file: own, parameters: vec!["--once".into(), shared] });
    Ok(programs)
}

fn median<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

fn run(arguments: &Arguments) -> Result<(), String> {
    if arguments.once {
        return measure(&arguments.model);
    }
    let folder = std::env::temp_dir().join(format!("graver-startup-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let measured = measure_programs(arguments, &folder);
    std::fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let measured = measured?;
    let milliseconds = |d: Duration| quantity::seconds(d.as_secs_f64());
    let rows = measured.iter().map(|(program, processes)| {
        let least = |part: &dyn Fn(&Process) -> u64| Duration::from_nanos(processes.iter().map(part).min().unwrap_or(0));
        let resident = median(processes.iter().map(Process::resident)).unwrap_or(0);
        let needed = processes.first().map_or(0, Process::needed);
        vec![
            (*program).to_owned(),
            milliseconds(processes.iter().map(|p| p.result).min().unwrap_or_default()),
            milliseconds(median(processes.iter().map(|p| p.result)).unwrap_or_default()),
            milliseconds(least(&|p| p.number("later"))),
            milliseconds(median(processes.iter().map(Process::beyond)).unwrap_or_default()),
            milliseconds(least(&|p| p.number("open"))),
            milliseconds(least(&|p| p.number("first"))),
            quantity::bytes(resident),
            quantity::bytes(needed),
            quantity::bytes(resident.saturating_sub(needed)),
        ]
    });
    let columns = ["program", "result", "median", "inference", "beyond it", "open", "first run", "resident", "weights + arena", "beyond them"];
    let columns: Vec<(&str, Side)> = columns.into_iter().map(|name| (name, if name == "program" { Side::Left } else { Side::Right })).collect();
    println!("{}, {} processes of each kind", graver::measure::machine(), arguments.processes);
    println!("{}", table(&columns, rows));
    if let Some(path) = &arguments.json {
        let process = |p: &Process| {
            let mut value = json!(p.numbers);
            value["result"] = json!(p.result.as_nanos() as u64);
            value
        };
        let programs: serde_json::Map<String, Value> =
            measured.iter().map(|(program, processes)| ((*program).to_owned(), processes.iter().map(process).collect())).collect();
        let value = json!({ "machine": graver::measure::machine(), "programs": programs });
        std::fs::write(path, format!("{value:#}\n")).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

/// The programs take turns.
fn measure_programs(arguments: &Arguments, folder: &Path) -> Result<Vec<(&'static str, Vec<Process>)>, String> {
    let programs = programs(arguments, folder)?;
    let mut measured: Vec<(&str, Vec<Process>)> = programs.iter().map(|program| (program.kind, Vec::new())).collect();
    for _ in 0..arguments.processes {
        for (program, (_, processes)) in programs.iter().zip(&mut measured) {
            processes.push(Process::start(program.command())?);
        }
    }
    Ok(measured)
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_programs_report_themselves() {
        let folder = std::env::temp_dir().join(format!("graver-startup-test-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/digits/digits-symbol.json");
        let arguments = Arguments { model, processes: 1, json: None, once: false };
        let programs = programs(&arguments, &folder).unwrap();
        assert_eq!(programs.len(), 3);
        for program in programs.iter().take(2) {
            let process = Process::start(program.command()).unwrap();
            assert!(process.number("later") > 0 && process.number("first") >= process.number("later"), "{process:?}");
            assert!(process.needed() > 10_000 && process.resident() > process.needed(), "{process:?}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
