//! Builds one kernel: registers, nested loops, addresses. Buffer extents follow from the accesses.

use crate::loop_ir::{
    Access, Address, BinaryOp, Buffer, BufferId, CounterId, Kernel, LoadForm, Loop, Register, RegisterKind, Source, Statement, StoreForm, Tile, TileId, TileOp,
    Trips, UnaryOp, VectorOp, WORD_TABLE_BYTES,
};

/// A position in a buffer that loops move: byte offset and bytes for each counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub buffer: BufferId,
    pub offset: i64,
    pub terms: Vec<(CounterId, i64)>,
}

impl Place {
    pub fn start(buffer: BufferId) -> Self {
        Self { buffer, offset: 0, terms: Vec::new() }
    }

    /// Moves by `bytes` for every iteration of a loop; no loop, no movement.
    pub fn along(self, counter: Option<CounterId>, bytes: usize) -> Self {
        self.step(counter, bytes as i64)
    }

    /// Like [`Place::along`], perhaps backwards: the offset must leave room for it.
    pub fn step(mut self, counter: Option<CounterId>, bytes: i64) -> Self {
        self.terms.extend(counter.map(|counter| (counter, bytes)));
        self
    }

    pub fn plus(mut self, bytes: usize) -> Self {
        self.offset += bytes as i64;
        self
    }

    fn address(&self) -> Address {
        Address::new(self.buffer, self.offset, self.terms.iter().copied())
    }
}

/// A kernel under construction.
#[derive(Debug)]
pub struct KernelBuilder {
    name: String,
    vector_bytes: u32,
    buffers: Vec<Buffer>,
    registers: Vec<RegisterKind>,
    tiles: Vec<Tile>,
    /// Trip count of each counter, for buffer extents.
    trips: Vec<u32>,
    range: u32,
    /// Open loops, outermost first; the first body is the kernel's.
    bodies: Vec<Vec<Statement>>,
    open: Vec<(CounterId, Trips)>,
}

impl KernelBuilder {
    pub fn new(name: String, vector_bytes: u32) -> Self {
        Self {
            name,
            vector_bytes,
            buffers: Vec::new(),
            registers: Vec::new(),
            tiles: Vec::new(),
            trips: Vec::new(),
            range: 1,
            bodies: vec![Vec::new()],
            open: Vec::new(),
        }
    }

    /// 32-bit lanes of a register.
    pub fn lanes(&self) -> usize {
        self.vector_bytes as usize / 4
    }

    pub fn buffer(&mut self, name: &str, access: Access) -> BufferId {
        let taken = self.buffers.iter().filter(|b| b.name == name || b.name.starts_with(&format!("{name}."))).count();
        let name = if taken == 0 { name.to_string() } else { format!("{name}.{}", taken + 1) };
        self.buffers.push(Buffer { name, bytes: 0, access });
        BufferId(self.buffers.len() as u32 - 1)
    }

    pub fn register(&mut self, kind: RegisterKind) -> Register {
        self.registers.push(kind);
        Register(self.registers.len() as u32 - 1)
    }

    fn push(&mut self, statement: Statement) {
        self.bodies.last_mut().expect("the kernel's own body is never closed").push(statement);
    }

    /// Runs `body` inside a loop, or once without a loop where there is one trip.
    pub fn repeat(&mut self, trips: usize, body: impl FnOnce(&mut Self, Option<CounterId>)) {
        if trips == 1 {
            body(self, None);
        } else {
            self.nest(Trips::Fixed(trips as u32), trips, body);
        }
    }

    /// Runs `body` inside the loop over the worker's share of `trips`.
    pub fn share(&mut self, trips: usize, body: impl FnOnce(&mut Self, Option<CounterId>)) {
        self.range = trips as u32;
        self.nest(Trips::Share, trips, body);
    }

    /// Runs `body` for each of `0..count` and lets their operations take turns, evenly spread: chains of operations that wait for each other run
    /// side by side. None of the bodies reads or overwrites what another one sets. A loop takes its turn as a whole.
    pub fn interleave<T>(&mut self, count: usize, mut body: impl FnMut(&mut Self, usize) -> T) -> Vec<T> {
        let mut results = Vec::with_capacity(count);
        let mut chains: Vec<(usize, std::vec::IntoIter<Statement>)> = Vec::with_capacity(count);
        for index in 0..count {
            self.bodies.push(Vec::new());
            results.push(body(self, index));
            let chain = self.bodies.pop().expect("pushed above");
            chains.push((chain.len(), chain.into_iter()));
        }
        // The share of a chain that is still to come, as a fraction of two numbers: cross-multiplied, the one with the most left is next.
        let left = |chain: &(usize, std::vec::IntoIter<Statement>), of: usize| chain.1.len() * of;
        while let Some(next) =
            (0..count).filter(|&i| chains[i].1.len() > 0).reduce(|a, b| if left(&chains[b], chains[a].0) > left(&chains[a], chains[b].0) { b } else { a })
        {
            let statement = chains[next].1.next().expect("a chain that is not empty");
            self.push(statement);
        }
        results
    }

    /// `share` or `repeat`.
    pub fn repeat_or_share(&mut self, share: bool, trips: usize, body: impl FnOnce(&mut Self, Option<CounterId>)) {
        if share { self.share(trips, body) } else { self.repeat(trips, body) }
    }

    fn nest(&mut self, trips: Trips, count: usize, body: impl FnOnce(&mut Self, Option<CounterId>)) {
        let counter = CounterId(self.trips.len() as u32);
        self.trips.push(count as u32);
        self.bodies.push(Vec::new());
        self.open.push((counter, trips));
        body(self, Some(counter));
        self.open.pop();
        let statements = self.bodies.pop().expect("opened above");
        self.push(Statement::Loop(Loop { counter, trips, body: statements }));
    }

    /// Widens the buffer so that `bytes` at `place` lie inside it, wherever the loops are.
    fn touch(&mut self, place: &Place, bytes: i64) {
        let furthest: i64 = place.terms.iter().map(|&(c, stride)| stride.max(0) * i64::from(self.trips[c.0 as usize] - 1)).sum();
        let end = place.offset + furthest + bytes;
        let buffer = &mut self.buffers[place.buffer.0 as usize];
        buffer.bytes = buffer.bytes.max(end as usize);
    }

    pub fn emit(&mut self, op: VectorOp) {
        self.push(Statement::Op(op));
    }

    fn element_bytes(&self, register: Register) -> i64 {
        match self.registers[register.0 as usize] {
            RegisterKind::I32 | RegisterKind::F32 => 4,
            RegisterKind::I16 => 2,
            RegisterKind::U8 | RegisterKind::S8 => 1,
        }
    }

    /// Loads `lanes` elements into `to`.
    pub fn load_to(&mut self, to: Register, form: LoadForm, place: &Place, lanes: usize) {
        let bytes = match form {
            LoadForm::Full => lanes as i64 * self.element_bytes(to),
            LoadForm::WidenU8 => lanes as i64,
            LoadForm::Broadcast4 => 4,
            LoadForm::Strided { stride } => (lanes as i64 - 1) * stride.max(0) + 4,
        };
        self.touch(place, bytes);
        let lanes = match form {
            LoadForm::Broadcast4 => self.vector_bytes / 4,
            _ => lanes as u32,
        };
        self.emit(VectorOp::Load { to, form, address: place.address(), lanes });
    }

    /// Hints that the line at `place` is going to be read, which need not lie in the buffer.
    pub fn prefetch(&mut self, place: &Place) {
        self.emit(VectorOp::Prefetch { address: place.address() });
    }

    pub fn load(&mut self, kind: RegisterKind, form: LoadForm, place: &Place, lanes: usize) -> Register {
        let to = self.register(kind);
        self.load_to(to, form, place, lanes);
        to
    }

    pub fn store(&mut self, from: Register, form: StoreForm, place: &Place, lanes: usize) {
        let bytes = match form {
            StoreForm::Full => lanes as i64 * self.element_bytes(from),
            StoreForm::Narrow8 => lanes as i64,
            StoreForm::Strided { stride } => (lanes as i64 - 1) * stride.max(0) + 4,
        };
        self.touch(place, bytes);
        self.emit(VectorOp::Store { from, form, address: place.address(), lanes: lanes as u32 });
    }

    /// A register of the matrix unit.
    pub fn tile(&mut self, kind: RegisterKind, rows: u32, row_bytes: u32) -> TileId {
        self.tiles.push(Tile { kind, rows, row_bytes });
        TileId(self.tiles.len() as u32 - 1)
    }

    fn touch_rows(&mut self, tile: TileId, place: &Place, stride: i64) {
        let Tile { rows, row_bytes, .. } = self.tiles[tile.0 as usize];
        self.touch(place, (i64::from(rows) - 1) * stride.max(0) + i64::from(row_bytes));
    }

    /// Loads every row of a tile, `stride` bytes apart.
    pub fn load_tile(&mut self, to: TileId, place: &Place, stride: i64) {
        self.touch_rows(to, place, stride);
        self.emit_tile(TileOp::Load { to, address: place.address(), stride });
    }

    /// Stores every row of a tile, `stride` bytes apart.
    pub fn store_tile(&mut self, from: TileId, place: &Place, stride: i64) {
        self.touch_rows(from, place, stride);
        self.emit_tile(TileOp::Store { from, address: place.address(), stride });
    }

    pub fn emit_tile(&mut self, op: TileOp) {
        self.emit(VectorOp::Tile(op));
    }

    pub fn splat_f32(&mut self, value: f32) -> Register {
        let to = self.register(RegisterKind::F32);
        self.emit(VectorOp::Splat { to, bits: value.to_bits() });
        to
    }

    pub fn splat_i32(&mut self, value: i32) -> Register {
        let to = self.register(RegisterKind::I32);
        self.emit(VectorOp::Splat { to, bits: value as u32 });
        to
    }

    /// The same byte in every lane.
    pub fn splat_u8(&mut self, value: u8) -> Register {
        let to = self.register(RegisterKind::U8);
        self.emit(VectorOp::Splat { to, bits: u32::from_le_bytes([value; 4]) });
        to
    }

    /// The same 16-bit number in every lane.
    pub fn splat_i16(&mut self, value: i16) -> Register {
        let to = self.register(RegisterKind::I16);
        let bits = u32::from(value as u16);
        self.emit(VectorOp::Splat { to, bits: bits << 16 | bits });
        to
    }

    /// The words of a table of 256 at the start of a buffer that the low bytes of `index` choose.
    pub fn lookup_words(&mut self, kind: RegisterKind, table: BufferId, index: Register) -> Register {
        let (to, place) = (self.register(kind), Place::start(table));
        self.touch(&place, WORD_TABLE_BYTES.into());
        self.emit(VectorOp::LookupWords { to, address: place.address(), index });
        to
    }

    pub fn unary(&mut self, op: UnaryOp, kind: RegisterKind, from: Register) -> Register {
        let to = self.register(kind);
        self.emit(VectorOp::Unary { to, op, from });
        to
    }

    pub fn binary(&mut self, op: BinaryOp, kind: RegisterKind, a: Register, b: Register) -> Register {
        let to = self.register(kind);
        self.emit(VectorOp::Binary { to, op, a, b: Source::Register(b) });
        to
    }

    /// `to = to OP b`.
    pub fn update(&mut self, op: BinaryOp, to: Register, b: Register) {
        self.emit(VectorOp::Binary { to, op, a: to, b: Source::Register(b) });
    }

    /// Marks a whole register's worth of memory as read and returns it as an operand.
    pub fn memory(&mut self, place: &Place) -> Source {
        self.touch(place, i64::from(self.vector_bytes));
        Source::Memory(place.address())
    }

    pub fn finish(mut self) -> Kernel {
        assert!(self.open.is_empty(), "every loop is closed by its closure");
        let body = self.bodies.pop().expect("the kernel's own body");
        Kernel {
            name: self.name,
            vector_bytes: self.vector_bytes,
            buffers: self.buffers,
            range: self.range,
            registers: self.registers,
            tiles: self.tiles,
            body,
        }
    }
}
