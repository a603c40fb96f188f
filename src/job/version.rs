//! Versions of a plan, as people name them.

use super::RepositoryFailure;
use crate::text::Foreign;

/// A plan at one moment of its life.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// As the files are now.
    Disk,
    /// As it is staged.
    Index,
    /// A commit, tag, branch, or day.
    Revision(Foreign),
    /// Before the first commit, when there was nothing.
    Beginning,
}

impl Version {
    /// The commit that is checked out.
    pub fn head() -> Self {
        Self::Revision("HEAD".into())
    }
}

/// Why a version could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionFailure {
    /// git cannot be asked.
    Git(RepositoryFailure),
    /// Nothing is called so; the names most like it.
    Unknown { text: Foreign, nearest: Vec<Foreign> },
    /// The history begins after that day.
    BeforeFirst { text: Foreign },
    /// This clone holds no commit as old as that day, and there are older ones.
    Cut { text: Foreign },
}
