//! Graph → graph. One pass a file; `pipeline` is the only list of passes.
//!
//! In: a graph as a frontend writes it. Out: a graph of the planner's canonical form, computing the same numbers. A pass never
//! knows a source framework, a layout or a target.
