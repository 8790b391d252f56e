//! The calls of a program, in order: once for a worker that is alone, once for a gang that meets after every stage.

use super::function::Body;
use super::{Driver, Leaves, SCRATCH_SLOTS};
use crate::codegen::CompiledProgram;
use crate::diagnostic::Result;
use crate::loop_ir::{Argument, Base, Call, Leftover, Pass, Portion, Program, Stage};
use cranelift_codegen::ir::{FuncRef, GlobalValue, InstBuilder, StackSlotData, StackSlotKind, Value, types};
use cranelift_frontend::Variable;
use cranelift_module::{DataId, FuncId, Module};
use graver_runtime::abi::{Args, Profile};
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
    /// `gang(args, worker, workers, sync)`: a share of every call and a meeting after every phase; repetitions of a pass as [`Pass`] says.
    Gang { meet: FuncId },
}

/// The base addresses of one run.
struct Bases {
    arena: Value,
    /// The first lane.
    lanes: Value,
    inputs: Vec<Value>,
    outputs: Vec<Value>,
    scratch: Option<Value>,
}

/// The worker of a gang, and how many there are.
#[derive(Clone, Copy)]
struct Worker {
    number: Value,
    count: Value,
    /// Calls `driver.meet` with this record.
    meet: FuncRef,
    sync: Value,
}

/// `ticks` array and last reading of a profiled run; the array's address is 0 in the others.
struct Clock {
    ticks: Value,
    last: Variable,
    read: FuncRef,
}

/// Which repetition of a pass runs, and where.
#[derive(Clone, Copy)]
struct Repetition {
    /// `None` in a pass that runs once.
    number: Option<Value>,
    /// Address of its lane.
    lane: Value,
    /// Whether all workers of a gang run it together.
    shared: bool,
}

/// What every call of one function needs.
struct Calls<'a> {
    program: &'a Program,
    kernels: Vec<FuncRef>,
    constants: Vec<GlobalValue>,
    bases: Bases,
    frame: Value,
    worker: Option<Worker>,
    /// Begin and end of a worker's share of so many iterations.
    shares: BTreeMap<(u32, Leftover), (Value, Value)>,
    clock: Clock,
}

impl<M: Module> Driver<'_, M> {
    /// The function that makes all calls of one variant. Arguments have passed the checks.
    pub(super) fn define_stages(&mut self, compiled: &CompiledProgram, crew: Crew, pieces: &Pieces, leaves: &Leaves) -> Result<FuncId> {
        let id = match crew {
            Crew::Alone => self.local("driver.whole", &[types::I64], None)?,
            Crew::Gang { .. } => self.local("driver.gang", &[types::I64, types::I32, types::I32, types::I64], None)?,
        };
        self.define_function(id, |driver, body| {
            let parameters = body.parameters();
            let worker = match crew {
                Crew::Alone => None,
                Crew::Gang { meet } => Some(Worker {
                    number: body.builder.ins().uextend(types::I64, parameters[1]),
                    count: body.builder.ins().uextend(types::I64, parameters[2]),
                    meet: driver.module.declare_func_in_func(meet, body.builder.func),
                    sync: parameters[3],
                }),
            };
            let program = &compiled.program;
            let bases = bases(body, program, parameters[0]);
            let most_buffers = program.kernels.iter().map(|k| k.buffers.len()).max().unwrap_or(0);
            let frame_bytes = 8 * (SCRATCH_SLOTS + most_buffers);
            let slot = body.builder.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, frame_bytes as u32, 4));
            let frame = body.builder.ins().stack_addr(types::I64, slot, 0);
            let clock = driver.start_clock(body, worker, parameters[0], leaves);
            let calls = program.stages().flat_map(Stage::phases).flat_map(|calls| program.portions(calls));
            let mut shares = BTreeMap::new();
            if let Some(worker) = worker {
                calls.map(|(_, portion)| (portion.total, portion.leftover)).for_each(|(total, leftover)| {
                    shares.entry((total, leftover)).or_insert_with(|| share(body, total, leftover, worker));
                });
            }
            let kernels = pieces.kernels.iter().map(|&id| driver.module.declare_func_in_func(id, body.builder.func)).collect();
            let constants = pieces.constants.iter().map(|&id| driver.module.declare_data_in_func(id, body.builder.func)).collect();
            let calls = Calls { program, kernels, constants, bases, frame, worker, shares, clock };
            let mut first_stage = 0;
            for pass in &program.passes {
                calls.pass(body, pass, first_stage);
                first_stage += pass.stages.len();
            }
            body.builder.ins().return_(&[]);
        })
    }

    fn start_clock(&mut self, body: &mut Body, worker: Option<Worker>, args: Value, leaves: &Leaves) -> Clock {
        let zero = body.builder.ins().iconst(types::I64, 0);
        let last = body.builder.declare_var(types::I64);
        body.builder.def_var(last, zero);
        let ticks = body.builder.declare_var(types::I64);
        body.builder.def_var(ticks, zero);
        let profile = body.load(types::I64, args, offset_of!(Args, profile));
        let measured = match worker {
            None => profile,
            Some(worker) => {
                let first = body.is_zero(worker.number);
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
        Clock { ticks: body.builder.use_var(ticks), last, read }
    }
}

impl Calls<'_> {
    /// All repetitions of a pass, whose first stage has this number.
    fn pass(&self, body: &mut Body, pass: &Pass, first_stage: usize) {
        let lane = self.bases.lanes;
        if pass.repetitions == 1 {
            self.stages(body, pass, first_stage, Repetition { number: None, lane, shared: true });
            return;
        }
        self.clock.reset(body, first_stage..first_stage + pass.stages.len());
        let first = body.builder.ins().iconst(types::I64, 0);
        let end = body.builder.ins().iconst(types::I64, i64::from(pass.repetitions));
        let Some(worker) = self.worker else {
            body.count(first, end, |body, number| self.stages(body, pass, first_stage, Repetition { number: Some(number), lane, shared: true }));
            return;
        };
        let rounds = body.builder.ins().udiv(end, worker.count);
        let own_lane = body.builder.ins().imul_imm_s(worker.number, self.program.lanes.bytes as i64);
        let own_lane = body.builder.ins().iadd(lane, own_lane);
        body.count(first, rounds, |body, round| {
            let number = body.builder.ins().imul(round, worker.count);
            let number = body.builder.ins().iadd(number, worker.number);
            self.stages(body, pass, first_stage, Repetition { number: Some(number), lane: own_lane, shared: false });
        });
        worker.meet_all(body);
        let left = body.builder.ins().imul(rounds, worker.count);
        body.count(left, end, |body, number| self.stages(body, pass, first_stage, Repetition { number: Some(number), lane, shared: true }));
    }

    /// The stages of a pass once.
    fn stages(&self, body: &mut Body, pass: &Pass, first_stage: usize, repetition: Repetition) {
        for (number, stage) in pass.stages.iter().enumerate() {
            for phase in stage.phases() {
                self.program.portions(phase).into_iter().for_each(|(call, portion)| self.call(body, call, portion, repetition));
                if let Some(worker) = self.worker.filter(|_| repetition.shared) {
                    worker.meet_all(body);
                }
            }
            self.clock.lap(body, first_stage + number, repetition.number.is_some());
        }
    }

    fn call(&self, body: &mut Body, call: &Call, portion: Portion, repetition: Repetition) {
        let (begin, end) = match self.shares.get(&(portion.total, portion.leftover)).filter(|_| repetition.shared) {
            Some(&share) if portion.total == portion.range => share,
            Some(&(begin, end)) => (within(body, begin, portion), within(body, end, portion)),
            None => (body.builder.ins().iconst(types::I64, 0), body.builder.ins().iconst(types::I64, i64::from(portion.range))),
        };
        for (buffer, argument) in call.arguments.iter().enumerate() {
            let address = self.address(body, argument, repetition);
            body.store(address, self.frame, 8 * (SCRATCH_SLOTS + buffer));
        }
        body.builder.ins().call(self.kernels[call.kernel.0 as usize], &[self.frame, begin, end]);
    }

    fn address(&self, body: &mut Body, argument: &Argument, repetition: Repetition) -> Value {
        let bases = &self.bases;
        let base = match argument.base {
            Base::Arena => bases.arena,
            Base::Lane => repetition.lane,
            Base::Input(i) => bases.inputs[i as usize],
            Base::Output(i) => bases.outputs[i as usize],
            Base::Scratch => bases.scratch.expect("a program whose kernels use scratch has some"),
            Base::Constant(id) => body.builder.ins().symbol_value(types::I64, self.constants[id.0 as usize]),
        };
        let base = match repetition.number {
            Some(number) if argument.step > 0 => {
                let distance = body.builder.ins().imul_imm_s(number, argument.step as i64);
                body.builder.ins().iadd(base, distance)
            }
            _ => base,
        };
        body.plus(base, argument.offset)
    }
}

impl Worker {
    /// Waits for all workers.
    fn meet_all(self, body: &mut Body) {
        let workers = body.builder.ins().ireduce(types::I32, self.count);
        body.builder.ins().call(self.meet, &[self.sync, workers]);
    }
}

impl Clock {
    /// Forgets what stages took, where that is asked for: their repetitions add up.
    fn reset(&self, body: &mut Body, stages: std::ops::Range<usize>) {
        body.when_rarely(self.ticks, |body| {
            let zero = body.builder.ins().iconst(types::I64, 0);
            stages.for_each(|stage| body.store(zero, self.ticks, 8 * stage));
        });
    }

    /// Writes down how long stage `number` took, where that is asked for; adds it to what is there in a pass that runs several times.
    fn lap(&self, body: &mut Body, number: usize, adds: bool) {
        body.when_rarely(self.ticks, |body| {
            let call = body.builder.ins().call(self.read, &[]);
            let now = body.builder.inst_results(call)[0];
            let before = body.builder.use_var(self.last);
            let mut duration = body.builder.ins().isub(now, before);
            if adds {
                let sum = body.load(types::I64, self.ticks, 8 * number);
                duration = body.builder.ins().iadd(sum, duration);
            }
            body.store(duration, self.ticks, 8 * number);
            body.builder.def_var(self.last, now);
        });
    }
}

fn bases(body: &mut Body, program: &Program, args: Value) -> Bases {
    let mut array = |field: usize, count: usize| {
        let addresses = body.load(types::I64, args, field);
        (0..count).map(|i| body.load(types::I64, addresses, 8 * i)).collect()
    };
    let inputs = array(offset_of!(Args, inputs), program.inputs.len());
    let outputs = array(offset_of!(Args, outputs), program.outputs.len());
    let arena = body.load(types::I64, args, offset_of!(Args, arena));
    let lanes = body.plus(arena, program.first_lane());
    let scratch_bytes = program.scratch_bytes();
    let scratch = (scratch_bytes > 0).then(|| {
        // A slot is no better aligned than the stack.
        let alignment = super::ALIGNMENT as i64;
        let bytes = scratch_bytes as u32 + super::ALIGNMENT as u32;
        let slot = body.builder.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, bytes, 4));
        let above = body.builder.ins().stack_addr(types::I64, slot, alignment as i32 - 1);
        body.builder.ins().band_imm_s(above, -alignment)
    });
    Bases { arena, lanes, inputs, outputs, scratch }
}

/// An iteration of all as one of a call.
fn within(body: &mut Body, iteration: Value, portion: Portion) -> Value {
    let behind = body.builder.ins().iadd_imm_s(iteration, -i64::from(portion.before));
    let first = body.builder.ins().iconst(types::I64, 0);
    let end = body.builder.ins().iconst(types::I64, i64::from(portion.range));
    let from_first = body.builder.ins().smax(behind, first);
    body.builder.ins().smin(from_first, end)
}

/// As [`Portion::share`] says. No product overflows: all of them are of 32-bit numbers.
fn share(body: &mut Body, total: u32, leftover: Leftover, worker: Worker) -> (Value, Value) {
    let total = body.builder.ins().iconst(types::I64, i64::from(total));
    let mut before = body.builder.ins().imul(total, worker.number);
    if leftover == Leftover::First {
        let most = body.builder.ins().iadd_imm_s(worker.count, -1);
        before = body.builder.ins().iadd(before, most);
    }
    let begin = body.builder.ins().udiv(before, worker.count);
    let until = body.builder.ins().iadd(before, total);
    let end = body.builder.ins().udiv(until, worker.count);
    (begin, end)
}
