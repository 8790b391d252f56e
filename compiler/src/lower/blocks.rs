//! How a long axis becomes vectors, and which loop workers share.

use crate::plan::geometry::divides_well;

/// Part of an axis: `blocks` steps of `count` elements each, the first at element `first`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub first: usize,
    pub count: usize,
    pub blocks: usize,
}

/// `extent` elements, `width` at a time, then the rest.
pub fn parts(extent: usize, width: usize) -> Vec<Part> {
    let whole = extent / width;
    [Part { first: 0, count: width, blocks: whole }, Part { first: whole * width, count: extent % width, blocks: 1 }]
        .into_iter()
        .filter(|part| part.count * part.blocks > 0)
        .collect()
}

/// A loop of so many iterations is long enough to share among workers.
pub const SHARED: usize = 16;

/// The loop around the vectors that workers share, by its place among the trip counts of those loops, outermost first: the first long one, or
/// else the first that divides well. `None` where the `blocks` of the vector axis are more to share.
pub fn shared_loop(trips: &[usize], blocks: usize) -> Option<usize> {
    let long = trips.iter().position(|&trips| trips >= SHARED);
    let shared = long.or_else(|| trips.iter().position(|&trips| divides_well(trips))).or_else(|| (0..trips.len()).max_by_key(|&i| trips[i]))?;
    (divides_well(trips[shared]) || trips[shared] >= blocks.min(SHARED)).then_some(shared)
}

/// The loop that workers share, by its place among the trip counts of all. `positions` are the places of the loops over images, rows and
/// columns, in this order: the first of them that divides well, so that every layer gives a worker the same part of the image and a core reads what
/// it wrote itself. Where none does, the longest loop.
pub fn shared_by_position(trips: &[usize], positions: &[usize]) -> usize {
    let near = positions.iter().copied().find(|&i| divides_well(trips[i]));
    near.or_else(|| (0..trips.len()).rev().max_by_key(|&i| trips[i])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_whole_vectors_and_a_rest() {
        assert_eq!(parts(35, 16), [Part { first: 0, count: 16, blocks: 2 }, Part { first: 32, count: 3, blocks: 1 }]);
        assert_eq!(parts(32, 16), [Part { first: 0, count: 16, blocks: 2 }]);
        assert_eq!(parts(3, 16), [Part { first: 0, count: 3, blocks: 1 }]);
    }

    #[test]
    fn workers_share_positions_before_channels() {
        assert_eq!(shared_by_position(&[1, 30, 14, 14], &[0, 2, 3]), 2);
        assert_eq!(shared_by_position(&[1, 30, 1, 784], &[0, 2, 3]), 3);
        assert_eq!(shared_by_position(&[8, 30, 14, 14], &[0, 2, 3]), 0);
        assert_eq!(shared_by_position(&[1, 30, 5, 3], &[0, 2, 3]), 1);
        assert_eq!(shared_by_position(&[1, 30, 14, 14], &[]), 1);
    }

    #[test]
    fn workers_share_what_is_long() {
        assert_eq!(shared_loop(&[2, 40, 100], 3), Some(1));
        assert_eq!(shared_loop(&[14, 14], 2), Some(0));
        assert_eq!(shared_loop(&[2, 6], 40), Some(1));
        assert_eq!(shared_loop(&[2, 3], 3), Some(1));
        assert_eq!(shared_loop(&[2, 3], 4), None);
        assert_eq!(shared_loop(&[], 1), None);
    }
}
