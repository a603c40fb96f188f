//! Facts that could not be written beside the plan, kept in the state directory until they can.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{create_directories, open_or_create};
use super::record::{whole_lines, write};
use super::unfinished::keep_unfinished;
use super::{Appended, FILE_LIMIT, Files, Handle, RecordError};

/// The journal of one plan: a file a reviewer, in the form of a review file.
#[derive(Clone, Debug)]
pub struct Journal {
    state: PathBuf,
}

impl Journal {
    /// Keeps its files in `state`.
    pub fn in_state(state: &Path) -> Self {
        Self { state: state.to_owned() }
    }

    fn directory(&self) -> PathBuf {
        self.state.join("journal")
    }

    /// Returns the file that holds the facts of `reviewer`.
    pub fn path(&self, reviewer: &str) -> PathBuf {
        self.directory().join(file_name(reviewer))
    }

    /// Returns the reviewers who have, or had, facts here.
    pub fn reviewers(&self, files: &dyn Files) -> Vec<String> {
        let paths = files.list(&self.directory()).unwrap_or_default();
        let name =
            |path: &PathBuf| Some(path.file_name()?.to_str()?.strip_suffix(".journal.toml")?.to_owned());
        let mut reviewers: Vec<String> = paths.iter().filter_map(name).collect();
        reviewers.sort();
        reviewers
    }

    /// Appends what `compose` makes of the content so far, and returns when it is durable.
    pub fn append(
        &self,
        files: &dyn Files,
        reviewer: &str,
        head: &str,
        compose: impl FnOnce(&str) -> Vec<String>,
    ) -> Result<Appended, RecordError> {
        let path = self.path(reviewer);
        let failed = |source| RecordError { operation: "keep in the journal", path: path.clone(), source };
        let open = || -> io::Result<(Box<dyn Handle>, Vec<u8>)> {
            create_directories(files, &self.directory())?;
            let mut file = open_or_create(files, &path)?;
            file.lock()?;
            let bytes = file.read(u64::MAX)?;
            Ok((file, bytes))
        };
        let (mut file, bytes) = open().map_err(failed)?;
        let (whole, rest) = bytes.split_at(whole_lines(&bytes));
        if !rest.is_empty() {
            // A line cut short by an earlier fault must neither swallow the next one nor be completed by it.
            keep_unfinished(files, &self.state, &file_name(reviewer), rest)?;
            file.cut(whole.len() as u64).map_err(failed)?;
        }
        let before = String::from_utf8_lossy(whole);
        let start = if whole.is_empty() { head } else { "" };
        let lines = compose(&before);
        let new = [start, &lines.concat()].concat();
        if (whole.len() + new.len()) as u64 > FILE_LIMIT {
            return Err(failed(io::ErrorKind::FileTooLarge.into()));
        }
        write(&mut *file, &path, whole.len() as u64, new.as_bytes(), || {
            files.sync_directory(&self.directory())
        })?;
        let line = before.lines().count() + start.lines().count() + 1;
        Ok(Appended { path, line, offset: whole.len() + start.len(), lines })
    }

    /// Opens what is kept for `reviewer`; nobody can add to it as long as it is open.
    pub fn take(&self, files: &dyn Files, reviewer: &str) -> Result<Kept, RecordError> {
        let path = self.path(reviewer);
        let open = || -> io::Result<(Box<dyn Handle>, Vec<u8>)> {
            let mut file = files.open_to_append(&path)?;
            file.lock()?;
            let bytes = file.read(u64::MAX)?;
            Ok((file, bytes))
        };
        match open() {
            Ok((file, bytes)) => Ok(Kept { bytes, state: self.state.clone(), path, file }),
            Err(source) => Err(RecordError { operation: "read the journal", path, source }),
        }
    }
}

/// What a journal holds for one reviewer, locked.
pub struct Kept {
    pub bytes: Vec<u8>,
    state: PathBuf,
    path: PathBuf,
    file: Box<dyn Handle>,
}

impl Kept {
    /// Empties the journal, whose facts have found their place. `rest` is what could not be understood; it is set aside.
    ///
    /// The file itself stays: somebody may be waiting for its lock.
    pub fn clear(mut self, files: &dyn Files, rest: &[u8]) -> Result<(), RecordError> {
        if !rest.is_empty() {
            let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            keep_unfinished(files, &self.state, name, rest)?;
        }
        let cleared = self.file.cut(0).and_then(|()| self.file.sync());
        cleared.map_err(|source| RecordError { operation: "clear the journal", path: self.path, source })
    }
}

fn file_name(reviewer: &str) -> String {
    format!("{reviewer}.journal.toml")
}
