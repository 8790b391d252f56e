//! The invariants of loop IR.
//!
//! In: a kernel or program from `lower` or from hostile text. Out: nothing, or the first broken invariant. It never changes what it
//! checks, and no input makes it panic or overflow.
//!
//! * `operation` kinds, lanes and tables of one operation · `kernel` loops, definitions, bounds · `program` arguments, interference

mod kernel;
mod operation;
mod program;

pub use kernel::{MOST_BUFFER_BYTES, MOST_OPEN_LOOPS, verify_kernel};
pub(crate) use operation::{verify_operation, verify_width};
pub use program::verify_program;

#[cfg(test)]
mod tests;
