//! Reference interpreter: runs every graph operator, plainly, by the law in `numerics`. The oracle for every later stage.
//!
//! In: a verified [`crate::graph::Graph`] and one tensor for each input. Out: every value of the graph. It never optimises, never sees a plan.
