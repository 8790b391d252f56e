//! Loops and pointers of a kernel.
//!
//! Every set of address terms that is open at a place has one pointer there: it starts as the pointer of the terms outside the loop
//! and steps along with the loop's counter, so no address is ever multiplied out. Constant offsets go into the instructions.

use super::frame_offset;
use super::select::vector_type;
use crate::codegen::target::Architecture;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::{Address, BufferId, CounterId, Kernel, Loop, Register, Statement, Trips};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value, types};
use cranelift_codegen::isa::TargetFrontendConfig;
use cranelift_frontend::{FunctionBuilder, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// A pointer by its buffer and the terms it follows.
type Form = (BufferId, Vec<(CounterId, i64)>);

/// A function under construction.
pub(super) struct Translation<'k, 'b> {
    pub kernel: &'k Kernel,
    pub architecture: Architecture,
    pub builder: FunctionBuilder<'b>,
    registers: Vec<Variable>,
    /// Counters of the loops around the current place.
    open: Vec<CounterId>,
    pointers: BTreeMap<Form, Variable>,
    begin: Value,
    end: Value,
}

/// Fills a function with the kernel's body and finishes it. The kernel is verified.
pub(super) fn translate(kernel: &Kernel, architecture: Architecture, mut builder: FunctionBuilder, frontend: TargetFrontendConfig) -> Result<()> {
    let entry = builder.create_block();
    let (work, out) = (builder.create_block(), builder.create_block());
    builder.append_block_params_for_function_params(entry);
    builder.switch_to_block(entry);
    let [frame, begin, end] = builder.block_params(entry)[..] else { unreachable!("three parameters were declared") };
    let any = builder.ins().icmp(IntCC::UnsignedLessThan, begin, end);
    builder.ins().brif(any, work, &[], out, &[]);
    builder.switch_to_block(work);
    let registers = kernel.registers.iter().map(|&kind| builder.declare_var(vector_type(kind))).collect();
    let mut translation = Translation { kernel, architecture, builder, registers, open: Vec::new(), pointers: BTreeMap::new(), begin, end };
    for buffer in 0..kernel.buffers.len() {
        let address = translation.builder.ins().load(types::I64, MemFlagsData::trusted(), frame, frame_offset(buffer));
        let pointer = translation.variable(address);
        translation.pointers.insert((BufferId(buffer as u32), Vec::new()), pointer);
    }
    translation.body(&kernel.body)?;
    let mut builder = translation.builder;
    builder.ins().jump(out, &[]);
    builder.switch_to_block(out);
    builder.ins().return_(&[]);
    builder.seal_all_blocks();
    builder.finalize(frontend);
    Ok(())
}

impl Translation<'_, '_> {
    /// A new variable with a first value.
    fn variable(&mut self, value: Value) -> Variable {
        let ty = self.builder.func.dfg.value_type(value);
        let variable = self.builder.declare_var(ty);
        self.builder.def_var(variable, value);
        variable
    }

    /// The register's contents, as its kind says.
    pub fn read(&mut self, register: Register) -> Value {
        self.builder.use_var(self.registers[register.0 as usize])
    }

    /// Sets the register; the value has 16 bytes of any type.
    pub fn write(&mut self, register: Register, value: Value) {
        let value = self.bitcast(vector_type(self.kernel.registers[register.0 as usize]), value);
        self.builder.def_var(self.registers[register.0 as usize], value);
    }

    /// A pointer and a constant offset that make an address.
    pub fn address(&mut self, address: &Address) -> Result<(Value, i32)> {
        let form = self.form(address);
        let pointer = self.pointer(&form)?;
        // The pieces of an access add a little to the offset.
        match i32::try_from(address.offset) {
            Ok(offset) if offset < i32::MAX - 64 => Ok((pointer, offset)),
            _ => Ok((self.builder.ins().iadd_imm_s(pointer, address.offset), 0)),
        }
    }

    fn pointer(&mut self, form: &Form) -> Result<Value> {
        let missing = || Diagnostic::error(Code::Invalid, format!("kernel '{}' uses an address outside its loops", self.kernel.name));
        let variable = *self.pointers.get(form).ok_or_else(missing)?;
        Ok(self.builder.use_var(variable))
    }

    /// The part of an address that follows the loops that are open.
    fn form(&self, address: &Address) -> Form {
        (address.buffer, address.terms.iter().copied().filter(|(counter, _)| self.open.contains(counter)).collect())
    }

    fn body(&mut self, statements: &[Statement]) -> Result<()> {
        for statement in statements {
            match statement {
                Statement::Op(op) => self.operation(op)?,
                // A counter that stays 0.
                Statement::Loop(l) if l.trips == Trips::Fixed(1) => self.body(&l.body)?,
                Statement::Loop(l) => self.repeat(l)?,
            }
        }
        Ok(())
    }

    /// A loop that runs at least once: a share that is empty never gets here.
    fn repeat(&mut self, l: &Loop) -> Result<()> {
        let outside: Vec<Form> = self.pointers.keys().cloned().collect();
        self.open.push(l.counter);
        let mut forms = BTreeSet::new();
        self.forms(&l.body, &mut forms);
        let mut steps = Vec::new();
        for form in forms {
            let Some(&(_, step)) = form.1.iter().find(|(counter, _)| *counter == l.counter) else { continue };
            let before = (form.0, form.1.iter().copied().filter(|(counter, _)| *counter != l.counter).collect());
            let mut start = self.pointer(&before)?;
            if l.trips == Trips::Share {
                let moved = self.builder.ins().imul_imm_s(self.begin, step);
                start = self.builder.ins().iadd(start, moved);
            }
            let pointer = self.variable(start);
            self.pointers.insert(form, pointer);
            steps.push((pointer, step));
        }
        // Downwards to 0: the value itself is never looked at.
        let trips = match l.trips {
            Trips::Fixed(trips) => self.builder.ins().iconst(types::I64, i64::from(trips)),
            Trips::Share => self.builder.ins().isub(self.end, self.begin),
        };
        let left = self.variable(trips);
        let (head, next) = (self.builder.create_block(), self.builder.create_block());
        self.builder.ins().jump(head, &[]);
        self.builder.switch_to_block(head);
        self.body(&l.body)?;
        for (pointer, step) in steps {
            let here = self.builder.use_var(pointer);
            let there = self.builder.ins().iadd_imm_s(here, step);
            self.builder.def_var(pointer, there);
        }
        let before = self.builder.use_var(left);
        let after = self.builder.ins().iadd_imm_s(before, -1);
        self.builder.def_var(left, after);
        self.builder.ins().brif(after, head, &[], next, &[]);
        self.builder.seal_block(head);
        self.builder.switch_to_block(next);
        self.open.pop();
        self.pointers.retain(|form, _| outside.contains(form));
        Ok(())
    }

    /// The forms that the open loops give to the addresses of a body.
    fn forms(&self, statements: &[Statement], forms: &mut BTreeSet<Form>) {
        for statement in statements {
            match statement {
                Statement::Loop(l) => self.forms(&l.body, forms),
                Statement::Op(op) => {
                    if let Some(address) = op.address() {
                        forms.insert(self.form(address));
                    }
                }
            }
        }
    }
}
