//! The leaf functions on x86-64, System V ABI.

use crate::diagnostic::{Code, Diagnostic, Result};
use graver_runtime::abi::features;
use iced_x86::IcedError;
use iced_x86::code_asm::CodeAssembler;

/// Which output register of `cpuid` a feature bit is in.
#[derive(Clone, Copy)]
enum Word {
    /// Leaf 1, ecx
    Leaf1Ecx,
    /// Leaf 7 subleaf 0, ebx
    Leaf7Ebx,
    /// Leaf 7 subleaf 0, ecx
    Leaf7Ecx,
}

/// Features whose registers the operating system saves when XCR0 has bits 1 and 2 (xmm, ymm): Intel SDM volume 2, CPUID.
const WITH_YMM: [(Word, u32, u64); 4] =
    [(Word::Leaf1Ecx, 12, features::FMA), (Word::Leaf7Ebx, 3, features::BMI1), (Word::Leaf7Ebx, 5, features::AVX2), (Word::Leaf7Ebx, 8, features::BMI2)];

/// Features that need XCR0 bits 5 to 7 (opmask, upper halves of zmm0-15, zmm16-31) as well.
const WITH_ZMM: [(Word, u32, u64); 6] = [
    (Word::Leaf7Ebx, 16, features::AVX512F),
    (Word::Leaf7Ebx, 17, features::AVX512DQ),
    (Word::Leaf7Ebx, 30, features::AVX512BW),
    (Word::Leaf7Ebx, 31, features::AVX512VL),
    (Word::Leaf7Ecx, 1, features::AVX512VBMI),
    (Word::Leaf7Ecx, 11, features::AVX512VNNI),
];

fn failed(error: IcedError) -> Diagnostic {
    Diagnostic::error(Code::Invalid, format!("the assembler refused a driver function: {error}"))
}

fn assemble(write: impl FnOnce(&mut CodeAssembler) -> Result<(), IcedError>) -> Result<Vec<u8>> {
    let mut assembler = CodeAssembler::new(64).map_err(failed)?;
    write(&mut assembler).map_err(failed)?;
    assembler.assemble(0).map_err(failed)
}

/// XCR0 bits 17 and 18: configuration and contents of tiles.
const TILE_STATE: u32 = 0b11 << 17;
/// Leaf 7 subleaf 0, edx: AMX-TILE and AMX-INT8.
const TILES_OF_BYTES: u32 = 0b11 << 24;
/// Linux lends a process the contents of tiles if it asks: `arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)`, Documentation/arch/x86/xstate.rst.
const SYS_ARCH_PRCTL: u32 = 158;
const ARCH_REQ_XCOMP_PERM: u32 = 0x1023;
const XFEATURE_XTILEDATA: u32 = 18;

/// `fn(wanted: u64) -> u64`: the [`features`] that processor and operating system offer. The operating system is asked for the matrix unit
/// only where that is wanted.
///
/// r8 keeps rbx, which `cpuid` overwrites and the caller owns · r9 result · r10d leaf 1 ecx · r11d XCR0
pub fn cpu_features() -> Result<Vec<u8>> {
    assemble(|a| {
        use iced_x86::code_asm::{eax, ebx, ecx, edi, edx, esi, r8, r9, r9d, r10d, r11d, rax, rbx, rdi};
        let mut done = a.create_label();
        let collect = |a: &mut CodeAssembler, table: &[(Word, u32, u64)]| -> Result<(), IcedError> {
            for &(word, bit, feature) in table {
                match word {
                    Word::Leaf1Ecx => a.mov(eax, r10d)?,
                    Word::Leaf7Ebx => a.mov(eax, ebx)?,
                    Word::Leaf7Ecx => a.mov(eax, ecx)?,
                }
                a.shr(eax, bit)?;
                a.and(eax, 1)?;
                a.shl(rax, feature.trailing_zeros())?;
                a.or(r9, rax)?;
            }
            Ok(())
        };
        a.mov(r8, rbx)?;
        a.xor(r9d, r9d)?;
        a.xor(eax, eax)?;
        a.cpuid()?;
        a.cmp(eax, 7)?;
        a.jb(done)?;
        a.mov(eax, 1)?;
        a.cpuid()?;
        a.mov(r10d, ecx)?;
        // Without OSXSAVE (bit 27) `xgetbv` does not exist.
        a.bt(r10d, 27)?;
        a.jnc(done)?;
        a.xor(ecx, ecx)?;
        a.xgetbv()?;
        a.mov(r11d, eax)?;
        a.and(eax, 0b110)?;
        a.cmp(eax, 0b110)?;
        a.jne(done)?;
        a.mov(eax, 7)?;
        a.xor(ecx, ecx)?;
        a.cpuid()?;
        collect(a, &WITH_YMM)?;
        // What is collected from ecx and edx is still there: `collect` changes eax alone.
        a.mov(eax, r11d)?;
        a.and(eax, 0b1110_0110)?;
        a.cmp(eax, 0b1110_0110)?;
        a.jne(done)?;
        collect(a, &WITH_ZMM)?;
        a.bt(rdi, features::AMX_INT8.trailing_zeros())?;
        a.jnc(done)?;
        for (register, bits) in [(r11d, TILE_STATE), (edx, TILES_OF_BYTES)] {
            a.and(register, bits)?;
            a.cmp(register, bits)?;
            a.jne(done)?;
        }
        // `syscall` overwrites rcx and r11.
        a.mov(eax, SYS_ARCH_PRCTL)?;
        a.mov(edi, ARCH_REQ_XCOMP_PERM)?;
        a.mov(esi, XFEATURE_XTILEDATA)?;
        a.syscall()?;
        a.test(rax, rax)?;
        a.jne(done)?;
        a.bts(r9, features::AMX_INT8.trailing_zeros())?;
        a.set_label(&mut done)?;
        a.mov(rbx, r8)?;
        a.mov(rax, r9)?;
        a.ret()
    })
}

/// `fn() -> u64`: the time stamp counter, read after everything before it has finished.
pub fn ticks() -> Result<Vec<u8>> {
    assemble(|a| {
        use iced_x86::code_asm::{rax, rdx};
        a.lfence()?;
        a.rdtsc()?;
        a.shl(rdx, 32)?;
        a.or(rax, rdx)?;
        a.ret()
    })
}

/// `fn(word: *const u32, seen: u32, limit: u32) -> u32`: looks at `*word` up to `limit + 1` times, with a pause between; 1 as soon
/// as it is not `seen`, 0 if it always was.
pub fn spin() -> Result<Vec<u8>> {
    assemble(|a| {
        use iced_x86::code_asm::{dword_ptr, eax, edx, esi, rdi};
        let mut look = a.create_label();
        let mut changed = a.create_label();
        let mut same = a.create_label();
        a.set_label(&mut look)?;
        a.mov(eax, dword_ptr(rdi))?;
        a.cmp(eax, esi)?;
        a.jne(changed)?;
        a.test(edx, edx)?;
        a.jz(same)?;
        a.dec(edx)?;
        a.pause()?;
        a.jmp(look)?;
        a.set_label(&mut changed)?;
        a.mov(eax, 1)?;
        a.ret()?;
        a.set_label(&mut same)?;
        a.xor(eax, eax)?;
        a.ret()
    })
}

/// `fn() -> u64`: the present MXCSR; from now on numbers round to nearest even, nothing is flushed, no exception is raised.
///
/// Memory below the stack pointer is the function's own (System V ABI, 3.2.2, "red zone").
pub fn set_modes() -> Result<Vec<u8>> {
    // Every exception masked, round to nearest even, neither FTZ nor DAZ: Intel SDM volume 1, 10.2.3.
    const DEFAULT: u32 = 0x1f80;
    assemble(|a| {
        use iced_x86::code_asm::{dword_ptr, eax, rsp};
        a.stmxcsr(dword_ptr(rsp - 8))?;
        a.mov(eax, dword_ptr(rsp - 8))?;
        a.mov(dword_ptr(rsp - 4), DEFAULT)?;
        a.ldmxcsr(dword_ptr(rsp - 4))?;
        a.ret()
    })
}

/// `fn(modes: u64)`: sets MXCSR.
pub fn restore_modes() -> Result<Vec<u8>> {
    assemble(|a| {
        use iced_x86::code_asm::{dword_ptr, edi, rsp};
        a.mov(dword_ptr(rsp - 4), edi)?;
        a.ldmxcsr(dword_ptr(rsp - 4))?;
        a.ret()
    })
}
