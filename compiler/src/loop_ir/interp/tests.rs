use super::*;
use crate::graph::{DType, Quantization, Shape};
use crate::loop_ir::*;

fn at(buffer: u32, offset: i64, terms: &[(u32, i64)]) -> Address {
    Address::new(BufferId(buffer), offset, terms.iter().map(|&(c, k)| (CounterId(c), k)))
}

fn looped(counter: u32, trips: Trips, body: Vec<Statement>) -> Statement {
    Statement::Loop(Loop { counter: CounterId(counter), trips, body })
}

fn buffer(name: &str, bytes: usize, access: Access) -> Buffer {
    Buffer { name: name.into(), bytes, access }
}

/// Row r of `y` (16 sums) = Σ over k of the quads x[r][k] · w[k], for `rows` rows and 3 steps of k.
fn gemm(rows: u32) -> Kernel {
    let ops = |ops: Vec<VectorOp>| ops.into_iter().map(Statement::Op).collect::<Vec<_>>();
    let (sum, x, w) = (Register(0), Register(1), Register(2));
    let mut row = ops(vec![VectorOp::Splat { to: sum, bits: 5 }]);
    row.push(looped(
        1,
        Trips::Fixed(3),
        ops(vec![
            VectorOp::Load { to: x, form: LoadForm::Broadcast4, address: at(0, 0, &[(0, 12), (1, 4)]), lanes: 16 },
            VectorOp::Load { to: w, form: LoadForm::Full, address: at(1, 0, &[(1, 64)]), lanes: 64 },
            VectorOp::Dot4 { to: sum, a: x, b: Source::Register(w) },
        ]),
    ));
    row.extend(ops(vec![VectorOp::Store { from: sum, form: StoreForm::Full, address: at(2, 0, &[(0, 64)]), lanes: 16 }]));
    let rows_usize = rows as usize;
    Kernel {
        name: "gemm".into(),
        vector_bytes: 64,
        buffers: vec![buffer("x", 12 * rows_usize, Access::Read), buffer("w", 192, Access::Read), buffer("y", 64 * rows_usize, Access::Write)],
        range: rows,
        registers: vec![RegisterKind::I32, RegisterKind::U8, RegisterKind::S8],
        body: vec![looped(0, Trips::Share, row)],
    }
}

fn data(len: usize, step: usize) -> Vec<u8> {
    (0..len).map(|i| (i * step + 3) as u8).collect()
}

fn expected(x: &[u8], w: &[u8], rows: usize) -> Vec<i32> {
    let mut y = Vec::new();
    for row in 0..rows {
        for lane in 0..16 {
            let quads = (0..12).map(|i| i32::from(x[row * 12 + i]) * i32::from(w[i / 4 * 64 + lane * 4 + i % 4] as i8));
            y.push(5 + quads.sum::<i32>());
        }
    }
    y
}

#[test]
fn a_kernel_computes_its_sums_and_only_its_share() {
    let (x, w) = (data(48, 37), data(192, 91));
    let mut y = vec![GARBAGE; 256];
    run_kernel(&gemm(4), &mut [KernelMemory::Read(&x), KernelMemory::Read(&w), KernelMemory::Write(&mut y)], 1..3).unwrap();
    let words: Vec<i32> = y.as_chunks::<4>().0.iter().map(|&b| i32::from_le_bytes(b)).collect();
    assert_eq!(words[16..48], expected(&x, &w, 4)[16..48]);
    assert!(y[..64].iter().chain(&y[192..]).all(|&b| b == GARBAGE));
}

fn program() -> (Program, Vec<u8>) {
    let w = data(192, 91);
    let shape = |extents: &[usize]| Shape::new(extents.to_vec()).unwrap();
    let port = |name: &str, dtype, extents: &[usize]| Port { name: name.into(), dtype, shape: shape(extents), quantization: Quantization::None };
    let copy = Kernel {
        name: "copy".into(),
        vector_bytes: 64,
        buffers: vec![buffer("from", 256, Access::Read), buffer("to", 256, Access::Write)],
        range: 4,
        registers: vec![RegisterKind::I32],
        body: vec![looped(
            0,
            Trips::Share,
            vec![
                Statement::Op(VectorOp::Load { to: Register(0), form: LoadForm::Full, address: at(0, 0, &[(0, 64)]), lanes: 16 }),
                Statement::Op(VectorOp::Store { from: Register(0), form: StoreForm::Full, address: at(1, 0, &[(0, 64)]), lanes: 16 }),
            ],
        )],
    };
    let stage = |name: &str, kernel: u32, arguments: &[(Base, usize)]| Stage {
        name: name.into(),
        description: name.into(),
        nominal_macs: 0,
        valid_macs: 0,
        bytes: 0,
        calls: vec![Call { kernel: KernelId(kernel), arguments: arguments.iter().map(|&(base, offset)| Argument { base, offset }).collect() }],
    };
    let program = Program {
        name: "tiny".into(),
        kernels: vec![gemm(4), copy],
        constants: vec![ConstantBlob { name: "w".into(), bytes: w.clone().into() }],
        inputs: vec![port("x", DType::U8, &[4, 12])],
        outputs: vec![port("y", DType::S32, &[4, 16])],
        arena_bytes: 64 + 256,
        stages: vec![
            stage("gemm", 0, &[(Base::Input(0), 0), (Base::Constant(ConstantId(0)), 0), (Base::Arena, 64)]),
            stage("copy", 1, &[(Base::Arena, 64), (Base::Output(0), 0)]),
        ],
    };
    (program, w)
}

#[test]
fn a_program_gives_the_same_tensors_for_any_number_of_workers() {
    let (program, w) = program();
    let x = data(48, 37);
    let input = Tensor::new(program.inputs[0].shape.clone(), TensorData::U8(x.as_slice().into())).unwrap();
    for workers in [1, 2, 3, 8] {
        let outputs = run_program(&program, std::slice::from_ref(&input), workers).unwrap();
        assert_eq!(outputs[0].data, TensorData::S32(expected(&x, &w, 4).into()), "{workers} workers");
    }
}

#[test]
fn what_does_not_fit_is_a_diagnostic() {
    let (x, w) = (data(48, 1), data(192, 1));
    let mut y = [0; 256];
    let mut run = |kernel: &Kernel, share: Range<u32>| {
        run_kernel(kernel, &mut [KernelMemory::Read(&x), KernelMemory::Read(&w), KernelMemory::Write(&mut y)], share).unwrap_err().message
    };
    let good = gemm(4);
    assert!(run(&good, 0..5).contains("share"));
    let mut short = good.clone();
    short.buffers[2].bytes = 200;
    assert_eq!(run(&short, 3..4), "access to bytes 192..256 of %y, which has 200 bytes");
    let mut kinds = good.clone();
    kinds.registers[1] = RegisterKind::S8;
    assert!(run(&kinds, 0..1).contains("v1 is s8, expected u8"));
    let mut ids = good.clone();
    ids.registers.truncate(1);
    assert!(run(&ids, 0..1).contains("does not exist"));
    let (mut program, _) = program();
    program.stages[1].calls[0].arguments[1].base = Base::Output(9);
    let input = Tensor::new(program.inputs[0].shape.clone(), TensorData::U8(x.as_slice().into())).unwrap();
    assert!(run_program(&program, &[input], 1).unwrap_err().message.contains("does not fit"));
    assert!(run_program(&program, &[], 1).unwrap_err().message.contains("0 input tensors"));
}
