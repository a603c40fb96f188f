//! Joins the plan files of a merge that git has begun and could not finish. Makes no commit: that is left to whoever
//! began it.

use std::collections::BTreeMap;

use super::arrivals::part;
use super::commit::named;
use super::integrate::not_checked_out;
use super::meaning::{Joining, Parted, failed, joined_plan, not_joined, one_base, shown};
use super::repository::{repository, unwritable};
use super::{World, trust};
use crate::git::{
    self, GitError, Head, Held, InProgress, Oid, Put, Relation, RepoPath, Repository, SettleError,
};
use crate::job::{Clashes, Operation, Resolved, Sides, SyncFailure};
use crate::merge::Choices;
use crate::text::Foreign;

/// How many digits of a commit's id are shown.
const SHORT: usize = 7;

/// Joins the whole plan, and leaves the result in the work tree and in the index.
pub(super) fn resolve(world: &World, choices: &Choices) -> Result<Resolved, SyncFailure> {
    let repository = repository(world).map_err(SyncFailure::from)?;
    let repository = trust::settled(world, repository).map_err(SyncFailure::Commit)?;
    let in_progress =
        git::state(&repository).map_err(failed)?.in_progress.ok_or(SyncFailure::NothingBegun)?;
    let sides = git::sides(&repository, in_progress).map_err(failed)?.ok_or(SyncFailure::NothingBegun)?;
    let open = git::unmerged(&repository).map_err(failed)?;
    if !open.iter().any(|path| part(&repository, path).is_some()) {
        // Somebody has settled the plan, here or by hand.
        if !choices.is_empty() {
            let sides = named_sides(&repository, in_progress, &sides)?;
            let open = Clashes { sides, clashes: Vec::new() };
            return Err(SyncFailure::NoSuchClash { ids: choices.keys().cloned().collect(), open });
        }
        return Ok(Resolved { open: shown(&open), finish: named(in_progress), ..Resolved::default() });
    }
    let git::Sides { base, ours, theirs } = &sides;
    let upstream = Foreign::new(theirs.as_str().chars().take(SHORT).collect::<String>());
    let joining = Joining {
        repository: &repository,
        upstream: upstream.clone(),
        sides: named_sides(&repository, in_progress, &sides)?,
        choices,
        is_first: true,
    };
    let bases = match (base, git::relation(&repository, ours, theirs).map_err(failed)?) {
        (Some(base), _) => vec![base.clone()],
        (None, Relation::Apart { bases }) => bases,
        (None, Relation::Unrelated) => return Err(SyncFailure::Unrelated { upstream }),
        (None, Relation::Same | Relation::Ahead) => vec![theirs.clone()],
        (None, Relation::Behind) => vec![ours.clone()],
    };
    let commits = [one_base(&joining, &bases, ours, theirs)?, ours, theirs];
    let parted = Parted::between(&repository, commits)?;
    let mut edited_by_hand = Vec::new();
    let joined = joined_plan(&joining, commits, Some([ours, theirs]), &parted, &mut edited_by_hand)?;
    let mut whole = parted.ours(&repository);
    whole.extend(joined);
    let put = unsettled(&repository, whole, &open).map_err(failed)?;
    let kept =
        git::settle(&repository, &put, &parted.held()).map_err(|error| not_settled(error, &joining))?;
    let open: Vec<RepoPath> = git::unmerged(&repository).map_err(failed)?;
    Ok(Resolved {
        files: put.len(),
        kept: kept
            .into_iter()
            .map(|(path, oid)| (shown(&[path]).remove(0), oid.as_str().to_owned()))
            .collect(),
        open: shown(&open),
        edited_by_hand,
        finish: named(in_progress),
    })
}

/// Returns what the two sides of something unfinished are.
fn named_sides(
    repository: &Repository,
    in_progress: InProgress,
    sides: &git::Sides,
) -> Result<Sides, SyncFailure> {
    let commit = |oid: &Oid| -> Result<Foreign, SyncFailure> {
        let line = git::describe(repository, oid).map_err(failed)?;
        let short: String = oid.as_str().chars().take(SHORT).collect();
        Ok(Foreign::new(format!("{short} {}", line.subject.raw())))
    };
    let head = git::state(repository).map_err(failed)?.head;
    let ours = match &head {
        Head::Branch { branch, .. } => branch.name(),
        Head::Detached { .. } => commit(&sides.ours)?,
    };
    let (operation, theirs) = match in_progress {
        InProgress::Rebase => (Operation::Rebase, &sides.theirs),
        InProgress::CherryPick => (Operation::CherryPick, &sides.theirs),
        // What is reverted is the base.
        InProgress::Revert => (Operation::Revert, sides.base.as_ref().unwrap_or(&sides.theirs)),
        InProgress::Merge | InProgress::Am | InProgress::Bisect => (Operation::Merge, &sides.theirs),
    };
    Ok(Sides { operation, ours, theirs: commit(theirs)? })
}

/// Returns what of `whole` the index does not hold, or holds in the several versions of what is `open`.
fn unsettled(
    repository: &Repository,
    whole: BTreeMap<RepoPath, Option<Held>>,
    open: &[RepoPath],
) -> Result<Vec<Put>, GitError> {
    let index: BTreeMap<RepoPath, Held> = git::index_entries(repository, &[])?
        .into_iter()
        .map(|entry| (entry.path, Held { kind: entry.kind, oid: entry.oid }))
        .collect();
    let differs = |(path, held): &Put| open.contains(path) || index.get(path) != held.as_ref();
    Ok(whole.into_iter().filter(differs).collect())
}

fn not_settled(error: SettleError, joining: &Joining<'_>) -> SyncFailure {
    match error {
        SettleError::Checkout(error) => not_checked_out(error),
        SettleError::Join(error) => not_joined(error, joining),
        SettleError::Git(error) => failed(error),
        SettleError::Remove { path, source } => {
            SyncFailure::Repository(unwritable(path.as_path(), (&source).into()))
        }
    }
}
