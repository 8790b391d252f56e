//! Movement of the elements of known arrays.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::{Array, Elements, volume};

/// Steps between neighbours along each axis, in C order.
fn steps(shape: &[usize]) -> Vec<isize> {
    let mut steps = vec![1isize; shape.len()];
    for axis in (1..shape.len()).rev() {
        steps[axis - 1] = steps[axis] * shape[axis] as isize;
    }
    steps
}

/// Places of elements, the last axis running fastest.
struct Places {
    extents: Vec<usize>,
    steps: Vec<isize>,
    counters: Vec<usize>,
    place: isize,
    left: usize,
}

impl Places {
    fn new(extents: Vec<usize>, steps: Vec<isize>, first: isize) -> Result<Self> {
        let left = volume(&extents)?;
        Ok(Self { counters: vec![0; extents.len()], extents, steps, place: first, left })
    }
}

impl Iterator for Places {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let place = self.place as usize;
        for axis in (0..self.extents.len()).rev() {
            self.counters[axis] += 1;
            self.place += self.steps[axis];
            if self.counters[axis] < self.extents[axis] {
                break;
            }
            self.place -= self.steps[axis] * self.extents[axis] as isize;
            self.counters[axis] = 0;
        }
        Some(place)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

/// The elements at some places, which fill the shape.
fn select(array: &Array, shape: Vec<usize>, places: impl Iterator<Item = usize>) -> Array {
    let elements = match &array.elements {
        Elements::Floats(e) => Elements::Floats(places.map(|i| e[i]).collect()),
        Elements::Integers(e) => Elements::Integers(places.map(|i| e[i]).collect()),
        Elements::U8(e) => Elements::U8(places.map(|i| e[i]).collect()),
        Elements::S8(e) => Elements::S8(places.map(|i| e[i]).collect()),
    };
    Array { ty: array.ty, shape, elements }
}

/// Axis i of the result is axis `permutation[i]`, which must be a permutation.
pub fn transposed(array: &Array, permutation: &[usize]) -> Result<Array> {
    let steps = steps(&array.shape);
    let extents: Vec<usize> = permutation.iter().map(|&axis| array.shape[axis]).collect();
    let places = Places::new(extents.clone(), permutation.iter().map(|&axis| steps[axis]).collect(), 0)?;
    Ok(select(array, extents, places))
}

/// Elements `start`, `start + step`, … of an axis, `count` of them, all of which must be there.
pub fn sliced(array: &Array, axis: usize, [start, count]: [usize; 2], step: isize) -> Result<Array> {
    let mut steps = steps(&array.shape);
    let first = if count == 0 { 0 } else { start as isize * steps[axis] };
    // The step of a single element may be any number.
    steps[axis] = if count > 1 { steps[axis] * step } else { 0 };
    let mut extents = array.shape.clone();
    extents[axis] = count;
    let places = Places::new(extents.clone(), steps, first)?;
    Ok(select(array, extents, places))
}

/// Each element of an axis `count` times in a row.
pub fn repeated(array: &Array, axis: usize, count: usize) -> Result<Array> {
    let mut steps = steps(&array.shape);
    steps.insert(axis + 1, 0);
    let mut extents = array.shape.clone();
    extents.insert(axis + 1, count);
    let places = Places::new(extents, steps, 0)?;
    let mut shape = array.shape.clone();
    shape[axis] = shape[axis].checked_mul(count).ok_or_else(too_long)?;
    Ok(select(array, shape, places))
}

fn too_long() -> Diagnostic {
    Diagnostic::error(Code::Overflow, "an axis becomes too long")
}

/// Repeats along axes of one element up to a shape that must contain the array's, aligned at the last axes.
pub fn broadcast(array: &Array, shape: &[usize]) -> Result<Array> {
    if array.shape == shape {
        return Ok(array.clone());
    }
    let mut aligned = vec![0; shape.len().saturating_sub(array.shape.len())];
    aligned.extend(steps(&array.shape).iter().zip(&array.shape).map(|(&step, &extent)| if extent == 1 { 0 } else { step }));
    let places = Places::new(shape.to_vec(), aligned, 0)?;
    Ok(select(array, shape.to_vec(), places))
}

/// Elements of an axis by their indices, each of which must be one of the axis.
pub fn gathered(array: &Array, axis: usize, indices: &[usize]) -> Result<Array> {
    let mut shape = array.shape.clone();
    shape[axis] = indices.len();
    volume(&shape)?;
    if shape.contains(&0) {
        return Ok(select(array, shape, std::iter::empty()));
    }
    let inner: usize = shape[axis + 1..].iter().product();
    let outer: usize = shape[..axis].iter().product();
    let extent = array.shape[axis];
    let places = (0..outer).flat_map(|o| indices.iter().flat_map(move |&i| (0..inner).map(move |n| (o * extent + i) * inner + n)));
    Ok(select(array, shape, places))
}

/// Arrays of one type side by side.
pub fn concatenated(arrays: &[Array], axis: usize) -> Result<Array> {
    let first = arrays.first().ok_or_else(|| Diagnostic::error(Code::Malformed, "nothing is joined"))?;
    let mut shape = first.shape.clone();
    if axis >= shape.len() {
        return Err(Diagnostic::error(Code::Shape, format!("axis {axis} is not one of {}", first.describe())));
    }
    shape[axis] = 0;
    for array in arrays {
        let fits = array.shape.len() == shape.len() && (0..shape.len()).all(|a| a == axis || array.shape[a] == shape[a]);
        if array.ty != first.ty || !fits {
            let message = format!("what is joined must agree but for axis {axis}: found {} and {}", first.describe(), array.describe());
            return Err(Diagnostic::error(Code::Shape, message));
        }
        shape[axis] = shape[axis].checked_add(array.shape[axis]).ok_or_else(too_long)?;
    }
    let count = volume(&shape)?;
    let elements = arrays.iter().map(|a| &a.elements);
    // All elements one array after the other, of which the result takes a part of each in turn.
    let joined = match first.elements {
        Elements::Floats(_) => Elements::Floats(elements.flat_map(|e| if let Elements::Floats(e) = e { &e[..] } else { &[] }).copied().collect()),
        Elements::Integers(_) => Elements::Integers(elements.flat_map(|e| if let Elements::Integers(e) = e { &e[..] } else { &[] }).copied().collect()),
        Elements::U8(_) => Elements::U8(elements.flat_map(|e| if let Elements::U8(e) = e { &e[..] } else { &[] }).copied().collect()),
        Elements::S8(_) => Elements::S8(elements.flat_map(|e| if let Elements::S8(e) = e { &e[..] } else { &[] }).copied().collect()),
    };
    let joined = Array { ty: first.ty, shape: vec![count], elements: joined };
    if count == 0 || shape[..axis].iter().all(|&e| e == 1) {
        return Ok(Array { shape, ..joined });
    }
    let outer: usize = shape[..axis].iter().product();
    let mut parts: Vec<[usize; 2]> = Vec::with_capacity(arrays.len());
    let mut begin = 0;
    for array in arrays {
        parts.push([begin, array.len() / outer]);
        begin += array.len();
    }
    let places = (0..outer).flat_map(|o| parts.iter().flat_map(move |&[begin, length]| begin + o * length..begin + (o + 1) * length));
    Ok(select(&joined, shape, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(shape: &[usize]) -> Array {
        Array::list((0..shape.iter().product::<usize>() as i64).collect::<Vec<_>>()).reshaped(shape).unwrap()
    }

    fn numbers(array: Result<Array>) -> (Vec<usize>, Vec<i64>) {
        let array = array.unwrap();
        assert_eq!(array.len(), array.shape.iter().product::<usize>());
        (array.shape.clone(), array.to_integers().unwrap())
    }

    #[test]
    fn elements_move() {
        let a = counting(&[2, 3]);
        assert_eq!(numbers(transposed(&a, &[1, 0])), (vec![3, 2], vec![0, 3, 1, 4, 2, 5]));
        assert_eq!(numbers(sliced(&a, 1, [2, 2], -2)), (vec![2, 2], vec![2, 0, 5, 3]));
        assert_eq!(numbers(repeated(&a, 1, 2)), (vec![2, 6], vec![0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]));
        assert_eq!(numbers(gathered(&a, 0, &[1, 1, 0])), (vec![3, 3], vec![3, 4, 5, 3, 4, 5, 0, 1, 2]));
        assert_eq!(numbers(broadcast(&counting(&[2, 1]), &[2, 2, 2])), (vec![2, 2, 2], vec![0, 0, 1, 1, 0, 0, 1, 1]));
        assert_eq!(numbers(concatenated(&[a.clone(), counting(&[2, 1])], 1)), (vec![2, 4], vec![0, 1, 2, 0, 3, 4, 5, 1]));
        assert_eq!(numbers(concatenated(&[a.clone(), a.clone()], 0)).0, [4, 3]);
        assert!(concatenated(&[a.clone(), counting(&[3, 1])], 1).is_err());
    }

    #[test]
    fn nothing_moves_too() {
        let empty = counting(&[0, 1 << 10, 1 << 10]);
        assert!(numbers(transposed(&empty, &[0, 2, 1])).1.is_empty());
        assert_eq!(numbers(sliced(&counting(&[3]), 0, [0, 0], 1)), (vec![0], vec![]));
        assert_eq!(numbers(repeated(&empty, 0, 5)).0[0], 0);
        assert_eq!(numbers(concatenated(&[counting(&[0]), counting(&[2])], 0)), (vec![2], vec![0, 1]));
        assert!(repeated(&counting(&[2]), 0, usize::MAX).is_err());
        assert!(broadcast(&counting(&[1]), &[1 << 40]).is_err());
    }
}
