//! What a merge decided: of all that it holds otherwise than its parents, what it has from none of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{AreaChange, Change, Comparison, FieldChange, ItemChange, ItemField};
use crate::plan::{AreaId, ItemId, Plan};

/// A parent of a merge, and what the merge holds otherwise.
#[derive(Debug)]
pub struct MergeSide<'a> {
    /// The plan of the parent.
    pub old: &'a Plan,
    pub comparison: Comparison,
}

/// Leaves of each comparison what no other parent has either. Whatever is left stands with one parent only: the first
/// that has the item or the area in question.
pub fn leave_decided(sides: &mut [MergeSide<'_>]) {
    if sides.len() < 2 {
        return;
    }
    let areas = decided_areas(sides);
    let items = decided_items(sides);
    let all: Vec<Comparison> = sides.iter().map(|side| side.comparison.clone()).collect();
    for (at, (side, items)) in sides.iter_mut().zip(items).enumerate() {
        let comparison = &mut side.comparison;
        for area in &mut comparison.areas {
            area.items = std::mem::take(&mut area.items)
                .into_iter()
                .filter_map(|item| items.get(&item.id).cloned().filter(|kept| kept.old == item.old))
                .collect();
            areas.leave(at, area);
        }
        comparison.areas.retain(|area| {
            let one_sided = areas.whole.get(&area.id) == Some(&at);
            one_sided || has_own_changes(area) || !area.items.is_empty()
        });
        comparison.verdicts.clear();
        if at > 0 {
            comparison.strategy.clear();
            comparison.clauses.clear();
            comparison.facts.clear();
            continue;
        }
        let others = || all.iter().skip(1);
        comparison.strategy.retain(|change| {
            let name =
                |change: &super::StrategyChange| (change.part.clone(), change.facet, change.language.clone());
            others().all(|other| other.strategy.iter().any(|known| name(known) == name(change)))
        });
        comparison.clauses.retain(|change| {
            others().all(|other| other.clauses.iter().any(|known| known.clause == change.clause))
        });
        for (by, facts) in &mut comparison.facts {
            let everywhere = |of: fn(&super::FactsChange) -> &Vec<crate::review::FactId>, id: &_| {
                others().all(|other| other.facts.get(by).is_some_and(|facts| of(facts).contains(id)))
            };
            facts.added.retain(|id| everywhere(|facts| &facts.added, id));
            facts.lost.retain(|id| everywhere(|facts| &facts.lost, id));
            facts.altered.retain(|id| everywhere(|facts| &facts.altered, id));
        }
        comparison.facts.retain(|_, facts| {
            !(facts.added.is_empty() && facts.lost.is_empty() && facts.altered.is_empty())
        });
    }
}

fn has_own_changes(area: &AreaChange) -> bool {
    area.renamed.is_some() || area.file.is_some() || area.moved || !area.fields.is_empty()
}

/// Returns for each parent the items that were decided and stand with it, by their id on the new side, else the old one.
fn decided_items(sides: &[MergeSide<'_>]) -> Vec<BTreeMap<ItemId, ItemChange>> {
    let by_id = |side: &MergeSide<'_>| -> BTreeMap<ItemId, ItemChange> {
        let there = side.comparison.items().filter(|item| item.new.is_some());
        there.map(|item| (item.id.clone(), item.clone())).collect()
    };
    let there: Vec<BTreeMap<ItemId, ItemChange>> = sides.iter().map(by_id).collect();
    let mut decided = vec![BTreeMap::new(); sides.len()];
    for id in there[0].keys() {
        let Some(changes) = there.iter().map(|side| side.get(id)).collect::<Option<Vec<&ItemChange>>>()
        else {
            continue;
        };
        let at = changes.iter().position(|change| !change.is_added()).unwrap_or_default();
        if let Some(change) = decided_item(at, &changes) {
            decided[at].insert(id.clone(), change);
        }
    }
    let gone = |side: &MergeSide<'_>| -> Vec<(ItemChange, BTreeSet<ItemId>)> {
        let gone = side.comparison.items().filter(|item| item.is_removed());
        gone.map(|item| (item.clone(), names(side.old, item))).collect()
    };
    let others: Vec<BTreeSet<ItemId>> = sides
        .iter()
        .skip(1)
        .map(|side| gone(side).into_iter().flat_map(|(_, names)| names).collect())
        .collect();
    for (item, names) in gone(&sides[0]) {
        if others.iter().all(|other| !other.is_disjoint(&names)) {
            decided[0].insert(item.id.clone(), item);
        }
    }
    decided
}

/// Returns the ids that an item which is gone has and had.
fn names(old: &Plan, item: &ItemChange) -> BTreeSet<ItemId> {
    let had = item.old.and_then(|was| old.items.get(was)).map(|item| item.was.clone()).unwrap_or_default();
    had.into_iter().chain([item.id.clone()]).collect()
}

/// Returns what of the change from parent `at` is one from every parent that has the item.
fn decided_item(at: usize, changes: &[&ItemChange]) -> Option<ItemChange> {
    let mut change = changes[at].clone();
    if change.is_added() {
        return Some(change);
    }
    let having = || changes.iter().filter(|change| !change.is_added());
    if !having().all(|change| change.renamed.is_some()) {
        change.renamed = None;
    }
    if !having().all(|change| change.moved.is_some()) {
        change.moved = None;
    }
    let fields: Vec<&[FieldChange]> = having().map(|change| &change.fields[..]).collect();
    leave_common(&mut change.fields, &fields);
    let is_empty = change.renamed.is_none() && change.moved.is_none() && change.fields.is_empty();
    (!is_empty).then_some(change)
}

fn leave_common(fields: &mut Vec<FieldChange>, others: &[&[FieldChange]]) {
    let name = |change: &FieldChange| -> (ItemField, Option<String>) {
        (change.field.clone(), change.language.clone())
    };
    fields.retain(|field| others.iter().all(|other| other.iter().any(|known| name(known) == name(field))));
}

/// What was decided of areas themselves.
struct DecidedAreas {
    /// Areas that are on one side only of every comparison, with the parent they stand with.
    whole: BTreeMap<AreaId, usize>,
    /// Areas on both sides of some comparison, with the first such parent and the changes from all such parents.
    both: BTreeMap<AreaId, (usize, Vec<AreaChange>)>,
}

fn decided_areas(sides: &[MergeSide<'_>]) -> DecidedAreas {
    let mut decided = DecidedAreas { whole: BTreeMap::new(), both: BTreeMap::new() };
    for area in &sides[0].comparison.areas {
        let of = |side: &MergeSide<'_>| {
            let found = side.comparison.areas.iter().find(|other| other.id == area.id);
            found.map(|area| AreaChange { items: Vec::new(), ..area.clone() })
        };
        let Some(all) = sides.iter().map(of).collect::<Option<Vec<AreaChange>>>() else { continue };
        let is_whole = |area: &AreaChange| area.old.is_none() || area.new.is_none();
        if all.iter().all(is_whole) {
            decided.whole.insert(area.id.clone(), 0);
        } else if let Some(at) = all.iter().position(|area| !is_whole(area)) {
            let both = all.into_iter().filter(|area| !is_whole(area)).collect();
            decided.both.insert(area.id.clone(), (at, both));
        }
    }
    decided
}

impl DecidedAreas {
    /// Leaves of an area, compared with parent `at`, what was decided about it.
    fn leave(&self, at: usize, area: &mut AreaChange) {
        let all = match self.both.get(&area.id) {
            Some((with, all)) if *with == at => all.as_slice(),
            _ => &[],
        };
        let everywhere = |is: fn(&AreaChange) -> bool| !all.is_empty() && all.iter().all(is);
        if !everywhere(|area| area.renamed.is_some()) {
            area.renamed = None;
        }
        if !everywhere(|area| area.file.is_some()) {
            area.file = None;
        }
        area.moved = everywhere(|area| area.moved);
        let fields: Vec<&[FieldChange]> = all.iter().map(|area| &area.fields[..]).collect();
        if fields.is_empty() {
            area.fields.clear();
        }
        leave_common(&mut area.fields, &fields);
        area.broken = Change::default();
        area.unknown = Change::default();
    }
}
