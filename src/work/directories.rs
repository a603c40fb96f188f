//! Where the plan was in other commits: its directory may have been renamed since. Knows which directory of one commit
//! became that of the next, by the names of the files in it.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::World;
use crate::git::{self, Entry, EntryKind, GitError, Oid, RepoPath, Repository};

/// What makes a directory one of a plan.
const STRATEGY: &str = "strategy.toml";

/// Returns the directories the plan was in, from `tip` back, the one `tip` has it in first.
pub(super) fn directories(
    world: &World,
    repository: &Repository,
    tip: &Oid,
) -> Result<Vec<PathBuf>, GitError> {
    let mut known = vec![first(world, repository, tip)?];
    let mut next = 0;
    while let Some(directory) = known.get(next).cloned() {
        next += 1;
        for (commit, parents) in git::births(repository, tip, &RepoPath::new(&directory.join(STRATEGY))?)? {
            for parent in parents {
                let before = counterpart(repository, &commit, &directory, &parent)?;
                known.extend(before.filter(|before| !known.contains(before)));
            }
        }
    }
    Ok(known)
}

/// Returns the directory the plan is in at `commit`; the present one where none is found.
pub(super) fn directory_at(
    world: &World,
    repository: &Repository,
    commit: &Oid,
) -> Result<PathBuf, GitError> {
    let present = repository.prefix();
    if holds_plan(repository, commit, present)? {
        return Ok(present.to_owned());
    }
    if let Some(head) = git::resolve(repository, "HEAD")? {
        for directory in directories(world, repository, &head)? {
            if holds_plan(repository, commit, &directory)? {
                return Ok(directory);
            }
        }
    }
    first(world, repository, commit)
}

/// Returns the paths that a plan in `directory` is read from; none where that is the top.
pub(super) fn places(directory: &Path) -> Vec<RepoPath> {
    let all = [Some(directory.to_owned()), seeds(directory)].into_iter().flatten();
    all.filter(|_| directory != Path::new("")).filter_map(|path| RepoPath::new(&path).ok()).collect()
}

/// Returns the directory of the sources beside a plan in `directory`.
pub(super) fn seeds(directory: &Path) -> Option<PathBuf> {
    directory.parent().map(|above| above.join("seeds"))
}

/// Returns the directory `commit` has the plan in that is on the disk, where its renaming is not committed yet.
fn first(world: &World, repository: &Repository, commit: &Oid) -> Result<PathBuf, GitError> {
    let present = repository.prefix();
    if holds_plan(repository, commit, present)? {
        return Ok(present.to_owned());
    }
    let listed = |directory: &Path| world.files.list(directory).unwrap_or_default();
    let on_disk: Vec<PathBuf> =
        [world.plans.path(), &world.plans.reviews()].into_iter().flat_map(listed).collect();
    let names = on_disk.iter().filter_map(|path| path.strip_prefix(world.plans.path()).ok());
    let names: BTreeSet<PathBuf> = names.map(Path::to_owned).collect();
    let is_gone = |directory: &Path| {
        let path = repository.top().join(directory).join(STRATEGY);
        world.files.stat(&path).is_err()
    };
    let is_alike = |name: &Path, _: &Entry| names.contains(name);
    let found = likest(&git::tree(repository, commit, None)?, is_alike, is_gone);
    Ok(found.unwrap_or_else(|| present.to_owned()))
}

/// Returns where `other` has the plan that `commit` has in `directory`, where that is another directory.
pub(super) fn renamed(
    repository: &Repository,
    commit: &Oid,
    directory: &Path,
    other: &Oid,
) -> Result<Option<PathBuf>, GitError> {
    if !holds_plan(repository, commit, directory)? || holds_plan(repository, other, directory)? {
        return Ok(None);
    }
    counterpart(repository, commit, directory, other)
}

/// Returns the directory of `other` that `commit` has as `directory`, and not under its name there.
fn counterpart(
    repository: &Repository,
    commit: &Oid,
    directory: &Path,
    other: &Oid,
) -> Result<Option<PathBuf>, GitError> {
    let here = git::tree(repository, commit, None)?;
    let there = git::tree(repository, other, None)?;
    let all: BTreeSet<&Path> = here.iter().map(|entry| entry.path.as_path()).collect();
    let within = || here.iter().filter(|entry| entry.path.as_path().starts_with(directory));
    let names: BTreeSet<&Path> =
        within().filter_map(|entry| entry.path.as_path().strip_prefix(directory).ok()).collect();
    let contents: BTreeSet<&Oid> = within().map(|entry| &entry.oid).collect();
    let is_alike = |name: &Path, entry: &Entry| names.contains(name) || contents.contains(&entry.oid);
    Ok(likest(&there, is_alike, |directory| !all.contains(directory.join(STRATEGY).as_path())))
}

/// Returns the directory with a plan that `is_gone` and has most files that are `alike`, by their name in it or what they
/// say; none where it has no such file but its strategy.
fn likest(
    entries: &[Entry],
    is_alike: impl Fn(&Path, &Entry) -> bool,
    is_gone: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    let is_file = |entry: &&Entry| matches!(entry.kind, EntryKind::File | EntryKind::Executable);
    let files = || entries.iter().filter(is_file);
    let plans = files().map(|entry| entry.path.as_path());
    let plans = plans.filter(|path| path.file_name() == Some(OsStr::new(STRATEGY)));
    let gone = plans.filter_map(Path::parent).filter(|directory| is_gone(directory));
    let alike = |directory: &Path| {
        let within =
            files().filter_map(|entry| Some((entry.path.as_path().strip_prefix(directory).ok()?, entry)));
        within.filter(|(name, entry)| *name != Path::new(STRATEGY) && is_alike(name, entry)).count()
    };
    let mut found: Vec<(usize, &Path)> = gone.map(|directory| (alike(directory), directory)).collect();
    found.retain(|(alike, _)| *alike > 0);
    found.sort_by_key(|(alike, directory)| (std::cmp::Reverse(*alike), *directory));
    found.first().map(|(_, directory)| (*directory).to_owned())
}

/// Tells whether `commit` has a plan in `directory`.
pub(super) fn holds_plan(repository: &Repository, commit: &Oid, directory: &Path) -> Result<bool, GitError> {
    let path = RepoPath::new(&directory.join(STRATEGY))?;
    Ok(!git::entries(repository, commit, &[path])?.is_empty())
}
