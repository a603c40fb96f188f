//! Lines of a document: showable text, and how much each part of it stands out. Knows no colours and no terminal.

use crate::text::{Shown, pad, width};

/// Why a part of a line stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    #[default]
    Plain,
    /// A heading, or what the eye should find first.
    Strong,
    /// What is there for completeness.
    Faint,
    /// All is well.
    Good,
    /// Something wants a look.
    Caution,
    /// Something is wrong, or somebody objects.
    Bad,
}

/// One line, part by part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(Vec<(Emphasis, Shown)>);

impl Line {
    /// Makes a line of one part.
    pub fn of(emphasis: Emphasis, text: Shown) -> Self {
        Self(vec![(emphasis, text)])
    }

    /// Puts a part at the end.
    #[must_use]
    pub fn and(mut self, emphasis: Emphasis, text: Shown) -> Self {
        self.0.push((emphasis, text));
        self
    }

    /// Puts the parts of another line at the end.
    pub fn append(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    /// Moves the line to the right by so many columns.
    #[must_use]
    pub fn indented(mut self, columns: usize) -> Self {
        self.0.insert(0, (Emphasis::Plain, pad(&Shown::default(), columns)));
        self
    }

    /// Returns the parts, in order.
    pub fn parts(&self) -> impl Iterator<Item = (Emphasis, &Shown)> {
        self.0.iter().map(|(emphasis, text)| (*emphasis, text))
    }

    /// Returns the columns the line takes.
    pub fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| width(text.as_str())).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.is_empty())
    }
}

impl From<Shown> for Line {
    fn from(text: Shown) -> Self {
        Self::of(Emphasis::Plain, text)
    }
}
