//! The axes of a reduction.

use crate::graph::{Node, ValueId};
use crate::lower::Context;
use crate::plan::{families, layout};

/// An axis that the result keeps. Distances in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub extent: usize,
    pub input: usize,
    pub output: usize,
    /// Of each tensor that the epilogue reads element by element, in order.
    pub residuals: Vec<usize>,
    /// Channels from step to step.
    pub channels: usize,
}

/// An axis whose elements join, with the bytes from one to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    pub extent: usize,
    pub stride: usize,
}

/// Both kinds of axes, outermost first in C order of the shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axes {
    pub kept: Vec<Kept>,
    pub joined: Vec<Joined>,
}

impl Axes {
    /// The axes of a node that joins the elements along `joined`.
    pub fn of(context: &Context, value: ValueId, node: &Node, joined: &[usize]) -> Self {
        let strides = |id: ValueId| layout::axis_strides(context.graph.ty(id), context.plan.value(id).layout);
        let (input, output) = (strides(node.inputs[0]), strides(value));
        let residuals: Vec<Vec<usize>> = families::residuals(node).map(strides).collect();
        let mut axes = Self { kept: Vec::new(), joined: Vec::new() };
        for (axis, &extent) in context.graph.ty(node.inputs[0]).shape.extents().iter().enumerate() {
            if joined.contains(&axis) {
                axes.joined.push(Joined { extent, stride: input[axis] });
            } else {
                let residuals = residuals.iter().map(|strides| strides[axis]).collect();
                axes.kept.push(Kept { extent, input: input[axis], output: output[axis], residuals, channels: usize::from(axis == 1) });
            }
        }
        axes
    }

    /// Drops axes of one element and joins axes that are one in memory. Where the order of joined elements does not matter, their order becomes that
    /// of memory.
    pub fn simplify(&mut self, ordered: bool) {
        self.kept.retain(|axis| axis.extent > 1);
        self.joined.retain(|axis| axis.extent > 1);
        let follows = |outer: &Kept, inner: &Kept| {
            let steps = |axis: &Kept| [axis.input, axis.output, axis.channels].into_iter().chain(axis.residuals.iter().copied()).collect::<Vec<_>>();
            steps(outer).into_iter().eq(steps(inner).into_iter().map(|step| step * inner.extent))
        };
        merge(&mut self.kept, follows, |outer, inner| Kept { extent: outer.extent * inner.extent, ..inner.clone() });
        if !ordered {
            self.joined.sort_by_key(|axis| std::cmp::Reverse(axis.stride));
        }
        let follows = |outer: &Joined, inner: &Joined| outer.stride == inner.stride * inner.extent;
        merge(&mut self.joined, follows, |outer, inner| Joined { extent: outer.extent * inner.extent, ..*inner });
    }
}

/// Makes one of neighbours.
fn merge<T>(axes: &mut Vec<T>, follows: impl Fn(&T, &T) -> bool, join: impl Fn(&T, &T) -> T) {
    let mut at = 1;
    while at < axes.len() {
        if follows(&axes[at - 1], &axes[at]) {
            axes[at - 1] = join(&axes[at - 1], &axes[at]);
            axes.remove(at);
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_of_one_tensor_become_one() {
        let kept = |extent, stride, channels| Kept { extent, input: stride, output: stride, residuals: vec![stride], channels };
        let joined = |extent, stride| Joined { extent, stride };
        let mut axes = Axes {
            kept: vec![kept(2, 480, 0), kept(5, 96, 1), kept(1, 7, 0), kept(3, 32, 0), kept(2, 16, 0)],
            joined: vec![joined(4, 4), joined(2, 100), joined(5, 20)],
        };
        let mut free = axes.clone();
        axes.simplify(true);
        // Channels are counted, so images and channels stay apart.
        assert_eq!(axes.kept, [kept(2, 480, 0), kept(5, 96, 1), kept(6, 16, 0)]);
        assert_eq!(axes.joined, [joined(4, 4), joined(10, 20)]);
        free.simplify(false);
        assert_eq!(free.joined, [joined(10, 20), joined(4, 4)]);
    }
}
