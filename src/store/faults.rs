//! A file system in memory, any operation of which can be made to fail. Keeps a log of what was done, from which
//! [`power_loss`] tells what would be left after a loss of power. Knows paths and bytes, not what they mean.

pub(crate) mod intrusion;
pub(crate) mod power_loss;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use self::intrusion::Intrusion;
use super::{Files, Handle, Stat};

pub(crate) const EIO: i32 = 5;
pub(crate) const EACCES: i32 = 13;
pub(crate) const ENOSPC: i32 = 28;
pub(crate) const EROFS: i32 = 30;
pub(crate) const EDQUOT: i32 = 122;

/// Every error number that the sweeps inject.
pub(crate) const ERRORS: [i32; 5] = [ENOSPC, EIO, EDQUOT, EROFS, EACCES];

/// Which operation fails, and how.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// Only operations on paths below this one are counted and fail.
    pub(crate) below: PathBuf,
    /// The number of the failing operation, from 1.
    pub(crate) at: usize,
    pub(crate) error: i32,
    /// Whether all operations after it fail as well.
    pub(crate) lasting: bool,
    /// How many bytes a failing write writes all the same.
    pub(crate) short: usize,
}

/// What the file system leaves out although it says that it is done: bugs sown to see that the tests find them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Omission {
    #[default]
    Nothing,
    ContentSync,
    NameSync,
    Cut,
}

/// A change or a promise, in the order in which they happened.
#[derive(Clone, Debug)]
enum Event {
    Directory(PathBuf),
    Name(PathBuf, usize),
    Unname(PathBuf),
    Write {
        file: usize,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: usize,
        length: usize,
    },
    ContentSynced(usize),
    NamesSynced(PathBuf),
    /// Somebody was told that this is safe.
    Acknowledged(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Directory,
    File(usize),
}

#[derive(Default)]
struct State {
    names: BTreeMap<PathBuf, Node>,
    contents: Vec<Vec<u8>>,
    events: Vec<Event>,
    fault: Option<Fault>,
    fired: bool,
    counted: usize,
    omission: Omission,
    /// What another program adds to which file before it lets go of the lock.
    meanwhile: Option<(PathBuf, Vec<u8>)>,
    intrusion: Option<Intrusion>,
}

/// The file system. Clones are the same one.
#[derive(Clone, Default)]
pub(crate) struct Simulated(Arc<Mutex<State>>);

impl Simulated {
    /// Makes one that durably has `directories` and nothing in them.
    pub(crate) fn with_directories(directories: &[&str]) -> Self {
        let simulated = Self::default();
        for directory in directories {
            for path in Path::new(directory).ancestors() {
                simulated.state().names.insert(path.to_owned(), Node::Directory);
            }
        }
        simulated
    }

    /// From now on leaves something out.
    pub(crate) fn omit(&self, omission: Omission) {
        self.state().omission = omission;
    }

    /// Counts anew from here, and fails as told.
    pub(crate) fn set_fault(&self, fault: Option<Fault>) {
        let mut state = self.state();
        (state.fault, state.fired, state.counted) = (fault, false, 0);
    }

    /// Tells whether the fault that was set has happened.
    pub(crate) fn has_failed(&self) -> bool {
        self.state().fired
    }

    /// Whoever next waits for the lock of `path` finds `bytes` added to it.
    pub(crate) fn add_before_lock(&self, path: &Path, bytes: &[u8]) {
        self.state().meanwhile = Some((path.to_owned(), bytes.to_vec()));
    }

    /// Notes in the log that somebody was told of `what`.
    pub(crate) fn acknowledge(&self, what: &str) {
        self.state().events.push(Event::Acknowledged(what.to_owned()));
    }

    /// Returns how often the content of files below `directory` was made durable.
    pub(crate) fn content_syncs_below(&self, directory: &str) -> usize {
        let state = self.state();
        let is_below = |file: usize| {
            state.names.iter().any(|(path, node)| path.starts_with(directory) && *node == Node::File(file))
        };
        let syncs = state
            .events
            .iter()
            .filter(|event| matches!(event, Event::ContentSynced(file) if is_below(*file)));
        syncs.count()
    }

    /// Returns all files with what they hold.
    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = self.state();
        let file = |(path, node): (&PathBuf, &Node)| match node {
            Node::File(file) => Some((path.clone(), state.contents[*file].clone())),
            Node::Directory => None,
        };
        state.names.iter().filter_map(file).collect()
    }

    /// Puts a file there, durably and without counting.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let mut state = self.state();
        let file = state.contents.len();
        state.contents.push(bytes.to_vec());
        state.names.insert(path.into(), Node::File(file));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics while holding it")
    }

    /// Counts an operation on `path` and fails if its turn has come.
    fn step(&self, path: &Path) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        state.let_in(path);
        if let Some(fault) = state.fault.clone().filter(|fault| path.starts_with(&fault.below)) {
            state.counted += 1;
            if state.counted == fault.at || (fault.lasting && state.counted > fault.at) {
                state.fired = true;
                return Err(io::Error::from_raw_os_error(fault.error));
            }
        }
        Ok(state)
    }

    fn handle(&self, path: &Path, file: usize) -> Box<dyn Handle> {
        Box::new(Opened { disk: self.clone(), path: path.to_owned(), file })
    }
}

impl State {
    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.names.get(path) {
            Some(Node::File(file)) => Ok(*file),
            Some(Node::Directory) => Err(io::ErrorKind::InvalidInput.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Fails where `path` cannot be made because of what is above it, or because it is there.
    fn room(&self, path: &Path) -> io::Result<()> {
        match path.parent().and_then(|above| self.names.get(above)) {
            None => Err(io::ErrorKind::NotFound.into()),
            Some(Node::File(_)) => Err(io::ErrorKind::NotADirectory.into()),
            Some(Node::Directory) if self.names.contains_key(path) => {
                Err(io::ErrorKind::AlreadyExists.into())
            }
            Some(Node::Directory) => Ok(()),
        }
    }

    /// Changes the file system, and remembers it.
    fn happen(&mut self, event: Event) {
        self.apply(&event);
        self.events.push(event);
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Directory(path) => drop(self.names.insert(path.clone(), Node::Directory)),
            Event::Name(path, file) => drop(self.names.insert(path.clone(), Node::File(*file))),
            Event::Unname(path) => drop(self.names.remove(path)),
            Event::Write { file, at, bytes } => {
                let content = self.content(*file);
                content.resize(content.len().max(at + bytes.len()), 0);
                content[*at..at + bytes.len()].copy_from_slice(bytes);
            }
            Event::Cut { file, length } => self.content(*file).resize(*length, 0),
            Event::ContentSynced(_) | Event::NamesSynced(_) | Event::Acknowledged(_) => {}
        }
    }

    fn stat(&self, file: usize) -> Stat {
        Stat { device: 0, inode: file as u64, size: self.contents[file].len() as u64, born: None }
    }

    fn content(&mut self, file: usize) -> &mut Vec<u8> {
        let files = self.contents.len().max(file + 1);
        self.contents.resize(files, Vec::new());
        &mut self.contents[file]
    }

    fn new_file(&mut self, path: &Path) -> usize {
        let file = self.contents.len();
        self.content(file);
        self.happen(Event::Name(path.to_owned(), file));
        file
    }

    fn sync_names(&mut self, directory: &Path) {
        if self.omission != Omission::NameSync {
            self.events.push(Event::NamesSynced(directory.to_owned()));
        }
    }
}

impl Files for Simulated {
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.step(directory)?;
        match state.names.get(directory) {
            Some(Node::Directory) => {}
            Some(Node::File(_)) => return Err(io::ErrorKind::NotADirectory.into()),
            None => return Err(io::ErrorKind::NotFound.into()),
        }
        Ok(state.names.keys().filter(|path| path.parent() == Some(directory)).cloned().collect())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let state = self.step(path)?;
        match state.names.get(path) {
            Some(Node::File(file)) => Ok(state.stat(*file)),
            Some(Node::Directory) => Ok(Stat { device: 1, inode: 0, size: 0, born: None }),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let state = self.step(path)?;
        if state.names.contains_key(path) { Ok(path.to_owned()) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let file = self.step(path)?.file(path)?;
        Ok(self.handle(path, file))
    }

    fn open_to_append(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.open(path)
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let mut state = self.step(path)?;
        state.room(path)?;
        let file = state.new_file(path);
        Ok(self.handle(path, file))
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step(path)?;
        state.room(path)?;
        state.happen(Event::Directory(path.to_owned()));
        Ok(())
    }

    fn sync_directory(&self, directory: &Path) -> io::Result<()> {
        self.step(directory)?.sync_names(directory);
        Ok(())
    }

    fn rename(&self, from: &Path, _: &Path) -> io::Result<()> {
        // Nothing here is moved.
        drop(self.step(from)?);
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step(path)?;
        state.file(path)?;
        state.happen(Event::Unname(path.to_owned()));
        Ok(())
    }

    /// In the steps that the disk takes too; a failure leaves no file behind.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let directory = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        drop(self.list(directory)?);
        let mut state = self.step(path)?;
        let file = state.contents.len();
        state.happen(Event::Write { file, at: 0, bytes: bytes.to_vec() });
        drop(state);
        self.step(path)?.events.push(Event::ContentSynced(file));
        self.step(path)?.happen(Event::Name(path.to_owned(), file));
        self.sync_directory(directory)
    }
}

struct Opened {
    disk: Simulated,
    path: PathBuf,
    file: usize,
}

impl Handle for Opened {
    fn stat(&self) -> io::Result<Stat> {
        Ok(self.disk.state().stat(self.file))
    }

    fn lock(&mut self) -> io::Result<()> {
        let mut state = self.disk.step(&self.path)?;
        if let Some((_, bytes)) = state.meanwhile.take_if(|(path, _)| *path == self.path) {
            let at = state.contents[self.file].len();
            state.happen(Event::Write { file: self.file, at, bytes });
        }
        Ok(())
    }

    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        let bytes = self.disk.step(&self.path)?.contents[self.file].clone();
        if bytes.len() as u64 > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let result = self.disk.step(&self.path).map(drop);
        let mut state = self.disk.state();
        let short = state.fault.as_ref().map_or(0, |fault| fault.short).min(bytes.len());
        let written = if result.is_ok() { bytes.to_vec() } else { bytes[..short].to_vec() };
        let at = state.contents[self.file].len();
        state.happen(Event::Write { file: self.file, at, bytes: written });
        result
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.step(&self.path)?;
        if state.omission != Omission::ContentSync {
            state.events.push(Event::ContentSynced(self.file));
        }
        Ok(())
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.disk.step(&self.path)?;
        let length = usize::try_from(length).map_err(io::Error::other)?;
        if state.omission != Omission::Cut {
            state.happen(Event::Cut { file: self.file, length });
        }
        Ok(())
    }
}
