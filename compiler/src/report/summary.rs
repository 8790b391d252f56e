//! What `compile` says about the model it made.

use super::quantity;
use super::table::{Side, facts, table};
use crate::codegen::CompiledProgram;
use crate::loop_ir::{Port, Program};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Facts about a compiled model.
#[derive(Debug, Clone)]
pub struct CompileSummary {
    pub name: String,
    pub target: String,
    pub inputs: Vec<Port>,
    pub outputs: Vec<Port>,
    /// Fused layers: stages of the program.
    pub layers: usize,
    /// Distinct kernels, and how often they are called in one inference.
    pub kernels: usize,
    pub calls: usize,
    /// Multiply-accumulates of one inference, padding included.
    pub macs: u64,
    /// Weights, biases, multipliers and tables.
    pub constant_bytes: u64,
    pub arena_bytes: u64,
    pub code_bytes: u64,
    /// Wall time of the compilation by stage, in order.
    pub timings: Vec<(&'static str, f64)>,
    pub files: Vec<PathBuf>,
}

impl CompileSummary {
    /// Counts what is in a program; layers, kernels and calls are those of the first target.
    pub fn new(compiled: &CompiledProgram) -> Self {
        let program = &compiled.program;
        let calls = || program.stages().flat_map(|s| s.all_calls());
        Self {
            name: program.name.clone(),
            target: compiled.variants().map(|v| v.target.to_string()).collect::<Vec<_>>().join(", "),
            inputs: program.inputs.clone(),
            outputs: program.outputs.clone(),
            layers: program.stages().count(),
            kernels: calls().map(|c| c.kernel).collect::<BTreeSet<_>>().len(),
            calls: calls().count(),
            macs: program.stages().map(|s| s.nominal_macs).sum(),
            constant_bytes: compiled.constant_bytes(),
            arena_bytes: compiled.arena_bytes() as u64,
            code_bytes: compiled.code_bytes(),
            timings: Vec::new(),
            files: Vec::new(),
        }
    }

    fn seconds(&self) -> f64 {
        self.timings.iter().map(|(_, seconds)| seconds).sum()
    }

    /// The table that `compile` prints.
    pub fn table(&self) -> String {
        let ports = |ports: &[Port]| ports.iter().map(|p| format!("{} {}<{}>", p.name, p.dtype, p.shape)).collect::<Vec<_>>().join(", ");
        let stages = self.timings.iter().map(|(stage, seconds)| format!("{stage} {}", quantity::seconds(*seconds))).collect::<Vec<_>>();
        let mut rows = vec![
            ("model".to_owned(), format!("{} for {}", self.name, self.target)),
            ("inputs".to_owned(), ports(&self.inputs)),
            ("outputs".to_owned(), ports(&self.outputs)),
            ("layers".to_owned(), self.layers.to_string()),
            ("kernels".to_owned(), format!("{} ({} calls)", self.kernels, self.calls)),
            ("MACs".to_owned(), quantity::count(self.macs)),
            ("weights".to_owned(), quantity::bytes(self.constant_bytes)),
            ("arena".to_owned(), quantity::bytes(self.arena_bytes)),
            ("code".to_owned(), quantity::bytes(self.code_bytes)),
            ("time".to_owned(), format!("{} ({})", quantity::seconds(self.seconds()), stages.join(", "))),
        ];
        rows.extend(self.files.iter().map(|f| ("wrote".to_owned(), f.display().to_string())));
        facts(rows)
    }

    /// The same as one JSON object.
    pub fn json(&self) -> Value {
        let ports = |ports: &[Port]| {
            let port = |p: &Port| json!({"name": p.name, "dtype": p.dtype.name(), "shape": p.shape.extents()});
            ports.iter().map(port).collect::<Vec<_>>()
        };
        json!({
            "model": self.name,
            "target": self.target,
            "inputs": ports(&self.inputs),
            "outputs": ports(&self.outputs),
            "layers": self.layers,
            "kernels": self.kernels,
            "calls": self.calls,
            "macs": self.macs,
            "weight_bytes": self.constant_bytes,
            "arena_bytes": self.arena_bytes,
            "code_bytes": self.code_bytes,
            "seconds": self.seconds(),
            "stage_seconds": self.timings.iter().map(|&(stage, seconds)| (stage.to_owned(), json!(seconds))).collect::<serde_json::Map<_, _>>(),
            "files": self.files.iter().map(|f| f.display().to_string()).collect::<Vec<_>>(),
        })
    }
}

/// The layers of a program: what each is and what it has to do.
pub fn layer_table(program: &Program) -> String {
    let rows = program.stages().map(|stage| {
        let kernels: BTreeSet<_> = stage.all_calls().map(|c| c.kernel).collect();
        vec![stage.name.clone(), stage.description.clone(), quantity::count(stage.nominal_macs), quantity::bytes(stage.bytes), kernels.len().to_string()]
    });
    table(&[("layer", Side::Left), ("what", Side::Left), ("MACs", Side::Right), ("moves", Side::Right), ("kernels", Side::Right)], rows)
}
