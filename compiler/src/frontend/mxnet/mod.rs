//! Apache MXNet 1.x and 2.x: a symbol file (JSON) and a parameter file → [`crate::graph::Graph`].
//!
//! In: `NAME-symbol.json` and `NAME-0000.params`. Out: the graph that MXNet 1.9.1 runs on a CPU with VNNI (for files of 2.x what the source code
//! of 2.x says), with weights quantized and every scale folded as it does on the first inference. An uncalibrated graph (calib mode none) computes its ranges for each input
//! from that input alone; MXNet itself carries operator state from one input to the next once a block is hybridized. One thing it does
//! with such ranges is not followed: where a fully connected layer's bias passes 2³⁰ accumulator steps (inputs a hundred thousand times
//! smaller than the bias), MXNet rescales the weights for that input.
//!
//! * `symbol_json` structure · `spelling` names of operators · `attributes` their values · `params` arrays · `arithmetic` the numbers
//! * `rules` which generation's numbers · `range` ranges, known or not
//! * `import` the walk · `cut` where it ends · `variables` inputs and parameters · `operators` one family of operators a file
//! * `quantize` a symbol in floats becomes one of integers, `write` writes files
//!
//! It never runs a network and never reads another file than these two.

mod arithmetic;
mod attributes;
mod cut;
mod import;
mod operators;
mod params;
pub mod quantize;
mod range;
mod rules;
mod spelling;
mod symbol_json;
mod variables;
mod write;

use super::{ImportOptions, Imported, identifier};
use crate::diagnostic::{Code, Diagnostic, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Reads `path` and the parameter file that belongs to it: `options.params`, or `NAME-0000.params` beside `NAME-symbol.json`.
///
/// # Errors
/// One diagnostic: a file is missing or malformed, or a node is not supported.
pub fn import(path: &Path, options: &ImportOptions) -> Result<Imported> {
    let (symbol, parameters, name) = read_pair(path, options)?;
    import::import_symbol(&symbol, &parameters, &name, options)
}

/// A symbol, its parameters, and the name of the model as an identifier.
fn read_pair(path: &Path, options: &ImportOptions) -> Result<(symbol_json::Symbol, params::Parameters, String)> {
    let symbol = read(path)?;
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    let stem = stem.strip_suffix("-symbol").unwrap_or(stem);
    let parameters = match &options.params {
        Some(params) => params::Parameters::parse(read(params)?)?,
        None => {
            let implied: PathBuf = path.with_file_name(format!("{stem}-0000.params"));
            match (implied.is_file(), options.random_weights) {
                (true, _) => params::Parameters::parse(read(&implied)?)?,
                (false, Some(_)) => params::Parameters::default(),
                (false, None) => {
                    return Err(Diagnostic::error(Code::Missing, format!("there is no parameter file {}", implied.display()))
                        .hint("name the parameter file: --params FILE; or pass --random-weights SEED to measure speed without it"));
                }
            }
        }
    };
    Ok((symbol_json::Symbol::parse(&symbol)?, parameters, identifier(options.name.as_deref().unwrap_or(stem))))
}

/// The same from bytes in memory. `name` becomes the model's name, made an identifier.
///
/// # Errors
/// As [`import`], without those of files.
pub fn import_bytes(symbol: &[u8], params: Vec<u8>, name: &str, options: &ImportOptions) -> Result<Imported> {
    import::import_symbol(&symbol_json::Symbol::parse(symbol)?, &params::Parameters::parse(params)?, &identifier(name), options)
}

/// For each node of a quantized symbol, the node of the network in floats that has the same result: the last one of those that it was fused from.
///
/// # Errors
/// `Io` and `Malformed` where the file cannot be read.
pub fn float_names(path: &Path) -> Result<BTreeMap<String, String>> {
    let symbol = symbol_json::Symbol::parse(&read(path)?)?;
    let mut names: Vec<String> = Vec::with_capacity(symbol.nodes.len());
    for node in &symbol.nodes {
        let last = node.subgraphs.iter().flat_map(|inner| &inner.nodes).rfind(|inner| !inner.is_variable());
        let name = match (last, node.inputs.first()) {
            (Some(last), _) => &last.name,
            (None, Some(input)) if matches!(node.operator.as_str(), "_contrib_quantize" | "_contrib_quantize_v2" | "_contrib_dequantize") => &names[input.node],
            _ => node.name.strip_prefix("quantized_").unwrap_or(&node.name),
        };
        names.push(name.to_owned());
    }
    Ok(symbol.nodes.iter().map(|node| node.name.clone()).zip(names).collect())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot read {}: {e}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Shape;

    #[test]
    fn shapes_come_from_the_person_then_the_model_then_the_data() {
        let no_parameters: Vec<u8> = [0x112u64, 0, 0, 0].iter().flat_map(|word| word.to_le_bytes()).collect();
        let shape_of = |declared: &str, options: &ImportOptions| {
            let symbol =
                format!(r#"{{"nodes": [{{"op": "null", "name": "x", "attrs": {{{declared}}}, "inputs": []}}], "arg_nodes": [0], "heads": [[0, 0, 0]]}}"#);
            let imported = import_bytes(symbol.as_bytes(), no_parameters.clone(), "m", options)?;
            let input = imported.graph.inputs().next().expect("x is an input");
            Ok::<_, Diagnostic>(imported.graph.ty(input).shape.extents().to_vec())
        };
        let shape = |extents: &[usize]| Shape::new(extents).unwrap();
        let mut options = ImportOptions::default();
        assert_eq!(shape_of("", &options).unwrap_err().code, Code::Missing);
        options.fallback_shapes.insert(String::new(), shape(&[7, 2]));
        assert_eq!(shape_of("", &options).unwrap(), [7, 2]);
        assert_eq!(shape_of(r#""__shape__": "(0, 3)""#, &options).unwrap(), [7, 2]);
        assert_eq!(shape_of(r#""__shape__": "(4, 3)""#, &options).unwrap(), [4, 3]);
        options.batch = Some(5);
        assert_eq!(shape_of(r#""__shape__": "(0, 3)""#, &options).unwrap(), [5, 3]);
        assert_eq!(shape_of("", &options).unwrap(), [5, 2]);
        options.input_shapes.insert("x".into(), shape(&[1, 9]));
        assert_eq!(shape_of(r#""__shape__": "(4, 3)""#, &options).unwrap(), [5, 9]);
    }
}
