//! The C ABI of a compiled model, as in part 1 of `include/graver.h`: the same structs, in the same order, with the same numbers.
//! The compiler's driver takes field offsets from here, the generated headers take their text from [`HEADER`].
//!
//! The header explains every field; here are only the Rust types.

use std::ffi::{c_char, c_void};

/// Text of `graver.h`.
pub const HEADER: &str = include_str!("../include/graver.h");
/// Text of `graver.hpp`.
pub const HEADER_CPP: &str = include_str!("../include/graver.hpp");

/// `GRAVER_ABI_VERSION`
pub const ABI_VERSION: u32 = 1;
/// `GRAVER_ARENA_ALIGNMENT`
pub const ARENA_ALIGNMENT: usize = 64;
/// Extents that [`TensorInfo::shape`] has room for.
pub const MAX_RANK: usize = 8;

/// Bits of [`ModelInfo::required_features`] and [`Args::hidden_features`].
pub mod features {
    pub const AVX2: u64 = 1 << 0;
    pub const FMA: u64 = 1 << 1;
    pub const BMI1: u64 = 1 << 2;
    pub const BMI2: u64 = 1 << 3;
    pub const AVX512F: u64 = 1 << 8;
    pub const AVX512BW: u64 = 1 << 9;
    pub const AVX512DQ: u64 = 1 << 10;
    pub const AVX512VL: u64 = 1 << 11;
    pub const AVX512VNNI: u64 = 1 << 12;
    pub const AVX512VBMI: u64 = 1 << 13;
    pub const AMX_INT8: u64 = 1 << 16;

    /// Bit and name of every feature, as the vendors' manuals and compilers spell it.
    pub const NAMES: [(u64, &str); 11] = [
        (AVX2, "avx2"),
        (FMA, "fma"),
        (BMI1, "bmi1"),
        (BMI2, "bmi2"),
        (AVX512F, "avx512f"),
        (AVX512BW, "avx512bw"),
        (AVX512DQ, "avx512dq"),
        (AVX512VL, "avx512vl"),
        (AVX512VNNI, "avx512vnni"),
        (AVX512VBMI, "avx512vbmi"),
        (AMX_INT8, "amx-int8"),
    ];

    /// Names of all features in a set.
    pub fn names(set: u64) -> Vec<&'static str> {
        NAMES.iter().filter(|(bit, _)| set & bit != 0).map(|&(_, name)| name).collect()
    }
}

/// What an entry point returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Status {
    Ok = 0,
    NullPointer = 1,
    Count = 2,
    Size = 3,
    Alignment = 4,
    Cpu = 5,
    Version = 6,
    Argument = 7,
    File = 8,
    NotAModel = 9,
    Memory = 10,
    Thread = 11,
    Internal = 12,
}

impl Status {
    pub const ALL: [Status; 13] = [
        Status::Ok,
        Status::NullPointer,
        Status::Count,
        Status::Size,
        Status::Alignment,
        Status::Cpu,
        Status::Version,
        Status::Argument,
        Status::File,
        Status::NotAModel,
        Status::Memory,
        Status::Thread,
        Status::Internal,
    ];

    /// The status with this number; a number that this version does not know becomes [`Status::Internal`].
    pub fn from_code(code: i32) -> Self {
        Self::ALL.into_iter().find(|&s| s as i32 == code).unwrap_or(Status::Internal)
    }

    /// The sentence that `graver_status_string` returns.
    pub fn sentence(self) -> &'static str {
        match self {
            Status::Ok => "success",
            Status::NullPointer => "a pointer is null",
            Status::Count => "wrong number of inputs or outputs",
            Status::Size => "a buffer has the wrong size",
            Status::Alignment => "the arena is not aligned to 64 bytes",
            Status::Cpu => "the processor lacks a feature that the model was compiled for",
            Status::Version => "caller and model were built for different versions of the interface",
            Status::Argument => "an argument does not fit",
            Status::File => "the file cannot be opened as a shared object",
            Status::NotAModel => "the file is not a compiled model",
            Status::Memory => "out of memory",
            Status::Thread => "a worker thread could not be started",
            Status::Internal => "internal error of the runtime library",
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.sentence())
    }
}

/// `GRAVER_F32`, ...: values of [`TensorInfo::dtype`].
pub mod dtype {
    pub const F32: u32 = 0;
    pub const U8: u32 = 1;
    pub const S8: u32 = 2;
    pub const S32: u32 = 3;
}

/// `GRAVER_PLAIN`, ...: values of [`TensorInfo::quantization`].
pub mod quantization {
    pub const PLAIN: u32 = 0;
    pub const PER_TENSOR: u32 = 1;
    pub const PER_AXIS: u32 = 2;
    pub const RUN_TIME: u32 = 3;
}

/// `graver_tensor_info`
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C)]
pub struct TensorInfo {
    pub shape: [i64; MAX_RANK],
    pub bytes: u64,
    pub name: u32,
    pub rank: u32,
    pub dtype: u32,
    pub quantization: u32,
    pub axis: u32,
    pub zero_point: i32,
    pub first_scale: u32,
    pub scale_count: u32,
}

/// `graver_stage_info`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct StageInfo {
    pub nominal_macs: u64,
    pub valid_macs: u64,
    pub bytes: u64,
    pub name: u32,
    pub description: u32,
}

/// `graver_model_info`
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct ModelInfo {
    pub struct_size: usize,
    pub text: *const c_char,
    pub inputs: *const TensorInfo,
    pub outputs: *const TensorInfo,
    pub stages: *const StageInfo,
    pub scales: *const f32,
    pub input_count: u64,
    pub output_count: u64,
    pub stage_count: u64,
    pub arena_bytes: u64,
    pub constant_bytes: u64,
    pub code_bytes: u64,
    pub required_features: u64,
    pub name: u32,
    pub abi_version: u32,
}

impl ModelInfo {
    /// Ready to be filled in by `NAME_describe`.
    pub fn empty() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            text: std::ptr::null(),
            inputs: std::ptr::null(),
            outputs: std::ptr::null(),
            stages: std::ptr::null(),
            scales: std::ptr::null(),
            input_count: 0,
            output_count: 0,
            stage_count: 0,
            arena_bytes: 0,
            constant_bytes: 0,
            code_bytes: 0,
            required_features: 0,
            name: 0,
            abi_version: 0,
        }
    }
}

/// `graver_profile`
#[derive(Debug)]
#[repr(C)]
pub struct Profile {
    pub struct_size: usize,
    pub ticks: *mut u64,
    pub capacity: usize,
}

/// `graver_args`
#[derive(Debug)]
#[repr(C)]
pub struct Args {
    pub struct_size: usize,
    pub hidden_features: u64,
    pub inputs: *const *const c_void,
    pub input_bytes: *const usize,
    pub input_count: usize,
    pub outputs: *const *mut c_void,
    pub output_bytes: *const usize,
    pub output_count: usize,
    pub arena: *mut c_void,
    pub arena_bytes: usize,
    pub profile: *mut Profile,
}

impl Args {
    /// No buffers at all, for a caller to fill in.
    pub fn empty() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            hidden_features: 0,
            inputs: std::ptr::null(),
            input_bytes: std::ptr::null(),
            input_count: 0,
            outputs: std::ptr::null(),
            output_bytes: std::ptr::null(),
            output_count: 0,
            arena: std::ptr::null_mut(),
            arena_bytes: 0,
            profile: std::ptr::null_mut(),
        }
    }
}

/// The `wait` callback of [`Sync`].
pub type WaitFunction = unsafe extern "C" fn(user: *mut c_void, word: *const u32, seen: u32);
/// The `wake` callback of [`Sync`].
pub type WakeFunction = unsafe extern "C" fn(user: *mut c_void, word: *const u32);

/// `graver_sync`
#[derive(Debug)]
#[repr(C)]
pub struct Sync {
    pub arrived: u32,
    pub padding_0: [u8; 60],
    pub generation: u32,
    pub padding_1: [u8; 60],
    pub spin_limit: u32,
    pub reserved: u32,
    pub wait: Option<WaitFunction>,
    pub wake: Option<WakeFunction>,
    pub user: *mut c_void,
}

impl Sync {
    /// Workers that look `spin_limit` times and then look on: right where each has a processor of its own.
    pub fn spinning(spin_limit: u32) -> Self {
        Self { arrived: 0, padding_0: [0; 60], generation: 0, padding_1: [0; 60], spin_limit, reserved: 0, wait: None, wake: None, user: std::ptr::null_mut() }
    }
}

/// `NAME_abi_version`
pub type AbiVersionFunction = unsafe extern "C" fn() -> u32;
/// `NAME_describe`
pub type DescribeFunction = unsafe extern "C" fn(info: *mut ModelInfo) -> i32;
/// `NAME_arena_size`
pub type ArenaSizeFunction = unsafe extern "C" fn() -> usize;
/// `NAME_run`
pub type RunFunction = unsafe extern "C" fn(args: *const Args) -> i32;
/// `NAME_run_worker`
pub type RunWorkerFunction = unsafe extern "C" fn(args: *const Args, worker: u32, workers: u32, sync: *mut Sync) -> i32;

/// `graver_entry_points`: the functions that a compiled model exports, prefixed with its name.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct EntryPoints {
    pub abi_version: AbiVersionFunction,
    pub describe: DescribeFunction,
    pub arena_size: ArenaSizeFunction,
    pub run: RunFunction,
    pub run_worker: RunWorkerFunction,
}

/// What comes behind the model's name in the names of its entry points, in the order of [`EntryPoints`].
pub const ENTRY_POINT_SUFFIXES: [&str; 5] = ["_abi_version", "_describe", "_arena_size", "_run", "_run_worker"];
