//! What came of publishing the settled verdicts in the plan files.

use super::{Commit, CommitFailure, RepositoryFailure};
use crate::plan::{ItemId, StatusId, SystemFault};
use crate::review::publishing::Kept;
use crate::text::Foreign;

/// What was written into the plan files, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// In plan order.
    pub copies: Vec<PublishedCopy>,
    /// Items whose copy is not as it should be and stays so, in plan order.
    pub kept: Vec<(ItemId, Kept)>,
    /// The files that were written, or would be.
    pub files: Vec<Foreign>,
    /// `None` where nothing was written. Where there is no repository or no git, the files are written all the same.
    pub commit: Option<Result<Commit, RepositoryFailure>>,
}

/// The copy of a verdict that was written, changed or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedCopy {
    pub item: ItemId,
    /// What stood in the file.
    pub old: Option<StatusId>,
    /// `None` where no verdict is settled.
    pub new: Option<StatusId>,
}

/// Why nothing was published. The plan files are as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishFailure {
    /// The strategy does not want it.
    Off,
    /// The strategy or a review file could not be read whole, so no verdict is certain.
    Unsure,
    /// These have changes that are in no commit, which would get into this one.
    Uncommitted {
        files: Vec<Foreign>,
    },
    /// Somebody has written the file meanwhile.
    Overtaken {
        file: Foreign,
    },
    NotWritten {
        file: Foreign,
        reason: SystemFault,
    },
    /// git was asked and refused.
    NotCommitted(CommitFailure),
}
