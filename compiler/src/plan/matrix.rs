//! Matrix kernels: panels of output channels, tiles of output positions and loop orders, the cheapest by estimate of all that fit.

use super::borders::Span;
use super::choice::{Choices, Shape, VectorShape, layer_name};
use super::cost::{Estimate, Layer};
use super::families::{ChannelBlock, GemmCall, GemmPlan, LoopOrder, Section, SharedLoop, covered, extent, panels};
use super::geometry::{self, GemmGeometry, divides_well};
use super::machine::Machine;
use super::matrix_unit;
use super::room::{KnownNeeds, Room};
use super::tiling::{self, Piece, Tile, cut, cut_across};
use super::{Plan, layout};
use crate::codegen::target::Target;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, Node, ValueId};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// Kernel calls that one node may make.
const MOST_CALLS: usize = 1 << 16;
/// Panels (times images) from which on one call covers all sections: workers share the panels then.
const SHARED_PANELS: usize = 8;
/// Candidates of a channel block that are kept, best first.
const KEPT: usize = 24;

/// A way to run a layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub shape: Shape,
    pub estimate: Estimate,
}

/// What was thought about one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Thought {
    pub value: ValueId,
    /// The layer's name for [`Choices`]; equal layers have equal names.
    pub layer: String,
    /// All of them fit; the cheapest first by estimate.
    pub candidates: Vec<Candidate>,
    /// The index of the one that is taken, and whether that is somebody's choice.
    pub taken: usize,
    pub chosen: bool,
}

/// A way to run a layer with vector operations.
#[derive(Debug, Clone, PartialEq)]
struct Planned {
    shape: VectorShape,
    plan: GemmPlan,
    estimate: Estimate,
}

/// Candidates of a layer by estimate, and which of them is taken.
#[derive(Debug)]
struct Known {
    layer: String,
    candidates: Vec<Planned>,
    taken: usize,
    chosen: bool,
}

/// Chooses the calls of matrix nodes, one after another; equal layers are thought about once.
#[derive(Debug)]
pub struct Chooser<'a> {
    graph: &'a Graph,
    target: &'a Target,
    machine: &'a Machine,
    choices: &'a Choices,
    model_bytes: usize,
    needs: KnownNeeds,
    /// The same for the layers of a matrix unit.
    pub unit: matrix_unit::Chooser<'a>,
    known: BTreeMap<String, Rc<Known>>,
}

impl<'a> Chooser<'a> {
    pub fn new(graph: &'a Graph, target: &'a Target, machine: &'a Machine, choices: &'a Choices) -> Self {
        let constants = graph.ids().filter(|&id| graph.constant(id).is_some());
        let model_bytes = constants.map(|id| graph.ty(id).bytes()).sum();
        let unit = matrix_unit::Chooser::new(graph, target, machine, choices, model_bytes);
        Self { graph, target, machine, choices, model_bytes, needs: KnownNeeds::default(), unit, known: BTreeMap::new() }
    }

    /// The candidate that is chosen for the layer, or the cheapest; of `plan` it reads the layouts.
    pub fn choose(&mut self, plan: &Plan, value: ValueId, node: &Node) -> Result<GemmPlan> {
        let geometry = geometry::of(self.graph, &plan.values, value, node)?;
        let known = self.think(plan, value, node, &geometry)?;
        let taken = known.candidates[known.taken].plan.clone();
        if taken.calls.len().saturating_mul(geometry.groups) > MOST_CALLS {
            let message = format!("{} groups with {} calls each are more than {MOST_CALLS} kernel calls", geometry.groups, taken.calls.len());
            return Err(Diagnostic::error(Code::Unsupported, message)
                .at(self.graph.value(value).name.clone())
                .hint("use fewer groups, or a depthwise convolution"));
        }
        Ok(taken)
    }

    /// The one that is taken and, beside it, candidates that fit, at most `count` in all.
    pub fn thought(&mut self, plan: &Plan, value: ValueId, node: &Node, count: usize) -> Result<Thought> {
        let geometry = geometry::of(self.graph, &plan.values, value, node)?;
        let known = self.think(plan, value, node, &geometry)?;
        let mut room = Room::new(self.graph, plan, self.target, value, node, &geometry, &mut self.needs);
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut taken = None;
        for (index, candidate) in known.candidates.iter().enumerate() {
            let is_taken = index == known.taken;
            // One place is kept for the one that is taken.
            if is_taken || (candidates.len() + usize::from(taken.is_none()) < count && fit(&candidate.plan.calls, &mut room)?) {
                taken = taken.or(is_taken.then_some(candidates.len()));
                candidates.push(Candidate { shape: Shape::Vectors(candidate.shape), estimate: candidate.estimate });
            }
        }
        Ok(Thought { value, layer: known.layer.clone(), candidates, taken: taken.unwrap_or(0), chosen: known.chosen })
    }

    fn think(&mut self, plan: &Plan, value: ValueId, node: &Node, geometry: &GemmGeometry) -> Result<Rc<Known>> {
        let (graph, target) = (self.graph, self.target);
        let bytes = |id: ValueId| layout::bytes(graph.ty(id), plan.value(id).layout);
        let residuals: usize = super::families::residuals(node).map(bytes).sum();
        let (input_bytes, output_bytes) = (bytes(node.inputs[0]), bytes(value) + residuals);
        let mut room = Room::new(graph, plan, target, value, node, geometry, &mut self.needs);
        let key = format!("{input_bytes} {output_bytes} {geometry:?} {}", room.signature());
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let layer = Layer { geometry, target, machine: self.machine, model_bytes: self.model_bytes, input_bytes, output_bytes };
        let candidates = candidates(&layer, &mut room)?;
        let name = layer_name(target, node, geometry, &key);
        let mut chosen = None;
        if let Some(shape) = self.choices.0.get(&name)
            && let Some(index) = candidates.iter().position(|candidate| Shape::Vectors(candidate.shape) == *shape)
            && fit(&candidates[index].plan.calls, &mut room)?
        {
            chosen = Some(index);
        }
        let mut taken = chosen;
        for (index, candidate) in candidates.iter().enumerate() {
            if taken.is_none() && fit(&candidate.plan.calls, &mut room)? {
                taken = Some(index);
            }
        }
        let Some(taken) = taken else {
            return Err(Diagnostic::error(Code::Invalid, "no tile fits this layer").at(graph.value(value).name.clone()));
        };
        let known = Rc::new(Known { layer: name, candidates, taken, chosen: chosen.is_some() });
        self.known.insert(key, known.clone());
        Ok(known)
    }
}

/// Ways to run a layer, the cheapest first, each with another shape. Whether they fit is not yet asked.
fn candidates(layer: &Layer, room: &mut Room) -> Result<Vec<Planned>> {
    let lanes = layer.target.vector_bytes() as usize / 4;
    let outputs = layer.geometry.group_outputs;
    let widest = tiling::widest_panel(layer.target).min(outputs.div_ceil(lanes)).max(1);
    let mut found: Vec<Planned> = Vec::new();
    for vectors in 1..=widest {
        let blocks = panels(outputs, lanes, vectors);
        let mut choices = blocks.iter().map(|block| block_candidates(layer, block, room)).collect::<Result<Vec<_>>>()?.into_iter();
        let Some(main) = choices.next() else { continue };
        let rest = choices.map(|choices| first_fitting(choices, room)).collect::<Result<Vec<_>>>()?;
        let rest: Vec<BlockCandidate> = rest.into_iter().flatten().collect();
        for choice in main {
            let estimate = rest.iter().fold(choice.estimate, |sum, rest| sum + rest.estimate);
            let calls = choice.calls.iter().chain(rest.iter().flat_map(|rest| &rest.calls)).cloned().collect();
            found.push(Planned { shape: choice.shape, plan: GemmPlan { calls }, estimate });
        }
    }
    found.sort_by(|a, b| a.estimate.cycles().total_cmp(&b.estimate.cycles()).then(a.shape.cmp(&b.shape)));
    let mut distinct: Vec<Planned> = Vec::new();
    for candidate in found {
        // Where an axis has one span, or a tile one row, several shapes are the same calls.
        let same = |other: &&Planned| other.shape == candidate.shape || other.estimate == candidate.estimate && other.plan == candidate.plan;
        if distinct.iter().rev().find(same).is_none() {
            distinct.push(candidate);
        }
    }
    Ok(distinct)
}

/// A way to run one channel block.
struct BlockCandidate {
    shape: VectorShape,
    calls: Vec<GemmCall>,
    estimate: Estimate,
}

/// How the rows and columns of an image are cut.
struct Cut {
    tile: Tile,
    across: [bool; 2],
    /// Pieces along both axes, one list for each rectangle of pieces.
    rectangles: Vec<[Piece; 2]>,
}

/// The cheapest ways to run a block, best first.
fn block_candidates(layer: &Layer, block: &ChannelBlock, room: &mut Room) -> Result<Vec<BlockCandidate>> {
    let geometry = layer.geometry;
    let lanes = layer.target.vector_bytes() as usize / 4;
    let panels = block.panels(lanes);
    let spans = axes(geometry);
    let orders: &[LoopOrder] = if panels > 1 { &[LoopOrder::Panels, LoopOrder::Positions] } else { &[LoopOrder::Panels] };
    let mut found: Vec<BlockCandidate> = Vec::new();
    let most = tiling::most_positions(block.vectors, layer.target);
    let of_block = room.of_block(block)?;
    let fits: Vec<Option<_>> = (1..=most).map(|positions| of_block.fit(positions)).collect();
    let limit = fits.iter().rposition(Option::is_some).map_or(1, |index| index + 1);
    for cut in cuts(layer, &spans, limit) {
        let mut sections = Vec::new();
        let mut counts = Vec::new();
        for [rows, columns] in cut.rectangles {
            let tile = Tile { rows: rows.tile, columns: columns.tile };
            let Some((loading, of_tile)) = fits.get(tile.positions() - 1).copied().flatten() else { break };
            sections.push(Section { rows: rows.spans, columns: columns.spans, tile, loading });
            counts.push(of_tile);
        }
        for &order in orders {
            let together = order == LoopOrder::Panels && panels * geometry.images >= SHARED_PANELS && geometry.taps_share_weights();
            let near = if shares_positions(geometry) { SharedLoop::Positions } else { SharedLoop::Longest };
            let call = |sections: Vec<Section>| {
                let shared = if sections.len() > 1 { SharedLoop::Panels } else { near };
                GemmCall { block: *block, order, prefetch: false, shared, sections }
            };
            let mut calls: Vec<GemmCall> = match together {
                true => vec![call(sections.clone())],
                false => sections.iter().map(|section| call(vec![section.clone()])).collect(),
            };
            for call in &mut calls {
                call.prefetch = layer.prefetches(call);
            }
            let of = |section: &Section| sections.iter().position(|other| other == section).map_or_else(Default::default, |index| counts[index]);
            let estimate = calls.iter().map(|call| layer.estimate(call, of)).fold(Estimate::default(), |a, b| a + b);
            let shape = VectorShape { vectors: block.vectors, tile: cut.tile, across: cut.across, order };
            // What the second half costs beside the first is a call: the weights are near by then.
            if let [whole] = &calls[..]
                && estimate.cycles() >= FEWEST_CYCLES
                && shares_positions(geometry)
                && !leaves_positions_apart(geometry, &whole.sections)
                && let Some(parts) = halves(&whole.sections)
            {
                calls = parts.map(|sections| GemmCall { sections, shared: SharedLoop::Panels, ..whole.clone() }).into();
            }
            found.push(BlockCandidate { shape, calls, estimate });
        }
    }
    found.sort_by(|a, b| a.estimate.cycles().total_cmp(&b.estimate.cycles()).then(a.shape.cmp(&b.shape)));
    found.truncate(KEPT);
    Ok(found)
}

/// Positions from which on the products of a panel take longer than reading the next one from beyond the second cache, even if each worker has
/// only a share of them.
const FEWEST_POSITIONS: usize = 128;
/// Bytes of weights, asked for ahead, that cost no more than one byte which another core has written.
const WEIGHTS_FOR_ACTIVATION: usize = 8;

/// Cycles of a layer below which workers gain nothing.
const FEWEST_CYCLES: f64 = 8000.0;
/// Two halves of an image may differ by the whole divided by this.
const UNEVEN: usize = 16;

/// Whether workers had better read all weights each than exchange what they write.
fn shares_positions(geometry: &GemmGeometry) -> bool {
    let activations = geometry.activation_bytes();
    let few = geometry.images * geometry.rows * geometry.columns < FEWEST_POSITIONS;
    activations >= geometry.weight_bytes() || !few && WEIGHTS_FOR_ACTIVATION * activations >= geometry.weight_bytes()
}

/// Whether workers can share the positions of one call.
fn leaves_positions_apart(geometry: &GemmGeometry, sections: &[Section]) -> bool {
    let [only] = sections else { return divides_well(geometry.images) };
    let [rows, columns] = only.outputs();
    [geometry.images, rows.len() / only.tile.rows, columns.len() / only.tile.columns].into_iter().any(divides_well)
}

/// The sections of the upper and of the lower half of the image, or of the left and the right half where there is one row, cut between tiles.
/// `None` where one would be larger than the other by more than a worker gains.
fn halves(sections: &[Section]) -> Option<[Vec<Section>; 2]> {
    let whole = covered(sections);
    let axis = usize::from(whole[0].len() == 1);
    let Range { start, end } = whole[axis];
    let tile = |section: &Section| [section.tile.rows, section.tile.columns][axis];
    let fits = |at: usize, section: &Section| {
        let outputs = section.outputs()[axis].clone();
        let single = [&section.rows, &section.columns][axis].len() == 1;
        at <= outputs.start || outputs.end <= at || (single && (at - outputs.start).is_multiple_of(tile(section)))
    };
    let even = |at: &usize| start < *at && *at < end && UNEVEN * (2 * at).abs_diff(start + end) <= end - start;
    let center = (start + end) / 2;
    let mut outward = (0..=(end - start) / UNEVEN).flat_map(|distance| [center - distance, center + distance]);
    let middle = outward.find(|at| even(at) && sections.iter().all(|section| fits(*at, section)))?;
    let part = |range: Range<usize>| {
        let within = |section: &Section| {
            let mut section = section.clone();
            let spans = if axis == 0 { &mut section.rows } else { &mut section.columns };
            for span in spans.iter_mut() {
                span.outputs = span.outputs.start.max(range.start)..span.outputs.end.min(range.end);
            }
            spans.iter().all(|span| !span.outputs.is_empty()).then_some(section)
        };
        sections.iter().filter_map(within).collect()
    };
    Some([part(start..middle), part(middle..end)])
}

/// The first candidate whose tiles fit in registers.
fn first_fitting(candidates: Vec<BlockCandidate>, room: &mut Room) -> Result<Option<BlockCandidate>> {
    for candidate in candidates {
        if fit(&candidate.calls, room)? {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}

/// Whether all tiles of these calls fit in registers.
fn fit(calls: &[GemmCall], room: &mut Room) -> Result<bool> {
    for call in calls {
        for section in &call.sections {
            if !room.verified(&call.block, section.tile.positions(), section.loading)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Spans of equal valid taps along both axes, in order.
fn axes(geometry: &GemmGeometry) -> [Vec<Span>; 2] {
    let mut axes = [Vec::new(), Vec::new()];
    for class in &geometry.classes {
        for (axis, span) in axes.iter_mut().zip([&class.rows, &class.columns]) {
            if !axis.contains(span) {
                axis.push(span.clone());
            }
        }
    }
    axes
}

/// Tiles of at most `limit` positions, and what they make of an image.
fn cuts(layer: &Layer, spans: &[Vec<Span>; 2], limit: usize) -> Vec<Cut> {
    let longest = |axis: usize| spans[axis].iter().map(|span| span.outputs.len()).max().unwrap_or(1);
    let extents = [0, 1].map(|axis| extent(&spans[axis]).len());
    let mut cuts = Vec::new();
    for across in [[false, false], [false, true], [true, false], [true, true]] {
        let pointless = (0..2).any(|axis| across[axis] && spans[axis].len() < 2) || (across[1] && !layer.geometry.taps_share_weights());
        if pointless {
            continue;
        }
        let most = [0, 1].map(|axis| if across[axis] { extents[axis] } else { longest(axis) });
        for rows in 1..=limit.min(most[0]) {
            for columns in 1..=(limit / rows).min(most[1]) {
                // Tiles that leave half of the room empty are for images that are no larger.
                if 2 * rows * columns <= limit && (rows < most[0] || columns < most[1]) {
                    continue;
                }
                let tile = Tile { rows, columns };
                let along = |axis: usize, span: &[Span], size: usize| match across[axis] {
                    true => cut_across(span, size),
                    false => span.iter().flat_map(|span| cut(span, size.min(span.outputs.len()))).collect(),
                };
                let rectangles = match across {
                    // Narrow rectangles take tiles of their own.
                    [false, false] => spans[0]
                        .iter()
                        .flat_map(|row| spans[1].iter().map(move |column| (row, column)))
                        .flat_map(|(row, column)| {
                            let fitting = fitting([row.outputs.len(), column.outputs.len()], tile, limit);
                            product(&cut(row, fitting.rows), &cut(column, fitting.columns))
                        })
                        .collect(),
                    _ => product(&along(0, &spans[0], rows), &along(1, &spans[1], columns)),
                };
                cuts.push(Cut { tile, across, rectangles });
            }
        }
    }
    cuts
}

fn product(rows: &[Piece], columns: &[Piece]) -> Vec<[Piece; 2]> {
    rows.iter().flat_map(|row| columns.iter().map(|column| [row.clone(), column.clone()])).collect()
}

/// The tile itself where it fits into the rectangle, else the tile that covers it in the fewest pieces.
fn fitting(extents: [usize; 2], tile: Tile, limit: usize) -> Tile {
    if tile.rows <= extents[0] && tile.columns <= extents[1] {
        return tile;
    }
    let rows = tile.rows.min(extents[0]);
    let columns = extents[1].min(limit / rows);
    let rows = extents[0].min(limit / columns);
    // As many pieces, of equal size.
    Tile { rows: extents[0].div_ceil(extents[0].div_ceil(rows)), columns: extents[1].div_ceil(extents[1].div_ceil(columns)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::OperandLoading;

    fn section(rows: Range<usize>, columns: Range<usize>, tile: [usize; 2]) -> Section {
        let span = |outputs: Range<usize>| vec![Span { outputs, taps: 0..1 }];
        Section { rows: span(rows), columns: span(columns), tile: Tile { rows: tile[0], columns: tile[1] }, loading: OperandLoading::Hoisted }
    }

    #[test]
    fn halves_are_cut_between_tiles() {
        let whole = [section(0..1, 0..187, [1, 11]), section(0..1, 187..196, [1, 9])];
        let [left, right] = halves(&whole).unwrap();
        assert_eq!(left, [section(0..1, 0..99, [1, 11])]);
        assert_eq!(right, [section(0..1, 99..187, [1, 11]), section(0..1, 187..196, [1, 9])]);
        let whole = [section(0..14, 0..10, [2, 5]), section(0..14, 10..14, [2, 4])];
        // Seven tiles of two rows have no middle.
        assert_eq!(halves(&whole), None);
        let whole = [section(0..28, 0..25, [1, 5]), section(0..28, 25..28, [1, 3])];
        let [upper, lower] = halves(&whole).unwrap();
        assert_eq!(upper, [section(0..14, 0..25, [1, 5]), section(0..14, 25..28, [1, 3])]);
        assert_eq!(lower, [section(14..28, 0..25, [1, 5]), section(14..28, 25..28, [1, 3])]);
    }

    #[test]
    fn a_tile_across_borders_stays_whole() {
        let mut border = section(0..1, 0..7, [3, 7]);
        border.rows = vec![Span { outputs: 0..1, taps: 1..3 }, Span { outputs: 1..3, taps: 0..3 }];
        let whole = [border.clone(), section(3..6, 0..7, [3, 7])];
        let [upper, lower] = halves(&whole).unwrap();
        assert_eq!((upper, lower), (vec![border], vec![section(3..6, 0..7, [3, 7])]));
    }
}
