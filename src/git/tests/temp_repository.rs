//! A repository in a temporary directory, driven by plain git the way a user would. Knows nothing of fupan's calls.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::git::{CommitRequest, FileToCommit, Git, RepoPath, Repository, Version};

/// A work tree on branch `main` with an identity, and a home of its own beside it.
pub(super) struct TempRepository {
    _directory: TempDir,
    pub(super) top: PathBuf,
    pub(super) environment: Vec<(OsString, OsString)>,
}

impl TempRepository {
    /// Makes a repository without a commit.
    pub(super) fn unborn() -> Self {
        Self::with_options(&[])
    }

    /// Makes a repository with one commit: `plans/strategy.toml` and `other.txt`.
    pub(super) fn new() -> Self {
        let repository = Self::unborn();
        repository.first_commit();
        repository
    }

    pub(super) fn with_options(options: &[&str]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        let top = root.join("work");
        fs::create_dir_all(root.join("home")).unwrap();
        fs::create_dir_all(&top).unwrap();
        let environment = environment(&root);
        let repository = Self { _directory: directory, top, environment };
        repository.git([&["init", "-q", "-b", "main"], options].concat());
        repository.git(["config", "user.name", "甲"]);
        repository.git(["config", "user.email", "jia@example.org"]);
        repository
    }

    pub(super) fn first_commit(&self) {
        self.write("plans/strategy.toml", "format = 1\n");
        self.write("other.txt", "one\n");
        self.git(["add", "."]);
        self.git(["commit", "-q", "-m", "first"]);
    }

    /// Returns the version of the git that the tests run.
    pub(super) fn git_version(&self) -> Version {
        Git::from_environment(self.environment.iter().cloned()).unwrap().version().unwrap()
    }

    /// Returns the temporary directory that holds the work tree and the home.
    pub(super) fn root(&self) -> &Path {
        self.top.parent().expect("the work tree was made inside a directory")
    }

    pub(super) fn write(&self, path: impl AsRef<Path>, text: &str) {
        let path = self.top.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs plain git at the top and returns what it wrote; a failure fails the test.
    pub(super) fn git(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> String {
        let output = self.try_git(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned()
    }

    pub(super) fn try_git(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Output {
        run("git", arguments, &self.top, &self.environment)
    }

    pub(super) fn head(&self) -> String {
        self.git(["rev-parse", "HEAD"])
    }

    /// Returns the program under test with the environment of this repository and `more`.
    pub(super) fn program(&self, more: &[(&str, &str)]) -> Git {
        let own = self.environment.iter().filter(|(own, _)| more.iter().all(|(name, _)| own != name));
        let more = more.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        Git::from_environment(own.cloned().chain(more)).unwrap()
    }

    /// Opens the repository from its directory `plans`.
    pub(super) fn open(&self) -> Repository {
        fs::create_dir_all(self.top.join("plans")).unwrap();
        self.open_at(&self.top.join("plans"))
    }

    pub(super) fn open_at(&self, directory: &Path) -> Repository {
        Repository::discover(&self.program(&[]), directory).unwrap().unwrap()
    }

    /// Asserts that every object is sound and that nothing of a commit in the making is left behind.
    pub(super) fn assert_sound(&self) {
        self.git(["fsck", "--strict", "--no-dangling"]);
        let directory = PathBuf::from(self.git(["rev-parse", "--absolute-git-dir"]));
        for entry in fs::read_dir(directory).unwrap() {
            let name = entry.unwrap().file_name();
            assert!(!name.to_string_lossy().starts_with("fupan"), "{name:?}");
        }
    }
}

/// Asks for a commit of `text` at `path`, which is relative to the top.
pub(super) fn request(path: impl AsRef<Path>, text: &str) -> CommitRequest {
    let path = RepoPath::new(path.as_ref()).unwrap();
    CommitRequest {
        message: "评审: one mark\n\nports/canal approved\n".into(),
        files: vec![FileToCommit { path, bytes: text.as_bytes().to_vec() }],
        ..CommitRequest::default()
    }
}

/// Runs a program with exactly this environment.
pub(super) fn run(
    program: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    directory: &Path,
    environment: &[(OsString, OsString)],
) -> Output {
    #[expect(clippy::disallowed_methods, reason = "tests stand in for the user and their git")]
    let mut command = Command::new(program);
    command.env_clear().envs(environment.iter().map(|(name, value)| (name, value)));
    command.args(arguments).current_dir(directory).output().unwrap()
}

fn environment(root: &Path) -> Vec<(OsString, OsString)> {
    let home = root.join("home").into_os_string();
    let path = std::env::var_os("PATH").unwrap_or_else(|| OsString::from_vec(b"/usr/bin:/bin".to_vec()));
    let mut environment = vec![("PATH".into(), path), ("HOME".into(), home)];
    let above = root.parent().unwrap_or(root);
    environment.push(("GIT_CEILING_DIRECTORIES".into(), above.into()));
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_DATE", "1790000000 +0800"),
        ("GIT_COMMITTER_DATE", "1790000000 +0800"),
    ] {
        environment.push((name.into(), value.into()));
    }
    environment
}
