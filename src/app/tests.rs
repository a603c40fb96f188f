//! Keys in, model and effects out: nothing is drawn, nothing touches a disk, and no clock runs.

mod arriving;
mod behalf;
mod carrying;
mod changes;
mod commands;
mod counting;
mod doubts;
mod drafts;
mod filtering;
mod gate;
mod history;
mod in_flight;
mod keys;
mod leaving;
mod looking_back;
mod marking;
mod meeting;
mod missing;
mod moving;
mod notes;
mod overview;
mod panicking;
mod pointing;
mod publishing;
mod querying;
mod reloading;
mod remembering;
mod reviewers;
mod searching;
mod selecting;
mod stale;
mod suspect;
mod syncing;
mod trusting;
mod typing;
mod undoing;

#[path = "../../tests/support/session.rs"]
mod session;

/// What the session, which the tests of the whole screen share, calls this crate.
use crate as fupan;

use std::collections::BTreeSet;

use proptest::prelude::ProptestConfig;

use super::{Effect, Message, Notice, Overlay, Question, Row};
use crate::command::Command;
use crate::job::{Job, Loaded};
use crate::plan::ItemId;
use crate::review::{Deed, Fact, Step};
use session::{Opening, Session, keys_of, plan_of};

/// Two areas: a goal over a task over two projects, a second goal; and a goal over a task.
const PORTS: &str = r#"
id = "ports"
title = { zh = "四港联动", en = "Four ports" }

[[goal]]
id = "network"
title = { zh = "综合交通网络", en = "Transport network" }

[[goal.task]]
id = "works"
title = "谋划重大设施"

[[goal.task.project]]
id = "canal"
title = { zh = "浙赣运河", en = "Canal" }
owner = "市交通局"
related = ["ports/rail", "eco/water"]

[[goal.task.project]]
id = "rail"
title = "杭衢铁路"

[[goal]]
id = "four"
title = "四港"
"#;

const ECO: &str = r#"
id = "eco"
title = "两山转化"

[[goal]]
id = "air"
title = "空气"

[[goal.task]]
id = "water"
title = "水"
text = "运河的水"
"#;

/// Every item of that plan, in plan order.
const ITEMS: [&str; 7] =
    ["ports/network", "ports/works", "ports/canal", "ports/rail", "ports/four", "eco/air", "eco/water"];

fn small() -> Loaded {
    small_under("")
}

/// The plan under a strategy that says more.
fn small_under(strategy: &str) -> Loaded {
    plan_of(&format!("title = \"x\"\n{strategy}"), &[PORTS, ECO])
}

fn open(loaded: Loaded) -> Session {
    Opening::of(loaded).open()
}

/// Opens `loaded` with everything unfolded.
fn unfolded(loaded: Loaded) -> Session {
    let mut session = open(loaded);
    session.press("z r");
    session
}

/// Property tests leave no files behind.
fn quiet(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() }
}

impl Opening {
    /// Makes the session, with the plan read.
    fn open(self) -> Session {
        let mut session = self.start();
        session.let_go();
        session
    }
}

impl Session {
    /// Presses keys all at once: no frame is written between them, and the terminal takes the same key again for one that is
    /// held down.
    fn burst(&mut self, keys: &str) {
        let mut pressed = BTreeSet::new();
        for key in keys_of(keys) {
            let is_first = pressed.insert(key.to_string());
            self.send(if is_first { Message::Key(key) } else { Message::Repeat(key) });
        }
    }

    /// Keeps back every answer from now on.
    fn hold(&mut self) {
        self.holding = true;
    }

    /// The id of what is selected.
    fn at(&self) -> String {
        match self.model.outline.selected {
            Row::Area(index) => self.model.plan.areas[index].id.as_str().to_owned(),
            Row::Item(index) => self.model.plan.items[index].id.to_string(),
        }
    }

    /// Selects an item, however it is folded, as the search would.
    fn go(&mut self, id: &str) {
        let index = self.model.plan.position(&ItemId::parse(id).unwrap()).unwrap();
        self.model.select(Row::Item(index));
    }

    /// The ids of the rows that are not hidden.
    fn rows(&self) -> Vec<String> {
        let rows = self.model.outline.rows(&self.model.plan);
        let name = |row: &Row| match *row {
            Row::Area(index) => self.model.plan.areas[index].id.as_str().to_owned(),
            Row::Item(index) => self.model.plan.items[index].id.to_string(),
        };
        rows.iter().map(name).collect()
    }

    /// Runs a command from the palette.
    fn run_by_name(&mut self, command: Command) {
        self.press(":");
        self.type_text(command.spec().name);
        let at = self.model.palette_commands().iter().position(|listed| *listed == command);
        for _ in 0..at.expect("the palette lists the command") {
            self.press("down");
        }
        self.press("enter");
    }

    /// The id of the item whose wording the next frame shows.
    fn shown_item(&mut self) -> Option<String> {
        self.draw().wording.map(|glimpse| glimpse.item.to_string())
    }

    /// The statuses that hold on an item, with their reviewers: `jia approved`.
    fn holding(&self, id: &str) -> Vec<String> {
        let index = self.model.plan.position(&ItemId::parse(id).unwrap()).unwrap();
        let marks = &self.model.review.standing(index).marks;
        marks.iter().map(|mark| format!("{} {}", mark.by.as_str(), mark.status.as_str())).collect()
    }

    /// Whether any mark on an item is on another wording.
    fn stale(&self, id: &str) -> bool {
        let index = self.model.plan.position(&ItemId::parse(id).unwrap()).unwrap();
        self.model.review.standing(index).is_stale()
    }

    /// The notes that hold on an item.
    fn notes(&self, id: &str) -> Vec<String> {
        let index = self.model.plan.position(&ItemId::parse(id).unwrap()).unwrap();
        let notes = self.model.review.standing(index).notes.iter();
        notes
            .filter_map(|id| match &self.model.review.fact(id)?.deed {
                Deed::Note(note) => Some(note.text.raw().to_owned()),
                _ => None,
            })
            .collect()
    }

    /// What was recorded, a word or two a fact, in order.
    fn deeds(&self) -> Vec<String> {
        self.written.iter().map(deed).collect()
    }

    /// What was asked for since the last time this was asked, a word each.
    fn effects(&mut self) -> Vec<&'static str> {
        std::mem::take(&mut self.asked).iter().map(effect).collect()
    }

    /// Answers for the disk, which is quicker than git, and keeps back what git should say.
    fn answer_records(&mut self) {
        self.answer_all(|job| matches!(job, Job::Record { .. }));
    }

    /// Answers the jobs that are `wanted`, before any that were asked for earlier.
    fn answer_all(&mut self, wanted: fn(&Job) -> bool) {
        while let Some(at) = self.held.iter().position(wanted) {
            let job = self.held.remove(at).expect("it was just found");
            let outcome = self.perform(job);
            self.send(Message::Done(outcome));
        }
    }

    /// What is being typed.
    fn typed_text(&self) -> &str {
        self.model.input().map_or("", |input| input.value())
    }

    fn question(&self) -> Option<Question> {
        match &self.model.overlay {
            Some(Overlay::Question(question)) => Some(question.clone()),
            _ => None,
        }
    }

    fn cannot(&self) -> Option<super::Reason> {
        match &self.model.notice {
            Some(Notice::Cannot(reason)) => Some(*reason),
            _ => None,
        }
    }
}

fn deed(fact: &Fact) -> String {
    match &fact.deed {
        Deed::Mark(mark) => format!("{} {}", mark.status.as_str(), mark.item),
        Deed::Note(note) => format!("note {} {}", note.item, note.text.raw()),
        Deed::Resolve(resolve) => {
            format!("{} {}", if resolve.open { "reopen" } else { "resolve" }, resolve.of.as_str())
        }
        Deed::Confirm(reply) => format!("confirm {}", reply.of.as_str()),
        Deed::Refuse(reply) => format!("refuse {}", reply.of.as_str()),
        Deed::Carry(carry) => format!("carry {}", carry.item),
        Deed::Adopt(adopt) => format!("adopt {}", adopt.item),
        Deed::Meeting(step) => match step {
            Step::Begin(begin) => format!("begin {}", begin.agenda.items.len()),
            Step::Agenda { agenda, .. } => {
                let items: Vec<&str> = agenda.items.iter().map(ItemId::as_str).collect();
                format!("agenda {}", items.join(" "))
            }
            Step::Present { present, .. } => format!("present {}", present.len()),
            Step::Item { item, .. } => format!("item {item}"),
            Step::Pause { .. } => "pause".to_owned(),
            Step::Resume { .. } => "resume".to_owned(),
            Step::End { .. } => "end".to_owned(),
        },
        Deed::Outcome(outcome) => format!("outcome {} {}", outcome.status.as_str(), outcome.item),
        Deed::Action(action) => format!("action {}", action.text.raw()),
        Deed::Park(park) => format!("park {}", park.item),
        Deed::Undo { of } => format!("undo {}", of.as_str()),
        Deed::Newer { .. } => "newer".to_owned(),
    }
}

fn effect(effect: &Effect) -> &'static str {
    match effect {
        Effect::Work(Job::Load) => "load",
        Effect::Work(Job::Recall) => "recall",
        Effect::Work(Job::Remember { .. }) => "remember",
        Effect::Work(Job::Survey) => "survey",
        Effect::Work(Job::Record { .. }) => "record",
        Effect::Work(Job::Replay) => "replay",
        Effect::Work(Job::Restore { .. }) => "restore",
        Effect::Work(Job::TakenAway) => "taken away",
        Effect::Work(Job::AcceptLoss) => "accept loss",
        Effect::Work(Job::Commit) => "commit",
        Effect::Work(Job::Publish { .. }) => "publish",
        Effect::Work(Job::Sync { .. }) => "sync",
        Effect::Work(Job::Resolve { .. }) => "resolve",
        Effect::Work(Job::ChangedSince { .. }) => "changed since",
        Effect::Work(Job::SetUp) => "set up",
        Effect::Work(Job::Compare { .. }) => "compare",
        Effect::Work(Job::LoadAt { .. }) => "load at",
        Effect::Work(Job::History { .. }) => "history",
        Effect::Work(Job::Trust { .. }) => "trust",
        Effect::Work(Job::RememberReviewer { .. }) => "remember reviewer",
        Effect::Stop { .. } => "stop",
        Effect::AtTerminal(_) => "at the terminal",
        Effect::Suspend => "suspend",
        Effect::Redraw => "redraw",
        Effect::Continue => "continue",
        Effect::Quit => "quit",
    }
}
