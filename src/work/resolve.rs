//! Joins the plan files of a merge that git has begun and could not finish. Makes no commit: that is left to whoever
//! began it.

use std::collections::BTreeMap;

use super::arrivals::part;
use super::commit::named;
use super::integrate::not_checked_out;
use super::meaning::{Joining, Parted, failed, joined_plan, not_joined, one_base, shown};
use super::repository::repository;
use super::{World, trust};
use crate::git::{self, GitError, Held, Put, Relation, RepoPath, Repository, SettleError, Sides};
use crate::job::{CommitFailure, Resolved, SyncFailure};
use crate::merge::Choices;
use crate::text::Foreign;

/// Joins the whole plan, and leaves the result in the work tree and in the index.
pub(super) fn resolve(world: &World, choices: &Choices) -> Result<Resolved, SyncFailure> {
    let repository = repository(world).map_err(SyncFailure::Commit)?;
    let repository = trust::settled(world, repository, &world.cancel).map_err(SyncFailure::Commit)?;
    let in_progress =
        git::state(&repository).map_err(failed)?.in_progress.ok_or(SyncFailure::NothingBegun)?;
    let sides = git::sides(&repository, in_progress).map_err(failed)?.ok_or(SyncFailure::NothingBegun)?;
    let open = git::unmerged(&repository).map_err(failed)?;
    if !open.iter().any(|path| part(&repository, path).is_some()) {
        // Somebody has settled the plan, here or by hand.
        return Ok(Resolved { open: shown(&open), finish: named(in_progress), ..Resolved::default() });
    }
    let Sides { base, ours, theirs } = &sides;
    let upstream = Foreign::new(theirs.as_str().chars().take(7).collect::<String>());
    let joining = Joining { repository: &repository, upstream: upstream.clone(), choices };
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
    let joined = joined_plan(&joining, commits, &parted, &mut edited_by_hand)?;
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
        other @ SettleError::Remove { .. } => {
            SyncFailure::Commit(CommitFailure::Failed { detail: Foreign::new(other.to_string()) })
        }
    }
}
