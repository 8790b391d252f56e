//! The sequences of `numerics` on registers: what is a number there is an operation of the kernel here.

use super::builder::KernelBuilder;
use crate::loop_ir::{BinaryOp, Register, RegisterKind, Source, UnaryOp, VectorOp};
use crate::numerics::Arithmetic;

/// A number of a sequence. A constant is put into a register where it is used, so that it needs none in between.
#[derive(Debug, Clone, Copy)]
pub enum Number<T> {
    Constant(T),
    Register(Register),
}

/// Appends the operations of a sequence to a kernel.
pub struct Registers<'k>(pub &'k mut KernelBuilder);

type Float = Number<f32>;
type Integer = Number<i32>;

impl Registers<'_> {
    /// The register of a float.
    pub fn place(&mut self, number: Float) -> Register {
        match number {
            Number::Constant(value) => self.0.splat_f32(value),
            Number::Register(register) => register,
        }
    }

    fn place_integer(&mut self, number: Integer) -> Register {
        match number {
            Number::Constant(value) => self.0.splat_i32(value),
            Number::Register(register) => register,
        }
    }

    fn unary(&mut self, op: UnaryOp, a: Float) -> Float {
        let a = self.place(a);
        Number::Register(self.0.unary(op, RegisterKind::F32, a))
    }

    fn binary(&mut self, op: BinaryOp, a: Float, b: Float) -> Float {
        let (a, b) = (self.place(a), self.place(b));
        Number::Register(self.0.binary(op, RegisterKind::F32, a, b))
    }

    fn integers(&mut self, op: BinaryOp, a: Integer, b: Integer) -> Integer {
        let (a, b) = (self.place_integer(a), self.place_integer(b));
        Number::Register(self.0.binary(op, RegisterKind::I32, a, b))
    }
}

impl Arithmetic for Registers<'_> {
    type Float = Float;
    type Integer = Integer;

    fn float(&mut self, value: f32) -> Float {
        Number::Constant(value)
    }
    fn integer(&mut self, value: i32) -> Integer {
        Number::Constant(value)
    }
    fn add(&mut self, a: Float, b: Float) -> Float {
        self.binary(BinaryOp::AddF32, a, b)
    }
    fn subtract(&mut self, a: Float, b: Float) -> Float {
        self.binary(BinaryOp::SubF32, a, b)
    }
    fn multiply(&mut self, a: Float, b: Float) -> Float {
        self.binary(BinaryOp::MulF32, a, b)
    }
    fn divide(&mut self, a: Float, b: Float) -> Float {
        self.binary(BinaryOp::DivF32, a, b)
    }
    fn multiply_add(&mut self, a: Float, b: Float, c: Float) -> Float {
        let (a, b, c) = (self.place(a), self.place(b), self.place(c));
        let to = self.0.register(RegisterKind::F32);
        self.0.emit(VectorOp::Fma { to, a, b: Source::Register(b), c });
        Number::Register(to)
    }
    fn maximum(&mut self, a: Float, b: Float) -> Float {
        self.binary(BinaryOp::MaxF32, a, b)
    }
    fn minimum(&mut self, a: Float, b: Float) -> Float {
        self.binary(BinaryOp::MinF32, a, b)
    }
    fn select_positive(&mut self, condition: Float, a: Float, b: Float) -> Float {
        let (condition, a, b) = (self.place(condition), self.place(a), self.place(b));
        let to = self.0.register(RegisterKind::F32);
        self.0.emit(VectorOp::SelectPositive { to, condition, a, b });
        Number::Register(to)
    }
    fn absolute(&mut self, a: Float) -> Float {
        self.unary(UnaryOp::AbsF32, a)
    }
    fn square_root(&mut self, a: Float) -> Float {
        self.unary(UnaryOp::SquareRootF32, a)
    }
    fn floor(&mut self, a: Float) -> Float {
        self.unary(UnaryOp::FloorF32, a)
    }
    fn ceiling(&mut self, a: Float) -> Float {
        self.unary(UnaryOp::CeilingF32, a)
    }
    fn nearest(&mut self, a: Float) -> Float {
        self.unary(UnaryOp::NearestF32, a)
    }
    fn truncate(&mut self, a: Float) -> Float {
        self.unary(UnaryOp::TruncateF32, a)
    }
    fn to_integer(&mut self, a: Float) -> Integer {
        let a = self.place(a);
        Number::Register(self.0.unary(UnaryOp::RoundI32, RegisterKind::I32, a))
    }
    fn to_float(&mut self, a: Integer) -> Float {
        let a = self.place_integer(a);
        Number::Register(self.0.unary(UnaryOp::ConvertF32, RegisterKind::F32, a))
    }
    fn bits(&mut self, a: Float) -> Integer {
        let a = self.place(a);
        Number::Register(self.0.unary(UnaryOp::Copy, RegisterKind::I32, a))
    }
    fn reinterpreted(&mut self, a: Integer) -> Float {
        let a = self.place_integer(a);
        Number::Register(self.0.unary(UnaryOp::Copy, RegisterKind::F32, a))
    }
    fn add_integers(&mut self, a: Integer, b: Integer) -> Integer {
        self.integers(BinaryOp::AddI32, a, b)
    }
    fn and(&mut self, a: Integer, b: Integer) -> Integer {
        self.integers(BinaryOp::AndI32, a, b)
    }
    fn or(&mut self, a: Integer, b: Integer) -> Integer {
        self.integers(BinaryOp::OrI32, a, b)
    }
    fn shift_left(&mut self, a: Integer, by: i8) -> Integer {
        let from = self.place_integer(a);
        let to = self.0.register(RegisterKind::I32);
        self.0.emit(VectorOp::Shift { to, from, left: by });
        Number::Register(to)
    }
}
