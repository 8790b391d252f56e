//! A network in seconds and in cycles: how long it takes, and at which clock.
//!
//! A cycle is one of a core that does nothing but dot products, as the figures of a [`Machine`] have it: cores that load and store beside them run at a lower
//! clock, and the figures say that as products which are not done. So the clock is that of dot products, which take turns with the network.

use super::{BLOCK, Clock, LEAST_ROUNDS, PROBE_RUNS, StageTimer, Subject};
use crate::codegen::target::Target;
use crate::compile::{Observer, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::emit::jit::JitModel;
use crate::loop_ir::Program;
use crate::plan::Machine;
use crate::report::bench::Times;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// In which a processor raises its clock again.
const PAUSE: Duration = Duration::from_millis(3);

/// What a network takes with one worker.
#[derive(Debug, Clone)]
pub struct NetworkTimes {
    pub times: Times,
    /// Cycles a second.
    pub clock: f64,
    /// Least cycles of each stage.
    pub stages: Vec<f64>,
}

/// Times a program with pseudo-random inputs, whole and stage by stage, in turns for so many seconds.
///
/// # Errors
/// `Machine` where the target does not run here.
pub fn measure(program: &Program, target: &Target, machine: &Machine, seconds: f64) -> Result<NetworkTimes> {
    let model = Arc::new(JitModel::load(&generate(program.clone(), *target, &mut Observer::default())?)?.into_model()?);
    let mut whole = Subject::new(&model, 1, 0.0)?;
    let mut by_stage = StageTimer::new(&model)?;
    let mut clock = Clock::new(target, machine)?;
    let mut least = vec![f64::INFINITY; program.stages().count()];
    let mut times = Vec::new();
    let begin = Instant::now();
    let budget = Duration::from_secs_f64(seconds.max(0.0));
    let mut rounds = 0;
    while rounds < LEAST_ROUNDS || begin.elapsed() < budget {
        // What the network draws keeps the clock down for a while.
        std::thread::sleep(PAUSE);
        for _ in 0..PROBE_RUNS {
            clock.tick()?;
        }
        // The first run brings its own code and weights into the caches.
        whole.run()?;
        let block = Instant::now();
        loop {
            times.push(whole.run()?);
            if block.elapsed() >= BLOCK {
                break;
            }
        }
        for (least, (_, seconds)) in least.iter_mut().zip(by_stage.run(2)?) {
            *least = least.min(seconds);
        }
        rounds += 1;
    }
    let clock = clock.cycles_per_second();
    let times = Times::of(times).ok_or_else(|| Diagnostic::error(Code::Invalid, "no run was timed"))?;
    Ok(NetworkTimes { times, clock, stages: least.into_iter().map(|seconds| seconds * clock).collect() })
}

#[cfg(test)]
mod tests {
    use super::super::probe;
    use super::*;

    #[test]
    fn a_network_has_times_and_a_clock() {
        for target in Target::all_here() {
            let times = measure(&probe::memory_read(&target, 1 << 16, 0).program, &target, Machine::here(), 0.0).unwrap();
            assert!(times.clock > 1e7 && times.clock.is_finite() && times.stages.len() == 1 && times.stages[0] > 0.0, "{times:?}");
        }
    }
}
