//! What the machine that will run the code can do.

use crate::diagnostic::Result;
use crate::loop_ir::Kernel;
use std::fmt;

/// A code generation target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// x86-64 with AVX-512 F, BW, DQ, VL and VNNI: 64-byte vectors, 32 registers.
    Avx512Vnni,
}

/// A target with the features that code for it may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Target {
    pub kind: TargetKind,
    /// AVX-512 VBMI: byte permutations across the register, which table lookups need.
    pub vbmi: bool,
}

impl Target {
    /// Ice Lake, Zen 4 and newer.
    pub const AVX512_VNNI: Target = Target { kind: TargetKind::Avx512Vnni, vbmi: true };

    /// Bytes of a vector register.
    pub fn vector_bytes(&self) -> u32 {
        match self.kind {
            TargetKind::Avx512Vnni => 64,
        }
    }

    /// Vector registers that a kernel may use.
    pub fn vector_registers(&self) -> u32 {
        match self.kind {
            TargetKind::Avx512Vnni => 32,
        }
    }

    /// Vector registers that the target's code for a kernel takes, however many there are.
    pub fn vector_registers_of(&self, kernel: &Kernel) -> Result<u32> {
        match self.kind {
            TargetKind::Avx512Vnni => super::x86::vector_registers(kernel),
        }
    }

    /// The processor features that the target's code uses: bits of [`graver_runtime::abi::features`].
    pub fn features(&self) -> u64 {
        use graver_runtime::abi::features::{AVX512BW, AVX512DQ, AVX512F, AVX512VBMI, AVX512VL, AVX512VNNI};
        match self.kind {
            TargetKind::Avx512Vnni => AVX512F | AVX512BW | AVX512DQ | AVX512VL | AVX512VNNI | if self.vbmi { AVX512VBMI } else { 0 },
        }
    }

    /// The platform that the code is for.
    pub fn triple(&self) -> target_lexicon::Triple {
        use target_lexicon::{Architecture, BinaryFormat, Environment, OperatingSystem, Triple, Vendor};
        match self.kind {
            TargetKind::Avx512Vnni => Triple {
                architecture: Architecture::X86_64,
                vendor: Vendor::Unknown,
                operating_system: OperatingSystem::Linux,
                environment: Environment::Gnu,
                binary_format: BinaryFormat::Elf,
            },
        }
    }

    /// Whether this machine can run the target's code.
    pub fn runs_here(&self) -> bool {
        match self.kind {
            TargetKind::Avx512Vnni => host_has_avx512_vnni() && (!self.vbmi || host_has_vbmi()),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TargetKind::Avx512Vnni => f.write_str("avx512vnni"),
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn host_has_avx512_vnni() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512bw")
        && std::arch::is_x86_feature_detected!("avx512dq")
        && std::arch::is_x86_feature_detected!("avx512vl")
        && std::arch::is_x86_feature_detected!("avx512vnni")
}

#[cfg(target_arch = "x86_64")]
fn host_has_vbmi() -> bool {
    std::arch::is_x86_feature_detected!("avx512vbmi")
}

#[cfg(not(target_arch = "x86_64"))]
fn host_has_avx512_vnni() -> bool {
    false
}

#[cfg(not(target_arch = "x86_64"))]
fn host_has_vbmi() -> bool {
    false
}
