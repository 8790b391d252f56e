//! An observer that somebody else wrote: a command that is handed tensors and answers with their ranges.
//!
//! Its standard input gets, for each tensor of each sample, a line of JSON, `{"name": "conv0_output", "shape": [1, 64, 112, 112]}`, and then the
//! numbers: f32, little-endian, in C order. When it ends, the command writes `{"conv0_output": [min, max], …}` to standard output and exits with 0.

use super::quantize_config;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::quantize::Ranges;
use serde_json::{Value, json};
use std::io::{BufWriter, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::JoinHandle;

/// Bytes that an answer may have.
const MOST_ANSWER: u64 = 1 << 26;

/// A command that runs.
#[derive(Debug)]
pub struct ExternalObserver {
    command: String,
    child: Child,
    input: Option<BufWriter<ChildStdin>>,
    answer: Option<JoinHandle<std::io::Result<String>>>,
}

impl ExternalObserver {
    /// Starts a command with the shell.
    pub fn start(command: &str) -> Result<Self> {
        let cannot = |e: std::io::Error| Diagnostic::error(Code::Machine, format!("cannot start the observer '{command}': {e}"));
        let mut child = Command::new("sh").args(["-c", command]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(cannot)?;
        let input = child.stdin.take().map(|stdin| BufWriter::with_capacity(1 << 16, stdin));
        // It may write before it has read everything.
        let answer = child.stdout.take().map(|stdout| {
            std::thread::spawn(move || {
                let mut text = String::new();
                stdout.take(MOST_ANSWER).read_to_string(&mut text).map(|_| text)
            })
        });
        Ok(Self { command: command.to_owned(), child, input, answer })
    }

    /// Hands a tensor over.
    pub fn tensor(&mut self, name: &str, shape: &[usize], numbers: &[f32]) -> Result<()> {
        let Some(input) = &mut self.input else { return Ok(()) };
        let header = json!({ "name": name, "shape": shape });
        let mut bytes = Vec::with_capacity(4 * numbers.len());
        numbers.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        let written = writeln!(input, "{header}").and_then(|()| input.write_all(&bytes));
        written.map_err(|e| {
            Diagnostic::error(Code::Io, format!("the observer '{}' reads no more: {e}", self.command)).hint("it has to read all of its standard input")
        })
    }

    /// Waits for the answer.
    pub fn ranges(mut self) -> Result<Ranges> {
        let failed = |what: String| Diagnostic::error(Code::Usage, format!("the observer '{}' {what}", self.command));
        if let Some(mut input) = self.input.take() {
            input.flush().map_err(|e| failed(format!("reads no more: {e}")))?;
        }
        let answer = self.answer.take().and_then(|thread| thread.join().ok());
        let status = self.child.wait().map_err(|e| failed(format!("was lost: {e}")))?;
        if !status.success() {
            return Err(failed(format!("failed: {status}")));
        }
        let text = answer.ok_or_else(|| failed("gave no answer".into()))?.map_err(|e| failed(format!("gave no text: {e}")))?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|e| failed(format!("did not answer with JSON: {e}")).hint(r#"its standard output must be {"NAME": [MIN, MAX], …}"#))?;
        quantize_config::ranges(value.get("ranges").unwrap_or(&value)).map_err(|d| failed(format!("answered wrongly: {}", d.message)))
    }
}

impl Drop for ExternalObserver {
    fn drop(&mut self) {
        // Where calibration fails, nobody reads its answer.
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
