//! Matrix kernels: panels of output channels, and tiles of output positions that leave room for the epilogue.

use super::Plan;
use super::borders::BorderClass;
use super::families::{ChannelBlock, GemmCall, GemmPlan, OperandLoading, panels};
use super::geometry::{self, GemmGeometry};
use super::tiling::{self, Tile};
use crate::codegen::target::Target;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, Node, ValueId};
use crate::lower;
use std::collections::BTreeMap;

/// Kernel calls that one node may make.
const MOST_CALLS: usize = 1 << 16;

/// Operations that the epilogue of a tile may have where a smaller tile has fewer: a share of an instruction cache of 32 KiB.
const MOST_EPILOGUE_OPERATIONS: usize = 2048;

/// The calls of a matrix node; of `plan` it reads the layouts.
pub fn choose(graph: &Graph, plan: &Plan, value: ValueId, node: &Node, target: &Target) -> Result<GemmPlan> {
    let geometry = geometry::of(graph, &plan.values, value, node)?;
    let lanes = target.vector_bytes() as usize / 4;
    let mut room = Room { graph, plan, target, value, node, geometry: &geometry, known: BTreeMap::new() };
    let mut calls = Vec::new();
    for block in panels(geometry.group_outputs, lanes, tiling::widest_panel(target)) {
        for class in &geometry.classes {
            calls.extend(room.largest(block, class)?);
        }
    }
    if calls.len().saturating_mul(geometry.groups) > MOST_CALLS {
        let message = format!("{} groups with {} calls each are more than {MOST_CALLS} kernel calls", geometry.groups, calls.len());
        return Err(Diagnostic::error(Code::Unsupported, message).at(graph.value(value).name.clone()).hint("use fewer groups, or a depthwise convolution"));
    }
    Ok(GemmPlan { calls })
}

/// What fits beside the epilogue of a node.
struct Room<'a> {
    graph: &'a Graph,
    plan: &'a Plan,
    target: &'a Target,
    value: ValueId,
    node: &'a Node,
    geometry: &'a GemmGeometry,
    /// How operands are loaded, by first channel and tile; `None` where nothing fits.
    known: BTreeMap<(usize, usize, usize), Option<OperandLoading>>,
}

impl Room<'_> {
    /// The calls that cover a class with the best tile whose epilogue fits.
    fn largest(&mut self, block: ChannelBlock, class: &BorderClass) -> Result<Vec<GemmCall>> {
        let extents = [class.rows.outputs.len(), class.columns.outputs.len()];
        let steps = self.geometry.steps([class.rows.taps.len(), class.columns.taps.len()]);
        let mut limit = tiling::most_positions(block.vectors, self.target);
        loop {
            let tile = tiling::choose(extents, block.vectors, steps, limit, self.target);
            let mut calls = cover(block, class, tile);
            let mut fits = true;
            for call in &mut calls {
                match self.loading(call)? {
                    Some(loading) => call.loading = loading,
                    None => fits = false,
                }
            }
            // Of a single position there is nothing smaller.
            if fits || tile.rows * tile.columns == 1 {
                return Ok(calls);
            }
            limit = tile.rows * tile.columns - 1;
        }
    }

    /// Operands stay in registers if they can.
    fn loading(&mut self, call: &GemmCall) -> Result<Option<OperandLoading>> {
        let key = (call.block.first, call.tile.rows, call.tile.columns);
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        let mut found = None;
        for loading in [OperandLoading::Hoisted, OperandLoading::Reloaded] {
            let kernel =
                lower::epilogue_kernel(self.graph, self.plan, self.target, self.value, self.node, self.geometry, &GemmCall { loading, ..call.clone() })?;
            let mut operations = 0;
            kernel.visit_ops(&mut |_| operations += 1);
            if operations <= MOST_EPILOGUE_OPERATIONS && self.target.vector_registers_of(&kernel)? <= self.target.vector_registers() {
                found = Some(loading);
                break;
            }
        }
        self.known.insert(key, found);
        Ok(found)
    }
}

/// Calls for the part of a class that a tile divides, and for the rests.
fn cover(block: ChannelBlock, class: &BorderClass, tile: Tile) -> Vec<GemmCall> {
    let mut calls = Vec::new();
    for (rows, tile_rows) in cut(class.rows.outputs.clone(), tile.rows) {
        for (columns, tile_columns) in cut(class.columns.outputs.clone(), tile.columns) {
            let mut class = class.clone();
            class.rows.outputs = rows.clone();
            class.columns.outputs = columns;
            calls.push(GemmCall { block, class, tile: Tile { rows: tile_rows, columns: tile_columns }, loading: OperandLoading::Reloaded });
        }
    }
    calls
}

/// A range as a part that `tile` divides, and the rest.
fn cut(range: std::ops::Range<usize>, tile: usize) -> Vec<(std::ops::Range<usize>, usize)> {
    let middle = range.start + range.len() / tile * tile;
    let mut parts = Vec::new();
    if middle > range.start {
        parts.push((range.start..middle, tile));
    }
    if middle < range.end {
        parts.push((middle..range.end, range.end - middle));
    }
    parts
}
