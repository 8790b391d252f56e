//! Graph and plan → loop IR: every node becomes a stage of kernel calls.
//!
//! In: a graph in canonical form and its [`Plan`]. Out: a [`Program`]: kernels, packed constants, stages. It follows the plan, decides
//! nothing, and knows no instruction set and no source framework.
//!
//! * `builder` one kernel · `blocks` vectors and shares of an axis · `program` merging of kernels and constants · `epilogue` steps and stores
//!   · `arithmetic` functions · `weights` packing · `ahead` prefetches
//! * one family a module: `gemm`, `matrix_unit`, `depthwise`, `window`, `elementwise`, `reorder`, `movement`, `reduce`

mod ahead;
mod arithmetic;
mod blocks;
mod builder;
mod depthwise;
mod elementwise;
mod epilogue;
mod gemm;
mod matrix_unit;
mod movement;
mod program;
mod reduce;
mod reorder;
mod weights;
mod window;

use crate::codegen::target::Target;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Definition, Graph, Node, Op, ValueId};
use crate::loop_ir::{BinaryOp, Kernel, LoadForm, Pass, Port, Program, Register, RegisterKind, Stage, VectorOp};
use crate::numerics::prove_accumulator;
use crate::plan::geometry::GemmGeometry;
use crate::plan::matrix_unit::TileCall;
use crate::plan::{DepthwisePlan, Family, GemmCall, NodePlan, Plan, layout};
use builder::{KernelBuilder, Place};
use program::ProgramBuilder;

/// What every family reads.
struct Context<'a> {
    graph: &'a Graph,
    plan: &'a Plan,
    target: &'a Target,
}

/// What the epilogue of one matrix call asks of registers and code, before there is a whole plan: how the planner sees whether a tile fits.
/// Of `plan`, layouts of values are enough. With `guarded`, results are clamped before they are rounded, as where nothing bounds them.
pub fn epilogue_kernel(
    graph: &Graph,
    plan: &Plan,
    target: &Target,
    (value, node): (ValueId, &Node),
    geometry: &GemmGeometry,
    call: &GemmCall,
    guarded: bool,
) -> Result<Kernel> {
    gemm::epilogue_kernel(&Context { graph, plan, target }, value, node, geometry, call, !guarded)
}

/// The kernels of a depthwise convolution before there is a whole plan: how the planner sees whether its registers suffice. Of `plan`, layouts
/// of values are enough.
pub fn depthwise_kernels(graph: &Graph, plan: &Plan, target: &Target, value: ValueId, node: &Node, walks: &DepthwisePlan) -> Result<Vec<Kernel>> {
    let mut program = ProgramBuilder::default();
    depthwise::lower(&Context { graph, plan, target }, value, node, walks, &mut program)?;
    Ok(program.kernels)
}

/// The same of a call of the matrix unit.
pub fn tile_epilogue_kernel(
    graph: &Graph,
    plan: &Plan,
    target: &Target,
    value: ValueId,
    node: &Node,
    geometry: &GemmGeometry,
    call: &TileCall,
) -> Result<Kernel> {
    matrix_unit::epilogue_kernel(&Context { graph, plan, target }, value, node, geometry, call)
}

/// Lowers a planned graph.
pub fn lower(graph: &Graph, plan: &Plan, target: &Target) -> Result<Program> {
    let mut program = ProgramBuilder::default();
    let mut passes = Vec::new();
    for pass in &plan.passes {
        let part = pass.graph(graph)?;
        let context = Context { graph: &part, plan, target };
        program.enter(graph, &context);
        let mut stages = pass.nodes.iter().map(|planned| stage(graph, &context, planned, &mut program)).collect::<Result<Vec<_>>>()?;
        // A concatenation whose operands are all in place.
        stages.retain(|stage| !stage.calls.is_empty());
        passes.push(Pass { repetitions: pass.repetitions as u32, stages });
    }
    let port = |name: &str, id: ValueId| {
        let ty = graph.ty(id);
        Port { name: name.to_string(), dtype: ty.dtype, shape: ty.shape.clone(), quantization: ty.quantization.clone() }
    };
    Ok(Program {
        name: graph.name.clone(),
        kernels: program.kernels,
        constants: program.constants,
        inputs: graph.inputs().map(|id| port(&graph.value(id).name, id)).collect(),
        outputs: graph.outputs.iter().map(|o| port(&o.name, o.value)).collect(),
        arena_bytes: plan.arena_bytes,
        lanes: plan.lanes,
        passes,
    })
}

/// The stage of one node. `graph` has the types of the whole batch, the context those of one repetition.
fn stage(graph: &Graph, context: &Context, planned: &NodePlan, program: &mut ProgramBuilder) -> Result<Stage> {
    let (plan, value) = (context.plan, planned.value);
    let name = &graph.value(value).name;
    let Definition::Node(node) = &graph.value(value).definition else {
        return Err(Diagnostic::error(Code::Invalid, "the plan runs a value that no node computes").at(name.clone()));
    };
    prove_accumulator(graph, value)?;
    let mut preparation = Vec::new();
    let calls = match &planned.family {
        Family::Gemm(plan) => gemm::lower(context, value, node, plan, program),
        Family::Depthwise(plan) => depthwise::lower(context, value, node, plan, program),
        Family::Tiles(plan) => matrix_unit::lower(context, value, node, plan, program).map(|lowered| {
            preparation = lowered.preparation;
            lowered.calls
        }),
        Family::Window(plan) => window::lower(context, value, node, plan, program),
        Family::Elementwise { flat } => elementwise::lower(context, value, node, *flat, program),
        Family::Table => elementwise::lower_table(context, value, node, program),
        Family::Interleave => reorder::interleave(context, value, node, program),
        Family::Deinterleave => reorder::deinterleave(context, value, node, program),
        Family::Move => movement::lower(context, value, node, program),
        Family::Reduce => reduce::lower(context, value, node, program),
    }
    .map_err(|e| if e.node.is_some() { e } else { e.at(name.clone()) })?;
    let macs = graph.macs(value);
    Ok(Stage {
        name: name.clone(),
        description: describe(graph, value, node),
        nominal_macs: macs.nominal,
        valid_macs: macs.valid,
        bytes: moved_bytes(graph, plan, value, node),
        preparation,
        calls,
    })
}

/// Operator, window and shapes in one line.
fn describe(graph: &Graph, value: ValueId, node: &Node) -> String {
    let operator = match &node.op {
        Op::Convolution { window, groups } => {
            let groups = if *groups > 1 { format!(" groups {groups}") } else { String::new() };
            format!("conv {}x{}/{}{groups}", window.kernel[0], window.kernel[1], window.stride[0])
        }
        Op::Pool { reduction, window } => format!("{reduction:?} pool {}x{}/{}", window.kernel[0], window.kernel[1], window.stride[0]).to_lowercase(),
        other => other.name().to_string(),
    };
    let first = node.inputs.first().map(|&id| graph.ty(id).shape.to_string()).unwrap_or_default();
    format!("{operator} {first} → {}", graph.ty(value).shape)
}

/// Inputs (weights once each as they are stored), residuals and output.
fn moved_bytes(graph: &Graph, plan: &Plan, value: ValueId, node: &Node) -> u64 {
    node.uses().chain([value]).map(|id| layout::bytes(graph.ty(id), plan.value(id).layout) as u64).sum()
}

/// Reads consecutive elements as i32 lanes (integers, zero point included) or f32 lanes.
fn load_lanes(kernel: &mut KernelBuilder, dtype: DType, place: &Place, lanes: usize) -> Register {
    match dtype {
        DType::F32 => kernel.load(RegisterKind::F32, LoadForm::Full, place, lanes),
        DType::S32 => kernel.load(RegisterKind::I32, LoadForm::Full, place, lanes),
        DType::U8 => kernel.load(RegisterKind::I32, LoadForm::WidenU8, place, lanes),
        DType::S8 => {
            let byte = kernel.load(RegisterKind::I32, LoadForm::WidenU8, place, lanes);
            sign_extend(kernel, byte)
        }
    }
}

/// Reads one element from each of `lanes` pixels that are `stride` bytes apart. For byte elements further apart than one byte,
/// `place` is that of the group of four channels which contains the element, and `channel` its index in the group.
fn load_pixels(kernel: &mut KernelBuilder, dtype: DType, place: &Place, stride: usize, channel: usize, lanes: usize) -> Register {
    if stride == dtype.bytes() {
        return load_lanes(kernel, dtype, place, lanes);
    }
    let form = LoadForm::Strided { stride: stride as i64 };
    match dtype {
        DType::F32 => kernel.load(RegisterKind::F32, form, place, lanes),
        DType::S32 => kernel.load(RegisterKind::I32, form, place, lanes),
        DType::U8 | DType::S8 => {
            let mut word = kernel.load(RegisterKind::I32, form, place, lanes);
            if channel > 0 {
                let to = kernel.register(RegisterKind::I32);
                kernel.emit(VectorOp::Shift { to, from: word, left: -8 * channel as i8 });
                word = to;
            }
            if channel < 3 {
                let mask = kernel.splat_i32(255);
                word = kernel.binary(BinaryOp::AndI32, RegisterKind::I32, word, mask);
            }
            if dtype == DType::S8 { sign_extend(kernel, word) } else { word }
        }
    }
}

/// i32 lanes 0..=255 that hold a signed byte become −128..=127: (b + 128) mod 256 − 128.
fn sign_extend(kernel: &mut KernelBuilder, byte: Register) -> Register {
    let half = kernel.splat_i32(128);
    let mask = kernel.splat_i32(255);
    let sum = kernel.binary(BinaryOp::AddI32, RegisterKind::I32, byte, half);
    let low = kernel.binary(BinaryOp::AndI32, RegisterKind::I32, sum, mask);
    kernel.binary(BinaryOp::SubI32, RegisterKind::I32, low, half)
}

/// Takes the zero point off integer lanes.
fn centre(kernel: &mut KernelBuilder, register: Register, dtype: DType, zero_point: i32) -> Register {
    if dtype == DType::F32 || zero_point == 0 {
        return register;
    }
    let zero = kernel.splat_i32(zero_point);
    kernel.binary(BinaryOp::SubI32, RegisterKind::I32, register, zero)
}
