//! Networks of floats → networks of integers.
//!
//! In: a graph in floats and inputs to calibrate it with. Out: a graph whose layers compute with u8 activations and s8 weights, by the arithmetic of
//! [`crate::qlinear`]. It never knows where the network came from.
//!
//! * `choices` what a person decides · `fold_batch_norm` norms join the layers before them · `units` which integer operator a node stands for
//! * `observe` what numbers its values have, `histogram` how often · `threshold` where they are cut off · `range` and the integers for them · `weights` integers of weights · `rewrite` the integer network, `layers` what there is to decide in it,
//!   `known` where only some ranges are known, `implied` which follow from others

mod choices;
mod constants;
mod fold_batch_norm;
mod histogram;
mod implied;
mod known;
mod layers;
mod observe;
mod range;
mod rewrite;
mod threshold;
mod units;
mod weights;

pub use choices::{Choices, Coverage, Granularity, IntegerType, Layer, LayerChoices, Pattern};
pub use fold_batch_norm::fold_batch_norm;
pub use histogram::Histogram;
pub use implied::implied_ranges;
pub use known::{Grid, rewrite_known};
pub use layers::{Quantizable, Stored};
pub use observe::{gather, gather_shown, show};
pub use range::Range;
pub use rewrite::{Quantizer, rewrite};
pub use threshold::{Span, Threshold, range, ranges};

use crate::diagnostic::Result;
use crate::graph::{Graph, Tensor};
use std::collections::BTreeMap;

/// Ranges of values, by their names.
pub type Ranges = BTreeMap<String, Range>;

/// Runs a network of floats on some inputs (each the tensors in the order of [`Graph::inputs`]) and notes what [`rewrite`] needs.
///
/// # Errors
/// Those of the compiler, and `Shape` where tensors do not fit.
pub fn calibrate(graph: &Graph, inputs: &[Vec<Tensor>]) -> Result<Ranges> {
    let values = rewrite::observed(graph)?;
    let ranges = observe::observe(graph, &values, inputs)?;
    Ok(values.iter().map(|&id| graph.value(id).name.clone()).zip(ranges).collect())
}
