//! A program: every argument fits its memory, and what runs at the same time does not interfere.

use super::kernel::{MOST_BUFFER_BYTES, verify_kernel};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::footprint::{Footprint, buffer_bytes, footprints, shared_buffer_bytes};
use crate::loop_ir::kernel::{Access, Buffer, Kernel};
use crate::loop_ir::program::{Argument, Base, Call, Pass, Program};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

fn invalid<T>(message: String) -> Result<T> {
    Err(Diagnostic::error(Code::Invalid, message))
}

/// Names must be distinct: text, headers and callers refer by name.
fn distinct<'a>(what: &str, names: impl Iterator<Item = &'a String>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return invalid(format!("two {what} have the name '{name}'"));
        }
    }
    Ok(())
}

fn argument(program: &Program, buffer: &Buffer, argument: Argument, repetitions: u32) -> Result<()> {
    let exists = match argument.base {
        Base::Arena | Base::Lane => true,
        Base::Constant(id) => (id.0 as usize) < program.constants.len(),
        Base::Input(i) => (i as usize) < program.inputs.len(),
        Base::Output(i) => (i as usize) < program.outputs.len(),
        Base::Scratch => true,
    };
    if !exists {
        return invalid(format!("the argument for %{} refers to {:?}, which does not exist", buffer.name, argument.base));
    }
    if argument.step > 0 && !matches!(argument.base, Base::Arena | Base::Input(_) | Base::Output(_)) {
        return invalid(format!("%{} has a step, but every repetition finds the same in {:?}", buffer.name, argument.base));
    }
    let room = program.base_bytes(argument.base);
    if argument.end(buffer.bytes, repetitions).is_none_or(|end| end > room) {
        let message = format!("%{} needs {} bytes from {:?} + {}, which has {room}", buffer.name, buffer.bytes, argument.base, argument.offset);
        let times = if argument.step > 0 { format!(", {repetitions} times every {} bytes", argument.step) } else { String::new() };
        return invalid(message + &times);
    }
    match argument.base {
        Base::Arena if argument.offset < Program::ARENA_HEADER => {
            invalid(format!("%{} lies at byte {} of the arena, whose first {} belong to the driver", buffer.name, argument.offset, Program::ARENA_HEADER))
        }
        Base::Constant(_) | Base::Input(_) if buffer.access == Access::Write => {
            invalid(format!("%{} is written but lies in {:?}, which is read-only", buffer.name, argument.base))
        }
        _ if (argument.base == Base::Scratch) != (buffer.access == Access::Scratch) => {
            invalid(format!("%{} and its argument {:?}: scratch is the memory of scratch buffers, and of no others", buffer.name, argument.base))
        }
        _ => Ok(()),
    }
}

/// One buffer of one call, and where it lies.
struct Region<'p> {
    call: u32,
    kernel: &'p Kernel,
    footprints: &'p [Footprint],
    buffer: usize,
    argument: Argument,
}

impl Region<'_> {
    fn extent(&self) -> Range<usize> {
        self.argument.offset..self.argument.offset + self.kernel.buffers[self.buffer].bytes
    }

    fn writes(&self) -> bool {
        self.kernel.buffers[self.buffer].access == Access::Write
    }

    /// Whether both may use the same byte and at least one writes.
    fn meets(&self, other: &Region) -> bool {
        let (a, b) = (self.extent(), other.extent());
        (self.writes() || other.writes()) && self.argument.base == other.argument.base && a.start < b.end && b.start < a.end
    }

    fn place(&self, interval: Range<i64>) -> Range<i64> {
        let offset = self.argument.offset as i64;
        interval.start + offset..interval.end + offset
    }
}

/// Intervals of one base, each with the number of who uses it.
type Uses = Vec<(Range<i64>, u32)>;

/// The first byte that one user writes and another reads (or also writes, where writers exclude each other), with both users.
fn conflict(writes: &Uses, reads: &Uses, exclusive: bool) -> Option<(i64, u32, u32)> {
    let mut events: Vec<(i64, bool, bool, u32)> = Vec::with_capacity(2 * (writes.len() + reads.len()));
    for (uses, write) in [(writes, true), (reads, false)] {
        events.extend(uses.iter().flat_map(|(i, user)| [(i.start, true, write, *user), (i.end, false, write, *user)]));
    }
    // At one byte ends come before starts: intervals are half open.
    events.sort_unstable();
    let mut writing: BTreeMap<u32, u32> = BTreeMap::new();
    let mut reading: BTreeMap<u32, u32> = BTreeMap::new();
    for (byte, starts, write, user) in events {
        let active = if write { &mut writing } else { &mut reading };
        let count = active.entry(user).or_insert(0);
        if !starts {
            *count -= 1;
            if *count == 0 {
                active.remove(&user);
            }
            continue;
        }
        *count += 1;
        let another = |active: &BTreeMap<u32, u32>| active.keys().copied().take(2).find(|&other| other != user);
        let found = match write {
            true => another(&reading).or_else(|| exclusive.then(|| another(&writing)).flatten()),
            false => another(&writing),
        };
        if let Some(other) = found {
            return Some((byte, user, other));
        }
    }
    None
}

/// Two calls of a phase run at the same time.
fn calls_are_independent(calls: &[Call], regions: &[Region]) -> Result<()> {
    let (mut writes, mut reads) = (BTreeMap::<Base, Uses>::new(), BTreeMap::<Base, Uses>::new());
    for region in regions.iter().filter(|a| regions.iter().any(|b| a.call != b.call && a.meets(b))) {
        for (uses, write) in [(&mut writes, true), (&mut reads, false)] {
            let bytes = buffer_bytes(region.kernel, region.footprints, region.buffer, write)?;
            uses.entry(region.argument.base).or_default().extend(bytes.into_iter().map(|i| (region.place(i), region.call)));
        }
    }
    for (base, writes) in &writes {
        if let Some((byte, a, b)) = conflict(writes, reads.get(base).unwrap_or(&Vec::new()), true) {
            let name = |call: u32| calls.get(call as usize).map_or(0, |c| c.kernel.0);
            return invalid(format!(
                "calls {a} (kernel {}) and {b} (kernel {}) both use byte {byte} of {base:?}, and no barrier lies between",
                name(a),
                name(b)
            ));
        }
    }
    Ok(())
}

/// Iterations of one call's parallel range run at the same time.
fn iterations_are_independent(regions: &[Region]) -> Result<()> {
    for writer in regions.iter().filter(|r| r.writes()) {
        let (kernel, footprints) = (writer.kernel, writer.footprints);
        for reader in regions.iter().filter(|r| r.call == writer.call && r.meets(writer)) {
            let bytes = |region: &Region, write| -> Result<Uses> {
                let bytes = shared_buffer_bytes(kernel, footprints, region.buffer, write)?;
                Ok(bytes.into_iter().map(|(i, share)| (region.place(i), share)).collect())
            };
            let reads = bytes(reader, false)?;
            if reads.is_empty() {
                continue;
            }
            if let Some((byte, a, b)) = conflict(&bytes(writer, true)?, &reads, false) {
                let (base, name) = (writer.argument.base, &kernel.name);
                return invalid(format!("iterations {a} and {b} of '{name}' both use byte {byte} of {base:?}, and one of them writes it"));
            }
        }
    }
    Ok(())
}

/// Checks the calls of a phase; returns where their buffers lie.
fn phase<'p>(program: &'p Program, footprints: &'p [Vec<Footprint>], calls: &[Call], repetitions: u32) -> Result<Vec<Region<'p>>> {
    let mut regions = Vec::new();
    for (i, Call { kernel, arguments, .. }) in calls.iter().enumerate() {
        let (Some(footprints), Some(kernel)) = (footprints.get(kernel.0 as usize), program.kernels.get(kernel.0 as usize)) else {
            return invalid(format!("kernel {} does not exist", kernel.0));
        };
        if arguments.len() != kernel.buffers.len() {
            return invalid(format!("{} arguments for the {} buffers of '{}'", arguments.len(), kernel.buffers.len(), kernel.name));
        }
        for (buffer, &place) in arguments.iter().enumerate() {
            argument(program, &kernel.buffers[buffer], place, repetitions)?;
            regions.push(Region { call: i as u32, kernel, footprints, buffer, argument: place });
        }
    }
    calls_are_independent(calls, &regions)?;
    iterations_are_independent(&regions)?;
    Ok(regions)
}

/// Repetitions of a pass may run at the same time: what one writes outside of its lane no other reads or writes.
fn repetitions_are_independent(repetitions: u32, regions: &[Region]) -> Result<()> {
    let shared = || regions.iter().filter(|region| region.argument.base != Base::Lane && region.argument.base != Base::Scratch);
    for writer in shared().filter(|region| region.writes()) {
        for other in shared().filter(|other| other.argument.base == writer.argument.base) {
            // Both were checked to end inside of their memory.
            let swept = |region: &Region| region.extent().start..region.argument.end(region.extent().len(), repetitions).unwrap_or(usize::MAX);
            let (a, b) = (swept(writer), swept(other));
            if a.end <= b.start || b.end <= a.start {
                continue;
            }
            let (a, b, step) = (writer.extent(), other.extent(), writer.argument.step);
            let together = a.end.max(b.end) - a.start.min(b.start);
            if other.argument.step != step || together > step {
                let names = [writer, other].map(|region| format!("'{}'", region.kernel.name));
                return invalid(format!(
                    "repetitions of {} and {} meet in {:?}: steps of {step} and {} bytes for {together}",
                    names[0], names[1], writer.argument.base, other.argument.step
                ));
            }
        }
    }
    Ok(())
}

fn pass(program: &Program, footprints: &[Vec<Footprint>], pass: &Pass) -> Result<()> {
    let Pass { repetitions, stages } = pass;
    if *repetitions == 0 || (*repetitions > 1 && *repetitions > program.lanes.count) {
        return invalid(format!("a pass of {repetitions} repetitions in {} lanes", program.lanes.count));
    }
    let mut regions = Vec::new();
    for stage in stages {
        for calls in stage.phases() {
            regions.extend(phase(program, footprints, calls, *repetitions).map_err(|d| d.at(&stage.name))?);
        }
    }
    if *repetitions == 1 {
        return Ok(());
    }
    repetitions_are_independent(*repetitions, &regions).map_err(|d| d.at(stages.first().map_or("", |stage| &stage.name)))
}

/// Checks every kernel ([`verify_kernel`]) and what only the program knows:
///
/// * names of kernels, constants, inputs and outputs are distinct; the arena is a multiple of 64 bytes and has its header
/// * every call has its arguments, each buffer fits behind its base, the arena's header is left alone, only arena and outputs are written
/// * scratch is the memory of scratch buffers
/// * two calls that no barrier separates never write the same byte, and none reads what another writes; within a call no iteration of the
///   parallel range reads what another writes. Buffers whose extents overlap are compared byte by byte. Iterations of one call may
///   store to the same byte (the overlap of a tail): the verifier does not see whether they store the same value.
/// * lanes lie behind the header; what a repetition of a pass writes outside of its lane lies apart from what the others read and write
pub fn verify_program(program: &Program) -> Result<()> {
    let (arena, lanes) = (program.arena_bytes, program.lanes);
    if !arena.is_multiple_of(64) || !(Program::ARENA_HEADER..=MOST_BUFFER_BYTES).contains(&arena) {
        return invalid(format!("an arena of {arena} bytes, expected a multiple of 64 between {} and 2^40", Program::ARENA_HEADER));
    }
    if !lanes.bytes.is_multiple_of(64) || lanes.total() > arena - Program::ARENA_HEADER {
        return invalid(format!("{} lanes of {} bytes in an arena of {arena}, expected multiples of 64 behind its header", lanes.count, lanes.bytes));
    }
    distinct("kernels", program.kernels.iter().map(|k| &k.name))?;
    distinct("constants", program.constants.iter().map(|c| &c.name))?;
    distinct("inputs", program.inputs.iter().map(|p| &p.name))?;
    distinct("outputs", program.outputs.iter().map(|p| &p.name))?;
    program.kernels.iter().try_for_each(verify_kernel)?;
    let footprints: Vec<Vec<Footprint>> = program.kernels.iter().map(footprints).collect();
    program.passes.iter().try_for_each(|p| pass(program, &footprints, p))
}
