//! Everything that reaches the terminal goes through here: results to standard output, diagnostics and progress to standard error.

use crate::diagnostic::{Code, Diagnostic, Result};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Where a subcommand prints.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    /// Nothing but results that were asked for, and errors.
    pub quiet: bool,
}

/// Other nodes that a diagnostic of several names.
const NAMED: usize = 2;

/// Diagnostics that differ in their node only become one, in the order of the first of each.
fn grouped(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut groups: Vec<(Diagnostic, Vec<&str>)> = Vec::new();
    for diagnostic in diagnostics {
        let same = |other: &Diagnostic| Diagnostic { node: diagnostic.node.clone(), ..other.clone() } == *diagnostic;
        let place = groups.iter().position(|(group, _)| same(group)).unwrap_or_else(|| {
            groups.push((diagnostic.clone(), Vec::new()));
            groups.len() - 1
        });
        let (group, others) = &mut groups[place];
        others.extend(diagnostic.node.as_deref().filter(|node| group.node.as_deref() != Some(node) && !others.contains(node)));
    }
    let named = |(mut group, others): (Diagnostic, Vec<&str>)| {
        let quoted: Vec<String> = others.iter().take(NAMED).map(|node| format!("'{node}'")).collect();
        if !quoted.is_empty() {
            let more = others.len() - quoted.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            group.message += &format!("; also at {}{more}", quoted.join(", "));
        }
        group
    };
    groups.into_iter().map(named).collect()
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

    /// Writes a report for scripts to a file; `-` is standard output. Says whether it was that.
    pub fn json(&self, path: &Path, report: &serde_json::Value) -> Result<bool> {
        if path.as_os_str() == "-" {
            self.result(format!("{report:#}"));
            return Ok(true);
        }
        std::fs::write(path, format!("{report:#}\n")).map_err(|e| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display())))?;
        Ok(false)
    }

    /// Prints diagnostics to standard error; warnings only where not quiet, and what is said of several nodes once.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        for diagnostic in grouped(diagnostics) {
            if !self.quiet || diagnostic.severity != crate::diagnostic::Severity::Warning {
                // Nobody is left to tell when standard error is closed.
                let _ = writeln!(std::io::stderr().lock(), "{diagnostic}");
            }
        }
    }

    /// A progress bar of `steps` steps that shows itself once the work has taken a second.
    pub fn progress(&self, steps: u64) -> Progress {
        self.bar(steps, "{msg:40} [{bar:30}] {pos}/{len} {elapsed}")
    }

    /// The same for samples that take equally long: with how many there are in a second, and how long the others will take.
    pub fn samples(&self, doing: &str, samples: u64) -> Progress {
        let progress = self.bar(samples, "{msg:20} [{bar:30}] {pos}/{len}, {per_sec}, {eta} left");
        progress.step(0, doing);
        progress
    }

    /// A bar for work of several kinds, on standard error where that is a terminal.
    pub fn live(&self) -> Live {
        let target = if self.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(1), target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} [{bar:20}] {pos}/{len}, {eta} left") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.enable_steady_tick(Progress::TICK);
        Live { bar }
    }

    fn bar(&self, steps: u64, template: &str) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
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

/// A bar that work of several kinds shares, with lines of results above it.
#[derive(Debug)]
pub struct Live {
    bar: ProgressBar,
}

impl Live {
    /// Announces what begins now.
    pub fn begin(&self, doing: &str, steps: u64) {
        self.bar.reset();
        self.bar.set_length(steps);
        self.bar.set_message(doing.to_owned());
    }

    /// So many steps are done.
    pub fn step(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// Prints a line that is nice to know above the bar.
    pub fn line(&self, console: &Console, text: &str) {
        self.bar.suspend(|| console.note(text));
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.end();
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

    /// Time since it began.
    pub fn elapsed(&self) -> Duration {
        self.bar.elapsed()
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_several_nodes_is_said_once() {
        let about = |node: &str| Diagnostic::warning(Code::Quirk, "saturates").at(node).hint("try");
        let other = Diagnostic::warning(Code::Quirk, "truncates").at("a");
        let lines = |all: &[Diagnostic]| grouped(all).iter().map(|d| d.to_string()).collect::<Vec<_>>();
        let all = [about("a"), other, about("b"), about("a"), about("c"), about("d"), about("e")];
        assert_eq!(lines(&all[..2]), ["warning[quirk] at 'a': saturates\n  hint: try", "warning[quirk] at 'a': truncates"]);
        assert_eq!(lines(&all)[0], "warning[quirk] at 'a': saturates; also at 'b', 'c' and 2 more\n  hint: try");
        assert_eq!(lines(&all).len(), 2);
        assert_eq!(lines(&[]), [""; 0]);
    }
}
