//! Indexes of git: a passing one to build a commit in, and the entries of the real one. Knows which bytes stand at
//! which path, not why.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::changed::Held;
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::{Repository, chunks};
use super::run::Call;

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
        let within = repository.git_directory();
        let directory = tempfile::Builder::new()
            .prefix("fupan-commit-")
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir_in(within)
            .map_err(|source| ScratchError::Files { path: within.to_owned(), source })?;
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

    /// Stores bytes exactly as they are, without the filters a repository may ask for, and returns their names.
    pub(super) fn store<'b>(&self, files: impl Iterator<Item = &'b [u8]>) -> Result<Vec<Oid>, ScratchError> {
        let mut asked = Vec::new();
        let mut count = 0;
        for bytes in files {
            // As files, because `hash-object` reads many of them in one run.
            let path = self.directory.path().join(count.to_string());
            fs::write(&path, bytes).map_err(|source| ScratchError::Files { path: path.clone(), source })?;
            asked.extend(quoted_line(&path));
            count += 1;
        }
        let call = self.repository.call("hash-object").args(["-w", "--no-filters", "--stdin-paths"]);
        let answer = call.input(asked).output()?;
        let names: Option<Vec<Oid>> =
            answer.split_inclusive(|&byte| byte == b'\n').map(Oid::from_line).collect();
        let names = names.filter(|names| names.len() == count);
        Ok(names.ok_or_else(|| self.repository.unreadable("hash-object", &answer))?)
    }

    /// Returns the tree of `parent`, or the empty tree, with `entries` put into it.
    pub(super) fn tree_with(&self, parent: Option<&Oid>, entries: &[IndexEntry]) -> Result<Oid, GitError> {
        let base = parent.map_or("--empty", Oid::as_str);
        drop(self.call("read-tree").arg(base).output()?);
        for some in chunks(entries) {
            drop(put_entries(self.call("update-index"), some).output()?);
        }
        let answer = self.call("write-tree").output()?;
        Oid::from_line(&answer).ok_or_else(|| self.repository.unreadable("write-tree", &answer))
    }

    /// Returns `tree`, a tree or commit, with what `put` says at its paths; `None` leaves a path out.
    pub(super) fn tree_of(&self, tree: &Oid, put: &[(RepoPath, Option<Held>)]) -> Result<Oid, GitError> {
        drop(self.call("read-tree").arg(tree).output()?);
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

/// Puts `entries` into the real index and leaves all others as they are. Returns whether it is done: while somebody
/// else holds `index.lock` it is tried a few times, then left; the lock is theirs and stays.
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
        let answer = put_entries(repository.call_with_files("update-index")?, entries).answer()?;
        if answer.code == 0 {
            return Ok(true);
        }
        if !answer.said.raw().contains("index.lock") {
            return Err(answer.failed("update-index", repository.top().to_owned()));
        }
    }
    Ok(false)
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
