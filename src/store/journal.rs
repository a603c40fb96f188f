//! Facts that could not be written beside the plan, kept in the state directory until they can.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{create_directories, in_place, open_or_create};
use super::record::{ATTEMPTS, whole_lines, write};
use super::unfinished::keep_unfinished;
use super::{Appended, FILE_LIMIT, Files, Handle, RecordError};

/// The journal of one plan: a file a reviewer, in the form of a review file, and no larger than one may be.
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

    /// Appends what `compose` makes of the content so far, and returns when it is durable. Where the file is replaced
    /// meanwhile, the same lines go to the new one.
    pub fn append(
        &self,
        files: &dyn Files,
        reviewer: &str,
        head: &str,
        compose: impl FnOnce(&str) -> Vec<String>,
    ) -> Result<Appended, RecordError> {
        let mut compose = Some(compose);
        let mut lines = Vec::new();
        for _ in 0..ATTEMPTS {
            let compose = |text: &str| {
                if let Some(compose) = compose.take() {
                    lines = compose(text);
                }
                lines.clone()
            };
            if let Some(appended) = self.attempt(files, reviewer, head, compose)? {
                return Ok(appended);
            }
        }
        Err(self.lost(reviewer))
    }

    /// Returns nothing where the file was replaced.
    fn attempt(
        &self,
        files: &dyn Files,
        reviewer: &str,
        head: &str,
        compose: impl FnOnce(&str) -> Vec<String>,
    ) -> Result<Option<Appended>, RecordError> {
        let path = self.path(reviewer);
        let failed = |source| RecordError { operation: "keep in the journal", path: path.clone(), source };
        create_directories(files, &self.directory()).map_err(failed)?;
        let opened = open_or_create(files, &path).and_then(|file| locked(files, &path, file));
        let (mut file, bytes) = match opened {
            Ok(Some(opened)) => opened,
            Ok(None) => return Ok(None),
            // It was there, and was removed before it was opened.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
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
        let directory = self.directory();
        if !write(files, &mut *file, &path, whole.len() as u64, new.as_bytes(), Some(&directory))? {
            return Ok(None);
        }
        let line = before.lines().count() + start.lines().count() + 1;
        Ok(Some(Appended { path, line, offset: whole.len() + start.len(), lines, forgotten: None }))
    }

    /// Opens what is kept for `reviewer`; nobody can add to it as long as it is open.
    pub fn take(&self, files: &dyn Files, reviewer: &str) -> Result<Kept, RecordError> {
        let path = self.path(reviewer);
        for _ in 0..ATTEMPTS {
            let opened = files.open_to_append(&path).and_then(|file| locked(files, &path, file));
            match opened {
                Ok(Some((file, bytes))) => return Ok(Kept { bytes, state: self.state.clone(), path, file }),
                Ok(None) => {}
                Err(source) => return Err(RecordError { operation: "read the journal", path, source }),
            }
        }
        Err(self.lost(reviewer))
    }

    fn lost(&self, reviewer: &str) -> RecordError {
        let path = self.path(reviewer);
        RecordError { operation: "find the journal again", path, source: io::ErrorKind::NotFound.into() }
    }
}

/// A file that is locked, and what it holds.
type Locked = (Box<dyn Handle>, Vec<u8>);

/// Locks `file` and reads it; nothing where `path` names another one by then.
fn locked(files: &dyn Files, path: &Path, mut file: Box<dyn Handle>) -> io::Result<Option<Locked>> {
    file.lock()?;
    if in_place(files, path, &*file)?.is_none() {
        return Ok(None);
    }
    let bytes = file.read(FILE_LIMIT + 1)?;
    // Part of it must not be taken for the whole, and what follows be cut off.
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(Some((file, bytes)))
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
