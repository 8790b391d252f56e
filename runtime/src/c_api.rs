//! Part 2 of `graver.h`: the library for C. Each function is documented there.

use crate::abi::{Args, EntryPoints, ModelInfo, Status};
use crate::error::{Error, Result};
use crate::model::Model;
use crate::session::Session;
use std::cell::RefCell;
use std::ffi::{CStr, CString, c_char, c_void};
use std::sync::Arc;

/// `graver_model`
#[derive(Debug)]
pub struct ModelHandle(Arc<Model>);

/// `graver_session`
#[derive(Debug)]
pub struct SessionHandle(Session);

thread_local! {
    static LAST_ERROR: RefCell<CString> = RefCell::default();
}

/// The status of a result; the message of an error is kept for `graver_last_error`.
fn report(result: Result<()>) -> i32 {
    match result {
        Ok(()) => Status::Ok as i32,
        Err(error) => {
            let text = CString::new(error.message.replace('\0', "?")).unwrap_or_default();
            LAST_ERROR.with(|last| *last.borrow_mut() = text);
            error.status as i32
        }
    }
}

fn null(what: &str) -> Error {
    Error::new(Status::NullPointer, format!("{what} is null"))
}

/// # Safety
/// Null, or a string that ends in a zero byte.
unsafe fn text<'a>(address: *const c_char, what: &str) -> Result<&'a str> {
    if address.is_null() {
        return Err(null(what));
    }
    // SAFETY: as the caller promises.
    unsafe { CStr::from_ptr(address) }.to_str().map_err(|_| Error::new(Status::Argument, format!("{what} is not UTF-8")))
}

/// # Safety
/// `model` must be null or writable.
unsafe fn give_model(model: *mut *mut ModelHandle, make: impl FnOnce() -> Result<Model>) -> i32 {
    if model.is_null() {
        return report(Err(null("model")));
    }
    // SAFETY: not null, so writable.
    unsafe { *model = std::ptr::null_mut() };
    report(make().map(|made| {
        // SAFETY: as above.
        unsafe { *model = Box::into_raw(Box::new(ModelHandle(Arc::new(made)))) };
    }))
}

/// # Safety
/// As `graver.h` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_model_open(path: *const c_char, name: *const c_char, model: *mut *mut ModelHandle) -> i32 {
    // SAFETY: strings and `model` are as the caller promises.
    unsafe {
        give_model(model, || {
            let path = text(path, "path")?;
            if name.is_null() { Model::open(path) } else { Model::open_named(path, text(name, "name")?) }
        })
    }
}

/// # Safety
/// As `graver.h` says; the entry points must be those of one model.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_model_from_entry_points(entry_points: *const EntryPointsOrNull, model: *mut *mut ModelHandle) -> i32 {
    // SAFETY: as the caller promises.
    unsafe {
        give_model(model, || {
            let given = entry_points.as_ref().ok_or_else(|| null("entry_points"))?;
            Model::from_entry_points(given.complete()?, ())
        })
    }
}

/// `graver_entry_points` as C may fill it in.
#[derive(Debug)]
#[repr(C)]
pub struct EntryPointsOrNull {
    abi_version: Option<crate::abi::AbiVersionFunction>,
    describe: Option<crate::abi::DescribeFunction>,
    arena_size: Option<crate::abi::ArenaSizeFunction>,
    run: Option<crate::abi::RunFunction>,
    run_worker: Option<crate::abi::RunWorkerFunction>,
}

impl EntryPointsOrNull {
    fn complete(&self) -> Result<EntryPoints> {
        let missing = || null("an entry point");
        Ok(EntryPoints {
            abi_version: self.abi_version.ok_or_else(missing)?,
            describe: self.describe.ok_or_else(missing)?,
            arena_size: self.arena_size.ok_or_else(missing)?,
            run: self.run.ok_or_else(missing)?,
            run_worker: self.run_worker.ok_or_else(missing)?,
        })
    }
}

/// # Safety
/// As `graver.h` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_model_describe(model: *const ModelHandle, info: *mut ModelInfo) -> i32 {
    // SAFETY: the handle is null or alive, `info` null or as large as it says.
    report(unsafe {
        (|| {
            let model = model.as_ref().ok_or_else(|| null("model"))?;
            let info = info.as_mut().ok_or_else(|| null("info"))?;
            if info.struct_size < size_of::<ModelInfo>() {
                return Err(Error::new(Status::Version, format!("struct_size is {}, expected {}", info.struct_size, size_of::<ModelInfo>())));
            }
            *info = ModelInfo { struct_size: info.struct_size, ..*model.0.info() };
            Ok(())
        })()
    })
}

/// # Safety
/// As `graver.h` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_model_close(model: *mut ModelHandle) {
    if !model.is_null() {
        // SAFETY: made by `Box::into_raw`, and closed once.
        drop(unsafe { Box::from_raw(model) });
    }
}

/// # Safety
/// As `graver.h` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_session_create(model: *const ModelHandle, workers: u32, session: *mut *mut SessionHandle) -> i32 {
    // SAFETY: the handle is null or alive, `session` null or writable.
    report(unsafe {
        (|| {
            let session = session.as_mut().ok_or_else(|| null("session"))?;
            *session = std::ptr::null_mut();
            let model = model.as_ref().ok_or_else(|| null("model"))?;
            *session = Box::into_raw(Box::new(SessionHandle(Session::new(&model.0, workers)?)));
            Ok(())
        })()
    })
}

/// # Safety
/// As `graver.h` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_session_run(
    session: *mut SessionHandle,
    inputs: *const *const c_void,
    input_bytes: *const usize,
    input_count: usize,
    outputs: *const *mut c_void,
    output_bytes: *const usize,
    output_count: usize,
) -> i32 {
    let args = Args { inputs, input_bytes, input_count, outputs, output_bytes, output_count, ..Args::empty() };
    // SAFETY: the handle is null or alive; buffers are as the caller promises, and what is null the model refuses.
    report(unsafe { session.as_mut().ok_or_else(|| null("session")).and_then(|session| session.0.run_args(args)) })
}

/// # Safety
/// As `graver.h` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_session_set_profiling(session: *mut SessionHandle, on: i32) -> i32 {
    // SAFETY: the handle is null or alive.
    report(unsafe { session.as_mut() }.ok_or_else(|| null("session")).map(|session| session.0.set_profiling(on != 0)))
}

/// # Safety
/// As `graver.h` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_session_profile(session: *const SessionHandle, seconds: *mut f64, capacity: usize) -> i32 {
    // SAFETY: the handle is null or alive; `seconds` has room for `capacity` numbers.
    report(unsafe {
        (|| {
            let session = session.as_ref().ok_or_else(|| null("session"))?;
            if seconds.is_null() {
                return Err(null("seconds"));
            }
            let times = session.0.stage_seconds();
            if capacity < times.len() {
                return Err(Error::new(Status::Size, format!("there is room for {capacity} times, the model has {} stages", times.len())));
            }
            std::ptr::copy_nonoverlapping(times.as_ptr(), seconds, times.len());
            Ok(())
        })()
    })
}

/// # Safety
/// As `graver.h` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn graver_session_destroy(session: *mut SessionHandle) {
    if !session.is_null() {
        // SAFETY: made by `Box::into_raw`, and destroyed once.
        drop(unsafe { Box::from_raw(session) });
    }
}

/// The message of this thread's last error.
#[unsafe(no_mangle)]
pub extern "C" fn graver_last_error() -> *const c_char {
    LAST_ERROR.with(|last| last.borrow().as_ptr())
}
