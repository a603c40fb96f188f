//! What a file held in any commit that a branch, a tag or a remote leads to. Knows bytes, not what they mean.

use super::blobs::{Object, objects, whole};
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::Repository;

/// Returns the bytes at `path` in each commit that changed it and is reachable from `head`, a branch, a tag or a branch
/// of a remote. What a stash holds is not among them.
pub fn versions(
    repository: &Repository,
    head: Option<&Oid>,
    path: &RepoPath,
) -> Result<Vec<Vec<u8>>, GitError> {
    let answer = repository
        .call("rev-list")
        .args(["--full-history", "--branches", "--tags", "--remotes"])
        .args(head)
        .arg("--")
        .arg(path)
        .output()?;
    let commits = answer.split(|&byte| byte == b'\n').filter(|commit| !commit.is_empty());
    let names: Vec<Vec<u8>> = commits.map(|commit| [commit, b":", path.as_bytes()].concat()).collect();
    let file = |(object, name): (_, &Vec<u8>)| match object {
        Some(Object::File(blob)) => Some(whole(repository, blob, name)),
        _ => None,
    };
    objects(repository, &names)?.into_iter().zip(&names).filter_map(file).collect()
}
