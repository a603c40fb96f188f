//! Text being typed: into a list's query or into a line. Several characters at once arrive whole.

use tui_input::InputRequest;

use super::field::TextField;
use super::model::Model;
use super::overlay::Overlay;
use crate::key::{Code, Key};

impl Model {
    /// Returns the text being edited, if any.
    pub fn input(&self) -> Option<&TextField> {
        match &self.overlay {
            Some(Overlay::Search(search)) => Some(&search.line.input),
            Some(Overlay::Filter(filter)) => Some(&filter.line.input),
            Some(Overlay::Find(find)) => Some(&find.input),
            Some(Overlay::Palette(palette)) => Some(&palette.input),
            Some(Overlay::Reviewer(reviewer)) => Some(&reviewer.input),
            Some(Overlay::Line(line)) => Some(&line.input),
            _ => None,
        }
    }

    fn input_mut(&mut self) -> Option<&mut TextField> {
        match &mut self.overlay {
            Some(Overlay::Search(search)) => Some(&mut search.line.input),
            Some(Overlay::Filter(filter)) => Some(&mut filter.line.input),
            Some(Overlay::Find(find)) => Some(&mut find.input),
            Some(Overlay::Palette(palette)) => Some(&mut palette.input),
            Some(Overlay::Reviewer(reviewer)) => Some(&mut reviewer.input),
            Some(Overlay::Line(line)) => Some(&mut line.input),
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
        let flat: String = flat.chars().filter(|c| !c.is_control()).collect();
        input.insert(&flat);
        self.query_changed();
    }
}
