//! Where the plan is, and where this machine remembers things about it.

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
    pub fn nearest(start: &Path) -> Option<Self> {
        let is_plan = |path: &Path| path.join("strategy.toml").is_file();
        start
            .ancestors()
            .flat_map(|above| [above.to_owned(), above.join("plans")])
            .find(|path| is_plan(path))
            .map(Self::at)
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
