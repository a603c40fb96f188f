//! What can be asked of the world outside, and what it answers: inert data, for the screen and the command line alike.

mod comparing;
mod course;
mod history;
mod panicked;
mod publishing;
mod repository;
mod sync;
mod trust;
mod version;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::civil::Date;

use crate::merge::Choices;
use crate::plan::{Fault, ItemId, Place, Plan, Problem, ReviewerId, SystemFault};
use crate::review::{Deed, Fact, Gap, GapCause, Review, items_of};
use crate::search::query::NoVersion;
use crate::session::Session;
use crate::text::Foreign;

pub use comparing::{Compared, Revision, Snapshot};
pub use course::UnderWay;
pub use history::{About, History, Origin};
pub use panicked::Panicked;
pub use publishing::{PublishFailure, Published, PublishedCopy};
pub use repository::{RepositoryFailure, Undone};
pub use sync::{
    Arrivals, Clashes, Operation, RemoteFault, Resolved, Sides, SyncFailure, SyncRequest, SyncStep, Synced,
};
pub use trust::{Decision, Trust, TrustWish, Would};
pub use version::{Version, VersionFailure};

/// Something to be done outside the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Read the plan, the sources and all records.
    Load,
    /// Read what sessions of the screen left.
    Recall,
    /// Keep what the session of `by` leaves; `None` while nobody has said who they are.
    Remember { by: Option<ReviewerId>, session: Box<Session> },
    /// Write facts down.
    Record { by: ReviewerId, deeds: Vec<Deed> },
    /// Write the facts of the journal where they belong.
    Replay,
    /// Put records back that are missing, with `from_history` also those that a commit took away.
    Restore { from_history: bool },
    /// Find the records that commits took away.
    TakenAway,
    /// Accept that records are lost that this machine acknowledged, and that are nowhere.
    AcceptLoss,
    /// Ask git where the repository stands.
    Survey,
    /// Commit what was recorded.
    Commit,
    /// Write the settled verdicts into the plan files and commit those, or only tell what would be written.
    Publish { dry_run: bool },
    /// Commit, fetch, merge and push, as was decided.
    Sync { request: SyncRequest },
    /// Join the plan files of a merge that git has begun and could not finish.
    Resolve { choices: Choices },
    /// Have git itself use this program on plan files.
    SetUp,
    /// Read the plan as it was, to be looked at only.
    LoadAt { version: Version },
    /// Tell what became of something until a version, commit by commit.
    History { about: About, until: Version },
    /// Tell what changed from one version of the plan to another.
    Compare { old: Version, new: Version },
    /// Tell which items of `until` changed since a commit, tag, branch or day.
    ChangedSince { revision: Foreign, until: Version },
    /// Remember who was chosen on this machine to record.
    RememberReviewer { reviewer: ReviewerId },
    /// Say what the repository brings that would run, and decide about it.
    Trust { wish: TrustWish },
}

/// What came of a [`Job`].
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Loaded(Box<Loaded>),
    Recalled(Recalled),
    Remembered(Result<(), RecordFailure>),
    /// A part of the answer: another program keeps the file, and is waited for.
    RecordWaits,
    Recorded(Result<Recorded, RecordFailure>),
    Replayed(Result<usize, RecordFailure>),
    Restored(Result<Restored, RestoreFailure>),
    LossAccepted(Result<Restored, RestoreFailure>),
    /// The latest commit first.
    TakenAway(Result<Vec<TakenAway>, RepositoryFailure>),
    Surveyed(Survey),
    Committed(Result<Commit, CommitFailure>),
    Published(Result<Published, PublishFailure>),
    /// A part of the answer: how far a sync is.
    Syncing(SyncStep),
    Synced(Result<Synced, SyncFailure>),
    Resolved(Result<Resolved, SyncFailure>),
    SetUp(Result<SetUp, SetUpFailure>),
    /// What a version holds, and who looks at it now.
    LoadedAt {
        read: Result<Box<Snapshot>, VersionFailure>,
        identity: Identity,
    },
    /// A part of the answer: what was found of a history by now.
    HistoryBegun {
        about: About,
        told: Vec<Compared>,
    },
    /// What is not committed yet first, then the latest commit; what was told in parts is left out.
    History(Result<History, VersionFailure>),
    Compared(Result<Box<Compared>, VersionFailure>),
    ChangedSince {
        revision: Foreign,
        found: Result<BTreeSet<ItemId>, NoVersion>,
    },
    Trusted(Result<Trust, RepositoryFailure>),
    /// The program failed in a job of the screen, which goes on.
    Panicked(Box<Panicked>),
    /// It is remembered, or cannot be, which costs a question at the next start.
    ReviewerRemembered,
}

impl Outcome {
    /// Tells whether something was recorded, committed or written.
    pub fn has_changed(&self) -> bool {
        match self {
            Self::Recorded(Ok(_)) | Self::Committed(Ok(_)) | Self::Synced(Ok(_)) => true,
            Self::Replayed(Ok(count)) => *count > 0,
            Self::Restored(Ok(restored)) | Self::LossAccepted(Ok(restored)) => restored.records > 0,
            Self::Published(Ok(published)) => published.commit.is_some(),
            Self::Resolved(Ok(resolved)) => resolved.files > 0,
            Self::SetUp(Ok(set_up)) => *set_up != SetUp::default(),
            _ => false,
        }
    }
}

/// What had to be written so that git uses this program; nothing where it does already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUp {
    /// The keys that were set in the configuration of the repository.
    pub settings: Vec<&'static str>,
    /// Whether `.gitattributes` in the plan directory was written.
    pub attributes: bool,
}

/// Why git does not use this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetUpFailure {
    Repository(RepositoryFailure),
    /// `.gitattributes` is a link, which git does not read.
    IsLink {
        file: Foreign,
    },
    /// `.gitattributes` cannot be read or written.
    NotWritten {
        file: Foreign,
        fault: SystemFault,
    },
}

/// Everything that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    pub plan: Plan,
    /// From the review files and from the journal; a screen is given them in the review only.
    pub facts: Vec<Fact>,
    /// What the facts add up to, where whoever read them has added them up.
    pub review: Option<Box<Review>>,
    /// In the order of the files, then of the places.
    pub problems: Vec<Problem>,
    /// The files that could be read as text, by the name they are shown under; a screen is given none.
    pub texts: BTreeMap<Foreign, String>,
    /// What of the records could not be read; the review knows it too.
    pub gaps: Vec<Gap>,
    /// How many facts are in the journal only.
    pub in_journal: usize,
    pub identity: Identity,
    /// As the clock had it when all was read.
    pub today: Option<Date>,
    /// False where more of the plan is being read: the areas that are there are whole, and no problems are told yet.
    pub complete: bool,
}

/// Nothing was there to be read.
impl Default for Loaded {
    fn default() -> Self {
        Self {
            plan: Plan::default(),
            facts: Vec::new(),
            review: None,
            problems: Vec::new(),
            texts: BTreeMap::new(),
            gaps: Vec::new(),
            in_journal: 0,
            identity: Identity::default(),
            today: None,
            complete: true,
        }
    }
}

/// Who is sitting at the keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Settled: named by an option, or known to the strategy, or somebody who has recorded before.
    Known(ReviewerId),
    /// Must be asked: the likeliest first, who was chosen last on this machine or is made from git's identity, then
    /// those the strategy lists.
    Ask { candidates: Vec<ReviewerId> },
    /// Named by an option, and not somebody the strategy lists.
    NotListed { named: Foreign, listed: Vec<ReviewerId> },
    /// Named by an option in a way no reviewer can be called.
    BadName { named: Foreign },
    /// Named by an option in another width, case, form or script than somebody who is known.
    LooksLike { named: Foreign, known: ReviewerId },
    /// Named by an option as not every system can name a file.
    Unportable { named: Foreign },
}

impl Default for Identity {
    fn default() -> Self {
        Self::Ask { candidates: Vec::new() }
    }
}

impl Identity {
    /// Returns the reviewer where that is settled.
    pub fn known(&self) -> Option<&ReviewerId> {
        match self {
            Self::Known(reviewer) => Some(reviewer),
            _ => None,
        }
    }
}

/// What sessions of the screen left, by reviewer; `None` is who had not said who they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recalled {
    pub left: BTreeMap<Option<ReviewerId>, Vec<Session>>,
    /// What sessions hold that run still.
    pub running: BTreeMap<Option<ReviewerId>, Vec<Session>>,
    /// A file that was no session, as it is shown; it is set aside.
    pub damaged: Option<Foreign>,
    /// Why something could not be read.
    pub failed: Option<RecordFailure>,
}

/// Facts that are durable.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// With their places filled in.
    pub facts: Vec<Fact>,
    /// The file they went to, as it is shown.
    pub file: Foreign,
    /// Why the plan directory could not be written, where the journal holds them instead.
    pub in_journal: Option<Reason>,
    /// Why nothing about them could be written to the state directory; told once a run.
    pub forgotten: Option<Box<SystemFault>>,
}

/// Records that were missing and are not any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    pub records: usize,
}

/// Records that a commit took out of a review file, and that are nowhere any more.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenAway {
    pub commit: Revision,
    pub file: Foreign,
    pub facts: Vec<Fact>,
    /// The lines they were in, without line ends.
    pub lines: Vec<String>,
}

impl TakenAway {
    /// Returns it as a problem of the plan.
    pub fn problem(&self) -> Problem {
        let fault = Fault::RecordsTakenAway {
            commit: self.commit.short().into(),
            by: self.commit.author.clone(),
            on: self.commit.day(),
            file: self.file.clone(),
            records: self.facts.len(),
            items: items_of(&self.facts),
        };
        Problem { fault, place: Place::file(&self.file) }
    }
}

/// Why not everything was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreFailure {
    /// git cannot be asked.
    Repository(RepositoryFailure),
    NotWritten(RecordFailure),
}

/// Why facts were not kept anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFailure {
    pub path: PathBuf,
    pub reason: Reason,
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    System(SystemFault),
    /// What is to be a directory of the plan is a link to this place.
    Link {
        to: PathBuf,
    },
}

impl From<SystemFault> for Reason {
    fn from(fault: SystemFault) -> Self {
        Self::System(fault)
    }
}

/// Where the repository stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Survey {
    /// The plan is under git.
    Repository(RepositoryState),
    /// It is not, or git cannot be asked.
    Without(RepositoryFailure),
}

/// What the status line says of the repository.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RepositoryState {
    /// `None` where the head is detached.
    pub branch: Option<Foreign>,
    /// Commits of ours that the upstream does not have; `None` without an upstream.
    pub ahead: Option<u32>,
    pub behind: Option<u32>,
    /// The commit that is checked out.
    pub head: Option<String>,
    /// Facts on disk that are not in that commit.
    pub uncommitted: Vec<Fact>,
    /// Records that are known to exist and are not on disk.
    pub gaps: Vec<Gap>,
}

impl Survey {
    /// Returns the records that are known to exist and are not on disk, as far as git could be asked.
    pub fn gaps(&self) -> Vec<Gap> {
        let unavailable = |detail: &Foreign| {
            let cause = GapCause::Unavailable { detail: detail.clone() };
            vec![Gap { file: Foreign::from("reviews"), cause, facts: None }]
        };
        match self {
            Self::Repository(state) => state.gaps.clone(),
            Self::Without(
                RepositoryFailure::MissingObject { object } | RepositoryFailure::TooBig { object, .. },
            ) => unavailable(object),
            Self::Without(RepositoryFailure::NotAnswered { .. } | RepositoryFailure::NotAFile { .. }) => {
                vec![Gap { file: Foreign::from("reviews"), cause: GapCause::NotAnswered, facts: None }]
            }
            Self::Without(failure) if failure.hides_records() => {
                unavailable(failure.detail().unwrap_or(&Foreign::default()))
            }
            Self::Without(_) => Vec::new(),
        }
    }
}

/// A commit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Short, as git shows it.
    pub id: String,
    pub branch: Foreign,
    /// Facts that it holds for the first time.
    pub facts: usize,
    /// git's own list of staged files could not be brought up to date, because another program holds it.
    pub index_stale: bool,
    /// What git said when it failed after it had moved the branch.
    pub failed_after: Option<Foreign>,
}

/// Why nothing was committed. Everything recorded stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommitFailure {
    /// All is committed already.
    Nothing,
    Ignored,
    Detached,
    /// A merge, rebase or the like is under way, by git's own word.
    InProgress {
        what: &'static str,
    },
    NoIdentity,
    /// Somebody else keeps committing.
    Busy,
    /// The review file was changed other than by adding lines.
    EditedByHand {
        file: Foreign,
    },
    /// What should be a file or a directory of the plan is a link.
    IsLink {
        file: Foreign,
    },
    /// A review file that was committed and checked out is not there.
    DeletedByHand {
        file: Foreign,
    },
    /// A review file that the commit holds is left out by a sparse checkout.
    NotCheckedOut {
        file: Foreign,
    },
    /// The branch has a link, a directory or a submodule where the file is to stand.
    Occupied {
        file: Foreign,
    },
    /// The repository brings what would run, and nobody has said whether it may.
    Undecided {
        would: Would,
    },
    /// A hook of the trusted repository refused it.
    Hook {
        hook: &'static str,
        detail: Foreign,
    },
    /// A signature is asked for, and none came.
    NotSigned {
        detail: Foreign,
        /// Somebody at the terminal could be asked, and was not.
        unasked: bool,
    },
    /// git or the repository failed.
    Repository(RepositoryFailure),
}

impl From<RepositoryFailure> for CommitFailure {
    fn from(failure: RepositoryFailure) -> Self {
        match failure {
            RepositoryFailure::Undecided { would } => Self::Undecided { would },
            failure => Self::Repository(failure),
        }
    }
}
