//! Where the plan is, and where this machine remembers things about it.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

/// The directory that holds `strategy.toml`, the area files and `reviews/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDirectory {
    path: PathBuf,
}

impl PlanDirectory {
    /// Takes the directory as given.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Finds the nearest plan directory from `start` upwards: `start` itself, or `plans` in it or in one above it.
    ///
    /// Looks no further than the top of a work tree, the user's `home` directory, and the last directory that belongs to
    /// the owner of `start`: what others put above these is not about the work here.
    pub fn nearest(start: &Path, home: Option<&Path>) -> Option<Self> {
        let home = home.and_then(|home| home.canonicalize().ok());
        let owner = |path: &Path| path.metadata().ok().map(|found| found.uid());
        let is_last = |path: &&Path| {
            path.join(".git").symlink_metadata().is_ok() || home.as_deref().is_some_and(|home| home == *path)
        };
        let is_plan = |path: &Path| path.join("strategy.toml").is_file();
        let (mut next, own) = (Some(start), owner(start));
        while let Some(path) = next.filter(|path| owner(path) == own) {
            let found = [path.to_owned(), path.join("plans")].into_iter().find(|path| is_plan(path));
            if found.is_some() {
                return found.map(Self::at);
            }
            next = path.parent().filter(|_| !is_last(&path));
        }
        None
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the directory of the reviewers' files.
    pub fn reviews(&self) -> PathBuf {
        self.path.join("reviews")
    }

    /// Returns the directory of the source documents, beside the plan.
    pub fn seeds(&self) -> PathBuf {
        self.path.parent().map_or_else(|| PathBuf::from("seeds"), |above| above.join("seeds"))
    }

    /// Returns the path under which a file is shown: relative to the directory above the plan.
    pub fn shown(&self, path: &Path) -> String {
        let above = self.path.parent().unwrap_or(Path::new(""));
        path.strip_prefix(above).unwrap_or(path).to_string_lossy().into_owned()
    }
}

/// Returns the directory in which this machine remembers things about the plan at `plan`, a path without links.
///
/// `home` is the user's state directory, for example `~/.local/state`.
pub fn state_directory(home: &Path, plan: &Path) -> PathBuf {
    let digest = Sha256::digest(plan.as_os_str().as_encoded_bytes());
    let key = HEXLOWER.encode(&digest);
    home.join("fupan").join(key.get(..16).unwrap_or(&key))
}
