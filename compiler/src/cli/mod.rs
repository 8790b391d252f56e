//! The command line: one file a subcommand; the only place that prints.
//!
//! In: arguments. Out: text on standard output, diagnostics and progress on standard error, an exit code: 0 done, 1 an error or a
//! difference, 2 a wrong command line. It holds no knowledge of its own: models are compiled by [`crate::compile`], text is made by
//! [`crate::report`].
//!
//! * `console` printing · `model` arguments that say which model and how · `tensors` `.npy` arguments · `rows` batches of them ·
//!   `engine` a model that runs · `tiles` measured tiles · `float_names` names of layers before quantization · `layer_noise` two networks layer by layer · one file a subcommand

mod bench;
mod compile;
mod console;
mod data;
mod demo;
mod engine;
mod eval;
mod export;
mod float_names;
mod inspect;
mod layer_noise;
mod model;
mod network;
mod observer;
mod quantize;
mod quantize_config;
mod rows;
mod run;
mod structured;
mod tensors;
mod tiles;
mod tune;
mod tune_config;
mod tune_progress;
mod verify;

use crate::codegen::target::Target;
use crate::diagnostic::Result;
use clap::{CommandFactory, Parser, Subcommand};
use console::Console;
use std::process::ExitCode;

/// Compiles calibrated INT8 networks into machine code.
///
/// A model file goes in (ONNX: NAME.onnx; MXNet: NAME-symbol.json with NAME-0000.params; PaddlePaddle: NAME.pdmodel with NAME.pdiparams, or a folder with
/// __model__), a shared object, an object file with C and C++ headers, or a function in memory comes out. `graver demo` shows all of it with a bundled network.
#[derive(Debug, Parser)]
#[command(name = "graver", version, max_term_width = 120, arg_required_else_help = true, after_help = model::zoo_help())]
pub struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print the machines that code can be generated for
    #[arg(long)]
    list_targets: bool,
    /// Print errors and what was asked for, nothing else
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Arguments),
    Compile(compile::Arguments),
    Run(run::Arguments),
    Verify(verify::Arguments),
    Bench(bench::Arguments),
    Inspect(inspect::Arguments),
    Export(export::Arguments),
    Quantize(quantize::Arguments),
    Eval(eval::Arguments),
    Tune(Box<tune::Arguments>),
}

impl CommandLine {
    /// Runs the subcommand and prints what went wrong.
    pub fn run(self) -> ExitCode {
        let console = Console { quiet: self.quiet };
        let outcome: Result<ExitCode> = match self.command {
            None if self.list_targets => {
                console.result(model::target_list());
                Ok(ExitCode::SUCCESS)
            }
            None => CommandLine::command().error(clap::error::ErrorKind::MissingSubcommand, "a subcommand is needed; --help lists all").exit(),
            Some(command) => Target::check_restriction().and_then(|()| match command {
                Command::Demo(arguments) => demo::run(&arguments, &console),
                Command::Compile(arguments) => compile::run(&arguments, &console),
                Command::Run(arguments) => run::run(&arguments, &console),
                Command::Verify(arguments) => verify::run(&arguments, &console),
                Command::Bench(arguments) => bench::run(&arguments, &console),
                Command::Inspect(arguments) => inspect::run(&arguments, &console),
                Command::Export(arguments) => export::run(&arguments, &console),
                Command::Quantize(arguments) => quantize::run(&arguments, &console),
                Command::Eval(arguments) => eval::run(&arguments, &console),
                Command::Tune(arguments) => tune::run(&arguments, &console),
            }),
        };
        outcome.unwrap_or_else(|error| {
            console.diagnostics(&[error]);
            ExitCode::FAILURE
        })
    }
}
