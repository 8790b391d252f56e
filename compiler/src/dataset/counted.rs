//! Images with their classes, as Paddle's scripts for networks of integers store a data set (`full_ILSVRC2012_val_preprocess.py`, `int8_full_val.bin`):
//! their number (i64), f32 of all images one after the other, the class of each (i64); little-endian, no header. How large an image is follows from the size of
//! the file.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Shape, Tensor, TensorData};
use crate::shared_file::SharedFile;
use crate::tensor_file::Array;
use std::fs::File;
use std::path::Path;

/// Bytes of the number of images, and of a class.
const WORD: u64 = 8;
const ELEMENT: u64 = 4;

/// An open file, of which images are read when they are needed.
#[derive(Debug)]
pub struct CountedFile {
    file: SharedFile,
    path: String,
    count: u64,
    /// Numbers of one image.
    elements: u64,
}

impl CountedFile {
    /// Opens a file and reads how many images it holds.
    ///
    /// # Errors
    /// `Io`, and `Malformed` where the size of the file does not fit the number of images.
    pub fn open(path: &Path) -> Result<Self> {
        let at = path.display().to_string();
        let io = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot read the file: {e}")).at(&at);
        let file = File::open(path).and_then(SharedFile::new).map_err(io)?;
        let size = file.bytes();
        let malformed = |message: String| {
            Diagnostic::error(Code::Malformed, message).at(&at).hint(
                "such a file holds the number of images (int64), all images (float32) and the class of each (int64), without a header; other data: .npy, .npz",
            )
        };
        let mut word = [0; WORD as usize];
        if size < WORD {
            return Err(malformed(format!("{size} bytes are too few for the number of images")));
        }
        file.read_at(0, &mut word).map_err(io)?;
        let stated = i64::from_le_bytes(word);
        let count = u64::try_from(stated).ok().filter(|&count| count > 0).ok_or_else(|| malformed(format!("the number of images is {stated}")))?;
        let images = count.checked_mul(WORD).and_then(|labels| (size - WORD).checked_sub(labels));
        let row = count.checked_mul(ELEMENT);
        match (images, row) {
            (Some(images), Some(row)) if images > 0 && images % row == 0 => Ok(Self { file, path: at, count, elements: images / row }),
            _ => Err(malformed(format!("{size} bytes are no {count} images of equal size with a class each"))),
        }
    }

    /// Number of images.
    pub fn len(&self) -> usize {
        usize::try_from(self.count).unwrap_or(usize::MAX)
    }

    /// Numbers of one image.
    pub fn elements(&self) -> usize {
        usize::try_from(self.elements).unwrap_or(usize::MAX)
    }

    fn read(&self, begin: u64, bytes: &mut [u8]) -> Result<()> {
        let io = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot read the file: {e}")).at(&self.path);
        self.file.read_at(begin, bytes).map_err(io)
    }

    /// Numbers of all images from number `first` on, as an array of this shape.
    ///
    /// # Errors
    /// `Io`, and `Invalid` beyond the end.
    pub fn part(&self, first: usize, shape: Shape) -> Result<Array> {
        let beyond = || Diagnostic::error(Code::Invalid, format!("{shape} from number {first} is beyond the images")).at(&self.path);
        let end = first.checked_add(shape.volume()).ok_or_else(beyond)?;
        // Opening the file has shown that these products fit its size.
        if end as u64 > self.count * self.elements {
            return Err(beyond());
        }
        let mut bytes = vec![0; shape.volume() * ELEMENT as usize];
        self.read(WORD + first as u64 * ELEMENT, &mut bytes)?;
        let numbers: Vec<f32> = bytes.as_chunks().0.iter().map(|&word| f32::from_le_bytes(word)).collect();
        Ok(Tensor::new(shape, TensorData::F32(numbers.into()))?.into())
    }

    /// The classes of the first `count` images.
    ///
    /// # Errors
    /// `Io`, and `Range` where one is no class number.
    pub fn labels(&self, count: usize) -> Result<Vec<usize>> {
        let mut bytes = vec![0; count.min(self.len()) * WORD as usize];
        self.read(WORD + self.count * self.elements * ELEMENT, &mut bytes)?;
        let class = |(index, &word): (usize, &[u8; WORD as usize])| {
            let label = i64::from_le_bytes(word);
            usize::try_from(label).ok().filter(|&label| label < MOST_CLASSES).ok_or_else(|| {
                let message = format!("the class of image {index} is {label}");
                Diagnostic::error(Code::Range, message).at(&self.path).hint("give class numbers in a file: --labels y.npy")
            })
        };
        bytes.as_chunks().0.iter().enumerate().map(class).collect()
    }
}

/// Class numbers are below this.
const MOST_CLASSES: usize = 1 << 30;

#[cfg(test)]
pub mod testing {
    /// The contents of such a file.
    pub fn counted(images: &[f32], labels: &[i64]) -> Vec<u8> {
        let count = (labels.len() as i64).to_le_bytes();
        let images = images.iter().flat_map(|x| x.to_le_bytes());
        count.into_iter().chain(images).chain(labels.iter().flat_map(|label| label.to_le_bytes())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::counted;
    use super::*;

    fn open(bytes: &[u8]) -> Result<CountedFile> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.bin");
        std::fs::write(&path, bytes).unwrap();
        CountedFile::open(&path)
    }

    #[test]
    fn images_and_classes() {
        let file = open(&counted(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &[7, 0])).unwrap();
        assert_eq!((file.len(), file.elements(), file.labels(9).unwrap(), file.labels(1).unwrap()), (2, 3, vec![7, 0], vec![7]));
        let row = file.part(3, Shape::new([3]).unwrap()).unwrap().to_tensor(crate::graph::DType::F32).unwrap();
        assert_eq!(row.data, TensorData::F32(vec![4.0, 5.0, 6.0].into()));
        assert_eq!(file.part(4, Shape::new([3]).unwrap()).unwrap_err().code, Code::Invalid);
        assert_eq!(open(&counted(&[1.0, 2.0], &[-1, 3])).unwrap().labels(2).unwrap_err().code, Code::Range);
    }

    #[test]
    fn damaged_files_are_refused() {
        let good = counted(&[1.0, 2.0, 3.0, 4.0], &[1, 0]);
        // 32 bytes are two images of one number each.
        for length in (0..good.len()).filter(|&length| length != 32) {
            assert_eq!(open(&good[..length]).unwrap_err().code, Code::Malformed, "{length} bytes");
        }
        assert_eq!(open(&good[..32]).unwrap().elements(), 1);
        for count in [0, -1, 3, i64::MAX, i64::MIN, i64::MAX / 8, 1 << 61] {
            let bytes = [&count.to_le_bytes(), &good[8..]].concat();
            assert_eq!(open(&bytes).unwrap_err().code, Code::Malformed, "{count} images");
        }
    }
}
