//! Where the workers of a gang wait for each other.

use super::{Driver, Leaves};
use crate::diagnostic::Result;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{AbiParam, AtomicRmwOp, InstBuilder, MemFlagsData, Signature, types};
use cranelift_module::{FuncId, Module};
use graver_runtime::abi::Sync;
use std::mem::offset_of;

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
}
