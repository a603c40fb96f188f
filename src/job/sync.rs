//! What a sync says of itself: how far it is, what came in and went out, and why it stopped.

use std::collections::BTreeMap;

use super::{Commit, CommitFailure, RecordFailure, RepositoryFailure};
use crate::merge::{Choices, Clash};
use crate::plan::ReviewerId;
use crate::text::Foreign;

/// What is decided before a sync begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncRequest {
    /// What settles where both sides changed the same.
    pub choices: Choices,
    /// Make the branch anew where it is gone on the other side.
    pub recreate: bool,
}

impl From<Choices> for SyncRequest {
    fn from(choices: Choices) -> Self {
        Self { choices, recreate: false }
    }
}

/// How far a sync is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncStep {
    Committing,
    Fetching,
    Merging,
    /// Another program holds git's index.
    Waiting,
    Pushing,
    /// Others were faster; the attempt that begins now, from 2.
    Again {
        attempt: usize,
    },
    /// What git says of a transfer, for example how many objects it has received.
    Transfer {
        said: Foreign,
    },
}

/// A sync that was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// What was committed first.
    pub commit: Option<Commit>,
    /// The branch of the others, as people call it: `origin/main`.
    pub upstream: Foreign,
    pub incoming: Arrivals,
    pub outgoing: Arrivals,
    /// Files of records that somebody changed by hand; nothing that either side has of them was lost.
    pub edited_by_hand: Vec<Foreign>,
}

/// What lies between two commits, in plan words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// How many records of whom.
    pub facts: BTreeMap<ReviewerId, usize>,
    /// How many items were added, changed, moved or removed.
    pub items: usize,
    /// The title, the reviewers or the rules of the strategy were changed.
    pub strategy: bool,
    /// How many files changed that are not the plan's.
    pub files: usize,
    /// What the plan directory is called now, where it was renamed; from the top of the work tree.
    pub renamed: Option<Foreign>,
}

impl Arrivals {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns how many records there are of everybody.
    pub fn records(&self) -> usize {
        self.facts.values().sum()
    }
}

/// Plan files of an unfinished merge that were joined, in the work tree and in the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// How many files were written.
    pub files: usize,
    /// Files that held what neither side has, and the names of the objects that hold it now.
    pub kept: Vec<(Foreign, String)>,
    /// Files that are still to be merged, which are not the plan's.
    pub open: Vec<Foreign>,
    /// Files of records that somebody changed by hand; nothing that either side has of them was lost.
    pub edited_by_hand: Vec<Foreign>,
    /// What git is in the middle of: `merge`, `rebase`, `cherry-pick` or `revert`.
    pub finish: &'static str,
}

/// What somebody has to choose between before anything is merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clashes {
    pub sides: Sides,
    pub clashes: Vec<Clash>,
}

/// The two sides of a merge. Which of them git calls ours depends on what it is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    pub operation: Operation,
    /// A branch, a commit with its subject, or a file.
    pub ours: Foreign,
    pub theirs: Foreign,
}

/// In the course of what two sides are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Sync,
    Merge,
    /// Ours is the branch that commits are rebased onto, theirs the commit being moved there.
    Rebase,
    CherryPick,
    /// Theirs is the plan before the commit that is reverted.
    Revert,
    /// Files, of which no commits are known.
    Files,
}

/// What is wrong with a remote, or between here and there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoteFault {
    /// The connection was lost, took too long or failed otherwise.
    Unreachable,
    NoHost,
    NotListening,
    NoRepository,
    /// Whoever we are, we may not.
    Denied,
    /// The machine is not known, or is another than it was.
    UnknownHost,
    Certificate,
    NoSsh,
    /// Nothing speaks the protocol of its address.
    NoTransport,
    /// It is configured as a mirror.
    Mirror,
    /// A program there holds a lock of the branch, or left one behind.
    Locked,
    /// The branch is checked out there.
    CheckedOut,
    /// It failed to store what was sent.
    NotStored,
    /// A rule of its own refused what was sent.
    Rejected,
}

impl RemoteFault {
    pub const ALL: [Self; 14] = [
        Self::Unreachable,
        Self::NoHost,
        Self::NotListening,
        Self::NoRepository,
        Self::Denied,
        Self::UnknownHost,
        Self::Certificate,
        Self::NoSsh,
        Self::NoTransport,
        Self::Mirror,
        Self::Locked,
        Self::CheckedOut,
        Self::NotStored,
        Self::Rejected,
    ];

    /// Returns the word it is known by in the catalogues.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::NoHost => "no-host",
            Self::NotListening => "not-listening",
            Self::NoRepository => "no-repository",
            Self::Denied => "denied",
            Self::UnknownHost => "unknown-host",
            Self::Certificate => "certificate",
            Self::NoSsh => "no-ssh",
            Self::NoTransport => "no-transport",
            Self::Mirror => "mirror",
            Self::Locked => "locked",
            Self::CheckedOut => "checked-out",
            Self::NotStored => "not-stored",
            Self::Rejected => "rejected",
        }
    }
}

/// Why a sync stopped. Everything recorded stays where it is, and what was committed stays committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncFailure {
    /// What the journal holds could not be written beside the plan.
    NotReplayed(RecordFailure),
    /// Committing was refused or failed, or what is checked out does not allow a commit.
    Commit(CommitFailure),
    /// git or the repository failed at something else than committing.
    Repository(RepositoryFailure),
    /// The branch follows no other, and no remote offers itself.
    NoUpstream {
        branch: Foreign,
    },
    /// There is no remote at all. What was committed before that was found.
    NoRemote {
        branch: Foreign,
        commit: Option<Commit>,
    },
    /// The remote is not what it was taken for, or something that is needed to reach it is not there.
    Remote {
        remote: Foreign,
        fault: RemoteFault,
        detail: Foreign,
    },
    /// The remote wants to know who we are.
    NotAllowed {
        remote: Foreign,
        detail: Foreign,
        /// Somebody at the terminal could be asked, and was not.
        unasked: bool,
    },
    /// To reach it, something that came with the repository would run, and the repository is not trusted.
    Untrusted {
        remote: Foreign,
        detail: Foreign,
    },
    /// Nothing was heard of the remote for so many seconds.
    Silent {
        remote: Foreign,
        seconds: usize,
    },
    /// History that was fetched before is gone from the upstream.
    Rewritten {
        upstream: Foreign,
    },
    /// The branch that was seen there before is not there any more, and nobody has said that it is to be made anew.
    Gone {
        upstream: Foreign,
    },
    /// This clone has too little of the history to merge.
    Shallow,
    /// The two branches have nothing in common.
    Unrelated {
        upstream: Foreign,
    },
    /// The branches were merged crosswise, and do not agree in what they come from.
    Crosswise {
        upstream: Foreign,
    },
    /// Both sides renamed the plan directory, each to another name; both from the top of the work tree.
    RenamedTwice {
        upstream: Foreign,
        ours: Foreign,
        theirs: Foreign,
    },
    /// There is no merge to finish.
    NothingBegun,
    /// Files that are not the plan's were changed on both sides, in ways git cannot join.
    Conflict {
        upstream: Foreign,
        files: Vec<Foreign>,
    },
    /// Changes that are not committed would be overwritten.
    InTheWay {
        files: Vec<Foreign>,
    },
    /// The others have put files where no work tree may hold any: outside of it, or in its git directory.
    LeadsOut {
        files: Vec<Foreign>,
    },
    /// A program that the repository names would have to run on these.
    Filtered {
        files: Vec<Foreign>,
    },
    /// The same was changed on both sides; somebody has to choose.
    Clashes(Clashes),
    /// Choices were made that no clash asks for. What clashes, if anything, is there to choose from.
    NoSuchClash {
        ids: Vec<String>,
        open: Clashes,
    },
    /// Another program holds git's index.
    Locked,
    /// Others were faster every time.
    Busy {
        attempts: usize,
    },
    Cancelled,
}

impl From<RepositoryFailure> for SyncFailure {
    fn from(failure: RepositoryFailure) -> Self {
        match failure {
            RepositoryFailure::Undecided { would } => Self::Commit(CommitFailure::Undecided { would }),
            RepositoryFailure::Cancelled => Self::Cancelled,
            failure => Self::Repository(failure),
        }
    }
}
