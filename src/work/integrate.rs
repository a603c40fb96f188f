//! Joins what others have pushed with what is committed here: plan files by meaning, all others by git, and the work
//! tree last. Changes nothing where anything is in doubt.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::arrivals::{Part, arrivals, is_of_files, part};
use super::commit::commit_failure;
use super::repository::failure;
use super::{World, load};
use crate::git::{
    self, Advance, Branch, Changed, CheckoutError, EntryKind, Held, JoinError, Oid, Put, Relation, RepoPath,
    Repository,
};
use crate::job::{CommitFailure, SyncFailure, SyncStep};
use crate::merge::{self, Author, Choices, Clash, Files, Merged};
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
    pub(super) repository: &'a Repository,
    pub(super) branch: &'a Branch,
    /// What the branch of the others is called.
    pub(super) upstream: Foreign,
    pub(super) choices: &'a Choices,
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
    let repository = outlook.repository;
    let Some(ours) = ours else {
        return take(outlook, None, &repository.format().no_files(), theirs);
    };
    let bases = match git::relation(repository, ours, theirs).map_err(failed)? {
        Relation::Same | Relation::Ahead => return Ok(Joined::Nothing),
        Relation::Behind => return take(outlook, Some(ours), ours, theirs),
        Relation::Apart { bases } => bases,
        Relation::Unrelated if git::is_shallow(repository).map_err(failed)? => {
            return Err(SyncFailure::Shallow);
        }
        Relation::Unrelated => return Err(SyncFailure::Unrelated { upstream: outlook.upstream.clone() }),
    };
    let base = one_base(outlook, &bases, ours, theirs)?;
    let tree = join(outlook, base, ours, theirs, edited_by_hand)?;
    let message = message(outlook, base, theirs)?;
    let merged = git::commit_merge(repository, &tree, [ours, theirs], &message)
        .map_err(|error| SyncFailure::Commit(commit_failure(error)))?;
    take(outlook, Some(ours), ours, &merged)
}

/// Says in the plan's language what the others bring.
fn message(outlook: &Outlook<'_>, base: &Oid, theirs: &Oid) -> Result<String, SyncFailure> {
    let brought = arrivals(outlook.repository, base, theirs).map_err(failed)?;
    let strategy = load::strategy(outlook.world);
    let language = Interface::understand(strategy.first_language()).unwrap_or(Interface::Chinese);
    Ok(report::merge_message(&Words::new(language), &outlook.upstream, &brought))
}

/// Checks `to` out over `from` and moves the branch, which stands at `old`.
fn take(outlook: &Outlook<'_>, old: Option<&Oid>, from: &Oid, to: &Oid) -> Result<Joined, SyncFailure> {
    let repository = outlook.repository;
    if outlook.world.cancel.is_cancelled() {
        return Err(SyncFailure::Cancelled);
    }
    // The work tree first: a branch that is ahead of its files would look as if somebody had taken them back.
    check_out(outlook, from, to)?;
    let reason = format!("sync with {}", outlook.upstream.raw());
    if git::advance(repository, outlook.branch, old, to, &reason).map_err(failed)? == Advance::Done {
        return Ok(Joined::At(to.clone()));
    }
    // Whoever was faster has moved the branch and their own files; all others go back to what it holds.
    let now = git::state(repository).map_err(failed)?.head.commit().cloned();
    check_out(outlook, to, now.as_ref().unwrap_or(from))?;
    Ok(Joined::Overtaken)
}

/// Checks out, and waits a while where another program holds the index; the lock is theirs and stays.
fn check_out(outlook: &Outlook<'_>, from: &Oid, to: &Oid) -> Result<(), SyncFailure> {
    let (cancel, mut rests) = (&outlook.world.cancel, 0);
    loop {
        match git::check_out(outlook.repository, from, to) {
            Err(CheckoutError::Locked { .. }) if rests < RESTS => {
                (outlook.tell)(SyncStep::Waiting);
                rests += 1;
                if cancel.rest(REST) {
                    return Err(SyncFailure::Cancelled);
                }
            }
            done => return done.map_err(not_checked_out),
        }
    }
}

/// Returns the commit both sides come from. Where branches were merged crosswise there are several; any will do as long
/// as they agree in every plan file that is to be merged.
fn one_base<'a>(
    outlook: &Outlook<'_>,
    bases: &'a [Oid],
    ours: &Oid,
    theirs: &Oid,
) -> Result<&'a Oid, SyncFailure> {
    let (repository, upstream) = (outlook.repository, || outlook.upstream.clone());
    let (first, others) =
        bases.split_first().ok_or_else(|| SyncFailure::Unrelated { upstream: upstream() })?;
    if others.is_empty() {
        return Ok(first);
    }
    let differing: BTreeSet<RepoPath> = git::changed(repository, ours, theirs)
        .map_err(failed)?
        .into_iter()
        .map(|change| change.path)
        .collect();
    for other in others {
        let disputed = git::changed(repository, first, other).map_err(failed)?.into_iter().any(|change| {
            let is_record = matches!(part(repository, &change.path), Some((_, Part::Records(_))));
            differing.contains(&change.path) && !is_record
        });
        if disputed {
            return Err(SyncFailure::Crosswise { upstream: upstream() });
        }
    }
    Ok(first)
}

/// Returns the tree that holds what both sides did.
fn join(
    outlook: &Outlook<'_>,
    base: &Oid,
    ours: &Oid,
    theirs: &Oid,
    edited_by_hand: &mut Vec<Foreign>,
) -> Result<Oid, SyncFailure> {
    let repository = outlook.repository;
    let not_joined = |error| not_joined(error, outlook);
    let by_path = |changes: Vec<Changed>| -> BTreeMap<RepoPath, Changed> {
        changes.into_iter().map(|change| (change.path.clone(), change)).collect()
    };
    let here = by_path(git::changed(repository, base, ours).map_err(failed)?);
    let there = by_path(git::changed(repository, base, theirs).map_err(failed)?);
    // What is a link or a submodule on any side is git's to merge.
    let of_plan = |path: &RepoPath| {
        let plain = here.get(path).into_iter().chain(there.get(path)).all(is_of_files);
        plain && part(repository, path).is_some()
    };
    let tree = if there.keys().all(of_plan) {
        ours.clone()
    } else {
        git::join_rest(repository, base, ours, theirs, of_plan).map_err(not_joined)?
    };
    let is_record = |path: &RepoPath| matches!(part(repository, path), Some((_, Part::Records(_))));
    let (mut put, mut to_merge): (Vec<Put>, BTreeSet<&RepoPath>) = (Vec::new(), BTreeSet::new());
    let both_edited = [&here, &there].map(|side| side.keys().any(|path| of_plan(path) && !is_record(path)));
    for (path, change) in there.iter().filter(|(path, _)| of_plan(path)) {
        // Where records were taken out by hand, what the other side has of them stays.
        let one_sided = if is_record(path) { change.old.is_none() } else { both_edited != [true, true] };
        if one_sided && !here.contains_key(path) {
            put.push((path.clone(), change.new.clone()));
        } else if here.get(path) != Some(change) {
            to_merge.insert(path);
        }
    }
    if !to_merge.is_empty() {
        // Items may have moved between files, so all that changed on either side is merged together.
        if to_merge.iter().any(|path| !is_record(path)) {
            to_merge.extend(here.keys().filter(|path| of_plan(path) && !is_record(path)));
            to_merge.extend(there.keys().filter(|path| of_plan(path) && !is_record(path)));
        }
        put.extend(merge_files(outlook, [base, ours, theirs], &to_merge, edited_by_hand)?);
    }
    git::tree_with(repository, &tree, &put).map_err(not_joined)
}

/// Merges the plan files at `paths` by meaning and returns what differs from ours.
fn merge_files(
    outlook: &Outlook<'_>,
    commits: [&Oid; 3],
    paths: &BTreeSet<&RepoPath>,
    edited_by_hand: &mut Vec<Foreign>,
) -> Result<Vec<Put>, SyncFailure> {
    let repository = outlook.repository;
    let asked: Vec<RepoPath> = paths.iter().map(|&path| path.clone()).collect();
    let within: BTreeMap<PathBuf, &RepoPath> =
        paths.iter().filter_map(|&path| part(repository, path).map(|(within, _)| (within, path))).collect();
    let files = |commit: &Oid| -> Result<Files, SyncFailure> {
        let contents = git::contents(repository, commit, &asked).map_err(failed)?;
        let by_path: BTreeMap<&RepoPath, Vec<u8>> =
            asked.iter().zip(contents).filter_map(|(path, bytes)| Some((path, bytes?))).collect();
        Ok(within
            .iter()
            .filter_map(|(within, path)| Some((within.clone(), by_path.get(path)?.clone())))
            .collect())
    };
    let [base, ours, theirs] = [files(commits[0])?, files(commits[1])?, files(commits[2])?];
    let Merged { files: merged, clashes, edited_by_hand: by_hand } =
        merge::merge(&base, &ours, &theirs, outlook.choices);
    if !clashes.is_empty() {
        let path = |clash: &Clash| within.get(&clash.file).copied();
        return Err(SyncFailure::Clashes(with_authors(repository, commits, clashes, path)?));
    }
    *edited_by_hand =
        by_hand.iter().map(|path| Foreign::from_bytes(path.as_os_str().as_encoded_bytes())).collect();
    let written: Vec<&[u8]> = merged.values().flatten().map(Vec::as_slice).collect();
    let stored = git::store(repository, &written).map_err(|error| not_joined(error, outlook))?;
    let mut oids = stored.into_iter();
    // As many as there are files with content, in the same order.
    let mut held = |bytes: &Option<Vec<u8>>| {
        let oid = bytes.as_ref().and_then(|_| oids.next())?;
        Some(Held { kind: EntryKind::File, oid })
    };
    Ok(merged
        .iter()
        .map(|(path, bytes)| (path, held(bytes)))
        .filter_map(|(path, held)| Some(((*within.get(path)?).clone(), held)))
        .collect())
}

/// Adds who changed the file of each clash last.
fn with_authors<'p>(
    repository: &Repository,
    [base, ours, theirs]: [&Oid; 3],
    mut clashes: Vec<Clash>,
    path: impl Fn(&Clash) -> Option<&'p RepoPath>,
) -> Result<Vec<Clash>, SyncFailure> {
    let author = |tip: &Oid, clash: &Clash| -> Result<Option<Author>, SyncFailure> {
        let Some(path) = path(clash) else { return Ok(None) };
        let line = git::last_to_change(repository, base, tip, path).map_err(failed)?;
        Ok(line.map(|line| Author { name: line.author, at: line.at }))
    };
    for clash in &mut clashes {
        clash.ours_by = author(ours, clash)?;
        clash.theirs_by = author(theirs, clash)?;
    }
    Ok(clashes)
}

fn not_joined(error: JoinError, outlook: &Outlook<'_>) -> SyncFailure {
    match error {
        JoinError::Conflict { paths, .. } => {
            SyncFailure::Conflict { upstream: outlook.upstream.clone(), files: shown(&paths) }
        }
        JoinError::Git(error) => failed(error),
        other @ JoinError::Scratch(..) => {
            SyncFailure::Commit(CommitFailure::Failed { detail: Foreign::new(other.to_string()) })
        }
    }
}

fn not_checked_out(error: CheckoutError) -> SyncFailure {
    match error {
        CheckoutError::InTheWay { paths } => SyncFailure::InTheWay { files: shown(&paths) },
        CheckoutError::Filtered { paths } => SyncFailure::Filtered { files: shown(&paths) },
        CheckoutError::Locked { .. } => SyncFailure::Locked,
        CheckoutError::Git(error) => failed(error),
    }
}

fn shown(paths: &[RepoPath]) -> Vec<Foreign> {
    paths.iter().map(|path| Foreign::from_bytes(path.as_path().as_os_str().as_encoded_bytes())).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn failed(error: git::GitError) -> SyncFailure {
    SyncFailure::Commit(failure(&error))
}
