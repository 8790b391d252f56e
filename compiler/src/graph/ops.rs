//! The operator set: one accumulation each, the rest is epilogue.

use super::ValueId;
use super::epilogue::Epilogue;

/// Sliding-window geometry of a convolution or pooling. Arrays are `[vertical, horizontal]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    pub kernel: [usize; 2],
    pub stride: [usize; 2],
    pub dilation: [usize; 2],
    /// Rows above and columns left of the image.
    pub pad_before: [usize; 2],
    /// Rows below and columns right of the image. May be larger than what the source declares (ceil-mode pooling), so that
    /// the output extent always is `(in + before + after − dilated kernel) / stride + 1`, rounded down.
    pub pad_after: [usize; 2],
}

impl Window {
    /// The largest extent of a kernel, stride, dilation or padding. Keeps every position of a window far from overflow.
    pub const LIMIT: usize = 1 << 20;

    /// Extent of the dilated kernel along `axis`.
    pub fn reach(&self, axis: usize) -> Option<usize> {
        self.kernel[axis].checked_sub(1)?.checked_mul(self.dilation[axis])?.checked_add(1)
    }

    /// Output extent along `axis` for an input extent; `None` where the window does not fit or numbers overflow.
    pub fn output_extent(&self, axis: usize, input: usize) -> Option<usize> {
        let padded = input.checked_add(self.pad_before[axis])?.checked_add(self.pad_after[axis])?;
        Some(padded.checked_sub(self.reach(axis)?)?.checked_div(self.stride[axis])? + 1)
    }

    /// The window whose output extents are rounded up (ceil mode of poolings): more padding behind the image gives the same windows and a
    /// last one that hangs over the edge.
    pub fn rounding_up(mut self, image: [usize; 2]) -> Self {
        for (axis, extent) in image.into_iter().enumerate() {
            let padded = extent.checked_add(self.pad_before[axis]).and_then(|sum| sum.checked_add(self.pad_after[axis]));
            let room = padded.zip(self.reach(axis)).and_then(|(padded, reach)| padded.checked_sub(reach));
            if let Some(rest) = room.and_then(|room| room.checked_rem(self.stride[axis])).filter(|&rest| rest != 0) {
                self.pad_after[axis] += self.stride[axis] - rest;
            }
        }
        self
    }

    /// The taps `first..end` of the kernel that fall inside the image for output coordinate `output` along `axis`.
    pub fn valid_taps(&self, axis: usize, input: usize, output: usize) -> std::ops::Range<usize> {
        let start = (output * self.stride[axis]) as i64 - self.pad_before[axis] as i64;
        let dilation = self.dilation[axis] as i64;
        let first = if start >= 0 { 0 } else { (-start + dilation - 1) / dilation };
        let room = input as i64 - start;
        let end = if room <= 0 { 0 } else { (room + dilation - 1) / dilation };
        let end = end.min(self.kernel[axis] as i64);
        let first = first.min(end);
        first as usize..end as usize
    }

    /// Taps inside the image along `axis`, counted over all outputs: Σ of the lengths of [`Window::valid_taps`].
    pub fn valid_tap_total(&self, axis: usize, input: usize) -> u64 {
        let Some(outputs) = self.output_extent(axis, input) else { return 0 };
        let (stride, before) = (self.stride[axis] as i64, self.pad_before[axis] as i64);
        // Tap t of output o lies at o · stride + t · dilation − pad: for each tap the outputs that hit the image are an interval.
        (0..self.kernel[axis])
            .map(|tap| {
                let shift = before - (tap * self.dilation[axis]) as i64;
                let first = if shift <= 0 { 0 } else { (shift + stride - 1) / stride };
                let last = (input as i64 - 1 + shift).div_euclid(stride).min(outputs as i64 - 1);
                (last - first + 1).max(0) as u64
            })
            .sum()
    }

    /// Whether some output along `axis` sees no tap inside the image.
    pub fn has_empty_outputs(&self, axis: usize, input: usize) -> bool {
        let Some(outputs) = self.output_extent(axis, input) else { return false };
        let starts_outside = self.pad_before[axis].div_ceil(self.stride[axis]).min(outputs);
        let last_start = (outputs - 1) * self.stride[axis];
        // An output whose first tap lies in the image is not empty; the others are those that start in the padding, before or after.
        last_start >= input + self.pad_before[axis] || (0..starts_outside).any(|output| self.valid_taps(axis, input, output).is_empty())
    }
}

/// How pooling combines the taps of a window. Taps outside the image take no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PoolReduction {
    /// Largest `q − z` (or f32).
    Maximum,
    /// Sum of `q − z` (or f32, in the order of [`crate::numerics::Partials`]); an average divides in its epilogue.
    Sum,
    /// Sum of f32 from +0, one tap after the other, row by row.
    RunningSum,
}

impl PoolReduction {
    pub const ALL: [Self; 3] = [PoolReduction::Maximum, PoolReduction::Sum, PoolReduction::RunningSum];

    /// The word in the text format.
    pub fn name(self) -> &'static str {
        match self {
            PoolReduction::Maximum => "max",
            PoolReduction::Sum => "sum",
            PoolReduction::RunningSum => "running_sum",
        }
    }
}

/// What a reduction computes from `q − z` of the elements that it joins (of f32 elements, from the numbers themselves).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reduction {
    /// Exact for integers. Floats: 16 partial sums in C order of the joined elements, then a fixed tree ([`crate::numerics::Partials`]).
    Sum,
    /// The largest, NaN passed over ([`crate::numerics::maximum_tap`]); floats in the same order as a sum.
    Maximum,
    /// The smallest, likewise.
    Minimum,
}

impl Reduction {
    pub const ALL: [Self; 3] = [Reduction::Sum, Reduction::Maximum, Reduction::Minimum];

    /// The word in the text format.
    pub fn name(self) -> &'static str {
        match self {
            Reduction::Sum => "sum",
            Reduction::Maximum => "max",
            Reduction::Minimum => "min",
        }
    }
}

/// One accumulation. `q − z` below is a stored integer without its zero point; of an f32 tensor it is the number itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// `conv`: inputs data `N C H W`, weight `O C/groups kh kw` (s8 constant, or f32 with f32 data), optional bias `O` (s32, integer
    /// nodes only). acc = bias + Σ (q − z) · w over the taps inside the image. Float nodes: one chain of fused multiply-adds in
    /// (kh, kw, channel) order from +0.
    Convolution { window: Window, groups: usize },
    /// `fc`: inputs data `N …` (all axes after the first are contracted, in C order), weight `O K`, optional bias as above.
    FullyConnected,
    /// `pool`: input `N C H W`.
    Pool { reduction: PoolReduction, window: Window },
    /// `map`: acc = q − z of the first input, element by element; the epilogue does the work (quantize, requantize, add, batch norm…).
    Map,
    /// `concat`: inputs of equal type but for the extent of `axis`; no epilogue.
    Concat { axis: usize },
    /// `reshape`: the same elements in C order with another shape; no epilogue.
    Reshape,
    /// `transpose`: axis i of the result is axis `permutation[i]` of the input; no epilogue.
    Transpose { permutation: Vec<usize> },
    /// `slice`: element i of the result along `axis` is element `start + i · step` of the input, for `count` elements; no epilogue.
    /// The step may be negative, never 0.
    Slice { axis: usize, start: usize, step: isize, count: usize },
    /// `repeat`: element i of the result along `axis` is element `i / count` of the input; no epilogue. Broadcasts an extent of 1,
    /// and scales images up by nearest neighbours.
    Repeat { axis: usize, count: usize },
    /// `pad`: along `axis`, `interior` elements between neighbours, `before` and `after` at the ends, all of the real number `value`
    /// (for integer tensors q = z + value, an integer); no epilogue.
    Pad { axis: usize, before: usize, after: usize, interior: usize, value: f32 },
    /// `reduce`: joins the elements along `axes` (ascending), whose extents become 1.
    Reduce { reduction: Reduction, axes: Vec<usize> },
    /// `absmax`: acc = largest |q − z| of the whole tensor, a scalar. |−2³¹| counts as 2³¹ − 1.
    AbsMax,
}

impl Op {
    /// Whether a node of this operator carries an epilogue.
    pub fn has_epilogue(&self) -> bool {
        !self.moves()
    }

    /// Whether the operator only moves elements: dtype, scale and zero point stay, and there is no epilogue.
    pub fn moves(&self) -> bool {
        match self {
            Op::Concat { .. } | Op::Reshape | Op::Transpose { .. } | Op::Slice { .. } | Op::Repeat { .. } | Op::Pad { .. } => true,
            Op::Convolution { .. } | Op::FullyConnected | Op::Pool { .. } | Op::Map | Op::Reduce { .. } | Op::AbsMax => false,
        }
    }

    /// The operator's word in the text format.
    pub fn name(&self) -> &'static str {
        match self {
            Op::Convolution { .. } => "conv",
            Op::FullyConnected => "fc",
            Op::Pool { .. } => "pool",
            Op::Map => "map",
            Op::Concat { .. } => "concat",
            Op::Reshape => "reshape",
            Op::Transpose { .. } => "transpose",
            Op::Slice { .. } => "slice",
            Op::Repeat { .. } => "repeat",
            Op::Pad { .. } => "pad",
            Op::Reduce { .. } => "reduce",
            Op::AbsMax => "absmax",
        }
    }
}

/// An operator with its operands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub op: Op,
    pub inputs: Vec<ValueId>,
    /// Present exactly if [`Op::has_epilogue`].
    pub epilogue: Option<Epilogue>,
}

impl Node {
    /// Every value that the node reads: inputs first, then those of the epilogue.
    pub fn uses(&self) -> impl Iterator<Item = ValueId> + '_ {
        self.inputs.iter().copied().chain(self.epilogue.iter().flat_map(|e| e.values()))
    }

    /// The same node with every value that it reads replaced.
    pub fn map_uses(&self, mut map: impl FnMut(ValueId) -> ValueId) -> Self {
        let inputs = self.inputs.iter().map(|&input| map(input)).collect();
        Self { op: self.op.clone(), inputs, epilogue: self.epilogue.as_ref().map(|epilogue| epilogue.map_values(&mut map)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_up_adds_a_window() {
        let window = Window { kernel: [3, 3], stride: [2, 3], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
        let full = window.rounding_up([8, 9]);
        assert_eq!(full.pad_after, [1, 0]);
        assert_eq!((full.output_extent(0, 8), full.output_extent(1, 9)), (Some(4), Some(3)));
        assert_eq!(window.rounding_up([2, 2]).pad_after, [0, 0]);
    }
}
