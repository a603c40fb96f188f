//! Writes to a place that a user named: through links, into pipes and devices as they are, and files as wholes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use super::Files;

/// What is at a place that a user named for output, once links are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    Nothing,
    File,
    /// A pipe, a device, or the standard output of this program: what is written is added to what it got before.
    Stream,
}

impl Destination {
    /// Looks at what `path` leads to; a directory is an error.
    pub fn at(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if found.is_file() && !is_standard_output(&found) => Ok(Self::File),
            Ok(_) => Ok(Self::Stream),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::Nothing),
            Err(error) => Err(error),
        }
    }
}

/// Writes `bytes` to what `path` leads to.
///
/// A file is replaced as a whole, but for one with several names, or in a directory where no file can be made: there
/// the file itself is written over.
pub fn write_output(files: &dyn Files, path: &Path, bytes: &[u8]) -> io::Result<()> {
    match Destination::at(path)? {
        Destination::Stream => return write_stream(path, bytes),
        Destination::File if fs::metadata(path)?.nlink() > 1 => return write_over(path, bytes),
        Destination::File | Destination::Nothing => {}
    }
    match files.replace(path, bytes) {
        Err(error) if is_refused(&error) && path.exists() => write_over(path, bytes),
        other => other,
    }
}

fn write_stream(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_standard_output(&fs::metadata(path)?) {
        // To open it anew would begin at the start of the file that it may be.
        let mut out = io::stdout().lock();
        return out.write_all(bytes).and_then(|()| out.flush());
    }
    OpenOptions::new().write(true).open(path)?.write_all(bytes)
}

fn write_over(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn is_refused(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn is_standard_output(found: &fs::Metadata) -> bool {
    rustix::fs::fstat(io::stdout()).is_ok_and(|out| (out.st_dev, out.st_ino) == (found.dev(), found.ino()))
}
