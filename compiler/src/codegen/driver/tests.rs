//! The driver around a kernel written by hand, so that nothing here depends on the kernel compiler.

use super::*;
use crate::codegen::target::Target;
use crate::emit::jit::JitModel;
use crate::graph::{DType, Quantization, Scale, Shape};
use crate::loop_ir::{
    Access, Argument, Base, Buffer, Call, ConstantBlob, ConstantId, CounterId, Kernel, KernelId, Lanes, Loop, Pass, Port, Program, Stage, Statement, Trips,
};
use graver_runtime::abi::{Args, ModelInfo, Profile, Status, Sync};
use std::ffi::{CStr, c_void};
use std::io::Write;

/// `to[i] = from[i] · factor` over the parallel range, in SSE so that it runs on every x86-64.
fn scale_code() -> Vec<u8> {
    use iced_x86::code_asm::{CodeAssembler, dword_ptr, qword_ptr, r8, rax, rcx, rdi, rdx, rsi, xmm0};
    let mut a = CodeAssembler::new(64).unwrap();
    let mut again = a.create_label();
    let mut done = a.create_label();
    a.mov(rax, qword_ptr(rdi + 64)).unwrap();
    a.mov(rcx, qword_ptr(rdi + 72)).unwrap();
    a.mov(r8, qword_ptr(rdi + 80)).unwrap();
    a.set_label(&mut again).unwrap();
    a.cmp(rsi, rdx).unwrap();
    a.jae(done).unwrap();
    a.movss(xmm0, dword_ptr(rax + rsi * 4)).unwrap();
    a.mulss(xmm0, dword_ptr(rcx)).unwrap();
    a.movss(dword_ptr(r8 + rsi * 4), xmm0).unwrap();
    a.inc(rsi).unwrap();
    a.jmp(again).unwrap();
    a.set_label(&mut done).unwrap();
    a.ret().unwrap();
    a.assemble(0).unwrap()
}

/// What the kernel written by hand needs less than: so it runs wherever the target does.
pub(crate) const TARGET: Target = Target::PORTABLE_X86_64;
pub(crate) const ELEMENTS: usize = 37;
const STAGES: usize = 5;

/// A model that doubles (factor 2) or halves (0.5) its input in turns, over the arena: five stages, result = 2 · input.
pub(crate) fn doubling(name: &str) -> CompiledProgram {
    let bytes = 4 * ELEMENTS;
    let buffer = |name: &str, bytes, access| Buffer { name: name.into(), bytes, access };
    let kernel = Kernel {
        name: "scale f32 37".into(),
        vector_bytes: 64,
        buffers: vec![buffer("from", bytes, Access::Read), buffer("factor", 4, Access::Read), buffer("to", bytes, Access::Write)],
        range: ELEMENTS as u32,
        registers: Vec::new(),
        tiles: Vec::new(),
        body: vec![Statement::Loop(Loop { counter: CounterId(0), trips: Trips::Share, body: Vec::new() })],
    };
    let constant = |name: &str, value: f32| ConstantBlob { name: name.into(), bytes: value.to_le_bytes().into() };
    let shape = Shape::new([1, ELEMENTS]).unwrap();
    let slot = |i: usize| Argument::at(Base::Arena, Program::ARENA_HEADER + 192 * (i % 2));
    let stages = (0..STAGES)
        .map(|i| {
            let from = if i == 0 { Argument::at(Base::Input(0), 0) } else { slot(i) };
            let to = if i == STAGES - 1 { Argument::at(Base::Output(0), 0) } else { slot(i + 1) };
            Stage {
                name: format!("stage{i}"),
                description: format!("times {}", if i % 2 == 0 { 2.0 } else { 0.5 }),
                nominal_macs: 37,
                valid_macs: 36 + i as u64,
                bytes: 300,
                preparation: Vec::new(),
                calls: vec![Call {
                    kernel: KernelId(0),
                    arguments: vec![from, Argument::at(Base::Constant(ConstantId((i % 2) as u32)), 0), to],
                    continues: false,
                }],
            }
        })
        .collect();
    let program = Program {
        name: name.into(),
        kernels: vec![kernel],
        constants: vec![constant("two", 2.0), constant("half", 0.5)],
        inputs: vec![Port { name: "data".into(), dtype: DType::F32, shape: shape.clone(), quantization: Quantization::None }],
        outputs: vec![Port {
            name: "result".into(),
            dtype: DType::F32,
            shape,
            quantization: Quantization::PerTensor { scale: Scale::new(0.25).unwrap(), zero_point: 3 },
        }],
        arena_bytes: 64 + 2 * 192,
        lanes: Lanes::default(),
        passes: vec![Pass { repetitions: 1, stages }],
    };
    CompiledProgram { program, target: TARGET, planned_for: None, kernels: vec![scale_code()], fallbacks: Vec::new() }
}

#[repr(align(64))]
struct Arena([u8; 448]);

/// Buffers of one run and the arguments that point to them.
struct Run {
    input: Vec<f32>,
    output: Vec<f32>,
    arena: Box<Arena>,
    inputs: [*const c_void; 1],
    outputs: [*mut c_void; 1],
    bytes: [usize; 1],
}

impl Run {
    fn new() -> Self {
        let input: Vec<f32> = (0..ELEMENTS).map(|i| i as f32 - 5.25).collect();
        Self {
            input,
            output: vec![0.0; ELEMENTS],
            arena: Box::new(Arena([0xa5; 448])),
            inputs: [std::ptr::null()],
            outputs: [std::ptr::null_mut()],
            bytes: [4 * ELEMENTS],
        }
    }

    fn args(&mut self) -> Args {
        self.inputs[0] = self.input.as_ptr().cast();
        self.outputs[0] = self.output.as_mut_ptr().cast();
        Args {
            inputs: self.inputs.as_ptr(),
            input_bytes: self.bytes.as_ptr(),
            input_count: 1,
            outputs: self.outputs.as_ptr(),
            output_bytes: self.bytes.as_ptr(),
            output_count: 1,
            arena: (&raw mut *self.arena).cast(),
            arena_bytes: size_of::<Arena>(),
            ..Args::empty()
        }
    }

    fn expected(&self) -> Vec<f32> {
        self.input.iter().map(|x| x * 2.0).collect()
    }
}

/// Calls `run`; the model and all that `args` points to are alive.
fn call(model: &JitModel, args: &Args) -> Status {
    // SAFETY: every pointer in `args` is null, or leads to buffers of the sizes that it states.
    Status::from_code(unsafe { (model.entry_points().run)(args) })
}

fn host_runs_it() -> bool {
    let there = TARGET.runs_here();
    if !there {
        // Written past the test runner, which hides what passing tests print.
        let _ = writeln!(std::io::stdout(), "driver: (skipped 1 cases: this processor lacks AVX2)");
    }
    there
}

#[test]
fn runs_alone_and_in_gangs() {
    let model = JitModel::load(&doubling("doubling")).unwrap();
    let mut run = Run::new();
    let args = run.args();
    let status = call(&model, &args);
    assert_eq!(status, if host_runs_it() { Status::Ok } else { Status::Cpu });
    if !host_runs_it() {
        return;
    }
    assert_eq!(run.output, run.expected());
    for workers in [1, 2, 3, 8] {
        for spin_limit in [0, 1000] {
            let mut run = Run::new();
            let args = run.args();
            let mut sync = Sync::spinning(spin_limit);
            sync.wait = Some(give_way);
            for _ in 0..3 {
                gang(&model, &args, workers, &mut sync);
                assert_eq!(run.output, run.expected(), "{workers} workers");
                run.output.fill(0.0);
            }
            assert_eq!(sync.generation as usize, if workers == 1 { 0 } else { 3 * STAGES });
        }
    }
}

unsafe extern "C" fn give_way(_: *mut c_void, _: *const u32, _: u32) {
    std::thread::yield_now();
}

struct Shared<'a>(&'a JitModel, *const Args, *mut Sync);
// SAFETY: the driver reads the arguments, and touches `Sync` with atomic operations only.
unsafe impl std::marker::Sync for Shared<'_> {}

fn gang(model: &JitModel, args: &Args, workers: u32, sync: &mut Sync) {
    let shared = &Shared(model, args, sync);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            scope.spawn(move || {
                // SAFETY: arguments and sync outlive the scope; each worker number is used once.
                let status = unsafe { (shared.0.entry_points().run_worker)(shared.1, worker, workers, shared.2) };
                assert_eq!(status, 0);
            });
        }
    });
}

#[test]
fn wakes_and_waits_through_callbacks() {
    use std::sync::atomic::{AtomicU32, Ordering};
    static WAKES: AtomicU32 = AtomicU32::new(0);
    unsafe extern "C" fn wake(user: *mut c_void, _: *const u32) {
        // SAFETY: `user` is the static below.
        unsafe { &*user.cast::<AtomicU32>() }.fetch_add(1, Ordering::Relaxed);
    }
    if !host_runs_it() {
        return;
    }
    let model = JitModel::load(&doubling("doubling")).unwrap();
    let mut run = Run::new();
    let args = run.args();
    let mut sync = Sync { wait: Some(give_way), wake: Some(wake), user: (&raw const WAKES).cast_mut().cast(), ..Sync::spinning(0) };
    gang(&model, &args, 3, &mut sync);
    assert_eq!(WAKES.load(Ordering::Relaxed) as usize, STAGES);
    assert_eq!(run.output, run.expected());
}

#[test]
fn wrong_arguments_have_a_status_each() {
    let model = JitModel::load(&doubling("doubling")).unwrap();
    let mut run = Run::new();
    let good = || {
        let mut other = Run::new();
        let args = other.args();
        (other, args)
    };
    type Change = (&'static str, Status, fn(&mut Args));
    let changes: [Change; 12] = [
        ("old struct", Status::Version, |a| a.struct_size -= 8),
        ("no inputs", Status::Count, |a| a.input_count = 0),
        ("two inputs", Status::Count, |a| a.input_count = 2),
        ("null inputs", Status::NullPointer, |a| a.inputs = std::ptr::null()),
        ("null input sizes", Status::NullPointer, |a| a.input_bytes = std::ptr::null()),
        ("no outputs", Status::Count, |a| a.output_count = 0),
        ("null outputs", Status::NullPointer, |a| a.outputs = std::ptr::null()),
        ("null output sizes", Status::NullPointer, |a| a.output_bytes = std::ptr::null()),
        ("null arena", Status::NullPointer, |a| a.arena = std::ptr::null_mut()),
        ("misaligned arena", Status::Alignment, |a| a.arena = a.arena.wrapping_byte_add(32)),
        ("small arena", Status::Size, |a| a.arena_bytes -= 1),
        ("hidden feature", Status::Cpu, |a| a.hidden_features = graver_runtime::abi::features::FMA),
    ];
    for (what, status, change) in changes {
        let (other, mut args) = good();
        change(&mut args);
        assert_eq!(call(&model, &args), status, "{what}");
        assert!(other.output.iter().all(|&x| x == 0.0), "{what} computed something");
    }
    for (what, bytes) in [("small", 4 * ELEMENTS - 1), ("large", 4 * ELEMENTS + 1)] {
        let mut args = run.args();
        let wrong = [bytes];
        args.input_bytes = wrong.as_ptr();
        assert_eq!(call(&model, &args), Status::Size, "{what} input");
        let mut args = run.args();
        args.output_bytes = wrong.as_ptr();
        assert_eq!(call(&model, &args), Status::Size, "{what} output");
    }
    let mut args = run.args();
    let null = [std::ptr::null()];
    args.inputs = null.as_ptr();
    assert_eq!(call(&model, &args), Status::NullPointer);
    let mut args = run.args();
    let null = [std::ptr::null_mut()];
    args.outputs = null.as_ptr();
    assert_eq!(call(&model, &args), Status::NullPointer);
    // SAFETY: the entry points check null pointers and worker numbers before anything else.
    unsafe {
        let entry = model.entry_points();
        assert_eq!((entry.run)(std::ptr::null()), Status::NullPointer as i32);
        assert_eq!((entry.describe)(std::ptr::null_mut()), Status::NullPointer as i32);
        let args = run.args();
        let mut sync = Sync::spinning(0);
        assert_eq!((entry.run_worker)(&args, 0, 0, &mut sync), Status::Argument as i32);
        assert_eq!((entry.run_worker)(&args, 2, 2, &mut sync), Status::Argument as i32);
        assert_eq!((entry.run_worker)(&args, 0, 2, std::ptr::null_mut()), Status::NullPointer as i32);
        assert_eq!((entry.run_worker)(std::ptr::null(), 0, 1, std::ptr::null_mut()), Status::NullPointer as i32);
        assert_eq!((entry.run_worker)(std::ptr::null(), 0, 2, &mut sync), Status::NullPointer as i32);
        assert_eq!(sync.arrived, 0);
    }
}

#[test]
fn the_stamp_does_not_hide_a_missing_feature() {
    if !host_runs_it() {
        return;
    }
    let model = JitModel::load(&doubling("doubling")).unwrap();
    let mut run = Run::new();
    let mut args = run.args();
    assert_eq!(call(&model, &args), Status::Ok);
    let [first, second] = entry::stamp(TARGET.features());
    assert_eq!(run.arena.0[..8], first.to_le_bytes());
    assert_eq!(run.arena.0[8..16], second.to_le_bytes());
    args = run.args();
    args.hidden_features = graver_runtime::abi::features::AVX2;
    assert_eq!(call(&model, &args), Status::Cpu);
    args.hidden_features = graver_runtime::abi::features::AVX512F;
    assert_eq!(call(&model, &args), Status::Ok, "a feature that the target does not use may be absent");
}

#[test]
fn describes_itself() {
    let compiled = doubling("doubling-v2");
    let model = JitModel::load(&compiled).unwrap();
    let mut info = ModelInfo::empty();
    // SAFETY: `info` says its size; what it points to lives as long as `model`.
    unsafe {
        assert_eq!((model.entry_points().describe)(&mut info), 0);
        let text = |at: u32| CStr::from_ptr(info.text.add(at as usize)).to_str().unwrap();
        assert_eq!(text(info.name), "doubling-v2");
        assert_eq!((info.abi_version, info.input_count, info.output_count, info.stage_count), (ABI_VERSION, 1, 1, STAGES as u64));
        assert_eq!(info.arena_bytes, 448);
        assert_eq!((model.entry_points().arena_size)(), 448);
        assert_eq!((model.entry_points().abi_version)(), ABI_VERSION);
        assert_eq!(info.constant_bytes, 8);
        assert_eq!(info.code_bytes, compiled.code_bytes());
        assert_eq!(info.required_features, TARGET.features());
        let input = *info.inputs;
        assert_eq!((text(input.name), input.rank, &input.shape[..2], input.bytes), ("data", 2, &[1, 37][..], 148));
        assert_eq!((input.dtype, input.quantization, input.scale_count), (0, 0, 0));
        let output = *info.outputs;
        assert_eq!((text(output.name), output.quantization, output.zero_point, output.scale_count), ("result", 1, 3, 1));
        assert_eq!(*info.scales.add(output.first_scale as usize), 0.25);
        let last = *info.stages.add(STAGES - 1);
        assert_eq!((text(last.name), text(last.description), last.nominal_macs, last.valid_macs, last.bytes), ("stage4", "times 2", 37, 40, 300));
        info.struct_size -= 1;
        assert_eq!((model.entry_points().describe)(&mut info), Status::Version as i32);
    }
}

#[test]
fn profiles_each_stage() {
    if !host_runs_it() {
        return;
    }
    let model = JitModel::load(&doubling("doubling")).unwrap();
    let mut run = Run::new();
    let mut ticks = [u64::MAX; STAGES + 1];
    let mut profile = Profile { struct_size: size_of::<Profile>(), ticks: ticks.as_mut_ptr(), capacity: STAGES };
    let mut args = run.args();
    args.profile = &mut profile;
    assert_eq!(call(&model, &args), Status::Ok);
    assert!(ticks[..STAGES].iter().all(|&t| t > 0 && t < 1 << 40), "{ticks:?}");
    assert_eq!(ticks[STAGES], u64::MAX);
    ticks.fill(u64::MAX);
    let mut sync = Sync { wait: Some(give_way), ..Sync::spinning(10) };
    gang(&model, &args, 2, &mut sync);
    assert!(ticks[..STAGES].iter().all(|&t| t > 0 && t < 1 << 40), "{ticks:?}");
    assert_eq!(run.output, run.expected());
    let good = || Profile { struct_size: size_of::<Profile>(), ticks: [0; STAGES].as_mut_ptr(), capacity: STAGES };
    for (mut profile, status) in [
        (Profile { capacity: STAGES - 1, ..good() }, Status::Size),
        (Profile { ticks: std::ptr::null_mut(), ..good() }, Status::NullPointer),
        (Profile { struct_size: 8, ..good() }, Status::Version),
    ] {
        args.profile = &mut profile;
        assert_eq!(call(&model, &args), status);
    }
}

/// The stages of [`doubling`] for each of 5 rows, in as many lanes.
#[test]
fn repetitions_of_a_pass_find_their_rows_and_lanes() {
    const ROWS: usize = 5;
    if !host_runs_it() {
        return;
    }
    let mut compiled = doubling("rows");
    let program = &mut compiled.program;
    program.inputs[0].shape = Shape::new([ROWS, ELEMENTS]).unwrap();
    program.outputs[0].shape = program.inputs[0].shape.clone();
    program.lanes = Lanes { count: ROWS as u32, bytes: 384 };
    program.arena_bytes = Program::ARENA_HEADER + program.lanes.total();
    let pass = &mut program.passes[0];
    pass.repetitions = ROWS as u32;
    for argument in pass.stages.iter_mut().flat_map(|stage| &mut stage.calls).flat_map(|call| &mut call.arguments) {
        match argument.base {
            Base::Arena => *argument = Argument::at(Base::Lane, argument.offset - Program::ARENA_HEADER),
            Base::Input(_) | Base::Output(_) => argument.step = 4 * ELEMENTS,
            _ => {}
        }
    }
    let model = JitModel::load(&compiled).unwrap();
    let arena_bytes = compiled.program.arena_bytes;
    let mut arena = vec![[0u64; 8]; arena_bytes / 64 + 1];
    let offset = arena.as_ptr().cast::<u8>().align_offset(64);
    for workers in [1, 2, 3, 5, 8] {
        let mut run = Run::new();
        run.input = (0..ROWS * ELEMENTS).map(|i| i as f32 - 5.25).collect();
        run.output = vec![0.0; ROWS * ELEMENTS];
        run.bytes = [4 * ROWS * ELEMENTS];
        let mut ticks = [u64::MAX; STAGES + 1];
        let mut profile = Profile { struct_size: size_of::<Profile>(), ticks: ticks.as_mut_ptr(), capacity: STAGES };
        let args = Args { arena: arena.as_mut_ptr().wrapping_byte_add(offset).cast(), arena_bytes, profile: &mut profile, ..run.args() };
        let mut sync = Sync { wait: Some(give_way), ..Sync::spinning(10) };
        gang(&model, &args, workers, &mut sync);
        assert_eq!(run.output, run.expected(), "{workers} workers");
        assert!(ticks[..STAGES].iter().all(|&t| t > 0 && t < 1 << 40), "{ticks:?}");
        assert_eq!(ticks[STAGES], u64::MAX);
        // Whole rounds meet once, the rows that are left after every stage.
        let meetings = if workers == 1 { 0 } else { 1 + ROWS % workers as usize * STAGES };
        assert_eq!(sync.generation as usize, meetings, "{workers} workers");
    }
}

/// Two inputs of different sizes, two outputs, two calls in one stage.
#[test]
fn several_ports_and_calls_find_their_buffers() {
    if !host_runs_it() {
        return;
    }
    let mut compiled = doubling("pair");
    let program = &mut compiled.program;
    let (input, output) = (program.inputs[0].clone(), program.outputs[0].clone());
    program.inputs.insert(0, Port { name: "unused".into(), shape: Shape::new([3]).unwrap(), ..input });
    program.outputs.push(Port { name: "half".into(), ..output });
    let call = |constant, output| Call {
        kernel: KernelId(0),
        arguments: vec![Argument::at(Base::Input(1), 0), Argument::at(Base::Constant(ConstantId(constant)), 0), Argument::at(Base::Output(output), 0)],
        continues: false,
    };
    program.passes[0].stages.truncate(1);
    program.passes[0].stages[0].calls = vec![call(0, 0), call(1, 1)];
    let model = JitModel::load(&compiled).unwrap();
    let (unused, data) = ([0.0f32; 3], [3.0f32; ELEMENTS]);
    for workers in [1, 2, 5] {
        let (mut double, mut half) = ([0.0f32; ELEMENTS], [0.0f32; ELEMENTS]);
        let mut run = Run::new();
        let inputs = [unused.as_ptr().cast::<c_void>(), data.as_ptr().cast()];
        let outputs = [double.as_mut_ptr().cast::<c_void>(), half.as_mut_ptr().cast()];
        let (input_bytes, output_bytes) = ([12, 4 * ELEMENTS], [4 * ELEMENTS; 2]);
        let args = Args {
            inputs: inputs.as_ptr(),
            input_bytes: input_bytes.as_ptr(),
            input_count: 2,
            outputs: outputs.as_ptr(),
            output_bytes: output_bytes.as_ptr(),
            output_count: 2,
            ..run.args()
        };
        gang(&model, &args, workers, &mut Sync { wait: Some(give_way), ..Sync::spinning(10) });
        assert_eq!((double, half), ([6.0; ELEMENTS], [1.5; ELEMENTS]));
    }
}

/// The leaf's answer against that of the standard library.
#[test]
fn finds_the_features_of_this_processor() {
    use graver_runtime::abi::features;
    let builder = cranelift_jit::JITBuilder::with_isa(isa(target_lexicon::Triple::host()).unwrap(), cranelift_module::default_libcall_names());
    let mut module = cranelift_jit::JITModule::new(builder);
    let mut signature = module.make_signature();
    signature.params.push(AbiParam::new(types::I64));
    signature.returns.push(AbiParam::new(types::I64));
    let id = module.declare_function("cpu_features", Linkage::Local, &signature).unwrap();
    module.define_function_bytes(id, ALIGNMENT, &leaf::leaves(Architecture::X86_64).unwrap().cpu_features, &[]).unwrap();
    module.finalize_definitions().unwrap();
    // SAFETY: the bytes are a function of this signature.
    let leaf = unsafe { std::mem::transmute::<*const u8, unsafe extern "C" fn(u64) -> u64>(module.get_finalized_function(id)) };
    let expected = graver_runtime::processor::features();
    for wanted in [u64::MAX, !features::AMX_INT8] {
        // SAFETY: a leaf function of one number.
        let found = unsafe { leaf(wanted) };
        assert_eq!(features::names(found), features::names(expected & (wanted | !features::AMX_INT8)));
    }
    // SAFETY: nothing calls the function any more.
    unsafe { module.free_memory() };
}

/// Code for a better processor, which leaves another result so that it shows which one ran, and a fallback.
#[test]
fn the_processor_decides_which_target_runs() {
    use graver_runtime::abi::features::{AVX2, AVX512F, AVX512VNNI};
    if !host_runs_it() {
        return;
    }
    let mut fallback = doubling("several");
    fallback.program.constants[0].bytes = 8f32.to_le_bytes().into();
    fallback.program.arena_bytes += 640;
    let best = CompiledProgram { target: Target::AVX512_VNNI, ..doubling("several") };
    let compiled = best.with_fallbacks(vec![fallback.clone()]).unwrap();
    let model = JitModel::load(&compiled).unwrap();
    // SAFETY: the function has no arguments.
    assert_eq!(unsafe { (model.entry_points().arena_size)() }, fallback.program.arena_bytes, "the largest arena of all");
    let cpu = std::arch::is_x86_feature_detected!("avx512vbmi") && std::arch::is_x86_feature_detected!("avx512vnni");
    let here = if cpu { 2.0 } else { 128.0 };
    let cases = [(0, Some(here)), (AVX512VNNI, Some(128.0)), (0, Some(here)), (AVX512F | AVX512VNNI, Some(128.0)), (AVX2, cpu.then_some(2.0))];
    let mut arena = vec![[0u64; 8]; fallback.program.arena_bytes / 64 + 1];
    let offset = arena.as_ptr().cast::<u8>().align_offset(64);
    for (hidden_features, factor) in cases {
        for workers in [1, 2] {
            let mut run = Run::new();
            let args = run.args();
            let arena_bytes = fallback.program.arena_bytes;
            let args = Args { hidden_features, arena: arena.as_mut_ptr().wrapping_byte_add(offset).cast(), arena_bytes, ..args };
            if workers == 2 && factor.is_some() {
                gang(&model, &args, workers, &mut Sync { wait: Some(give_way), ..Sync::spinning(10) });
            } else {
                assert_eq!(call(&model, &args), if factor.is_some() { Status::Ok } else { Status::Cpu });
            }
            let expected: Vec<f32> = run.input.iter().map(|x| factor.map_or(0.0, |f| x * f)).collect();
            assert_eq!(run.output, expected, "hidden {hidden_features:x}, {workers} workers");
        }
    }
    let other = CompiledProgram { target: Target::PORTABLE_AARCH64, ..fallback.clone() };
    assert_eq!(compiled.clone().with_fallbacks(vec![other]).unwrap_err().code, Code::Invalid);
    let mut other = fallback;
    other.program.passes[0].stages.pop();
    assert_eq!(compiled.with_fallbacks(vec![other]).unwrap_err().code, Code::Invalid);
}

/// A host that rounds toward zero and flushes denormal numbers gets the same bits, and finds its modes as they were.
#[cfg(target_arch = "x86_64")]
#[test]
fn the_modes_of_the_host_change_nothing_and_stay() {
    use std::arch::asm;
    /// Intel SDM volume 1, 10.2.3: FTZ, round toward zero, all exceptions masked, DAZ.
    const HOSTILE: u32 = 0x8000 | 0x6000 | 0x1f80 | 0x0040;
    if !host_runs_it() {
        return;
    }
    let mut compiled = doubling("modes");
    compiled.program.constants[0].bytes = (1.0f32 / 3.0).to_le_bytes().into();
    let model = JitModel::load(&compiled).unwrap();
    let (mut plain, mut hostile) = (Run::new(), Run::new());
    for run in [&mut plain, &mut hostile] {
        for (i, x) in run.input.iter_mut().enumerate() {
            *x = if i % 2 == 0 { f32::from_bits(1000 + i as u32) } else { 1.0 + i as f32 };
        }
    }
    let args = plain.args();
    assert_eq!(call(&model, &args), Status::Ok);
    let args = hostile.args();
    for workers in [0u32, 1] {
        hostile.output.fill(0.0);
        let mut sync = Sync::spinning(0);
        let (run, run_worker) = (model.entry_points().run, model.entry_points().run_worker);
        let (mut before, mut after, host) = (0u32, 0u32, HOSTILE);
        // SAFETY: the modes are set back before anything else is computed; arguments and sync outlive the call.
        let status = unsafe {
            asm!("stmxcsr [{0}]", "ldmxcsr [{1}]", in(reg) &raw mut before, in(reg) &raw const host);
            let status = if workers == 0 { run(&args) } else { run_worker(&args, 0, workers, &mut sync) };
            asm!("stmxcsr [{0}]", "ldmxcsr [{1}]", in(reg) &raw mut after, in(reg) &raw const before);
            status
        };
        assert_eq!((status, after), (0, HOSTILE), "{workers} workers");
        let bits = |values: &[f32]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&hostile.output), bits(&plain.output), "{workers} workers");
    }
    assert!(plain.output[0] != 0.0 && plain.output[0].is_subnormal());
}

#[test]
fn inconsistent_programs_are_refused() {
    type Change = fn(&mut CompiledProgram);
    let changes: [Change; 11] = [
        |c| c.kernels.clear(),
        |c| c.program.arena_bytes = 0,
        |c| c.program.lanes = Lanes { count: 2, bytes: 256 },
        |c| c.program.lanes = Lanes { count: u32::MAX, bytes: usize::MAX / 64 * 64 },
        |c| c.program.passes[0].repetitions = 2,
        |c| {
            c.program.arena_bytes += 128;
            c.program.lanes = Lanes { count: 2, bytes: 64 };
            c.program.passes[0].repetitions = 2;
            c.program.passes[0].stages[0].calls[0].arguments[0].step = 4;
        },
        |c| c.program.passes[0].stages[0].calls[0].kernel = KernelId(1),
        |c| c.program.passes[0].stages[0].calls[0].arguments.truncate(2),
        |c| c.program.passes[0].stages[0].calls[0].arguments[2].offset = 8,
        |c| c.program.passes[0].stages[0].calls[0].arguments[1].base = Base::Constant(ConstantId(2)),
        |c| c.program.passes[0].stages[0].calls[0].arguments[0].offset = usize::MAX,
    ];
    for (i, change) in changes.iter().enumerate() {
        let mut compiled = doubling("doubling");
        change(&mut compiled);
        assert_eq!(JitModel::load(&compiled).unwrap_err().code, Code::Invalid, "change {i}");
    }
}
