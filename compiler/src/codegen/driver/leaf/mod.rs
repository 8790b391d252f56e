//! Leaf functions of the driver that Cranelift has no instructions for. No relocations; nothing outside their own part of the stack is
//! touched.

mod aarch64;
mod x86_64;

use crate::codegen::target::Architecture;
use crate::diagnostic::Result;

/// Machine code of every leaf.
#[derive(Debug)]
pub struct LeafCode {
    /// `fn(wanted: u64) -> u64`: the [`features`](graver_runtime::abi::features) that processor and operating system offer; those that
    /// must be asked for only where they are wanted
    pub cpu_features: Vec<u8>,
    /// `fn() -> u64`: a clock that ticks evenly
    pub ticks: Vec<u8>,
    /// `fn(word: *const u32, seen: u32, limit: u32) -> u32`: looks at `*word` up to `limit + 1` times, with a pause between; 1 as soon
    /// as it is not `seen`, 0 if it always was
    pub spin: Vec<u8>,
    /// `fn() -> u64`: what the control register of floating-point arithmetic holds; from now on it says round to nearest even, flush
    /// nothing, raise nothing
    pub set_modes: Vec<u8>,
    /// `fn(modes: u64)`: sets the control register back
    pub restore_modes: Vec<u8>,
}

/// The leaves of an architecture.
pub fn leaves(architecture: Architecture) -> Result<LeafCode> {
    Ok(match architecture {
        Architecture::X86_64 => LeafCode {
            cpu_features: x86_64::cpu_features()?,
            ticks: x86_64::ticks()?,
            spin: x86_64::spin()?,
            set_modes: x86_64::set_modes()?,
            restore_modes: x86_64::restore_modes()?,
        },
        Architecture::Aarch64 => LeafCode {
            cpu_features: aarch64::cpu_features(),
            ticks: aarch64::ticks(),
            spin: aarch64::spin(),
            set_modes: aarch64::set_modes(),
            restore_modes: aarch64::restore_modes(),
        },
    })
}
