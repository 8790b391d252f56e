//! What every stage says when something is wrong or worth knowing: a code, the node it is about, and what to do next.
//!
//! Libraries return or collect diagnostics; only `cli` prints them.

use std::fmt;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The result is as asked for, but the person should know something about it.
    Warning,
    /// There is no result.
    Error,
}

/// Stable identity of a diagnostic, for scripts and tests; printed in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A file could not be read or written.
    Io,
    /// Input bytes do not follow their format (JSON, params, npy, a stage's text).
    Malformed,
    /// A file refers to something that it does not contain (parameter, node, output).
    Missing,
    /// An operator, attribute or format that this version does not read.
    Unsupported,
    /// Shapes, ranks or dtypes do not fit together.
    Shape,
    /// A scale, range or zero point that no quantized tensor can have.
    Range,
    /// The source framework's own arithmetic departs from the declared ranges here.
    Quirk,
    /// The result follows what the source framework's code says, but nobody compared it with that framework running.
    Unverified,
    /// A node with quantized operands is computed in f32, or takes more products than one for each weight.
    Unfused,
    /// A size limit of the compiler or of the 32-bit accumulator is exceeded.
    Overflow,
    /// A verifier found a broken invariant: a bug in the compiler or in hand-written text.
    Invalid,
    /// A command line or API argument does not fit.
    Usage,
    /// The machine or the tools on it lack something.
    Machine,
    /// Two results that must agree do not.
    Mismatch,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Code::Io => "io",
            Code::Malformed => "malformed",
            Code::Missing => "missing",
            Code::Unsupported => "unsupported",
            Code::Shape => "shape",
            Code::Range => "range",
            Code::Quirk => "quirk",
            Code::Unverified => "unverified",
            Code::Unfused => "unfused",
            Code::Overflow => "overflow",
            Code::Invalid => "invalid",
            Code::Usage => "usage",
            Code::Machine => "machine",
            Code::Mismatch => "mismatch",
        })
    }
}

/// One message to a person.
///
/// `node` is the name in the source model where there is one; `hint` says what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub code: Code,
    pub node: Option<String>,
    pub message: String,
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error with a message that says what was expected and what was found.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, node: None, message: message.into(), hint: None }
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Cuts a message off that shows much of a damaged file.
    pub fn shortened(mut self) -> Self {
        const LONGEST: usize = 500;
        if let Some((end, _)) = self.message.char_indices().nth(LONGEST) {
            self.message.truncate(end);
            self.message.push_str(" …");
        }
        self
    }

    /// Names the node that the message is about.
    pub fn at(mut self, node: impl Into<String>) -> Self {
        self.node = Some(node.into());
        self
    }

    /// Says what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}[{}]", self.code)?;
        if let Some(node) = &self.node {
            write!(f, " at '{node}'")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// The result type of every fallible stage.
pub type Result<T, E = Diagnostic> = std::result::Result<T, E>;
