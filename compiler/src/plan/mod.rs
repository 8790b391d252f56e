//! Decides how a graph runs: memory layouts, arena, kernel families, tiles, border classes.
//!
//! In: a graph in canonical form and a [`Target`]. Out: a [`Plan`], all decisions and nothing else: no instruction, no packed weight.
//! It measures nothing. Every later stage follows the plan without choosing again.
//!
//! * `layout` where an element of a value lies · `parts` concatenations without copies · `passes` what runs image by image · `memory` the arena · `borders` rectangles of equal valid-tap sets
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
pub mod parts;
pub mod passes;
mod room;
pub mod text;
pub mod tiling;

pub use borders::{BorderClass, Span};
pub use choice::Choices;
pub use depthwise::DepthwisePlan;
pub use families::{ChannelBlock, Family, GemmCall, GemmPlan, LoopOrder, OperandLoading, Section, SharedLoop, WindowOrder, WindowPlan};
pub use layout::{Layout, Placement, ValuePlan};
pub use machine::Machine;
pub use matrix::{Candidate, Thought};

use crate::codegen::target::Target;
use crate::diagnostic::Result;
use crate::graph::batch::Batch;
use crate::graph::{Definition, Graph, ValueId};
use crate::loop_ir::Lanes;
use passes::Stretch;
use std::borrow::Cow;

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
    pub passes: Vec<PassPlan>,
    /// Working memory, lanes included, a multiple of 64 bytes.
    pub arena_bytes: usize,
    /// Its end.
    pub lanes: Lanes,
}

/// Nodes that run one after the other, `repetitions` times: each time on as many of the images of the batch.
#[derive(Debug, Clone, PartialEq)]
pub struct PassPlan {
    pub repetitions: usize,
    /// In execution order. Their families are those for the images of one repetition.
    pub nodes: Vec<NodePlan>,
}

impl PassPlan {
    /// The graph with the types that these nodes have in one repetition.
    ///
    /// # Errors
    /// None for a pass that was planned for this graph.
    pub fn graph<'a>(&self, graph: &'a Graph) -> Result<Cow<'a, Graph>> {
        passes::part(graph, Batch::of(graph).as_ref(), self.repetitions)
    }
}

impl Plan {
    pub fn value(&self, id: ValueId) -> &ValuePlan {
        &self.values[id.index()]
    }

    /// All nodes in execution order.
    pub fn nodes(&self) -> impl Iterator<Item = &NodePlan> {
        self.passes.iter().flat_map(|pass| &pass.nodes)
    }
}

/// Plans a graph in canonical form (see `transform`) for a machine that runs the target.
pub fn plan(graph: &Graph, target: &Target, machine: &Machine, choices: &Choices) -> Result<Plan> {
    let mut plan = Plan { values: layout::choose(graph, target)?, passes: Vec::new(), arena_bytes: 0, lanes: Lanes::default() };
    let batch = Batch::of(graph);
    for Stretch { nodes, repetitions } in passes::choose(graph, &plan.values, batch.as_ref(), machine) {
        let part = passes::part(graph, batch.as_ref(), repetitions)?;
        let mut chooser = matrix::Chooser::new(&part, target, machine, choices);
        let mut pass = PassPlan { repetitions, nodes: Vec::new() };
        for (value, node) in part.nodes().skip(nodes.start).take(nodes.len()) {
            let family = families::choose(&part, &plan, value, node, target, &mut chooser)?;
            pass.nodes.push(NodePlan { value, family });
        }
        plan.passes.push(pass);
    }
    memory::assign(graph, &mut plan)?;
    Ok(plan)
}

/// What was thought about each matrix node of a graph that is planned so: the candidate that is taken and others beside it, at most `count` in all.
pub fn explain(graph: &Graph, plan: &Plan, target: &Target, machine: &Machine, choices: &Choices, count: usize) -> Result<Vec<Thought>> {
    let mut thoughts = Vec::new();
    for pass in &plan.passes {
        let part = pass.graph(graph)?;
        let mut chooser = matrix::Chooser::new(&part, target, machine, choices);
        for planned in &pass.nodes {
            let Definition::Node(node) = &part.value(planned.value).definition else { continue };
            thoughts.extend(match planned.family {
                Family::Gemm(_) => Some(chooser.thought(plan, planned.value, node, count)?),
                Family::Tiles(_) => chooser.unit.thought(plan, planned.value, node, count)?,
                _ => None,
            });
        }
    }
    Ok(thoughts)
}
