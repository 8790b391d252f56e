//! The `.npy` format: magic, version, a Python dictionary, elements. <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>

use super::{Array, Elements};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Shape, Tensor};
use crate::shared_file::SharedFile;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

const MAGIC: &[u8] = b"\x93NUMPY";
/// Headers are padded so that elements begin at a multiple of this.
const ALIGNMENT: usize = 64;

/// Reads an array.
///
/// # Errors
/// `Io`, or what [`parse_npy`] says, at the path.
pub fn read_npy(path: &Path) -> Result<Array> {
    let bytes = std::fs::read(path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot read the file: {e}")).at(path.display().to_string()))?;
    parse_npy(&bytes).map_err(|diagnostic| diagnostic.at(path.display().to_string()))
}

/// Writes a tensor, little-endian, in C order.
pub fn write_npy(path: &Path, tensor: &Tensor) -> Result<()> {
    std::fs::write(path, npy_bytes(tensor)).map_err(|e| Diagnostic::error(Code::Io, format!("cannot write the file: {e}")).at(path.display().to_string()))
}

/// The contents of an `.npy` file (format version 1.0) with this tensor.
pub fn npy_bytes(tensor: &Tensor) -> Vec<u8> {
    let descr = match tensor.dtype() {
        DType::F32 => "<f4",
        DType::U8 => "|u1",
        DType::S8 => "|i1",
        DType::S32 => "<i4",
    };
    let mut shape: String = tensor.shape.extents().iter().map(|extent| format!("{extent}, ")).collect();
    if tensor.shape.rank() > 1 {
        shape.truncate(shape.len() - 2);
    } else {
        shape.truncate(shape.trim_end().len());
    }
    let mut header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape}), }}");
    // Magic, version and length take 10 bytes, the newline one.
    let padding = (MAGIC.len() + 4 + header.len() + 1).next_multiple_of(ALIGNMENT) - (MAGIC.len() + 4 + header.len() + 1);
    header.push_str(&" ".repeat(padding));
    header.push('\n');
    // At most 8 extents of 20 digits each: far below 2¹⁶.
    let mut bytes = [MAGIC, &[1, 0], &(header.len() as u16).to_le_bytes(), header.as_bytes()].concat();
    bytes.extend(tensor.data.to_bytes());
    bytes
}

/// Reads the contents of an `.npy` file: versions 1 to 3, booleans, integers of up to 64 bits, f16, f32 and f64 of both byte orders, C or
/// Fortran order.
///
/// # Errors
/// `Malformed` where the bytes do not follow the format or are too few or too many, `Unsupported` for other element types, `Shape` for
/// extents that no tensor can have.
pub fn parse_npy(bytes: &[u8]) -> Result<Array> {
    let (header, data) = split(bytes)?;
    let header = Header::parse(header)?;
    let shape = Shape::new(header.extents)?;
    let volume = shape.volume();
    if volume.checked_mul(header.element.size) != Some(data.len()) {
        return Err(malformed(format!("the shape {shape} of elements of {} bytes does not take {} bytes", header.element.size, data.len())));
    }
    let mut elements = header.element.decode(data)?;
    if header.fortran_order && shape.rank() > 1 {
        elements = elements.into_c_order(shape.extents());
    }
    Ok(Array { shape, elements })
}

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message).hint("write the file anew with numpy.save or numpy.savez")
}

/// Header text and element bytes.
fn split(bytes: &[u8]) -> Result<(&str, &[u8])> {
    let short = || malformed("the file ends within its header");
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| malformed("this is no .npy file: it does not begin with \\x93NUMPY"))?;
    let (&[major, _], rest) = rest.split_first_chunk().ok_or_else(short)?;
    let (length, rest) = match major {
        1 => rest.split_first_chunk().map(|(n, rest)| (usize::from(u16::from_le_bytes(*n)), rest)),
        2 | 3 => rest.split_first_chunk().map(|(n, rest)| (u32::from_le_bytes(*n) as usize, rest)),
        _ => return Err(malformed(format!("unknown version {major} of the .npy format"))),
    }
    .ok_or_else(short)?;
    let (header, data) = rest.split_at_checked(length).ok_or_else(short)?;
    Ok((std::str::from_utf8(header).map_err(|_| malformed("the header is no text"))?, data))
}

/// An array in a file, read in parts.
#[derive(Debug)]
pub struct NpyFile {
    file: SharedFile,
    path: String,
    element: ElementType,
    shape: Shape,
    /// Where its elements begin.
    begin: u64,
    /// The array itself, where its elements are not in C order.
    turned: Option<Array>,
}

impl NpyFile {
    /// Most bytes of a header.
    const MOST_HEADER: u64 = 1 << 16;

    /// Opens a file. Of arrays in C order only the header is read.
    ///
    /// # Errors
    /// As [`read_npy`].
    pub fn open(path: &Path) -> Result<Self> {
        let at = path.display().to_string();
        let file = File::open(path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot read the file: {e}")).at(&at))?;
        Self::new(file, at)
    }

    /// The same for a file that is open; diagnostics call it `path`.
    ///
    /// # Errors
    /// As [`read_npy`].
    pub fn new(file: File, path: String) -> Result<Self> {
        Self::read_header(file, &path).map_err(|d| if d.node.is_none() { d.at(path) } else { d })
    }

    fn read_header(file: File, path: &str) -> Result<Self> {
        let io = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot read the file: {e}"));
        let size = file.metadata().map_err(io)?.len();
        let mut prefix = Vec::new();
        (&file).seek(SeekFrom::Start(0)).map_err(io)?;
        (&file).take(Self::MOST_HEADER).read_to_end(&mut prefix).map_err(io)?;
        let (header, data) = split(&prefix)?;
        let begin = (prefix.len() - data.len()) as u64;
        let Header { element, fortran_order, extents } = Header::parse(header)?;
        let shape = Shape::new(extents)?;
        if shape.volume().checked_mul(element.size).map(|bytes| bytes as u64) != Some(size - begin) {
            return Err(malformed(format!("the shape {shape} of elements of {} bytes does not take {} bytes", element.size, size - begin)));
        }
        let turned = match fortran_order && shape.rank() > 1 {
            true => {
                (&file).seek(SeekFrom::Start(0)).map_err(io)?;
                let mut bytes = Vec::new();
                (&file).read_to_end(&mut bytes).map_err(io)?;
                Some(parse_npy(&bytes)?)
            }
            false => None,
        };
        Ok(Self { file: SharedFile::new(file).map_err(io)?, path: path.to_owned(), element, shape, begin, turned })
    }

    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The elements from `first` on, in C order, as an array of this shape.
    ///
    /// # Errors
    /// `Io`, `Range` for numbers that no array holds, `Invalid` beyond the end.
    pub fn part(&self, first: usize, shape: Shape) -> Result<Array> {
        if let Some(array) = &self.turned {
            return array.part(first, shape);
        }
        if first.checked_add(shape.volume()).is_none_or(|end| end > self.shape.volume()) {
            return Err(Diagnostic::error(Code::Invalid, format!("{shape} from element {first} is beyond the array {}", self.shape)));
        }
        let io = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot read the file: {e}")).at(&self.path);
        let mut bytes = vec![0; shape.volume() * self.element.size];
        self.file.read_at(self.begin + (first * self.element.size) as u64, &mut bytes).map_err(io)?;
        Ok(Array { shape, elements: self.element.decode(&bytes).map_err(|d| d.at(&self.path))? })
    }
}

/// An element type: kind letter of NumPy, size in bytes, byte order.
#[derive(Debug, Clone, Copy, PartialEq)]
struct ElementType {
    kind: u8,
    size: usize,
    big_endian: bool,
}

impl ElementType {
    fn parse(descr: &str) -> Result<Self> {
        let unsupported = || {
            Diagnostic::error(Code::Unsupported, format!("elements of type '{descr}'"))
                .hint("convert the array with .astype(numpy.float32) or to an integer type")
        };
        let [order, kind, size @ ..] = descr.as_bytes() else { return Err(unsupported()) };
        let size = match size {
            [digit @ (b'1' | b'2' | b'4' | b'8')] => usize::from(digit - b'0'),
            _ => return Err(unsupported()),
        };
        if !matches!(order, b'<' | b'>' | b'|' | b'=') || !matches!((kind, size), (b'b', 1) | (b'i' | b'u', _) | (b'f', 2 | 4 | 8)) {
            return Err(unsupported());
        }
        Ok(Self { kind: *kind, size, big_endian: *order == b'>' })
    }

    fn decode(self, data: &[u8]) -> Result<Elements> {
        fn words<const N: usize, T>(data: &[u8], big_endian: bool, element: impl Fn([u8; N]) -> T) -> Vec<T> {
            let turn = |mut word: [u8; N]| {
                if big_endian {
                    word.reverse();
                }
                element(word)
            };
            data.as_chunks().0.iter().map(|&word| turn(word)).collect()
        }
        let big = self.big_endian;
        Ok(match (self.kind, self.size) {
            (b'b' | b'u', 1) => Elements::U8(data.to_vec()),
            (b'i', 1) => Elements::S8(words(data, big, i8::from_le_bytes)),
            (b'i', 2) => Elements::S32(words(data, big, |w| i16::from_le_bytes(w).into())),
            (b'u', 2) => Elements::S32(words(data, big, |w| u16::from_le_bytes(w).into())),
            (b'i', 4) => Elements::S32(words(data, big, i32::from_le_bytes)),
            (b'u', 4) => Elements::S64(words(data, big, |w| u32::from_le_bytes(w).into())),
            (b'i', 8) => Elements::S64(words(data, big, i64::from_le_bytes)),
            (b'u', 8) => {
                let wide = words(data, big, u64::from_le_bytes);
                let narrow = |x: u64| i64::try_from(x).map_err(|_| Diagnostic::error(Code::Range, format!("{x} is larger than 2^63 − 1")));
                Elements::S64(wide.into_iter().map(narrow).collect::<Result<_>>()?)
            }
            (b'f', 2) => Elements::F32(words(data, big, |w| half_to_f32(u16::from_le_bytes(w)))),
            (b'f', 4) => Elements::F32(words(data, big, f32::from_le_bytes)),
            (b'f', 8) => Elements::F64(words(data, big, f64::from_le_bytes)),
            (kind, size) => return Err(Diagnostic::error(Code::Unsupported, format!("elements of kind '{}' with {size} bytes", kind as char))),
        })
    }
}

/// An IEEE 754 half as f32: every half is exact.
fn half_to_f32(half: u16) -> f32 {
    let sign = if half >> 15 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(half >> 10 & 31);
    let fraction = f32::from(half & 1023);
    sign * match exponent {
        0 => fraction * 2f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1024.0 + fraction) * 2f32.powi(exponent - 25),
    }
}

impl Elements {
    /// From first-index-fastest to last-index-fastest order.
    fn into_c_order(self, extents: &[usize]) -> Self {
        fn turn<T: Copy>(values: &[T], extents: &[usize]) -> Vec<T> {
            let mut index = vec![0; extents.len()];
            let mut turned = Vec::with_capacity(values.len());
            for _ in 0..values.len() {
                let at = index.iter().zip(extents).rev().fold(0, |at, (i, extent)| at * extent + i);
                turned.push(values[at]);
                for axis in (0..extents.len()).rev() {
                    index[axis] += 1;
                    if index[axis] < extents[axis] {
                        break;
                    }
                    index[axis] = 0;
                }
            }
            turned
        }
        match self {
            Elements::F32(v) => Elements::F32(turn(&v, extents)),
            Elements::F64(v) => Elements::F64(turn(&v, extents)),
            Elements::U8(v) => Elements::U8(turn(&v, extents)),
            Elements::S8(v) => Elements::S8(turn(&v, extents)),
            Elements::S32(v) => Elements::S32(turn(&v, extents)),
            Elements::S64(v) => Elements::S64(turn(&v, extents)),
        }
    }
}

/// What the dictionary says.
struct Header {
    element: ElementType,
    fortran_order: bool,
    extents: Vec<usize>,
}

impl Header {
    fn parse(text: &str) -> Result<Self> {
        let mut reader = Reader { rest: text };
        let (mut element, mut fortran_order, mut extents) = (None, None, None);
        reader.expect("{")?;
        while !reader.take("}") {
            let key = reader.string()?;
            reader.expect(":")?;
            match key {
                "descr" if reader.next_is_string() => element = Some(ElementType::parse(reader.string()?)?),
                "descr" => return Err(Diagnostic::error(Code::Unsupported, "structured elements").hint("store one plain array for each field")),
                "fortran_order" => fortran_order = Some(reader.boolean()?),
                "shape" => extents = Some(reader.tuple()?),
                other => return Err(malformed(format!("unknown header entry '{other}'"))),
            }
            if !reader.take(",") {
                reader.expect("}")?;
                break;
            }
        }
        if !reader.rest.trim().is_empty() {
            return Err(malformed("text follows the header's dictionary"));
        }
        match (element, fortran_order, extents) {
            (Some(element), Some(fortran_order), Some(extents)) => Ok(Self { element, fortran_order, extents }),
            _ => Err(malformed("the header lacks 'descr', 'fortran_order' or 'shape'")),
        }
    }
}

/// Reads the few kinds of Python literals that headers contain.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn take(&mut self, token: &str) -> bool {
        let trimmed = self.rest.trim_start();
        match trimmed.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str) -> Result<()> {
        if self.take(token) {
            Ok(())
        } else {
            Err(malformed(format!("the header lacks '{token}' before '{}'", self.rest.chars().take(20).collect::<String>())))
        }
    }

    fn next_is_string(&self) -> bool {
        self.rest.trim_start().starts_with(['\'', '"'])
    }

    fn string(&mut self) -> Result<&'a str> {
        let trimmed = self.rest.trim_start();
        let unterminated = || malformed("the header lacks a quoted word");
        let quote = trimmed.chars().next().filter(|&c| c == '\'' || c == '"').ok_or_else(unterminated)?;
        let (word, rest) = trimmed[1..].split_once(quote).ok_or_else(unterminated)?;
        self.rest = rest;
        Ok(word)
    }

    fn boolean(&mut self) -> Result<bool> {
        if self.take("True") {
            return Ok(true);
        }
        self.expect("False").map(|()| false)
    }

    /// `(1, 2L, 3)`; at most [`Shape::MAX_RANK`] numbers.
    fn tuple(&mut self) -> Result<Vec<usize>> {
        self.expect("(")?;
        let mut extents = Vec::new();
        while !self.take(")") {
            let trimmed = self.rest.trim_start();
            let digits = trimmed.len() - trimmed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let extent = trimmed[..digits].parse().map_err(|_| malformed("the header's shape is no tuple of numbers"))?;
            if extents.len() == Shape::MAX_RANK {
                return Err(Diagnostic::error(Code::Shape, format!("an array of more than {} axes", Shape::MAX_RANK)));
            }
            extents.push(extent);
            self.rest = &trimmed[digits..];
            self.take("L");
            if !self.take(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(extents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_files_are_parts_of_arrays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.npy");
        let shape = Shape::new([3, 2]).unwrap();
        let data = crate::graph::TensorData::F32((0..6).map(|i| i as f32).collect());
        write_npy(&path, &Tensor::new(shape, data).unwrap()).unwrap();
        let two = || Shape::new([2]).unwrap();
        let file = NpyFile::open(&path).unwrap();
        assert_eq!(file.part(2, two()).unwrap().to_integers().unwrap(), [2, 3]);
        assert_eq!(file.part(5, two()).unwrap_err().code, Code::Invalid);
        let whole = read_npy(&path).unwrap();
        assert_eq!(whole.part(2, two()).unwrap(), file.part(2, two()).unwrap());
        // The same elements as columns.
        let mut bytes = std::fs::read(&path).unwrap();
        let order = bytes.windows(5).position(|word| word == b"False").unwrap();
        bytes[order..order + 5].copy_from_slice(b"True ");
        std::fs::write(&path, &bytes).unwrap();
        let file = NpyFile::open(&path).unwrap();
        assert_eq!(file.part(0, two()).unwrap().to_integers().unwrap(), [0, 3]);
        for end in [0, 9, 100, 130, bytes.len() - 1] {
            std::fs::write(&path, &bytes[..end]).unwrap();
            assert_eq!(NpyFile::open(&path).unwrap_err().code, Code::Malformed);
        }
    }
    use crate::graph::TensorData;
    use proptest::prelude::*;

    fn file(dict: &str, data: &[u8]) -> Vec<u8> {
        [MAGIC, &[1, 0], &(dict.len() as u16).to_le_bytes(), dict.as_bytes(), data].concat()
    }

    fn parse(descr: &str, shape: &str, data: &[u8]) -> Result<Array> {
        parse_npy(&file(&format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n"), data))
    }

    #[test]
    fn every_element_type() {
        assert_eq!(parse("|b1", "(2,)", &[0, 1]).unwrap().elements, Elements::U8(vec![0, 1]));
        assert_eq!(parse("|i1", "(2,)", &[255, 1]).unwrap().elements, Elements::S8(vec![-1, 1]));
        assert_eq!(parse("<i2", "(1,)", &[254, 255]).unwrap().elements, Elements::S32(vec![-2]));
        assert_eq!(parse(">u2", "(1,)", &[1, 0]).unwrap().elements, Elements::S32(vec![256]));
        assert_eq!(parse("<i4", "()", &[1, 0, 0, 128]).unwrap().elements, Elements::S32(vec![i32::MIN + 1]));
        assert_eq!(parse("<u4", "(1,)", &[255; 4]).unwrap().elements, Elements::S64(vec![u32::MAX.into()]));
        assert_eq!(parse("<i8", "(1,)", &[255; 8]).unwrap().elements, Elements::S64(vec![-1]));
        assert_eq!(parse("<u8", "(1,)", &[255; 8]).unwrap_err().code, Code::Range);
        assert_eq!(parse(">f4", "(1,)", &[0x3f, 0x80, 0, 0]).unwrap().elements, Elements::F32(vec![1.0]));
        assert_eq!(parse("<f8", "(1,)", &1.5f64.to_le_bytes()).unwrap().elements, Elements::F64(vec![1.5]));
        assert_eq!(parse("<f2", "(3,)", &[0x00, 0x3c, 0xff, 0xfb, 0x01, 0x00]).unwrap().elements, Elements::F32(vec![1.0, -65504.0, 2f32.powi(-24)]));
        assert_eq!(parse("<c8", "(1,)", &[0; 8]).unwrap_err().code, Code::Unsupported);
        assert_eq!(parse("|O", "(1,)", &[0; 8]).unwrap_err().code, Code::Unsupported);
    }

    #[test]
    fn halves_with_special_exponents() {
        assert_eq!(half_to_f32(0x7c00), f32::INFINITY);
        assert_eq!(half_to_f32(0xfc00), f32::NEG_INFINITY);
        assert!(half_to_f32(0x7e00).is_nan());
        assert_eq!(half_to_f32(0x8000).to_bits(), (-0.0f32).to_bits());
        assert_eq!(half_to_f32(0x03ff), 1023.0 * 2f32.powi(-24));
        assert_eq!(half_to_f32(0x3555), 0.333_251_95);
    }

    #[test]
    fn fortran_order_is_turned() {
        let bytes = file("{'shape': (2, 3), 'fortran_order': True, 'descr': '|u1'}", &[0, 3, 1, 4, 2, 5]);
        assert_eq!(parse_npy(&bytes).unwrap().elements, Elements::U8(vec![0, 1, 2, 3, 4, 5]));
    }

    #[test]
    fn hostile_headers_are_refused() {
        let cases: [(&str, Code); 8] = [
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", Code::Overflow),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), }", Code::Malformed),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999999,), }", Code::Malformed),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }", Code::Shape),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1), }", Code::Shape),
            ("{'descr': '<f4', 'fortran_order': False}", Code::Malformed),
            ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", Code::Unsupported),
            ("((((((((((", Code::Malformed),
        ];
        for (dict, code) in cases {
            assert_eq!(parse_npy(&file(dict, &[0; 8])).unwrap_err().code, code, "{dict}");
        }
        assert_eq!(parse_npy(b"").unwrap_err().code, Code::Malformed);
        assert_eq!(parse_npy(&[MAGIC, &[2, 0], &u32::MAX.to_le_bytes()].concat()).unwrap_err().code, Code::Malformed);
    }

    fn tensor() -> impl Strategy<Value = Tensor> {
        (prop::collection::vec(1usize..4, 0..4), 0usize..4, any::<u32>()).prop_map(|(extents, kind, seed)| {
            let shape = Shape::new(extents).unwrap();
            let dtype = [DType::F32, DType::U8, DType::S8, DType::S32][kind];
            let bytes: Vec<u8> = (0..shape.volume() * dtype.bytes()).map(|i| (seed.wrapping_mul(i as u32 * 2 + 1) >> 13) as u8 & 0x7f).collect();
            Tensor::new(shape, TensorData::from_bytes(dtype, &bytes)).unwrap()
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(tensor in tensor()) {
            let bytes = npy_bytes(&tensor);
            let array = parse_npy(&bytes).unwrap();
            prop_assert_eq!((bytes.len() - tensor.data.to_bytes().len()) % ALIGNMENT, 0);
            prop_assert_eq!(array.natural_dtype(), tensor.dtype());
            prop_assert_eq!(array.to_tensor(tensor.dtype()).unwrap(), tensor);
        }

        #[test]
        fn damaged_files_never_panic(tensor in tensor(), at in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>()) {
            let mut bytes = npy_bytes(&tensor);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(cut.index(bytes.len() * 4) + 1);
            if let Ok(array) = parse_npy(&bytes) {
                prop_assert_eq!(array.to_tensor(array.natural_dtype()).unwrap().shape.volume(), array.shape().volume());
            }
        }
    }
}
