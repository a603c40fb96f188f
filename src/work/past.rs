//! The plan as it was, or as it is staged: files read from git instead of the disk, through the same code.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::World;
use super::directories::{directory_at, places, seeds};
use super::load::{load, load_from};
use super::repository::{failure, repository};
use crate::git::{self, Blob, CommitLine, Entry, EntryKind, GitError, RepoPath, Repository};
use crate::job::{Loaded, RepositoryFailure, Revision, Version, VersionFailure};
use crate::plan::calendar;
use crate::store::{Files, Handle, Stat};
use crate::text::Foreign;

/// A plan at one moment of its life.
pub(super) struct Past {
    pub(super) loaded: Loaded,
    /// The commit it is from; none for the disk and the index.
    pub(super) revision: Option<Revision>,
}

/// Takes of a commit what the program tells of it.
pub(super) fn revision(line: &CommitLine) -> Revision {
    Revision {
        id: line.oid.as_str().to_owned(),
        author: line.author.clone(),
        at: line.at.clone(),
        subject: line.subject.clone(),
    }
}

/// Reads the plan, its sources and what was recorded as `version` has it.
pub(super) fn read(world: &World, version: &Version) -> Result<Past, VersionFailure> {
    let (loaded, revision) = match version {
        Version::Disk => (on_disk(world), None),
        Version::Beginning => (Loaded::default(), None),
        Version::Index => {
            let repository = repository(world).map_err(VersionFailure::Git)?;
            let entries = git::index_entries(&repository, &places(repository.prefix())).map_err(failed)?;
            (read_entries(world, &repository, repository.prefix(), &entries)?, None)
        }
        Version::Revision(text) => {
            let repository = repository(world).map_err(VersionFailure::Git)?;
            let oid = find(world, &repository, text)?;
            let loaded = at_commit(world, &repository, &oid)?;
            (loaded, Some(revision(&git::describe(&repository, &oid).map_err(failed)?)))
        }
    };
    Ok(Past { loaded, revision })
}

/// Reads the plan as it is on the disk, and what a sparse checkout leaves out as it is in the index: it is not changed.
fn on_disk(world: &World) -> Loaded {
    let left_out = || -> Option<BTreeMap<PathBuf, Blob>> {
        let repository = repository(world).ok()?;
        let entries = git::index_entries(&repository, &places(repository.prefix())).ok()?;
        let is_absent =
            |entry: &Entry| world.files.stat(&repository.top().join(entry.path.as_path())).is_err();
        let absent: Vec<Entry> = entries.into_iter().filter(is_absent).collect();
        let paths: Vec<RepoPath> = absent.iter().map(|entry| entry.path.clone()).collect();
        let sparse = git::left_out(&repository, &paths).ok()?;
        let absent: Vec<Entry> = absent.into_iter().filter(|entry| sparse.contains(&entry.path)).collect();
        held(&repository, repository.prefix(), &absent).ok()
    };
    match left_out() {
        Some(left_out) if !left_out.is_empty() => {
            let files = Held { on_disk: Some(&*world.files), contents: left_out };
            load_from(world, &files, None::<fn(Loaded)>)
        }
        _ => load(world, None::<fn(Loaded)>),
    }
}

/// Reads the plan as `commit` has it.
pub(super) fn at_commit(
    world: &World,
    repository: &Repository,
    commit: &git::Oid,
) -> Result<Loaded, VersionFailure> {
    let directory = directory_at(world, repository, commit).map_err(failed)?;
    let mut entries = Vec::new();
    match &places(&directory)[..] {
        [] => entries.extend(git::tree(repository, commit, None).map_err(failed)?),
        places => {
            for place in places {
                entries.extend(git::tree(repository, commit, Some(place)).map_err(failed)?);
            }
        }
    }
    read_entries(world, repository, &directory, &entries)
}

/// Finds the commit that a person means: a date, a number of days, or whatever git knows by the name.
pub(super) fn find(
    world: &World,
    repository: &Repository,
    text: &Foreign,
) -> Result<git::Oid, VersionFailure> {
    if let Some(oid) = git::resolve(repository, text.raw()).map_err(failed)? {
        return Ok(oid);
    }
    if let Some(second) = moment(world, text.raw()) {
        let found = git::at_moment(repository, second).map_err(failed)?;
        return match found {
            Some(found) => Ok(found),
            None if git::is_shallow(repository).map_err(failed)? => {
                Err(VersionFailure::Cut { text: text.clone() })
            }
            None => Err(VersionFailure::BeforeFirst { text: text.clone() }),
        };
    }
    let names = git::names(repository).map_err(failed)?;
    let likeness = |name: &Foreign| strsim::jaro_winkler(name.raw(), text.raw());
    let mut near: Vec<(f64, Foreign)> = names.into_iter().map(|name| (likeness(&name), name)).collect();
    near.retain(|(likeness, _)| *likeness > 0.7);
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let nearest = near.into_iter().take(3).map(|(_, name)| name).collect();
    Err(VersionFailure::Unknown { text: text.clone(), nearest })
}

/// Returns the second that `text` names: the last of a day such as `2026-10-01`, where the clock is, or the one that lies
/// as long ago as `7d`; `i64::MIN` where that is before the calendar begins.
fn moment(world: &World, text: &str) -> Option<i64> {
    let now = (world.clock)();
    match calendar::days(text) {
        Some(days) => Some(calendar::second_before(&now, days).unwrap_or(i64::MIN)),
        None => calendar::full_day(text).map(|day| calendar::last_second(day, now.time_zone())),
    }
}

/// Reads a plan out of files that git holds, which was in `directory` then.
fn read_entries(
    world: &World,
    repository: &Repository,
    directory: &Path,
    entries: &[Entry],
) -> Result<Loaded, VersionFailure> {
    let contents = held(repository, directory, entries).map_err(failed)?;
    let held = Held { on_disk: None, contents };
    let now = (world.clock)();
    let clock = Box::new(move || now.clone());
    let plans = repository.top().join(repository.prefix());
    // A world in which there is nothing but these files: no git to ask, nobody at the keyboard, no journal.
    let past = World::new(Box::new(held), plans, None, None, None, clock);
    Ok(load(&past, None::<fn(Loaded)>))
}

/// Reads what git holds of a plan in `directory`, by the paths its files have where the plan is now.
fn held(
    repository: &Repository,
    directory: &Path,
    entries: &[Entry],
) -> Result<BTreeMap<PathBuf, Blob>, GitError> {
    let ending = |path: &Path| path.extension().is_some_and(|ending| ending == "toml" || ending == "md");
    let files: Vec<&Entry> = entries
        .iter()
        .filter(|entry| matches!(entry.kind, EntryKind::File | EntryKind::Executable))
        .filter(|entry| ending(entry.path.as_path()))
        .collect();
    let oids: Vec<git::Oid> = files.iter().map(|entry| entry.oid.clone()).collect();
    let contents = git::read_each(repository, &oids)?;
    let now = repository.prefix();
    let moved = [(Some(directory.to_owned()), Some(now.to_owned())), (seeds(directory), seeds(now))];
    let present = |path: &Path| {
        let to = |(from, to): &(Option<PathBuf>, Option<PathBuf>)| {
            Some(to.as_ref()?.join(path.strip_prefix(from.as_ref()?).ok()?))
        };
        moved.iter().find_map(to).unwrap_or_else(|| path.to_owned())
    };
    let path = |entry: &Entry| repository.top().join(present(entry.path.as_path()));
    Ok(files.into_iter().map(path).zip(contents).collect())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(super) fn failed(error: GitError) -> VersionFailure {
    VersionFailure::Git(failure(&error))
}

impl From<RepositoryFailure> for VersionFailure {
    fn from(failure: RepositoryFailure) -> Self {
        Self::Git(failure)
    }
}

/// Files that git holds, by the path they would have on the disk. Nothing in them can be changed.
#[derive(Default)]
struct Held<'a> {
    /// Files that come before them, where there are such.
    on_disk: Option<&'a dyn Files>,
    contents: BTreeMap<PathBuf, Blob>,
}

impl Held<'_> {
    /// Asks the files of the disk, and where they have none, those that git holds.
    fn first<T>(
        &self,
        on_disk: impl FnOnce(&dyn Files) -> io::Result<T>,
        held: impl FnOnce() -> io::Result<T>,
    ) -> io::Result<T> {
        match self.on_disk.map(on_disk) {
            Some(Err(error)) if error.kind() == ErrorKind::NotFound => held().map_err(|_not_held| error),
            Some(found) => found,
            None => held(),
        }
    }

    fn content(&self, path: &Path) -> io::Result<Content> {
        Ok(Content(self.contents.get(path).ok_or(ErrorKind::NotFound)?.clone()))
    }
}

impl Files for Held<'_> {
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let within = |path: &&PathBuf| path.parent() == Some(directory);
        let mut paths: BTreeSet<PathBuf> = self.contents.keys().filter(within).cloned().collect();
        paths.extend(self.first(|files| files.list(directory), || Ok(Vec::new()))?);
        Ok(paths.into_iter().collect())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.first(|files| files.stat(path), || self.content(path)?.stat())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.first(|files| files.resolve(path), || Ok(path.to_owned()))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.first(|files| files.open(path), || Ok(Box::new(self.content(path)?)))
    }

    fn open_to_append(&self, _: &Path) -> io::Result<Box<dyn Handle>> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn create_new(&self, _: &Path) -> io::Result<Box<dyn Handle>> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn create_directory(&self, _: &Path) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn sync_directory(&self, _: &Path) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn rename(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn remove(&self, _: &Path) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn replace(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }
}

/// The content of one such file.
struct Content(Blob);

impl Handle for Content {
    fn stat(&self) -> io::Result<Stat> {
        let size = match &self.0 {
            Blob::Bytes(bytes) => bytes.len() as u64,
            Blob::TooBig(bytes) => *bytes,
        };
        Ok(Stat { device: 0, inode: 0, size, born: None })
    }

    fn lock(&mut self) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        match &self.0 {
            Blob::Bytes(bytes) if bytes.len() as u64 <= limit => Ok(bytes.clone()),
            _ => Err(ErrorKind::FileTooLarge.into()),
        }
    }

    fn append(&mut self, _: &[u8]) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn sync(&mut self) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn cut(&mut self, _: u64) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }
}
