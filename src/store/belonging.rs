//! Which plan a state directory belongs to, so that it is found again when the plan was renamed or moved.
//!
//! A state directory is named after the path of its plan, and notes which directory that was: the inode and the time it
//! was made. A copy of a plan is another directory, and never gets the state of the original.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::create_directories;
use super::{Files, Stat, state_directory};

const FILE: &str = "plan";

/// What a state directory notes of its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Belonging {
    stat: Stat,
    path: PathBuf,
}

impl Belonging {
    /// Returns what is to be noted of the plan at `path`.
    fn of(files: &dyn Files, path: &Path) -> io::Result<Self> {
        Ok(Self { stat: Stat { size: 0, ..files.stat(path)? }, path: path.to_owned() })
    }

    /// Reads what `state` notes.
    fn noted(files: &dyn Files, state: &Path) -> Option<Self> {
        let bytes = files.open(&state.join(FILE)).and_then(|mut file| file.read(1 << 16)).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut parts = text.strip_suffix('\n')?.splitn(4, ' ');
        let (device, inode) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let born = parts.next()?.parse().ok();
        Some(Self { stat: Stat { device, inode, size: 0, born }, path: parts.next()?.into() })
    }

    fn text(&self) -> Option<String> {
        let Stat { device, inode, born, .. } = self.stat;
        let born = born.map_or_else(|| "-".to_owned(), |born| born.to_string());
        Some(format!("{device} {inode} {born} {}\n", self.path.to_str()?))
    }

    /// Tells whether both are one directory. A device may be numbered otherwise after every start of the machine.
    fn is_same_directory(&self, other: &Self) -> bool {
        self.stat.inode == other.stat.inode
            && match (self.stat.born, other.stat.born) {
                (Some(one), Some(another)) => one == another,
                _ => self.stat.device == other.stat.device,
            }
    }

    /// Tells whether the directory is not at its path any more.
    fn has_moved(&self, files: &dyn Files) -> bool {
        Self::of(files, &self.path).map_or(true, |there| !there.is_same_directory(self))
    }
}

/// Returns the directory in which this machine remembers things about the plan at `plan`, a path without links. Where the
/// plan was moved, that is the one it had before, under its new name if that is free.
pub fn find_state(files: &dyn Files, home: &Path, plan: &Path) -> PathBuf {
    let own = state_directory(home, plan);
    let Ok(now) = Belonging::of(files, plan) else { return own };
    let noted = Belonging::noted(files, &own);
    if noted.is_some_and(|noted| noted.is_same_directory(&now)) {
        return own;
    }
    let mut others = own.parent().and_then(|all| files.list(all).ok()).unwrap_or_default();
    others.sort();
    let is_ours = |state: &PathBuf| {
        Belonging::noted(files, state)
            .is_some_and(|noted| noted.is_same_directory(&now) && noted.has_moved(files))
    };
    let Some(before) = others.into_iter().filter(|state| *state != own).find(is_ours) else { return own };
    if files.list(&own).is_err() && files.rename(&before, &own).is_ok() { own } else { before }
}

/// Notes in `state` that it belongs to the plan at `plan`.
pub fn note_plan(files: &dyn Files, state: &Path, plan: &Path) -> io::Result<()> {
    let now = Belonging::of(files, plan)?;
    if Belonging::noted(files, state).as_ref() == Some(&now) {
        return Ok(());
    }
    let text = now.text().ok_or(io::ErrorKind::InvalidFilename)?;
    create_directories(files, state)?;
    files.replace(&state.join(FILE), text.as_bytes())
}
