//! `graver inspect`: what a stage of the compiler made of a model.

use super::console::Console;
use super::model::{self, ModelOptions};
use super::{network, tiles};
use crate::autotile::{self, Settings};
use crate::codegen::portable;
use crate::codegen::target::{Target, TargetKind};
use crate::codegen::x86;
use crate::compile::{CompileOptions, Compiled, Observer, compile_graph, compile_model, read_model};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::Imported;
use crate::graph::{self, Definition, Graph, Node, Output, ValueId};
use crate::loop_ir::{self, KernelId, Program, Stage as LoopStage};
use crate::report::memory::memory_map;
use crate::report::table::{Side, table};
use crate::report::{graph_dot, graph_svg};
use crate::{latency, measure, plan, transform};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  graver inspect digits-symbol.json                        the graph as MXNet computes it
  graver inspect digits-symbol.json --stage fused --format svg > digits.svg
  graver inspect detector.onnx --explain                   which quantized nodes are computed in f32, and why; how tiles were chosen; cycles of the network
  graver inspect zoo:resnet50_v1 --explain --measure       the same beside what candidates take on this machine
  graver inspect digits-symbol.json --stage asm --layer quantized_sg_mkldnn_conv_bn_act_1

Stages:
  graph   what the frontend read: one operation a node, with the arithmetic of the source framework
  fused   the same in canonical form, one node for each layer
  plan    layouts, kernel families, tiles and border classes
  memory  where each value lies in the arena, and when
  loops   kernels in loop IR and the order of their calls
  asm     machine code of the kernels";

/// Print what a stage of the compiler made of a model
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Model file (NAME.onnx, NAME-symbol.json, NAME.pdmodel, a folder with __model__), or zoo:NAME
    model: PathBuf,
    /// Which stage
    #[arg(long, value_enum, default_value_t = Stage::Graph)]
    stage: Stage,
    /// This layer alone (name of a value or stage)
    #[arg(long, value_name = "NAME")]
    layer: Option<String>,
    /// Say of each node with quantized operands that is computed in f32 why it is not an integer operator, and of each matrix kernel which tiles
    /// were thought of and what they are estimated to cost; estimate the cycles of all other stages and of the whole network
    #[arg(long, conflicts_with_all = ["stage", "layer", "format"])]
    explain: bool,
    /// Measure the tiles as well, in the network, and the latency of the whole network, with one worker
    #[arg(long, requires = "explain")]
    measure: bool,
    /// Text, or a picture of the graph at that stage
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    options: ModelOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    Graph,
    Fused,
    Plan,
    Memory,
    Loops,
    Asm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// What the stage prints and parses
    Text,
    /// Input for Graphviz
    Dot,
    /// A picture for browsers
    Svg,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    if model::is_library(&arguments.model)? {
        return Err(
            Diagnostic::error(Code::Usage, format!("{} holds no graph any more", arguments.model.display())).hint("name the model file it was made from")
        );
    }
    let options = arguments.options.compile_options_anywhere()?;
    if arguments.explain {
        let imported = read_model(&arguments.model, &options.import)?;
        console.diagnostics(&imported.warnings);
        console.result(explanation(&imported));
        let compiled = compile_graph(imported.graph, &options, &mut Observer::default())?;
        console.result(format!("\n{}", estimates(&compiled, &options, arguments.measure)?));
        return Ok(ExitCode::SUCCESS);
    }
    let layer = arguments.layer.as_deref();
    let text = match arguments.stage {
        // A model that later stages refuse can still be looked at.
        Stage::Graph | Stage::Fused => {
            let imported = read_model(&arguments.model, &options.import)?;
            console.diagnostics(&imported.warnings);
            let graph = if arguments.stage == Stage::Graph { imported.graph } else { transform::pipeline::canonical_form(imported.graph)? };
            show_graph(arguments.format, &part(graph, layer)?)
        }
        _ => {
            let compiled = compile_model(&arguments.model, &options, &mut Observer::default())?;
            console.diagnostics(&compiled.warnings);
            match arguments.format {
                Format::Text => stage_text(arguments.stage, &compiled, &options.target, layer)?,
                // Every stage after the graph works on the same nodes.
                Format::Dot | Format::Svg => show_graph(arguments.format, &part(compiled.graph, layer)?),
            }
        }
    };
    console.result(text);
    Ok(ExitCode::SUCCESS)
}

/// Which nodes are computed in f32 although their operands are quantized, or take more products than one for each weight, and why.
fn explanation(imported: &Imported) -> String {
    let rows = imported.unfused.iter().map(|d| vec![d.node.clone().unwrap_or_default(), d.message.clone()]);
    let nodes = match imported.unfused.is_empty() {
        true => "every node with quantized operands is an integer operator, or only moves or maps their elements".to_owned(),
        false => table(&[("node", Side::Left), ("why it is computed in f32, or with more products", Side::Left)], rows),
    };
    imported.notes.iter().fold(nodes, |text, note| format!("{text}\n{}", note.message))
}

/// Candidates for each matrix layer, their estimates, and what they take; the stages without candidates, and the whole network.
fn estimates(compiled: &Compiled, options: &CompileOptions, measure: bool) -> Result<String> {
    let settings = Settings::default();
    let thoughts = plan::explain(&compiled.graph, &compiled.plan, &options.target, options.machine, &options.choices, settings.candidates)?;
    let stages = latency::estimate(compiled, options, &thoughts)?;
    let network = measure.then(|| measure::network::measure(&compiled.program, &options.target, options.machine, settings.seconds)).transpose()?;
    let tuned = measure.then(|| autotile::measure(compiled, options, &settings)).transpose()?;
    let clocked = tuned.as_ref().zip(network.as_ref().map(|network| network.clock));
    let mut text = format!("tiles on {}, estimates and measurements in thousands of cycles\n", options.machine.name);
    text += &tiles::candidate_table(&tiles::distinct(compiled, thoughts), clocked);
    if let Some((tuned, clock)) = clocked {
        text += &format!("\n{}", tiles::agreement(tuned, clock));
    }
    Ok(format!("{text}\n\n{}", network::latency(&stages, options.machine, network.as_ref())))
}

fn show_graph(format: Format, graph: &Graph) -> String {
    match format {
        Format::Text => graph::text::print(graph).text,
        Format::Dot => graph_dot(graph),
        Format::Svg => graph_svg(graph),
    }
}

fn stage_text(stage: Stage, compiled: &Compiled, target: &Target, layer: Option<&str>) -> Result<String> {
    let value = layer.map(|layer| find(&compiled.graph, layer)).transpose()?;
    match stage {
        Stage::Plan => Ok(plan_text(compiled, value)),
        Stage::Memory => Ok(memory_map(&compiled.graph, &compiled.plan, value)),
        Stage::Loops => loops(&compiled.program, layer),
        _ => assembly(&compiled.program, target, layer),
    }
}

/// The whole graph, or one node of it with what it reads as inputs.
fn part(graph: Graph, layer: Option<&str>) -> Result<Graph> {
    let Some(layer) = layer else { return Ok(graph) };
    let id = find(&graph, layer)?;
    let Definition::Node(node) = &graph.value(id).definition else {
        return Err(Diagnostic::error(Code::Usage, format!("'{layer}' is no node")).hint("name the result of an operation"));
    };
    let mut result = Graph::new(graph.name.clone());
    let used: BTreeSet<ValueId> = node.uses().collect();
    let mut place = vec![ValueId(0); graph.values.len()];
    for id in used {
        let value = graph.value(id);
        let definition = match &value.definition {
            Definition::Node(_) => Definition::Input,
            other => other.clone(),
        };
        place[id.index()] = result.push(value.name.clone(), value.ty.clone(), definition);
    }
    let moved = Node {
        op: node.op.clone(),
        inputs: node.inputs.iter().map(|i| place[i.index()]).collect(),
        epilogue: node.epilogue.as_ref().map(|e| e.map_values(|v| place[v.index()])),
    };
    let value = result.push(layer, graph.ty(id).clone(), Definition::Node(moved));
    result.outputs.push(Output { name: layer.to_owned(), value });
    Ok(result)
}

fn find(graph: &Graph, layer: &str) -> Result<ValueId> {
    graph.find(layer).ok_or_else(|| unknown(layer, graph.nodes().map(|(id, _)| graph.value(id).name.as_str())))
}

/// Names that a person may have meant: those that hold the word, or all.
fn unknown<'a>(layer: &str, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    let names: Vec<&str> = names.collect();
    let near: Vec<&str> = names.iter().copied().filter(|n| n.contains(layer)).collect();
    let list = if near.is_empty() { names } else { near };
    let more = if list.len() > 20 { ", …" } else { "" };
    let list = list.iter().take(20).copied().collect::<Vec<_>>().join(", ");
    Diagnostic::error(Code::Missing, format!("there is no layer '{layer}' at this stage")).hint(format!("layers: {list}{more}"))
}

/// Layouts, families, tiles and border classes of all nodes; family, tiles and border classes of one.
fn plan_text(compiled: &Compiled, only: Option<ValueId>) -> String {
    match only {
        None => plan::text::print(&compiled.graph, &compiled.plan),
        Some(only) => compiled.plan.nodes().filter(|n| n.value == only).map(|n| plan::text::print_node(&compiled.graph, n)).collect(),
    }
}

fn stages<'a>(program: &'a Program, layer: Option<&str>) -> Result<Vec<&'a LoopStage>> {
    let stages: Vec<&LoopStage> = program.stages().filter(|s| layer.is_none_or(|l| s.name == l)).collect();
    match layer {
        Some(layer) if stages.is_empty() => Err(unknown(layer, program.stages().map(|s| s.name.as_str()))),
        _ => Ok(stages),
    }
}

/// Distinct kernels in the order of their first call.
fn kernels(stages: &[&LoopStage]) -> Vec<KernelId> {
    let mut seen = BTreeSet::new();
    stages.iter().flat_map(|s| s.all_calls()).map(|c| c.kernel).filter(|k| seen.insert(*k)).collect()
}

fn loops(program: &Program, layer: Option<&str>) -> Result<String> {
    if layer.is_none() {
        return Ok(loop_ir::text::print_program(program).text);
    }
    let kernels = kernels(&stages(program, layer)?);
    Ok(kernels.into_iter().map(|k| loop_ir::text::print_kernel(program.kernel(k))).collect::<Vec<_>>().join("\n"))
}

fn assembly(program: &Program, target: &Target, layer: Option<&str>) -> Result<String> {
    let stages = stages(program, layer)?;
    let mut text = String::new();
    for id in kernels(&stages) {
        let kernel = program.kernel(id);
        let callers: Vec<&str> = stages.iter().filter(|s| s.all_calls().any(|c| c.kernel == id)).map(|s| s.name.as_str()).collect();
        let _ = writeln!(text, "; {}\n; called by {}", kernel.name, callers.join(", "));
        match target.kind {
            TargetKind::Avx512Vnni => {
                let code = x86::compile(kernel, target)?;
                for line in x86::statistics(&code).to_string().lines() {
                    let _ = writeln!(text, "; {line}");
                }
                let _ = writeln!(text, "{}", x86::listing(&code));
            }
            TargetKind::Portable(_) => {
                let _ = writeln!(text, "{}", portable::Compiler::new(target)?.listing(kernel)?);
            }
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{text, verify};
    use std::collections::BTreeMap;

    const GRAPH: &str = r#"graph "g" {
        input %x: f32<1x2>
        %a: f32<1x2> = map %x | f32
        %b: f32<1x2> = map %a | residual %x, 2.0 | f32
        output "b" = %b
    }"#;

    #[test]
    fn a_part_is_a_graph_of_its_own() {
        let graph = text::parse(GRAPH, &BTreeMap::new()).unwrap();
        let part = part(graph, Some("b")).unwrap();
        verify(&part).unwrap();
        assert_eq!(part.inputs().map(|id| part.value(id).name.as_str()).collect::<Vec<_>>(), ["x", "a"]);
        assert_eq!(part.nodes().count(), 1);
    }

    #[test]
    fn unknown_layers_are_answered_with_names() {
        let graph = text::parse(GRAPH, &BTreeMap::new()).unwrap();
        assert_eq!(part(graph.clone(), Some("conv0")).unwrap_err().hint.unwrap(), "layers: a, b");
        assert_eq!(part(graph, Some("x")).unwrap_err().code, Code::Usage);
    }
}
