//! Graphs as text.
//!
//! In: any verified graph, or text. Out: text with a side set of large constants, or a graph equal to the one that was printed. It
//! never checks what a graph means: [`super::verify`](fn@super::verify) does, after parsing.
//!
//! ```text
//! graph "digits" {
//!   input %data: f32<1x1x8x8>
//!   const %conv0.weight: s8<16x1x3x3> = @"conv0.weight"
//!   const %conv0.bias: s32<3> = [1, -2, 3]
//!   %q: u8<1x1x8x8; s=0.0039138943 z=0; [0, 0.9980]> = map %data | mul 255.5 | sat z=0 [0, 255]
//!   %c: s32<1x3x8x8> = conv %q, %conv0.weight, %conv0.bias {kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1, groups 1} | s32 [0, 2147483647]
//!   output "softmax_output" = %c
//! }
//! ```
//!
//! * A name stands plain where it has letters, digits and `_ . / -` only, else in quotes with escapes: `%"a:0"`.
//! * `kernel`, `stride`, `dilation` are vertical x horizontal; `pad` is before..after, each vertical x horizontal.
//! * A constant of more than [`INLINE_ELEMENTS`] elements stands in the side set under the value's name.
//! * Floats print with the fewest digits that give the same float again. `//` begins a comment.
//! * The real range in a type is for people: it may be left out, and is not read back.

mod cursor;
mod parse;
mod print;
mod tensor_type;

pub(crate) use cursor::Cursor;
pub use parse::parse;
pub use print::print;
pub(crate) use print::{Name, Quoted};

use super::TensorData;
use std::collections::BTreeMap;

/// Constants of at most this many elements are part of the text.
pub const INLINE_ELEMENTS: usize = 32;

/// A printed graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub text: String,
    /// Constants that the text refers to by `@"name"`.
    pub tensors: BTreeMap<String, TensorData>,
}

#[cfg(test)]
mod tests;
