//! Random kernels that the verifier accepts: what the interpreter, the text format and every code generator are tested on.
//!
//! In: a seed and limits. Out: a kernel, and memory to run it on. Nested loops, loop-carried accumulators, every operation and form,
//! partial lanes, addresses with positive and negative coefficients in buffers without a spare byte. A kernel's result does not
//! depend on how its range is divided, and never holds a NaN at a store: payloads of NaN are no part of the language.

use super::kernel::{Access, Address, Buffer, BufferId, CounterId, Kernel, Loop, Register, RegisterKind, Statement, Trips};
use super::op::{BinaryOp, LoadForm, Source, StoreForm, UnaryOp, VectorOp, WORD_TABLE_BYTES};
use super::pressure::{general_registers, vector_pressure};
use RegisterKind::{F32, I16, I32, S8, U8};

/// Bounds of a random kernel.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub vector_bytes: u32,
    /// Bound on [`vector_pressure`]; at least 8.
    pub vectors: u32,
    /// Bound on [`general_registers`]; at least 8.
    pub generals: u32,
    /// About as many operations as a kernel may have.
    pub operations: u32,
    /// Whether `lookup` may appear, which not every target has.
    pub lookup: bool,
}

impl Limits {
    /// What fits 64-byte vectors with room for the temporaries of a target.
    pub const WIDE: Limits = Limits { vector_bytes: 64, vectors: 24, generals: 14, operations: 60, lookup: true };
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast, and the same everywhere.
#[derive(Debug, Clone)]
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// `low..=high`
    fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() % u64::from(high - low + 1)) as u32
    }

    fn percent(&mut self, chance: u32) -> bool {
        self.between(0, 99) < chance
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.between(0, items.len() as u32 - 1) as usize]
    }
}

/// A kernel of the family that `seed` and `limits` name. The same arguments give the same kernel.
pub fn random_kernel(seed: u64, limits: &Limits) -> Kernel {
    let mut attempt = 0;
    loop {
        let generator = Generator(seed.wrapping_mul(0x2545_f491_4f6c_dd1d).wrapping_add(attempt));
        // Fewer and fewer operations need fewer and fewer registers.
        let operations = (limits.operations / (1 + attempt as u32 / 8)).max(1);
        let kernel = Builder::new(generator, limits, operations).build(seed);
        if vector_pressure(&kernel) <= limits.vectors && general_registers(&kernel) <= limits.generals {
            return kernel;
        }
        attempt += 1;
    }
}

/// Contents for each buffer, exactly [`Buffer::bytes`] long: half small floats, half arbitrary bytes.
pub fn random_memory(kernel: &Kernel, seed: u64) -> Vec<Vec<u8>> {
    let mut generator = Generator(seed ^ 0x6d65_6d6f_7279);
    let mut word = || {
        let bits = generator.next();
        if bits >> 63 == 1 { ((bits as u32 as i32) as f32 * 1e-8).to_le_bytes() } else { (bits as u32).to_le_bytes() }
    };
    let mut contents = |buffer: &Buffer| (0..buffer.bytes.div_ceil(4)).flat_map(|_| word()).take(buffer.bytes).collect();
    kernel.buffers.iter().map(&mut contents).collect()
}

#[derive(Debug, Clone)]
struct Open {
    counter: CounterId,
    iterations: u32,
    share: bool,
}

/// Places for values: an operation takes its operands from slots that hold one and puts its result into a slot that may be written.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    holds: Option<Register>,
    /// Set before the share loop and not to be changed inside.
    frozen: bool,
}

struct Builder<'l> {
    random: Generator,
    limits: &'l Limits,
    operations: u32,
    buffers: Vec<Buffer>,
    registers: Vec<RegisterKind>,
    slots: Vec<Slot>,
    open: Vec<Open>,
    counters: u32,
    range: u32,
    /// Terms in use, so that addresses share pointers.
    forms: Vec<(usize, Vec<(CounterId, i64)>)>,
    bodies: Vec<Vec<Statement>>,
    emitted: u32,
}

impl<'l> Builder<'l> {
    fn new(mut random: Generator, limits: &'l Limits, operations: u32) -> Self {
        let buffer = |name: String, access| Buffer { name, bytes: 0, access };
        let mut buffers: Vec<Buffer> = (0..random.between(1, 3)).map(|i| buffer(format!("in{i}"), Access::Read)).collect();
        buffers.extend((0..random.between(1, 2)).map(|i| buffer(format!("out{i}"), Access::Write)));
        let slots = random.between(6, limits.vectors.max(8) - 1) as usize;
        let range = random.between(1, 7);
        Self {
            random,
            limits,
            operations,
            buffers,
            registers: Vec::new(),
            slots: vec![Slot::default(); slots],
            open: Vec::new(),
            counters: 0,
            range,
            forms: Vec::new(),
            bodies: vec![Vec::new()],
            emitted: 0,
        }
    }

    fn build(mut self, seed: u64) -> Kernel {
        let before = self.random.between(0, 5);
        self.operations(before);
        if self.random.percent(30) {
            self.repeat(|builder| {
                builder.operations(2);
                builder.share();
                builder.operations(1);
            });
        } else {
            self.share();
        }
        let after = self.random.between(0, 2);
        self.operations(after);
        // Buffers that nothing touches have no bytes.
        Kernel {
            name: format!("random {seed}"),
            vector_bytes: self.limits.vector_bytes,
            buffers: self.buffers,
            range: self.range,
            registers: self.registers,
            tiles: Vec::new(),
            body: self.bodies.remove(0),
        }
    }

    fn lanes(&self) -> u32 {
        self.limits.vector_bytes / 4
    }

    fn in_share(&self) -> bool {
        self.open.iter().any(|open| open.share)
    }

    fn emit(&mut self, op: VectorOp) {
        self.emitted += 1;
        if let Some(body) = self.bodies.last_mut() {
            body.push(Statement::Op(op));
        }
    }

    fn enclose(&mut self, trips: Trips, inside: impl FnOnce(&mut Self)) {
        let counter = CounterId(self.counters);
        self.counters += 1;
        let iterations = if let Trips::Fixed(trips) = trips { trips } else { self.range };
        self.open.push(Open { counter, iterations, share: trips == Trips::Share });
        self.bodies.push(Vec::new());
        inside(self);
        self.open.pop();
        if let (Some(body), Some(outside)) = (self.bodies.pop(), self.bodies.last_mut()) {
            outside.push(Statement::Loop(Loop { counter, trips, body }));
        }
    }

    fn repeat(&mut self, inside: impl FnOnce(&mut Self)) {
        let trips = self.random.between(1, 4);
        self.enclose(Trips::Fixed(trips), inside);
    }

    fn share(&mut self) {
        self.slots.iter_mut().for_each(|slot| slot.frozen = slot.holds.is_some());
        self.enclose(Trips::Share, |builder| {
            builder.statements(2);
            builder.store();
            // Values that are stored at the end live long.
            for i in 0..builder.slots.len() {
                if let Some(register) = builder.slots[i].holds.filter(|_| builder.random.percent(60)) {
                    builder.store_register(register);
                }
            }
        });
        for slot in &mut self.slots {
            if !std::mem::take(&mut slot.frozen) {
                slot.holds = None;
            }
        }
    }

    /// Operations and loops inside the share loop.
    fn statements(&mut self, depth: u32) {
        for _ in 0..self.random.between(1, 4) {
            let some = self.random.between(1, 8);
            self.operations(some);
            if depth > 0 && self.random.percent(50) && self.emitted < self.operations {
                self.repeat(|builder| builder.statements(depth - 1));
            }
            if self.random.percent(25) {
                self.store();
            }
        }
    }

    fn operations(&mut self, count: u32) {
        for _ in 0..count {
            if self.emitted >= self.operations {
                return;
            }
            self.operation();
        }
    }

    /// A register of one of `kinds` that holds a value, set just before if there is none.
    fn operand(&mut self, kinds: &[RegisterKind]) -> Register {
        let held: Vec<Register> = self.slots.iter().filter_map(|s| s.holds).filter(|r| kinds.contains(&self.registers[r.0 as usize])).collect();
        if !held.is_empty() && self.random.percent(90) {
            return self.random.pick(&held);
        }
        let kind = self.random.pick(kinds);
        if self.random.percent(70) { self.load(kind) } else { self.splat(kind) }
    }

    /// A register for a result, but not in the slot of `beside`. Before the share loop half of the slots stay free for it.
    fn target(&mut self, kind: RegisterKind, beside: Option<Register>) -> Register {
        let reach = if self.in_share() { self.slots.len() } else { self.slots.len() / 2 };
        let free: Vec<usize> = (0..reach).filter(|&i| !self.slots[i].frozen && (beside.is_none() || self.slots[i].holds != beside)).collect();
        let slot = self.random.pick(&free);
        match self.slots[slot].holds {
            Some(register) if self.registers[register.0 as usize] == kind && self.random.percent(50) => register,
            _ => {
                let register = Register(self.registers.len() as u32);
                self.registers.push(kind);
                self.slots[slot].holds = Some(register);
                register
            }
        }
    }

    /// A register of `kind` that holds a value and may be overwritten.
    fn accumulator(&mut self, kind: RegisterKind) -> Register {
        let held: Vec<Register> = self.slots.iter().filter(|s| !s.frozen).filter_map(|s| s.holds).filter(|r| self.registers[r.0 as usize] == kind).collect();
        if held.is_empty() { self.splat(kind) } else { self.random.pick(&held) }
    }

    fn splat(&mut self, kind: RegisterKind) -> Register {
        let bits = match kind {
            F32 => (self.random.between(0, 4000) as f32 / 16.0 - 100.0).to_bits(),
            I32 => self.random.pick(&[0, 1, 7, 0xffff_ffff, 0x8000_0000, 0x7fff_ffff, 100_000, 0xff80]),
            U8 | S8 => self.random.between(0, 255) * 0x0101_0101,
            I16 => self.random.between(0, 0xffff) * 0x0001_0001,
        };
        let to = self.target(kind, None);
        self.emit(VectorOp::Splat { to, bits });
        to
    }

    /// Terms over some open counters, positive and negative.
    fn terms(&mut self) -> Vec<(CounterId, i64)> {
        let mut terms = Vec::new();
        for i in 0..self.open.len() {
            if self.random.percent(60) {
                let coefficient = i64::from(self.random.pick(&[1, 4, 12, 16, 64, 100, 256]));
                let sign = if self.random.percent(20) { -1 } else { 1 };
                terms.push((self.open[i].counter, sign * coefficient));
            }
        }
        terms
    }

    /// The smallest sum of terms, and how far the largest lies above it.
    fn reach(&self, terms: &[(CounterId, i64)]) -> (i64, i64) {
        let mut reach = (0, 0);
        for open in &self.open {
            for term in terms.iter().filter(|t| t.0 == open.counter) {
                let far = term.1 * i64::from(open.iterations - 1);
                reach = (reach.0 + far.min(0), reach.1 + far.abs());
            }
        }
        reach
    }

    fn known_form(&mut self, buffer: usize) -> Option<Vec<(CounterId, i64)>> {
        let usable = |terms: &[(CounterId, i64)]| terms.iter().all(|t| self.open.iter().any(|o| o.counter == t.0));
        let known: Vec<usize> = (0..self.forms.len()).filter(|&i| self.forms[i].0 == buffer && usable(&self.forms[i].1)).collect();
        if known.is_empty() || self.random.percent(25) {
            return None;
        }
        let chosen = self.random.pick(&known);
        Some(self.forms[chosen].1.clone())
    }

    /// An address from which `first..end` bytes may be read.
    fn readable(&mut self, first: i64, end: i64) -> Address {
        let readers: Vec<usize> = (0..self.buffers.len()).filter(|&b| self.buffers[b].access == Access::Read).collect();
        let buffer = self.random.pick(&readers);
        let terms = match self.known_form(buffer) {
            Some(terms) => terms,
            None => {
                let terms = self.terms();
                self.forms.push((buffer, terms.clone()));
                terms
            }
        };
        let (lowest, span) = self.reach(&terms);
        let offset = i64::from(self.random.pick(&[0, 0, 1, 4, 60, 64, 128, 300])) - lowest - first;
        let bytes = (offset + lowest + span + end) as usize;
        self.buffers[buffer].bytes = self.buffers[buffer].bytes.max(bytes);
        Address::new(BufferId(buffer as u32), offset, terms)
    }

    /// An address in a part of an output that nothing else touches, where iterations of the share loop do not meet.
    fn writable(&mut self, first: i64, end: i64) -> Address {
        let writers: Vec<usize> = (0..self.buffers.len()).filter(|&b| self.buffers[b].access == Access::Write).collect();
        let buffer = self.random.pick(&writers);
        let share = self.open.iter().find(|o| o.share).map(|o| o.counter);
        let apart = |builder: &Self, terms: &[(CounterId, i64)]| {
            let inner: Vec<_> = terms.iter().copied().filter(|t| Some(t.0) != share).collect();
            let pitch = terms.iter().find(|t| Some(t.0) == share).map_or(0, |t| t.1.abs());
            pitch >= builder.reach(&inner).1 + end - first
        };
        let terms = match self.known_form(buffer).filter(|terms| apart(self, terms)) {
            Some(terms) => terms,
            None => {
                let mut terms: Vec<_> = self.terms().into_iter().filter(|t| Some(t.0) != share).collect();
                let pitch = self.reach(&terms).1 + (end - first) + i64::from(self.random.pick(&[0, 0, 3, 64]));
                let sign = if self.random.percent(15) { -1 } else { 1 };
                terms.extend(share.map(|counter| (counter, sign * pitch)));
                self.forms.push((buffer, terms.clone()));
                terms
            }
        };
        let (lowest, span) = self.reach(&terms);
        let offset = self.buffers[buffer].bytes as i64 - lowest - first;
        self.buffers[buffer].bytes = (offset + lowest + span + end) as usize;
        Address::new(BufferId(buffer as u32), offset, terms)
    }

    fn some_lanes(&mut self, most: u32) -> u32 {
        if self.random.percent(60) { most } else { self.random.between(1, most) }
    }

    /// Bytes before and after the address that a strided form touches.
    fn strided(stride: i64, lanes: u32) -> (i64, i64) {
        let far = stride * i64::from(lanes - 1);
        (far.min(0), far.max(0) + 4)
    }

    fn load(&mut self, kind: RegisterKind) -> Register {
        let strides = [4, 8, 20, 64, -4, -12, 0, 3];
        let (form, lanes) = match self.random.between(0, 9) {
            0..=1 => (LoadForm::Broadcast4, self.lanes()),
            2..=3 if kind == I32 => (LoadForm::WidenU8, self.some_lanes(self.lanes())),
            4 => (LoadForm::Strided { stride: self.random.pick(&strides) }, self.some_lanes(self.lanes())),
            _ => (LoadForm::Full, self.some_lanes(self.limits.vector_bytes / kind.bytes())),
        };
        let (first, end) = match form {
            LoadForm::Full => (0, i64::from(lanes * kind.bytes())),
            LoadForm::WidenU8 => (0, i64::from(lanes)),
            LoadForm::Broadcast4 => (0, 4),
            LoadForm::Strided { stride } => Self::strided(stride, lanes),
        };
        let address = self.readable(first, end);
        let to = self.target(kind, None);
        self.emit(VectorOp::Load { to, form, address, lanes });
        self.settle(to);
        to
    }

    fn store(&mut self) {
        let from = self.operand(&RegisterKind::ALL);
        self.store_register(from);
    }

    fn store_register(&mut self, from: Register) {
        let kind = self.registers[from.0 as usize];
        let (form, lanes) = match self.random.between(0, 9) {
            0..=2 if kind == I32 => (StoreForm::Narrow8, self.some_lanes(self.lanes())),
            3 => (StoreForm::Strided { stride: self.random.pick(&[4, 8, 20, 64, -4, -12]) }, self.some_lanes(self.lanes())),
            _ => (StoreForm::Full, self.some_lanes(self.limits.vector_bytes / kind.bytes())),
        };
        let (first, end) = match form {
            StoreForm::Full => (0, i64::from(lanes * kind.bytes())),
            StoreForm::Narrow8 => (0, i64::from(lanes)),
            StoreForm::Strided { stride } => Self::strided(stride, lanes),
        };
        let address = self.writable(first, end);
        self.emit(VectorOp::Store { from, form, address, lanes });
    }

    /// Brings a float into a finite range, NaN to its lower end.
    fn settle(&mut self, register: Register) {
        if self.registers[register.0 as usize] != F32 {
            return;
        }
        for (op, bound) in [(BinaryOp::MaxF32, -1e6f32), (BinaryOp::MinF32, 1e6)] {
            let limit = self.target(F32, Some(register));
            self.emit(VectorOp::Splat { to: limit, bits: bound.to_bits() });
            self.emit(VectorOp::Binary { to: register, op, a: register, b: Source::Register(limit) });
        }
    }

    fn source(&mut self, kinds: &[RegisterKind]) -> Source {
        if self.random.percent(30) { Source::Memory(self.readable(0, i64::from(self.limits.vector_bytes))) } else { Source::Register(self.operand(kinds)) }
    }

    fn operation(&mut self) {
        match self.random.between(0, 25) {
            0..=2 => {
                let kind = self.random.pick(&RegisterKind::ALL);
                self.load(kind);
            }
            3 => {
                let kind = self.random.pick(&RegisterKind::ALL);
                self.splat(kind);
            }
            4..=6 => self.unary(),
            7..=14 => self.binary(),
            15 => {
                let (from, left) = (self.operand(&[I32]), self.random.between(0, 62) as i8 - 31);
                let to = self.target(I32, None);
                self.emit(VectorOp::Shift { to, from, left });
            }
            16..=17 => {
                let (a, b) = (self.operand(&[F32]), self.source(&[F32]));
                let c = self.operand(&[F32]);
                let to = self.target(F32, None);
                self.emit(VectorOp::Fma { to, a, b, c });
                self.settle(to);
            }
            18..=21 => {
                let (a, b) = (self.operand(&[U8]), self.source(&[S8]));
                let to = self.accumulator(I32);
                self.emit(VectorOp::Dot4 { to, a, b });
            }
            22 => {
                let (condition, a, b) = (self.operand(&[F32]), self.operand(&[F32]), self.operand(&[F32]));
                let to = self.target(F32, None);
                self.emit(VectorOp::SelectPositive { to, condition, a, b });
            }
            23 => {
                let from = self.operand(&RegisterKind::ALL);
                let lanes = (0..self.lanes()).map(|_| self.random.between(0, self.lanes() - 1) as u8).collect();
                let to = self.target(self.registers[from.0 as usize], None);
                self.emit(VectorOp::Permute32 { to, from, lanes });
            }
            24 => {
                let index = self.operand(&[I32]);
                let address = self.readable(0, WORD_TABLE_BYTES.into());
                let kind = self.random.pick(&[F32, I32]);
                let to = self.target(kind, None);
                self.emit(VectorOp::LookupWords { to, address, index });
                self.settle(to);
            }
            _ if self.limits.lookup => {
                let index = self.operand(&[U8]);
                let table = (0..256 / self.limits.vector_bytes).map(|_| self.operand(&[U8, S8])).collect();
                let kind = self.random.pick(&[U8, S8]);
                let to = self.target(kind, None);
                self.emit(VectorOp::Lookup { to, table, index });
            }
            _ => self.binary(),
        }
    }

    fn unary(&mut self) {
        let op = self.random.pick(&UnaryOp::ALL);
        let (result, operand) = match op {
            UnaryOp::ConvertF32 => (F32, I32),
            UnaryOp::RoundI32 => (I32, F32),
            UnaryOp::AbsF32 | UnaryOp::SquareRootF32 | UnaryOp::FloorF32 | UnaryOp::CeilingF32 | UnaryOp::NearestF32 | UnaryOp::TruncateF32 => (F32, F32),
            UnaryOp::AbsI32 | UnaryOp::ReduceMaxI32 | UnaryOp::ReduceAddI32 => (I32, I32),
            UnaryOp::ReduceMaxF32 => {
                // The maximum of +0 and −0 depends on the order of the reduction; a converted integer is never −0.
                let from = self.operand(&[I32]);
                let middle = self.target(F32, None);
                self.emit(VectorOp::Unary { to: middle, op: UnaryOp::ConvertF32, from });
                let to = self.target(F32, None);
                return self.emit(VectorOp::Unary { to, op, from: middle });
            }
            UnaryOp::Copy => (self.random.pick(&RegisterKind::ALL), self.random.pick(&RegisterKind::ALL)),
        };
        let from = self.operand(&[operand]);
        let to = self.target(result, None);
        self.emit(VectorOp::Unary { to, op, from });
        if matches!(op, UnaryOp::Copy | UnaryOp::SquareRootF32) {
            self.settle(to);
        }
    }

    fn binary(&mut self) {
        use BinaryOp::*;
        let op = self.random.pick(&BinaryOp::ALL);
        let integers = [I32, U8, S8, I16];
        let (result, operands): (RegisterKind, &[RegisterKind]) = match op {
            AddF32 | SubF32 | MulF32 | DivF32 | MaxF32 | MinF32 | EqualF32 | NotEqualF32 | LessF32 | LessOrEqualF32 => (F32, &[F32]),
            AddI32 | SubI32 | MulI32 | MaxI32 | MinI32 | AndI32 | OrI32 => (I32, &[I32]),
            AddSaturatingI16 => (I16, &[I16]),
            MaxU8 | MinU8 => (U8, &[U8]),
            XorU8 => (self.random.pick(&[U8, S8]), &[U8, S8]),
            PackI16 => (I16, &[I32]),
            PackU8 => (U8, &[I16]),
            UnpackLowU8 | UnpackHighU8 | UnpackLowU16 | UnpackHighU16 => (self.random.pick(&integers), &integers),
        };
        let a = self.operand(operands);
        let b = self.source(operands);
        let to = self.target(result, None);
        self.emit(VectorOp::Binary { to, op, a, b });
        self.settle(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loop_ir::samples::run;
    use crate::loop_ir::verify::verify_kernel;
    use std::collections::BTreeSet;

    const NARROW: Limits = Limits { vector_bytes: 16, vectors: 12, generals: 10, operations: 40, lookup: true };

    #[test]
    fn random_kernels_verify_run_and_do_not_depend_on_the_division_of_their_range() {
        for seed in 0..600 {
            let limits = if seed % 3 == 0 { NARROW } else { Limits::WIDE };
            let kernel = random_kernel(seed, &limits);
            verify_kernel(&kernel).unwrap_or_else(|d| panic!("seed {seed}: {d}\n{kernel:#?}"));
            assert!(vector_pressure(&kernel) <= limits.vectors && general_registers(&kernel) <= limits.generals);
            let memory = random_memory(&kernel, seed);
            let whole = run(&kernel, &memory, 1);
            assert!(whole != memory, "seed {seed} stores nothing");
            for workers in [2, 3, 8] {
                assert!(run(&kernel, &memory, workers) == whole, "seed {seed}, {workers} workers");
            }
        }
    }

    #[test]
    fn every_operation_and_form_appears() {
        let mut seen = BTreeSet::new();
        for seed in 0..400 {
            random_kernel(seed, &Limits::WIDE).visit_ops(&mut |op| {
                seen.insert(match op {
                    VectorOp::Load { form, lanes, .. } => format!("load {} {}", format!("{form:?}").split(' ').next().unwrap_or_default(), lanes % 16 == 0),
                    VectorOp::Store { form, lanes, .. } => format!("store {} {}", format!("{form:?}").split(' ').next().unwrap_or_default(), lanes % 16 == 0),
                    VectorOp::Unary { op, .. } => op.name().into(),
                    VectorOp::Binary { op, b, .. } => format!("{} {}", op.name(), matches!(b, Source::Memory(_))),
                    other => format!("{other:?}").split(' ').next().unwrap_or_default().into(),
                });
            });
        }
        // Loads: 3 forms with all or some lanes, broadcast with all; stores: 3 forms; binary operations with a register or memory.
        assert_eq!(seen.len(), 7 + 6 + UnaryOp::ALL.len() + 2 * BinaryOp::ALL.len() + 8, "{seen:?}");
    }
}
