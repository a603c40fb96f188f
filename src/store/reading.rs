//! Reads one file with care: a regular file inside the given directory, of a sane size.

use std::io;
use std::path::{Path, PathBuf};

use super::Files;
use crate::regular_file::FILE_LIMIT;

/// Why a file cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    #[error("it is a link to a place outside")]
    LinkOutside,
    #[error("it is not a regular file")]
    NotAFile,
    #[error("it has {bytes} bytes, more than {limit}")]
    TooBig { bytes: u64, limit: u64 },
    #[error(transparent)]
    Failed(#[from] io::Error),
}

/// Reads `path`, which must lie inside `root` once links are resolved.
pub fn read_bytes(files: &dyn Files, root: &Path, path: &Path) -> Result<Vec<u8>, ReadFault> {
    if !files.resolve(path)?.starts_with(files.resolve(root)?) {
        return Err(ReadFault::LinkOutside);
    }
    let mut file = files.open(path).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput => ReadFault::NotAFile,
        _ => ReadFault::Failed(error),
    })?;
    // The file may grow meanwhile, so the reading itself is bounded too.
    match file.read(FILE_LIMIT) {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Err(ReadFault::TooBig { bytes: file.stat()?.size.max(FILE_LIMIT + 1), limit: FILE_LIMIT })
        }
        read => Ok(read?),
    }
}

/// A link stands where a directory has to be.
#[derive(Debug, thiserror::Error)]
#[error("{link:?} is a link to {to:?}")]
pub struct LinkFault {
    pub link: PathBuf,
    pub to: PathBuf,
}

/// Fails where `directory` in `above`, a path without links, is reached through a link: what is written there may be
/// anybody's. A directory that is still to be made is not.
pub fn refuse_link(files: &dyn Files, above: &Path, directory: &Path) -> io::Result<()> {
    for (path, name) in [(above, None), (directory, directory.file_name())] {
        let here = name.map_or_else(|| path.to_owned(), |name| above.join(name));
        match files.resolve(path) {
            Ok(real) if real == here => {}
            Ok(to) => return Err(io::Error::other(LinkFault { link: here, to })),
            // A link that leads nowhere is there all the same.
            Err(error) if error.kind() == io::ErrorKind::NotFound && files.stat(path).is_ok() => {
                return Err(io::Error::other(LinkFault { link: here, to: PathBuf::new() }));
            }
            // What else is wrong is found on writing.
            Err(_) => {}
        }
    }
    Ok(())
}

/// Tells whether `path`, a file in `directory`, is a link: what is written to one, or committed through one, may be
/// anybody's.
pub fn leads_elsewhere(files: &dyn Files, directory: &Path, path: &Path) -> bool {
    let here = files.resolve(directory).ok().zip(path.file_name()).map(|(real, name)| real.join(name));
    here.is_none() || files.resolve(path).ok() != here
}
