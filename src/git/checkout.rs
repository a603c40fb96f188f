//! Brings the work tree and the index from one commit to another, and nothing that somebody has changed meanwhile.
//! Knows files as git does; moves no branch.

use std::collections::BTreeSet;

use super::changed::{Changed, changed};
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
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
    refuse_filters(repository, &changes.iter().map(|change| &change.path).collect::<Vec<_>>())?;
    refresh(repository)?;
    let paths = in_the_way(repository, from, &changes)?;
    if !paths.is_empty() {
        return Err(CheckoutError::InTheWay { paths });
    }
    let answer = repository.call_with_files("read-tree")?.args(["-m", "-u"]).args([from, to]).answer()?;
    match answer.code {
        0 => Ok(()),
        _ if answer.said.raw().contains("index.lock") => Err(CheckoutError::Locked { said: answer.said }),
        // Somebody was faster: git looks once more for itself, and has changed nothing.
        _ if answer.said.raw().contains("not uptodate") || answer.said.raw().contains("overwritten") => {
            Err(CheckoutError::InTheWay { paths: in_the_way(repository, from, &changes)? })
        }
        _ => Err(answer.failed("read-tree", repository.top().to_owned()).into()),
    }
}

/// Lets git find out which files were only touched and not changed; it takes touched ones for changed otherwise.
fn refresh(repository: &Repository) -> Result<(), CheckoutError> {
    let answer = repository.call_with_files("update-index")?.arg("--refresh").answer()?;
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
    let on_disk = repository.call_with_files("diff-files")?.args(["-z", "--name-only"]).output()?;
    let staged = repository.call("diff-index").args(["--cached", "-z", "--name-only"]).arg(from).output()?;
    let touched: BTreeSet<RepoPath> =
        split_nul(&on_disk).chain(split_nul(&staged)).map(RepoPath::from_git).collect();
    let exists = |path: &RepoPath| repository.top().join(path.as_path()).symlink_metadata().is_ok();
    let blocks =
        |change: &&Changed| touched.contains(&change.path) || (change.old.is_none() && exists(&change.path));
    Ok(changes.iter().filter(blocks).map(|change| change.path.clone()).collect())
}

/// Refuses what could be written only with the help of a program that attributes name.
pub(super) fn refuse_filters(repository: &Repository, paths: &[&RepoPath]) -> Result<(), CheckoutError> {
    if repository.freedom().is_some() {
        return Ok(());
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

/// Returns `name` of `filter.name.smudge`.
fn driver(key: &[u8]) -> Option<Vec<u8>> {
    let inner = key.strip_prefix(b"filter.")?;
    let end = inner.iter().rposition(|&byte| byte == b'.')?;
    Some(inner[..end].to_vec())
}
