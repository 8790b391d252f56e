//! Text in, text out.

use super::Pass;
use crate::graph::{Graph, text, verify};
use std::collections::BTreeMap;

/// Parses the body of a graph and verifies it.
pub fn graph(body: &str) -> Graph {
    let graph = text::parse(&format!("graph \"g\" {{{body}}}"), &BTreeMap::new()).unwrap_or_else(|d| panic!("{body}\n{d}"));
    verify(&graph).unwrap_or_else(|d| panic!("{body}\n{d}"));
    graph
}

/// Checks what a pass makes of a graph. The texts compare after printing, so white space and real ranges do not matter.
pub fn check(pass: Pass, before: &str, after: &str) {
    let result = pass(graph(before)).unwrap_or_else(|d| panic!("{before}\n{d}"));
    verify(&result).unwrap_or_else(|d| panic!("{}\n{d}", text::print(&result).text));
    assert_eq!(text::print(&result).text, text::print(&graph(after)).text);
}
