//! The screen of the meeting: the agenda and the item on the table, and what a key does there. While no meeting is under
//! way it offers what an agenda can be made of.

mod beginning;
mod saying;

use jiff::Timestamp;

pub use beginning::AgendaSource;
pub(super) use saying::Said;

use super::changes::Screen;
use super::gate::Subject;
use super::model::{Effect, Model};
use super::overlay::{Doubted, Overlay, Picker, QueryLine, Question};
use super::{Notice, Reason, Row, dispatch};
use crate::command::Command;
use crate::plan::{ItemId, Status};
use crate::review::{FactId, Meeting, MeetingState, drafting};

/// What the screen remembers.
#[derive(Clone, Debug, Default)]
pub struct Room {
    /// The meeting that is looked at; while it goes on, no other one takes its place.
    pub(super) meeting: Option<FactId>,
    /// The chosen line: of the agenda, or of what an agenda can be made of.
    pub picker: Picker,
    /// The item on the chosen line of the agenda, which may come to stand elsewhere on it.
    pub(super) chosen: Option<ItemId>,
    /// What the chosen source finds, while no meeting is under way.
    pub line: QueryLine,
    /// A meeting ended whose outcomes are to be published as soon as its records are committed.
    pub(super) publishes: bool,
    /// As the clock had it when the screen was last told; `None` while nobody needs to know.
    pub(super) now: Option<Timestamp>,
}

impl Model {
    /// Returns the meeting that is under way: the one that is looked at already, else the one that who sits here took part
    /// in last.
    pub fn meeting(&self) -> Option<Meeting<'_>> {
        let known = self.room.meeting.as_ref().and_then(|id| Meeting::of(&self.review, id));
        let goes_on = |meeting: &Meeting<'_>| !meeting.taken_back && meeting.state() != MeetingState::Ended;
        known.filter(goes_on).or_else(|| self.review.meeting_of(self.identity.known()))
    }

    /// Returns the meeting whose minutes are to be read: the one under way, else the last.
    pub fn meeting_to_tell(&self) -> Option<Meeting<'_>> {
        self.meeting().or_else(|| self.review.meetings().next_back())
    }

    /// Tells whether the agenda of a meeting that is under way is on the screen.
    pub fn is_in_meeting(&self) -> bool {
        self.screen == Screen::Meeting && !self.is_choosing_place() && self.meeting().is_some()
    }

    /// Returns the meeting that every screen names while it is under way; none in the plan of a commit, which is past.
    pub fn meeting_shown(&self) -> Option<Meeting<'_>> {
        self.meeting().filter(|_| self.past.is_none())
    }

    /// Tells whether the time of day matters for what is on the screen: every screen says how long a meeting has run.
    pub fn wants_clock(&self) -> bool {
        self.meeting_shown().is_some_and(|meeting| meeting.state() == MeetingState::Running)
    }

    /// Returns when the time was told last.
    pub fn now(&self) -> Option<Timestamp> {
        self.room.now
    }

    /// Returns after how many seconds from [`Model::now`] a minute that is on the screen is over.
    pub fn next_minute(&self) -> Option<u64> {
        let meeting = self.meeting().filter(|_| self.wants_clock())?;
        let times = meeting.times(self.room.now);
        // Its own screen also says how long the item has taken.
        let table = meeting.on_the_table().filter(|_| self.screen == Screen::Meeting);
        let item = table.and_then(|table| times.items.get(table));
        [Some(&times.whole), item].into_iter().flatten().map(|spent| 60 - spent % 60).min()
    }

    /// Opens the screen, at the item that is on the table.
    pub(super) fn open_meeting(&mut self) {
        self.close_changes();
        self.screen = Screen::Meeting;
        self.item_scroll = 0;
        self.room.meeting = self.meeting().map(|meeting| meeting.id().clone());
        self.follow_the_table();
    }

    /// Takes in that plan or records are other ones: the choice stays at its item, or else at its line.
    pub(super) fn meeting_again(&mut self) {
        if self.screen != Screen::Meeting {
            return;
        }
        let at = self.room.chosen.clone().and_then(|chosen| self.place_of(&chosen));
        let steps = at.map_or(0, |at| at.cast_signed() - self.room.picker.chosen.cast_signed());
        let scroll = self.item_scroll;
        self.move_agenda(steps);
        if at.is_some() {
            self.item_scroll = scroll;
        }
    }

    /// Returns where an item stands on the agenda.
    fn place_of(&self, id: &ItemId) -> Option<usize> {
        self.meeting()?.agenda.iter().position(|other| self.is_same(other, id))
    }

    /// Chooses what is on the table, or the first line there is.
    pub(super) fn follow_the_table(&mut self) {
        self.room.picker = Picker::default();
        let table = self.meeting().and_then(|meeting| meeting.on_the_table().cloned());
        let at = table.and_then(|table| self.place_of(&table));
        self.move_agenda(at.unwrap_or_default().cast_signed());
    }

    /// Tells whether two ids mean one item, under whatever name.
    pub fn is_same(&self, id: &ItemId, other: &ItemId) -> bool {
        id == other || self.plan.position(id).is_some_and(|at| self.plan.position(other) == Some(at))
    }

    /// Tells whether `id` is on the table.
    pub fn is_on_the_table(&self, meeting: &Meeting<'_>, id: &ItemId) -> bool {
        meeting.on_the_table().is_some_and(|table| self.is_same(id, table))
    }

    /// Returns the index of the item that is chosen in the agenda, where the plan has it.
    pub fn agenda_item(&self) -> Option<usize> {
        let meeting = self.meeting()?;
        self.plan.position(meeting.agenda.get(self.room.picker.chosen)?)
    }

    /// Chooses an item on the agenda, where it is on it.
    pub(super) fn choose_on_agenda(&mut self, id: &ItemId) {
        if let Some(at) = self.place_of(id) {
            self.move_agenda(at.cast_signed() - self.room.picker.chosen.cast_signed());
        }
    }

    /// Moves the choice.
    pub(super) fn move_agenda(&mut self, steps: isize) {
        let view = usize::from(self.areas().outline.rows).saturating_sub(MEETING_HEAD);
        let count = match self.meeting() {
            Some(meeting) => meeting.agenda.len(),
            None => self.agenda_sources().len(),
        };
        let before = self.room.picker.chosen;
        self.room.picker.move_by(steps, count, view);
        let at = self.room.picker.chosen;
        self.room.chosen = self.meeting().and_then(|meeting| meeting.agenda.get(at).copied().cloned());
        if self.room.picker.chosen != before {
            self.item_scroll = 0;
        }
        self.ask_source();
    }

    /// Puts the chosen item on the table; while no meeting is under way, begins one with what was chosen.
    pub(super) fn open_agenda_line(&mut self) -> Vec<Effect> {
        if self.meeting().is_none() {
            self.begin_meeting();
            return Vec::new();
        }
        self.agenda_item().map_or_else(Vec::new, |index| self.put_on_the_table(index))
    }

    /// Puts item `index` on the table, unless it is there.
    fn put_on_the_table(&mut self, index: usize) -> Vec<Effect> {
        let id = self.plan.items[index].id.clone();
        match self.meeting() {
            Some(meeting)
                if self.is_on_the_table(&meeting, &id) && meeting.state() == MeetingState::Running =>
            {
                Vec::new()
            }
            _ => self.say(Said::Table(id)),
        }
    }

    /// Goes on to the next item that is neither decided nor parked, from the first again after the last.
    pub(super) fn next_on_the_agenda(&mut self) -> Vec<Effect> {
        let Some(meeting) = self.meeting() else { return Vec::new() };
        let at = self.room.picker.chosen;
        let next = meeting.next_open(Some(at), |id| self.plan.position(id));
        if let Some(next) = next {
            self.move_agenda(next.cast_signed() - at.cast_signed());
            self.open_agenda_line()
        } else {
            self.notice = Some(Notice::AgendaDone);
            Vec::new()
        }
    }

    /// Goes back to the item before on the agenda.
    pub(super) fn previous_on_the_agenda(&mut self) -> Vec<Effect> {
        if self.room.picker.chosen == 0 {
            return Vec::new();
        }
        self.move_agenda(-1);
        self.open_agenda_line()
    }

    /// Moves the chosen item on the agenda, and the choice with it.
    pub(super) fn reorder_agenda(&mut self, later: bool) -> Vec<Effect> {
        self.room.chosen.clone().map_or_else(Vec::new, |item| self.say(Said::Move { item, later }))
    }

    /// Puts the item that is selected in the outline on the agenda, after what is on the table, and on the table.
    pub(super) fn take_to_the_meeting(&mut self) -> Vec<Effect> {
        let (Some(index), Some(meeting)) = (self.selected_item(), self.meeting()) else { return Vec::new() };
        let id = self.plan.items[index].id.clone();
        let known = meeting.agenda.iter().any(|other| self.is_same(other, &id));
        let mut effects = Vec::new();
        if !known {
            effects.extend(self.say(Said::Add(id)));
        }
        effects.extend(self.put_on_the_table(index));
        self.open_meeting();
        effects
    }

    /// Records the status of this number as what the meeting decided on the chosen item, or as the mark of whoever is
    /// represented.
    pub(super) fn decide_in_meeting(&mut self, number: usize) -> Vec<Effect> {
        let Some(index) = self.agenda_item() else {
            self.notice = Some(Notice::Cannot(Reason::ItemGone));
            return Vec::new();
        };
        let Some(status) = self.plan.strategy.statuses.get(number).cloned() else { return Vec::new() };
        if !self.may_record(&Subject::Item(index)) {
            return Vec::new();
        }
        self.record_outcome(index, &status, false)
    }

    /// Records what was decided on item `index`. In a pause that is asked about first, unless somebody is `sure`.
    fn record_outcome(&mut self, index: usize, status: &Status, sure: bool) -> Vec<Effect> {
        let of_meeting = |meeting| drafting::doubts_of_outcome(&meeting, None);
        let doubts = self.meeting().map(of_meeting).unwrap_or_default();
        if !sure && !doubts.is_empty() && self.represented().is_none() {
            let (item, status) = (self.plan.items[index].id.clone(), status.id.clone());
            let doubted = Doubted::Outcome { item, status };
            self.overlay = Some(Overlay::Question(Question::Doubtful { doubts, doubted }));
            return Vec::new();
        }
        // What is decided in a pause does not end it.
        let id = &self.plan.items[index].id;
        let there = self.meeting().is_some_and(|meeting| self.is_on_the_table(&meeting, id));
        let mut effects = if there { Vec::new() } else { self.put_on_the_table(index) };
        effects.extend(self.say_outcome(index, status));
        effects
    }

    /// Stops the clock, or lets it run again.
    pub(super) fn pause_or_resume(&mut self) -> Vec<Effect> {
        let running = self.meeting().is_some_and(|meeting| meeting.state() == MeetingState::Running);
        self.say(if running { Said::Pause } else { Said::Resume })
    }

    /// Ends the meeting, after a question.
    pub(super) fn ask_to_end(&mut self) {
        let Some(meeting) = self.meeting() else { return };
        let progress = meeting.progresses(|id| self.plan.position(id)).into_iter();
        let open = progress.filter(|progress| progress.is_open()).count();
        self.overlay = Some(Overlay::Question(Question::EndMeeting { open }));
    }

    /// Tells whether a command of this screen can run now.
    pub(super) fn can_in_meeting(&self, command: Command) -> Result<(), Reason> {
        let demand = |holds: bool, reason: Reason| if holds { Ok(()) } else { Err(reason) };
        let meeting = self.meeting().ok_or(Reason::NoMeeting);
        match command {
            Command::MeetingUndo => {
                let begun_by = &meeting?.fact.by;
                demand(self.identity.known().is_none_or(|me| me == begun_by), Reason::NotMyMeeting)
            }
            Command::Votes | Command::Decision => {
                let (meeting, index) = (meeting?, self.agenda_item().ok_or(Reason::ItemGone)?);
                let id = &self.plan.items[index].id;
                demand(self.outcome_of(&meeting, id).is_some(), Reason::NoOutcome)
            }
            Command::Minutes => demand(self.meeting_to_tell().is_some(), Reason::NoMinutes),
            // Enter begins a meeting where none is under way.
            Command::AgendaOpen if meeting.is_err() => Ok(()),
            Command::Park => {
                let (meeting, index) = (meeting?, self.agenda_item().ok_or(Reason::ItemGone)?);
                let id = &self.plan.items[index].id;
                demand(self.outcome_of(&meeting, id).is_none(), Reason::DecidedAlready)
            }
            Command::Action | Command::AgendaOpen => {
                meeting?;
                demand(self.agenda_item().is_some(), Reason::ItemGone)
            }
            Command::MeetingNext
            | Command::MeetingPrev
            | Command::AgendaEarlier
            | Command::AgendaLater
            | Command::Present
            | Command::MeetingPause
            | Command::MeetingEnd => meeting.map(drop),
            _ => Ok(()),
        }
    }

    /// Does what a command of the outline does on the chosen item of the agenda: a status is what the meeting decided.
    pub(super) fn act_in_meeting(&mut self, command: Command, is_about_one: bool) -> Vec<Effect> {
        self.notice = None;
        self.praise = None;
        if self.meeting().is_none() && is_about_one {
            self.notice = Some(Notice::Cannot(Reason::NoMeeting));
            return Vec::new();
        }
        if let Some(number) = command.status() {
            return match dispatch::available(self, Command::Votes) {
                Err(reason @ (Reason::InThePast | Reason::Arriving | Reason::Loading)) => {
                    self.notice = Some(Notice::Cannot(reason));
                    Vec::new()
                }
                _ => self.decide_in_meeting(number),
            };
        }
        if let Some(index) = self.agenda_item() {
            let scroll = self.item_scroll;
            self.select(Row::Item(index));
            self.item_scroll = scroll;
        } else if is_about_one {
            self.notice = Some(Notice::Cannot(Reason::ItemGone));
            return Vec::new();
        }
        dispatch::run(self, command)
    }
}

/// Lines above the list.
pub const MEETING_HEAD: usize = 2;
