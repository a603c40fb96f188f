//! What matters of a job while it is under way, and which outcome ends it.

use super::{Job, Outcome};

/// A job that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnderWay {
    /// The name in the catalogues.
    pub name: &'static str,
    /// It changes files, so that whoever leaves waits for it.
    pub changes_files: bool,
    /// It may take long, and can be stopped.
    pub can_be_stopped: bool,
}

impl UnderWay {
    pub fn of(job: &Job) -> Self {
        Self {
            name: job.name(),
            changes_files: job.changes_files(),
            can_be_stopped: match job {
                // What reads and writes files of our own is short, and must not be half done.
                Job::Load
                | Job::Recall
                | Job::Remember { .. }
                | Job::Record { .. }
                | Job::Replay
                | Job::Survey
                | Job::ChangedSince { .. }
                | Job::RememberReviewer { .. }
                | Job::Trust { .. } => false,
                Job::Restore { .. }
                | Job::TakenAway
                | Job::AcceptLoss
                | Job::Commit
                | Job::Publish { .. }
                | Job::Sync { .. }
                | Job::Resolve { .. }
                | Job::SetUp
                | Job::LoadAt { .. }
                | Job::History { .. }
                | Job::Compare { .. } => true,
            },
        }
    }
}

impl Job {
    /// Tells whether it changes files.
    pub fn changes_files(&self) -> bool {
        match self {
            Self::Load
            | Self::Recall
            | Self::Survey
            | Self::Compare { .. }
            | Self::ChangedSince { .. }
            | Self::LoadAt { .. }
            | Self::TakenAway
            | Self::History { .. } => false,
            Self::Record { .. }
            | Self::Remember { .. }
            | Self::Replay
            | Self::Restore { .. }
            | Self::AcceptLoss
            | Self::Commit
            | Self::Publish { .. }
            | Self::Sync { .. }
            | Self::Resolve { .. }
            | Self::SetUp
            | Self::RememberReviewer { .. }
            | Self::Trust { .. } => true,
        }
    }
}

impl Outcome {
    /// Returns the name of the job that it ends; `None` where it is a part of the answer.
    pub fn ends(&self) -> Option<&'static str> {
        Some(match self {
            Self::Loaded(loaded) if !loaded.complete => return None,
            Self::RecordWaits | Self::Syncing(_) | Self::HistoryBegun { .. } => return None,
            Self::Loaded(_) => "load",
            Self::Recalled(_) => "recall",
            Self::Remembered(_) => "remember",
            Self::Recorded(_) => "record",
            Self::Replayed(_) => "replay",
            Self::Restored(_) => "restore",
            Self::LossAccepted(_) => "accept-loss",
            Self::TakenAway(_) => "taken-away",
            Self::Surveyed(_) => "survey",
            Self::Committed(_) => "commit",
            Self::Published(_) => "publish",
            Self::Synced(_) => "sync",
            Self::Resolved(_) => "resolve",
            Self::SetUp(_) => "set-up",
            Self::LoadedAt { .. } => "load-at",
            Self::History(_) => "history",
            Self::Compared(_) => "compare",
            Self::ChangedSince { .. } => "changed-since",
            Self::ReviewerRemembered => "remember-reviewer",
            Self::Trusted(_) => "trust",
            Self::Panicked(panicked) => panicked.job.name(),
        })
    }
}
