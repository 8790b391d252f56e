//! `graver eval`: how good a network is on labelled data, and beside another one.

use super::console::Console;
use super::data::{self, DataOptions};
use super::engine::{Engine, Runner};
use super::layer_noise::layer_noises;
use super::model::{self, ModelOptions};
use super::tensors::TensorArgument;
use crate::compile::{CompileOptions, Observer, compile_model, generate};
use crate::dataset::NamedSource;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::ImportOptions;
use crate::graph::{Tensor, TensorData};
use crate::report::evaluation::{Evaluation, Latency, Scores};
use crate::report::layer_noise::LayerNoises;
use crate::tensor_file::read_npy;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  graver eval net-int8.onnx --input images.npy --labels labels.npy
  graver eval net-int8-symbol.json --input images.npy --labels labels.npy --top 1,5 --baseline net-symbol.json --max-drop 0.5 --json eval.json
  graver eval net-int8.onnx --input images.npy --baseline net.onnx --per-layer --svg layers.svg
  graver eval int8/model.pdmodel --input int8_full_val.bin --baseline float/model.pdmodel --max-drop 1 --speed

The drop is that of the first --top, in points of a hundred; the exit code is 1 where it is larger than --max-drop. Rows of the first output are
scores, the largest one is the answer. SQNR is the power of the baseline's scores over that of the difference. --per-layer compares the tensors that have
the same name in both networks, the worst first; `of its own` leaves out the noise that the noisiest tensor before has already. Layers that add most noise
are those to try `graver quantize --exclude` with. --speed runs model and baseline in turn, so that both meet the same machine; the ratio is the median over
pairs of runs.";

/// Judge a model, or a shared object made by `compile`, by labelled data and by a baseline
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Model file (NAME.onnx, NAME-symbol.json, NAME.pdmodel, a folder with __model__) or zoo:NAME, compiled in memory, or compiled NAME.so
    model: PathBuf,
    /// Data of an input: .npy with any number of rows, .npz, a folder of .jpg and .png files, .rec, or Paddle's .bin (count, images, classes)
    #[arg(long = "input", short, value_name = "[NAME=]DATA", required = true, num_args = 1..)]
    inputs: Vec<TensorArgument>,
    /// The right answer for each row; without, what records, .bin and the folders of photographs say
    #[arg(long, value_name = "y.npy")]
    labels: Option<PathBuf>,
    /// An answer counts if it is among so many best
    #[arg(long, value_name = "1,5", value_delimiter = ',', default_value = "1", value_parser = clap::value_parser!(u32).range(1..))]
    top: Vec<u32>,
    /// The network in floats to compare with
    #[arg(long, value_name = "FP32MODEL")]
    baseline: Option<PathBuf>,
    /// Points of accuracy that may be lost against the baseline
    #[arg(long, value_name = "POINTS", requires = "baseline", value_parser = parse_points)]
    max_drop: Option<f64>,
    /// Compare every layer with the baseline's
    #[arg(long, requires = "baseline")]
    per_layer: bool,
    /// Draw what --per-layer finds
    #[arg(long, value_name = "FILE", requires = "per_layer")]
    svg: Option<PathBuf>,
    /// Time runs of the model, and of the baseline in turn with it
    #[arg(long)]
    speed: bool,
    /// Write everything to FILE; `-` is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Workers that share each layer
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: u32,
    #[command(flatten)]
    data: DataOptions,
    #[command(flatten)]
    options: ModelOptions,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    let loaded = data::open(&arguments.inputs, usize::MAX)?;
    let engine = if model::is_library(&arguments.model)? {
        arguments.options.reject_for_library(&arguments.model)?;
        Engine::open(&arguments.model)?
    } else {
        compile(&arguments.model, arguments.options.compile_options()?, &loaded, console)?
    };
    let scores = scores(&engine, &loaded, arguments, console)?;
    let baseline_engine = match &arguments.baseline {
        None => None,
        Some(path) if model::is_library(path)? => Some(Engine::open(path)?),
        Some(path) => Some(compile(path, baseline_options(arguments)?, &loaded, console)?),
    };
    let baseline = baseline_engine.as_ref().map(|engine| self::scores(engine, &loaded, arguments, console)).transpose()?;
    let labels = match &arguments.labels {
        Some(path) => Some(read_labels(path, &scores)?),
        None => data::rows(&engine.inputs, &loaded, &arguments.data, usize::MAX)?.labels()?,
    };
    if let Some(label) = labels.iter().flatten().find(|&&label| label >= scores.classes) {
        return Err(
            Diagnostic::error(Code::Shape, format!("the label {label} is none of {} classes", scores.classes)).hint("name a file of labels: --labels y.npy")
        );
    }
    if arguments.max_drop.is_some() && labels.is_none() {
        return Err(Diagnostic::error(Code::Usage, "--max-drop needs labels").hint("name a file of them: --labels y.npy"));
    }
    let top: Vec<usize> = arguments.top.iter().map(|&top| top as usize).collect();
    let mut evaluation = Evaluation::new(&scores, baseline.as_ref(), labels.as_deref(), &top)?;
    if arguments.speed {
        evaluation.latency = Some(latency(&engine, baseline_engine.as_ref(), &loaded, arguments)?);
    }
    let layers = if arguments.per_layer { Some(per_layer(arguments, &loaded, console)?) } else { None };
    let mut report = evaluation.json();
    if let Some(layers) = &layers {
        report["per_layer"] = layers.json();
    }
    let to_stdout = match &arguments.json {
        Some(path) => console.json(path, &report)?,
        None => false,
    };
    if !to_stdout {
        console.result(evaluation.table());
        if let Some(layers) = &layers {
            console.result(format!("\n{}", layers.table()));
            match layers.suggestion() {
                none if none.is_empty() => {}
                options => console.result(format!("\nmost noise is added by these: graver quantize {options}")),
            }
        }
    }
    match (arguments.max_drop, evaluation.drop()) {
        (Some(most), Some(drop)) if drop > most => {
            let message = format!("the accuracy is {drop:.2} points below the baseline's, at most {most} are allowed");
            let hint = "leave sensitive layers in floats (graver quantize --exclude), try another --calib-mode, or calibrate with more data";
            console.diagnostics(&[Diagnostic::error(Code::Mismatch, message).hint(hint)]);
            Ok(ExitCode::FAILURE)
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// How the baseline is read: what is said about the model's own files does not hold of it.
fn baseline_options(arguments: &Arguments) -> Result<CompileOptions> {
    let options = arguments.options.compile_options()?;
    let import = ImportOptions { params: None, outputs: Vec::new(), name: None, constants: Default::default(), ..options.import };
    Ok(CompileOptions { import, ..options })
}

/// Compares the layers of both networks, and draws them if asked for.
fn per_layer(arguments: &Arguments, loaded: &[NamedSource], console: &Console) -> Result<LayerNoises> {
    let (model, baseline) = (arguments.model.as_path(), arguments.baseline.as_deref().unwrap_or(&arguments.model));
    for path in [model, baseline] {
        if model::is_library(path)? {
            return Err(Diagnostic::error(Code::Usage, format!("{} has no layers to look into", path.display()))
                .hint("--per-layer needs the model files themselves, not what `graver compile` made of them"));
        }
    }
    let (options, of_baseline) = (arguments.options.compile_options()?, baseline_options(arguments)?);
    let mut progress = None;
    let noises = layer_noises((model, &options), (baseline, &of_baseline), loaded, &arguments.data, |done, runs| {
        progress.get_or_insert_with(|| console.samples("comparing layers", runs)).step(done, "comparing layers");
    })?;
    drop(progress);
    if let Some(path) = &arguments.svg {
        let title = model.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        std::fs::write(path, noises.svg(&title)).map_err(|e| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display())))?;
    }
    Ok(noises)
}

fn compile(path: &Path, mut options: CompileOptions, loaded: &[NamedSource], console: &Console) -> Result<Engine> {
    options.import.fallback_shapes = data::fallback_shapes(loaded, data::MOST_ROWS);
    let mut observer = Observer::default();
    let compiled = compile_model(path, &options, &mut observer)?;
    console.diagnostics(&compiled.warnings);
    Engine::load(&generate(compiled.program, options.target, &mut observer)?)
}

/// What the network answers to all rows, and how long it takes.
fn scores(engine: &Engine, loaded: &[NamedSource], arguments: &Arguments, console: &Console) -> Result<Scores> {
    let rows = data::rows(&engine.inputs, loaded, &arguments.data, usize::MAX)?;
    let mut runner = engine.runner(arguments.threads)?;
    let progress = console.samples("running", rows.runs() as u64);
    let mut scores = Scores::default();
    let mut seconds = Vec::new();
    for (done, sample) in rows.samples().enumerate() {
        progress.step(done as u64, "running");
        let sample = sample?;
        let begin = Instant::now();
        let outputs = runner.run(&sample)?;
        seconds.push(begin.elapsed().as_secs_f64());
        let output = outputs.first().ok_or_else(|| Diagnostic::error(Code::Usage, "the model has no output"))?;
        if output.data.len() % rows.batch() != 0 {
            return Err(Diagnostic::error(Code::Shape, format!("an output of shape {} has no rows for a batch of {}", output.shape, rows.batch())));
        }
        scores.classes = output.data.len() / rows.batch();
        scores.numbers.extend(numbers(output));
    }
    scores.numbers.truncate(rows.rows() * scores.classes);
    seconds.sort_by(f64::total_cmp);
    scores.seconds_per_row = seconds[seconds.len() / 2] / rows.batch() as f64;
    Ok(scores)
}

/// Time for which runs are measured, at least so many of them.
const SPEED_SECONDS: f64 = 2.0;
const LEAST_RUNS: usize = 5;

/// Runs both networks on the first rows, in turn.
fn latency(engine: &Engine, baseline: Option<&Engine>, loaded: &[NamedSource], arguments: &Arguments) -> Result<Latency> {
    let first = |engine: &Engine| -> Result<(Runner, Vec<Tensor>, usize)> {
        let rows = data::rows(&engine.inputs, loaded, &arguments.data, usize::MAX)?;
        let sample = rows.samples().next().ok_or_else(|| Diagnostic::error(Code::Usage, "there is not a single row of data"))??;
        let mut runner = engine.runner(arguments.threads)?;
        runner.run(&sample)?;
        Ok((runner, sample, rows.batch()))
    };
    let timed = |(runner, sample, _): &mut (Runner, Vec<Tensor>, usize)| -> Result<f64> {
        let begin = Instant::now();
        runner.run(sample)?;
        Ok(begin.elapsed().as_secs_f64())
    };
    let mut own = first(engine)?;
    let mut other = baseline.map(first).transpose()?;
    let batch = own.2;
    if let Some((.., of_baseline)) = &other
        && *of_baseline != batch
    {
        let message = format!("a run of the model takes {batch} rows, one of the baseline {of_baseline}: times of these say nothing");
        return Err(Diagnostic::error(Code::Usage, message).hint("state the batch of both: --batch 1"));
    }
    let (mut seconds, mut of_baseline) = (Vec::new(), Vec::new());
    let begin = Instant::now();
    while seconds.len() < LEAST_RUNS || begin.elapsed().as_secs_f64() < SPEED_SECONDS {
        seconds.push(timed(&mut own)?);
        if let Some(other) = &mut other {
            of_baseline.push(timed(other)?);
        }
    }
    Ok(Latency { batch, threads: arguments.threads, seconds, baseline: other.map(|_| of_baseline) })
}

fn numbers(tensor: &Tensor) -> Vec<f32> {
    match &tensor.data {
        TensorData::F32(v) => v.to_vec(),
        TensorData::U8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S32(v) => v.iter().map(|&x| x as f32).collect(),
    }
}

fn read_labels(path: &Path, scores: &Scores) -> Result<Vec<usize>> {
    let wrong = |message: String| Diagnostic::error(Code::Shape, format!("{}: {message}", path.display())).hint("give one class number for each row");
    let numbers = read_npy(path)?.to_integers().map_err(|d| wrong(d.message))?;
    if numbers.len() != scores.rows() {
        return Err(wrong(format!("{} labels for {} rows", numbers.len(), scores.rows())));
    }
    let label = |number: i64| usize::try_from(number).ok().filter(|&label| label < scores.classes);
    numbers.into_iter().map(|number| label(number).ok_or_else(|| wrong(format!("the label {number} is none of {} classes", scores.classes)))).collect()
}

fn parse_points(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(points) if (0.0..=100.0).contains(&points) => Ok(points),
        _ => Err("points are a number from 0 to 100".to_owned()),
    }
}
