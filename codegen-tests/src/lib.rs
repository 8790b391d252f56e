//! Golden tests: one input file a case, one expected file for each stage that the input passes through.
//!
//! `cases/kernel/NAME.kernel` is a kernel as loop-IR text; `NAME.asm` beside it is what code generation must make of it.
//! `cases/graph/NAME.graph` is a graph as text; `NAME.STAGE` is the text of each later stage. A new case is a new input file: run the tests once
//! with `GRAVER_BLESS=1`, which writes the expected files, and read them. The same variable accepts a wanted change.
//!
//! `cases/network/NAME.model` is the path of a model or a network of the zoo; `NAME.counts` is what its code executes.
//!
//! * `cases` input files, expected files, comparison · `tensors` numbers for constants that a graph's text only names ·
//!   `counts` instructions of a network, layer by layer

mod cases;
mod counts;
mod tensors;

pub use cases::{Stage, check};
pub use counts::counts;
pub use tensors::seeded_tensors;

/// The variable that turns a comparison into writing the expected files.
pub const BLESS: &str = "GRAVER_BLESS";
