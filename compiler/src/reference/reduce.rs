//! Reductions along axes.

use super::{Accumulators, Operand, accumulator, elementwise, expect_shape, invalid};
use crate::diagnostic::Result;
use crate::graph::{Reduction, Shape};
use crate::numerics::Partials;

/// Joins the elements along `axes`, in C order.
pub fn reduce(data: Operand, reduction: Reduction, axes: &[usize], output: &Shape) -> Result<Accumulators> {
    let extents = data.shape.extents();
    let expected: Vec<usize> = extents.iter().enumerate().map(|(axis, &extent)| if axes.contains(&axis) { 1 } else { extent }).collect();
    expect_shape(output, &expected)?;
    let groups = groups(extents, axes);
    Ok(match elementwise::map(data, data.shape)? {
        Accumulators::F32(values) => Accumulators::F32(groups.iter().map(|group| join_floats(reduction, group.iter().map(|&i| values[i]))).collect()),
        Accumulators::S32(values) => {
            let join = |group: &Vec<usize>| {
                let numbers = group.iter().map(|&i| i64::from(values[i]));
                let joined = match reduction {
                    Reduction::Sum => Some(numbers.sum()),
                    Reduction::Maximum => numbers.max(),
                    Reduction::Minimum => numbers.min(),
                };
                accumulator(joined.ok_or_else(|| invalid("a reduction joins no element"))?)
            };
            Accumulators::S32(groups.iter().map(join).collect::<Result<_>>()?)
        }
    })
}

fn join_floats(reduction: Reduction, numbers: impl Iterator<Item = f32>) -> f32 {
    let mut partials = match reduction {
        Reduction::Sum => Partials::sums(),
        Reduction::Maximum => Partials::maxima(),
        Reduction::Minimum => Partials::minima(),
    };
    numbers.enumerate().for_each(|(index, number)| partials.take(index, number));
    partials.total()
}

/// For each element of the result, in C order, the elements that it joins, in C order.
fn groups(extents: &[usize], axes: &[usize]) -> Vec<Vec<usize>> {
    let volume: usize = extents.iter().product();
    let kept: usize = (0..extents.len()).filter(|axis| !axes.contains(axis)).map(|axis| extents[axis]).product();
    let mut groups = vec![Vec::with_capacity(volume / kept.max(1)); kept];
    for element in 0..volume {
        let (mut rest, mut group, mut stride) = (element, 0, 1);
        for axis in (0..extents.len()).rev() {
            let coordinate = rest % extents[axis];
            rest /= extents[axis];
            if !axes.contains(&axis) {
                group += coordinate * stride;
                stride *= extents[axis];
            }
        }
        groups[group].push(element);
    }
    groups
}
