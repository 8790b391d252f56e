//! `.onnx` and `.pb` files: protobuf messages, and tensors of any element type.
//!
//! In: a path. Out: the messages of a model, mapped into memory and not copied, and [`Array`]s. Also the other way round. It knows the format;
//! what an operator means, and what a graph is, it never knows.
//!
//! * `messages` the fields of the specification that are used · `array` tensors · this page files

mod array;
mod messages;

pub use array::{Array, ElementType, Elements, volume};
pub use messages::*;

use crate::diagnostic::{Code, Diagnostic, Result};
use bytes::Bytes;
use memmap2::Mmap;
use prost::Message;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Component, Path, PathBuf};

/// A model with the means to read its tensors.
#[derive(Debug)]
pub struct ModelFile {
    pub model: ModelProto,
    /// Where files with tensors lie; `None` for a model in memory.
    folder: Option<PathBuf>,
    external: HashMap<PathBuf, Bytes>,
}

/// Maps a file. An empty one maps to no bytes.
pub(crate) fn map(path: &Path) -> Result<Bytes> {
    let cannot = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot read {}: {e}", path.display()));
    let file = File::open(path).map_err(cannot)?;
    if file.metadata().map_err(cannot)?.is_dir() {
        return Err(Diagnostic::error(Code::Io, format!("cannot read {}: it is a folder", path.display())));
    }
    // SAFETY: the mapping is only read. Another process that changes or shortens the file while it is compiled can make the result wrong or
    // end the process; that is the same for every tool that maps its inputs.
    let mapping = unsafe { Mmap::map(&file) }.map_err(cannot)?;
    Ok(Bytes::from_owner(mapping))
}

impl ModelFile {
    /// Maps and parses a model.
    ///
    /// # Errors
    /// `Io`, and `Malformed` for bytes that are no model.
    pub fn read(path: &Path) -> Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        Self::parse(map(path)?, Some(folder)).map_err(|d| Diagnostic { message: format!("{}: {}", path.display(), d.message), ..d })
    }

    /// The same from bytes in memory.
    ///
    /// # Errors
    /// As [`ModelFile::read`].
    pub fn parse(bytes: impl Into<Bytes>, folder: Option<PathBuf>) -> Result<Self> {
        let model = ModelProto::decode(bytes.into())
            .map_err(|e| Diagnostic::error(Code::Malformed, format!("this is not an ONNX model: {e}")).hint("export the model again"))?;
        Ok(Self { model, folder, external: HashMap::new() })
    }

    /// A file that holds nothing: what reads tensors whose data lies in their messages.
    pub(crate) fn of_messages() -> Self {
        Self { model: ModelProto::default(), folder: None, external: HashMap::new() }
    }

    /// A tensor of this model, from the message or from the file that it names.
    ///
    /// # Errors
    /// `Malformed` or `Missing` where data and shape do not fit, or the other file does not hold the data.
    pub fn array(&mut self, tensor: &TensorProto) -> Result<Array> {
        let external = if tensor.data_location == 1 { Some(self.external(tensor)?) } else { None };
        Array::of_message(tensor, external)
    }

    fn external(&mut self, tensor: &TensorProto) -> Result<Bytes> {
        let entry = |key: &str| tensor.external_data.iter().find(|e| e.key == key).map(|e| e.value.as_str());
        let malformed = |message: String| Diagnostic::error(Code::Malformed, message).hint("export the model again");
        let location = entry("location").ok_or_else(|| malformed("a tensor lies in another file that is not named".into()))?;
        let location = Path::new(location);
        // A model must not make the compiler read files elsewhere.
        if location.components().any(|c| !matches!(c, Component::Normal(_) | Component::CurDir)) {
            return Err(malformed(format!("the file of a tensor must lie beside the model, found {}", location.display())));
        }
        let folder = self.folder.as_ref().ok_or_else(|| malformed("a model in memory cannot name other files".into()))?;
        let path = folder.join(location);
        let bytes = match self.external.get(&path) {
            Some(bytes) => bytes.clone(),
            None => {
                let bytes = map(&path).map_err(|d| d.hint("the model keeps its weights in this file: copy it beside the model"))?;
                self.external.insert(path.clone(), bytes.clone());
                bytes
            }
        };
        let number = |key: &str, default: usize| match entry(key) {
            None => Ok(default),
            Some(text) => text.parse::<usize>().map_err(|_| malformed(format!("the {key} of a tensor in another file is '{text}'"))),
        };
        let offset = number("offset", 0)?;
        let length = number("length", bytes.len().saturating_sub(offset))?;
        match offset.checked_add(length) {
            Some(end) if end <= bytes.len() => Ok(bytes.slice(offset..end)),
            _ => Err(Diagnostic::error(Code::Missing, format!("{} has {} bytes; a tensor needs {length} from {offset}", path.display(), bytes.len()))
                .hint("the file of the weights is not complete: copy it again")),
        }
    }
}

/// Writes a model, with its tensors inside, and returns how many bytes that were.
///
/// # Errors
/// `Overflow` where the model is larger than a protobuf message may be, `Io`.
pub fn write(path: &Path, model: &ModelProto) -> Result<u64> {
    let bytes = model.encoded_len();
    // The limit of every implementation: lengths are 32-bit integers with a sign.
    if bytes > i32::MAX as usize {
        return Err(
            Diagnostic::error(Code::Overflow, format!("the model has {bytes} bytes, an ONNX file at most 2 GB")).hint("end the network earlier with --output")
        );
    }
    let cannot = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display()));
    std::fs::write(path, model.encode_to_vec()).map_err(cannot)?;
    Ok(bytes as u64)
}

/// Reads a `.pb` file with one tensor.
///
/// # Errors
/// `Io`, and `Malformed` for bytes that are no tensor.
pub fn read_tensor(path: &Path) -> Result<Array> {
    let message =
        TensorProto::decode(map(path)?).map_err(|e| Diagnostic::error(Code::Malformed, format!("{} holds no tensor of ONNX: {e}", path.display())))?;
    Array::of_message(&message, None).map_err(|d| Diagnostic { message: format!("{}: {}", path.display(), d.message), ..d })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn external(location: &str, offset: &str) -> TensorProto {
        let entry = |key: &str, value: &str| StringStringEntryProto { key: key.into(), value: value.into() };
        TensorProto {
            dims: vec![2],
            data_type: 1,
            data_location: 1,
            external_data: vec![entry("location", location), entry("offset", offset), entry("length", "8")],
            ..TensorProto::default()
        }
    }

    #[test]
    fn weights_in_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let data: Vec<u8> = [9.0f32, 1.0, -2.0].iter().flat_map(|x| x.to_le_bytes()).collect();
        std::fs::write(folder.path().join("w.bin"), data).unwrap();
        std::fs::write(folder.path().join("m.onnx"), ModelProto { ir_version: 8, ..ModelProto::default() }.encode_to_vec()).unwrap();
        let mut file = ModelFile::read(&folder.path().join("m.onnx")).unwrap();
        assert_eq!(file.model.ir_version, 8);
        assert_eq!(&file.array(&external("w.bin", "4")).unwrap().as_floats().unwrap()[..], [1.0, -2.0]);
        assert_eq!(file.array(&external("w.bin", "8")).unwrap_err().code, Code::Missing);
        assert_eq!(file.array(&external("w.bin", "18446744073709551615")).unwrap_err().code, Code::Missing);
        assert_eq!(file.array(&external("../w.bin", "0")).unwrap_err().code, Code::Malformed);
        assert_eq!(file.array(&external("/etc/passwd", "0")).unwrap_err().code, Code::Malformed);
        assert_eq!(file.array(&external("v.bin", "0")).unwrap_err().code, Code::Io);
    }

    #[test]
    fn bytes_that_are_no_model() {
        assert_eq!(ModelFile::parse(vec![0xffu8; 20], None).unwrap_err().code, Code::Malformed);
        // A field that says that two gigabytes follow.
        assert_eq!(ModelFile::parse(vec![0x3a, 0xff, 0xff, 0xff, 0xff, 0x07, 1, 2], None).unwrap_err().code, Code::Malformed);
        assert_eq!(ModelFile::read(Path::new("/")).unwrap_err().code, Code::Io);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("empty.onnx"), []).unwrap();
        assert_eq!(ModelFile::read(&folder.path().join("empty.onnx")).unwrap().model, ModelProto::default());
    }
}
