//! Lines that this machine acknowledged, by review file, until a commit holds them: so what `git stash`, `git reset` or
//! `git clean` takes away can be named and put back.
//!
//! This is no second store: a file is emptied as soon as none of its lines is waiting any more. Nothing is synced here.
//! It guards against what other programs do to the review file, which outlives a loss of power by itself.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{create_directories, in_place, open_or_create};
use super::record::ATTEMPTS;
use super::{FILE_LIMIT, Files, Handle};

/// The lines of one plan, a file for each review file and called after it.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    directory: PathBuf,
}

/// What was acknowledged in one review file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The name of the review file.
    pub name: String,
    /// Without their line ends.
    pub lines: Vec<String>,
}

impl Acknowledged {
    /// Keeps its files in `state`.
    pub fn in_state(state: &Path) -> Self {
        Self { directory: state.join("acknowledged") }
    }

    /// Takes note of `lines`, each with its line end, that went into the review file called `name`.
    pub fn keep(&self, files: &dyn Files, name: &str, lines: &[String]) -> io::Result<()> {
        let path = self.directory.join(name);
        for _ in 0..ATTEMPTS {
            let mut file = match open_or_create(files, &path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    create_directories(files, &self.directory)?;
                    open_or_create(files, &path)?
                }
                other => other?,
            };
            file.lock()?;
            if in_place(files, &path, &*file)?.is_none() {
                continue;
            }
            let before = file.read(FILE_LIMIT)?;
            // A line that was cut short was never acknowledged.
            let start = if before.last().is_none_or(|&last| last == b'\n') { "" } else { "\n" };
            return file.append([start, &lines.concat()].concat().as_bytes());
        }
        Err(io::ErrorKind::NotFound.into())
    }

    /// Returns all that waits.
    pub fn waiting(&self, files: &dyn Files) -> Vec<Waiting> {
        let mut paths = files.list(&self.directory).unwrap_or_default();
        paths.sort();
        let read = |path: PathBuf| {
            let name = path.file_name()?.to_str()?.to_owned();
            let lines = lines_of(&mut *files.open(&path).ok()?).ok()?;
            (!lines.is_empty()).then_some(Waiting { name, lines })
        };
        paths.into_iter().filter_map(read).collect()
    }

    /// Forgets the lines of the review file called `name` once all of them are settled.
    pub fn settle(&self, files: &dyn Files, name: &str, is_settled: impl Fn(&str) -> bool) -> io::Result<()> {
        let mut file = files.open_to_append(&self.directory.join(name))?;
        file.lock()?;
        let lines = lines_of(&mut *file)?;
        if lines.iter().all(|line| is_settled(line)) { file.cut(0) } else { Ok(()) }
    }

    /// Forgets the lines of the review file called `name` that are `accepted` as lost.
    pub fn forget(&self, files: &dyn Files, name: &str, accepted: impl Fn(&str) -> bool) -> io::Result<()> {
        let path = self.directory.join(name);
        let mut file = files.open_to_append(&path)?;
        file.lock()?;
        let rest: String = lines_of(&mut *file)?
            .into_iter()
            .filter(|line| !accepted(line))
            .flat_map(|line| [line, "\n".to_owned()])
            .collect();
        // Whoever waits for the lock finds out that the file was replaced.
        files.replace(&path, rest.as_bytes())
    }
}

fn lines_of(file: &mut dyn Handle) -> io::Result<Vec<String>> {
    let bytes = file.read(FILE_LIMIT)?;
    let whole = bytes.split_inclusive(|&byte| byte == b'\n').filter_map(|line| line.strip_suffix(b"\n"));
    // What was put back stands here twice.
    let mut known = HashSet::new();
    let text = whole.filter_map(|line| str::from_utf8(line).ok());
    let text = text.filter(|line| !line.is_empty() && known.insert(*line));
    Ok(text.map(str::to_owned).collect())
}
