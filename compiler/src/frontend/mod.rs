//! Model files → [`Graph`]. One folder a format; this page detects which.
//!
//! In: paths and [`ImportOptions`]. Out: a graph whose epilogues say what the source framework computes, and warnings. It never
//! knows kernels, layouts or targets.

mod deconvolution;
mod input_shape;
pub mod mxnet;
pub mod onnx;
pub mod paddle;
pub(crate) mod random_weights;
mod spatial;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Graph, Shape};
use crate::onnx_file::Array;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which arithmetic a model is read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numerics {
    /// What the source framework computes, bit for bit, known quirks included.
    #[default]
    Source,
    /// What the calibrated ranges declare.
    Ideal,
}

/// What a person may say about a model beside its path.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    pub numerics: Numerics,
    /// Parameter file, where it is not the one that the model's name implies.
    pub params: Option<PathBuf>,
    /// Shapes of inputs by name; the key "" stands for the only input.
    pub input_shapes: BTreeMap<String, Shape>,
    /// Shapes for inputs whose shape neither the model nor `input_shapes` says, by name; "" stands for any such input.
    pub fallback_shapes: BTreeMap<String, Shape>,
    /// Element types of inputs that the caller hands in as integers although the model reads floats, by name; "" stands for the only input.
    pub input_dtypes: BTreeMap<String, DType>,
    /// Where the network ends instead of at its own outputs: `NODE` or `NODE:1`.
    pub outputs: Vec<String>,
    /// Makes up the parameters that the file does not hold; a file may be absent altogether.
    pub random_weights: Option<u64>,
    /// Inputs that are always the same, by name: shapes, axes, scales, weights that a file expects to be handed in.
    pub constants: BTreeMap<String, Array>,
    /// Names of the operators that a Paddle model quantizes; every one that has scales where absent.
    pub quantized_operators: Option<Vec<String>>,
    /// Replaces the first extent of every input. One that a model leaves open is 1 where nothing else says it.
    pub batch: Option<usize>,
    /// Name of the model; the file's stem where absent.
    pub name: Option<String>,
}

/// A model that was read.
#[derive(Debug, Clone)]
pub struct Imported {
    pub graph: Graph,
    pub warnings: Vec<Diagnostic>,
    /// Why nodes with quantized operands are computed in f32, for those that are.
    pub unfused: Vec<Diagnostic>,
    /// Where the arithmetic of the graph is not that of the source to the last bit.
    pub notes: Vec<Diagnostic>,
}

/// Reads a model file of any format that this version knows.
///
/// # Errors
/// One diagnostic with the node's name and what to do: the file cannot be read, is malformed, or uses something that is not supported.
pub fn import(path: &Path, options: &ImportOptions) -> Result<Imported> {
    let file_name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let later = |format: &str| {
        Err(Diagnostic::error(Code::Unsupported, format!("{} looks like a model of {format}, which this version does not read", path.display()))
            .hint("pass a .onnx file, the NAME-symbol.json of an MXNet network, or the NAME.pdmodel or folder with __model__ of a Paddle network"))
    };
    let is_paddle = extension == "pdmodel" || file_name == "__model__" || path.is_dir();
    if !is_paddle && options.quantized_operators.is_some() {
        return Err(Diagnostic::error(Code::Usage, "only models of Paddle hold floats that --quantized-ops can choose from"));
    }
    if is_paddle && options.constants.is_empty() {
        return paddle::import(path, options);
    }
    if extension != "onnx" && !options.constants.is_empty() {
        return Err(Diagnostic::error(Code::Usage, "only ONNX models have inputs that --constant can fix"));
    }
    match extension {
        "json" => mxnet::import(path, options),
        "params" => Err(Diagnostic::error(Code::Usage, format!("{} holds only the parameters of an MXNet network", path.display()))
            .hint("pass NAME-symbol.json; use --params FILE for parameters that lie elsewhere")),
        "onnx" => onnx::import(path, options),
        "tflite" => later("TensorFlow Lite"),
        "pdiparams" => Err(Diagnostic::error(Code::Usage, format!("{} holds only the parameters of a Paddle network", path.display()))
            .hint("pass NAME.pdmodel; use --params FILE for parameters that lie elsewhere")),
        _ => Err(Diagnostic::error(Code::Usage, format!("the format of {} is not known from its name", path.display()))
            .hint("pass a .onnx file, the NAME-symbol.json of an MXNet network, or the NAME.pdmodel or folder with __model__ of a Paddle network")),
    }
}

/// A model's name as an identifier of C: letters, digits and underscores, not beginning with a digit.
pub fn identifier(name: &str) -> String {
    let mut identifier: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !identifier.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        identifier.insert_str(0, "model_");
    }
    identifier
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_name() {
        let code = |path: &str| import(Path::new(path), &ImportOptions::default()).unwrap_err();
        assert_eq!(code("/nowhere/x.onnx").code, Code::Io);
        assert_eq!(code("dir/__model__").code, Code::Io);
        assert!(code("x.pdiparams").hint.unwrap().contains("pdmodel"));
        assert!(code("x-0000.params").hint.unwrap().contains("--params"));
        assert_eq!(code("/nowhere/x-symbol.json").code, Code::Io);
        assert_eq!(code("README").code, Code::Usage);
    }

    #[test]
    fn names_become_identifiers() {
        assert_eq!(identifier("resnet18-v1.0"), "resnet18_v1_0");
        assert_eq!(identifier("3d"), "model_3d");
        assert_eq!(identifier(""), "model_");
        assert_eq!(identifier("é"), "_");
    }
}
