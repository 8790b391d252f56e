//! The golden cases: kernels → machine code, graphs → every later stage.

use graver::codegen::target::Target;
use graver::codegen::x86;
use graver::compile::{CompileOptions, Observer, compile_graph};
use graver::graph;
use graver::loop_ir::Kernel;
use graver::loop_ir::text::{parse_kernel, parse_program, print_kernel, print_program};
use graver::loop_ir::verify::verify_kernel;
use graver::plan;
use graver_codegen_tests::{Stage, check, seeded_tensors};

/// Disassembly and counts.
fn assembly(kernel: &Kernel, target: &Target) -> Result<String, String> {
    let code = x86::compile(kernel, target).map_err(|d| d.to_string())?;
    Ok(format!("{}\n{}", x86::statistics(&code), x86::listing(&code)))
}

fn kernel_stages(text: &str) -> Result<Vec<Stage>, String> {
    let kernel = parse_kernel(text).and_then(|kernel| verify_kernel(&kernel).map(|()| kernel)).map_err(|d| d.to_string())?;
    if print_kernel(&kernel) != text {
        return Err(format!("the text is not what the printer prints:\n{}", print_kernel(&kernel)));
    }
    Ok(vec![Stage { extension: "asm", text: assembly(&kernel, &Target::AVX512_VNNI)? }])
}

#[test]
fn kernels() {
    let cases = check("kernel", "kernel", kernel_stages).unwrap_or_else(|report| panic!("{report}"));
    assert!(cases > 0, "no cases were found");
}

/// Canonical graph, plan, loop IR and machine code, each but the last read back to the same thing.
fn graph_stages(text: &str, target: Target) -> Result<Vec<Stage>, String> {
    let parsed = graph::text::parse(text, &seeded_tensors(text)?).map_err(|d| d.to_string())?;
    let options = CompileOptions::new(target);
    let compiled = compile_graph(parsed, &options, &mut Observer::default()).map_err(|d| d.to_string())?;
    let fused = graph::text::print(&compiled.graph);
    if graph::text::parse(&fused.text, &fused.tensors).as_ref() != Ok(&compiled.graph) {
        return Err(format!("the canonical graph does not read back:\n{}", fused.text));
    }
    let plan = plan::text::print(&compiled.graph, &compiled.plan);
    if plan::text::parse(&plan, &compiled.graph).as_ref() != Ok(&compiled.plan) {
        return Err(format!("the plan does not read back:\n{plan}"));
    }
    let program = print_program(&compiled.program);
    if parse_program(&program.text, &program.constants).as_ref() != Ok(&compiled.program) {
        return Err(format!("the program does not read back:\n{}", program.text));
    }
    let kernels = compiled.program.kernels.iter().map(|kernel| Ok(format!("{}\n{}", kernel.name, assembly(kernel, &target)?)));
    Ok(vec![
        Stage { extension: "fused", text: fused.text },
        Stage { extension: "plan", text: plan },
        Stage { extension: "loops", text: program.text },
        Stage { extension: "asm", text: kernels.collect::<Result<Vec<_>, String>>()?.join("\n") },
    ])
}

#[test]
fn graphs() {
    let cases = check("graph", "graph", |text| graph_stages(text, Target::AVX512_VNNI)).unwrap_or_else(|report| panic!("{report}"));
    assert!(cases > 0, "no cases were found");
}

/// The same for a target with tiles.
#[test]
fn graphs_on_a_matrix_unit() {
    let cases = check("matrix_unit", "graph", |text| graph_stages(text, Target::AMX)).unwrap_or_else(|report| panic!("{report}"));
    assert!(cases > 0, "no cases were found");
}
