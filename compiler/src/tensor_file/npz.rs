//! The `.npz` format: a zip archive with one `NAME.npy` for each array.

use super::{Array, NpyFile, npy_bytes, parse_npy};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Tensor;
use std::fs::File;
use std::io::{BufReader, Read, Seek, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Bytes that one array of an archive may unpack to: a small file can claim, and even hold, absurdly much.
const MAX_ARRAY_BYTES: u64 = 1 << 32;

/// An open archive: a file, or bytes in memory.
#[derive(Debug)]
pub struct Npz<R = BufReader<File>> {
    path: String,
    names: Vec<String>,
    archive: ZipArchive<R>,
}

impl Npz {
    /// Opens an archive and reads its directory.
    ///
    /// # Errors
    /// `Io`, or `Malformed` where it is no zip archive.
    pub fn open(path: &Path) -> Result<Self> {
        let at = path.display().to_string();
        let file = File::open(path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot open the file: {e}")).at(&at))?;
        Self::new(at, BufReader::new(file))
    }
}

impl<R: Read + Seek> Npz<R> {
    /// Reads the directory of an archive, which diagnostics call `path`.
    ///
    /// # Errors
    /// `Malformed` where it is no zip archive.
    pub fn new(path: impl Into<String>, reader: R) -> Result<Self> {
        let path = path.into();
        let malformed = |e| Diagnostic::error(Code::Malformed, format!("this is no .npz archive: {e}")).hint("write the file anew with numpy.savez").at(&path);
        let archive = ZipArchive::new(reader).map_err(malformed)?;
        let mut names = Vec::with_capacity(archive.len());
        for name in archive.file_names() {
            if let Some(name) = name.map_err(malformed)?.strip_suffix(".npy") {
                names.push(name.to_owned());
            }
        }
        Ok(Self { path, names, archive })
    }

    /// Names of the arrays, in the order of the file.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads one array.
    ///
    /// # Errors
    /// `Missing` where there is no such array, else what is wrong with it.
    pub fn read(&mut self, name: &str) -> Result<Array> {
        self.read_within(name, MAX_ARRAY_BYTES).map(|(array, _)| array)
    }

    /// Reads one array that must not unpack to more than `limit` bytes, and says how many it took.
    ///
    /// # Errors
    /// As [`Npz::read`]; `Overflow` beyond the limit.
    pub fn read_within(&mut self, name: &str, limit: u64) -> Result<(Array, u64)> {
        let bytes = self.unpack(name, limit).map_err(|diagnostic| diagnostic.at(format!("{}:{name}", self.path)))?;
        let array = parse_npy(&bytes).map_err(|diagnostic| diagnostic.at(format!("{}:{name}", self.path)))?;
        Ok((array, bytes.len() as u64))
    }

    /// Unpacks one array into a file without a name, to be read in parts.
    ///
    /// # Errors
    /// As [`Npz::read`]; `Io` where there is no room.
    pub fn open_array(&mut self, name: &str) -> Result<NpyFile> {
        let at = format!("{}:{name}", self.path);
        let io = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot unpack the array into a temporary file: {e}")).at(&at);
        let mut file = tempfile::tempfile().map_err(io)?;
        let entry = self.entry(name).map_err(|d| d.at(&at))?;
        let copied = std::io::copy(&mut entry.take(MAX_ARRAY_BYTES + 1), &mut file).map_err(io)?;
        if copied > MAX_ARRAY_BYTES {
            return Err(Diagnostic::error(Code::Overflow, format!("the array unpacks to more than {MAX_ARRAY_BYTES} bytes")).at(at));
        }
        NpyFile::new(file, at)
    }

    fn entry(&mut self, name: &str) -> Result<impl Read> {
        self.archive.by_name(&format!("{name}.npy")).map_err(|e| match e {
            zip::result::ZipError::FileNotFound => Diagnostic::error(Code::Missing, "the archive has no such array"),
            e => Diagnostic::error(Code::Malformed, format!("the array cannot be unpacked: {e}")),
        })
    }

    fn unpack(&mut self, name: &str, limit: u64) -> Result<Vec<u8>> {
        let malformed = |e: &dyn std::fmt::Display| Diagnostic::error(Code::Malformed, format!("the array cannot be unpacked: {e}"));
        let entry = self.entry(name)?;
        // Grows with what really arrives; the size that the directory claims is not trusted.
        let mut bytes = Vec::new();
        entry.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| malformed(&e))?;
        if bytes.len() as u64 > limit {
            return Err(Diagnostic::error(Code::Overflow, format!("the array unpacks to more than {limit} bytes")));
        }
        Ok(bytes)
    }
}

/// Writes an archive of uncompressed arrays; equal contents give equal bytes.
pub fn write_npz<'a>(path: &Path, arrays: impl IntoIterator<Item = (&'a str, &'a Tensor)>) -> Result<()> {
    let at = path.display().to_string();
    let io = |e: &dyn std::fmt::Display| Diagnostic::error(Code::Io, format!("cannot write the file: {e}")).at(&at);
    let mut archive = ZipWriter::new(File::create(path).map_err(|e| io(&e))?);
    for (name, tensor) in arrays {
        let bytes = npy_bytes(tensor);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .large_file(bytes.len() as u64 > u64::from(u32::MAX) / 2);
        archive.start_file(format!("{name}.npy"), options).map_err(|e| io(&e))?;
        archive.write_all(&bytes).map_err(|e| io(&e))?;
    }
    archive.finish().map(drop).map_err(|e| io(&e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{DType, Shape, TensorData};

    fn tensor(bytes: &[u8]) -> Tensor {
        Tensor::new(Shape::new([bytes.len()]).unwrap(), TensorData::U8(bytes.into())).unwrap()
    }

    #[test]
    fn archives_round_trip_and_are_deterministic() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("a.npz"), folder.path().join("b.npz"));
        let (x, y) = (tensor(&[1, 2, 3]), tensor(&[4; 1000]));
        for path in [&first, &second] {
            write_npz(path, [("x", &x), ("layer/y", &y)]).unwrap();
        }
        assert_eq!(std::fs::read(&first).unwrap(), std::fs::read(&second).unwrap());
        let mut npz = Npz::open(&first).unwrap();
        assert_eq!(npz.names(), ["x", "layer/y"]);
        assert_eq!(npz.read("layer/y").unwrap().to_tensor(DType::U8).unwrap(), y);
        assert_eq!(npz.read("x").unwrap().to_tensor(DType::U8).unwrap(), x);
        assert_eq!(npz.read("z").unwrap_err().code, Code::Missing);
        let part = npz.open_array("layer/y").unwrap().part(10, Shape::new([3]).unwrap()).unwrap();
        assert_eq!(part.to_tensor(DType::U8).unwrap(), tensor(&[4; 3]));
        assert_eq!(npz.open_array("z").unwrap_err().code, Code::Missing);
    }

    #[test]
    fn damaged_archives_are_diagnosed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.npz");
        write_npz(&path, [("x", &tensor(&[7; 64]))]).unwrap();
        let whole = std::fs::read(&path).unwrap();
        let mut refused = 0;
        for at in 0..whole.len() {
            for damaged in [whole[..at].to_vec(), [&whole[..at], &[whole[at] ^ 0x55], &whole[at + 1..]].concat()] {
                std::fs::write(&path, damaged).unwrap();
                let read = Npz::open(&path).and_then(|mut npz| npz.read("x"));
                refused += usize::from(read.is_err());
            }
        }
        assert!(refused > whole.len(), "only {refused} damaged archives were refused");
        assert_eq!(Npz::open(&folder.path().join("none.npz")).unwrap_err().code, Code::Io);
    }
}
