//! What is laid over the outline: at most one thing at a time, and what it remembers.

use super::field::TextField;
use super::trusting::Onward;
use super::{Line, Row, Trusting};
use crate::job::{Clashes, Sides};
use crate::merge::{Choices, Clash, Side};
use crate::plan::{ItemId, ReviewerId, StatusId};
use crate::review::Fingerprint;
use crate::review::drafting::Doubt;
use crate::search::Hits;
use crate::search::query::{Completion, QueryProblem};
use crate::session::Draft;
use crate::text::Foreign;

/// What is laid over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    Search(Box<Search>),
    Filter(Box<FilterLine>),
    Find(FindLine),
    Palette(Palette),
    Reviewer(ReviewerPicker),
    Links(Links),
    Line(Line),
    Question(Question),
    Page(Page),
    Clashes(Clashing),
    Notes(NotesList),
    Trusting(Trusting),
}

/// A list with one line chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Picker {
    pub chosen: usize,
    /// The first line shown.
    pub top: usize,
}

impl Picker {
    /// Moves the choice by `steps` in a list of `count` lines of which `view` are seen; the ends stop it.
    pub(super) fn move_by(&mut self, steps: isize, count: usize, view: usize) {
        let last = count.saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(steps).min(last);
        let view = view.max(1);
        self.top = self.top.clamp((self.chosen + 1).saturating_sub(view), self.chosen);
    }
}

/// A query being typed, and what answers it.
#[derive(Clone, Debug, Default)]
pub struct QueryLine {
    pub input: TextField,
    pub hits: Hits,
    /// What is wrong with the query, if anything; then nothing answers it.
    pub problem: Option<QueryProblem>,
    /// How the word at the caret may go on.
    pub completions: Vec<Completion>,
    /// Part of the plan has not been looked at yet.
    pub unfinished: bool,
    /// Which of the queries asked before is shown, where one was brought back.
    pub(super) recalled: Option<usize>,
}

/// The search and its live list.
#[derive(Clone, Debug)]
pub struct Search {
    pub line: QueryLine,
    pub picker: Picker,
    /// Where one was: Esc gives it back exactly.
    pub(super) from: Place,
}

/// The filter being typed; the tree narrows meanwhile.
#[derive(Clone, Debug)]
pub struct FilterLine {
    pub line: QueryLine,
    pub(super) from: Place,
    /// The filter there was before.
    pub(super) before: Option<String>,
}

/// A word to be found within the item.
#[derive(Clone, Debug)]
pub struct FindLine {
    pub input: TextField,
    /// Which of the places is brought into sight.
    pub at: usize,
    /// False once the item was scrolled to read the rest of it.
    pub(super) in_sight: bool,
}

/// A place in the outline to return to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) row: Row,
    pub(super) top: usize,
    pub(super) item_scroll: usize,
}

/// Every command, filtered by what is typed.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    pub input: TextField,
    pub picker: Picker,
}

/// What a reviewer is chosen for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewerChoice {
    #[default]
    WhoRecords,
    /// On whose behalf is recorded from now on.
    ForWhom,
}

/// Reviewers to choose from: those the plan knows, or a new name typed.
#[derive(Clone, Debug, Default)]
pub struct ReviewerPicker {
    pub choice: ReviewerChoice,
    pub input: TextField,
    pub candidates: Vec<ReviewerId>,
    pub picker: Picker,
}

/// The items that one item is linked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    pub targets: Vec<Row>,
    pub picker: Picker,
}

/// Something that wants an answer of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Leave: commit before?
    CommitBeforeLeaving { facts: usize },
    /// Leave although so many facts are kept nowhere?
    LeaveUnkept { facts: usize },
    /// Leave although a meeting is under way?
    LeaveMeeting,
    /// Leave although so many lines were begun and not finished? They are kept, if they can be.
    LeaveDrafts { lines: usize, kept: bool },
    /// Go on with the line that was left last, with so many more; it is open in a session that runs still where that is
    /// `elsewhere`.
    TakeUp { draft: Box<Draft>, more: usize, elsewhere: bool },
    /// Leave although the commit failed?
    LeaveUncommitted,
    /// Mark the selected items with the status of this number? Those of `already` have the mark, and get no other.
    MarkSelected { status: usize, items: Vec<ItemId>, already: Vec<ItemId>, scroll: usize },
    /// Declare that only words changed in the item, whose present wording this is?
    Carry { item: ItemId, seen: Fingerprint, marks: usize, roles: Vec<Foreign> },
    /// Put the screen away, and let a password be typed?
    AtTerminal(Onward),
    /// Make the branch anew that is gone on the other side, and sync with these choices?
    Recreate { upstream: Foreign, choices: Choices },
    /// End the meeting, although so many items are not decided?
    EndMeeting { open: usize },
    /// Record what is rarely meant?
    Doubtful { doubts: Vec<Doubt>, doubted: Doubted },
    /// Take the meeting back as a whole?
    TakeMeetingBack,
    /// Give up so many records that this machine acknowledged?
    AcceptLoss { records: usize },
    /// Was another reviewer meant, whose name looks like what was typed?
    MeantReviewer { typed: String, known: ReviewerId, choice: ReviewerChoice },
    /// Write what the journal holds where it belongs?
    Replay { facts: usize },
}

/// What is recorded where the answer to a doubt is yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubted {
    Outcome {
        item: ItemId,
        status: StatusId,
    },
    /// A line as it was taken. Meanwhile it is among the drafts too.
    Line(Draft),
}

/// What both sides changed, one chosen after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clashing {
    pub sides: Sides,
    pub clashes: Vec<Clash>,
    /// Which side was chosen, clash by clash.
    pub chosen: Vec<Option<Side>>,
    /// What was chosen before: a choice can bring up what nobody could see until then.
    before: Choices,
    /// A branch that is gone on the other side is to be made anew.
    pub(super) recreate: bool,
    pub picker: Picker,
}

impl Clashing {
    pub(super) fn new(clashes: Clashes, before: Choices, recreate: bool) -> Self {
        let Clashes { sides, clashes } = clashes;
        Self {
            sides,
            chosen: vec![None; clashes.len()],
            clashes,
            before,
            recreate,
            picker: Picker::default(),
        }
    }

    /// Returns how many are not chosen yet.
    pub fn open(&self) -> usize {
        self.chosen.iter().filter(|chosen| chosen.is_none()).count()
    }

    /// Chooses `side` for the clash one is at, and goes on to the next that is open.
    pub(super) fn choose(&mut self, side: Side, view: usize) {
        let at = self.picker.chosen;
        if let Some(chosen) = self.chosen.get_mut(at) {
            *chosen = Some(side);
        }
        let count = self.chosen.len();
        let next = (1..count).map(|step| (at + step) % count).find(|&next| self.chosen[next].is_none());
        if let Some(next) = next {
            self.picker.move_by(next.cast_signed() - at.cast_signed(), count, view);
        }
    }

    pub(super) fn choices(&self) -> Choices {
        let pairs = self.clashes.iter().zip(&self.chosen);
        let chosen = pairs.filter_map(|(clash, chosen)| Some((clash.id.clone(), (*chosen)?)));
        self.before.clone().into_iter().chain(chosen).collect()
    }
}

/// Notes and the answers to them, all over the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotesList {
    /// Those that are resolved are listed too.
    pub all: bool,
    pub picker: Picker,
}

/// A page to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub kind: PageKind,
    pub scroll: usize,
}

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    Help,
    Problems,
    /// The minutes of the meeting under way, else of the last one.
    Minutes,
}
