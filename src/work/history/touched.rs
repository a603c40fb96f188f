//! The files of the plan that a commit holds otherwise than one before it. Knows where the plan was on either side, and
//! nothing of what the files say.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::git::{Changed, Held, Oid, RepoPath};
use crate::plan::{AreaId, seed_name};
use crate::text::Foreign;
use crate::work::arrivals::{Part, is_of_files, part_in};
use crate::work::directories;

/// What a file is to the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum File {
    Plan(Part),
    Source(AreaId),
}

/// A file that differs.
#[derive(Clone, Debug)]
pub(super) struct Touched {
    /// Its path relative to the plan directory; of a source, relative to the directory above.
    pub(super) name: PathBuf,
    pub(super) file: File,
    /// What the older and the newer commit hold.
    pub(super) sides: [Option<Oid>; 2],
}

impl Touched {
    /// Returns the name that places give the file.
    pub(super) fn shown(&self) -> Foreign {
        Foreign::from_bytes(self.name.as_os_str().as_encoded_bytes())
    }
}

/// Returns the files that differ where the newer commit has the plan in `directory`, and the directory the older one has
/// it in: one of those that are `known`.
pub(super) fn touched(changes: &[Changed], directory: &Path, known: &[PathBuf]) -> (PathBuf, Vec<Touched>) {
    let strategy = |directory: &Path| {
        let path = directory.join("strategy.toml");
        changes.iter().find(move |change| change.path.as_path() == path)
    };
    let came = strategy(directory).is_some_and(|change| change.old.is_none());
    let went = |other: &&PathBuf| strategy(other).is_some_and(|change| change.new.is_none());
    let before = known.iter().filter(|other| came && *other != directory).find(went);
    let mut found: BTreeMap<PathBuf, Touched> = BTreeMap::new();
    let mut put = |within: &Path, change: &Changed, sides: [&Option<Held>; 2]| {
        let Some((name, file)) = file_in(within, &change.path) else { return };
        let touched = found.entry(name.clone()).or_insert(Touched { name, file, sides: [None, None] });
        for (known, held) in touched.sides.iter_mut().zip(sides) {
            *known = known.take().or_else(|| held.as_ref().map(|held| held.oid.clone()));
        }
    };
    for change in changes.iter().filter(|change| is_of_files(change)) {
        put(directory, change, [&change.old, &change.new]);
        if let Some(before) = before {
            put(before, change, [&change.old, &None]);
        }
    }
    let touched = found.into_values().filter(|touched| touched.sides[0] != touched.sides[1]);
    (before.map_or(directory, PathBuf::as_path).to_owned(), touched.collect())
}

/// Returns how a file is called and what it is, where the plan is in `directory`.
fn file_in(directory: &Path, path: &RepoPath) -> Option<(PathBuf, File)> {
    if let Some((name, part)) = part_in(directory, path) {
        return Some((name, File::Plan(part)));
    }
    let path = path.as_path();
    let is_source = path.extension() == Some(OsStr::new("md"));
    let within = path.strip_prefix(directories::seeds(directory)?).ok().filter(|_| is_source)?;
    let name = seed_name(within.file_stem()?.to_str()?)?;
    (within.components().count() == 1).then(|| (Path::new("seeds").join(within), File::Source(name)))
}
