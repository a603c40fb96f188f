//! A small plan in a temporary directory, with a home of its own beside it, and git driven as a user would.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use jiff::ZonedDateTime;
use tempfile::TempDir;

use super::clock::{self, Clock};
use crate::git::Git;
use crate::job::{
    Commit, CommitFailure, Job, Loaded, Outcome, RecordFailure, Recorded, RepositoryFailure, RepositoryState,
    Survey,
};
use crate::plan::{Found, ReviewerId, StatusId};
use crate::review::drafting::{mark, note};
use crate::review::{Deed, Fact, FactId, Review};
use crate::store::{Disk, Files};
use crate::work::{World, perform};

pub(super) const STRATEGY: &str = "format = 1\ntitle = \"衢州\"\n";

pub(super) const PORTS: &str = "id = \"ports\"\ntitle = \"四港联动\"\n
[[goal]]\nid = \"canal\"\ntitle = \"浙赣运河\"\n
[[goal]]\nid = \"rail\"\ntitle = \"高铁\"\ntext = \"杭衢\"\n";

/// The plan at `plans`, the state directory at `state`, the home at `home`.
pub(super) struct Place {
    _directory: TempDir,
    pub(super) root: PathBuf,
    pub(super) environment: Vec<(OsString, OsString)>,
    now: Arc<Mutex<ZonedDateTime>>,
}

impl Place {
    /// Makes the plan, and no repository.
    pub(super) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        let now = Arc::new(Mutex::new(clock::begin()));
        let environment = environment(&root);
        let place = Self { _directory: directory, root, environment, now };
        place.write("plans/strategy.toml", STRATEGY);
        place.write("plans/5-ports.toml", PORTS);
        fs::create_dir(place.root.join("home")).unwrap();
        place
    }

    /// Makes the plan in a repository with one commit, on branch `main`.
    pub(super) fn with_git() -> Self {
        let place = Self::new();
        place.write(".gitignore", "/home\n/state\n");
        place.git(["init", "-q", "-b", "main"]);
        place.git(["config", "user.name", "甲"]);
        place.git(["config", "user.email", "jia@example.org"]);
        place.git(["add", "."]);
        place.git(["commit", "-q", "-m", "first"]);
        place
    }

    pub(super) fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(super) fn read(&self, path: impl AsRef<Path>) -> String {
        String::from_utf8(fs::read(self.root.join(path)).unwrap()).unwrap()
    }

    /// Runs plain git and returns what it wrote; a failure fails the test.
    pub(super) fn git<const N: usize>(&self, arguments: [&str; N]) -> String {
        let output = self.try_git(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned()
    }

    pub(super) fn try_git<const N: usize>(&self, arguments: [&str; N]) -> Output {
        #[expect(clippy::disallowed_methods, reason = "tests stand in for the user and their git")]
        let mut command = Command::new("git");
        command.env_clear().envs(self.environment.iter().cloned());
        command.args(arguments).current_dir(&self.root).output().unwrap()
    }

    /// Makes a program of this shell script. Another process writes it: one that is forked here meanwhile could keep it open
    /// for writing, and then it does not start.
    pub(super) fn write_script(&self, path: &str, text: &str) -> PathBuf {
        let program = self.root.join(path);
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "tests stand in for the user and their programs")]
        let mut command = Command::new("sh");
        let write = "printf '#!/bin/sh\n%s\n' \"$1\" > \"$2\" && chmod +x \"$2\"";
        let status = command.args(["-c", write, "sh", text]).arg(&program).status().unwrap();
        assert!(status.success());
        program
    }

    pub(super) fn set_clock(&self, now: &str) {
        *self.now.lock().unwrap() = now.parse().unwrap();
    }

    /// Starts a run of the program.
    pub(super) fn world(&self) -> World {
        self.world_on(Box::new(Disk))
    }

    pub(super) fn world_on(&self, files: Box<dyn Files>) -> World {
        let now = Arc::clone(&self.now);
        let clock = Box::new(move || now.lock().unwrap().clone());
        let git = Git::from_environment(self.environment.iter().cloned()).ok();
        let (plans, state) = (self.root.join("plans"), self.root.join("state"));
        World::new(files, plans, git, None, Some(&state), clock)
    }

    /// Starts a run where there is no git program: many runs of a plan without a history take less time so.
    pub(super) fn world_without_git(&self) -> World {
        World { git: None, ..self.world() }
    }

    pub(super) fn world_as(&self, named: &str) -> World {
        World { named: Some(named.to_owned()), ..self.world() }
    }

    /// Returns every name below the root but those of git, the home and the state, with what is there.
    pub(super) fn snapshot(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.root.clone()];
        while let Some(directory) = open.pop() {
            for entry in fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                let kind = fs::symlink_metadata(&path).unwrap().file_type();
                let inside = path.strip_prefix(&self.root).unwrap().to_owned();
                let bytes = if kind.is_file() {
                    fs::read(&path).unwrap()
                } else if kind.is_symlink() {
                    fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes()
                } else {
                    Vec::new()
                };
                let ours = inside.starts_with("home") || inside.starts_with("state");
                if kind.is_dir() && !ours && !inside.starts_with(".git") {
                    open.push(path);
                }
                found.insert(inside, bytes);
            }
        }
        found
    }

    /// Returns the names of the review files, sorted.
    pub(super) fn review_files(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.root.join("plans/reviews")) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn environment(root: &Path) -> Vec<(OsString, OsString)> {
    let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
    let mut environment = vec![("PATH".into(), path), ("HOME".into(), root.join("home").into())];
    environment.extend(Clock::default().variables().map(|(name, time)| (name.into(), time.into())));
    environment.push(("GIT_CEILING_DIRECTORIES".into(), root.parent().unwrap_or(root).into()));
    for (name, value) in
        [("XDG_CONFIG_HOME", "home/config"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")]
    {
        let value = if name.starts_with("XDG") { root.join(value).into() } else { value.into() };
        environment.push((name.into(), value));
    }
    environment
}

pub(super) fn reviewer(id: &str) -> ReviewerId {
    ReviewerId::parse(id).unwrap()
}

pub(super) fn load(world: &World) -> Loaded {
    match perform(world, Job::Load) {
        Outcome::Loaded(loaded) => *loaded,
        other => panic!("{other:?}"),
    }
}

/// The codes of all problems with their files and lines.
pub(super) fn problems(loaded: &Loaded) -> Vec<(String, &'static str, usize)> {
    let said = loaded.problems.iter();
    said.map(|problem| (problem.place.file.raw().to_owned(), problem.fault.code(), problem.place.line))
        .collect()
}

/// The mark that `by` would make of `item` now.
pub(super) fn marking(world: &World, by: &str, item: &str, status: &str) -> Deed {
    let loaded = load(world);
    let review = Review::of(&loaded.plan, loaded.facts);
    let Found::One(index) = loaded.plan.find(item) else { panic!("there is no {item}") };
    mark(&loaded.plan, &review, &reviewer(by), index, &StatusId::new(status), None)
}

pub(super) fn noting(world: &World, item: &str, text: &str) -> Deed {
    let loaded = load(world);
    let Found::One(index) = loaded.plan.find(item) else { panic!("there is no {item}") };
    note(&loaded.plan, index, text, None)
}

pub(super) fn try_record(world: &World, by: &str, deeds: Vec<Deed>) -> Result<Recorded, RecordFailure> {
    match perform(world, Job::Record { by: reviewer(by), deeds }) {
        Outcome::Recorded(recorded) => recorded,
        other => panic!("{other:?}"),
    }
}

pub(super) fn record(world: &World, by: &str, deeds: Vec<Deed>) -> Recorded {
    try_record(world, by, deeds).unwrap()
}

/// Loads, marks and records, as a run of the program would.
pub(super) fn mark_item(world: &World, by: &str, item: &str, status: &str) -> Recorded {
    record(world, by, vec![marking(world, by, item, status)])
}

pub(super) fn replay(world: &World) -> Result<usize, RecordFailure> {
    match perform(world, Job::Replay) {
        Outcome::Replayed(moved) => moved,
        other => panic!("{other:?}"),
    }
}

pub(super) fn survey(world: &World) -> Result<RepositoryState, RepositoryFailure> {
    match perform(world, Job::Survey) {
        Outcome::Surveyed(Survey::Repository(state)) => Ok(state),
        Outcome::Surveyed(Survey::Without(failure)) => Err(failure),
        other => panic!("{other:?}"),
    }
}

pub(super) fn commit(world: &World) -> Result<Commit, CommitFailure> {
    match perform(world, Job::Commit) {
        Outcome::Committed(committed) => committed,
        other => panic!("{other:?}"),
    }
}

pub(super) fn ids(facts: &[Fact]) -> Vec<FactId> {
    facts.iter().map(|fact| fact.id.clone()).collect()
}
