//! How far the review is, kept for every area: a frame shows the whole plan's counts, and a key changes one area's.

use std::ops::Range;

use super::Row;
use super::model::Model;
use crate::review::{Lens, Tally};

/// The counts of one plan through one lens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// `None` where nothing has been counted yet.
    lens: Option<Lens>,
    areas: Vec<Tally>,
    total: Tally,
}

impl Counts {
    /// Counts everything afresh.
    fn of(model: &Model) -> Self {
        let lens = model.lens();
        let area = |area| Tally::of(&model.plan, &model.review, &lens, model.plan.area_items(area));
        let areas: Vec<Tally> = (0..model.plan.areas.len()).map(area).collect();
        let total = Tally::sum(&model.plan.strategy, &areas);
        Self { lens: Some(lens), areas, total }
    }
}

impl Model {
    /// Counts again after the plan or the review is another.
    pub(super) fn count_all(&mut self) {
        self.counts = Counts::of(self);
        self.overlook.counted = None;
    }

    /// Counts again the areas of `items`, which stand otherwise now.
    pub(super) fn count(&mut self, items: Range<usize>) {
        let mut areas: Vec<usize> = items.map(|index| self.plan.items[index].area).collect();
        areas.dedup();
        let lens = self.lens();
        for area in areas {
            let tally = Tally::of(&self.plan, &self.review, &lens, self.plan.area_items(area));
            if let Some(known) = self.counts.areas.get_mut(area) {
                *known = tally;
            }
        }
        self.counts.total = Tally::sum(&self.plan.strategy, &self.counts.areas);
        self.overlook.counted = None;
    }

    /// Counts again where somebody else looks at the plan by now.
    pub(super) fn count_for_lens(&mut self) {
        if self.is_loaded() && self.counts.lens.as_ref() != Some(&self.lens()) {
            self.count_all();
        }
    }

    /// Counts the items at and below `row` through the lens of the reviewer.
    pub fn tally(&self, row: Row) -> Tally {
        match row {
            Row::Area(area) => self.counts.areas.get(area).cloned().unwrap_or_default(),
            Row::Item(index) => {
                let items = index..self.plan.below(index).end;
                Tally::of(&self.plan, &self.review, &self.lens(), items)
            }
        }
    }

    /// Counts the whole plan through the lens of the reviewer.
    pub fn total(&self) -> &Tally {
        &self.counts.total
    }

    /// Tells whether the counts are what counting afresh would give.
    #[cfg(test)]
    pub(super) fn counts_are_right(&self) -> bool {
        let fresh = Counts::of(self);
        let all = 0..self.plan.items.len();
        self.counts == fresh && fresh.total == Tally::of(&self.plan, &self.review, &self.lens(), all)
    }
}
