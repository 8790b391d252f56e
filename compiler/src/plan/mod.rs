//! Decides how a graph runs: memory layouts, arena, kernel families, tiles, border classes.
//!
//! In: a graph in canonical form and a [`Target`]. Out: a [`Plan`], all decisions and nothing else: no instruction, no packed weight.
//! It measures nothing. Every later stage follows the plan without choosing again.
//!
//! * `layout` where an element of a value lies · `memory` the arena · `borders` rectangles of equal valid-tap sets
//! * `depthwise` walks of depthwise convolutions · `families` which kernel family serves a node · `machine` figures of processors
//! * `tiling` register tiles and what they cover · `cost` cycles · `choice` what measurements say about layers
//! * `room` registers and operations of epilogues, as lowering says · `matrix` the cheapest tiles that fit · `matrix_unit` tiles of a
//!   matrix unit · `text` printing and parsing

pub mod borders;
pub mod choice;
pub mod cost;
pub mod depthwise;
pub mod families;
pub mod geometry;
pub mod layout;
pub mod machine;
pub mod matrix;
pub mod matrix_unit;
pub mod memory;
mod room;
pub mod text;
pub mod tiling;

pub use borders::{BorderClass, Span};
pub use choice::Choices;
pub use depthwise::DepthwisePlan;
pub use families::{ChannelBlock, Family, GemmCall, GemmPlan, LoopOrder, OperandLoading, Section, WindowOrder, WindowPlan};
pub use layout::{Layout, Placement, ValuePlan};
pub use machine::Machine;
pub use matrix::{Candidate, Thought};

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

/// Plans a graph in canonical form (see `transform`) for a machine that runs the target.
pub fn plan(graph: &Graph, target: &Target, machine: &Machine, choices: &Choices) -> Result<Plan> {
    let mut plan = Plan { values: layout::choose(graph, target)?, nodes: Vec::new(), arena_bytes: 0 };
    let mut chooser = matrix::Chooser::new(graph, target, machine, choices);
    for (value, node) in graph.nodes() {
        let family = families::choose(graph, &plan, value, node, target, &mut chooser)?;
        plan.nodes.push(NodePlan { value, family });
    }
    memory::assign(graph, &mut plan);
    Ok(plan)
}

/// What was thought about each matrix node of a graph that is planned so: the candidate that is taken and others beside it, at most `count` in all.
pub fn explain(graph: &Graph, plan: &Plan, target: &Target, machine: &Machine, choices: &Choices, count: usize) -> Result<Vec<Thought>> {
    let mut chooser = matrix::Chooser::new(graph, target, machine, choices);
    let matrices = plan.nodes.iter().filter(|node| matches!(node.family, Family::Gemm(_)));
    let definition = |value: ValueId| match &graph.value(value).definition {
        crate::graph::Definition::Node(node) => Some((value, node)),
        _ => None,
    };
    matrices.filter_map(|planned| definition(planned.value)).map(|(value, node)| chooser.thought(plan, value, node, count)).collect()
}
