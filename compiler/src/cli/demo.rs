//! `graver demo`: the bundled digits network from file to answer.

use super::console::Console;
use super::engine::Engine;
use super::model::TargetArgument;
use super::rows::Batches;
use crate::compile::{CompileOptions, Observer, Step, compile_graph, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::mxnet;
use crate::graph::{DType, Tensor, TensorData};
use crate::measure::{Settings, measure};
use crate::report::comparison::compare;
use crate::report::quantity;
use crate::report::summary::CompileSummary;
use crate::tensor_file::parse_npy;
use clap::Args;
use std::path::Path;
use std::process::ExitCode;

/// The files of `examples/digits`, inside the program, so that an installed `graver` has them too.
macro_rules! digits {
    ($file:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/digits/", $file)).as_slice()
    };
}

const SYMBOL: &[u8] = digits!("digits-symbol.json");
const PARAMS: &[u8] = digits!("digits-0000.params");
const IMAGES: &[u8] = digits!("images.npy");
const LABELS: &[u8] = digits!("labels.npy");
const EXPECTED: &[u8] = digits!("expected.npy");

/// Compile the bundled digits network, classify 400 images, compare with MXNet's own results
#[derive(Debug, Args)]
pub struct Arguments {
    /// Measuring time
    #[arg(long, value_name = "S", default_value_t = 0.5, value_parser = super::bench::parse_seconds)]
    seconds: f64,
    /// Also write the network's files into a folder, to try the other commands with
    #[arg(long, value_name = "DIR")]
    extract: Option<std::path::PathBuf>,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    if let Some(folder) = &arguments.extract {
        std::fs::create_dir_all(folder).map_err(|e| Diagnostic::error(Code::Io, format!("cannot create {}: {e}", folder.display())))?;
        write_files(folder)?;
    }
    console.note("A residual network for handwritten digits, trained and quantized to INT8 by Apache MXNet.\n");
    let options = CompileOptions::new(TargetArgument::Auto.resolve()?);
    let mut observer = Observer::default();
    let imported = observer.step(Step::Import, || mxnet::import_bytes(SYMBOL, PARAMS.to_vec(), "digits", &options.import))?;
    console.diagnostics(&imported.warnings);
    let compiled = compile_graph(imported.graph, &options, &mut observer)?;
    let code = generate(compiled.program, options.target, &mut observer)?;
    let engine = Engine::load(&code)?;
    let mut summary = CompileSummary::new(&code);
    summary.timings = observer.timings.iter().map(|(step, time)| (step.name(), time.as_secs_f64())).collect();
    console.note(summary.table());

    let (images, labels, expected) = (parse(IMAGES, DType::F32)?, parse(LABELS, DType::S32)?, parse(EXPECTED, DType::F32)?);
    let images = [images];
    let batches = Batches::new(&engine.inputs, &images)?;
    let mut runner = engine.runner(1)?;
    let mut runs = Vec::with_capacity(batches.runs());
    for run in 0..batches.runs() {
        runs.extend(runner.run(&batches.inputs(run, &engine.inputs, &images)?)?.into_iter().take(1));
    }
    let logits = batches.join("logits", &runs)?;
    let difference = compare(&logits, 0, &expected)?;
    let (found, right) = (classes(&logits), classes(&expected));
    let TensorData::S32(labels) = &labels.data else { unreachable!("s32 was asked for") };
    let correct = |classes: &[usize]| classes.iter().zip(labels.iter()).filter(|(class, label)| i32::try_from(**class) == Ok(**label)).count();

    let report = measure(&engine.model, &options.target, &Settings { threads: vec![1], seconds: arguments.seconds, per_layer: true })?;
    if let Some(run) = report.runs.first() {
        console.note(format!("\nLayers, one worker, on {}", report.machine));
        console.note(run.layer_table());
        console.note(format!(
            "\nlatency   {} (median {}), {:.0} images per second on one core",
            quantity::seconds(run.times.min),
            quantity::seconds(run.times.median),
            1.0 / run.times.median
        ));
    }
    console.result(format!("accuracy  {} of {} images (MXNet: {})", correct(&found), labels.len(), correct(&right)));
    console.result(format!("logits    {} of {} have the bits that MXNet computed", difference.values - difference.differing, difference.values));
    if let Some(folder) = &arguments.extract {
        console.note(format!("\nThe network is in {}; next: graver compile {}", folder.display(), folder.join("digits-symbol.json").display()));
    }
    Ok(if difference.agrees() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write_files(folder: &Path) -> Result<()> {
    let files = [("digits-symbol.json", SYMBOL), ("digits-0000.params", PARAMS), ("images.npy", IMAGES), ("labels.npy", LABELS), ("expected.npy", EXPECTED)];
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|e| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display())))?;
    }
    Ok(())
}

fn parse(bytes: &[u8], dtype: DType) -> Result<Tensor> {
    parse_npy(bytes)?.to_tensor(dtype)
}

/// The place of the largest value of each row.
fn classes(logits: &Tensor) -> Vec<usize> {
    let TensorData::F32(values) = &logits.data else { return Vec::new() };
    let rows = logits.shape.extents().first().copied().unwrap_or(1);
    values.chunks(values.len() / rows).map(|row| (0..row.len()).max_by(|&a, &b| row[a].total_cmp(&row[b]).then(b.cmp(&a))).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_files_are_whole() {
        let (images, labels, expected) = (parse(IMAGES, DType::F32).unwrap(), parse(LABELS, DType::S32).unwrap(), parse(EXPECTED, DType::F32).unwrap());
        assert_eq!(images.shape.extents(), [400, 1, 8, 8]);
        assert_eq!(expected.shape.extents(), [400, 10]);
        let TensorData::S32(labels) = &labels.data else { panic!("labels are integers") };
        let right = classes(&expected).iter().zip(labels.iter()).filter(|(c, l)| **c as i32 == **l).count();
        assert_eq!(right, 399);
    }
}
