//! What a commit is built on: what is checked out, and the directories on the way to the files in question. Knows
//! what stands there and how they look with other files in them; stores nothing.

use std::collections::BTreeMap;

use super::blobs::{Contents, EntryKind, Object, objects, whole};
use super::changed::Held;
use super::commit::Refusal;
use super::error::GitError;
use super::index::IndexEntry;
use super::oid::{ObjectFormat, Oid};
use super::path::RepoPath;
use super::repository::Repository;
use super::state::{State, state};
use super::tree::Tree;

/// What was checked out when the files to commit were compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    pub state: State,
    pub directories: Directories,
}

impl Base {
    /// Looks at what is checked out now.
    pub(super) fn now(repository: &Repository, paths: &[RepoPath]) -> Result<Self, GitError> {
        let state = state(repository)?;
        let (directories, _) = look(repository, state.head.commit(), &[], paths)?;
        Ok(Self { state, directories })
    }
}

/// The directories that lead to some paths, as one commit holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directories(BTreeMap<Vec<u8>, Tree>);

/// Returns what `commit` holds in `directories` and on the way to `paths`, and the bytes of the file at each path;
/// `None` where there is none. What stands there and cannot be given by git is an error. Asks git once.
pub fn look(
    repository: &Repository,
    commit: Option<&Oid>,
    directories: &[RepoPath],
    paths: &[RepoPath],
) -> Result<(Directories, Contents), GitError> {
    let Some(commit) = commit else {
        return Ok((Directories::default(), vec![None; paths.len()]));
    };
    let all = || directories.iter().chain(paths).map(RepoPath::as_bytes);
    let mut ways: Vec<&[u8]> = all().flat_map(above).collect();
    ways.extend(directories.iter().map(RepoPath::as_bytes));
    ways.sort_unstable();
    ways.dedup();
    let name = |path: &[u8]| [commit.as_str().as_bytes(), b":", path].concat();
    let names: Vec<Vec<u8>> =
        ways.iter().copied().chain(paths.iter().map(RepoPath::as_bytes)).map(name).collect();
    let mut found = objects(repository, &names)?;
    let files = found.split_off(ways.len());
    let mut directories = Directories::default();
    // The top comes first, and every directory before what is in it.
    for (way, object) in ways.into_iter().zip(found) {
        let bytes = match object {
            Some(Object::Tree(bytes)) => bytes,
            None if way.is_empty() || directories.names(way, EntryKind::Directory) => {
                let named = name(way);
                return Err(repository.missing(named.strip_suffix(b":").unwrap_or(&named)));
            }
            _ => continue,
        };
        let tree = Tree::parse(repository.format(), &bytes);
        let tree = tree.ok_or_else(|| repository.unreadable("cat-file", &bytes))?;
        directories.0.insert(way.to_vec(), tree);
    }
    let files = paths.iter().zip(files).map(|(path, object)| match object {
        Some(Object::File(blob)) if directories.holds_file(path) => {
            whole(repository, blob, &name(path.as_bytes())).map(Some)
        }
        None if directories.holds_file(path) => Err(repository.missing(&name(path.as_bytes()))),
        _ => Ok(None),
    });
    let files = files.collect::<Result<Contents, GitError>>()?;
    Ok((directories, files))
}

impl Directories {
    /// Returns what stands at `path`, which is one of those that were looked at.
    pub fn held(&self, path: &RepoPath) -> Option<Held> {
        let (directory, name) = split(path.as_bytes());
        self.0.get(directory)?.get(name)
    }

    fn holds_file(&self, path: &RepoPath) -> bool {
        [EntryKind::File, EntryKind::Executable].into_iter().any(|kind| self.names(path.as_bytes(), kind))
    }

    fn names(&self, path: &[u8], kind: EntryKind) -> bool {
        let (directory, name) = split(path);
        let held = self.0.get(directory).and_then(|tree| tree.get(name));
        held.is_some_and(|held| held.kind == kind)
    }

    /// Returns the names of the files in `directory`, which is one that was looked at.
    pub fn files(&self, directory: &RepoPath) -> Vec<RepoPath> {
        let Some(tree) = self.0.get(directory.as_bytes()) else { return Vec::new() };
        tree.files().map(|name| RepoPath::from_git(&[directory.as_bytes(), b"/", name].concat())).collect()
    }

    /// Returns the name of the top directory once `entries` stand in it, and the bytes of each directory that is
    /// another one then. Never puts a directory in the place of something else.
    pub(super) fn with(
        &self,
        format: ObjectFormat,
        entries: &[IndexEntry],
    ) -> Result<(Oid, Vec<Vec<u8>>), Refusal> {
        let mut changed = Changed { before: self, trees: BTreeMap::new() };
        for entry in entries {
            let kind = if entry.executable { EntryKind::Executable } else { EntryKind::File };
            changed.put(entry.path.as_bytes(), &Held { kind, oid: entry.oid.clone() });
        }
        let mut stored = Vec::new();
        while let Some(((_, directory), tree)) = changed.trees.pop_last() {
            let bytes = tree.bytes();
            let oid = format.name("tree", &bytes);
            stored.push(bytes);
            if directory.is_empty() {
                return Ok((oid, stored));
            }
            let path = RepoPath::from_git(&directory);
            match self.held(&path) {
                Some(held) if held.kind != EntryKind::Directory => {
                    return Err(Refusal::NotAFile { path, kind: held.kind });
                }
                _ => changed.put(&directory, &Held { kind: EntryKind::Directory, oid }),
            }
        }
        Ok((format.no_files(), Vec::new()))
    }
}

/// Directories that are being changed, by how deep they lie.
struct Changed<'a> {
    before: &'a Directories,
    trees: BTreeMap<(usize, Vec<u8>), Tree>,
}

impl Changed<'_> {
    fn put(&mut self, path: &[u8], held: &Held) {
        let (directory, name) = split(path);
        let depth = above(path).count();
        let tree = self.trees.entry((depth, directory.to_vec()));
        tree.or_insert_with(|| self.before.0.get(directory).cloned().unwrap_or_default()).put(name, held);
    }
}

/// Returns every directory above `path`, the top first.
fn above(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    let slashes = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
    std::iter::once(0).chain(slashes).map(|end| &path[..end])
}

/// Returns the directory that `path` is in, empty for the top, and its name there.
fn split(path: &[u8]) -> (&[u8], &[u8]) {
    match path.iter().rposition(|&byte| byte == b'/') {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (&[], path),
    }
}
