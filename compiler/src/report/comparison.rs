//! How two tensors differ.

use super::table::{Side, table};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Tensor, TensorData};
use serde_json::{Value, json};

/// The difference between a tensor and the one it should equal.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Difference {
    /// Values compared.
    pub values: usize,
    /// Values that are not the same bits (of equal element types) or the same number (of different ones).
    pub differing: usize,
    /// Largest |a − b|; infinite where one of them is not a number.
    pub largest_absolute: f64,
    /// Largest |a − b| / max(|a|, |b|).
    pub largest_relative: f64,
    /// Largest magnitude among expected floats; 0 for integers.
    pub magnitude: f64,
}

impl Difference {
    pub fn agrees(&self) -> bool {
        self.differing == 0
    }

    /// Whether floats differ by at most `tolerance` of the largest magnitude of their tensor.
    pub fn agrees_within(&self, tolerance: f64) -> bool {
        self.agrees() || (self.magnitude > 0.0 && self.largest_absolute <= tolerance * self.magnitude)
    }

    /// Both taken together.
    pub fn join(self, other: Self) -> Self {
        Self {
            values: self.values + other.values,
            differing: self.differing + other.differing,
            largest_absolute: self.largest_absolute.max(other.largest_absolute),
            largest_relative: self.largest_relative.max(other.largest_relative),
            magnitude: self.magnitude.max(other.magnitude),
        }
    }

    fn add(&mut self, same: bool, a: f64, b: f64) {
        self.values += 1;
        if same {
            return;
        }
        self.differing += 1;
        let absolute = if a == b { 0.0 } else { (a - b).abs() };
        let absolute = if absolute.is_nan() { f64::INFINITY } else { absolute };
        let relative = if absolute == 0.0 { 0.0 } else { absolute / a.abs().max(b.abs()) };
        self.largest_absolute = self.largest_absolute.max(absolute);
        self.largest_relative = self.largest_relative.max(if relative.is_nan() { f64::INFINITY } else { relative });
    }
}

/// Compares two tensors element by element. Shapes may differ by extents of 1 (`16x10` and `16x10x1x1`).
///
/// Tensors of different integer types are compared as numbers: u8 with zero point 128 is how the compiler stores s8, so where one
/// side is u8 and the other s8 and `zero_point` (that of `found`) is not 0, it is taken off.
pub fn compare(found: &Tensor, zero_point: i32, expected: &Tensor) -> Result<Difference> {
    let essential = |t: &Tensor| t.shape.extents().iter().copied().filter(|&e| e != 1).collect::<Vec<_>>();
    if essential(found) != essential(expected) {
        return Err(Diagnostic::error(Code::Shape, format!("shape {} cannot be compared with the expected {}", found.shape, expected.shape)));
    }
    let mut difference = Difference::default();
    match (&found.data, &expected.data) {
        (TensorData::F32(a), TensorData::F32(b)) => {
            a.iter().zip(b.iter()).for_each(|(&a, &b)| difference.add(a.to_bits() == b.to_bits(), a.into(), b.into()));
            difference.magnitude = b.iter().fold(0.0, |largest, x| largest.max(f64::from(x.abs())));
        }
        (a, b) => {
            let zero_point = if a.dtype() == b.dtype() { 0 } else { zero_point };
            for (a, b) in numbers(a, zero_point).zip(numbers(b, 0)) {
                difference.add(a == b, a, b);
            }
        }
    }
    Ok(difference)
}

/// Elements as real numbers, each without `zero_point`.
fn numbers(data: &TensorData, zero_point: i32) -> Box<dyn Iterator<Item = f64> + '_> {
    let zero_point = f64::from(zero_point);
    match data {
        TensorData::F32(v) => Box::new(v.iter().map(|&x| f64::from(x))),
        TensorData::U8(v) => Box::new(v.iter().map(move |&x| f64::from(x) - zero_point)),
        TensorData::S8(v) => Box::new(v.iter().map(move |&x| f64::from(x) - zero_point)),
        TensorData::S32(v) => Box::new(v.iter().map(move |&x| f64::from(x) - zero_point)),
    }
}

/// One line of a comparison table.
#[derive(Debug, Clone)]
pub struct ComparisonRow {
    /// The tensor that is compared.
    pub tensor: String,
    /// What computed it.
    pub found: String,
    /// What it is held against.
    pub expected: String,
    pub difference: Difference,
    /// What floats may differ by, as a share of the largest magnitude; 0 where bits must be equal.
    pub tolerance: f64,
}

impl ComparisonRow {
    pub fn agrees(&self) -> bool {
        self.difference.agrees_within(self.tolerance)
    }
}

/// The same for scripts.
pub fn comparison_json(rows: &[ComparisonRow]) -> Value {
    let row = |row: &ComparisonRow| {
        let d = &row.difference;
        json!({
            "tensor": row.tensor,
            "found": row.found,
            "expected": row.expected,
            "values": d.values,
            "differing": d.differing,
            "largest_absolute": d.largest_absolute,
            "largest_relative": d.largest_relative,
            "agrees": row.agrees(),
        })
    };
    json!({ "comparisons": rows.iter().map(row).collect::<Vec<_>>() })
}

/// The table of `verify`: per tensor the largest differences and how many values differ.
pub fn comparison_table(rows: &[ComparisonRow]) -> String {
    let line = |row: &ComparisonRow| {
        let d = &row.difference;
        let verdict = match (d.agrees(), row.agrees()) {
            (true, _) => "equal".to_owned(),
            (false, true) => format!("within {:.1e} of the largest", d.largest_absolute / d.magnitude),
            (false, false) => format!("{} differ", d.differing),
        };
        vec![row.tensor.clone(), row.found.clone(), row.expected.clone(), d.values.to_string(), number(d.largest_absolute), number(d.largest_relative), verdict]
    };
    let columns = [
        ("tensor", Side::Left),
        ("computed by", Side::Left),
        ("against", Side::Left),
        ("values", Side::Right),
        ("max abs", Side::Right),
        ("max rel", Side::Right),
        ("", Side::Left),
    ];
    table(&columns, rows.iter().map(line))
}

fn number(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { format!("{value:.3e}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Shape;

    fn tensor(extents: &[usize], data: TensorData) -> Tensor {
        Tensor::new(Shape::new(extents).unwrap(), data).unwrap()
    }

    #[test]
    fn a_tolerance_is_a_share_of_the_largest_expected_float() {
        let expected = tensor(&[3], TensorData::F32([-8.0, 1.0, 0.0].into()));
        let close = compare(&tensor(&[3], TensorData::F32([-8.0, 1.0, 0.0625].into())), 0, &expected).unwrap();
        assert!(close.agrees_within(0.0625 / 8.0) && !close.agrees_within(0.007) && !close.agrees());
        let nan = compare(&tensor(&[3], TensorData::F32([-8.0, 1.0, f32::NAN].into())), 0, &expected).unwrap();
        assert!(!nan.agrees_within(1.0));
        let integers = compare(&tensor(&[1], TensorData::U8([7].into())), 0, &tensor(&[1], TensorData::U8([8].into()))).unwrap();
        assert!(!integers.agrees_within(1.0));
    }

    #[test]
    fn floats_are_compared_by_their_bits() {
        let a = tensor(&[4], TensorData::F32([1.0, -0.0, f32::NAN, 2.0].into()));
        let same = compare(&a, 0, &a).unwrap();
        assert_eq!((same.values, same.differing), (4, 0));
        let b = tensor(&[4, 1], TensorData::F32([1.0, 0.0, 3.0, 2.5].into()));
        let d = compare(&a, 0, &b).unwrap();
        assert_eq!((d.values, d.differing, d.largest_absolute), (4, 3, f64::INFINITY));
        let c = tensor(&[4], TensorData::F32([1.0, -0.0, f32::NAN, 2.5].into()));
        let d = compare(&a, 0, &c).unwrap();
        assert_eq!((d.differing, d.largest_absolute, d.largest_relative), (1, 0.5, 0.2));
    }

    #[test]
    fn stored_u8_stands_for_s8() {
        let stored = tensor(&[3], TensorData::U8([0, 128, 255].into()));
        let meant = tensor(&[3], TensorData::S8([-128, 0, 127].into()));
        assert!(compare(&stored, 128, &meant).unwrap().agrees());
        assert_eq!(compare(&stored, 0, &meant).unwrap().differing, 3);
        assert!(compare(&stored, 128, &stored).unwrap().agrees());
    }

    #[test]
    fn other_shapes_are_an_error() {
        let a = tensor(&[2, 3], TensorData::U8([0; 6].into()));
        let b = tensor(&[3, 2], TensorData::U8([0; 6].into()));
        assert_eq!(compare(&a, 0, &b).unwrap_err().code, Code::Shape);
    }
}
