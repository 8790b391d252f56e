//! Live ranges of virtual registers, shared by the planner's pressure count and by register allocation.
//!
//! **Points.** Operations are numbered 0, 1, 2 … in program order, loops take no number. Operation i reads its operands at point
//! 2i and sets its destination at point 2i + 1. A value that is set by operation i and last read by operation j is live in
//! `2i + 1 .. 2j + 1`: the destination of j may take its register. A value that nobody reads is live at `2i + 1 .. 2i + 2`.
//!
//! **Ranges.** A [`LiveRange`] is a set of values of one virtual register that must lie in one place: values that meet in a read
//! (around a loop, or after a share loop that may run no iteration), and the accumulator that `dot4` updates. One virtual register
//! has several ranges where it is overwritten before it is read again. A range has holes where its value is not needed.

use super::kernel::{Kernel, Register, Statement, Trips};
use super::op::VectorOp;
use std::ops::Range;

/// The points at which one register holds a value that is still needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveRange {
    pub register: Register,
    /// Not empty, ascending, disjoint and not adjacent, each of at least one point.
    pub intervals: Vec<Range<u32>>,
}

impl LiveRange {
    /// The first point.
    pub fn start(&self) -> u32 {
        self.intervals.first().map_or(0, |i| i.start)
    }

    /// The point after the last.
    pub fn end(&self) -> u32 {
        self.intervals.last().map_or(0, |i| i.end)
    }

    /// Whether the value is needed at `point`: the range that operation i reads covers 2i, the one that it sets covers 2i + 1.
    pub fn covers(&self, point: u32) -> bool {
        let after = self.intervals.partition_point(|i| i.start <= point);
        after > 0 && self.intervals[after - 1].contains(&point)
    }

    /// Whether both need a place at some point.
    pub fn overlaps(&self, other: &LiveRange) -> bool {
        let (mut a, mut b) = (self.intervals.as_slice(), other.intervals.as_slice());
        while let ([x, ..], [y, ..]) = (a, b) {
            if x.start < y.end && y.start < x.end {
                return true;
            }
            if x.end <= y.end {
                a = &a[1..];
            } else {
                b = &b[1..];
            }
        }
        false
    }
}

/// A run of operations without a loop border inside.
#[derive(Debug, Default)]
struct Block {
    operations: Range<usize>,
    successors: Vec<usize>,
}

#[derive(Debug, Default)]
struct Flow<'k> {
    operations: Vec<&'k VectorOp>,
    blocks: Vec<Block>,
}

impl<'k> Flow<'k> {
    fn new(kernel: &'k Kernel) -> Self {
        let mut flow = Self::default();
        flow.begin();
        flow.body(&kernel.body);
        flow
    }

    fn begin(&mut self) -> usize {
        self.blocks.push(Block { operations: self.operations.len()..self.operations.len(), successors: Vec::new() });
        self.blocks.len() - 1
    }

    /// Appends statements to the last block; afterwards the last block is where control goes on.
    fn body(&mut self, body: &'k [Statement]) {
        for statement in body {
            match statement {
                Statement::Op(op) => {
                    self.operations.push(op);
                    if let Some(block) = self.blocks.last_mut() {
                        block.operations.end = self.operations.len();
                    }
                }
                Statement::Loop(l) => {
                    let before = self.blocks.len() - 1;
                    let head = self.begin();
                    self.body(&l.body);
                    let last = self.blocks.len() - 1;
                    let after = self.begin();
                    self.blocks[before].successors.push(head);
                    self.blocks[last].successors.extend([head, after]);
                    if l.trips == Trips::Share {
                        self.blocks[before].successors.push(after);
                    }
                }
            }
        }
    }
}

/// A set of register numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Set(Vec<u64>);

impl Set {
    fn new(registers: usize) -> Self {
        Self(vec![0; registers.div_ceil(64)])
    }

    fn insert(&mut self, register: Register) {
        self.0[register.0 as usize / 64] |= 1 << (register.0 % 64);
    }

    fn contains(&self, register: Register) -> bool {
        self.0[register.0 as usize / 64] >> (register.0 % 64) & 1 == 1
    }

    fn unite(&mut self, other: &Set) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    fn iter(&self) -> impl Iterator<Item = Register> + '_ {
        let bits = |(i, &word): (usize, &u64)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| Register(i as u32 * 64 + bit));
        self.0.iter().enumerate().flat_map(bits)
    }
}

/// Registers that each block needs at its start.
fn live_in(flow: &Flow, registers: usize) -> Vec<Set> {
    let mut needs = Vec::with_capacity(flow.blocks.len());
    let mut sets = Vec::with_capacity(flow.blocks.len());
    for block in &flow.blocks {
        let (mut exposed, mut set) = (Set::new(registers), Set::new(registers));
        for op in &flow.operations[block.operations.clone()] {
            op.visit_reads(|register| {
                if !set.contains(register) {
                    exposed.insert(register);
                }
            });
            if let Some(to) = op.destination() {
                set.insert(to);
            }
        }
        needs.push(exposed);
        sets.push(set);
    }
    let mut changed = true;
    while changed {
        changed = false;
        for i in (0..flow.blocks.len()).rev() {
            let mut live = live_out(flow, &needs, i, registers);
            live.0.iter_mut().zip(&sets[i].0).for_each(|(a, b)| *a &= !b);
            live.unite(&needs[i]);
            if live != needs[i] {
                needs[i] = live;
                changed = true;
            }
        }
    }
    needs
}

/// Registers that some successor of `block` needs.
fn live_out(flow: &Flow, live_in: &[Set], block: usize, registers: usize) -> Set {
    let mut live = Set::new(registers);
    for &successor in &flow.blocks[block].successors {
        live.unite(&live_in[successor]);
    }
    live
}

/// Disjoint sets of intervals.
#[derive(Debug, Default)]
struct Webs {
    intervals: Vec<(Register, Range<u32>)>,
    parent: Vec<usize>,
}

impl Webs {
    fn push(&mut self, register: Register, interval: Range<u32>) -> usize {
        self.intervals.push((register, interval));
        self.parent.push(self.parent.len());
        self.parent.len() - 1
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }
}

/// The live ranges of all registers, ordered by first point, then register. Register ids must be in range ([`super::verify`]).
pub fn live_ranges(kernel: &Kernel) -> Vec<LiveRange> {
    let flow = Flow::new(kernel);
    let registers = kernel.registers.len();
    let live_in = live_in(&flow, registers);
    let mut webs = Webs::default();
    // The interval of each register that is live at the start and at the end of each block.
    let mut entering: Vec<Vec<(Register, usize)>> = vec![Vec::new(); flow.blocks.len()];
    let mut leaving = entering.clone();
    let mut open: Vec<Option<usize>> = vec![None; registers];
    for (i, block) in flow.blocks.iter().enumerate() {
        let end = 2 * block.operations.end as u32;
        for register in live_out(&flow, &live_in, i, registers).iter() {
            let interval = webs.push(register, 0..end);
            open[register.0 as usize] = Some(interval);
            leaving[i].push((register, interval));
        }
        for at in block.operations.clone().rev() {
            let (op, point) = (flow.operations[at], 2 * at as u32);
            let mut result = None;
            if let Some(to) = op.destination() {
                let interval = open[to.0 as usize].take().unwrap_or_else(|| webs.push(to, 0..point + 2));
                webs.intervals[interval].1.start = point + 1;
                result = Some((to, interval));
            }
            op.visit_reads(|register| {
                open[register.0 as usize].get_or_insert_with(|| webs.push(register, 0..point + 1));
            });
            if let (VectorOp::Dot4 { .. }, Some((to, after))) = (op, result)
                && let Some(before) = open[to.0 as usize]
            {
                webs.join(before, after);
            }
        }
        for register in live_in[i].iter() {
            if let Some(interval) = open[register.0 as usize].take() {
                webs.intervals[interval].1.start = 2 * block.operations.start as u32;
                entering[i].push((register, interval));
            }
        }
    }
    for (i, block) in flow.blocks.iter().enumerate() {
        for &successor in &block.successors {
            for &(register, interval) in &entering[successor] {
                if let Ok(at) = leaving[i].binary_search_by_key(&register, |l| l.0) {
                    webs.join(leaving[i][at].1, interval);
                }
            }
        }
    }
    collect(webs)
}

/// One range for each web, its intervals sorted and merged.
fn collect(mut webs: Webs) -> Vec<LiveRange> {
    let mut members: Vec<(usize, Range<u32>)> = Vec::with_capacity(webs.intervals.len());
    for i in 0..webs.intervals.len() {
        let interval = webs.intervals[i].1.clone();
        if !interval.is_empty() {
            members.push((webs.root(i), interval));
        }
    }
    members.sort_by_key(|(root, interval)| (*root, interval.start));
    let mut ranges: Vec<LiveRange> = Vec::new();
    for group in members.chunk_by(|a, b| a.0 == b.0) {
        let mut intervals: Vec<Range<u32>> = Vec::with_capacity(group.len());
        for (_, interval) in group {
            match intervals.last_mut() {
                Some(last) if last.end >= interval.start => last.end = last.end.max(interval.end),
                _ => intervals.push(interval.clone()),
            }
        }
        ranges.push(LiveRange { register: webs.intervals[group[0].0].0, intervals });
    }
    ranges.sort_by_key(|range| (range.start(), range.register));
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loop_ir::*;

    fn r(id: u32) -> Register {
        Register(id)
    }

    fn splat(to: u32) -> Statement {
        Statement::Op(VectorOp::Splat { to: r(to), bits: 0 })
    }

    fn add(to: u32, a: u32, b: u32) -> Statement {
        Statement::Op(VectorOp::Binary { to: r(to), op: BinaryOp::AddI32, a: r(a), b: Source::Register(r(b)) })
    }

    fn dot(to: u32, a: u32) -> Statement {
        Statement::Op(VectorOp::Dot4 { to: r(to), a: r(a), b: Source::Memory(Address::new(BufferId(0), 0, [])) })
    }

    fn repeat(counter: u32, trips: Trips, body: Vec<Statement>) -> Statement {
        Statement::Loop(Loop { counter: CounterId(counter), trips, body })
    }

    /// Each range as `v0 1..3 7..8`.
    fn ranges(registers: usize, body: Vec<Statement>) -> Vec<String> {
        let kernel =
            Kernel { name: "k".into(), vector_bytes: 64, buffers: vec![], range: 1, registers: vec![RegisterKind::I32; registers], tiles: Vec::new(), body };
        let text = |range: LiveRange| range.intervals.iter().fold(format!("v{}", range.register.0), |text, i| format!("{text} {i:?}"));
        live_ranges(&kernel).into_iter().map(text).collect()
    }

    #[test]
    fn a_value_lives_from_its_definition_to_its_last_read() {
        let found = ranges(3, vec![splat(0), splat(1), add(2, 0, 1), add(0, 0, 2), splat(1)]);
        // v0 is overwritten by operation 3, v1 by operation 4: both start anew.
        assert_eq!(found, ["v0 1..7", "v1 3..5", "v2 5..7", "v0 7..8", "v1 9..10"]);
    }

    #[test]
    fn accumulators_keep_their_place() {
        let found = ranges(2, vec![splat(0), splat(1), dot(0, 1), dot(0, 1)]);
        assert_eq!(found, ["v0 1..8", "v1 3..7"]);
    }

    #[test]
    fn a_value_from_before_a_loop_lives_through_it() {
        let found = ranges(3, vec![splat(0), repeat(0, Trips::Fixed(4), vec![splat(1), add(2, 0, 1), splat(1)])]);
        assert_eq!(found[0], "v0 1..8");
        assert_eq!(found[1], "v1 3..5");
    }

    #[test]
    fn a_value_carried_around_a_loop_has_a_hole_and_one_place() {
        let found = ranges(2, vec![splat(0), repeat(0, Trips::Fixed(4), vec![add(1, 0, 0), splat(1), splat(0)])]);
        // Read at the head of the body, set again at its end.
        assert_eq!(found[0], "v0 1..3 7..8");
    }

    #[test]
    fn a_share_loop_may_run_no_iteration() {
        let body = |trips| vec![splat(0), repeat(0, trips, vec![splat(0)]), add(1, 0, 0)];
        assert_eq!(ranges(2, body(Trips::Fixed(1))), ["v0 1..2", "v0 3..5", "v1 5..6"]);
        assert_eq!(ranges(2, body(Trips::Share)), ["v0 1..2 3..5", "v1 5..6"]);
    }

    #[test]
    fn overlap_respects_holes() {
        let range = |intervals: &[(u32, u32)]| LiveRange { register: r(0), intervals: intervals.iter().map(|&(start, end)| start..end).collect() };
        let holed = range(&[(1, 3), (7, 9)]);
        assert!(!holed.overlaps(&range(&[(3, 7)])));
        assert!(holed.overlaps(&range(&[(3, 8)])));
        assert!(!holed.overlaps(&range(&[(9, 12)])));
        assert!(holed.covers(7) && holed.covers(2) && !holed.covers(3) && !holed.covers(0) && !holed.covers(9));
    }

    /// The same operation on other registers; `read` and `write` give the new one.
    fn renamed(op: &VectorOp, read: &dyn Fn(Register) -> Register, write: &dyn Fn(Register) -> Register) -> VectorOp {
        let source = |b: &Source| match b {
            Source::Register(register) => Source::Register(read(*register)),
            memory => memory.clone(),
        };
        match op.clone() {
            VectorOp::Load { to, form, address, lanes } => VectorOp::Load { to: write(to), form, address, lanes },
            VectorOp::Store { from, form, address, lanes } => VectorOp::Store { from: read(from), form, address, lanes },
            VectorOp::Prefetch { address } => VectorOp::Prefetch { address },
            VectorOp::Splat { to, bits } => VectorOp::Splat { to: write(to), bits },
            VectorOp::Unary { to, op, from } => VectorOp::Unary { to: write(to), op, from: read(from) },
            VectorOp::Binary { to, op, a, b } => VectorOp::Binary { to: write(to), op, a: read(a), b: source(&b) },
            VectorOp::Shift { to, from, left } => VectorOp::Shift { to: write(to), from: read(from), left },
            VectorOp::Fma { to, a, b, c } => VectorOp::Fma { to: write(to), a: read(a), b: source(&b), c: read(c) },
            VectorOp::Dot4 { to, a, b } => {
                assert_eq!(read(to), write(to), "an accumulator has one place");
                VectorOp::Dot4 { to: write(to), a: read(a), b: source(&b) }
            }
            VectorOp::SelectPositive { to, condition, a, b } => VectorOp::SelectPositive { to: write(to), condition: read(condition), a: read(a), b: read(b) },
            VectorOp::Permute32 { to, from, lanes } => VectorOp::Permute32 { to: write(to), from: read(from), lanes },
            VectorOp::LookupWords { to, address, index } => VectorOp::LookupWords { to: write(to), address, index: read(index) },
            VectorOp::Tile(op) => VectorOp::Tile(op),
            VectorOp::Lookup { to, table, index } => VectorOp::Lookup { to: write(to), table: table.iter().map(|&t| read(t)).collect(), index: read(index) },
        }
    }

    /// Gives each range a register of its kind that no overlapping range has.
    fn allocated(kernel: &Kernel) -> Kernel {
        let ranges = live_ranges(kernel);
        let mut kinds: Vec<RegisterKind> = Vec::new();
        let mut places: Vec<u32> = Vec::new();
        for (i, range) in ranges.iter().enumerate() {
            let kind = kernel.registers[range.register.0 as usize];
            let free = |place: u32| kinds[place as usize] == kind && !(0..i).any(|j| places[j] == place && ranges[j].overlaps(range));
            let place = (0..kinds.len() as u32).find(|&place| free(place)).unwrap_or(kinds.len() as u32);
            if place as usize == kinds.len() {
                kinds.push(kind);
            }
            places.push(place);
        }
        let place = |register: Register, point: u32| {
            let found = (0..ranges.len()).find(|&i| ranges[i].register == register && ranges[i].covers(point));
            r(places[found.expect("a register is live where it is used")])
        };
        fn walk(body: &[Statement], next: &mut u32, place: &dyn Fn(Register, u32) -> Register) -> Vec<Statement> {
            let mut renamed_body = Vec::new();
            for statement in body {
                renamed_body.push(match statement {
                    Statement::Loop(l) => Statement::Loop(Loop { body: walk(&l.body, next, place), ..*l }),
                    Statement::Op(op) => {
                        let point = 2 * *next;
                        *next += 1;
                        Statement::Op(renamed(op, &|register| place(register, point), &|register| place(register, point + 1)))
                    }
                });
            }
            renamed_body
        }
        Kernel { body: walk(&kernel.body, &mut 0, &place), registers: kinds, tiles: Vec::new(), ..kernel.clone() }
    }

    #[test]
    fn values_with_a_place_for_each_range_survive() {
        use crate::loop_ir::random::{Limits, random_kernel, random_memory};
        use crate::loop_ir::verify::verify_kernel;
        let mut saved = 0;
        for seed in 0..300 {
            let kernel = random_kernel(seed, &Limits::WIDE);
            let allocated = allocated(&kernel);
            verify_kernel(&allocated).unwrap();
            saved += kernel.registers.len() - allocated.registers.len().min(kernel.registers.len());
            assert!(allocated.registers.len() >= vector_pressure(&kernel) as usize);
            let memory = random_memory(&kernel, seed);
            let [expected, found] = [&kernel, &allocated].map(|kernel| samples::run(kernel, &memory, 1));
            assert!(expected == found, "seed {seed}");
        }
        assert!(saved > 1000, "ranges hardly share places: {saved}");
    }
}
