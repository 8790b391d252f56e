//! Files of samples.

use super::counted::CountedFile;
use super::image;
use super::record_io::RecordFile;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Shape;
use crate::onnx_file;
use crate::tensor_file::{Array, NpyFile, Npz};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders inside of folders that are looked into.
const MOST_DEPTH: usize = 8;

/// Samples of one input.
#[derive(Debug)]
pub enum Source {
    Array(Array),
    File(NpyFile),
    Images(Images),
    Records(RecordFile),
    Counted(CountedFile),
}

/// A source and what is known of where it belongs.
#[derive(Debug)]
pub struct NamedSource {
    /// The input that it is for; `None` is the first that nobody names.
    pub name: Option<String>,
    /// Whether it is passed over where the network has no such input: one of several arrays in a file.
    pub optional: bool,
    pub path: PathBuf,
    pub source: Source,
}

/// A folder of photographs.
#[derive(Debug)]
pub struct Images {
    /// Each with the index of its label.
    files: Vec<(PathBuf, usize)>,
    /// Names of the folders directly in the folder that hold photographs, in order; empty where photographs lie in the folder itself.
    labels: Vec<String>,
}

impl NamedSource {
    /// Opens what a path means: `.npy`, `.npz` (an array for each input, or one array), a `.pb` tensor of ONNX, `.rec` (with `.idx` beside it or without),
    /// `.bin` of Paddle (a count, images, classes), or a folder of JPEG and PNG files, whose sub-folders are labels. `name` is that of the input; of records and photographs the first `most` are used.
    ///
    /// # Errors
    /// `Io`, `Malformed`, and `Usage` where a folder holds no photographs.
    pub fn open(path: &Path, name: Option<&str>, most: usize) -> Result<Vec<Self>> {
        let one = |source| Self { name: name.map(str::to_owned), optional: false, path: path.to_owned(), source };
        let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
        Ok(match extension.as_deref() {
            _ if path.is_dir() => vec![one(Source::Images(Images::open(path, most)?))],
            Some("npz") => {
                let mut archive = Npz::open(path)?;
                let names = archive.names().to_vec();
                match (&names[..], name) {
                    ([], _) => return Err(Diagnostic::error(Code::Usage, "the archive holds no array").at(path.display().to_string())),
                    ([array], _) => vec![one(Source::File(archive.open_array(array)?))],
                    (_, Some(name)) => vec![one(Source::File(archive.open_array(name)?))],
                    (names, None) => {
                        let open = |array: &String| {
                            let source = Source::File(archive.open_array(array)?);
                            Ok(Self { name: Some(array.clone()), optional: true, path: path.to_owned(), source })
                        };
                        names.iter().map(open).collect::<Result<_>>()?
                    }
                }
            }
            Some("pb") => vec![one(Source::Array(onnx_file::read_tensor(path)?.to_tensor()?.into()))],
            Some("rec") => vec![one(Source::Records(RecordFile::open(path, most)?))],
            Some("bin") => vec![one(Source::Counted(CountedFile::open(path)?))],
            _ => vec![one(Source::File(NpyFile::open(path)?))],
        })
    }
}

impl Source {
    /// The shape of the whole, where the files say it; photographs have the size that the network wants, and of Paddle's images only the number of elements is known.
    pub fn shape(&self) -> Option<&Shape> {
        match self {
            Source::Array(array) => Some(array.shape()),
            Source::File(file) => Some(file.shape()),
            Source::Images(_) | Source::Records(_) | Source::Counted(_) => None,
        }
    }

    /// Elements of an array, as [`Array::part`] gives them.
    pub(super) fn part(&self, first: usize, shape: Shape) -> Option<Result<Array>> {
        match self {
            Source::Array(array) => Some(array.part(first, shape)),
            Source::File(file) => Some(file.part(first, shape)),
            Source::Counted(file) => Some(file.part(first, shape)),
            Source::Images(_) | Source::Records(_) => None,
        }
    }

    /// The class of each of the first `count` samples, where the files say it. Folders are numbered in order, or by their names where all are numbers.
    ///
    /// # Errors
    /// `Range` where a label is no class number, and those of reading.
    pub fn labels(&self, count: usize) -> Result<Option<Vec<usize>>> {
        match self {
            Source::Array(_) | Source::File(_) => Ok(None),
            Source::Counted(file) => file.labels(count).map(Some),
            Source::Images(images) if images.labels.is_empty() => Ok(None),
            Source::Images(images) => {
                let numbers: Option<Vec<usize>> = images.labels.iter().map(|name| name.parse().ok()).collect();
                let class = |index: usize| numbers.as_ref().map_or(index, |numbers| numbers[index]);
                Ok(Some(images.files.iter().take(count).map(|&(_, label)| class(label)).collect()))
            }
            Source::Records(records) => {
                let class = |index: usize| match records.labels(index)?[..] {
                    [label] if label >= 0.0 && label.fract() == 0.0 && label < 1e9 => Ok(label as usize),
                    ref other => {
                        let message = format!("the label {other:?} of record {index} is no class number");
                        Err(Diagnostic::error(Code::Range, message).hint("give class numbers in a file: --labels y.npy"))
                    }
                };
                (0..count.min(records.len())).map(class).collect::<Result<_>>().map(Some)
            }
        }
    }
}

impl Images {
    fn open(folder: &Path, most: usize) -> Result<Self> {
        let mut files = Vec::new();
        collect(folder, 0, &mut files)?;
        if files.is_empty() {
            return Err(Diagnostic::error(Code::Usage, "the folder holds no .jpg, .jpeg or .png file")
                .at(folder.display().to_string())
                .hint("name a folder of photographs, or of folders of them, one for each class"));
        }
        let label = |file: &PathBuf| {
            let mut inside = file.strip_prefix(folder).ok()?.components();
            let first = inside.next()?;
            inside.next().map(|_| first.as_os_str().to_string_lossy().into_owned())
        };
        // Photographs beside the folders belong to no class: then there are no labels.
        let names: Option<Vec<String>> = files.iter().map(label).collect();
        let labels: Vec<String> = names.iter().flatten().collect::<BTreeSet<_>>().into_iter().cloned().collect();
        let index = |at: usize| names.as_ref().and_then(|names| labels.binary_search(&names[at]).ok()).unwrap_or(0);
        let mut files: Vec<(PathBuf, usize)> = files.into_iter().enumerate().map(|(at, file)| (file, index(at))).collect();
        if files.len() > most {
            // A few of every class.
            let step = files.len() as f64 / most as f64;
            files = (0..most).map(|at| files[(at as f64 * step) as usize].clone()).collect();
        }
        Ok(Self { files, labels })
    }

    /// Number of photographs.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Reads a file.
    pub(super) fn read(&self, index: usize) -> Result<Vec<u8>> {
        let path = &self.files[index].0;
        std::fs::read(path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot read the file: {e}")).at(path.display().to_string()))
    }

    /// What diagnostics call a photograph.
    pub(super) fn name(&self, index: usize) -> String {
        self.files[index].0.display().to_string()
    }
}

/// The photographs in a folder and in those inside it, in the order of their names.
fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    let io = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot read the folder: {e}")).at(folder.display().to_string());
    let mut entries = std::fs::read_dir(folder).map_err(io)?.map(|entry| Ok(entry.map_err(io)?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
        if path.is_dir() {
            if depth < MOST_DEPTH {
                collect(&path, depth + 1, files)?;
            }
        } else if matches!(extension.as_deref(), Some("jpg" | "jpeg" | "png")) {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether the bytes of a record are an encoded image.
pub(super) fn is_image(payload: &[u8]) -> bool {
    image::is_encoded(payload)
}
