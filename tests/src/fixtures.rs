//! Archives of small networks with what their own framework computed (`fixtures/recording.py` says how they are laid out; those of Paddle hold CASE.program
//! in place of CASE.symbol): each is imported, interpreted, compiled, and compared.

use crate::agreement;
use crate::compare::numbers;
use crate::shared::Cases;
use graver::diagnostic::Result;
use graver::frontend::{ImportOptions, mxnet, paddle};
use graver::graph::{DType, Graph, Tensor, verify};
use graver::reference;
use graver::tensor_file::Npz;
use std::path::Path;

/// How near an output must come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// Every bit.
    Equal,
    /// Within this fraction of the tensor's largest magnitude, but at least of 1.
    OfLargest(f64),
}

/// Whose files a network is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framework {
    Mxnet,
    Paddle,
}

/// One network of an archive.
#[derive(Debug)]
pub struct Fixture {
    pub framework: Framework,
    /// The symbol, or the program.
    pub symbol: Vec<u8>,
    pub params: Vec<u8>,
    pub inputs: Vec<(String, Tensor)>,
    pub outputs: Vec<Tensor>,
}

/// A parameter file that holds nothing.
fn no_params() -> Vec<u8> {
    [0x112u64, 0, 0, 0].iter().flat_map(|word| word.to_le_bytes()).collect()
}

impl Fixture {
    fn read(archive: &mut Npz, case: &str) -> Result<Self> {
        let names: Vec<String> = archive.names().to_vec();
        let mut tensor = |name: &str| archive.read(name).and_then(|array| array.to_tensor(array.natural_dtype()));
        let program_name = format!("{case}.program");
        let (framework, name) = match names.contains(&program_name) {
            true => (Framework::Paddle, program_name),
            false => (Framework::Mxnet, format!("{case}.symbol")),
        };
        let symbol = tensor(&name)?.data.to_bytes();
        let params_name = format!("{case}.params");
        let params = match framework {
            _ if names.contains(&params_name) => tensor(&params_name)?.data.to_bytes(),
            Framework::Mxnet => no_params(),
            Framework::Paddle => Vec::new(),
        };
        let prefix = format!("{case}.in.");
        let inputs = names.iter().filter_map(|n| n.strip_prefix(&prefix).map(|input| (n, input)));
        let inputs = inputs.map(|(n, input)| Ok((input.to_string(), tensor(n)?))).collect::<Result<Vec<_>>>()?;
        let count = names.iter().filter(|n| n.starts_with(&format!("{case}.out."))).count();
        let outputs = (0..count).map(|i| tensor(&format!("{case}.out.{i}"))).collect::<Result<Vec<_>>>()?;
        Ok(Self { framework, symbol, params, inputs, outputs })
    }

    /// The graph for the recorded inputs.
    pub fn import(&self) -> Result<Graph> {
        let mut options = ImportOptions::default();
        for (name, tensor) in &self.inputs {
            options.input_shapes.insert(name.clone(), tensor.shape.clone());
        }
        let imported = match self.framework {
            Framework::Mxnet => mxnet::import_bytes(&self.symbol, self.params.clone(), "fixture", &options),
            Framework::Paddle => paddle::import_bytes(self.symbol.clone(), self.params.clone(), "fixture", &options),
        };
        let graph = imported?.graph;
        verify(&graph)?;
        Ok(graph)
    }

    /// The recorded inputs in the order of the graph's.
    pub fn tensors(&self, graph: &Graph) -> Vec<Tensor> {
        let of = |name: &str| self.inputs.iter().find(|(n, _)| n == name).map(|(_, tensor)| tensor.clone());
        graph.inputs().map(|id| of(&graph.value(id).name).unwrap_or_else(|| panic!("'{}' is no recorded input", graph.value(id).name))).collect()
    }

    /// Compares the reference with the framework, and every other way to run the network with the reference.
    pub fn check(&self, bound: Bound) -> std::result::Result<String, String> {
        let graph = self.import().map_err(|d| d.to_string())?;
        let inputs = self.tensors(&graph);
        let evaluation = reference::run(&graph, &inputs).map_err(|d| d.to_string())?;
        let found: Vec<&Tensor> = evaluation.outputs().map(|(_, tensor)| tensor).collect();
        if found.len() != self.outputs.len() {
            return Err(format!("{} outputs instead of {}", found.len(), self.outputs.len()));
        }
        let mut worst: f64 = 0.0;
        for (index, (found, expected)) in found.iter().zip(&self.outputs).enumerate() {
            worst = worst.max(compare(found, expected, bound).map_err(|e| format!("output {index}: {e}"))?);
        }
        let agreement = agreement::check(&graph, &inputs, &[1, 3], &[1, 2]).map_err(|d| d.to_string())?;
        agreement::check_texts(&graph).map_err(|d| d.to_string())?;
        Ok(format!("{} elements, within {worst:e}", agreement.elements))
    }
}

/// The largest difference in units of the bound's scale.
fn compare(found: &Tensor, expected: &Tensor, bound: Bound) -> std::result::Result<f64, String> {
    if found.shape != expected.shape {
        return Err(format!("the shape {} instead of {}", found.shape, expected.shape));
    }
    // Comparisons and selections of MXNet give floats; an integer output must be one here too.
    let integers = |tensor: &Tensor| tensor.dtype() != DType::F32;
    if integers(found) != integers(expected) {
        return Err(format!("{} instead of {}", found.dtype(), expected.dtype()));
    }
    let (found, expected) = (numbers(found), numbers(expected));
    let scale = expected.iter().fold(1.0, |largest: f64, x| largest.max(x.abs()));
    let (limit, scale) = match bound {
        Bound::Equal => (0.0, 1.0),
        Bound::OfLargest(limit) => (limit, scale),
    };
    let worst = found.iter().zip(&expected).map(|(a, b)| (a - b).abs() / scale).fold(0.0, f64::max);
    match found.iter().zip(&expected).position(|(a, b)| (a - b).abs() > limit * scale || a.is_nan() != b.is_nan()) {
        None => Ok(worst),
        Some(at) => Err(format!("{worst:e} apart, first at element {at}: {} instead of {}", found[at], expected[at])),
    }
}

/// Every network of an archive of the folder `fixtures`, by name.
///
/// # Panics
/// If the archive cannot be read or holds none.
pub fn all(file: &str) -> Vec<(String, Fixture)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(file);
    let mut archive = Npz::open(&path).unwrap_or_else(|d| panic!("{d}"));
    let cases: Vec<String> = archive.names().iter().filter_map(|n| n.strip_suffix(".symbol").or(n.strip_suffix(".program")).map(String::from)).collect();
    assert!(!cases.is_empty(), "{file} holds no networks");
    cases.into_iter().map(|case| (case.clone(), Fixture::read(&mut archive, &case).unwrap_or_else(|d| panic!("{d}")))).collect()
}

/// Checks every network of an archive.
///
/// # Panics
/// If a network does not agree, or as [`all`].
pub fn check_archive(file: &'static str, bound: Bound) {
    let mut cases = Cases::new(file);
    for (case, fixture) in all(file) {
        cases.run(&case, || fixture.check(bound));
    }
    cases.finish();
}

#[cfg(test)]
mod tests {
    use super::*;
    use graver::graph::{Shape, TensorData};

    #[test]
    fn what_differs_is_found() {
        let tensor = |values: &[f32]| Tensor::new(Shape::new([values.len()]).unwrap(), TensorData::F32(values.into())).unwrap();
        let bound = Bound::OfLargest(1e-3);
        assert!(compare(&tensor(&[100.05, 0.0]), &tensor(&[100.0, 0.0]), bound).is_ok());
        assert!(compare(&tensor(&[100.2, 0.0]), &tensor(&[100.0, 0.0]), bound).is_err());
        assert!(compare(&tensor(&[f32::NAN, 0.0]), &tensor(&[100.0, 0.0]), bound).is_err());
        assert!(compare(&tensor(&[1.0]), &tensor(&[1.0, 0.0]), bound).is_err());
        assert!(compare(&tensor(&[1.0, 0.0]), &tensor(&[1.0, 1e-6]), Bound::Equal).is_err());
    }
}
