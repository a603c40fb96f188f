//! The tree of the plan as it is folded now: which rows there are, which is selected, and how both move.

use std::ops::Range;

use super::filtering::Filter;
use super::folding::Folds;
use super::model::Model;
use crate::plan::Plan;
use crate::review::Stance;

/// A row of the outline: an area or an item, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Row {
    Area(usize),
    Item(usize),
}

/// What the outline remembers.
#[derive(Clone, Debug)]
pub struct Outline {
    pub selected: Row,
    /// The first row shown.
    pub top: usize,
    pub(super) folds: Folds,
    /// What the tree is narrowed to.
    pub filter: Option<Filter>,
}

impl Default for Outline {
    fn default() -> Self {
        Self { selected: Row::Area(0), top: 0, folds: Folds::default(), filter: None }
    }
}

impl Outline {
    /// Tells whether the children of `row` are hidden.
    pub fn is_folded(&self, row: Row) -> bool {
        self.folds.has(row)
    }

    /// Returns the rows that are not hidden, in order.
    pub fn rows(&self, plan: &Plan) -> Vec<Row> {
        let mut rows = self.unfolded_rows(plan);
        if let Some(filter) = &self.filter {
            rows.retain(|&row| filter.keeps(row));
        }
        rows
    }

    fn unfolded_rows(&self, plan: &Plan) -> Vec<Row> {
        let mut rows = Vec::with_capacity(plan.areas.len() + plan.items.len());
        for area in 0..plan.areas.len() {
            rows.push(Row::Area(area));
            let Range { start: mut next, end } = plan.area_items(area);
            if !self.is_folded(Row::Area(area)) {
                while next < end {
                    rows.push(Row::Item(next));
                    next = self.folds.after(next);
                }
            }
        }
        rows
    }

    /// Returns which of `rows` is selected; the first where none is.
    pub(super) fn place(&self, plan: &Plan, rows: &[Row]) -> usize {
        let order = |row: Row| match row {
            Row::Area(area) => (area, None),
            Row::Item(index) => (plan.items.get(index).map_or(usize::MAX, |item| item.area), Some(index)),
        };
        rows.binary_search_by_key(&order(self.selected), |&row| order(row)).unwrap_or_default()
    }

    /// Selects `row` and shows everything above it.
    pub(super) fn reveal(&mut self, plan: &Plan, row: Row) {
        if let Row::Item(index) = row {
            let above: Vec<usize> = plan.ancestors(index).collect();
            self.folds.set(Row::Area(plan.items[index].area), false);
            for index in above {
                self.folds.set(Row::Item(index), false);
            }
        }
        if let Some(filter) = &mut self.filter {
            filter.keep(plan, row);
        }
        self.selected = row;
    }
}

/// Tells whether anything hangs under `row`.
pub fn has_children(plan: &Plan, row: Row) -> bool {
    match row {
        Row::Area(index) => !plan.area_items(index).is_empty(),
        Row::Item(index) => plan.items.get(index + 1).is_some_and(|item| item.parent == Some(index)),
    }
}

impl Model {
    /// Returns the index of the selected item; `None` on an area.
    pub fn selected_item(&self) -> Option<usize> {
        match self.outline.selected {
            Row::Item(index) if index < self.plan.items.len() => Some(index),
            _ => None,
        }
    }

    /// Returns how item `index` stands through the lens of the reviewer.
    pub fn stance(&self, index: usize) -> Stance<'_> {
        Stance::of(&self.review, &self.lens(), index)
    }

    pub(super) fn select(&mut self, row: Row) {
        if self.outline.selected != row {
            self.item_scroll = 0;
        }
        let plan = &self.plan;
        self.outline.reveal(plan, row);
    }

    /// Selects `row` and remembers where one was.
    pub(super) fn jump(&mut self, row: Row) {
        if self.outline.selected != row {
            self.trail.push(self.outline.selected);
        }
        self.select(row);
    }

    pub(super) fn move_by(&mut self, steps: isize) {
        let rows = self.outline.rows(&self.plan);
        let at = self.outline.place(&self.plan, &rows);
        let to = at.saturating_add_signed(steps).min(rows.len().saturating_sub(1));
        if let Some(&row) = rows.get(to) {
            self.select(row);
        }
    }

    /// Hides the children of the selected row, or goes to the row above it where there is nothing to hide.
    pub(super) fn fold(&mut self) {
        let row = self.outline.selected;
        if has_children(&self.plan, row) && !self.outline.is_folded(row) {
            self.outline.folds.set(row, true);
        } else if let Row::Item(index) = row {
            let item = &self.plan.items[index];
            self.select(item.parent.map_or(Row::Area(item.area), Row::Item));
        }
    }

    /// Shows the children of the selected row, or goes to the first where they are shown.
    pub(super) fn unfold(&mut self) {
        let row = self.outline.selected;
        if !has_children(&self.plan, row) {
            return;
        }
        if self.outline.is_folded(row) {
            self.outline.folds.set(row, false);
        } else {
            self.move_by(1);
        }
    }

    pub(super) fn toggle(&mut self) {
        let row = self.outline.selected;
        let folded = self.outline.is_folded(row);
        self.outline.folds.set(row, !folded);
    }

    /// Hides everything below goals; the selection goes up to what remains.
    pub(super) fn fold_all(&mut self) {
        self.outline.folds.fold_all();
        while let Row::Item(index) = self.outline.selected {
            let Some(parent) = self.plan.items[index].parent else { break };
            self.outline.selected = Row::Item(parent);
            self.item_scroll = 0;
        }
    }

    /// Returns the next item, or the one before, that wants to be looked at, and whether the end was passed.
    ///
    /// Items whose marks are on their way to the disk count as looked at.
    pub(super) fn next_open(&self, forward: bool) -> Option<(usize, bool)> {
        let count = self.plan.items.len();
        let lens = self.lens();
        let filter = self.outline.filter.as_ref();
        let wanted = |&index: &usize| {
            filter.is_none_or(|filter| filter.found(index))
                && Stance::of(&self.review, &lens, index).is_open()
                && !self.recording.is_pending(&self.plan.items[index].id)
        };
        // Where the search begins and what it leaves out: an area stands before its first item.
        let (before, after) = match self.outline.selected {
            Row::Item(index) => (0..index, index + 1..count),
            Row::Area(area) => {
                let first = self.plan.area_items(area).start;
                (0..first, first..count)
            }
        };
        let (near, far) = if forward {
            (after.clone().find(wanted), before.clone().find(wanted))
        } else {
            (before.rev().find(wanted), after.rev().find(wanted))
        };
        near.map(|index| (index, false)).or(far.map(|index| (index, true)))
    }

    /// Goes to the area after the one selected, or to the start of this one and then the one before.
    pub(super) fn step_area(&mut self, forward: bool) {
        let (area, on_it) = match self.outline.selected {
            Row::Area(area) => (area, true),
            Row::Item(index) => (self.plan.items[index].area, false),
        };
        let last = self.plan.areas.len().saturating_sub(1);
        let to = match (forward, on_it) {
            (true, _) => (area + 1).min(last),
            (false, true) => area.saturating_sub(1),
            (false, false) => area,
        };
        self.select(Row::Area(to));
    }
}
