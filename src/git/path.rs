//! Paths inside a repository, as git names them. Knows their form, not whether anything is there.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Component, Path, PathBuf};

use super::error::GitError;

/// A path below the top of a work tree, parts joined by `/`; exact bytes, perhaps not UTF-8. Names a file or directory.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RepoPath(PathBuf);

impl RepoPath {
    /// Takes a path relative to the top of the work tree; refuses one that is empty, absolute, leads out through
    /// `..`, or names `.git`.
    pub fn new(path: &Path) -> Result<Self, GitError> {
        let mut clean = PathBuf::new();
        for component in path.components() {
            match component {
                Component::Normal(part) if !is_git_directory(part) => clean.push(part),
                Component::CurDir => {}
                _ => return Err(GitError::BadPath { path: path.to_owned() }),
            }
        }
        if clean.as_os_str().is_empty() || clean.as_os_str().as_bytes().contains(&0) {
            return Err(GitError::BadPath { path: path.to_owned() });
        }
        Ok(Self(clean))
    }

    /// Takes a path as git has given it.
    pub(super) fn from_git(bytes: &[u8]) -> Self {
        Self(PathBuf::from(OsString::from_vec(bytes.to_vec())))
    }

    /// Returns the path, relative to the top of the work tree.
    pub fn as_path(&self) -> &Path {
        &self.0
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_os_str().as_bytes()
    }
}

impl AsRef<OsStr> for RepoPath {
    fn as_ref(&self) -> &OsStr {
        self.0.as_os_str()
    }
}

fn is_git_directory(part: &OsStr) -> bool {
    part.as_bytes().eq_ignore_ascii_case(b".git")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_odd_names_and_refuses_ways_out() {
        for good in ["a", "-a", "a b", "a\nb", "\"", "战略/一.toml", ":(top)a", "*", ".gitignore"] {
            assert_eq!(RepoPath::new(Path::new(good)).unwrap().as_bytes(), good.as_bytes());
        }
        assert_eq!(RepoPath::new(Path::new("./a//b/")).unwrap().as_bytes(), b"a/b");
        for bad in ["", ".", "/a", "..", "a/../b", ".git/config", "a/.GIT/x", "a\0b"] {
            assert!(matches!(RepoPath::new(Path::new(bad)), Err(GitError::BadPath { .. })), "{bad:?}");
        }
    }
}
