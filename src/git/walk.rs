//! The commits that touched some paths, newest first, and what each changed there. Knows objects and people, not what
//! the files mean.

use super::changed::{Changed, Side};
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::Repository;
use super::revision::{CommitLine, LINE, LINE_FIELDS};

/// How many commits are looked into at once.
const BATCH: usize = 64;

/// A commit and the files it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub commit: CommitLine,
    /// How many commits it goes on from: none for the first, two for a merge.
    pub parents: usize,
    /// Of a merge, only what is as in none of its parents; the old side is that of the first of them.
    pub changes: Vec<Changed>,
}

/// Walks the history of `tip` at `paths`, or of everything, and gives the steps to `take` in batches until it returns
/// false. A merge that only joined is no step.
pub fn walk(
    repository: &Repository,
    tip: &Oid,
    paths: &[RepoPath],
    take: &mut dyn FnMut(Vec<Step>) -> bool,
) -> Result<(), GitError> {
    let answer = repository
        .call("rev-list")
        .args(["--date-order", "--no-commit-header"])
        .arg(format!("--format=%P%x00{LINE}"))
        .args([tip.as_str(), "--"])
        .args(paths)
        .output()?;
    let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).collect();
    let mut commits = Vec::new();
    for record in fields.chunks_exact(LINE_FIELDS + 1) {
        let parents =
            record[0].split(|&byte| byte == b' ').filter(|oid| !oid.trim_ascii().is_empty()).count();
        let line =
            CommitLine::read(&record[1..]).ok_or_else(|| repository.unreadable("rev-list", record[1]))?;
        commits.push((line, parents));
    }
    for batch in commits.chunks(BATCH) {
        let steps = look_into(repository, batch, paths)?;
        if !take(steps) {
            break;
        }
    }
    Ok(())
}

/// A commit that changed some paths, and the nearest ones before it that did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ancestor {
    pub commit: CommitLine,
    pub parents: Vec<Oid>,
}

/// Returns the commits in the history of `tip` that changed `paths`, at most `most` of them, newest first.
pub fn lineage(
    repository: &Repository,
    tip: &Oid,
    paths: &[RepoPath],
    most: usize,
) -> Result<Vec<Ancestor>, GitError> {
    let answer = repository
        .call("rev-list")
        .args(["--topo-order", "--parents", "--no-commit-header"])
        .arg(format!("--max-count={most}"))
        .arg(format!("--format=%x00{LINE}"))
        .args([tip.as_str(), "--"])
        .args(paths)
        .output()?;
    let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).collect();
    // The parents are written before what the format asks for.
    let read = |record: &[&[u8]]| {
        let parents = record[0].trim_ascii().split(|&byte| byte == b' ').filter(|oid| !oid.is_empty());
        let parents = parents.map(Oid::from_line).collect::<Option<_>>()?;
        Some(Ancestor { commit: CommitLine::read(&record[1..])?, parents })
    };
    let records = fields.chunks_exact(LINE_FIELDS + 1);
    records.map(|record| read(record).ok_or_else(|| repository.unreadable("rev-list", record[1]))).collect()
}

/// Asks what each commit of a batch changed.
fn look_into(
    repository: &Repository,
    batch: &[(CommitLine, usize)],
    paths: &[RepoPath],
) -> Result<Vec<Step>, GitError> {
    let asked: String = batch.iter().flat_map(|(line, _)| [line.oid.as_str(), "\n"]).collect();
    let answer = repository
        .call("diff-tree")
        .args(["--stdin", "--root", "-r", "-z", "--raw", "-c", "--no-renames", "--no-abbrev", "--"])
        .args(paths)
        .input(asked)
        .output()?;
    let mut fields = answer.split(|&byte| byte == 0).filter(|field| !field.is_empty()).peekable();
    let mut steps = Vec::new();
    for (commit, parents) in batch {
        let mut changes = Vec::new();
        // A commit that changed nothing here, such as a merge that only joined, is not named at all.
        if fields.next_if(|field| field.trim_ascii() == commit.oid.as_str().as_bytes()).is_some() {
            while let Some(record) = fields.next_if(|field| field.starts_with(b":")) {
                let path = fields.next().map(RepoPath::from_git);
                let change = path.and_then(|path| read(record, path));
                changes.push(change.ok_or_else(|| repository.unreadable("diff-tree", record))?);
            }
        }
        if !changes.is_empty() {
            steps.push(Step { commit: commit.clone(), parents: *parents, changes });
        }
    }
    if let Some(rest) = fields.next() {
        return Err(repository.unreadable("diff-tree", rest));
    }
    Ok(steps)
}

/// Reads a record with as many colons as there are parents: their modes and that of the result, then the objects.
fn read(record: &[u8], path: RepoPath) -> Option<Changed> {
    let parents = record.iter().take_while(|&&byte| byte == b':').count();
    let words: Vec<&[u8]> = record[parents..].split(|&byte| byte == b' ').collect();
    let side = |at: usize| Side::read(words.get(at)?, words.get(parents + 1 + at)?);
    Some(Changed { path, old: side(0)?.0, new: side(parents)?.0 })
}
