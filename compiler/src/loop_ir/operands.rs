//! What an operation reads and writes: registers and memory, seen without its meaning.

use super::kernel::{Address, Kernel, Register, RegisterKind};
use super::op::{BinaryOp, LoadForm, Source, StoreForm, UnaryOp, VectorOp, WORD_TABLE_BYTES};
use super::tile::{Tile, TileOp};

impl RegisterKind {
    /// Every kind, in the order of the declaration.
    pub const ALL: [RegisterKind; 5] = [RegisterKind::I32, RegisterKind::F32, RegisterKind::U8, RegisterKind::S8, RegisterKind::I16];

    /// Bytes of one element.
    pub fn bytes(self) -> u32 {
        match self {
            RegisterKind::I32 | RegisterKind::F32 => 4,
            RegisterKind::I16 => 2,
            RegisterKind::U8 | RegisterKind::S8 => 1,
        }
    }

    /// The word of the text format: `i32`, `f32`, `u8`, `s8`, `i16`.
    pub fn name(self) -> &'static str {
        match self {
            RegisterKind::I32 => "i32",
            RegisterKind::F32 => "f32",
            RegisterKind::U8 => "u8",
            RegisterKind::S8 => "s8",
            RegisterKind::I16 => "i16",
        }
    }
}

impl UnaryOp {
    /// Every unary operation, in the order of the declaration.
    pub const ALL: [UnaryOp; 13] = [
        UnaryOp::ConvertF32,
        UnaryOp::RoundI32,
        UnaryOp::AbsF32,
        UnaryOp::AbsI32,
        UnaryOp::SquareRootF32,
        UnaryOp::FloorF32,
        UnaryOp::CeilingF32,
        UnaryOp::NearestF32,
        UnaryOp::TruncateF32,
        UnaryOp::ReduceMaxF32,
        UnaryOp::ReduceMaxI32,
        UnaryOp::ReduceAddI32,
        UnaryOp::Copy,
    ];

    /// The operation's word in the text format.
    pub fn name(self) -> &'static str {
        match self {
            UnaryOp::ConvertF32 => "cvt.f32",
            UnaryOp::RoundI32 => "round.i32",
            UnaryOp::AbsF32 => "abs.f32",
            UnaryOp::AbsI32 => "abs.i32",
            UnaryOp::SquareRootF32 => "sqrt.f32",
            UnaryOp::FloorF32 => "floor.f32",
            UnaryOp::CeilingF32 => "ceil.f32",
            UnaryOp::NearestF32 => "nearest.f32",
            UnaryOp::TruncateF32 => "trunc.f32",
            UnaryOp::ReduceMaxF32 => "reduce.max.f32",
            UnaryOp::ReduceMaxI32 => "reduce.max.i32",
            UnaryOp::ReduceAddI32 => "reduce.add.i32",
            UnaryOp::Copy => "copy",
        }
    }
}

impl BinaryOp {
    /// Every binary operation, in the order of the declaration.
    pub const ALL: [BinaryOp; 27] = [
        BinaryOp::AddF32,
        BinaryOp::SubF32,
        BinaryOp::MulF32,
        BinaryOp::DivF32,
        BinaryOp::MaxF32,
        BinaryOp::MinF32,
        BinaryOp::EqualF32,
        BinaryOp::NotEqualF32,
        BinaryOp::LessF32,
        BinaryOp::LessOrEqualF32,
        BinaryOp::AddI32,
        BinaryOp::SubI32,
        BinaryOp::MulI32,
        BinaryOp::MaxI32,
        BinaryOp::MinI32,
        BinaryOp::AndI32,
        BinaryOp::OrI32,
        BinaryOp::AddSaturatingI16,
        BinaryOp::MaxU8,
        BinaryOp::MinU8,
        BinaryOp::XorU8,
        BinaryOp::PackI16,
        BinaryOp::PackU8,
        BinaryOp::UnpackLowU8,
        BinaryOp::UnpackHighU8,
        BinaryOp::UnpackLowU16,
        BinaryOp::UnpackHighU16,
    ];

    /// The operation's word in the text format.
    pub fn name(self) -> &'static str {
        match self {
            BinaryOp::AddF32 => "add.f32",
            BinaryOp::SubF32 => "sub.f32",
            BinaryOp::MulF32 => "mul.f32",
            BinaryOp::DivF32 => "div.f32",
            BinaryOp::MaxF32 => "max.f32",
            BinaryOp::MinF32 => "min.f32",
            BinaryOp::EqualF32 => "eq.f32",
            BinaryOp::NotEqualF32 => "ne.f32",
            BinaryOp::LessF32 => "lt.f32",
            BinaryOp::LessOrEqualF32 => "le.f32",
            BinaryOp::AddI32 => "add.i32",
            BinaryOp::SubI32 => "sub.i32",
            BinaryOp::MulI32 => "mul.i32",
            BinaryOp::MaxI32 => "max.i32",
            BinaryOp::MinI32 => "min.i32",
            BinaryOp::AndI32 => "and.i32",
            BinaryOp::OrI32 => "or.i32",
            BinaryOp::AddSaturatingI16 => "add.i16",
            BinaryOp::MaxU8 => "max.u8",
            BinaryOp::MinU8 => "min.u8",
            BinaryOp::XorU8 => "xor.u8",
            BinaryOp::PackI16 => "pack.i16",
            BinaryOp::PackU8 => "pack.u8",
            BinaryOp::UnpackLowU8 => "unpack.lo.u8",
            BinaryOp::UnpackHighU8 => "unpack.hi.u8",
            BinaryOp::UnpackLowU16 => "unpack.lo.u16",
            BinaryOp::UnpackHighU16 => "unpack.hi.u16",
        }
    }
}

/// The memory that one operation touches: `count` pieces of `bytes` bytes, piece i at address + i · `stride`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch<'a> {
    pub address: &'a Address,
    pub bytes: u32,
    pub stride: i64,
    pub count: u32,
    pub write: bool,
}

impl VectorOp {
    /// The register that the operation sets.
    pub fn destination(&self) -> Option<Register> {
        match *self {
            VectorOp::Store { .. } | VectorOp::Prefetch { .. } | VectorOp::Tile(_) => None,
            VectorOp::Load { to, .. }
            | VectorOp::Splat { to, .. }
            | VectorOp::Unary { to, .. }
            | VectorOp::Binary { to, .. }
            | VectorOp::Shift { to, .. }
            | VectorOp::Fma { to, .. }
            | VectorOp::Dot4 { to, .. }
            | VectorOp::SelectPositive { to, .. }
            | VectorOp::Permute32 { to, .. }
            | VectorOp::Lookup { to, .. }
            | VectorOp::LookupWords { to, .. } => Some(to),
        }
    }

    /// Calls `visit` on every register that the operation reads, with repetitions; `dot4` reads its destination.
    pub fn visit_reads(&self, mut visit: impl FnMut(Register)) {
        match self {
            VectorOp::Load { .. } | VectorOp::Splat { .. } | VectorOp::Prefetch { .. } | VectorOp::Tile(_) => {}
            VectorOp::Store { from, .. } | VectorOp::Unary { from, .. } | VectorOp::Shift { from, .. } | VectorOp::Permute32 { from, .. } => visit(*from),
            VectorOp::Binary { a, .. } => visit(*a),
            VectorOp::Fma { a, c, .. } => {
                visit(*a);
                visit(*c);
            }
            VectorOp::Dot4 { to, a, .. } => {
                visit(*to);
                visit(*a);
            }
            VectorOp::SelectPositive { condition, a, b, .. } => {
                visit(*condition);
                visit(*a);
                visit(*b);
            }
            VectorOp::LookupWords { index, .. } => visit(*index),
            VectorOp::Lookup { table, index, .. } => {
                visit(*index);
                table.iter().copied().for_each(&mut visit);
            }
        }
        if let Some(Source::Register(b)) = self.source() {
            visit(*b);
        }
    }

    /// The operand that may come straight from memory.
    pub fn source(&self) -> Option<&Source> {
        match self {
            VectorOp::Binary { b, .. } | VectorOp::Fma { b, .. } | VectorOp::Dot4 { b, .. } => Some(b),
            _ => None,
        }
    }

    /// The one address of an operation.
    pub fn address(&self) -> Option<&Address> {
        match self {
            VectorOp::Load { address, .. } | VectorOp::Store { address, .. } | VectorOp::LookupWords { address, .. } | VectorOp::Prefetch { address } => {
                Some(address)
            }
            VectorOp::Tile(op) => op.address(),
            _ => match self.source() {
                Some(Source::Memory(address)) => Some(address),
                _ => None,
            },
        }
    }

    /// The memory that the operation touches. Register and tile ids must be in range.
    pub fn touch(&self, kernel: &Kernel) -> Option<Touch<'_>> {
        let element = |register: &Register| kernel.registers[register.0 as usize].bytes();
        Some(match self {
            VectorOp::Prefetch { .. } => return None,
            VectorOp::Load { to, form, address, lanes } => {
                let (bytes, stride, count) = match *form {
                    LoadForm::Full => (lanes * element(to), 0, 1),
                    LoadForm::WidenU8 => (*lanes, 0, 1),
                    LoadForm::Broadcast4 => (4, 0, 1),
                    LoadForm::Strided { stride } => (4, stride, *lanes),
                };
                Touch { address, bytes, stride, count, write: false }
            }
            VectorOp::Store { from, form, address, lanes } => {
                let (bytes, stride, count) = match *form {
                    StoreForm::Full => (lanes * element(from), 0, 1),
                    StoreForm::Narrow8 => (*lanes, 0, 1),
                    StoreForm::Strided { stride } => (4, stride, *lanes),
                };
                Touch { address, bytes, stride, count, write: true }
            }
            VectorOp::Tile(TileOp::Load { to: tile, address, stride } | TileOp::Store { from: tile, address, stride }) => {
                let Tile { rows, row_bytes, .. } = kernel.tiles[tile.0 as usize];
                Touch { address, bytes: row_bytes, stride: *stride, count: rows, write: matches!(self, VectorOp::Tile(TileOp::Store { .. })) }
            }
            VectorOp::LookupWords { address, .. } => Touch { address, bytes: WORD_TABLE_BYTES, stride: 0, count: 1, write: false },
            other => Touch { address: other.address()?, bytes: kernel.vector_bytes, stride: 0, count: 1, write: false },
        })
    }
}
