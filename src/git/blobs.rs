//! What a commit holds: its files and their bytes. Knows objects, not the index and not the disk.

use std::collections::HashMap;

use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::{Repository, chunks, split_nul};

/// How many bytes of files are read at once at most.
const CONTENTS_LIMIT: usize = 1 << 30;

/// One line of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: RepoPath,
    pub kind: EntryKind,
    pub oid: Oid,
}

/// What a tree holds at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    File,
    /// A file that may be run.
    Executable,
    Link,
    Directory,
    Submodule,
}

impl EntryKind {
    /// Returns the mode as trees write it.
    pub(super) fn mode(self) -> &'static str {
        match self {
            Self::File => "100644",
            Self::Executable => "100755",
            Self::Link => "120000",
            Self::Directory => "040000",
            Self::Submodule => "160000",
        }
    }

    pub(super) fn from_mode(mode: &[u8]) -> Option<Self> {
        Some(match mode {
            b"100644" | b"100664" => Self::File,
            b"100755" => Self::Executable,
            b"120000" => Self::Link,
            b"040000" => Self::Directory,
            b"160000" => Self::Submodule,
            _ => return None,
        })
    }
}

/// Returns what `commit` holds at each of `paths`, in its order; what it does not hold is left out.
pub fn entries(repository: &Repository, commit: &Oid, paths: &[RepoPath]) -> Result<Vec<Entry>, GitError> {
    let mut found = Vec::new();
    for some in chunks(paths) {
        let call = repository.call("ls-tree").args(["-z", "--full-tree"]).arg(commit).arg("--");
        found.extend(read_entries(repository, &call.args(some).output()?)?);
    }
    Ok(found)
}

/// Returns every file that `commit` holds below the directory `under`, or everywhere.
pub fn tree(repository: &Repository, commit: &Oid, under: Option<&RepoPath>) -> Result<Vec<Entry>, GitError> {
    let call = repository.call("ls-tree").args(["-r", "-z", "--full-tree"]).arg(commit).arg("--");
    read_entries(repository, &call.args(under).output()?)
}

/// Reads records of the form `mode SP type SP name TAB path`.
fn read_entries(repository: &Repository, answer: &[u8]) -> Result<Vec<Entry>, GitError> {
    let read = |record: &[u8]| {
        let tab = record.iter().position(|&byte| byte == b'\t')?;
        let mut words = record[..tab].split(|&byte| byte == b' ');
        let kind = EntryKind::from_mode(words.next()?)?;
        let oid = Oid::from_line(words.nth(1)?)?;
        Some(Entry { path: RepoPath::from_git(&record[tab + 1..]), kind, oid })
    };
    split_nul(answer)
        .map(|record| read(record).ok_or_else(|| repository.unreadable("ls-tree", record)))
        .collect()
}

/// Returns the bytes of each of `oids`, all from one run of git; what is not there, or is no file, is `None`.
pub fn read(repository: &Repository, oids: &[Oid]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
    if oids.is_empty() {
        return Ok(Vec::new());
    }
    let asked = oids.iter().flat_map(|oid| [oid.as_str(), "\n"]).collect::<String>();
    let answer = repository.call("cat-file").arg("--batch").input(asked).limit(CONTENTS_LIMIT).output()?;
    let mut rest = answer.as_slice();
    let mut take =
        || next_object(&mut rest).ok_or_else(|| repository.unreadable("cat-file", first_line(&answer)));
    oids.iter().map(|_| take()).map(|object| Ok(object?.into_file())).collect()
}

enum Object<'a> {
    File(&'a [u8]),
    Other,
    Missing,
}

impl Object<'_> {
    fn into_file(self) -> Option<Vec<u8>> {
        match self {
            Self::File(bytes) => Some(bytes.to_vec()),
            Self::Other | Self::Missing => None,
        }
    }
}

/// Takes `name SP type SP size LF bytes LF` off the front, or `name SP missing LF`.
fn next_object<'a>(rest: &mut &'a [u8]) -> Option<Object<'a>> {
    let line = first_line(rest);
    let after = rest.get(line.len() + 1..)?;
    let words: Vec<_> = line.split(|&byte| byte == b' ').collect();
    let (object, after) = match words[..] {
        [_, b"missing"] => (Object::Missing, after),
        [_, kind, size] => {
            let size: usize = std::str::from_utf8(size).ok()?.parse().ok()?;
            let bytes = after.get(..size)?;
            let object = if kind == b"blob" { Object::File(bytes) } else { Object::Other };
            (object, after.get(size + 1..)?)
        }
        _ => return None,
    };
    *rest = after;
    Some(object)
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b'\n').next().unwrap_or_default()
}

/// Returns the bytes that `commit` holds at each of `paths`, in their order; `None` where it holds no file.
pub fn contents(
    repository: &Repository,
    commit: &Oid,
    paths: &[RepoPath],
) -> Result<Vec<Option<Vec<u8>>>, GitError> {
    let files: Vec<_> = entries(repository, commit, paths)?
        .into_iter()
        .filter(|entry| matches!(entry.kind, EntryKind::File | EntryKind::Executable))
        .collect();
    let oids: Vec<_> = files.iter().map(|entry| entry.oid.clone()).collect();
    let mut by_path: HashMap<_, _> =
        files.into_iter().map(|entry| entry.path).zip(read(repository, &oids)?).collect();
    Ok(paths.iter().map(|path| by_path.remove(path).flatten()).collect())
}

/// Returns the name that `bytes` would have as a file of this repository; stores nothing.
pub fn hash(repository: &Repository, bytes: &[u8]) -> Result<Oid, GitError> {
    let answer = repository.call("hash-object").args(["--no-filters", "--stdin"]).input(bytes).output()?;
    Oid::from_line(&answer).ok_or_else(|| repository.unreadable("hash-object", &answer))
}
