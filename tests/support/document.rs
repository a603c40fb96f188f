//! Documents that hold what the program says: `UPDATE_DOCS=1 cargo test` writes those parts anew.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns where the document of this name is, which is written from the root of the repository.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares `fresh` with what `path` holds, or writes it where that is asked for.
pub(crate) fn same_as(path: &Path, fresh: &str) {
    let written = fs::read_to_string(path).unwrap_or_default();
    if written != fresh && std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, fresh).unwrap();
        return;
    }
    let first = written.lines().zip(fresh.lines()).find(|(written, fresh)| written != fresh);
    assert!(
        written == fresh,
        "{} is out of date: run UPDATE_DOCS=1 cargo test; the first line that differs, and how it is now: {first:#?}",
        path.display()
    );
}
