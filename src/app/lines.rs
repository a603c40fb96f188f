//! Lines in which something is typed to be recorded or done: opened, taken, and left without losing what they are.

use super::Notice;
use super::Row;
use super::field::TextField;
use super::model::{Effect, Model};
use super::overlay::Overlay;
use super::recording::{Intent, Wish};
use crate::plan::{ItemId, ReviewerId};
use crate::review::drafting::Reading;
use crate::review::{FactId, Quote};
use crate::session::{Draft, NoteDraft, NoteKind, Purpose, keep};

/// A line being typed.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is, on what and for whom. Its text is what was in the line when it was opened.
    pub(super) draft: Draft,
    pub input: TextField,
    /// What the item of a note said on the screen when the line was opened; `None` where it was not on the screen yet.
    reading: Option<Box<Reading>>,
}

impl Line {
    /// Opens `draft` again, with what was typed.
    fn of(draft: Draft) -> Self {
        let input = if draft.purpose.is_prose() {
            TextField::from(draft.text.as_str())
        } else {
            TextField::offering(&draft.text)
        };
        Self { input, draft, reading: None }
    }

    pub fn purpose(&self) -> &Purpose {
        &self.draft.purpose
    }

    /// Returns the line as it was typed so far. Of what it offers only what was typed before stays.
    pub(super) fn typed(&self) -> Draft {
        if self.input.is_offered() {
            return self.draft.clone();
        }
        Draft { text: self.input.value().to_owned(), ..self.draft.clone() }
    }

    /// Returns the line as it is taken with Enter, what is offered included.
    fn taken(self) -> Draft {
        Draft { text: self.input.value().to_owned(), ..self.draft }
    }
}

impl Model {
    /// Returns the line that is open.
    pub fn line(&self) -> Option<&Line> {
        match &self.overlay {
            Some(Overlay::Line(line)) => Some(line),
            _ => None,
        }
    }

    /// Returns the note that is being typed.
    pub fn note_line(&self) -> Option<&NoteDraft> {
        match self.line()?.purpose() {
            Purpose::Note(note) => Some(note),
            _ => None,
        }
    }

    /// Opens the line of `purpose` with what was typed when it was left, else with what it offers.
    pub(super) fn open_line(&mut self, purpose: Purpose, offered: &str) {
        let line = self.take_draft(&purpose).map_or_else(
            || Line { draft: self.draft(purpose), input: TextField::offering(offered), reading: None },
            |draft| Line::of(draft.from_the_first()),
        );
        self.show_line(line);
    }

    /// Asks the next question of a line: `answer` is what was answered to it before, if it was asked.
    pub(super) fn ask_next(&mut self, draft: Draft, answer: Option<String>, offered: &str) {
        let line = match answer {
            Some(text) => Line::of(Draft { text, ..draft }),
            None => Line {
                draft: Draft { text: String::new(), ..draft },
                input: TextField::offering(offered),
                reading: None,
            },
        };
        self.show_line(line);
    }

    /// Opens a line again whose text cannot be taken, for it to be corrected.
    pub(super) fn correct(&mut self, draft: Draft, why: Notice) {
        self.notice = Some(why);
        self.show_line(Line::of(draft));
    }

    /// Opens a line again as it was taken, from among the drafts.
    pub(super) fn reopen(&mut self, draft: Draft) {
        drop(self.take_draft(&draft.purpose));
        self.show_line(Line::of(draft));
    }

    fn show_line(&mut self, line: Line) {
        self.overlay = Some(Overlay::Line(line));
        self.ask_source();
    }

    /// Has what the open line becomes be about what the item said when it was opened.
    fn read_for_line(&mut self, reading: Reading) {
        if let Some(Overlay::Line(line)) = &mut self.overlay {
            line.reading = Some(Box::new(reading));
        }
    }

    /// Makes the draft of a line that is opened now.
    fn draft(&self, purpose: Purpose) -> Draft {
        Draft { purpose, on_behalf: self.represented.clone(), text: String::new(), after: self.last_fact() }
    }

    /// Returns the latest fact of whoever records.
    fn last_fact(&self) -> Option<FactId> {
        let me = self.identity.known()?;
        self.review.facts().iter().rev().find(|fact| fact.by == *me).map(|fact| fact.id.clone())
    }

    /// Takes the line that `purpose` opens from those that were left.
    pub(super) fn take_draft(&mut self, purpose: &Purpose) -> Option<Draft> {
        let voice = self.represented.as_ref();
        let at = self.drafts.iter().rposition(|draft| draft.is_line_of(purpose, voice))?;
        Some(self.drafts.remove(at))
    }

    /// Keeps a line that is not recorded, in place of the same line that was left before.
    pub(super) fn keep_draft(&mut self, draft: Draft) {
        keep(&mut self.drafts, draft);
    }

    /// Opens the line for a note on the selected item: the note on it that was left last, as what it was; else a
    /// comment.
    pub(super) fn open_note(&mut self) {
        let Some(index) = self.selected_item() else { return };
        let item = self.plan.items[index].id.clone();
        let voice = self.represented.as_ref();
        let is_on_it = |draft: &Draft| match &draft.purpose {
            Purpose::Note(note) => draft.on_behalf.as_ref() == voice && note.items().any(|on| *on == item),
            _ => false,
        };
        if let Some(at) = self.drafts.iter().rposition(is_on_it) {
            let draft = self.drafts.remove(at);
            self.take_up(draft);
        } else {
            self.open_note_line(NoteDraft::on(item.clone(), NoteKind::Comment));
        }
        // A line on several items leads to the first of them, which may not have been on the screen.
        if self.note_line().is_some_and(|note| note.item == item) {
            self.read_for_line(Reading::of(&self.plan, index));
        }
    }

    /// Tells whether the line becomes the reason of a mark: also a comment does, where the reason is owed still.
    pub fn gives_reason(&self, note: &NoteDraft) -> bool {
        match note.kind {
            NoteKind::Reason => true,
            NoteKind::Comment => self.speaker().is_some_and(|speaker| {
                let index = self.plan.position(&note.item);
                index.is_some_and(|index| self.mark_owing(index, speaker.voice()).is_some())
            }),
            NoteKind::Quote(_) | NoteKind::Answer(_) => false,
        }
    }

    /// Returns the mark of `reviewer` on item `index` whose reason is owed.
    pub(super) fn mark_owing(&self, index: usize, reviewer: &ReviewerId) -> Option<FactId> {
        let owing = self.review.standing(index).of(reviewer).filter(|mark| mark.owes_reason);
        owing.last().map(|mark| mark.id.clone())
    }

    /// Opens the line for the reason of the mark that was just made on `item`, and on others in the same stroke.
    pub(super) fn open_reason(&mut self, item: ItemId, also: Vec<ItemId>, reading: Reading) {
        self.open_note_line(NoteDraft { also, ..NoteDraft::on(item, NoteKind::Reason) });
        self.read_for_line(reading);
    }

    /// Opens the line for a comment on words of `item`.
    pub(super) fn open_quote(&mut self, index: usize, quote: Quote) {
        let item = self.plan.items[index].id.clone();
        self.open_note_line(NoteDraft::on(item, NoteKind::Quote(quote)));
        self.read_for_line(Reading::of(&self.plan, index));
    }

    /// Opens the line for an answer to a note on `item`.
    pub(super) fn open_answer(&mut self, item: ItemId, note: FactId) {
        self.open_note_line(NoteDraft::on(item, NoteKind::Answer(note)));
    }

    fn open_note_line(&mut self, note: NoteDraft) {
        self.open_line(Purpose::Note(note), "");
    }

    /// Takes the line that was typed.
    pub(super) fn finish_line(&mut self) -> Vec<Effect> {
        if !self.may_finish_line() {
            return Vec::new();
        }
        // What a question asks after it, as of doubtful votes, is answered once it is on the screen.
        self.gate.take(self.revision);
        let line = match self.overlay.take() {
            Some(Overlay::Line(line)) => line,
            other => {
                self.overlay = other;
                return Vec::new();
            }
        };
        let reading = line.reading.clone();
        let draft = line.taken();
        match draft.purpose.clone() {
            Purpose::Note(note) => self.finish_note(&note, &draft, reading.as_deref()),
            Purpose::Begin(beginning) => self.finish_beginning(beginning, draft),
            Purpose::Say { meeting, saying } => self.finish_saying(&meeting, saying, draft, false),
            Purpose::Version => self.compare_with(&draft.text),
        }
    }

    /// Tells whether the line may be taken. A note on an item whose wording was not on the screen when the line was opened has
    /// to be shown first; the line stays open until then.
    fn may_finish_line(&mut self) -> bool {
        self.gate.hold();
        let Some(Overlay::Line(Line { draft, input, reading: None })) = &self.overlay else { return true };
        let Purpose::Note(note) = &draft.purpose else { return true };
        let is_blank = input.value().trim().is_empty();
        let Some(index) = self.plan.position(&note.item).filter(|_| !is_blank) else { return true };
        let may = self.may_record_line(index);
        if may {
            self.read_for_line(Reading::of(&self.plan, index));
        }
        may
    }

    /// Records the note, if anything was typed, and goes on where it explained a mark.
    fn finish_note(&mut self, note: &NoteDraft, draft: &Draft, read: Option<&Reading>) -> Vec<Effect> {
        let text = draft.text.trim();
        let wish = |item: &ItemId| {
            let now = || self.plan.position(item).map(|index| Reading::of(&self.plan, index));
            let reading = read.filter(|_| *item == note.item).cloned().or_else(now);
            let note = NoteDraft { item: item.clone(), also: Vec::new(), ..note.clone() };
            let typed = Some(Draft { purpose: Purpose::Note(note.clone()), ..draft.clone() });
            Wish { intent: Intent::Note { note, text: text.to_owned(), reading }, typed }
        };
        let wishes = note.items().filter(|_| !text.is_empty()).map(wish).collect();
        let effects = self.record_together(wishes, draft.on_behalf.clone());
        if note.kind == NoteKind::Reason
            && let Some(index) = self.plan.position(&note.item)
        {
            self.go_on(index);
        }
        effects
    }

    /// Goes to what the line is on that was left first, and opens it again.
    pub(super) fn open_first_draft(&mut self) {
        if self.drafts.is_empty() {
            return;
        }
        let draft = self.drafts.remove(0);
        self.take_up(draft);
    }

    /// Goes to what `draft` is on, and opens its line as it was left.
    pub(super) fn take_up(&mut self, draft: Draft) {
        if draft.on_behalf != self.represented {
            self.represent(draft.on_behalf.clone());
        }
        match &draft.purpose {
            Purpose::Say { meeting, .. } => {
                let meeting = meeting.clone();
                self.open_meeting();
                self.room.meeting = Some(meeting);
                if let Some(item) = draft.purpose.items().first() {
                    self.choose_on_agenda(item);
                }
            }
            Purpose::Begin(beginning) => {
                let beginning = beginning.clone();
                self.open_meeting();
                self.choose_source(&beginning);
            }
            Purpose::Note(note) => {
                if let Some(index) = self.plan.position(&note.item) {
                    self.close_changes();
                    self.select(Row::Item(index));
                }
            }
            Purpose::Version => {}
        }
        self.show_line(Line::of(draft));
    }

    /// Has the note say that something is missing under the item, or no more.
    pub(super) fn toggle_missing(&mut self) {
        if let Some(Overlay::Line(Line { draft: Draft { purpose: Purpose::Note(note), .. }, .. })) =
            &mut self.overlay
        {
            note.missing = !note.missing;
        }
    }

    /// Closes the line. A mark stays recorded; what was typed comes back when the line is opened again.
    pub(super) fn cancel_line(&mut self) {
        if let Some(Overlay::Line(line)) = self.overlay.take()
            && line.purpose().outlives_its_line()
        {
            self.keep_draft(line.typed());
        }
        self.ask_source();
    }
}
