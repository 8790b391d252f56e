//! One operation: register kinds, lanes, tables. What every later stage may rely on without a check of its own.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::kernel::{Access, Address, Kernel, Register, RegisterKind};
use crate::loop_ir::op::{BinaryOp, LoadForm, Source, StoreForm, UnaryOp, VectorOp};
use crate::loop_ir::tile::{MOST_TILE_ROW_BYTES, MOST_TILE_ROWS, MOST_TILES, Tile, TileId, TileOp};
use RegisterKind::{F32, I16, I32, S8, U8};

const BYTES: &[RegisterKind] = &[U8, S8];
const INTEGERS: &[RegisterKind] = &[I32, U8, S8, I16];

fn invalid<T>(message: String) -> Result<T> {
    Err(Diagnostic::error(Code::Invalid, message))
}

struct Checker<'a>(&'a Kernel);

impl Checker<'_> {
    fn kind(&self, register: Register) -> Result<RegisterKind> {
        match self.0.registers.get(register.0 as usize) {
            Some(&kind) => Ok(kind),
            None => invalid(format!("register v{} does not exist, the kernel declares {}", register.0, self.0.registers.len())),
        }
    }

    /// The register's kind must be one of `kinds`.
    fn expect(&self, register: Register, kinds: &[RegisterKind]) -> Result<()> {
        let kind = self.kind(register)?;
        if kinds.contains(&kind) {
            return Ok(());
        }
        let expected: Vec<&str> = kinds.iter().map(|k| k.name()).collect();
        invalid(format!("register v{} is {}, expected {}", register.0, kind.name(), expected.join(" or ")))
    }

    fn address(&self, address: &Address) -> Result<()> {
        if address.buffer.0 as usize >= self.0.buffers.len() {
            return invalid(format!("buffer {} does not exist, the kernel declares {}", address.buffer.0, self.0.buffers.len()));
        }
        if !address.terms.iter().zip(address.terms.iter().skip(1)).all(|(a, b)| a.0 < b.0) || address.terms.iter().any(|t| t.1 == 0) {
            return invalid("address terms must be sorted by counter, once each, without zero coefficients".into());
        }
        Ok(())
    }

    fn source(&self, source: &Source, kinds: &[RegisterKind]) -> Result<()> {
        match source {
            Source::Register(register) => self.expect(*register, kinds),
            Source::Memory(address) => self.address(address),
        }
    }

    fn lanes(&self, lanes: u32, most: u32) -> Result<()> {
        if lanes == 0 || lanes > most {
            return invalid(format!("{lanes} lanes, expected 1 to {most}"));
        }
        Ok(())
    }

    fn load(&self, to: Register, form: LoadForm, address: &Address, lanes: u32) -> Result<()> {
        let kind = self.kind(to)?;
        self.address(address)?;
        match form {
            LoadForm::Full => self.lanes(lanes, self.0.vector_bytes / kind.bytes()),
            LoadForm::WidenU8 => {
                self.expect(to, &[I32])?;
                self.lanes(lanes, self.0.lanes())
            }
            LoadForm::Broadcast4 if lanes != self.0.lanes() => invalid(format!("a broadcast fills all {} lanes, found {lanes}", self.0.lanes())),
            LoadForm::Broadcast4 => Ok(()),
            LoadForm::Strided { .. } => self.lanes(lanes, self.0.lanes()),
        }
    }

    fn store(&self, from: Register, form: StoreForm, address: &Address, lanes: u32) -> Result<()> {
        let kind = self.kind(from)?;
        self.address(address)?;
        let buffer = &self.0.buffers[address.buffer.0 as usize];
        if buffer.access == Access::Read {
            return invalid(format!("store to the read-only buffer %{}", buffer.name));
        }
        match form {
            StoreForm::Full => self.lanes(lanes, self.0.vector_bytes / kind.bytes()),
            StoreForm::Narrow8 => {
                self.expect(from, &[I32])?;
                self.lanes(lanes, self.0.lanes())
            }
            StoreForm::Strided { stride } if stride.unsigned_abs() < 4 => invalid(format!("scatter stride {stride}: pieces of 4 bytes overlap")),
            StoreForm::Strided { .. } => self.lanes(lanes, self.0.lanes()),
        }
    }

    fn binary(&self, to: Register, op: BinaryOp, a: Register, b: &Source) -> Result<()> {
        use BinaryOp::*;
        let (result, operands): (&[RegisterKind], &[RegisterKind]) = match op {
            AddF32 | SubF32 | MulF32 | DivF32 | MaxF32 | MinF32 | EqualF32 | NotEqualF32 | LessF32 | LessOrEqualF32 => (&[F32], &[F32]),
            AddI32 | SubI32 | MulI32 | MaxI32 | MinI32 | AndI32 | OrI32 => (&[I32], &[I32]),
            AddSaturatingI16 => (&[I16], &[I16]),
            MaxU8 | MinU8 => (&[U8], &[U8]),
            XorU8 => (BYTES, BYTES),
            PackI16 => (&[I16], &[I32]),
            PackU8 => (&[U8], &[I16]),
            UnpackLowU8 | UnpackHighU8 | UnpackLowU16 | UnpackHighU16 => (INTEGERS, INTEGERS),
        };
        self.expect(to, result)?;
        self.expect(a, operands)?;
        self.source(b, operands)
    }

    fn tile(&self, tile: TileId) -> Result<Tile> {
        match self.0.tiles.get(tile.0 as usize) {
            Some(&tile) => Ok(tile),
            None => invalid(format!("tile t{} does not exist, the kernel declares {}", tile.0, self.0.tiles.len())),
        }
    }

    fn tile_operation(&self, op: &TileOp) -> Result<()> {
        match op {
            TileOp::Zero { to } => self.tile(*to).map(|_| ()),
            TileOp::Load { to: tile, address, stride } | TileOp::Store { from: tile, address, stride } => {
                let tile = self.tile(*tile)?;
                self.address(address)?;
                if i32::try_from(*stride).is_err() {
                    return invalid(format!("rows of a tile {stride} bytes apart do not fit in 32 bits"));
                }
                let TileOp::Store { .. } = op else { return Ok(()) };
                let buffer = &self.0.buffers[address.buffer.0 as usize];
                if buffer.access == Access::Read {
                    return invalid(format!("store to the read-only buffer %{}", buffer.name));
                }
                if tile.rows > 1 && stride.unsigned_abs() < u64::from(tile.row_bytes) {
                    return invalid(format!("tile stride {stride}: rows of {} bytes overlap", tile.row_bytes));
                }
                Ok(())
            }
            TileOp::Dot4 { to, a, b } => {
                let (sum, left, right) = (self.tile(*to)?, self.tile(*a)?, self.tile(*b)?);
                for (tile, id, kind) in [(sum, to, I32), (left, a, U8), (right, b, S8)] {
                    if tile.kind != kind {
                        return invalid(format!("tile t{} is {}, expected {}", id.0, tile.kind.name(), kind.name()));
                    }
                }
                if sum.rows != left.rows || sum.row_bytes != right.row_bytes || left.row_bytes != 4 * right.rows {
                    let shape = |tile: Tile| format!("{}x{}", tile.rows, tile.row_bytes);
                    return invalid(format!("tiles of {} by {} do not make one of {}", shape(left), shape(right), shape(sum)));
                }
                Ok(())
            }
        }
    }

    fn operation(&self, op: &VectorOp) -> Result<()> {
        match op {
            VectorOp::Prefetch { address } => self.address(address),
            VectorOp::Tile(op) => self.tile_operation(op),
            VectorOp::Load { to, form, address, lanes } => self.load(*to, *form, address, *lanes),
            VectorOp::Store { from, form, address, lanes } => self.store(*from, *form, address, *lanes),
            VectorOp::Splat { to, .. } => self.kind(*to).map(|_| ()),
            VectorOp::Unary { to, op, from } => {
                let (result, operand) = match op {
                    UnaryOp::ConvertF32 => (F32, I32),
                    UnaryOp::RoundI32 => (I32, F32),
                    UnaryOp::AbsF32
                    | UnaryOp::SquareRootF32
                    | UnaryOp::FloorF32
                    | UnaryOp::CeilingF32
                    | UnaryOp::NearestF32
                    | UnaryOp::TruncateF32
                    | UnaryOp::ReduceMaxF32 => (F32, F32),
                    UnaryOp::AbsI32 | UnaryOp::ReduceMaxI32 | UnaryOp::ReduceAddI32 => (I32, I32),
                    UnaryOp::Copy => (self.kind(*to)?, self.kind(*from)?),
                };
                self.expect(*to, &[result])?;
                self.expect(*from, &[operand])
            }
            VectorOp::Binary { to, op, a, b } => self.binary(*to, *op, *a, b),
            VectorOp::Shift { to, from, left } => {
                if left.unsigned_abs() > 31 {
                    return invalid(format!("shift by {left}, expected -31 to 31"));
                }
                self.expect(*to, &[I32])?;
                self.expect(*from, &[I32])
            }
            VectorOp::Fma { to, a, b, c } => {
                for register in [to, a, c] {
                    self.expect(*register, &[F32])?;
                }
                self.source(b, &[F32])
            }
            VectorOp::Dot4 { to, a, b } => {
                self.expect(*to, &[I32])?;
                self.expect(*a, &[U8])?;
                self.source(b, &[S8])
            }
            VectorOp::SelectPositive { to, condition, a, b } => {
                self.expect(*condition, &[F32])?;
                let kind = self.kind(*to)?;
                self.expect(*to, &[F32, I32])?;
                [a, b].into_iter().try_for_each(|register| self.expect(*register, &[kind]))
            }
            VectorOp::Permute32 { to, from, lanes } => {
                let (expected, kind) = (self.0.lanes(), self.kind(*from)?);
                if lanes.len() != expected as usize || lanes.iter().any(|&lane| u32::from(lane) >= expected) {
                    return invalid(format!("permute4 {lanes:?}: expected {expected} lane numbers below {expected}"));
                }
                self.expect(*to, &[kind])
            }
            VectorOp::LookupWords { to, address, index } => {
                self.expect(*to, &[F32, I32])?;
                self.expect(*index, &[I32])?;
                self.address(address)
            }
            VectorOp::Lookup { to, table, index } => {
                let expected = 256 / self.0.vector_bytes as usize;
                if table.len() != expected {
                    return invalid(format!("a table of 256 bytes fills {expected} registers, found {}", table.len()));
                }
                self.expect(*to, BYTES)?;
                self.expect(*index, &[U8])?;
                table.iter().try_for_each(|register| self.expect(*register, BYTES))
            }
        }
    }
}

/// Checks vector width, and that every id, kind and lane count of `op` fits. Addresses are not evaluated.
pub(crate) fn verify_operation(kernel: &Kernel, op: &VectorOp) -> Result<()> {
    Checker(kernel).operation(op)
}

/// Vector widths and shapes of tiles that the interpreter and the code generators know.
pub(crate) fn verify_width(kernel: &Kernel) -> Result<()> {
    if !matches!(kernel.vector_bytes, 16 | 32 | 64) {
        return invalid(format!("vectors of {} bytes, expected 16, 32 or 64", kernel.vector_bytes));
    }
    if kernel.tiles.len() > MOST_TILES {
        return invalid(format!("{} tiles, expected at most {MOST_TILES}", kernel.tiles.len()));
    }
    for (i, &Tile { kind, rows, row_bytes }) in kernel.tiles.iter().enumerate() {
        let fits = (1..=MOST_TILE_ROWS).contains(&rows) && (1..=MOST_TILE_ROW_BYTES).contains(&row_bytes) && row_bytes.is_multiple_of(4);
        if !fits || !matches!(kind, I32 | U8 | S8) {
            return invalid(format!("tile t{i} is {} {rows}x{row_bytes}, expected i32, u8 or s8 of up to 16 rows of up to 64 bytes, in fours", kind.name()));
        }
    }
    Ok(())
}
