//! Graph → graph. One pass a file; [`pipeline`] is the only list of passes.
//!
//! In: a graph as a frontend writes it. Out: a graph of the planner's canonical form, computing the same numbers. A pass never
//! knows a source framework, a layout or a target.
//!
//! The canonical form:
//! * every value is needed for an output, or is an input;
//! * an input, and a constant that is data, is read only as the first operand of `map`, `absmax` and `reduce` nodes, and by nodes that only
//!   move its elements unless it is s8;
//! * an output is a node that no other node reads, one for each output; above rank 2 it is not `conv` and not `pool`;
//! * every s8 value is a weight, an input or an output: activations between nodes are u8 with a zero point, f32 or s32;
//! * what depends on constants only is a constant, or a copy of one, unless it is large;
//! * no float `reduce` joins axes in more than two places;
//! * no `fc` reads a reshape of images or vectors that keeps the samples apart, and no reshape reads a reshape, but through one dimension.
//!
//! [`verify_canonical`] checks it.

pub mod canonical;
pub mod canonicalize;
pub mod dead_code;
pub mod edges;
pub mod flatten_into_fc;
pub mod fold_constants;
pub mod fold_map;
pub mod gather_axes;
pub mod pipeline;
pub mod split_reshape;

pub use canonical::verify_canonical;
pub use pipeline::{PASSES, Pass, canonical_form, expose, unsigned_activations};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
