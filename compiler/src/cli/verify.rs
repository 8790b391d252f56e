//! `graver verify`: everything that can compute a model computes the same inputs, and all of it is compared.

use super::console::{Console, Progress};
use super::engine::{Engine, port_slots};
use super::model::{self, ModelOptions};
use super::rows::{Batches, Slot, first_rows};
use super::tensors::{self, Loaded, Preprocessing, TensorArgument};
use crate::codegen::target::Target;
use crate::compile::{CompileOptions, Compiled, Observer, compile_graph, compile_model, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::random::random_inputs;
use crate::graph::{Graph, Tensor, ValueId};
use crate::loop_ir::interp;
use crate::reference;
use crate::report::comparison::{ComparisonRow, Difference, compare, comparison_json, comparison_table};
use crate::tensor_file::Npz;
use clap::Args;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  graver verify digits-symbol.json --input images.npy
  graver verify digits-symbol.json --input images.npy --expect expected.npy --layers layers.npz
  graver verify detector-symbol.json --random-weights 1 --input-shape 1,3,300,300

Computes with: the reference interpreter on the imported graph and on the canonical graph, the loop-IR interpreter with one worker and
with three, the machine code with 1, 2 and 3 workers for every target that this machine runs. All of them must give the same bits as
the reference, and so must the files. In a dump, NODE_output and NODE_output0 belong to the value NODE; dumps of fewer rows are compared
with the first rows. Exit code 1 if anything differs.";

/// Numbers of workers that the machine code runs with.
const WORKERS: [u32; 3] = [1, 2, 3];
/// Numbers of shares that the interpreter cuts the work into.
const INTERPRETED_WORKERS: [u32; 2] = [1, 3];

/// Compare interpreters, machine code and recorded results of a model
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Model file (NAME.onnx, NAME-symbol.json, NAME.pdmodel, a folder with __model__), or zoo:NAME
    model: PathBuf,
    /// Data of an input: any number of rows; integers become the input's type. Without data the numbers are made up
    #[arg(long = "input", short, value_name = "[NAME=]x.npy", num_args = 1..)]
    inputs: Vec<TensorArgument>,
    /// What an output should be
    #[arg(long, value_name = "[NAME=]y.npy", num_args = 1.., requires = "inputs")]
    expect: Vec<TensorArgument>,
    /// Intermediate tensors that the source framework recorded, by its names
    #[arg(long, value_name = "DUMP.npz", requires = "inputs")]
    layers: Option<PathBuf>,
    /// Compute each recorded tensor from the recorded ones before it: shows which layers differ, not what differences become later. Needs
    /// recorded tensors of the model's own batch
    #[arg(long, requires = "layers")]
    each_layer: bool,
    /// What floats of the recorded files may differ by, as a share of the largest magnitude of their tensor; integers must be equal
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = parse_share, requires = "inputs")]
    tolerance: f64,
    /// Write all comparisons to FILE; `-` is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    #[command(flatten)]
    preprocessing: Preprocessing,
    #[command(flatten)]
    options: ModelOptions,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    if model::is_library(&arguments.model)? {
        return Err(
            Diagnostic::error(Code::Usage, format!("{} has no graph to interpret", arguments.model.display())).hint("name the model file it was made from")
        );
    }
    let loaded = tensors::load(&arguments.inputs)?;
    let mut options = arguments.options.compile_options_anywhere()?;
    options.import.fallback_shapes = tensors::fallback_shapes(&loaded);
    let compiled = compile_model(&arguments.model, &options, &mut Observer::default())?;
    console.diagnostics(&compiled.warnings);

    let slots = port_slots(&compiled.program.inputs);
    let inputs = match loaded.is_empty() {
        true => random_inputs(&compiled.graph, 0),
        false => tensors::inputs(&loaded, &slots, &arguments.preprocessing)?,
    };
    let targets = arguments.options.verified_targets();
    let ways = 2 + INTERPRETED_WORKERS.len() + WORKERS.len() * targets.len();
    let rounds = if arguments.layers.is_some() { 2 } else { 1 };
    let progress = console.progress((ways * rounds) as u64);
    let tolerance = arguments.tolerance;
    let mut verification =
        Verification { targets, tolerance, rows: Vec::new(), agreed: Vec::new(), notes: Vec::new(), progress: &progress, computed: Cell::new(0) };
    verification.outputs(&compiled, &options, &slots, &inputs, &tensors::load(&arguments.expect)?)?;
    if let Some(path) = &arguments.layers {
        verification.layers(arguments, &options, &compiled, &slots, &inputs, &mut Npz::open(path)?)?;
    }

    let Verification { rows, agreed, notes, .. } = verification;
    drop(progress);
    let differing: Vec<&ComparisonRow> = rows.iter().filter(|r| !r.agrees()).collect();
    if let Some(path) = &arguments.json
        && console.json(path, &comparison_json(&rows))?
    {
        return Ok(if differing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    console.note(comparison_table(&rows));
    notes.iter().for_each(|note| console.note(note));
    if differing.is_empty() {
        let data = if loaded.is_empty() { " (on made-up numbers)" } else { "" };
        let how = if rows.iter().all(|r| r.difference.agrees()) { "bit for bit" } else { "(floats of files within the tolerance)" };
        console.result(format!("all agree {how}{data}: {}", agreed.join(", ")));
        return Ok(ExitCode::SUCCESS);
    }
    let first = differing[0];
    console.result(format!(
        "DIFFERENT: {} of {} comparisons; first {} by {} against {}",
        differing.len(),
        rows.len(),
        first.tensor,
        first.found,
        first.expected
    ));
    Ok(ExitCode::FAILURE)
}

/// A share of a magnitude on the command line.
fn parse_share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share is a number from 0 to 1, for example 1e-5".to_owned()),
    }
}

struct Verification<'a> {
    targets: Vec<Target>,
    /// Of floats of files.
    tolerance: f64,
    rows: Vec<ComparisonRow>,
    /// What took part, for the last line.
    agreed: Vec<String>,
    notes: Vec<String>,
    progress: &'a Progress,
    /// Ways to compute that have begun.
    computed: Cell<u64>,
}

/// Results of one way to compute: for each output the tensors of all runs.
struct Computation {
    label: String,
    outputs: Vec<Vec<Tensor>>,
}

impl Verification<'_> {
    fn row(&mut self, tensor: &str, found: &str, expected: &str, difference: Difference) {
        self.rows.push(ComparisonRow { tensor: tensor.to_owned(), found: found.to_owned(), expected: expected.to_owned(), difference, tolerance: 0.0 });
    }

    /// A row against what the source framework computed, whose floats may be rounded in another order.
    fn file_row(&mut self, tensor: &str, found: &str, file: &str, difference: Difference) {
        self.row(tensor, found, file, difference);
        if let Some(row) = self.rows.last_mut() {
            row.tolerance = self.tolerance;
        }
    }

    /// Runs all batches one way.
    fn compute(
        &self,
        label: &str,
        batches: &Batches,
        slots: &[Slot],
        inputs: &[Tensor],
        mut run: impl FnMut(&[Tensor]) -> Result<Vec<Tensor>>,
    ) -> Result<Computation> {
        self.progress.step(self.computed.get(), label);
        self.computed.set(self.computed.get() + 1);
        let mut outputs: Vec<Vec<Tensor>> = Vec::new();
        for batch in 0..batches.runs() {
            let results = run(&batches.inputs(batch, slots, inputs)?)?;
            outputs.resize(results.len(), Vec::new());
            outputs.iter_mut().zip(results).for_each(|(all, tensor)| all.push(tensor));
        }
        Ok(Computation { label: label.to_owned(), outputs })
    }

    /// Outputs of every way to compute against the reference, and the reference against files.
    fn outputs(&mut self, compiled: &Compiled, options: &CompileOptions, slots: &[Slot], inputs: &[Tensor], expected: &[Loaded]) -> Result<()> {
        let batches = Batches::new(slots, inputs)?;
        let names = port_slots(&compiled.program.outputs);
        let of_graph = |graph: &Graph, inputs: &[Tensor]| -> Result<Vec<Tensor>> {
            Ok(reference::run(graph, inputs)?.outputs().map(|(_, tensor)| tensor.clone()).collect())
        };
        let reference = self.compute("reference", &batches, slots, inputs, |x| of_graph(&compiled.imported, x))?;
        let mut others = vec![self.compute("canonical graph", &batches, slots, inputs, |x| of_graph(&compiled.graph, x))?];
        others.extend(self.programs(compiled, options, &batches, slots, inputs)?);
        let joined = |c: &Computation, output: usize| batches.join(&names[output].name, &c.outputs[output]);
        self.agreed.push(reference.label.clone());
        for other in &others {
            for (output, slot) in names.iter().enumerate() {
                let difference = compare(&joined(other, output)?, 0, &joined(&reference, output)?)?;
                self.row(&slot.name, &other.label, &reference.label, difference);
            }
        }
        self.agreed.push("canonical graph".to_owned());
        self.agreed.push(format!("loop-IR interpreter ({})", list(&INTERPRETED_WORKERS)));
        for target in self.targets.iter().filter(|t| t.runs_here()) {
            self.agreed.push(format!("{target} ({})", list(&WORKERS)));
        }
        let arguments: Vec<TensorArgument> = expected.iter().map(|l| l.argument.clone()).collect();
        for (file, output) in expected.iter().zip(tensors::assign("output", &arguments, &names)?) {
            let path = file.argument.path.display().to_string();
            let expected = file.array.to_tensor(file.array.natural_dtype())?;
            let found = joined(&reference, output)?;
            let found = first_rows(&found, expected.shape.extents().first().copied().unwrap_or(1))?;
            let difference = compare(&found, 0, &expected).map_err(|d| d.at(path.clone()))?;
            self.file_row(&names[output].name, &reference.label, &path, difference);
            self.agreed.push(format!("{path} ({} values)", difference.values));
        }
        Ok(())
    }

    /// Loop-IR interpreter and, where this machine can run it, machine code.
    fn programs(&mut self, compiled: &Compiled, options: &CompileOptions, batches: &Batches, slots: &[Slot], inputs: &[Tensor]) -> Result<Vec<Computation>> {
        let mut computations = Vec::new();
        for workers in INTERPRETED_WORKERS {
            let label = format!("loop-IR interpreter, {workers} worker{}", plural(workers));
            computations.push(self.compute(&label, batches, slots, inputs, |x| interp::run_program(&compiled.program, x, workers))?);
        }
        for &target in &self.targets {
            if !target.runs_here() {
                let note = format!("skipped: machine code for {target}, which this machine cannot run");
                if !self.notes.contains(&note) {
                    self.notes.push(note);
                }
                continue;
            }
            let program = match target == options.target {
                true => compiled.program.clone(),
                false => {
                    compile_graph(compiled.imported.clone(), &CompileOptions { target, keep: Vec::new(), ..options.clone() }, &mut Observer::default())?.program
                }
            };
            let engine = Engine::load(&generate(program, target, &mut Observer::default())?)?;
            for workers in WORKERS {
                let mut runner = engine.runner(workers)?;
                let label = format!("{target}, {workers} worker{}", plural(workers));
                computations.push(self.compute(&label, batches, slots, inputs, |x| runner.run(x))?);
            }
        }
        Ok(computations)
    }

    /// Intermediate tensors: the reference against the dump, everything else against the reference.
    fn layers(
        &mut self,
        arguments: &Arguments,
        options: &CompileOptions,
        compiled: &Compiled,
        slots: &[Slot],
        inputs: &[Tensor],
        dump: &mut Npz,
    ) -> Result<()> {
        let mut recorded: BTreeMap<ValueId, (String, Tensor)> = BTreeMap::new();
        for name in dump.names().to_vec() {
            if let Some(value) = value_of(&compiled.imported, &name) {
                let array = dump.read(&name)?;
                recorded.insert(value, (name, array.to_tensor(array.natural_dtype())?));
            }
        }
        if recorded.is_empty() {
            return Err(Diagnostic::error(Code::Missing, "no tensor of the dump has the name of a value of the model")
                .hint("`graver inspect --stage graph` prints the names of the values"));
        }
        if arguments.each_layer {
            return self.each_layer(compiled, slots, inputs, &recorded);
        }
        let most_rows = recorded.values().filter_map(|(_, t)| t.shape.extents().first().copied()).max().unwrap_or(1);
        let inputs = inputs.iter().map(|t| first_rows(t, most_rows)).collect::<Result<Vec<_>>>()?;
        let batches = Batches::new(slots, &inputs)?;

        let keep: Vec<String> = recorded.keys().map(|&id| compiled.imported.value(id).name.clone()).collect();
        let kept = compile_model(&arguments.model, &CompileOptions { keep: keep.clone(), ..options.clone() }, &mut Observer::default())?;
        let ids: Vec<ValueId> = recorded.keys().copied().collect();
        let reference = self.compute("reference", &batches, slots, &inputs, |x| {
            let evaluation = reference::run(&compiled.imported, x)?;
            Ok(ids.iter().map(|&id| evaluation.value(id).clone()).collect())
        })?;
        for (index, (&id, (name, expected))) in recorded.iter().enumerate() {
            let rows = expected.shape.extents().first().copied().unwrap_or(1).min(batches.rows());
            let found = first_rows(&batches.join(name, &reference.outputs[index])?, rows)?;
            let zero_point = compiled.imported.ty(id).zero_point();
            let difference = compare(&found, zero_point, &first_rows(expected, rows)?).map_err(|d| d.at(name.clone()))?;
            self.file_row(name, &reference.label, "dump", difference);
        }
        self.agreed.push(format!("{} of {} recorded tensors", recorded.len(), dump.names().len()));

        // The kept values are the model's outputs, then the rest; a kept value may be an output already.
        let outputs = port_slots(&kept.program.outputs);
        for other in self.programs(&kept, options, &batches, slots, &inputs)? {
            let mut sum = Difference::default();
            for (index, name) in keep.iter().enumerate() {
                let value = kept.imported.find(name);
                let Some(output) = kept.imported.outputs.iter().position(|o| Some(o.value) == value).filter(|&o| o < outputs.len()) else { continue };
                let found = batches.join(name, &other.outputs[output])?;
                sum = sum.join(compare(&found, 0, &batches.join(name, &reference.outputs[index])?)?);
            }
            self.row("all recorded tensors", &other.label, &reference.label, sum);
        }
        Ok(())
    }

    /// Each recorded tensor against what the reference computes from the recorded ones before it.
    fn each_layer(&mut self, compiled: &Compiled, slots: &[Slot], inputs: &[Tensor], recorded: &BTreeMap<ValueId, (String, Tensor)>) -> Result<()> {
        let batches = Batches::new(slots, inputs)?;
        let graph = &compiled.imported;
        let fitting = recorded.iter().map(|(&id, (name, tensor))| {
            // Files may leave out extents of 1.
            let shape = graph.ty(id).shape.clone();
            let tensor = Tensor::new(shape, tensor.data.clone()).map_err(|d| d.at(name).hint("record the tensors of one batch of the model: --batch N"))?;
            Ok((id, tensor))
        });
        let fitting = fitting.collect::<Result<BTreeMap<_, _>>>()?;
        let evaluation = reference::run_beside(graph, &batches.inputs(0, slots, inputs)?, &fitting)?;
        for (id, (name, _)) in recorded {
            let difference = compare(evaluation.value(*id), graph.ty(*id).zero_point(), &fitting[id]).map_err(|d| d.at(name.clone()))?;
            self.file_row(name, "reference, from the recorded tensors before", "dump", difference);
        }
        self.agreed.push(format!("{} recorded tensors, each from those before", recorded.len()));
        Ok(())
    }
}

/// `1, 2, 3 workers`
fn list(workers: &[u32]) -> String {
    format!("{} workers", workers.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
}

fn plural(count: u32) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// The value that a source framework's name of a tensor means: the node's name, or with the name of its first output after it.
fn value_of(graph: &Graph, recorded: &str) -> Option<ValueId> {
    let endings = ["_output", "_output0"];
    std::iter::once(recorded).chain(endings.iter().filter_map(|e| recorded.strip_suffix(e))).find_map(|name| graph.find(name))
}
