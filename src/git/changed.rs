//! What differs between two trees, path by path. Knows objects, not what they mean.

use super::blobs::EntryKind;
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::Repository;

/// What a tree holds at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub kind: EntryKind,
    pub oid: Oid,
}

/// A path at which two trees differ; `None` where one of them holds nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub path: RepoPath,
    pub old: Option<Held>,
    pub new: Option<Held>,
}

/// Returns every file that `old` and `new`, commits or trees, do not hold alike, in the order of the paths.
pub fn changed(repository: &Repository, old: &Oid, new: &Oid) -> Result<Vec<Changed>, GitError> {
    if old == new {
        return Ok(Vec::new());
    }
    let answer = repository
        .call("diff-tree")
        .args(["-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-commit-id"])
        .args([old, new])
        .output()?;
    let mut fields = answer.split(|&byte| byte == 0).filter(|field| !field.is_empty());
    let mut found = Vec::new();
    while let Some(record) = fields.next() {
        let path = fields.next().map(RepoPath::from_git);
        let change = path.and_then(|path| Changed::read(record, path));
        found.push(change.ok_or_else(|| repository.unreadable("diff-tree", record))?);
    }
    Ok(found)
}

impl Changed {
    /// Reads `:mode mode object object status`, the old side first.
    pub(super) fn read(record: &[u8], path: RepoPath) -> Option<Self> {
        let words: Vec<&[u8]> = record.strip_prefix(b":")?.split(|&byte| byte == b' ').collect();
        let [old_mode, new_mode, old_oid, new_oid, _] = words[..] else { return None };
        let (old, new) = (Side::read(old_mode, old_oid)?, Side::read(new_mode, new_oid)?);
        Some(Self { path, old: old.0, new: new.0 })
    }
}

/// What a record says of one side.
pub(super) struct Side(pub(super) Option<Held>);

impl Side {
    /// Reads a mode and the name of an object; mode 000000 stands for nothing.
    pub(super) fn read(mode: &[u8], oid: &[u8]) -> Option<Self> {
        if mode == b"000000" {
            return Some(Self(None));
        }
        Some(Self(Some(Held { kind: EntryKind::from_mode(mode)?, oid: Oid::from_line(oid)? })))
    }
}
