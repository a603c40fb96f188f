//! Brings the work tree and the index from one commit to another, and nothing that somebody has changed meanwhile.
//! Knows files as git does; moves no branch.

use std::collections::BTreeSet;
use std::path::Path;

use super::changed::{Changed, changed};
use super::error::GitError;
use super::hooks::run_hook;
use super::oid::Oid;
use super::path::RepoPath;
use super::programs::named;
use super::repository::{Repository, split_nul};
use crate::text::Foreign;

/// Why the work tree stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutError {
    /// These were changed on the disk, staged, or are not followed by git, and would be overwritten.
    #[error("{paths:?} would be overwritten")]
    InTheWay { paths: Vec<RepoPath> },
    /// Attributes ask for a program to be run on these, and the repository may run none.
    #[error("a filter would have to run on {paths:?}")]
    Filtered { paths: Vec<RepoPath> },
    /// No work tree may hold these: they lead out of it, or into its git directory.
    #[error("{paths:?} lead out of the work tree")]
    Outside { paths: Vec<RepoPath> },
    /// Another program holds the index.
    #[error("the index is locked: {said:?}")]
    Locked { said: Foreign },
    #[error(transparent)]
    Git(#[from] GitError),
}

/// Writes to work tree and index what `to` holds otherwise than `from`, which is what they hold now but for changes of
/// the user. Looks first whether anything stands in the way, so that all is done or nothing.
pub fn check_out(repository: &Repository, from: &Oid, to: &Oid) -> Result<(), CheckoutError> {
    let changes = changed(repository, from, to)?;
    if changes.is_empty() {
        return Ok(());
    }
    refuse_outside(&changes)?;
    refuse_filters(repository, &changes.iter().map(|change| &change.path).collect::<Vec<_>>())?;
    refresh(repository)?;
    let paths = in_the_way(repository, from, &changes)?;
    if !paths.is_empty() && are_there(repository, to, &changes)? {
        return Ok(());
    }
    if !paths.is_empty() {
        return Err(CheckoutError::InTheWay { paths });
    }
    // Hooks wait until the files are there: one of them may be a hook that nobody has agreed to yet.
    let call = repository.call_with_files("read-tree")?.set("core.hooksPath=/dev/null");
    let call = call.args(["-m", "-u", "--no-recurse-submodules"]).args([from, to]);
    let answer = call.finishing().answer()?;
    match answer.code {
        0 => {
            // As in git, what it says comes too late to matter.
            drop(run_hook(repository, "post-index-change", &[Path::new("1"), Path::new("0")], None));
            Ok(())
        }
        _ if answer.said.raw().contains("index.lock") => Err(CheckoutError::Locked { said: answer.said }),
        // Somebody was faster: git looks once more for itself, and has changed nothing.
        _ if answer.said.raw().contains("not uptodate") || answer.said.raw().contains("overwritten") => {
            Err(CheckoutError::InTheWay { paths: in_the_way(repository, from, &changes)? })
        }
        _ => Err(answer.failed("read-tree", repository.top().to_owned()).into()),
    }
}

/// Refuses changes of paths that no work tree may hold.
pub fn refuse_outside(changes: &[Changed]) -> Result<(), CheckoutError> {
    let paths = changes.iter().map(|change| &change.path);
    let paths: Vec<RepoPath> = paths.filter(|path| !path.stays_within()).cloned().collect();
    if paths.is_empty() { Ok(()) } else { Err(CheckoutError::Outside { paths }) }
}

/// Lets git find out which files were only touched and not changed; it takes touched ones for changed otherwise.
fn refresh(repository: &Repository) -> Result<(), CheckoutError> {
    // It may have to read every file.
    let call = repository.call_with_files("update-index")?.arg("--refresh");
    let answer = call.at_length().answer()?;
    // 1 says that some are changed indeed, which is looked at next.
    match answer.code {
        0 | 1 => Ok(()),
        _ if answer.said.raw().contains("index.lock") => Err(CheckoutError::Locked { said: answer.said }),
        _ => Err(answer.failed("update-index", repository.top().to_owned()).into()),
    }
}

/// Returns those of `changes` that somebody has touched, on the disk or in the index.
fn in_the_way(
    repository: &Repository,
    from: &Oid,
    changes: &[Changed],
) -> Result<Vec<RepoPath>, CheckoutError> {
    let touched = differing(repository, from)?;
    let exists = |path: &RepoPath| exists(repository, path);
    let blocks =
        |change: &&Changed| touched.contains(&change.path) || (change.old.is_none() && exists(&change.path));
    let mut blocking: BTreeSet<RepoPath> =
        changes.iter().filter(blocks).map(|change| change.path.clone()).collect();
    // A link that a commit holds in the place of a directory is git's to replace.
    let is_known = |path: &RepoPath| {
        changes.iter().any(|change| change.path == *path && change.old.is_some()) && !touched.contains(path)
    };
    let links = changes.iter().filter_map(|change| link_above(repository, &change.path));
    blocking.extend(links.filter(|link| !is_known(link)));
    Ok(blocking.into_iter().collect())
}

/// Returns the paths at which the index differs from `commit`, or the work tree from the index.
fn differing(repository: &Repository, commit: &Oid) -> Result<BTreeSet<RepoPath>, CheckoutError> {
    // Nothing is written into a submodule. Whether it has changes of its own, git would ask a git in it, which runs what
    // the configuration there names.
    let on_disk = repository.call_with_files("diff-files")?.arg("--ignore-submodules=all");
    let on_disk = on_disk.args(["-z", "--name-only"]).output()?;
    let staged =
        repository.call("diff-index").args(["--cached", "-z", "--name-only"]).arg(commit).output()?;
    Ok(split_nul(&on_disk).chain(split_nul(&staged)).map(RepoPath::from_git).collect())
}

fn exists(repository: &Repository, path: &RepoPath) -> bool {
    repository.top().join(path.as_path()).symlink_metadata().is_ok()
}

/// Tells whether work tree and index hold already what `to` does at all of `changes`: a run that was killed before it could
/// move the branch has left them so.
fn are_there(repository: &Repository, to: &Oid, changes: &[Changed]) -> Result<bool, CheckoutError> {
    let differing = differing(repository, to)?;
    let is_there = |change: &Changed| {
        !differing.contains(&change.path)
            && link_above(repository, &change.path).is_none()
            && change.new.is_some() == exists(repository, &change.path)
    };
    Ok(changes.iter().all(is_there))
}

/// Returns the directory above `path` that is a link on the disk, if one is: what is written through it is anybody's.
pub(super) fn link_above(repository: &Repository, path: &RepoPath) -> Option<RepoPath> {
    let above = path.as_path().ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
    let link = above.filter(|above| repository.top().join(above).is_symlink()).last()?;
    Some(RepoPath::from_git(link.as_os_str().as_encoded_bytes()))
}

/// Refuses what could be written only with the help of a program that attributes name.
pub(super) fn refuse_filters(repository: &Repository, paths: &[&RepoPath]) -> Result<(), CheckoutError> {
    if repository.freedom().is_some() {
        return refuse_new_filters(repository, paths);
    }
    let query = ["-z", "--name-only", "--get-regexp", r"^filter\..*\.(smudge|process)$"];
    let keys = repository.call("config").args(query).yes_or_no()?.unwrap_or_default();
    let drivers: BTreeSet<Vec<u8>> = split_nul(&keys).filter_map(driver).collect();
    if drivers.is_empty() {
        return Ok(());
    }
    let asked: Vec<u8> = paths.iter().flat_map(|path| [path.as_bytes(), b"\0"].concat()).collect();
    let call = repository.call_reading_attributes("check-attr").args(["-z", "--stdin", "filter"]);
    let answer = call.input(asked).output()?;
    let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).collect();
    let filtered = fields.chunks_exact(3).filter(|record| drivers.contains(record[2]));
    let paths: Vec<RepoPath> = filtered.map(|record| RepoPath::from_git(record[0])).collect();
    if paths.is_empty() { Ok(()) } else { Err(CheckoutError::Filtered { paths }) }
}

/// Refuses where a filter that was agreed to is itself among what is to be written: git would run the new one at once.
fn refuse_new_filters(repository: &Repository, paths: &[&RepoPath]) -> Result<(), CheckoutError> {
    let is_filter = |key: &[u8]| key.starts_with(b"filter.");
    let filters = repository.config()?.own().filter(|(key, _)| is_filter(key));
    let named = filters.flat_map(|(_, value)| named(repository.places(), value, paths));
    let named: BTreeSet<RepoPath> = named.cloned().collect();
    let paths: Vec<RepoPath> = named.into_iter().collect();
    if paths.is_empty() { Ok(()) } else { Err(CheckoutError::Filtered { paths }) }
}

/// Returns `name` of `filter.name.smudge`.
fn driver(key: &[u8]) -> Option<Vec<u8>> {
    let inner = key.strip_prefix(b"filter.")?;
    let end = inner.iter().rposition(|&byte| byte == b'.')?;
    Some(inner[..end].to_vec())
}
