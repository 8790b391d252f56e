//! `NAME_run`, `NAME_run_worker` and the checks before them.

use super::function::Body;
use super::{Driver, Leaves};
use crate::diagnostic::Result;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use cranelift_module::{FuncId, Module};
use graver_runtime::abi::{ABI_VERSION, ARENA_ALIGNMENT, Args, Profile, Status};
use std::mem::offset_of;

/// Two words that the driver leaves at the start of an arena once the processor has been checked for `features`. Chosen so that
/// memory which happens to hold them is out of the question: the finaliser of SplitMix64 (Steele, Lea, Flood 2014) over the features.
pub(super) fn stamp(features: u64) -> [u64; 2] {
    let mix = |seed: u64| {
        let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let first = mix(features ^ (u64::from(ABI_VERSION) << 48));
    [first, mix(first)]
}

/// What runs before and after the calls.
pub(super) struct Guards {
    pub check: FuncId,
    pub choose: FuncId,
    pub set_modes: FuncId,
    pub restore_modes: FuncId,
}

/// What is checked about one side of the arguments.
struct Side {
    addresses: usize,
    bytes: usize,
    count: usize,
    /// Exact size of each tensor.
    expected: Vec<u64>,
}

impl<M: Module> Driver<'_, M> {
    /// `check(args) -> status`: everything that can be said about the arguments.
    pub(super) fn define_check(&mut self) -> Result<FuncId> {
        let id = self.local("driver.check", &[types::I64], Some(types::I32))?;
        let program = &self.compiled.program;
        let sides = [
            Side {
                addresses: offset_of!(Args, inputs),
                bytes: offset_of!(Args, input_bytes),
                count: offset_of!(Args, input_count),
                expected: program.inputs.iter().map(|p| p.bytes() as u64).collect(),
            },
            Side {
                addresses: offset_of!(Args, outputs),
                bytes: offset_of!(Args, output_bytes),
                count: offset_of!(Args, output_count),
                expected: program.outputs.iter().map(|p| p.bytes() as u64).collect(),
            },
        ];
        let arena_bytes = self.compiled.arena_bytes() as u64;
        let stages = program.stages().count() as u64;
        self.define_function(id, |driver, body| {
            let args = body.parameters()[0];
            body.return_if_null(args);
            let size = body.load(types::I64, args, offset_of!(Args, struct_size));
            body.return_if_less(size, size_of::<Args>() as u64, Status::Version);
            for side in &sides {
                let count = body.load(types::I64, args, side.count);
                body.return_if_not(count, side.expected.len() as u64, Status::Count);
                if side.expected.is_empty() {
                    continue;
                }
                let addresses = body.load(types::I64, args, side.addresses);
                body.return_if_null(addresses);
                let sizes = body.load(types::I64, args, side.bytes);
                body.return_if_null(sizes);
                for (i, &expected) in side.expected.iter().enumerate() {
                    let address = body.load(types::I64, addresses, 8 * i);
                    body.return_if_null(address);
                    let size = body.load(types::I64, sizes, 8 * i);
                    body.return_if_not(size, expected, Status::Size);
                }
            }
            let arena = body.load(types::I64, args, offset_of!(Args, arena));
            body.return_if_null(arena);
            let misaligned = body.builder.ins().band_imm_u(arena, ARENA_ALIGNMENT as i64 - 1);
            body.return_if(misaligned, Status::Alignment);
            let size = body.load(types::I64, args, offset_of!(Args, arena_bytes));
            body.return_if_less(size, arena_bytes, Status::Size);
            driver.check_profile(body, args, stages);
            body.return_ok();
        })
    }

    fn check_profile(&mut self, body: &mut Body, args: Value, stages: u64) {
        let profile = body.load(types::I64, args, offset_of!(Args, profile));
        // A function of its own would be one more call in each run; so the three checks are skipped by one branch.
        let check = body.builder.create_block();
        let next = body.builder.create_block();
        body.builder.ins().brif(profile, check, &[], next, &[]);
        body.builder.switch_to_block(check);
        let size = body.load(types::I64, profile, offset_of!(Profile, struct_size));
        body.return_if_less(size, size_of::<Profile>() as u64, Status::Version);
        let ticks = body.load(types::I64, profile, offset_of!(Profile, ticks));
        body.return_if_null(ticks);
        let capacity = body.load(types::I64, profile, offset_of!(Profile, capacity));
        body.return_if_less(capacity, stages, Status::Size);
        body.builder.ins().jump(next, &[]);
        body.builder.switch_to_block(next);
    }

    /// `choose(args) -> i32`: the number of the first variant whose features the processor has, or -1. Arguments have passed the checks.
    ///
    /// `cpuid` traps into the hypervisor of a virtual machine, which takes longer than a small network. So it is asked only until the
    /// arena bears the stamp of a variant.
    pub(super) fn define_choose(&mut self, leaves: &Leaves) -> Result<FuncId> {
        let id = self.local("driver.choose", &[types::I64], Some(types::I32))?;
        let features: Vec<u64> = self.compiled.variants().map(|v| v.target.features()).collect();
        self.define_function(id, |driver, body| {
            let args = body.parameters()[0];
            let arena = body.load(types::I64, args, offset_of!(Args, arena));
            let hidden = body.load(types::I64, args, offset_of!(Args, hidden_features));
            let marks = [body.load(types::I64, arena, 0), body.load(types::I64, arena, 8)];
            let return_number = |body: &mut Body, number: i64| {
                let number = body.builder.ins().iconst(types::I32, number);
                body.builder.ins().return_(&[number]);
            };
            for (number, &features) in features.iter().enumerate() {
                let [first, second] = stamp(features).map(|word| body.builder.ins().iconst(types::I64, word.cast_signed()));
                let first = body.builder.ins().bxor(marks[0], first);
                let second = body.builder.ins().bxor(marks[1], second);
                let differs = body.builder.ins().bor(first, second);
                let ask = body.builder.ins().bor(differs, hidden);
                body.unless(ask, |body| return_number(body, number as i64));
            }
            let cpu = driver.module.declare_func_in_func(leaves.cpu_features, body.builder.func);
            let wanted = features.iter().fold(0, |set, features| set | features);
            let wanted = body.builder.ins().iconst(types::I64, wanted.cast_signed());
            let wanted = body.builder.ins().band_not(wanted, hidden);
            let call = body.builder.ins().call(cpu, &[wanted]);
            let present = body.builder.inst_results(call)[0];
            let present = body.builder.ins().band_not(present, hidden);
            for (number, &features) in features.iter().enumerate() {
                let required = body.builder.ins().iconst(types::I64, features.cast_signed());
                let missing = body.builder.ins().band_not(required, present);
                body.unless(missing, |body| {
                    let honest = body.is_zero(hidden);
                    body.when_rarely(honest, |body| {
                        for (i, word) in stamp(features).into_iter().enumerate() {
                            let word = body.builder.ins().iconst(types::I64, word.cast_signed());
                            body.store(word, arena, 8 * i);
                        }
                    });
                    return_number(body, number as i64);
                });
            }
            return_number(body, -1);
        })
    }

    /// Calls the function of the variant that `choose` takes, between saving and restoring the control register of floating-point
    /// arithmetic: code whose instructions do not carry a rounding mode rounds to nearest even, nothing flushes denormal numbers, and
    /// the host finds its modes as they were.
    fn call_variant(&mut self, body: &mut Body, functions: &[FuncId], arguments: &[Value], guards: &Guards) {
        let choose = self.module.declare_func_in_func(guards.choose, body.builder.func);
        let enter = self.module.declare_func_in_func(guards.set_modes, body.builder.func);
        let leave = self.module.declare_func_in_func(guards.restore_modes, body.builder.func);
        let call = body.builder.ins().call(choose, &[arguments[0]]);
        let number = body.builder.inst_results(call)[0];
        let none = body.builder.ins().icmp_imm_s(IntCC::SignedLessThan, number, 0);
        body.return_if(none, Status::Cpu);
        let call = body.builder.ins().call(enter, &[]);
        let modes = body.builder.inst_results(call)[0];
        let done = body.builder.create_block();
        for (i, &function) in functions.iter().enumerate() {
            let function = self.module.declare_func_in_func(function, body.builder.func);
            if i + 1 == functions.len() {
                body.builder.ins().call(function, arguments);
                body.builder.ins().jump(done, &[]);
            } else {
                let other = body.builder.ins().icmp_imm_u(IntCC::NotEqual, number, i as i64);
                body.unless(other, |body| {
                    body.builder.ins().call(function, arguments);
                    body.builder.ins().jump(done, &[]);
                });
            }
        }
        body.builder.switch_to_block(done);
        body.builder.ins().call(leave, &[modes]);
    }

    /// `NAME_run(args)`.
    pub(super) fn define_run(&mut self, name: &str, guards: &Guards, whole: &[FuncId]) -> Result<FuncId> {
        let id = self.export(name, &[types::I64], types::I32)?;
        self.define_function(id, |driver, body| {
            let args = body.parameters()[0];
            driver.call_check(body, guards.check, args);
            driver.call_variant(body, whole, &[args], guards);
            body.return_ok();
        })
    }

    /// `NAME_run_worker(args, worker, workers, sync)`.
    pub(super) fn define_run_worker(&mut self, name: &str, guards: &Guards, whole: &[FuncId], gang: &[FuncId]) -> Result<FuncId> {
        let id = self.export(name, &[types::I64, types::I32, types::I32, types::I64], types::I32)?;
        self.define_function(id, |driver, body| {
            let [args, worker, workers, sync] = body.parameters()[..] else { unreachable!("four parameters were declared") };
            // Covers workers == 0: no worker is less than 0.
            let outside = body.builder.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, worker, workers);
            body.return_if(outside, Status::Argument);
            let alone = body.builder.ins().icmp_imm_u(IntCC::Equal, workers, 1);
            let single = body.builder.create_block();
            let several = body.builder.create_block();
            body.builder.ins().brif(alone, single, &[], several, &[]);
            body.builder.switch_to_block(single);
            driver.call_check(body, guards.check, args);
            driver.call_variant(body, whole, &[args], guards);
            body.return_ok();
            body.builder.switch_to_block(several);
            body.return_if_null(sync);
            driver.call_check(body, guards.check, args);
            driver.call_variant(body, gang, &[args, worker, workers, sync], guards);
            body.return_ok();
        })
    }

    fn call_check(&mut self, body: &mut Body, check: FuncId, args: Value) {
        let check = self.module.declare_func_in_func(check, body.builder.func);
        let call = body.builder.ins().call(check, &[args]);
        let status = body.builder.inst_results(call)[0];
        let exit = body.builder.create_block();
        let next = body.builder.create_block();
        body.builder.set_cold_block(exit);
        body.builder.ins().brif(status, exit, &[], next, &[]);
        body.builder.switch_to_block(exit);
        body.builder.ins().return_(&[status]);
        body.builder.switch_to_block(next);
    }
}
