//! Shape rules of each operator, and how much arithmetic a node asks for.

use super::{Definition, Graph, Op, Shape, TensorType, ValueId, Window};
use crate::diagnostic::{Code, Diagnostic, Result};

/// Multiply-accumulates of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Macs {
    /// Counted over the nominal window, padding included.
    pub nominal: u64,
    /// On taps inside the image.
    pub valid: u64,
}

/// Output shape of `op` on operands of these types (`inputs` in the order of [`super::Node::inputs`]).
///
/// Convolution and pooling read rank 4 `N C H W`, or rank 2 `N C` as images of one pixel, and give rank 4. A reshape has no rule:
/// its shape is declared, and [`reshaped`] checks it.
pub fn infer_shape(op: &Op, inputs: &[&TensorType]) -> Result<Shape> {
    let count = operand_count(op);
    if !count.contains(&inputs.len()) {
        let expected = if count.start() == count.end() { format!("{}", count.start()) } else { format!("{} to {}", count.start(), count.end()) };
        return Err(shape_error(format!("'{}' takes {expected} operands, found {}", op.name(), inputs.len())));
    }
    match op {
        Op::Convolution { window, groups } => convolution(window, *groups, inputs),
        Op::FullyConnected => fully_connected(inputs),
        Op::Pool { window, .. } => {
            check_window(window)?;
            let image = image(inputs[0])?;
            let height = output_extent(window, 0, image.height)?;
            let width = output_extent(window, 1, image.width)?;
            Shape::new([image.batch, image.channels, height, width])
        }
        Op::Map => Ok(inputs[0].shape.clone()),
        Op::Concat { axis } => concat(*axis, inputs),
        Op::Reshape => Err(Diagnostic::error(Code::Usage, "the shape of a reshape is declared, it does not follow from its operand")),
        Op::Transpose { permutation } => transpose(permutation, inputs[0]),
        Op::Slice { axis, start, step, count } => slice([*axis, *start, *count], *step, inputs[0]),
        Op::Repeat { axis, count } => along(inputs[0], *axis, |extent| extent.checked_mul(*count)),
        Op::Pad { axis, before, after, interior, .. } => {
            along(inputs[0], *axis, |extent| (extent - 1).checked_mul(*interior)?.checked_add(extent)?.checked_add(*before)?.checked_add(*after))
        }
        Op::Reduce { axes, .. } => reduce(axes, inputs[0]),
        Op::AbsMax => Ok(Shape::scalar()),
    }
}

/// Checks that the elements of `from` can be read as `to`.
pub fn reshaped(from: &Shape, to: &Shape) -> Result<()> {
    if from.volume() != to.volume() {
        return Err(shape_error(format!("a reshape keeps the number of elements: {from} has {}, {to} has {}", from.volume(), to.volume())));
    }
    Ok(())
}

/// The extents into which both shapes divide, in C order, where the axes of either are products of neighbours; axes of one element take no
/// part. `None` where an axis of one shape would have to be cut at an element that begins no step of the other.
pub fn common_axes(a: &[usize], b: &[usize]) -> Option<Vec<usize>> {
    let (mut a, mut b) = (a.iter().rev().copied().filter(|&extent| extent > 1), b.iter().rev().copied().filter(|&extent| extent > 1));
    let mut common = Vec::new();
    // What is left of the current axis of either shape.
    let (mut left, mut right) = (1, 1);
    loop {
        if left == 1 {
            left = a.next().unwrap_or(1);
        }
        if right == 1 {
            right = b.next().unwrap_or(1);
        }
        let step = left.min(right);
        if step == 1 {
            common.reverse();
            return (left == right).then_some(common);
        }
        if !left.is_multiple_of(step) || !right.is_multiple_of(step) {
            return None;
        }
        common.push(step);
        left /= step;
        right /= step;
    }
}

/// How many operands an operator takes, bias included.
fn operand_count(op: &Op) -> std::ops::RangeInclusive<usize> {
    match op {
        Op::Convolution { .. } | Op::FullyConnected => 2..=3,
        Op::Concat { .. } => 1..=usize::MAX,
        Op::Pool { .. }
        | Op::Map
        | Op::Reshape
        | Op::Transpose { .. }
        | Op::Slice { .. }
        | Op::Repeat { .. }
        | Op::Pad { .. }
        | Op::Reduce { .. }
        | Op::AbsMax => 1..=1,
    }
}

fn shape_error(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Shape, message)
}

fn image(ty: &TensorType) -> Result<super::ImageShape> {
    ty.shape.as_image().ok_or_else(|| shape_error(format!("data must have rank 4 (N C H W) or rank 2 (N C), found {ty}")))
}

/// Positive kernel, stride and dilation, and no number above [`Window::LIMIT`].
fn check_window(window: &Window) -> Result<()> {
    let fields = [
        ("kernel", window.kernel, 1),
        ("stride", window.stride, 1),
        ("dilation", window.dilation, 1),
        ("padding before", window.pad_before, 0),
        ("padding after", window.pad_after, 0),
    ];
    for (name, [vertical, horizontal], least) in fields {
        if vertical.min(horizontal) < least || vertical.max(horizontal) > Window::LIMIT {
            return Err(shape_error(format!("{name} must be within {least}..={}, found {vertical}x{horizontal}", Window::LIMIT)));
        }
    }
    Ok(())
}

fn output_extent(window: &Window, axis: usize, input: usize) -> Result<usize> {
    window.output_extent(axis, input).ok_or_else(|| {
        let reach = window.reach(axis).map_or("overflow".into(), |r| r.to_string());
        shape_error(format!(
            "a window that reaches over {reach} {} does not fit into {input} with padding {} and {}",
            ["rows", "columns"][axis],
            window.pad_before[axis],
            window.pad_after[axis]
        ))
    })
}

fn convolution(window: &Window, groups: usize, inputs: &[&TensorType]) -> Result<Shape> {
    check_window(window)?;
    let image = image(inputs[0])?;
    let &[output_channels, group_channels, kernel_height, kernel_width] = inputs[1].shape.extents() else {
        return Err(shape_error(format!("the weight must have rank 4 (O C/groups kh kw), found {}", inputs[1])));
    };
    if [kernel_height, kernel_width] != window.kernel {
        return Err(shape_error(format!("the weight {} has another kernel than the window, {}x{}", inputs[1].shape, window.kernel[0], window.kernel[1])));
    }
    if groups == 0 || image.channels % groups != 0 || output_channels % groups != 0 {
        return Err(shape_error(format!("{groups} groups do not divide {} input and {output_channels} output channels", image.channels)));
    }
    if image.channels / groups != group_channels {
        return Err(shape_error(format!(
            "the weight must have {} channels a group ({} channels in {groups} groups), found {group_channels}",
            image.channels / groups,
            image.channels
        )));
    }
    bias(inputs, output_channels)?;
    Shape::new([image.batch, output_channels, output_extent(window, 0, image.height)?, output_extent(window, 1, image.width)?])
}

fn fully_connected(inputs: &[&TensorType]) -> Result<Shape> {
    let [batch, contracted @ ..] = inputs[0].shape.extents() else { return Err(shape_error("data must have rank 2 or more, found a scalar")) };
    if contracted.is_empty() {
        return Err(shape_error(format!("data must have rank 2 or more, found {}", inputs[0])));
    }
    // The volume of a shape is bounded, so this product cannot overflow.
    let depth: usize = contracted.iter().product();
    let &[outputs, weight_depth] = inputs[1].shape.extents() else {
        return Err(shape_error(format!("the weight must have rank 2 (O K), found {}", inputs[1])));
    };
    if weight_depth != depth {
        return Err(shape_error(format!("the weight contracts {weight_depth} elements, the data {} has {depth} for each sample", inputs[0].shape)));
    }
    bias(inputs, outputs)?;
    Shape::new([*batch, outputs])
}

fn bias(inputs: &[&TensorType], outputs: usize) -> Result<()> {
    match inputs.get(2) {
        Some(bias) if bias.shape.extents() != [outputs] => Err(shape_error(format!("the bias must have the shape {outputs}, found {}", bias.shape))),
        _ => Ok(()),
    }
}

fn concat(axis: usize, inputs: &[&TensorType]) -> Result<Shape> {
    let first = inputs[0].shape.extents();
    if axis >= first.len() {
        return Err(shape_error(format!("axis {axis} is not one of {}", inputs[0])));
    }
    let mut extents = first.to_vec();
    extents[axis] = 0;
    for input in inputs {
        let other = input.shape.extents();
        let fits = other.len() == first.len() && (0..first.len()).all(|a| a == axis || other[a] == first[a]);
        if !fits {
            return Err(shape_error(format!("operands must agree but for axis {axis}: found {} and {}", inputs[0].shape, input.shape)));
        }
        extents[axis] = extents[axis].checked_add(other[axis]).ok_or_else(|| Diagnostic::error(Code::Overflow, "the joined axis is too long"))?;
    }
    Shape::new(extents)
}

/// The shape of `data` with the extent of `axis` changed.
fn along(data: &TensorType, axis: usize, extent: impl FnOnce(usize) -> Option<usize>) -> Result<Shape> {
    let mut extents = data.shape.extents().to_vec();
    let Some(changed) = extents.get_mut(axis) else { return Err(shape_error(format!("axis {axis} is not one of {data}"))) };
    *changed = extent(*changed).ok_or_else(|| Diagnostic::error(Code::Overflow, format!("axis {axis} becomes too long")))?;
    Shape::new(extents)
}

fn transpose(permutation: &[usize], data: &TensorType) -> Result<Shape> {
    let extents = data.shape.extents();
    let mut sorted = permutation.to_vec();
    sorted.sort_unstable();
    if !sorted.iter().copied().eq(0..extents.len()) {
        return Err(shape_error(format!("{permutation:?} is no permutation of the axes of {data}")));
    }
    Shape::new(permutation.iter().map(|&axis| extents[axis]).collect::<Vec<_>>())
}

fn slice([axis, start, count]: [usize; 3], step: isize, data: &TensorType) -> Result<Shape> {
    along(data, axis, |extent| {
        let last = isize::try_from(count.checked_sub(1)?).ok()?.checked_mul(step)?.checked_add(isize::try_from(start).ok()?)?;
        (step != 0 && start < extent && (0..extent as isize).contains(&last)).then_some(count)
    })
    .map_err(|error| match error.code {
        Code::Overflow => shape_error(format!("a slice of {count} elements from {start} in steps of {step} leaves axis {axis} of {data}")),
        _ => error,
    })
}

fn reduce(axes: &[usize], data: &TensorType) -> Result<Shape> {
    let mut extents = data.shape.extents().to_vec();
    if axes.is_empty() || !axes.is_sorted_by(|a, b| a < b) || axes.iter().any(|&axis| axis >= extents.len()) {
        return Err(shape_error(format!("a reduction needs axes of {data} in ascending order, found {axes:?}")));
    }
    axes.iter().for_each(|&axis| extents[axis] = 1);
    Shape::new(extents)
}

impl Graph {
    /// Multiply-accumulates of a value's node; zero for everything but convolution and fully connected. For verified graphs.
    pub fn macs(&self, id: ValueId) -> Macs {
        let value = self.value(id);
        let Definition::Node(node) = &value.definition else { return Macs::default() };
        let outputs = value.ty.shape.volume() as u128;
        let count = |n: u128| u64::try_from(n).unwrap_or(u64::MAX);
        match &node.op {
            Op::Convolution { window, .. } => {
                let (Some(input), Some(output)) = (self.ty(node.inputs[0]).shape.as_image(), value.ty.shape.as_image()) else { return Macs::default() };
                let depth = self.ty(node.inputs[1]).shape.extents().get(1).map_or(0, |&c| c as u128);
                let taps = (window.kernel[0] * window.kernel[1]) as u128;
                let valid_taps = u128::from(window.valid_tap_total(0, input.height)) * u128::from(window.valid_tap_total(1, input.width));
                Macs { nominal: count(outputs * depth * taps), valid: count((output.batch * output.channels) as u128 * depth * valid_taps) }
            }
            Op::FullyConnected => {
                let depth = self.ty(node.inputs[1]).shape.extents().last().map_or(0, |&k| k as u128);
                Macs { nominal: count(outputs * depth), valid: count(outputs * depth) }
            }
            _ => Macs::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{DType, PoolReduction, Tensor, TensorData};
    use proptest::prelude::*;

    fn ty(extents: &[usize]) -> TensorType {
        TensorType::plain(DType::U8, Shape::new(extents).unwrap())
    }

    fn window(kernel: [usize; 2], stride: [usize; 2], pad: usize) -> Window {
        Window { kernel, stride, dilation: [1, 1], pad_before: [pad; 2], pad_after: [pad; 2] }
    }

    fn shape_of(op: Op, inputs: &[&[usize]]) -> Result<String> {
        let types: Vec<TensorType> = inputs.iter().map(|e| ty(e)).collect();
        infer_shape(&op, &types.iter().collect::<Vec<_>>()).map(|s| s.to_string())
    }

    fn message(op: Op, inputs: &[&[usize]]) -> String {
        shape_of(op, inputs).unwrap_err().message
    }

    #[test]
    fn convolutions() {
        let conv = |window, groups| Op::Convolution { window, groups };
        assert_eq!(shape_of(conv(window([3, 3], [2, 2], 1), 1), &[&[2, 3, 224, 224], &[64, 3, 3, 3], &[64]]).unwrap(), "2x64x112x112");
        assert_eq!(shape_of(conv(window([1, 1], [1, 1], 0), 1), &[&[2, 12], &[5, 12, 1, 1]]).unwrap(), "2x5x1x1");
        assert_eq!(shape_of(conv(window([7, 5], [1, 1], 3), 4), &[&[1, 4, 1, 1], &[8, 1, 7, 5]]).unwrap(), "1x8x1x3");
        assert!(message(conv(window([3, 3], [1, 1], 0), 1), &[&[1, 4, 2, 2], &[8, 4, 3, 3]]).contains("does not fit"));
        assert!(message(conv(window([3, 3], [1, 1], 1), 3), &[&[1, 4, 2, 2], &[8, 4, 3, 3]]).contains("3 groups do not divide"));
        assert!(message(conv(window([3, 3], [1, 1], 1), 2), &[&[1, 4, 2, 2], &[8, 4, 3, 3]]).contains("2 channels a group"));
        assert!(message(conv(window([3, 3], [0, 1], 1), 1), &[&[1, 4, 2, 2], &[8, 4, 3, 3]]).contains("stride"));
        assert!(message(conv(window([3, 3], [1, 1], usize::MAX), 1), &[&[1, 4, 2, 2], &[8, 4, 3, 3]]).contains("padding"));
        assert!(message(conv(window([3, 3], [1, 1], 1), 1), &[&[1, 4, 2, 2], &[8, 4, 3, 3], &[7]]).contains("bias"));
        assert!(message(conv(window([3, 3], [1, 1], 1), 1), &[&[1, 4, 2, 2]]).contains("2 to 3 operands"));
        assert!(message(conv(window([1, 1], [1, 1], Window::LIMIT), 1), &[&[1, 4, 2, 2], &[8, 4, 1, 1]]).contains("2^31"));
    }

    #[test]
    fn the_other_operators() {
        assert_eq!(shape_of(Op::FullyConnected, &[&[3, 4, 5, 6], &[10, 120]]).unwrap(), "3x10");
        assert!(message(Op::FullyConnected, &[&[3, 4, 5, 6], &[10, 12]]).contains("has 120 for each sample"));
        assert!(message(Op::FullyConnected, &[&[3], &[10, 1]]).contains("rank 2 or more"));
        assert_eq!(shape_of(Op::Pool { reduction: PoolReduction::Sum, window: window([5, 5], [1, 1], 0) }, &[&[1, 2, 5, 5]]).unwrap(), "1x2x1x1");
        assert_eq!(shape_of(Op::Concat { axis: 1 }, &[&[1, 2, 5, 5], &[1, 7, 5, 5]]).unwrap(), "1x9x5x5");
        assert!(message(Op::Concat { axis: 1 }, &[&[1, 2, 5, 5], &[1, 7, 5, 4]]).contains("agree but for axis 1"));
        assert!(message(Op::Concat { axis: 4 }, &[&[1, 2, 5, 5]]).contains("axis 4"));
        assert!(message(Op::Concat { axis: usize::MAX }, &[&[1, 2, 5, 5]]).contains("is not one of"));
        assert_eq!(shape_of(Op::AbsMax, &[&[1, 2, 5, 5]]).unwrap(), "");
        assert!(shape_of(Op::Reshape, &[&[1]]).is_err());
        assert!(reshaped(&Shape::new([2, 6]).unwrap(), &Shape::new([3, 4]).unwrap()).is_ok());
        assert!(reshaped(&Shape::new([2, 6]).unwrap(), &Shape::new([3, 5]).unwrap()).is_err());
    }

    #[test]
    fn movement() {
        let transpose = |permutation: &[usize]| Op::Transpose { permutation: permutation.to_vec() };
        assert_eq!(shape_of(transpose(&[2, 0, 1]), &[&[3, 4, 5]]).unwrap(), "5x3x4");
        assert_eq!(shape_of(transpose(&[]), &[&[]]).unwrap(), "");
        assert!(message(transpose(&[0, 1]), &[&[3, 4, 5]]).contains("no permutation"));
        let slice = |start, step, count| Op::Slice { axis: 1, start, step, count };
        assert_eq!(shape_of(slice(1, 2, 3), &[&[2, 6]]).unwrap(), "2x3");
        assert_eq!(shape_of(slice(5, -1, 6), &[&[2, 6]]).unwrap(), "2x6");
        assert_eq!(shape_of(slice(5, isize::MIN, 1), &[&[2, 6]]).unwrap(), "2x1");
        for (start, step, count) in
            [(1, 2, 4), (4, -1, 6), (0, isize::MIN, 2), (0, isize::MAX, usize::MAX), (usize::MAX, 1, 1), (6, 1, 1), (0, 0, 1), (0, 1, 0)]
        {
            assert!(message(slice(start, step, count), &[&[2, 6]]).contains("leaves axis 1"), "{start} {step} {count}");
        }
        assert_eq!(shape_of(Op::Repeat { axis: 0, count: 3 }, &[&[2, 6]]).unwrap(), "6x6");
        assert!(message(Op::Repeat { axis: 0, count: 0 }, &[&[2, 6]]).contains("extent of 0"));
        assert!(message(Op::Repeat { axis: 0, count: usize::MAX }, &[&[2, 6]]).contains("too long"));
        assert!(message(Op::Repeat { axis: 2, count: 1 }, &[&[2, 6]]).contains("axis 2"));
        let pad = |before, after, interior| Op::Pad { axis: 1, before, after, interior, value: 0.0 };
        assert_eq!(shape_of(pad(1, 2, 3), &[&[2, 6]]).unwrap(), "2x24");
        assert_eq!(shape_of(pad(0, 0, usize::MAX), &[&[6, 1]]).unwrap(), "6x1");
        for huge in [pad(usize::MAX, 0, 0), pad(0, usize::MAX, 0), pad(0, 0, usize::MAX)] {
            assert!(message(huge, &[&[2, 6]]).contains("too long"));
        }
    }

    #[test]
    fn reductions() {
        let reduce = |axes: &[usize]| Op::Reduce { reduction: crate::graph::Reduction::Sum, axes: axes.to_vec() };
        assert_eq!(shape_of(reduce(&[0, 2]), &[&[3, 4, 5]]).unwrap(), "1x4x1");
        assert_eq!(shape_of(reduce(&[0]), &[&[3]]).unwrap(), "1");
        for axes in [&[][..], &[3], &[1, 0], &[1, 1], &[usize::MAX]] {
            assert!(message(reduce(axes), &[&[3, 4, 5]]).contains("ascending order"), "{axes:?}");
        }
        assert!(message(reduce(&[0]), &[&[]]).contains("ascending order"));
    }

    #[test]
    fn shapes_divide_into_common_axes() {
        assert_eq!(common_axes(&[2, 3], &[3, 1, 2]), None);
        assert_eq!(common_axes(&[2, 12], &[4, 1, 6]).unwrap(), [2, 2, 6]);
        assert_eq!(common_axes(&[2, 12], &[2, 3, 4]).unwrap(), [2, 3, 4]);
        assert_eq!(common_axes(&[24], &[4, 1, 6]).unwrap(), [4, 6]);
        assert_eq!(common_axes(&[8, 3, 5], &[2, 4, 15]).unwrap(), [2, 4, 3, 5]);
        assert_eq!(common_axes(&[], &[1, 1]), Some(vec![]));
    }

    #[test]
    fn multiply_accumulates() {
        let mut graph = Graph::new("g");
        let data = graph.push_input("data", ty(&[1, 4, 4, 4]));
        let weight = Tensor::new(Shape::new([8, 4, 3, 3]).unwrap(), TensorData::S8(vec![0; 288].into())).unwrap();
        let weight = graph.push_constant("weight", weight);
        let op = Op::Convolution { window: window([3, 3], [1, 1], 1), groups: 1 };
        let conv = graph.push_node("conv", ty(&[1, 8, 4, 4]), op, [data, weight], None);
        // Along each axis 4 outputs of 3 taps, of which the two at the border lose one.
        assert_eq!(graph.macs(conv), Macs { nominal: 8 * 16 * 9 * 4, valid: 8 * 100 * 4 });
        assert_eq!(graph.macs(data), Macs::default());
    }

    proptest! {
        #[test]
        fn counted_taps_agree_with_enumerated_taps(
            input in 1usize..12, kernel in 1usize..6, stride in 1usize..4, dilation in 1usize..4, before in 0usize..9, after in 0usize..9,
        ) {
            let window = Window { kernel: [kernel; 2], stride: [stride; 2], dilation: [dilation; 2], pad_before: [before; 2], pad_after: [after; 2] };
            let outputs = window.output_extent(0, input).unwrap_or(0);
            let mut total = 0;
            let mut empty = false;
            for output in 0..outputs {
                let inside = |tap: &usize| (before..before + input).contains(&(output * stride + tap * dilation));
                let taps: Vec<usize> = (0..kernel).filter(inside).collect();
                prop_assert_eq!(window.valid_taps(0, input, output).collect::<Vec<_>>(), taps.clone());
                total += taps.len() as u64;
                empty |= taps.is_empty();
            }
            prop_assert_eq!(window.valid_tap_total(0, input), total);
            prop_assert_eq!(window.has_empty_outputs(0, input), empty);
        }
    }
}
