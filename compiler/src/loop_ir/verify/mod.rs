//! The invariants of loop IR.
//!
//! In: a kernel or program from `lower` or from hostile text. Out: nothing, or the first broken invariant. It never changes what it
//! checks, and no input makes it panic or overflow.
//!
//! * `operation` kinds, lanes and tables of one operation

mod operation;

pub(crate) use operation::{verify_operation, verify_width};
