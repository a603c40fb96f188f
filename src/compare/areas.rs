//! What became of each area, and which of its items changed.

use std::collections::HashMap;

use super::items::{self, Home};
use super::{Change, FieldChange, ItemChange, Paired, Unread, fields, moves};
use crate::plan::{AreaId, Plan};
use crate::text::Foreign;

/// An area that is otherwise than before, or has items that are.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaChange {
    /// Its id on the new side, else on the old one.
    pub id: AreaId,
    /// Its index in the old plan; `None` where it is not there.
    pub old: Option<usize>,
    /// Its index in the new plan; `None` where it is not there.
    pub new: Option<usize>,
    /// Its ids, where they are not one.
    pub renamed: Option<Change<AreaId>>,
    /// The names of its file, where they are not one.
    pub file: Option<Change<Foreign>>,
    /// It stands elsewhere among the areas.
    pub moved: bool,
    pub fields: Vec<FieldChange>,
    /// On which side its file could not be read whole.
    pub broken: Change<bool>,
    /// How many items of the other side a broken file leaves unaccounted for on this one.
    pub unknown: Change<usize>,
    pub items: Vec<ItemChange>,
}

impl AreaChange {
    /// Tells whether it is on the new side only, as far as could be read.
    pub fn is_added(&self) -> bool {
        self.old.is_none() && !self.broken.old
    }

    /// Tells whether it is on the old side only, as far as could be read.
    pub fn is_removed(&self) -> bool {
        self.new.is_none() && !self.broken.new
    }
}

/// Compares all areas with all items.
pub(super) fn changes(old: &Plan, new: &Plan, pairs: &Paired, unread: &Unread) -> Vec<AreaChange> {
    let broken_of_new = |now: usize| {
        let (area, was) = (&new.areas[now], pairs.areas.old_of(now));
        let old = was.map_or_else(|| unread.old.contains(&area.place.file), |was| old.areas[was].broken);
        Change { old, new: area.broken }
    };
    let broken_of_old = |was: usize| {
        let (area, now) = (&old.areas[was], pairs.areas.new_of(was));
        let new = now.map_or_else(|| unread.new.contains(&area.place.file), |now| new.areas[now].broken);
        Change { old: area.broken, new }
    };
    let mut told = items::changes(old, new, pairs, (&broken_of_old, &broken_of_new));
    let mut items: HashMap<Home, Vec<ItemChange>> = HashMap::new();
    for (home, item) in told.items.drain(..) {
        items.entry(home).or_default().push(item);
    }
    let both: Vec<(usize, usize)> =
        (0..new.areas.len()).filter_map(|now| Some((pairs.areas.old_of(now)?, now))).collect();
    let name = |&(was, now): &(usize, usize)| {
        let (was, is) = (old.areas[was].id.as_str(), new.areas[now].id.as_str());
        (was.min(is).to_owned(), was.max(is).to_owned())
    };
    let moved = moves::out_of_order(&both, name);
    let mut changes = Vec::new();
    for home in order(old, new, pairs) {
        let items = items.remove(&home).unwrap_or_default();
        let (was, now, broken) = match home {
            Home::New(now) => (pairs.areas.old_of(now), Some(now), broken_of_new(now)),
            Home::Old(was) => (Some(was), None, broken_of_old(was)),
        };
        let mut change = AreaChange {
            id: AreaId::default(),
            old: was,
            new: now,
            renamed: None,
            file: None,
            moved: now.is_some_and(|now| moved.contains(&now)),
            fields: Vec::new(),
            broken,
            unknown: Change {
                old: now.and_then(|now| told.unknown_old.get(&now)).copied().unwrap_or_default(),
                new: was.and_then(|was| told.unknown_new.get(&was)).copied().unwrap_or_default(),
            },
            items,
        };
        let (before, after) = (was.map(|was| &old.areas[was]), now.map(|now| &new.areas[now]));
        if let Some(area) = after.or(before) {
            change.id = area.id.clone();
        }
        if let Some((before, after)) = before.zip(after) {
            let differ = before.id != after.id;
            change.renamed = differ.then(|| Change { old: before.id.clone(), new: after.id.clone() });
            let (from, to) = (&before.place.file, &after.place.file);
            change.file = (from != to).then(|| Change { old: from.clone(), new: to.clone() });
            change.fields = fields::of_areas(before, after);
        }
        if change.tells() {
            changes.push(change);
        }
    }
    changes
}

impl AreaChange {
    fn tells(&self) -> bool {
        let unknown = self.unknown.old + self.unknown.new > 0;
        self.old.is_none()
            || self.new.is_none()
            || self.renamed.is_some()
            || self.file.is_some()
            || self.moved
            || !self.fields.is_empty()
            || self.broken.old != self.broken.new
            || unknown
            || !self.items.is_empty()
    }
}

/// Returns the areas of both in the order of the new plan; those that are gone stand after the one they stood after.
fn order(old: &Plan, new: &Plan, pairs: &Paired) -> Vec<Home> {
    let mut gone: Vec<(usize, usize)> = Vec::new();
    let mut after = 0;
    for was in 0..old.areas.len() {
        match pairs.areas.new_of(was) {
            Some(now) => after = now + 1,
            None => gone.push((after, was)),
        }
    }
    let mut order: Vec<(usize, usize, Home)> =
        gone.into_iter().map(|(after, was)| (after, was + 1, Home::Old(was))).collect();
    order.extend((0..new.areas.len()).map(|now| (now + 1, 0, Home::New(now))));
    order.sort_by_key(|&(at, then, _)| (at, then));
    order.into_iter().map(|(_, _, home)| home).collect()
}
