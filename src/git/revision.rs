//! Commits named by people: by id, tag, branch, or a moment. Knows what git calls them, not what they hold.

use super::blobs::{Entry, EntryKind};
use super::complaint::Complaint;
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::{Repository, split_nul};
use super::run::Answer;
use super::state::head;
use crate::text::Foreign;

/// A commit, with what people want to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitLine {
    pub oid: Oid,
    pub author: Foreign,
    pub email: Foreign,
    /// When it was written, with the offset of whoever wrote it: `2026-11-23T10:05:00+08:00`.
    pub at: Foreign,
    pub subject: Foreign,
}

/// What `git log` is asked to write of a commit, for [`CommitLine`].
pub(super) const LINE: &str = "%H%x00%an%x00%ae%x00%aI%x00%s%x00";

/// How many fields that are.
pub(super) const LINE_FIELDS: usize = 5;

impl CommitLine {
    /// Reads the fields of [`LINE`].
    pub(super) fn read(fields: &[&[u8]]) -> Option<Self> {
        let [oid, author, email, at, subject] = fields else { return None };
        Some(Self {
            oid: Oid::from_line(oid)?,
            author: Foreign::from_bytes(author),
            email: Foreign::from_bytes(email),
            at: Foreign::from_bytes(at),
            subject: Foreign::from_bytes(subject),
        })
    }
}

/// Returns the commit that `text` names: an id or the beginning of one, a tag, a branch, `HEAD~2`; `None` where it names
/// none. What would name something inside a commit, or search for one, is none.
pub fn resolve(repository: &Repository, text: &str) -> Result<Option<Oid>, GitError> {
    if text.is_empty() || text.contains([':', '\0', '\n']) {
        return Ok(None);
    }
    let call = repository.call("rev-parse").args(["--verify", "--quiet", "--end-of-options"]);
    let found = named(repository, "rev-parse", call.arg(format!("{text}^{{commit}}")).answer()?)?;
    if found.is_none() {
        // A branch that is damaged is named by nothing, and is not one that has no commits yet.
        head(repository)?;
    }
    Ok(found)
}

/// Returns the commit that git found; where it complains of damage, that is no answer.
fn named(repository: &Repository, operation: &'static str, answer: Answer) -> Result<Option<Oid>, GitError> {
    match Complaint::of(&answer.said) {
        _ if answer.code == 0 => Ok(Oid::from_line(&answer.output)),
        Complaint::Other => Ok(None),
        _ => Err(answer.failed(operation, repository.top().to_owned())),
    }
}

/// Returns the last commit on the first-parent line of HEAD that was made at `seconds` since 1970 or before.
pub fn at_moment(repository: &Repository, seconds: i64) -> Result<Option<Oid>, GitError> {
    // git takes a moment before 1970 for the present one.
    if seconds < 0 {
        return Ok(None);
    }
    let answer = repository
        .call("rev-list")
        .args(["-1", "--first-parent"])
        .arg(format!("--before=@{seconds} +0000"))
        .args(["HEAD", "--"])
        .answer()?;
    named(repository, "rev-list", answer)
}

/// Returns what people want to know of `commit`.
pub fn describe(repository: &Repository, commit: &Oid) -> Result<CommitLine, GitError> {
    let answer = repository
        .call("rev-list")
        .args(["-1", "--no-commit-header"])
        .arg(format!("--format={LINE}"))
        .args([commit.as_str(), "--"])
        .output()?;
    let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).take(LINE_FIELDS).collect();
    CommitLine::read(&fields).ok_or_else(|| repository.unreadable("rev-list", &answer))
}

/// Returns the names of tags and branches, tags first, the latest first.
pub fn names(repository: &Repository) -> Result<Vec<Foreign>, GitError> {
    let answer = repository
        .call("for-each-ref")
        .args(["--sort=-creatordate", "--format=%(refname:short)%00"])
        .args(["refs/tags", "refs/heads", "refs/remotes"])
        .output()?;
    let names = split_nul(&answer).map(<[u8]>::trim_ascii).filter(|name| !name.is_empty());
    Ok(names.map(Foreign::from_bytes).collect())
}

/// Returns what the index holds below `under`, or everywhere; what a merge has left in several versions is left out.
pub fn index_entries(repository: &Repository, under: &[RepoPath]) -> Result<Vec<Entry>, GitError> {
    let answer = repository.call("ls-files").args(["-z", "--stage", "--"]).args(under).output()?;
    let read = |record: &[u8]| {
        let tab = record.iter().position(|&byte| byte == b'\t')?;
        let mut words = record[..tab].split(|&byte| byte == b' ');
        let (mode, oid, stage) = (words.next()?, words.next()?, words.next()?);
        let kind = EntryKind::from_mode(mode)?;
        let path = RepoPath::from_git(&record[tab + 1..]);
        Some((stage == b"0").then_some(Entry { path, kind, oid: Oid::from_line(oid)? }))
    };
    let entries: Option<Vec<Option<Entry>>> = split_nul(&answer).map(read).collect();
    let entries = entries.ok_or_else(|| repository.unreadable("ls-files", &answer))?;
    Ok(entries.into_iter().flatten().collect())
}
