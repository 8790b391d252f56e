//! RecordIO, MXNet's container of samples (`dmlc/recordio.h`, `mxnet/recordio.py`).
//!
//! A record is parts; a part is the magic number, a word with its place among the parts (upper 3 bits) and its length (the others), bytes, and padding to a
//! multiple of 4. Where the bytes of a record hold the magic number at such a multiple, the writer ends a part and leaves the number out. A record
//! begins with a header (flag, label, two numbers that identify it) and, where the flag counts them, further labels.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::shared_file::SharedFile;
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

const MAGIC: u32 = 0xced7_230a;
const LENGTH_BITS: u32 = 29;
/// flag u32, label f32, id u64, id2 u64.
const HEADER: usize = 24;

/// Place of a part in its record: the upper bits of its second word.
const WHOLE: u32 = 0;
const FIRST: u32 = 1;
const MIDDLE: u32 = 2;
const LAST: u32 = 3;

/// An open file of records.
#[derive(Debug)]
pub struct RecordFile {
    file: SharedFile,
    path: String,
    /// Where each record begins.
    offsets: Vec<u64>,
}

/// A sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub labels: Vec<f32>,
    /// An encoded image or raw numbers.
    pub payload: Vec<u8>,
}

impl RecordFile {
    /// Opens a file and finds its first `most` records: by the `.idx` file beside it (lines of a key and an offset), else by walking over it.
    ///
    /// # Errors
    /// `Io`, `Malformed` where it is no such file or the index points elsewhere.
    pub fn open(path: &Path, most: usize) -> Result<Self> {
        let at = path.display().to_string();
        let io = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot open the file: {e}")).at(&at);
        let file = File::open(path).and_then(SharedFile::new).map_err(io)?;
        let mut records = Self { file, path: at, offsets: Vec::new() };
        records.offsets = match std::fs::read_to_string(path.with_extension("idx")) {
            Ok(index) => parse_index(&index, records.file.bytes(), most).map_err(|d| d.at(path.with_extension("idx").display().to_string()))?,
            Err(e) if e.kind() == ErrorKind::NotFound => records.walk(most)?,
            Err(e) => return Err(Diagnostic::error(Code::Io, format!("cannot read the index: {e}")).at(path.with_extension("idx").display().to_string())),
        };
        Ok(records)
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Reads a record. It must be one of [`RecordFile::len`].
    ///
    /// # Errors
    /// `Io`, `Malformed`.
    pub fn read(&self, index: usize) -> Result<Record> {
        let mut bytes = Vec::new();
        let mut at = self.offsets[index];
        loop {
            let (place, length) = self.part(at, at == self.offsets[index]).map_err(|d| self.name(d, index))?;
            if place == MIDDLE || place == LAST {
                bytes.extend(MAGIC.to_le_bytes());
            }
            let begin = bytes.len();
            // No more than the file holds: `part` has compared.
            bytes.resize(begin + length as usize, 0);
            self.read_at(at + 8, &mut bytes[begin..]).map_err(|d| self.name(d, index))?;
            if place == WHOLE || place == LAST {
                return parse_record(&bytes).map_err(|d| self.name(d, index));
            }
            at += 8 + u64::from(length).next_multiple_of(4);
        }
    }

    /// Labels of a record.
    ///
    /// # Errors
    /// As [`RecordFile::read`].
    pub fn labels(&self, index: usize) -> Result<Vec<f32>> {
        let (_, length) = self.part(self.offsets[index], true).map_err(|d| self.name(d, index))?;
        let mut header = [0; HEADER];
        if (length as usize) < HEADER {
            return self.read(index).map(|record| record.labels);
        }
        self.read_at(self.offsets[index] + 8, &mut header).map_err(|d| self.name(d, index))?;
        let [flag, label] = [&header[..4], &header[4..8]].map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
        if flag == 0 { Ok(vec![f32::from_bits(label)]) } else { self.read(index).map(|record| record.labels) }
    }

    /// Place and length of the part at an offset.
    fn part(&self, at: u64, begins: bool) -> Result<(u32, u32)> {
        let mut words = [0; 8];
        self.read_at(at, &mut words)?;
        let [magic, word] = [&words[..4], &words[4..]].map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
        if magic != MAGIC {
            return Err(malformed(format!("no record begins at byte {at}")));
        }
        let (place, length) = (word >> LENGTH_BITS, word & ((1 << LENGTH_BITS) - 1));
        if place > LAST || begins != matches!(place, WHOLE | FIRST) {
            return Err(malformed(format!("at byte {at}, a part of a record is where it cannot be")));
        }
        if u64::from(length) > self.file.bytes() - at - 8 {
            return Err(malformed(format!("the record at byte {at} claims {length} bytes, more than the file has")));
        }
        Ok((place, length))
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<()> {
        let io = |e: std::io::Error| match e.kind() {
            ErrorKind::UnexpectedEof => malformed(format!("the file ends within the record at byte {at}")),
            _ => Diagnostic::error(Code::Io, format!("cannot read the file: {e}")),
        };
        self.file.read_at(at, into).map_err(io)
    }

    fn walk(&self, most: usize) -> Result<Vec<u64>> {
        let mut offsets = Vec::new();
        let (mut at, mut begins) = (0, true);
        while at < self.file.bytes() && offsets.len() < most {
            let (place, length) = self.part(at, begins).map_err(|d| self.name(d, offsets.len()))?;
            if begins {
                offsets.push(at);
            }
            begins = place == WHOLE || place == LAST;
            at += 8 + u64::from(length).next_multiple_of(4);
        }
        Ok(offsets)
    }

    fn name(&self, diagnostic: Diagnostic, record: usize) -> Diagnostic {
        Diagnostic { message: format!("record {record}: {}", diagnostic.message), ..diagnostic }.at(&self.path)
    }
}

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message).hint("the file is damaged or is no RecordIO; an .idx file beside it must belong to it")
}

fn parse_index(text: &str, size: u64, most: usize) -> Result<Vec<u64>> {
    let offset = |(line, text): (usize, &str)| {
        let offset = text.split('\t').nth(1).and_then(|offset| offset.trim().parse::<u64>().ok());
        offset.filter(|&offset| offset < size).ok_or_else(|| malformed(format!("line {} is not a key and an offset within the file", line + 1)))
    };
    text.lines().filter(|line| !line.trim().is_empty()).take(most).enumerate().map(offset).collect()
}

fn parse_record(bytes: &[u8]) -> Result<Record> {
    let short = || malformed(format!("{} bytes are no header and labels", bytes.len()));
    let (header, rest) = bytes.split_first_chunk::<HEADER>().ok_or_else(short)?;
    let [flag, label] = [&header[..4], &header[4..8]].map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
    if flag == 0 {
        return Ok(Record { labels: vec![f32::from_bits(label)], payload: rest.to_vec() });
    }
    let (labels, payload) = rest.split_at_checked((flag as usize).saturating_mul(4)).ok_or_else(short)?;
    Ok(Record { labels: labels.as_chunks().0.iter().map(|&word| f32::from_le_bytes(word)).collect(), payload: payload.to_vec() })
}

#[cfg(test)]
pub mod testing {
    use super::*;

    /// A record as `dmlc::RecordIOWriter` writes it.
    pub fn record(labels: &[f32], payload: &[u8]) -> Vec<u8> {
        let (flag, label) = if let [label] = *labels { (0, label) } else { (labels.len() as u32, 0.0) };
        let mut data = [&flag.to_le_bytes()[..], &label.to_le_bytes(), &[7; 16]].concat();
        if flag > 0 {
            data.extend(labels.iter().flat_map(|label| label.to_le_bytes()));
        }
        data.extend(payload);
        let mut cuts = vec![0];
        let words = data.as_chunks::<4>().0.iter().enumerate();
        cuts.extend(words.filter(|(_, word)| **word == MAGIC.to_le_bytes()).map(|(index, _)| 4 * index));
        let mut bytes = Vec::new();
        for (part, &begin) in cuts.iter().enumerate() {
            let end = cuts.get(part + 1).copied().unwrap_or(data.len());
            let data = &data[if part == 0 { begin } else { begin + 4 }..end];
            let place = match (part, part + 1 == cuts.len()) {
                (0, true) => WHOLE,
                (0, false) => FIRST,
                (_, true) => LAST,
                _ => MIDDLE,
            };
            bytes.extend([&MAGIC.to_le_bytes()[..], &(place << LENGTH_BITS | data.len() as u32).to_le_bytes(), data].concat());
            bytes.resize(bytes.len().next_multiple_of(4), 0);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::testing::record;
    use super::*;

    fn open(bytes: &[u8], index: Option<&str>) -> Result<RecordFile> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rec");
        std::fs::write(&path, bytes).unwrap();
        if let Some(index) = index {
            std::fs::write(folder.path().join("a.idx"), index).unwrap();
        }
        RecordFile::open(&path, 100)
    }

    #[test]
    fn records_of_one_and_several_parts() {
        let magic = MAGIC.to_le_bytes();
        let split = [&[1, 2, 3, 4][..], &magic, &magic, &[5, 6]].concat();
        let all = [(vec![3.0], vec![9; 5]), (vec![1.0, 2.5], split), (vec![0.0], magic.to_vec()), (vec![8.0], vec![])];
        let bytes: Vec<u8> = all.iter().flat_map(|(labels, payload)| record(labels, payload)).collect();
        let file = open(&bytes, None).unwrap();
        assert_eq!(file.len(), 4);
        for (index, (labels, payload)) in all.iter().enumerate() {
            assert_eq!(file.read(index).unwrap(), Record { labels: labels.clone(), payload: payload.clone() });
            assert_eq!(file.labels(index).unwrap(), *labels);
        }
        let (first, second) = (record(&[3.0], &[9; 5]).len(), bytes.len() - record(&[8.0], &[]).len());
        let indexed = open(&bytes, Some(&format!("4\t{second}\n7\t0\n2\t{first}\n"))).unwrap();
        assert_eq!((indexed.len(), indexed.labels(0).unwrap(), indexed.read(1).unwrap().payload), (3, vec![8.0], vec![9; 5]));
        assert_eq!(open(&bytes, Some("1\t99999\n")).unwrap_err().code, Code::Malformed);
        assert_eq!(open(&bytes, Some("1 0\n")).unwrap_err().code, Code::Malformed);
        assert!(open(&bytes, Some("1\t4\n")).unwrap().read(0).unwrap_err().message.contains("no record begins at byte 4"));
    }

    #[test]
    fn damaged_files_are_diagnosed() {
        let bytes: Vec<u8> = [record(&[3.0], &[9; 5]), record(&[1.0, 2.0], &[MAGIC.to_le_bytes(), [1; 4]].concat())].concat();
        let mut refused = 0;
        for at in 0..bytes.len() {
            for damaged in [bytes[..at].to_vec(), [&bytes[..at], &[bytes[at] ^ 0xff], &bytes[at + 1..]].concat()] {
                let read = open(&damaged, None).and_then(|file| (0..file.len()).try_for_each(|index| file.labels(index).and(file.read(index)).map(drop)));
                refused += usize::from(read.is_err());
            }
        }
        assert!(refused > bytes.len(), "{refused} of {} damaged files are refused", 2 * bytes.len());
        // A part that claims 2²⁹ bytes, and labels that claim 2³² numbers.
        let claims = [&MAGIC.to_le_bytes()[..], &(u32::MAX >> 3).to_le_bytes()].concat();
        assert!(open(&claims, None).unwrap_err().message.contains("more than the file has"));
        let mut labels = record(&[1.0], &[0; 8]);
        labels[8..12].fill(0xff);
        assert_eq!(open(&labels, None).unwrap().read(0).unwrap_err().code, Code::Malformed);
    }
}
