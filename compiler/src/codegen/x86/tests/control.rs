//! Loops, pointers and registers: kernels with many of them.

use super::*;
use crate::loop_ir::random::{Limits, random_kernel, random_memory};
use crate::loop_ir::verify::verify_kernel;

/// Seeds of random kernels.
const RANDOM_KERNELS: u64 = 400;

#[test]
fn random_kernels_agree_with_the_interpreter() {
    for seed in 0..RANDOM_KERNELS {
        let kernel = random_kernel(seed, &Limits::WIDE);
        agree(&kernel, &random_memory(&kernel, seed));
    }
    let many = Limits { vectors: 30, operations: 300, ..Limits::WIDE };
    for seed in 0..RANDOM_KERNELS / 4 {
        let kernel = random_kernel(seed, &many);
        if vector_registers(&kernel).unwrap_or(u32::MAX) <= 32 {
            agree(&kernel, &random_memory(&kernel, seed));
        }
    }
}

/// `depth` loops inside each other, the share loop at level `share`; in each body, before and after the loop inside, `forms` accesses whose
/// coefficients differ, so that each wants a pointer of its own.
fn nest(depth: u32, share: u32, forms: u32) -> (Kernel, Vec<Vec<u8>>) {
    let trips = |level: u32| if level == share { 4 } else { 2 + level % 2 };
    let access = |level: u32, form: u32, offset: i64| {
        let terms: Vec<(u32, i64)> = (0..=level)
            .map(|l| (l, i64::from(4 * (1 + (form + 3 * l) % 5) * (form + 1))))
            .filter(|(l, _)| *l == level || !(form + l).is_multiple_of(3))
            .collect();
        at(0, offset, &terms)
    };
    let mut body: Vec<Statement> = Vec::new();
    for level in (0..depth).rev() {
        let sums = |offset: i64| {
            (0..forms)
                .map(move |form| op(VectorOp::Binary { to: Register(0), op: BinaryOp::AddI32, a: Register(0), b: Source::Memory(access(level, form, offset)) }))
        };
        let mut around: Vec<Statement> = sums(0).collect();
        around.append(&mut body);
        around.extend(sums(8));
        body = vec![repeat(level, if level == share { Trips::Share } else { Trips::Fixed(trips(level)) }, around)];
        if level == share {
            // The sum starts anew in each iteration of the share loop and is stored at its end.
            let Some(Statement::Loop(l)) = body.first_mut() else { unreachable!("a loop was just made") };
            l.body.insert(0, op(VectorOp::Splat { to: Register(0), bits: 7 }));
            l.body.push(store(0, at(1, 0, &[(share, 64)]), 16));
        }
    }
    body.insert(0, op(VectorOp::Splat { to: Register(0), bits: 3 }));
    let kernel = kernel(&[(8192, Access::Read), (64 * 4, Access::Write)], 4, &[RegisterKind::I32], body);
    let memory = random_memory(&kernel, u64::from(depth * 100 + share * 10 + forms));
    (kernel, memory)
}

#[test]
fn pointers_are_computed_again_where_registers_run_out() {
    for depth in 1..=5 {
        for share in 0..depth {
            for forms in [1, 2, 5, 12] {
                let (kernel, memory) = nest(depth, share, forms);
                agree(&kernel, &memory);
            }
        }
    }
}

#[test]
fn nests_too_deep_for_the_registers_are_refused() {
    let (kernel, _) = nest(16, 0, 1);
    let error = compile(&kernel, &Target::AVX512_VNNI).expect_err("16 counters do not fit");
    assert_eq!(error.code, DiagnosticCode::Overflow);
    let (kernel, memory) = nest(8, 7, 2);
    agree(&kernel, &memory);
}

/// `rows` × 16·`columns` sums over `quads` groups of four channels, `unroll` of them in one pass of the loop.
fn gemm(rows: u32, columns: u32, quads: u32, unroll: u32) -> Kernel {
    let sum = |r: u32, c: u32| r * columns + c;
    let weight = |c: u32| rows * columns + c;
    let activation = rows * columns + columns;
    let row_bytes = i64::from(4 * quads);
    let panel = i64::from(64 * columns);
    let each_sum = || (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c)));
    let mut tile: Vec<Statement> = each_sum().map(|(r, c)| load(sum(r, c), at(2, 64 * i64::from(c), &[]), 16)).collect();
    let mut step = Vec::new();
    for quad in 0..unroll.into() {
        step.extend((0..columns).map(|c| load(weight(c), at(1, quad * panel + 64 * i64::from(c), &[(1, panel * i64::from(unroll))]), 64)));
        for r in 0..rows {
            let address = at(0, i64::from(r) * row_bytes + 4 * quad, &[(0, row_bytes * i64::from(rows)), (1, 4 * i64::from(unroll))]);
            step.push(op(VectorOp::Load { to: Register(activation), form: LoadForm::Broadcast4, address, lanes: 16 }));
            step.extend(
                (0..columns).map(|c| op(VectorOp::Dot4 { to: Register(sum(r, c)), a: Register(activation), b: Source::Register(Register(weight(c))) })),
            );
        }
    }
    tile.push(repeat(1, Trips::Fixed(quads / unroll), step));
    tile.extend(each_sum().map(|(r, c)| store(sum(r, c), at(3, (i64::from(r) * panel) + 64 * i64::from(c), &[(0, panel * i64::from(rows))]), 16)));
    let range = 3;
    let mut kinds = vec![RegisterKind::I32; (rows * columns) as usize];
    kinds.extend((0..columns).map(|_| RegisterKind::S8));
    kinds.push(RegisterKind::U8);
    let buffers = [
        ((range * rows * 4 * quads) as usize, Access::Read),
        ((quads * 64 * columns) as usize, Access::Read),
        (panel as usize, Access::Read),
        ((range * rows * 64 * columns) as usize, Access::Write),
    ];
    kernel(&buffers, range, &kinds, vec![repeat(0, Trips::Share, tile)])
}

#[test]
fn the_inner_loop_of_a_product_is_products_and_their_loads() {
    for (rows, columns, quads, unroll) in [(14, 2, 16, 4), (6, 4, 16, 4), (9, 3, 8, 2), (5, 5, 8, 4), (28, 1, 4, 1)] {
        let kernel = gemm(rows, columns, quads, unroll);
        verify_kernel(&kernel).unwrap_or_else(|d| panic!("{d}"));
        agree(&kernel, &random_memory(&kernel, 5));
        let code = compile(&kernel, &Target::AVX512_VNNI).unwrap_or_else(|d| panic!("{d}"));
        let counts = statistics(&code);
        assert_eq!(counts.vector_registers as u32, rows * columns + columns + 1);
        let (loads, products) = (unroll * (rows + columns), unroll * rows * columns);
        // Two pointers, the counter and its branch.
        let [inner] = counts.loops[..] else { panic!("{} innermost loops", counts.loops.len()) };
        let expected = (loads + products + 4, loads, products, 0);
        assert_eq!((inner.instructions as u32, inner.loads as u32, inner.vpdpbusd as u32, inner.stores), expected, "{rows} x {columns}");
        let tiles = |each: u32| u64::from(kernel.range * each);
        let counts = execution(&code, kernel.range);
        let expected = Execution {
            dot4: tiles(quads * rows * columns),
            loads: tiles(rows * columns + quads * (rows + columns)),
            stores: tiles(rows * columns),
            scalar: counts.scalar,
            ..Execution::default()
        };
        assert_eq!(counts, expected, "{rows} x {columns}");
        // The counter and its branch, and pointers, in every trip.
        assert!(counts.scalar >= tiles(4 * quads / unroll), "{counts:?}");
    }
}

#[test]
fn constants_beside_their_use_need_no_register() {
    let splat = |to: u32, bits: u32| op(VectorOp::Splat { to: Register(to), bits });
    let binary =
        |to: u32, binary: BinaryOp, a: u32, b: u32| op(VectorOp::Binary { to: Register(to), op: binary, a: Register(a), b: Source::Register(Register(b)) });
    let outside = vec![
        splat(3, 9),
        repeat(
            0,
            Trips::Share,
            vec![
                load(0, at(0, 0, STEP), 16),
                // Twice beside its use.
                splat(1, 1000),
                binary(0, BinaryOp::MinI32, 0, 1),
                binary(0, BinaryOp::AddI32, 0, 1),
                // From outside the loop, as a first operand, and with rounding: in registers.
                binary(0, BinaryOp::AddI32, 0, 3),
                splat(1, 77),
                binary(0, BinaryOp::SubI32, 1, 0),
                splat(2, 1.5f32.to_bits()),
                store(0, at(1, 0, STEP), 16),
                load(4, at(2, 0, STEP), 16),
                binary(4, BinaryOp::MulF32, 4, 2),
                splat(2, 2.5f32.to_bits()),
                binary(4, BinaryOp::MaxF32, 4, 2),
                store(4, at(3, 0, STEP), 16),
            ],
        ),
    ];
    let kinds = [RegisterKind::I32, RegisterKind::I32, RegisterKind::F32, RegisterKind::I32, RegisterKind::F32];
    let (read, write) = ((64 * 5, Access::Read), (64 * 5, Access::Write));
    let kernel = kernel(&[read, write, read, write], 5, &kinds, outside);
    agree(&kernel, &random_memory(&kernel, 3));
    let code = compile(&kernel, &Target::AVX512_VNNI).unwrap_or_else(|d| panic!("{d}"));
    let broadcasts = listing::decode(&code).filter(|i| i.mnemonic() == Mnemonic::Vpbroadcastd).count();
    let folded = listing::decode(&code).filter(|i| i.is_broadcast()).count();
    assert_eq!((broadcasts, folded), (3, 3), "{}", listing(&code));
}

#[test]
fn what_does_not_fit_is_refused_with_a_reason() {
    let error = |kernel: &Kernel, target: &Target| compile(kernel, target).map(|_| ()).expect_err("refused");
    let full = &Target::AVX512_VNNI;

    let crowded = gemm(16, 2, 4, 1);
    assert!(error(&crowded, full).message.contains("needs 35 vector registers"), "{}", error(&crowded, full));
    assert_eq!(vector_registers(&crowded), Ok(35));

    let mut narrow = gemm(4, 1, 4, 1);
    narrow.vector_bytes = 16;
    assert_eq!(error(&narrow, full).code, DiagnosticCode::Invalid);

    let lookup = VectorOp::Lookup { to: Register(0), table: [Register(0); 4].into(), index: Register(0) };
    let body = vec![load(0, at(0, 0, &[]), 64), op(lookup), store(0, at(1, 0, &[]), 64)];
    let table = kernel(&[(64, Access::Read), (64, Access::Write)], 1, &[RegisterKind::U8], vec![repeat(0, Trips::Share, body)]);
    assert_eq!(error(&table, &Target { vbmi: false, ..*full }).code, DiagnosticCode::Unsupported);

    let one = |statements: Vec<Statement>| kernel(&[(64, Access::Write)], 4, &[RegisterKind::I32], vec![repeat(0, Trips::Share, statements)]);
    let broken = [
        one(vec![store(0, at(0, 0, &[]), 16)]),
        one(vec![store(1, at(0, 0, &[]), 16)]),
        one(vec![load(0, at(9, 0, &[]), 16)]),
        one(vec![load(0, at(0, 0, &[(5, 4)]), 16)]),
        one(vec![load(0, at(0, 0, &[]), 17)]),
        one(vec![load(0, at(0, 0, &[]), 0)]),
        one(vec![repeat(1, Trips::Fixed(0), vec![])]),
        one(vec![repeat(1, Trips::Share, vec![])]),
        one(vec![repeat(0, Trips::Fixed(2), vec![])]),
        one(vec![op(VectorOp::Splat { to: Register(0), bits: 0 }), op(VectorOp::Permute32 { to: Register(0), from: Register(0), lanes: [16; 16].into() })]),
        kernel(&[], 4, &[], vec![]),
    ];
    for kernel in broken {
        assert_eq!(error(&kernel, full).code, DiagnosticCode::Invalid, "{kernel:?}");
    }
}

#[test]
fn far_offsets_and_steps_are_reached() {
    // Never run: the buffers would be too large. Encodings and displacements only.
    let far = 1i64 << 33;
    let body = vec![
        load(0, at(0, far, &[(0, 3 << 32)]), 16),
        load(1, at(0, far + 64, &[(0, 3 << 32)]), 16),
        op(VectorOp::Binary { to: Register(0), op: BinaryOp::AddI32, a: Register(0), b: Source::Register(Register(1)) }),
        store(0, at(1, 0, STEP), 16),
    ];
    let sum = kernel(&[(usize::MAX, Access::Read), (640, Access::Write)], 10, &[RegisterKind::I32; 2], vec![repeat(0, Trips::Share, body)]);
    let code = compile(&sum, &Target::AVX512_VNNI).unwrap_or_else(|d| panic!("{d}"));
    lint(&sum, &code);
    let apart = vec![load(0, at(0, 0, &[]), 16), load(0, at(0, far, &[]), 16), store(0, at(1, 0, STEP), 16)];
    let apart = kernel(&[(usize::MAX, Access::Read), (640, Access::Write)], 10, &[RegisterKind::I32], vec![repeat(0, Trips::Share, apart)]);
    assert_eq!(compile(&apart, &Target::AVX512_VNNI).map(|_| ()).map_err(|d| d.code), Err(DiagnosticCode::Overflow));
}

#[test]
fn the_same_kernel_gives_the_same_bytes() {
    for seed in 0..20 {
        let kernel = random_kernel(seed, &Limits::WIDE);
        let again = random_kernel(seed, &Limits::WIDE);
        assert_eq!(compile(&kernel, &Target::AVX512_VNNI), compile(&again, &Target::AVX512_VNNI));
    }
}
