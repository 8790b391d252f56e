//! Everything that reaches the terminal goes through here: results to standard output, diagnostics and progress to standard error.

use crate::diagnostic::Diagnostic;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::time::{Duration, Instant};

/// Where a subcommand prints.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    /// Nothing but results that were asked for, and errors.
    pub quiet: bool,
}

impl Console {
    /// Prints what the person asked for, even when quiet, with a line end.
    pub fn result(&self, text: impl Display) {
        let text = text.to_string();
        let mut out = std::io::stdout().lock();
        if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") }) {
            // The reader of a pipe has seen enough: `graver inspect … | head`.
            std::process::exit(if error.kind() == ErrorKind::BrokenPipe { 0 } else { 1 });
        }
    }

    /// Prints what is nice to know.
    pub fn note(&self, text: impl Display) {
        if !self.quiet {
            self.result(text);
        }
    }

    /// Prints diagnostics to standard error; warnings only where not quiet, equal ones once.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        for (index, diagnostic) in diagnostics.iter().enumerate() {
            let quiet = self.quiet && diagnostic.severity == crate::diagnostic::Severity::Warning;
            if !quiet && !diagnostics[..index].contains(diagnostic) {
                // Nobody is left to tell when standard error is closed.
                let _ = writeln!(std::io::stderr().lock(), "{diagnostic}");
            }
        }
    }

    /// A progress bar of `steps` steps that shows itself once the work has taken a second.
    pub fn progress(&self, steps: u64) -> Progress {
        Progress { bar: ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden()), begin: Instant::now(), quiet: self.quiet, shown: false }
    }
}

/// A bar on standard error. It appears after a second and vanishes when dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    begin: Instant,
    quiet: bool,
    shown: bool,
}

impl Progress {
    /// How long a person waits without being told why.
    const PATIENCE: Duration = Duration::from_secs(1);

    /// Announces the step that begins now, after `done` finished ones.
    pub fn step(&mut self, done: u64, doing: &str) {
        if !self.shown && !self.quiet && self.begin.elapsed() >= Self::PATIENCE {
            self.shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{msg:24} [{bar:30}] {pos}/{len} {elapsed}") {
                self.bar.set_style(style.progress_chars("=> "));
            }
        }
        self.bar.set_message(doing.to_owned());
        self.bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
