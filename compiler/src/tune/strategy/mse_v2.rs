//! `mse_v2` of Neural Compressor: floats for the layer that helps the outputs most, again and again until the goal is reached; then integers again for those that
//! harm them least, as long as it still is.

use super::basic::uniform;
use super::known::{Answer, Known, Script};
use crate::tune::space::Configuration;
use std::collections::BTreeSet;

#[derive(Debug)]
pub struct MseV2;

impl Script for MseV2 {
    const ENDS_AT_SUCCESS: bool = false;

    fn run(&self, known: &Known) -> Answer<()> {
        let mut current = uniform(known)?;
        while !known.trial(&current)?.met() {
            let Some(layer) = least_error(known, &current, true, &BTreeSet::new())? else { return Ok(()) };
            current = current.with_float(layer, true);
        }
        let mut refused = BTreeSet::new();
        while let Some(layer) = least_error(known, &current, false, &refused)? {
            let next = current.with_float(layer, false);
            if known.trial(&next)?.met() {
                current = next;
            } else {
                refused.insert(layer);
            }
        }
        Ok(())
    }
}

/// The layer whose change leaves the smallest error of the outputs; `None` where no layer is left to change.
fn least_error(known: &Known, current: &Configuration, to_floats: bool, refused: &BTreeSet<usize>) -> Answer<Option<usize>> {
    let candidates: Vec<usize> = known.facts.space.open().filter(|layer| current.choices[*layer].float != to_floats && !refused.contains(layer)).collect();
    if candidates.is_empty() {
        return Ok(None);
    }
    let errors = &known.sensitivity(current, to_floats)?.errors;
    let error = |layer: usize| errors[layer].unwrap_or(f32::INFINITY);
    Ok(candidates.into_iter().min_by(|&a, &b| error(a).total_cmp(&error(b))))
}
