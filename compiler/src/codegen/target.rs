//! What the machine that will run the code can do.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::{Kernel, vector_pressure};
use std::fmt;
use std::str::FromStr;
use target_lexicon::{BinaryFormat, Environment, OperatingSystem, Triple, Vendor};

/// The environment variable that restricts [`Target::runs_here`]: names of targets with commas between. It lets a machine be tested as
/// if it had less.
pub const RESTRICTION: &str = "GRAVER_TARGET";

/// Instruction sets that portable code can be made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Architecture {
    /// x86-64-v3: AVX2, FMA, BMI (Haswell, Zen and newer)
    X86_64,
    /// ARMv8-A with Advanced SIMD, as every aarch64 Linux machine has it
    Aarch64,
}

impl Architecture {
    /// The architecture that this process runs on.
    pub fn host() -> Option<Self> {
        if cfg!(target_arch = "x86_64") {
            Some(Architecture::X86_64)
        } else if cfg!(target_arch = "aarch64") {
            Some(Architecture::Aarch64)
        } else {
            None
        }
    }

    /// The platform: Linux with GNU conventions.
    pub fn triple(self) -> Triple {
        let architecture = match self {
            Architecture::X86_64 => target_lexicon::Architecture::X86_64,
            Architecture::Aarch64 => target_lexicon::Architecture::Aarch64(target_lexicon::Aarch64Architecture::Aarch64),
        };
        Triple {
            architecture,
            vendor: Vendor::Unknown,
            operating_system: OperatingSystem::Linux,
            environment: Environment::Gnu,
            binary_format: BinaryFormat::Elf,
        }
    }
}

/// A code generation target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// x86-64 with AVX-512 F, BW, DQ, VL and VNNI: 64-byte vectors, 32 registers.
    Avx512Vnni,
    /// 16-byte vectors, by Cranelift.
    Portable(Architecture),
}

/// A target with the features that code for it may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Target {
    pub kind: TargetKind,
    /// AVX-512 VBMI: byte permutations across the register, which table lookups need.
    pub vbmi: bool,
    /// AMX with bytes: tiles (see [`crate::loop_ir::tile`]).
    pub matrix_unit: bool,
}

impl Target {
    /// Sapphire Rapids and newer.
    pub const AMX: Target = Target { kind: TargetKind::Avx512Vnni, vbmi: true, matrix_unit: true };
    /// Ice Lake, Zen 4 and newer.
    pub const AVX512_VNNI: Target = Target { kind: TargetKind::Avx512Vnni, vbmi: true, matrix_unit: false };
    /// The same without VBMI: Cascade Lake.
    pub const AVX512_VNNI_WITHOUT_VBMI: Target = Target { kind: TargetKind::Avx512Vnni, vbmi: false, matrix_unit: false };
    /// Haswell, Zen and newer.
    pub const PORTABLE_X86_64: Target = Target { kind: TargetKind::Portable(Architecture::X86_64), vbmi: false, matrix_unit: false };
    /// Any 64-bit Arm machine.
    pub const PORTABLE_AARCH64: Target = Target { kind: TargetKind::Portable(Architecture::Aarch64), vbmi: false, matrix_unit: false };

    /// Every target, the fastest first where a machine runs several.
    pub const ALL: [Target; 5] = [Target::AMX, Target::AVX512_VNNI, Target::AVX512_VNNI_WITHOUT_VBMI, Target::PORTABLE_X86_64, Target::PORTABLE_AARCH64];

    /// Bytes of a vector register.
    pub fn vector_bytes(&self) -> u32 {
        match self.kind {
            TargetKind::Avx512Vnni => 64,
            TargetKind::Portable(_) => 16,
        }
    }

    /// Vector registers that a kernel may use.
    pub fn vector_registers(&self) -> u32 {
        match self.kind {
            TargetKind::Portable(Architecture::X86_64) => 16,
            TargetKind::Avx512Vnni | TargetKind::Portable(Architecture::Aarch64) => 32,
        }
    }

    /// Vector registers that the target's code for a kernel takes, however many there are.
    pub fn vector_registers_of(&self, kernel: &Kernel) -> Result<u32> {
        match self.kind {
            TargetKind::Avx512Vnni => super::x86::vector_registers(kernel),
            // What does not fit lies in the stack's frame, so this is no more than advice.
            TargetKind::Portable(_) => Ok(vector_pressure(kernel)),
        }
    }

    /// The processor features that the target's code uses: bits of [`graver_runtime::abi::features`].
    pub fn features(&self) -> u64 {
        use graver_runtime::abi::features::{AMX_INT8, AVX2, AVX512BW, AVX512DQ, AVX512F, AVX512VBMI, AVX512VL, AVX512VNNI, BMI1, BMI2, FMA};
        let present = |feature: u64, there: bool| if there { feature } else { 0 };
        match self.kind {
            TargetKind::Avx512Vnni => {
                AVX512F | AVX512BW | AVX512DQ | AVX512VL | AVX512VNNI | present(AVX512VBMI, self.vbmi) | present(AMX_INT8, self.matrix_unit)
            }
            TargetKind::Portable(Architecture::X86_64) => AVX2 | FMA | BMI1 | BMI2,
            TargetKind::Portable(Architecture::Aarch64) => 0,
        }
    }

    /// The instruction set that the target belongs to.
    pub fn architecture(&self) -> Architecture {
        match self.kind {
            TargetKind::Avx512Vnni => Architecture::X86_64,
            TargetKind::Portable(architecture) => architecture,
        }
    }

    /// The platform that the code is for.
    pub fn triple(&self) -> Triple {
        self.architecture().triple()
    }

    /// Whether this machine can run the target's code, and `GRAVER_TARGET` does not hide it.
    pub fn runs_here(&self) -> bool {
        let hidden = std::env::var(RESTRICTION).is_ok_and(|names| !Self::is_named_by(self, &names));
        !hidden && Architecture::host() == Some(self.architecture()) && self.features() & !graver_runtime::processor::features() == 0
    }

    /// Refuses a `GRAVER_TARGET` in which some name is that of no target: it would hide every target, and a run of tests would pass
    /// without having run anything.
    ///
    /// # Errors
    /// `Usage`, with the name.
    pub fn check_restriction() -> Result<()> {
        std::env::var(RESTRICTION).map_or(Ok(()), |names| Self::check_names(&names))
    }

    fn check_names(names: &str) -> Result<()> {
        names.split(',').try_for_each(|name| match Target::parse(name.trim()) {
            Ok(_) => Ok(()),
            Err(diagnostic) => Err(Diagnostic { message: format!("{RESTRICTION}={names}: {}", diagnostic.message), ..diagnostic }),
        })
    }

    /// Every target that this machine runs, the fastest first.
    pub fn all_here() -> impl Iterator<Item = Target> {
        Target::ALL.into_iter().filter(Target::runs_here)
    }

    /// The fastest target that this machine runs.
    ///
    /// # Errors
    /// `Machine` where there is none.
    pub fn best_here() -> Result<Target> {
        Target::all_here().next().ok_or_else(|| {
            let message = match std::env::var(RESTRICTION) {
                Ok(names) => format!("this machine runs none of the targets that {RESTRICTION}={names} allows"),
                Err(_) => "this machine runs none of the targets".to_owned(),
            };
            Diagnostic::error(Code::Machine, message).hint("`graver compile --target portable` compiles for another machine; --list-targets names all")
        })
    }

    /// Whether one of the comma-separated names is that of the target, or of its kind.
    fn is_named_by(&self, names: &str) -> bool {
        names.split(',').filter_map(|name| Target::parse(name.trim()).ok()).any(|named| match self.kind {
            // The name of a target stands for the one without VBMI as well.
            TargetKind::Avx512Vnni => named == *self || (named == Target::AVX512_VNNI && !self.matrix_unit),
            TargetKind::Portable(_) => named == *self,
        })
    }

    /// The target of a name that [`Target`] prints, of `portable` (for this machine's architecture) or of a platform (its portable
    /// target).
    ///
    /// # Errors
    /// `Usage` for any other name.
    pub fn parse(name: &str) -> Result<Target> {
        let by_name = Target::ALL.into_iter().find(|t| t.to_string() == name);
        let portable = |architecture| Target { kind: TargetKind::Portable(architecture), vbmi: false, matrix_unit: false };
        let by_platform = || {
            let architecture = match Triple::from_str(name).ok()?.architecture {
                target_lexicon::Architecture::X86_64 => Architecture::X86_64,
                target_lexicon::Architecture::Aarch64(_) => Architecture::Aarch64,
                _ => return None,
            };
            (Triple::from_str(name).ok()?.operating_system == OperatingSystem::Linux).then(|| portable(architecture))
        };
        match name {
            "portable" => Ok(portable(Architecture::host().unwrap_or(Architecture::X86_64))),
            _ => by_name.or_else(by_platform).ok_or_else(|| {
                Diagnostic::error(Code::Usage, format!("there is no target '{name}'"))
                    .hint("--list-targets names all; a platform looks like aarch64-unknown-linux-gnu")
            }),
        }
    }

    /// One line for people: what the code needs.
    pub fn summary(&self) -> &'static str {
        match (self.kind, self.vbmi) {
            (TargetKind::Avx512Vnni, true) if self.matrix_unit => "the next, and AMX with bytes (Sapphire Rapids and newer)",
            (TargetKind::Avx512Vnni, true) => "x86-64 with AVX-512 F, BW, DQ, VL, VNNI and VBMI (Ice Lake, Zen 4 and newer)",
            (TargetKind::Avx512Vnni, false) => "the same without VBMI (Cascade Lake)",
            (TargetKind::Portable(Architecture::X86_64), _) => "x86-64-v3: AVX2, FMA and BMI (Haswell, Zen and newer)",
            (TargetKind::Portable(Architecture::Aarch64), _) => "64-bit Arm, any",
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.kind, self.vbmi) {
            (TargetKind::Avx512Vnni, true) if self.matrix_unit => "amx",
            (TargetKind::Avx512Vnni, true) => "avx512vnni",
            (TargetKind::Avx512Vnni, false) => "avx512vnni-novbmi",
            (TargetKind::Portable(Architecture::X86_64), _) => "portable-x86_64",
            (TargetKind::Portable(Architecture::Aarch64), _) => "portable-aarch64",
        })
    }
}
