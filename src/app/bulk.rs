//! Several items marked in one stroke: what is asked before, and what is said of those that were not on the screen.

use super::model::{Effect, Model};
use super::overlay::{Overlay, Question};
use super::recording::{Intent, Wish};
use super::{Notice, Reason, Row};
use crate::plan::ItemId;
use crate::review::drafting::Reading;

impl Model {
    /// Asks whether to mark what was selected, in plan order; what cannot be marked is left out.
    pub(super) fn ask_to_mark_selection(&mut self, number: usize) {
        let Some(status) = self.plan.strategy.statuses.get(number) else { return };
        let mut indices: Vec<usize> = self.selection.iter().filter_map(|id| self.plan.position(id)).collect();
        indices.sort_unstable();
        indices.retain(|&index| !self.plan.items[index].damaged && !self.plan.is_ambiguous(index));
        let speaker = self.speaker();
        let has_it = |&index: &usize| {
            speaker.as_ref().is_some_and(|speaker| {
                let mut own = self.review.standing(index).of(speaker.voice());
                self.status_to_confirm(index, speaker) == Err(Reason::WordingAsMarked)
                    && own.all(|mark| mark.status == status.id)
            })
        };
        let (already, new): (Vec<usize>, Vec<usize>) = indices.into_iter().partition(has_it);
        let ids = |indices: Vec<usize>| -> Vec<ItemId> {
            indices.into_iter().map(|index| self.plan.items[index].id.clone()).collect()
        };
        let (items, already) = (ids(new), ids(already));
        let question = Question::MarkSelected { status: number, items, already, scroll: 0 };
        // The list is answered once it is on the screen.
        self.gate.take(self.revision);
        self.overlay = Some(Overlay::Question(question));
    }

    /// Tells whether no frame showed the whole of item `index` as it is worded now.
    pub fn is_unseen(&self, index: usize) -> bool {
        let reading = Reading::of(&self.plan, index);
        !self.gate.has_shown(&self.plan.items[index].id, reading.seen())
    }

    /// Marks the selected `items`, and says of each whether it was on the screen.
    pub(super) fn mark_selection(&mut self, number: usize, items: &[ItemId]) -> Vec<Effect> {
        let Some(status) = self.plan.strategy.statuses.get(number).cloned() else { return Vec::new() };
        self.selection.clear();
        let indices: Vec<usize> = items.iter().filter_map(|id| self.plan.position(id)).collect();
        if let [index] = indices[..]
            && self.is_unseen(index)
        {
            // One item alone is no bulk, and is shown first.
            self.select(Row::Item(index));
            self.notice = Some(Notice::JustShown);
            return Vec::new();
        }
        let count = indices.len();
        let wish = |&index: &usize| {
            let (item, reading) = (self.plan.items[index].id.clone(), Reading::of(&self.plan, index));
            let (status, unseen) = (status.id.clone(), self.is_unseen(index));
            Wish { intent: Intent::Mark { item, status, reading, count, unseen }, typed: None }
        };
        let wishes = indices.iter().map(wish).collect();
        let effects = self.record_together(wishes, self.represented.clone());
        if status.reason
            && let Some((&first, others)) = indices.split_first()
            && self.overlay.is_none()
        {
            let also = others.iter().map(|&index| self.plan.items[index].id.clone()).collect();
            let item = self.plan.items[first].id.clone();
            self.select(Row::Item(first));
            let reading = Reading::of(&self.plan, first);
            self.open_reason(item, also, reading);
        }
        effects
    }
}
