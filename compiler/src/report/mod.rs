//! What people and scripts read: tables, JSON, dot and SVG pictures.
//!
//! In: facts about a compilation, a measurement or a comparison; graphs. Out: text. It measures nothing, decides nothing and prints
//! nothing; only `cli` prints.
//!
//! * `quantity` numbers with units · `table` the look of every table · `summary` what `compile` says · `bench` what `bench` says · `side_by_side` of two networks ·
//!   `comparison` how two tensors differ · `evaluation` what `eval` says · `layer_noise` the same layer by layer · `bars` as a picture ·
//!   `memory` the arena · `picture` what a picture of a graph shows · `dot` for Graphviz · `svg` drawn here · `tuning` what `tune` says

pub mod bars;
pub mod bench;
pub mod comparison;
pub mod dot;
pub mod evaluation;
pub mod layer_noise;
pub mod memory;
pub mod picture;
pub mod quantity;
pub mod side_by_side;
pub mod summary;
pub mod svg;
pub mod table;
pub mod tuning;

pub use dot::graph_dot;
pub use svg::graph_svg;
