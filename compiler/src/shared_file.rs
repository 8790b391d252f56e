//! A file that several threads read parts of.

use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

/// An open file. A part is found and read in one step, whatever other threads do.
#[derive(Debug)]
pub struct SharedFile {
    /// Locked from finding a place until it was read: all who read share the file's position.
    file: Mutex<File>,
    bytes: u64,
}

impl SharedFile {
    /// Takes a file that is open for reading; nobody else moves its position from now on.
    ///
    /// # Errors
    /// Where its size cannot be found.
    pub fn new(file: File) -> Result<Self> {
        let bytes = file.metadata()?.len();
        Ok(Self { file: Mutex::new(file), bytes })
    }

    /// Its size in bytes when it was opened.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Fills `into` with the bytes from number `at` on.
    ///
    /// # Errors
    /// `UnexpectedEof` where the file ends before, and those of the system.
    pub fn read_at(&self, at: u64, into: &mut [u8]) -> Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{ErrorKind, Write};

    #[test]
    fn threads_read_what_they_asked_for() {
        const PART: usize = 64;
        let mut file = tempfile::tempfile().unwrap();
        (0..=255u8).for_each(|part| file.write_all(&[part; PART]).unwrap());
        let file = SharedFile::new(file).unwrap();
        assert_eq!(file.bytes(), 256 * PART as u64);
        // Two threads that begin together, each with parts that the other one does not read.
        let start = std::sync::Barrier::new(2);
        let wrong = |odd: u64| {
            start.wait();
            let mut bytes = [0; PART];
            (0..200_000)
                .map(|step| step * 14 % 256 + odd)
                .filter(|&part| file.read_at(part * PART as u64, &mut bytes).is_err() || bytes != [part as u8; PART])
                .count()
        };
        let found = std::thread::scope(|scope| {
            let other = scope.spawn(|| wrong(1));
            (wrong(0), other.join().unwrap())
        });
        assert_eq!(found, (0, 0));
        assert_eq!(file.read_at(256 * PART as u64 - 1, &mut [0; 2]).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }
}
