//! What a commit holds: its files and their bytes. Knows objects, not the index and not the disk.

use super::base::look;
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::{Repository, chunks, split_nul};
use crate::regular_file::FILE_LIMIT;

/// How many bytes of objects are read at once at most.
const CONTENTS_LIMIT: usize = 512 << 20;

/// The largest directory that is read, in bytes: of a million files.
const TREE_LIMIT: u64 = 64 << 20;

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

/// What a file of history holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blob {
    Bytes(Vec<u8>),
    /// It has so many bytes, more than are read of any file.
    TooBig(u64),
}

/// What git holds under a name.
pub(super) enum Object {
    File(Blob),
    Tree(Vec<u8>),
    Other,
}

/// Returns the bytes of each of `oids`, files that a commit, a tree or the index names, all from one run of git. One that
/// git cannot give, or that is too big, is an error, never an empty or absent file.
pub fn read(repository: &Repository, oids: &[Oid]) -> Result<Vec<Vec<u8>>, GitError> {
    let bytes = |(blob, oid): (Blob, &Oid)| whole(repository, blob, oid.as_str().as_bytes());
    read_each(repository, oids)?.into_iter().zip(oids).map(bytes).collect()
}

/// As [`read`], and says of each file that is too big that it is.
pub fn read_each(repository: &Repository, oids: &[Oid]) -> Result<Vec<Blob>, GitError> {
    let names: Vec<Vec<u8>> = oids.iter().map(|oid| oid.as_str().as_bytes().to_vec()).collect();
    let file = |(object, oid): (Option<Object>, &Oid)| match object {
        Some(Object::File(blob)) => Ok(blob),
        _ => Err(repository.missing(oid.as_str().as_bytes())),
    };
    objects(repository, &names)?.into_iter().zip(oids).map(file).collect()
}

/// Returns the bytes of what git holds under `name`; what is too big is an error.
pub(super) fn whole(repository: &Repository, blob: Blob, name: &[u8]) -> Result<Vec<u8>, GitError> {
    match blob {
        Blob::Bytes(bytes) => Ok(bytes),
        Blob::TooBig(bytes) => Err(repository.too_big(name, bytes)),
    }
}

/// Returns what git holds under each of `names`, which are those of objects or `commit:path`, from one run of git: it is
/// asked for the sizes first, and for the contents of what is not too big.
pub(super) fn objects(repository: &Repository, names: &[Vec<u8>]) -> Result<Vec<Option<Object>>, GitError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    // Ended by NUL, for a path may hold a line end.
    let ask = |word: &[u8], name: &[u8]| [word, b" ", name, b"\0"].concat();
    let mut asked: Vec<u8> = names.iter().flat_map(|name| ask(b"info", name)).collect();
    asked.extend(b"flush\0");
    let mut told = None;
    let mut reply = |answer: &[u8]| {
        let (heads, length) = heads(answer, names)?;
        let of = |(head, name): (&Option<Head>, &Vec<u8>)| {
            if head.as_ref().is_some_and(Head::is_read) { ask(b"contents", name) } else { Vec::new() }
        };
        let wanted = heads.iter().zip(names).flat_map(of).collect();
        told = Some((heads, length));
        Some(wanted)
    };
    let call = repository.call("cat-file").args(["--batch-command", "--buffer", "-z"]).input(asked);
    let answer = call.reply(&mut reply).limit(CONTENTS_LIMIT).output()?;
    let unreadable = || repository.unreadable("cat-file", first_line(&answer));
    let (heads, length) = told.ok_or_else(unreadable)?;
    let mut rest = &answer[length..];
    let mut take = |(head, name): (Option<Head>, &Vec<u8>)| match head {
        Some(head) if head.is_read() => next_object(&mut rest, name).ok_or_else(unreadable),
        Some(Head { kind: Kind::Blob, size }) => Ok(Some(Object::File(Blob::TooBig(size)))),
        Some(Head { kind: Kind::Tree, size }) => Err(repository.too_big(name, size)),
        Some(_) => Ok(Some(Object::Other)),
        None => Ok(None),
    };
    heads.into_iter().zip(names).map(&mut take).collect()
}

/// What git tells of an object before it gives it.
struct Head {
    kind: Kind,
    size: u64,
}

enum Kind {
    Blob,
    Tree,
    Other,
}

impl Head {
    /// Tells whether git is asked for the content.
    fn is_read(&self) -> bool {
        match self.kind {
            Kind::Blob => self.size <= FILE_LIMIT,
            Kind::Tree => self.size <= TREE_LIMIT,
            Kind::Other => false,
        }
    }
}

/// Reads what git tells of each of `names`, and how long that is; `None` as long as not all of it is there.
fn heads(answer: &[u8], names: &[Vec<u8>]) -> Option<(Vec<Option<Head>>, usize)> {
    let mut rest = answer;
    let heads = names.iter().map(|name| next_head(&mut rest, name)).collect::<Option<_>>()?;
    Some((heads, answer.len() - rest.len()))
}

/// Takes `oid SP type SP size LF` off the front, or the name that was asked for and ` missing LF`.
#[expect(clippy::option_option, reason = "an answer that cannot be read is not one that says no")]
fn next_head(rest: &mut &[u8], name: &[u8]) -> Option<Option<Head>> {
    if let Some(after) = rest.strip_prefix(name).and_then(|rest| rest.strip_prefix(b" missing\n")) {
        *rest = after;
        return Some(None);
    }
    let line = first_line(rest);
    let after = rest.get(line.len() + 1..)?;
    let words: Vec<_> = line.split(|&byte| byte == b' ').collect();
    let [_, kind, size] = words[..] else { return None };
    let size = str::from_utf8(size).ok()?.parse().ok()?;
    let kind = match kind {
        b"blob" => Kind::Blob,
        b"tree" => Kind::Tree,
        _ => Kind::Other,
    };
    *rest = after;
    Some(Some(Head { kind, size }))
}

/// Takes an object with its content and the line end after it off the front.
#[expect(clippy::option_option, reason = "an answer that cannot be read is not one that says no")]
fn next_object(rest: &mut &[u8], name: &[u8]) -> Option<Option<Object>> {
    let Some(Head { kind, size }) = next_head(rest, name)? else { return Some(None) };
    let size = usize::try_from(size).ok()?;
    let bytes = rest.get(..size)?.to_vec();
    *rest = rest.get(size + 1..)?;
    Some(Some(match kind {
        Kind::Blob => Object::File(Blob::Bytes(bytes)),
        Kind::Tree => Object::Tree(bytes),
        Kind::Other => Object::Other,
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
