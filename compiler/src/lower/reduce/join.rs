//! How elements join: neutral elements, what is read, and what two registers become.

use crate::graph::{DType, Reduction};
use crate::loop_ir::{BinaryOp, BufferId, LoadForm, Register, RegisterKind, Source, UnaryOp, VectorOp};
use crate::lower::builder::{KernelBuilder, Place};
use crate::lower::{centre, load_lanes};

/// What becomes of the elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Elements(Reduction),
    /// The largest magnitude.
    Magnitude,
}

/// The operations of one reduction. Integers join as they are stored and lose their zero point in the end, but for magnitudes.
#[derive(Debug, Clone, Copy)]
pub struct Join {
    pub kind: Kind,
    pub dtype: DType,
    pub zero_point: i32,
}

impl Join {
    /// Whether the order of elements can be seen in the result.
    pub fn is_ordered(&self) -> bool {
        self.dtype == DType::F32 && self.kind != Kind::Magnitude
    }

    fn register(&self) -> RegisterKind {
        if self.dtype == DType::F32 { RegisterKind::F32 } else { RegisterKind::I32 }
    }

    /// The register that no element has joined yet.
    pub fn start(&self, kernel: &mut KernelBuilder) -> Register {
        let float = match self.kind {
            Kind::Elements(Reduction::Maximum) => f32::NEG_INFINITY,
            Kind::Elements(Reduction::Minimum) => f32::INFINITY,
            Kind::Elements(Reduction::Sum) | Kind::Magnitude => 0.0,
        };
        let integer = match self.kind {
            Kind::Elements(Reduction::Maximum) => i32::MIN,
            Kind::Elements(Reduction::Minimum) => i32::MAX,
            Kind::Elements(Reduction::Sum) | Kind::Magnitude => 0,
        };
        if self.dtype == DType::F32 { kernel.splat_f32(float) } else { kernel.splat_i32(integer) }
    }

    /// The stored word of lanes without an element, which changes nothing; 0 is what they are without further ado.
    pub fn filling(&self) -> u32 {
        match (self.kind, self.dtype) {
            (Kind::Elements(Reduction::Sum), _) | (Kind::Magnitude, DType::F32) => 0,
            (Kind::Magnitude, _) => self.zero_point as u32,
            // NaN is passed over.
            (_, DType::F32) => u32::MAX,
            (Kind::Elements(Reduction::Maximum), _) => i32::MIN as u32,
            (Kind::Elements(Reduction::Minimum), _) => i32::MAX as u32,
        }
    }

    /// Reads `lanes` elements that are `stride` bytes apart. `filling` holds as many zeros as a register has lanes, then as many fillings.
    pub fn load(&self, kernel: &mut KernelBuilder, place: &Place, stride: usize, lanes: usize, filling: Option<BufferId>) -> Register {
        let mut elements = if stride == self.dtype.bytes() {
            load_lanes(kernel, self.dtype, place, lanes)
        } else {
            kernel.load(self.register(), LoadForm::Strided { stride: stride as i64 }, place, lanes)
        };
        if let Some(filling) = filling.filter(|_| lanes < kernel.lanes()) {
            let words = kernel.unary(UnaryOp::Copy, RegisterKind::I32, elements);
            let fill = kernel.memory(&Place::start(filling).plus((kernel.lanes() - lanes) * 4));
            let to = kernel.register(RegisterKind::I32);
            kernel.emit(VectorOp::Binary { to, op: BinaryOp::OrI32, a: words, b: fill });
            elements = kernel.unary(UnaryOp::Copy, self.register(), to);
        }
        if self.kind == Kind::Magnitude { self.magnitude(kernel, elements) } else { elements }
    }

    fn magnitude(&self, kernel: &mut KernelBuilder, elements: Register) -> Register {
        if self.dtype == DType::F32 {
            return kernel.unary(UnaryOp::AbsF32, RegisterKind::F32, elements);
        }
        let mut centred = centre(kernel, elements, self.dtype, self.zero_point);
        if self.dtype == DType::S32 {
            // |−2³¹| counts as 2³¹ − 1.
            let lowest = kernel.splat_i32(-i32::MAX);
            centred = kernel.binary(BinaryOp::MaxI32, RegisterKind::I32, centred, lowest);
        }
        kernel.unary(UnaryOp::AbsI32, RegisterKind::I32, centred)
    }

    /// `running` takes `next`.
    pub fn join(&self, kernel: &mut KernelBuilder, running: Register, next: Register) {
        let op = match (self.kind, self.dtype == DType::F32) {
            (Kind::Elements(Reduction::Sum), true) => BinaryOp::AddF32,
            (Kind::Elements(Reduction::Sum), false) => BinaryOp::AddI32,
            (Kind::Elements(Reduction::Minimum), true) => BinaryOp::MinF32,
            (Kind::Elements(Reduction::Minimum), false) => BinaryOp::MinI32,
            (_, true) => BinaryOp::MaxF32,
            (_, false) => BinaryOp::MaxI32,
        };
        // Sums begin with what they have; of extremes, what is not larger (smaller) than the running one is passed over.
        let (a, b) = if op == BinaryOp::AddF32 { (running, next) } else { (next, running) };
        kernel.emit(VectorOp::Binary { to: running, op, a, b: Source::Register(b) });
    }

    /// Joins the lanes by halves, so that the first lane has everything.
    pub fn fold_lanes(&self, kernel: &mut KernelBuilder, running: Register) {
        let mut half = kernel.lanes() / 2;
        while half > 0 {
            let lanes = (0..kernel.lanes()).map(|lane| ((lane + half) % kernel.lanes()) as u8).collect();
            let to = kernel.register(self.register());
            kernel.emit(VectorOp::Permute32 { to, from: running, lanes });
            self.join(kernel, running, to);
            half /= 2;
        }
    }

    /// Joins registers by halves into the first.
    pub fn fold_registers(&self, kernel: &mut KernelBuilder, partials: &[Register]) {
        let mut half = partials.len().next_power_of_two() / 2;
        while half > 0 {
            for (index, &other) in partials.iter().enumerate().skip(half).take(half) {
                self.join(kernel, partials[index - half], other);
            }
            half /= 2;
        }
    }

    /// The accumulator, from the joined elements as they are stored.
    pub fn finish(&self, kernel: &mut KernelBuilder, joined: Register, count: usize) -> Register {
        match self.kind {
            Kind::Magnitude => joined,
            // The verifier has bounded the product of 255 and the number of elements.
            Kind::Elements(Reduction::Sum) => centre(kernel, joined, self.dtype, self.zero_point.wrapping_mul(count as i32)),
            Kind::Elements(_) => centre(kernel, joined, self.dtype, self.zero_point),
        }
    }
}
