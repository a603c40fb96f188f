//! Trees put together for a merge: single files taken from elsewhere, and everything else as git merges it. Moves no
//! branch and touches no file; knows nothing of what the files mean.

use super::changed::{Changed, Held, changed};
use super::error::GitError;
use super::index::{Scratch, ScratchError};
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::Repository;
use crate::text::Foreign;

/// Why no tree came of it.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// Git finds these changed on both sides in ways it cannot join.
    #[error("git finds {paths:?} in conflict: {said:?}")]
    Conflict { paths: Vec<RepoPath>, said: Foreign },
    #[error("a passing index could not be written: {0:?}")]
    Scratch(std::path::PathBuf, #[source] std::io::Error),
    #[error(transparent)]
    Git(#[from] GitError),
}

impl From<ScratchError> for JoinError {
    fn from(error: ScratchError) -> Self {
        match error {
            ScratchError::Files { path, source } => Self::Scratch(path, source),
            ScratchError::Git(error) => Self::Git(error),
        }
    }
}

/// What is to stand at a path; `None` for nothing.
pub type Put = (RepoPath, Option<Held>);

/// Stores bytes as they are and returns their names, in order.
pub fn store(repository: &Repository, files: &[&[u8]]) -> Result<Vec<Oid>, JoinError> {
    Ok(Scratch::new(repository)?.store("blob", files.iter().copied())?)
}

/// Returns `tree`, a tree or commit, with what `put` says at its paths.
pub fn tree_with(repository: &Repository, tree: &Oid, put: &[Put]) -> Result<Oid, JoinError> {
    Ok(Scratch::new(repository)?.tree_of(tree, put)?)
}

/// Merges everything but the paths that `apart` tells of, which come out as in `ours`.
///
/// Where only one side changed anything, its tree is taken; else git merges, without the drivers a repository names.
pub fn join_rest(
    repository: &Repository,
    base: &Oid,
    ours: &Oid,
    theirs: &Oid,
    apart: impl Fn(&RepoPath) -> bool,
) -> Result<Oid, JoinError> {
    let scratch = Scratch::new(repository)?;
    let as_ours = |tree: &Oid| -> Result<(Oid, bool), JoinError> {
        let differing = changed(repository, tree, ours)?;
        let (kept, rest): (Vec<Changed>, Vec<Changed>) =
            differing.into_iter().partition(|changed| apart(&changed.path));
        let put: Vec<Put> = kept.into_iter().map(|changed| (changed.path, changed.new)).collect();
        Ok((scratch.tree_of(tree, &put)?, rest.is_empty()))
    };
    let (base, ours_unchanged) = as_ours(base)?;
    let (theirs, _) = as_ours(theirs)?;
    if ours_unchanged {
        return Ok(theirs);
    }
    if theirs == base {
        return Ok(tree_of_commit(repository, ours)?);
    }
    let base = passing_commit(repository, &base, None)?;
    let ours = passing_commit(repository, ours, Some(&base))?;
    let theirs = passing_commit(repository, &theirs, Some(&base))?;
    merged(repository, &ours, &theirs)
}

/// Returns the tree that git makes of two commits.
fn merged(repository: &Repository, ours: &Oid, theirs: &Oid) -> Result<Oid, JoinError> {
    let answer = repository
        .call_with_files("merge-tree")?
        .args(["--write-tree", "-z", "--name-only", "--no-messages"])
        .args([ours, theirs])
        .answer()?;
    let mut fields = answer.output.split(|&byte| byte == 0);
    let tree = fields.next().and_then(Oid::from_line);
    match (answer.code, tree) {
        (0, Some(tree)) => Ok(tree),
        (1, _) => {
            let mut paths: Vec<RepoPath> =
                fields.filter(|path| !path.is_empty()).map(RepoPath::from_git).collect();
            paths.dedup();
            Err(JoinError::Conflict { paths, said: answer.said })
        }
        _ => Err(answer.failed("merge-tree", repository.top().to_owned()).into()),
    }
}

/// Makes a commit that no branch will ever hold, because `merge-tree` takes a common ancestor from commits only.
fn passing_commit(repository: &Repository, tree: &Oid, parent: Option<&Oid>) -> Result<Oid, GitError> {
    let nobody = "fupan";
    let answer = repository
        .call("commit-tree")
        .arg(format!("{tree}^{{tree}}"))
        .args(parent.into_iter().flat_map(|parent| ["-p", parent.as_str()]))
        .args(["-m", "passing"])
        .env("GIT_AUTHOR_NAME", nobody)
        .env("GIT_AUTHOR_EMAIL", nobody)
        .env("GIT_COMMITTER_NAME", nobody)
        .env("GIT_COMMITTER_EMAIL", nobody)
        .output()?;
    Oid::from_line(&answer).ok_or_else(|| repository.unreadable("commit-tree", &answer))
}

/// Returns the tree of a commit, or of a tree itself.
pub fn tree_of_commit(repository: &Repository, commit: &Oid) -> Result<Oid, GitError> {
    let answer = repository.call("rev-parse").args(["--verify", "--end-of-options"]);
    let answer = answer.arg(format!("{commit}^{{tree}}")).output()?;
    Oid::from_line(&answer).ok_or_else(|| repository.unreadable("rev-parse", &answer))
}
