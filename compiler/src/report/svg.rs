//! Graphs as pictures that a browser shows, without another program.
//!
//! The layout is layered: a box stands one row below the lowest box that it reads. An arrow over several rows passes through places of
//! its own in the rows between, so that it does not cross boxes. Within a row, boxes and such places stand in the order of the mean
//! position of what they read.

use super::picture::{Arrow, BoxKind, Picture};
use crate::graph::Graph;
use std::fmt::Write;

/// Width of a character of the 11 px monospace font, in pixels.
const CHARACTER: usize = 7;
const LINE_HEIGHT: usize = 14;
/// Between text and the border of its box.
const PADDING: usize = 8;
/// Between neighbours in a row.
const GAP: usize = 24;
/// Between rows, for the arrows.
const ROW_GAP: usize = 36;
/// Around the picture.
const MARGIN: usize = 20;
/// Width of the place through which an arrow passes a row.
const PASSAGE: usize = 8;
/// Passages of a whole picture. A graph that would need more (a hostile one) gets arrows behind its boxes.
const PASSAGES: usize = 50_000;

/// The graph as an SVG document.
pub fn graph_svg(graph: &Graph) -> String {
    let picture = Picture::of(graph);
    let layout = Layout::of(&picture);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_svg(&picture, &layout, &mut out);
    out
}

fn write_svg(picture: &Picture, layout: &Layout, out: &mut String) -> std::fmt::Result {
    let (width, height) = (layout.width, layout.height);
    writeln!(out, r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#)?;
    writeln!(out, "<title>{}</title>", escaped(&picture.name))?;
    writeln!(out, "<style>text{{font:11px monospace;text-anchor:middle}} .n{{font-weight:bold}} path{{fill:none;stroke:#555}} rect{{stroke:#555}}</style>")?;
    writeln!(
        out,
        r##"<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><polygon points="0,0 8,4 0,8" fill="#555"/></marker></defs>"##
    )?;
    writeln!(out, r##"<rect x="0" y="0" width="{width}" height="{height}" fill="#fff" stroke="none"/>"##)?;
    for (arrow, route) in picture.arrows.iter().zip(&layout.routes) {
        write_arrow(arrow, route, layout, out)?;
    }
    for (at, element) in picture.boxes.iter().enumerate() {
        let place = &layout.places[at];
        let radius = if matches!(element.kind, BoxKind::Input | BoxKind::Output) { 12 } else { 3 };
        let (x, y, colour) = (place.centre - place.width / 2, place.top, element.kind.colour());
        writeln!(out, r#"<rect x="{x}" y="{y}" width="{}" height="{}" rx="{radius}" fill="{colour}"/>"#, place.width, place.height)?;
        for (line, text) in element.lines.iter().enumerate() {
            let class = if line == 0 { r#" class="n""# } else { "" };
            let baseline = y + PADDING + LINE_HEIGHT * line + 10;
            writeln!(out, r#"<text{class} x="{}" y="{baseline}">{}</text>"#, place.centre, escaped(text))?;
        }
    }
    writeln!(out, "</svg>")
}

/// A curve from the foot of one place to the head of the next, straight down through passages.
fn write_arrow(arrow: &Arrow, route: &[usize], layout: &Layout, out: &mut String) -> std::fmt::Result {
    let first = &layout.places[arrow.from];
    let (mut x, mut y) = (first.centre, first.top + first.height);
    write!(out, r#"<path d="M{x} {y}"#)?;
    for &next in route.iter().chain([&arrow.to]) {
        let place = &layout.places[next];
        let middle = (y + place.top) / 2;
        write!(out, " C{x} {middle} {0} {middle} {0} {1}", place.centre, place.top)?;
        (x, y) = (place.centre, place.top);
        if next != arrow.to {
            y += place.height;
            write!(out, " V{y}")?;
        }
    }
    let dash = if arrow.epilogue { r#" stroke-dasharray="4 3""# } else { "" };
    writeln!(out, r#"" marker-end="url(#a)"{dash}/>"#)
}

/// Text of a document, without what XML forbids.
pub(super) fn escaped(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Where a box, or an arrow that passes a row, stands. In pixels.
#[derive(Debug, Clone, Default)]
struct Place {
    row: usize,
    centre: usize,
    top: usize,
    width: usize,
    height: usize,
}

struct Layout {
    /// The boxes of the picture, then passages.
    places: Vec<Place>,
    /// For each arrow, the passages on its way.
    routes: Vec<Vec<usize>>,
    width: usize,
    height: usize,
}

impl Layout {
    fn of(picture: &Picture) -> Self {
        let mut layout = Self { places: Vec::new(), routes: Vec::new(), width: 0, height: 0 };
        layout.assign_rows(picture);
        let reads = layout.route(picture);
        let rows = layout.order_rows(&reads);
        layout.assign_coordinates(&rows);
        layout
    }

    fn assign_rows(&mut self, picture: &Picture) {
        self.places = picture
            .boxes
            .iter()
            .map(|element| {
                let characters = element.lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
                Place { width: characters * CHARACTER + 2 * PADDING, height: element.lines.len() * LINE_HEIGHT + 2 * PADDING, ..Place::default() }
            })
            .collect();
        // Arrows are sorted by the box that they lead to, and boxes stand after what they read.
        for arrow in &picture.arrows {
            self.places[arrow.to].row = self.places[arrow.to].row.max(self.places[arrow.from].row + 1);
        }
    }

    /// Makes passages for long arrows; returns what each place reads.
    fn route(&mut self, picture: &Picture) -> Vec<Vec<usize>> {
        let rows_between = |places: &[Place], arrow: &Arrow| places[arrow.to].row - places[arrow.from].row - 1;
        let wanted: usize = picture.arrows.iter().map(|arrow| rows_between(&self.places, arrow)).sum();
        let mut reads: Vec<Vec<usize>> = vec![Vec::new(); self.places.len()];
        for arrow in &picture.arrows {
            let mut route = Vec::new();
            let mut from = arrow.from;
            if wanted <= PASSAGES {
                for row in self.places[arrow.from].row + 1..self.places[arrow.to].row {
                    route.push(self.places.len());
                    reads.push(vec![from]);
                    from = self.places.len();
                    self.places.push(Place { row, width: PASSAGE, ..Place::default() });
                }
            }
            reads[arrow.to].push(from);
            self.routes.push(route);
        }
        reads
    }

    /// The places of each row from left to right.
    fn order_rows(&self, reads: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); self.places.iter().map(|place| place.row + 1).max().unwrap_or(0)];
        for (at, place) in self.places.iter().enumerate() {
            rows[place.row].push(at);
        }
        let mut position = vec![0.0f64; self.places.len()];
        for row in &mut rows {
            let mean = |at: usize| {
                let sum: f64 = reads[at].iter().map(|&read| position[read]).sum();
                if reads[at].is_empty() { 0.5 } else { sum / reads[at].len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = row.iter().map(|&at| (mean(at), at)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            *row = keyed.into_iter().map(|(_, at)| at).collect();
            // Positions are fractions of the row, so that rows of different lengths compare.
            for (index, &at) in row.iter().enumerate() {
                position[at] = (index as f64 + 0.5) / row.len() as f64;
            }
        }
        rows
    }

    fn assign_coordinates(&mut self, rows: &[Vec<usize>]) {
        let row_width = |places: &[Place], row: &[usize]| row.iter().map(|&at| places[at].width + GAP).sum::<usize>().saturating_sub(GAP);
        let widest = rows.iter().map(|row| row_width(&self.places, row)).max().unwrap_or(0);
        let mut top = MARGIN;
        for row in rows {
            let height = row.iter().map(|&at| self.places[at].height).max().unwrap_or(0);
            let mut left = MARGIN + (widest - row_width(&self.places, row)) / 2;
            for &at in row {
                let place = &mut self.places[at];
                place.top = top;
                place.centre = left + place.width / 2;
                if place.width == PASSAGE {
                    place.height = height;
                }
                left += place.width + GAP;
            }
            top += height + ROW_GAP;
        }
        self.width = widest + 2 * MARGIN;
        self.height = top.saturating_sub(ROW_GAP) + MARGIN;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::random::{Limits, random_network};
    use crate::graph::{DType, End, Epilogue, Op, Shape, TensorType};

    #[test]
    fn boxes_of_a_row_do_not_overlap_and_arrows_lead_down() {
        for seed in 0..100 {
            let picture = Picture::of(&random_network(seed, Limits { nodes: 20, ..Limits::default() }));
            let layout = Layout::of(&picture);
            for (at, a) in layout.places.iter().enumerate() {
                assert!(a.centre + a.width / 2 <= layout.width && a.top + a.height <= layout.height);
                for b in &layout.places[at + 1..] {
                    let apart = a.centre.abs_diff(b.centre) >= (a.width + b.width) / 2;
                    assert!(a.row != b.row || apart, "seed {seed}");
                    assert!(a.row >= b.row || a.top + a.height < b.top);
                }
            }
            for (arrow, route) in picture.arrows.iter().zip(&layout.routes) {
                let way: Vec<usize> = [arrow.from].iter().chain(route).chain([&arrow.to]).map(|&at| layout.places[at].row).collect();
                assert!(way.windows(2).all(|pair| pair[1] == pair[0] + 1), "seed {seed}: {way:?}");
            }
        }
    }

    #[test]
    fn a_small_graph() {
        let mut graph = Graph::new("<&>");
        let ty = TensorType::plain(DType::F32, Shape::scalar());
        let x = graph.push_input("x<1>", ty.clone());
        graph.push_node("y", ty, Op::Map, [x], Some(Epilogue::new([], End::F32)));
        let svg = graph_svg(&graph);
        assert!(svg.contains("<title>&lt;&amp;&gt;</title>"));
        assert!(svg.contains("x&lt;1&gt;</text>"));
        assert_eq!((svg.matches("<rect").count(), svg.matches("<path").count()), (3, 1));
        assert_eq!(svg, graph_svg(&graph));
    }

    /// Every node reads its neighbour and the input: with passages this picture would grow with the square of its length.
    #[test]
    fn a_long_graph_stays_small() {
        let mut graph = Graph::new("long");
        let ty = TensorType::plain(DType::F32, Shape::scalar());
        let x = graph.push_input("x", ty.clone());
        let mut last = x;
        for _ in 0..5_000 {
            last = graph.push_node("y", ty.clone(), Op::Concat { axis: 0 }, [last, x], None);
        }
        assert!(graph_svg(&graph).len() < 8_000_000);
    }
}
