//! `[NAME=]x.npy` arguments: which file is for which tensor of the model, and its numbers in the type that the model wants.

use super::rows::Slot;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Shape, Tensor, TensorData};
use crate::onnx_file::{self, ElementType};
use crate::tensor_file::{Array, read_npy};
use clap::Args;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// `x.npy` or `NAME=x.npy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TensorArgument {
    pub name: Option<String>,
    pub path: PathBuf,
}

impl FromStr for TensorArgument {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        // A file whose name holds '=' is still a file.
        let (name, path) = match text.split_once('=') {
            Some((name, path)) if !Path::new(text).exists() => (Some(name.to_owned()), path),
            _ => (None, text),
        };
        Ok(Self { name, path: path.into() })
    }
}

/// What is done to numbers before the model sees them.
#[derive(Debug, Clone, Default, PartialEq, Args)]
#[command(next_help_heading = "Data options")]
pub struct Preprocessing {
    /// Subtracted from every number first; several values are one for each channel
    #[arg(long, value_name = "M", value_delimiter = ',', allow_hyphen_values = true)]
    pub mean: Vec<f32>,
    /// Then multiplied in; several values are one for each channel
    #[arg(long, value_name = "S", value_delimiter = ',', allow_hyphen_values = true)]
    pub scale: Vec<f32>,
}

/// An argument with the contents of its file.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub argument: TensorArgument,
    pub array: Array,
}

/// Reads the files of all arguments.
pub fn load(arguments: &[TensorArgument]) -> Result<Vec<Loaded>> {
    arguments.iter().map(|argument| Ok(Loaded { argument: argument.clone(), array: read(&argument.path)? })).collect()
}

/// A `.npy` file, or a `.pb` file with a tensor of ONNX.
fn read(path: &Path) -> Result<Array> {
    if is_onnx_tensor(path) { Ok(onnx_file::read_tensor(path)?.to_tensor()?.into()) } else { read_npy(path) }
}

fn is_onnx_tensor(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "pb")
}

/// A tensor that is fixed while compiling, in the type that the file has.
pub fn read_constant(path: &Path) -> Result<onnx_file::Array> {
    if is_onnx_tensor(path) {
        return onnx_file::read_tensor(path);
    }
    let array = read_npy(path)?;
    match array.natural_dtype() {
        DType::S32 => onnx_file::Array::integers(ElementType::S64, array.shape().extents(), array.to_integers()?),
        dtype => Ok(onnx_file::Array::of_tensor(&array.to_tensor(dtype)?)),
    }
}

/// Most rows that become a model's batch without being asked for.
const MOST_ROWS: usize = 64;

/// Shapes for inputs whose shape the model does not state: those of the files, with at most [`MOST_ROWS`] rows in a batch.
pub fn fallback_shapes(loaded: &[Loaded]) -> BTreeMap<String, Shape> {
    let shape = |array: &Array| {
        let mut extents = array.shape().extents().to_vec();
        if let Some(rows) = extents.first_mut() {
            *rows = (*rows).min(MOST_ROWS);
        }
        Shape::new(extents).ok()
    };
    loaded.iter().filter_map(|l| Some((l.argument.name.clone().unwrap_or_default(), shape(&l.array)?))).collect()
}

/// The index of each argument's slot: by name, or the first slot that nobody has named. `what` is "input" or "output".
pub fn assign(what: &str, arguments: &[TensorArgument], slots: &[Slot]) -> Result<Vec<usize>> {
    let names = || slots.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut taken = vec![false; slots.len()];
    let mut assigned = vec![usize::MAX; arguments.len()];
    // Names first, so that the order of the command line does not matter.
    for (argument, place) in arguments.iter().zip(&mut assigned) {
        if let Some(name) = &argument.name {
            let index = slots
                .iter()
                .position(|s| s.name == *name)
                .ok_or_else(|| Diagnostic::error(Code::Usage, format!("the model has no {what} '{name}'")).hint(format!("its {what}s are: {}", names())))?;
            if std::mem::replace(&mut taken[index], true) {
                return Err(Diagnostic::error(Code::Usage, format!("the {what} '{name}' is given twice")));
            }
            *place = index;
        }
    }
    for (argument, place) in arguments.iter().zip(&mut assigned) {
        if argument.name.is_none() {
            let index = taken.iter().position(|t| !t).ok_or_else(|| {
                Diagnostic::error(Code::Usage, format!("{} is one file too many", argument.path.display()))
                    .hint(format!("the model's {what}s are: {}", names()))
            })?;
            taken[index] = true;
            *place = index;
        }
    }
    Ok(assigned)
}

/// One tensor for each slot, in the slots' order and types, from the files given.
pub fn inputs(loaded: &[Loaded], slots: &[Slot], preprocessing: &Preprocessing) -> Result<Vec<Tensor>> {
    let arguments: Vec<TensorArgument> = loaded.iter().map(|l| l.argument.clone()).collect();
    let assigned = assign("input", &arguments, slots)?;
    slots
        .iter()
        .enumerate()
        .map(|(index, slot)| {
            let source = assigned
                .iter()
                .position(|&a| a == index)
                .ok_or_else(|| Diagnostic::error(Code::Usage, "no data for this input").at(&slot.name).hint(format!("add --input {}=FILE.npy", slot.name)))?;
            convert(&loaded[source].array, slot, preprocessing).map_err(|d| d.at(format!("{} ({})", slot.name, loaded[source].argument.path.display())))
        })
        .collect()
}

/// The numbers of a file as the slot wants them: `(x − mean) · scale` in f32, if asked for, then the slot's element type.
pub fn convert(array: &Array, slot: &Slot, preprocessing: &Preprocessing) -> Result<Tensor> {
    if preprocessing.mean.is_empty() && preprocessing.scale.is_empty() {
        return array.to_tensor(slot.dtype);
    }
    if slot.dtype != DType::F32 {
        return Err(Diagnostic::error(Code::Usage, format!("--mean and --scale make floats, the input is {}", slot.dtype))
            .hint("give the model's integers as they are, or compile a model that takes floats"));
    }
    let tensor = array.to_tensor(DType::F32)?;
    let TensorData::F32(numbers) = &tensor.data else { unreachable!("f32 was asked for") };
    // Channels are axis 1 of the input; a single row may come without axis 0.
    let extents = tensor.shape.extents();
    let channel_axis = 1usize.saturating_sub(slot.shape.rank().saturating_sub(extents.len()));
    let channels = extents.get(channel_axis).copied().unwrap_or(1);
    let pixels: usize = extents.iter().skip(channel_axis + 1).product();
    let pick = |option: &str, values: &[f32], neutral: f32| match values.len() {
        0 => Ok(vec![neutral; channels]),
        1 => Ok(vec![values[0]; channels]),
        n if n == channels => Ok(values.to_vec()),
        n => Err(Diagnostic::error(Code::Usage, format!("{option} has {n} values for {channels} channels")).hint("give one value, or one for each channel")),
    };
    let mean = pick("--mean", &preprocessing.mean, 0.0)?;
    let scale = pick("--scale", &preprocessing.scale, 1.0)?;
    let changed = numbers.iter().enumerate().map(|(i, x)| {
        let channel = i / pixels % channels;
        (x - mean[channel]) * scale[channel]
    });
    Tensor::new(tensor.shape.clone(), TensorData::F32(changed.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor_file::{npy_bytes, parse_npy};

    fn slot(name: &str, extents: &[usize]) -> Slot {
        Slot { name: name.into(), dtype: DType::F32, shape: Shape::new(extents).unwrap() }
    }

    fn array(extents: &[usize], bytes: &[u8]) -> Array {
        parse_npy(&npy_bytes(&Tensor::new(Shape::new(extents).unwrap(), TensorData::U8(bytes.into())).unwrap())).unwrap()
    }

    #[test]
    fn arguments_go_to_their_slots() {
        let slots = [slot("a", &[1]), slot("b", &[1]), slot("c", &[1])];
        let parse = |texts: &[&str]| texts.iter().map(|t| t.parse().unwrap()).collect::<Vec<TensorArgument>>();
        assert_eq!(assign("input", &parse(&["x.npy", "a=y.npy", "z.npy"]), &slots).unwrap(), [1, 0, 2]);
        assert!(assign("input", &parse(&["d=x.npy"]), &slots).unwrap_err().hint.unwrap().contains("a, b, c"));
        assert!(assign("input", &parse(&["a=x.npy", "a=y.npy"]), &slots).is_err());
        assert!(assign("input", &parse(&["1", "2", "3", "4"]), &slots).is_err());
    }

    #[test]
    fn integers_are_shifted_and_scaled() {
        let preprocessing = Preprocessing { mean: vec![1.0, 2.0], scale: vec![0.5] };
        let found = convert(&array(&[1, 2, 1, 2], &[1, 3, 2, 4]), &slot("x", &[1, 2, 1, 2]), &preprocessing).unwrap();
        assert_eq!(found.data, TensorData::F32([0.0, 1.0, 0.0, 1.0].into()));
        // The same row without its first extent.
        let found = convert(&array(&[2, 1, 2], &[1, 3, 2, 4]), &slot("x", &[1, 2, 1, 2]), &preprocessing).unwrap();
        assert_eq!(found.data, TensorData::F32([0.0, 1.0, 0.0, 1.0].into()));
        let three = Preprocessing { mean: vec![0.0; 3], scale: vec![] };
        assert_eq!(convert(&array(&[1, 2], &[1, 2]), &slot("x", &[1, 2]), &three).unwrap_err().code, Code::Usage);
    }

    #[test]
    fn integer_inputs_take_integers_as_they_are() {
        let slot = Slot { dtype: DType::U8, ..slot("x", &[2]) };
        assert_eq!(convert(&array(&[2], &[7, 8]), &slot, &Preprocessing::default()).unwrap().data, TensorData::U8([7, 8].into()));
        assert_eq!(convert(&array(&[2], &[7, 8]), &slot, &Preprocessing { mean: vec![1.0], scale: vec![] }).unwrap_err().code, Code::Usage);
    }
}
