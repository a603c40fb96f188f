//! A bare repository in the middle and clones around it, with somebody at each.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fupan::git::Git;
use fupan::job::{Commit, CommitFailure, Decision, Job, Loaded, Outcome, SyncFailure, Synced, TrustWish};
use fupan::merge::Choices;
use fupan::plan::{Found, Level, Problem, ReviewerId, StatusId};
use fupan::review::drafting::mark;
use fupan::review::{FactId, Review, Verdict};
use fupan::store::Disk;
use fupan::work::{World, perform};
use tempfile::TempDir;

use crate::clock::{self, Clock};

const PLAN: &str = "id = \"ports\"\ntitle = \"四港联动\"\n
[[goal]]\nid = \"canal\"\ntitle = \"浙赣运河\"\n
[[goal]]\nid = \"rail\"\ntitle = \"高铁\"\n
[[goal]]\nid = \"road\"\ntitle = \"高速\"\n";

pub(crate) const ITEMS: [&str; 3] = ["canal", "rail", "road"];

/// A bare repository with the plan, and room for clones beside it.
pub(crate) struct Office {
    directory: TempDir,
    clock: Clock,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self::with_objects("sha1")
    }

    /// As [`Self::new`], with names of objects of this kind.
    pub(crate) fn with_objects(format: &str) -> Self {
        let office = Self {
            directory: tempfile::tempdir().expect("a temporary directory can be written"),
            clock: Clock::default(),
        };
        fs::create_dir(office.path("home")).expect("a temporary directory can be written");
        office.git(
            &office.path(""),
            &["init", "-q", "--bare", "-b", "main", "--object-format", format, "remote"],
        );
        // Older versions of git do not take over the kind of objects when they clone an empty repository.
        office.git(&office.path(""), &["init", "-q", "-b", "main", "--object-format", format, "first"]);
        let first = office.at("first", "bing");
        first.git(&["remote", "add", "origin", "../remote"]);
        fs::create_dir(first.path.join("plans")).expect("a temporary directory can be written");
        fs::write(first.path.join("plans/strategy.toml"), "format = 1\ntitle = \"衢州\"\n")
            .expect("a temporary directory can be written");
        fs::write(first.path.join("plans/5-ports.toml"), PLAN).expect("a temporary directory can be written");
        first.git(&["add", "."]);
        first.git(&["commit", "-q", "-m", "The plan"]);
        first.git(&["push", "-q", "-u", "origin", "main"]);
        office
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().canonicalize().expect("a temporary directory can be written").join(name)
    }

    /// Clones the plan for `reviewer`.
    pub(crate) fn desk(&self, name: &str, reviewer: &str) -> Desk<'_> {
        self.git(&self.path(""), &["clone", "-q", "remote", name]);
        self.at(name, reviewer)
    }

    /// Seats `reviewer` at a clone that is there.
    pub(crate) fn at(&self, name: &str, reviewer: &str) -> Desk<'_> {
        let desk = Desk {
            office: self,
            path: self.path(name),
            reviewer: ReviewerId::parse(reviewer).expect("this is an id"),
            plans: "plans",
        };
        desk.git(&["config", "user.name", reviewer]);
        desk.git(&["config", "user.email", &format!("{reviewer}@example.org")]);
        desk
    }

    pub(crate) fn environment(&self) -> Vec<(OsString, OsString)> {
        let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
        let set = |name: &str, value: &str| (name.into(), value.into());
        let mut environment = vec![
            ("PATH".into(), path),
            ("HOME".into(), self.path("home").into()),
            ("XDG_CONFIG_HOME".into(), self.path("home/config").into()),
            ("XDG_STATE_HOME".into(), self.path("home/state").into()),
            set("GIT_CONFIG_GLOBAL", "/dev/null"),
            set("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_CEILING_DIRECTORIES".into(), self.path("..").into()),
            set("GIT_MERGE_AUTOEDIT", "no"),
        ];
        let times = self.clock.variables();
        environment.extend(times.map(|(name, time)| (name.into(), time.into())));
        environment
    }

    pub(crate) fn run(&self, program: &str, directory: &Path, arguments: &[&str]) -> Command {
        #[expect(clippy::disallowed_methods, reason = "the test stands in for reviewers and their git")]
        let mut command = Command::new(program);
        command.env_clear().envs(self.environment()).args(arguments).current_dir(directory);
        command
    }

    /// Runs plain git; a failure, such as a conflict, fails the test.
    pub(crate) fn git(&self, directory: &Path, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } =
            self.run("git", directory, arguments).output().expect("git can be run");
        let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "git {arguments:?} in {}: {out}{err}", directory.display());
        out.trim_end().to_owned()
    }
}

/// A clone, and who sits at it.
pub(crate) struct Desk<'a> {
    office: &'a Office,
    pub(crate) path: PathBuf,
    pub(crate) reviewer: ReviewerId,
    /// The name of the plan directory.
    pub(crate) plans: &'static str,
}

impl Desk<'_> {
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.office.git(&self.path, arguments)
    }

    /// Has a shell carry out `commands` in the clone, and returns what it wrote.
    pub(crate) fn sh(&self, commands: &str) -> String {
        let output =
            self.office.run("sh", &self.path, &["-c", commands]).output().expect("a shell can be run");
        assert!(output.status.success(), "{commands}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Decides what the program does with all that the clone brings.
    pub(crate) fn decide(&self, decision: Decision) {
        let world = self.world();
        let ask = |wish| match perform(&world, Job::Trust { wish }) {
            Outcome::Trusted(Ok(trust)) => trust,
            other => panic!("{other:?}"),
        };
        let fingerprint = ask(TrustWish::Look).would.fingerprint;
        let decided = ask(TrustWish::Decide { decision, fingerprint });
        assert_eq!((decided.decision, decided.passing), (Some(decision), false));
    }

    /// Starts a run of the program.
    pub(crate) fn world(&self) -> World {
        let git = Git::from_environment(self.office.environment()).expect("git is there");
        let state = self.office.path("home/state");
        World::new(
            Box::new(Disk),
            self.path.join(self.plans),
            Some(git),
            None,
            Some(&state),
            Box::new(clock::begin),
        )
    }

    pub(crate) fn load(&self) -> Loaded {
        load(&self.world())
    }

    pub(crate) fn mark(&self, item: &str, status: &str) -> FactId {
        self.mark_in(&self.world(), item, status)
    }

    pub(crate) fn mark_in(&self, world: &World, item: &str, status: &str) -> FactId {
        let loaded = load(world);
        let review = Review::of(&loaded.plan, loaded.facts);
        let Found::One(index) = loaded.plan.find(item) else { panic!("there is no {item}") };
        let by = self.reviewer.clone();
        let deed = mark(&loaded.plan, &review, &by, index, &StatusId::new(status), None);
        match perform(world, Job::Record { by, deeds: vec![deed] }) {
            Outcome::Recorded(Ok(recorded)) => recorded.facts[0].id.clone(),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn commit(&self) -> Result<Commit, CommitFailure> {
        match perform(&self.world(), Job::Commit) {
            Outcome::Committed(committed) => committed,
            other => panic!("{other:?}"),
        }
    }

    /// Commits, fetches, merges and pushes, as the program does it itself.
    pub(crate) fn sync_by_itself(&self) -> Result<Synced, SyncFailure> {
        self.sync_choosing(Choices::new())
    }

    pub(crate) fn sync_choosing(&self, choices: Choices) -> Result<Synced, SyncFailure> {
        match perform(&self.world(), Job::Sync { request: choices.into() }) {
            Outcome::Synced(synced) => synced,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn pull(&self) {
        self.git(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    }

    /// Commits, pulls and pushes.
    pub(crate) fn sync(&self) {
        drop(self.commit());
        self.pull();
        self.git(&["push", "-q", "origin", "HEAD:main"]);
    }

    /// Returns the names of all facts, after having seen that nothing is wrong with any of them.
    pub(crate) fn facts(&self) -> BTreeSet<FactId> {
        let loaded = self.load();
        let is_wrong = |problem: &&Problem| {
            problem.level() != Level::Hint && problem.place.file.raw().contains("reviews")
        };
        let wrong: Vec<&Problem> = loaded.problems.iter().filter(is_wrong).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(loaded.in_journal, 0);
        loaded.facts.iter().map(|fact| fact.id.clone()).collect()
    }

    /// Returns the verdict on `item`, and each mark on it: who, which status, and whether it counts.
    pub(crate) fn standing(&self, item: &str) -> (String, Vec<(String, String, bool)>) {
        let loaded = self.load();
        let Found::One(index) = loaded.plan.find(item) else { panic!("there is no {item}") };
        let review = Review::of(&loaded.plan, loaded.facts);
        let standing = review.standing(index);
        let mut marks: Vec<_> = standing
            .marks
            .iter()
            .map(|mark| (mark.by.as_str().to_owned(), mark.status.as_str().to_owned(), mark.counts()))
            .collect();
        marks.sort();
        assert_eq!(standing.verdict == Verdict::Split, standing.verdict.name() == "split");
        (standing.verdict.name().to_owned(), marks)
    }

    pub(crate) fn review_files(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.path.join("plans/reviews")).expect("something was recorded");
        let file = |entry: std::io::Result<fs::DirEntry>| {
            let path = entry.expect("the directory can be listed").path();
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("review files are text"))
        };
        entries.map(file).collect()
    }
}

pub(crate) fn load(world: &World) -> Loaded {
    match perform(world, Job::Load) {
        Outcome::Loaded(loaded) => *loaded,
        other => panic!("{other:?}"),
    }
}
