//! The one small door to the file system, so that tests can fail any operation.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use crate::regular_file;

/// What the program does with files, operation by operation.
pub trait Files: Send + Sync {
    /// Returns the paths in `directory`, in no order.
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>>;

    /// Returns which file `path` names now, and its size. A link is not followed: it is another file than the one it
    /// leads to.
    fn stat(&self, path: &Path) -> io::Result<Stat>;

    /// Resolves every link and `..` in `path`.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Opens a file to be read, up to its end as it is now; fails on what is not a regular file.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>>;

    /// Opens a file to be read and appended to.
    fn open_to_append(&self, path: &Path) -> io::Result<Box<dyn Handle>>;

    /// Creates a file that must not exist yet, to be appended to.
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn Handle>>;

    /// Creates a directory in one that is there.
    fn create_directory(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in `directory` durable.
    fn sync_directory(&self, directory: &Path) -> io::Result<()>;

    /// Gives a directory that this program made another name, which nothing has yet.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file that this program made.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Puts `bytes` in place of what `path` holds, whole or not at all, and makes a file where there is none.
    ///
    /// A link stays, and what it leads to is replaced. Who may read and write a file stays as it was. Fails on what is
    /// there and not a regular file.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Puts `bytes` in place of what `path` holds, whole or not at all; only its owner may read and write it.
    fn replace_private(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.replace(path, bytes)
    }
}

/// Which file it is, whatever it is called, and how many bytes it has. As long as a file is open, no other one gets its
/// device and inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    pub device: u64,
    pub inode: u64,
    pub size: u64,
    /// When it was made, in nanoseconds since 1970, where the file system knows.
    pub born: Option<u128>,
}

/// How long another program may keep a file that somebody wants to append to: who records is not kept waiting for longer.
pub const LOCK_PATIENCE: Duration = Duration::from_secs(2);

/// An open file.
pub trait Handle: Send {
    /// Returns which file this is, and its size.
    fn stat(&self) -> io::Result<Stat>;

    /// Waits for the sole right to append, no longer than [`LOCK_PATIENCE`]; where another program keeps it, that is an error
    /// of the kind `WouldBlock`. Systems without locks let everybody in.
    fn lock(&mut self) -> io::Result<()>;

    /// Waits for the sole right to append no longer than `limit`, and tells whether it was had.
    fn lock_within(&mut self, _limit: Duration) -> io::Result<bool> {
        self.lock().map(|()| true)
    }

    /// Takes the sole right where nobody has it, and tells whether it did.
    fn try_lock(&mut self) -> io::Result<bool> {
        self.lock().map(|()| true)
    }

    /// Reads all of it from the beginning. More than `limit` bytes are an error of the kind `FileTooLarge`: part of a file
    /// must not be taken for the whole.
    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>>;

    /// Writes all of `bytes` at the end.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Makes the content durable.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts the file to `length` bytes.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

/// The file system itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(directory)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        fs::symlink_metadata(path).map(|found| Stat::of(&found))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(regular_file::open(path, OpenOptions::new().read(true))?))
    }

    fn open_to_append(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(regular_file::open(path, OpenOptions::new().read(true).append(true))?))
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(OpenOptions::new().read(true).append(true).create_new(true).open(path)?))
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn sync_directory(&self, directory: &Path) -> io::Result<()> {
        match File::open(directory)?.sync_all() {
            // Some file systems keep names by themselves and cannot be asked to.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            other => other,
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let path = &led_to(path)?;
        let old = match fs::metadata(path) {
            Ok(old) if old.is_file() => Some(old),
            Ok(_) => return Err(io::ErrorKind::InvalidInput.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let directory = directory_of(path);
        // As the process makes files otherwise: less what its umask takes away.
        let mode = fs::Permissions::from_mode(0o666);
        let mut new = tempfile::Builder::new().permissions(mode).tempfile_in(directory)?;
        new.write_all(bytes)?;
        if let Some(old) = old {
            let made = new.as_file().metadata()?;
            if (made.uid(), made.gid()) != (old.uid(), old.gid()) {
                // Only the superuser may; for others the file becomes theirs, as with any editor.
                drop(fchown(new.as_file(), Some(old.uid()), Some(old.gid())));
            }
            new.as_file().set_permissions(old.permissions())?;
        }
        new.as_file().sync_all()?;
        new.persist(path).map_err(|failed| failed.error)?;
        self.sync_directory(directory)
    }

    fn replace_private(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let directory = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        // A temporary file is its owner's alone.
        let mut new = tempfile::NamedTempFile::new_in(directory)?;
        new.write_all(bytes)?;
        new.as_file().sync_data()?;
        new.persist(path).map_err(|failed| failed.error)?;
        Ok(())
    }
}

/// Creates `path` and the directories above it that are missing, and makes their names durable.
pub fn create_directories(files: &dyn Files, path: &Path) -> io::Result<()> {
    let Some(above) = path.parent() else { return Ok(()) };
    let made = match files.create_directory(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create_directories(files, above)?;
            files.create_directory(path)
        }
        other => other,
    };
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        // Also where it was there already: whoever made it may have been stopped before this.
        _ if above.as_os_str().is_empty() => files.sync_directory(Path::new(".")),
        _ => files.sync_directory(above),
    }
}

/// Opens a file to be appended to, new where there is none.
pub(super) fn open_or_create(files: &dyn Files, path: &Path) -> io::Result<Box<dyn Handle>> {
    match files.create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => files.open_to_append(path),
        other => other,
    }
}

/// Returns what `path` is as long as it names the open `file`: a checkout, an editor or a restored backup may have put
/// another in its place, or in the place of a directory above it.
pub(super) fn in_place(files: &dyn Files, path: &Path, file: &dyn Handle) -> io::Result<Option<Stat>> {
    match files.stat(path) {
        Ok(named) => {
            let open = file.stat()?;
            Ok(Some(named).filter(|named| (named.device, named.inode) == (open.device, open.inode)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns what `path` leads to over links, also where nothing is there yet.
fn led_to(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(path) {
            Ok(next) => led_to(&directory_of(path).join(next)),
            Err(_) => Ok(path.to_owned()),
        },
        other => other,
    }
}

/// Returns the directory that the name of `path` is in.
fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl Stat {
    fn of(found: &Metadata) -> Self {
        let born = found.created().ok().and_then(|born| born.duration_since(UNIX_EPOCH).ok());
        let born = born.map(|since| since.as_nanos());
        Self { device: found.dev(), inode: found.ino(), size: found.len(), born }
    }
}

impl Handle for File {
    fn stat(&self) -> io::Result<Stat> {
        self.metadata().map(|found| Stat::of(&found))
    }

    fn lock(&mut self) -> io::Result<()> {
        if self.lock_within(LOCK_PATIENCE)? { Ok(()) } else { Err(io::ErrorKind::WouldBlock.into()) }
    }

    fn lock_within(&mut self, limit: Duration) -> io::Result<bool> {
        if Handle::try_lock(self)? {
            return Ok(true);
        }
        // The system knows no limit, so that a thread waits, which is left alone once it takes too long: it has the lock, for
        // an instant, only after everybody else.
        let waiting = self.try_clone()?;
        let (told, locked) = mpsc::channel();
        drop(thread::Builder::new().name("lock".to_owned()).spawn(move || drop(told.send(waiting.lock())))?);
        locked.recv_timeout(limit).map_or(Ok(false), |locked| locked.map(|()| true))
    }

    fn try_lock(&mut self) -> io::Result<bool> {
        match Self::try_lock(self) {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            // Where the system has no locks, files of their own keep writers apart (design §3, one history a file).
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(true),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        use std::io::Seek as _;
        self.rewind()?;
        let mut bytes = Vec::new();
        (&*self).take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }
}
