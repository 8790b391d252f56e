//! Everything that reaches the terminal goes through here: results to standard output, diagnostics and progress to standard error.

use crate::diagnostic::Diagnostic;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

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
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg:40} [{bar:30}] {pos}/{len} {elapsed}") {
            bar.set_style(style.progress_chars("=> "));
        }
        let (done, told) = mpsc::channel::<()>();
        if !self.quiet {
            let bar = bar.clone();
            // A step may take long: the bar has to appear in the middle of it.
            std::thread::spawn(move || {
                if told.recv_timeout(Progress::PATIENCE) == Err(RecvTimeoutError::Timeout) && !bar.is_finished() {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Progress::TICK);
                }
            });
        }
        Progress { bar, _done: done }
    }
}

/// A bar on standard error, where that is a terminal. It vanishes when dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    /// Dropped with the bar, which ends the wait for the second to pass.
    _done: mpsc::Sender<()>,
}

impl Progress {
    /// How long a person waits without being told why.
    const PATIENCE: Duration = Duration::from_secs(1);
    /// Between two looks at the clock.
    const TICK: Duration = Duration::from_millis(200);

    /// Announces the step that begins now, after `done` finished ones.
    pub fn step(&self, done: u64, doing: &str) {
        self.bar.set_message(doing.to_owned());
        self.bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
