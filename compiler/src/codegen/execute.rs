//! Runs machine code in tests: executable pages, buffers next to pages that fault, any rounding mode.

use super::driver::SCRATCH_SLOTS;
use crate::loop_ir::interp::{KernelMemory, run_kernel};
use crate::loop_ir::{Access, Buffer, Kernel};
use std::arch::asm;
use std::ptr;

const PAGE: usize = 4096;

/// Pages of memory with an unmapped page on either side.
struct Guarded {
    /// Start of the first guard page.
    mapping: *mut u8,
    mapped: usize,
    start: *mut u8,
    bytes: usize,
}

/// Which end of a buffer touches a guard page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Against {
    Front,
    Back,
}

impl Guarded {
    fn new(content: &[u8], against: Against) -> Self {
        let inner = content.len().max(1).next_multiple_of(PAGE);
        let mapped = inner + 2 * PAGE;
        // SAFETY: a fresh anonymous mapping, of which the inner part is made accessible; both calls are checked.
        let mapping = unsafe {
            let mapping = libc::mmap(ptr::null_mut(), mapped, libc::PROT_NONE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0);
            assert_ne!(mapping, libc::MAP_FAILED);
            assert_eq!(libc::mprotect(mapping.add(PAGE), inner, libc::PROT_READ | libc::PROT_WRITE), 0);
            mapping.cast::<u8>()
        };
        let offset = match against {
            Against::Front => PAGE,
            Against::Back => PAGE + inner - content.len(),
        };
        // SAFETY: `content` fits into the accessible part at either end.
        let start = unsafe {
            let start = mapping.add(offset);
            ptr::copy_nonoverlapping(content.as_ptr(), start, content.len());
            start
        };
        Self { mapping, mapped, start, bytes: content.len() }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: `start..start + bytes` is accessible and initialised as long as `self` lives.
        unsafe { std::slice::from_raw_parts(self.start, self.bytes) }
    }

    /// No more writes; `execute` allows instruction fetches instead.
    fn seal(&self, execute: bool) {
        let protection = libc::PROT_READ | if execute { libc::PROT_EXEC } else { 0 };
        // SAFETY: the inner pages of this mapping, which nobody else knows.
        let status = unsafe { libc::mprotect(self.mapping.add(PAGE).cast(), self.mapped - 2 * PAGE, protection) };
        assert_eq!(status, 0);
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: the mapping was made by `new` and nothing refers to it any more.
        unsafe { libc::munmap(self.mapping.cast(), self.mapped) };
    }
}

/// Rounding modes and flush modes that a host may have set (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, 10.2.3).
pub(super) const MXCSR_NEAREST: u32 = 0x1f80;
pub(super) const MXCSR_DOWN: u32 = 0x3f80;
pub(super) const MXCSR_UP: u32 = 0x5f80;
pub(super) const MXCSR_ZERO: u32 = 0x7f80;

/// Code that can be called.
struct Executable {
    pages: Guarded,
}

impl Executable {
    fn new(code: &[u8]) -> Self {
        let pages = Guarded::new(code, Against::Front);
        pages.seal(true);
        Self { pages }
    }

    /// Runs `begin..end` on buffers; those that are not written are write-protected first.
    fn run(&self, buffers: &[(Guarded, bool)], begin: u64, end: u64, mxcsr: u32) {
        for (buffer, _) in buffers.iter().filter(|(_, written)| !written) {
            buffer.seal(false);
        }
        let mut frame = vec![0u64; SCRATCH_SLOTS];
        frame.extend(buffers.iter().map(|(buffer, _)| buffer.start as u64));
        let pointers = frame[SCRATCH_SLOTS..].to_vec();
        let mut host_mxcsr = 0u32;
        let kept = [0x1111_u64, 0x2222, 0x3333];
        let (mut r13, mut r14, mut r15) = (kept[0], kept[1], kept[2]);
        // SAFETY: the code is a leaf function of the System V ABI that touches the frame and the buffers only; the control register is
        // restored before the block ends; r12 is kept by the callee.
        unsafe {
            asm!(
                "stmxcsr [r12]",
                "ldmxcsr [{mxcsr}]",
                "call {code}",
                "ldmxcsr [r12]",
                mxcsr = in(reg) &raw const mxcsr,
                code = in(reg) self.pages.start,
                in("r12") &raw mut host_mxcsr,
                inout("r13") r13,
                inout("r14") r14,
                inout("r15") r15,
                in("rdi") frame.as_mut_ptr(),
                in("rsi") begin,
                in("rdx") end,
                clobber_abi("sysv64"),
            );
        }
        assert_eq!([r13, r14, r15], kept, "callee-saved registers");
        assert_eq!(frame[SCRATCH_SLOTS..], pointers, "buffer pointers of the frame");
    }
}

/// The machine code of a kernel against the interpreter, byte for byte: in one share and in several, under each of some rounding modes,
/// with buffers against either guard page. `show` is the code in words.
pub(super) fn agree(kernel: &Kernel, code: &[u8], inputs: &[Vec<u8>], modes: &[u32], show: impl Fn() -> String) {
    let executable = Executable::new(code);
    let range = kernel.range;
    let splits: Vec<Vec<u32>> = vec![vec![0, range], vec![0, range / 3, range / 3, range / 2, range], vec![range / 2, range]];
    for (i, split) in splits.iter().enumerate() {
        let mut expected: Vec<Vec<u8>> = inputs.to_vec();
        for share in split.windows(2).filter(|s| s[0] < s[1]) {
            let mut memory: Vec<KernelMemory> = expected
                .iter_mut()
                .zip(&kernel.buffers)
                .map(|(bytes, buffer)| if buffer.access != Access::Read { KernelMemory::Write(bytes) } else { KernelMemory::Read(bytes) })
                .collect();
            run_kernel(kernel, &mut memory, share[0]..share[1]).unwrap_or_else(|d| panic!("{d}"));
        }
        for against in [Against::Front, Against::Back] {
            let place = |(bytes, buffer): (&Vec<u8>, &Buffer)| (Guarded::new(bytes, against), buffer.access != Access::Read);
            let buffers: Vec<(Guarded, bool)> = inputs.iter().zip(&kernel.buffers).map(place).collect();
            for share in split.windows(2) {
                executable.run(&buffers, share[0].into(), share[1].into(), modes[(i + against as usize) % modes.len()]);
            }
            let shared = buffers.iter().zip(expected.iter().zip(&kernel.buffers)).filter(|(_, (_, buffer))| buffer.access != Access::Scratch);
            for ((found, _), (expected, buffer)) in shared {
                if let Some(at) = found.bytes().iter().zip(expected).position(|(a, b)| a != b) {
                    let (found, expected) = (&found.bytes()[at & !3..], &expected[at & !3..]);
                    panic!(
                        "'{}' split {split:?}, {against:?}: {} differs at byte {at}: found {:x?}, expected {:x?}\n{}",
                        kernel.name,
                        buffer.name,
                        &found[..found.len().min(8)],
                        &expected[..expected.len().min(8)],
                        show()
                    );
                }
            }
        }
    }
}
