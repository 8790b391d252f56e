//! `graver export`: a model as ONNX.

use super::console::Console;
use super::model::{self, ModelOptions};
use crate::compile::read_model;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::export::{ExportOptions, Exported, OPSET, export};
use crate::report::quantity;
use crate::report::table::{Side, table};
use crate::{onnx_file, transform};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  graver export digits-symbol.json -o digits.onnx
  graver export digits-symbol.json -o digits.onnx --explain     also says which layers were not recognised, and why
  graver export zoo:resnet50_v1 -o resnet50.onnx --batch 8

Quantized layers become DequantizeLinear, the operator on real numbers, QuantizeLinear, which other programs fuse into integer operators.
A layer whose arithmetic does not mean that is written step by step.";

/// Write a model as ONNX, for other programs to run
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Model file (NAME.onnx, NAME-symbol.json, NAME.pdmodel, a folder with __model__), or zoo:NAME
    model: PathBuf,
    /// File to write; NAME.onnx in the current folder where absent
    #[arg(long = "out", short, value_name = "FILE.onnx")]
    output: Option<PathBuf>,
    /// Store signed activations between layers as unsigned ones with 128 added, which ONNX Runtime fuses on x86 without being told to
    #[arg(long)]
    unsigned: bool,
    /// Write every layer step by step, which is slower and equal to the last bit
    #[arg(long)]
    literal: bool,
    /// List the quantized layers that were written step by step, with the reason
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    options: ModelOptions,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    if model::is_library(&arguments.model)? {
        return Err(
            Diagnostic::error(Code::Usage, format!("{} holds no graph any more", arguments.model.display())).hint("name the model file it was made from")
        );
    }
    let imported = read_model(&arguments.model, &arguments.options.import()?)?;
    console.diagnostics(&imported.warnings);
    let graph = if arguments.unsigned { transform::unsigned_activations(imported.graph)? } else { imported.graph };
    let exported = export(&graph, ExportOptions { literal: arguments.literal })?;
    let path = arguments.output.clone().unwrap_or_else(|| format!("{}.onnx", graph.name).into());
    let bytes = onnx_file::write(&path, &exported.model)?;
    console.note(summary(&path, bytes, &exported));
    if arguments.explain && !exported.literal.is_empty() {
        let rows = exported.literal.iter().map(|l| vec![l.node.clone(), l.reason.clone()]);
        console.result(table(&[("written step by step", Side::Left), ("because", Side::Left)], rows));
    }
    Ok(ExitCode::SUCCESS)
}

fn summary(path: &Path, bytes: u64, exported: &Exported) -> String {
    let nodes = exported.model.graph.as_ref().map_or(0, |g| g.node.len());
    let layers = match (exported.recognised, exported.literal.len()) {
        (0, 0) => "no quantized layer".to_owned(),
        (recognised, 0) => format!("all {recognised} quantized layers between QuantizeLinear and DequantizeLinear"),
        (recognised, literal) => format!("{recognised} quantized layers between QuantizeLinear and DequantizeLinear, {literal} step by step"),
    };
    format!("{}: operator set {OPSET}, {nodes} nodes, {}, {layers}", path.display(), quantity::bytes(bytes))
}
