//! Files in which sessions of the screen keep what the next one goes on with: one a reviewer and session, so that two
//! sessions at once never write over each other. A session locks the file beside its own as long as it runs.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::disk::{create_directories, open_or_create};
use super::unfinished::keep_unfinished;
use super::{FILE_LIMIT, Files, Handle, RecordError};

/// How many sessions of one reviewer may run at once.
const MOST: usize = 64;

/// The sessions of one plan.
#[derive(Default)]
pub struct Sessions {
    state: Option<PathBuf>,
    /// The file of this session for each reviewer, and its lock.
    own: Mutex<BTreeMap<String, Own>>,
    /// What was read of former sessions.
    read: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
}

struct Own {
    path: PathBuf,
    /// Held until the program ends, however it does.
    _lock: Box<dyn Handle>,
}

/// What one session left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Empty where nobody said who they were.
    pub reviewer: String,
    /// The session runs still.
    pub running: bool,
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

impl Sessions {
    /// Keeps its files in `state`; without it, nothing can be kept.
    pub fn new(state: Option<PathBuf>) -> Self {
        Self { state, ..Self::default() }
    }

    fn directory(&self) -> Option<PathBuf> {
        Some(self.state.as_ref()?.join("sessions"))
    }

    /// Reads what sessions left, those that run still included; in the order of reviewers and numbers.
    ///
    /// # Errors
    ///
    /// Fails where a file cannot be read; what could be read is lost with that, and harms nothing.
    pub fn read(&self, files: &dyn Files) -> Result<Vec<Left>, RecordError> {
        let Some(directory) = self.directory() else { return Ok(Vec::new()) };
        let mut paths = match files.list(&directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(|source| failed("list", &directory, source))?,
        };
        paths.sort();
        let mut all = Vec::new();
        for path in paths {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let Some((reviewer, number)) = name.strip_suffix(".toml").and_then(|name| name.rsplit_once('.'))
            else {
                continue;
            };
            if number.parse::<usize>().is_err() {
                continue;
            }
            let reviewer = if reviewer == NOBODY { String::new() } else { reviewer.to_owned() };
            let read = |path: &Path| files.open(path)?.read(FILE_LIMIT);
            let bytes = match read(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                other => other.map_err(|source| failed("read", &path, source))?,
            };
            let running = lock_of(files, &path).is_none();
            self.remembered().insert(path.clone(), bytes.clone());
            all.push(Left { reviewer, running, path, bytes });
        }
        Ok(all)
    }

    /// Takes a file away that is no session, after keeping its bytes elsewhere.
    ///
    /// # Errors
    ///
    /// Fails where the bytes cannot be kept; the file then stays.
    pub fn set_aside(&self, files: &dyn Files, left: &Left) -> Result<(), RecordError> {
        let Some(state) = &self.state else { return Ok(()) };
        let name = left.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        keep_unfinished(files, state, name, &left.bytes)?;
        files.remove(&left.path).map_err(|source| failed("remove", &left.path, source))
    }

    /// Keeps `text` as what `reviewer` leaves, in place of what this session kept before, and lets go of what former
    /// sessions left, which this one has taken over.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be kept; what was kept before then stays.
    pub fn write(&self, files: &dyn Files, reviewer: &str, text: &str) -> Result<(), RecordError> {
        let Some(directory) = self.directory() else {
            let source = io::Error::from(io::ErrorKind::NotFound);
            return Err(failed("find", Path::new("$XDG_STATE_HOME/fupan"), source));
        };
        let mut own = self.own.lock().expect("nothing panics while holding it");
        if let Some(own) = own.get(reviewer) {
            return keep(files, &own.path, text);
        }
        create_directories(files, &directory).map_err(|source| failed("create", &directory, source))?;
        let name = if reviewer.is_empty() { NOBODY } else { reviewer };
        let free = (1..=MOST).find_map(|number| {
            let path = directory.join(format!("{name}.{number}.toml"));
            Some(Own { _lock: self.lock_if_taken_over(files, &path)?, path })
        });
        let Some(mine) = free else {
            return Err(failed("lock a file in", &directory, io::ErrorKind::WouldBlock.into()));
        };
        keep(files, &mine.path, text)?;
        // What former sessions left is in what was just written.
        let prefix = format!("{name}.");
        let former: Vec<PathBuf> =
            self.remembered().keys().filter(|path| **path != mine.path).cloned().collect();
        for path in former {
            let is_theirs = path
                .file_name()
                .and_then(|name| name.to_str())
                .and_then(|name| name.strip_prefix(&prefix)?.strip_suffix(".toml")?.parse::<usize>().ok());
            if is_theirs.is_some() && self.lock_if_taken_over(files, &path).is_some() {
                // Where it stays, it is offered once more.
                drop(files.remove(&path));
            }
        }
        own.insert(reviewer.to_owned(), mine);
        Ok(())
    }

    /// Locks the session of `path` where nobody runs it and what it holds, if anything, was read by this one.
    fn lock_if_taken_over(&self, files: &dyn Files, path: &Path) -> Option<Box<dyn Handle>> {
        let lock = lock_of(files, path)?;
        let now = files.open(path).and_then(|mut file| file.read(FILE_LIMIT));
        match (now, self.remembered().get(path)) {
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => Some(lock),
            (Ok(now), Some(read)) if now == *read => Some(lock),
            _ => None,
        }
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, Vec<u8>>> {
        self.read.lock().expect("nothing panics while holding it")
    }
}

/// Locks the session of `path`; `None` where another one runs it, or that cannot be known.
fn lock_of(files: &dyn Files, path: &Path) -> Option<Box<dyn Handle>> {
    let mut lock = open_or_create(files, &path.with_extension("lock")).ok()?;
    lock.try_lock().is_ok_and(|locked| locked).then_some(lock)
}

/// Stands for a reviewer in the name of a file, where nobody said who they are. No reviewer is called so.
const NOBODY: &str = "-";

fn keep(files: &dyn Files, path: &Path, text: &str) -> Result<(), RecordError> {
    files.replace_private(path, text.as_bytes()).map_err(|source| failed("write", path, source))
}

fn failed(operation: &'static str, path: &Path, source: io::Error) -> RecordError {
    RecordError { operation, path: path.to_owned(), source }
}
