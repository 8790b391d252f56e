//! One vector operation → instructions.
//!
//! In: an operation with its physical registers and memory operand. Out: instructions, nearly always one. Floating-point arithmetic carries
//! its rounding in the instruction (`{rn-sae}`), which only register operands can; so a memory operand is loaded first there.
//! What an expansion needs beyond its operands is said by [`demands`], next to the expansion.
//!
//! The meaning of each instruction: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.

use super::address::{Addressing, SCRATCH};
use super::assembler::Assembler;
use super::constants::{ConstantId, Constants};
use super::folds::Folds;
use super::masks::{Masks, SCRATCH_MASKS, load_lanes, store_lanes};
use super::outline::{Outline, Position, source_register};
use super::registers::{Assignment, Demands};
use crate::codegen::target::Target;
use crate::diagnostic::{Code as DiagnosticCode, Diagnostic, Result};
use crate::loop_ir::{BinaryOp, LoadForm, Register, RegisterKind, Source, StoreForm, TileId, TileOp, UnaryOp, VectorOp};
use iced_x86::{Code, IcedError, Instruction, MemoryOperand, Register as Physical, RoundingControl};

type Built = Result<Instruction, IcedError>;

const COMPARE: Code = Code::EVEX_Vcmpps_kr_k1_zmm_zmmm512b32_imm8_sae;

/// N of disp8*N: the bytes that the operation's instruction counts displacements in (EVEX tuple types).
pub(super) fn displacement_unit(op: &VectorOp) -> i64 {
    match op {
        VectorOp::Load { form: LoadForm::WidenU8, .. } | VectorOp::Store { form: StoreForm::Narrow8, .. } => 16,
        VectorOp::Load { form: LoadForm::Broadcast4 | LoadForm::Strided { .. }, .. }
        | VectorOp::Store { form: StoreForm::Strided { .. }, .. }
        | VectorOp::LookupWords { .. } => 4,
        // No compressed displacements.
        VectorOp::Prefetch { .. } | VectorOp::Tile(_) => 1,
        _ => 64,
    }
}

/// What the expansion of an operation asks for beyond its operands.
pub(super) fn demands(op: &VectorOp) -> Demands {
    let one = |apart: &[Register]| Demands { temporaries: 1, apart: apart.to_vec(), prefer: Vec::new() };
    match op {
        // The offsets of the lanes.
        VectorOp::Load { form: LoadForm::Strided { .. }, .. } | VectorOp::Store { form: StoreForm::Strided { .. }, .. } => one(&[]),
        // The low bytes of the index: a gather may not overwrite its index.
        VectorOp::LookupWords { .. } => one(&[]),
        // The operand from memory is loaded into the destination, or into a temporary where the destination is an operand.
        VectorOp::Binary { to, op, a, b: Source::Memory(_) } if rounds(*op) => into_destination(*to, &[*a]),
        VectorOp::Fma { to, a, b: Source::Memory(_), c } => into_destination(*to, &[*a, *c]),
        VectorOp::Fma { a, b, c, .. } => Demands { prefer: [Some(*c), Some(*a), source_register(b)].into_iter().flatten().collect(), ..Demands::default() },
        // The other half of the lanes.
        VectorOp::Unary { op: UnaryOp::ReduceMaxF32 | UnaryOp::ReduceMaxI32 | UnaryOp::ReduceAddI32, from, .. } => Demands { prefer: vec![*from], ..one(&[]) },
        VectorOp::Unary { op: UnaryOp::Copy, from, .. } => Demands { prefer: vec![*from], ..Demands::default() },
        // The lane numbers are loaded into the destination.
        VectorOp::Permute32 { to, from, lanes } if matches!(shuffle(lanes), Shuffle::Any) => into_destination(*to, &[*from]),
        // The destination holds the index while the table is read.
        VectorOp::Lookup { to, table, index } => Demands { prefer: vec![*index], ..into_destination(*to, table) },
        _ => Demands::default(),
    }
}

/// The destination is written before `operands` are read.
fn into_destination(to: Register, operands: &[Register]) -> Demands {
    if operands.contains(&to) { Demands { temporaries: 1, ..Demands::default() } } else { Demands { apart: operands.to_vec(), ..Demands::default() } }
}

/// Whether the result is rounded, so that the host's rounding mode must be kept out.
fn rounds(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::AddF32 | BinaryOp::SubF32 | BinaryOp::MulF32 | BinaryOp::DivF32)
}

/// Whether the operation's instruction can take 4 bytes of memory, repeated, as its second operand.
pub(super) fn takes_repeated_memory(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::MaxF32
            | BinaryOp::MinF32
            | BinaryOp::EqualF32
            | BinaryOp::NotEqualF32
            | BinaryOp::LessF32
            | BinaryOp::LessOrEqualF32
            | BinaryOp::AddI32
            | BinaryOp::SubI32
            | BinaryOp::MulI32
            | BinaryOp::MaxI32
            | BinaryOp::MinI32
            | BinaryOp::AndI32
            | BinaryOp::OrI32
            | BinaryOp::XorU8
    )
}

/// The predicate of a comparison's `vcmpps`, none of which signals for quiet NaN.
fn predicate(op: BinaryOp) -> Option<u32> {
    match op {
        BinaryOp::EqualF32 => Some(0x00),
        BinaryOp::NotEqualF32 => Some(0x04),
        BinaryOp::LessF32 => Some(0x11),
        BinaryOp::LessOrEqualF32 => Some(0x12),
        _ => None,
    }
}

fn binary_code(op: BinaryOp) -> Code {
    match op {
        BinaryOp::AddF32 => Code::EVEX_Vaddps_zmm_k1z_zmm_zmmm512b32_er,
        BinaryOp::SubF32 => Code::EVEX_Vsubps_zmm_k1z_zmm_zmmm512b32_er,
        BinaryOp::MulF32 => Code::EVEX_Vmulps_zmm_k1z_zmm_zmmm512b32_er,
        BinaryOp::DivF32 => Code::EVEX_Vdivps_zmm_k1z_zmm_zmmm512b32_er,
        // Both return their second operand where neither compares as larger (smaller): NaN, and zeros of either sign.
        BinaryOp::MaxF32 => Code::EVEX_Vmaxps_zmm_k1z_zmm_zmmm512b32_sae,
        BinaryOp::MinF32 => Code::EVEX_Vminps_zmm_k1z_zmm_zmmm512b32_sae,
        BinaryOp::EqualF32 | BinaryOp::NotEqualF32 | BinaryOp::LessF32 | BinaryOp::LessOrEqualF32 => COMPARE,
        BinaryOp::AddI32 => Code::EVEX_Vpaddd_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::SubI32 => Code::EVEX_Vpsubd_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::MulI32 => Code::EVEX_Vpmulld_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::MaxI32 => Code::EVEX_Vpmaxsd_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::MinI32 => Code::EVEX_Vpminsd_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::AndI32 => Code::EVEX_Vpandd_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::OrI32 => Code::EVEX_Vpord_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::AddSaturatingI16 => Code::EVEX_Vpaddsw_zmm_k1z_zmm_zmmm512,
        BinaryOp::MaxU8 => Code::EVEX_Vpmaxub_zmm_k1z_zmm_zmmm512,
        BinaryOp::MinU8 => Code::EVEX_Vpminub_zmm_k1z_zmm_zmmm512,
        BinaryOp::XorU8 => Code::EVEX_Vpxord_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::PackI16 => Code::EVEX_Vpackssdw_zmm_k1z_zmm_zmmm512b32,
        BinaryOp::PackU8 => Code::EVEX_Vpackuswb_zmm_k1z_zmm_zmmm512,
        BinaryOp::UnpackLowU8 => Code::EVEX_Vpunpcklbw_zmm_k1z_zmm_zmmm512,
        BinaryOp::UnpackHighU8 => Code::EVEX_Vpunpckhbw_zmm_k1z_zmm_zmmm512,
        BinaryOp::UnpackLowU16 => Code::EVEX_Vpunpcklwd_zmm_k1z_zmm_zmmm512,
        BinaryOp::UnpackHighU16 => Code::EVEX_Vpunpckhwd_zmm_k1z_zmm_zmmm512,
    }
}

/// A permutation of 32-bit lanes by what it takes.
enum Shuffle {
    Identity,
    /// The same in each block of 4 lanes: an immediate for `vpshufd`
    InBlocks(u32),
    /// Whole blocks: an immediate for `vshufi32x4`
    OfBlocks(u32),
    /// Lane numbers in a register: `vpermd`
    Any,
}

fn shuffle(lanes: &[u8]) -> Shuffle {
    let immediate = |of: &dyn Fn(usize) -> u8| (0..4).fold(0u32, |bits, i| bits | u32::from(of(i) & 3) << (2 * i));
    let all = |expected: &dyn Fn(usize) -> u8| lanes.iter().enumerate().all(|(i, &lane)| lane == expected(i));
    if lanes.len() != 16 {
        Shuffle::Any
    } else if all(&|i| i as u8) {
        Shuffle::Identity
    } else if all(&|i| (i as u8 & !3) | (lanes[i % 4] & 3)) {
        Shuffle::InBlocks(immediate(&|i| lanes[i]))
    } else if all(&|i| (lanes[i & !3] & !3) | (i as u8 & 3)) {
        Shuffle::OfBlocks(immediate(&|i| lanes[4 * i] / 4))
    } else {
        Shuffle::Any
    }
}

/// Every tile of a kernel has a register of its own.
fn tmm(tile: TileId) -> Physical {
    Physical::TMM0 + tile.0
}

/// How the first 16 or 32 bytes of a register are stored.
fn part(register: Physical, bytes: u32) -> Option<(Code, Physical)> {
    let number = register as u32 - Physical::ZMM0 as u32;
    match bytes {
        32 => Some((Code::EVEX_Vmovdqu32_ymmm256_k1z_ymm, Physical::YMM0 + number)),
        16 => Some((Code::EVEX_Vmovdqu32_xmmm128_k1z_xmm, Physical::XMM0 + number)),
        _ => None,
    }
}

/// Whether a store of so many bytes of a register takes no mask.
pub(super) fn stores_without_mask(bytes: u32) -> bool {
    matches!(bytes, 16 | 32 | 64)
}

fn zmm(number: u32) -> Physical {
    Physical::ZMM0 + number
}

/// Round to nearest even, whatever MXCSR says.
fn rounded(instruction: Built) -> Built {
    instruction.map(|mut i| {
        i.set_rounding_control(RoundingControl::RoundToNearest);
        i
    })
}

/// Lanes outside `mask` keep what they have.
fn masked(instruction: Built, mask: Physical) -> Built {
    instruction.map(|mut i| {
        i.set_op_mask(mask);
        i
    })
}

/// Lanes outside `mask` become zero.
fn zeroing(instruction: Built, mask: Physical) -> Built {
    masked(instruction, mask).map(|mut i| {
        i.set_zeroing_masking(true);
        i
    })
}

/// To an integral number in the mode of the immediate, whatever MXCSR says.
fn integral(to: Physical, from: Physical, mode: u32) -> Built {
    Instruction::with3(Code::EVEX_Vrndscaleps_zmm_k1z_zmmm512b32_imm8_sae, to, from, mode).map(|mut i| {
        i.set_suppress_all_exceptions(true);
        i
    })
}

/// 4 bytes of memory, repeated.
fn repeated(constant: ConstantId) -> MemoryOperand {
    MemoryOperand { is_broadcast: true, ..Constants::operand(constant) }
}

/// Everything that is decided about a kernel before its instructions are chosen.
pub(super) struct Selector<'a> {
    pub outline: &'a Outline<'a>,
    pub target: &'a Target,
    pub assignment: &'a Assignment,
    pub addressing: &'a Addressing,
    pub masks: &'a Masks,
    pub folds: &'a Folds,
}

impl Selector<'_> {
    /// Where the operation at a position finds `register`.
    fn read(&self, position: Position, register: Register) -> Result<Physical> {
        let place = self.assignment.read(position, register);
        place.map(zmm).ok_or_else(|| self.outline.invalid(format!("has no place for register {}", register.0)))
    }

    /// Where the operation at a position puts its result.
    fn written(&self, position: Position) -> Result<Physical> {
        self.assignment.written(position).map(zmm).ok_or_else(|| self.outline.invalid("has no place for a result"))
    }

    fn kind(&self, register: Register) -> RegisterKind {
        self.outline.kernel.registers[register.0 as usize]
    }

    /// The first temporary of an operation that demands one.
    fn temporary(&self, position: Position) -> Result<Physical> {
        self.assignment.temporary(position).map(zmm).ok_or_else(|| self.outline.invalid("lacks a temporary register"))
    }

    /// The memory operand of the operation at a position.
    fn memory(&self, position: Position) -> Result<MemoryOperand> {
        let (base, displacement) = self.addressing.operands.get(&position).ok_or_else(|| self.outline.invalid("lacks a pointer"))?;
        Ok(match displacement {
            0 => MemoryOperand::with_base(*base),
            _ => MemoryOperand::with_base_displ(*base, *displacement),
        })
    }

    fn check_lanes(&self, lanes: u32, all: u32) -> Result<()> {
        if (1..=all).contains(&lanes) { Ok(()) } else { Err(self.outline.invalid(format!("accesses {lanes} lanes of {all}"))) }
    }

    /// Appends the instructions of one operation.
    pub fn select(&self, assembler: &mut Assembler, position: Position, op: &VectorOp) -> Result<()> {
        match op {
            VectorOp::Load { to, form, lanes, .. } => self.load(assembler, position, *to, *form, *lanes),
            VectorOp::Store { from, form, lanes, .. } => self.store(assembler, position, *from, *form, *lanes),
            VectorOp::Prefetch { .. } => assembler.emit(Instruction::with1(Code::Prefetcht1_m8, self.memory(position)?)),
            VectorOp::Splat { .. } if self.folds.splats.contains(&position) => Ok(()),
            VectorOp::Splat { bits, .. } => {
                let to = self.written(position)?;
                match *bits {
                    0 => assembler.emit(Instruction::with3(Code::EVEX_Vpxord_zmm_k1z_zmm_zmmm512b32, to, to, to)),
                    u32::MAX => assembler.emit(Instruction::with4(Code::EVEX_Vpternlogd_zmm_k1z_zmm_zmmm512b32_imm8, to, to, to, 0xffu32)),
                    bits => {
                        let word = Constants::operand(assembler.constants.word(bits));
                        assembler.emit(Instruction::with2(Code::EVEX_Vpbroadcastd_zmm_k1z_xmmm32, to, word))
                    }
                }
            }
            VectorOp::Unary { op, from, .. } => self.unary(assembler, position, *op, *from),
            VectorOp::Binary { op, a, b, .. } => {
                if let Some(predicate) = predicate(*op) {
                    return self.compare(assembler, position, predicate, *a, b);
                }
                let (code, to, a) = (binary_code(*op), self.written(position)?, self.read(position, *a)?);
                if let Some(&bits) = self.folds.operands.get(&position) {
                    let constant = repeated(assembler.constants.word(bits));
                    return assembler.emit(Instruction::with3(code, to, a, constant));
                }
                match b {
                    Source::Register(b) if rounds(*op) => assembler.emit(rounded(Instruction::with3(code, to, a, self.read(position, *b)?))),
                    Source::Register(b) => assembler.emit(Instruction::with3(code, to, a, self.read(position, *b)?)),
                    Source::Memory(_) if rounds(*op) => {
                        let b = self.load_operand(assembler, position, to)?;
                        assembler.emit(rounded(Instruction::with3(code, to, a, b)))
                    }
                    Source::Memory(_) => assembler.emit(Instruction::with3(code, to, a, self.memory(position)?)),
                }
            }
            VectorOp::Shift { from, left, .. } => {
                let (code, count) = match left {
                    0.. => (Code::EVEX_Vpslld_zmm_k1z_zmmm512b32_imm8, *left),
                    _ => (Code::EVEX_Vpsrld_zmm_k1z_zmmm512b32_imm8, left.saturating_neg()),
                };
                assembler.emit(Instruction::with3(code, self.written(position)?, self.read(position, *from)?, i32::from(count)))
            }
            VectorOp::Fma { a, b, c, .. } => {
                let (to, a, c) = (self.written(position)?, self.read(position, *a)?, self.read(position, *c)?);
                let b = match b {
                    Source::Register(b) => self.read(position, *b)?,
                    Source::Memory(_) => self.load_operand(assembler, position, to)?,
                };
                self.fma(assembler, to, a, b, c)
            }
            VectorOp::Dot4 { a, b, .. } => {
                let (code, to, a) = (Code::EVEX_Vpdpbusd_zmm_k1z_zmm_zmmm512b32, self.written(position)?, self.read(position, *a)?);
                match b {
                    Source::Register(b) => assembler.emit(Instruction::with3(code, to, a, self.read(position, *b)?)),
                    Source::Memory(_) => assembler.emit(Instruction::with3(code, to, a, self.memory(position)?)),
                }
            }
            VectorOp::SelectPositive { condition, a, b, .. } => {
                const GREATER_ORDERED_QUIET: u32 = 0x1e;
                let zero = repeated(assembler.constants.word(0));
                let [mask, _] = SCRATCH_MASKS;
                assembler.emit(Instruction::with4(COMPARE, mask, self.read(position, *condition)?, zero, GREATER_ORDERED_QUIET))?;
                let (to, a, b) = (self.written(position)?, self.read(position, *a)?, self.read(position, *b)?);
                let blend = Instruction::with3(Code::EVEX_Vblendmps_zmm_k1z_zmm_zmmm512b32, to, b, a);
                assembler.emit(masked(blend, mask))
            }
            VectorOp::Permute32 { from, lanes, .. } => self.permute(assembler, position, *from, lanes),
            VectorOp::Lookup { table, index, .. } => self.lookup(assembler, position, table, *index),
            VectorOp::LookupWords { index, .. } => self.lookup_words(assembler, position, *index),
            VectorOp::Tile(op) => self.tile(assembler, position, op),
        }
    }

    /// Rows lie a stride apart, which the index of the operand says.
    fn tile(&self, assembler: &mut Assembler, position: Position, op: &TileOp) -> Result<()> {
        let rows = |assembler: &mut Assembler, stride: i64| {
            match u32::try_from(stride) {
                Ok(stride) => assembler.emit(Instruction::with2(Code::Mov_r32_imm32, SCRATCH.full_register32(), stride))?,
                Err(_) => assembler.emit(Instruction::with2(Code::Mov_r64_imm64, SCRATCH, stride as u64))?,
            }
            Ok::<_, Diagnostic>(MemoryOperand { index: SCRATCH, scale: 1, ..self.memory(position)? })
        };
        match *op {
            TileOp::Zero { to } => assembler.emit(Instruction::with1(Code::VEX_Tilezero_tmm, tmm(to))),
            TileOp::Load { to, stride, .. } => {
                let rows = rows(assembler, stride)?;
                assembler.emit(Instruction::with2(Code::VEX_Tileloadd_tmm_sibmem, tmm(to), rows))
            }
            TileOp::Store { from, stride, .. } => {
                let rows = rows(assembler, stride)?;
                assembler.emit(Instruction::with2(Code::VEX_Tilestored_sibmem_tmm, rows, tmm(from)))
            }
            TileOp::Dot4 { to, a, b } => assembler.emit(Instruction::with3(Code::VEX_Tdpbusd_tmm_tmm_tmm, tmm(to), tmm(a), tmm(b))),
        }
    }

    fn load(&self, assembler: &mut Assembler, position: Position, to: Register, form: LoadForm, lanes: u32) -> Result<()> {
        let kind = self.kind(to);
        let all = load_lanes(form, kind);
        self.check_lanes(lanes, all)?;
        let to = self.written(position)?;
        let memory = self.memory(position)?;
        let code = match form {
            LoadForm::Full => match kind {
                RegisterKind::F32 => Code::EVEX_Vmovups_zmm_k1z_zmmm512,
                RegisterKind::I32 => Code::EVEX_Vmovdqu32_zmm_k1z_zmmm512,
                RegisterKind::I16 => Code::EVEX_Vmovdqu16_zmm_k1z_zmmm512,
                RegisterKind::U8 | RegisterKind::S8 => Code::EVEX_Vmovdqu8_zmm_k1z_zmmm512,
            },
            LoadForm::WidenU8 => Code::EVEX_Vpmovzxbd_zmm_k1z_xmmm128,
            LoadForm::Broadcast4 if kind == RegisterKind::F32 => Code::EVEX_Vbroadcastss_zmm_k1z_xmmm32,
            LoadForm::Broadcast4 => Code::EVEX_Vpbroadcastd_zmm_k1z_xmmm32,
            LoadForm::Strided { stride } => {
                let (index, mask) = self.strided(assembler, position, stride, lanes)?;
                // Lanes outside the mask keep what they have.
                assembler.emit(Instruction::with3(Code::EVEX_Vpxord_zmm_k1z_zmm_zmmm512b32, to, to, to))?;
                let gather = Instruction::with2(Code::EVEX_Vgatherdps_zmm_k1_vm32z, to, MemoryOperand { index, ..memory });
                return assembler.emit(masked(gather, mask));
            }
        };
        let load = Instruction::with2(code, to, memory);
        if lanes == all || form == LoadForm::Broadcast4 {
            assembler.emit(load)
        } else {
            let mask = self.masks.get(assembler, lanes)?;
            assembler.emit(zeroing(load, mask))
        }
    }

    fn store(&self, assembler: &mut Assembler, position: Position, from: Register, form: StoreForm, lanes: u32) -> Result<()> {
        let kind = self.kind(from);
        let all = store_lanes(form, kind);
        self.check_lanes(lanes, all)?;
        let from = self.read(position, from)?;
        let memory = self.memory(position)?;
        let code = match form {
            StoreForm::Full => match kind {
                RegisterKind::F32 => Code::EVEX_Vmovups_zmmm512_k1z_zmm,
                RegisterKind::I32 => Code::EVEX_Vmovdqu32_zmmm512_k1z_zmm,
                RegisterKind::I16 => Code::EVEX_Vmovdqu16_zmmm512_k1z_zmm,
                RegisterKind::U8 | RegisterKind::S8 => Code::EVEX_Vmovdqu8_zmmm512_k1z_zmm,
            },
            StoreForm::Narrow8 => Code::EVEX_Vpmovdb_xmmm128_k1z_zmm,
            StoreForm::Strided { stride } => {
                let (index, mask) = self.strided(assembler, position, stride, lanes)?;
                let scatter = Instruction::with2(Code::EVEX_Vpscatterdd_vm32z_k1_zmm, MemoryOperand { index, ..memory }, from);
                return assembler.emit(masked(scatter, mask));
            }
        };
        // A part that fills a smaller register needs no mask, and does not reach into the next cache line.
        if form == StoreForm::Full
            && let Some((code, register)) = part(from, lanes * kind.bytes())
        {
            return assembler.emit(Instruction::with2(code, memory, register));
        }
        let store = Instruction::with2(code, memory, from);
        if lanes == all {
            assembler.emit(store)
        } else {
            let mask = self.masks.get(assembler, lanes)?;
            assembler.emit(masked(store, mask))
        }
    }

    /// The byte offsets of the lanes in a temporary, and a fresh mask of the first `lanes` lanes: gathers and scatters clear theirs.
    fn strided(&self, assembler: &mut Assembler, position: Position, stride: i64, lanes: u32) -> Result<(Physical, Physical)> {
        let index = self.temporary(position)?;
        let furthest = i64::from(lanes) - 1;
        if stride.checked_mul(furthest).is_none_or(|offset| i32::try_from(offset).is_err()) {
            return Err(Diagnostic::error(DiagnosticCode::Overflow, format!("kernel '{}' has lanes {stride} bytes apart", self.outline.kernel.name))
                .hint("lanes of one access may lie at most 2 GiB apart"));
        }
        let offsets = assembler.constants.vector(|lane| if lane < lanes as usize { (stride * lane as i64) as i32 as u32 } else { 0 });
        assembler.emit(Instruction::with2(Code::EVEX_Vmovdqa32_zmm_k1z_zmmm512, index, Constants::operand(offsets)))?;
        let [mask, _] = SCRATCH_MASKS;
        if lanes == 16 {
            assembler.emit(Instruction::with3(Code::VEX_Kxnorw_kr_kr_kr, mask, mask, mask))?;
        } else {
            let held = self.masks.get(assembler, lanes)?;
            if held != mask {
                assembler.emit(Instruction::with2(Code::VEX_Kmovw_kr_km16, mask, held))?;
            }
        }
        Ok((index, mask))
    }

    /// The low bytes of the index choose words of 4 bytes.
    fn lookup_words(&self, assembler: &mut Assembler, position: Position, index: Register) -> Result<()> {
        let (low, to) = (self.temporary(position)?, self.written(position)?);
        let byte = repeated(assembler.constants.word(0xff));
        assembler.emit(Instruction::with3(Code::EVEX_Vpandd_zmm_k1z_zmm_zmmm512b32, low, self.read(position, index)?, byte))?;
        // The gather clears its mask, and would wait for what the destination held.
        let [mask, _] = SCRATCH_MASKS;
        assembler.emit(Instruction::with3(Code::VEX_Kxnorw_kr_kr_kr, mask, mask, mask))?;
        assembler.emit(Instruction::with3(Code::EVEX_Vpxord_zmm_k1z_zmm_zmmm512b32, to, to, to))?;
        let words = MemoryOperand { index: low, scale: 4, ..self.memory(position)? };
        assembler.emit(masked(Instruction::with2(Code::EVEX_Vgatherdps_zmm_k1_vm32z, to, words), mask))
    }

    /// Loads the operand from memory into `to`, or into the temporary where there is one.
    fn load_operand(&self, assembler: &mut Assembler, position: Position, to: Physical) -> Result<Physical> {
        let register = self.assignment.temporary(position).map_or(to, zmm);
        assembler.emit(Instruction::with2(Code::EVEX_Vmovups_zmm_k1z_zmmm512, register, self.memory(position)?))?;
        Ok(register)
    }

    fn copy(&self, assembler: &mut Assembler, to: Physical, from: Physical) -> Result<()> {
        if to == from { Ok(()) } else { assembler.emit(Instruction::with2(Code::EVEX_Vmovdqa32_zmm_k1z_zmmm512, to, from)) }
    }

    /// A mask of the lanes in which the comparison holds, then 1.0 in those lanes.
    fn compare(&self, assembler: &mut Assembler, position: Position, predicate: u32, a: Register, b: &Source) -> Result<()> {
        let [mask, _] = SCRATCH_MASKS;
        let a = self.read(position, a)?;
        let compare = match (self.folds.operands.get(&position), b) {
            (Some(&bits), _) => Instruction::with4(COMPARE, mask, a, repeated(assembler.constants.word(bits)), predicate),
            (None, Source::Register(b)) => Instruction::with4(COMPARE, mask, a, self.read(position, *b)?, predicate),
            (None, Source::Memory(_)) => Instruction::with4(COMPARE, mask, a, self.memory(position)?, predicate),
        };
        assembler.emit(compare)?;
        let one = Constants::operand(assembler.constants.word(1.0f32.to_bits()));
        let ones = Instruction::with2(Code::EVEX_Vbroadcastss_zmm_k1z_xmmm32, self.written(position)?, one);
        assembler.emit(zeroing(ones, mask))
    }

    /// The form whose overwritten operand is the destination; a copy where there is none.
    fn fma(&self, assembler: &mut Assembler, to: Physical, a: Physical, b: Physical, c: Physical) -> Result<()> {
        const PRODUCT_OVERWRITTEN: Code = Code::EVEX_Vfmadd213ps_zmm_k1z_zmm_zmmm512b32_er;
        const SUM_OVERWRITTEN: Code = Code::EVEX_Vfmadd231ps_zmm_k1z_zmm_zmmm512b32_er;
        if to == a {
            assembler.emit(rounded(Instruction::with3(PRODUCT_OVERWRITTEN, to, b, c)))
        } else if to == c {
            assembler.emit(rounded(Instruction::with3(SUM_OVERWRITTEN, to, a, b)))
        } else if to == b {
            assembler.emit(rounded(Instruction::with3(PRODUCT_OVERWRITTEN, to, a, c)))
        } else {
            self.copy(assembler, to, c)?;
            assembler.emit(rounded(Instruction::with3(SUM_OVERWRITTEN, to, a, b)))
        }
    }

    fn unary(&self, assembler: &mut Assembler, position: Position, op: UnaryOp, from: Register) -> Result<()> {
        let (to, from) = (self.written(position)?, self.read(position, from)?);
        match op {
            UnaryOp::ConvertF32 => assembler.emit(rounded(Instruction::with2(Code::EVEX_Vcvtdq2ps_zmm_k1z_zmmm512b32_er, to, from))),
            UnaryOp::RoundI32 => assembler.emit(rounded(Instruction::with2(Code::EVEX_Vcvtps2dq_zmm_k1z_zmmm512b32_er, to, from))),
            UnaryOp::AbsF32 => {
                let magnitude = repeated(assembler.constants.word(0x7fff_ffff));
                assembler.emit(Instruction::with3(Code::EVEX_Vpandd_zmm_k1z_zmm_zmmm512b32, to, from, magnitude))
            }
            UnaryOp::AbsI32 => assembler.emit(Instruction::with2(Code::EVEX_Vpabsd_zmm_k1z_zmmm512b32, to, from)),
            UnaryOp::SquareRootF32 => assembler.emit(rounded(Instruction::with2(Code::EVEX_Vsqrtps_zmm_k1z_zmmm512b32_er, to, from))),
            UnaryOp::NearestF32 => assembler.emit(integral(to, from, 0)),
            UnaryOp::FloorF32 => assembler.emit(integral(to, from, 1)),
            UnaryOp::CeilingF32 => assembler.emit(integral(to, from, 2)),
            UnaryOp::TruncateF32 => assembler.emit(integral(to, from, 3)),
            UnaryOp::ReduceMaxF32 => self.reduce(assembler, position, to, from, binary_code(BinaryOp::MaxF32)),
            UnaryOp::ReduceMaxI32 => self.reduce(assembler, position, to, from, binary_code(BinaryOp::MaxI32)),
            UnaryOp::ReduceAddI32 => self.reduce(assembler, position, to, from, binary_code(BinaryOp::AddI32)),
            UnaryOp::Copy => self.copy(assembler, to, from),
        }
    }

    /// Four times: every lane with the one half of what is left away from it.
    fn reduce(&self, assembler: &mut Assembler, position: Position, to: Physical, from: Physical, code: Code) -> Result<()> {
        const SWAP_HALVES: u32 = 0x4e;
        const SWAP_NEIGHBOURS: u32 = 0xb1;
        let other = self.temporary(position)?;
        let mut from = from;
        for blocks in [SWAP_HALVES, SWAP_NEIGHBOURS] {
            assembler.emit(Instruction::with4(Code::EVEX_Vshufi32x4_zmm_k1z_zmm_zmmm512b32_imm8, other, from, from, blocks))?;
            assembler.emit(Instruction::with3(code, to, from, other))?;
            from = to;
        }
        for lanes in [SWAP_HALVES, SWAP_NEIGHBOURS] {
            assembler.emit(Instruction::with3(Code::EVEX_Vpshufd_zmm_k1z_zmmm512b32_imm8, other, to, lanes))?;
            assembler.emit(Instruction::with3(code, to, to, other))?;
        }
        Ok(())
    }

    fn permute(&self, assembler: &mut Assembler, position: Position, from: Register, lanes: &[u8]) -> Result<()> {
        if lanes.len() != 16 || lanes.iter().any(|&lane| lane >= 16) {
            return Err(self.outline.invalid(format!("permutes by {lanes:?} instead of 16 lanes below 16")));
        }
        let (to, from) = (self.written(position)?, self.read(position, from)?);
        match shuffle(lanes) {
            Shuffle::Identity => self.copy(assembler, to, from),
            Shuffle::InBlocks(immediate) => assembler.emit(Instruction::with3(Code::EVEX_Vpshufd_zmm_k1z_zmmm512b32_imm8, to, from, immediate)),
            Shuffle::OfBlocks(immediate) => assembler.emit(Instruction::with4(Code::EVEX_Vshufi32x4_zmm_k1z_zmm_zmmm512b32_imm8, to, from, from, immediate)),
            Shuffle::Any => {
                let numbers = assembler.constants.vector(|lane| u32::from(lanes[lane]));
                let index = self.assignment.temporary(position).map_or(to, zmm);
                assembler.emit(Instruction::with2(Code::EVEX_Vmovdqa32_zmm_k1z_zmmm512, index, Constants::operand(numbers)))?;
                assembler.emit(Instruction::with3(Code::EVEX_Vpermd_zmm_k1z_zmm_zmmm512b32, to, index, from))
            }
        }
    }

    /// `vpermi2b` looks 7-bit numbers up in two registers and overwrites the numbers. The upper half of the table is applied to the
    /// numbers with the top bit only, then the lower half to the others, which are still there.
    fn lookup(&self, assembler: &mut Assembler, position: Position, table: &[Register], index: Register) -> Result<()> {
        if !self.target.vbmi {
            return Err(Diagnostic::error(
                DiagnosticCode::Unsupported,
                format!("kernel '{}' looks bytes up, which needs AVX-512 VBMI", self.outline.kernel.name),
            )
            .hint("plan the table as arithmetic for this target"));
        }
        let &[first, second, third, fourth] = table else {
            return Err(self.outline.invalid(format!("looks up in {} registers instead of 4", table.len())));
        };
        let (to, index) = (self.written(position)?, self.read(position, index)?);
        let numbers = self.assignment.temporary(position).map_or(to, zmm);
        let [upper, lower] = SCRATCH_MASKS;
        let permute = |a: Register, b: Register| {
            Ok::<_, Diagnostic>(Instruction::with3(Code::EVEX_Vpermi2b_zmm_k1z_zmm_zmmm512, numbers, self.read(position, a)?, self.read(position, b)?))
        };
        assembler.emit(Instruction::with2(Code::EVEX_Vpmovb2m_kr_zmm, upper, index))?;
        self.copy(assembler, numbers, index)?;
        assembler.emit(Instruction::with2(Code::VEX_Knotq_kr_kr, lower, upper))?;
        assembler.emit(masked(permute(third, fourth)?, upper))?;
        assembler.emit(masked(permute(first, second)?, lower))?;
        self.copy(assembler, to, numbers)
    }
}
