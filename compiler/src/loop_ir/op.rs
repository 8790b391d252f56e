//! Vector operations. Every operation works on whole registers lane by lane unless it says otherwise; every f32 result is rounded
//! once, to nearest even, whatever the host's rounding mode.
//!
//! "Block" below means 16 bytes of a register: pack, unpack and their relatives stay inside blocks, so that the same words mean the
//! same on 128-bit and 512-bit vectors.

use super::kernel::{Address, Register};
use super::tile::TileOp;

/// How memory becomes a register. `lanes` is the number of elements of the form that are read; the rest become zero and their
/// memory is not touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoadForm {
    /// `load`: consecutive elements of the register's own kind (4, 2 or 1 bytes).
    Full,
    /// `load.u8`: consecutive bytes, zero-extended to i32 lanes.
    WidenU8,
    /// `broadcast4`: 4 bytes repeated in every lane. All lanes, always.
    Broadcast4,
    /// `gather4 … stride S`: 4 bytes for each lane, lane i from address + i · S.
    Strided { stride: i64 },
}

/// How a register becomes memory. Only `lanes` elements are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreForm {
    /// `store`: consecutive elements of the register's own kind.
    Full,
    /// `store.b`: the low byte of each i32 lane, consecutively.
    Narrow8,
    /// `scatter4 … stride S`: 4 bytes of each lane, lane i to address + i · S. |S| ≥ 4.
    Strided { stride: i64 },
}

/// An operand that may come straight from memory: a whole register's worth.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    Register(Register),
    Memory(Address),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `cvt.f32`: i32 → f32
    ConvertF32,
    /// `round.i32`: f32 → i32, nearest even; NaN and what does not fit become −2³¹
    RoundI32,
    /// `abs.f32`: clears the sign
    AbsF32,
    /// `abs.i32`: −2³¹ stays −2³¹
    AbsI32,
    /// `sqrt.f32`: NaN below 0; −0 stays −0
    SquareRootF32,
    /// `floor.f32`: the largest integer that is not above
    FloorF32,
    /// `ceil.f32`: the smallest integer that is not below
    CeilingF32,
    /// `nearest.f32`: the nearest integer, ties to even
    NearestF32,
    /// `trunc.f32`: the integer part
    TruncateF32,
    /// `reduce.max.f32`: the largest of all lanes in every lane (NaN-free input)
    ReduceMaxF32,
    /// `reduce.max.i32`, as above
    ReduceMaxI32,
    /// `reduce.add.i32`: the wrapping sum of all lanes in every lane
    ReduceAddI32,
    /// `copy`: the same bits, perhaps as another kind
    Copy,
}

/// `a OP b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `add.f32`
    AddF32,
    /// `sub.f32`
    SubF32,
    /// `mul.f32`
    MulF32,
    /// `div.f32`
    DivF32,
    /// `max.f32`: a > b ? a : b (so NaN in either gives b)
    MaxF32,
    /// `min.f32`: a < b ? a : b
    MinF32,
    /// `eq.f32`: a = b ? 1 : 0. As in every comparison the result is an f32, and NaN in either gives 0 (but in `ne.f32`).
    EqualF32,
    /// `ne.f32`: a = b ? 0 : 1, so NaN in either gives 1
    NotEqualF32,
    /// `lt.f32`: a < b ? 1 : 0
    LessF32,
    /// `le.f32`: a ≤ b ? 1 : 0
    LessOrEqualF32,
    /// `add.i32`, wrapping
    AddI32,
    /// `sub.i32`, wrapping
    SubI32,
    /// `mul.i32`, low 32 bits
    MulI32,
    /// `max.i32`
    MaxI32,
    /// `min.i32`
    MinI32,
    /// `and.i32`
    AndI32,
    /// `or.i32`
    OrI32,
    /// `add.i16`: saturating
    AddSaturatingI16,
    /// `max.u8`
    MaxU8,
    /// `min.u8`
    MinU8,
    /// `xor.u8`
    XorU8,
    /// `pack.i16`: i32 → i16, saturating. Block k of the result: the 4 lanes of block k of a, then those of b.
    PackI16,
    /// `pack.u8`: i16 → u8, saturating. Block k of the result: the 8 lanes of block k of a, then those of b.
    PackU8,
    /// `unpack.lo.u8`: in each block (unpacks move bits: registers of any integer kind), the low 8 bytes of a and b alternating (a first)
    UnpackLowU8,
    /// `unpack.hi.u8`: the high 8 bytes likewise
    UnpackHighU8,
    /// `unpack.lo.u16`: in each block, the low 4 16-bit pairs of a and b alternating
    UnpackLowU16,
    /// `unpack.hi.u16`
    UnpackHighU16,
}

/// Bytes of the table that [`VectorOp::LookupWords`] reads: 256 entries of 4 bytes.
pub const WORD_TABLE_BYTES: u32 = 1024;

/// One operation. `to` may be a register that is already set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum VectorOp {
    Load {
        to: Register,
        form: LoadForm,
        address: Address,
        lanes: u32,
    },
    Store {
        from: Register,
        form: StoreForm,
        address: Address,
        lanes: u32,
    },
    /// `prefetch`: a hint that the line at the address is going to be read; nothing is read or written. The address may lie outside of its buffer.
    Prefetch {
        address: Address,
    },
    /// The 32-bit pattern in every lane, whatever the kind; printed as a number of the kind where one makes it (`splat 1.0`).
    Splat {
        to: Register,
        bits: u32,
    },
    Unary {
        to: Register,
        op: UnaryOp,
        from: Register,
    },
    Binary {
        to: Register,
        op: BinaryOp,
        a: Register,
        b: Source,
    },
    /// `shl.i32` / `shr.i32` (logical) by a constant: positive is left.
    Shift {
        to: Register,
        from: Register,
        left: i8,
    },
    /// `fma.f32`: to = a · b + c, rounded once
    Fma {
        to: Register,
        a: Register,
        b: Source,
        c: Register,
    },
    /// `dot4`: to += Σ a[4i+j] · b[4i+j] over j = 0..4, a unsigned, b signed, exact in i32 (wrapping)
    Dot4 {
        to: Register,
        a: Register,
        b: Source,
    },
    /// `select.positive`: condition > 0 ? a : b, lane by lane (NaN takes b)
    SelectPositive {
        to: Register,
        condition: Register,
        a: Register,
        b: Register,
    },
    /// `permute4`: 32-bit lane i of `to` is lane `lanes[i]` of `from`
    Permute32 {
        to: Register,
        from: Register,
        lanes: Box<[u8]>,
    },
    /// `lookup`: byte i of `to` is entry `index[i]` of the 256 bytes in `table` (low entries first). As many registers as hold 256
    /// bytes, any of them, perhaps one twice.
    Lookup {
        to: Register,
        table: Box<[Register]>,
        index: Register,
    },
    /// `lookup4`: lane i of `to` is one of the 256 entries of 4 bytes at `address`, the one that the low byte of lane i of `index` says.
    /// Nothing beyond the 1024 bytes is read, whatever the index.
    LookupWords {
        to: Register,
        address: Address,
        index: Register,
    },
    /// `tile.…`: an operation of a matrix unit; no vector register takes part.
    Tile(TileOp),
}
