//! The arguments that say how tiles of matrix kernels are found, and what was thought about them as a table.

use super::console::Console;
use crate::autotile::{self, Measurements, Settings, Tuned, cache::Cache};
use crate::compile::{CompileOptions, Compiled, Observer, compile_graph};
use crate::diagnostic::Result;
use crate::measure::machine;
use crate::plan::{self, Thought};
use crate::report::table::{Side, table};
use clap::Args;
use std::path::PathBuf;

/// Options of the subcommands that make code for this machine.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Tiles")]
pub struct TileOptions {
    /// Measure candidates for matrix kernels on this machine, some seconds for layers that were not measured before, and take the fastest
    #[arg(long)]
    pub autotile: bool,
    /// Where --autotile keeps what it finds [default: graver/tiles.json in the user's folder for caches]
    #[arg(long, value_name = "FILE", requires = "autotile")]
    pub tiles: Option<PathBuf>,
}

impl TileOptions {
    /// The model with measured tiles, if that is asked for; the choices are left in `options`.
    pub fn tuned(&self, compiled: Compiled, options: &mut CompileOptions, console: &Console, observer: &mut Observer) -> Result<Compiled> {
        if !self.autotile {
            return Ok(compiled);
        }
        let path = self.tiles.clone().or_else(Cache::default_path);
        let mut cache = Cache::default();
        if let Some(path) = &path {
            let (found, warning) = Cache::read(path);
            console.diagnostics(warning.as_slice());
            cache = found;
        }
        let host = machine();
        options.choices = cache.choices(&host);
        let thoughts = plan::explain(&compiled.graph, &compiled.plan, &options.target, options.machine, &options.choices, 1)?;
        if thoughts.iter().any(|thought| !thought.chosen) {
            let choices = autotile::measure(&compiled, options, &Settings::default())?.choices();
            cache.add(&host, &choices);
            options.choices.0.extend(choices.0);
            if let Some(path) = &path
                && let Err(error) = cache.write(path)
            {
                // What was measured holds for this run all the same.
                console.diagnostics(&[crate::diagnostic::Diagnostic { severity: crate::diagnostic::Severity::Warning, ..error }]);
            }
        }
        let warnings = compiled.warnings;
        Ok(Compiled { warnings, ..compile_graph(compiled.imported, options, observer)? })
    }
}

/// Cycles in thousands.
pub fn kilocycles(cycles: f64) -> String {
    format!("{:.1}", cycles / 1e3)
}

const COLUMNS: [(&str, Side); 9] = [
    ("layer", Side::Left),
    ("tile", Side::Left),
    ("", Side::Left),
    ("kcycles", Side::Right),
    ("products", Side::Right),
    ("epilogue", Side::Right),
    ("memory", Side::Right),
    ("overhead", Side::Right),
    ("measured", Side::Right),
];

/// For each distinct layer the candidate that is taken and the best others, with what they are estimated to cost, and with what they took at a clock.
pub fn candidate_table(thoughts: &[(Thought, Vec<String>)], measured: Option<(&Measurements, f64)>) -> String {
    let mut rows = Vec::new();
    for (thought, nodes) in thoughts {
        let tuned = measured.and_then(|(measured, _)| measured.layers.iter().find(|tuned| tuned.thought.layer == thought.layer));
        for (index, candidate) in thought.candidates.iter().enumerate() {
            let taken = match (index == thought.taken, thought.chosen) {
                (true, true) => "taken, measured before",
                (true, false) => "taken",
                _ => "",
            };
            let note = if tuned.is_some_and(|tuned| tuned.best() == index && index != thought.taken) { "faster" } else { taken };
            let name = match (index, nodes.len()) {
                (0, 1) => nodes[0].clone(),
                (0, count) => format!("{} and {} more", nodes[0], count - 1),
                _ => String::new(),
            };
            let estimate = candidate.estimate;
            let seconds = tuned.and_then(|tuned| tuned.seconds.get(index)).filter(|seconds| seconds.is_finite());
            let clock = measured.map_or(0.0, |(_, clock)| clock);
            rows.push(vec![
                name,
                candidate.shape.to_string(),
                note.to_owned(),
                kilocycles(estimate.cycles()),
                kilocycles(estimate.products),
                kilocycles(estimate.epilogue),
                kilocycles(estimate.near + estimate.memory),
                kilocycles(estimate.overhead),
                seconds.map(|seconds| kilocycles(seconds * clock)).unwrap_or_default(),
            ]);
        }
    }
    table(&COLUMNS, rows)
}

/// Distinct layers with the nodes that are so.
pub fn distinct(compiled: &Compiled, thoughts: Vec<Thought>) -> Vec<(Thought, Vec<String>)> {
    let mut layers: Vec<(Thought, Vec<String>)> = Vec::new();
    for thought in thoughts {
        let name = compiled.graph.value(thought.value).name.clone();
        match layers.iter_mut().find(|(known, _)| known.layer == thought.layer) {
            Some((_, nodes)) => nodes.push(name),
            None => layers.push((thought, vec![name])),
        }
    }
    layers
}

/// How far estimates are from measurements, weighted by time: the share of the time in layers whose estimate is within 15 %.
pub fn agreement(measured: &Measurements, clock: f64) -> String {
    let of = |tuned: &Tuned| {
        let seconds = tuned.seconds[tuned.thought.taken] * tuned.nodes.len() as f64;
        let estimate = tuned.thought.candidates[tuned.thought.taken].estimate.cycles() / clock * tuned.nodes.len() as f64;
        (seconds, (estimate / seconds - 1.0).abs() <= 0.15)
    };
    let seconds = |only_near: bool| measured.layers.iter().map(of).filter(|(_, near)| *near || !only_near).fold(0.0, |sum, (seconds, _)| sum + seconds);
    let (all, near) = (seconds(false), seconds(true));
    format!("{:.2} GHz; layers whose estimate is within 15 % of the measurement make up {:.0} % of the time", clock / 1e9, 100.0 * near / all)
}
