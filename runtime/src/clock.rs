//! Seconds for the ticks of generated code.

use std::time::{Duration, Instant};

/// How long both clocks must have run beside each other before their ratio is good to a thousandth.
const CALIBRATION: Duration = Duration::from_millis(10);

/// A moment on the time stamp counter and on the system's clock.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    instant: Instant,
    ticks: u64,
}

impl Clock {
    pub fn start() -> Self {
        Self { instant: Instant::now(), ticks: ticks() }
    }

    /// Rate of the time stamp counter since `start`. Waits where that is too short ago.
    pub fn ticks_per_second(&self) -> f64 {
        loop {
            let elapsed = self.instant.elapsed();
            if elapsed >= CALIBRATION {
                return ticks().wrapping_sub(self.ticks) as f64 / elapsed.as_secs_f64();
            }
            std::thread::sleep(CALIBRATION - elapsed);
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn ticks() -> u64 {
    // SAFETY: every x86-64 has `rdtsc`.
    unsafe { std::arch::x86_64::_rdtsc() }
}

/// No code for other processors is generated, so their ticks are never asked for; nanoseconds keep the arithmetic sound.
#[cfg(not(target_arch = "x86_64"))]
fn ticks() -> u64 {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_nanos() as u64
}
