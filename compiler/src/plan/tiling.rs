//! Register tiles: how many output positions and channel vectors one pass of a matrix kernel keeps in registers.

/// Output positions (`rows × columns`) of one tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    pub rows: usize,
    pub columns: usize,
}

/// Vectors of output channels in one panel, widest first.
pub const PANEL_VECTORS: [usize; 4] = [4, 3, 2, 1];

/// Positions that fit in 32 registers beside `vectors` weight registers, one broadcast and what a short epilogue needs.
pub fn most_positions(vectors: usize) -> usize {
    match vectors {
        1 => 24,
        2 => 13,
        3 => 8,
        4 => 6,
        _ => 1,
    }
}

/// Cycles for one group of four input channels of a tile, on a core with two dot-product pipes of latency 4, two loads a cycle.
fn step_cycles(positions: usize, vectors: usize) -> f64 {
    let products = (positions * vectors) as f64 / 2.0;
    let loads = (positions + vectors) as f64 / 2.0;
    products.max(loads).max(4.0)
}

/// Pieces of an extent when cut by `tile`: the multiple and the rest.
fn pieces(extent: usize, tile: usize) -> [(usize, usize); 2] {
    [(extent / tile, tile), ((!extent.is_multiple_of(tile)) as usize, extent % tile)]
}

/// Cost of covering a rectangle with a tile and its rests; `steps` groups of four input channels a position, plus the epilogue.
fn cost(extents: [usize; 2], tile: Tile, vectors: usize, steps: usize) -> f64 {
    let mut total = 0.0;
    for (row_count, rows) in pieces(extents[0], tile.rows) {
        for (column_count, columns) in pieces(extents[1], tile.columns) {
            let positions = rows * columns;
            if row_count * column_count > 0 {
                // An epilogue costs about as much as five products a vector, and entering a tile a few cycles.
                let epilogue = (positions * vectors) as f64 * 2.5 + 6.0;
                total += (row_count * column_count) as f64 * (steps as f64 * step_cycles(positions, vectors) + epilogue);
                // Each different piece is code of its own.
                total += 40.0;
            }
        }
    }
    total
}

/// The cheapest tile of at most `limit` positions for a rectangle of `extents` positions.
pub fn choose(extents: [usize; 2], vectors: usize, steps: usize, limit: usize) -> Tile {
    let mut best = (f64::INFINITY, Tile { rows: 1, columns: 1 });
    for rows in 1..=limit.min(extents[0]) {
        for columns in 1..=(limit / rows).min(extents[1]) {
            let tile = Tile { rows, columns };
            let cost = cost(extents, tile, vectors, steps);
            if cost < best.0 {
                best = (cost, tile);
            }
        }
    }
    best.1
}
