//! Executes kernels and programs on any machine, exactly as [`super::op`] defines them.
//!
//! In: a kernel with its memory, or a program with its input tensors. Out: the memory as the kernel leaves it, or the output
//! tensors. Every access is checked against its buffer and becomes a diagnostic, never undefined behaviour. It never looks at the
//! graph, and it trusts no verifier.
//!
//! * `resolve` flattens a kernel · `lanes` the meaning of each operation

mod lanes;
mod resolve;

use super::kernel::{Access, Kernel, Trips};
use super::op::{LoadForm, Source, StoreForm, VectorOp, WORD_TABLE_BYTES};
use super::program::{Argument, Base, Program, Stage};
use super::tile::{TileId, TileOp};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Tensor, TensorData};
use lanes::Vector;
use resolve::{Instruction, Place, Resolved};
use std::ops::Range;

/// What memory holds before anything is stored, so that a read of bytes that nobody wrote shows as nonsense.
pub const GARBAGE: u8 = 0xa5;

/// The memory of one buffer.
#[derive(Debug)]
pub enum KernelMemory<'a> {
    Read(&'a [u8]),
    Write(&'a mut [u8]),
}

impl KernelMemory<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            KernelMemory::Read(bytes) => bytes,
            KernelMemory::Write(bytes) => bytes,
        }
    }
}

/// Where a buffer lies: a range of one memory. Several buffers may share one.
#[derive(Debug, Clone)]
struct Binding {
    memory: usize,
    range: Range<usize>,
}

/// Rows of a tile.
type TileValue = [[u8; 64]; 16];

struct Machine<'r, 'k, 'm, 'a> {
    resolved: &'r Resolved<'k>,
    registers: Vec<Vector>,
    tiles: Vec<TileValue>,
    /// The current value and the end of each open loop's counter.
    counters: Vec<Range<i64>>,
    bindings: &'r [Binding],
    memory: &'m mut [KernelMemory<'a>],
}

impl Machine<'_, '_, '_, '_> {
    fn run(&mut self, share: &Range<u32>) -> Result<()> {
        let mut at = 0;
        while let Some(instruction) = self.resolved.code.get(at) {
            at += 1;
            match *instruction {
                Instruction::Enter { slot, trips, end } => {
                    let range = match trips {
                        Trips::Fixed(trips) => 0..i64::from(trips),
                        Trips::Share => i64::from(share.start)..i64::from(share.end),
                    };
                    if range.is_empty() {
                        at = end;
                    }
                    self.counters[slot] = range;
                    if trips == Trips::Share {
                        self.forget_scratch();
                    }
                }
                Instruction::Again { slot, body, share } => {
                    let counter = &mut self.counters[slot];
                    counter.start += 1;
                    if !counter.is_empty() {
                        at = body;
                        if share {
                            self.forget_scratch();
                        }
                    }
                }
                Instruction::Operation { op, place } => self.execute(op, place)?,
            }
        }
        Ok(())
    }

    /// What scratch holds is undefined where an iteration of the share loop begins.
    fn forget_scratch(&mut self) {
        for (buffer, binding) in self.resolved.kernel.buffers.iter().zip(self.bindings) {
            if let (Access::Scratch, KernelMemory::Write(bytes)) = (buffer.access, &mut self.memory[binding.memory]) {
                bytes[binding.range.clone()].fill(GARBAGE);
            }
        }
    }

    fn execute_tile(&mut self, op: &TileOp, place: Place) -> Result<()> {
        let rows = |tile: TileId| self.resolved.kernel.tiles[tile.0 as usize].rows as usize;
        let bytes = |tile: TileId| self.resolved.kernel.tiles[tile.0 as usize].row_bytes as usize;
        match *op {
            TileOp::Zero { to } => self.tiles[to.0 as usize] = [[0; 64]; 16],
            TileOp::Load { to, stride, .. } => {
                let mut value = [[0; 64]; 16];
                for (row, target) in value.iter_mut().enumerate().take(rows(to)) {
                    target[..bytes(to)].copy_from_slice(self.read(place, i128::from(stride) * row as i128, bytes(to))?);
                }
                self.tiles[to.0 as usize] = value;
            }
            TileOp::Store { from, stride, .. } => {
                let (rows, bytes, value) = (rows(from), bytes(from), self.tiles[from.0 as usize]);
                for (row, source) in value.iter().enumerate().take(rows) {
                    self.write(place, i128::from(stride) * row as i128, &source[..bytes])?;
                }
            }
            TileOp::Dot4 { to, a, b } => {
                let (left, right) = (self.tiles[a.0 as usize], self.tiles[b.0 as usize]);
                let steps = rows(b);
                for (sums, left) in self.tiles[to.0 as usize].iter_mut().zip(&left) {
                    let mut vector = lanes::from_bytes(sums);
                    for (step, right) in right.iter().enumerate().take(steps) {
                        let quad = [word(&left[4 * step..][..4]); 16];
                        vector = lanes::dot4(&vector, &quad, &lanes::from_bytes(right));
                    }
                    *sums = lanes::bytes_of(&vector);
                }
            }
        }
        Ok(())
    }

    /// The bytes `first..first + bytes` of a place, moved on by `piece` strides, as a range of its memory.
    fn locate(&self, place: Place, shift: i128, bytes: usize) -> Result<(usize, Range<usize>)> {
        let Binding { memory, ref range } = self.bindings[place.buffer];
        let offset = self.resolved.offset(place, &self.counters).map(|offset| i128::from(offset) + shift);
        match offset {
            Some(offset) if offset >= 0 && offset + bytes as i128 <= range.len() as i128 => {
                let start = range.start + offset as usize;
                Ok((memory, start..start + bytes))
            }
            _ => {
                let found = offset.map_or("an offset beyond 64 bits".to_owned(), |o| format!("bytes {o}..{}", o + bytes as i128));
                let name = &self.resolved.kernel.buffers[place.buffer].name;
                let message = format!("access to {found} of %{name}, which has {} bytes", range.len());
                Err(Diagnostic::error(Code::Invalid, message).at(&self.resolved.kernel.name))
            }
        }
    }

    fn read(&self, place: Place, shift: i128, bytes: usize) -> Result<&[u8]> {
        let (memory, range) = self.locate(place, shift, bytes)?;
        Ok(&self.memory[memory].bytes()[range])
    }

    fn write(&mut self, place: Place, shift: i128, bytes: &[u8]) -> Result<()> {
        let (memory, range) = self.locate(place, shift, bytes.len())?;
        match &mut self.memory[memory] {
            KernelMemory::Write(target) => target[range].copy_from_slice(bytes),
            KernelMemory::Read(_) => {
                let name = &self.resolved.kernel.buffers[place.buffer].name;
                return Err(Diagnostic::error(Code::Invalid, format!("store to %{name}, which lies in read-only memory")).at(&self.resolved.kernel.name));
            }
        }
        Ok(())
    }

    fn load(&self, form: LoadForm, place: Place, bytes: usize, lanes: usize) -> Result<Vector> {
        let mut vector = [0; 16];
        match form {
            LoadForm::Full => {
                let mut whole = [0; 64];
                whole[..bytes].copy_from_slice(self.read(place, 0, bytes)?);
                vector = lanes::from_bytes(&whole);
            }
            LoadForm::WidenU8 => {
                for (word, &byte) in vector.iter_mut().zip(self.read(place, 0, lanes)?) {
                    *word = u32::from(byte);
                }
            }
            LoadForm::Broadcast4 => vector = [word(self.read(place, 0, 4)?); 16],
            LoadForm::Strided { stride } => {
                for (lane, target) in vector.iter_mut().enumerate().take(lanes) {
                    *target = word(self.read(place, i128::from(stride) * lane as i128, 4)?);
                }
            }
        }
        Ok(vector)
    }

    fn store(&mut self, form: StoreForm, place: Place, vector: &Vector, bytes: usize, lanes: usize) -> Result<()> {
        match form {
            StoreForm::Full => self.write(place, 0, &lanes::bytes_of(vector)[..bytes]),
            StoreForm::Narrow8 => self.write(place, 0, &vector.map(|word| word as u8)[..lanes]),
            StoreForm::Strided { stride } => {
                vector.iter().take(lanes).enumerate().try_for_each(|(lane, word)| self.write(place, i128::from(stride) * lane as i128, &word.to_le_bytes()))
            }
        }
    }

    fn source(&self, source: &Source, place: Place) -> Result<Vector> {
        match source {
            Source::Register(register) => Ok(self.registers[register.0 as usize]),
            Source::Memory(_) => self.load(LoadForm::Full, place, self.resolved.kernel.vector_bytes as usize, 0),
        }
    }

    fn execute(&mut self, op: &VectorOp, place: Place) -> Result<()> {
        let kernel = self.resolved.kernel;
        let register = |id: super::Register| &self.registers[id.0 as usize];
        let (to, value) = match op {
            VectorOp::Prefetch { .. } => return Ok(()),
            VectorOp::Tile(op) => return self.execute_tile(op, place),
            VectorOp::Load { to, form, lanes, .. } => {
                let bytes = (lanes * kernel.registers[to.0 as usize].bytes()) as usize;
                (to, self.load(*form, place, bytes, *lanes as usize)?)
            }
            VectorOp::Store { from, form, lanes, .. } => {
                let bytes = (lanes * kernel.registers[from.0 as usize].bytes()) as usize;
                let vector = *register(*from);
                return self.store(*form, place, &vector, bytes, *lanes as usize);
            }
            VectorOp::Splat { to, bits } => (to, [*bits; 16]),
            VectorOp::Unary { to, op, from } => (to, lanes::unary(*op, register(*from), kernel.lanes() as usize)),
            VectorOp::Binary { to, op, a, b } => (to, lanes::binary(*op, register(*a), &self.source(b, place)?)),
            VectorOp::Shift { to, from, left } => (to, lanes::shift(register(*from), *left)),
            VectorOp::Fma { to, a, b, c } => (to, lanes::fma(register(*a), &self.source(b, place)?, register(*c))),
            VectorOp::Dot4 { to, a, b } => (to, lanes::dot4(register(*to), register(*a), &self.source(b, place)?)),
            VectorOp::SelectPositive { to, condition, a, b } => (to, lanes::select_positive(register(*condition), register(*a), register(*b))),
            VectorOp::Permute32 { to, from, lanes } => {
                let from = register(*from);
                let mut vector = [0; 16];
                for (word, &lane) in vector.iter_mut().zip(lanes) {
                    *word = from[usize::from(lane)];
                }
                (to, vector)
            }
            VectorOp::LookupWords { to, index, .. } => {
                let table = self.read(place, 0, WORD_TABLE_BYTES as usize)?;
                (to, register(*index).map(|i| word(&table[4 * (i as usize & 255)..][..4])))
            }
            VectorOp::Lookup { to, table, index } => {
                let mut entries = [0; 256];
                let width = kernel.vector_bytes as usize;
                for (chunk, part) in entries.chunks_exact_mut(width).zip(table) {
                    chunk.copy_from_slice(&lanes::bytes_of(register(*part))[..width]);
                }
                (to, lanes::from_bytes(&lanes::bytes_of(register(*index)).map(|i| entries[usize::from(i)])))
            }
        };
        self.registers[to.0 as usize] = value;
        Ok(())
    }
}

fn word(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte))
}

fn execute(resolved: &Resolved, bindings: &[Binding], memory: &mut [KernelMemory], share: &Range<u32>) -> Result<()> {
    let registers = vec![[u32::from_le_bytes([GARBAGE; 4]); 16]; resolved.kernel.registers.len()];
    let tiles = vec![[[GARBAGE; 64]; 16]; resolved.kernel.tiles.len()];
    Machine { resolved, registers, tiles, counters: vec![0..0; resolved.slots], bindings, memory }.run(share)
}

/// Runs the share `share` of a kernel's parallel range. `memory` holds one piece of at least [`super::Buffer::bytes`] bytes for each
/// buffer, in order; nothing beyond those bytes is touched.
///
/// Errors: a kernel with ids or kinds that do not fit, memory that is too short, a share outside `0..range`, an access outside its
/// buffer, a store to read-only memory.
pub fn run_kernel(kernel: &Kernel, memory: &mut [KernelMemory], share: Range<u32>) -> Result<()> {
    let resolved = Resolved::new(kernel)?;
    let usage = |message: String| Diagnostic::error(Code::Usage, message).at(&kernel.name);
    if memory.len() != kernel.buffers.len() {
        return Err(usage(format!("{} pieces of memory for {} buffers", memory.len(), kernel.buffers.len())));
    }
    if share.end > kernel.range {
        return Err(usage(format!("share {share:?} of a range of {}", kernel.range)));
    }
    let mut bindings = Vec::with_capacity(memory.len());
    for (i, (piece, buffer)) in memory.iter().zip(&kernel.buffers).enumerate() {
        if piece.bytes().len() < buffer.bytes {
            return Err(usage(format!("{} bytes of memory for %{} of {} bytes", piece.bytes().len(), buffer.name, buffer.bytes)));
        }
        bindings.push(Binding { memory: i, range: 0..buffer.bytes });
    }
    execute(&resolved, &bindings, memory, &share)
}

/// Memory that nobody has written yet.
fn garbage(bytes: usize) -> Result<Vec<u8>> {
    let mut memory = Vec::new();
    memory.try_reserve_exact(bytes).map_err(|_| Diagnostic::error(Code::Machine, format!("{bytes} bytes of memory cannot be had here")))?;
    memory.resize(bytes, GARBAGE);
    Ok(memory)
}

/// Runs a whole program, each call as `workers` shares one after the other, the last worker first: a result that depends on the
/// order of the shares differs from the one-worker result. The same holds for repetitions of a pass that workers run apart, each in its own
/// lane. Arena and outputs hold [`GARBAGE`] at first.
///
/// Errors: inputs that are not what the ports say, and everything that [`run_kernel`] reports.
pub fn run_program(program: &Program, inputs: &[Tensor], workers: u32) -> Result<Vec<Tensor>> {
    if inputs.len() != program.inputs.len() {
        return Err(Diagnostic::error(Code::Usage, format!("{} input tensors, the program takes {}", inputs.len(), program.inputs.len())));
    }
    for (port, tensor) in program.inputs.iter().zip(inputs) {
        if port.dtype != tensor.dtype() || port.shape != tensor.shape {
            let message = format!("expected {} {}, found {} {}", port.dtype, port.shape, tensor.dtype(), tensor.shape);
            return Err(Diagnostic::error(Code::Shape, message).at(&port.name));
        }
    }
    let resolved = program.kernels.iter().map(Resolved::new).collect::<Result<Vec<_>>>()?;
    let inputs: Vec<Vec<u8>> = inputs.iter().map(|tensor| tensor.data.to_bytes()).collect();
    let mut arena = garbage(program.arena_bytes)?;
    let mut outputs = program.outputs.iter().map(|port| garbage(port.bytes())).collect::<Result<Vec<_>>>()?;

    let mut scratch = garbage(program.scratch_bytes())?;

    // Arena, constants, inputs, outputs, scratch, in this order: `index` below.
    let mut memory = vec![KernelMemory::Write(&mut arena)];
    memory.extend(program.constants.iter().map(|constant| KernelMemory::Read(&constant.bytes)));
    memory.extend(inputs.iter().map(|bytes| KernelMemory::Read(bytes)));
    memory.extend(outputs.iter_mut().map(|bytes| KernelMemory::Write(bytes)));
    memory.push(KernelMemory::Write(&mut scratch));

    let mut run = ProgramRun { program, resolved: &resolved, memory };
    let workers = workers.max(1);
    for pass in &program.passes {
        // A worker that is alone is a gang of one: every repetition together with all others that there are.
        let apart = if workers > 1 { pass.repetitions / workers * workers } else { 0 };
        for round in (0..apart).step_by(workers as usize) {
            for worker in (0..workers).rev() {
                for stage in &pass.stages {
                    run.stage(stage, round + worker, worker, 0..1)?;
                }
            }
        }
        for repetition in apart..pass.repetitions {
            for stage in &pass.stages {
                run.stage(stage, repetition, 0, 0..workers)?;
            }
        }
    }
    let tensor = |(port, bytes): (&super::Port, Vec<u8>)| Tensor::new(port.shape.clone(), TensorData::from_bytes(port.dtype, &bytes));
    program.outputs.iter().zip(outputs).map(tensor).collect()
}

/// A program that is running: arena, constants, inputs, outputs, scratch, in this order.
struct ProgramRun<'p, 'm> {
    program: &'p Program,
    resolved: &'p [Resolved<'p>],
    memory: Vec<KernelMemory<'m>>,
}

impl ProgramRun<'_, '_> {
    /// Number of a memory.
    fn index(&self, base: Base) -> usize {
        let first_input = 1 + self.program.constants.len();
        let first_output = first_input + self.program.inputs.len();
        match base {
            Base::Arena | Base::Lane => 0,
            Base::Constant(id) => 1 + id.0 as usize,
            Base::Input(i) => first_input + i as usize,
            Base::Output(i) => first_output + i as usize,
            Base::Scratch => first_output + self.program.outputs.len(),
        }
    }

    /// The bytes of a base: number and range of its memory. Empty where it does not exist.
    fn extent(&self, base: Base, lane: u32) -> (usize, Range<usize>) {
        let memory = self.index(base);
        let bytes = self.memory.get(memory).map_or(0, |m| m.bytes().len());
        let first_lane = self.program.first_lane();
        match base {
            Base::Arena => (memory, 0..first_lane),
            Base::Lane => {
                let start = first_lane.saturating_add(self.program.lanes.bytes.saturating_mul(lane as usize)).min(bytes);
                (memory, start..start.saturating_add(self.program.lanes.bytes).min(bytes))
            }
            _ => (memory, 0..bytes),
        }
    }

    /// Where a buffer of so many bytes lies; `None` outside of its memory.
    fn bind(&self, argument: &Argument, bytes: usize, repetition: u32, lane: u32) -> Option<Binding> {
        let (memory, extent) = self.extent(argument.base, lane);
        let start = argument.offset.checked_add(argument.step.checked_mul(repetition as usize)?)?;
        let end = start.checked_add(bytes).filter(|&end| end <= extent.len())?;
        Some(Binding { memory, range: extent.start + start..extent.start + end })
    }

    /// One repetition of a stage, by each of these workers of so many; `workers.end` is their number.
    fn stage(&mut self, stage: &Stage, repetition: u32, lane: u32, workers: Range<u32>) -> Result<()> {
        let resolved = self.resolved;
        for phase in stage.phases() {
            let mut calls = Vec::with_capacity(phase.len());
            for (call, portion) in self.program.portions(phase) {
                let misfit = |message: String| Diagnostic::error(Code::Invalid, message).at(&stage.name);
                let resolved = resolved.get(call.kernel.0 as usize).ok_or_else(|| misfit(format!("kernel {} does not exist", call.kernel.0)))?;
                let buffers = &resolved.kernel.buffers;
                if buffers.len() != call.arguments.len() {
                    return Err(misfit(format!("{} arguments for {} buffers of '{}'", call.arguments.len(), buffers.len(), resolved.kernel.name)));
                }
                let bindings = call.arguments.iter().zip(buffers).map(|(argument, buffer)| {
                    self.bind(argument, buffer.bytes, repetition, lane).ok_or_else(|| {
                        let room = self.extent(argument.base, lane).1.len();
                        misfit(format!("%{} of '{}' does not fit in {argument:?} of {room} bytes", buffer.name, resolved.kernel.name))
                    })
                });
                calls.push((resolved, bindings.collect::<Result<Vec<_>>>()?, portion));
            }
            for worker in workers.clone().rev() {
                for (resolved, bindings, portion) in &calls {
                    let share = portion.share(worker, workers.end);
                    execute(resolved, bindings, &mut self.memory, &share).map_err(|d| match &d.node {
                        Some(kernel) => Diagnostic { message: format!("kernel '{kernel}': {}", d.message), ..d.clone() }.at(&stage.name),
                        None => d,
                    })?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
