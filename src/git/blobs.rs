//! What a commit holds: its files and their bytes. Knows objects, not the index and not the disk.

use super::base::look;
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
            b"040000" | b"40000" => Self::Directory,
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

/// The bytes of files, in the order in which they were asked for; `None` where there is none.
pub type Contents = Vec<Option<Vec<u8>>>;

/// What git holds under a name.
pub(super) enum Object {
    File(Vec<u8>),
    Tree(Vec<u8>),
    Other,
}

/// Returns the bytes of each of `oids`, files that a commit, a tree or the index names, all from one run of git. One that
/// git cannot give is an error, never an empty or absent file.
pub fn read(repository: &Repository, oids: &[Oid]) -> Result<Vec<Vec<u8>>, GitError> {
    let names: Vec<Vec<u8>> = oids.iter().map(|oid| oid.as_str().as_bytes().to_vec()).collect();
    let file = |(object, oid): (Option<Object>, &Oid)| match object {
        Some(Object::File(bytes)) => Ok(bytes),
        _ => Err(repository.missing(oid.as_str().as_bytes())),
    };
    objects(repository, &names)?.into_iter().zip(oids).map(file).collect()
}

/// Returns what git holds under each of `names`, which are those of objects or `commit:path`, from one run of git.
pub(super) fn objects(repository: &Repository, names: &[Vec<u8>]) -> Result<Vec<Option<Object>>, GitError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    // Ended by NUL, for a path may hold a line end.
    let asked = names.iter().flat_map(|name| [name.as_slice(), b"\0"]).flatten().copied().collect::<Vec<_>>();
    let call = repository.call("cat-file").args(["--batch", "-z"]).input(asked);
    let answer = call.limit(CONTENTS_LIMIT).output()?;
    let mut rest = answer.as_slice();
    let mut take = |name: &[u8]| {
        next_object(&mut rest, name).ok_or_else(|| repository.unreadable("cat-file", first_line(&answer)))
    };
    names.iter().map(|name| take(name)).collect()
}

/// Takes `oid SP type SP size LF bytes LF` off the front, or the name that was asked for and ` missing LF`.
#[expect(clippy::option_option, reason = "an answer that cannot be read is not one that says no")]
fn next_object(rest: &mut &[u8], name: &[u8]) -> Option<Option<Object>> {
    if let Some(after) = rest.strip_prefix(name).and_then(|rest| rest.strip_prefix(b" missing\n")) {
        *rest = after;
        return Some(None);
    }
    let line = first_line(rest);
    let after = rest.get(line.len() + 1..)?;
    let words: Vec<_> = line.split(|&byte| byte == b' ').collect();
    let [_, kind, size] = words[..] else { return None };
    let size: usize = str::from_utf8(size).ok()?.parse().ok()?;
    let bytes = after.get(..size)?;
    *rest = after.get(size + 1..)?;
    Some(Some(match kind {
        b"blob" => Object::File(bytes.to_vec()),
        b"tree" => Object::Tree(bytes.to_vec()),
        _ => Object::Other,
    }))
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b'\n').next().unwrap_or_default()
}

/// Returns the bytes that `commit` holds at each of `paths`, in their order; `None` where it holds no file.
pub fn contents(repository: &Repository, commit: &Oid, paths: &[RepoPath]) -> Result<Contents, GitError> {
    Ok(look(repository, Some(commit), &[], paths)?.1)
}

/// Returns the name that `bytes` would have as a file of this repository; stores nothing.
pub fn hash(repository: &Repository, bytes: &[u8]) -> Result<Oid, GitError> {
    let answer = repository.call("hash-object").args(["--no-filters", "--stdin"]).input(bytes).output()?;
    Oid::from_line(&answer).ok_or_else(|| repository.unreadable("hash-object", &answer))
}
