//! Epilogues: what happens to an accumulator before it is stored, as data.
//!
//! An epilogue is an ordered list of [`Step`]s and exactly one [`End`]. The list is the whole law of a fused node: a frontend writes
//! down what its framework computes, `numerics` defines each step once, and reference interpreter, loop IR and machine code obey.
//! Each step rounds once, to nearest even, to f32. The accumulator is an exact s32 (integer nodes) or an f32 (float nodes); on an
//! s32 the first step is [`Step::Convert`], unless there is no step at all.
//!
//! Text: ` | cvt | mul %conv0.multiplier | max 0.0 | sat z=0 [0, 255]`.

use super::ValueId;

/// Entries of a [`Step::Lookup`] table: one for each byte.
pub const TABLE_ENTRIES: usize = 256;

/// The element of a tensor at the same place, as a number: f32(q − `zero_point`), or the f32 itself.
///
/// The zero point is mostly that of the tensor's type, which [`super::Graph::element`] takes from there. Another one is for arithmetic
/// that reads stored integers as they are: it is at most 255 away from the integers of a byte type, and 0 for f32 and s32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    pub value: ValueId,
    pub zero_point: i32,
}

/// The right-hand side of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operand {
    /// The same number for every element.
    Constant(f32),
    /// An f32 value of the graph: rank 0 is a scalar (perhaps known at run time only), rank 1 has one element for each channel
    /// (axis 1 of the node's output).
    Value(ValueId),
    /// The element of a tensor that has the shape of the node's output.
    Elementwise(Element),
    /// The same element e as e · multiplier + addend, rounded once.
    Affine { element: Element, multiplier: f32, addend: f32 },
    /// Number of window taps inside the image at this output position; legal in pooling nodes only.
    ValidTaps,
    /// One divided by that number, rounded to f32: what engines multiply by that avoid a division. Legal in pooling nodes only.
    ReciprocalTaps,
}

impl Operand {
    /// What is read element by element.
    pub fn element(&self) -> Option<Element> {
        match *self {
            Operand::Elementwise(element) | Operand::Affine { element, .. } => Some(element),
            Operand::Constant(_) | Operand::Value(_) | Operand::ValidTaps | Operand::ReciprocalTaps => None,
        }
    }

    fn value(&self) -> Option<ValueId> {
        match *self {
            Operand::Value(value) => Some(value),
            _ => self.element().map(|element| element.value),
        }
    }
}

/// How two numbers compare. Every comparison with NaN is false but `NotEqual`, which is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub const ALL: [Self; 6] =
        [Comparison::Equal, Comparison::NotEqual, Comparison::Less, Comparison::LessOrEqual, Comparison::Greater, Comparison::GreaterOrEqual];

    /// The word in the text format.
    pub fn name(self) -> &'static str {
        match self {
            Comparison::Equal => "eq",
            Comparison::NotEqual => "ne",
            Comparison::Less => "lt",
            Comparison::LessOrEqual => "le",
            Comparison::Greater => "gt",
            Comparison::GreaterOrEqual => "ge",
        }
    }
}

/// A function of one number. `numerics::function` defines each as a fixed sequence of rounded operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    Absolute,
    SquareRoot,
    Floor,
    Ceiling,
    /// To the nearest integer, ties to even.
    Round,
    /// Toward zero.
    Truncate,
    Exponential,
    /// Natural logarithm.
    Logarithm,
    HyperbolicTangent,
    /// 1 / (1 + e⁻ʸ)
    Logistic,
    /// ln(1 + eʸ)
    Softplus,
    /// The error function.
    Error,
    /// y · (1 + erf(y / √2)) / 2
    Gelu,
}

impl Function {
    pub const ALL: [Self; 13] = [
        Function::Absolute,
        Function::SquareRoot,
        Function::Floor,
        Function::Ceiling,
        Function::Round,
        Function::Truncate,
        Function::Exponential,
        Function::Logarithm,
        Function::HyperbolicTangent,
        Function::Logistic,
        Function::Softplus,
        Function::Error,
        Function::Gelu,
    ];

    /// The word in the text format.
    pub fn name(self) -> &'static str {
        match self {
            Function::Absolute => "abs",
            Function::SquareRoot => "sqrt",
            Function::Floor => "floor",
            Function::Ceiling => "ceil",
            Function::Round => "round",
            Function::Truncate => "trunc",
            Function::Exponential => "exp",
            Function::Logarithm => "log",
            Function::HyperbolicTangent => "tanh",
            Function::Logistic => "logistic",
            Function::Softplus => "softplus",
            Function::Error => "erf",
            Function::Gelu => "gelu",
        }
    }
}

/// One step; `y` is the running f32 value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// `cvt`: s32 accumulator to f32.
    Convert,
    /// `mul m`: y · m
    Multiply(Operand),
    /// `div d`: y / d
    Divide(Operand),
    /// `add b`: y + b
    Add(Operand),
    /// `sub b`: y − b
    Subtract(Operand),
    /// `rdiv a`: a / y
    DivideInto(Operand),
    /// `fma m, b`: y · m + b, rounded once
    MultiplyAdd(Operand, Operand),
    /// `residual %r, m`: (r − z) · m + y, rounded once. `r` has the shape of the output.
    Residual { element: Element, multiplier: Operand },
    /// `max a`: the larger of y and a; NaN becomes a
    Maximum(Operand),
    /// `min a`: the smaller of y and a; NaN becomes a
    Minimum(Operand),
    /// `leaky s`: y > 0 ? y : y · s
    LeakyRelu { slope: Operand },
    /// `elu a`: y > 0 ? y : (eʸ − 1) · a
    Elu { alpha: Operand },
    /// `eq a`, `lt a` …: 1 where y compares so with a, else 0
    Compare(Comparison, Operand),
    /// `where c, b`: c ≠ 0 ? y : b (NaN is not 0)
    Where { condition: Operand, otherwise: Operand },
    /// `exp`, `sqrt` …
    Apply(Function),
    /// `narrow [lo, hi]`: round to the nearest even integer, saturate, continue as f32 (an intermediate requantization)
    Narrow { lo: i32, hi: i32 },
    /// `lookup %t`: t[clamp(rne(y), 0, 255)], entry 0 for NaN. `t` is an f32 constant of rank 1 with [`TABLE_ENTRIES`] elements.
    Lookup(ValueId),
}

/// What a step reads a graph value as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepUse {
    /// A tensor of the output's shape, element by element.
    Elementwise,
    /// A scalar, or one number for each channel.
    Operand,
    /// The entries of a lookup.
    Table,
}

impl Step {
    /// The word in the text format.
    pub fn name(&self) -> &'static str {
        match self {
            Step::Convert => "cvt",
            Step::Multiply(_) => "mul",
            Step::Divide(_) => "div",
            Step::DivideInto(_) => "rdiv",
            Step::Add(_) => "add",
            Step::Subtract(_) => "sub",
            Step::MultiplyAdd(..) => "fma",
            Step::Residual { .. } => "residual",
            Step::Maximum(_) => "max",
            Step::Minimum(_) => "min",
            Step::LeakyRelu { .. } => "leaky",
            Step::Elu { .. } => "elu",
            Step::Compare(comparison, _) => comparison.name(),
            Step::Where { .. } => "where",
            Step::Apply(function) => function.name(),
            Step::Narrow { .. } => "narrow",
            Step::Lookup(_) => "lookup",
        }
    }

    /// The same step with every graph value replaced; elements keep their zero points.
    pub fn map_values(&self, mut map: impl FnMut(StepUse, ValueId) -> ValueId) -> Self {
        self.map_reads(|used, read| Element { value: map(used, read.value), ..read })
    }

    /// The same step with everything replaced that it reads element by element.
    pub fn map_elements(&self, mut map: impl FnMut(Element) -> Element) -> Self {
        self.map_reads(|used, read| if used == StepUse::Elementwise { map(read) } else { read })
    }

    /// The same step with everything that it reads replaced; what is no element has zero point 0 here.
    fn map_reads(&self, mut map: impl FnMut(StepUse, Element) -> Element) -> Self {
        // A closure would keep `map` borrowed where the residual needs it too.
        macro_rules! operand {
            ($o:expr) => {
                match $o {
                    Operand::Value(value) => Operand::Value(map(StepUse::Operand, Element { value, zero_point: 0 }).value),
                    Operand::Elementwise(element) => Operand::Elementwise(map(StepUse::Elementwise, element)),
                    Operand::Affine { element, multiplier, addend } => Operand::Affine { element: map(StepUse::Elementwise, element), multiplier, addend },
                    other @ (Operand::Constant(_) | Operand::ValidTaps | Operand::ReciprocalTaps) => other,
                }
            };
        }
        match *self {
            Step::Convert => Step::Convert,
            Step::Multiply(o) => Step::Multiply(operand!(o)),
            Step::Divide(o) => Step::Divide(operand!(o)),
            Step::Add(o) => Step::Add(operand!(o)),
            Step::MultiplyAdd(m, b) => Step::MultiplyAdd(operand!(m), operand!(b)),
            Step::Residual { element, multiplier } => Step::Residual { element: map(StepUse::Elementwise, element), multiplier: operand!(multiplier) },
            Step::Subtract(o) => Step::Subtract(operand!(o)),
            Step::DivideInto(o) => Step::DivideInto(operand!(o)),
            Step::Elu { alpha } => Step::Elu { alpha: operand!(alpha) },
            Step::Compare(comparison, o) => Step::Compare(comparison, operand!(o)),
            Step::Where { condition, otherwise } => Step::Where { condition: operand!(condition), otherwise: operand!(otherwise) },
            Step::Apply(function) => Step::Apply(function),
            Step::Maximum(o) => Step::Maximum(operand!(o)),
            Step::Minimum(o) => Step::Minimum(operand!(o)),
            Step::LeakyRelu { slope } => Step::LeakyRelu { slope: operand!(slope) },
            Step::Narrow { lo, hi } => Step::Narrow { lo, hi },
            Step::Lookup(value) => Step::Lookup(map(StepUse::Table, Element { value, zero_point: 0 }).value),
        }
    }

    /// The table of a lookup.
    pub fn table(&self) -> Option<ValueId> {
        match *self {
            Step::Lookup(table) => Some(table),
            _ => None,
        }
    }

    /// Every number that the step computes with, in order; a residual tensor is an elementwise operand. A table is none.
    pub fn operands(&self) -> impl Iterator<Item = Operand> + use<> {
        let (first, second) = match *self {
            Step::Convert | Step::Narrow { .. } | Step::Lookup(_) | Step::Apply(_) => (None, None),
            Step::Multiply(o)
            | Step::Divide(o)
            | Step::Add(o)
            | Step::Subtract(o)
            | Step::DivideInto(o)
            | Step::Maximum(o)
            | Step::Minimum(o)
            | Step::LeakyRelu { slope: o }
            | Step::Elu { alpha: o }
            | Step::Compare(_, o) => (Some(o), None),
            Step::Where { condition, otherwise } => (Some(condition), Some(otherwise)),
            Step::Residual { element, multiplier } => (Some(Operand::Elementwise(element)), Some(multiplier)),
            Step::MultiplyAdd(m, b) => (Some(m), Some(b)),
        };
        first.into_iter().chain(second)
    }
}

/// How the result is stored. Bounds are explicit and may be narrower than the type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// `sat z=Z [lo, hi]`: clamp(rne(y) + Z, lo, hi), into u8 or s8. On an s32 accumulator without steps there is nothing to round.
    /// NaN becomes `lo`.
    ///
    /// Z is the integer added after rounding, nothing else. Mostly it is the zero point of the type, which alone says what the stored
    /// integers mean. Where a framework adds the zero point before it rounds, so that ties go to the even stored integer, the steps end with
    /// that sum and Z is 0: `… | add 121.0 | sat z=0 [0, 255]` makes a `u8<…; s=… z=121>`. Z is at most 255 away from the type's integers.
    Saturate { zero_point: i32, lo: i32, hi: i32 },
    /// `f32`: y as it is
    F32,
    /// `s32 [lo, hi]`: clamp(rne(y), lo, hi); on an s32 accumulator without steps clamp(acc, lo, hi). NaN becomes `lo`.
    S32 { lo: i32, hi: i32 },
}

/// Steps and end of a fused node.
#[derive(Debug, Clone, PartialEq)]
pub struct Epilogue {
    pub steps: Vec<Step>,
    pub end: End,
}

impl Epilogue {
    pub fn new(steps: impl Into<Vec<Step>>, end: End) -> Self {
        Self { steps: steps.into(), end }
    }

    /// Every graph value that the epilogue reads, in order, with repetitions.
    pub fn values(&self) -> impl Iterator<Item = ValueId> + '_ {
        self.steps.iter().flat_map(|step| step.operands().filter_map(|operand| operand.value()).chain(step.table()))
    }

    /// The tensors that the steps read element by element, in order, with repetitions.
    pub fn elementwise(&self) -> impl Iterator<Item = ValueId> + '_ {
        self.steps.iter().flat_map(Step::operands).filter_map(|operand| operand.element().map(|element| element.value))
    }

    /// Whether a step is a lookup.
    pub fn looks_up(&self) -> bool {
        self.steps.iter().any(|step| step.table().is_some())
    }

    /// The same epilogue with every graph value replaced.
    pub fn map_values(&self, mut map: impl FnMut(ValueId) -> ValueId) -> Self {
        Self { steps: self.steps.iter().map(|step| step.map_values(|_, id| map(id))).collect(), end: self.end }
    }

    /// The same epilogue with everything replaced that it reads element by element.
    pub fn map_elements(&self, mut map: impl FnMut(Element) -> Element) -> Self {
        Self { steps: self.steps.iter().map(|step| step.map_elements(&mut map)).collect(), end: self.end }
    }
}
