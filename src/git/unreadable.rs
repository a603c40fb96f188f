//! Files that git reads whatever it is asked, looked at before it is: a pipe or a device it would wait for, or read without
//! end, and not say where. Knows names, and no contents.

use std::fs;
use std::path::{Path, PathBuf};

use super::places::Places;

/// The largest file of a few lines that git is let read, in bytes.
const LIMIT: u64 = 64 << 20;

/// How many branches, tags and the like are looked at.
const MOST: usize = 10_000;

/// What git reads in the git directory, or in the one that all work trees share.
const READ: [&str; 24] = [
    "HEAD",
    "AUTO_MERGE",
    "BISECT_LOG",
    "BISECT_START",
    "CHERRY_PICK_HEAD",
    "FETCH_HEAD",
    "MERGE_HEAD",
    "MERGE_MSG",
    "ORIG_HEAD",
    "REBASE_HEAD",
    "REVERT_HEAD",
    "commondir",
    "config",
    "config.worktree",
    "gitdir",
    "info/attributes",
    "info/exclude",
    "info/grafts",
    "info/refs",
    "info/sparse-checkout",
    "logs/HEAD",
    "objects/info/alternates",
    "sequencer/todo",
    "shallow",
];

/// What it reads there that may be large.
const LARGE: [&str; 4] =
    ["index", "packed-refs", "objects/info/commit-graph", "objects/pack/multi-pack-index"];

/// What it reads in every directory from the top to the plan.
const IN_WORK_TREE: [&str; 3] = [".gitattributes", ".gitignore", ".gitmodules"];

/// Returns a file of the repository that git could not read to its end; `prefix` leads from the top to the plan directory.
pub(super) fn in_repository(places: &Places, prefix: &Path) -> Option<PathBuf> {
    let reviews = prefix.join("reviews");
    let directories = reviews.ancestors().map(|within| places.top.join(within));
    let of_work_tree = directories.flat_map(|directory| IN_WORK_TREE.map(|name| directory.join(name)));
    in_git_directory(&places.git_directory)
        .or_else(|| in_git_directory(&places.common_directory))
        .or_else(|| of_work_tree.into_iter().find(|path| is_unreadable(path, LIMIT)))
        .or_else(|| in_references(&places.common_directory.join("refs")))
}

/// Returns a file of the git directory that git could not read to its end.
fn in_git_directory(directory: &Path) -> Option<PathBuf> {
    let small = READ.iter().map(|name| (name, LIMIT));
    let mut all = small.chain(LARGE.iter().map(|name| (name, u64::MAX)));
    all.find_map(|(name, limit)| Some(directory.join(name)).filter(|path| is_unreadable(path, limit)))
}

/// Returns one of the references that git could not read.
fn in_references(directory: &Path) -> Option<PathBuf> {
    let mut open = vec![directory.to_owned()];
    let mut left = MOST;
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            left = left.checked_sub(1)?;
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                Ok(kind) if kind.is_file() => {}
                _ if is_unreadable(&entry.path(), LIMIT) => return Some(entry.path()),
                _ => {}
            }
        }
    }
    None
}

/// Returns a file that git could not read to its end while it looks for the repository of `directory`.
pub(super) fn on_the_way(directory: &Path) -> Option<PathBuf> {
    let real = directory.canonicalize().ok()?;
    let entry =
        real.ancestors().map(|above| above.join(".git")).find(|entry| entry.symlink_metadata().is_ok())?;
    match fs::metadata(&entry) {
        Ok(found) if found.is_dir() => in_git_directory(&entry),
        _ => Some(entry).filter(|entry| is_unreadable(entry, LIMIT)),
    }
}

/// Tells whether something is there, once links are followed, that is no directory and no file of at most `limit` bytes.
/// The null device is as good as an empty file, and is used as one.
fn is_unreadable(path: &Path, limit: u64) -> bool {
    let Ok(found) = fs::metadata(path) else { return false };
    let is_empty = || path.canonicalize().is_ok_and(|real| real == Path::new("/dev/null"));
    let is_plain = found.is_dir() || (found.is_file() && found.len() <= limit);
    !is_plain && !is_empty()
}
