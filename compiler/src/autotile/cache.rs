//! A file of choices, by machine and layer. What is in it changes speed only, so a file that cannot be read is passed over with a warning.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::plan::Choices;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The format of the file; another number is another format.
const VERSION: u64 = 1;
/// A larger file is none of ours.
const MOST_BYTES: u64 = 16 << 20;

/// Choices of several machines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cache {
    machines: BTreeMap<String, Choices>,
}

impl Cache {
    /// `graver/tiles.json` in the user's folder for caches; `None` where there is no such folder.
    pub fn default_path() -> Option<PathBuf> {
        let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let base = folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))?;
        Some(base.join("graver").join("tiles.json"))
    }

    /// What the file holds. A file that does not exist is empty; one that is not ours is empty, with a warning.
    pub fn read(path: &Path) -> (Self, Option<Diagnostic>) {
        let warning = |message: String| {
            let text = format!("the file of measured tiles {} is passed over: {message}", path.display());
            (Self::default(), Some(Diagnostic::warning(Code::Malformed, text).hint("delete it, or name another one with --tiles")))
        };
        match std::fs::metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Self::default(), None),
            Err(error) => return warning(error.to_string()),
            Ok(metadata) if metadata.len() > MOST_BYTES || !metadata.is_file() => return warning("it is too large, or no file".to_owned()),
            Ok(_) => {}
        }
        match std::fs::read(path).map_err(|error| error.to_string()).and_then(|bytes| Self::parse(&bytes)) {
            Ok(cache) => (cache, None),
            Err(message) => warning(message),
        }
    }

    /// Shapes that make no sense are left out: another version may have written them.
    fn parse(bytes: &[u8]) -> std::result::Result<Self, String> {
        let value: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if value.get("version").and_then(Value::as_u64) != Some(VERSION) {
            return Err(format!("it is not of version {VERSION}"));
        }
        let machines = value.get("machines").and_then(Value::as_object).ok_or("it has no machines")?;
        let mut cache = Self::default();
        for (machine, layers) in machines {
            let layers = layers.as_object().ok_or("a machine has no layers")?;
            let shapes = layers.iter().filter_map(|(layer, shape)| Some((layer.clone(), shape.as_str()?.parse().ok()?)));
            cache.machines.insert(machine.clone(), Choices(shapes.collect()));
        }
        Ok(cache)
    }

    fn print(&self) -> String {
        let layers = |choices: &Choices| choices.0.iter().map(|(layer, shape)| (layer.clone(), json!(shape.to_string()))).collect::<Map<_, _>>();
        let machines: Map<String, Value> = self.machines.iter().map(|(machine, choices)| (machine.clone(), Value::Object(layers(choices)))).collect();
        format!("{:#}\n", json!({ "version": VERSION, "machines": machines }))
    }

    /// Choices for a machine, by the name that [`crate::measure::machine`] gives it.
    pub fn choices(&self, machine: &str) -> Choices {
        self.machines.get(machine).cloned().unwrap_or_default()
    }

    /// Adds choices, replacing those of the same layers.
    pub fn add(&mut self, machine: &str, choices: &Choices) {
        self.machines.entry(machine.to_owned()).or_default().0.extend(choices.0.iter().map(|(layer, shape)| (layer.clone(), *shape)));
    }

    /// Writes the file at once, so that a reader never sees half of it.
    ///
    /// # Errors
    /// `Io` where the folder or file cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        let failed = |error: std::io::Error| Diagnostic::error(Code::Io, format!("cannot write {}: {error}", path.display()));
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}", std::process::id()));
        let beside = path.with_file_name(name);
        std::fs::write(&beside, self.print()).map_err(failed)?;
        std::fs::rename(&beside, path).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices() -> Choices {
        Choices([("conv a".to_owned(), "2x7 by 2 panels across columns".parse().unwrap())].into())
    }

    fn file(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("graver-tiles-{name}-{}", std::process::id())).join("tiles.json")
    }

    #[test]
    fn what_is_written_is_read() {
        let path = file("written");
        let mut cache = Cache::default();
        cache.add("here", &choices());
        cache.write(&path).unwrap();
        assert_eq!(Cache::read(&path), (cache.clone(), None));
        assert_eq!((cache.choices("here"), cache.choices("there")), (choices(), Choices::default()));
        std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_file_that_is_not_there_is_empty() {
        assert_eq!(Cache::read(&file("missing")), (Cache::default(), None));
    }

    #[test]
    fn hostile_files_are_passed_over() {
        let path = file("hostile");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        for bytes in [
            &b""[..],
            b"{",
            b"\xff\xfe",
            b"[]",
            b"{\"version\":2,\"machines\":{}}",
            b"{\"version\":1}",
            b"{\"version\":1,\"machines\":{\"here\":7}}",
            b"{\"version\":-1,\"machines\":[]}",
        ] {
            std::fs::write(&path, bytes).unwrap();
            let (cache, warning) = Cache::read(&path);
            assert_eq!(cache, Cache::default());
            assert!(warning.is_some(), "{bytes:?}");
        }
        let folder = Cache::read(path.parent().unwrap());
        assert!(folder.1.is_some());
        std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[test]
    fn shapes_that_make_no_sense_are_left_out() {
        let text = br#"{"version":1,"machines":{"here":{"a":"2x7 by 2 panels","b":"0x0 by 9 sideways","c":null,"d":"999999999999999999999x1 by 1 panels"}}}"#;
        assert_eq!(Cache::parse(text).unwrap().choices("here").0.len(), 1);
    }
}
