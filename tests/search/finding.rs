//! How the program is asked: the one place that knows the interface of the search.

use fupan::search::query::{Query, QueryProblem, Since, Subject};
use fupan::search::{Hits, Index, Target};

use crate::plans::Shelf;

/// A plan that can be searched.
pub(crate) struct Finder {
    shelf: Shelf,
    index: Index,
}

impl Finder {
    pub(crate) fn new(shelf: Shelf) -> Self {
        Self { index: Index::of(&shelf.plan, &shelf.review), shelf }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            plan: &self.shelf.plan,
            review: &self.shelf.review,
            me: None,
            today: None,
            since: Since::nothing(),
        }
    }

    /// Returns the result of `query` in order: ids of areas and items, and clauses as items cite them.
    pub(crate) fn find(&self, query: &str) -> Vec<String> {
        let subject = self.subject();
        let (query, problems) = Query::parse(query, &subject);
        if !problems.is_empty() {
            return Vec::new();
        }
        let hits = Hits::all(query, 0, &self.index, &subject);
        (0..hits.len())
            .filter_map(|at| hits.target(&self.index, at))
            .map(|target| self.name(target))
            .collect()
    }

    /// Returns what is wrong with `query`.
    pub(crate) fn complaints(&self, query: &str) -> Vec<QueryProblem> {
        Query::parse(query, &self.subject()).1
    }

    fn name(&self, target: Target) -> String {
        let plan = &self.shelf.plan;
        match target {
            Target::Area(area) => plan.areas[area].id.as_str().to_owned(),
            Target::Item(item) => plan.items[item].id.to_string(),
            Target::Clause { seed, clause } => {
                let seed = &plan.seeds[seed];
                format!("{}#{}", seed.name.as_str(), seed.clauses[clause].number)
            }
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
