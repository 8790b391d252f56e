//! Sleeping until a word in memory changes.

use std::sync::atomic::{AtomicU32, Ordering, fence};

/// How many threads sleep on a word, so that the one who changes it makes a system call only where somebody sleeps.
#[derive(Debug, Default)]
pub struct Sleepers(AtomicU32);

impl Sleepers {
    /// Sleeps while `word` is `seen`; may return early.
    pub fn sleep(&self, word: &AtomicU32, seen: u32) {
        // Counted before the kernel compares the word, and `wake` reads the count after the word has changed: whoever changes it
        // either sees this sleeper, or the kernel sees the new word.
        self.0.fetch_add(1, Ordering::SeqCst);
        futex_wait(word, seen);
        self.0.fetch_sub(1, Ordering::SeqCst);
    }

    /// To be called after `word` was changed.
    pub fn wake(&self, word: &AtomicU32) {
        fence(Ordering::SeqCst);
        if self.0.load(Ordering::SeqCst) != 0 {
            futex_wake_all(word);
        }
    }
}

/// Looks at `word` up to `spins` times, then sleeps, until `done(word)`.
pub fn wait_until(word: &AtomicU32, sleepers: &Sleepers, spins: u32, done: impl Fn(u32) -> bool) -> u32 {
    let mut left = spins;
    loop {
        let value = word.load(Ordering::Acquire);
        if done(value) {
            return value;
        }
        if left > 0 {
            left -= 1;
            std::hint::spin_loop();
        } else {
            sleepers.sleep(word, value);
        }
    }
}

#[cfg(target_os = "linux")]
fn futex_wait(word: &AtomicU32, seen: u32) {
    // SAFETY: the word is alive during the call; every way of returning is allowed for.
    unsafe {
        libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG, seen, std::ptr::null::<libc::timespec>());
    }
}

#[cfg(target_os = "linux")]
fn futex_wake_all(word: &AtomicU32) {
    // SAFETY: only the address is used.
    unsafe {
        libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, i32::MAX);
    }
}

#[cfg(not(target_os = "linux"))]
fn futex_wait(_: &AtomicU32, _: u32) {
    std::thread::yield_now();
}

#[cfg(not(target_os = "linux"))]
fn futex_wake_all(_: &AtomicU32) {}
