//! Commits the review files that grew, and nothing else, under a message in plan words.

use super::message::message;
use super::repository::{failure, repository_and_head, unwritable};
use super::survey::{Change, Changes, changes};
use super::{World, stale_index, trust};
use crate::git::{
    self, CommitError, CommitRequest, Committed, FileToCommit, Head, InProgress, Refusal, RepoPath,
    Repository,
};
use crate::job::{Commit, CommitFailure};
use crate::store::refuse_link;
use crate::text::Foreign;

/// How often the review files are compared anew because others have committed the same ones.
const ATTEMPTS: usize = 5;

/// Commits what was recorded since the commit that is checked out.
pub(super) fn commit(world: &World) -> Result<Commit, CommitFailure> {
    let (repository, head) = repository_and_head(world)?;
    commit_in(world, repository, head)
}

/// As [`commit`], in the repository of the plan, where `head` is checked out if that is known.
pub(super) fn commit_in(
    world: &World,
    mut repository: Repository,
    mut head: Option<Head>,
) -> Result<Commit, CommitFailure> {
    let reviews = world.plans.reviews();
    if refuse_link(&*world.files, world.plans.path(), &reviews).is_err() {
        return Err(CommitFailure::IsLink { file: world.shown(&reviews) });
    }
    for _ in 0..ATTEMPTS {
        let (would, found) =
            git::at_once(|| trust::would(&repository), || changes(world, &repository, head.take()));
        let Changes { changed, gone, left_out, base, .. } = found.map_err(|error| failure(&error))?;
        if let Some(edited) = changed.iter().find(|change| change.edited) {
            return Err(CommitFailure::EditedByHand { file: edited.name.clone() });
        }
        if let Some(file) = gone.into_iter().next() {
            return Err(CommitFailure::DeletedByHand { file });
        }
        if let Some(file) = left_out.into_iter().next() {
            return Err(CommitFailure::NotCheckedOut { file });
        }
        if changed.is_empty() {
            return Err(CommitFailure::Nothing);
        }
        let would = would.map_err(|error| failure(&error))?;
        repository = trust::settle(world, repository, would)?;
        let request = CommitRequest {
            message: message(world, &changed),
            files: files(&changed),
            base: Some(base),
            ..CommitRequest::default()
        };
        let mut announce = |_, entries: &[_]| stale_index::remember(world, entries);
        match git::commit_announced(&repository, &request, &mut announce) {
            // Lines of the same files: they are compared with what is committed there now.
            Err(CommitError::Overtaken { .. }) => {}
            Err(error) => return Err(commit_failure(error)),
            Ok(None) => return Err(CommitFailure::Nothing),
            Ok(Some(made)) => {
                let facts = changed.iter().map(|change| change.facts.len()).sum();
                return Ok(done(world, &made, facts));
            }
        }
    }
    Err(CommitFailure::Busy)
}

fn files(changed: &[Change]) -> Vec<FileToCommit> {
    let file = |change: &Change| FileToCommit { path: change.path.clone(), bytes: change.bytes.clone() };
    changed.iter().map(file).collect()
}

/// Says what was committed, with so many new facts in it.
pub(super) fn done(world: &World, made: &Committed, facts: usize) -> Commit {
    if made.index_stale {
        // Whoever looked before the branch moved has forgotten them.
        stale_index::remember(world, &made.entries);
    } else {
        stale_index::forget(world, &made.entries);
    }
    Commit {
        id: made.oid.as_str().chars().take(7).collect(),
        branch: made.branch.name(),
        facts,
        index_stale: made.index_stale,
        failed_after: made.failed_after.clone(),
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
        CommitError::NotSigned { said, unasked } => CommitFailure::NotSigned { detail: said, unasked },
        CommitError::Refused(Refusal::NotAFile { path, .. } | Refusal::Twice { path }) => {
            CommitFailure::Occupied { file: shown(&path) }
        }
        CommitError::Scratch { path, source } => unwritable(&path, (&source).into()).into(),
        CommitError::Git(error) => failure(&error).into(),
    }
}

fn shown(path: &RepoPath) -> Foreign {
    Foreign::from_bytes(path.as_path().as_os_str().as_encoded_bytes())
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
