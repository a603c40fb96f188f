//! The filter: the tree narrowed to what a query finds, with everything above it still to be seen. Totals do not change.

use super::field::TextField;
use super::folding::Folds;
use super::model::Model;
use super::overlay::{FilterLine, Overlay, QueryLine};
use super::{Notice, Row};
use crate::plan::Plan;
use crate::search::{Score, Target};

/// What a filter leaves of the tree.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The query, as typed.
    pub text: String,
    /// How many items it found.
    pub found: usize,
    areas: Vec<bool>,
    items: Vec<bool>,
    /// Which of them were found, and not only stand above.
    answers: Vec<bool>,
    /// The folds of the whole tree, for when the filter is gone.
    folds: Folds,
}

impl Filter {
    /// Tells whether `row` is shown.
    pub fn keeps(&self, row: Row) -> bool {
        let kept = match row {
            Row::Area(index) => self.areas.get(index),
            Row::Item(index) => self.items.get(index),
        };
        kept.copied().unwrap_or_default()
    }

    /// Returns the folds of the whole tree.
    pub(super) fn folds(&self) -> &Folds {
        &self.folds
    }

    /// Tells whether the item was found.
    pub(super) fn found(&self, index: usize) -> bool {
        self.answers.get(index).copied().unwrap_or_default()
    }

    /// Shows `row` and everything above it.
    pub(super) fn keep(&mut self, plan: &Plan, row: Row) {
        let area = match row {
            Row::Area(area) => area,
            Row::Item(index) => {
                for above in std::iter::once(index).chain(plan.ancestors(index)) {
                    if let Some(kept) = self.items.get_mut(above) {
                        *kept = true;
                    }
                }
                plan.items.get(index).map_or(usize::MAX, |item| item.area)
            }
        };
        if let Some(kept) = self.areas.get_mut(area) {
            *kept = true;
        }
    }
}

impl Model {
    /// Opens the line in which the filter is typed, with the present one in it.
    pub(super) fn open_filter(&mut self) {
        let text = self.outline.filter.as_ref().map(|filter| filter.text.clone()).unwrap_or_default();
        self.edit_filter(TextField::offering(&text));
    }

    /// Opens the line of the filter with `text` typed already.
    pub(super) fn type_filter(&mut self, text: &str) {
        self.edit_filter(text.into());
    }

    fn edit_filter(&mut self, input: TextField) {
        let filter = FilterLine {
            line: QueryLine { input, ..QueryLine::default() },
            from: self.place(),
            before: self.outline.filter.as_ref().map(|filter| filter.text.clone()),
        };
        self.overlay = Some(Overlay::Filter(Box::new(filter)));
        self.ask_again();
    }

    /// Turns the search into a filter.
    pub(super) fn filter_by_search(&mut self) {
        if let Some(Overlay::Search(search)) = self.overlay.take() {
            self.return_to_place(&search.from);
            self.type_filter(search.line.input.value());
        }
    }

    /// Narrows the tree to what `text` finds, and goes to the first of it.
    pub(super) fn filter_by(&mut self, text: &str) {
        self.index.grow(&self.plan, &self.review, usize::MAX);
        self.trail.push(self.outline.selected);
        self.narrow_by(text);
        let found = |index: &usize| self.outline.filter.as_ref().is_some_and(|filter| filter.found(*index));
        if let Some(first) = (0..self.plan.items.len()).find(found) {
            self.select(Row::Item(first));
        }
        self.remember(text);
    }

    /// Keeps the filter as it is typed.
    pub(super) fn keep_filter(&mut self) {
        let Some(Overlay::Filter(typed)) = &self.overlay else { return };
        if typed.line.problem.is_some() {
            return;
        }
        let (text, nothing) = (typed.line.input.value().to_owned(), typed.line.hits.is_empty());
        if nothing && !text.trim().is_empty() {
            self.notice = Some(Notice::NothingFound);
            return;
        }
        self.remember(&text);
        self.overlay = None;
    }

    /// Gives back the tree as it was before the line was opened.
    pub(super) fn leave_filter(&mut self) {
        let Some(Overlay::Filter(typed)) = self.overlay.take() else { return };
        self.narrow_by(typed.before.as_deref().unwrap_or_default());
        self.return_to_place(&typed.from);
    }

    /// Shows the whole tree again, and tells whether it was narrowed.
    pub(super) fn drop_filter(&mut self) -> bool {
        let Some(filter) = self.outline.filter.take() else { return false };
        self.outline.folds = filter.folds;
        let row = self.outline.selected;
        self.outline.reveal(&self.plan, row);
        true
    }

    /// Narrows the tree to what `text` finds in a plan that may have changed.
    pub(super) fn narrow_by(&mut self, text: &str) {
        let mut line = QueryLine::of(text);
        let from = self.area_of(self.outline.selected);
        line.ask_all(&self.index, &self.subject(), from);
        self.narrow_to(&line);
    }

    /// Narrows the tree to what the line being typed has found by now.
    pub(super) fn narrow(&mut self) {
        if let Some(Overlay::Filter(typed)) = &self.overlay {
            let line = typed.line.clone();
            let from = typed.from.clone();
            self.narrow_to(&line);
            let shown = self.outline.filter.as_ref().is_none_or(|filter| filter.keeps(from.row));
            let first = || {
                let items = 0..self.plan.items.len();
                let found =
                    |index: &usize| self.outline.filter.as_ref().is_some_and(|filter| filter.found(*index));
                items.clone().find(found).map(Row::Item)
            };
            self.outline.selected = if shown { from.row } else { first().unwrap_or(from.row) };
            self.item_scroll = 0;
        }
    }

    fn narrow_to(&mut self, line: &QueryLine) {
        if let Some(filter) = self.outline.filter.take() {
            self.outline.folds = filter.folds;
        }
        if line.hits.query().is_empty() {
            return;
        }
        // As in a list, what is scattered is left out: nobody chooses from a tree.
        let mut filter = Filter {
            text: line.input.value().to_owned(),
            found: 0,
            areas: vec![false; self.plan.areas.len()],
            items: vec![false; self.plan.items.len()],
            answers: vec![false; self.plan.items.len()],
            folds: self.outline.folds.clone(),
        };
        for target in line.hits.in_plan_order(&self.index, Score::is_sure) {
            match target {
                Target::Area(area) => filter.keep(&self.plan, Row::Area(area)),
                Target::Item(index) => {
                    filter.keep(&self.plan, Row::Item(index));
                    filter.found += 1;
                    if let Some(answers) = filter.answers.get_mut(index) {
                        *answers = true;
                    }
                }
                Target::Clause { .. } => {}
            }
        }
        self.outline.folds.unfold_all();
        self.outline.filter = Some(filter);
    }
}
