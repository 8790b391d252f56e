//! What went wrong, for programs and for people.

use crate::abi::Status;
use std::fmt;

/// A failed call: the status that the C ABI returns for it, and a sentence with the particulars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub status: Status,
    pub message: String,
}

impl Error {
    pub fn new(status: Status, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The result type of the library.
pub type Result<T> = std::result::Result<T, Error>;
