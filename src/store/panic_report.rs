//! The file in which panics are kept for a bug report.

use std::io;
use std::path::{Path, PathBuf};

use super::Files;
use super::disk::{create_directories, open_or_create};

const FILE: &str = "panics.txt";

/// So many bytes are kept; older reports go then.
const LIMIT: u64 = 256 * 1024;

/// Adds `report` to the file in the state directory, and returns its path.
pub fn keep_report(files: &dyn Files, state: &Path, report: &str) -> io::Result<PathBuf> {
    create_directories(files, state)?;
    let path = state.join(FILE);
    let mut file = open_or_create(files, &path)?;
    file.lock()?;
    if file.stat()?.size > LIMIT {
        file.cut(0)?;
    }
    file.append(report.as_bytes())?;
    Ok(path)
}
