//! Register tiles: how many output positions and channel vectors one pass of a matrix kernel keeps in registers.

use crate::codegen::target::{Target, TargetKind};

/// Output positions (`rows × columns`) of one tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    pub rows: usize,
    pub columns: usize,
}

/// Vectors of output channels in the widest panel.
pub fn widest_panel(target: &Target) -> usize {
    match target.kind {
        TargetKind::Avx512Vnni => 4,
        TargetKind::Portable(_) => 2,
    }
}

/// Positions that fit in the target's registers beside `vectors` weight registers, one broadcast and what a short epilogue needs.
pub fn most_positions(vectors: usize, target: &Target) -> usize {
    match (target.kind, vectors) {
        (TargetKind::Avx512Vnni, 1) => 24,
        (TargetKind::Avx512Vnni, 2) => 13,
        (TargetKind::Avx512Vnni, 3) => 8,
        (TargetKind::Avx512Vnni, 4) => 6,
        (TargetKind::Avx512Vnni, _) => 1,
        // Both factors of a product are held in two halves, and its terms in two registers.
        (TargetKind::Portable(_), _) => ((target.vector_registers() as usize).saturating_sub(2 * vectors + 4) / vectors).max(1),
    }
}

/// Cycles for one group of four input channels of a tile.
fn step_cycles(positions: usize, vectors: usize, target: &Target) -> f64 {
    let products = (positions * vectors) as f64;
    let loads = (positions + vectors) as f64;
    match target.kind {
        // Two dot-product pipes of latency 4, two loads a cycle.
        TargetKind::Avx512Vnni => (products / 2.0).max(loads / 2.0).max(4.0),
        // A product is four instructions, an operand is loaded and split by three or four; three of them a cycle.
        TargetKind::Portable(_) => ((4.0 * products + 3.5 * loads) / 3.0).max(1.0),
    }
}

/// Pieces of an extent when cut by `tile`: the multiple and the rest.
fn pieces(extent: usize, tile: usize) -> [(usize, usize); 2] {
    [(extent / tile, tile), ((!extent.is_multiple_of(tile)) as usize, extent % tile)]
}

/// Cost of covering a rectangle with a tile and its rests; `steps` groups of four input channels a position, plus the epilogue.
fn cost(extents: [usize; 2], tile: Tile, vectors: usize, steps: usize, target: &Target) -> f64 {
    let mut total = 0.0;
    for (row_count, rows) in pieces(extents[0], tile.rows) {
        for (column_count, columns) in pieces(extents[1], tile.columns) {
            let positions = rows * columns;
            if row_count * column_count > 0 {
                // An epilogue costs about as much as five products a vector, and entering a tile a few cycles.
                let epilogue = (positions * vectors) as f64 * 2.5 + 6.0;
                total += (row_count * column_count) as f64 * (steps as f64 * step_cycles(positions, vectors, target) + epilogue);
                // Each different piece is code of its own.
                total += 40.0;
            }
        }
    }
    total
}

/// The cheapest tile of at most `limit` positions for a rectangle of `extents` positions.
pub fn choose(extents: [usize; 2], vectors: usize, steps: usize, limit: usize, target: &Target) -> Tile {
    let mut best = (f64::INFINITY, Tile { rows: 1, columns: 1 });
    for rows in 1..=limit.min(extents[0]) {
        for columns in 1..=(limit / rows).min(extents[1]) {
            let tile = Tile { rows, columns };
            let cost = cost(extents, tile, vectors, steps, target);
            if cost < best.0 {
                best = (cost, tile);
            }
        }
    }
    best.1
}
