//! The domain: what a strategy plan is. Knows no TOML, no review, no files and no screen.
//!
//! A plan is shown whole even where it is faulty: what is wrong stands beside it as [`Problem`]s.

mod area;
pub mod calendar;
pub mod check;
mod field;
mod file_name;
mod id;
mod item;
mod language;
mod metric;
mod naming;
mod nearest;
mod place;
mod problem;
mod seed;
mod strategy;
mod system_fault;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

pub use area::Area;
pub use field::{Field, FieldValue, OwnField, OwnFieldKind};
pub use file_name::{Unportable, twins, unportable};
pub use id::{AreaId, BadId, ItemId, ReviewerId};
pub use item::{Item, KeyPlaces, Kind, Progress, Published};
pub use language::{Interface, Localized};
pub use metric::{Metric, Number, Reading};
pub use naming::{Names, Naming, Refusal, look_alike};
pub use nearest::nearest;
pub use place::{Lines, Place};
pub use problem::{Cause, Fault, Level, Problem};
pub use seed::{Citation, Clause, Seed, seed_name};
pub use strategy::{
    CitationRule, CommitWhen, PublishWhen, Reviewer, Rule, SavedQuery, Status, StatusId, Strategy,
    SuspectWhen,
};
pub use system_fault::SystemFault;

/// One strategy: its areas in file order, and all items, each parent before its children.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub strategy: Strategy,
    pub areas: Vec<Area>,
    /// In plan order: the order of the files, then the order in the file, each item followed by what hangs under it.
    /// So the items of an area stand together, and every parent stands before its children.
    pub items: Vec<Item>,
    pub seeds: Vec<Seed>,
    /// There are area files that could not be read at all.
    pub areas_missing: bool,
}

/// What an id given by a person or a record stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The index of the one item.
    One(usize),
    /// The indices of all items it could mean.
    Several(Vec<usize>),
    /// No item; the ids nearest to it, best first.
    None(Vec<ItemId>),
}

impl Plan {
    /// Returns the index of the item that has `id` now or had it once; `None` where there is none or more than one.
    pub fn position(&self, id: &ItemId) -> Option<usize> {
        let mut having = self.possible(id).filter(|&index| &self.items[index].id == id);
        match (having.next(), having.next()) {
            (Some(index), None) => Some(index),
            (Some(_), Some(_)) => None,
            (None, _) => single(self.items.iter().enumerate().filter(|(_, item)| item.was.contains(id))),
        }
    }

    /// Returns [`Self::position`] of every id at once, for whoever asks for many.
    pub fn positions(&self) -> HashMap<&ItemId, Option<usize>> {
        let mut positions: HashMap<&ItemId, Option<usize>> = HashMap::with_capacity(self.items.len());
        for (index, item) in self.items.iter().enumerate() {
            positions.entry(&item.id).and_modify(|position| *position = None).or_insert(Some(index));
        }
        let mut old: HashMap<&ItemId, Option<usize>> = HashMap::new();
        for (index, item) in self.items.iter().enumerate() {
            let former: BTreeSet<&ItemId> = item.was.iter().collect();
            for id in former {
                old.entry(id).and_modify(|position| *position = None).or_insert(Some(index));
            }
        }
        for (id, position) in old {
            positions.entry(id).or_insert(position);
        }
        positions
    }

    /// Returns of every id the items that have it now or had it once, in plan order.
    pub fn claimants(&self) -> BTreeMap<&ItemId, Vec<usize>> {
        let mut claimants: BTreeMap<&ItemId, Vec<usize>> = BTreeMap::new();
        for (index, item) in self.items.iter().enumerate() {
            for id in item.was.iter().chain([&item.id]) {
                let known = claimants.entry(id).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
        }
        claimants
    }

    /// Finds what a person means by `text`: an id, an old id, or a slug without its area.
    pub fn find(&self, text: &str) -> Found {
        // An id that one item has now and another had once means the one that has it.
        if let Some(index) = ItemId::parse(text).ok().and_then(|id| self.position(&id)) {
            return Found::One(index);
        }
        let named = |item: &Item| match ItemId::parse(text) {
            Ok(id) => item.id == id || item.was.contains(&id),
            Err(_) => item.id.slug() == text,
        };
        let hits: Vec<usize> = (0..self.items.len()).filter(|&index| named(&self.items[index])).collect();
        match hits[..] {
            [one] => Found::One(one),
            [] => Found::None(nearest(text, self.items.iter().map(|item| &item.id))),
            _ => Found::Several(hits),
        }
    }

    /// Returns the range of the items of `area`; an empty one where it has none, standing where they would.
    pub fn area_items(&self, area: usize) -> Range<usize> {
        let start = self.items.partition_point(|item| item.area < area);
        let count = self.items.get(start..).unwrap_or_default().partition_point(|item| item.area == area);
        start..start + count
    }

    /// Returns the indices of the items directly under `parent` in `area`; the goals where `parent` is `None`.
    pub fn children(&self, area: usize, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let within = parent.map_or_else(|| self.area_items(area), |parent| self.below(parent));
        within.filter(move |&index| self.items[index].area == area && self.items[index].parent == parent)
    }

    /// Returns how many steps lie between the item and its area: 1 for a goal.
    pub fn depth(&self, index: usize) -> usize {
        1 + self.ancestors(index).count()
    }

    /// Returns the items above `index`, nearest first, without the area.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.items[index].parent, |&above| self.items[above].parent)
    }

    /// Returns the range of the items below `index`, without `index` itself.
    pub fn below(&self, index: usize) -> Range<usize> {
        // Everything in between hangs under `index`, so whatever hangs under that does too.
        let inside = |item: &Item| item.parent.is_some_and(|parent| parent >= index);
        let after = self.items.get(index + 1..).unwrap_or_default();
        index + 1..index + 1 + after.iter().take_while(|item| inside(item)).count()
    }

    /// Returns the clause that `citation` names, with its seed.
    pub fn clause(&self, citation: &Citation) -> Option<(&Seed, &Clause)> {
        let seed = self.seeds.iter().find(|seed| seed.name == citation.seed)?;
        Some((seed, seed.clauses.iter().find(|clause| clause.number == citation.clause)?))
    }

    /// Tells whether the id of item `index` is also the id of another item.
    pub fn is_ambiguous(&self, index: usize) -> bool {
        let id = &self.items[index].id;
        self.possible(id).any(|other| other != index && &self.items[other].id == id)
    }

    /// Returns the items that may have `id` now: those of the areas whose items are called as it is.
    fn possible(&self, id: &ItemId) -> impl Iterator<Item = usize> {
        let first_of_each = std::iter::successors(self.items.first().map(|_| 0), |&first| {
            Some(self.area_items(self.items[first].area).end).filter(|&next| next < self.items.len())
        });
        first_of_each
            .filter(move |&first| {
                let called = self.items[first].id.area();
                // An area without an id cannot give its items one name.
                called == id.area() || called.is_empty() || called == ItemId::UNNAMED
            })
            .flat_map(|first| self.area_items(self.items[first].area))
    }
}

fn single<'a>(mut hits: impl Iterator<Item = (usize, &'a Item)>) -> Option<usize> {
    let (index, _) = hits.next()?;
    hits.next().is_none().then_some(index)
}

#[cfg(test)]
mod tests;
