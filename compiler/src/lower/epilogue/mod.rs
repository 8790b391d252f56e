//! An epilogue becomes vector operations.
//!
//! In: the epilogue of a node, and where its accumulators and channels are. Out: operands bound to buffers, steps on registers, results in
//! memory. It never knows which accumulation stands before it, nor how loops run around it.
//!
//! * here operands and steps · `ends` rounding, packing, stores

mod ends;

pub use ends::clamp_bytes;

use super::arithmetic::{Number, Registers};
use super::builder::{KernelBuilder, Place};
use super::centre;
use super::program::{CallBuilder, ProgramBuilder};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Comparison, DType, Element, End, Epilogue, Graph, Node, Operand, Step, TABLE_ENTRIES, TensorData, ValueId};
use crate::loop_ir::{Access, Argument, Base, BinaryOp, BufferId, CounterId, LoadForm, Register, RegisterKind, UnaryOp, VectorOp};
use crate::numerics::{
    FLOAT_BITS, FLOAT_BITS_VALUE, elu_sequence, has_quotient, largest_dividend, quotient, quotient_factors, quotient_steps, reciprocal, sequence,
};
use crate::plan::{OperandLoading, Placement, Plan, WindowOrder};
use ends::clamp_f32;

/// Entries of padding behind packed per-channel arrays, so that whole vectors may be read at the last channel.
const ARRAY_PADDING: usize = 64;

/// Operands that stay in registers for a whole kernel. Those beyond are read where they are used, so that a long epilogue takes no more
/// registers than a short one.
const MOST_PRELOADED: usize = 8;

/// How channels lie in the registers that an epilogue works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelAxis {
    /// Across the lanes of consecutive registers.
    Lanes(WindowOrder),
    /// Across the lanes in the blocked order, of so many pixels side by side as if they were one, `pitch` channels (gaps included) each.
    SideBySide { pixels: usize, pitch: usize },
    /// Every lane belongs to the same channel.
    Uniform,
}

/// An operand with the buffer that holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Bound {
    Constant(f32),
    /// One f32 for everything.
    Scalar(BufferId),
    /// One f32 for each channel; `padded` arrays may be read beyond the last channel.
    PerChannel {
        buffer: BufferId,
        padded: bool,
    },
    /// The integer of an entry of [`EpilogueCode::elementwise`] without `zero_point`; if `affine`, times the operand that follows, plus
    /// the one after.
    Elementwise {
        index: usize,
        zero_point: i32,
        affine: bool,
    },
}

/// A tensor that is read element by element, and how its numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elementwise {
    pub buffer: BufferId,
    pub value: ValueId,
    pub dtype: DType,
}

/// Where the channels of a group of registers are: channel `offset + Σ counter · stride` and on.
#[derive(Debug, Clone, Default)]
pub struct ChannelPosition {
    pub terms: Vec<(CounterId, usize)>,
    pub offset: usize,
    /// Channels that exist from there; lanes beyond are not used.
    pub valid: usize,
}

impl ChannelPosition {
    pub fn new(valid: usize) -> Self {
        Self { terms: Vec::new(), offset: 0, valid }
    }

    pub fn along(mut self, counter: Option<CounterId>, channels: usize) -> Self {
        self.terms.extend(counter.map(|c| (c, channels)));
        self
    }

    /// The place of this channel in a buffer with `bytes` for each channel.
    pub fn place(&self, buffer: BufferId, bytes: usize) -> Place {
        let mut place = Place::start(buffer).plus(self.offset * bytes);
        for &(counter, channels) in &self.terms {
            place = place.along(Some(counter), channels * bytes);
        }
        place
    }
}

/// Operands in registers: for each operand of the epilogue, in order, one register for each vector (or one for all); none for those that are
/// read element by element.
pub type Hoisted = Vec<Vec<Register>>;

/// An epilogue bound to the buffers of one kernel.
#[derive(Debug)]
pub struct EpilogueCode<'a> {
    epilogue: &'a Epilogue,
    /// In the order of [`Step::operands`], the two numbers of an affine operand behind it.
    operands: Vec<Bound>,
    /// Residuals and other tensors of the output's shape, each once.
    pub elementwise: Vec<Elementwise>,
    /// One for each lookup, in order.
    tables: Vec<BufferId>,
    axis: ChannelAxis,
    /// The rounded result may not fit in 32 bits, so it is clamped before rounding.
    clamp_first: bool,
    /// Accumulators are the bits of floats 2²³ + x: the operand −2²³ · m beside the multiplier m.
    float_bits: Option<usize>,
    /// Operands that are the same for every channel, where they were read ahead of the loops.
    preloaded: Vec<Option<Register>>,
}

/// What binding needs to know beside the epilogue.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub axis: ChannelAxis,
    /// First channel of the call.
    pub first_channel: usize,
    /// Taps inside the image at the positions of this call.
    pub valid_taps: usize,
    /// Interval analysis has shown that rounding cannot overflow.
    pub rounding_fits: bool,
}

impl<'a> EpilogueCode<'a> {
    /// Adds a buffer for each operand that lies in memory. Arguments of tensors that are read element by element point at the start of
    /// their value plus `element_offset(value)` bytes.
    pub fn bind(
        graph: &Graph,
        plan: &Plan,
        node: &'a Node,
        binding: Binding,
        call: &mut CallBuilder,
        program: &mut ProgramBuilder,
        mut element_offset: impl FnMut(ValueId) -> Result<usize>,
    ) -> Result<Self> {
        let epilogue = node.epilogue.as_ref().ok_or_else(|| Diagnostic::error(Code::Invalid, format!("a {} node has no epilogue", node.op.name())))?;
        let mut code = Self {
            epilogue,
            operands: Vec::new(),
            elementwise: Vec::new(),
            tables: Vec::new(),
            axis: binding.axis,
            clamp_first: !binding.rounding_fits,
            float_bits: None,
            preloaded: Vec::new(),
        };
        for (index_of_step, step) in epilogue.steps.iter().enumerate() {
            if let Some(id) = step.table() {
                let entries = graph.table(id).ok_or_else(|| Diagnostic::error(Code::Invalid, "a lookup needs a constant table").at(&graph.value(id).name))?;
                let constant = program.constant(graph.value(id).name.clone(), entries.iter().flat_map(|x| x.to_le_bytes()).collect());
                code.tables.push(call.buffer("table", Access::Read, Argument::at(Base::Constant(constant), 0)));
            }
            for operand in step.operands() {
                let index = match operand.element() {
                    None => 0,
                    Some(element) => match code.elementwise.iter().position(|known| known.value == element.value) {
                        Some(index) => index,
                        None => {
                            let mut argument = program.locate(graph, plan, element.value);
                            argument.offset += element_offset(element.value)?;
                            let name = if matches!(step, Step::Residual { .. }) { "residual" } else { "elementwise" };
                            let buffer = call.buffer(name, Access::Read, argument);
                            code.elementwise.push(Elementwise { buffer, value: element.value, dtype: graph.ty(element.value).dtype });
                            code.elementwise.len() - 1
                        }
                    },
                };
                match operand {
                    Operand::Constant(divisor) if code.divides_by_products(index_of_step, divisor) => {
                        code.operands.extend(quotient_factors(divisor).map(Bound::Constant));
                    }
                    Operand::Constant(value) => code.operands.push(Bound::Constant(value)),
                    Operand::ValidTaps => code.operands.push(Bound::Constant(binding.valid_taps as f32)),
                    Operand::ReciprocalTaps => code.operands.push(Bound::Constant(reciprocal(binding.valid_taps as f32))),
                    Operand::Value(id) => code.operands.push(bind_value(graph, plan, id, binding, call, program)?),
                    Operand::Elementwise(Element { zero_point, .. }) => code.operands.push(Bound::Elementwise { index, zero_point, affine: false }),
                    Operand::Affine { element: Element { zero_point, .. }, multiplier, addend } => {
                        code.operands.push(Bound::Elementwise { index, zero_point, affine: true });
                        code.operands.extend([multiplier, addend].map(Bound::Constant));
                    }
                }
            }
        }
        Ok(code)
    }

    /// From here on accumulators start [`FLOAT_BITS`] above their value, which [`accumulates_float_bits`](crate::numerics::accumulates_float_bits)
    /// has allowed: one operation converts and multiplies.
    pub fn take_float_bits(&mut self, graph: &Graph, binding: Binding, call: &mut CallBuilder, program: &mut ProgramBuilder) {
        let offset = |m: f32| -m * FLOAT_BITS_VALUE;
        let bound = match (&self.epilogue.steps[..], self.operands.first()) {
            ([Step::Convert, Step::Multiply(Operand::Value(id)), ..], Some(Bound::PerChannel { .. })) => match graph.constant(*id) {
                Some(TensorData::F32(data)) => {
                    let data: Vec<f32> = data.iter().map(|&m| offset(m)).collect();
                    bind_channels(format!("{} offset", graph.value(*id).name), &data, binding, call, program)
                }
                _ => return,
            },
            ([Step::Convert, Step::Multiply(_), ..], Some(&Bound::Constant(m))) => Bound::Constant(offset(m)),
            _ => return,
        };
        self.float_bits = Some(self.operands.len());
        self.operands.push(bound);
    }

    /// What accumulators start with beside their bias.
    pub fn start(&self) -> i32 {
        if self.float_bits.is_some() { FLOAT_BITS } else { 0 }
    }

    /// Reads the first operands that are the same for every channel, once for all loops that follow.
    pub fn preload(&mut self, kernel: &mut KernelBuilder) {
        self.preloaded = vec![None; self.operands.len()];
        let single = (0..self.operands.len()).filter(|&index| matches!(self.operands[index], Bound::Constant(_) | Bound::Scalar(_)));
        for index in single.take(MOST_PRELOADED).collect::<Vec<_>>() {
            self.preloaded[index] = Some(self.read(kernel, index, &ChannelPosition::default(), 0));
        }
    }

    /// Reads every operand into registers, for `vectors` vectors from `channels` on.
    pub fn hoist(&self, kernel: &mut KernelBuilder, channels: &ChannelPosition, vectors: usize) -> Hoisted {
        (0..self.operands.len())
            .map(|index| match self.operands[index] {
                Bound::Elementwise { .. } => Vec::new(),
                Bound::PerChannel { .. } if self.axis != ChannelAxis::Uniform => {
                    (0..vectors).map(|vector| self.read(kernel, index, channels, vector)).collect()
                }
                _ => vec![self.read(kernel, index, channels, 0)],
            })
            .collect()
    }

    /// Reads the operands of one vector, for [`EpilogueCode::steps`] of that vector alone.
    pub fn hoist_vector(&self, kernel: &mut KernelBuilder, channels: &ChannelPosition, vector: usize) -> Hoisted {
        (0..self.operands.len())
            .map(|index| match self.operands[index] {
                Bound::Elementwise { .. } => Vec::new(),
                _ => vec![self.read(kernel, index, channels, vector)],
            })
            .collect()
    }

    /// `hoist`, if that is the plan.
    pub fn prepare(&self, kernel: &mut KernelBuilder, loading: OperandLoading, channels: &ChannelPosition, vectors: usize) -> Option<Hoisted> {
        match loading {
            OperandLoading::Hoisted => Some(self.hoist(kernel, channels, vectors)),
            OperandLoading::Reloaded => None,
        }
    }

    fn read(&self, kernel: &mut KernelBuilder, index: usize, channels: &ChannelPosition, vector: usize) -> Register {
        let lanes = kernel.lanes();
        if let Some(Some(register)) = self.preloaded.get(index) {
            return *register;
        }
        match self.operands[index] {
            Bound::Constant(value) => kernel.splat_f32(value),
            Bound::Scalar(buffer) => kernel.load(RegisterKind::F32, LoadForm::Broadcast4, &Place::start(buffer), lanes),
            Bound::PerChannel { buffer, padded } => match self.axis {
                ChannelAxis::Uniform => kernel.load(RegisterKind::F32, LoadForm::Broadcast4, &channels.place(buffer, 4), lanes),
                ChannelAxis::Lanes(_) | ChannelAxis::SideBySide { .. } => {
                    let place = channels.place(buffer, 4).plus(vector * lanes * 4);
                    let count = if padded { lanes } else { (channels.valid - vector * lanes).min(lanes) };
                    kernel.load(RegisterKind::F32, LoadForm::Full, &place, count)
                }
            },
            Bound::Elementwise { .. } => unreachable!("read where it is used, by the family that knows its place"),
        }
    }

    /// Raw lanes of a tensor become f32(q − z).
    fn number(&self, kernel: &mut KernelBuilder, index: usize, zero_point: i32, raw: Register) -> Register {
        let dtype = self.elementwise[index].dtype;
        if dtype == DType::F32 {
            return raw;
        }
        let centred = centre(kernel, raw, dtype, zero_point);
        kernel.unary(UnaryOp::ConvertF32, RegisterKind::F32, centred)
    }

    /// Whether a step is a division by a constant that products can stand for: nothing but a rounded integer depends on the quotient, so that what
    /// is far below one half does not count.
    fn divides_by_products(&self, step: usize, divisor: f32) -> bool {
        let steps = &self.epilogue.steps;
        let keeps = |step: &Step| match step {
            // Integers: what is added to the smallest of quotients is all that is left of the sum. (A minimum with NaN is not the lowest number.)
            Step::Add(Operand::Constant(c)) | Step::Maximum(Operand::Constant(c)) => c.fract() == 0.0,
            _ => false,
        };
        let rounds = |step: &Step| matches!(step, Step::Narrow { .. });
        let rest = &steps[step + 1..];
        let until = rest.iter().position(rounds);
        let saturates = until.is_some() || matches!(self.epilogue.end, End::Saturate { .. });
        matches!(steps[step], Step::Divide(_)) && divisor > 0.0 && has_quotient(divisor) && saturates && rest[..until.unwrap_or(rest.len())].iter().all(keeps)
    }

    /// `y / divisor` by products. Numbers that may be too large are brought into range first, NaN with them, where saturation does not tell the
    /// difference.
    fn quotient(&self, kernel: &mut KernelBuilder, mut y: Register, divisor: f32, factors: [Register; 2]) -> Register {
        if self.clamp_first {
            let largest = largest_dividend(divisor);
            let low = kernel.splat_f32(-largest);
            y = kernel.binary(BinaryOp::MaxF32, RegisterKind::F32, y, low);
            let high = kernel.splat_f32(largest);
            y = kernel.binary(BinaryOp::MinF32, RegisterKind::F32, y, high);
        }
        let mut registers = Registers(kernel);
        let quotient = quotient(&mut registers, Number::Register(y), factors.map(Number::Register), quotient_steps(divisor));
        registers.place(quotient)
    }

    /// Runs the steps on one register. `vector` counts registers from the group's first channel; `element(kernel, index)` reads
    /// the elements of that entry of `elementwise` as they are stored: i32 lanes (bytes, s32) or f32 lanes.
    pub fn steps(
        &self,
        kernel: &mut KernelBuilder,
        accumulator: Register,
        vector: usize,
        channels: &ChannelPosition,
        hoisted: Option<&Hoisted>,
        mut element: impl FnMut(&mut KernelBuilder, usize) -> Register,
    ) -> Register {
        use RegisterKind::F32;
        let mut next_operand = 0;
        let mut next = || {
            next_operand += 1;
            next_operand - 1
        };
        let in_register = |kernel: &mut KernelBuilder, index: usize| match hoisted {
            Some(registers) => *registers[index].get(vector).unwrap_or(&registers[index][0]),
            None => self.read(kernel, index, channels, vector),
        };
        let mut operand = |kernel: &mut KernelBuilder| {
            let operand = next();
            let Bound::Elementwise { index, zero_point, affine } = self.operands[operand] else { return in_register(kernel, operand) };
            let raw = element(kernel, index);
            let number = self.number(kernel, index, zero_point, raw);
            if !affine {
                return number;
            }
            let multiplier = in_register(kernel, next());
            let addend = in_register(kernel, next());
            fma(kernel, number, multiplier, addend)
        };
        let mut tables = self.tables.iter();
        let mut y = accumulator;
        let mut steps = &self.epilogue.steps[..];
        if let Some(offset) = self.float_bits {
            let m = operand(kernel);
            let offset = in_register(kernel, offset);
            let bits = kernel.unary(UnaryOp::Copy, F32, y);
            y = fma(kernel, bits, m, offset);
            steps = &steps[2..];
        }
        let skipped = self.epilogue.steps.len() - steps.len();
        for (index, step) in steps.iter().enumerate() {
            y = match step {
                Step::Divide(Operand::Constant(divisor)) if self.divides_by_products(skipped + index, *divisor) => {
                    let factors = [operand(kernel), operand(kernel)];
                    self.quotient(kernel, y, *divisor, factors)
                }
                Step::Convert => kernel.unary(UnaryOp::ConvertF32, F32, y),
                Step::Multiply(_) => simple(kernel, BinaryOp::MulF32, y, &mut operand),
                Step::Divide(_) => simple(kernel, BinaryOp::DivF32, y, &mut operand),
                Step::Add(_) => simple(kernel, BinaryOp::AddF32, y, &mut operand),
                Step::Maximum(_) => simple(kernel, BinaryOp::MaxF32, y, &mut operand),
                Step::Minimum(_) => simple(kernel, BinaryOp::MinF32, y, &mut operand),
                Step::MultiplyAdd(..) => {
                    let m = operand(kernel);
                    let b = operand(kernel);
                    fma(kernel, y, m, b)
                }
                Step::Residual { .. } => {
                    let r = operand(kernel);
                    let m = operand(kernel);
                    fma(kernel, r, m, y)
                }
                Step::LeakyRelu { .. } => {
                    let scaled = simple(kernel, BinaryOp::MulF32, y, &mut operand);
                    let to = kernel.register(F32);
                    kernel.emit(VectorOp::SelectPositive { to, condition: y, a: y, b: scaled });
                    to
                }
                Step::Subtract(_) => simple(kernel, BinaryOp::SubF32, y, &mut operand),
                Step::DivideInto(_) => {
                    let a = operand(kernel);
                    kernel.binary(BinaryOp::DivF32, F32, a, y)
                }
                Step::Elu { .. } => {
                    let alpha = operand(kernel);
                    let mut registers = Registers(kernel);
                    let y = elu_sequence(&mut registers, Number::Register(y), Number::Register(alpha));
                    registers.place(y)
                }
                Step::Apply(function) => {
                    let mut registers = Registers(kernel);
                    let y = sequence(&mut registers, *function, Number::Register(y));
                    registers.place(y)
                }
                Step::Compare(comparison, _) => {
                    let a = operand(kernel);
                    compare(kernel, y, *comparison, a)
                }
                Step::Where { .. } => {
                    let c = operand(kernel);
                    let zero = kernel.splat_f32(0.0);
                    let condition = kernel.binary(BinaryOp::NotEqualF32, F32, c, zero);
                    let b = operand(kernel);
                    let to = kernel.register(F32);
                    kernel.emit(VectorOp::SelectPositive { to, condition, a: y, b });
                    to
                }
                Step::Lookup(_) => {
                    let index = clamp_f32(kernel, y, 0, TABLE_ENTRIES as i32 - 1);
                    let index = kernel.unary(UnaryOp::RoundI32, RegisterKind::I32, index);
                    kernel.lookup_words(F32, *tables.next().expect("bound for each lookup"), index)
                }
                Step::Narrow { lo, hi } => {
                    let clamped = clamp_f32(kernel, y, *lo, *hi);
                    let rounded = kernel.unary(UnaryOp::RoundI32, RegisterKind::I32, clamped);
                    kernel.unary(UnaryOp::ConvertF32, F32, rounded)
                }
            };
        }
        y
    }
}

fn simple(kernel: &mut KernelBuilder, op: BinaryOp, y: Register, operand: &mut impl FnMut(&mut KernelBuilder) -> Register) -> Register {
    let b = operand(kernel);
    kernel.binary(op, RegisterKind::F32, y, b)
}

fn compare(kernel: &mut KernelBuilder, y: Register, comparison: Comparison, a: Register) -> Register {
    let (op, left, right) = match comparison {
        Comparison::Equal => (BinaryOp::EqualF32, y, a),
        Comparison::NotEqual => (BinaryOp::NotEqualF32, y, a),
        Comparison::Less => (BinaryOp::LessF32, y, a),
        Comparison::LessOrEqual => (BinaryOp::LessOrEqualF32, y, a),
        Comparison::Greater => (BinaryOp::LessF32, a, y),
        Comparison::GreaterOrEqual => (BinaryOp::LessOrEqualF32, a, y),
    };
    kernel.binary(op, RegisterKind::F32, left, right)
}

fn fma(kernel: &mut KernelBuilder, a: Register, b: Register, c: Register) -> Register {
    let to = kernel.register(RegisterKind::F32);
    kernel.emit(VectorOp::Fma { to, a, b: crate::loop_ir::Source::Register(b), c });
    to
}

fn bind_value(graph: &Graph, plan: &Plan, id: ValueId, binding: Binding, call: &mut CallBuilder, program: &mut ProgramBuilder) -> Result<Bound> {
    let name = &graph.value(id).name;
    match (graph.ty(id).shape.rank(), graph.constant(id)) {
        (0, Some(TensorData::F32(data))) => Ok(Bound::Constant(data[0])),
        (0, None) => {
            let argument = program.locate(graph, plan, id);
            Ok(Bound::Scalar(call.buffer("scalar", Access::Read, argument)))
        }
        (1, Some(TensorData::F32(data))) => Ok(bind_channels(name.clone(), data, binding, call, program)),
        (1, None) => {
            if !matches!(binding.axis, ChannelAxis::Uniform | ChannelAxis::Lanes(WindowOrder::Linear)) {
                return Err(Diagnostic::error(Code::Invalid, "a run-time array cannot follow the blocked channel order").at(name.clone()));
            }
            let mut argument = program.locate(graph, plan, id);
            debug_assert!(plan.value(id).placement != Placement::Constant);
            argument.offset += binding.first_channel * 4;
            Ok(Bound::PerChannel { buffer: call.buffer("per_channel", Access::Read, argument), padded: false })
        }
        _ => {
            Err(Diagnostic::error(Code::Invalid, format!("an epilogue operand of type {} is neither a scalar nor a vector of f32", graph.ty(id)))
                .at(name.clone()))
        }
    }
}

/// A constant f32 for each channel.
fn bind_channels(name: String, data: &[f32], binding: Binding, call: &mut CallBuilder, program: &mut ProgramBuilder) -> Bound {
    let constant = program.constant(name, binding.axis.pack(data, call.kernel.lanes()).iter().flat_map(|x| x.to_le_bytes()).collect());
    let argument = Argument::at(Base::Constant(constant), binding.first_channel * 4);
    Bound::PerChannel { buffer: call.buffer("per_channel", Access::Read, argument), padded: true }
}

impl ChannelAxis {
    /// A per-channel array in register order, padded with zeros.
    pub fn pack<T: Copy + Default>(self, data: &[T], lanes: usize) -> Vec<T> {
        match self {
            ChannelAxis::Lanes(order) => pack_channels(data, order, lanes),
            ChannelAxis::Uniform => pack_channels(data, WindowOrder::Linear, lanes),
            ChannelAxis::SideBySide { pixels, pitch } => {
                let repeated: Vec<T> = (0..pixels * pitch).map(|i| data.get(i % pitch).copied().unwrap_or_default()).collect();
                pack_channels(&repeated, WindowOrder::Blocked, lanes)
            }
        }
    }
}

/// A per-channel array in register order, padded with zeros.
pub fn pack_channels<T: Copy + Default>(data: &[T], order: WindowOrder, lanes: usize) -> Vec<T> {
    let group = 4 * lanes;
    let padded = match order {
        WindowOrder::Linear => packed_channels(data.len()),
        WindowOrder::Blocked => data.len().next_multiple_of(group),
    };
    (0..padded).map(|i| data.get(i / group * group + channel_of(i % group, order, lanes)).copied().unwrap_or_default()).collect()
}

/// Entries of an array of so many channels after [`pack_channels`] in the linear order.
pub fn packed_channels(channels: usize) -> usize {
    channels + ARRAY_PADDING
}

/// The channel (within a group of four registers) that sits at lane `position` counted through the registers.
pub fn channel_of(position: usize, order: WindowOrder, lanes: usize) -> usize {
    match order {
        WindowOrder::Linear => position,
        WindowOrder::Blocked => {
            let (register, lane) = (position / lanes, position % lanes);
            lane / 4 * 16 + register * 4 + lane % 4
        }
    }
}
