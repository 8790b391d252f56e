//! Mask registers for operations on fewer lanes than a register has.
//!
//! In: an outline. Out: which `k` register holds "the first n lanes" for the whole kernel; loaded once at its entry. Lane counts beyond the
//! first five are loaded where they are used.

use super::address::SCRATCH;
use super::assembler::Assembler;
use super::outline::{Event, Outline};
use super::select::stores_without_mask;
use crate::diagnostic::Result;
use crate::loop_ir::{LoadForm, RegisterKind, StoreForm, VectorOp};
use iced_x86::{Code, Instruction, Register as Physical};

/// Scratch masks of single operations.
pub(super) const SCRATCH_MASKS: [Physical; 2] = [Physical::K7, Physical::K6];
const HELD: [Physical; 5] = [Physical::K1, Physical::K2, Physical::K3, Physical::K4, Physical::K5];

/// Lane counts by their register's place in `HELD`, those without a register behind.
#[derive(Debug)]
pub(super) struct Masks {
    lanes: Vec<u32>,
}

/// Lanes that a load or store of this form could have.
pub(super) fn load_lanes(form: LoadForm, kind: RegisterKind) -> u32 {
    match form {
        LoadForm::Full => 64 / kind.bytes(),
        LoadForm::WidenU8 | LoadForm::Broadcast4 | LoadForm::Strided { .. } => 16,
    }
}

/// As [`load_lanes`].
pub(super) fn store_lanes(form: StoreForm, kind: RegisterKind) -> u32 {
    match form {
        StoreForm::Full => 64 / kind.bytes(),
        StoreForm::Narrow8 | StoreForm::Strided { .. } => 16,
    }
}

impl Masks {
    pub fn of(outline: &Outline) -> Self {
        let mut lanes = Vec::new();
        for event in &outline.events {
            let (used, all) = match event {
                Event::Op(VectorOp::Load { to, form, lanes, .. }) => (*lanes, load_lanes(*form, outline.kernel.registers[to.0 as usize])),
                Event::Op(VectorOp::Store { from, form, lanes, .. }) => {
                    let kind = outline.kernel.registers[from.0 as usize];
                    if *form == StoreForm::Full && stores_without_mask(lanes * kind.bytes()) {
                        continue;
                    }
                    (*lanes, store_lanes(*form, kind))
                }
                _ => continue,
            };
            if used < all && !lanes.contains(&used) {
                lanes.push(used);
            }
        }
        Self { lanes }
    }

    /// Loads the masks that are held for the whole kernel.
    pub fn load(&self, assembler: &mut Assembler) -> Result<()> {
        self.lanes.iter().zip(HELD).try_for_each(|(&lanes, mask)| set(assembler, mask, lanes))
    }

    /// A register with the mask of the first `lanes` lanes; may be a scratch register.
    pub fn get(&self, assembler: &mut Assembler, lanes: u32) -> Result<Physical> {
        let held = self.lanes.iter().zip(HELD).find(|(l, _)| **l == lanes);
        match held {
            Some((_, mask)) => Ok(mask),
            None => {
                set(assembler, SCRATCH_MASKS[0], lanes)?;
                Ok(SCRATCH_MASKS[0])
            }
        }
    }
}

fn set(assembler: &mut Assembler, mask: Physical, lanes: u32) -> Result<()> {
    let bits = u64::MAX >> (64 - lanes.clamp(1, 64));
    match u32::try_from(bits) {
        Ok(bits) => assembler.emit(Instruction::with2(Code::Mov_r32_imm32, Physical::EAX, bits))?,
        Err(_) => assembler.emit(Instruction::with2(Code::Mov_r64_imm64, SCRATCH, bits))?,
    }
    assembler.emit(Instruction::with2(Code::VEX_Kmovq_kr_r64, mask, SCRATCH))
}
