//! Tensors in parameter files.
//!
//! A record is (little endian): u32 version 0; u64 levels of detail, each u64 bytes and as many bytes; u32 version 0; i32 n, n bytes of a
//! [`TensorDesc`]; the elements in C order (`lod_tensor.cc`, `tensor_util.cc`).

use super::messages::TensorDesc;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::{Array, ElementType, TensorProto, volume};
use bytes::{Buf, Bytes};
use prost::Message;

const TYPES: [(i32, ElementType, usize); 10] = [
    (0, ElementType::Bool, 1),
    (1, ElementType::S16, 2),
    (2, ElementType::S32, 4),
    (3, ElementType::S64, 8),
    (4, ElementType::F16, 2),
    (5, ElementType::F32, 4),
    (6, ElementType::F64, 8),
    (20, ElementType::U8, 1),
    (21, ElementType::S8, 1),
    (22, ElementType::BF16, 2),
];

/// The element type of a number of `VarType.Type`.
///
/// # Errors
/// `Unsupported` for what is no type of elements that is known here.
pub fn element_type(number: i32) -> Result<ElementType> {
    Ok(entry(number)?.1)
}

fn entry(number: i32) -> Result<(i32, ElementType, usize)> {
    let found = TYPES.iter().find(|(n, ..)| *n == number);
    found.copied().ok_or_else(|| Diagnostic::error(Code::Unsupported, format!("the element type {number} is not read")))
}

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message).hint("the parameters are damaged; save the model again")
}

/// Takes so many bytes off the front.
fn take(bytes: &mut Bytes, count: u64) -> Result<Bytes> {
    match usize::try_from(count) {
        Ok(count) if count <= bytes.len() => Ok(bytes.split_to(count)),
        _ => Err(malformed(format!("a tensor needs {count} bytes more, {} are left", bytes.len()))),
    }
}

/// The head of a record, and the number of bytes of its elements. `bytes` begins at the elements afterwards.
fn head(bytes: &mut Bytes) -> Result<(TensorDesc, Vec<usize>, ElementType, u64)> {
    let version = |bytes: &mut Bytes| match take(bytes, 4)?.get_u32_le() {
        0 => Ok(()),
        other => Err(malformed(format!("a tensor has the version {other}, 0 is read"))),
    };
    version(bytes)?;
    let levels = take(bytes, 8)?.get_u64_le();
    for _ in 0..levels {
        // Each level takes 8 bytes at least, so that the loop ends with the file.
        let length = take(bytes, 8)?.get_u64_le();
        take(bytes, length)?;
    }
    version(bytes)?;
    let length = take(bytes, 4)?.get_i32_le();
    let length = u64::try_from(length).map_err(|_| malformed(format!("a description of {length} bytes")))?;
    let description = TensorDesc::decode(take(bytes, length)?).map_err(|e| malformed(format!("the description of a tensor: {e}")))?;
    let shape: Option<Vec<usize>> = description.dims.iter().map(|&d| usize::try_from(d).ok()).collect();
    let shape = shape.ok_or_else(|| malformed(format!("a tensor has the shape {:?}", description.dims)))?;
    let (_, ty, width) = entry(description.data_type)?;
    let data = volume(&shape)?.checked_mul(width).ok_or_else(|| malformed("a tensor is too large"))?;
    Ok((description, shape, ty, data as u64))
}

/// Bytes of the record at the beginning of a file.
pub(super) fn length(bytes: &Bytes) -> Result<usize> {
    let mut rest = bytes.clone();
    let (.., data) = head(&mut rest)?;
    take(&mut rest, data)?;
    Ok(bytes.len() - rest.len())
}

/// The tensor at the beginning of a file, whose elements lie where they are, and what follows it.
pub(super) fn read(mut bytes: Bytes) -> Result<(TensorProto, Bytes)> {
    let (description, _, ty, data) = head(&mut bytes)?;
    let data = take(&mut bytes, data)?;
    Ok((TensorProto { dims: description.dims, data_type: ty.number(), raw_data: Some(data), ..TensorProto::default() }, bytes))
}

/// A record.
///
/// # Errors
/// `Unsupported` for types that Paddle does not have.
pub fn write_record(array: &Array) -> Result<Vec<u8>> {
    let (number, ..) = TYPES
        .iter()
        .find(|(_, ty, _)| *ty == array.ty)
        .ok_or_else(|| Diagnostic::error(Code::Unsupported, format!("Paddle has no tensors of {}", array.ty.name())))?;
    let description = TensorDesc { data_type: *number, dims: array.shape.iter().map(|&e| e as i64).collect() }.encode_to_vec();
    let mut record = vec![0; 16];
    record.extend((description.len() as i32).to_le_bytes());
    record.extend(description);
    record.extend_from_slice(&array.to_message("").raw_data.unwrap_or_default());
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_every_type() {
        for (_, ty, _) in TYPES {
            let array = match ty.integer_bounds() {
                None => Array { ty, ..Array::floats([3, 1], [1.5, -2.0, 0.25]).unwrap() },
                Some((lo, hi)) => Array::integers(ty, [3, 1], [lo, hi, 1]).unwrap(),
            };
            let record = Bytes::from(write_record(&array).unwrap());
            assert_eq!(length(&record).unwrap(), record.len());
            let (message, rest) = read(record.clone()).unwrap();
            assert_eq!((Array::of_message(&message, None).unwrap(), rest), (array, Bytes::new()), "{}", ty.name());
            for end in 0..record.len() {
                assert!(read(record.slice(..end)).is_err());
            }
        }
    }

    #[test]
    fn hostile_records_allocate_nothing() {
        let mut record = write_record(&Array::floats([1], [1.0]).unwrap()).unwrap();
        record[4..12].copy_from_slice(&u64::MAX.to_le_bytes());
        assert_eq!(read(record.into()).unwrap_err().code, Code::Malformed);
        for dims in [vec![i64::MAX, 2], vec![-1], vec![1 << 40]] {
            let description = TensorDesc { data_type: 5, dims }.encode_to_vec();
            let record = [vec![0; 16], (description.len() as i32).to_le_bytes().to_vec(), description].concat();
            assert!(read(record.into()).is_err());
        }
    }
}
