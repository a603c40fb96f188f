//! The append-only files of one reviewer: one locked append and one `fdatasync`, to a file whose last line is ours.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::{create_directories, in_place};
use super::unfinished::keep_unfinished;
use super::{Acknowledged, FILE_LIMIT, Files, Handle, Memory, leads_elsewhere};
use crate::plan::SystemFault;

/// How often another file is taken because the one at hand was replaced meanwhile.
pub(super) const ATTEMPTS: usize = 8;

/// Why nothing was recorded. Whatever was written of it has been cut off again.
#[derive(Debug, thiserror::Error)]
#[error("{operation} `{}`: {source}", .path.display())]
pub struct RecordError {
    pub operation: &'static str,
    pub path: PathBuf,
    pub source: io::Error,
}

fn failed<'a>(operation: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> RecordError + 'a {
    move |source| RecordError { operation, path: path.to_owned(), source }
}

/// What was appended, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    pub path: PathBuf,
    /// The number of the first appended line, from 1.
    pub line: usize,
    /// The number of bytes before it.
    pub offset: usize,
    /// The lines themselves, each with its line end.
    pub lines: Vec<String>,
    /// Why nothing about them could be written to the state directory.
    pub forgotten: Option<SystemFault>,
}

/// What came of one attempt to append.
enum Attempt {
    Appended(Appended),
    /// Another file has taken the place of the one at hand; these lines went into the old one.
    Replaced(Option<Vec<String>>),
    /// Another program keeps the file.
    Locked,
}

/// The files of one reviewer in one directory.
pub struct Records<'a> {
    pub files: &'a dyn Files,
    pub memory: &'a Memory,
    pub directory: &'a Path,
    /// The first part of the names of the files.
    pub reviewer: &'a str,
    /// The first lines of a new file.
    pub head: &'a str,
    /// How long another program may keep a file; then another one is begun.
    pub patience: Duration,
    /// Told once another program has to be waited for.
    pub waits: &'a dyn Fn(),
}

impl Records<'_> {
    /// Appends what `compose` makes of the file's content so far, and returns when it is durable.
    ///
    /// The file is one whose last line this clone wrote last, else a new one called `<reviewer>.<new_name>.toml`. Where
    /// another program replaces it meanwhile, as `git checkout` and `git stash` do, the lines are recorded again.
    pub fn append(
        &self,
        new_name: impl Fn() -> String,
        compose: impl Fn(&str) -> Vec<String>,
    ) -> Result<Appended, RecordError> {
        let mut written: Option<Vec<String>> = None;
        for _ in 0..ATTEMPTS {
            // The lines may come back with the file that was replaced, and must then be the same facts.
            let compose = |text: &str| written.clone().unwrap_or_else(|| compose(text));
            match self.attempt(&new_name, compose)? {
                Attempt::Appended(appended) => return Ok(appended),
                Attempt::Replaced(lines) => written = lines.or(written),
                Attempt::Locked => {}
            }
        }
        Err(failed("find again what was replaced in", self.directory)(io::ErrorKind::NotFound.into()))
    }

    fn attempt(
        &self,
        new_name: impl Fn() -> String,
        compose: impl Fn(&str) -> Vec<String>,
    ) -> Result<Attempt, RecordError> {
        let mut locked = Vec::new();
        for path in self.own_files() {
            match self.go_on(&path, None, &compose)? {
                Some(Attempt::Locked) => locked.push(path),
                Some(attempt) => return Ok(attempt),
                None => {}
            }
        }
        // Only where no other file will do is one waited for.
        for path in locked {
            (self.waits)();
            match self.go_on(&path, Some(self.patience), &compose)? {
                Some(Attempt::Locked) | None => {}
                Some(attempt) => return Ok(attempt),
            }
        }
        self.begin(new_name, &compose)
    }

    /// Returns the files of this reviewer, in the order of their names.
    fn own_files(&self) -> Vec<PathBuf> {
        let mut own: Vec<PathBuf> = self.files.list(self.directory).unwrap_or_default();
        own.retain(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let mut parts = name.split('.');
            parts.next() == Some(self.reviewer) && parts.next().is_some() && parts.next() == Some("toml")
        });
        own.sort();
        own
    }

    /// Appends to `path` where its last line is ours; `None` where it is not. Waits for the lock of another program for as
    /// long as `patience` says.
    fn go_on(
        &self,
        path: &Path,
        patience: Option<Duration>,
        compose: impl Fn(&str) -> Vec<String>,
    ) -> Result<Option<Attempt>, RecordError> {
        if leads_elsewhere(self.files, self.directory, path) {
            return Ok(None);
        }
        // A file that cannot be read or locked is somebody else's, or will be reported when it is shown.
        let Ok(mut file) = self.files.open_to_append(path) else { return Ok(None) };
        let is_ours = match patience {
            None => file.try_lock(),
            Some(patience) => file.lock_within(patience),
        };
        match is_ours {
            Ok(true) => {}
            Ok(false) => return Ok(Some(Attempt::Locked)),
            Err(_) => return Ok(None),
        }
        // While it was opened, and while we waited for the lock, another may have taken its place.
        match in_place(self.files, path, &*file) {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Some(Attempt::Replaced(None))),
            Err(_) => return Ok(None),
        }
        let Ok(bytes) = file.read(FILE_LIMIT) else { return Ok(None) };
        let (whole, rest) = bytes.split_at(whole_lines(&bytes));
        let Ok(text) = std::str::from_utf8(whole) else { return Ok(None) };
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let last = text.lines().next_back().unwrap_or_default();
        if !self.memory.is_last(self.files, name, last) {
            return Ok(None);
        }
        let lines = compose(text);
        let new = lines.concat();
        // What outgrows the limit would not be read again.
        if (bytes.len() + new.len()) as u64 > FILE_LIMIT {
            return Ok(None);
        }
        if !rest.is_empty() {
            // Nothing is cut off that has not been kept.
            let kept = |state| keep_unfinished(self.files, state, name, rest).is_ok();
            if !self.memory.directory().is_some_and(kept) {
                return Ok(None);
            }
            file.cut(whole.len() as u64).map_err(failed("cut the unfinished line of", path))?;
        }
        if !write(self.files, &mut *file, path, whole.len() as u64, new.as_bytes(), None)? {
            return Ok(Some(Attempt::Replaced(Some(lines))));
        }
        let forgotten = self.remember(name, &lines);
        let line = text.lines().count() + 1;
        Ok(Some(Attempt::Appended(Appended {
            path: path.to_owned(),
            line,
            offset: whole.len(),
            lines,
            forgotten,
        })))
    }

    fn begin(
        &self,
        new_name: impl Fn() -> String,
        compose: impl Fn(&str) -> Vec<String>,
    ) -> Result<Attempt, RecordError> {
        let made = create_directories(self.files, self.directory);
        made.map_err(failed("make the directory", self.directory))?;
        let lines = compose(self.head);
        let text = [self.head, &lines.concat()].concat();
        if text.len() as u64 > FILE_LIMIT {
            return Err(failed("write", self.directory)(io::ErrorKind::FileTooLarge.into()));
        }
        let (name, path, mut file) = loop {
            let name = format!("{}.{}.toml", self.reviewer, new_name());
            let path = self.directory.join(&name);
            match self.files.create_new(&path) {
                Ok(file) => break (name, path, file),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                // The directory itself was removed or replaced.
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Attempt::Replaced(None)),
                Err(error) => return Err(failed("create", &path)(error)),
            }
        };
        let locked = file.lock().map_err(failed("lock", &path));
        let written = locked
            .and_then(|()| write(self.files, &mut *file, &path, 0, text.as_bytes(), Some(self.directory)));
        match written {
            Ok(true) => {}
            Ok(false) => return Ok(Attempt::Replaced(Some(lines))),
            Err(error) => {
                if matches!(in_place(self.files, &path, &*file), Ok(Some(_))) {
                    drop(self.files.remove(&path));
                }
                return Err(error);
            }
        }
        let forgotten = self.remember(&name, &lines);
        let line = self.head.lines().count() + 1;
        Ok(Attempt::Appended(Appended { path, line, offset: self.head.len(), lines, forgotten }))
    }

    /// Remembers that the lines are ours, and that they were acknowledged. Returns why that failed.
    fn remember(&self, name: &str, lines: &[String]) -> Option<SystemFault> {
        let last = lines.last()?;
        let remembered = self.memory.remember(self.files, name, last.trim_end_matches('\n'));
        let kept = remembered.and_then(|()| match self.memory.directory() {
            Some(state) => Acknowledged::in_state(state).keep(self.files, name, lines),
            None => Ok(()),
        });
        kept.err().map(|error| (&error).into())
    }
}

/// Returns how many of `bytes` make up whole lines.
pub(super) fn whole_lines(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1)
}

/// Appends `bytes` to a file of `before` bytes, and makes its content durable, and its name where it is new in a
/// directory; on failure the file is cut back, so that nothing half remains.
///
/// Returns whether `path` still names the file and the file still ends with `bytes`.
pub(super) fn write(
    files: &dyn Files,
    file: &mut dyn Handle,
    path: &Path,
    before: u64,
    bytes: &[u8],
    new_in: Option<&Path>,
) -> Result<bool, RecordError> {
    let written = file
        .append(bytes)
        .map_err(failed("write", path))
        .and_then(|()| file.sync().map_err(failed("make durable", path)))
        .and_then(|()| {
            new_in
                .map_or(Ok(()), |directory| files.sync_directory(directory))
                .map_err(failed("make durable the name of", path))
        })
        .and_then(|()| in_place(files, path, file).map_err(failed("find again", path)));
    if written.is_err() {
        // If even this fails, the line has no line end or the same name as its repetition, and counts once at most.
        drop(file.cut(before));
    }
    Ok(written?.is_some_and(|found| found.size == before + bytes.len() as u64))
}
