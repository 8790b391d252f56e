//! Instructions → bytes, one at a time, so that the offset of the next instruction is always known.
//!
//! In: instructions of iced-x86, loop heads, constants. Out: [`MachineCode`]. Backward branches take their short form where it reaches;
//! what lies ahead (constants, the way out of a kernel without work) is patched at the end. It never chooses an instruction.

use super::MachineCode;
use super::constants::{ConstantId, Constants};
use crate::diagnostic::{Code as DiagnosticCode, Diagnostic, Result};
use iced_x86::{Code, Encoder, IcedError, Instruction};

/// Bytes of a loop between its head and the end of its branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LoopSpan {
    pub head: usize,
    pub end: usize,
    pub innermost: bool,
    /// How often the body runs; `None` for the loop over the parallel range.
    pub trips: Option<u32>,
}

/// A loop head or another place in the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label(usize);

/// A branch back to a loop's head while a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    NotEqual,
    Below,
}

pub(super) struct Assembler {
    encoder: Encoder,
    at: usize,
    pub constants: Constants,
    /// Where a displacement lies, where its instruction ends, and what it means.
    references: Vec<(usize, usize, ConstantId)>,
    /// Where the 4-byte distance of a branch to the exit lies.
    exits: Vec<usize>,
    loops: Vec<LoopSpan>,
}

/// The recommended multi-byte forms (AMD64 Architecture Programmer's Manual, volume 3, NOP; software optimization guides of both makers).
const NOPS: [&[u8]; 9] = [
    &[0x90],
    &[0x66, 0x90],
    &[0x0f, 0x1f, 0x00],
    &[0x0f, 0x1f, 0x40, 0x00],
    &[0x0f, 0x1f, 0x44, 0x00, 0x00],
    &[0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
    &[0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
    &[0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    &[0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
];

/// `int3`: what lies between the code and its constants is never reached.
const FILL: u8 = 0xcc;

fn failure(error: IcedError) -> Diagnostic {
    Diagnostic::error(DiagnosticCode::Invalid, format!("an instruction has no encoding: {error}")).hint("report this kernel: instruction selection is at fault")
}

impl Assembler {
    pub fn new() -> Self {
        Self { encoder: Encoder::new(64), at: 0, constants: Constants::default(), references: Vec::new(), exits: Vec::new(), loops: Vec::new() }
    }

    /// Appends an instruction; an operand of [`Constants::operand`] is resolved at the end.
    pub fn emit(&mut self, instruction: Result<Instruction, IcedError>) -> Result<()> {
        let instruction = instruction.map_err(failure)?;
        let start = self.at;
        self.at += self.encoder.encode(&instruction, start as u64).map_err(failure)?;
        if instruction.is_ip_rel_memory_operand()
            && let Some(id) = Constants::named(instruction.ip_rel_memory_address())
        {
            let displacement = self.encoder.get_constant_offsets().displacement_offset();
            self.references.push((start + displacement, self.at, id));
        }
        Ok(())
    }

    /// Fills with multi-byte `nop`s up to a multiple of `bytes`.
    pub fn align(&mut self, bytes: usize) {
        let mut missing = self.at.next_multiple_of(bytes) - self.at;
        while missing > 0 {
            let nop = NOPS[missing.min(NOPS.len()) - 1];
            nop.iter().for_each(|&byte| self.encoder.write_u8(byte));
            self.at += nop.len();
            missing -= nop.len();
        }
    }

    pub fn label(&self) -> Label {
        Label(self.at)
    }

    /// Ends a loop of so many `trips`, as [`LoopSpan`] counts them: back to `head` while `condition` holds.
    pub fn repeat(&mut self, head: Label, condition: Condition, innermost: bool, trips: Option<u32>) -> Result<()> {
        const SHORT_BRANCH_BYTES: usize = 2;
        let short = self.at + SHORT_BRANCH_BYTES - head.0 <= 128;
        let code = match (condition, short) {
            (Condition::NotEqual, true) => Code::Jne_rel8_64,
            (Condition::NotEqual, false) => Code::Jne_rel32_64,
            (Condition::Below, true) => Code::Jb_rel8_64,
            (Condition::Below, false) => Code::Jb_rel32_64,
        };
        self.emit(Instruction::with_branch(code, head.0 as u64))?;
        self.loops.push(LoopSpan { head: head.0, end: self.at, innermost, trips });
        Ok(())
    }

    /// Leaves the kernel if the flags say "above or equal".
    pub fn exit_if_above_or_equal(&mut self) -> Result<()> {
        self.emit(Instruction::with_branch(Code::Jae_rel32_64, self.at as u64))?;
        self.exits.push(self.at - 4);
        Ok(())
    }

    /// Appends `vzeroupper; ret` as the exit, then the constants, and resolves what is open.
    pub fn finish(mut self) -> Result<MachineCode> {
        let exit = self.at;
        self.emit(Ok(Instruction::with(Code::VEX_Vzeroupper)))?;
        self.emit(Ok(Instruction::with(Code::Retnq)))?;
        let code_bytes = self.at;
        let mut bytes = self.encoder.take_buffer();
        for at in self.exits {
            bytes[at..at + 4].copy_from_slice(&distance(exit, at + 4)?);
        }
        if !self.constants.is_empty() {
            bytes.resize(code_bytes.next_multiple_of(64), FILL);
        }
        let padded = bytes.len();
        for (at, end, id) in self.references {
            bytes[at..at + 4].copy_from_slice(&distance(self.constants.offset(id, padded), end)?);
        }
        let constants = self.constants.append(&mut bytes);
        self.loops.sort_by_key(|l| (l.head, std::cmp::Reverse(l.end)));
        Ok(MachineCode { bytes, code_bytes, loops: self.loops, constants })
    }
}

fn distance(target: usize, from: usize) -> Result<[u8; 4]> {
    i32::try_from(target as i64 - from as i64)
        .map(i32::to_le_bytes)
        .map_err(|_| Diagnostic::error(DiagnosticCode::Overflow, "a kernel's code is larger than 2 GiB").hint("unroll less"))
}
