//! Parameter files of MXNet: a list of named arrays (1.x), or a NumPy archive (2.x).
//!
//! In: bytes. Out: [`Parameters`], which keeps the bytes of a list and where each array lies in them; nothing is allocated from a number in the
//! file beyond what the file holds, and an archive may unpack to [`MAX_RATIO`] times its size. Format of a list as written by
//! `src/ndarray/ndarray.cc`: little-endian, no alignment. An archive has one `NAME.npy` for each array, stored or deflated.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, TensorData};
use crate::tensor_file::{self, Npz};
use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;
use std::ops::Range;

pub(super) const LIST_MAGIC: u64 = 0x112;
const RECORD_V1: u32 = 0xF993_FAC8;
pub(super) const RECORD_V2: u32 = 0xF993_FAC9;
const RECORD_V3: u32 = 0xF993_FACA;
/// First bytes of a zip archive and of an empty one.
const ZIP_MAGICS: [u32; 2] = [0x0403_4B50, 0x0605_4B50];
const NPY_MAGIC: u32 = 0x4D55_4E93;
/// How many times its size an archive of parameters may unpack to. Deflated weights shrink to a half or so; zeros shrink to a thousandth.
const MAX_RATIO: u64 = 256;
/// More axes than any record has; a larger number means that the bytes are something else.
const MAX_RANK: u32 = 32;

/// Element types of a record, by their number in the file (`include/mxnet/base.h`, mshadow type flags).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElementType {
    F32,
    F64,
    F16,
    U8,
    S32,
    S8,
    S64,
    Bool,
    S16,
    U16,
    U32,
    U64,
    Bf16,
}

impl ElementType {
    const BY_FLAG: [Self; 13] =
        [Self::F32, Self::F64, Self::F16, Self::U8, Self::S32, Self::S8, Self::S64, Self::Bool, Self::S16, Self::U16, Self::U32, Self::U64, Self::Bf16];

    fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::S8 | Self::Bool => 1,
            Self::F16 | Self::S16 | Self::U16 | Self::Bf16 => 2,
            Self::F32 | Self::S32 | Self::U32 => 4,
            Self::F64 | Self::S64 | Self::U64 => 8,
        }
    }
}

/// One array of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    pub shape: Vec<usize>,
    elements: Elements,
}

#[derive(Debug, Clone, PartialEq)]
enum Elements {
    /// Where they lie in the file.
    Record(ElementType, Range<usize>),
    /// Unpacked from an archive.
    Unpacked(tensor_file::Array),
}

/// The element type, for people.
impl fmt::Display for Array {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.elements {
            Elements::Record(element, _) => write!(f, "{element:?}"),
            Elements::Unpacked(array) => write!(f, "{}", array.natural_dtype()),
        }
    }
}

/// The arrays of a file by name, without the prefixes `arg:` and `aux:`.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    file: Vec<u8>,
    arrays: BTreeMap<String, Array>,
}

impl Parameters {
    /// Reads a file of any generation, told by its first bytes.
    ///
    /// # Errors
    /// `Malformed` with the offset where the bytes depart from the format; `Unsupported` for sparse arrays and elements that no parameter has.
    pub fn parse(file: Vec<u8>) -> Result<Self> {
        match file.first_chunk::<4>().map(|b| u32::from_le_bytes(*b)) {
            Some(first) if ZIP_MAGICS.contains(&first) => Self::archive(&file),
            Some(NPY_MAGIC) => Err(malformed("the parameter file is one array without a name")
                .hint("save the parameters with their names: mx.nd.save or mx.npx.save of a dictionary, or block.save_parameters")),
            _ => Self::list(file),
        }
    }

    /// The `.npz` of MXNet 2.x.
    fn archive(file: &[u8]) -> Result<Self> {
        let mut archive = Npz::new("parameters", Cursor::new(file))?;
        let mut left = MAX_RATIO * file.len() as u64;
        let mut arrays = BTreeMap::new();
        for stored in archive.names().to_vec() {
            let (array, bytes) = archive.read_within(&stored, left)?;
            left -= bytes;
            insert(&mut arrays, &stored, Array { shape: array.shape().extents().to_vec(), elements: Elements::Unpacked(array) })?;
        }
        Ok(Self { file: Vec::new(), arrays })
    }

    /// The list of MXNet 1.x.
    fn list(file: Vec<u8>) -> Result<Self> {
        let mut reader = Reader { bytes: &file, at: 0 };
        if reader.u64("the list header")? != LIST_MAGIC {
            return Err(malformed("not a parameter file of MXNet: it begins neither with 0x112, as those of 1.x do, nor as a zip archive, as those of 2.x do"));
        }
        reader.u64("the list header")?;
        let count = reader.u64("the number of arrays")?;
        let mut records = Vec::new();
        for index in 0..count {
            records.push(reader.record(index)?);
        }
        let names = reader.u64("the number of names")?;
        if names != count {
            return Err(malformed(format!("the file holds {count} arrays but {names} names")).hint("save the arrays with names (a dictionary)"));
        }
        let mut arrays = BTreeMap::new();
        for record in records {
            let length = reader.u64("the length of a name")?;
            let start = reader.at;
            let bytes = reader.take(length, "a name")?;
            let name = std::str::from_utf8(bytes).map_err(|_| malformed(format!("the name at byte {start} is not UTF-8")))?;
            if let Some(array) = record {
                insert(&mut arrays, name, array)?;
            }
        }
        Ok(Self { file, arrays })
    }

    pub fn get(&self, name: &str) -> Option<&Array> {
        self.arrays.get(name)
    }

    /// The elements of a floating-point array, in C order; `None` for integers. f16 and bf16 are exact, f64 is rounded to nearest even.
    pub fn floats(&self, array: &Array) -> Option<Vec<f32>> {
        let (element, bytes) = match &array.elements {
            Elements::Unpacked(array) if array.natural_dtype() != DType::F32 => return None,
            Elements::Unpacked(array) => match array.to_tensor(DType::F32).ok()?.data {
                TensorData::F32(data) => return Some(data.to_vec()),
                _ => return None,
            },
            Elements::Record(element, range) => (element, &self.file[range.clone()]),
        };
        Some(match element {
            ElementType::F32 => bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect(),
            ElementType::F64 => bytes.as_chunks::<8>().0.iter().map(|b| f64::from_le_bytes(*b) as f32).collect(),
            ElementType::F16 => bytes.as_chunks::<2>().0.iter().map(|b| half(u16::from_le_bytes(*b))).collect(),
            ElementType::Bf16 => bytes.as_chunks::<2>().0.iter().map(|b| f32::from_bits(u32::from(u16::from_le_bytes(*b)) << 16)).collect(),
            _ => return None,
        })
    }

    /// The elements of an s8 array, in C order; `None` for other types.
    pub fn signed_bytes(&self, array: &Array) -> Option<Vec<i8>> {
        match &array.elements {
            Elements::Record(ElementType::S8, range) => Some(self.file[range.clone()].iter().map(|&b| b as i8).collect()),
            Elements::Unpacked(array) if array.natural_dtype() == DType::S8 => match array.to_tensor(DType::S8).ok()?.data {
                TensorData::S8(data) => Some(data.to_vec()),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Files an array under its name without `arg:` or `aux:`.
fn insert(arrays: &mut BTreeMap<String, Array>, stored: &str, array: Array) -> Result<()> {
    let name = stored.strip_prefix("arg:").or_else(|| stored.strip_prefix("aux:")).unwrap_or(stored);
    match arrays.insert(name.to_string(), array) {
        None => Ok(()),
        Some(_) => Err(malformed("the parameter file holds this name twice").at(name)),
    }
}

/// IEEE binary16 to binary32, exactly.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(bits >> 10) & 0x1F, u32::from(bits) & 0x3FF);
    match (exponent, fraction) {
        (0, _) => f32::from_bits(sign | (fraction as f32 * f32::from_bits((127 - 24) << 23)).to_bits()),
        (31, _) => f32::from_bits(sign | 0x7F80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 127 - 15) << 23 | fraction << 13),
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: u64, what: &str) -> Result<&'a [u8]> {
        let rest = &self.bytes[self.at..];
        match usize::try_from(length).ok().filter(|&l| l <= rest.len()) {
            Some(length) => {
                self.at += length;
                Ok(&rest[..length])
            }
            None => Err(malformed(format!("the parameter file ends too early: {what} at byte {} needs {length} bytes, {} are left", self.at, rest.len()))
                .hint("copy the file again; it is truncated or corrupted")),
        }
    }

    fn u32(&mut self, what: &str) -> Result<u32> {
        Ok(self.take(4, what)?.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte)))
    }

    fn i32(&mut self, what: &str) -> Result<i32> {
        Ok(self.u32(what)? as i32)
    }

    fn u64(&mut self, what: &str) -> Result<u64> {
        Ok(self.take(8, what)?.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
    }

    /// One array record of any generation; `None` for an array that holds nothing.
    fn record(&mut self, index: u64) -> Result<Option<Array>> {
        let what = format!("array {index}");
        let start = self.at;
        let magic = self.u32(&what)?;
        // Only the newest records tell a scalar (rank 0) from an empty array (rank −1).
        let shape = match magic {
            RECORD_V1 => self.shape(&what)?.filter(|s| !s.is_empty()),
            RECORD_V2 | RECORD_V3 => {
                let storage = self.i32(&what)?;
                if storage != 0 {
                    return Err(Diagnostic::error(
                        Code::Unsupported,
                        format!("{what} at byte {start} is sparse (storage type {storage}); only dense arrays are read"),
                    )
                    .hint("convert it with tostype('default') before saving"));
                }
                self.shape(&what)?.filter(|s| magic == RECORD_V3 || !s.is_empty())
            }
            rank if rank <= MAX_RANK => {
                let extents = (0..rank).map(|_| self.u32(&what).map(|e| e as usize)).collect::<Result<Vec<_>>>()?;
                Some(extents).filter(|s| !s.is_empty())
            }
            other => return Err(malformed(format!("{what} at byte {start} begins with {other:#010x}, which no version of the format does"))),
        };
        let Some(shape) = shape else { return Ok(None) };
        // Device type and number do not matter.
        self.take(8, &what)?;
        let flag = self.i32(&what)?;
        let element = usize::try_from(flag)
            .ok()
            .and_then(|f| ElementType::BY_FLAG.get(f))
            .copied()
            .ok_or_else(|| malformed(format!("{what} at byte {start} has the unknown element type {flag}")))?;
        let length = shape.iter().try_fold(element.bytes() as u64, |product, &extent| product.checked_mul(extent as u64));
        let length = length.ok_or_else(|| malformed(format!("{what} at byte {start} has a shape that no file can fill")))?;
        let begin = self.at;
        self.take(length, &what)?;
        Ok(Some(Array { shape, elements: Elements::Record(element, begin..self.at) }))
    }

    /// `i32 ndim, i64 × ndim`; `None` where a number is negative, which means "not known".
    fn shape(&mut self, what: &str) -> Result<Option<Vec<usize>>> {
        let rank = self.i32(what)?;
        if rank > MAX_RANK as i32 {
            return Err(malformed(format!("{what} has {rank} axes")));
        }
        let extents = (0..rank.max(0)).map(|_| self.u64(what).map(|e| usize::try_from(e as i64).ok())).collect::<Result<Option<Vec<_>>>>()?;
        Ok(extents.filter(|_| rank >= 0))
    }
}

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header behind the shape: device, element type.
    fn tail(flag: i32, data: &[u8]) -> Vec<u8> {
        [&1i32.to_le_bytes()[..], &0i32.to_le_bytes(), &flag.to_le_bytes(), data].concat()
    }

    fn shape(extents: &[i64]) -> Vec<u8> {
        let mut bytes = (extents.len() as i32).to_le_bytes().to_vec();
        bytes.extend(extents.iter().flat_map(|e| e.to_le_bytes()));
        bytes
    }

    fn record(magic: u32, extents: &[i64], flag: i32, data: &[u8]) -> Vec<u8> {
        let storage = if magic == RECORD_V1 { vec![] } else { 0i32.to_le_bytes().to_vec() };
        [&magic.to_le_bytes()[..], &storage, &shape(extents), &tail(flag, data)].concat()
    }

    fn file(records: &[Vec<u8>], names: &[&str]) -> Vec<u8> {
        let mut bytes = [LIST_MAGIC, 0, records.len() as u64].map(u64::to_le_bytes).concat();
        bytes.extend(records.concat());
        bytes.extend((names.len() as u64).to_le_bytes());
        for name in names {
            bytes.extend((name.len() as u64).to_le_bytes());
            bytes.extend(name.as_bytes());
        }
        bytes
    }

    #[test]
    fn every_record_version() {
        let data: Vec<u8> = [1.5f32, -2.0].iter().flat_map(|v| v.to_le_bytes()).collect();
        let oldest = [&2u32.to_le_bytes()[..], &1u32.to_le_bytes(), &2u32.to_le_bytes(), &tail(0, &data)].concat();
        let records = [record(RECORD_V1, &[1, 2], 0, &data), record(RECORD_V2, &[2], 0, &data), record(RECORD_V3, &[2, 1], 0, &data), oldest];
        let parameters = Parameters::parse(file(&records, &["arg:a", "aux:b", "c", "arg:d"])).unwrap();
        for (name, extents) in [("a", &[1, 2][..]), ("b", &[2]), ("c", &[2, 1]), ("d", &[1, 2])] {
            let array = parameters.get(name).unwrap();
            assert_eq!(array.shape, extents, "{name}");
            assert_eq!(parameters.floats(array).unwrap(), [1.5, -2.0], "{name}");
        }
        assert_eq!(parameters.arrays.len(), 4);
    }

    #[test]
    fn empty_records_hold_nothing_but_a_newest_scalar_does() {
        let v2 = [&RECORD_V2.to_le_bytes()[..], &0i32.to_le_bytes(), &shape(&[])].concat();
        let v1 = [&RECORD_V1.to_le_bytes()[..], &shape(&[])].concat();
        let oldest = 0u32.to_le_bytes().to_vec();
        let unknown = [&RECORD_V3.to_le_bytes()[..], &0i32.to_le_bytes(), &(-1i32).to_le_bytes()].concat();
        let scalar = record(RECORD_V3, &[], 0, &7f32.to_le_bytes());
        let parameters = Parameters::parse(file(&[v2, v1, oldest, unknown, scalar], &["a", "b", "c", "d", "s"])).unwrap();
        assert_eq!(parameters.arrays.len(), 1);
        let array = parameters.get("s").unwrap();
        assert_eq!((array.shape.len(), parameters.floats(array).unwrap()), (0, vec![7.0]));
    }

    #[test]
    fn element_types_convert() {
        let cases: [(i32, Vec<u8>, Option<f32>); 8] = [
            (1, 0.1f64.to_le_bytes().to_vec(), Some(0.1)),
            (2, 0x3C00u16.to_le_bytes().to_vec(), Some(1.0)),
            (2, 0x8001u16.to_le_bytes().to_vec(), Some(-(2f32.powi(-24)))),
            (2, 0x7BFFu16.to_le_bytes().to_vec(), Some(65504.0)),
            (2, 0xFC00u16.to_le_bytes().to_vec(), Some(f32::NEG_INFINITY)),
            (12, 0x4049u16.to_le_bytes().to_vec(), Some(f32::from_bits(0x4049_0000))),
            (4, 5i32.to_le_bytes().to_vec(), None),
            (6, 5i64.to_le_bytes().to_vec(), None),
        ];
        for (flag, data, expected) in cases {
            let parameters = Parameters::parse(file(&[record(RECORD_V2, &[1], flag, &data)], &["x"])).unwrap();
            assert_eq!(parameters.floats(&parameters.arrays["x"]).map(|v| v[0]), expected, "type {flag}");
        }
        let parameters = Parameters::parse(file(&[record(RECORD_V2, &[2], 5, &[0x80, 0x7F])], &["x"])).unwrap();
        assert_eq!(parameters.signed_bytes(&parameters.arrays["x"]), Some(vec![-128, 127]));
    }

    #[test]
    fn every_truncation_and_huge_number_is_an_error() {
        let whole = file(&[record(RECORD_V2, &[2], 5, &[1, 2]), record(RECORD_V3, &[1], 0, &[0; 4])], &["arg:a", "b"]);
        for length in 0..whole.len() {
            let error = Parameters::parse(whole[..length].to_vec()).unwrap_err();
            assert!(error.message.contains("byte"), "{length}: {error}");
        }
        for extents in [&[i64::MAX, 2][..], &[1 << 40], &[i64::MAX, i64::MAX, i64::MAX]] {
            assert!(Parameters::parse(file(&[record(RECORD_V2, extents, 0, &[0; 8])], &["x"])).is_err());
        }
        let count = [LIST_MAGIC, 0, u64::MAX].map(u64::to_le_bytes).concat();
        assert!(Parameters::parse(count).unwrap_err().message.contains("array 0"));
        let names = [file(&[], &[])[..24].to_vec(), u64::MAX.to_le_bytes().to_vec()].concat();
        assert!(Parameters::parse(names).is_err());
    }

    #[test]
    fn other_formats_are_told_apart() {
        assert!(Parameters::parse(b"PK\x03\x04rest".to_vec()).unwrap_err().message.contains(".npz"));
        assert!(Parameters::parse(b"\x93NUMPY".to_vec()).unwrap_err().message.contains("without a name"));
        assert!(Parameters::parse(vec![1; 64]).unwrap_err().message.contains("0x112"));
        let sparse = [&RECORD_V2.to_le_bytes()[..], &1i32.to_le_bytes()].concat();
        assert_eq!(Parameters::parse(file(&[sparse], &["x"])).unwrap_err().code, Code::Unsupported);
        assert!(Parameters::parse(file(&[0xDEAD_BEEFu32.to_le_bytes().to_vec()], &["x"])).unwrap_err().message.contains("0xdeadbeef"));
        assert!(Parameters::parse(file(&[record(RECORD_V2, &[1], 99, &[0; 8])], &["x"])).unwrap_err().message.contains("99"));
        let twice = file(&[record(RECORD_V2, &[1], 5, &[0]), record(RECORD_V2, &[1], 5, &[0])], &["arg:x", "aux:x"]);
        assert_eq!(Parameters::parse(twice).unwrap_err().node.as_deref(), Some("x"));
    }

    /// An archive as NumPy writes it, stored or deflated.
    fn npz(arrays: &[(&str, Vec<u8>)], method: zip::CompressionMethod) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, npy) in arrays {
            let options = zip::write::SimpleFileOptions::default().compression_method(method);
            archive.start_file(format!("{name}.npy"), options).unwrap();
            std::io::Write::write_all(&mut archive, npy).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn tensor(extents: &[usize], data: TensorData) -> Vec<u8> {
        tensor_file::npy_bytes(&crate::graph::Tensor::new(crate::graph::Shape::new(extents).unwrap(), data).unwrap())
    }

    #[test]
    fn archives_of_the_second_generation() {
        let arrays = [
            ("arg:w", tensor(&[1, 2], TensorData::F32([1.5, -2.0].into()))),
            ("q", tensor(&[3], TensorData::S8([-128, 0, 127].into()))),
            ("aux:n", tensor(&[], TensorData::S32([7].into()))),
        ];
        for method in [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated] {
            let parameters = Parameters::parse(npz(&arrays, method)).unwrap();
            let (w, q, n) = (parameters.get("w").unwrap(), parameters.get("q").unwrap(), parameters.get("n").unwrap());
            assert_eq!((w.shape.as_slice(), parameters.floats(w).unwrap()), (&[1, 2][..], vec![1.5, -2.0]));
            assert_eq!((q.shape.as_slice(), parameters.signed_bytes(q).unwrap()), (&[3][..], vec![-128, 0, 127]));
            assert_eq!((n.shape.as_slice(), parameters.floats(n), parameters.signed_bytes(n)), (&[][..], None, None));
            assert_eq!(n.to_string(), "s32");
        }
    }

    #[test]
    fn archives_that_swell_are_refused() {
        let zeros = tensor(&[4_000_000], TensorData::F32(vec![0.0; 4_000_000].into()));
        let error = Parameters::parse(npz(&[("w", zeros)], zip::CompressionMethod::Deflated)).unwrap_err();
        assert!(error.code == Code::Overflow && error.message.contains("unpacks"), "{error}");
        let twice = [("arg:w", tensor(&[1], TensorData::U8([1].into()))), ("aux:w", tensor(&[1], TensorData::U8([1].into())))];
        assert!(Parameters::parse(npz(&twice, zip::CompressionMethod::Stored)).unwrap_err().message.contains("twice"));
        let whole = npz(&twice[..1], zip::CompressionMethod::Deflated);
        for length in 4..whole.len() {
            assert!(Parameters::parse(whole[..length].to_vec()).is_err(), "{length}");
        }
    }
}
