//! Text being typed: into a list's query or into a note. Several characters at once arrive whole.

use tui_input::{Input, InputRequest};

use super::Row;
use super::model::{Effect, Model};
use super::overlay::{NoteLine, Overlay};
use super::recording::Intent;
use crate::key::{Code, Key};
use crate::review::drafting::Reading;

impl Model {
    /// Returns the text being edited, if any.
    pub fn input(&self) -> Option<&Input> {
        match &self.overlay {
            Some(Overlay::Search(search)) => Some(&search.line.input),
            Some(Overlay::Filter(filter)) => Some(&filter.line.input),
            Some(Overlay::Find(find)) => Some(&find.input),
            Some(Overlay::Palette(palette)) => Some(&palette.input),
            Some(Overlay::Reviewer(reviewer)) => Some(&reviewer.input),
            Some(Overlay::Note(note)) => Some(&note.input),
            Some(Overlay::Version(version)) => Some(&version.input),
            Some(Overlay::Saying(line)) => Some(&line.input),
            _ => None,
        }
    }

    fn input_mut(&mut self) -> Option<&mut Input> {
        match &mut self.overlay {
            Some(Overlay::Search(search)) => Some(&mut search.line.input),
            Some(Overlay::Filter(filter)) => Some(&mut filter.line.input),
            Some(Overlay::Find(find)) => Some(&mut find.input),
            Some(Overlay::Palette(palette)) => Some(&mut palette.input),
            Some(Overlay::Reviewer(reviewer)) => Some(&mut reviewer.input),
            Some(Overlay::Note(note)) => Some(&mut note.input),
            Some(Overlay::Version(version)) => Some(&mut version.input),
            Some(Overlay::Saying(line)) => Some(&mut line.input),
            _ => None,
        }
    }

    /// Edits the text with a key that no command has.
    pub(super) fn type_key(&mut self, key: Key) {
        let request = match (key.text(), key.code, key.ctrl || key.alt) {
            (Some(c), _, _) => InputRequest::InsertChar(c),
            (_, Code::Backspace, false) | (_, Code::Char('h'), true) => InputRequest::DeletePrevChar,
            (_, Code::Delete, _) => InputRequest::DeleteNextChar,
            (_, Code::Left, false) => InputRequest::GoToPrevChar,
            (_, Code::Right, false) if self.complete_at_end() => return,
            (_, Code::Right, false) => InputRequest::GoToNextChar,
            (_, Code::Left, true) => InputRequest::GoToPrevWord,
            (_, Code::Right, true) => InputRequest::GoToNextWord,
            (_, Code::Home, _) => InputRequest::GoToStart,
            (_, Code::End, _) | (_, Code::Char('e'), true) => InputRequest::GoToEnd,
            (_, Code::Char('w') | Code::Backspace, true) => InputRequest::DeletePrevWord,
            (_, Code::Char('u'), true) => InputRequest::DeleteLine,
            (_, Code::Char('k'), true) => InputRequest::DeleteTillEnd,
            _ => return,
        };
        let Some(input) = self.input_mut() else { return };
        let before = input.value().to_owned();
        input.handle(request);
        if input.value() != before {
            self.query_changed();
        }
    }

    /// Puts `text` in at the caret. Line ends become spaces, for the field is one line.
    pub(super) fn insert(&mut self, text: &str) {
        let Some(input) = self.input_mut() else { return };
        let flat = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
        let (before, after): (Vec<_>, Vec<_>) =
            input.value().chars().enumerate().partition(|(at, _)| *at < input.cursor());
        let mut whole: Vec<char> = before.into_iter().map(|(_, c)| c).collect();
        whole.extend(flat.chars().filter(|c| !c.is_control()));
        let caret = whole.len();
        whole.extend(after.into_iter().map(|(_, c)| c));
        *input = std::mem::take(input).with_value(whole.into_iter().collect()).with_cursor(caret);
        self.query_changed();
    }

    /// Takes the line: compares with the version that was typed, or records the note, if anything was typed, and goes on where it explained a mark.
    pub(super) fn finish_line(&mut self) -> Vec<Effect> {
        let note = match self.overlay.take() {
            Some(Overlay::Note(note)) => note,
            Some(Overlay::Version(version)) => return self.compare_with(version.input.value()),
            Some(Overlay::Saying(line)) => return self.finish_saying(line),
            _ => return Vec::new(),
        };
        let text = note.input.value().trim().to_owned();
        let effects = if text.is_empty() {
            Vec::new()
        } else {
            let items = std::iter::once(&note.item).chain(&note.also).cloned();
            let mut effects = Vec::new();
            for item in items {
                let reading = self.plan.position(&item).map(|index| Reading::of(&self.plan, index));
                let (text, explains, missing) = (text.clone(), note.explains, note.missing);
                let (answers, quote) = (note.answers.clone(), note.quote.clone());
                effects.extend(self.record(Intent::Note {
                    item,
                    text,
                    explains,
                    answers,
                    missing,
                    quote,
                    reading,
                }));
            }
            effects
        };
        if note.explains
            && let Some(index) = self.plan.position(&note.item)
        {
            self.go_on(index);
        }
        effects
    }

    /// Goes to the first item with a note that was begun, and opens its line again.
    pub(super) fn open_first_draft(&mut self) {
        let item = self.drafts.keys().find(|item| self.plan.position(item).is_some()).cloned();
        if let Some(item) = item
            && let Some(index) = self.plan.position(&item)
        {
            let draft = self.drafts.remove(&item).unwrap_or_default();
            self.select(Row::Item(index));
            self.overlay = Some(Overlay::Note(NoteLine::on(item, draft)));
        }
    }

    /// Has the note say that something is missing under the item, or no more.
    pub(super) fn toggle_missing(&mut self) {
        if let Some(Overlay::Note(note)) = &mut self.overlay {
            note.missing = !note.missing;
        }
    }

    /// Closes the line. The mark stays recorded; what was typed comes back when the line is opened on the item again.
    pub(super) fn cancel_line(&mut self) {
        match self.overlay.take() {
            Some(Overlay::Note(note)) => {
                let text = note.input.value().to_owned();
                if text.trim().is_empty() {
                    self.drafts.remove(&note.item);
                } else {
                    self.drafts.insert(note.item, text);
                }
            }
            Some(Overlay::Saying(line)) => self.leave_saying(line),
            _ => {}
        }
    }
}
