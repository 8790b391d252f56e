//! Depthwise convolution of bytes: input columns interleaved once for all outputs that read them. Convolution in groups of four channels likewise:
//! there the four bytes of a lane are the channels of a group, of one row.
//!
//! Loops, outermost first: images, groups of rows, panels of channels, spans of columns, tiles. A column of four input rows becomes four
//! registers in the blocked order whose lanes hold a channel's bytes of those rows; rows outside the image are zeros, so that every group multiplies by
//! the same weights, and taps outside it in the other direction are left out.

mod operands;

use super::Context;
use super::builder::{KernelBuilder, Place};
use super::epilogue::{Binding, ChannelAxis, ChannelPosition, EpilogueCode, Hoisted};
use super::program::{CallBuilder, ProgramBuilder};
use super::window::unpack_bytes;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Node, Op, ValueId, Window};
use crate::loop_ir::{Access, BinaryOp, BufferId, Call, LoadForm, Register, RegisterKind, Source, UnaryOp, VectorOp};
use crate::numerics::{accumulates_float_bits, requantize_bound};
use crate::plan::depthwise::{Bundle, DepthwisePlan, Walk, input_rows};
use crate::plan::geometry::{are_many, divides_well};
use crate::plan::layout::Strides;
use crate::plan::{Span, families, layout};
use operands::Operands;
use std::collections::BTreeMap;

/// Tiles of one span that are written out; more become a loop.
const STRAIGHT_LINE_TILES: usize = 2;

/// Lowers a node of the depthwise family.
pub fn lower(context: &Context, value: ValueId, node: &Node, plan: &DepthwisePlan, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let graph = context.graph;
    let Op::Convolution { window, .. } = node.op else {
        return Err(Diagnostic::error(Code::Invalid, format!("'{}' is not a depthwise convolution", node.op.name())));
    };
    let depthwise = Depthwise {
        context,
        value,
        node,
        window,
        bundle: plan.bundle,
        slots: input_rows(&window, plan.group),
        group: plan.group,
        input: layout::strides(graph.ty(node.inputs[0]), context.plan.value(node.inputs[0]).layout),
        output: layout::strides(graph.ty(value), context.plan.value(value).layout),
        images: families::image_of(graph, value).batch,
        channels: families::image_of(graph, value).channels,
    };
    let share = if divides_well(depthwise.images) {
        0
    } else if are_many(families::image_of(graph, value).height.div_ceil(plan.group)) {
        1
    } else {
        2
    };
    let mut calls: Vec<Call> = Vec::with_capacity(plan.walks.len());
    for (index, walk) in plan.walks.iter().enumerate() {
        let continues = share > 0 && index > 0 && plan.walks[index - 1].precedes(walk);
        calls.push(Call { continues, ..depthwise.call(walk, share, program)? });
    }
    Ok(calls)
}

struct Depthwise<'a> {
    context: &'a Context<'a>,
    value: ValueId,
    node: &'a Node,
    window: Window,
    bundle: Bundle,
    /// Input rows of a whole group, counted from the first tap of its first row.
    slots: Vec<usize>,
    /// Rows of a whole group.
    group: usize,
    input: Strides,
    output: Strides,
    images: usize,
    channels: usize,
}

/// One column of interleaved input: four registers for each bundle, none where a bundle lies outside the image.
type Column = Vec<Option<[Register; 4]>>;

/// Interleaved columns by their number in the image.
type Columns = BTreeMap<usize, Column>;

/// Vectors of a panel that stay in registers, by buffer and place in the panel.
type Held = BTreeMap<(BufferId, usize), Register>;

/// What the walk along one row works with.
struct Row<'a> {
    walk: &'a Walk,
    operands: &'a Operands,
    held: &'a Held,
    epilogue: &'a EpilogueCode<'a>,
    hoisted: Option<Hoisted>,
    /// Of the panel.
    weights: Place,
    /// At the column `operands.first_column` of the first row that is read.
    input: Option<Place>,
    /// At the first output column of the walk.
    output: Place,
    /// Other tensors likewise, with their strides.
    others: Vec<(Place, Strides)>,
    channels: ChannelPosition,
}

impl Depthwise<'_> {
    /// The kernel of a walk; workers share loop `shared` of those over images, groups of rows, and panels.
    fn call(&self, walk: &Walk, shared: usize, program: &mut ProgramBuilder) -> Result<Call> {
        let (graph, plan) = (self.context.graph, self.context.plan);
        let vector_bytes = self.context.target.vector_bytes();
        let lanes = vector_bytes as usize / 4;
        let axis = ChannelAxis::SideBySide { pixels: walk.pixels, pitch: self.input.column };
        let binding = Binding { axis, first_channel: walk.block.first, valid_taps: 0, rounding_fits: requantize_bound(graph, self.value) };
        let mut call = CallBuilder::new(self.name(walk), vector_bytes);
        let first_column = walk.columns[0].outputs.start;
        let at = |strides: &Strides| walk.rows.start * strides.row + first_column * strides.column;
        let strides_of = |id: ValueId| layout::strides(graph.ty(id), plan.value(id).layout);
        let mut epilogue = EpilogueCode::bind(graph, plan, self.node, binding, &mut call, program, |other| {
            Ok(at(&strides_of(other)) + walk.block.first * graph.ty(other).dtype.bytes())
        })?;
        if accumulates_float_bits(graph, self.value) {
            epilogue.take_float_bits(graph, binding, &mut call, program);
        }
        let operands = self.operands(walk, axis, epilogue.start(), &mut call, program)?;
        let mut output = program.locate(graph, plan, self.value);
        output.offset += at(&self.output) + walk.block.first;
        let output = call.buffer("output", Access::Write, output);

        let group = walk.row_taps.len();
        let panel = walk.block.panel(lanes);
        let trips = [self.images, walk.rows.len() / group, walk.block.panels(lanes)];
        epilogue.preload(&mut call.kernel);
        call.kernel.repeat_or_share(shared == 0, trips[0], |kernel, image| {
            kernel.repeat_or_share(shared == 1, trips[1], |kernel, rows| {
                kernel.repeat_or_share(shared == 2, trips[2], |kernel, block_panel| {
                    let place = |buffer: BufferId, strides: &Strides, step: usize| {
                        Place::start(buffer).along(image, strides.batch).along(rows, step * strides.row).along(block_panel, panel)
                    };
                    let channels = ChannelPosition::new(walk.block.channels.min(panel)).along(block_panel, panel);
                    let others = epilogue.elementwise.iter().map(|other| {
                        let strides = strides_of(other.value);
                        (place(other.buffer, &strides, group), strides)
                    });
                    let weights = Place::start(operands.weights).along(block_panel, operands.panel_bytes);
                    let row = Row {
                        walk,
                        operands: &operands,
                        held: &self.hold(kernel, walk, &operands, &weights, &channels),
                        epilogue: &epilogue,
                        hoisted: epilogue.prepare(kernel, walk.loading, &channels, walk.block.vectors),
                        weights,
                        input: operands.input.map(|buffer| place(buffer, &self.input, group * self.window.stride[0])),
                        output: place(output, &self.output, group),
                        others: others.collect(),
                        channels,
                    };
                    self.row(kernel, &row);
                });
            });
        });
        Ok(call.finish(program))
    }

    fn name(&self, walk: &Walk) -> String {
        let [kernel, stride] = [self.window.kernel, self.window.stride];
        let first = walk.columns.first().map_or(0, |span| span.outputs.start);
        let family = match self.bundle {
            Bundle::Rows => "depthwise",
            Bundle::Channels => "groups of 4",
        };
        let end = walk.columns.last().map_or(0, |span| span.outputs.end);
        format!(
            "{family} {}x{}/{} channels {} pixels {} tile {}x{} on {}x{}",
            kernel[0],
            kernel[1],
            stride[0],
            walk.block.channels,
            walk.pixels,
            walk.row_taps.len(),
            walk.tile,
            walk.rows.len(),
            end - first,
        )
    }

    /// The input column that an output column reads through a valid tap.
    fn input_column(&self, output: usize, tap: usize) -> usize {
        output * self.window.stride[1] + tap * self.window.dilation[1] - self.window.pad_before[1]
    }

    /// Input columns of a tile: `sets` sets of pixels from output column `first` on.
    fn tile_columns(&self, walk: &Walk, span: &Span, first: usize, sets: usize) -> Vec<usize> {
        let taps = span.taps.clone();
        let mut columns: Vec<usize> = (0..sets).flat_map(|set| taps.clone().map(move |tap| self.input_column(first + set * walk.pixels, tap))).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// All spans of one row of tiles.
    fn row(&self, kernel: &mut KernelBuilder, row: &Row) {
        let walk = row.walk;
        let mut known = Columns::new();
        for span in &walk.columns {
            let (first, end) = (span.outputs.start, span.outputs.end);
            let width = walk.tile * walk.pixels;
            let tiles = span.outputs.len() / width;
            if tiles > STRAIGHT_LINE_TILES {
                self.tiles(kernel, row, span, tiles, &mut known);
            } else {
                (0..tiles).for_each(|tile| self.tile(kernel, row, span, first + tile * width, walk.tile, &mut known));
            }
            let rest = first + tiles * width;
            let sets = (end - rest) / walk.pixels;
            if sets > 0 {
                self.tile(kernel, row, span, rest, sets, &mut known);
            }
            // Pixels that do not fill a set are computed with some before them again.
            if rest + sets * walk.pixels < end {
                self.tile(kernel, row, span, end - walk.pixels, 1, &mut known);
            }
        }
    }

    /// A loop over tiles from the span's first column on.
    fn tiles(&self, kernel: &mut KernelBuilder, row: &Row, span: &Span, tiles: usize, known: &mut Columns) {
        let walk = row.walk;
        let first = span.outputs.start;
        let width = walk.tile * walk.pixels;
        let step = width * self.window.stride[1];
        let columns = self.tile_columns(walk, span, first, walk.tile);
        let carried: Vec<usize> = columns.iter().copied().filter(|column| walk.carried && columns.contains(&(column + step))).collect();
        let held: Columns = carried.iter().map(|&column| (column, known.remove(&column).unwrap_or_else(|| self.column(kernel, row, column)))).collect();
        kernel.repeat(tiles, |kernel, counter| {
            let moved = Row {
                hoisted: row.hoisted.clone(),
                weights: row.weights.clone(),
                input: row.input.clone().map(|place| place.along(counter, step * self.input.column)),
                output: row.output.clone().along(counter, width * self.output.column),
                others: row.others.iter().map(|(place, strides)| (place.clone().along(counter, width * strides.column), *strides)).collect(),
                channels: row.channels.clone(),
                ..*row
            };
            let mut known = held.clone();
            self.tile(kernel, &moved, span, first, walk.tile, &mut known);
            // In ascending order, so that a column is read before it is replaced.
            for &column in &carried {
                let pairs = held[&column].iter().zip(&known[&(column + step)]).filter_map(|(to, from)| to.zip(*from));
                for (to, from) in pairs.flat_map(|(to, from)| to.into_iter().zip(from)) {
                    kernel.emit(VectorOp::Unary { to, op: UnaryOp::Copy, from });
                }
            }
        });
        *known = held.into_iter().map(|(column, registers)| (column + tiles * step, registers)).collect();
    }

    /// Outputs of the group's rows and `sets` sets of pixels from column `first` on.
    fn tile(&self, kernel: &mut KernelBuilder, row: &Row, span: &Span, first: usize, sets: usize, known: &mut Columns) {
        let walk = row.walk;
        let rows = walk.row_taps.len();
        let mut accumulators: Vec<Option<Vec<Register>>> = vec![None; rows * sets];
        for column in self.tile_columns(walk, span, first, sets) {
            let ready = known.remove(&column);
            let mut registers = Column::new();
            for bundle in 0..self.bundles() {
                let made = match &ready {
                    Some(ready) => ready[bundle],
                    None => self.bundle(kernel, row, column, bundle),
                };
                registers.push(made);
                let Some(made) = made else { continue };
                for set in 0..sets {
                    let output = first + set * walk.pixels;
                    let Some(tap) = span.taps.clone().find(|&tap| self.input_column(output, tap) == column) else { continue };
                    for group_row in 0..rows {
                        let Some(weights) = row.operands.weights(group_row, bundle, tap) else { continue };
                        let accumulators = accumulators[group_row * sets + set].get_or_insert_with(|| self.start(kernel, row, group_row, span));
                        for (vector, (&to, &a)) in accumulators.iter().zip(&made).enumerate() {
                            let place = weights + vector * kernel.lanes() * 4;
                            let b = match row.held.get(&(row.operands.weights, place)) {
                                Some(&held) => Source::Register(held),
                                None => kernel.memory(&row.weights.clone().plus(place)),
                            };
                            kernel.emit(VectorOp::Dot4 { to, a, b });
                        }
                    }
                }
            }
            if walk.carried {
                known.insert(column, registers);
            }
        }
        let accumulators: Vec<Vec<Register>> = accumulators
            .into_iter()
            .enumerate()
            .map(|(index, accumulators)| accumulators.unwrap_or_else(|| self.start(kernel, row, index / sets, span)))
            .collect();
        let results = self.steps(kernel, row, &accumulators, first, sets);
        for (index, registers) in results.iter().enumerate() {
            let column = first - walk.columns[0].outputs.start + index % sets * walk.pixels;
            let destination = row.output.clone().plus(index / sets * self.output.row + column * self.output.column);
            row.epilogue.end_and_store(kernel, registers, DType::S32, &destination, row.channels.valid);
        }
    }

    /// The steps of the epilogue on the accumulators of a tile, row by row.
    fn steps(&self, kernel: &mut KernelBuilder, row: &Row, accumulators: &[Vec<Register>], first: usize, sets: usize) -> Vec<Vec<Register>> {
        let walk = row.walk;
        let mut results = vec![Vec::new(); accumulators.len()];
        if row.others.is_empty() {
            // Operands of one vector serve all positions.
            for vector in 0..walk.block.vectors {
                let own = if row.hoisted.is_none() { Some(row.epilogue.hoist_vector(kernel, &row.channels, vector)) } else { None };
                let hoisted = own.as_ref().or(row.hoisted.as_ref());
                for (result, accumulators) in results.iter_mut().zip(accumulators) {
                    let unread = |_: &mut KernelBuilder, _| unreachable!("no other tensor is read");
                    result.push(row.epilogue.steps(kernel, accumulators[vector], vector, &row.channels, hoisted, unread));
                }
            }
            return results;
        }
        for (index, (result, accumulators)) in results.iter_mut().zip(accumulators).enumerate() {
            let column = first - walk.columns[0].outputs.start + index % sets * walk.pixels;
            let mut unpacked: Vec<Option<Vec<Register>>> = vec![None; row.others.len()];
            for (vector, &accumulator) in accumulators.iter().enumerate() {
                let y = row.epilogue.steps(kernel, accumulator, vector, &row.channels, row.hoisted.as_ref(), |kernel, other| {
                    let (place, strides) = &row.others[other];
                    let place = place.clone().plus(index / sets * strides.row + column * strides.column);
                    unpacked[other].get_or_insert_with(|| unpack_bytes(kernel, &place, row.channels.valid))[vector]
                });
                result.push(y);
            }
        }
        results
    }

    /// Accumulators of one position before the first product.
    fn start(&self, kernel: &mut KernelBuilder, row: &Row, group_row: usize, span: &Span) -> Vec<Register> {
        let lanes = kernel.lanes();
        let bias = row.operands.biases[&(row.walk.row_taps[group_row].clone().into(), span.taps.clone().into())];
        let start = |vector: usize| match row.held.get(&(bias, vector * lanes * 4)) {
            Some(&held) => kernel.unary(UnaryOp::Copy, RegisterKind::I32, held),
            None => kernel.load(RegisterKind::I32, LoadForm::Full, &row.channels.place(bias, 4).plus(vector * lanes * 4), lanes),
        };
        (0..row.walk.block.vectors).map(start).collect()
    }

    /// Loads what the tiles of the longest span read most often, as many vectors as the plan says: accumulators start for each row of a group with the same
    /// numbers, weights are read once by each.
    fn hold(&self, kernel: &mut KernelBuilder, walk: &Walk, operands: &Operands, weights: &Place, channels: &ChannelPosition) -> Held {
        let lanes = kernel.lanes();
        let bytes = lanes * 4;
        let Some(longest) = walk.columns.iter().max_by_key(|span| span.outputs.len()) else { return Held::new() };
        let vectors = |places: Vec<(BufferId, usize)>| {
            places.into_iter().flat_map(|(buffer, place)| (0..walk.block.vectors).map(move |vector| (buffer, place + vector * bytes)))
        };
        let rows = 0..walk.row_taps.len();
        let mut starts: Vec<_> = walk.row_taps.iter().map(|taps| (operands.biases[&(taps.clone().into(), longest.taps.clone().into())], 0)).collect();
        starts.dedup();
        let taps = longest.taps.clone().flat_map(|tap| rows.clone().map(move |row| (row, tap)));
        let read = taps.flat_map(|(row, tap)| (0..self.bundles()).filter_map(move |bundle| operands.weights(row, bundle, tap)));
        let weights_read = read.map(|place| (operands.weights, place)).collect();
        let mut held = Held::new();
        for (buffer, place) in vectors(starts).chain(vectors(weights_read)) {
            if held.len() == walk.held {
                break;
            }
            held.entry((buffer, place)).or_insert_with(|| match buffer == operands.weights {
                true => kernel.load(RegisterKind::S8, LoadForm::Full, &weights.clone().plus(place), bytes),
                false => kernel.load(RegisterKind::I32, LoadForm::Full, &channels.place(buffer, 4).plus(place), lanes),
            });
        }
        held
    }

    fn bundles(&self) -> usize {
        self.slots.len().div_ceil(self.bundle.rows())
    }

    /// Loads one input column and makes all its bundles.
    fn column(&self, kernel: &mut KernelBuilder, row: &Row, column: usize) -> Column {
        (0..self.bundles()).map(|bundle| self.bundle(kernel, row, column, bundle)).collect()
    }

    /// The four registers of a bundle; `None` where it lies outside the image.
    fn bundle(&self, kernel: &mut KernelBuilder, row: &Row, column: usize, bundle: usize) -> Option<[Register; 4]> {
        let rows = row.operands.rows.chunks(self.bundle.rows()).nth(bundle)?;
        let input = row.input.as_ref().filter(|_| rows.iter().any(Option::is_some))?;
        let input = input.clone().plus((column - row.operands.first_column) * self.input.column);
        let load = |kernel: &mut KernelBuilder, slot: usize| match rows.get(slot) {
            Some(Some(offset)) => kernel.load(RegisterKind::U8, LoadForm::Full, &input.clone().plus(*offset), row.channels.valid),
            _ => kernel.splat_u8(0),
        };
        Some(match self.bundle {
            Bundle::Rows => interleave(kernel, load),
            Bundle::Channels => {
                // In the blocked order register j holds the outputs of group 4 k + j in block k, whose inputs are lane j of that block.
                let from = load(kernel, 0);
                [0, 1, 2, 3].map(|group| {
                    let lanes = (0..kernel.lanes()).map(|lane| (lane / 4 * 4 + group) as u8).collect();
                    let to = kernel.register(RegisterKind::U8);
                    kernel.emit(VectorOp::Permute32 { to, from, lanes });
                    to
                })
            }
        })
    }
}

/// Bytes of four registers, one from each, side by side: i32 lane = channel, in the blocked order. Registers are asked for when they are needed.
fn interleave(kernel: &mut KernelBuilder, register: impl Fn(&mut KernelBuilder, usize) -> Register) -> [Register; 4] {
    use BinaryOp::{UnpackHighU8, UnpackHighU16, UnpackLowU8, UnpackLowU16};
    let pair = |kernel: &mut KernelBuilder, first: usize| {
        let (a, b) = (register(kernel, first), register(kernel, first + 1));
        [UnpackLowU8, UnpackHighU8].map(|op| kernel.binary(op, RegisterKind::U8, a, b))
    };
    let first = pair(kernel, 0);
    let second = pair(kernel, 2);
    [(UnpackLowU16, 0), (UnpackHighU16, 0), (UnpackLowU16, 1), (UnpackHighU16, 1)]
        .map(|(op, half)| kernel.binary(op, RegisterKind::U8, first[half], second[half]))
}
