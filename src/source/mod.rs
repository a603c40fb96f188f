//! TOML text to plan and facts, and facts to TOML text. Knows no files: it is given their names and contents.
//!
//! Reading never fails: it gives what could be understood, and a problem with its place for everything else.

mod area;
mod blocks;
mod decoding;
mod document;
mod expressions;
mod facts;
mod reading;
mod seed;
mod splice;
mod strategy;
mod writing;

pub use area::{AreaFile, add_area, area};
pub use blocks::{Block, Edit, Entry, Form, Leaf, Unfit, apply, blocks};
pub use document::{NotToml, Stumble, document};
pub use facts::{ReviewFile, review_file};
pub use seed::seed;
pub use splice::{NotSpliced, Splice, splice};
pub use strategy::strategy;
pub use writing::{fact_line, review_file_head};

use crate::plan::{Fault, Lines, Place, Problem};
use crate::text::{Foreign, hidden};

/// What git puts before, between and after the sides of a conflict.
const MARKERS: [&str; 4] = ["<<<<<<< ", ">>>>>>> ", "||||||| ", "======="];

/// The content of one file, and the name it is shown under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    pub name: Foreign,
    pub text: String,
    /// What of the file is no text, line by line.
    unreadable: Vec<decoding::Unreadable>,
}

impl SourceText {
    /// Tells whether part of the file is no text.
    fn is_damaged(&self) -> bool {
        !self.unreadable.is_empty()
    }

    /// Returns the place of the bytes `span`; whoever asks for many asks [`Self::lines`].
    pub fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place::of(&self.name, &self.text, span)
    }

    /// Returns where the lines of the text begin.
    pub fn lines(&self) -> Lines<'_> {
        Lines::of(&self.name, &self.text)
    }

    /// Returns the text with git's conflict markers as remarks of the same length, so that both sides can be read.
    fn with_markers_as_remarks(&self) -> Self {
        let remark = |line: &str| {
            let rest = line.get(1..).filter(|_| MARKERS.iter().any(|marker| line.starts_with(marker)));
            rest.map_or_else(|| line.to_owned(), |rest| format!("#{rest}"))
        };
        let text = self.text.split_inclusive('\n').map(remark).collect();
        Self { text, ..self.clone() }
    }

    /// Returns what can be said of the text before it is parsed: bytes that are no text, conflict markers, marks of other
    /// editors, hidden characters.
    fn at_first_sight(&self) -> Vec<Problem> {
        let mut problems = self.unreadable_problems();
        let mut offset = 0;
        for line in self.text.split_inclusive('\n') {
            if MARKERS.iter().take(2).any(|marker| line.starts_with(marker)) {
                let place = self.place(offset..offset + line.trim_end().len());
                problems.push(Problem { fault: Fault::ConflictMarkers, place });
                break;
            }
            offset += line.len();
        }
        if self.text.starts_with('\u{feff}') {
            problems.push(Problem { fault: Fault::ByteOrderMark, place: self.place(0..0) });
        }
        if let Some(at) = self.text.find("\r\n") {
            problems.push(Problem { fault: Fault::CarriageReturns, place: self.place(at..at + 1) });
        }
        let concealed: Vec<(usize, char)> = hidden(&self.text)
            .into_iter()
            .filter(|&(at, c)| !(matches!(c, '\r' | '\0') || at == 0 && c == '\u{feff}'))
            .collect();
        if let Some(&(at, c)) = concealed.first() {
            let fault = Fault::HiddenCharacters { count: concealed.len() };
            problems.push(Problem { fault, place: self.place(at..at + c.len_utf8()) });
        }
        problems
    }
}

#[cfg(test)]
mod tests;
