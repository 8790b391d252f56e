//! Operators that move elements or join them along axes, on tensors of rank 1 to 5.

use super::epilogue::Accumulation;
use super::{Generator, Magnitude, shape};
use crate::graph::infer::infer_shape;
use crate::graph::{DType, End, Epilogue, Function, Op, Operand, Reduction, Step, TensorType, ValueId};

impl Generator {
    /// Adds one of them, or a composition that frontends write with them.
    pub(super) fn movement(&mut self) {
        match self.random.below(100) {
            0..16 => self.transpose(),
            16..34 => self.slice(),
            34..46 => self.repeat(),
            46..62 => self.pad(),
            62..76 => self.reduce(),
            76..86 => self.change_rank(),
            _ => self.normalisation(),
        }
    }

    /// An activation of rank 1 or more, and one of its axes.
    fn data_and_axis(&mut self) -> Option<(ValueId, usize)> {
        let data = self.pick_activation(|_| true)?;
        let rank = self.graph.ty(data).shape.rank();
        Some((data, self.random.below(rank)))
    }

    /// A node that only moves elements, unless its result is too large.
    fn moved(&mut self, op: Op, data: ValueId) -> Option<ValueId> {
        let ty = self.graph.ty(data).clone();
        let shape = infer_shape(&op, &[&ty]).expect("the generator draws what fits");
        if shape.volume() > self.limits.volume {
            return None;
        }
        let mut magnitude = self.magnitudes[data.index()];
        if let Op::Pad { value, .. } = op {
            magnitude.bound = magnitude.bound.max(f64::from(value.abs()));
        }
        Some(self.node_value(TensorType { shape, ..ty }, op, vec![data], None, magnitude))
    }

    fn transpose(&mut self) {
        let Some((data, _)) = self.data_and_axis() else { return };
        let rank = self.graph.ty(data).shape.rank();
        let usual: &[[usize; 4]] = &[[0, 2, 3, 1], [0, 3, 1, 2], [0, 1, 3, 2], [1, 0, 2, 3]];
        let permutation = if rank == 4 && self.random.chance(50) {
            self.random.pick(usual).to_vec()
        } else {
            let mut axes: Vec<usize> = (0..rank).collect();
            (1..rank).for_each(|i| axes.swap(i, self.random.below(i + 1)));
            axes
        };
        self.moved(Op::Transpose { permutation }, data);
    }

    fn slice(&mut self) {
        let Some((data, axis)) = self.data_and_axis() else { return };
        let extent = self.graph.ty(data).shape.extents()[axis];
        let (first, last) = (self.random.below(extent), self.random.below(extent));
        let stride = self.random.pick(&[1, 1, 1, 2, 3]);
        let count = first.abs_diff(last) / stride + 1;
        let step = if last >= first { stride as isize } else { -(stride as isize) };
        self.moved(Op::Slice { axis, start: first, step, count }, data);
    }

    fn repeat(&mut self) {
        let Some((data, axis)) = self.data_and_axis() else { return };
        let count = self.random.pick(&[1, 2, 2, 3, 5]);
        self.moved(Op::Repeat { axis, count }, data);
    }

    fn pad(&mut self) {
        let Some((data, axis)) = self.data_and_axis() else { return };
        let (dtype, zero_point) = (self.graph.ty(data).dtype, self.graph.ty(data).zero_point());
        let value = match dtype {
            _ if self.random.chance(40) => 0.0,
            DType::F32 => self.random.float(-4.0, 4.0),
            DType::S32 => self.random.integer(-1000, 1000) as f32,
            DType::U8 => (self.random.integer(0, 255) as i32 - zero_point) as f32,
            DType::S8 => (self.random.integer(-128, 127) as i32 - zero_point) as f32,
        };
        let [before, after, interior] = [(); 3].map(|()| self.random.pick(&[0, 0, 1, 1, 2, 3]));
        self.moved(Op::Pad { axis, before, after, interior, value }, data);
    }

    /// Some axes, at least one, in order.
    fn axes(&mut self, rank: usize) -> Vec<usize> {
        if rank == 4 && self.random.chance(40) {
            return self.random.pick(&[[1, 1], [2, 3], [3, 3]]).into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        }
        let chosen = 1 + self.random.below((1 << rank) - 1);
        (0..rank).filter(|axis| chosen >> axis & 1 == 1).collect()
    }

    fn reduce(&mut self) {
        let Some((data, _)) = self.data_and_axis() else { return };
        let ty = self.graph.ty(data).clone();
        let axes = self.axes(ty.shape.rank());
        let joined: usize = axes.iter().map(|&axis| ty.shape.extents()[axis]).product();
        let mut magnitude = self.magnitudes[data.index()];
        let reduction = match ty.dtype {
            // The sum of two of these may already leave 32 bits.
            DType::S32 => self.random.pick(&[Reduction::Maximum, Reduction::Minimum]),
            _ => self.random.pick(&[Reduction::Sum, Reduction::Sum, Reduction::Maximum, Reduction::Minimum]),
        };
        if reduction == Reduction::Sum {
            magnitude = Magnitude { bound: magnitude.bound * joined as f64, typical: magnitude.typical * (joined as f64).sqrt() };
        }
        let op = Op::Reduce { reduction, axes };
        let output = infer_shape(&op, &[&ty]).expect("the axes are those of the tensor");
        let accumulation = Accumulation { float: ty.dtype == DType::F32, magnitude, shape: output, window: None };
        let (ty, epilogue, magnitude) = self.epilogue(accumulation);
        self.node_value(ty, op, vec![data], Some(epilogue), magnitude);
    }

    /// Joins neighbouring axes or splits one, to any rank up to 5.
    fn change_rank(&mut self) {
        let Some((data, axis)) = self.data_and_axis() else { return };
        let ty = self.graph.ty(data).clone();
        let mut extents = ty.shape.extents().to_vec();
        match self.random.below(5) {
            0 => extents = vec![ty.shape.volume()],
            1 | 2 if extents.len() > 1 => {
                let axis = axis.min(extents.len() - 2);
                let next = extents.remove(axis + 1);
                extents[axis] *= next;
            }
            _ if extents.len() < 5 => {
                let divisors: Vec<usize> = (1..=extents[axis]).filter(|d| extents[axis].is_multiple_of(*d)).collect();
                let inner = self.random.pick(&divisors);
                extents[axis] /= inner;
                extents.insert(axis + 1, inner);
            }
            _ => extents = vec![extents[0], ty.shape.volume() / extents[0]],
        }
        self.node_value(TensorType { shape: shape(&extents), ..ty }, Op::Reshape, vec![data], None, self.magnitudes[data.index()]);
    }

    /// A reduction that is broadcast and meets its data again: softmax, or one minus the largest or smallest.
    fn normalisation(&mut self) {
        let Some(data) = self.pick_activation(|ty| ty.dtype == DType::F32) else { return self.reduce() };
        let ty = self.graph.ty(data).clone();
        let axes = self.axes(ty.shape.rank());
        let of_data = self.magnitudes[data.index()];
        let (float, whole) = (|steps: Vec<Step>| Some(Epilogue::new(steps, End::F32)), ty.shape.clone());
        let reduction = self.random.pick(&[Reduction::Maximum, Reduction::Maximum, Reduction::Minimum]);
        let extreme = self.broadcast_reduction(reduction, &axes, data, of_data);
        let twice = Magnitude { bound: 2.0 * of_data.bound, ..of_data };
        if reduction == Reduction::Minimum || !self.limits.functions {
            let one = self.random.pick(&[1.0, 0.5, -2.0]);
            let steps = vec![self.graph.residual(extreme, Operand::Constant(one))];
            self.node_value(TensorType::plain(DType::F32, whole), Op::Map, vec![data], float(steps), Magnitude { bound: 3.0 * of_data.bound, ..twice });
            return;
        }
        // No less than e⁻²⁰ each, so that the sum is far from 0 even where the largest is not the same number again.
        let steps = vec![Step::Subtract(self.graph.each(extreme)), Step::Maximum(Operand::Constant(-20.0)), Step::Apply(Function::Exponential)];
        let one = Magnitude { bound: 1.0, typical: 0.3 };
        let e = self.node_value(TensorType::plain(DType::F32, whole.clone()), Op::Map, vec![data], float(steps), one);
        let joined: usize = axes.iter().map(|&axis| ty.shape.extents()[axis]).product();
        let sum = self.broadcast_reduction(Reduction::Sum, &axes, e, Magnitude { bound: joined as f64, typical: joined as f64 });
        let steps = vec![Step::Divide(self.graph.each(sum))];
        self.node_value(TensorType::plain(DType::F32, whole), Op::Map, vec![e], float(steps), one);
    }

    /// A reduction of f32 numbers, repeated to the shape that it had.
    fn broadcast_reduction(&mut self, reduction: Reduction, axes: &[usize], data: ValueId, magnitude: Magnitude) -> ValueId {
        let ty = self.graph.ty(data).clone();
        let op = Op::Reduce { reduction, axes: axes.to_vec() };
        let reduced = infer_shape(&op, &[&ty]).expect("the axes are those of the tensor");
        let mut value = self.node_value(TensorType::plain(DType::F32, reduced), op, vec![data], Some(Epilogue::new([], End::F32)), magnitude);
        for &axis in axes {
            let count = ty.shape.extents()[axis];
            value = self.moved(Op::Repeat { axis, count }, value).expect("as large as the data");
        }
        value
    }
}
