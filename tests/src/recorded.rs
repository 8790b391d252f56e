//! A network with what its own framework computed for one input.

use graver::diagnostic::{Diagnostic, Result};
use graver::frontend::{ImportOptions, Imported, Numerics, import};
use graver::graph::{DType, Shape, Tensor, TensorData};
use graver::tensor_file::{Npz, read_npy};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads an `.npy` file in the type nearest to what it stores.
pub fn read(path: &Path) -> Result<Tensor> {
    let array = read_npy(path)?;
    array.to_tensor(array.natural_dtype())
}

/// Reads a file of labels.
pub fn read_labels(path: &Path) -> Result<Vec<i32>> {
    match read_npy(path)?.to_tensor(DType::S32)?.data {
        TensorData::S32(labels) => Ok(labels.to_vec()),
        other => unreachable!("asked for s32, got {}", other.dtype()),
    }
}

/// Rows `first .. first + count` of a tensor.
pub fn rows(tensor: &Tensor, first: usize, count: usize) -> Tensor {
    let mut extents = tensor.shape.extents().to_vec();
    let bytes = tensor.data.to_bytes();
    let row = bytes.len() / extents[0];
    extents[0] = count;
    let shape = Shape::new(extents).expect("a part of a tensor has a legal shape");
    Tensor::new(shape, TensorData::from_bytes(tensor.dtype(), &bytes[first * row..(first + count) * row])).expect("rows fill the shape")
}

/// Imports a model whose file does not say the shape of its only input.
pub fn import_for(symbol: &Path, params: &Path, input: &Shape, numerics: Numerics) -> Result<Imported> {
    let input_shapes = BTreeMap::from([(String::new(), input.clone())]);
    import(symbol, &ImportOptions { numerics, params: Some(params.into()), input_shapes, ..ImportOptions::default() })
}

/// The intermediate tensors that MXNet's monitor saw, by the name of the node that made them; the ends of ranges are left out.
///
/// The first output of a node is called `NODE_output` or `NODE_output0`. What else a node shows (`NODE_output_min`, `NODE_min_output`, `NODE_output1`,
/// and of FP32 operators `NODE_workspace`, `NODE_mean`, `NODE_var`) is no activation.
pub fn mxnet_layers(path: &Path) -> Result<Vec<(String, Tensor)>> {
    let mut archive = Npz::open(path)?;
    let names = archive.names().to_vec();
    let mut layers = Vec::new();
    for name in &names {
        let Some(node) = name.strip_suffix("_output0").or_else(|| name.strip_suffix("_output")) else { continue };
        if ["_min", "_max"].iter().any(|end| node.strip_suffix(end).is_some_and(|node| names.contains(&format!("{node}_output")))) {
            continue;
        }
        let array = archive.read(name)?;
        layers.push((node.to_owned(), array.to_tensor(array.natural_dtype())?));
    }
    if layers.is_empty() {
        return Err(Diagnostic::error(graver::diagnostic::Code::Missing, "no intermediate tensor is recorded").at(path.display().to_string()));
    }
    Ok(layers)
}
