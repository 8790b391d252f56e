//! Register tiles: how many output positions and channel vectors one pass of a matrix kernel keeps in registers, and how tiles cover an image.

use super::borders::Span;
use crate::codegen::target::{Target, TargetKind};

/// Output positions (`rows × columns`) of one tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    pub rows: usize,
    pub columns: usize,
}

impl Tile {
    pub fn positions(self) -> usize {
        self.rows * self.columns
    }
}

/// Vectors of output channels in the widest panel.
pub fn widest_panel(target: &Target) -> usize {
    match target.kind {
        TargetKind::Avx512Vnni => 4,
        TargetKind::Portable(_) => 2,
    }
}

/// Positions that fit in the target's registers beside `vectors` weight registers and one broadcast.
pub fn most_positions(vectors: usize, target: &Target) -> usize {
    let registers = target.vector_registers() as usize;
    let positions = match target.kind {
        TargetKind::Avx512Vnni => registers.saturating_sub(vectors + 1) / vectors,
        // Both factors of a product are held in two halves, and its terms in two registers.
        TargetKind::Portable(_) => registers.saturating_sub(2 * vectors + 4) / vectors,
    };
    positions.max(1)
}

/// Part of an axis that one tile covers: one span that the tile divides, or several that it holds whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub spans: Vec<Span>,
    pub tile: usize,
}

impl Piece {
    /// Tiles along the axis.
    pub fn tiles(&self) -> usize {
        self.spans.iter().map(|span| span.outputs.len()).sum::<usize>() / self.tile
    }

    /// For each valid tap the positions of the tile that have it.
    pub fn active(&self) -> Vec<usize> {
        match &self.spans[..] {
            [only] => vec![self.tile; only.taps.len()],
            spans => {
                let end = spans.iter().map(|span| span.taps.end).max().unwrap_or(0);
                let having = |tap: usize| spans.iter().filter(|span| span.taps.contains(&tap)).map(|span| span.outputs.len()).sum();
                (0..end).map(having).filter(|&count| count > 0).collect()
            }
        }
    }
}

/// One span cut into what `tile` divides, and the rest.
pub fn cut(span: &Span, tile: usize) -> Vec<Piece> {
    let outputs = span.outputs.clone();
    let middle = outputs.start + outputs.len() / tile * tile;
    [(outputs.start..middle, tile), (middle..outputs.end, outputs.end - middle)]
        .into_iter()
        .filter(|(outputs, _)| !outputs.is_empty())
        .map(|(outputs, tile)| Piece { spans: vec![Span { outputs, taps: span.taps.clone() }], tile })
        .collect()
}

/// All spans cut every `tile` positions, wherever their borders are: a tile over a border holds parts of several spans.
pub fn cut_across(spans: &[Span], tile: usize) -> Vec<Piece> {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Vec::new() };
    let (begin, end) = (first.outputs.start, last.outputs.end);
    let mut pieces: Vec<Piece> = Vec::new();
    for start in (begin..end).step_by(tile) {
        let stop = (start + tile).min(end);
        let inside = spans.iter().filter(|span| span.outputs.start < stop && start < span.outputs.end);
        let inside: Vec<Span> =
            inside.map(|span| Span { outputs: span.outputs.start.max(start)..span.outputs.end.min(stop), taps: span.taps.clone() }).collect();
        match pieces.last_mut() {
            // The tile before, once more.
            Some(Piece { spans, tile }) if spans.len() == 1 && inside.len() == 1 && spans[0].taps == inside[0].taps && *tile == stop - start => {
                spans[0].outputs.end = stop;
            }
            _ => pieces.push(Piece { spans: inside, tile: stop - start }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::Range;

    fn span(outputs: Range<usize>, taps: Range<usize>) -> Span {
        Span { outputs, taps }
    }

    fn image(extent: usize) -> Vec<Span> {
        vec![span(0..1, 1..3), span(1..extent - 1, 0..3), span(extent - 1..extent, 0..2)]
    }

    #[test]
    fn a_span_is_tiles_and_a_rest() {
        let pieces = cut(&span(1..8, 0..3), 3);
        assert_eq!(pieces.iter().map(|p| (p.spans[0].outputs.clone(), p.tile, p.tiles())).collect::<Vec<_>>(), [(1..7, 3, 2), (7..8, 1, 1)]);
    }

    #[test]
    fn tiles_go_across_borders() {
        let pieces = cut_across(&image(7), 2);
        let what = pieces.iter().map(|p| (p.spans.len(), p.spans[0].outputs.start, p.tile, p.tiles(), p.active())).collect::<Vec<_>>();
        assert_eq!(what, [(2, 0, 2, 1, vec![1, 2, 2]), (1, 2, 2, 2, vec![2, 2, 2]), (1, 6, 1, 1, vec![1, 1])]);
        let whole = cut_across(&image(7), 7);
        assert_eq!((whole.len(), whole[0].spans.len(), whole[0].active()), (1, 3, vec![6, 7, 6]));
    }

    #[test]
    fn pieces_cover_every_output_once() {
        for extent in 3..20 {
            for tile in 1..=extent {
                let apart: Vec<Piece> = image(extent).iter().flat_map(|span| cut(span, tile.min(span.outputs.len()))).collect();
                for pieces in [apart, cut_across(&image(extent), tile)] {
                    let outputs: Vec<usize> = pieces.iter().flat_map(|p| p.spans.iter().flat_map(|s| s.outputs.clone())).collect();
                    assert_eq!(outputs, (0..extent).collect::<Vec<_>>());
                    assert!(pieces.iter().all(|p| p.tiles() >= 1 && (p.spans.len() == 1 || p.tiles() == 1)));
                }
            }
        }
    }

    #[test]
    fn wider_panels_leave_room_for_fewer_positions() {
        for target in Target::ALL {
            let positions: Vec<usize> = (1..=widest_panel(&target)).map(|vectors| most_positions(vectors, &target)).collect();
            assert!(positions.windows(2).all(|pair| pair[0] > pair[1]) && positions[positions.len() - 1] >= 1);
        }
        assert_eq!(most_positions(2, &Target::AVX512_VNNI), 14);
    }
}
