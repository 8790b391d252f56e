//! Paddle's inference models: `__model__` with a file for each parameter, `NAME.pdmodel` with `NAME.pdiparams`, and mixtures of the two.
//!
//! In: a path. Out: the messages of the program, and its parameters as tensors whose elements lie in the mapped files. What an
//! operator means it never knows.
//!
//! * `messages` the fields of `framework.proto` that are used · `tensor` records of parameter files · this page files

mod messages;
mod tensor;

pub use messages::*;
pub use tensor::{element_type, write_record};

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::{TensorProto, map};
use bytes::Bytes;
use prost::Message;
use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

/// A program with the means to read its parameters.
#[derive(Debug)]
pub struct ModelFile {
    pub program: ProgramDesc,
    parameters: Parameters,
}

#[derive(Debug)]
enum Parameters {
    /// One file for all, cut into records.
    Joint { path: PathBuf, records: HashMap<String, Bytes> },
    /// A file for each, in a folder.
    Apart(PathBuf),
    /// None were found; the path is where one file for all would be.
    Absent(PathBuf),
}

/// The program of a path: the path itself, or `__model__` in a folder.
pub fn program_path(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("__model__") } else { path.to_path_buf() }
}

impl ModelFile {
    /// Maps and parses a program and its parameters: those of `params` (a file or a folder), else `NAME.pdiparams`, `__params__` or `params` beside the program, else a
    /// file for each parameter there.
    ///
    /// # Errors
    /// `Io`, `Malformed` for bytes that are no program, `Missing` where parameters are.
    pub fn read(path: &Path, params: Option<&Path>) -> Result<Self> {
        let path = program_path(path);
        let located = |path: &Path, d: Diagnostic| Diagnostic { message: format!("{}: {}", path.display(), d.message), ..d };
        let program = parse_program(map(&path)?).map_err(|d| located(&path, d))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let beside = [path.with_extension("pdiparams"), folder.join("__params__"), folder.join("params")];
        let joint = match params {
            Some(params) if params.is_dir() => return Ok(Self { program, parameters: Parameters::Apart(params.to_path_buf()) }),
            Some(params) => Some(params.to_path_buf()),
            None => beside.iter().find(|path| path.is_file()).cloned(),
        };
        let parameters = match joint {
            Some(joint) => {
                let records = records(&program, map(&joint)?).map_err(|d| located(&joint, d))?;
                Parameters::Joint { path: joint, records }
            }
            None if parameters(&program).any(|name| within(name).is_some_and(|name| folder.join(name).is_file())) => Parameters::Apart(folder),
            None => Parameters::Absent(path.with_extension("pdiparams")),
        };
        Ok(Self { program, parameters })
    }

    /// The same from bytes in memory, with all parameters in one file.
    ///
    /// # Errors
    /// As [`ModelFile::read`].
    pub fn parse(program: Vec<u8>, params: Vec<u8>) -> Result<Self> {
        let program = parse_program(program.into())?;
        let records = records(&program, params.into())?;
        Ok(Self { program, parameters: Parameters::Joint { path: PathBuf::from("parameters"), records } })
    }

    /// Whether there are any parameters at all.
    pub fn has_parameters(&self) -> bool {
        !matches!(self.parameters, Parameters::Absent(_))
    }

    /// A parameter by its name, as a message of ONNX.
    ///
    /// # Errors
    /// `Missing` where no file holds it, `Malformed` for bytes that are no tensor.
    pub fn parameter(&self, name: &str) -> Result<TensorProto> {
        let missing = |message: String, hint: &str| Err(Diagnostic::error(Code::Missing, message).at(name).hint(hint));
        match &self.parameters {
            Parameters::Joint { path, records } => match records.get(name) {
                Some(record) => tensor::read(record.clone()).map(|(tensor, _)| tensor).map_err(|d| d.at(name)),
                None => missing(format!("{} holds no parameter of this name", path.display()), "the program and its parameters do not belong together"),
            },
            Parameters::Apart(folder) => {
                // A model must not make the compiler read files elsewhere.
                let Some(relative) = within(name) else {
                    return Err(Diagnostic::error(Code::Malformed, "a parameter's file must lie beside the program").at(name));
                };
                let path = folder.join(relative);
                if !path.is_file() {
                    let message = format!("the parameter's file {} is absent", path.display());
                    return missing(message, "copy the whole folder of the model; --random-weights SEED makes parameters up, to measure speed without them");
                }
                let (tensor, rest) = tensor::read(map(&path)?).map_err(|d| d.at(name))?;
                match rest.is_empty() {
                    true => Ok(tensor),
                    false => Err(Diagnostic::error(Code::Malformed, format!("{} bytes follow the tensor in {}", rest.len(), path.display())).at(name)),
                }
            }
            Parameters::Absent(expected) => missing(
                format!("the model has no parameters: {} is absent, and so is a file of the parameter's name", expected.display()),
                "name the file with --params FILE; --random-weights SEED makes parameters up, to measure speed without them",
            ),
        }
    }
}

fn parse_program(bytes: Bytes) -> Result<ProgramDesc> {
    let malformed = |what: String| Diagnostic::error(Code::Malformed, format!("this is no program of Paddle: {what}")).hint("save the model again");
    let program = ProgramDesc::decode(bytes).map_err(|e| malformed(e.to_string()))?;
    if program.blocks.is_empty() {
        return Err(malformed("it has no block".into()).hint("pass the .pdmodel or __model__ file of an inference model, not one with parameters"));
    }
    Ok(program)
}

/// The names of all parameters of the first block.
fn parameters(program: &ProgramDesc) -> impl Iterator<Item = &str> {
    program.blocks.iter().take(1).flat_map(|block| &block.vars).filter(|var| var.is_parameter()).map(|var| var.name.as_str())
}

/// A name as a path that stays within a folder.
fn within(name: &str) -> Option<&Path> {
    let path = Path::new(name);
    (!name.is_empty() && path.components().all(|c| matches!(c, Component::Normal(_)))).then_some(path)
}

/// Cuts a file into the records of its parameters, which lie there in ascending order of their names.
fn records(program: &ProgramDesc, mut bytes: Bytes) -> Result<HashMap<String, Bytes>> {
    let names: BTreeSet<&str> = parameters(program).collect();
    let mut records = HashMap::new();
    for name in &names {
        if bytes.is_empty() {
            let message = format!("the file ends before the parameter '{name}', after {} of {}", records.len(), names.len());
            return Err(Diagnostic::error(Code::Missing, message).hint("the file is not complete, or belongs to another program"));
        }
        let length = tensor::length(&bytes).map_err(|d| d.at(*name))?;
        records.insert((*name).to_owned(), bytes.split_to(length));
    }
    match bytes.is_empty() {
        true => Ok(records),
        false => Err(Diagnostic::error(Code::Malformed, format!("{} bytes follow the last of {} parameters", bytes.len(), names.len()))
            .hint("the parameters belong to another program")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::onnx_file::Array;

    fn program(names: &[&str]) -> ProgramDesc {
        let ty = VarType { r#type: VarType::LOD_TENSOR, lod_tensor: None };
        let var = |name: &&str| VarDesc { name: (*name).into(), r#type: Some(ty.clone()), persistable: true };
        ProgramDesc { blocks: vec![BlockDesc { vars: names.iter().map(var).collect(), ops: Vec::new() }] }
    }

    fn record(number: f32) -> Vec<u8> {
        write_record(&Array::floats([1], [number]).unwrap()).unwrap()
    }

    fn float(tensor: &TensorProto) -> f32 {
        Array::of_message(tensor, None).unwrap().single_float().unwrap()
    }

    #[test]
    fn one_file_holds_parameters_in_the_order_of_their_names() {
        let bytes = [record(1.0), record(2.0), record(3.0)].concat();
        let file = ModelFile::parse(program(&["b", "a/x", "B"]).encode_to_vec(), bytes.clone()).unwrap();
        let number = |name: &str| float(&file.parameter(name).unwrap());
        assert_eq!([number("B"), number("a/x"), number("b")], [1.0, 2.0, 3.0]);
        assert_eq!(file.parameter("c").unwrap_err().code, Code::Missing);
        let code = |names: &[&str], bytes: &[u8]| ModelFile::parse(program(names).encode_to_vec(), bytes.to_vec()).unwrap_err().code;
        assert_eq!(code(&["a", "b", "c", "d"], &bytes), Code::Missing);
        assert_eq!(code(&["a"], &bytes), Code::Malformed);
        assert_eq!(code(&["a", "b", "c"], &bytes[..bytes.len() - 1]), Code::Malformed);
        assert_eq!(ModelFile::parse(vec![0xff; 9], bytes).unwrap_err().code, Code::Malformed);
    }

    #[test]
    fn a_file_for_each_parameter() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("__model__"), program(&["w", "../w", "v", "u"]).encode_to_vec()).unwrap();
        let absent = ModelFile::read(folder.path(), None).unwrap();
        assert!(!absent.has_parameters());
        assert_eq!(absent.parameter("w").unwrap_err().code, Code::Missing);
        std::fs::write(folder.path().join("w"), record(5.0)).unwrap();
        std::fs::write(folder.path().join("u"), [record(5.0), vec![0]].concat()).unwrap();
        let file = ModelFile::read(folder.path(), None).unwrap();
        assert_eq!(float(&file.parameter("w").unwrap()), 5.0);
        assert_eq!(file.parameter("../w").unwrap_err().code, Code::Malformed);
        assert_eq!(file.parameter("v").unwrap_err().code, Code::Missing);
        assert_eq!(file.parameter("u").unwrap_err().code, Code::Malformed);
    }
}
