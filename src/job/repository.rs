//! Why git or the repository gave no answer, whatever was being done, and what was being done.

use super::Would;
use crate::plan::SystemFault;
use crate::text::Foreign;

/// Why a repository could not be asked, or failed to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepositoryFailure {
    /// The plan is in no repository.
    NoRepository,
    NoGit,
    GitTooOld {
        version: Foreign,
    },
    /// The repository is bare, or the plan lies beside its work tree.
    NoWorkTree,
    ForeignOwner,
    /// The repository brings what would run, which nobody has agreed to as it is now.
    Undecided {
        would: Would,
    },
    /// Git would write elsewhere than in this repository, and nobody has agreed to that: what leads there, and where.
    Redirected {
        redirects: Vec<(Foreign, Foreign)>,
    },
    /// git cannot give an object that is needed: a partial clone has not fetched it, or it was lost.
    MissingObject {
        object: Foreign,
    },
    /// Something that git needs in the repository is missing or cannot be understood.
    Damaged {
        detail: Foreign,
    },
    /// git does not understand its own configuration.
    Configuration {
        detail: Foreign,
    },
    /// Another program holds a lock of the repository, or left one behind.
    Locked {
        detail: Foreign,
    },
    /// The system refused what git needs.
    System {
        fault: SystemFault,
        detail: Foreign,
    },
    /// This file of the repository, or of its work tree, cannot be written.
    Unwritable {
        path: Foreign,
        fault: SystemFault,
    },
    /// The system ended git by this signal.
    Killed {
        signal: usize,
    },
    /// git has said nothing for so many seconds.
    NotAnswered {
        seconds: usize,
    },
    /// git holds more under this name than is read of any file.
    TooBig {
        object: Foreign,
        megabytes: usize,
    },
    /// git would read this, and it is no file, or has no end.
    NotAFile {
        file: Foreign,
    },
    /// The answer is longer than so many megabytes.
    TooLong {
        megabytes: usize,
    },
    Cancelled,
    /// git gave an answer that this program does not understand.
    Unreadable {
        detail: Foreign,
    },
    /// Anything else, in git's words.
    Failed {
        detail: Foreign,
    },
}

impl RepositoryFailure {
    /// Tells whether the plan is not under git at all, as far as this program can know.
    pub fn is_without_git(&self) -> bool {
        matches!(self, Self::NoRepository | Self::NoGit)
    }

    /// Tells whether records may be in a commit that nobody could look at.
    pub fn hides_records(&self) -> bool {
        !matches!(
            self,
            Self::NoRepository
                | Self::NoGit
                | Self::GitTooOld { .. }
                | Self::NoWorkTree
                | Self::ForeignOwner
                | Self::Undecided { .. }
                | Self::Redirected { .. }
        )
    }

    /// Returns what git said of it, the lines that matter.
    pub fn detail(&self) -> Option<&Foreign> {
        let (Self::Damaged { detail }
        | Self::Configuration { detail }
        | Self::Locked { detail }
        | Self::System { detail, .. }
        | Self::Unreadable { detail }
        | Self::Failed { detail }) = self
        else {
            return None;
        };
        Some(detail).filter(|detail| !detail.raw().trim().is_empty())
    }
}

/// What was being done when something failed, and was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    Commit,
    Sync,
    /// Fetching or pushing, once all is committed.
    Exchange,
    Merge,
    Publish,
    /// Reading another version of the plan, or its history.
    ReadVersion,
    /// Asking what is committed.
    Survey,
    /// Looking for records that commits took away.
    LookForTakenAway,
    Restore,
    /// Looking at what the repository brings that would run, or deciding about it.
    Trust,
    /// Having git itself use this program.
    SetUp,
}

impl Undone {
    pub const ALL: [Self; 11] = [
        Self::Commit,
        Self::Sync,
        Self::Exchange,
        Self::Merge,
        Self::Publish,
        Self::ReadVersion,
        Self::Survey,
        Self::LookForTakenAway,
        Self::Restore,
        Self::Trust,
        Self::SetUp,
    ];

    /// Returns the word it is known by in the catalogues.
    pub fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Sync => "sync",
            Self::Exchange => "exchange",
            Self::Merge => "merge",
            Self::Publish => "publish",
            Self::ReadVersion => "version",
            Self::Survey => "survey",
            Self::LookForTakenAway => "taken-away",
            Self::Restore => "restore",
            Self::Trust => "trust",
            Self::SetUp => "setup",
        }
    }
}
