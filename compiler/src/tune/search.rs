//! The search: asks the strategy, does what it wants, writes down what came out, until something ends it.

use super::accuracy::{self, Answers, Interest, Looks};
use super::data::EvaluationData;
use super::digest::Digest;
use super::engine::{Build, Cost, Engine};
use super::facts::{Baseline, Facts, Influences, Judged, Noise, Outcome, Sensitivity, Trial};
use super::history::{Contents, History, Record, add};
use super::influence::{self, Judge};
use super::margins::Margins;
use super::network::Network;
use super::noise;
use super::settings::{Metric, Settings};
use super::space::Configuration;
use super::statistics::{self, Statistics};
use super::strategy::{Ask, Proposal, Strategy, measures_rounding, strategy};
use super::times;
use crate::codegen::KnownCode;
use crate::compile::CompileOptions;
use crate::dataset::Rows;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::export::{ExportOptions, export};
use crate::graph::Graph;
use crate::onnx_file;
use crate::quantize::Ranges;
use prost::Message;
use serde_json::Value;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// What is tuned, with what, and where results go.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    pub settings: &'a Settings,
    pub network: &'a Network,
    pub options: &'a CompileOptions,
    pub calibration: &'a Rows<'a>,
    pub evaluation: &'a EvaluationData<'a>,
    /// The class of each row, where it is known.
    pub labels: Option<&'a [usize]>,
    /// The file of the network in floats.
    pub model: &'a Path,
    /// The file to write.
    pub output: &'a Path,
    /// A folder that exists.
    pub workspace: &'a Path,
}

/// Is told how a search goes.
pub trait Watch: Sync {
    /// Something begins that has so many steps.
    fn begin(&self, doing: &str, steps: u64);
    /// So many steps are done.
    fn step(&self, done: u64);
    /// A trial is over, the last one of `facts`.
    fn trial(&self, facts: &Facts);
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The goal is reached, and nobody asked for more.
    Reached,
    /// The first configuration is taken as it is.
    Taken,
    Trials,
    Time,
    /// The strategy knows nothing more to try.
    Exhausted,
}

impl Ending {
    pub fn text(self) -> &'static str {
        match self {
            Ending::Reached => "the goal is reached",
            Ending::Taken => "the first configuration is taken without asking for accuracy",
            Ending::Trials => "all trials that were allowed are done",
            Ending::Time => "the time is over",
            Ending::Exhausted => "nothing is left to try",
        }
    }
}

/// A search that goes on.
pub struct Search<'a> {
    task: Task<'a>,
    pub facts: Facts,
    history: History,
    strategy: Box<dyn Strategy>,
    statistics: Statistics,
    floats: Engine,
    known: KnownCode,
    answers: Option<Answers>,
    begun: Instant,
    /// Milliseconds of earlier sessions.
    before: u64,
    /// The trial that lies in the output file.
    written: Option<usize>,
}

impl std::fmt::Debug for Search<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search").field("facts", &self.facts).finish_non_exhaustive()
    }
}

/// A configuration as a network.
struct Built {
    ranges: Ranges,
    digest: String,
    engine: Engine,
}

/// A configuration that was evaluated.
struct Evaluated {
    built: Built,
    answered: Answered,
}

enum Answered {
    Looks(Looks),
    Number(f64),
}

impl<'a> Search<'a> {
    /// Begins a search, or goes on with what a history holds. `head` is its first line.
    ///
    /// # Errors
    /// Those of calibration, of the compiler and of the history.
    pub fn begin(task: Task<'a>, head: &Value, path: &Path, resumed: Option<&Contents>, watch: &dyn Watch) -> Result<Self> {
        let begun = Instant::now();
        let Task { settings, network, options, .. } = task;
        let (history, records) = match resumed {
            Some(contents) => (History::resume(path, contents)?, contents.records(&network.space)?),
            None => (History::create(path, head)?, Vec::new()),
        };
        let strategy = strategy(&settings.method)?;
        let counts = &network.space.samples;
        watch.begin("calibrating", counts.last().copied().unwrap_or(0) as u64);
        let statistics = Statistics::gather(&network.floats, &network.observed()?, counts, task.calibration.samples(), |done| watch.step(done))?;
        let known = KnownCode::default();
        let floats = Engine::compile(network.floats.clone(), Build { options, known: &known })?;
        let mut facts = Facts {
            space: network.space.clone(),
            structure: network.structure.clone(),
            elements: network.values.iter().map(|&value| network.floats.ty(value).shape.volume()).collect(),
            criterion: settings.criterion,
            objective: settings.objective,
            seed: settings.seed,
            baseline: Baseline { accuracy: f64::NAN, rows: 0, cost: Cost::default(), margins: Margins::default() },
            trials: Vec::new(),
            noises: Vec::new(),
            influences: Vec::new(),
            sensitivities: Vec::new(),
            times: None,
            roundings: Vec::new(),
        };
        let is_known = records.iter().any(|record| matches!(record, Record::Baseline(_)));
        records.into_iter().for_each(|record| add(&mut facts, record));
        let before = facts.trials.last().map_or(0, |trial| trial.elapsed);
        let mut search = Self { task, facts, history, strategy, statistics, floats, known, answers: None, begun, before, written: None };
        search.judge_floats(is_known, watch)?;
        Ok(search)
    }

    fn how(&self) -> Build<'_> {
        Build { options: self.task.options, known: &self.known }
    }

    fn workers(&self) -> usize {
        self.task.settings.threads.max(1)
    }

    fn record(&mut self, record: &Record) -> Result<()> {
        let record = self.history.append(record, &self.task.network.space)?;
        add(&mut self.facts, record);
        Ok(())
    }

    /// Finds out what answers are right, and how often the network in floats gives them.
    fn judge_floats(&mut self, is_known: bool, watch: &dyn Watch) -> Result<()> {
        let Task { settings, evaluation, labels, .. } = self.task;
        let rows = evaluation.rows();
        let seen = |done: usize| watch.step(done as u64);
        watch.begin("floats", rows as u64);
        let labelled = match &settings.metric {
            Metric::Top(top) => {
                let missing = || {
                    Diagnostic::error(Code::Usage, "there are no labels")
                        .hint("name them: --labels y.npy; or compare with the network in floats: --metric agreement")
                };
                Some(Answers::Labels { labels: labels.ok_or_else(missing)?.to_vec(), top: *top })
            }
            Metric::Agreement | Metric::Command(_) => None,
        };
        // Which answers are best must be known again; nothing else of a network that was judged.
        if is_known && settings.metric != Metric::Agreement {
            self.answers = labelled;
            return Ok(());
        }
        let (accuracy, margins) = match &settings.metric {
            Metric::Command(command) => {
                let outputs = self.task.workspace.join("outputs.npz");
                (accuracy::by_command(command, &self.floats, self.task.model, &outputs, evaluation, self.workers(), &seen)?, Margins::default())
            }
            Metric::Top(_) | Metric::Agreement => {
                let answered = accuracy::answered(&self.floats, evaluation, labelled.as_ref(), self.workers(), &seen)?;
                let margins: Vec<f32> = answered.iter().filter_map(|answer| answer.margin).collect();
                self.answers = labelled.or_else(|| Some(Answers::Best(answered.iter().map(|answer| answer.best).collect())));
                (accuracy::share(margins.len(), rows), Margins::of(margins))
            }
        };
        if is_known {
            return Ok(());
        }
        let cost = self.floats.cost(&evaluation.inputs(0)?)?;
        self.record(&Record::Baseline(Baseline { accuracy, rows, cost, margins }))
    }

    /// Searches until something ends it; the best network is in the output file then, if there is one.
    ///
    /// # Errors
    /// Those of the machine, of files and of commands; what is wrong with one configuration is written down and no error.
    pub fn run(&mut self, watch: &dyn Watch) -> Result<Ending> {
        // Killed after it was found, before it was written.
        self.write_best()?;
        loop {
            if let Some(ending) = self.ending() {
                return Ok(ending);
            }
            match self.strategy.next(&self.facts)? {
                Ask::Done => return Ok(if self.facts.trials.iter().any(Trial::met) { Ending::Reached } else { Ending::Exhausted }),
                Ask::Trials(proposals) => self.try_all(&proposals, watch)?,
                Ask::Noise(configuration) => {
                    watch.begin("noise of layers", 1);
                    let layers = noise::measure(self.task.network, &self.statistics, &configuration, self.how())?;
                    self.record(&Record::Noise(Noise { configuration, layers }))?;
                }
                Ask::Influences(configuration) => {
                    let Task { network, evaluation, .. } = self.task;
                    watch.begin("influence of layers", (network.values.len() * statistics::EXAMPLES) as u64);
                    let judge = match self.task.settings.metric {
                        Metric::Command(_) => Judge::Numbers,
                        Metric::Top(_) | Metric::Agreement => Judge::Scores { rows: evaluation.batch() },
                    };
                    let seen = |done: usize| watch.step(done as u64);
                    let layers = influence::measure(network, &self.statistics, &configuration, self.how(), judge, self.workers(), &seen)?;
                    self.record(&Record::Influences(Influences { configuration, layers }))?;
                }
                Ask::Sensitivity { configuration, to_floats } => self.measure_sensitivity(configuration, to_floats, watch)?,
                Ask::Times => {
                    watch.begin("times of layers", 1);
                    let base = self.task.network.space.uniform(0, self.task.network.space.layers[0].variants[0]);
                    let integers = self.build(&base, self.workers())?.engine;
                    let times = times::measure(self.task.network, &integers, &self.floats)?;
                    self.record(&Record::Times(times))?;
                }
                Ask::Roundings(samples) => {
                    watch.begin("rounding of tensors", 1);
                    let layers = &self.task.network.space.layers;
                    let asked = |layer: usize, variant: usize| {
                        let variants = &layers[layer].variants;
                        measures_rounding(variants[variant].calibration, variants.iter().map(|variant| variant.calibration))
                    };
                    let table = noise::roundings(self.task.network, &self.statistics, samples, self.workers(), asked)?;
                    self.record(&Record::Roundings(samples, table))?;
                }
            }
        }
    }

    fn elapsed(&self) -> u64 {
        self.before + u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Why the search is over, if it is.
    fn ending(&self) -> Option<Ending> {
        let exit = &self.task.settings.exit;
        let met = self.facts.trials.iter().any(Trial::met);
        if exit.performance_only && !self.facts.trials.is_empty() {
            return Some(Ending::Taken);
        }
        if met && exit.timeout == 0.0 && self.strategy.ends_at_success() {
            return Some(Ending::Reached);
        }
        if self.facts.trials.len() >= exit.max_trials {
            return Some(Ending::Trials);
        }
        (exit.timeout > 0.0 && self.elapsed() as f64 >= exit.timeout * 1e3).then_some(Ending::Time)
    }

    /// Whether what still runs is to be cut short: the time is over, and there is something that reaches the goal.
    fn is_late(&self) -> bool {
        let timeout = self.task.settings.exit.timeout;
        timeout > 0.0 && self.elapsed() as f64 >= timeout * 1e3 && self.facts.trials.iter().any(Trial::met)
    }

    /// Tries configurations, several at a time, and writes them down in order; the first after which the search is over is the last.
    fn try_all(&mut self, proposals: &[Proposal], watch: &dyn Watch) -> Result<()> {
        let rows = self.task.evaluation.rows();
        for group in proposals.chunks(self.workers()) {
            if self.ending().is_some() {
                return Ok(());
            }
            watch.begin("evaluating", (rows * group.len()) as u64);
            let interests: Vec<Interest> = group.iter().map(|proposal| self.interest(proposal)).collect();
            let results = match group {
                [proposal] => vec![self.evaluate(proposal, interests[0], self.workers(), &|done| watch.step(done as u64))],
                _ => self.evaluate_together(group, &interests, watch)?,
            };
            for (proposal, result) in group.iter().zip(results) {
                let Some(result) = result.transpose() else { return Ok(()) };
                let trial = self.judged(proposal, result)?;
                self.record(&Record::Trial(trial))?;
                self.write_best()?;
                watch.trial(&self.facts);
                if self.ending().is_some() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// What a trial has to show to be evaluated whole. Neural Compressor's `performance_only` asks for nothing.
    fn interest(&self, proposal: &Proposal) -> Interest {
        if proposal.whole || self.task.settings.exit.performance_only {
            return Interest::ALL;
        }
        let Facts { criterion, baseline, .. } = &self.facts;
        Interest::new(criterion, baseline.accuracy, self.task.evaluation.rows(), self.facts.most_right(), self.task.settings.confidence)
    }

    /// One worker for each.
    fn evaluate_together(&self, group: &[Proposal], interests: &[Interest], watch: &dyn Watch) -> Result<Vec<Result<Option<Evaluated>>>> {
        let results: Vec<Mutex<Option<Result<Option<Evaluated>>>>> = group.iter().map(|_| Mutex::new(None)).collect();
        let done: Vec<AtomicUsize> = group.iter().map(|_| AtomicUsize::new(0)).collect();
        let next = AtomicUsize::new(0);
        accuracy::on_workers(group.len(), || {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let seen = |rows: usize| {
                done[at].store(rows, Ordering::Relaxed);
                watch.step(done.iter().map(|done| done.load(Ordering::Relaxed) as u64).sum());
            };
            let result = self.evaluate(&group[at], interests[at], 1, &seen);
            *results[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            Ok(())
        })?;
        let lost = || Err(Diagnostic::error(Code::Invalid, "a worker was lost"));
        Ok(results.into_iter().map(|result| result.into_inner().unwrap_or_else(PoisonError::into_inner).unwrap_or_else(lost)).collect())
    }

    fn build(&self, configuration: &Configuration, workers: usize) -> Result<Built> {
        let ranges = self.task.network.ranges(configuration, &self.statistics, workers)?;
        let graph = self.task.network.quantize(configuration, &ranges)?.graph;
        let digest = digest_of(&graph)?;
        Ok(Built { ranges, digest, engine: Engine::compile(graph, self.how())? })
    }

    /// `None` where it was cut short.
    fn evaluate(&self, proposal: &Proposal, interest: Interest, workers: usize, seen: &(dyn Fn(usize) + Sync)) -> Result<Option<Evaluated>> {
        let built = self.build(&proposal.configuration, workers)?;
        let answered = match (&self.task.settings.metric, &self.answers) {
            (Metric::Command(command), _) => {
                // Several are evaluated at a time, each in files of its own.
                let file = |ending: &str| self.task.workspace.join(format!("trial-{}.{ending}", &built.digest[..12]));
                let (model, outputs) = (file("onnx"), file("npz"));
                write_model(&self.task.network.quantize(&proposal.configuration, &built.ranges)?.graph, &model)?;
                let number = accuracy::by_command(command, &built.engine, &model, &outputs, self.task.evaluation, workers, seen);
                // What is left of them is no loss.
                let _ = (std::fs::remove_file(&model), std::fs::remove_file(&outputs));
                Answered::Number(number?)
            }
            (_, Some(answers)) => {
                let seen = |rows: usize| {
                    seen(rows);
                    if self.is_late() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                };
                match accuracy::count(&built.engine, self.task.evaluation, answers, interest, workers, &seen)? {
                    Some(looks) => Answered::Looks(looks),
                    None => return Ok(None),
                }
            }
            (_, None) => return Err(Diagnostic::error(Code::Invalid, "a metric without answers")),
        };
        Ok(Some(Evaluated { built, answered }))
    }

    /// What is written down of a trial. Its speed is measured here, while nothing else runs.
    fn judged(&self, proposal: &Proposal, result: Result<Evaluated>) -> Result<Trial> {
        let rows = self.task.evaluation.rows();
        let trial = |outcome, ranges| Trial { configuration: proposal.configuration.clone(), outcome, ranges, elapsed: self.elapsed() };
        let Evaluated { built, answered } = match result {
            Ok(evaluated) => evaluated,
            Err(error) if is_of_configuration(error.code) => return Ok(trial(Outcome::Failed(error.to_string()), Ranges::new())),
            Err(error) => return Err(error),
        };
        let cost = built.engine.cost(&self.task.evaluation.inputs(0)?)?;
        let (accuracy, rows, whole) = match answered {
            Answered::Number(accuracy) => (accuracy, rows, true),
            Answered::Looks(looks) => {
                // Those that were evaluated at the same time may have been better meanwhile.
                let counted = looks.counted(rows, self.interest(proposal));
                (accuracy::share(counted.right, counted.rows), counted.rows, counted.whole)
            }
        };
        let met = whole && self.facts.criterion.met(accuracy, self.facts.baseline.accuracy);
        Ok(trial(Outcome::Judged(Judged { accuracy, rows, whole, met, cost, digest: built.digest }), built.ranges))
    }

    fn write_best(&mut self) -> Result<()> {
        let best = self.facts.best();
        let Some(at) = best.filter(|_| best != self.written) else { return Ok(()) };
        let graph = rebuild(self.task.network, &self.facts.trials[at])?;
        write_model(&graph, self.task.output)?;
        self.written = best;
        Ok(())
    }

    fn measure_sensitivity(&mut self, configuration: Configuration, to_floats: bool, watch: &dyn Watch) -> Result<()> {
        let layers: Vec<usize> = self.facts.space.open().filter(|&layer| configuration.choices[layer].float != to_floats).collect();
        watch.begin("sensitivity of layers", layers.len() as u64);
        let expected = noise::outputs(&self.floats, &self.statistics)?;
        let errors = Mutex::new(vec![None; self.facts.space.layers.len()]);
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        accuracy::on_workers(self.workers().min(layers.len()), || {
            while let Some(&layer) = layers.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| !self.is_late()) {
                let error = match self.build(&configuration.with_float(layer, to_floats), 1) {
                    Ok(built) => noise::output_error(&built.engine, &expected, &self.statistics)?,
                    Err(error) if is_of_configuration(error.code) => f32::INFINITY,
                    Err(error) => return Err(error),
                };
                errors.lock().unwrap_or_else(PoisonError::into_inner)[layer] = Some(error);
                watch.step(done.fetch_add(1, Ordering::Relaxed) as u64 + 1);
            }
            Ok(())
        })?;
        if self.is_late() {
            return Ok(());
        }
        let errors = errors.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.record(&Record::Sensitivity(Sensitivity { configuration, to_floats, errors }))
    }
}

/// Whether an error says something about a configuration, and not about the machine, the data or the person.
fn is_of_configuration(code: Code) -> bool {
    matches!(code, Code::Range | Code::Overflow | Code::Unsupported | Code::Missing)
}

/// The network of integers of a trial, from what was written down of it.
///
/// # Errors
/// `Mismatch` where it is not bit for bit what it was; `Usage` where the trial failed.
pub fn rebuild(network: &Network, trial: &Trial) -> Result<Graph> {
    let judged = trial.judged().ok_or_else(|| Diagnostic::error(Code::Usage, "this trial could not be built").hint("its line in the history says why"))?;
    let graph = network.quantize(&trial.configuration, &trial.ranges)?.graph;
    let digest = digest_of(&graph)?;
    if digest != judged.digest {
        let message = format!("the model that was rebuilt has digest {digest}, that of the trial is {}", judged.digest);
        return Err(Diagnostic::error(Code::Mismatch, message).hint("the model file or this program is another than that of the search"));
    }
    Ok(graph)
}

fn digest_of(graph: &Graph) -> Result<String> {
    let mut digest = Digest::default();
    digest.add(&export(graph, ExportOptions::default())?.model.encode_to_vec());
    Ok(digest.text())
}

/// Writes a network as ONNX so that nobody ever sees a part of it.
///
/// # Errors
/// `Io`, and those of the export.
pub fn write_model(graph: &Graph, path: &Path) -> Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // One name for all sessions: what a session that was killed left is written over.
    let partial: PathBuf = path.with_file_name(format!(".{name}.partial"));
    let written = onnx_file::write(&partial, &export(graph, ExportOptions::default())?.model);
    let renamed =
        written.and_then(|_| std::fs::rename(&partial, path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display()))));
    renamed.inspect_err(|_| {
        // The error that is reported is the first one.
        let _ = std::fs::remove_file(&partial);
    })
}
