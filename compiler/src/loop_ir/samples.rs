//! Small kernels and a program for the tests of this folder.

use super::interp::{KernelMemory, run_kernel};
use super::*;
use crate::graph::{DType, Quantization, Shape};

pub(crate) fn at(buffer: u32, offset: i64, terms: &[(u32, i64)]) -> Address {
    Address::new(BufferId(buffer), offset, terms.iter().map(|&(c, k)| (CounterId(c), k)))
}

pub(crate) fn repeat(counter: u32, trips: Trips, body: Vec<Statement>) -> Statement {
    Statement::Loop(Loop { counter: CounterId(counter), trips, body })
}

fn buffer(name: &str, bytes: usize, access: Access) -> Buffer {
    Buffer { name: name.into(), bytes, access }
}

/// Row r of `y` (16 sums) = 5 + Σ over k of the quads x[r][k] · w[k], for `rows` rows and 3 steps of k.
pub(crate) fn gemm(rows: u32) -> Kernel {
    let ops = |ops: Vec<VectorOp>| ops.into_iter().map(Statement::Op).collect::<Vec<_>>();
    let (sum, x, w) = (Register(0), Register(1), Register(2));
    let mut row = ops(vec![VectorOp::Splat { to: sum, bits: 5 }]);
    row.push(repeat(
        1,
        Trips::Fixed(3),
        ops(vec![
            VectorOp::Load { to: x, form: LoadForm::Broadcast4, address: at(0, 0, &[(0, 12), (1, 4)]), lanes: 16 },
            VectorOp::Load { to: w, form: LoadForm::Full, address: at(1, 0, &[(1, 64)]), lanes: 64 },
            VectorOp::Dot4 { to: sum, a: x, b: Source::Register(w) },
        ]),
    ));
    row.extend(ops(vec![VectorOp::Store { from: sum, form: StoreForm::Full, address: at(2, 0, &[(0, 64)]), lanes: 16 }]));
    let bytes = rows as usize;
    Kernel {
        name: "gemm".into(),
        vector_bytes: 64,
        buffers: vec![buffer("x", 12 * bytes, Access::Read), buffer("w", 192, Access::Read), buffer("y", 64 * bytes, Access::Write)],
        range: rows,
        registers: vec![RegisterKind::I32, RegisterKind::U8, RegisterKind::S8],
        tiles: Vec::new(),
        body: vec![repeat(0, Trips::Share, row)],
    }
}

/// Copies 4 pieces of 64 bytes.
pub(crate) fn copy() -> Kernel {
    let body = vec![
        Statement::Op(VectorOp::Load { to: Register(0), form: LoadForm::Full, address: at(0, 0, &[(0, 64)]), lanes: 16 }),
        Statement::Op(VectorOp::Store { from: Register(0), form: StoreForm::Full, address: at(1, 0, &[(0, 64)]), lanes: 16 }),
    ];
    Kernel {
        name: "copy".into(),
        vector_bytes: 64,
        buffers: vec![buffer("from", 256, Access::Read), buffer("to", 256, Access::Write)],
        range: 4,
        registers: vec![RegisterKind::I32],
        tiles: Vec::new(),
        body: vec![repeat(0, Trips::Share, body)],
    }
}

/// Bytes that differ from their neighbours.
pub(crate) fn data(len: usize, step: usize) -> Vec<u8> {
    (0..len).map(|i| (i * step + 3) as u8).collect()
}

/// `gemm` into the arena, then `copy` to the output.
pub(crate) fn program() -> Program {
    let shape = |extents: &[usize]| Shape::new(extents.to_vec()).unwrap();
    let port = |name: &str, dtype, extents: &[usize]| Port { name: name.into(), dtype, shape: shape(extents), quantization: Quantization::None };
    let stage = |name: &str, description: &str, macs, bytes, kernel, arguments: &[(Base, usize)]| Stage {
        name: name.into(),
        description: description.into(),
        nominal_macs: macs,
        valid_macs: macs,
        bytes,
        preparation: Vec::new(),
        calls: vec![Call {
            kernel: KernelId(kernel),
            arguments: arguments.iter().map(|&(base, offset)| Argument::at(base, offset)).collect(),
            continues: false,
        }],
    };
    Program {
        name: "tiny".into(),
        kernels: vec![gemm(4), copy()],
        constants: vec![ConstantBlob { name: "w".into(), bytes: data(192, 91).into() }],
        inputs: vec![port("x", DType::U8, &[4, 12])],
        outputs: vec![port("y", DType::S32, &[4, 16])],
        arena_bytes: 64 + 256,
        lanes: Lanes::default(),
        passes: vec![Pass {
            repetitions: 1,
            stages: vec![
                stage("gemm", "gemm 4x12 → 4x16", 768, 496, 0, &[(Base::Input(0), 0), (Base::Constant(ConstantId(0)), 0), (Base::Arena, 64)]),
                stage("copy", "copy 256", 0, 512, 1, &[(Base::Arena, 64), (Base::Output(0), 0)]),
            ],
        }],
    }
}

/// One call of a kernel, its buffers one after the other in the arena.
pub(crate) fn program_of(kernel: Kernel) -> Program {
    let mut end = Program::ARENA_HEADER;
    let mut place = |buffer: &Buffer| {
        let offset = end;
        end = end.saturating_add(buffer.bytes).checked_next_multiple_of(64).unwrap_or(usize::MAX);
        Argument::at(Base::Arena, offset)
    };
    let call = Call { kernel: KernelId(0), arguments: kernel.buffers.iter().map(&mut place).collect(), continues: false };
    let stage = Stage { name: "only".into(), description: String::new(), nominal_macs: 0, valid_macs: 0, bytes: 0, preparation: Vec::new(), calls: vec![call] };
    let (constants, inputs, outputs) = (vec![], vec![], vec![]);
    Program {
        name: "one call".into(),
        kernels: vec![kernel],
        constants,
        inputs,
        outputs,
        arena_bytes: end,
        lanes: Lanes::default(),
        passes: vec![Pass { repetitions: 1, stages: vec![stage] }],
    }
}

/// What memory holds after a kernel was run by so many workers, the last one first.
pub(crate) fn run(kernel: &Kernel, memory: &[Vec<u8>], workers: u32) -> Vec<Vec<u8>> {
    let mut memory = memory.to_vec();
    for worker in (0..workers).rev() {
        let mut pieces: Vec<KernelMemory> = memory
            .iter_mut()
            .zip(&kernel.buffers)
            .map(|(bytes, buffer)| if buffer.access == Access::Write { KernelMemory::Write(bytes) } else { KernelMemory::Read(bytes) })
            .collect();
        run_kernel(kernel, &mut pieces, super::Portion::whole(kernel.range).share(worker, workers)).unwrap();
    }
    memory
}
