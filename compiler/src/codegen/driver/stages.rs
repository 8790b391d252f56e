//! The calls of a program, in order: once for a worker that is alone, once for a gang that meets after every stage.

use super::function::Body;
use super::{Driver, Leaves, SCRATCH_SLOTS};
use crate::codegen::CompiledProgram;
use crate::diagnostic::Result;
use crate::loop_ir::Base;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{AbiParam, AtomicRmwOp, InstBuilder, MemFlagsData, Signature, StackSlotData, StackSlotKind, Value, types};
use cranelift_frontend::Variable;
use cranelift_module::{DataId, FuncId, Module};
use graver_runtime::abi::{Args, Profile, Sync};
use std::collections::BTreeMap;
use std::mem::offset_of;

/// Where kernels and constants ended up in the module.
pub(super) struct Pieces {
    pub kernels: Vec<FuncId>,
    pub constants: Vec<DataId>,
}

/// Who runs the calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Crew {
    /// `whole(args)`: the whole range of every call, no meeting.
    Alone,
    /// `gang(args, worker, workers, sync)`: a share of every call, a meeting after every stage.
    Gang { meet: FuncId },
}

/// The base addresses of one run.
struct Bases {
    arena: Value,
    inputs: Vec<Value>,
    outputs: Vec<Value>,
}

/// `ticks` array and last reading of a profiled run; the array's address is 0 in the others.
struct Clock {
    ticks: Value,
    last: Variable,
}

impl<M: Module> Driver<'_, M> {
    /// `meet(sync, workers)`: returns when all workers have called it. The last one to arrive opens the next generation.
    pub(super) fn define_meet(&mut self, leaves: &Leaves) -> Result<FuncId> {
        let id = self.local("driver.meet", &[types::I64, types::I32], None)?;
        let call_conv = self.module.isa().default_call_conv();
        let callback = |parameters: &[types::Type]| {
            let mut signature = Signature::new(call_conv);
            signature.params.extend(parameters.iter().map(|&ty| AbiParam::new(ty)));
            signature
        };
        let wait_signature = callback(&[types::I64, types::I64, types::I32]);
        let wake_signature = callback(&[types::I64, types::I64]);
        self.define_function(id, |driver, body| {
            let [sync, workers] = body.parameters()[..] else { unreachable!("two parameters were declared") };
            let spin = driver.module.declare_func_in_func(leaves.spin, body.builder.func);
            let wait_signature = body.builder.import_signature(wait_signature);
            let wake_signature = body.builder.import_signature(wake_signature);
            let atomic = MemFlagsData::trusted();
            let [last, wake, look, sleep, ask, out] = std::array::from_fn(|_| body.builder.create_block());

            let arrived = body.plus(sync, offset_of!(Sync, arrived));
            let generation = body.plus(sync, offset_of!(Sync, generation));
            // Read before arriving: it cannot change until this worker has come.
            let seen = body.builder.ins().atomic_load(types::I32, atomic, generation);
            let one = body.builder.ins().iconst(types::I32, 1);
            let before = body.builder.ins().atomic_rmw(types::I32, atomic, AtomicRmwOp::Add, arrived, one);
            let now = body.builder.ins().iadd(before, one);
            let complete = body.builder.ins().icmp(IntCC::Equal, now, workers);
            body.builder.ins().brif(complete, last, &[], look, &[]);

            body.builder.switch_to_block(last);
            let zero = body.builder.ins().iconst(types::I32, 0);
            body.builder.ins().atomic_store(atomic, zero, arrived);
            let next = body.builder.ins().iadd(seen, one);
            body.builder.ins().atomic_store(atomic, next, generation);
            let callback = body.load(types::I64, sync, offset_of!(Sync, wake));
            body.builder.ins().brif(callback, wake, &[], out, &[]);

            body.builder.switch_to_block(wake);
            let user = body.load(types::I64, sync, offset_of!(Sync, user));
            body.builder.ins().call_indirect(wake_signature, callback, &[user, generation]);
            body.builder.ins().jump(out, &[]);

            body.builder.switch_to_block(look);
            let limit = body.load(types::I32, sync, offset_of!(Sync, spin_limit));
            let call = body.builder.ins().call(spin, &[generation, seen, limit]);
            let changed = body.builder.inst_results(call)[0];
            body.builder.ins().brif(changed, out, &[], sleep, &[]);

            body.builder.switch_to_block(sleep);
            let callback = body.load(types::I64, sync, offset_of!(Sync, wait));
            body.builder.ins().brif(callback, ask, &[], look, &[]);

            body.builder.switch_to_block(ask);
            let user = body.load(types::I64, sync, offset_of!(Sync, user));
            body.builder.ins().call_indirect(wait_signature, callback, &[user, generation, seen]);
            let current = body.builder.ins().atomic_load(types::I32, atomic, generation);
            let same = body.builder.ins().icmp(IntCC::Equal, current, seen);
            body.builder.ins().brif(same, sleep, &[], out, &[]);

            body.builder.switch_to_block(out);
            body.builder.ins().return_(&[]);
        })
    }

    /// The function that makes all calls of one variant. Arguments have passed the checks.
    pub(super) fn define_stages(&mut self, compiled: &CompiledProgram, crew: Crew, pieces: &Pieces, leaves: &Leaves) -> Result<FuncId> {
        let id = match crew {
            Crew::Alone => self.local("driver.whole", &[types::I64], None)?,
            Crew::Gang { .. } => self.local("driver.gang", &[types::I64, types::I32, types::I32, types::I64], None)?,
        };
        self.define_function(id, |driver, body| {
            let parameters = body.parameters();
            let args = parameters[0];
            let bases = bases(body, compiled, args);
            let most_buffers = compiled.program.kernels.iter().map(|k| k.buffers.len()).max().unwrap_or(0);
            let frame_bytes = 8 * (SCRATCH_SLOTS + most_buffers);
            let slot = body.builder.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, frame_bytes as u32, 4));
            let frame = body.builder.ins().stack_addr(types::I64, slot, 0);
            let scratch_bytes = compiled.program.scratch_bytes();
            let scratch = (scratch_bytes > 0).then(|| {
                // A slot is no better aligned than the stack.
                let alignment = super::ALIGNMENT as i64;
                let bytes = scratch_bytes as u32 + super::ALIGNMENT as u32;
                let slot = body.builder.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, bytes, 4));
                let above = body.builder.ins().stack_addr(types::I64, slot, alignment as i32 - 1);
                body.builder.ins().band_imm_s(above, -alignment)
            });
            let clock = driver.start_clock(body, crew, &parameters, leaves);
            let meet = match crew {
                Crew::Alone => None,
                Crew::Gang { meet } => Some(driver.module.declare_func_in_func(meet, body.builder.func)),
            };
            let mut kernels = BTreeMap::new();
            let mut constants = BTreeMap::new();
            let mut shares = BTreeMap::new();
            let meet_all = |body: &mut Body| {
                if let Some(meet) = meet {
                    body.builder.ins().call(meet, &[parameters[3], parameters[2]]);
                }
            };
            let phases = compiled.program.stages.iter().enumerate().flat_map(|(number, stage)| {
                let last = stage.phases().count();
                stage.phases().enumerate().map(move |(i, phase)| (number, phase, i + 1 == last))
            });
            for (number, phase, last) in phases {
                for call in phase {
                    let range = compiled.program.kernel(call.kernel).range;
                    let (begin, end) = match crew {
                        Crew::Alone => (body.builder.ins().iconst(types::I64, 0), body.builder.ins().iconst(types::I64, i64::from(range))),
                        Crew::Gang { .. } => *shares.entry(range).or_insert_with(|| share(body, range, parameters[1], parameters[2])),
                    };
                    for (buffer, argument) in call.arguments.iter().enumerate() {
                        let base = match argument.base {
                            Base::Arena => bases.arena,
                            Base::Input(i) => bases.inputs[i as usize],
                            Base::Output(i) => bases.outputs[i as usize],
                            Base::Scratch => scratch.expect("a program whose kernels use scratch has some"),
                            Base::Constant(id) => {
                                let data = pieces.constants[id.0 as usize];
                                let global = *constants.entry(id).or_insert_with(|| driver.module.declare_data_in_func(data, body.builder.func));
                                body.builder.ins().symbol_value(types::I64, global)
                            }
                        };
                        let address = body.plus(base, argument.offset);
                        body.store(address, frame, 8 * (SCRATCH_SLOTS + buffer));
                    }
                    let id = pieces.kernels[call.kernel.0 as usize];
                    let kernel = *kernels.entry(call.kernel).or_insert_with(|| driver.module.declare_func_in_func(id, body.builder.func));
                    body.builder.ins().call(kernel, &[frame, begin, end]);
                }
                meet_all(body);
                if last {
                    driver.lap(body, &clock, number, leaves);
                }
            }
            body.builder.ins().return_(&[]);
        })
    }

    fn start_clock(&mut self, body: &mut Body, crew: Crew, parameters: &[Value], leaves: &Leaves) -> Clock {
        let zero = body.builder.ins().iconst(types::I64, 0);
        let last = body.builder.declare_var(types::I64);
        body.builder.def_var(last, zero);
        let ticks = body.builder.declare_var(types::I64);
        body.builder.def_var(ticks, zero);
        let profile = body.load(types::I64, parameters[0], offset_of!(Args, profile));
        let measured = match crew {
            Crew::Alone => profile,
            Crew::Gang { .. } => {
                let first = body.is_zero(parameters[1]);
                body.builder.ins().select(first, profile, zero)
            }
        };
        let read = self.module.declare_func_in_func(leaves.ticks, body.builder.func);
        body.when_rarely(measured, |body| {
            let array = body.load(types::I64, profile, offset_of!(Profile, ticks));
            body.builder.def_var(ticks, array);
            let call = body.builder.ins().call(read, &[]);
            let now = body.builder.inst_results(call)[0];
            body.builder.def_var(last, now);
        });
        Clock { ticks: body.builder.use_var(ticks), last }
    }

    /// Writes down how long stage `number` took, where that is asked for.
    fn lap(&mut self, body: &mut Body, clock: &Clock, number: usize, leaves: &Leaves) {
        let read = self.module.declare_func_in_func(leaves.ticks, body.builder.func);
        body.when_rarely(clock.ticks, |body| {
            let call = body.builder.ins().call(read, &[]);
            let now = body.builder.inst_results(call)[0];
            let before = body.builder.use_var(clock.last);
            let duration = body.builder.ins().isub(now, before);
            body.store(duration, clock.ticks, 8 * number);
            body.builder.def_var(clock.last, now);
        });
    }
}

fn bases(body: &mut Body, compiled: &CompiledProgram, args: Value) -> Bases {
    let mut array = |field: usize, count: usize| {
        let addresses = body.load(types::I64, args, field);
        (0..count).map(|i| body.load(types::I64, addresses, 8 * i)).collect()
    };
    let inputs = array(offset_of!(Args, inputs), compiled.program.inputs.len());
    let outputs = array(offset_of!(Args, outputs), compiled.program.outputs.len());
    Bases { arena: body.load(types::I64, args, offset_of!(Args, arena)), inputs, outputs }
}

/// `range · worker / workers .. range · (worker + 1) / workers`, as [`crate::loop_ir::Program::share`] says. No product overflows:
/// all three are 32-bit numbers.
fn share(body: &mut Body, range: u32, worker: Value, workers: Value) -> (Value, Value) {
    let worker = body.builder.ins().uextend(types::I64, worker);
    let workers = body.builder.ins().uextend(types::I64, workers);
    let range = body.builder.ins().iconst(types::I64, i64::from(range));
    let before = body.builder.ins().imul(range, worker);
    let begin = body.builder.ins().udiv(before, workers);
    let until = body.builder.ins().iadd(before, range);
    let end = body.builder.ins().udiv(until, workers);
    (begin, end)
}
