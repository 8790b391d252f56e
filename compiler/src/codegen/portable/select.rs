//! One vector operation → Cranelift IR that every architecture has vector instructions for.
//!
//! Which IR becomes which instruction: `isa/x64/lower.isle` and `isa/aarch64/lower.isle` of Cranelift. What the IR leaves to the
//! architecture (NaN in `fmax`, conversions out of range) is not used.

use super::translate::Translation;
use crate::codegen::target::Architecture;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::{BinaryOp, Register, RegisterKind, Source, UnaryOp, VectorOp};
use cranelift_codegen::ir::condcodes::FloatCC;
use cranelift_codegen::ir::{ConstantData, Endianness, InstBuilder, MemFlagsData, Type, Value, types};

/// The Cranelift type of a register.
pub(super) fn vector_type(kind: RegisterKind) -> Type {
    match kind {
        RegisterKind::I32 => types::I32X4,
        RegisterKind::F32 => types::F32X4,
        RegisterKind::U8 | RegisterKind::S8 => types::I8X16,
        RegisterKind::I16 => types::I16X8,
    }
}

/// The lanes that a binary operation computes with.
fn lanes_of(op: BinaryOp) -> Type {
    use BinaryOp::*;
    match op {
        AddF32 | SubF32 | MulF32 | DivF32 | MaxF32 | MinF32 | EqualF32 | NotEqualF32 | LessF32 | LessOrEqualF32 => types::F32X4,
        AddI32 | SubI32 | MulI32 | MaxI32 | MinI32 | AndI32 | OrI32 | PackI16 => types::I32X4,
        AddSaturatingI16 | PackU8 => types::I16X8,
        MaxU8 | MinU8 | XorU8 | UnpackLowU8 | UnpackHighU8 | UnpackLowU16 | UnpackHighU16 => types::I8X16,
    }
}

/// Bytes of `a` (0..16) and `b` (16..32) alternating in elements of `size` bytes, from byte `first` on.
fn alternating(size: usize, first: usize) -> [u8; 16] {
    std::array::from_fn(|i| {
        let (element, part) = (i / size, i % size);
        (16 * (element % 2) + first + element / 2 * size + part) as u8
    })
}

/// The same 32-bit pattern in every lane.
fn repeated(bits: u32) -> [u8; 16] {
    std::array::from_fn(|i| bits.to_le_bytes()[i % 4])
}

impl Translation<'_, '_> {
    /// The same 16 bytes as another type.
    pub fn bitcast(&mut self, ty: Type, value: Value) -> Value {
        if self.builder.func.dfg.value_type(value) == ty {
            return value;
        }
        self.builder.ins().bitcast(ty, MemFlagsData::new().with_endianness(Endianness::Little), value)
    }

    pub fn constant(&mut self, ty: Type, bytes: [u8; 16]) -> Value {
        let constant = self.builder.func.dfg.constants.insert(ConstantData::from(bytes.as_slice()));
        self.builder.ins().vconst(ty, constant)
    }

    /// Byte i of the result is byte `from[i]` of `a` and `b` together.
    pub fn shuffle(&mut self, a: Value, b: Value, from: [u8; 16]) -> Value {
        let (a, b) = (self.bitcast(types::I8X16, a), self.bitcast(types::I8X16, b));
        if from.iter().enumerate().all(|(i, &byte)| usize::from(byte) == i) {
            return a;
        }
        let mask = self.builder.func.dfg.immediates.push(ConstantData::from(from.as_slice()));
        self.builder.ins().shuffle(a, b, mask)
    }

    /// 32-bit lane i of the result is lane `from[i]`.
    fn permute(&mut self, value: Value, from: [u8; 4]) -> Value {
        self.shuffle(value, value, std::array::from_fn(|i| 4 * from[i / 4] + (i % 4) as u8))
    }

    fn read_as(&mut self, ty: Type, register: Register) -> Value {
        let value = self.read(register);
        self.bitcast(ty, value)
    }

    fn source(&mut self, ty: Type, source: &Source) -> Result<Value> {
        match source {
            Source::Register(register) => Ok(self.read_as(ty, *register)),
            Source::Memory(address) => self.load_vector(ty, address),
        }
    }

    /// Appends one operation.
    pub fn operation(&mut self, op: &VectorOp) -> Result<()> {
        let (to, value) = match op {
            VectorOp::Load { to, form, address, lanes } => return self.load(*to, *form, address, *lanes),
            VectorOp::Store { from, form, address, lanes } => return self.store(*from, *form, address, *lanes),
            // A hint that the target's instructions cannot give.
            VectorOp::Prefetch { .. } => return Ok(()),
            VectorOp::Splat { to, bits } => (to, self.constant(vector_type(self.kernel.registers[to.0 as usize]), repeated(*bits))),
            VectorOp::Unary { to, op, from } => (to, self.unary(*op, *from)),
            VectorOp::Binary { to, op, a, b } => {
                let ty = lanes_of(*op);
                let (a, b) = (self.read_as(ty, *a), self.source(ty, b)?);
                (to, self.binary(*op, a, b))
            }
            VectorOp::Shift { to, from, left } => {
                let value = self.read_as(types::I32X4, *from);
                let by = i64::from(left.unsigned_abs());
                let shifted = match left {
                    _ if by >= 32 => self.constant(types::I32X4, [0; 16]),
                    0.. => self.builder.ins().ishl_imm_u(value, by),
                    _ => self.builder.ins().ushr_imm_u(value, by),
                };
                (to, shifted)
            }
            VectorOp::Fma { to, a, b, c } => {
                let (a, b, c) = (self.read_as(types::F32X4, *a), self.source(types::F32X4, b)?, self.read_as(types::F32X4, *c));
                (to, self.builder.ins().fma(a, b, c))
            }
            VectorOp::Dot4 { to, a, b } => {
                let (sum, a, b) = (self.read_as(types::I32X4, *to), self.read_as(types::I16X8, *a), self.source(types::I16X8, b)?);
                (to, self.dot4(sum, a, b))
            }
            VectorOp::SelectPositive { to, condition, a, b } => {
                let condition = self.read_as(types::F32X4, *condition);
                let (a, b) = (self.read_as(types::F32X4, *a), self.read_as(types::F32X4, *b));
                let zero = self.constant(types::F32X4, [0; 16]);
                (to, self.choose(FloatCC::LessThan, zero, condition, a, b))
            }
            VectorOp::Permute32 { to, from, lanes } => {
                let value = self.read(*from);
                (to, self.permute(value, std::array::from_fn(|i| lanes.get(i).copied().unwrap_or(0) & 3)))
            }
            VectorOp::LookupWords { to, address, index } => (to, self.lookup_words(address, *index)?),
            VectorOp::Tile(_) => {
                let message = format!("kernel '{}' uses tiles, which no portable target has", self.kernel.name);
                return Err(Diagnostic::error(Code::Unsupported, message).hint("plan for the target that code is generated for"));
            }
            VectorOp::Lookup { to, table, index } => {
                let index = self.read_as(types::I8X16, *index);
                (to, self.lookup(table, index))
            }
        };
        self.write(*to, value);
        Ok(())
    }

    fn unary(&mut self, op: UnaryOp, from: Register) -> Value {
        let integers = matches!(op, UnaryOp::ConvertF32 | UnaryOp::AbsI32 | UnaryOp::ReduceMaxI32 | UnaryOp::ReduceAddI32);
        if op == UnaryOp::Copy {
            return self.read(from);
        }
        let x = self.read_as(if integers { types::I32X4 } else { types::F32X4 }, from);
        match op {
            UnaryOp::ConvertF32 => self.builder.ins().fcvt_from_sint(types::F32X4, x),
            UnaryOp::RoundI32 => self.round(x),
            UnaryOp::AbsF32 => self.builder.ins().fabs(x),
            UnaryOp::AbsI32 => self.builder.ins().iabs(x),
            UnaryOp::SquareRootF32 => self.builder.ins().sqrt(x),
            UnaryOp::FloorF32 => self.builder.ins().floor(x),
            UnaryOp::CeilingF32 => self.builder.ins().ceil(x),
            UnaryOp::NearestF32 => self.builder.ins().nearest(x),
            UnaryOp::TruncateF32 => self.builder.ins().trunc(x),
            UnaryOp::ReduceMaxF32 | UnaryOp::ReduceMaxI32 | UnaryOp::ReduceAddI32 => {
                let ty = self.builder.func.dfg.value_type(x);
                // The other half, then the other neighbour.
                [[2, 3, 0, 1], [1, 0, 3, 2]].into_iter().fold(x, |x, lanes| {
                    let other = self.permute(x, lanes);
                    let other = self.bitcast(ty, other);
                    match op {
                        UnaryOp::ReduceMaxF32 => self.binary(BinaryOp::MaxF32, x, other),
                        UnaryOp::ReduceMaxI32 => self.builder.ins().smax(x, other),
                        _ => self.builder.ins().iadd(x, other),
                    }
                })
            }
            UnaryOp::Copy => x,
        }
    }

    /// Nearest even; NaN and what does not fit become −2³¹, which is what x86's conversion gives.
    fn round(&mut self, x: Value) -> Value {
        let integral = self.builder.ins().nearest(x);
        match self.architecture {
            Architecture::X86_64 => self.builder.ins().x86_cvtt2dq(types::I32X4, integral),
            Architecture::Aarch64 => {
                // This conversion saturates, and makes 0 of NaN.
                let saturated = self.builder.ins().fcvt_to_sint_sat(types::I32X4, integral);
                let bound = self.constant(types::F32X4, repeated(2_147_483_648f32.to_bits()));
                let fits = self.builder.ins().fcmp(FloatCC::LessThan, integral, bound);
                let least = self.constant(types::I32X4, repeated(i32::MIN.cast_unsigned()));
                self.builder.ins().bitselect(fits, saturated, least)
            }
        }
    }

    /// `x CC y ? a : b`, lane by lane.
    fn choose(&mut self, cc: FloatCC, x: Value, y: Value, a: Value, b: Value) -> Value {
        let mask = self.builder.ins().fcmp(cc, x, y);
        let mask = self.bitcast(types::F32X4, mask);
        self.builder.ins().bitselect(mask, a, b)
    }

    /// 1 where a comparison holds, else 0.
    fn compare(&mut self, cc: FloatCC, a: Value, b: Value) -> Value {
        let mask = self.builder.ins().fcmp(cc, a, b);
        let one = self.constant(types::I32X4, repeated(1f32.to_bits()));
        self.builder.ins().band(mask, one)
    }

    /// Both operands have the type of [`lanes_of`].
    fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Value {
        match op {
            BinaryOp::AddF32 => self.builder.ins().fadd(a, b),
            BinaryOp::SubF32 => self.builder.ins().fsub(a, b),
            BinaryOp::MulF32 => self.builder.ins().fmul(a, b),
            BinaryOp::DivF32 => self.builder.ins().fdiv(a, b),
            // Written so that x86 has one instruction for each.
            BinaryOp::MaxF32 => self.choose(FloatCC::LessThan, b, a, a, b),
            BinaryOp::MinF32 => self.choose(FloatCC::LessThan, a, b, a, b),
            BinaryOp::EqualF32 => self.compare(FloatCC::Equal, a, b),
            BinaryOp::NotEqualF32 => self.compare(FloatCC::NotEqual, a, b),
            BinaryOp::LessF32 => self.compare(FloatCC::LessThan, a, b),
            BinaryOp::LessOrEqualF32 => self.compare(FloatCC::LessThanOrEqual, a, b),
            BinaryOp::AddI32 => self.builder.ins().iadd(a, b),
            BinaryOp::SubI32 => self.builder.ins().isub(a, b),
            BinaryOp::MulI32 => self.builder.ins().imul(a, b),
            BinaryOp::MaxI32 => self.builder.ins().smax(a, b),
            BinaryOp::MinI32 => self.builder.ins().smin(a, b),
            BinaryOp::AndI32 => self.builder.ins().band(a, b),
            BinaryOp::OrI32 => self.builder.ins().bor(a, b),
            BinaryOp::AddSaturatingI16 => self.builder.ins().sadd_sat(a, b),
            BinaryOp::MaxU8 => self.builder.ins().umax(a, b),
            BinaryOp::MinU8 => self.builder.ins().umin(a, b),
            BinaryOp::XorU8 => self.builder.ins().bxor(a, b),
            BinaryOp::PackI16 => self.builder.ins().snarrow(a, b),
            BinaryOp::PackU8 => self.builder.ins().unarrow(a, b),
            BinaryOp::UnpackLowU8 => self.shuffle(a, b, alternating(1, 0)),
            BinaryOp::UnpackHighU8 => self.shuffle(a, b, alternating(1, 8)),
            BinaryOp::UnpackLowU16 => self.shuffle(a, b, alternating(2, 0)),
            BinaryOp::UnpackHighU16 => self.shuffle(a, b, alternating(2, 8)),
        }
    }

    /// Products of even and of odd bytes apart, as 16-bit numbers: then the pairs to be added lie side by side, and nothing can saturate.
    /// Splitting the operands is shared by all products of a tile that use them.
    fn dot4(&mut self, sum: Value, a: Value, b: Value) -> Value {
        let low = self.constant(types::I16X8, repeated(0x00ff_00ff));
        let a_even = self.builder.ins().band(a, low);
        let a_odd = self.builder.ins().ushr_imm_u(a, 8);
        let b_high = self.builder.ins().ishl_imm_u(b, 8);
        let b_even = self.builder.ins().sshr_imm_u(b_high, 8);
        let b_odd = self.builder.ins().sshr_imm_u(b, 8);
        let even = self.pairs(a_even, b_even);
        let odd = self.pairs(a_odd, b_odd);
        let both = self.builder.ins().iadd(even, odd);
        self.builder.ins().iadd(sum, both)
    }

    /// 32-bit lane i: a[2i] · b[2i] + a[2i + 1] · b[2i + 1] of 16-bit lanes; a in 0..=255, b in −128..=127.
    fn pairs(&mut self, a: Value, b: Value) -> Value {
        let (low, high) = match self.architecture {
            // Cranelift makes one `pmaddwd` of it.
            Architecture::X86_64 => {
                let mut product = |widen: fn(&mut Self, Value) -> Value| {
                    let (a, b) = (widen(self, a), widen(self, b));
                    self.builder.ins().imul(a, b)
                };
                (product(|t, x| t.builder.ins().swiden_low(x)), product(|t, x| t.builder.ins().swiden_high(x)))
            }
            // `mul` and `saddlp`: a product fits in 16 bits, 255 · 128 < 2¹⁵.
            Architecture::Aarch64 => {
                let product = self.builder.ins().imul(a, b);
                (self.builder.ins().swiden_low(product), self.builder.ins().swiden_high(product))
            }
        };
        self.builder.ins().iadd_pairwise(low, high)
    }

    /// Sixteen tables of 16 bytes; an index outside a table takes 0 from it.
    fn lookup(&mut self, table: &[Register], index: Value) -> Value {
        let mut result = self.constant(types::I8X16, [0; 16]);
        for (part, &register) in table.iter().enumerate() {
            let entries = self.read_as(types::I8X16, register);
            let first = self.constant(types::I8X16, [(16 * part) as u8; 16]);
            let within = self.builder.ins().isub(index, first);
            let found = self.builder.ins().swizzle(entries, within);
            result = self.builder.ins().bor(result, found);
        }
        result
    }
}
