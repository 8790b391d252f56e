//! Models, opened or in memory.

use crate::abi::{ABI_VERSION, ENTRY_POINT_SUFFIXES, EntryPoints, ModelInfo, Status};
use crate::description::Description;
use crate::error::{Error, Result};
use object::{Object, ReadCache};
use std::any::Any;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A compiled model. Share it in an `Arc`; any number of sessions may run it at the same time.
pub struct Model {
    entry_points: EntryPoints,
    info: ModelInfo,
    description: Description,
    /// Whatever keeps the code in memory.
    _code: Box<dyn Any + Send + Sync>,
}

// SAFETY: the entry points write no globals and may be called from any thread; `info` points into read-only memory.
unsafe impl Send for Model {}
// SAFETY: as above.
unsafe impl Sync for Model {}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("description", &self.description).finish_non_exhaustive()
    }
}

impl Model {
    /// Opens a shared object that the compiler made, whatever the file is called.
    ///
    /// A shared object is a program: open only files that you trust.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = locate(path.as_ref())?;
        let name = exported_name(&path)?;
        Self::open_located(&path, &name)
    }

    /// Opens a shared object whose entry points begin with `name`.
    pub fn open_named(path: impl AsRef<Path>, name: &str) -> Result<Self> {
        let path = locate(path.as_ref())?;
        Self::open_located(&path, name)
    }

    fn open_located(path: &Path, name: &str) -> Result<Self> {
        let cannot = |e: libloading::Error| Error::new(Status::File, format!("{} cannot be opened: {e}", path.display()));
        let lacks = |suffix: &str| Error::new(Status::NotAModel, format!("{} does not export {name}{suffix}", path.display()));
        // SAFETY: the caller trusts the file; compiled models have no initialisers.
        let library = unsafe { libloading::Library::new(path) }.map_err(cannot)?;
        let [abi_version, describe, arena_size, run, run_worker] = ENTRY_POINT_SUFFIXES;
        // SAFETY: a file that exports these names has them from this compiler, with these signatures; the version is checked next.
        let entry_points = unsafe {
            EntryPoints {
                abi_version: *library.get(format!("{name}{abi_version}").as_bytes()).map_err(|_| lacks(abi_version))?,
                describe: *library.get(format!("{name}{describe}").as_bytes()).map_err(|_| lacks(describe))?,
                arena_size: *library.get(format!("{name}{arena_size}").as_bytes()).map_err(|_| lacks(arena_size))?,
                run: *library.get(format!("{name}{run}").as_bytes()).map_err(|_| lacks(run))?,
                run_worker: *library.get(format!("{name}{run_worker}").as_bytes()).map_err(|_| lacks(run_worker))?,
            }
        };
        // SAFETY: the library stays open as long as the model lives.
        unsafe { Self::from_entry_points(entry_points, library) }
    }

    /// A model whose code is already in memory: linked in, or compiled in this process. `code` is kept as long as the model lives.
    ///
    /// # Safety
    /// The functions must be the entry points of one compiled model, callable as long as `code` exists.
    pub unsafe fn from_entry_points(entry_points: EntryPoints, code: impl Send + Sync + 'static) -> Result<Self> {
        // SAFETY: as the caller promises; this function has no arguments in any version.
        let version = unsafe { (entry_points.abi_version)() };
        if version != ABI_VERSION {
            return Err(Error::new(
                Status::Version,
                format!("the model has interface version {version}, this library has {ABI_VERSION}: compile the model again"),
            ));
        }
        let mut info = ModelInfo::empty();
        // SAFETY: `info` states its size.
        let status = Status::from_code(unsafe { (entry_points.describe)(&mut info) });
        if status != Status::Ok {
            return Err(Error::new(status, format!("the model does not describe itself: {status}")));
        }
        // SAFETY: the model has filled it in, and is loaded.
        let description = unsafe { Description::read(&info) }?;
        Ok(Self { entry_points, info, description, _code: Box::new(code) })
    }

    /// Names, shapes, element types, scales, stages.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The model's own functions, valid as long as the model lives.
    pub fn entry_points(&self) -> &EntryPoints {
        &self.entry_points
    }

    /// What the model filled in; its pointers are valid as long as the model lives.
    pub(crate) fn info(&self) -> &ModelInfo {
        &self.info
    }
}

/// The file's full path, so that the system's loader does not search for it elsewhere.
fn locate(path: &Path) -> Result<PathBuf> {
    path.canonicalize().map_err(|e| Error::new(Status::File, format!("{} cannot be opened: {e}", path.display())))
}

/// The prefix of the only set of entry points that a shared object exports.
fn exported_name(path: &Path) -> Result<String> {
    let not_a_model = |what: String| Error::new(Status::NotAModel, format!("{} {what}", path.display()));
    let file = File::open(path).map_err(|e| Error::new(Status::File, format!("{} cannot be opened: {e}", path.display())))?;
    let cache = ReadCache::new(file);
    let library = object::File::parse(&cache).map_err(|e| not_a_model(format!("is not a shared object: {e}")))?;
    let exports = library.exports().map_err(|e| not_a_model(format!("has no readable symbols: {e}")))?;
    let exported: std::collections::BTreeSet<&[u8]> = exports.iter().map(|e| e.name()).collect();
    let mut names: Vec<&str> = exported
        .iter()
        .filter_map(|name| std::str::from_utf8(name).ok()?.strip_suffix(ENTRY_POINT_SUFFIXES[0]))
        .filter(|name| ENTRY_POINT_SUFFIXES.iter().all(|suffix| exported.contains(format!("{name}{suffix}").as_bytes())))
        .collect();
    match names.len() {
        1 => Ok(names.remove(0).to_owned()),
        0 => Err(not_a_model("exports no model: it was not made by this compiler".into())),
        _ => Err(not_a_model(format!("exports several models ({}): name the one to open", names.join(", ")))),
    }
}
