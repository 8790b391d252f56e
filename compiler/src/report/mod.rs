//! What people and scripts read: tables, JSON, dot and SVG pictures. Returns text; only `cli` prints.
//!
//! * `picture` what a picture of a graph shows · `dot` for Graphviz · `svg` drawn here

pub mod dot;
pub mod picture;
pub mod svg;

pub use dot::graph_dot;
pub use svg::graph_svg;
