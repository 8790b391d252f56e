//! A copy of elements as nested steps through two tensors.

use crate::graph::infer::common_axes;

/// `extent` steps, so many bytes apart on either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    pub extent: usize,
    pub source: i64,
    pub destination: i64,
}

/// An axis of one tensor: its extent and the bytes from element to element.
pub type Stride = (usize, i64);

/// Axes along which the elements of two tensors follow each other in the same order (C order of both). `None` where no such axes exist:
/// neither tensor's memory can be divided as the other's needs it.
pub fn reshape(source: &[Stride], destination: &[Stride]) -> Option<Vec<Axis>> {
    let (source, destination) = (joined(source), joined(destination));
    let extents = |side: &[Stride]| side.iter().map(|&(extent, _)| extent).collect::<Vec<_>>();
    let common = common_axes(&extents(&source), &extents(&destination))?;
    let (source, destination) = (split(&source, &common), split(&destination, &common));
    Some(common.iter().zip(source.iter().zip(&destination)).map(|(&extent, (&source, &destination))| Axis { extent, source, destination }).collect())
}

/// Axes of more than one element; neighbours without a gap between them are one.
fn joined(axes: &[Stride]) -> Vec<Stride> {
    let mut joined: Vec<Stride> = Vec::new();
    for &(extent, stride) in axes.iter().filter(|axis| axis.0 > 1) {
        match joined.last_mut() {
            Some(outer) if outer.1 == stride * extent as i64 => *outer = (outer.0 * extent, stride),
            _ => joined.push((extent, stride)),
        }
    }
    joined
}

/// The stride of each of `extents`, into which `axes` are divided.
fn split(axes: &[Stride], extents: &[usize]) -> Vec<i64> {
    let mut strides = Vec::new();
    let mut axes = axes.iter().rev();
    // Elements of the current axis that are inside what has been seen, and how many it has.
    let (mut inside, mut whole, mut stride) = (1, 1, 0);
    for &extent in extents.iter().rev() {
        if inside == whole {
            (inside, whole, stride) = axes.next().map_or((1, 1, 0), |&(extent, stride)| (1, extent, stride));
        }
        strides.push(stride * inside as i64);
        inside *= extent;
    }
    strides.reverse();
    strides
}

/// The same steps in as few axes as possible, the longest steps of the destination first.
pub fn simplified(mut axes: Vec<Axis>) -> Vec<Axis> {
    axes.retain(|axis| axis.extent > 1);
    while let Some((outer, inner)) = pair(&axes) {
        let extent = axes[outer].extent * axes[inner].extent;
        axes[inner].extent = extent;
        axes.remove(outer);
    }
    axes.sort_by_key(|axis| std::cmp::Reverse((axis.destination, axis.source.abs())));
    axes
}

/// Two axes that are one: a step of the first is as long as all steps of the second, on both sides.
fn pair(axes: &[Axis]) -> Option<(usize, usize)> {
    let follows = |outer: &Axis, inner: &Axis| {
        let count = inner.extent as i64;
        outer.source == inner.source * count && outer.destination == inner.destination * count
    };
    (0..axes.len())
        .flat_map(|outer| (0..axes.len()).map(move |inner| (outer, inner)))
        .find(|&(outer, inner)| outer != inner && follows(&axes[outer], &axes[inner]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(extent: usize, source: i64, destination: i64) -> Axis {
        Axis { extent, source, destination }
    }

    #[test]
    fn dense_sides_divide_as_needed() {
        // Pixels of three channels, four elements apart, become a row.
        let (images, row) = ([(2, 48), (3, 1), (3, 16), (4, 4)], [(2, 36), (36, 1)]);
        assert_eq!(reshape(&images, &row).unwrap(), [axis(2, 48, 36), axis(3, 1, 12), axis(12, 4, 1)]);
        assert_eq!(reshape(&row, &images).unwrap(), [axis(2, 36, 48), axis(3, 12, 1), axis(12, 1, 4)]);
        // 2 x 3 into 3 x 2 with gaps on both sides.
        assert_eq!(reshape(&[(2, 4), (3, 1)], &[(3, 3), (2, 1)]), None);
        assert_eq!(reshape(&[(2, 4), (3, 1)], &[(3, 2), (2, 1)]).unwrap(), [axis(2, 4, 3), axis(3, 1, 1)]);
        assert_eq!(reshape(&[], &[(1, 5)]), Some(vec![]));
    }

    #[test]
    fn axes_without_gaps_become_one() {
        assert_eq!(simplified(vec![axis(1, 7, 7), axis(4, 4, 4), axis(5, 16, 16), axis(3, 80, 100)]), [axis(3, 80, 100), axis(20, 4, 4)]);
        // A broadcast of whole images, then of each element.
        assert_eq!(simplified(vec![axis(3, 0, 16), axis(4, 0, 4)]), [axis(12, 0, 4)]);
        assert_eq!(simplified(vec![axis(4, -4, 4), axis(2, -16, 16)]), [axis(8, -4, 4)]);
    }
}
