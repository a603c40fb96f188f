//! The shipped plan in a place of its own, and screens of it as they look in the middle of a review.

#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, reason = "every test file has it as a module of its own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::clock::{self, Clock};

use fupan::app::{Message, Model, Size, update};
use fupan::command::Command as AppCommand;
use fupan::job::{Job, Outcome, RepositoryState, Survey};
use fupan::plan::{Interface, ItemId, Place, Plan, ReviewerId, StatusId};
use fupan::review::{Deed, Fact, FactId, Moment, Review, drafting};
use fupan::source;
use fupan::store::Disk;
use fupan::work::{World, perform};

/// A copy of the shipped plan and its source, removed in the end.
pub struct Copy {
    directory: tempfile::TempDir,
    clock: Clock,
}

impl Copy {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["plans", "seeds"] {
            let to = directory.path().join(folder);
            fs::create_dir(&to).unwrap();
            for entry in fs::read_dir(root.join(folder)).unwrap() {
                let from = entry.unwrap().path();
                if from.is_file() {
                    fs::copy(&from, to.join(from.file_name().unwrap())).unwrap();
                }
            }
        }
        Self { directory, clock: Clock::default() }
    }

    /// A copy that is all committed in a repository of its own.
    pub fn in_git() -> Self {
        let copy = Self::new();
        for arguments in
            [&["init", "-q", "-b", "main"][..], &["add", "."], &["commit", "-q", "-m", "The plan"]]
        {
            assert!(copy.run("git", arguments.iter().copied()).status.success());
        }
        copy
    }

    pub fn plans(&self) -> PathBuf {
        self.directory.path().join("plans")
    }

    /// Runs git in the copy.
    pub fn git(&self, arguments: &str) {
        let output = self.run("git", words(arguments));
        assert!(output.status.success(), "git {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Runs the program on the copy.
    pub fn fupan<'a>(&self, arguments: impl Iterator<Item = &'a str>) -> Output {
        self.run(env!("CARGO_BIN_EXE_fupan"), arguments)
    }

    #[expect(clippy::disallowed_methods, reason = "a test runs programs as a user does")]
    fn run<'a>(&self, program: &str, arguments: impl Iterator<Item = &'a str>) -> Output {
        Command::new(program)
            .args(arguments)
            .current_dir(self.directory.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.directory.path().join("home"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.directory.path().join(".."))
            .envs(self.clock.variables())
            .env("GIT_AUTHOR_NAME", "jia")
            .env("GIT_AUTHOR_EMAIL", "jia@example.org")
            .env("GIT_COMMITTER_NAME", "jia")
            .env("GIT_COMMITTER_EMAIL", "jia@example.org")
            .output()
            .unwrap()
    }

    /// Loads the copy into a model on a screen of `size`.
    pub fn model(&self, me: &str, interface: Interface, size: Size) -> Model {
        let clock = Box::new(clock::begin);
        let world = World::new(Box::new(Disk), self.plans(), None, Some(me.to_owned()), None, clock);
        let described = AppCommand::ALL.iter().map(|&command| (command, command.spec().name.to_owned()));
        let mut model = Model::new(size, interface, BTreeMap::new(), Vec::new(), described.collect());
        drop(model.start());
        drop(update(&mut model, Message::Done(perform(&world, Job::Load))));
        model
    }

    fn record(&self, plan: &Plan, by: &str, hex: &str, deeds: &[(u64, Deed)]) {
        let by = ReviewerId::parse(by).unwrap();
        let mut text = source::review_file_head(&by);
        for (minute, deed) in deeds {
            let id = FactId::parse(&format!("01KAR{:021}", minute + plan.items.len() as u64)).unwrap();
            let at = Moment::parse(&format!("2026-11-23T{:02}:{:02}:00+08:00", 9 + minute / 60, minute % 60));
            let fact = Fact { id, by: by.clone(), deed: deed.clone(), at, place: Place::default() };
            text += &source::fact_line(&fact);
        }
        let reviews = self.plans().join("reviews");
        fs::create_dir_all(&reviews).unwrap();
        fs::write(reviews.join(format!("{}.{hex}.toml", by.as_str())), text).unwrap();
    }
}

/// Takes what was typed in a shell apart; quotes hold words together.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let words = line.split(move |c: char| {
        quoted ^= c == '"';
        c == '"' || (c == ' ' && !quoted)
    });
    words.filter(|word| !word.is_empty())
}

/// The screen of 甲 in the middle of an afternoon: some items marked, two colleagues at work, one item open.
pub fn meeting_afternoon(interface: Interface) -> Model {
    let copy = Copy::new();
    let plan = copy.model("甲", interface, Size { columns: 110, rows: 32 }).plan;
    let review = Review::of(&plan, []);
    let mark = |by: &str, slug: &str, status: &str| {
        let index = plan.position(&ItemId::parse(slug).unwrap()).expect("the shipped plan has the item");
        drafting::mark(&plan, &review, &ReviewerId::parse(by).unwrap(), index, &StatusId::new(status), None)
    };
    let canal = plan.position(&ItemId::parse("ports/zhe-gan-canal").unwrap()).unwrap();
    let ports: Vec<String> = plan
        .items
        .iter()
        .filter(|item| plan.areas[item.area].id.as_str() == "ports")
        .map(|item| item.id.to_string())
        .collect();
    let growth = plan
        .items
        .iter()
        .filter(|item| plan.areas[item.area].id.as_str() == "growth")
        .map(|item| item.id.to_string());
    let mut own: Vec<(u64, Deed)> =
        growth.zip(0..).map(|(id, minute)| (minute, mark("甲", &id, "approved"))).collect();
    own.extend(ports.iter().take(9).zip(60..).map(|(id, minute)| (minute, mark("甲", id, "approved"))));
    let air = mark("甲", "ports/zhejiang-west-air-hub", "approved");
    own.push((72, air));
    own.push((73, mark("甲", "ports/zhe-gan-canal", "revise")));
    let re = FactId::parse(&format!("01KAR{:021}", 73 + plan.items.len() as u64)).unwrap();
    own.push((
        74,
        drafting::note(&plan, canal, "口径待核：与省里的规划名称不一致，请交通局确认。", Some(re)),
    ));
    copy.record(&plan, "甲", "7f3a1c", &own);
    copy.record(
        &plan,
        "乙",
        "0b52e9",
        &[
            (80, mark("乙", "ports/zhe-gan-canal", "approved")),
            (81, mark("乙", "ports/urban-rail", "discuss")),
        ],
    );
    let mut model = copy.model("甲", interface, Size { columns: 110, rows: 32 });
    let state = RepositoryState {
        branch: Some("main".into()),
        ahead: Some(2),
        behind: Some(0),
        head: None,
        gaps: Vec::new(),
        uncommitted: model.review.facts().iter().take(3).cloned().collect(),
    };
    drop(update(&mut model, Message::Done(Outcome::Surveyed(Survey::Repository(state)))));
    press(&mut model, "/ 浙 赣 运 河 enter");
    model
}

/// Presses keys written like `j j ctrl-f enter`.
pub fn press(model: &mut Model, keys: &str) {
    for key in keys.split_whitespace() {
        drop(update(model, Message::Key(key.parse().unwrap())));
    }
}
