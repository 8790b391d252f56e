use super::{Generator, Magnitude};
use crate::graph::{DType, End, Epilogue, ImageShape, Operand, Shape, Step, TensorData, TensorType, Window};

/// What an epilogue begins with.
pub(super) struct Accumulation {
    /// Whether the accumulator is f32.
    pub float: bool,
    pub magnitude: Magnitude,
    /// Shape of the node.
    pub shape: Shape,
    /// Pooling only: the image and the window.
    pub window: Option<(ImageShape, Window)>,
}

/// Floats between nodes stay below this, so that no later sum overflows.
const FLOAT_BOUND: f64 = 1e6;

/// What an integer end rounds stays below this.
const INTEGER_BOUND: f64 = (1u32 << 30) as f64;

impl Generator {
    /// An epilogue for an accumulator, with the type and the magnitude of what it stores.
    pub(super) fn epilogue(&mut self, from: Accumulation) -> (TensorType, Epilogue, Magnitude) {
        let dtype = match self.random.below(100) {
            0..45 => DType::U8,
            45..70 => DType::S8,
            70..88 => DType::F32,
            _ => DType::S32,
        };
        let ty = self.random_type(dtype, from.shape.clone());
        let mut y = from.magnitude;
        let mut steps = Vec::new();
        // Some integers end as they are; the rest is converted.
        let bare = !from.float && dtype != DType::F32 && y.bound < INTEGER_BOUND && self.random.chance(12);
        if !bare {
            if !from.float {
                steps.push(Step::Convert);
            }
            if let Some((image, window)) = &from.window
                && self.random.chance(60)
            {
                steps.push(match self.taps(*image, window, dtype) {
                    Operand::ValidTaps if self.random.chance(40) => Step::Multiply(Operand::ReciprocalTaps),
                    divisor => Step::Divide(divisor),
                });
                y.typical /= ((window.kernel[0] * window.kernel[1]) as f64).sqrt();
            }
            for _ in 0..self.random.pick(&[0, 0, 1, 1, 2, 3]) {
                self.step(&mut steps, &mut y, &from.shape);
            }
            if dtype.bytes() == 1 && (self.random.chance(85) || y.bound > INTEGER_BOUND) {
                self.rescale(&mut steps, &mut y, &from.shape);
            }
            let limit = if dtype == DType::F32 { FLOAT_BOUND } else { INTEGER_BOUND };
            if y.bound > limit {
                steps.extend([Step::Maximum(Operand::Constant(-limit as f32)), Step::Minimum(Operand::Constant(limit as f32))]);
                y = Magnitude { bound: limit, typical: y.typical.min(limit) };
            }
        }
        // What the end adds is not always the zero point: with frameworks that add it before they round it is 0.
        let mut added = ty.zero_point();
        if dtype.bytes() == 1 && self.limits.functions && self.random.chance(20) {
            if !bare && self.random.chance(70) {
                steps.push(Step::Add(Operand::Constant(added as f32)));
                added = 0;
            } else {
                added += self.random.integer(-255, 255) as i32;
            }
        }
        let (end, stored) = self.end(&ty, added, y);
        (ty, Epilogue::new(steps, end), stored)
    }

    /// What an average divides by: the taps inside the image, or all of them. A float must not become 0 / 0, an integer may.
    fn taps(&mut self, image: ImageShape, window: &Window, dtype: DType) -> Operand {
        let empty = window.has_empty_outputs(0, image.height) || window.has_empty_outputs(1, image.width);
        if self.random.chance(60) && !(empty && dtype == DType::F32) {
            Operand::ValidTaps
        } else {
            Operand::Constant((window.kernel[0] * window.kernel[1]) as f32)
        }
    }

    fn step(&mut self, steps: &mut Vec<Step>, y: &mut Magnitude, shape: &Shape) {
        if self.limits.functions && self.random.chance(45) {
            return self.newer_step(steps, y, shape);
        }
        match self.random.below(10) {
            0 => {
                let (operand, m) = self.factor(shape, 1.0);
                steps.push(Step::Multiply(operand));
                *y = y.times(m);
            }
            1 => {
                let (operand, bound) = self.divisor(shape);
                steps.push(Step::Divide(operand));
                *y = y.times(bound);
            }
            2 => {
                let (operand, b) = self.summand(shape, y.typical);
                steps.push(Step::Add(operand));
                *y = y.plus(b);
            }
            3 => {
                let (multiplier, m) = self.factor(shape, 1.0);
                let (summand, b) = self.summand(shape, y.typical * m.typical);
                steps.push(Step::MultiplyAdd(multiplier, summand));
                *y = y.times(m).plus(b);
            }
            4..6 => self.residual(steps, y, shape),
            6 => {
                steps.push(Step::Maximum(Operand::Constant(0.0)));
            }
            7 => {
                let limit = self.random.float(0.5, 2.0) * y.typical as f32;
                steps.push(Step::Minimum(Operand::Constant(limit)));
            }
            8 => {
                let (slope, m) = self.factor(shape, 0.1);
                steps.push(Step::LeakyRelu { slope });
                y.bound = y.bound.max(y.times(m).bound);
            }
            _ => {
                self.rescale(steps, y, shape);
                let (lo, hi) = self.random.pick(&[(-128, 127), (0, 255), (-127, 127)]);
                steps.push(Step::Narrow { lo, hi });
                *y = Magnitude { bound: 255.0, typical: y.typical.min(100.0) };
            }
        }
    }

    fn residual(&mut self, steps: &mut Vec<Step>, y: &mut Magnitude, shape: &Shape) {
        let Some(value) = self.pick_activation(|ty| ty.shape == *shape) else { return };
        let (element, of_value) = self.element(value);
        let (multiplier, m) = self.factor(shape, (y.typical / of_value.typical.max(1e-3)).clamp(1e-6, 1e6) as f32);
        steps.push(Step::Residual { element, multiplier });
        *y = y.plus(of_value.times(m));
    }

    /// Brings what is typical to about half the range of a byte.
    fn rescale(&mut self, steps: &mut Vec<Step>, y: &mut Magnitude, shape: &Shape) {
        let target = f64::from(self.random.float(20.0, 150.0));
        let (operand, m) = self.factor(shape, (target / y.typical.max(1e-3)).clamp(1e-9, 1e9) as f32);
        steps.push(Step::Multiply(operand));
        *y = y.times(m);
    }

    /// A multiplier of about `size`: a constant, one for each channel, or a run-time scalar (where size is 1).
    pub(super) fn factor(&mut self, shape: &Shape, size: f32) -> (Operand, Magnitude) {
        if size == 1.0
            && let Some(&scalar) = self.scalars.last().filter(|_| self.random.chance(30))
        {
            return (Operand::Value(scalar), self.magnitudes[scalar.index()]);
        }
        let sign = self.random.pick(&[1.0, 1.0, 1.0, -1.0]);
        self.constant(shape, sign * size * 0.5, sign * size * 2.0)
    }

    /// A divisor, with the magnitude of its reciprocal.
    fn divisor(&mut self, shape: &Shape) -> (Operand, Magnitude) {
        if let Some(&scalar) = self.scalars.last().filter(|_| self.random.chance(60)) {
            // Scalars are at least 0.001.
            return (Operand::Value(scalar), Magnitude { bound: 1e3, typical: 1.0 / self.magnitudes[scalar.index()].typical });
        }
        (self.constant(shape, 0.5, 8.0).0, Magnitude { bound: 2.0, typical: 0.4 })
    }

    pub(super) fn summand(&mut self, shape: &Shape, size: f64) -> (Operand, Magnitude) {
        let size = size.clamp(1e-3, 1e8) as f32;
        self.constant(shape, -size, size)
    }

    /// A constant of `a..b`, or one for each channel.
    fn constant(&mut self, shape: &Shape, a: f32, b: f32) -> (Operand, Magnitude) {
        let (lo, hi) = (a.min(b), a.max(b));
        let bound = f64::from(lo.abs().max(hi.abs()));
        let magnitude = Magnitude { bound, typical: bound / 1.6 };
        match shape.extents().get(1) {
            Some(&channels) if self.random.chance(50) => {
                let numbers = (0..channels).map(|_| self.random.float(lo, hi)).collect();
                (Operand::Value(self.add_constant("channels", &[channels], TensorData::F32(numbers), bound)), magnitude)
            }
            _ => (Operand::Constant(self.random.float(lo, hi)), magnitude),
        }
    }

    pub(super) fn end(&mut self, ty: &TensorType, added: i32, y: Magnitude) -> (End, Magnitude) {
        let zero_point = ty.zero_point();
        match (ty.dtype, ty.dtype.integer_bounds()) {
            (DType::F32, _) | (_, None) => (End::F32, y),
            (DType::S32, _) => {
                let limit = y.typical.clamp(1.0, INTEGER_BOUND) as i32;
                let (lo, hi) = self.random.pick(&[(i32::MIN, i32::MAX), (i32::MIN, i32::MAX), (0, i32::MAX), (-limit, limit)]);
                (End::S32 { lo, hi }, y)
            }
            (_, Some((least, largest))) => {
                let (lo, hi) = match self.random.below(10) {
                    0..5 => (least, largest),
                    5..8 => (zero_point, largest),
                    8 => (zero_point.max(0), 127.max(zero_point)),
                    _ => {
                        let (a, b) = (self.random.integer(least.into(), largest.into()) as i32, self.random.integer(least.into(), largest.into()) as i32);
                        (a.min(b), a.max(b))
                    }
                };
                (End::Saturate { zero_point: added, lo, hi }, Magnitude { bound: 255.0, typical: y.typical.clamp(1.0, 100.0) })
            }
        }
    }
}

impl Magnitude {
    pub(super) fn times(self, other: Self) -> Self {
        Self { bound: self.bound * other.bound, typical: self.typical * other.typical }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { bound: self.bound + other.bound, typical: self.typical.max(other.typical) }
    }
}
