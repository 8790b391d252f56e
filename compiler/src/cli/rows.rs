//! Files have as many rows as they like, a compiled model computes a fixed number of them together: cutting inputs into batches and
//! joining what comes out.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Shape, Tensor, TensorData};

/// An input or output of a model: its name, element type and shape with the batch as first extent.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    pub name: String,
    pub dtype: DType,
    pub shape: Shape,
}

impl Slot {
    pub fn bytes(&self) -> usize {
        self.shape.volume() * self.dtype.bytes()
    }
}

/// How the rows of some inputs spread over runs of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Batches {
    /// Rows in all; the last run is filled up by repeating the last row.
    rows: usize,
    /// Rows of one run.
    batch: usize,
}

impl Batches {
    /// Compares tensors with the inputs they are for. A tensor either has exactly the shape of its input, or any number of rows of it, or
    /// is one row without the first extent.
    pub fn new(slots: &[Slot], tensors: &[Tensor]) -> Result<Self> {
        let mut found: Option<Self> = None;
        for (slot, tensor) in slots.iter().zip(tensors) {
            let misfit = || {
                Diagnostic::error(Code::Shape, format!("the data has shape {}, the input is {}", tensor.shape, slot.shape))
                    .at(&slot.name)
                    .hint("every extent but the first must be equal; the first may be any number of rows")
            };
            let (wanted, given) = (slot.shape.extents(), tensor.shape.extents());
            let batches = match (wanted, given) {
                ([batch, row @ ..], [rows, rest @ ..]) if row == rest => Self { rows: *rows, batch: *batch },
                ([batch, row @ ..], given) if row == given => Self { rows: 1, batch: *batch },
                ([], []) => continue,
                _ => return Err(misfit()),
            };
            match &found {
                Some(other) if *other != batches => {
                    return Err(Diagnostic::error(
                        Code::Shape,
                        format!("{} rows in batches of {}, another input has {} in batches of {}", batches.rows, batches.batch, other.rows, other.batch),
                    )
                    .at(&slot.name));
                }
                _ => found = Some(batches),
            }
        }
        Ok(found.unwrap_or(Self { rows: 1, batch: 1 }))
    }

    /// Number of runs.
    pub fn runs(&self) -> usize {
        self.rows.div_ceil(self.batch)
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The inputs of run `run`, each with its slot's shape.
    pub fn inputs(&self, run: usize, slots: &[Slot], tensors: &[Tensor]) -> Result<Vec<Tensor>> {
        slots.iter().zip(tensors).map(|(slot, tensor)| self.input(run, slot, tensor)).collect()
    }

    fn input(&self, run: usize, slot: &Slot, tensor: &Tensor) -> Result<Tensor> {
        if slot.shape == tensor.shape {
            return Ok(tensor.clone());
        }
        let bytes = tensor.data.to_bytes();
        let row_bytes = bytes.len() / self.rows;
        let row = |index: usize| &bytes[index.min(self.rows - 1) * row_bytes..][..row_bytes];
        let filled: Vec<u8> = (run * self.batch..(run + 1) * self.batch).flat_map(|index| row(index).iter().copied()).collect();
        Tensor::new(slot.shape.clone(), TensorData::from_bytes(slot.dtype, &filled))
    }

    /// Joins one output of all runs, in order, without the rows that filled up the last run.
    pub fn join(&self, name: &str, runs: &[Tensor]) -> Result<Tensor> {
        let first = runs.first().ok_or_else(|| Diagnostic::error(Code::Usage, "there is not a single row of input"))?;
        if runs.len() == 1 && self.rows == self.batch {
            return Ok(first.clone());
        }
        let mut extents = first.shape.extents().to_vec();
        // A reshape may have folded other extents into the first one.
        let Some(per_row) = extents.first().filter(|&&e| e % self.batch == 0).map(|e| e / self.batch) else {
            return Err(Diagnostic::error(Code::Shape, format!("an output of shape {} cannot be cut into rows of a batch of {}", first.shape, self.batch))
                .at(name)
                .hint("give as many rows as the batch, or another --batch"));
        };
        extents[0] = per_row * self.rows;
        let shape = Shape::new(extents)?;
        let mut bytes: Vec<u8> = runs.iter().flat_map(|t| t.data.to_bytes()).collect();
        bytes.truncate(shape.volume() * first.dtype().bytes());
        Tensor::new(shape, TensorData::from_bytes(first.dtype(), &bytes))
    }
}

/// The first `rows` rows of a tensor; all of it where it has no more.
pub fn first_rows(tensor: &Tensor, rows: usize) -> Result<Tensor> {
    let mut extents = tensor.shape.extents().to_vec();
    match extents.first_mut() {
        Some(first) if *first > rows => *first = rows,
        _ => return Ok(tensor.clone()),
    }
    let shape = Shape::new(extents)?;
    let mut bytes = tensor.data.to_bytes();
    bytes.truncate(shape.volume() * tensor.dtype().bytes());
    Tensor::new(shape, TensorData::from_bytes(tensor.dtype(), &bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(extents: &[usize]) -> Slot {
        Slot { name: "data".into(), dtype: DType::U8, shape: Shape::new(extents).unwrap() }
    }

    fn tensor(extents: &[usize]) -> Tensor {
        let shape = Shape::new(extents).unwrap();
        let data = (0..shape.volume()).map(|i| i as u8).collect::<Vec<_>>();
        Tensor::new(shape, TensorData::U8(data.into())).unwrap()
    }

    #[test]
    fn rows_are_cut_filled_up_and_joined_again() {
        let (slots, tensors) = ([slot(&[4, 3])], [tensor(&[10, 3])]);
        let batches = Batches::new(&slots, &tensors).unwrap();
        assert_eq!((batches.runs(), batches.rows()), (3, 10));
        let runs: Vec<Tensor> = (0..3).map(|run| batches.inputs(run, &slots, &tensors).unwrap().remove(0)).collect();
        assert_eq!(runs[2].data, TensorData::U8([24, 25, 26, 27, 28, 29, 27, 28, 29, 27, 28, 29].into()));
        assert_eq!(batches.join("y", &runs).unwrap(), tensors[0]);
    }

    #[test]
    fn one_row_may_come_without_its_first_extent() {
        let (slots, tensors) = ([slot(&[1, 2, 2])], [tensor(&[2, 2])]);
        let batches = Batches::new(&slots, &tensors).unwrap();
        assert_eq!(batches.inputs(0, &slots, &tensors).unwrap()[0].shape.extents(), [1, 2, 2]);
    }

    #[test]
    fn a_batch_larger_than_the_data_is_filled_up() {
        let (slots, tensors) = ([slot(&[4, 2])], [tensor(&[1, 2])]);
        let batches = Batches::new(&slots, &tensors).unwrap();
        let run = batches.inputs(0, &slots, &tensors).unwrap();
        assert_eq!(run[0].data, TensorData::U8([0, 1, 0, 1, 0, 1, 0, 1].into()));
        assert_eq!(batches.join("y", &run).unwrap(), tensors[0]);
    }

    #[test]
    fn folded_outputs_are_cut_by_whole_rows() {
        let batches = Batches { rows: 3, batch: 2 };
        let runs = [tensor(&[4, 1]), tensor(&[4, 1])];
        assert_eq!(batches.join("y", &runs).unwrap().shape.extents(), [6, 1]);
        assert_eq!(batches.join("y", &[tensor(&[3]), tensor(&[3])]).unwrap_err().code, Code::Shape);
    }

    #[test]
    fn leading_rows() {
        assert_eq!(first_rows(&tensor(&[4, 2]), 3).unwrap(), tensor(&[3, 2]));
        assert_eq!(first_rows(&tensor(&[4, 2]), 9).unwrap(), tensor(&[4, 2]));
    }

    #[test]
    fn misfits_name_the_input() {
        let error = Batches::new(&[slot(&[1, 3])], &[tensor(&[1, 4])]).unwrap_err();
        assert_eq!((error.code, error.node.as_deref()), (Code::Shape, Some("data")));
        assert!(Batches::new(&[slot(&[1, 3]), slot(&[1, 3])], &[tensor(&[2, 3]), tensor(&[4, 3])]).is_err());
    }
}
