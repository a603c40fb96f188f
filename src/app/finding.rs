//! Finding a word within the item that is read, and which place of it is brought into sight.

use super::field::TextField;
use super::model::Model;
use super::overlay::{FindLine, Overlay};
use crate::plan::Field;
use crate::review::{Quote, covered_texts};
use crate::search::{Word, occurrences};

/// What the last search looked for, shown in the item until Esc.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sought {
    pub(super) words: Vec<Word>,
    /// The first place of one is brought into sight, until one scrolls.
    pub(super) in_sight: bool,
}

impl Model {
    /// Opens the line in which a word to be found in the item is typed.
    pub(super) fn open_find(&mut self) {
        self.overlay = Some(Overlay::Find(FindLine { input: TextField::default(), at: 0, in_sight: true }));
    }

    /// Goes to the next place, or the one before; the ends lead round.
    pub(super) fn find_step(&mut self, steps: isize) {
        let count = isize::try_from(self.measured.found).unwrap_or(isize::MAX).max(1);
        if let Some(Overlay::Find(find)) = &mut self.overlay {
            let at = isize::try_from(find.at).unwrap_or(0);
            find.at = (at + steps).rem_euclid(count).unsigned_abs();
            find.in_sight = true;
        }
    }

    /// Returns the words of the item, as they stand there, that are found where a word is looked for in it.
    ///
    /// All that was typed is sought as one; names are also found by how they sound, as they are shown.
    pub fn quotable(&self) -> Option<Quote> {
        let (Some(Overlay::Find(find)), Some(index)) = (&self.overlay, self.selected_item()) else {
            return None;
        };
        let word = [Word::new(find.input.value().trim(), false, false, false)];
        covered_texts(&self.plan, index).into_iter().find_map(|(field, text)| {
            let found = occurrences(&word, text.raw(), field == Field::Title);
            let side_by_side = found.iter().enumerate().take_while(|(at, place)| **place == found[0] + at);
            let words: String = text.raw().chars().skip(*found.first()?).take(side_by_side.count()).collect();
            Some(Quote { field, words })
        })
    }

    /// Opens the line for a note about the words that are found.
    pub(super) fn quote_found(&mut self) {
        let (Some(quote), Some(index)) = (self.quotable(), self.selected_item()) else { return };
        self.open_quote(index, quote);
    }

    /// Returns the words to be shown wherever they stand in the item: those being looked for, or looked for last.
    pub fn sought(&self) -> Vec<Word> {
        match &self.overlay {
            Some(Overlay::Search(search)) => search.line.hits.query().words(),
            Some(Overlay::Filter(filter)) => filter.line.hits.query().words(),
            Some(Overlay::Find(find)) => find
                .input
                .value()
                .split_whitespace()
                .map(|word| Word::new(word, false, false, false))
                .collect(),
            _ => self.sought.words.clone(),
        }
    }

    /// Lets scrolling decide which lines of the item are seen.
    pub(super) fn stop_seeking(&mut self) {
        self.sought.in_sight = false;
        if let Some(Overlay::Find(find)) = &mut self.overlay {
            find.in_sight = false;
        }
    }

    /// Returns which of the places in the item that hold a sought word must be seen; `None` where scrolling decides.
    pub fn in_sight(&self) -> Option<usize> {
        match &self.overlay {
            Some(Overlay::Search(_) | Overlay::Filter(_)) => (self.item_scroll == 0).then_some(0),
            Some(Overlay::Find(find)) => find.in_sight.then_some(find.at),
            _ => self.sought.in_sight.then_some(0),
        }
    }
}
