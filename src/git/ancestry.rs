//! How two commits stand to each other. Knows the graph of commits, not what they hold.

use super::error::GitError;
use super::oid::Oid;
use super::repository::Repository;

/// How two commits stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    Same,
    /// The first descends from the second.
    Ahead,
    /// The second descends from the first.
    Behind,
    /// Both descend from these, the best of their common ancestors: one, unless branches were merged crosswise.
    Apart {
        bases: Vec<Oid>,
    },
    /// They have no common ancestor that this clone knows; a shallow clone may have cut it off.
    Unrelated,
}

/// Returns how `ours` stands to `theirs`.
pub fn relation(repository: &Repository, ours: &Oid, theirs: &Oid) -> Result<Relation, GitError> {
    if ours == theirs {
        return Ok(Relation::Same);
    }
    let Some(answer) = repository.call("merge-base").arg("--all").args([ours, theirs]).yes_or_no()? else {
        return Ok(Relation::Unrelated);
    };
    let bases: Option<Vec<Oid>> = answer.split_inclusive(|&byte| byte == b'\n').map(Oid::from_line).collect();
    let bases = bases.ok_or_else(|| repository.unreadable("merge-base", &answer))?;
    Ok(match &bases[..] {
        [] => Relation::Unrelated,
        [base] if base == theirs => Relation::Ahead,
        [base] if base == ours => Relation::Behind,
        _ => Relation::Apart { bases },
    })
}

/// Tells whether this clone was made without all of the history.
pub fn is_shallow(repository: &Repository) -> Result<bool, GitError> {
    let answer = repository.call("rev-parse").arg("--is-shallow-repository").output()?;
    Ok(answer.starts_with(b"true"))
}
