//! Model files → [`Graph`]. One folder a format; this page detects which.
//!
//! In: paths and [`ImportOptions`]. Out: a verified graph whose epilogues say what the source framework computes, and warnings. It
//! never knows kernels, layouts or targets.

pub mod mxnet;

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, Shape};
use std::collections::BTreeMap;
use std::path::PathBuf;

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
    /// Replaces the first extent of every input.
    pub batch: Option<usize>,
    /// Name of the model; the file's stem where absent.
    pub name: Option<String>,
}

/// A model that was read.
#[derive(Debug, Clone)]
pub struct Imported {
    pub graph: Graph,
    pub warnings: Vec<Diagnostic>,
}
