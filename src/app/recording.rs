//! From a key to a durable fact: what was asked for, in order, one at a time on its way to the disk.

mod undoing;

use std::collections::{HashSet, VecDeque};

use super::behalf::Speaker;
use super::meeting::Said;
use super::model::{Effect, Model};
use super::overlay::{Overlay, Question};
use super::{Notice, Reason, Row};
use crate::job::{Job, RecordFailure, Recorded, Survey};
use crate::plan::{ItemId, ReviewerId, StatusId};
use crate::review::drafting::{self, Reading};
use crate::review::{CurrentMark, Deed, FactId, Fingerprint};
use crate::session::{Draft, NoteDraft, NoteKind};

/// Something a reviewer asked to have recorded, with what it is about as it was when the key was pressed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Intent {
    Mark {
        item: ItemId,
        status: StatusId,
        reading: Reading,
        /// How many are marked in one stroke.
        count: usize,
        /// No frame showed the whole of the wording.
        unseen: bool,
    },
    /// The same status again, on the wording as it is now.
    Reconfirm {
        item: ItemId,
        reading: Reading,
    },
    /// The change of the item since it was marked is one of wording only; `seen` is the wording it has now.
    Carry {
        item: ItemId,
        seen: Fingerprint,
    },
    /// All of one's own marks on the item are taken back, or what one recorded there for somebody; or what others recorded
    /// or declared of them is refused.
    Withdraw {
        item: ItemId,
    },
    /// A note on one item.
    Note {
        note: NoteDraft,
        text: String,
        reading: Option<Reading>,
    },
    /// Closes the thread that the note is part of, or opens it again where it is closed.
    Resolve {
        note: FactId,
    },
    /// Something said in a meeting.
    InMeeting(Said),
    Undo,
    Redo,
}

/// What one key or answer asked for, with who it was then, `None` where nobody had said so yet, and for whom. It goes to
/// the disk as one, however many items it is about.
#[derive(Clone, Debug, PartialEq)]
struct Stroke {
    by: Option<ReviewerId>,
    on_behalf: Option<ReviewerId>,
    /// The meeting on whose screen it was asked for.
    meeting: Option<FactId>,
    /// Several are on different items each, so that none builds on another.
    wishes: Vec<Wish>,
}

/// An intent, and the line it was typed in, which is kept until it is recorded.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wish {
    pub(super) intent: Intent,
    pub(super) typed: Option<Draft>,
}

/// What is on its way to the disk.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// Sent off and not answered yet. One at a time, because the next one builds on its outcome.
    in_flight: Option<Stroke>,
    waiting: VecDeque<Stroke>,
    /// What was recorded since the program started, so that an undo knows where an earlier run begins.
    this_run: HashSet<FactId>,
    /// The fact of an earlier run that one more undo takes back.
    armed: Option<FactId>,
    /// Why the last attempt kept nothing; what it was about waits at the front.
    pub failed: Option<RecordFailure>,
}

impl Recording {
    /// Returns how many things asked for are not durable yet.
    pub fn unkept(&self) -> usize {
        self.wishes().count()
    }

    fn wishes(&self) -> impl Iterator<Item = &Wish> {
        self.in_flight.iter().chain(&self.waiting).flat_map(|stroke| &stroke.wishes)
    }

    /// Tells whether a mark on `item` is on its way.
    pub fn is_pending(&self, item: &ItemId) -> bool {
        self.wishes().any(|wish| matches!(&wish.intent, Intent::Mark { item: marked, .. } | Intent::Reconfirm { item: marked, .. } if marked == item))
    }

    /// Returns what was typed and is not durable yet.
    pub(super) fn typed(&self) -> impl Iterator<Item = &Draft> {
        self.wishes().filter_map(|wish| wish.typed.as_ref())
    }

    /// Tells whether something waits for somebody to say who they are, or for the disk.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Returns how many facts this run has recorded.
    pub(super) fn in_this_run(&self) -> usize {
        self.this_run.len()
    }

    /// An undo that was announced holds only for the very next key.
    pub(super) fn disarm(&mut self) {
        self.armed = None;
    }
}

impl Model {
    /// Asks for `intent` after everything asked for before.
    pub(super) fn record(&mut self, intent: Intent) -> Vec<Effect> {
        self.record_together(vec![Wish { intent, typed: None }], self.represented.clone())
    }

    /// Asks for `intent`, which was typed in a line, after everything asked for before.
    pub(super) fn record_typed(&mut self, intent: Intent, typed: Draft) -> Vec<Effect> {
        let on_behalf = typed.on_behalf.clone();
        self.record_together(vec![Wish { intent, typed: Some(typed) }], on_behalf)
    }

    /// Asks for all of `wishes`, each on another item, as one, after everything asked for before.
    pub(super) fn record_together(
        &mut self,
        wishes: Vec<Wish>,
        on_behalf: Option<ReviewerId>,
    ) -> Vec<Effect> {
        if wishes.is_empty() {
            return Vec::new();
        }
        let by = self.identity.known().cloned();
        let there = (self.screen == super::Screen::Meeting).then(|| self.meeting()).flatten();
        let meeting = there.map(|meeting| meeting.id().clone());
        self.recording.waiting.push_back(Stroke { by, on_behalf, meeting, wishes });
        self.send_next()
    }

    /// Marks the selected item, then goes on, or asks for the reason under the same item. Several that were selected
    /// together are marked after a question.
    pub(super) fn mark(&mut self, number: usize) -> Vec<Effect> {
        if !self.selection.is_empty() {
            self.ask_to_mark_selection(number);
            return Vec::new();
        }
        let (Some(index), Some(status)) = (self.selected_item(), self.plan.strategy.statuses.get(number))
        else {
            return Vec::new();
        };
        let (item, status, reason) = (self.plan.items[index].id.clone(), status.id.clone(), status.reason);
        let reading = Reading::of(&self.plan, index);
        let read = reading.clone();
        let effects = self.record(Intent::Mark { item, status, reading, count: 1, unseen: false });
        if !matches!(self.overlay, Some(Overlay::Reviewer(_))) {
            self.after_mark(index, read, reason);
        }
        effects
    }

    /// Goes on from item `index`, or asks for the reason of the mark on it.
    fn after_mark(&mut self, index: usize, reading: Reading, reason: bool) {
        if reason {
            let item = self.plan.items[index].id.clone();
            self.open_reason(item, Vec::new(), reading);
        } else {
            self.go_on(index);
        }
    }

    /// Records what waited for somebody to say who they are; a mark then has its usual manners.
    pub(super) fn record_waiting(&mut self) -> Vec<Effect> {
        let last = self.recording.waiting.back().filter(|stroke| stroke.by.is_none());
        let last = last.and_then(|stroke| stroke.wishes.last()).cloned();
        let effects = self.send_next();
        if let Some(Wish { intent: Intent::Mark { item, status, reading, .. }, .. }) = last
            && let Some(index) = self.plan.position(&item)
        {
            let reason = self.plan.strategy.status(&status).is_some_and(|status| status.reason);
            self.after_mark(index, reading, reason);
        }
        effects
    }

    /// Goes to the next item that wants to be looked at, and says so where an area or the plan is done.
    pub(super) fn go_on(&mut self, from: usize) {
        if self.screen == super::Screen::Changes {
            return self.move_change(1);
        }
        let area = self.plan.items[from].area;
        let open_in_area = self.plan.area_items(area).any(|index| {
            self.stance(index).is_open() && !self.recording.is_pending(&self.plan.items[index].id)
        });
        match self.next_open(true) {
            None if self.outline.filter.is_some() => self.praise = Some(Notice::FilterDone),
            None => self.praise = Some(Notice::AllDone),
            Some((next, _)) => {
                self.select(Row::Item(next));
                if !open_in_area {
                    self.praise = Some(Notice::AreaDone(area));
                }
            }
        }
    }

    /// Sends off what was asked for next, unless something is on its way, somebody must first say who they are, or nothing
    /// waits.
    pub(super) fn send_next(&mut self) -> Vec<Effect> {
        if self.recording.in_flight.is_some() {
            return Vec::new();
        }
        while let Some(stroke) = self.recording.waiting.pop_front() {
            let Some(me) = stroke.by.clone().or_else(|| self.identity.known().cloned()) else {
                self.recording.waiting.push_front(stroke);
                self.ask_who();
                return Vec::new();
            };
            let speaker = Speaker::new(me.clone(), stroke.on_behalf.clone());
            let (mut wishes, mut deeds) = (Vec::new(), Vec::new());
            for wish in stroke.wishes {
                match self.deeds(&speaker, &wish.intent) {
                    Ok(made) => {
                        deeds.extend(made);
                        wishes.push(wish);
                    }
                    Err(notice) => {
                        self.notice = notice.or(self.notice.take());
                        // Its item may come back with the next change of the files.
                        self.keep_what_was_typed(wish);
                    }
                }
            }
            if wishes.is_empty() {
                continue;
            }
            if let Some(meeting) = &stroke.meeting {
                deeds = deeds.into_iter().map(|deed| drafting::in_meeting(meeting, deed)).collect();
            }
            self.recording.in_flight = Some(Stroke { wishes, ..stroke });
            return vec![Effect::Work(Job::Record { by: me, deeds })];
        }
        Vec::new()
    }

    /// Nobody said who they are: what was asked for is dropped, and what was typed is kept as a draft.
    pub(super) fn give_up_waiting(&mut self) {
        if self.identity.known().is_some() {
            return;
        }
        if !self.recording.waiting.is_empty() {
            self.notice = Some(Notice::NobodyRecords);
        }
        for stroke in std::mem::take(&mut self.recording.waiting) {
            stroke.wishes.into_iter().for_each(|wish| self.keep_what_was_typed(wish));
        }
    }

    /// What cannot be recorded comes back when its line is opened again.
    fn keep_what_was_typed(&mut self, wish: Wish) {
        if let Some(draft) = wish.typed {
            self.keep_draft(draft);
        }
    }

    /// Makes the deeds of an intent from what is known now. Without a notice, there is nothing to be done or said.
    fn deeds(&mut self, speaker: &Speaker, intent: &Intent) -> Result<Vec<Deed>, Option<Notice>> {
        match intent {
            Intent::Undo => return self.undos(&speaker.by),
            Intent::Redo => return self.redos(&speaker.by),
            _ => {}
        }
        let (Intent::Withdraw { item } | Intent::Carry { item, .. } | Intent::Reconfirm { item, .. }) =
            intent
        else {
            return self.deed(speaker, intent).map(|deed| vec![deed]);
        };
        let index = self.plan.position(item).ok_or(Some(Notice::Cannot(Reason::ItemGone)))?;
        match intent {
            Intent::Carry { seen, .. } => self.declarations(&speaker.by, index, seen),
            Intent::Withdraw { .. } => {
                self.deeds_to_withdraw(index, speaker).map_err(|reason| Some(Notice::Cannot(reason)))
            }
            _ => match self.confirmations(index, speaker) {
                confirmed if confirmed.is_empty() => self.deed(speaker, intent).map(|deed| vec![deed]),
                confirmed => Ok(confirmed),
            },
        }
    }

    /// Makes the deed of an intent that is one.
    fn deed(&mut self, speaker: &Speaker, intent: &Intent) -> Result<Deed, Option<Notice>> {
        let Speaker { by: me, on_behalf } = speaker;
        match intent {
            Intent::Mark { item, status, reading, count, unseen } => {
                let index = self.plan.position(item).ok_or(Some(Notice::Cannot(Reason::ItemGone)))?;
                let head = self.head();
                // The wording may have changed while this waited: the mark is on what was on the screen.
                let voice = speaker.voice();
                let deed = drafting::mark(&self.plan, &self.review, voice, index, status, head.as_deref());
                let deed = on_behalf.iter().fold(deed, |deed, voice| drafting::on_behalf_of(voice, deed));
                Ok(reading.clone().pin(drafting::in_bulk(*count, *unseen, deed)))
            }
            Intent::Reconfirm { item, reading } => {
                let index = self.plan.position(item).ok_or(Some(Notice::Cannot(Reason::ItemGone)))?;
                let status =
                    self.status_to_confirm(index, speaker).map_err(|reason| Some(Notice::Cannot(reason)))?;
                let for_me = |mark: &&CurrentMark| {
                    on_behalf.is_none() && mark.is_unconfirmed() && !mark.wants_another_look()
                };
                let unconfirmed = self.review.standing(index).of(me).find(for_me).map(|mark| mark.id.clone());
                if let Some(mark) = unconfirmed {
                    return Ok(Deed::Confirm(drafting::reply(&self.plan, me, index, &mark, None)));
                }
                let mark = Intent::Mark {
                    item: item.clone(),
                    status,
                    reading: reading.clone(),
                    count: 1,
                    unseen: false,
                };
                self.deed(speaker, &mark)
            }
            // These may be several deeds.
            Intent::Withdraw { .. } | Intent::Carry { .. } | Intent::Undo | Intent::Redo => Err(None),
            Intent::Note { note, text, reading } => {
                let index = self.plan.position(&note.item).ok_or(Some(Notice::Cannot(Reason::ItemGone)))?;
                let mark =
                    || self.review.standing(index).of(speaker.voice()).last().map(|mark| mark.id.clone());
                let re = match &note.kind {
                    // Only now is it known what was recorded before.
                    NoteKind::Comment => self.mark_owing(index, speaker.voice()),
                    NoteKind::Quote(_) => None,
                    NoteKind::Reason => mark(),
                    NoteKind::Answer(note) => Some(note.clone()),
                };
                let deed = drafting::note(&self.plan, index, text, re);
                let deed = drafting::of_what_is_missing(note.missing, deed);
                let deed = match &note.kind {
                    NoteKind::Quote(quote) => drafting::quoting(quote, deed),
                    _ => deed,
                };
                let deed = on_behalf.iter().fold(deed, |deed, voice| drafting::on_behalf_of(voice, deed));
                Ok(match reading {
                    Some(reading) => reading.clone().pin(deed),
                    None => deed,
                })
            }
            Intent::Resolve { note } => {
                let (index, thread) =
                    self.review.thread_of(note).ok_or(Some(Notice::Cannot(Reason::NoNotes)))?;
                Ok(drafting::resolve(&self.plan, index, thread, !thread.open, None))
            }
            Intent::InMeeting(said) => self.said(said).map_err(|reason| Some(Notice::Cannot(reason))),
        }
    }

    pub(super) fn head(&self) -> Option<String> {
        match &self.survey {
            Some(Survey::Repository(state)) => state.head.clone(),
            _ => None,
        }
    }

    /// Takes in what came of what was on its way.
    pub(super) fn recorded(&mut self, answer: Result<Recorded, RecordFailure>) -> Vec<Effect> {
        let Some(stroke) = self.recording.in_flight.take() else { return Vec::new() };
        // What is asked for together is of one kind.
        let Some(Wish { intent, .. }) = stroke.wishes.first() else { return Vec::new() };
        match answer {
            Ok(recorded) => {
                self.recording.failed = None;
                self.take_in(&recorded);
                let item = recorded.facts.first().and_then(|fact| self.review.item_touched(fact)).cloned();
                let refused = recorded.facts.iter().any(|fact| matches!(fact.deed, Deed::Refuse(_)));
                self.notice = match (intent, item) {
                    (Intent::Withdraw { .. }, _) if refused => Some(Notice::Recorded(recorded.clone())),
                    (Intent::Undo | Intent::Withdraw { .. }, Some(item)) => {
                        Some(Notice::Undone { item, recorded: recorded.clone() })
                    }
                    (Intent::Redo, Some(item)) => Some(Notice::Redone { item, recorded: recorded.clone() }),
                    _ => Some(Notice::Recorded(recorded.clone())),
                };
                if matches!(intent, Intent::Undo | Intent::Redo) {
                    self.show_touched(&recorded);
                }
                let after = match intent {
                    Intent::InMeeting(said) => self.after_saying(said),
                    _ => Vec::new(),
                };
                let mut effects = self.send_next();
                effects.extend(after);
                if recorded.in_journal.is_none()
                    && self.review.commits_now(&self.plan.strategy, &recorded.facts)
                {
                    effects.extend(self.commit());
                }
                if self.recording.unkept() == 0
                    && let Some(Overlay::Question(Question::LeaveUnkept { .. })) = self.overlay
                {
                    // What stood in the way of leaving has arrived.
                    self.overlay = None;
                    effects.extend(self.quit());
                }
                effects
            }
            Err(failure) => {
                // Nothing typed is lost: it waits in front, and the next thing asked for tries again.
                self.recording.waiting.push_front(stroke);
                self.notice = Some(Notice::NotRecorded(failure.clone()));
                self.recording.failed = Some(failure);
                self.praise = None;
                Vec::new()
            }
        }
    }

    fn take_in(&mut self, recorded: &Recorded) {
        if let Some(loading) = &mut self.loading {
            loading.is_outdated = true;
            loading.recorded.push(recorded.clone());
        }
        self.surveys.outdated |= self.surveys.under_way > 0;
        for fact in &recorded.facts {
            self.recording.this_run.insert(fact.id.clone());
            let touched = self.review.add(&self.plan, fact.clone());
            self.count(touched);
            if let (Some(Survey::Repository(state)), None) = (&mut self.survey, &recorded.in_journal) {
                // git's answer may have been quicker than the disk's.
                if !state.uncommitted.iter().any(|known| known.id == fact.id) {
                    state.uncommitted.push(fact.clone());
                }
            }
        }
        if recorded.facts.iter().any(|fact| !matches!(fact.deed, Deed::Mark(_))) {
            self.index.reread_notes(&self.plan, &self.review);
            // What was resolved leaves the list.
            self.move_notes(0);
        }
        if recorded.in_journal.is_some() {
            self.in_journal += recorded.facts.len();
        }
    }

    /// Brings what an undo or redo touched into sight.
    fn show_touched(&mut self, recorded: &Recorded) {
        let touched = recorded.facts.first().and_then(|fact| self.review.item_touched(fact));
        if let Some(index) = touched.and_then(|id| self.plan.position(id)) {
            self.select(Row::Item(index));
        }
    }
}
