//! `graver bench`: times of a model against the machine's peak.

use super::console::Console;
use super::engine::Engine;
use super::model::{self, ModelOptions, TargetArgument};
use super::tiles::TileOptions;
use crate::compile::{Observer, compile_model, generate};
use crate::diagnostic::Result;
use crate::measure::{Settings, measure};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXPLANATION: &str = "\
Examples:
  graver bench digits.so
  graver bench zoo:resnet50_v1
  graver bench zoo:resnet50_v1-fp32 --batch 8
  graver bench resnet-symbol.json --threads 1,2 --seconds 5 --per-layer --json bench.json

How to read it: peak is what the machine's 8-bit multiplier does from registers, measured in turn with the model. `of peak` counts the
customary multiply-accumulates, padding included. `of limit` holds the time taken against the roofline: the multiply-accumulates on taps
inside the image at the measured peak, or the bytes of inputs, weights and outputs at the measured bandwidth of a buffer as large as the
model's weights and arena, whichever takes longer, layer by layer. Layers are timed in inferences of their own.";

/// Time a model, or a shared object made by `compile`
#[derive(Debug, Args)]
#[command(after_help = EXPLANATION)]
pub struct Arguments {
    /// Model file (NAME.onnx, NAME-symbol.json) or zoo:NAME, compiled in memory, or compiled NAME.so
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

/// A measuring time on the command line.
pub fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("seconds are a number from 0 to 86400".to_owned()),
    }
}
