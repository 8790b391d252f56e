//! Reference data that lies beside the project, in `../shared` or where `GRAVER_SHARED` says. Tests that need it count what they skip
//! without it, and say so even where the test runner hides the output of passing tests.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of reference data, if there is one.
pub fn root() -> Option<PathBuf> {
    let root = match std::env::var_os("GRAVER_SHARED") {
        Some(path) => PathBuf::from(path),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
    };
    root.is_dir().then_some(root)
}

/// Counts the cases of one test. [`Cases::finish`] prints the counts and fails the test if a case failed.
#[derive(Debug)]
#[must_use = "only `finish` reports failures"]
pub struct Cases {
    test: &'static str,
    passed: usize,
    failed: Vec<String>,
    skipped: usize,
    reason: String,
}

impl Cases {
    pub fn new(test: &'static str) -> Self {
        Self { test, passed: 0, failed: Vec::new(), skipped: 0, reason: String::new() }
    }

    /// Runs a case. `Ok` says in a line what was compared, `Err` what is wrong.
    pub fn run(&mut self, case: &str, check: impl FnOnce() -> Result<String, String>) {
        match check() {
            Ok(line) => {
                println!("{}: {case}: {line}", self.test);
                self.passed += 1;
            }
            Err(error) => self.failed.push(format!("{case}: {error}")),
        }
    }

    /// Runs a case on a file or folder of the reference data, given relative to its root; skips it where that is absent.
    pub fn run_shared(&mut self, path: &str, check: impl FnOnce(&Path) -> Result<String, String>) {
        match root().map(|root| root.join(path)).filter(|path| path.exists()) {
            Some(found) => self.run(path.rsplit('/').next().unwrap_or(path), || check(&found)),
            None => self.skip(if root().is_some() { format!("{path} absent") } else { "../shared absent".into() }),
        }
    }

    /// Counts a case that cannot run here.
    pub fn skip(&mut self, reason: String) {
        self.skipped += 1;
        self.reason = reason;
    }

    /// `N passed, N failed, N skipped`, with the reason for skipping.
    fn summary(&self) -> String {
        let why = if self.skipped > 0 { format!(" (skipped {} cases: {})", self.skipped, self.reason) } else { String::new() };
        format!("{}: {} passed, {} failed, {} skipped{why}", self.test, self.passed, self.failed.len(), self.skipped)
    }

    /// Prints the counts.
    ///
    /// # Panics
    /// If a case failed.
    pub fn finish(self) {
        // Written to the stream itself: the test runner keeps back what `eprintln!` prints in passing tests.
        std::io::stderr().write_all(format!("{}\n", self.summary()).as_bytes()).expect("stderr is open");
        self.assert_none_failed();
    }

    fn assert_none_failed(&self) {
        assert!(self.failed.is_empty(), "{}:\n  {}", self.test, self.failed.join("\n  "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_counted() {
        let mut cases = Cases::new("counting");
        cases.run("a", || Ok("fine".into()));
        cases.skip("b absent".into());
        cases.run("c", || Ok("fine".into()));
        assert_eq!(cases.summary(), "counting: 2 passed, 0 failed, 1 skipped (skipped 1 cases: b absent)");
        cases.assert_none_failed();
    }

    #[test]
    fn what_is_absent_is_skipped() {
        let mut cases = Cases::new("absent");
        cases.run_shared("no/such/file", |_| Ok("unreachable".into()));
        assert_eq!((cases.passed, cases.failed.len(), cases.skipped), (0, 0, 1));
    }

    #[test]
    #[should_panic(expected = "b: wrong")]
    fn a_failed_case_fails_the_test() {
        let mut cases = Cases::new("failing");
        cases.run("b", || Err("wrong".into()));
        cases.assert_none_failed();
    }
}
