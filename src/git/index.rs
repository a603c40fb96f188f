//! Indexes of git: a passing one to build a commit in, and the entries of the real one. Knows which bytes stand at
//! which path, not why.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::changed::Held;
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::{Repository, chunks, split_nul};
use super::run::Call;

/// How the names of scratch directories begin.
const SCRATCH: &str = "fupan-commit-";

/// How many seconds after it was written to a scratch directory is one that nobody uses any more, whatever hooks waited for.
const ABANDONED: i64 = 24 * 60 * 60;

/// How often the real index is tried while somebody else holds its lock.
const REFRESH_ATTEMPTS: usize = 10;

/// What an index holds at one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    pub path: RepoPath,
    pub oid: Oid,
    pub executable: bool,
}

impl IndexEntry {
    /// Writes `mode,name,path`, as `update-index --cacheinfo` takes it.
    fn cache_info(&self) -> OsString {
        let mode = if self.executable { "100755" } else { "100644" };
        let mut text = OsString::from(format!("{mode},{},", self.oid));
        text.push(&self.path);
        text
    }
}

/// A passing index and room for files beside it, in the git directory; gone when dropped.
pub(super) struct Scratch<'a> {
    repository: &'a Repository,
    directory: TempDir,
}

/// Removes the scratch directories in `within` that runs which were killed have left: those that are much older than `new`.
fn remove_abandoned(within: &Path, new: &Path) {
    let written = |path: &Path| path.symlink_metadata().ok().map(|found| found.mtime());
    let Some(now) = written(new) else { return };
    for entry in fs::read_dir(within).into_iter().flatten().flatten() {
        let is_scratch = entry.file_name().as_bytes().starts_with(SCRATCH.as_bytes());
        let age = written(&entry.path()).map(|then| now.saturating_sub(then));
        if is_scratch && age.is_some_and(|age| age > ABANDONED) {
            // What cannot be removed is in nobody's way.
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

/// Why nothing came of a scratch directory.
#[derive(Debug)]
pub(super) enum ScratchError {
    /// It could not be made or written.
    Files {
        path: PathBuf,
        source: io::Error,
    },
    Git(GitError),
}

impl From<GitError> for ScratchError {
    fn from(error: GitError) -> Self {
        Self::Git(error)
    }
}

impl<'a> Scratch<'a> {
    pub(super) fn new(repository: &'a Repository) -> Result<Self, ScratchError> {
        repository.require_own_places()?;
        let within = repository.git_directory();
        let directory = tempfile::Builder::new()
            .prefix(SCRATCH)
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir_in(within)
            .map_err(|source| ScratchError::Files { path: within.to_owned(), source })?;
        remove_abandoned(within, directory.path());
        Ok(Self { repository, directory })
    }

    pub(super) fn repository(&self) -> &'a Repository {
        self.repository
    }

    /// Returns where the passing index is.
    pub(super) fn index(&self) -> PathBuf {
        self.directory.path().join("index")
    }

    /// Writes a file beside the index, and returns its path.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, ScratchError> {
        let path = self.directory.path().join(name);
        match fs::write(&path, bytes) {
            Ok(()) => Ok(path),
            Err(source) => Err(ScratchError::Files { path, source }),
        }
    }

    /// Stores objects of `kind`, `blob` or `tree`, exactly as they are, without the filters a repository may ask for,
    /// and returns their names.
    pub(super) fn store<'b>(
        &self,
        kind: &str,
        objects: impl Iterator<Item = &'b [u8]>,
    ) -> Result<Vec<Oid>, ScratchError> {
        let mut asked = Vec::new();
        let mut count = 0;
        for bytes in objects {
            // As files, because `hash-object` reads many of them in one run.
            let path = self.write(&format!("{kind}-{count}"), bytes)?;
            asked.extend(quoted_line(&path));
            count += 1;
        }
        if count == 0 {
            return Ok(Vec::new());
        }
        let call =
            self.repository.call("hash-object").args(["-w", "--no-filters", "-t", kind, "--stdin-paths"]);
        let answer = call.input(asked).output()?;
        let names: Option<Vec<Oid>> =
            answer.split_inclusive(|&byte| byte == b'\n').map(Oid::from_line).collect();
        let names = names.filter(|names| names.len() == count);
        Ok(names.ok_or_else(|| self.repository.unreadable("hash-object", &answer))?)
    }

    /// Has the passing index hold `tree`, and nothing else.
    pub(super) fn fill(&self, tree: &Oid) -> Result<(), GitError> {
        self.call("read-tree").arg(tree).output().map(drop)
    }

    /// Returns `tree`, a tree or commit, with what `put` says at its paths; `None` leaves a path out.
    pub(super) fn tree_of(&self, tree: &Oid, put: &[(RepoPath, Option<Held>)]) -> Result<Oid, GitError> {
        self.fill(tree)?;
        if !put.is_empty() {
            let no_object = self.repository.format().no_object();
            let line = |(path, held): &(RepoPath, Option<Held>)| {
                let (mode, oid) =
                    held.as_ref().map_or(("0", &no_object), |held| (held.kind.mode(), &held.oid));
                [format!("{mode} {oid}\t").as_bytes(), path.as_bytes(), b"\0"].concat()
            };
            let lines: Vec<u8> = put.iter().flat_map(line).collect();
            drop(self.call("update-index").args(["-z", "--index-info"]).input(lines).output()?);
        }
        let answer = self.call("write-tree").output()?;
        Oid::from_line(&answer).ok_or_else(|| self.repository.unreadable("write-tree", &answer))
    }

    /// The passing index needs not survive a loss of power; what is made from it must.
    fn call(&self, operation: &'static str) -> Call<'_> {
        self.repository
            .call(operation)
            .set("core.fsync=objects,derived-metadata,reference")
            .env("GIT_INDEX_FILE", self.index())
    }
}

fn put_entries<'a>(call: Call<'a>, entries: &[IndexEntry]) -> Call<'a> {
    // Not `--replace`: a directory of somebody else must not give way to a file of ours, nor the other way round.
    let infos = entries.iter().flat_map(|entry| ["--cacheinfo".into(), entry.cache_info()]);
    call.arg("--add").args(infos)
}

/// Puts `entries` into the real index and leaves what all others hold as it is. Returns whether it is done: while
/// somebody else holds `index.lock` it is tried a few times, then left; the lock is theirs and stays.
///
/// As after `git commit`, entries whose files hold what they name have the stat data of these files, so that
/// `git diff-index` need not look into them.
pub fn refresh_index(repository: &Repository, entries: &[IndexEntry]) -> Result<bool, GitError> {
    for some in chunks(entries) {
        if !put_unless_locked(repository, some)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn put_unless_locked(repository: &Repository, entries: &[IndexEntry]) -> Result<bool, GitError> {
    for _ in 0..REFRESH_ATTEMPTS {
        let call = put_entries(repository.call_with_files("update-index")?, entries).finishing();
        // Not `-q`, which keeps silent of a lock too.
        let answer = call.arg("--refresh").answer()?;
        // 1 says that files of others are changed or unmerged.
        if matches!(answer.code, 0 | 1) {
            return Ok(true);
        }
        if !answer.said.raw().contains("index.lock") {
            return Err(answer.failed("update-index", repository.top().to_owned()));
        }
    }
    Ok(false)
}

/// Returns those of `paths` that a sparse checkout leaves out.
pub fn left_out(repository: &Repository, paths: &[RepoPath]) -> Result<HashSet<RepoPath>, GitError> {
    let mut left_out = HashSet::new();
    for some in chunks(paths) {
        let answer = repository.call("ls-files").args(["-z", "-t", "--"]).args(some).output()?;
        left_out.extend(
            split_nul(&answer).filter_map(|record| record.strip_prefix(b"S ")).map(RepoPath::from_git),
        );
    }
    Ok(left_out)
}

/// Writes a path as one line for git, in quotes, so that any byte may be in it.
fn quoted_line(path: &Path) -> Vec<u8> {
    let mut line = vec![b'"'];
    for &byte in path.as_os_str().as_bytes() {
        match byte {
            b'"' | b'\\' => line.extend([b'\\', byte]),
            b'\n' => line.extend(b"\\n"),
            _ => line.push(byte),
        }
    }
    line.extend(b"\"\n");
    line
}
