//! A network in seconds and in cycles: how long it takes, and at which clock.
//!
//! Processors change their clock within a millisecond by what runs on them: products of operands that come from caches draw more current than
//! anything else, those of matrix units most of all. So the clock of a network can be seen in its midst alone: the network is compiled once more with
//! a short run of dot products behind every stage, whose cycles are known, and the clock of a stage is that of the products behind it. They draw
//! current enough that the processor does not stop to change its clock just there.

use super::probe::{self, Probe};
use super::{BLOCK, LEAST_ROUNDS, StageTimer, Subject};
use crate::codegen::target::Target;
use crate::compile::{Observer, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::emit::jit::JitModel;
use crate::loop_ir::{Access, Argument, Base, KernelId, Program};
use crate::plan::Machine;
use crate::report::bench::Times;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Units of the probe behind a stage: some microseconds, long against a reading of the clock, short against the network.
const UNITS: u32 = 6;

/// What a network takes with one worker.
#[derive(Debug, Clone)]
pub struct NetworkTimes {
    pub times: Times,
    /// Cycles a second, over all stages.
    pub clock: f64,
    /// Least cycles of each stage.
    pub stages: Vec<f64>,
}

/// Times a program with pseudo-random inputs, whole and stage by stage, in turns for so many seconds.
///
/// # Errors
/// `Machine` where the target does not run here.
pub fn measure(program: &Program, target: &Target, machine: &Machine, seconds: f64) -> Result<NetworkTimes> {
    let load = |program: Program| Ok(Arc::new(JitModel::load(&generate(program, *target, &mut Observer::default())?)?.into_model()?));
    let mut whole = Subject::new(&load(program.clone())?, 1, 0.0)?;
    let probe = probe::multiply_peak(target, UNITS);
    let cycles = probe.amount as f64 / (machine.products_per_cycle * f64::from(target.vector_bytes()) * 2.0);
    let mut by_stage = StageTimer::new(&load(with_probes(program, probe))?)?;
    let repetitions: Vec<f64> = program.passes.iter().flat_map(|pass| pass.stages.iter().map(|_| f64::from(pass.repetitions))).collect();
    // Seconds of each stage and of the probe behind it, run by run.
    let mut laps: Vec<[Vec<f64>; 2]> = vec![Default::default(); repetitions.len()];
    let mut times = Vec::new();
    let begin = Instant::now();
    let budget = Duration::from_secs_f64(seconds.max(0.0));
    let mut rounds = 0;
    while rounds < LEAST_ROUNDS || begin.elapsed() < budget {
        // The first run brings its own code and weights into the caches.
        whole.run()?;
        let block = Instant::now();
        loop {
            times.push(whole.run()?);
            if block.elapsed() >= BLOCK {
                break;
            }
        }
        for (taken, [(_, stage), (_, probe)]) in laps.iter_mut().zip(by_stage.run(2)?.as_chunks::<2>().0) {
            taken[0].push(*stage);
            taken[1].push(*probe);
        }
        rounds += 1;
    }
    let none = || Diagnostic::error(Code::Invalid, "no run was timed");
    let mut stages = Vec::new();
    let mut seconds = 0.0;
    for ([stage, probe], repetitions) in laps.into_iter().zip(repetitions) {
        let (stage, probe) = (Times::of(stage).ok_or_else(none)?, Times::of(probe).ok_or_else(none)?);
        stages.push(stage.min * cycles * repetitions / probe.median);
        seconds += stage.min;
    }
    let clock = stages.iter().sum::<f64>() / seconds;
    Ok(NetworkTimes { times: Times::of(times).ok_or_else(none)?, clock, stages })
}

/// The program with a stage of the probe behind each of its own. What the probe stores goes into scratch memory, so that it may stand anywhere.
fn with_probes(program: &Program, probe: Probe) -> Program {
    let mut program = program.clone();
    let id = KernelId(program.kernels.len() as u32);
    for mut kernel in probe.program.kernels {
        kernel.buffers.iter_mut().for_each(|buffer| buffer.access = Access::Scratch);
        program.kernels.push(kernel);
    }
    let mut stages = probe.program.passes.into_iter().flat_map(|pass| pass.stages);
    let Some(mut stage) = stages.next() else { return program };
    for call in &mut stage.calls {
        call.kernel = id;
        call.arguments = vec![Argument::at(Base::Scratch, 0); call.arguments.len()];
    }
    for pass in &mut program.passes {
        pass.stages = std::mem::take(&mut pass.stages).into_iter().flat_map(|own| [own, stage.clone()]).collect();
    }
    program
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loop_ir::verify::verify_program;

    #[test]
    fn a_probe_stands_behind_every_stage() {
        let program = probe::memory_read(&Target::AVX512_VNNI, 1 << 16, 0).program;
        let probed = with_probes(&program, probe::multiply_peak(&Target::AVX512_VNNI, UNITS));
        verify_program(&probed).unwrap();
        assert_eq!(probed.stages().map(|stage| stage.name.as_str()).collect::<Vec<_>>(), ["memory_read", "multiply_peak"]);
        for target in Target::all_here() {
            let times = measure(&probe::memory_read(&target, 1 << 16, 0).program, &target, Machine::here(), 0.0).unwrap();
            assert!(times.clock > 1e7 && times.clock.is_finite() && times.stages.len() == 1 && times.stages[0] > 0.0, "{times:?}");
        }
    }
}
