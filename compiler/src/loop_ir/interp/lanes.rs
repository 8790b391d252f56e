//! The meaning of each operation on registers, as in [`crate::loop_ir::op`].
//!
//! A register is sixteen 32-bit words, the low bytes first. On narrower vectors the upper words hold nothing of meaning: every
//! function works word by word or block by block, and the few that look across the register are told how many lanes there are.

use crate::graph::Comparison;
use crate::loop_ir::op::{BinaryOp, UnaryOp};
use crate::numerics::step::{compare, convert, maximum, minimum};

/// A vector register of up to 64 bytes.
pub(super) type Vector = [u32; 16];

/// Byte view of a register.
pub(super) fn bytes_of(vector: &Vector) -> [u8; 64] {
    let mut bytes = [0; 64];
    for (chunk, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(vector) {
        *chunk = word.to_le_bytes();
    }
    bytes
}

/// Inverse of [`bytes_of`].
pub(super) fn from_bytes(bytes: &[u8; 64]) -> Vector {
    let mut vector = [0; 16];
    for (word, chunk) in vector.iter_mut().zip(bytes.as_chunks::<4>().0) {
        *word = u32::from_le_bytes(*chunk);
    }
    vector
}

fn halves(vector: &Vector) -> [i16; 32] {
    std::array::from_fn(|i| (vector[i / 2] >> (16 * (i % 2))) as i16)
}

fn from_halves(halves: &[i16; 32]) -> Vector {
    std::array::from_fn(|i| u32::from(halves[2 * i] as u16) | u32::from(halves[2 * i + 1] as u16) << 16)
}

/// f32 → i32, nearest even; NaN and what does not fit become −2³¹.
fn round_i32(x: f32) -> i32 {
    let rounded = x.round_ties_even();
    // Both bounds are powers of two, exact in f32.
    if (-2_147_483_648.0..2_147_483_648.0).contains(&rounded) { rounded as i32 } else { i32::MIN }
}

fn float(a: &Vector, b: &Vector, f: impl Fn(f32, f32) -> f32) -> Vector {
    std::array::from_fn(|i| f(f32::from_bits(a[i]), f32::from_bits(b[i])).to_bits())
}

fn each_float(a: &Vector, f: impl Fn(f32) -> f32) -> Vector {
    a.map(|x| f(f32::from_bits(x)).to_bits())
}

fn integer(a: &Vector, b: &Vector, f: impl Fn(i32, i32) -> i32) -> Vector {
    std::array::from_fn(|i| f(a[i] as i32, b[i] as i32) as u32)
}

fn bytewise(a: &Vector, b: &Vector, f: impl Fn(u8, u8) -> u8) -> Vector {
    std::array::from_fn(|i| {
        let (x, y) = (a[i].to_le_bytes(), b[i].to_le_bytes());
        u32::from_le_bytes(std::array::from_fn(|j| f(x[j], y[j])))
    })
}

/// Alternating elements of `SIZE` bytes from one half of each block.
fn unpack<const SIZE: usize>(a: &Vector, b: &Vector, high: bool) -> Vector {
    let (a, b) = (bytes_of(a), bytes_of(b));
    let mut result = [0; 64];
    for (i, byte) in result.iter_mut().enumerate() {
        let (block, within) = (i / 16 * 16, i % 16);
        let (element, part) = (within / SIZE, within % SIZE);
        let at = block + if high { 8 } else { 0 } + element / 2 * SIZE + part;
        *byte = if element.is_multiple_of(2) { a[at] } else { b[at] };
    }
    from_bytes(&result)
}

fn pack_i16(a: &Vector, b: &Vector) -> Vector {
    let saturate = |word: u32| (word as i32).clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
    from_halves(&std::array::from_fn(|i| {
        let (block, within) = (i / 8 * 4, i % 8);
        if within < 4 { saturate(a[block + within]) } else { saturate(b[block + within - 4]) }
    }))
}

fn pack_u8(a: &Vector, b: &Vector) -> Vector {
    let (a, b) = (halves(a), halves(b));
    let saturate = |half: i16| half.clamp(0, 255) as u8;
    from_bytes(&std::array::from_fn(|i| {
        let (block, within) = (i / 16 * 8, i % 16);
        if within < 8 { saturate(a[block + within]) } else { saturate(b[block + within - 8]) }
    }))
}

pub(super) fn unary(op: UnaryOp, from: &Vector, lanes: usize) -> Vector {
    match op {
        UnaryOp::ConvertF32 => from.map(|x| convert(x as i32).to_bits()),
        UnaryOp::RoundI32 => from.map(|x| round_i32(f32::from_bits(x)) as u32),
        UnaryOp::AbsF32 => from.map(|x| x & 0x7fff_ffff),
        UnaryOp::AbsI32 => from.map(|x| (x as i32).wrapping_abs() as u32),
        UnaryOp::SquareRootF32 => each_float(from, f32::sqrt),
        UnaryOp::FloorF32 => each_float(from, f32::floor),
        UnaryOp::CeilingF32 => each_float(from, f32::ceil),
        UnaryOp::NearestF32 => each_float(from, f32::round_ties_even),
        UnaryOp::TruncateF32 => each_float(from, f32::trunc),
        UnaryOp::ReduceMaxF32 => [from[..lanes].iter().map(|&x| f32::from_bits(x)).fold(f32::NEG_INFINITY, maximum).to_bits(); 16],
        UnaryOp::ReduceMaxI32 => [from[..lanes].iter().map(|&x| x as i32).fold(i32::MIN, i32::max) as u32; 16],
        UnaryOp::ReduceAddI32 => [from[..lanes].iter().copied().fold(0, u32::wrapping_add); 16],
        UnaryOp::Copy => *from,
    }
}

pub(super) fn binary(op: BinaryOp, a: &Vector, b: &Vector) -> Vector {
    match op {
        BinaryOp::AddF32 => float(a, b, |x, y| x + y),
        BinaryOp::SubF32 => float(a, b, |x, y| x - y),
        BinaryOp::MulF32 => float(a, b, |x, y| x * y),
        BinaryOp::DivF32 => float(a, b, |x, y| x / y),
        BinaryOp::MaxF32 => float(a, b, maximum),
        BinaryOp::MinF32 => float(a, b, minimum),
        BinaryOp::EqualF32 => float(a, b, |x, y| compare(x, Comparison::Equal, y)),
        BinaryOp::NotEqualF32 => float(a, b, |x, y| compare(x, Comparison::NotEqual, y)),
        BinaryOp::LessF32 => float(a, b, |x, y| compare(x, Comparison::Less, y)),
        BinaryOp::LessOrEqualF32 => float(a, b, |x, y| compare(x, Comparison::LessOrEqual, y)),
        BinaryOp::AddI32 => integer(a, b, i32::wrapping_add),
        BinaryOp::SubI32 => integer(a, b, i32::wrapping_sub),
        BinaryOp::MulI32 => integer(a, b, i32::wrapping_mul),
        BinaryOp::MaxI32 => integer(a, b, i32::max),
        BinaryOp::MinI32 => integer(a, b, i32::min),
        BinaryOp::AndI32 => integer(a, b, |x, y| x & y),
        BinaryOp::OrI32 => integer(a, b, |x, y| x | y),
        BinaryOp::AddSaturatingI16 => {
            let (a, b) = (halves(a), halves(b));
            from_halves(&std::array::from_fn(|i| a[i].saturating_add(b[i])))
        }
        BinaryOp::MaxU8 => bytewise(a, b, u8::max),
        BinaryOp::MinU8 => bytewise(a, b, u8::min),
        BinaryOp::XorU8 => std::array::from_fn(|i| a[i] ^ b[i]),
        BinaryOp::PackI16 => pack_i16(a, b),
        BinaryOp::PackU8 => pack_u8(a, b),
        BinaryOp::UnpackLowU8 => unpack::<1>(a, b, false),
        BinaryOp::UnpackHighU8 => unpack::<1>(a, b, true),
        BinaryOp::UnpackLowU16 => unpack::<2>(a, b, false),
        BinaryOp::UnpackHighU16 => unpack::<2>(a, b, true),
    }
}

pub(super) fn shift(from: &Vector, left: i8) -> Vector {
    let by = u32::from(left.unsigned_abs());
    let shifted = |x: u32| if left >= 0 { x.checked_shl(by) } else { x.checked_shr(by) };
    from.map(|x| shifted(x).unwrap_or(0))
}

pub(super) fn fma(a: &Vector, b: &Vector, c: &Vector) -> Vector {
    std::array::from_fn(|i| f32::from_bits(a[i]).mul_add(f32::from_bits(b[i]), f32::from_bits(c[i])).to_bits())
}

pub(super) fn dot4(to: &Vector, a: &Vector, b: &Vector) -> Vector {
    std::array::from_fn(|i| {
        let (x, y) = (a[i].to_le_bytes(), b[i].to_le_bytes());
        // |Σ| ≤ 4 · 255 · 128 cannot overflow; only the accumulation wraps.
        let sum: i32 = (0..4).map(|j| i32::from(x[j]) * i32::from(y[j] as i8)).sum();
        to[i].wrapping_add(sum as u32)
    })
}

pub(super) fn select_positive(condition: &Vector, a: &Vector, b: &Vector) -> Vector {
    std::array::from_fn(|i| if f32::from_bits(condition[i]) > 0.0 { a[i] } else { b[i] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(start: u8) -> Vector {
        from_bytes(&std::array::from_fn(|i| start.wrapping_add(i as u8)))
    }

    #[test]
    fn rounding_is_to_nearest_even_and_saturates_to_the_indefinite_integer() {
        let cases =
            [(0.5, 0), (1.5, 2), (-2.5, -2), (f32::NAN, i32::MIN), (2_147_483_648.0, i32::MIN), (-2_147_483_648.0, i32::MIN), (2_147_483_520.0, 2_147_483_520)];
        for (x, expected) in cases {
            assert_eq!(round_i32(x), expected, "{x}");
        }
        assert_eq!(round_i32(f32::INFINITY), i32::MIN);
    }

    #[test]
    fn maximum_and_minimum_take_the_second_operand_unless_the_first_is_beyond_it() {
        let (nan, one) = ([f32::NAN.to_bits(); 16], [1f32.to_bits(); 16]);
        assert_eq!(binary(BinaryOp::MaxF32, &nan, &one), one);
        assert_eq!(binary(BinaryOp::MaxF32, &one, &nan), nan);
        assert_eq!(binary(BinaryOp::MinF32, &nan, &one), one);
        let (plus, minus) = ([0f32.to_bits(); 16], [(-0f32).to_bits(); 16]);
        assert_eq!(binary(BinaryOp::MaxF32, &plus, &minus), minus);
    }

    #[test]
    fn comparisons_give_one_or_zero_and_nan_differs_from_everything() {
        let vector = |numbers: [f32; 4]| -> Vector { std::array::from_fn(|i| numbers[i % 4].to_bits()) };
        let (a, b) = (vector([1.0, 2.0, -0.0, f32::NAN]), vector([2.0, 2.0, 0.0, f32::NAN]));
        let results = [
            (BinaryOp::EqualF32, [0.0, 1.0, 1.0, 0.0]),
            (BinaryOp::NotEqualF32, [1.0, 0.0, 0.0, 1.0]),
            (BinaryOp::LessF32, [1.0, 0.0, 0.0, 0.0]),
            (BinaryOp::LessOrEqualF32, [1.0, 1.0, 1.0, 0.0]),
        ];
        for (op, expected) in results {
            assert_eq!(binary(op, &a, &b), vector(expected), "{}", op.name());
        }
    }

    #[test]
    fn roots_and_roundings_to_integral_floats() {
        let from: Vector = std::array::from_fn(|i| [2.5f32, -2.5, 3.5, -0.25][i % 4].to_bits());
        let results = [
            (UnaryOp::FloorF32, [2.0, -3.0, 3.0, -1.0]),
            (UnaryOp::CeilingF32, [3.0, -2.0, 4.0, -0.0]),
            (UnaryOp::NearestF32, [2.0, -2.0, 4.0, -0.0]),
            (UnaryOp::TruncateF32, [2.0, -2.0, 3.0, -0.0]),
        ];
        for (op, expected) in results {
            assert_eq!(unary(op, &from, 16)[..4], expected.map(f32::to_bits), "{}", op.name());
        }
        assert_eq!(unary(UnaryOp::SquareRootF32, &[6.25f32.to_bits(); 16], 16), [2.5f32.to_bits(); 16]);
    }

    #[test]
    fn packs_keep_to_their_blocks_and_saturate() {
        let a: Vector = std::array::from_fn(|i| (i as i32 * 10_000 - 20_000) as u32);
        let b = [7; 16];
        let packed = halves(&binary(BinaryOp::PackI16, &a, &b));
        assert_eq!(packed[..9], [-20_000, -10_000, 0, 10_000, 7, 7, 7, 7, 20_000]);
        assert_eq!(packed[16], 32_767);
        let bytes = bytes_of(&binary(BinaryOp::PackU8, &from_halves(&[-5; 32]), &from_halves(&[300; 32])));
        assert_eq!(bytes[..18], [0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0]);
    }

    #[test]
    fn unpacks_alternate_within_blocks() {
        let (a, b) = (ramp(0), ramp(100));
        let low = bytes_of(&binary(BinaryOp::UnpackLowU8, &a, &b));
        assert_eq!(low[..6], [0, 100, 1, 101, 2, 102]);
        assert_eq!(low[16..20], [16, 116, 17, 117]);
        let high = bytes_of(&binary(BinaryOp::UnpackHighU8, &a, &b));
        assert_eq!(high[..4], [8, 108, 9, 109]);
        let pairs = bytes_of(&binary(BinaryOp::UnpackLowU16, &a, &b));
        assert_eq!(pairs[..8], [0, 1, 100, 101, 2, 3, 102, 103]);
        let pairs = bytes_of(&binary(BinaryOp::UnpackHighU16, &a, &b));
        assert_eq!(pairs[16..24], [24, 25, 124, 125, 26, 27, 126, 127]);
    }

    #[test]
    fn dot_products_are_unsigned_times_signed_and_wrap() {
        let a = [u32::from_le_bytes([255, 255, 1, 0]); 16];
        let b = [u32::from_le_bytes([0x80, 127, 0xff, 9]); 16];
        assert_eq!(dot4(&[0; 16], &a, &b)[0] as i32, 255 * -128 + 255 * 127 - 1);
        assert_eq!(dot4(&[i32::MIN as u32; 16], &a, &b)[3] as i32, i32::MAX - 255);
    }

    #[test]
    fn reductions_see_only_the_lanes_of_the_vector() {
        let vector: Vector = std::array::from_fn(|i| i as u32);
        assert_eq!(unary(UnaryOp::ReduceAddI32, &vector, 4)[0], 6);
        assert_eq!(unary(UnaryOp::ReduceMaxI32, &vector, 16)[15], 15);
        let floats: Vector = std::array::from_fn(|i| (-1.0 - i as f32).to_bits());
        assert_eq!(f32::from_bits(unary(UnaryOp::ReduceMaxF32, &floats, 16)[9]), -1.0);
    }

    #[test]
    fn shifts_are_logical() {
        assert_eq!(shift(&[0x8000_0001; 16], -4)[0], 0x0800_0000);
        assert_eq!(shift(&[0x8000_0001; 16], 4)[0], 0x10);
    }
}
