//! The plan as it was, or as it is staged: files read from git instead of the disk, through the same code.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::World;
use super::load::load;
use super::repository::{failure, repository};
use crate::git::{self, CommitLine, Entry, EntryKind, GitError, RepoPath, Repository};
use crate::job::{CommitFailure, Loaded, Revision, Version, VersionFailure};
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
    if *version == Version::Disk {
        return Ok(Past { loaded: load(world, None::<fn(Loaded)>), revision: None });
    }
    let repository = repository(world).map_err(VersionFailure::Git)?;
    let Version::Revision(text) = version else {
        let entries = git::index_entries(&repository, &places(&repository)).map_err(failed)?;
        return Ok(Past { loaded: read_entries(world, &repository, &entries)?, revision: None });
    };
    let oid = find(world, &repository, text)?;
    let loaded = at_commit(world, &repository, &oid)?;
    let line = git::describe(&repository, &oid).map_err(failed)?;
    Ok(Past { loaded, revision: Some(revision(&line)) })
}

/// Reads the plan as `commit` has it.
pub(super) fn at_commit(
    world: &World,
    repository: &Repository,
    commit: &git::Oid,
) -> Result<Loaded, VersionFailure> {
    let mut entries = Vec::new();
    match &places(repository)[..] {
        [] => entries.extend(git::tree(repository, commit, None).map_err(failed)?),
        places => {
            for place in places {
                entries.extend(git::tree(repository, commit, Some(place)).map_err(failed)?);
            }
        }
    }
    read_entries(world, repository, &entries)
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
        return found.ok_or_else(|| VersionFailure::BeforeFirst { text: text.clone() });
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

/// The directories that a plan is read from; none where the plan directory is the top.
pub(super) fn places(repository: &Repository) -> Vec<RepoPath> {
    let seeds = repository.prefix().parent().map(|above| above.join("seeds"));
    [Some(repository.prefix().to_owned()), seeds]
        .into_iter()
        .flatten()
        .filter_map(|path| RepoPath::new(&path).ok())
        .filter(|_| repository.prefix() != Path::new(""))
        .collect()
}

/// Reads a plan out of files that git holds.
fn read_entries(world: &World, repository: &Repository, entries: &[Entry]) -> Result<Loaded, VersionFailure> {
    let ending = |path: &Path| path.extension().is_some_and(|ending| ending == "toml" || ending == "md");
    let files: Vec<&Entry> = entries
        .iter()
        .filter(|entry| matches!(entry.kind, EntryKind::File | EntryKind::Executable))
        .filter(|entry| ending(entry.path.as_path()))
        .collect();
    let oids: Vec<git::Oid> = files.iter().map(|entry| entry.oid.clone()).collect();
    let contents = git::read(repository, &oids).map_err(failed)?;
    let mut held = Held::default();
    for (entry, bytes) in files.into_iter().zip(contents) {
        held.0.insert(repository.top().join(entry.path.as_path()), bytes);
    }
    let now = (world.clock)();
    let clock = Box::new(move || now.clone());
    let plans = repository.top().join(repository.prefix());
    // A world in which there is nothing but these files: no git to ask, nobody at the keyboard, no journal.
    let past = World::new(Box::new(held), plans, None, None, None, clock);
    Ok(load(&past, None::<fn(Loaded)>))
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(super) fn failed(error: GitError) -> VersionFailure {
    VersionFailure::Git(failure(&error))
}

impl From<CommitFailure> for VersionFailure {
    fn from(failure: CommitFailure) -> Self {
        Self::Git(failure)
    }
}

/// Files that git holds, by the path they would have on the disk. Nothing in them can be changed.
#[derive(Clone, Debug, Default)]
struct Held(BTreeMap<PathBuf, Vec<u8>>);

impl Files for Held {
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let within = |path: &&PathBuf| path.parent() == Some(directory);
        Ok(self.0.keys().filter(within).cloned().collect())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.open(path)?.stat()
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let bytes = self.0.get(path).ok_or(ErrorKind::NotFound)?;
        Ok(Box::new(Content(bytes.clone())))
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
struct Content(Vec<u8>);

impl Handle for Content {
    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat { device: 0, inode: 0, size: self.0.len() as u64, born: None })
    }

    fn lock(&mut self) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        let end = usize::try_from(limit).unwrap_or(usize::MAX).min(self.0.len());
        Ok(self.0[..end].to_vec())
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
