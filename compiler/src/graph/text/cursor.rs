use super::print::is_plain;
use crate::diagnostic::{Code, Diagnostic, Result};
use std::str::FromStr;

/// A place in a text that is read from front to back. White space and comments between words have no meaning.
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if !trimmed.starts_with("//") {
                return;
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }

    /// An error at the present place, with line and column counted from 1.
    pub fn error(&mut self, message: impl AsRef<str>) -> Diagnostic {
        self.skip_space();
        self.error_at(self.at, message)
    }

    /// An error at a byte offset that [`Cursor::offset`] gave.
    pub fn error_at(&self, at: usize, message: impl AsRef<str>) -> Diagnostic {
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        Diagnostic::error(Code::Malformed, format!("line {line}, column {column}: {}", message.as_ref()))
    }

    /// The place of the next word, for [`Cursor::error_at`].
    pub fn offset(&mut self) -> usize {
        self.skip_space();
        self.at
    }

    pub fn at_end(&mut self) -> bool {
        self.skip_space();
        self.rest().is_empty()
    }

    /// What comes next, for an error message.
    fn found(&self) -> String {
        let found: String = self.rest().chars().take_while(|c| !c.is_whitespace()).take(20).collect();
        if found.is_empty() { "the end of the text".into() } else { format!("'{}'", found.escape_debug()) }
    }

    pub fn expected(&mut self, what: &str) -> Diagnostic {
        self.skip_space();
        let found = self.found();
        self.error(format!("expected {what}, found {found}"))
    }

    /// Takes a punctuation mark if it comes next.
    pub fn take(&mut self, mark: &str) -> bool {
        self.skip_space();
        let there = self.rest().starts_with(mark);
        if there {
            self.at += mark.len();
        }
        there
    }

    pub fn expect(&mut self, mark: &str) -> Result<()> {
        if self.take(mark) { Ok(()) } else { Err(self.expected(&format!("'{mark}'"))) }
    }

    /// The letters, digits and `_` that come next.
    pub fn word(&mut self) -> Result<&'a str> {
        self.skip_space();
        let word = self.prefix(|c| c.is_ascii_alphanumeric() || c == '_');
        if word.is_empty() { Err(self.expected("a word")) } else { Ok(word) }
    }

    /// A word that may have dots inside: `load.u8`.
    pub fn dotted_word(&mut self) -> Result<&'a str> {
        self.skip_space();
        let word = self.prefix(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
        if word.is_empty() { Err(self.expected("a word")) } else { Ok(word) }
    }

    /// Whether a word comes next that is exactly this one; takes it.
    pub fn take_word(&mut self, word: &str) -> bool {
        let before = self.at;
        let there = self.word().is_ok_and(|found| found == word);
        if !there {
            self.at = before;
        }
        there
    }

    pub fn expect_word(&mut self, word: &str) -> Result<()> {
        if self.take_word(word) { Ok(()) } else { Err(self.expected(&format!("'{word}'"))) }
    }

    fn prefix(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// An integer; its type bounds what is accepted.
    pub fn integer<T: FromStr>(&mut self) -> Result<T> {
        self.skip_space();
        let start = self.at;
        if self.rest().starts_with('-') {
            self.at += 1;
        }
        self.prefix(|c| c.is_ascii_digit());
        let parsed = self.text[start..self.at].parse();
        parsed.map_err(|_| {
            self.at = start;
            self.expected("an integer in range")
        })
    }

    /// A float as Rust prints it with `{:?}`.
    pub fn float(&mut self) -> Result<f32> {
        self.skip_space();
        let start = self.at;
        if self.rest().starts_with('-') {
            self.at += 1;
        }
        self.prefix(|c| c.is_ascii_alphanumeric() || c == '.');
        if self.text[start..self.at].ends_with(['e', 'E']) && self.rest().starts_with(['-', '+']) {
            self.at += 1;
            self.prefix(|c| c.is_ascii_digit());
        }
        let parsed = self.text[start..self.at].parse();
        parsed.map_err(|_| {
            self.at = start;
            self.expected("a number")
        })
    }

    /// Whether a digit comes next.
    pub fn at_digit(&mut self) -> bool {
        self.skip_space();
        self.rest().starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the next character could begin a name of a value.
    pub fn at_name(&mut self) -> bool {
        self.skip_space();
        self.rest().starts_with('%')
    }

    /// The name of a value: `%plain` or `%"quoted"`.
    pub fn name(&mut self) -> Result<String> {
        if !self.at_name() {
            return Err(self.expected("the name of a value (%name)"));
        }
        self.at += 1;
        if self.rest().starts_with('"') {
            return self.string();
        }
        let name = self.prefix(is_plain);
        if name.is_empty() { Err(self.expected("a name after '%'")) } else { Ok(name.to_string()) }
    }

    /// A string in quotes.
    pub fn string(&mut self) -> Result<String> {
        self.expect("\"")?;
        let mut string = String::new();
        loop {
            let Some(c) = self.rest().chars().next() else { return Err(self.expected("'\"' at the end of a string")) };
            let start = self.at;
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(string),
                '\\' => match self.escaped() {
                    Some(c) => string.push(c),
                    None => return Err(self.error_at(start, "expected \\\", \\\\ or \\u{hexadecimal digits}")),
                },
                c => string.push(c),
            }
        }
    }

    /// The character behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        match c {
            '"' | '\\' => Some(c),
            'u' => {
                self.at += self.rest().strip_prefix('{').map(|_| 1)?;
                let digits = self.prefix(|c| c.is_ascii_hexdigit());
                self.at += self.rest().strip_prefix('}').map(|_| 1)?;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)
            }
            _ => None,
        }
    }
}
