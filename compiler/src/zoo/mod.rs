//! Networks with made-up parameters that can stand wherever a model file can: `zoo:resnet50_v1`.
//!
//! In: a name and [`ImportOptions`]. Out: what a frontend would have read: a graph whose weights, norms and biases are made up from a seed, the same on
//! every machine. It never reads a file.
//!
//! `zoo:NAME` is the network in integers, quantized with the ranges of some made-up images; `zoo:NAME-fp32` is the one in floats.
//!
//! * `architectures` the networks · `network` their layers · `images` what they are calibrated with

mod architectures;
mod images;
mod network;

pub use images::images;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::{ImportOptions, Imported, Numerics, identifier};
use crate::graph::{Graph, Output, Shape, Tensor};
use crate::quantize::{calibrate, fold_batch_norm, rewrite};
use architectures::{ARCHITECTURES, Architecture};
use network::Network;
use std::path::Path;

/// What a path begins with that names a network of the zoo.
const PREFIX: &str = "zoo:";
/// What it ends with if the network is meant in floats.
const FLOAT_SUFFIX: &str = "-fp32";
/// Images that a network is calibrated with.
const CALIBRATION_IMAGES: usize = 8;
/// Name of the input.
const INPUT: &str = "data";

/// Whether a path is the name of a network, perhaps of one that there is not.
pub fn is_name(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.starts_with(PREFIX))
}

/// The names of all networks, without prefix and suffix.
pub fn names() -> impl Iterator<Item = &'static str> {
    ARCHITECTURES.iter().map(|architecture| architecture.name)
}

/// Builds the network that `path` names.
///
/// # Errors
/// `Usage` where there is no such network or an option does not apply, `Shape` where images are too small for the network.
pub fn import(path: &Path, options: &ImportOptions) -> Result<Imported> {
    let choice = Choice::parse(path)?;
    reject(options)?;
    let shape = input_shape(options, choice.architecture)?;
    let seed = options.random_weights.unwrap_or(0);
    let name = options.name.clone().unwrap_or_else(|| choice.identifier());
    let float = build(choice.architecture, &name, shape.clone(), seed)?;
    let graph = if choice.quantized { quantize(choice.architecture, &float, shape, seed)? } else { float };
    Ok(Imported { graph, warnings: Vec::new(), unfused: Vec::new(), notes: Vec::new() })
}

/// What a name means.
#[derive(Debug, Clone, Copy)]
struct Choice {
    architecture: &'static Architecture,
    quantized: bool,
}

impl Choice {
    fn parse(path: &Path) -> Result<Self> {
        let choice = path.to_str().and_then(|text| text.strip_prefix(PREFIX)).unwrap_or_default();
        let (name, quantized) = choice.strip_suffix(FLOAT_SUFFIX).map_or((choice, true), |name| (name, false));
        let architecture = ARCHITECTURES.iter().find(|architecture| architecture.name == name).ok_or_else(|| {
            let names: Vec<&str> = names().collect();
            Diagnostic::error(Code::Usage, format!("there is no network {}", path.display()))
                .hint(format!("the zoo has {}; {PREFIX}NAME{FLOAT_SUFFIX} is NAME in floats", names.join(", ")))
        })?;
        Ok(Self { architecture, quantized })
    }

    /// Name of the graph.
    fn identifier(&self) -> String {
        identifier(&format!("{}{}", self.architecture.name, if self.quantized { "" } else { FLOAT_SUFFIX }))
    }
}

/// The network in integers. It is calibrated one image at a time, so that ranges do not depend on the batch.
fn quantize(architecture: &Architecture, float: &Graph, shape: Shape, seed: u64) -> Result<Graph> {
    let float = fold_batch_norm(float)?;
    let images = images(&shape, CALIBRATION_IMAGES, seed)?;
    let inputs: Vec<Vec<Tensor>> = images.into_iter().map(|image| vec![image]).collect();
    let single = Shape::new([&[1], &shape.extents()[1..]].concat())?;
    let ranges = match single == shape {
        true => calibrate(&float, &inputs)?,
        false => calibrate(&fold_batch_norm(&build(architecture, &float.name, single, seed)?)?, &inputs)?,
    };
    rewrite(&float, &ranges)
}

/// Options that say something about a file, or about the arithmetic of a framework.
fn reject(options: &ImportOptions) -> Result<()> {
    let given = [
        ("--params", options.params.is_some(), "its parameters are made up; --random-weights SEED makes up others"),
        ("--output", !options.outputs.is_empty(), "its only output is the logits"),
        ("--constant", !options.constants.is_empty(), "its only input is the images"),
        ("--input-dtype", !options.input_dtypes.is_empty(), "its input is floats"),
        ("--numerics ideal", options.numerics == Numerics::Ideal, "no framework's arithmetic stands behind it"),
    ];
    match given.iter().find(|(_, given, _)| *given) {
        None => Ok(()),
        Some((option, _, reason)) => {
            Err(Diagnostic::error(Code::Usage, format!("{option} does not apply to a network of the zoo: {reason}")).hint(format!("leave out {option}")))
        }
    }
}

/// Shape of the images: what the person says, else that of the data at hand, else the customary one.
fn input_shape(options: &ImportOptions, architecture: &Architecture) -> Result<Shape> {
    let unknown = |shapes: &[&String]| shapes.iter().find(|name| !["", INPUT].contains(&name.as_str())).map(|name| name.to_string());
    if let Some(name) = unknown(&options.input_shapes.keys().collect::<Vec<_>>()) {
        return Err(Diagnostic::error(Code::Usage, format!("the model has no input '{name}'")).hint(format!("its input is: {INPUT}")));
    }
    let stated = [&options.input_shapes, &options.fallback_shapes].into_iter().find_map(|shapes| shapes.get(INPUT).or(shapes.get("")));
    let [channels, rows, columns] = architecture.image;
    let mut extents = stated.map_or(vec![1, channels, rows, columns], |shape| shape.extents().to_vec());
    if extents.len() != 4 {
        return Err(Diagnostic::error(Code::Shape, format!("the networks of the zoo read images N,C,H,W, found {} extents", extents.len()))
            .at(INPUT)
            .hint(format!("state four extents: --input-shape 1,{channels},{rows},{columns}")));
    }
    if let Some(batch) = options.batch {
        extents[0] = batch;
    }
    Shape::new(extents)
}

fn build(architecture: &Architecture, name: &str, shape: Shape, seed: u64) -> Result<Graph> {
    let mut network = Network::new(name, seed);
    let images = network.input(INPUT, shape);
    let [channels, rows, columns] = architecture.image;
    let small = |d: Diagnostic| d.hint(format!("the images may be too small for this network: --input-shape 1,{channels},{rows},{columns}"));
    let logits = (architecture.build)(&mut network, images).map_err(small)?;
    network.graph.outputs.push(Output { name: "logits".to_owned(), value: logits });
    Ok(network.graph)
}

#[cfg(test)]
mod tests;
