//! Which bytes a kernel touches, exactly: affine accesses as sets of intervals, by enumeration.
//!
//! In: verified kernels. Out: intervals of bytes. It is exact or refuses: more than [`MOST_PIECES`] separate intervals are an error.

use super::kernel::{CounterId, Kernel, Statement, Trips};
use super::program::{Base, Call, Program, Stage};
use super::verify::verify_program;
use crate::diagnostic::{Code, Diagnostic, Result};
use std::ops::Range;

/// Separate intervals that one question may need: the rows of every output of a large network are far fewer.
pub const MOST_PIECES: usize = 1 << 22;

/// `trips` steps of `coefficient` bytes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Steps {
    coefficient: i64,
    trips: u32,
}

/// Intervals of `length` bytes at `start` + any sum of steps + `share` · the counter of the parallel range.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Footprint {
    pub buffer: usize,
    pub write: bool,
    share: i64,
    steps: Vec<Steps>,
    start: i64,
    length: i64,
}

impl Footprint {
    /// Positive coefficients, no single trips; steps that leave no gap become part of the length.
    fn normalise(mut self) -> Self {
        // A step that is never taken may be of any size.
        self.steps.retain(|step| step.trips > 1 && step.coefficient != 0);
        for step in &mut self.steps {
            if step.coefficient < 0 {
                self.start += step.coefficient * i64::from(step.trips - 1);
                step.coefficient = -step.coefficient;
            }
        }
        self.steps.sort_unstable();
        let mut length = self.length;
        self.steps.retain(|step| {
            let gapless = step.coefficient <= length;
            if gapless {
                length += step.coefficient * i64::from(step.trips - 1);
            }
            !gapless
        });
        self.length = length;
        self
    }

    /// The same over the whole parallel range.
    fn whole(&self, range: u32) -> Self {
        let mut whole = self.clone();
        whole.steps.push(Steps { coefficient: std::mem::take(&mut whole.share), trips: range });
        whole.normalise()
    }

    /// The number of intervals that [`Footprint::visit`] visits.
    fn pieces(&self) -> usize {
        self.steps.iter().fold(1, |pieces, step| pieces.saturating_mul(step.trips as usize))
    }

    /// Every interval of the iteration `share`.
    fn visit(&self, share: u32, visit: &mut impl FnMut(Range<i64>)) {
        fn walk(steps: &[Steps], start: i64, length: i64, visit: &mut impl FnMut(Range<i64>)) {
            match steps {
                [] => visit(start..start + length),
                [step, rest @ ..] => (0..i64::from(step.trips)).for_each(|i| walk(rest, start + i * step.coefficient, length, visit)),
            }
        }
        walk(&self.steps, self.start + self.share * i64::from(share), self.length, visit);
    }
}

/// What a verified kernel touches; accesses that differ by their offset alone are merged where they meet.
pub(crate) fn footprints(kernel: &Kernel) -> Vec<Footprint> {
    fn walk(kernel: &Kernel, body: &[Statement], open: &mut Vec<(CounterId, Trips)>, found: &mut Vec<Footprint>) {
        for statement in body {
            match statement {
                Statement::Loop(l) => {
                    open.push((l.counter, l.trips));
                    walk(kernel, &l.body, open, found);
                    open.pop();
                }
                Statement::Op(op) => {
                    let Some(touch) = op.touch(kernel) else { continue };
                    let mut share = 0;
                    let mut steps = vec![Steps { coefficient: touch.stride, trips: touch.count }];
                    for &(counter, coefficient) in &touch.address.terms {
                        match open.iter().find(|o| o.0 == counter) {
                            Some((_, Trips::Fixed(trips))) => steps.push(Steps { coefficient, trips: *trips }),
                            // A range of one iteration has only the counter 0.
                            Some((_, Trips::Share)) if kernel.range > 1 => share = coefficient,
                            _ => {}
                        }
                    }
                    let buffer = touch.address.buffer.0 as usize;
                    let footprint = Footprint { buffer, write: touch.write, share, steps, start: touch.address.offset, length: i64::from(touch.bytes) };
                    found.push(footprint.normalise());
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(kernel, &kernel.body, &mut Vec::new(), &mut found);
    found.sort_unstable();
    found.dedup_by(|next, last| {
        let alike = (next.buffer, next.write, next.share, &next.steps) == (last.buffer, last.write, last.share, &last.steps);
        let meet = alike && next.start <= last.start + last.length;
        if meet {
            last.length = last.length.max(next.start + next.length - last.start);
        }
        meet
    });
    found
}

fn too_many() -> Diagnostic {
    Diagnostic::error(Code::Overflow, format!("the stage touches more than {MOST_PIECES} separate pieces of memory"))
        .hint("store longer runs of bytes, or split the stage")
}

/// Sorts, and merges what overlaps or meets.
fn merge(mut intervals: Vec<Range<i64>>) -> Vec<Range<i64>> {
    intervals.sort_unstable_by_key(|i| i.start);
    intervals.dedup_by(|next, last| {
        let meet = next.start <= last.end;
        if meet {
            last.end = last.end.max(next.end);
        }
        meet
    });
    intervals
}

/// The bytes that all shares together write to (or read from) one buffer, relative to it.
pub(crate) fn buffer_bytes(kernel: &Kernel, footprints: &[Footprint], buffer: usize, write: bool) -> Result<Vec<Range<i64>>> {
    let whole: Vec<Footprint> = footprints.iter().filter(|f| f.buffer == buffer && f.write == write).map(|f| f.whole(kernel.range)).collect();
    if whole.iter().fold(0, |sum: usize, f| sum.saturating_add(f.pieces())) > MOST_PIECES {
        return Err(too_many());
    }
    let mut intervals = Vec::new();
    whole.iter().for_each(|f| f.visit(0, &mut |interval| intervals.push(interval)));
    Ok(merge(intervals))
}

/// The bytes that each iteration of the parallel range writes to (or reads from) one buffer, with the iteration, sorted by start.
/// Bytes of one iteration appear once.
pub(crate) fn shared_buffer_bytes(kernel: &Kernel, footprints: &[Footprint], buffer: usize, write: bool) -> Result<Vec<(Range<i64>, u32)>> {
    let chosen: Vec<&Footprint> = footprints.iter().filter(|f| f.buffer == buffer && f.write == write).collect();
    let pieces = chosen.iter().fold(0, |sum: usize, f| sum.saturating_add(f.pieces()));
    if pieces.saturating_mul(kernel.range as usize) > MOST_PIECES {
        return Err(too_many());
    }
    let mut all = Vec::new();
    if chosen.is_empty() {
        return Ok(all);
    }
    for share in 0..kernel.range {
        let mut intervals = Vec::new();
        chosen.iter().for_each(|f| f.visit(share, &mut |interval| intervals.push(interval)));
        all.extend(merge(intervals).into_iter().map(|interval| (interval, share)));
    }
    all.sort_unstable_by_key(|(interval, share)| (interval.start, *share));
    Ok(all)
}

/// Bytes that the same number of iterations of one stage write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenRange {
    pub base: Base,
    pub bytes: Range<usize>,
    /// How many iterations of parallel ranges, over all calls, store to each of these bytes. More than 1 is legal only where all of
    /// them store the same value (the overlap of a tail).
    pub writers: u32,
}

/// What a stage writes, sorted by base and address, neighbours with the same number of writers merged.
///
/// Errors: a program that its verifier rejects, more than [`MOST_PIECES`] pieces.
pub fn stage_writes(program: &Program, stage: &Stage) -> Result<Vec<WrittenRange>> {
    verify_program(program)?;
    let mut events: Vec<(Base, i64, i32)> = Vec::new();
    for Call { kernel, arguments, .. } in stage.all_calls() {
        let kernel = program.kernel(*kernel);
        let footprints = footprints(kernel);
        let shared = arguments.iter().enumerate().filter(|(_, argument)| argument.base != Base::Scratch);
        for (buffer, argument) in shared {
            for (interval, _) in shared_buffer_bytes(kernel, &footprints, buffer, true)? {
                let offset = argument.offset as i64;
                events.extend([(argument.base, offset + interval.start, 1), (argument.base, offset + interval.end, -1)]);
            }
        }
    }
    events.sort_unstable();
    let mut written: Vec<WrittenRange> = Vec::new();
    let mut writers = 0;
    for pair in events.windows(2) {
        let ((base, start, change), (_, end, _)) = (pair[0], pair[1]);
        writers += change;
        if writers == 0 || start == end {
            continue;
        }
        let bytes = start as usize..end as usize;
        match written.last_mut() {
            Some(last) if last.base == base && last.writers == writers as u32 && last.bytes.end == bytes.start => last.bytes.end = bytes.end,
            _ => written.push(WrittenRange { base, bytes, writers: writers as u32 }),
        }
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn footprint(start: i64, length: i64, steps: &[(i64, u32)]) -> Footprint {
        let steps = steps.iter().map(|&(coefficient, trips)| Steps { coefficient, trips }).collect();
        Footprint { buffer: 0, write: true, share: 0, steps, start, length }.normalise()
    }

    fn bytes(footprint: &Footprint) -> Vec<i64> {
        let mut all = Vec::new();
        footprint.visit(0, &mut |interval| all.extend(interval));
        all.sort_unstable();
        all.dedup();
        all
    }

    #[test]
    fn steps_without_gaps_join() {
        let joined = footprint(100, 4, &[(-16, 3), (4, 4), (1000, 1)]);
        assert_eq!((joined.start, joined.length, joined.pieces()), (68, 48, 1));
        let gaps = footprint(0, 4, &[(10, 2), (8, 2)]);
        assert_eq!(bytes(&gaps), [0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 18, 19, 20, 21]);
    }

    #[test]
    fn merging_keeps_gaps() {
        assert_eq!(merge(vec![8..9, 0..4, 2..6, 6..7]), [0..7, 8..9]);
    }
}
