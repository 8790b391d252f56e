//! What one layer takes.

use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, compile_graph, generate};
use graver::diagnostic::{Code, Diagnostic, Result};
use graver::emit::jit::JitModel;
use graver::graph::Graph;
use graver::measure::{Settings, measure};
use graver::report::bench::{Ceiling, LayerTimes};
use std::sync::Arc;

/// Compiles a graph and times the stage `name` in it, and the machine beside it.
///
/// # Errors
/// Those of the compiler, and `Missing` where there is no such stage.
pub fn time_layer(graph: Graph, name: &str, target: &Target, threads: u32, seconds: f64) -> Result<(LayerTimes, Ceiling)> {
    let mut observer = Observer::default();
    let compiled = compile_graph(graph, &CompileOptions::new(*target), &mut observer)?;
    let code = generate(compiled.program, *target, &mut observer)?;
    let model = Arc::new(JitModel::load(&code)?.into_model()?);
    let settings = Settings { threads: vec![threads], seconds, per_layer: true };
    let run = measure(&model, target, &settings)?.runs.remove(0);
    let layer = run.layers.iter().find(|layer| layer.name == name).cloned();
    let layer = layer.ok_or_else(|| Diagnostic::error(Code::Missing, "the layer is no stage of its own").at(name))?;
    Ok((layer, run.ceiling))
}
