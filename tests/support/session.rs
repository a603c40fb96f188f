//! A review without a terminal, a disk and a clock: keys go in, and what the program asks for is answered here.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{self, Position};
use ratatui::{Frame, Terminal};

use super::fupan::app::{Drawn, Effect, Message, Model, Size, update};
use super::fupan::command::Command;
use super::fupan::compare::{Side, compare};
use super::fupan::job::{
    Commit, CommitFailure, Compared, History, Identity, Job, Loaded, Outcome, PublishFailure, Published,
    Recalled, RecordFailure, Recorded, RepositoryState, Restored, Snapshot, Survey, SyncFailure, Synced,
    Trust, TrustWish, Version, VersionFailure, Would,
};
use super::fupan::key::{Code, Key};
use super::fupan::plan::{AreaId, Interface, ItemId, Place, Plan, ReviewerId, StatusId, SystemFault, check};
use super::fupan::review::{Deed, Fact, FactId, Moment, Review, drafting};
use super::fupan::search::query::NoVersion;
use super::fupan::source::{self, SourceText};
use super::fupan::ui;
use super::fupan::words::Words;

/// What becomes of facts that are to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disk {
    Works,
    /// Nothing can be kept anywhere.
    Full,
    /// The plan directory cannot be written, the journal can.
    ReadOnly,
}

/// How a session begins.
pub(crate) struct Opening {
    /// What sessions left.
    pub(crate) left: Recalled,
    pub(crate) loaded: Loaded,
    pub(crate) size: Size,
    pub(crate) interface: Interface,
    pub(crate) overrides: BTreeMap<String, Vec<String>>,
}

impl Opening {
    /// Opens `loaded` as the reviewer jia, in Chinese, on a screen of 120 by 40.
    pub(crate) fn of(loaded: Loaded) -> Self {
        Self {
            left: Recalled::default(),
            loaded,
            size: Size { columns: 120, rows: 40 },
            interface: Interface::Chinese,
            overrides: BTreeMap::new(),
        }
    }

    /// Makes the session, with nothing answered yet.
    pub(crate) fn start(self) -> Session {
        let descriptions =
            Command::ALL.iter().map(|&command| (command, command.spec().name.to_owned())).collect();
        let model = Model::new(self.size, self.interface, self.overrides, Vec::new(), descriptions);
        let mut session = Session {
            model,
            asked: Vec::new(),
            written: Vec::new(),
            disk: Disk::Works,
            commit: Ok(()),
            sync: Ok(Synced::default()),
            publish: Ok(Published::default()),
            brings: Would::default(),
            committed: 0,
            old_plan: None,
            compare_failure: None,
            is_cut: false,
            left: self.left,
            loaded: self.loaded,
            held: VecDeque::new(),
            holding: true,
            terminal: Terminal::new(Nowhere(self.size)).expect("nowhere takes every frame"),
        };
        let effects = session.model.start();
        session.follow(effects);
        // What was left is known before the plan is.
        session.answer_recall();
        session
    }
}

/// A review under way.
pub(crate) struct Session {
    pub(crate) model: Model,
    /// Everything the program asked for, latest last.
    pub(crate) asked: Vec<Effect>,
    /// The facts that are on the disk, or in the journal.
    pub(crate) written: Vec<Fact>,
    pub(crate) disk: Disk,
    /// What a commit comes to.
    pub(crate) commit: Result<(), CommitFailure>,
    /// What comes of a sync.
    pub(crate) sync: Result<Synced, SyncFailure>,
    /// What comes of publishing.
    pub(crate) publish: Result<Published, PublishFailure>,
    /// What the repository brings that would run.
    pub(crate) brings: Would,
    /// How many of the facts written are in a commit.
    pub(crate) committed: usize,
    /// The plan of the last commit, where it is another.
    pub(crate) old_plan: Option<Plan>,
    /// Why nothing can be compared.
    pub(crate) compare_failure: Option<VersionFailure>,
    /// The clone does not hold all of the history.
    pub(crate) is_cut: bool,
    /// What sessions left.
    pub(crate) left: Recalled,
    /// What reading the plan gives, besides what was written since.
    pub(crate) loaded: Loaded,
    /// What was asked for and is not answered yet.
    pub(crate) held: VecDeque<Job>,
    /// Answers are kept back.
    pub(crate) holding: bool,
    terminal: Terminal<Nowhere>,
}

/// Takes frames and shows them to nobody: what was drawn is looked at in the buffer.
struct Nowhere(Size);

impl Backend for Nowhere {
    type Error = Infallible;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, _: I) -> Result<(), Infallible> {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, _: P) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<layout::Size, Infallible> {
        Ok(layout::Size::new(self.0.columns, self.0.rows))
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: layout::Size::ZERO })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

/// What the sentences of a frame are made with; made once a thread, which takes longer than most tests.
fn with_words<T>(interface: Interface, draw: impl FnOnce(&Words) -> T) -> T {
    thread_local! {
        static WORDS: [Words; 2] = Interface::ALL.map(Words::new);
    }
    WORDS.with(|words| draw(words.iter().find(|words| words.interface() == interface).unwrap()))
}

impl Session {
    /// Presses keys written with spaces between them, each once the frame before it is on the screen: `j j a / 运 河 enter`.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in keys_of(keys) {
            self.draw();
            self.send(Message::Key(key));
        }
    }

    /// Types `text`, a key a character, without a frame between them.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.draw();
        for c in text.chars() {
            self.send(Message::Key(Key::plain(Code::Char(c))));
        }
    }

    /// Draws a frame, and has it written.
    pub(crate) fn draw(&mut self) -> Drawn {
        let drawn = self.draw_unwritten();
        self.send(Message::Drawn(drawn.clone()));
        drawn
    }

    /// Draws a frame that never reaches the terminal.
    pub(crate) fn draw_unwritten(&mut self) -> Drawn {
        self.frame(|_| ()).0
    }

    /// Draws a frame, and looks at its cells.
    pub(crate) fn frame<T>(&mut self, look: impl FnOnce(&Buffer) -> T) -> (Drawn, T) {
        let model = &self.model;
        let mut drawn = Drawn::default();
        self.terminal.backend_mut().0 = model.size;
        let draw = |frame: &mut Frame<'_>| {
            drawn = with_words(model.interface, |words| ui::view(model, words, frame));
        };
        let frame = self.terminal.draw(draw).expect("nowhere takes every frame");
        (drawn, look(frame.buffer))
    }

    /// Lets `message` happen.
    pub(crate) fn send(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.follow(effects);
    }

    /// Gives the answer that has been kept back longest; false where there is none.
    pub(crate) fn answer_one(&mut self) -> bool {
        let Some(job) = self.held.pop_front() else { return false };
        let outcome = self.perform(job);
        self.send(Message::Done(outcome));
        true
    }

    fn answer_recall(&mut self) {
        if self.held.front() == Some(&Job::Recall) {
            self.answer_one();
        }
    }

    /// Gives all answers, and from now on gives each at once.
    pub(crate) fn let_go(&mut self) {
        while self.answer_one() {}
        self.holding = false;
    }

    fn follow(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Work(job) = &effect {
                self.held.push_back(job.clone());
            }
            self.asked.push(effect);
        }
        while !self.holding && self.answer_one() {}
    }

    /// Does `job` and says what came of it.
    pub(crate) fn perform(&mut self, job: Job) -> Outcome {
        match job {
            Job::Load => {
                let mut loaded = self.loaded.clone();
                loaded.facts.extend(self.written.iter().cloned());
                Outcome::Loaded(Box::new(loaded))
            }
            Job::Recall => Outcome::Recalled(self.left.clone()),
            Job::Remember { by, session } => {
                if self.disk == Disk::Full {
                    let (path, reason) = (PathBuf::from("state/sessions"), SystemFault::NoSpace.into());
                    return Outcome::Remembered(Err(RecordFailure { path, reason }));
                }
                self.left.left.insert(by, vec![*session]);
                Outcome::Remembered(Ok(()))
            }
            Job::Record { by, deeds } => Outcome::Recorded(self.record(&by, deeds)),
            Job::Replay => Outcome::Replayed(Ok(std::mem::take(&mut self.loaded.in_journal))),
            Job::Survey => Outcome::Surveyed(Survey::Repository(RepositoryState {
                branch: Some("main".into()),
                head: Some("4e1f00".to_owned()),
                uncommitted: self.written.get(self.committed..).unwrap_or_default().to_vec(),
                ..RepositoryState::default()
            })),
            Job::Restore { .. } => Outcome::Restored(Ok(Restored { records: 1 })),
            Job::TakenAway => Outcome::TakenAway(Ok(Vec::new())),
            Job::AcceptLoss => Outcome::LossAccepted(Ok(Restored { records: 1 })),
            Job::Sync { .. } => Outcome::Synced(self.sync.clone()),
            Job::Publish { .. } => Outcome::Published(self.publish.clone()),
            Job::LoadAt { .. } => Outcome::LoadedAt {
                read: Ok(Box::new(self.compare().old)),
                identity: self.loaded.identity.clone(),
            },
            Job::Resolve { .. } | Job::SetUp => {
                unreachable!("the screen does not ask for it")
            }
            Job::History { .. } => {
                let passages = vec![self.compare()];
                Outcome::History(Ok(History { passages, is_cut: self.is_cut, ..History::default() }))
            }
            Job::Compare { .. } => {
                let failure = self.compare_failure.clone();
                Outcome::Compared(failure.map_or_else(|| Ok(Box::new(self.compare())), Err))
            }
            Job::ChangedSince { revision, .. } => {
                let compared = self.compare();
                let items = compared.comparison.items().filter_map(|item| item.new);
                let found = items.map(|index| compared.new.plan.items[index].id.clone()).collect();
                let none = NoVersion::Unknown { nearest: Some("v1".to_owned()) };
                let found = if revision.raw() == "v1" { Ok(found) } else { Err(none) };
                Outcome::ChangedSince { revision, found }
            }
            Job::RememberReviewer { .. } => Outcome::ReviewerRemembered,
            Job::Trust { wish } => Outcome::Trusted(Ok(self.decide(wish))),
            Job::Commit => Outcome::Committed(self.commit.clone().map(|()| {
                let facts = self.written.len() - self.committed;
                self.committed = self.written.len();
                Commit {
                    id: "9f2c1a0".to_owned(),
                    branch: "main".into(),
                    facts,
                    index_stale: false,
                    failed_after: None,
                }
            })),
        }
    }

    /// Compares what was committed with what there is: only facts can have come since.
    fn compare(&self) -> Compared {
        let plan = self.loaded.plan.clone();
        let before = self.loaded.facts.iter().chain(self.written.iter().take(self.committed));
        let before = Review::of(&plan, before.cloned());
        let after = Review::of(&plan, self.loaded.facts.iter().chain(&self.written).cloned());
        let old_plan = self.old_plan.clone().unwrap_or_else(|| plan.clone());
        let comparison =
            compare(Side { plan: &old_plan, review: &before }, Side { plan: &plan, review: &after });
        let snapshot = |version, plan, review| Snapshot { version, revision: None, plan, review };
        Compared {
            old: snapshot(Version::head(), old_plan, before),
            new: snapshot(Version::Disk, plan, after),
            comparison,
            layout_only: Vec::new(),
        }
    }

    /// Decides where what is there is what was shown, and has commits and syncs come out well then.
    fn decide(&mut self, wish: TrustWish) -> Trust {
        let would = self.brings.clone();
        let decision = match wish {
            TrustWish::Decide { decision, fingerprint } if fingerprint == would.fingerprint => Some(decision),
            _ => None,
        };
        if decision.is_some() {
            self.commit = Ok(());
            self.sync = Ok(Synced::default());
        }
        Trust { would, decision, passing: false }
    }

    fn record(&mut self, by: &ReviewerId, deeds: Vec<Deed>) -> Result<Recorded, RecordFailure> {
        let file = match self.disk {
            Disk::Works => format!("plans/reviews/{}.7f3a1c.toml", by.as_str()),
            Disk::ReadOnly => format!("journal/{}.toml", by.as_str()),
            Disk::Full => {
                let path = PathBuf::from("plans/reviews").join(format!("{}.7f3a1c.toml", by.as_str()));
                return Err(RecordFailure { path, reason: SystemFault::NoSpace.into() });
            }
        };
        let mut facts = Vec::new();
        for deed in deeds {
            let number = self.written.len();
            let line = number + 5;
            let fact = Fact {
                id: FactId::parse(&format!("02-{number:06}")).unwrap(),
                by: by.clone(),
                deed,
                at: moment(23, number),
                place: Place { file: file.as_str().into(), line, column: 1, ..Place::default() },
            };
            self.written.push(fact.clone());
            facts.push(fact);
        }
        let in_journal = (self.disk == Disk::ReadOnly).then(|| SystemFault::ReadOnly.into());
        Ok(Recorded { facts, file: file.as_str().into(), in_journal, forgotten: None })
    }
}

/// Returns the keys of `keys`, written with spaces between them.
pub(crate) fn keys_of(keys: &str) -> impl Iterator<Item = Key> {
    let names = keys.split(' ').filter(|name| !name.is_empty());
    names.map(|name| name.parse().unwrap_or_else(|error| panic!("{error}")))
}

/// Minutes after ten o'clock on a day of November 2026.
fn moment(day: u32, minutes: usize) -> Option<Moment> {
    let (hour, minute) = (10 + minutes / 60 % 12, minutes % 60);
    Moment::parse(&format!("2026-11-{day:02}T{hour:02}:{minute:02}:00+08:00"))
}

/// Reads a plan from the text of `strategy.toml` (without `format`) and of its area files, as the reviewer jia.
pub(crate) fn plan_of(strategy: &str, areas: &[&str]) -> Loaded {
    let strategy = text_of("plans/strategy.toml", format!("format = 1\n{strategy}"));
    let files = areas.iter().enumerate();
    let areas = files.map(|(at, text)| text_of(&format!("plans/{}.toml", at + 1), (*text).to_owned()));
    read(&strategy, &areas.collect::<Vec<_>>(), &[])
}

/// Returns the plan of this repository.
pub(crate) fn shipped() -> Loaded {
    static SHIPPED: LazyLock<Loaded> = LazyLock::new(read_shipped);
    SHIPPED.clone()
}

fn read_shipped() -> Loaded {
    let areas = files("plans", "toml");
    let (rules, areas): (Vec<_>, Vec<_>) =
        areas.into_iter().partition(|text| text.name.raw() == "plans/strategy.toml");
    read(&rules[0], &areas, &files("seeds", "md"))
}

fn read(strategy: &SourceText, areas: &[SourceText], seeds: &[SourceText]) -> Loaded {
    let (rules, mut problems) = source::strategy(strategy);
    let mut plan = Plan { strategy: rules, ..Plan::default() };
    for text in areas {
        problems.extend(source::add_area(text, &mut plan));
    }
    for text in seeds {
        let name = Path::new(text.name.raw()).file_stem().and_then(|stem| stem.to_str()).unwrap();
        let (seed, found) = source::seed(text, AreaId::parse(name).unwrap());
        plan.seeds.push(seed);
        problems.extend(found);
    }
    problems.extend(check::check(&plan));
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    Loaded { plan, problems, identity: Identity::Known(reviewer("jia")), ..Loaded::default() }
}

fn files(directory: &str, ending: &str) -> Vec<SourceText> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let mut names: Vec<String> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    let read = |name: &String| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory).join(name);
        text_of(&format!("{directory}/{name}"), fs::read_to_string(path).unwrap())
    };
    names.iter().map(read).collect()
}

fn text_of(name: &str, text: String) -> SourceText {
    SourceText::new(name.into(), text)
}

pub(crate) fn reviewer(id: &str) -> ReviewerId {
    ReviewerId::parse(id).unwrap()
}

/// Adds a mark of `by` on `item`, and a note that explains it, as recorded in an earlier run.
pub(crate) fn marked(loaded: &mut Loaded, by: &str, item: &str, status: &str, note: Option<&str>) {
    let by = reviewer(by);
    let review = Review::of(&loaded.plan, loaded.facts.iter().cloned());
    let index = loaded.plan.position(&ItemId::parse(item).unwrap()).unwrap();
    let deed = drafting::mark(&loaded.plan, &review, &by, index, &StatusId::new(status), None);
    let mark = add(loaded, &by, deed);
    if let Some(text) = note {
        let deed = drafting::note(&loaded.plan, index, text, Some(mark));
        add(loaded, &by, deed);
    }
}

/// Adds what `by` recorded in an earlier run.
pub(crate) fn add(loaded: &mut Loaded, by: &ReviewerId, deed: Deed) -> FactId {
    let number = loaded.facts.len();
    let id = FactId::parse(&format!("01-{number:06}")).unwrap();
    let file = format!("plans/reviews/{}.3b90d2.toml", by.as_str());
    let place = Place { file: file.as_str().into(), line: number + 5, column: 1, ..Place::default() };
    loaded.facts.push(Fact { id: id.clone(), by: by.clone(), deed, at: moment(16, number), place });
    id
}
