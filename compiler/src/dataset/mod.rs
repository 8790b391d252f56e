//! Data that a network is calibrated or judged with.
//!
//! In: arrays of rows, one for each input of a network. Out: samples, each the tensors that one run of the network reads. It never runs a network.

mod rows;

pub use rows::Rows;
