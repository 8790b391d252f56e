//! Kernels: parameters, virtual registers and a body of loops.

use super::op::VectorOp;
use super::tile::Tile;

/// Index into [`Kernel::buffers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BufferId(pub u32);

/// Index into [`Kernel::registers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Register(pub u32);

/// A loop counter; unique in its kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CounterId(pub u32);

/// What the lanes of a register are. A register holds `vector_bytes` bytes whatever its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegisterKind {
    /// 32-bit signed integers
    I32,
    /// 32-bit floats
    F32,
    /// Bytes, unsigned where an operation cares (left operand of `dot4`, `max`, `min`)
    U8,
    /// Bytes, signed (right operand of `dot4`)
    S8,
    /// 16-bit signed integers (between the two packs)
    I16,
}

/// How a kernel uses a buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    Read,
    Write,
    /// Read and written by one worker alone. What it holds is undefined where an iteration of the share loop begins.
    Scratch,
}

/// A memory parameter. `bytes` is the extent that the kernel may touch, from the address it is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Buffer {
    pub name: String,
    pub bytes: usize,
    pub access: Access,
}

/// `buffer + offset + Σ coefficient · counter`, in bytes. Terms are sorted by counter, without zero coefficients.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    pub buffer: BufferId,
    pub offset: i64,
    pub terms: Vec<(CounterId, i64)>,
}

impl Address {
    /// Normalises the terms: sorted, merged, no zeros.
    pub fn new(buffer: BufferId, offset: i64, terms: impl IntoIterator<Item = (CounterId, i64)>) -> Self {
        let mut merged = std::collections::BTreeMap::new();
        for (counter, coefficient) in terms {
            *merged.entry(counter).or_insert(0) += coefficient;
        }
        Self { buffer, offset, terms: merged.into_iter().filter(|&(_, c)| c != 0).collect() }
    }

    /// The same address, `bytes` further on.
    pub fn plus(&self, bytes: i64) -> Self {
        Self { offset: self.offset + bytes, ..self.clone() }
    }
}

/// How often a loop runs. Counters start at 0 and step by 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trips {
    /// Always the same, at least 1.
    Fixed(u32),
    /// The share of the parallel range: the counter runs over `begin..end`, two run-time arguments within `0..Kernel::range`.
    Share,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Loop {
    pub counter: CounterId,
    pub trips: Trips,
    pub body: Vec<Statement>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Statement {
    Loop(Loop),
    Op(VectorOp),
}

/// A leaf function over buffers. Registers are mutable variables: an operation may overwrite one that is already set, and values
/// live across loop iterations.
///
/// Its whole meaning is in here: two kernels that are equal but for `name` are merged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Kernel {
    /// The kernel's contract in words: family, shape, tile, epilogue. Readable in a profile.
    pub name: String,
    /// Bytes of a vector register: 64 on AVX-512, 16 on the portable target.
    pub vector_bytes: u32,
    pub buffers: Vec<Buffer>,
    /// Trip count of the parallel range; exactly one loop has [`Trips::Share`].
    pub range: u32,
    /// Kind of each virtual register.
    pub registers: Vec<RegisterKind>,
    /// Registers of the matrix unit; none where the target has no such unit.
    pub tiles: Vec<Tile>,
    pub body: Vec<Statement>,
}

impl Kernel {
    /// 32-bit lanes of a vector register.
    pub fn lanes(&self) -> u32 {
        self.vector_bytes / 4
    }

    /// Calls `visit` on every operation, in program order.
    pub fn visit_ops<'a>(&'a self, visit: &mut impl FnMut(&'a VectorOp)) {
        fn walk<'a>(body: &'a [Statement], visit: &mut impl FnMut(&'a VectorOp)) {
            for statement in body {
                match statement {
                    Statement::Loop(l) => walk(&l.body, visit),
                    Statement::Op(op) => visit(op),
                }
            }
        }
        walk(&self.body, visit);
    }
}
