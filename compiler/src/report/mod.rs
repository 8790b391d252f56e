//! What people and scripts read: tables, JSON, dot and SVG pictures.
//!
//! In: facts about a compilation, a measurement or a comparison; graphs. Out: text. It measures nothing, decides nothing and prints
//! nothing; only `cli` prints.
//!
//! * `quantity` numbers with units · `table` the look of every table · `summary` what `compile` says · `bench` what `bench` says ·
//!   `comparison` how two tensors differ · `memory` the arena · `picture` what a picture of a graph shows · `dot` for Graphviz · `svg` drawn here

pub mod bench;
pub mod comparison;
pub mod dot;
pub mod evaluation;
pub mod memory;
pub mod picture;
pub mod quantity;
pub mod summary;
pub mod svg;
pub mod table;

pub use dot::graph_dot;
pub use svg::graph_svg;
