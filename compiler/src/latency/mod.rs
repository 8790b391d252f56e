//! What a whole network is estimated to take: cycles of one core for every stage of its program.
//!
//! In: a compiled network and how it was compiled. Out: an [`Estimate`] for each stage. Layers that have tiles keep the estimate by which their
//! tiles were chosen; everything else is counted where it is written down, in loop IR: operations by the ports that they need, times the trips of
//! the loops around them, and bytes by the cache that they come from. It measures nothing, and knows no kind of layer from another.
//!
//! * here stages and their sum · `work` operations of kernels · `traffic` bytes by level

mod traffic;
mod work;

use crate::compile::{CompileOptions, Compiled};
use crate::diagnostic::Result;
use crate::loop_ir::Stage;
use crate::plan::Thought;
use crate::plan::cost::Estimate;
use std::collections::BTreeMap;
use traffic::{Traffic, traffic};
use work::Work;

/// Cycles of one stage in a whole inference.
#[derive(Debug, Clone, PartialEq)]
pub struct StageEstimate {
    /// Name and description of the stage.
    pub name: String,
    pub description: String,
    /// Whether it has tiles, and the estimate is theirs.
    pub tiled: bool,
    pub estimate: Estimate,
}

/// The share of reading weights that computing does not hide in a kernel with tiles, most of which ask for them ahead. Activations come and go in
/// bursts, between products: all of that is waiting.
const UNHIDDEN_WEIGHTS: f64 = 0.2;
/// The share of all traffic that a kernel without tiles waits for while it computes.
const UNHIDDEN: f64 = 0.5;

/// Every stage in the order in which the network runs; `thoughts` are those about its layers with tiles.
///
/// # Errors
/// None for a program that was verified.
pub fn estimate(compiled: &Compiled, options: &CompileOptions, thoughts: &[Thought]) -> Result<Vec<StageEstimate>> {
    let (program, machine) = (&compiled.program, options.machine);
    let name = |thought: &Thought| compiled.graph.value(thought.value).name.as_str();
    let tiled: BTreeMap<&str, Estimate> = thoughts.iter().map(|thought| (name(thought), thought.candidates[thought.taken].estimate)).collect();
    let works = program.kernels.iter().map(|kernel| Work::of(kernel, &options.target, machine)).collect::<Vec<_>>();
    let mut traffic = traffic(program, machine)?.into_iter();
    let mut stages = Vec::new();
    for pass in &program.passes {
        for stage in &pass.stages {
            let waiting = traffic.next().unwrap_or_default();
            let known = tiled.get(stage.name.as_str()).copied();
            let repetitions = f64::from(pass.repetitions);
            let computing = known.unwrap_or_else(|| {
                let work = stage.all_calls().fold(Work::default(), |sum, call| sum + works[call.kernel.0 as usize]);
                let overhead = work.overhead + machine.call * stage.all_calls().count() as f64;
                Estimate { products: work.computing, overhead, ..Estimate::default() }
            });
            let computing = Estimate { memory: 0.0, ..computing } * repetitions;
            let estimate = Estimate { memory: exposed(&waiting, computing.cycles(), known.is_some()), ..computing };
            let Stage { name, description, .. } = stage;
            stages.push(StageEstimate { name: name.clone(), description: description.clone(), tiled: known.is_some(), estimate });
        }
    }
    Ok(stages)
}

/// The part of the traffic that computing does not hide.
fn exposed(traffic: &Traffic, computing: f64, tiled: bool) -> f64 {
    let beside = match tiled {
        true => UNHIDDEN_WEIGHTS * traffic.constants + traffic.read + traffic.written,
        false => UNHIDDEN * traffic.cycles(),
    };
    (traffic.cycles() - computing).max(0.0) + beside.min(computing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::target::Target;
    use crate::compile::{Observer, compile_model};
    use crate::plan;
    use std::path::Path;

    #[test]
    fn every_stage_is_estimated() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/digits/digits-symbol.json");
        for target in [Target::AVX512_VNNI, Target::PORTABLE_X86_64] {
            let options = CompileOptions::new(target);
            let compiled = compile_model(&path, &options, &mut Observer::default()).unwrap();
            let thoughts = plan::explain(&compiled.graph, &compiled.plan, &target, options.machine, &options.choices, 1).unwrap();
            let stages = estimate(&compiled, &options, &thoughts).unwrap();
            assert!(stages.iter().map(|stage| &stage.name).eq(compiled.program.stages().map(|stage| &stage.name)));
            for stage in &stages {
                assert!(stage.estimate.cycles() > 0.0 && stage.estimate.cycles().is_finite(), "{target}: {stage:?}");
            }
            assert_eq!(stages.iter().filter(|stage| stage.tiled).count(), thoughts.len());
        }
    }

    #[test]
    fn computing_hides_a_part() {
        let traffic = Traffic { constants: 100.0, read: 50.0, written: 50.0 };
        assert_eq!(exposed(&traffic, 1000.0, false), 100.0);
        assert_eq!(exposed(&traffic, 1000.0, true), 20.0 + 50.0 + 50.0);
        assert_eq!(exposed(&traffic, 150.0, true), 50.0 + 120.0);
        assert_eq!(exposed(&traffic, 0.0, true), 200.0);
    }
}
