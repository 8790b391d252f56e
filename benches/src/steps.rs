//! What loads beside dot products cost: the inner loops of tiles of many shapes, everything in the first cache.
//! `cargo run --release -p graver-benches --bin steps`.
//!
//! A step multiplies one word of four bytes for each position with one vector of weights for each vector of the panel. By their ports alone all shapes are
//! equally fast; a core that does more at once runs at a lower clock, and that is what differs.

use clap::Parser;
use graver::codegen::target::{Target, TargetKind};
use graver::compile::{Observer, generate};
use graver::diagnostic::{Code, Diagnostic, Result};
use graver::emit::jit::JitModel;
use graver::graph::{DType, Quantization, Shape};
use graver::loop_ir::{
    Access, Address, Argument, Base, BinaryOp, Buffer, BufferId, Call, CounterId, Kernel, KernelId, Lanes, LoadForm, Loop, Pass, Port, Program, Register,
    RegisterKind, Source, Stage, Statement, StoreForm, Trips, VectorOp,
};
use graver::measure::{Settings, machine, measure};
use graver::report::quantity;
use graver::report::table::{Side, table};
use std::process::ExitCode;
use std::sync::Arc;

/// Time the inner loops of tiles
#[derive(Debug, Parser)]
struct Arguments {
    /// Shapes, as POSITIONSxVECTORS
    #[arg(default_values = ["28x1", "14x1", "14x2", "12x2", "10x2", "8x2", "9x3", "8x3", "7x3", "6x4", "5x4", "4x4", "5x5"], value_parser = shape)]
    shapes: Vec<[u32; 2]>,
    /// Measuring time for each row
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
}

fn shape(text: &str) -> Result<[u32; 2], String> {
    let sides = text.split_once('x').and_then(|(positions, vectors)| Some([positions.parse().ok()?, vectors.parse().ok()?]));
    let fits = |&[positions, vectors]: &[u32; 2]| (1..=32).contains(&positions) && (1..=32).contains(&vectors) && positions * vectors + vectors < 32;
    sides.filter(fits).ok_or_else(|| "two numbers such as 14x2, for which 32 registers suffice".to_owned())
}

/// Steps of one trip, trips of one unit, units of one run, and bytes between positions.
const STEPS: u32 = 4;
const TRIPS: u32 = 32;
const UNITS: u32 = 64;
const PITCH: u32 = 256;

/// A tile of positions and vectors, multiplied again and again.
fn program([positions, vectors]: [u32; 2]) -> Result<Program> {
    const VECTOR: u32 = 64;
    let (share, trip) = (CounterId(0), CounterId(1));
    let (words, weights, sums) = (BufferId(0), BufferId(1), BufferId(2));
    let accumulators = positions * vectors;
    let (weight, word) = (|vector: u32| Register(accumulators + vector), Register(accumulators + vectors));
    let mut registers = vec![RegisterKind::I32; accumulators as usize];
    registers.extend(vec![RegisterKind::S8; vectors as usize]);
    registers.push(RegisterKind::U8);
    let load = |to, form, address, lanes| Statement::Op(VectorOp::Load { to, form, address, lanes });
    let mut body = Vec::new();
    for step in 0..STEPS {
        for vector in 0..vectors {
            let place = i64::from((step * vectors + vector) * VECTOR);
            body.push(load(weight(vector), LoadForm::Full, Address::new(weights, place, [(trip, i64::from(STEPS * vectors * VECTOR))]), VECTOR));
        }
        for position in 0..positions {
            let place = i64::from(position * PITCH + step * 4);
            body.push(load(word, LoadForm::Broadcast4, Address::new(words, place, [(trip, i64::from(STEPS * 4 / 2))]), VECTOR / 4));
            body.extend((0..vectors).map(|vector| {
                let b = Source::Register(weight(vector));
                Statement::Op(VectorOp::Dot4 { to: Register(position * vectors + vector), a: word, b })
            }));
        }
    }
    let zero = |to: u32| Statement::Op(VectorOp::Splat { to: Register(to), bits: 0 });
    let join = |i: u32| Statement::Op(VectorOp::Binary { to: Register(0), op: BinaryOp::AddI32, a: Register(0), b: Source::Register(Register(i)) });
    let mut unit: Vec<Statement> = (0..accumulators).map(zero).collect();
    unit.push(Statement::Loop(Loop { counter: trip, trips: Trips::Fixed(TRIPS), body }));
    unit.extend((1..accumulators).map(join));
    let address = Address::new(sums, 0, [(share, i64::from(VECTOR))]);
    unit.push(Statement::Op(VectorOp::Store { from: Register(0), form: StoreForm::Full, address, lanes: VECTOR / 4 }));

    let bytes = [positions * PITCH + STEPS * 4 * TRIPS, TRIPS * STEPS * vectors * VECTOR, UNITS * VECTOR].map(|bytes| bytes as usize);
    let buffers = [("words", Access::Read), ("weights", Access::Read), ("sums", Access::Write)];
    let buffers = buffers.into_iter().zip(bytes).map(|((name, access), bytes)| Buffer { name: name.to_owned(), bytes, access }).collect();
    let body = vec![Statement::Loop(Loop { counter: share, trips: Trips::Share, body: unit })];
    let name = format!("steps_{positions}x{vectors}");
    let kernel = Kernel { name: name.clone(), vector_bytes: VECTOR, buffers, range: UNITS, registers, tiles: Vec::new(), body };
    let port =
        |name: &str, bytes: usize| Result::Ok(Port { name: name.to_owned(), dtype: DType::U8, shape: Shape::new([bytes])?, quantization: Quantization::None });
    let arguments = [Base::Input(0), Base::Input(1), Base::Output(0)].map(|base| Argument::at(base, 0)).into();
    let products = u64::from(UNITS * TRIPS * STEPS) * u64::from(accumulators * VECTOR);
    let stage = Stage {
        name: name.clone(),
        description: "steps of a tile".to_owned(),
        nominal_macs: products,
        valid_macs: products,
        bytes: 0,
        preparation: Vec::new(),
        calls: vec![Call { kernel: KernelId(0), arguments, continues: false }],
    };
    Ok(Program {
        name,
        kernels: vec![kernel],
        constants: Vec::new(),
        inputs: vec![port("words", bytes[0])?, port("weights", bytes[1])?],
        outputs: vec![port("sums", bytes[2])?],
        arena_bytes: Program::ARENA_HEADER,
        lanes: Lanes::default(),
        passes: vec![Pass { repetitions: 1, stages: vec![stage] }],
    })
}

fn run(arguments: &Arguments) -> Result<()> {
    let target = Target::AVX512_VNNI;
    if !Target::all_here().any(|here| here.kind == TargetKind::Avx512Vnni) {
        return Err(Diagnostic::error(Code::Machine, "this processor has no AVX-512 VNNI, which these loops are about"));
    }
    let settings = Settings { threads: vec![1], seconds: arguments.seconds, per_layer: false };
    let mut rows = Vec::new();
    for &[positions, vectors] in &arguments.shapes {
        let code = generate(program([positions, vectors])?, target, &mut Observer::default())?;
        let report = measure(&Arc::new(JitModel::load(&code)?.into_model()?), &target, &settings)?;
        let run = &report.runs[0];
        let gops = 2.0 * run.work.valid_macs as f64 / run.times.min / 1e9;
        let loads = f64::from(positions + vectors) / f64::from(positions * vectors);
        rows.push(vec![format!("{positions}x{vectors}"), format!("{loads:.2}"), format!("{gops:.0}"), quantity::percent(gops / run.ceiling.gops)]);
    }
    println!("{}\n\n{}", machine(), table(&[("tile", Side::Left), ("loads a product", Side::Right), ("GOPS", Side::Right), ("of peak", Side::Right)], rows));
    Ok(())
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(diagnostic) => {
            eprintln!("{diagnostic}");
            ExitCode::FAILURE
        }
    }
}
