//! Reads one file with care: a regular file inside the given directory, of a sane size.

use std::io;
use std::path::Path;

use super::Files;

/// The largest file that is read, in bytes. The largest plan measured has a megabyte in all.
pub const FILE_LIMIT: u64 = 8 << 20;

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
    let bytes = file.stat()?.size;
    // The file may grow meanwhile, so the reading itself is bounded too.
    let content = file.read(FILE_LIMIT + 1)?;
    if content.len() as u64 > FILE_LIMIT {
        return Err(ReadFault::TooBig { bytes: bytes.max(content.len() as u64), limit: FILE_LIMIT });
    }
    Ok(content)
}

/// Tells whether `path`, a file in `directory`, is a link: what is written to one, or committed through one, may be
/// anybody's.
pub fn leads_elsewhere(files: &dyn Files, directory: &Path, path: &Path) -> bool {
    let here = files.resolve(directory).ok().zip(path.file_name()).map(|(real, name)| real.join(name));
    here.is_none() || files.resolve(path).ok() != here
}
