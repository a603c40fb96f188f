//! Commits that took lines out of files. Knows lines, not what they mean.

use super::changed::Changed;
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::{Repository, split_nul};
use super::revision::{CommitLine, LINE, LINE_FIELDS};

/// A file from which a commit took lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    pub commit: CommitLine,
    pub path: RepoPath,
    /// The file before: in a parent of the commit, each parent of a merge being told apart.
    pub before: Oid,
}

/// Returns what the history of `tip` took out of files below `under`, newest first.
pub fn deletions(repository: &Repository, tip: &Oid, under: &RepoPath) -> Result<Vec<Deletion>, GitError> {
    let answer = repository
        .call("rev-list")
        .args(["--full-history", "--topo-order", "--no-commit-header"])
        .arg(format!("--format=%x00{LINE}"))
        .args([tip.as_str(), "--"])
        .arg(under)
        .output()?;
    let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).collect();
    let records = fields.chunks_exact(LINE_FIELDS + 1);
    let commits: Vec<CommitLine> = records
        .map(|record| {
            CommitLine::read(&record[1..]).ok_or_else(|| repository.unreadable("rev-list", record[1]))
        })
        .collect::<Result<_, _>>()?;
    let asked: String = commits.iter().flat_map(|commit| [commit.oid.as_str(), "\n"]).collect();
    let answer = repository
        .call("diff-tree")
        .args(["--stdin", "-m", "-r", "-z", "--raw", "--numstat", "--no-renames", "--no-abbrev", "--"])
        .arg(under)
        .input(asked)
        .output()?;
    let mut found = Vec::new();
    let mut commits = commits.into_iter();
    let mut commit = None;
    let mut before: Vec<(RepoPath, Oid)> = Vec::new();
    let mut fields = split_nul(&answer);
    while let Some(field) = fields.next() {
        let unreadable = || repository.unreadable("diff-tree", field);
        if field.starts_with(b":") {
            let path = fields.next().map(RepoPath::from_git);
            let change = path.and_then(|path| Changed::read(field, path)).ok_or_else(unreadable)?;
            before.extend(change.old.map(|old| (change.path, old.oid)));
        } else if let Some((deletes, path)) = read_counts(field) {
            let old = before.iter().find(|(known, _)| *known == path);
            if let (true, Some((path, old)), Some(commit)) = (deletes, old, &commit) {
                let commit: &CommitLine = commit;
                found.push(Deletion { commit: commit.clone(), path: path.clone(), before: old.clone() });
            }
        } else {
            // A merge is named once for each parent that it differs from.
            let oid = Oid::from_line(field).ok_or_else(unreadable)?;
            before.clear();
            if commit.as_ref().is_none_or(|commit| commit.oid != oid) {
                commit = Some(commits.find(|commit| commit.oid == oid).ok_or_else(unreadable)?);
            }
        }
    }
    Ok(found)
}

/// Reads `added TAB deleted TAB path`: whether lines were deleted, and where. Of a binary file that is not known.
fn read_counts(record: &[u8]) -> Option<(bool, RepoPath)> {
    let mut columns = record.splitn(3, |&byte| byte == b'\t');
    let (_, deleted) = (columns.next()?, columns.next()?);
    Some((deleted != b"0", RepoPath::from_git(columns.next()?)))
}
