//! Machine code → how often its instructions run, known without running them: every loop has a constant number of trips.

use super::MachineCode;
use super::address::FRAME;
use super::listing::decode;
use iced_x86::{Instruction, InstructionInfoFactory, Mnemonic, OpAccess};
use std::ops::AddAssign;

/// Instructions that one call over a kernel's whole parallel range executes. One that multiplies or converts what it reads from memory counts
/// as both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Execution {
    /// `vpdpbusd`.
    pub dot4: u64,
    /// Vector instructions that read memory.
    pub loads: u64,
    /// Vector instructions that write memory.
    pub stores: u64,
    /// Vector instructions that move elements between lanes: packs, permutations, conversions between widths. Processors have one
    /// unit for them where they have two for arithmetic.
    pub shuffles: u64,
    /// All other vector instructions.
    pub arithmetic: u64,
    /// Addresses and loop control.
    pub scalar: u64,
}

impl AddAssign for Execution {
    fn add_assign(&mut self, other: Self) {
        self.dot4 += other.dot4;
        self.loads += other.loads;
        self.stores += other.stores;
        self.shuffles += other.shuffles;
        self.arithmetic += other.arithmetic;
        self.scalar += other.scalar;
    }
}

/// Counts what the code of a kernel with this parallel range executes.
pub fn execution(code: &MachineCode, range: u32) -> Execution {
    let mut factory = InstructionInfoFactory::new();
    let mut sum = Execution::default();
    for instruction in decode(code) {
        let at = instruction.ip() as usize;
        let around = code.loops.iter().filter(|l| (l.head..l.end).contains(&at));
        let times = around.map(|l| u64::from(l.trips.unwrap_or(range))).fold(1, u64::saturating_mul);
        let accesses: Vec<OpAccess> = factory.info(&instruction).used_memory().iter().map(|memory| memory.access()).collect();
        sum += classified(&instruction, &accesses, times);
    }
    sum
}

fn classified(instruction: &Instruction, memory: &[OpAccess], times: u64) -> Execution {
    let vector = (0..instruction.op_count()).any(|i| instruction.op_register(i).is_vector_register());
    if !vector || instruction.memory_base() == FRAME {
        return Execution { scalar: times, ..Execution::default() };
    }
    let reads = memory.iter().any(|access| matches!(access, OpAccess::Read | OpAccess::CondRead | OpAccess::ReadWrite | OpAccess::ReadCondWrite));
    let writes = memory.iter().any(|access| matches!(access, OpAccess::Write | OpAccess::CondWrite | OpAccess::ReadWrite | OpAccess::ReadCondWrite));
    let mut counts = Execution { loads: if reads { times } else { 0 }, stores: if writes { times } else { 0 }, ..Execution::default() };
    let name = format!("{:?}", instruction.mnemonic()).to_ascii_lowercase();
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    // A conversion to another width (vpmovzxbd, vpmovusdb) is a shuffle, a broadcast from memory is a load alone.
    const SHUFFLES: [&str; 10] = ["vpack", "vpunpck", "vunpck", "vperm", "vpshuf", "vshuf", "valign", "vpalign", "vpmov", "vpcompress"];
    const BLOCKS: [&str; 8] = ["vinsert", "vextract", "vpinsr", "vpextr", "vbroadcast", "vpbroadcast", "vpslldq", "vpsrldq"];
    const MOVES: [&str; 3] = ["vmov", "vbroadcast", "vpbroadcast"];
    if instruction.mnemonic() == Mnemonic::Vpdpbusd {
        counts.dot4 = times;
    } else if begins(&MOVES) && (reads || writes) {
        // Nothing but a load or a store.
    } else if begins(&SHUFFLES) || begins(&BLOCKS) {
        counts.shuffles = times;
    } else {
        counts.arithmetic = times;
    }
    counts
}
