//! Maps over memory of equal order: flat stretches, pixel by pixel, or through a table of bytes.

use super::builder::{KernelBuilder, Place};
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode};
use super::program::{CallBuilder, ProgramBuilder};
use super::{Context, centre, load_lanes};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Epilogue, Node, Operand, Step, TensorData, ValueId};
use crate::loop_ir::{Access, Argument, Base, Call, LoadForm, Register, RegisterKind, StoreForm, VectorOp};
use crate::numerics::{ScalarStep, Stored, apply_end, apply_step, centred, requantize_bound};
use crate::plan::families::{self, image_of};
use crate::plan::{ChannelBlock, WindowOrder, geometry, layout};

/// Registers that one iteration works on, so that four of them pack into one of bytes.
const GROUP: usize = 4;

/// Lowers a map that keeps the order of elements.
pub fn lower(context: &Context, value: ValueId, node: &Node, flat: bool, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let lanes = context.target.vector_bytes() as usize / 4;
    let (graph, plan) = (context.graph, context.plan);
    if flat {
        let elements = layout::bytes(graph.ty(value), plan.value(value).layout) / graph.ty(value).dtype.bytes();
        let group = GROUP * lanes;
        let mut calls = Vec::new();
        for (first, count, iterations) in [(0, group, elements / group), (elements / group * group, elements % group, 1)] {
            if iterations > 0 && count > 0 {
                let stretch = Stretch { first, count, pixels: iterations, pixel_channels: group, panels: 1, flat: true };
                calls.push(call(context, value, node, &stretch, program)?);
            }
        }
        return Ok(calls);
    }
    let image = image_of(graph, value);
    let pixels = image.batch * image.height * image.width;
    families::channel_blocks(image.channels, lanes)
        .iter()
        .map(|block: &ChannelBlock| {
            let panel = block.panel(lanes);
            let stretch =
                Stretch { first: block.first, count: block.channels.min(panel), pixels, pixel_channels: panel, panels: block.panels(lanes), flat: false };
            call(context, value, node, &stretch, program)
        })
        .collect()
}

/// What one call covers: `count` elements at each of `panels` channel positions of each pixel (or of each group of a flat stretch).
struct Stretch {
    /// First channel, or first element of a flat stretch.
    first: usize,
    count: usize,
    pixels: usize,
    /// Channels from panel to panel, or elements from iteration to iteration of a flat stretch.
    pixel_channels: usize,
    panels: usize,
    flat: bool,
}

fn call(context: &Context, value: ValueId, node: &Node, stretch: &Stretch, program: &mut ProgramBuilder) -> Result<Call> {
    let (graph, plan) = (context.graph, context.plan);
    let vector_bytes = context.target.vector_bytes();
    let lanes = vector_bytes as usize / 4;
    let data = node.inputs[0];
    let (source, result) = (graph.ty(data), graph.ty(value));
    // Elements from one pixel to the next; vectors have one pixel.
    let pitch = |id: ValueId| match stretch.flat {
        true => stretch.pixel_channels,
        false => geometry::interleaved_pitch(graph, &plan.values, id).unwrap_or(0),
    };
    let name = format!(
        "{} {} to {} {}{} by {} on {}",
        node.op.name(),
        source.dtype,
        result.dtype,
        if stretch.flat { "flat " } else { "" },
        steps_name(node),
        stretch.count,
        stretch.pixels
    );
    let mut call = CallBuilder::new(name, vector_bytes);
    let mut argument = program.locate(graph, plan, data);
    argument.offset += stretch.first * source.dtype.bytes();
    let input = call.buffer("input", Access::Read, argument);
    let binding = Binding {
        axis: ChannelAxis::Lanes(WindowOrder::Linear),
        first_channel: if stretch.flat { 0 } else { stretch.first },
        valid_taps: 1,
        rounding_fits: requantize_bound(graph, value),
    };
    let mut epilogue = EpilogueCode::bind(graph, plan, node, binding, &mut call, program, |id| Ok(stretch.first * graph.ty(id).dtype.bytes()))?;
    let mut argument = program.locate(graph, plan, value);
    argument.offset += stretch.first * result.dtype.bytes();
    let output = call.buffer("output", Access::Write, argument);
    let pitches: Vec<usize> = epilogue.elementwise.iter().map(|r| pitch(r.value)).collect();
    let (source_pitch, result_pitch) = (pitch(data), pitch(value));
    epilogue.preload(&mut call.kernel);
    let share_panels = stretch.panels > stretch.pixels;
    call.kernel.repeat_or_share(!share_panels, stretch.pixels, |kernel, pixel| {
        kernel.repeat_or_share(share_panels, stretch.panels, |kernel, panel| {
            let place = |buffer, dtype: DType, pitch: usize| {
                Place::start(buffer).along(pixel, pitch * dtype.bytes()).along(panel, stretch.pixel_channels * dtype.bytes())
            };
            let channels = ChannelPosition::new(stretch.count).along(panel, stretch.pixel_channels);
            let vectors = stretch.count.div_ceil(lanes);
            let results: Vec<Register> = (0..vectors)
                .map(|vector| {
                    let count = (stretch.count - vector * lanes).min(lanes);
                    let at = place(input, source.dtype, source_pitch).plus(vector * lanes * source.dtype.bytes());
                    let register = load_lanes(kernel, source.dtype, &at, count);
                    let accumulator = centre(kernel, register, source.dtype, source.zero_point());
                    epilogue.steps(kernel, accumulator, vector, &channels, None, |kernel, index| {
                        let residual = epilogue.elementwise[index];
                        let at = place(residual.buffer, residual.dtype, pitches[index]).plus(vector * lanes * residual.dtype.bytes());
                        load_lanes(kernel, residual.dtype, &at, count)
                    })
                })
                .collect();
            epilogue.end_and_store(kernel, &results, source.dtype, &place(output, result.dtype, result_pitch), stretch.count);
        });
    });
    Ok(call.finish(program))
}

/// The words of an epilogue's steps, for kernel names.
pub fn steps_name(node: &Node) -> String {
    let steps = node.epilogue.iter().flat_map(|e| &e.steps);
    let words: Vec<&str> = steps.map(Step::name).collect();
    if words.is_empty() { "copy".into() } else { words.join("+") }
}

/// Lowers a map from byte to byte as a lookup in 256 entries, computed here by the law.
pub fn lower_table(context: &Context, value: ValueId, node: &Node, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let (graph, plan) = (context.graph, context.plan);
    let vector_bytes = context.target.vector_bytes() as usize;
    let data = node.inputs[0];
    let epilogue = node.epilogue.as_ref().ok_or_else(|| Diagnostic::error(Code::Invalid, "a table needs an epilogue"))?;
    let zero_point = graph.ty(data).zero_point();
    let table: Vec<u8> = (0..=255).map(|q| entry(context, epilogue, q, zero_point)).collect::<Result<_>>()?;
    let table = program.constant(format!("{} table", graph.value(value).name), table);
    let elements = layout::bytes(graph.ty(value), plan.value(value).layout);
    let mut calls = Vec::new();
    for (first, count, iterations) in [(0, vector_bytes, elements / vector_bytes), (elements / vector_bytes * vector_bytes, elements % vector_bytes, 1)] {
        if iterations == 0 || count == 0 {
            continue;
        }
        let mut call = CallBuilder::new(format!("table by {count} on {iterations}"), vector_bytes as u32);
        let mut argument = program.locate(graph, plan, data);
        argument.offset += first;
        let input = call.buffer("input", Access::Read, argument);
        let entries = call.buffer("table", Access::Read, Argument::at(Base::Constant(table), 0));
        let mut argument = program.locate(graph, plan, value);
        argument.offset += first;
        let output = call.buffer("output", Access::Write, argument);
        let load = |kernel: &mut KernelBuilder, part: usize| {
            kernel.load(RegisterKind::U8, LoadForm::Full, &Place::start(entries).plus(part * vector_bytes), vector_bytes)
        };
        let registers: Box<[Register]> = (0..256 / vector_bytes).map(|part| load(&mut call.kernel, part)).collect();
        call.kernel.share(iterations, |kernel, counter| {
            let index = kernel.load(RegisterKind::U8, LoadForm::Full, &Place::start(input).along(counter, vector_bytes), count);
            let to = kernel.register(RegisterKind::U8);
            kernel.emit(VectorOp::Lookup { to, table: registers, index });
            kernel.store(to, StoreForm::Full, &Place::start(output).along(counter, vector_bytes), count);
        });
        calls.push(call.finish(program));
    }
    Ok(calls)
}

/// The stored byte that a stored byte becomes.
fn entry(context: &Context, epilogue: &Epilogue, stored: i32, zero_point: i32) -> Result<u8> {
    let number = |operand| match operand {
        Operand::Constant(value) => Ok(value),
        Operand::Value(id) => match context.graph.constant(id) {
            Some(TensorData::F32(data)) if data.len() == 1 => Ok(data[0]),
            _ => Err(Diagnostic::error(Code::Invalid, "a table's operands must be constants")),
        },
        Operand::ValidTaps | Operand::ReciprocalTaps => Ok(1.0),
        Operand::Elementwise(_) | Operand::Affine { .. } => Err(Diagnostic::error(Code::Invalid, "a table has one operand")),
    };
    let mut y = centred(stored, zero_point);
    for step in &epilogue.steps {
        let numbers = step.operands().map(number).collect::<Result<Vec<f32>>>()?;
        let table = step.table().and_then(|id| context.graph.table(id));
        if let Some(step) = ScalarStep::of(step, |i| numbers[i], table) {
            y = apply_step(y, step);
        }
    }
    match apply_end(y, epilogue.end) {
        Stored::Integer(q) => Ok(q as u8),
        Stored::Float(_) => Err(Diagnostic::error(Code::Invalid, "a table's entries are bytes")),
    }
}
