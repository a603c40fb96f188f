//! The versioned hash by which a mark knows its wording again.

use std::fmt;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::Wording;

/// How many hexadecimal digits of SHA-256 are kept.
const DIGITS: usize = 32;

/// A version, a colon and hexadecimal digits: `1:9f2c…`. What it is computed over is in `docs/format.md`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Computes the fingerprint of `wording` in version 1.
    pub fn of(wording: &Wording) -> Self {
        let digest = Sha256::digest(wording.canonical().as_bytes());
        let hex = HEXLOWER.encode(&digest);
        Self(format!("1:{}", hex.get(..DIGITS).expect("SHA-256 has 64 hexadecimal digits")))
    }

    /// Takes a fingerprint of any version. Whatever is not of the form of version 1 is of another.
    pub fn recorded(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Tells whether this version of the program can check it.
    pub fn is_known_version(&self) -> bool {
        let digits = self.0.strip_prefix("1:").unwrap_or_default();
        digits.len() == DIGITS && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
