//! The loops and vectors of one movement.

use super::axes::Axis;
use super::{Movement, Origin};
use crate::diagnostic::Result;
use crate::loop_ir::{Access, Argument, BinaryOp, BufferId, Call, CounterId, LoadForm, Register, RegisterKind, StoreForm, UnaryOp, VectorOp};
use crate::lower::Context;
use crate::lower::blocks::{Part, SHARED, parts, shared_loop};
use crate::lower::builder::{KernelBuilder, Place};
use crate::lower::program::{CallBuilder, ProgramBuilder};

/// Registers that one step of a long run of neighbours moves.
const UNROLLED: usize = 4;

/// Bytes that are gathered and stored as one word.
const GROUP: usize = 4;

/// How a register's worth of elements moves. The vector axis is the one whose neighbours are lanes; it is named by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Neighbours on both sides, as bytes.
    Run { axis: usize },
    /// One element to neighbours.
    Spread { axis: usize },
    /// A word to neighbours, always the same.
    Fill { axis: usize },
    /// Words of 4 bytes, at a distance on one side or both.
    Words { axis: usize },
    /// Bytes at a distance to neighbours; the words that begin with them are read.
    Bytes { axis: usize },
    /// Bytes at a distance to neighbours; the words that are read hold the elements of up to four steps of `group`.
    Split { axis: usize, group: usize },
    /// Neighbouring bytes to a distance; those of four steps of `group` are stored as one word.
    Join { axis: usize, group: usize },
    /// One element at a time.
    Single,
}

/// Lowers a movement with [simplified](super::axes::simplified) axes to calls that write disjoint elements.
pub fn lower(context: &Context, output: Argument, movement: &Movement, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let form = choose(movement);
    let lanes = context.target.vector_bytes() as usize / 4;
    let (vector, group) = match form {
        Form::Single => (None, None),
        Form::Run { axis } | Form::Spread { axis } | Form::Fill { axis } | Form::Words { axis } | Form::Bytes { axis } => (Some(axis), None),
        Form::Split { axis, group } | Form::Join { axis, group } => (Some(axis), Some(group)),
    };
    let width = match form {
        Form::Run { .. } | Form::Spread { .. } | Form::Fill { .. } => UNROLLED * 4 * lanes / movement.element,
        _ => lanes,
    };
    let mut outer: Vec<Axis> = (0..movement.axes.len()).filter(|&i| Some(i) != vector && Some(i) != group).map(|i| movement.axes[i]).collect();
    // Elements that are neighbours on the other side come next to each other.
    if let Some(near) = outer.iter().position(|axis| axis.source.unsigned_abs() as usize == movement.element) {
        let near = outer.remove(near);
        outer.push(near);
    }
    let single = Axis { extent: 1, source: 0, destination: 0 };
    let axis = vector.map_or(single, |i| movement.axes[i]);
    let group = group.map(|i| movement.axes[i]);
    let parts = parts(axis.extent, width);
    let blocks = parts.iter().map(|part| part.blocks).max().unwrap_or(1);
    let code = Code { movement, form, axis, group };
    let trips: Vec<usize> = outer.iter().map(|axis| axis.extent).collect();
    Ok(match shared_loop(&trips, blocks) {
        Some(shared) => {
            let shared = outer.remove(shared);
            outer.insert(0, shared);
            vec![code.call(context, output, &outer, &parts, false, program)]
        }
        None => parts.iter().map(|part| code.call(context, output, &outer, &[*part], true, program)).collect(),
    })
}

fn choose(movement: &Movement) -> Form {
    let axes = &movement.axes;
    let element = movement.element as i64;
    let longest = |fits: &dyn Fn(&Axis) -> bool| (0..axes.len()).filter(|&i| fits(&axes[i])).max_by_key(|&i| axes[i].extent);
    let near = longest(&|axis| axis.destination == element);
    if let Origin::Fill { .. } = movement.origin {
        return match (near, longest(&|_| true)) {
            (Some(axis), _) => Form::Fill { axis },
            (None, Some(axis)) if element == 4 => Form::Words { axis },
            _ => Form::Single,
        };
    }
    if let Some(axis) = longest(&|axis| axis.destination == element && axis.source == element) {
        return Form::Run { axis };
    }
    if let Some(axis) = longest(&|axis| axis.destination == element && axis.source == 0) {
        return Form::Spread { axis };
    }
    let far = longest(&|axis| axis.source == element);
    if element == 4 {
        let extent = |axis: Option<usize>| axis.map_or(0, |i| axes[i].extent);
        // Reading at a distance is faster than writing at a distance.
        let axis = if extent(near) >= extent(far).min(SHARED) { near } else { far };
        return axis.or_else(|| longest(&|_| true)).map_or(Form::Single, |axis| Form::Words { axis });
    }
    let Some(near) = near else { return Form::Single };
    if let Some(far) = far {
        let joins = axes[near].extent >= GROUP && axes[far].destination >= GROUP as i64;
        let splits = axes[far].extent >= GROUP || movement.may_read_beyond(GROUP - 1);
        // Reading at a distance is faster than writing at a distance, unless it leaves lanes empty.
        let full = axes[near].extent.is_multiple_of(SHARED) || axes[near].extent >= axes[far].extent.min(GROUP * SHARED);
        if splits && (full || !joins) {
            return Form::Split { axis: near, group: far };
        }
        if joins {
            return Form::Join { axis: far, group: near };
        }
    }
    if movement.may_read_beyond(GROUP - 1) { Form::Bytes { axis: near } } else { Form::Single }
}

impl Movement {
    /// From the first element in memory to the element at the start of all axes.
    fn source_reach(&self) -> i64 {
        self.axes.iter().map(|axis| -axis.source.min(0) * (axis.extent as i64 - 1)).sum()
    }

    /// Whether `bytes` behind the last element may be read.
    fn may_read_beyond(&self, bytes: usize) -> bool {
        let Origin::Memory { readable, .. } = self.origin else { return true };
        let last: i64 = self.axes.iter().map(|axis| axis.source.max(0) * (axis.extent as i64 - 1)).sum();
        (self.source + last) as usize + self.element + bytes <= readable
    }

    fn describe(&self, form: Form) -> String {
        let words = match form {
            Form::Run { .. } => "run",
            Form::Spread { .. } => "spread",
            Form::Fill { .. } => "fill",
            Form::Words { .. } => "words",
            Form::Bytes { .. } => "bytes",
            Form::Split { .. } => "split",
            Form::Join { .. } => "join",
            Form::Single => "single",
        };
        let extents: Vec<String> = self.axes.iter().map(|axis| axis.extent.to_string()).collect();
        format!("move {words} {}", extents.join("x"))
    }
}

/// Where one step reads and writes.
struct Step {
    source: Option<Place>,
    destination: Place,
    count: usize,
}

struct Code<'a> {
    movement: &'a Movement,
    form: Form,
    axis: Axis,
    group: Option<Axis>,
}

impl Code<'_> {
    /// One call for these parts of the vector axis, its share that of the first outer loop, or of the blocks of the only part.
    fn call(&self, context: &Context, output: Argument, outer: &[Axis], parts: &[Part], share_blocks: bool, program: &mut ProgramBuilder) -> Call {
        let movement = self.movement;
        let mut call = CallBuilder::new(movement.describe(self.form), context.target.vector_bytes());
        let reach = movement.source_reach();
        let source = match movement.origin {
            Origin::Memory { mut argument, .. } => {
                argument.offset = (argument.offset as i64 + movement.source - reach) as usize;
                let buffer = call.buffer("input", Access::Read, argument);
                Some(Place { offset: reach, ..Place::start(buffer) })
            }
            Origin::Fill { .. } => None,
        };
        let argument = Argument { offset: output.offset + movement.destination as usize, ..output };
        let destination: BufferId = call.buffer("output", Access::Write, argument);
        let filling = match movement.origin {
            Origin::Fill { word } => {
                let to = call.kernel.register(RegisterKind::U8);
                call.kernel.emit(VectorOp::Splat { to, bits: word });
                Some(to)
            }
            Origin::Memory { .. } => None,
        };
        let step = Step { source, destination: Place::start(destination), count: 0 };
        if share_blocks {
            self.blocks(&mut call.kernel, step, parts, true, &mut |kernel, step| {
                self.nest(kernel, step, outer, false, &mut |kernel, step| self.step(kernel, step, filling));
            });
        } else {
            self.nest(&mut call.kernel, step, &outer[..1], true, &mut |kernel, step| {
                let (far, near) = outer[1..].split_at(outer.len() - 1 - self.innermost(&outer[1..]));
                self.nest(kernel, step, far, false, &mut |kernel, step| {
                    self.blocks(kernel, step, parts, false, &mut |kernel, step| {
                        self.nest(kernel, step, near, false, &mut |kernel, step| self.step(kernel, step, filling));
                    });
                });
            });
        }
        call.finish(program)
    }

    /// How many of the last loops belong inside those of the vector axis: one whose steps are neighbours in memory, where lanes are not.
    fn innermost(&self, outer: &[Axis]) -> usize {
        let near = outer.last().is_some_and(|axis| axis.source.unsigned_abs() as usize == self.movement.element);
        usize::from(near)
    }

    /// Loops along `axes`, outermost first; the share is that of the first one.
    fn nest(&self, kernel: &mut KernelBuilder, step: Step, axes: &[Axis], share: bool, body: &mut dyn FnMut(&mut KernelBuilder, Step)) {
        let Some((axis, rest)) = axes.split_first() else { return body(kernel, step) };
        kernel.repeat_or_share(share, axis.extent, |kernel, counter| self.nest(kernel, step.along(counter, *axis, 1), rest, false, body));
    }

    /// Loops over the blocks of the vector axis.
    fn blocks(&self, kernel: &mut KernelBuilder, step: Step, parts: &[Part], share: bool, body: &mut dyn FnMut(&mut KernelBuilder, Step)) {
        for part in parts {
            kernel.repeat_or_share(share, part.blocks, |kernel, block| {
                let step = step.at(self.axis, part.first).along(block, self.axis, part.count);
                body(kernel, Step { count: part.count, ..step });
            });
        }
    }

    fn step(&self, kernel: &mut KernelBuilder, step: Step, filling: Option<Register>) {
        let Step { source, destination, count } = step;
        let form = |stride: i64, size: usize| if stride == size as i64 { None } else { Some(stride) };
        let element = self.movement.element;
        let Some(source) = source else {
            let word = filling.unwrap_or_else(|| kernel.splat_u8(0));
            return match self.form {
                Form::Fill { .. } => store_bytes(kernel, &[word], &destination, count * element),
                Form::Words { .. } => store_words(kernel, word, form(self.axis.destination, 4), &destination, count),
                _ => kernel.store(word, StoreForm::Full, &destination, element),
            };
        };
        match self.form {
            Form::Run { .. } => {
                let bytes = count * element;
                let width = 4 * kernel.lanes();
                let load = |kernel: &mut KernelBuilder, first: usize| {
                    kernel.load(RegisterKind::U8, LoadForm::Full, &source.clone().plus(first), (bytes - first).min(width))
                };
                let registers: Vec<Register> = (0..bytes).step_by(width).map(|first| load(kernel, first)).collect();
                store_bytes(kernel, &registers, &destination, bytes);
            }
            Form::Spread { .. } => {
                let word = if element == 4 {
                    let lanes = kernel.lanes();
                    kernel.load(RegisterKind::I32, LoadForm::Broadcast4, &source, lanes)
                } else {
                    spread_byte(kernel, &source)
                };
                let bytes = kernel.unary(UnaryOp::Copy, RegisterKind::U8, word);
                store_bytes(kernel, &[bytes], &destination, count * element);
            }
            Form::Words { .. } => {
                let word = load_words(kernel, form(self.axis.source, 4), &source, count);
                store_words(kernel, word, form(self.axis.destination, 4), &destination, count);
            }
            Form::Bytes { .. } => {
                let word = load_words(kernel, form(self.axis.source, 4), &source, count);
                kernel.store(word, StoreForm::Narrow8, &destination, count);
            }
            Form::Split { .. } | Form::Join { .. } => self.grouped(kernel, &source, &destination, count),
            Form::Fill { .. } | Form::Single => {
                let register = kernel.load(RegisterKind::U8, LoadForm::Full, &source, element);
                kernel.store(register, StoreForm::Full, &destination, element);
            }
        }
    }

    /// Every group of four steps, then the rest.
    fn grouped(&self, kernel: &mut KernelBuilder, source: &Place, destination: &Place, count: usize) {
        let Some(group) = self.group else { return };
        let whole = group.extent / GROUP;
        if whole > 0 {
            kernel.repeat(whole, |kernel, counter| {
                let source = source.clone().step(counter, group.source * GROUP as i64);
                let destination = destination.clone().step(counter, group.destination * GROUP as i64);
                self.group(kernel, &source, &destination, count, 0..GROUP);
            });
        }
        let rest = group.extent % GROUP;
        if rest > 0 {
            // The last group begins earlier where it can, so that it is whole.
            let first = group.extent.saturating_sub(GROUP);
            let moved = |place: &Place, stride: i64| Place { offset: place.offset + stride * first as i64, ..place.clone() };
            let members = whole.min(1) * (GROUP - rest)..group.extent.min(GROUP);
            self.group(kernel, &moved(source, group.source), &moved(destination, group.destination), count, members);
        }
    }

    /// One group; of its four steps, `members` are still to be done.
    fn group(&self, kernel: &mut KernelBuilder, source: &Place, destination: &Place, count: usize, members: std::ops::Range<usize>) {
        let Some(group) = self.group else { return };
        let form = |stride: i64| if stride == 4 { None } else { Some(stride) };
        let moved = |place: &Place, stride: i64, steps: usize| Place { offset: place.offset + stride * steps as i64, ..place.clone() };
        if let Form::Split { .. } = self.form {
            let word = load_words(kernel, form(self.axis.source), source, count);
            for member in members {
                let byte = if member == 0 { word } else { shifted(kernel, word, -8 * member as i8) };
                kernel.store(byte, StoreForm::Narrow8, &moved(destination, group.destination, member), count);
            }
            return;
        }
        // Bytes that another group has stored are stored again: words are whole.
        let mut word = kernel.load(RegisterKind::I32, LoadForm::WidenU8, source, count);
        for member in 1..GROUP {
            let byte = kernel.load(RegisterKind::I32, LoadForm::WidenU8, &moved(source, group.source, member), count);
            let byte = shifted(kernel, byte, 8 * member as i8);
            word = kernel.binary(BinaryOp::OrI32, RegisterKind::I32, word, byte);
        }
        store_words(kernel, word, form(self.axis.destination), destination, count);
    }
}

impl Step {
    /// Moves by `elements` for every iteration of a loop.
    fn along(&self, counter: Option<CounterId>, axis: Axis, elements: usize) -> Self {
        let count = elements as i64;
        Self {
            source: self.source.clone().map(|place| place.step(counter, axis.source * count)),
            destination: self.destination.clone().step(counter, axis.destination * count),
            count: self.count,
        }
    }

    /// Begins `elements` further on.
    fn at(&self, axis: Axis, elements: usize) -> Self {
        let count = elements as i64;
        let source = self.source.clone().map(|place| Place { offset: place.offset + axis.source * count, ..place });
        let destination = Place { offset: self.destination.offset + axis.destination * count, ..self.destination.clone() };
        Self { source, destination, count: self.count }
    }
}

/// Stores `bytes` neighbours, a register's worth from each register, or all from the only one.
fn store_bytes(kernel: &mut KernelBuilder, registers: &[Register], destination: &Place, bytes: usize) {
    let width = 4 * kernel.lanes();
    for (index, first) in (0..bytes).step_by(width).enumerate() {
        let register = registers[index.min(registers.len() - 1)];
        kernel.store(register, StoreForm::Full, &destination.clone().plus(first), (bytes - first).min(width));
    }
}

/// Words that are neighbours, or so many bytes apart.
fn load_words(kernel: &mut KernelBuilder, stride: Option<i64>, source: &Place, count: usize) -> Register {
    let form = stride.map_or(LoadForm::Full, |stride| LoadForm::Strided { stride });
    kernel.load(RegisterKind::I32, form, source, count)
}

fn store_words(kernel: &mut KernelBuilder, word: Register, stride: Option<i64>, destination: &Place, count: usize) {
    // A register of bytes holds words as well.
    let word = kernel.unary(UnaryOp::Copy, RegisterKind::I32, word);
    let form = stride.map_or(StoreForm::Full, |stride| StoreForm::Strided { stride });
    kernel.store(word, form, destination, count);
}

fn shifted(kernel: &mut KernelBuilder, word: Register, left: i8) -> Register {
    let to = kernel.register(RegisterKind::I32);
    kernel.emit(VectorOp::Shift { to, from: word, left });
    to
}

/// One byte in every byte of a register.
fn spread_byte(kernel: &mut KernelBuilder, source: &Place) -> Register {
    let byte = kernel.load(RegisterKind::I32, LoadForm::WidenU8, source, 1);
    let to = kernel.register(RegisterKind::I32);
    kernel.emit(VectorOp::Permute32 { to, from: byte, lanes: vec![0; kernel.lanes()].into() });
    let factor = kernel.splat_i32(0x0101_0101);
    kernel.binary(BinaryOp::MulI32, RegisterKind::I32, to, factor)
}
