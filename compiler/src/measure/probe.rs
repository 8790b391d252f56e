//! Two small programs that show what a machine does at best: multiply-accumulates from registers, and bytes from memory.
//!
//! They are loop IR like everything else, so what is measured is what the code generator can say.

use crate::codegen::target::{Target, TargetKind};
use crate::graph::{DType, Quantization, Shape};
use crate::loop_ir::{
    Access, Address, Argument, Base, BinaryOp, Buffer, BufferId, Call, CounterId, Kernel, KernelId, Lanes, Loop, Pass, Port, Program, Register, RegisterKind,
    Source, Stage, Statement, StoreForm, Trips, VectorOp,
};

/// A program to time, and what it does in one run.
#[derive(Debug, Clone)]
pub struct Probe {
    pub program: Program,
    /// 8-bit operations (two for each multiply-accumulate), or bytes read.
    pub amount: u64,
}

const SHARE: CounterId = CounterId(0);
const INNER: CounterId = CounterId(1);

/// `dot4` from registers into independent accumulators. Enough of them to cover the latency of the multiplier on every processor with
/// VNNI (5 cycles, 2 a cycle), few enough for the target's registers.
///
/// `units` is the parallel range; one unit is a few microseconds.
pub fn multiply_peak(target: &Target, units: u32) -> Probe {
    const REPEATS: u32 = 2;
    const TRIPS: u32 = 512;
    // A compiler that looks for common expressions would compute equal products once and those that do not change outside the loop:
    // there each product has factors of its own, and those on the left change with every repetition.
    let (lefts, rights, accumulators, change) = match target.kind {
        TargetKind::Avx512Vnni => (1, 1, 12, false),
        TargetKind::Portable(_) => (4, 2, 8, true),
    };
    let left = |i: u32| Register(accumulators + i % lefts);
    let right = |i: u32| Register(accumulators + lefts + i / lefts % rights);
    let mut registers = vec![RegisterKind::I32; accumulators as usize];
    registers.extend(vec![RegisterKind::U8; lefts as usize]);
    registers.extend(vec![RegisterKind::S8; rights as usize]);

    let splat = |to| Statement::Op(VectorOp::Splat { to, bits: 0 });
    let mut dots = Vec::new();
    for _ in 0..REPEATS {
        if change {
            // Zeros stay zeros, which nobody knows beforehand.
            let change = |i| VectorOp::Binary { to: left(i), op: BinaryOp::MaxU8, a: left(i), b: Source::Register(left(i + 1)) };
            dots.extend((0..lefts).map(|i| Statement::Op(change(i))));
        }
        let dot = |i| Statement::Op(VectorOp::Dot4 { to: Register(i), a: left(i), b: Source::Register(right(i)) });
        dots.extend((0..accumulators).map(dot));
    }
    let inner = Loop { counter: INNER, trips: Trips::Fixed(TRIPS), body: dots };
    let join = |i| {
        let b = Source::Register(Register(i));
        Statement::Op(VectorOp::Binary { to: Register(0), op: BinaryOp::AddI32, a: Register(0), b })
    };
    let vector = target.vector_bytes();
    let address = Address::new(BufferId(0), 0, [(SHARE, i64::from(vector))]);
    let mut unit: Vec<Statement> = (0..accumulators + lefts + rights).map(|i| splat(Register(i))).collect();
    unit.push(Statement::Loop(inner));
    unit.extend((1..accumulators).map(join));
    unit.push(Statement::Op(VectorOp::Store { from: Register(0), form: StoreForm::Full, address, lanes: vector / 4 }));
    let body = vec![Statement::Loop(Loop { counter: SHARE, trips: Trips::Share, body: unit })];

    let bytes = (units * vector) as usize;
    let buffers = vec![Buffer { name: "sums".into(), bytes, access: Access::Write }];
    let kernel = Kernel { name: "multiply_peak".into(), vector_bytes: vector, buffers, range: units, registers, tiles: Vec::new(), body };
    let amount = u64::from(units) * u64::from(TRIPS * REPEATS * accumulators) * u64::from(vector) * 2;
    Probe { program: program(kernel, &[], bytes), amount }
}

/// Reads a buffer of at least `bytes` bytes, whole vectors at a time, and again until `least_read` bytes are read.
pub fn memory_read(target: &Target, bytes: usize, least_read: usize) -> Probe {
    const ACCUMULATORS: u32 = 8;
    const TRIPS: u32 = 8;
    let vector = target.vector_bytes();
    let trip_bytes = ACCUMULATORS * vector;
    let unit_bytes = trip_bytes * TRIPS;
    let units = bytes.div_ceil(unit_bytes as usize).clamp(1, 1 << 16) as u32;

    let read = |i: u32| {
        let terms = [(SHARE, i64::from(unit_bytes)), (INNER, i64::from(trip_bytes))];
        let address = Address::new(BufferId(0), i64::from(i * vector), terms);
        Statement::Op(VectorOp::Binary { to: Register(i), op: BinaryOp::MaxU8, a: Register(i), b: Source::Memory(address) })
    };
    let inner = Loop { counter: INNER, trips: Trips::Fixed(TRIPS), body: (0..ACCUMULATORS).map(read).collect() };
    let join = |i: u32| {
        let b = Source::Register(Register(i));
        Statement::Op(VectorOp::Binary { to: Register(0), op: BinaryOp::MaxU8, a: Register(0), b })
    };
    let store =
        VectorOp::Store { from: Register(0), form: StoreForm::Full, address: Address::new(BufferId(1), 0, [(SHARE, i64::from(vector))]), lanes: vector };
    let mut unit: Vec<Statement> = (0..ACCUMULATORS).map(|i| Statement::Op(VectorOp::Splat { to: Register(i), bits: 0 })).collect();
    unit.push(Statement::Loop(inner));
    unit.extend((1..ACCUMULATORS).map(join));
    unit.push(Statement::Op(store));
    let body = vec![Statement::Loop(Loop { counter: SHARE, trips: Trips::Share, body: unit })];

    let (read_bytes, written) = (units as usize * unit_bytes as usize, (units * vector) as usize);
    let buffers =
        vec![Buffer { name: "data".into(), bytes: read_bytes, access: Access::Read }, Buffer { name: "largest".into(), bytes: written, access: Access::Write }];
    let registers = vec![RegisterKind::U8; ACCUMULATORS as usize];
    let kernel = Kernel { name: "memory_read".into(), vector_bytes: vector, buffers, range: units, registers, tiles: Vec::new(), body };
    let passes = least_read.div_ceil(read_bytes).max(1);
    let mut program = program(kernel, &[read_bytes], written);
    // One stage: a worker goes from pass to pass without waiting for the others, and meets only its own bytes.
    let calls = &mut program.passes[0].stages[0].calls;
    *calls = vec![calls[0].clone(); passes];
    Probe { program, amount: (passes * read_bytes) as u64 }
}

/// A program of one call: inputs and one output of plain bytes, in the order of the kernel's buffers.
fn program(kernel: Kernel, inputs: &[usize], output: usize) -> Program {
    let port = |name: &str, bytes: usize| Port {
        name: name.into(),
        dtype: DType::U8,
        shape: Shape::new([bytes]).expect("a probe's buffers are small"),
        quantization: Quantization::None,
    };
    let name = kernel.name.clone();
    let mut arguments: Vec<Argument> = (0..inputs.len()).map(|i| Argument::at(Base::Input(i as u32), 0)).collect();
    arguments.push(Argument::at(Base::Output(0), 0));
    let stage = Stage {
        name: name.clone(),
        description: "probe".into(),
        nominal_macs: 0,
        valid_macs: 0,
        bytes: 0,
        preparation: Vec::new(),
        calls: vec![Call { kernel: KernelId(0), arguments, continues: false }],
    };
    Program {
        name,
        kernels: vec![kernel],
        constants: Vec::new(),
        inputs: inputs.iter().map(|&bytes| port("data", bytes)).collect(),
        outputs: vec![port("result", output)],
        arena_bytes: Program::ARENA_HEADER,
        lanes: Lanes::default(),
        passes: vec![Pass { repetitions: 1, stages: vec![stage] }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Tensor, TensorData};
    use crate::loop_ir::interp;
    use crate::loop_ir::verify::verify_program;

    #[test]
    fn peak_program_is_valid_and_counts_its_operations() {
        for (target, amount) in [(Target::AVX512_VNNI, 3 * 512 * 24 * 128), (Target::PORTABLE_X86_64, 3 * 512 * 16 * 32)] {
            let probe = multiply_peak(&target, 3);
            assert_eq!(probe.amount, amount);
            verify_program(&probe.program).unwrap();
            let results = interp::run_program(&probe.program, &[], 2).unwrap();
            assert!(matches!(&results[0].data, TensorData::U8(v) if v.iter().all(|&b| b == 0)));
        }
    }

    #[test]
    fn memory_program_reads_every_byte() {
        let probe = memory_read(&Target::AVX512_VNNI, 10_000, 20_000);
        assert_eq!(probe.amount, 2 * 3 * 4096);
        let port = &probe.program.inputs[0];
        for position in [0, 63, 4095, 4096, 12_287] {
            let mut data = vec![0u8; port.bytes()];
            data[position] = 200;
            let input = Tensor::new(port.shape.clone(), TensorData::U8(data.into())).unwrap();
            let results = interp::run_program(&probe.program, &[input], 2).unwrap();
            let TensorData::U8(found) = &results[0].data else { panic!("bytes come out") };
            assert_eq!(found.iter().copied().max(), Some(200), "byte {position}");
        }
    }
}
