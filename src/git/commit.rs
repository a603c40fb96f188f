//! Commits given bytes at given paths, and nothing else, onto the branch that is checked out. Knows how to do it
//! without touching the work tree or what others have staged; knows nothing of what the bytes mean.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::base::{Base, Directories};
use super::blobs::EntryKind;
use super::complaint::telling;
use super::error::GitError;
use super::hooks::{self, HookError, run_hook};
use super::identity::{Identity, Role, identity, is_named};
use super::index::{IndexEntry, Scratch, ScratchError, refresh_index};
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::Repository;
use super::state::{Branch, Head, InProgress, checked_out, commit_of};
use super::threads::at_once;
use super::unfinished::unmerged;
use crate::regular_file::{self, FILE_LIMIT};
use crate::text::Foreign;

/// How often a commit is built anew because somebody else was faster.
const ATTEMPTS: u32 = 10;

/// One file to commit: its whole content from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileToCommit {
    pub path: RepoPath,
    pub bytes: Vec<u8>,
}

/// What to commit, and in whose name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommitRequest {
    /// Subject, empty line, body; without NUL.
    pub message: String,
    /// Each path once.
    pub files: Vec<FileToCommit>,
    /// `None` stands for whom git would name.
    pub author: Option<Identity>,
    /// `None` stands for whom git would name.
    pub committer: Option<Identity>,
    /// What was checked out when the bytes were compared with it, at all of the paths: what was committed since is not
    /// overtaken. `None` stands for what is checked out now.
    pub base: Option<Base>,
}

/// A commit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    pub oid: Oid,
    pub branch: Branch,
    /// The paths that differ from the commit before.
    pub paths: Vec<RepoPath>,
    /// The index still holds the files as they were before, because somebody else kept it locked or it could not
    /// be written: `git status` shows them as changed until [`refresh_index`] with `entries` succeeds.
    pub index_stale: bool,
    /// What the index holds for the paths, or should.
    pub entries: Vec<IndexEntry>,
    /// What git said when it failed after it had moved the branch.
    pub failed_after: Option<Foreign>,
}

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Found before anything was written but objects that nothing leads to.
    #[error("a commit was refused: {0:?}")]
    Refused(Refusal),
    /// Somebody else has just committed something different at these paths: read the files again, then try again.
    #[error("others have committed to {paths:?} meanwhile")]
    Overtaken { paths: Vec<RepoPath> },
    /// Another branch was checked out while the commit was built.
    #[error("the branch was changed from {from:?} meanwhile")]
    BranchChanged { from: Branch },
    /// Others were faster, or held the branch locked, every time.
    #[error("the branch could not be moved in {attempts} attempts: {said:?}")]
    Busy { attempts: u32, said: Foreign },
    /// A hook of a trusted repository refused it; what it said.
    #[error("the hook {hook} refused the commit: {said:?}")]
    Hook { hook: &'static str, said: Foreign },
    /// The configuration of a trusted repository asks for a signature, and none came; what was said.
    #[error("the commit could not be signed: {said:?}")]
    NotSigned {
        said: Foreign,
        /// Somebody at the terminal could be asked, and was not.
        unasked: bool,
    },
    /// The git directory cannot be written.
    #[error("{path:?} could not be written for a commit")]
    Scratch { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Git(#[from] GitError),
}

/// A state of the repository in which fupan does not commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Detached {
        commit: Oid,
    },
    InProgress(InProgress),
    /// Git does not know who commits.
    NoIdentity(Role),
    /// Git was told to ignore these, and does not follow them yet.
    Ignored {
        paths: Vec<RepoPath>,
    },
    /// A merge has left these in several versions in the index.
    Unmerged {
        paths: Vec<RepoPath>,
    },
    /// The branch has something other than a file at this path.
    NotAFile {
        path: RepoPath,
        kind: EntryKind,
    },
    /// The request names this path twice.
    Twice {
        path: RepoPath,
    },
}

impl From<ScratchError> for CommitError {
    fn from(error: ScratchError) -> Self {
        match error {
            ScratchError::Files { path, source } => Self::Scratch { path, source },
            ScratchError::Git(error) => Self::Git(error),
        }
    }
}

impl From<HookError> for CommitError {
    fn from(error: HookError) -> Self {
        match error {
            HookError::Refused { hook, said } => Self::Hook { hook, said },
            HookError::Git(error) => Self::Git(error),
        }
    }
}

impl From<Refusal> for CommitError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Commits the files of `request` and leaves everything else as it is: the work tree, other paths of the index,
/// other branches. `None` when the branch holds these bytes already.
///
/// The branch is moved only from the commit the new one was built on; when somebody else was faster, it is built
/// anew on theirs, unless they changed the same paths.
pub fn commit(repository: &Repository, request: &CommitRequest) -> Result<Option<Committed>, CommitError> {
    commit_announced(repository, request, &mut |_, _| {})
}

/// As [`commit`]; `announce` is called just before each attempt to move the branch, with the number of the attempt and
/// what the index has to hold once the branch has moved.
pub fn commit_announced(
    repository: &Repository,
    request: &CommitRequest,
    announce: &mut dyn FnMut(u32, &[IndexEntry]),
) -> Result<Option<Committed>, CommitError> {
    let paths: Vec<_> = request.files.iter().map(|file| file.path.clone()).collect();
    refuse_twice(&paths)?;
    let base = match &request.base {
        Some(base) => base.clone(),
        None => Base::now(repository, &paths)?,
    };
    let mut ground = Ground::of(base, &paths)?;
    refuse_nobody(repository, request)?;
    let scratch = Scratch::new(repository)?;
    let format = repository.format();
    let blobs: Vec<Oid> = request.files.iter().map(|file| format.name("blob", &file.bytes)).collect();
    let mut said = Foreign::default();
    let mut message = None;
    for attempt in 1..=ATTEMPTS {
        let changed = ground.changed(&paths, &blobs);
        if changed.is_empty() {
            return Ok(None);
        }
        let (tree, directories) = ground.directories.with(format, &changed)?;
        let files = || scratch.store("blob", request.files.iter().map(|file| file.bytes.as_slice()));
        let trees = || scratch.store("tree", directories.iter().map(Vec::as_slice));
        let (refused, (files, trees)) =
            at_once(|| refuse_index(repository, &paths, &ground), || at_once(files, trees));
        refused?;
        if files? != blobs || trees?.last() != Some(&tree) {
            return Err(repository.unreadable("hash-object", b"").into());
        }
        // Once: what they look at is the same each time.
        if message.is_none() {
            message = Some(through_hooks(&scratch, &tree, "pre-commit", "message", &request.message)?);
        }
        let message = message.as_deref().unwrap_or(&request.message);
        let parents: Vec<&Oid> = ground.commit.iter().collect();
        let oid = commit_tree(repository, &tree, &parents, message, request)?;
        let cancel = repository.git().job();
        let _unbroken = cancel.unbroken();
        announce(attempt, &changed);
        let subject = message.lines().next().unwrap_or_default();
        match advance(repository, &ground.branch, ground.commit.as_ref(), &oid, subject)? {
            Advance::Done => return Ok(Some(finish(repository, oid, ground.branch, changed, None))),
            Advance::DoneThenFailed(said) => {
                return Ok(Some(finish(repository, oid, ground.branch, changed, Some(said))));
            }
            Advance::Overtaken(answer) => said = answer,
        }
        ground = ground.again(repository, &paths)?;
    }
    Err(CommitError::Busy { attempts: ATTEMPTS, said })
}

/// A base on which fupan commits.
struct Ground {
    branch: Branch,
    commit: Option<Oid>,
    directories: Directories,
}

impl Ground {
    fn of(base: Base, paths: &[RepoPath]) -> Result<Self, Refusal> {
        let Base { state, directories } = base;
        if let Some(in_progress) = state.in_progress {
            return Err(Refusal::InProgress(in_progress));
        }
        let (branch, commit) = match state.head {
            Head::Branch { branch, commit } => (branch, commit),
            Head::Detached { commit } => return Err(Refusal::Detached { commit }),
        };
        for path in paths {
            match directories.held(path).map(|held| held.kind) {
                None | Some(EntryKind::File | EntryKind::Executable) => {}
                Some(kind) => return Err(Refusal::NotAFile { path: path.clone(), kind }),
            }
        }
        Ok(Self { branch, commit, directories })
    }

    /// Returns what has to be put into the tree so that it holds `blobs` at `paths`; a file that may be run stays so.
    fn changed(&self, paths: &[RepoPath], blobs: &[Oid]) -> Vec<IndexEntry> {
        let entry = |(path, oid): (&RepoPath, &Oid)| {
            let held = self.directories.held(path);
            let executable = held.as_ref().is_some_and(|held| held.kind == EntryKind::Executable);
            let differs = held.is_none_or(|held| held.oid != *oid);
            differs.then(|| IndexEntry { path: path.clone(), oid: oid.clone(), executable })
        };
        paths.iter().zip(blobs).filter_map(entry).collect()
    }

    /// Looks at the branch anew after a lost race; gives up where going on could undo what others did.
    fn again(self, repository: &Repository, paths: &[RepoPath]) -> Result<Self, CommitError> {
        let now = Self::of(Base::now(repository, paths)?, paths)?;
        if now.branch != self.branch {
            return Err(CommitError::BranchChanged { from: self.branch });
        }
        let differs = |path: &&RepoPath| now.directories.held(path) != self.directories.held(path);
        let overtaken: Vec<_> = paths.iter().filter(differs).cloned().collect();
        if overtaken.is_empty() { Ok(now) } else { Err(CommitError::Overtaken { paths: overtaken }) }
    }
}

/// Refuses where git would make somebody up.
fn refuse_nobody(repository: &Repository, request: &CommitRequest) -> Result<(), CommitError> {
    for (given, role) in [(&request.author, Role::Author), (&request.committer, Role::Committer)] {
        if given.is_none() && !is_named(repository, role)? {
            return Err(Refusal::NoIdentity(role).into());
        }
    }
    Ok(())
}

fn refuse_twice(paths: &[RepoPath]) -> Result<(), CommitError> {
    let mut sorted: Vec<_> = paths.iter().collect();
    sorted.sort();
    match sorted.array_windows().find(|[one, next]| one == next) {
        Some([path, _]) => Err(Refusal::Twice { path: (*path).clone() }.into()),
        None => Ok(()),
    }
}

fn refuse_index(repository: &Repository, paths: &[RepoPath], ground: &Ground) -> Result<(), CommitError> {
    let mut unmerged = unmerged(repository)?;
    unmerged.retain(|path| paths.contains(path));
    if !unmerged.is_empty() {
        return Err(Refusal::Unmerged { paths: unmerged }.into());
    }
    let new: Vec<_> = paths.iter().filter(|path| ground.directories.held(path).is_none()).cloned().collect();
    let ignored = repository.ignored(&new)?;
    if !ignored.is_empty() {
        return Err(Refusal::Ignored { paths: ignored }.into());
    }
    Ok(())
}

fn commit_tree(
    repository: &Repository,
    tree: &Oid,
    parents: &[&Oid],
    message: &str,
    request: &CommitRequest,
) -> Result<Oid, CommitError> {
    let parents = parents.iter().flat_map(|parent| ["-p", parent.as_str()]);
    let signer = if hooks::signs(repository)? { repository.freedom() } else { None };
    let call = match signer {
        Some(cancel) => repository.call_freely("commit-tree")?.arg("-S").under(cancel, hooks::SILENCE),
        None => repository.call("commit-tree"),
    };
    let mut call = call.arg(tree).args(parents).args(["-F", "-"]).input(message);
    if let Some(Identity { name, email }) = &request.author {
        call = call.env("GIT_AUTHOR_NAME", name.raw()).env("GIT_AUTHOR_EMAIL", email.raw());
    }
    if let Some(Identity { name, email }) = &request.committer {
        call = call.env("GIT_COMMITTER_NAME", name.raw()).env("GIT_COMMITTER_EMAIL", email.raw());
    }
    let answer = call.answer()?;
    if answer.code != 0 {
        for (given, role) in [(&request.author, Role::Author), (&request.committer, Role::Committer)] {
            if given.is_none() && identity(repository, role)?.is_none() {
                return Err(Refusal::NoIdentity(role).into());
            }
        }
    }
    match answer.code {
        0 => {
            let oid = Oid::from_line(&answer.output);
            Ok(oid.ok_or_else(|| repository.unreadable("commit-tree", &answer.output))?)
        }
        _ if signer.is_some() => {
            let unasked = !repository.is_at_terminal();
            Err(CommitError::NotSigned { said: answer.said, unasked })
        }
        _ => Err(answer.failed("commit-tree", repository.top().to_owned()).into()),
    }
}

/// Shows what is about to be committed to the hooks of a trusted repository, and returns the message as they leave it.
///
/// What they put into the index is left out: the bytes that were asked for are committed, and nothing else.
fn through_hooks(
    scratch: &Scratch<'_>,
    tree: &Oid,
    first: &'static str,
    kind: &str,
    message: &str,
) -> Result<String, CommitError> {
    let repository = scratch.repository();
    let mut hooks = [first, "prepare-commit-msg", "commit-msg"].into_iter();
    if !hooks.try_fold(false, |any, hook| Ok::<_, GitError>(any || hooks::may_have(repository, hook)?))? {
        return Ok(message.to_owned());
    }
    scratch.fill(tree)?;
    let index = scratch.index();
    run_hook(repository, first, &[], Some(&index))?;
    let path = scratch.write("COMMIT_EDITMSG", message.as_bytes())?;
    run_hook(repository, "prepare-commit-msg", &[&path, Path::new(kind)], Some(&index))?;
    run_hook(repository, "commit-msg", &[&path], Some(&index))?;
    let changed = regular_file::read_within(repository.git_directory(), &path, FILE_LIMIT)
        .map_err(|source| CommitError::Scratch { path, source })?;
    let changed = String::from_utf8_lossy(&changed).into_owned();
    if changed.trim().is_empty() {
        return Err(CommitError::Hook { hook: "commit-msg", said: Foreign::default() });
    }
    Ok(changed)
}

/// Makes the commit that joins two lines of history in `tree`, in the name of whom git would name. Moves no branch.
pub fn commit_merge(
    repository: &Repository,
    tree: &Oid,
    parents: [&Oid; 2],
    message: &str,
) -> Result<Oid, CommitError> {
    let request = CommitRequest::default();
    refuse_nobody(repository, &request)?;
    let scratch = Scratch::new(repository)?;
    let message = through_hooks(&scratch, tree, "pre-merge-commit", "merge", message)?;
    commit_tree(repository, tree, &parents, &message, &request)
}

/// Whether a branch was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advance {
    Done,
    /// It was, and git failed after that; what it said.
    DoneThenFailed(Foreign),
    /// Somebody has moved it, or holds it just now; what git said.
    Overtaken(Foreign),
}

/// Moves `branch` from `old`, or from having no commit, to `new`, and only from there. `reason` goes to the reflog.
pub fn advance(
    repository: &Repository,
    branch: &Branch,
    old: Option<&Oid>,
    new: &Oid,
    reason: &str,
) -> Result<Advance, GitError> {
    let nothing = repository.format().no_object();
    let answer = repository
        .call_writing("update-ref")?
        .args(["--create-reflog", "-m"])
        .arg(format!("fupan: {reason}"))
        .args([OsStr::new("--"), branch.reference(), new.as_ref(), old.unwrap_or(&nothing).as_ref()])
        .finishing()
        .answer();
    let is_moved = || commit_of(repository, branch.reference()).is_ok_and(|at| at.as_ref() == Some(new));
    match answer {
        Ok(answer) if answer.code == 0 => Ok(Advance::Done),
        // However it ended, what counts is where the branch stands now.
        Ok(answer) if is_moved() => Ok(Advance::DoneThenFailed(telling(&answer.said))),
        Ok(answer) if answer.said.raw().contains("cannot lock ref") => Ok(Advance::Overtaken(answer.said)),
        Ok(answer) => Err(answer.failed("update-ref", repository.top().to_owned())),
        Err(_) if is_moved() => Ok(Advance::DoneThenFailed(Foreign::default())),
        Err(error) => Err(error),
    }
}

fn finish(
    repository: &Repository,
    oid: Oid,
    branch: Branch,
    entries: Vec<IndexEntry>,
    failed_after: Option<Foreign>,
) -> Committed {
    // The commit stands, so a failure here is told and is not one of the commit. Where another branch has been
    // checked out just now, the index is that branch's.
    let repository = &repository.uncancelled();
    let still = checked_out(repository).is_ok_and(|now| now.as_ref() == Some(&branch));
    let fresh = still && refresh_index(repository, &entries).unwrap_or(false);
    // As in git, what it says comes too late to matter.
    drop(run_hook(repository, "post-commit", &[], None));
    let paths = entries.iter().map(|entry| entry.path.clone()).collect();
    Committed { oid, branch, paths, index_stale: !fresh, entries, failed_after }
}
