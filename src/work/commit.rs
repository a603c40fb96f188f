//! Commits the review files that grew, and nothing else, under a message in plan words.

use super::load::load;
use super::repository::{failure, repository};
use super::survey::changes;
use super::{World, stale_index, trust};
use crate::git::{self, Cancel, CommitError, CommitRequest, FileToCommit, InProgress, Refusal};
use crate::job::{Commit, CommitFailure, Loaded};
use crate::plan::Interface;
use crate::report;
use crate::review::Fact;
use crate::text::Foreign;
use crate::words::Words;

/// Commits what was recorded since the commit that is checked out. `cancel` ends what a trusted repository runs.
pub(super) fn commit(world: &World, cancel: &Cancel) -> Result<Commit, CommitFailure> {
    let repository = repository(world)?;
    let state = git::state(&repository).map_err(|error| failure(&error))?;
    stale_index::refresh(world, &repository, &state.head);
    let changes = changes(world, &repository, &state.head).map_err(|error| failure(&error))?;
    if let Some(edited) = changes.iter().find(|change| change.edited) {
        return Err(CommitFailure::EditedByHand { file: edited.name.clone() });
    }
    if changes.is_empty() {
        return Err(CommitFailure::Nothing);
    }
    let repository = trust::settled(world, repository, cancel)?;
    let facts: Vec<&Fact> = changes.iter().flat_map(|change| &change.facts).collect();
    let loaded = load(world, None::<fn(Loaded)>);
    let language = Interface::understand(loaded.plan.strategy.first_language()).unwrap_or(Interface::Chinese);
    let message = report::commit_message(&Words::new(language), &loaded.plan, &loaded.facts, &facts);
    let count = facts.len();
    let request = CommitRequest {
        message,
        files: changes
            .iter()
            .map(|change| FileToCommit { path: change.path.clone(), bytes: change.bytes.clone() })
            .collect(),
        ..CommitRequest::default()
    };
    match git::commit(&repository, &request) {
        Ok(Some(made)) => {
            if made.index_stale {
                stale_index::remember(world, made.entries);
            }
            Ok(Commit {
                id: made.oid.as_str().chars().take(7).collect(),
                branch: made.branch.name(),
                facts: count,
                index_stale: made.index_stale,
            })
        }
        Ok(None) => Err(CommitFailure::Nothing),
        Err(error) => Err(commit_failure(error)),
    }
}

pub(super) fn commit_failure(error: CommitError) -> CommitFailure {
    match error {
        CommitError::Refused(Refusal::Detached { .. }) => CommitFailure::Detached,
        CommitError::Refused(Refusal::InProgress(what)) => CommitFailure::InProgress { what: named(what) },
        CommitError::Refused(Refusal::Unmerged { .. }) => CommitFailure::InProgress { what: "merge" },
        CommitError::Refused(Refusal::NoIdentity(_)) => CommitFailure::NoIdentity,
        CommitError::Refused(Refusal::Ignored { .. }) => CommitFailure::Ignored,
        CommitError::Busy { .. } | CommitError::Overtaken { .. } | CommitError::BranchChanged { .. } => {
            CommitFailure::Busy
        }
        CommitError::Hook { hook, said } => CommitFailure::Hook { hook, detail: said },
        CommitError::NotSigned { said } => CommitFailure::NotSigned { detail: said },
        CommitError::Git(error) => failure(&error),
        other => CommitFailure::Failed { detail: Foreign::new(other.to_string()) },
    }
}

pub(super) fn named(what: InProgress) -> &'static str {
    match what {
        InProgress::Merge => "merge",
        InProgress::Rebase => "rebase",
        InProgress::Am => "am",
        InProgress::CherryPick => "cherry-pick",
        InProgress::Revert => "revert",
        InProgress::Bisect => "bisect",
    }
}
