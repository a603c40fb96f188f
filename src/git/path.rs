//! Paths inside a repository, as git names them. Knows their form, not whether anything is there.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Component, Path, PathBuf};

use super::error::GitError;

/// Characters that HFS+ leaves out when it compares names, as git has them.
const IGNORED: [char; 16] = [
    '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}',
    '\u{202e}', '\u{206a}', '\u{206b}', '\u{206c}', '\u{206d}', '\u{206e}', '\u{206f}', '\u{feff}',
];

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

    /// Tells whether the path leads down into a work tree and nowhere else: a commit that somebody else made may hold
    /// any name.
    pub(super) fn stays_within(&self) -> bool {
        self.as_bytes()
            .split(|&byte| byte == b'/')
            .all(|part| !matches!(part, b"" | b"." | b"..") && !is_git_directory(OsStr::from_bytes(part)))
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

/// Tells whether a file system takes `part` for `.git`: some ignore case, some what cannot be seen, some what stands at
/// the end.
fn is_git_directory(part: &OsStr) -> bool {
    let seen: String = part.to_string_lossy().chars().filter(|c| !IGNORED.contains(c)).collect();
    let name = seen.split(':').next().unwrap_or_default().trim_end_matches([' ', '.']);
    [".git", "git~1"].iter().any(|git| name.eq_ignore_ascii_case(git))
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

    #[test]
    fn tells_paths_of_commits_that_lead_out() {
        for good in ["a", "a/b.toml", "...", "a/.gitignore", "a/.git2", "战略/一.toml"] {
            assert!(RepoPath::from_git(good.as_bytes()).stays_within(), "{good}");
        }
        for bad in [
            "..",
            "../x",
            "a/../../x",
            "a/..",
            "./a",
            "a//b",
            "/a",
            "a/",
            ".git/config",
            "a/.GIT/hooks/x",
            ".Git",
            "git~1/x",
            ".git. ",
            ".git::$INDEX_ALLOCATION/x",
            ".g\u{200c}it/x",
        ] {
            assert!(!RepoPath::from_git(bad.as_bytes()).stays_within(), "{bad}");
        }
    }
}
