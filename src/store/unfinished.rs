//! Bytes that are taken out of a file because nobody was ever told that they are safe, kept all the same.

use std::io;
use std::path::Path;

use super::disk::{create_directories, open_or_create};
use super::{Files, RecordError};

/// Adds `bytes` and a line end to the file called `name` in `state`, and returns when they are durable.
pub fn keep_unfinished(files: &dyn Files, state: &Path, name: &str, bytes: &[u8]) -> Result<(), RecordError> {
    let directory = state.join("unfinished");
    let path = directory.join(name);
    let keep = || -> io::Result<()> {
        create_directories(files, &directory)?;
        let mut file = open_or_create(files, &path)?;
        file.append(&[bytes, b"\n"].concat())?;
        file.sync()?;
        files.sync_directory(&directory)
    };
    keep().map_err(|source| RecordError { operation: "keep the unfinished line in", path, source })
}
