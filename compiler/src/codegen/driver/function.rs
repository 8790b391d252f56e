//! A driver function under construction: the few phrases of Cranelift IR that all of them use.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, InstBuilder, MemFlagsData, Type, Value, types};
use cranelift_codegen::isa::TargetFrontendConfig;
use cranelift_frontend::FunctionBuilder;
use graver_runtime::abi::Status;

/// Addresses that the entry checks have proved, or that lie in the driver's own frame.
pub(super) fn flags() -> MemFlagsData {
    MemFlagsData::trusted()
}

/// A function body with one exit block for errors, made when first needed.
pub(super) struct Body<'a> {
    pub builder: FunctionBuilder<'a>,
    entry: Block,
    exit: Option<Block>,
}

impl<'a> Body<'a> {
    pub fn new(mut builder: FunctionBuilder<'a>) -> Self {
        let entry = builder.create_block();
        builder.append_block_params_for_function_params(entry);
        builder.switch_to_block(entry);
        Self { builder, entry, exit: None }
    }

    pub fn parameters(&self) -> Vec<Value> {
        self.builder.block_params(self.entry).to_vec()
    }

    /// The 64-bit (or as `ty` says) field at `offset` of the struct at `base`.
    pub fn load(&mut self, ty: Type, base: Value, offset: usize) -> Value {
        self.builder.ins().load(ty, flags(), base, offset as i32)
    }

    pub fn store(&mut self, value: Value, base: Value, offset: usize) {
        self.builder.ins().store(flags(), value, base, offset as i32);
    }

    /// `base + offset`.
    pub fn plus(&mut self, base: Value, offset: usize) -> Value {
        if offset == 0 {
            return base;
        }
        let offset = self.builder.ins().iconst(types::I64, offset as i64);
        self.builder.ins().iadd(base, offset)
    }

    /// Leaves the function with an error if `condition` is not zero.
    pub fn return_if(&mut self, condition: Value, status: Status) {
        let exit = match self.exit {
            Some(exit) => exit,
            None => {
                let exit = self.builder.create_block();
                self.builder.append_block_param(exit, types::I32);
                self.builder.set_cold_block(exit);
                self.exit = Some(exit);
                exit
            }
        };
        let status = self.builder.ins().iconst(types::I32, status as i64);
        let next = self.builder.create_block();
        self.builder.ins().brif(condition, exit, &[status.into()], next, &[]);
        self.builder.switch_to_block(next);
    }

    pub fn return_if_null(&mut self, pointer: Value) {
        let null = self.is_zero(pointer);
        self.return_if(null, Status::NullPointer);
    }

    /// Leaves with an error if the unsigned 64-bit `value` is less than `least`.
    pub fn return_if_less(&mut self, value: Value, least: u64, status: Status) {
        let least = self.builder.ins().iconst(types::I64, least.cast_signed());
        let less = self.builder.ins().icmp(IntCC::UnsignedLessThan, value, least);
        self.return_if(less, status);
    }

    /// Leaves with an error if the 64-bit `value` is not `expected`.
    pub fn return_if_not(&mut self, value: Value, expected: u64, status: Status) {
        let expected = self.builder.ins().iconst(types::I64, expected.cast_signed());
        let other = self.builder.ins().icmp(IntCC::NotEqual, value, expected);
        self.return_if(other, status);
    }

    pub fn is_zero(&mut self, value: Value) -> Value {
        let ty = self.builder.func.dfg.value_type(value);
        let zero = self.builder.ins().iconst(ty, 0);
        self.builder.ins().icmp(IntCC::Equal, value, zero)
    }

    /// Runs `then` only where `condition` is not zero; the code is placed out of the way.
    pub fn when_rarely(&mut self, condition: Value, then: impl FnOnce(&mut Self)) {
        let rare = self.builder.create_block();
        let next = self.builder.create_block();
        self.builder.set_cold_block(rare);
        self.builder.ins().brif(condition, rare, &[], next, &[]);
        self.builder.switch_to_block(rare);
        then(self);
        self.builder.ins().jump(next, &[]);
        self.builder.switch_to_block(next);
    }

    /// Runs `each` for the numbers `first..end`, in order.
    pub fn count(&mut self, first: Value, end: Value, each: impl FnOnce(&mut Self, Value)) {
        let [look, again, next] = std::array::from_fn(|_| self.builder.create_block());
        let number = self.builder.append_block_param(look, types::I64);
        self.builder.ins().jump(look, &[first.into()]);
        self.builder.switch_to_block(look);
        let more = self.builder.ins().icmp(IntCC::UnsignedLessThan, number, end);
        self.builder.ins().brif(more, again, &[], next, &[]);
        self.builder.switch_to_block(again);
        each(self, number);
        let following = self.builder.ins().iadd_imm_s(number, 1);
        self.builder.ins().jump(look, &[following.into()]);
        self.builder.switch_to_block(next);
    }

    /// Runs `then`, which leaves the block, where `condition` is zero.
    pub fn unless(&mut self, condition: Value, then: impl FnOnce(&mut Self)) {
        let taken = self.builder.create_block();
        let next = self.builder.create_block();
        self.builder.ins().brif(condition, next, &[], taken, &[]);
        self.builder.switch_to_block(taken);
        then(self);
        self.builder.switch_to_block(next);
    }

    /// Returns [`Status::Ok`].
    pub fn return_ok(&mut self) {
        let ok = self.builder.ins().iconst(types::I32, Status::Ok as i64);
        self.builder.ins().return_(&[ok]);
    }

    /// Closes the error exit, and the function.
    pub fn finish(mut self, frontend: TargetFrontendConfig) {
        if let Some(exit) = self.exit {
            self.builder.switch_to_block(exit);
            let status = self.builder.block_params(exit)[0];
            self.builder.ins().return_(&[status]);
        }
        self.builder.seal_all_blocks();
        self.builder.finalize(frontend);
    }
}
