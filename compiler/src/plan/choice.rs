//! Choices that somebody has made for the planner, mostly by measuring: which shape a layer runs in.

use super::families::LoopOrder;
use super::geometry::GemmGeometry;
use super::tiling::Tile;
use crate::codegen::target::Target;
use crate::graph::Node;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What distinguishes one candidate for a layer from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    Vectors(VectorShape),
    MatrixUnit(UnitShape),
}

/// A matrix kernel of vector operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VectorShape {
    /// Vectors of a panel.
    pub vectors: usize,
    /// The tile of most positions.
    pub tile: Tile,
    /// Whether tiles go across the borders of spans, along rows and columns.
    pub across: [bool; 2],
    pub order: LoopOrder,
}

/// A kernel of a matrix unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitShape {
    /// Vectors of a panel.
    pub vectors: usize,
    /// Rows and columns of a block of positions.
    pub block: [usize; 2],
    /// Steps of two left tiles, and rows of a tile, where the epilogue of a step runs beside the products of the next.
    pub overlapped: Option<[usize; 2]>,
    pub order: LoopOrder,
}

const ACROSS: [(&str, [bool; 2]); 4] =
    [("", [false, false]), (" across rows", [true, false]), (" across columns", [false, true]), (" across both", [true, true])];

impl fmt::Display for Shape {
    /// `2x7 by 2 panels across columns`: tile, vectors of a panel, outermost loop, axes along which tiles go across borders. `block 28x14 by 2 panels in 14
    /// steps of 2x14`: positions of a block, vectors of a panel, outermost loop, steps of two tiles and their positions.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Vectors(VectorShape { vectors, tile: Tile { rows, columns }, across, order }) => {
                let across = ACROSS.iter().find(|(_, axes)| axes == across).map_or("", |(words, _)| words);
                write!(f, "{rows}x{columns} by {vectors} {}{across}", super::text::order_word(*order))
            }
            Shape::MatrixUnit(UnitShape { vectors, block: [rows, columns], overlapped, order }) => {
                write!(f, "block {rows}x{columns} by {vectors} {}", super::text::order_word(*order))?;
                overlapped.map_or(Ok(()), |[steps, tile_rows]| write!(f, " in {steps} steps of 2x{tile_rows}"))
            }
        }
    }
}

impl FromStr for Shape {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        /// An image has no more rows or columns.
        const MOST_POSITIONS: usize = 1 << 24;
        const MOST_VECTORS: usize = 64;
        let number = |text: &str, most: usize| text.parse::<usize>().ok().filter(|n| (1..=most).contains(n)).ok_or(());
        let on_unit = text.strip_prefix("block ");
        let mut words = on_unit.unwrap_or(text).splitn(5, ' ');
        let (rows, columns) = words.next().and_then(|tile| tile.split_once('x')).ok_or(())?;
        if words.next() != Some("by") {
            return Err(());
        }
        let vectors = number(words.next().ok_or(())?, MOST_VECTORS)?;
        let order = match words.next() {
            Some("panels") => LoopOrder::Panels,
            Some("positions") => LoopOrder::Positions,
            _ => return Err(()),
        };
        let rest = words.next().unwrap_or_default();
        if on_unit.is_some() {
            let overlapped = match rest.strip_prefix("in ") {
                Some(rest) => {
                    let (steps, tile_rows) = rest.split_once(" steps of 2x").ok_or(())?;
                    Some([number(steps, MOST_POSITIONS)?, number(tile_rows, MOST_POSITIONS)?])
                }
                None if rest.is_empty() => None,
                None => return Err(()),
            };
            let block = [number(rows, MOST_POSITIONS)?, number(columns, MOST_POSITIONS)?];
            return Ok(Shape::MatrixUnit(UnitShape { vectors, block, overlapped, order }));
        }
        let tile = Tile { rows: number(rows, MOST_VECTORS)?, columns: number(columns, MOST_VECTORS)? };
        let across = ACROSS.iter().find(|(words, _)| words.trim_start() == rest).ok_or(())?.1;
        Ok(Shape::Vectors(VectorShape { vectors, tile, across, order }))
    }
}

/// Shapes by layer, as [`layer_name`] names layers. A choice that does not fit its layer is passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(pub BTreeMap<String, Shape>);

/// A name for everything that the speed of a layer depends on: words that people understand, and a digest of the rest.
pub fn layer_name(target: &Target, node: &Node, geometry: &GemmGeometry, rest: &str) -> String {
    let GemmGeometry { taps: [height, width], channels, group_outputs, images, rows, columns, .. } = geometry;
    let operator = node.op.name();
    digested(&format!("{target} {operator} taps {height}x{width} channels {channels} to {group_outputs} on {images}x{rows}x{columns}"), rest)
}

/// With the FNV-1a of all of it.
fn digested(words: &str, rest: &str) -> String {
    let digest = words.bytes().chain(rest.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{words} {digest:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_read_back() {
        for order in [LoopOrder::Panels, LoopOrder::Positions] {
            for (_, across) in ACROSS {
                let shape = Shape::Vectors(VectorShape { vectors: 2, tile: Tile { rows: 2, columns: 7 }, across, order });
                assert_eq!(shape.to_string().parse(), Ok(shape));
            }
            for overlapped in [None, Some([49, 16])] {
                let shape = Shape::MatrixUnit(UnitShape { vectors: 2, block: [1, 1568], overlapped, order });
                assert_eq!(shape.to_string().parse(), Ok(shape));
            }
        }
        for bad in [
            "",
            "2x7",
            "2x7 by 2",
            "2x7 by 2 panels across",
            "0x7 by 2 panels",
            "2x7 by 99999999999999999999 panels",
            "ax7 by 2 panels",
            "block 2x7",
            "block 2x7 by 2 panels in 3",
            "block 2x7 by 2 panels across rows",
        ] {
            assert!(bad.parse::<Shape>().is_err(), "{bad}");
        }
    }

    #[test]
    fn layers_are_told_apart() {
        assert_ne!(digested("conv", "a"), digested("conv", "b"));
        // The digest of nothing but "a", as published for FNV-1a.
        assert_eq!(digested("a", ""), "a af63dc4c8601ec8c");
    }
}
