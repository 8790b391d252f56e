//! What the end-to-end tests share: finding reference data, counting what was compared and what was skipped, comparing tensors.
//!
//! * `shared` reference data that is not part of the project · `recorded` a network with what its own framework computed
//! * `agreement` every way to run a network · `compare` tensors and logits · `mxnet_model` hand-made MXNet models · `fixtures` archives of
//!   small networks with what their framework computed · `onnx_layers` the same for one ONNX network · `mutation` damage to files

pub mod agreement;
pub mod compare;
pub mod fixtures;
pub mod mutation;
pub mod mxnet_model;
pub mod onnx_layers;
pub mod recorded;
pub mod shared;

use std::path::PathBuf;

/// The bundled example network with its images and MXNet's results.
pub fn digits_example() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/digits"))
}
