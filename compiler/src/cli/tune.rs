//! `graver tune`: a network in floats and a goal → the fastest quantized network that reaches it.

use super::console::Console;
use super::data::{self, DataOptions};
use super::model::{self, ModelOptions};
use super::rows::Slot;
use super::tensors::TensorArgument;
use super::tune_config::{self, Configured};
use super::tune_progress::{TuneProgress, accuracy};
use crate::compile::{CompileOptions, read_model};
use crate::dataset::Rows;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, Shape};
use crate::measure::machine;
use crate::quantize::{Coverage, Granularity, Pattern, Threshold};
use crate::report::tuning::{self, TuningReport};
use crate::tensor_file::read_npy;
use crate::tune::{
    Contents, Criterion, Digest, Ending, EvaluationData, ExitPolicy, Facts, Loss, Method, Metric, Network, Objective, Record, Restriction, Search, Settings,
    Space, Task, Trial, VERSION, calibration_of, rebuild, write_model,
};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  graver tune net.onnx --calib calib.npy --eval images.npy --labels labels.npy -o net-int8.onnx
  graver tune net.onnx --calib calib.npy --eval images.npy -o net-int8.onnx --relative 0.005       no labels: agreement with the network in floats
  graver tune net.onnx --calib calib.npy --eval images.npy --labels y.npy -o out.onnx --timeout 60     a minute to find something faster
  graver tune net.onnx --calib calib.npy --eval images.npy --labels y.npy -o out.onnx --config tune.yaml --strategy mse
  graver tune net.onnx --calib calib.npy --eval images.npy -o out.onnx --metric-command 'python map.py'      reads $GRAVER_OUTPUTS, prints a number
  graver tune net.onnx --calib calib.npy --eval images.npy --labels y.npy -o out.onnx --resume         goes on after it was interrupted
  graver tune net.onnx --recover 7 -o seventh.onnx --workspace out.tune

The accuracy is that of --labels (--top), else how often the best answer is that of the network in floats, else what --metric-command prints. Trials are
written to WORKSPACE/history.jsonl as they end, a report with a picture of all trials to WORKSPACE/report.html. --config is a YAML file of Neural Compressor;
what is said on the command line counts before it.

Strategies: auto   the noise and the time of each layer, measured, decide which layers stay in floats; a trial verifies it
            basic, mse, mse_v2, bayesian, random, exhaustive, conservative   as in Neural Compressor
            command   a program proposes configurations: --strategy-command, JSON lines both ways

Exit code: 0 the goal is reached, 1 it is not (the best network that was found is written all the same) or something is wrong.";

/// Find the fastest quantization of a network that is accurate enough
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Network in floats: NAME.onnx, NAME-symbol.json, NAME.pdmodel, or zoo:NAME-fp32
    model: PathBuf,
    /// Calibration data: .npy with any number of rows, .npz, a folder of .jpg and .png files, or .rec; NAME= says for which input
    #[arg(long, value_name = "[NAME=]DATA", num_args = 1.., required_unless_present = "recover")]
    calib: Vec<TensorArgument>,
    /// Data to judge by, of the same kinds
    #[arg(long, value_name = "[NAME=]DATA", num_args = 1.., required_unless_present = "recover")]
    eval: Vec<TensorArgument>,
    /// The right answer for each row of --eval; without, what records and the folders of photographs say
    #[arg(long, value_name = "y.npy")]
    labels: Option<PathBuf>,
    /// ONNX model to write
    #[arg(long = "out", short, value_name = "OUT.onnx")]
    output: PathBuf,
    /// YAML (or JSON) file with the keys of Neural Compressor
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the history and the report [default: OUT.tune]
    #[arg(long, value_name = "FOLDER")]
    workspace: Option<PathBuf>,
    /// Go on with the search whose history is in the workspace
    #[arg(long, conflicts_with = "recover")]
    resume: bool,
    /// Write the model of this trial again, bit for bit; needs the model and the history alone
    #[arg(long, value_name = "TRIAL", value_parser = clap::value_parser!(u32).range(1..))]
    recover: Option<u32>,
    /// Write the report to FILE instead: .html, or .svg for the picture alone
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    goal: GoalOptions,
    #[command(flatten)]
    search: SearchOptions,
    #[command(flatten)]
    allowed: AllowedOptions,
    #[command(flatten)]
    data: DataOptions,
    #[command(flatten)]
    options: ModelOptions,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Goal")]
struct GoalOptions {
    /// Share of the accuracy in floats that may be lost [default: 0.01]
    #[arg(long, value_name = "SHARE", conflicts_with = "absolute")]
    relative: Option<f64>,
    /// Accuracy that may be lost, in its own unit: 0.01 is a point of a hundred where it is a share of rows
    #[arg(long, value_name = "LOSS")]
    absolute: Option<f64>,
    /// The metric is better the lower it is
    #[arg(long, requires = "metric_command")]
    lower_is_better: bool,
    /// An answer counts if the label is among so many best [default: 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    /// labels: by --labels; agreement: with the network in floats [default: labels where there are any]
    #[arg(long, value_enum, conflicts_with = "metric_command")]
    metric: Option<MetricArgument>,
    /// Command that prints the accuracy of the model $GRAVER_MODEL, whose outputs for all rows are in the .npz file $GRAVER_OUTPUTS
    #[arg(long, value_name = "COMMAND")]
    metric_command: Option<String>,
    /// What to be best in, of what reaches the goal [default: performance]
    #[arg(long, value_enum)]
    objective: Option<ObjectiveArgument>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Search")]
struct SearchOptions {
    /// auto, basic, mse, mse_v2, bayesian, random, exhaustive, conservative or command [default: auto]
    #[arg(long, value_name = "NAME")]
    strategy: Option<String>,
    /// Program that proposes configurations; implies --strategy command
    #[arg(long, value_name = "COMMAND")]
    strategy_command: Option<String>,
    /// 0 ends at the first success; more goes on for so many seconds, looking for a faster one. A trial that runs then is cut short where the goal is reached
    /// already, and else ends; a --metric-command is waited for [default: 0]
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    timeout: Option<f64>,
    /// Trials at most [default: 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_trials: Option<u32>,
    /// Take the first configuration, however accurate it is
    #[arg(long)]
    performance_only: bool,
    /// Seed of everything that is left to chance [default: 1978]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How sure it must be that a trial misses the goal before the rest of its rows are left out: 1 is certain
    #[arg(long, value_name = "SHARE", default_value_t = 1.0, value_parser = parse_confidence)]
    confidence: f64,
    /// Processors to use for trials and rows; each network is timed on one [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What may be chosen")]
struct AllowedOptions {
    /// Samples to calibrate with; several numbers are tried in turn [default: all]
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = clap::value_parser!(u64).range(1..))]
    samples: Vec<u64>,
    /// How ranges may follow from calibration [default: all]
    #[arg(long, value_name = "naive,entropy,percentile,mse", value_delimiter = ',', value_parser = parse_calibration)]
    calib_mode: Vec<Threshold>,
    /// Types of activations: auto is u8 with a zero point, int8 lies around 0 [default: both]
    #[arg(long, value_enum, value_delimiter = ',')]
    dtype: Vec<TypeArgument>,
    /// Scales of the weights of fully connected layers [default: both]
    #[arg(long, value_enum, value_delimiter = ',')]
    granularity: Vec<GranularityArgument>,
    /// Which operators may become integer operators: full: all that can; smart: weighted layers and what lies between them
    #[arg(long, value_enum, default_value_t = Mode::Smart)]
    mode: Mode,
    /// Node that stays in floats, a glob of names, or op:TYPE; may be repeated
    #[arg(long, value_name = "NAME|GLOB|op:TYPE")]
    exclude: Vec<String>,
    /// Node that must become an integer operator; may be repeated
    #[arg(long, value_name = "NAME|GLOB|op:TYPE")]
    require: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MetricArgument {
    Labels,
    Agreement,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ObjectiveArgument {
    Performance,
    Footprint,
    Modelsize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TypeArgument {
    Auto,
    Int8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GranularityArgument {
    Tensor,
    Channel,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    Full,
    Smart,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    if model::is_library(&arguments.model)? {
        return Err(Diagnostic::error(Code::Usage, format!("{} is compiled already", arguments.model.display())).hint("name the network in floats"));
    }
    if arguments.output.extension().is_none_or(|extension| extension != "onnx") {
        let hint = "-o NAME.onnx; for a symbol of MXNet pass the layers that stay in floats to `graver quantize --exclude`";
        return Err(Diagnostic::error(Code::Usage, format!("{} does not end in .onnx, which is what tune writes", arguments.output.display())).hint(hint));
    }
    let configured = arguments.config.as_deref().map(tune_config::read).transpose()?.unwrap_or_default();
    console.diagnostics(&configured.warnings);
    let workspace = arguments.workspace.clone().or_else(|| configured.workspace.clone()).unwrap_or_else(|| arguments.output.with_extension("tune"));
    match arguments.recover {
        Some(trial) => recover(arguments, &workspace, trial as usize, console),
        None => tune(arguments, configured, &workspace, console),
    }
}

fn tune(arguments: &Arguments, configured: Configured, workspace: &Path, console: &Console) -> Result<ExitCode> {
    let (calib, eval) = (data::open(&arguments.calib, usize::MAX)?, data::open(&arguments.eval, usize::MAX)?);
    let mut options = arguments.options.compile_options()?;
    options.import.fallback_shapes = data::fallback_shapes(&eval, 1);
    let imported = read_model(&arguments.model, &options.import)?;
    console.diagnostics(&imported.warnings);
    let slots = slots(&imported.graph);
    let calibration = data::rows(&slots, &calib, &arguments.data, usize::MAX)?;
    let rows = data::rows(&slots, &eval, &arguments.data, usize::MAX)?;
    let labels = match &arguments.labels {
        Some(path) => Some(read_labels(path, rows.rows())?),
        None => rows.labels()?,
    };
    let resume = arguments.resume || configured.resume;
    let settings = settings(arguments, configured, labels.is_some())?;
    let network = Network::new(&imported.graph, samples(&settings.samples, &calibration), &settings)?;
    std::fs::create_dir_all(workspace).map_err(|e| Diagnostic::error(Code::Io, format!("cannot make the folder {}: {e}", workspace.display())))?;
    let path = workspace.join(HISTORY);
    let head = head(arguments, &options, &network, &settings)?;
    // A search that was killed before it wrote anything is begun.
    let contents = match resume && path.exists() {
        true => Some(Contents::read(&path)?).filter(|contents| !contents.head.is_null()),
        false => None,
    };
    match &contents {
        Some(contents) => console.diagnostics(&same_search(&contents.head, &head)?),
        None if resume => drop(std::fs::remove_file(&path)),
        None => {}
    }
    let evaluation = EvaluationData::new(&rows, settings.seed);
    let task = Task {
        settings: &settings,
        network: &network,
        options: &options,
        calibration: &calibration,
        evaluation: &evaluation,
        labels: labels.as_deref(),
        model: &arguments.model,
        output: &arguments.output,
        workspace,
    };
    let progress = TuneProgress::new(console, settings.exit, settings.metric.clone());
    let mut search = Search::begin(task, &head, &path, contents.as_ref(), &progress)?;
    progress.known(&search.facts);
    let ending = search.run(&progress)?;
    progress.end();
    finish(arguments, &settings, &search.facts, ending, workspace, console)
}

/// Prints and writes what was found.
fn finish(arguments: &Arguments, settings: &Settings, facts: &Facts, ending: Ending, workspace: &Path, console: &Console) -> Result<ExitCode> {
    let title = arguments.model.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let report = TuningReport { title, facts, settings, ending: ending.text() };
    let path = arguments.report.clone().unwrap_or_else(|| workspace.join("report.html"));
    let text = if path.extension().is_some_and(|extension| extension == "svg") { tuning::svg(&report) } else { tuning::html(&report) };
    std::fs::write(&path, text).map_err(|e| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display())))?;
    console.note(format!("\n{}", tuning::table(&report)));
    let Some((at, judged)) = facts.best().and_then(|at| Some((at, facts.trials[at].judged()?))) else {
        return Err(match facts.trials.is_empty() {
            true => Diagnostic::error(Code::Usage, format!("nothing was tried: {}", ending.text())).hint("allow more: --timeout SECONDS --resume"),
            false => Diagnostic::error(Code::Unsupported, "no configuration could be built").hint(format!("{} says why", path.display())),
        });
    };
    console.note(format!("\n{}: trial {} is written to {}; report: {}", ending.text(), at + 1, arguments.output.display(), path.display()));
    if judged.met || settings.exit.performance_only {
        return Ok(ExitCode::SUCCESS);
    }
    let reached = |number: f64| accuracy(number, &settings.metric);
    let goal = facts.criterion.goal(facts.baseline.accuracy);
    let message = format!(
        "the goal is not reached: {} is needed, the best of {} trials has {}; it is written to {} all the same",
        reached(goal),
        facts.trials.len(),
        reached(judged.accuracy),
        arguments.output.display()
    );
    let hint = match ending {
        Ending::Trials => "allow more: --max-trials N --resume; or less accuracy: --relative SHARE",
        Ending::Time => "allow more: --timeout SECONDS --resume; or less accuracy: --relative SHARE",
        _ => "try --strategy auto, allow more choices, calibrate with more data, or allow less accuracy: --relative SHARE",
    };
    console.diagnostics(&[Diagnostic::error(Code::Mismatch, message).hint(hint)]);
    Ok(ExitCode::FAILURE)
}

const HISTORY: &str = "history.jsonl";

/// Writes a trial's model from the history.
fn recover(arguments: &Arguments, workspace: &Path, number: usize, console: &Console) -> Result<ExitCode> {
    let path = workspace.join(HISTORY);
    let contents = Contents::read(&path)?;
    let head = &contents.head;
    let damaged =
        || Diagnostic::error(Code::Malformed, format!("{} has no head", path.display())).hint("name the folder of another search: --workspace FOLDER");
    if head.get("model").and_then(Value::as_str).ok_or_else(damaged)? != model_digest(arguments)? {
        return Err(Diagnostic::error(Code::Mismatch, format!("{} is not the model that was tuned", arguments.model.display()))
            .hint("pass the very file that the search was begun with"));
    }
    let coverage = if head["settings"]["mode"] == "full" { Coverage::Full } else { Coverage::Smart };
    let mut import = arguments.options.import()?;
    for (name, extents) in head.get("inputs").and_then(Value::as_object).ok_or_else(damaged)? {
        let extents: Option<Vec<usize>> = extents.as_array().and_then(|list| list.iter().map(|extent| extent.as_u64().map(|extent| extent as usize)).collect());
        import.fallback_shapes.insert(name.clone(), Shape::new(extents.ok_or_else(damaged)?)?);
    }
    let network = Network::with_space(&read_model(&arguments.model, &import)?.graph, Space::parse(&head["space"], coverage)?)?;
    let trials: Vec<Trial> =
        contents.records(&network.space)?.into_iter().filter_map(|record| if let Record::Trial(trial) = record { Some(trial) } else { None }).collect();
    let missing = || Diagnostic::error(Code::Usage, format!("the history holds {} trials, not {number}", trials.len()));
    let trial = trials.get(number - 1).ok_or_else(missing)?;
    write_model(&rebuild(&network, trial)?, &arguments.output)?;
    console.note(format!("wrote trial {number} to {}, bit for bit", arguments.output.display()));
    Ok(ExitCode::SUCCESS)
}

fn slots(graph: &Graph) -> Vec<Slot> {
    let slot = |id| Slot { name: graph.value(id).name.clone(), dtype: graph.ty(id).dtype, shape: graph.ty(id).shape.clone() };
    graph.inputs().map(slot).collect()
}

/// Numbers of calibration runs, ascending, at most as many as there are.
fn samples(wanted: &[usize], calibration: &Rows) -> Vec<usize> {
    let runs = |rows: &usize| rows.div_ceil(calibration.batch()).min(calibration.runs());
    let mut all: Vec<usize> = wanted.iter().map(runs).collect();
    if all.is_empty() {
        all.push(calibration.runs());
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The command line before the file, the file before what is usual.
fn settings(arguments: &Arguments, configured: Configured, has_labels: bool) -> Result<Settings> {
    let Arguments { goal, search, allowed, .. } = arguments;
    let usual = Settings::default();
    let command = search.strategy_command.clone().or(configured.strategy_command);
    let strategy = match (&search.strategy, &search.strategy_command) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => "command".into(),
        (None, None) => configured.strategy.unwrap_or_else(|| "auto".into()),
    };
    let loss = goal.relative.map(Loss::Relative).or(goal.absolute.map(Loss::Absolute)).or(configured.loss).unwrap_or(usual.criterion.loss);
    let metric = match (&goal.metric_command, goal.metric) {
        (Some(command), _) => Metric::Command(command.clone()),
        (None, Some(MetricArgument::Agreement)) => Metric::Agreement,
        (None, None) if !has_labels => Metric::Agreement,
        _ => Metric::Top(goal.top.map_or(configured.top.unwrap_or(1), |top| top as usize)),
    };
    let mut restrictions = configured.restrictions;
    let all = Restriction {
        calibrations: (!allowed.calib_mode.is_empty()).then(|| allowed.calib_mode.clone()),
        symmetric: (!allowed.dtype.is_empty()).then(|| allowed.dtype.iter().map(|dtype| *dtype == TypeArgument::Int8).collect()),
        granularities: (!allowed.granularity.is_empty()).then(|| {
            let of = |granularity: &GranularityArgument| if *granularity == GranularityArgument::Tensor { Granularity::Tensor } else { Granularity::Channel };
            allowed.granularity.iter().map(of).collect()
        }),
        ..Restriction::default()
    };
    if all != Restriction::default() {
        restrictions.push(all);
    }
    let of = |pattern: &String, restriction| Restriction { of: Some(Pattern::parse(pattern)), ..restriction };
    restrictions.extend(allowed.exclude.iter().map(|pattern| of(pattern, Restriction { integers: Some(false), floats: Some(true), ..Restriction::default() })));
    restrictions.extend(allowed.require.iter().map(|pattern| of(pattern, Restriction { floats: Some(false), integers: Some(true), ..Restriction::default() })));
    Ok(Settings {
        method: Method::parse(&strategy, command.as_deref())?,
        criterion: Criterion { loss, higher_is_better: !goal.lower_is_better && configured.higher_is_better.unwrap_or(true) },
        objective: match goal.objective {
            None => configured.objective.unwrap_or_default(),
            Some(ObjectiveArgument::Performance) => Objective::Performance,
            Some(ObjectiveArgument::Footprint) => Objective::Footprint,
            Some(ObjectiveArgument::Modelsize) => Objective::ModelSize,
        },
        exit: ExitPolicy {
            timeout: search.timeout.or(configured.timeout).unwrap_or(usual.exit.timeout),
            max_trials: search.max_trials.map(|most| most as usize).or(configured.max_trials).unwrap_or(usual.exit.max_trials),
            performance_only: search.performance_only || configured.performance_only.unwrap_or(false),
        },
        metric,
        seed: search.seed.or(configured.seed).unwrap_or(usual.seed),
        coverage: if allowed.mode == Mode::Full { Coverage::Full } else { Coverage::Smart },
        samples: if allowed.samples.is_empty() {
            configured.samples
        } else {
            allowed.samples.iter().map(|&count| usize::try_from(count).unwrap_or(usize::MAX)).collect()
        },
        restrictions,
        confidence: search.confidence,
        threads: search.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |threads| threads as usize),
    })
}

/// The first line of the history.
fn head(arguments: &Arguments, options: &CompileOptions, network: &Network, settings: &Settings) -> Result<Value> {
    let mut data = Digest::default();
    for argument in arguments.calib.iter().chain(&arguments.eval) {
        data.add(argument.name.as_deref().unwrap_or_default().as_bytes());
        data.add_data(&argument.path)?;
    }
    if let Some(path) = &arguments.labels {
        data.add_file(path)?;
    }
    data.add(format!("{:?}", arguments.data).as_bytes());
    let inputs: serde_json::Map<String, Value> = slots(&network.floats).into_iter().map(|slot| (slot.name, json!(slot.shape.extents()))).collect();
    Ok(json!({
        "record": "tune",
        "version": VERSION,
        "machine": machine(),
        "target": options.target.to_string(),
        "model": model_digest(arguments)?,
        "data": data.text(),
        "inputs": inputs,
        "settings": settings.json(),
        "space": network.space.json(),
    }))
}

/// The digest of the network in floats: its files, or the name of one of the zoo.
fn model_digest(arguments: &Arguments) -> Result<String> {
    let mut digest = Digest::default();
    let path = &arguments.model;
    if path.is_file() {
        digest.add_file(path)?;
    } else {
        digest.add(path.to_string_lossy().as_bytes());
    }
    let name = path.to_string_lossy();
    let beside = name.strip_suffix("-symbol.json").map(|stem| PathBuf::from(format!("{stem}-0000.params")));
    let beside =
        arguments.options.params.clone().or(beside).or_else(|| (!path.is_file()).then(|| path.clone())).or_else(|| Some(path.with_extension("pdiparams")));
    if let Some(beside) = beside.filter(|beside| beside.exists()) {
        digest.add_data(&beside)?;
    }
    Ok(digest.text())
}

/// Whether a history is that of this search; warnings where that does not matter much.
fn same_search(found: &Value, wanted: &Value) -> Result<Vec<Diagnostic>> {
    let differs = |key: &str| found.get(key) != wanted.get(key);
    for (key, what) in [("model", "of another model"), ("data", "with other data"), ("inputs", "with other input shapes"), ("space", "with other choices")] {
        if differs(key) {
            return Err(Diagnostic::error(Code::Usage, format!("the history is that of a search {what}")).hint("name another --workspace to begin anew"));
        }
    }
    let (Some(found_settings), Some(settings)) = (found["settings"].as_object(), wanted["settings"].as_object()) else { return Ok(Vec::new()) };
    if let Some((key, value)) = settings.iter().find(|(key, value)| found_settings.get(*key) != Some(value)) {
        let old = found_settings.get(key).unwrap_or(&Value::Null);
        return Err(
            Diagnostic::error(Code::Usage, format!("the search was begun with {key} {old}, not {value}")).hint("name another --workspace to begin anew")
        );
    }
    let moved = differs("machine") || differs("target");
    let warning = || Diagnostic::warning(Code::Machine, "the search was begun on another machine or target: its times and those of new trials do not compare");
    Ok(moved.then(warning).into_iter().collect())
}

fn read_labels(path: &Path, rows: usize) -> Result<Vec<usize>> {
    let wrong = |message: String| Diagnostic::error(Code::Shape, format!("{}: {message}", path.display())).hint("give one class number for each row");
    let numbers = read_npy(path)?.to_integers().map_err(|d| wrong(d.message))?;
    if numbers.len() != rows {
        return Err(wrong(format!("{} labels for {rows} rows", numbers.len())));
    }
    numbers.into_iter().map(|number| usize::try_from(number).map_err(|_| wrong(format!("{number} is no class")))).collect()
}

fn parse_calibration(text: &str) -> Result<Threshold, String> {
    calibration_of(text).ok_or_else(|| "naive, entropy, percentile or mse".to_owned())
}

fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=1e9).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds, 0 or more".to_owned()),
    }
}

fn parse_confidence(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.5 && share <= 1.0 => Ok(share),
        _ => Err("a share above 0.5, up to 1".to_owned()),
    }
}
