//! Kernels and programs as text.
//!
//! In: any verified kernel or program, or text. Out: text with a side set of large constants, or what was printed. It never checks
//! what a kernel means: [`super::verify`] does, after parsing.
//!
//! ```text
//! kernel "fc 4x16" width 64 range 4 (read %x: 48, read %w: 192, write %y: 64) {
//!   share c0 {
//!     v0:i32 = splat 5
//!     for c1 in 3 {
//!       v1:u8 = broadcast4 %x[c0*12 + c1*4]
//!       v0 = dot4 v0, v1, %w[c1*64]
//!     }
//!     store.b %y[c0*16], v0 lanes 10
//!   }
//! }
//! ```
//!
//! * A register's kind stands where the register is first set; one that is never set is named in a line `unset v3:f32` at the top.
//! * `lanes` stands where an access is not of a whole register. `gather4` and `scatter4` end with `stride S`.
//! * A `splat` is a number of the register's kind, or the 32-bit pattern in hexadecimal where no single number makes it.
//! * `shl.i32` and `shr.i32` take the distance as a second operand.
//! * Tiles stand behind the buffers, `tiles i32 16x64, u8 16x64` (rows x bytes of a row), and are called t0, t1 … in the body.
//!
//! ```text
//! program "digits" arena 4096 {
//!   input "data": f32<1x1x8x8>
//!   output "prob": f32<1x10>
//!   constant "bias" = hex "0000803f"
//!   constant "weight" = @"weight" 4608 bytes
//!   kernel … { … }
//!   stage "conv0" "conv 3x3 1x8x8 → 16x8x8" macs 9216 valid 7744 bytes 1704 {
//!     prepare "move …" (input 0 + 0, arena + 1024)
//!     call "conv …" (input 0 + 0, constant "weight" + 0, arena + 64)
//!     call on "conv …" (input 0 + 64, constant "weight" + 0, arena + 128)
//!   }
//! }
//! ```
//!
//! * An arena with lanes is `arena 8192 lanes 4 of 1024`: they are its end.
//! * Stages that run for each image of a batch stand in `pass 4 times { … }`. An argument there may have a step, `input 0 + 0 step 256`,
//!   which is added from one repetition to the next, or lie in the lane of its repetition, `lane + 0`.
//!
//! Names and strings are those of the graph's text ([`crate::graph::text`]). A constant of more than [`INLINE_BYTES`] bytes stands in
//! the side set under its name.

mod parse;
mod print;
mod statement;

pub use parse::{parse_kernel, parse_program};
pub use print::{print_kernel, print_program};

use std::collections::BTreeMap;
use std::sync::Arc;

/// Constants of at most this many bytes are part of the text.
pub const INLINE_BYTES: usize = 64;

/// A printed program.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramText {
    pub text: String,
    /// Constants that the text refers to by `@"name"`.
    pub constants: BTreeMap<String, Arc<[u8]>>,
}

#[cfg(test)]
mod tests;
