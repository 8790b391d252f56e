//! What the benchmarks share.
//!
//! In: layers and networks. Out: times against the machine's peaks. Each program of this crate is one command of `README.md`.
//!
//! * `layer` single layers in benchdnn's notation · `shapes` layer shapes of other projects' benchmarks · `isolated` one node of a network as a graph ·
//!   `distinct` the layers that networks have · `timing` what one layer takes · `chart` curves as pictures

pub mod chart;
pub mod distinct;
pub mod isolated;
pub mod layer;
pub mod shapes;
pub mod timing;
