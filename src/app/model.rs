//! What the program knows at any moment, and the words in which it is told things and asks for things.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::counting::Counts;
use super::drawn::{Drawn, Measured};
use super::finding::Sought;
use super::gate::Gate;
use super::overlay::Question;
use super::remembering::Remembering;
use super::since::SinceWhen;
use super::trusting::Onward;
use super::{Changes, Chronicle, Notice, Outline, Overlay, Overlook, Recording, Room, Screen, Size, Syncing};
use crate::command::{Command, Scope};
use crate::config::Mistake;
use crate::job::{Identity, Job, Outcome, Recorded, Revision, Survey, UnderWay};
use crate::key::Key;
use crate::keymap::Keymap;
use crate::plan::{Interface, ItemId, Plan, Problem, ReviewerId, SystemFault};
use crate::review::{Gap, Lens, Review};
use crate::search::Index;
use crate::session::Draft;

/// Something that happened: the only way anything enters the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    Key(Key),
    /// The key is held down: it came again sooner than anybody can press it twice.
    Repeat(Key),
    /// Characters that an input method committed at once.
    Text(String),
    /// Text from a clipboard; never a command.
    Paste(String),
    /// Text from a clipboard that is longer than the `limit`, and was not taken.
    LongPaste {
        bytes: usize,
        limit: usize,
    },
    Click {
        column: u16,
        row: u16,
    },
    Wheel {
        column: u16,
        row: u16,
        down: bool,
    },
    Resized(Size),
    /// A frame was written to the terminal.
    Drawn(Drawn),
    /// Files of the plan changed under us.
    Changed,
    /// Whether changes of the files are followed from now on, or why not.
    Following(Result<(), SystemFault>),
    /// Nothing was heard of another machine for [`OTHERS_PATIENCE`](super::OTHERS_PATIENCE).
    OthersSilent,
    /// Nothing waits at the keyboard: go on with what takes longer.
    Continue,
    /// What time it is, where [`Model::wants_clock`] says so.
    Clock(Timestamp),
    Done(Outcome),
}

/// Something to be done outside. Inert data: tests compare it.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Work(Job),
    /// Do it with the screen put away, so that git and what it runs can ask on the terminal.
    AtTerminal(Job),
    /// Give the terminal back to the shell until it returns.
    Suspend,
    /// Draw every cell again, whatever the terminal shows.
    Redraw,
    /// Send [`Message::Continue`] as soon as nothing waits at the keyboard.
    Continue,
    /// Stop the jobs of these names that are under way.
    Stop {
        jobs: Vec<&'static str>,
    },
    Quit,
}

/// Whether a commit is under way, and what follows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Committing {
    #[default]
    No,
    UnderWay,
    ThenLeave,
}

/// Whether somebody has asked to leave, and leaving waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Leaving {
    #[default]
    No,
    Waits,
}

/// How much of the plan has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Extent {
    #[default]
    Nothing,
    /// Some areas; the others are being read.
    Part,
    Whole,
}

/// A load that is under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Loading {
    /// Something changed since it began, so that the plan is read once more.
    pub(super) is_outdated: bool,
    /// What was recorded since it began, which it may not have read.
    pub(super) recorded: Vec<Recorded>,
}

/// What git was asked and has not answered yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Surveys {
    pub(super) under_way: usize,
    /// A fact was recorded since the last of them began, so that its answer may not know the fact.
    pub(super) outdated: bool,
}

/// Everything the program knows.
pub struct Model {
    pub size: Size,
    pub interface: Interface,
    pub plan: Plan,
    pub review: Review,
    pub problems: Vec<Problem>,
    /// What is wrong with the user's configuration.
    pub mistakes: Vec<Mistake>,
    /// How many facts wait in the journal.
    pub in_journal: usize,
    /// Why changes of the files are not followed, where they are not.
    pub unfollowed: Option<SystemFault>,
    pub identity: Identity,
    /// The reviewer on whose behalf everything is recorded until that is ended.
    pub(super) represented: Option<ReviewerId>,
    /// `None` until git has answered.
    pub survey: Option<Survey>,
    /// What of the records could not be read from the disk.
    pub(super) unread: Vec<Gap>,
    pub screen: Screen,
    /// The commit whose plan is looked at, in place of the present one; then nothing can be recorded.
    pub past: Option<Revision>,
    pub changes: Changes,
    pub chronicle: Chronicle,
    pub overlook: Overlook,
    pub room: Room,
    pub outline: Outline,
    /// The first line shown of the item pane.
    pub item_scroll: usize,
    /// The source clause is shown below the item.
    pub clause_shown: bool,
    pub overlay: Option<Overlay>,
    pub notice: Option<Notice>,
    pub recording: Recording,
    pub measured: Measured,
    /// How many messages were taken in, so that it is known which model a frame showed.
    pub(super) revision: u64,
    pub(super) gate: Gate,
    pub(super) index: Index,
    /// Items chosen together, by id so that a reload keeps them; the next mark is on all of them.
    pub selection: BTreeSet<ItemId>,
    /// Queries that led somewhere, latest last.
    pub(super) asked_before: Vec<String>,
    pub(super) sought: Sought,
    /// As the clock had it when the plan was read.
    pub(super) today: Option<Date>,
    pub(super) since: SinceWhen,
    pub(super) counts: Counts,
    /// What the user bound; the keymap adds the strategy's keys.
    pub(super) overrides: BTreeMap<String, Vec<String>>,
    /// The line of each of them in the user's configuration, counted from 1.
    pub override_lines: BTreeMap<String, usize>,
    pub(super) keymap: Keymap,
    pub(super) typed: Vec<Key>,
    /// Where jumps came from, latest last.
    pub(super) trail: Vec<super::Row>,
    pub(super) extent: Extent,
    /// The load that is under way.
    pub(super) loading: Option<Loading>,
    pub(super) surveys: Surveys,
    pub(super) committing: Committing,
    /// What was asked for and has not ended.
    pub(super) under_way: Vec<UnderWay>,
    /// Leaving waits for what changes files.
    pub(super) leaving: Leaving,
    /// A sync that is under way.
    pub syncing: Option<Syncing>,
    /// Facts came in while a commit was under way, so that another must follow.
    pub(super) commit_again: bool,
    /// What waits for a decision about what the repository brings.
    pub(super) onward: Option<Onward>,
    /// The decision was put off.
    pub(super) trust_put_off: bool,
    /// A cheerful word to be said after the record it follows has been announced.
    pub praise: Option<Notice>,
    /// Lines that were begun and left, the latest last.
    pub(super) drafts: Vec<Draft>,
    pub(super) remembering: Remembering,
    /// What each command is called in every language of the interface, so that the palette finds it by any.
    pub(super) descriptions: Vec<(Command, String)>,
}

impl Model {
    /// Makes the model of a program that has read nothing yet. Send [`Model::start`]'s effects off first.
    pub fn new(
        size: Size,
        interface: Interface,
        overrides: BTreeMap<String, Vec<String>>,
        mistakes: Vec<Mistake>,
        descriptions: Vec<(Command, String)>,
    ) -> Self {
        let keymap = Keymap::new(&overrides, &[]).0;
        Self {
            size,
            interface,
            plan: Plan::default(),
            review: Review::default(),
            problems: Vec::new(),
            in_journal: 0,
            unfollowed: None,
            identity: Identity::default(),
            represented: None,
            survey: None,
            unread: Vec::new(),
            screen: Screen::default(),
            past: None,
            changes: Changes::default(),
            chronicle: Chronicle::default(),
            overlook: Overlook::default(),
            room: Room::default(),
            outline: Outline::default(),
            item_scroll: 0,
            clause_shown: false,
            overlay: None,
            notice: (!mistakes.is_empty()).then_some(Notice::Mistakes(mistakes.len())),
            mistakes,
            recording: Recording::default(),
            measured: Measured::default(),
            revision: 0,
            gate: Gate::default(),
            index: Index::default(),
            selection: BTreeSet::new(),
            asked_before: Vec::new(),
            sought: Sought::default(),
            today: None,
            since: SinceWhen::default(),
            counts: Counts::default(),
            overrides,
            override_lines: BTreeMap::new(),
            keymap,
            typed: Vec::new(),
            trail: Vec::new(),
            extent: Extent::Nothing,
            loading: None,
            surveys: Surveys::default(),
            committing: Committing::No,
            under_way: Vec::new(),
            leaving: Leaving::default(),
            syncing: None,
            commit_again: false,
            onward: None,
            trust_put_off: false,
            praise: None,
            drafts: Vec::new(),
            remembering: Remembering::default(),
            descriptions,
        }
    }

    /// Returns what must be done before anything else.
    #[must_use]
    pub fn start(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.past.is_none() {
            // Small and quick: it is known before the plan is.
            effects.push(Effect::Work(Job::Recall));
        }
        effects.extend(self.read());
        effects
    }

    /// Tells whether any of the plan has been read.
    pub fn is_loaded(&self) -> bool {
        self.extent != Extent::Nothing
    }

    /// Tells whether all of the plan has been read: only then is it known what a mark replaces.
    pub fn is_whole(&self) -> bool {
        self.extent == Extent::Whole
    }

    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Returns the keys typed so far of a sequence.
    pub fn typed(&self) -> &[Key] {
        &self.typed
    }

    /// Returns the scopes that hear keys on the screen while nothing is laid over it, innermost first.
    pub fn scopes_of_screen(&self) -> &'static [Scope] {
        match self.screen {
            Screen::Outline => &[Scope::Outline, Scope::Everywhere],
            Screen::Changes => &[Scope::Changes, Scope::Everywhere],
            Screen::History => &[Scope::History, Scope::Everywhere],
            Screen::Overview => &[Scope::Overview, Scope::Everywhere],
            Screen::Meeting => &[Scope::Meeting, Scope::Everywhere],
        }
    }

    /// Returns the keys that run `command` on the screen, whatever is laid over it, best first; all keys of a command that
    /// is not heard there.
    pub fn keys_of(&self, command: Command) -> Vec<String> {
        let scopes = match self.screen {
            // What is recorded of an item is recorded from here too.
            Screen::Changes => &[Scope::Changes, Scope::Everywhere, Scope::Outline],
            Screen::Meeting => &[Scope::Meeting, Scope::Everywhere, Scope::Outline],
            Screen::History => &[Scope::History, Scope::Everywhere, Scope::Outline],
            Screen::Outline | Screen::Overview => self.scopes_of_screen(),
        };
        self.keymap.keys_in(scopes, command)
    }

    /// Returns the scopes that hear keys now, innermost first.
    pub fn scopes(&self) -> &'static [Scope] {
        match &self.overlay {
            None => self.scopes_of_screen(),
            Some(
                Overlay::Search(_)
                | Overlay::Filter(_)
                | Overlay::Find(_)
                | Overlay::Palette(_)
                | Overlay::Reviewer(_)
                | Overlay::Links(_),
            ) => &[Scope::Picker],
            Some(Overlay::Line(_)) => &[Scope::Line],
            Some(Overlay::Question(Question::MarkSelected { .. })) => &[Scope::Question, Scope::Page],
            Some(Overlay::Question(_)) => &[Scope::Question],
            Some(Overlay::Page(_)) => &[Scope::Page],
            Some(Overlay::Clashes(_)) => &[Scope::Clashes],
            Some(Overlay::Notes(_)) => &[Scope::Notes],
            Some(Overlay::Trusting(_)) => &[Scope::Trust],
        }
    }

    /// Returns through whose eyes the plan is counted: a reviewer's where it is settled whose.
    pub fn lens(&self) -> Lens {
        self.eyes().map_or(Lens::Everybody, |me| Lens::Reviewer(me.clone()))
    }

    /// Returns how many facts are recorded and in no commit; `None` where there is no repository to commit to.
    pub fn uncommitted(&self) -> Option<usize> {
        match &self.survey {
            Some(Survey::Repository(state)) => Some(state.uncommitted.len()),
            _ => None,
        }
    }

    /// Returns which state of the model this is: a later one has a higher number.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn is_committing(&self) -> bool {
        self.committing != Committing::No
    }
}
