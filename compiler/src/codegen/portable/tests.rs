//! Portable code of random kernels against the interpreter, and what must hold for any code.

use super::*;
use crate::loop_ir::random::{Limits, random_kernel, random_memory};
use crate::loop_ir::{Access, Address, Buffer, BufferId, CounterId, LoadForm, Loop, Register, RegisterKind, Source, Statement, StoreForm, Trips, VectorOp};

const LIMITS: Limits = Limits { vector_bytes: 16, vectors: 20, generals: 14, operations: 60, lookup: true };

fn compiled(kernel: &Kernel, target: &Target) -> Vec<u8> {
    compile(kernel, target).unwrap_or_else(|d| panic!("{d}\n{}", crate::loop_ir::text::print_kernel(kernel)))
}

/// x86-64 code of a kernel in words; the constants behind it come out as nonsense.
#[cfg(all(target_arch = "x86_64", unix))]
fn listing(code: &[u8]) -> String {
    iced_x86::Decoder::new(64, code, iced_x86::DecoderOptions::NONE).into_iter().map(|i| format!("{i}\n")).collect()
}

fn agree(kernel: &Kernel, inputs: &[Vec<u8>]) {
    let code = compiled(kernel, &Target::PORTABLE_X86_64);
    #[cfg(all(target_arch = "x86_64", unix))]
    if Target::PORTABLE_X86_64.runs_here() {
        use crate::codegen::execute::{MXCSR_NEAREST, agree};
        return agree(kernel, &code, inputs, &[MXCSR_NEAREST], || listing(&code));
    }
    println!("skipped: this machine has no AVX2, so '{}' is not run on {} inputs", kernel.name, inputs.len());
}

#[test]
fn random_kernels_agree_with_the_interpreter() {
    for seed in 0..400 {
        let kernel = random_kernel(seed, &LIMITS);
        agree(&kernel, &random_memory(&kernel, seed));
    }
}

#[test]
fn the_same_kernel_gives_the_same_bytes() {
    for seed in 0..5 {
        let kernel = random_kernel(seed, &LIMITS);
        assert_eq!(compiled(&kernel, &Target::PORTABLE_X86_64), compiled(&kernel, &Target::PORTABLE_X86_64));
    }
}

/// Code for Arm runs only under an emulator (`tests/tests/c_cpp.rs`); every operation has instructions there and nothing is called.
#[test]
fn every_architecture_has_code_for_every_operation() {
    for seed in 0..60 {
        assert!(!compiled(&random_kernel(seed, &LIMITS), &Target::PORTABLE_AARCH64).is_empty());
    }
}

/// Every product of extreme bytes, and an accumulator that wraps: nothing saturates on the way.
#[test]
fn products_of_extreme_bytes_are_exact() {
    let extremes = [0u8, 1, 0x7f, 0x80, 0x81, 0xff];
    let quads: Vec<[u8; 4]> =
        (0..extremes.len().pow(4)).map(|n| std::array::from_fn(|i| extremes[n / extremes.len().pow(i as u32) % extremes.len()])).collect();
    let range = quads.len().div_ceil(4);
    let buffer = |name: &str, bytes, access| Buffer { name: name.into(), bytes, access };
    let at = |buffer, step| Address::new(BufferId(buffer), 0, [(CounterId(0), step)]);
    let body = [
        VectorOp::Load { to: Register(0), form: LoadForm::Full, address: at(0, 16), lanes: 16 },
        VectorOp::Load { to: Register(1), form: LoadForm::Full, address: at(2, 16), lanes: 4 },
        VectorOp::Dot4 { to: Register(1), a: Register(0), b: Source::Memory(at(1, 0)) },
        VectorOp::Store { from: Register(1), form: StoreForm::Full, address: at(2, 16), lanes: 4 },
    ];
    let bytes = 16 * range;
    let kernel = Kernel {
        name: "products".into(),
        vector_bytes: 16,
        buffers: vec![buffer("a", bytes, Access::Read), buffer("b", 16, Access::Read), buffer("sums", bytes, Access::Write)],
        range: range as u32,
        registers: vec![RegisterKind::U8, RegisterKind::I32],
        tiles: Vec::new(),
        body: vec![Statement::Loop(Loop { counter: CounterId(0), trips: Trips::Share, body: body.map(Statement::Op).into() })],
    };
    let a: Vec<u8> = quads.concat();
    for quad in &quads {
        let starts = (0..range * 4).flat_map(|i| [i32::MAX, i32::MIN, 0, -1][i % 4].to_le_bytes()).collect();
        agree(&kernel, &[a.clone(), quad.repeat(4), starts]);
    }
}

#[test]
fn kernels_for_other_widths_are_refused() {
    let kernel = random_kernel(1, &Limits::WIDE);
    assert_eq!(compile(&kernel, &Target::PORTABLE_X86_64).unwrap_err().code, Code::Invalid);
    let kernel = random_kernel(1, &LIMITS);
    assert_eq!(compile(&kernel, &Target::AVX512_VNNI).unwrap_err().code, Code::Invalid);
}
