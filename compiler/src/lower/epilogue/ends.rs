//! Ends of an epilogue: rounding, saturation, packing to bytes, stores.

use super::{ChannelAxis, EpilogueCode};
use crate::graph::{DType, End};
use crate::loop_ir::{BinaryOp, Register, RegisterKind, StoreForm, UnaryOp, VectorOp};
use crate::lower::builder::{KernelBuilder, Place};
use crate::plan::WindowOrder;

impl EpilogueCode<'_> {
    /// Whether registers after the steps still hold the s32 accumulator.
    fn still_integer(&self, accumulator: DType) -> bool {
        accumulator != DType::F32 && self.epilogue.steps.is_empty()
    }

    /// Rounds (where needed) and adds the zero point: i32 lanes that only need saturation to the end's bounds. For an f32 end the
    /// register itself.
    fn round(&self, kernel: &mut KernelBuilder, y: Register, accumulator: DType) -> Register {
        let integer = self.still_integer(accumulator);
        match self.epilogue.end {
            End::F32 => y,
            End::Saturate { zero_point, lo, hi } => {
                let mut rounded = y;
                if !integer {
                    if self.clamp_first {
                        rounded = clamp_f32(kernel, rounded, lo - zero_point, hi - zero_point);
                    }
                    rounded = kernel.unary(UnaryOp::RoundI32, RegisterKind::I32, rounded);
                }
                rounded
            }
            End::S32 { .. } if integer => y,
            End::S32 { .. } => {
                let rounded = kernel.unary(UnaryOp::RoundI32, RegisterKind::I32, y);
                if !self.clamp_first {
                    return rounded;
                }
                // RoundI32 gives −2³¹ for what is too large, which is right below and wrong above: 2147483520 is the largest f32 below 2³¹.
                let limit = kernel.splat_f32(2_147_483_520.0);
                let over = kernel.binary(BinaryOp::SubF32, RegisterKind::F32, y, limit);
                let largest = kernel.splat_i32(i32::MAX);
                let to = kernel.register(RegisterKind::I32);
                kernel.emit(VectorOp::SelectPositive { to, condition: over, a: largest, b: rounded });
                to
            }
        }
    }

    /// Ends the epilogue of one register with i32 lanes inside the end's bounds, or f32 lanes.
    pub fn end_lanes(&self, kernel: &mut KernelBuilder, y: Register, accumulator: DType) -> Register {
        let integer = self.still_integer(accumulator);
        let y = self.round(kernel, y, accumulator);
        match self.epilogue.end {
            End::F32 => y,
            End::Saturate { zero_point, lo, hi } => {
                let mut y = y;
                // Saturating before the zero point is added keeps the sum inside 32 bits; a clamp before rounding has done it already.
                if integer || !self.clamp_first {
                    y = clamp_i32(kernel, y, lo - zero_point, hi - zero_point);
                }
                if zero_point != 0 {
                    let zero = kernel.splat_i32(zero_point);
                    y = kernel.binary(BinaryOp::AddI32, RegisterKind::I32, y, zero);
                }
                y
            }
            End::S32 { lo, hi } => clamp_i32(kernel, y, lo, hi),
        }
    }

    /// Ends the epilogue of a group of registers (channels across lanes) and stores `channels.valid` elements from `destination` on.
    pub fn end_and_store(&self, kernel: &mut KernelBuilder, registers: &[Register], accumulator: DType, destination: &Place, valid: usize) {
        let lanes = kernel.lanes();
        let order = match self.axis {
            ChannelAxis::Lanes(order) => order,
            ChannelAxis::SideBySide { .. } => WindowOrder::Blocked,
            ChannelAxis::Uniform => unreachable!("a uniform channel is stored by its own family"),
        };
        let End::Saturate { zero_point, lo, hi } = self.epilogue.end else {
            for (index, &register) in registers.iter().enumerate() {
                let y = self.end_lanes(kernel, register, accumulator);
                kernel.store(y, StoreForm::Full, &destination.clone().plus(index * lanes * 4), (valid - index * lanes).min(lanes));
            }
            return;
        };
        for (index, group) in registers.chunks(4).enumerate() {
            let first = index * 4 * lanes;
            let count = (valid - first).min(group.len() * lanes);
            let place = destination.clone().plus(first);
            // The pack instructions saturate to u8; bounds of s8 lie elsewhere, so s8 (only at the model's edge) takes the lane by lane way.
            if order == WindowOrder::Linear && (group.len() == 1 || lo < 0) {
                for (lane_group, &register) in group.iter().enumerate() {
                    let y = self.end_lanes(kernel, register, accumulator);
                    kernel.store(y, StoreForm::Narrow8, &place.clone().plus(lane_group * lanes), (count - lane_group * lanes).min(lanes));
                }
                continue;
            }
            let rounded: Vec<Register> = group.iter().map(|&y| self.round(kernel, y, accumulator)).collect();
            let bytes = pack(kernel, &rounded, zero_point, order);
            let bytes = clamp_bytes(kernel, bytes, lo, hi);
            kernel.store(bytes, StoreForm::Full, &place, count);
        }
    }
}

/// Packs up to four registers of i32 lanes to bytes in memory order, adding the zero point with saturation on the way.
fn pack(kernel: &mut KernelBuilder, registers: &[Register], zero_point: i32, order: WindowOrder) -> Register {
    let at = |index: usize| *registers.get(index).unwrap_or(&registers[registers.len() - 1]);
    let mut low = kernel.binary(BinaryOp::PackI16, RegisterKind::I16, at(0), at(1));
    let mut high = if registers.len() > 2 { kernel.binary(BinaryOp::PackI16, RegisterKind::I16, at(2), at(3)) } else { low };
    if zero_point != 0 {
        let zero = kernel.splat_i16(zero_point as i16);
        let single = high == low;
        low = kernel.binary(BinaryOp::AddSaturatingI16, RegisterKind::I16, low, zero);
        high = if single { low } else { kernel.binary(BinaryOp::AddSaturatingI16, RegisterKind::I16, high, zero) };
    }
    let bytes = kernel.binary(BinaryOp::PackU8, RegisterKind::U8, low, high);
    if order == WindowOrder::Blocked {
        return bytes;
    }
    // Block k now holds four channels of each register; lane 4 j + k of the result is lane 4 k + j.
    let blocks = kernel.lanes() / 4;
    let lanes = (0..kernel.lanes()).map(|i| ((i % blocks) * 4 + i / blocks) as u8).collect();
    let to = kernel.register(RegisterKind::U8);
    kernel.emit(VectorOp::Permute32 { to, from: bytes, lanes });
    to
}

/// Clamps bytes that the pack saturated to 0 ..= 255.
pub fn clamp_bytes(kernel: &mut KernelBuilder, mut bytes: Register, lo: i32, hi: i32) -> Register {
    if lo > 0 {
        let bound = kernel.splat_u8(lo as u8);
        bytes = kernel.binary(BinaryOp::MaxU8, RegisterKind::U8, bytes, bound);
    }
    if hi < 255 {
        let bound = kernel.splat_u8(hi as u8);
        bytes = kernel.binary(BinaryOp::MinU8, RegisterKind::U8, bytes, bound);
    }
    bytes
}

fn clamp_i32(kernel: &mut KernelBuilder, mut y: Register, lo: i32, hi: i32) -> Register {
    if lo > i32::MIN {
        let bound = kernel.splat_i32(lo);
        y = kernel.binary(BinaryOp::MaxI32, RegisterKind::I32, y, bound);
    }
    if hi < i32::MAX {
        let bound = kernel.splat_i32(hi);
        y = kernel.binary(BinaryOp::MinI32, RegisterKind::I32, y, bound);
    }
    y
}

/// Clamps to integer bounds that f32 represents; rounding afterwards gives the same as rounding first. NaN becomes `lo`.
pub fn clamp_f32(kernel: &mut KernelBuilder, y: Register, lo: i32, hi: i32) -> Register {
    let low = kernel.splat_f32(lo as f32);
    let y = kernel.binary(BinaryOp::MaxF32, RegisterKind::F32, y, low);
    let high = kernel.splat_f32(hi as f32);
    kernel.binary(BinaryOp::MinF32, RegisterKind::F32, y, high)
}
