//! placeholder
use super::{Exporter, recognise::Meaning};
use crate::diagnostic::Result;
use crate::graph::{Node, ValueId};
impl Exporter<'_> {
    pub(super) fn real(&mut self, _: ValueId, _: &Node, _: &Meaning, name: &str) -> Result<String> { Ok(name.into()) }
}
