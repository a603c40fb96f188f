//! What became of each item: added, removed, moved, renamed, or saying something else.

use std::collections::HashMap;

use super::{Change, FieldChange, Move, Paired, fields, moves, pairing};
use crate::plan::{Item, ItemId, Plan};

/// An item that is otherwise than before.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemChange {
    /// Its id on the new side, else on the old one.
    pub id: ItemId,
    /// Its index in the old plan; `None` where it was added.
    pub old: Option<usize>,
    /// Its index in the new plan; `None` where it was removed.
    pub new: Option<usize>,
    /// Its ids, where they are not one.
    pub renamed: Option<Change<ItemId>>,
    pub moved: Option<Move>,
    pub fields: Vec<FieldChange>,
    /// On which side a part of it could not be read, in a file that otherwise could: what is not said there is no change.
    pub damaged: Change<bool>,
    /// Another item has its id, on either side, so that it was paired by its place in the order.
    pub ambiguous: bool,
    /// Where it is on one side only: the item of the other side that bears its id as an old one, and is itself on both.
    pub joined: Option<ItemId>,
}

impl ItemChange {
    /// Tells whether it is on the new side only.
    pub fn is_added(&self) -> bool {
        self.old.is_none()
    }

    /// Tells whether it is on the old side only.
    pub fn is_removed(&self) -> bool {
        self.new.is_none()
    }
}

/// What is to be told of the items, each with the place where it is told.
pub(super) struct Changes {
    /// In the order of the new plan; those that are gone stand after the one they stood after.
    pub(super) items: Vec<(Home, ItemChange)>,
    /// By area of the old plan: how many of its items are not on the new side, of which that area could not be read whole.
    pub(super) unknown_new: HashMap<usize, usize>,
    /// By area of the new plan: how many of its items are not on the old side, of which that area could not be read whole.
    pub(super) unknown_old: HashMap<usize, usize>,
}

/// The area an item is told under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Home {
    New(usize),
    Old(usize),
}

/// Tells of an area on which side it could not be read whole.
pub(super) type Broken<'a> = &'a dyn Fn(usize) -> Change<bool>;

/// Compares all items. `broken` tells of an area of the old plan, and of one of the new plan, on which side it could not
/// be read whole.
pub(super) fn changes(old: &Plan, new: &Plan, pairs: &Paired, broken: (Broken<'_>, Broken<'_>)) -> Changes {
    let (broken_of_old, broken_of_new) = broken;
    let is_known = |area: usize| {
        let broken = broken_of_new(area);
        !broken.old && !broken.new
    };
    let mut moved = moves::moves((old, new), &pairs.areas, &pairs.items, is_known);
    let two = (pairing::ambiguous(old), pairing::ambiguous(new));
    let ambiguous = |item: &Item| two.0.contains(&item.id) || two.1.contains(&item.id);
    let new_bearers = bearers(new, |now| pairs.items.old_of(now).is_some());
    let old_bearers = bearers(old, |was| pairs.items.new_of(was).is_some());
    let joined = |id: &ItemId, bearers: &HashMap<&ItemId, &ItemId>| bearers.get(id).copied().cloned();
    let mut changes = Changes { items: Vec::new(), unknown_new: HashMap::new(), unknown_old: HashMap::new() };
    let mut gone = gone(old, pairs).into_iter().peekable();
    let mut tell_gone = |changes: &mut Changes, before: Option<usize>| {
        while let Some((_, was)) = gone.next_if(|(after, _)| before.is_none_or(|before| *after < before)) {
            let item = &old.items[was];
            if broken_of_old(item.area).new {
                *changes.unknown_new.entry(item.area).or_default() += 1;
                continue;
            }
            let home = pairs.areas.new_of(item.area).map_or(Home::Old(item.area), Home::New);
            let change =
                ItemChange { joined: joined(&item.id, &new_bearers), ..alone(item, ambiguous(item)) };
            changes.items.push((home, ItemChange { old: Some(was), ..change }));
        }
    };
    for (now, item) in new.items.iter().enumerate() {
        tell_gone(&mut changes, Some(now + 1));
        let Some(was) = pairs.items.old_of(now) else {
            if broken_of_new(item.area).old {
                *changes.unknown_old.entry(item.area).or_default() += 1;
            } else {
                let joined = joined(&item.id, &old_bearers);
                let change = ItemChange { joined, new: Some(now), ..alone(item, ambiguous(item)) };
                changes.items.push((Home::New(item.area), change));
            }
            continue;
        };
        let before = &old.items[was];
        let damaged = Change {
            old: before.damaged && !old.areas[before.area].broken,
            new: item.damaged && !new.areas[item.area].broken,
        };
        let change = ItemChange {
            id: item.id.clone(),
            old: Some(was),
            new: Some(now),
            renamed: (before.id != item.id).then(|| Change { old: before.id.clone(), new: item.id.clone() }),
            moved: moved.get_mut(now).and_then(Option::take),
            fields: fields::of_items(before, item),
            damaged,
            ambiguous: ambiguous(before) || ambiguous(item),
            joined: None,
        };
        let quiet = change.renamed.is_none() && change.moved.is_none() && change.fields.is_empty();
        if !quiet || damaged.old != damaged.new {
            changes.items.push((Home::New(item.area), change));
        }
    }
    tell_gone(&mut changes, None);
    changes
}

fn alone(item: &Item, ambiguous: bool) -> ItemChange {
    ItemChange {
        id: item.id.clone(),
        old: None,
        new: None,
        renamed: None,
        moved: None,
        fields: Vec::new(),
        damaged: Change::default(),
        ambiguous,
        joined: None,
    }
}

/// Returns the old items that are gone, each with one more than the new index of the last one before it that is not.
fn gone(old: &Plan, pairs: &Paired) -> Vec<(usize, usize)> {
    let mut after = 0;
    let mut gone = Vec::new();
    for was in 0..old.items.len() {
        match pairs.items.new_of(was) {
            Some(now) => after = now + 1,
            None => gone.push((after, was)),
        }
    }
    gone.sort_by_key(|&(after, was)| (after, was));
    gone
}

/// Returns the ids that items on both sides had before, each with the first item that says so.
fn bearers(plan: &Plan, on_both: impl Fn(usize) -> bool) -> HashMap<&ItemId, &ItemId> {
    let mut bearers = HashMap::new();
    for (_, item) in plan.items.iter().enumerate().filter(|(at, _)| on_both(*at)) {
        for id in &item.was {
            bearers.entry(id).or_insert(&item.id);
        }
    }
    bearers
}
