//! Two versions of a plan side by side, and what changed between them.

use super::Version;
use crate::compare::Comparison;
use crate::plan::Plan;
use crate::review::Review;
use crate::text::Foreign;

/// A commit, as people tell one from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// In hexadecimal, whole.
    pub id: String,
    pub author: Foreign,
    /// When it was written, with the offset of whoever wrote it: `2026-11-23T10:05:00+08:00`.
    pub at: Foreign,
    pub subject: Foreign,
}

impl Revision {
    /// Returns as much of the id as people use.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }

    /// Returns the day it was written.
    pub fn day(&self) -> Foreign {
        let at = self.at.raw();
        at.get(..10).unwrap_or(at).into()
    }
}

/// The plan and the review as a version has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    pub version: Version,
    /// The commit that the version names; none for the disk and the index.
    pub revision: Option<Revision>,
    pub plan: Plan,
    pub review: Review,
}

/// Two versions and what changed from one to the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub old: Snapshot,
    pub new: Snapshot,
    pub comparison: Comparison,
    /// Files whose text changed although nothing changed that they say.
    pub layout_only: Vec<Foreign>,
}
