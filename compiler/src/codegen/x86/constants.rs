//! Constants behind a kernel's code: whole vectors and 4-byte patterns, each once.
//!
//! In: patterns, in the order in which the code asks for them. Out: operands that name them while code is encoded, and offsets once its
//! length is known: vectors first (aligned to 64 bytes from the start of the code), then words.

use iced_x86::{MemoryOperand, Register as Physical};

/// A constant of one kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConstantId {
    Vector(usize),
    Word(usize),
}

/// One constant of the finished code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ConstantSpan {
    pub offset: usize,
    pub bytes: usize,
}

#[derive(Debug, Default)]
pub(super) struct Constants {
    vectors: Vec<[u8; 64]>,
    words: Vec<u32>,
}

/// While code is encoded, a constant's address is this number plus its place in the pool: out of reach of any code offset.
const PLACEHOLDER: u64 = 0x4000_0000;

impl Constants {
    /// A whole vector of 32-bit lanes.
    pub fn vector(&mut self, lanes: impl Fn(usize) -> u32) -> ConstantId {
        let mut bytes = [0; 64];
        for (i, lane) in bytes.chunks_exact_mut(4).enumerate() {
            lane.copy_from_slice(&lanes(i).to_le_bytes());
        }
        self.bytes(bytes)
    }

    /// 64 bytes.
    pub fn bytes(&mut self, bytes: [u8; 64]) -> ConstantId {
        ConstantId::Vector(place(&mut self.vectors, bytes))
    }

    /// 4 bytes, to be broadcast.
    pub fn word(&mut self, bits: u32) -> ConstantId {
        ConstantId::Word(place(&mut self.words, bits))
    }

    /// The memory operand that stands for a constant until [`Constants::offset`] is known.
    pub fn operand(id: ConstantId) -> MemoryOperand {
        let place = match id {
            ConstantId::Vector(i) => 2 * i,
            ConstantId::Word(i) => 2 * i + 1,
        };
        MemoryOperand::with_base_displ(Physical::RIP, (PLACEHOLDER + place as u64) as i64)
    }

    /// Inverse of [`Constants::operand`].
    pub fn named(address: u64) -> Option<ConstantId> {
        let place = address.checked_sub(PLACEHOLDER)? as usize;
        Some(if place.is_multiple_of(2) { ConstantId::Vector(place / 2) } else { ConstantId::Word(place / 2) })
    }

    /// Offset from the start of the code, for code that is padded to `code_bytes`.
    pub fn offset(&self, id: ConstantId, code_bytes: usize) -> usize {
        match id {
            ConstantId::Vector(i) => code_bytes + 64 * i,
            ConstantId::Word(i) => code_bytes + 64 * self.vectors.len() + 4 * i,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.vectors.is_empty() && self.words.is_empty()
    }

    /// Appends all constants to code that is padded to 64 bytes.
    pub fn append(&self, code: &mut Vec<u8>) -> Vec<ConstantSpan> {
        let mut spans = Vec::with_capacity(self.vectors.len() + self.words.len());
        for vector in &self.vectors {
            spans.push(ConstantSpan { offset: code.len(), bytes: 64 });
            code.extend_from_slice(vector);
        }
        for word in &self.words {
            spans.push(ConstantSpan { offset: code.len(), bytes: 4 });
            code.extend_from_slice(&word.to_le_bytes());
        }
        spans
    }
}

fn place<T: PartialEq>(pool: &mut Vec<T>, value: T) -> usize {
    pool.iter().position(|v| *v == value).unwrap_or_else(|| {
        pool.push(value);
        pool.len() - 1
    })
}
