//! Sessions, gangs and the C functions around a model written in Rust: it has the five entry points of a compiled one.

use graver_runtime::abi::{ABI_VERSION, Args, EntryPoints, ModelInfo, StageInfo, Status, Sync, TensorInfo, dtype, quantization};
use graver_runtime::{ElementType, Model, Quantization, Session, bytes_of, bytes_of_mut, c_api};
use std::ffi::{CStr, c_void};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

const ELEMENTS: usize = 12;
const TEXT: &[u8] = b"triple\0data\0result\0only\0times 3\0";

fn tensor(name: u32, kind: u32) -> TensorInfo {
    let mut shape = [0; 8];
    shape[..2].copy_from_slice(&[3, 4]);
    let (first_scale, scale_count) = (0, u32::from(kind == quantization::PER_TENSOR));
    TensorInfo { shape, bytes: 48, name, rank: 2, dtype: dtype::S32, quantization: kind, axis: 0, zero_point: 7, first_scale, scale_count }
}

unsafe extern "C" fn abi_version() -> u32 {
    ABI_VERSION
}

unsafe extern "C" fn old_abi_version() -> u32 {
    ABI_VERSION + 1
}

unsafe extern "C" fn describe(info: *mut ModelInfo) -> i32 {
    static INPUT: std::sync::OnceLock<[TensorInfo; 2]> = std::sync::OnceLock::new();
    static STAGE: StageInfo = StageInfo { nominal_macs: 1, valid_macs: 2, bytes: 3, name: 19, description: 24 };
    static SCALE: f32 = 0.5;
    let [input, output] = INPUT.get_or_init(|| [tensor(7, quantization::PLAIN), tensor(12, quantization::PER_TENSOR)]);
    // SAFETY: the caller hands in a `ModelInfo`.
    unsafe {
        *info = ModelInfo {
            text: TEXT.as_ptr().cast(),
            inputs: input,
            outputs: output,
            stages: &raw const STAGE,
            scales: &raw const SCALE,
            input_count: 1,
            output_count: 1,
            stage_count: 1,
            arena_bytes: 100,
            constant_bytes: 0,
            code_bytes: 0,
            required_features: 0,
            name: 0,
            abi_version: ABI_VERSION,
            ..*info
        };
    }
    0
}

unsafe extern "C" fn arena_size() -> usize {
    100
}

unsafe extern "C" fn run(args: *const Args) -> i32 {
    // SAFETY: as the library promises.
    unsafe { run_worker(args, 0, 1, std::ptr::null_mut()) }
}

/// Triples worker's share of the input, then meets the others as a compiled model would.
unsafe extern "C" fn run_worker(args: *const Args, worker: u32, workers: u32, sync: *mut Sync) -> i32 {
    // SAFETY: the library hands in valid arguments, but for sizes and null pointers, which are checked here.
    unsafe {
        let args = &*args;
        if args.input_count != 1 || args.output_count != 1 {
            return Status::Count as i32;
        }
        if args.inputs.is_null() || (*args.inputs).is_null() {
            return Status::NullPointer as i32;
        }
        if *args.input_bytes != 48 || *args.output_bytes != 48 {
            return Status::Size as i32;
        }
        assert!(args.arena.addr().is_multiple_of(64) && args.arena_bytes >= 100);
        let (input, output) = ((*args.inputs).cast::<i32>(), (*args.outputs).cast::<i32>());
        for i in ELEMENTS * worker as usize / workers as usize..ELEMENTS * (worker as usize + 1) / workers as usize {
            output.add(i).write_unaligned(3 * input.add(i).read_unaligned());
        }
        if workers > 1 {
            meet(&mut *sync, workers);
        }
        if worker == 0 && !args.profile.is_null() {
            *(*args.profile).ticks = 1 << 20;
        }
    }
    0
}

/// The meeting of the generated driver, without its spinning.
unsafe fn meet(sync: *mut Sync, workers: u32) {
    // SAFETY: the counters are used with atomic operations alone; the callbacks are the library's.
    unsafe {
        let arrived = AtomicU32::from_ptr(&raw mut (*sync).arrived);
        let generation = AtomicU32::from_ptr(&raw mut (*sync).generation);
        let seen = generation.load(Ordering::SeqCst);
        if arrived.fetch_add(1, Ordering::SeqCst) + 1 == workers {
            arrived.store(0, Ordering::SeqCst);
            generation.store(seen + 1, Ordering::SeqCst);
            (*sync).wake.unwrap()((*sync).user, generation.as_ptr());
        } else {
            while generation.load(Ordering::SeqCst) == seen {
                (*sync).wait.unwrap()((*sync).user, generation.as_ptr(), seen);
            }
        }
    }
}

const ENTRY_POINTS: EntryPoints = EntryPoints { abi_version, describe, arena_size, run, run_worker };

fn model() -> Arc<Model> {
    // SAFETY: the functions above behave like a compiled model's.
    Arc::new(unsafe { Model::from_entry_points(ENTRY_POINTS, ()) }.unwrap())
}

#[test]
fn describes() {
    let model = model();
    let description = model.description();
    assert_eq!((description.name.as_str(), description.arena_bytes), ("triple", 100));
    let (input, output) = (&description.inputs[0], &description.outputs[0]);
    assert_eq!((input.name.as_str(), input.element, &input.shape[..], &input.quantization), ("data", ElementType::S32, &[3, 4][..], &Quantization::Plain));
    assert_eq!((output.name.as_str(), &output.quantization), ("result", &Quantization::PerTensor { scale: 0.5, zero_point: 7 }));
    assert_eq!((description.stages[0].name.as_str(), description.stages[0].description.as_str()), ("only", "times 3"));
}

#[test]
fn an_other_version_is_refused() {
    // SAFETY: only the version is asked for.
    let error = unsafe { Model::from_entry_points(EntryPoints { abi_version: old_abi_version, ..ENTRY_POINTS }, ()) }.unwrap_err();
    assert_eq!(error.status, Status::Version);
}

#[test]
fn runs_with_any_number_of_workers() {
    let model = model();
    for workers in [1, 2, 3, 8, 13, 0] {
        let mut session = Session::new(&model, workers).unwrap();
        assert!(workers == 0 || session.workers() == workers);
        for round in 0..50 {
            let input: Vec<i32> = (0..ELEMENTS as i32).map(|i| i + round).collect();
            let mut output = [0i32; ELEMENTS];
            session.run(&[bytes_of(&input)], &mut [bytes_of_mut(&mut output)]).unwrap();
            assert!(output.iter().zip(&input).all(|(&y, &x)| y == 3 * x), "{workers} workers, round {round}");
        }
    }
    assert_eq!(Session::new(&model, u32::MAX).unwrap_err().status, Status::Argument);
}

#[test]
fn idle_workers_sleep_and_come_back() {
    let mut session = Session::new(&model(), 3).unwrap();
    let (input, mut output) = ([5i32; ELEMENTS], [0i32; ELEMENTS]);
    for _ in 0..3 {
        std::thread::sleep(std::time::Duration::from_millis(20));
        session.run(&[bytes_of(&input)], &mut [bytes_of_mut(&mut output)]).unwrap();
        assert_eq!(output, [15; ELEMENTS]);
        output.fill(0);
    }
}

#[test]
fn errors_say_what_was_expected() {
    let model = model();
    for workers in [1, 3] {
        let mut session = Session::new(&model, workers).unwrap();
        let (input, mut output) = ([5i32; ELEMENTS], [0i32; ELEMENTS]);
        let error = session.run(&[bytes_of(&input[1..])], &mut [bytes_of_mut(&mut output)]).unwrap_err();
        assert_eq!((error.status, error.message.as_str()), (Status::Size, "input 'data' (s32 3x4, 48 bytes) was given as 44 bytes"));
        let error = session.run(&[], &mut [bytes_of_mut(&mut output)]).unwrap_err();
        assert_eq!(error.status, Status::Count);
        session.run(&[bytes_of(&input)], &mut [bytes_of_mut(&mut output)]).unwrap();
        assert_eq!(output, [15; ELEMENTS]);
    }
}

#[test]
fn measures_stages_when_asked() {
    let mut session = Session::new(&model(), 2).unwrap();
    let (input, mut output) = ([5i32; ELEMENTS], [0i32; ELEMENTS]);
    session.run(&[bytes_of(&input)], &mut [bytes_of_mut(&mut output)]).unwrap();
    assert_eq!(session.stage_seconds(), [0.0]);
    session.set_profiling(true);
    session.run(&[bytes_of(&input)], &mut [bytes_of_mut(&mut output)]).unwrap();
    let profile = session.profile();
    assert_eq!(profile[0].0.name, "only");
    // 2^20 ticks at any rate between 100 MHz and 10 GHz
    assert!(profile[0].1.as_secs_f64() > 1e-4 && profile[0].1.as_secs_f64() < 1e-2, "{profile:?}");
}

#[test]
fn files_that_are_no_models_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("model.so");
    assert_eq!(Model::open(&file).unwrap_err().status, Status::File);
    std::fs::write(&file, b"\x7fELF and nothing else").unwrap();
    assert_eq!(Model::open(&file).unwrap_err().status, Status::NotAModel);
    assert_eq!(Model::open(std::env::current_exe().unwrap()).unwrap_err().status, Status::NotAModel);
}

#[test]
fn the_c_functions_do_the_same() {
    // SAFETY: handles and buffers are alive where they are used; null is what the functions check.
    unsafe {
        let mut handle = std::ptr::null_mut();
        let message = || CStr::from_ptr(c_api::graver_last_error()).to_str().unwrap().to_owned();
        assert_eq!(message(), "");
        let null = Status::NullPointer as i32;
        assert_eq!(c_api::graver_model_from_entry_points(std::ptr::null(), &mut handle), null);
        assert_eq!(message(), "entry_points is null");
        assert_eq!(c_api::graver_model_open(std::ptr::null(), std::ptr::null(), &mut handle), null);
        assert_eq!(c_api::graver_model_open(c"/no/such/model.so".as_ptr(), std::ptr::null(), &mut handle), Status::File as i32);
        assert!(message().starts_with("/no/such/model.so cannot be opened"));
        assert!(handle.is_null());
        // The C struct holds nullable functions in the same places.
        assert_eq!(c_api::graver_model_from_entry_points(std::ptr::from_ref(&ENTRY_POINTS).cast(), &mut handle), 0);
        let mut info = ModelInfo::empty();
        assert_eq!(c_api::graver_model_describe(handle, &mut info), 0);
        assert_eq!((info.struct_size, info.input_count, info.arena_bytes), (size_of::<ModelInfo>(), 1, 100));
        info.struct_size = 8;
        assert_eq!(c_api::graver_model_describe(handle, &mut info), Status::Version as i32);
        let mut session = std::ptr::null_mut();
        assert_eq!(c_api::graver_session_create(handle, 2, &mut session), 0);
        // The session keeps the model.
        c_api::graver_model_close(handle);
        let (input, mut output) = ([2i32; ELEMENTS], [0i32; ELEMENTS]);
        let inputs = [input.as_ptr().cast::<c_void>()];
        let outputs = [output.as_mut_ptr().cast::<c_void>()];
        let (right, wrong) = ([48usize], [47usize]);
        let run = |bytes: &[usize; 1]| c_api::graver_session_run(session, inputs.as_ptr(), bytes.as_ptr(), 1, outputs.as_ptr(), right.as_ptr(), 1);
        assert_eq!(run(&wrong), Status::Size as i32);
        assert!(message().contains("47 bytes"));
        assert_eq!(run(&right), 0);
        assert_eq!(output, [6; ELEMENTS]);
        assert_eq!(c_api::graver_session_run(session, std::ptr::null(), right.as_ptr(), 1, outputs.as_ptr(), right.as_ptr(), 1), null);
        assert_eq!(c_api::graver_session_set_profiling(session, 1), 0);
        let mut seconds = [-1.0; 1];
        assert_eq!(c_api::graver_session_profile(session, seconds.as_mut_ptr(), 0), Status::Size as i32);
        assert_eq!(c_api::graver_session_profile(session, seconds.as_mut_ptr(), 1), 0);
        assert!(seconds[0] >= 0.0);
        c_api::graver_session_destroy(session);
        c_api::graver_session_destroy(std::ptr::null_mut());
        c_api::graver_model_close(std::ptr::null_mut());
        assert_eq!(c_api::graver_session_create(std::ptr::null(), 1, &mut session), null);
        assert_eq!(c_api::graver_session_run(std::ptr::null_mut(), inputs.as_ptr(), right.as_ptr(), 1, outputs.as_ptr(), right.as_ptr(), 1), null);
    }
}
