//! Text that came from outside, kept as it is until it has been made showable. Knows no widths and no terminal.

use std::fmt;

use super::Shown;

/// Text from a plan, a repository, a program or the environment: exact, and not fit to be shown.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Foreign(String);

impl Foreign {
    /// Takes `text` as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Takes bytes that may not be UTF-8; what is not becomes U+FFFD.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(String::from_utf8_lossy(bytes).into_owned())
    }

    /// Returns the exact text, for comparing, hashing, searching and writing to files, never for a terminal.
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// Makes the text showable: whatever a terminal would obey or hide becomes a visible mark.
    pub fn show(&self) -> Shown {
        Shown::of(&self.0)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Foreign {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Foreign {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// Prints escaped, so that a log or a failed assertion is safe to read.
impl fmt::Debug for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
