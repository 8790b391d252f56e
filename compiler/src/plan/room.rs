//! What epilogues ask for: registers beside the accumulators of a tile, and operations. Lowering is asked for the epilogue of a small tile as a
//! kernel; larger tiles follow from two of them, and the one that is chosen is asked for itself.

use super::Plan;
use super::borders::Span;
use super::cost::Counts;
use super::families::{ChannelBlock, GemmCall, LoopOrder, OperandLoading, Section, SharedLoop};
use super::geometry::GemmGeometry;
use super::tiling::Tile;
use crate::codegen::target::Target;
use crate::diagnostic::Result;
use crate::graph::{Graph, Node, ValueId};
use crate::lower;
use crate::numerics::accumulates_float_bits;
use std::collections::BTreeMap;

/// Operations that the epilogue of a tile may have where a smaller tile has fewer: a share of an instruction cache of 32 KiB.
const MOST_EPILOGUE_OPERATIONS: usize = 2048;

/// One kernel of an epilogue.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Needs {
    registers: usize,
    operations: usize,
    counts: Counts,
}

impl Needs {
    fn fit(&self, registers: usize) -> bool {
        self.operations <= MOST_EPILOGUE_OPERATIONS && self.registers <= registers
    }
}

/// What tiles of one block need, by their positions.
#[derive(Debug)]
pub struct BlockRoom {
    vectors: usize,
    registers: usize,
    /// With one and with two positions.
    loadings: Vec<(OperandLoading, Needs, Needs)>,
}

impl BlockRoom {
    /// The loading with which a tile of so many positions fits, and the operations of its epilogue. A single position is let through.
    pub fn fit(&self, positions: usize) -> Option<(OperandLoading, Counts)> {
        let mut needs = self.loadings.iter().map(|&(loading, one, two)| {
            let needs = Needs {
                registers: if positions == 1 { one.registers } else { two.registers + (positions - 2) * self.vectors },
                operations: one.operations + (positions - 1) * two.operations.saturating_sub(one.operations),
                counts: one.counts + (two.counts + one.counts * -1.0) * (positions - 1) as f64,
            };
            (loading, needs)
        });
        let fitting = needs.clone().find(|(_, needs)| needs.fit(self.registers));
        fitting.or_else(|| needs.next_back().filter(|_| positions == 1)).map(|(loading, needs)| (loading, needs.counts))
    }
}

/// What is known about epilogues: by signature, vectors and channels of a panel, positions, loading.
#[derive(Debug, Default)]
pub struct KnownNeeds(BTreeMap<(String, usize, usize, usize, OperandLoading), Needs>);

/// The epilogue of one node.
pub struct Room<'a> {
    pub graph: &'a Graph,
    pub plan: &'a Plan,
    pub target: &'a Target,
    pub value: ValueId,
    pub node: &'a Node,
    pub geometry: &'a GemmGeometry,
    signature: String,
    known: &'a mut KnownNeeds,
}

impl<'a> Room<'a> {
    pub fn new(
        graph: &'a Graph,
        plan: &'a Plan,
        target: &'a Target,
        value: ValueId,
        node: &'a Node,
        geometry: &'a GemmGeometry,
        known: &'a mut KnownNeeds,
    ) -> Self {
        Self { graph, plan, target, value, node, geometry, signature: signature(graph, value, node, geometry), known }
    }

    /// What makes two epilogues the same code, apart from addresses.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// What tiles of a block need.
    pub fn of_block(&mut self, block: &ChannelBlock) -> Result<BlockRoom> {
        let mut loadings = Vec::new();
        for loading in [OperandLoading::Hoisted, OperandLoading::Reloaded] {
            loadings.push((loading, self.needs(block, 1, loading)?, self.needs(block, 2, loading)?));
        }
        Ok(BlockRoom { vectors: block.vectors, registers: self.target.vector_registers() as usize, loadings })
    }

    /// Whether a tile really fits.
    pub fn verified(&mut self, block: &ChannelBlock, positions: usize, loading: OperandLoading) -> Result<bool> {
        if positions == 1 {
            return Ok(true);
        }
        Ok(self.needs(block, positions, loading)?.fit(self.target.vector_registers() as usize))
    }

    fn needs(&mut self, block: &ChannelBlock, positions: usize, loading: OperandLoading) -> Result<Needs> {
        let lanes = self.target.vector_bytes() as usize / 4;
        let channels = block.channels.min(block.panel(lanes));
        let key = (self.signature.clone(), block.vectors, channels, positions, loading);
        if let Some(needs) = self.known.0.get(&key) {
            return Ok(*needs);
        }
        let span = |outputs: usize| vec![Span { outputs: 0..outputs, taps: 0..1 }];
        let section = Section { rows: span(1), columns: span(positions), tile: Tile { rows: 1, columns: positions }, loading };
        let call = GemmCall {
            block: ChannelBlock { channels, ..*block },
            order: LoopOrder::Panels,
            prefetch: false,
            shared: SharedLoop::Panels,
            sections: vec![section],
        };
        let (node, geometry) = ((self.value, self.node), self.geometry);
        let kernel = |guarded: bool| lower::epilogue_kernel(self.graph, self.plan, self.target, node, geometry, &call, guarded);
        // Room is for the worst; time is mostly that of results that are known to fit.
        let worst = kernel(true)?;
        let mut operations = 0;
        worst.visit_ops(&mut |_| operations += 1);
        let needs = Needs { registers: self.target.vector_registers_of(&worst)? as usize, operations, counts: Counts::of(&kernel(false)?) };
        self.known.0.insert(key, needs);
        Ok(needs)
    }
}

/// What makes two epilogues the same code, apart from addresses: steps, end, constants and the types of operands; values count by order of appearance.
pub fn signature(graph: &Graph, value: ValueId, node: &Node, geometry: &GemmGeometry) -> String {
    let mut values: Vec<ValueId> = Vec::new();
    let epilogue = node.epilogue.as_ref().map(|epilogue| {
        epilogue.map_values(|id| {
            let known = values.iter().position(|&other| other == id);
            ValueId(known.unwrap_or_else(|| {
                values.push(id);
                values.len() - 1
            }) as u32)
        })
    });
    let types: Vec<(crate::graph::DType, usize, bool)> =
        values.iter().map(|&id| (graph.ty(id).dtype, graph.ty(id).shape.rank(), graph.constant(id).is_some())).collect();
    let float_bits = accumulates_float_bits(graph, value);
    format!("{:?} {:?} {epilogue:?} {types:?} {float_bits}", geometry.dtype, graph.ty(value).dtype)
}
