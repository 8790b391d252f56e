//! Machine code of small kernels against the interpreter, and what must hold for any code.

mod control;
mod operations;
mod tiles;

use super::*;
use crate::loop_ir::*;
use iced_x86::{Mnemonic, Register as Physical};

/// Deterministic numbers (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }

    /// Floats of all sizes, halves (ties), zeros of both signs, infinities, and NaNs if asked for.
    fn floats(&mut self, count: usize, nan: bool) -> Vec<u8> {
        let mut one = || {
            let small = self.below(2001) as i64 - 1000;
            match self.below(if nan { 10 } else { 9 }) {
                0..5 => small as f32 * 0.5,
                5 => small as f32 * 1.0e7,
                6 => small as f32 * 1.234_567e-5,
                7 => {
                    if small > 0 {
                        0.0
                    } else {
                        -0.0
                    }
                }
                8 => {
                    if small > 0 {
                        f32::MAX
                    } else {
                        f32::MIN
                    }
                }
                _ => f32::NAN,
            }
        };
        (0..count).flat_map(|_| one().to_le_bytes()).collect()
    }
}

fn at(buffer: u32, offset: i64, terms: &[(u32, i64)]) -> Address {
    Address::new(BufferId(buffer), offset, terms.iter().map(|&(c, k)| (CounterId(c), k)))
}

fn repeat(counter: u32, trips: Trips, body: Vec<Statement>) -> Statement {
    Statement::Loop(Loop { counter: CounterId(counter), trips, body })
}

fn op(op: VectorOp) -> Statement {
    Statement::Op(op)
}

fn load(to: u32, address: Address, lanes: u32) -> Statement {
    op(VectorOp::Load { to: Register(to), form: LoadForm::Full, address, lanes })
}

fn store(from: u32, address: Address, lanes: u32) -> Statement {
    op(VectorOp::Store { from: Register(from), form: StoreForm::Full, address, lanes })
}

fn kernel(buffers: &[(usize, Access)], range: u32, registers: &[RegisterKind], body: Vec<Statement>) -> Kernel {
    let buffers = buffers.iter().enumerate().map(|(i, &(bytes, access))| Buffer { name: format!("b{i}"), bytes, access }).collect();
    Kernel { name: "test".into(), vector_bytes: 64, buffers, range, registers: registers.to_vec(), tiles: Vec::new(), body }
}

/// What must hold for the code of any kernel, on any machine: no use of the stack, registers given back, a proper end.
fn lint(kernel: &Kernel, code: &MachineCode) {
    let name = &kernel.name;
    let counts = statistics(code);
    assert_eq!((counts.stack_accesses, counts.spills), (0, 0), "{name}");
    assert!(counts.vector_registers <= 32);
    let mut factory = iced_x86::InstructionInfoFactory::new();
    let instructions: Vec<_> = listing::decode(code).collect();
    let tail: Vec<Mnemonic> = instructions[instructions.len() - 2..].iter().map(|i| i.mnemonic()).collect();
    assert_eq!(tail, [Mnemonic::Vzeroupper, Mnemonic::Ret], "{name}");
    assert_eq!(instructions.iter().filter(|i| i.mnemonic() == Mnemonic::Ret).count(), 1, "{name}");
    let slot_of = |i: &iced_x86::Instruction| (i.memory_base() == Physical::RDI && i.memory_displacement64() < 64).then(|| i.memory_displacement64());
    for instruction in &instructions {
        assert!(!instruction.is_invalid(), "{name}");
        assert!(instruction.mnemonic() != Mnemonic::Call, "{name}");
        for used in factory.info(instruction).used_registers() {
            let register = used.register().full_register();
            let written = !matches!(used.access(), iced_x86::OpAccess::Read | iced_x86::OpAccess::CondRead | iced_x86::OpAccess::None);
            let kept = [Physical::RBX, Physical::RBP, Physical::R12, Physical::R13, Physical::R14, Physical::R15];
            if written && kept.contains(&register) {
                let saved = instructions.iter().any(|i| slot_of(i).is_some() && i.op1_register() == register);
                let restored = instructions.iter().rev().take(8).any(|i| slot_of(i).is_some() && i.op0_register() == register);
                assert!(saved && restored, "{name}: {register:?} is not given back");
            }
            assert!(!(written && register == Physical::RDI), "{name}: the frame pointer is overwritten");
        }
    }
}

/// Checks the machine code of a kernel, and runs it against the interpreter where the machine can.
fn agree(kernel: &Kernel, inputs: &[Vec<u8>]) {
    let code = compile(kernel, &Target::AVX512_VNNI).unwrap_or_else(|d| panic!("{d}"));
    lint(kernel, &code);
    #[cfg(all(target_arch = "x86_64", unix))]
    if Target::AVX512_VNNI.runs_here() {
        use crate::codegen::execute::{MXCSR_DOWN, MXCSR_NEAREST, MXCSR_UP, MXCSR_ZERO, agree};
        return agree(kernel, &code.bytes, inputs, &[MXCSR_NEAREST, MXCSR_UP, MXCSR_DOWN, MXCSR_ZERO], || listing(&code));
    }
    println!("skipped: this machine has no AVX-512 VNNI, so '{}' is not run on {} inputs", kernel.name, inputs.len());
}

/// One vector further in each iteration of the outermost loop.
const STEP: &[(u32, i64)] = &[(0, 64)];
