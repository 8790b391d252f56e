//! Measures candidates of matrix layers on this machine, inside their network.
//!
//! In: a compiled model and how it was compiled. Out: seconds for each candidate of each layer, and [`Choices`] for the planner. The model is
//! compiled once for each rank of candidates, every layer with its first, every layer with its second and so on, and all of them are timed in
//! turn, layer by layer: so each candidate meets the caches as its neighbours leave them. It prints nothing and decides nothing but which
//! measurement is the smallest.
//!
//! * here measuring · `cache` a file of choices

pub mod cache;

use crate::compile::{CompileOptions, Compiled, Observer, generate};
use crate::diagnostic::Result;
use crate::emit::jit::JitModel;
use crate::graph::ValueId;
use crate::measure::StageTimer;
use crate::plan::{self, Choices, Thought};
use crate::{loop_ir, lower};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long is measured, and how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Candidates of each layer.
    pub candidates: usize,
    /// Time for all timed runs; compiling comes on top.
    pub seconds: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { candidates: 6, seconds: 3.0 }
    }
}

/// Rounds that are run however short the time is.
const LEAST_ROUNDS: usize = 5;
/// A candidate replaces the planner's if it takes at most this share of its time: less is noise.
const REPLACES: f64 = 0.985;

/// One distinct layer and what its candidates took.
#[derive(Debug, Clone)]
pub struct Tuned {
    pub thought: Thought,
    /// Names of the nodes that are this layer.
    pub nodes: Vec<String>,
    /// Least seconds of each candidate, over all nodes.
    pub seconds: Vec<f64>,
}

impl Tuned {
    /// The index of the candidate to take.
    pub fn best(&self) -> usize {
        let fastest = (0..self.seconds.len()).min_by(|&a, &b| self.seconds[a].total_cmp(&self.seconds[b])).unwrap_or(self.thought.taken);
        if self.seconds[fastest] <= REPLACES * self.seconds[self.thought.taken] { fastest } else { self.thought.taken }
    }
}

/// What was measured.
#[derive(Debug, Clone)]
pub struct Measurements {
    /// In order of first appearance.
    pub layers: Vec<Tuned>,
}

impl Measurements {
    /// The best shape of each layer.
    pub fn choices(&self) -> Choices {
        Choices(self.layers.iter().map(|tuned| (tuned.thought.layer.clone(), tuned.thought.candidates[tuned.best()].shape)).collect())
    }
}

/// Times candidates of every matrix layer of a model that `options` compiled. The target must run here.
///
/// # Errors
/// `Machine` where it does not run; what stages of the compiler say.
pub fn measure(compiled: &Compiled, options: &CompileOptions, settings: &Settings) -> Result<Measurements> {
    let (graph, target, machine) = (&compiled.graph, &options.target, options.machine);
    let thoughts = plan::explain(graph, &compiled.plan, target, machine, &options.choices, settings.candidates)?;
    let mut layers: Vec<Tuned> = Vec::new();
    // Which layer a node is of, and how often it runs.
    let mut by_node: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let nodes = compiled.plan.passes.iter().flat_map(|pass| pass.nodes.iter().map(move |node| (node.value, pass.repetitions)));
    let repetitions: BTreeMap<ValueId, usize> = nodes.collect();
    for mut thought in thoughts {
        if thought.chosen {
            thought.candidates = vec![thought.candidates.swap_remove(thought.taken)];
            thought.taken = 0;
        }
        let (value, node) = (thought.value, graph.value(thought.value).name.clone());
        let index = layers.iter().position(|tuned| tuned.thought.layer == thought.layer).unwrap_or_else(|| {
            layers.push(Tuned { seconds: vec![f64::INFINITY; thought.candidates.len()], thought, nodes: Vec::new() });
            layers.len() - 1
        });
        layers[index].nodes.push(node.clone());
        by_node.insert(node, (index, repetitions.get(&value).copied().unwrap_or(1)));
    }
    let ranks = layers.iter().map(|tuned| tuned.thought.candidates.len()).max().unwrap_or(0);
    let mut timers = Vec::new();
    for rank in 0..ranks {
        let shapes = layers.iter().map(|tuned| (tuned.thought.layer.clone(), tuned.thought.candidates[rank % tuned.thought.candidates.len()].shape));
        let plan = plan::plan(graph, target, machine, &Choices(shapes.collect()))?;
        let program = lower::lower(graph, &plan, target)?;
        loop_ir::verify::verify_program(&program)?;
        let code = generate(program, *target, &mut Observer::default())?;
        timers.push(StageTimer::new(&Arc::new(JitModel::load(&code)?.into_model()?))?);
    }
    let begin = Instant::now();
    let budget = Duration::from_secs_f64(settings.seconds.max(0.0));
    let mut rounds = 0;
    while rounds < LEAST_ROUNDS || begin.elapsed() < budget {
        for (rank, timer) in timers.iter_mut().enumerate() {
            // The first run brings its own code and weights into the caches.
            for (name, seconds) in timer.run(2)? {
                let Some(&(layer, repetitions)) = by_node.get(&name) else { continue };
                let tuned = &mut layers[layer];
                let index = rank % tuned.seconds.len();
                tuned.seconds[index] = tuned.seconds[index].min(seconds / repetitions as f64);
            }
        }
        rounds += 1;
    }
    Ok(Measurements { layers })
}
