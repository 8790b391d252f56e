//! Times of compiled models against what the machine can do.
//!
//! In: a loaded model. Out: a [`BenchReport`]. It compiles nothing but its own probes, decides nothing and prints nothing.
//!
//! * `probe` programs that reach the machine's peaks · `network` a whole network in cycles

pub mod network;
pub mod probe;

use crate::codegen::target::Target;
use crate::compile::{Observer, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::emit::jit::JitModel;
use crate::plan::Machine;
use crate::report::bench::{BenchReport, BenchRun, Ceiling, LayerTimes, Times, Work};
use graver_runtime::{Description, ElementType, Model, Session};
use probe::Probe;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What is measured, and for how long.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Numbers of workers, each a run of its own.
    pub threads: Vec<u32>,
    /// Measuring time for each number of workers.
    pub seconds: f64,
    /// Whether layers are timed as well, in inferences of their own.
    pub per_layer: bool,
}

/// Rounds that are run however short the time is, so that there is a median.
const LEAST_ROUNDS: usize = 5;
/// Runs of each probe in a round.
const PROBE_RUNS: usize = 3;
/// Length of the model's part of a round: long enough to warm up, short enough for many rounds.
const BLOCK: Duration = Duration::from_millis(20);
/// Units of the multiply probe for each worker: about a millisecond on a processor with two multipliers at 4 GHz.
const PEAK_UNITS: u32 = 600;
/// Least bytes that one run of the memory probe reads, so that a small model's buffer is read several times.
const LEAST_READ: usize = 4 << 20;

/// Measures a model with pseudo-random inputs.
///
/// Rounds are interleaved: peak, memory and model take turns, for each number of workers, until the time is up, so that a change of
/// clock rate or a neighbour on the machine meets all of them. `target` is the machine that this runs on.
///
/// # Errors
/// `Machine` where the model or the probes cannot run here.
pub fn measure(model: &Arc<Model>, target: &Target, settings: &Settings) -> Result<BenchReport> {
    let mut benches = benches(model, target, settings)?;
    take_turns(benches.iter_mut().collect(), settings)?;
    report(model, &benches, target)
}

/// Measures two models, each round of one after a round of the other.
///
/// # Errors
/// As [`measure`].
pub fn measure_both(models: [&Arc<Model>; 2], target: &Target, settings: &Settings) -> Result<[BenchReport; 2]> {
    let (mut first, mut second) = (benches(models[0], target, settings)?, benches(models[1], target, settings)?);
    take_turns(first.iter_mut().zip(&mut second).flat_map(|(one, other)| [one, other]).collect(), settings)?;
    Ok([report(models[0], &first, target)?, report(models[1], &second, target)?])
}

/// A bench for each number of workers.
fn benches(model: &Arc<Model>, target: &Target, settings: &Settings) -> Result<Vec<Bench>> {
    let description = model.description();
    let footprint = description.constant_bytes as usize + description.arena_bytes;
    settings.threads.iter().map(|&threads| Bench::new(model, target, threads, footprint)).collect()
}

/// Rounds of all benches, until the time is up.
fn take_turns(mut benches: Vec<&mut Bench>, settings: &Settings) -> Result<()> {
    let begin = Instant::now();
    let budget = Duration::from_secs_f64(settings.seconds.max(0.0) * benches.len() as f64);
    let mut rounds = 0;
    while rounds < LEAST_ROUNDS || begin.elapsed() < budget {
        for bench in &mut benches {
            bench.round(settings.per_layer)?;
        }
        rounds += 1;
    }
    Ok(())
}

fn report(model: &Arc<Model>, benches: &[Bench], target: &Target) -> Result<BenchReport> {
    let description = model.description();
    let runs = benches.iter().map(|bench| bench.result(description)).collect::<Result<Vec<_>>>()?;
    let single = runs.iter().find(|r| r.threads == 1).map(|r| r.ceiling.gops);
    let peak_gops = match single {
        Some(gops) => gops,
        None => {
            let mut peak = Subject::of_probe(&probe::multiply_peak(target, PEAK_UNITS), target, 1)?;
            let mut best = f64::INFINITY;
            for _ in 0..LEAST_ROUNDS {
                best = best.min(peak.run()?);
            }
            peak.amount / best / 1e9
        }
    };
    Ok(BenchReport { model: description.name.clone(), machine: machine(), peak_gops, runs })
}

/// Something to run again and again: a session with its data.
#[derive(Debug)]
struct Subject {
    session: Session,
    inputs: Vec<Aligned>,
    outputs: Vec<Aligned>,
    /// Operations or bytes of one run.
    amount: f64,
}

impl Subject {
    fn new(model: &Arc<Model>, workers: u32, amount: f64) -> Result<Self> {
        let description = model.description();
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let inputs = description.inputs.iter().map(|t| Aligned::random(t.bytes, t.element, &mut random)).collect();
        let outputs = description.outputs.iter().map(|t| Aligned::zeros(t.bytes)).collect();
        Ok(Self { session: Session::new(model, workers).map_err(runtime_diagnostic)?, inputs, outputs, amount })
    }

    fn of_probe(probe: &Probe, target: &Target, workers: u32) -> Result<Self> {
        let compiled = generate(probe.program.clone(), *target, &mut Observer::default())?;
        let model = Arc::new(JitModel::load(&compiled)?.into_model()?);
        Self::new(&model, workers, probe.amount as f64)
    }

    /// Seconds of one run.
    fn run(&mut self) -> Result<f64> {
        let inputs: Vec<&[u8]> = self.inputs.iter().map(Aligned::bytes).collect();
        let mut outputs: Vec<&mut [u8]> = self.outputs.iter_mut().map(Aligned::bytes_mut).collect();
        let begin = Instant::now();
        let result = self.session.run(&inputs, &mut outputs);
        let seconds = begin.elapsed().as_secs_f64();
        result.map_err(runtime_diagnostic)?;
        Ok(seconds)
    }
}

/// Times the stages of one model, with one worker and pseudo-random inputs.
#[derive(Debug)]
pub struct StageTimer {
    subject: Subject,
    names: Vec<String>,
}

impl StageTimer {
    /// # Errors
    /// `Machine` where the model cannot run here.
    pub fn new(model: &Arc<Model>) -> Result<Self> {
        let mut subject = Subject::new(model, 1, 0.0)?;
        subject.run()?;
        subject.session.set_profiling(true);
        Ok(Self { subject, names: model.description().stages.iter().map(|stage| stage.name.clone()).collect() })
    }

    /// Runs the model so often, and gives the name and seconds of each stage in the last run.
    ///
    /// # Errors
    /// `Machine` where it cannot run.
    pub fn run(&mut self, times: usize) -> Result<Vec<(String, f64)>> {
        for _ in 0..times {
            self.subject.run()?;
        }
        Ok(self.names.iter().cloned().zip(self.subject.session.stage_seconds()).collect())
    }
}

/// Cycles by the time that dot products take.
#[derive(Debug)]
pub struct Clock {
    peak: Subject,
    /// Operations of the peak a cycle.
    operations: f64,
    least: f64,
}

impl Clock {
    /// # Errors
    /// `Machine` where the target does not run here.
    pub fn new(target: &Target, machine: &Machine) -> Result<Self> {
        let operations = machine.products_per_cycle * f64::from(target.vector_bytes()) * 2.0;
        Ok(Self { peak: Subject::of_probe(&probe::multiply_peak(target, PEAK_UNITS), target, 1)?, operations, least: f64::INFINITY })
    }

    /// Measures once more.
    ///
    /// # Errors
    /// `Machine` where the probe cannot run.
    pub fn tick(&mut self) -> Result<()> {
        self.least = self.least.min(self.peak.run()?);
        Ok(())
    }

    pub fn cycles_per_second(&self) -> f64 {
        self.peak.amount / self.least / self.operations
    }
}

/// One number of workers.
struct Bench {
    threads: u32,
    model: Subject,
    peak: Subject,
    memory: Subject,
    /// Least seconds of the probes.
    peak_seconds: f64,
    memory_seconds: f64,
    seconds: Vec<f64>,
    /// Seconds of each layer, run by run.
    layer_seconds: Vec<Vec<f64>>,
}

impl Bench {
    fn new(model: &Arc<Model>, target: &Target, threads: u32, footprint: usize) -> Result<Self> {
        let memory = probe::memory_read(target, footprint, LEAST_READ);
        let mut bench = Self {
            threads,
            model: Subject::new(model, threads, 0.0)?,
            peak: Subject::of_probe(&probe::multiply_peak(target, PEAK_UNITS * threads), target, threads)?,
            memory: Subject::of_probe(&memory, target, threads)?,
            peak_seconds: f64::INFINITY,
            memory_seconds: f64::INFINITY,
            seconds: Vec::new(),
            layer_seconds: vec![Vec::new(); model.description().stages.len()],
        };
        // Pages that are touched for the first time belong to nobody's time.
        bench.model.run()?;
        Ok(bench)
    }

    fn round(&mut self, per_layer: bool) -> Result<()> {
        // Three in a row: the model that ran before has pushed the probe's buffer out of the caches, and is going to run from them itself.
        for _ in 0..PROBE_RUNS {
            self.peak_seconds = self.peak_seconds.min(self.peak.run()?);
        }
        for _ in 0..PROBE_RUNS {
            self.memory_seconds = self.memory_seconds.min(self.memory.run()?);
        }
        let begin = Instant::now();
        // The first run brings weights back that the probe has pushed out of the caches.
        self.model.run()?;
        while begin.elapsed() < BLOCK {
            self.seconds.push(self.model.run()?);
        }
        if self.seconds.is_empty() {
            self.seconds.push(self.model.run()?);
        }
        if per_layer {
            self.model.session.set_profiling(true);
            let begin = Instant::now();
            loop {
                self.model.run()?;
                for (times, seconds) in self.layer_seconds.iter_mut().zip(self.model.session.stage_seconds()) {
                    times.push(seconds);
                }
                if begin.elapsed() >= BLOCK {
                    break;
                }
            }
            self.model.session.set_profiling(false);
        }
        Ok(())
    }

    fn result(&self, description: &Description) -> Result<BenchRun> {
        let ceiling = Ceiling { gops: self.peak.amount / self.peak_seconds / 1e9, gigabytes: self.memory.amount / self.memory_seconds / 1e9 };
        let works: Vec<Work> = description.stages.iter().map(|s| Work { nominal_macs: s.nominal_macs, valid_macs: s.valid_macs, bytes: s.bytes }).collect();
        let layers = description.stages.iter().zip(&works).zip(&self.layer_seconds).filter_map(|((stage, &work), seconds)| {
            let times = Times::of(seconds.clone())?;
            Some(LayerTimes { name: stage.name.clone(), description: stage.description.clone(), work, times })
        });
        let times = Times::of(self.seconds.clone()).ok_or_else(|| Diagnostic::error(Code::Invalid, "no run was timed"))?;
        let work = works.iter().fold(Work::default(), |sum, w| Work {
            nominal_macs: sum.nominal_macs + w.nominal_macs,
            valid_macs: sum.valid_macs + w.valid_macs,
            bytes: sum.bytes + w.bytes,
        });
        let limit = works.iter().map(|w| ceiling.limit(w)).sum();
        Ok(BenchRun { threads: self.threads, ceiling, work, times, limit, layers: layers.collect() })
    }
}

/// Bytes that begin at a multiple of 64, so that no whole-vector access crosses a cache line.
#[derive(Debug)]
struct Aligned {
    bytes: Vec<u8>,
    begin: usize,
    length: usize,
}

impl Aligned {
    fn zeros(length: usize) -> Self {
        let bytes = vec![0u8; length + 63];
        let begin = bytes.as_ptr().align_offset(64);
        Self { bytes, begin, length }
    }

    /// Integers of all sizes; floats in −1..1, which is the range that most networks are fed with.
    fn random(length: usize, element: ElementType, random: &mut Random) -> Self {
        let mut data = Self::zeros(length);
        match element {
            ElementType::F32 => {
                for word in data.bytes_mut().as_chunks_mut::<4>().0 {
                    *word = ((random.next() >> 8) as f32 / (1 << 23) as f32 - 1.0).to_le_bytes();
                }
            }
            ElementType::U8 | ElementType::S8 | ElementType::S32 => data.bytes_mut().iter_mut().for_each(|byte| *byte = (random.next() >> 24) as u8),
        }
        data
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[self.begin..self.begin + self.length]
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes[self.begin..self.begin + self.length]
    }
}

/// The upper half of a 64-bit linear congruential generator (Knuth's MMIX constants): the same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as u32
    }
}

/// What the runtime says, as a diagnostic.
pub fn runtime_diagnostic(error: graver_runtime::Error) -> Diagnostic {
    use graver_runtime::Status;
    let code = match error.status {
        Status::Cpu | Status::Memory | Status::Thread => Code::Machine,
        Status::File => Code::Io,
        Status::NotAModel | Status::Version => Code::Malformed,
        Status::Count | Status::Size | Status::Argument => Code::Usage,
        _ => Code::Invalid,
    };
    Diagnostic::error(code, error.message)
}

/// Processor and number of processors, for reports.
pub fn machine() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':')).map_or(std::env::consts::ARCH, |(_, name)| name.trim());
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{name}, {processors} processors")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_model_is_held_against_peaks_of_the_same_run() {
        if Target::all_here().next().is_none() {
            // Written to the stream itself: the test runner keeps back what `eprintln!` prints in passing tests.
            let line = b"measure: 0 passed, 0 failed, 1 skipped (skipped 1 cases: no target runs here)\n";
            return std::io::stderr().write_all(line).expect("stderr is open");
        }
        Target::all_here().for_each(holds_a_model_against_peaks);
    }

    fn holds_a_model_against_peaks(target: Target) {
        let probe = probe::memory_read(&target, 1 << 16, 0);
        let code = generate(probe.program, target, &mut Observer::default()).unwrap();
        let model = Arc::new(JitModel::load(&code).unwrap().into_model().unwrap());
        let report = measure(&model, &target, &Settings { threads: vec![1, 2], seconds: 0.0, per_layer: true }).unwrap();
        assert_eq!(report.runs.iter().map(|r| r.threads).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(report.peak_gops, report.runs[0].ceiling.gops);
        for run in &report.runs {
            assert!(run.ceiling.gops.is_finite() && run.ceiling.gops > 0.0, "{run:?}");
            assert!(run.ceiling.gigabytes.is_finite() && run.ceiling.gigabytes > 0.0, "{run:?}");
            assert!(run.times.min > 0.0 && run.times.min <= run.times.median);
            assert_eq!(run.layers.len(), 1);
            assert!(run.layers[0].times.min > 0.0);
        }
    }

    #[test]
    fn buffers_are_aligned_and_repeatable() {
        let data = Aligned::random(40, ElementType::F32, &mut Random(1));
        assert_eq!((data.bytes().len(), data.bytes().as_ptr() as usize % 64), (40, 0));
        assert!(data.bytes().as_chunks::<4>().0.iter().all(|&w| (-1.0..1.0).contains(&f32::from_le_bytes(w))));
        assert_eq!(data.bytes(), Aligned::random(40, ElementType::F32, &mut Random(1)).bytes());
    }
}
