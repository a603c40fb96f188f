//! Names of git objects and the two formats they come in. Knows how they are written, not what they name.

use std::ffi::OsStr;
use std::fmt;

use data_encoding::HEXLOWER;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// The name of a git object: lower-case hex, 40 digits under SHA-1 and 64 under SHA-256.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Oid(String);

impl Oid {
    /// Takes a whole object name; abbreviations and anything else are `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let whole = matches!(text.len(), 40 | 64);
        let hex = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (whole && hex).then(|| Self(text.to_owned()))
    }

    /// Takes the bytes of one line of an answer of git, with or without its line end.
    pub(super) fn from_line(line: &[u8]) -> Option<Self> {
        Self::parse(std::str::from_utf8(line).ok()?.trim_end_matches('\n'))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({})", self.0)
    }
}

impl AsRef<OsStr> for Oid {
    fn as_ref(&self) -> &OsStr {
        self.0.as_ref()
    }
}

/// How a repository names its objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectFormat {
    Sha1,
    Sha256,
}

impl ObjectFormat {
    pub(super) fn parse(name: &[u8]) -> Option<Self> {
        match name {
            b"sha1" => Some(Self::Sha1),
            b"sha256" => Some(Self::Sha256),
            _ => None,
        }
    }

    /// Returns the name that stands for "no object": all zeros.
    pub(super) fn no_object(self) -> Oid {
        Oid("0".repeat(match self {
            Self::Sha1 => 40,
            Self::Sha256 => 64,
        }))
    }

    /// Returns how many bytes a name has.
    pub(super) fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// Returns the name that git gives to an object of `kind`, such as `blob`, that holds `bytes`.
    pub(super) fn name(self, kind: &str, bytes: &[u8]) -> Oid {
        let head = format!("{kind} {}\0", bytes.len());
        Oid(match self {
            Self::Sha1 => HEXLOWER.encode(&Sha1::new().chain_update(head).chain_update(bytes).finalize()),
            Self::Sha256 => HEXLOWER.encode(&Sha256::new().chain_update(head).chain_update(bytes).finalize()),
        })
    }

    /// Returns the name of the tree without entries, as an object.
    pub fn no_files(self) -> Oid {
        Oid(self.empty_tree().to_owned())
    }

    /// Returns the name of the tree without entries, which git knows without having it stored.
    pub(super) fn empty_tree(self) -> &'static str {
        match self {
            Self::Sha1 => "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
            Self::Sha256 => "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_names_that_git_gives() {
        for format in [ObjectFormat::Sha1, ObjectFormat::Sha256] {
            assert_eq!(format.name("tree", b""), format.no_files());
        }
        let name = ObjectFormat::Sha1.name("blob", b"what is up, doc?");
        assert_eq!(name.as_str(), "bd9dbf5aae1a3862dd1526723246b20206e5fc37");
    }

    #[test]
    fn takes_whole_names_only() {
        for text in ["a".repeat(40), "0".repeat(64)] {
            assert_eq!(Oid::parse(&text).unwrap().as_str(), text);
        }
        for text in
            [String::new(), "a".repeat(39), "a".repeat(41), "A".repeat(40), "g".repeat(40), "é".repeat(20)]
        {
            assert_eq!(Oid::parse(&text), None, "{text}");
        }
    }
}
