//! What the selected row is linked with: items it names, items that name it, and the clauses it cites.

use super::Row;
use super::model::Model;
use super::overlay::{Links, Overlay, Picker};
use crate::plan::{Citation, Clause, Seed};

impl Model {
    /// Returns the items that the selected one names as related, and those that name it, in plan order.
    pub fn linked(&self) -> Vec<Row> {
        let Some(index) = self.selected_item() else { return Vec::new() };
        let item = &self.plan.items[index];
        let mut linked: Vec<usize> = item.related.iter().filter_map(|id| self.plan.position(id)).collect();
        let names_it = |other: &crate::plan::Item| {
            other.related.iter().any(|id| *id == item.id || item.was.contains(id))
        };
        linked.extend((0..self.plan.items.len()).filter(|&other| names_it(&self.plan.items[other])));
        linked.sort_unstable();
        linked.dedup();
        linked.into_iter().filter(|&other| other != index).map(Row::Item).collect()
    }

    /// Returns the clauses that `row` cites.
    pub fn cited_by(&self, row: Row) -> Vec<(&Citation, &Seed, &Clause)> {
        let citations = match row {
            Row::Item(index) => self.plan.items.get(index).map(|item| &item.seed),
            Row::Area(index) => self.plan.areas.get(index).map(|area| &area.seed),
        };
        let citations = citations.into_iter().flatten();
        citations
            .filter_map(|citation| self.plan.clause(citation).map(|(seed, clause)| (citation, seed, clause)))
            .collect()
    }

    /// Jumps to the one linked item, or lists them where there are several.
    pub(super) fn open_links(&mut self) {
        match self.linked()[..] {
            [one] => self.jump(one),
            _ => {
                self.overlay =
                    Some(Overlay::Links(Links { targets: self.linked(), picker: Picker::default() }));
            }
        }
    }
}
