//! Records that a commit took away: the history of the review files holds them, and neither the disk nor the commit that is
//! checked out does.

use std::collections::HashSet;
use std::path::Path;

use super::World;
use super::load::reviewer_of;
use super::past::revision;
use super::repository::{failure, repository};
use crate::git::{self, EntryKind, GitError, Oid, RepoPath, Repository};
use crate::job::{RepositoryFailure, TakenAway};
use crate::review::{Fact, FactId};
use crate::source::{self, SourceText};
use crate::store::FILE_LIMIT;
use crate::text::Foreign;

/// Finds what commits took away, the latest commit first. A record is told once, with the last commit that took it.
pub(super) fn look(world: &World) -> Result<Vec<TakenAway>, RepositoryFailure> {
    let repository = repository(world)?;
    find(world, &repository).map_err(|error| failure(&error))
}

fn find(world: &World, repository: &Repository) -> Result<Vec<TakenAway>, GitError> {
    let state = git::state(repository)?;
    let Some(head) = state.head.commit() else { return Ok(Vec::new()) };
    let reviews = repository.path(Path::new("reviews"))?;
    let deletions = git::deletions(repository, head, &reviews)?;
    if deletions.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = on_disk(world);
    known.extend(committed(repository, head, &reviews)?);
    let before: Vec<Oid> = deletions.iter().map(|deletion| deletion.before.clone()).collect();
    let mut found = Vec::new();
    for (deletion, bytes) in deletions.into_iter().zip(git::read(repository, &before)?) {
        let path = deletion.path.as_path();
        let (Some(_), Some(name)) = (reviewer_of(path), path.file_name()) else { continue };
        let file = world.shown(&world.plans.reviews().join(name));
        let (mut facts, mut lines) = (Vec::new(), Vec::new());
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let mut of_line = facts_in(path, &file, line);
            of_line.retain(|fact| known.insert(fact.id.clone()));
            if !of_line.is_empty() {
                facts.extend(of_line);
                lines.push(String::from_utf8_lossy(line.trim_ascii_end()).into_owned());
            }
        }
        if !facts.is_empty() {
            found.push(TakenAway { commit: revision(&deletion.commit), file, facts, lines });
        }
    }
    Ok(found)
}

/// Returns the names of the records in review files, as they are on the disk.
fn on_disk(world: &World) -> HashSet<FactId> {
    let mut known = HashSet::new();
    for path in world.files.list(&world.plans.reviews()).unwrap_or_default() {
        let bytes = world.files.open(&path).and_then(|mut file| file.read(FILE_LIMIT));
        known.extend(names_in(&path, &bytes.unwrap_or_default()));
    }
    known
}

/// Returns the names of the records that `commit` holds: where the disk lacks them, that is told otherwise.
fn committed(repository: &Repository, commit: &Oid, reviews: &RepoPath) -> Result<Vec<FactId>, GitError> {
    let entries = git::tree(repository, commit, Some(reviews))?;
    let files = entries.iter().filter(|entry| entry.kind == EntryKind::File);
    let oids: Vec<Oid> = files.clone().map(|entry| entry.oid.clone()).collect();
    let contents = git::read(repository, &oids)?;
    Ok(files.zip(contents).flat_map(|(entry, bytes)| names_in(entry.path.as_path(), &bytes)).collect())
}

fn names_in(path: &Path, bytes: &[u8]) -> Vec<FactId> {
    facts_in(path, &Foreign::default(), bytes).into_iter().map(|fact| fact.id).collect()
}

fn facts_in(path: &Path, file: &Foreign, bytes: &[u8]) -> Vec<Fact> {
    let Some(by) = reviewer_of(path) else { return Vec::new() };
    source::review_file(&SourceText::decode(file.clone(), bytes.to_vec()), &by).facts
}
