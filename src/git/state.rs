//! What a repository is in the middle of: its branch, what is in progress, how far it is from its upstream. Knows
//! the facts, not which of them forbid what.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use super::complaint::telling;
use super::error::GitError;
use super::oid::Oid;
use super::repository::Repository;
use crate::regular_file::{self, FILE_LIMIT};
use crate::text::Foreign;

/// What is checked out, and what was begun and not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    pub head: Head,
    pub in_progress: Option<InProgress>,
}

/// What is checked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// A branch; without a commit it is unborn.
    Branch { branch: Branch, commit: Option<Oid> },
    /// A commit and no branch.
    Detached { commit: Oid },
}

/// What `rev-parse` has to be told to name the commit that is checked out, and the branch; answered where there is a
/// commit and no branch is called `HEAD`. Only with the kind said does it look whether the commit is there.
pub(super) const ASK_FOR_HEAD: [&str; 3] = ["HEAD^{commit}", "--symbolic-full-name", "HEAD"];

impl Head {
    /// Reads the two lines of that answer.
    pub(super) fn from_lines(lines: &[u8]) -> Option<Self> {
        let (commit, name) = lines.split_at(lines.iter().position(|&byte| byte == b'\n')?);
        let commit = Oid::from_line(commit)?;
        match &name[1..] {
            b"HEAD" => Some(Self::Detached { commit }),
            name if name.starts_with(b"refs/heads/") && !name.contains(&b'\n') => {
                let branch = Branch(OsString::from_vec(name.to_vec()));
                Some(Self::Branch { branch, commit: Some(commit) })
            }
            _ => None,
        }
    }

    /// Returns the commit that is checked out; an unborn branch has none.
    pub fn commit(&self) -> Option<&Oid> {
        match self {
            Self::Branch { commit, .. } => commit.as_ref(),
            Self::Detached { commit } => Some(commit),
        }
    }
}

/// A local branch.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Branch(OsString);

impl Branch {
    /// Returns the name without `refs/heads/`.
    pub fn name(&self) -> Foreign {
        let bytes = self.0.as_bytes();
        Foreign::from_bytes(bytes.strip_prefix(b"refs/heads/").unwrap_or(bytes))
    }

    /// Returns the whole name of the reference, for git.
    pub(super) fn reference(&self) -> &OsString {
        &self.0
    }
}

impl fmt::Debug for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Branch({:?})", self.name())
    }
}

/// Something git was told to do and that waits for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InProgress {
    Merge,
    Rebase,
    /// Patches are being applied from mail.
    Am,
    CherryPick,
    Revert,
    Bisect,
}

/// How far the branch is from the one it follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The name people use, for example `origin/main`.
    pub name: Foreign,
    /// Commits that only the local branch has and that only the upstream has; `None` when the upstream is gone.
    pub apart: Option<Apart>,
}

/// Two counts of commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    pub ahead: u32,
    pub behind: u32,
}

/// Reads what is checked out and what is in progress.
pub fn state(repository: &Repository) -> Result<State, GitError> {
    state_at(repository, head(repository)?)
}

/// Reads what is in progress where it is known that `head` is checked out.
pub fn state_at(repository: &Repository, head: Head) -> Result<State, GitError> {
    Ok(State { head, in_progress: in_progress(repository)? })
}

/// Reads what is checked out.
pub(super) fn head(repository: &Repository) -> Result<Head, GitError> {
    let answer = repository.call("rev-parse").args(ASK_FOR_HEAD).answer()?;
    let lines = answer.output.strip_suffix(b"\n").filter(|_| answer.code == 0);
    if let Some(head) = lines.and_then(Head::from_lines) {
        return Ok(head);
    }
    let Some(branch) = checked_out(repository)? else {
        let Some(commit) = commit_of(repository, OsStr::new("HEAD"))? else {
            return Err(damaged(repository, &Foreign::default()));
        };
        return Ok(Head::Detached { commit });
    };
    let commit = commit_of(repository, branch.reference())?;
    Ok(Head::Branch { branch, commit })
}

/// Returns the branch that is checked out, if it is one.
pub(super) fn checked_out(repository: &Repository) -> Result<Option<Branch>, GitError> {
    let answer = repository.call("symbolic-ref").args(["-q", "HEAD"]).answer()?;
    let mut reference = match answer.code {
        0 => answer.output,
        1 => return Ok(None),
        _ => return Err(damaged(repository, &answer.said)),
    };
    if reference.last() == Some(&b'\n') {
        reference.pop();
    }
    if !reference.starts_with(b"refs/heads/") {
        return Err(repository.unreadable("symbolic-ref", &reference));
    }
    Ok(Some(Branch(OsString::from_vec(reference))))
}

/// Returns what exactly this reference names. Other commands would go on to tags and branches of that name.
pub(super) fn commit_of(repository: &Repository, reference: &OsStr) -> Result<Option<Oid>, GitError> {
    let answer = repository.call("show-ref").args(["--verify", "--hash", "--"]).arg(reference).answer()?;
    if answer.code == 0 {
        let oid = Oid::from_line(&answer.output);
        return oid.map(Some).ok_or_else(|| repository.unreadable("show-ref", &answer.output));
    }
    if answer.said.raw().contains("not a valid ref") {
        return Ok(None);
    }
    Err(damaged(repository, &answer.said))
}

fn damaged(repository: &Repository, said: &Foreign) -> GitError {
    GitError::Damaged { directory: repository.top().to_owned(), said: telling(said) }
}

fn in_progress(repository: &Repository) -> Result<Option<InProgress>, GitError> {
    let directory = repository.git_directory();
    let there = |name: &str| directory.join(name).symlink_metadata().is_ok();
    // A rebase picks and reverts, so what contains others is looked for first.
    if there("rebase-apply/applying") {
        return Ok(Some(InProgress::Am));
    }
    let files = [
        ("rebase-merge", InProgress::Rebase),
        ("rebase-apply", InProgress::Rebase),
        ("MERGE_HEAD", InProgress::Merge),
        ("CHERRY_PICK_HEAD", InProgress::CherryPick),
        ("REVERT_HEAD", InProgress::Revert),
    ];
    if let Some((_, found)) = files.into_iter().find(|(name, _)| there(name)) {
        return Ok(Some(found));
    }
    // Several picks or reverts wait here for the next one, also while none has stopped half way.
    if there("sequencer/todo") {
        let todo = directory.join("sequencer/todo");
        let todo = regular_file::read_within(directory, &todo, FILE_LIMIT).unwrap_or_default();
        let reverts = todo.starts_with(b"revert ") || todo.starts_with(b"r ");
        return Ok(Some(if reverts { InProgress::Revert } else { InProgress::CherryPick }));
    }
    if there("reftable") {
        for (name, found) in
            [("CHERRY_PICK_HEAD", InProgress::CherryPick), ("REVERT_HEAD", InProgress::Revert)]
        {
            if commit_of(repository, OsStr::new(name))?.is_some() {
                return Ok(Some(found));
            }
        }
    }
    Ok(there("BISECT_LOG").then_some(InProgress::Bisect))
}

/// Returns what `branch` follows and how far they are apart; `None` when it follows nothing.
pub fn upstream(repository: &Repository, branch: &Branch) -> Result<Option<Upstream>, GitError> {
    let answer = repository
        .call("for-each-ref")
        .arg("--format=%(refname)%00%(upstream:short)%00%(upstream:track,nobracket)%00")
        .args([OsStr::new("--"), branch.reference()])
        .output()?;
    let fields: Vec<_> = answer.split(|&byte| byte == 0).collect();
    let [reference, name, track, ..] = fields[..] else { return Ok(None) };
    if reference != branch.reference().as_bytes() || name.is_empty() {
        return Ok(None);
    }
    let apart = if track == b"gone" { None } else { Some(read_apart(track)) };
    Ok(Some(Upstream { name: Foreign::from_bytes(name), apart }))
}

/// Reads `ahead 1, behind 2`, either half of it, or nothing.
fn read_apart(track: &[u8]) -> Apart {
    let text = String::from_utf8_lossy(track);
    let count = |word: &str| {
        let number = text.split(", ").find_map(|half| half.strip_prefix(word)?.strip_prefix(' '));
        number.and_then(|number| number.parse().ok()).unwrap_or(0)
    };
    Apart { ahead: count("ahead"), behind: count("behind") }
}
