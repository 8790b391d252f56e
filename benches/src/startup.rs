//! From opening a shared object to its first result, each time in a fresh process: `cargo run --release -p graver-benches --bin startup -- MODEL.so`.

use clap::Parser;
use graver_runtime::{Model, Session};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Time from opening a compiled model to its first result, in fresh processes
#[derive(Debug, Parser)]
struct Arguments {
    /// Shared object made by `graver compile`
    model: std::path::PathBuf,
    /// Processes to start
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    processes: u32,
    /// Measure once in this process and print the times
    #[arg(long, hide = true)]
    once: bool,
}

/// Times of one process.
#[derive(Debug, Clone, Copy)]
struct Times {
    /// Opening the file, and memory for one session.
    open: Duration,
    /// The first inference.
    first: Duration,
    /// The fastest of the inferences that follow.
    steady: Duration,
}

impl Times {
    /// What start-up costs beyond the inference itself.
    fn beyond(&self) -> Duration {
        (self.open + self.first).saturating_sub(self.steady)
    }
}

/// Inferences after the first, to know what one takes.
const STEADY_RUNS: usize = 20;

fn measure(path: &std::path::Path) -> Result<Times, graver_runtime::Error> {
    let start = Instant::now();
    let model = Arc::new(Model::open(path)?);
    let mut session = Session::new(&model, 1)?;
    let inputs: Vec<Vec<u8>> = model.description().inputs.iter().map(|port| vec![0; port.bytes]).collect();
    let mut outputs: Vec<Vec<u8>> = model.description().outputs.iter().map(|port| vec![0; port.bytes]).collect();
    let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    let mut outputs: Vec<&mut [u8]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    let open = start.elapsed();
    let mut timed = || -> Result<Duration, graver_runtime::Error> {
        let start = Instant::now();
        session.run(&inputs, &mut outputs)?;
        Ok(start.elapsed())
    };
    let first = timed()?;
    let mut steady = first;
    for _ in 0..STEADY_RUNS {
        steady = steady.min(timed()?);
    }
    Ok(Times { open, first, steady })
}

/// Runs this program once more and reads the times that it prints.
fn fresh(arguments: &Arguments) -> Result<Times, String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let output = Command::new(program).arg("--once").arg(&arguments.model).output().map_err(|e| e.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [open, first, steady] => Ok(Times { open: Duration::from_nanos(open), first: Duration::from_nanos(first), steady: Duration::from_nanos(steady) }),
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn row(name: &str, mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let milliseconds = |d: Duration| d.as_secs_f64() * 1e3;
    format!("{name:<28} {:>9.3} ms {:>9.3} ms", milliseconds(times[0]), milliseconds(times[times.len() / 2]))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.once {
        return match measure(&arguments.model) {
            Ok(times) => {
                println!("{} {} {}", times.open.as_nanos(), times.first.as_nanos(), times.steady.as_nanos());
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        };
    }
    let all: Result<Vec<Times>, String> = (0..arguments.processes).map(|_| fresh(&arguments)).collect();
    match all {
        Ok(all) => {
            let column = |part: fn(&Times) -> Duration| all.iter().map(part).collect::<Vec<_>>();
            println!("{:<28} {:>12} {:>12}   {} processes", "", "min", "median", all.len());
            println!("{}", row("open, prepare", column(|t| t.open)));
            println!("{}", row("first inference", column(|t| t.first)));
            println!("{}", row("later inference, fastest", column(|t| t.steady)));
            println!("{}", row("start-up beyond inference", column(Times::beyond)));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
