//! Rows of arrays, cut into batches.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Shape, Tensor, TensorData};

/// One tensor for each input, all with the same number of rows.
#[derive(Debug, Clone)]
pub struct Rows {
    columns: Vec<Column>,
    rows: usize,
    batch: usize,
}

/// The data of one input.
#[derive(Debug, Clone)]
struct Column {
    name: String,
    tensor: Tensor,
    /// Of one run, with the batch as first extent.
    shape: Shape,
}

impl Rows {
    /// Data for inputs with names and shapes. Every extent but the first must be the input's; a tensor may be one row without the first extent. At most
    /// `most` rows are used.
    ///
    /// # Errors
    /// `Shape` where data does not fit, `Range` where a number is not finite, `Usage` where there is no row.
    pub fn new(inputs: impl IntoIterator<Item = (String, Shape, Tensor)>, most: usize) -> Result<Self> {
        let mut columns = Vec::new();
        let mut found: Option<(usize, usize)> = None;
        for (name, shape, tensor) in inputs {
            let [batch, row @ ..] = shape.extents() else {
                return Err(Diagnostic::error(Code::Unsupported, "an input without a batch axis cannot be read from rows").at(name));
            };
            let rows = match tensor.shape.extents() {
                [rows, rest @ ..] if rest == row => *rows,
                rest if rest == row => 1,
                _ => {
                    return Err(Diagnostic::error(Code::Shape, format!("the data has shape {}, the input is {shape}", tensor.shape))
                        .at(name)
                        .hint("every extent but the first must be equal; the first may be any number of rows"));
                }
            };
            match found {
                Some((other, _)) if other != rows => {
                    return Err(Diagnostic::error(Code::Shape, format!("{rows} rows, another input has {other}"))
                        .at(name)
                        .hint("give as many rows of each input"));
                }
                Some((_, other)) if other != *batch => {
                    return Err(Diagnostic::error(Code::Shape, format!("a batch of {batch}, another input has {other}")).at(name).hint("state it: --batch N"));
                }
                _ => found = Some((rows, *batch)),
            }
            if let TensorData::F32(numbers) = &tensor.data {
                let volume: usize = row.iter().product();
                let used = &numbers[..rows.min(most) * volume];
                if let Some(bad) = used.iter().position(|number| !number.is_finite()) {
                    let message = format!("row {} of the data holds {}", bad / volume.max(1), used[bad]);
                    return Err(Diagnostic::error(Code::Range, message).at(name).hint("leave such rows out"));
                }
            }
            columns.push(Column { name, tensor, shape });
        }
        let (rows, batch) = found.unwrap_or((0, 1));
        match rows.min(most) {
            0 => Err(Diagnostic::error(Code::Usage, "there is not a single row of data")),
            rows => Ok(Self { columns, rows, batch }),
        }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Rows of one run.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// Runs that all rows take.
    pub fn runs(&self) -> usize {
        self.rows.div_ceil(self.batch)
    }

    /// The tensors of each run, in order. The last one is filled up by repeating the last row.
    pub fn samples(&self) -> impl Iterator<Item = Result<Vec<Tensor>>> + '_ {
        (0..self.runs()).map(|run| self.columns.iter().map(|column| self.sample(run, column)).collect())
    }

    fn sample(&self, run: usize, column: &Column) -> Result<Tensor> {
        let volume = column.shape.volume() / self.batch;
        let rows = (run * self.batch..(run + 1) * self.batch).map(|row| row.min(self.rows - 1) * volume);
        macro_rules! cut {
            ($numbers:expr) => {
                rows.flat_map(|begin| $numbers[begin..begin + volume].iter().copied()).collect()
            };
        }
        let data = match &column.tensor.data {
            TensorData::F32(numbers) => TensorData::F32(cut!(numbers)),
            TensorData::U8(numbers) => TensorData::U8(cut!(numbers)),
            TensorData::S8(numbers) => TensorData::S8(cut!(numbers)),
            TensorData::S32(numbers) => TensorData::S32(cut!(numbers)),
        };
        Tensor::new(column.shape.clone(), data).map_err(|d| d.at(&column.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, batch: usize, rows: &[usize], numbers: impl Into<Vec<f32>>) -> (String, Shape, Tensor) {
        let tensor = Tensor::new(Shape::new(rows).unwrap(), TensorData::F32(numbers.into().into())).unwrap();
        (name.into(), Shape::new([batch, 2]).unwrap(), tensor)
    }

    fn numbers(rows: &Rows) -> Vec<Vec<f32>> {
        let floats = |tensor: &Tensor| if let TensorData::F32(numbers) = &tensor.data { numbers.to_vec() } else { panic!() };
        rows.samples().map(|sample| sample.unwrap().iter().flat_map(floats).collect()).collect()
    }

    #[test]
    fn rows_become_batches() {
        let three: Vec<f32> = (0..6).map(|i| i as f32).collect();
        let rows = Rows::new([column("a", 2, &[3, 2], three.clone())], usize::MAX).unwrap();
        assert_eq!((rows.rows(), rows.runs(), numbers(&rows)), (3, 2, vec![vec![0.0, 1.0, 2.0, 3.0], vec![4.0, 5.0, 4.0, 5.0]]));
        let rows = Rows::new([column("a", 2, &[3, 2], three)], 1).unwrap();
        assert_eq!(numbers(&rows), [[0.0, 1.0, 0.0, 1.0]]);
        let rows = Rows::new([column("a", 1, &[2], [7.0, 8.0]), column("b", 1, &[1, 2], [9.0, 9.5])], 5).unwrap();
        assert_eq!(numbers(&rows), [[7.0, 8.0, 9.0, 9.5]]);
    }

    #[test]
    fn data_must_fit_and_be_finite() {
        let code = |columns: Vec<(String, Shape, Tensor)>| Rows::new(columns, 9).unwrap_err().code;
        assert_eq!(code(vec![column("a", 1, &[1, 3], [0.0; 3])]), Code::Shape);
        assert_eq!(code(vec![column("a", 1, &[1, 2], [0.0; 2]), column("b", 1, &[2, 2], [0.0; 4])]), Code::Shape);
        assert_eq!(code(vec![column("a", 1, &[1, 2], [0.0; 2]), column("b", 2, &[1, 2], [0.0; 2])]), Code::Shape);
        assert_eq!(code(vec![]), Code::Usage);
        let bad = Rows::new([column("a", 1, &[2, 2], [0.0, 1.0, 2.0, f32::NAN])], 9).unwrap_err();
        assert!(bad.code == Code::Range && bad.message.contains("row 1"), "{bad}");
        // Rows that are not used may be anything.
        assert!(Rows::new([column("a", 1, &[2, 2], [0.0, 1.0, 2.0, f32::NAN])], 1).is_ok());
    }
}
