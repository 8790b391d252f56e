//! What the processor and the operating system of this machine offer.

use crate::abi::features;

/// The [`features`] of this machine. Asks the operating system for the registers of the matrix unit where there is one: what it grants,
/// it grants to the whole process.
#[cfg(target_arch = "x86_64")]
pub fn features() -> u64 {
    use features::{AMX_INT8, AVX2, AVX512BW, AVX512DQ, AVX512F, AVX512VBMI, AVX512VL, AVX512VNNI, BMI1, BMI2, FMA};
    let found = [
        (AVX2, std::arch::is_x86_feature_detected!("avx2")),
        (FMA, std::arch::is_x86_feature_detected!("fma")),
        (BMI1, std::arch::is_x86_feature_detected!("bmi1")),
        (BMI2, std::arch::is_x86_feature_detected!("bmi2")),
        (AVX512F, std::arch::is_x86_feature_detected!("avx512f")),
        (AVX512DQ, std::arch::is_x86_feature_detected!("avx512dq")),
        (AVX512BW, std::arch::is_x86_feature_detected!("avx512bw")),
        (AVX512VL, std::arch::is_x86_feature_detected!("avx512vl")),
        (AVX512VNNI, std::arch::is_x86_feature_detected!("avx512vnni")),
        (AVX512VBMI, std::arch::is_x86_feature_detected!("avx512vbmi")),
        (AMX_INT8, matrix_unit()),
    ];
    found.iter().fold(0, |set, &(bit, there)| set | if there { bit } else { 0 })
}

/// The [`features`] of this machine: none that has a name.
#[cfg(not(target_arch = "x86_64"))]
pub fn features() -> u64 {
    0
}

/// AMX with bytes, and permission to use it (Intel SDM volume 1, 18; Linux Documentation/arch/x86/xstate.rst).
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn matrix_unit() -> bool {
    use std::arch::x86_64::__cpuid_count;
    const AMX_TILE: u32 = 1 << 24;
    const AMX_INT8: u32 = 1 << 25;
    const ARCH_REQ_XCOMP_PERM: libc::c_ulong = 0x1023;
    const XFEATURE_XTILEDATA: libc::c_ulong = 18;
    if !std::arch::is_x86_feature_detected!("avx512f") {
        return false;
    }
    let offered = __cpuid_count(7, 0).edx & (AMX_TILE | AMX_INT8) == AMX_TILE | AMX_INT8;
    // SAFETY: the call takes two numbers and writes no memory; a kernel that does not know it returns an error.
    offered && unsafe { libc::syscall(libc::SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) } == 0
}

#[cfg(all(target_arch = "x86_64", not(target_os = "linux")))]
fn matrix_unit() -> bool {
    false
}
