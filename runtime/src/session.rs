//! Runs of a model.

use crate::abi::{Args, Profile, Status};
use crate::arena::Arena;
use crate::clock::Clock;
use crate::description::{Stage, Tensor};
use crate::error::{Error, Result};
use crate::gang::Gang;
use crate::model::Model;
use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;

/// Workers that a session may have; more is surely a mistake.
pub const MAX_WORKERS: u32 = 4096;

/// An arena and workers for one model. Runs one inference at a time; take a second session for a second thread.
#[derive(Debug)]
pub struct Session {
    // Dropped first: its threads run the model's code.
    gang: Option<Gang>,
    arena: Arena,
    inputs: Buffers<*const c_void>,
    outputs: Buffers<*mut c_void>,
    profiling: bool,
    /// One for each stage.
    ticks: Vec<u64>,
    clock: Clock,
    model: Arc<Model>,
}

/// Room for the arguments of a run, kept so that runs allocate nothing.
#[derive(Debug)]
struct Buffers<P> {
    addresses: Vec<P>,
    bytes: Vec<usize>,
}

impl<P> Buffers<P> {
    fn new(count: usize) -> Self {
        Self { addresses: Vec::with_capacity(count), bytes: Vec::with_capacity(count) }
    }

    fn fill(&mut self, buffers: impl Iterator<Item = (P, usize)>) {
        self.addresses.clear();
        self.bytes.clear();
        for (address, bytes) in buffers {
            self.addresses.push(address);
            self.bytes.push(bytes);
        }
    }
}

// SAFETY: the addresses in `inputs` and `outputs` are used only during `run`; everything else is owned.
unsafe impl Send for Session {}

impl Session {
    /// `workers` counts the calling thread; 0 means as many as this process has processors.
    pub fn new(model: &Arc<Model>, workers: u32) -> Result<Self> {
        let workers = match workers {
            0 => std::thread::available_parallelism().map_or(1, |n| u32::try_from(n.get()).unwrap_or(1)),
            n if n <= MAX_WORKERS => n,
            n => return Err(Error::new(Status::Argument, format!("{n} workers are more than {MAX_WORKERS}"))),
        };
        let description = model.description();
        let gang = match workers {
            1 => None,
            // SAFETY: the session keeps the model loaded, and drops the gang first.
            _ => Some(unsafe { Gang::new(model.entry_points().run_worker, workers) }?),
        };
        Ok(Self {
            gang,
            arena: Arena::new(description.arena_bytes)?,
            inputs: Buffers::new(description.inputs.len()),
            outputs: Buffers::new(description.outputs.len()),
            profiling: false,
            ticks: vec![0; description.stages.len()],
            clock: Clock::start(),
            model: Arc::clone(model),
        })
    }

    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    pub fn workers(&self) -> u32 {
        self.gang.as_ref().map_or(1, Gang::workers)
    }

    /// Runs the model. `inputs` and `outputs` hold the bytes of each tensor in the model's order, of exactly its size and any
    /// alignment. With one worker this takes no lock, allocates nothing and makes no system call.
    pub fn run(&mut self, inputs: &[&[u8]], outputs: &mut [&mut [u8]]) -> Result<()> {
        let description = self.model.description();
        if inputs.len() == description.inputs.len() && outputs.len() == description.outputs.len() {
            self.inputs.fill(inputs.iter().map(|data| (data.as_ptr().cast(), data.len())));
            self.outputs.fill(outputs.iter_mut().map(|data| (data.as_mut_ptr().cast(), data.len())));
        } else {
            return Err(wrong_count(&self.model, inputs.len(), outputs.len()));
        }
        let args = Args {
            inputs: self.inputs.addresses.as_ptr(),
            input_bytes: self.inputs.bytes.as_ptr(),
            input_count: inputs.len(),
            outputs: self.outputs.addresses.as_ptr(),
            output_bytes: self.outputs.bytes.as_ptr(),
            output_count: outputs.len(),
            ..Args::empty()
        };
        // SAFETY: addresses and sizes are those of slices that are borrowed during the call, the outputs mutably.
        unsafe { self.run_args(args) }
    }

    /// Runs the model on the buffers of `args`; arena and profile are the session's own.
    ///
    /// # Safety
    /// Every pointer in `args` must be null or lead to as many bytes as it says; outputs must overlap nothing.
    pub(crate) unsafe fn run_args(&mut self, mut args: Args) -> Result<()> {
        let mut profile = Profile { struct_size: size_of::<Profile>(), ticks: self.ticks.as_mut_ptr(), capacity: self.ticks.len() };
        args.arena = self.arena.address();
        args.arena_bytes = self.arena.bytes();
        if self.profiling && !self.ticks.is_empty() {
            args.profile = &mut profile;
        }
        let (inputs, outputs) = ((args.input_bytes, args.input_count), (args.output_bytes, args.output_count));
        let status = match &mut self.gang {
            // SAFETY: as the caller promises; the arena belongs to this session.
            None => Status::from_code(unsafe { (self.model.entry_points().run)(&args) }),
            // SAFETY: as above; the profile outlives the run.
            Some(gang) => unsafe { gang.run(args) },
        };
        if status == Status::Ok {
            return Ok(());
        }
        // SAFETY: sizes lie where the caller says.
        Err(unsafe { explain(&self.model, status, inputs, outputs) })
    }

    /// Whether runs measure their stages from now on. A measured run reads the time stamp counter after each stage.
    pub fn set_profiling(&mut self, on: bool) {
        self.profiling = on;
    }

    /// Each stage with the time that it took in the last measured run, its wait for other workers included; zero before the first.
    pub fn profile(&self) -> Vec<(&Stage, Duration)> {
        let seconds = self.stage_seconds();
        self.model.description().stages.iter().zip(seconds).map(|(stage, seconds)| (stage, Duration::from_secs_f64(seconds))).collect()
    }

    /// The times of [`Session::profile`] in seconds.
    pub fn stage_seconds(&self) -> Vec<f64> {
        let rate = self.clock.ticks_per_second();
        self.ticks.iter().map(|&ticks| ticks as f64 / rate).collect()
    }
}

fn wrong_count(model: &Model, inputs: usize, outputs: usize) -> Error {
    let description = model.description();
    let (needs_in, needs_out) = (description.inputs.len(), description.outputs.len());
    Error::new(Status::Count, format!("'{}' has {needs_in} inputs and {needs_out} outputs, but was called with {inputs} and {outputs}", description.name))
}

/// A sentence for a status of the model itself.
///
/// # Safety
/// Sizes must lie at the addresses given, as many as stated, unless the addresses are null.
unsafe fn explain(model: &Model, status: Status, inputs: (*const usize, usize), outputs: (*const usize, usize)) -> Error {
    let description = model.description();
    match status {
        Status::Count => wrong_count(model, inputs.1, outputs.1),
        Status::Size => {
            for (what, tensors, (sizes, count)) in [("input", &description.inputs, inputs), ("output", &description.outputs, outputs)] {
                if sizes.is_null() || count != tensors.len() {
                    continue;
                }
                // SAFETY: as the caller promises.
                let sizes = unsafe { std::slice::from_raw_parts(sizes, count) };
                let wrong = tensors.iter().zip(sizes).find(|(tensor, size): &(&Tensor, &usize)| tensor.bytes != **size);
                if let Some((tensor, size)) = wrong {
                    return Error::new(status, format!("{what} {tensor} was given as {size} bytes"));
                }
            }
            Error::new(status, status.sentence())
        }
        Status::Cpu => {
            let names = crate::abi::features::names(description.required_features).join(", ");
            Error::new(status, format!("'{}' was compiled for a processor with {names}; this one lacks some of them", description.name))
        }
        _ => Error::new(status, format!("'{}': {status}", description.name)),
    }
}
