//! Threads that run one model together, and sleep between runs.

use crate::abi::{Args, RunWorkerFunction, Status, Sync};
use crate::error::{Error, Result};
use crate::sleep::{Sleepers, wait_until};
use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::JoinHandle;

/// How often an idle worker looks before it sleeps, where each worker has a processor of its own: some tens of microseconds, longer
/// than a stage of a small network, shorter than a scheduler's time slice.
const SPINS: u32 = 2000;

/// What the threads of a gang share.
struct Shared {
    run_worker: RunWorkerFunction,
    workers: u32,
    spins: u32,
    /// Number of the present run; a change starts it.
    run: AtomicU32,
    idle: Sleepers,
    /// Threads that have left the present run.
    left: AtomicU32,
    joining: Sleepers,
    stop: AtomicBool,
    /// Written by the owner between runs, read by all during one.
    args: UnsafeCell<Args>,
    sync: UnsafeCell<Sync>,
    meeting: Sleepers,
}

// SAFETY: `args` is written only while no thread runs (`left` says so, with release and acquire), `sync` is used by generated code
// with atomic operations; everything else is atomic or constant.
unsafe impl std::marker::Sync for Shared {}
// SAFETY: as above; nothing is bound to a thread.
unsafe impl Send for Shared {}

unsafe extern "C" fn meeting_wait(user: *mut c_void, word: *const u32, seen: u32) {
    // SAFETY: `user` is `Shared::meeting`, `word` the generation in `Shared::sync`: both live as long as the threads.
    unsafe { (*user.cast::<Sleepers>()).sleep(AtomicU32::from_ptr(word.cast_mut()), seen) }
}

unsafe extern "C" fn meeting_wake(user: *mut c_void, word: *const u32) {
    // SAFETY: as above.
    unsafe { (*user.cast::<Sleepers>()).wake(AtomicU32::from_ptr(word.cast_mut())) }
}

/// A gang of `workers` workers, of which the owner's thread is number 0.
pub struct Gang {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl std::fmt::Debug for Gang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gang").field("workers", &self.shared.workers).finish_non_exhaustive()
    }
}

impl Gang {
    /// Starts `workers - 1` threads.
    ///
    /// # Safety
    /// `run_worker` must be an entry point of a compiled model that stays loaded as long as the gang lives.
    pub unsafe fn new(run_worker: RunWorkerFunction, workers: u32) -> Result<Self> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        // With fewer processors than workers, spinning keeps away the very worker that is waited for.
        let spins = if workers as usize <= processors { SPINS } else { 0 };
        let shared = Arc::new(Shared {
            run_worker,
            workers,
            spins,
            run: AtomicU32::new(0),
            idle: Sleepers::default(),
            left: AtomicU32::new(0),
            joining: Sleepers::default(),
            stop: AtomicBool::new(false),
            args: UnsafeCell::new(Args::empty()),
            sync: UnsafeCell::new(Sync { wait: Some(meeting_wait), wake: Some(meeting_wake), ..Sync::spinning(spins) }),
            meeting: Sleepers::default(),
        });
        // SAFETY: no thread runs yet.
        unsafe { (*shared.sync.get()).user = (&raw const shared.meeting).cast_mut().cast() };
        let mut gang = Self { shared, threads: Vec::new() };
        for worker in 1..workers {
            let shared = Arc::clone(&gang.shared);
            let thread = std::thread::Builder::new().name(format!("graver-{worker}")).stack_size(256 << 10).spawn(move || work(&shared, worker));
            gang.threads.push(thread.map_err(|e| Error::new(Status::Thread, format!("worker thread {worker} of {workers} could not be started: {e}")))?);
        }
        Ok(gang)
    }

    pub fn workers(&self) -> u32 {
        self.shared.workers
    }

    /// One run, on all workers.
    ///
    /// # Safety
    /// What `args` points to must be as the entry point demands.
    pub unsafe fn run(&mut self, args: Args) -> Status {
        let shared = &*self.shared;
        // SAFETY: between runs no thread reads the arguments.
        unsafe { *shared.args.get() = args };
        shared.left.store(0, Ordering::Relaxed);
        shared.run.fetch_add(1, Ordering::Release);
        shared.idle.wake(&shared.run);
        // SAFETY: as the caller promises; all other workers take part in this run.
        let status = unsafe { (shared.run_worker)(shared.args.get(), 0, shared.workers, shared.sync.get()) };
        wait_until(&shared.left, &shared.joining, shared.spins, |left| left == shared.workers - 1);
        Status::from_code(status)
    }
}

/// The life of a thread.
fn work(shared: &Shared, worker: u32) {
    let mut seen = 0;
    loop {
        seen = wait_until(&shared.run, &shared.idle, shared.spins, |run| run != seen);
        if shared.stop.load(Ordering::Acquire) {
            return;
        }
        // SAFETY: `Gang::run` has put valid arguments there and waits for this thread to leave. The status is that of worker 0.
        unsafe { (shared.run_worker)(shared.args.get(), worker, shared.workers, shared.sync.get()) };
        shared.left.fetch_add(1, Ordering::Release);
        shared.joining.wake(&shared.left);
    }
}

impl Drop for Gang {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Release);
        self.shared.run.fetch_add(1, Ordering::Release);
        self.shared.idle.wake(&self.shared.run);
        for thread in self.threads.drain(..) {
            // A worker cannot panic: it calls nothing but generated code.
            let _ = thread.join();
        }
    }
}
