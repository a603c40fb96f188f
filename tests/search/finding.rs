//! How the program is asked: the one place that knows the interface of the search.

use fupan::search::{Index, Target};

use crate::plans::Shelf;

/// A plan that can be searched.
pub(crate) struct Finder {
    shelf: Shelf,
    index: Index,
}

impl Finder {
    pub(crate) fn new(shelf: Shelf) -> Self {
        Self { index: Index::of(&shelf.plan), shelf }
    }

    /// Returns the result of `query` in order: ids of areas and items, and clauses as items cite them.
    pub(crate) fn find(&self, query: &str) -> Vec<String> {
        self.index.find(query).into_iter().map(|hit| self.name(hit.target)).collect()
    }

    fn name(&self, target: Target) -> String {
        let plan = &self.shelf.plan;
        match target {
            Target::Area(area) => plan.areas[area].id.as_str().to_owned(),
            Target::Item(item) => plan.items[item].id.to_string(),
        }
    }

    /// Returns everything that a result can name.
    pub(crate) fn names(&self) -> Vec<String> {
        let plan = &self.shelf.plan;
        let areas = plan.areas.iter().map(|area| area.id.as_str().to_owned());
        let items = plan.items.iter().map(|item| item.id.to_string());
        let clauses = plan.seeds.iter().flat_map(|seed| {
            seed.clauses.iter().map(|clause| format!("{}#{}", seed.name.as_str(), clause.number))
        });
        areas.chain(items).chain(clauses).collect()
    }
}
