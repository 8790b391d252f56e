//! PaddlePaddle → [`crate::graph::Graph`]: float programs as they are, programs that simulate integers as integer networks.
//!
//! In: `__model__` or `NAME.pdmodel` with parameters, and what the person says about it. Out: a graph. Step by step, as Paddle's own Quant2Int8
//! pass for oneDNN does it when a model is loaded:
//!
//! 1. `fake` gathers scales, removes the operators that simulate integers and gives weights their real numbers
//! 2. `translate` and `operators` spell the rest in operators of ONNX, which [`super::onnx`] reads: what a float operator means is written down once
//! 3. `quantize` folds biases and norms into the layers before them, and has [`crate::quantize`] write integer operators for the ranges that scales declare
//!
//! It never knows kernels or layouts, and reads no other file than the program and its parameters.

mod fake;
mod operator;
mod operators;
mod quantize;
#[cfg(test)]
mod tests;
mod translate;

use super::{ImportOptions, Imported, identifier, onnx};
use crate::diagnostic::Result;
use crate::paddle_file::ModelFile;
use std::path::Path;

/// Reads a model: a program, or a folder with `__model__`.
///
/// # Errors
/// One diagnostic: a file is missing or malformed, or an operator is not supported.
pub fn import(path: &Path, options: &ImportOptions) -> Result<Imported> {
    let named = match path.file_name().and_then(|n| n.to_str()) {
        Some("__model__") => path.parent().and_then(Path::file_name).and_then(|n| n.to_str()).unwrap_or("model"),
        _ if path.is_dir() => path.file_name().and_then(|n| n.to_str()).unwrap_or("model"),
        _ => path.file_stem().and_then(|s| s.to_str()).unwrap_or_default(),
    };
    import_file(&ModelFile::read(path, options.params.as_deref())?, options.name.as_deref().unwrap_or(named), options)
}

/// The same from bytes in memory: a program, and all parameters in one file. `name` becomes the model's name, made an identifier.
///
/// # Errors
/// As [`import`], without those of files.
pub fn import_bytes(program: Vec<u8>, params: Vec<u8>, name: &str, options: &ImportOptions) -> Result<Imported> {
    import_file(&ModelFile::parse(program, params)?, name, options)
}

fn import_file(file: &ModelFile, name: &str, options: &ImportOptions) -> Result<Imported> {
    let translated = translate::translate(file, options)?;
    let names: Vec<&str> = translated.named().collect();
    let (imported, values) = onnx::import_messages(translated.model.clone(), &identifier(name), options, &names)?;
    let values = names.iter().zip(values).filter_map(|(name, value)| Some(((*name).to_owned(), value?))).collect();
    quantize::quantize(imported, &translated, &values, options)
}
