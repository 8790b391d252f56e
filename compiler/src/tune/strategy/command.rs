//! A strategy of a person's own: a command that is told what is known, and answers with configurations.
//!
//! Lines of JSON both ways. It reads first a line with everything that is known when it starts:
//! `{"space": {"samples": […], "layers": [{"name", "operator", "may_be", "variants"}]}, "seed", "baseline": {"accuracy", "latency_ns"}, "goal", "trials": [TRIAL…]}`,
//! and after each line of its own the trials that followed from it: `{"trials": [TRIAL…]}`. A trial is
//! `{"configuration", "accuracy", "whole", "met", "latency_ns"}`, without the last four but with `"error"` where it failed. What it writes is
//! `{"configuration": {…}}`, `{"configurations": [{…}, …]}` for several that do not depend on each other, or `{"done": true}`.

use super::{Ask, Proposal, Strategy};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::tune::facts::{Facts, Outcome, Trial};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Bytes that an answer may have.
const MOST_ANSWER: u64 = 1 << 26;

/// A command that runs.
#[derive(Debug)]
pub struct External {
    command: String,
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    /// Trials that it was told; `None` before it was told anything.
    told: Option<usize>,
}

impl External {
    /// Starts a command with the shell.
    pub fn start(command: &str) -> Result<Self> {
        let cannot = |what: String| Diagnostic::error(Code::Machine, format!("cannot start the strategy '{command}': {what}"));
        let mut child = Command::new("sh").args(["-c", command]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|e| cannot(e.to_string()))?;
        let (input, output) = (child.stdin.take(), child.stdout.take().ok_or_else(|| cannot("it has no output".into()))?);
        Ok(Self { command: command.to_owned(), child, input, output: BufReader::new(output), told: None })
    }

    fn failed(&self, what: impl std::fmt::Display) -> Diagnostic {
        Diagnostic::error(Code::Usage, format!("the strategy '{}' {what}", self.command)).shortened()
    }
}

impl Strategy for External {
    fn next(&mut self, facts: &Facts) -> Result<Ask> {
        let trials: Vec<Value> = facts.trials[self.told.unwrap_or(0)..].iter().map(|trial| trial_json(facts, trial)).collect();
        let line = match self.told {
            Some(_) => json!({ "trials": trials }),
            None => json!({
                "space": facts.space.json(),
                "seed": facts.seed,
                "baseline": { "accuracy": facts.baseline.accuracy, "latency_ns": facts.baseline.cost.latency },
                "goal": facts.criterion.goal(facts.baseline.accuracy),
                "trials": trials,
            }),
        };
        self.told = Some(facts.trials.len());
        let written = self.input.as_mut().map_or(Ok(()), |input| writeln!(input, "{line}").and_then(|()| input.flush()));
        written.map_err(|e| self.failed(format!("reads no more: {e}")).hint("it must go on until it writes {\"done\": true}"))?;
        let mut answer = String::new();
        let read = (&mut self.output).take(MOST_ANSWER).read_line(&mut answer);
        if read.map_err(|e| self.failed(format!("gave no answer: {e}")))? == 0 {
            return Err(self.failed("ended without an answer").hint("it must write {\"done\": true} when it knows nothing more to try"));
        }
        let hint = r#"an answer is a line like {"configuration": {"layers": {"conv0": {"float": true}}}} or {"done": true}"#;
        let value: Value = serde_json::from_str(&answer).map_err(|e| self.failed(format!("did not answer with JSON: {e}")).hint(hint))?;
        let several = match (value.get("done"), value.get("configuration"), value.get("configurations")) {
            (Some(Value::Bool(true)), None, None) => return Ok(Ask::Done),
            (None, Some(one), None) => vec![one.clone()],
            (None, None, Some(Value::Array(several))) if !several.is_empty() => several.clone(),
            _ => return Err(self.failed(format!("answered {}", answer.trim())).hint(hint)),
        };
        let parse = |value: &Value| facts.space.parse_configuration(value).map_err(|d| Diagnostic { message: self.failed(&d.message).message, ..d });
        Ok(Ask::Trials(several.iter().map(|value| Ok(Proposal { configuration: parse(value)?, whole: true })).collect::<Result<_>>()?))
    }
}

fn trial_json(facts: &Facts, trial: &Trial) -> Value {
    let configuration = facts.space.configuration_json(&trial.configuration);
    match &trial.outcome {
        Outcome::Failed(message) => json!({ "configuration": configuration, "error": message }),
        Outcome::Judged(judged) => json!({
            "configuration": configuration,
            "accuracy": judged.accuracy,
            "whole": judged.whole,
            "met": judged.met,
            "latency_ns": judged.cost.latency,
        }),
    }
}

impl Drop for External {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
