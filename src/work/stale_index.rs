//! Entries of git's index that are not, or may not be, what the branch holds: from just before a commit moves the branch
//! until the index follows, and longer where the program is killed in between or another one holds the index.
//!
//! Until they are, somebody's next commit with git itself would take our lines out again. So they are kept in the
//! state directory, and every later look at the repository, also of another run, tries again.

use std::path::{Path, PathBuf};

use super::World;
use crate::git::{self, Head, IndexEntry, Oid, RepoPath, Repository};
use crate::store::{FILE_LIMIT, create_directories};

const FILE: &str = "stale-index";

/// Remembers `entries`, which a commit is about to hold, until they are in the index.
pub(super) fn remember(world: &World, entries: &[IndexEntry]) {
    let mut stale = world.run.stale_index.lock().expect("nothing panics while holding it");
    leave_out(&mut stale, entries);
    stale.extend_from_slice(entries);
    keep(world, &stale);
}

/// Forgets `entries`: the index holds them.
pub(super) fn forget(world: &World, entries: &[IndexEntry]) {
    let mut stale = world.run.stale_index.lock().expect("nothing panics while holding it");
    leave_out(&mut stale, entries);
    keep(world, &stale);
}

fn leave_out(stale: &mut Vec<IndexEntry>, entries: &[IndexEntry]) {
    stale.retain(|known| entries.iter().all(|entry| entry.path != known.path));
}

/// Tries again what is left over.
pub(super) fn refresh(world: &World, repository: &Repository, head: &Head) {
    let mut stale = world.run.stale_index.lock().expect("nothing panics while holding it");
    if stale.is_empty() {
        stale.extend(kept(world));
    }
    let Some(commit) = head.commit().filter(|_| !stale.is_empty()) else { return };
    let paths: Vec<RepoPath> = stale.iter().map(|entry| entry.path.clone()).collect();
    let Ok(now) = git::entries(repository, commit, &paths) else { return };
    // What a later commit or another branch holds there is not ours to set back.
    stale.retain(|entry| now.iter().any(|held| held.path == entry.path && held.oid == entry.oid));
    if stale.is_empty() || git::refresh_index(repository, &stale).is_ok_and(|done| done) {
        stale.clear();
        keep(world, &stale);
    }
}

/// Stores a line an entry: the object, whether it may be run, the path in the repository.
///
/// Where nothing can be stored, this run still remembers.
fn keep(world: &World, stale: &[IndexEntry]) {
    let Some(path) = path(world) else { return };
    let line = |entry: &IndexEntry| {
        let path = entry.path.as_path().to_str()?;
        Some(format!("{} {} {path}\n", entry.oid.as_str(), entry.executable))
    };
    let text: String = stale.iter().filter_map(line).collect();
    if text.is_empty() {
        drop(world.files.remove(&path));
    } else {
        let directory = path.parent().unwrap_or(&path);
        let made = create_directories(&*world.files, directory);
        drop(made.and_then(|()| world.files.replace(&path, text.as_bytes())));
    }
}

fn kept(world: &World) -> Vec<IndexEntry> {
    let Some(path) = path(world) else { return Vec::new() };
    let bytes = world.files.open(&path).and_then(|mut file| file.read(FILE_LIMIT)).unwrap_or_default();
    let entry = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let (oid, executable, path) = (parts.next()?, parts.next()?, parts.next()?);
        let path = RepoPath::new(Path::new(path)).ok()?;
        Some(IndexEntry { path, oid: Oid::parse(oid)?, executable: executable == "true" })
    };
    String::from_utf8_lossy(&bytes).lines().filter_map(entry).collect()
}

fn path(world: &World) -> Option<PathBuf> {
    world.memory.directory().map(|state| state.join(FILE))
}
