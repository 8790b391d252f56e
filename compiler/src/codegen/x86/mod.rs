//! Loop IR for the AVX-512 VNNI target → machine code.
//!
//! In: a verified [`Kernel`] planned for 64-byte vectors. Out: [`MachineCode`], a leaf function of the System V ABI,
//! `extern "C" fn(frame: *mut u64, begin: u64, end: u64)`, that runs the share `begin..end` of the kernel's parallel range; nothing at
//! all if `begin >= end`. `frame[0..8]` is scratch in which the function keeps the registers that its caller wants back,
//! `frame[8 + i]` is the address of buffer i. The code has no relocations, never touches the stack, never spills, decides nothing: one
//! operation becomes the instructions that the table in `select` says, in the order in which it stands.
//!
//! * `outline` the kernel in one line · `ranges`, `registers` virtual → zmm registers · `forms`, `address` addresses → pointers in loops
//! * `masks` lanes · `folds` constants without a register · `select` operations → instructions · `assembler`, `constants` instructions → bytes
//! * `listing`, `statistics`, `execution` what came out, for people and tests

mod address;
mod assembler;
mod constants;
mod execution;
mod folds;
mod forms;
mod listing;
mod masks;
mod outline;
mod ranges;
mod registers;
mod select;
mod statistics;
#[cfg(test)]
mod tests;

pub use execution::{Execution, execution};
pub use listing::listing;
pub use statistics::{LoopStatistics, Statistics, statistics};

use super::target::Target;
use crate::diagnostic::{Code as DiagnosticCode, Diagnostic, Result};
use crate::loop_ir::tile::MOST_TILES;
use crate::loop_ir::verify::verify_width;
use crate::loop_ir::{Kernel, Tile};
use address::{Addressing, BEGIN, Computation, Counter, END, FRAME, FRAME_SCRATCH_SLOTS, SCRATCH};
use assembler::{Assembler, Condition, Label, LoopSpan};
use constants::{ConstantSpan, Constants};
use folds::Folds;
use iced_x86::{Code, Instruction, MemoryOperand, Register as Physical};
use masks::Masks;
use outline::{Event, Outline};
use ranges::Ranges;
use select::Selector;

/// A kernel as bytes. Needs an address that is a multiple of 64, readable and executable; no other place of memory knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MachineCode {
    /// Code, then its constants.
    pub bytes: Vec<u8>,
    /// Bytes up to and including the `ret`.
    pub code_bytes: usize,
    loops: Vec<LoopSpan>,
    constants: Vec<ConstantSpan>,
}

/// Generates code for one kernel.
///
/// Fails for a kernel that is planned for another vector width, needs more registers than there are, or looks up tables on a target
/// without byte permutations; and for one that a verifier would refuse, as far as the code generator relies on it.
pub fn compile(kernel: &Kernel, target: &Target) -> Result<MachineCode> {
    if kernel.vector_bytes != target.vector_bytes() {
        let message = format!("kernel '{}' has vectors of {} bytes, target {target} has {}", kernel.name, kernel.vector_bytes, target.vector_bytes());
        return Err(Diagnostic::error(DiagnosticCode::Invalid, message).hint("plan for the target that code is generated for"));
    }
    if !kernel.tiles.is_empty() && !target.matrix_unit {
        return Err(Diagnostic::error(DiagnosticCode::Unsupported, format!("kernel '{}' uses tiles, which target {target} does not have", kernel.name))
            .hint("plan for the target that code is generated for"));
    }
    verify_width(kernel)?;
    let outline = Outline::new(kernel)?;
    let ranges = Ranges::of(&outline)?;
    let folds = Folds::of(&outline, &ranges)?;
    let assignment = registers::assign(&outline, &ranges, &folds, select::demands)?;
    if assignment.used > target.vector_registers() {
        return Err(registers::too_many(&outline, assignment.used, target.vector_registers()));
    }
    let addressing = Addressing::new(&outline)?;
    let masks = Masks::of(&outline);
    let selector = Selector { outline: &outline, target, assignment: &assignment, addressing: &addressing, masks: &masks, folds: &folds };
    let mut emission = Emission { assembler: Assembler::new(), outline: &outline, addressing: &addressing };
    emission.enter(&masks)?;
    emission.body(&selector)?;
    emission.leave()
}

/// How many vector registers [`compile`] needs for a kernel, however many the target has: live values where most of them meet, temporaries
/// of the instruction sequences included.
pub fn vector_registers(kernel: &Kernel) -> Result<u32> {
    let outline = Outline::new(kernel)?;
    let ranges = Ranges::of(&outline)?;
    Ok(registers::assign(&outline, &ranges, &Folds::of(&outline, &ranges)?, select::demands)?.used)
}

/// Control flow around the operations.
struct Emission<'a> {
    assembler: Assembler,
    outline: &'a Outline<'a>,
    addressing: &'a Addressing,
}

impl Emission<'_> {
    fn enter(&mut self, masks: &Masks) -> Result<()> {
        self.assembler.emit(Instruction::with2(Code::Cmp_r64_rm64, BEGIN, END))?;
        self.assembler.exit_if_above_or_equal()?;
        for (slot, &register) in self.addressing.saved.iter().enumerate() {
            self.assembler.emit(Instruction::with2(Code::Mov_rm64_r64, frame(slot), register))?;
        }
        masks.load(&mut self.assembler)?;
        if self.outline.kernel.tiles.is_empty() {
            return Ok(());
        }
        let configuration = self.assembler.constants.bytes(tile_configuration(&self.outline.kernel.tiles));
        self.assembler.emit(Instruction::with1(Code::VEX_Ldtilecfg_m512, Constants::operand(configuration)))
    }

    fn body(&mut self, selector: &Selector) -> Result<()> {
        // Innermost loops start where an instruction fetch does.
        const LOOP_ALIGNMENT: usize = 32;
        let mut heads: Vec<Label> = Vec::new();
        for (position, event) in self.outline.events.iter().enumerate() {
            for computation in self.addressing.computations.get(&position).into_iter().flatten() {
                self.compute(computation)?;
            }
            match event {
                Event::Op(op) => selector.select(&mut self.assembler, position, op)?,
                Event::Enter(body) => {
                    match self.addressing.counters[*body] {
                        Some(Counter::Down { register, trips }) => {
                            self.assembler.emit(Instruction::with2(Code::Mov_r32_imm32, register.full_register32(), trips))?;
                        }
                        Some(Counter::Share { register, from }) if register != from => {
                            self.assembler.emit(Instruction::with2(Code::Mov_r64_rm64, register, from))?;
                        }
                        Some(Counter::Share { .. }) | None => {}
                    }
                    if self.outline.loops[*body].innermost {
                        self.assembler.align(LOOP_ALIGNMENT);
                    }
                    heads.push(self.assembler.label());
                }
                Event::Exit(body) => {
                    let head = heads.pop().ok_or_else(|| self.outline.invalid("has loops that are not nested"))?;
                    self.repeat(*body, head)?;
                }
            }
        }
        Ok(())
    }

    fn repeat(&mut self, body: usize, head: Label) -> Result<()> {
        for &(register, amount) in &self.addressing.increments[body] {
            self.add(register, amount)?;
        }
        let innermost = self.outline.loops[body].innermost;
        match self.addressing.counters[body] {
            Some(Counter::Down { register, trips }) => {
                self.assembler.emit(Instruction::with1(Code::Dec_rm32, register.full_register32()))?;
                self.assembler.repeat(head, Condition::NotEqual, innermost, Some(trips))
            }
            Some(Counter::Share { register, .. }) => {
                self.assembler.emit(Instruction::with1(Code::Inc_rm64, register))?;
                self.assembler.emit(Instruction::with2(Code::Cmp_r64_rm64, register, END))?;
                self.assembler.repeat(head, Condition::Below, innermost, None)
            }
            None => Ok(()),
        }
    }

    fn compute(&mut self, computation: &Computation) -> Result<()> {
        let to = computation.to;
        self.assembler.emit(Instruction::with2(Code::Mov_r64_rm64, to, frame(FRAME_SCRATCH_SLOTS + computation.buffer)))?;
        for &(register, coefficient) in &computation.products {
            match (coefficient, i32::try_from(coefficient)) {
                (1 | 2 | 4 | 8, _) => {
                    let scaled = MemoryOperand::with_base_index_scale(to, register, coefficient as u32);
                    self.assembler.emit(Instruction::with2(Code::Lea_r64_m, to, scaled))?;
                    continue;
                }
                (_, Ok(coefficient)) => self.assembler.emit(Instruction::with3(Code::Imul_r64_rm64_imm32, SCRATCH, register, coefficient))?,
                (_, Err(_)) => {
                    self.assembler.emit(Instruction::with2(Code::Mov_r64_imm64, SCRATCH, coefficient as u64))?;
                    self.assembler.emit(Instruction::with2(Code::Imul_r64_rm64, SCRATCH, register))?;
                }
            }
            self.assembler.emit(Instruction::with2(Code::Add_r64_rm64, to, SCRATCH))?;
        }
        self.add(to, computation.constant)
    }

    fn add(&mut self, to: Physical, amount: i64) -> Result<()> {
        match (amount, i8::try_from(amount), i32::try_from(amount)) {
            (0, ..) => Ok(()),
            (128, ..) => self.assembler.emit(Instruction::with2(Code::Sub_rm64_imm8, to, -128)),
            (_, Ok(small), _) => self.assembler.emit(Instruction::with2(Code::Add_rm64_imm8, to, i32::from(small))),
            (_, _, Ok(amount)) => self.assembler.emit(Instruction::with2(Code::Add_rm64_imm32, to, amount)),
            _ => {
                self.assembler.emit(Instruction::with2(Code::Mov_r64_imm64, SCRATCH, amount as u64))?;
                self.assembler.emit(Instruction::with2(Code::Add_r64_rm64, to, SCRATCH))
            }
        }
    }

    fn leave(mut self) -> Result<MachineCode> {
        if !self.outline.kernel.tiles.is_empty() {
            // Registers in their initial state cost nothing in a context switch.
            self.assembler.emit(Ok(Instruction::with(Code::VEX_Tilerelease)))?;
        }
        for (slot, &register) in self.addressing.saved.iter().enumerate() {
            self.assembler.emit(Instruction::with2(Code::Mov_r64_rm64, register, frame(slot)))?;
        }
        self.assembler.finish()
    }
}

/// The operand of `ldtilecfg`: palette 1, bytes of a row from byte 16 on, rows from byte 48 on (Intel SDM volume 1, 18.2.1).
fn tile_configuration(tiles: &[Tile]) -> [u8; 64] {
    let mut bytes = [0; 64];
    bytes[0] = 1;
    for (i, tile) in tiles.iter().enumerate().take(MOST_TILES) {
        bytes[16 + 2 * i] = tile.row_bytes as u8;
        bytes[48 + i] = tile.rows as u8;
    }
    bytes
}

/// A slot of the frame.
fn frame(slot: usize) -> MemoryOperand {
    MemoryOperand::with_base_displ(FRAME, 8 * slot as i64)
}
