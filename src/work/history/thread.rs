//! What is followed back through the commits: from each to all it goes on from, under the ids it had there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::compare::{Comparison, ItemChange, ItemField, said_by_item};
use crate::git::Oid;
use crate::job::{About, Compared, Origin};
use crate::plan::{AreaId, Citation, ItemId, Plan};

/// A field of an item, in one language where it is a text in several.
type FieldName = (ItemField, Option<String>);

/// What is followed, as one commit has it.
#[derive(Clone, Debug, Default)]
struct Followed {
    items: BTreeSet<ItemId>,
    areas: BTreeSet<AreaId>,
    /// Fields that have their present value, with the item they stand in.
    fields: BTreeMap<FieldName, ItemId>,
}

/// What is followed, by the commits where it goes on.
pub(super) struct Thread<'a> {
    about: &'a About,
    /// What the latest commit is to begin with.
    start: Followed,
    at: HashMap<Oid, Followed>,
    /// Old ids of the item, under which records stand also where it has another one.
    old_ids: BTreeSet<ItemId>,
    /// The clauses that what is followed cites.
    clauses: BTreeSet<Citation>,
    pub(super) is_cut: bool,
    pub(super) origins: BTreeMap<FieldName, Origin>,
}

impl<'a> Thread<'a> {
    /// Takes up what `about` is in `plan`.
    pub(super) fn of(about: &'a About, plan: &Plan) -> Self {
        let (mut start, mut old_ids) = (Followed::default(), BTreeSet::new());
        let mut clauses = BTreeSet::new();
        match about {
            About::Everything => {}
            About::Area(id) => {
                start.areas.insert(id.clone());
                for area in plan.areas.iter().filter(|area| area.id == *id) {
                    clauses.extend(area.seed.iter().cloned());
                }
                let within = plan.items.iter().filter(|item| item.id.area() == id.as_str());
                clauses.extend(within.flat_map(|item| item.seed.iter().cloned()));
            }
            About::Item(id) => {
                start.items.insert(id.clone());
                if let Some(item) = plan.position(id).map(|at| &plan.items[at]) {
                    let said = said_by_item(item).into_iter();
                    start.fields = said.map(|said| ((said.field, said.language), id.clone())).collect();
                    let free = |id: &&ItemId| plan.items.iter().all(|other| other.id != **id);
                    old_ids.extend(item.was.iter().filter(free).cloned());
                    clauses.extend(item.seed.iter().cloned());
                }
            }
        }
        Self { about, start, at: HashMap::new(), old_ids, clauses, is_cut: false, origins: BTreeMap::new() }
    }

    /// Takes what is not committed yet, and leaves of it what is followed.
    pub(super) fn uncommitted(&mut self, compared: Compared) -> Option<Compared> {
        let followed = std::mem::take(&mut self.start);
        self.start = followed.before(&compared.comparison);
        for (name, id) in &followed.fields {
            match passes(name, id, &compared.comparison) {
                Some(id) => drop(self.start.fields.insert(name.clone(), id)),
                None => drop(self.origins.insert(name.clone(), Origin::Uncommitted)),
            }
        }
        self.kept(&followed, compared)
    }

    /// Takes a commit compared with each of those it goes on from, and returns a way to tell what of it is followed.
    pub(super) fn step(
        &mut self,
        commit: &Oid,
        ways: &[(Option<Oid>, &Comparison)],
        origin: &Origin,
    ) -> Mark {
        let followed = self.at.remove(commit).unwrap_or_else(|| std::mem::take(&mut self.start));
        let mut fields: Vec<BTreeMap<FieldName, ItemId>> = vec![BTreeMap::new(); ways.len()];
        for (name, id) in &followed.fields {
            // The first that has the value is where it is from, whatever the others have.
            let found = ways.iter().enumerate().find_map(|(at, (parent, comparison))| {
                parent.as_ref()?;
                Some((at, passes(name, id, comparison)?))
            });
            match found {
                Some((at, id)) => drop(fields[at].insert(name.clone(), id)),
                None => drop(self.origins.insert(name.clone(), origin.clone())),
            }
        }
        for ((parent, comparison), fields) in ways.iter().zip(fields) {
            let Some(parent) = parent else { continue };
            let before = followed.before(comparison);
            let there = self.at.entry(parent.clone()).or_default();
            there.items.extend(before.items);
            there.areas.extend(before.areas);
            there.fields.extend(fields);
        }
        Mark(followed)
    }

    /// Leaves of a comparison what is followed; `None` where that is nothing.
    pub(super) fn keep(&self, mark: &Mark, compared: Compared) -> Option<Compared> {
        self.kept(&mark.0, compared)
    }

    fn kept(&self, followed: &Followed, mut compared: Compared) -> Option<Compared> {
        let Compared { comparison, new, .. } = &mut compared;
        let review = &new.review;
        match self.about {
            About::Everything => {}
            About::Area(_) => {
                comparison.areas.retain(|area| followed.areas.contains(&area.id));
                comparison.strategy.clear();
                keep_facts(comparison, |fact| {
                    let item = review.fact(fact).and_then(|fact| review.item_touched(fact));
                    item.is_some_and(|item| followed.areas.iter().any(|area| area.as_str() == item.area()))
                });
            }
            About::Item(_) => {
                for area in &mut comparison.areas {
                    area.items.retain(|item| followed.has(item));
                    area.fields.clear();
                    area.moved = false;
                }
                comparison.areas.retain(|area| !area.items.is_empty());
                comparison.strategy.clear();
                keep_facts(comparison, |fact| {
                    let item = review.fact(fact).and_then(|fact| review.item_touched(fact));
                    item.is_some_and(|item| followed.items.contains(item) || self.old_ids.contains(item))
                });
            }
        }
        if *self.about != About::Everything {
            comparison.clauses.retain(|change| self.clauses.contains(&change.clause));
        }
        comparison.verdicts.clear();
        (!comparison.is_empty()).then_some(compared)
    }
}

/// What is followed at one commit.
pub(super) struct Mark(Followed);

impl Followed {
    /// Tells whether a change is of an item that is followed, or of one that was joined to it.
    fn has(&self, item: &ItemChange) -> bool {
        self.items.contains(&item.id)
            || (item.is_removed() && item.joined.as_ref().is_some_and(|joined| self.items.contains(joined)))
    }

    /// Returns the items and areas as the older side has them.
    fn before(&self, comparison: &Comparison) -> Self {
        let mut items = self.items.clone();
        for item in comparison.items().filter(|item| self.has(item)) {
            if let Some(renamed) = &item.renamed {
                items.remove(&renamed.new);
                items.insert(renamed.old.clone());
            }
            if item.is_removed() {
                items.insert(item.id.clone());
            }
        }
        let mut areas = self.areas.clone();
        for renamed in comparison.areas.iter().filter_map(|area| area.renamed.as_ref()) {
            if areas.remove(&renamed.new) {
                areas.insert(renamed.old.clone());
            }
        }
        Self { items, areas, fields: BTreeMap::new() }
    }
}

/// Returns the id under which the older side has the same value in this field; `None` where it has another one.
fn passes((field, language): &FieldName, id: &ItemId, comparison: &Comparison) -> Option<ItemId> {
    let Some(item) = comparison.items().find(|item| item.new.is_some() && item.id == *id) else {
        return Some(id.clone());
    };
    let says_else = item.fields.iter().any(|change| change.field == *field && change.language == *language);
    // The id it had is one of its old ids from then on.
    let is_new_old_id = *field == ItemField::Was && item.renamed.is_some();
    if item.is_added() || says_else || is_new_old_id {
        return None;
    }
    Some(item.renamed.as_ref().map_or_else(|| id.clone(), |renamed| renamed.old.clone()))
}

fn keep_facts(comparison: &mut Comparison, about: impl Fn(&crate::review::FactId) -> bool) {
    for facts in comparison.facts.values_mut() {
        facts.added.retain(&about);
        facts.lost.clear();
        facts.altered.clear();
    }
    comparison.facts.retain(|_, facts| !facts.added.is_empty());
}
