//! `graver bench`: times of a model against the machine's peak.

use super::console::Console;
use super::engine::Engine;
use super::float_names::FloatNames;
use super::model::{self, ModelOptions, TargetArgument};
use super::tiles::TileOptions;
use crate::compile::{CompileOptions, Observer, compile_model, generate};
use crate::diagnostic::Result;
use crate::frontend::ImportOptions;
use crate::measure::{Settings, measure, measure_both};
use crate::report::side_by_side::SideBySide;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXPLANATION: &str = "\
Examples:
  graver bench digits.so
  graver bench zoo:resnet50_v1
  graver bench zoo:resnet50_v1-fp32 --batch 8
  graver bench resnet-symbol.json --threads 1,2 --seconds 5 --per-layer --json bench.json
  graver bench net-int8.onnx --compare net.onnx --per-layer

How to read it: peak is what the machine's 8-bit multiplier does from registers, measured in turn with the model. `of peak` counts the
customary multiply-accumulates, padding included. `of limit` holds the time taken against the roofline: the multiply-accumulates on taps
inside the image at the measured peak, or the bytes of inputs, weights and outputs at the measured bandwidth of a buffer as large as the
model's weights and arena, whichever takes longer, layer by layer. Layers are timed in inferences of their own. With --compare
layers of the two networks stand side by side that have the same name before quantization; what one network fuses and the other does not stands alone.";

/// Time a model, or a shared object made by `compile`
#[derive(Debug, Args)]
#[command(after_help = EXPLANATION)]
pub struct Arguments {
    /// Model file (NAME.onnx, NAME-symbol.json, NAME.pdmodel, a folder with __model__) or zoo:NAME, compiled in memory, or compiled NAME.so
    model: PathBuf,
    /// Numbers of workers, each measured
    #[arg(long, value_name = "1,2", value_delimiter = ',', default_value = "1", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Vec<u32>,
    /// Measuring time for each number of workers
    #[arg(long, value_name = "S", default_value_t = 2.0, value_parser = parse_seconds)]
    seconds: f64,
    /// Time each layer as well
    #[arg(long)]
    per_layer: bool,
    /// The network in floats to measure as well, side by side
    #[arg(long, value_name = "FP32MODEL")]
    compare: Option<PathBuf>,
    /// Write everything to FILE; `-` is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    #[command(flatten)]
    tiles: TileOptions,
    #[command(flatten)]
    options: ModelOptions,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    let engine = if model::is_library(&arguments.model)? {
        arguments.options.reject_for_library(&arguments.model)?;
        Engine::open(&arguments.model)?
    } else {
        let mut options = arguments.options.compile_options()?;
        let mut observer = Observer::default();
        let compiled = compile_model(&arguments.model, &options, &mut observer)?;
        let compiled = arguments.tiles.tuned(compiled, &mut options, console, &mut observer)?;
        console.diagnostics(&compiled.warnings);
        Engine::load(&generate(compiled.program, options.target, &mut observer)?)?
    };
    let settings = Settings { threads: arguments.threads.clone(), seconds: arguments.seconds, per_layer: arguments.per_layer };
    if let Some(path) = &arguments.compare {
        return compare(path, &engine, arguments, &settings, console);
    }
    let report = measure(&engine.model, &TargetArgument::Auto.resolve()?, &settings)?;
    let to_stdout = match &arguments.json {
        Some(path) => console.json(path, &report.json())?,
        None => false,
    };
    if !to_stdout {
        console.note(format!("{} on {}", report.model, report.machine));
        if arguments.per_layer {
            for run in &report.runs {
                console.note(format!("\n{} worker{}", run.threads, if run.threads == 1 { "" } else { "s" }));
                console.note(run.layer_table());
            }
            console.note("");
        }
        console.note(report.table());
    }
    Ok(ExitCode::SUCCESS)
}

/// Measures a network and the one in floats in turn, and shows both.
fn compare(path: &Path, engine: &Engine, arguments: &Arguments, settings: &Settings, console: &Console) -> Result<ExitCode> {
    let baseline = if model::is_library(path)? {
        Engine::open(path)?
    } else {
        let options = arguments.options.compile_options()?;
        let target = options.target;
        // What is said about the model's own files does not hold of this one's.
        let import = ImportOptions { params: None, outputs: Vec::new(), name: None, constants: Default::default(), ..options.import };
        let mut observer = Observer::default();
        let compiled = compile_model(path, &CompileOptions { import, ..options }, &mut observer)?;
        console.diagnostics(&compiled.warnings);
        Engine::load(&generate(compiled.program, target, &mut observer)?)?
    };
    let [report, baseline] = measure_both([&engine.model, &baseline.model], &TargetArgument::Auto.resolve()?, settings)?;
    let names = if model::is_library(&arguments.model)? { FloatNames::default() } else { FloatNames::of(&arguments.model)? };
    let both = SideBySide::new(report, baseline, |name| names.candidates(name).map(str::to_owned).collect());
    let to_stdout = match &arguments.json {
        Some(path) => console.json(path, &both.json())?,
        None => false,
    };
    if !to_stdout {
        for (at, threads) in arguments.threads.iter().enumerate().filter(|_| arguments.per_layer) {
            console.note(format!("{threads} worker{}", if *threads == 1 { "" } else { "s" }));
            console.note(both.layer_table(at));
            console.note("");
        }
        console.note(both.table());
    }
    Ok(ExitCode::SUCCESS)
}

/// A measuring time on the command line.
pub fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("seconds are a number from 0 to 86400".to_owned()),
    }
}
