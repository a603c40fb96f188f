//! How files stand, as far as that is seen without reading them.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// How deep below a directory files are looked at: a plan has its files in it and in `reviews`.
const DEPTH: usize = 2;

/// Which file has a name, and when it changed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    device: u64,
    inode: u64,
    length: u64,
    /// Seconds and nanoseconds of the last change of the content or of who may read it.
    changed: (i64, i64),
}

impl Stamp {
    /// Looks at the file at `path`; `None` where there is none.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        Some(Self {
            device: found.dev(),
            inode: found.ino(),
            length: found.len(),
            changed: (found.ctime(), found.ctime_nsec()),
        })
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }
}

/// The files below some directories, as they stood at one moment.
#[derive(Debug)]
pub(super) struct Glance(BTreeMap<PathBuf, Stamp>);

impl Glance {
    /// Looks at the files below `directories`; names that begin with a dot are passed over.
    pub(super) fn at(directories: &[PathBuf]) -> Self {
        let mut found = BTreeMap::new();
        for directory in directories {
            collect(directory, DEPTH, &mut found);
        }
        Self(found)
    }

    /// Returns the files that came, went or changed since `before`.
    pub(super) fn changed_since<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = &'a Path> {
        let new = self.0.iter().filter(|(path, stamp)| before.0.get(*path) != Some(stamp));
        let gone = before.0.iter().filter(|(path, _)| !self.0.contains_key(*path));
        new.chain(gone).map(|(path, _)| path.as_path())
    }
}

fn collect(directory: &Path, depth: usize, found: &mut BTreeMap<PathBuf, Stamp>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 1 => collect(&path, depth - 1, found),
            Ok(kind) if kind.is_dir() => {}
            _ => found.extend(Stamp::of(&path).map(|stamp| (path, stamp))),
        }
    }
}
