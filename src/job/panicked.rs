//! A job that panicked: a fault of the program, told of like any other failure.

use super::Job;
use crate::text::Foreign;

/// A job that was not done, because the program failed in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Panicked {
    pub job: Job,
    /// What the panic said; it may quote a plan.
    pub message: Foreign,
    /// The file with everything known about it; `None` where none could be written.
    pub report: Option<Foreign>,
}

impl Job {
    /// Returns the name in the catalogues, where `job-<name>` says what the job does.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Recall => "recall",
            Self::Remember { .. } => "remember",
            Self::Record { .. } => "record",
            Self::Replay => "replay",
            Self::Restore { .. } => "restore",
            Self::TakenAway => "taken-away",
            Self::AcceptLoss => "accept-loss",
            Self::Survey => "survey",
            Self::Commit => "commit",
            Self::Publish { .. } => "publish",
            Self::Sync { .. } => "sync",
            Self::Resolve { .. } => "resolve",
            Self::SetUp => "set-up",
            Self::LoadAt { .. } => "load-at",
            Self::History { .. } => "history",
            Self::Compare { .. } => "compare",
            Self::ChangedSince { .. } => "changed-since",
            Self::RememberReviewer { .. } => "remember-reviewer",
            Self::Trust { .. } => "trust",
        }
    }
}
