//! Every operation and form, on its own.

use super::*;

const UNARY: [(UnaryOp, RegisterKind, RegisterKind); 13] = [
    (UnaryOp::ConvertF32, RegisterKind::I32, RegisterKind::F32),
    (UnaryOp::RoundI32, RegisterKind::F32, RegisterKind::I32),
    (UnaryOp::AbsF32, RegisterKind::F32, RegisterKind::F32),
    (UnaryOp::AbsI32, RegisterKind::I32, RegisterKind::I32),
    (UnaryOp::SquareRootF32, RegisterKind::F32, RegisterKind::F32),
    (UnaryOp::FloorF32, RegisterKind::F32, RegisterKind::F32),
    (UnaryOp::CeilingF32, RegisterKind::F32, RegisterKind::F32),
    (UnaryOp::NearestF32, RegisterKind::F32, RegisterKind::F32),
    (UnaryOp::TruncateF32, RegisterKind::F32, RegisterKind::F32),
    (UnaryOp::ReduceMaxF32, RegisterKind::F32, RegisterKind::F32),
    (UnaryOp::ReduceMaxI32, RegisterKind::I32, RegisterKind::I32),
    (UnaryOp::ReduceAddI32, RegisterKind::I32, RegisterKind::I32),
    (UnaryOp::Copy, RegisterKind::I16, RegisterKind::I16),
];

const BINARY: [(BinaryOp, RegisterKind, RegisterKind); 27] = [
    (BinaryOp::AddF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::SubF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::MulF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::DivF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::MaxF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::MinF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::EqualF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::NotEqualF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::LessF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::LessOrEqualF32, RegisterKind::F32, RegisterKind::F32),
    (BinaryOp::AddI32, RegisterKind::I32, RegisterKind::I32),
    (BinaryOp::SubI32, RegisterKind::I32, RegisterKind::I32),
    (BinaryOp::MulI32, RegisterKind::I32, RegisterKind::I32),
    (BinaryOp::MaxI32, RegisterKind::I32, RegisterKind::I32),
    (BinaryOp::MinI32, RegisterKind::I32, RegisterKind::I32),
    (BinaryOp::AndI32, RegisterKind::I32, RegisterKind::I32),
    (BinaryOp::OrI32, RegisterKind::I32, RegisterKind::I32),
    (BinaryOp::AddSaturatingI16, RegisterKind::I16, RegisterKind::I16),
    (BinaryOp::MaxU8, RegisterKind::U8, RegisterKind::U8),
    (BinaryOp::MinU8, RegisterKind::U8, RegisterKind::U8),
    (BinaryOp::XorU8, RegisterKind::U8, RegisterKind::U8),
    (BinaryOp::PackI16, RegisterKind::I32, RegisterKind::I16),
    (BinaryOp::PackU8, RegisterKind::I16, RegisterKind::U8),
    (BinaryOp::UnpackLowU8, RegisterKind::U8, RegisterKind::U8),
    (BinaryOp::UnpackHighU8, RegisterKind::U8, RegisterKind::U8),
    (BinaryOp::UnpackLowU16, RegisterKind::U8, RegisterKind::U8),
    (BinaryOp::UnpackHighU16, RegisterKind::U8, RegisterKind::U8),
];

const RANGE: u32 = 12;
fn all(kind: RegisterKind) -> u32 {
    64 / kind.bytes()
}

/// Data for a kind; `nan` only where the result of a NaN is defined.
fn data(random: &mut Random, kind: RegisterKind, vectors: u32, nan: bool) -> Vec<u8> {
    match kind {
        RegisterKind::F32 => random.floats(16 * vectors as usize, nan),
        RegisterKind::I32 => (0..16 * vectors).flat_map(|_| (random.next() as i32 >> random.below(32)).to_le_bytes()).collect(),
        _ => random.bytes(64 * vectors as usize),
    }
}

#[test]
fn unary_operations_agree_with_the_interpreter() {
    let mut random = Random(1);
    for (unary, from, to) in UNARY {
        // Into another register while the operand lives on, and in place.
        for target in [1, 0] {
            if target == 0 && from != to {
                continue;
            }
            let body = vec![
                load(0, at(0, 0, STEP), all(from)),
                op(VectorOp::Unary { to: Register(target), op: unary, from: Register(0) }),
                store(target, at(1, 0, STEP), all(to)),
                store(0, at(2, 0, STEP), all(from)),
            ];
            let bytes = 64 * RANGE as usize;
            let kernel =
                kernel(&[(bytes, Access::Read), (bytes, Access::Write), (bytes, Access::Write)], RANGE, &[from, to], vec![repeat(0, Trips::Share, body)]);
            let mut input = data(&mut random, from, RANGE, unary == UnaryOp::RoundI32);
            if unary == UnaryOp::SquareRootF32 {
                // Below 0 there is no defined pattern.
                input.chunks_exact_mut(4).for_each(|number| number[3] &= 0x7f);
            }
            agree(&kernel, &[input, random.bytes(bytes), random.bytes(bytes)]);
        }
    }
}

#[test]
fn binary_operations_agree_with_the_interpreter() {
    let mut random = Random(2);
    for (binary, from, to) in BINARY {
        for memory in [false, true] {
            // A third register; over the first operand; over the second.
            for target in [2, 0, 1] {
                if target != 2 && from != to {
                    continue;
                }
                let b = if memory { Source::Memory(at(1, 0, STEP)) } else { Source::Register(Register(1)) };
                let body = vec![
                    load(0, at(0, 0, STEP), all(from)),
                    load(1, at(1, 0, STEP), all(from)),
                    op(VectorOp::Binary { to: Register(target), op: binary, a: Register(0), b }),
                    store(target, at(2, 0, STEP), all(to)),
                    store(0, at(3, 0, STEP), all(from)),
                    store(1, at(4, 0, STEP), all(from)),
                ];
                let bytes = 64 * RANGE as usize;
                let (read, write) = ((bytes, Access::Read), (bytes, Access::Write));
                let kernel = kernel(&[read, read, write, write, write], RANGE, &[from, from, to], vec![repeat(0, Trips::Share, body)]);
                use BinaryOp::{EqualF32, LessF32, LessOrEqualF32, MaxF32, MinF32, NotEqualF32};
                let nan = matches!(binary, MaxF32 | MinF32 | EqualF32 | NotEqualF32 | LessF32 | LessOrEqualF32);
                let (a, b) = (data(&mut random, from, RANGE, nan), data(&mut random, from, RANGE, nan));
                agree(&kernel, &[a, b, random.bytes(bytes), random.bytes(bytes), random.bytes(bytes)]);
            }
        }
    }
}

#[test]
fn fused_operations_agree_with_the_interpreter() {
    let mut random = Random(3);
    let (f32s, bytes) = ([RegisterKind::F32; 4], 64 * RANGE as usize);
    let (read, write) = ((bytes, Access::Read), (bytes, Access::Write));
    for memory in [false, true] {
        for target in 0..4 {
            // Which operands live on decides which form is chosen.
            for kept in 0..8u32 {
                let b = if memory { Source::Memory(at(1, 0, STEP)) } else { Source::Register(Register(1)) };
                let mut body: Vec<Statement> = (0..3).map(|i| load(i, at(i, 0, STEP), 16)).collect();
                body.push(op(VectorOp::Fma { to: Register(target), a: Register(0), b, c: Register(2) }));
                body.push(store(target, at(3, 0, STEP), 16));
                body.extend((0..3).filter(|i| kept >> i & 1 == 1).map(|i| store(i, at(4 + i, 0, STEP), 16)));
                let kernel = kernel(&[read, read, read, write, write, write, write], RANGE, &f32s, vec![repeat(0, Trips::Share, body)]);
                let finite = |random: &mut Random| -> Vec<u8> { (0..16 * RANGE).flat_map(|_| (random.next() as i32 as f32 * 1.0e-4).to_le_bytes()).collect() };
                let mut inputs: Vec<Vec<u8>> = (0..3).map(|_| finite(&mut random)).collect();
                inputs.extend((0..4).map(|_| random.bytes(bytes)));
                agree(&kernel, &inputs);
            }
        }
    }
}

#[test]
fn dot_products_selections_shifts_and_splats_agree_with_the_interpreter() {
    let mut random = Random(4);
    let bytes = 64 * RANGE as usize;
    let (read, write) = ((bytes, Access::Read), (bytes, Access::Write));
    for memory in [false, true] {
        let b = if memory { Source::Memory(at(1, 0, STEP)) } else { Source::Register(Register(1)) };
        let body = vec![
            load(0, at(0, 0, STEP), 64),
            load(1, at(1, 0, STEP), 64),
            load(2, at(2, 0, STEP), 16),
            op(VectorOp::Dot4 { to: Register(2), a: Register(0), b: b.clone() }),
            op(VectorOp::Dot4 { to: Register(2), a: Register(0), b }),
            store(2, at(2, 0, STEP), 16),
        ];
        let kernel = kernel(&[read, read, write], RANGE, &[RegisterKind::U8, RegisterKind::S8, RegisterKind::I32], vec![repeat(0, Trips::Share, body)]);
        agree(&kernel, &[random.bytes(bytes), random.bytes(bytes), random.bytes(bytes)]);
    }
    for target in 0..4 {
        let mut body: Vec<Statement> = (0..3).map(|i| load(i, at(i, 0, STEP), 16)).collect();
        body.push(op(VectorOp::SelectPositive { to: Register(target), condition: Register(0), a: Register(1), b: Register(2) }));
        body.push(store(target, at(3, 0, STEP), 16));
        let kernel = kernel(&[read, read, read, write], RANGE, &[RegisterKind::F32; 4], vec![repeat(0, Trips::Share, body)]);
        let inputs = [random.floats(16 * RANGE as usize, true), random.bytes(bytes), random.bytes(bytes), random.bytes(bytes)];
        agree(&kernel, &inputs);
    }
    for left in [0i8, 1, 7, 16, 31, -1, -8, -31] {
        let shift = op(VectorOp::Shift { to: Register(1), from: Register(0), left });
        let body = vec![load(0, at(0, 0, STEP), 16), shift, store(1, at(1, 0, STEP), 16)];
        let kernel = kernel(&[read, write], RANGE, &[RegisterKind::I32; 2], vec![repeat(0, Trips::Share, body)]);
        agree(&kernel, &[random.bytes(bytes), random.bytes(bytes)]);
    }
    for bits in [0, u32::MAX, 0x3f80_0000, 0x0101_0101, 0x8000_0000] {
        let body = vec![op(VectorOp::Splat { to: Register(0), bits }), store(0, at(0, 0, STEP), 16)];
        let kernel = kernel(&[write], RANGE, &[RegisterKind::I32], vec![repeat(0, Trips::Share, body)]);
        agree(&kernel, &[random.bytes(bytes)]);
    }
}

#[test]
fn permutations_and_lookups_agree_with_the_interpreter() {
    let mut random = Random(5);
    let bytes = 64 * RANGE as usize;
    let (read, write) = ((bytes, Access::Read), (bytes, Access::Write));
    let patterns: [[u8; 16]; 6] = [
        std::array::from_fn(|i| i as u8),
        std::array::from_fn(|i| (i as u8 & !3) | (3 - i as u8 % 4)),
        std::array::from_fn(|i| (12 - (i as u8 & !3)) | (i as u8 % 4)),
        std::array::from_fn(|i| (i as u8 % 4) * 4 + i as u8 / 4),
        [15; 16],
        std::array::from_fn(|_| random.below(16) as u8),
    ];
    for lanes in patterns {
        for target in [1, 0] {
            let permute = op(VectorOp::Permute32 { to: Register(target), from: Register(0), lanes: lanes.into() });
            let body = vec![load(0, at(0, 0, STEP), 16), permute, store(target, at(1, 0, STEP), 16), store(0, at(2, 0, STEP), 16)];
            let kernel = kernel(&[read, write, write], RANGE, &[RegisterKind::I32; 2], vec![repeat(0, Trips::Share, body)]);
            agree(&kernel, &[random.bytes(bytes), random.bytes(bytes), random.bytes(bytes)]);
        }
    }
    // Into a fresh register, over the index, over a part of the table.
    for target in [5, 4, 0, 3] {
        let mut body: Vec<Statement> = (0..4).map(|i| load(i, at(0, 64 * i64::from(i), &[]), 64)).collect();
        body.push(load(4, at(1, 0, STEP), 64));
        let table: Vec<Register> = (0..4).map(Register).collect();
        body.push(op(VectorOp::Lookup { to: Register(target), table: table.into(), index: Register(4) }));
        body.push(store(target, at(2, 0, STEP), 64));
        body.extend([store(4, at(3, 0, STEP), 64), store(1, at(4, 0, STEP), 64)]);
        let kernel = kernel(&[(256, Access::Read), read, write, write, write], RANGE, &[RegisterKind::U8; 6], vec![repeat(0, Trips::Share, body)]);
        agree(&kernel, &[random.bytes(256), random.bytes(bytes), random.bytes(bytes), random.bytes(bytes), random.bytes(bytes)]);
    }
}

/// Any index, into a fresh register and over the index, at an address that moves.
#[test]
fn lookups_in_memory_agree_with_the_interpreter() {
    let mut random = Random(8);
    let bytes = 64 * RANGE as usize;
    for (kind, target) in [(RegisterKind::F32, 1), (RegisterKind::I32, 0)] {
        let mut body = vec![load(0, at(1, 0, STEP), 16)];
        body.push(op(VectorOp::LookupWords { to: Register(target), address: at(0, 12, &[(0, 4)]), index: Register(0) }));
        body.extend([store(target, at(2, 0, STEP), 16), store(0, at(3, 0, STEP), 16)]);
        let table = 1024 + 12 + 4 * (RANGE as usize - 1);
        let buffers = [(table, Access::Read), (bytes, Access::Read), (bytes, Access::Write), (bytes, Access::Write)];
        let kernel = kernel(&buffers, RANGE, &[RegisterKind::I32, kind], vec![repeat(0, Trips::Share, body)]);
        agree(&kernel, &[random.bytes(table), random.bytes(bytes), random.bytes(bytes), random.bytes(bytes)]);
    }
}

#[test]
fn partial_and_strided_accesses_touch_nothing_else() {
    let mut random = Random(6);
    let kinds = [RegisterKind::I32, RegisterKind::F32, RegisterKind::U8, RegisterKind::S8, RegisterKind::I16];
    let range = 5u32;
    let span = |form_bytes: i64, lanes: u32, element: i64| (form_bytes * i64::from(range - 1) + element * i64::from(lanes)) as usize;
    for kind in kinds {
        for lanes in (1..=all(kind)).filter(|l| all(kind) <= 16 || l % 7 == 1 || *l == all(kind)) {
            let element = i64::from(kind.bytes());
            let step = element * i64::from(lanes) + 3;
            let bytes = span(step, lanes, element);
            let body = vec![load(0, at(0, 0, &[(0, step)]), lanes), store(0, at(1, 0, &[(0, step)]), lanes)];
            let kernel = kernel(&[(bytes, Access::Read), (bytes, Access::Write)], range, &[kind], vec![repeat(0, Trips::Share, body)]);
            agree(&kernel, &[random.bytes(bytes), random.bytes(bytes)]);
        }
    }
    for lanes in 1..=16 {
        let step = i64::from(lanes) + 1;
        let narrow = span(step, lanes, 1);
        let widened = span(64, 16, 4);
        let body = vec![
            op(VectorOp::Load { to: Register(0), form: LoadForm::WidenU8, address: at(0, 0, &[(0, step)]), lanes }),
            store(0, at(1, 0, STEP), 16),
            load(0, at(3, 0, STEP), 16),
            op(VectorOp::Store { from: Register(0), form: StoreForm::Narrow8, address: at(2, 0, &[(0, step)]), lanes }),
        ];
        let buffers = [(narrow, Access::Read), (widened, Access::Write), (narrow, Access::Write), (widened, Access::Read)];
        let kernel = kernel(&buffers, range, &[RegisterKind::I32], vec![repeat(0, Trips::Share, body)]);
        agree(&kernel, &[random.bytes(narrow), random.bytes(widened), random.bytes(narrow), random.bytes(widened)]);
    }
    for (stride, lanes) in [(4i64, 16u32), (4, 3), (9, 16), (260, 5), (-8, 16), (-12, 7), (6, 1)] {
        let reach = stride * (i64::from(lanes) - 1);
        let (first, bytes) = ((-reach).max(0), (reach.abs() + 4) as usize);
        let total = bytes * range as usize;
        let place = |buffer| at(buffer, first, &[(0, bytes as i64)]);
        let vectors = 64 * range as usize;
        let body = vec![
            op(VectorOp::Load { to: Register(0), form: LoadForm::Strided { stride }, address: place(0), lanes }),
            store(0, at(1, 0, STEP), 16),
            load(0, at(3, 0, STEP), 16),
            op(VectorOp::Store { from: Register(0), form: StoreForm::Strided { stride }, address: place(2), lanes }),
            op(VectorOp::Load { to: Register(1), form: LoadForm::Broadcast4, address: place(0), lanes: 16 }),
            store(1, at(4, 0, STEP), 16),
        ];
        let buffers = [(total, Access::Read), (vectors, Access::Write), (total, Access::Write), (vectors, Access::Read), (vectors, Access::Write)];
        let kernel = kernel(&buffers, range, &[RegisterKind::I32, RegisterKind::F32], vec![repeat(0, Trips::Share, body)]);
        let inputs: Vec<Vec<u8>> = buffers.iter().map(|b| random.bytes(b.0)).collect();
        agree(&kernel, &inputs);
    }
}

#[test]
fn more_lane_counts_than_mask_registers() {
    let mut random = Random(7);
    let mut body = Vec::new();
    for lanes in 1..16u32 {
        body.push(load(0, at(0, 64 * i64::from(lanes), STEP), lanes));
        body.push(op(VectorOp::Store { from: Register(0), form: StoreForm::Strided { stride: 8 }, address: at(1, 0, &[(0, 128)]), lanes }));
        body.push(store(0, at(2, 64 * i64::from(lanes), &[]), lanes));
    }
    let buffers = [(64 * 18, Access::Read), (128 * 2, Access::Write), (64 * 16, Access::Write)];
    let kernel = kernel(&buffers, 2, &[RegisterKind::I32], vec![repeat(0, Trips::Share, body)]);
    let inputs: Vec<Vec<u8>> = buffers.iter().map(|b| random.bytes(b.0)).collect();
    agree(&kernel, &inputs);
}
