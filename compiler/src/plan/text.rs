//! Plans as text.
//!
//! ```text
//! plan "digits" {
//!   arena 4096
//!   %data: dense in input 0
//!   %q: interleaved 4 in arena 64
//!   %weights: dense in constant
//!   node %conv: gemm
//!     channels 0..64 by 4 panels outermost sharing panels
//!       rows 0..7 taps 0..3 columns 0..1 taps 1..3, 1..5 taps 0..3 tile 1x5 hoisted
//!       rows 0..7 taps 0..3 columns 5..7 taps 0..3 tile 3x2 hoisted
//!   node %deep: tiles
//!     copy 9x9 pitch 64 from 1x1 every 1x1 in arena 4096
//!     channels 0..64 by 4 panels outermost rows 0..7 columns 0..7 block 7x7 tile 16 hoisted by 2
//!   node %wide: tiles
//!     channels 0..32 by 2 panels outermost rows 0..1 columns 0..96 block 1x96 tile 16 hoisted by 2 steps 3 every 0x32 second 0x16
//!   node %pool: window linear
//!     channels 0..16 by 1
//!     rows 0..1 taps 0..1 columns 0..1 taps 0..1
//!   node %depthwise: depthwise bundles of rows groups of 2
//!     channels 0..64 by 4 pixels 2 rows 0..2 taps 1..3 0..3 columns 1..7 taps 0..3 tile 1 carried hoisted holding 11
//!   node %add: elementwise flat
//! }
//! ```
//!
//! Nodes that run for some images of a batch at a time stand in `pass 4 times { … }`, and an arena with lanes is `arena 8192 lanes 4 of 1024`.
//!
//! `by` counts the vectors of a panel; `taps` are those inside the image at the positions before them. A call of a matrix kernel is a line
//! that says which loop is outermost and which one workers share, and a line for each of its sections.

use super::depthwise::{Bundle, DepthwisePlan, Walk};
use super::families::{ChannelBlock, Family, GemmCall, GemmPlan, LoopOrder, OperandLoading, Section, SharedLoop, WindowOrder, WindowPlan};
use super::matrix_unit::{CopiedInput, Overlap, TileCall, TilePlan};
use super::tiling::Tile;
use super::{BorderClass, Layout, NodePlan, PassPlan, Placement, Plan, Span, ValuePlan};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::text::{Cursor, Name, Quoted};
use crate::graph::{Graph, ValueId};
use crate::loop_ir::Lanes;
use std::fmt::Write;
use std::ops::Range;

/// Prints the plan of a graph.
pub fn print(graph: &Graph, plan: &Plan) -> String {
    let mut text = format!("plan {} {{\n  arena {}", Quoted(&graph.name), plan.arena_bytes);
    if plan.lanes != Lanes::default() {
        let _ = write!(text, " lanes {} of {}", plan.lanes.count, plan.lanes.bytes);
    }
    text.push('\n');
    for (id, value) in graph.ids().zip(&plan.values) {
        let _ = writeln!(text, "  {}: {}", Name(&graph.value(id).name), value_words(graph, value));
    }
    for pass in &plan.passes {
        let nodes = pass.nodes.iter().map(|node| print_node(graph, node));
        match pass.repetitions {
            1 => text.extend(nodes),
            times => {
                let _ = writeln!(text, "  pass {times} times {{");
                nodes.for_each(|node| node.lines().for_each(|line| text += &format!("  {line}\n")));
                text += "  }\n";
            }
        }
    }
    text + "}\n"
}

/// Prints how one node runs.
pub fn print_node(graph: &Graph, node: &NodePlan) -> String {
    let mut text = format!("  node {}: ", Name(&graph.value(node.value).name));
    match &node.family {
        Family::Gemm(plan) => {
            text += "gemm\n";
            for call in &plan.calls {
                let prefetch = if call.prefetch { " prefetching" } else { "" };
                let shared = SHARED.iter().find(|(_, shared)| *shared == call.shared).map_or("", |(word, _)| word);
                let _ = writeln!(text, "    {} {} outermost{prefetch} sharing {shared}", block_words(&call.block), order_word(call.order));
                call.sections.iter().for_each(|section| text += &format!("      {}\n", section_words(section)));
            }
        }
        Family::Depthwise(plan) => {
            let bundle = match plan.bundle {
                Bundle::Rows => "rows",
                Bundle::Channels => "channels",
            };
            let _ = writeln!(text, "depthwise bundles of {bundle} groups of {}", plan.group);
            plan.walks.iter().for_each(|walk| text += &format!("    {}\n", walk_words(walk)));
        }
        Family::Tiles(plan) => {
            text += "tiles\n";
            if let Some(copy) = &plan.copy {
                text += &format!("    {}\n", copy_words(graph, copy));
            }
            plan.calls.iter().for_each(|call| text += &format!("    {}\n", tiles_words(call)));
        }
        Family::Window(plan) => {
            let order = match plan.order {
                WindowOrder::Linear => "linear",
                WindowOrder::Blocked => "blocked",
            };
            let _ = writeln!(text, "window {order}");
            plan.blocks.iter().for_each(|block| text += &format!("    {}\n", block_words(block)));
            plan.classes.iter().for_each(|class| text += &format!("    {}\n", class_words(class)));
        }
        Family::Elementwise { flat: true } => text += "elementwise flat\n",
        other => {
            let _ = writeln!(text, "{}", word(other));
        }
    }
    text
}

/// The word of a family in tables and text.
pub fn word(family: &Family) -> &'static str {
    match family {
        Family::Gemm(_) => "gemm",
        Family::Depthwise(_) => "depthwise",
        Family::Tiles(_) => "tiles",
        Family::Window(_) => "window",
        Family::Elementwise { .. } => "elementwise",
        Family::Table => "table",
        Family::Interleave => "interleave",
        Family::Deinterleave => "deinterleave",
        Family::Move => "move",
        Family::Reduce => "reduce",
    }
}

fn value_words(graph: &Graph, value: &ValuePlan) -> String {
    let layout = match value.layout {
        Layout::Dense => "dense".to_string(),
        Layout::Interleaved { pitch } => format!("interleaved {pitch}"),
    };
    format!("{layout} in {}", placement_words(graph, value.placement))
}

fn placement_words(graph: &Graph, placement: Placement) -> String {
    match placement {
        Placement::Arena(offset) => format!("arena {offset}"),
        Placement::Lane(offset) => format!("lane {offset}"),
        Placement::Input(index) => format!("input {index}"),
        Placement::Output(index) => format!("output {index}"),
        Placement::Constant => "constant".to_string(),
        Placement::Part { of, offset } => format!("part {offset} of {}", Name(&graph.value(of).name)),
    }
}

fn range(range: &Range<usize>) -> String {
    format!("{}..{}", range.start, range.end)
}

fn block_words(block: &ChannelBlock) -> String {
    format!("channels {} by {}", range(&(block.first..block.first + block.channels)), block.vectors)
}

/// The words for what workers share.
const SHARED: [(&str, SharedLoop); 3] = [("positions", SharedLoop::Positions), ("panels", SharedLoop::Panels), ("longest", SharedLoop::Longest)];

/// The word of a loop order in tables and text.
pub fn order_word(order: LoopOrder) -> &'static str {
    match order {
        LoopOrder::Panels => "panels",
        LoopOrder::Positions => "positions",
    }
}

fn spans_words(spans: &[Span]) -> String {
    let words: Vec<String> = spans.iter().map(|span| format!("{} taps {}", range(&span.outputs), range(&span.taps))).collect();
    words.join(", ")
}

fn section_words(section: &Section) -> String {
    let Tile { rows, columns } = section.tile;
    format!("rows {} columns {} tile {rows}x{columns} {}", spans_words(&section.rows), spans_words(&section.columns), loading_word(section.loading))
}

fn loading_word(loading: OperandLoading) -> &'static str {
    match loading {
        OperandLoading::Hoisted => "hoisted",
        OperandLoading::Reloaded => "reloaded",
    }
}

fn walk_words(walk: &Walk) -> String {
    let mut words = format!("{} pixels {} rows {} taps", block_words(&walk.block), walk.pixels, range(&walk.rows));
    walk.row_taps.iter().for_each(|taps| words += &format!(" {}", range(taps)));
    for span in &walk.columns {
        words += &format!(" columns {} taps {}", range(&span.outputs), range(&span.taps));
    }
    let carried = if walk.carried { " carried" } else { "" };
    format!("{words} tile {}{carried} {} holding {}", walk.tile, loading_word(walk.loading), walk.held)
}

fn copy_words(graph: &Graph, copy: &CopiedInput) -> String {
    let CopiedInput { placement, pitch, step, before, extents } = copy;
    let [extents, before, step] = [extents, before, step].map(pair_words);
    format!("copy {extents} pitch {pitch} from {before} every {step} in {}", placement_words(graph, *placement))
}

fn pair_words([first, second]: &[usize; 2]) -> String {
    format!("{first}x{second}")
}

fn tiles_words(call: &TileCall) -> String {
    let TileCall { block, rows, columns, block_rows, block_columns, tile_rows, order, loading, interleaved, overlap } = call;
    let (block, order, rows, columns) = (block_words(block), order_word(*order), range(rows), range(columns));
    let loading = loading_word(*loading);
    let overlap = overlap
        .as_ref()
        .map_or(String::new(), |Overlap { steps, step, second }| format!(" steps {steps} every {} second {}", pair_words(step), pair_words(second)));
    format!("{block} {order} outermost rows {rows} columns {columns} block {block_rows}x{block_columns} tile {tile_rows} {loading} by {interleaved}{overlap}")
}

fn class_words(class: &BorderClass) -> String {
    format!("rows {} columns {}", spans_words(std::slice::from_ref(&class.rows)), spans_words(std::slice::from_ref(&class.columns)))
}

/// Parses the plan of `graph`. The result is what the text says; whether it suits the graph is for lowering and its verifiers to find.
///
/// # Errors
/// `Malformed` with line and column; `Missing` for a value that the graph does not have or the text does not place.
pub fn parse(text: &str, graph: &Graph) -> Result<Plan> {
    let mut cursor = Cursor::new(text);
    cursor.expect_word("plan")?;
    cursor.string()?;
    cursor.expect("{")?;
    cursor.expect_word("arena")?;
    let arena_bytes = cursor.integer()?;
    let mut lanes = Lanes::default();
    if cursor.take_word("lanes") {
        lanes.count = cursor.integer()?;
        cursor.expect_word("of")?;
        lanes.bytes = cursor.integer()?;
    }
    let mut values: Vec<Option<ValuePlan>> = vec![None; graph.values.len()];
    let mut passes: Vec<PassPlan> = Vec::new();
    // Whether the last pass is of nodes that stand alone in the text.
    let mut open = false;
    while !cursor.take("}") {
        if cursor.take_word("pass") {
            open = false;
            let mut pass = PassPlan { repetitions: cursor.integer()?, nodes: Vec::new() };
            cursor.expect_word("times")?;
            cursor.expect("{")?;
            while !cursor.take("}") {
                cursor.expect_word("node")?;
                pass.nodes.push(parse_node(&mut cursor, graph)?);
            }
            passes.push(pass);
        } else if cursor.take_word("node") {
            let node = parse_node(&mut cursor, graph)?;
            match passes.last_mut().filter(|_| open) {
                Some(last) => last.nodes.push(node),
                None => passes.push(PassPlan { repetitions: 1, nodes: vec![node] }),
            }
            open = true;
        } else {
            let id = named(&mut cursor, graph)?;
            cursor.expect(":")?;
            values[id.index()] = Some(parse_value(&mut cursor, graph)?);
        }
    }
    if !cursor.at_end() {
        return Err(cursor.expected("the end of the plan"));
    }
    let missing = |id: ValueId| Diagnostic::error(Code::Missing, "the plan does not place this value").at(graph.value(id).name.clone());
    let values = graph.ids().zip(values).map(|(id, value)| value.ok_or_else(|| missing(id))).collect::<Result<_>>()?;
    Ok(Plan { values, passes, arena_bytes, lanes })
}

/// A node after its first word.
fn parse_node(cursor: &mut Cursor, graph: &Graph) -> Result<NodePlan> {
    let value = named(cursor, graph)?;
    cursor.expect(":")?;
    Ok(NodePlan { value, family: parse_family(cursor, graph)? })
}

fn named(cursor: &mut Cursor, graph: &Graph) -> Result<ValueId> {
    let name = cursor.name()?;
    graph.find(&name).ok_or_else(|| Diagnostic::error(Code::Missing, "the plan names a value that the graph does not have").at(name))
}

fn parse_value(cursor: &mut Cursor, graph: &Graph) -> Result<ValuePlan> {
    let layout = if cursor.take_word("dense") {
        Layout::Dense
    } else {
        cursor.expect_word("interleaved")?;
        Layout::Interleaved { pitch: cursor.integer()? }
    };
    Ok(ValuePlan { layout, placement: parse_placement(cursor, graph)? })
}

fn parse_placement(cursor: &mut Cursor, graph: &Graph) -> Result<Placement> {
    cursor.expect_word("in")?;
    Ok(match cursor.word()? {
        "arena" => Placement::Arena(cursor.integer()?),
        "lane" => Placement::Lane(cursor.integer()?),
        "input" => Placement::Input(cursor.integer()?),
        "output" => Placement::Output(cursor.integer()?),
        "constant" => Placement::Constant,
        "part" => {
            let offset = cursor.integer()?;
            cursor.expect_word("of")?;
            Placement::Part { of: named(cursor, graph)?, offset }
        }
        _ => return Err(cursor.expected("arena, lane, input, output, constant or part before this")),
    })
}

fn parse_family(cursor: &mut Cursor, graph: &Graph) -> Result<Family> {
    Ok(match cursor.word()? {
        "gemm" => {
            let mut calls = Vec::new();
            while let Some(block) = parse_block(cursor)? {
                let order = parse_order(cursor)?;
                let prefetch = cursor.take_word("prefetching");
                cursor.expect_word("sharing")?;
                let word = cursor.word()?;
                let Some(&(_, shared)) = SHARED.iter().find(|(name, _)| *name == word) else {
                    return Err(cursor.expected("positions, panels or longest before this"));
                };
                let mut sections = Vec::new();
                while let Some(section) = parse_section(cursor)? {
                    sections.push(section);
                }
                calls.push(GemmCall { block, order, prefetch, shared, sections });
            }
            Family::Gemm(GemmPlan { calls })
        }
        "depthwise" => {
            cursor.expect_word("bundles")?;
            cursor.expect_word("of")?;
            let bundle = match cursor.word()? {
                "rows" => Bundle::Rows,
                "channels" => Bundle::Channels,
                _ => return Err(cursor.expected("rows or channels before this")),
            };
            cursor.expect_word("groups")?;
            cursor.expect_word("of")?;
            let group = cursor.integer()?;
            let mut walks = Vec::new();
            while let Some(walk) = parse_walk(cursor)? {
                walks.push(walk);
            }
            Family::Depthwise(DepthwisePlan { bundle, walks, group })
        }
        "tiles" => Family::Tiles(parse_tiles(cursor, graph)?),
        "window" => {
            let order = match cursor.word()? {
                "linear" => WindowOrder::Linear,
                "blocked" => WindowOrder::Blocked,
                _ => return Err(cursor.expected("linear or blocked before this")),
            };
            let mut blocks = Vec::new();
            while let Some(block) = parse_block(cursor)? {
                blocks.push(block);
            }
            let mut classes = Vec::new();
            while let Some(class) = parse_class(cursor)? {
                classes.push(class);
            }
            Family::Window(WindowPlan { order, blocks, classes })
        }
        "elementwise" => Family::Elementwise { flat: cursor.take_word("flat") },
        "table" => Family::Table,
        "interleave" => Family::Interleave,
        "deinterleave" => Family::Deinterleave,
        "move" => Family::Move,
        "reduce" => Family::Reduce,
        _ => return Err(cursor.expected("a kernel family before this")),
    })
}

fn parse_loading(cursor: &mut Cursor) -> Result<OperandLoading> {
    match cursor.word()? {
        "hoisted" => Ok(OperandLoading::Hoisted),
        "reloaded" => Ok(OperandLoading::Reloaded),
        _ => Err(cursor.expected("hoisted or reloaded before this")),
    }
}

fn parse_order(cursor: &mut Cursor) -> Result<LoopOrder> {
    let order = match cursor.word()? {
        "panels" => LoopOrder::Panels,
        "positions" => LoopOrder::Positions,
        _ => return Err(cursor.expected("panels or positions before this")),
    };
    cursor.expect_word("outermost")?;
    Ok(order)
}

fn parse_tiles(cursor: &mut Cursor, graph: &Graph) -> Result<TilePlan> {
    let mut copy = None;
    if cursor.take_word("copy") {
        let extents = parse_pair(cursor)?;
        cursor.expect_word("pitch")?;
        let pitch = cursor.integer()?;
        cursor.expect_word("from")?;
        let before = parse_pair(cursor)?;
        cursor.expect_word("every")?;
        let step = parse_pair(cursor)?;
        copy = Some(CopiedInput { placement: parse_placement(cursor, graph)?, pitch, step, before, extents });
    }
    let mut calls = Vec::new();
    while let Some(block) = parse_block(cursor)? {
        let order = parse_order(cursor)?;
        cursor.expect_word("rows")?;
        let rows = parse_range(cursor)?;
        cursor.expect_word("columns")?;
        let columns = parse_range(cursor)?;
        cursor.expect_word("block")?;
        let [block_rows, block_columns] = parse_pair(cursor)?;
        cursor.expect_word("tile")?;
        let tile_rows = cursor.integer()?;
        let loading = parse_loading(cursor)?;
        cursor.expect_word("by")?;
        let interleaved = cursor.integer()?;
        let mut overlap = None;
        if cursor.take_word("steps") {
            let steps = cursor.integer()?;
            cursor.expect_word("every")?;
            let step = parse_pair(cursor)?;
            cursor.expect_word("second")?;
            overlap = Some(Overlap { steps, step, second: parse_pair(cursor)? });
        }
        calls.push(TileCall { block, rows, columns, block_rows, block_columns, tile_rows, order, loading, interleaved, overlap });
    }
    Ok(TilePlan { copy, calls })
}

fn parse_pair(cursor: &mut Cursor) -> Result<[usize; 2]> {
    let first = cursor.integer()?;
    cursor.expect("x")?;
    Ok([first, cursor.integer()?])
}

fn parse_range(cursor: &mut Cursor) -> Result<Range<usize>> {
    let start: usize = cursor.integer()?;
    cursor.expect("..")?;
    let end: usize = cursor.integer()?;
    if start > end { Err(cursor.error(format!("the range {start}..{end} runs backwards"))) } else { Ok(start..end) }
}

fn parse_block(cursor: &mut Cursor) -> Result<Option<ChannelBlock>> {
    if !cursor.take_word("channels") {
        return Ok(None);
    }
    let channels = parse_range(cursor)?;
    cursor.expect_word("by")?;
    Ok(Some(ChannelBlock { first: channels.start, channels: channels.len(), vectors: cursor.integer()? }))
}

fn parse_walk(cursor: &mut Cursor) -> Result<Option<Walk>> {
    let Some(block) = parse_block(cursor)? else { return Ok(None) };
    cursor.expect_word("pixels")?;
    let pixels = cursor.integer()?;
    cursor.expect_word("rows")?;
    let rows = parse_range(cursor)?;
    cursor.expect_word("taps")?;
    let mut row_taps = vec![parse_range(cursor)?];
    let mut columns = Vec::new();
    while !cursor.take_word("tile") {
        if cursor.take_word("columns") {
            columns.push(parse_span(cursor)?);
        } else {
            row_taps.push(parse_range(cursor)?);
        }
    }
    let tile = cursor.integer()?;
    let carried = cursor.take_word("carried");
    let loading = parse_loading(cursor)?;
    cursor.expect_word("holding")?;
    Ok(Some(Walk { block, pixels, rows, row_taps, columns, tile, carried, loading, held: cursor.integer()? }))
}

fn parse_class(cursor: &mut Cursor) -> Result<Option<BorderClass>> {
    if !cursor.take_word("rows") {
        return Ok(None);
    }
    let rows = parse_span(cursor)?;
    cursor.expect_word("columns")?;
    Ok(Some(BorderClass { rows, columns: parse_span(cursor)? }))
}

fn parse_section(cursor: &mut Cursor) -> Result<Option<Section>> {
    if !cursor.take_word("rows") {
        return Ok(None);
    }
    let rows = parse_spans(cursor)?;
    cursor.expect_word("columns")?;
    let columns = parse_spans(cursor)?;
    cursor.expect_word("tile")?;
    let tile_rows = cursor.integer()?;
    cursor.expect("x")?;
    let tile = Tile { rows: tile_rows, columns: cursor.integer()? };
    Ok(Some(Section { rows, columns, tile, loading: parse_loading(cursor)? }))
}

fn parse_spans(cursor: &mut Cursor) -> Result<Vec<Span>> {
    let mut spans = vec![parse_span(cursor)?];
    while cursor.take(",") {
        spans.push(parse_span(cursor)?);
    }
    Ok(spans)
}

fn parse_span(cursor: &mut Cursor) -> Result<Span> {
    let outputs = parse_range(cursor)?;
    cursor.expect_word("taps")?;
    Ok(Span { outputs, taps: parse_range(cursor)? })
}
