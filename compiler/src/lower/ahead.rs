//! Weights that are asked for before they are read, at an even rate: memory beyond the second cache answers as many requests in a while, not more
//! of them at once.

use super::builder::{KernelBuilder, Place};
use crate::loop_ir::CounterId;
use std::ops::Range;

/// Bytes that steps ask for, one step after the other.
#[derive(Debug, Clone)]
pub struct Ahead {
    place: Place,
    bytes_per_step: usize,
}

impl Ahead {
    /// So many bytes from `first` on, in so many steps.
    pub fn new(first: Place, bytes: usize, steps: usize) -> Self {
        Self { place: first, bytes_per_step: bytes.div_ceil(steps.max(1)) }
    }

    /// So many steps later.
    pub fn plus(self, steps: usize) -> Self {
        Self { place: self.place.plus(steps * self.bytes_per_step), ..self }
    }

    /// So many steps later with each trip of a loop.
    pub fn along(self, counter: Option<CounterId>, steps: usize) -> Self {
        Self { place: self.place.along(counter, steps * self.bytes_per_step), ..self }
    }

    /// Asks for what is due in these steps.
    fn ask(&self, kernel: &mut KernelBuilder, steps: Range<usize>) {
        for byte in due(self.bytes_per_step, steps, kernel.lanes() * 4) {
            kernel.prefetch(&self.place.clone().plus(byte));
        }
    }
}

/// Where weights lie, and what the steps that read them ask for beside.
#[derive(Debug, Clone)]
pub struct Weights {
    pub here: Place,
    pub ahead: Option<Ahead>,
}

impl Weights {
    /// So many bytes of weights, and steps, further.
    pub fn plus(self, bytes: usize, steps: usize) -> Self {
        Self { here: self.here.plus(bytes), ahead: self.ahead.map(|ahead| ahead.plus(steps)) }
    }

    /// The same with each trip of a loop.
    pub fn along(self, counter: Option<CounterId>, bytes: usize, steps: usize) -> Self {
        Self { here: self.here.along(counter, bytes), ahead: self.ahead.map(|ahead| ahead.along(counter, steps)) }
    }

    /// Asks for what is due in these steps, if anything is asked for.
    pub fn ask(&self, kernel: &mut KernelBuilder, steps: Range<usize>) {
        if let Some(ahead) = &self.ahead {
            ahead.ask(kernel, steps);
        }
    }
}

/// Where lines lie that these steps ask for; the next steps go on where they end, perhaps within a line.
fn due(bytes_per_step: usize, steps: Range<usize>, line: usize) -> impl Iterator<Item = usize> {
    (steps.start * bytes_per_step..steps.end * bytes_per_step).step_by(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn steps_ask_for_every_line_at_an_even_rate() {
        const LINE: usize = 64;
        // Panels with more lines than steps, as many, and fewer.
        for (lines, steps, together) in [(2304, 1248 * 4, 4), (128, 128, 8), (36, 7, 1), (9, 200, 6), (1, 3, 4)] {
            let bytes_per_step = (lines * LINE).div_ceil(steps);
            let blocks = (0..steps).step_by(together).map(|start| start..(start + together).min(steps));
            let mut asked = BTreeSet::new();
            for block in blocks {
                let of_block: Vec<usize> = due(bytes_per_step, block, LINE).collect();
                assert!(of_block.len() <= 1 + together * lines / steps, "{} lines at once", of_block.len());
                asked.extend(of_block.iter().map(|byte| byte / LINE));
            }
            assert!(asked.range(..lines).copied().eq(0..lines), "{lines} lines in {steps} steps");
            assert!(asked.range(lines..).count() <= 1 + steps / LINE, "rounding asks for less than a byte a step beyond");
        }
    }
}
