//! One line of text being edited. What it offers is replaced by the first letter typed, as a selected default in a form.

use tui_input::{Input, InputRequest};

/// A text and its caret.
#[derive(Clone, Debug, Default)]
pub struct TextField {
    input: Input,
    /// Nobody typed the text: it is offered.
    offered: bool,
}

impl TextField {
    /// Makes a field that offers `text`.
    pub(super) fn offering(text: &str) -> Self {
        Self { input: text.into(), offered: !text.is_empty() }
    }

    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Returns where the caret stands, in characters.
    pub fn cursor(&self) -> usize {
        self.input.cursor()
    }

    /// Tells whether the text is offered, so that the first letter replaces it.
    pub fn is_offered(&self) -> bool {
        self.offered
    }

    /// Returns what was typed: nothing while the text is only offered.
    pub fn typed(&self) -> &str {
        if self.offered { "" } else { self.value() }
    }

    /// Edits the text. Every key but a letter keeps what is offered.
    pub(super) fn handle(&mut self, request: InputRequest) {
        match request {
            InputRequest::InsertChar(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            request => {
                self.offered = false;
                self.input.handle(request);
            }
        }
    }

    /// Puts `text` in at the caret, or in place of what is offered.
    pub(super) fn insert(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.offered) {
            self.input = Input::default();
        }
        let caret = self.input.cursor();
        let mut whole: String = self.value().chars().take(caret).collect();
        whole.push_str(text);
        let after = whole.chars().count();
        whole.extend(self.value().chars().skip(caret));
        self.input = std::mem::take(&mut self.input).with_value(whole).with_cursor(after);
    }

    /// Puts the caret after `caret` characters.
    #[must_use]
    pub(super) fn with_cursor(self, caret: usize) -> Self {
        Self { input: self.input.with_cursor(caret), ..self }
    }
}

/// A field with a text that somebody typed.
impl<T: Into<String>> From<T> for TextField {
    fn from(text: T) -> Self {
        Self { input: text.into().into(), offered: false }
    }
}
