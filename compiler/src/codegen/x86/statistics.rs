//! Machine code → counts, read back from the finished bytes by disassembling them.

use super::address::FRAME;
use super::listing::decode;
use super::{FRAME_SCRATCH_SLOTS, MachineCode};
use iced_x86::{FlowControl, Instruction, InstructionInfoFactory, Mnemonic, OpAccess, Register as Physical};
use std::fmt;

/// Counts over one innermost loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LoopStatistics {
    /// From the head to the end of the branch.
    pub bytes: usize,
    pub instructions: usize,
    pub vpdpbusd: usize,
    /// Instructions that read memory.
    pub loads: usize,
    /// Instructions that write memory.
    pub stores: usize,
}

/// Counts over a kernel's code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statistics {
    pub code_bytes: usize,
    pub constant_bytes: usize,
    pub instructions: usize,
    pub vpdpbusd: usize,
    /// Distinct zmm registers.
    pub vector_registers: usize,
    /// Instructions that use the stack or its pointer, but for the `ret`. Always 0.
    pub stack_accesses: usize,
    /// Instructions that move a vector to or from the frame. Always 0.
    pub spills: usize,
    /// Innermost loops in program order.
    pub loops: Vec<LoopStatistics>,
}

/// Counts what is there.
pub fn statistics(code: &MachineCode) -> Statistics {
    let mut factory = InstructionInfoFactory::new();
    let mut statistics = Statistics { code_bytes: code.code_bytes, constant_bytes: code.bytes.len() - code.code_bytes, ..Statistics::default() };
    let innermost: Vec<_> = code.loops.iter().filter(|l| l.innermost).collect();
    statistics.loops = innermost.iter().map(|l| LoopStatistics { bytes: l.end - l.head, ..LoopStatistics::default() }).collect();
    let mut vectors = std::collections::BTreeSet::new();
    for instruction in decode(code) {
        let info = factory.info(&instruction);
        let dot4 = usize::from(instruction.mnemonic() == Mnemonic::Vpdpbusd);
        let touches = |wanted: &[OpAccess]| info.used_memory().iter().any(|m| wanted.contains(&m.access()));
        let load = touches(&[OpAccess::Read, OpAccess::CondRead, OpAccess::ReadWrite, OpAccess::ReadCondWrite]);
        let store = touches(&[OpAccess::Write, OpAccess::CondWrite, OpAccess::ReadWrite, OpAccess::ReadCondWrite]);
        statistics.instructions += 1;
        statistics.vpdpbusd += dot4;
        let stack =
            info.used_registers().iter().any(|r| r.register().full_register() == Physical::RSP) || info.used_memory().iter().any(|m| m.base() == Physical::RSP);
        statistics.stack_accesses += usize::from(stack && instruction.flow_control() != FlowControl::Return);
        statistics.spills += usize::from(moves_vector_through_frame(&instruction));
        if instruction.mnemonic() != Mnemonic::Vzeroupper {
            vectors.extend(info.used_registers().iter().map(|r| r.register()).filter(|r| r.is_zmm()));
        }
        let at = instruction.ip() as usize;
        for (span, counts) in innermost.iter().zip(&mut statistics.loops) {
            if (span.head..span.end).contains(&at) {
                counts.instructions += 1;
                counts.vpdpbusd += dot4;
                counts.loads += usize::from(load);
                counts.stores += usize::from(store);
            }
        }
    }
    statistics.vector_registers = vectors.len();
    statistics
}

fn moves_vector_through_frame(instruction: &Instruction) -> bool {
    let vector = (0..instruction.op_count()).any(|i| instruction.op_register(i).is_vector_register());
    vector && instruction.memory_base() == FRAME && instruction.memory_displacement64() < 8 * FRAME_SCRATCH_SLOTS as u64
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "code {} bytes, constants {} bytes, {} instructions, {} vpdpbusd", self.code_bytes, self.constant_bytes, self.instructions, self.vpdpbusd)?;
        writeln!(f, "{} vector registers, {} stack accesses, {} spills", self.vector_registers, self.stack_accesses, self.spills)?;
        for (i, l) in self.loops.iter().enumerate() {
            writeln!(
                f,
                "innermost loop {i}: {} bytes, {} instructions, {} vpdpbusd, {} loads, {} stores",
                l.bytes, l.instructions, l.vpdpbusd, l.loads, l.stores
            )?;
        }
        Ok(())
    }
}
