//! Decides how a graph runs: memory layouts, arena, kernel families, tiles, border classes.
//!
//! In: a graph in canonical form and a [`Target`]. Out: a [`Plan`], all decisions and nothing else: no instruction, no packed weight.
//! It measures nothing. Every later stage follows the plan without choosing again.
//!
//! * `layout` where an element of a value lies · `memory` the arena · `borders` rectangles of equal valid-tap sets
//! * `families` which kernel family serves a node · `tiling` register tiles and their cost · `matrix` tiles of matrix kernels, as large as
//!   registers allow: lowering says what the epilogue of a tile asks for · `text` printing and parsing

pub mod borders;
pub mod families;
pub mod geometry;
pub mod layout;
pub mod matrix;
pub mod memory;
pub mod text;
pub mod tiling;

pub use borders::{BorderClass, Span};
pub use families::{ChannelBlock, Family, GemmCall, GemmPlan, OperandLoading, WindowOrder, WindowPlan};
pub use layout::{Layout, Placement, ValuePlan};

use crate::codegen::target::Target;
use crate::diagnostic::Result;
use crate::graph::{Graph, ValueId};

/// How one node runs.
#[derive(Debug, Clone, PartialEq)]
pub struct NodePlan {
    pub value: ValueId,
    pub family: Family,
}

/// Every decision about a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Indexed by [`ValueId`].
    pub values: Vec<ValuePlan>,
    /// In execution order.
    pub nodes: Vec<NodePlan>,
    /// Working memory, a multiple of 64 bytes.
    pub arena_bytes: usize,
}

impl Plan {
    pub fn value(&self, id: ValueId) -> &ValuePlan {
        &self.values[id.index()]
    }
}

/// Plans a graph in canonical form (see `transform`).
pub fn plan(graph: &Graph, target: &Target) -> Result<Plan> {
    let mut plan = Plan { values: layout::choose(graph)?, nodes: Vec::new(), arena_bytes: 0 };
    for (value, node) in graph.nodes() {
        let family = families::choose(graph, &plan, value, node, target)?;
        plan.nodes.push(NodePlan { value, family });
    }
    plan.arena_bytes = memory::assign(graph, &mut plan.values);
    Ok(plan)
}
