//! Operations of a matrix unit: products of whole tiles.
//!
//! A tile is a register of rows; it holds sums of 32 bits, or bytes. A kernel declares the tiles that it uses, each with the shape that it
//! keeps. Between tiles and vector registers lies memory.

use super::kernel::{Address, RegisterKind};

/// Index into [`super::Kernel::tiles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId(pub u32);

/// Tiles that one kernel may have.
pub const MOST_TILES: usize = 8;
/// Rows that one tile may have.
pub const MOST_TILE_ROWS: u32 = 16;
/// Bytes that a row of a tile may have.
pub const MOST_TILE_ROW_BYTES: u32 = 64;

/// A register of a matrix unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    /// `i32`: sums. `u8`, `s8`: the left and the right factor of a product.
    pub kind: RegisterKind,
    /// 1 to [`MOST_TILE_ROWS`]
    pub rows: u32,
    /// A multiple of 4, up to [`MOST_TILE_ROW_BYTES`]
    pub row_bytes: u32,
}

/// One operation on tiles. Row r of a tile in memory lies at address + r · stride; |stride| < 2³¹.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TileOp {
    /// `tile.zero`
    Zero { to: TileId },
    /// `tile.load`: every row, whatever the stride (0 repeats one row)
    Load { to: TileId, address: Address, stride: i64 },
    /// `tile.store`: every row. Rows do not overlap.
    Store { from: TileId, address: Address, stride: i64 },
    /// `tile.dot4`: to[m][n] += Σ a[m][4 k + j] · b[k][4 n + j] over the rows k of b and j = 0..4, exact in i32 (wrapping)
    Dot4 { to: TileId, a: TileId, b: TileId },
}

impl TileOp {
    /// The tile that the operation sets or updates.
    pub fn destination(&self) -> Option<TileId> {
        match *self {
            TileOp::Zero { to } | TileOp::Load { to, .. } | TileOp::Dot4 { to, .. } => Some(to),
            TileOp::Store { .. } => None,
        }
    }

    /// Calls `visit` on every tile that the operation reads; `tile.dot4` reads its destination.
    pub fn visit_reads(&self, mut visit: impl FnMut(TileId)) {
        match *self {
            TileOp::Zero { .. } | TileOp::Load { .. } => {}
            TileOp::Store { from, .. } => visit(from),
            TileOp::Dot4 { to, a, b } => [to, a, b].into_iter().for_each(visit),
        }
    }

    /// The address of the first row.
    pub fn address(&self) -> Option<&Address> {
        match self {
            TileOp::Load { address, .. } | TileOp::Store { address, .. } => Some(address),
            TileOp::Zero { .. } | TileOp::Dot4 { .. } => None,
        }
    }
}
