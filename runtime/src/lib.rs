//! Runs models that Graver compiled.
//!
//! In: a shared object, or the entry points of a model in memory. Out: runs of it, on one thread or a gang of workers, and times of
//! its layers. It knows nothing of graphs or kernels: a model is five functions (see [`abi`]).

pub mod abi;
