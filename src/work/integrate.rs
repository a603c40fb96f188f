//! Joins what others have pushed with what is committed here: plan files by meaning, all others by git, and the work
//! tree last. Changes nothing where anything is in doubt.

use std::collections::BTreeSet;
use std::path::Path;
use std::slice;

use super::arrivals::arrivals;
use super::commit::commit_failure;
use super::meaning::{Joining, Parted, failed, joined_plan, not_joined, one_base, shown, shown_path};
use super::renamed::{PlanDirectories, move_plan};
use super::{World, load};
use crate::git::{self, Advance, Branch, Cancel, CheckoutError, Oid, Relation, RepoPath, Repository};
use crate::job::{SyncFailure, SyncStep};
use crate::plan::Interface;
use crate::report;
use crate::text::Foreign;
use crate::words::Words;

/// How many milliseconds to wait before the index is tried again, and how often: five seconds in all.
const REST: u64 = 200;
const RESTS: usize = 25;

/// What came of joining.
pub(super) enum Joined {
    /// There is nothing that is not here already.
    Nothing,
    /// The branch stands at this commit now.
    At(Oid),
    /// Somebody committed here meanwhile: look again.
    Overtaken,
}

/// What a merge is made in the light of.
pub(super) struct Outlook<'a> {
    pub(super) world: &'a World,
    pub(super) branch: &'a Branch,
    pub(super) joining: Joining<'a>,
    pub(super) tell: &'a (dyn Fn(SyncStep) + Sync),
}

/// Brings the branch, which stands at `ours`, to hold all of `theirs` too. Names the files of records that somebody
/// `edited_by_hand`.
pub(super) fn integrate(
    outlook: &Outlook<'_>,
    ours: Option<&Oid>,
    theirs: &Oid,
    edited_by_hand: &mut Vec<Foreign>,
) -> Result<Joined, SyncFailure> {
    let repository = outlook.joining.repository;
    let nothing_to_choose = || outlook.joining.refuse_unknown(&BTreeSet::new(), Vec::new());
    let Some(ours) = ours else {
        nothing_to_choose()?;
        return take(outlook, None, &repository.format().no_files(), theirs);
    };
    let bases = match git::relation(repository, ours, theirs).map_err(failed)? {
        Relation::Same | Relation::Ahead => {
            nothing_to_choose()?;
            return Ok(Joined::Nothing);
        }
        Relation::Behind => {
            nothing_to_choose()?;
            return take(outlook, Some(ours), ours, theirs);
        }
        Relation::Apart { bases } => {
            // Git itself stops half way over what it finds in a tree.
            let changes = git::changed(repository, ours, theirs).map_err(failed)?;
            git::refuse_outside(&changes).map_err(not_checked_out)?;
            bases
        }
        Relation::Unrelated if git::is_shallow(repository).map_err(failed)? => {
            return Err(SyncFailure::Shallow);
        }
        Relation::Unrelated => {
            return Err(SyncFailure::Unrelated { upstream: outlook.joining.upstream.clone() });
        }
    };
    let base = one_base(&outlook.joining, &bases, ours, theirs)?;
    let directories = PlanDirectories::of(repository, [base, ours, theirs]).map_err(failed)?;
    let tree = join(&outlook.joining, &directories, [base, ours, theirs], edited_by_hand)?;
    let message = message(outlook, &directories.base, base, theirs)?;
    let merged = git::commit_merge(repository, &tree, [ours, theirs], &message)
        .map_err(|error| SyncFailure::Commit(commit_failure(error)))?;
    take(outlook, Some(ours), ours, &merged)
}

/// Says in the plan's language what the others bring.
fn message(outlook: &Outlook<'_>, directory: &Path, base: &Oid, theirs: &Oid) -> Result<String, SyncFailure> {
    let (repository, base) = (outlook.joining.repository, slice::from_ref(base));
    let brought = arrivals(repository, directory, base, theirs).map_err(failed)?;
    let strategy = load::strategy(outlook.world);
    let language = Interface::understand(strategy.first_language()).unwrap_or(Interface::Chinese);
    Ok(report::merge_message(&Words::new(language), &outlook.joining.upstream, &brought))
}

/// Checks `to` out over `from` and moves the branch, which stands at `old`.
fn take(outlook: &Outlook<'_>, old: Option<&Oid>, from: &Oid, to: &Oid) -> Result<Joined, SyncFailure> {
    let cancel = &outlook.world.cancel;
    if cancel.is_cancelled() {
        return Err(SyncFailure::Cancelled);
    }
    // From here on the files may be those of a commit at which the branch does not stand yet.
    let _unbroken = cancel.unbroken();
    let repository = outlook.joining.repository;
    // The work tree first: a branch that is ahead of its files would look as if somebody had taken them back.
    check_out(repository, from, to, cancel, outlook.tell)?;
    let repository = &repository.uncancelled();
    let reason = format!("sync with {}", outlook.joining.upstream.raw());
    match git::advance(repository, outlook.branch, old, to, &reason).map_err(failed)? {
        Advance::Done | Advance::DoneThenFailed(_) => return Ok(Joined::At(to.clone())),
        Advance::Overtaken(_) => {}
    }
    // Whoever was faster has moved the branch and their own files; all others go back to what it holds.
    let now = git::state(repository).map_err(failed)?.head.commit().cloned();
    check_out(repository, to, now.as_ref().unwrap_or(from), &Cancel::default(), outlook.tell)?;
    Ok(Joined::Overtaken)
}

/// Checks out, and waits a while where another program holds the index, unless that is cancelled; the lock is theirs and
/// stays.
fn check_out(
    repository: &Repository,
    from: &Oid,
    to: &Oid,
    cancel: &Cancel,
    tell: &(dyn Fn(SyncStep) + Sync),
) -> Result<(), SyncFailure> {
    let mut rests = 0;
    loop {
        match git::check_out(repository, from, to) {
            Err(CheckoutError::Locked { .. }) if rests < RESTS => {
                tell(SyncStep::Waiting);
                rests += 1;
                if cancel.rest(REST) {
                    return Err(SyncFailure::Cancelled);
                }
            }
            done => return done.map_err(not_checked_out),
        }
    }
}

/// Returns the tree that holds what both sides did.
fn join(
    joining: &Joining<'_>,
    directories: &PlanDirectories,
    commits: [&Oid; 3],
    edited_by_hand: &mut Vec<Foreign>,
) -> Result<Oid, SyncFailure> {
    let repository = joining.repository;
    let not_joined = |error| not_joined(error, joining);
    let Some(directory) = directories.of_result() else {
        let [ours, theirs] = [&directories.ours, &directories.theirs].map(|path| shown_path(path));
        return Err(SyncFailure::RenamedTwice { upstream: joining.upstream.clone(), ours, theirs });
    };
    let (base, theirs) = directories.as_ours(repository, commits).map_err(not_joined)?;
    let written = if directories.are_one() { Some([commits[1], commits[2]]) } else { None };
    let commits = [&base, commits[1], &theirs];
    let [base, ours, theirs] = commits;
    let parted = Parted::between(repository, commits)?;
    let tree = if parted.is_plan_only(repository) {
        ours.clone()
    } else {
        let of_plan = |path: &RepoPath| parted.of_plan(repository, path);
        git::join_rest(repository, base, ours, theirs, of_plan).map_err(not_joined)?
    };
    let put = joined_plan(joining, commits, written, &parted, edited_by_hand)?;
    let tree = git::tree_with(repository, &tree, &put).map_err(not_joined)?;
    move_plan(repository, &tree, &directories.ours, directory).map_err(not_joined)
}

pub(super) fn not_checked_out(error: CheckoutError) -> SyncFailure {
    match error {
        CheckoutError::InTheWay { paths } => SyncFailure::InTheWay { files: shown(&paths) },
        CheckoutError::Outside { paths } => SyncFailure::LeadsOut { files: shown(&paths) },
        CheckoutError::Filtered { paths } => SyncFailure::Filtered { files: shown(&paths) },
        CheckoutError::Locked { .. } => SyncFailure::Locked,
        CheckoutError::Git(error) => failed(error),
    }
}
