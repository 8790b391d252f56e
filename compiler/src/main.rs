//! The `graver` command: parses its arguments and calls [`graver::cli`].

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    graver::cli::CommandLine::parse().run()
}
