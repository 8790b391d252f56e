use crate::diagnostic::{Diagnostic, Result};
use crate::graph::text::Cursor;
use crate::loop_ir::kernel::{Address, BufferId, CounterId, Loop, Register, RegisterKind, Statement, Trips};
use crate::loop_ir::op::{BinaryOp, LoadForm, Source, StoreForm, UnaryOp, VectorOp};
use crate::loop_ir::tile::{TileId, TileOp};
use crate::loop_ir::verify::MOST_OPEN_LOOPS;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Reads the body of one kernel.
pub(super) struct KernelParser<'c, 'a> {
    cursor: &'c mut Cursor<'a>,
    vector_bytes: u32,
    buffers: &'c BTreeMap<String, u32>,
    kinds: BTreeMap<u32, RegisterKind>,
    open: usize,
}

impl<'c, 'a> KernelParser<'c, 'a> {
    pub fn new(cursor: &'c mut Cursor<'a>, vector_bytes: u32, buffers: &'c BTreeMap<String, u32>) -> Self {
        Self { cursor, vector_bytes, buffers, kinds: BTreeMap::new(), open: 0 }
    }

    /// The kinds of all registers, and the statements between the braces.
    pub fn parse(mut self) -> Result<(Vec<RegisterKind>, Vec<Statement>)> {
        let at = self.cursor.offset();
        self.cursor.expect("{")?;
        while self.cursor.take_word("unset") {
            let (_, at, known) = self.destination()?;
            if known.is_none() {
                return Err(self.cursor.error_at(at, "expected a kind (v0:i32)"));
            }
        }
        let body = self.body()?;
        match (0..).zip(self.kinds.keys()).find(|(expected, found)| expected != *found) {
            Some((missing, _)) => Err(self.cursor.error_at(at, format!("the kernel has no register v{missing} but later ones")).hint("write 'unset v0:i32'")),
            None => Ok((self.kinds.into_values().collect(), body)),
        }
    }

    fn body(&mut self) -> Result<Vec<Statement>> {
        let mut body = Vec::new();
        while !self.cursor.take("}") {
            let at = self.cursor.offset();
            let statement = if self.cursor.take_word("share") {
                let counter = CounterId(self.numbered("c", "a counter (c0)")?);
                self.repeat(at, counter, Trips::Share)?
            } else if self.cursor.take_word("for") {
                let counter = CounterId(self.numbered("c", "a counter (c0)")?);
                self.cursor.expect_word("in")?;
                let trips = Trips::Fixed(self.cursor.integer()?);
                self.repeat(at, counter, trips)?
            } else {
                Statement::Op(self.operation()?)
            };
            body.push(statement);
        }
        Ok(body)
    }

    fn repeat(&mut self, at: usize, counter: CounterId, trips: Trips) -> Result<Statement> {
        if self.open == MOST_OPEN_LOOPS {
            return Err(self.cursor.error_at(at, format!("more than {MOST_OPEN_LOOPS} loops inside each other")));
        }
        self.cursor.expect("{")?;
        self.open += 1;
        let body = self.body()?;
        self.open -= 1;
        Ok(Statement::Loop(Loop { counter, trips, body }))
    }

    /// A letter with a number: `v12`.
    fn numbered(&mut self, letter: &str, what: &str) -> Result<u32> {
        let at = self.cursor.offset();
        let number = self.cursor.word().ok().and_then(|word| word.strip_prefix(letter)).filter(|digits| digits.starts_with(|c: char| c.is_ascii_digit()));
        number.and_then(|digits| digits.parse().ok()).ok_or_else(|| self.cursor.error_at(at, format!("expected {what}")))
    }

    fn register(&mut self) -> Result<Register> {
        self.numbered("v", "a register (v0)").map(Register)
    }

    /// A register that is set, perhaps with its kind; gives its place and the kind that it has.
    fn destination(&mut self) -> Result<(Register, usize, Option<RegisterKind>)> {
        let at = self.cursor.offset();
        let register = self.register()?;
        if self.cursor.take(":") {
            let at = self.cursor.offset();
            let word = self.cursor.word()?;
            let kind = RegisterKind::ALL.into_iter().find(|kind| kind.name() == word);
            let kind = kind.ok_or_else(|| self.cursor.error_at(at, format!("expected i32, f32, u8, s8 or i16, found '{word}'")))?;
            if let Some(known) = self.kinds.insert(register.0, kind).filter(|known| *known != kind) {
                return Err(self.cursor.error_at(at, format!("v{} is {} before", register.0, known.name())));
            }
        }
        Ok((register, at, self.kinds.get(&register.0).copied()))
    }

    fn comma_register(&mut self) -> Result<Register> {
        self.cursor.expect(",")?;
        self.register()
    }

    fn comma_source(&mut self) -> Result<Source> {
        self.cursor.expect(",")?;
        Ok(if self.cursor.at_name() { Source::Memory(self.address()?) } else { Source::Register(self.register()?) })
    }

    /// `%x[c0*64 - c1*4 + 12]`
    fn address(&mut self) -> Result<Address> {
        let at = self.cursor.offset();
        let name = self.cursor.name()?;
        let buffer = self.buffers.get(&name).ok_or_else(|| self.cursor.error_at(at, format!("the kernel has no buffer '{name}'")))?;
        let buffer = BufferId(*buffer);
        self.cursor.expect("[")?;
        let (mut terms, mut offset) = (BTreeMap::new(), None);
        let mut negative = self.cursor.take("-");
        loop {
            let at = self.cursor.offset();
            if self.cursor.at_digit() {
                let number = self.signed(negative)?;
                if offset.replace(number).is_some() {
                    return Err(self.cursor.error_at(at, "an address has one constant"));
                }
            } else {
                let counter = CounterId(self.numbered("c", "a counter (c0) or a number")?);
                let coefficient = if self.cursor.take("*") {
                    self.signed(negative)?
                } else if negative {
                    -1
                } else {
                    1
                };
                if terms.insert(counter, coefficient).is_some() {
                    return Err(self.cursor.error_at(at, format!("c{} stands twice in one address", counter.0)));
                }
            }
            if self.cursor.take("]") {
                return Ok(Address::new(buffer, offset.unwrap_or(0), terms));
            }
            negative = self.cursor.take("-");
            if !negative {
                self.cursor.expect("+")?;
            }
        }
    }

    /// The digits that come next, as a number of that sign.
    fn signed(&mut self, negative: bool) -> Result<i64> {
        let at = self.cursor.offset();
        if !self.cursor.at_digit() {
            return Err(self.cursor.expected("a number"));
        }
        let number: u64 = self.cursor.integer()?;
        let number = if negative { -i128::from(number) } else { i128::from(number) };
        i64::try_from(number).map_err(|_| self.cursor.error_at(at, "the number does not fit in 64 bits"))
    }

    /// ` lanes N`, or all of them.
    fn lanes(&mut self, bytes: u32) -> Result<u32> {
        if self.cursor.take_word("lanes") { self.cursor.integer() } else { Ok(self.vector_bytes / bytes) }
    }

    fn stride(&mut self) -> Result<i64> {
        self.cursor.expect_word("stride")?;
        self.cursor.integer()
    }

    /// `[a, b, c]`
    fn list<T>(&mut self, mut element: impl FnMut(&mut Self) -> Result<T>) -> Result<Box<[T]>> {
        self.cursor.expect("[")?;
        let mut elements = Vec::new();
        while !self.cursor.take("]") {
            if !elements.is_empty() {
                self.cursor.expect(",")?;
            }
            elements.push(element(self)?);
        }
        Ok(elements.into())
    }

    fn tile(&mut self) -> Result<TileId> {
        self.numbered("t", "a tile (t0)").map(TileId)
    }

    fn comma_tile(&mut self) -> Result<TileId> {
        self.cursor.expect(",")?;
        self.tile()
    }

    /// An operation on tiles, after `tile.`.
    fn tile_operation(&mut self) -> Result<TileOp> {
        let at = self.cursor.offset();
        Ok(match self.cursor.word()? {
            "zero" => TileOp::Zero { to: self.tile()? },
            "load" => {
                let to = self.tile()?;
                self.cursor.expect(",")?;
                TileOp::Load { to, address: self.address()?, stride: self.stride()? }
            }
            "store" => TileOp::Store { address: self.address()?, from: self.comma_tile()?, stride: self.stride()? },
            "dot4" => TileOp::Dot4 { to: self.tile()?, a: self.comma_tile()?, b: self.comma_tile()? },
            word => return Err(self.cursor.error_at(at, format!("there is no operation 'tile.{word}'"))),
        })
    }

    fn operation(&mut self) -> Result<VectorOp> {
        if self.cursor.take_word("prefetch") {
            return Ok(VectorOp::Prefetch { address: self.address()? });
        }
        if self.cursor.take_word("tile") {
            self.cursor.expect(".")?;
            return self.tile_operation().map(VectorOp::Tile);
        }
        if self.cursor.take_word("scatter4") {
            let (address, from) = (self.address()?, self.comma_register()?);
            let stride = self.stride()?;
            return Ok(VectorOp::Store { from, form: StoreForm::Strided { stride }, address, lanes: self.lanes(4)? });
        }
        if self.cursor.take_word("store") {
            let narrow = self.cursor.take(".b");
            let at = self.cursor.offset();
            let (address, from) = (self.address()?, self.comma_register()?);
            let (form, bytes) = if narrow {
                (StoreForm::Narrow8, 4)
            } else {
                let kind = self.kinds.get(&from.0).ok_or_else(|| self.unknown_kind(at, from))?;
                (StoreForm::Full, kind.bytes())
            };
            return Ok(VectorOp::Store { from, form, address, lanes: self.lanes(bytes)? });
        }
        let (to, at, kind) = self.destination()?;
        let kind = kind.ok_or_else(|| self.unknown_kind(at, to))?;
        self.cursor.expect("=")?;
        let at = self.cursor.offset();
        let word = self.cursor.dotted_word()?;
        self.assignment(to, kind, at, word)
    }

    fn unknown_kind(&self, at: usize, register: Register) -> Diagnostic {
        self.cursor
            .error_at(at, format!("the kind of v{} is not known here", register.0))
            .hint(format!("write it where v{0} is first set: v{0}:i32", register.0))
    }

    fn assignment(&mut self, to: Register, kind: RegisterKind, at: usize, word: &str) -> Result<VectorOp> {
        if let Some(op) = UnaryOp::ALL.into_iter().find(|op| op.name() == word) {
            return Ok(VectorOp::Unary { to, op, from: self.register()? });
        }
        if let Some(op) = BinaryOp::ALL.into_iter().find(|op| op.name() == word) {
            return Ok(VectorOp::Binary { to, op, a: self.register()?, b: self.comma_source()? });
        }
        Ok(match word {
            "load" => VectorOp::Load { to, form: LoadForm::Full, address: self.address()?, lanes: self.lanes(kind.bytes())? },
            "load.u8" => VectorOp::Load { to, form: LoadForm::WidenU8, address: self.address()?, lanes: self.lanes(4)? },
            "broadcast4" => VectorOp::Load { to, form: LoadForm::Broadcast4, address: self.address()?, lanes: self.lanes(4)? },
            "gather4" => {
                let address = self.address()?;
                let stride = self.stride()?;
                VectorOp::Load { to, form: LoadForm::Strided { stride }, address, lanes: self.lanes(4)? }
            }
            "splat" => VectorOp::Splat { to, bits: self.number(kind)? },
            "shl.i32" | "shr.i32" => {
                let from = self.register()?;
                self.cursor.expect(",")?;
                let at = self.cursor.offset();
                let by: u8 = self.cursor.integer()?;
                let left = if word == "shl.i32" { i16::from(by) } else { -i16::from(by) };
                let left = i8::try_from(left).map_err(|_| self.cursor.error_at(at, "expected a distance of at most 31"))?;
                VectorOp::Shift { to, from, left }
            }
            "fma.f32" => VectorOp::Fma { to, a: self.register()?, b: self.comma_source()?, c: self.comma_register()? },
            "dot4" => {
                let at = self.cursor.offset();
                let sum = self.register()?;
                if sum != to {
                    return Err(self.cursor.error_at(at, format!("dot4 adds to the register that it sets: expected v{}", to.0)));
                }
                VectorOp::Dot4 { to, a: self.comma_register()?, b: self.comma_source()? }
            }
            "select.positive" => VectorOp::SelectPositive { to, condition: self.register()?, a: self.comma_register()?, b: self.comma_register()? },
            "permute4" => VectorOp::Permute32 { to, from: self.register()?, lanes: self.list(|parser| parser.cursor.integer())? },
            "lookup4" => {
                let index = self.register()?;
                self.cursor.expect(",")?;
                VectorOp::LookupWords { to, address: self.address()?, index }
            }
            "lookup" => VectorOp::Lookup { to, index: self.register()?, table: self.list(Self::register)? },
            _ => return Err(self.cursor.error_at(at, format!("there is no operation '{word}'"))),
        })
    }

    /// The bits of a splat: a pattern in hexadecimal, or a number of the register's kind in every element.
    fn number(&mut self, kind: RegisterKind) -> Result<u32> {
        fn integer<T: FromStr>(cursor: &mut Cursor) -> Result<T> {
            cursor.integer()
        }
        let at = self.cursor.offset();
        if self.cursor.take("0x") {
            let digits = self.cursor.word().ok();
            let bits = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
            return bits.ok_or_else(|| self.cursor.error_at(at, "expected up to 8 hexadecimal digits after 0x"));
        }
        Ok(match kind {
            RegisterKind::I32 => integer::<i32>(self.cursor)? as u32,
            RegisterKind::F32 => self.cursor.float()?.to_bits(),
            RegisterKind::U8 => u32::from(integer::<u8>(self.cursor)?) * 0x0101_0101,
            RegisterKind::S8 => u32::from(integer::<i8>(self.cursor)? as u8) * 0x0101_0101,
            RegisterKind::I16 => u32::from(integer::<i16>(self.cursor)? as u16) * 0x0001_0001,
        })
    }
}
