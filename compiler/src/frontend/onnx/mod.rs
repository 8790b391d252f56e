//! ONNX → [`crate::graph::Graph`]: float operators, DequantizeLinear → operator → QuantizeLinear as integer operators, and integer operators by name.
//!
//! In: a `.onnx` file, and what the person says about it (shapes, constants, outputs). Out: the graph that ONNX Runtime computes on a CPU with VNNI
//! with all its optimizations on. A group of DequantizeLinear, operator and QuantizeLinear means what ONNX Runtime's fused operator computes
//! ([`crate::qlinear`]), which differs from the unfused one by a unit where a result lies half way between two integers. Everything else is
//! computed in f32, and the import says why.
//!
//! * `node` one operator with its attributes · `tensor` what a name stands for during the walk · `import` the walk · `ends` inputs and outputs
//! * `operands` of a node as its operator wants them
//! * `target` what comes after an operator: the QuantizeLinear that it can end in · `axes` of reductions · `fold` operators on what is known already
//! * `movement` what only moves elements, known or not
//! * `operators` one family of operators a file
//!
//! It never knows kernels or layouts, and reads no other file than the model and its external data.

mod axes;
mod ends;
mod fold;
mod import;
mod movement;
mod node;
mod operands;
mod operators;
mod target;
mod tensor;
#[cfg(test)]
mod tests;

use super::{ImportOptions, Imported, identifier};
use crate::diagnostic::Result;
use crate::onnx_file::{ModelFile, ModelProto};
use std::path::Path;

/// Reads a model.
///
/// # Errors
/// One diagnostic: the file is missing or malformed, or a node is not supported.
pub fn import(path: &Path, options: &ImportOptions) -> Result<Imported> {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    import_file(ModelFile::read(path)?, options.name.as_deref().unwrap_or(stem), options)
}

/// The same from bytes in memory, without files beside them. `name` becomes the model's name, made an identifier.
///
/// # Errors
/// As [`import`], without those of files.
pub fn import_bytes(model: Vec<u8>, name: &str, options: &ImportOptions) -> Result<Imported> {
    import_file(ModelFile::parse(model, None)?, name, options)
}

/// The same from messages that another frontend wrote, and the values that some of their tensors became, by name; `None` for one that is known while compiling.
pub(super) fn import_messages(model: ModelProto, name: &str, options: &ImportOptions, tensors: &[&str]) -> Result<(Imported, Vec<Option<String>>)> {
    import::import_model(&model, &mut ModelFile::of_messages(), name, options, tensors)
}

fn import_file(mut file: ModelFile, name: &str, options: &ImportOptions) -> Result<Imported> {
    let model = std::mem::take(&mut file.model);
    import::import_model(&model, &mut file, &identifier(name), options, &[]).map(|(imported, _)| imported)
}
