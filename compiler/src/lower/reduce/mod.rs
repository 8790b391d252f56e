//! Reductions: sums and extremes along axes, the largest magnitude of a tensor.
//!
//! In: such a node. Out: calls that join the elements of each result, run the epilogue and store. Floats join in the order of
//! [`crate::numerics::Partials`], whatever the order in memory; integers in the order that is best.
//!
//! * `axes` the axes that stay and those that join · `join` the operations

mod axes;
mod join;

use super::blocks::{Part, parts, shared_loop};
use super::builder::{KernelBuilder, Place};
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode};
use super::program::{CallBuilder, ProgramBuilder};
use super::{Context, load_pixels};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Node, Op, ValueId};
use crate::loop_ir::{Access, Argument, Base, BufferId, Call, CounterId, Register, StoreForm, VectorOp};
use crate::numerics::{PARTIALS, requantize_bound};
use crate::plan::WindowOrder;
use crate::plan::families;
use axes::{Axes, Joined, Kept};
use join::{Join, Kind};

/// Independent running results where the order does not matter, to hide the latency of one.
const CHAINS: usize = 4;

/// So few elements are read for 16 results at a time, at a distance if need be.
const FEW: usize = 8;

/// Lowers a reduction.
pub fn lower(context: &Context, value: ValueId, node: &Node, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let graph = context.graph;
    let data = graph.ty(node.inputs[0]);
    let (kind, joined) = match &node.op {
        Op::Reduce { reduction, axes } => (Kind::Elements(*reduction), axes.clone()),
        Op::AbsMax => (Kind::Magnitude, (0..data.shape.rank()).collect()),
        op => return Err(Diagnostic::error(Code::Invalid, format!("'{}' is not a reduction", op.name()))),
    };
    let join = Join { kind, dtype: data.dtype, zero_point: data.zero_point() };
    let mut axes = Axes::of(context, value, node, &joined);
    axes.simplify(join.is_ordered());
    let lanes = context.target.vector_bytes() as usize / 4;
    if !PARTIALS.is_multiple_of(lanes) {
        return Err(Diagnostic::error(Code::Unsupported, format!("vectors of {lanes} lanes cannot hold {PARTIALS} partial results")));
    }
    let vector = vector_axis(&axes, &join);
    let vector = vector.map(|at| axes.kept.remove(at));
    let parts = parts(vector.as_ref().map_or(1, |axis| axis.extent), lanes);
    let blocks = parts.iter().map(|part| part.blocks).max().unwrap_or(1);
    let trips: Vec<usize> = axes.kept.iter().map(|axis| axis.extent).collect();
    let shared = shared_loop(&trips, blocks);
    if let Some(shared) = shared {
        let shared = axes.kept.remove(shared);
        axes.kept.insert(0, shared);
    }
    let reduce = Reduce { context, value, node, join, axes, vector };
    match shared {
        Some(_) => Ok(vec![reduce.call(&parts, false, program)?]),
        None => parts.iter().map(|part| reduce.call(&[*part], true, program)).collect(),
    }
}

/// The kept axis along which lanes lie, if not along the joined elements.
fn vector_axis(axes: &Axes, join: &Join) -> Option<usize> {
    let element = join.dtype.bytes();
    let longest = |fits: &dyn Fn(&Kept) -> bool| (0..axes.kept.len()).filter(|&i| fits(&axes.kept[i])).max_by_key(|&i| axes.kept[i].extent);
    let near = longest(&|axis| axis.input == element);
    let count: usize = axes.joined.iter().map(|axis| axis.extent).product();
    if near.is_none() && count <= FEW && element == 4 {
        return longest(&|axis| axis.extent >= PARTIALS);
    }
    near
}

struct Reduce<'a> {
    context: &'a Context<'a>,
    value: ValueId,
    node: &'a Node,
    join: Join,
    /// Without the vector axis.
    axes: Axes,
    vector: Option<Kept>,
}

/// What a kernel's code needs to know beside the axes.
struct Bound<'a> {
    epilogue: EpilogueCode<'a>,
    /// For each residual of the epilogue, its number in the strides of the kept axes.
    residuals: Vec<usize>,
    filling: Option<BufferId>,
}

/// Where one step reads and writes.
#[derive(Debug, Clone)]
struct Position {
    input: Place,
    output: Place,
    residuals: Vec<Place>,
    channels: ChannelPosition,
    /// Lanes of the vector axis.
    count: usize,
}

impl Position {
    /// Moves by `elements` for every iteration of a loop.
    fn along(mut self, counter: Option<CounterId>, axis: &Kept, elements: usize) -> Self {
        self.input = self.input.along(counter, axis.input * elements);
        self.output = self.output.along(counter, axis.output * elements);
        self.residuals = self.residuals.into_iter().zip(&axis.residuals).map(|(place, stride)| place.along(counter, stride * elements)).collect();
        if axis.channels > 0 {
            self.channels = self.channels.along(counter, axis.channels * elements);
        }
        self
    }

    /// Begins `elements` further on, with so many lanes.
    fn at(mut self, axis: &Kept, elements: usize, count: usize) -> Self {
        self.input = self.input.plus(axis.input * elements);
        self.output = self.output.plus(axis.output * elements);
        self.residuals = self.residuals.into_iter().zip(&axis.residuals).map(|(place, stride)| place.plus(stride * elements)).collect();
        self.channels.offset += axis.channels * elements;
        self.count = count;
        if axis.channels > 0 {
            self.channels.valid = count;
        }
        self
    }
}

impl Reduce<'_> {
    fn call(&self, parts: &[Part], share_blocks: bool, program: &mut ProgramBuilder) -> Result<Call> {
        let (graph, plan) = (self.context.graph, self.context.plan);
        let data = self.node.inputs[0];
        let extents = |axes: &mut dyn Iterator<Item = usize>| axes.map(|extent| extent.to_string()).collect::<Vec<_>>().join("x");
        let name = format!(
            "{} {} {} kept {} joined {}",
            match self.join.kind {
                Kind::Elements(reduction) => reduction.name(),
                Kind::Magnitude => "absmax",
            },
            self.join.dtype,
            super::elementwise::steps_name(self.node),
            extents(&mut self.axes.kept.iter().chain(&self.vector).map(|axis| axis.extent)),
            extents(&mut self.axes.joined.iter().map(|axis| axis.extent)),
        );
        let mut call = CallBuilder::new(name, self.context.target.vector_bytes());
        let input = call.buffer("input", Access::Read, program.locate(graph, plan, data));
        let channels_across = self.vector.as_ref().is_none_or(|axis| axis.channels > 0);
        let axis = if channels_across { ChannelAxis::Lanes(WindowOrder::Linear) } else { ChannelAxis::Uniform };
        let binding = Binding { axis, first_channel: 0, valid_taps: 1, rounding_fits: requantize_bound(graph, self.value) };
        let epilogue = EpilogueCode::bind(graph, plan, self.node, binding, &mut call, program, |_| Ok(0))?;
        let output = call.buffer("output", Access::Write, program.locate(graph, plan, self.value));
        let filling = (self.join.filling() != 0).then(|| {
            let words = [0, self.join.filling()].into_iter().flat_map(|word| vec![word.to_le_bytes(); call.kernel.lanes()]).flatten().collect();
            let constant = program.constant("lane filling".into(), words);
            call.buffer("filling", Access::Read, Argument::at(Base::Constant(constant), 0))
        });
        let values: Vec<ValueId> = families::residuals(self.node).collect();
        let residuals: Vec<usize> = epilogue.elementwise.iter().map(|r| values.iter().position(|&value| value == r.value).unwrap_or(0)).collect();
        let mut starts: Vec<Place> = vec![Place::start(input); values.len()];
        epilogue.elementwise.iter().zip(&residuals).for_each(|(residual, &at)| starts[at] = Place::start(residual.buffer));
        let position = Position { input: Place::start(input), output: Place::start(output), residuals: starts, channels: ChannelPosition::new(1), count: 1 };
        let bound = Bound { epilogue, residuals, filling };
        let (shared, kept) = self.axes.kept.split_at(usize::from(!share_blocks));
        if share_blocks {
            self.blocks(&mut call.kernel, position, parts, true, &mut |kernel, position| {
                self.nest(kernel, position, kept, false, &mut |kernel, position| self.step(kernel, &bound, &position));
            });
        } else {
            self.nest(&mut call.kernel, position, shared, true, &mut |kernel, position| {
                self.nest(kernel, position, kept, false, &mut |kernel, position| {
                    self.blocks(kernel, position, parts, false, &mut |kernel, position| self.step(kernel, &bound, &position));
                });
            });
        }
        Ok(call.finish(program))
    }

    /// Loops along kept axes, outermost first; the share is that of the first one.
    fn nest(&self, kernel: &mut KernelBuilder, position: Position, axes: &[Kept], share: bool, body: &mut dyn FnMut(&mut KernelBuilder, Position)) {
        let Some((axis, rest)) = axes.split_first() else { return body(kernel, position) };
        kernel.repeat_or_share(share, axis.extent, |kernel, counter| self.nest(kernel, position.along(counter, axis, 1), rest, false, body));
    }

    /// Loops over the blocks of the vector axis.
    fn blocks(&self, kernel: &mut KernelBuilder, position: Position, parts: &[Part], share: bool, body: &mut dyn FnMut(&mut KernelBuilder, Position)) {
        for part in parts {
            kernel.repeat_or_share(share, part.blocks, |kernel, block| {
                let position = position.clone();
                body(
                    kernel,
                    match &self.vector {
                        Some(axis) => position.at(axis, part.first, part.count).along(block, axis, part.count),
                        None => position,
                    },
                );
            });
        }
    }

    /// Joins the elements of one result, or of one register of results, and stores.
    fn step(&self, kernel: &mut KernelBuilder, bound: &Bound, position: &Position) {
        let count: usize = self.axes.joined.iter().map(|axis| axis.extent).product();
        let joined = match &self.vector {
            Some(axis) => self.join_across(kernel, axis, position, count),
            None => self.join_lanes(kernel, bound, position),
        };
        let accumulator = self.join.finish(kernel, joined, count);
        let y = bound.epilogue.steps(kernel, accumulator, 0, &position.channels, None, |kernel, index| {
            let (residual, at) = (bound.epilogue.elementwise[index], bound.residuals[index]);
            let stride = self.vector.as_ref().map_or(residual.dtype.bytes(), |axis| axis.residuals[at]);
            load_pixels(kernel, residual.dtype, &position.residuals[at], stride, 0, position.count)
        });
        let y = bound.epilogue.end_lanes(kernel, y, self.join.dtype);
        self.store(kernel, y, position);
    }

    /// Lanes are neighbouring results.
    fn join_across(&self, kernel: &mut KernelBuilder, axis: &Kept, position: &Position, count: usize) -> Register {
        let modulus = if self.join.is_ordered() { PARTIALS } else { CHAINS };
        let partials: Vec<Register> = (0..modulus.min(count)).map(|_| self.join.start(kernel)).collect();
        walk(kernel, &self.axes.joined, &position.input, 0, 1, modulus, &mut |kernel, place, phase| {
            let elements = self.join.load(kernel, place, axis.input, position.count, None);
            self.join.join(kernel, partials[phase], elements);
        });
        self.join.fold_registers(kernel, &partials);
        partials[0]
    }

    /// Lanes are partial results: neighbours along the last joined axis.
    fn join_lanes(&self, kernel: &mut KernelBuilder, bound: &Bound, position: &Position) -> Register {
        let single = Joined { extent: 1, stride: self.join.dtype.bytes() };
        let (row, outer) = self.axes.joined.split_last().unwrap_or((&single, &[]));
        let lanes = kernel.lanes();
        // Registers that hold all partial results of ordered elements, or independent ones.
        let (modulus, registers) = match self.join.is_ordered() {
            true => (PARTIALS, PARTIALS / lanes),
            false => (1, CHAINS.min(row.extent.div_ceil(lanes))),
        };
        let running: Vec<Register> = (0..registers).map(|_| self.join.start(kernel)).collect();
        walk(kernel, outer, &position.input, 0, row.extent, modulus, &mut |kernel, place, phase| {
            let (mut first, shift) = (phase / lanes, phase % lanes);
            // Up to the first lane of a register.
            let head = if shift > 0 { (lanes - shift).min(row.extent) } else { 0 };
            if head > 0 {
                let elements = self.join.load(kernel, place, row.stride, head, bound.filling);
                // The last lane has no element, since the head is not a whole vector.
                let shifted = (0..lanes).map(|lane| lane.checked_sub(shift).unwrap_or(lanes - 1) as u8).collect();
                let to = kernel.register(crate::loop_ir::RegisterKind::F32);
                kernel.emit(VectorOp::Permute32 { to, from: elements, lanes: shifted });
                self.join.join(kernel, running[first], to);
                first += 1;
            }
            let running = |index: usize| running[(first + index) % registers];
            let place = place.clone().plus(head * row.stride);
            let length = row.extent - head;
            let chunk = registers * lanes;
            if length / chunk > 0 {
                kernel.repeat(length / chunk, |kernel, block| {
                    let place = place.clone().along(block, chunk * row.stride);
                    for index in 0..registers {
                        let elements = self.join.load(kernel, &place.clone().plus(index * lanes * row.stride), row.stride, lanes, bound.filling);
                        self.join.join(kernel, running(index), elements);
                    }
                });
            }
            let done = length / chunk * chunk;
            for (index, from) in (done..length).step_by(lanes).enumerate() {
                let elements = self.join.load(kernel, &place.clone().plus(from * row.stride), row.stride, (length - from).min(lanes), bound.filling);
                self.join.join(kernel, running(index), elements);
            }
        });
        self.join.fold_registers(kernel, &running);
        self.join.fold_lanes(kernel, running[0]);
        running[0]
    }

    fn store(&self, kernel: &mut KernelBuilder, y: Register, position: &Position) {
        let dtype = self.context.graph.ty(self.value).dtype;
        let stride = self.vector.as_ref().map_or(dtype.bytes(), |axis| axis.output);
        let adjacent = stride == dtype.bytes();
        match dtype {
            DType::F32 | DType::S32 if adjacent => kernel.store(y, StoreForm::Full, &position.output, position.count),
            DType::F32 | DType::S32 => kernel.store(y, StoreForm::Strided { stride: stride as i64 }, &position.output, position.count),
            DType::U8 | DType::S8 if adjacent => kernel.store(y, StoreForm::Narrow8, &position.output, position.count),
            // Bytes at a distance, one by one.
            DType::U8 | DType::S8 => {
                for lane in 0..position.count {
                    let to = kernel.register(crate::loop_ir::RegisterKind::I32);
                    kernel.emit(VectorOp::Permute32 { to, from: y, lanes: vec![lane as u8; kernel.lanes()].into() });
                    kernel.store(to, StoreForm::Narrow8, &position.output.clone().plus(lane * stride), 1);
                }
            }
        }
    }
}

/// Visits the positions of joined axes in order, each with the number (modulo `modulus`) of its first element: `length` elements belong to a
/// position. Loops are unrolled as far as the number is known.
fn walk(
    kernel: &mut KernelBuilder,
    axes: &[Joined],
    place: &Place,
    phase: usize,
    length: usize,
    modulus: usize,
    visit: &mut dyn FnMut(&mut KernelBuilder, &Place, usize),
) {
    let Some((axis, rest)) = axes.split_first() else { return visit(kernel, place, phase) };
    let inner = rest.iter().fold(length, |product, axis| product * axis.extent % modulus) % modulus;
    let period = (1..=modulus).find(|times| (times * inner).is_multiple_of(modulus)).unwrap_or(modulus);
    let whole = axis.extent / period;
    if whole > 0 {
        kernel.repeat(whole, |kernel, counter| {
            for step in 0..period {
                let place = place.clone().along(counter, period * axis.stride).plus(step * axis.stride);
                walk(kernel, rest, &place, (phase + step * inner) % modulus, length, modulus, visit);
            }
        });
    }
    for step in whole * period..axis.extent {
        walk(kernel, rest, &place.clone().plus(step * axis.stride), (phase + step * inner) % modulus, length, modulus, visit);
    }
}
