//! placeholder
use crate::graph::{Epilogue, Graph, Node, ValueId};
pub struct Meaning;
pub fn recognise(_: &Graph, _: ValueId, _: &Node, _: &Epilogue) -> Result<Meaning, String> {
    Err("later".into())
}
