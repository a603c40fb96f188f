//! Where a repository is: which directories its git reads, runs and writes, with links followed. Knows whether they
//! belong together, and what leads elsewhere where they do not; runs nothing.
//!
//! A work tree and its git directory belong together where each leads to the other. `.git` that is a directory does by
//! itself. Where it is a file or a link, the git directory has to lead back: with `gitdir` as in a linked work tree, or
//! with `core.worktree` as in a submodule. Git itself does not ask for that: it takes any directory that `.git` names.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Component, Path, PathBuf};

use crate::regular_file;
use crate::text::Foreign;

/// How many bytes of a file that names a directory are read.
const NAME_LIMIT: u64 = 16 << 10;

/// How many links are followed in one path, as on Linux.
const LINKS: usize = 40;

/// What a git directory holds that git writes whole directories of.
const WRITTEN: [&str; 6] = ["info", "logs", "objects/info", "objects/pack", "refs", "reftable"];

/// The directories of a repository, absolute and without links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    /// The top of the work tree.
    pub(super) top: PathBuf,
    /// The git directory of this work tree; a linked work tree and a submodule have their own.
    pub(super) git_directory: PathBuf,
    /// The git directory that all work trees of the repository share.
    pub(super) common_directory: PathBuf,
}

/// Something by which git would read, run or write what is not of the repository beside the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// What leads there: a setting, or a file of the repository relative to the top of its work tree.
    pub from: Foreign,
    pub to: Foreign,
}

impl Places {
    /// Takes the work tree and the git directory as git has found them.
    pub(super) fn of(top: PathBuf, git_directory: &Path) -> Self {
        let git_directory = real(git_directory);
        let common_directory = match named_in(&git_directory.join("commondir")) {
            Some(common) => real(&git_directory.join(common)),
            None => git_directory.clone(),
        };
        Self { top, git_directory, common_directory }
    }

    /// Tells whether `path`, once all links are followed, lies in the work tree or in a git directory.
    pub(super) fn hold(&self, path: &Path) -> bool {
        self.contain(&real(path))
    }

    /// Tells whether `path`, in which no link is left, lies in the work tree or in a git directory.
    pub(super) fn contain(&self, path: &Path) -> bool {
        [&self.top, &self.git_directory, &self.common_directory].iter().any(|own| path.starts_with(own))
    }

    /// Tells whether git that starts at the top finds this repository by itself.
    pub(super) fn are_found_from_top(&self) -> bool {
        self.git_entry_leads_to().is_some_and(|found| found == self.git_directory)
    }

    /// Returns everything that leads elsewhere. `work_tree` is what the configuration has for `core.worktree`.
    pub(super) fn redirects(&self, work_tree: Option<&[u8]>) -> Vec<Redirect> {
        let mut redirects = Vec::new();
        if !self.are_found_from_top() {
            redirects.push(match work_tree {
                Some(_) => redirect("core.worktree", &self.top),
                // Somebody has changed it since the repository was found.
                None => redirect(".git", &self.git_entry_leads_to().unwrap_or_default()),
            });
        } else if !self.is_own_directory() {
            let leads_back = if self.common_directory == self.git_directory {
                let back = work_tree.map(|path| self.git_directory.join(OsStr::from_bytes(path)));
                back.is_some_and(|back| real(&back) == self.top)
            } else {
                let back = named_in(&self.git_directory.join("gitdir"));
                back.is_some_and(|back| self.is_git_entry(&self.git_directory.join(back)))
            };
            if !leads_back {
                redirects.push(redirect(".git", &self.git_directory));
            }
        }
        redirects.extend(self.redirects_of_git_directory());
        redirects
    }

    /// Returns what leads elsewhere from the git directory, whatever its work tree.
    pub(super) fn redirects_of_git_directory(&self) -> Vec<Redirect> {
        let is_main = self.common_directory == self.git_directory;
        let mut redirects = Vec::new();
        if !is_main && self.git_directory.parent() != Some(&self.common_directory.join("worktrees")) {
            let from = self.shown(&self.git_directory.join("commondir"));
            redirects.push(Redirect { from, to: foreign(&self.common_directory) });
        }
        redirects.extend(self.links());
        redirects
    }

    /// Returns the git directory that `.git` at the top leads to.
    fn git_entry_leads_to(&self) -> Option<PathBuf> {
        let entry = self.top.join(".git");
        if entry.is_dir() {
            return Some(real(&entry));
        }
        git_file(&entry).map(|found| real(&found))
    }

    /// Tells whether `.git` at the top is a directory, and no link to one.
    fn is_own_directory(&self) -> bool {
        self.top.join(".git").symlink_metadata().is_ok_and(|found| found.is_dir())
    }

    fn is_git_entry(&self, path: &Path) -> bool {
        path.file_name() == Some(OsStr::new(".git"))
            && path.parent().is_some_and(|above| real(above) == self.top)
    }

    /// Returns the links in the git directories that lead out of them, where git writes. What hooks are, is looked at
    /// where they are; objects that are there are not written.
    fn links(&self) -> Vec<Redirect> {
        let mut roots = vec![&self.git_directory, &self.common_directory];
        roots.dedup();
        let mut links = Vec::new();
        for &root in &roots {
            let mut open = entries(root);
            open.retain(|(path, _)| *path != root.join("hooks"));
            open.extend(entries(&root.join("objects")));
            let written = WRITTEN.map(|name| root.join(name));
            while let Some((path, is_directory)) = open.pop() {
                if is_directory && written.iter().any(|written| path.starts_with(written)) {
                    open.extend(entries(&path));
                } else if path.is_symlink() {
                    let to = follow(&path).path;
                    if !roots.iter().any(|root| to.starts_with(root)) {
                        links.push(Redirect { from: self.shown(&path), to: foreign(&to) });
                    }
                }
            }
        }
        links.sort_by(|one, other| one.from.raw().cmp(other.from.raw()));
        links.dedup();
        links
    }

    fn shown(&self, path: &Path) -> Foreign {
        foreign(path.strip_prefix(&self.top).unwrap_or(path))
    }
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Followed {
    /// Without links, `.` and `..`; what is not there is taken as it is written.
    pub(super) path: PathBuf,
    /// Where the links are that were followed.
    pub(super) links: Vec<PathBuf>,
    /// On the way stood `/proc` or the like, where every process finds something else.
    pub(super) through_process: bool,
}

/// Follows every link in `path`, which is absolute, as the kernel does.
pub(super) fn follow(path: &Path) -> Followed {
    let mut followed = PathBuf::from("/");
    let mut through_process = false;
    let mut links = Vec::new();
    let mut open: Vec<PathBuf> = components(path);
    while let Some(next) = open.pop() {
        match next.components().next() {
            Some(Component::RootDir) => followed = PathBuf::from("/"),
            Some(Component::ParentDir) => drop(followed.pop()),
            Some(Component::Normal(name)) => followed.push(name),
            _ => {}
        }
        through_process |= ["/proc", "/dev/fd"].iter().any(|of_process| followed.starts_with(of_process));
        if links.len() < LINKS
            && let Ok(target) = fs::read_link(&followed)
        {
            links.push(followed.clone());
            followed.pop();
            open.extend(components(&target));
        }
    }
    Followed { path: followed, links, through_process }
}

/// Returns the components of `path`, the last one first.
fn components(path: &Path) -> Vec<PathBuf> {
    path.components().rev().map(|component| PathBuf::from(component.as_os_str())).collect()
}

/// Returns `path` without links; what is not there is taken as it is written.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| follow(path).path)
}

/// Returns the git directory that the file at `path` names, where it is such a file.
pub(super) fn git_file(path: &Path) -> Option<PathBuf> {
    let named = named_in(path)?;
    let named = named.as_os_str().as_bytes().strip_prefix(b"gitdir:")?.trim_ascii_start();
    Some(path.parent()?.join(OsStr::from_bytes(named)))
}

/// Returns what a file holds that names a directory, without the line end.
fn named_in(file: &Path) -> Option<PathBuf> {
    let bytes = start_of(file, NAME_LIMIT).ok()?;
    let end = bytes.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |last| last + 1);
    Some(PathBuf::from(OsStr::from_bytes(&bytes[..end])))
}

/// Reads at most `limit` bytes of a file; fails on what is not a regular one.
pub(super) fn start_of(file: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    regular_file::open(file, OpenOptions::new().read(true))?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the paths in `directory`, and whether each is a directory itself and no link to one.
fn entries(directory: &Path) -> Vec<(PathBuf, bool)> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let entry = |entry: fs::DirEntry| (entry.path(), entry.file_type().is_ok_and(|kind| kind.is_dir()));
    entries.flatten().map(entry).collect()
}

fn redirect(from: &str, to: &Path) -> Redirect {
    Redirect { from: Foreign::from(from), to: foreign(to) }
}

fn foreign(path: &Path) -> Foreign {
    Foreign::from_bytes(path.as_os_str().as_bytes())
}
