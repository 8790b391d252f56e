//! A section of a matrix call: what each position of its tile contracts.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::plan::{Section, Span};
use std::ops::Range;

/// A section whose tile fits its spans, with the taps of each position of the tile.
pub struct Positions<'a> {
    pub section: &'a Section,
    /// Valid taps of each tile row and of each tile column.
    taps: [Vec<Range<usize>>; 2],
    /// First output and tile count along each axis.
    pub start: [usize; 2],
    pub tiles: [usize; 2],
}

/// Consecutive taps along one axis that are inside the image for the same positions of a tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TapGroup {
    pub taps: Range<usize>,
    /// Rows or columns of the tile.
    pub positions: Vec<usize>,
}

impl<'a> Positions<'a> {
    /// # Errors
    /// `Invalid` where spans and tile do not fit each other.
    pub fn of(section: &'a Section) -> Result<Self> {
        let [rows, columns] = [(&section.rows, section.tile.rows), (&section.columns, section.tile.columns)].map(|(spans, tile)| axis(spans, tile));
        let ((row, row_tiles, row_taps), (column, column_tiles, column_taps)) = (rows?, columns?);
        Ok(Self { section, taps: [row_taps, column_taps], start: [row, column], tiles: [row_tiles, column_tiles] })
    }

    /// Valid taps of a position of the tile: vertical and horizontal.
    pub fn taps(&self, row: usize, column: usize) -> [Range<usize>; 2] {
        [self.taps[0][row].clone(), self.taps[1][column].clone()]
    }

    /// Taps that some position of the tile has, vertical and horizontal.
    pub fn all_taps(&self) -> [Range<usize>; 2] {
        [0, 1].map(|axis| {
            let taps = self.taps[axis].iter().filter(|taps| !taps.is_empty());
            let start = taps.clone().map(|taps| taps.start).min().unwrap_or(0);
            start..taps.map(|taps| taps.end).max().unwrap_or(start)
        })
    }

    /// Whether no position has a valid tap.
    pub fn is_empty(&self) -> bool {
        self.taps.iter().any(|taps| taps.iter().all(Range::is_empty))
    }

    /// Bytes from (output 0, tap 0) to the first that the section reads along an axis, where outputs and taps are so many bytes apart.
    pub fn first_read(&self, axis: usize, output: usize, tap: usize) -> Option<usize> {
        let taps = self.taps[axis].iter().enumerate().filter(|(_, taps)| !taps.is_empty());
        taps.map(|(position, taps)| (self.start[axis] + position) * output + taps.start * tap).min()
    }

    /// All valid taps along an axis, in order.
    pub fn groups(&self, axis: usize) -> Vec<TapGroup> {
        let mut groups: Vec<TapGroup> = Vec::new();
        for tap in self.all_taps()[axis].clone() {
            let positions: Vec<usize> = (0..self.taps[axis].len()).filter(|&position| self.taps[axis][position].contains(&tap)).collect();
            match groups.last_mut() {
                Some(group) if group.positions == positions => group.taps.end = tap + 1,
                _ if positions.is_empty() => {}
                _ => groups.push(TapGroup { taps: tap..tap + 1, positions }),
            }
        }
        groups
    }
}

/// First output, number of tiles and valid taps by position along one axis.
fn axis(spans: &[Span], tile: usize) -> Result<(usize, usize, Vec<Range<usize>>)> {
    let consecutive = spans.windows(2).all(|pair| pair[0].outputs.end == pair[1].outputs.start);
    let length: usize = spans.iter().map(|span| span.outputs.len()).sum();
    let fits = tile > 0 && if spans.len() == 1 { length.is_multiple_of(tile) } else { length == tile };
    if !consecutive || !fits || spans.iter().any(|span| span.outputs.is_empty()) {
        return Err(Diagnostic::error(Code::Invalid, format!("a tile of {tile} does not cover {length} positions of {} spans", spans.len())));
    }
    let taps = match spans {
        [only] => vec![only.taps.clone(); tile],
        spans => spans.iter().flat_map(|span| span.outputs.clone().map(|_| span.taps.clone())).collect(),
    };
    Ok((spans[0].outputs.start, length / tile, taps))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::OperandLoading;
    use crate::plan::tiling::Tile;

    fn span(outputs: Range<usize>, taps: Range<usize>) -> Span {
        Span { outputs, taps }
    }

    #[test]
    fn taps_are_grouped_by_the_positions_that_have_them() {
        let section = Section {
            rows: vec![span(2..6, 0..3)],
            columns: vec![span(0..1, 1..3), span(1..3, 0..3), span(3..4, 0..2)],
            tile: Tile { rows: 2, columns: 4 },
            loading: OperandLoading::Reloaded,
        };
        let positions = Positions::of(&section).unwrap();
        assert_eq!((positions.start, positions.tiles), ([2, 0], [2, 1]));
        assert_eq!(positions.groups(0), [TapGroup { taps: 0..3, positions: vec![0, 1] }]);
        let groups = positions.groups(1).into_iter().map(|g| (g.taps, g.positions)).collect::<Vec<_>>();
        assert_eq!(groups, [(0..1, vec![1, 2, 3]), (1..2, vec![0, 1, 2, 3]), (2..3, vec![0, 1, 2])]);
        assert_eq!(positions.taps(1, 3), [0..3, 0..2]);
        // Output 0 begins at tap 1, output 1 at tap 0: both at one pixel of the image.
        assert_eq!(positions.first_read(1, 10, 10), Some(10));
    }

    #[test]
    fn tiles_that_do_not_fit_are_refused() {
        let section = |rows: Vec<Span>, tile: usize| Section {
            rows,
            columns: vec![span(0..1, 0..1)],
            tile: Tile { rows: tile, columns: 1 },
            loading: OperandLoading::Reloaded,
        };
        for (rows, tile) in [
            (vec![], 1),
            (vec![span(0..4, 0..1)], 3),
            (vec![span(0..4, 0..1)], 0),
            (vec![span(0..2, 0..1), span(2..4, 0..2)], 2),
            (vec![span(0..2, 0..1), span(3..4, 0..2)], 3),
        ] {
            assert!(Positions::of(&section(rows, tile)).is_err());
        }
    }
}
