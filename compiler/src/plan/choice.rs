//! Choices that somebody has made for the planner, mostly by measuring: which shape a layer runs in.

use super::families::LoopOrder;
use super::tiling::Tile;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What distinguishes one candidate for a layer from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// Vectors of a panel.
    pub vectors: usize,
    /// The tile of most positions.
    pub tile: Tile,
    /// Whether tiles go across the borders of spans, along rows and columns.
    pub across: [bool; 2],
    pub order: LoopOrder,
}

const ACROSS: [(&str, [bool; 2]); 4] =
    [("", [false, false]), (" across rows", [true, false]), (" across columns", [false, true]), (" across both", [true, true])];

impl fmt::Display for Shape {
    /// `2x7 by 2 panels across columns`: tile, vectors of a panel, outermost loop, axes along which tiles go across borders.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tile { rows, columns } = self.tile;
        let across = ACROSS.iter().find(|(_, axes)| *axes == self.across).map_or("", |(words, _)| words);
        write!(f, "{rows}x{columns} by {} {}{across}", self.vectors, super::text::order_word(self.order))
    }
}

impl FromStr for Shape {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut words = text.splitn(5, ' ');
        let (rows, columns) = words.next().and_then(|tile| tile.split_once('x')).ok_or(())?;
        let number = |text: &str| text.parse::<usize>().ok().filter(|&n| (1..=64).contains(&n)).ok_or(());
        let tile = Tile { rows: number(rows)?, columns: number(columns)? };
        if words.next() != Some("by") {
            return Err(());
        }
        let vectors = number(words.next().ok_or(())?)?;
        let order = match words.next() {
            Some("panels") => LoopOrder::Panels,
            Some("positions") => LoopOrder::Positions,
            _ => return Err(()),
        };
        let rest = words.next().unwrap_or_default();
        let across = ACROSS.iter().find(|(words, _)| words.trim_start() == rest).ok_or(())?.1;
        Ok(Self { vectors, tile, across, order })
    }
}

/// Shapes by layer, as [`super::matrix::Chooser`] names layers. A choice that does not fit its layer is passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(pub BTreeMap<String, Shape>);

/// A name for everything that the speed of a layer depends on: words that people understand, and a digest (FNV-1a) of the rest.
pub fn layer_name(words: &str, rest: &str) -> String {
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
                let shape = Shape { vectors: 2, tile: Tile { rows: 2, columns: 7 }, across, order };
                assert_eq!(shape.to_string().parse(), Ok(shape));
            }
        }
        for bad in ["", "2x7", "2x7 by 2", "2x7 by 2 panels across", "0x7 by 2 panels", "2x7 by 99999999999999999999 panels", "ax7 by 2 panels"] {
            assert!(bad.parse::<Shape>().is_err(), "{bad}");
        }
    }

    #[test]
    fn layers_are_told_apart() {
        assert_ne!(layer_name("conv", "a"), layer_name("conv", "b"));
        // The digest of nothing but "a", as published for FNV-1a.
        assert_eq!(layer_name("a", ""), "a af63dc4c8601ec8c");
    }
}
