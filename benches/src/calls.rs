//! What it takes to call a network, and networks so small that it shows: `cargo run --release -p graver-benches --bin calls -- --help`.

use clap::Parser;
use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, compile_graph, compile_model, generate};
use graver::diagnostic::Result;
use graver::emit::jit::JitModel;
use graver::graph::{DType, End, Epilogue, Graph, Op, Output, Shape, Step, TensorType};
use graver::loop_ir::Program;
use graver::measure::{machine, runtime_diagnostic};
use graver::report::quantity;
use graver::report::table::{Side, table};
use graver::zoo;
use graver_runtime::Session;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Time calls of very small networks
#[derive(Debug, Parser)]
struct Arguments {
    /// Model files or zoo:NAME; those of the zoo whose names begin with tiny_ and the bundled digits if none is given
    models: Vec<PathBuf>,
    /// Numbers of workers
    #[arg(long, value_delimiter = ',', default_value = "1", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Vec<u32>,
    /// Measuring time for each row
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
}

/// Calls between two readings of the clock take about this long.
const BLOCK: Duration = Duration::from_micros(200);

/// One float that is written as it was read: all that is left is the call.
fn almost_nothing() -> Result<Graph> {
    let mut graph = Graph::new("almost_nothing");
    let ty = TensorType::plain(DType::F32, Shape::new([1])?);
    let x = graph.push_input("x", ty.clone());
    let value = graph.push_node("y", ty, Op::Map, [x], Some(Epilogue::new(Vec::<Step>::new(), End::F32)));
    graph.outputs.push(Output { name: "y".to_owned(), value });
    Ok(graph)
}

/// Seconds of one call: the least and the median over blocks of calls.
fn time(program: Program, target: Target, threads: u32, seconds: f64) -> Result<[f64; 2]> {
    let code = generate(program, target, &mut Observer::default())?;
    let model = Arc::new(JitModel::load(&code)?.into_model()?);
    let mut session = Session::new(&model, threads).map_err(runtime_diagnostic)?;
    let inputs: Vec<Vec<u8>> = model.description().inputs.iter().map(|port| vec![0; port.bytes]).collect();
    let mut outputs: Vec<Vec<u8>> = model.description().outputs.iter().map(|port| vec![0; port.bytes]).collect();
    let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    let mut outputs: Vec<&mut [u8]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    let mut block = |calls: u32| -> Result<Duration> {
        let begin = Instant::now();
        for _ in 0..calls {
            session.run(&inputs, &mut outputs).map_err(runtime_diagnostic)?;
        }
        Ok(begin.elapsed())
    };
    let mut calls = 1;
    while block(calls)? < BLOCK && calls < 1 << 20 {
        calls *= 2;
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.len() < 5 || begin.elapsed().as_secs_f64() < seconds {
        times.push(block(calls)?.as_secs_f64() / f64::from(calls));
    }
    times.sort_by(f64::total_cmp);
    Ok([times[0], times[times.len() / 2]])
}

fn run(arguments: &Arguments) -> Result<()> {
    let target = Target::best_here()?;
    let models = if arguments.models.is_empty() {
        let digits = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/digits/digits-symbol.json");
        let tiny = zoo::names().filter(|name| name.starts_with("tiny_")).map(|name| PathBuf::from(format!("zoo:{name}")));
        std::iter::once(digits).chain(tiny).collect()
    } else {
        arguments.models.clone()
    };
    let options = CompileOptions::new(target);
    let mut programs = vec![compile_graph(almost_nothing()?, &options, &mut Observer::default())?.program];
    for model in &models {
        programs.push(compile_model(model, &options, &mut Observer::default())?.program);
    }
    let mut rows = Vec::new();
    for program in programs {
        let macs: u64 = program.stages().map(|stage| stage.nominal_macs).sum();
        for &threads in &arguments.threads {
            let [least, median] = time(program.clone(), target, threads, arguments.seconds)?;
            let rate = 2e-9 * macs as f64 / least;
            let cells = [
                program.name.clone(),
                threads.to_string(),
                program.stages().count().to_string(),
                quantity::count(macs),
                quantity::seconds(least),
                quantity::seconds(median),
                format!("{rate:.1}"),
            ];
            rows.push(cells.to_vec());
        }
    }
    let columns = ["network", "threads", "stages", "MACs", "min", "median", "GOPS"];
    let columns: Vec<(&str, Side)> = columns.into_iter().map(|name| (name, if name == "network" { Side::Left } else { Side::Right })).collect();
    println!("{}", machine());
    println!("{}", table(&columns, rows));
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
