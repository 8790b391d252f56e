//! What a search shows while it runs: a line for each trial, and one that says what is going on.

use super::console::{Console, Live};
use crate::report::quantity;
use crate::tune::{ExitPolicy, Facts, Metric, Outcome, Trial, Watch};
use std::sync::Mutex;
use std::time::Instant;

/// Layers in floats that a line names.
const NAMED: usize = 3;

/// Prints trials as they end.
#[derive(Debug)]
pub struct TuneProgress {
    console: Console,
    live: Live,
    exit: ExitPolicy,
    metric: Metric,
    begun: Instant,
    /// How the last trial left things.
    standing: Mutex<String>,
}

impl TuneProgress {
    pub fn new(console: &Console, exit: ExitPolicy, metric: Metric) -> Self {
        Self { console: *console, live: console.live(), exit, metric, begun: Instant::now(), standing: Mutex::default() }
    }

    /// Prints the line of the network in floats and those of trials that were known before.
    pub fn known(&self, facts: &Facts) {
        let baseline = &facts.baseline;
        let goal = accuracy(facts.criterion.goal(baseline.accuracy), &self.metric);
        let line =
            format!("floats     {:>9}  {:>10}   goal {goal}", accuracy(baseline.accuracy, &self.metric), quantity::seconds(seconds(baseline.cost.latency)));
        self.live.line(&self.console, &line);
        for at in 0..facts.trials.len() {
            self.line(facts, at);
        }
        self.stand(facts);
    }

    /// Nothing is shown any more.
    pub fn end(&self) {
        self.live.end();
    }

    fn line(&self, facts: &Facts, at: usize) {
        let trial = &facts.trials[at];
        let floats = facts.space.floats(&trial.configuration);
        let named = match floats.len() {
            0 => String::new(),
            count if count <= NAMED => format!("; floats: {}", floats.join(", ")),
            count => format!("; floats: {} and {} more", floats[..NAMED].join(", "), count - NAMED),
        };
        let text = match &trial.outcome {
            Outcome::Failed(message) => format!("failed: {}", message.lines().next().unwrap_or_default()),
            Outcome::Judged(judged) => {
                let verdict = match (judged.met, judged.whole, facts.best() == Some(at)) {
                    (true, _, true) => "reaches the goal, the best".to_owned(),
                    (true, _, false) => "reaches the goal".to_owned(),
                    (false, true, _) => "misses the goal".to_owned(),
                    (false, false, _) => format!("misses the goal, given up after {} rows", judged.rows),
                };
                let speed = facts.baseline.cost.latency as f64 / judged.cost.latency.max(1) as f64;
                let time = quantity::seconds(seconds(judged.cost.latency));
                format!("{:>9}  {time:>10}  {speed:>5.2}x  {verdict}", accuracy(judged.accuracy, &self.metric))
            }
        };
        self.live.line(&self.console, &format!("trial {:>3}  {text}{named}", at + 1));
    }

    fn stand(&self, facts: &Facts) {
        let best = match facts.best().map(|at| &facts.trials[at]).and_then(Trial::judged) {
            Some(judged) => format!("best {} in {}", accuracy(judged.accuracy, &self.metric), quantity::seconds(seconds(judged.cost.latency))),
            None => "nothing yet".to_owned(),
        };
        let text = format!("trial {} of {} | {best}", facts.trials.len() + 1, self.exit.max_trials);
        *self.standing.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = text;
    }
}

impl Watch for TuneProgress {
    fn begin(&self, doing: &str, steps: u64) {
        let standing = self.standing.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let left = match self.exit.timeout {
            timeout if timeout > 0.0 => format!(" | {:.0} s left", (timeout - self.begun.elapsed().as_secs_f64()).max(0.0)),
            _ => String::new(),
        };
        let standing = if standing.is_empty() { standing } else { format!("{standing}{left} | ") };
        self.live.begin(&format!("{standing}{doing}"), steps);
    }

    fn step(&self, done: u64) {
        self.live.step(done);
    }

    fn trial(&self, facts: &Facts) {
        self.line(facts, facts.trials.len() - 1);
        self.stand(facts);
    }
}

/// Shares are percent, what a command prints is what it is.
pub fn accuracy(number: f64, metric: &Metric) -> String {
    match metric {
        Metric::Command(_) => format!("{number:.4}"),
        _ => format!("{:.2} %", 100.0 * number),
    }
}

pub fn seconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1e9
}
