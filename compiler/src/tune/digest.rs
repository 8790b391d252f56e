//! Short texts that differ where files do.

use crate::diagnostic::{Code, Diagnostic, Result};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes of a file of data that are looked at, at its beginning and at its end.
const LOOKED_AT: u64 = 1 << 20;
/// Files of a folder that are looked at.
const MOST_FILES: usize = 1 << 20;

/// Two 64-bit FNV-1a sums over words of eight bytes, with different beginnings: against accidents, not against attackers.
#[derive(Debug, Clone, Copy)]
pub struct Digest([u64; 2]);

impl Default for Digest {
    fn default() -> Self {
        Self([0xcbf2_9ce4_8422_2325, 0x9ae1_6a3b_2f90_404f])
    }
}

impl Digest {
    pub fn add(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        // The length tells a rest of zeros from none.
        for word in words.iter().copied().chain([last, (bytes.len() as u64).to_le_bytes()]) {
            let word = u64::from_le_bytes(word);
            for (sum, turn) in self.0.iter_mut().zip([0, 23]) {
                *sum = (*sum ^ word.rotate_left(turn)).wrapping_mul(0x0000_0100_0000_01b3);
                // Multiplication moves bits upwards only.
                *sum ^= *sum >> 32;
            }
        }
    }

    pub fn text(&self) -> String {
        format!("{:016x}{:016x}", self.0[0], self.0[1])
    }

    /// A whole file.
    ///
    /// # Errors
    /// `Io`.
    pub fn add_file(&mut self, path: &Path) -> Result<()> {
        let mut file = open(path)?;
        let mut block = vec![0; 1 << 20];
        loop {
            match file.read(&mut block).map_err(|e| cannot(path, &e))? {
                0 => return Ok(()),
                count => self.add(&block[..count]),
            }
        }
    }

    /// A file of data, or a folder of them: names, sizes, and of files the beginning and the end.
    ///
    /// # Errors
    /// `Io`.
    pub fn add_data(&mut self, path: &Path) -> Result<()> {
        if !path.is_dir() {
            let mut file = open(path)?;
            let length = file.metadata().map_err(|e| cannot(path, &e))?.len();
            self.add(&length.to_le_bytes());
            let mut part = Vec::new();
            (&mut file).take(LOOKED_AT).read_to_end(&mut part).map_err(|e| cannot(path, &e))?;
            self.add(&part);
            part.clear();
            file.seek(SeekFrom::Start(length.saturating_sub(LOOKED_AT).max(LOOKED_AT.min(length)))).map_err(|e| cannot(path, &e))?;
            file.take(LOOKED_AT).read_to_end(&mut part).map_err(|e| cannot(path, &e))?;
            self.add(&part);
            return Ok(());
        }
        let mut folders = vec![path.to_owned()];
        let mut names = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).map_err(|e| cannot(&folder, &e))? {
                let entry = entry.map_err(|e| cannot(&folder, &e))?;
                let metadata = entry.metadata().map_err(|e| cannot(&folder, &e))?;
                if metadata.is_dir() {
                    folders.push(entry.path());
                } else if names.len() < MOST_FILES {
                    names.push((entry.path().strip_prefix(path).unwrap_or(&entry.path()).to_string_lossy().into_owned(), metadata.len()));
                }
            }
        }
        names.sort();
        for (name, length) in names {
            self.add(name.as_bytes());
            self.add(&length.to_le_bytes());
        }
        Ok(())
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|e| cannot(path, &e))
}

fn cannot(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::Io, format!("cannot read {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&[u8]]) -> String {
        let mut digest = Digest::default();
        parts.iter().for_each(|part| digest.add(part));
        digest.text()
    }

    #[test]
    fn digests_differ() {
        let texts = [
            of(&[]),
            of(&[b""]),
            of(&[b"\0"]),
            of(&[b"a"]),
            of(&[b"a\0"]),
            of(&[b"ab"]),
            of(&[b"a", b"b"]),
            of(&[&[0; 8]]),
            of(&[&[0; 16]]),
            of(&[b"12345678"]),
        ];
        for (at, text) in texts.iter().enumerate() {
            assert!(text.len() == 32 && !texts[..at].contains(text), "{at}");
        }
        assert_eq!(of(&[b"abcdefgh0"]), of(&[b"abcdefgh0"]));
    }

    #[test]
    fn data_is_looked_at_at_both_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let mut bytes = vec![1u8; 3 << 20];
        let data = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            let mut digest = Digest::default();
            digest.add_data(&path).unwrap();
            digest.text()
        };
        let first = data(&bytes);
        *bytes.last_mut().unwrap() = 2;
        assert_ne!(data(&bytes), first);
        assert_ne!(data(b"x"), data(b"y"));
        let whole = |path: &Path| {
            let mut digest = Digest::default();
            digest.add_data(path).unwrap();
            digest.text()
        };
        let before = whole(folder.path());
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        std::fs::write(folder.path().join("sub/z"), b"1").unwrap();
        assert_ne!(whole(folder.path()), before);
        assert_eq!(Digest::default().add_file(&folder.path().join("none")).unwrap_err().code, Code::Io);
    }
}
