//! A merge, pick, revert or rebase that has stopped over conflicts: which commits it joins, what is still open in the
//! index, and how files come to be settled there. Knows nothing of what the files mean.

use std::fs;
use std::io::ErrorKind;

use super::changed::Held;
use super::checkout::{CheckoutError, link_above, refuse_filters};
use super::error::GitError;
use super::joining::{JoinError, Put, store};
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::{Repository, split_nul};
use super::state::InProgress;
use crate::regular_file::{self, FILE_LIMIT};

/// The commits that something unfinished joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// `None` where it is for history to tell: what both sides come from.
    pub base: Option<Oid>,
    pub ours: Oid,
    pub theirs: Oid,
}

/// Returns what `in_progress` joins; `None` where it joins no two commits, or more.
pub fn sides(repository: &Repository, in_progress: InProgress) -> Result<Option<Sides>, GitError> {
    let (base, theirs) = match in_progress {
        InProgress::Merge => (None, "MERGE_HEAD"),
        InProgress::CherryPick => (Some("CHERRY_PICK_HEAD^"), "CHERRY_PICK_HEAD"),
        InProgress::Rebase => (Some("REBASE_HEAD^"), "REBASE_HEAD"),
        InProgress::Revert => (Some("REVERT_HEAD"), "REVERT_HEAD^"),
        InProgress::Am | InProgress::Bisect => return Ok(None),
    };
    let directory = repository.git_directory();
    let several = regular_file::read_within(directory, &directory.join("MERGE_HEAD"), FILE_LIMIT);
    let several = several.unwrap_or_default();
    if several.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count() > 1 {
        return Ok(None);
    }
    let named = |name: &str| -> Result<Option<Oid>, GitError> {
        let call = repository.call("rev-parse").args(["--verify", "--quiet"]);
        let answer = call.arg(format!("{name}^{{commit}}")).yes_or_no()?;
        Ok(answer.as_deref().and_then(Oid::from_line))
    };
    let base = match base {
        None => Some(None),
        Some(name) => named(name)?.map(Some),
    };
    let (Some(base), Some(ours), Some(theirs)) = (base, named("HEAD")?, named(theirs)?) else {
        return Ok(None);
    };
    Ok(Some(Sides { base, ours, theirs }))
}

/// Returns every path that the index holds in several versions.
pub fn unmerged(repository: &Repository) -> Result<Vec<RepoPath>, GitError> {
    let answer = repository.call("ls-files").args(["-z", "--unmerged"]).output()?;
    let path = |record: &[u8]| record.splitn(2, |&byte| byte == b'\t').nth(1).map(RepoPath::from_git);
    let mut paths: Vec<RepoPath> = split_nul(&answer).filter_map(path).collect();
    paths.dedup();
    Ok(paths)
}

/// Why files were not settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    #[error(transparent)]
    Checkout(#[from] CheckoutError),
    #[error(transparent)]
    Join(#[from] JoinError),
    #[error(transparent)]
    Git(#[from] GitError),
    #[error("{path:?} could not be removed")]
    Remove { path: RepoPath, source: std::io::Error },
}

/// Has index and work tree hold `put`, and nothing else change. What the work tree held at these paths, and none of
/// `known` does, is stored first; returns under which names.
pub fn settle(
    repository: &Repository,
    put: &[Put],
    known: &[Held],
) -> Result<Vec<(RepoPath, Oid)>, SettleError> {
    if put.is_empty() {
        return Ok(Vec::new());
    }
    let written: Vec<&RepoPath> =
        put.iter().filter(|(_, held)| held.is_some()).map(|(path, _)| path).collect();
    refuse_filters(repository, &written)?;
    let links: Vec<RepoPath> = put.iter().filter_map(|(path, _)| link_above(repository, path)).collect();
    if !links.is_empty() {
        return Err(CheckoutError::InTheWay { paths: links }.into());
    }
    let mut kept = Vec::new();
    for (path, _) in put {
        let there = repository.top().join(path.as_path());
        let bytes = match regular_file::read_within(repository.top(), &there, FILE_LIMIT) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            // What cannot be kept is not written over.
            Err(_) => return Err(CheckoutError::InTheWay { paths: vec![path.clone()] }.into()),
        };
        let name = repository.format().name("blob", &bytes);
        if !put.iter().filter_map(|(_, held)| held.as_ref()).chain(known).any(|held| held.oid == name) {
            store(repository, &[&bytes])?;
            kept.push((path.clone(), name));
        }
    }
    let nothing = repository.format().no_object();
    let line = |(path, held): &Put| {
        // All versions go first: one that is settled does not take the place of several.
        let gone = [format!("0 {nothing}\t").as_bytes(), path.as_bytes(), b"\0"].concat();
        let new = held.as_ref().map(|held| {
            [format!("{} {}\t", held.kind.mode(), held.oid).as_bytes(), path.as_bytes(), b"\0"].concat()
        });
        [gone, new.unwrap_or_default()].concat()
    };
    let lines: Vec<u8> = put.iter().flat_map(line).collect();
    let call = repository.call_with_files("update-index")?.args(["-z", "--index-info"]).input(lines);
    let answer = call.finishing().answer()?;
    match answer.code {
        0 => {}
        _ if answer.said.raw().contains("index.lock") => {
            return Err(CheckoutError::Locked { said: answer.said }.into());
        }
        _ => return Err(answer.failed("update-index", repository.top().to_owned()).into()),
    }
    let paths: Vec<u8> = written.iter().flat_map(|path| [path.as_bytes(), b"\0"].concat()).collect();
    let call = repository.call_with_files("checkout-index")?.args(["-f", "-u", "-z", "--stdin"]);
    call.input(paths).finishing().output()?;
    for (path, _) in put.iter().filter(|(_, held)| held.is_none()) {
        match fs::remove_file(repository.top().join(path.as_path())) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(SettleError::Remove { path: path.clone(), source });
            }
            _ => {}
        }
    }
    Ok(kept)
}
