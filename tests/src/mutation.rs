//! Damage to files of models: what tests of hostile input choose, and changes to bytes that no format survives.

use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;

/// A source of choices.
#[derive(Debug)]
pub struct Choices(pub TestRng);

impl Choices {
    pub fn below(&mut self, count: usize) -> usize {
        self.0.random_range(0..count.max(1))
    }

    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Numbers at the edges of what files hold.
pub const NUMBERS: [i64; 16] = [0, 1, -1, 2, 3, 7, -2, 100, 1 << 20, 1 << 31, 1 << 40, i64::MAX, i64::MIN, -(1 << 31), 65536, 255];

/// Changes a file as bytes.
pub fn damage(bytes: &mut Vec<u8>, choices: &mut Choices) {
    for _ in 0..1 + choices.below(3) {
        if bytes.is_empty() {
            return;
        }
        let at = choices.below(bytes.len());
        match choices.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, choices.below(256) as u8),
            3 => {
                let end = (at + 8).min(bytes.len());
                let word = choices.of(&NUMBERS).to_le_bytes();
                bytes[at..end].copy_from_slice(&word[..end - at]);
            }
            4 => {
                let end = (at + choices.below(200)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = choices.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => bytes[at] ^= 1 << choices.below(8),
        }
    }
}
