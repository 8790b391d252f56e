//! Loads and stores of whole registers and parts of them. A part is moved in pieces of 8, 4, 2 and 1 bytes, so that no byte beyond
//! its lanes is touched.

use super::select::vector_type;
use super::translate::Translation;
use crate::diagnostic::Result;
use crate::loop_ir::{Address, LoadForm, Register, RegisterKind, StoreForm};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Type, Value, types};

/// Bytes of a vector register.
pub(super) const VECTOR_BYTES: u32 = 16;
/// 32-bit lanes of a vector register.
const LANES: u32 = VECTOR_BYTES / 4;

/// Addresses that the verifier has proved, aligned to nothing.
fn flags() -> MemFlagsData {
    MemFlagsData::new().with_notrap()
}

/// Scalars in which parts are moved, widest first, with the vector that has them as lanes.
const PIECES: [(Type, Type); 4] = [(types::I64, types::I64X2), (types::I32, types::I32X4), (types::I16, types::I16X8), (types::I8, types::I8X16)];

/// `bytes` (fewer than 16) in pieces: where each begins and what it is. Pieces get smaller, so each begins at a multiple of itself.
fn pieces(bytes: u32) -> impl Iterator<Item = (u32, Type, Type)> {
    let mut at = 0;
    PIECES.into_iter().filter_map(move |(scalar, vector)| {
        let fits = bytes - at >= scalar.bytes();
        fits.then(|| {
            at += scalar.bytes();
            (at - scalar.bytes(), scalar, vector)
        })
    })
}

impl Translation<'_, '_> {
    pub fn load(&mut self, to: Register, form: LoadForm, address: &Address, lanes: u32) -> Result<()> {
        let kind = self.kernel.registers[to.0 as usize];
        let (pointer, offset) = self.address(address)?;
        let value = match form {
            LoadForm::Full => self.load_bytes(vector_type(kind), pointer, offset, lanes * kind.bytes()),
            LoadForm::WidenU8 => {
                let bytes = self.load_bytes(types::I8X16, pointer, offset, lanes);
                let words = self.builder.ins().uwiden_low(bytes);
                self.builder.ins().uwiden_low(words)
            }
            LoadForm::Broadcast4 => {
                let (scalar, vector) = if kind == RegisterKind::F32 { (types::F32, types::F32X4) } else { (types::I32, types::I32X4) };
                let one = self.builder.ins().load(scalar, flags(), pointer, offset);
                self.builder.ins().splat(vector, one)
            }
            LoadForm::Strided { stride } => self.load_strided(pointer, offset, stride, lanes),
        };
        self.write(to, value);
        Ok(())
    }

    /// A whole register's worth as `ty`.
    pub fn load_vector(&mut self, ty: Type, address: &Address) -> Result<Value> {
        let (pointer, offset) = self.address(address)?;
        Ok(self.builder.ins().load(ty, flags(), pointer, offset))
    }

    /// The low `bytes` bytes of a vector from memory, the rest zero.
    fn load_bytes(&mut self, ty: Type, pointer: Value, offset: i32, bytes: u32) -> Value {
        if bytes >= VECTOR_BYTES {
            return self.builder.ins().load(ty, flags(), pointer, offset);
        }
        let mut vector: Option<Value> = None;
        for (at, scalar, lanes) in pieces(bytes) {
            let piece = self.builder.ins().load(scalar, flags(), pointer, offset + at as i32);
            vector = Some(match vector {
                // Into lane 0 of nothing but zeros.
                None if scalar.bytes() >= 4 => self.builder.ins().scalar_to_vector(lanes, piece),
                None => {
                    let wide = self.builder.ins().uextend(types::I32, piece);
                    self.builder.ins().scalar_to_vector(types::I32X4, wide)
                }
                Some(vector) => {
                    let vector = self.bitcast(lanes, vector);
                    self.builder.ins().insertlane(vector, piece, (at / scalar.bytes()) as u8)
                }
            });
        }
        let vector = vector.unwrap_or_else(|| self.constant(ty, [0; 16]));
        self.bitcast(ty, vector)
    }

    fn load_strided(&mut self, pointer: Value, offset: i32, stride: i64, lanes: u32) -> Value {
        let mut vector = None;
        for lane in 0..lanes.min(LANES) {
            let (pointer, offset) = self.strided(pointer, offset, stride, lane);
            let one = self.builder.ins().load(types::I32, flags(), pointer, offset);
            vector = Some(match vector {
                None => self.builder.ins().scalar_to_vector(types::I32X4, one),
                Some(vector) => self.builder.ins().insertlane(vector, one, lane as u8),
            });
        }
        vector.unwrap_or_else(|| self.constant(types::I32X4, [0; 16]))
    }

    /// One of 256 words for the low byte of each lane of the index.
    pub fn lookup_words(&mut self, address: &Address, index: Register) -> Result<Value> {
        let (table, offset) = self.address(address)?;
        let index = self.read(index);
        let bytes = self.bitcast(types::I8X16, index);
        let mut vector = None;
        for lane in 0..LANES as u8 {
            let byte = self.builder.ins().extractlane(bytes, 4 * lane);
            let entry = self.builder.ins().uextend(types::I64, byte);
            let distance = self.builder.ins().ishl_imm_u(entry, 2);
            let pointer = self.builder.ins().iadd(table, distance);
            let word = self.builder.ins().load(types::I32, flags(), pointer, offset);
            vector = Some(match vector {
                None => self.builder.ins().scalar_to_vector(types::I32X4, word),
                Some(vector) => self.builder.ins().insertlane(vector, word, lane),
            });
        }
        Ok(vector.unwrap_or_else(|| self.constant(types::I32X4, [0; 16])))
    }

    /// Where lane number `lane` of a strided access is.
    fn strided(&mut self, pointer: Value, offset: i32, stride: i64, lane: u32) -> (Value, i32) {
        let moved = stride.saturating_mul(i64::from(lane));
        match i32::try_from(i64::from(offset) + moved) {
            Ok(offset) => (pointer, offset),
            Err(_) => (self.builder.ins().iadd_imm_s(pointer, moved), offset),
        }
    }

    pub fn store(&mut self, from: Register, form: StoreForm, address: &Address, lanes: u32) -> Result<()> {
        let kind = self.kernel.registers[from.0 as usize];
        let (pointer, offset) = self.address(address)?;
        let value = self.read(from);
        match form {
            StoreForm::Full => self.store_bytes(value, pointer, offset, lanes * kind.bytes()),
            StoreForm::Narrow8 => {
                let low = self.shuffle(value, value, std::array::from_fn(|i| (4 * i % 16) as u8));
                self.store_bytes(low, pointer, offset, lanes);
            }
            StoreForm::Strided { stride } => {
                let words = self.bitcast(types::I32X4, value);
                for lane in 0..lanes.min(LANES) {
                    let (pointer, offset) = self.strided(pointer, offset, stride, lane);
                    let one = self.builder.ins().extractlane(words, lane as u8);
                    self.builder.ins().store(flags(), one, pointer, offset);
                }
            }
        }
        Ok(())
    }

    /// Writes the low `bytes` bytes of a vector.
    fn store_bytes(&mut self, value: Value, pointer: Value, offset: i32, bytes: u32) {
        if bytes >= VECTOR_BYTES {
            self.builder.ins().store(flags(), value, pointer, offset);
            return;
        }
        for (at, scalar, lanes) in pieces(bytes) {
            let vector = self.bitcast(lanes, value);
            let piece = self.builder.ins().extractlane(vector, (at / scalar.bytes()) as u8);
            self.builder.ins().store(flags(), piece, pointer, offset + at as i32);
        }
    }
}
